"""Folding as the engine does it: a string in, the string that is searched out.

For what is cut up before it is sent. Equals `fold(text, true)` of engine.js; a test compares them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from builder.language.folding import UNSEEN, simplified

_QUOTES = "“”‘’\"'`´「」『』﹁﹂﹃﹄〝〞〟„‟‚‛"
_DASHES = "-‐‑‒–—―−－﹣─━"
_DOTS = "•・‧∙⋅"
_UNSEEN = re.compile(rf"\s|{UNSEEN.pattern}")
_ROW_OF_DASHES = re.compile(r"-{2,}")
# 1,000 · 200，000，000; not 2027、2030
_SEPARATOR = re.compile(r"(?<=[0-9])\x00(?=[0-9]{3}(?![0-9]))")


def loose(text: str) -> str:
    """Return `text` without widths, case, variants, quotation marks and blanks: 1,000 is 1000."""
    out = "".join(map(_plain, text))
    out = _SEPARATOR.sub("", out).replace("\0", ",")
    return _ROW_OF_DASHES.sub("-", out.replace("\1", ""))


@cache
def _plain(character: str) -> str:
    """Return what a character is folded to; \\0 for a comma, \\1 for what is taken out later."""
    if _UNSEEN.match(character) or character in _QUOTES or character in "\0\1":
        return "\1"  # until then it separates digits
    if character in _DASHES:
        return "-"
    if character in _DOTS:
        return "·"
    if character == "、":
        return ","
    plain = unicodedata.normalize("NFKC", character).lower()
    if plain == ",":
        return "\0"  # may separate digits
    return simplified(plain.replace(" ", "").replace('"', ""))
