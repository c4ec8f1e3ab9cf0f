"""Printed pages → their lines, table rows and notes in reading order.

Running heads and feet are known by repetition, columns by their gutters, notes by their place and
size. Of each line the edges of its column are told, which say whether it is full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.formats.printed_tables import Table, find_tables
from builder.formats.printed_words import Line, PrintedPage, Rule, Run, line_of, rows, runs

_EDGE = 0.15
"""Part of the page's height, from either edge, in which running heads and feet stand."""
_OUTER = 4
"""Lines at either edge of a page that can be running heads and feet."""
_MANY = 8
"""Pages from which two equal lines are no running heads yet."""
_APART = 1.2
"""Least distance of a running head from the text, in distances of lines."""
_PLACE = 4.0
"""By how much the place of a running head differs from page to page at most."""
_GUTTER = 0.75
"""Narrowest gutter between two columns, in sizes of the text."""
_COLUMN = 3
"""Lines of the shortest column."""
_KNOWN = 8
"""Gutters of other columns that are tried where columns have too few lines."""
SURE = 5
"""Lines of the shortest column whose edges are sure."""
_FILLED = 0.55
"""Part of a column's width that most of its lines fill; cells of a table do not."""
SMALL = 0.93
"""Size of the largest note, in sizes of the text."""
# — 12 —      第 3 页 共 9 页      3 / 9      12      Page 3 of 9      iv
_FOLIO = re.compile(
    r"""
    [-—–―－·・•~\s]*
    (?: (?P<number>\d{1,4}) (?:\s?[/／]\s?\d{1,4})?
      | 第\s?[\d一二三四五六七八九十百]{1,5}\s?[页頁] (?:[,，/／（(\s]*共\s?\d{1,5}\s?[页頁][)）]?)?
      | [Pp]age\s?\d{1,4}(?:\s(?:of|/)\s\d{1,4})? | [ivxlc]{1,6} )
    [-—–―－·・•~\s]*
    """,
    re.VERBOSE,
)
# 1      ①      [3]      *      注：      (2)
MARKER = re.compile(
    r"\s*(?:[①-⑳*＊†‡※¹²³⁴-⁹]|[\[［〔(（]?\d{1,3}[\]］〕)）.．、]?(?!\d)|注\s?[:：\d])"
)
# 一、总体要求……………3
_LEADER = re.compile(r"(?:[.．·…]\s?){4,}\s*\d{1,4}\s*$")
_LEADER_WITHIN = 200
"""Characters at the end of a line within which dots lead to a number."""
HAN = "\u2e80"
"""From here on characters are as wide as high, and no blanks stand between words."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, taken apart."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    """Those outside of tables."""
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    """Those that lie flat."""
    askew: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its column."""

    line: Line
    page: int
    column: int
    """Number of the column, over all pages."""
    left: float
    right: float
    """Edges of the column."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[tuple[Line, ...], ...]
    page: int


@dataclass(frozen=True, slots=True)
class Note:
    """Lines at the foot of a column, below the text."""

    lines: tuple[Placed, ...]


Item = Placed | Row | Note


@dataclass(frozen=True, slots=True)
class Flow:
    """What is printed on pages, in reading order."""

    items: tuple[Item, ...]
    """Lines, table rows and notes."""
    aside: dict[int, list[Line]]
    """Page → its running heads, running feet and page numbers."""
    askew: dict[int, str]
    """Page → the words that are printed across it."""
    size: float
    """Size in which most characters are printed."""


def flow(pages: Iterable[PrintedPage]) -> Flow:
    """Return what is printed on pages, in reading order."""
    taken = [_taken_apart(page) for page in pages]
    running = _running(taken)
    text = _text_size(taken)
    items: list[Item] = []
    aside: dict[int, list[Line]] = {}
    column = 0
    known: list[tuple[float, ...]] = []
    for page, outer in zip(taken, running, strict=True):
        aside[page.number] = [line_of(row) for row in outer]
        gone = {id(run) for row in outer for run in row}
        inner = [run for run in page.runs if id(run) not in gone]
        for place, found in enumerate(_columns(page, inner, text, known)):
            column += 1
            items += _placed(page, found, column, text, first=place == 0)
    askew = {page.number: page.askew for page in taken}
    return Flow(tuple(_with_edges(items)), aside, askew, text)


def _taken_apart(page: PrintedPage) -> _Page:
    tables, left = find_tables(tuple(runs(page)), page.rules)
    flat = tuple(rule for rule in page.rules if rule.x1 - rule.x0 > rule.y1 - rule.y0)
    return _Page(page.number, page.width, page.height, left, tables, flat, page.askew)


def _text_size(pages: Sequence[_Page]) -> float:
    """Return the size in which most characters are printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


