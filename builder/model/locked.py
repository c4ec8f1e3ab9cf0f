"""What was published as of a snapshot, and may not change silently."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.written import RuleEntry


@dataclass(frozen=True)
class LockedMend:
    """A correction as it was when the paragraph was published."""

    line: int
    """Line on which the printed words begin."""
    printed: str
    """What the source prints in that place."""
    reading: str
    """What was read."""


@dataclass(frozen=True)
class LockedBlank:
    """Words of a published paragraph that an editor withholds since."""

    at: int
    """Where they stood in the paragraph, in characters of what was published."""
    length: int
    """How many characters they are."""
    sha256: str
    """Hash of the words."""


@dataclass(frozen=True)
class LockedParagraph:
    """A paragraph of a published text."""

    id: str
    """Id of the paragraph."""
    text: str
    """Its reading text, to the letter, without the words that are withheld since."""
    mends: tuple[LockedMend, ...] = ()
    """Its corrections, in order of place."""
    speaker: str | None = None
    """Who says it; '' where nobody is named, `None` in locks that do not tell."""
    office: str | None = None
    """In what office, likewise."""
    withheld: tuple[LockedBlank, ...] | None = None
    """The words that are withheld since, in order of place; `None` for none."""


@dataclass(frozen=True)
class LockedText:
    """A published text."""

    id: str
    """Id of the text."""
    title: str
    """Its title; '' where it is withheld since."""
    paragraphs: tuple[LockedParagraph, ...]
    """All its paragraphs, in order."""
    speaker: str | None = None
    """Who says it as a whole; '' where nobody is named, `None` in locks that do not tell."""
    office: str | None = None
    """In what office, likewise."""
    date: str | None = None
    """Its date, as 2025-08-26; likewise."""


@dataclass(frozen=True)
class LockedFile:
    """A received file and its reading, as they were when they were published."""

    id: str
    """Id of the source."""
    sha256: str
    """Hash of the received file."""
    reading: str | None = None
    """Hash of the lines of its reading; `None` where the file is its own reading."""
    marks: str | None = None
    """Hash of what its format says of them, likewise."""
    whole: str | None = None
    """Hash of both, in which a line counts by its own hash: it may be withheld later."""


@dataclass(frozen=True)
class Lock:
    """What a published snapshot says, and the ids under which it says so."""

    snapshot: str
    """Id of the snapshot."""
    sources: tuple[str, ...]
    """Ids of the received files; this and the following by id."""
    labels: tuple[str, ...]
    """Ids of actions, pillars and topics."""
    terms: tuple[str, ...]
    """Ids of the terms of the glossary."""
    entities: tuple[str, ...]
    """Ids of what the texts name."""
    texts: tuple[LockedText, ...]
    """The texts, by id."""
    files: tuple[LockedFile, ...] | None = None
    """The received files, by id; `None` in locks that do not tell."""


@dataclass(frozen=True)
class FoundParagraph:
    """What the rules found in a published paragraph: for each kind of finding a hash."""

    id: str
    """Id of the paragraph."""
    words: str
    """Its reading text; where that differs, a correction says so, and the rest is not compared."""
    voice: str
    """Its role and its voice; who speaks is locked with the words."""
    labels: str
    """Actions, pillars and topics, of each sentence too, with the words that decided."""
    terms: str
    """Terms of the glossary, as far as there was an entry for them."""
    documents: str
    """Cited documents."""
    links: str
    """References that rest on it."""
    quotations: str
    """Quotations, compared with the text quoted."""
    variants: str
    """How the copies differ."""
    years: str
    """Years for which something is promised."""


@dataclass(frozen=True)
class FoundSnapshot:
    """What the rules found in a published snapshot."""

    snapshot: str
    """Id of the snapshot."""
    sources: tuple[str, ...]
    """Ids of the received files, by id; where there are more, nothing is compared."""
    terms: tuple[str, ...]
    """Ids of the terms of the glossary, by id; a new one is no change of a rule."""
    paragraphs: tuple[FoundParagraph, ...]
    """All paragraphs of its texts, by id."""


@dataclass(frozen=True)
class RuleChange:
    """Changes of rules that came together, and what they changed in published snapshots."""

    rules: tuple[RuleEntry, ...]
    """One, or as many as were new when they were locked: which changed what is not known."""
    passages: tuple[str, ...]
    """Ids of the paragraphs in which a published snapshot shows something else, by id."""


@dataclass(frozen=True)
class LockedFindings:
    """What the rules found in published snapshots, and which changes of rules were told."""

    snapshots: tuple[FoundSnapshot, ...] = ()
    """By id."""
    rules: tuple[RuleChange, ...] = ()
    """In the order in which they were locked."""
