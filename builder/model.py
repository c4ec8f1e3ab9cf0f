"""The nouns: what an editor writes, what a received file holds, what the site shows.

All values are frozen, with tuples inside; nothing here reads, writes or computes.
Line numbers are 1-based lines of a received file. A span is `(start, end)` in characters
of the text that it is said to lie in, end excluded. `None` means “the text does not say”.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lines = tuple[int, int]
"""First and last line of a range in a received file, both included."""

Span = tuple[int, int]
"""Start and end of a run of characters in a text, end excluded."""

Kind = Literal[
    "qa", "report", "commentary", "roundtable", "policy", "caption", "notice", "furniture", "other"
]
"""What sort of printed article this is."""

Authority = Literal["policy", "official", "expert", "media", "editor"]
"""Whose voice a text is, in falling weight; `editor` is the editors of the site itself."""

Role = Literal["lead", "question", "answer", "body", "heading"]
"""What a paragraph does in its article."""

Precision = Literal["day", "month", "year", "interval"]
"""How exactly a date is known; `interval` is an ISO 8601 interval such as 2025-08/2025-09."""

VariantType = Literal[
    "punctuation", "width", "numeral", "omission", "addition", "substitution", "damage"
]
"""How copies differ in a place: `omission` is what some lack, `addition` what some have beyond the
others (most voices decide which it is, else the reading), `damage` what a copy prints wrongly."""

Place = Literal["title", "subtitle", "byline", "dateline", "paragraph"]
"""The part of an article in which copies differ."""


class InputError(Exception):
    """An input that cannot be used: names file and line, quotes the line, says how to mend it."""

    def __init__(
        self, file: str, message: str, *, remedy: str, line: int | None = None, quote: str = ""
    ) -> None:
        self.file, self.line, self.quote, self.message, self.remedy = (
            file, line, quote, message, remedy,
        )  # fmt: skip
        place = f"{file}:{line}" if line else file
        shown = f"\n    | {quote.strip()[:80]}" if quote.strip() else ""
        super().__init__(f"{place}: {message}{shown}\n    → {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass from one process to another, which an error with keywords cannot."""
        return _again, (self.file, self.message, self.remedy, self.line, self.quote)


def _again(file: str, message: str, remedy: str, line: int | None, quote: str) -> InputError:
    return InputError(file, message, remedy=remedy, line=line, quote=quote)


# ---------------------------------------------------------------- what an editor writes


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in a received file that an editor points at; checked to stand there."""

    source: str
    """Id of the source."""
    line: int
    """Line on which the words begin."""
    words: str
    """The words as printed, white space at line joins removed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the same source from which an editor infers something."""

    line: int
    """Line on which the words stand."""
    words: str
    """The words as printed."""


@dataclass(frozen=True, slots=True)
class EditorDate:
    """A date that an editor gives for a source, with what it rests on."""

    value: str
    """ISO 8601: 2025-08-26, 2025-08, 2025, or an interval 2025-08/2025-09, 2026-03/.. ."""
    evidence: tuple[Evidence, ...]
    """The words in the file from which it follows; at least one."""
    note: str = ""
    """How it follows from them, in a few Chinese words."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who wrote or speaks, as far as the text says."""

    name: str | None = None
    """The name without padding, as 周民."""
    title: str | None = None
    """Office or profession, as 党委副书记、副主任."""
    institution: str | None = None
    """Where the office is held, as 国家信息中心."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What no rule can know about an article of a source, and why the editor knows it."""

    ranges: tuple[Lines, ...]
    """The lines that are one article."""
    reason: str
    """Why a rule cannot know, in Chinese; shown on the source's page."""
    kind: Kind | None = None
    """The kind, where the rules would take another."""
    title_line: int | None = None
    """The line that holds the headline, where it is displaced."""
    authors: tuple[Person, ...] | None = None
    """The authors, where the printed words do not parse."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """What an editor says of two articles: that they print one text, or that they do not."""

    line: int
    """A line of the article in this source."""
    article: str
    """Id of the other article, as its source's page gives it."""
    same: bool
    """Whether they are copies of one text."""
    reason: str
    """Why the rules cannot know, in Chinese; shown to the reader."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One received file, as `seeds/sources.yml` describes it."""

    id: str
    """Lower-case letters, digits and hyphens; part of public addresses, never changed."""
    file: str
    """Name under `seeds/sources/`."""
    sha256: str
    """Hash of the file's bytes."""
    publisher: str
    """Who published the page as far as it is known, as 中国政府网; 未具名 where it is not."""
    snapshot: str
    """Id of the snapshot that brought the file."""
    url: str | None = None
    """Where it was published."""
    date: EditorDate | None = None
    """The date, where the file does not print a whole one."""
    note: str = ""
    """What a reader should know of the file, in Chinese."""
    pins: tuple[Pin, ...] = ()
    """What no rule can know."""
    pairings: tuple[Pairing, ...] = ()
    """Which of its articles are, or are not, copies of others, where the rules fail."""


