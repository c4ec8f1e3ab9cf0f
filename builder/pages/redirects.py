"""Pages of a snapshot, and the snapshots before it → the same pages, and what became of the rest.

An address once published leads somewhere for ever. Where a page is gone, one at its old path says
where it went; where a passage is gone, its page keeps the last words. Both lead to the snapshot
that had them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from typing import NamedTuple

from builder.model import Corpus, Edition, Held, Page, TextParagraph, addresses
from builder.pages.markdown import (
    classed,
    front_matter,
    heading,
    link,
    page,
    plain,
    reference,
    verbatim,
)

# ## 底本与版本 <span class="count">3 份来源</span> {#copies}
# <p class="words body" id="p17" data-paragraph="gov-9-p17">
_ANCHOR = re.compile(
    r"""
      \ \{\#(?P<heading>[^\s{}]+)\} $
    | \ id="(?P<element>[^"]+)"
    """,
    re.VERBOSE | re.MULTILINE,
)
_BEFORE = re.compile(r"\#{1,6}\ [^\n]* | <(?!input\b)(?P<tag>[a-z]\w*)\b[^<>]*", re.VERBOSE)
"""What stands before an anchor: a heading from its line's beginning, an element from its tag's."""
_TITLE = re.compile(r'^title: (?P<json>".*")$', re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>|\{[#:][^{}]*\}|^#{1,6} ")
# <sup class="note ours">②</sup> · <span class="lost ours">此处原件缺文</span>
_OURS = re.compile(r'<(?P<tag>\w+) class="[^"]*\bours\b[^"]*"[^<>]*>.*?</(?P=tag)>')
# [名称](../glossary/index.md#y)
_LINK = re.compile(r"\[(?P<label>[^\[\]]*)\]\([^()\s]*\)")


def anchors(one: Page) -> tuple[str, ...]:
    """Return what can be pointed at on a page, in its order."""
    return tuple(found.name for found in _anchors(one.content))


class _Anchor(NamedTuple):
    name: str
    tag: str
    """Of an element; '' of a heading."""
    start: int
    """Where the element or the heading begins."""


def _anchors(content: str) -> Iterator[_Anchor]:
    for found in _ANCHOR.finditer(content):
        sign, place = ("\n", 1) if found["heading"] else ("<", 0)
        start = max(content.rfind(sign, 0, found.start()) + place, 0)
        if before := _BEFORE.fullmatch(content, start, found.start()):
            yield _Anchor(found["heading"] or found["element"], before["tag"] or "", start)


def remains(
    pages: Sequence[Page], own: Iterable[Held], corpus: Corpus, earlier: Sequence[Edition]
) -> tuple[Page, ...]:
    """Return the pages, with what became of all that earlier snapshots held and they do not.

    `pages` are those of `corpus`, `own` what they hold; `earlier` come oldest first.
    """
    here = {one.path: frozenset(one.anchors) for one in own}
    lost: dict[str, dict[str, Edition]] = {}
    last: dict[str, Edition] = {}
    for edition in earlier:
        for held in edition.held:
            if held.path not in here:
                last[held.path] = edition
                lost.setdefault(held.path, {})
            for anchor in held.anchors:
                if anchor not in here.get(held.path, ()):
                    lost.setdefault(held.path, {})[anchor] = edition
    if not lost:
        return tuple(pages)
    titles = {one.path: title(one) for one in pages}
    paths = _Paths(here, titles, corpus)
    whole = [
        replace(one, content=one.content + "\n" + page(*_kept(paths, one.path, lost[one.path])))
        if one.path in lost
        else one
        for one in pages
    ]
    gone = (_gone(paths, path, last[path], lost[path]) for path in sorted(last))
    return (*whole, *gone)


def title(one: Page) -> str:
    """Return the title of a generated page, as its front matter gives it."""
    found = _TITLE.search(one.content)
    return str(json.loads(found["json"])) if found else ""


@dataclass(frozen=True)
class _Paths:
    """Where the pages and passages of the newest snapshot stand."""

    here: Mapping[str, frozenset[str]]
    titles: Mapping[str, str]
    corpus: Corpus

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Article → the text of which it is a copy."""
        return {article: text.id for text in self.corpus.texts for article in text.articles}

    @cached_property
    def _paragraphs(self) -> dict[str, str]:
        """Printed paragraph → the place that shows it."""
        return {
            printed: addresses.paragraph(text.id, one.id)
            for text in self.corpus.texts
            for one in text.paragraphs
            for printed in (*one.copies, one.id)
        }

    def page(self, path: str) -> str:
        """Return the page to which one that is gone leads: the same text's, else its parent."""
        if path in self.here:
            return path
        folder, _, name = path.rpartition("/")
        if text := self._texts.get(name.removesuffix(".md")):
            for there in (f"{folder}/{text}.md", addresses.document(text)):
                if there in self.here:
                    return there
        above = f"{folder}/index.md"
        return above if above in self.here else addresses.HOME

    def paragraph(self, path: str, anchor: str, edition: Edition) -> str | None:
        """Return where a paragraph of an earlier snapshot is now; `None` for anything else."""
        one = _paragraph(edition, path, anchor)
        for printed in (one.id, *one.copies) if one else ():
            if (place := self._paragraphs.get(printed)) is not None:
                there, _, at = place.partition("#")
                beside = f"{path.partition('/')[0]}/{there.rpartition('/')[2]}"
                return f"{beside}#{at}" if at in self.here.get(beside, ()) else place
        return None


