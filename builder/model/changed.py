"""What changed between two snapshots, and what each update brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.model.addresses import Ref
from builder.model.words import Span
from builder.model.written import SnapshotEntry

ChangeKind = Literal[
    "document_added", "document_removed", "document_renamed", "document_retitled",
    "document_finalised", "document_revised",
    "copy_added", "copy_removed",
    "sentence_added", "sentence_removed", "sentence_changed", "sentence_moved",
    "filed", "unfiled",
    "term_added", "term_removed", "term_changed",
    "link_added", "link_removed",
    "cited", "uncited",
    "correction_added", "correction_removed", "correction_changed",
]  # fmt: skip
"""What changed: a text, its words, its labels, or what is known about it."""


VersionKind = Literal["draft_of", "revises"]
"""How two versions of a text stand to each other: relations of `Identity`."""


@dataclass(frozen=True)
class Rewording:
    """Words that were replaced, inserted or deleted in a changed sentence."""

    before: Span
    """The run in the earlier words; empty for an insertion."""
    after: Span
    """The run in the later words; empty for a deletion."""
    quiet: bool = False
    """Whether only typography changed, or the number with which a paragraph begins."""


@dataclass(frozen=True)
class Change:
    """One difference between an earlier and a later corpus."""

    kind: ChangeKind
    document: str | None = None
    """Id of the text, as it is called later; the earlier one where it is gone."""
    paragraph: str | None = None
    """Id of the paragraph; the earlier one where it is gone."""
    before: str = ""
    """The words as they were; empty for what is new."""
    after: str = ""
    """The words as they are; empty for what is gone."""
    subject: str = ""
    """Id of the label, term, cited document or copy; of a correction its kind or its field."""
    origin: Ref | None = None
    """Of a link, the place that refers."""
    target: Ref | None = None
    """Of a link, what it leads to."""
    reason: str = ""
    """Why, in Chinese, where somebody says so."""
    on: str = ""
    """Of a published speaker, office or date, the day on which it was corrected."""
    earlier: str | None = None
    """Id of the paragraph that had the words before, where it is not `paragraph`."""
    place: Span | None = None
    """Of a sentence, its span in the later reading text of its paragraph."""
    rewordings: tuple[Rewording, ...] = ()
    """Of a changed sentence, which words became which; between them nothing differs."""
    minor: bool = False
    """Of words, whether they are a heading, a formal line, or a number alone."""

    @property
    def renumbered(self) -> bool:
        """Whether of its words only the number changed."""
        return bool(self.rewordings) and all(one.quiet for one in self.rewordings)


@dataclass(frozen=True)
class Changes:
    """All differences between an earlier and a later corpus."""

    before: str
    """Id of the earlier snapshot."""
    after: str
    """Id of the later snapshot."""
    documents: tuple[Change, ...] = ()
    """Texts and their copies, in the later order; those that are gone come last."""
    sentences: tuple[Change, ...] = ()
    """Words of texts that are in both, in the order of the texts and of their words."""
    filings: tuple[Change, ...] = ()
    """Paragraphs under actions and pillars, by label, then in the order of the texts."""
    terms: tuple[Change, ...] = ()
    """Terms that came into use or fell out of it, or whose definition changed; by the glossary."""
    links: tuple[Change, ...] = ()
    """References; `before` or `after` is the kind of the link."""
    cited: tuple[Change, ...] = ()
    """Documents that the texts name, by id."""
    corrections: tuple[Change, ...] = ()
    """Corrections of texts that are in both; `before` is what is printed, `after` what is read."""
    renames: tuple[tuple[Ref, Ref], ...] = ()
    """Addresses that moved: (earlier, later), sorted as they are spelt."""


@dataclass(frozen=True)
class Clause:
    """A paragraph of two versions of a text; several of one side where it was cut or joined."""

    earlier: tuple[str, ...]
    """Ids of the paragraphs of the earlier version; empty for a new clause."""
    later: tuple[str, ...]
    """Ids of those of the later version; empty for one that was dropped."""
    before: str
    """The words of the earlier paragraphs, joined by line feeds."""
    after: str
    """The words of the later ones."""
    rewordings: tuple[Rewording, ...] = ()
    """Which words became which, where it is in both; between them nothing differs."""
    moved: bool = False
    """Whether it changed places with others."""

    @property
    def kind(self) -> Literal["added", "removed", "changed", "renumbered", "same"]:
        """What became of its words, wherever they stand."""
        if not self.earlier or not self.later:
            return "removed" if self.earlier else "added"
        if not all(one.quiet for one in self.rewordings):
            return "changed"
        return "renumbered" if self.numbers else "same"

    @property
    def numbers(self) -> tuple[str, str] | None:
        """The numbers with which it begins, where they differ; `None` otherwise."""
        one = next(iter(self.rewordings), None)
        if one is None or not one.quiet or one.before[0] or one.after[0]:
            return None
        here, there = self.before[slice(*one.before)], self.after[slice(*one.after)]
        return (here, there) if any(map(str.isalnum, here + there)) else None


@dataclass(frozen=True)
class Versions:
    """Two versions of a text, clause by clause."""

    kind: VersionKind
    """How they stand to each other."""
    before: str
    """Id of the earlier text: the draft, or what was revised."""
    after: str
    """Id of the later one."""
    clauses: tuple[Clause, ...]
    """In the order of the later text; each that was dropped where it would stand."""
    title: tuple[Rewording, ...] = ()
    """Which words of the title became which."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Update:
    """An update of the policy, as the site shows it."""

    entry: SnapshotEntry
    """What the editor wrote."""
    documents: tuple[str, ...]
    """Ids of the texts that it brought, as they were called then, in their order."""
    counts: Counts
    """How much there was after it."""
