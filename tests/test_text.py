"""Strings are cut, folded, aligned and compared in one way, and each offset leads back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from builder.language.folding import bare, letters
from builder.search.folding import loose
from builder.text.alignment import heaviest_chain
from builder.text.canonical import canonical, standard
from builder.text.diff import (
    changed_middle,
    common_prefix,
    common_suffix,
    differences,
    equal_runs,
    matching_blocks,
)
from builder.text.ngrams import count_shared, ngram_set, ngrams
from builder.text.offsets import folded_letters

FEW = st.text("甲乙，。\n", max_size=40)
"""Strings that have much in common."""
PRINTED = st.text('甲乙Ａa７7，,。.“"—- \u3000%㎡', max_size=20)
"""Strings as they may be printed."""


def test_ngrams_overlap_and_a_short_text_has_none() -> None:
    assert ngrams("养老驿站", 3) == ["养老驿", "老驿站"]
    assert ngrams("养老", 3) == []
    assert ngram_set("养老", 3) == {"养老"}
    assert ngram_set("", 3) == {""}


def test_of_a_formula_only_those_who_hold_it_about_the_same_place_count() -> None:
    grams = dict(enumerate([ngram_set("特此通知", 4)] * 10))
    shared = count_shared(grams, grams, lengths=(10, 10), nearby=4)
    assert sorted(pair for pair in shared if pair[1] == 5) == [(3, 5), (4, 5), (5, 5), (6, 5)]
    assert count_shared(grams, grams, lengths=(10, 10), nearby=10).total() == 100


@given(st.permutations(range(7)), st.lists(st.integers(1, 4), min_size=7, max_size=7))
def test_no_ascending_chain_is_heavier(values: list[int], weights: list[int]) -> None:
    best: list[int] = []
    for place, value in enumerate(values):
        before = [best[i] for i in range(place) if values[i] < value]
        best.append(weights[place] + max(before, default=0))
    chain = heaviest_chain(values, weights)
    assert chain == sorted(chain)
    assert [values[i] for i in chain] == sorted(values[i] for i in chain)
    assert sum(weights[i] for i in chain) == max(best)


@given(FEW, FEW)
def test_prefix_middle_and_suffix_make_up_both_strings(one: str, other: str) -> None:
    start, end = common_prefix(one, other), common_suffix(one, other)
    assert one[:start] == other[:start]
    assert one[start : start + 1] != other[start : start + 1] or one == other
    assert one[len(one) - end :] == other[len(other) - end :]
    (first, last), (begin, stop) = changed_middle(one, other)
    assert one[:first] + other[begin:stop] + one[last:] == other


@given(FEW, FEW)
def test_what_is_in_common_and_what_differs_make_up_both_strings(one: str, other: str) -> None:
    text = list(one)
    for (start, end), (first, last) in reversed(differences(one, other)):
        text[start:end] = other[first:last]
    assert "".join(text) == other
    for blocks in (equal_runs(one, other), matching_blocks(one, other)):
        assert all(one[a : a + n] == other[b : b + n] for a, b, n in blocks)
        assert all(
            a + n <= next_a and b + n <= next_b
            for (a, b, n), (next_a, next_b, _) in pairwise(blocks)
        )


@given(PRINTED)
def test_each_offset_leads_to_the_character_that_it_is_of(text: str) -> None:
    for folded in (canonical(text), folded_letters(text)):
        assert len(folded.text) == len(folded.offsets)
        assert list(folded.offsets) == sorted(folded.offsets)
        for place, shape in enumerate(folded.text):
            start, end = folded.span(place, place + 1)
            assert shape in canonical(text[start:end]).text or shape in ".:/-"
        assert folded.span(len(folded.text), len(folded.text)) == (len(text), len(text))
    assert folded_letters(text).text == letters(text)


@given(PRINTED)
def test_the_standard_shape_of_marks_keeps_the_length(text: str) -> None:
    assert len(standard(text)) == len(text)


def test_radicals_and_signs_that_nobody_sees_make_no_difference() -> None:
    """What is shown stays as printed: each offset leads back."""
    printed, plain = "路⾯病\u200b害，班⻋\ufe00出⾏、凉亭", "路面病害，班车出行、凉亭"
    for fold in (canonical, folded_letters):
        assert fold(printed).text == fold(plain).text
    assert bare(printed) == bare(plain)
    assert letters(printed) == letters(plain)
    assert loose(printed) == loose(plain)
    start = folded_letters(printed).text.index("害班车")
    assert printed[slice(*folded_letters(printed).span(start, start + 3))] == "害，班⻋"
