"""A corpus as of a snapshot, and the editions before it → the edition: its pages, for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.model import Corpus, Edition, Held, Page
from builder.pages.redirects import anchors, remains
from builder.pages.wording import updated


def edition(corpus: Corpus, made: Iterable[Page], earlier: Sequence[Edition]) -> Edition:
    """Return the edition of a corpus, of which `made` are the pages.

    `earlier` are the editions of all snapshots before it, oldest first: what they held is on its
    pages too, as a word of where it went.
    """
    pages = tuple(made)
    snapshot = corpus.seeds.snapshots[-1]
    held = sorted((Held(one.path, anchors(one)) for one in pages), key=lambda one: one.path)
    return Edition(
        snapshot=snapshot,
        date=updated(snapshot),
        corpus=corpus,
        pages=remains(pages, held, corpus, earlier),
        held=tuple(held),
    )
