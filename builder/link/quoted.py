"""Texts → what they quote, compared with the texts of the corpus that print it.

Only runs of letters that stand in a quotation are looked up, each text is read once for them,
and a quotation is compared in a few places: the time grows with the corpus, not its square.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from builder.language.folding import folded, letters
from builder.link.claims import Claim, claims
from builder.link.nearest import Near, nearest, runs
from builder.model import Difference, Framework, Quoted, Span, Text, authority_rank

NEAR = 0.4
"""Part of a quotation that a place has if it is to be compared with it at all."""
SAME_WORDS = 0.7
"""… and that a text has which says the same otherwise though it is not the one named."""
SENTENCE = 12
"""Letters of a quotation that can be known in such a text: formulas of policy resemble each other
and differ by a word (培育产品消费新业态, 培育智能消费新业态), each of them rightly."""
LONG = 24
"""Letters of words between marks that are somebody's, though nobody is said to say them."""
RESAYS = 0.55
"""Part of so long a quotation that a text has which says the same in words of its own."""
BLOCK = 4096
"""Letters of a text that are looked up together."""
RARE = 12
"""So many of a quotation's rarest runs choose the places to compare."""
COMMON = 64
"""A run in more blocks than this chooses none."""
PLACES = 4
"""So many places are compared."""
MARGIN = 400
"""So many letters before and after a block belong to what is compared."""
ELIDED = 4096
"""Letters that an ellipsis can stand for."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A text as one string of letters."""

    text: Text
    letters: str
    starts: tuple[int, ...]
    """Where each paragraph begins in it."""


@dataclass(frozen=True, slots=True)
class _Places:
    """The blocks of letters, and which of them hold a run."""

    blocks: tuple[tuple[int, int], ...]
    """(text, where the block begins in its letters)."""
    holders: dict[str, array[int]]
    """Of each run that stands in a quotation: the blocks that hold it, ascending."""


@dataclass(frozen=True, slots=True)
class _Match:
    """What a text prints in place of a quotation."""

    text: int
    pieces: tuple[Near | None, ...]
    """Of each piece; `None` where it does not stand there in its order."""
    exact: bool
    likeness: float
    changed: int
    """Number of letters that would have to be changed."""


def quoted(texts: Sequence[Text], framework: Framework) -> tuple[Quoted, ...]:
    """Return every quotation of another's words with its verdict, in the order of the texts.

    `《意见》提出“拓展消费新场景”` is `differing` where a text prints 拓展服务消费新场景, `exact`
    where another prints these words, `absent` where none has anything like it, or only a short
    formula that may be its own. Width, script, marks and blanks make no difference; words left
    out at …… must stand in order. The named document counts before all others, then the
    weightiest voice.
    """
    printed = [_printed(text) for text in texts]
    made = claims(texts, framework)
    places = _looked_up(printed, {run for claim in made for run in _runs_of(claim)})
    return tuple(_judged(claim, printed, places) for claim in made)


def _printed(text: Text) -> _Printed:
    words = [letters(paragraph.text) for paragraph in text.paragraphs]
    starts = accumulate((len(one) for one in words[:-1]), initial=0)
    return _Printed(text, "".join(words), tuple(starts))


# ---------------------------------------------------------------- where it may stand


def _runs_of(claim: Claim) -> set[str]:
    return set().union(*map(runs, claim.pieces))


def _looked_up(printed: Sequence[_Printed], wanted: set[str]) -> _Places:
    """Return the blocks of all texts and which of them hold the wanted runs."""
    blocks = tuple(
        (number, start)
        for number, one in enumerate(printed)
        for start in range(0, len(one.letters), BLOCK)
    )
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, (number, start) in enumerate(blocks):
        for run in runs(printed[number].letters[start : start + BLOCK + 2]) & wanted:
            holders[run].append(place)
    return _Places(blocks, dict(holders))


