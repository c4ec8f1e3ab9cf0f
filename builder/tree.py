"""The tree of snapshots: a job for each edition, which knows nothing of the others, and its ends.

Jobs run in processes of their own, as many as there are cores. What they are given and return are
values; what they write lies in folders of their own, so that their number and order never show.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from builder.disk.data import write_data, write_manifest
from builder.disk.files import file_differences, write_files
from builder.disk.publish import stage_docs
from builder.model import Edition, SiteFile
from builder.pipeline import Each, atlas, feeds, index
from builder.site.missing import MISSING, missing
from builder.site.one import singles
from builder.site.render import render, site_url
from builder.site.snapshots import SCRIPT, place, script, views
from builder.site.verify import Proof, proof


@dataclass(frozen=True, slots=True)
class Work:
    """What a job is given."""

    edition: Edition
    root: Path
    """The folder with mkdocs.yml."""
    site: Path
    """The whole tree."""
    stage: Path | None
    """Where the edition's pages lie, see `stage_pages`; none for a site that is only proven."""
    newest: bool
    """Whether it stands at the root as well."""


def works(
    editions: Sequence[Edition], root: Path, site: Path, stage: Path | None = None
) -> tuple[Work, ...]:
    """Return a work for each edition, the newest and largest first."""
    return tuple(
        Work(one, root, site, stage, newest=one is editions[-1]) for one in reversed(editions)
    )


def stage_pages(editions: Sequence[Edition], root: Path, stage: Path) -> None:
    """Write the pages of each edition into the stage; the newest, in `docs`, is to be published."""
    for edition in editions:
        newest = edition is editions[-1]
        stage_docs(root, edition.pages, _docs(edition, stage, newest=newest), by_hand=newest)


def built(work: Work) -> Proof:
    """Render an edition, put it into the tree with its data and its search, and prove it."""
    assert work.stage is not None
    edition = work.edition
    made = work.stage / "made" / edition.snapshot.id
    render(work.root, _docs(edition, work.stage, newest=work.newest), made)
    several = views(edition, newest=work.newest)
    place(made, edition.pages, several, work.site)
    for view in several:
        write_data(edition.corpus, work.site / view.folder / "data")
    beside = _beside(work)
    for folder, files in beside.items():
        write_files(files, work.site, folder)
    return _proven(work, beside)


def proven(work: Work) -> Proof:
    """Prove an edition in a site."""
    return _proven(work, _beside(work))


def _proven(work: Work, beside: Mapping[str, Sequence[SiteFile]]) -> Proof:
    edition = work.edition
    result = proof(edition, work.root, work.site, newest=work.newest)
    differing = [
        finding
        for folder, files in beside.items()
        for finding in file_differences(files, work.site, folder)
    ]
    return Proof((*result.findings, *differing), result.pages)


def _beside(work: Work) -> Mapping[str, Sequence[SiteFile]]:
    """Return search and feeds for each folder of the site at which an edition stands."""
    found = tuple(index(work.edition.corpus))
    url = site_url(work.root)
    return {
        view.folder: (*found, *feeds(work.edition.corpus, url and url + view.folder))
        for view in views(work.edition, newest=work.newest)
    }


def finish(editions: Sequence[Edition], site: Path) -> None:
    """Write what belongs to the whole tree, once every job is done.

    That is the menu, the page for what is missing, the newest in single files, the manifests.
    """
    (site / SCRIPT).write_bytes(script(atlas(editions)))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    for path, content in singles(editions[-1], site):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)
    for edition in editions:
        write_manifest(site / views(edition, newest=False)[0].folder)
    write_manifest(site)


def _docs(edition: Edition, stage: Path, *, newest: bool) -> Path:
    return stage / "docs" if newest else stage / "older" / edition.snapshot.id


@contextmanager
def together(jobs: int, start: str | None = None) -> Iterator[Each]:
    """Give a `map` over processes, one a core and no more than jobs; `map` itself for one.

    `start` is how processes begin, for multiprocessing: by default `fork` where that is safe,
    because a copy of this process need not load everything again.
    """
    number = min(jobs, len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1)
    if number < 2:
        yield map
        return
    alone = threading.active_count() == 1
    context = multiprocessing.get_context(start or ("fork" if _LINUX and alone else "spawn"))
    with ProcessPoolExecutor(number, context, initializer=_obey) as pool:
        try:
            yield pool.map
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_LINUX = sys.platform == "linux"


def _obey() -> None:
    """Leave it to the first process to stop us, and end with it even if it is killed.

    A process that outlived it would hold the lock on the folder.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    assert first is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(first.sentinel,), daemon=True).start()
