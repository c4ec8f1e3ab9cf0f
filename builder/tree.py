"""The tree of snapshots: its parts are begun, made, proven or taken over, and what holds them all.

The parts are jobs of several processes, which know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from builder.disk.cache import Memory
from builder.disk.files import manifest, write_manifest
from builder.model import Corpus, Each, Edition, Seeds
from builder.parts import (
    Spot,
    accompanied,
    alone_proven,
    made_alone,
    pages_proven,
    placed,
    rest_proven,
    spots,
    staged,
    taken_over,
)
from builder.pipeline import as_of
from builder.site.missing import MISSING, missing
from builder.site.one import singles
from builder.site.pages_proof import Proof
from builder.site.snapshots import SCRIPT, folders, script


def remembered(seeds: Seeds, root: Path) -> dict[str, Edition]:
    """Return the editions that were built of the same seeds before, by their snapshots."""
    memory = Memory(root)
    found = {one.id: memory.recall(_name(as_of(seeds, one.id), root)) for one in seeds.snapshots}
    return {snapshot: one for snapshot, one in found.items() if isinstance(one, Edition)}


def keep(edition: Edition, root: Path) -> None:
    """Let an edition be remembered."""
    Memory(root).keep(_name(edition.corpus.seeds, root), edition)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of an older edition that was built and proven."""

    files: dict[str, str]
    """Path under its folder → sha256."""
    proof: Proof
    """It found nothing; of what pages refer to, that outside their folder."""


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

    @property
    def taken(self) -> _Kept | None:
        """What is remembered of it, if it was taken over."""
        return self.kept if self.there and self.there.result() else None


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
        (folder,) = spot.folders
        there = pool.submit(taken_over, kept.files, spot.root, spot.site, folder)
        return Begun(spot, kept, there, None)
    return Begun(spot, None, None, pool.submit(accompanied, spot))


def build(
    begun: Sequence[Begun], editions: Sequence[Edition], pool: Executor
) -> tuple[tuple[Proof, ...], dict[str, str]]:
    """Build the editions that were begun, and the newest in single files.

    Returns the proofs, and path → sha256 of what lies there, but the single files. The Markdown of
    the newest, in `docs` in the stage, is to be published. The processes of the pool make pages
    and files; pages are proven here meanwhile, the newest and largest first.
    """
    several = [
        (one, edition, _rendering(one, edition, pool))
        for one, edition in reversed([*zip(begun, editions, strict=True)])
    ]
    for one, edition, pages in several:
        if pages:
            keep(edition, one.spot.root)
    newest, edition, pages = several[0]
    site, alone = newest.spot.site, singles(edition)
    if pages:
        pages.result()
    of_singles = pool.submit(made_alone, alone, site, newest.spot.root)
    proofs = [_proof(one, edition, pages) for one, edition, pages in several]
    hashes = manifest(site, alone.pages, _hashes_taken(begun))
    return (*reversed(proofs), of_singles.result()), hashes


def _rendering(one: Begun, edition: Edition, pool: Executor) -> Future[None] | None:
    """Begin the pages of an edition, if it was not taken over."""
    return None if one.taken else pool.submit(placed, staged(one.spot, edition))


def _proof(one: Begun, edition: Edition, pages: Future[None] | None) -> Proof:
    """Return the proof of an edition, and keep what is needed to take it over another time."""
    if one.taken:
        return one.taken.proof
    if pages:
        pages.result()
    spot = one.spot
    of_pages = pages_proven(spot, edition)
    beside = one.beside.result() if one.beside else accompanied(spot)
    proof = Proof((*of_pages.findings, *beside.findings), of_pages.pages)
    if not (spot.newest or proof.findings):
        (folder,) = spot.folders
        files = manifest(spot.site / folder)
        Memory(spot.root).keep(_key(spot), _Kept(files, _outward(proof, folder)))
    return proof


def _hashes_taken(begun: Iterable[Begun]) -> dict[str, str]:
    """Return path → sha256 of what was taken over."""
    return {
        folder + path: digest
        for one in begun
        if one.taken
        for folder in one.spot.folders
        for path, digest in one.taken.files.items()
    }


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
    jobs: list[Callable[[], Proof]] = [partial(alone_proven, singles(editions[-1]), site)]
    several = spots([one.corpus for one in editions], root, site)
    for spot, edition in zip(several, editions, strict=True):
        jobs += [partial(pages_proven, spot, edition), partial(rest_proven, spot)]
    return tuple(each(_called, jobs))


def _called(call: Callable[[], Proof]) -> Proof:
    return call()


def _key(spot: Spot) -> str:
    return Memory(spot.root).key("tree", repr(spot.corpus.seeds))


def _name(seeds: Seeds, root: Path) -> str:
    """Return under what name the edition of seeds, as of their last snapshot, is remembered."""
    return Memory(root).key("edition", repr(seeds))


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
