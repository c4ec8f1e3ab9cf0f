"""The rows of the data files: what other programs read, in the order of the keys.

These nouns are the files' schemas; nothing else says what a row is. All lines are 1-based lines of
the received file that `source` names, all addresses are relative to the root of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from builder.model import Authority, Kind, Lines, Precision, Role


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who wrote or speaks, as far as the text says."""

    name: str | None
    """The name."""
    title: str | None
    """Office or profession."""
    institution: str | None
    """Where the office is held."""


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date with what it rests on."""

    value: str
    """ISO 8601: a day, a month, a year, or an interval."""
    precision: Precision
    """How exactly it is known."""
    basis: str
    """The words it rests on."""


@dataclass(frozen=True, slots=True)
class ArticleParagraphRow:
    """A paragraph as it is printed."""

    id: str
    """Id of the article, and the paragraph's first line."""
    role: Role
    """What it does in the article."""
    speaker: str | None
    """Who speaks, where that is printed."""
    text: str
    """The words as printed, white space at line joins removed."""
    ranges: tuple[Lines, ...]
    """Its lines, in reading order."""
    incomplete: bool
    """Whether words of it are lost in print."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A printed article, caption or piece of page furniture, the left-out ones too."""

    id: str
    """Id of the source, and the article's first line."""
    source: str
    """Name of the received file."""
    ranges: tuple[Lines, ...]
    """All its lines."""
    kind: Kind
    """What sort it is."""
    relevant: bool
    """Whether it belongs to the policy."""
    reason: str
    """Why it is in or out."""
    title: str | None
    """Headline."""
    subtitle: str | None
    """Second line of the headline."""
    byline: str | None
    """The words that name the writers, as printed."""
    dateline: str | None
    """The words that give place and day, as printed."""
    publisher: str | None
    """The agency or site that it names as its origin."""
    authors: tuple[PersonRow, ...]
    """Who wrote it."""
    speaker: PersonRow | None
    """Who answers or speaks in it."""
    date: DateRow | None
    """When it was published."""
    document: str | None
    """The text of which it is a copy; null where it was left out."""
    paragraphs: tuple[ArticleParagraphRow, ...]
    """Its paragraphs, in reading order."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """What was read otherwise than printed, or is marked."""

    kind: str
    """`mend`, `lost`, `doubt`, or `markup`."""
    span: tuple[int, int]
    """Where the reading stands in the paragraph's text, in characters, end excluded."""
    printed: str
    """What is printed there."""
    reading: str
    """What is read."""
    reason: str
    """What it rests on."""
    source: str
    """Name of the received file."""
    line: int
    """Line on which the printed words begin."""


@dataclass(frozen=True, slots=True)
class DocumentParagraphRow:
    """A paragraph of a text, in the reading that the site shows."""

    id: str
    """Id of the base paragraph."""
    role: Role
    """What it does in the text."""
    speaker: str | None
    """Who speaks, where that is printed."""
    text: str
    """The reading text, with the corrections."""
    base: str
    """The article that gives the reading."""
    ranges: tuple[Lines, ...]
    """Lines in the base's source."""
    url: str
    """Its address."""
    corrections: tuple[CorrectionRow, ...]
    """What was changed or marked, in order of place."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A text, collated from its copies."""

    id: str
    """Id of the base article."""
    title: str
    """The headline; the first words where none is printed."""
    kind: Kind
    """What sort it is."""
    authority: Authority
    """Whose voice it is."""
    date: DateRow | None
    """When it was published."""
    publisher: str
    """Who published the base."""
    authors: tuple[PersonRow, ...]
    """Who wrote it."""
    url: str
    """Address of its page."""
    snapshot: str
    """The snapshot that brought its first copy."""
    articles: tuple[str, ...]
    """The copies, base first."""
    paragraphs: tuple[DocumentParagraphRow, ...]
    """Its paragraphs, in reading order."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Words that filed a sentence."""

    label: str
    """Id of the area, pillar or topic."""
    words: str
    """The words that decided."""


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence, filed."""

    text: str
    """Its words; the sentences of a passage are its paragraph without gaps."""
    areas: tuple[str, ...]
    """Ids of actions."""
    pillars: tuple[str, ...]
    """Ids of pillars."""
    topics: tuple[str, ...]
    """Ids of topics."""
    evidence: tuple[EvidenceRow, ...]
    """The words that decided."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A paragraph of a text, filed."""

    paragraph: str
    """Id of the paragraph."""
    document: str
    """Id of the text."""
    url: str
    """Address of the paragraph."""
    areas: tuple[str, ...]
    """Ids of actions that it speaks about."""
    pillars: tuple[str, ...]
    """Ids of pillars that it speaks about."""
    topics: tuple[str, ...]
    """Ids of topics that it speaks about."""
    primary: str | None
    """What it is mostly about."""
    enumerates: tuple[str, ...]
    """Ids that it only lists."""
    sentences: tuple[SentenceRow, ...]
    """Its sentences."""


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """Where the sources say what a term means."""

    text: str
    """The words as printed."""
    paragraph: str | None
    """The paragraph of a text that prints them; null where they stand in none."""
    source: str
    """Name of the received file."""
    ranges: tuple[Lines, ...]
    """The lines on which they stand."""


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """A term in a paragraph."""

    paragraph: str
    """Id of the paragraph."""
    count: int
    """How often it stands there."""


@dataclass(frozen=True, slots=True)
class GlossaryRow:
    """A term and where it is used."""

    id: str
    """Anchor on the glossary page."""
    term: str
    """The term."""
    aliases: tuple[str, ...]
    """Other forms that mean the same."""
    english: str
    """English rendering."""
    pinyin: str
    """With tone marks."""
    definitions: tuple[DefinitionRow, ...]
    """Where the sources say what it means."""
    occurrences: tuple[OccurrenceRow, ...]
    """Where it is used."""
    areas: tuple[str, ...]
    """Ids of the actions that it belongs to."""
    pillars: tuple[str, ...]
    """Ids of the pillars that it belongs to."""
    url: str
    """Its address."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A reference between two addresses, which stand here without `.html`."""

    origin: Annotated[str, Field(serialization_alias="from")]
    """Where the reference stands."""
    target: Annotated[str, Field(serialization_alias="to")]
    """What it leads to."""
    kind: str
    """What the one says of the other."""
    paragraph: str | None
    """The paragraph in which the words stand."""
    words: str
    """The words that ground it."""


Row = ArticleRow | DocumentRow | PassageRow | GlossaryRow | LinkRow
