"""Articles → groups of copies of one text, however their titles, lengths and damage differ.

What matters is containment: an abridgement is wholly in the full text though the full text
is hardly in it. So articles are compared by a sample of their character runs that is the
same sample in each (a run is in it by its own hash), looked up from the longest article
down, and only the few candidates that share most of the sample are compared run by run.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

RUN = 6
"""Characters in a run: long enough to be rare, short enough to survive misprints."""
SAMPLE = 8
"""One run in so many is in the sample."""
HOLDERS = 8
"""So many of the longest articles that hold a run are looked at; the more hold it, the less
it says."""
CANDIDATES = 4
"""So many candidates are compared run by run."""
WORTH_COMPARING = 0.25
"""A candidate shares this part of the sample."""
CONTAINED = 0.65
"""A copy has this part of its runs in a longer copy. One misprint in fifteen characters leaves
so many; quotations from a text are far below it, and so is most of what is written after the
model of another text."""


@dataclass(frozen=True, slots=True)
class _Postings:
    """Which articles hold a sampled run: the run's hash and the article's rank, in one number."""

    packed: array[int]

    def holders(self, run: int) -> Iterator[int]:
        """Yield the ranks of the longest articles that hold `run`, longest first."""
        start = bisect_left(self.packed, run << 32)
        for packed in self.packed[start : start + HOLDERS]:
            if packed >> 32 != run:
                return
            yield packed & 0xFFFFFFFF


Apart = Callable[[int, int], bool]
"""Whether two texts, by their indices, cannot be copies, whatever they have in common."""


def copies(
    texts: Sequence[str], apart: Apart, together: Sequence[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return groups of indices into `texts`, whose members print one text; longest first.

    `texts` hold letters only, folded. No group holds two that are `apart`; those that somebody
    says are `together` are in one group. A text that has no copy is a group of its own; a text
    shorter than a run is never found to be one. Groups stand in the order of their first indices.
    """
    order = sorted(range(len(texts)), key=lambda index: (-len(texts[index]), index))
    samples = [_sample(texts[index]) for index in order]
    postings = _Postings(
        array("Q", sorted(run << 32 | rank for rank, runs in enumerate(samples) for run in runs))
    )
    ranks = {index: rank for rank, index in enumerate(order)}
    said: dict[int, list[int]] = {}
    for one, other in together:
        low, high = sorted((ranks[one], ranks[other]))
        said.setdefault(high, []).append(low)
    groups: dict[int, list[int]] = {}
    leaders: list[int] = []
    for rank, runs in enumerate(samples):
        possible = [
            holder
            for holder in _candidates(postings, rank, runs)
            if not any(apart(order[rank], member) for member in groups[leaders[holder]])
        ]
        copied = _copied([texts[order[holder]] for holder in (rank, *possible)])
        joined = {leaders[holder] for holder in said.get(rank, ())}
        if copied is not None and not joined:
            joined = {leaders[possible[copied]]}
        leaders.append(min(joined, default=rank))
        groups.setdefault(leaders[rank], []).append(order[rank])
        for other in joined - {leaders[rank]}:
            groups[leaders[rank]] += groups.pop(other)
            leaders = [leaders[rank] if leader == other else leader for leader in leaders]
    inside = (tuple(sorted(group, key=ranks.__getitem__)) for group in groups.values())
    return tuple(sorted(inside, key=min))


def _candidates(postings: _Postings, rank: int, runs: array[int]) -> tuple[int, ...]:
    """Return the ranks of the longer articles that share much of the sample, best first."""
    shared = Counter(holder for run in runs for holder in postings.holders(run) if holder < rank)
    enough = [holder for holder in shared if shared[holder] >= WORTH_COMPARING * len(runs)]
    return tuple(sorted(enough, key=lambda holder: (-shared[holder], holder))[:CANDIDATES])


def _copied(texts: Sequence[str]) -> int | None:
    """Return which of the other texts is the first to hold enough of the first text."""
    first, *others = texts
    runs = set(_runs(first)) if others else set()
    for index, text in enumerate(others):
        if len(runs.intersection(_runs(text))) >= CONTAINED * len(runs):
            return index
    return None


def _sample(text: str) -> array[int]:
    return array("I", sorted({run for run in _runs(text) if run % SAMPLE == 0}))


def _runs(text: str) -> Iterator[int]:
    """Yield the hash of each run; one that is the same on every machine and in every run."""
    data = memoryview(text.encode("utf-32-le"))
    for start in range(0, len(data) - 4 * RUN + 1, 4):
        yield crc32(data[start : start + 4 * RUN])
