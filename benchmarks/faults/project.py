"""Judges faults in inputs: each is put into a copy of a published project.

It counts as caught where the pages are refused, or where `check`, once the pages are written anew,
says more than it did before.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from benchmarks.faults.inputs import KINDS
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.tree import Kind, NowhereToActError, Tree
from builder import __main__ as program
from builder.runner import runner

PROCESSES = 2
"""How many faults are judged at a time."""

_PAGE = """\
<!DOCTYPE html><html lang="zh-CN">
<head><meta charset="utf-8"><title>某市推进人工智能应用</title></head>
<body><h1>某市推进人工智能应用</h1><p>2026-04-02 来源：某市日报</p>
<p>本报讯（记者 何必达）某市日前部署人工智能应用，提出到2027年建成十个人工智能应用场景。</p>
<p>据介绍，该市将以大模型和智能体改造制造业，为中小企业提供算力服务。</p></body></html>
"""
_ENTRY = """\
- id: city-page
  file: 900_city.html
  sha256: {hash}
  publisher: 未具名
  snapshot: 2026-04
"""
_UPDATE = """\
- id: 2026-04
  date: 2026-04-02
  title: 某市的报道
  why: 某市的报纸报道该市的应用。
"""


def published(root: Path) -> None:
    """Add a web page, whose reading is kept, to a project, in an update of its own; publish it."""
    page, sources, snapshots = (root / "seeds" / name for name in (
        "sources/900_city.html", "sources.yml", "snapshots.yml",
    ))  # fmt: skip
    page.write_text(_PAGE, encoding="utf-8")
    entry = _ENTRY.format(hash=sha256(page.read_bytes()).hexdigest())
    sources.write_text(f"{sources.read_text(encoding='utf-8')}{entry}", encoding="utf-8")
    updates = snapshots.read_text(encoding="utf-8")
    snapshots.write_text(updates.replace("rules:", f"{_UPDATE}rules:", 1), encoding="utf-8")
    for command in ("pages", "lock", "pages"):
        if said := said_by(root, command, refusals=True):
            raise RuntimeError(said)


_BY_HAND = re.compile("by hand|mkdocs|hooks|theme|style")
"""Kinds that only the building of the site can tell."""


def input_outcomes(root: Path, kinds: Sequence[int], seed: int) -> list[Outcome]:
    """Return what becomes of kinds of fault, by their places in the list, in a project."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(PROCESSES, context) as pool:
        parts = [kinds[start::PROCESSES] for start in range(PROCESSES)]
        by_place = {
            place: one
            for done in pool.map(partial(_part, root, seed), parts)
            for place, one in done
        }
    return [by_place[place] for place in kinds]


def _part(root: Path, seed: int, kinds: Iterable[int]) -> list[tuple[int, Outcome]]:
    kept = _Kept()
    with patch.object(program, "runner", lambda *_: runner(kept)):
        before = {*said_by(root, "check").splitlines()}
        kept.is_whole = True
        return [(place, input_outcome(root, KINDS[place], seed, before)) for place in kinds]


class _Kept:
    """What the steps made of the project without a fault: a step of the same input is not done
    again.
    """

    def __init__(self) -> None:
        self.is_whole = False
        self._made: dict[str, dict[str, Any]] = {}

    def load(self, step: str) -> dict[str, Any]:
        """Return what a step made, by key."""
        return dict(self._made.get(step, {}))

    def save(self, step: str, results: dict[str, Any]) -> None:
        """Keep what a step made, but not of a project with a fault."""
        if not self.is_whole:
            self._made[step] = results


def input_outcome(root: Path, kind: Kind, seed: int, before: set[str]) -> Outcome:
    """Put a fault into a copy of a project and say what becomes of it.

    `before` is what `check` says of the project without it.
    """
    copy = root.with_name(f"copy-{multiprocessing.current_process().pid}")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site", "stage-*"))
    tree = Tree(copy)
    try:
        paths = tree.plan(kind, Random(f"{seed}: {kind.area}: {kind.name}"))
    except NowhereToActError:
        return Outcome(kind.area, kind.name, "", caught=False, error="found nowhere to act")
    tree.do()
    where = ", ".join(paths)
    try:
        refused = said_by(copy, "build" if _BY_HAND.search(kind.name) else "pages", refusals=True)
        said = "" if refused else said_by(copy, "check")
    except Exception as error:  # no traceback may reach a user, whatever the input
        broke = f"broke down: {type(error).__name__}: {error}"
        return Outcome(kind.area, kind.name, where, caught=False, told=(broke,))
    more = [one for one in said.splitlines() if one not in before]
    told = (*refused.splitlines(), *more)[:4]
    return Outcome(kind.area, kind.name, where, caught=bool(told), told=told)


def said_by(root: Path, command: str, *, refusals: bool = False) -> str:
    """Return what a command says; with `refusals` nothing, unless it refuses."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said), redirect_stderr(said):
        code = program.main([command, "--root", str(root)])
    said.seek(0)
    return said.read() if not refusals or code != program.FINE else ""
