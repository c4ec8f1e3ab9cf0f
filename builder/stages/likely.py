"""Texts, longest first → for each the longer ones that it may be a copy of, by MinHash and LSH.

An abridgement has little in common with the whole of a long text, and nearly everything with a
part of it. So what is sketched is not a text but its windows, which overlap: a copy has windows
of its own that look like windows of the other, whatever was left out between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

RUN = 6
"""Characters in a run: long enough to be rare, short enough to survive misprints."""
WINDOW = 96
"""Characters that are sketched together; a shorter text is one window."""
STEP = WINDOW // 2
"""A window begins every so many characters: each place is in two."""
ROWS = 2
"""So many minima in a row must agree: then windows that have a quarter of their runs in common
are mostly found, and those that share a formula mostly not."""
BANDS = 16
"""… in one of so many rows."""
SEED = 1
"""The sketches are the same on every machine and in every run."""
BLOCK = 2_000_000
"""Characters that are indexed at a time: the index, not the sketches, is what takes memory."""
CANDIDATES = 4
"""So many candidates are worth comparing run by run."""
WORTH_COMPARING = 0.1
"""A candidate's windows are on average as like as this."""

Scores = dict[int, float]
"""Of each earlier text: over the windows of a text, the sum of how like its likest window is."""


def likely(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return for each text the indices of earlier ones that it may be a copy of, likeliest first.

    `texts` hold letters only, the longest first. At most `CANDIDATES` are named, and none for a
    text shorter than a run.
    """
    sketches = [RMinHash.from_token_sets(_windows(text), ROWS * BANDS, SEED) for text in texts]
    best: list[Scores] = [{} for _ in texts]
    for block in _blocks(texts):
        index = _Index(sketches, block)
        for number in range(block.start + 1, len(texts)):
            found = best[number] | index.scores(sketches[number], number)
            likest = sorted(found, key=lambda other: (-found[other], other))[:CANDIDATES]
            best[number] = {other: found[other] for other in likest}
    return tuple(
        tuple(other for other, score in scores.items() if score >= WORTH_COMPARING * len(own))
        for scores, own in zip(best, sketches, strict=True)
    )


class _Index:
    """The windows of a block of texts, to be looked up by what they resemble."""

    def __init__(self, sketches: Sequence[Sequence[RMinHash]], block: range) -> None:
        self._windows = [window for number in block for window in sketches[number]]
        self._homes = [number for number in block for _ in sketches[number]]
        self._index = RMinHashLSH(0, ROWS * BANDS, BANDS)
        self._index.insert_many(self._windows)

    def scores(self, own: Sequence[RMinHash], number: int) -> Scores:
        """Return how like the windows of the text of this number the earlier texts are."""
        found: Scores = {}
        for window, keys in zip(own, self._index.query_all(own), strict=True):
            likest: Scores = {}
            for key in keys:
                home = self._homes[key]
                if home < number:
                    likest[home] = max(likest.get(home, 0), window.jaccard(self._windows[key]))
            for home, likeness in likest.items():
                found[home] = found.get(home, 0) + likeness
        return found


def runs(text: str) -> Iterator[str]:
    """Yield the runs of a text, from first to last."""
    return (text[place : place + RUN] for place in range(len(text) - RUN + 1))


def _windows(text: str) -> Iterator[list[str]]:
    """Yield the runs of each window; a text that is shorter than a window is one."""
    for start in range(0, max(len(text) - STEP, 1), STEP):
        if window := list(runs(text[start : start + WINDOW])):
            yield window


def _blocks(texts: Sequence[str]) -> Iterator[range]:
    """Yield the numbers of neighbouring texts that are indexed together."""
    start = length = 0
    for number, text in enumerate(texts, 1):
        length += len(text)
        if length >= BLOCK or number == len(texts):
            yield range(start, number)
            start, length = number, 0
