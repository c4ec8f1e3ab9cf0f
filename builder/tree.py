"""The tree of snapshots: a job for each edition, which knows nothing of the others, and its ends.

What jobs are given and return are values; what they write lies in folders or files of their own, so
that their number and order never show.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.disk.data import manifest, write_data, write_manifest
from builder.disk.files import file_differences, write_files
from builder.disk.memory import Memory
from builder.disk.publish import stage_docs
from builder.model import ANEW, Edition, Seeds, SiteFile
from builder.pipeline import Each, as_of, atlas, described, feeds, index
from builder.site.missing import MISSING, missing
from builder.site.one import singles
from builder.site.pages_proof import Proof
from builder.site.settings import site_url
from builder.site.snapshots import SCRIPT, View, place, script, views
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
    """Where it is built; none for a site that is only proven."""
    newest: bool
    """Whether it stands at the root as well."""


def works(
    editions: Sequence[Edition], root: Path, site: Path, stage: Path | None = None
) -> tuple[Work, ...]:
    """Return a work for each edition, the newest and largest first."""
    return tuple(
        Work(one, root, site, stage, newest=one is editions[-1]) for one in reversed(editions)
    )


def remembered(seeds: Seeds, root: Path) -> dict[str, Edition]:
    """Return the editions that were built of the same seeds before, by their snapshots."""
    memory = Memory(root)
    found = {one.id: memory.recall(_name(as_of(seeds, one.id), root)) for one in seeds.snapshots}
    return {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}


def load(root: Path) -> None:
    """Load what renders pages, ahead of its use."""
    from builder.site.render import get_ready

    get_ready(root)


def build(
    editions: Sequence[Edition], root: Path, stage: Path, pool: Executor
) -> tuple[tuple[Proof, ...], tuple[SiteFile, ...]]:
    """Build each edition into `site` in the stage; return their proofs.

    Also the newest in single files; its Markdown, in `docs`, is to be published. The processes of
    the pool make pages and what goes beside them; pages are proven here meanwhile. An older edition
    that is made of the same as before is taken over from the published site, if it lies there as
    it was made.
    """
    begun = [_begun(work, pool) for work in works(editions, root, stage / "site", stage)]
    of_pages = [_proof_of_pages(one) for one in begun]
    files = single_files(editions[-1], stage / "site", Memory(root))
    proofs = (_whole(one, proof) for one, proof in zip(begun, of_pages, strict=True))
    return tuple(proofs), files


@dataclass(frozen=True, slots=True)
class _Begun:
    """An edition that is being built."""

    work: Work
    kept: _Kept | None
    """What is remembered of it, where it can be taken over."""
    pages: Future[bool]
    """Whether it is there: its pages; all of it, where it can be taken over."""
    rest: Future[Proof] | None
    """The proof of what goes beside the pages; None where none of it was begun."""


def _begun(work: Work, pool: Executor) -> _Begun:
    kept = None if work.newest else Memory(work.root).recall(_key(work))
    if isinstance(kept, _Kept):
        published = work.root / "site"
        there = pool.submit(_taken_over, kept.files, published, work.site, _folder(work))
        return _Begun(work, kept, there, None)
    return _Begun(work, None, pool.submit(_placed, _staged(work)), pool.submit(_accompanied, work))


def _proof_of_pages(one: _Begun) -> Proof:
    there = one.pages.result()
    if one.kept and there:
        return one.kept.proof
    if not there:
        _placed(_staged(one.work))
    return _pages_proven(one.work)


def _whole(one: _Begun, of_pages: Proof) -> Proof:
    """Return the proof of an edition, and keep what is needed to take it over another time."""
    work = one.work
    if one.kept and one.pages.result():
        return of_pages
    proof = _joined((of_pages, one.rest.result() if one.rest else _accompanied(work)))
    if not (work.newest or one.kept or proof.findings):
        Memory(work.root).keep(_key(work), _Kept(manifest(work.site / _folder(work)), proof))
    return proof


def prove(
    editions: Sequence[Edition], root: Path, site: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Prove each edition in a site."""
    several = works(editions, root, site)
    jobs = [partial(job, work) for work in several for job in (_pages_proven, _rest_proven)]
    done = [*each(_called, jobs)]
    return tuple(map(_joined, zip(done[::2], done[1::2], strict=True)))


def _called(call: Callable[[], Proof]) -> Proof:
    return call()


