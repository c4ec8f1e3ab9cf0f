"""The elements of a saved page → the lines of its text, seen or not, each with what it is.

Every block element, row and line break ends a line. Words that nobody sees, struck-out words and
the readings over ruby characters are lines of their own after the line in which they stand, so that
what is left of that line is what a person reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from builder.formats.webpage_numbers import ListNumbers
from builder.formats.webpage_styles import Look, Styles
from builder.formats.webpage_tables import Table, columns, is_short_row
from builder.language.characters import has_words
from builder.model import LineKind

State = Literal["", "hidden", "struck", "around"]
"""Whether words are read, or why not."""

INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym annotation b bdi bdo big cite code data del dfn em font i ins kbd label"
        " mark math mi mn mo mrow mtext nobr o:p output q rb rp rt rtc ruby s samp small span"
        " strike strong sub sup time tspan tt u ucap ucaps var wbr",
    )
)
"""Inline elements; every other element starts and ends a line."""

_CODE = frozenset(("script", "style", "title", "head", "meta", "link", "base"))
"""Elements whose text is code, or no text of the page; `head` may hold misplaced text."""
_UNSHOWN = frozenset(
    re.findall(
        r"\S+",
        "template noscript noframes noembed iframe object audio video canvas datalist annotation"
        " annotation-xml progress meter",
    )
)
"""Elements whose text a browser does not show."""
_CONTROLS = frozenset(("nav", "footer", "aside", "select", "option", "button", "menu", "textarea"))
"""Elements that hold what surrounds a text."""

_COLUMNS = 1000
"""Columns of the widest table, as in a browser."""

_SUPER = str.maketrans("0123456789+-−=()niⁿ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱⁿ")
_SUB = str.maketrans("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")
# [1]      〔2〕      ①      *      TM
_PLAIN_RAISED = re.compile(r"\s*(?:[\[〔［【（].*[\]〕］】）]|[①-⑳⑴-⒇*＊※†‡®©℠™°′″]+)\s*")

# 发布时间：2025-08-26 10:00 来源：某厅      2025年8月26日　某报
STAMP = re.compile(
    r"(?:19|20)\d\d\s?[-年./]\s?\d{1,2}\s?[-月./]\s?\d{1,2}|(?:来源|來源|稿源|作者|记者|出处)\s?[:：]\s?\S"
)
# 来源：      字号：      浏览次数：
_KEY = re.compile(
    r"(?:信息|稿件|文章)?(?:来源|來源|作者|编辑|责编|责任编辑|字号|字体|浏览|阅读|点击|分享|打印)"
)
STAMP_LENGTH = 120
"""Characters of the longest line that gives origin and day."""

_TOKEN = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")
# A line end of the code between two Chinese characters is no blank for a reader.
_BEFORE_JOIN = re.compile(r"[\u3400-\u9fff，。；：、！？”’）》]")
_AFTER_JOIN = re.compile(r"[\u3400-\u9fff“‘（《]")
_INDENT = re.compile(r"[\u3000\t]|[ \u00a0\u2002\u2003]{2}")


@dataclass(slots=True)
class Node:
    """A block element, or an element with a name that may tell the text."""

    parent: int
    """Index of the node around it; -1 for the first."""
    tag: str
    """Its tag in small letters."""
    names: frozenset[str]
    """Its id as `#zoom`, its classes as `.zoom`, its tag, its property as `[articleBody]`."""
    first: int
    """Index of its first line."""
    last: int = -1
    """Index after its last line."""
    hidden: bool = False
    """Whether nobody sees it."""


@dataclass(slots=True)
class PageLine:
    """A line of a page's text."""

    text: str
    """Its words, with blanks as a browser shows them."""
    node: int
    """Index of the innermost node that contains it."""
    kind: LineKind = "text"
    """What it is."""
    level: int = 0
    """Level of a heading or depth of a list item."""
    set: tuple[tuple[int, int], ...] = ()
    """Spans of characters that the page sets or counts."""
    state: State = ""
    """Whether it is read."""
    linked: int = 0
    """How many of its characters are a link."""
    run: int = 0
    """Number of the lines that only line breaks part."""
    gap: bool = False
    """Whether an empty line of its run stands before it."""
    indented: bool = False
    """Whether it begins with blanks that a person sees."""
    control: bool = False
    """Whether it stands in a menu, a control or a footer."""


@dataclass(slots=True)
class Page:
    """The text of a page."""

    lines: list[PageLine] = field(default_factory=list)
    """In the order of the page."""
    nodes: list[Node] = field(default_factory=list)
    """In the order of their beginnings."""
    depth: int = 0
    """How many elements are nested in each other at most."""