def _paragraph(edition: Edition, path: str, anchor: str) -> TextParagraph | None:
    """Return the paragraph that a place of a snapshot shows, on any page of its text."""
    name = path.rpartition("/")[2].removesuffix(".md")
    for text in edition.corpus.texts:
        if text.id == name:
            for one in text.paragraphs:
                if f"p{addresses.number(one.id)}" == anchor:
                    return one
    return None


def _kept(paths: _Paths, path: str, lost: Mapping[str, Edition]) -> Iterator[str]:
    """Yield blocks for passages that a page no longer has."""
    yield classed("早先的版本在这一页还有以下各处，此处今无。", "former")
    yield from _entries(paths, path, lost)


def _gone(paths: _Paths, path: str, edition: Edition, lost: Mapping[str, Edition]) -> Page:
    """Return the page that stands where one was."""
    to = paths.page(path)
    old = next((title(one) for one in edition.pages if one.path == path), path)
    identifier = edition.snapshot.id
    then = reference(verbatim(f"{identifier} 版"), addresses.snapshot(identifier, path), path)
    others = {anchor: one for anchor, one in lost.items() if anchor != "title"}
    return Page(
        path,
        page(
            front_matter(f"旧址：{old}", "这一页已移往别处", "moved", search=False),
            heading(1, f"旧址：{plain(old)}", "title"),
            f"这一页止于 {then}，今见{link(plain(paths.titles[to]) or '首页', to, path)}。",
            *_entries(paths, path, others),
        ),
    )


def _entries(paths: _Paths, path: str, lost: Mapping[str, Edition]) -> Iterator[str]:
    """Yield a line for each lost anchor: its last words, where it is now, where it was."""
    for anchor, edition in lost.items():
        last = _last(paths, path, anchor, edition)
        now = paths.paragraph(path, anchor, edition)
        identifier = edition.snapshot.id
        place = addresses.snapshot(identifier, f"{path}#{anchor}")
        then = reference(verbatim(f"{identifier} 版（{edition.date}）"), place, path)
        there = reference("今在此处" if now else "今见此处", now or last.near, path)
        said = _paragraph(edition, path, anchor)
        words = last.words if said is None else said.text
        if now and len(words) > _BEGINNING:
            words = f"{words[:_BEGINNING]}……"
        yield (
            f'<p class="{"moved" if now else "gone"}" id="{anchor}">'
            f'<span class="{"ours" if said is None else "words"}">{verbatim(words)}</span> '
            f'<span class="where">末见于 {then} · {there}</span></p>'
        )


_BEGINNING = 30
"""Characters of a passage by which a reader knows it again; the whole is one step away."""


@dataclass(frozen=True)
class _Last:
    """What a snapshot last had at an anchor."""

    words: str
    """All its words."""
    near: str
    """The nearest place at or above it that still is."""


def _last(paths: _Paths, path: str, anchor: str, edition: Edition) -> _Last:
    content = next((one.content for one in edition.pages if one.path == path), "")
    near = paths.page(path)
    for found in _anchors(content):
        name = found.name
        if name == anchor:
            bare = _TAG.sub("", _OURS.sub("", _element(content, found)))
            words = _LINK.sub(lambda label: label["label"], bare)
            return _Last(" ".join(unescape(words).split()), near)
        if name in paths.here.get(path, ()):
            near = f"{path}#{name}"
        elif place := paths.paragraph(path, name, edition):
            near = place
    raise AssertionError(f"{edition.snapshot.id} does not hold {path}#{anchor}")


def _element(content: str, found: _Anchor) -> str:
    """Return the heading, or the whole element, that has an anchor."""
    if not found.tag:
        return content[found.start :].partition("\n")[0]
    depth = 0
    for tag in re.compile(rf"<(?P<end>/?){found.tag}\b[^<>]*>").finditer(content, found.start):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return content[found.start : tag.end()]
    return content[found.start :].partition(">")[0] + ">"  # an element that holds nothing
