"""Copies of one text as strings → the places in which they differ, over all copies at once.

The copies are laid on one spine: a row of columns, each a character that some copies print. A
copy is the characters of its columns, so whatever is cut out of the spine, the copies can be
given back exactly. Runs of columns that not all copies print are the places that differ.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.collate.variant_type import ASKING
from builder.language.folding import QUOTES, bare
from builder.language.words import is_word, words
from builder.model import Span
from builder.text.diff import matching_blocks

LACKING = 8
"""From so many characters a passage that a copy lacks is one omission, whatever differs inside."""
SHARED = 0.5
"""… if the others have at least this part of it in common."""
TRADED = 4
"""Words that stand before so many characters in one copy and behind them in another are one
difference."""
TITLE = 40
"""Between two book-title marks that a copy lacks stand at most so many characters."""
CONTEXT = 24
"""So far around a difference words are looked for."""

DOUBLED = 12
"""So many characters at most are printed twice where a column breaks."""

_MARKUP = re.compile(
    r"""
      \[ (?= [^][\n]* (?: \]\( | \Z ) )      # [《条例》](#)
    | \]\( [^()\s]* \)
    | \*\* | ^[#]{1,6}[ ]+                   # **第一条**  ## 第一章
    """,
    re.VERBOSE | re.MULTILINE,
)
_QUESTION = re.compile(r"[^。！!；;\n？?]*[？?]")
"""The rest of a sentence that asks."""
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
    """A place in which copies differ."""

    spans: tuple[tuple[int, Span], ...]
    """Number of a copy, and its words there in its string; copies that lack the passage in which
    this place stands are not named."""
    inside: tuple[Unit, ...] = ()
    """What differs inside, where this place is a passage that some copies lack."""


def even(text: str) -> str:
    """Return `text` with width, blanks and quotation marks made alike, character for character."""
    return text.translate(_FOLDS)


def units(texts: Sequence[str]) -> tuple[Unit, ...]:
    """Return the places in which the texts differ, in order, none overlapping, the minimal runs.

    They are grown to whole words: of 正从试验 and 正在试验 the place is 正从 and 正在. What stands
    between them is the same in all texts. Paragraphs are parted by a line feed.
    """
    spine = _Spine(texts)
    return tuple(spine.units(0, len(spine.members), (1 << len(texts)) - 1))


class _Spine:
    """The copies, laid on one row of columns."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        first = even(texts[0])
        row = first
        places: list[list[int]] = [list(range(len(first)))]
        members = [1] * len(first)
        for number, text in enumerate(texts[1:], 1):
            other = even(text)
            new_row: list[str] = []
            new_members: list[int] = []
            moved: list[int] = []
            mine: list[int] = []
            a = b = 0
            edges = {at for at in range(1, len(members)) if members[at] != members[at - 1]}
            common = matching_blocks(row, other, edges)
            for next_a, next_b, length in (*common, (len(row), len(other), 0)):
                moved += range(len(new_members), len(new_members) + next_a - a)
                new_row.append(row[a:next_a])
                new_members += members[a:next_a]
                mine += range(len(new_members), len(new_members) + next_b - b)
                new_row.append(other[b:next_b])
                new_members += [1 << number] * (next_b - b)
                columns = range(len(new_members), len(new_members) + length)
                moved += columns
                mine += columns
                new_row.append(row[next_a : next_a + length])
                new_members += [m | 1 << number for m in members[next_a : next_a + length]]
                a, b = next_a + length, next_b + length
            row, members = "".join(new_row), new_members
            places = [[moved[column] for column in columns] for columns in places]
            places.append(mine)
        self.row, self.members, self.places = row, members, places

    def units(self, low: int, high: int, active: int) -> Iterator[Unit]:
        """Yield the places that differ between the active copies in a range of columns."""
        for start, end in self._runs(low, high, active):
            absent = sum(
                1 << k for k in self._numbers(active) if not self._text(k, start, end)
            )  # fmt: skip
            present = active & ~absent
            if absent and present & (present - 1):
                columns = [m & present for m in self.members[start:end] if m & present]
                shared = sum(m == present for m in columns)
                differ = any(m != present for m in columns) or self._spelt(start, end, present)
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

    def _spelt(self, start: int, end: int, active: int) -> bool:
        """Return whether the copies write alike characters otherwise."""
        return len({self._text(number, start, end) for number in self._numbers(active)}) > 1

    def _runs(self, low: int, high: int, active: int) -> list[Span]:
        """Return the ranges of columns that are places of their own, ascending."""
        worded = list(self._partial(low, high, active))
        worded = [piece for run in worded for piece in self._pieces(*run, active)]
        worded = self._together(worded, active)
        worded = self._grown(worded, low, high, active)
        return sorted([*worded, *self._written(worded, low, high, active)])

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

    def _pieces(self, start: int, end: int, active: int) -> Iterator[Span]:
        """Yield the parts of a run: paragraphs apart, and what different copies lack apart.

        Two neighbouring parts are one place only where no copy prints the one after the other.
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

    def _together(self, runs: list[Span], active: int) -> list[Span]:
        """Join a title's two marks, and words that trade places with what stands between."""
        joined: list[Span] = []
        for start, end in runs:
            if joined:
                first, last = joined[-1]
                gap = self._gap(last, start, active)
                if gap and (
                    self._titled(first, last, start, end, active)
                    or (len(gap) <= TRADED and self._traded((first, last), (start, end), active))
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

    def _titled(self, first: int, last: int, start: int, end: int, active: int) -> bool:
        """Return whether two lone marks open and close a title: 《意见》 and 意见."""
        if (self.row[first:last], self.row[start:end]) not in (("《", "》"), ("〈", "〉")):
            return False
        gap = self._gap(last, start, active)
        return len(gap) <= TITLE and self._held((first, last), active) == self._held(
            (start, end), active
        )

    def _traded(self, one: Span, other: Span, active: int) -> bool:
        """Return whether what some copies print before the gap the others print behind it."""
        before, after = self._held(one, active), self._held(other, active)
        if len(before) != 1 or len(after) != 1 or _MARKS & set(self.row[one[1] : other[0]]):
            return False
        (left,), (right,) = before, after
        shared = set(self.row[one[0] : one[1]]) & set(self.row[other[0] : other[1]])
        return left | right == active and not left & right and bool(shared - _MARKS)

    def _doubled(self, start: int, end: int) -> int:
        """Return whether a run says again what stands before it (-1) or after it (1), or not (0).

        赛道[。道]， says again what stands before it; the words there belong to the place.
        """
        said = bare(self.row[start:end])
        if not said or end - start > DOUBLED:
            return 0
        return -self.row.endswith(said, 0, start) or int(self.row.startswith(said, end))

    def _grown(self, runs: list[Span], low: int, high: int, active: int) -> list[Span]:
        """Grow differences that cut words of a copy to the words' ends; join what then touches."""
        grown: list[Span] = []
        for run in runs:
            start, end = self._to_words(*run, low, high, active)
            while grown and start < grown[-1][1]:
                before = grown.pop()
                start, end = min(start, before[0]), max(end, before[1])
            grown.append((start, end))
        return grown

    def _to_words(self, start: int, end: int, low: int, high: int, active: int) -> Span:
        row = self.row[start:end]
        if all(character in _MARKS or character.isspace() for character in row):
            return start, end
        spelt = [self._text(number, start, end) for number in self._numbers(active)]
        if all(len(text) > 1 and is_word(text) for text in spelt):
            return start, end
        wide = (start, end)
        doubled = self._doubled(start, end)
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
                if word_start < first < word_end or (doubled < 0 and word_end == first):
                    wide = (min(wide[0], columns[word_start]), wide[1])
                if word_start < last < word_end or ((asking or doubled > 0) and word_start == last):
                    wide = (wide[0], max(wide[1], columns[word_end - 1] + 1))
        return wide

    def _written(self, worded: list[Span], low: int, high: int, active: int) -> Iterator[Span]:
        """Yield runs of columns that all copies print and some write otherwise: ， and ,."""
        edges = [low, *(edge for run in worded for edge in run), high]
        numbers = list(self._numbers(active))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start >= end or not self._spelt(start, end, active):
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
