"""A paragraph of a Word document → its runs: words, whether they are set, why they are no text.

Of a field the result counts, of alternatives the first, of ruby the base. Notes, text boxes and
other drawn words are handed over when the paragraph is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from builder.formats.docx_styles import Look, Style, Styles, look
from builder.formats.ooxml import Element, attribute, child, children, chosen, kind, value
from builder.formats.ordinals import ordinal
from builder.formats.typography import lowered, raised
from builder.model import Outside

_BLANKS = re.compile(r"[\t\r\n]+")
# EQ \o\ac(○,3)      eq \o(〇,甲)
_CIRCLED = re.compile(
    r"\s*eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯Oo□]\s*[,，;]\s*(?P<held>[^()]{1,4}?)\s*\)\s*",
    re.IGNORECASE,
)
# EQ \f(1,2): switches of an equation in the old writing
_SWITCH = re.compile(r"^\s*eq\b|\\[a-z]+", re.IGNORECASE)
# TOC \o "1-3" \h
_CONTENTS = re.compile(r"\s*TOC\b")

_SKIPPED = frozenset(
    ("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:rubyPr", "w:fldData", "w:ffData",
     "w:instrText", "w:delInstrText", "m:ctrlPr", "m:rPr", "m:oMathParaPr", "w:customXmlPr",
     "w:smartTagPr")
)  # fmt: skip
"""Elements whose text is no word of the paragraph."""

_LONGEST_CODE = 1000
"""Characters of the longest code of a field, as far as it is read."""
_DEEPEST = 20
"""Fields within one another; in more, a broken file begins fields and never ends them."""

_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = "\x2d−\xa3≤\xa5∞\xac←\xae→\xb0°\xb1±\xb3≥\xb4×\xb7•\xb8÷\xb9≠\xbb≈\xd6√\xd7⋅\xe5∑"
_WINGDINGS = "lnopqu\x9f\xa7\xa8\xd8\xe0\xfb\xfc\xfd\xfe", "●■□❑❑◆•▪□➢→✗✓☒☑"
_WINGDINGS_2 = "OPQR\xa3", "✗✓☒☑□"
_UNKNOWN = "〓"
"""The printer's sign for a character that is not at hand."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike."""

    text: str
    """They; a line end for a line break."""
    outside: Outside | None = None
    """Why they are no text."""
    set: bool = False
    """Whether the format sets or counts them."""


@dataclass(slots=True)
class _Field:
    """A field that has begun and not ended."""

    code: str = ""
    """What it computes."""
    result: bool = False
    """Whether its result has begun."""


