"""The tree of snapshots: a job for each edition, which knows nothing of the others, and its ends.

What jobs are given and return are values; what they write lies in folders or files of their own, so
that their number and order never show.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.disk.data import manifest, write_data, write_manifest
from builder.disk.files import file_differences, write_files
from builder.disk.memory import Memory
from builder.disk.publish import stage_docs
from builder.model import Edition, Seeds, SiteFile
from builder.pipeline import Each, as_of, atlas, described, editions, feeds, index
from builder.site.missing import MISSING, missing
from builder.site.one import singles
from builder.site.pages_proof import Proof
from builder.site.render import render, site_url
from builder.site.snapshots import SCRIPT, place, script, views
from builder.site.verify import proof_of_data, proof_of_pages


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
    """Return the editions of seeds; those that were built of the same before are not made again."""
    memory = Memory(root)
    found = {one.id: memory.recall(_name(as_of(seeds, one.id), root)) for one in seeds.snapshots}
    known = {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}
    return editions(seeds, each, known, memory.once())


def build(
    editions: Sequence[Edition], root: Path, stage: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Build each edition into `site` in the stage, where its pages lie, and prove it.

    An older one that is made of the same as before is taken over from the published site, if it
    lies there as it was made.
    """
    several = works(editions, root, stage / "site", stage)
    kept = [None if work.newest else Memory(root).recall(_key(work)) for work in several]
    jobs = [
        (partial(_taken_over, one),) if isinstance(one, _Kept) else (_rendered, _accompanied)
        for one in kept
    ]
    proofs = _done(several, jobs, each)
    for work, one, known in zip(several, proofs, kept, strict=True):
        if not (work.newest or one.findings or isinstance(known, _Kept)):
            Memory(root).keep(_key(work), _Kept(manifest(work.site / _folder(work)), one))
    return proofs


def prove(
    editions: Sequence[Edition], root: Path, site: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Prove each edition in a site."""
    several = works(editions, root, site)
    return _done(several, [(_pages_proven, _rest_proven)] * len(several), each)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of an older edition that was built and proven."""

    files: dict[str, str]
    """Path under its folder → sha256."""
    proof: Proof
    """It found nothing."""


def _taken_over(kept: _Kept, work: Work) -> Proof:
    """Put an older edition into the tree as it is published; build it where it is not as it was."""
    place = _folder(work)
    found: dict[str, bytes] = {}
    with suppress(OSError):
        found = {path: (work.root / "site" / place / path).read_bytes() for path in kept.files}
    if {path: sha256(content).hexdigest() for path, content in found.items()} != kept.files:
        return _joined((_rendered(work), _accompanied(work)))
    for path, content in found.items():
        file = work.site / place / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return kept.proof


def _done(
    several: Sequence[Work], jobs: Iterable[Sequence[Callable[[Work], Proof]]], each: Each
) -> tuple[Proof, ...]:
    """Do the jobs of each work; return its proofs as one."""
    calls = [
        (number, partial(job, work))
        for number, (work, own) in enumerate(zip(several, jobs, strict=True))
        for job in own
    ]
    found: list[list[Proof]] = [[] for _ in several]
    for (number, _), one in zip(calls, each(_called, [call for _, call in calls]), strict=True):
        found[number].append(one)
    return tuple(map(_joined, found))


def _called(call: Callable[[], Proof]) -> Proof:
    return call()


def _joined(parts: Sequence[Proof]) -> Proof:
    return Proof(
        tuple(finding for one in parts for finding in one.findings),
        {path: page for one in parts for path, page in one.pages.items()},
    )


def _key(work: Work) -> str:
    edition = work.edition
    return Memory(work.root).key("tree", repr(edition.corpus.seeds), repr(edition.pages))


def _name(seeds: Seeds, root: Path) -> str:
    """Return under what name the edition of seeds, as of their last snapshot, is remembered."""
    return Memory(root).key("edition", repr(seeds))


def _folder(work: Work) -> str:
    return views(work.edition, newest=False)[0].folder


def _rendered(work: Work) -> Proof:
    """Render the pages of an edition, put them into the tree, and prove them."""
    assert work.stage is not None
    edition = work.edition
    made = work.stage / "made" / edition.snapshot.id
    docs = _docs(edition, work.stage, newest=work.newest)
    render(work.root, docs, made, memory=Memory(work.root))
    place(made, edition.pages, views(edition, newest=work.newest), work.site)
    return _pages_proven(work)


def _pages_proven(work: Work) -> Proof:
    memory = Memory(work.root) if work.stage else None
    return proof_of_pages(work.edition, work.root, work.site, newest=work.newest, memory=memory)


def _accompanied(work: Work) -> Proof:
    """Put data, search and feeds of an edition into the tree, prove them, and keep the edition."""
    edition = work.edition
    data, *copies = (
        work.site / view.folder / "data" for view in views(edition, newest=work.newest)
    )
    write_data(edition.corpus, data)
    for copy in copies:
        shutil.copytree(data, copy)
    beside = _beside(work)
    for folder, files in beside.items():
        write_files(files, work.site, folder)
    Memory(work.root).keep(_name(edition.corpus.seeds, work.root), edition)
    return _differing(work, beside)


def _rest_proven(work: Work) -> Proof:
    return _differing(work, _beside(work))


def _differing(work: Work, beside: Mapping[str, Sequence[SiteFile]]) -> Proof:
    found = [
        finding
        for folder, files in beside.items()
        for finding in file_differences(files, work.site, folder)
    ]
    found += proof_of_data(work.edition, work.site, newest=work.newest)
    return Proof(tuple(found), {})


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
