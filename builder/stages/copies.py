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
from collections.abc import Iterator, Sequence
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
CONTAINED = 0.5
"""A copy has this part of its runs in a longer copy; half of them survive one misprint in
ten characters, and quotations from a text are far below it."""


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


def copies(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return groups of indices into `texts`, whose members print one text; longest first.

    `texts` hold letters only, folded. A text that has no copy is a group of its own; a text
    shorter than a run is never a copy. Groups stand in the order of their first indices.
    """
    order = sorted(range(len(texts)), key=lambda index: (-len(texts[index]), index))
    samples = [_sample(texts[index]) for index in order]
    postings = _Postings(
        array("Q", sorted(run << 32 | rank for rank, runs in enumerate(samples) for run in runs))
    )
    groups: dict[int, list[int]] = {}
    leaders: list[int] = []
    for rank, runs in enumerate(samples):
        copied = _copied(texts, order, rank, _candidates(postings, rank, runs))
        leaders.append(rank if copied is None else leaders[copied])
        groups.setdefault(leaders[rank], []).append(order[rank])
    return tuple(sorted((tuple(group) for group in groups.values()), key=min))


def _candidates(postings: _Postings, rank: int, runs: array[int]) -> tuple[int, ...]:
    """Return the ranks of the longer articles that share much of the sample, best first."""
    shared = Counter(holder for run in runs for holder in postings.holders(run) if holder < rank)
    enough = [holder for holder in shared if shared[holder] >= WORTH_COMPARING * len(runs)]
    return tuple(sorted(enough, key=lambda holder: (-shared[holder], holder))[:CANDIDATES])


def _copied(
    texts: Sequence[str], order: Sequence[int], rank: int, candidates: tuple[int, ...]
) -> int | None:
    """Return the rank of the first candidate that holds enough of the article."""
    runs = set(_runs(texts[order[rank]])) if candidates else set()
    for candidate in candidates:
        held = runs.intersection(_runs(texts[order[candidate]]))
        if len(held) >= CONTAINED * len(runs):
            return candidate
    return None


def _sample(text: str) -> array[int]:
    return array("I", sorted({run for run in _runs(text) if run % SAMPLE == 0}))


def _runs(text: str) -> Iterator[int]:
    """Yield the hash of each run; one that is the same on every machine and in every run."""
    data = memoryview(text.encode("utf-32-le"))
    for start in range(0, len(data) - 4 * RUN + 1, 4):
        yield crc32(data[start : start + 4 * RUN])
