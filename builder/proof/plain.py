"""The pages of a built tree as plain text: their words, ids and links, each read once.

Tags are found as `assets.py` proves them to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from builder.disk.files import content
from builder.proof.markup import bare

_UNSHOWN = re.compile(r"<(?P<tag>script|style)\b[^>]*>(?:[^<]|<(?!/(?P=tag)>))*+</(?P=tag)>")
_TAG = re.compile(r"<[^<>]*+>")
_ID = re.compile(r'<[^<>]*?\sid="(?P<id>[^"]*)"')
_HREF = re.compile(r'<a\b[^<>]*?\shref="(?P<to>[^"]*)"')
_ARTICLE = re.compile(
    r"<article(?P<attributes>[^<>]*)>(?P<html>(?:[^<]|<(?!/article>))*+)</article>"
)
_H1 = re.compile(r"<h1[^<>]*>(?P<words>(?:[^<]|<(?!/h1>))*+)</h1>")
_BESIDE = re.compile(r'<span class="(?:count|voice [^"]*)">[^<>]*</span>')
"""What stands in a heading beside its words."""


@dataclass(frozen=True)
class Pages:
    """The pages of a tree."""

    site: Path
    """Its folder."""
    held: dict[str, str] = field(default_factory=dict, repr=False)
    """What was read of it, by path; what is put here is read in the place of a file."""
    _bare: dict[str, str] = field(default_factory=dict, repr=False)
    _ids: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def html(self, path: str) -> str:
        """Return a page as it is written; '' for none."""
        if path not in self.held:
            self.held[path] = (content(self.site / path) or b"").decode(errors="replace")
        return self.held[path]

    def bare(self, path: str) -> str:
        """Return the words that a page shows, without blanks."""
        if path not in self._bare:
            self._bare[path] = bare(text(self.html(path)))
        return self._bare[path]

    def ids(self, path: str) -> frozenset[str]:
        """Return the ids on a page."""
        if path not in self._ids:
            self._ids[path] = frozenset(unescape(m["id"]) for m in _ID.finditer(self.html(path)))
        return self._ids[path]

    def has(self, path: str, anchor: str) -> bool:
        """Return whether there is a page, and an anchor on it; '' for the page alone."""
        return bool(self.html(path)) and (not anchor or anchor in self.ids(path))


def text(html: str) -> str:
    """Return the words of HTML: `<p>道路<b>养护</b></p>` gives 道路养护."""
    return unescape(_TAG.sub("", _UNSHOWN.sub("", html)))


def articles(html: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes and the content of each article of a page."""
    return ((m["attributes"], m["html"]) for m in _ARTICLE.finditer(html))


def links(html: str) -> Iterator[str]:
    """Yield the addresses of links, in their order."""
    return (unescape(m["to"]) for m in _HREF.finditer(html))


def title(html: str) -> str:
    """Return the first heading, without the count or badge at its end; '' for none."""
    found = _H1.search(html)
    return text(_BESIDE.sub("", found["words"])).strip() if found else ""
