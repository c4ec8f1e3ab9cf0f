"""Body lines of one article → paragraphs: what was broken in print is joined again.

Breaks come from hard wrapping, narrow columns set apart by blank lines, a column's end, and a
caption in between. A line that ends in mid-sentence goes on; what else goes on is said below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.language.characters import CLOSERS, STOPS, emphasised, is_han, printed_width
from builder.split.carve import is_headline
from builder.split.layout import Marked, numbered, tabular
from builder.split.line_breaks import Page, flows, fresh, full


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one paragraph or one heading."""

    lines: tuple[Marked, ...]
    heading: bool


_NARROW = 30
"""Full-width characters of the widest column that counts as narrow."""

_HEADING_LINES = 3
"""Lines of the longest heading."""

_REMNANT = 8
"""Full-width characters of a finished line that is rather a sentence's end than a paragraph."""

_ALIKE = 0.25
"""By how much of the wider one two lines of a column may differ in width."""

_REPEATED = 10
"""Characters from which a repeated broken line is a stray copy, not a refrain."""

# 另一方面，以硬基础…      二是强化…      （二）突出…      从国内实践看，…
_CUE = re.compile(
    r"一方面|另一方面|[一二三四五六七八九十]是|首先|其次|再次|最后|第[一二三四五六七八九十]|与此同时|此外"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|从[^，。]{2,12}看|——"
)


def repeats(lines: Sequence[Marked], page: Page) -> frozenset[int]:
    """Return the numbers of lines that are stray copies of a broken line of the article.

    In a hard-wrapped file every line is broken, and like lines are chance.
    """
    seen: set[str] = set()
    stray = set()
    for line in () if page.width or page.whole else lines:
        if line.finished or len(line.plain) < _REPEATED:
            continue
        if line.line.text in seen:
            stray.add(line.number)
        seen.add(line.line.text)
    return frozenset(stray)


def displaced(lines: Sequence[Marked], page: Page) -> Marked | None:
    """Return the line of a headless article's body that must be its headline, if one must.

    That is a headline after an interruption that another headline follows; or the only one
    that there is; or a short line in mid-sentence, which no column's break leaves behind.
    """
    found = []
    for place, line in enumerate(lines):
        if not is_headline(line) or line.level:
            continue
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else None
        if before is None or after is None:
            continue
        if before.finished and is_headline(after) and not _goes_on(line, after, page):
            return line
        stray = not before.finished and 2 * printed_width(line.plain) < printed_width(before.plain)
        if stray or (before.finished and not _goes_on(line, after, page)):
            found.append(line)
    return found[0] if len(found) == 1 else None


def blocks(lines: Sequence[Marked], page: Page) -> tuple[Block, ...]:
    """Return the paragraphs and headings of body lines; each line is in exactly one."""
    done: list[Block] = []
    current: list[Marked] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if _is_heading(line, current[-1] if current else None, following, page):
            if current:
                done.append(Block(tuple(current), heading=False))
            done.append(Block((line,), heading=True))
            current = []
            continue
        heading = bool(current) and _broken_heading(current, line, page)
        if current and (heading or not _joins(current, line, page)):
            done.append(Block(tuple(current), heading))
            current = []
        current.append(line)
    if current:
        done.append(Block(tuple(current), heading=False))
    return tuple(done)


def _is_heading(line: Marked, before: Marked | None, following: Marked | None, page: Page) -> bool:
    if line.shape not in ("short", "numbered"):
        return False
    if line.level or emphasised(line.line.text):
        return True
    if tabular(line.line.text):
        return False
    row = before is not None and tabular(before.line.text)
    if before is not None and not (before.finished or row or fresh(line, page) or page.whole):
        return False
    if line.shape == "short" and not is_headline(line):
        return False
    return following is None or not _goes_on(line, following, page)


def _broken_heading(current: Sequence[Marked], line: Marked, page: Page) -> bool:
    """Return whether the lines are a numbered heading that a hard-wrapped file broke in two."""
    return (
        page.width > 0
        and 1 < len(current) <= _HEADING_LINES
        and not current[-1].finished
        and not full(current[-1], page)
        and (fresh(line, page) or not flows(current[-1], line, page))
        and numbered(current[0].plain)
        and not any(mark in one.plain for one in current for mark in "。；")
    )


def _goes_on(line: Marked, following: Marked, page: Page) -> bool:
    """Return whether a short line that could be a heading is broken off and goes on below.

    `从国内实践看，有助于推动人` goes on with `工智能赋能…`: what meets at the join stands
    together elsewhere in the file.
    """
    if page.whole or following.shape not in ("text", "short"):
        return False
    if page.width and flows(line, following, page):
        return full(line, page) and not fresh(following, page)
    a, b = line.plain, following.plain
    if following.finished and printed_width(b) <= _REMNANT:
        return True
    alike = _alike(line, following) and printed_width(a) <= _NARROW
    if not (is_han(a[-1]) and is_han(b[0])):
        return alike and not following.finished
    if "，" in a or "," in a:
        return alike or a[-1] + b[0] in page.company
    if line.shape == "numbered":
        return False
    near = a[-2:] + b[0] in page.company and a[-1] + b[:2] in page.company
    return near or (alike and not following.finished and not is_headline(following))


def _joins(current: Sequence[Marked], line: Marked, page: Page) -> bool:
    last = current[-1]
    if page.whole or line.shape in ("question", "answer", "opening", "lead") or fresh(line, page):
        return False
    if tabular(last.line.text) or tabular(line.line.text):
        return False
    if not last.finished:
        return True
    if page.width and flows(last, line, page):
        return page.indents or page.parted or (full(last, page) and not _CUE.match(line.plain))
    if page.width or line.line.gap > 1 or line.number > last.number + 2:
        return _doubled(last.plain, line.plain)
    # A narrow column: a stop at the end of a full line does not end the paragraph.
    return (
        line.line.gap == 1
        and len(current) > 1
        and not current[-2].finished
        and not line.finished
        and _alike(current[-2], last)
        and _alike(last, line)
        and printed_width(last.plain) <= _NARROW
        and _CUE.match(line.plain) is None
    )


def _alike(a: Marked, b: Marked) -> bool:
    one, other = printed_width(a.plain), printed_width(b.plain)
    return abs(one - other) <= _ALIKE * max(one, other)


def _doubled(before: str, after: str) -> bool:
    """Return whether the word at a break is printed twice: `…新赛道。` and `道，助力…`.

    One source put a stop where a caption parted the paragraph, and began again with the
    word's last character; a paragraph that opens with that character and a comma is no
    paragraph.
    """
    end = before.rstrip(CLOSERS).rstrip("".join(STOPS))
    return any(
        after[size : size + 1] in ("，", ",", "、") and end.endswith(after[:size])
        for size in (1, 2, 3)
    )
