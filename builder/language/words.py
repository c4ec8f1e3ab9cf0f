"""Where words begin and end in running Chinese, and whether a run of characters is a word.

Strings in, spans out. The dictionary is jieba's, and so is the cut, without guesses at unknown
words. jieba itself holds its dictionary in 130 MB, and keeps a copy where other users can write:
here it stays bytes, of which the words are read that begin like a place in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log
from mmap import ACCESS_READ, mmap
from typing import NamedTuple

from builder.language.packages import file_of

TOTAL = 60_101_967
"""Sum of the frequencies of all words of the dictionary."""

_UNKNOWN = -log(TOTAL)
"""Weight of a letter that is no word."""
_NEVER = float("-inf")
"""Weight of what is no word where there is one."""

_STEP = 4096
"""Bytes between two places of the dictionary whose letter is known."""
_MOST = 1 << 15
"""Beginnings that are kept at a time."""

# 5G+工厂、C++  in  （5G+工厂、C++）
_BLOCK = re.compile(r"(?P<words>[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)|\r\n|.", re.DOTALL)
_LINE = re.compile(r"\n([^ ]+) ([0-9]+)")
_ORDERED = "\n一 ".encode()
"""The first of the lines that are in order: those that begin alike stand together."""
_LATIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words of `text`, without gaps: 正在试验 has (0, 2) and (2, 4)."""
    place = 0
    for word in cut(text):
        yield place, place + len(word)
        place += len(word)


def cut(text: str) -> list[str]:
    """Return the words of `text`, without gaps: 正在试验 is 正在 and 试验."""
    found: list[str] = []
    for block in _BLOCK.finditer(text):
        if block["words"]:
            found += _most_probable(block[0])
        else:
            found.append(block[0])
    return found


def is_word(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    return text in _beginnings[text[:2]].weights


def _most_probable(block: str) -> list[str]:
    """Return the words of the most probable way through a block; Latin letters stay together."""
    found: list[str] = []
    latin = start = 0
    ends = _ends(block)
    while start < len(block):
        end = ends[start]
        if end == start + 1 and block[start] in _LATIN:
            latin += 1
        else:
            if latin:
                found.append(block[start - latin : start])
                latin = 0
            found.append(block[start:end])
        start = end
    if latin:
        found.append(block[start - latin :])
    return found


def _ends(block: str) -> list[int]:
    """Return where the word that begins at each place ends; of equal ways the longer word's."""
    whole = len(block)
    sums = [0.0] * (whole + 1)
    ends = list(range(1, whole + 1))
    for start in range(whole - 1, -1, -1):
        alone, pair, sizes, weights = _beginnings[block[start : start + 2]]
        best = alone + sums[start + 1]
        if pair != _NEVER and (weight := pair + sums[start + 2]) >= best:
            best = weight
            ends[start] = start + 2
        for size in sizes:
            end = start + size
            if end > whole:
                break
            if (word := block[start:end]) in weights:
                weight = weights[word] + sums[end]
                if weight >= best:
                    best = weight
                    ends[start] = end
        sums[start] = best if best != _NEVER else _UNKNOWN + sums[start + 1]
    return ends


class _Words(NamedTuple):
    """Words that begin alike, each with the logarithm of how probable it is."""

    alone: float
    """Of the first letter; `_NEVER` where it is no word."""
    pair: float
    """Of the first two letters."""
    sizes: tuple[int, ...]
    """Lengths of the longer ones, ascending."""
    weights: Mapping[str, float]
    """Of all."""


class _Beginnings(dict[str, _Words]):
    """The words that begin with two letters, and the first of them where it is a word."""

    def __missing__(self, letters: str) -> _Words:
        """Read the words from the dictionary."""
        if len(self) >= _MOST:
            self.clear()
        first = letters[:1]
        found = _read(letters) if len(letters) > 1 else {}
        if not found:  # most pairs begin no word
            words = _alone(first)
        else:
            weights = {**_alone(first).weights, **found}
            sizes = sorted({len(word) for word in weights if len(word) > 2})
            alone, pair = (weights.get(word, _NEVER) for word in (first, letters))
            words = _Words(alone, pair, tuple(sizes), weights)
        self[letters] = words
        return words


_beginnings = _Beginnings()


@cache
def _alone(letter: str) -> _Words:
    """Return a letter where it is a word."""
    line = _LINE.match(_block(letter)) if letter else None
    if line is None or line[1] != letter:
        return _Words(_NEVER, _NEVER, (), {})
    weight = _weight(line[2])
    return _Words(weight, _NEVER, (), {letter: weight})


def _read(letters: str) -> dict[str, float]:
    """Return the words that begin with two letters."""
    apart = _apart().get(letters[0], {})
    found = {word: apart[word] for word in apart if word.startswith(letters)}
    block, begun = _block(letters[0]), f"\n{letters}"
    if (at := block.find(begun)) >= 0:
        end = block.index("\n", block.rfind(begun, at) + 1)
        fields = block[at + 1 : end].replace("\n", " ").split(" ")
        found.update(zip(fields[::3], map(_weight, fields[1::3]), strict=True))
    return found


@cache
def _weight(count: str) -> float:
    """Return the logarithm of how probable a word is."""
    return log(int(count)) + _UNKNOWN


@cache
def _block(letter: str) -> str:
    """Return the lines in order that begin with a letter, a line end before and after each."""
    dictionary, wanted = _dictionary(), letter.encode("utf-8", "surrogatepass")
    places, beginnings = _marks()
    first = places[max(0, bisect_left(beginnings, wanted) - 1)]
    last = places[bisect_right(beginnings, wanted + b"\xff")]
    start = dictionary.find(b"\n" + wanted, first, last)
    if start < 0:
        return ""
    end = dictionary.find(b"\n", dictionary.rfind(b"\n" + wanted, start, last) + 1)
    return dictionary[start : end + 1].decode()


@cache
def _marks() -> tuple[Sequence[int], Sequence[bytes]]:
    """Return places where lines in order end, and how the next line begins.

    The last place is the end of all, and has none.
    """
    dictionary, length = _dictionary(), len(_dictionary())
    starts = range(dictionary.find(_ORDERED), length - _STEP, _STEP)
    places = [dictionary.find(b"\n", start) for start in starts]
    return [*places, length], [dictionary[place + 1 : place + 5] for place in places]


@cache
def _apart() -> dict[str, dict[str, float]]:
    """Return letter → the words of the first lines, which are in no order: 江南Style."""
    dictionary = _dictionary()
    first = b"\n" + dictionary[: dictionary.find(_ORDERED)]
    found: dict[str, dict[str, float]] = {}
    for word, count in _LINE.findall(first.decode()):
        found.setdefault(word[0], {})[word] = _weight(count)
    return found


@cache
def _dictionary() -> mmap:
    """Return the lines `word frequency kind`."""
    with file_of("jieba", "dict.txt").open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
