"""Filed passages and what editors say of them → passages filed as the editors say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from builder.model import (
    FilingEntry,
    Framework,
    Ground,
    Passage,
    Quotation,
    Seeds,
    Sentence,
    Span,
    Text,
)


def filed_by_editors(
    passages: Sequence[Passage],
    texts: Sequence[Text],
    resolved: Mapping[Quotation, str],
    seeds: Seeds,
) -> tuple[Passage, ...]:
    """Return the passages in their order, with those changed of which an editor says otherwise.

    The editor's labels take the place of all others, the first is the main one; what the words of
    the sentences say of them stays, and the words that the editor quotes ground the rest.
    `resolved` is the paragraph that shows each of the editors' quotations.
    """
    entries = {
        resolved[entry.quotation]: entry for entry in seeds.filing if entry.quotation in resolved
    }
    readings = {paragraph.id: paragraph.text for text in texts for paragraph in text.paragraphs}
    return tuple(
        _filed(passage, entries[passage.paragraph], readings[passage.paragraph], seeds.framework)
        if passage.paragraph in entries
        else passage
        for passage in passages
    )


def _filed(passage: Passage, entry: FilingEntry, text: str, framework: Framework) -> Passage:
    def of(labels: Sequence[str], family: Sequence[str]) -> tuple[str, ...]:
        return tuple(label for label in family if label in labels)

    actions = [label.id for label in framework.actions]
    pillars = [label.id for label in framework.pillars]
    topics = [label.id for label in framework.topics]
    at = max(text.find(entry.words), 0)
    span = at, min(at + len(entry.words), len(text))
    grounded = {ground.label for sentence in passage.sentences for ground in sentence.grounds}
    new = [label for label in entry.labels if label not in grounded]
    sentences = []
    for sentence in passage.sentences:
        said = [ground for ground in sentence.grounds if ground.label in entry.labels]
        if sentence.span[0] <= span[0] < sentence.span[1]:
            run: Span = span[0], min(span[1], sentence.span[1])
            said += [Ground(label, run) for label in new]
        labels = [ground.label for ground in said]
        sentences.append(
            Sentence(
                sentence.span, of(labels, actions), of(labels, pillars), of(labels, topics),
                tuple(sorted(said, key=lambda ground: ground.span)),
            )
        )  # fmt: skip
    return replace(
        passage,
        areas=of(entry.labels, actions),
        pillars=of(entry.labels, pillars),
        topics=of(entry.labels, topics),
        primary=entry.labels[0] if entry.labels else None,
        enumerates=tuple(one for one in passage.enumerates if one not in entry.labels),
        sentences=tuple(sentences),
        reason=entry.reason,
    )
