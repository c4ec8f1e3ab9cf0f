"""The corpus → the files of `site/data/`: JSON for programs, CSV for spreadsheets, and schemas.

A JSON file is a list with an object a line, so that its diff shows the rows that changed. A CSV
file has the keys of the same rows as columns. `python -m builder.export.data` writes the schemas.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter

from builder.export import rows, tables
from builder.model import Corpus, SiteFile

FOLDER = "data"
"""Where the data files stand under the root of a site."""

SCHEMAS = Path(__file__).parent / "published"
"""Where the JSON Schemas are committed, one for each data file."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MANIFEST_SCHEMA = {
    "$schema": DIALECT,
    "title": "Manifest",
    "description": "Path → sha256 of every other file of the tree, sorted by path.",
    "type": "object",
    "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}

CONFIG = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""A row has the keys of its class and no others; their docstrings describe them in the schema."""

BETWEEN = "；"
"""What separates several values in one cell of a CSV file."""

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
"""How a cell begins that a spreadsheet would compute; full-width signs count as well."""


@dataclass(frozen=True)
class Table:
    """A data file."""

    name: str
    """As glossary, for glossary.json."""
    row: type[Any]
    """What it is a list of."""
    make: Callable[[Corpus], Iterator[Any]]
    """Gives the rows in the order of the file."""
    cells: Mapping[str, Callable[[Any], str]] | None = None
    """There is a CSV file where this is given: how the columns are spelt that need a rule."""


TABLES = (
    Table("articles", rows.ArticleRow, tables.articles),
    Table("documents", rows.DocumentRow, tables.documents),
    Table("passages", rows.PassageRow, tables.passages),
    Table(
        "glossary",
        rows.GlossaryRow,
        tables.glossary,
        {
            "definitions": lambda several: BETWEEN.join(definition.text for definition in several),
            "occurrences": lambda several: str(sum(occurrence.count for occurrence in several)),
        },
    ),
    Table("links", rows.LinkRow, tables.links),
    Table("variants", rows.VariantRow, tables.variants),
    Table("apparatus", rows.ApparatusRow, tables.apparatus),
    Table("corrections", rows.EmendationRow, tables.corrections),
    Table(
        "entities",
        rows.EntityRow,
        tables.entities,
        {"mentions": lambda mentions: str(len(mentions))},
    ),
    Table("coverage", rows.CoverageRow, tables.coverage, {}),
    Table("snapshots", rows.SnapshotRow, tables.snapshots),
    Table("changes", rows.ChangeRow, tables.changes),
)
"""The data files of a site."""


def data_files(corpus: Corpus) -> Iterator[SiteFile]:
    """Yield the data files of a corpus, and their schemas."""
    for table in TABLES:
        made = tuple(table.make(corpus))
        yield SiteFile(f"{FOLDER}/{table.name}.json", _json(table, made))
        if table.cells is not None:
            yield SiteFile(f"{FOLDER}/{table.name}.csv", _csv(table, table.cells, made))
    for file in sorted(SCHEMAS.glob("*.schema.json")):
        yield SiteFile(f"{FOLDER}/{file.name}", file.read_bytes())


def _json(table: Table, made: Iterable[object]) -> bytes:
    adapter = TypeAdapter(table.row)
    lines = b",\n".join(adapter.dump_json(row, by_alias=True) for row in made)
    return b"[\n" + lines + b"\n]\n" if lines else b"[\n]\n"


def _csv(table: Table, cells: Mapping[str, Callable[[Any], str]], made: Iterable[object]) -> bytes:
    """Return a table that a spreadsheet reads as UTF-8, by its byte order mark, with no formula."""
    columns = [field.name for field in fields(table.row)]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in made:
        values = {column: getattr(row, column) for column in columns}
        writer.writerow(cell(cells.get(column, _spelt)(value)) for column, value in values.items())
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _spelt(value: str | int | tuple[str, ...]) -> str:
    return BETWEEN.join(value) if isinstance(value, tuple) else str(value)


def cell(words: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute.

    >>> cell("=1+1"), cell("养老+")
    ("'=1+1", '养老+')
    """
    return f"'{words}" if FORMULA.match(words) else words


def schemas() -> dict[str, bytes]:
    """Return the JSON Schemas as they are committed: name of the file in `SCHEMAS` → bytes.

    They are the same for every site, and asking pydantic takes longer than making the data.
    """
    found = {table.name: schema(table) for table in TABLES} | {"manifest": MANIFEST_SCHEMA}
    return {
        f"{name}.schema.json": json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
        for name, value in found.items()
    }


def schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of a data file."""
    several = cast("type[Any]", tuple.__class_getitem__((table.row, ...)))
    adapter = TypeAdapter(several, config=CONFIG)
    return {"$schema": DIALECT, **adapter.json_schema(mode="serialization")}


if __name__ == "__main__":
    SCHEMAS.mkdir(exist_ok=True)
    for name, content in schemas().items():
        (SCHEMAS / name).write_bytes(content)