def _exact_places(claim: Claim, places: _Places) -> Iterator[Span]:
    """Yield (text, place) at which the longest piece could begin: all that there are."""
    piece = max(claim.pieces, key=len)
    if len(piece) < 3:
        return
    offset = min(
        range(len(piece) - 2),
        key=lambda at: (len(places.holders[piece[at : at + 3]]), at),
    )
    for block in places.holders[piece[offset : offset + 3]]:
        number, start = places.blocks[block]
        if number != claim.text:
            yield number, start - offset


def _like_places(claim: Claim, places: _Places) -> list[Span]:
    """Return (text, place) of the blocks that hold most of the rarest runs, the rarer the more."""
    scores: Counter[int] = Counter()
    rarest = sorted((len(places.holders[run]), run) for run in _runs_of(claim))
    chosen = 0
    for count, run in rarest:
        others = [b for b in places.holders[run] if places.blocks[b][0] != claim.text]
        if not others:
            continue
        if count > COMMON or chosen == RARE:
            break
        chosen += 1
        for block in others:
            scores[block] += 1000 // len(others)
    best = sorted(scores, key=lambda block: (-scores[block], block))[:PLACES]
    return [places.blocks[block] for block in best]


# ---------------------------------------------------------------- how it compares


def _judged(claim: Claim, printed: Sequence[_Printed], places: _Places) -> Quoted:
    ours = Quoted(
        paragraph=claim.paragraph.id,
        span=claim.marked.span,
        verdict="absent",
        document=claim.marked.document,
        named=None if claim.named is None else printed[claim.named].text.id,
    )
    if claim.named is not None:
        there = _within(claim, printed, claim.named, 0, len(printed[claim.named].letters))
        if there is not None and there.likeness >= NEAR:
            return _compared(ours, claim, there, printed[claim.named])
    exact: dict[int, _Match] = {}
    for number, start in _exact_places(claim, places):
        if number not in exact and _may_quote(claim, number, printed):
            match = _within(claim, printed, number, start, start + BLOCK, exactly=True)
            if match is not None:
                exact[number] = match
    if exact:
        best = min(exact.values(), key=lambda match: _rank(match, printed))
        return _compared(ours, claim, best, printed[best.text])
    near = [
        match
        for number, start in _like_places(claim, places)
        if _may_quote(claim, number, printed)
        and (match := _within(claim, printed, number, start - MARGIN, start + BLOCK + MARGIN))
        and match.likeness >= NEAR
    ]
    if not near:
        return ours
    best = min(
        near,
        key=lambda match: (match.changed / claim.size - match.likeness, *_rank(match, printed)),
    )
    found = _compared(ours, claim, best, printed[best.text])
    if best.likeness >= SAME_WORDS and claim.size >= SENTENCE:
        return found
    if best.likeness >= _worth_showing(claim):
        return replace(found, verdict="absent", differences=())
    return ours


def _worth_showing(claim: Claim) -> float:
    """Return how like a place must be that a reader is led to, though the words stand nowhere.

    Whoever is said to have spoken may have had them of any text; a document that is named has not.
    """
    if claim.marked.document or not (claim.marked.attributed or claim.size >= LONG):
        return SAME_WORDS
    return RESAYS if claim.size >= LONG else NEAR


def _may_quote(claim: Claim, number: int, printed: Sequence[_Printed]) -> bool:
    """Return whether a text can be quoted: the press repeats a policy's words, not it theirs."""
    ours, theirs = printed[claim.text].text.authority, printed[number].text.authority
    return claim.marked.attributed or authority_rank(theirs) <= authority_rank(ours)


def _rank(match: _Match, printed: Sequence[_Printed]) -> tuple[int, int]:
    return authority_rank(printed[match.text].text.authority), match.text


