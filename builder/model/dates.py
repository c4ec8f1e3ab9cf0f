"""Dates as editors write them: ISO 8601 days, months, years and intervals.

In: a string. Out: the first and the last day that it allows, or `None` where it is not a date;
and whether what has such days is surely later than something else.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

DATE = re.compile(
    # 2025-08-26, 2025-08, 2025
    r"""
    (?P<year>[0-9]{4})
    (?: - (?P<month>[0-9]{2}) (?: - (?P<day>[0-9]{2}) )? )?
    """,
    re.VERBOSE,
)

Days = tuple[str | None, str | None]
"""First and last day as ISO 8601; `None` on an open side."""


def surely_later(one: Days, other: Days) -> bool:
    """Return whether the first is later than the other, on whichever of their days they were.

    >>> surely_later(("2025-08-01", None), (None, "2025-07-31"))
    True
    >>> surely_later(("2025-08-01", None), ("2025-01-01", "2025-12-31"))
    False
    """
    return bool(one[0] and other[1] and one[0] > other[1])


def days(value: str) -> Days | None:
    """Return the first and last day that a date or an interval allows; `None` if it is neither.

    >>> days("2025-08/2025-09"), days("2026-03/.."), days("2025-02-30")
    (('2025-08-01', '2025-09-30'), ('2026-03-01', None), None)
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _whole(first)
    begins = (None, None) if first == ".." else _whole(first)
    ends = (None, None) if last == ".." else _whole(last)
    if begins is None or ends is None or first == last == "..":
        return None
    start, end = begins[0], ends[1]
    return None if start and end and start > end else (start, end)


def _whole(value: str) -> Days | None:
    """Return the first and last day of a day, a month or a year."""
    match = DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    try:
        first = date(year, month if match["month"] else 1, day if match["day"] else 1)
    except ValueError:
        return None
    if match["day"]:
        return first.isoformat(), first.isoformat()
    last = first.month if match["month"] else 12
    return first.isoformat(), date(year, last, monthrange(year, last)[1]).isoformat()
