"""The received files and a built tree → all that the second reader finds wrong with the tree.

It asks nothing that made the tree: neither the rooms of the flow nor pages, export and search.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.model import Seeds
from builder.proof.assets import assets_proof
from builder.proof.data import data_proof
from builder.proof.facts import facts_proof
from builder.proof.feeds import feeds_proof
from builder.proof.heads import heads_proof
from builder.proof.own_words import own_words_proof
from builder.proof.plain import Pages
from builder.proof.readings import readings_proof
from builder.proof.search import search_proof
from builder.proof.shown import shown_proof
from builder.proof.single import single_proof
from builder.proof.words import words_proof


def whole_proof(root: Path, site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what the tree `site` says otherwise than the received files of `root`, a line each."""
    yield from words_proof(site, seeds.sources, seeds.corrections)
    yield from own_words_proof(root, site, seeds)
    yield from data_proof(site, seeds.sources, seeds.corrections)
    yield from facts_proof(site, seeds)
    yield from shown_proof(site, seeds)
    yield from readings_proof(root, seeds.sources)
    yield from search_proof(site, seeds)
    yield from assets_proof(root, site)
    pages = Pages(site)
    yield from single_proof(root, site, seeds, pages)
    yield from feeds_proof(site, seeds, pages)
    yield from heads_proof(root, site, seeds, pages)