def _within(
    claim: Claim,
    printed: Sequence[_Printed],
    number: int,
    start: int,
    end: int,
    *,
    exactly: bool = False,
) -> _Match | None:
    """Return what a text prints for a quotation whose longest piece begins in a stretch."""
    text = printed[number].letters
    main = max(range(len(claim.pieces)), key=lambda i: (len(claim.pieces[i]), -i))
    stop = min(len(text), end + len(claim.pieces[main]))
    least = NEAR if len(claim.pieces) == 1 else 0.0
    first = nearest(claim.pieces[main], text, max(0, start), stop, least=least, exactly=exactly)
    if first is None:
        return None
    pieces: list[Near | None] = []
    cursor = max(0, first.span[0] - ELIDED)
    for number_of, piece in enumerate(claim.pieces):
        until = first.span[0] if number_of < main else min(len(text), cursor + ELIDED)
        one = first if number_of == main else nearest(piece, text, cursor, until, exactly=exactly)
        if one is None or one.likeness < NEAR:
            if exactly:
                return None
            one = None
        pieces.append(one)
        cursor = one.span[1] if one is not None else cursor
    likeness = sum(
        len(piece) * one.likeness
        for piece, one in zip(claim.pieces, pieces, strict=True)
        if one is not None
    )
    exact = all(one is not None and not one.changes for one in pieces)
    changed = sum(
        len(piece) if one is None else one.changed
        for piece, one in zip(claim.pieces, pieces, strict=True)
    )
    return _Match(number, tuple(pieces), exact, likeness / claim.size, changed)


# ---------------------------------------------------------------- in words as printed


def _compared(ours: Quoted, claim: Claim, match: _Match, printed: _Printed) -> Quoted:
    """Return the verdict with its places, in the reading texts of the two paragraphs."""
    there = [one for one in match.pieces if one is not None]
    main = max(there, key=lambda one: one.span[1] - one.span[0])
    held = bisect_right(printed.starts, (main.span[0] + main.span[1] - 1) // 2) - 1
    paragraph = printed.text.paragraphs[held]
    theirs = _Letters(paragraph.text, printed.starts[held])
    begin = len(letters(claim.paragraph.text[: claim.marked.span[0]]))
    own = _Letters(claim.paragraph.text, -begin)
    differences: list[Difference] = []
    offset, last = 0, there[0].span[0]
    for piece, one in zip(claim.pieces, match.pieces, strict=True):
        changes = (((0, len(piece)), (last, last)),) if one is None else one.changes
        until = 0
        for (a, b), (c, d) in changes:
            room, until = a - until, b
            back = _back(piece, a, b, own, offset, room) if c == d else 0
            back = back or (_back(printed.letters, c, d, theirs, 0, room) if a == b else 0)
            here = own.span(offset + a - back, offset + b - back)
            differences.append(Difference(here, theirs.span(c - back, d - back)))
        offset, last = offset + len(piece), one.span[1] if one is not None else last
    return replace(
        ours,
        verdict="exact" if match.exact else "differing",
        original=paragraph.id,
        original_span=theirs.span(there[0].span[0], there[-1].span[1]),
        differences=tuple(differences),
    )


def _back(text: str, start: int, end: int, letters_of: _Letters, offset: int, room: int) -> int:
    """Return by how much a run that the other side lacks is better taken to begin earlier.

    Of `家居、智能厨卫、智能穿戴` beside `家居、智能穿戴` 智能厨卫 is lacking, not 厨卫、智能.
    At most `room` letters back: before them the sides differ again.
    """
    for back in range(min(start, end - start, room + 1)):
        if letters_of.begins(offset + start - back):
            return back
        if text[start - back - 1] != text[end - back - 1]:
            return 0
    return 0


class _Letters:
    """Where the letters of a paragraph stand in it; the first has the number `start`."""

    def __init__(self, text: str, start: int) -> None:
        self._places = [i for i, sign in enumerate(folded(text)) if sign.isalnum()]
        self._start = start

    def begins(self, letter: int) -> bool:
        """Return whether a letter is the first after a mark or of the paragraph."""
        at = letter - self._start
        inside = 0 < at < len(self._places)
        return at == 0 or (inside and self._places[at] - self._places[at - 1] > 1)

    def span(self, first: int, last: int) -> Span:
        """Return the place of the letters from `first` to `last`, as far as they stand here."""
        count = len(self._places)
        first, last = (min(max(0, one - self._start), count) for one in (first, last))
        if not count:
            return 0, 0
        if first < last:
            return self._places[first], self._places[last - 1] + 1
        at = self._places[first - 1] + 1 if first else self._places[0]
        return at, at
