"""A Markdown file → the words of each of its lines, and what its marks say of them.

Line numbers are the file's own. CommonMark with tables and struck words is read by markdown-it;
what Chinese writers mean and CommonMark does not know (`#标题`, indentation, footnotes) is made
known to it in `_prepared`. Marks are no words: a line of marks alone has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder.formats import plain
from builder.formats.encodings import characters, lines_of
from builder.formats.markdown_words import Words, html_words, words
from builder.language.characters import finished, has_words, is_han, printed_width
from builder.model import (
    PARTED,
    Fact,
    InputError,
    LineKind,
    LineMark,
    Outside,
    Source,
    SourceEntry,
    Span,
)

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
"""How the names of Markdown files end."""

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "inline"])
"""The blocks alone. Code by indentation is off: in Chinese it is how a paragraph begins."""

_LONGEST_TITLE = 60
"""Characters of the longest line that a rule `---` right below makes a heading."""

_LEAST_WIDTH = 12.0
"""Width, in full-width characters, of the narrowest text that is broken into lines."""

_SLACK = 2.5
"""A full line may be shorter than the widest one by this width."""

# #标题      ##一、总体要求##      but no topic #某某话题#
_UNSPACED = re.compile(r"[ \u3000]{0,8}(?P<mark>#{1,6})(?P<words>[^#\s\d][^#\n]*)(?P<end>#*)\s*")
# 　　## 标题      　　- 某事
_INDENTED = re.compile(r"[ \t]*\u3000[ \t\u3000]*(?=(?:#{1,6}|[-*+]|\d{1,3}[.)])[ \t])")
# [^1]: 指某某。
_FOOTNOTE = re.compile(r"(?P<before>[ \t>]{0,8})\[\^(?P<label>[^\[\]\s]{1,40})\]:[ \t]*")
# 甲[^1]
_NOTED = re.compile(r"\[\^(?P<label>[^\[\]\s]{1,40})\]")
# [1]: https://www.example.cn/a      but no words [注]:数据来自某局
_DEFINITION = re.compile(r"[ \t>]{0,8}\[(?P<label>[^\[\]\n]{1,200})\]:\s*(?P<target>\S*)")
_FENCE = re.compile(r"[ \t>]*(?P<mark>`{3,}|~{3,})(?P<rest>.*)")
# | 甲 | 乙 |      |---|:--:|
_ROW = re.compile(r"\|(?:[^|\n]*\|){2,}")
_RULER = re.compile(r"[\s|:+-]*-[\s|:+-]*")

_FORM = re.compile(
    r"""
    [一二三四五六七八九十]{1,3}、                # 一、总体要求
    | [（(][一二三四五六七八九十]{1,3}[)）]       # （二）工作原则
    | \d{1,2}[、.．](?!\d) | [①-⑳●•○■◆▪]       # 1.某事   ● 某事
    | —— | 第[一二三四五六七八九十百\d]{1,5}[条章节]
    | (?:问|答|记者|主持人)[:：]
    """,
    re.VERBOSE,
)
"""How a line opens that does not continue the one above."""

_GOES_ON = frozenset("，、,—（(《“‘")
"""A line that ends with one of these continues below."""

_NEVER_FIRST = frozenset("，。、；：！？）》”’,;:!?)]】")
"""No line of its own begins with one of these."""

# **日期**：2026-05-30      - **来源**: 某网      > **作者：** 某某
_KEY_ROW = re.compile(
    r"\s*(?:[-*+>]\s+)*(?P<em>\*\*|__)(?P<key>[\w\u4e00-\u9fff]{2,8})\s?"
    r"(?:(?P=em)\s?[:：]|[:：]\s?(?P=em))\s*(?P<value>\S.*)"
)

_OF_THE_FILE = frozenset(
    ("标签", "关键词", "分类", "栏目", "抓取时间", "收录时间", "更新时间", "字数")
)
"""Further keys of such rows, which give no fact."""


@dataclass(slots=True)
class _Line:
    """What is known so far of a line."""

    words: str = ""
    kind: LineKind = "text"
    level: int = 0
    block: int = 0
    set: tuple[Span, ...] = ()
    outside: Outside | None = None
    told: bool = False
    """Whether a block of the parser holds it."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a Markdown file as its lines; `file` is its name in messages.

    `## **一、目标**` is 一、目标 with the mark `heading` of level 2, `- [甲](https://…)` is 甲 with
    the mark `item`, `![图](a.png)` has no words and is `syntax`.

    Raises `InputError` where the bytes are no text, or marks alone.
    """
    text, encoding = characters(data, file)
    printed = lines_of(text)
    last, _ = plain.front_matter(printed)
    lines = _Reading(("",) * last + tuple(_prepared(printed[last:]))).lines
    for at in range(last):
        lines[at] = _Line(printed[at], outside="metadata" if printed[at].strip() else None)
    for line, raw in zip(lines, printed, strict=True):
        line.kind = "note" if _FOOTNOTE.match(raw) and line.kind == "text" else line.kind
    if not any(line.words for line in lines):
        message = "the file holds marks of Markdown and no words"
        raise InputError(file, message, remedy="put the received text there", line=1)
    facts = tuple(_key_rows(printed, lines))
    return Source(
        entry,
        lines=tuple(line.words for line in lines),
        encoding=encoding,
        marks=tuple(
            LineMark(line.kind, line.level, line.block, line.set, outside=line.outside)
            for line in lines
        ),
        printed=printed,
        facts=facts,
    )


def _prepared(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines as the parser has to see them, one for one."""
    labels = {found["label"] for line in lines if (found := _FOOTNOTE.match(line))}
    fence = ""
    for line in lines:
        if found := _FENCE.match(line):
            if not fence:
                fence = found["mark"]
            elif found["mark"].startswith(fence) and not found["rest"].strip():
                fence = ""
            yield line
            continue
        yield line if fence else _known(line, labels)


