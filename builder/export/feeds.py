"""A corpus that knows its history → Atom feeds (RFC 4287): of the site, of each action and pillar.

An entry is one change, with its words. Its id is made of what changed, so that it stays whatever
else does, wherever the site lies; its date is that of the update, never that of a build.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from builder.messages.names import CHANGES, NEWLY_CITED, NO_LONGER_FILED
from builder.model import (
    Change,
    Changes,
    Corpus,
    EditorDate,
    SiteFile,
    SnapshotEntry,
    Span,
    Update,
    addresses,
)
from builder.pages.blocks import updated, whose
from builder.pages.changes import corrected, run, since_last
from builder.pages.markdown import verbatim
from builder.pages.page_index import PageIndex as Shelf

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
"""2025-08-26, 2025-08, 2025."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One change, for whoever follows the site."""

    key: tuple[str, ...]
    """What makes it this change and no other."""
    update: Update
    """The update that brought it."""
    title: str
    """In a line, as HTML."""
    said: str
    """Its words, as HTML."""
    address: str
    """Where it is shown."""
    labels: tuple[str, ...] = ()
    """Ids of the actions and pillars that it concerns."""


def feeds(corpus: Corpus, base: str = "") -> Iterator[SiteFile]:
    """Yield the feeds; none of a corpus that was not told its history.

    `base` is the address of the folder in which the site lies, where it is known: links are
    relative to it, else to the feed.
    """
    if not corpus.updates:
        return
    shelf = Shelf(corpus)
    newest_first = reversed(corpus.updates)
    entries = [one for update in newest_first for one in _entries(shelf, update)]
    name = corpus.seeds.framework.title
    yield _feed(shelf, addresses.FEED, addresses.CHANGES, name, entries, base)
    for label in shelf.labels:
        page = shelf.refs[label.id].markdown
        here = [one for one in entries if label.id in one.labels]
        title = f"{label.title or label.name} - {name}"
        yield _feed(shelf, addresses.feed(page), page, title, here, base)


# ---------------------------------------------------------------- entries


def _entries(shelf: Shelf, update: Update) -> Iterator[_Entry]:
    """Yield what an update brought; the first brought all there was, told by its texts."""
    found = since_last(shelf, update)
    if found is None:
        for text in update.documents:
            yield _document(shelf, update, Change("document_added", text))
        return
    for one in found.documents:
        yield _document(shelf, update, one)
    for one in found.sentences:
        yield _sentence(shelf, update, found, one)
    yield from _filed(shelf, update, found)
    for one in found.corrections:
        yield _correction(shelf, update, found, one)
    for one in found.terms:
        yield from _term(shelf, update, one)
    for one in found.cited:
        yield from _cited(shelf, update, one)


def _document(shelf: Shelf, update: Update, one: Change) -> _Entry:
    """Return the entry of a text: under the id of then, it leads to where the text is now."""
    key = one.kind, one.document or "", one.subject
    text = shelf.text_of.get(one.document or "")
    if text is None:
        told = f"{CHANGES[one.kind]}：《{verbatim(one.before)}》"
        return _Entry(key, update, told, "", addresses.update(update.entry.id))
    filed = [shelf.filed[paragraph.id] for paragraph in text.paragraphs]
    said = text.paragraphs[0].text if one.kind == "document_added" and filed else one.reason
    return _Entry(
        key,
        update,
        f"{CHANGES[one.kind]}：《{verbatim(text.title)}》 {verbatim(whose(text))}",
        f"<p>{verbatim(said)}</p>" if said else "",
        addresses.document(text.id),
        tuple(dict.fromkeys(id_ for one in filed for id_ in one.labels)),
    )


def _sentence(shelf: Shelf, update: Update, found: Changes, one: Change) -> _Entry:
    why = f"<p>{verbatim(one.reason)}</p>" if one.reason else ""
    return _Entry(
        (one.kind, one.document or "", one.before, one.after),
        update,
        f"{CHANGES[one.kind]}：{_title(shelf, one)}",
        f"<p>{run(one)}</p>{why}",
        _place(shelf, found, one),
        _labels(shelf, one),
    )


def _filed(shelf: Shelf, update: Update, found: Changes) -> Iterator[_Entry]:
    """Yield the passages that came under actions and pillars or left them, each once."""
    together: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for one in found.filings:
        together[one.kind, one.paragraph or ""].append(one)
    names = {label.id: label.name for label in shelf.labels}
    for (kind, paragraph), several in together.items():
        one = several[0]
        under = "、".join(names.get(each.subject, each.subject) for each in several)
        yield _Entry(
            (kind, paragraph),
            update,
            f"{'论及' if kind == 'filed' else NO_LONGER_FILED}{verbatim(under)}："
            f"{_title(shelf, one)}",
            f"<p>{verbatim(_together(shelf, several))}</p>",
            _place(shelf, found, one),
            tuple(each.subject for each in several),
        )


def _together(shelf: Shelf, several: Sequence[Change]) -> str:
    """Return the words of a paragraph from the first that came under a label to the last."""
    words = [one.after or one.before for one in several]
    filed = shelf.shown.get(several[0].paragraph or "")
    text = filed.paragraph.text if filed else ""
    starts = [text.find(one) for one in words]
    if min(starts) < 0:
        return max(words, key=len)
    return text[min(starts) : max(at + len(one) for at, one in zip(starts, words, strict=True))]


def _correction(shelf: Shelf, update: Update, found: Changes, one: Change) -> _Entry:
    return _Entry(
        (one.kind, one.paragraph or one.earlier or "", one.before, one.after),
        update,
        f"{CHANGES[one.kind]}：{_title(shelf, one)}",
        f"<p>{corrected(one, verbatim)}。{verbatim(one.reason)}</p>",
        _place(shelf, found, one),
        _labels(shelf, one),
    )


