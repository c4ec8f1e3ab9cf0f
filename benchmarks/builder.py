"""The builder beside MkDocs, and its growth: `python -m benchmarks.builder [--sizes 1,10]`.

Prints one table. MkDocs renders the same pages in the same run where it can in reasonable time;
seconds are CPU seconds, ratios are taken within a repetition, medians over all.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.enlarge import enlarged

CHECKOUT = Path(__file__).parents[1]

RENDERED = 10
"""Up to this many times the seeds MkDocs renders too, and the rendered site is proven."""

REPETITIONS = {1: 5, 10: 3}
"""How often a size is measured; larger ones once."""

OURS = ("read", "think", "pages", "data", "verify")
"""The builder's own steps."""

HEADINGS = (
    *("seeds", "characters", "texts", "pages"),
    *(f"{step} s" for step in OURS),
    *("ours s", "MkDocs s", "ours/MkDocs", "write s/10⁶", "peak MB"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One repetition at one size."""

    texts: int
    """Texts on the site."""
    pages: int
    """Markdown pages."""
    seconds: dict[str, float]
    """By step; `verify` and `mkdocs` only where MkDocs rendered."""
    peak: float
    """Most memory that a process of ours held, in MB."""

    @property
    def writing(self) -> float:
        """Seconds from the seeds to Markdown and data."""
        return sum(self.seconds[step] for step in OURS if step != "verify")

    @property
    def ours(self) -> float:
        """Seconds of all our steps that were measured."""
        return sum(self.seconds.get(step, 0.0) for step in OURS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.builder", description=__doc__)
    parser.add_argument("--sizes", default="1,10,100,1000", help="times the seeds, with commas")
    sizes = [int(size) for size in parser.parse_args(arguments).sizes.split(",")]
    table = [HEADINGS]
    with TemporaryDirectory(prefix="benchmark-") as folder:
        for size in sizes:
            root = Path(folder) / f"times-{size}"
            characters = enlarged(CHECKOUT, root, size)
            runs = []
            for repetition in range(REPETITIONS.get(size, 1)):
                _say(f"{size} times the seeds, run {repetition + 1}")
                runs.append(_run(root, size))
            table.append(_row(size, characters, runs))
            shutil.rmtree(root)
    print(printed(table))


def _run(root: Path, size: int) -> Run:
    """Measure once; each part in a process of its own, one after the other."""
    shutil.rmtree(root / "measured", ignore_errors=True)
    parts = [_measured("write", root)]
    if size <= RENDERED:
        rendering = _measured("render", root)
        proof = _measured("prove", root)
        parts.append(proof)
    seconds = {step: time for part in parts for step, time in part["seconds"].items()}
    if size <= RENDERED:
        seconds |= rendering["seconds"]
    return Run(
        texts=parts[0]["texts"],
        pages=parts[0]["pages"],
        seconds=seconds,
        peak=max(part["peak"] for part in parts),
    )


def _measured(part: str, root: Path) -> dict[str, Any]:
    """Run one part in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure", part, str(root)],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _row(size: int, characters: int, runs: list[Run]) -> tuple[str, ...]:
    """Return a row of the table: medians, and the median of the ratios."""

    def middle(step: str) -> str:
        times = [run.seconds[step] for run in runs if step in run.seconds]
        return f"{median(times):.2f}" if times else "–"

    ratios = [run.ours / run.seconds["mkdocs"] for run in runs if "mkdocs" in run.seconds]
    return (
        *(f"{size}×", f"{characters:,}", f"{runs[0].texts:,}", f"{runs[0].pages:,}"),
        *(middle(step) for step in OURS),
        f"{median(run.ours for run in runs):.2f}",
        middle("mkdocs"),
        f"{median(ratios):.2f}" if ratios else "–",
        f"{median(run.writing for run in runs) / characters * 1e6:.1f}",
        f"{max(run.peak for run in runs):.0f}",
    )


def printed(table: list[tuple[str, ...]]) -> str:
    """Return the table as Markdown, columns aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "| " + " | ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in table
    ]
    lines.insert(1, "| " + " | ".join("-" * (width - 1) + ":" for width in widths) + " |")
    return "\n".join(lines)


def _say(words: str) -> None:
    if sys.stderr.isatty():
        print(f"… {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
