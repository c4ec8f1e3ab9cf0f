"""Editors' quotations of received files → the paragraphs of texts that show their words.

An editor can quote a copy that is not the base, so a line is resolved to the copy's paragraph, and
that to the corresponding paragraph of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from builder.language.folding import letters
from builder.model import Article, Quotation, Seeds, Text


def editors_quotations(seeds: Seeds) -> Iterator[Quotation]:
    """Yield editors' quotations: what the policy is, definitions of terms, passages they file."""
    if seeds.framework.opening is not None:
        yield seeds.framework.opening
    for term in seeds.terms:
        yield from term.definitions
    for entry in seeds.filing:
        yield entry.quotation


def resolve_quotations(
    quotations: Iterable[Quotation], articles: Sequence[Article], texts: Sequence[Text]
) -> dict[Quotation, str]:
    """Return each quotation with the id of the text's paragraph that shows it.

    A quotation on a line that is in no paragraph (a headline, a caption) is left out.
    """
    wanted: dict[tuple[str, int], list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        wanted[quotation.source, quotation.line].append(quotation)
    readings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in texts:
        for paragraph in text.paragraphs:
            for printed in (paragraph.id, *paragraph.copies):
                readings[printed].append((paragraph.id, paragraph.text))
    sources = {source for source, _ in wanted}
    found: dict[Quotation, list[tuple[str, str]]] = defaultdict(list)
    for article in articles:
        if article.source not in sources:
            continue
        for held in article.paragraphs:
            for first, last in held.ranges:
                for line in range(first, last + 1):
                    for quotation in wanted.get((article.source, line), ()):
                        found[quotation] += readings.get(held.id, ())
    return {quotation: _best(shown, quotation) for quotation, shown in found.items() if shown}


def _best(readings: list[tuple[str, str]], quotation: Quotation) -> str:
    """Return the id of the first paragraph that contains the words, else of the first."""
    words = letters(quotation.words)
    return next((name for name, text in readings if words in letters(text)), readings[0][0])
