"""The corpus → the rows of the data files, one at a time, sorted by id.

One function a file. `source` becomes the name of the received file, spans become words, and each
row gets its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from builder.disk.pointers import lines_with
from builder.export.rows import (
    ArticleParagraphRow,
    ArticleRow,
    CorrectionRow,
    DateRow,
    DefinitionRow,
    DocumentParagraphRow,
    DocumentRow,
    EvidenceRow,
    GlossaryRow,
    LinkRow,
    OccurrenceRow,
    PassageRow,
    PersonRow,
    SentenceRow,
)
from builder.model import Corpus, Date, Lines, Person, Quotation, Sentence, Text, TextParagraph


def articles(corpus: Corpus) -> Iterator[ArticleRow]:
    """Yield every printed article, with the text of which it is a copy."""
    files = _files(corpus)
    documents = {article: text.id for text in corpus.texts for article in text.articles}
    for article in sorted(corpus.articles, key=lambda article: article.id):
        yield ArticleRow(
            id=article.id,
            source=files[article.source],
            ranges=article.ranges,
            kind=article.kind,
            relevant=article.relevant,
            reason=article.reason,
            title=article.title,
            subtitle=article.subtitle,
            byline=article.byline,
            dateline=article.dateline,
            publisher=article.publisher,
            authors=tuple(_person(author) for author in article.authors),
            speaker=_person(article.speaker) if article.speaker else None,
            date=_date(article.date),
            document=documents.get(article.id),
            paragraphs=tuple(
                ArticleParagraphRow(
                    id=paragraph.id,
                    role=paragraph.role,
                    speaker=paragraph.speaker,
                    text=paragraph.text,
                    ranges=paragraph.ranges,
                    incomplete=paragraph.incomplete,
                )
                for paragraph in article.paragraphs
            ),
        )


def documents(corpus: Corpus) -> Iterator[DocumentRow]:
    """Yield the texts in their reading."""
    files = _files(corpus)
    for text in sorted(corpus.texts, key=lambda text: text.id):
        yield DocumentRow(
            id=text.id,
            title=text.title,
            kind=text.kind,
            authority=text.authority,
            date=_date(text.date),
            publisher=text.publisher,
            authors=tuple(_person(author) for author in text.authors),
            url=f"documents/{text.id}.html",
            snapshot=text.snapshot,
            articles=text.articles,
            paragraphs=tuple(
                DocumentParagraphRow(
                    id=paragraph.id,
                    role=paragraph.role,
                    speaker=paragraph.speaker,
                    text=paragraph.text,
                    base=paragraph.base,
                    ranges=paragraph.ranges,
                    url=_address(text, paragraph.id),
                    corrections=tuple(
                        CorrectionRow(
                            kind=correction.kind,
                            span=correction.span,
                            printed=correction.printed,
                            reading=correction.reading,
                            reason=correction.reason,
                            source=files[correction.source],
                            line=correction.line,
                        )
                        for correction in paragraph.corrections
                    ),
                )
                for paragraph in text.paragraphs
            ),
        )


def passages(corpus: Corpus) -> Iterator[PassageRow]:
    """Yield the paragraphs of the texts and their sentences, filed."""
    paragraphs = {
        paragraph.id: (text, paragraph) for text in corpus.texts for paragraph in text.paragraphs
    }
    for passage in sorted(corpus.passages, key=lambda passage: passage.paragraph):
        text, paragraph = paragraphs[passage.paragraph]
        yield PassageRow(
            paragraph=passage.paragraph,
            document=passage.text,
            url=_address(text, passage.paragraph),
            areas=passage.areas,
            pillars=passage.pillars,
            topics=passage.topics,
            primary=passage.primary,
            enumerates=passage.enumerates,
            sentences=tuple(_sentence(sentence, paragraph) for sentence in passage.sentences),
        )


def glossary(corpus: Corpus) -> Iterator[GlossaryRow]:
    """Yield the terms, with the places where they are defined and used."""
    files = _files(corpus)
    lines = {source.entry.id: source.lines for source in corpus.seeds.sources}
    homes = _homes(corpus)
    actions = {label.id for label in corpus.seeds.framework.actions}
    for term in sorted(corpus.terms, key=lambda term: term.entry.id):
        entry = term.entry
        yield GlossaryRow(
            id=entry.id,
            term=entry.term,
            aliases=entry.aliases,
            english=entry.english,
            pinyin=term.said[0],
            definitions=tuple(
                DefinitionRow(
                    text=quotation.words,
                    paragraph=_home(quotation, homes),
                    source=files[quotation.source],
                    ranges=_ranges(
                        lines_with(lines[quotation.source], quotation.line, quotation.words)
                    ),
                )
                for quotation in entry.definitions
            ),
            occurrences=tuple(
                OccurrenceRow(paragraph=occurrence.paragraph, count=occurrence.count)
                for occurrence in term.occurrences
            ),
            areas=tuple(label for label in entry.labels if label in actions),
            pillars=tuple(label for label in entry.labels if label not in actions),
            url=f"glossary/index.html#{entry.id}",
        )


def links(corpus: Corpus) -> Iterator[LinkRow]:
    """Yield the references, by where they stand and what they lead to."""
    for link in corpus.links:
        yield LinkRow(
            origin=link.origin,
            target=link.target,
            kind=link.kind,
            paragraph=link.paragraph,
            words=link.words,
        )


def _files(corpus: Corpus) -> dict[str, str]:
    """Return id of a source → name of its file."""
    return {source.entry.id: source.entry.file for source in corpus.seeds.sources}


def _person(person: Person) -> PersonRow:
    return PersonRow(name=person.name, title=person.title, institution=person.institution)


def _date(date: Date | None) -> DateRow | None:
    return DateRow(value=date.value, precision=date.precision, basis=date.basis) if date else None


def _address(text: Text, paragraph: str) -> str:
    """Return the address of a paragraph; one that another copy lends is called by its whole id."""
    return f"documents/{text.id}.html#{paragraph.removeprefix(f'{text.id}-')}"


def _sentence(sentence: Sentence, paragraph: TextParagraph) -> SentenceRow:
    def words(span: tuple[int, int]) -> str:
        return paragraph.text[slice(*span)]

    return SentenceRow(
        text=words(sentence.span),
        areas=sentence.areas,
        pillars=sentence.pillars,
        topics=sentence.topics,
        evidence=tuple(
            EvidenceRow(label=ground.label, words=words(ground.span)) for ground in sentence.grounds
        ),
    )


Homes = dict[tuple[str, int], list[tuple[str, str]]]
"""Source and line → id of a text's paragraph that prints the line, and the words printed there."""


