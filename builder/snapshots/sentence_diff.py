"""The paragraphs of a text before and after → its edits, sentence by sentence.

Typography is no edit, nor is where a paragraph ends. Sentences found elsewhere are moved, not
removed and added. Equal sentences are matched first, by hash; only the others are compared, by the
bigrams that they share: so the time grows with the text, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest
from typing import Literal

from builder.language.characters import finished
from builder.language.numbering import numbering
from builder.language.sentences import sentences
from builder.model import FORMAL_ROLES, Rewording, Span, TextParagraph
from builder.text.alignment import heaviest_chain
from builder.text.canonical import canonical, standard
from builder.text.diff import word_differences
from builder.text.ngrams import count_shared, ngram_set, ngrams

WINDOW = 8
"""Characters before or after a cut that must be the same, and occur once, in both texts."""
IN_PLACE = 0.25
"""Least similarity of two sentences in the same place of which one became the other."""
ELSEWHERE = 0.6
"""Least similarity of two sentences in different places of which one became the other."""
NEARBY = 24
"""Sentences with one bigram that are looked at: the ones nearest to the same relative place."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Consecutive sentences of a text."""

    paragraph: str
    """Id of the paragraph in which they begin."""
    span: Span
    """Their place in its reading text, as far as they are in it."""
    words: str
    """The words; paragraphs joined by a line feed."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of some sentences."""

    kind: Literal["added", "removed", "changed", "moved"]
    """What was done."""
    before: Excerpt | None
    """`None` with `added`."""
    after: Excerpt | None
    """`None` with `removed`."""
    rewordings: tuple[Rewording, ...] = ()
    """With `changed`, which words became which."""
    minor: bool = False
    """Whether it is in headings or formal lines alone, or changes a number alone."""


@dataclass(frozen=True, slots=True)
class SentenceDiff:
    """What became of the paragraphs of a text."""

    edits: tuple[Edit, ...]
    """In the order of the text after; what was removed comes where it would be."""
    shared: tuple[tuple[str, str, int], ...]
    """Id of a paragraph before, id of one after, characters of their matched sentences; sorted."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or as much of it as is one sentence in the other text."""

    paragraph: str
    span: Span
    """In the paragraph's reading text."""
    words: str
    key: str
    """The canonical form of the words; never empty."""
    bare: str
    """The same without the number with which a paragraph begins, unless that is all."""
    sentence: int
    """Index of the sentence in its text; a sentence never goes beyond its paragraph."""
    heading: bool
    """Whether the paragraph is a heading, which needs no stop."""
    minor: bool
    """Whether the paragraph is a heading or a formal line."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Pieces before and what they became: one each, unless a full stop was added or removed."""

    before: tuple[int, ...]
    """Consecutive indices."""
    after: tuple[int, ...]
    """Consecutive indices."""
    equal: bool = False
    """Whether the words are the same."""
    moved: bool = False
    """Whether it changed places with others."""


_Pieces = Sequence[_Piece]
_Region = tuple[tuple[int, ...], tuple[int, ...]]
"""Pieces that belong together: indices before, and after."""
_Placed = tuple[tuple[int, int, int], Edit]
"""An edit with its sort key: the place after, what comes first there, the place before."""


def diff_sentences(before: Sequence[TextParagraph], after: Sequence[TextParagraph]) -> SentenceDiff:
    """Return what became of the sentences of `before`, and which of `after` are new.

    `养老驿站增加。免费开放。` and `养老驿站减少。免费开放。` differ by one edit, `changed`, in
    which 增加 became 减少.
    """
    if [(one.id, one.text) for one in before] == [(one.id, one.text) for one in after]:
        return SentenceDiff((), tuple((one.id, one.id, len(one.text)) for one in after))
    then, now = _pieces(before, after)
    matches = _match(then, now)
    regions = _rewritten(matches, then, now)
    edits = [
        *_moved(matches, regions, then, now),
        *_changed(regions, then, now),
        *_unmatched(matches, regions, then, now),
    ]
    shared: Counter[tuple[str, str]] = Counter()
    for match in matches:
        for i in match.before:
            for j in match.after:
                length = min(len(then[i].key), len(now[j].key))
                shared[then[i].paragraph, now[j].paragraph] += length
    return SentenceDiff(
        edits=tuple(edit for _, edit in sorted(edits, key=lambda placed: placed[0])),
        shared=tuple((*pair, count) for pair, count in sorted(shared.items())),
    )


# ---------------------------------------------------------------- cut into pieces


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: str
    start: int
    words: str
    key: str
    offsets: tuple[int, ...]
    """Of the characters of the key in the words."""
    heading: bool
    minor: bool


