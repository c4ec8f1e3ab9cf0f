"""An article → the same article, with a doubt at each fact that nothing of its own states.

Places that disagree and weak ones alone are weighed where a fact is found (`evidence`). Here stand
the reasons that follow from what an article of its kind has and what it looks like, each a sentence
for readers. What an editor says, and what is unsure already, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.identify.evidence import stated
from builder.language import bylines, stamps
from builder.language.dates import whole_dates
from builder.language.folding import simplified
from builder.language.formulas import promulgates
from builder.language.titles import genre, split_draft, split_edition
from builder.model import Article, Basis, FactName, Kind, Source

Doubt = tuple[FactName, str]
"""A fact, and why it is unsure."""

LIKE_A_DOCUMENT = "写法像发文（有条款，或说“现予公布”），却没有认作发文"
UNTITLED = "没有找到标题"
SHORT_TITLE = "标题太短，像栏目名、人名或按钮"
TITLE_OF_A_PERSON = "标题像署名"
NO_TITLE_OF_A_DOCUMENT = "标题不像文件的名称"
NO_TITLE_OF_A_NOTICE = "标题不像通知、公告或令"
OPINIONS_ASKED = "近旁说到征求意见"
NO_ISSUER = "发文应有发文机关，没有找到"
NO_DAY_OF_ISSUE = "发文应有成文日期，没有找到"
NO_NUMBER = "发文多有文号，机关、日期也没有找全"
NO_LEVEL = "看不出是哪一级"
NO_DAY_OF_A_SPEECH = "讲话应有日期，没有找到"
NO_WRITER = "评论应有署名，没有找到"
REPORTER_SPOKEN_OF = "首尾提到记者，没有读出姓名"
BY_LEAD = "只凭开头的写法认作消息"
FRONT_MATTER = "只有文件头这样写，正文没有印"
ANOTHER_DAY = "只有文件头写着这一天，正文前面另印有日期"
DAY_BELOW = "印在文末，可能是落款的日期"

_ISSUED: frozenset[Kind] = frozenset(("policy", "notice"))
_OF_DOCUMENTS: tuple[FactName, ...] = (
    "kind", "status", "authority", "title", "issuers", "number", "issued", "published",
)  # fmt: skip
"""Facts that are wrong where a document was not known as one."""

_SHORTEST_TITLE = 6
"""Characters of the shortest headline that is hardly a page's own word: 名词解释 is shorter."""

_CLAUSES = 2
"""Least clauses of what looks like a document."""

_OPENING = 6
"""Paragraphs at the beginning of an article that can hand out a document."""

_NEAR = 3
"""Paragraphs at the beginning that can say that opinions are asked for."""

_LONGEST = 200
"""Characters of the longest line above a text that is searched for another day."""

_CLAUSE = re.compile(r"第[一二三四五六七八九十]{1,3}条")
# 现予公布，自……起施行。      现印发给你们      Document No.: 11
_HANDED = re.compile(r"现予(?:以)?(?:公布|发布|印发)|印发给你们|\b(?:Document|Order) No\b")
_OPINIONS = re.compile(r"征求意见|征集意见|草案|送审稿|讨论稿")
_NOTICE = re.compile(r"通知|公告|通告|公示|通报|令|函|批复|启事|意见|决定")
# 某市养老服务条例      某法      not 某办法
_STATUTE = re.compile(r"(?:条例|(?<!办)法)(?:[（(][^（）()]{1,20}[）)])?\Z")


def doubted(source: Source, article: Article) -> Article:
    """Return an article, each fact of which that is in doubt says so, with the first reason."""
    told: set[FactName] = set()
    for fact, why in _doubts(source, article) if article.paragraphs else ():
        if fact not in told:
            told.add(fact)
            article = _with(article, fact, why)
    return article


def _with(article: Article, fact: FactName, why: str) -> Article:
    basis = article.identity.basis_of(fact)
    value = getattr(article if hasattr(article, fact) else article.identity, fact)
    if basis is None:
        return stated(article, fact, value, Basis(None, why, sure=False))
    if not basis.sure or basis.editor:
        return article
    return stated(article, fact, value, replace(basis, sure=False, doubt=why))


