"""`builder/measure/faults.yml`: how many faults of each set were made, told and missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.faults.outcome import Outcome

RECORD = Path(__file__).parents[2] / "builder/measure/faults.yml"

_HEAD = """\
# What `verify`, `pages` and `check` tell of faults, one at a time. `make faults` writes it, and
# tests/test_planted_faults.py has the floors. Of each area how many were made and how many told;
# `alone`: told by the second reader (builder/proof/) by itself; `harmless`: nothing that is built
# differs by them; `alarms`: findings in projects without any fault.
"""


def recorded() -> dict[str, Any]:
    """Return what was measured last: set → areas and what was missed."""
    return dict(yaml.safe_load(RECORD.read_text(encoding="utf-8")) or {}) if RECORD.exists() else {}


def record_alarms(found: Mapping[str, Sequence[str]]) -> None:
    """Write how many findings there were in each project without a fault."""
    _write(recorded() | {"alarms": {name: len(told) for name, told in found.items()}})


def record(name: str, outcomes: Iterable[Outcome], commit: str) -> None:
    """Write what became of the faults of a set in the place of what was measured of it before."""
    made = tuple(outcomes)
    areas: dict[str, dict[str, int]] = {}
    for one in made:
        counts = areas.setdefault(one.area, {"made": 0, "told": 0, "alone": 0, "harmless": 0})
        counts["made"] += 1
        counts["told"] += one.caught and not one.harmless
        counts["alone"] += one.alone
        counts["harmless"] += one.harmless
    missed = sorted(
        f"{one.area}: {one.name}" for one in made if not one.caught and not one.harmless
    )
    _write(recorded() | {name: {"commit": commit, "areas": areas, "missed": missed}})


def _write(sets: Mapping[str, Any]) -> None:
    written = yaml.safe_dump(
        {key: sets[key] for key in sorted(sets)},
        sort_keys=False, default_flow_style=None, allow_unicode=True, width=100,
    )  # fmt: skip
    RECORD.write_text(f"{_HEAD}{written}", encoding="utf-8")
