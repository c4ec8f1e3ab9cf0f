"""What the built pages refer to: each page's anchors and its references within the site.

Read from the HTML as a browser would, raw HTML included, into which MkDocs does not look.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from builder.model import Link

_IDS = etree.XPath("//@id", smart_strings=False)
_LINKS = etree.XPath("//a/@href", smart_strings=False)
_LOADING = (
    "area", "audio", "base", "button", "embed", "form", "iframe", "image", "img", "input", "link",
    "object", "script", "source", "track", "use", "video",
)  # fmt: skip
"""Elements besides links that refer to something …"""
_BY = ("href", "src", "srcset", "data", "action", "formaction", "poster")
"""… by one of these attributes."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one built page holds for others and asks of others."""

    path: str
    """Under the site, as actions/science.html."""
    anchors: frozenset[str]
    """Every id."""
    twice: frozenset[str]
    """Ids that stand on the page more than once."""
    references: frozenset[tuple[str, str]]
    """(path, anchor) of what it refers to within the site; the anchor may be empty."""
    foreign: frozenset[str]
    """Addresses that a browser would fetch from elsewhere while loading the page."""


def rendered(site: Path, paths: Iterable[str]) -> dict[str, Rendered]:
    """Return those of the HTML pages `paths` that are under `site`, by their paths."""
    return {path: _read(site, site / path) for path in paths if (site / path).is_file()}


def faults(site: Path, pages: Mapping[str, Rendered]) -> Iterator[str]:
    """Yield dead references, doubled ids, and requests to other hosts."""
    for page in pages.values():
        for anchor in sorted(page.twice):
            yield f"{page.path}: id “{anchor}” stands there twice"
        for foreign in sorted(page.foreign):
            yield f"{page.path}: loads {foreign} from another host"
        for path, anchor in sorted(page.references):
            if path not in pages:
                if not (site / path).is_file():
                    yield f"{page.path}: refers to {path}, which does not exist"
            elif anchor and anchor not in pages[path].anchors:
                yield f"{page.path}: refers to {path}#{anchor}, which is not there"


def one_sided(
    folder: str, pages: Mapping[str, Rendered], links: Iterable[Link]
) -> Iterator[str]:
    """Yield links of a corpus that are told on one side only; its site is in `folder`."""
    for link in links:
        for one, other in ((link.origin, link.target), (link.target, link.origin)):
            path = folder + address(one)[0]
            there, anchor = address(other)
            if path not in pages or (folder + there, anchor) not in pages[path].references:
                yield f"{path}: does not refer to {other} ({link.kind}: {link.words[:30]})"


def address(short: str) -> tuple[str, str]:
    """Return path and anchor of a link's address: glossary/#y → glossary/index.html, y."""
    path, _, anchor = short.partition("#")
    return (f"{path}index.html" if path.endswith("/") or not path else f"{path}.html"), anchor


def _read(site: Path, file: Path) -> Rendered:
    path = file.relative_to(site).as_posix()
    # Without the classes of lxml.html, which take a third of the time of a page.
    tree = etree.fromstring(file.read_bytes(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    anchors = Counter(_IDS(tree))
    within = set(_LINKS(tree))
    foreign: set[str] = set()
    for element in tree.iter(*_LOADING):
        for value in filter(None, map(element.get, _BY)):
            if inside(value) is not None:
                within.add(value)
            elif not value.startswith(("data:", "about:")):
                if element.get("rel") not in ("canonical", "author", "license"):
                    foreign.add(value)
    folder = posixpath.dirname(path)
    references = {
        (_resolved(folder, target[0]) if target[0] else path, target[1])
        for target in map(inside, within)
        if target is not None
    }
    return Rendered(
        path=path,
        anchors=frozenset(anchors),
        twice=frozenset(anchor for anchor, times in anchors.items() if times > 1),
        references=frozenset(references),
        foreign=frozenset(foreign),
    )


def inside(reference: str) -> tuple[str, str] | None:
    """Return path and anchor of a reference within the site: ../a.html#p3 → ../a.html, p3."""
    if ":" in reference or "?" in reference or reference.startswith("//"):
        target = urlsplit(reference)
        if target.scheme or target.netloc:
            return None
        path, anchor = target.path, target.fragment
    else:  # most are so, and urlsplit takes its time
        path, _, anchor = reference.partition("#")
    return unquote(path), unquote(anchor)


def resolve(page: str, target: str) -> str:
    """Return the path under the site to which `target` leads from `page`: ../index.html."""
    return _resolved(posixpath.dirname(page), target) if target else page


@lru_cache(maxsize=1 << 16)
def _resolved(folder: str, target: str) -> str:
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return posixpath.join(path, "index.html") if target.endswith(("/", ".")) else path


def parsed(file: Path) -> html.HtmlElement:
    """Return a built page as a tree."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return html.document_fromstring(file.read_bytes(), parser=parser)
