"""Filed passages → who speaks of what: two tables, and the passages that an editor should see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from builder.model import Cell, Doubt, Framework, Passage, Text

TEXTS_PER_PAGE = 100
"""Texts in one table; where there are more, the table of texts has a page for each part."""
LEAST_WORDS = 2
"""Different words that a label must rest on in a passage of several sentences."""


def coverage(
    texts: Sequence[Text], passages: Sequence[Passage], framework: Framework
) -> tuple[Cell, ...]:
    """Return every cell of both tables, empty ones too, row by row.

    `support` has the passages that speak of an action and a pillar at once, `text` those of a text
    that speak of an action or a pillar; a passage that only lists them counts nowhere.
    """
    both: dict[tuple[str, str], list[str]] = defaultdict(list)
    of_text: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage in passages:
        for label in (*passage.areas, *passage.pillars):
            of_text[passage.text, label].append(passage.paragraph)
        for area in passage.areas:
            for pillar in passage.pillars:
                both[area, pillar].append(passage.paragraph)
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
    """Return id of a text → its part; each update begins a new one, so that earlier ones stay."""
    if len(texts) <= TEXTS_PER_PAGE:
        return {text.id: "" for text in texts}
    brought: Counter[str] = Counter()
    part_of = {}
    for text in texts:
        part_of[text.id] = f"{text.snapshot}-{brought[text.snapshot] // TEXTS_PER_PAGE + 1}"
        brought[text.snapshot] += 1
    return part_of


def doubts(texts: Sequence[Text], passages: Sequence[Passage]) -> tuple[Doubt, ...]:
    """Return what rests on few words or none, by text and place.

    A question or a heading may be filed under nothing. What an editor filed is beyond doubt.
    """
    roles = {paragraph.id: paragraph for text in texts for paragraph in text.paragraphs}
    found: list[Doubt] = []
    for passage in passages:
        paragraph = roles[passage.paragraph]
        if passage.reason or paragraph.role in ("question", "heading"):
            continue
        labels = (*passage.areas, *passage.pillars)
        if not (*labels, *passage.topics, *passage.enumerates):
            found.append(Doubt(passage.paragraph, "unfiled"))
        found.extend(_weak(passage, paragraph.text, labels))
    return tuple(found)


def _weak(passage: Passage, text: str, labels: Sequence[str]) -> Iterator[Doubt]:
    """Yield the labels of a passage of several sentences that rest on one word."""
    if len(passage.sentences) < LEAST_WORDS:
        return
    for label in labels:
        words = {
            text[slice(*ground.span)]
            for sentence in passage.sentences
            for ground in sentence.grounds
            if ground.label == label
        }
        if len(words) < LEAST_WORDS and passage.primary != label:
            yield Doubt(passage.paragraph, "weak", label, "、".join(sorted(words)))
