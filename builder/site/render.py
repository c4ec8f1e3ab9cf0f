"""`docs/` → `site/` by MkDocs, in this process; and what a page's HTML must be, for the proof."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as Rendered

from builder.disk.memory import Memory
from builder.model import Page
from builder.site.links import resolve
from builder.site.remembering import Remembering
from builder.site.forms import Html, in_html

HOOKS = Path(__file__).resolve().parent / "hooks.py"
"""The hooks that MkDocs loads."""

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class RenderError(RuntimeError):
    """MkDocs could not render the pages; says so in MkDocs's own words."""


def render(
    root: Path, docs: Path, site: Path, *, strict: bool = True, memory: Memory | None = None
) -> None:
    """Render the pages in `docs` to `site`, as `root/mkdocs.yml` says.

    With a memory, Markdown that was rendered before is not rendered again. Raises `RenderError`
    with what MkDocs said; with `strict`, a warning is an error.
    """
    with _heard() as said:
        try:
            config = _config(root, docs, site, strict=strict)
            if memory is not None:
                config.plugins["memory"] = Remembering(memory)
            build(config)
        except (click.ClickException, SystemExit) as error:
            raise RenderError("\n".join([*said, str(error)])) from None


def _config(root: Path, docs: Path, site: Path, *, strict: bool) -> MkDocsConfig:
    config = load_config(
        config_file=str(root / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(site),
        strict=strict,
        hooks=[str(HOOKS)],
        watch=[],
    )
    config.plugins.on_startup(command="build", dirty=False)
    return config


def site_url(root: Path) -> str:
    """Return the address of the site as `root/mkdocs.yml` gives it, with a slash; '' for none."""
    url = _config(root, HOOKS.parent, root / "site", strict=False).site_url or ""
    return f"{url.rstrip('/')}/" if url else ""


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, and keep it from standard error meanwhile."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    ear = Ear(level=logging.WARNING)
    propagate = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagate


class _AnyFiles(Files):
    """Files of which every page exists, so that one page can be rendered by itself."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__([])
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """Return the page that would stand at `path`."""
        return File.generated(self._config, path, content="") if path.endswith(".md") else None


class Renderer:
    """What MkDocs makes of single pages, without building the site."""

    def __init__(self, root: Path, site_name: str) -> None:
        self._root = root
        self._site_name = site_name

    @cached_property
    def _settings(self) -> MkDocsConfig:
        # MkDocs insists on a folder; single pages need none, and a new site has none yet.
        return _config(self._root, HOOKS.parent, self._root / "site", strict=False)

    def written_by_hand(self) -> Iterator[Page]:
        """Yield the pages in `docs/` that no program writes."""
        docs = self._root / "docs"
        for file in sorted(docs.rglob("*.md")):
            content = file.read_text(encoding="utf-8-sig")
            if not content.startswith("---\ngenerated: true\n"):
                yield Page(file.relative_to(docs).as_posix(), content)

    def expected(self, page: Page) -> Expected:
        """Return what a page's Markdown is rendered to, and what of its frame is its own."""
        config = self._settings
        rendered = Rendered(None, File.generated(config, page.path, content=page.content), config)
        rendered.read_source(config)
        rendered.render(config, _AnyFiles(config))
        meta = {name: str(value) for name, value in rendered.meta.items()}
        return self._expected(
            page,
            Html(
                title=meta.pop("title", "") or str(rendered.title or ""),
                meta=meta,
                content=rendered.content or "",
                first_heading=next((item.url for item in rendered.toc), ""),
            ),
        )

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
