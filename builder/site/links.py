"""What the built pages refer to: each page's anchors and its references within the site.

Read from the HTML as a browser would, raw HTML included, into which MkDocs does not look. Tags are
read by themselves where all of a page are so plain that every parser takes them alike; else by lxml.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import AnyStr
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from builder.disk.cache import Memory
from builder.model import Link

# <p class="where"> · </span> · <!-- as of -->, without what opens and closes it
_TAGS = re.compile(r"<([^<>]*)>")
# a class="term" href="../glossary/index.html#x" · input hidden · /p · !-- as of -- · !doctype html
_PLAIN = re.compile(
    r"""
    (?P<name> [a-z][a-z0-9]* ) (?P<attributes> (?: \s+ [a-z-]+ (?: =" [^"]* " )? )* ) \s* /?
    | / [a-z][a-z0-9]* | !-- [^-]* -- | !doctype\ html
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
_OPAQUE = (
    "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp",
)  # fmt: skip
"""Elements in which what looks like a tag is none."""
_LOADING = frozenset(
    ("area", "audio", "base", "button", "embed", "form", "iframe", "image", "img", "input", "link",
     "object", "script", "source", "track", "use", "video")
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


def rendered(path: str, html: str) -> Rendered:
    """Return what a page says that stands at a path under a site."""
    said = [_plainly_said(part) for part in _parts(html, "<article", "</article>")]
    plain = [one for one in said if one is not None]
    return _together(path, plain if len(plain) == len(said) else [_said(html)])


def rendered_files(
    site: Path, paths: Iterable[str], memory: Memory | None = None
) -> dict[str, Rendered]:
    """Return those of the HTML pages `paths` that are under `site`, by their paths.

    With a memory, articles that were read before are not read again.
    """
    known = _Known(memory) if memory else None
    found: dict[str, Rendered] = {}
    for path in paths:
        if (site / path).is_file():
            content = (site / path).read_bytes()
            said = known and known.said(content)
            html = "" if said else content.decode(errors="replace")
            found[path] = _together(path, said) if said else rendered(path, html)
    if known:
        known.keep()
    return found


def _parts(page: AnyStr, opening: AnyStr, closing: AnyStr) -> Iterator[AnyStr]:
    """Yield what stands around the articles of a page, and each of them."""
    cut = page.split(opening)
    end = cut[-1].rfind(closing)
    if len(cut) == 1 or end < 0:
        yield page
        return
    yield cut[0] + cut[-1][end:]
    for article in cut[1:-1]:
        yield opening + article
    yield opening + cut[-1][:end]


def _together(path: str, parts: Sequence[_Said]) -> Rendered:
    """Return a page that says all that its parts say."""
    anchors, twice = set[str](), set[str]()
    for one in parts:
        twice |= one.twice
        twice |= anchors & one.anchors
        anchors |= one.anchors
    folder = posixpath.dirname(path)
    return Rendered(
        path=path,
        anchors=frozenset(anchors),
        twice=frozenset(twice),
        references=frozenset(
            [
                (_resolved(folder, to) if to else path, anchor)
                for to, anchor in set[tuple[str, str]]().union(*(one.within for one in parts))
            ]
        ),
        foreign=frozenset[str]().union(*(one.foreign for one in parts)),
    )


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
            elif path in files or (site / path).is_file():
                files.add(path)
            else:
                yield f"{page.path}: refers to {path}, which does not exist"


def one_sided(
    folder: str, pages: Mapping[str, Rendered], links: Iterable[Link]
) -> Iterator[str]:
    """Yield links of a corpus that are told on one side only; its site is in `folder`."""
    for link in links:
        for one, other in ((link.origin, link.target), (link.target, link.origin)):
            path = f"{folder}{one.page}.html"
            page = pages.get(path)
            if page is None or (f"{folder}{other.page}.html", other.anchor) not in page.references:
                yield f"{path}: does not refer to {other} ({link.kind}: {link.words[:30]})"


@dataclass(frozen=True, slots=True)
class _Said:
    """What HTML says, wherever it stands."""

    anchors: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    within: set[tuple[str, str]] = field(default_factory=set)
    """Path and anchor of what it refers to within the site, as it is written there."""
    foreign: set[str] = field(default_factory=set)

    def add(self, tag: _Tag, times: int) -> None:
        """Add a tag that stands there so many times."""
        if tag.anchor is not None:
            if times > 1 or tag.anchor in self.anchors:
                self.twice.add(tag.anchor)
            self.anchors.add(tag.anchor)
        if tag.within or tag.foreign:
            self.within.update(tag.within)
            self.foreign.update(tag.foreign)


class _Known:
    """What parts of pages say that were read before."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._name = memory.key("said")
        before = memory.recall(self._name)
        self._before: Mapping[bytes, _Said] = before if isinstance(before, dict) else {}
        self._now: dict[bytes, _Said] = {}

    def said(self, content: bytes) -> list[_Said] | None:
        """Return what the parts of a page say; None where not all tags are plain."""
        found: list[_Said] = []
        for part in _parts(content, b"<article", b"</article>"):
            key = sha256(part).digest()
            one = self._before.get(key) or _plainly_said(part.decode(errors="replace"))
            if one is None:
                return None
            found.append(one)
            self._now[key] = one
        return found

    def keep(self) -> None:
        """Keep what was asked for."""
        if self._now.keys() != self._before.keys():
            self._memory.keep(self._name, self._now)


def _said(html: str) -> _Said:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    said = _Said()
    for element in etree.fromstring(html.encode(), parser).iter(etree.Element):
        said.add(_tag(element.tag, element.attrib), 1)
    return said


@lru_cache(maxsize=4)  # an article stands at two addresses, and one is read after the other
def _plainly_said(html: str) -> _Said | None:
    """Return the same without lxml; None where not all tags are plain."""
    found = Counter(_TAGS.findall(html))
    if found.total() < html.count("<"):
        return None
    said = _Said()
    for written, times in found.items():
        # Tags with an id are hardly ever alike: to keep them would cost more than it spares.
        tag = (_plain_tag if ' id="' in written else _known_tag)(written)
        if tag is None or (tag.name in _OPAQUE and not _closed(html, written, tag.name)):
            return None
        said.add(tag, times)
    return said


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag says, see `_Said`."""

    name: str
    anchor: str | None
    within: tuple[tuple[str, str], ...]
    foreign: tuple[str, ...]


def _plain_tag(written: str) -> _Tag | None:
    found = _PLAIN.fullmatch(written)
    if found is None:
        return None
    attributes = _ATTRIBUTE.findall(found["attributes"] or "")
    known = {name: unescape(value) for name, value in attributes}
    return _tag(found["name"] or "", known) if len(known) == len(attributes) else None


_known_tag = lru_cache(maxsize=1 << 16)(_plain_tag)


def _closed(html: str, written: str, name: str) -> bool:
    """Return whether nothing that looks like a tag stands in an element, wherever it stands."""
    return all(
        rest[rest.find("<") :].startswith(f"</{name}>")
        for rest in html.split(f"<{written}>")[1:]
    )


def _tag(name: str, attributes: Mapping[str, str]) -> _Tag:
    within: list[tuple[str, str]] = []
    foreign: list[str] = []
    if name == "a" and "href" in attributes:
        if (target := inside(attributes["href"])) is not None:
            within.append(target)
    if name in _LOADING:
        for value in filter(None, map(attributes.get, _BY)):
            if (target := inside(value)) is not None:
                within.append(target)
            elif not value.startswith(("data:", "about:")):
                if attributes.get("rel") not in ("canonical", "author", "license"):
                    foreign.append(value)
    return _Tag(name, attributes.get("id"), tuple(within), tuple(foreign))


def inside(reference: str) -> tuple[str, str] | None:
    """Return path and anchor of a reference within the site: ../a.html#p3 → ../a.html, p3."""
    path, _, anchor = reference.partition("#")
    if ":" in path or "?" in path or path.startswith("//"):  # most are not, and urlsplit takes its time
        target = urlsplit(reference)
        if target.scheme or target.netloc:
            return None
        path, anchor = target.path, target.fragment
    return (unquote(path), unquote(anchor)) if "%" in reference else (path, anchor)


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