@dataclass(frozen=True, slots=True)
class Label:
    """An action, a pillar or a topic of the framework."""

    id: str
    """Part of public addresses: science, models, background."""
    name: str
    """Short name, as 科学技术."""
    title: str = ""
    """Heading of its page, as “人工智能+”科学技术; the short name where empty."""
    aliases: tuple[str, ...] = ()
    """Other names under which enumerations print it."""
    words: tuple[str, ...] = ()
    """Words that speak for it in a sentence."""
    weak: tuple[str, ...] = ()
    """Words that speak for it only beside another of its words."""
    against: tuple[str, ...] = ()
    """Phrases in which its words mean something else; they are taken out first."""
    opening: Quotation | None = None
    """What the sources say it is, where the editor chooses the quotation."""
    firm: bool = False
    """Of a topic: what answers a question about it is mostly about it, whatever it touches."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The policy as the site is arranged by it: `seeds/framework.yml`."""

    title: str
    """Name of the site."""
    question: str
    """The question of the home page, marked as the editors' words."""
    policy: str
    """Name of the policy document, without book-title marks."""
    subject: tuple[str, ...]
    """Words by which an article is recognised as being about the policy."""
    relevance: float
    """Least number of subject words per thousand characters of an article that belongs."""
    actions_title: str
    """Heading over the actions, as 六大重点行动."""
    pillars_title: str
    """Heading over the pillars, as 八项基础支撑."""
    actions: tuple[Label, ...]
    """The areas of action, in the policy's order."""
    pillars: tuple[Label, ...]
    """The supports, in the policy's order."""
    topics: tuple[Label, ...]
    """What else a passage can be about."""
    opening: Quotation | None = None
    """What the policy is, in the sources' words."""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One glossary term, as `seeds/terms.yml` gives it."""

    id: str
    """Anchor on the glossary page."""
    term: str
    """The term, as 智能体."""
    english: str
    """English rendering."""
    aliases: tuple[str, ...] = ()
    """Other forms that mean the same."""
    definitions: tuple[Quotation, ...] = ()
    """Where the sources say what it means."""
    labels: tuple[str, ...] = ()
    """Ids of the actions and pillars that it belongs to."""
    note: str = ""
    """A word of the editors, marked as theirs."""
    synonyms: tuple[str, ...] = ()
    """What a reader may ask for instead; never shown, and only the search knows them."""


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """One place in a source that is damaged, as `seeds/corrections.yml` gives it."""

    source: str
    """Id of the source."""
    line: int
    """Line on which the printed words begin."""
    printed: str
    """The words as printed, white space at line joins removed."""
    kind: Literal["mend", "lost", "doubt"]
    """`mend` reads otherwise, `lost` says that words are missing, `doubt` only flags."""
    reason: str
    """What it rests on, in Chinese; shown to the reader."""
    reading: str | None = None
    """What is read instead, with `mend`."""
    lost: Literal["before", "within", "after"] | None = None
    """Where words are missing, with `lost`: before, within or after the printed words."""


@dataclass(frozen=True, slots=True)
class SnapshotEntry:
    """One update of the policy: `seeds/snapshots.yml`."""

    id: str
    """Part of public addresses, sorts by time: 2025-08-26, 2026-03."""
    date: EditorDate | str
    """The day, or an inferred date."""
    title: str
    """What happened, in Chinese."""
    why: str
    """Why it makes a snapshot, in Chinese."""


@dataclass(frozen=True, slots=True)
class FilingEntry:
    """What an editor files otherwise than the words would, as `seeds/filing.yml` gives it."""

    source: str
    """Id of the source."""
    line: int
    """Line on which the words begin."""
    words: str
    """Words of the passage, as printed; they are shown as what decided."""
    labels: tuple[str, ...]
    """Ids of all actions, pillars and topics of the passage, the main one first; none for none."""
    reason: str
    """Why, in Chinese; shown to the reader."""


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """What careful readers say of a paragraph, as `seeds/judgements.yml` gives it."""

    source: str
    """Id of the source."""
    line: int
    """First line of the paragraph."""
    must: tuple[str, ...] = ()
    """Ids of the actions and pillars that every reader gives."""
    may: tuple[str, ...] = ()
    """Ids of the actions and pillars that any reader gives."""
    primary: str | None = None
    """What it is mostly about, where the readers agree: an action, a pillar or a topic."""


# ---------------------------------------------------------------- what a received file holds


@dataclass(frozen=True, slots=True)
class Fact:
    """What a received file says of itself outside its text: in front matter, in metadata."""

    name: Literal["title", "date", "publisher", "author", "url"]
    """What it is."""
    value: str
    """The words as they stand there."""
    basis: str
    """Where they stand, in Chinese, as 网页元数据 PubDate or 第5行."""


@dataclass(frozen=True, slots=True)
class Source:
    """A received file, decoded and cut into lines; never altered."""

    entry: SourceEntry
    """What the editor says of it."""
    lines: tuple[str, ...]
    """The lines as printed, without their ends; `lines[0]` is line 1."""
    encoding: str
    """The encoding that was found, as utf-8, gb18030, utf-16."""
    declared: str = ""
    """The encoding that a web page declares, where another was found."""
    extracted: bool = False
    """Whether the lines are those of a saved web page's visible text, one a block, and not the
    lines of the file: they are what line numbers count."""
    headings: tuple[tuple[int, int], ...] = ()
    """Lines that a web page makes headings of, each with its level, 1 to 6."""
    beside: tuple[Lines, ...] = ()
    """Ranges of lines of a web page that stand around its text: menus, footers, lists of others."""
    facts: tuple[Fact, ...] = ()
    """What a web page says of itself in its metadata, the best first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, ready for reading."""

    number: int
    """1-based number in the received file."""
    text: str
    """The words without white space around them."""
    indented: bool
    """Whether it began with an ideographic space or two blanks or more."""
    gap: int
    """Number of blank lines before it; the file's beginning counts as many."""
    level: int = 0
    """Level of the heading that a web page makes of it; 0 where it makes none."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date with what it rests on."""

    value: str
    """ISO 8601, with the time where it is printed; or an interval."""
    precision: Precision
    """How exactly it is known."""
    basis: str
    """The words it rests on, in Chinese, with the line; begins with 据文中 where inferred."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader should read it, verbatim."""

    id: str
    """`<article>-p<first line>`; `…-2`, `…-3` for further paragraphs on the same line."""
    role: Role
    """What it does in the article."""
    speaker: str | None
    """问, 答, 编者, or a name; `None` where nobody is named as speaking."""
    text: str
    """The words as printed, white space at line joins removed."""
    ranges: tuple[Lines, ...]
    """The lines that it is made of, in reading order."""
    incomplete: bool = False
    """Whether words of it are lost in print."""


