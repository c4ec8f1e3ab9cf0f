"""An OFD document (GB/T 33190) → its paragraphs, headings, table rows and notes, one a line.

Each page says in XML which characters stand where, in millimetres; `page_layout` makes lines of
them. Text that is given as shapes of a font alone has no characters and is refused, as is a scan.
"""

from __future__ import annotations

import math
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from builder.formats.archive import Archive
from builder.formats.encodings import EXPORT
from builder.formats.page_layout import Char, PrintedPage, Rule, pages_without_text, reading
from builder.model import Fact, InputError, Source, SourceEntry

ENCODING = "OFD"
"""The value of `Source.encoding`, for want of an encoding."""

_POINTS = 72 / 25.4
"""Points of a millimetre."""
_ASCENT = 0.88
"""Part of a character's height that is above its baseline."""
_UNKNOWN = 0.2
"""Share of characters without a meaning from which a document cannot be read."""
_NEAR = 1.02
"""Largest advance that is the width of a character, in sizes; a wider one is a jump."""
_THIN = 3.0
"""Points of the thickest box that is a rule."""
_LEVEL = 0.1
"""Rise of a line of upright text, as a part of its length."""
_OBJECTS = 20_000
"""Drawn objects of a page that are looked at: a map has more, and no table."""
_NESTED = 8
"""Objects within one another that are followed: a drawing may name itself as its part."""
# SimHei      思源黑体 Bold
_BOLD = re.compile("bold|heavy|black|simhei|黑体", re.IGNORECASE)
# M 0 0 L 120.5 0 C
_STEP = re.compile(r"(?P<letter>[A-Za-z])|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_OCR = (
    "look for the document as a web page or with text in it, or have its text recognised (OCR), "
    "compare it with the print, and save it as .txt in UTF-8"
)

_Element = Any
"""An element of lxml, which publishes no types."""


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Where the points of an object are put: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is put."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: _Matrix) -> _Matrix:
        """Return the matrix of what is put by this one, then by an outer one."""
        x, y = outer.at(self.e, self.f)
        return _Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            x,
            y,
        )


@dataclass(slots=True)
class _Printed:
    """What is found on a page."""

    chars: list[Char]
    rules: list[Rule]
    askew: list[str]
    """Words that are printed across it."""
    image: bool = False
    """Whether it shows an image."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return an OFD document as its blocks; `file` is its name in messages.

    Raises `InputError` where it is damaged, encrypted, a scan, or its characters have no meaning.
    """
    archive = Archive(data, file)
    if "Encryptions.xml" in archive:
        raise InputError(
            file,
            "this OFD document is encrypted",
            remedy="open it with its password and save it without one",
            line=1,
        )
    root = archive.xml("OFD.xml")
    bodies = list(_children(root, "DocBody"))
    pages: list[PrintedPage] = []
    scans: list[int] = []
    for body in bodies:
        document = _Document(archive, file, _words(body, "DocRoot"))
        pages += document.pages(len(pages) + 1)
        scans += document.scans
        if document.unknown > _UNKNOWN * (document.known + document.unknown):
            raise InputError(
                file,
                f"{document.unknown} characters of this OFD document are given as shapes alone, "
                "without saying which characters they are",
                remedy=_OCR,
                line=1,
            )
    found = reading(pages)
    if not any(mark.outside is None for mark in found.marks):
        what = "holds images of its pages and no text" if scans else "holds no text"
        raise InputError(file, f"this OFD document {what}", remedy=_OCR, line=1)
    return Source(
        entry,
        found.lines,
        ENCODING,
        form="ofd",
        marks=found.marks,
        facts=(Fact("pages", f"共 {len(pages)} 页", "OFD"), *_facts(bodies)),
        damage=tuple(pages_without_text(scans, found.marks)),
    )


def _facts(bodies: Sequence[_Element]) -> Iterator[Fact]:
    """Yield what the document says of itself; when it was made is no date of its text."""
    for body in bodies[:1]:
        for info in _children(body, "DocInfo"):
            if words := _words(info, "Title"):
                yield Fact("title", words, "文件属性“标题”")


