"""Two lists of sentences → which are the same, which one became which, which stand elsewhere.

Sentences that are equal are paired first, by their hashes; only what is left is compared by the
pairs of characters that it shares. So the time grows with the text, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from builder.text.alignment import heaviest_chain
from builder.text.ngrams import count_shared, ngram_set

IN_PLACE = 0.25
"""Two sentences in the same place are one, reworded, if they share this part of their pairs."""
ELSEWHERE = 0.6
"""… and two sentences in different places, if they share this part."""
NEAR = 24
"""So many sentences that hold one pair of characters are looked at, those about the place."""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that became others; one and one, save where a stop was set or taken away."""

    before: tuple[int, ...]
    """Indices, ascending and without gaps."""
    after: tuple[int, ...]
    """Likewise."""
    same: bool
    """Whether the words are the same."""
    moved: bool = False
    """Whether it stands before or behind others that it did not before."""


def paired(before: Sequence[str], after: Sequence[str]) -> tuple[Group, ...]:
    """Return the sentences that are in both lists, by their place in `before`.

    Sentences are given without typography. What is in no group was removed, or was added.
    """
    pairs = _equal(before, after)
    taken = {j: i for i, j in pairs.items()}
    reworded = _alike(before, after, pairs, taken)
    groups = [Group((i,), (j,), same=True) for i, j in pairs.items()]
    free_before = {i for i in range(len(before)) if i not in pairs} - reworded.keys()
    free_after = {j for j in range(len(after)) if j not in taken} - set(reworded.values())
    groups += [
        _joined(before, after, pair, free_before, free_after) for pair in sorted(reworded.items())
    ]
    return _with_moves(sorted(groups, key=lambda group: group.before), before)


def _equal(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return index → index of equal sentences: those that stand once, their neighbours, the rest.

    A sentence that stands twice belongs to the one beside which it stood.
    """
    here, there = _places(before), _places(after)
    pairs = {
        places[0]: there[key][0]
        for key, places in here.items()
        if len(places) == 1 and len(there.get(key, ())) == 1
    }
    taken = set(pairs.values())
    for step in (1, -1):
        for i in sorted(pairs, reverse=step < 0):
            j = pairs[i]
            while (
                0 <= (i := i + step) < len(before)
                and 0 <= (j := j + step) < len(after)
                and i not in pairs
                and j not in taken
                and before[i] == after[j]
            ):
                pairs[i] = j
                taken.add(j)
    for key, places in here.items():
        left = [i for i in places if i not in pairs]
        right = [j for j in there.get(key, ()) if j not in taken]
        pairs |= dict(zip(left, right, strict=False))
    return pairs


def _places(sentences: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        places[sentence].append(index)
    return places


def _alike(
    before: Sequence[str], after: Sequence[str], pairs: dict[int, int], taken: dict[int, int]
) -> dict[int, int]:
    """Return index → index of sentences that were reworded, the most alike first."""
    left = {i: ngram_set(before[i], 2) for i in range(len(before)) if i not in pairs}
    right = {j: ngram_set(after[j], 2) for j in range(len(after)) if j not in taken}
    surroundings = _surroundings(range(len(before)), pairs), _surroundings(range(len(after)), taken)
    found: list[tuple[float, float, int, int]] = []
    lengths = len(before), len(after)
    for (i, j), count in count_shared(left, right, lengths=lengths, nearby=NEAR).items():
        score = 2 * count / (len(left[i]) + len(right[j]))
        if score >= IN_PLACE:
            found.append((-score, abs(i - j * len(before) // len(after)), i, j))
    reworded: dict[int, int] = {}
    gone: set[int] = set()
    for score, _, i, j in sorted(found):
        if i in reworded or j in gone:
            continue
        if -score >= ELSEWHERE or _in_place(i, j, surroundings):
            reworded[i] = j
            gone.add(j)
    return reworded


_Around = dict[int, tuple[int | None, int | None]]
"""Index of an unpaired sentence → the paired ones before and behind it."""


def _surroundings(indices: range, pairs: dict[int, int]) -> tuple[_Around, dict[int, int]]:
    around: _Around = {}
    last: int | None = None
    waiting: list[int] = []
    for index in indices:
        if index in pairs:
            around |= {one: (around[one][0], index) for one in waiting}
            last, waiting = index, []
        else:
            around[index] = (last, None)
            waiting.append(index)
    return around, pairs


def _in_place(
    i: int, j: int, surroundings: tuple[tuple[_Around, dict[int, int]], tuple[_Around, object]]
) -> bool:
    """Return whether two unpaired sentences follow, or go before, sentences that are paired."""
    (here, pairs), (there, _) = surroundings
    (above, below), (above_there, below_there) = here[i], there[j]
    follows = above_there is None if above is None else pairs[above] == above_there
    leads = below_there is None if below is None else pairs[below] == below_there
    return follows or leads


def _joined(
    before: Sequence[str],
    after: Sequence[str],
    pair: tuple[int, int],
    free_before: set[int],
    free_after: set[int],
) -> Group:
    """Return a pair with the free neighbours that were one with it: `甲。乙。` became `甲，乙。`"""
    (first, last), (start, stop) = (pair[0], pair[0]), (pair[1], pair[1])

    def score(one: int, two: int, three: int, four: int) -> float:
        left, right = "".join(before[one : two + 1]), "".join(after[three : four + 1])
        if left == right:
            return 2
        here, there = ngram_set(left, 2), ngram_set(right, 2)
        return 2 * len(here & there) / (len(here) + len(there))

    best = score(first, last, start, stop)
    while best < 1:
        wider = [
            *([(first - 1, last, start, stop)] if first - 1 in free_before else []),
            *([(first, last + 1, start, stop)] if last + 1 in free_before else []),
            *([(first, last, start - 1, stop)] if start - 1 in free_after else []),
            *([(first, last, start, stop + 1)] if stop + 1 in free_after else []),
        ]
        options = [(score(*option), option) for option in wider]
        if not options or max(options)[0] <= best:
            break
        best, (first, last, start, stop) = max(options)
        free_before.difference_update(range(first, last + 1))
        free_after.difference_update(range(start, stop + 1))
    return Group(tuple(range(first, last + 1)), tuple(range(start, stop + 1)), same=best > 1)


def _with_moves(groups: Sequence[Group], before: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups, those marked that moved past others; the lesser part is what moved."""
    staying = set(
        heaviest_chain(
            [group.after[0] for group in groups],
            [1 + sum(len(before[i]) for i in group.before) for group in groups],
        )
    )
    return tuple(
        Group(group.before, group.after, group.same, moved=place not in staying)
        for place, group in enumerate(groups)
    )