class Runs:
    """Reads the paragraphs of a document, in order: a field may go over several."""

    def __init__(self, styles: Styles) -> None:
        """Begin with the first paragraph of a document with these styles."""
        self._styles = styles
        self._fields: list[_Field] = []
        self._notes: list[tuple[str, str, Outside | None]] = []
        self._drawn: list[tuple[Element, Outside | None]] = []
        self._found: list[Run] = []
        self.pictures = False
        """Whether a picture was met."""

    def of(self, paragraph: Element, style: Style, outside: Outside | None) -> list[Run]:
        """Return the runs of a paragraph; `outside`: why all of it is no text."""
        self._found = []
        self._walk(paragraph, style.look, outside)
        # A field that has no result by now is broken: it must not swallow what follows.
        self._fields = [one for one in self._fields if one.result]
        return self._found

    def notes(self, what: str) -> Iterator[tuple[str, Outside | None]]:
        """Yield the ids of the footnotes or endnotes so far, with why their marks are no text."""
        held = dict.fromkeys((id_, why) for known, id_, why in self._notes if known == what)
        yield from held

    def drawn(self) -> list[tuple[Element, Outside | None]]:
        """Hand over the text boxes and drawn words since the last call."""
        found, self._drawn = self._drawn, []
        return found

    def _walk(self, element: Element, under: Look, outside: Outside | None) -> None:
        """Read the runs within an element."""
        for inner in element:
            name = kind(inner)
            if name == "w:r":
                self._run(inner, under, outside)
            elif name in ("w:del", "w:moveFrom"):
                self._walk(inner, under, "struck")
            elif name == "mc:AlternateContent":
                branch = chosen(inner)
                if branch is not None:
                    self._walk(branch, under, outside)
            elif name in ("m:oMath", "m:oMathPara"):
                self._math(inner, outside)
            elif name == "w:fldSimple" and _CONTENTS.match(attribute(inner, "w:instr") or ""):
                self._walk(inner, under, outside or "around")
            elif name not in _SKIPPED:
                self._walk(inner, under, outside)

    def _run(self, run: Element, under: Look, outside: Outside | None) -> None:
        properties = child(run, "w:rPr")
        seen = under
        if properties is not None:
            seen = look(self._styles.character(value(properties, "w:rStyle"), under), properties)
        if any(_CONTENTS.match(field.code) for field in self._fields):
            outside = outside or "around"
        why: Outside | None = "hidden" if seen.hidden else "struck" if seen.struck else outside
        self._pieces(run, seen, "struck" if outside == "struck" else why)

    def _pieces(self, run: Element, seen: Look, why: Outside | None) -> None:
        """Read what a run holds."""
        for piece in run:
            match kind(piece):
                case "w:t" | "w:delText":
                    self._words(_BLANKS.sub(" ", piece.text or ""), seen, why)
                case "w:tab" | "w:ptab" | "w:br" | "w:cr" | "w:noBreakHyphen":
                    self._say(_blank(piece), why)
                case "w:sym":
                    self._say(_symbol(piece), why, set_=True)
                case "w:instrText" if self._fields and len(self._fields[-1].code) < _LONGEST_CODE:
                    self._fields[-1].code += piece.text or ""
                case "w:fldChar":
                    self._field(attribute(piece, "w:fldCharType"), why)
                case "w:footnoteReference" | "w:endnoteReference":
                    what = kind(piece)[2:].removesuffix("Reference")
                    self._notes.append((what, attribute(piece, "w:id") or "", why))
                case "w:ruby":
                    for base in children(piece, "w:rubyBase"):
                        self._walk(base, seen, why)
                case "w:drawing" | "w:pict" | "w:object":
                    self._draw(piece, why)
                case "mc:AlternateContent":
                    branch = chosen(piece)
                    if branch is not None:
                        self._pieces(branch, seen, why)

    def _say(self, words: str, why: Outside | None, *, set_: bool = False) -> None:
        if words and all(field.result for field in self._fields):
            self._found.append(Run(words, why, set_))

    def _words(self, words: str, seen: Look, why: Outside | None) -> None:
        if seen.font:
            words = "".join(
                _sign(each, seen.font)
                if "\x20" < each < "\x7f" or "\uf020" <= each <= "\uf0ff"
                else each
                for each in words
            )
        placed = words
        if seen.place:
            placed = raised(words) if seen.place == "superscript" else lowered(words)
        self._say(placed, why, set_=placed != words)

    def _field(self, what: str | None, why: Outside | None) -> None:
        """Begin or end a field, or its result."""
        if what == "begin" and len(self._fields) < _DEEPEST:
            self._fields.append(_Field())
        elif self._fields and what == "separate":
            self._fields[-1].result = True
        elif self._fields and what == "end":
            done = self._fields.pop()
            if not done.result and _SWITCH.match(done.code.lstrip()[:3]):
                self._say(_equation(done.code), why, set_=True)

    def _draw(self, element: Element, why: Outside | None) -> None:
        """Find the words in a drawing."""
        for inner in element:
            match kind(inner):
                case "w:txbxContent" | "v:textpath" | "dgm:relIds" | "a:p":
                    self._drawn.append((inner, why))
                case "mc:AlternateContent":
                    branch = chosen(inner)
                    if branch is not None:
                        self._draw(branch, why)
                case name:
                    self.pictures = self.pictures or name in ("pic:pic", "v:imagedata")
                    self._draw(inner, why)

    def _math(self, element: Element, why: Outside | None) -> None:
        """Read a formula as one line of signs."""
        for inner in element:
            match kind(inner):
                case "m:t":
                    self._say(inner.text or "", why)
                case "w:del" | "w:moveFrom":
                    self._math(inner, "struck")
                case "m:sup":
                    self._moved(inner, why, "superscript")
                case "m:sub":
                    self._moved(inner, why, "subscript")
                case "m:den":
                    self._say("/", why, set_=True)
                    self._math(inner, why)
                case "m:rad":
                    self._say("√", why, set_=True)
                    self._math(inner, why)
                case "m:d":
                    properties = child(inner, "m:dPr")
                    for name, usual in (("m:begChr", "("), ("", ""), ("m:endChr", ")")):
                        if not name:
                            self._math(inner, why)
                            continue
                        sign = child(properties, name)
                        said = attribute(sign, "m:val") if sign is not None else None
                        self._say(usual if said is None else said, why, set_=True)
                case name if name not in _SKIPPED:
                    self._math(inner, why)

    def _moved(self, element: Element, why: Outside | None, place: str) -> None:
        """Read an index of a formula."""
        before = len(self._found)
        self._math(element, why)
        for at in range(before, len(self._found)):
            run = self._found[at]
            words = raised(run.text) if place == "superscript" else lowered(run.text)
            self._found[at] = replace(run, text=words, set=run.set or words != run.text)


