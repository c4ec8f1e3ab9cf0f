"""Folding: spellings of the same words made equal, for comparing; a string in, a string out.

Full-width and half-width forms, capital and small Latin letters, quotation marks and the script
(traditional, simplified) differ between copies of one text. What is shown stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

QUOTES = "“”‘’\"'『』「」〝〞„‟＂＇"
"""Every shape of quotation mark, opening and closing, single and double."""

LETTERS = re.compile(r"[^\W_]+")
"""A run of letters and digits in the sense of `str.isalnum`."""

_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
"""Code points of Chinese characters in print: extension A, the unified ones, compatibility."""

_NARROW = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code: code + 0x20 for code in range(0x41, 0x5B)},
    **{code: code - 0xFEE0 + 0x20 for code in range(0xFF21, 0xFF3B)},
    0x3000: 0x20,
    0x00A0: 0x20,
}
"""Full width to half width, capital to small letters, and two spaces to the usual one."""


def folded(text: str) -> str:
    """Return `text` with widths, Latin capitals and script folded, character for character.

    An offset in the result is the same offset in `text`: "Ｃ２Ｍ，數據" becomes "c2m,数据".
    """
    return simplified(text).translate(_NARROW)


def bare(text: str) -> str:
    """Return only the letters and digits of `text`: "“AI＋” 行动" becomes "AI行动"."""
    return "".join(LETTERS.findall(text))


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: "“AI＋” 行动" becomes "ai行动"."""
    return folded(bare(text))


def simplified(text: str) -> str:
    """Return `text` in simplified characters, character for character: 養護 becomes 养护."""
    return text.translate(simplified_characters())


@cache
def simplified_characters() -> Mapping[int, str]:
    """Return code point of a traditional character → the simplified one: about 4,000.

    Of more than one (乾, 著), it is the most frequent. The table is OpenCC's.
    """
    characters = [chr(code) for first, end in _RANGES for code in range(first, end)]
    # One per line, so that OpenCC applies no rule for phrases.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    single = {
        traditional: simple
        for traditional, simple in zip(characters, converted, strict=True)
        if traditional != simple and len(simple) == 1
    }
    # A few convert to another traditional character: 薴 to 苧, which converts to 苎.
    return {ord(traditional): single.get(simple, simple) for traditional, simple in single.items()}