class _Document:
    """One document of the file while its pages are read."""

    def __init__(self, archive: Archive, file: str, place: str) -> None:
        self._archive, self._file = archive, file
        self._place = _path("", place)
        self._root = self._part(place)
        if self._root is None:
            raise self._missing(place or "the document")
        self._common = next(_children(self._root, "CommonData"), None)
        self._bold: set[str] = set()
        self._units: dict[str, _Element] = {}
        self._templates: dict[str, _Element | None] = {}
        self.known = self.unknown = 0
        """Characters with a meaning, and without one."""
        self.scans: list[int] = []
        """Numbers of the pages that show an image and no text."""
        for name in ("PublicRes", "DocumentRes"):
            for held in _children(self._common, name):
                part = self._part(held.text or "")
                if part is not None:
                    self._resources(part)

    def pages(self, first: int) -> Iterator[PrintedPage]:
        """Yield the pages, counted from a number."""
        area = next(_children(self._common, "PageArea"), None)
        usual = _numbers(_words(area, "PhysicalBox")) or [0, 0, 210, 297]
        for template in _children(self._common, "TemplatePage"):
            place = template.get("BaseLoc") or ""
            self._templates[template.get("ID") or ""] = self._part(place)
        held = next(_children(self._root, "Pages"), None)
        for number, page in enumerate(_children(held, "Page"), first):
            place = page.get("BaseLoc") or _words(page, "BaseLoc")
            content = self._part(place)
            if content is None:
                raise self._missing(f"page {number} ({place})")
            own = next(_children(content, "Area"), None)
            box = _numbers(_words(own, "PhysicalBox"))
            left, top, width, height = box if len(box) == 4 else [*usual, 0, 0, 0, 0][:4]
            printed = _Printed([], [], [])
            # The page may begin elsewhere than at zero.
            frame = _Matrix(_POINTS, 0, 0, _POINTS, -left * _POINTS, -top * _POINTS)
            for one in (*self._below(content), content):
                for layer in _children(next(_children(one, "Content"), None), "Layer"):
                    self._objects(layer, frame, printed, _NESTED)
            if printed.image and not printed.chars:
                self.scans.append(number)
            yield PrintedPage(
                number,
                width * _POINTS,
                height * _POINTS,
                tuple(printed.chars),
                tuple(printed.rules),
                "".join(printed.askew),
            )

    def _below(self, content: _Element) -> Iterator[_Element]:
        """Yield the templates of a page."""
        for template in _children(content, "Template"):
            part = self._templates.get(template.get("TemplateID") or "")
            if part is not None:
                yield part

    def _part(self, place: str) -> _Element | None:
        """Return the root of a part that the document refers to, `None` where there is none."""
        part = self._archive.xml(_path(self._place, place))
        # Some programs write each place from the root.
        return self._archive.xml(_path("", place)) if part is None else part

    def _missing(self, what: str) -> InputError:
        return InputError(
            self._file,
            f"this OFD document is damaged: {what} is missing",
            remedy=f"fetch the file again; or {EXPORT}",
            line=1,
        )

    def _resources(self, part: _Element) -> None:
        """Note the bold fonts, and the drawings that pages refer to."""
        for group in part:
            for one in group:
                id_ = one.get("ID") or ""
                if _name(one) == "Font":
                    names = f"{one.get('FontName')} {one.get('FamilyName')}"
                    if one.get("Bold") == "true" or _BOLD.search(names):
                        self._bold.add(id_)
                elif _name(one) == "CompositeGraphicUnit":
                    self._units[id_] = one

    # ------------------------------------------------------------ objects

    def _objects(self, layer: _Element, frame: _Matrix, printed: _Printed, nested: int) -> None:
        """Read the objects in a layer, a block or a drawing."""
        for one in layer:
            name = _name(one)
            if one.get("Visible") == "false":
                continue
            if name == "PageBlock":
                self._objects(one, frame, printed, nested)
            elif name == "TextObject":
                self._text(one, frame, printed)
            elif name == "PathObject" and len(printed.rules) < _OBJECTS:
                printed.rules += _rules(one, _put(one, frame))
            elif name == "ImageObject":
                printed.image = True
            elif name == "CompositeObject" and nested:
                unit = self._units.get(one.get("ResourceID") or "")
                for content in _children(unit, "Content"):
                    self._objects(content, _put(one, frame), printed, nested - 1)

    def _text(self, element: _Element, outer: _Matrix, printed: _Printed) -> None:
        """Read the characters of a text object."""
        frame = _put(element, outer)
        before = len(printed.chars)
        # Some programs write the name of this one attribute in small letters.
        size = _number(element.get("Size") or element.get("size"), 3.5)
        scaled = size * math.hypot(frame.c, frame.d)
        bold = (element.get("Font") or "") in self._bold or _number(element.get("Weight"), 0) > 500
        shapes = sum(
            int(_number(one.get("GlyphCount"), 1)) for one in _children(element, "CGTransform")
        )
        upright = _is_upright(frame) and element.get("ReadDirection") in (None, "0")
        words = ""
        at = 0.0, 0.0
        for code in _children(element, "TextCode"):
            text = code.text or ""
            words += text
            # Where a place is not told, it is that of the words before.
            at = _number(code.get("X"), at[0]), _number(code.get("Y"), at[1])
            for character, (x, y), (to_x, to_y) in _places(code, text, size, at):
                unknown, wide = _class(character)
                self.unknown += unknown
                self.known += not unknown and not character.isspace()
                shown = "\ufffd" if unknown else character
                if not upright:
                    printed.askew.append(shown)
                    continue
                left, base = frame.at(x, y)
                right, _ = frame.at(to_x, to_y)
                # A jump to the next character is no part of the place of this one.
                width = right - left
                if not 0 < width <= _NEAR * scaled:
                    width = scaled if wide else scaled / 2
                top = base - _ASCENT * scaled
                printed.chars.append(
                    Char(shown, left, top, left + width, top + scaled, scaled, bold)
                )
        if not words.strip():
            self.unknown += min(max(shapes, 0), 1000)
        if len(printed.chars) > before:  # it ends where its boundary does
            last = printed.chars[-1]
            box = [*_numbers(element.get("Boundary") or ""), 0.0, 0.0, 0.0]
            edge, _ = outer.at(box[0] + box[2], box[1])
            if 0 < edge - last.x0 <= _NEAR * scaled:
                printed.chars[-1] = last._replace(x1=edge)


