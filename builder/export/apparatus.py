"""The corpus → the rows that say how copies differ: variants, who prints them where, corrections.

`variants.json` has what each copy prints, to the sign: applied to one copy, the rows that stand
in no other row give another copy. `apparatus.json` adds place, source and line of every reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import Article, Corpus, Place, Reading, Variant, VariantType, Witness


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What some copies print."""

    articles: tuple[str, ...]
    """Ids of the copies."""
    text: str
    """The words as printed; a line feed where a paragraph ends; empty where they lack them."""


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A place in which the copies of a text differ."""

    id: str
    """From the place in the base; the anchor on the comparison page."""
    document: str
    """Id of the text."""
    paragraph: str | None
    """Id of its paragraph; null in the head."""
    type: VariantType
    """How the copies differ."""
    readings: tuple[ReadingRow, ...]
    """What they print, the reading of the site first."""
    url: str
    """Its address."""


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """Where a copy prints a reading."""

    article: str
    """Id of the copy."""
    paragraph: str | None
    """Id of its paragraph; null in the head."""
    span: tuple[int, int]
    """The words in the paragraph's printed text, or in the field of the head."""
    source: str
    """Name of the received file."""
    line: int
    """Line on which they begin, or after which they are lacking."""


@dataclass(frozen=True, slots=True)
class WitnessedRow:
    """A reading with the places where it is printed."""

    text: str
    """The words as printed."""
    witnesses: tuple[WitnessRow, ...]
    """Where; a copy whose words go over the end of a paragraph is there for each paragraph."""


@dataclass(frozen=True, slots=True)
class ApparatusRow:
    """What more is known of a variant."""

    id: str
    """Id of the variant."""
    place: Place
    """The part of the article."""
    span: tuple[int, int]
    """Where it stands in the reading text of its paragraph, or in the base's field of the head."""
    folded: bool
    """Whether it is only typography and put away on the page."""
    inside: str | None
    """Id of the variant in which it stands: a passage that some copies lack as a whole."""
    damaged: tuple[str, ...]
    """Ids of the copies that print it wrongly."""
    note: str
    """That it was mended and on what, or stays undecided."""
    readings: tuple[WitnessedRow, ...]
    """Who prints what, and where."""


@dataclass(frozen=True, slots=True)
class EmendationRow:
    """A correction of a copy, be it a base or not."""

    id: str
    """Id of the copy's paragraph, and where the correction stands in it."""
    article: str
    """Id of the copy."""
    document: str | None
    """The text of which it is a copy; null where it was left out."""
    kind: str
    """`mend`, `lost`, or `doubt`."""
    by: str
    """`editor`, or `copy` where an independent copy has the word."""
    printed: str
    """What is printed."""
    reading: str
    """What is read."""
    reason: str
    """What it rests on."""
    source: str
    """Name of the received file."""
    line: int
    """Line on which the printed words begin."""


def variants(corpus: Corpus) -> Iterator[VariantRow]:
    """Yield the places in which copies differ, with what each copy prints there."""
    printed = _printed(corpus)
    for variant in sorted(corpus.variants, key=lambda variant: variant.id):
        yield VariantRow(
            id=variant.id,
            document=variant.text,
            paragraph=variant.paragraph,
            type=variant.type,
            readings=tuple(_exact(variant, printed)),
            url=f"compare/{variant.text}.html#{variant.id}",
        )


def apparatus(corpus: Corpus) -> Iterator[ApparatusRow]:
    """Yield where the readings stand and what is known of them."""
    files = {source.entry.id: source.entry.file for source in corpus.seeds.sources}
    sources = {article.id: files[article.source] for article in corpus.articles}
    for variant in sorted(corpus.variants, key=lambda variant: variant.id):
        yield ApparatusRow(
            id=variant.id,
            place=variant.place,
            span=variant.span,
            folded=variant.folded,
            inside=variant.inside,
            damaged=variant.damaged,
            note=variant.note,
            readings=tuple(
                WitnessedRow(
                    text=reading.text,
                    witnesses=tuple(_witness(one, sources) for one in reading.witnesses),
                )
                for reading in variant.readings
            ),
        )


def corrections(corpus: Corpus) -> Iterator[EmendationRow]:
    """Yield what is read otherwise than printed, or is marked, in every copy."""
    files = {source.entry.id: source.entry.file for source in corpus.seeds.sources}
    documents = {article: text.id for text in corpus.texts for article in text.articles}
    rows = (
        EmendationRow(
            id="-".join((one.paragraph, *map(str, one.correction.span))),
            article=one.article,
            document=documents.get(one.article),
            kind=one.correction.kind,
            by=one.by,
            printed=one.correction.printed,
            reading=one.correction.reading,
            reason=one.correction.reason,
            source=files[one.correction.source],
            line=one.correction.line,
        )
        for one in corpus.emendations
    )
    yield from sorted(rows, key=lambda row: row.id)


def _witness(witness: Witness, sources: dict[str, str]) -> WitnessRow:
    return WitnessRow(
        article=witness.article,
        paragraph=witness.paragraph,
        span=witness.span,
        source=sources[witness.article],
        line=witness.line,
    )


def _printed(corpus: Corpus) -> dict[str, Article]:
    return {article.id: article for article in corpus.articles}


def _exact(variant: Variant, printed: dict[str, Article]) -> Iterator[ReadingRow]:
    """Yield what each copy prints: in a passage that some lack the others can differ as well."""
    found: dict[str, list[str]] = {}
    for reading in variant.readings:
        for name in dict.fromkeys(witness.article for witness in reading.witnesses):
            text = reading.text
            if variant.place == "paragraph" and text:
                text = _words(reading, printed[name])
            found.setdefault(text, []).append(name)
    for text, names in found.items():
        yield ReadingRow(tuple(names), text)


def _words(reading: Reading, article: Article) -> str:
    """Return the words of a copy, with the line feeds at the ends of its paragraphs."""
    texts = {paragraph.id: paragraph.text for paragraph in article.paragraphs}
    pieces = [
        texts[witness.paragraph or ""][slice(*witness.span)]
        for witness in reading.witnesses
        if witness.article == article.id
    ]
    return "\n".join(pieces) + "\n" * (reading.text.endswith("\n") and pieces != [""]) or "\n"
