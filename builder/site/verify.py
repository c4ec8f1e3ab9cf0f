"""Proof of a built site against the seeds: yields one line a finding, none when all is well.

Takes the corpus and the pages computed afresh from the seeds, and the folder of the site; believes
nothing that the site says of itself, its manifest included. Names page, paragraph, source, line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.disk.data import manifest, write_data
from builder.model import Corpus, Page, TextParagraph
from builder.site.links import faults, rendered
from builder.site.render import Renderer

_PARAGRAPH = re.compile(r'data-paragraph="([^"]+)"')


def verify(values: Corpus, pages: Iterable[Page], root: Path, site: Path) -> Iterator[str]:
    """Yield what is wrong with the folder `site`, built from the seeds in `root`."""
    yield from _nothing_lost(values)
    yield from _nothing_invented(values)
    yield from _pages(values, pages, root, site)
    yield from _data(values, site)
    yield from faults(site, rendered(site), values.links)
    yield from _manifest(site)


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


def _pages(values: Corpus, pages: Iterable[Page], root: Path, site: Path) -> Iterator[str]:
    """Each page holds what the seeds say, byte for byte, in a frame that all pages share."""
    place = _places(values)
    renderer = Renderer(root, values.seeds.framework.title)
    frames: dict[str, list[str]] = {}
    strange = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    for page in (*renderer.written_by_hand(), *pages):
        expected = renderer.expected(page)
        strange.discard(expected.path)
        file = site / expected.path
        if not file.is_file():
            yield f"{expected.path}: is missing"
            continue
        html = file.read_text(encoding="utf-8", errors="replace")
        before, found, after = html.partition(expected.content)
        if found:
            frames.setdefault(expected.frame(before, after), []).append(expected.path)
        else:
            yield f"{expected.path}: {_difference(expected.content, html, place)}"
    yield from (f"{path}: is no page of this site" for path in sorted(strange))
    if len(frames) > 1:
        usual = max(frames, key=lambda frame: len(frames[frame]))
        for frame, paths in frames.items():
            if frame != usual:
                yield from (
                    f"{path}: header, navigation or footer differs from other pages: "
                    f"{_first_difference(usual, frame)}"
                    for path in paths
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


def _data(values: Corpus, site: Path) -> Iterator[str]:
    """Each data file is, byte for byte, what the seeds say."""
    with TemporaryDirectory() as folder:
        write_data(values, Path(folder))
        known = {file.name for file in Path(folder).iterdir()} | {"manifest.json"}
        for file in sorted((site / "data").iterdir()):
            if file.name not in known:
                yield f"data/{file.name}: is no data file of this site"
        for fresh in sorted(Path(folder).iterdir()):
            built = site / "data" / fresh.name
            if not built.is_file():
                yield f"data/{fresh.name}: is missing"
            elif built.read_bytes() != fresh.read_bytes():
                yield f"data/{fresh.name}: {_row_difference(fresh, built)}"


def _row_difference(fresh: Path, built: Path) -> str:
    """Return id and field in which two data files differ; else the line."""
    if fresh.suffix == ".json":
        try:
            for ours, theirs in zip_longest(
                json.loads(fresh.read_bytes()), json.loads(built.read_bytes())
            ):
                if ours != theirs:
                    return _field_difference(ours, theirs)
        except (ValueError, TypeError):
            pass
    expected = fresh.read_text(encoding="utf-8").splitlines()
    found = built.read_text(encoding="utf-8", errors="replace").splitlines()
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


def _manifest(site: Path) -> Iterator[str]:
    """The manifest names each other file of the site with its hash."""
    file = site / "data" / "manifest.json"
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        yield "data/manifest.json: is missing or is no JSON"
        return
    found = manifest(site)
    for path in sorted(said.keys() | found.keys()):
        if path not in found:
            yield f"{path}: is in the manifest but not in the site"
        elif path not in said:
            yield f"{path}: is not in the manifest"
        elif said[path] != found[path]:
            yield f"{path}: is not what the manifest says"
