"""What is found in the texts: where they are filed, terms, links, quotations, documents named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.model.addresses import Ref
from builder.model.dates import Days
from builder.model.words import Lines, Span
from builder.model.written import TermEntry


@dataclass(frozen=True)
class Ground:
    """Words in a paragraph that filed it under a label."""

    label: str
    """Id of the area, pillar or topic."""
    span: Span
    """The words, in the paragraph's reading text."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph, filed."""

    span: Span
    """Its place in the paragraph's reading text."""
    areas: tuple[str, ...] = ()
    """Ids of actions."""
    pillars: tuple[str, ...] = ()
    """Ids of pillars."""
    topics: tuple[str, ...] = ()
    """Ids of topics."""
    grounds: tuple[Ground, ...] = ()
    """The words that decided."""


@dataclass(frozen=True)
class Passage:
    """A paragraph of a text, filed."""

    paragraph: str
    """Id of the paragraph."""
    text: str
    """Id of the text."""
    areas: tuple[str, ...]
    """Ids of actions that it speaks about."""
    pillars: tuple[str, ...]
    """Ids of pillars that it speaks about."""
    topics: tuple[str, ...]
    """Ids of topics that it speaks about."""
    primary: str | None
    """The label that it is mostly about."""
    enumerates: tuple[str, ...]
    """Ids that it only lists."""
    sentences: tuple[Sentence, ...]
    """Its sentences, in order, without gaps."""
    inherited: tuple[tuple[str, str], ...] = ()
    """Labels that it has from a heading above it, each with the id of the heading's paragraph."""
    reason: str = ""
    """Why an editor filed it so, in Chinese; empty where its words decided."""
    names: tuple[Ground, ...] = ()
    """Actions and pillars that the paragraph names, filed under them or not, each where it does
    so first."""

    @property
    def together(self) -> Iterator[tuple[str, str]]:
        """The pairs of an action and a pillar of which it speaks itself, not a heading above it."""
        own = {label for label, _ in self.inherited}.isdisjoint
        return ((one, other) for one in self.areas for other in self.pillars if own((one, other)))


@dataclass(frozen=True)
class Occurrence:
    """A term in a paragraph."""

    paragraph: str
    """Id of the paragraph."""
    first: Span
    """The first occurrence in the paragraph's reading text."""
    count: int
    """The number of occurrences."""


@dataclass(frozen=True)
class Term:
    """A glossary term and where it is used."""

    entry: TermEntry
    """What the editor wrote."""
    said: tuple[str, ...]
    """Its name and its aliases in pinyin, with tone marks, syllables joined by blanks."""
    occurrences: tuple[Occurrence, ...]
    """By text and place."""


@dataclass(frozen=True)
class Horizon:
    """A year for which the policy promises something."""

    year: int
    """As 2027."""
    paragraph: str
    """Id of the paragraph that says so."""
    span: Span
    """The whole clause in the paragraph's reading text."""


@dataclass(frozen=True)
class Link:
    """A reference between two addresses, with the words that ground it."""

    origin: Ref
    """The place that refers."""
    target: Ref
    """The place that it leads to."""
    kind: str
    """filed, uses, defines, supports, part_of; beside, belongs, narrower; cites, prints, copies,
    abridges, follows, concerns; those of `RelationKind`; explains, restates."""
    paragraph: str | None
    """Id of the paragraph that contains the words."""
    words: str
    """The words that ground it."""
    cited: str = ""
    """Of a relation of a text, its target as the text has it; '' for any other link."""


@dataclass(frozen=True)
class Difference:
    """Where a quotation and the text that it quotes read differently."""

    quoted: Span
    """The run in the quoting paragraph's reading text; empty for a deletion."""
    original: Span
    """The run in the quoted paragraph's reading text; empty for an insertion."""


