"""Traditional characters → simplified ones, character for character: a string in, a string out.

For comparing only: what is shown stays as printed. The characters are those of OpenCC; where a
traditional one has several simplified ones (乾, 著) its most frequent one is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from opencc import OpenCC

from builder.language.characters import exchanger

_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
"""Where Chinese characters stand that print uses: extension A, the unified ones, compatibility."""


def simplified(text: str) -> str:
    """Return `text` in simplified characters; a place in the result is the same place in `text`.

    `促進數據開放` becomes `促进数据开放`.
    """
    return _simplified()(text)


@cache
def _simplified() -> Callable[[str], str]:
    return exchanger(table())


@cache
def table() -> Mapping[int, str]:
    """Return the simplified character for the code of each traditional one: about 4,000."""
    characters = [chr(code) for first, end in _RANGES for code in range(first, end)]
    # One a line, so that no phrase of several characters is found among them.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    single = {
        one: other
        for one, other in zip(characters, converted, strict=True)
        if one != other and len(other) == 1
    }
    # A few become what is itself a traditional one: 薴 is 苧, which is 苎.
    return {ord(one): single.get(other, other) for one, other in single.items()}
