"""The rules and runs of a printed page → its tables, row by row, and the runs outside of them.

Rules that touch make a grid; cells between which no rule is printed are one cell. A cell that spans
rows is printed in each of them. A box with one column is a frame, and no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.formats.printed_words import Line, Rule, Run, line_of, rows

_NEAR = 3.0
"""Rules as near as this touch, and edges as near as this are one."""
_LEAST = 8.0
"""Points of the shortest rule of a table."""
_MOST = 4000
"""Rules of the largest table; a drawing has more."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    """Lines of each cell of each row."""
    edges: tuple[float, ...]
    """Left edges of its columns, and the right edge of the last one."""


def find_tables(
    held: Sequence[Run], rules: Sequence[Rule]
) -> tuple[tuple[Table, ...], tuple[Run, ...]]:
    """Return the tables of a page from top to bottom, and the runs outside of them."""
    flat = [rule for rule in rules if max(rule.x1 - rule.x0, rule.y1 - rule.y0) >= _LEAST]
    if len(flat) > _MOST:
        return (), tuple(held)
    tables: list[Table] = []
    left = list(held)
    for group in _touching(flat):
        across = [rule for rule in group if rule.x1 - rule.x0 >= rule.y1 - rule.y0]
        down = [rule for rule in group if rule.x1 - rule.x0 < rule.y1 - rule.y0]
        xs = _edges([(rule.x0 + rule.x1) / 2 for rule in down])
        ys = _edges([(rule.y0 + rule.y1) / 2 for rule in across])
        if len(xs) < 3 or len(ys) < 2:
            continue
        inside = [
            run
            for run in left
            if xs[0] - _NEAR <= (run.x0 + run.x1) / 2 <= xs[-1] + _NEAR
            and ys[0] - _NEAR <= run.middle <= ys[-1] + _NEAR
        ]
        if not inside:
            continue
        cells = _cells(xs, ys, across, down, inside)
        if max(map(len, cells), default=0) < 2:
            continue
        tables.append(Table(xs[0], ys[0], xs[-1], ys[-1], tuple(cells), tuple(xs)))
        taken = set(map(id, inside))
        left = [run for run in left if id(run) not in taken]
    tables.sort(key=lambda table: (table.y0, table.x0))
    return tuple(tables), tuple(left)


def _touching(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the groups of rules that touch one another."""
    parents = list(range(len(rules)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].y0)
    active: list[int] = []
    for at in order:
        rule = rules[at]
        active = [one for one in active if rules[one].y1 + _NEAR >= rule.y0]
        for one in active:
            other = rules[one]
            if other.x0 - _NEAR <= rule.x1 and rule.x0 - _NEAR <= other.x1:
                parents[root(one)] = root(at)
        active.append(at)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    yield from groups.values()


def _edges(places: Sequence[float]) -> list[float]:
    """Return places in order, those that are near one another as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    across: Sequence[Rule],
    down: Sequence[Rule],
    inside: Sequence[Run],
) -> list[tuple[tuple[Line, ...], ...]]:
    """Return the lines of each cell, row by row."""
    columns, heights = len(xs) - 1, len(ys) - 1
    first = list(range(columns * heights))

    def root(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    right = _drawn(down, xs, ys, upright=True)
    below = _drawn(across, ys, xs, upright=False)
    for row in range(heights):
        for column in range(columns):
            at = row * columns + column
            if column + 1 < columns and (column + 1, row) not in right:
                _join(first, root(at), root(at + 1))
            if row + 1 < heights and (row + 1, column) not in below:
                _join(first, root(at), root(at + columns))
    held: defaultdict[int, list[Run]] = defaultdict(list)
    for run in inside:
        column = min(max(bisect_right(xs, (run.x0 + run.x1) / 2) - 1, 0), columns - 1)
        row = min(max(bisect_right(ys, run.middle) - 1, 0), heights - 1)
        held[root(row * columns + column)].append(run)
    lines = {at: tuple(map(line_of, rows(found))) for at, found in held.items()}
    out = []
    before: list[int] = []
    for row in range(heights):
        roots = list(dict.fromkeys(root(row * columns + column) for column in range(columns)))
        if roots != before:
            out.append(tuple(lines.get(at, ()) for at in roots))
        before = roots
    return out


def _join(first: list[int], a: int, b: int) -> None:
    first[max(a, b)] = min(a, b)


def _drawn(
    rules: Sequence[Rule], edges: Sequence[float], steps: Sequence[float], *, upright: bool
) -> set[tuple[int, int]]:
    """Return (edge, step) of each piece of an edge that a rule is printed on."""
    found = set()
    for rule in rules:
        place = (rule.x0 + rule.x1) / 2 if upright else (rule.y0 + rule.y1) / 2
        begin, end = (rule.y0, rule.y1) if upright else (rule.x0, rule.x1)
        edge = min(range(len(edges)), key=lambda at: abs(edges[at] - place))
        for step in range(len(steps) - 1):
            middle = (steps[step] + steps[step + 1]) / 2
            if begin - _NEAR <= middle <= end + _NEAR:
                found.add((edge, step))
    return found
