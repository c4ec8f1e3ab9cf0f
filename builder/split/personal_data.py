"""A file → the lines that may hold somebody's own data, for an editor to withhold."""

from __future__ import annotations

from builder.language.personal import Personal, personal
from builder.model import Source


def personal_data(source: Source) -> tuple[tuple[int, tuple[Personal, ...]], ...]:
    """Return the numbers of such lines, each with the kinds of data in it.

    A line that is withheld already has no words, so it is not among them.
    """
    kinds = ((number, personal(line)) for number, line in enumerate(source.lines, 1))
    return tuple(one for one in kinds if one[1])
