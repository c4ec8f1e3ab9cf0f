"""Texts → their quotations, each compared with the text that it quotes.

Words between quotation marks are a quotation if they are attributed or long. They are looked up by
trigrams in blocks of the texts and aligned with the best few: linear in the size of the corpus.
Folded letters are compared; spans are in the reading texts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from builder.language.folding import letters
from builder.language.quoting import QuotedWords, book_titles, quoted_words
from builder.model import (
    Difference,
    Framework,
    Quoted,
    Span,
    Text,
    TextParagraph,
    authority_rank,
    surely_later,
)
from builder.text.diff import Block, equal_runs, gaps
from builder.text.ngrams import ngrams
from builder.text.offsets import folded_letters

SHORTEST = 6
"""Letters of the shortest attributed quotation; a shorter one is a term (提出“三步走”)."""
SENTENCE = 10
"""Letters of the shortest quotation that is not attributed."""
NAMES = 50
"""Number of the most recent names of documents in a text among which a short name is resolved."""

GRAM = 3
"""Letters of an n-gram: of eight letters with one word changed, at least one n-gram is left."""
BLOCK = 4096
"""Letters of a block, the unit of the index."""
RARE = 12
"""Number of a quotation's rarest trigrams that choose the candidates."""
COMMON = 64
"""A trigram in more blocks than this is not used to choose candidates."""
CANDIDATES = 4
"""Most blocks that are compared."""
MARGIN = 400
"""Letters before and after a block that are compared as well."""
ELIDED = 4096
"""Most letters that an ellipsis can replace."""
REPEATED = 64
"""Most places of a trigram within a block that are used."""
LONGEST = 1500
"""Letters of the longest piece that is aligned; longer ones are only searched exactly."""
DISPLACED = 5
"""With more displaced letters than this a clause was moved: then the whole piece is a change."""

SIMILAR = 0.4
"""Least similarity of any match."""
SAME_WORDS = 0.7
"""Least similarity of a `differing` match in a text that is not the named document."""
OWN_FORMULA = 12
"""Least letters of a quotation with such a match: shorter formulas resemble each other and
legitimately differ by a word (修缮城镇道路, 修缮乡村道路)."""
LONG = 24
"""Letters from which a quotation is long: then it counts even if not attributed."""
OTHER_WORDS = 0.55
"""Least similarity of a text that paraphrases a long quotation."""

_ELLIPSIS = re.compile(r"…+|⋯+|\.{3,}|。{3,}")


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A quotation of a text, before it is compared."""

    text: int
    """Index of the text that quotes."""
    paragraph: TextParagraph
    marked: QuotedWords
    pieces: tuple[str, ...]
    """Its letters, divided at ellipses."""
    named: int | None
    """Index of the text of the document that it names; `None` where not in the corpus."""

    @property
    def size(self) -> int:
        """Number of letters."""
        return sum(map(len, self.pieces))

    @property
    def main(self) -> int:
        """Index of the longest piece, in a tie the first."""
        return max(range(len(self.pieces)), key=lambda at: (len(self.pieces[at]), -at))

    @property
    def grams(self) -> set[str]:
        """Its trigrams."""
        return {gram for piece in self.pieces for gram in ngrams(piece, GRAM)}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A text as one string of letters."""

    text: Text
    letters: str
    starts: tuple[int, ...]
    """Offset of each paragraph in `letters`."""


@dataclass(frozen=True, slots=True)
class _Index:
    """An inverted index from trigrams to blocks."""

    blocks: tuple[tuple[int, int], ...]
    """Index of the text, offset of the block in its letters."""
    holders: dict[str, array[int]]
    """Trigram of any quotation → ascending indices of the blocks that hold it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The match of a piece of a quotation in a text."""

    span: Span
    """In the letters of the text."""
    similarity: float
    """Share of the piece's letters in shared trigrams; 1.0 can still differ in order."""
    changes: tuple[tuple[Span, Span], ...]
    """(span in the piece, span in the letters of the text) that differ, in order."""
    changed: int
    """Edit distance in letters; moving a clause counts as three."""


@dataclass(frozen=True, slots=True)
class _Match:
    """The match of a quotation in a text."""

    text: int
    places: tuple[_Place | None, ...]
    """Match of each piece; `None` where it is not found in order."""
    exact: bool
    similarity: float
    changed: int


