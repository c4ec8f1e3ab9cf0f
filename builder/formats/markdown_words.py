"""The words in Markdown: inline marks and tags taken away, line by line.

In: the content of a paragraph, as the parser cuts it, or of a block of HTML. Out: the words of each
of its lines, with the spans that the format sets. CommonMark leaves `**甲：**乙` as printed: for it
a mark between punctuation and a letter closes nothing. In Chinese everybody means emphasis there.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from builder.language.characters import is_han
from builder.model import PARTED, Span

_PARSER = MarkdownIt("commonmark").enable("strikethrough").disable("text_join")

_SIGNS = re.compile(r"[*_`<&!\[\]\\~]|  \n")
"""What a run of words without inline marks does not have."""

# ![图](https://…)      ![图](图 一.png)      ![图](https://exa, where the file is cut off
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}(?:\)|$)", re.MULTILINE)
# [甲](https://exa, where the file is cut off
_CUT = re.compile(r"\[(?P<words>[^\[\]\n]{1,500})\]\((?:https?:|/)[^()\s]{0,2000}$", re.MULTILINE)
# [甲](/a b.html), which the parser does not know
_SPACED = re.compile(
    r"\]\((?P<target>(?:https?:|[/#.])[^()<>\"'\n]{0,2000}?\s[^()<>\"'\n]{0,2000})\)"
)
# **甲      __甲      ~~甲
_LEFT = re.compile(r"\*+|(?<!_)__(?!_)|~~")

_TAG = re.compile(
    r"""
    <!--.*?(?:-->|\Z)                                     # <!-- 注 -->
    | <(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[\s/][^<>]*)?>   # <p style="…">   </sup>   <br/>
    """,
    re.VERBOSE | re.DOTALL,
)
_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i input ins kbd label mark"
        " nobr q rp rt ruby s samp script small span strike strong style sub sup template time"
        " title tt u ucaps var wbr",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside audio blockquote body br button caption center col colgroup dd"
        " details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head"
        " header hr html iframe img legend li link main meta nav object ol option p picture pre"
        " section select source summary svg table tbody tfoot thead tr ul video",
    )
)
_PARTING = _BLOCKS - {"img", "source", "link", "meta", "svg", "picture"}
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(("script", "style", "rt", "rp", "title", "template"))
_STRUCK = frozenset(("s", "del", "strike"))

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one line of a paragraph."""

    text: str = ""
    """Them, without white space around them."""
    set: tuple[Span, ...] = ()
    """What of them the format sets, as ⁴ for `<sup>4</sup>`."""
    struck: str = ""
    """Words of the line that are struck out, which are not in `text`."""
    opens: bool = False
    """Whether a break that shows, or the tag of a block, is between it and the line above."""


def words(content: str, env: MutableMapping[str, Any]) -> list[Words]:
    """Return the words of each line of a paragraph; `env` has the addresses defined in the file.

    `**甲：**乙[丙](a.html)` is 甲：乙丙, `10<sup>4</sup>公里` is 10⁴公里 with ⁴ set.
    """
    lines = content.split("\n")
    if not _SIGNS.search(content):
        return [Words(line.strip()) for line in lines]
    found = _inline(content, env)
    if len(found) != len(lines):  # a code span, or the title of a link, runs over a line end
        found = [_inline(line, env)[0] for line in lines]
    return found


def html_words(content: str) -> list[Words]:
    """Return the words of each line of HTML: `<p>甲。</p><p>乙。</p>` is 甲。 and 乙。, parted."""
    pen = _Pen()
    pen.html(content)
    return pen.lines()


def _inline(content: str, env: MutableMapping[str, Any]) -> list[Words]:
    if "](" in content:
        content = _SPACED.sub(r"](<\g<target>>)", _IMAGE.sub("", content))
        content = _CUT.sub(r"\g<words>", content)
    pen = _Pen()
    for token in _PARSER.parseInline(content, env)[0].children or ():
        pen.token(token)
    return pen.lines()


_Sort = Literal["plain", "set", "struck", "mark", "part", "end", "break"]


@dataclass(slots=True)
class _Piece:
    """A run of words, or what stands between them."""

    text: str
    sort: _Sort = "plain"
    """`mark`: signs that the parser left; `part`: the tag of a block; `end`: of a line; `break`: an
    end that shows."""


