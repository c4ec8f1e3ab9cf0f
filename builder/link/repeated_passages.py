"""Paragraphs → which print the same words in a row, whatever marks stand between them.

The names of documents are gone from the words that come here; a run that is nothing but the
subject and terms of the glossary is no repetition, unless it is very long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from builder.language.folding import bare, letters
from builder.model import Span
from builder.text.ngrams import ngrams
from builder.text.offsets import folded_letters

GRAM = 11
"""Letters in a row that two paragraphs must share."""
OWN = 8
"""Letters of a run that must be no term, unless it has `LONG` letters."""
LONG = 16
"""Letters of a run that is a repetition whatever it says."""
COMMON = 12
"""Paragraphs with the same letters beyond which they are a set phrase."""


class Repetition(NamedTuple):
    """The longest run that two paragraphs share; spans are of letters, see `letters_span`."""

    one: str
    one_span: Span
    other: str
    other_span: Span


def repeated_passages(
    said: Mapping[str, str], homes: Mapping[str, str], terms: Iterable[str], subject: Iterable[str]
) -> Iterator[Repetition]:
    """Yield the pairs of paragraphs of different texts that share a long run.

    `said` is id of a paragraph → folded words, `homes` id → its text.
    `以养护的确定性，应对不确定性` is found again in `以养护的确定性应对不确定性`.
    """
    term, topic = _any(terms), _any(subject)
    printed = {id_: bare(words) for id_, words in said.items()}
    places = _shared_grams(printed)
    for other, words in printed.items():
        starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for offset, gram in enumerate(ngrams(words, GRAM)):
            for one, at in places.get(gram, ()):
                if one == other:
                    break
                if homes[one] != homes[other]:
                    starts[one].append((at, offset))
        for one, pairs in starts.items():
            at, offset, length = _longest_run(sorted(pairs))
            run = words[offset : offset + length]
            if length >= LONG or len(topic.sub("", term.sub("", run))) >= OWN:
                yield Repetition(one, (at, at + length), other, (offset, offset + length))


def letters_span(words: str, run: Span) -> Span:
    """Return where a run of letters, given by their numbers, stands in the words."""
    return folded_letters(words).span(*run)


def _shared_grams(printed: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return n-gram → paragraph and offset of each place, where there are several, but few."""
    # Most n-grams occur once: a set of hashes leaves these out at a tenth of their size.
    seen: set[int] = set()
    repeated: set[int] = set()
    for words in printed.values():
        for gram in ngrams(words, GRAM):
            (repeated if hash(gram) in seen else seen).add(hash(gram))
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for id_, words in printed.items():
        for offset, gram in enumerate(ngrams(words, GRAM)):
            if hash(gram) in repeated:
                places[gram].append((id_, offset))
    return {gram: at for gram, at in places.items() if 1 < len(at) <= COMMON}


def _longest_run(starts: Iterable[tuple[int, int]]) -> tuple[int, int, int]:
    """Return offset in one, offset in the other and length of the longest run of n-grams.

    `starts` are the offsets of the n-grams that both have, ascending.
    """
    begins: dict[tuple[int, int], tuple[int, int]] = {}
    best = 0, 0, 0
    for at, offset in starts:
        begin = begins.pop((at - 1, offset - 1), (at, offset))
        begins[at, offset] = begin
        if at - begin[0] + GRAM > best[2]:
            best = *begin, at - begin[0] + GRAM
    return best


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some phrases among letters, the longest first."""
    known = {letters(phrase) for phrase in phrases} - {""}
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)")
