"""A built page → the runs that it shows as words of a source, each with where it says they stand.

Read from the HTML as a stranger would: what is marked `words` is somebody's words, what is marked
`ours` inside it is not, and the links beside a run say on which lines it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from builder.proof.markup import classes, parsed, target

# 原件第 42–46 行      第 23、25 行      底本第 9 行
_LINES = re.compile(r"第 (?P<lines>[\d–、 ]+) 行")

_SOURCE = re.compile(r"(?:.*/)?sources/(?P<id>[^/]+)\.html")
_TEXT = re.compile(r"(?:.*/)?(?:documents|compare)/[^/]+\.html")

_OUTERMOST = etree.XPath(
    "//*[contains(concat(' ', @class, ' '), ' words ')]"
    "[not(ancestor::*[contains(concat(' ', @class, ' '), ' words ')])]"
)
"""Elements with a source's words that are in no other."""

_HIDDEN = frozenset(("script", "style", "template"))


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a received file on which a page says that words stand."""

    source: str
    """Id of the source."""
    lines: tuple[tuple[int, int], ...]
    """First and last line of each range; a single line is where the words begin."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that a page shows as somebody's."""

    page: str
    """Path of the page under the site."""
    anchor: str
    """The nearest id at or above it; '' for none."""
    pieces: tuple[str, ...]
    """The words, cut where the page leaves some out or adds its own."""
    places: tuple[Place, ...]
    """Where the page says that they stand."""
    paragraphs: tuple[tuple[str, str], ...]
    """Path and anchor of the paragraphs of texts to which it leads."""
    printed: tuple[str, ...]
    """What the note beside it says that is printed in the place of something it reads."""
    is_end: bool
    """Whether words before it are left out, so that it ends a passage that begins further up."""
    is_title: bool
    """Whether it is the headline of its page, or its second line."""


def runs(path: str, content: bytes) -> Iterator[Run]:
    """Yield the runs of a page in its order."""
    page = parsed(content)
    for element in () if page is None else _OUTERMOST(page):
        pieces = tuple(filter(None, words_of(element)))
        if not pieces:
            continue
        beside = list(_beside(element))
        links = [link for one in beside for link in one.iter("a")]
        above = [element, *element.iterancestors()]
        own = [one for one in (*above, *element.iter()) if one.tag == "a"]
        yield Run(
            page=path,
            anchor=next(filter(None, map(_anchor, above)), ""),
            pieces=pieces,
            places=tuple(_places(path, links, element)),
            paragraphs=tuple(_paragraphs(path, [*own, *links])),
            printed=tuple(_printed(beside)),
            is_end=_follows_a_gap(element),
            is_title=any(one.tag == "h1" for one in above) or "subtitle" in classes(element),
        )


def _anchor(element: etree._Element) -> str:
    """Return the id of an element that is ours, not the theme's."""
    anchor = element.get("id") or ""
    return "" if anchor.startswith("__") else anchor


def _follows_a_gap(element: etree._Element) -> bool:
    """Return whether our sign for words that are left out stands directly before an element."""
    before = element.getprevious()
    return before is not None and not before.tail and "ours" in classes(before)


def words_of(element: etree._Element) -> Iterator[str]:
    """Yield the words of an element; a piece ends where something of ours stands within."""
    words: list[str] = []
    for text in _texts(element):
        if text is None:
            yield "".join(words).strip()
            words = []
        else:
            words.append(text)
    yield "".join(words).strip()


def _texts(element: etree._Element) -> Iterator[str | None]:
    """Yield the texts in an element; `None` where something of ours stands for words of theirs.

    The number of a note stands between words that belong together.
    """
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN:
            if "ours" in classes(child):
                if "note" not in classes(child):
                    yield None
            else:
                yield from _texts(child)
        if child.tail:
            yield child.tail


def _beside(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what says where the words of an element stand: what follows it, up to other words.

    Words in the middle of a line are followed by links, a block by a note or by a line under it.
    """
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == "span":
        if "field" in classes(parent):
            yield from element.itersiblings(preceding=True)
        for one in element.itersiblings():
            if "words" in classes(one) and not _follows_a_gap(one):
                return
            yield one
        return
    following = element.getnext()
    if following is not None and {"where", "note"} & set(classes(following)):
        yield following
    elif "cell" in classes(parent):
        yield from (one for one in parent if {"where", "mended"} & set(classes(one)))
    elif following is None:
        yield from (one for one in parent if "where" in classes(one))


def _places(path: str, links: list[etree._Element], element: etree._Element) -> Iterator[Place]:
    """Yield the lines to which links lead; of a line on the page of its file, itself."""
    parent, here = element.getparent(), _SOURCE.fullmatch(path)
    if here is not None and parent is not None and "line" in classes(parent):
        yield Place(here["id"], tuple(_ranges((parent.get("id") or "").removeprefix("L"))))
        return
    for link in links:
        to = target(path, link.get("href") or "")
        if to is not None and (source := _SOURCE.fullmatch(to[0])):
            told = _LINES.search("".join(link.itertext()))
            numbers = told["lines"] if told else to[1].removeprefix("L")
            yield Place(source["id"], tuple(_ranges(numbers)))


def _ranges(numbers: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges in 42–46、48."""
    for part in numbers.replace(" ", "").split("、"):
        first, _, last = part.partition("–")
        if first.isdecimal() and (not last or last.isdecimal()):
            yield int(first), int(last or first)


def _paragraphs(path: str, links: list[etree._Element]) -> Iterator[tuple[str, str]]:
    for link in links:
        if (to := target(path, link.get("href") or "")) and _TEXT.fullmatch(to[0]):
            yield to


# 原件作“正在试验探索”，据……      原件印作“[某某](#)”：网页标记……
_PRINTED = re.compile(r"原件印?作“(?P<words>[^”]*(?:”[^”：，]*)*?)”[：，。]")


def _printed(beside: list[etree._Element]) -> Iterator[str]:
    for one in beside:
        for note in one.iter("p"):
            if "mended" in classes(note):
                yield from (m["words"] for m in _PRINTED.finditer("".join(note.itertext())))
