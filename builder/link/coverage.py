"""Filed passages → two coverage tables, and the passages that an editor should check."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from builder.model import FORMAL_ROLES, Cell, Doubt, Framework, Passage, Text, TextParagraph

TEXTS_PER_PAGE = 100
"""Most texts in one table; with more, the table of texts has a page for each part."""
LEAST_WORDS = 2
"""Least number of different words for a label in a passage of more than one sentence."""


def coverage(
    texts: Sequence[Text], passages: Sequence[Passage], framework: Framework
) -> tuple[Cell, ...]:
    """Return every cell of both tables, empty ones too, row by row.

    A `support` cell has the passages that speak of both an action and a pillar themselves, as the
    pages of both count them; a `text` cell the passages of a text with an action or a pillar.
    Labels that a passage only lists do not count.
    """
    both: dict[tuple[str, str], list[str]] = defaultdict(list)
    of_text: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        for label in (*passage.areas, *passage.pillars):
            of_text[passage.text, label].append(passage.paragraph)
        for pair in passage.together:
            both[pair].append(passage.paragraph)
    labels = (*framework.actions, *framework.pillars)
    part_of = _parts(texts)
    return (
        *(
            Cell("support", area.id, pillar.id, tuple(both[area.id, pillar.id]))
            for area in framework.actions
            for pillar in framework.pillars
        ),
        *(
            Cell("text", text.id, label.id, tuple(of_text[text.id, label.id]), part_of[text.id])
            for text in texts
            for label in labels
        ),
    )


def _parts(texts: Sequence[Text]) -> dict[str, str]:
    """Return id of a text → its part; each snapshot begins a new one, so that older ones stay."""
    if len(texts) <= TEXTS_PER_PAGE:
        return {text.id: "" for text in texts}
    brought: Counter[str] = Counter()
    part_of = {}
    for text in texts:
        part_of[text.id] = f"{text.snapshot}-{brought[text.snapshot] // TEXTS_PER_PAGE + 1}"
        brought[text.snapshot] += 1
    return part_of


def doubts(texts: Sequence[Text], passages: Sequence[Passage]) -> tuple[Doubt, ...]:
    """Return the passages with few words for a label, or without labels, by text and place.

    Questions, headings and passages that an editor filed are never doubtful.
    """
    readings = {paragraph.id: paragraph for text in texts for paragraph in text.paragraphs}
    found: list[Doubt] = []
    for passage in passages:
        paragraph = readings[passage.paragraph]
        if passage.reason or paragraph.role in ("question", "heading", *FORMAL_ROLES):
            continue
        labels = (*passage.areas, *passage.pillars)
        if not (*labels, *passage.topics, *passage.enumerates):
            found.append(Doubt(passage.paragraph, "unfiled"))
        found.extend(_weak(passage, readings, labels))
    return tuple(found)


def _weak(
    passage: Passage, readings: Mapping[str, TextParagraph], labels: Sequence[str]
) -> Iterator[Doubt]:
    """Yield the labels, except the primary one, that rest on one word or a heading above alone."""
    if len(passage.sentences) < LEAST_WORDS:
        return
    text, above = readings[passage.paragraph].text, dict(passage.inherited)
    for label in labels:
        words = {
            text[slice(*ground.span)]
            for sentence in passage.sentences
            for ground in sentence.grounds
            if ground.label == label
        }
        if len(words) >= LEAST_WORDS or passage.primary == label:
            continue
        heading = above.get(label) if not words else None
        if heading is not None:
            holder = readings[heading]
            words = {holder.text[slice(*(holder.heading or (0, None)))]}
        yield Doubt(passage.paragraph, "weak", label, "、".join(sorted(words)), heading)
