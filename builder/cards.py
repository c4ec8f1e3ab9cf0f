"""Files → their cards, printed in a second: `plan --card` reads no other file and builds nothing.

The rooms that build the site take longer to load than a file to read; so none is loaded here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from builder.disk.seeds import alone, located
from builder.identify import identify
from builder.identify.faults import faults
from builder.identify.relations import related
from builder.model import (
    Article,
    CorrectionEntry,
    EntryFault,
    Framework,
    InputError,
    Source,
    raise_all,
)
from builder.options import parser
from builder.pages.cards import cards, markdown
from builder.split.articles import split


def understood(
    source: Source, corrections: tuple[CorrectionEntry, ...], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file as the file alone tells: nothing is known of other files."""
    return related(identify(source, split(source, corrections), framework), framework)


def show(options: argparse.Namespace) -> int:
    """Print the cards of files.

    Raises `InputError` for a file that cannot be read, and for what an editor says of one and what
    its articles do not bear.
    """
    held = alone(options.root, options.files)
    wrong: list[EntryFault] = []
    for source in held.sources:
        found = understood(source, held.corrections, held.framework)
        lines = cards(source, found, date.today().isoformat())
        print(*(markdown(lines) if options.markdown else lines), sep="\n")
        wrong += faults(source, found)
    raise_all(located(options.root, wrong))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `plan --card` and return its exit code; print the errors that stopped it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(arguments)
    try:
        code = show(options)
        sys.stdout.flush()
        return code
    except* (InputError, OSError) as errors:
        print(*_leaves(errors), sep="\n", file=sys.stderr)
    return 2


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for part in error.exceptions for leaf in _leaves(part)]
    return [error]
