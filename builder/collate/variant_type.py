"""The readings of a place → how they differ, and whether a reader need not be told.

What is put away: width, blanks, the shape or presence of quotation marks, left-over Markdown,
and where a paragraph ends. Book-title marks are no such thing: they make a word a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from builder.language.folding import QUOTES
from builder.model import VariantType
from builder.text.diff import common_prefix

_WIDTH = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0xFF61: ord("。"),
    0xFF62: ord("「"),
    0xFF63: ord("」"),
    0xFF64: ord("、"),
    **dict.fromkeys((*range(9, 14), 0x20, 0x3000, 0xA0, 0x200B, 0xFEFF)),
}
_NO_QUOTES = dict.fromkeys(map(ord, QUOTES))
_TITLE = "《》〈〉"

# 8大支撑      30.5%      百分之三十      两万亿
_NUMERAL = re.compile(
    r"""
      (?: 百分之 )? [0-9]+ (?: [.,] [0-9]+ )* \s* [%‰]?
    | (?: 百分之 | 千分之 )? [〇零一二三四五六七八九十百千万亿两]+ (?: 点 [零一二三四五六七八九]+ )?
    """,
    re.VERBOSE,
)
_FIGURE = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?")
_MARKUP = re.compile(
    r"""
      \[ (?= [^\]]* \Z )                                # [《条例》
    | \[ (?P<linked> [^\]]* ) \] \( [^()\s]* \)      # [《条例》](#)
    | \] \( [^()\s]* \) | \*\* | [#]{1,6} [ ]+         # ](#)  **第一条  ## 第一章
    """,
    re.VERBOSE,
)
ASKING = re.compile("请问|试问|敢问|请教|想问|想请问|请问一下")
"""How one asks, not what: the words that follow are the same question without them."""

_HEAVIER: tuple[VariantType, ...] = (
    "width", "punctuation", "omission", "addition", "numeral", "substitution",
)  # fmt: skip
"""Where some readings differ from the first in one way and some in another, the last holds."""


def variant_type(readings: Sequence[str]) -> tuple[VariantType, bool]:
    """Return how the readings differ from the first, and whether that is put away on the page.

    推动 and 构建 are a `substitution`; 8大 and 八大 a `numeral`; ， and 、 a `punctuation`;
    ， and , a `width`, which is put away. Damage cannot be told from the readings alone, left-over
    Markdown excepted.
    """
    first, *others = readings
    found = [_pair(first, other) for other in others]
    kinds = {kind for kind, _ in found}
    folded = all(away for _, away in found)
    if kinds == {"damage"}:
        return "damage", folded
    kind = max(kinds - {"damage"}, key=_HEAVIER.index)
    if {"omission", "addition"} <= kinds:
        kind = "substitution"
    return kind, folded


def markup(text: str) -> bool:
    """Return whether left-over Markdown stands in a reading."""
    return _MARKUP.search(text) is not None


def _pair(one: str, other: str) -> tuple[VariantType, bool]:
    if one.translate(_WIDTH) == other.translate(_WIDTH):
        return "width", True
    one, other = one.translate(_WIDTH), other.translate(_WIDTH)
    if one.translate(_NO_QUOTES) == other.translate(_NO_QUOTES):
        return "punctuation", True
    if _bare(one) == _bare(other):
        return "damage", True
    if _worded(one) == _worded(other) and _FIGURE.findall(one) == _FIGURE.findall(other):
        return "punctuation", False
    if _is_numeral(one, other):
        return "numeral", False
    if _contains(one, other):
        return "omission", False
    if _contains(other, one):
        return "addition", False
    return "substitution", False


def _bare(text: str) -> str:
    """Return a text without left-over Markdown."""
    return _MARKUP.sub(lambda found: found["linked"] or "", text)


def _worded(text: str) -> str:
    """Return a text without marks that are only marks."""
    return "".join(
        character
        for character in text
        if character in _TITLE or character in "%‰" or unicodedata.category(character)[0] != "P"
    )


def _is_numeral(one: str, other: str) -> bool:
    """Return whether only numbers differ, and each reading has one."""
    rest = {_NUMERAL.sub("", text) for text in (one, other)}
    return len(rest) == 1 and all(_NUMERAL.search(text) for text in (one, other))


def _contains(long: str, short: str) -> bool:
    """Return whether the short reading is the long one without one run of words."""
    extra = len(long) - len(short)
    if extra <= 0:
        return False
    start = common_prefix(long, short)
    if long[start + extra :] != short[start:]:
        return False
    return not ASKING.fullmatch(long[start : start + extra]) or not short
