"""Proof of a built site against the seeds: yields one line a finding, none when all is well.

Takes editions computed afresh from the seeds, and the folder of the site; believes nothing that
the site says about itself, its manifests included. `prove` checks one edition and can run anywhere;
`verify` checks the whole tree. Findings name page, paragraph, source, line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import MappingProxyType

from builder.disk.bundle import CONTENTS
from builder.disk.files import (
    MANIFEST,
    beneath,
    content,
    file_differences,
    irregular,
    manifest,
)
from builder.model import Corpus, Edition, SiteFile
from builder.site.links import Rendered, faults, rendered_files
from builder.site.missing import MISSING
from builder.site.pages_proof import Proof, pages_proof
from builder.site.render import assets, by_hand
from builder.site.settings import Settings
from builder.site.single_files import single_files
from builder.site.snapshots import View, permanent, views


@dataclass(frozen=True)
class Job:
    """An edition that is to be proven in a site, or to be built there first."""

    edition: Edition
    newest: bool
    """Whether it is at the root as well."""
    make_files: Callable[[Corpus, Iterable[str], str], dict[str, tuple[SiteFile, ...]]]
    """Makes data, search and feeds of a corpus for folders of a site with an address, or none."""
    root: Path
    """The folder with mkdocs.yml."""
    said: Settings
    """What that says of the site."""
    site: Path
    """The whole tree."""

    @property
    def views(self) -> tuple[View, ...]:
        """The folders of the site that hold the edition."""
        return views(self.edition, self.said, newest=self.newest)

    def files(self) -> dict[str, tuple[SiteFile, ...]]:
        """Return folder of the site → data, search and feeds there."""
        folders = (view.folder for view in self.views)
        return self.make_files(self.edition.corpus, folders, self.said.url)


def prove(job: Job) -> Proof:
    """Return what is wrong with an edition in a site."""
    singles = tuple(single_files(job.edition, job.site, job.said)) if job.newest else ()
    return prove_built(job, job.files(), singles)


def prove_built(
    job: Job,
    files: Mapping[str, Sequence[SiteFile]],
    singles: Sequence[SiteFile],
    contents: Mapping[str, str] = MappingProxyType({}),
) -> Proof:
    """Return what is wrong with an edition in a site: pages, `files` by folder, single files.

    `contents` is the HTML of the Markdown of pages that MkDocs has just rendered, by path: a build
    need not render them once more, `verify` does.
    """
    site = job.site
    proof = pages_proof(job.edition, job.root, site, job.views, contents)
    findings = [*proof.findings]
    must_have: set[str] = set()
    for folder, expected in files.items():
        held = (*expected, *(() if folder else (*singles, *_not_generated(job.root))))
        findings += file_differences(held, site, folder)
        must_have |= {folder + MANIFEST, *(folder + file.path for file in held)}
    pages = proof.pages | rendered_files(site, (single.path for single in singles))
    return Proof(tuple(findings), pages, frozenset(must_have))


def _not_generated(root: Path) -> Iterator[SiteFile]:
    """Yield the files that MkDocs copies: styles and scripts, and what is no page by hand."""
    for path, held in assets(root).items():
        yield SiteFile(path, held)
    for file in by_hand(root):
        if not file.is_documentation_page():
            yield SiteFile(file.dest_uri, file.content_bytes)


def verify(
    editions: Sequence[Edition],
    common: Iterable[SiteFile],
    added: Mapping[str, bytes],
    proofs: Iterable[Proof],
    site: Path,
) -> Iterator[str]:
    """Yield what is wrong with a site, or an unpacked bundle, given the proofs of its editions.

    `common` are the files of the whole tree, see `common_files`; `added` those that only a bundle
    has, by path.
    """
    pages: dict[str, Rendered] = {}
    bundled = {*added, CONTENTS} if (site / CONTENTS).is_file() else set()
    known = {*bundled, *(file.path for file in common)}
    for proof in proofs:
        yield from proof.findings
        pages |= proof.pages
        known |= proof.files
    pages |= rendered_files(site, [MISSING])
    yield from irregular(site)
    hashes = manifest(site, ())
    for path in sorted(hashes.keys() - pages.keys() - known):
        kind = "page" if path.endswith(".html") else "file"
        yield f"{path}: is no {kind} of this site"
    yield from faults(site, pages)
    for file in common:
        if (held := content(site / file.path)) is None:
            yield f"{file.path}: is missing"
        elif held != file.content:
            yield f"{file.path}: is not what the seeds say"
    for edition in editions:
        yield from _manifest(site, permanent(edition), MANIFEST, hashes)
    yield from _manifest(site, "", MANIFEST, hashes, bundled)
    if bundled:
        yield from _manifest(site, "", CONTENTS, hashes)
        for path, expected in added.items():
            if content(site / path) not in (None, expected):
                yield f"{path}: is not what the seeds say of the site"


def shown_though_withheld(
    withheld: Iterable[tuple[str, str]], folders: Iterable[Path]
) -> Iterator[str]:
    """Law 1: yield the files of some folders in which words stand that an editor withholds.

    `withheld` has place and words. Another line that prints the same has to be withheld as well.
    """
    forms = {}
    for place, words in withheld:
        for form in {words, escape(words), json.dumps(words, ensure_ascii=False)[1:-1]}:
            forms[form.encode()] = place
    if not forms:
        return
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            held = content(file) or b""
            for place in sorted({place for form, place in forms.items() if form in held}):
                path = file.relative_to(folder).as_posix()
                yield (
                    f"{path}: holds words that are withheld at {place}; a line that prints the "
                    "same is withheld as well"
                )


def _manifest(
    site: Path, folder: str, name: str, hashes: Mapping[str, str], without: Collection[str] = ()
) -> Iterator[str]:
    """The manifest `name` has the hash of each other file of the folder except `without`."""
    file = site / folder / name
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        yield f"{folder}{name}: is missing or is no JSON object"
        return
    found = beneath(folder, hashes, {name, *without})
    for path in sorted(said.keys() | found.keys()):
        if path not in found:
            yield f"{folder}{path}: is in the manifest but not in the site"
        elif path not in said:
            yield f"{folder}{path}: is not in the manifest"
        elif said[path] != found[path]:
            yield f"{folder}{path}: is not what the manifest says"
