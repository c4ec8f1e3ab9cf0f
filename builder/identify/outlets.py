"""Articles of a file → the same articles, with who published this copy and what it comes from.

What the page prints once, above or below its texts, is true of every article on it; what a line of
an article's own says goes before that, and what is printed before metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.identify.evidence import Candidate, choose, stated
from builder.language import bylines, dates, people, stamps
from builder.language.characters import finished
from builder.language.outlets import is_feed, site_in_title, without_tagline
from builder.model import UNNAMED, Article, Source

_NO_PRINT = frozenset(("hidden", "withheld", "metadata", "repeated", "struck"))
"""Why a line is outside the text, where it then tells nothing of the page."""

# 正文到此为止。（来源：某社）
_CLOSING = re.compile(r"[（(【\[](?P<words>[^（）()【】\[\]。]{4,60})[）)】\]]\s*\Z")
_LONGEST_FOOT = 200
"""Characters at the beginning of a line of a page's foot that are searched for its owner."""

_LONGEST_NAME = 24
"""Characters of the longest line that is the name of an account."""

# 您的位置： 首页 » 某资料网 » 某栏目      某市政府网>>政务公开
_SITE_IN_TRAIL = re.compile(
    r"(?:(?:您的|当前)?位置\s?[:：]\s*)?(?:首页\s*[>＞»›]+\s*)?"
    r"(?P<site>[\u4e00-\u9fff]{2,16}(?:网站?|[日晚]报))\s*[>＞»›]"
)

# 版权所有：某市政府网　技术支持：某公司      主办单位：某市人民政府办公室
_OWNERS = tuple(
    re.compile(rf"(?:{key})\s?[:：]?\s?(?P<name>[\u4e00-\u9fff]{{3,24}})(?:\Z|[\s©,，|｜])")
    for key in ("版权所有|版權所有", "主办单位|主办|主辦")
)


def around(source: Source, articles: Iterable[Article]) -> list[tuple[int, str]]:
    """Return number and words of the lines that stand around the texts of a file and are seen."""
    inner = {
        number
        for article in articles
        for paragraph in article.paragraphs
        for first, last in paragraph.ranges
        for number in range(first, last + 1)
    }
    marks = source.marks or (None,) * len(source.lines)
    return [
        (number, line.strip())
        for number, (line, mark) in enumerate(zip(source.lines, marks, strict=False), 1)
        if line.strip() and number not in inner and not (mark and mark.outside in _NO_PRINT)
    ]


