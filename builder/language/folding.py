"""Folding: spellings of the same words made equal, for comparing; a string in, a string out.

Full-width and half-width forms, capital and small Latin letters, quotation marks, the script
(traditional, simplified), radicals in the place of characters and signs that nobody sees differ
between copies of one text. What is shown stays as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from opencc import OpenCC

QUOTES = "“”‘’\"'『』「」〝〞„‟＂＇"
"""Every shape of quotation mark, opening and closing, single and double."""

LETTERS = re.compile(r"[^\W_]+")
"""A run of letters and digits in the sense of `str.isalnum`."""

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef]"
)
"""Signs without width: soft hyphens, zero-width blanks, directional marks, variation selectors."""

_SUPPLEMENT = (
    "⺟母⺠民⺜日⺝月⺧牛⺩王⺫目⺬示⺮竹⺶羊⺼肉⺽臼⻁虎⻄西⻅见⻆角⻉贝⻊足⻋车⻏邑⻑長⻓长⻔门⻗雨"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
"""Radicals of the supplement that are words, each before its character; Unicode does not say so in
its normal forms, as it does for those of Kangxi. PDF programs print them for the characters."""

_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
"""Code points of Chinese characters in print: extension A, the unified ones, compatibility."""

_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")

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


def seen(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` without signs that nobody sees, and the offset of each character left.

    >>> seen("断头\\u200b路")
    ('断头路', [0, 1, 3])
    """
    if not UNSEEN.search(text):
        return text, range(len(text))
    places = [place for place, sign in enumerate(text) if not UNSEEN.match(sign)]
    return "".join(map(text.__getitem__, places)), places


def bare(text: str) -> str:
    """Return only the letters and digits of `text`: "“AI＋” 行动" becomes "AI行动"."""
    plain = text.translate(_radicals()) if _RADICAL.search(text) else text
    return "".join(LETTERS.findall(plain))


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: "“AI＋” 行动" becomes "ai行动"."""
    return folded(bare(text))


def simplified(text: str) -> str:
    """Return `text` in simplified characters, character for character: 養護 becomes 养护."""
    return text.translate(simplified_characters())


@cache
def simplified_characters() -> Mapping[int, str]:
    """Return code point of a traditional character → the simplified one: about 4,000.

    Of more than one (乾, 著), it is the most frequent. The table is OpenCC's. Radicals and
    compatibility forms (⾯, ⻋) are folded to the character that they stand for.
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
    table = {ord(other): single.get(simple, simple) for other, simple in single.items()}
    forms = {code: table.get(ord(plain), plain) for code, plain in _radicals().items()}
    return table | forms


@cache
def _radicals() -> Mapping[int, str]:
    """Return code point of a radical or a compatibility form → its character."""
    codes = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    normal = ((code, unicodedata.normalize("NFKC", chr(code))) for code in codes)
    pairs = zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)
    return {
        **{code: plain for code, plain in normal if len(plain) == 1 and plain != chr(code)},
        **{ord(radical): plain for radical, plain in pairs},
    }
