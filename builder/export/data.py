"""The corpus → `site/data/`: JSON for programs, CSV for spreadsheets, schemas, and the manifest.

A row is one line and is written as soon as it is made: files change by lines, and none is held in
memory to be written. `tables` gives the same rows to whoever wants to compare them.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, cast, get_type_hints

from pydantic import ConfigDict, TypeAdapter
from pydantic_core import to_json

from builder.export.apparatus import (
    ApparatusRow,
    EmendationRow,
    VariantRow,
    apparatus,
    corrections,
    variants,
)
from builder.export.history import ChangeRow, SnapshotRow, changes, snapshots
from builder.export.making import articles, documents, glossary, links, passages
from builder.export.registers import (
    COVERAGE_COLUMNS,
    ENTITY_COLUMNS,
    CoverageRow,
    EntityRow,
    coverage,
    coverage_cells,
    entities,
    entity_cells,
)
from builder.export.rows import ArticleRow, DocumentRow, GlossaryRow, LinkRow, PassageRow, Row
from builder.model import Corpus

MANIFEST = "data/manifest.json"
"""Where the manifest stands under the root of a site."""

FOLDER = Path(__file__).parent / "published"
"""Where the JSON Schemas are committed, one for each data file."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MANIFEST_SCHEMA = {
    "$schema": DIALECT,
    "title": "Manifest",
    "description": "Path → sha256 of every other file of the tree, sorted by path.",
    "type": "object",
    "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}

ROWS = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""A row has the keys of its noun and no others; their docstrings tell what they mean."""

_TOGETHER = 1000
"""Lines that are written at a time."""

BETWEEN = "；"
"""What stands between several values in one cell."""

GLOSSARY_COLUMNS = (
    "id", "term", "aliases", "english", "pinyin",
    "definitions", "occurrences", "areas", "pillars", "url",
)  # fmt: skip
"""Columns of glossary.csv: the keys of the rows; definitions as words, occurrences as their sum."""

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
"""How a cell begins that a spreadsheet would compute; full-width signs count as well."""


AnyRow = (
    Row | VariantRow | ApparatusRow | EmendationRow | EntityRow | CoverageRow
    | SnapshotRow | ChangeRow
)  # fmt: skip
"""What a data file is a list of."""


@dataclass(frozen=True, slots=True)
class Table:
    """One data file."""

    name: str
    """As glossary, for glossary.json."""
    noun: type[AnyRow]
    """What a row is."""
    rows: Callable[[Corpus], Iterator[AnyRow]]
    """Gives the rows in the order of the file: sorted by id."""
    columns: tuple[str, ...] = ()
    """Heads of the columns, where there is a CSV file as well."""
    cells: Callable[[Any], tuple[str, ...]] | None = None
    """Gives the cells of a row."""


def tables() -> tuple[Table, ...]:
    """Return the data files of a site."""
    return (
        Table("articles", ArticleRow, articles),
        Table("documents", DocumentRow, documents),
        Table("passages", PassageRow, passages),
        Table("glossary", GlossaryRow, glossary, GLOSSARY_COLUMNS, _glossary_cells),
        Table("links", LinkRow, links),
        Table("variants", VariantRow, variants),
        Table("apparatus", ApparatusRow, apparatus),
        Table("corrections", EmendationRow, corrections),
        Table("entities", EntityRow, entities, ENTITY_COLUMNS, entity_cells),
        Table("coverage", CoverageRow, coverage, COVERAGE_COLUMNS, coverage_cells),
        Table("snapshots", SnapshotRow, snapshots),
        Table("changes", ChangeRow, changes),
    )


def data_files(corpus: Corpus) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the data files of a corpus and their schemas: the name of each, and its lines."""
    for table in tables():
        yield f"{table.name}.json", _json_lines(table, table.rows(corpus))
        if table.cells is not None:
            rows = map(table.cells, table.rows(corpus))
            yield f"{table.name}.csv", _csv_lines(table.columns, rows)
    for file in sorted(FOLDER.glob("*.schema.json")):
        yield file.name, (file.read_bytes(),)


def write_data(corpus: Corpus, into: Path) -> dict[str, str]:
    """Write the data files of a corpus and their schemas to a folder, `site/data`.

    Returns name → sha256 of what was made for each.
    """
    into.mkdir(parents=True, exist_ok=True)
    hashes: dict[str, str] = {}
    for name, lines in data_files(corpus):
        rest, whole = iter(lines), hashlib.sha256()
        with (into / name).open("wb") as stream:
            while part := b"".join(islice(rest, _TOGETHER)):
                whole.update(part)
                stream.write(part)
        hashes[name] = whole.hexdigest()
    return hashes


