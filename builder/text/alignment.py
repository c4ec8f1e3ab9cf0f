"""Pairs of equal items in two sequences → the heaviest set of pairs without crossings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def heaviest_chain(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the indices of the ascending subsequence of `values` with the greatest total weight.

    `values` are all different, `weights` are positive. If values[i] is the new index of the i-th
    old item, the chain are the items that kept their order, and the rest were moved:
    `heaviest_chain([2, 0, 1], [1, 1, 1])` is `[1, 2]`. O(n log n).
    """
    # The chains that can still be extended: the last value of each, its total and its index.
    # Values and totals both ascend: a chain that ends higher and weighs less is dominated.
    ends: list[int] = []
    totals: list[int] = []
    indices: list[int] = []
    previous: list[int] = []
    for index, (value, weight) in enumerate(zip(values, weights, strict=True)):
        place = bisect_left(ends, value)
        total = weight + (totals[place - 1] if place else 0)
        previous.append(indices[place - 1] if place else -1)
        until = place
        while until < len(ends) and totals[until] <= total:
            until += 1
        ends[place:until], totals[place:until], indices[place:until] = [value], [total], [index]
    chain = []
    index = indices[-1] if indices else -1
    while index >= 0:
        chain.append(index)
        index = previous[index]
    return chain[::-1]