@dataclass(frozen=True, slots=True)
class Article:
    """One printed article, caption or piece of page furniture; each line is in exactly one."""

    id: str
    """`<source>-<first line>`."""
    source: str
    """Id of the source."""
    ranges: tuple[Lines, ...]
    """All its lines, with the blank ones between, ascending."""
    kind: Kind
    """What sort it is."""
    title: str | None = None
    """Headline without left-over markup."""
    subtitle: str | None = None
    """Second line of the headline, with its dash."""
    byline: str | None = None
    """The words that name the writers, as printed."""
    dateline: str | None = None
    """The words that give place and day, or time and origin, as printed."""
    publisher: str | None = None
    """The agency or site that the article names as its origin."""
    authors: tuple[Person, ...] = ()
    """Who wrote it."""
    speaker: Person | None = None
    """Who answers in an interview or speaks in a round table."""
    date: Date | None = None
    """When it was published."""
    part_of: str | None = None
    """Id of the article that introduces the page of which this one is a part."""
    furniture: tuple[tuple[str, Lines], ...] = ()
    """Lines that are not paragraphs: (title|subtitle|byline|dateline|label|repeat, lines)."""
    paragraphs: tuple[Paragraph, ...] = ()
    """The paragraphs in reading order; empty for captions and furniture."""
    relevant: bool = False
    """Whether it belongs to the policy and so becomes (a copy of) a text."""
    reason: str = ""
    """Why it is in or out, in Chinese, with the score that decided."""
    score: float | None = None
    """Subject words per thousand characters; `None` where the kind decides."""


