"""The JSON Schemas of the data files: the contract with the programs that read `site/data/`.

They are written by hand and published as they are. A row takes its keys and their order from its
object in the schema, so that no key is named twice.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

SCHEMAS = Path(__file__).parent / "published"
"""Their folder; there is one for each data file."""


def keys_of(kind: str) -> tuple[str, ...]:
    """Return the keys of a kind of object, as ArticleRow, in any of the schemas."""
    return _objects()[kind]


def columns_of(name: str) -> tuple[str, ...]:
    """Return the keys of the rows of a data file, as glossary."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_bytes())
    return keys_of(schema["items"]["$ref"].removeprefix("#/$defs/"))


@cache
def _objects() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(SCHEMAS.glob("*.schema.json")):
        for kind, schema in json.loads(file.read_bytes()).get("$defs", {}).items():
            found[kind] = tuple(schema["properties"])
    return found
