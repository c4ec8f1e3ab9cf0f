"""Two readings of a variant → whether the first is evidently a misprint.

Evidence is an unreadable character, words printed twice at a break, or a character that forms no
word where the other copy has one. A word that makes sense is another wording, not a misprint.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add

from builder.language.folding import bare
from builder.language.words import is_word, words
from builder.text.diff import common_prefix

DOUBLED = 12
"""Most characters that are printed twice where a line, column or page breaks."""

_UNREADABLE = frozenset("□■▯▢▮▣�☐◻◼")


class Bigrams:
    """The frequencies of pairs of adjacent characters in the corpus."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def counts(self) -> Counter[str]:
        """Pair of characters → its frequency; counted on first use."""
        counted: Counter[str] = Counter()
        for text in self._texts:
            counted.update(map(add, text, text[1:]))
        return counted


@dataclass(frozen=True, slots=True)
class Contrast:
    """A reading and a rival reading of the same variant."""

    reading: str
    """The reading that may be a misprint."""
    other: str
    """The rival reading."""
    before: str
    """The text before the reading in its copy, at most `DOUBLED` characters."""
    after: str
    """The text after it, at most `DOUBLED` characters."""
    copies: int
    """Number of copies that print the reading."""
    others: int
    """Number of copies that print the rival reading."""
    voices: int
    """Number of independent voices among these."""


def is_misprint(contrast: Contrast, bigrams: Bigrams) -> bool:
    """Return whether a reading is a misprint, judged by the rival reading.

    路肩。肩 is a misprint of 路肩, □修 of 维修, 道洛 of 道路; 修缮 is not a misprint of 养护.
    """
    if _unreadable(contrast.reading) and not _unreadable(contrast.other):
        return True
    around = contrast.before, contrast.after
    if _doubled(contrast.reading.join(around), contrast.other.join(around)):
        return True
    return _misread(contrast, bigrams)


def _unreadable(text: str) -> bool:
    return any(
        character in _UNREADABLE or unicodedata.category(character) in ("Co", "Cn")
        for character in text
    )


def _doubled(long: str, short: str) -> bool:
    """Return whether `long` repeats words that `short` has once.

    Between the two there is nothing, or a stop added at a break: 维修、维修 is no misprint. A pair
    of equal characters can be a word (慢慢), so these need a stop between.
    """
    printed, proposed = bare(long), bare(short)
    extra = len(printed) - len(proposed)
    if not 0 < extra <= DOUBLED:
        return False
    stops = "+" if extra == 1 else "*"
    for start in range(common_prefix(printed, proposed) + 1):
        again = printed[start : start + extra]
        if (
            printed[start + extra :] == proposed[start:]
            and proposed.startswith(again, start)
            and re.search(f"{again}[。！？!?\\s]{stops}{again}", long)
        ):
            return True
    return False


def _misread(contrast: Contrast, bigrams: Bigrams) -> bool:
    """Return whether one character is wrong, so that it forms no word where the rival has one.

    So does a name that no dictionary has: the rival's word must also occur elsewhere, or be printed
    by two voices.
    """
    reading, other = contrast.reading, contrast.other
    before, after = contrast.before, contrast.after
    if len(reading) != len(other):
        return False
    places = [place for place, pair in enumerate(zip(reading, other, strict=True))
              if pair[0] != pair[1]]  # fmt: skip
    if len(places) != 1:
        return False
    signs = reading[places[0]], other[places[0]]
    if not all(map(str.isalpha, signs)) or all(map(str.isnumeric, signs)):
        return False
    place = len(before) + places[0]
    printed, proposed = reading.join((before, after)), other.join((before, after))
    if not any(
        start <= place < end and end - start > 1 and is_word(proposed[start:end])
        for start, end in words(proposed)
    ):
        return False
    if any(start <= place < end and end - start > 1 for start, end in words(printed)):
        return False
    counts = bigrams.counts
    strange, usual = _bigrams_at(printed, place), _bigrams_at(proposed, place)
    return (
        bool(strange)
        and all(counts[pair] <= contrast.copies for pair in strange)
        and (contrast.voices > 1 or any(counts[pair] > contrast.others for pair in usual))
    )


def _bigrams_at(text: str, place: int) -> list[str]:
    """Return the pairs of the character at a place with its neighbours on either side."""
    pairs = text[max(0, place - 1) : place + 1], text[place : place + 2]
    return [pair for pair in pairs if len(pair) == 2 and pair.isalpha()]