# ---------------------------------------------------------------- what the site shows


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as applied to a paragraph of a text."""

    kind: Literal["mend", "lost", "doubt", "markup"]
    """As in the entry; `markup` took off left-over Markdown."""
    span: Span
    """Where the reading stands in the corrected text; empty for a loss."""
    printed: str
    """What the source prints in that place; empty for a loss."""
    reading: str
    """What is read; empty for a loss."""
    reason: str
    """What it rests on, in Chinese."""
    source: str
    """Id of the source."""
    line: int
    """Line on which the printed words begin."""


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph of a text, in the reading that the site shows."""

    id: str
    """Id of the base paragraph."""
    role: Role
    """What it does in the text."""
    speaker: str | None
    """As in the base paragraph."""
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
    """Ids of the paragraphs whose headings it stands under, the outermost first."""
    heading: Span | None = None
    """The heading in its reading text: all of it, or the words that run on into the text."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text, collated from its copies."""

    id: str
    """Id of the base article; part of public addresses."""
    title: str
    """The headline; for a headless article its first words in ellipsis."""
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
    where there is one copy and no editor spoke."""
    part_of: str | None
    """Id of the text that introduces the page of which this one is a part."""
    paragraphs: tuple[TextParagraph, ...]
    """The paragraphs in reading order."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What some copies print in a place."""

    text: str
    """The words as printed; a line feed where a paragraph ends; empty where they print nothing."""
    witnesses: tuple[Witness, ...]
    """The copies that print it, in the order of the text's copies; a copy whose words go over
    the end of a paragraph is there once for each paragraph."""


@dataclass(frozen=True, slots=True)
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
    """Where it stands in the reading text of the paragraph, or in the base's head field."""
    type: VariantType
    """How the copies differ."""
    readings: tuple[Reading, ...]
    """At least two, all different; the base's first, then by number of copies."""
    folded: bool = False
    """Whether it is only width, the shape of quotation marks, left-over markup, or where a
    paragraph ends: kept in the data, put away on the page."""
    inside: str | None = None
    """Id of the variant in which it stands: a passage that some copies lack as a whole."""
    damaged: tuple[str, ...] = ()
    """Ids of the copies that print it wrongly."""
    note: str = ""
    """What a reader should know, in Chinese: that it was mended and on what, or stays undecided."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the copies of a text stand to one paragraph of its reading."""

    paragraph: str
    """Id of the text's paragraph."""
    copies: int
    """How many copies print the passage."""
    agreeing: int
    """How many of them agree with the reading, apart from folded variants."""
    voices: int
    """How many agencies or publishers print it; copies of one agency are one voice."""
    agreeing_voices: int
    """How many voices have a copy that agrees with the reading."""
    note: str = ""
    """Which copies are one voice, as a Chinese sentence; empty where all are independent."""


