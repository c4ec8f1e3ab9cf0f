"""The paragraphs of a text, then and now → its edits, sentence by sentence.

Typography is no edit, nor is where a paragraph ends. A passage that stands elsewhere is moved, not
removed and added; one that was reworded tells which words became which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from builder.language.characters import finished
from builder.model import Rewording, Span, TextParagraph
from builder.snapshots.sentence_pairs import Group, paired
from builder.snapshots.sentence_pieces import Piece, pieces
from builder.text.canonical import canonical, standard
from builder.text.diff import changed_middle, differences

SLIVER = 2
"""So few characters between two changed runs are taken as changed with them."""
LONGEST = 2_000
"""In longer passages only the run from the first to the last difference is told."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences that follow each other."""

    paragraph: str
    """Id of the paragraph in which they begin."""
    span: Span
    """Where they stand in its reading text, as far as they stand in it."""
    words: str
    """The words; paragraphs joined by a line feed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of some sentences."""

    kind: Literal["added", "removed", "changed", "moved"]
    before: Stretch | None
    """`None` with `added`."""
    after: Stretch | None
    """`None` with `removed`."""
    rewordings: tuple[Rewording, ...] = ()
    """With `changed`, which words became which."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the paragraphs of a text."""

    edits: tuple[Edit, ...]
    """In the order of the later text; what was removed stands where it would."""
    kin: tuple[tuple[str, str, int], ...]
    """(earlier paragraph, later paragraph, characters) that share sentences, reworded ones too."""


_Run = tuple[tuple[int, ...], tuple[int, ...]]
"""Pieces that belong together: indices then, and now."""

_Pieces = Sequence[Piece]

_Placed = tuple[tuple[int, int, int], Edit]
"""An edit with what it is sorted by: the later place, what comes first there, the earlier place."""


def compared(before: Sequence[TextParagraph], after: Sequence[TextParagraph]) -> Comparison:
    """Return what became of the sentences of `before`, and which of `after` are new."""
    if [(one.id, one.text) for one in before] == [(one.id, one.text) for one in after]:
        return Comparison((), tuple((one.id, one.id, len(one.text)) for one in after))
    then, now = pieces(before, after)
    groups = paired([piece.key for piece in then], [piece.key for piece in now])
    runs = _touched(groups, then, now)
    edits = [*_moved(groups, runs, then, now), *_changed(runs, then, now)]
    edits += _single(groups, runs, then, now)
    kin: Counter[tuple[str, str]] = Counter()
    for group in groups:
        for i in group.before:
            for j in group.after:
                kin[then[i].paragraph, now[j].paragraph] += min(len(then[i].key), len(now[j].key))
    return Comparison(
        edits=tuple(edit for _, edit in sorted(edits, key=lambda placed: placed[0])),
        kin=tuple((*pair, count) for pair, count in sorted(kin.items())),
    )


def _touched(groups: Sequence[Group], then: _Pieces, now: _Pieces) -> list[_Run]:
    """Return the sentences of which some words are the same, or nearly, and others are not.

    Whole sentences, with all that they became and came of.
    """
    became = {i: group for group in groups for i in group.before}
    came = {j: group for group in groups for j in group.after}
    inside = _by_sentence(then, became), _by_sentence(now, came)
    seen: set[Group] = set()
    runs: list[_Run] = []
    for group in groups:
        todo, mine, theirs = [group], set[int](), set[int]()
        if group in seen:
            continue
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            mine.update(one.before)
            theirs.update(one.after)
            for pieces_, indices, sides, reached in (
                (then, one.before, inside[0], mine),
                (now, one.after, inside[1], theirs),
            ):
                known = became if pieces_ is then else came
                for index in indices:
                    whole = sides.get(pieces_[index].sentence, ())
                    reached.update(whole)
                    todo += [known[other] for other in whole if other in known]
        run = tuple(sorted(mine)), tuple(sorted(theirs))
        if "".join(then[i].key for i in run[0]) != "".join(now[j].key for j in run[1]):
            runs.append(run)
    return runs


