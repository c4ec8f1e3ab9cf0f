"""Dates as print writes them: with a year, with month and day alone, and what only looks like one.

A text in, `PrintedDate` values out; a time with a zone becomes Beijing's. No year is inferred here:
callers pass it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in print."""

    year: int | None
    """`None` where only month and day are printed."""
    month: int
    day: int
    time: str | None
    """Hours and minutes in Beijing, as 21:34."""
    words: str
    """The words as printed."""
    span: tuple[int, int]
    """Where they stand in the text."""

    def iso(self, year: int | None = None) -> str:
        """Return it in ISO 8601, with the time where printed, in `year` where none is printed.

        Raises `ValueError` where neither is given.
        """
        known = self.year or year
        if known is None:
            raise ValueError(f"no year in {self.words}")
        day = f"{known:04}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.time}" if self.time else day


_NUMERAL = "[\\d〇○零一二三四五六七八九十廿卅]"
MONTH_DAY = rf"(?:{_NUMERAL}{{4}}\s?年\s?)?{_NUMERAL}{{1,2}}\s?月\s?{_NUMERAL}{{1,3}}\s?[日号號]"
"""A date with or without its year, as datelines print it: 8月26日, 二〇二五年八月二十六日."""

SIGN = "\0"
"""What `masked` puts in the place of a date."""

_BEIJING = timezone(timedelta(hours=8))

_ROC = 1911
"""The year before the first of 民国."""

_BLANK = "\t\xa0\xad\u2002\u2003\u2009\u200b\u200c\u200d\u202f\u2060\u3000\ufeff"
_EVEN = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, _BLANK), " ")
    | dict.fromkeys(map(ord, "○◯⚪零"), "〇")
    | dict.fromkeys(map(ord, "‐‑–−"), "-")
    | dict.fromkeys(map(ord, "∣│丨"), "|")
    | {ord(radical): unicodedata.normalize("NFKC", radical) for radical in "⼀⼆⼋⼗⽇⽉"}
    | str.maketrans("號國華時點農曆歷閏", "号国华时点农历历闰")
)
"""Signs of a date in one shape each, character for character."""