class _Pen:
    """Writes down the words as the tokens come."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self.open: list[str] = []
        """Open tags that change what is in them."""
        self.targets: list[str] = []
        """What follows the words of each open link: nothing, where its target is an address."""

    def token(self, token: Token) -> None:
        """Write a token of the parser."""
        match token.type:
            case "text":
                self._left(token.content)
            case "softbreak":
                self.pieces.append(_Piece("", "end"))
            case "hardbreak":
                self.pieces.append(_Piece("", "break"))
            case "html_inline":
                self.html(token.content)
            case "s_open":
                self.open.append("s")
            case "s_close":
                self._close("s")
            case "link_open":
                target = unquote(str(token.attrGet("href") or ""))
                prose = any(map(is_han, target)) and not re.search(r"[/.#:?]", target)
                self.targets.append(f"]({target})" if prose else "")
                self._words("[" if prose else "")
            case "link_close":
                self._words(self.targets.pop())
            case "image":
                pass
            case _:
                self._words(token.content)

    def html(self, content: str) -> None:
        """Write the words of HTML; tags that no browser knows are words: `<某某法>`, `<AI>`."""
        at = 0
        for tag in _TAG.finditer(content):
            name = (tag["name"] or "").lower()
            if name and not (name in _INLINE or name in _BLOCKS or name in _CELLS):
                continue
            self._lines(unescape(content[at : tag.start()]))
            at = tag.end()
            if name in _PARTING:
                self.pieces.append(_Piece("", "part"))
            elif name in _CELLS and not tag["end"]:
                self._words("\u3000")
            elif name in _UNSEEN | _STRUCK | {"sup", "sub"}:
                if tag["end"]:
                    self._close(name)
                else:
                    self.open.append(name)
            for _ in range(tag[0].count("\n")):
                self.pieces.append(_Piece("", "end"))
        self._lines(unescape(content[at:]))

    def _close(self, name: str) -> None:
        if name in self.open:
            self.open.reverse()
            self.open.remove(name)
            self.open.reverse()

    def _lines(self, text: str) -> None:
        for at, line in enumerate(text.split("\n")):
            if at:
                self.pieces.append(_Piece("", "end"))
            self._words(line)

    def _left(self, text: str) -> None:
        at = 0
        for mark in _LEFT.finditer(text):
            self._words(text[at : mark.start()])
            at = mark.end()
            if self.open:
                self._words(mark[0])
                continue
            run = mark[0]
            while run:  # *** is ** and *
                self.pieces.append(_Piece(run[:2], "mark"))
                run = run[2:]
        self._words(text[at:])

    def _words(self, text: str) -> None:
        if not text or not _UNSEEN.isdisjoint(self.open):
            return
        if not _STRUCK.isdisjoint(self.open):
            self.pieces.append(_Piece(text, "struck"))
            return
        script = next((name for name in reversed(self.open) if name in ("sup", "sub")), None)
        if script is None:
            self.pieces.append(_Piece(text))
            return
        table = _RAISED if script == "sup" else _LOWERED
        small = text.translate(table) if all(ord(sign) in table for sign in text) else text
        self.pieces.append(_Piece(small, "set"))

    def lines(self) -> list[Words]:
        """Return the words of each line."""
        _resolve(self.pieces)
        found: list[Words] = []
        line: list[_Piece] = []
        opens = False
        for piece in (*self.pieces, _Piece("", "end")):
            if piece.sort not in ("end", "break"):
                line.append(piece)
                continue
            while line and line[0].sort == "part":
                opens = True
                line.pop(0)
            closes = piece.sort == "break"
            while line and (line[-1].sort == "part" or not (line[-1].text.strip())):
                closes = closes or line[-1].sort == "part"
                line.pop()
            found.append(_line(line, opens))
            blank = not found[-1].text and not found[-1].struck
            line, opens = [], closes or (opens and blank)
        return found


def _line(pieces: list[_Piece], opens: bool) -> Words:
    text = struck = ""
    spans: list[Span] = []
    for piece in pieces:
        if piece.sort == "struck":
            struck += piece.text
            continue
        if piece.sort == "part":
            text = text.rstrip()
            text += PARTED if text and not text.endswith(PARTED) else ""
            continue
        added = piece.text if text and not text.endswith(PARTED) else piece.text.lstrip()
        if piece.sort == "set" and added:
            spans.append((len(text), len(text) + len(added)))
        text += added
    return Words(text.rstrip(), tuple(spans), struck.strip(), opens)


def _resolve(pieces: list[_Piece]) -> None:
    """Turn the marks that the parser left into nothing where they are a pair, else into words."""
    for sign in ("**", "__", "~~", "*"):
        marks = [
            at for at, piece in enumerate(pieces) if piece.sort == "mark" and piece.text == sign
        ]
        if not marks:
            continue
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        if sign == "*":
            pairs = [pair for pair in pairs if _encloses(pieces, *pair)]
        for first, last in pairs:
            for at in (first, last):
                pieces[at] = _Piece("")
            for inner in pieces[first:last] if sign == "~~" else ():
                inner.sort = "struck" if inner.sort in ("plain", "set") else inner.sort
        odd = marks[-1] if len(marks) % 2 else None
        if sign in ("**", "__") and odd is not None and _at_edge(pieces, marks):
            pieces[odd] = _Piece("")  # emphasis over several paragraphs opens or closes here
    for piece in pieces:
        piece.sort = "plain" if piece.sort == "mark" else piece.sort


def _encloses(pieces: list[_Piece], first: int, last: int) -> bool:
    """Return whether two stars enclose words, as in `*“甲”*乙`, and are no notes: A* 和 B*."""
    after, before = pieces[first + 1].text, pieces[last - 1].text
    return after[:1].strip() != "" and before[-1:].strip() != "" and not before[-1].isalnum()


def _at_edge(pieces: list[_Piece], marks: list[int]) -> bool:
    """Return whether the first mark opens the paragraph or the last one closes it."""
    return not any(one.text.strip() for one in pieces[: marks[0]]) or not any(
        one.text.strip() for one in pieces[marks[-1] + 1 :]
    )
