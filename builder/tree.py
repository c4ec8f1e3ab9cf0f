"""The tree of snapshots: a job for each edition, which knows nothing of the others, and its ends.

What jobs are given and return are values; what they write lies in folders or files of their own, so
that their number and order never show.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from builder.disk.data import manifest, write_data, write_manifest
from builder.disk.files import file_differences, put, write_files
from builder.disk.memory import Memory
from builder.disk.publish import stage_docs
from builder.model import ANEW, Corpus, Edition, Seeds, SiteFile
from builder.pipeline import Each, as_of, described, feeds, index
from builder.site.missing import MISSING, missing
from builder.site.one import Singles, single_files, singles
from builder.site.pages_proof import Proof
from builder.site.settings import site_url
from builder.site.snapshots import SCRIPT, View, folders, place, script, views
from builder.site.verify import proof_of_data, proof_of_pages, proof_of_singles


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the edition of a corpus is to be, or is."""

    corpus: Corpus
    root: Path
    """The folder with mkdocs.yml."""
    site: Path
    """The whole tree."""
    stage: Path | None
    """Where it is built; none for a site that is only proven."""
    newest: bool
    """Whether it stands at the root as well."""

    @property
    def folders(self) -> tuple[str, ...]:
        """Under the site, the permanent one first."""
        return folders(self.corpus, newest=self.newest)


def spots(
    corpora: Sequence[Corpus], root: Path, site: Path, stage: Path | None = None
) -> tuple[Spot, ...]:
    """Return where the edition of each corpus is to be, oldest first."""
    return tuple(Spot(one, root, site, stage, newest=one is corpora[-1]) for one in corpora)


def remembered(seeds: Seeds, root: Path) -> dict[str, Edition]:
    """Return the editions that were built of the same seeds before, by their snapshots."""
    memory = Memory(root)
    found = {one.id: memory.recall(_name(as_of(seeds, one.id), root)) for one in seeds.snapshots}
    return {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}


def keep(edition: Edition, root: Path) -> None:
    """Let an edition be remembered."""
    Memory(root).keep(_name(edition.corpus.seeds, root), edition)


def load(root: Path) -> None:
    """Load what renders pages, ahead of its use."""
    from builder.site.render import get_ready

    get_ready(root)


@dataclass(frozen=True, slots=True)
class Begun:
    """An edition that is being built, as far as that goes without its pages."""

    spot: Spot
    kept: _Kept | None
    """What is remembered of it, where it can be taken over."""
    there: Future[bool] | None
    """Whether it was taken over."""
    beside: Future[Proof] | None
    """The proof of what goes beside the pages; None where none of it was begun."""


def begin(corpora: Sequence[Corpus], root: Path, stage: Path, pool: Executor) -> tuple[Begun, ...]:
    """Begin to build the editions of the corpora into `site` in the stage, oldest first.

    An older one that is made of the same as before is taken over from the published site, if it
    lies there as it was made; of the others, all is made that goes beside the pages.
    """
    several = spots(corpora, root, stage / "site", stage)
    return tuple(reversed([_begun(one, pool) for one in reversed(several)]))


def _begun(spot: Spot, pool: Executor) -> Begun:
    kept = None if spot.newest else Memory(spot.root).recall(_key(spot))
    if isinstance(kept, _Kept):
        published, (folder,) = _published(spot.root), spot.folders
        there = pool.submit(_taken_over, kept.files, published, spot.site, folder)
        return Begun(spot, kept, there, None)
    return Begun(spot, None, None, pool.submit(_accompanied, spot))


def build(
    begun: Sequence[Begun], editions: Sequence[Edition], pool: Executor
) -> tuple[tuple[Proof, ...], dict[str, str]]:
    """Build the editions that were begun, and the newest in single files.

    Returns the proofs, and path → sha256 of what lies there, but the single files. The Markdown of
    the newest, in `docs` in the stage, is to be published. The processes of the pool make pages
    and files; pages are proven here meanwhile, the newest and largest first.
    """
    made = [
        (one, edition, _rendering(one, edition, pool))
        for one, edition in reversed([*zip(begun, editions, strict=True)])
    ]
    for one, edition, _ in made:
        if one.kept is None:
            keep(edition, one.spot.root)
    newest, edition, there = made[0]
    site, several = newest.spot.site, singles(edition)
    there.result()
    alone = pool.submit(_made_alone, several, site, newest.spot.root)
    of_pages = [_proof_of_pages(one, edition, there) for one, edition, there in made]
    proofs = [_whole(one, proof) for (one, _, _), proof in zip(made, of_pages, strict=True)]
    hashes = manifest(site, several.pages, _taken(begun))
    return (*reversed(proofs), alone.result()), hashes


def _taken(begun: Iterable[Begun]) -> dict[str, str]:
    """Return path → sha256 of what was taken over."""
    return {
        folder + path: digest
        for one in begun
        if one.kept and one.there and one.there.result()
        for folder in one.spot.folders
        for path, digest in one.kept.files.items()
    }


def _rendering(one: Begun, edition: Edition, pool: Executor) -> Future[bool]:
    """Begin the pages of an edition, or return whether it was taken over."""
    return one.there or pool.submit(_placed, _staged(one.spot, edition))


def _proof_of_pages(one: Begun, edition: Edition, there: Future[bool]) -> Proof:
    if one.kept and there.result():
        return one.kept.proof
    if not there.result():
        _placed(_staged(one.spot, edition))
    return _pages_proven(one.spot, edition)


def _whole(one: Begun, of_pages: Proof) -> Proof:
    """Return the proof of an edition, and keep what is needed to take it over another time."""
    spot = one.spot
    if one.there and one.there.result():
        return of_pages
    proof = _joined((of_pages, one.beside.result() if one.beside else _accompanied(spot)))
    if not (spot.newest or one.kept or proof.findings):
        (folder,) = spot.folders
        files = manifest(spot.site / folder)
        Memory(spot.root).keep(_key(spot), _Kept(files, _outward(proof, folder)))
    return proof


