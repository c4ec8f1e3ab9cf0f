"""What the site is made of: the corpus, its pages, and the whole as of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.changed import Changes, Update, Versions
from builder.model.findings import (
    Cell,
    Doubt,
    Entity,
    FilingScore,
    Horizon,
    Link,
    LinkReading,
    LinkScore,
    Passage,
    Policy,
    Quoted,
    ReadingScore,
    SplitScore,
    Term,
)
from builder.model.locked import RuleChange
from builder.model.received import Article, Seeds
from builder.model.texts import Emendation, Text, Variant
from builder.model.written import EditorDate, Label, Quotation, SnapshotEntry

NO_POLICY = Policy()
"""Of a corpus that is about no document."""


@dataclass(frozen=True)
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
    """Sorted by origin and target as they are spelt, kind, paragraph and words."""
    quotations: tuple[tuple[Quotation, str], ...] = ()
    """What editors quote, each with the id of the paragraph that shows it."""
    quoted: tuple[Quoted, ...] = ()
    """Quotations of other texts, in the order of the texts, then by place."""
    variants: tuple[Variant, ...] = ()
    """By text and place in its base."""
    emendations: tuple[Emendation, ...] = ()
    """By source and line; corrections of every copy, not of bases alone."""
    entities: tuple[Entity, ...] = ()
    """By type, then by id."""
    policy: Policy = NO_POLICY
    """The document that the site is about."""
    coverage: tuple[Cell, ...] = ()
    """Every field of both tables, empty ones too, in the framework's and the texts' order."""
    doubts: tuple[Doubt, ...] = ()
    """By text and place."""
    filing_score: FilingScore | None = None
    """How well passages are filed, as far as careful readers have judged them."""
    split_score: SplitScore | None = None
    """How well articles and paragraphs are split, as far as readers have judged them."""
    link_score: LinkScore | None = None
    """How many of the readers' links are there."""
    link_readings: tuple[LinkReading, ...] = ()
    """How many links between real texts readers found right, one of each kind and set of files."""
    reading_scores: tuple[ReadingScore, ...] = ()
    """How well the program reads real files that are not of this site, one of each set of files."""
    versions: tuple[Versions, ...] = ()
    """Each draft with its final text, each revised policy with its revision; by the later text."""
    updates: tuple[Update, ...] = ()
    """Every update, oldest first."""
    changes: tuple[Changes, ...] = ()
    """Between every two updates, an earlier and a later one; by the later, then by the earlier."""
    rules: tuple[RuleChange, ...] = ()
    """Changes of rules and what they changed in published snapshots, oldest first; of the newest
    update only."""


@dataclass(frozen=True)
class Page:
    """One page of the site, as Markdown."""

    path: str
    """Under `docs/`, as actions/science.md."""
    content: str
    """The whole file, front matter included."""
    title: str = ""
    """As the front matter gives it; '' of a page written by hand."""
    anchors: tuple[str, ...] = ()
    """The anchors that links can target, in the order of the page; none of tombstones."""
    is_redirect: bool = False
    """Whether it only says where a page of an earlier snapshot went."""


@dataclass(frozen=True)
class FeedEntry:
    """One change, for whoever follows the site."""

    key: tuple[str, ...]
    """What makes it this change and no other: its update, its kind, ids and words."""
    date: EditorDate | str
    """The date of the update that brought it."""
    title: str
    """What changed, in a line, as HTML."""
    content: str
    """Its words and the update, as HTML."""
    address: str
    """Where it is shown, in `docs/`."""
    labels: tuple[Label, ...]
    """The actions and pillars that it concerns."""
    authors: tuple[str, ...] = ()
    """Who says its words: the issuers of a policy, persons with their offices, else the publisher;
    empty where nobody is named and for what the site itself tells."""


@dataclass(frozen=True)
class Feed:
    """What is new on the site, or on one page of it."""

    path: str
    """Under the site's root, as changes/feed.xml."""
    page: str
    """The page that it belongs to, in `docs/`."""
    title: str
    """Plain text."""
    date: EditorDate | str
    """The date of its newest entry; without entries, of the newest update."""
    entries: tuple[FeedEntry, ...]
    """The newest first; each key once."""


@dataclass(frozen=True)
class SiteFile:
    """A file of the site that is not a page: data, search, a feed, pages in one file."""

    path: str
    """Under the site's root, as search/index.js."""
    content: bytes
    """The whole file."""


@dataclass(frozen=True)
class Edition:
    """The site as of a snapshot, without anything that came later."""

    snapshot: SnapshotEntry
    """The update after which the site looked like this."""
    date: str
    """When that was, in Chinese: 2025年8月至9月（推定）."""
    corpus: Corpus
    """All that it shows."""
    pages: tuple[Page, ...]
    """All its pages, redirects from addresses of earlier snapshots included."""

    @property
    def own_pages(self) -> tuple[Page, ...]:
        """The pages that are not redirects, by path."""
        own = (one for one in self.pages if not one.is_redirect)
        return tuple(sorted(own, key=lambda one: one.path))
