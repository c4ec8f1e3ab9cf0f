"""Proof of a built site against the seeds: yields one line a finding, none when all is well.

Takes editions computed afresh from the seeds, and the folder of the site; believes nothing that
the site says of itself, its manifests included. Names page, paragraph, source, line. `proof` is of
one edition and can be had anywhere; `verify` is of the whole tree.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from builder.disk.bundle import CONTENTS, START
from builder.export.data import MANIFEST, beneath, data_files, manifest
from builder.disk.cache import Memory
from builder.model import Corpus, Edition, SiteFile, TextParagraph
from builder.site.links import Rendered, faults, one_sided, rendered_files
from builder.site.missing import MISSING, missing_difference
from builder.site.one import Singles, single_differences
from builder.site.pages_proof import Proof, first_difference, pages_proof
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


def proof_of_data(
    corpus: Corpus, site: Path, *, newest: bool, hashes: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield what is wrong with a corpus and its data in `site`.

    `hashes` are those of its data as they were made; without them, the data are made anew.
    """
    yield from _nothing_lost(corpus)
    yield from _nothing_invented(corpus)
    several = [site / folder / "data" for folder in folders(corpus, newest=newest)]
    yield from _data(corpus, several, site, hashes)


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


def _data(
    values: Corpus, folders: Sequence[Path], site: Path, hashes: Mapping[str, str] | None
) -> Iterator[str]:
    """Each data file is, byte for byte, what the seeds say, in each of the folders."""
    known = {Path(MANIFEST).name}
    for name, lines in data_files(values):
        known.add(name)
        content = None if hashes else b"".join(lines)
        for folder in folders:
            file = folder / name
            if not file.is_file():
                yield f"{file.relative_to(site).as_posix()}: is missing"
                continue
            built = file.read_bytes()
            if hashes and sha256(built).hexdigest() == hashes[name]:
                continue
            content = b"".join(lines) if content is None else content
            if built != content:
                difference = _row_difference(name, content, built)
                yield f"{file.relative_to(site).as_posix()}: {difference}"
    for folder in folders:
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if file.name not in known:
                yield f"{file.relative_to(site).as_posix()}: is no data file of this site"


def _row_difference(name: str, fresh: bytes, built: bytes) -> str:
    """Return id and field in which two data files differ; else the line."""
    if name.endswith(".json"):
        try:
            for ours, theirs in zip_longest(json.loads(fresh), json.loads(built)):
                if ours != theirs:
                    return _field_difference(ours, theirs)
        except (ValueError, TypeError):
            pass
    expected, found = fresh.decode().splitlines(), built.decode(errors="replace").splitlines()
    for number, (ours, theirs) in enumerate(zip_longest(expected, found, fillvalue=""), 1):
        if ours != theirs:
            return f"line {number}: {first_difference(ours, theirs)}"
    return "differs in its line ends"


def _field_difference(ours: object, theirs: object) -> str:
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return f"row {_name(ours or theirs)} is missing or too many"
    for key in ours:
        if ours[key] != theirs.get(key):
            expected, found = (
                json.dumps(row.get(key), ensure_ascii=False, sort_keys=True)
                for row in (ours, theirs)
            )
            return f"{_name(ours)}, {key}: {first_difference(expected, found)}"
    return f"{_name(ours)} has more fields than it should"


def _name(row: object) -> str:
    if isinstance(row, dict):
        return str(row.get("id") or row.get("paragraph") or row.get("from"))
    return str(row)[:40]


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
