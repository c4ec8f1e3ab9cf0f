"""What was published as of a snapshot, and may not change silently."""

from __future__ import annotations

from dataclasses import dataclass


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
class LockedParagraph:
    """A paragraph of a published text."""

    id: str
    """Id of the paragraph."""
    text: str
    """Its reading text, to the letter."""
    mends: tuple[LockedMend, ...] = ()
    """Its corrections, in order of place."""


@dataclass(frozen=True)
class LockedText:
    """A published text."""

    id: str
    """Id of the text."""
    title: str
    """Its title."""
    paragraphs: tuple[LockedParagraph, ...]
    """All its paragraphs, in order."""


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
