"""What the rules found and what careful readers found → scores, shown on the site.

Readers differ: a label that all of them give is required, one that any of them gives is allowed. A
score is `None` where readers judged nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.model import (
    Article,
    Entity,
    FilingScore,
    JudgedArticle,
    JudgedLink,
    JudgementEntry,
    Link,
    LinkScore,
    Passage,
    Ref,
    SplitScore,
    Text,
    read_ref,
)


def score_split(articles: Iterable[Article], judged: Iterable[JudgedArticle]) -> SplitScore | None:
    """Return how the articles compare with those that readers found.

    Paragraphs count only in articles for which readers gave some.
    """
    by_line = {(one.source, one.ranges[0][0]): one for one in articles}
    expected = tuple(judged)
    exact = there = found = invented = 0
    for one in expected:
        got = by_line.get((one.source, one.ranges[0][0]))
        if got and (got.ranges, got.kind, got.title) == (one.ranges, one.kind, one.title):
            exact += 1
        if one.paragraphs:
            ours = {paragraph.ranges for paragraph in got.paragraphs} if got else set()
            theirs = set(one.paragraphs)
            there += len(theirs)
            found += len(ours & theirs)
            invented += len(ours - theirs)
    return SplitScore(len(expected), exact, there, found, invented) if expected else None


def score_filing(
    texts: Iterable[Text], passages: Iterable[Passage], entries: Iterable[JudgementEntry]
) -> FilingScore | None:
    """Return how well the paragraphs of the texts are filed that readers have judged."""
    shown = {
        (paragraph.source, paragraph.ranges[0][0]): paragraph.id
        for text in texts
        for paragraph in text.paragraphs
    }
    judged = [
        (shown[entry.source, entry.line], entry)
        for entry in entries
        if (entry.source, entry.line) in shown
    ]
    return filing_score(passages, judged) if judged else None


def filing_score(
    passages: Iterable[Passage], judged: Iterable[tuple[str, JudgementEntry]]
) -> FilingScore:
    """Return how well the passages are filed, given paragraph ids with what readers say of each.

    A paragraph that was judged and is not among the passages counts as filed under nothing.
    """
    filed = {passage.paragraph: passage for passage in passages}
    due = found = given = allowed = agreed = right = paragraphs = 0
    for paragraph, entry in judged:
        passage = filed.get(paragraph)
        labels = {*passage.areas, *passage.pillars} if passage else set()
        paragraphs += 1
        due += len(set(entry.must))
        found += len(labels.intersection(entry.must))
        given += len(labels)
        allowed += len(labels.intersection((*entry.may, *entry.must)))
        if entry.primary is not None:
            agreed += 1
            right += passage is not None and passage.primary == entry.primary
    return FilingScore(
        recall=_part(found, due),
        precision=_part(allowed, given),
        primary=_part(right, agreed),
        paragraphs=paragraphs,
    )


def _part(some: int, whole: int) -> float:
    return some / whole if whole else 1.0


def score_links(
    links: Iterable[Link],
    texts: Iterable[Text],
    entities: Iterable[Entity],
    judged: Iterable[JudgedLink],
) -> LinkScore | None:
    """Return how many of the readers' links are there, in either direction.

    A link counts where the texts and the documents at its ends are those of this site.
    """
    there: set[Ref | None] = {Ref("entity", entity.id) for entity in entities}
    for text in texts:
        there.add(Ref("document", text.id))
        there.update(Ref("document", text.id, one.id) for one in text.paragraphs)
    ends = ((read_ref(one.origin), read_ref(one.target)) for one in judged)
    due = {
        pair
        for pair in ends
        if all(end and (end in there or end.kind not in ("document", "entity")) for end in pair)
    }
    drawn: set[tuple[Ref | None, ...]] = {(one.origin, one.target) for one in links}
    found = sum(pair in drawn or pair[::-1] in drawn for pair in due)
    return LinkScore(len(due), found) if due else None
