"""What a page's HTML must be, for the proof: read by us where we can, else by MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from builder.model import Page
from builder.site.forms import Html, in_html
from builder.site.links import resolve

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_GENERATED = "---\ngenerated: true\n"
"""How pages begin that a program wrote."""


class Renderer:
    """What MkDocs makes of single pages, without building the site."""

    def __init__(self, root: Path, site_name: str) -> None:
        self._root = root
        self._site_name = site_name

    @cached_property
    def _settings(self) -> MkDocsConfig:
        from builder.site import render  # MkDocs takes its time to load, and is hardly needed

        return render.settings(self._root)

    def written_by_hand(self) -> Iterator[Page]:
        """Yield the pages in `docs/` that no program writes."""
        docs = self._root / "docs"
        for file in sorted(docs.rglob("*.md")):
            with file.open(encoding="utf-8-sig") as stream:
                head = stream.read(len(_GENERATED))
                if head != _GENERATED:
                    yield Page(file.relative_to(docs).as_posix(), head + stream.read())

    def expected(self, page: Page) -> Expected:
        """Return what a page's Markdown is rendered to, and what of its frame is its own."""
        from builder.site import render

        return self._expected(page, render.rendered(page, self._settings))

    def read(self, page: Page) -> Expected | None:
        """Return the same without MkDocs, where the page is of the few forms that we read."""
        found = in_html(page)
        return None if found is None else self._expected(page, found)

    def _expected(self, page: Page, found: Html) -> Expected:
        meta, site = found.meta, self._site_name
        return Expected(
            path=page.path.removesuffix(".md") + ".html",
            content=found.content,
            first_heading=found.first_heading,
            own=(
                f"<title>{escape(found.title)} - {escape(site)}</title>",
                f"<title>{escape(site)}</title>",
                f'<meta name="description" content="{escape(meta.get("description") or site)}">',
                f" page-{meta.get('kind', 'plain')}",
                '<link rel="alternate" type="application/atom+xml" title="变化" '
                f'href="{escape(meta.get("feed", ""))}">',
                ' aria-current="page"',
                ' aria-current="true"',
            ),
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What a rendered page must hold."""

    path: str
    """Where it stands under the site."""
    content: str
    """The HTML of its Markdown, byte for byte."""
    first_heading: str
    """Where the theme's link for skipping the navigation leads, as #title."""
    own: tuple[str, ...]
    """Runs of the frame around it that differ between pages, as they must be on this one."""

    def frame(self, before: str, after: str) -> str:
        """Return what stands around the content, in the form that all pages share."""
        frame = f"{before}\0{after}"
        for run in self.own:
            frame = frame.replace(run, "")
        skip = _SKIP.search(frame)
        if skip is not None and skip["to"] in (None, self.first_heading):
            frame = frame[: skip.start()] + frame[skip.end() :]
        return _REFERENCE.sub(lambda found: found[1] + resolve(self.path, found[2]), frame)


# href="../assets/reader.css" · src="assets/frame.js" · action="../search/index.html"
_REFERENCE = re.compile(r"""((?:href="|src="|action="))([^"#:]+)""")
# <a href="#title" class="md-skip"> 跳转至 </a>, on a page that has a heading
_SKIP = re.compile(
    r"""
    (?<="skip">) \s*
    (?: <a\ href="(?P<to>\#[^"]*)"\ class="md-skip"> \s*跳转至\s* </a> \s* )?
    """,
    re.VERBOSE,
)
