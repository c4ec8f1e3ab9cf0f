"""The corpus → the rows of each data file, one function a file, sorted by id.

A row takes most fields from the value of the model that has them under the same names. Beyond that,
the id of a source becomes the name of its file, a span becomes the words, and each row gets its
address. Rows are yielded one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from builder.export.schemas import keys_of
from builder.model import (
    Article,
    Basis,
    Change,
    Changes,
    Corpus,
    EditorDate,
    Identity,
    Lines,
    Paragraph,
    Reading,
    Ref,
    Sentence,
    Source,
    TextParagraph,
    Variant,
    addresses,
    line_ranges,
    voices,
)
from builder.model.facts import is_about

SHIFT = 8
"""Characters by which corrections can have moved words from where they are printed."""

Row = dict[str, Any]
"""A row: the keys of an object in the schema of its file, in their order."""


def articles(corpus: Corpus) -> Iterator[Row]:
    """Yield every printed article, with the text of which it is a copy."""
    sources, documents = _sources(corpus), _documents(corpus)
    for article in sorted(corpus.articles, key=lambda article: article.id):
        source = sources[article.source]
        yield _row(
            "ArticleRow",
            article,
            source=source.entry.file,
            authors=_rows("PersonRow", article.authors),
            speaker=article.speaker and _row("PersonRow", article.speaker),
            date=article.date and _row("DateRow", article.date),
            document=documents.get(article.id),
            paragraphs=tuple(
                _row(
                    "ArticleParagraphRow",
                    paragraph,
                    role=_role(paragraph),
                    pages=_pages(source, paragraph.ranges),
                )
                for paragraph in article.paragraphs
            ),
            pages=_pages(source, article.ranges),
            rights=source.entry.rights,
            **_identity(article.identity),
        )


def _role(paragraph: Paragraph | TextParagraph) -> str:
    """Return what a paragraph does, a heading with its level: heading2."""
    return f"{paragraph.role}{paragraph.level or ''}"


def _identity(identity: Identity) -> Row:
    """Return the facts of an article or a text that are not fields of its own."""
    return {
        "status": identity.status,
        "part": identity.part,
        "issuers": identity.issuers,
        "number": identity.number,
        "issued": identity.issued and _row("StatedDayRow", identity.issued),
        "published": identity.published and _row("StatedDayRow", identity.published),
        "origin": identity.origin,
        "level": identity.level,
        "basis": {name: _basis(basis) for name, basis in identity.basis},
        "relations": _rows("RelationRow", identity.relations),
    }


def _basis(basis: Basis) -> Row | str:
    if basis.editor:
        return "editor"
    return _row("BasisRow", basis, others=_rows("OtherRow", basis.others))


def _pages(source: Source, ranges: Iterable[Lines]) -> tuple[Lines, ...]:
    """Return the first and last page of each range of lines; none where the file has no pages."""
    if not any(mark.page for mark in source.marks):
        return ()
    return tuple(
        (source.marks[first - 1].page, source.marks[last - 1].page) for first, last in ranges
    )


def documents(corpus: Corpus) -> Iterator[Row]:
    """Yield the texts in their reading."""
    files, sources = _files(corpus), _sources(corpus)
    for text in sorted(corpus.texts, key=lambda text: text.id):
        yield _row(
            "DocumentRow",
            text,
            date=text.date and _row("DateRow", text.date),
            authors=_rows("PersonRow", text.authors),
            url=Ref("document", text.id).html,
            rights=sources[text.paragraphs[0].source].entry.rights,
            **_identity(text.identity),
            paragraphs=tuple(
                _row(
                    "DocumentParagraphRow",
                    paragraph,
                    role=_role(paragraph),
                    speaker=voices.speaker(text, paragraph) or None,
                    voice=voices.voice(text, paragraph),
                    url=Ref("document", text.id, paragraph.id).html,
                    corrections=tuple(
                        _row("CorrectionRow", correction, source=files[correction.source])
                        for correction in paragraph.corrections
                    ),
                    pages=_pages(sources[paragraph.source], paragraph.ranges),
                )
                for paragraph in text.paragraphs
            ),
        )


def passages(corpus: Corpus) -> Iterator[Row]:
    """Yield the paragraphs of the texts and their sentences, filed under labels."""
    paragraphs = _paragraphs(corpus)
    for passage in sorted(corpus.passages, key=lambda passage: passage.paragraph):
        words = paragraphs[passage.paragraph].text
        yield _row(
            "PassageRow",
            passage,
            document=passage.text,
            url=Ref("document", passage.text, passage.paragraph).html,
            sentences=tuple(_sentence(sentence, words) for sentence in passage.sentences),
        )


def _sentence(sentence: Sentence, words: str) -> Row:
    return _row(
        "SentenceRow",
        sentence,
        text=words[slice(*sentence.span)],
        evidence=tuple(
            {"label": ground.label, "words": words[slice(*ground.span)]}
            for ground in sentence.grounds
        ),
    )


def glossary(corpus: Corpus) -> Iterator[Row]:
    """Yield the terms, with the places where they are defined and used."""
    sources = _sources(corpus)
    actions = {label.id for label in corpus.seeds.framework.actions}
    resolved = dict(corpus.quotations)
    for term in sorted(corpus.terms, key=lambda term: term.entry.id):
        entry = term.entry
        yield _row(
            "GlossaryRow",
            entry,
            pinyin=term.said[0],
            definitions=tuple(
                {
                    "text": quotation.words,
                    "paragraph": resolved.get(quotation),
                    "source": sources[quotation.source].entry.file,
                    "ranges": line_ranges(
                        sources[quotation.source].lines_with(quotation.words, quotation.line)
                    ),
                }
                for quotation in entry.definitions
            ),
            occurrences=_rows("OccurrenceRow", term.occurrences),
            areas=tuple(label for label in entry.labels if label in actions),
            pillars=tuple(label for label in entry.labels if label not in actions),
            url=Ref("term", entry.id).html,
        )


def links(corpus: Corpus) -> Iterator[Row]:
    """Yield the references, by origin and target."""
    return (
        _row("LinkRow", link, **{"from": str(link.origin), "to": str(link.target)})
        for link in corpus.links
    )


# ---------------------------------------------------------------- how copies differ


def variants(corpus: Corpus) -> Iterator[Row]:
    """Yield the places in which copies differ, with exactly what each copy prints there.

    Applied to one copy, the rows that are not inside another row give any other copy.
    """
    printed = {article.id: article for article in corpus.articles}
    for variant in sorted(corpus.variants, key=lambda variant: variant.id):
        yield _row(
            "VariantRow",
            variant,
            document=variant.text,
            readings=tuple(_readings(variant, printed)),
            url=_url(addresses.variant(variant.text, variant.id)),
        )


def _readings(variant: Variant, printed: dict[str, Article]) -> Iterator[Row]:
    """Yield what each copy prints: in a passage that some lack, the others can differ as well."""
    found: dict[str, list[str]] = {}
    for reading in variant.readings:
        for name in dict.fromkeys(witness.article for witness in reading.witnesses):
            text = reading.text
            if variant.place == "paragraph" and text:
                text = _words(reading, printed[name])
            found.setdefault(text, []).append(name)
    return ({"articles": names, "text": text} for text, names in found.items())


def _words(reading: Reading, article: Article) -> str:
    """Return the words of a copy, with a line feed at each end of a paragraph."""
    texts = {paragraph.id: paragraph.text for paragraph in article.paragraphs}
    pieces = [
        texts[witness.paragraph or ""][slice(*witness.span)]
        for witness in reading.witnesses
        if witness.article == article.id
    ]
    return "\n".join(pieces) + "\n" * (reading.text.endswith("\n") and pieces != [""]) or "\n"


def apparatus(corpus: Corpus) -> Iterator[Row]:
    """Yield the variants again, with source and line of every reading."""
    files = _files(corpus)
    sources = {article.id: files[article.source] for article in corpus.articles}
    for variant in sorted(corpus.variants, key=lambda variant: variant.id):
        readings = (
            {
                "text": reading.text,
                "witnesses": tuple(
                    _row("WitnessRow", witness, source=sources[witness.article])
                    for witness in reading.witnesses
                ),
            }
            for reading in variant.readings
        )
        yield _row("ApparatusRow", variant, readings=tuple(readings))


def corrections(corpus: Corpus) -> Iterator[Row]:
    """Yield what is corrected or flagged, in every copy, and what was published wrongly."""
    files, documents = _files(corpus), _documents(corpus)
    rows = [
        _row(
            "EmendationRow",
            emendation.correction,
            id="-".join((emendation.paragraph, *map(str, emendation.correction.span))),
            article=emendation.article,
            document=documents.get(emendation.article),
            by=emendation.by,
            source=files[emendation.correction.source],
            **dict.fromkeys(("field", "before", "after", "on")),
        )
        for emendation in corpus.emendations
    ]
    rows += _facts(corpus)
    return iter(sorted(rows, key=lambda row: str(row["id"])))


def _facts(corpus: Corpus) -> Iterator[Row]:
    """Yield which speakers, offices and dates were published wrongly, a row for each place."""
    files = _files(corpus)
    printed = {article.id: article for article in corpus.articles}
    for entry in corpus.seeds.facts:
        for text in corpus.texts:
            places = text.paragraphs if entry.lines else (None,)
            for one in places:
                if is_about(entry, text, one):
                    base = printed[one.base if one else text.articles[0]]
                    yield _row(
                        "EmendationRow",
                        entry,
                        id=f"{one.id if one else text.id}-{entry.field}-{entry.on}",
                        article=base.id,
                        document=text.id,
                        kind="fact",
                        by="editor",
                        printed="",
                        reading="",
                        source=files[base.source],
                        line=(one or base).ranges[0][0],
                    )


# ---------------------------------------------------------------- registers


def entities(corpus: Corpus) -> Iterator[Row]:
    """Yield the documents that the texts cite."""
    sources, paragraphs = _sources(corpus), _paragraphs(corpus)
    for entity in sorted(corpus.entities, key=lambda entity: entity.id):
        yield _row(
            "EntityRow",
            entity,
            mentions=tuple(
                {
                    "paragraph": mention.paragraph,
                    "source": source.entry.file,
                    "ranges": _mention_lines(paragraph, mention.span[0], words, source),
                    "words": words,
                }
                for mention in entity.mentions
                for paragraph in (paragraphs[mention.paragraph],)
                for source in (sources[paragraph.source],)
                for words in (paragraph.text[slice(*mention.span)],)
            ),
            url=Ref("entity", entity.id).html,
        )


def _mention_lines(
    paragraph: TextParagraph, at: int, words: str, source: Source
) -> tuple[Lines, ...]:
    """Return the lines of words that begin at an offset of a paragraph's reading text.

    Where the reading differs from print, so that no line has them, all lines of the paragraph.
    """
    before = 0
    for first, last in paragraph.ranges:
        for number in range(first, last + 1):
            length = len(source.lines[number - 1].strip())
            near = before - len(words) - SHIFT <= at <= before + length + SHIFT
            if near and (lines := source.lines_with(words, number)):
                return tuple((line, line) for line in lines)
            before += length
    return paragraph.ranges


def coverage(corpus: Corpus) -> Iterator[Row]:
    """Yield the cells of both tables of coverage."""
    rows = (
        _row(
            "CoverageRow",
            cell,
            id=f"{cell.table}-{cell.row}-{cell.column}",
            count=len(cell.paragraphs),
            url=_url(
                addresses.cell(cell.table, cell.row, cell.column, addresses.coverage(cell.part))
            ),
        )
        for cell in corpus.coverage
    )
    return iter(sorted(rows, key=lambda row: str(row["id"])))


# ---------------------------------------------------------------- history


def snapshots(corpus: Corpus) -> Iterator[Row]:
    """Yield the updates, the oldest first; none of a corpus without its history."""
    for update in corpus.updates:
        date = update.entry.date
        yield _row(
            "SnapshotRow",
            update.entry,
            date=date.value if isinstance(date, EditorDate) else date,
            documents=update.documents,
            counts=_row("CountsRow", update.counts),
            complete_until=update.entry.complete_until,
        )


def changes(corpus: Corpus) -> Iterator[Row]:
    """Yield what changed between every two updates, sorted by their ids, kind and place."""
    urls = _urls(corpus)
    for between in sorted(corpus.changes, key=lambda changes: (changes.before, changes.after)):
        rows = [
            _change(between, change, urls)
            for change in chain(
                between.documents,
                between.sentences,
                between.filings,
                between.terms,
                between.links,
                between.cited,
                between.corrections,
            )
        ]
        unlike = {tuple(row.values()): row for row in rows}
        order = ("kind", "document", "paragraph", "url", "before", "after")
        yield from sorted(unlike.values(), key=lambda row: [row[key] or "" for key in order])


def _change(between: Changes, change: Change, urls: dict[str, str]) -> Row:
    before, after = change.before, change.after
    if change.kind in ("filed", "link_added"):
        after = str(change.target or change.subject)
    elif change.kind in ("unfiled", "link_removed"):
        before = str(change.target or change.subject)
    elif change.kind.startswith("correction"):
        after = f"{after}（{change.reason}）"
    return _row(
        "ChangeRow",
        change,
        **{"from": between.before, "to": between.after},
        before=before,
        after=after,
        url=_change_url(change, urls) or _url(addresses.changes(between.before, between.after)),
    )


def _change_url(change: Change, urls: dict[str, str]) -> str | None:
    """Return where a change is shown: its paragraph, its entry, its text; None where nowhere."""
    if change.kind in ("term_added", "term_changed"):
        return urls.get(f"term {change.subject}")
    if change.kind == "cited":
        return urls.get(f"entity {change.subject}")
    ref = change.origin
    if change.kind == "link_added" and ref and ref.kind != "document":
        return ref.html
    return urls.get(change.paragraph or "") or urls.get(change.document or "")


def _urls(corpus: Corpus) -> dict[str, str]:
    """Return id → address of texts and paragraphs; before ids of terms and entities their type."""
    return {
        **{text.id: Ref("document", text.id).html for text in corpus.texts},
        **{
            paragraph.id: Ref("document", text.id, paragraph.id).html
            for text in corpus.texts
            for paragraph in text.paragraphs
        },
        **{f"term {t.entry.id}": Ref("term", t.entry.id).html for t in corpus.terms},
        **{f"entity {one.id}": Ref("entity", one.id).html for one in corpus.entities},
    }


# ---------------------------------------------------------------- shared


def _row(kind: str, value: object, /, **others: object) -> Row:
    """Return a row with the fields of a value of the model, except the keys given in `others`."""
    return {key: others[key] if key in others else getattr(value, key) for key in keys_of(kind)}


def _rows(kind: str, values: Iterable[object]) -> tuple[Row, ...]:
    return tuple(_row(kind, value) for value in values)


def _sources(corpus: Corpus) -> dict[str, Source]:
    return {source.entry.id: source for source in corpus.seeds.sources}


def _files(corpus: Corpus) -> dict[str, str]:
    """Return id of a source → name of its file."""
    return {source.entry.id: source.entry.file for source in corpus.seeds.sources}


def _documents(corpus: Corpus) -> dict[str, str]:
    """Return id of an article → id of the text of which it is a copy."""
    return {article: text.id for text in corpus.texts for article in text.articles}


def _paragraphs(corpus: Corpus) -> dict[str, TextParagraph]:
    return {paragraph.id: paragraph for text in corpus.texts for paragraph in text.paragraphs}


def _url(address: str) -> str:
    """Return the address of a place of `docs/` under the root of the site."""
    return addresses.built(address, addresses.HOME)