@dataclass(frozen=True, slots=True)
class Emendation:
    """A correction in its copy, be it the base or not."""

    article: str
    """Id of the copy."""
    paragraph: str
    """Id of the copy's paragraph."""
    by: Literal["editor", "copy"]
    """Whether an editor says so or an agreeing independent copy."""
    correction: Correction
    """What is read instead; its span lies in the corrected text of the copy's paragraph."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Words in a paragraph that filed it under a label."""

    label: str
    """Id of the area, pillar or topic."""
    span: Span
    """The words, in the paragraph's reading text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph, filed."""

    span: Span
    """Where it stands in the paragraph's reading text."""
    areas: tuple[str, ...] = ()
    """Ids of actions."""
    pillars: tuple[str, ...] = ()
    """Ids of pillars."""
    topics: tuple[str, ...] = ()
    """Ids of topics."""
    grounds: tuple[Ground, ...] = ()
    """The words that decided."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in a paragraph."""

    paragraph: str
    """Id of the paragraph."""
    first: Span
    """Where it stands first in the paragraph's reading text."""
    count: int
    """How often it stands there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term and where it is used."""

    entry: TermEntry
    """What the editor wrote."""
    pinyin: str
    """With tone marks, syllables joined by blanks."""
    occurrences: tuple[Occurrence, ...]
    """By text and place."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """A year for which the policy promises something."""

    year: int
    """As 2027."""
    paragraph: str
    """Id of the paragraph that says so."""
    span: Span
    """The whole clause in the paragraph's reading text."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference between two addresses, with the words that ground it."""

    origin: str
    """Address without `.html`: actions/industry, documents/x#p3, glossary/#y."""
    target: str
    """Likewise."""
    kind: str
    """filed, uses, defines, supports, part_of; beside, belongs, narrower; cites, prints, copies,
    abridges, comments_on, follows, concerns; explains, repeats."""
    paragraph: str | None
    """Id of the paragraph in which the words stand."""
    words: str
    """The words that ground it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation and the text that it quotes read differently."""

    quoted: Span
    """The run in the quoting paragraph's reading text; empty for words left out."""
    original: Span
    """The run in the quoted paragraph's reading text; empty for words put in."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, compared with the text of the corpus that prints them."""

    paragraph: str
    """Id of the paragraph that quotes."""
    span: Span
    """The words without their marks, in that paragraph's reading text."""
    verdict: Literal["exact", "differing", "absent"]
    """How another text prints them: so, otherwise, or not at all."""
    document: str = ""
    """Name of the document that is said to say so; empty where none is named."""
    named: str | None = None
    """Id of the text that is this document, where the corpus holds it."""
    original: str | None = None
    """Id of the paragraph that it was compared with: with `absent`, the nearest, if any is near."""
    original_span: Span | None = None
    """What is quoted, in that paragraph's reading text, as far as it stands there."""
    differences: tuple[Difference, ...] = ()
    """In order of place in the quoting paragraph; empty unless `differing`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names somebody or something."""

    paragraph: str
    """Id of the paragraph."""
    span: Span
    """The words, marks included, in the paragraph's reading text."""
    by: Literal["title", "name", "short"]
    """Whether in book-title marks, by a name without them, or by a short form."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A document, person or organisation that texts name; one, whatever they call it."""

    id: str
    """Anchor on the page of entities; made of the name, not of the place."""
    type: Literal["document", "person", "organisation"]
    """What it is."""
    name: str
    """The fullest name in print, without book-title marks, with the year of a yearly report."""
    variants: tuple[str, ...]
    """All that it is called in print, marks included."""
    role: str
    """Of a document, its genre, as 意见 or 规划纲要; empty where the name does not say."""
    mentions: tuple[Mention, ...]
    """In the order of the texts, then by place."""
    text: str | None = None
    """Id of the text that prints this document, where the corpus holds it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a table of coverage: what speaks of a row and a column at once."""

    table: Literal["support", "text"]
    """Actions by pillars, or texts by actions and pillars."""
    row: str
    """Id of the action, or of the text."""
    column: str
    """Id of the pillar, or of the action or pillar."""
    paragraphs: tuple[str, ...]
    """Ids of the paragraphs, in the order of the texts."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that an editor writes, read and validated, and the received files."""

    framework: Framework
    sources: tuple[Source, ...]
    """In the order of `sources.yml`."""
    terms: tuple[TermEntry, ...]
    corrections: tuple[CorrectionEntry, ...]
    snapshots: tuple[SnapshotEntry, ...]
    """Oldest first."""
    filing: tuple[FilingEntry, ...] = ()
    """What editors file otherwise than the words would."""
    judgements: tuple[JudgementEntry, ...] = ()
    """Paragraphs on which the filing is measured; none where nobody has judged."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the site shows, as values."""

    seeds: Seeds
    articles: tuple[Article, ...]
    """By source and place; the left-out ones too."""
    texts: tuple[Text, ...]
    """Newest snapshot first, then by weight of voice."""
    passages: tuple[Passage, ...]
    """One for each paragraph of each text, in their order."""
    terms: tuple[Term, ...]
    """By pinyin."""
    horizons: tuple[Horizon, ...]
    """By year."""
    links: tuple[Link, ...]
    """Sorted."""
    quoted: tuple[Quoted, ...] = ()
    """Quotations of other texts, in the order of the texts, then by place."""
    variants: tuple[Variant, ...] = ()
    """By text and place in its base."""
    agreements: tuple[Agreement, ...] = ()
    """One for each paragraph of each text that has several copies, in their order."""
    emendations: tuple[Emendation, ...] = ()
    """By source and line; corrections of every copy, not of bases alone."""
    entities: tuple[Entity, ...] = ()
    """By type, then by id."""
    coverage: tuple[Cell, ...] = ()
    """Every field of both tables, empty ones too, in the framework's and the texts' order."""
    doubts: tuple[Doubt, ...] = ()
    """By text and place."""
    filing_score: FilingScore | None = None
    """How well passages are filed, as far as careful readers have judged them."""
    updates: tuple[Update, ...] = ()
    """Every update, oldest first."""
    changes: tuple[Changes, ...] = ()
    """Between every two updates, an earlier and a later one; by the later, then by the earlier."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, as Markdown."""

    path: str
    """Under `docs/`, as actions/science.md."""
    content: str
    """The whole file, front matter included."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the search."""

    path: str
    """Under the site's root, as search/index.js."""
    content: bytes
    """The whole file."""


