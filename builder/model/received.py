"""What a received file holds: its lines, and the articles and paragraphs printed in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from builder.model.dates import Days, days
from builder.model.identity import UNIDENTIFIED, Identity
from builder.model.words import Authority, Kind, Lines, Precision, Role, Span
from builder.model.written import (
    CorrectionEntry,
    FactCorrection,
    FileEntry,
    FilingEntry,
    Framework,
    JudgedArticle,
    JudgedLink,
    JudgementEntry,
    Person,
    RuleEntry,
    SnapshotEntry,
    SourceEntry,
    TermEntry,
    WantedEntry,
)

FARTHEST = 200
"""How many lines further down a run of words may continue, where a column or caption breaks it."""


@dataclass(frozen=True)
class Fact:
    """What a received file says about itself outside its text: in front matter, in metadata."""

    name: Literal["title", "date", "publisher", "origin", "author", "url", "pages"]
    """What it is."""
    value: str
    """The words as they are given there."""
    basis: str
    """Where they are given, in Chinese, as 网页元数据 PubDate or 第5行."""


PARTED = "\u2029"
"""Between the paragraphs that one line of a file holds: `<p>甲。</p><p>乙。</p>` in Markdown."""

LineKind = Literal["text", "heading", "item", "row", "caption", "note"]
"""What a format says that a line is; a `note` is a footnote or endnote."""

Outside = Literal[
    "around",  # menus, footers, share boxes, related links, readers' comments
    "hidden",  # nobody sees it: display:none, zero size, noscript
    "struck",  # struck out, or deleted in a tracked revision
    "running",  # running heads, running feet and page numbers
    "repeated",  # an article printed again within the same page
    "metadata",  # front matter
    "syntax",  # signs of the format alone: a rule, an image, the frame of a table
    "withheld",  # an editor withholds it
]
"""Why a line is not part of the text of its file."""


@dataclass(frozen=True, slots=True)
class LineMark:
    """What the format of a file says of a line of its reading."""

    kind: LineKind = "text"
    """What it is."""
    level: int = 0
    """Level of a heading, 1 to 6, or depth of a list item from 1; 0 for other lines."""
    block: int = 0
    """Number of its block: lines of one block are one paragraph that the file breaks into lines."""
    set: tuple[Span, ...] = ()
    """Spans of the line that the format sets or counts: ⁴ for `<sup>4</sup>`, list numbers."""
    page: int = 0
    """Page on which it is printed, from 1; 0 where the format has no pages."""
    outside: Outside | None = None
    """Why it is not part of the text; `None` where it is."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in a received file where words are lost or were wrongly read before it was saved."""

    line: int
    """Line of the reading."""
    what: str
    """What is wrong there, in Chinese."""


@dataclass(frozen=True)
class Withheld:
    """What is told of a line whose words are shown nowhere."""

    line: int
    """Its number."""
    length: int
    """Characters of its words, without white space around them."""
    sha256: str
    """Hash of these words in UTF-8."""
    reason: str
    """Why, in Chinese."""


@dataclass(frozen=True)
class Source:
    """A received file as its reading: decoded and cut into lines; never altered."""

    entry: SourceEntry
    """What the editor says of it."""
    lines: tuple[str, ...]
    """The words of each line, without its end; `lines[0]` is line 1."""
    encoding: str
    """The encoding that was found, as utf-8, gb18030, utf-16."""
    declared: str = ""
    """The encoding that a web page declares, where another was found."""
    form: Literal["text", "webpage", "mhtml", "worddoc", "docx", "pdf", "ofd"] = "text"
    """What the file is. Line numbers of text and Markdown are the file's own; those of any other
    form count what its format shows, as the blocks of a web page."""
    marks: tuple[LineMark, ...] = ()
    """What the format says of each line; empty for plain text, which says nothing."""
    printed: tuple[str, ...] = ()
    """The lines with the signs of the format, as `**甲**` where the words are 甲; empty where they
    are the words."""
    facts: tuple[Fact, ...] = ()
    """What it says about itself: a web page's metadata, then front matter; the best first."""
    url: str | None = None
    """The address at which it says that it was published."""
    front_matter: int = 0
    """Last line of its front matter, the second rule `---`; 0 where it has none."""
    damage: tuple[Damage, ...] = ()
    """Where it is damaged, ascending; none where all of it can be read."""
    withheld: tuple[Withheld, ...] = ()
    """The lines that are withheld, ascending; in `lines` and `printed` they are blank."""
    whole: Source | None = None
    """The file with the lines that its rights withhold; it is never shown. `None` where rights
    withhold nothing."""

    @property
    def has_reading(self) -> bool:
        """Whether its lines are kept beside the file: text and Markdown have lines themselves."""
        return self.form not in ("text", "markdown")

    @property
    def received(self) -> tuple[str, ...]:
        """The lines as they stand in the file."""
        return self.printed or self.lines

    def lines_with(self, words: str, line: int) -> tuple[int, ...]:
        """Return the lines over which words run that begin on a line; none where they do not.

        White space at line joins is removed. A column or a caption may break the words: they then
        continue at most `FARTHEST` lines below. Of the lines 　　街道设立 / 图为现场。 / 养老驿站。
        the words 设立养老驿站 that begin on line 1 are on (1, 3).
        """
        words = words.strip()
        if not 1 <= line <= len(self.lines) or not words:
            return ()
        here = self.lines[line - 1].strip()
        if words in here:
            return (line,)
        for at in range(len(here)):
            if words.startswith(here[at:]):
                rest = self._lines_of_rest(words[len(here) - at :].lstrip(), line)
                if rest:
                    return (line, *rest)
        return ()

    def _lines_of_rest(self, rest: str, after: int) -> tuple[int, ...]:
        """Return the lines after a line that the rest of some words fills from their beginnings."""
        for number in range(after + 1, min(after + FARTHEST, len(self.lines)) + 1):
            here = self.lines[number - 1].strip()
            if here.startswith(rest):
                return (number,)
            if here and rest.startswith(here):
                more = self._lines_of_rest(rest[len(here) :].lstrip(), number)
                if more:
                    return (number, *more)
        return ()