def _doubts(source: Source, article: Article) -> Iterator[Doubt]:
    if article.kind in _ISSUED:
        yield from _of_a_document(article)
    else:
        yield from _of_another(article)
    yield from _of_title(article)
    yield from _of_the_copy(source, article)


def _of_a_document(article: Article) -> Iterator[Doubt]:
    """Yield what a policy or a notice should have and has not."""
    held, title = article.identity, article.title or ""
    if not held.issuers:
        yield "issuers", NO_ISSUER
    if not held.issued:
        yield "issued", NO_DAY_OF_ISSUE
    if not held.number and not (held.issuers and held.issued) and not _STATUTE.search(title):
        yield "number", NO_NUMBER
    if not held.level:
        yield "level", NO_LEVEL
    near = "".join((title, *(one.text for one in article.paragraphs[:_NEAR])))
    if held.status == "final" and _OPINIONS.search(simplified(near)):
        yield "status", OPINIONS_ASKED
    if article.kind == "policy" and not genre(split_edition(split_draft(title)[0])[0]):
        yield "title", NO_TITLE_OF_A_DOCUMENT
    ordered = any(promulgates(one.text) for one in article.paragraphs[:_NEAR])
    if article.kind == "notice" and not ordered and not _NOTICE.search(simplified(title)):
        yield "title", NO_TITLE_OF_A_NOTICE
        yield "kind", NO_TITLE_OF_A_NOTICE


def _of_another(article: Article) -> Iterator[Doubt]:
    """Yield what an article that is no document may have been taken for, or should have."""
    texts = [simplified(one.text) for one in article.paragraphs]
    clauses = sum(_CLAUSE.match(one) is not None for one in texts)
    if clauses >= _CLAUSES or any(map(_HANDED.search, texts[:_OPENING])):
        yield from ((fact, LIKE_A_DOCUMENT) for fact in _OF_DOCUMENTS)
    if article.kind == "speech" and not article.identity.issued:
        yield "issued", NO_DAY_OF_A_SPEECH
    if article.kind in ("commentary", "speech") and not article.authors:
        yield "authors", NO_WRITER
    if article.kind != "report" or article.authors:
        return
    if "记者" in texts[0][:80] + texts[-1][-60:]:
        yield "authors", REPORTER_SPOKEN_OF
    basis = article.identity.basis_of("kind")
    told = article.identity.origin or any(stamps.agency(line) for _, line in article.datelines)
    if basis and basis.line is None and not told:
        yield "kind", BY_LEAD


def _of_title(article: Article) -> Iterator[Doubt]:
    title = article.title or ""
    if not title:
        facts: tuple[FactName, ...] = ("title", "kind", "status")
        yield from ((fact, UNTITLED) for fact in facts[: 3 if article.kind in _ISSUED else 1])
    elif len(title) < _SHORTEST_TITLE:
        yield "title", SHORT_TITLE
    elif bylines.signature(title):
        yield "title", TITLE_OF_A_PERSON


def _of_the_copy(source: Source, article: Article) -> Iterator[Doubt]:
    """Yield what nothing but the front matter says of who published a copy, and when."""
    basis = article.identity.basis_of("publisher")
    if source.front_matter and article.publisher and basis and basis.line is None:
        yield "publisher", FRONT_MATTER
    basis, day = article.identity.basis_of("published"), article.identity.published
    if basis is None or day is None:
        return
    texts = [one for one in article.paragraphs if one.role not in ("signature", "date")]
    first, last = texts[0].ranges[-1][1], texts[-1].ranges[-1][1]
    if (basis.line or 0) <= source.front_matter:
        above = source.lines[source.front_matter : first]
        printed = (one for line in above if len(line) < _LONGEST for one in whole_dates(line))
        if any(one.iso().partition("T")[0] != day.value for one in printed):
            yield "published", ANOTHER_DAY
    elif basis.line and basis.line > last and not stamps.outlet(basis.words):
        yield "published", DAY_BELOW