def _term(shelf: Shelf, update: Update, one: Change) -> Iterator[_Entry]:
    term = next((term for term in shelf.corpus.terms if term.entry.id == one.subject), None)
    if term is not None:
        said = _in_sentence(shelf, one.paragraph, [use.first for use in term.occurrences
                                                   if use.paragraph == one.paragraph])  # fmt: skip
        yield _Entry(
            (one.kind, one.subject),
            update,
            f"{CHANGES[one.kind]}术语：{verbatim(term.entry.term)}",
            said,
            addresses.term(one.subject),
            term.entry.labels,
        )


def _cited(shelf: Shelf, update: Update, one: Change) -> Iterator[_Entry]:
    entity = next((each for each in shelf.corpus.entities if each.id == one.subject), None)
    if one.kind == "cited" and entity is not None:
        said = _in_sentence(shelf, one.paragraph, [each.span for each in entity.mentions
                                                   if each.paragraph == one.paragraph])  # fmt: skip
        yield _Entry(
            (one.kind, one.subject),
            update,
            f"{NEWLY_CITED}：《{verbatim(entity.name)}》",
            said,
            addresses.entity(one.subject),
            _labels(shelf, one),
        )


def _in_sentence(shelf: Shelf, paragraph: str | None, spans: Sequence[Span]) -> str:
    """Return the sentence of a paragraph in which the first of some words stand, as HTML."""
    filed = shelf.shown.get(paragraph or "")
    if filed is None or filed.passage is None or not spans:
        return ""
    at = spans[0][0]
    return "".join(
        f"<p>{verbatim(filed.paragraph.text[slice(*one.span)].strip())}</p>"
        for one in filed.passage.sentences
        if one.span[0] <= at < one.span[1]
    )


def _title(shelf: Shelf, one: Change) -> str:
    text = shelf.text_of.get(one.document or "")
    return f"《{verbatim(text.title)}》" if text else verbatim(one.document or "")


def _place(shelf: Shelf, found: Changes, one: Change) -> str:
    """Return the paragraph, or the page of changes where it is shown no more."""
    filed = shelf.shown.get(one.paragraph or "")
    if filed is None:
        return addresses.changes(found.before, found.after)
    return addresses.paragraph(filed.text.id, filed.paragraph.id)


def _labels(shelf: Shelf, one: Change) -> tuple[str, ...]:
    filed = shelf.shown.get(one.paragraph or "")
    return filed.labels if filed else ()


# ---------------------------------------------------------------- Atom


def _feed(
    shelf: Shelf, path: str, page: str, title: str, entries: Sequence[_Entry], base: str
) -> SiteFile:
    policy = shelf.framework.policy
    last = entries[0].update if entries else shelf.corpus.updates[-1]
    based = {"xml:base": base + path} if base else {}
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        _opening("feed", {"xmlns": ATOM, "xml:lang": "zh-CN", **based}) + ">",
        _element("title", title),
        _element("id", _id(policy, path)),
        _element("updated", moment(last.entry)),
        "<author>",
        _element("name", shelf.framework.title),
        "</author>",
        _element("link", rel="self", type=TYPE, href=addresses.built(path, path)),
        _element("link", rel="alternate", type="text/html", href=addresses.built(page, path)),
    ]
    names = {label.id: label.name for label in shelf.labels}
    told: set[str] = set()
    for one in entries:
        id_ = _id(policy, one.update.entry.id, *one.key)
        if id_ in told:  # the same words put into one text twice
            continue
        told.add(id_)
        address = addresses.built(one.address, path)
        origin = (
            f"<p>{verbatim(one.update.entry.title)} · {verbatim(updated(one.update.entry))}</p>"
        )
        lines += [
            "<entry>",
            _element("title", one.title, type="html"),
            _element("id", id_),
            _element("updated", moment(one.update.entry)),
            _element("link", rel="alternate", type="text/html", href=address),
            *(
                _element("category", term=label, label=names[label])
                for label in one.labels
                if label in names
            ),
            _element("content", one.said + origin, type="html"),
            "</entry>",
        ]
    return SiteFile(path, "\n".join([*lines, "</feed>", ""]).encode())


def _element(name: str, text: str = "", **attributes: str) -> str:
    opening = _opening(name, attributes)
    return f"{opening}>{escape(text, quote=False)}</{name}>" if text else f"{opening}/>"


def _opening(name: str, attributes: Mapping[str, str]) -> str:
    written = (
        (key, escape(of, quote=False).replace('"', "&quot;")) for key, of in attributes.items()
    )
    return f"<{name}" + "".join(f' {key}="{of}"' for key, of in written)


def _id(*parts: str) -> str:
    """Return an id that depends on nothing but these words."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, chr(0).join(parts))}"


def moment(entry: SnapshotEntry) -> str:
    """Return the date of an update as Atom wants it: the last day that its words allow.

    Of what has no known end, it is the last day of its beginning: 2026-03/.. is 2026-03-31. An
    entry is never dated before it can have been, and says in words that the date is inferred.
    """
    date = entry.date.value if isinstance(entry.date, EditorDate) else entry.date
    first, _, last = date.partition("/")
    found = _ISO.fullmatch(last) or _ISO.fullmatch(first)
    assert found is not None, date
    year, month = int(found["year"]), int(found["month"] or 12)
    day = int(found["day"] or monthrange(year, month)[1])
    return f"{year}-{month:02}-{day:02}T00:00:00Z"
