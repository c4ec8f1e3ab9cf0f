"""The data files of a built tree → the rows that say what the received files do not print.

Read as any program would that relies on them: each run of words that a row gives with its lines is
held against the readings, each count against what it counts, each CSV file against its JSON.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder.disk.files import content
from builder.model import CorrectionEntry, Source, printable
from builder.proof.markup import bare
from builder.proof.runs import Place
from builder.proof.words import QUOTED, Received

Row = dict[str, Any]

_FILES = (
    "articles", "documents", "passages", "glossary", "entities", "coverage", "corrections", "links",
    "apparatus", "snapshots",
)  # fmt: skip
"""The files whose words or counts are held against something."""

_BELOW = 12
"""Lines over which a headline and what stands between its lines may run."""

_PRINTED = ("title", "subtitle", "byline", "dateline", "number", "origin", "issuers")
"""Facts of an article that are words of its file."""


def data_proof(
    site: Path, sources: Iterable[Source], corrections: Sequence[CorrectionEntry]
) -> Iterator[str]:
    """Yield what is wrong with the data of a tree, at its root and of each snapshot."""
    files = {source.entry.file: source for source in sources}
    received = Received({source.entry.id: source for source in files.values()}, corrections)
    for folder in sorted({file.parent for file in site.rglob("data/articles.json")}):
        path = folder.relative_to(site).as_posix()
        read = {name: rows_of(folder / f"{name}.json") for name in _FILES}
        missing = [name for name, rows in read.items() if rows is None]
        yield from (f"{path}/{name}.json: is missing or no list of rows" for name in missing)
        if not missing:
            data = _Data({name: rows or () for name, rows in read.items()}, files, received)
            yield from (f"{path}/{one}" for one in data.faults())
        yield from (f"{path}/{one}" for one in _tables(folder))


def rows_of(file: Path) -> list[Row] | None:
    """Return the rows of a data file; `None` where it has none."""
    try:
        rows = json.loads(content(file) or b"")
    except (ValueError, RecursionError):
        return None
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    return None


# 第十四届
_TERM = re.compile(r"第[一二三四五六七八九十]{1,5}届")


@dataclass(frozen=True)
class _Data:
    """The data of one folder, with what they are held against."""

    rows: Mapping[str, Sequence[Row]]
    """Name of a file, as articles → its rows."""
    files: Mapping[str, Source]
    """The received files, by name."""
    received: Received
    """The same, by id, with the editors' corrections."""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong, each with its file and row."""
        texts = _words(self.rows["documents"])
        yield from self._lines()
        yield from _each("articles", "id", self.rows["articles"], self._article)
        yield from _each("documents", "id", self.rows["documents"], self._text)
        yield from _each("passages", "paragraph", self.rows["passages"], partial(_passage, texts))
        yield from _each("glossary", "id", self.rows["glossary"], partial(self._term, texts))
        yield from _each("entities", "id", self.rows["entities"], self._entity)
        yield from _each("coverage", "id", self.rows["coverage"], _cell)
        yield from _each("links", "from", self.rows["links"], partial(_link, texts))
        printed = _words(self.rows["articles"])
        yield from _each("apparatus", "id", self.rows["apparatus"], partial(_place, printed))
        yield from _each("corrections", "id", self.rows["corrections"], self._correction)
        counted = {"documents": len(self.rows["documents"]), "paragraphs": len(texts)}
        yield from _each("snapshots", "id", self.rows["snapshots"][-1:], partial(_counts, counted))

    def _says(self, words: str, file: str, ranges: Sequence[Sequence[int]]) -> Iterator[str]:
        """Yield what is wrong where words do not stand on lines of a file."""
        source = self.files.get(file)
        lines = tuple((first, last) for first, last in ranges)
        if source is None or not self.received.stands(words, Place(source.entry.id, lines)):
            named = ", ".join(f"{a}–{b}" if a != b else f"{a}" for a, b in lines)
            yield f"says {_quoted(words)}, which seeds/sources/{file}:{named} does not print"

    def _lines(self) -> Iterator[str]:
        """Law 1: each line that is not blank is in exactly one article."""
        held: dict[str, Counter[int]] = {}
        for article in self.rows["articles"]:
            lines = held.setdefault(article["source"], Counter())
            for first, last in article["ranges"]:
                lines.update(range(first, last + 1))
        for name, lines in held.items():
            if (source := self.files.get(name)) is None:
                yield f"articles.json: there is no received file {name}"
                continue
            kept = {one.line for one in source.withheld}
            for number, line in enumerate(source.received, 1):
                if lines[number] != 1 and (line.strip() or number in kept):
                    where = f"seeds/sources/{name}:{number}"
                    yield f"articles.json: {where} is in {lines[number]} articles"

    def _article(self, row: Row) -> Iterator[str]:
        for one in row["paragraphs"]:
            yield from self._says(one["text"], row["source"], one["ranges"])
        if (source := self.files.get(row["source"])) is None:
            return
        said = (fact.value for fact in source.facts)
        whole = bare("".join((*source.lines, *source.received, *said)))
        people = [*row["authors"], *([row["speaker"]] if row["speaker"] else [])]
        given = [(fact, words) for fact in _PRINTED for words in _several(row[fact])]
        for fact, words in (*given, *(("authors", one["name"] or "") for one in people)):
            # A byline over several lines is joined by blanks.
            absent = any(one not in whole for one in words.split())
            absent = absent and bare(words) not in whole
            if (
                absent
                and bare(words) not in without_terms(whole)
                and row["basis"].get(fact) != "editor"
            ):
                where = f"seeds/sources/{row['source']}"
                yield f"{fact} is {_quoted(words)}, which {where} does not print"
        for fact, basis in row["basis"].items():
            if basis == "editor" or basis["line"] is None:
                continue
            lines = (source.received, source.lines)
            if not any(_begins(basis["words"], one, basis["line"]) for one in lines):
                where = f"seeds/sources/{row['source']}:{basis['line']}"
                yield f"{fact} rests on {_quoted(basis['words'])}, which {where} does not print"

    def _text(self, row: Row) -> Iterator[str]:
        articles = {one["id"]: one["source"] for one in self.rows["articles"]}
        for one in row["paragraphs"]:
            words = one["text"]
            for correction in reversed(one["corrections"]):
                start, end = correction["span"]
                words = words[:start] + correction["printed"] + words[end:]
            yield from self._says(words, articles.get(one["base"], one["base"]), one["ranges"])

    def _term(self, texts: Mapping[str, str], row: Row) -> Iterator[str]:
        for one in row["definitions"]:
            yield from self._says(one["text"], one["source"], one["ranges"])
        for one in row["occurrences"]:
            if one["count"] < 1 or one["paragraph"] not in texts:
                yield f"occurs {one['count']} times in {one['paragraph']}"

    def _entity(self, row: Row) -> Iterator[str]:
        for one in row["mentions"]:
            yield from self._says(one["words"], one["source"], one["ranges"])

    def _correction(self, row: Row) -> Iterator[str]:
        if row["line"] and row["printed"] and row["kind"] != "markup":
            source = self.files.get(row["source"])
            if source is None or not source.lines_with(row["printed"], row["line"]):
                where = f"seeds/sources/{row['source']}:{row['line']}"
                yield f"says {_quoted(row['printed'])}, which {where} does not print"


