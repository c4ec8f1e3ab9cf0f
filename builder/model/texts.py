"""Texts as the site reads them, and how the copies of a text differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.model.dates import Days
from builder.model.identity import UNIDENTIFIED, Identity
from builder.model.received import Date
from builder.model.words import Authority, Kind, Lines, Place, Role, Span, VariantType
from builder.model.written import Person


@dataclass(frozen=True)
class Correction:
    """A correction as applied to a paragraph of a text."""

    kind: Literal["mend", "lost", "doubt", "markup"]
    """As in the entry; `markup` removed left-over Markdown."""
    span: Span
    """The span of the reading in the corrected text; empty for a loss."""
    printed: str
    """What the source prints in that place; empty for a loss."""
    reading: str
    """What is read; empty for a loss."""
    reason: str
    """Its evidence, in Chinese."""
    source: str
    """Id of the source."""
    line: int
    """Line on which the printed words begin."""


@dataclass(frozen=True)
class TextParagraph:
    """A paragraph of a text, in the reading that the site shows."""

    id: str
    """Id of the base paragraph."""
    role: Role
    """What it does in the text."""
    speaker: str | None
    """As in the base paragraph; a question marked 问 is of a 记者 where a witness says so."""
    text: str
    """The reading text: the base paragraph with the corrections applied."""
    base: str
    """Id of the article that gives the reading."""
    source: str
    """Id of the source of the base."""
    ranges: tuple[Lines, ...]
    """Lines in the base's source."""
    corrections: tuple[Correction, ...] = ()
    """What was changed or marked, in order of place."""
    copies: tuple[str, ...] = ()
    """Ids of the paragraphs of other copies that print this passage."""
    incomplete: bool = False
    """Whether words of it are lost in print."""
    section: tuple[str, ...] = ()
    """Ids of the paragraphs with the headings above it, the outermost first."""
    heading: Span | None = None
    """The heading in its reading text: all of it, or the words at its start; `None` for none."""
    set: tuple[Span, ...] = ()
    """Spans of its reading text that the format of the file sets or counts: ⁴, list numbers."""
    level: int = 0
    """Level of a heading, from 1 to 3; 0 for other paragraphs."""


@dataclass(frozen=True)
class Text:
    """One text, collated from its copies."""

    id: str
    """Id of the base article; part of public addresses."""
    title: str
    """The headline; for an article without one, its first words with an ellipsis."""
    title_printed: bool
    """Whether the title is printed as such."""
    kind: Kind
    """What sort it is."""
    authority: Authority
    """Whose voice it is."""
    date: Date | None
    """When it was published."""
    publisher: str
    """Who published the base."""
    authors: tuple[Person, ...]
    """Who wrote it."""
    speaker: Person | None
    """Who answers or speaks."""
    url: str | None
    """Where the base was published."""
    snapshot: str
    """The snapshot that brought its first copy."""
    articles: tuple[str, ...]
    """Ids of the copies, base first."""
    base_reason: str
    """Why this copy is the base, in Chinese, and why an editor paired or parted copies; empty
    where there is one copy and no editor decided."""
    part_of: str | None
    """Id of the text that introduces the page of which this one is a part."""
    paragraphs: tuple[TextParagraph, ...]
    """The paragraphs in reading order."""
    same_voice: str = ""
    """Which copies are one voice, as a Chinese sentence; empty where all are independent."""
    asked: str = ""
    """The words that say that a 记者 asks the questions marked 问; '' where none say so."""
    identity: Identity = UNIDENTIFIED
    """What else it is, as its base says, and on what all of that rests."""

    @property
    def days(self) -> Days:
        """Between which days it was published; open where that is not known."""
        return self.date.days if self.date else (None, None)


@dataclass(frozen=True)
class Witness:
    """Where a copy prints a reading."""

    article: str
    """Id of the copy."""
    paragraph: str | None
    """Id of its paragraph; `None` in the head, or where it has no such field or paragraph."""
    span: Span
    """The words in that paragraph's printed text, or in the head field; empty where it has none."""
    line: int
    """Line of the copy's source on which they begin, or after which they are lacking."""


@dataclass(frozen=True)
class Reading:
    """What some copies print in a place."""

    text: str
    """The words as printed; a line feed where a paragraph ends; empty where they print nothing."""
    witnesses: tuple[Witness, ...]
    """The copies that print it, in the order of the text's copies; a copy whose words go over
    the end of a paragraph is there once for each paragraph."""


@dataclass(frozen=True)
class Variant:
    """A place in which the copies of a text differ."""

    id: str
    """`<text>-v<line>-<first words in hash>`: from the place in the base, never a counter; it is
    the anchor on the comparison page."""
    text: str
    """Id of the text."""
    paragraph: str | None
    """Id of the text's paragraph; `None` in the head."""
    place: Place
    """The part of the article."""
    span: Span
    """Its place in the reading text of the paragraph, or in the base's head field."""
    type: VariantType
    """How the copies differ."""
    readings: tuple[Reading, ...]
    """At least two, all different; the base's first, then by number of copies."""
    folded: bool = False
    """Whether it changes no word, only width, punctuation, left-over markup, or where a paragraph
    ends: kept in the data, collapsed on the page."""
    inside: str | None = None
    """Id of the variant that contains it: a passage that some copies lack as a whole."""
    damaged: tuple[str, ...] = ()
    """Ids of the copies that print it wrongly."""
    note: str = ""
    """What a reader should know, in Chinese: that it was mended and on what, or stays undecided."""


@dataclass(frozen=True)
class Emendation:
    """A correction in any copy, the base or another."""

    article: str
    """Id of the copy."""
    paragraph: str
    """Id of the copy's paragraph."""
    by: Literal["editor", "copy"]
    """Whether an editor says so or an agreeing independent copy."""
    correction: Correction
    """What is read instead; its span lies in the corrected text of the copy's paragraph."""


@dataclass(frozen=True)
class Apparatus:
    """The texts, and how their copies differ."""

    texts: tuple[Text, ...]
    """The texts, their readings mended where an independent copy has the word."""
    variants: tuple[Variant, ...]
    """By text and place in its base."""
    emendations: tuple[Emendation, ...]
    """By source and line; those of copies that are not the base too."""
