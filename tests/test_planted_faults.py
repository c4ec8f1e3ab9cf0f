"""Faults put into a built site are told by `verify`: a sample of all kinds, drawn."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from benchmarks.faults import inputs
from benchmarks.faults.judge import Judge, Verdict
from benchmarks.faults.record import recorded
from benchmarks.faults.site import KINDS, judged
from benchmarks.faults.tree import Tree

SAMPLE = 60
"""How many kinds are drawn."""

TOGETHER = 20
"""How many are in the site at a time, each in files of its own."""

MISSED = {"site": 19, "inputs": 10}
"""Set of faults → how many at most were missed when all were made. It only falls."""


ALONE = {"site": 342}
"""Set of faults → how many at least the second reader told by itself. It only rises."""


def test_there_are_many_kinds_each_with_a_name() -> None:
    for kinds, many in ((KINDS, 250), (inputs.KINDS, 80)):
        assert len({(kind.area, kind.name) for kind in kinds}) == len(kinds) >= many


def test_no_more_was_missed_than_before() -> None:
    sets = {name: found for name, found in recorded().items() if name != "alarms"}
    missed = {name: len(found["missed"]) for name, found in sets.items()}
    assert missed.keys() == MISSED.keys()
    assert {name: count for name, count in missed.items() if count > MISSED[name]} == {}
    for name, least in ALONE.items():
        assert sum(area["alone"] for area in recorded()[name]["areas"].values()) >= least


def test_a_sample_of_faults_is_told_with_the_file_at_fault(root: Path, tmp_path: Path) -> None:
    """But for those that `make faults` missed; and of a site without any nothing is told."""
    tree = Tree(Path(shutil.copytree(root / "site", tmp_path / "site")))
    judge = Judge(root)
    assert judge.verdict(tree.folder) == Verdict()
    kinds = Random("2026").sample(range(len(KINDS)), SAMPLE)
    outcomes = dict(judged(judge, tree, kinds, 1, TOGETHER))
    assert sorted(outcomes) == sorted(kinds)
    missed = {f"{one.area}: {one.name}" for one in outcomes.values() if not one.caught}
    assert missed <= {*recorded()["site"]["missed"]}
