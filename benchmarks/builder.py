"""A cold build beside the stock tool, and the builder's growth: `python -m benchmarks.builder`.

Prints two tables. The stock tool is MkDocs with Material and its search by jieba; it renders the
newest pages as often as there are snapshots, and proves nothing. Seconds are CPU seconds of all
processes, ratios are taken within a repetition, medians over all.
"""

from __future__ import annotations

import argparse
import json
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

from benchmarks.enlarge import enlarged
from benchmarks.measure import MEGABYTE

CHECKOUT = Path(__file__).parents[1]

RENDERED = 10
"""Up to this many times the seeds the whole site is built, and by the stock tool as well."""

REPETITIONS = {1: 3}
"""How often a size is measured; larger ones once."""

STEPS = ("read", "think", "pages", "data")
"""The builder's steps from seeds to Markdown and data."""


@dataclass(frozen=True)
class Process:
    """What a command took."""

    cpu: float
    """CPU seconds, over all its processes."""
    time: float
    """Seconds by the clock."""
    peak: float
    """Most memory that one of its processes held, in MB."""
    output: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.builder", description=__doc__)
    parser.add_argument("--sizes", default="1,10,100,1000", help="times the seeds, with commas")
    builds: list[tuple[str, ...]] = [
        ("seeds", "ours s", "stock s", "ours/stock", "ours by the clock", "peak MB")
    ]
    growth: list[tuple[str, ...]] = [
        ("seeds", "characters", "texts", "pages", *STEPS, "s a million characters", "peak MB")
    ]
    with TemporaryDirectory(prefix="benchmark-") as folder:
        for size in map(int, parser.parse_args(arguments).sizes.split(",")):
            root = Path(folder) / f"times-{size}"
            characters = enlarged(CHECKOUT, root, size)
            if size <= RENDERED:
                pairs = [_beside_stock(root) for _ in range(REPETITIONS.get(size, 1))]
                builds.append(_build_row(size, pairs))
            growth.append(_growth_row(size, characters, root))
            shutil.rmtree(root)
    print(printed(builds), printed(growth), sep="\n\n")


def run(*command: str) -> Process:
    """Run a command in the checkout, and measure it."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(
        command,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    time, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Process(cpu, time, after.ru_maxrss / MEGABYTE, done.stdout)


def _beside_stock(root: Path) -> tuple[Process, float]:
    """Return a cold build, and the CPU seconds of the stock tool over the same pages."""
    for made in (".build", "site", "stock"):
        shutil.rmtree(root / made, ignore_errors=True)
    ours = run(sys.executable, "-m", "builder", "build", "--quiet", "--root", str(root))
    settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    stock = root / "stock.yml"
    kept = ("site_name", "use_directory_urls", "theme", "markdown_extensions")
    stock.write_text(
        yaml.safe_dump(
            {key: settings[key] for key in kept}
            | {"docs_dir": "docs", "site_dir": "stock", "plugins": [{"search": {"lang": "zh"}}]}
        )
    )
    snapshots = yaml.safe_load((root / "seeds/snapshots.yml").read_text("utf-8"))["snapshots"]
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "-f", str(stock))
    return ours, sum(run(*command).cpu for _ in snapshots)


def _build_row(size: int, pairs: list[tuple[Process, float]]) -> tuple[str, ...]:
    return (
        f"{size}×",
        f"{median(ours.cpu for ours, _ in pairs):.2f}",
        f"{median(stock for _, stock in pairs):.2f}",
        f"{median(ours.cpu / stock for ours, stock in pairs):.2f}",
        f"{median(ours.time for ours, _ in pairs):.2f}",
        f"{max(ours.peak for ours, _ in pairs):.0f}",
    )


def _growth_row(size: int, characters: int, root: Path) -> tuple[str, ...]:
    output = run(sys.executable, "-m", "benchmarks.measure", str(root)).output
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    seconds = found["seconds"]
    return (
        *(f"{size}×", f"{characters:,}", f"{found['texts']:,}", f"{found['pages']:,}"),
        *(f"{seconds[step]:.2f}" for step in STEPS),
        f"{sum(seconds.values()) / characters * 1e6:.1f}",
        f"{found['peak']:.0f}",
    )


def printed(table: list[tuple[str, ...]]) -> str:
    """Return a table as Markdown, columns aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "| " + " | ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in table
    ]
    lines.insert(1, "| " + " | ".join("-" * (width - 1) + ":" for width in widths) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