# ---------------------------------------------------------------- running heads and feet


def _running(pages: Sequence[_Page]) -> list[list[list[Run]]]:
    """Return the lines of each page that are running heads, running feet or page numbers.

    Known by their words, numbers apart, at one place on several pages; or by the form of a page
    number at the edge of its page.
    """
    outer = [[*_outer(page, below=False), *_outer(page, below=True)] for page in pages]
    places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, rows_of in enumerate(outer):
        for row in rows_of:
            places[_alike(row)].append((at, row[0].middle))
    least = 2 if len(pages) < _MANY else 3
    found = []
    for at, (page, rows_of) in enumerate(zip(pages, outer, strict=True)):
        held = []
        for row in rows_of:
            near = {
                other
                for other, middle in places[_alike(row)]
                if abs(middle - row[0].middle) <= _PLACE and other != at
            }
            if len(near) + 1 >= least or _is_folio(row, page):
                held.append(row)
        found.append(held)
    return found


def _outer(page: _Page, *, below: bool) -> list[list[Run]]:
    """Return the lines at an edge of a page that stand apart from the text: by a gap or a size."""
    rows_of = list(rows(page.runs))
    if below:
        rows_of.reverse()
    pitches = sorted(abs(a[0].middle - b[0].middle) for a, b in pairwise(rows_of))
    pitch = pitches[len(pitches) // 4] if pitches else 0.0
    near = [
        row
        for row in rows_of[:_OUTER]
        if (
            row[0].middle > (1 - _EDGE) * page.height
            if below
            else row[0].middle < _EDGE * page.height
        )
    ]
    while near:
        last = near[-1]
        inner = rows_of[len(near)] if len(rows_of) > len(near) else None
        if inner is None or (
            abs(inner[0].middle - last[0].middle) > _APART * pitch
            or abs(inner[0].size - last[0].size) > 0.08 * last[0].size
        ):
            break
        near.pop()
    return near


def _alike(row: Sequence[Run]) -> str:
    words = "".join(run.text for run in row)
    return re.sub(r"[\d\s]+|第[一二三四五六七八九十百]+", "#", words)


def _is_folio(row: Sequence[Run], page: _Page) -> bool:
    """Return whether a line is a page number by its form, and nothing stands beyond it."""
    words = line_of(row).text.strip()
    if not _FOLIO.fullmatch(words):
        return False
    beyond = [run for run in page.runs if run not in row]
    over = row[0].middle < page.height / 2
    edge = min((run.y0 for run in beyond), default=page.height) if over else 0.0
    if over:
        return row[0].y1 <= edge + row[0].size / 2
    edge = max((run.y1 for run in beyond), default=0.0)
    return row[0].y0 >= edge - row[0].size / 2


# ---------------------------------------------------------------- columns


def _columns(
    page: _Page, inner: Sequence[Run], text: float, known: list[tuple[float, ...]]
) -> Iterator[list[Run | Table]]:
    """Yield what stands in each column of a page, in reading order.

    A run that crosses a gutter ends the columns above it. Gutters are added to those `known`, by
    which columns of a few lines are seen.
    """
    things: list[Run | Table] = sorted(
        [*inner, *page.tables], key=lambda thing: (_top(thing), thing.x0)
    )
    if not things:
        return
    begin = min(thing.x0 for thing in things)
    end = max(thing.x1 for thing in things)
    single: list[Run | Table] = []
    at = 0
    while at < len(things):
        free, last = [(begin, end)], at
        while last < len(things):
            less = _without(free, things[last], text)
            if not less:
                break
            free, last = less, last + 1
        last = max(last, at + 1)
        parts = _parts(things[at:last], free, text, known)
        if len(parts) > 1:
            if single:
                yield single
                single = []
            yield from parts
        else:
            single += things[at:last]
        at = last
    if single:
        yield single


def _top(thing: Run | Table) -> float:
    return thing.y0 if isinstance(thing, Table) else thing.middle


def _without(
    free: list[tuple[float, float]], thing: Run | Table, text: float
) -> list[tuple[float, float]]:
    """Return the free intervals that a thing leaves, without those too narrow for a gutter."""
    left = []
    for begin, end in free:
        for low, high in ((begin, min(end, thing.x0)), (max(begin, thing.x1), end)):
            if high - low >= _GUTTER * text and (low, high) not in left:
                left.append((low, high))
    return left


def _parts(
    things: Sequence[Run | Table],
    free: Sequence[tuple[float, float]],
    text: float,
    known: list[tuple[float, ...]],
) -> list[list[Run | Table]]:
    """Return the columns between gutters, from left to right; one where there is no gutter."""
    gutters = tuple(sorted((low + high) / 2 for low, high in free))
    parts = _between(things, gutters)
    if len(parts) > 1 and all(_is_column(part, text) for part in parts):
        if gutters not in known:
            known.append(gutters)
        return parts
    for others in known[-_KNOWN:]:
        if all(thing.x1 <= other or other <= thing.x0 for thing in things for other in others):
            parts = _between(things, others)
            if len(parts) > 1:
                return parts
    return [list(things)]


def _between(things: Sequence[Run | Table], gutters: Sequence[float]) -> list[list[Run | Table]]:
    held: list[list[Run | Table]] = [[] for _ in range(len(gutters) + 1)]
    for thing in things:
        held[bisect_left(gutters, (thing.x0 + thing.x1) / 2)].append(thing)
    return [part for part in held if part]


def _is_column(part: Sequence[Run | Table], text: float) -> bool:
    """Return whether things are a column of text: lines, most of which fill it."""
    lines = list(rows(thing for thing in part if isinstance(thing, Run)))
    if len(lines) < _COLUMN:
        return False
    begin = min(thing.x0 for thing in part)
    end = max(thing.x1 for thing in part)
    if end - begin < 6 * text:
        return False
    widths = sorted(row[-1].x1 - row[0].x0 for row in lines)
    return widths[len(widths) // 2] >= _FILLED * (end - begin)


# ---------------------------------------------------------------- lines, rows and notes


def _placed(
    page: _Page, things: Sequence[Run | Table], column: int, text: float, *, first: bool
) -> Iterator[Item]:
    """Yield the lines and table rows of a column from top to bottom, then its notes."""
    tables = sorted(
        (thing for thing in things if isinstance(thing, Table)), key=lambda table: table.y0
    )
    held = [line_of(row) for row in rows(thing for thing in things if isinstance(thing, Run))]
    notes = _first_note(page, held, text, first=first)
    body, below = held[:notes], held[notes:]
    for place, line in enumerate(body):
        while tables and tables[0].y0 < line.y0:
            yield from _rows_of(tables.pop(0), page)
        before = body[place - 1] if place else None
        after = body[place + 1] if place + 1 < len(body) else None
        if _is_row(line, before, after):
            yield Row(tuple((_piece(line, part),) for part in line.parts), page.number)
        else:
            yield Placed(_spaced(line), page.number, column, 0.0, 0.0)
    for table in tables:
        yield from _rows_of(table, page)
    if below:
        yield Note(tuple(Placed(line, page.number, column, 0.0, 0.0) for line in below))


def _rows_of(table: Table, page: _Page) -> Iterator[Row]:
    for row in table.rows:
        yield Row(row, page.number)


def _piece(line: Line, part: tuple[float, float, str]) -> Line:
    x0, x1, words = part
    return replace(line, text=words, x0=x0, x1=x1, set=(), parts=(part,))


def _spaced(line: Line) -> Line:
    """Return a line that is no row of a table: a wide gap between Latin words is a blank."""
    words, at = line.text, 0
    for (_, _, piece), (_, _, after) in pairwise(line.parts):
        at += len(piece)
        if piece[-1] < HAN and after[0] < HAN:
            words = f"{words[:at]} {words[at + 1 :]}"
        at += 1
    return replace(line, text=words)


def _is_row(line: Line, before: Line | None, after: Line | None) -> bool:
    """Return whether a line is a row of a table without rules: cells that are aligned."""
    if len(line.parts) < 2 or is_led(line.text):
        return False
    return any(other is not None and _aligned(line, other) for other in (before, after))


def is_led(words: str) -> bool:
    """Return whether words end with dots that lead to a number, as in a table of contents."""
    return _LEADER.search(words[-_LEADER_WITHIN:]) is not None


def _aligned(line: Line, other: Line) -> bool:
    """Return whether two lines have cells at the same places, behind the first one."""
    if len(other.parts) < 2 or abs(line.size - other.size) > 1:
        return False
    near = line.size * 0.6
    inner = [(x0, x1, (x0 + x1) / 2) for x0, x1, _ in line.parts[1:]]
    others = [(x0, x1, (x0 + x1) / 2) for x0, x1, _ in other.parts[1:]]
    matched = sum(
        any(abs(a - b) <= near for one in others for a, b in zip(cell, one, strict=True))
        for cell in inner
    )
    return 2 * matched >= len(inner) and matched > 0


def _first_note(page: _Page, lines: Sequence[Line], text: float, *, first: bool) -> int:
    """Return the place of the first note at the foot of a column; their number if none is.

    Only the `first` column of a page cannot consist of notes alone.
    """
    at = len(lines)
    while at and lines[at - 1].size <= SMALL * text and lines[at - 1].y0 > page.height / 4:
        at -= 1
    if at == len(lines) or (at == 0 and first):
        return len(lines)
    above = lines[at - 1].y1 - 2 if at else 0.0
    ruled = [
        rule
        for rule in page.rules
        if above <= rule.y0 <= lines[at].y0 + lines[at].size / 2 and rule.x1 - rule.x0 > 2 * text
    ]
    while at < len(lines) and not (ruled or MARKER.match(lines[at].text)):
        at += 1
    return at


# ---------------------------------------------------------------- edges of columns


def _with_edges(items: Sequence[Item]) -> list[Item]:
    """Return the items with the edges of their columns.

    A column's own lines tell them, and where they are few, columns at the same place elsewhere.
    """
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    notes: defaultdict[int, list[Line]] = defaultdict(list)
    for item in items:
        if isinstance(item, Placed):
            columns[item.column].append(item.line)
        elif isinstance(item, Note):
            notes[item.lines[0].column] += (placed.line for placed in item.lines)
    edges = {column: _edges(lines) for column, lines in columns.items()}
    most: dict[tuple[float, float], int] = {}
    for column, (left, right) in edges.items():
        place = float(round(left)), float(round(right))
        most[place] = max(most.get(place, 0), len(columns[column]))
    known = sorted((*place, lines) for place, lines in most.items())
    text = {column: _widened(*own, len(columns[column]), known) for column, own in edges.items()}
    below = {column: _edges(lines) for column, lines in notes.items()}
    out: list[Item] = []
    for item in items:
        if isinstance(item, Placed):
            left, right = text[item.column]
            out.append(replace(item, left=left, right=right))
        elif isinstance(item, Note):
            left, right = below[item.lines[0].column]
            lines = (replace(placed, left=left, right=right) for placed in item.lines)
            out.append(Note(tuple(lines)))
        else:
            out.append(item)
    return out


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the edges that lines of a column tell: those that several of them reach."""
    lefts = sorted(line.x0 for line in lines)
    rights = sorted((line.x1 for line in lines), reverse=True)
    few = len(lines) // 20
    return lefts[few], rights[few]


def _widened(
    left: float, right: float, count: int, known: Sequence[tuple[float, float, int]]
) -> tuple[float, float]:
    """Return the edges of a column, or those of the narrowest one of more lines that holds it.

    Where no column has many lines, those of the widest.
    """
    holding = [
        (other_right - other_left, other_left, other_right, lines)
        for other_left, other_right, lines in known[bisect_left(known, (left - (right - left),)) :]
        if other_left <= left + _PLACE and right <= other_right + _PLACE
    ]
    sure = [one for one in holding if one[3] >= max(count, SURE)]
    if sure:
        _, other_left, other_right, _ = min(sure)
    elif holding and count < SURE:
        _, other_left, other_right, _ = max(holding)
    else:
        return left, right
    return min(left, other_left), max(right, other_right)
