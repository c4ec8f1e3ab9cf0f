"""Articles of a file → the same articles, with the day of issue, that of this copy, and their date.

Issued is what stands under a signature, in the head, or in an office's record of the page, never a
dateline; published is what the page says of itself, else its metadata, else a dateline. A day
without a year takes it from the file or the editor; where nothing gives a date, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from builder.identify.evidence import Candidate, choose, stated
from builder.identify.outlets import around
from builder.language import stamps
from builder.language.dates import PrintedDate, month_days, unread, whole_dates, year_months
from builder.model import Article, Date, EditorDate, Kind, Precision, Source, StatedDay

ISSUED: frozenset[Kind] = frozenset(("policy", "notice", "speech"))
"""Kinds that have a day of issue."""

_LONGEST = 200
"""Characters of the longest line that is searched for dates with a year."""

_PRINTED_WITHIN = 3
"""Days between a dateline and the date of the page that prints it, at most."""

_HEAD_LINES = 40
"""Lines at the head of a file among which one may give its date."""

_LONGEST_FIRST = 60
"""Characters of the longest first line that gives the date of its file."""

_BELOW = 8
"""Lines below the text of a page among which one may say when it was published."""

_LONGEST_BRACKET = 200
"""Characters of the longest line in brackets under a headline that says when a text was passed."""

_OPENING = 4
"""Paragraphs at the head of a text among which one may say when it was passed."""

# 日期：2026-01-07      发布时间: 2026年1月7日      [发布日期] 2026-01-07
_FRONT = re.compile(
    r"""
    \[? \W* (?: date | published (?:\son)? | posted (?:\son)?
      | (?: 发布 | 发表 | 刊发 | 公开 | 公布 | 上传 | 發布 )? \s? (?: 日期 | 时间 | 時間 ) )
    \s? (?: [:：\]】] | \u3000 )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""How a line begins that gives the date of a file."""

# 作者：发布时间：2026-01-07 20:28　信息来源：某局
_KEYED = re.compile(r"(?:发布|发表|刊发|公开|發布)\s?(?:日期|时间|時間)\s?[:：\]】\u3000]")

# 成文日期：2025年8月21日      [成文日期] 2025-08-21      成文日期　2025年8月21日
_WRITTEN = re.compile(r"(?:成文|签发|签署|颁布|頒佈|頒布)\s?(?:日期|时间|時間)\s?[:：\]】\u3000]")
# 实施时间：2025-09-01
_IN_FORCE = re.compile(r"(?:[实實]施|施行|生效|失效|[废廢]止)\s?(?:日期|[时時][间間])\s?[:：]")
# 印发日期：2025年8月21日      发文日期　2025年8月21日
_SENT = re.compile(r"(?:印发|发文|制发|生成|登记|颁布)\s?(?:日期|时间)\s?[:：\]】\u3000]")
# 2031年03月21日 星期一　下一篇 放大 缩小
_PAPER_DAY = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?星期[一二三四五六日天][^。]{0,30}(?:[上下]一[篇版]|放大|缩小)"
)
# 某办公厅　2025年8月21日印发
_PRINTED = re.compile(r"[日\d]\s?印发\W*\Z")
# （2021年8月20日某会议通过　2023年5月1日修订）      2021年8月20日某部令第3号公布
_PASSED = re.compile(r"通过|公布|发布|修订|修正|批准|印发|施行|令第|会议")
# ——2025年1月20日在某市人民代表大会第四次会议上
_SAID = re.compile(r"(?:——|――|──|--)?\s*\d{4}\s?年.{2,8}[日号]\s?在.{2,40}上\W*\Z")

# fetch_date: 2026-01-10T03:25      抓取时间：2026-01-10
_FETCHED = re.compile(
    r"(?:抓取|采集|爬取|下载|归档|存档|访问)(?:时间|日期)|\b(?:fetch|crawl|retriev|access|archiv)e?d?",
    re.IGNORECASE,
)
"""Words that say that a date is that of the copy, not of the text."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates that a file and its editor give, apart from the articles' datelines."""

    editor: EditorDate | None
    """The editor's date for the file."""
    front: Candidate[Date] | None
    """The date that the file's first line, its front matter or its metadata prints."""
    unread: str
    """The date there that cannot be read, with its place; '' for none."""
    years: dict[tuple[int, int], tuple[int, int, str]]
    """Month and day → year, line and words of the first such date that is printed with a year."""


