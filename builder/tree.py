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
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import wait
from pathlib import Path

from builder.disk.data import manifest, write_data, write_manifest
from builder.disk.files import file_differences, write_files
from builder.disk.memory import Memory
from builder.disk.publish import stage_docs
from builder.model import Edition, Seeds, SiteFile
from builder.pipeline import Each, as_of, atlas, described, editions, feeds, index
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


def recalled(seeds: Seeds, root: Path, each: Each = map) -> tuple[Edition, ...]:
    """Return the editions of seeds; those that were made of the same before are not made again."""
    memory = Memory(root)
    keys = {one.id: memory.key("edition", repr(as_of(seeds, one.id))) for one in seeds.snapshots}
    found = {snapshot: memory.recall(key) for snapshot, key in keys.items()}
    known = {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}
    made = editions(seeds, each, known)
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
    proofs = iter((each if len(new) > 1 else map)(built, new))
    return tuple(next(proofs) if one is None else one for one in known)


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


def built(work: Work) -> Proof:
    """Render an edition, put it into the tree with its data and its search, and prove it."""
    assert work.stage is not None
    edition = work.edition
    memory = Memory(work.root)
    made = work.stage / "made" / edition.snapshot.id
    render(work.root, _docs(edition, work.stage, newest=work.newest), made, memory=memory)
    several = views(edition, newest=work.newest)
    place(made, edition.pages, several, work.site)
    data, *copies = (work.site / view.folder / "data" for view in several)
    write_data(edition.corpus, data)
    for copy in copies:
        shutil.copytree(data, copy)
    beside = _beside(work)
    for folder, files in beside.items():
        write_files(files, work.site, folder)
    result = _proven(work, beside)
    if not (work.newest or result.findings):
        memory.keep(_key(work), _Kept(manifest(work.site / _folder(work)), result))
    return result


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
    corpus, url = work.edition.corpus, site_url(work.root)
    several = {view.folder: url and url + view.folder for view in views(work.edition, newest=work.newest)}
    found = tuple(index(corpus))
    of = {base: (*found, *described(corpus, base), *feeds(corpus, base)) for base in {*several.values()}}
    return {folder: of[base] for folder, base in several.items()}


def finish(editions: Sequence[Edition], site: Path) -> tuple[SiteFile, ...]:
    """Write what belongs to the whole tree, once every job is done; return the single files.

    That is the menu, the page for what is missing, the newest in single files, the manifests.
    """
    (site / SCRIPT).write_bytes(script(atlas(editions)))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    several = tuple(singles(editions[-1], site))
    write_files(several, site)
    for edition in editions:
        write_manifest(site / views(edition, newest=False)[0].folder)
    write_manifest(site)
    return several


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
