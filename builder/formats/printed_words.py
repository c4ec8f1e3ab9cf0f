"""Characters of a printed page, each with its place → runs, and lines of words.

A run is a piece of a line in one size and at one height, without a wide gap. Blanks are those that
the page prints, and those that a distance between two Latin words stands for. Lengths are points,
from the left and from the top of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from builder.formats.typography import lowered, raised
from builder.model import Span


class Char(NamedTuple):
    """A printed character, or a ligature with its letters; a tuple, as a document has millions."""

    text: str
    """What it stands for; white space for a printed blank."""
    x0: float
    """Left edge of its place, which is as wide as the advance to the next character."""
    y0: float
    """Upper edge."""
    x1: float
    """Right edge."""
    y1: float
    """Lower edge."""
    size: float
    """Size of its font: the height of a full-width character."""
    bold: bool = False
    """Whether its font is bold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight printed line, or a box so thin that it is one."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What is printed on a page."""

    number: int
    """From 1."""
    width: float
    height: float
    chars: tuple[Char, ...]
    """In the order in which the file prints them."""
    rules: tuple[Rule, ...] = ()
    askew: str = ""
    """Words that are printed across it, as a watermark."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of a line in one size and at one height."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    before: str
    """The blanks that are printed before it."""

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line of one column."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Size of most of it."""
    bold: bool
    """Whether all of it is bold."""
    set: tuple[Span, ...]
    """Spans of the text that stand for raised or lowered characters."""
    parts: tuple[tuple[float, float, str], ...]
    """Left edge, right edge and words of its pieces between wide gaps."""


_SAME_HEIGHT = 0.1
"""Difference in height within a run, in sizes."""
_SAME_SIZE = 0.05
"""Difference in size within a run, as a part of it."""
WIDE = 1.25
"""Narrowest gap that parts two runs, in sizes: a cell or a column may end there."""
_STRETCHED = 4.0
"""The same between two Latin words with a printed blank: a narrow column stretches its blanks."""
_NARROW = 0.15
"""Narrowest gap in which an upright rule is looked for, in sizes."""
_BACK = 0.35
"""How far a character may reach back over the one before it, in sizes."""
_BLANK = 0.17
"""Narrowest gap between two Latin letters that is a blank, in sizes."""
_ROW = 0.5
"""Greatest difference in height of two pieces of one line, in sizes of the larger one."""
_SMALL = 0.95
"""Size of the largest raised or lowered character, as a part of the line's."""
_RAISED, _LOWERED = 0.15, -0.1
"""How far the baseline of a small piece lies above that of the line, in sizes, if it is raised."""
_MIDDLE = 0.4
"""How far the middle of a character lies above its baseline, in its own size."""

# Latin letters and digits, between which a blank is printed
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff]")


def runs(page: PrintedPage) -> Iterator[Run]:
    """Yield the runs of a page in the order in which they are printed.

    An upright rule parts two runs, as it parts two cells.
    """
    bars = sorted(
        (rule.x0, rule.y0, rule.y1) for rule in page.rules if rule.y1 - rule.y0 > rule.x1 - rule.x0
    )
    held: list[Char] = []
    blanks = before = ""
    for char in page.chars:
        if char.text.isspace():
            blanks += char.text
            continue
        if held and _continues(held[-1], char, blanks) and not _barred(held[-1], char, bars):
            if blanks:
                held.append(Char(blanks, held[-1].x1, char.y0, char.x0, char.y1, char.size))
        else:
            if held:
                yield _run(held, before)
            held, before = [], blanks
        held.append(char)
        blanks = ""
    if held:
        yield _run(held, before)


def _continues(last: Char, char: Char, blanks: str) -> bool:
    if not blanks and last[2] == char[2] and last[4:] == char[4:]:  # y0, and y1, size, bold
        return -_BACK * char.size <= char.x0 - last.x1 <= WIDE * char.size
    size = max(last.size, char.size)
    widest = _widest(last.text, char.text, blanks) * size
    return (
        abs(last.size - char.size) <= _SAME_SIZE * size
        and abs((last.y0 + last.y1) - (char.y0 + char.y1)) / 2 <= _SAME_HEIGHT * size
        and last.bold == char.bold
        and -_BACK * size <= char.x0 - last.x1 <= widest
    )


