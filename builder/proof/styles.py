"""A style sheet of ours → the rules by which a page would show other words than its HTML holds.

What may be hidden, and what words a style may set before or after others, is told in two tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.model import printable

_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|$)")

# .note { color: red; background: url("data:image/svg+xml;…") }     @media print { p { … } }
_PART = re.compile(
    r"""
      (?P<words> (?: "[^"\n]*" | '[^'\n]*' | url\([^)]*\) | [^{};"'] )*+ )
      (?P<end> [{};] | \Z | . )
    """,
    re.VERBOSE | re.DOTALL,
)

_FETCHES = re.compile(
    r"@import|(?:url|src|image(?:-set)?)\(\s*+[\"']?+\s*+(?!data:)", re.IGNORECASE
)

_SETS = re.compile(r"(?:^|[\s,(])[\"'](?P<words>[^\"']*)[\"']")
"""Words in a value."""

SET = frozenset((
    "", "＋", "－", "✓ ", "\\2060", "▾", " 年", "原", "今", "原无此句", "今无此句",
    "增", "增完", "删", "删完", "异文", "改读", "存疑", "注",
))  # fmt: skip
"""All that styles may set before or after words: signs, and what a voice reads out of a mark."""

_SETTING = frozenset(("content", "quotes", "list-style", "list-style-type", "text-overflow"))
"""Properties by which a style sets words, besides images."""

_HIDES = re.compile(
    r"""
      display:\s*none | (?:content-)?visibility:\s*(?:hidden|collapse)
    | opacity:\s*(?:0+(?:\.0*)?|\.0+)(?![.\d])
    | font(?:-size)?:\s*0(?![.\d]) | (?:-webkit-text-fill-)?color:\s*(?:transparent|var\(--paper\))
    | (?:-webkit-)?(?:clip|clip-path|mask|mask-image):\s*+(?!none|auto)
    | (?:max-)?(?:width|height|inline-size|block-size):\s*0(?:\w+)?(?![.\d\w%])
    | (?:text-indent|left|right|top|bottom|inset|margin[\w-]*|letter-spacing|word-spacing):
      [^;]*-\s*(?:\d{3,}px|\d{2,}(?:em|rem|vw|vh|ch|%))
    | transform:\s*(?:scale|matrix|translate)\w*\( | (?:scale|zoom):\s*0 | filter:\s*opacity
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CHANGES = re.compile(
    r"text-transform:\s*+(?!none|inherit) | -webkit-text-security | unicode-bidi"
    r" | direction:\s*rtl | behavior: | -moz-binding | .*expression\(",
    re.VERBOSE | re.IGNORECASE,
)

_HIDDEN = re.compile(
    r"""
    ::(?:before|after|marker|placeholder)      # of our own making
    | \.(?: on-paper | said | control | uncopied | marking | menu | drawer | shade | choice | cells
          | views | run | sides | of | as-one | elsewhere | subscribe | snapshot | snapshot-menu
          | without-scripts | more | facets | md-skip | md-header | md-sidebar(?:--primary)?
          | find(?:-panel)? | in-browser | as-of | note | start )(?![\w-])
    | \[hidden\] | \#check | \#cannot | \.cell:not
    """,
    re.VERBOSE,
)
"""What may be hidden: parts of the frame, what scripts open, what is shown in another form."""

_BUT = re.compile(r":(?:not|has)\(\.[^()]*\)")


def style_faults(css: str) -> Iterator[str]:
    """Yield the rules of a style sheet that hide, add, change or fetch something.

    >>> list(style_faults(".words { display: none }"))
    ['“.words” hides words: display: none']
    """
    above: list[str] = []
    for part in _PART.finditer(_COMMENT.sub("", css)):
        words = " ".join(part["words"].split())
        if _FETCHES.search(words):
            yield f"“{printable(words)}” fetches something"
        if part["end"] == "{":
            above.append(words)
            continue
        if words and above:
            yield from _faults(above[-1], words)
        if part["end"] == "}" and above:
            above.pop()


def _faults(selector: str, declaration: str) -> Iterator[str]:
    name = declaration.partition(":")[0].strip().lower()
    told = f"{printable(declaration)}"
    if name in _SETTING:
        if any(one["words"] not in SET for one in _SETS.finditer(declaration)):
            yield f"“{selector}” adds words: {told}"
        if "attr(" in declaration and selector != ".control::before":
            yield f"“{selector}” adds words: {told}"
    if _CHANGES.match(declaration):
        yield f"“{selector}” changes words: {told}"
    if _HIDES.match(declaration):
        for one in _selectors(selector):
            if not _HIDDEN.search(_BUT.sub("", one)):
                yield f"“{printable(one)}” hides words: {told}"


def _selectors(prelude: str) -> Iterator[str]:
    """Yield the last part of each selector, with what is above a bare element.

    Of `.note > .said, .choice label` they are .said and .choice label.
    """
    depth, start = 0, 0
    for at, letter in enumerate(prelude + ","):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts = re.split(r"[\s>+~]+(?![^(]*\))", prelude[start:at].strip())
            bare = parts[-1].partition(":")[0].isalnum()
            yield " ".join(parts[-3:] if bare else parts[-1:])
            start = at + 1
