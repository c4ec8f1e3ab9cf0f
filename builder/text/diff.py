"""Two strings → the runs that they have in common, in order, as a careful reader would pair them.

Long strings are pinned where a run stands once in each; what lies between is compared wholly.
A lone character between two differences pairs nothing, and what is lacking is taken clause by
clause where it could begin in several places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from builder.language.words import words

Block = tuple[int, int, int]
"""Place in the first string, place in the second, length of what stands in both."""

PIN = (24, 12, 6)
"""Characters in a run by which long strings are pinned; the longest first."""
SHORT = 400
"""Strings with a shorter side than this are compared wholly, unless the other is very long."""
MEETINGS = 300_000
"""Where no run pins them, strings in which more pairs of places hold one character have nothing
in common: comparing them wholly would take minutes."""
LONE = 3
"""So short a run pairs nothing where the differences around it are as long."""
CLAUSE = 4
"""So many times longer than what stands against it is a clause that the other side lacks."""

_STOPS = "\n。！？!?"
_ENDS = "\n。！？!?；;，,：:、）)】]》"


def blocks(one: str, other: str, edges: Container[int] = ()) -> list[Block]:
    """Return what the strings have in common, ascending in both, none adjoining in both.

    `blocks("正从试验", "正在试验")` is `[(0, 0, 1), (2, 2, 2)]`. What the other string lacks is
    taken between two of the `edges`, places in the first, where it could be.
    """
    found = _joined(sorted(_compared(one, other)))
    found = _settled(_without_chance(found, len(one), len(other)), one, other, edges)
    return _joined(found)


def _compared(one: str, other: str) -> Iterator[Block]:
    """Yield common runs of two strings, in any order."""
    waiting = [(0, len(one), 0, len(other), 0)]
    while waiting:
        a, a_end, b, b_end, pin = waiting.pop()
        start = _common(one, other, a, a_end, b, b_end)
        if start:
            yield a, b, start
        a, b = a + start, b + start
        end = _common_end(one, other, a, a_end, b, b_end)
        if end:
            yield a_end - end, b_end - end, end
        a_end, b_end = a_end - end, b_end - end
        if a == a_end or b == b_end:
            continue
        long_one, long_other = a_end - a, b_end - b
        whole = min(long_one, long_other) < SHORT and max(long_one, long_other) < 20 * SHORT
        pins = () if whole or pin == len(PIN) else _pins(one[a:a_end], other[b:b_end], PIN[pin])
        if pins:
            for x, y in pins:
                yield a + x, b + y, PIN[pin]
            edges = [(0, 0), *pins, (long_one, long_other)]
            for (x, y), (next_x, next_y) in pairwise(edges):
                skip = 0 if (x, y) == (0, 0) and pins[0] != (0, 0) else PIN[pin]
                if x + skip <= next_x and y + skip <= next_y:
                    waiting.append((a + x + skip, a + next_x, b + y + skip, b + next_y, pin))
        elif not whole and pin < len(PIN):
            waiting.append((a, a_end, b, b_end, pin + 1))
        elif _meetings(one[a:a_end], other[b:b_end]) <= MEETINGS:
            matcher = SequenceMatcher(None, one[a:a_end], other[b:b_end], autojunk=False)
            for x, y, length in matcher.get_matching_blocks():
                if length:
                    yield a + x, b + y, length


def _meetings(one: str, other: str) -> int:
    """Return in how many pairs of places the strings have the same character."""
    counted = Counter(other)
    return sum(count * counted[character] for character, count in Counter(one).items())


def _common(one: str, other: str, a: int, a_end: int, b: int, b_end: int) -> int:
    """Return how long both begin alike; by halves, so that long strings cost no loop."""
    low, high = 0, min(a_end - a, b_end - b)
    if one[a : a + high] == other[b : b + high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[a : a + middle] == other[b : b + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(one: str, other: str, a: int, a_end: int, b: int, b_end: int) -> int:
    low, high = 0, min(a_end - a, b_end - b)
    while low < high:
        middle = (low + high + 1) // 2
        if one[a_end - middle : a_end] == other[b_end - middle : b_end]:
            low = middle
        else:
            high = middle - 1
    return low


def _pins(one: str, other: str, size: int) -> Sequence[tuple[int, int]]:
    """Return places of runs that stand once in each, ascending in both, none overlapping."""
    places = _once(one, size)
    pairs = sorted((places[run], place) for run, place in _once(other, size).items()
                   if run in places)  # fmt: skip
    chain = _ascending(pairs)
    kept: list[tuple[int, int]] = []
    for x, y in chain:
        if not kept or (x >= kept[-1][0] + size and y >= kept[-1][1] + size):
            kept.append((x, y))
    return kept


def _once(text: str, size: int) -> dict[str, int]:
    runs = [text[place : place + size] for place in range(len(text) - size + 1)]
    places = dict(zip(runs, range(len(runs)), strict=True))
    if len(places) == len(runs):
        return places
    often = Counter(runs)
    return {run: place for run, place in places.items() if often[run] == 1}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain that ascends in both; `pairs` ascend in the first."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        place = bisect_left(tails, y) if tails and y < tails[-1] else len(tails)
        if place == len(tails):
            tails.append(y)
            last.append(index)
        else:
            tails[place], last[place] = y, index
        before.append(last[place - 1] if place else -1)
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _joined(found: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    for a, b, length in found:
        if joined and joined[-1][0] + joined[-1][2] == a and joined[-1][1] + joined[-1][2] == b:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + length)
        elif length:
            joined.append((a, b, length))
    return joined


def _without_chance(found: list[Block], long_one: int, long_other: int) -> list[Block]:
    """Leave out lone runs between differences as long: 重硬轻软 and 硬伤 have no 硬 in common."""
    changed = True
    while changed:
        changed = False
        kept: list[Block] = []
        for place, (a, b, length) in enumerate(found):
            last_a, last_b, last_length = kept[-1] if kept else (0, 0, 0)
            a_before, b_before = last_a + last_length, last_b + last_length
            a_after, b_after = (
                found[place + 1][:2] if place + 1 < len(found) else (long_one, long_other)
            )
            before = (a - a_before, b - b_before)
            after = (a_after - a - length, b_after - b - length)
            alike = min(max(before), max(after))
            # Where nothing stands against anything, nothing is put for anything.
            one_sided = not min(before) and not min(after)
            if length <= LONE and length <= alike and not one_sided:
                changed = True
            else:
                kept.append((a, b, length))
        found = kept
    return found


def _settled(found: list[Block], one: str, other: str, edges: Container[int]) -> list[Block]:
    """Move what one side lacks to where a clause begins and ends, if it could stand there too."""
    settled = list(_parted(found, one, other))
    for place in range(len(settled) - 1):
        a, b, length = settled[place]
        next_a, next_b, next_length = settled[place + 1]
        if (a + length == next_a) == (b + length == next_b):
            continue
        text = one if next_a > a + length else other
        start, end = (a + length, next_a) if text is one else (b + length, next_b)
        left = length - (a > 0 or b > 0)
        right = next_length - (next_a + next_length < len(one) or next_b + next_length < len(other))
        shift = _best_shift(text, start, end, left, right, edges if text is one else ())
        settled[place] = (a, b, length + shift)
        settled[place + 1] = (next_a + shift, next_b + shift, next_length - shift)
    return settled


def _parted(found: list[Block], one: str, other: str) -> Iterator[Block]:
    """Yield the blocks, with a mark between a clause that one side lacks and what replaces little.

    Of 赛道，有助于拉动需求，助力 and 赛道。道，助力 the first comma is paired, so that the clause
    is lacking and only 。道 is strange. Where a sentence ends one side and begins the other, both
    are whole: the one is lacking here, the other there.
    """
    for place, (a, b, length) in enumerate(found):
        if place + 1 == len(found):
            yield a, b, length
            return
        next_a, next_b, next_length = found[place + 1]
        long_a, long_b = next_a - a - length, next_b - b - length
        shift = 0
        mark: Block | None = None
        if min(long_a, long_b) and one[next_a - 1] == other[b + length] in _STOPS:
            mark = (next_a - 1, b + length, 1)
        elif min(long_a, long_b) and other[next_b - 1] == one[a + length] in _STOPS:
            mark = (a + length, next_b - 1, 1)
        elif min(long_a, long_b) and max(long_a, long_b) >= CLAUSE * min(long_a, long_b):
            text, start, end = (
                (one, a + length, next_a) if long_a > long_b else (other, b + length, next_b)
            )
            if next_length > 1 and text[start] == one[next_a] and text[start] in _ENDS:
                mark = (a + length, next_b, 1) if text is one else (next_a, b + length, 1)
                found[place + 1] = (next_a + 1, next_b + 1, next_length - 1)
            elif length > 1 and text[end - 1] == one[a + length - 1] and text[end - 1] in _ENDS:
                mark = (
                    (next_a - 1, b + length - 1, 1)
                    if text is one
                    else (a + length - 1, next_b - 1, 1)
                )
                shift = 1
        yield a, b, length - shift
        if mark:
            yield mark


def _best_shift(
    text: str, start: int, end: int, left: int, right: int, edges: Container[int]
) -> int:
    """Return by how much the run may be moved so that it is a clause of its own."""
    shifts = [0]
    step = 1
    while step <= left and text[start - step] == text[end - step]:
        shifts.append(-step)
        step += 1
    step = 0
    while step < right and text[start + step] == text[end + step]:
        step += 1
        shifts.append(step)

    known = [shift for shift in shifts if start + shift in edges and end + shift in edges]
    if known:
        return min(known, key=abs)

    def ends(shift: int) -> int:
        at, last = start + shift, text[end + shift - 1]
        before = text[at - 1] if at else "\n"
        paragraph = before == last == "\n" or (text[at] == "\n" and end + shift == len(text))
        return paragraph + (before in _ENDS and last in _ENDS)

    best = max(shifts, key=lambda shift: (ends(shift), -abs(shift)))
    return best if len(shifts) == 1 or ends(best) else _between_words(text, start, end, shifts)


def _between_words(text: str, start: int, end: int, shifts: list[int]) -> int:
    """Return the shift that cuts fewest words: 赛道[。道]， and not 赛[道。]道，."""
    low, high = max(0, start + min(shifts) - 8), end + max(shifts) + 8
    edges = {low + edge for span in words(text[low:high]) for edge in span}
    return max(
        shifts,
        key=lambda shift: ((start + shift in edges) + (end + shift in edges), -abs(shift)),
    )
