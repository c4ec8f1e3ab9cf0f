"""What print says in a line: bylines, names of documents, quotations, sentences, dates, markup.

The cases are `tests/cases/language/*.yml`: `given` names a rule and its lines, `expect` what each
gives. 〔路×120〕 in a line stands for 120 times 路.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.language import (
    announcing,
    bylines,
    characters,
    dates,
    issuing,
    latin,
    people,
    places,
    quoting,
    speakers,
    stamps,
    titles,
)
from builder.language.people import PrintedPerson
from builder.language.phrases import finder
from builder.language.sentences import sentences
from builder.model import joined_lines

CASES = Path(__file__).parent / "cases" / "language"
FILES = sorted(CASES.glob("*.yml"))
REPEATED = re.compile(r"〔(?P<words>.*?)×(?P<times>[0-9]+)〕")


def written_out(value: Any) -> Any:
    """Return a line, or values of lines, with what they repeat."""
    if isinstance(value, list):
        return list(map(written_out, value))
    if isinstance(value, dict):
        return {key: written_out(one) for key, one in value.items()}
    if isinstance(value, str):
        return REPEATED.sub(lambda found: found["words"] * int(found["times"]), value)
    return value


def person(one: PrintedPerson | None) -> list[str | None] | None:
    """Return name, title and institution."""
    return None if one is None else [one.name, one.title, one.institution]


def persons(found: tuple[PrintedPerson, ...] | None) -> list[list[str | None] | None] | None:
    """Return name, title and institution of each."""
    return None if found is None else list(map(person, found))


def marked_names(line: str) -> list[titles.Named]:
    """Return the names in book-title marks."""
    return [one for one in titles.named_documents(line) if one.by == "title"]


def written(said: issuing.Issuing | None) -> list[Any] | None:
    """Return the year or the word for it, month and day, and what is dated."""
    return said and [said.relative or said.year, said.month, said.day, said.what]


def report_of(found: titles.Yearly | None) -> list[Any] | None:
    """Return kind, place, whether it is a local one, and year."""
    return found and [found.kind, found.place, found.local, found.year]


RULES: dict[str, Callable[[str], Any]] = {
    "finished": characters.finished,
    "emphasised": characters.emphasised,
    "heading_level": characters.heading_level,
    "without_images": characters.without_images,
    "without_markup": characters.without_markup,
    "printed_width": characters.printed_width,
    "dates": lambda line: [one.iso() for one in dates.whole_dates(line)],
    "month_days": lambda line: [one.iso(2025) for one in dates.month_days(line)],
    "year_months": lambda line: [list(one) for one in dates.year_months(line)],
    "unread_dates": dates.unread,
    "number": dates.number,
    "latin_ends": latin.ends_sentence,
    "latin_opens": lambda line: [latin.opens_clause(line), latin.opens_item(line)],
    "latin_hangs": latin.hangs,
    "joined": lambda line: joined_lines(line.split("⏎")),
    "personal_names": lambda line: list(people.names(line)),
    "offices": lambda line: persons(people.offices(line)),
    "reporters": lambda line: persons(bylines.reporters(line)),
    "agency": bylines.agency,
    "account": lambda line: (found := stamps.read_account(line)) and list(found),
    "origin": stamps.origin,
    "signature": lambda line: persons(bylines.signature(line)),
    "closing_signature": lambda line: (bylines.closing_signature(line) or (None,))[0],
    "opening": lambda line: person(found.speaker) if (found := speakers.opening(line)) else None,
    "reporter": speakers.reporter,
    "voice": lambda line: person(speakers.voice(line)),
    "spokesperson": lambda line: person(speakers.spokesperson(line)),
    "institution": people.is_institution,
    "document_names": lambda line: [
        [line[slice(*one.span)], one.by, *([one.alias] if one.alias else [])]
        for one in titles.named_documents(line)
    ],
    "to_come": lambda line: [issuing.is_to_come(line, one.span) for one in marked_names(line)],
    "issuing": lambda line: [
        written(issuing.issuing(line, one.span)) for one in marked_names(line)
    ],
    "genre": titles.genre,
    "yearly": titles.is_yearly,
    "short": titles.is_short,
    "identity": titles.identity,
    "draft": lambda line: list(titles.split_draft(line)),
    "edition": lambda line: list(titles.split_edition(line)),
    "place": places.place,
    "issuing_place": lambda line: announcing.issuing_place(line, len(line) - 1),
    "rows": lambda line: [[one.name for one in row] for _, row in titles.rows_of_names(line)],
    "report": lambda line: report_of(titles.yearly(line)),
    "quotations": lambda line: [
        [line[slice(*one.span)], one.document or one.attributed]
        for one in quoting.quoted_words(line)
    ],
    "book_titles": lambda line: list(quoting.book_titles(line)),
    "sentences": lambda line: [line[slice(*span)] for span in sentences(line)],
    "phrases": lambda line: [
        line[start:end] for start, end, _ in finder(("道路", "道路养护", "覆盖率#%"))(line)
    ],
}
"""What a case may ask for."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_line_gives_what_it_says(path: Path) -> None:
    """Each limit of a rule has a line on either side of it."""
    case = yaml.safe_load(path.read_text("utf-8"))
    assert list(case) == ["why", "given", "expect"]
    ((rule, lines),) = case["given"].items()
    assert [RULES[rule](line) for line in written_out(lines)] == written_out(case["expect"])
