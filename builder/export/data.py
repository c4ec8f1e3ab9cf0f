"""The corpus → the files of `site/data/`: JSON for programs, CSV for spreadsheets, and schemas.

A JSON file is a list with an object a line, so that its diff shows the rows that changed. A CSV
file has the keys of the same rows as columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.export import tables
from builder.export.schemas import SCHEMAS, columns_of
from builder.model import Corpus, SiteFile

FOLDER = "data"
"""The folder of the data files under the root of a site."""

BETWEEN = "；"
"""Separator of the values of a list in a CSV cell."""

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
"""How a cell begins that a spreadsheet would compute; full-width signs count as well."""


@dataclass(frozen=True)
class Table:
    """A data file."""

    name: str
    """As glossary, for glossary.json."""
    make: Callable[[Corpus], Iterator[tables.Row]]
    """Gives the rows in the order of the file."""
    cells: Mapping[str, Callable[[Any], str]] | None = None
    """There is a CSV file where this is given: how the columns are spelt that need a rule."""


TABLES = (
    Table("articles", tables.articles),
    Table("documents", tables.documents),
    Table("passages", tables.passages),
    Table(
        "glossary",
        tables.glossary,
        {
            "definitions": lambda found: BETWEEN.join(definition["text"] for definition in found),
            "occurrences": lambda found: str(sum(occurrence["count"] for occurrence in found)),
        },
    ),
    Table("links", tables.links),
    Table("variants", tables.variants),
    Table("apparatus", tables.apparatus),
    Table("corrections", tables.corrections),
    Table(
        "entities",
        tables.entities,
        {"mentions": lambda mentions: str(len(mentions))},
    ),
    Table("coverage", tables.coverage, {}),
    Table("snapshots", tables.snapshots),
    Table("changes", tables.changes),
)
"""The data files of a site."""


def data_files(corpus: Corpus) -> Iterator[SiteFile]:
    """Yield the data files of a corpus, and their schemas."""
    for table in TABLES:
        made = tuple(table.make(corpus))
        yield SiteFile(f"{FOLDER}/{table.name}.json", _json(made))
        if table.cells is not None:
            yield SiteFile(f"{FOLDER}/{table.name}.csv", _csv(table, table.cells, made))
    for file in sorted(SCHEMAS.glob("*.schema.json")):
        yield SiteFile(f"{FOLDER}/{file.name}", file.read_bytes())


def _json(made: Iterable[tables.Row]) -> bytes:
    """Return a list with an object a line."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in made)
    return ("[\n" + ",\n".join(lines)).rstrip("\n").encode() + b"\n]\n"


def _csv(
    table: Table, cells: Mapping[str, Callable[[Any], str]], made: Iterable[tables.Row]
) -> bytes:
    """Return a table that a spreadsheet reads as UTF-8, by its byte order mark, with no formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns_of(table.name))
    for row in made:
        writer.writerow(cell(cells.get(column, _spelt)(value)) for column, value in row.items())
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _spelt(value: str | int | tuple[str, ...]) -> str:
    return BETWEEN.join(value) if isinstance(value, tuple) else str(value)


def cell(words: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute.

    >>> cell("=1+1"), cell("养老+")
    ("'=1+1", '养老+')
    """
    return f"'{words}" if FORMULA.match(words) else words
