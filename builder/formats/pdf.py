"""A PDF document with text → its paragraphs, headings, table rows and notes, one a line.

Characters, their places and the rules between them come from pdfium; `page_layout` makes lines of
them. What a page shows as an image is no text: a scan is refused.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from builder.formats.page_layout import Char, PrintedPage, Rule, pages_without_text, reading
from builder.model import Fact, InputError, Source, SourceEntry

MARK = b"%PDF-"
"""How a PDF document begins, within its first bytes."""
MARK_WITHIN = 1024
"""Bytes within which it begins."""

ENCODING = "PDF"
"""The value of `Source.encoding`, for want of an encoding."""

_OCR = (
    "look for the document as a web page or with text in it, or have its text recognised (OCR), "
    "compare it with the print, and save it as .txt in UTF-8"
)
_EXPORT = "open it with a program that shows it, copy its text, and save that as .txt in UTF-8"

_UNKNOWN = 0.2
"""Share of characters without a meaning from which a document cannot be read."""
_THIN = 3.0
"""Points of the thickest box that is a rule."""
_TURNED = 0.8
"""Share of characters that are turned alike, from which the page is read turned."""
_SAME = 0.3
"""Difference of two places that are one, in sizes."""
_ASKEW = 0.1
"""Quarters of a turn by which upright text is off at most; a watermark is off by more."""
_NAME = 256
"""Bytes of the longest name of a font."""
# AAAAAA+SimHei      SourceHanSans-Bold      方正黑体
_BOLD = re.compile("bold|heavy|black|simhei|黑体", re.IGNORECASE)
_FORCED = 1 << 18
"""The flag of a font that is to be shown bold."""
_BLANK = 0x20
_WIDE = "\u2e80"
"""From here on characters are as wide as high, and no blanks stand between words."""
_ADDED = frozenset((0x0A, 0x0D, _BLANK))
"""Characters that pdfium adds where it sees the end of a line or a gap."""
_SHOWN = {
    0x02: "-",  # a hyphen at the end of a line
    0xF06C: "●", 0xF06E: "■", 0xF0A7: "▪", 0xF0B7: "•", 0xF0D8: "➢", 0xF0FC: "✓",
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st", 0: "\ufffd", 0xFFFE: "-",
}  # fmt: skip
"""Codes that stand for other characters: signs of symbol fonts, ligatures."""
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd]")
"""Characters of private use, and what stands for a character that is not told."""
_SAMPLE = 500
"""Characters of a page by which vertical text is seen."""
_OBJECTS = 20_000
"""Drawn objects of a page that are looked at: a map has more, and no table."""


def is_pdf(data: bytes) -> bool:
    """Return whether bytes are a PDF document; some have a few bytes before it."""
    return MARK in data[:MARK_WITHIN]


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a PDF document as its blocks; `file` is its name in messages.

    Raises `InputError` where it is damaged, encrypted, a scan, or its characters have no meaning.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        locked = "assword" in str(problem)
        what = "needs a password" if locked else f"is damaged: {problem}"
        raise InputError(file, f"this PDF document {what}", remedy=_EXPORT, line=1) from None
    try:
        seen = _Seen()
        read_as = reading(_pages(document, seen))
        facts = tuple(_facts(document, seen))
    finally:
        document.close()
    if seen.unknown > _UNKNOWN * seen.characters:
        raise InputError(
            file,
            f"this PDF document does not say what its characters mean: {seen.unknown} of "
            f"{seen.characters} are unknown",
            remedy=_OCR,
            line=1,
        )
    if not read_as.lines:
        raise InputError(
            file,
            "this PDF document has no text on any page: a scan, whose pages are images",
            remedy=_OCR,
            line=1,
        )
    return Source(
        entry,
        read_as.lines,
        ENCODING,
        form="pdf",
        marks=read_as.marks,
        facts=facts,
        damage=tuple(pages_without_text(seen.empty, read_as.marks)),
    )


@dataclass(slots=True)
class _Seen:
    """What is counted while pages are read."""

    pages: int = 0
    characters: int = 0
    unknown: int = 0
    empty: tuple[int, ...] = ()
    """Numbers of the pages that have images and no text."""

    def count(self, words: str) -> None:
        """Count the characters of a page, and those that have no meaning."""
        self.characters += len(words) - words.count(" ")
        self.unknown += len(_MEANINGLESS.findall(words))


def _facts(document: pypdfium2.PdfDocument, seen: _Seen) -> Iterator[Fact]:
    """Yield the number of pages, and the title, which programs often make up.

    The dates of a file are when it was made or saved, and are not read.
    """
    yield Fact("pages", f"共 {seen.pages} 页", "PDF")
    title = " ".join(str(document.get_metadata_value("Title")).split())
    if title:
        yield Fact("title", title, "文件属性 Title")


# ---------------------------------------------------------------- pages


def _pages(document: pypdfium2.PdfDocument, seen: _Seen) -> Iterator[PrintedPage]:
    """Yield the pages; one that is damaged has no characters."""
    for at in range(len(document)):
        seen.pages += 1
        try:
            page = document[at]
        except pypdfium2.PdfiumError:
            seen.empty += (at + 1,)
            continue
        textpage = page.get_textpage()
        found = _page(page, textpage, at + 1, seen)
        if not found.chars and _has_images(page):
            seen.empty += (at + 1,)
        yield found
        textpage.close()
        page.close()


_Box = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own coordinates, y upward."""