def outlets(source: Source, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles of a file with `publisher` and `origin`, and the basis of both.

    `publisher` comes as the account that the page prints above the text, if it prints one. Where
    an editor names who published the file, that of an article is what it gives as its origin.
    """
    lines = around(source, articles)
    page_origins = [*_origins(lines)] + [
        Candidate(_bare(fact.value), None, f"{fact.basis}「{fact.value}」")
        for fact in source.facts
        if fact.name == "origin" and not is_feed(fact.value)
    ]
    page = _Page(source, lines, tuple(_outlets(lines)), tuple(page_origins), _metadata(source))
    return tuple(_told(article, page) if article.paragraphs else article for article in articles)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a file says once, for all its articles."""

    source: Source
    """The file."""
    around: Sequence[tuple[int, str]]
    """Number and words of the lines around its texts."""
    outlets: tuple[Candidate[str], ...]
    """Who published it, as lines around its texts say."""
    origins: tuple[Candidate[str], ...]
    """What it comes from, as these lines and metadata say."""
    metadata: tuple[Candidate[str], ...]
    """Who published it, as its metadata say."""


def _told(article: Article, page: _Page) -> Article:
    """Return an article with its publisher and its origin."""
    own = tuple(_origins(_own(article)))
    leads = tuple(_leads(article))
    printed = tuple(_outlets(article.datelines)) or tuple(_broken_account(article))
    named = [*_account(page.source, article), *(printed or page.outlets)]
    if page.source.entry.publisher != UNNAMED:
        named += own
    named += page.metadata
    named = named or list(_below_title(page.source, article))
    named = named or list(_trail(page.around))
    named = named or list(_agencies(article)) or list(_owners(page.around))
    origins = own[:1] or page.origins or leads
    named_as, why = choose(named, same=_alike) or (None, None)
    comes_from, shown = choose(origins, same=_alike) or (None, None)
    article = stated(article, "publisher", named_as, why)
    return stated(article, "origin", comes_from, shown)


def _account(source: Source, article: Article) -> Iterator[Candidate[str]]:
    """Yield the account that the page prints above the text."""
    if name := article.publisher:
        line = next((at for at, words in enumerate(source.lines, 1) if words.strip() == name), None)
        yield Candidate(name, line, name)


def _own(article: Article) -> Iterator[tuple[int, str]]:
    """Yield the lines of an article that can give its origin: its stamps, and its last words."""
    yield from article.datelines
    last = article.paragraphs[-1]
    if closing := _CLOSING.search(last.text[-70:]):
        yield last.ranges[-1][1], closing["words"]


def _origins(lines: Iterable[tuple[int, str]]) -> Iterator[Candidate[str]]:
    for number, words in lines:
        if name := stamps.origin(words):
            yield Candidate(name, number, words)


def _outlets(lines: Iterable[tuple[int, str]]) -> Iterator[Candidate[str]]:
    for number, words in lines:
        if not stamps.origin(words) and (name := stamps.outlet(words)):
            yield Candidate(name, number, words)


def _broken_account(article: Article) -> Iterator[Candidate[str]]:
    """Yield the account that stands behind its writers, above the day."""
    for (number, words), (_, day) in pairwise(article.datelines):
        if account := stamps.read_broken_account(words, day):
            yield Candidate(account[0], number, words)


def _metadata(source: Source) -> tuple[Candidate[str], ...]:
    """Return who published a file as its metadata say: by name, then at the end of its title."""
    named = [
        Candidate(without_tagline(fact.value), None, f"{fact.basis}「{fact.value}」")
        for fact in source.facts
        if fact.name == "publisher" and not is_feed(fact.value)
    ]
    ends = [
        Candidate(name, None, f"{fact.basis}「{fact.value}」")
        for fact in source.facts
        if fact.name == "title" and (name := site_in_title(fact.value))
    ]
    return (*named, *ends)


def _below_title(source: Source, article: Article) -> Iterator[Candidate[str]]:
    """Yield the account that a feed's copy of its page prints once, directly below the headline."""
    if not source.front_matter:
        return
    titles = {fact.value for fact in source.facts if fact.name == "title"}
    first = article.paragraphs[0].ranges[0][0]
    above = list(zip(source.lines, source.marks, strict=False))[:first]
    heads = [at for at, (line, mark) in enumerate(above) if mark.level == 1 and line in titles]
    start = heads[-1] + 1 if heads else len(above)
    below = [(at, line.strip()) for at, (line, _) in enumerate(above[start:], start + 1)]
    for number, words in [line for line in below if line[1]][:2]:
        if len(words) > _LONGEST_NAME or finished(words) or "：" in words:
            return
        if not people.names(words) and not dates.whole_dates(words):
            yield Candidate(words, number, words, weak=True)
            return


def _leads(article: Article) -> Iterator[Candidate[str]]:
    """Yield the outlet whose news an item gives: `某网消息（某栏目）：` gives 某网."""
    for number, words in article.datelines:
        day = dates.month_days(words) or dates.whole_dates(words)
        if not day and (name := stamps.agency(words)):
            yield Candidate(name, number, words)


def _agencies(article: Article) -> Iterator[Candidate[str]]:
    """Yield the agency that a dateline or a byline names: who printed its dispatch is not told."""
    for number, words in article.datelines:
        if name := stamps.agency(words):
            yield Candidate(name, number, words)
    if name := bylines.agency(article.byline or ""):
        yield Candidate(name, None, article.byline or "", weak=True)


def _trail(lines: Iterable[tuple[int, str]]) -> Iterator[Candidate[str]]:
    """Yield the site that the way to a page names: 您的位置：首页 » 某网 » 某栏目."""
    for number, words in lines:
        if trail := _SITE_IN_TRAIL.match(words[:_LONGEST_FOOT]):
            yield Candidate(trail["site"], number, words, weak=True)
            return


def _owners(lines: Iterable[tuple[int, str]]) -> Iterator[Candidate[str]]:
    """Yield who owns the page, as its foot says."""
    for sign in _OWNERS:
        for number, words in lines:
            if owner := sign.search(words[:_LONGEST_FOOT]):
                yield Candidate(owner["name"], number, owner[0], weak=True)
                return


def _bare(value: str) -> str:
    """Return the origin that a fact gives, without a key before it and remarks behind it."""
    return stamps.origin(value) or value.split()[0]


def _alike(one: str, other: str) -> bool:
    """Return whether two names are one: 某网 and 某网_某市政府门户网站."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) > 1 and short in long)
