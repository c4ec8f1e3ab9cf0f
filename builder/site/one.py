"""Pages of a built site → single files to send: an action, a pillar, the whole newest snapshot.

A file holds its styles, needs no script, and leads nowhere outside itself but to public addresses.
Links between its pages lead within it; others are plain words. What they led to, a paragraph of a
text or a line of a received file, is then told with the title of its page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from builder.disk.cache import Memory
from builder.model import Edition, SiteFile
from builder.site.links import inside, resolve
from builder.site.snapshots import WHOLE, html_path, single

_ASSETS = Path(__file__).with_name("assets")
_STYLES = ("reader.css", "compare.css", "snapshots.css", "one.css")
_NEEDS_SCRIPTS = "search/index.html"

# sources/gov.html#L13 · documents/gov-9.html#p17
_PLACE = re.compile(r"sources/[^#]+\#L\d+ | documents/[^#]+\#.+", re.VERBOSE)
_KINDS = {"sources": "line", "documents": "paragraph"}

# Pages of ours have tags in small letters, attributes in double quotes, and no < or > besides.
_ARTICLE = re.compile(r"<article(?P<attributes>[^<>]*)>(?P<content>.*)</article>", re.DOTALL)
_SUBSCRIBE = re.compile(r'<p class="subscribe">.*?</p>')
_TITLE = re.compile(rb"<h1[^<>]*>(?P<words>.*?)</h1>")
_ASIDE = re.compile(r'<span class="(?:count|voice [^"]*)">[^<>]*</span>')
# <label for="side"> · <input type="radio" name="view" id="run">
_NAME = re.compile(r' (?P<attribute>id|for|name)="(?P<name>[^<>"]*)"(?=[^<>]*>)')
# <p class="where">新华社 · <a href="../documents/a-1.html#p97">文中此段</a></p>
_WHERE = r'<(?P<tag>p|span)\ class="where"> (?: [^<]++ | <(?!/(?P=tag)>) )*+ </(?P=tag)>'
# <a class="cite" href="../entities/index.html#an">《意见》</a>
_LINK = r"(?P<opening> <a\ [^<>]*> ) (?P<words> (?: [^<]++ | <(?!/a>) )*+ ) </a>"
_LINKS = re.compile(_LINK, re.VERBOSE)
_WHERE_OR_LINK = re.compile(f"{_WHERE} | {_LINK}", re.VERBOSE)
_HREF = re.compile(r' href="(?P<to>[^"]*)"')
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Singles:
    """The single files of an edition, as far as they are known without the site's pages."""

    name: str
    """Of the site."""
    head: str
    """Says at the top of each what it is of."""
    pages: Mapping[str, tuple[str, ...]]
    """Path of each, one/science.html → the pages that it holds."""


def singles(edition: Edition) -> Singles:
    """Return the single files of an edition."""
    here = {one.path for one in edition.held}
    paths = (html_path(one.path) for one in edition.pages if one.path in here)
    pages = tuple(path for path in paths if path != _NEEDS_SCRIPTS)
    each = {file: (page,) for page in pages if (file := single(page)) not in (None, WHOLE)}
    name = edition.corpus.seeds.framework.title
    return Singles(
        name=name,
        head=f"{name} · 截至 {edition.date} 的版本（{edition.snapshot.id}）",
        pages=each | {WHOLE: pages},
    )


def single_files(several: Singles, site: Path, memory: Memory | None = None) -> Iterator[SiteFile]:
    """Yield each single file, made of the pages at the site's root.

    Pages that are not there are left out. With a memory, sections of pages that are as they were
    are not made again.
    """
    made = _Sections(site, memory)
    for path, pages in several.pages.items():
        there = [page for page in pages if (site / page).is_file()]
        title = several.name
        if path != WHOLE:
            title = " - ".join([*(made.article(page).title for page in there), several.name])
        content = _document(title, several.head, there, made, whole=path == WHOLE)
        yield SiteFile(path, content)
    made.keep()


def single_differences(files: Iterable[SiteFile], site: Path) -> Iterator[str]:
    """Yield where the single files of a site are not what its pages say, see `single_files`."""
    for one in files:
        if not (site / one.path).is_file():
            yield f"{one.path}: is missing"
        elif (site / one.path).read_bytes() != one.content:
            yield f"{one.path}: is not what the pages say that it holds"


@dataclass(frozen=True)
class _Article:
    """The article of a page."""

    page: str
    source: bytes
    """The page as it lies in the site; empty for none."""

    @cached_property
    def title(self) -> str:
        """Its heading, without what stands at its end: a count, a voice."""
        title = _TITLE.search(self.source, max(self.source.find(b"<article"), 0))
        return _text(_ASIDE.sub("", title["words"].decode(errors="replace"))).strip() if title else ""

    @cached_property
    def html(self) -> str:
        """As it stands among others: its ids begin with its own; its links are those of the page."""
        found = _ARTICLE.search(self.source.decode(errors="replace"))
        if found is None:
            return ""
        # Whoever is sent a file has nothing to ask again.
        content = _SUBSCRIBE.sub("", found["content"])
        key = escape(_key(self.page))
        content = _NAME.sub(rf' \g<attribute>="{key}:\g<name>"', content)
        return f'<article{found["attributes"]} id="{key}">{content}</article>'


@dataclass(frozen=True, slots=True)
class _Section:
    """The article of a page with its links as they lead in a file."""

    html: bytes
    titles: dict[str, str]
    """Of the pages whose titles are told, by their paths."""


