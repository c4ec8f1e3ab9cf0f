"""How well the rules read: articles as split against articles as careful readers found them.

Both sides come in as values; the score is for the tests that hold it to a floor, and for the
page that tells readers how far to trust the rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.model import Article, JudgedArticle, SplitScore


def score(articles: Iterable[Article], expected: Iterable[JudgedArticle]) -> SplitScore | None:
    """Return how the articles compare with what is expected.

    Paragraphs count only in articles for which some are expected. `None` where nothing is.
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
    if not wanted:
        return None
    return SplitScore(len(wanted), exact, there, found, invented)