@dataclass(slots=True)
class _Piece:
    """Words of one element in a line."""

    text: str
    state: State = ""
    set: bool = False
    kept: bool = False
    linked: bool = False
    apart: bool = False
    """Whether it begins an element with a name of its own, as `<span class=source>`."""


@dataclass(slots=True)
class _Frame:
    """What holds in an open element."""

    tag: str
    look: Look
    state: State
    node: int
    block: bool
    level: int
    caption: bool
    control: bool
    linked: bool
    depth: int
    """Of lists."""
    numbers: ListNumbers | None = None
    table: Table[_Piece] | None = None
    apart: bool = False
    """Whether it has a name and no words yet."""
    raised: int = -1
    """Index of the first piece that is raised; -1 where the element raises nothing."""


@dataclass(slots=True)
class _Row:
    """An open row of a table that is one line."""

    table: Table[_Piece]
    cells: list[list[_Piece]] = field(default_factory=list)
    open: int = -1
    """Index of the cell that is open; -1 before the first."""


def read_page(root: etree._Element, revealed: frozenset[str] = frozenset()) -> Page:
    """Return the lines of a page and the elements in which they stand.

    Elements with a name in `revealed`, and those around the whole page, are shown by a script
    where the page hides them.
    """
    sheets = ["".join(style.itertext()) for style in root.iter("style")]
    return _Reader(Styles(sheets), revealed).read(root)


