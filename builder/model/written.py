"""What an editor writes in `seeds/`, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Literal

from builder.model.identity import Relation
from builder.model.words import Authority, Kind, Lines, Role


@dataclass(frozen=True)
class Quotation:
    """Words in a received file that an editor points at; checked to be there."""

    source: str
    """Id of the source."""
    line: int
    """Line on which the words begin."""
    words: str
    """The words as printed, white space at line joins removed."""


@dataclass(frozen=True)
class Evidence:
    """Words of the same source from which an editor infers something."""

    line: int
    """Line on which the words begin."""
    words: str
    """The words as printed."""


@dataclass(frozen=True)
class EditorDate:
    """A date that an editor gives for a source, with its evidence."""

    value: str
    """ISO 8601: 2025-08-26, 2025-08, 2025, or an interval 2025-08/2025-09, 2026-03/.. ."""
    evidence: tuple[Evidence, ...]
    """The words in the file from which it follows; at least one."""
    note: str = ""
    """How it follows from them, in a few Chinese words."""


@dataclass(frozen=True)
class Person:
    """Who wrote or speaks, as far as the text says."""

    name: str | None = None
    """The name without padding, as 张三."""
    title: str | None = None
    """Office or profession, as 研究员、副所长."""
    institution: str | None = None
    """Where the office is held, as 某研究院."""


NONE = "none"
"""What an editor writes for a fact that an article does not have, as `number: none`."""


@dataclass(frozen=True)
class ParagraphEntry:
    """Lines that an editor makes one paragraph."""

    lines: Lines
    """Its first and its last line."""
    role: Role | Literal["heading1", "heading2", "heading3"] = "body"
    """What it does in the article; a `heading` has the level that its number or the format says."""


@dataclass(frozen=True)
class ArticleEntry:
    """What an editor says of an article of a source; it goes before any rule.

    What is not given, the rules say; `none`, or an empty list, says that there is none.
    """

    reason: str
    """How the editor knows, in Chinese; shown to the reader."""
    ranges: tuple[Lines, ...] = ()
    """The lines that are one article, where the rules cut otherwise; else `line`."""
    line: int | None = None
    """A line of the article that is meant, as the rules cut it; else `ranges`."""
    left_out: tuple[Lines, ...] = ()
    """Lines that are left out."""
    only: tuple[Lines, ...] = ()
    """The lines that alone are taken in; without, the article is taken in as a whole."""
    paragraphs: tuple[ParagraphEntry, ...] = ()
    """The paragraphs that the rules cut otherwise, or take for something else."""
    relevant: bool | None = None
    """Whether it is taken in, whatever its words are about."""
    kind: Kind | None = None
    """What sort it is."""
    status: Literal["final", "draft", "none"] | None = None
    """Of a policy: its state."""
    part: Literal["text", "annex", "none"] | None = None
    """Of a policy: which part of it."""
    authority: Authority | None = None
    """Whose voice it is."""
    title: str | None = None
    """The headline."""
    title_line: int | None = None
    """The line that prints the headline, where it is displaced."""
    issuers: tuple[str, ...] | None = None
    """Who issued it: full names as printed, in printed order."""
    number: str | None = None
    """Its number as printed, as 某政发〔2025〕11号."""
    issued: str | None = None
    """The day under the signature or in the head: 2025-08-26, or 2025-08."""
    published: str | None = None
    """The day on which this copy was published."""
    publisher: str | None = None
    """Who printed this copy, as 某市日报."""
    origin: str | None = None
    """What this copy gives as its source."""
    authors: tuple[Person, ...] | None = None
    """Who wrote it."""
    level: Literal["national", "provincial", "municipal", "county", "enterprise", "none"] | None = (
        None
    )
    """Whose policy it is."""
    relations: tuple[Relation, ...] | None = None
    """How it stands to other documents."""

    @property
    def said(self) -> frozenset[str]:
        """What it says of the article, as the names of its fields; where that is, is not meant."""
        return frozenset(
            field.name
            for field in fields(self)
            if field.name not in ("reason", "ranges", "line")
            and getattr(self, field.name) != field.default
        )

    def means(self, ranges: tuple[Lines, ...]) -> bool:
        """Return whether it is about the article that has these lines."""
        if self.line is not None:
            return any(first <= self.line <= last for first, last in ranges)
        start = ranges[0][0]
        return any(first <= start <= last for first, last in self.ranges)


@dataclass(frozen=True)
class EntryFault:
    """What an editor says in `seeds/sources.yml` and what the articles do not bear."""

    source: str
    """Id of the source."""
    path: tuple[str | int, ...]
    """Keys and places that lead to it in the source's entry, as ("articles", 0, "line")."""
    message: str
    """What is wrong."""
    remedy: str
    """How to mend it."""