def schemas() -> dict[str, bytes]:
    """Return the JSON Schemas as they are committed: name of the file under `FOLDER` → bytes.

    They are the same for every site, and asking pydantic takes longer than writing the data.
    """
    found = {table.name: schema(table) for table in tables()} | {"manifest": MANIFEST_SCHEMA}
    return {
        f"{name}.schema.json": json.dumps(one, ensure_ascii=False, indent=2).encode() + b"\n"
        for name, one in found.items()
    }


def write_schemas() -> None:
    """Write the JSON Schemas anew; `python -m builder.export.data` does it."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in schemas().items():
        (FOLDER / name).write_bytes(content)


def schema(table: Table) -> dict[str, Any]:
    """Return the JSON Schema of a data file."""
    several = cast("type[Any]", tuple.__class_getitem__((table.noun, ...)))
    many = TypeAdapter(several, config=ROWS)
    return {"$schema": DIALECT, **many.json_schema(mode="serialization")}


def manifest(
    site: Path, without: Container[str] = (MANIFEST,), known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return path → sha256 of each file of a site but some, sorted by path.

    Files whose hash is `known` are not read.
    """
    found: dict[str, str] = {}
    top = len(str(site)) + 1
    for folder, _, names in os.walk(site):
        for name in names:
            file = f"{folder}/{name}"
            path = file[top:].replace(os.sep, "/")
            if known and path in known:
                found[path] = known[path]
            elif path not in without:
                found[path] = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def write_manifest(
    site: Path, folders: Iterable[str] = (), known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Write the manifest of a finished site, and first those of folders of it, at/2025-09/.

    Returns path → sha256 of all that lies there now; what is `known` is not read.
    """
    hashes = manifest(site, (), known)
    for folder in (*folders, ""):
        content = as_json(beneath(folder, hashes, (MANIFEST,)))
        file = site / folder / MANIFEST
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        hashes[folder + MANIFEST] = hashlib.sha256(file.read_bytes()).hexdigest()
    return hashes


def beneath(folder: str, hashes: Mapping[str, str], without: Container[str]) -> dict[str, str]:
    """Return the hashes of the files of a folder but some, by their paths in it, sorted."""
    return {
        path.removeprefix(folder): digest
        for path, digest in sorted(hashes.items())
        if path.startswith(folder) and path.removeprefix(folder) not in without
    }


def as_json(hashes: dict[str, str]) -> bytes:
    """Return a manifest as it stands in its file, a path a line."""
    return json.dumps(hashes, ensure_ascii=False, indent=0).encode() + b"\n"


def _keys(noun: type) -> dict[str, str]:
    """Return name of a field → its key in the file, which may be no name in Python: from."""
    keys: dict[str, str] = {}
    for name, hint in get_type_hints(noun, include_extras=True).items():
        said = getattr(hint, "__metadata__", ())
        keys[name] = next((one.serialization_alias for one in said), name)
    return keys


def _json_lines(table: Table, rows: Iterable[AnyRow]) -> Iterator[bytes]:
    """Yield a list of objects, one a line."""
    keys = _keys(table.noun)
    alike = all(name == key for name, key in keys.items())
    yield b"["
    for number, row in enumerate(rows):
        yield b",\n" if number else b"\n"
        # Not by an adapter of pydantic, which takes longer to make than most files.
        yield to_json(row if alike else {key: getattr(row, name) for name, key in keys.items()})
    yield b"\n]\n"


def _csv_lines(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield a table that a spreadsheet opens rightly: with a mark for its encoding, no formulas."""
    writer = csv.writer(_Line())
    yield codecs.BOM_UTF8
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow(map(cell, row))


class _Line:
    """What a `csv.writer` writes to, to give a line back."""

    def write(self, line: str) -> bytes:
        """Return the line as it stands in a file."""
        return line.encode()


def cell(words: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute.

    >>> cell("=1+1"), cell("人工智能+")
    ("'=1+1", '人工智能+')
    """
    return f"'{words}" if FORMULA.match(words) else words


def _glossary_cells(row: GlossaryRow) -> tuple[str, ...]:
    return (
        row.id,
        row.term,
        BETWEEN.join(row.aliases),
        row.english,
        row.pinyin,
        BETWEEN.join(definition.text for definition in row.definitions),
        str(sum(occurrence.count for occurrence in row.occurrences)),
        BETWEEN.join(row.areas),
        BETWEEN.join(row.pillars),
        row.url,
    )


if __name__ == "__main__":
    write_schemas()
