"""What the texts say of a document → between which days it was issued.

A year, a day or 近日 beside its name is taken as the words have it; whoever cites it without saying
that it is to come wrote after it. What nobody says stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from builder.language.issuing import Issuing, is_to_come, issuing
from builder.language.titles import is_session_report
from builder.model import Days, Mention, Text, TextParagraph, days, surely_later

RECENT = 45
"""Days that 近日 and 日前 reach back from the day of the text."""
PUBLISHED_AFTER = 31
"""Days from a document's own date to its publication, at most."""
SESSIONS_END = "06-30"
"""Latest day in a year on which a people's congress, which meets once a year, hears the reports."""

Homes = Mapping[str, tuple[Text, TextParagraph]]
"""Id of a paragraph → its text and itself."""


def issue_days(
    mentions: Iterable[Mention], homes: Homes, printed: Text | None, report: tuple[str, int | None]
) -> Days:
    """Return the first and the last day on which a document can have been issued.

    `printed` is the text that prints it, `report` its name and, of a yearly report, its year.
    Statements that contradict each other leave open which is right.
    """
    said = [*_of_report(*report)]
    if printed is not None and printed.days != (None, None):
        said.append(_published(printed.days))
    cited: list[Days] = []
    for mention in mentions:
        text, paragraph = homes[mention.paragraph]
        if is_to_come(paragraph.text, mention.span):
            continue
        cited.append((None, text.days[1]))
        if found := issuing(paragraph.text, mention.span):
            said += _completed(found, text.days)
    known = _common(said) or _all(said)
    for bound in cited:
        if not surely_later(known, bound):  # else it is another document or a wrong date
            known = _common((known, bound)) or known
    return known


def _of_report(name: str, year: int | None) -> Iterable[Days]:
    if year is not None:
        yield f"{year}-01-01", f"{year}-{SESSIONS_END if is_session_report(name) else '12-31'}"


def _completed(found: Issuing, written: Days) -> Iterable[Days]:
    """Yield the days that a printed date allows in a text that was written on some day, if any."""
    first, last = written
    if found.relative == "recently":
        if first is not None:
            yield _moved(first, -RECENT), last
        return
    year = found.year
    if year is None and first and last and first[:4] == last[:4]:
        year = int(last[:4]) - (found.relative == "last year")
    if year is None:
        return
    value = "-".join([f"{year:04}", *(f"{part:02}" for part in (found.month, found.day) if part)])
    if known := days(value):
        if found.what == "in force":
            yield None, known[1]
        else:
            yield _published(known) if found.what == "published" else known


def _published(known: Days) -> Days:
    """Return the days on which something can have been issued that was then published."""
    first, last = known
    return (_moved(first, -PUBLISHED_AFTER) if first else None), last


def _moved(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(by)).isoformat()


def _common(several: Iterable[Days]) -> Days | None:
    """Return the days that all allow; `None` where there is none."""
    firsts, lasts = _ends(several)
    first, last = max(firsts, default=None), min(lasts, default=None)
    return None if first and last and first > last else (first, last)


def _all(several: Iterable[Days]) -> Days:
    """Return the days that any allows."""
    firsts, lasts = _ends(several)
    return min(firsts, default=None), max(lasts, default=None)


def _ends(several: Iterable[Days]) -> tuple[list[str], list[str]]:
    known = list(several)
    return [first for first, _ in known if first], [last for _, last in known if last]
