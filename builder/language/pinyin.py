"""How a Chinese term is said: with tones to read, without to sort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_RUN = re.compile(rf"(?P<han>{_HAN}+)|(?P<other>(?:(?!{_HAN})[^\W_])+)")
_SANDHI = "一不"
"""Said with another tone before some syllables, but spelt with their own (GB/T 16159)."""


def pinyin(term: str) -> str:
    """Return the syllables with tone marks, joined by blanks: 智能体 gives "zhì néng tǐ"."""
    return " ".join(said for _, said in _syllables(term, tones="marks"))


def sorting(term: str) -> tuple[str, str, str]:
    """Return a key that sorts terms as a Chinese dictionary does: by sound, tone, writing."""
    toned = list(_syllables(term, tones="figures"))
    plain = [said if said == written else said.rstrip("12345") for written, said in toned]
    return " ".join(plain).lower(), " ".join(said for _, said in toned).lower(), term


def _syllables(term: str, tones: Literal["marks", "figures"]) -> Iterator[tuple[str, str]]:
    """Yield each Chinese character with its syllable, and runs of other letters as they are."""
    from pypinyin import Style, lazy_pinyin  # its tables take longer to load than all of ours

    style = Style.TONE if tones == "marks" else Style.TONE3
    for run in _RUN.finditer(term):
        if run["other"]:
            yield run["other"], run["other"]
            continue
        said = lazy_pinyin(run["han"], style, list, v_to_u=True)  # type: ignore[arg-type]
        for character, syllable in zip(run["han"], said, strict=True):
            alone = character in _SANDHI
            yield character, lazy_pinyin(character, style)[0] if alone else syllable
