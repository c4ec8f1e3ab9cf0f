"""One measurement in a process of its own: `python -m benchmarks.measure write|render|prove ROOT`.

Prints one JSON object: CPU seconds of each step, number of pages and texts, peak memory in MB.
ROOT gets a folder `measured`; `render` and `prove` need what came before.
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
from builder.export.data import data_files
from builder.model import Seeds
from builder.pages.editions import edition
from builder.pipeline import atlas, corpus, pages
from builder.processes import settle
from builder.site.one import single_files, singles
from builder.site.render import render
from builder.site.snapshots import place, views
from builder.site.verify import proof_of_files, proof_of_pages, proof_of_singles, verify
from builder.tree import finish

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What the system counts memory in, to a megabyte."""

DOCS, MADE, SITE = Path("measured/docs"), Path("measured/made"), Path("measured/site")
"""Where a measurement writes, under its root: Markdown, what MkDocs makes of it, the tree."""

seconds: dict[str, float] = {}
"""CPU seconds of each step: other work on the machine does not count."""


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Add the CPU seconds of a block to a step."""
    before = process_time()
    yield
    seconds[step] = seconds.get(step, 0.0) + process_time() - before


def seeds_of(root: Path) -> Seeds:
    """Return the seeds with the newest update alone: one site is measured, not a tree of them."""
    seeds = read(root)
    return replace(seeds, snapshots=seeds.snapshots[-1:])


def write(root: Path) -> dict[str, int]:
    """Seeds → Markdown and data."""
    docs, site = root / DOCS, root / SITE
    with timed("read"):
        seeds = seeds_of(root)
    with timed("think"):
        values = corpus(seeds)
    with timed("pages"):
        stage_docs(root, pages(values), docs)
    with timed("data"):
        write_files(data_files(values), site)
    return {"texts": len(values.texts), "pages": sum(1 for _ in docs.rglob("*.md"))}


def rendered(root: Path) -> dict[str, int]:
    """Markdown → HTML, by MkDocs."""
    docs, site = root / DOCS, root / MADE
    with timed("mkdocs"):
        render(root, docs, site)
    return {"html": sum(1 for _ in site.rglob("*.html"))}


def prove(root: Path) -> dict[str, int]:
    """The built site against the seeds."""
    site = root / SITE
    values = corpus(seeds_of(root))
    newest = edition(values, pages(values), ())
    several = views(newest, newest=True)
    place(root / MADE, [one.path for one in newest.pages], several, site)
    beside = {view.folder: (*data_files(values),) for view in several}
    for folder, files in beside.items():
        write_files(files, site, folder)
    alone = singles(newest)
    write_files(single_files(alone, site), site)
    menu = atlas([newest])
    finish([newest], menu, site)
    with timed("verify"):
        proofs = [
            proof_of_files(values, beside, site),
            proof_of_pages(newest, root, site, newest=True),
            proof_of_singles(alone, single_files(alone, site), site),
        ]
        findings = list(verify([newest], menu, proofs, site))
    for finding in findings[:3]:
        print(finding, file=sys.stderr)
    return {"findings": len(findings)}


def main() -> None:
    """Measure what the arguments ask for."""
    name, root = sys.argv[1], Path(sys.argv[2])
    step = {"write": write, "render": rendered, "prove": prove}[name]
    settle()
    counts = step(root)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(json.dumps({"seconds": seconds, "peak": peak, **counts}))


if __name__ == "__main__":
    main()