@dataclass(frozen=True)
class Quoted:
    """Words in quotation marks, compared with the text of the corpus that they come from."""

    paragraph: str
    """Id of the paragraph that quotes."""
    span: Span
    """The words without their marks, in that paragraph's reading text."""
    verdict: Literal["exact", "differing", "absent"]
    """Whether another text prints them word for word, with differences, or not at all."""
    document: str = ""
    """Name of the document to which they are attributed; empty where none is named."""
    named: str | None = None
    """Id of the text that is this document, where the corpus holds it."""
    original: str | None = None
    """Id of the paragraph that it was compared with: with `absent`, the nearest, if any is near."""
    original_span: Span | None = None
    """What is quoted, in that paragraph's reading text, as far as it is found there."""
    differences: tuple[Difference, ...] = ()
    """In order of place in the quoting paragraph; empty unless `differing`."""

    @property
    def is_shown(self) -> bool:
        """Whether a note is shown: not for spoken or coined words that resemble no text."""
        return self.verdict != "absent" or bool(self.document or self.original)


@dataclass(frozen=True)
class Mention:
    """A place where a text names somebody or something."""

    paragraph: str
    """Id of the paragraph."""
    span: Span
    """The words, marks included, in the paragraph's reading text."""
    by: Literal["title", "name", "short"]
    """Whether in book-title marks, by a name without them, or by a short form."""


@dataclass(frozen=True)
class Entity:
    """A document, person or organisation that texts name, under all its names."""

    id: str
    """Anchor on the page of entities; made of the name, not of the place."""
    type: Literal["document", "person", "organisation"]
    """What it is."""
    name: str
    """The fullest name in print, without book-title marks, with the year of a yearly report."""
    variants: tuple[str, ...]
    """All its names in print, marks included."""
    role: str
    """Of a document, its genre, as 意见 or 规划纲要; empty where the name does not say."""
    mentions: tuple[Mention, ...]
    """In the order of the texts, then by place."""
    text: str | None = None
    """Id of the text that prints this document, where the corpus holds it."""
    issued: Days = (None, None)
    """Between which days it was issued, as far as the texts say; open where they do not."""


@dataclass(frozen=True)
class CitedAt:
    """A place that cites a document."""

    source: str
    """Id of the source."""
    line: int
    """First line of the paragraph."""
    words: str
    """The name as printed."""


@dataclass(frozen=True)
class Missing:
    """A document of our subject that texts cite, and that is neither here nor on the list."""

    title: str
    """Its name without book-title marks."""
    cited: tuple[CitedAt, ...]
    """Where it is cited, in the order of the texts; each line once."""


@dataclass(frozen=True)
class Attributed:
    """A sentence, or a part of one, that a text gives as what the policy says."""

    paragraph: str
    """Id of the paragraph."""
    span: Span
    """The words, in the paragraph's reading text."""
    names: str
    """Id of the paragraph that names the policy as who says it: the same, or one before it that
    ends in a colon."""
    name: Span
    """The policy's name in that paragraph's reading text, marks included."""


@dataclass(frozen=True)
class Policy:
    """The document that the site is about: whether it is here, and what others say that it says."""

    name: str = ""
    """What to call it where its whole name is too long, in book-title marks."""
    entity: str | None = None
    """Id of its entry among the documents that the texts name; `None` where none names it."""
    text: str | None = None
    """Id of the text that prints it; `None` where its own words are not here."""
    attributed: tuple[Attributed, ...] = ()
    """In the order of the texts, then by place; none from its own text."""


@dataclass(frozen=True)
class Cell:
    """A field of a table of coverage: the paragraphs about both its row and its column."""

    table: Literal["support", "text"]
    """Actions by pillars, or texts by actions and pillars."""
    row: str
    """Id of the action, or of the text."""
    column: str
    """Id of the pillar, or of the action or pillar."""
    paragraphs: tuple[str, ...]
    """Ids of the paragraphs, in the order of the texts."""
    part: str = ""
    """Of a text, the page of coverage that has its row: update and number, as 2026-03-2; empty
    where one page has all texts."""


@dataclass(frozen=True)
class Doubt:
    """A passage that an editor should look at."""

    paragraph: str
    """Id of the paragraph."""
    kind: Literal["unfiled", "weak"]
    """Filed under nothing, or on few words."""
    label: str | None = None
    """The label that rests on few words."""
    words: str = ""
    """The words that it rests on."""
    heading: str | None = None
    """Id of the paragraph with the heading above it whose words these are; `None` for its own."""