@dataclass(frozen=True)
class Confirmation:
    """That an editor has looked at what the program understood of a file, and found it right."""

    by: str
    """Who looked, as 编者."""
    on: str
    """The day on which it was, as 2026-05-31."""
    card: str
    """Hash of the facts that were confirmed, as `plan --card` prints it."""


@dataclass(frozen=True)
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


WithheldLines = int | tuple[int, ...] | tuple[Lines, ...]
"""How an editor names lines: 12, `[12, 14]` for the lines 12 to 14, `[[12, 14], [20, 20]]`."""


@dataclass(frozen=True)
class Withholding:
    """Lines of a source that are shown nowhere: somebody's data, or what a demand names."""

    lines: WithheldLines
    """The lines of its reading: `[[first, last]]`."""
    reason: str
    """Why, in Chinese, without what is withheld; shown on the source's page."""

    @property
    def ranges(self) -> tuple[Lines, ...]:
        """The ranges of lines."""
        given = self.lines
        if isinstance(given, int):
            return ((given, given),)
        if len(given) == 2 and isinstance(given[0], int) and isinstance(given[1], int):
            return ((given[0], given[1]),)
        return tuple((one, one) if isinstance(one, int) else one for one in given)


UNNAMED = "未具名"
"""The publisher that an editor writes where nothing says who published a file."""


Rights = Literal["official", "permitted", "quote"]
"""Why a file may be shown: everybody may print it, its owner permits it, or it is quoted."""


@dataclass(frozen=True)
class SourceEntry:
    """One received file, as `seeds/sources.yml` describes it."""

    id: str
    """Lower-case letters, digits and hyphens; part of public addresses, never changed."""
    file: str
    """Name under `seeds/sources/`."""
    sha256: str
    """Hash of the file's bytes."""
    publisher: str
    """Who published the page as far as it is known, as 某市日报; 未具名 where it is not."""
    snapshot: str
    """Id of the snapshot that brought the file."""
    url: str | None = None
    """Where it was published."""
    rights: Rights | None = None
    """What may be shown of it: `official` and `permitted` all, `quote` the filed passages."""
    date: EditorDate | None = None
    """The date, where the file does not print a whole one."""
    note: str = ""
    """What a reader should know of the file, in Chinese."""
    articles: tuple[ArticleEntry, ...] = ()
    """What an editor says of its articles; the rules say the rest."""
    pairings: tuple[Pairing, ...] = ()
    """Which of its articles are, or are not, copies of others, where the rules fail."""
    withheld: tuple[Withholding, ...] = ()
    """Lines that are shown nowhere, each with its reason."""
    confirmed: Confirmation | None = None
    """That its facts were looked at; what changes since is told again."""
    pins: tuple[ArticleEntry, ...] = ()
    """The old name of `articles`, still read."""

    @property
    def told(self) -> tuple[ArticleEntry, ...]:
        """What an editor says of its articles, under either name."""
        return (*self.articles, *self.pins)

    def of(self, ranges: tuple[Lines, ...]) -> tuple[ArticleEntry, ...]:
        """Return what an editor says of the article that has these lines."""
        return tuple(entry for entry in self.told if entry.means(ranges))


@dataclass(frozen=True)
class Label:
    """An action, a pillar or a topic of the framework."""

    id: str
    """Part of public addresses: science, models, background."""
    name: str
    """Short name, as 社区照护."""
    title: str = ""
    """Heading of its page, as “养老+”社区照护; the short name where empty."""
    aliases: tuple[str, ...] = ()
    """Other names under which enumerations print it."""
    words: tuple[str, ...] = ()
    """Words that are evidence for it in a sentence."""
    weak: tuple[str, ...] = ()
    """Words that are evidence for it only beside another of its words."""
    against: tuple[str, ...] = ()
    """Phrases in which its words mean something else; they are removed first."""
    firm: bool = False
    """Of a topic: an answer to a question about it is mostly about it, whatever else it says."""


@dataclass(frozen=True)
class Framework:
    """How the policy is structured, and the site with it: `seeds/framework.yml`."""

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


@dataclass(frozen=True)
class TermEntry:
    """One glossary term, as `seeds/terms.yml` gives it."""

    id: str
    """Anchor on the glossary page."""
    term: str
    """The term, as 养老驿站."""
    english: str
    """English rendering."""
    aliases: tuple[str, ...] = ()
    """Other forms that mean the same."""
    definitions: tuple[Quotation, ...] = ()
    """Where the sources say what it means."""
    labels: tuple[str, ...] = ()
    """Ids of the actions and pillars that it belongs to."""
    note: str = ""
    """A remark of the editors, marked as theirs."""
    synonyms: tuple[str, ...] = ()
    """Words that a reader may search for instead; never shown, only the search knows them."""


