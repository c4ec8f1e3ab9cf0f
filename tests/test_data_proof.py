"""What the data say is held against the received files, and each CSV file against its JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.disk.seeds import read
from builder.model import Seeds
from builder.proof.data import data_proof

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def seeds(root: Path) -> Seeds:
    """What the site was built from."""
    return read(root)


@pytest.fixture
def data(site: Path, tmp_path: Path) -> Path:
    """The data of the newest snapshot, free to be damaged."""
    shutil.copytree(site / "data", tmp_path / "site" / "data")
    return tmp_path / "site" / "data"


def test_the_data_of_every_snapshot_stand(site: Path, seeds: Seeds) -> None:
    assert list(data_proof(site, seeds.sources, seeds.corrections)) == []


def paragraph(rows: Rows) -> dict[str, Any]:
    """Return the first paragraph of rows that have some."""
    return next(row["paragraphs"][0] for row in rows if row["paragraphs"])


def having(rows: Rows, key: str) -> dict[str, Any]:
    """Return the first row that has something under a key."""
    return next(row for row in rows if row[key])


FAULTS: dict[str, tuple[str, Callable[[Rows], Any]]] = {
    "words of an article": ("articles", lambda rows: paragraph(rows).update(text="到2040年建成。")),
    "lines of an article": ("articles", lambda rows: paragraph(rows).update(ranges=[[1, 1]])),
    "a line in no article": ("articles", lambda rows: rows.pop()),
    "a line in two articles": ("articles", lambda rows: rows[0]["ranges"].append([1, 400])),
    "a title": ("articles", lambda rows: having(rows, "title").update(title="某县印发")),
    "an author": (
        "articles",
        lambda rows: having(rows, "authors")["authors"][0].update(name="甲乙"),
    ),
    "an issuer": ("articles", lambda rows: rows[0].update(issuers=["某县人民政府"])),
    "a number": ("articles", lambda rows: rows[0].update(number="某发〔2025〕1号")),
    "a basis": (
        "articles",
        lambda rows: rows[0]["basis"].update(
            kind={"line": 1, "words": "某县印发", "sure": True, "others": []}
        ),
    ),
    "words of a text": ("documents", lambda rows: paragraph(rows).update(text="到2040年建成。")),
    "a correction taken for print": (
        "documents",
        lambda rows: next(one for row in rows for one in row["paragraphs"] if one["corrections"])[
            "corrections"
        ][0].update(printed="别的字"),
    ),
    "a sentence": ("passages", lambda rows: rows[0]["sentences"][0].update(text="必须做到。")),
    "words that file": (
        "passages",
        lambda rows: next(one for row in rows for one in row["sentences"] if one["evidence"])[
            "evidence"
        ][0].update(words="必须做到"),
    ),
    "a definition": (
        "glossary",
        lambda rows: having(rows, "definitions")["definitions"][0].update(text="指的是别的"),
    ),
    "an occurrence": (
        "glossary",
        lambda rows: having(rows, "occurrences")["occurrences"][0].update(paragraph="a-1-p1"),
    ),
    "a mention": ("entities", lambda rows: rows[0]["mentions"][0].update(words="《某法》")),
    "a count": ("coverage", lambda rows: rows[0].update(count=77)),
    "words of a link": ("links", lambda rows: having(rows, "paragraph").update(words="必须做到")),
    "a reading": ("apparatus", lambda rows: rows[-1]["readings"][0].update(text="别的字")),
    "what was corrected": (
        "corrections",
        lambda rows: next(one for one in rows if one["line"] and one["kind"] == "mend").update(
            printed="别的字"
        ),
    ),
    "a number of texts": ("snapshots", lambda rows: rows[-1]["counts"].update(documents=77)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_in_its_file(name: str, data: Path, seeds: Seeds) -> None:
    """One wrong value; the other files still say what was built."""
    file, damage = FAULTS[name]
    rows = json.loads((data / f"{file}.json").read_bytes())
    damage(rows)
    (data / f"{file}.json").write_text(json.dumps(rows), "utf-8")
    found = list(data_proof(data.parent, seeds.sources, seeds.corrections))
    assert any(one.startswith(f"data/{file}.json: ") for one in found)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"[" * 100_000])
def test_what_is_no_list_of_rows_is_named(data: Path, seeds: Seeds, content: bytes) -> None:
    (data / "links.json").write_bytes(content)
    found = list(data_proof(data.parent, seeds.sources, seeds.corrections))
    assert found == ["data/links.json: is missing or no list of rows"]


def test_a_cell_that_is_not_that_of_the_row_is_found(data: Path, seeds: Seeds) -> None:
    file = data / "entities.csv"
    file.write_bytes(file.read_bytes().replace(b"document", b"person", 1))
    (found,) = data_proof(data.parent, seeds.sources, seeds.corrections)
    assert found.startswith("data/entities.csv: ")
    assert found.endswith(": type is person, not document")


def test_a_row_that_is_missing_in_a_table_is_found(data: Path, seeds: Seeds) -> None:
    file = data / "coverage.csv"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    found = list(data_proof(data.parent, seeds.sources, seeds.corrections))
    assert found == ["data/coverage.csv: has not the rows of coverage.json"]
