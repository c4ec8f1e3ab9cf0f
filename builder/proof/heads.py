"""What pages say of themselves to browsers and search engines → where they show other words.

Title, Open Graph and JSON-LD against the page; canonical addresses, sitemap and robots.txt against
`site_url` and the pages that there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from builder.disk.docs import files_by_hand
from builder.disk.files import content
from builder.model import EditorDate, Seeds, SnapshotEntry, printable
from builder.proof.markup import bare, target
from builder.proof.plain import Pages, title
from builder.proof.words import SINGLE

_TITLE = re.compile(r"<title>(?P<value>[^<>]*)</title>")
# <meta property="og:type" content="article">   <meta content="…" property="og:title">
_META = re.compile(r"<meta\s(?P<attributes>[^<>]*)>")
_PAIR = re.compile(r'(?P<name>[\w-]+)="(?P<value>[^"]*)"')
_FACTS = re.compile(r'<script type="application/ld\+json">(?P<json>[^<]*)</script>')
_CANONICAL = re.compile(r'<link rel="canonical" href="(?P<to>[^"]*)">')
_URL = re.compile(r"(?m)^site_url:\s*[\"']?(?P<url>[^\s\"'#]+)")
_FOLDER = re.compile(r"at/(?P<snapshot>[^/]+)/")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_PARSER = etree.XMLParser(resolve_entities=False)
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

# 某网：原件 gov-cn      《办法》：对读      对读：《办法》      从2024年到2025年的变化
# 《办法》：旧址      旧址：《办法》      《办法》：对读：旧址
_KIND = re.compile(r"^(?:旧址：)?对读：|^旧址：|：原件 [\w-]+$|(?:：对读)?：旧址$|：对读$|的变化$")
"""What kind of page it is, beside what it is about."""

_VOCABULARY = frozenset((
    "@context", "@type", "inLanguage", "description", "url", "license", "encodingFormat",
    "contentUrl", "distribution", "isPartOf", "additionalType", "alternateName",
))  # fmt: skip
"""Keys of JSON-LD whose values are no words of the page, or in another language."""


def heads_proof(root: Path, site: Path, seeds: Seeds, pages: Pages) -> Iterator[str]:
    """Yield what is wrong with the heads of pages, the sitemap and robots.txt of a tree."""
    found = _URL.search((content(root / "mkdocs.yml") or b"").decode(errors="replace"))
    url = f"{found['url'].rstrip('/')}/" if found else ""
    listed: dict[str, str] = {}
    by_hand = {f"{one.removesuffix('.md')}.html" for one in files_by_hand(root)}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        html = pages.html(path)
        if path.startswith(SINGLE) or "og:title" not in html:  # 404.html, the page of a bundle
            continue
        yield from (
            f"{path}: {one}"
            for one in head_faults(path, pages, seeds, url, by_hand=path in by_hand)
        )
        if '<meta name="robots" content="noindex">' not in html:
            within = _FOLDER.match(path)
            update = within["snapshot"] if within else seeds.snapshots[-1].id
            listed[url + quote(path)] = update
    if url:
        yield from _sitemap(site, pages, url, listed, {one.id: one for one in seeds.snapshots})
    else:
        for name in ("sitemap.xml", "robots.txt"):
            if (site / name).exists():
                yield f"{name}: names an address that mkdocs.yml does not"


def head_faults(
    path: str, pages: Pages, seeds: Seeds, url: str = "", *, by_hand: bool = False
) -> Iterator[str]:
    """Yield what is wrong with the head of a page; `url` is the address of the site, if known."""
    html = pages.html(path)
    metas = [dict(_PAIR.findall(one["attributes"])) for one in _META.finditer(html)]
    said = {
        one.get("property") or one.get("name", ""): unescape(one.get("content", ""))
        for one in metas
    }
    name, within = seeds.framework.title, _FOLDER.match(path)
    whole = _TITLE.search(html)
    shown, description = said.get("og:title", ""), said.get("description", "")
    version = f"（{within['snapshot']} 版）" if within else ""
    own = shown.removesuffix(version)
    is_home = path in ("index.html", within and f"{within[0]}index.html")
    titled = name + version if is_home else f"{shown} - {name}"
    if whole is None or unescape(whole["value"]) != titled:
        yield f"is titled {printable(unescape(whole['value']) if whole else '')}, not {titled}"
    if version and not shown.endswith(version):
        yield f"does not say in its title that it is of {within and within['snapshot']}"
    heading = _KIND.sub("", title(html))
    named = description.partition("版本。")[2] or description if is_home else _KIND.sub("", own)
    if not by_hand and bare(heading) != bare(named):
        yield f"is called {printable(own)} and headed {printable(heading)}"
    if said.get("og:site_name") != name:
        yield f"is of the site {printable(said.get('og:site_name', ''))}"
    if said.get("og:description") != description:
        yield "says two things of itself"
    yield from _facts(path, html, own, description, pages, seeds.framework.policy)
    canonical = _CANONICAL.search(html)
    address = url + quote(path) if url and "robots" not in said else ""
    if (canonical["to"] if canonical else "") != address or said.get("og:url", "") != address:
        yield f"says that it is at {canonical['to'] if canonical else 'no address'}"


def _facts(
    path: str, html: str, own: str, description: str, pages: Pages, policy: str
) -> Iterator[str]:
    """Yield what JSON-LD says and the page does not."""
    found = _FACTS.findall(html)
    try:
        (facts,) = map(json.loads, found)
    except (ValueError, RecursionError):
        yield "has no facts, or not as JSON"
        return
    is_data = facts.get("@type") == "Dataset"
    if facts.get("name") != own and not (is_data and facts.get("name", "").count("：") == 1):
        yield f"is called {printable(str(facts.get('name')))} in its facts"
    if not is_data and not description.endswith(str(facts.get("description"))):
        yield f"says {printable(str(facts.get('description'))[:60])} in its facts"
    words = pages.bare(path)
    for key, value in _leaves(facts):
        if key in ("url", "contentUrl") and "://" not in value:
            to = target(path, value)
            is_page = to is not None and to[0].endswith(".html")
            if to and not (pages.has(*to) if is_page else content(pages.site / to[0])):
                yield f"has a fact that leads to {printable(value)}, which is not there"
        elif _DAY.fullmatch(value):
            if _written(value) not in words:
                yield f"has the day {value} in its facts, which it does not show"
        elif (
            key not in _VOCABULARY and not is_data and bare(value) not in words + bare(own + policy)
        ):
            yield f"says {printable(value[:60])} in its facts, which it does not show"


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the words in a value of JSON, each with its key."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, key)
    elif isinstance(value, str):
        yield key, value


def _written(day: str) -> str:
    """Return a day as pages show it: 2025年8月26日."""
    return "".join(f"{int(n)}{unit}" for n, unit in zip(day.split("-"), "年月日", strict=False))


def _sitemap(
    site: Path, pages: Pages, url: str, listed: dict[str, str], updates: dict[str, SnapshotEntry]
) -> Iterator[str]:
    """Yield what is wrong with the sitemap and robots.txt of a site with an address."""
    robots = pages.html("robots.txt").split("\n")
    if f"Sitemap: {url}sitemap.xml" not in robots or any(one.startswith("Dis") for one in robots):
        yield "robots.txt: does not name the sitemap, or forbids something"
    rows: dict[str, str] = {}
    for file in sorted(site.glob("sitemap*.xml")):
        try:
            tree = etree.fromstring(pages.html(file.name).encode(), _PARSER)
        except etree.XMLSyntaxError as error:
            yield f"{file.name}: is no sitemap: {error}"
            continue
        for one in tree.iterfind(f"{_LOC}url"):
            rows[one.findtext(f"{_LOC}loc") or ""] = one.findtext(f"{_LOC}lastmod") or ""
    for address in sorted(rows.keys() ^ listed.keys()):
        yield f"sitemap.xml: {'names' if address in rows else 'lacks'} {address}"
    for address in sorted(rows.keys() & listed.keys()):
        date = updates[listed[address]].date if listed[address] in updates else ""
        first, _, last = (date.value if isinstance(date, EditorDate) else date).partition("/")
        if rows[address] != (first if last in ("", "..") else last):
            yield f"sitemap.xml: {address} is of {rows[address]}, its snapshot of {date}"
