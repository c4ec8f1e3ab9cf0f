"""Proof of a built site against the seeds: yields one line a finding, none when all is well.

Takes editions computed afresh from the seeds, and the folder of the site; believes nothing that
the site says of itself, its manifests included. Names page, paragraph, source, line. `proof` is of
one edition and can be had anywhere; `verify` is of the whole tree.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from builder.disk.bundle import CONTENTS, START
from builder.disk.files import MANIFEST, beneath, file_differences, manifest
from builder.disk.cache import Memory
from builder.model import Corpus, Edition, SiteFile, TextParagraph
from builder.site.links import Rendered, faults, one_sided, rendered_files
from builder.site.missing import MISSING, missing_difference
from builder.site.one import Singles, single_differences
from builder.site.pages_proof import Proof, pages_proof
from builder.site.snapshots import folders, script_difference, views
from builder.site.welcome import welcome

def proof_of_pages(
    edition: Edition, root: Path, site: Path, *, newest: bool, memory: Memory | None = None
) -> Proof:
    """Return what is wrong with the pages of an edition in `site`, built from the seeds in `root`.

    The newest stands there twice. With a memory, pages are not proven again that were before.
    """
    several = views(edition, newest=newest)
    of_pages = pages_proof(edition, root, site, several, memory)
    findings = list(of_pages.findings)
    for view in several:
        findings += one_sided(view.folder, of_pages.pages, edition.corpus.links)
    return Proof(tuple(findings), of_pages.pages)


def proof_of_files(
    corpus: Corpus, beside: Mapping[str, Sequence[SiteFile]], site: Path
) -> Proof:
    """Return what is wrong with a corpus, and with the files that stand beside its pages in `site`.

    `beside` has, for each folder in which it stands, what its data, search and feeds must be.
    """
    found = [*_nothing_lost(corpus), *_nothing_invented(corpus)]
    for folder, files in beside.items():
        found += file_differences(files, site, folder)
    return Proof(tuple(found), {})


def proof_of_singles(
    several: Singles, files: Iterable[SiteFile], site: Path, memory: Memory | None = None
) -> Proof:
    """Return what is wrong with single files in `site`; `files` are what they must be.

    With a memory, what articles in them refer to is not read again.
    """
    return Proof(
        tuple(single_differences(files, site)), rendered_files(site, several.pages, memory)
    )


def verify(
    editions: Sequence[Edition],
    atlas: str,
    proofs: Iterable[Proof],
    site: Path,
    *,
    hashes: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Yield what is wrong with a site, or an unpacked bundle, given the proofs of its parts.

    `atlas` is what the menu of snapshots knows. `hashes` are those of all files as they lie there,
    which are read for them otherwise.
    """
    pages: dict[str, Rendered] = {}
    for one in proofs:
        yield from one.findings
        pages |= one.pages
    pages |= rendered_files(site, [MISSING])
    bundled = {START, CONTENTS} if (site / CONTENTS).is_file() else set()
    hashes = hashes or manifest(site, ())
    for path in hashes:
        if path.endswith(".html") and path not in pages and path not in bundled:
            yield f"{path}: is no page of this site"
    yield from faults(site, pages)
    yield from script_difference(atlas, site)
    yield from missing_difference(editions[-1].corpus.seeds.framework.title, site)
    for edition in editions:
        (folder,) = folders(edition.corpus, newest=False)
        yield from _manifest(site, folder, MANIFEST, hashes)
    yield from _manifest(site, "", MANIFEST, hashes, bundled)
    if bundled:
        yield from _manifest(site, "", CONTENTS, hashes)
        if (site / START).is_file() and (site / START).read_bytes() != welcome(editions):
            yield f"{START}: is not what the seeds say of the site"


def _nothing_lost(values: Corpus) -> Iterator[str]:
    """Law 1: each line that is not blank is in exactly one article."""
    held: dict[str, dict[int, str]] = {source.entry.id: {} for source in values.seeds.sources}
    files = {source.entry.id: source.entry.file for source in values.seeds.sources}
    for article in values.articles:
        lines = held[article.source]
        for first, last in article.ranges:
            for number in range(first, last + 1):
                if number in lines:
                    yield (
                        f"seeds/sources/{files[article.source]}:{number}: "
                        f"is in two articles, {lines[number]} and {article.id}"
                    )
                lines[number] = article.id
    for source in values.seeds.sources:
        for number, line in enumerate(source.lines, 1):
            if line.strip() and number not in held[source.entry.id]:
                yield f"seeds/sources/{source.entry.file}:{number}: is in no article: {line[:40]}"


def _nothing_invented(values: Corpus) -> Iterator[str]:
    """Law 2: what a text says is printed, once its corrections are taken back."""
    sources = {source.entry.id: source for source in values.seeds.sources}
    for text in values.texts:
        for paragraph in text.paragraphs:
            source = sources[paragraph.source]
            lines = (
                source.lines[number - 1].strip()
                for first, last in paragraph.ranges
                for number in range(first, last + 1)
            )
            if as_printed(paragraph) not in "".join(lines):
                first, last = paragraph.ranges[0][0], paragraph.ranges[-1][1]
                yield (
                    f"documents/{text.id}.html: paragraph {paragraph.id} says what "
                    f"seeds/sources/{source.entry.file}:{first}–{last} does not print"
                )


def as_printed(paragraph: TextParagraph) -> str:
    """Return the paragraph with its corrections taken back."""
    text = paragraph.text
    for correction in reversed(paragraph.corrections):
        start, end = correction.span
        text = text[:start] + correction.printed + text[end:]
    return text


def _manifest(
    site: Path, folder: str, name: str, hashes: Mapping[str, str], without: Collection[str] = ()
) -> Iterator[str]:
    """The manifest `name` has each other file of the folder, but some, with its hash."""
    file = site / folder / name
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        yield f"{folder}{name}: is missing or is no JSON"
        return
    found = beneath(folder, hashes, {name, *without})
    for path in sorted(said.keys() | found.keys()):
        if path not in found:
            yield f"{folder}{path}: is in the manifest but not in the site"
        elif path not in said:
            yield f"{folder}{path}: is not in the manifest"
        elif said[path] != found[path]:
            yield f"{folder}{path}: is not what the manifest says"
