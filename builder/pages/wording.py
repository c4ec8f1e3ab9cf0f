"""Values of the model → phrases: dates, people, who says something, how witnesses agree.

What these say of plain strings and numbers is in `messages`.
"""

from __future__ import annotations

from collections.abc import Iterable

from builder.messages import phrases
from builder.messages.names import UNDATED
from builder.model import UNNAMED, Agreement, Date, Person, SnapshotEntry, Text, TextParagraph


def published(text: Text) -> str:
    """Return who published a text; '' where that is not known."""
    return "" if text.publisher == UNNAMED else text.publisher


def dated(date: Date | None) -> str:
    """Return a date without its time: '2025年8月26日'; 日期未载 where the text does not say."""
    if date is None:
        return UNDATED
    return phrases.day(date.value.partition("T")[0], inferred=date.inferred)


def updated(entry: SnapshotEntry) -> str:
    """Return the time of an update: '2025年8月26日', '2025年8月至9月（推定）'."""
    if isinstance(entry.date, str):
        return phrases.day(entry.date)
    return phrases.day(entry.date.value, inferred=True)


def person(one: Person) -> str:
    """Return a person with office: '某大学教授 张三'."""
    return phrases.person(one.institution, one.title, one.name)


def people(persons: Iterable[Person]) -> str:
    """Return people in one line."""
    return "、".join(filter(None, map(person, persons)))


def speaker(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return who says a paragraph, or a whole text; '' where nobody is named.

    A lead above an interview is the writer's, not the words of the one who answers.
    """
    if paragraph is not None and paragraph.role == "question":
        return "提问"
    if paragraph is not None and paragraph.speaker == "编者":
        return "编者"
    if text.speaker is not None and (paragraph is None or paragraph.speaker is not None):
        return person(text.speaker)
    return people(text.authors)


def whose(text: Text) -> str:
    """Return the shortest name for who stands behind a text: a name, an office, a publisher."""
    for one in (text.speaker, *text.authors):
        if one is not None and text.authority in ("official", "expert"):
            return one.name or person(one)
    return published(text) or text.title


def agreeing(agreement: Agreement, copies: int) -> str:
    """Return how many of the `copies` witnesses of a text agree in a paragraph."""
    return phrases.agreement(
        copies, agreement.copies, agreement.agreeing, agreement.agreeing_voices
    )
