"""What a saved page says about itself: `meta` elements, JSON-LD, the scripts of account pages.

Out: facts, the best of each name first. The name of a site comes last among the publishers: on a
feed or a portal it names who passes a text on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from html import unescape

from lxml import etree

from builder.formats.plain import ADDRESS
from builder.model import Fact

_BEIJING = timezone(timedelta(hours=8))
_LONGEST = 300
"""Characters of the longest value of a fact."""
_LARGEST = 2_000_000
"""Characters of the longest script that is read."""

# saved from url=(0045)https://www.example.cn/a.html
_SAVED = re.compile(r"saved from url=\(\d+\)(?P<url>https?://\S+)")
# var ct = "1756173600";
_EPOCH = re.compile(r"\bvar\s+ct\s*=\s*[\"'](?P<value>\d{9,11})[\"']")
# var publish_time = "2025-08-26" || "";      createTime = '2025-08-26 10:00';
_TIME = re.compile(
    r"\b(?:publish_time|createTime)\s*=\s*[\"'](?P<value>\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)[\"']"
)
# var nickname = htmlDecode("某某发布");      var nickname = "某某发布";
_ACCOUNT = re.compile(
    r"\b(?:var\s+nickname|profile_nickname)\s*[=:]\s*(?:htmlDecode\()?"
    r"[\"'](?P<value>[^\"'\n]{1,60})[\"']"
)

_METAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("articletitle", "og:title", "dc.title", "twitter:title")),
    (
        "date",
        ("pubdate", "article:published_time", "publishdate", "publish-date", "publish_date",
         "datepublished", "pubtime", "og:release_date", "dc.date", "firstpublishedtime"),
    ),
    ("publisher", ("mediaid",)),
    ("origin", ("contentsource", "source")),
    ("author", ("author", "article:author")),
    ("url", ("og:url", "url")),
)  # fmt: skip
"""Facts and the names of the `meta` elements that give them, in small letters, the best first."""
_SITES = ("og:site_name", "sitename")
"""Names of the `meta` elements that name the site."""


def facts(root: etree._Element) -> Iterator[Fact]:
    """Yield the facts in a page's metadata, the best of each name first."""
    metas: dict[str, tuple[str, str]] = {}
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        words = " ".join((meta.get("content") or "").split())
        if key and words:
            metas.setdefault(key.lower(), (key, words))
    account = next(root.iterfind(".//*[@id='js_content']"), None) is not None
    if account:
        yield from _account(root)
    for name, keys in _METAS:
        for key in keys:
            if key in metas and _fits(name, metas[key][1]):
                yield Fact(name, metas[key][1], f"网页元数据 {metas[key][0]}")  # type: ignore[arg-type]
    yield from _linked_data(root)
    for key in _SITES:
        if key in metas:
            yield Fact("publisher", metas[key][1], f"网页元数据 {metas[key][0]}")
    for title in root.iter("title"):
        if words := " ".join("".join(title.itertext()).split()):
            yield Fact("title", words, "网页元数据 title")
            break
    for link in root.iter("link"):
        address = link.get("href") or ""
        if link.get("rel") == "canonical" and _fits("url", address):
            yield Fact("url", address, "网页元数据 canonical")
    # Not by XPath, whose time grows with the square of their number.
    for comment in root.getroottree().iter(etree.Comment):
        if saved := _SAVED.search(comment.text or ""):
            yield Fact("url", saved["url"], "网页注记 saved from url")


def _fits(name: str, words: str) -> bool:
    """Return whether a value is plausible: a `url` must be absolute, an `author` not a number."""
    if name == "url":
        return ADDRESS.fullmatch(words) is not None
    if name == "author":
        return not words.isdigit()
    return True


def _account(root: etree._Element) -> Iterator[Fact]:
    """Yield title, account and day of a page of an account, from its elements and scripts."""
    for name, ident in (("title", "activity-name"), ("publisher", "js_name")):
        for element in root.iterfind(f".//*[@id='{ident}']"):
            if words := " ".join("".join(element.itertext()).split()):
                yield Fact(name, words[:_LONGEST], f"网页元素 {ident}")  # type: ignore[arg-type]
    scripts = [script.text or "" for script in root.iter("script")]
    code = "\n".join(script for script in scripts if len(script) <= _LARGEST)
    if found := _ACCOUNT.search(code):
        yield Fact("publisher", unescape(found["value"]), "网页脚本 nickname")
    if found := _EPOCH.search(code):
        day = datetime.fromtimestamp(int(found["value"]), _BEIJING)
        yield Fact("date", day.strftime("%Y-%m-%d %H:%M"), "网页脚本 ct")
    if found := _TIME.search(code):
        yield Fact("date", found["value"], "网页脚本 publish_time")


def _linked_data(root: etree._Element) -> Iterator[Fact]:
    """Yield what the JSON-LD of a page says of its article."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        code = script.text or ""
        try:
            data = json.loads(code, strict=False) if len(code) <= _LARGEST else None
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            for name, keys in (
                ("title", ("headline", "title")),
                ("date", ("datePublished", "pubDate")),
                ("publisher", ("publisher",)),
                ("author", ("author",)),
            ):
                for key in keys:
                    for words in _names(item.get(key)):
                        yield Fact(name, words, f"网页元数据 JSON-LD {key}")  # type: ignore[arg-type]


def _items(data: object) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON-LD data: the one, those of its list, or those of its graph."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()
            )


def _names(value: object) -> Iterator[str]:
    """Yield the words of a value: a string, an object's `name`, or those of a list of them."""
    for item in value if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        if isinstance(named, str) and (words := " ".join(named.split())):
            yield words[:_LONGEST]
