"""Planted differences are found, each with its type, and no others: the benchmark, made small."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from benchmarks.collation import matched, ours, rounds, typography
from benchmarks.planted import TYPES
from tests.from_gold import seeds

SEEDS = seeds()
ROUNDS = {3: 16, 5: 8}
"""Texts with differences planted in them; every text of the site at least once."""


@pytest.mark.parametrize("copies", ROUNDS)
def test_all_that_is_planted_is_found_with_its_type_and_nothing_else(copies: int) -> None:
    """Each in the right place, with the right copies on each side."""
    find = ours(SEEDS)
    planted: Counter[str] = Counter()
    for made in islice(rounds(SEEDS, copies, 1000), ROUNDS[copies]):
        found = find(made.copies)
        hits = list(matched(made, found))
        assert [plant.type for plant in made.plants] == [one.type for _, one in hits]
        assert len(found) == len(made.plants)
        planted.update(plant.type for plant in made.plants)
    assert all(planted[kind] >= 10 for kind in TYPES)


@pytest.mark.parametrize("copies", ROUNDS)
def test_of_copies_that_differ_in_typography_a_reader_is_told_nothing(copies: int) -> None:
    """Width, quotation marks and line ends make no variant of wording."""
    assert typography(SEEDS, copies) == 0
