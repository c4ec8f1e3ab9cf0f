"""Texts with how they stand to each other → a draft and its final text, clause by clause.

A join. A clause is a paragraph; where one was cut or several were joined, it has all of them. Each
paragraph of both texts is in exactly one clause, so that the clauses without what was inserted are
the earlier text, and without what was deleted the later one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from builder.model import Article, Clause, Text, TextParagraph, VersionKind, Versions
from builder.snapshots.sentence_diff import diff_sentences, rewordings
from builder.text.alignment import heaviest_chain
from builder.text.canonical import canonical
from builder.text.ngrams import ngram_set

ALIKE = 0.4
"""Least part of the shorter of two paragraphs, in matched sentences, if one became the other."""
SIZE = 6
"""Characters of an n-gram by which texts are compared as a whole."""
PART = 0.6
"""Least part of a paragraph, in matched sentences, if it was joined to one of the other text."""

_Group = tuple[list[int], list[int]]
"""Indices of the paragraphs that are one clause: of the earlier text, of the later."""


def versions(texts: Sequence[Text], articles: Sequence[Article]) -> tuple[Versions, ...]:
    """Return each draft with its final text, and each revised policy with its revision.

    In the order of the later texts. A relation to what was not received gives none.
    """
    text_of = {one: text for text in texts for one in text.articles}
    home = {article.id: article.source for article in articles}
    beside: dict[str, list[Text]] = defaultdict(list)
    for one, text in text_of.items():
        beside[home[one]].append(text)
    pairs: dict[tuple[str, str], VersionKind] = {}
    for article in articles:
        here = text_of.get(article.id)
        for relation in article.identity.relations:
            if here is None or relation.target not in text_of:
                continue
            # A notice bears the name of the policy that it issues in the same file.
            named = text_of[relation.target], *beside[home[relation.target]]
            there = _most_alike(here, [one for one in named if one is not here])
            if there is None:
                continue
            if relation.kind == "draft_of":
                pairs[here.id, there.id] = "draft_of"
            elif relation.kind == "revises":
                pairs.setdefault((there.id, here.id), "revises")
    place = {text.id: number for number, text in enumerate(texts)}
    return tuple(
        compared(texts[place[before]], texts[place[after]], pairs[before, after])
        for before, after in sorted(pairs, key=lambda pair: (place[pair[1]], place[pair[0]]))
    )


def _most_alike(text: Text, others: Sequence[Text]) -> Text | None:
    """Return the text that shares most words with another, of equal ones the first."""
    grams = _grams(text)
    return max(others, key=lambda one: len(grams & _grams(one)), default=None)


def _grams(text: Text) -> frozenset[str]:
    return ngram_set(canonical("".join(one.text for one in text.paragraphs)).text, SIZE)


def compared(before: Text, after: Text, kind: VersionKind) -> Versions:
    """Return two versions of a text, clause by clause."""
    return Versions(
        kind,
        before.id,
        after.id,
        tuple(_clauses(before.paragraphs, after.paragraphs)),
        rewordings(before.title, after.title),
    )


def _clauses(then: Sequence[TextParagraph], now: Sequence[TextParagraph]) -> Iterator[Clause]:
    groups = _groups(then, now)
    both = sorted(group for group in groups if group[0] and group[1])
    staying = set(
        heaviest_chain(
            [later[0] for _, later in both],
            [1 + sum(len(then[i].text) for i in earlier) for earlier, _ in both],
        )
    )
    moved = {group[1][0] for number, group in enumerate(both) if number not in staying}
    stays = {i: both[n][1][-1] for n in staying for i in both[n][0]}
    follows = list(accumulate((stays.get(i, -1) for i in range(len(then))), max, initial=-1))

    def place(group: _Group) -> tuple[int, int, int]:
        """Where a clause stands: a dropped one below what stood above it and stays."""
        if group[1]:
            return group[1][0], 0, 0
        return follows[group[0][0]], 1, group[0][0]

    for earlier, later in sorted(groups, key=place):
        before = "\n".join(then[i].text for i in earlier)
        after = "\n".join(now[j].text for j in later)
        yield Clause(
            tuple(then[i].id for i in earlier),
            tuple(now[j].id for j in later),
            before,
            after,
            rewordings(before, after) if earlier and later else (),
            moved=bool(later) and later[0] in moved,
        )


def _groups(then: Sequence[TextParagraph], now: Sequence[TextParagraph]) -> list[_Group]:
    """Return the clauses, in any order; each paragraph is in exactly one."""
    here = {one.id: i for i, one in enumerate(then)}
    there = {one.id: j for j, one in enumerate(now)}
    shared = {
        (here[old], there[new]): count for old, new, count in diff_sentences(then, now).shared
    }
    lengths, lengths_there = (
        [len(canonical(one.text).text) for one in paragraphs] for paragraphs in (then, now)
    )
    pairs = _pairs(shared, lengths, lengths_there)
    pairs |= _of_marks(then, now, pairs)
    groups: list[_Group] = [([i], [j]) for i, j in sorted(pairs.items())]
    left = [i for i in range(len(then)) if i not in pairs]
    right = sorted(set(range(len(now))) - set(pairs.values()))
    best, best_there = _most_shared(shared)
    for side, free, most, length in (
        (0, left, best, lengths),
        (1, right, best_there, lengths_there),
    ):
        part = {
            one: most[one][1] for one in free if one in most and most[one][0] >= PART * length[one]
        }
        _join(groups, free, side, part)
    return [*groups, *(([i], []) for i in left), *(([], [j]) for j in right)]


def _pairs(
    shared: Mapping[tuple[int, int], int], lengths: Sequence[int], lengths_there: Sequence[int]
) -> dict[int, int]:
    """Return the paragraphs that became one another, each once, those that share most first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), count in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        alike = count >= ALIKE * min(lengths[i], lengths_there[j])
        if alike and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _of_marks(
    then: Sequence[TextParagraph], now: Sequence[TextParagraph], pairs: Mapping[int, int]
) -> dict[int, int]:
    """Return the equal paragraphs that are not paired, in their order: marks without a letter."""
    free: dict[str, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for j, one in enumerate(now):
        if j not in taken:
            free[one.text].append(j)
    return {
        i: free[one.text].pop(0)
        for i, one in enumerate(then)
        if i not in pairs and free.get(one.text)
    }


_Best = dict[int, tuple[int, int]]
"""Paragraph → how much it shares with the one of the other text with which it shares most."""


def _most_shared(shared: Mapping[tuple[int, int], int]) -> tuple[_Best, _Best]:
    best: _Best = {}
    best_there: _Best = {}
    for (i, j), count in shared.items():
        best[i] = max(best.get(i, (0, 0)), (count, -j))
        best_there[j] = max(best_there.get(j, (0, 0)), (count, -i))
    return (
        {one: (count, -other) for one, (count, other) in best.items()},
        {one: (count, -other) for one, (count, other) in best_there.items()},
    )


def _join(groups: Sequence[_Group], free: list[int], side: int, part: Mapping[int, int]) -> None:
    """Join to a clause the free paragraphs beside it, in place; `part`: of which other they are."""
    home = {other: group for group in groups for other in group[1 - side]}
    waiting = set(free)
    for one in (*free, *reversed(free)):
        if one not in part or one not in waiting:
            continue
        group = home.get(part[one])
        if group is not None and one in (group[side][0] - 1, group[side][-1] + 1):
            group[side].append(one)
            group[side].sort()
            waiting.discard(one)
    free[:] = sorted(waiting)
