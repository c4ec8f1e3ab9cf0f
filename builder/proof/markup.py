"""HTML as the proof reads it: elements of a page, where a link leads, words without blanks."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from lxml import etree


def parsed(content: bytes) -> etree._Element | None:
    """Return what a browser makes of a page; `None` for an empty one."""
    return etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def classes(element: etree._Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def said(element: etree._Element) -> str:
    """Return the text of an element, white space as a browser shows it."""
    return " ".join("".join(element.itertext()).split())


def target(page: str, reference: str) -> tuple[str, str] | None:
    """Return path and anchor of a reference within the site; `None` for one to elsewhere.

    >>> target("actions/a.html", "../documents/b.html#p3"), target("a.html", "#p3")
    (('documents/b.html', 'p3'), ('a.html', 'p3'))
    """
    address, _, anchor = reference.partition("#")
    below = _below(page.rpartition("/")[0], address) if address else page
    return None if below is None else (below, unquote(anchor))


@lru_cache(maxsize=1 << 14)
def _below(folder: str, address: str) -> str | None:
    """Return the path to which an address leads from a folder; the menu is on every page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.join(folder, unquote(parts.path)) if parts.path else folder
    return posixpath.normpath(path)


def bare(words: str) -> str:
    """Return words without blanks."""
    return "".join(words.split())
