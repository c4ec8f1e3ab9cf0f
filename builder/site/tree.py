"""Editions → the tree of snapshots: each rendered by MkDocs and placed, then what all share.

Each edition is a job that writes into folders of its own, so that they can run at the same time;
only the newest writes at the root.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.disk.docs import stage_docs
from builder.disk.files import manifest, write_file, write_files, write_manifest
from builder.model import Edition, raise_all
from builder.site.by_hand import misplaced
from builder.site.missing import MISSING, missing
from builder.site.pages_proof import Proof
from builder.site.render import render
from builder.site.single_files import single_files
from builder.site.snapshots import SCRIPT, permanent, place, script
from builder.site.verify import Job, prove_built


@dataclass(frozen=True)
class Built:
    """An edition that was built."""

    files: dict[str, str]
    """Path under its permanent folder → sha256."""
    proof: Proof


def build(job: Job, stage: Path) -> Built:
    """Build an edition into the tree of a job, and prove it; Markdown is staged in `stage`.

    The newest also gets what was written by hand in `docs/`, and the single files. Raises
    `InputError` where that would take the place of what the builder makes.
    """
    edition, site, files = job.edition, job.site, job.files()
    if job.newest:
        own = (file.path for file in files[""])
        raise_all([*misplaced(job.root, edition.pages, own)])
    docs = stage / ("docs" if job.newest else f"older/{edition.snapshot.id}")
    stage_docs(job.root, edition.pages, docs, by_hand=job.newest)
    made = stage / "made" / edition.snapshot.id
    render(job.root, docs, made)
    place(made, (page.path for page in edition.pages), job.views, site)
    shutil.rmtree(made)
    for folder, values in files.items():
        write_files(values, site, folder)
    singles = tuple(single_files(edition, site)) if job.newest else ()
    write_files(singles, site)
    proof = prove_built(job, files, singles)
    return Built(manifest(site / permanent(edition), ()), proof)


def reuse(built: Built, job: Job, published: Path) -> bool:
    """Copy an edition from a published site; return whether it was there unchanged."""
    folder = permanent(job.edition)
    try:
        files = {path: (published / folder / path).read_bytes() for path in built.files}
    except OSError:
        return False
    if any(sha256(files[path]).hexdigest() != digest for path, digest in built.files.items()):
        return False
    for path, content in files.items():
        write_file(job.site / folder / path, content)
    return True


def finish(editions: Sequence[Edition], menu: str, site: Path) -> None:
    """Write what belongs to the whole tree, once all else is there: menu, 404 page, manifests."""
    (site / SCRIPT).write_bytes(script(menu))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    write_manifest(site, map(permanent, editions))