def _known(line: str, labels: set[str]) -> str:
    """Return a line with the marks that CommonMark knows for the same."""
    if unspaced := _UNSPACED.fullmatch(line):
        mark, end = unspaced["mark"], unspaced["end"]
        if is_han(unspaced["words"][0]) and (not end or len(end) == len(mark) > 1):
            return f"{mark} {unspaced['words']}"
    if indented := _INDENTED.match(line):
        line = line[indented.end() :]
    if note := _FOOTNOTE.match(line):
        line = f"{note['before']}\\[{note['label']}\\] {line[note.end() :]}"
    elif (defined := _DEFINITION.match(line)) and _is_prose(defined["target"]):
        line = line.replace("[", "\\[", 1)
    if labels and "[^" in line:
        return _NOTED.sub(
            lambda one: f"\\[{one['label']}\\]" if one["label"] in labels else one[0], line
        )
    return line


def _is_prose(target: str) -> bool:
    """Return whether what stands where a definition has its address is words."""
    return any(map(is_han, target)) and not re.match(r"<|[\w.-]{0,40}[:/#.]", target)


class _Reading:
    """The lines of a file, filled in from the blocks that the parser finds."""

    def __init__(self, printed: Sequence[str]) -> None:
        self.printed = printed
        self.lines = [_Line() for _ in printed]
        self.env: MutableMapping[str, Any] = {}
        self.block = 0
        self._blocks(_PARSER.parse("\n".join(printed), self.env))
        for at, line in enumerate(self.lines):
            self._finish(at, line)
        number = before = 0
        for line in self.lines:
            number += line.block not in (0, before)
            before = line.block or before
            line.block = number

    def _blocks(self, tokens: Sequence[Token]) -> None:
        heading: Token | None = None
        numbers: list[str] = []
        row: list[Words] | None = None
        for token in tokens:
            match token.type:
                case "list_item_open":
                    numbers.append(f"{token.info}{token.markup} " if token.info else "-")
                case "list_item_close":
                    numbers.pop()
                case "heading_open":
                    heading = token
                case "heading_close":
                    heading = None
                case "tr_open":
                    row, started = [], token.map[0] if token.map else 0
                case "tr_close" if row is not None:
                    self._row(started, row)
                    row = None
                case "inline" if row is not None:
                    row.append(_one_line(words(token.content, self.env)[0]))
                case "inline":
                    self._paragraph(token, heading, numbers[-1] if numbers else "", len(numbers))
                    numbers[-1:] = [""] if numbers else []
                case "fence":
                    self._fence(token)
                case "html_block":
                    self._html(token)
                case _:
                    pass

    def _paragraph(self, token: Token, heading: Token | None, number: str, depth: int) -> None:
        """Fill in the lines of a paragraph, a heading or the first paragraph of a list item."""
        at = token.map[0] if token.map else 0
        found = words(token.content, self.env)
        if heading and not (heading.markup == "-" and _is_paragraph(found)):
            found = [_one_line(one) for one in found]
            self._fill(at, found, "heading", int(heading.tag[1]), [False] * len(found))
        else:
            whole = [one.opens for one in found] if number else None
            self._fill(at, found, "item" if number else "text", depth if number else 0, whole)
        if number not in ("", "-"):
            self._number(self.lines[at], number)

    def _fill(
        self,
        at: int,
        found: Sequence[Words],
        kind: LineKind,
        level: int,
        begins: Sequence[bool] | None = None,
    ) -> None:
        """Fill in lines of one block of the parser; the first one begins a paragraph."""
        begins = begins or _begins(found)
        for place, (one, begin) in enumerate(zip(found, begins, strict=True)):
            line = self.lines[at + place]
            self.block += place == 0 or begin
            line.words, line.set, line.told, line.block = one.text, one.set, True, self.block
            if self.lines[at].block == self.block:
                line.kind, line.level = kind, level
            if not one.text and one.struck:
                line.words, line.outside = one.struck, "struck"
            if _ROW.fullmatch(printed := self.printed[at + place].strip()):
                self._row(at + place, [words(cell, self.env)[0] for cell in _cells(printed)])

    def _number(self, line: _Line, number: str) -> None:
        """Put the number of a list item before its words."""
        line.words = number + line.words
        line.set = tuple((start + len(number), end + len(number)) for start, end in line.set)

    def _row(self, at: int, cells: Sequence[Words]) -> None:
        """Fill in the row of a table, with the cells that its head has no column for."""
        line, printed = self.lines[at], self.printed[at].strip()
        more = _cells(printed)[len(cells) :]
        text, spans = "", list[Span]()
        for cell in (*cells, *(_one_line(words(one, self.env)[0]) for one in more)):
            text += "\u3000" if text and cell.text else ""
            spans += ((start + len(text), end + len(text)) for start, end in cell.set)
            text += cell.text
        self.block += 1
        line.words, line.set, line.told, line.block = text, tuple(spans), True, self.block
        line.kind, line.level = "row" if "|" in printed else "text", 0
        if _RULER.fullmatch(printed):
            line.words = ""

    def _fence(self, token: Token) -> None:
        at, end = token.map or (0, 0)
        found = [Words(line.strip()) for line in token.content.split("\n")]
        closed = end - at > 1 and self.printed[end - 1].strip(" >\t").startswith(token.markup)
        self._fill(at + 1, found[: end - at - 1 - closed], "text", 0)
        for one in (at, end - 1) if closed else (at,):
            self.lines[one].told = True

    def _html(self, token: Token) -> None:
        at, end = token.map or (0, 0)
        self._fill(at, html_words(token.content)[: end - at], "text", 0)

    def _finish(self, at: int, line: _Line) -> None:
        """Decide what a line is that no block holds, or that has no words."""
        printed = self.printed[at].strip()
        if not printed:
            return
        if not line.told and has_words(printed) and not _DEFINITION.match(printed):
            self._fill(at, words(printed.lstrip("> "), self.env)[:1], "text", 0)
        if not line.words:
            line.outside = "syntax"