@dataclass(frozen=True)
class SplitDoubt:
    """Where an editor should look whether a received file was cut right; it is no error."""

    source: str
    """Id of the source."""
    kind: Literal["left_out", "formal", "long", "merged", "untitled", "empty"]
    """A run left out that holds a sentence, or annexes or a signature; a paragraph that may
    be several, by its length or by a line in it; an article without a title; no article."""
    lines: Lines
    """Where it is."""
    words: str
    """The sentence, the paragraph, the line in it, or the first paragraph."""
    length: int
    """Characters of the words."""
    reason: str = ""
    """Why a run was left out, in Chinese."""


@dataclass(frozen=True)
class SplitScore:
    """How many of the articles and paragraphs that readers marked the rules found."""

    articles: int
    """Number of articles that readers marked."""
    exact: int
    """Number of them found with the same lines, kind and headline."""
    paragraphs: int
    """Number of paragraphs that readers marked."""
    found: int
    """Number of them found with the same lines."""
    invented: int
    """Number of paragraphs found with lines that readers did not mark as one."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of the paragraphs' boundaries."""
        wrong = self.invented + self.paragraphs - self.found
        return 2 * self.found / (2 * self.found + wrong) if self.found else 0.0


@dataclass(frozen=True)
class LinkScore:
    """How many of the links that careful readers would draw are there."""

    due: int
    """Number of the readers' links of which both ends are on the site."""
    found: int
    """Number of them that are there, in either direction."""


@dataclass(frozen=True)
class LinkReading:
    """Links of one kind between real texts, drawn by lot, as a reader judged them who saw the two
    passages and the definition of the kind alone.
    """

    set: str
    """Name of the set of files that were added to those of the site."""
    kind: str
    """explains, restates, beside, reports_on."""
    seed: int
    """With which they were drawn."""
    date: str
    """Day of the commit that drew them, as 2026-01-07."""
    commit: str
    """The commit that drew them."""
    right: tuple[tuple[str, str], ...]
    """The two addresses of each link that is one of its kind."""
    wrong: tuple[tuple[str, str], ...]
    """Those of each that is none."""


@dataclass(frozen=True)
class FilingScore:
    """How well passages are filed, each part from 0 to 1; 1 where there was nothing to do."""

    recall: float
    """Part of the labels that must be there which are there."""
    precision: float
    """Part of the labels that are there which may be there."""
    primary: float
    """Part of the paragraphs on whose subject the readers agree which are said to have it."""
    paragraphs: int
    """Number of paragraphs that were judged."""


@dataclass(frozen=True)
class FactScore:
    """How one fact of the articles of real files compares with what readers found."""

    name: str
    """The fact: a `FactName`."""
    told: int
    """Articles of which readers found a value."""
    right: int
    """Those of them of which we give it."""
    silent: int
    """Articles in which readers found none."""
    invented: int
    """Those of them of which we give one."""
    wrong: int
    """Articles of which we say something else than readers do."""
    wrong_unsure: int
    """Those of them of which we say that it is not sure."""
    right_unsure: int
    """Articles of which we are right and say that it is not sure."""


@dataclass(frozen=True)
class ReadingScore:
    """How real files that are not of this site are read, compared with what readers found in them.

    Each figure is a part, from 0 to 1; those of `facts` are numbers of articles.
    """

    set: str
    """Name of the set of files."""
    documents: int
    """Number of its files."""
    items: int
    """Number of the paragraphs that readers found in them."""
    date: str
    """Day of the commit that was measured, as 2026-01-07."""
    commit: str
    """The commit that was measured."""
    paragraphs: float
    """F1 of paragraphs with exactly the readers' words and boundaries."""
    files: float
    """Mean of that over the files."""
    lost: float
    """Words of the readers' paragraphs that are in none of ours."""
    foreign: float
    """Words of our paragraphs that readers found in no article."""
    order: float
    """Paragraphs found that stand in the readers' order."""
    headings: float
    """Headings told as such, of paragraphs that are headings for either side."""
    right: float
    """Facts about articles that are right, those that are rightly not stated included."""
    stated: float
    """Facts that are right, of those that either side states."""
    facts: tuple[FactScore, ...]
    """The facts one by one, in the order in which cards tell them."""