class _Reader:
    """Walks over the elements and collects the pieces of the line that is being read."""

    def __init__(self, styles: Styles, revealed: frozenset[str]) -> None:
        self.page = Page()
        self.styles = styles
        self.revealed = revealed
        self.frames = [
            _Frame("", Look(), "", -1, block=True, level=0, caption=False, control=False,
                   linked=False, depth=0)
        ]  # fmt: skip
        self.pieces: list[_Piece] = []
        self.row: _Row | None = None
        self.prefix = ""
        self.run = 0
        self.gap = False

    def read(self, root: etree._Element) -> Page:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event in ("comment", "pi"):
                self.add(element.tail)
            elif not isinstance(element.tag, str):
                continue
            elif event == "end":
                if element.tag.lower() not in _CODE - {"head"}:
                    self.end()
                self.add(element.tail)
            elif element.tag.lower() in _CODE - {"head"}:
                walk.skip_subtree()
            else:
                self.start(element)
        self.flush()
        return self.page

    # ------------------------------------------------------------ elements

    def start(self, element: etree._Element) -> None:
        tag, around = element.tag.lower(), self.frames[-1]
        look = self.styles.open(element, tag, around.look)
        names = _names(element, tag)
        shown = tag in ("html", "body") or bool(self.revealed and names & self.revealed)
        if shown and look.hidden:
            look = Look(struck=look.struck, kept=look.kept, numbers=look.numbers)
        if tag in _UNSHOWN:
            look = replace(look, gone=True)
        state: State = ""
        if look.hidden:
            state = "hidden"
        elif look.struck:
            state = "struck"
        elif tag in ("rt", "rp", "rtc") or around.state == "around":
            state = "around"
        block = tag not in INLINE and tag != "br" and look.display not in ("inline", "contents")
        block = block or look.display in ("block", "flex", "grid", "list-item", "table")
        frame = _Frame(
            tag, look, state, around.node, block, around.level, around.caption, around.control,
            around.linked or (tag == "a" and element.get("href") is not None), around.depth,
        )  # fmt: skip
        frame.apart = not block and ("class" in element.attrib or "id" in element.attrib)
        self.frames.append(frame)
        self.page.depth = max(self.page.depth, len(self.frames))
        self.open_block(element, frame, names)
        if tag == "br":
            self.line_break()
        if tag == "q":
            self.pieces.append(_Piece("“", frame.state, set=True))
        if look.raised and look.raised != around.look.raised and not block:
            frame.raised = len(self.pieces)
        self.add(element.text)

    def open_block(self, element: etree._Element, frame: _Frame, names: frozenset[str]) -> None:
        tag = frame.tag
        if frame.block:
            self.block_edge()
        if frame.block or names & self.revealed:
            self.page.nodes.append(
                Node(frame.node, tag, names, len(self.page.lines), hidden=frame.state == "hidden")
            )
            frame.node = len(self.page.nodes) - 1
        if not frame.block:
            return
        level = element.get("aria-level") if element.get("role") == "heading" else tag[1:]
        if re.fullmatch("h[1-6]", tag) or (element.get("role") == "heading" and level):
            frame.level = int(level) if re.fullmatch("[1-6]", level or "") else 6
        frame.caption = frame.caption or tag in ("caption", "figcaption")
        frame.control = frame.control or tag in _CONTROLS
        if tag in ("ol", "ul", "dl", "dir"):
            frame.depth += 1
            frame.numbers = ListNumbers.of(element, tag, frame.look.numbers)
        elif tag == "li":
            held = next((one.numbers for one in reversed(self.frames) if one.numbers), None)
            self.prefix = held.next(element, frame.look) if held and not frame.look.gone else ""
        elif tag == "table" and self.row is None:
            frame.table = Table.of(element)
        elif tag == "tr" and self.row is None:
            table = next((one.table for one in reversed(self.frames) if one.table), None)
            if (table and table.data) or is_short_row(element, INLINE):
                self.row = _Row(table if table and table.data else Table(data=False))
        elif tag in ("td", "th") and self.row is not None:
            self.open_cell(element, self.row)

    def end(self) -> None:
        frame = self.frames.pop()
        self.styles.close()
        if frame.tag == "q":
            self.pieces.append(_Piece("”", frame.state, set=True))
        if 0 <= frame.raised < len(self.pieces):
            self.raise_pieces(frame.raised, frame.look.raised)
        if frame.tag == "tr" and self.row is not None and frame.block:
            self.close_row(frame, self.row)
        elif frame.block:
            self.block_edge(frame)
        if frame.block and frame.tag == "li":
            self.prefix = ""
        if frame.node != self.frames[-1].node:
            self.page.nodes[frame.node].last = len(self.page.lines)

    def block_edge(self, frame: _Frame | None = None) -> None:
        """End the line where a block element begins or ends; a row stays one line."""
        if self.row is None:
            self.flush(frame)
            self.run += 1
            self.gap = False
        elif self.pieces:
            self.pieces.append(_Piece(" ", kept=False))

    def line_break(self) -> None:
        """End the line at `<br>`; in a row it is a line end like one of the code."""
        if self.row is not None:
            self.pieces.append(_Piece("\n"))
            return
        empty = not _is_read(self.pieces)
        self.flush()
        self.gap = self.gap or empty

    # ------------------------------------------------------------ tables

    def open_cell(self, element: etree._Element, row: _Row) -> None:
        self.keep_cell(row)
        row.cells += map(_as_set, row.table.carried(len(row.cells)))
        row.table.open_cell(len(row.cells), element)
        row.open = len(row.cells)
        wide = columns(element) if len(row.cells) < _COLUMNS else 1
        row.cells += [[] for _ in range(wide)]

    def keep_cell(self, row: _Row) -> None:
        """Put the pieces that were read into the cell that is open."""
        if row.open < 0 and self.pieces:
            row.open, row.cells = 0, [[]]
        if self.pieces:
            row.cells[row.open] += self.pieces
        self.pieces = []

    def close_row(self, frame: _Frame, row: _Row) -> None:
        self.keep_cell(row)
        row.cells += map(_as_set, row.table.carried(len(row.cells)))
        row.table.close_row(row.cells)
        self.row = None
        for cell in row.cells:
            if _is_read(cell) and _is_read(self.pieces):
                self.pieces.append(_Piece("\u3000"))
            self.pieces += cell
        self.flush(frame, kind="row")

    # ------------------------------------------------------------ words

    def add(self, text: str | None) -> None:
        """Add the words of the open element to the line."""
        if not text:
            return
        frame = self.frames[-1]
        if frame.look.kept and self.row is None and "\n" in text:
            for place, part in enumerate(text.replace("\r", "").split("\n")):
                if place:
                    self.line_break()
                self.add_piece(part, frame)
        else:
            self.add_piece(text, frame)

    def add_piece(self, text: str, frame: _Frame) -> None:
        if self.prefix and not frame.state and text.strip():
            self.pieces += [_Piece(self.prefix, set=True), _Piece(" ")]
            self.prefix = ""
        kept = frame.look.kept and self.row is None
        apart, frame.apart = frame.apart, False
        self.pieces.append(_Piece(text, frame.state, kept=kept, linked=frame.linked, apart=apart))

    def raise_pieces(self, first: int, raised: str) -> None:
        """Replace the pieces of a raised element by signs that stand above or below the line."""
        inner = [piece for piece in self.pieces[first:] if not piece.state]
        words = "".join(piece.text for piece in inner)
        bare = "".join(words.split())
        if not inner or not bare or _PLAIN_RAISED.fullmatch(words):
            return
        table, mark = (_SUPER, "^") if raised == "super" else (_SUB, "_")
        set_ = bare.translate(table)
        if any(ord(sign) not in table for sign in bare):
            set_ = f"{mark}({' '.join(words.split())})"
        linked = inner[0].linked
        rest = [piece for piece in self.pieces[first:] if piece.state]
        self.pieces[first:] = [_Piece(set_, set=True, kept=True, linked=linked), *rest]

    def flush(self, frame: _Frame | None = None, kind: LineKind = "text") -> None:
        """End the line: what is read of it, then the words in it that are not."""
        if not self.pieces:
            return
        frame = frame or self.frames[-1]
        pieces, self.pieces = self.pieces, []
        read = [piece for piece in pieces if not piece.state]
        text, spans, linked = printed(read)
        if len(text) <= STAMP_LENGTH and STAMP.search(text):
            # Origin and day are often parted by a distance that only a style sheet sets.
            parted: list[_Piece] = []
            for piece in read:
                begins = piece.apart or _KEY.match(piece.text)
                parted += [_Piece(" "), piece] if begins else [piece]
            text, spans, linked = printed(parted)
        if text.strip():
            level = frame.level
            if level:
                kind = "heading"
            elif frame.caption:
                kind = "caption"
            elif frame.depth and kind == "text":
                kind, level = "item", frame.depth
            self.page.lines.append(
                PageLine(
                    text=text,
                    node=frame.node,
                    kind=kind,
                    level=level,
                    set=spans,
                    linked=linked,
                    run=self.run,
                    gap=self.gap,
                    indented=_INDENT.match(text) is not None,
                    control=frame.control,
                )
            )
            self.gap = False
        for state, words in _aside(pieces):
            self.page.lines.append(PageLine(words, frame.node, state=state, control=frame.control))


