"""All seeds and the id of an update → the seeds as they stood after it.

What a later update brought is gone, and with it whatever points at a later file: quotations,
corrections, filings. The framework and the list of terms are today's; a term stays that no text
uses yet, because its address must not come and go.
"""

from __future__ import annotations

from dataclasses import replace

from builder.model import Framework, InputError, Label, Quotation, Seeds, Source

FILE = "seeds/snapshots.yml"
"""Where the updates stand."""


def as_of(seeds: Seeds, snapshot: str) -> Seeds:
    """Return the seeds with what the updates up to `snapshot` brought, itself included.

    The newest update gives the seeds as they are. An `InputError` names the updates that there
    are, where `snapshot` is none of them.
    """
    known = [entry.id for entry in seeds.snapshots]
    if snapshot not in known:
        raise InputError(
            FILE,
            f"there is no snapshot `{snapshot}`",
            remedy=f"the snapshots are: {', '.join(known)}",
        )
    until = set(known[: known.index(snapshot) + 1])
    brought = [source for source in seeds.sources if source.entry.snapshot in until]
    held = {source.entry.id for source in brought}
    sources = tuple(_paired(source, held) for source in brought)
    return replace(
        seeds,
        framework=_framework(seeds.framework, held),
        sources=sources,
        terms=tuple(
            replace(term, definitions=tuple(q for q in term.definitions if q.source in held))
            for term in seeds.terms
        ),
        corrections=tuple(
            entry
            for entry in seeds.corrections
            if entry.source in held and (entry.snapshot is None or entry.snapshot in until)
        ),
        snapshots=tuple(entry for entry in seeds.snapshots if entry.id in until),
        filing=tuple(entry for entry in seeds.filing if entry.source in held),
        judgements=tuple(entry for entry in seeds.judgements if entry.source in held),
    )


def _paired(source: Source, held: set[str]) -> Source:
    """Return a source without what its editor says of articles of later ones."""
    kept = tuple(one for one in source.entry.pairings if one.article.rpartition("-")[0] in held)
    return replace(source, entry=replace(source.entry, pairings=kept))


def _framework(framework: Framework, held: set[str]) -> Framework:
    def labels(several: tuple[Label, ...]) -> tuple[Label, ...]:
        return tuple(replace(label, opening=_kept(label.opening, held)) for label in several)

    return replace(
        framework,
        actions=labels(framework.actions),
        pillars=labels(framework.pillars),
        topics=labels(framework.topics),
        opening=_kept(framework.opening, held),
    )


def _kept(quotation: Quotation | None, held: set[str]) -> Quotation | None:
    return quotation if quotation is not None and quotation.source in held else None
