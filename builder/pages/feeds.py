"""A corpus with its history → what its feeds say: of the site, of each action and pillar.

An entry is one change, with its words. Its key is made of what changed alone, so that its id stays
whatever else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from builder.messages import feeds as say
from builder.messages.names import CHANGES, NEWLY_CITED, NO_LONGER_FILED
from builder.model import (
    Change,
    Changes,
    Corpus,
    Feed,
    FeedEntry,
    Span,
    Text,
    TextParagraph,
    Update,
    addresses,
    printable,
    voices,
)
from builder.pages.blocks import published, updated, whose
from builder.pages.changes import corrected, since_last
from builder.pages.markdown import verbatim
from builder.pages.page_index import Groups, PageIndex
from builder.pages.reworded import inline


def feeds(corpus: Corpus) -> Iterator[Feed]:
    """Yield the feeds, the newest entries first; none of a corpus without history."""
    if not corpus.updates:
        return
    index = PageIndex(corpus)
    entries = [entry for update in reversed(corpus.updates) for entry in _entries(index, update)]
    name = index.framework.title
    yield _feed(addresses.FEED, addresses.CHANGES, name, entries, corpus)
    for label in index.labels:
        page = index.refs[label.id].markdown
        title = f"{label.title or label.name} - {name}"
        here = [entry for entry in entries if label in entry.labels]
        yield _feed(addresses.feed(page), page, title, here, corpus)


def _feed(path: str, page: str, title: str, entries: Sequence[FeedEntry], corpus: Corpus) -> Feed:
    date = entries[0].date if entries else corpus.updates[-1].entry.date
    unique: dict[tuple[str, ...], FeedEntry] = {}
    for entry in entries:  # the same words can be put into one text twice
        unique.setdefault(entry.key, entry)
    return Feed(path, page, title, date, tuple(unique.values()))


def _entries(index: PageIndex, update: Update) -> Iterator[FeedEntry]:
    """Yield what an update brought; of the first update, its texts."""
    found = since_last(index, update)
    if found is None:
        for text in update.documents:
            yield _document(index, update, Change("document_added", text))
        return
    for change in found.documents:
        yield _document(index, update, change)
    for change in found.sentences:
        yield _sentence(index, update, found, change)
    yield from _filings(index, update, found)
    for change in found.corrections:
        yield _correction(index, update, found, change)
    for change in found.terms:
        yield from _term(index, update, change)
    for change in found.cited:
        yield from _cited(index, update, change)


def _entry(
    index: PageIndex,
    update: Update,
    key: tuple[str, ...],
    title: str,
    words: str,
    address: str,
    labels: Iterable[str],
    authors: tuple[str, ...] = (),
) -> FeedEntry:
    """Return an entry; `title` and `words` are HTML, `labels` ids of actions and pillars."""
    entry, ids = update.entry, dict.fromkeys(labels)
    origin = f"<p>{verbatim(entry.title)} · {verbatim(updated(entry))}</p>"
    known = {label.id: label for label in index.labels}
    return FeedEntry(
        key=(entry.id, *key),
        date=entry.date,
        title=title,
        content=words + origin,
        address=address,
        labels=tuple(known[id_] for id_ in ids if id_ in known),
        authors=authors,
    )


def _document(index: PageIndex, update: Update, change: Change) -> FeedEntry:
    """Return the entry of a text: keyed by its id at the time, linked to where it is now."""
    key = change.kind, change.document or "", change.subject
    text = index.text_of.get(change.document or "")
    if text is None:
        title = f"{CHANGES[change.kind]}：《{verbatim(change.before)}》"
        return _entry(index, update, key, title, "", addresses.update(update.entry.id), ())
    first = text.paragraphs[0].text if text.paragraphs else ""
    who = (whose(text), *([text.identity.number] if text.identity.number else []))
    words = first if change.kind == "document_added" and first else change.reason
    return _entry(
        index,
        update,
        key,
        f"{CHANGES[change.kind]}：《{verbatim(text.title)}》 {verbatim(' '.join(who))}",
        f"<p>{verbatim(words)}</p>" if words else "",
        addresses.document(text.id),
        (id_ for one in text.paragraphs for id_ in index.filed[one.id].labels),
        _authors(text),
    )


def _authors(text: Text, paragraph: TextParagraph | None = None) -> tuple[str, ...]:
    """Return who says a paragraph or a whole text; where nobody signs, who published it, except
    what offices issue.
    """
    said = [*map(voices.person, voices.speakers(text, paragraph))]
    printer = [] if text.kind in voices.ISSUED else [published(text)]
    return tuple(map(printable, filter(None, said or printer)))


def _sentence(index: PageIndex, update: Update, found: Changes, change: Change) -> FeedEntry:
    why = f"<p>{verbatim(change.reason)}</p>" if change.reason else ""
    filed = index.shown.get(change.paragraph or "")
    return _entry(
        index,
        update,
        (change.kind, change.document or "", change.before, change.after),
        f"{CHANGES[change.kind]}：{_title(index, change)}",
        f"<p>{inline(change)}</p>{why}",
        _address(index, found, change),
        _labels(index, change),
        _authors(filed.text, filed.paragraph) if filed else (),
    )


def _filings(index: PageIndex, update: Update, found: Changes) -> Iterator[FeedEntry]:
    """Yield the passages that came under actions and pillars or left them, each once."""
    names = {label.id: label.name for label in index.labels}
    passages = Groups(((one.kind, one.paragraph or ""), one) for one in found.filings)
    for (kind, paragraph), filings in passages.items():
        labels = [one.subject for one in filings]
        under = "、".join(names.get(label, label) for label in labels)
        what = say.SPEAKS_OF if kind == "filed" else NO_LONGER_FILED
        yield _entry(
            index,
            update,
            (kind, paragraph),
            f"{what}{verbatim(under)}：{_title(index, filings[0])}",
            f"<p>{verbatim(_span(index, filings))}</p>",
            _address(index, found, filings[0]),
            labels,
        )


def _span(index: PageIndex, filings: Sequence[Change]) -> str:
    """Return the words of a paragraph from the first that came under a label to the last."""
    words = [one.after or one.before for one in filings]
    filed = index.shown.get(filings[0].paragraph or "")
    text = filed.paragraph.text if filed else ""
    starts = [text.find(one) for one in words]
    if min(starts) < 0:
        return max(words, key=len)
    return text[min(starts) : max(at + len(one) for at, one in zip(starts, words, strict=True))]


def _correction(index: PageIndex, update: Update, found: Changes, change: Change) -> FeedEntry:
    where = change.paragraph or change.earlier or change.document
    return _entry(
        index,
        update,
        (change.kind, where or "", change.before, change.after),
        f"{CHANGES[change.kind]}：{_title(index, change)}",
        f"<p>{corrected(change, verbatim)}。{verbatim(change.reason)}</p>",
        _address(index, found, change),
        _labels(index, change),
    )


def _term(index: PageIndex, update: Update, change: Change) -> Iterator[FeedEntry]:
    for term in index.corpus.terms:
        if term.entry.id == change.subject:
            uses = [one.first for one in term.occurrences if one.paragraph == change.paragraph]
            yield _entry(
                index,
                update,
                (change.kind, change.subject),
                say.TERM_CHANGED(change=CHANGES[change.kind], term=verbatim(term.entry.term)),
                _sentence_with(index, change, uses),
                addresses.term(change.subject),
                term.entry.labels,
            )


def _cited(index: PageIndex, update: Update, change: Change) -> Iterator[FeedEntry]:
    for entity in index.corpus.entities:
        if change.kind == "cited" and entity.id == change.subject:
            uses = [one.span for one in entity.mentions if one.paragraph == change.paragraph]
            yield _entry(
                index,
                update,
                (change.kind, change.subject),
                f"{NEWLY_CITED}：《{verbatim(entity.name)}》",
                _sentence_with(index, change, uses),
                addresses.entity(change.subject),
                _labels(index, change),
            )


def _sentence_with(index: PageIndex, change: Change, uses: Sequence[Span]) -> str:
    """Return the sentence of a change's paragraph that contains the first use, as HTML."""
    filed = index.shown.get(change.paragraph or "")
    if filed is None or filed.passage is None or not uses:
        return ""
    sentence = filed.paragraph.text[slice(*filed.sentence_at(uses[0][0]))]
    return f"<p>{verbatim(sentence.strip())}</p>"


def _title(index: PageIndex, change: Change) -> str:
    text = index.text_of.get(change.document or "")
    return f"《{verbatim(text.title)}》" if text else verbatim(change.document or "")


def _address(index: PageIndex, found: Changes, change: Change) -> str:
    """Return the address of the paragraph, or the page of changes if it is no longer shown."""
    filed = index.shown.get(change.paragraph or "")
    return filed.address if filed else addresses.changes(found.before, found.after)


def _labels(index: PageIndex, change: Change) -> tuple[str, ...]:
    filed = index.shown.get(change.paragraph or "")
    return filed.labels if filed else ()
