"""Seeds → Markdown and data in a process of its own: `python -m benchmarks.measure ROOT`.

Prints one JSON object: CPU seconds of each step, number of pages and texts, peak memory in MB.
ROOT gets a folder `measured`.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import process_time

from builder.disk.docs import stage_docs
from builder.disk.files import write_files
from builder.disk.seeds import read
from builder.pages import pages
from builder.pipeline import corpus, site_files
from builder.runner import Runner

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What the system counts memory in, to a megabyte."""

seconds: dict[str, float] = {}
"""CPU seconds of each step: other work on the machine does not count."""


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Add the CPU seconds of a block to a step."""
    before = process_time()
    yield
    seconds[step] = seconds.get(step, 0.0) + process_time() - before


def main() -> None:
    """Measure with the newest update alone: one site, not a tree of them."""
    root = Path(sys.argv[1])
    docs, site = root / "measured/docs", root / "measured/site"
    with timed("read"):
        seeds = read(root)
        seeds = replace(seeds, snapshots=seeds.snapshots[-1:])
    with timed("think"):
        values = corpus(seeds, Runner())
    with timed("pages"):
        stage_docs(root, pages(values), docs)
    with timed("data"):
        write_files(site_files(values, ("",), "")[""], site)
    counts = {"texts": len(values.texts), "pages": sum(1 for _ in docs.rglob("*.md"))}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(json.dumps({"seconds": seconds, "peak": peak, **counts}))


if __name__ == "__main__":
    main()
