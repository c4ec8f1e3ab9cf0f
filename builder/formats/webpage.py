"""A saved web page → the lines of its text, and its metadata.

A page can be one line of code, so line numbers count the lines of its text. What no person sees and
what stands around the text are lines too, left out with their reason; scripts, styles, comments,
attributes and the `title` element are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree, html

from builder.formats.encodings import FAMILIES, characters
from builder.formats.webpage_article import find_article
from builder.formats.webpage_breaks import blocks
from builder.formats.webpage_facts import facts
from builder.formats.webpage_lines import Page, read_page
from builder.model import InputError, LineMark, Source, SourceEntry

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
"""How the names of saved web pages end."""

DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
"""Where a page names its encoding, in its first bytes."""

_CLOSED_BREAK = re.compile(r"</br\s*>", re.IGNORECASE)

_LARGEST = 3_000_000
"""Characters of the largest page that trafilatura is asked about."""
_DEEPEST = 150
"""Elements that are nested in each other in such a page: trafilatura calls itself for each."""
_MOST_TAGS = 20_000
"""Tags of such a page."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a saved page as the lines of its text; `file` is its name in messages.

    Raises `InputError` where the page has no visible text.
    """
    declared = declared_encoding(data)
    text, encoding = characters(data, file, declared)
    root = _tree(text, file)
    page = read_page(root) if root is not None else Page()
    if root is None or not page.lines:
        raise InputError(
            file,
            "the web page holds no visible text: a script would write it",
            remedy="open the page in a browser and save it once it shows its text, or copy the "
            "text into a .txt file",
            line=1,
        )
    said = tuple(facts(root))
    titles = tuple(fact.value for fact in said if fact.name == "title")
    found = find_article(page, titles, lambda: _extracted(text, page))
    if found.revealed:
        page = read_page(root, found.revealed)
        found = find_article(page, titles, lambda: _extracted(text, page))
    return Source(
        entry,
        lines=tuple(line.text for line in page.lines),
        encoding=encoding,
        declared=declared if FAMILIES.get(declared, declared) != encoding else "",
        form="webpage",
        marks=tuple(
            LineMark(kind=line.kind, level=line.level, block=block, set=line.set, outside=outside)
            for line, block, outside in zip(
                page.lines, blocks(page.lines), found.outside, strict=True
            )
        ),
        facts=said,
    )


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page declares, in small letters; empty where it names none."""
    found = DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else ""


def _tree(text: str, file: str) -> etree._Element | None:
    # Already decoded: the parser must not apply the encoding that the page declares.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    # A browser takes `</br>` for a break; the parser would drop it and join two lines.
    text = _CLOSED_BREAK.sub("<br>", text)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    # The parser stops there, and the rest of the page would be lost without a word.
    if any("depth" in error.message for error in parser.error_log.filter_from_fatals()):
        raise InputError(
            file,
            "the web page nests thousands of elements in each other and cannot be read whole",
            remedy="open the page in a browser and copy its text into a .txt file",
            line=1,
        )
    return root


def _extracted(text: str, page: Page) -> Iterable[str]:
    """Return the lines that trafilatura extracts as the main text of a page."""
    import trafilatura  # slow to import, and most pages are of a known make

    if len(text) > _LARGEST or text.count("<") > _MOST_TAGS or page.depth > _DEEPEST:
        return ()
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    for cell in root.iter("td", "th"):
        # Its time grows with the product of what the cells of a row span.
        cell.attrib.pop("colspan", None)
        cell.attrib.pop("rowspan", None)
    found = trafilatura.extract(
        root, include_comments=False, include_tables=True, favor_recall=True, fast=True
    )
    return [part for line in (found or "").splitlines() for part in line.split("|")]
