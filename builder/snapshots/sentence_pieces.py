"""A text then and now → both cut into sentences, at the same places where they read the same.

A stop that is lost, or a heading joined to what follows, makes one sentence of two. So each text is
also cut where the other ends a sentence among the same words, as far as these stand in it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.language.sentences import sentences
from builder.model import Span, TextParagraph
from builder.text.canonical import canonical, standard

WINDOW = 8
"""So many characters before or behind a cut must be the same in both texts."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or as much of it as is one in the other text."""

    paragraph: str
    """Id of its paragraph."""
    span: Span
    """Where it stands in the paragraph's reading text."""
    words: str
    """As they stand there."""
    key: str
    """The words without their typography; never empty."""
    sentence: int
    """Which sentence of the text it is in; a sentence never goes over the end of a paragraph."""
    heading: bool
    """Whether its paragraph is a heading, which needs no stop."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: str
    start: int
    words: str
    key: str
    places: tuple[int, ...]
    heading: bool


def pieces(
    before: Sequence[TextParagraph], after: Sequence[TextParagraph]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the pieces of both texts, in order; white space and bare marks are in none."""
    then, now = tuple(_sentences(before)), tuple(_sentences(after))
    cuts_then, cuts_now = _cuts(then), _cuts(now)
    more_then, more_now = _common(_stream(then), cuts_then, _stream(now), cuts_now)
    return (
        tuple(_cut(then, sorted({*cuts_then, *more_then}))),
        tuple(_cut(now, sorted({*cuts_now, *more_now}))),
    )


def _sentences(paragraphs: Sequence[TextParagraph]) -> Iterator[_Sentence]:
    for paragraph in paragraphs:
        for start, end in sentences(standard(paragraph.text)):
            words = paragraph.text[start:end]
            bare = canonical(words)
            if bare.text:
                heading = paragraph.role == "heading"
                yield _Sentence(paragraph.id, start, words, bare.text, bare.offsets, heading)


def _stream(several: Sequence[_Sentence]) -> str:
    return "".join(one.key for one in several)


def _cuts(several: Sequence[_Sentence]) -> list[int]:
    """Return where in the stream the sentences begin, and the end of the last."""
    cuts = [0]
    for one in several:
        cuts.append(cuts[-1] + len(one.key))
    return cuts


def _common(
    then: str, cuts_then: Sequence[int], now: str, cuts_now: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the places in both streams that one of them cuts, seen by what is before or behind."""
    more_then: list[int] = []
    more_now: list[int] = []
    for shift in (0, WINDOW):  # a cut before the window, or behind it
        wanted = {
            stream[cut - shift : cut - shift + WINDOW]
            for stream, cuts in ((then, cuts_then), (now, cuts_now))
            for cut in cuts
            if 0 <= cut - shift <= len(stream) - WINDOW
        }
        here, there = _found(then, wanted), _found(now, wanted)
        for window, places in here.items():
            if len(places) == len(there.get(window, ())) == 1:
                more_then.append(places[0] + shift)
                more_now.append(there[window][0] + shift)
    return more_then, more_now


def _found(stream: str, wanted: set[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for start in range(len(stream) - WINDOW + 1):
        window = stream[start : start + WINDOW]
        if window in wanted:
            places[window].append(start)
    return places


def _cut(several: Sequence[_Sentence], cuts: Sequence[int]) -> Iterator[Piece]:
    """Yield the sentences of a stream cut at these places, which hold all their ends."""
    left = iter(cuts)
    begun = next(left)
    offset = 0
    for number, one in enumerate(several):
        stop = offset + len(one.key)
        first = 0
        while begun < stop:
            until = next(left)
            last = one.places[until - offset] if until < stop else len(one.words)
            yield Piece(
                paragraph=one.paragraph,
                span=(one.start + first, one.start + last),
                words=one.words[first:last],
                key=one.key[begun - offset : until - offset],
                sentence=number,
                heading=one.heading,
            )
            begun, first = until, last
        offset = stop