@dataclass(frozen=True)
class CorrectionEntry:
    """One place in a source that is damaged, as `seeds/corrections.yml` gives it."""

    source: str
    """Id of the source."""
    line: int
    """Line on which the printed words begin."""
    printed: str
    """The words as printed, white space at line joins removed."""
    kind: Literal["mend", "lost", "doubt"]
    """`mend` replaces the words, `lost` says that words are missing, `doubt` only flags."""
    reason: str
    """Its evidence, in Chinese; shown to the reader."""
    reading: str | None = None
    """What is read instead, with `mend`."""
    lost: Literal["before", "within", "after"] | None = None
    """Where words are missing, with `lost`: before, within or after the printed words."""
    snapshot: str | None = None
    """Id of the update with which it was made, where that is later than its source: earlier
    snapshots read as they were published."""


FactField = Literal["speaker", "office", "date", "words"]
"""What a published snapshot says: who speaks, in what office, when, and in which words."""


@dataclass(frozen=True)
class FactEntry:
    """A speaker, office, date or words that were published wrongly: `seeds/corrections.yml`."""

    text: str
    """Id of the text, or of another copy of it, as the address of its page has it."""
    field: FactField
    """`speaker` is who says it, `office` in what office, `date` the date of the text, `words` what
    a received file that took the place of another prints."""
    before: str
    """What was shown, as 编者; what nobody signs is 未署名, an office or a date that is not there
    未载."""
    after: str
    """What is shown instead, as 未署名."""
    reason: str
    """Why, in Chinese; shown to the reader."""
    on: str
    """The day on which it was corrected, as 2026-05-31."""
    lines: tuple[int, ...] = ()
    """Lines on which the paragraphs begin of which it is true; without, it is true of the text as
    a whole, and of each of its paragraphs for which the same was shown."""


@dataclass(frozen=True)
class FileEntry:
    """A received file that was published and gave way to a better copy: `seeds/corrections.yml`."""

    source: str
    """Id of the source."""
    before: str
    """Hash of the file that was published."""
    after: str
    """Hash of the file that took its place."""
    reason: str
    """Why, in Chinese; shown to the reader."""
    on: str
    """The day on which it was replaced, as 2026-05-31."""


def replaced(entries: Iterable[FileEntry], source: str, published: str) -> str:
    """Return the hash of the file that stands for one that was published; its own for none."""
    for entry in entries:
        if (entry.source, entry.before) == (source, published):
            published = entry.after
    return published


@dataclass(frozen=True)
class FactCorrection(FactEntry):
    """An entry with its place in the file, which messages name."""

    at: int = 0
    """Line of `seeds/corrections.yml` on which it begins."""


@dataclass(frozen=True)
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
    complete_until: str | None = None
    """The day until which the editors know of every document, as 2025-09-30; none where nobody
    looked."""


@dataclass(frozen=True)
class WantedEntry:
    """A document that is known and was not received, as `seeds/wanted.yml` gives it."""

    title: str
    """Its title without book-title marks, as it is cited."""
    number: str = ""
    """Its number, where a text prints it, as 某政发〔2025〕3号."""
    issuer: str = ""
    """Who issued it, where a text says so, as 某市人民政府."""
    address: str = ""
    """Where it can be read."""
    looked_at: str = ""
    """The day on which somebody last looked there, as 2026-05-31."""
    note: str = ""
    """What a reader should know of it, in Chinese."""


@dataclass(frozen=True)
class RuleEntry:
    """A change of the program's rules that shows in published snapshots: `seeds/snapshots.yml`."""

    on: str
    """The day on which the rule changed, as 2026-05-31."""
    what: str
    """What readers see otherwise, in Chinese."""
    why: str
    """Why the rule was wrong, in Chinese."""


@dataclass(frozen=True)
class FilingEntry:
    """A passage that an editor files differently than its words, as `seeds/filing.yml` gives it."""

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

    @property
    def quotation(self) -> Quotation:
        """The words and their place in print."""
        return Quotation(self.source, self.line, self.words)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class JudgedArticle:
    """An article as a careful reader found it, as `seeds/judgements.yml` gives it."""

    source: str
    """Id of the source."""
    ranges: tuple[Lines, ...]
    """All its lines."""
    kind: Kind
    """What sort it is."""
    title: str | None = None
    """Headline without left-over markup."""
    paragraphs: tuple[tuple[Lines, ...], ...] = ()
    """The lines of each paragraph; none where the article is not about the subject."""


@dataclass(frozen=True)
class JudgedLink:
    """Two places that careful readers would link, as `seeds/judgements.yml` gives them."""

    origin: str
    """An address, spelt as documents/a-1#p3 or actions/science."""
    target: str
    """The other address; either direction will do."""
