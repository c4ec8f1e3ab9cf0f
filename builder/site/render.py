"""`docs/` → `site/` by MkDocs, in this process; also single pages, for the proof."""

from __future__ import annotations

import logging
import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.meta import get_data

from builder.disk.docs import files_by_hand
from builder.model import Page, RenderError
from builder.site.plus import with_plus

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HOOKS = Path(__file__).resolve().parent / "hooks.py"
"""The hooks that MkDocs loads."""

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class _Contents(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Keeps what MkDocs makes of the Markdown of each page, without the frame around it."""

    def __init__(self) -> None:
        self.of: dict[str, str] = {}
        """Path under `docs/` → HTML."""

    def on_page_content(self, html: str, *, page: MkDocsPage, **_: object) -> str:
        """Keep the HTML of a page."""
        self.of[page.file.src_uri] = html
        return html


def render(root: Path, docs: Path, site: Path, *, strict: bool = True) -> dict[str, str]:
    """Render the pages in `docs` to `site`, as `root/mkdocs.yml` says.

    Returns path under `docs` → the HTML of its Markdown. Raises `RenderError` with what MkDocs
    logged; with `strict`, a warning is an error.
    """
    contents = _Contents()
    with _errors():
        config = _config(root, docs, site, strict=strict)
        config.plugins["contents"] = contents
        build(config)
    return contents.of


def assets(root: Path) -> dict[str, bytes]:
    """Return path under the site → content of the styles, scripts and icons of theme and hooks."""
    with _errors():
        config = configuration(root)
        config = config.plugins.on_config(config)
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        files = config.plugins.on_files(files, config=config)
        return {file.dest_uri: file.content_bytes for file in files}


def by_hand(root: Path) -> tuple[File, ...]:
    """Return the files written by hand in `docs/` that MkDocs shows, by path."""
    config = configuration(root)
    places = root / "docs", config.site_dir, config.use_directory_urls
    files = Files([File(path, str(places[0]), *places[1:]) for path in files_by_hand(root)])
    set_exclusions(files, config)
    return tuple(file for file in files if file.inclusion.is_included())  # type: ignore[no-untyped-call]


def _config(root: Path, docs: Path, site: Path, *, strict: bool) -> MkDocsConfig:
    config = load_config(
        config_file=str(root / "mkdocs.yml"),
        docs_dir=str(docs),
        site_dir=str(site),
        strict=strict,
        hooks=[str(HOOKS)],
        watch=[],
    )
    config.extra["by_builder"] = True  # the hooks ask for it
    config.plugins.on_startup(command="build", dirty=False)
    return config


def configuration(root: Path) -> MkDocsConfig:
    """Return what `root/mkdocs.yml` says, for single pages: it names no folder of pages.

    Raises `RenderError` where MkDocs refuses the file.
    """
    with _errors():  # MkDocs insists on a folder
        return _config(root, HOOKS.parent, root / "site", strict=False)


@contextmanager
def _errors() -> Iterator[None]:
    """Raise `RenderError`, with what MkDocs warned of before, where it gives up.

    Its warnings are kept from standard error meanwhile.
    """
    logged: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    collector = Collector(level=logging.WARNING)
    propagate = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield
    except (click.ClickException, SystemExit) as error:
        raise RenderError("\n".join([*logged, str(error)])) from None
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


@dataclass(frozen=True)
class Html:
    """What a page is rendered to, without the frame around it."""

    title: str
    """Of the page."""
    meta: dict[str, Any]
    """The rest of its front matter."""
    content: str
    """The HTML of its Markdown."""


class PageRenderer:
    """Renders single pages as MkDocs does, without building the site."""

    def __init__(self, root: Path) -> None:
        self._config = configuration(root)
        self._markdown = Markdown(
            extensions=self._config.markdown_extensions,
            extension_configs=self._config.mdx_configs or {},
        )
        self._markdown.treeprocessors.register(_PageLinks(), "page links", 0)

    def generated(self, page: Page, content: str | None = None) -> Html:
        """Return what a generated page is rendered to, by one instance of Python-Markdown.

        MkDocs makes a new one for each page, which takes three times as long. `content` is the
        HTML of its Markdown, where MkDocs has just made it.
        """
        body, meta = get_data(page.content)
        if content is None:
            content = self._markdown.reset().convert(body)
        return _html(meta, "", content)

    def by_hand(self, page: Page) -> Html:
        """Return what MkDocs itself makes of a page."""
        made = MkDocsPage(
            None, File.generated(self._config, page.path, content=page.content), self._config
        )
        made.read_source(self._config)
        made.render(self._config, _AnyFiles(self._config))
        return _html(made.meta, str(made.title or ""), made.content or "")


def _html(meta: Mapping[str, object], title: str, content: str) -> Html:
    others = {name: value for name, value in meta.items() if name != "title"}
    return Html(str(meta.get("title") or title), others, with_plus(content))


class _PageLinks(Treeprocessor):  # type: ignore[misc]
    """Points links at rendered pages: ../terms.md#x becomes ../terms.html#x."""

    def run(self, root: Element) -> None:
        """Change the links of a page."""
        for link in root.iter("a"):
            path, hash_, anchor = link.get("href", "").partition("#")
            if path.endswith(".md"):
                link.set("href", f"{posixpath.splitext(path)[0]}.html{hash_}{anchor}")


class _AnyFiles(Files):
    """Files of which every page exists, so that one page can be rendered by itself."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__([])
        self._config = config

    def get_file_from_path(self, path: str) -> File | None:
        """Return the page that would be at `path`."""
        return File.generated(self._config, path, content="") if path.endswith(".md") else None
