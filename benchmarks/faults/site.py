"""Faults in a built site, the manifests made anew: every kind, and what `verify` says of each.

A fault counts as caught where a finding names a file that it was put into.
"""

from __future__ import annotations

import multiprocessing
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.faults import facts, files, frames, words
from benchmarks.faults.judge import BROKE_DOWN, Judge, Verdict
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.tree import Kind, NowhereToActError, Tree

KINDS: tuple[Kind, ...] = (*words.KINDS, *facts.KINDS, *frames.KINDS, *files.KINDS)

PROCESSES = 2
"""How many faults are judged at a time."""


def site_outcomes(
    root: Path, kinds: Sequence[int], seed: int, *, together: int = 1
) -> list[Outcome]:
    """Return what becomes of kinds of fault, by their places in the list, in a built project.

    `together` is how many may be in the site at a time, each in files of its own: what is found of
    a file is said of the fault that was put into it. It is quicker, and a little less strict.
    """
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, context) as pool:
        parts = [kinds[start::PROCESSES] for start in range(PROCESSES)]
        part = partial(_part, root, seed, together)
        by_place = {place: one for done in pool.map(part, parts) for place, one in done}
    return [by_place[place] for place in kinds]


def _part(root: Path, seed: int, together: int, kinds: Sequence[int]) -> list[tuple[int, Outcome]]:
    """Judge some kinds in a copy of the site."""
    folder = root.with_name(f"site-{multiprocessing.current_process().pid}")
    judge, tree = Judge(root), Tree(Path(shutil.copytree(root / "site", folder)))
    return list(judged(judge, tree, kinds, seed, together))


def judged(
    judge: Judge, tree: Tree, kinds: Iterable[int], seed: int, together: int
) -> Iterator[tuple[int, Outcome]]:
    """Yield kinds of fault, and what becomes of them in a tree."""
    left = list(kinds)
    while left:
        yield from (done := list(_some(judge, tree, left, seed, together)))
        for place, _ in done:
            left.remove(place)
        if sys.stderr.isatty():
            print(f"\r{len(left)} left  ", end="", file=sys.stderr)


def _some(
    judge: Judge, tree: Tree, kinds: Sequence[int], seed: int, together: int
) -> Iterator[tuple[int, Outcome]]:
    """Put the first of some faults into a tree, and others that touch none of its files; yield
    them, and what becomes of them, and take them out again.
    """
    put: dict[int, tuple[str, ...]] = {}
    try:
        for place in kinds[: together * 2]:
            kind = KINDS[place]
            try:
                paths = tree.plan(kind, Random(f"{seed}: {kind.area}: {kind.name}"))
            except NowhereToActError:
                yield place, Outcome(kind.area, kind.name, "", caught=False, error="nowhere to act")
                continue
            taken = {path for some in put.values() for path in some}
            if len(put) < together and taken.isdisjoint(paths) and (len(paths) < 2 or not put):
                tree.do()
                put[place] = paths
        tree.seal()
        verdict = judge.verdict(tree.folder) if put else Verdict()
    finally:
        tree.restore()
    for place, paths in put.items():
        yield place, _outcome(KINDS[place], paths, verdict)


def _outcome(kind: Kind, paths: Sequence[str], verdict: Verdict) -> Outcome:
    # documents/a.html: … and documents/a.html#p3: …, but not at/2025/documents/a.html: …
    names = re.compile("|".join(rf"(?:^|\s){re.escape(path)}(?![\w-])" for path in paths))
    named = [one for one in verdict.findings if names.search(one)]
    alone = [one for one in verdict.alone if names.search(one)]
    broken = [one for one in (*verdict.findings, *verdict.alone) if one.startswith(BROKE_DOWN)]
    told = (*broken, *alone[:1], *named, *verdict.findings, *verdict.alone)
    return Outcome(
        kind.area, kind.name, ", ".join(paths[:3]),
        caught=bool(alone or named) and not broken, alone=bool(alone) and not broken, told=told[:4],
    )  # fmt: skip
