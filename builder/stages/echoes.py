"""Paragraphs → which print the same words in a row, whatever marks stand between them.

Names of documents are gone when the words come here; a run that is nothing but the subject and
terms of the glossary is no repetition, unless it is very long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from builder.language.folding import folded
from builder.model import Span

_GRAM = 11
"""Letters in a row that two paragraphs must share."""
_OWN = 8
"""… of which so many must be no term, unless the run is as long as this:"""
_LONG = 16
_COMMON = 12
"""Paragraphs with the same letters beyond which they are a set phrase."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The longest run that two paragraphs share."""

    one: str
    one_span: Span
    other: str
    other_span: Span
    length: int
    """Letters of the run."""


@dataclass(frozen=True, slots=True)
class _Letters:
    text: str
    places: tuple[int, ...]

    def span(self, first: int, length: int) -> Span:
        """Return where a run of letters stands in the paragraph."""
        return self.places[first], self.places[first + length - 1] + 1


def echoes(
    said: Mapping[str, str],
    home: Mapping[str, str],
    terms: Iterable[str],
    subject: Iterable[str],
) -> Iterator[Echo]:
    """Yield the pairs of paragraphs of different texts that share a long run.

    `said` is id → folded words, `home` id → text. `以某某的确定性，应对不确定性` is found again in
    `以某某的确定性应对不确定性`.
    """
    known = _any(terms)
    topic = _any(subject)
    letters = {id_: _letters(words) for id_, words in said.items()}
    grams: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for id_, one in letters.items():
        for place in range(len(one.text) - _GRAM + 1):
            grams[one.text[place : place + _GRAM]].append((id_, place))
    runs: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for several in grams.values():
        if 1 < len(several) <= _COMMON:
            for (first, at), (second, there) in combinations(several, 2):
                if home[first] != home[second]:
                    runs[first, second].append((at, there))
    for (first, second), starts in runs.items():
        at, there, length = _longest(sorted(starts))
        run = letters[first].text[at : at + length]
        if length >= _LONG or len(topic.sub("", known.sub("", run))) >= _OWN:
            spans = letters[first].span(at, length), letters[second].span(there, length)
            yield Echo(first, spans[0], second, spans[1], length)


def _letters(words: str) -> _Letters:
    places = tuple(place for place, sign in enumerate(words) if sign.isalnum())
    return _Letters("".join(words[place] for place in places), places)


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some phrases among letters, the longest first."""
    bare = {"".join(filter(str.isalnum, folded(phrase))) for phrase in phrases} - {""}
    return re.compile("|".join(sorted(map(re.escape, bare), key=len, reverse=True)) or "(?!)")


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
