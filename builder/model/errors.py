"""What is wrong with an input: where, in which words, and how to mend it.

An `InputError` is for the person who wrote the input; everything else that is raised is a bug.
`InputsError` collects many; it is an `InputError` itself, so that one handler catches both.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category

SHOWN = 50
"""How many findings are printed at most; the rest is counted."""


class InputError(Exception):
    """An input that cannot be used: names file and line, quotes the line, says how to mend it.

    Control characters in quoted words are escaped.
    """

    def __init__(
        self, file: str, message: str, *, remedy: str, line: int | None = None, quote: str = ""
    ) -> None:
        self.file = printable(file)
        self.line = line
        self.quote = printable(quote)
        self.message = _lines(message)
        self.remedy = _lines(remedy)
        place = f"{self.file}:{line}" if line else self.file
        shown = f"\n    | {self.quote.strip()[:80]}" if quote.strip() else ""
        super().__init__(f"{place}: {self.message}{shown}\n    → {self.remedy}")

    def __reduce__(self) -> tuple[object, ...]:
        """Make it picklable: by default an exception with keyword arguments is not."""
        return _unpickled, (self.file, self.message, self.remedy, self.line, self.quote)


def _unpickled(file: str, message: str, remedy: str, line: int | None, quote: str) -> InputError:
    return InputError(file, message, remedy=remedy, line=line, quote=quote)


class InputsError(InputError):
    """Several inputs that cannot be used; the attributes are those of the first."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        first = errors[0]
        super().__init__(
            first.file, first.message, remedy=first.remedy, line=first.line, quote=first.quote
        )
        self.errors = tuple(errors)
        shown = [str(error) for error in self.errors[:SHOWN]]
        if len(self.errors) > SHOWN:
            shown.append(f"… and {len(self.errors) - SHOWN} more findings")
        self.args = ("\n".join(shown),)


def raise_all(errors: Sequence[InputError]) -> None:
    """Raise what was found, by file and line; return where nothing was found."""
    if not errors:
        return
    ordered = sorted(errors, key=lambda error: (error.file, error.line or 0))
    raise ordered[0] if len(ordered) == 1 else InputsError(ordered)


class RenderError(RuntimeError):
    """MkDocs could not render the pages; says so in MkDocs's own words."""


def _lines(words: str) -> str:
    return "\n".join(map(printable, words.split("\n")))


def printable(words: str) -> str:
    """Return words that are safe to print on a terminal: control characters are escaped.

    >>> printable("某市\\x1b[2J")
    '某市\\\\x1b[2J'
    """
    return "".join(
        sign
        if sign.isprintable() or sign == "\t" or category(sign) == "Zs"
        else f"\\x{ord(sign):02x}"
        for sign in words
    )
