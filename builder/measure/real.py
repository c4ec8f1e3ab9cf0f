"""What the program reaches on real files that are not of this site: the committed `scores.yml`,
and what readers said of links between them: `links.yml`.

`make scores` writes the one, `benchmarks.links` the other; no rule reads them, the page about the
site prints them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from builder.model import FactScore, LinkReading, ReadingScore

SCORES = Path(__file__).with_name("scores.yml")
"""An entry for each set of files; its fields are those of `ReadingScore`."""

READINGS = Path(__file__).with_name("links.yml")
"""An entry for each set of files and kind of links; its fields are those of `LinkReading`."""


@cache
def link_readings() -> tuple[LinkReading, ...]:
    """Return the readings of links, in the order of the file."""
    entries = yaml.safe_load(READINGS.read_text("utf-8"))["readings"]
    return tuple(
        LinkReading(
            **{**one, **{way: tuple(map(tuple, one[way])) for way in ("right", "wrong")}},
        )
        for one in entries
    )


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
