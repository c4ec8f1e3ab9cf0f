"""Who speaks: in a text as a whole, and in each of its paragraphs.

The one answer for pages, search, data and feeds. A name is as print has it, with the office; it is
empty where nobody signs. A question is of who asks it, a lead of who wrote the article, a policy of
those who issued it: never of who printed it.
"""

from __future__ import annotations

from builder.model.texts import Text, TextParagraph
from builder.model.words import Voice
from builder.model.written import UNNAMED, Person

ANSWER = "答"
"""Marks an answer of the one who is interviewed."""

ISSUED = frozenset(("policy", "notice"))
"""Kinds of texts that offices issue; others are published."""


def person(one: Person) -> str:
    """Return a person with office: '某大学教授 张三'.

    Two offices are joined each with its institution: '某大学园林系教授；某市道路所所长'.
    """
    return " ".join(part for part in (office(one), one.name) if part)


def office(one: Person) -> str:
    """Return the office of a person: '某大学教授'; '' for none."""
    institutions, titles = ((part or "").split("；") for part in (one.institution, one.title))
    if len(institutions) == len(titles):
        return "；".join(map("".join, zip(institutions, titles, strict=True)))
    return (one.institution or "") + (one.title or "")


def speaker(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return who says a paragraph, or a whole text; '' where nobody is named."""
    return "、".join(filter(None, map(person, speakers(text, paragraph))))


def speakers(text: Text, paragraph: TextParagraph | None = None) -> tuple[Person, ...]:
    """Return the persons who say a paragraph, or a whole text."""
    spoken = paragraph.speaker if paragraph else ANSWER
    if paragraph is not None and paragraph.role == "question":
        return (Person(spoken),) if spoken else ()
    if spoken is not None and text.speaker and spoken in (ANSWER, text.speaker.name):
        return (text.speaker,)
    if spoken is not None and spoken != ANSWER:
        return (Person(spoken),)
    if text.kind in ISSUED and not text.authors:
        return tuple(Person(institution=one) for one in text.identity.issuers)
    return text.authors


def voice(text: Text, paragraph: TextParagraph | None = None) -> Voice:
    """Return whose voice a paragraph is, or a whole text: that of an interview is the answers'."""
    if paragraph is not None and paragraph.role == "question":
        return "question"
    return text.authority


def short_name(text: Text, paragraph: TextParagraph | None = None) -> str:
    """Return the shortest name for a voice: a person, an office, a publisher; '' for none.

    Of several offices that issued a policy it is the first: 某部等.
    """
    heard = voice(text, paragraph)
    if heard == "question":
        return speaker(text, paragraph)
    spoken = paragraph.speaker if paragraph else None
    if spoken is not None and spoken not in (ANSWER, text.speaker and text.speaker.name):
        return spoken
    for one in (text.speaker, *text.authors):
        if one is not None and heard in ("official", "expert"):
            return one.name or person(one)
    if text.kind in ISSUED and text.identity.issuers:
        first, *more = text.identity.issuers
        return f"{first}等" if more else first
    return text.title if text.publisher == UNNAMED else text.publisher