# ---------------------------------------------------------------- what changed

ChangeKind = Literal[
    "document_added", "document_removed", "document_renamed", "document_retitled",
    "copy_added", "copy_removed",
    "sentence_added", "sentence_removed", "sentence_changed", "sentence_moved",
    "filed", "unfiled",
    "term_added", "term_removed", "term_changed",
    "link_added", "link_removed",
    "cited", "uncited",
    "correction_added", "correction_removed", "correction_changed",
]  # fmt: skip
"""What changed: a text, its words, where it is filed, or what is known of it."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words that became others, in a passage told before and after."""

    before: Span
    """The run in the earlier words; empty for words put in."""
    after: Span
    """The run in the later words; empty for words left out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than it was."""

    kind: ChangeKind
    document: str | None = None
    """Id of the text, as it is called later; the earlier one where it is gone."""
    paragraph: str | None = None
    """Id of the paragraph, likewise."""
    before: str = ""
    """The words as they were; empty for what is new."""
    after: str = ""
    """The words as they are; empty for what is gone."""
    subject: str = ""
    """Id of the label, term, cited document or copy; of a link, the address that it leads to."""
    origin: str = ""
    """Of a link, the address at which it stands."""
    reason: str = ""
    """Why, in Chinese, where somebody says so."""
    earlier: str | None = None
    """Id of the paragraph in which the words stood, where it is not `paragraph`."""
    place: Span | None = None
    """Of a sentence, where it stands in the later reading text of its paragraph."""
    rewordings: tuple[Rewording, ...] = ()
    """Of a changed sentence, which words became which."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is otherwise in a later corpus than in an earlier one."""

    before: str
    """Id of the earlier snapshot."""
    after: str
    """Id of the later snapshot."""
    documents: tuple[Change, ...] = ()
    """Texts and their copies, in the later order, what is gone last."""
    sentences: tuple[Change, ...] = ()
    """Words of texts that are in both, in the order of the texts and of their words."""
    filings: tuple[Change, ...] = ()
    """Paragraphs under actions and pillars, by label, then in the order of the texts."""
    terms: tuple[Change, ...] = ()
    """Terms that came into use or left it, or are defined otherwise; by the glossary's order."""
    links: tuple[Change, ...] = ()
    """References between addresses; `before` or `after` is the kind of the link."""
    cited: tuple[Change, ...] = ()
    """Documents that the texts name, by id."""
    corrections: tuple[Change, ...] = ()
    """Corrections of texts that are in both; `before` is what is printed, `after` what is read."""
    renames: tuple[tuple[str, str], ...] = ()
    """Addresses without `.html` that moved: (earlier, later), sorted."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the site holds."""

    sources: int
    documents: int
    paragraphs: int
    passages: int
    """Paragraphs that are filed under an action or a pillar."""
    terms: int
    """Terms that the texts use."""
    links: int
    corrections: int


@dataclass(frozen=True, slots=True)
class Update:
    """An update of the policy, as the site tells it."""

    entry: SnapshotEntry
    """What the editor wrote."""
    documents: tuple[str, ...]
    """Ids of the texts that it brought, as they were called then, in their order."""
    counts: Counts
    """How much there was after it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A page of a snapshot and what can be pointed at on it."""

    path: str
    """Under `docs/`, as actions/science.md."""
    anchors: tuple[str, ...]
    """In the order of the page."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site as of a snapshot; nothing of what came later is in it."""

    snapshot: SnapshotEntry
    """The update after which it stands so."""
    date: str
    """When that was, in Chinese: 2025年8月至9月（推定）."""
    corpus: Corpus
    """All that it shows."""
    pages: tuple[Page, ...]
    """All its pages, those included that say where a page or passage of an earlier one went."""
    held: tuple[Held, ...]
    """What is there itself, and not only as a word of where it went; by path."""
