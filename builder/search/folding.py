"""Text as the engine compares it, worked out here for what is cut up before it is sent.

Says the same of every text as `fold(text, true)` of engine.js; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from builder.language.folding import simplified_characters

_QUOTES = "“”‘’\"'`´「」『』﹁﹂﹃﹄〝〞〟„‟‚‛"
_DASHES = "-‐‑‒–—―−－﹣─━"
_DOTS = "•・‧∙⋅"
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")
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
    if _UNSEEN.match(character) or character in _QUOTES or character in "\0\1":
        return "\1"  # taken out last: it keeps digits apart
    if character in _DASHES:
        return "-"
    if character in _DOTS:
        return "·"
    if character == "、":
        return ","
    folded = unicodedata.normalize("NFKC", character).lower()
    if folded == ",":
        return "\0"  # may separate digits; see above
    return folded.replace(" ", "").replace('"', "").translate(simplified_characters())