def _outward(proof: Proof, folder: str) -> Proof:
    """Return a proof without what pages of a folder refer to within it: that changes as a whole."""
    return replace(
        proof,
        pages={
            path: replace(
                page,
                references=frozenset(
                    one for one in page.references if not one[0].startswith(folder)
                ),
            )
            for path, page in proof.pages.items()
        },
    )


def prove(
    editions: Sequence[Edition], root: Path, site: Path, each: Each = map
) -> tuple[Proof, ...]:
    """Prove each edition in a site, and the newest in single files."""
    jobs: list[Callable[[], Proof]] = [partial(_alone, singles(editions[-1]), site)]
    several = spots([one.corpus for one in editions], root, site)
    for spot, edition in zip(several, editions, strict=True):
        jobs += [partial(_pages_proven, spot, edition), partial(_rest_proven, spot)]
    return tuple(each(_called, jobs))


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
    """It found nothing; of what pages refer to, that outside their folder."""


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


def _staged(spot: Spot, edition: Edition) -> _Pages:
    """Write the pages of an edition into the stage; the newest with what is written by hand."""
    assert spot.stage is not None
    docs = spot.stage / ("docs" if spot.newest else f"older/{edition.snapshot.id}")
    stage_docs(spot.root, edition.pages, docs, by_hand=spot.newest)
    return _Pages(
        root=spot.root,
        docs=docs,
        made=spot.stage / "made" / edition.snapshot.id,
        paths=tuple(page.path for page in edition.pages),
        views=views(edition, newest=spot.newest),
        site=spot.site,
    )


def _placed(pages: _Pages) -> bool:
    """Render pages and put them into the tree; return True."""
    from builder.site.render import render  # see `load`

    render(pages.root, pages.docs, pages.made, memory=Memory(pages.root))
    place(pages.made, pages.paths, pages.views, pages.site, _published(pages.root))
    return True


def _taken_over(files: Mapping[str, str], published: Path, site: Path, folder: str) -> bool:
    """Put a folder of the published site into the tree; return whether it had just these files.

    `files` is path → sha256.
    """
    try:
        found = {path: (published / folder / path).read_bytes() for path in files}
    except OSError:
        return False
    if {path: sha256(content).hexdigest() for path, content in found.items()} != files:
        return False
    for path, content in found.items():
        put(site / folder / path, content, published / folder / path)
    return True


def _published(root: Path) -> Path:
    """Return the site that was built last, if any was."""
    return root / "site"


def _key(spot: Spot) -> str:
    return Memory(spot.root).key("tree", repr(spot.corpus.seeds))


def _name(seeds: Seeds, root: Path) -> str:
    """Return under what name the edition of seeds, as of their last snapshot, is remembered."""
    return Memory(root).key("edition", repr(seeds))


def _pages_proven(spot: Spot, edition: Edition) -> Proof:
    memory = Memory(spot.root) if spot.stage else None
    return proof_of_pages(edition, spot.root, spot.site, newest=spot.newest, memory=memory)


def _accompanied(spot: Spot) -> Proof:
    """Put data, search and feeds of a corpus into the tree, and prove them."""
    data, *copies = (spot.site / folder / "data" for folder in spot.folders)
    hashes = write_data(spot.corpus, data)
    for copy in copies:
        shutil.copytree(data, copy)
    beside = _beside(spot)
    for folder, files in beside.items():
        write_files(files, spot.site, folder, _published(spot.root))
    return _differing(spot, beside, hashes)


def _rest_proven(spot: Spot) -> Proof:
    return _differing(spot, _beside(spot))


def _differing(
    spot: Spot,
    beside: Mapping[str, Sequence[SiteFile]],
    hashes: Mapping[str, str] | None = None,
) -> Proof:
    found = [
        finding
        for folder, files in beside.items()
        for finding in file_differences(files, spot.site, folder)
    ]
    found += proof_of_data(spot.corpus, spot.site, newest=spot.newest, hashes=hashes)
    return Proof(tuple(found), {})


def _beside(spot: Spot) -> Mapping[str, Sequence[SiteFile]]:
    """Return search and feeds for each folder of the site at which an edition stands."""
    corpus, url = spot.corpus, site_url(spot.root)
    bases = {folder: url and url + folder for folder in spot.folders}
    once = Memory(spot.root).once() if spot.stage else ANEW
    found = tuple(index(corpus, once))
    told = {
        base: (*found, *described(corpus, base), *feeds(corpus, base)) for base in {*bases.values()}
    }
    return {folder: told[base] for folder, base in bases.items()}


def _made_alone(several: Singles, site: Path, root: Path) -> Proof:
    """Put single files, whose pages lie in the tree, into it, and prove them."""
    memory = Memory(root)
    files = tuple(single_files(several, site, memory))
    write_files(files, site, like=_published(root))
    return proof_of_singles(several, files, site, memory)


def _alone(several: Singles, site: Path) -> Proof:
    return proof_of_singles(several, single_files(several, site), site)


def finish(
    editions: Sequence[Edition], atlas: str, site: Path, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Write what belongs to the whole tree, once all else is there; return path → sha256 of all.

    That is the menu, which `atlas` is for, the page for what is missing, the manifests. What is
    `known` is not read.
    """
    (site / SCRIPT).write_bytes(script(atlas))
    (site / MISSING).write_bytes(missing(editions[-1].corpus.seeds.framework.title))
    several = [folder for one in editions for folder in folders(one.corpus, newest=False)]
    return write_manifest(site, several, known)
