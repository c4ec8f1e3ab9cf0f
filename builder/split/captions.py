"""Marked lines → captions: a photographer's credit and the lines over it that it belongs to.

A caption stands anywhere, also in the middle of a sentence of the article that it parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.split.layout import Marked

_LINES = 4
"""Lines over a credit that can belong to it."""

_CHARACTERS = 400
"""Characters that these lines can have together."""

_SHORT = 120
"""Characters of a caption that is known by its first words alone."""

# 图为施工现场。      这是8月25日拍摄的某地景色。
_OPENING = re.compile(r"图为|圖為|这是|這是|上图|下图|左图|右图|图[①②③④\d]|資料圖|资料图")


def captions(lines: Sequence[Marked], wide: int) -> tuple[tuple[Marked, ...], ...]:
    """Return the lines of each caption, its credit last; `wide` is the gap that parts regions."""
    found = []
    free = 0
    for place, line in enumerate(lines):
        if line.shape != "credit":
            continue
        start = _start(lines, free, place, wide)
        found.append(tuple(lines[start : place + 1]))
        free = place + 1
    return tuple(found)


def _start(lines: Sequence[Marked], first: int, credit: int, wide: int) -> int:
    """Return where the caption over a credit begins: at the last wide gap, if it is near."""
    start, length = credit, 0
    while lines[start].line.gap < wide and start > first and credit - start < _LINES:
        above = lines[start - 1]
        length += len(above.line.text)
        if above.shape not in ("text", "short") or above.level or length > _CHARACTERS:
            break
        start -= 1
    if lines[start].line.gap >= wide:
        return start
    start = credit
    while start > first and lines[start].line.gap == 0 and lines[start - 1].shape == "text":
        start -= 1
        if lines[start].line.gap > 0:
            break
    over = lines[start - 1] if start > first else None
    if start == credit and over and over.shape == "text" and len(over.plain) <= _SHORT:
        start -= 1 if _OPENING.match(over.plain) else 0
    return start