def _widest(before: str, after: str, blanks: str) -> float:
    """Return the widest gap within a line between two characters, in sizes."""
    stretched = blanks == " " and _LATIN.match(after[0]) and before[-1] < "\u2e80"
    return _STRETCHED if stretched else WIDE


def _barred(last: Char, char: Char, bars: Sequence[tuple[float, float, float]]) -> bool:
    """Return whether an upright rule stands between two characters."""
    if not bars or char.x0 - last.x1 < _NARROW * char.size:
        return False
    middle = (char.y0 + char.y1) / 2
    begin = bisect_left(bars, (last.x1 - 1, 0.0, 0.0))
    end = bisect_right(bars, (char.x0 + 1, 0.0, 0.0))
    return any(y0 <= middle <= y1 for _, y0, y1 in bars[begin:end])


def _run(chars: Sequence[Char], before: str) -> Run:
    words = ""
    last = None
    for char in chars:
        if last is not None and _parted(last.text, char.text, char.x0 - last.x1, char.size):
            words += " "
        words += char.text
        last = char
    return Run(
        words,
        min(char.x0 for char in chars),
        min(char.y0 for char in chars),
        max(char.x1 for char in chars),
        max(char.y1 for char in chars),
        chars[0].size,
        chars[0].bold,
        before,
    )


def _parted(before: str, after: str, gap: float, size: float) -> bool:
    """Return whether a distance between two Latin words stands for a blank."""
    return gap > _BLANK * size and is_parted(before, after)


def is_parted(before: str, after: str) -> bool:
    """Return whether a blank stands between words where they are apart: between Latin words.

    >>> is_parted("Article 3.", "The"), is_parted("AI", "应用")
    (True, False)
    """
    return (_LATIN.match(before[-1]) is not None or before[-1] in ",.;:!?)]%'\"’”") and (
        _LATIN.match(after) is not None or after[0] in "([\"'‘“"
    )


def rows(held: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each line from top to bottom, those of a line from left to right."""
    row: list[Run] = []
    tallest: Run | None = None
    for run in sorted(held, key=lambda run: (run.middle, run.x0)):
        if tallest and run.middle - tallest.middle > _ROW * max(tallest.size, run.size):
            yield sorted(row, key=lambda run: run.x0)
            row, tallest = [], None
        row.append(run)
        if tallest is None or run.size > tallest.size:
            tallest = run
    if row:
        yield sorted(row, key=lambda run: run.x0)


def line_of(row: Sequence[Run]) -> Line:
    """Return the line that runs of one height make, from left to right."""
    widths: Counter[float] = Counter()
    for run in row:
        widths[run.size] += len(run.text)
    size = max(widths, key=lambda size: (widths[size], size))
    main = [run for run in row if run.size == size]
    middle = sum(run.middle for run in main) / len(main)
    words = ""
    spans: list[Span] = []
    parts: list[tuple[float, float, str]] = []
    begin, left = 0, row[0].x0
    last: Run | None = None
    for run in row:
        gap = run.x0 - last.x1 if last else 0.0
        wide = last and gap > _widest(last.text, run.text, run.before) * size
        blank = _blank(last, run, gap, wide=bool(wide), size=size) if last else ""
        if last and wide:
            parts.append((left, last.x1, words[begin:]))
            begin, left = len(words) + len(blank), run.x0
        words += blank
        shown = _set(run, size, middle)
        if shown != run.text:
            spans.append((len(words), len(words) + len(shown)))
        words += shown
        last = run
    parts.append((left, row[-1].x1, words[begin:]))
    return Line(
        words,
        row[0].x0,
        min(run.y0 for run in main),
        max(run.x1 for run in row),
        max(run.y1 for run in main),
        size,
        all(run.bold for run in row),
        tuple(spans),
        tuple(parts),
    )


def _blank(last: Run, run: Run, gap: float, *, wide: bool, size: float) -> str:
    """Return what stands between two runs of a line."""
    if wide:
        return "\u3000"
    if run.before and gap > 0:
        return run.before
    return " " if _parted(last.text, run.text, gap, size) else ""


def _set(run: Run, size: float, middle: float) -> str:
    """Return the words of a run as they are set: raised ones as ⁴, lowered ones as ₂."""
    if run.size > _SMALL * size:
        return run.text
    above = (middle - run.middle) / size + _MIDDLE * (1 - run.size / size)
    if above > _RAISED:
        return raised(run.text)
    return lowered(run.text) if above < _LOWERED else run.text
