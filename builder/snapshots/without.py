"""All seeds and the ids of some received files → the seeds as they would be without these files.

Whatever points at them is gone as well: quotations, corrections, filings, pairings. The framework
and the list of terms stay, terms that no text uses included: their addresses must not come and go.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from builder.model import Framework, Label, Quotation, Seeds, Source


def without(seeds: Seeds, sources: Collection[str]) -> Seeds:
    """Return the seeds without the sources of these ids; the same seeds for none."""
    kept = [source for source in seeds.sources if source.entry.id not in sources]
    held = {source.entry.id for source in kept}
    return replace(
        seeds,
        framework=_framework(seeds.framework, held),
        sources=tuple(_paired(source, held) for source in kept),
        terms=tuple(
            replace(term, definitions=tuple(q for q in term.definitions if q.source in held))
            for term in seeds.terms
        ),
        corrections=tuple(entry for entry in seeds.corrections if entry.source in held),
        filing=tuple(entry for entry in seeds.filing if entry.source in held),
        judgements=tuple(entry for entry in seeds.judgements if entry.source in held),
        judged_articles=tuple(one for one in seeds.judged_articles if one.source in held),
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