def _begins(words: str, lines: Sequence[str], number: int) -> bool:
    """Return whether words begin on a line, and go on below it; what is cut ends in …."""
    here, below = bare(lines[number - 1]), bare("".join(lines[number : number + _BELOW]))
    return 0 <= (here + below).find(bare(words.removesuffix("…"))) < max(len(here), 1)


def _several(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else [value or ""]


def _each(
    name: str, key: str, rows: Iterable[Row], faults: Callable[[Row], Iterator[str]]
) -> Iterator[str]:
    """Yield what is wrong in each row, with the name of its file and the row."""
    for row in rows:
        yield from (f"{name}.json: {row[key]} {one}" for one in faults(row))


def _words(rows: Iterable[Row]) -> dict[str, str]:
    """Return id of a paragraph → its words."""
    return {one["id"]: one["text"] for row in rows for one in row["paragraphs"]}


def _passage(texts: Mapping[str, str], row: Row) -> Iterator[str]:
    words = texts.get(row["paragraph"], "")
    for sentence in row["sentences"]:
        if sentence["text"] not in words:
            yield f"does not say {_quoted(sentence['text'])}"
        for one in sentence["evidence"]:
            if one["words"] not in sentence["text"]:
                yield f"is filed by {_quoted(one['words'])}, which its sentence does not say"


def _cell(row: Row) -> Iterator[str]:
    if row["count"] != len(row["paragraphs"]):
        yield f"counts {row['count']}, there are {len(row['paragraphs'])}"


def _link(texts: Mapping[str, str], row: Row) -> Iterator[str]:
    if row["paragraph"] and row["words"] not in texts.get(row["paragraph"], ""):
        yield f"→ {row['to']}: {row['paragraph']} does not say {_quoted(row['words'])}"


def _place(printed: Mapping[str, str], row: Row) -> Iterator[str]:
    """Yield the witnesses that print otherwise than a place of the apparatus says."""
    for reading in row["readings"]:
        for one in reading["witnesses"]:
            words = printed.get(one["paragraph"] or "")
            if words is not None and words[slice(*one["span"])] not in reading["text"]:
                yield f"{one['paragraph']} does not print {_quoted(reading['text'])}"


def _counts(counted: Mapping[str, int], row: Row) -> Iterator[str]:
    for name, count in counted.items():
        if row["counts"][name] != count:
            yield f"counts {row['counts'][name]} {name}, there are {count}"


def without_terms(words: str) -> str:
    """Return words without the term of a body: 某省第十四届人民代表大会 is 某省人民代表大会."""
    return _TERM.sub("", words)


def _quoted(words: str) -> str:
    return f"“{printable(words if len(words) <= QUOTED else words[:QUOTED] + '…')}”"


def _tables(folder: Path) -> Iterator[str]:
    """Yield the CSV files that say otherwise than the JSON files of their names."""
    for file in sorted(folder.glob("*.csv")):
        rows = rows_of(file.with_suffix(".json"))
        table = list(csv.DictReader(io.StringIO((content(file) or b"").decode("utf-8-sig"))))
        if rows is None or len(table) != len(rows):
            yield f"{file.name}: has not the rows of {file.stem}.json"
            continue
        for ours, theirs in zip(table, rows, strict=True):
            for key, value in theirs.items():
                # A spreadsheet would compute +1; the sign before it says that it is text.
                if isinstance(value, (str, int)) and (
                    (ours.get(key) or "").removeprefix("'") != str(value).removeprefix("'")
                ):
                    yield f"{file.name}: {theirs.get('id')}: {key} is {ours.get(key)}, not {value}"
