"""Printed pages → the lines of a reading: paragraphs, headings, table rows and notes, in order.

A fixed page (PDF, OFD) says where characters stand, and nothing of paragraphs. Their ends are seen
by indentation, short lines, gaps and sizes. Lengths are points, y runs downward.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.formats.printed_columns import (
    MARKER,
    SMALL,
    SURE,
    Flow,
    Item,
    Note,
    Placed,
    Row,
    flow,
    is_led,
)
from builder.formats.printed_words import Char, Line, PrintedPage, Rule, is_parted
from builder.model import Damage, LineKind, LineMark, Outside, Span

__all__ = ["Char", "PrintedPage", "Reading", "Rule", "pages_without_text", "reading"]

_INDENT = 0.7
"""Least difference of the left edges of two lines of which one is indented, in sizes."""
_FAR = 0.4
"""Part of a column's width from which a line that begins there is set to the right."""
_SLACK = 0.6
"""Room at the end of a line that does not tell that its paragraph ends, in sizes."""
_LARGE = 1.12
"""Size of a heading, in sizes of the text."""
_HEADING_PITCH = 2.2
"""Greatest distance of two lines of a heading, in sizes."""
_PITCH = 1.3
"""Distance of the lines of two paragraphs, in distances of the lines of one."""
_HEADING = 120
"""Characters of the longest heading."""
_HEADING_LINES = 4
"""Lines of the longest heading."""
_LEADERS = 4
"""Lines from which a block that ends with dots and a number is no line of contents."""
_ALIKE = 0.08
"""Difference of two sizes that are one, as a part of them."""
# 一、      （二）      第三章      1.      2、      附件1      Article 3
_NUMBERED = re.compile(
    r"""
    \s*(?: 第[一二三四五六七八九十百零〇\d]{1,6}[编編章节節条條部款]
      | [一二三四五六七八九十百]{1,4}[、．.]
      | [（(][一二三四五六七八九十百\d]{1,4}[)）]
      | \d{1,3}(?:\.\d{1,3})*[、．.)）]?(?![\d%％年月日]) [\s\u3000]?(?=\D)
      | [①-⑳•●■◆▪·－]
      | 附[件录錄]|Article\s\d|Section\s\d|Chapter\s|[a-z]\) )
    """,
    re.VERBOSE,
)
_STOPS = "。！？!?；;：:.…"
_CLOSERS = "”’」』）》】)\"'"
_NOT_FIRST = "。，、；：！？）》】」』”’%‰,.;:!?)]}…—·"
"""Signs that do not begin a line, and so pull the character before them down."""
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff'’.,/%-]+")
_HYPHENS = "-\u2010\u00ad"
_COMPOUND = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_TAIL = re.compile(r"[\w'’-]+$")
_LONGEST = 60
"""Characters of the longest word that a hyphen breaks."""
# 〔2025〕11号      2025年8月26日      （试行）
_NO_HEADING = re.compile(r"[（(].*[)）]|.*\d\s?[号號]|.*[日月年]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What printed pages read as."""

    lines: tuple[str, ...]
    """The words of each block."""
    marks: tuple[LineMark, ...]
    """What the layout says of each."""


def reading(pages: Iterable[PrintedPage]) -> Reading:
    """Return the blocks of pages in reading order, one a line.

    A paragraph that runs over lines, columns and pages is one; `page` of its mark is where it
    begins. Running heads, running feet and page numbers come last of their page, with `outside`.
    """
    return _written(flow(pages))


class _Writer:
    """Writes blocks as lines, each with its mark; what stands aside comes last of its page."""

    def __init__(self, aside: dict[int, list[Line]], askew: dict[int, str]) -> None:
        self.words: list[str] = []
        self.marks: list[LineMark] = []
        self._aside = aside
        self._askew = askew
        self._pending = sorted(aside, reverse=True)

    def put(
        self,
        words: str,
        page: int,
        spans: Sequence[Span] = (),
        kind: LineKind = "text",
        level: int = 0,
        outside: Outside | None = None,
    ) -> None:
        """Write a block, unless it is blank."""
        if outside != "running":
            self.turn_to(page)
        blank = len(words) - len(words.lstrip())
        if not words.strip():
            return
        self.words.append(words.strip())
        kept = tuple((begin - blank, end - blank) for begin, end in spans)
        self.marks.append(LineMark(kind, level, len(self.words), kept, page, outside))

    def turn_to(self, page: int) -> None:
        """Write what stands aside on the pages before one."""
        while self._pending and self._pending[-1] < page:
            before = self._pending.pop()
            for line in self._aside[before]:
                self.put(line.text, before, line.set, outside="running")
            if self._askew[before]:
                self.put(self._askew[before], before, outside="around")


def pages_without_text(pages: Sequence[int], marks: Sequence[LineMark]) -> Iterator[Damage]:
    """Yield the pages that are images, each at the last line before it."""
    for page in pages:
        before = sum(1 for mark in marks if mark.page < page)
        yield Damage(max(1, before), f"其后第{page}页是图片，没有文字")


def _written(printed: Flow) -> Reading:
    """Return the blocks as lines. A note follows the paragraph that its page ends in."""
    writer = _Writer(printed.aside, printed.askew)
    setting = _Setting(printed.items, printed.size)
    current: list[Placed] = []
    notes: list[Note] = []

    def end() -> None:
        if current:
            words, spans = setting.joined(current)
            level = setting.level(current, words)
            contents = len(current) < _LEADERS and is_led(words)
            writer.put(
                words,
                current[0].page,
                spans,
                "heading" if level else "text",
                level,
                "around" if contents else None,
            )
            current.clear()
        for note in notes:
            for lines in _single_notes(note.lines):
                words, spans = setting.joined(lines)
                writer.put(words, lines[0].page, spans, "note")
        notes.clear()

    for item in printed.items:
        if isinstance(item, Note):
            notes.append(item)
        elif isinstance(item, Row):
            end()
            cells = (setting.cell(cell) for cell in item.cells)
            writer.put("\u3000".join(filter(None, cells)), item.page, kind="row")
        else:
            if current and not setting.runs_on(current, item):
                end()
            current.append(item)
    end()
    writer.turn_to(max(printed.aside, default=0) + 1)
    return Reading(tuple(writer.words), tuple(writer.marks))


def _single_notes(lines: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Yield the lines of each note; one begins at each marker."""
    current: list[Placed] = []
    for line in lines:
        if current and MARKER.match(line.line.text):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def _hangs(first: Line, line: Line) -> bool:
    """Return whether a line begins where the words behind the first line's number begin."""
    numbered = _NUMBERED.match(first.text)
    return numbered is not None and 0 < line.x0 - first.x0 < 4.5 * first.size


def _is_centred(placed: Placed) -> bool:
    before = placed.line.x0 - placed.left
    after = placed.right - placed.line.x1
    return before > 2.2 * placed.line.size and abs(before - after) < 1.6 * placed.line.size


def _is_full(last: Placed, item: Placed) -> bool:
    """Return whether a line is so long that the first word of the next did not fit into it."""
    room = last.right - last.line.x1
    words = item.line.text.lstrip()
    size = last.line.size
    word = _WORD.match(words)
    if word:
        per = (item.line.x1 - item.line.x0) / max(1, len(words))
        need = len(word[0]) * min(per * 1.15, size) + 0.35 * size
    else:
        pulled = len(words) - 1 - len(words[1:].lstrip(_NOT_FIRST))
        need = size * (1 + pulled)
        if words[:1] in "“‘《（〔「『(\"'":
            need += size
    return room < need + _SLACK * size


def _ends(words: str) -> bool:
    """Return whether a line ends where a sentence can end."""
    return words.rstrip().rstrip(_CLOSERS)[-1:] in _STOPS


class _Setting:
    """How a document is set: what is usual in it, and what its lines say of one another."""

    def __init__(self, items: Sequence[Item], text: float) -> None:
        placed = [item for item in items if isinstance(item, Placed)]
        self._text = text
        self._bold = 2 * sum(one.line.bold for one in placed) > len(placed)
        self._compounds = frozenset(
            word.lower()
            for one in placed
            if "-" in one.line.text
            for word in _COMPOUND.findall(one.line.text)
        )
        self._sizes = sorted(
            {round(one.line.size, 1) for one in placed if one.line.size >= _LARGE * text},
            reverse=True,
        )
        self._pitches = _pitches(placed)
        self._hanging = _is_hanging(placed)

    def runs_on(self, block: Sequence[Placed], item: Placed) -> bool:
        """Return whether a line continues the paragraph of the lines above it."""
        last = block[-1]
        a, b = last.line, item.line
        size = max(a.size, b.size)
        if abs(a.size - b.size) > _ALIKE * size or is_led(a.text) or is_led(b.text):
            return False
        beside = last.column == item.column
        if _is_centred(item) and (_is_centred(last) or size >= _LARGE * self._text):
            near = beside and b.y1 - a.y1 <= _HEADING_PITCH * size
            return near and not _NUMBERED.match(b.text) and not _ends(a.text)
        if _is_centred(last) and len(block) == 1 and not _is_full(last, item):
            return False
        pitch = self._pitches.get(round(size), self._pitches[0])
        if beside and b.y1 - a.y1 > _PITCH * pitch * size:
            return False
        if not _is_full(last, item):
            return False
        indent_a, indent_b = a.x0 - last.left, b.x0 - item.left
        if max(indent_a, indent_b) > _FAR * (last.right - last.left):
            return False
        deeper = indent_b - indent_a
        if deeper > _INDENT * size:
            return (
                self._hanging
                or _hangs(block[0].line, b)
                or (not _ends(a.text) and indent_b < 1.2 * size)
            )
        if deeper < -_INDENT * size:
            return len(block) == 1 and not self._hanging
        if (
            indent_b > _INDENT * size
            and len(block) == 1
            and not self._hanging
            and not _hangs(block[0].line, b)
        ):
            return not _ends(a.text)
        return not (_ends(a.text) and _NUMBERED.match(b.text))

    def joined(self, lines: Sequence[Placed]) -> tuple[str, tuple[Span, ...]]:
        """Return the words of a block and the spans of them that are set."""
        words = ""
        spans: list[Span] = []
        for placed in lines:
            line = placed.line.text.strip()
            blank = len(placed.line.text) - len(placed.line.text.lstrip())
            if words and self._is_broken(words, line):
                words = words[:-1]
            elif words and is_parted(words, line):
                words += " "
            spans += (
                (begin + len(words) - blank, end + len(words) - blank)
                for begin, end in placed.line.set
            )
            words += line
        return words, tuple(spans)

    def cell(self, lines: Sequence[Line]) -> str:
        """Return the words of a cell."""
        return self.joined([Placed(line, 0, 0, line.x0, line.x1) for line in lines])[0]

    def _is_broken(self, words: str, line: str) -> bool:
        """Return whether a hyphen at the end of a line breaks a word, and is no part of it."""
        if words[-1] not in _HYPHENS or not words[-2:-1].isalpha() or not line[:1].isalpha():
            return False
        tail, head = _TAIL.search(words[-_LONGEST:]), _WORD.match(line)
        whole = (tail[0] if tail else "") + (head[0] if head else "")
        return words[-1] != "-" or (line[0].islower() and whole.lower() not in self._compounds)

    def level(self, lines: Sequence[Placed], words: str) -> int:
        """Return the level of a heading; 0 for any other block."""
        if len(words) > _HEADING or len(lines) > _HEADING_LINES or words[-1:] in "。；;，,、":
            return 0
        size = lines[0].line.size
        if size >= _LARGE * self._text:
            return min(6, 1 + self._sizes.index(round(size, 1)))
        if size < SMALL * self._text or _NO_HEADING.fullmatch(words):
            return 0
        bold = not self._bold and all(placed.line.bold for placed in lines)
        if (bold and len(lines) < _HEADING_LINES) or all(map(_is_centred, lines)):
            return min(6, 1 + len(self._sizes))
        return 0


def _is_hanging(items: Sequence[Placed]) -> bool:
    """Return whether paragraphs begin at the edge, and their further lines are indented."""
    begins: list[bool] = []
    goes_on: list[bool] = []
    for a, b in pairwise(items):
        if a.column == b.column and abs(a.line.size - b.line.size) < _ALIKE * a.line.size:
            indented = b.line.x0 - b.left > _INDENT * b.line.size
            (goes_on if _is_full(a, b) else begins).append(indented)
    return 2 * sum(goes_on) > len(goes_on) and 3 * sum(begins) < len(begins)


def _pitches(items: Sequence[Placed]) -> dict[int, float]:
    """Return the usual distance of two lines of a paragraph, in sizes: by size, and in all at 0."""
    found: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for a, b in pairwise(items):
        size = max(a.line.size, b.line.size)
        alike = abs(a.line.size - b.line.size) < _ALIKE * size
        if a.column == b.column and alike and _is_full(a, b):
            pitch = round((b.line.y1 - a.line.y1) / size, 1)
            found[0][pitch] += 1
            found[round(size)][pitch] += 1
    usual = {
        size: max(pitches, key=lambda pitch: (pitches[pitch], -pitch))
        for size, pitches in found.items()
        if size == 0 or pitches.total() >= SURE
    }
    return {0: 2.0, **usual}
