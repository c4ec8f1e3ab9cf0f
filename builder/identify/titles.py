"""Articles of a file → the same articles, with the title on which several places agree.

The headline that is printed above a text goes first; front matter, `<title>` and metadata speak for
it, or stand in where what is printed is furniture. They name the page: of several articles on it
the one that they equal, else the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from builder.identify.evidence import Candidate, choose, stated
from builder.language.announcing import TERMS, gives_whole, handed_out, is_annex_label
from builder.language.folding import letters
from builder.language.outlets import without_site
from builder.language.titles import genre, is_short, named_documents, same_document
from builder.model import Article, Source

_ABOVE = 12
"""Lines above a text without a headline among which its name stands."""

_LEAST_ALIKE = 6
"""Characters of the shortest headline that speaks for a longer one in which it stands."""

# 阅读： 29      相关文章      附件2      正文      2025-03-01      某某网
_FURNITURE = re.compile(
    r"""
      (?: 阅读 | 浏览 | 点击 | 播放 | 评论 | 点赞 | 字号 | 字体 | 分享 )
        \s? (?: 量 | 数 | 次数 )? \s? [:：]? \s? [\d.万]* .{0,4}
    | (?: 相关 | 推荐 | 延伸 | 热门 | 最新 | 往期 | 更多 )
        (?: 文章 | 阅读 | 链接 | 新闻 | 推荐 | 内容 | 报道 | 回顾 | 附件 | 解读 )? .{0,2}
    | 附 (?: 件 | 表 | 录 ) \s? [\d一二三四五六七八九十]{0,3} \s? [:：]?
    | 正文 | 首页 | 目录 | 导语 | 编者按 | 摘要 | 关于我们 | 声明 | (?: 扫码 | 关注 ) .{0,12}
    | (?: 来源 | [责責]?任?编辑 ) \s? [:：] .*
    | [\d\s年月日:：./-]+
    """,
    re.VERBOSE,
)

# 原标题：某厅、某局关于开展某行动的通知
_ORIGINAL = re.compile(r"[（(]?原[标標][题題]\s?[:：]\s?(?P<title>.{4,120}?)[）)]?")


def titles(source: Source, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of a file with their `title` and its basis.

    A title that an editor points at is printed, and stays.
    """
    told = [
        Candidate(without_site(fact.value), None, f"{fact.basis}「{fact.value}」", weak=True)
        for fact in source.facts
        if fact.name == "title" and letters(without_site(fact.value))
    ]
    readable = [one for one in articles if one.paragraphs]
    equal = [
        one
        for one in readable
        if one.title and any(letters(one.title) == letters(page.value) for page in told)
    ]
    lead = next(iter(equal or readable), None)
    known = {
        same_document(one.title) for one in readable if one.title and not named_documents(one.title)
    }
    return tuple(
        _with(source, one, told if one is lead else (), known) if one.paragraphs else one
        for one in articles
    )


def _with(
    source: Source, article: Article, told: Sequence[Candidate[str]], known: Collection[str]
) -> Article:
    printed = list(_printed(source, article))
    printed = printed or [*_terms(source, article), *_original(article)]
    if not printed and not told:
        printed = list(_named_above(source, article, known))
    twice = any(_alike(one.value, two.value) for n, one in enumerate(told) for two in told[:n])
    agreed = any(_alike(one.value, page.value) for one in printed for page in told)
    if printed and told and not agreed:
        # A document has a headline of its own below that of the page which reprints it.
        own = genre(printed[0].value) or article.kind in ("policy", "notice", "qa")
        places = [*printed, *told] if own or not twice else [*told, *printed]
    else:
        places = [*printed, *told]
    title, basis = choose(places, same=_alike) or (None, None)
    return stated(article, "title", title, basis)


def _printed(source: Source, article: Article) -> Iterator[Candidate[str]]:
    """Yield the headline that is printed above a text, if it is none of the page's furniture."""
    title = (article.title or "").strip()
    named = {fact.value for fact in source.facts if fact.name in ("publisher", "origin")}
    if title and not _FURNITURE.fullmatch(title) and title not in named:
        line = next((at[0] for name, at in article.furniture if name == "title"), None)
        yield Candidate(title, line, title)


def _original(article: Article) -> Iterator[Candidate[str]]:
    """Yield the headline that a copy without one of its own gives as that of the original."""
    for line, words in article.datelines:
        if told := _ORIGINAL.fullmatch(words):
            yield Candidate(told["title"], line, words)


def _named_above(
    source: Source, article: Article, known: Collection[str]
) -> Iterator[Candidate[str]]:
    """Yield the name of a document without a headline of its own, as the text above hands it out.

    It stands below `《某意见》全文如下。`, or below 附件 under a notice that issues one document.
    """
    first = article.ranges[0][0]
    above = [
        (n, source.lines[n - 1].strip())
        for n in range(first - 1, 0, -1)
        if source.lines[n - 1].strip()
    ][:_ABOVE]
    whole = bool(above) and gives_whole(above[0][1])
    if not whole and not is_annex_label(source.lines[first - 1].strip()):
        return
    for near, (line, words) in enumerate(above):
        names = handed_out(words)
        if not names and whole:
            cited = named_documents(words)
            names = tuple(o.name for o in cited if o.by == "title" and not is_short(o.name))[-1:]
        names = tuple(name for name in names if same_document(name) not in known)
        if names:
            if len(names) == 1:
                yield Candidate(names[0], line, words, weak=near > 0 or not whole)
            return


def _terms(source: Source, article: Article) -> Iterator[Candidate[str]]:
    """Yield the heading of an annex that only has terms: 名词解释, below 附件 or alone."""
    first, last = article.ranges[0]
    for line in range(first, last + 1):
        words = source.lines[line - 1].strip().strip("*#").strip()
        if TERMS.fullmatch(words):
            yield Candidate(words, line, words)
        if words and not is_annex_label(words):
            return


def _alike(one: str, other: str) -> bool:
    """Return whether two headlines are one: 某市关于某事的意见 and 关于某事的意见."""
    short, long = sorted((letters(one), letters(other)), key=len)
    return short == long or (len(short) >= _LEAST_ALIKE and short in long)
