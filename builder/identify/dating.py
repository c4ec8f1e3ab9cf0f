"""Datelines of an article → its date: as printed, completed from the file, or the editor's.

Where the file prints no date and the editor gives none, there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from builder.language.dates import PrintedDate, month_days, whole_dates
from builder.model import Date, EditorDate, Precision, Source

_LONGEST = 200
"""Characters of the longest line that is searched for dates with a year."""

_PRINTED_WITHIN = 3
"""Days between a dateline and the date of the page that prints it, at most."""

_HEAD_LINES = 40
"""Lines at the head of a file among which one may give its date."""

_FRONT = ("date:", "日期:", "日期：", "发布日期：")
"""How a line begins that gives the date of a file."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates that a file and its editor give, apart from the articles' datelines."""

    editor: EditorDate | None
    """The editor's date for the file."""
    front: Date | None
    """The date that the file's first line, its front matter or its metadata prints."""
    years: dict[tuple[int, int], tuple[int, int, str]]
    """Month and day → year, line and words of the first such date that is printed with a year."""


def calendar(source: Source) -> Calendar:
    """Return the dates that a file and its editor give."""
    front: Date | None = None
    years: dict[tuple[int, int], tuple[int, int, str]] = {}
    printed = [(at, line.strip()) for at, line in enumerate(source.lines, 1) if line.strip()]
    for place, (number, text) in enumerate(printed):
        if len(text) > _LONGEST:
            continue
        for whole in whole_dates(text):
            found = (whole.year or 0, number, whole.words)
            years.setdefault((whole.month, whole.day), found)
            if front is None and place < _HEAD_LINES and (place == 0 or text.startswith(_FRONT)):
                front = Date(whole.iso(), "day", f"第{number}行「{text}」")
    for fact in source.facts if front is None else ():
        dated = whole_dates(fact.value) if fact.name == "date" else ()
        if dated:
            front = Date(dated[0].iso(), "day", f"{fact.basis}「{dated[0].words}」")
            break
    return Calendar(source.entry.date, front, years)


def article_date(head: Sequence[tuple[int, str]], known: Calendar) -> Date | None:
    """Return when an article was published, with the words and the lines that say so.

    `head` is the line and the words of its datelines and time stamps.
    `（某社北京8月26日电）` is exact to the day; its year is inferred.
    """
    for number, words in head:
        if whole := whole_dates(words):
            return Date(whole[0].iso(), "day", f"第{number}行「{whole[0].words}」")
    for number, words in head:
        if days := month_days(words):
            return _completed(number, days[0], known)
    if known.front is not None:
        return known.front
    if known.editor is None:
        return None
    note = f"：{known.editor.note}" if known.editor.note else ""
    return _inferred(known.editor.value, f"据文中{_evidence(known.editor)}推定{note}")


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
