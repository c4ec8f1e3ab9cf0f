"""Paragraphs → which print the same words in a row, whatever marks stand between them.

Names of documents are gone when the words come here; a run that is nothing but the subject and
terms of the glossary is no repetition, unless it is very long.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, islice
from operator import eq
from zlib import crc32

from builder.language.folding import LETTERS, bare, letters
from builder.model import ANEW, Once, Span, each

_GRAM = 11
"""Letters in a row that two paragraphs must share."""
_OWN = 8
"""… of which so many must be no term, unless the run is as long as this:"""
_LONG = 16
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_SHELVES = 64
"""Parts in which runs are sorted, so that few are unpacked at a time."""
_COMMON = 12
"""Paragraphs with the same letters beyond which they are a set phrase."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The longest run that two paragraphs share; spans are of letters, see `span_of`."""

    one: str
    one_span: Span
    other: str
    other_span: Span


def echoes(
    said: Mapping[str, str],
    home: Mapping[str, str],
    terms: Iterable[str],
    subject: Iterable[str],
    once: Once = ANEW,
) -> Iterator[Echo]:
    """Yield the pairs of paragraphs of different texts that share a long run.

    `said` is id → folded words, `home` id → text. `以某某的确定性，应对不确定性` is found again in
    `以某某的确定性应对不确定性`. `once` is asked for the numbers of runs.
    """
    known = _any(terms)
    topic = _any(subject)
    grams, places = _indexed(said, once)
    for second, here in places.items():
        text = bare(said[second])
        for first, starts in _shared(second, text, here, grams, home).items():
            at, there, length = _longest(sorted(starts))
            run = text[there : there + length]
            if length >= _LONG or len(topic.sub("", known.sub("", run))) >= _OWN:
                yield Echo(first, (at, at + length), second, (there, there + length))


def span_of(words: str, run: Span) -> Span:
    """Return where a run of letters stands in a paragraph, by the numbers of its letters."""
    first, last = run[0], run[1] - 1
    passed = start = 0
    for letters_here in LETTERS.finditer(words):
        begin, end = letters_here.span()
        if passed <= first < passed + end - begin:
            start = begin + first - passed
        if last < passed + end - begin:
            return start, begin + last - passed + 1
        passed += end - begin
    raise ValueError(f"no letters {run} there: {words}")


def _indexed(
    said: Mapping[str, str], once: Once
) -> tuple[Mapping[str, Sequence[tuple[str, int]]], Mapping[str, Sequence[int]]]:
    """Return run → the paragraphs and places where it stands, and paragraph → places of such runs.

    Of a run that stands in too many places there is one more than `_COMMON`.
    """
    # Asked for twice: to hold the numbers of all takes more than to make or recall them again.
    repeated = _repeated(numbers for _, numbers in each(once, _numbered, said.values()))
    grams: dict[str, list[tuple[str, int]]] = defaultdict(list)
    places: dict[str, array[int]] = {}
    for id_, (text, numbers) in zip(said, each(once, _numbered, said.values()), strict=True):
        here = array("I", compress(count(), map(repeated.__contains__, numbers)))
        if here:
            places[id_] = here
        for place in here:
            several = grams[text[place : place + _GRAM]]
            if len(several) <= _COMMON:
                several.append((id_, place))
    return grams, places


def _shared(
    second: str,
    text: str,
    places: Iterable[int],
    grams: Mapping[str, Sequence[tuple[str, int]]],
    home: Mapping[str, str],
) -> Mapping[str, list[tuple[int, int]]]:
    """Return for each earlier paragraph where runs of it stand there, and where they do here."""
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for there in places:
        several = grams[text[there : there + _GRAM]]
        if len(several) <= _COMMON:
            for first, at in several:
                if first == second:
                    break
                if home[first] != home[second]:
                    runs[first].append((at, there))
    return runs


def _numbered(texts: Sequence[str]) -> tuple[tuple[str, array[int]], ...]:
    """Return of each text its letters, and a number for each run of them."""
    return tuple((text, _numbers(text)) for text in map(bare, texts))


def _numbers(text: str) -> array[int]:
    # Two bytes a letter: that letters which take four get equal numbers does no harm.
    signs = _WIDE.sub("?", text).encode("utf-16-le", "surrogatepass")
    places = range(0, len(signs) - 2 * _GRAM + 1, 2)
    return array("I", [crc32(signs[place : place + 2 * _GRAM]) for place in places])


def _repeated(texts: Iterable[array[int]]) -> set[int]:
    """Return the numbers that stand in several places.

    Most runs stand once; the numbers of all of them take four bytes each, the runs a hundred.
    What is left of a number on its shelf is small enough to be compared fast.
    """
    shelves = [array("I") for _ in range(_SHELVES)]
    for numbers in texts:
        for number in numbers:
            shelves[number % _SHELVES].append(number // _SHELVES)
    return {
        one * _SHELVES + place
        for place, shelf in enumerate(map(sorted, shelves))
        for one in compress(shelf, map(eq, shelf, islice(shelf, 1, None)))
    }


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some phrases among letters, the longest first."""
    known = {letters(phrase) for phrase in phrases} - {""}
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)")


def _longest(starts: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Return begin in one, begin in the other and length of the longest run of shared letters."""
    begins: dict[tuple[int, int], tuple[int, int]] = {}
    best = starts[0][0], starts[0][1], _GRAM
    for at, there in starts:
        begin = begins.pop((at - 1, there - 1), (at, there))
        begins[at, there] = begin
        if at - begin[0] + _GRAM > best[2]:
            best = begin[0], begin[1], at - begin[0] + _GRAM
    return best