def printed(pieces: list[_Piece]) -> tuple[str, tuple[tuple[int, int], ...], int]:
    """Return the words of pieces with white space as a browser shows it, none between Chinese.

    With them the spans that are set, and how many characters are links.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = linked = 0
    blank = last = ""
    for piece in pieces:
        tokens = [piece.text] if piece.kept else _TOKEN.findall(piece.text)
        for token in tokens:
            if not piece.kept and token[0] in " \t\r\n\f":
                blank += token
                continue
            if blank and last and token:
                joins = _BEFORE_JOIN.match(last) and _AFTER_JOIN.match(token) and "\n" in blank
                if not joins and "\u3000" not in (last, token):
                    parts.append(" ")
                    length += 1
            blank = ""
            parts.append(token)
            if piece.set:
                spans.append((length, length + len(token)))
            length += len(token)
            linked += len(token) if piece.linked else 0
            last = token[-1:] or last
    return "".join(parts).rstrip(" "), tuple(spans), linked


def _aside(pieces: list[_Piece]) -> Iterator[tuple[State, str]]:
    """Yield state and words of the parts of a line that are not read; ruby readings together."""
    groups: list[tuple[State, list[_Piece]]] = []
    readings: list[_Piece] = []
    before: State = ""
    for piece in pieces:
        if piece.state == "around":
            readings += [piece, _Piece(" ")] if has_words(piece.text) else []
        elif piece.state:
            if piece.state != before:
                groups.append((piece.state, []))
            groups[-1][1].append(piece)
        elif before and not piece.text.strip():
            groups[-1][1].append(piece)
        if piece.state != "around" and (piece.text.strip() or piece.state):
            before = piece.state
    if readings:
        groups.append(("around", readings))
    for state, held in groups:
        words = printed(held)[0]
        if has_words(words):
            yield state, words


def _is_read(pieces: Sequence[_Piece]) -> bool:
    """Return whether there are words in pieces that are read."""
    return any(piece.text.strip() and not piece.state for piece in pieces)


def _as_set(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return pieces that a row repeats from the row above."""
    return [_Piece(piece.text, set=True) for piece in pieces if not piece.state]


def _names(element: etree._Element, tag: str) -> frozenset[str]:
    """Return the names by which an element may be known: `#id`, `.class`, its tag, its property."""
    if not element.attrib:
        return frozenset((tag,))
    names = [tag, *(f".{name}" for name in (element.get("class") or "").split())]
    if element.get("itemprop"):
        names.append(f"[{element.get('itemprop')}]")
    if ident := element.get("id"):
        names.append(f"#{ident.strip()}")
    return frozenset(names)