def _pieces(
    before: Sequence[TextParagraph], after: Sequence[TextParagraph]
) -> tuple[list[_Piece], list[_Piece]]:
    """Return the pieces of both texts; white space and bare marks are in none.

    A stop that is lost, or a heading joined to what follows, makes one sentence of two. So each
    text is also cut where the other ends a sentence among the same words.
    """
    then, now = list(_sentences(before)), list(_sentences(after))
    stream_then, stream_now = (
        "".join(sentence.key for sentence in sentences) for sentences in (then, now)
    )
    cuts_then, cuts_now = (
        list(accumulate((len(sentence.key) for sentence in sentences), initial=0))
        for sentences in (then, now)
    )
    more_then, more_now = _common_cuts(stream_then, cuts_then, stream_now, cuts_now)
    return (
        list(_cut(then, sorted({*cuts_then, *more_then}))),
        list(_cut(now, sorted({*cuts_now, *more_now}))),
    )


def _sentences(paragraphs: Sequence[TextParagraph]) -> Iterator[_Sentence]:
    for paragraph in paragraphs:
        for start, end in sentences(standard(paragraph.text)):
            words = paragraph.text[start:end]
            form = canonical(words)
            if form.text:
                heading = paragraph.role == "heading"
                minor = heading or paragraph.role in FORMAL_ROLES
                yield _Sentence(paragraph.id, start, words, form.text, form.offsets, heading, minor)