def drawn_words(element: Element) -> str:
    """Return the words of a paragraph in a drawing, or those that are drawn along a path."""
    if kind(element) == "v:textpath":
        return " ".join((element.get("string") or "").split())
    words = (inner.text or "" for inner in element.iter() if kind(inner) == "a:t")
    return " ".join("".join(words).split())


def _equation(code: str) -> str:
    """Return what an equation of the old writing shows: `EQ \\o\\ac(○,3)` is ③."""
    circled = _CIRCLED.fullmatch(code)
    if circled is None:
        return _SWITCH.sub("", code).strip(" ()").replace(",", "/")
    held = circled["held"]
    if held.isdecimal():
        return ordinal(int(held), "decimalEnclosedCircle")
    at = "一二三四五六七八九十".find(held)
    return ordinal(at + 1, "ideographEnclosedCircle") if at >= 0 else held


def _blank(piece: Element) -> str:
    """Return what a mark of the text stands for: a line ends, but not at a break of the page."""
    name = kind(piece)
    if name == "w:br" and attribute(piece, "w:type") in ("page", "column"):
        return ""
    return "\n" if name in ("w:br", "w:cr") else "-" if name == "w:noBreakHyphen" else "\t"


def _symbol(piece: Element) -> str:
    """Return the character of a symbol, which is named by its place in a font."""
    code = attribute(piece, "w:char") or ""
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    return _sign(chr(int(code, 16)), attribute(piece, "w:font") or "")


def _sign(character: str, font: str) -> str:
    """Return the character that a font of signs shows; unchanged in any other font."""
    name = font.lower()
    code = chr(ord(character) & 0xFF)
    if name.startswith("symbol"):
        if code.isascii() and code.isalpha():
            greek = _GREEK[ord(code.lower()) - ord("a")]
            return greek if code.islower() else greek.upper()
        at = _SYMBOL[::2].find(code)
        return _SYMBOL[2 * at + 1] if at >= 0 else code if code.isascii() else _UNKNOWN
    if not name.startswith(("wingdings", "webdings")):
        return character
    if name == "wingdings" and "\x81" <= code <= "\x8a":
        return chr(0x2460 + ord(code) - 0x81)
    codes, signs = _WINGDINGS if name == "wingdings" else _WINGDINGS_2
    at = codes.find(code) if name in ("wingdings", "wingdings 2") else -1
    return signs[at] if at >= 0 else _UNKNOWN
