"""The feeds of a built tree → where ids, days, links, labels or words are not those of its pages.

Read as XML, as any reader of feeds does; the words of an entry stand on the page to which it leads,
or on the page that tells what changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from builder.model import EditorDate, Label, Seeds, days, printable
from builder.proof.data import rows_of
from builder.proof.markup import bare, target
from builder.proof.plain import Pages, text

_ATOM = "{http://www.w3.org/2005/Atom}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MADE = frozenset(
    _ATOM + name
    for name in (
        "feed", "title", "id", "updated", "author", "name", "link", "entry", "category", "content",
    )
)  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False)

_FOLDER = re.compile(r"at/[^/]+/")
_NAMED = re.compile(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》")


@dataclass(frozen=True)
class _Entry:
    """What an entry says."""

    id: str
    title: str
    updated: str
    address: tuple[str, str]
    """Path and anchor under the site."""
    labels: tuple[tuple[str, str], ...]
    """Id and name of each."""
    authors: tuple[str, ...]
    content: str
    """HTML."""


def feeds_proof(site: Path, seeds: Seeds, pages: Pages) -> Iterator[str]:
    """Yield what is wrong with the feeds of a tree."""
    folders: dict[str, dict[str, _Feed]] = {}
    for file in sorted(site.rglob("*.xml")):
        path = file.relative_to(site).as_posix()
        within = _FOLDER.match(path)
        folder = within[0] if within else ""
        if path.startswith("sitemap") or path.endswith("opensearch.xml"):
            continue
        try:
            tree = etree.fromstring(pages.html(path).encode(), _PARSER)
            feed = _Feed(path, folder, tree, seeds, pages)
            yield from (f"{path}: {one}" for one in feed.faults())
            folders.setdefault(folder, {})[path.removeprefix(folder)] = feed
        except (etree.XMLSyntaxError, ValueError, AttributeError) as error:
            yield f"{path}: is no feed: {error}"
    for folder, feeds in folders.items():
        yield from _together(folder, feeds)


def _together(folder: str, feeds: Mapping[str, _Feed]) -> Iterator[str]:
    """Yield where a feed of a label has other entries than the feed of all."""
    whole = next((feed for feed in feeds.values() if feed.label is None), None)
    if whole is None:
        yield f"{folder or '/'}: has no feed of all changes"
        return
    every = {entry.id: entry for entry in whole.entries}
    for path, feed in feeds.items():
        held = {entry.id for entry in feed.entries}
        for entry in feed.entries:
            if every.get(entry.id) != entry:
                yield f"{folder}{path}: {entry.id} is not as in {whole.path}"
        label = feed.label
        if label is not None:
            for entry in whole.entries:
                if (label in dict(entry.labels)) != (entry.id in held):
                    yield f"{folder}{path}: {entry.id} is filed under {label} in one place alone"


@dataclass(frozen=True)
class _Feed:
    """A feed of a folder of the site."""

    path: str
    folder: str
    tree: etree._Element
    seeds: Seeds
    pages: Pages

    @cached_property
    def label(self) -> str | None:
        """The label of which it tells; `None` for all."""
        stem = self.path.rpartition("/")[2].removesuffix(".xml")
        return None if stem == "feed" else stem

    @cached_property
    def entries(self) -> Sequence[_Entry]:
        """Its entries, in their order."""
        return tuple(map(self._entry, self.tree.iterfind(f"{_ATOM}entry")))

    def _entry(self, one: etree._Element) -> _Entry:
        (link,) = one.iterfind(f"{_ATOM}link")
        return _Entry(
            _text(one, "id"),
            text(_text(one, "title")),
            _text(one, "updated"),
            self._address(link.get("href") or ""),
            tuple(
                (each.get("term") or "", each.get("label") or "")
                for each in one.iterfind(f"{_ATOM}category")
            ),
            tuple(_text(each, "name") for each in one.iterfind(f"{_ATOM}author")),
            _text(one, "content"),
        )

    def _address(self, href: str) -> tuple[str, str]:
        """Return path and anchor under the site of a reference from the feed."""
        base = self.tree.get(f"{_XML}base")
        if base and urljoin(base, href).startswith(own := base.removesuffix(self.path)):
            href = urljoin(base, href).removeprefix(own)
            return target("", href) or ("", "")
        return target(self.path, href) or ("", "")

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with it."""
        framework, here = self.seeds.framework, self.path.removeprefix(self.folder)
        for element in self.tree.iter(etree.Element):
            if element.tag not in _MADE:
                yield f"has an element {printable(str(element.tag))}"
        id_ = uuid5(NAMESPACE_URL, f"{framework.policy}\0{self.folder}{here}")
        if _text(self.tree, "id") != f"urn:uuid:{id_}":
            yield "has another id than its policy and path give"
        names = {one.id: (one.name, one.title or one.name) for one in self._labels()}
        title = framework.title
        if self.label is not None:
            title = f"{names.get(self.label, ('', ''))[1]} - {title}"
        if _text(self.tree, "title") != title:
            yield f"is called {printable(_text(self.tree, 'title'))}, not {title}"
        own, page = self.tree.iterfind(f"{_ATOM}link")
        if own.get("href") != self.path.rpartition("/")[2]:
            yield f"says that it is at {own.get('href')}"
        path, anchor = self._address(page.get("href") or "")
        if not self.pages.has(path, anchor) or not path.startswith(self.folder):
            yield f"is of {path}, which is not there"
        latest = max((one.updated for one in self.entries), default=None)
        if latest not in (None, _text(self.tree, "updated")):
            yield f"is of {_text(self.tree, 'updated')}, its last entry of {latest}"
        if len({one.id for one in self.entries}) != len(self.entries):
            yield "has an id twice"
        if self.label is None:
            for entry in self.entries:
                yield from (f"{entry.id} {one}" for one in self._faults(entry, names))

    def _labels(self) -> Iterator[Label]:
        yield from (*self.seeds.framework.actions, *self.seeds.framework.pillars)

    def _faults(self, entry: _Entry, names: Mapping[str, tuple[str, str]]) -> Iterator[str]:
        """Yield what is wrong with an entry of the feed of all."""
        path, anchor = entry.address
        if not self.pages.has(path, anchor) or not path.startswith(self.folder):
            yield f"leads to {path}#{anchor}, which is not there"
        for term, name in entry.labels:
            if names.get(term, ("",))[0] != name:
                yield f"is filed under {term}, {printable(name)}"
        *words, origin = re.split(r"(?<=</p>)(?=<p>)", entry.content)
        update = next(
            (
                one
                for one in self.seeds.snapshots
                if _last(one.date) == entry.updated and text(origin).startswith(f"{one.title} · ")
            ),
            None,
        )
        if update is None:
            yield f"is of {entry.updated} and says {printable(text(origin)[:40])}"
        pages = [path, *self._changes]
        said = self._texts.get(f"{path.removeprefix(self.folder)}#{anchor}", "")
        elsewhere = self._texts[""] if anchor and "<del" not in entry.content else ""
        for one in _pieces("".join(words)):
            is_shown = one not in elsewhere and any(one in self.pages.bare(page) for page in pages)
            if one not in said and not is_shown and not self._is_restated(one):
                yield f"says “{printable(one[:40])}”, which {path} does not show"
        for named in _NAMED.finditer(entry.title):
            if not any(bare(named["title"]) in self.pages.bare(page) for page in pages):
                yield f"is about 《{printable(named['title'])}》, which {path} does not name"
        for author in entry.authors:
            for part in re.split(r"[ 、；]", author):
                if bare(part) not in self.pages.bare(path):
                    yield f"is by {printable(author)}, whom {path} does not name"

    def _is_restated(self, words: str) -> bool:
        """Return whether words tell that a fact was corrected, with the reason, or a misprint.

        What an older page says of a misprint is told by the feed of each later update.
        """
        return any(
            words.endswith(bare(one.reason)) and f"“{bare(one.before)}”" in words
            for one in self.seeds.facts
        ) or any(f"“{bare(one.printed)}”" in words for one in self.seeds.corrections)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The words to which entries may lead, by address."""
        return _texts(self.pages.site / self.folder)

    @cached_property
    def _changes(self) -> Sequence[str]:
        """Paths of the pages that tell what changed."""
        folder = self.pages.site / self.folder / "changes"
        return sorted(f"{self.folder}changes/{one.name}" for one in folder.glob("*.html"))


def _texts(folder: Path) -> dict[str, str]:
    """Return address → words without blanks of a text or paragraph there, as the data have them;
    of a term or a document that is cited those of the paragraphs that name it; '' → all.
    """
    out: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for row in rows_of(folder / "data" / "documents.json") or ():
        here = {one["id"]: bare(one["text"]) for one in row["paragraphs"]}
        out |= {one["url"]: here[one["id"]] for one in row["paragraphs"]}
        out[f"{row['url']}#"] = "\n".join(here.values())
        by_id |= here
    for name, where in (("glossary", "occurrences"), ("entities", "mentions")):
        for row in rows_of(folder / "data" / f"{name}.json") or ():
            named = dict.fromkeys(one["paragraph"] for one in row[where])
            out[row["url"]] = "\n".join(by_id.get(one, "") for one in named)
    return out | {"": "\n".join(by_id.values())}


def _pieces(html: str) -> Iterator[str]:
    """Yield the words of HTML between its tags, without blanks."""
    for piece in re.split(r"<[^<>]*>", html):
        if words := bare(text(piece)):
            yield words


def _last(date: EditorDate | str) -> str:
    """Return the last day of a date as feeds give it: of an open interval, of its beginning."""
    value = date if isinstance(date, str) else date.value
    for allowed in (days(value), days(value.partition("/")[0])):
        if allowed and allowed[1]:
            return f"{allowed[1]}T00:00:00Z"
    return ""


def _text(element: etree._Element, name: str) -> str:
    """Return the text of a child."""
    return element.findtext(_ATOM + name) or ""
