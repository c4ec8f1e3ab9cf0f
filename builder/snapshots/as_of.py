"""All seeds → the seeds as of an update, or as they would be without some files.

Whatever points at a missing file is missing too: quotations, corrections, filings, pairings. The
framework and the terms are today's, unused terms included, so that addresses do not come and go.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from builder.model import Framework, InputError, Seeds, Source

FILE = "seeds/snapshots.yml"
"""The file that lists the updates."""


def as_of(seeds: Seeds, snapshot: str) -> Seeds:
    """Return the seeds with what the updates up to `snapshot` brought, itself included.

    A correction made with a later update is left out. The newest gives the seeds as they are; it
    alone tells of changes of rules and of what is wanted, which are no part of an update.
    An `InputError` lists the updates that there are, where `snapshot` is none of them.
    """
    known = [entry.id for entry in seeds.snapshots]
    if snapshot not in known:
        raise InputError(
            FILE,
            f"there is no snapshot `{snapshot}`",
            remedy=f"the snapshots are: {', '.join(known)}",
        )
    until = set(known[: known.index(snapshot) + 1])
    later = {one.entry.id for one in seeds.sources if one.entry.snapshot not in until}
    then = without(seeds, later)
    return replace(
        then,
        corrections=tuple(
            one for one in then.corrections if one.snapshot is None or one.snapshot in until
        ),
        snapshots=tuple(entry for entry in seeds.snapshots if entry.id in until),
        rules=seeds.rules if snapshot == known[-1] else (),
        wanted=seeds.wanted if snapshot == known[-1] else (),
    )


def without(seeds: Seeds, sources: Collection[str]) -> Seeds:
    """Return the seeds without the sources of these ids; the same seeds for none."""
    kept = [source for source in seeds.sources if source.entry.id not in sources]
    ids = {source.entry.id for source in kept}
    return replace(
        seeds,
        framework=_framework(seeds.framework, ids),
        sources=tuple(_source(source, ids) for source in kept),
        terms=tuple(
            replace(term, definitions=tuple(q for q in term.definitions if q.source in ids))
            for term in seeds.terms
        ),
        corrections=tuple(entry for entry in seeds.corrections if entry.source in ids),
        files=tuple(entry for entry in seeds.files if entry.source in ids),
        facts=tuple(entry for entry in seeds.facts if entry.text.rpartition("-")[0] in ids),
        filing=tuple(entry for entry in seeds.filing if entry.source in ids),
        judgements=tuple(entry for entry in seeds.judgements if entry.source in ids),
        judged_articles=tuple(one for one in seeds.judged_articles if one.source in ids),
    )


def _source(source: Source, kept: Collection[str]) -> Source:
    """Return a source without its pairings with articles of sources that are gone."""
    entry = source.entry
    pairings = tuple(one for one in entry.pairings if one.article.rpartition("-")[0] in kept)
    return replace(source, entry=replace(entry, pairings=pairings))


def _framework(framework: Framework, kept: Collection[str]) -> Framework:
    opening = framework.opening
    is_gone = opening is not None and opening.source not in kept
    return replace(framework, opening=None) if is_gone else framework
