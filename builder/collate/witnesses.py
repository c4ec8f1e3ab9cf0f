"""A copy as one string, and back: where words of the string stand in its paragraphs and lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from builder.collate.corrections import line_starts
from builder.model import Article, Lines, Place, Source, Span, Witness

HEAD: tuple[Place, ...] = ("title", "subtitle", "byline", "dateline")
"""The parts of an article before and after its paragraphs, as they are compared."""


@dataclass(frozen=True)
class Copy:
    """A copy of a text, ready to be compared."""

    article: Article
    source: Source

    @cached_property
    def body(self) -> str:
        """The paragraphs, parted by line feeds."""
        return "\n".join(paragraph.text for paragraph in self.article.paragraphs)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each paragraph begins in the body."""
        starts, place = [], 0
        for paragraph in self.article.paragraphs:
            starts.append(place)
            place += len(paragraph.text) + 1
        return tuple(starts)

    def field(self, place: Place) -> str:
        """Return the words of a part of the head; empty where there are none."""
        return str(getattr(self.article, place) or "")

    def number(self, offset: int) -> int:
        """Return the number of the paragraph in which a place of the body stands."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def pieces(self, span: Span) -> Iterator[tuple[int, Span]]:
        """Yield the number of each paragraph that a span of the body touches, and the span there.

        A line feed at the end is the end of its paragraph, not the beginning of the next.
        """
        start, end = span
        first, last = self.number(start), self.number(max(start, end - 1))
        for number in range(first, last + 1):
            begin = self.starts[number]
            long = len(self.article.paragraphs[number].text)
            yield number, (max(0, start - begin), min(long, max(0, end - begin)))

    def witnesses(self, span: Span) -> tuple[Witness, ...]:
        """Return where a span of the body is printed: one witness for each paragraph."""
        return tuple(
            Witness(
                article=self.article.id,
                paragraph=self.article.paragraphs[number].id,
                span=inner,
                line=self._line(number, inner),
            )
            for number, inner in self.pieces(span)
        )

    def head_witness(self, place: Place, span: Span) -> Witness:
        """Return where words of the head are printed."""
        return Witness(self.article.id, None, span, self.head_line(place))

    def head_line(self, place: Place) -> int:
        """Return the first line of a part of the head; where it lacks, that of the article."""
        parts = dict[str, Lines](reversed(self.article.furniture))
        return parts.get(place, self.article.ranges[0])[0]

    def _line(self, number: int, span: Span) -> int:
        """Return the line on which words begin, or after which they are lacking."""
        paragraph = self.article.paragraphs[number]
        if span[0] == span[1] == 0 and number and self.article.paragraphs[number - 1].ranges:
            return self.article.paragraphs[number - 1].ranges[-1][1]
        starts = self._line_starts[number]
        lines, places = list(starts), list(starts.values())
        offset = span[0] - (span[0] == span[1] and span[0] > 0)
        at = bisect_right(places, offset) - 1
        return lines[at] if at >= 0 else paragraph.ranges[0][0]

    def offset_in_line(self, number: int, offset: int) -> tuple[int, int]:
        """Return the line that a place of a paragraph stands on, and how far in the line."""
        starts = self._line_starts[number]
        lines, places = list(starts), list(starts.values())
        at = bisect_right(places, offset) - 1
        if at < 0:
            return self.article.paragraphs[number].ranges[0][0], offset
        return lines[at], offset - places[at]

    @cached_property
    def _line_starts(self) -> tuple[dict[int, int], ...]:
        return tuple(
            line_starts(paragraph, self.source.lines) for paragraph in self.article.paragraphs
        )
