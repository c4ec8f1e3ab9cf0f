"""HTML of a page → the same in which no line begins with the plus of a term.

A browser breaks 道路+ before its plus. The styles put a joiner before a marked one, which is
in no word that is copied.
"""

from __future__ import annotations

import re

# 道路+ · </a>+ ; not the signs of an attribute, of styles or scripts, nor those already marked
_PLUS = re.compile(
    r"""
      <(?P<raw>title|style|script|textarea)\b .*? </(?P=raw)>
    | (?<![\s+＋]) (?<!class="plus">) (?P<plus>[+＋]+) (?=[^<>]*<)
    """,
    re.VERBOSE | re.DOTALL,
)


def with_plus(html: str) -> str:
    """Return HTML in which each plus behind other words is marked; twice is as good as once."""

    def marked(found: re.Match[str]) -> str:
        return f'<span class="plus">{found["plus"]}</span>' if found["plus"] else found[0]

    return _PLUS.sub(marked, html)
