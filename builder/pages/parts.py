"""The texts of the table of coverage, as many together as a page can show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from builder.model import Cell, Doubt, Text, addresses
from builder.pages.page_index import Shelf


@dataclass(frozen=True, slots=True)
class Part:
    """As many texts as a page can show, with what they have in the tables."""

    address: str
    title: str
    texts: tuple[Text, ...]
    support: tuple[Cell, ...]
    """Actions by pillars, with the passages of these texts alone."""
    fields: tuple[Cell, ...]
    """These texts by actions and pillars."""
    doubts: tuple[Doubt, ...]


def coverage_parts(shelf: Shelf) -> list[Part]:
    """Return the parts in the order of the texts; one alone is the page of coverage itself."""
    corpus = shelf.corpus
    part_of = {text.id: "" for text in corpus.texts}
    part_of |= {cell.row: cell.part for cell in corpus.coverage if cell.table == "text"}
    texts: dict[str, list[Text]] = defaultdict(list)
    fields: dict[str, list[Cell]] = defaultdict(list)
    doubts: dict[str, list[Doubt]] = defaultdict(list)
    together: dict[str, list[Cell]] = defaultdict(list)
    for text in corpus.texts:
        texts[part_of[text.id]].append(text)
    for one in corpus.doubts:
        doubts[part_of[shelf.filed[one.paragraph].text.id]].append(one)
    for cell in corpus.coverage:
        if cell.table == "text":
            fields[cell.part].append(cell)
            continue
        here: dict[str, list[str]] = defaultdict(list)
        for paragraph in cell.paragraphs:
            here[part_of[shelf.filed[paragraph].text.id]].append(paragraph)
        for name, paragraphs in here.items():
            together[name].append(Cell(cell.table, cell.row, cell.column, tuple(paragraphs)))
    updates = {one.id: one.title for one in corpus.seeds.snapshots}
    before: dict[str, int] = defaultdict(int)
    parts = []
    for name in texts or [""]:
        several = texts[name]
        title = ""
        if several and name:
            update = several[0].snapshot
            first, last = before[update] + 1, before[update] + len(several)
            before[update] = last
            title = f"{updates.get(update, update)}，第 {first}–{last} 份"
        parts.append(
            Part(
                addresses.coverage(name),
                title,
                tuple(several),
                tuple(together[name]),
                tuple(fields[name]),
                tuple(doubts[name]),
            )
        )
    return parts
