"""The single files of a built tree → where they say otherwise than the pages in them.

A page and its copy in a single file have the same words in the same marks and order; links lead to
the same places, within the file where it has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import zip_longest
from pathlib import Path

from builder.disk.docs import files_by_hand
from builder.model import Seeds, printable
from builder.proof.markup import target
from builder.proof.plain import Pages, articles, links, text, title
from builder.proof.words import SINGLE

_KEY = re.compile(r'\sid="(?P<key>[^"]*)"$')
_SUBSCRIBE = re.compile(r'<p class="subscribe">(?:[^<]|<(?!/p>))*+</p>')
_PLUS = re.compile(r'<span class="plus">(?P<plus>[^<>]*)</span>')
# <span class="of">：某市办法</span>
_OF = re.compile(r'<span class="of">：(?P<title>[^<>]*)</span>')
# <a href="#actions/care">社区照护</a>
_LISTED = re.compile(r'<a href="#(?P<page>[^"]*)">(?P<title>[^<>]*)</a>')
_PLACE = re.compile(r'<span class="(?:line|paragraph)-of">')
_CLASS = re.compile(r'<(?!/)[^<>]*?\sclass="(?P<class>[^"]*)"[^<>]*>')
_MARKS = re.compile(r"<[^<>]*>")
_WHERE = re.compile(r"(?:sources/[^#]+\.html#L\d+|documents/[^#]+\.html#.+)")


def single_proof(root: Path, site: Path, seeds: Seeds, pages: Pages) -> Iterator[str]:
    """Yield what is wrong with the single files of a tree."""
    for file in sorted((site / SINGLE).glob("*.html")):
        path = f"{SINGLE}{file.name}"
        yield from (f"{path}: {one}" for one in single_faults(path, root, site, seeds, pages))


def single_faults(path: str, root: Path, site: Path, seeds: Seeds, pages: Pages) -> Iterator[str]:
    """Yield what is wrong with a single file."""
    newest = seeds.snapshots[-1].id
    html = pages.html(path)
    if newest not in text(html.partition("<header")[2].partition("</header>")[0]):
        yield f"does not say of which snapshot it is, {newest}"
    found = {
        f"{_key(attributes)}.html": _PLUS.sub(r"\g<plus>", held)
        for attributes, held in articles(html)
    }
    ids = pages.ids(path)
    name = seeds.framework.title
    alone = [title(pages.html(page)) for page in found] if path != f"{SINGLE}index.html" else []
    if f"<title>{escape(' - '.join([*alone, name]))}</title>" not in html:
        yield f"is not titled {' - '.join([*alone, name])}"
    for page, held in found.items():
        yield from (f"{page}: {one}" for one in _faults(page, held, found, pages))
    for link in links(html):
        if link.startswith("#") and link[1:] not in ids:
            yield f"leads to {link}, which is not there"
    listed = _PLUS.sub(r"\g<plus>", html.partition("<nav")[2].partition("</nav>")[0])
    for one in _LISTED.finditer(listed):
        if unescape(one["title"]) != title(pages.html(f"{unescape(one['page'])}.html")):
            yield f"lists {one['page']} as {printable(unescape(one['title']))}"
    file = path.removeprefix(SINGLE)
    expected = _whole(root, site, pages) if file == "index.html" else _alone(file, pages, seeds)
    for page in sorted({*found} ^ expected):
        yield f"{'is another page' if page in found else 'has not the page'} {page}"


def _whole(root: Path, site: Path, pages: Pages) -> set[str]:
    """Return the pages of the file of all: none by hand, no redirect, and not the search."""
    apart = {f"{one.removesuffix('.md')}.html" for one in files_by_hand(root)}
    apart |= {"search/index.html", "404.html"}
    paths = (one.relative_to(site).as_posix() for one in site.rglob("*.html"))
    return {
        one
        for one in paths
        if one not in apart
        and not one.startswith((SINGLE, "at/"))
        and next(articles(pages.html(one)), None)
        and '<meta name="robots" content="noindex">' not in pages.html(one)
    }


def _alone(name: str, pages: Pages, seeds: Seeds) -> set[str]:
    """Return the page of which a file is made: that of an action or a pillar."""
    framework = seeds.framework
    ids = {f"{one.id}.html" for one in (*framework.actions, *framework.pillars)}
    folders = ("actions", "pillars")
    return {f"{one}/{name}" for one in folders if name in ids and pages.html(f"{one}/{name}")}


def _key(attributes: str) -> str:
    found = _KEY.search(attributes)
    return unescape(found["key"]) if found else ""


def _faults(page: str, held: str, there: Mapping[str, str], pages: Pages) -> Iterator[str]:
    """Yield how an article differs from that of its page."""
    _, own = next(articles(pages.html(page)), ("", ""))
    own = _PLUS.sub(r"\g<plus>", _SUBSCRIBE.sub("", own))
    ours, theirs = _words(_OF.sub("", held)), _words(own)
    if ours != theirs:
        yield _difference(ours, theirs)
        return
    led = [target(page, one) for one in links(own)]
    written = zip(links(own), led, strict=True)
    expected = [
        link if to is None else f"#{_anchor(*to)}"
        for link, to in written
        if to is None or to[0] in there
    ]
    if (found := list(links(held))) != expected:
        one, other = next(pair for pair in zip_longest(found, expected) if pair[0] != pair[1])
        yield f"leads to {printable(str(one))}, its page to {printable(str(other))}"
    places = [to for to in led if to and to[0] != page and _WHERE.fullmatch("#".join(to))]
    wrapped = _PLACE.split(held)[1:]
    if len(places) != len(wrapped):
        yield f"names {len(wrapped)} places, its page {len(places)}"
        return
    for (path, _), part in zip(places, wrapped, strict=True):
        named = _OF.search(part)
        if named and unescape(named["title"]) != title(pages.html(path)):
            yield f"says that {path} is {printable(unescape(named['title']))}"


def _anchor(path: str, anchor: str) -> str:
    key = path.removesuffix(".html")
    return f"{key}:{anchor}" if anchor else key


def _words(html: str) -> list[str]:
    """Return the words of an article and the classes before them, in their order."""
    marked = _CLASS.sub(lambda m: "" if _PLACE.match(m[0]) else f"\0{m['class']}\0", html)
    parts = _MARKS.sub("", marked).split("\0")
    return [part for part in map(unescape, parts) if part]


def _difference(ours: Sequence[str], theirs: Sequence[str]) -> str:
    one, other = next(pair for pair in zip_longest(ours, theirs) if pair[0] != pair[1])
    return f"says “{printable((one or '')[:60])}”, its page “{printable((other or '')[:60])}”"
