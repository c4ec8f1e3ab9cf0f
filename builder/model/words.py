"""What the other values are made of: ranges of lines, spans, and enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

Lines = tuple[int, int]
"""First and last line of a range in a received file, both included."""


def line_ranges(numbers: Iterable[int]) -> tuple[Lines, ...]:
    """Return ascending line numbers as ranges: 3, 4, 5, 8 are (3, 5) and (8, 8)."""
    ranges: list[Lines] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_HOLDS_ON = frozenset("-\u00ad\u2010\u2011\u2013\u2014/([{“‘")
"""What the next word follows without a blank."""
_CLOSES = frozenset(")]}”’,.;:!?%")
"""What follows a word without a blank."""
_LOOKED_AT = 200
"""Characters on either side of a line end that say whether the text there is Latin."""


def joined_lines(lines: Iterable[str]) -> str:
    """Return the words of lines as one run: joined by a blank between Latin words, else by nothing.

    >>> joined_lines(["道路", "养护"]), joined_lines(["the well-", "kept road, which", "(see § 2)"])
    ('道路养护', 'the well-kept road, which (see § 2)')
    """
    words: list[str] = []
    last = ""
    for line in map(str.strip, lines):
        if last and line and _apart(last[-_LOOKED_AT:], line[:_LOOKED_AT]):
            words.append(" ")
        words.append(line)
        last = line or last
    return "".join(words)


def _apart(before: str, after: str) -> bool:
    """Return whether a line end stands for a blank."""
    if _LATIN.match(before[-1]) and _LATIN.match(after[0]):
        return True
    return (
        before[-1] not in _HOLDS_ON
        and after[0] not in _CLOSES
        and _LATIN.search(before + after) is not None
        and _CHINESE.search(before + after) is None
    )


Span = tuple[int, int]
"""Start and end of a run of characters in a text, end excluded."""

Kind = Literal[
    "qa",
    "report",
    "commentary",
    "roundtable",
    "speech",
    "policy",
    "digest",  # unrelated items that cannot be split
    "index",  # a list of links
    "caption",
    "notice",  # issues or forwards a policy, or announces something
    "furniture",
    "other",
]
"""What sort of printed article it is."""

Authority = Literal["policy", "official", "expert", "media", "enterprise", "editor"]
"""Whose voice a text is, in falling weight; `editor` is the editors of the site itself."""

AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
"""Every authority, the weightiest first."""


Voice = Literal["policy", "official", "expert", "media", "enterprise", "question", "editor"]
"""Whose voice a paragraph is: that of its text, or `question` of who asks in an interview."""


VOICES: tuple[Voice, ...] = get_args(Voice)
"""Every voice, the weightiest first."""


def voice_rank(voice: Voice) -> int:
    """Return the place of a voice in falling weight: 0 for `policy`."""
    return VOICES.index(voice)


def authority_rank(authority: Authority) -> int:
    """Return the place of an authority in falling weight: 0 for `policy`, 5 for `editor`."""
    return AUTHORITIES.index(authority)


Role = Literal[
    "lead",
    "question",
    "answer",
    "body",
    "heading",
    "item",  # of a list
    "table",  # a row of one
    "note",  # number of a document, who may read it, footnote
    "addressee",
    "annex_list",
    "signature",
    "date",  # under a signature
]
"""What a paragraph does in its article; the last seven only where the format tells paragraphs."""

FORMAL_ROLES = frozenset(("note", "addressee", "annex_list", "signature", "date"))
"""Roles of paragraphs that say nothing of what an article is about."""

Precision = Literal["day", "month", "year", "interval"]
"""How exactly a date is known; `interval` is an ISO 8601 interval such as 2025-08/2025-09."""

VariantType = Literal[
    "punctuation", "width", "numeral", "omission", "addition", "substitution", "damage"
]
"""How copies differ in a place: `omission` is what some lack, `addition` what some have beyond the
others (most voices decide which it is, else the reading), `damage` what a copy prints wrongly."""

Place = Literal["title", "subtitle", "byline", "dateline", "paragraph"]
"""The part of an article in which copies differ."""
