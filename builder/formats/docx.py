"""A Word document since 2007 (.docx, .docm, WPS's .wps) → its text, a line for each paragraph.

A row of a table is a line. Automatic numbers are counted and marked as set. Deleted, struck-out
and hidden words, headers and comments are lines outside the text; notes follow the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from builder.formats.archive import Archive
from builder.formats.docx_numbering import Numbering
from builder.formats.docx_runs import Run, Runs, drawn_words
from builder.formats.docx_styles import BODY, Style, Styles
from builder.formats.encodings import EXPORT
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
from builder.language.characters import CLOSERS
from builder.model import Fact, InputError, LineMark, Outside, Source, SourceEntry, Span

ENCODING = "Office Open XML"
"""The value of `Source.encoding`, for want of an encoding."""

CELLS = "\u3000"
"""What stands between the cells of a row."""

_LONGEST_CELL = 200
"""Characters of the longest cell of several paragraphs whose row is one line; in a longer one they
stay paragraphs, as in a page that is laid out as a table."""

_SAID = -1
"""The block of what a cell above says already."""

_LONGEST_BROKEN = 20
"""Characters from which a line that ends without a stop goes on in the line below its break."""

# （一）      3.      ②      what opens a point of its own after a line break
_POINT = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|第[\d一二三四五六七八九十百]+[章节条]|[①-⑳]"
)
# the usual name of a person or a body; none that a program made up
_NAME = re.compile(r"(?!.*(?:用户|微软|电脑|中国))[\u4e00-\u9fff·]{2,20}")


@dataclass(slots=True)
class _Lines:
    """Lines that are collected, with their marks."""

    words: list[str] = field(default_factory=list)
    marks: list[LineMark] = field(default_factory=list)

    def add(self, words: str, mark: LineMark) -> None:
        self.words.append(words)
        self.marks.append(mark)


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a Word document as its text, then its notes, headers and footers, and comments.

    `file` is its name in messages.

    Raises `InputError` where the archive is damaged or holds no text that can be read.
    """
    document = _Document(Archive(data, file), file)
    lines = document.lines()
    if not any(mark.outside is None for mark in lines.marks):
        what = " but pictures: text recognition has to read them first" if document.pictures else ""
        raise InputError(file, f"this Word document holds no text{what}", remedy=EXPORT, line=1)
    return Source(
        entry,
        tuple(lines.words),
        ENCODING,
        form="docx",
        marks=tuple(lines.marks),
        facts=tuple(document.facts()),
    )


