"""How well the rules read: articles as split against articles as careful readers found them.

Both sides come in as values; the score is for the tests that hold it to a floor, and for the
page that tells readers how far to trust the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.model import Article, Kind, Lines


@dataclass(frozen=True, slots=True)
class Expected:
    """An article as a careful reader found it."""

    source: str
    """Id of the source."""
    ranges: tuple[Lines, ...]
    """All its lines."""
    kind: Kind
    """What sort it is."""
    title: str | None
    """Headline without left-over markup."""
    paragraphs: tuple[tuple[Lines, ...], ...]
    """The ranges of each paragraph; empty where the article is not about the subject."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the rules found of what there is."""

    articles: int
    """Number of articles that there are."""
    exact: int
    """Number of them found with the same lines, kind and headline."""
    paragraphs: int
    """Number of paragraphs that there are."""
    found: int
    """Number of them found with the same lines."""
    invented: int
    """Number of paragraphs found where there are none with these lines."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of the paragraphs' boundaries."""
        wrong = self.invented + self.paragraphs - self.found
        return 2 * self.found / (2 * self.found + wrong) if self.found else 0.0


def score(articles: Iterable[Article], expected: Iterable[Expected]) -> Score:
    """Return how the articles compare with what is expected.

    Paragraphs count only in articles for which some are expected.
    """
    split = {(one.source, one.ranges[0][0]): one for one in articles}
    wanted = tuple(expected)
    exact = there = found = invented = 0
    for one in wanted:
        got = split.get((one.source, one.ranges[0][0]))
        if got and (got.ranges, got.kind, got.title) == (one.ranges, one.kind, one.title):
            exact += 1
        if one.paragraphs:
            ours = {paragraph.ranges for paragraph in got.paragraphs} if got else set()
            theirs = set(one.paragraphs)
            there += len(theirs)
            found += len(ours & theirs)
            invented += len(ours - theirs)
    return Score(len(wanted), exact, there, found, invented)