def _common_cuts(
    then: str, cuts_then: Sequence[int], now: str, cuts_now: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the offsets in both streams that one of them cuts, by the window before or after."""
    more_then: list[int] = []
    more_now: list[int] = []
    for shift in (0, WINDOW):
        wanted = {
            stream[cut - shift : cut - shift + WINDOW]
            for stream, cuts in ((then, cuts_then), (now, cuts_now))
            for cut in cuts
            if 0 <= cut - shift <= len(stream) - WINDOW
        }
        here, there = _offsets(then, wanted), _offsets(now, wanted)
        for window, offsets in here.items():
            if len(offsets) == len(there.get(window, ())) == 1:
                more_then.append(offsets[0] + shift)
                more_now.append(there[window][0] + shift)
    return more_then, more_now


def _offsets(stream: str, wanted: set[str]) -> dict[str, list[int]]:
    offsets: dict[str, list[int]] = defaultdict(list)
    for start, window in enumerate(ngrams(stream, WINDOW)):
        if window in wanted:
            offsets[window].append(start)
    return offsets


def _cut(sentences: Sequence[_Sentence], cuts: Sequence[int]) -> Iterator[_Piece]:
    """Yield the sentences of a stream, cut at offsets that hold all their ends."""
    left = iter(cuts)
    begun = next(left)
    offset = 0
    for number, sentence in enumerate(sentences):
        stop = offset + len(sentence.key)
        first = 0
        while begun < stop:
            until = next(left)
            last = sentence.offsets[until - offset] if until < stop else len(sentence.words)
            yield _Piece(
                paragraph=sentence.paragraph,
                span=(sentence.start + first, sentence.start + last),
                words=sentence.words[first:last],
                key=sentence.key[begun - offset : until - offset],
                bare=sentence.key[begun - offset or _number(sentence) : until - offset]
                or sentence.key[begun - offset : until - offset],
                sentence=number,
                heading=sentence.heading,
                minor=sentence.minor,
            )
            begun, first = until, last
        offset = stop


def _number(sentence: _Sentence) -> int:
    """Return the length, in the key, of the number with which a sentence begins its paragraph."""
    if sentence.start:
        return 0
    return bisect_left(sentence.offsets, numbering(sentence.words)[1])


# ---------------------------------------------------------------- matched


def _match(then: _Pieces, now: _Pieces) -> list[_Match]:
    """Return the pieces that are in both texts, equal or reworded, by their index in `then`.

    A clause that only has another number is matched as if it were equal.
    """
    before, after = ([piece.bare for piece in pieces] for pieces in (then, now))
    pairs = _equal(before, after)
    taken = {j: i for i, j in pairs.items()}
    reworded = _reworded(before, after, pairs, taken)
    free_before = {i for i in range(len(before)) if i not in pairs} - reworded.keys()
    free_after = {j for j in range(len(after)) if j not in taken} - set(reworded.values())
    matches = [
        *(_Match((i,), (j,)) for i, j in pairs.items()),
        *(_widened(before, after, pair, free_before, free_after)
          for pair in sorted(reworded.items())),
    ]  # fmt: skip
    matches = [replace(one, equal=_same(one, then, now)) for one in matches]
    matches.sort(key=lambda match: match.before)
    # The matches of greater weight keep their places; the others moved.
    staying = heaviest_chain(
        [match.after[0] for match in matches],
        [1 + sum(len(before[i]) for i in match.before) for match in matches],
    )
    moved = set(range(len(matches))) - set(staying)
    return [
        _Match(match.before, match.after, match.equal, place in moved)
        for place, match in enumerate(matches)
    ]


def _same(match: _Match, then: _Pieces, now: _Pieces) -> bool:
    """Return whether matched pieces have the same words, numbers included."""
    return "".join(then[i].key for i in match.before) == "".join(now[j].key for j in match.after)


def _equal(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return index → index of equal keys: those that occur once, their neighbours, the rest.

    A sentence that occurs twice is matched by its neighbours.
    """
    here, there = _indices(before), _indices(after)
    pairs = {
        indices[0]: there[key][0]
        for key, indices in here.items()
        if len(indices) == len(there.get(key, ())) == 1
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
    for key, indices in here.items():
        left = [i for i in indices if i not in pairs]
        right = [j for j in there.get(key, ()) if j not in taken]
        pairs |= dict(zip(left, right, strict=False))
    return pairs


def _indices(keys: Sequence[str]) -> dict[str, list[int]]:
    indices: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        indices[key].append(index)
    return indices


def _reworded(
    before: Sequence[str], after: Sequence[str], pairs: dict[int, int], taken: dict[int, int]
) -> dict[int, int]:
    """Return index → index of keys that were reworded, the most similar first."""
    left = {i: ngram_set(before[i], 2) for i in range(len(before)) if i not in pairs}
    right = {j: ngram_set(after[j], 2) for j in range(len(after)) if j not in taken}
    above, above_there = _nearest(range(len(before)), pairs), _nearest(range(len(after)), taken)
    below = _nearest(reversed(range(len(before))), pairs)
    below_there = _nearest(reversed(range(len(after))), taken)

    def in_place(i: int, j: int) -> bool:
        """Whether the sentences before, or those after, are matched with each other."""
        return any(
            there is None if here is None else pairs[here] == there
            for here, there in ((above[i], above_there[j]), (below[i], below_there[j]))
        )

    candidates: list[tuple[float, float, int, int]] = []
    lengths = len(before), len(after)
    for (i, j), count in count_shared(left, right, lengths=lengths, nearby=NEARBY).items():
        score = 2 * count / (len(left[i]) + len(right[j]))
        if score >= IN_PLACE:
            candidates.append((-score, abs(i - j * len(before) // len(after)), i, j))
    reworded: dict[int, int] = {}
    gone: set[int] = set()
    for score, _, i, j in sorted(candidates):
        if i not in reworded and j not in gone and (-score >= ELSEWHERE or in_place(i, j)):
            reworded[i] = j
            gone.add(j)
    return reworded


def _nearest(indices: Iterable[int], matched: dict[int, int]) -> dict[int, int | None]:
    """Return unmatched index → the matched one last seen before it, in the order given."""
    last: int | None = None
    nearest: dict[int, int | None] = {}
    for index in indices:
        if index in matched:
            last = index
        else:
            nearest[index] = last
    return nearest


def _widened(
    before: Sequence[str],
    after: Sequence[str],
    pair: tuple[int, int],
    free_before: set[int],
    free_after: set[int],
) -> _Match:
    """Return a pair joined with free neighbours that it was split from: `甲。乙。`, `甲，乙。`"""
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
    return _Match(tuple(range(first, last + 1)), tuple(range(start, stop + 1)))


# ---------------------------------------------------------------- edits


def _rewritten(matches: Sequence[_Match], then: _Pieces, now: _Pieces) -> list[_Region]:
    """Return regions of whole sentences in which some words are the same and others are not."""
    matched = {(0, i): match for match in matches for i in match.before}
    matched |= {(1, j): match for match in matches for j in match.after}
    inside: dict[tuple[int, int], list[int]] = defaultdict(list)
    altered: set[tuple[int, int]] = set()
    for side, pieces in enumerate((then, now)):
        for index, piece in enumerate(pieces):
            inside[side, piece.sentence].append(index)
            if (side, index) not in matched or not matched[side, index].equal:
                altered.add((side, piece.sentence))
    seen: set[_Match] = set()
    regions: list[_Region] = []
    for first in matches:
        if first in seen:
            continue
        waiting, reached = [first], (set[int](), set[int]())
        while waiting:
            match = waiting.pop()
            if match in seen:
                continue
            seen.add(match)
            touched = {(0, then[i].sentence) for i in match.before}
            touched |= {(1, now[j].sentence) for j in match.after}
            reached[0].update(match.before)
            reached[1].update(match.after)
            for side, sentence in touched & altered:
                whole = inside[side, sentence]
                reached[side].update(whole)
                waiting += [matched[side, i] for i in whole if (side, i) in matched]
        mine, theirs = tuple(sorted(reached[0])), tuple(sorted(reached[1]))
        if not _same(_Match(mine, theirs), then, now):
            regions.append((mine, theirs))
    return regions


def _moved(
    matches: Sequence[_Match], regions: Iterable[_Region], then: _Pieces, now: _Pieces
) -> Iterator[_Placed]:
    """Yield one edit for each run that moved as a whole; a rewording in it is another edit."""
    reworded = {
        i
        for mine, theirs in regions
        for i in mine
        if "".join(then[one].bare for one in mine) != "".join(now[one].bare for one in theirs)
    }
    by_place = sorted(matches, key=lambda match: match.after)
    rank = {match: rank for rank, match in enumerate(by_place)}
    run: list[_Match] = []
    for match, following in zip_longest(matches, matches[1:]):
        if not match.moved:
            continue
        run.append(match)
        if following is not None and following.moved and rank[following] == rank[match] + 1:
            continue
        earlier = [i for one in run for i in one.before]
        if not reworded.issuperset(earlier):
            later = [now[j] for one in run for j in one.after]
            minor = all(piece.minor for piece in later)
            edit = Edit("moved", _excerpt([then[i] for i in earlier]), _excerpt(later), minor=minor)
            yield (run[0].after[0], 0, run[0].before[0]), edit
        run = []


def _changed(regions: Iterable[_Region], then: _Pieces, now: _Pieces) -> Iterator[_Placed]:
    for mine, theirs in regions:
        earlier = _excerpt([then[i] for i in mine])
        later = _excerpt([now[j] for j in theirs])
        changed = rewordings(earlier.words, later.words)
        minor = all(one.quiet for one in changed) or all(
            piece.minor for piece in (*(then[i] for i in mine), *(now[j] for j in theirs))
        )
        edit = Edit("changed", earlier, later, changed, minor)
        yield (theirs[0], 1, mine[0]), edit


def _unmatched(
    matches: Iterable[_Match], regions: Sequence[_Region], then: _Pieces, now: _Pieces
) -> Iterator[_Placed]:
    """Yield what is in one of the texts alone; consecutive sentences of a paragraph are one."""
    became = {i: match.after[-1] for match in matches for i in match.before}
    came = {j for match in matches for j in match.after} | {j for _, run in regions for j in run}
    last, places = -1, []
    for i in range(len(then)):
        last = became.get(i, last)
        places.append(last)
    kept = became.keys() | {i for run, _ in regions for i in run}
    for run in _runs((i for i in range(len(then)) if i not in kept), then):
        gone = [then[i] for i in run]
        minor = all(piece.minor for piece in gone)
        yield (places[run[0]], 2, run[0]), Edit("removed", _excerpt(gone), None, minor=minor)
    for run in _runs((j for j in range(len(now)) if j not in came), now):
        come = [now[j] for j in run]
        minor = all(piece.minor for piece in come)
        yield (run[0], 0, 0), Edit("added", None, _excerpt(come), minor=minor)


def _runs(indices: Iterable[int], pieces: _Pieces) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        if run and (index != run[-1] + 1 or _are_separate(pieces[run[-1]], pieces[index])):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _are_separate(piece: _Piece, following: _Piece) -> bool:
    """Return whether a paragraph ends between two pieces, and not in the middle of a sentence."""
    if piece.paragraph == following.paragraph:
        return False
    return piece.heading or finished(standard(piece.words))


def _excerpt(pieces: _Pieces) -> Excerpt:
    first = pieces[0]
    inside = [piece for piece in pieces if piece.paragraph == first.paragraph]
    words, last = "", first.paragraph
    for piece in pieces:
        if piece.paragraph != last:
            words = f"{words.rstrip()}\n"
        words, last = words + piece.words, piece.paragraph
    return Excerpt(first.paragraph, (first.span[0], inside[-1].span[1]), words.strip())


def rewordings(before: str, after: str) -> tuple[Rewording, ...]:
    """Return which words of `before` became which of `after`; between them nothing differs.

    `（一）推进AI应用。` and `（二）加快推进AI应用。` differ in two places: the number, which is
    quiet, and nothing became 加快. What differs in typography alone is quiet as well.
    """
    (level, here), (level_there, there) = numbering(before), numbering(after)
    found: list[Rewording] = []
    if not (level or level_there) or before[:here] == after[:there]:
        here = there = 0
    else:
        found.append(Rewording((0, here), (0, there), quiet=True))
    for (a, a_end), (b, b_end) in word_differences(before[here:], after[there:]):
        gone, come = (a + here, a_end + here), (b + there, b_end + there)
        same = canonical(before[slice(*gone)]).text == canonical(after[slice(*come)]).text
        found.append(Rewording(gone, come, same))
    return tuple(found)
