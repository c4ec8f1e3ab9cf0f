"""What an editor says of the articles of a file → the articles with these facts, before any rule.

Facts are given before the rules, so that these see them, and again after them, so that they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from builder.identify.evidence import stated
from builder.model import (
    FACT_NAMES,
    NONE,
    Article,
    ArticleEntry,
    Basis,
    FactName,
    Source,
    StatedDay,
)

SAID = "编者指定"
"""Words of the basis of a fact that an editor gives, before his reason."""

_DAYS = ("issued", "published")


def has_kind(source: Source, article: Article) -> bool:
    """Return whether an editor says what sort an article is."""
    return any(entry.kind for entry in source.entry.of(article.ranges))


def said(source: Source, articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles of a file with the facts that an editor gives.

    Lines that are left out have none.
    """
    if not source.entry.told:
        return tuple(articles)
    return tuple(_said(source, article) for article in articles)


def _said(source: Source, article: Article) -> Article:
    for entry in source.entry.of(article.ranges) if article.paragraphs else ():
        for fact, value in _facts(entry):
            basis = Basis(None, f"{SAID}：{entry.reason}", editor=entry.reason)
            article = stated(article, fact, value, basis)
    return article


def _facts(entry: ArticleEntry) -> Iterator[tuple[FactName, Any]]:
    """Yield each fact that an entry gives."""
    for fact in FACT_NAMES:
        value: Any = getattr(entry, fact)
        if value is None:
            continue
        if value == NONE:
            yield fact, None
        elif fact in _DAYS:
            yield fact, StatedDay(value)
        else:
            yield fact, value


def pointed(
    source: Source, printed: Iterable[Article], found: Iterable[Article]
) -> tuple[Article, ...]:
    """Return the articles `found`, each whose headline an editor points at with that of `printed`.

    Both are the articles of the file, in one order.
    """
    return tuple(
        _pointed(source, before.title, article)
        for before, article in zip(printed, found, strict=True)
    )


def _pointed(source: Source, title: str | None, article: Article) -> Article:
    for entry in source.entry.of(article.ranges) if article.paragraphs else ():
        if entry.title_line is not None and title:
            basis = Basis(entry.title_line, title, editor=entry.reason)
            article = stated(article, "title", title, basis)
    return article


def taken(source: Source, articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles of a file, each in or out, or in in part, where an editor says so."""
    return tuple(_taken(source, article) for article in articles)


def _taken(source: Source, article: Article) -> Article:
    for entry in source.entry.of(article.ranges) if article.paragraphs else ():
        reason = f"{SAID}：{entry.reason}"
        if entry.only:
            article = replace(article, relevant=True, reason=reason, relevant_ranges=entry.only)
        elif entry.relevant is not None:
            article = replace(article, relevant=entry.relevant, reason=reason, relevant_ranges=())
    return article
