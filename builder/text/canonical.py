"""A text → its canonical form: equal for two printings of the same words, with offsets back.

Widths, spaces, quotation marks, dashes, stops and glyph variants make no difference: they are
folded or left out. Signs that change a meaning (70%, +, 3.5) are kept, in one shape.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from builder.language.folding import folded
from builder.text.offsets import Folded

_SIGNS = frozenset("%‰+=<>≤≥≈±×÷°$¥€£&@#")
"""Signs that are kept anywhere."""

_WITHIN = {".": ".", ":": ":", "/": "/"} | dict.fromkeys("-‐‑‒–—―−－─━﹣~～〜∼", "-")
"""Signs that are kept only between Latin letters and digits: 3.5, 9:30, GPT-4, 10—20."""

_INVISIBLE = ("Mn", "Cf")
"""Unicode categories of accents and of zero-width blanks."""

_ZEROS = dict.fromkeys(map(ord, "○◯⚪"), "〇")
"""Circles printed for the numeral 〇 in 二〇二五."""

_QUOTES = str.maketrans("「『〝﹁﹃＂」』〞﹂﹄", "““““““”””””")
_FULL = str.maketrans("!?;:,()｡﹒\n\r\t", "！？；：，（）。。   ")

# 实施. and 实施 ．: a stop, not the point in 3.5, No. or www.example.cn
_STOP = re.compile(
    r"""
    (?<! [0-9A-Za-z０-９Ａ-Ｚａ-ｚ\s\u200b] ) [.．]+
    | (?<= [\s\u200b] ) [.．]+ (?! [0-9A-Za-z０-９Ａ-Ｚａ-ｚ] )
    """,
    re.VERBOSE,
)
_DOTS = re.compile(r"[.．]{3,}|。{3,}|[⋯︙]+")


def canonical(text: str) -> Folded:
    """Return the canonical form of a text, with the offset of each of its characters.

    `“ＡＩ＋”，超７０％。` and `"AI+",超70%.` both have the form `ai+超70%`.
    """
    kept: list[str] = []
    offsets: list[int] = []
    pending: tuple[str, int] | None = None  # a sign that counts if a letter or digit follows
    after_ascii = False  # whether the character before is a Latin letter or a digit
    for offset, character in enumerate(text):
        for shape in _shapes(character):
            if shape in _WITHIN:
                if after_ascii and pending is None:
                    pending = _WITHIN[shape], offset
                continue
            is_ascii = shape.isascii() and shape.isalnum()
            if pending is not None and is_ascii:
                kept.append(pending[0])
                offsets.append(pending[1])
            if not shape.isspace():
                pending, after_ascii = None, is_ascii
            if shape.isalnum() or shape in _SIGNS:
                kept.append(shape)
                offsets.append(offset)
    return Folded("".join(kept), tuple(offsets), len(text))


def standard(text: str) -> str:
    """Return a text with the marks at which sentences end in one shape, of the same length.

    Only for finding sentences: `他说:"好."` is `他说：“好。”`.
    """
    plain = _DOTS.sub(lambda dots: "…" * len(dots[0]), text.translate(_QUOTES))
    parts = plain.split('"')  # parts with an odd index are quoted
    paired = [
        part + ("”" if number % 2 else "“") * (number + 1 < len(parts))
        for number, part in enumerate(parts)
    ]
    stopped = _STOP.sub(lambda stop: "。" * len(stop[0]), "".join(paired))
    return stopped.translate(_FULL)


@lru_cache(maxsize=20_000)
def _shapes(character: str) -> str:
    """Return the plain shapes of one character: '%' for '﹪', 'm2' for '㎡', '人' for '⼈'."""
    if character in _WITHIN:
        return character
    decomposed = unicodedata.normalize("NFKD", character).translate(_ZEROS)
    return folded("".join(c for c in decomposed if unicodedata.category(c) not in _INVISIBLE))
