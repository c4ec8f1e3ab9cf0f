"""The tables of a saved page: which hold data, and what a row repeats from the rows above it.

Many pages are laid out as tables, with whole articles in their cells; there a row is no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from lxml import etree

_CELL = 60
"""Characters of the longest cell whose row is one line in a page that is laid out as a table."""
_CELL_BLOCKS = 2
"""Block elements of such a cell: itself and one paragraph."""
_ARTICLE = 300
"""Characters of the shortest cell that is an article."""
_WIDEST_SHARE = 0.6
"""Share of a table's characters that such a cell has."""
_SPAN = 200
"""Rows or columns over which a cell can reach at most."""

_REPEATED = 50
"""Cells of a row that the rows below repeat at most, and pieces of such a cell."""

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))

Cell = TypeVar("Cell")


@dataclass(slots=True)
class Table(Generic[Cell]):
    """An open table."""

    data: bool
    """Whether its rows are lines."""
    below: dict[int, tuple[int, Sequence[Cell]]] = field(default_factory=dict)
    """Column → for how many further rows a cell of it holds, and its pieces."""
    opened: dict[int, int] = field(default_factory=dict)
    """Column → over how many rows a cell reaches that opens in the current row."""

    @classmethod
    def of(cls, element: etree._Element) -> Table[Cell]:
        """Return a table that has just been opened."""
        return cls(_is_data(element))

    def carried(self, column: int) -> Iterable[Sequence[Cell]]:
        """Yield the cells of the rows above that hold from a column on, until a free one."""
        while held := self.below.get(column):
            yield held[1]
            column += 1

    def open_cell(self, column: int, element: etree._Element) -> None:
        """Note over how many rows the cell reaches that opens in a column."""
        if (rows := _span(element.get("rowspan"))) > 1 and len(self.opened) < _REPEATED:
            self.opened[column] = rows

    def close_row(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Keep the cells that hold for the rows below."""
        kept = {at: (left - 1, cell) for at, (left, cell) in self.below.items() if left > 1}
        for column, rows in self.opened.items():
            kept[column] = (rows - 1, cells[column][:_REPEATED])
        self.below, self.opened = kept, {}


def columns(element: etree._Element) -> int:
    """Return over how many columns a cell reaches."""
    return _span(element.get("colspan"))


def _span(words: str | None) -> int:
    found = re.fullmatch(r"\s*([1-9]\d{0,5})\s*", words or "", re.ASCII)
    return min(int(found[1]), _SPAN) if found else 1


def is_short_row(element: etree._Element, inline: frozenset[str]) -> bool:
    """Return whether the cells of a row hold a few words each and no heading."""
    cells = [cell for cell in element if isinstance(cell.tag, str)]
    if not cells or element.find(".//table") is not None:
        return False
    held = 0
    for cell in cells:
        if cell.tag not in ("td", "th"):
            return False
        length = blocks = 0
        for inner in cell.iter():
            if not isinstance(inner.tag, str):
                continue
            blocks += inner.tag not in inline
            if inner.tag in _HEADINGS or inner.tag == "br" or blocks > _CELL_BLOCKS:
                return False
            if inner.tag not in ("script", "style"):
                length += len((inner.text or "").strip())
            if inner is not cell:
                length += len((inner.tail or "").strip())
            if length > _CELL:
                return False
        held += length > 0
    return held > 1


def _is_data(element: etree._Element) -> bool:
    """Return whether a table shows data and does not lay out a page.

    It has no table, heading or form in it, and either says that it is one (header cells, a caption,
    a frame) or has rows of several cells of which none holds most of the words.
    """
    if element.get("role") in ("presentation", "none") or element.find(".//table") is not None:
        return False
    rows: list[list[int]] = []
    says = (element.get("border") or "0").strip() not in ("0", "")
    for inner in element.iter():
        tag = inner.tag
        if not isinstance(tag, str):
            continue
        if tag in _HEADINGS or tag in ("form", "article", "nav"):
            return False
        if tag == "tr":
            rows.append([])
        elif tag in ("td", "th") and rows:
            rows[-1].append(0)
        says = says or tag in ("th", "caption", "thead")
        if rows and rows[-1] and tag not in ("script", "style"):
            rows[-1][-1] += len((inner.text or "").strip())
        if rows and rows[-1] and tag not in ("td", "th", "tr"):
            rows[-1][-1] += len((inner.tail or "").strip())
    total = sum(map(sum, rows))
    several = [row for row in rows if sum(length > 0 for length in row) > 1]
    if not several or not total:
        return False
    widest = max(map(max, several))
    article = widest >= _ARTICLE and widest >= _WIDEST_SHARE * total
    return not article and (says or 2 * len(several) >= len(rows) > 1)
