"""Printed pages → the lines of a reading: paragraphs, headings, table rows and notes, in order.

A fixed page (PDF, OFD) says where characters stand, and nothing of lines or paragraphs. Columns are
seen by their gutters, tables by their rules or by aligned cells, running heads by repetition, the
ends of paragraphs by indentation, short lines, gaps and sizes. Lengths are points, y runs downward.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.formats.printed_tables import Table, find_tables
from builder.formats.printed_words import (
    Char,
    Line,
    PrintedPage,
    Rule,
    Run,
    is_parted,
    line_of,
    rows,
    runs,
)
from builder.model import LineKind, LineMark, Outside, Span

__all__ = ["Char", "PrintedPage", "Reading", "Rule", "reading"]

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
_SURE = 5
"""Lines of the shortest column whose edges are sure."""
_FILLED = 0.55
"""Part of a column's width that most of its lines fill; cells of a table do not."""
_INDENT = 0.7
"""Least difference of the left edges of two lines of which one is indented, in sizes."""
_FAR = 0.4
"""Part of a column's width from which a line that begins there is set to the right."""
_SLACK = 0.6
"""Room at the end of a line that does not tell that its paragraph ends, in sizes."""
_LARGE = 1.12
"""Size of a heading, in sizes of the text."""
_NOTE = 0.93
"""Size of the largest note, in sizes of the text."""
_HEADING_PITCH = 2.2
"""Greatest distance of two lines of a heading, in sizes."""
_PITCH = 1.3
"""Distance of the lines of two paragraphs, in distances of the lines of one."""
_HEADING = 120
"""Characters of the longest heading."""
_HEADING_LINES = 4
"""Lines of the longest heading."""
_LEADERS = 4
"""Lines from which a block that ends with dots and a number is no line of contents."""
_ALIKE = 0.08
"""Difference of two sizes that are one, as a part of them."""

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
_MARKER = re.compile(
    r"\s*(?:[①-⑳*＊†‡※¹²³⁴-⁹]|[\[［〔(（]?\d{1,3}[\]］〕)）.．、]?(?!\d)|注\s?[:：\d])"
)
# 一、      （二）      第三章      1.      2、      附件1      Article 3
_NUMBERED = re.compile(
    r"""
    \s*(?: 第[一二三四五六七八九十百零〇\d]{1,6}[编編章节節条條部款]
      | [一二三四五六七八九十百]{1,4}[、．.]
      | [（(][一二三四五六七八九十百\d]{1,4}[)）]
      | \d{1,3}(?:\.\d{1,3})*[、．.)）]?(?![\d%％年月日]) [\s\u3000]?(?=\D)
      | [①-⑳•●■◆▪·－]
      | 附[件录錄]|Article\s\d|Section\s\d|Chapter\s|[a-z]\) )
    """,
    re.VERBOSE,
)
# 一、总体要求……………3
_LEADER = re.compile(r"(?:[.．·…]\s?){4,}\s*\d{1,4}\s*$")
_STOPS = "。！？!?；;：:.…"
_CLOSERS = "”’」』）》】)\"'"
_NOT_FIRST = "。，、；：！？）》】」』”’%‰,.;:!?)]}…—·"
"""Signs that do not begin a line, and so pull the character before them down."""
_HAN = "\u2e80"
"""From here on characters are as wide as high, and no blanks stand between words."""
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff'’.,/%-]+")
_HYPHENS = "-\u2010\u00ad"
# 〔2025〕11号      2025年8月26日      （试行）
_COMPOUND = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_TAIL = re.compile(r"[\w'’-]{1,60}$")
_NO_HEADING = re.compile(r"[（(].*[)）]|.*\d\s?[号號]|.*[日月年]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What printed pages read as."""

    lines: tuple[str, ...]
    """The words of each block."""
    marks: tuple[LineMark, ...]
    """What the layout says of each."""


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
class _Placed:
    """A line in its column."""

    line: Line
    page: int
    column: int
    """Number of the column, over all pages."""
    left: float
    right: float
    """Edges of the column."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table."""

    cells: tuple[tuple[Line, ...], ...]
    page: int


@dataclass(frozen=True, slots=True)
class _Note:
    """Lines at the foot of a column, below the text."""

    lines: tuple[_Placed, ...]


_Item = _Placed | _Row | _Note


def reading(pages: Iterable[PrintedPage]) -> Reading:
    """Return the blocks of pages in reading order, one a line.

    A paragraph that runs over lines, columns and pages is one; `page` of its mark is where it
    begins. Running heads, running feet and page numbers come last of their page, with `outside`.
    """
    taken = [_taken_apart(page) for page in pages]
    running = _running(taken)
    text = _text_size(taken)
    items: list[_Item] = []
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
    return _written(_with_edges(items), aside, askew, text)


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
) -> Iterator[_Item]:
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
            yield _Row(tuple((_piece(line, part),) for part in line.parts), page.number)
        else:
            yield _Placed(_spaced(line), page.number, column, 0.0, 0.0)
    for table in tables:
        yield from _rows_of(table, page)
    if below:
        yield _Note(tuple(_Placed(line, page.number, column, 0.0, 0.0) for line in below))


