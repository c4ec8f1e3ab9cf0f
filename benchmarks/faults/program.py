"""Single wrong lines in the program, drawn by lot, and what `verify` tells of what they build.

The site is built by the wrong program and proven by it; only the proof itself is as it was. What
builds every page and row to the same bytes is harmless. Nothing is locked, so that only the proof
can tell.
"""

from __future__ import annotations

import ast
import compileall
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.faults.mutants import Mutant, mutant, places
from benchmarks.faults.outcome import Outcome

ROOMS = ("pages", "export", "split", "identify", "collate", "registers")
"""Rooms whose lines are drawn: what pages and data say, and what decides what a document is."""

CHECKOUT = Path(__file__).parents[2]


def program_outcomes(root: Path, work: Path, many: int, seed: int) -> Iterator[Outcome]:
    """Yield what becomes of so many wrong lines, drawn from those that run for a project."""
    work.mkdir()
    root.rename(work / "root")
    shutil.copytree(CHECKOUT / "builder", work / "builder")
    compileall.compile_dir(work / "builder", quiet=2)
    (clean,) = _results(work, [{"module": "", "trace": True}])
    if clean["state"] != "clean":
        raise RuntimeError(clean["said"])
    drawn = list(_drawn(clean["ran"], many, Random(seed)))
    later = _dependents(CHECKOUT / "builder")
    jobs = [
        {"module": one.module, "source": one.source, "again": sorted(later[one.module])}
        for one in drawn
    ]
    for result in _results(work, jobs):
        yield _outcome(drawn[result["at"]], result)


def _results(work: Path, jobs: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    (work / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    command = (sys.executable, "-m", "benchmarks.faults.nursery", str(work))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as nursery:
        assert nursery.stdout is not None
        for done, line in enumerate(nursery.stdout, 1):
            if sys.stderr.isatty():
                print(f"\r{done}/{len(jobs)} ", end="", file=sys.stderr)
            yield json.loads(line)


def _drawn(ran: Mapping[str, Sequence[int]], many: int, choose: Random) -> Iterator[Mutant]:
    """Yield wrong lines, none of them twice, of statements that run."""
    every = []
    for room in ROOMS:
        for file in sorted((CHECKOUT / "builder" / room).glob("*.py")):
            module = file.relative_to(CHECKOUT).as_posix()
            lines = {*ran.get(module, ())}
            for at, (first, last) in enumerate(places(file.read_text(encoding="utf-8"))):
                if not lines.isdisjoint(range(first, last + 1)):
                    every.append((module, at))
    choose.shuffle(every)
    made = 0
    for module, at in every:
        source = (CHECKOUT / module).read_text(encoding="utf-8")
        if made < many and (one := mutant(module, source, at, choose)):
            made += 1
            yield one


def _dependents(package: Path) -> dict[str, set[str]]:
    """Return path of each module → the dotted names of all modules that use it, itself included."""
    uses: dict[str, set[str]] = {}
    paths: dict[str, str] = {}
    for file in package.rglob("*.py"):
        path = file.relative_to(package.parent)
        dotted = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        paths[path.as_posix()] = dotted
        uses[dotted] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                below = {f"{node.module}.{alias.name}" for alias in node.names}
                uses[dotted] |= {node.module, *below}
    found = {}
    for path_, dotted in paths.items():
        some, before = {dotted}, 0
        while len(some) > before:
            before = len(some)
            some |= {one for one, used in uses.items() if not used.isdisjoint(some)}
        found[path_] = some
    return found


# as documents/a.html#p13 says what seeds/sources/b.txt:13 lacks
_PLACED = re.compile(r"\S+\.(?:html|json|xml|csv|js)\b.*seeds/sources/\S+:\d+")


def _outcome(one: Mutant, result: Mapping[str, Any]) -> Outcome:
    room = one.module.split("/")[1]
    said = [str(line) for line in result["said"]]
    placed = [line for line in said if _PLACED.search(line)]
    return Outcome(
        room,
        f"{one.kind}: {one.before} → {one.after}",
        f"{one.module}:{one.line}",
        caught=result["state"] in ("refused", "crashed"),
        alone=result["state"] == "refused" and bool(placed),
        told=(*placed[:1], *said[:3]),
        harmless=result["state"] == "harmless",
    )


def merged(root: Path) -> None:
    """Let a project have one update, the newest, which holds all files: it is built sooner.

    What was locked, and told of changes of rules, is taken away.
    """
    seeds = root / "seeds"
    updates = (seeds / "snapshots.yml").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=- id: )", updates.split("\nrules:")[0] + "\n")
    newest = entries[-1]
    (seeds / "snapshots.yml").write_text(f"snapshots:\n{newest}", encoding="utf-8")
    id_ = newest.split("\n")[0].removeprefix("- id: ")
    sources = (seeds / "sources.yml").read_text(encoding="utf-8")
    sources = re.sub(r"(?m)^(  snapshot:) .*$", rf"\1 {id_}", sources)
    (seeds / "sources.yml").write_text(sources, encoding="utf-8")
    shutil.rmtree(root / "docs" / ".locks", ignore_errors=True)
