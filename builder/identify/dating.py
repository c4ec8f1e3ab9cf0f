"""Datelines of an article → its date: as printed, completed from the file, or the editor's.

Where the file prints no date and the editor gives none, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.language.dates import PrintedDate, month_days, unread, whole_dates, year_months
from builder.model import Date, EditorDate, Precision, Source

_LONGEST = 200
"""Characters of the longest line that is searched for dates with a year."""

_PRINTED_WITHIN = 3
"""Days between a dateline and the date of the page that prints it, at most."""

_HEAD_LINES = 40
"""Lines at the head of a file among which one may give its date."""

_LONGEST_FIRST = 60
"""Characters of the longest first line that gives the date of its file."""

# 日期：2026-01-07      发布时间: 2026年1月7日
_FRONT = re.compile(
    r"""
    (?: date | published | (?: 发布 | 发表 | 刊发 | 印发 | 成文 | 发文 )? (?: 日期 | 时间 ) )
    \s? [:：]
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""How a line begins that gives the date of a file."""

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
    front: Date | None
    """The date that the file's first line, its front matter or its metadata prints."""
    unread: str
    """The date there that cannot be read, with its place; '' for none."""
    years: dict[tuple[int, int], tuple[int, int, str]]
    """Month and day → year, line and words of the first such date that is printed with a year."""


def calendar(source: Source) -> Calendar:
    """Return the dates that a file and its editor give."""
    front: Date | None = None
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
                front = Date(whole.iso(), "day", f"第{number}行「{text}」") if stated else None
    given = [fact for fact in source.facts if fact.name == "date" and fact.value.strip()]
    for fact in given if front is None else ():
        if dated := whole_dates(fact.value):
            front = Date(dated[0].iso(), "day", f"{fact.basis}「{dated[0].words}」")
            break
    for fact in given if front is None else ():
        if months := year_months(fact.value):
            front = Date(months[0][0], "month", f"{fact.basis}「{months[0][1]}」")
            break
    odd = f"{given[0].basis}「{given[0].value}」" if given and front is None else ""
    return Calendar(source.entry.date, front, odd, years)


def article_date(head: Sequence[tuple[int, str]], known: Calendar) -> Date | None:
    """Return when an article was published, with the words and the lines that say so.

    `head` is the line and the words of its datelines and time stamps.
    `（某社北京8月26日电）` is exact to the day; its year is inferred.
    """
    head = _own(head)
    for number, words in head:
        if whole := whole_dates(words):
            return _printed(whole[0], number)
    for number, words in head:
        if (days := month_days(words)) and (completed := _completed(number, days[0], known)):
            return completed
    if known.front is not None:
        return known.front
    for number, words in head:
        if months := year_months(words):
            return Date(months[0][0], "month", f"第{number}行「{months[0][1]}」")
    if known.editor is None:
        return None
    note = f"：{known.editor.note}" if known.editor.note else ""
    return _inferred(known.editor.value, f"据文中{_evidence(known.editor)}推定{note}")


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
