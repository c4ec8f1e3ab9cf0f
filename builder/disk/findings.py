"""What is wrong with the inputs, gathered, so that an editor sees it all in one run.

In: `InputError`s as they are found. Out: one raised error that shows each of them.
`InputsError` is an `InputError`: who catches the one catches the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import InputError

SHOWN = 50
"""How many findings are printed at most; the rest is counted."""


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
