"""Two copies of one text → which paragraphs print the same passage, and what one lacks.

Paragraphs are cut differently in copies: one long paragraph can hold three of another copy,
or be held with others. So paragraphs are paired by the character runs that they share,
whatever their order; one that shares too few is paired only where both copies have exactly
such a gap between neighbours that are paired.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from builder.text.ngrams import count_shared, ngram_set

RUN = 4
"""Characters in a run; paragraphs are compared within one text, so short runs are rare enough."""
SAME = 0.5
"""Two paragraphs print the same passage if they share this part of the shorter one's runs."""
LONG = 40
"""From so many shared runs a second pairing of a paragraph is not chance."""
SAME_IN_GAP = 0.15
"""… or this part, where their neighbours are paired and nothing else stands between."""

NEAR = 16
"""So many paragraphs that hold one run are looked at."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the paragraphs of a copy stand to those of the base; all are indices."""

    pairs: tuple[tuple[int, int], ...]
    """(base paragraph, copy's paragraph) that print the same passage, ascending."""
    lacking: tuple[tuple[int, int], ...]
    """(place, copy's paragraph) that the base lacks: it belongs before base paragraph `place`,
    or at the end where `place` is the number of paragraphs."""


def align(base: Sequence[str], copy: Sequence[str]) -> Alignment:
    """Return how the paragraphs of `copy` stand to those of `base`, both folded to letters."""
    base_runs, copy_runs = ([ngram_set(text, RUN) for text in several] for several in (base, copy))
    shared = count_shared(
        dict(enumerate(base_runs)),
        dict(enumerate(copy_runs)),
        lengths=(len(base), len(copy)),
        nearby=NEAR,
    )
    pairs = {
        *_best(shared, base_runs, copy_runs),
        *((b, c) for c, b in _best(_turned(shared), copy_runs, base_runs)),
        *(
            pair
            for pair, count in shared.items()
            if count >= LONG and _part(count, pair, base_runs, copy_runs) >= SAME
        ),
    }
    pairs |= _gaps(pairs, shared, base_runs, copy_runs)
    return Alignment(tuple(sorted(pairs)), _lacking(pairs, len(base), len(copy)))


_Shared = Counter[tuple[int, int]]


def _turned(shared: _Shared) -> _Shared:
    return Counter({(c, b): count for (b, c), count in shared.items()})


def _part(
    count: int,
    pair: tuple[int, int],
    base: list[frozenset[str]],
    copy: list[frozenset[str]],
) -> float:
    return count / min(len(base[pair[0]]), len(copy[pair[1]]))


def _best(
    shared: _Shared, base: list[frozenset[str]], copy: list[frozenset[str]]
) -> set[tuple[int, int]]:
    """Return for each of the copy's paragraphs the base paragraph that shares most with it.

    Of equals (a question that is asked twice) the one at the nearest place is taken.
    """
    by_copy: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for (b, c), count in shared.items():
        if _part(count, (b, c), base, copy) >= SAME:
            distance = abs(b / len(base) - c / len(copy))
            by_copy[c].append((-count, distance, b))
    return {(min(found)[2], c) for c, found in by_copy.items()}


def _gaps(
    pairs: set[tuple[int, int]],
    shared: _Shared,
    base: list[frozenset[str]],
    copy: list[frozenset[str]],
) -> set[tuple[int, int]]:
    """Return pairs of paragraphs that share little but stand in the same gap of both copies."""
    paired_base = {b for b, _ in pairs}
    found = set()
    for place, c in _lacking(pairs, len(base), len(copy)):
        gap = []
        b = place - 1
        while b >= 0 and b not in paired_base:
            gap.append(b)
            b -= 1
        b = place
        while b < len(base) and b not in paired_base:
            gap.append(b)
            b += 1
        if gap:
            best = max(gap, key=lambda b: (_part(shared[b, c], (b, c), base, copy), -b))
            if _part(shared[best, c], (best, c), base, copy) >= SAME_IN_GAP:
                found.add((best, c))
    return found


def _lacking(pairs: set[tuple[int, int]], base: int, copy: int) -> tuple[tuple[int, int], ...]:
    """Return the copy's unpaired paragraphs, each behind the passage that it follows there."""
    last: dict[int, int] = {}
    first = base
    for b, c in pairs:
        last[c] = max(b, last.get(c, b))
    if last:
        opening = min(last)
        first = min(b for b, c in pairs if c == opening)
    lacking, place = [], first if last else base
    for c in range(copy):
        if c in last:
            place = last[c] + 1
        else:
            lacking.append((place, c))
    return tuple(lacking)
