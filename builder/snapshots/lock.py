"""A corpus as of a snapshot → what is locked of it once it is published: its words and its ids."""

from __future__ import annotations

from builder.model import Corpus, Lock, LockedMend, LockedParagraph, LockedText, TextParagraph


def lock(corpus: Corpus) -> Lock:
    """Return the lock of a corpus; it is written once, on the day on which it is published."""
    framework = corpus.seeds.framework
    labels = (*framework.actions, *framework.pillars, *framework.topics)
    return Lock(
        snapshot=corpus.seeds.snapshots[-1].id,
        sources=tuple(sorted(source.entry.id for source in corpus.seeds.sources)),
        labels=tuple(sorted(label.id for label in labels)),
        terms=tuple(sorted(term.entry.id for term in corpus.terms)),
        entities=tuple(sorted(entity.id for entity in corpus.entities)),
        texts=tuple(
            LockedText(text.id, text.title, tuple(map(_paragraph, text.paragraphs)))
            for text in sorted(corpus.texts, key=lambda text: text.id)
        ),
    )


def _paragraph(one: TextParagraph) -> LockedParagraph:
    mends = (
        LockedMend(correction.line, correction.printed, correction.reading)
        for correction in one.corrections
        if correction.printed != correction.reading
    )
    return LockedParagraph(one.id, one.text, tuple(mends))
