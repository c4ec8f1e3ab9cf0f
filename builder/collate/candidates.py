"""Texts, longest first → for each the longer ones that it may be a copy of, by MinHash and LSH.

An abridgement has little in common with the whole of a long text, and nearly everything with a
part of it. So what is sketched is not a text but its windows, which overlap: a copy has windows
of its own that look like windows of the other, whatever was left out between them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from rensa import RMinHash, RMinHashLSH

from builder.model import ANEW, Once, each

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
BLOCK = 1_000_000
"""Characters that are indexed at a time: the index, not the sketches, is what takes memory."""
CANDIDATES = 4
"""So many candidates are worth comparing run by run."""
WORTH_COMPARING = 0.1
"""A candidate's windows are on average as like as this."""

Scores = dict[int, float]
"""Of each earlier text: over the windows of a text, the sum of how like its likest window is."""


def likely(texts: Sequence[str], once: Once = ANEW) -> tuple[tuple[int, ...], ...]:
    """Return for each text the indices of earlier ones that it may be a copy of, likeliest first.

    `texts` hold letters only, the longest first. At most `CANDIDATES` are named, and none for a
    text shorter than a run. `once` is asked for the sketches.
    """
    sketches = list(each(once, _sketches, texts))
    best: list[Scores] = [{} for _ in texts]
    for block in _blocks(texts):
        index = _Index()
        for number in range(block.start, len(texts)):
            found = best[number] | index.scores(sketches[number])
            likest = sorted(found, key=lambda other: (-found[other], other))[:CANDIDATES]
            best[number] = {other: found[other] for other in likest}
            if number in block:
                index.add(number, sketches[number])
    return tuple(map(tuple, best))


class _Index:
    """The windows of some texts, to be looked up by what they resemble."""

    def __init__(self) -> None:
        self._windows: list[RMinHash] = []
        self._homes: list[int] = []
        self._index = RMinHashLSH(0, ROWS * BANDS, BANDS)

    def add(self, number: int, windows: Sequence[RMinHash]) -> None:
        """Add the windows of the text of this number."""
        self._index.insert_many(windows, len(self._windows))
        self._windows += windows
        self._homes += [number] * len(windows)

    def scores(self, own: Sequence[RMinHash]) -> Scores:
        """Return how like the windows of a text those texts are that are like it enough."""
        least = WORTH_COMPARING * len(own)
        resembling = self._index.query_all(own)
        # A formula is in many texts, but in few windows of each: most need no closer look.
        met = Counter(
            chain.from_iterable({self._homes[key] for key in keys} for keys in resembling)
        )
        near = {home for home, windows in met.items() if windows >= least}
        found: Scores = defaultdict(float)
        for window, keys in zip(own, resembling, strict=True) if near else ():
            likest: Scores = {}
            for key in keys:
                if (home := self._homes[key]) in near:
                    likest[home] = max(likest.get(home, 0), window.jaccard(self._windows[key]))
            for home, likeness in likest.items():
                found[home] += likeness
        return {home: score for home, score in found.items() if score >= least}


def runs(text: str) -> list[str]:
    """Return the runs of a text, from first to last."""
    return [text[place : place + RUN] for place in range(len(text) - RUN + 1)]


def _sketches(texts: Sequence[str]) -> tuple[list[RMinHash], ...]:
    """Return the sketches of the windows of each text."""
    return tuple(RMinHash.from_token_sets(_windows(text), ROWS * BANDS, SEED) for text in texts)


def _windows(text: str) -> Iterator[list[str]]:
    """Yield the runs of each window; a text that is shorter than a window is one."""
    every = runs(text)
    for start in range(0, max(len(text) - STEP, 1), STEP):
        if window := every[start : start + WINDOW - RUN + 1]:
            yield window


def _blocks(texts: Sequence[str]) -> Iterator[range]:
    """Yield the numbers of neighbouring texts that are indexed together."""
    start = length = 0
    for number, text in enumerate(texts, 1):
        length += len(text)
        if length >= BLOCK or number == len(texts):
            yield range(start, number)
            start, length = number, 0
