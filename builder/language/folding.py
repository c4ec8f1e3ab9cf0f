"""Writings of the same words made equal: a string in, a string out.

Full-width and half-width forms, capital and small Latin letters, the shapes of quotation marks
and the script differ between copies of one text; none of that is a different word.
"""

from __future__ import annotations

import re

from builder.language.characters import exchanger
from builder.language.script import simplified

QUOTES = "“”‘’\"'『』「」〝〞„‟＂＇"
"""Every shape of quotation mark, opening and closing, single and double."""

LETTERS = re.compile(r"[^\W_]+")
"""Letters and digits in a row, as `str.isalnum` knows them."""


_narrow = exchanger(
    {
        **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
        **{code: code + 0x20 for code in range(0x41, 0x5B)},
        **{code: code - 0xFEE0 + 0x20 for code in range(0xFF21, 0xFF3B)},
        0x3000: 0x20,
        0x00A0: 0x20,
    }
)


def folded(text: str) -> str:
    """Return `text` with widths, Latin capitals and script folded, character for character.

    A place in the result is the same place in `text`: "Ｃ２Ｍ，數據" becomes "c2m,数据".
    """
    return _narrow(simplified(text))


def bare(text: str) -> str:
    """Return only the letters and digits of `text`: "“AI＋” 行动" becomes "AI行动"."""
    return "".join(LETTERS.findall(text))


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: "“AI＋” 行动" becomes "ai行动"."""
    return folded(bare(text))
