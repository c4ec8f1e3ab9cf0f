"""What the program reaches on real files that are not of this site: the committed `scores.yml`.

`make scores` measures and writes it; no rule reads it, the page about the site prints it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from builder.model import FactScore, ReadingScore

SCORES = Path(__file__).with_name("scores.yml")
"""An entry for each set of files; its fields are those of `ReadingScore`."""


@cache
def reading_scores() -> tuple[ReadingScore, ...]:
    """Return the scores, one for each set of files, in the order of the file."""
    entries = yaml.safe_load(SCORES.read_text("utf-8"))["sets"]
    return tuple(
        ReadingScore(
            **{
                **entry,
                "facts": tuple(
                    FactScore(name, **counts) for name, counts in entry["facts"].items()
                ),
            }
        )
        for entry in entries
    )
