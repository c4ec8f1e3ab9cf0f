"""The tree of snapshots: a job for each edition, which knows nothing of the others, and its ends.

Jobs run in processes of their own, as many as there are cores. What they are given and return are
values; what they write lies in folders of their own, so that their number and order never show.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from builder.disk.data import manifest, write_data, write_manifest
from builder.disk.files import file_differences, write_files
from builder.disk.memory import Memory
from builder.disk.publish import stage_docs
from builder.model import Edition, Seeds, SiteFile
from builder.pipeline import Each, Given, Made, as_of, atlas, described, editions, feeds, index
from builder.site.missing import MISSING, missing
from builder.site.one import singles
from builder.site.pages_proof import Proof
from builder.site.render import render, site_url
from builder.site.snapshots import SCRIPT, place, script, views
from builder.site.verify import proof


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


def recalled(seeds: Seeds, root: Path, each: Each = map) -> tuple[Edition, ...]:
    """Return the editions of seeds; those that were made of the same before are not made again."""
    memory = Memory(root)
    keys = {one.id: memory.key("edition", repr(as_of(seeds, one.id))) for one in seeds.snapshots}
    found = {snapshot: memory.recall(key) for snapshot, key in keys.items()}
    known = {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}
    made = editions(seeds, each, known, memory.once())
    for one in made:
        if one.snapshot.id not in known:
            memory.keep(keys[one.snapshot.id], one)
    return made


def build(
    editions: Sequence[Edition], root: Path, stage: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Build each edition into `site` in the stage, where its pages lie, and prove it.

    An older one that is made of the same as before is taken over from the published site, if it
    lies there as it was made.
    """
    several = works(editions, root, stage / "site", stage)
    known = [_taken_over(work) for work in several]
    new = [work for work, one in zip(several, known, strict=True) if one is None]
    proofs = _both(_rendered, _accompanied, new, each)
    for work, one in zip(new, proofs, strict=True):
        if not (work.newest or one.findings):
            kept = _Kept(manifest(work.site / _folder(work)), one)
            Memory(work.root).keep(_key(work), kept)
    made = iter(proofs)
    return tuple(next(made) if one is None else one for one in known)


