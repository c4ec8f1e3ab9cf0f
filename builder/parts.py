"""The parts of the tree, each a job: the pages of an edition, what goes beside them, single files.

What jobs are given and return are values; what they write lies in folders or files of their own, so
that their number and order never show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from builder.disk.cache import Memory
from builder.disk.files import write_file, write_files
from builder.disk.publish import stage_docs
from builder.model import ANEW, Corpus, Edition, SiteFile
from builder.pipeline import data_files, described, feeds, index
from builder.site.one import Singles, single_files
from builder.site.pages_proof import Proof
from builder.site.settings import site_url
from builder.site.snapshots import View, folders, place, views
from builder.site.verify import proof_of_files, proof_of_pages, proof_of_singles


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


@cache
def load(root: Path) -> None:
    """Load what renders pages, ahead of its use; once in a process and those that come of it."""
    from builder.site.render import get_ready

    get_ready(root)


@dataclass(frozen=True, slots=True)
class StagedPages:
    """What is needed to put the pages of an edition into the tree."""

    root: Path
    docs: Path
    made: Path
    """Where MkDocs writes."""
    paths: tuple[str, ...]
    """Of the edition's own pages, in `docs`."""
    views: tuple[View, ...]
    site: Path


def staged(spot: Spot, edition: Edition) -> StagedPages:
    """Write the pages of an edition into the stage; the newest with what is written by hand."""
    assert spot.stage is not None
    docs = spot.stage / ("docs" if spot.newest else f"older/{edition.snapshot.id}")
    stage_docs(spot.root, edition.pages, docs, by_hand=spot.newest)
    return StagedPages(
        root=spot.root,
        docs=docs,
        made=spot.stage / "made" / edition.snapshot.id,
        paths=tuple(page.path for page in edition.pages),
        views=views(edition, newest=spot.newest),
        site=spot.site,
    )


def placed(pages: StagedPages) -> None:
    """Render pages and put them into the tree."""
    from builder.site.render import render  # see `load`

    render(pages.root, pages.docs, pages.made, memory=Memory(pages.root))
    place(pages.made, pages.paths, pages.views, pages.site, published(pages.root))


def taken_over(files: Mapping[str, str], root: Path, site: Path, folder: str) -> bool:
    """Put a folder of the published site into the tree; return whether it had just these files.

    `files` is path → sha256.
    """
    before = published(root) / folder
    try:
        found = {path: (before / path).read_bytes() for path in files}
    except OSError:
        return False
    if {path: sha256(content).hexdigest() for path, content in found.items()} != files:
        return False
    for path, content in found.items():
        write_file(site / folder / path, content, before / path)
    return True


def published(root: Path) -> Path:
    """Return the site that was built last, if any was."""
    return root / "site"


def pages_proven(spot: Spot, edition: Edition) -> Proof:
    """Prove the pages of an edition, which lie in the tree."""
    memory = Memory(spot.root) if spot.stage else None
    return proof_of_pages(edition, spot.root, spot.site, newest=spot.newest, memory=memory)


def accompanied(spot: Spot) -> Proof:
    """Put data, search and feeds of a corpus into the tree, and prove them."""
    beside = _beside(spot)
    for folder, files in beside.items():
        write_files(files, spot.site, folder, published(spot.root))
    return proof_of_files(spot.corpus, beside, spot.site)


def rest_proven(spot: Spot) -> Proof:
    """Prove data, search and feeds of a corpus, which lie in the tree."""
    return proof_of_files(spot.corpus, _beside(spot), spot.site)


def _beside(spot: Spot) -> Mapping[str, Sequence[SiteFile]]:
    """Return data, search and feeds for each folder of the site at which an edition stands."""
    corpus, url = spot.corpus, site_url(spot.root)
    bases = {folder: url and url + folder for folder in spot.folders}
    once = Memory(spot.root).once() if spot.stage else ANEW
    found = (*data_files(corpus), *index(corpus, once))
    told = {
        base: (*found, *described(corpus, base), *feeds(corpus, base)) for base in {*bases.values()}
    }
    return {folder: told[base] for folder, base in bases.items()}


def made_alone(several: Singles, site: Path, root: Path) -> Proof:
    """Put single files, whose pages lie in the tree, into it, and prove them."""
    memory = Memory(root)
    files = tuple(single_files(several, site, memory))
    write_files(files, site, like=published(root))
    return proof_of_singles(several, files, site, memory)


def alone_proven(several: Singles, site: Path) -> Proof:
    """Prove single files, which lie in the tree."""
    return proof_of_singles(several, single_files(several, site), site)
