"""The part `styles.xml` of a Word document → what each style says of its paragraphs and runs.

A style is laid over the one that it is based on, down to the defaults of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from builder.formats.ooxml import Element, attribute, child, children, number, switch, value

BODY = 9
"""The outline level of what is no heading; headings have 0 to 8."""

_DEEPEST = 30
"""Styles of the longest chain; where styles are based on one another in a circle, it is cut."""

# heading 1      标题 2      Heading3
_HEADING = re.compile(r"(?:heading|标题)\s*(?P<level>[1-9])")
# toc 1      目录 2      TOC Heading
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)")


@dataclass(frozen=True, slots=True)
class Look:
    """What decides whether and how a run is seen."""

    hidden: bool = False
    """Whether nobody sees it."""
    struck: bool = False
    """Whether it is struck through."""
    place: str = ""
    """`superscript` or `subscript`; else the words stand on the line."""
    font: str = ""
    """Its font where it is one of signs: Symbol, Wingdings."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of paragraphs and runs."""

    outline: int | None = None
    """Outline level from 0; `BODY` for text."""
    list: str | None = None
    """Number of the list that counts its paragraphs; 0 for none."""
    level: int | None = None
    """Level of that list, from 0; `None` where the level names the style."""
    lister: str = ""
    """Id of the style that names the list: this one, or one that it is based on."""
    contents: bool = False
    """Whether it sets entries of a table of contents."""
    caption: bool = False
    """Whether it sets captions."""
    look: Look = Look()
    """How its runs look."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """Read the part; a document without it has no styles."""
        found = list(children(root, "w:style")) if root is not None else []
        self._elements = {attribute(style, "w:styleId") or "": style for style in found}
        self._default = next(
            (
                attribute(style, "w:styleId") or ""
                for style in found
                if attribute(style, "w:type") == "paragraph"
                and attribute(style, "w:default") in ("1", "true", "on")
            ),
            "",
        )
        defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")
        self._base = Style(look=look(Look(), defaults))
        self._read: dict[str, Style] = {}

    def paragraph(self, id_: str | None) -> Style:
        """Return the style of a paragraph; without an id, or with an unknown one, the default."""
        return self._style(id_ if id_ in self._elements else self._default, _DEEPEST)

    def character(self, id_: str | None, under: Look) -> Look:
        """Return how a run looks that has a character style, in a paragraph whose runs look so."""
        if not id_ or id_ not in self._elements:
            return under
        own = self._style(id_, _DEEPEST).look
        return Look(
            # A style that switches what the paragraph's style has switched, switches it back.
            hidden=own.hidden != under.hidden,
            struck=own.struck != under.struck,
            place=own.place or under.place,
            font=own.font or under.font,
        )

    def _style(self, id_: str | None, deepest: int) -> Style:
        element = self._elements.get(id_ or "")
        if element is None or not deepest or not id_:
            return self._base
        if id_ not in self._read:
            based = self._style(value(element, "w:basedOn"), deepest - 1)
            self._read[id_] = _laid_over(based, id_, element)
        return self._read[id_]


def look(under: Look, properties: Element | None) -> Look:
    """Return how a run looks with its own properties (`w:rPr`) laid over those of its style."""
    if properties is None or not len(properties):
        return under
    hidden = switch(properties, "w:vanish")
    strikes = [switch(properties, "w:strike"), switch(properties, "w:dstrike")]
    said = [one for one in strikes if one is not None]
    size = number(properties, "w:sz")
    if size is not None and size <= 2:  # one point: a mark against copying
        hidden = True
    place = value(properties, "w:vertAlign")
    fonts = child(properties, "w:rFonts")
    font = (attribute(fonts, "w:ascii") or "") if fonts is not None else under.font
    return Look(
        hidden=under.hidden if hidden is None else hidden,
        struck=any(said) if said else under.struck,
        place=under.place if place is None else place.replace("baseline", ""),
        font=font,
    )


def _laid_over(based: Style, id_: str, element: Element) -> Style:
    """Return a style with its own properties laid over those of the one that it is based on."""
    name = (value(element, "w:name") or "").strip().lower()
    heading = _HEADING.fullmatch(name)
    properties = child(element, "w:pPr")
    outline = number(properties, "w:outlineLvl")
    if outline is None and heading:
        outline = int(heading["level"]) - 1
    if outline is None and name in ("title", "标题"):
        outline = 0
    numbered = child(properties, "w:numPr")
    return replace(
        based,
        outline=based.outline if outline is None else outline,
        list=value(numbered, "w:numId") or based.list,
        level=number(numbered, "w:ilvl") if numbered is not None else based.level,
        lister=id_ if numbered is not None else based.lister,
        contents=bool(_CONTENTS.fullmatch(name)) or based.contents,
        caption=name in ("caption", "题注") or based.caption,
        look=look(based.look, child(element, "w:rPr")),
    )
