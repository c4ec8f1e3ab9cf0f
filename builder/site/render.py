"""`docs/` → `site/` by MkDocs, in this process; also single pages, for the proof."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as Rendered

from builder.disk.cache import Memory
from builder.model import Page, RenderError
from builder.site.remembering import Remembering
from builder.site.forms import Html

HOOKS = Path(__file__).resolve().parent / "hooks.py"
"""The hooks that MkDocs loads."""

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


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


def settings(root: Path) -> MkDocsConfig:
    """Return what `root/mkdocs.yml` says of how single pages are rendered."""
    # MkDocs insists on a folder; single pages need none, and a new site has none yet.
    return _config(root, HOOKS.parent, root / "site", strict=False)


def get_ready(root: Path) -> None:
    """Load all that rendering needs; what is wrong with it is told when it is used."""
    with _heard(), suppress(Exception, SystemExit):
        rendered(Page("index.md", ""), settings(root))


def rendered(page: Page, config: MkDocsConfig) -> Html:
    """Return what MkDocs makes of a single page, without building the site."""
    one = Rendered(None, File.generated(config, page.path, content=page.content), config)
    one.read_source(config)
    one.render(config, _AnyFiles(config))
    meta = {name: str(value) for name, value in one.meta.items()}
    return Html(
        title=meta.pop("title", "") or str(one.title or ""),
        meta=meta,
        content=one.content or "",
        first_heading=next((item.url for item in one.toc), ""),
    )