def compare_quotations(texts: Sequence[Text], framework: Framework) -> tuple[Quoted, ...]:
    """Return every quotation of another text with its verdict, in the order of the texts.

    `《意见》提出“修缮乡村道路”` is `exact` if another text prints these words, `differing` if one
    prints 修缮乡村老旧道路, `absent` if none has anything similar, or only a short formula. Width,
    script, marks and blanks are ignored; the pieces around …… must be in order. The named document
    is preferred, then the text of the best authority.
    """
    printed = [_printed(text) for text in texts]
    quotations = list(_quotations(texts, framework))
    index = _index(printed, {gram for quotation in quotations for gram in quotation.grams})
    return tuple(_judge(quotation, printed, index) for quotation in quotations)


def _printed(text: Text) -> _Printed:
    words = [letters(paragraph.text) for paragraph in text.paragraphs]
    starts = accumulate((len(paragraph) for paragraph in words[:-1]), initial=0)
    return _Printed(text, "".join(words), tuple(starts))


# ---------------------------------------------------------------- the quotations


def _quotations(texts: Sequence[Text], framework: Framework) -> Iterator[_Quotation]:
    """Yield the quotations of other texts: `提出“修缮乡村道路”` is one, `“最后一里路”` is not."""
    documents = _documents(texts)
    for number, text in enumerate(texts):
        full_names: list[str] = []
        for paragraph in text.paragraphs:
            full_names += [name for name in book_titles(paragraph.text) if len(name) > SHORTEST]
            for marked in quoted_words(paragraph.text):
                words = paragraph.text[slice(*marked.span)]
                pieces = tuple(filter(None, map(letters, _ELLIPSIS.split(words))))
                if sum(map(len, pieces)) < (SHORTEST if marked.attributed else SENTENCE):
                    continue
                name = _full_name(marked.document, full_names, framework)
                named = next((documents[key] for key in _keys(name) if key in documents), None)
                if named is not None and surely_later(texts[named].days, text.days):
                    named = None
                if named != number:
                    yield _Quotation(number, paragraph, marked, pieces, named)


def _documents(texts: Sequence[Text]) -> dict[str, int]:
    """Return letters of a name → index of the text that it denotes."""
    found: dict[str, int] = {}
    for number, text in enumerate(texts):
        full_name, *without_issuer = _keys(text.title)
        if text.title_printed:
            found.setdefault(full_name, number)
        if text.kind == "policy":
            found.update((key, number) for key in without_issuer if key not in found)
    return found


def _keys(name: str) -> tuple[str, ...]:
    """Return the letters of a document's name, with and without its issuer."""
    key = letters(name)
    return (key, key[key.index("关于") :]) if "关于" in key else (key,)


def _full_name(name: str, known: Sequence[str], framework: Framework) -> str:
    """Return the full name for a short one: the most recent name in the text that ends with it."""
    if not name or len(name) > SHORTEST:
        return name
    full = (*reversed(known[-NAMES:]), framework.policy)
    return next((known_name for known_name in full if known_name.endswith(name)), name)


# ---------------------------------------------------------------- candidates


def _index(printed: Sequence[_Printed], wanted: set[str]) -> _Index:
    blocks = tuple(
        (number, start)
        for number, one in enumerate(printed)
        for start in range(0, len(one.letters), BLOCK)
    )
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for block, (number, start) in enumerate(blocks):
        stretch = printed[number].letters[start : start + BLOCK + GRAM - 1]
        for gram in wanted.intersection(ngrams(stretch, GRAM)):
            holders[gram].append(block)
    return _Index(blocks, dict(holders))


def _exact_candidates(quotation: _Quotation, index: _Index) -> Iterator[tuple[int, int]]:
    """Yield (text, offset) of every place at which the longest piece could begin."""
    grams = ngrams(quotation.pieces[quotation.main], GRAM)
    if not grams:
        return
    offset = min(range(len(grams)), key=lambda at: (len(index.holders[grams[at]]), at))
    for block in index.holders[grams[offset]]:
        number, start = index.blocks[block]
        if number != quotation.text:
            yield number, start - offset