@dataclass(frozen=True)
class Date:
    """A date with its basis."""

    value: str
    """ISO 8601, with the time where it is printed; or an interval."""
    precision: Precision
    """How exactly it is known."""
    basis: str
    """The words it rests on, in Chinese, with the line."""
    inferred: bool = False
    """Whether it is not printed as such: its year, or all of it, follows from other words."""

    @property
    def days(self) -> Days:
        """The first and the last day that it allows."""
        return days(self.value.partition("T")[0]) or (None, None)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a reader should read it, verbatim."""

    id: str
    """`<article>-p<first line>`; `…-2`, `…-3` for further paragraphs on the same line."""
    role: Role
    """What it does in the article."""
    speaker: str | None
    """Who speaks as its article marks it: 问, 答, 主持人, 某报记者, a name; `None` for no mark."""
    text: str
    """The words as printed, white space at line joins removed."""
    ranges: tuple[Lines, ...]
    """The lines that it is made of, in reading order."""
    incomplete: bool = False
    """Whether words of it are lost in print."""
    set: tuple[Span, ...] = ()
    """Spans of the words that the format of the file sets or counts: ⁴, list numbers."""
    level: int = 0
    """Level of a heading, from 1 to 3; 0 for other paragraphs."""


@dataclass(frozen=True)
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
    datelines: tuple[tuple[int, str], ...] = ()
    """Line and words, as printed, of what gives place and day, or time and origin."""
    publisher: str | None = None
    """The agency or site that the article names as its origin."""
    authors: tuple[Person, ...] = ()
    """Who wrote it."""
    speaker: Person | None = None
    """Who answers in an interview or speaks in a round table."""
    date: Date | None = None
    """When it was published."""
    unread_date: str = ""
    """The date that is printed and cannot be read, with its line, where `date` is `None`."""
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
    relevant_ranges: tuple[Lines, ...] = ()
    """Where it belongs in part only: the lines that do."""
    authority: Authority = "media"
    """Whose voice it is."""
    identity: Identity = UNIDENTIFIED
    """What else it is, and on what all of that rests."""

    @property
    def excerpt(self) -> Article:
        """The article with the paragraphs that belong only."""
        return replace(self, paragraphs=self.taken) if self.relevant_ranges else self

    @property
    def taken(self) -> tuple[Paragraph, ...]:
        """The paragraphs that belong: all, or where it belongs in part those on its lines."""
        if not self.relevant_ranges:
            return self.paragraphs
        return tuple(
            one
            for one in self.paragraphs
            if any(
                first <= line[0] and line[1] <= last
                for line in one.ranges
                for first, last in self.relevant_ranges
            )
        )

    @property
    def dateline(self) -> str | None:
        """The words of the first dateline."""
        return self.datelines[0][1] if self.datelines else None


@dataclass(frozen=True)
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
    """Passages that editors file differently than their words would."""
    judgements: tuple[JudgementEntry, ...] = ()
    """Paragraphs on which the filing is measured; none where nobody has judged."""
    judged_articles: tuple[JudgedArticle, ...] = ()
    """Articles on which the splitting is measured."""
    judged_links: tuple[JudgedLink, ...] = ()
    """Links that readers would draw, against which ours are measured."""
    facts: tuple[FactCorrection, ...] = ()
    """Corrections of published speakers, offices and dates, oldest first; of one day those of
    paragraphs before those of whole texts."""
    files: tuple[FileEntry, ...] = ()
    """Received files that gave way to better copies, oldest first."""
    rules: tuple[RuleEntry, ...] = ()
    """Changes of rules that show in published snapshots, oldest first; only the newest has any."""
    wanted: tuple[WantedEntry, ...] = ()
    """Documents that are known and were not received; only the newest snapshot has any."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of everyday words with the same meaning; only the search knows them."""
    offices: tuple[tuple[str, ...], ...] = ()
    """Groups of names of one office, the full one first; only the search knows them."""

    @property
    def received(self) -> tuple[Source, ...]:
        """The received files as they were read, for what is kept beside them and never shown."""
        return tuple(source.whole or source for source in self.sources)
