"""A reading beside another in an independent copy → what shows that it is a slip of the print.

Only what the characters themselves show: an unreadable sign, words printed twice at a break, or
a character that makes no word where the other copy has one. A word that could stand is a wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

from builder.language.folding import bare
from builder.language.words import is_word, words

_UNREADABLE = frozenset("□■▯▢▮▣�☐◻◼")
_LONGEST = 12
"""So many characters at most are printed twice at a break."""
_FEW = 16
"""Pairs of characters that are counted each by itself: that takes less than to count all."""


class Company:
    """Which characters stand side by side anywhere in the corpus.

    Few pairs are asked for in most corpora: only where many are, all are counted.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._few: dict[str, int] = {}
        self._all: Counter[str] | None = None

    def seen(self, pair: str) -> int:
        """Return how often two characters stand side by side."""
        if self._all is None and pair not in self._few:
            if len(self._few) < _FEW:
                one = re.compile("(?=".join(map(re.escape, pair)) + ")")
                self._few[pair] = sum(len(one.findall(text)) for text in self._texts)
            else:
                self._all = Counter()
                for text in self._texts:
                    self._all.update(map(add, text, text[1:]))
        return self._few[pair] if self._all is None else self._all[pair]


@dataclass(frozen=True, slots=True)
class Beside:
    """A reading and another, and who prints them."""

    reading: str
    other: str
    before: str
    """What stands before the reading in its copy."""
    after: str
    """What stands behind it."""
    copies: int
    """How many copies print the reading."""
    others: int
    """How many print the other."""
    voices: int
    """How many independent voices print the other."""


def is_damaged(beside: Beside, company: Company) -> bool:
    """Return whether a reading is a slip where another copy prints the other.

    赛道。道 is one beside 赛道, □用 beside 应用, 原凶 beside 原因; 构建 beside 推动 is none.
    """
    reading, other, before, after = beside.reading, beside.other, beside.before, beside.after
    if _unreadable(reading) and not _unreadable(other):
        return True
    around = before[-_LONGEST:], after[:_LONGEST]
    if _doubled(reading.join(around), other.join(around)):
        return True
    return _misread(beside, company)


def _unreadable(text: str) -> bool:
    return any(
        character in _UNREADABLE or unicodedata.category(character) in ("Co", "Cn")
        for character in text
    )


def _doubled(long: str, short: str) -> bool:
    """Return whether `long` says twice in a row what `short` says once.

    Nothing stands between, or the stop by which a break was closed: 应用、应用 is no slip. One
    character twice is a word in Chinese (慢慢), unless a stop stands between.
    """
    one, other = bare(long), bare(short)
    extra = len(one) - len(other)
    if not 0 < extra <= _LONGEST:
        return False
    for place in range(len(other) - extra + 1):
        again = one[place : place + extra]
        if one[place + extra : place + 2 * extra] != again or not one.startswith(other[:place]):
            continue
        stop = "+" if extra == 1 else "*"
        if other[place:] == one[place + extra :] and re.search(
            f"{again}[。！？!?\\s]{stop}{again}", long
        ):
            return True
    return False


def _misread(beside: Beside, company: Company) -> bool:
    """Return whether one character is wrong and leaves a stump where the other copy has a word.

    A name can look so: the word must stand elsewhere too, or two voices have it.
    """
    reading, other, before, after = beside.reading, beside.other, beside.before, beside.after
    if len(reading) != len(other):
        return False
    places = [place for place, pair in enumerate(zip(reading, other, strict=True))
              if pair[0] != pair[1]]  # fmt: skip
    if len(places) != 1:
        return False
    signs = reading[places[0]], other[places[0]]
    if not all(map(str.isalpha, signs)) or all(map(str.isnumeric, signs)):
        return False
    place = len(before[-_LONGEST:]) + places[0]
    printed = before[-_LONGEST:] + reading + after[:_LONGEST]
    proposed = before[-_LONGEST:] + other + after[:_LONGEST]
    if not any(
        start <= place < end and end - start > 1 and is_word(proposed[start:end])
        for start, end in words(proposed)
    ):
        return False
    if any(start <= place < end and end - start > 1 for start, end in words(printed)):
        return False
    strange, usual = _pairs(printed, place), _pairs(proposed, place)
    return (
        bool(strange)
        and all(company.seen(pair) <= beside.copies for pair in strange)
        and (beside.voices > 1 or any(company.seen(pair) > beside.others for pair in usual))
    )


def _pairs(text: str, place: int) -> list[str]:
    """Return the character at a place with the one before it, and with the one behind it."""
    pairs = text[max(0, place - 1) : place + 1], text[place : place + 2]
    return [pair for pair in pairs if len(pair) == 2 and pair.isalpha()]
