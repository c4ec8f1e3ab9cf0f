"""How a Chinese term is said: with tones to read, without to sort."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_RUN = re.compile(rf"(?P<han>{_HAN}+)|(?P<other>(?:(?!{_HAN})[^\W_])+)")
_SANDHI = "一不"
"""Said with another tone before some syllables, but spelt with their own (GB/T 16159)."""


def pinyin(term: str) -> str:
    """Return the syllables with tone marks, joined by blanks: 智能体 gives "zhì néng tǐ"."""
    return " ".join(_syllables(term, Style.TONE))


def sorting(term: str) -> tuple[str, str, str]:
    """Return a key that sorts terms as a Chinese dictionary does: by sound, tone, writing."""
    plain, toned = _syllables(term, Style.NORMAL), _syllables(term, Style.TONE3)
    return " ".join(plain).lower(), " ".join(toned).lower(), term


def _syllables(term: str, style: Style) -> Iterator[str]:
    """Yield a syllable for each Chinese character, and runs of other letters as they are."""
    for run in _RUN.finditer(term):
        if run["other"]:
            yield run["other"]
            continue
        said = lazy_pinyin(run["han"], style, list, v_to_u=True)  # type: ignore[arg-type]
        for character, syllable in zip(run["han"], said, strict=True):
            yield lazy_pinyin(character, style)[0] if character in _SANDHI else syllable
