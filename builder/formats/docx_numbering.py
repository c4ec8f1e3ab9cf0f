"""The part `numbering.xml` of a Word document → the number that Word prints before a paragraph.

The numbers 一、（一）1. ① stand nowhere in such a file: they are counted from the lists' levels, in
the order of the text. Lists made from one pattern (`w:abstractNum`) go on counting one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.formats.docx_styles import Style, Styles
from builder.formats.ooxml import (
    Element,
    attribute,
    child,
    children,
    chosen,
    kind,
    number,
    switch,
    value,
)
from builder.formats.ordinals import ordinal

_LEVELS = 9
_PLACE = re.compile(r"%(?P<level>[1-9])")
# 一、      （二）      第3条
_CLAUSE = re.compile(r"[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]|第\d")
# 一、      （一）      附录：   what has its own blank within its sign
_WIDE = re.compile(r"[、，。．；：）〉》」』】〕]$")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list."""

    start: int = 1
    """Its first number."""
    numbering: str = "decimal"
    """How numbers are printed."""
    text: str = ""
    """What is printed, with %1 for the number of the first level."""
    gap: str = "tab"
    """What follows: tab, space, nothing."""
    restart: int | None = None
    """The level, from 1, after which it begins anew; 0 for never; `None`: after any above it."""
    legal: bool = False
    """Whether all numbers in it are decimal."""
    style: str = ""
    """The paragraph style that it belongs to."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list."""

    pattern: str
    """The pattern that it was made from."""
    levels: tuple[_Level | None, ...]
    """Its levels, the outermost first; `None` for those that it has not."""
    restarted: frozenset[int]
    """Levels that begin anew where the list is first used."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph of a list."""

    text: str
    """The number and the blank after it; '' for a bullet, which is no word."""
    level: int
    """Level of the list, from 1; 0 for 一、（二）第三条, which number the text itself."""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the part; a document without it numbers nothing."""
        self._styles = styles
        self._patterns: dict[str, Element] = {}
        self._elements: dict[str, Element] = {}
        for element in root if root is not None else ():
            if kind(element) == "w:abstractNum":
                self._patterns[attribute(element, "w:abstractNumId") or ""] = element
            elif kind(element) == "w:num":
                self._elements[attribute(element, "w:numId") or ""] = element
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None, style: Style) -> Label | None:
        """Count a paragraph and return what is printed before it; `None` where nothing is.

        `properties` are its own (`w:pPr`). To be called once for each paragraph, in order.
        """
        own = child(properties, "w:numPr")
        id_ = value(own, "w:numId") or style.list
        found = self._list(id_) if id_ and id_ != "0" else None
        if found is None or id_ is None:
            return None
        at = number(own, "w:ilvl")
        if at is None:
            at = style.level if value(own, "w:numId") is None else 0
        if at is None:  # a style names its list, and the list's level names the style
            owned = (
                place
                for place, level in enumerate(found.levels)
                if level and level.style == style.lister
            )
            at = next(owned, 0)
        level = found.levels[at] if 0 <= at < _LEVELS else None
        if level is None:
            return None
        self._count(id_, found, at, level)
        text = "" if level.numbering == "bullet" else self._printed(found, at, level)
        return Label(text + _gap(text, level.gap), 0 if _CLAUSE.search(text) else at + 1)

    def _count(self, id_: str, found: _List, at: int, level: _Level) -> None:
        counts = self._counts.setdefault(found.pattern, {})
        if at in found.restarted and (id_, at) not in self._begun:
            counts.pop(at, None)
        self._begun.add((id_, at))
        counts[at] = counts[at] + 1 if at in counts else level.start
        for deeper in range(at + 1, _LEVELS):
            below = found.levels[deeper]
            restart = below.restart if below else None
            if restart is None or at < restart:
                counts.pop(deeper, None)

    def _printed(self, found: _List, at: int, level: _Level) -> str:
        counts = self._counts[found.pattern]

        def one(match: re.Match[str]) -> str:
            place = int(match["level"]) - 1
            other = found.levels[place]
            if place > at or other is None:
                return ""
            numbering = "decimal" if level.legal else other.numbering
            return ordinal(counts.get(place, other.start), numbering)

        return _PLACE.sub(one, level.text)

    def _list(self, id_: str) -> _List | None:
        if id_ not in self._lists:
            self._lists[id_] = self._read(id_)
        return self._lists[id_]

    def _read(self, id_: str) -> _List | None:
        element = self._elements.get(id_)
        name = value(element, "w:abstractNumId") or ""
        pattern = self._patterns.get(name)
        for _ in range(_LEVELS):  # a pattern may refer to a style, the style to another list
            link = value(pattern, "w:numStyleLink")
            if link is None:
                break
            linked = self._styles.paragraph(link).list or ""
            name = value(self._elements.get(linked), "w:abstractNumId") or ""
            pattern = self._patterns.get(name)
        if element is None or pattern is None:
            return None
        levels: list[_Level | None] = [None] * _LEVELS
        for lvl in children(pattern, "w:lvl"):
            _put(levels, lvl)
        restarted = set()
        for override in children(element, "w:lvlOverride"):
            at = _place(override)
            if at is None:
                continue
            if (lvl := child(override, "w:lvl")) is not None:
                _put(levels, lvl)
            start = number(override, "w:startOverride")
            level = levels[at]
            if start is not None and level is not None:
                levels[at] = replace(level, start=start)
                restarted.add(at)
        return _List(name, tuple(levels), frozenset(restarted))


def _put(levels: list[_Level | None], element: Element) -> None:
    """Put a level in its place among the levels of a list."""
    at = _place(element)
    if at is None:
        return
    numbering = value(element, "w:numFmt")
    if numbering is None and (either := child(element, "mc:AlternateContent")) is not None:
        # A numbering of one's own; the branch for older programs names a usual one.
        numbering = value(child(either, "mc:Fallback"), "w:numFmt") or value(
            chosen(either), "w:numFmt"
        )
    start = number(element, "w:start")
    levels[at] = _Level(
        start=0 if start is None else start,
        numbering=numbering or "decimal",
        text=value(element, "w:lvlText") or "",
        gap=value(element, "w:suff") or "tab",
        restart=number(element, "w:lvlRestart"),
        legal=bool(switch(element, "w:isLgl")),
        style=value(element, "w:pStyle") or "",
    )


def _place(element: Element) -> int | None:
    """Return which level an element is of, from 0; `None` for none that there can be."""
    said = attribute(element, "w:ilvl") or ""
    return int(said) if re.fullmatch("[0-8]", said) else None


def _gap(text: str, gap: str) -> str:
    """Return the blank after a number: none after a sign that is wide enough, as 、 or ）."""
    if not text.strip() or gap == "nothing" or (gap == "tab" and _WIDE.search(text)):
        return ""
    return " "
