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
    """Return the distinct n-grams of a text; of a text shorter than `size`, the text itself."""
    return frozenset(ngrams(text, size) or (text,))


def count_shared(
    before: Mapping[int, frozenset[str]],
    after: Mapping[int, frozenset[str]],
    *,
    lengths: tuple[int, int],
    nearby: int,
) -> Counter[tuple[int, int]]:
    """Return how many n-grams two items of two sequences share, by (index before, index after).

    The mappings are index of an item → its n-grams, ascending; `lengths` are the lengths of the
    whole sequences. Of the items with the same n-gram only the `nearby` ones closest in relative
    position count: a formula that is often repeated would take quadratic time otherwise.
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
    """Return `count` of the ascending indices, those closest to a place."""
    if len(indices) <= count:
        return indices
    start = max(0, bisect_left(indices, place) - count // 2)
    return indices[start : start + count]
