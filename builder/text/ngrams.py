"""Strings cut into n-grams, and the n-grams that strings have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain


def ngrams(text: str, size: int) -> list[str]:
    """Return the n-grams of a text from first to last; none where it is shorter than `size`.

    `ngrams("养老驿站", 3)` is `["养老驿", "老驿站"]`.
    """
    return [text[start : start + size] for start in range(len(text) - size + 1)]


def ngram_set(text: str, size: int) -> frozenset[str]:
    """Return the different n-grams of a text; a text shorter than `size` is its own only one."""
    return frozenset(ngrams(text, size) or (text,))


def count_shared(
    before: Mapping[int, frozenset[str]],
    after: Mapping[int, frozenset[str]],
    *,
    lengths: tuple[int, int],
    nearby: int,
) -> Counter[tuple[int, int]]:
    """Return how many n-grams two items of two sequences share, by (index before, index after).

    The items are given by their indices, ascending; `lengths` are those of the whole sequences.
    Of the items that hold one n-gram only the `nearby` ones about the same relative place count:
    else sequences that repeat a formula would take the square of their length.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for index, grams in before.items():
        for gram in grams:
            holders[gram].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for index, grams in after.items():
        place = index * lengths[0] // lengths[1]
        held = (_about(holders[gram], place, nearby) for gram in grams & holders.keys())
        for holder, count in Counter(chain.from_iterable(held)).items():
            shared[holder, index] = count
    return shared


def _about(indices: Sequence[int], place: int, count: int) -> Sequence[int]:
    """Return so many of the ascending indices, those about a place."""
    if len(indices) <= count:
        return indices
    start = max(0, bisect_left(indices, place) - count // 2)
    return indices[start : start + count]
