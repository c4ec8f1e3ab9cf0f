"""What the built pages refer to: each page's anchors and its references within the site.

Read from the HTML as a browser would, raw HTML included, into which MkDocs does not look.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from builder.disk.files import content

_LOADING = frozenset((
    "area", "audio", "base", "button", "embed", "form", "iframe", "image", "img", "input", "link",
    "object", "script", "source", "track", "use", "video",
))  # fmt: skip
"""Elements besides links that refer to something …"""
_BY = ("href", "src", "srcset", "data", "action", "formaction", "poster")
"""… by one of these attributes."""
_NOT_FETCHED = ("canonical", "author", "license")
"""Relations of a link that no browser fetches."""


@dataclass(frozen=True)
class Rendered:
    """The anchors of one built page, and what it refers to."""

    path: str
    """Under the site, as actions/science.html."""
    anchors: frozenset[str]
    """Every id."""
    twice: frozenset[str]
    """Ids that are on the page more than once."""
    references: frozenset[tuple[str, str]]
    """(path, anchor) of what it refers to within the site; the anchor may be empty."""
    foreign: frozenset[str]
    """Addresses that a browser would fetch from elsewhere while loading the page."""


def rendered(path: str, content: bytes) -> Rendered:
    """Return the anchors and references of the HTML page at a path under a site."""
    page = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    anchors, references, foreign = Counter[str](), set[tuple[str, str]](), set[str]()
    for element in () if page is None else page.iter(etree.Element):
        if (anchor := element.get("id")) is not None:
            anchors[anchor] += 1
        if element.tag == "a":
            written = [element.get("href")]
        elif element.tag in _LOADING:
            written = [value for value in map(element.get, _BY) if value]
        else:
            continue
        for reference in written:
            if reference is None:
                continue
            if (target := inside(reference)) is not None:
                references.add((resolve(path, target[0]), target[1]))
            elif element.tag != "a" and _is_fetched(reference, element.get("rel")):
                foreign.add(reference)
    twice = frozenset(anchor for anchor, times in anchors.items() if times > 1)
    return Rendered(path, frozenset(anchors), twice, frozenset(references), frozenset(foreign))


def _is_fetched(reference: str, relation: str | None) -> bool:
    """Return whether a browser that loads a page fetches a reference from another host."""
    return not reference.startswith(("data:", "about:")) and relation not in _NOT_FETCHED


def rendered_files(site: Path, paths: Iterable[str]) -> dict[str, Rendered]:
    """Return path → page, for those of the HTML pages `paths` that exist under `site`."""
    return {
        path: rendered(path, held) for path in paths if (held := content(site / path)) is not None
    }


def faults(site: Path, pages: Mapping[str, Rendered]) -> Iterator[str]:
    """Yield dead references, doubled ids, and requests to other hosts."""
    anchors = {page.path: page.anchors for page in pages.values()}
    files: set[str] = set()
    for page in pages.values():
        for anchor in sorted(page.twice):
            yield f"{page.path}: id “{anchor}” stands there twice"
        for foreign in sorted(page.foreign):
            yield f"{page.path}: loads {foreign} from another host"
        elsewhere = [
            (path, anchor)
            for path, anchor in page.references
            if path not in anchors or (anchor and anchor not in anchors[path])
        ]
        for path, anchor in sorted(elsewhere):
            if path in anchors:
                yield f"{page.path}: refers to {path}#{anchor}, which is not there"
            elif path in files or content(site / path) is not None:
                files.add(path)
            else:
                yield f"{page.path}: refers to {path}, which does not exist"


def inside(reference: str) -> tuple[str, str] | None:
    """Return path and anchor of a reference within the site: ../a.html#p3 → ../a.html, p3.

    What is no address at all leads nowhere in the site.
    """
    try:
        target = urlsplit(reference)
    except ValueError:  # http://[
        return reference, ""
    if target.scheme or target.netloc:
        return None
    return unquote(target.path), unquote(target.fragment)


def resolve(page: str, target: str) -> str:
    """Return the path under the site to which `target` leads from `page`: ../index.html."""
    if not target:
        return page
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(page), target)).lstrip("/")
    return posixpath.join(path, "index.html") if target.endswith(("/", ".")) else path


def parsed(file: Path) -> html.HtmlElement:
    """Return a built page as a tree."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return html.document_fromstring(file.read_bytes(), parser=parser)
