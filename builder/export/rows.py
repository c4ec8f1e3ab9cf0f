"""The rows of the data files: the contract with the programs that read `site/data/`.

The JSON Schemas are generated from these classes and their docstrings; the keys of a JSON object
are the fields, in their order. Line numbers are 1-based lines of the received file that `source`
names, addresses (`url`) are relative to the root of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from builder.model import (
    Authority,
    ChangeKind,
    Kind,
    Lines,
    Place,
    Precision,
    Role,
    VariantType,
)


@dataclass(frozen=True)
class PersonRow:
    """Who wrote or speaks, as far as the text says."""

    name: str | None
    """The name."""
    title: str | None
    """Office or profession."""
    institution: str | None
    """Where the office is held."""


@dataclass(frozen=True)
class DateRow:
    """A date with what it rests on."""

    value: str
    """ISO 8601: a day, a month, a year, or an interval."""
    precision: Precision
    """How exactly it is known."""
    basis: str
    """The words it rests on."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class EvidenceRow:
    """Words that filed a sentence."""

    label: str
    """Id of the area, pillar or topic."""
    words: str
    """The words that decided."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class OccurrenceRow:
    """A term in a paragraph."""

    paragraph: str
    """Id of the paragraph."""
    count: int
    """How often it stands there."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ReadingRow:
    """What some copies print."""

    articles: tuple[str, ...]
    """Ids of the copies."""
    text: str
    """The words as printed; a line feed where a paragraph ends; empty where they lack them."""


@dataclass(frozen=True)
class VariantRow:
    """A place in which the copies of a text differ."""

    id: str
    """From the place in the base; the anchor on the comparison page."""
    document: str
    """Id of the text."""
    paragraph: str | None
    """Id of its paragraph; null in the head."""
    type: VariantType
    """How the copies differ."""
    readings: tuple[ReadingRow, ...]
    """What they print, the reading of the site first."""
    url: str
    """Its address."""


@dataclass(frozen=True)
class WitnessRow:
    """Where a copy prints a reading."""

    article: str
    """Id of the copy."""
    paragraph: str | None
    """Id of its paragraph; null in the head."""
    span: tuple[int, int]
    """The words in the paragraph's printed text, or in the field of the head."""
    source: str
    """Name of the received file."""
    line: int
    """Line on which they begin, or after which they are lacking."""


@dataclass(frozen=True)
class WitnessedRow:
    """A reading with the places where it is printed."""

    text: str
    """The words as printed."""
    witnesses: tuple[WitnessRow, ...]
    """Where; a copy whose words go over the end of a paragraph is there for each paragraph."""


@dataclass(frozen=True)
class ApparatusRow:
    """What more is known of a variant."""

    id: str
    """Id of the variant."""
    place: Place
    """The part of the article."""
    span: tuple[int, int]
    """Where it stands in the reading text of its paragraph, or in the base's field of the head."""
    folded: bool
    """Whether it is only typography and put away on the page."""
    inside: str | None
    """Id of the variant in which it stands: a passage that some copies lack as a whole."""
    damaged: tuple[str, ...]
    """Ids of the copies that print it wrongly."""
    note: str
    """That it was mended and on what, or stays undecided."""
    readings: tuple[WitnessedRow, ...]
    """Who prints what, and where."""


@dataclass(frozen=True)
class EmendationRow:
    """A correction of a copy, be it a base or not."""

    id: str
    """Id of the copy's paragraph, and where the correction stands in it."""
    article: str
    """Id of the copy."""
    document: str | None
    """The text of which it is a copy; null where it was left out."""
    kind: str
    """`mend`, `lost`, or `doubt`."""
    by: str
    """`editor`, or `copy` where an independent copy has the word."""
    printed: str
    """What is printed."""
    reading: str
    """What is read."""
    reason: str
    """What it rests on."""
    source: str
    """Name of the received file."""
    line: int
    """Line on which the printed words begin."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class CountsRow:
    """How much the site held after an update."""

    sources: int
    """Received files."""
    documents: int
    """Texts."""
    paragraphs: int
    """Paragraphs of texts."""
    passages: int
    """Paragraphs that are filed under an action or a pillar."""
    terms: int
    """Terms that the texts use."""
    links: int
    """References."""
    corrections: int
    """Places that are read otherwise than printed, or marked."""


@dataclass(frozen=True)
class SnapshotRow:
    """An update of the policy; the rows are in the order of time, the oldest first."""

    id: str
    """Part of the address of the site as of it: at/<id>/."""
    date: str
    """ISO 8601: a day, a month, a year, or an interval."""
    title: str
    """What happened."""
    why: str
    """Why it makes a snapshot."""
    documents: tuple[str, ...]
    """Ids of the texts that it brought, as they were called then."""
    counts: CountsRow
    """How much there was after it."""


@dataclass(frozen=True)
class ChangeRow:
    """One thing that is otherwise in a later update than in an earlier one."""

    earlier: Annotated[str, Field(serialization_alias="from")]
    """Id of the earlier snapshot."""
    later: Annotated[str, Field(serialization_alias="to")]
    """Id of the later snapshot."""
    kind: ChangeKind
    """What changed."""
    document: str | None
    """Id of the text, as it is called later; the earlier one where it is gone."""
    paragraph: str | None
    """Id of the paragraph, likewise."""
    before: str
    """How it was: words, a name, an id, or an address; what is printed, of a correction."""
    after: str
    """How it is; of a correction what is read, with the reason in brackets."""
    url: str
    """Where it is shown; of what is gone, the page that tells so."""