class _Sections:
    """Articles and sections of a site's pages; with a memory, those that are as before are known."""

    def __init__(self, site: Path, memory: Memory | None) -> None:
        self._site, self._memory = site, memory
        self._name = memory.key("sections") if memory else ""
        before = memory and memory.recall(self._name)
        self._before: Mapping[str, _Section] = before if isinstance(before, dict) else {}
        self._now: dict[str, _Section] = {}
        """By all that they are made of, but the titles of other pages."""
        self.article = cache(self._article)

    def _article(self, page: str) -> _Article:
        file = self._site / page
        return _Article(page, file.read_bytes() if file.is_file() else b"")

    def of(self, pages: Sequence[str]) -> Iterator[bytes]:
        """Yield the sections of a file that holds these pages."""
        together = frozenset(pages)
        among = repr(sorted(together)).encode()
        for page in pages:
            if self._memory is None:
                yield _led(page, together, self.article).html
                continue
            made_of = (among, page.encode(), self.article(page).source)
            key = sha256(b"".join(sha256(one).digest() for one in made_of)).hexdigest()
            section = self._before.get(key)
            if section is None or any(
                self.article(other).title != title for other, title in section.titles.items()
            ):
                section = _led(page, together, self.article)
            self._now[key] = section
            yield section.html

    def keep(self) -> None:
        """Keep the sections that were asked for."""
        if self._memory and self._now != self._before:
            self._memory.keep(self._name, self._now)


def _document(
    title: str, head: str, pages: Sequence[str], made: _Sections, *, whole: bool
) -> bytes:
    styles = "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    rest = "" if whole else "这是读本中的一页，未收入的各页不设链接。"
    before = "\n".join(
        [
            '<!doctype html>\n<html lang="zh" dir="ltr" class="no-js">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>\n{styles}</style>\n</head>",
            f'<body data-md-color-scheme="default" class="{"whole" if whole else "page"}">',
            f'<p class="of-what">{escape(head)}</p>\n<main class="md-content">',
            *([_contents(pages, made.article)] if whole else []),
        ]
    )
    after = (
        '</main>\n<footer class="foot"><p>来源的话用宋体，逐字照录；本站的话用黑体。'
        f"{rest}这个文件自成一体，不用网络。"
        '<span class="in-browser">查找请用浏览器的“在页面中查找”。</span></p></footer>\n'
        "</body>\n</html>\n"
    )
    return b"\n".join([before.encode(), *made.of(pages), after.encode()])


def _contents(pages: Sequence[str], article: Callable[[str], _Article]) -> str:
    """Return the list of pages; those of a folder stand under its first page."""
    rows = ['<nav class="md-typeset list" aria-label="目录"><ul>']
    for page in pages:
        folder, _, name = page.rpartition("/")
        deep = name != "index.html" and f"{folder}/index.html" in pages
        label = escape(article(page).title)
        opening = '<li class="deep">' if deep else "<li>"
        rows.append(f'{opening}<a href="#{_key(page)}">{label}</a></li>')
    return "\n".join([*rows, "</ul></nav>"])


def _led(page: str, pages: frozenset[str], article: Callable[[str], _Article]) -> _Section:
    """Return the article of a page with its links as they lead among `pages`."""
    titles: dict[str, str] = {}

    def where_or_link(found: re.Match[str]) -> str:
        tag, opening, words = found.groups()
        return where(found[0]) if tag else link(opening, words)

    def where(line: str) -> str:
        """What such a line tells it tells once."""
        told = _text(line)

        def place(found: re.Match[str]) -> str:
            nonlocal told
            html = link(found["opening"], found["words"], told)
            told += _text(html)
            return html

        return _LINKS.sub(place, line)

    def link(opening: str, words: str, beside: str | None = None) -> str:
        """The title of the page of a place stands behind it, unless told anyway.

        A passage has its text `beside` it only in a line that tells where it is from.
        """
        target = _target(page if 'href="#' in opening else folder, opening)
        if target is None:
            return f"{opening}{words}</a>"
        html = (
            f"{target.within}{words}</a>"
            if target.path in pages
            else f"{target.without}{words}</span>"
        )
        if not target.place or target.path == page:
            return html
        told = _text(words) if target.place == "line" else beside
        title = titles[target.path] = article(target.path).title
        if told is not None and title[:8] not in told:
            html += f'<span class="of">：{escape(title, quote=False)}</span>'
        return f'<span class="{target.place}-of">{html}</span>'

    folder = page.rpartition("/")[0] + "/"
    html = _WHERE_OR_LINK.sub(where_or_link, article(page).html)
    return _Section(html.encode(), titles)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a link leads."""

    path: str
    """The page."""
    within: str
    """How the link opens in a file that has this page …"""
    without: str
    """… and how words that were a link open in one that has not."""
    place: str
    """line or paragraph, if it is such a place; else empty."""


@lru_cache(maxsize=1 << 16)
def _target(page: str, opening: str) -> _Target | None:
    """Return where a link of a page, or of any in a folder, leads; None for another site."""
    href = _HREF.search(opening)
    target = inside(unescape(href["to"])) if href else None
    if href is None or target is None:
        return None
    path, anchor = resolve(page, target[0]), target[1]
    before, after = opening[2 : href.start()], opening[href.end() :]
    place = _PLACE.fullmatch(f"{path}#{anchor}")
    return _Target(
        path,
        f'<a{before} href="#{escape(_key(path, anchor))}"{after}',
        f"<span{before}{after}",
        _KINDS[path.partition("/")[0]] if place else "",
    )


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html)) if "<" in html else unescape(html)


def _key(page: str, anchor: str = "") -> str:
    """Return the id of a page, or of a place on it: actions/science, actions/science:title."""
    return page.removesuffix(".html") + (f":{anchor}" if anchor else "")