def _rows_of(table: Table, page: _Page) -> Iterator[_Row]:
    for row in table.rows:
        yield _Row(row, page.number)


def _piece(line: Line, part: tuple[float, float, str]) -> Line:
    x0, x1, words = part
    return replace(line, text=words, x0=x0, x1=x1, set=(), parts=(part,))


def _spaced(line: Line) -> Line:
    """Return a line that is no row of a table: a wide gap between Latin words is a blank."""
    words, at = line.text, 0
    for (_, _, piece), (_, _, after) in pairwise(line.parts):
        at += len(piece)
        if piece[-1] < _HAN and after[0] < _HAN:
            words = f"{words[:at]} {words[at + 1 :]}"
        at += 1
    return replace(line, text=words)


def _is_row(line: Line, before: Line | None, after: Line | None) -> bool:
    """Return whether a line is a row of a table without rules: cells that are aligned."""
    if len(line.parts) < 2 or _LEADER.search(line.text):
        return False
    return any(other is not None and _aligned(line, other) for other in (before, after))


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
    while at and lines[at - 1].size <= _NOTE * text and lines[at - 1].y0 > page.height / 4:
        at -= 1
    if at == len(lines) or (at == 0 and first):
        return len(lines)
    above = lines[at - 1].y1 - 2 if at else 0.0
    ruled = [
        rule
        for rule in page.rules
        if above <= rule.y0 <= lines[at].y0 + lines[at].size / 2 and rule.x1 - rule.x0 > 2 * text
    ]
    while at < len(lines) and not (ruled or _MARKER.match(lines[at].text)):
        at += 1
    return at


# ---------------------------------------------------------------- edges of columns


def _with_edges(items: Sequence[_Item]) -> list[_Item]:
    """Return the items with the edges of their columns.

    A column's own lines tell them, and where they are few, columns at the same place elsewhere.
    """
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    notes: defaultdict[int, list[Line]] = defaultdict(list)
    for item in items:
        if isinstance(item, _Placed):
            columns[item.column].append(item.line)
        elif isinstance(item, _Note):
            notes[item.lines[0].column] += (placed.line for placed in item.lines)
    edges = {column: _edges(lines) for column, lines in columns.items()}
    most: dict[tuple[float, float], int] = {}
    for column, (left, right) in edges.items():
        place = float(round(left)), float(round(right))
        most[place] = max(most.get(place, 0), len(columns[column]))
    known = sorted((*place, lines) for place, lines in most.items())
    text = {column: _widened(*own, len(columns[column]), known) for column, own in edges.items()}
    below = {column: _edges(lines) for column, lines in notes.items()}
    out: list[_Item] = []
    for item in items:
        if isinstance(item, _Placed):
            left, right = text[item.column]
            out.append(replace(item, left=left, right=right))
        elif isinstance(item, _Note):
            left, right = below[item.lines[0].column]
            lines = (replace(placed, left=left, right=right) for placed in item.lines)
            out.append(_Note(tuple(lines)))
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
    sure = [one for one in holding if one[3] >= max(count, _SURE)]
    if sure:
        _, other_left, other_right, _ = min(sure)
    elif holding and count < _SURE:
        _, other_left, other_right, _ = max(holding)
    else:
        return left, right
    return min(left, other_left), max(right, other_right)


# ---------------------------------------------------------------- paragraphs


class _Writer:
    """Writes blocks as lines, each with its mark; what stands aside comes last of its page."""

    def __init__(self, aside: dict[int, list[Line]], askew: dict[int, str]) -> None:
        self.words: list[str] = []
        self.marks: list[LineMark] = []
        self._aside = aside
        self._askew = askew
        self._pending = sorted(aside, reverse=True)

    def put(
        self,
        words: str,
        page: int,
        spans: Sequence[Span] = (),
        kind: LineKind = "text",
        level: int = 0,
        outside: Outside | None = None,
    ) -> None:
        """Write a block, unless it is blank."""
        if outside != "running":
            self.turn_to(page)
        blank = len(words) - len(words.lstrip())
        if not words.strip():
            return
        self.words.append(words.strip())
        kept = tuple((begin - blank, end - blank) for begin, end in spans)
        self.marks.append(LineMark(kind, level, len(self.words), kept, page, outside))

    def turn_to(self, page: int) -> None:
        """Write what stands aside on the pages before one."""
        while self._pending and self._pending[-1] < page:
            before = self._pending.pop()
            for line in self._aside[before]:
                self.put(line.text, before, line.set, outside="running")
            if self._askew[before]:
                self.put(self._askew[before], before, outside="around")


