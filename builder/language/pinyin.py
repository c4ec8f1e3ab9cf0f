"""The pronunciation of a Chinese term: with tone marks to read, without them to sort.

A term in, its syllables or a sort key out. pypinyin gives the readings; 一 and 不 keep their
citation tone (GB/T 16159), whatever follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin import Style, lazy_pinyin

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_RUN = re.compile(rf"(?P<han>{_HAN}+)|(?P<other>(?:(?!{_HAN})[^\W_])+)")
_SANDHI = "一不"
"""Their tone changes before some syllables, and pypinyin's phrases have it changed: 一样, 不但."""


def pinyin(term: str) -> str:
    """Return the syllables with tone marks, joined by spaces: 养老驿站 gives "yǎng lǎo yì zhàn"."""
    return " ".join(_syllables(term, Style.TONE))


def sorting(term: str) -> tuple[str, str, str]:
    """Return a key that sorts terms as a Chinese dictionary does: by sound, tone, writing."""
    plain, toned = (" ".join(_syllables(term, style)) for style in (Style.NORMAL, Style.TONE3))
    return plain.lower(), toned.lower(), term


def _syllables(term: str, style: Style) -> Iterator[str]:
    """Yield the syllable of each Chinese character, and runs of other letters as they are."""
    for run in _RUN.finditer(term):
        if run["other"]:
            yield run["other"]
        else:
            for character, syllable in zip(run["han"], _read(run["han"], style), strict=True):
                yield _read(character, style)[0] if character in _SANDHI else syllable


def _read(characters: str, style: Style) -> list[str]:
    """Return one syllable a character; a character that pypinyin does not know, as it is."""
    # `errors=list` splits unknown characters; by default a run of them is one string.
    return lazy_pinyin(characters, style, errors=list, v_to_u=True)  # type: ignore[arg-type]