_DIGIT = "[〇OoΟО一二三四五六七八九]"
_YEAR = rf"""
    (?: (?<! \d) (?: (?:19|20)\d\d | [12]\ [09]\ \d\ \d )
      | (?<! [〇一二三四五六七八九十百千] ) [一二] \ ? {_DIGIT} \ ? {_DIGIT} \ ? {_DIGIT} )
"""
_MONTH = r"(?: 十\ ?[一二]? | [一二三四五六七八九元] | \d{1,2} | 1\ [012] )"
_DAY = r"""
    (?: (?: [二三]\ ?十 | 十 | 廿 | 卅 ) \ ? [一二三四五六七八九]? | [一二三四五六七八九]
      | \d{1,2} | [123]\ \d )
"""
_ENGLISH = r"""
    (?: jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)?
      | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) (?! [a-z] )
"""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#  21:34      T16:30:00Z      （星期二）下午3:20      21时34分      16:30:00.000+08:00      3:20 PM
_TIME = r"""
    (?: (?: [\s,]{0,3} [(]? (?:星期|周|礼拜) [一二三四五六日天1-6] [)]? )?
        [\sT,]{0,3} (?: (?P<half> 凌晨 | 清晨 | 早上 | 上午 | 中午 | 下午 | 傍晚 | 晚上? ) \s? )?
        (?P<hour> \d{1,2} )
        (?: : (?P<minute> \d\d ) (?: : \d\d (?: [.,] \d{1,9} )? )?
          | [时点] (?! 以 ) \s? (?: (?P<minutes> \d{1,2} ) \s? 分 )? )
        (?P<pm> \s? [ap]\.?m\b\.? )?
        (?P<zone> \s? (?: Z\b | UTC\b | GMT\b | [+-] \d\d :? \d\d (?! \d ) ) )?
    )?
    (?: \s? [(]? 星期 [一二三四五六日天] [)]? )?
"""
_FORMS = tuple(
    re.compile(form + _TIME, re.VERBOSE | re.IGNORECASE)
    for form in (
        # 2025年09月01日08:41      二〇二五年八月二十六日      民国114年8月26号
        rf"""
        (?: 民国 \s? (?P<roc> \d{{1,3}} | [〇一二三四五六七八九十百元]{{1,6}} )
          | (?<! 农历 ) (?P<year> {_YEAR} ) )
        \s{{0,2}} 年 \s{{0,2}} (?P<month> {_MONTH} )
        \s{{0,2}} 月 \s{{0,2}} (?P<day> {_DAY} )
        (?: \s{{0,2}} [日号] | (?= \s | \Z ) (?! \s{{0,2}} \d ) )
        """,
        # 2025-08-26 21:34      2025.8.26      2025/8/26      2025. 8. 26
        rf"""
        (?P<year> {_YEAR} ) (?P<mark> [-./·] ) \ ?
        (?P<month> \d{{1,2}} ) (?P=mark) \ ? (?P<day> \d{{1,2}} ) (?! \d )
        """,
        # 《某某联播》 (20250826)      日期：20250826      20250826
        r"""
        (?: (?<= [(\[【] ) | (?<= 日期: ) | (?<= 时间: ) | (?<= [期间]:\  ) | \A \s* )
        (?P<year> (?:19|20)\d\d ) (?P<month> \d\d ) (?P<day> \d\d ) (?= \s* (?: [)\]】] | \Z ) )
        """,
        # 26 August 2025      Tue, 26 Aug 2025 16:30:00 GMT      the 26th day of August, 2025
        rf"""
        (?<! [\d.] ) (?P<day> \d{{1,2}} ) (?: st|nd|rd|th )? (?: \ day )? (?: \ of )? [\ -]{{1,3}}
        (?P<month> {_ENGLISH} ) [.,]{{0,2}} [\ -]{{1,3}} (?P<year> (?:19|20)\d\d ) (?! \d )
        """,
        # August 26, 2025      Aug. 26, 2025      AUGUST 26TH 2025
        rf"""
        (?<! [a-z] ) (?P<month> {_ENGLISH} ) \.? \ {{0,2}} (?P<day> \d{{1,2}} )
        (?: st|nd|rd|th )? \ ? ,? \ {{0,2}} (?<! \d ) (?P<year> (?:19|20)\d\d ) (?! \d )
        """,
    )
)
# 8月26日      八月二十六日      Aug. 26
_MONTH_DAY = re.compile(
    rf"""
    (?<! [\d年一二三四五六七八九十] ) (?<! 年\ ) (?<! 农历 )
    (?P<month> {_MONTH} ) \s? 月 \s? (?P<day> {_DAY} ) \s? [日号]
    | (?<! [a-z] ) (?P<name> {_ENGLISH} ) \.? \ {{1,2}} (?P<date> \d{{1,2}} )
      (?! \d | (?: st|nd|rd|th )? ,? \ ? (?:19|20)\d\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# 2025年8月      二〇二五年八月      August 2025
_YEAR_MONTH = re.compile(
    rf"""
    (?<! 农历 ) (?P<year> {_YEAR} ) \s{{0,2}} 年 \s{{0,2}} (?P<month> {_MONTH} )
    \s{{0,2}} 月 (?! \s{{0,2}} (?: 初 | {_DAY} ) )
    | (?<! [a-z] ) (?<! \d\ ) (?P<name> {_ENGLISH} ) \.? ,? \ (?P<in> (?:19|20)\d\d ) (?! \d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# 令和7年8月26日      乙巳年七月初四      2025年农历七月初四      2025年13月1日      26/08/2025
_ALIKE = re.compile(
    r"""
    (?: (?: 农历 | 公元 | 令和 | 平成 | 昭和 )? [\d〇OoΟО一二三四五六七八九十百元]{1,6}
      | [甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥] )
    \s{0,2} 年 \s{0,2} (?: 农历 | 阴历 | 夏历 )? (?: 闰? [\d一二三四五六七八九十正元冬腊]{1,3} )
    \s{0,2} 月 \s{0,2} (?: [\d初一二三四五六七八九十廿卅]{1,4} \s{0,2} [日号]? )?
    | (?<! [\d.] ) (?: \d{4} [-/.] \d{1,2} [-/.] \d{1,2}
      | \d{1,2} [-/.] \d{1,2} [-/.] \d{4} ) (?! [\d.] )
    """,
    re.VERBOSE,
)
_HINT = re.compile(r"\d|年|月", re.IGNORECASE)
"""What each date has."""


def even(text: str) -> str:
    """Return a text with the signs of dates in one shape, character for character.

    `２０２５　年` is `2025 年`, `二○二五` and `二零二五` are `二〇二五`.
    """
    return text.translate(_EVEN)


def whole_dates(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates that are printed with a year, in order; impossible ones are skipped.

    `二〇二五年八月二十六日` is 2025-08-26, `2025-08-26T16:30:00Z` is 00:30 of the 27th.
    """
    if not _HINT.search(text):
        return ()
    plain = even(text)
    found = (
        printed
        for form in _FORMS
        for match in form.finditer(plain)
        if (printed := _printed(match, text))
    )
    return tuple(sorted(found, key=lambda printed: printed.span))


def month_days(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates that are printed without a year, in order; impossible ones are skipped."""
    found = []
    for match in _MONTH_DAY.finditer(even(text)):
        month = _month(match["month"] or match["name"])
        day = number(match["day"] or match["date"])
        if _exists(2000, month, day):  # without a year, any leap year will do
            words = text[slice(*match.span())]
            found.append(PrintedDate(None, month, day, None, words, match.span()))
    return tuple(found)


def year_months(text: str) -> tuple[tuple[str, str], ...]:
    """Return the months that are printed without a day, in ISO 8601, and their words.

    `某省交通厅　2025年8月` gives `("2025-08", "2025年8月")`.
    """
    found = []
    for match in _YEAR_MONTH.finditer(even(text)):
        year = number(match["year"] or match["in"])
        month = _month(match["month"] or match["name"])
        if _exists(year, month, 1):
            found.append((f"{year:04}-{month:02}", text[slice(*match.span())]))
    return tuple(found)


def unread(text: str) -> str:
    """Return the words that look like a date and are none that we can read; '' for none.

    >>> unread("令和7年8月26日"), unread("发布于26/08/2025"), unread("2025年8月26日")
    ('令和7年8月26日', '26/08/2025', '')
    """
    if whole_dates(text) or year_months(text) or not _HINT.search(text):
        return ""
    alike = _ALIKE.search(even(text))
    return text[slice(*alike.span())].strip() if alike else ""


def masked(text: str) -> str:
    """Return a text with `SIGN` for each date with its year, and for what looks like one.

    `发布时间：2025-08-26 21:34　来源：某网` is `发布时间:\\0 来源:某网`, its signs made even.
    """
    if not _HINT.search(text):
        return even(text)
    plain = even(text)
    for printed in reversed(whole_dates(text)):
        start, end = printed.span
        plain = f"{plain[:start]}{SIGN}{plain[end:]}"
    return _ALIKE.sub(SIGN, _YEAR_MONTH.sub(SIGN, plain))


def number(words: str) -> int:
    """Return the number that digits or Chinese numerals write: 26, 二十六, 廿六, 二〇二五, 元.

    >>> [number(words) for words in ("0 8", "十", "三十一", "一百一十四", "二O二五")]
    [8, 10, 31, 114, 2025]
    """
    words = words.replace(" ", "").replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    total = part = 0
    for sign in words:
        if sign in "十百":
            total += (part or 1) * (10 if sign == "十" else 100)
            part = 0
        else:
            value = int(sign) if sign.isdecimal() else max("〇一二三四五六七八九".find(sign), 0)
            part = part * 10 + value
    return total + part


def _printed(match: re.Match[str], text: str) -> PrintedDate | None:
    """Return the date of a match, in Beijing; `None` where the calendar has none."""
    named = match.groupdict()
    year = _ROC + number(named["roc"]) if named.get("roc") else number(match["year"])
    month, day = _month(match["month"]), number(match["day"])
    if not _exists(year, month, day):
        return None
    start, end = match.span()
    end = start + len(text[start:end].rstrip())
    start = end - len(text[start:end].lstrip())
    printed = PrintedDate(year, month, day, None, text[start:end], (start, end))
    clock = _clock(match) if match["hour"] else None
    if clock is None:
        return printed
    hours, minutes = clock
    if match["zone"] is None:
        return replace(printed, time=f"{hours:02}:{minutes:02}")
    here = datetime(year, month, day, hours, minutes, tzinfo=_zone(match["zone"])).astimezone(
        _BEIJING
    )
    time = f"{here:%H:%M}"
    return replace(printed, year=here.year, month=here.month, day=here.day, time=time)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Return hours and minutes; `None` where there is no such time of day."""
    hours, minutes = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
    late = (match["pm"] or "").strip().lower().startswith("p")
    if (late or match["half"] in ("下午", "傍晚", "晚", "晚上")) and hours < 12:
        hours += 12
    return (hours, minutes) if hours < 24 and minutes < 60 else None


def _zone(words: str) -> timezone:
    digits = words.strip().replace(":", "")
    if digits[0] not in "+-":
        return UTC
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    known = offset if offset < timedelta(hours=24) else timedelta()
    return timezone(-known if digits[0] == "-" else known)


def _month(words: str) -> int:
    """Return the number of a month: 8, 八, 元 or Aug."""
    letters = words[:3].lower()
    return _MONTHS.index(letters) + 1 if letters in _MONTHS else number(words)


def _exists(year: int, month: int, day: int) -> bool:
    """Return whether the calendar has a day, in a year in which such a text can be printed."""
    try:
        return 1900 <= datetime(year, month, day).year < 2100
    except ValueError:
        return False
