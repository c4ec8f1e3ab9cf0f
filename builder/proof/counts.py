"""Pages of a built tree → the numbers on them that are not the number of what they count.

What is counted stands on the same page under the number, or in the data of its folder: a field of a
table is the number of passages filed so, a sum that of its row, a heading's that of its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from builder.proof.folders import Folder, Page, parts
from builder.proof.markup import classes, said

# 4 段 · 3 份文献      8 段      5 份      9 份文件      31 处      120 条
_COUNT = re.compile(r"(?:^|· )(?P<number>[0-9]+) (?P<what>段|份文献|份文件|份|处|条)(?= ·|$)")

# 1 篇收入 · 0 处未收
_KEPT = re.compile(r"(?P<kept>[0-9]+) 篇收入 · (?P<out>[0-9]+) 处未收")

_LABELS = re.compile(r"(?P<id>.+)\.html")

_TOPIC = "topic-"
"""Before the id of a topic in its anchor."""

_HEADINGS = ("h1", "h2", "h3")


def count_faults(page: Page, folder: Folder) -> Iterator[str]:
    """Yield the numbers of a page that count something else."""
    for table in page.having("matrix"):
        yield from _matrix(page, folder, table)
    for one in page.having("count"):
        number = {found["what"]: int(found["number"]) for found in _COUNT.finditer(said(one))}
        if number and (parent := one.getparent()) is not None:
            for what, there in _counted(page, folder, parent, number):
                if there is not None and number.get(what, there) != there:
                    yield f"{_at(page, parent)}: says {number[what]} {what}, there are {there}"
        elif found := _KEPT.search(said(one)):
            yield from _kept(page, folder, one, int(found["kept"]), int(found["out"]))
    for one in page.having("year"):
        above = one.getparent()
        if above is not None and said(one) not in said(above).removeprefix(said(one)):
            yield f"{page.path}: {said(one)} is not in the words beside it"
    yield from _labels(page, folder)
    yield from _cards(page, folder)


def _at(page: Page, element: etree._Element) -> str:
    for one in (element, *element.iterdescendants(), *element.iterancestors()):
        if (anchor := one.get("id")) and not anchor.startswith("__"):
            return f"{page.path}#{anchor}"
    return page.path


def _section(heading: etree._Element) -> Iterator[etree._Element]:
    """Yield what follows a heading, up to the next of its rank."""
    rank = _HEADINGS.index(heading.tag)
    for one in heading.itersiblings():
        if one.tag in _HEADINGS[: rank + 1]:
            return
        yield one


def _counted(
    page: Page, folder: Folder, parent: etree._Element, number: Mapping[str, int]
) -> Iterator[tuple[str, int | None]]:
    """Yield what a number beside its name counts, and how many there are; `None` for unknown."""
    room = page.page.partition("/")[0]
    if parent.tag in _HEADINGS:
        below = list(_section(parent))
        if room == "entities":
            yield from _entities(folder, parent, number)
        elif "段" in number and (parent.get("id") or "").startswith(_TOPIC):
            topic = parent.get("id", "").removeprefix(_TOPIC)
            yield "段", sum(topic in row["topics"] for row in folder.rows["passages"])
        elif "段" in number and room == "changes":
            yield "段", _items(below)
        elif "段" in number and not _is_label(page):
            yield from _filed(page, folder, parent)
        elif "段" in number:
            led = _led(page, below)
            yield "段", len(led)
            if "份文献" in number:
                yield "份文献", len({text for text, _ in led})
        elif "份" in number and room == "documents":
            yield "份", sum(1 for one in below for _ in one.iter("li"))
        elif "条" in number and room == "glossary":
            yield "条", len(folder.rows["glossary"])
    elif parent.tag == "summary" and "段" in number:
        yield "段", _items(parent.itersiblings())
    elif parent.tag == "li" and "段" in number and _is_label(page):
        yield "段", _beside(page, folder, parent)


def _filed(page: Page, folder: Folder, heading: etree._Element) -> Iterator[tuple[str, int | None]]:
    """Yield how much is filed under the label to which a heading leads."""
    if label := _name(page, heading):
        yield from _passages(folder, label)


def _passages(folder: Folder, label: str) -> Iterator[tuple[str, int]]:
    rows = folder.filed.get(label, ())
    yield "段", len(rows)
    yield "份文献", len({row["document"] for row in rows})


def _entities(
    folder: Folder, heading: etree._Element, number: Mapping[str, int]
) -> Iterator[tuple[str, int | None]]:
    if "份文件" in number:
        yield "份文件", sum(row["type"] == "document" for row in folder.rows["entities"])
    if "处" in number:
        row = folder.entities.get(heading.get("id") or "")
        yield "处", len(row["mentions"]) if row else None


def _items(below: Iterable[etree._Element]) -> int:
    """Return how many items the lists among some elements have."""
    return sum(1 for one in below if one.tag == "ul" for item in one if item.tag == "li")


def _led(page: Page, below: Iterable[etree._Element]) -> list[tuple[str, str]]:
    """Return the paragraphs to which passages lead by “文中此段”, a passage each."""
    return [
        target
        for block in below
        for link in block.iter("a")
        if said(link) == "文中此段" and (target := page.target(link)) is not None
    ]


def _is_label(page: Page) -> bool:
    return bool(page.having("page-area"))


def _beside(page: Page, folder: Folder, item: etree._Element) -> int | None:
    """Return in how many passages the labels of a page and of an item are told together."""
    own = page.page.rpartition("/")[2].removesuffix(".html")
    target = next((page.target(link) for link in item.iter("a")), None)
    if target is None or target[1]:
        return None
    other = parts(target[0])[1].rpartition("/")[2].removesuffix(".html")
    for pair in ((own, other), (other, own)):
        if (cell := folder.cells.get(("support", *pair))) is not None:
            return len(cell["paragraphs"])
    return 0


def _kept(
    page: Page, folder: Folder, element: etree._Element, kept: int, out: int
) -> Iterator[str]:
    """Yield where the list of files counts other articles than a file has."""
    heading = element.getparent()
    target = None if heading is None else next(map(page.target, heading.iter("a")), None)
    if heading is None or target is None:
        return
    rows = folder.articles_under.get(heading.get("id") or "", ())
    there = sum(bool(one["relevant"]) for one in rows)
    if (kept, out) != (there, len(rows) - there):
        yield f"{_at(page, heading)}: says {kept} and {out}, there are {there}, {len(rows) - there}"


def _matrix(page: Page, folder: Folder, table: etree._Element) -> Iterator[str]:
    """Yield the fields of a table that do not count what the data count, or do not add up."""
    kind = "support" if "support" in classes(table) else "text"
    head = table.find("thead/tr")
    columns = [] if head is None else [_name(page, one) for one in head][1:]
    sums = [0] * len(columns)
    for line in table.iterfind("tbody/tr"):
        cells = list(line)
        row, numbers = _name(page, cells[0]), [_number(one) for one in cells[1:]]
        where = f"{page.path}: {said(cells[0])}"
        if "sum" in classes(line):
            if numbers != sums[: len(numbers)]:
                yield f"{where} is {numbers}, the columns add up to {sums}"
            continue
        if numbers and numbers[-1] != sum(numbers[:-1]):
            yield f"{where}: the sum is {numbers[-1]}, the fields add up to {sum(numbers[:-1])}"
        sums = [a + b for a, b in zip(sums, numbers, strict=False)]
        for column, number in zip(columns[:-1], numbers, strict=False):
            if row not in folder.named:  # a part of the texts
                break
            held = folder.cells.get((kind, row, column))
            if number != (len(held["paragraphs"]) if held else 0):
                yield f"{where} × {column}: says {number}, the data {held and held['count']}"


def _name(page: Page, cell: etree._Element) -> str:
    """Return the id of the label or text that a field at the margin names."""
    target = next((page.target(link) for link in cell.iter("a")), None)
    found = _LABELS.fullmatch(target[0].rpartition("/")[2]) if target else None
    return found["id"] if found else ""


def _number(cell: etree._Element) -> int:
    words = said(cell)
    return int(words) if words.isdecimal() else 0


def _labels(page: Page, folder: Folder) -> Iterator[str]:
    """Yield what the page of a label shows though it is not filed there, or lacks."""
    if not _is_label(page):
        return
    label = page.page.rpartition("/")[2].removesuffix(".html")
    filed = {one["paragraph"] for one in folder.filed.get(label, ())}
    named = {one["paragraph"] for one in folder.listed.get(label, ())}
    shown = {
        row["id"]
        for heading in page.tree.iter("h2")
        for target in _led(page, _section(heading))
        if (row := folder.paragraphs.get(target)) is not None
    }
    for one in sorted((filed | named) - shown):
        yield f"{page.path}: does not show {one}, which is filed there"
    for one in sorted(shown - filed - named):
        yield f"{page.path}: shows {one}, which is not filed there"


def _cards(page: Page, folder: Folder) -> Iterator[str]:
    """Yield the cards of labels that count other passages than are filed there: 4 段 · 3 份文献."""
    for one in page.having("where"):
        if one.getparent() is None or "文献" not in said(one):
            continue
        number = {found["what"]: int(found["number"]) for found in _COUNT.finditer(said(one))}
        label = _card_label(page, one)
        if "段" not in number or "份文献" not in number or label is None:
            continue
        for what, there in _passages(folder, label):
            if number[what] != there:
                yield f"{page.path}: {label} says {said(one)}, there are {there} {what}"


def _card_label(page: Page, element: etree._Element) -> str | None:
    """Return the label of the heading above an element."""
    for above in element.itersiblings(preceding=True):
        if above.tag in ("h2", "h3"):
            return _name(page, above) or None
    return None