def _homes(corpus: Corpus) -> Homes:
    """Return where the lines that definitions point at are shown, in any copy of a text."""
    homes: Homes = {
        (quotation.source, quotation.line): []
        for term in corpus.terms
        for quotation in term.entry.definitions
    }
    shown = {
        printed: paragraph.id
        for text in corpus.texts
        for paragraph in text.paragraphs
        for printed in (*paragraph.copies, paragraph.id)
    }
    cited = {source for source, _ in homes}
    for article in corpus.articles:
        if article.source not in cited:
            continue
        for paragraph in article.paragraphs:
            if paragraph.id not in shown:
                continue
            for first, last in paragraph.ranges:
                for line in range(first, last + 1):
                    if (home := homes.get((article.source, line))) is not None:
                        home.append((shown[paragraph.id], paragraph.text))
    return homes


def _home(quotation: Quotation, homes: Homes) -> str | None:
    """Return the paragraph that shows a quotation."""
    there = homes[quotation.source, quotation.line]
    return next((paragraph for paragraph, text in there if quotation.words in text), None)


def _ranges(numbers: tuple[int, ...]) -> tuple[Lines, ...]:
    """Return lines as ranges: (1, 3, 4) is ((1, 1), (3, 4))."""
    breaks = [place for place, (one, next_) in enumerate(pairwise(numbers), 1) if next_ != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(numbers)]
    return tuple(
        (numbers[start], numbers[end - 1])
        for start, end in zip(starts, ends, strict=True)
        if start < end
    )
