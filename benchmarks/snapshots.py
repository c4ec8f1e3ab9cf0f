"""One snapshot beside all, a full build beside a rebuild: `python -m benchmarks.snapshots`.

Prints one table, a row for each of `--sizes` times the seeds. CPU seconds are those of all
processes of a build; ratios are taken within a repetition, medians over all.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import yaml

from benchmarks.builder import printed
from benchmarks.enlarge import enlarged
from builder.disk.memory import FOLDER
from builder.disk.seeds import read
from builder.model import InputError

CHECKOUT = Path(__file__).parents[1]

REPETITIONS = {1: 3}
"""How often a size is measured; larger ones once."""

HEADINGS = (
    *("seeds", "snapshots", "one, CPU s", "all, CPU s", "rebuilt, CPU s"),
    *("all/one, CPU", "all/one, time", "rebuilt/all, CPU", "rebuilt/all, time"),
)


@dataclass(frozen=True, slots=True)
class Build:
    """What a build took."""

    cpu: float
    """Seconds, over all its processes."""
    time: float
    """Seconds by the clock."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.snapshots", description=__doc__)
    parser.add_argument("--sizes", default="1,10", help="times the seeds, with commas")
    table = [HEADINGS]
    compileall.compile_dir(CHECKOUT / "builder", quiet=1)  # no build is to compile the builder
    with TemporaryDirectory(prefix="benchmark-") as folder:
        for size in map(int, parser.parse_args(arguments).sizes.split(",")):
            root = Path(folder) / f"times-{size}"
            enlarged(CHECKOUT, root, size)
            alone = Path(shutil.copytree(root, Path(folder) / f"alone-{size}"))
            snapshots = _of_one_snapshot(alone)
            runs = [_run(root, alone, number) for number in range(REPETITIONS.get(size, 1))]
            table.append(_row(size, snapshots, runs))
    print(printed(table))


def _run(root: Path, alone: Path, number: int) -> tuple[Build, Build, Build]:
    """Return what it takes to build one snapshot, all of them, and these after an edit."""
    for place in (root, alone):
        shutil.rmtree(place / FOLDER, ignore_errors=True)
        shutil.rmtree(place / "site", ignore_errors=True)
    one, several = _build(alone), _build(root)
    _edit(root, number)
    return one, several, _build(root)


def _build(root: Path) -> Build:
    """Build in a process of its own."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    subprocess.run(
        [sys.executable, "-m", "builder", "build", "--quiet", "--root", str(root)],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    time, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Build(cpu, time)


def _of_one_snapshot(root: Path) -> int:
    """Let the newest update bring all that all of them brought; return how many there were."""
    file = root / "seeds/snapshots.yml"
    snapshots = yaml.safe_load(file.read_text("utf-8"))["snapshots"]
    _dump(file, {"snapshots": snapshots[-1:]})
    sources = _sources(root)
    _dump(
        root / "seeds/sources.yml",
        {"sources": [one | {"snapshot": snapshots[-1]["id"]} for one in sources]},
    )
    return len(snapshots)


def _edit(root: Path, number: int) -> None:
    """Change a character of a sentence that the newest update brought, where nobody quotes it."""
    sources = _sources(root)
    entry = [one for one in sources if one["snapshot"] == sources[-1]["snapshot"]][-1]
    file = root / "seeds/sources" / entry["file"]
    before = file.read_text("utf-8")
    lines = before.split("\n")
    for at in sorted(range(len(lines)), key=lambda at: -len(lines[at]))[number:]:
        words, middle = lines[at], len(lines[at]) // 2
        edited = words[:middle] + "新" + words[middle:]
        after = "\n".join([*lines[:at], edited, *lines[at + 1 :]]).encode()
        file.write_bytes(after)
        entry["sha256"] = hashlib.sha256(after).hexdigest()
        _dump(root / "seeds/sources.yml", {"sources": sources})
        try:
            read(root)
        except InputError:
            continue
        return
    raise AssertionError("every sentence is quoted")


def _sources(root: Path) -> list[dict[str, Any]]:
    sources: list[dict[str, Any]] = yaml.safe_load((root / "seeds/sources.yml").read_text("utf-8"))[
        "sources"
    ]
    return sources


def _dump(file: Path, value: object) -> None:
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")


def _row(size: int, snapshots: int, runs: list[tuple[Build, Build, Build]]) -> tuple[str, ...]:
    """Return a row of the table: medians, and the medians of the ratios."""
    return (
        *(f"{size}×", str(snapshots)),
        *(f"{median(run[build].cpu for run in runs):.2f}" for build in range(3)),
        f"{median(several.cpu / one.cpu for one, several, _ in runs):.2f}",
        f"{median(several.time / one.time for one, several, _ in runs):.2f}",
        f"{median(again.cpu / several.cpu for _, several, again in runs):.2f}",
        f"{median(again.time / several.time for _, several, again in runs):.2f}",
    )


if __name__ == "__main__":
    main()
