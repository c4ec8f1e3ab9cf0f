"""Policies and notices of a file → the same, with number, issuers, status and level.

A policy takes over what its notice prints, and an annex what its policy has, the day of issue too;
how they stand to each other is in their relations. Pure, file by file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.identify.evidence import stated
from builder.identify.issuers import Printed, issuers, number, printed, title_line
from builder.identify.structure import asks_opinions, bare_title
from builder.language.folding import simplified
from builder.language.offices import reach
from builder.language.places import place_kind
from builder.language.titles import split_draft
from builder.model import Article, Basis, FactName, Level, Source

_GIVEN: tuple[FactName, ...] = ("number", "issuers", "issued")
"""What a policy takes over from its notice, and an annex from its policy."""

_HEAD = 6
"""Lines at the beginning of an article among which it says that it is a draft."""

# （征求意见稿）      （草案二次审议稿）
_DRAFT_LINE = re.compile(
    r"[（(【]?[^（()）。，]{0,12}(?:征求意见稿|送审稿|讨论稿|草案|意见稿|审议稿)[^（()）。，]{0,8}[）)】]?"
)
_FINAL = "标题、题下与发文通知都没有说是草案"
"""Why a policy is final, where nothing says that it is a draft."""


def papers(source: Source, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of a file, its policies and notices with what makes them documents.

    Number, issuers and level of both, status of policies; `issued` of what stands under a notice.
    """
    lines = printed(source, articles)
    texts = sorted((one for one in articles if one.id in lines), key=lambda one: one.ranges[0])
    said = [(one.id, relation) for one in texts for relation in one.identity.relations]
    above = {relation.target: by for by, relation in said if relation.kind == "issues"}
    above |= {by: relation.target for by, relation in said if relation.kind == "annex_of"}
    found: dict[str, Article] = {}
    for place, one in enumerate(texts):
        given = found.get(above.get(one.id, ""))
        leads = [news for news in texts[:place] if news.kind == "report"]
        found[one.id] = _told(one, lines[one.id], given, leads)
    return tuple(found.get(one.id, one) for one in articles)


def _told(
    article: Article, page: Printed, given: Article | None, leads: Sequence[Article]
) -> Article:
    if article.kind not in ("policy", "notice"):
        return article
    for fact in _GIVEN:
        if given is not None and (basis := given.identity.basis_of(fact)):
            article = stated(article, fact, getattr(given.identity, fact), basis)
    if given is None and (told := number(page)):
        article = stated(article, "number", *told)
    if not article.identity.issuers and (who := issuers(page, leads)):
        article = stated(article, "issuers", *who)
    article = _with_level(article)
    return article if article.kind == "notice" else _with_status(article, page, given)


def _with_level(article: Article) -> Article:
    names, basis = article.identity.issuers, article.identity.basis_of("issuers")
    for name in names if basis else ():
        if (level := reach(name)) is not None:
            return stated(article, "level", level, basis)
    title = bare_title(article)
    national = simplified(title).startswith(("中华人民共和国", "国家"))
    named: Level | None = "national" if national else place_kind(title)
    if named is None or names:
        return article
    return stated(article, "level", named, Basis(title_line(article), title, national))


def _with_status(article: Article, page: Printed, given: Article | None) -> Article:
    """Return a policy with its status: a draft where its title, its head or its notice says so."""
    if split_draft(bare_title(article))[1]:
        basis = Basis(title_line(article), article.title or "")
        return stated(article, "status", "draft", basis)
    for line, words in page.own[:_HEAD]:
        if _DRAFT_LINE.fullmatch(simplified(words)):
            return stated(article, "status", "draft", Basis(line, words))
    if given is not None and given.kind == "policy":
        return stated(article, "status", given.identity.status, given.identity.basis_of("status"))
    if given is not None and asks_opinions(given):
        return stated(article, "status", "draft", Basis(title_line(given), given.title or ""))
    return stated(article, "status", "final", Basis(None, _FINAL))
