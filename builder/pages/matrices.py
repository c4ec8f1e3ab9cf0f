"""Tables of counts, as HTML: rows by actions and pillars, the more the darker, with their sums.

Each field leads to where what it counts is listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.model import Label, Text, addresses
from builder.pages.areas import place
from builder.pages.markdown import reference, verbatim
from builder.pages.page_index import Shelf

SHADES = 5
"""Shades of a field, besides none."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row that stands for the texts of a part."""

    title: str
    """What the part is called."""
    address: str
    """Its page."""
    counts: Mapping[str, int]
    """Label → how many passages of its texts speak of it."""


def support_table(shelf: Shelf, address: str) -> str:
    """Return the table of actions by pillars; its fields lead to the page of coverage."""
    framework = shelf.framework
    counts = {
        (cell.row, cell.column): len(cell.paragraphs)
        for cell in shelf.corpus.coverage
        if cell.table == "support"
    }
    most = max(counts.values(), default=0)
    rows = [_head(shelf, framework.pillars, address)]
    for area in framework.actions:
        several = [counts.get((area.id, one.id), 0) for one in framework.pillars]
        fields = "".join(
            _field(count, most, addresses.cell("support", area.id, one.id), address)
            for one, count in zip(framework.pillars, several, strict=True)
        )
        rows.append(_row(_name(shelf, area, address), fields, sum(several)))
    sums = [
        sum(counts.get((area.id, one.id), 0) for area in framework.actions)
        for one in framework.pillars
    ]
    return _table("matrix support", [*rows, _sums(sums)])


def text_table(shelf: Shelf, texts: Sequence[Text], address: str) -> str:
    """Return the table of texts by actions and pillars; its fields lead to lists on the page."""
    labels = _labels(shelf)
    wanted = {text.id for text in texts}
    counts = {
        (cell.row, cell.column): len(cell.paragraphs)
        for cell in shelf.corpus.coverage
        if cell.table == "text" and cell.row in wanted
    }
    most = max(counts.values(), default=0)
    rows = [_head(shelf, labels, address)]
    for text in texts:
        fields = "".join(
            _field(
                counts.get((text.id, one.id), 0),
                most,
                addresses.cell("text", text.id, one.id, address),
                address,
            )
            for one in labels
        )
        name = reference(verbatim(text.title), addresses.document(text.id), address)
        total = sum(counts.get((text.id, one.id), 0) for one in labels)
        rows.append(_row(f'<span class="words">{name}</span>', fields, total))
    sums = [sum(counts.get((text.id, one.id), 0) for text in texts) for one in labels]
    return _table("matrix texts", [*rows, _sums(sums)])


def part_table(shelf: Shelf, parts: Sequence[PartRow], address: str) -> str:
    """Return the table of parts by actions and pillars; its fields lead to the parts' pages."""
    labels = _labels(shelf)
    most = max((count for part in parts for count in part.counts.values()), default=0)
    rows = [_head(shelf, labels, address)]
    for part in parts:
        counts = [part.counts.get(one.id, 0) for one in labels]
        fields = "".join(_field(count, most, part.address, address) for count in counts)
        rows.append(
            _row(reference(verbatim(part.title), part.address, address), fields, sum(counts))
        )
    sums = [sum(part.counts.get(one.id, 0) for part in parts) for one in labels]
    return _table("matrix texts", [*rows, _sums(sums)])


def _labels(shelf: Shelf) -> tuple[Label, ...]:
    return (*shelf.framework.actions, *shelf.framework.pillars)


def _head(shelf: Shelf, labels: Sequence[Label], address: str) -> str:
    names = "".join(f'<th scope="col">{_name(shelf, one, address)}</th>' for one in labels)
    return f'<tr><td></td>{names}<th scope="col">合计</th></tr>'


def _sums(sums: Sequence[int]) -> str:
    fields = "".join(f"<td>{one}</td>" for one in sums)
    return f'<tr class="sum"><th scope="row">合计</th>{fields}<td>{sum(sums)}</td></tr>'


def _table(name: str, rows: Sequence[str]) -> str:
    inner = "\n".join(rows)
    return f'<div class="wide" tabindex="0"><table class="{name}">\n{inner}\n</table></div>'


def _row(name: str, fields: str, total: int) -> str:
    return f'<tr><th scope="row">{name}</th>{fields}<td class="sum">{total}</td></tr>'


def _name(shelf: Shelf, label: Label, address: str) -> str:
    return reference(verbatim(label.name), place(shelf, label), address)


def _field(count: int, most: int, at: str, address: str) -> str:
    if not count:
        return '<td class="shade-0">·</td>'
    shade = max(1, -(-SHADES * count // most))
    return f'<td class="shade-{shade}">{reference(str(count), at, address)}</td>'
