"""Paragraphs → pairs that share a long run of letters, whatever the marks between them.

The caller has replaced the names of documents and set phrases; what several policies print is a set
phrase too. A run of only the subject and terms of the glossary is no repetition, unless it is very
long.
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
"""Letters of the shortest shared run."""
OWN = 8
"""Least letters of a run outside of terms and the subject, unless it has `LONG` letters."""
LONG = 16
"""Letters from which a run is always a repetition."""
COMMON = 12
"""Most places of an n-gram; with more it is a set phrase."""
POLICIES = 3
"""An n-gram in so many policies is a set phrase."""


class Repetition(NamedTuple):
    """The longest run that two paragraphs share; spans are of letters, see `letters_span`."""

    one: str
    one_span: Span
    other: str
    other_span: Span


def repeated_passages(
    spoken: Mapping[str, str],
    homes: Mapping[str, str],
    terms: Iterable[str],
    subject: Iterable[str],
    policies: Mapping[str, str],
) -> Iterator[Repetition]:
    """Yield the pairs of paragraphs of different texts that share a long run.

    `spoken` is id of a paragraph → folded words, `homes` → what is the same in all states of its
    text, and `policies` the same of the paragraphs of policies alone.
    `以养护的确定性，应对不确定性` repeats `以养护的确定性应对不确定性`.
    """
    term, topic = _any(terms), _any(subject)
    printed = {id_: bare(words) for id_, words in spoken.items()}
    places = _shared_grams(printed, policies)
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
    """Return the span in the words of a run of letters, given by letter indices."""
    return folded_letters(words).span(*run)


def _shared_grams(
    printed: Mapping[str, str], policies: Mapping[str, str]
) -> dict[str, list[tuple[str, int]]]:
    """Return n-gram → (paragraph, offset) of its places, of which there are 2 to `COMMON`, in less
    than `POLICIES` policies."""
    # Most n-grams are unique: a set of hashes filters these out with a tenth of the memory.
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
    return {
        gram: at
        for gram, at in places.items()
        if 1 < len(at) <= COMMON
        and len({policies[id_] for id_, _ in at if id_ in policies}) < POLICIES
    }


def _longest_run(starts: Iterable[tuple[int, int]]) -> tuple[int, int, int]:
    """Return the longest run of n-grams: its two offsets and its length in letters.

    `starts` are the pairs of offsets of the shared n-grams, ascending.
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
    """Return a pattern that matches any of the phrases in folded letters, the longest first."""
    known = {letters(phrase) for phrase in phrases} - {""}
    return re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)")