class _Document:
    """One document while it is read: its parts, and the lines so far."""

    def __init__(self, archive: Archive, file: str) -> None:
        self._archive, self._file = archive, file
        root = dict(self._relations("_rels/.rels"))
        self._core = root.get("core-properties", ("docProps/core.xml",))[0]
        self._main = root.get("officeDocument", ("word/document.xml",))[0]
        folder, name = posixpath.split(self._main)
        self._folder = folder
        self._parts = self._relations(f"{folder}/_rels/{name}.rels", folder)
        self._by_id = {id_: target for _, (target, id_) in self._parts}
        text = archive.xml(self._main)
        self._bodies = list(children(text, "w:body")) if text is not None else []
        if not self._bodies:
            raise InputError(
                file,
                f"this Word document is damaged: {self._main} with its text is missing",
                remedy=EXPORT,
                line=1,
            )
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._runs = Runs(self._styles)
        self._out = _Lines()
        self._block = 0
        self._carried: list[Run] = []
        self._headers: list[str] = []

    @property
    def pictures(self) -> bool:
        """Whether its text holds a picture."""
        return self._runs.pictures

    def lines(self) -> _Lines:
        """Return all its lines."""
        for body in self._bodies:  # more than one is against the standard, but seen
            self._blocks(body, None)
        self._notes()
        for id_ in dict.fromkeys(self._headers):
            part = self._archive.xml(self._by_id.get(id_, ""))
            if part is not None:
                self._around(part, "running")
        comments = self._part("comments")
        if comments is not None:
            self._around(comments, "around")
        return self._out

    def facts(self) -> Iterator[Fact]:
        """Yield what its properties say; who made the file is named where it is a Chinese name."""
        core = self._archive.xml(self._core)
        for element in core if core is not None else ():
            words = " ".join((element.text or "").split())
            if kind(element) == "dc:title" and words:
                yield Fact("title", words, "文件属性“标题”")
            elif kind(element) == "dc:creator" and _NAME.fullmatch(words):
                yield Fact("author", words, "文件属性“作者”")

    # ------------------------------------------------------------ parts

    def _relations(self, part: str, folder: str = "") -> list[tuple[str, tuple[str, str]]]:
        """Return the kinds of parts that a part refers to, each with its name and its id."""
        root = self._archive.xml(part)
        found = []
        for element in root if root is not None else ():
            target = element.get("Target") or ""
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            what = (element.get("Type") or "").rpartition("/")[2]
            # The strict form of the standard spells one of them otherwise.
            what = what.replace("coreProperties", "core-properties")
            if element.get("TargetMode") != "External":
                found.append((what, (posixpath.normpath(path), element.get("Id") or "")))
        return found

    def _part(self, what: str) -> Element | None:
        """Return the root of the part of a kind, `None` where the document has none."""
        named = next((target for known, (target, _) in self._parts if known == what), None)
        return self._archive.xml(named or f"{self._folder}/{what}.xml")

    def _notes(self) -> None:
        """Add the notes that the text refers to, in its order."""
        for what in ("footnote", "endnote"):
            part = self._part(f"{what}s")
            held = {
                attribute(note, "w:id"): note
                for note in (part if part is not None else ())
                if kind(note) == f"w:{what}"
            }
            for id_, outside in self._runs.notes(what):
                if id_ in held:
                    first = len(self._out.words)
                    self._blocks(held[id_], outside)
                    for at in range(first, len(self._out.words)):
                        self._out.marks[at] = replace(self._out.marks[at], kind="note", level=0)

    def _around(self, part: Element, outside: Outside) -> None:
        """Add the lines of a header, a footer or the comments, equal ones once."""
        kept, self._out = self._out, _Lines()
        self._blocks(part, outside)
        lines = zip(kept.words, kept.marks, strict=True)
        known = {words for words, mark in lines if mark.outside == outside}
        for words, mark in zip(self._out.words, self._out.marks, strict=True):
            if words not in known:
                known.add(words)
                kept.add(words, mark)
        self._out = kept

    # ------------------------------------------------------------ blocks

    def _blocks(self, container: Element, outside: Outside | None) -> None:
        """Add the lines of all blocks in an element; `outside`: why they are no text."""
        for element in container:
            match kind(element):
                case "w:p":
                    self._paragraph(element, outside)
                case "w:tbl":
                    self._flush(outside)
                    self._table(element, outside)
                case "m:oMathPara" | "m:oMath":
                    self._add(self._runs.of(element, Style(), outside), Style(), outside)
                case "w:sectPr":
                    self._section(element)
                case "mc:AlternateContent":
                    branch = chosen(element)
                    if branch is not None:
                        self._blocks(branch, outside)
                case "w:altChunk":
                    raise InputError(
                        self._file,
                        "this Word document holds its text as an embedded file of another format",
                        remedy="open it in Word or WPS and save it as .docx anew",
                        line=1,
                    )
                case "w:sdt":
                    gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                    contents = gallery == "Table of Contents"
                    self._blocks(element, outside or ("around" if contents else None))
                case "w:txbxContent" | "w:sdtContent" | "w:customXml" | "w:comment":
                    self._blocks(element, outside)
                case "w:ins" | "w:moveTo" | "w:smartTag" | "":
                    self._blocks(element, outside)
                case "w:del" | "w:moveFrom":
                    self._blocks(element, "struck")
        self._flush(outside)

    def _section(self, section: Element) -> None:
        for name in ("w:headerReference", "w:footerReference"):
            self._headers += (attribute(one, "r:id") or "" for one in children(section, name))

    def _paragraph(self, element: Element, outside: Outside | None) -> None:
        properties = child(element, "w:pPr")
        style = self._styles.paragraph(value(properties, "w:pStyle"))
        section = child(properties, "w:sectPr")
        if section is not None:
            self._section(section)
        if style.contents:
            outside = outside or "around"
        level = number(properties, "w:outlineLvl")
        if level is not None:
            style = replace(style, outline=level)
        runs = self._runs.of(element, style, outside)
        seen = any(run.text.strip() and run.outside == outside for run in runs)
        mark = child(properties, "w:rPr")
        removed = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        joined = removed or bool(switch(mark, "w:specVanish"))
        # A paragraph that is gone is not counted.
        gone = not seen and (removed or bool(switch(mark, "w:vanish")))
        label = None if gone else self._numbering.label(properties, style)
        if label and label.text and not self._carried and (seen or self._in_cell):
            runs.insert(0, Run(label.text, outside, set=True))
        if joined and seen:  # what is left of it goes on in the paragraph below
            self._carried += runs
            self._boxes()
            return
        runs, self._carried = [*self._carried, *runs], []
        self._add(runs, style, outside, item=label.level if label else 0)
        self._boxes()

    def _boxes(self) -> None:
        """Add what stands in the text boxes of a paragraph."""
        # What a paragraph hands down goes on below it, not in a box of its own.
        carried, self._carried = self._carried, []
        for drawn, why in self._runs.drawn():
            if kind(drawn) == "w:txbxContent":
                self._blocks(drawn, why)
                continue
            shown = [drawn]
            if kind(drawn) == "dgm:relIds":
                data = self._archive.xml(self._by_id.get(attribute(drawn, "r:dm") or "", ""))
                shown = [] if data is None else [one for one in data.iter() if kind(one) == "a:p"]
            for one in shown:
                self._add([Run(drawn_words(one), why)], Style(), why)
        self._carried = carried

    def _flush(self, outside: Outside | None) -> None:
        """Add what was left of a paragraph below which there is none."""
        runs, self._carried = self._carried, []
        if runs:
            self._add(runs, Style(), outside)

    # ------------------------------------------------------------ lines

    def _add(
        self, runs: Sequence[Run], style: Style, outside: Outside | None, item: int = 0
    ) -> None:
        """Add the lines of a paragraph, then the words in it that are no text."""
        lines = list(_lines([run for run in runs if run.outside == outside]))
        words = "".join(text for text, _ in lines)
        level = BODY if style.outline is None else style.outline
        # With a stop in it, a paragraph is no heading, whatever its style.
        heading = level < BODY and not re.search(r"[。；]\S", words.rstrip(CLOSERS))
        mark = LineMark(outside=outside)
        if heading and outside is None:
            mark = replace(mark, kind="heading", level=min(level + 1, 6))
        elif style.caption:
            mark = replace(mark, kind="caption")
        elif item:
            mark = replace(mark, kind="item", level=item)
        before = ""
        for text, spans in lines:
            if not _goes_on(before, text):
                self._block += 1
            before = text
            self._out.add(text, replace(mark, block=self._block, set=spans))
        self._beside(runs, outside)

    def _beside(self, runs: Sequence[Run], outside: Outside | None) -> None:
        """Add the words of a paragraph that are no text: each run of them is a line."""
        held: list[Run] = []
        for run in (*runs, Run("", outside)):
            if held and run.outside != held[-1].outside:
                for text, spans in _lines(held):
                    self._block += 1
                    self._out.add(
                        text, LineMark(block=self._block, set=spans, outside=held[-1].outside)
                    )
                held = []
            if run.outside != outside:
                held.append(run)

    # ------------------------------------------------------------ tables

    _in_cell = False

    def _table(self, table: Element, outside: Outside | None) -> None:
        """Add a table row by row; a cell that spans rows is said in each of them."""
        above: dict[int, str] = {}
        rows = [(row, list(_inner(row, "w:tc"))) for row in _inner(table, "w:tr")]
        framed = all(len(held) <= 1 for _, held in rows)
        for row, held in rows:
            properties = child(row, "w:trPr")
            removed = child(properties, "w:del") is not None
            hidden = switch(properties, "w:hidden")
            why = outside or ("struck" if removed else "hidden" if hidden else None)
            at = number(properties, "w:gridBefore") or 0
            cells: list[_Lines] = []
            for cell in held:
                told = child(cell, "w:tcPr")
                merge = child(told, "w:vMerge")
                going_on = merge is not None and attribute(merge, "w:val") != "restart"
                lines = self._cell(cell, why)
                if going_on and not lines.words and above.get(at):
                    words = above[at]
                    lines.add(words, LineMark(block=_SAID, set=((0, len(words)),), outside=why))
                elif merge is None:
                    above.pop(at, None)
                else:
                    words = _joined(lines, why)[0]
                    above[at] = words if len(words) <= _LONGEST_CELL else ""
                cells.append(lines)
                at += max(1, number(told, "w:gridSpan") or 1)
            self._row(cells, why, framed=framed)

    def _cell(self, cell: Element, outside: Outside | None) -> _Lines:
        kept, within = self._out, self._in_cell
        self._out, self._in_cell = _Lines(), True
        self._blocks(cell, outside)
        found, self._out, self._in_cell = self._out, kept, within
        return found

    def _row(self, cells: Sequence[_Lines], outside: Outside | None, *, framed: bool) -> None:
        """Add a row: one line, or the lines of its cells where they hold whole paragraphs.

        `framed`: the table has one column, as a frame around text.
        """
        held = [cell for cell in cells if any(mark.outside == outside for mark in cell.marks)]
        if framed or any(map(_is_laid_out, held)):
            for cell in cells:
                for words, mark in zip(cell.words, cell.marks, strict=True):
                    if mark.block != _SAID:
                        self._out.add(words, mark)
            return
        parts, spans = [], []
        at = 0
        for cell in held:
            words, inner = _joined(cell, outside)
            parts.append(words)
            spans += [(at + start, at + end) for start, end in inner]
            at += len(words) + len(CELLS)
        if parts:
            self._block += 1
            self._out.add(
                CELLS.join(parts),
                LineMark(kind="row", block=self._block, set=tuple(spans), outside=outside),
            )
        for cell in cells:
            for words, mark in zip(cell.words, cell.marks, strict=True):
                if mark.outside != outside:
                    self._out.add(words, mark)


