"""What the other nouns are made of: lines, spans, the choices a field has, an input's error."""

from __future__ import annotations

from typing import Literal, get_args
from unicodedata import category

Lines = tuple[int, int]
"""First and last line of a range in a received file, both included."""

Span = tuple[int, int]
"""Start and end of a run of characters in a text, end excluded."""

Kind = Literal[
    "qa", "report", "commentary", "roundtable", "policy", "caption", "notice", "furniture", "other"
]
"""What sort of printed article this is."""

Authority = Literal["policy", "official", "expert", "media", "editor"]
"""Whose voice a text is, in falling weight; `editor` is the editors of the site itself."""

AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
"""Every authority, the weightiest first."""


def authority_rank(authority: Authority) -> int:
    """Return the place of an authority in falling weight: 0 for `policy`, 4 for `editor`."""
    return AUTHORITIES.index(authority)


Role = Literal["lead", "question", "answer", "body", "heading"]
"""What a paragraph does in its article."""

Precision = Literal["day", "month", "year", "interval"]
"""How exactly a date is known; `interval` is an ISO 8601 interval such as 2025-08/2025-09."""

VariantType = Literal[
    "punctuation", "width", "numeral", "omission", "addition", "substitution", "damage"
]
"""How copies differ in a place: `omission` is what some lack, `addition` what some have beyond the
others (most voices decide which it is, else the reading), `damage` what a copy prints wrongly."""

Place = Literal["title", "subtitle", "byline", "dateline", "paragraph"]
"""The part of an article in which copies differ."""


class InputError(Exception):
    """An input that cannot be used: names file and line, quotes the line, says how to mend it."""

    def __init__(
        self, file: str, message: str, *, remedy: str, line: int | None = None, quote: str = ""
    ) -> None:
        self.file, self.line, self.quote, self.message, self.remedy = (
            file, line, quote, message, remedy,
        )  # fmt: skip
        place = f"{file}:{line}" if line else file
        shown = f"\n    | {quote.strip()[:80]}" if quote.strip() else ""
        super().__init__(f"{place}: {message}{shown}\n    → {remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        """Let it pass from one process to another, which an error with keywords cannot."""
        return _again, (self.file, self.message, self.remedy, self.line, self.quote)


def _again(file: str, message: str, remedy: str, line: int | None, quote: str) -> InputError:
    return InputError(file, message, remedy=remedy, line=line, quote=quote)


def printable(words: str) -> str:
    """Return words as they can be printed: foreign words must not steer a terminal.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    return "".join(
        sign
        if sign.isprintable() or sign == "\t" or category(sign) == "Zs"
        else f"\\x{ord(sign):02x}"
        for sign in words
    )


class RenderError(RuntimeError):
    """MkDocs could not render the pages; says so in MkDocs's own words."""
