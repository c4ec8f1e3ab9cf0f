"""Pages of a built site → single files to send: an action, a pillar, the whole newest snapshot.

A file contains its styles, needs no script, and has links to itself and to public addresses alone.
Links between its pages lead within it; others become plain words. Where they led to a paragraph of
a text or a line of a received file, the title of its page follows them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path

from builder.disk.files import content
from builder.messages import frame
from builder.messages import single_files as say
from builder.model import Edition, SiteFile
from builder.site.head import LANGUAGE
from builder.site.links import inside, resolve
from builder.site.plus import with_plus
from builder.site.settings import Settings
from builder.site.snapshots import WHOLE, html_path, single

_ASSETS = Path(__file__).with_name("assets")
_STYLES = ("reader.css", "compare.css", "snapshots.css", "one.css")
_NEEDS_SCRIPTS = "search/index.html"

# sources/gov.html#L13 · documents/gov-9.html#p17
_PLACE = re.compile(r"sources/[^#]+\#L\d+ | documents/[^#]+\#.+", re.VERBOSE)
_KINDS = {"sources": "line", "documents": "paragraph"}

# Our pages have lower-case tags, attributes in double quotes, and no other < or >.
_ARTICLE = re.compile(r"<article(?P<attributes>[^<>]*)>(?P<content>.*)</article>", re.DOTALL)
_SUBSCRIBE = re.compile(r'<p class="subscribe">.*?</p>')
_TITLE = re.compile(r"<article.*?<h1[^<>]*>(?P<words>.*?)</h1>", re.DOTALL)
_ASIDE = re.compile(r'<span class="(?:count|voice [^"]*)">[^<>]*</span>')
# <label for="side"> · <input type="radio" name="view" id="run">
_NAME = re.compile(r' (?P<attribute>id|for|name)="(?P<name>[^<>"]*)"(?=[^<>]*>)')
# <p class="where">某社 · <a href="../documents/a-1.html#p97">文中此段</a></p>
# <span class="where"><a href="../documents/a-1.html#p9">养老<span class="plus">+</span></a></span>
_WHERE = (
    r'<(?P<tag>p|span)\ class="where">'
    r'(?: [^<]++ | <span\ class="plus">[^<]*</span> | <(?!/(?P=tag)>) )*+ </(?P=tag)>'
)
# <a class="cite" href="../entities/index.html#an">《办法》</a>
_LINK = r"(?P<opening> <a\ [^<>]*> ) (?P<words> (?: [^<]++ | <(?!/a>) )*+ ) </a>"
_LINKS = re.compile(_LINK, re.VERBOSE)
_WHERE_OR_LINK = re.compile(f"{_WHERE} | {_LINK}", re.VERBOSE)
_HREF = re.compile(r' href="(?P<to>[^"]*)"')
_TAG = re.compile(r"<[^<>]*>")


def single_pages(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Return the path of each single file of an edition, one/science.html, with its pages."""
    paths = (html_path(one.path) for one in edition.pages if not one.is_redirect)
    pages = tuple(path for path in paths if path != _NEEDS_SCRIPTS)
    alone = {file: (page,) for page in pages if (file := single(page)) not in (None, WHOLE)}
    return {**alone, WHOLE: pages}


def single_files(edition: Edition, site: Path, said: Settings) -> Iterator[SiteFile]:
    """Yield each single file of an edition, made of the pages at the root of a built site.

    Pages that are not there are left out.
    """
    name = edition.corpus.seeds.framework.title
    head = say.AS_OF(name=name, date=edition.date, snapshot=edition.snapshot.id)
    files, owner = single_pages(edition), said.owner(None)
    articles = {
        page: _Article(page, held.decode(errors="replace"))
        for page in files[WHOLE]
        if (held := content(site / page)) is not None
    }
    titles = {page: article.title for page, article in articles.items()}
    for path, pages in files.items():
        there = {page: articles[page] for page in pages if page in articles}
        title = name if path == WHOLE else " - ".join([*map(titles.__getitem__, there), name])
        yield SiteFile(path, _document(title, head, there, titles, owner, whole=path == WHOLE))


