"""Where words begin and end in running Chinese, and whether a run of characters is a word.

Strings in, spans out. The dictionary is jieba's, and so is the cut, without guesses at unknown
words. jieba itself holds its dictionary in 130 MB, and keeps a copy where other users can write:
here it stays one string, of which the words are read that begin like a place in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

TOTAL = 60_101_967
"""Sum of the frequencies of all words of the dictionary."""

_UNKNOWN = -log(TOTAL)
"""Weight of a letter that is no word."""
_NEVER = float("-inf")
"""Weight of what is no word where there is one."""

# 5G+工厂、C++  in  （5G+工厂、C++）
_BLOCK = re.compile(r"(?P<words>[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)|\r\n|.", re.DOTALL)
_SECOND = re.compile(r"\n.([^ ])")
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
    return text in _beginning(text[:2]).weights


def _most_probable(block: str) -> Iterator[str]:
    """Yield the words of the most probable way through a block; Latin letters stay together."""
    latin = ""
    start = 0
    for end in _ends(block):
        word = block[start:end]
        start = end
        if len(word) == 1 and word in _LATIN:
            latin += word
            continue
        if latin:
            yield latin
            latin = ""
        yield word
    if latin:
        yield latin


def _ends(block: str) -> Iterator[int]:
    """Yield where the words of the most probable way end; of equal ways the longer word's."""
    whole = len(block)
    sums = [0.0] * (whole + 1) + [_NEVER]
    ends = [0] * whole
    for start in range(whole - 1, -1, -1):
        alone, pair, sizes, weights = _beginning(block[start : start + 2])
        best, end = alone + sums[start + 1], start + 1
        weight = pair + sums[start + 2]
        if weight >= best:
            best, end = weight, start + 2
        for size in sizes:
            if start + size <= whole:
                weight = weights.get(block[start : start + size], _NEVER) + sums[start + size]
                if weight >= best:
                    best, end = weight, start + size
        if best == _NEVER:
            best, end = _UNKNOWN + sums[start + 1], start + 1
        sums[start] = best
        ends[start] = end
    place = 0
    while place < whole:
        place = ends[place]
        yield place


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


@lru_cache(maxsize=1 << 15)
def _beginning(letters: str) -> _Words:
    """Return the words that begin with two letters, and the first of them where it is a word."""
    first = letters[:1]
    if len(letters) < 2 or letters[1] not in _seconds(first):
        return _alone(first)
    weights = {**_alone(first).weights, **_lines(letters)}
    sizes = sorted({len(word) for word in weights if len(word) > 2})
    alone, pair = (weights.get(word, _NEVER) for word in (first, letters))
    return _Words(alone, pair, tuple(sizes), weights)


@cache
def _alone(letter: str) -> _Words:
    """Return a letter where it is a word."""
    weights = _lines(f"{letter} ") if letter else {}
    return _Words(weights.get(letter, _NEVER), _NEVER, (), weights)


@cache
def _seconds(letter: str) -> str:
    """Return the second letters of the words that begin with a letter; most pairs begin none."""
    dictionary = _dictionary()
    return "".join("".join(_SECOND.findall(dictionary, *span)) for span in _block(letter))


def _lines(beginning: str) -> dict[str, float]:
    """Return the words of the lines that begin so."""
    dictionary = _dictionary()
    found = {}
    for first, last in _block(beginning[0]):
        at = dictionary.find(f"\n{beginning}", first, last)
        while at >= 0:
            end = dictionary.index("\n", at + 1)
            word, count, _ = dictionary[at + 1 : end].split(" ")
            found[word] = log(int(count)) + _UNKNOWN
            at = dictionary.find(f"\n{beginning}", end, last)
    return found


@cache
def _block(letter: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where lines begin with a letter: those in no order (江南Style), and the others."""
    dictionary = _dictionary()

    def first(place: int) -> str:
        return dictionary[dictionary.index("\n", place) + 1]

    sorted_ = dictionary.index("\n一 ")
    places = range(sorted_, len(dictionary) - 1)
    start = sorted_ + bisect_left(places, letter, key=first)
    last = sorted_ + bisect_right(places, letter, key=first)
    return (0, sorted_), (start, dictionary.find("\n", last))


@cache
def _dictionary() -> str:
    """Return the lines `word frequency kind`, a line end before each, and a last letter."""
    words = files("jieba").joinpath("dict.txt").read_bytes().decode()
    return f"\n{words}\uffff"
