"""The pages of a built tree, each read once → what they show otherwise than data and files say.

Who, when and in whose voice beside words; paragraphs and lines that are missing or stand in another
order; numbers that count something else; links that lead nowhere or are not answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.model import Seeds
from builder.proof.beside import beside_faults
from builder.proof.complete import data_faults, page_faults
from builder.proof.counts import count_faults
from builder.proof.folders import folders, pages
from builder.proof.landing import Targets, landing_faults, links_of

_SHAPELESS = (AttributeError, LookupError, TypeError, ValueError)
"""What rows raise that have not the keys and values of their schema."""


def shown_proof(site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what is wrong on the pages of a tree, a line each."""
    held = folders(site)
    sources = {source.entry.id: source for source in seeds.sources}
    anchors: dict[str, set[str]] = {}
    targets: dict[str, Targets] = {}
    try:
        for page in pages(site):
            anchors[page.path], targets[page.path] = links_of(page)
            if (folder := held.get(page.folder)) is not None:
                yield from beside_faults(page, held)
                yield from page_faults(page, folder, sources)
                yield from count_faults(page, folder)
        for folder in held.values():
            yield from data_faults(folder, seeds.sources)
        yield from landing_faults(site, anchors, targets, held)
    except _SHAPELESS as error:
        yield f"data: a row is not as its schema says: {error!r}"
