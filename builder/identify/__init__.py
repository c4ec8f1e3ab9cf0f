"""Articles of a file → the same articles, with their dates, their authority and their relevance.

Pure, file by file: a dateline without a year takes it from a date elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.identify.authority import authority
from builder.identify.dating import calendar, dated, days
from builder.identify.kinds import kinds
from builder.identify.outlets import outlets
from builder.identify.papers import papers
from builder.identify.relevance import judged, relevance
from builder.identify.structure import arranged
from builder.model import Article, Framework, Source


def identify(
    source: Source, articles: Iterable[Article], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file with `date`, `authority`, `relevant`, `reason` and `score`.

    Captions and page furniture have no date.
    """
    known = calendar(source)
    found = arranged(source, kinds(source, outlets(source, tuple(articles))))
    found = days(source, found, known)
    told = (authority(dated(article, known)) for article in papers(source, found))
    return judged(relevance(article, framework) for article in told)
