"""A text of a page → how far it can be laid out with our sentences, numbers, names and quotations.

As a floor is laid with tiles: from its beginning, each where another ends. What stands in a slot of
a sentence is laid in its turn; two sentences touch only there, or with a sign between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from string import Formatter

from builder.messages.catalogue import catalogue
from builder.messages.message import NUMBERS
from builder.messages.names import ELLIPSIS
from builder.messages.phrases import STEMS

# 17 · 84.6% · 39–61、63
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?(?:[–、]\d+(?![.\d]))*")
# ： · ⑦ · 001e7e1 · U+0007
_SIGN = re.compile(
    r"""
      [^\w]
    | [\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]
    | (?<![0-9A-Za-z])
      (?: [0-9a-f]{64} | (?=[a-f]*\d)[0-9a-f]{7} | U\+[0-9A-F]{4,6} )
      (?![0-9A-Za-z])
    """,
    re.VERBOSE,
)
"""Punctuation, numbers in circles, hashes, and the codes of characters that no one sees."""
_SPACE = re.compile(r"[\s\u2060]+")
_NOT, _SHUT, _OPEN = range(3)
"""Whether tiles reach a place; a tile that does not open may follow one that goes on."""
_QUOTES = 4
"""Quotation marks at which a quotation may end; one may hold others."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands of a sentence between slots that are laid in their turn."""

    parts: tuple[str, ...]
    """Its words without blanks; '' for a number."""
    opens: bool
    """Whether a slot stands before it that another sentence may fill, or it begins with a sign."""
    goes_on: bool
    """Whether one follows, or it ends with a sign."""


class Tiles:
    """Our sentences, names, and what the received files print, without blanks."""

    def __init__(self, names: Iterable[str], printed: str) -> None:
        self._printed = bare(printed)
        self._names = frozenset(filter(None, map(bare, names)))
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            self._lengths[name[:2]].add(len(name))
        self._sorted = sorted(self._names)
        self._longest = max(map(len, self._names), default=0)
        self._pieces: dict[str, list[_Piece]] = defaultdict(list)
        for piece in {one for said in catalogue() for one in _pieces(said.template)}:
            self._pieces[piece.parts[0][:1]].append(piece)
        self._known: dict[str, str] = {}

    def rest(self, text: str) -> str:
        """Return what is left of a text where no tile fits, without blanks; '' if all is laid."""
        if text not in self._known:
            self._known[text] = self._rest(text)
        return self._known[text]

    def _rest(self, text: str) -> str:
        words = bare(text)
        apart = {0, *accumulate(map(len, _SPACE.split(text.strip())))}
        reached = [_NOT] * len(words) + [_NOT]
        reached[0] = _OPEN
        farthest, cut, last = 0, 0, words.rfind(ELLIPSIS)
        for at in range(len(words)):
            if reached[at] == _NOT:
                continue
            if cut <= at < last:
                cut = words.find(ELLIPSIS, at + 1)
            farthest = at
            is_open = reached[at] == _OPEN or at in apart
            for end, opens, goes_on in self._tiles(words, at, cut):
                if is_open or opens:
                    reached[end] = max(reached[end], _OPEN if goes_on else _SHUT)
        return "" if reached[-1] != _NOT else words[farthest:]

    def _tiles(self, text: str, at: int, cut: int) -> Iterator[tuple[int, bool, bool]]:
        """Yield where tiles end that begin somewhere, whether they may touch words before them, and
        words behind.
        """
        if text[at] in STEMS:
            yield at + 1, True, True
        if sign := _SIGN.match(text, at):
            yield sign.end(), True, True
        if text[at] in "“「":
            for end in self._quoted(text, at + 1, "”" if text[at] == "“" else "」"):
                yield end, True, True
        number = _NUMBER.match(text, at)
        if number:
            yield number.end(), False, False
        for length in self._lengths.get(text[at : at + 2], ()):
            end = at + length
            if end <= len(text) and text[at:end] in self._names:
                yield end, True, True
        for piece in (*self._pieces.get(text[at], ()), *(self._pieces[""] if number else ())):
            if (ends := _end(piece, text, at)) is not None:
                yield ends, piece.opens, piece.goes_on
        if at < cut <= at + self._longest and self._begins(text[at:cut]):
            yield cut + len(ELLIPSIS), True, True

    def _begins(self, words: str) -> bool:
        """Return whether a name begins so."""
        after = bisect_left(self._sorted, words)
        return after < len(self._sorted) and self._sorted[after].startswith(words)

    def _quoted(self, text: str, start: int, mark: str) -> Iterator[int]:
        """Yield where a quotation ends whose words a received file prints."""
        end = start
        for _ in range(_QUOTES):
            end = text.find(mark, end) + 1
            if not end:
                return
            if text[start : end - 1].removesuffix(ELLIPSIS) in self._printed:
                yield end

    def describes(self, text: str) -> bool:
        """Return whether a text says what a page is and then begins to say what it prints."""
        ends = (found.end() for found in re.finditer("[：。]", text))
        return any(
            bare(text[end:]).removesuffix(ELLIPSIS) in self._printed and not self.rest(text[:end])
            for end in (0, *ends)
        )


def _pieces(template: str) -> Iterator[_Piece]:
    """Yield what stands between the slots that are laid in their turn."""
    parts: list[str] = []
    opens = False
    for literal, slot, kind, _ in Formatter().parse(template):
        # A quotation is laid whole, with its marks: “{words}”.
        if words := bare(literal).removeprefix("”").removesuffix("“"):
            parts.append(words)
        if slot == NUMBERS or (slot is not None and kind not in ("", "s")):
            parts.append("")
        elif slot is not None:
            if parts:
                yield _piece(parts, opens=opens, goes_on=not kind)
            parts, opens = [], not kind
    if parts:
        yield _piece(parts, opens=opens, goes_on=False)


def _piece(parts: list[str], *, opens: bool, goes_on: bool) -> _Piece:
    first, last = parts[0][:1] or "0", parts[-1][-1:] or "0"
    return _Piece(tuple(parts), opens or not first.isalnum(), goes_on or not last.isalnum())


def _end(piece: _Piece, text: str, at: int) -> int | None:
    for part in piece.parts:
        if part:
            if not text.startswith(part, at):
                return None
            at += len(part)
        elif number := _NUMBER.match(text, at):
            at = number.end()
        else:
            return None
    return at


def bare(text: str) -> str:
    """Return a text without blanks."""
    return _SPACE.sub("", text)