def prove(
    editions: Sequence[Edition], root: Path, site: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Prove each edition in a site."""
    return _both(_pages_proven, _rest_proven, works(editions, root, site), each)


def _both(
    pages: Callable[[Work], Proof],
    rest: Callable[[Work], Proof],
    several: Iterable[Work],
    each: Each,
) -> tuple[Proof, ...]:
    """Do two jobs for each edition, on its pages and on the rest; return its whole proof."""
    done = [*each(_done, [partial(job, work) for work in several for job in (pages, rest)])]
    return tuple(
        Proof((*one.findings, *other.findings), one.pages)
        for one, other in zip(done[::2], done[1::2], strict=True)
    )


def _done(job: Callable[[], Proof]) -> Proof:
    return job()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of an older edition that was built and proven."""

    files: dict[str, str]
    """Path under its folder → sha256."""
    proof: Proof
    """It found nothing."""


def _taken_over(work: Work) -> Proof | None:
    """Put an older edition into the tree as it is published, if it is as it would be built."""
    kept = None if work.newest else Memory(work.root).recall(_key(work))
    if not isinstance(kept, _Kept):
        return None
    place = _folder(work)
    try:
        found = {path: (work.root / "site" / place / path).read_bytes() for path in kept.files}
    except OSError:
        return None
    if {path: sha256(content).hexdigest() for path, content in found.items()} != kept.files:
        return None
    for path, content in found.items():
        file = work.site / place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return kept.proof


def _key(work: Work) -> str:
    edition = work.edition
    return Memory(work.root).key("tree", repr(edition.corpus.seeds), repr(edition.pages))


def _folder(work: Work) -> str:
    return views(work.edition, newest=False)[0].folder


def _rendered(work: Work) -> Proof:
    """Render the pages of an edition, put them into the tree with the data, and prove them."""
    assert work.stage is not None
    edition = work.edition
    made = work.stage / "made" / edition.snapshot.id
    docs, memory = _docs(edition, work.stage, newest=work.newest), Memory(work.root)
    render(work.root, docs, made, memory=memory)
    several = views(edition, newest=work.newest)
    place(made, edition.pages, several, work.site)
    data, *copies = (work.site / view.folder / "data" for view in several)
    write_data(edition.corpus, data)
    for copy in copies:
        shutil.copytree(data, copy)
    return proof(edition, work.root, work.site, newest=work.newest, memory=memory)


def _pages_proven(work: Work) -> Proof:
    return proof(work.edition, work.root, work.site, newest=work.newest)


def _accompanied(work: Work) -> Proof:
    """Put search and feeds of an edition into the tree, and prove that they stand there."""
    beside = _beside(work)
    for folder, files in beside.items():
        write_files(files, work.site, folder)
    return _differing(work, beside)


def _rest_proven(work: Work) -> Proof:
    return _differing(work, _beside(work))


def _differing(work: Work, beside: Mapping[str, Sequence[SiteFile]]) -> Proof:
    found = (file_differences(files, work.site, folder) for folder, files in beside.items())
    return Proof(tuple(chain.from_iterable(found)), {})


def _beside(work: Work) -> Mapping[str, Sequence[SiteFile]]:
    """Return search and feeds for each folder of the site at which an edition stands."""
    corpus, url = work.edition.corpus, site_url(work.root)
    folders = [view.folder for view in views(work.edition, newest=work.newest)]
    bases = {folder: url and url + folder for folder in folders}
    found = tuple(index(corpus))
    told = {
        base: (*found, *described(corpus, base), *feeds(corpus, base)) for base in {*bases.values()}
    }
    return {folder: told[base] for folder, base in bases.items()}


def finish(editions: Sequence[Edition], site: Path) -> tuple[SiteFile, ...]:
    """Write what belongs to the whole tree, once every job is done; return the single files.

    That is the menu, the page for what is missing, the newest in single files, the manifests.
    """
    (site / SCRIPT).write_bytes(script(atlas(editions)))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    several = tuple(singles(editions[-1], site))
    write_files(several, site)
    write_manifest(site, [views(edition, newest=False)[0].folder for edition in editions])
    return several


def _docs(edition: Edition, stage: Path, *, newest: bool) -> Path:
    return stage / "docs" if newest else stage / "older" / edition.snapshot.id


def in_processes(
    job: Callable[[Given], Made], works: Iterable[Given], *, start: str | None = None
) -> list[Made]:
    """Return what a job makes of each work, in processes of their own, one a core.

    `start` is how processes begin, for multiprocessing: by default `fork` where that is safe,
    because a copy of this process need not load everything again, nor be handed the works.
    """
    several = tuple(works)
    cores = len(os.sched_getaffinity(0)) if _LINUX else os.cpu_count() or 1
    if (number := min(len(several), cores)) < 2:
        return [job(work) for work in several]
    alone = threading.active_count() == 1
    context = multiprocessing.get_context(start or ("fork" if _LINUX and alone else "spawn"))
    with ProcessPoolExecutor(number, context, _begin, (job, several)) as pool:
        try:
            return list(pool.map(_nth, range(len(several))))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_LINUX = sys.platform == "linux"


_given: tuple[Callable[[Any], Any], Sequence[Any]]
"""In a process of the pool: the job and all works."""


def _nth(place: int) -> Any:
    job, several = _given
    return job(several[place])


def _begin(job: Callable[[Any], Any], works: Sequence[Any]) -> None:
    """Take job and works; leave it to the first process to stop us, and end with it.

    A process that outlived it would hold the lock on the folder.
    """
    global _given  # noqa: PLW0603
    _given = job, works
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    assert first is not None

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(first.sentinel,), daemon=True).start()