def _similar_candidates(quotation: _Quotation, index: _Index) -> list[tuple[int, int]]:
    """Return (text, offset) of the blocks with most of the rarest trigrams."""
    scores: Counter[int] = Counter()
    chosen = 0
    for count, gram in sorted((len(index.holders[gram]), gram) for gram in quotation.grams):
        others = [held for held in index.holders[gram] if index.blocks[held][0] != quotation.text]
        if not others:
            continue
        if count > COMMON or chosen == RARE:
            break
        chosen += 1
        for block in others:
            scores[block] += 1000 // len(others)
    best = sorted(scores, key=lambda block: (-scores[block], block))[:CANDIDATES]
    return [index.blocks[block] for block in best]


# ---------------------------------------------------------------- the verdict


def _judge(quotation: _Quotation, printed: Sequence[_Printed], index: _Index) -> Quoted:
    named = quotation.named
    absent = Quoted(
        paragraph=quotation.paragraph.id,
        span=quotation.marked.span,
        verdict="absent",
        document=quotation.marked.document,
        named=None if named is None else printed[named].text.id,
    )

    def rank(match: _Match) -> tuple[int, int]:
        return authority_rank(printed[match.text].text.authority), match.text

    if named is not None:
        there = _match(quotation, printed, named, 0, len(printed[named].letters))
        if there is not None and there.similarity >= SIMILAR:
            return _compared(absent, quotation, there, printed[named])
    exact: dict[int, _Match] = {}
    for number, start in _exact_candidates(quotation, index):
        if number not in exact and _may_quote(quotation, number, printed):
            match = _match(quotation, printed, number, start, start + BLOCK, exactly=True)
            if match is not None:
                exact[number] = match
    if exact:
        best = min(exact.values(), key=rank)
        return _compared(absent, quotation, best, printed[best.text])
    similar = [
        match
        for number, start in _similar_candidates(quotation, index)
        if _may_quote(quotation, number, printed)
        and (match := _match(quotation, printed, number, start - MARGIN, start + BLOCK + MARGIN))
        and match.similarity >= SIMILAR
    ]
    if not similar:
        return absent
    best = min(
        similar, key=lambda match: (match.changed / quotation.size - match.similarity, *rank(match))
    )
    found = _compared(absent, quotation, best, printed[best.text])
    if best.similarity >= SAME_WORDS and quotation.size >= OWN_FORMULA:
        return found
    if best.similarity >= _worth_showing(quotation):
        return replace(found, verdict="absent", differences=())
    return absent


def _worth_showing(quotation: _Quotation) -> float:
    """Return the least similarity from which an `absent` quotation still shows a match.

    It is lower for words attributed to a person, who may paraphrase any text, than for words
    attributed to a document.
    """
    marked, is_long = quotation.marked, quotation.size >= LONG
    if marked.document or not (marked.attributed or is_long):
        return SAME_WORDS
    return OTHER_WORDS if is_long else SIMILAR


def _may_quote(quotation: _Quotation, number: int, printed: Sequence[_Printed]) -> bool:
    """Return whether a text can be the quoted one: not if it is surely later than what quotes it.

    The press quotes a policy, not the reverse.
    """
    ours, theirs = printed[quotation.text].text, printed[number].text
    if surely_later(theirs.days, ours.days):
        return False
    return quotation.marked.attributed or (
        authority_rank(theirs.authority) <= authority_rank(ours.authority)
    )


def _match(
    quotation: _Quotation,
    printed: Sequence[_Printed],
    number: int,
    start: int,
    end: int,
    *,
    exactly: bool = False,
) -> _Match | None:
    """Return the match of a quotation in a text, its longest piece between `start` and `end`."""
    text, pieces, main = printed[number].letters, quotation.pieces, quotation.main
    stop = min(len(text), end + len(pieces[main]))
    least = SIMILAR if len(pieces) == 1 else 0.0
    first = _most_similar(pieces[main], text, max(0, start), stop, least=least, exactly=exactly)
    if first is None:
        return None
    places: list[_Place | None] = []
    cursor = max(0, first.span[0] - ELIDED)
    similarity, changed = 0.0, 0
    for at, piece in enumerate(pieces):
        until = first.span[0] if at < main else min(len(text), cursor + ELIDED)
        place: _Place | None = first
        if at != main:
            place = _most_similar(piece, text, cursor, until, exactly=exactly)
        if place is None or place.similarity < SIMILAR:
            if exactly:
                return None
            places.append(None)
            changed += len(piece)
        else:
            places.append(place)
            similarity += len(piece) * place.similarity
            changed += place.changed
            cursor = place.span[1]
    exact = all(place is not None and not place.changes for place in places)
    return _Match(number, tuple(places), exact, similarity / quotation.size, changed)


