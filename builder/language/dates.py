"""Dates as Chinese print writes them: whole ones, and month and day without a year.

Strings in, values out. No date is completed here: who asks for a year must bring it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it stands in print."""

    year: int | None
    """`None` where only month and day are printed."""
    month: int
    day: int
    time: str | None
    """Hours and minutes, as 21:34."""
    words: str
    """The words as printed."""

    def iso(self, year: int | None = None) -> str:
        """Return it in ISO 8601, with the time where printed; `year` where none is."""
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
    """Return the dates that are printed with their year, in order; impossible ones are passed."""
    found = []
    for match in _WHOLE.finditer(text):
        clock = match["time"]
        printed = PrintedDate(
            year=int(match["year"]),
            month=int(match["month"] or match["m"]),
            day=int(match["day"] or match["d"]),
            time=_clock(clock) if clock else None,
            words=match[0].strip(),
        )
        if _exists(printed, int(match["year"])):
            found.append(printed)
    for match in _COMPACT.finditer(text):
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        printed = PrintedDate(year, month, day, None, match[0])
        if _exists(printed, year):
            found.append(printed)
    return tuple(found)


def month_days(text: str) -> tuple[PrintedDate, ...]:
    """Return the dates that are printed without a year, in order; impossible ones are passed."""
    found = []
    for match in _MONTH_DAY.finditer(text):
        printed = PrintedDate(None, int(match["month"]), int(match["day"]), None, match[0])
        if _exists(printed, 2000):
            found.append(printed)
    return tuple(found)


def _clock(words: str) -> str | None:
    hours, minutes = words.replace("：", ":").split(":")
    return f"{int(hours):02}:{minutes}" if int(hours) < 24 and int(minutes) < 60 else None


def _exists(printed: PrintedDate, year: int) -> bool:
    try:
        date(year, printed.month, printed.day)
    except ValueError:
        return False
    return True
