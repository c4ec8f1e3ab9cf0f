"""Facts that a published snapshot keeps: who speaks, in what office, and the date of a text.

In: texts as they are read, entries of the editors. Out: the values as locks and entries have them,
and which entry is about which place. A place is a paragraph, or the text as a whole.
"""

from __future__ import annotations

from builder.model import voices
from builder.model.texts import Text, TextParagraph
from builder.model.written import FactEntry, FactField

FIELDS: tuple[FactField, ...] = ("speaker", "office", "date")
"""All fields; a paragraph has no date of its own."""


def fact(field: FactField, text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return what is said in a field of a place; '' for nothing.

    The speaker is the name, 张三, or the office where it speaks without one, 某委有关负责人; an
    office is that of whoever is named. Of several persons each office stands before its name.
    """
    if field == "date":
        return text.date.value if text.date else ""
    persons = voices.speakers(text, paragraph)
    if field == "speaker":
        return "、".join(filter(None, (one.name or voices.person(one) for one in persons)))
    named = [one for one in persons if one.name]
    offices = [voices.office(one) for one in named]
    if len(named) > 1:
        offices = [voices.person(one) for one in named if voices.office(one)]
    return "、".join(filter(None, offices))


def worded(field: FactField, value: str) -> str:
    """Return a value as editors write it: 未署名 or 未载 for nothing."""
    return value or ("未署名" if field == "speaker" else "未载")


def is_about(entry: FactEntry, text: Text, paragraph: TextParagraph | None = None) -> bool:
    """Return whether an entry is about a place of a text, whatever is said there."""
    if entry.text not in text.articles:
        return False
    if paragraph is None:
        return not entry.lines
    if entry.field == "date":
        return False
    return not entry.lines or any(begins(entry, line, paragraph) for line in entry.lines)


def begins(entry: FactEntry, line: int, paragraph: TextParagraph) -> bool:
    """Return whether a paragraph, or a copy of it, begins on a line of the text of an entry."""
    if paragraph.base == entry.text and paragraph.ranges[0][0] == line:
        return True
    return f"{entry.text}-p{line}" in paragraph.copies