def calendar(source: Source) -> Calendar:
    """Return the dates that a file and its editor give."""
    front: Candidate[Date] | None = None
    years: dict[tuple[int, int], tuple[int, int, str]] = {}
    printed = [(at, line.strip()) for at, line in enumerate(source.lines, 1) if line.strip()]
    for place, (number, text) in enumerate(printed):
        if len(text) > _LONGEST or _FETCHED.search(text):
            continue
        for whole in whole_dates(text):
            found = (whole.year or 0, number, whole.words)
            years.setdefault((whole.month, whole.day), found)
            if front is None and place < _HEAD_LINES and (_FRONT.match(text) or not place):
                stated = place or _states(whole, text)
                day = Date(whole.iso(), "day", f"第{number}行「{text}」")
                front = Candidate(day, number, text) if stated else None
    given = [fact for fact in source.facts if fact.name == "date" and fact.value.strip()]
    for fact in given if front is None else ():
        if dated := whole_dates(fact.value):
            words = f"{fact.basis}「{dated[0].words}」"
            front = Candidate(Date(dated[0].iso(), "day", words), None, words)
            break
    for fact in given if front is None else ():
        if months := year_months(fact.value):
            words = f"{fact.basis}「{months[0][1]}」"
            front = Candidate(Date(months[0][0], "month", words), None, words)
            break
    odd = f"{given[0].basis}「{given[0].value}」" if given and front is None else ""
    return Calendar(source.entry.date, front, odd, years)


def days(source: Source, articles: Sequence[Article], known: Calendar) -> tuple[Article, ...]:
    """Return the articles of a file with `issued` and `published`, and the basis of both.

    Only policies, notices and speeches are issued. What the page says once of when it was published
    is true of every article on it.
    """
    lines = around(source, articles)
    written = [
        Candidate(day, number, words, weak=weak)
        for sign, weak in ((_WRITTEN, False), (_SENT, True))
        for number, words in lines
        if (key := sign.search(words)) and (day := _day_after(words, key.end()))
    ]
    page = list(_page_days(source, articles, lines))
    return tuple(
        _published_on(_issued_on(source, article, written), page, known)
        if article.paragraphs
        else article
        for article in articles
    )


def _issued_on(source: Source, article: Article, written: Sequence[Candidate[Date]]) -> Article:
    if article.kind not in ISSUED:
        return article
    places = [at[0] for name, at in article.furniture if name == "label"]
    labels = [(line, source.lines[line - 1].strip()) for line in places]
    return _stated(article, "issued", [*_issued(article, labels), *written])


def _published_on(article: Article, page: Sequence[Candidate[Date]], known: Calendar) -> Article:
    return _stated(article, "published", _published(article, page, known))


def dated(article: Article, known: Calendar) -> Article:
    """Return an article with its `date`: of policies and notices that of issue, else of this copy.

    Captions and page furniture have none; one that is printed and cannot be read is told.
    """
    if not (article.paragraphs or article.furniture):
        return article
    issued = article.identity.issued if article.kind in ("policy", "notice") else None
    basis = article.identity.basis_of("issued")
    if issued and basis:
        place = f"第{issued.line}行「{basis.words}」" if issued.line else basis.words
        return replace(article, date=Date(issued.value, _precision(issued.value), place))
    places = list(_published(article, (), known))
    told, given = article.identity.basis_of("published"), article.identity.published
    if told and told.editor and given is None:
        return replace(article, date=None)
    printed = places[0].value.value if places else ""
    if told and told.editor and given and not printed.startswith(given.value):
        return replace(article, date=Date(given.value, _precision(given.value), told.words))
    if places:
        return replace(article, date=places[0].value)
    if said := article.identity.issued:  # a speech that says when it was held, and nothing else
        place = f"第{said.line}行" if said.line else ""
        words = f"{place}「{basis.words}」" if basis else place
        return replace(article, date=Date(said.value, _precision(said.value), words))
    if known.editor is None:
        return replace(article, unread_date=unread_date(article.datelines, known))
    note = f"：{known.editor.note}" if known.editor.note else ""
    day = _inferred(known.editor.value, f"据文中{_evidence(known.editor)}推定{note}")
    return replace(article, date=day)


