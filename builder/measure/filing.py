"""How well passages are filed and joined: what is there and what careful readers say, scores out.

Readers differ: a label that all of them give must be there, one that any of them gives may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import (
    Entity,
    FilingScore,
    JudgedLink,
    JudgementEntry,
    Link,
    LinkScore,
    Passage,
    Ref,
    Text,
    read_ref,
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What careful readers say of one paragraph."""

    paragraph: str
    """Id of the paragraph."""
    must: frozenset[str]
    """Ids of the actions and pillars that every reader gives."""
    may: frozenset[str]
    """Ids of the actions and pillars that any reader gives."""
    primary: str | None
    """What it is mostly about, where the readers agree."""


def measured(
    texts: Iterable[Text], passages: Iterable[Passage], entries: Iterable[JudgementEntry]
) -> FilingScore | None:
    """Return how well the paragraphs that texts show are filed; `None` where none was judged."""
    shown = {
        (paragraph.source, paragraph.ranges[0][0]): paragraph.id
        for text in texts
        for paragraph in text.paragraphs
    }
    judgements = [
        Judgement(
            shown[entry.source, entry.line],
            frozenset(entry.must),
            frozenset(entry.may),
            entry.primary,
        )
        for entry in entries
        if (entry.source, entry.line) in shown
    ]
    return filing_score(passages, judgements) if judgements else None


def linked(
    links: Iterable[Link],
    texts: Iterable[Text],
    entities: Iterable[Entity],
    wanted: Iterable[JudgedLink],
) -> LinkScore | None:
    """Return how many of the readers' links are there; `None` where readers drew none.

    A link counts where the texts and the documents at its ends are those of this site.
    """
    there = {Ref("entity", entity.id) for entity in entities}
    for text in texts:
        there.add(Ref("document", text.id))
        there.update(Ref("document", text.id, one.id) for one in text.paragraphs)
    ends = ((read_ref(one.origin), read_ref(one.target)) for one in wanted)
    due = {
        (one, other)
        for one, other in ends
        if one and other
        if all(end in there for end in (one, other) if end.kind in ("document", "entity"))
    }
    drawn = {(one.origin, one.target) for one in links}
    found = sum(1 for pair in due if drawn & {pair, pair[::-1]})
    return LinkScore(len(due), found) if due else None


def filing_score(passages: Iterable[Passage], judgements: Iterable[Judgement]) -> FilingScore:
    """Return how well the passages are filed that readers have judged; the others do not count.

    A paragraph that was judged and is not among the passages counts as filed under nothing.
    """
    filed = {passage.paragraph: passage for passage in passages}
    due = found = given = allowed = agreed = right = judged = 0
    for judgement in judgements:
        passage = filed.get(judgement.paragraph)
        labels = {*passage.areas, *passage.pillars} if passage else set()
        judged += 1
        due += len(judgement.must)
        found += len(judgement.must & labels)
        given += len(labels)
        allowed += len(labels & (judgement.may | judgement.must))
        if judgement.primary is not None:
            agreed += 1
            right += passage is not None and passage.primary == judgement.primary
    return FilingScore(
        recall=_part(found, due),
        precision=_part(allowed, given),
        primary=_part(right, agreed),
        paragraphs=judged,
    )


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 1.0