def _written(
    items: Sequence[_Item], aside: dict[int, list[Line]], askew: dict[int, str], text: float
) -> Reading:
    """Return the blocks as lines. A note follows the paragraph that its page ends in."""
    writer = _Writer(aside, askew)
    setting = _Setting(items, text)
    current: list[_Placed] = []
    notes: list[_Note] = []

    def end() -> None:
        if current:
            words, spans = setting.joined(current)
            level = setting.level(current, words)
            contents = len(current) < _LEADERS and _LEADER.search(words)
            writer.put(
                words,
                current[0].page,
                spans,
                "heading" if level else "text",
                level,
                "around" if contents else None,
            )
            current.clear()
        for note in notes:
            for lines in _single_notes(note.lines):
                words, spans = setting.joined(lines)
                writer.put(words, lines[0].page, spans, "note")
        notes.clear()

    for item in items:
        if isinstance(item, _Note):
            notes.append(item)
        elif isinstance(item, _Row):
            end()
            cells = (setting.cell(cell) for cell in item.cells)
            writer.put("\u3000".join(filter(None, cells)), item.page, kind="row")
        else:
            if current and not setting.runs_on(current, item):
                end()
            current.append(item)
    end()
    writer.turn_to(max(aside, default=0) + 1)
    return Reading(tuple(writer.words), tuple(writer.marks))


