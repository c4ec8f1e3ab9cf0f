"""Articles → groups of copies of one text, however their titles, lengths and damage differ.

What matters is containment: an abridgement is wholly in the full text though the full text is
hardly in it. So each article is compared, from the longest down, with the few longer ones that
its sketch makes likely, run by run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha512

from builder.collate.candidates import likely, runs
from builder.model import ANEW, Once

CONTAINED = 0.65
"""A copy has this part of its runs in a longer copy. One misprint in fifteen characters leaves
so many; quotations from a text are far below it, and so is most of what is written after the
model of another text."""

Apart = Callable[[int, int], bool]
"""Whether two texts, by their indices, cannot be copies, whatever they have in common."""


def copies(
    texts: Sequence[str],
    apart: Apart,
    together: Sequence[tuple[int, int]] = (),
    once: Once = ANEW,
) -> tuple[tuple[int, ...], ...]:
    """Return groups of indices into `texts`, whose members print one text; longest first.

    `texts` hold letters only, folded. No group holds two that are `apart`; those that somebody
    says are `together` are in one group. A text that has no copy is a group of its own; a text
    shorter than a run is never found to be one. Groups stand in the order of their first indices.
    `once` is asked for sketches, and for what a text is a copy of.
    """
    order = sorted(range(len(texts)), key=lambda index: (-len(texts[index]), index))
    ranks = {index: rank for rank, index in enumerate(order)}
    said: dict[int, list[int]] = {}
    for one, other in together:
        low, high = sorted((ranks[one], ranks[other]))
        said.setdefault(high, []).append(low)
    groups: dict[int, list[int]] = {}
    leaders: list[int] = []
    found = likely([texts[index] for index in order], once)
    _free_registers()
    for rank, candidates in enumerate(found):
        possible = [
            holder
            for holder in candidates
            if not any(apart(order[rank], member) for member in groups[leaders[holder]])
        ]
        others = tuple(texts[order[holder]] for holder in possible)
        copied = once(_copied, texts[order[rank]], others) if others else None
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


def _free_registers() -> None:
    """Free the wide registers of the processor, which the library of the sketches leaves in use.

    Where it has AVX-512, to copy 8 to 15 characters takes five times as long for the rest of the
    process otherwise. What computes a SHA-512 ends with the instruction that frees them.
    """
    sha512(b"").digest()


def _copied(text: str, others: Sequence[str]) -> int | None:
    """Return which of the other texts is the first to hold enough of a text."""
    wanted = set(runs(text))
    for index, other in enumerate(others):
        if len(wanted.intersection(runs(other))) >= CONTAINED * len(wanted):
            return index
    return None
