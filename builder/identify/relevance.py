"""An article and the framework → the article, in or out, with the score that decided.

The score is the number of subject words per thousand characters of its paragraphs; captions,
indexes, page furniture and what is merely announced are out by their kind. Of a digest, and of an
article that is about something else, only the passages about the policy are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from builder.identify.excerpts import belonging, is_spread
from builder.language.folding import simplified
from builder.model import Article, Framework, RelationKind

_OUT = {
    "caption": "图片说明，不作正文",
    "furniture": "页面附属文字（站头、页脚、导航等），不作正文",
    "index": "链接目录，没有正文",
}
"""Kinds that are left out, and why."""


def relevance(article: Article, framework: Framework) -> Article:
    """Return the article with `relevant`, `reason` (in Chinese) and `score` set.

    20 subject words in 1000 characters score 20.0; at or over `framework.relevance` is in. One that
    is in for some of its passages only has their lines as `relevant_ranges`.
    """
    if article.kind in _OUT:
        reason = article.reason or _OUT[article.kind]
        return replace(article, relevant=False, reason=reason, score=None)
    if article.kind == "notice" and not _is_formal(article):
        return replace(article, relevant=False, reason="启事，不作正文", score=None)
    text = "".join(paragraph.text for paragraph in article.paragraphs)
    if not text:
        return replace(article, relevant=False, reason="没有可读的段落", score=None)
    count = partial(_occurrences, words=framework.subject)
    score = round(1000 * count(text) / len(text), 1)
    relevant = score >= framework.relevance
    against = "不低于" if relevant else "低于"
    reason = f"主题词每千字{score:g}次，{against}收录标准{framework.relevance:g}次"
    found = replace(article, relevant=relevant, reason=reason, score=score)
    is_digest = article.kind == "digest"
    whole = relevant and not is_digest and is_spread(article, count)
    if whole or article.kind == "notice" or not (ranges := belonging(article, count)):
        return found
    kept = replace(found, relevant=True, relevant_ranges=ranges)
    taken, of = len(kept.taken), len(kept.paragraphs)
    return replace(kept, reason=f"{reason}；只收专讲此事的{taken}段，其余{of - taken}段不收")


def _is_formal(article: Article) -> bool:
    """Return whether a notice is a document of an office: signed, addressed, or issuing one."""
    roles = {paragraph.role for paragraph in article.paragraphs}
    signed = not roles.isdisjoint(("addressee", "signature", "date", "annex_list"))
    return signed or bool(article.byline or article.identity.relations or article.identity.number)


def judged(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return the articles of a file, each notice in or out as the policy is that it issues, and
    each annex in where its policy is: an annex of terms has few words of the subject.
    """
    known = {one.id: one for one in articles}
    return tuple(_judged(one, known) for one in known.values())


def _judged(article: Article, known: Mapping[str, Article]) -> Article:
    def targets(kind: RelationKind) -> list[Article]:
        relations = (one for one in article.identity.relations if one.kind == kind)
        return [known[one.target] for one in relations if one.target in known]

    if article.kind == "notice" and (issued := targets("issues")):
        best = max(issued, key=_is_whole)
        reason = f"随所印发的文件：{best.reason}"
        return replace(article, relevant=_is_whole(best), reason=reason, score=best.score)
    taken = [one for one in targets("annex_of") if _is_whole(one) and not _is_whole(article)]
    for policy in taken if article.paragraphs else ():
        reason = f"随所附的文件：{policy.reason}"
        return replace(article, relevant=True, relevant_ranges=(), reason=reason)
    return article


def _is_whole(article: Article) -> bool:
    return article.relevant and not article.relevant_ranges


def _occurrences(text: str, words: tuple[str, ...]) -> int:
    """Return the number of matches of the words, in either script, the longest at each offset."""
    forms = {simplified(word) for word in words if word}
    longest = sorted(forms, key=lambda word: (-len(word), word))
    if not longest:
        return 0
    return len(re.findall("|".join(map(re.escape, longest)), simplified(text)))
