"""What many kinds of pages share: dates, people, and a passage with its origin.

The first functions return plain text, for `plain` or `verbatim` to mark up; those that take the
path of a page return Markdown for that page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from builder.messages import blocks as say
from builder.messages import phrases
from builder.messages.names import ELLIPSIS, LOST, TO_PARAGRAPH, UNDATED, UNSIGNED
from builder.model import (
    UNNAMED,
    Date,
    Label,
    SnapshotEntry,
    Span,
    Text,
    TextParagraph,
    addresses,
    voices,
)
from builder.pages.markdown import Mark, link, plain, small, words
from builder.pages.page_index import Filed, Found, PageIndex

MANY = 100
"""Passages that a page shows whole; of more it gives the numbers."""


def published(text: Text) -> str:
    """Return who published a text; '' where that is not known."""
    return "" if text.publisher == UNNAMED else text.publisher


def dated(date: Date | None) -> str:
    """Return a date without its time: '2025年8月26日'; 日期未载 where the text does not say."""
    if date is None:
        return UNDATED
    return phrases.day(date.value.partition("T")[0], inferred=date.inferred)


def updated(entry: SnapshotEntry) -> str:
    """Return the time of an update: '2025年8月26日', '2025年8月至9月（推定）'."""
    if isinstance(entry.date, str):
        return phrases.day(entry.date)
    return phrases.day(entry.date.value, inferred=True)


def signed(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return who says a paragraph or a whole text; 未署名 for nobody, except in a policy."""
    who = voices.speaker(text, paragraph)
    return who or ("" if text.kind == "policy" else UNSIGNED)


def whence(text: Text) -> tuple[str, ...]:
    """Return from whom a text is, for a line of a list; what is not known is left out.

    Of a policy its issuers and its number, else who published it and who signed it: who printed a
    policy did not issue it, and is named as such.
    """
    if text.kind in voices.ISSUED:
        who = phrases.offices(text.identity.issuers) if text.identity.issuers else ""
        printer = say.PRINTED_BY(publisher=published(text)) if published(text) and not who else ""
        return tuple(filter(None, (who or voices.speaker(text), text.identity.number, printer)))
    return tuple(filter(None, (published(text), signed(text))))


def whose(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return the shortest name for the voice of a paragraph or of a whole text."""
    return voices.short_name(text, paragraph) or UNSIGNED


def title(label: Label) -> str:
    """Return the heading of a label's page."""
    return plain(label.title or label.name)


def listed(rows: Iterable[str]) -> str:
    """Return a list of one item a row."""
    return "\n".join(f"- {row}" for row in rows)


def headline(text: Text, inert: Callable[[str], str] = plain) -> str:
    """Return the title of a text as words of its source, for Markdown or, with `verbatim`, HTML.

    The ellipsis after the first words of a text without a headline is ours.
    """
    said = text.title if text.title_printed else text.title.removesuffix(ELLIPSIS)
    left = "" if text.title_printed else f'<span class="ours">{ELLIPSIS}</span>'
    return f'<span class="words">{inert(said)}</span>{left}'


def losses(paragraph: TextParagraph) -> Iterator[Mark]:
    """Yield a mark in each place where words of a paragraph are lost in print."""
    for correction in paragraph.corrections:
        if correction.kind == "lost":
            yield Mark((correction.span[0],) * 2, "lost", LOST)


def titled(text: Text, page: str) -> str:
    """Return a link to a text, called by its title."""
    return link(plain(text.title), addresses.document(text.id), page)


def reading(
    index: PageIndex, filed: Filed, page: str, *more: Mark, name: str = "words",
    within: Span | None = None, elided: str = "",
) -> str:  # fmt: skip
    """Return a paragraph's words, or a run of them, as a block with the links of its terms."""
    marks = [*index.links_in[filed.paragraph.id], *losses(filed.paragraph), *more]
    return words(filed.paragraph.text, page, marks, within, name=name, elided=elided)


def origin(filed: Filed, page: str) -> list[str]:
    """Return who says a paragraph, when, and links to it and to its lines."""
    text, paragraph = filed.text, filed.paragraph
    who, where = signed(text, paragraph), published(text)
    if text.kind in voices.ISSUED:
        who, where = "", "，".join(whence(text))
    return [
        plain(who) if who or where else f"《{plain(text.title)}》",
        plain(where) if where not in who else "",
        dated(text.date),
        link(TO_PARAGRAPH, filed.address, page),
        link(phrases.original(*paragraph.ranges), filed.first_line, page),
    ]


def witnesses(filed: Filed) -> str:
    """Return how many received files print a paragraph; '' where one does."""
    count = 1 + len({copy.rpartition("-p")[0] for copy in filed.paragraph.copies})
    return say.COPIES_OF_PARAGRAPH(count=count) if count > 1 else ""


def quotation(index: PageIndex, found: Found, page: str, name: str = "words opening") -> list[str]:
    """Return a quotation with where it comes from, as two blocks."""
    if found.filed is None:
        line = found.line
        where = link(phrases.original((line, line)), addresses.line(found.source, line), page)
        publisher = plain(index.sources[found.source].entry.publisher)
        return [words(found.words, page, name=name), small([publisher, where])]
    shown = (
        words(found.words, page, name=name)
        if found.span is None
        else reading(index, found.filed, page, within=found.span, name=name)
    )
    return [shown, small(origin(found.filed, page))]


def numbered(
    index: PageIndex,
    paragraphs: Iterable[str],
    page: str,
    link: Callable[[str, str, str], str] = link,
) -> Iterator[str]:
    """Yield a line for each text: its title, and the numbers of its paragraphs as links."""
    for text, group in groupby(paragraphs, key=lambda one: index.filed[one].text.id):
        name = link(plain(index.texts[text].title), addresses.document(text), page)
        places = " ".join(
            link(addresses.number(one), addresses.paragraph(text, one), page) for one in group
        )
        yield f'{name} <span class="places">{places}</span>'


def passage(index: PageIndex, filed: Filed, label: str, page: str) -> list[str]:
    """Return what a paragraph says of a label, from the first sentence filed to the last.

    What goes before and after is shown as left out; the words that filed it are marked.
    """
    text = filed.paragraph.text
    sentences = filed.passage.sentences if filed.passage else ()
    about = [one for one in sentences if label in one.areas or label in one.pillars]
    span = (about[0].span[0], about[-1].span[1]) if about else (0, len(text))
    grounds = [
        Mark(ground.span, "ground")
        for sentence in sentences
        for ground in sentence.grounds
        if ground.label == label
    ]
    shown = reading(index, filed, page, *grounds, within=span, elided=ELLIPSIS)
    return [shown, small([*origin(filed, page), witnesses(filed)])]
