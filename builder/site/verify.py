"""Proof of a built site against the seeds: yields one line a finding, none when all is well.

Takes editions computed afresh from the seeds, and the folder of the site; believes nothing that
the site says of itself, its manifests included. Names page, paragraph, source, line. `proof` is of
one edition and can be had anywhere; `verify` is of the whole tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from builder.disk.bundle import CONTENTS, START
from builder.disk.data import MANIFEST, data_files, manifest
from builder.model import Corpus, Edition, SiteFile, TextParagraph
from builder.site.links import Rendered, faults, one_sided, rendered, rendered_files
from builder.site.missing import MISSING, missing_difference
from builder.site.one import files_of, single_differences
from builder.site.render import Renderer
from builder.site.snapshots import View, html_path, script_difference, views
from builder.site.welcome import welcome

_PARAGRAPH = re.compile(r'data-paragraph="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one edition."""

    findings: tuple[str, ...]
    """What is wrong with it."""
    pages: dict[str, Rendered]
    """Its pages as they lie in the site, by path."""


def proof(edition: Edition, root: Path, site: Path, *, newest: bool) -> Proof:
    """Return what is wrong with an edition in the folder `site`, built from the seeds in `root`.

    The newest stands there twice, and its root has the pages written by hand as well.
    """
    several = views(edition, newest=newest)
    findings = [*_nothing_lost(edition.corpus), *_nothing_invented(edition.corpus)]
    pages: dict[str, Rendered] = {}
    findings += _pages(edition, root, site, several, pages)
    findings += _data(edition.corpus, [site / view.folder / "data" for view in several], site)
    for view in several:
        findings += one_sided(view.folder, pages, edition.corpus.links)
    return Proof(tuple(findings), pages)


def verify(
    editions: Sequence[Edition],
    atlas: str,
    proofs: Iterable[Proof],
    singles: Iterable[SiteFile],
    site: Path,
) -> Iterator[str]:
    """Yield what is wrong with a site, or an unpacked bundle, given the proof of each edition.

    `atlas` is what the menu of snapshots knows, `singles` what the single files must hold.
    """
    pages: dict[str, Rendered] = {}
    for one in proofs:
        yield from one.findings
        pages |= one.pages
    pages |= rendered_files(site, [*files_of(editions[-1]), MISSING])
    yield from single_differences(singles, site)
    bundled = {START, CONTENTS} if (site / CONTENTS).is_file() else set()
    hashes = manifest(site, ())
    for path in hashes:
        if path.endswith(".html") and path not in pages and path not in bundled:
            yield f"{path}: is no page of this site"
    yield from faults(site, pages)
    yield from script_difference(atlas, site)
    yield from missing_difference(editions[-1].corpus.seeds.framework.title, site)
    for edition in editions:
        folder = views(edition, newest=False)[0].folder
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


def _pages(
    edition: Edition, root: Path, site: Path, several: Sequence[View], pages: dict[str, Rendered]
) -> Iterator[str]:
    """Each page holds what the seeds say, byte for byte, in a frame that all pages share.

    Adds what the pages say that should be in the site, and are there, to `pages`.
    """
    place = _places(edition.corpus)
    renderer = Renderer(root, edition.corpus.seeds.framework.title)
    frames: dict[str, list[str]] = {}
    by_hand = [*renderer.written_by_hand()] if any(not view.folder for view in several) else []
    for number, page in enumerate((*by_hand, *edition.pages)):
        read = renderer.read(page)
        proven = ""
        for view in sorted(several, key=lambda one: one.folder):
            if view.folder and number < len(by_hand):
                continue
            path = view.folder + html_path(page.path)
            if not (site / path).is_file():
                yield f"{path}: is missing"
                continue
            html = (site / path).read_bytes().decode(errors="replace")
            pages[path] = rendered(path, html)
            if proven and view.placed(proven, html_path(page.path)) == html:
                continue
            neutral = view.rendered(html, html_path(page.path))
            # MkDocs has the last word, where ours is not what stands there.
            ours = read is not None and read.content in neutral
            expected = read if read and ours else renderer.expected(page)
            before, found, after = neutral.partition(expected.content)
            if not found:
                yield f"{path}: {_difference(expected.content, neutral, place)}"
            elif (placed := view.placed(neutral, expected.path)) != html:
                yield (
                    f"{path}: menu, banner or a shared address is not that of the snapshot: "
                    f"{_first_difference(placed, html)}"
                )
            else:
                frames.setdefault(expected.frame(before, after), []).append(path)
                proven = neutral
    if len(frames) > 1:
        usual = max(frames, key=lambda frame: len(frames[frame]))
        for frame, others in frames.items():
            if frame != usual:
                yield from (
                    f"{path}: header, navigation or footer differs from other pages: "
                    f"{_first_difference(usual, frame)}"
                    for path in others
                )


def _places(values: Corpus) -> Callable[[str], str]:
    files = {source.entry.id: source.entry.file for source in values.seeds.sources}
    paragraphs = {
        paragraph.id: f"seeds/sources/{files[paragraph.source]}:{paragraph.ranges[0][0]}"
        for text in values.texts
        for paragraph in text.paragraphs
    }

    def place(line: str) -> str:
        """Return the paragraph, source and line that a line of a page shows, as far as it does."""
        if (match := _PARAGRAPH.search(line)) is None:
            return ""
        return f"paragraph {match[1]} ({paragraphs.get(match[1], 'not in the seeds')}): "

    return place


def _difference(content: str, html: str, place: Callable[[str], str]) -> str:
    """Return how a page that lacks its content differs from it."""
    there = html.splitlines()
    kept = set(there)
    context = ""
    for line in content.splitlines():
        context = place(line) or context
        if line not in kept:
            paragraph = _PARAGRAPH.search(line)
            other = next((one for one in there if paragraph and paragraph[0] in one), "")
            if not other:
                other = min(there, key=lambda one: _distance(line, one))
            return context + _first_difference(line, other)
    return context + "its lines stand in another order, or others between them"


def _distance(line: str, other: str) -> int:
    """Return how many characters of two lines lie between a common beginning and end."""
    start = _common(line, other)
    end = _common(line[start:][::-1], other[start:][::-1])
    return max(len(line), len(other)) - start - end


def _common(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip_longest(one, other)):
        if left != right:
            return index
    return len(one)


def _first_difference(expected: str, found: str) -> str:
    at = _common(expected, found)
    start = max(at - 20, 0)
    return f"the seeds say …{expected[start : at + 30]!r}, there stands …{found[start : at + 30]!r}"


def _data(values: Corpus, folders: Sequence[Path], site: Path) -> Iterator[str]:
    """Each data file is, byte for byte, what the seeds say, in each of the folders."""
    known = {Path(MANIFEST).name}
    for name, lines in data_files(values):
        known.add(name)
        content = b"".join(lines)
        for folder in folders:
            file = folder / name
            if not file.is_file():
                yield f"{file.relative_to(site).as_posix()}: is missing"
            elif (built := file.read_bytes()) != content:
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
            return f"line {number}: {_first_difference(ours, theirs)}"
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
            return f"{_name(ours)}, {key}: {_first_difference(expected, found)}"
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
    found = {
        path.removeprefix(folder): digest
        for path, digest in hashes.items()
        if path.startswith(folder) and path.removeprefix(folder) not in {name, *without}
    }
    for path in sorted(said.keys() | found.keys()):
        if path not in found:
            yield f"{folder}{path}: is in the manifest but not in the site"
        elif path not in said:
            yield f"{folder}{path}: is not in the manifest"
        elif said[path] != found[path]:
            yield f"{folder}{path}: is not what the manifest says"
