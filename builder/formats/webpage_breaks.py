"""The lines of one element that `<br>` parts → which of them are one paragraph.

A break ends a paragraph, except where a page was broken at a width, as text pasted from a letter
is: there it goes on until an indentation, an empty line or a line that is not full.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from builder.formats.webpage_lines import PageLine
from builder.formats.webpage_numbers import OWN_NUMBER
from builder.language.characters import finished, printed_width

_LEAST = 3
"""Lines of one width and without a stop at their end that show that a page was broken there."""
_NARROWEST = 12.0
"""Width in full-width characters of the narrowest such line."""
_SLACK = 2.5
"""A full line may be shorter by this width, as some marks must not begin or end a line."""


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a page breaks the lines of its elements."""

    width: float
    """Width of a full line; 0 where lines are paragraphs."""
    indents: bool
    """Whether an indentation begins a paragraph."""


def blocks(lines: Sequence[PageLine]) -> list[int]:
    """Return for each line the number of its paragraph, from 1."""
    numbers = [0] * len(lines)
    read = [at for at, line in enumerate(lines) if not line.state]
    habit = _habit([lines[at] for at in read])
    last: int | None = None
    count = 0
    for at in range(len(lines)):
        line = lines[at]
        joined = (
            not line.state
            and last is not None
            and lines[last].run == line.run
            and _goes_on(lines[last], line, habit)
        )
        if joined and last is not None:
            numbers[at] = numbers[last]
        else:
            count += 1
            numbers[at] = count
        last = last if line.state else at
    return numbers


def _runs(lines: Sequence[PageLine]) -> Iterator[list[PageLine]]:
    for _, run in groupby(lines, lambda line: line.run):
        yield list(run)


def _habit(lines: Sequence[PageLine]) -> _Habit:
    """Return how a page breaks lines: at a width, if most that end without a stop have it."""
    pairs = [pair for run in _runs(lines) for pair in pairwise(run) if not pair[1].gap]
    indents = any(after.indented for _, after in pairs)
    open_ = [
        printed_width(before.text)
        for before, after in pairs
        if not finished(before.text) and not after.indented and not OWN_NUMBER.match(after.text)
    ]
    if len(open_) < _LEAST:
        return _Habit(0.0, indents)
    width = sorted(open_)[len(open_) // 2]
    alike = sum(abs(other - width) <= _SLACK for other in open_)
    wide = width >= _NARROWEST and 2 * alike > len(open_) and alike >= _LEAST
    return _Habit(width if wide else 0.0, indents)


def _goes_on(before: PageLine, line: PageLine, habit: _Habit) -> bool:
    """Return whether a paragraph goes on over the break between two lines."""
    if line.gap or line.indented or "heading" in (before.kind, line.kind):
        return False
    if before.text[-1:] in ("，", "、", ",") and len(before.text) > 1:
        return True
    if not habit.width or printed_width(before.text) < habit.width - _SLACK:
        return False
    return habit.indents or not (finished(before.text) or OWN_NUMBER.match(line.text))
