"""Built pages → what they say that is neither a source's words nor a sentence of our catalogue.

A text that is not marked as words is laid out, as a floor with tiles, with our sentences, with
numbers in their slots, and with names that stand in the data or in the editors' files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import yaml
from lxml import etree
from mkdocs.utils.meta import get_data

from builder.disk.docs import pages_by_hand
from builder.disk.files import content
from builder.messages.names import VOICES
from builder.model import Page, Seeds, joined_lines, printable
from builder.proof.markup import parsed
from builder.proof.tiles import Tiles
from builder.proof.words import QUOTED

_UNREAD = frozenset(("script", "style", "template"))
_SAID = frozenset((
    "title", "alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext",
    "placeholder", "label", "summary", "abbr", "data-title", "data-label",
))  # fmt: skip
"""Attributes that a reader sees or hears."""
_TECHNICAL = frozenset((
    "viewport", "robots", "og:type", "og:locale", "og:url",
))  # fmt: skip
"""What a page tells machines alone."""
_DESCRIPTIONS = frozenset(("description", "og:description"))
"""What shows the first words of a text."""
# .year::after { content: " 年"; }
_STYLED = re.compile(r"""content\s*:\s*(?P<words>(?:"[^"]*"|'[^']*'|[^;}"'])*)""")
_NO_NAMES = ("changes", "manifest")
"""Data files that hold sentences, or paths."""
_INNER = str.maketrans("《》", "〈〉")
"""How a title is quoted within another."""
# # 怎样帮忙 <span class="voice editor">编者</span> {#help}
_HEADLINE = re.compile(r"(?m)^#+ (?P<title>[^<{\n]*)")
_REMEDY = 'put <span class="voice editor">编者</span> behind its headline'
_FORMAL = frozenset(
    ("@context", "@type", "@id", "inLanguage", "encodingFormat", "contentUrl", "url")
)
"""Keys of structured data that say nothing."""
_STRING = re.compile(r"""["'](?P<words>[^"']*)["']""")


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a page shows or tells, which is not marked as a source's words."""

    anchor: str
    """The nearest id at or above it; '' for none."""
    words: str
    """As written."""
    where: str
    """Name of its attribute or element; '' for text."""
    is_linked: bool
    """Whether it is the name of a link."""


def said(page: etree._Element, *, by_hand: bool) -> Iterator[Said]:
    """Yield the texts of a page, those of an article written by hand left out."""
    anchors: list[str] = [""]
    marked: list[bool | None] = [False]  # None: ours within words, whatever else it says
    links: list[bool] = [False]
    buffer: list[str] = []

    def flushed() -> Iterator[Said]:
        words = "".join(buffer)
        buffer.clear()
        if words.strip():
            yield Said(anchors[-1], words, "", links[-1])

    def unread(element: etree._Element) -> bool:
        # The last words of a place that is gone: `words_proof` holds them against its last page.
        is_tombstone = element.get("class") in ("gone", "moved")
        return element.tag in _UNREAD or is_tombstone or (by_hand and element.tag == "article")

    skipped = 0
    events = ("start", "end", "comment", "pi")
    for event, element in etree.iterwalk(page, events=events):
        if event == "start":
            classes = (element.get("class") or "").split()
            if skipped or unread(element):
                skipped += 1
                continue
            if "plus" not in classes:
                yield from flushed()
            anchor = element.get("id") or ""
            anchors.append(anchor if anchor and not anchor.startswith("__") else anchors[-1])
            marked.append(_is_marked(classes, marked[-1]))
            links.append(element.tag == "a" or links[-1])
            yield from _attributes(element, anchors[-1])
            if element.text and not marked[-1]:
                buffer.append(element.text)
        elif event == "end" and skipped:
            skipped -= 1
        elif event == "end":
            if "plus" not in (element.get("class") or "").split():
                yield from flushed()
            anchors.pop()
            marked.pop()
            links.pop()
        if event != "start" and not skipped and element.tail and not marked[-1]:
            buffer.append(element.tail)
    yield from flushed()


def _is_marked(classes: Sequence[str], above: bool | None) -> bool | None:
    """Return whether an element shows a source's words; `None` for ours within them."""
    if above is None or (above and "ours" in classes):
        return None
    return above or "words" in classes


def _attributes(element: etree._Element, anchor: str) -> Iterator[Said]:
    for name, value in ((str(key), str(given)) for key, given in element.attrib.items()):
        if element.tag == "meta" and name == "content":
            named = element.get("name") or element.get("property") or ""
            if named not in _TECHNICAL:
                yield Said(anchor, value, named or name, is_linked=False)
        elif name in _SAID or (name == "value" and element.get("type") in ("submit", "button")):
            yield Said(anchor, value, name, is_linked=False)


class OwnWords:
    """What pages of a tree may say of their own."""

    def __init__(self, root: Path, site: Path, seeds: Seeds) -> None:
        pages = {f"{page.path.removesuffix('.md')}.html": page for page in pages_by_hand(root)}
        self._by_hand = frozenset(pages)
        paths = [file.relative_to(site).as_posix() for file in site.rglob("*.html")]
        by_hand = (name for page in pages.values() for name in _of_itself(page))
        names = {*_names(site, seeds), *_configured(root), *by_hand, *paths, *map(quote, paths)}
        names |= {name.translate(_INNER) for name in names}
        printed = "\n".join(_printed(site, seeds))
        self._printed = printed
        self._tiles = Tiles(names, printed)
        self._linked = Tiles({*names, *_headings(site)}, printed)

    def faults(self, path: str, held: bytes) -> Iterator[str]:
        """Yield what a page of the tree says that it may not, with its place."""
        page = parsed(held)
        if page is None:
            return
        is_by_hand = path in self._by_hand
        if is_by_hand and not _is_signed(page):
            yield f"{path}: is written by hand and does not say so; {_REMEDY}"
        for one in said(page, by_hand=is_by_hand):
            # What came and went is set in pieces, between marks; `data_proof` proves the rows.
            in_pieces = "changes/" in f"{path}#{one.anchor}"
            if in_pieces and one.words.strip(" …\n") in self._printed:
                continue
            tiles = self._linked if one.is_linked else self._tiles
            yield from (f"{path}{fault}" for fault in _faults(one, tiles))
        for style in page.iter("style"):
            yield from (f"{path}: {fault}" for fault in _styled(style.text or "", self._tiles))
        for facts in page.xpath("//script[@type='application/ld+json']"):
            yield from (f"{path}: {fault}" for fault in _facts(facts.text or "", self._tiles))


def own_words_proof(root: Path, site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what pages of a built tree say that is nobody's words and no sentence of ours."""
    own = OwnWords(root, site, seeds)
    for file in sorted(site.rglob("*.html")):
        if held := content(file):
            yield from own.faults(file.relative_to(site).as_posix(), held)


def _is_signed(page: etree._Element) -> bool:
    """Return whether the article of a page carries the badge of the editor."""
    badges = page.xpath("//article//*[contains(concat(' ', @class, ' '), ' voice ')]")
    return any("".join(one.itertext()) == VOICES["editor"].name for one in badges)


def _faults(one: Said, tiles: Tiles) -> Iterator[str]:
    alone = one.words.strip()
    if (len(alone) == 1 and alone.isascii()) or not (rest := tiles.rest(alone)):
        return
    if one.where in _DESCRIPTIONS and tiles.describes(alone):
        return
    at = f"#{one.anchor}" if one.anchor else ""
    what = f"its {one.where} says" if one.where else "says"
    yield f"{at}: {what} {_quoted(one.words, rest)}"


def _quoted(written: str, rest: str) -> str:
    """Return a text as a finding quotes it; of a long one, from the words on that are not ours."""
    whole = " ".join(written.split())
    shown = whole if len(whole) <= QUOTED else rest[:QUOTED] + "…"
    return f"“{printable(shown)}”, which is no sentence of ours, no name, and not marked as words"


def _styled(style: str, tiles: Tiles) -> Iterator[str]:
    """Yield the words that a style puts on a page."""
    for found in _STYLED.finditer(style):
        for words in _STRING.findall(found["words"]):
            if rest := tiles.rest(words):
                yield f"its style says {_quoted(words, rest)}"


def _facts(written: str, tiles: Tiles) -> Iterator[str]:
    """Yield the words of structured data that are no names."""
    try:
        facts = json.loads(written)
    except (ValueError, RecursionError):
        yield "its structured data are no JSON"
        return
    for words in _strings(facts, _FORMAL):
        if not tiles.describes(words):
            one = Said("", words, "structured data", is_linked=False)
            yield from (fault.removeprefix(": ") for fault in _faults(one, tiles))


def _names(site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what editors wrote, and the names and grounds in the data; no text of a paragraph."""
    for one in fields(seeds):
        for value in getattr(seeds, one.name) if one.name == "sources" else ():
            yield from (value.encoding, value.declared or "")
            yield from (*_strings(value.entry), *_strings(value.facts))
        if one.name != "sources":
            yield from _strings(getattr(seeds, one.name))
    for file in site.rglob("data/*.json"):
        yield from (file.name, file.stem)
        if not file.name.endswith(".schema.json") and file.stem not in _NO_NAMES:
            yield from _strings(_read(file))


def _printed(site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what the received files print, and texts as editors read them."""
    for source in seeds.sources:
        yield from (joined_lines(source.lines), joined_lines(source.received))
        yield from (fact.value for fact in source.facts)
    for file in site.rglob("data/documents.json"):
        for row in _read(file) or ():
            yield from (one["text"] for one in row["paragraphs"])


def _headings(site: Path) -> Iterator[str]:
    """Yield how tables of contents call paragraphs."""
    for file in site.rglob("data/documents.json"):
        for row in _read(file) or ():
            for one in row["paragraphs"]:
                yield from names_of_paragraph(one["text"], one["role"])


def names_of_paragraph(text: str, role: str) -> Iterator[str]:
    """Yield what may name a paragraph: all of a heading or a question, else the first words of
    `（一）先试：分批推开。各街道…`, up to the colon or the stop.
    """
    text = text.removeprefix("问：")
    first = text if role.startswith(("heading", "question")) else text.partition("。")[0]
    yield from (first, first.rstrip("。：: "), re.split("[：:]", first, maxsplit=1)[0])


def _read(file: Path) -> Any:
    """Return what a JSON file holds; `None` where it is none, which the proof of data tells."""
    try:
        return json.loads(content(file) or b"")
    except (ValueError, RecursionError):
        return None


def _of_itself(page: Page) -> Iterator[str]:
    """Yield what a page by hand says of itself: in front matter, in headlines, by its path."""
    yield from _strings(get_data(page.content)[1])
    yield from (found["title"] for found in _HEADLINE.finditer(page.content))
    name = PurePath(page.path).stem.replace("-", " ").replace("_", " ")
    yield name.capitalize() if name.islower() else name


def _configured(root: Path) -> Iterator[str]:
    """Yield what mkdocs.yml says of the site."""
    for token in yaml.scan(content(root / "mkdocs.yml") or b""):
        if isinstance(token, yaml.ScalarToken):
            yield token.value


def _strings(value: object, without: Collection[str] = ("text", "url")) -> Iterator[str]:
    """Yield the strings in a value, those under some keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            if key not in without:
                yield from _strings(one, without)
    elif isinstance(value, (list, tuple, frozenset)):
        for one in value:
            yield from _strings(one, without)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _strings(getattr(value, one.name), without)
