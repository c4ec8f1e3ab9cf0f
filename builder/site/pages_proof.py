"""The built pages of an edition → what is wrong with them, and what they refer to.

Each page holds what the seeds say, byte for byte, in a frame that all pages share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from markupsafe import escape

from builder.disk.docs import pages_by_hand
from builder.disk.files import content, first_difference
from builder.messages import shared
from builder.model import Corpus, Edition, Page
from builder.site.head import head
from builder.site.links import Rendered, rendered, resolve
from builder.site.render import Html, PageRenderer
from builder.site.snapshots import View, html_path

_PARAGRAPH = re.compile(r'data-paragraph="([^"]+)"')


# href="../assets/reader.css" · src="assets/frame.js" · action="../search/index.html"
_REFERENCE = re.compile(r"""((?:href="|src="|action="))([^"#:]+)""")


@dataclass(frozen=True)
class Proof:
    """What was found of one edition."""

    findings: tuple[str, ...]
    """What is wrong with it."""
    pages: dict[str, Rendered]
    """Its pages as they lie in the site, by path."""
    files: frozenset[str] = frozenset()
    """The paths of all other files that it must have."""


@dataclass(frozen=True)
class Expected:
    """What a built page must hold."""

    path: str
    """Its path under the site."""
    content: str
    """The HTML of its Markdown, byte for byte."""
    own: tuple[str, ...]
    """Runs of the frame around it that differ between pages, as they must be on this one."""

    def frame(self, before: str, after: str) -> str:
        """Return the HTML around the content, in the form that all pages share."""
        frame = f"{before}\0{after}"
        for run in self.own:
            frame = frame.replace(run, "")
        return _REFERENCE.sub(lambda found: found[1] + resolve(self.path, found[2]), frame)


def pages_proof(
    edition: Edition,
    root: Path,
    site: Path,
    views: Sequence[View],
    contents: Mapping[str, str] = MappingProxyType({}),
) -> Proof:
    """Return what is wrong with the pages of an edition at its places in `site`.

    The root has the pages written by hand as well. Pages in `contents` have this HTML.
    """
    title, place = edition.corpus.seeds.framework.title, _places(edition.corpus)
    renderer = PageRenderer(root)
    generated = [
        _expected(page, renderer.generated(page, contents.get(page.path)), title)
        for page in edition.pages
    ]
    others = [_expected(page, renderer.by_hand(page), title) for page in pages_by_hand(root)]
    findings: list[str] = []
    pages: dict[str, Rendered] = {}
    frames: dict[str, str] = {}
    for view in sorted(views, key=lambda view: view.folder):
        for page in (*([] if view.folder else others), *generated):
            path = view.folder + page.path
            if (held := content(site / path)) is None:
                findings.append(f"{path}: is missing")
                continue
            pages[path] = rendered(path, held)
            found, frame = _page_proof(page, held.decode(errors="replace"), view, place)
            findings += (f"{path}: {one}" for one in found)
            frames |= {path: frame} if frame else {}
    return Proof((*findings, *_other_frames(frames)), pages)


def _expected(page: Page, made: Html, site_name: str) -> Expected:
    """Return what a built page must hold, given its Markdown as HTML."""
    return Expected(
        path=html_path(page.path),
        content=made.content,
        own=(
            head(made.title, made.meta, site_name),
            f" page-{made.meta.get('kind', 'plain')}",
            f'<link rel="alternate" type="application/atom+xml" title="{shared.CHANGES}" '
            f'href="{escape(made.meta.get("feed", ""))}">',
            ' aria-current="page"',
            ' aria-current="true"',
        ),
    )


def _page_proof(
    page: Expected, html: str, view: View, place: Callable[[str], str]
) -> tuple[list[str], str]:
    """Return what is wrong with a page at a view, and its frame if nothing is."""
    neutral = view.rendered(html, page.path)
    before, found, after = neutral.partition(page.content)
    if not found:
        return [_difference(page.content, neutral, place)], ""
    if (placed := view.placed(neutral, page.path)) != html:
        difference = first_difference(placed, html)
        return [f"menu, banner or a shared address is not that of the snapshot: {difference}"], ""
    return [], page.frame(before, after)


def _other_frames(frames: Mapping[str, str]) -> Iterator[str]:
    """Yield the pages whose frame differs from that of most; `frames` is by path."""
    paths: dict[str, list[str]] = {}
    for path, frame in frames.items():
        paths.setdefault(frame, []).append(path)
    usual = max(paths, key=lambda frame: len(paths[frame]), default="")
    for frame, others in paths.items():
        if frame != usual:
            for path in others:
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
                other = min(there, key=lambda one: _distance(line, one), default="")
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
