"""Pages of a built site → single files to send: an action, a pillar, the whole newest snapshot.

A file holds its styles, needs no script, and leads nowhere outside itself but to public addresses.
Links between its pages lead within it; others are plain words. What they led to, a paragraph of a
text or a line of a received file, is then told with the title of its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from html import escape
from pathlib import Path

from lxml import etree, html

from builder.model import Edition, SiteFile
from builder.site.links import inside, parsed, resolve
from builder.site.snapshots import WHOLE, html_path, single

_ASSETS = Path(__file__).with_name("assets")
_STYLES = ("reader.css", "compare.css", "snapshots.css", "one.css")
_NAMED = etree.XPath("descendant-or-self::*[@id or @for or @name]")
_NEEDS_SCRIPTS = "search/index.html"

# sources/gov.html#L13 · documents/gov-9.html#p17
_PLACE = re.compile(r"sources/[^#]+\#L\d+ | documents/[^#]+\#.+", re.VERBOSE)


def files_of(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Return the single files of an edition, one/science.html, with the pages that each holds."""
    here = {one.path for one in edition.held}
    paths = (html_path(one.path) for one in edition.pages if one.path in here)
    pages = tuple(path for path in paths if path != _NEEDS_SCRIPTS)
    each = {file: (page,) for page in pages if (file := single(page)) not in (None, WHOLE)}
    return each | {WHOLE: pages}


def singles(edition: Edition, site: Path) -> Iterator[SiteFile]:
    """Yield each single file, made of the edition's pages at the site's root.

    Pages that are not there are left out.
    """
    articles = _Articles(site)
    name = edition.corpus.seeds.framework.title
    head = f"{name} · 截至 {edition.date} 的版本（{edition.snapshot.id}）"
    for path, pages in files_of(edition).items():
        there = [page for page in pages if (site / page).is_file()]
        title = name if path == WHOLE else " - ".join([*map(articles.title, there), name])
        content = _document(title, head, there, articles, whole=path == WHOLE)
        yield SiteFile(path, content.encode())


def single_differences(files: Iterable[SiteFile], site: Path) -> Iterator[str]:
    """Yield where the single files of a site are not what its pages say, see `singles`."""
    for one in files:
        if not (site / one.path).is_file():
            yield f"{one.path}: is missing"
        elif (site / one.path).read_bytes() != one.content:
            yield f"{one.path}: is not what the pages say that it holds"


class _Articles:
    """The articles of a site's pages, each read once."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._read: dict[str, html.HtmlElement] = {}
        self._titles: dict[str, str] = {}

    def copy(self, page: str) -> html.HtmlElement:
        """Return the article of a page, to be changed."""
        return deepcopy(self._article(page))

    def title(self, page: str) -> str:
        """Return the heading of a page, without what stands at its end: a count, a voice."""
        if page not in self._titles:
            heading = deepcopy(self._article(page).find(".//h1"))
            for aside in heading.xpath("span[@class='count' or starts-with(@class, 'voice ')]"):
                aside.drop_tree()
            self._titles[page] = str(heading.text_content()).strip()
        return self._titles[page]

    def _article(self, page: str) -> html.HtmlElement:
        if page not in self._read:
            article = parsed(self._site / page).find(".//article")
            article.tail = None
            self._read[page] = article
        return self._read[page]


def _document(
    title: str, head: str, pages: Sequence[str], articles: _Articles, *, whole: bool
) -> str:
    styles = "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in _STYLES)
    together = frozenset(pages)
    sections = [_section(page, together, articles) for page in pages]
    rest = "" if whole else "这是读本中的一页，未收入的各页不设链接。"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="zh" dir="ltr" class="no-js">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{escape(title)}</title>\n<style>\n{styles}</style>\n</head>",
            f'<body data-md-color-scheme="default" class="{"whole" if whole else "page"}">',
            f'<p class="of-what">{escape(head)}</p>\n<main class="md-content">',
            *([_contents(pages, articles)] if whole else []),
            *sections,
            '</main>\n<footer class="foot"><p>来源的话用宋体，逐字照录；本站的话用黑体。'
            f"{rest}这个文件自成一体，不用网络。"
            '<span class="in-browser">查找请用浏览器的“在页面中查找”。</span></p></footer>',
            "</body>\n</html>\n",
        ]
    )


def _contents(pages: Sequence[str], articles: _Articles) -> str:
    """Return the list of pages; those of a folder stand under its first page."""
    rows = ['<nav class="md-typeset list" aria-label="目录"><ul>']
    for page in pages:
        folder, _, name = page.rpartition("/")
        deep = name != "index.html" and f"{folder}/index.html" in pages
        label = escape(articles.title(page))
        rows.append(f'<li{" class=deep" * deep}><a href="#{_key(page)}">{label}</a></li>')
    return "\n".join([*rows, "</ul></nav>"])


def _section(page: str, pages: frozenset[str], articles: _Articles) -> str:
    """Return the article of a page as it stands among others: its ids begin with its own."""
    article = articles.copy(page)
    for feed in article.find_class("subscribe"):  # whoever is sent a file has nothing to ask again
        feed.drop_tree()
    for element in _NAMED(article):
        for name in ("id", "for", "name"):
            if (value := element.get(name)) is not None:
                element.set(name, _key(page, value))
    article.set("id", _key(page))
    for link in list(article.iter("a")):
        target = inside(link.get("href", ""))
        if target is not None:
            path, anchor = resolve(page, target[0]), target[1]
            if path in pages:
                link.set("href", f"#{_key(path, anchor)}")
            else:
                link.tag = "span"
                link.attrib.pop("href", None)
            if path != page and _PLACE.fullmatch(f"{path}#{anchor}"):
                _tell(link, articles.title(path), line=path.startswith("sources/"))
    return str(html.tostring(article, encoding="unicode"))


def _tell(link: html.HtmlElement, title: str, *, line: bool) -> None:
    """Put the title of the page to which a link leads behind it, unless it is told there anyway.

    A passage has its text beside it only in a line that tells where it is from.
    """
    parent = link.getparent()
    told = link if line else parent
    apart = line or parent.get("class") == "where"
    place = html.Element("span", {"class": "line-of" if line else "paragraph-of"})
    place.tail, link.tail = link.tail, None
    parent.replace(link, place)
    place.append(link)
    if apart and title[:8] not in told.text_content():
        of = html.Element("span", {"class": "of"})
        of.text = f"：{title}"
        place.append(of)


def _key(page: str, anchor: str = "") -> str:
    """Return the id of a page, or of a place on it: actions/science, actions/science:title."""
    return page.removesuffix(".html") + (f":{anchor}" if anchor else "")
