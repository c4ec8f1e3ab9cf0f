"""The built pages of an edition → what is wrong with them, and what they refer to.

Each page holds what the seeds say, byte for byte, in a frame that all pages share. With a memory,
what was proven before as it stands there is not proven again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from sys import intern

from builder.disk.cache import Memory
from builder.disk.files import first_difference
from builder.model import Corpus, Edition, Page
from builder.site.expected import Renderer
from builder.site.links import Rendered, rendered
from builder.site.snapshots import View, html_path

_PARAGRAPH = re.compile(r'data-paragraph="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found of one edition."""

    findings: tuple[str, ...]
    """What is wrong with it."""
    pages: dict[str, Rendered]
    """Its pages as they lie in the site, by path."""


def pages_proof(
    edition: Edition, root: Path, site: Path, several: Sequence[View], memory: Memory | None = None
) -> Proof:
    """Return what is wrong with the pages of an edition at its places in `site`.

    The root has the pages written by hand as well.
    """
    title = edition.corpus.seeds.framework.title
    renderer, place = Renderer(root, title), _places(edition.corpus)
    known = _recalled(memory, several)
    proofs: dict[str, _PageProof] = {}
    for page, files in _placed(edition, renderer, site, several):
        key = _key(title, page, files) if memory else page.path
        proofs[key] = known.get(key) or _page_proof(page, files, renderer, place)
    if memory and proofs.keys() != known.keys():
        proven = {key: one for key, one in proofs.items() if not one.findings}
        memory.keep(_name(memory, several), proven)
    findings = [finding for one in proofs.values() for finding in one.findings]
    return Proof(
        findings=(*findings, *_other_frames(proofs.values())),
        pages={page.path: page for one in proofs.values() for page in one.pages},
    )


@dataclass(frozen=True, slots=True)
class _PageProof:
    """What was found of one page."""

    findings: tuple[str, ...]
    pages: tuple[Rendered, ...]
    """The page as it lies at each of its addresses."""
    frames: dict[str, str]
    """By address, what stands around the content there, in the form that all pages share."""


def _recalled(memory: Memory | None, several: Sequence[View]) -> Mapping[str, _PageProof]:
    """Return what was proven of pages at these places, by all that it depends on."""
    kept = memory and memory.recall(_name(memory, several))
    return kept if isinstance(kept, dict) else {}


def _name(memory: Memory, several: Sequence[View]) -> str:
    return memory.key("proofs", *map(repr, several))


def _key(title: str, page: Page, files: Mapping[View, bytes]) -> str:
    """Return under what a page is known, among those of its places and of this program."""
    whole = sha256(repr((title, page.path)).encode())
    for content in (page.content.encode(), *files.values()):
        whole.update(len(content).to_bytes(8))
        whole.update(content)
    return whole.hexdigest()


def _placed(
    edition: Edition, renderer: Renderer, site: Path, several: Sequence[View]
) -> Iterator[tuple[Page, Mapping[View, bytes]]]:
    """Yield each page with what stands at its addresses, the root first; nothing is empty."""
    places = sorted(several, key=lambda one: one.folder)
    root = [view for view in places if not view.folder]
    by_hand = renderer.written_by_hand() if root else ()
    for pages, views in ((by_hand, root), (edition.pages, places)):
        for page in pages:
            files = {view: site / view.folder / html_path(page.path) for view in views}
            yield page, {
                view: file.read_bytes() if file.is_file() else b""
                for view, file in files.items()
            }


def _page_proof(
    page: Page, files: Mapping[View, bytes], renderer: Renderer, place: Callable[[str], str]
) -> _PageProof:
    read = renderer.read(page)
    findings: list[str] = []
    pages: list[Rendered] = []
    frames: dict[str, str] = {}
    frame = proven = ""
    for view, content in files.items():
        html = content.decode(errors="replace")
        path = view.folder + html_path(page.path)
        if not html:
            findings.append(f"{path}: is missing")
            continue
        pages.append(rendered(path, html))
        if proven and view.placed(proven, html_path(page.path)) == html:
            frames[path] = frame
            continue
        neutral = view.rendered(html, html_path(page.path))
        # MkDocs has the last word, where ours is not what stands there.
        ours = read is not None and read.content in neutral
        expected = read if read and ours else renderer.expected(page)
        before, found, after = neutral.partition(expected.content)
        if not found:
            findings.append(f"{path}: {_difference(expected.content, neutral, place)}")
        elif (placed := view.placed(neutral, expected.path)) != html:
            findings.append(
                f"{path}: menu, banner or a shared address is not that of the snapshot: "
                f"{first_difference(placed, html)}"
            )
        else:
            # Interned, so that a frame is kept once and not with every page.
            frame, proven = intern(expected.frame(before, after)), neutral
            frames[path] = frame
    return _PageProof(tuple(findings), tuple(pages), frames)


def _other_frames(proofs: Iterable[_PageProof]) -> Iterator[str]:
    """Yield the pages that stand in another frame than most."""
    frames: dict[str, list[str]] = {}
    for one in proofs:
        for path, frame in one.frames.items():
            frames.setdefault(frame, []).append(path)
    usual = max(frames, key=lambda frame: len(frames[frame]), default="")
    for frame, paths in frames.items():
        if frame != usual:
            for path in paths:
                yield (
                    f"{path}: header, navigation or footer differs from other pages: "
                    f"{first_difference(usual, frame)}"
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
            return context + first_difference(line, other)
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
