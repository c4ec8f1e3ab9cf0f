"""A built tree → its pages, each parsed once, and the data that lie in the same folder.

The root and each `at/<snapshot>/` hold a site of their own: pages are read with its data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from builder.disk.files import content
from builder.proof.data import Row, rows_of
from builder.proof.markup import classes, parsed, target
from builder.proof.words import SINGLE

# at/2025-09/documents/a-1.html
_FOLDER = re.compile(r"(?P<folder>at/[^/]+/)?(?P<page>.*)")


@dataclass(frozen=True)
class Page:
    """A page of a built tree."""

    path: str
    """Its path under the site."""
    tree: etree._Element
    """What a browser makes of it."""

    @property
    def folder(self) -> str:
        """The folder of its data: '' for the root, at/2025-09/ for a snapshot."""
        return parts(self.path)[0]

    @property
    def page(self) -> str:
        """Its path under that folder."""
        return parts(self.path)[1]

    @cached_property
    def by_class(self) -> Mapping[str, Sequence[etree._Element]]:
        """Class → its elements, in the order of the page."""
        out: dict[str, list[etree._Element]] = defaultdict(list)
        for one in self.tree.iter(etree.Element):
            for name in classes(one):
                out[name].append(one)
        return out

    def target(self, link: etree._Element) -> tuple[str, str] | None:
        """Return path and anchor of what a link leads to; `None` where it leads elsewhere."""
        return target(self.path, link.get("href") or "")

    def having(self, class_: str) -> Sequence[etree._Element]:
        """Return the elements of a class, in the order of the page."""
        return self.by_class.get(class_, ())


def parts(path: str) -> tuple[str, str]:
    """Return folder and page of a path: at/2025-09/ and documents/a-1.html."""
    found = _FOLDER.fullmatch(path)
    return (found["folder"] or "", found["page"]) if found else ("", path)


@dataclass(frozen=True)
class Folder:
    """The data of one folder of a tree, by name of the file."""

    path: str
    """'' or at/2025-09/."""
    rows: Mapping[str, Sequence[Row]]
    """Name of a data file, as documents → its rows."""

    @cached_property
    def texts(self) -> Mapping[str, Row]:
        """Path of the page of a text → its row."""
        return {f"{self.path}documents/{row['id']}.html": row for row in self.rows["documents"]}

    @cached_property
    def paragraphs(self) -> Mapping[tuple[str, str], Row]:
        """Path and anchor of a paragraph → its row."""
        return {
            (self.path + path, anchor): one
            for row in self.rows["documents"]
            for one in row["paragraphs"]
            for path, _, anchor in (one["url"].partition("#"),)
        }

    @cached_property
    def articles(self) -> Mapping[str, Row]:
        """Id of an article → its row."""
        return {row["id"]: row for row in self.rows["articles"]}

    @cached_property
    def articles_of(self) -> Mapping[str, Sequence[Row]]:
        """Name of a received file → the rows of its articles."""
        return _grouped((row["source"], row) for row in self.rows["articles"])

    @cached_property
    def articles_under(self) -> Mapping[str, Sequence[Row]]:
        """Id of a source → the rows of its articles."""
        return _grouped((row["id"].rpartition("-")[0], row) for row in self.rows["articles"])

    @cached_property
    def named(self) -> frozenset[str]:
        """Everything that is a row of the coverage."""
        return frozenset(row for _, row, _ in self.cells)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str, str], Row]:
        """Table, row and column of the coverage → the row of the field."""
        return {(one["table"], one["row"], one["column"]): one for one in self.rows["coverage"]}

    @cached_property
    def entities(self) -> Mapping[str, Row]:
        """Id → the row of what texts cite or name."""
        return {row["id"]: row for row in self.rows["entities"]}

    @cached_property
    def terms(self) -> Mapping[str, Row]:
        """Id → the row of a term."""
        return {row["id"]: row for row in self.rows["glossary"]}

    @cached_property
    def filed(self) -> Mapping[str, Sequence[Row]]:
        """Label → the rows of the passages filed under it."""
        return _grouped(
            (label, row)
            for row in self.rows["passages"]
            for label in sorted({*row["areas"], *row["pillars"], *row.get("labels", ())})
        )

    @cached_property
    def listed(self) -> Mapping[str, Sequence[Row]]:
        """Label → the rows of the passages that only list it."""
        return _grouped((one, row) for row in self.rows["passages"] for one in row["enumerates"])


def _grouped(pairs: Iterable[tuple[str, Row]]) -> Mapping[str, Sequence[Row]]:
    out: dict[str, list[Row]] = defaultdict(list)
    for key, row in pairs:
        out[key].append(row)
    return out


_READ = (
    "articles", "documents", "passages", "coverage", "glossary", "entities", "links", "snapshots",
    "changes", "variants", "corrections",
)  # fmt: skip


def folders(site: Path) -> dict[str, Folder]:
    """Return the folders of a tree whose data can be read, by path."""
    found = {}
    for file in sorted(site.rglob("data/articles.json")):
        path = file.parent.parent.relative_to(site).as_posix()
        path = "" if path == "." else f"{path}/"
        rows = {one: rows_of(file.parent / f"{one}.json") for one in _READ}
        found[path] = Folder(path, {name: held or () for name, held in rows.items()})
    return found


def pages(site: Path) -> Iterator[Page]:
    """Yield the pages of a tree by path, without the single files, which repeat them."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if path.startswith(SINGLE) or (held := content(file)) is None:
            continue
        if (tree := parsed(held)) is not None:
            yield Page(path, tree)
