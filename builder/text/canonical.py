"""What two printings of the same words have in common, and where it stands in each.

Widths, spaces, quotation marks, dashes, stops and glyph variants say nothing: they are folded or
left out. Signs that change a meaning (70%, +, 3.5) are kept, in one shape.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from builder.language.folding import folded

_SIGNS = frozenset("%‰+=<>≤≥≈±×÷°$¥€£&@#")
"""Signs that mean something wherever they stand."""

_WITHIN = {".": ".", ":": ":", "/": "/"} | dict.fromkeys("-‐‑‒–—―−－─━﹣~～〜∼", "-")
"""Signs that mean something only between Latin letters and digits: 3.5, 9:30, GPT-4, 10—20."""

_UNSEEN = ("Mn", "Cf")
"""What is laid over a letter, or has no shape at all: accents, zero-width blanks."""

_ZEROS = dict.fromkeys(map(ord, "○◯⚪"), "〇")
"""Circles that stand for the numeral in 二〇二五."""

_QUOTES = str.maketrans("「『〝﹁﹃＂」』〞﹂﹄", "““““““”””””")
_FULL = str.maketrans("!?;:,()｡﹒\n\r\t", "！？；：，（）。。   ")

# 实施。 as 实施. or 实施 ．: a stop, not the point in 3.5, No. or www.gov.cn
_STOP = re.compile(
    r"""
    (?<! [0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s\u200b] ) [.．]+
    | (?<= [\s\u200b] ) [.．]+ (?! [0-9A-Za-z０-９Ａ-Ｚａ-ｚ] )
    """,
    re.VERBOSE,
)
_DOTS = re.compile(r"[.．]{3,}|。{3,}|[⋯︙]+")


@dataclass(frozen=True, slots=True)
class Canonical:
    """The words of a text without their typography."""

    words: str
    """Equal for two printings of the same words."""
    places: tuple[int, ...]
    """For each character of `words`, where it stands in the text."""


def canonical(text: str) -> Canonical:
    """Return what is left of a text when its typography is taken away, with the places.

    `“ＡＩ＋”，超７０％。` and `"AI+",超70%.` both give the words `ai+超70%`.
    """
    words: list[str] = []
    places: list[int] = []
    held: tuple[str, int] | None = None  # a sign that counts if a letter or digit follows
    near = False  # whether the character before is a Latin letter or a digit
    for place, character in enumerate(text):
        for one in _shapes(character):
            if one in _WITHIN:
                if near and held is None:
                    held = _WITHIN[one], place
                continue
            ascii_ = one.isascii() and one.isalnum()
            if held is not None and ascii_:
                words.append(held[0])
                places.append(held[1])
            if not one.isspace():
                held, near = None, ascii_
            if one.isalnum() or one in _SIGNS:
                words.append(one)
                places.append(place)
    return Canonical("".join(words), tuple(places))


def standard(text: str) -> str:
    """Return a text with the marks at which sentences end in one shape, place for place.

    Only for finding sentences: `他说:"好."` is `他说：“好。”`.
    """
    plain = _DOTS.sub(lambda dots: "…" * len(dots[0]), text.translate(_QUOTES))
    parts = plain.split('"')
    opened = [
        part + ("”" if number % 2 else "“") * (number + 1 < len(parts))
        for number, part in enumerate(parts)
    ]
    stopped = _STOP.sub(lambda stop: "。" * len(stop[0]), "".join(opened))
    return stopped.translate(_FULL)


@lru_cache(maxsize=20_000)
def _shapes(character: str) -> str:
    """Return the plain shapes of one character: '%' for '﹪', 'm2' for '㎡', '人' for '⼈'."""
    if character in _WITHIN:
        return character
    decomposed = unicodedata.normalize("NFKD", character).translate(_ZEROS)
    return folded("".join(one for one in decomposed if unicodedata.category(one) not in _UNSEEN))
