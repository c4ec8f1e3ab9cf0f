"""The copies of a text as witnesses: positions of their words, their voices.

A copy is compared as one string, its paragraphs joined by line feeds; spans of that string map
back to paragraphs and lines. Copies from the same agency are one voice: two newspapers that
print the same dispatch are not two witnesses against a third copy.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from builder.collate.corrections import line_starts
from builder.model import (
    FORMAL_ROLES,
    UNNAMED,
    Article,
    Lines,
    Place,
    Source,
    Span,
    Text,
    Witness,
)

HEAD: tuple[Place, ...] = ("title", "subtitle", "byline", "dateline")
"""The fields of an article's head, in the order in which they are compared."""

# 某委官方网站 and 某委     某社记者 and 某社
_OUTLET = re.compile(r"(?:官方)?(?:网站|官网|客户端|公众号|微信公众号)$|(?:通讯员|记者|电|消息)$")
_COUNTS = "零一两三四五六七八九十"


@dataclass(frozen=True)
class Copy:
    """A copy of a text, ready to be compared."""

    article: Article
    source: Source

    @cached_property
    def body(self) -> str:
        """The paragraphs, joined by line feeds."""
        return "\n".join(paragraph.text for paragraph in self.article.paragraphs)

    @cached_property
    def voice(self) -> str:
        """The agency that the copy names, else its publisher, else its id.

        The site of an office counts as the office: 某委网站 is 某委.
        """
        publisher = self.source.entry.publisher
        name = self.article.publisher or ("" if publisher == UNNAMED else publisher)
        return _OUTLET.sub("", "".join(name.split())) or self.article.id

    @property
    def name(self) -> str:
        """The copy's name in a sentence: 某网本; 某社稿 where the publisher is unknown."""
        if self.source.entry.publisher != UNNAMED:
            return f"{self.source.entry.publisher}本"
        return f"{self.article.publisher}稿" if self.article.publisher else "另一份"

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Offset of each paragraph in the body."""
        starts, offset = [], 0
        for paragraph in self.article.paragraphs:
            starts.append(offset)
            offset += len(paragraph.text) + 1
        return tuple(starts)

    @cached_property
    def _line_starts(self) -> tuple[dict[int, int], ...]:
        return tuple(
            line_starts(paragraph, self.source.lines) for paragraph in self.article.paragraphs
        )

    def words(self, place: Place) -> str:
        """Return the body, or the words of a field of the head; empty where there are none."""
        return self.body if place == "paragraph" else str(getattr(self.article, place) or "")

    def pieces(self, span: Span) -> Iterator[tuple[int, Span]]:
        """Yield (index of a paragraph, span in it) for each paragraph that a span touches.

        A line feed at the end of the span is in its own paragraph, not in the next.
        """
        start, end = span
        first, last = (
            max(0, bisect_right(self._starts, offset) - 1)
            for offset in (start, max(start, end - 1))
        )
        for number in range(first, last + 1):
            begin = self._starts[number]
            length = len(self.article.paragraphs[number].text)
            yield number, (max(0, start - begin), min(length, max(0, end - begin)))

    def witnesses(self, place: Place, span: Span) -> tuple[Witness, ...]:
        """Return the witnesses of a span: in the body one for each paragraph."""
        if place != "paragraph":
            fields = dict[str, Lines](reversed(self.article.furniture))
            line = fields.get(place, self.article.ranges[0])[0]
            return (Witness(self.article.id, None, span, line),)
        return tuple(
            Witness(
                article=self.article.id,
                paragraph=self.article.paragraphs[number].id,
                span=inner,
                line=self._line(number, inner),
            )
            for number, inner in self.pieces(span)
        )

    def _line(self, number: int, span: Span) -> int:
        """Return the line on which words begin, or after which they are missing."""
        if span[0] == span[1] == 0 and number and self.article.paragraphs[number - 1].ranges:
            return self.article.paragraphs[number - 1].ranges[-1][1]
        is_gap = span[0] == span[1] and span[0] > 0
        return self.offset_in_line(number, span[0] - is_gap)[0]

    def offset_in_line(self, number: int, offset: int) -> tuple[int, int]:
        """Return the line of an offset in a paragraph, and the offset in that line."""
        starts = self._line_starts[number]
        at = bisect_right(list(starts.values()), offset) - 1
        if at < 0:
            return self.article.paragraphs[number].ranges[0][0], offset
        line = list(starts)[at]
        return line, offset - starts[line]


def witnesses(
    texts: Iterable[Text], articles: Iterable[Article], sources: Iterable[Source]
) -> tuple[tuple[Copy, ...], ...]:
    """Return the copies of each text, the base first.

    A number, an addressee, a signature or a note that only one of them prints around the text is
    no part of what is compared.
    """
    by_id = {article.id: article.excerpt for article in articles}
    files = {source.entry.id: source for source in sources}
    return tuple(
        tuple(Copy(one, files[one.source]) for one in _alike(by_id[id_] for id_ in text.articles))
        for text in texts
    )


def _alike(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield the copies of a text without the formal paragraphs of a role that only one prints."""
    group = tuple(articles)
    printed = Counter(role for one in group for role in {held.role for held in one.paragraphs})
    alone = (role for role, copies in printed.items() if copies == 1 and role in FORMAL_ROLES)
    lone = frozenset(alone) if len(group) > 1 else frozenset()
    for one in group:
        kept = tuple(held for held in one.paragraphs if held.role not in lone)
        yield replace(one, paragraphs=kept) if len(kept) < len(one.paragraphs) else one


def same_voice(copies: Sequence[Copy]) -> str:
    """Return a sentence, in Chinese, on copies with the same voice; '' if all are independent."""
    counted = Counter(copy.voice for copy in copies)
    shared = [
        f"{count_word(number)}份同为{agency}稿" for agency, number in counted.items() if number > 1
    ]
    return f"其中{'，'.join(shared)}，只算一家，不以份数多为准。" if shared else ""


def count_word(number: int) -> str:
    """Return a number in the form used before a measure word: 两, 三, 12."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