def _one_line(found: Words) -> Words:
    """Return words in which a break is a blank, or nothing between two Chinese characters."""
    parts = found.text.split(PARTED)
    text = parts[0]
    for part in parts[1:]:
        text += part if text and part and is_han(text[-1]) and is_han(part[0]) else f" {part}"
    return found if len(parts) == 1 else Words(text)


def _is_paragraph(found: Sequence[Words]) -> bool:
    """Return whether lines over a rule `---` are no heading but a paragraph, with a rule below."""
    only = found[0].text
    return len(found) > 1 or finished(only) or len(only) > _LONGEST_TITLE


def _cells(printed: str) -> list[str]:
    """Return the cells of a row of a table: `| 甲 | 乙 |` has two."""
    inner = printed.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


# ---------------------------------------------------------------- paragraphs


def _begins(found: Sequence[Words]) -> list[bool]:
    """Return of each line of a paragraph of the parser whether a paragraph begins there.

    Markdown shows its lines as one paragraph. That is right for a text that was broken at a width;
    lines that end a sentence each, or are short, stand for paragraphs.
    """
    widths = [printed_width(one.text) for one in found]
    full = max(widths, default=0.0)
    broken = sum(
        width >= full - _SLACK and not finished(one.text)
        for one, width in zip(found[:-1], widths, strict=False)
    )
    wrapped = full >= _LEAST_WIDTH and 2 * broken >= len(found) - 1
    begins = [False] if found else []
    for above, line, width in zip(found, found[1:], widths, strict=False):
        if line.opens or not above.text or not line.text:
            begins.append(True)
        elif above.text[-1] in _GOES_ON or line.text[0] in _NEVER_FIRST:
            begins.append(False)
        elif wrapped and width >= full - _SLACK:
            begins.append(finished(above.text) and _FORM.match(line.text) is not None)
        else:
            begins.append(
                finished(above.text) or width < _LEAST_WIDTH or _FORM.match(line.text) is not None
            )
    return begins


# ---------------------------------------------------------------- facts under the title


def _key_rows(printed: Sequence[str], lines: Sequence[_Line]) -> Iterator[Fact]:
    """Yield the facts in the rows `**日期**：2026-05-30` above the text, which become metadata."""
    for at, line in enumerate(lines):
        if line.outside or line.kind == "heading" or not line.words:
            continue
        row = _KEY_ROW.fullmatch(printed[at])
        name = plain.fact_name(row["key"]) if row else None
        if row is None or (name in (None, "author") and row["key"] not in _OF_THE_FILE):
            return  # whom the page names as its author is part of the page
        line.outside = "metadata"
        if name:
            value = re.split("[:：]", line.words, maxsplit=1)[1].strip()
            yield Fact(name, value, f"第{at + 1}行")