def _stated(
    article: Article, fact: Literal["issued", "published"], places: Sequence[Candidate[Date]]
) -> Article:
    def same(one: Date, other: Date) -> bool:
        return _day(one) == _day(other)

    chosen = choose(places, same=same, shown=_day)
    if chosen is None:
        return article
    date, basis = chosen
    return stated(article, fact, StatedDay(_day(date), basis.line), basis)


def _day(date: Date) -> str:
    return date.value.partition("T")[0]


def _issued(article: Article, labels: Sequence[tuple[int, str]]) -> Iterator[Candidate[Date]]:
    """Yield the days that an article prints under a signature or in its head."""
    for paragraph in reversed(article.paragraphs):
        if paragraph.role == "date" and (whole := whole_dates(paragraph.text)):
            yield _candidate(whole[0], paragraph.ranges[0][0], paragraph.text)
            break
    heads = [(one.ranges[0][0], one.text) for one in article.paragraphs[:_OPENING]]
    for number, words in (*article.datelines, *labels, *heads):
        if found := _passed(words):
            several = len({one.iso() for one in whole_dates(words)}) > 1
            yield _candidate(found, number, words, weak=several)
        elif _PRINTED.search(words) and (whole := whole_dates(words)):
            yield _candidate(whole[0], number, words, weak=True)
    signed = [line for line in article.datelines if line[0] > article.paragraphs[0].ranges[0][0]]
    for number, words in signed:
        months = year_months(words)
        if months and words.strip(" ()（）") == months[0][1]:
            day = Date(months[0][0], "month", f"第{number}行「{words}」")
            yield Candidate(day, number, words)
    place = next((at[0] for name, at in article.furniture if name == "subtitle"), 0)
    if place and article.subtitle and _SAID.match(article.subtitle):
        for one in whole_dates(article.subtitle)[:1]:
            yield _candidate(one, place, article.subtitle, weak=True)


def _passed(words: str) -> PrintedDate | None:
    """Return the day that a line under a headline gives as that of the text.

    `（2022年12月2日）` is one; of `（2021年8月20日某会议通过　2023年5月1日修订）` the last.
    """
    inner = words.strip().strip("()（）[]【】 ")
    found = whole_dates(inner) if len(words) <= _LONGEST_BRACKET else ()
    if not found:
        return None
    if _is_bare(inner, found[0]) or stamps.is_held(words.strip()):
        return found[0]
    bracketed = words.strip().startswith(("（", "(", "【", "["))
    if not (bracketed and _PASSED.search(inner)) and not _SAID.match(inner):
        return None
    ends = [*(one.span[0] for one in found[1:]), len(inner)]
    after = [(one, inner[one.span[1] : end]) for one, end in zip(found, ends, strict=True)]
    for signs in (("修订", "修正"), ("公布", "发布", "令第", "印发"), ("通过", "批准")):
        told = [one for one, said in after if any(sign in said for sign in signs)]
        if told:
            return told[-1] if "修订" in signs else told[0]
    return next((one for one, said in after if "施行" not in said[:4]), None)


def _is_bare(words: str, day: PrintedDate) -> bool:
    """Return whether words are a day and nothing else."""
    return not (words[: day.span[0]] + words[day.span[1] :]).strip(" ()（）\u3000")


def _day_after(words: str, start: int) -> Date | None:
    """Return the day that directly follows a key."""
    day = next(iter(whole_dates(words[start : start + _LONGEST])), None)
    if day is None or words[start : start + day.span[0]].strip(" :：\u3000[]【】"):
        return None
    return Date(day.iso().partition("T")[0], "day", day.words)


def _page_days(
    source: Source, articles: Sequence[Article], lines: Sequence[tuple[int, str]]
) -> Iterator[Candidate[Date]]:
    """Yield the days on which a page says that it was published."""
    texts = [one.ranges for article in articles for one in article.paragraphs]
    first = min((ranges[0][0] for ranges in texts), default=0)
    last = max((ranges[-1][1] for ranges in texts), default=0)
    within = last if source.marks else first
    below = [number for number, _ in lines if number > last][:_BELOW]
    for number, words in lines:
        if _FETCHED.search(words) or len(words) > _LONGEST:
            continue
        key = _KEYED.search(words)
        if key and (number < within or number in below):
            if day := _day_after(words, key.end()):
                yield Candidate(day, number, words)
        elif number < within and (_is_own_stamp(words) or _PAPER_DAY.match(words)):
            for whole in whole_dates(words)[:1]:
                yield _candidate(whole, number, words)