# ---------------------------------------------------------------- the most similar place


def _most_similar(
    wanted: str, text: str, start: int, end: int, *, least: float = 0.0, exactly: bool = False
) -> _Place | None:
    """Return the place in `text[start:end]` most similar to `wanted`; `None` if there is none.

    `修缮乡村道路` in `提出修缮乡村老旧道路等` has the place 修缮乡村老旧道路, with one change, the
    omission of 老旧. Similarity ignores the order of trigrams, so that moved clauses still match;
    the changes come from an alignment. With `exactly`, only equal letters match.
    """
    at = text.find(wanted, start, end)
    if at >= 0:
        return _Place((at, at + len(wanted)), 1.0, (), 0)
    if exactly or not GRAM <= len(wanted) <= LONGEST:
        return None
    window = _densest_window(wanted, text, start, end)
    if window is None:
        return None
    left = max(start, window[0])
    stretch = text[left : min(end, window[1])]
    shared = set(ngrams(wanted, GRAM)).intersection(ngrams(stretch, GRAM))
    covered = _covered(wanted, shared)
    if covered / len(wanted) < least:
        return None
    blocks = _without_chance([block for block in equal_runs(wanted, stretch) if block[2] > 1])
    if not blocks:
        return None
    changes, span = _changes(blocks, len(wanted), len(stretch))
    changed = sum(max(a[1] - a[0], b[1] - b[0]) for a, b in changes)
    aligned = sum(size for _, _, size in blocks)
    if changed > 2 * (len(wanted) - covered) and covered - aligned > DISPLACED:
        first = min(stretch.find(gram) for gram in shared)
        span = first, max(stretch.rfind(gram) for gram in shared) + GRAM
        changes, changed = [((0, len(wanted)), span)], len(wanted) - covered + GRAM
    return _Place(
        (left + span[0], left + span[1]),
        covered / len(wanted),
        tuple((ours, (left + b, left + b_end)) for ours, (b, b_end) in changes),
        changed,
    )


def _covered(wanted: str, shared: set[str]) -> int:
    """Return the number of letters in shared trigrams."""
    covered = bytearray(len(wanted))
    for offset, gram in enumerate(ngrams(wanted, GRAM)):
        if gram in shared:
            covered[offset : offset + GRAM] = b"\1" * GRAM
    return sum(covered)


def _densest_window(wanted: str, text: str, start: int, end: int) -> Span | None:
    """Return the span with most distinct trigrams of `wanted`, with a margin for its edges."""
    offsets: dict[str, int] = {}
    for offset, gram in enumerate(ngrams(wanted, GRAM)):
        offsets.setdefault(gram, offset)
    hits: list[tuple[int, int]] = []
    for gram, offset in offsets.items():
        at = text.find(gram, start, end)
        for _ in range(REPEATED):
            if at < 0:
                break
            hits.append((at, offset))
            at = text.find(gram, at + 1, end)
    if not hits:
        return None
    hits.sort()
    width = len(wanted) + len(wanted) // 2 + 2
    inside: Counter[int] = Counter()
    best = last = most = until = 0
    for first, (at, offset) in enumerate(hits):
        while until < len(hits) and hits[until][0] <= at + width:
            inside[hits[until][1]] += 1
            until += 1
        if (len(inside), -offset) > (most, -hits[best][1]):
            best, last, most = first, until - 1, len(inside)
        inside[offset] -= 1
        if not inside[offset]:
            del inside[offset]
    before, after = hits[best][1] + 2, len(wanted) - hits[last][1] + 2
    return hits[best][0] - before, hits[last][0] + after


