"""Some letters and a stretch of others → the run of the stretch that says nearly the same.

Both are folded to letters. Likeness is counted in runs of three letters wherever they stand, so
that clauses in another order are still alike; the differences are those of an alignment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from builder.model import Span

RUN = 3
"""Letters in a run: with one word of eight letters changed, one run at least is left."""
REPEATED = 64
"""So many places of one run are looked at."""
MOVED = 5
"""More letters than this that stand elsewhere are a clause that was moved: then all is shown."""
LONGEST = 1500
"""Longer words are looked for as they stand, not aligned."""


@dataclass(frozen=True, slots=True)
class Near:
    """The run that says nearly the same."""

    span: Span
    """Where it stands in the stretch's string."""
    likeness: float
    """Part of the letters looked for that stand in runs which both have; 1.0 may still differ."""
    longest: int
    """Letters of the longest run that both have."""
    changes: tuple[tuple[Span, Span], ...]
    """(run of what was looked for, run of the string) that differ, in order."""

    changed: int
    """Number of letters that would have to be changed; moving a clause counts as three."""


def runs(text: str) -> set[str]:
    """Return the runs of three letters of a text."""
    return {text[place : place + RUN] for place in range(len(text) - RUN + 1)}


def nearest(
    wanted: str, text: str, start: int, end: int, *, least: float = 0.0, exactly: bool = False
) -> Near | None:
    """Return the run of `text[start:end]` that is most like `wanted`; `None` if nothing is.

    `拓展消费新场景` in `提出拓展服务消费新场景等` is near 拓展服务消费新场景, of which one run
    (服务) is left out. What is less like than `least` is not found; with `exactly`, only the same
    letters are.
    """
    at = text.find(wanted, start, end)
    if at >= 0:
        return Near((at, at + len(wanted)), 1.0, len(wanted), (), 0)
    if exactly or not RUN <= len(wanted) <= LONGEST:
        return None
    first = _place(wanted, text, start, end)
    if first is None:
        return None
    left = max(start, first[0])
    stretch = text[left : min(end, first[1])]
    shared = runs(wanted) & runs(stretch)
    covered = _covered(wanted, shared)
    if covered / len(wanted) < least:
        return None
    blocks = SequenceMatcher(None, wanted, stretch, autojunk=False).get_matching_blocks()[:-1]
    kept = _near_together([(a, b, size) for a, b, size in blocks if size > 1])
    if not kept:
        return None
    changes, span = _changes(kept, len(wanted), len(stretch))
    changed = sum(max(a[1] - a[0], b[1] - b[0]) for a, b in changes)
    if changed > 2 * (len(wanted) - covered) and covered - sum(one[2] for one in kept) > MOVED:
        span = _held(stretch, shared)
        changes, changed = [((0, len(wanted)), span)], len(wanted) - covered + RUN
    return Near(
        (left + span[0], left + span[1]),
        covered / len(wanted),
        max(size for _, _, size in kept),
        tuple((ours, (left + b, left + b_end)) for ours, (b, b_end) in changes),
        changed,
    )


def _covered(wanted: str, shared: set[str]) -> int:
    """Return how many letters stand in a run that both have."""
    covered = bytearray(len(wanted))
    for place in range(len(wanted) - RUN + 1):
        if wanted[place : place + RUN] in shared:
            covered[place : place + RUN] = b"\1" * RUN
    return sum(covered)


def _held(stretch: str, shared: set[str]) -> Span:
    """Return the span from the first to the last run that both have."""
    return (
        min(stretch.find(run) for run in shared),
        max(stretch.rfind(run) for run in shared) + RUN,
    )


def _place(wanted: str, text: str, start: int, end: int) -> Span | None:
    """Return the stretch in which most different runs of `wanted` stand, with what may belong."""
    offsets: dict[str, int] = {}
    for place in range(len(wanted) - RUN + 1):
        offsets.setdefault(wanted[place : place + RUN], place)
    hits: list[tuple[int, int]] = []
    for run, offset in offsets.items():
        at = text.find(run, start, end)
        for _ in range(REPEATED):
            if at < 0:
                break
            hits.append((at, offset))
            at = text.find(run, at + 1, end)
    if not hits:
        return None
    hits.sort()
    width = len(wanted) + len(wanted) // 2 + 2
    inside: Counter[int] = Counter()
    best = last = most = until = 0
    for first, (at, offset) in enumerate(hits):
        while until < len(hits) and hits[until][0] <= at + width:
            inside[hits[until][1]] += 1
            until += 1
        if (len(inside), -offset) > (most, -hits[best][1]):
            best, last, most = first, until - 1, len(inside)
        inside[offset] -= 1
        if not inside[offset]:
            del inside[offset]
    before, after = hits[best][1] + 2, len(wanted) - hits[last][1] + 2
    return hits[best][0] - before, hits[last][0] + after


def _near_together(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the blocks without two letters at an edge that happen to stand far off (发展)."""
    while len(blocks) > 1 and _by_chance(blocks[0], blocks[1], blocks[0][2]):
        del blocks[0]
    while len(blocks) > 1 and _by_chance(blocks[-2], blocks[-1], blocks[-1][2]):
        del blocks[-1]
    return blocks


def _by_chance(one: tuple[int, int, int], other: tuple[int, int, int], size: int) -> bool:
    """Return whether an edge of `size` letters stands farther off there than here."""
    return size < RUN and abs((other[1] - one[1]) - (other[0] - one[0])) > size


def _changes(
    blocks: list[tuple[int, int, int]], length: int, stretch: int
) -> tuple[list[tuple[Span, Span]], Span]:
    """Return what differs between and around equal blocks, and the span that is compared.

    At the edges as many letters of the stretch belong to the comparison as letters of ours
    are left over there: nobody quotes all that goes before and after.
    """
    first_a, first_b, _ = blocks[0]
    last_a, last_b, size = blocks[-1]
    head = max(0, first_b - first_a)
    tail = min(stretch, last_b + size + length - last_a - size)
    changes: list[tuple[Span, Span]] = []
    a, b = 0, head
    for at_a, at_b, size in blocks:
        if a < at_a or b < at_b:
            changes.append(((a, at_a), (b, at_b)))
        a, b = at_a + size, at_b + size
    if a < length or b < tail:
        changes.append(((a, length), (b, tail)))
    return changes, (head, tail)