def _put(element: _Element, frame: _Matrix) -> _Matrix:
    """Return where an object's points are put: by its own matrix, then at its boundary."""
    numbers = _numbers(element.get("CTM") or "")
    own = _Matrix(*numbers) if len(numbers) == 6 else _Matrix()
    corner = _numbers(element.get("Boundary") or "")[:2] or [0.0, 0.0]
    left, top = [*corner, 0.0][:2]
    return own.within(_Matrix(e=left, f=top)).within(frame)


def _is_upright(frame: _Matrix) -> bool:
    return frame.a > 0 and abs(frame.b) <= _LEVEL * frame.a


def _places(
    code: _Element, text: str, size: float, at: tuple[float, float]
) -> Iterator[tuple[str, tuple[float, float], tuple[float, float]]]:
    """Yield each character with its point on the baseline and that of the next one.

    A last distance holds for all further characters; without any, they follow one another.
    """
    across = _distances(code.get("DeltaX") or "", len(text))
    down = _distances(code.get("DeltaY") or "", len(text))
    x, y = at
    for place, character in enumerate(text):
        full = size if _class(character)[1] else size / 2
        right = across[min(place, len(across) - 1)] if across else 0.0 if down else full
        below = down[min(place, len(down) - 1)] if down else 0.0
        if place == len(text) - 1:  # the distance to what follows is not told
            right, below = full, 0.0
        yield character, (x, y), (x + right, y + below)
        x, y = x + right, y + below


def _distances(said: str, most: int) -> list[float]:
    """Return the distances that an attribute lists.

    >>> _distances("g 3 4.5 2", 9)
    [4.5, 4.5, 4.5, 2.0]
    """
    found: list[float] = []
    parts = iter(said.split())
    for part in parts:
        if len(found) >= most:
            break
        if part == "g":
            count, distance = _number(next(parts, ""), 0), _number(next(parts, ""), 0)
            found += [distance] * min(max(int(count), 0), most)
        else:
            found.append(_number(part, 0))
    return found


@lru_cache(maxsize=20_000)
def _class(character: str) -> tuple[bool, bool]:
    """Return whether a character only holds the place of a shape, and whether it is full-width."""
    unknown = character in "¤\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")
    return unknown, unicodedata.east_asian_width(character) in "WFA"


def _rules(element: _Element, frame: _Matrix) -> Iterator[Rule]:
    """Yield the straight lines of a path: its sides where it is drawn, or a box that is thin."""
    points: list[tuple[float, float]] = []
    sides: list[Rule] = []
    data = next(_children(element, "AbbreviatedData"), None)
    start: tuple[float, float] | None = None
    letter, numbers = "", []
    for step in _STEP.finditer(((data.text if data is not None else "") or "")[:20_000] + " Z"):
        if step["number"]:
            numbers.append(float(step["number"]))
            continue
        if letter in ("M", "S", "L") and len(numbers) >= 2:
            point = frame.at(numbers[0], numbers[1])
            if letter == "L" and points:
                sides.append(_rule(points[-1], point))
            else:
                start = point
            points.append(point)
        elif letter == "C" and start and points:  # closed
            sides.append(_rule(points[-1], start))
        elif letter in ("Q", "B", "A"):
            return
        letter, numbers = step["letter"], []
    if not points:
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Rule(min(xs), min(ys), max(xs), max(ys))
    if min(box.x1 - box.x0, box.y1 - box.y0) <= _THIN:
        yield box
    elif element.get("Stroke") != "false":
        yield from (side for side in sides if min(side.x1 - side.x0, side.y1 - side.y0) <= _THIN)


def _rule(a: tuple[float, float], b: tuple[float, float]) -> Rule:
    return Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


# ---------------------------------------------------------------- XML


def _name(element: _Element) -> str:
    return str(etree.QName(element.tag).localname)


def _children(element: _Element | None, name: str) -> Iterator[_Element]:
    """Yield the children of a name, in whichever edition's namespace; none of `None`."""
    if element is not None:
        yield from (child for child in element if _name(child) == name)


def _words(element: _Element | None, name: str) -> str:
    """Return the words of the first child of a name; '' where there is none."""
    child = next(_children(element, name), None)
    return " ".join(((child.text or "") if child is not None else "").split())


def _path(base: str, place: str) -> str:
    """Return the name of a part that another refers to, from the root or from its folder."""
    place = place.strip().replace("\\", "/")
    if place.startswith("/"):
        return posixpath.normpath(place[1:])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))


def _number(said: str | None, otherwise: float) -> float:
    """Return the number that an attribute says; another where it says none that can be."""
    try:
        found = float(said or "")
    except ValueError:
        return otherwise
    return found if abs(found) < 1e6 else otherwise  # neither infinite nor no number


def _numbers(said: str) -> list[float]:
    return [_number(part, 0) for part in said.split()]
