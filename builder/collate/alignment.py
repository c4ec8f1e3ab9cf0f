"""Copies of one text as strings → their variation units, over all copies at once.

The copies are aligned in columns, each a character that at least one copy prints. A copy is the
sequence of its columns, so any division of the columns restores every copy exactly. Runs of
columns that some copies do not print are the variation units.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.collate.damage import DOUBLED
from builder.collate.variant_type import ASKING
from builder.language.folding import QUOTES, bare
from builder.language.words import is_word, words
from builder.model import Span
from builder.text.diff import matching_blocks

LACKING = 8
"""Least length of a passage that is one omission, with the differences in it as inner units, …"""
SHARED = 0.5
"""… if the copies that print it have at least this share of it in common."""
SWAPPED = 4
"""Words moved over at most so many characters are one unit with these."""
TITLE = 40
"""Characters of the longest title whose book-title marks a copy omits together."""
CONTEXT = 24
"""Characters before and after a difference that are segmented into words."""

_MARKUP = re.compile(
    r"""
      \[ (?= [^][\n]* (?: \]\( | \Z ) )      # [《条例》](#)
    | \]\( [^()\s]* \)
    | \*\* | ^[#]{1,6}[ ]+                   # **第一条**  ## 第一章
    """,
    re.VERBOSE | re.MULTILINE,
)
_QUESTION = re.compile(r"[^。！!；;\n？?]*[？?]")
"""The rest of a sentence that is a question."""
_FOLDS = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(mark): ord('"') for mark in f"{QUOTES}｢｣"},
    0xFF61: ord("。"),
    0xFF64: ord("、"),
    0x3000: 0x20,
    0x00A0: 0x20,
}
_MARKS = frozenset("\n。！？!?；;，,：:、）)】]》（(【[《“”‘’\"'…—")


@dataclass(frozen=True, slots=True)
class Unit:
    """A variation unit: a place in which copies differ."""

    spans: tuple[tuple[int, Span], ...]
    """(index of a copy, span in its string), without the copies that omit the passage in which
    this unit lies."""
    inside: tuple[Unit, ...] = ()
    """The inner units, if this one is a passage that some copies omit."""


def variation_units(texts: Sequence[str]) -> tuple[Unit, ...]:
    """Return the smallest places in which the texts differ, in order, without overlaps.

    They are extended to whole words: of 道路待修缮 and 道路已经修缮 the readings are 待 and 已经.
    Between the units all texts are equal. Paragraphs end with a line feed.
    """
    columns = _Columns(texts)
    return tuple(columns.units(0, len(columns.members), (1 << len(texts)) - 1))


def _normalised(text: str) -> str:
    """Return a text with width, blanks and quotes normalised, character for character."""
    return text.translate(_FOLDS)


class _Columns:
    """The copies, aligned in columns.

    `row` has the character of each column; `members` the set of copies that print it, as a bit
    mask; `places` has for each copy the columns of its characters. `active` is a bit mask of the
    copies that are compared, `low` and `high` the range of columns.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        row = _normalised(texts[0])
        members = [1] * len(row)
        places = [list(range(len(row)))]
        for number, text in enumerate(texts[1:], 1):
            other = _normalised(text)
            new_row: list[str] = []
            new_members: list[int] = []
            moved: list[int] = []  # old column → new column
            own: list[int] = []  # columns of the copy that is added
            a = b = 0
            boundaries = {at for at in range(1, len(members)) if members[at] != members[at - 1]}
            blocks = matching_blocks(row, other, boundaries)
            for next_a, next_b, length in (*blocks, (len(row), len(other), 0)):
                moved += range(len(new_members), len(new_members) + next_a - a)
                new_row.append(row[a:next_a])
                new_members += members[a:next_a]
                own += range(len(new_members), len(new_members) + next_b - b)
                new_row.append(other[b:next_b])
                new_members += [1 << number] * (next_b - b)
                columns = range(len(new_members), len(new_members) + length)
                moved += columns
                own += columns
                new_row.append(row[next_a : next_a + length])
                new_members += [m | 1 << number for m in members[next_a : next_a + length]]
                a, b = next_a + length, next_b + length
            row, members = "".join(new_row), new_members
            places = [[moved[column] for column in columns] for columns in places]
            places.append(own)
        self.row, self.members, self.places = row, members, places

    def units(self, low: int, high: int, active: int) -> Iterator[Unit]:
        """Yield the units of the active copies in a range of columns, in order."""
        for start, end in self._ranges(low, high, active):
            absent = sum(1 << k for k in self._numbers(active) if not self._text(k, start, end))
            present = active & ~absent
            if absent and present & (present - 1):
                columns = [m & present for m in self.members[start:end] if m & present]
                shared = sum(m == present for m in columns)
                differ = any(m != present for m in columns) or self._differently_shaped(
                    start, end, present
                )
                if differ and len(columns) >= LACKING and shared >= SHARED * len(columns):
                    inside = tuple(self.units(start, end, present))
                    yield Unit(self._spans(start, end, active), inside)
                    continue
            yield Unit(self._spans(start, end, active))

    def _numbers(self, active: int) -> Iterator[int]:
        return (number for number in range(len(self.texts)) if active >> number & 1)

    def _span(self, number: int, start: int, end: int) -> Span:
        columns = self.places[number]
        return bisect_left(columns, start), bisect_left(columns, end)

    def _text(self, number: int, start: int, end: int) -> str:
        return self.texts[number][slice(*self._span(number, start, end))]

    def _spans(self, start: int, end: int, active: int) -> tuple[tuple[int, Span], ...]:
        return tuple((number, self._span(number, start, end)) for number in self._numbers(active))

    def _differently_shaped(self, start: int, end: int, active: int) -> bool:
        """Return whether the copies differ in characters that are normalised."""
        return len({self._text(number, start, end) for number in self._numbers(active)}) > 1

    def _ranges(self, low: int, high: int, active: int) -> list[Span]:
        """Return the ranges of columns that are units, ascending."""
        ranges = [
            part for run in self._partial(low, high, active) for part in self._split(*run, active)
        ]
        ranges = self._joined(ranges, active)
        ranges = self._extended(ranges, low, high, active)
        return sorted([*ranges, *self._spellings(ranges, low, high, active)])

    def _partial(self, low: int, high: int, active: int) -> Iterator[Span]:
        """Yield maximal runs of columns that some, but not all, of the active copies print."""
        start = -1
        last = low
        members = self.members
        for column in range(low, high):
            held = members[column] & active
            if held == active:
                if start >= 0:
                    yield start, last
                    start = -1
            elif held:
                if start < 0:
                    start = column
                last = column + 1
        if start >= 0:
            yield start, last

    def _split(self, start: int, end: int, active: int) -> Iterator[Span]:
        """Yield the parts of a run: split at paragraphs, at markup, and where the copies change.

        Neighbouring columns stay in one part where no copy prints both: they are alternatives.
        """
        cuts = {start, end}
        feeds = [column for column in range(start, end) if self.row[column] == "\n"]
        if feeds and feeds[0] == start and feeds[-1] != end - 1:
            cuts.update(feeds)
        else:
            cuts.update(column + 1 for column in feeds)
        for markup in _MARKUP.finditer(self.row, start, end):
            cuts.update(markup.span())
        if self._absent(start, end, active):
            yield from pairwise(sorted(cuts))
            return
        for column in range(start, end):
            held = self.members[column] & active
            if held and column > start and held != self.members[column - 1] & active:
                before = self.members[column - 1] & active
                if before & held:
                    cuts.add(column)
        yield from pairwise(sorted(cuts))

    def _absent(self, start: int, end: int, active: int) -> bool:
        held = 0
        for column in range(start, end):
            held |= self.members[column]
        return held & active != active

    def _joined(self, runs: list[Span], active: int) -> list[Span]:
        """Join the two marks of a title, and the old and the new place of words that moved."""
        joined: list[Span] = []
        for start, end in runs:
            if joined:
                first, last = joined[-1]
                gap = self._gap(last, start, active)
                if gap and (
                    self._is_title(first, last, start, end, active)
                    or (len(gap) <= SWAPPED and self._swapped((first, last), (start, end), active))
                ):
                    joined[-1] = (first, end)
                    continue
            joined.append((start, end))
        return joined

    def _gap(self, last: int, start: int, active: int) -> str:
        return "".join(
            self.row[column] for column in range(last, start) if self.members[column] & active
        ) if start - last <= 4 * TITLE else ""  # fmt: skip

    def _held(self, run: Span, active: int) -> set[int]:
        return {m & active for m in self.members[run[0] : run[1]] if m & active}

    def _is_title(self, first: int, last: int, start: int, end: int, active: int) -> bool:
        """Return whether two units are the marks around a title: 《意见》 and 意见."""
        if (self.row[first:last], self.row[start:end]) not in (("《", "》"), ("〈", "〉")):
            return False
        gap = self._gap(last, start, active)
        return len(gap) <= TITLE and self._held((first, last), active) == self._held(
            (start, end), active
        )

    def _swapped(self, first: Span, second: Span, active: int) -> bool:
        """Return whether some copies print the words before the gap, the others after it."""
        before, after = self._held(first, active), self._held(second, active)
        if len(before) != 1 or len(after) != 1 or _MARKS & set(self.row[first[1] : second[0]]):
            return False
        (left,), (right,) = before, after
        shared = set(self.row[slice(*first)]) & set(self.row[slice(*second)])
        return left | right == active and not left & right and bool(shared - _MARKS)

    def _repeats(self, start: int, end: int) -> int:
        """Return whether a run repeats the text before it (-1) or after it (1), or neither (0).

        路肩[。肩]， repeats the text before it; the word there is part of the unit.
        """
        doubled = bare(self.row[start:end])
        if not doubled or end - start > DOUBLED:
            return 0
        return -self.row.endswith(doubled, 0, start) or int(self.row.startswith(doubled, end))

    def _extended(self, runs: list[Span], low: int, high: int, active: int) -> list[Span]:
        """Extend the ranges to whole words of each copy, and join ranges that then overlap."""
        extended: list[Span] = []
        for run in runs:
            start, end = self._to_words(*run, low, high, active)
            while extended and start < extended[-1][1]:
                before = extended.pop()
                start, end = min(start, before[0]), max(end, before[1])
            extended.append((start, end))
        return extended

    def _to_words(self, start: int, end: int, low: int, high: int, active: int) -> Span:
        row = self.row[start:end]
        if all(character in _MARKS or character.isspace() for character in row):
            return start, end
        readings = [self._text(number, start, end) for number in self._numbers(active)]
        if all(len(text) > 1 and is_word(text) for text in readings):
            return start, end
        wide = (start, end)
        repeats = self._repeats(start, end)
        asking = ASKING.fullmatch(self.row, start, end) and _QUESTION.match(self.row, end)
        for number in self._numbers(active):
            first, last = self._span(number, start, end)
            if first == last:
                continue
            columns, text = self.places[number], self.texts[number]
            left = max(first - CONTEXT, bisect_left(columns, low))
            right = min(last + CONTEXT, bisect_left(columns, high))
            for word in words(text[left:right]):
                word_start, word_end = left + word[0], left + word[1]
                if word_start < first < word_end or (repeats < 0 and word_end == first):
                    wide = (min(wide[0], columns[word_start]), wide[1])
                if word_start < last < word_end or ((asking or repeats > 0) and word_start == last):
                    wide = (wide[0], max(wide[1], columns[word_end - 1] + 1))
        return wide

    def _spellings(self, ranges: list[Span], low: int, high: int, active: int) -> Iterator[Span]:
        """Yield runs of columns that all copies print, but in different shapes: ， and ,."""
        edges = [low, *(edge for span in ranges for edge in span), high]
        numbers = list(self._numbers(active))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start >= end or not self._differently_shaped(start, end, active):
                continue
            spans = [self._span(number, start, end) for number in numbers]
            columns = self.places[numbers[0]][slice(*spans[0])]
            parts = [self.texts[n][slice(*span)] for n, span in zip(numbers, spans, strict=True)]
            opened = -1
            for place, characters in enumerate(zip(*parts, strict=True)):
                if len(set(characters)) > 1:
                    opened = place if opened < 0 else opened
                elif opened >= 0:
                    yield columns[opened], columns[place - 1] + 1
                    opened = -1
            if opened >= 0:
                yield columns[opened], columns[-1] + 1
