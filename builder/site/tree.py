"""Editions → the tree of snapshots: each rendered by MkDocs and placed, then what all share.

Each edition is a job that writes into folders of its own, so that they can run at the same time;
only the newest writes at the root.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.disk.docs import pages_by_hand, stage_docs
from builder.disk.files import manifest, write_file, write_files, write_manifest
from builder.disk.locks import read_locks
from builder.disk.readings import readings
from builder.model import Edition, SiteFile, raise_all
from builder.site.by_hand import misplaced
from builder.site.crawling import crawling, crawling_paths
from builder.site.missing import MISSING, missing
from builder.site.pages_proof import Proof
from builder.site.render import render
from builder.site.settings import Settings
from builder.site.single_files import single_files
from builder.site.snapshots import SCRIPT, permanent, place, script
from builder.site.verify import Job, prove_built


@dataclass(frozen=True)
class Built:
    """An edition that was built."""

    files: dict[str, str]
    """Path under its permanent folder → sha256."""
    proof: Proof
    said: Settings
    """What `mkdocs.yml` and the pages written by hand said then, which every page shows."""


def build(job: Job, stage: Path) -> Built:
    """Build an edition into the tree of a job, and prove it; Markdown is staged in `stage`.

    The newest also gets what was written by hand in `docs/`, and the single files. Raises
    `InputError` where that would take the place of what the builder makes.
    """
    edition, site, files = job.edition, job.site, job.files()
    if job.newest:
        own = (*(file.path for file in files[""]), *crawling_paths(job.said))
        raise_all([*misplaced(job.root, edition.pages, own)])
    docs = stage / ("docs" if job.newest else f"older/{edition.snapshot.id}")
    sources = edition.corpus.seeds.received if job.newest else ()
    kept = readings(job.root, sources, read_locks(job.root))
    stage_docs(job.root, edition.pages, docs, kept, by_hand=job.newest)
    made = stage / "made" / edition.snapshot.id
    contents = render(job.root, docs, made)
    place(made, (page.path for page in edition.pages), job.views, site)
    shutil.rmtree(made)
    for folder, values in files.items():
        write_files(values, site, folder)
    singles = tuple(single_files(edition, site, job.said)) if job.newest else ()
    write_files(singles, site)
    proof = prove_built(job, files, singles, contents)
    return Built(manifest(site / permanent(edition), ()), proof, job.said)


def reuse(built: Built, job: Job, published: Path) -> bool:
    """Copy an edition from a published site; return whether it was there unchanged."""
    folder = permanent(job.edition)
    if built.said != job.said:
        return False
    try:
        files = {path: (published / folder / path).read_bytes() for path in built.files}
    except OSError:
        return False
    if any(sha256(files[path]).hexdigest() != digest for path, digest in built.files.items()):
        return False
    for path, content in files.items():
        write_file(job.site / folder / path, content)
    return True


def common_files(
    editions: Sequence[Edition], menu: str, root: Path, said: Settings
) -> tuple[SiteFile, ...]:
    """Return the files that belong to the whole tree: menu, 404 page, those for search engines.

    `menu` is what the menu of snapshots knows.
    """
    title = editions[-1].corpus.seeds.framework.title
    by_hand = [page.path for page in pages_by_hand(root)]
    return (
        SiteFile(SCRIPT, script(menu)),
        SiteFile(MISSING, missing(title, said)),
        *crawling(editions, by_hand, said),
    )


def finish(editions: Sequence[Edition], common: Iterable[SiteFile], site: Path) -> None:
    """Write what belongs to the whole tree, once all else is there; last, the manifests."""
    write_files(common, site)
    write_manifest(site, map(permanent, editions))
