"""Words → the days that they print, read by a small reader of the proof's own.

It knows how Chinese papers write a day, whole or without its year, and how our pages show one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789"
)

# 2025年8月26日  二〇二五年八月二十六日  8月26日  2025年8月  26日  2025 年 3 月 5 日
_CHINESE = re.compile(
    r"""
    (?:(?P<year>[12][0-9]{3}|[12一二][0-9〇○零一二三四五六七八九]{3})\s?年\s?)?
    (?:(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?:份)?)?
    (?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})\s?[日号號])?
    """,
    re.VERBOSE,
)

# 2025-08-26  2025/8/26  2025.8.26  2025-8-26T21:34
_SIGNS = re.compile(
    r"(?<![0-9])(?P<year>[12][0-9]{3})(?P<sign>[-/.．—－])(?P<month>[0-9]{1,2})(?P=sign)"
    r"(?P<day>[0-9]{1,2})(?![0-9])"
)

# 20250826  202508/t20250826_123.html
_SOLID = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9]{1,5}(?![0-9]))"
)

# 08-26 21:34
_SHORT = re.compile(r"(?<![0-9./-])(?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])(?![0-9./-])")

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as far as some words print it."""

    year: int | None = None
    """The year; `None` where it is not printed."""
    month: int | None = None
    """The month, likewise."""
    day: int | None = None
    """The day of the month, likewise."""


def printed(words: str) -> Iterator[Printed]:
    """Yield the days that some words print: 某社8月26日电 → month 8, day 26."""
    plain = words.translate(_WIDE)
    for found in _CHINESE.finditer(plain):
        if found[0]:
            yield Printed(*(_number(found[one]) for one in ("year", "month", "day")))
    for pattern in (_SIGNS, _SOLID):
        for found in pattern.finditer(plain):
            yield Printed(int(found["year"]), int(found["month"]), int(found["day"]))
    for found in _SHORT.finditer(plain):
        yield Printed(None, int(found["month"]), int(found["day"]))


def _number(figures: str | None) -> int | None:
    """Return what figures say: 26, 二十六, 廿六, 二〇二五."""
    if not figures:
        return None
    if "十" in figures or figures[0] in "廿卅":
        figures = figures.replace("廿", "二十").replace("卅", "三十")
        tens, _, ones = figures.partition("十")
        return 10 * int(tens.translate(_DIGITS) or 1) + int(ones.translate(_DIGITS) or 0)
    return int(figures.translate(_DIGITS))


def prints(value: str, words: str) -> bool:
    """Return whether words print the month and the day of an ISO value, and no other year."""
    year, month, day = _parts(value)
    return any(
        (one.year in (None, year))
        and (one.month in (None, month))
        and (one.day == day if day else one.month == month or one.year == year)
        for one in printed(words)
    )


def prints_year(value: str, words: str) -> bool:
    """Return whether words print the year of an ISO value."""
    return value[:4] in words.translate(_WIDE) or any(
        one.year == int(value[:4]) for one in printed(words)
    )


def _parts(value: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day of 2025-08-26T21:34; `None` for what is not said."""
    year, *rest = value.partition("T")[0].split("-")
    month, day, *_ = (*map(int, rest), None, None)
    return int(year), month, day


def as_shown(value: str) -> str:
    """Return how pages show an ISO value: 2025-08/2025-09 as 2025年8月至9月."""
    first, _, last = value.partition("/")
    if not last:
        return _one(first)
    if last == "..":
        return f"{_one(first)}或其后"
    if first == "..":
        return f"{_one(last)}以前"
    end = _one(last)
    return f"{_one(first)}至{end.partition('年')[2] if first[:4] == last[:4] else end}"


def _one(value: str) -> str:
    year, month, day = _parts(value)
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
