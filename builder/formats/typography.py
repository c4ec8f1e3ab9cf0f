"""Words that a format raises or lowers → the characters that stand for them: 10⁴, CO₂.

A format says `10<sup>4</sup>` where a page shows 10⁴: read as 104 it would be another number.
"""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−=()（）ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()（）", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎")


def raised(words: str) -> str:
    """Return words as superscript; unchanged where a character of them has no such form.

    >>> raised("-4"), raised("[2]")
    ('⁻⁴', '[2]')
    """
    return _set(words, _RAISED)


def lowered(words: str) -> str:
    """Return words as subscript; unchanged where a character of them has no such form.

    >>> lowered("2"), lowered("某")
    ('₂', '某')
    """
    return _set(words, _LOWERED)


def _set(words: str, forms: dict[int, int]) -> str:
    known = all(ord(character) in forms or character.isspace() for character in words)
    return words.translate(forms) if known else words