def _without_chance(blocks: list[Block]) -> list[Block]:
    """Return the blocks without coincidental matches of two letters at the edges."""
    while len(blocks) > 1 and _is_chance(blocks[0], blocks[1], blocks[0][2]):
        del blocks[0]
    while len(blocks) > 1 and _is_chance(blocks[-2], blocks[-1], blocks[-1][2]):
        del blocks[-1]
    return blocks


def _is_chance(first: Block, second: Block, size: int) -> bool:
    """Return whether an edge block of `size` letters is displaced by more than its size."""
    return size < GRAM and abs((second[1] - first[1]) - (second[0] - first[0])) > size


def _changes(
    blocks: Sequence[Block], length: int, stretch: int
) -> tuple[list[tuple[Span, Span]], Span]:
    """Return the changes between and around equal blocks, and the span of the match.

    At an edge the match extends by as many letters as the quotation has there: the text before
    and after the quoted passage is not a difference.
    """
    head = max(0, blocks[0][1] - blocks[0][0])
    a, b, _ = blocks[-1]
    tail = min(stretch, b + length - a)
    return gaps(blocks, (0, head), (length, tail)), (head, tail)


# ---------------------------------------------------------------- spans in the reading texts


def _compared(absent: Quoted, quotation: _Quotation, match: _Match, printed: _Printed) -> Quoted:
    """Return the verdict with spans in the reading texts of the two paragraphs."""
    there = [place for place in match.places if place is not None]
    main = max(there, key=lambda place: place.span[1] - place.span[0])
    held = bisect_right(printed.starts, (main.span[0] + main.span[1] - 1) // 2) - 1
    paragraph = printed.text.paragraphs[held]
    theirs = _Letters(paragraph.text, printed.starts[held])
    begin = len(letters(quotation.paragraph.text[: quotation.marked.span[0]]))
    own = _Letters(quotation.paragraph.text, -begin)
    differences: list[Difference] = []
    offset, last = 0, there[0].span[0]
    for piece, place in zip(quotation.pieces, match.places, strict=True):
        changes = place.changes if place else (((0, len(piece)), (last, last)),)
        until = 0
        for (a, b), (c, d) in changes:
            room, until = a - until, b
            back = _back(piece, a, b, own, offset, room) if c == d else 0
            back = back or (_back(printed.letters, c, d, theirs, 0, room) if a == b else 0)
            here = own.span(offset + a - back, offset + b - back)
            differences.append(Difference(here, theirs.span(c - back, d - back)))
        offset, last = offset + len(piece), place.span[1] if place else last
    return replace(
        absent,
        verdict="exact" if match.exact else "differing",
        original=paragraph.id,
        original_span=theirs.span(there[0].span[0], there[-1].span[1]),
        differences=tuple(differences),
    )


def _back(text: str, start: int, end: int, own: _Letters, offset: int, room: int) -> int:
    """Return by how many letters to shift an insertion back, so that it begins after a mark.

    `乡道、城镇公路、乡村公路` compared with `乡道、乡村公路` has the insertion 城镇公路, not
    公路、城镇. At most `room` letters, down to the difference before.
    """
    for back in range(min(start, end - start, room + 1)):
        if own.begins(offset + start - back):
            return back
        if text[start - back - 1] != text[end - back - 1]:
            return 0
    return 0


class _Letters:
    """Maps letter indices to offsets in a paragraph; its first letter has the index `start`."""

    def __init__(self, text: str, start: int) -> None:
        self._offsets = folded_letters(text).offsets
        self._start = start

    def begins(self, letter: int) -> bool:
        """Return whether a letter is the first after a mark or of the paragraph."""
        at = letter - self._start
        inside = 0 < at < len(self._offsets)
        return at == 0 or (inside and self._offsets[at] - self._offsets[at - 1] > 1)

    def span(self, first: int, last: int) -> Span:
        """Return the span of the letters from `first` to `last`, clipped to the paragraph."""
        count = len(self._offsets)
        first, last = (min(max(0, letter - self._start), count) for letter in (first, last))
        if not count:
            return 0, 0
        if first < last:
            return self._offsets[first], self._offsets[last - 1] + 1
        at = self._offsets[first - 1] + 1 if first else self._offsets[0]
        return at, at
