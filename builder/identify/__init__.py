"""Articles of a file → the same articles, with their dates, their authority and their relevance.

Pure, file by file: a dateline without a year takes it from a date elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from builder.identify.authority import authority
from builder.identify.dating import article_date, calendar, unread_date
from builder.identify.relevance import relevance
from builder.model import Article, Framework, Source


def identify(
    source: Source, articles: Iterable[Article], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file with `date`, `authority`, `relevant`, `reason` and `score`.

    Captions and page furniture have no date.
    """
    known = calendar(source)
    found = []
    for article in articles:
        read = article.paragraphs or article.furniture
        date = article_date(article.datelines, known) if read else None
        odd = unread_date(article.datelines, known) if read and date is None else ""
        dated = replace(article, date=date, unread_date=odd, authority=authority(article))
        found.append(relevance(dated, framework))
    return tuple(found)
