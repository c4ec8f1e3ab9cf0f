"""What several kinds of page show alike: a passage or quotation with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from builder.messages.names import TO_PARAGRAPH
from builder.messages.phrases import original
from builder.model import Label, Span, addresses
from builder.pages.markdown import Mark, link, marked, plain, small, verbatim, words
from builder.pages.page_index import Filed, Found, Shelf
from builder.pages.wording import dated, published, speaker

MANY = 100
"""Passages beyond which nobody reads on: a page tells the numbers of the others."""


def title(label: Label) -> str:
    """Return the heading of a label's page as Markdown."""
    return plain(label.title or label.name)


def reading(shelf: Shelf, filed: Filed, page: str, *more: Mark, within: Span | None = None) -> str:
    """Return a paragraph's words, or a run of them, as HTML with the links of its terms."""
    marks = [*shelf.terms(filed.paragraph.id), *more]
    return marked(filed.paragraph.text, marks, page, within)


def origin(filed: Filed, page: str) -> list[str]:
    """Return who says a paragraph, when, and the way to it and to its lines."""
    text, paragraph = filed.text, filed.paragraph
    who, where = speaker(text, paragraph), published(text)
    return [
        plain(who) if who or where else f"《{plain(text.title)}》",
        plain(where) if where not in who else "",
        dated(text.date),
        link(TO_PARAGRAPH, addresses.paragraph(text.id, paragraph.id), page),
        link(original(*paragraph.ranges), _first_line(filed), page),
    ]


def _first_line(filed: Filed) -> str:
    return addresses.line(filed.paragraph.source, filed.paragraph.ranges[0][0])


def agreement(filed: Filed) -> str:
    """Return how many received copies print a paragraph; '' where there is one."""
    count = 1 + len({copy.rpartition("-p")[0] for copy in filed.paragraph.copies})
    return f"{count}\u00a0份来源印有此段" if count > 1 else ""


def quotation(shelf: Shelf, found: Found, page: str, name: str = "words opening") -> list[str]:
    """Return a quotation with where it comes from, as two blocks."""
    if found.filed is None:
        where = link(
            original((found.line, found.line)), addresses.line(found.source, found.line), page
        )
        publisher = plain(shelf.sources[found.source].entry.publisher)
        return [words(verbatim(found.words), name=name), small([publisher, where])]
    shown = (
        verbatim(found.words)
        if found.span is None
        else reading(shelf, found.filed, page, within=found.span)
    )
    return [words(shown, name=name), small(origin(found.filed, page))]


def numbered(
    shelf: Shelf,
    paragraphs: Iterable[str],
    page: str,
    link: Callable[[str, str, str], str] = link,
) -> Iterator[str]:
    """Yield a line for each text: its title, and the numbers of its paragraphs as links."""
    for text, group in groupby(paragraphs, key=lambda one: shelf.filed[one].text.id):
        name = link(plain(shelf.texts[text].title), addresses.document(text), page)
        places = " ".join(
            link(addresses.number(one), addresses.paragraph(text, one), page) for one in group
        )
        yield f'{name} <span class="places">{places}</span>'


def passage(shelf: Shelf, filed: Filed, label: str, page: str) -> list[str]:
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
    left = '<span class="ours">……</span>'
    before, after = text[: span[0]].strip(), text[span[1] :].strip()
    html = reading(shelf, filed, page, *grounds, within=span)
    whole = (left if before else "") + html + (left if after else "")
    return [words(whole), small([*origin(filed, page), agreement(filed)])]