def _single_notes(lines: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Yield the lines of each note; one begins at each marker."""
    current: list[_Placed] = []
    for line in lines:
        if current and _MARKER.match(line.line.text):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _hangs(first: Line, line: Line) -> bool:
    """Return whether a line begins where the words behind the first line's number begin."""
    numbered = _NUMBERED.match(first.text)
    return numbered is not None and 0 < line.x0 - first.x0 < 4.5 * first.size


def _is_centred(placed: _Placed) -> bool:
    before = placed.line.x0 - placed.left
    after = placed.right - placed.line.x1
    return before > 2.2 * placed.line.size and abs(before - after) < 1.6 * placed.line.size


def _is_full(last: _Placed, item: _Placed) -> bool:
    """Return whether a line is so long that the first word of the next did not fit into it."""
    room = last.right - last.line.x1
    words = item.line.text.lstrip()
    size = last.line.size
    word = _WORD.match(words)
    if word:
        per = (item.line.x1 - item.line.x0) / max(1, len(words))
        need = len(word[0]) * min(per * 1.15, size) + 0.35 * size
    else:
        pulled = len(words) - 1 - len(words[1:].lstrip(_NOT_FIRST))
        need = size * (1 + pulled)
        if words[:1] in "“‘《（〔「『(\"'":
            need += size
    return room < need + _SLACK * size


def _ends(words: str) -> bool:
    """Return whether a line ends where a sentence can end."""
    return words.rstrip().rstrip(_CLOSERS)[-1:] in _STOPS


class _Setting:
    """How a document is set: what is usual in it, and what its lines say of one another."""

    def __init__(self, items: Sequence[_Item], text: float) -> None:
        placed = [item for item in items if isinstance(item, _Placed)]
        self._text = text
        self._bold = 2 * sum(one.line.bold for one in placed) > len(placed)
        self._compounds = frozenset(
            word.lower()
            for one in placed
            if "-" in one.line.text
            for word in _COMPOUND.findall(one.line.text)
        )
        self._sizes = sorted(
            {round(one.line.size, 1) for one in placed if one.line.size >= _LARGE * text},
            reverse=True,
        )
        self._pitches = _pitches(placed)
        self._hanging = _is_hanging(placed)

    def runs_on(self, block: Sequence[_Placed], item: _Placed) -> bool:
        """Return whether a line continues the paragraph of the lines above it."""
        last = block[-1]
        a, b = last.line, item.line
        size = max(a.size, b.size)
        if abs(a.size - b.size) > _ALIKE * size or _LEADER.search(a.text) or _LEADER.search(b.text):
            return False
        beside = last.column == item.column
        if _is_centred(item) and (_is_centred(last) or size >= _LARGE * self._text):
            near = beside and b.y1 - a.y1 <= _HEADING_PITCH * size
            return near and not _NUMBERED.match(b.text) and not _ends(a.text)
        if _is_centred(last) and len(block) == 1 and not _is_full(last, item):
            return False
        pitch = self._pitches.get(round(size), self._pitches[0])
        if beside and b.y1 - a.y1 > _PITCH * pitch * size:
            return False
        if not _is_full(last, item):
            return False
        indent_a, indent_b = a.x0 - last.left, b.x0 - item.left
        if max(indent_a, indent_b) > _FAR * (last.right - last.left):
            return False
        deeper = indent_b - indent_a
        if deeper > _INDENT * size:
            return (
                self._hanging
                or _hangs(block[0].line, b)
                or (not _ends(a.text) and indent_b < 1.2 * size)
            )
        if deeper < -_INDENT * size:
            return len(block) == 1 and not self._hanging
        if (
            indent_b > _INDENT * size
            and len(block) == 1
            and not self._hanging
            and not _hangs(block[0].line, b)
        ):
            return not _ends(a.text)
        return not (_ends(a.text) and _NUMBERED.match(b.text))

    def joined(self, lines: Sequence[_Placed]) -> tuple[str, tuple[Span, ...]]:
        """Return the words of a block and the spans of them that are set."""
        words = ""
        spans: list[Span] = []
        for placed in lines:
            line = placed.line.text.strip()
            blank = len(placed.line.text) - len(placed.line.text.lstrip())
            if words and self._is_broken(words, line):
                words = words[:-1]
            elif words and is_parted(words, line):
                words += " "
            spans += (
                (begin + len(words) - blank, end + len(words) - blank)
                for begin, end in placed.line.set
            )
            words += line
        return words, tuple(spans)

    def cell(self, lines: Sequence[Line]) -> str:
        """Return the words of a cell."""
        return self.joined([_Placed(line, 0, 0, line.x0, line.x1) for line in lines])[0]

    def _is_broken(self, words: str, line: str) -> bool:
        """Return whether a hyphen at the end of a line breaks a word, and is no part of it."""
        if words[-1] not in _HYPHENS or not words[-2:-1].isalpha() or not line[:1].isalpha():
            return False
        tail, head = _TAIL.search(words), _WORD.match(line)
        whole = (tail[0] if tail else "") + (head[0] if head else "")
        return words[-1] != "-" or (line[0].islower() and whole.lower() not in self._compounds)

    def level(self, lines: Sequence[_Placed], words: str) -> int:
        """Return the level of a heading; 0 for any other block."""
        if len(words) > _HEADING or len(lines) > _HEADING_LINES or words[-1:] in "。；;，,、":
            return 0
        size = lines[0].line.size
        if size >= _LARGE * self._text:
            return min(6, 1 + self._sizes.index(round(size, 1)))
        if size < _NOTE * self._text or _NO_HEADING.fullmatch(words):
            return 0
        bold = not self._bold and all(placed.line.bold for placed in lines)
        if (bold and len(lines) < _HEADING_LINES) or all(map(_is_centred, lines)):
            return min(6, 1 + len(self._sizes))
        return 0


def _is_hanging(items: Sequence[_Placed]) -> bool:
    """Return whether paragraphs begin at the edge, and their further lines are indented."""
    begins: list[bool] = []
    goes_on: list[bool] = []
    for a, b in pairwise(items):
        if a.column == b.column and abs(a.line.size - b.line.size) < _ALIKE * a.line.size:
            indented = b.line.x0 - b.left > _INDENT * b.line.size
            (goes_on if _is_full(a, b) else begins).append(indented)
    return 2 * sum(goes_on) > len(goes_on) and 3 * sum(begins) < len(begins)


def _pitches(items: Sequence[_Placed]) -> dict[int, float]:
    """Return the usual distance of two lines of a paragraph, in sizes: by size, and in all at 0."""
    found: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(items):
        size = max(a.line.size, b.line.size)
        alike = abs(a.line.size - b.line.size) < _ALIKE * size
        if a.column == b.column and alike and _is_full(a, b):
            pitch = round((b.line.y1 - a.line.y1) / size, 1)
            found[0][pitch] += 1
            found[round(size)][pitch] += 1
    usual = {
        size: max(pitches, key=lambda pitch: (pitches[pitch], -pitch))
        for size, pitches in found.items()
        if size == 0 or pitches.total() >= _SURE
    }
    return {0: 2.0, **usual}