def _has_images(page: pypdfium2.PdfPage) -> bool:
    """Return whether a page shows an image; a page without one is blank."""
    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])), None) is not None


@dataclass(frozen=True, slots=True)
class _Font:
    """How the characters of a text object are set."""

    size: float
    bold: bool
    quarter: int | None
    """Quarters of a turn, counter-clockwise; `None` where it is not upright in any of them."""


def _page(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, number: int, seen: _Seen
) -> PrintedPage:
    """Return a page as it is seen, turned so that most of its text is upright."""
    glyphs = list(_glyphs(textpage))
    seen.count("".join(text for text, _, _ in glyphs))
    quarters = Counter(font.quarter for _, _, font in glyphs)
    turn = page.get_rotation() // 90
    most, count = quarters.most_common(1)[0] if quarters else (turn, 0)
    if most is not None and count >= _TURNED * len(glyphs):
        turn = most
    area = page.get_bbox()
    width, height = area[2] - area[0], area[3] - area[1]
    farthest = max(width, height)
    upright = []
    askew = []
    for text, box, font in glyphs:
        x0, y0, x1, y1 = _turned(box, area, turn)
        if font.quarter != turn:
            askew.append(text)
        elif x1 > 0 and y1 > 0 and x0 < farthest and y0 < farthest:
            upright.append(Char(text, x0, y0, x1, y1, font.size, font.bold))
    rules = tuple(Rule(*_turned(box, area, turn)) for box in _rules(page))
    if turn % 2:
        width, height = height, width
    if _is_vertical(upright):
        upright = [
            char._replace(x0=char.y0, y0=width - char.x1, x1=char.y1, y1=width - char.x0)
            for char in upright
        ]
        rules = tuple(Rule(r.y0, width - r.x1, r.y1, width - r.x0) for r in rules)
        width, height = height, width
    return PrintedPage(number, width, height, tuple(upright), rules, "".join(askew).strip())


def _turned(box: _Box, area: _Box, turn: int) -> _Box:
    """Return a box (left, bottom, right, top) as x0, y0, x1, y1 from the top left of the page.

    `turn` are the quarters, counter-clockwise, by which text on the page is turned.
    """
    left, bottom, right, top = box
    x0, y0, x1, y1 = area
    if turn == 0:
        return left - x0, y1 - top, right - x0, y1 - bottom
    if turn == 1:
        return bottom - y0, left - x0, top - y0, right - x0
    if turn == 2:
        return x1 - right, bottom - y0, x1 - left, top - y0
    return y1 - top, x1 - right, y1 - bottom, x1 - left


