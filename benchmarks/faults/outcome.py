"""What became of a fault, and the table of what became of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What became of a fault."""

    area: str
    """What it was put into."""
    name: str
    """What was done, and where."""
    where: str
    """The files that it was put into, or the place in one."""
    caught: bool
    """Whether it was refused or told, with the file at fault."""
    alone: bool = False
    """Of a fault in a site: whether the second reader tells it by itself."""
    told: tuple[str, ...] = ()
    """What was said of it."""
    harmless: bool = False
    """Whether nothing that is built differs by it: it is no fault."""
    error: str = ""
    """Why it could not be made: then it is a fault of this program."""


def table(outcomes: Iterable[Outcome]) -> list[str]:
    """Return a line an area: how many faults, how many of them were caught."""
    areas: dict[str, list[Outcome]] = {}
    for one in outcomes:
        areas.setdefault(one.area, []).append(one)
    every = [one for some in areas.values() for one in some]
    return [f"{area}: {_counts(some)}" for area, some in (*areas.items(), ("all", every))]


def _counts(outcomes: list[Outcome]) -> str:
    harmful = [one for one in outcomes if not one.harmless and not one.error]
    caught, alone = sum(one.caught for one in harmful), sum(one.alone for one in harmful)
    said = [f"{caught} of {len(harmful)} caught"]
    if alone:
        said.append(f"{alone} by the second reader alone")
    if harmless := sum(one.harmless for one in outcomes):
        said.append(f"{harmless} harmless")
    if errors := sum(bool(one.error) for one in outcomes):
        said.append(f"{errors} not made")
    return ", ".join(said)


def lines(one: Outcome, *, verbose: bool) -> list[str]:
    """Return what a report says of a fault; nothing of one that was caught, if not `verbose`."""
    if one.error:
        mark = f"not made: {one.error}"
    elif one.harmless:
        mark = "harmless"
    elif not one.caught:
        mark = "MISSED"
    else:
        mark = "caught" if one.alone or not verbose else "caught, not by the second reader"
    if mark == "caught" and not verbose:
        return []
    said = [f"    {finding[:240]}" for finding in one.told[:3]] if verbose else []
    return [f"{mark}: {one.area}: {one.name} [{one.where}]", *said]