def _is_own_stamp(words: str) -> bool:
    """Return whether a line is a stamp of its page, not the day of a document in its head."""
    return (
        stamps.is_stamp(words, finished=False)
        and not _is_of_issue(words)
        and not _WRITTEN.search(words)
        and not _IN_FORCE.search(words)
        and not _SENT.search(words)
    )


def _is_of_issue(words: str) -> bool:
    """Return whether a line gives the day of a document, not of the page that prints it."""
    month = [said for _, said in year_months(words)]
    return (
        _passed(words) is not None
        or _PRINTED.search(words) is not None
        or words.strip(" ()（）") in month
    )


def _published(
    article: Article, page: Iterable[Candidate[Date]], known: Calendar
) -> list[Candidate[Date]]:
    """Return the days on which a copy was published, the best place first.

    `（某社北京8月26日电）` is exact to the day; its year is inferred.
    """
    signed = {one.ranges[0][0] for one in article.paragraphs if one.role == "date"}
    issued = article.kind in ISSUED
    head = [
        line
        for line in _own(article.datelines)
        if not (issued and (line[0] in signed or _is_of_issue(line[1])))
    ]
    places: list[Candidate[Date]] = []
    for number, words in head:
        if whole := whole_dates(words):
            weak = stamps.agency(words) is not None
            places.append(_candidate(whole[0], number, words, weak=weak))
    places = [*places[:1], *page]
    if not places:
        for number, words in head:
            if (month_day := month_days(words)) and (
                day := _completed(number, month_day[0], known)
            ):
                places.append(Candidate(day, number, words, weak=True))
                break
    if known.front is not None:
        places.append(known.front)
    if not places:
        for number, words in head:
            if months := year_months(words):
                day = Date(months[0][0], "month", f"第{number}行「{months[0][1]}」")
                places.append(Candidate(day, number, words))
                break
    return places


def _candidate(
    whole: PrintedDate, number: int, words: str, *, weak: bool = False
) -> Candidate[Date]:
    return Candidate(_printed(whole, number), number, words, weak=weak)


def unread_date(head: Sequence[tuple[int, str]], known: Calendar) -> str:
    """Return the date of an article that is printed and cannot be read, with its line; '' for none.

    `令和7年8月26日` on line 6 gives `第6行「令和7年8月26日」`.
    """
    for number, words in _own(head):
        if alike := unread(words) or "".join(day.words for day in month_days(words)[:1]):
            return f"第{number}行「{alike}」"
    return known.unread


def _own(head: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the datelines that are the article's own, not of the copy that was fetched."""
    return [line for line in head if not _FETCHED.search(line[1])]


def _states(whole: PrintedDate, text: str) -> bool:
    """Return whether a first line states its date, at its beginning or its end.

    `《某某联播》（20250826）` does, `2025年8月26日上午，某市召开动员会。` does not.
    """
    before, after = text[: whole.span[0]], text[whole.span[1] :].strip(" )）]】")
    alone = len(text) <= _LONGEST_FIRST and not text.endswith(("。", "；", "，"))
    return alone and not (before.strip() and after)


def _printed(whole: PrintedDate, number: int) -> Date:
    return Date(whole.iso(), "day", f"第{number}行「{whole.words}」")


def _completed(number: int, printed: PrintedDate, known: Calendar) -> Date | None:
    """Return a date without a year, its year taken from the file or from the editor."""
    basis = f"据文中第{number}行「{printed.words}」"
    for later in range(_PRINTED_WITHIN + 1):
        day = date(2000, printed.month, printed.day) + timedelta(later)
        if whole := known.years.get((day.month, day.day)):
            year, line, words = whole
            # A dateline of 31 December that is printed on 1 January is of the year before.
            year -= day.year - 2000
            return _inferred(printed.iso(year), f"{basis}，年份由第{line}行「{words}」推定")
    if known.editor is None:
        return None
    year = int(known.editor.value[:4])
    return _inferred(printed.iso(year), f"{basis}，年份由{_evidence(known.editor)}推定")


def _inferred(value: str, basis: str) -> Date:
    return Date(value, _precision(value), basis, inferred=True)


def _evidence(editor: EditorDate) -> str:
    return "、".join(f"第{quotation.line}行「{quotation.words}」" for quotation in editor.evidence)


def _precision(value: str) -> Precision:
    if "/" in value:
        return "interval"
    steps: tuple[Precision, ...] = ("year", "month", "day")
    return steps[min(value.count("-"), 2)]
