"""The paragraphs of a text, then and now → its edits, sentence by sentence.

Typography is no edit, nor is where a paragraph ends. A passage that stands elsewhere is moved, not
removed and added; one that was reworded tells which words became which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from builder.language.sentences import sentences
from builder.language.typography import canonical, standard
from builder.model import Rewording, Span, TextParagraph
from builder.stages.sentence_pairs import Group, paired

SLIVER = 2
"""So few characters between two changed runs are taken as changed with them."""
LONGEST = 4_000
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence in its place."""

    place: int
    """Index of the paragraph."""
    paragraph: str
    span: Span
    words: str
    key: str


def compared(before: Sequence[TextParagraph], after: Sequence[TextParagraph]) -> Comparison:
    """Return what became of the sentences of `before`, and which of `after` are new."""
    then, now = tuple(_pieces(before)), tuple(_pieces(after))
    groups = paired([piece.key for piece in then], [piece.key for piece in now])
    edits = [
        *_moved(groups, then, now),
        *_changed(groups, then, now),
        *_single(groups, then, now),
    ]
    kin: Counter[tuple[str, str]] = Counter()
    for group in groups:
        for i in group.before:
            for j in group.after:
                kin[then[i].paragraph, now[j].paragraph] += min(len(then[i].key), len(now[j].key))
    return Comparison(
        edits=tuple(edit for _, edit in sorted(edits, key=lambda placed: placed[0])),
        kin=tuple((*pair, count) for pair, count in sorted(kin.items())),
    )


_Placed = tuple[tuple[int, int, int], Edit]
"""An edit with what it is sorted by: the later place, what comes first there, the earlier place."""


def _pieces(paragraphs: Sequence[TextParagraph]) -> Iterator[_Piece]:
    for place, paragraph in enumerate(paragraphs):
        for start, end in sentences(standard(paragraph.text)):
            words = paragraph.text[start:end]
            if key := canonical(words).words:
                yield _Piece(place, paragraph.id, (start, end), words.strip(), key)


def _stretch(pieces: Sequence[_Piece]) -> Stretch:
    first = pieces[0]
    inside = [piece for piece in pieces if piece.place == first.place]
    words, last = first.words, first.place
    for piece in pieces[1:]:
        words += piece.words if piece.place == last else f"\n{piece.words}"
        last = piece.place
    return Stretch(first.paragraph, (first.span[0], inside[-1].span[1]), words)


def _moved(
    groups: Sequence[Group], then: Sequence[_Piece], now: Sequence[_Piece]
) -> Iterator[_Placed]:
    """Yield one edit for each run that moved as a whole; a rewording in it is told besides."""
    order = {
        group: rank
        for rank, group in enumerate(sorted(groups, key=lambda group: group.after))
        if group.moved
    }
    run: list[Group] = []
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        if not group.moved:
            continue
        run.append(group)
        if following is not None and order.get(following) == order[group] + 1:
            continue
        if any(one.same for one in run):
            earlier = [then[i] for one in run for i in one.before]
            later = [now[j] for one in run for j in one.after]
            edit = Edit("moved", _stretch(earlier), _stretch(later))
            yield (run[0].after[0], 0, run[0].before[0]), edit
        run = []


def _changed(
    groups: Sequence[Group], then: Sequence[_Piece], now: Sequence[_Piece]
) -> Iterator[_Placed]:
    for group in groups:
        if not group.same:
            earlier = _stretch([then[i] for i in group.before])
            later = _stretch([now[j] for j in group.after])
            edit = Edit("changed", earlier, later, rewordings(earlier.words, later.words))
            yield (group.after[0], 1, group.before[0]), edit


def _single(
    groups: Sequence[Group], then: Sequence[_Piece], now: Sequence[_Piece]
) -> Iterator[_Placed]:
    """Yield what is in one of the texts alone; sentences of a paragraph that follow are one."""
    became = {i: group.after[-1] for group in groups for i in group.before}
    came = {j for group in groups for j in group.after}
    last, behind = -1, []
    for i in range(len(then)):
        last = became.get(i, last)
        behind.append(last)
    for run in _runs((i for i in range(len(then)) if i not in became), then):
        yield (behind[run[0]], 2, run[0]), Edit("removed", _stretch([then[i] for i in run]), None)
    for run in _runs((j for j in range(len(now)) if j not in came), now):
        yield (run[0], 0, 0), Edit("added", None, _stretch([now[j] for j in run]))


def _runs(indices: Iterable[int], pieces: Sequence[_Piece]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        if run and (index != run[-1] + 1 or pieces[index].place != pieces[run[-1]].place):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def rewordings(before: str, after: str) -> tuple[Rewording, ...]:
    """Return which runs of `before` became which of `after`, whatever their typography.

    `推进 AI应用。` and `加快推进AI应用。` differ in one place: nothing became 加快.
    """
    then, now = canonical(before), canonical(after)
    if max(len(then.words), len(now.words)) > LONGEST:
        changed = [_middle(then.words, now.words)]
    else:
        matcher = SequenceMatcher(None, then.words, now.words, autojunk=False)
        changed = [op[1:] for op in matcher.get_opcodes() if op[0] != "equal"]
    joined: list[tuple[int, int, int, int]] = []
    for one in changed:
        if joined and (one[0] - joined[-1][1] < SLIVER or one[2] - joined[-1][3] < SLIVER):
            joined[-1] = (joined[-1][0], one[1], joined[-1][2], one[3])
        else:
            joined.append(one)
    return tuple(
        Rewording(
            before=_words(then.places, first, last, len(before)),
            after=_words(now.places, start, end, len(after)),
        )
        for first, last, start, end in joined
    )


def _middle(then: str, now: str) -> tuple[int, int, int, int]:
    """Return the runs between what both begin with and what both end with."""
    least = min(len(then), len(now))
    head = next((n for n in range(least) if then[n] != now[n]), least)
    rest = least - head
    tail = next((n for n in range(rest) if then[-1 - n] != now[-1 - n]), rest)
    return head, len(then) - tail, head, len(now) - tail


def _words(places: tuple[int, ...], first: int, last: int, length: int) -> Span:
    """Return the run in the text as printed; an empty one stands before what follows."""
    if first == last:
        at = places[first] if first < len(places) else length
        return at, at
    return places[first], places[last - 1] + 1