def _joined(parts: Sequence[Proof]) -> Proof:
    return Proof(
        tuple(finding for one in parts for finding in one.findings),
        {path: page for one in parts for path, page in one.pages.items()},
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of an older edition that was built and proven."""

    files: dict[str, str]
    """Path under its folder → sha256."""
    proof: Proof
    """It found nothing."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """What is needed to put the pages of an edition into the tree."""

    root: Path
    docs: Path
    made: Path
    """Where MkDocs writes."""
    paths: tuple[str, ...]
    """Of the edition's own pages, in `docs`."""
    views: tuple[View, ...]
    site: Path


def _staged(work: Work) -> _Pages:
    """Write the pages of an edition into the stage; the newest with what is written by hand."""
    assert work.stage is not None
    edition = work.edition
    docs = work.stage / ("docs" if work.newest else f"older/{edition.snapshot.id}")
    stage_docs(work.root, edition.pages, docs, by_hand=work.newest)
    return _Pages(
        root=work.root,
        docs=docs,
        made=work.stage / "made" / edition.snapshot.id,
        paths=tuple(page.path for page in edition.pages),
        views=views(edition, newest=work.newest),
        site=work.site,
    )


def _placed(pages: _Pages) -> bool:
    """Render pages and put them into the tree; return True."""
    from builder.site.render import render  # see `load`

    render(pages.root, pages.docs, pages.made, memory=Memory(pages.root))
    place(pages.made, pages.paths, pages.views, pages.site)
    return True


def _taken_over(files: Mapping[str, str], published: Path, site: Path, folder: str) -> bool:
    """Put a folder of the published site into the tree; return whether it had just these files.

    `files` is path → sha256.
    """
    found: dict[str, bytes] = {}
    with suppress(OSError):
        found = {path: (published / folder / path).read_bytes() for path in files}
    if {path: sha256(content).hexdigest() for path, content in found.items()} != files:
        return False
    for path, content in found.items():
        file = site / folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return True


def _key(work: Work) -> str:
    edition = work.edition
    return Memory(work.root).key("tree", repr(edition.corpus.seeds), repr(edition.pages))


def _name(seeds: Seeds, root: Path) -> str:
    """Return under what name the edition of seeds, as of their last snapshot, is remembered."""
    return Memory(root).key("edition", repr(seeds))


def _folder(work: Work) -> str:
    return views(work.edition, newest=False)[0].folder


def _pages_proven(work: Work) -> Proof:
    memory = Memory(work.root) if work.stage else None
    return proof_of_pages(work.edition, work.root, work.site, newest=work.newest, memory=memory)


def _accompanied(work: Work) -> Proof:
    """Put data, search and feeds of an edition into the tree, prove them, and keep the edition."""
    edition = work.edition
    data, *copies = (
        work.site / view.folder / "data" for view in views(edition, newest=work.newest)
    )
    hashes = write_data(edition.corpus, data)
    for copy in copies:
        shutil.copytree(data, copy)
    beside = _beside(work)
    for folder, files in beside.items():
        write_files(files, work.site, folder)
    Memory(work.root).keep(_name(edition.corpus.seeds, work.root), edition)
    return _differing(work, beside, hashes)


def _rest_proven(work: Work) -> Proof:
    return _differing(work, _beside(work))


def _differing(
    work: Work, beside: Mapping[str, Sequence[SiteFile]], hashes: Mapping[str, str] | None = None
) -> Proof:
    found = [
        finding
        for folder, files in beside.items()
        for finding in file_differences(files, work.site, folder)
    ]
    found += proof_of_data(work.edition, work.site, newest=work.newest, hashes=hashes)
    return Proof(tuple(found), {})


def _beside(work: Work) -> Mapping[str, Sequence[SiteFile]]:
    """Return search and feeds for each folder of the site at which an edition stands."""
    corpus, url = work.edition.corpus, site_url(work.root)
    folders = [view.folder for view in views(work.edition, newest=work.newest)]
    bases = {folder: url and url + folder for folder in folders}
    once = Memory(work.root).once() if work.stage else ANEW
    found = tuple(index(corpus, once))
    told = {
        base: (*found, *described(corpus, base), *feeds(corpus, base)) for base in {*bases.values()}
    }
    return {folder: told[base] for folder, base in bases.items()}


def single_files(
    edition: Edition, site: Path, memory: Memory | None = None
) -> tuple[SiteFile, ...]:
    """Put the pages of an edition, which lie in the tree, into it in single files too."""
    several = tuple(singles(edition, site, memory))
    write_files(several, site)
    return several


def finish(editions: Sequence[Edition], site: Path) -> dict[str, str]:
    """Write what belongs to the whole tree, once all else is there; return path → sha256 of all.

    That is the menu, the page for what is missing, the manifests.
    """
    (site / SCRIPT).write_bytes(script(atlas(editions)))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    return write_manifest(site, [views(edition, newest=False)[0].folder for edition in editions])