def _inner(container: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those within controls."""
    for element in container:
        if kind(element) == name:
            yield element
        elif kind(element) in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _inner(element, name)


def _is_laid_out(cell: _Lines) -> bool:
    """Return whether a cell holds a table, or more than one paragraph and many words."""
    inner = [mark for mark in cell.marks if not mark.outside]
    blocks = len({mark.block for mark in inner})
    return any(mark.kind == "row" for mark in inner) or (
        blocks > 1 and sum(map(len, cell.words)) > _LONGEST_CELL
    )


def _joined(cell: _Lines, outside: Outside | None) -> tuple[str, tuple[Span, ...]]:
    """Return the words of a cell with a blank between its lines, and what in them is set."""
    words, spans = "", []
    for line, mark in zip(cell.words, cell.marks, strict=True):
        if mark.outside == outside:
            words += " " if words else ""
            spans += [(len(words) + start, len(words) + end) for start, end in mark.set]
            words += line
    return words, tuple(spans)


def _lines(runs: Sequence[Run]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the lines of runs that hold words, each with the spans that are set."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for run in (*runs, Run("\n")):
        for place, part in enumerate(run.text.split("\n")):
            if place:
                words = "".join(parts)
                bare = words.strip(" \t")
                cut = len(words) - len(words.lstrip(" \t"))
                held = ((max(start - cut, 0), min(end - cut, len(bare))) for start, end in spans)
                if bare.strip():
                    yield bare, tuple(span for span in held if span[0] < span[1])
                parts, spans, at = [], [], 0
            if run.set and part:
                spans.append((at, at + len(part)))
            parts.append(part)
            at += len(part)


def _goes_on(before: str, line: str) -> bool:
    """Return whether a line goes on with the paragraph above a line break within it."""
    if not before or _POINT.match(line):
        return False
    return before[-1] in "，、" or (
        len(before) >= _LONGEST_BROKEN and before[-1] not in "。！？；：.!?;:"
    )
