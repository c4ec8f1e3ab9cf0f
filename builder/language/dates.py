"""Dates as Chinese print writes them: with a year, and month and day without one.

A text in, `PrintedDate` values out. No year is inferred here: callers pass it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in print."""

    year: int | None
    """`None` where only month and day are printed."""
    month: int
    day: int
    time: str | None
    """Hours and minutes, as 21:34."""
    words: str
    """The words as printed."""

    def iso(self, year: int | None = None) -> str:
        """Return it in ISO 8601, with the time where printed, in `year` where none is printed.

        Raises `ValueError` where neither is given.
        """
        known = self.year or year
        if known is None:
            raise ValueError(f"no year in {self.words}")
        day = f"{known:04}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.time}" if self.time else day


# 2025-08-26 21:34      2025年09月01日08:41      2022年12月2日      2025.8.26      2025/8/26
_WHOLE = re.compile(
    r"""
    (?<!\d)(?P<year>(?:19|20)\d\d)
    (?:\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日
      |(?P<mark>[-./])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?!\d))
    (?:[\sT]{0,3}(?P<time>\d{1,2}[:：]\d{2}))?
    """,
    re.VERBOSE,
)
# 《某某联播》 (20250826)
_COMPACT = re.compile(r"(?<=[(（])(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?=[)）])")
# 8月26日
_MONTH_DAY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日", re.VERBOSE)


def whole_dates(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates that are printed with a year, in order; impossible ones are skipped."""
    found = []
    for match in _WHOLE.finditer(text):
        month, day = match["month"] or match["m"], match["day"] or match["d"]
        time = _clock(match["time"]) if match["time"] else None
        found.append(PrintedDate(int(match["year"]), int(month), int(day), time, match[0].strip()))
    for match in _COMPACT.finditer(text):
        year, month, day = match.group("year", "month", "day")
        found.append(PrintedDate(int(year), int(month), int(day), None, match[0]))
    return tuple(filter(_exists, found))


def month_days(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates that are printed without a year, in order; impossible ones are skipped."""
    found = (
        PrintedDate(None, int(match["month"]), int(match["day"]), None, match[0])
        for match in _MONTH_DAY.finditer(text)
    )
    return tuple(filter(_exists, found))


def _clock(words: str) -> str | None:
    hours, minutes = words.replace("：", ":").split(":")
    return f"{int(hours):02}:{minutes}" if int(hours) < 24 and int(minutes) < 60 else None


def _exists(printed: PrintedDate) -> bool:
    """Return whether the calendar has the date; without a year, in a leap year."""
    try:
        date(printed.year or 2000, printed.month, printed.day)
    except ValueError:
        return False
    return True
