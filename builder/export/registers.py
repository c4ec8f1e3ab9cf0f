"""Cited documents and tables of coverage as rows of `site/data/`, with their makers.

`source` is the name of a received file; lines are its lines, 1-based.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.disk.pointers import lines_with
from builder.model import Corpus, Lines, TextParagraph


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Where a text names somebody or something."""

    paragraph: str
    """Id of the paragraph."""
    source: str
    """Name of the received file."""
    ranges: tuple[Lines, ...]
    """The lines on which the words stand."""
    words: str
    """The words, marks included."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A document, person or organisation that texts name."""

    id: str
    """Anchor on the page of entities."""
    type: Literal["document", "person", "organisation"]
    """What it is."""
    name: str
    """The fullest name in print."""
    variants: tuple[str, ...]
    """All that it is called in print."""
    role: str
    """Of a document, its genre."""
    mentions: tuple[MentionRow, ...]
    """Where it is named."""
    url: str
    """Its address."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A field of a table of coverage."""

    id: str
    """Table, row and column."""
    table: Literal["support", "text"]
    """`support`: actions by pillars; `text`: texts by actions and pillars."""
    row: str
    """Id of the action, or of the text."""
    column: str
    """Id of the pillar, or of the action or pillar."""
    count: int
    """Number of paragraphs that speak of both."""
    paragraphs: tuple[str, ...]
    """Their ids."""
    url: str
    """Where they are listed."""


ENTITY_COLUMNS = ("id", "type", "name", "variants", "role", "mentions", "url")
"""Columns of entities.csv; mentions as their number."""

COVERAGE_COLUMNS = ("id", "table", "row", "column", "count", "paragraphs", "url")
"""Columns of coverage.csv."""

_BETWEEN = "；"


def entities(corpus: Corpus) -> Iterator[EntityRow]:
    """Yield the documents that the texts cite."""
    files = {source.entry.id: source.entry.file for source in corpus.seeds.sources}
    lines = {source.entry.id: source.lines for source in corpus.seeds.sources}
    paragraphs = {one.id: one for text in corpus.texts for one in text.paragraphs}
    for entity in sorted(corpus.entities, key=lambda entity: entity.id):
        yield EntityRow(
            id=entity.id,
            type=entity.type,
            name=entity.name,
            variants=entity.variants,
            role=entity.role,
            mentions=tuple(
                MentionRow(
                    paragraph=mention.paragraph,
                    source=files[paragraph.source],
                    ranges=_ranges(paragraph, mention.span[0], words, lines[paragraph.source]),
                    words=words,
                )
                for mention in entity.mentions
                for paragraph in (paragraphs[mention.paragraph],)
                for words in (paragraph.text[slice(*mention.span)],)
            ),
            url=f"entities/index.html#{entity.id}",
        )


def _ranges(
    paragraph: TextParagraph, at: int, words: str, lines: Sequence[str]
) -> tuple[Lines, ...]:
    """Return the lines of words that stand in a paragraph; its own, where a reading differs."""
    before = 0
    for first, last in paragraph.ranges:
        for number in range(first, last + 1):
            length = len(lines[number - 1].strip())
            # A correction can have moved the words by some characters.
            near = before - len(words) - 8 <= at <= before + length + 8
            if near and (on := lines_with(lines, number, words)):
                return tuple((line, line) for line in on)
            before += length
    return paragraph.ranges


def coverage(corpus: Corpus) -> Iterator[CoverageRow]:
    """Yield the fields of both tables."""
    rows = (
        CoverageRow(
            id=f"{cell.table}-{cell.row}-{cell.column}",
            table=cell.table,
            row=cell.row,
            column=cell.column,
            count=len(cell.paragraphs),
            paragraphs=cell.paragraphs,
            url=f"coverage/{cell.part or 'index'}.html#{cell.table}-{cell.row}-{cell.column}",
        )
        for cell in corpus.coverage
    )
    yield from sorted(rows, key=lambda row: row.id)


def entity_cells(row: EntityRow) -> tuple[str, ...]:
    """Return a row of entities.csv."""
    variants = _BETWEEN.join(row.variants)
    count = str(len(row.mentions))
    return (row.id, row.type, row.name, variants, row.role, count, row.url)


def coverage_cells(row: CoverageRow) -> tuple[str, ...]:
    """Return a row of coverage.csv."""
    paragraphs = _BETWEEN.join(row.paragraphs)
    return (row.id, row.table, row.row, row.column, str(row.count), paragraphs, row.url)
