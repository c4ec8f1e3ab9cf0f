"""The corpora as of each update → the same, with the updates so far and the changes between them.

So the site as of an update shows that update and earlier ones, and none that came later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.model import Changes, Corpus, Counts, Update
from builder.snapshots.compare import compare


def history(corpora: Sequence[Corpus]) -> tuple[Corpus, ...]:
    """Return the corpora as of each update, oldest first, with `updates` and `changes`.

    One that has them already is left as it is.
    """
    updates: list[Update] = []
    changes: list[Changes] = []
    done: list[Corpus] = []
    for place, corpus in enumerate(corpora):
        if corpus.updates:
            updates, changes = list(corpus.updates), list(corpus.changes)
            done.append(corpus)
            continue
        updates.append(_update(corpus))
        changes += [compare(earlier, corpus) for earlier in corpora[:place]]
        done.append(replace(corpus, updates=tuple(updates), changes=tuple(changes)))
    return tuple(done)


def _update(corpus: Corpus) -> Update:
    entry = corpus.seeds.snapshots[-1]
    return Update(
        entry=entry,
        documents=tuple(text.id for text in corpus.texts if text.snapshot == entry.id),
        counts=Counts(
            sources=len(corpus.seeds.sources),
            documents=len(corpus.texts),
            paragraphs=sum(len(text.paragraphs) for text in corpus.texts),
            passages=sum(bool(one.areas or one.pillars) for one in corpus.passages),
            terms=sum(bool(term.occurrences) for term in corpus.terms),
            links=len(corpus.links),
            corrections=sum(len(one.corrections) for t in corpus.texts for one in t.paragraphs),
        ),
    )
