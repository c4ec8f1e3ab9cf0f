"""One snapshot beside all, a full build beside a rebuild: `python -m benchmarks.snapshots`.

Prints one table, a row for each of `--sizes` times the seeds. An edit is rebuilt by a build of its
own (rebuilt), by `build --watch` (watched: by the clock, from the edit until the site is published)
and by the live preview (previewed: from when it notices the edit until all pages are there). CPU
seconds are those of all processes of a build. Ratios are taken within a repetition, medians over
all.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import yaml

from benchmarks.builder import Process, printed, run
from benchmarks.enlarge import enlarged
from builder.disk.cache import FOLDER
from builder.disk.seeds import read
from builder.model import InputError

CHECKOUT = Path(__file__).parents[1]

REPETITIONS = {1: 3}
"""How often a size is measured; larger ones once."""

_ADDRESS = "127.0.0.1:8765"
"""Where the preview is served."""
_PREVIEWED = re.compile(r"Documentation built in (?P<seconds>[\d.]+) seconds")
"""What MkDocs says of it."""

HEADINGS: tuple[str, ...] = (
    *("seeds", "snapshots", "one, CPU s", "all, CPU s", "all, s", "rebuilt, s", "watched, s"),
    *("previewed, s", "all/one, CPU", "all/one, time", "rebuilt/all, CPU", "rebuilt/all, time"),
    *("watched/all, time", "previewed/all, time"),
)


@dataclass(frozen=True)
class Run:
    """One repetition at one size."""

    one: Process
    """Of one snapshot."""
    several: Process
    """Of all snapshots."""
    again: Process
    """Of all after an edit."""
    watched: float
    """Seconds of a watching build after an edit."""
    previewed: float
    """Seconds of the live preview after an edit."""


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


def _run(root: Path, alone: Path, number: int) -> Run:
    """Measure once."""
    for place in (root, alone):
        shutil.rmtree(place / FOLDER, ignore_errors=True)
        shutil.rmtree(place / "site", ignore_errors=True)
    one, several = _build(alone), _build(root)
    first, *others = range(7 * number, 7 * number + 7)
    _edit(root, first)
    return Run(one, several, _build(root), _watched(root, others[:3]), _previewed(root, others[3:]))


def _build(root: Path) -> Process:
    """Build in a process of its own."""
    return run(sys.executable, "-m", "builder", "build", "--quiet", "--root", str(root))


def _watched(root: Path, numbers: Iterable[int]) -> float:
    """Return what a watching build takes to publish an edit, of several the median."""
    published, took = _inode(root), []
    command = [sys.executable, "-m", "builder", "build", "--watch", "--quiet", "--root", str(root)]
    with (
        TemporaryDirectory(prefix="edited-", dir=root.parent) as folder,
        subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.DEVNULL) as watching,
    ):
        try:
            published = _next(root, published)
            aside = Path(folder)
            shutil.copytree(root / "seeds", aside / "seeds")
            for number in numbers:
                files = _edit(aside, number)
                edited = {root / file.relative_to(aside): file.read_bytes() for file in files}
                sleep(1)  # it looks at its files again
                began = perf_counter()
                for file, content in edited.items():
                    file.write_bytes(content)
                published = _next(root, published)
                took.append(perf_counter() - began)
        finally:
            watching.terminate()
    return median(took)


def _inode(root: Path) -> int:
    """Return which folder is published: each build makes its own."""
    return (root / "site").stat().st_ino


def _next(root: Path, published: int) -> int:
    """Wait until another folder is published."""
    while (found := _inode(root)) == published:
        sleep(0.01)
    return found


def _previewed(root: Path, numbers: Iterable[int]) -> float:
    """Return what the live preview takes to show an edit, of several the median."""
    took = []
    with subprocess.Popen(
        [sys.executable, "-m", "builder", "serve", "--root", str(root), "--address", _ADDRESS],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as preview:
        assert preview.stderr is not None
        try:
            while "Serving on" not in next(preview.stderr):
                pass
            for number in numbers:
                sleep(1)  # it looks at its files again
                _edit(root, number)
                while not (built := _PREVIEWED.search(next(preview.stderr))):
                    pass
                took.append(float(built["seconds"]))
        finally:
            preview.terminate()
    return median(took)


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


def _edit(root: Path, number: int) -> tuple[Path, ...]:
    """Change a character of a sentence that the newest update brought, where nobody quotes it.

    Returns the files that are otherwise.
    """
    sources, listed = _sources(root), root / "seeds/sources.yml"
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
        _dump(listed, {"sources": sources})
        try:
            read(root)
        except InputError:
            continue
        return file, listed
    raise AssertionError("every sentence is quoted")


def _sources(root: Path) -> list[dict[str, Any]]:
    sources: list[dict[str, Any]] = yaml.safe_load((root / "seeds/sources.yml").read_text("utf-8"))[
        "sources"
    ]
    return sources


def _dump(file: Path, value: object) -> None:
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")


def _row(size: int, snapshots: int, runs: list[Run]) -> tuple[str, ...]:
    """Return a row of the table: medians, and the medians of the ratios."""

    def middle(value: Callable[[Run], float]) -> str:
        return f"{median(map(value, runs)):.2f}"

    return (
        *(f"{size}×", str(snapshots)),
        middle(lambda run: run.one.cpu),
        middle(lambda run: run.several.cpu),
        middle(lambda run: run.several.time),
        middle(lambda run: run.again.time),
        middle(lambda run: run.watched),
        middle(lambda run: run.previewed),
        middle(lambda run: run.several.cpu / run.one.cpu),
        middle(lambda run: run.several.time / run.one.time),
        middle(lambda run: run.again.cpu / run.several.cpu),
        middle(lambda run: run.again.time / run.several.time),
        middle(lambda run: run.watched / run.several.time),
        middle(lambda run: run.previewed / run.several.time),
    )


if __name__ == "__main__":
    main()
