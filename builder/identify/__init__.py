"""Articles of a file → the same articles, with what they are and whether they belong.

Pure, file by file: a dateline without a year takes it from a date elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.identify.authority import authority
from builder.identify.authors import authors
from builder.identify.dating import calendar, dated, days
from builder.identify.doubt import doubted
from builder.identify.entries import pointed, said, taken
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
    printed = tuple(articles)
    found = pointed(source, printed, titles(source, printed))
    # What an editor says is there for the rules that build on it, and stands after each of them.
    found = said(source, outlets(source, found))
    found = said(source, map(authors, arranged(source, kinds(source, found))))
    found = said(source, papers(source, said(source, days(source, found, known))))
    told = said(source, (authority(dated(article, known)) for article in found))
    shown = (grounded(doubted(source, article), source) for article in told)
    weighed = (relevance(article, framework) for article in shown)
    return taken(source, judged(taken(source, weighed)))
