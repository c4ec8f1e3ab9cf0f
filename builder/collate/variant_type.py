"""The readings of a variant → its type, and whether the page hides it.

Hidden is what changes no word: width, white space, punctuation (quotation and book-title marks
included), left-over Markdown and paragraph breaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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
"""Polite openings of a question, which do not change what is asked."""

_HEAVIER: tuple[VariantType, ...] = (
    "width", "punctuation", "omission", "addition", "numeral", "substitution",
)  # fmt: skip
"""In ascending order of weight: of the types of the readings, the last of these is taken."""


def variant_type(readings: Sequence[str]) -> tuple[VariantType, bool]:
    """Return how the readings differ from the first, and whether the page hides the variant.

    推动 and 构建 are a `substitution`; 8大 and 八大 a `numeral`; 《意见》 and 意见 a
    `punctuation`, ， and , a `width`, which are hidden. The only damage that readings alone can
    show is left-over Markdown.
    """
    base, *others = readings
    found = [_pair_type(base, reading) for reading in others]
    kinds = {kind for kind, _ in found}
    folded = all(hidden for _, hidden in found)
    if kinds == {"damage"}:
        return "damage", folded
    kind = max(kinds - {"damage"}, key=_HEAVIER.index)
    if {"omission", "addition"} <= kinds:
        kind = "substitution"
    return kind, folded


def markup(text: str) -> bool:
    """Return whether a reading contains left-over Markdown."""
    return _MARKUP.search(text) is not None


def _pair_type(base: str, reading: str) -> tuple[VariantType, bool]:
    base, reading = base.translate(_WIDTH), reading.translate(_WIDTH)
    if base == reading:
        return "width", True
    if _without_markup(base) == _without_markup(reading):
        return "damage", True
    same_figures = _FIGURE.findall(base) == _FIGURE.findall(reading)
    if same_figures and _without_punctuation(base) == _without_punctuation(reading):
        return "punctuation", True
    if _is_numeral(base, reading):
        return "numeral", False
    if _contains(base, reading):
        return "omission", False
    if _contains(reading, base):
        return "addition", False
    return "substitution", False


def _without_markup(text: str) -> str:
    return _MARKUP.sub(lambda found: found["linked"] or "", text)


def _without_punctuation(text: str) -> str:
    """Return a text without punctuation, except % and ‰."""
    return "".join(
        character
        for character in text
        if character in "%‰" or unicodedata.category(character)[0] != "P"
    )


def _is_numeral(base: str, reading: str) -> bool:
    """Return whether only numbers differ, and both readings have a number."""
    rest = {_NUMERAL.sub("", text) for text in (base, reading)}
    return len(rest) == 1 and all(_NUMERAL.search(text) for text in (base, reading))


def _contains(long: str, short: str) -> bool:
    """Return whether deleting one run of characters from the long reading gives the short one."""
    extra = len(long) - len(short)
    if extra <= 0:
        return False
    start = common_prefix(long, short)
    if long[start + extra :] != short[start:]:
        return False
    return not ASKING.fullmatch(long[start : start + extra]) or not short