def _is_vertical(chars: Sequence[Char]) -> bool:
    """Return whether most characters stand below the one before, as in vertical text."""
    down = along = 0
    for a, b in pairwise(chars[:_SAMPLE]):
        size = max(a.size, b.size)
        middle = (b.x0 + b.x1 - a.x0 - a.x1) / 2
        if abs(middle) < _SAME * size and _SAME * size < b.y0 - a.y0 < 2 * size:
            down += 1
        elif abs(b.y0 - a.y0) < _SAME * size:
            along += 1
    return down > along


def _glyphs(textpage: pypdfium2.PdfTextPage) -> list[tuple[str, _Box, _Font]]:
    """Return the characters of a page in the order of its content, without those that pdfium adds.

    Letters of a ligature share its box and are one. A font is asked for where a word or a line
    begins: to ask for that of each character is slow.
    """
    raw = textpage.raw
    unicode, place = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rect = pdfium.FS_RECTF()
    found: list[tuple[str, _Box, _Font]] = []
    fonts: dict[int, _Font] = {}
    font: _Font | None = None
    box: _Box = (0.0, 0.0, 0.0, 0.0)
    high = 0
    for at in range(textpage.count_chars()):
        code = unicode(raw, at)
        if code in _ADDED:
            if code == _BLANK and font and _is_blank(raw, at, found[-1][0]):
                found.append((" ", box, font))
            font = None
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        if not place(raw, at, rect):
            continue
        last, box = box, (rect.left, rect.bottom, rect.right, rect.top)
        text = _SHOWN.get(code) or chr(code)
        if box == last and found:
            found[-1] = (found[-1][0] + text, box, found[-1][2])
            continue
        if font is None or box[1] != last[1] or box[3] != last[3]:
            made = pdfium.FPDFText_GetTextObject(raw, at)
            key = ctypes.addressof(made.contents) if made else 0
            font = fonts[key] = fonts.get(key) or _font(raw, at)
        found.append((text, box, font))
    return found


def _is_blank(raw: object, at: int, before: str) -> bool:
    """Return whether a blank is printed, or added by pdfium between words that blanks part."""
    if not pdfium.FPDFText_IsGenerated(raw, at):
        return True
    after = pdfium.FPDFText_GetUnicode(raw, at + 1)
    return before[-1] < _WIDE and _BLANK < after < ord(_WIDE)


def _font(raw: object, at: int) -> _Font:
    """Return how a character is set."""
    size = pdfium.FPDFText_GetFontSize(raw, at)
    matrix = pdfium.FS_MATRIX()
    quarter: int | None = 0
    if pdfium.FPDFText_GetMatrix(raw, at, matrix):
        size *= math.hypot(matrix.c, matrix.d)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        quarter = round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW else None
    name = ctypes.create_string_buffer(_NAME)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, at, name, _NAME, flags)
    bold = _BOLD.search(name.value.decode("utf-8", "replace")) is not None
    return _Font(round(abs(size), 2) or 1.0, bold or bool(flags.value & _FORCED), quarter)


def _rules(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of the straight lines that are drawn on a page."""
    for count, drawn in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if count > _OBJECTS:
            return
        left, bottom, right, top = drawn.get_bounds()
        if min(right - left, top - bottom) <= _THIN:
            yield left, bottom, right, top
        else:
            yield from _segments(drawn.raw, stroked=_is_stroked(drawn.raw))


def _is_stroked(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _segments(path: object, *, stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight upright and flat lines of a path: its strokes, or its thin boxes."""
    count = pdfium.FPDFPath_CountSegments(path)
    matrix = pdfium.FS_MATRIX()
    if not 1 < count <= _OBJECTS or not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    shapes: list[list[tuple[float, float]]] = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        shapes[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    for points in shapes:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
            yield min(xs), min(ys), max(xs), max(ys)
        elif stroked:
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.5:
                    yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