def _by_sentence(several: _Pieces, known: Mapping[int, Group]) -> dict[int, list[int]]:
    """Return number of a sentence that is not as it was → its pieces."""
    found: dict[int, list[int]] = defaultdict(list)
    dirty: set[int] = set()
    for index, piece in enumerate(several):
        found[piece.sentence].append(index)
        if index not in known or not known[index].same:
            dirty.add(piece.sentence)
    return {sentence: found[sentence] for sentence in dirty}


def _stretch(several: _Pieces) -> Stretch:
    first = several[0]
    inside = [piece for piece in several if piece.paragraph == first.paragraph]
    words, last = "", first.paragraph
    for piece in several:
        words = (
            f"{words.rstrip()}\n{piece.words}" if piece.paragraph != last else words + piece.words
        )
        last = piece.paragraph
    return Stretch(first.paragraph, (first.span[0], inside[-1].span[1]), words.strip())


def _moved(
    groups: Sequence[Group], runs: Iterable[_Run], then: _Pieces, now: _Pieces
) -> Iterator[_Placed]:
    """Yield one edit for each run that moved as a whole; a rewording in it is told besides."""
    told = {i for run in runs for i in run[0]}
    order = {
        group: rank
        for rank, group in enumerate(sorted(groups, key=lambda group: group.after))
        if group.moved
    }
    moving: list[Group] = []
    for group, following in zip_longest(groups, groups[1:]):
        if not group.moved:
            continue
        moving.append(group)
        if following is not None and order.get(following) == order[group] + 1:
            continue
        if not told.issuperset(i for one in moving for i in one.before):
            earlier = [then[i] for one in moving for i in one.before]
            later = [now[j] for one in moving for j in one.after]
            edit = Edit("moved", _stretch(earlier), _stretch(later))
            yield (moving[0].after[0], 0, moving[0].before[0]), edit
        moving = []


def _changed(runs: Iterable[_Run], then: _Pieces, now: _Pieces) -> Iterator[_Placed]:
    for mine, theirs in runs:
        earlier = _stretch([then[i] for i in mine])
        later = _stretch([now[j] for j in theirs])
        edit = Edit("changed", earlier, later, rewordings(earlier.words, later.words))
        yield (theirs[0], 1, mine[0]), edit


def _single(
    groups: Iterable[Group], runs: Sequence[_Run], then: _Pieces, now: _Pieces
) -> Iterator[_Placed]:
    """Yield what is in one of the texts alone; sentences of a paragraph that follow are one."""
    became = {i: group.after[-1] for group in groups for i in group.before}
    came = {j for group in groups for j in group.after} | {j for run in runs for j in run[1]}
    last, behind = -1, []
    for i in range(len(then)):
        last = became.get(i, last)
        behind.append(last)
    known = became.keys() | {i for run in runs for i in run[0]}
    for run in _runs((i for i in range(len(then)) if i not in known), then):
        yield (behind[run[0]], 2, run[0]), Edit("removed", _stretch([then[i] for i in run]), None)
    for run in _runs((j for j in range(len(now)) if j not in came), now):
        yield (run[0], 0, 0), Edit("added", None, _stretch([now[j] for j in run]))


def _runs(indices: Iterable[int], several: _Pieces) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        if run and (index != run[-1] + 1 or _parted(several[run[-1]], several[index])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _parted(one: Piece, following: Piece) -> bool:
    """Return whether a paragraph ends between two pieces, and not in the middle of a sentence."""
    return one.paragraph != following.paragraph and (one.heading or finished(standard(one.words)))


def rewordings(before: str, after: str) -> tuple[Rewording, ...]:
    """Return which runs of `before` became which of `after`, whatever their typography.

    `推进 AI应用。` and `加快推进AI应用。` differ in one place: nothing became 加快.
    """
    then, now = canonical(before), canonical(after)
    if max(len(then.text), len(now.text)) > LONGEST:
        changed = [changed_middle(then.text, now.text)]
    else:
        changed = differences(then.text, now.text)
    joined: list[tuple[Span, Span]] = []
    for (first, last), (start, end) in changed:
        if joined and (first - joined[-1][0][1] < SLIVER or start - joined[-1][1][1] < SLIVER):
            joined[-1] = (joined[-1][0][0], last), (joined[-1][1][0], end)
        else:
            joined.append(((first, last), (start, end)))
    return tuple(
        Rewording(before=then.span(*here), after=now.span(*there)) for here, there in joined
    )
