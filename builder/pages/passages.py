"""The copies of a text → passages to stand side by side, of which none cuts a paragraph.

Where one copy joins what another cuts, the paragraphs concerned are one passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from builder.model import Article, Paragraph, Text, TextParagraph


@dataclass(frozen=True, slots=True)
class Row:
    """A passage: paragraphs of the text, and of each copy those that print them."""

    paragraphs: tuple[TextParagraph, ...]
    """In the order of the text."""
    printed: tuple[tuple[Paragraph, ...], ...]
    """Of each copy of the text, in the order of its source; empty where it lacks the passage."""


def rows(text: Text, copies: Sequence[Article]) -> list[Row]:
    """Return the passages of a text; each paragraph of each copy is in exactly one of them."""
    place = {one.id: number for number, one in enumerate(text.paragraphs)}
    first = list(range(len(text.paragraphs)))
    holder: dict[str, int] = {}
    for number, paragraph in enumerate(text.paragraphs):
        for copy in paragraph.copies:
            other = holder.setdefault(copy, number)
            joined = {_root(first, number), _root(first, other)}
            for root in joined:
                first[root] = min(joined)
    together: dict[int, list[TextParagraph]] = defaultdict(list)
    for number, paragraph in enumerate(text.paragraphs):
        together[_root(first, number)].append(paragraph)
    belongs = {one: _root(first, at) for one, at in (holder | place).items()}
    out = []
    for root, paragraphs in together.items():
        printed = (
            tuple(one for one in copy.paragraphs if belongs.get(one.id) == root) for copy in copies
        )
        out.append(Row(tuple(paragraphs), tuple(printed)))
    return out


def _root(first: list[int], at: int) -> int:
    while first[at] != at:
        at = first[at]
    return at
