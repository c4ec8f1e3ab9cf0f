"""Articles of a file → the same articles, with what they are and whether they belong.

Pure, file by file: a dateline without a year takes it from a date elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.identify.authority import authority
from builder.identify.authors import authors
from builder.identify.dating import calendar, dated, days
from builder.identify.evidence import grounded
from builder.identify.kinds import kinds
from builder.identify.outlets import outlets
from builder.identify.papers import papers
from builder.identify.relevance import judged, relevance
from builder.identify.structure import arranged
from builder.identify.titles import titles
from builder.model import Article, Framework, Source


def identify(
    source: Source, articles: Iterable[Article], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file with what each is, each fact with its basis, and relevance.

    Captions and page furniture have no facts but their kind.
    """
    known = calendar(source)
    found = outlets(source, titles(source, tuple(articles)))
    found = tuple(map(authors, arranged(source, kinds(source, found))))
    found = papers(source, days(source, found, known))
    told = (authority(dated(article, known)) for article in found)
    return judged(relevance(grounded(article, source), framework) for article in told)