@dataclass(frozen=True)
class _Article:
    """The article of a page."""

    page: str
    """Its path under the site."""
    source: str
    """The page as it lies in the site."""

    @cached_property
    def title(self) -> str:
        """Its heading, without the count or badge at its end."""
        title = _TITLE.search(self.source)
        return _text(_ASIDE.sub("", title["words"])).strip() if title else ""

    @cached_property
    def html(self) -> str:
        """Its HTML in a file with others: its ids get a prefix; its links are still the page's."""
        found = _ARTICLE.search(self.source)
        if found is None:
            return ""
        # Whoever is sent a file has nothing to ask again.
        content = _SUBSCRIBE.sub("", found["content"])
        key = escape(_key(self.page))
        content = _NAME.sub(rf' \g<attribute>="{key}:\g<name>"', content)
        return f'<article{found["attributes"]} id="{key}">{content}</article>'


def _document(
    title: str,
    head: str,
    articles: Mapping[str, _Article],
    titles: Mapping[str, str],
    owner: str,
    *,
    whole: bool,
) -> bytes:
    styles = "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    rest = "" if whole else say.ONE_OF_MANY
    before = "\n".join(
        [
            f'<!doctype html>\n<html lang="{LANGUAGE}" dir="ltr" class="no-js">',
            '<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="robots" content="noindex">',
            '<link rel="icon" href="data:,">',
            f"<title>{escape(title)}</title>\n<style>\n{styles}</style>\n</head>",
            f'<body data-md-color-scheme="default" class="{"whole" if whole else "page"}">',
            f'<header class="of-what">{escape(head)}</header>\n<main class="md-content">',
            *([_contents([*articles], titles)] if whole else []),
        ]
    )
    after = (
        f'</main>\n<footer class="foot"><p>{frame.TYPEFACES}{rest}{say.ALONE}'
        f'<span class="in-browser">{say.FIND}</span></p>{owner}</footer>\n</body>\n</html>\n'
    )
    sections = [_linked(article, articles, titles) for article in articles.values()]
    return with_plus("\n".join([before, *sections, after])).encode()


def _contents(pages: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return the list of pages; those of a folder are nested under its first page."""
    rows = [f'<nav class="md-typeset list" aria-label="{frame.CONTENTS}"><ul>']
    for page in pages:
        folder, _, name = page.rpartition("/")
        deep = name != "index.html" and f"{folder}/index.html" in pages
        label = escape(titles[page])
        opening = '<li class="deep">' if deep else "<li>"
        rows.append(f'{opening}<a href="#{_key(page)}">{label}</a></li>')
    return "\n".join([*rows, "</ul></nav>"])


def _linked(article: _Article, pages: Collection[str], titles: Mapping[str, str]) -> str:
    """Return the article of a page with its links as they lead among `pages`."""
    page = article.page

    def where_or_link(found: re.Match[str]) -> str:
        tag, opening, words = found.groups()
        return where(found[0]) if tag else link(opening, words)

    def where(line: str) -> str:
        """Return a line of origins in which no title is repeated."""
        shown = _text(line)

        def place(found: re.Match[str]) -> str:
            nonlocal shown
            html = link(found["opening"], found["words"], shown)
            shown += _text(html)
            return html

        return _LINKS.sub(place, line)

    def link(opening: str, words: str, beside: str | None = None) -> str:
        """Return a link to a place with the title of its page behind it, unless shown already.

        A passage has its text `beside` it only in a line that says where it is from.
        """
        target = _target(page, opening)
        if target is None:
            return f"{opening}{words}</a>"
        html = (
            f"{target.within}{words}</a>"
            if target.path in pages
            else f"{target.without}{words}</span>"
        )
        if not target.place or target.path == page:
            return html
        shown = _text(words) if target.place == "line" else beside
        title = titles.get(target.path, "")
        if shown is not None and title[:8] not in shown:
            html += f'<span class="of">：{escape(title, quote=False)}</span>'
        return f'<span class="{target.place}-of">{html}</span>'

    return _WHERE_OR_LINK.sub(where_or_link, article.html)


@dataclass(frozen=True)
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


def _target(page: str, opening: str) -> _Target | None:
    """Return where a link of a page leads; None for another site."""
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
