"""Our hooks into MkDocs: templates, styles, navigation, and live pages in the preview.

MkDocs loads this file by its path. What it shows comes from the pages' own front matter, so that
`docs/` can be rendered without `seeds/`; only the live preview runs the pipeline.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

    from builder.runner import Runner
    from builder.site.snapshots import View

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

log = logging.getLogger("mkdocs.hooks.reader")

_HERE = Path(__file__).resolve().parent
_ROOT = str(_HERE.parents[1])
_NEEDLESS = {"404.html", "sitemap.xml"}
"""Pages of the theme that need a server or an address; a folder has neither."""

_UNUSED = re.compile(r"assets/javascripts/|.*\.map$")
"""Files of the theme that no page loads: its scripts, and what debuggers read."""

_STYLES = ("assets/reader.css", "assets/compare.css", "assets/snapshots.css")
_SEARCH_STYLE, _SEARCH_SCRIPT = "assets/search.css", "assets/search.js"
_FRAME_SCRIPT = "assets/frame.js"
_NOTICE = "assets/NOTICE.txt"
"""The licences of what a site carries along that others made."""


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    name: str
    url: str
    folder: str
    """Pages under it mark the entry as the one where the reader is; '' for none."""


@dataclass(frozen=True)
class Group:
    """A part of the navigation."""

    name: str
    """'' of the lists, which the template names."""
    url: str
    entries: tuple[Entry, ...]


_GENERATED = "---\ngenerated: true\n"
"""How a generated page begins."""

_FRAME = re.compile(r"(?m)^(?:title|name|order): .*")
"""The lines of the front matter of a page that the navigation of all pages shows."""

_CHECKBOXES = re.compile(
    r'<input class="md-toggle".*?(?=<a class="md-skip" href="#__page">)', re.DOTALL
)
"""What the theme's drawer and search need, and its own skip link; ours work without."""

_BUILT = ("at", "one")
"""Folders that only a build makes; the live preview shows them as last built."""

_BUILD = "python -m builder build"

_serving = False
_preview = Path()
"""In the live preview, the folder with its pages: MkDocs renders again what is written there."""
_code: dict[Path, int] = {}
"""File of each of our modules → its modification time when it was loaded."""
_shown: dict[str, bytes] = {}
"""In the live preview, the last good files by path: pages, search, feeds."""
_frame: list[str] = []
"""What every page of the preview shows of all others: their paths, titles, names and order."""
_runner: Runner | None = None
"""In the live preview, what ran the pipeline last: it knows the results for all that stays."""
_with_plus: Callable[[str], str] = str
"""What marks the plus of terms on a page; from our modules, once they are loaded."""
_at_root: list[View] = []
"""In the live preview, the view that puts a page at the root, with its menu."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001
    """Remember whether this is the live preview, which has a folder of its own.

    It is ended in the same way by `kill` as by Ctrl-C, so that it removes its folders.
    """
    global _serving, _preview  # noqa: PLW0603
    if command == "serve":  # a page that our own code renders meanwhile is no end of it
        _serving = True
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        _preview = Path(tempfile.mkdtemp(prefix="preview-"))


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> None:  # noqa: ARG001
    """Have the live preview watch what editors write, and our own code."""
    for folder in (Path(config.config_file_path).parent / "seeds", _HERE.parent):
        server.watch(str(folder))


def on_shutdown() -> None:
    """Remove the folder of the live preview."""
    if _serving:
        shutil.rmtree(_preview, ignore_errors=True)


def _live(config: MkDocsConfig) -> bool:
    """Return whether a configuration is the live preview's, not one of our own renderings."""
    return _serving and not config.extra.get("by_builder")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put our templates before the theme's, and our styles after them.

    Refuses, before MkDocs empties the site's folder, where the result would be half a site.
    """
    if not _serving and not config.extra.get("by_builder"):
        raise Abort(f"MkDocs alone makes no search and no earlier snapshots; run: {_BUILD}")
    if _live(config) and not (Path(config.config_file_path).parent / "site" / _BUILT[0]).is_dir():
        raise Abort(f"The preview shows earlier snapshots as last built; first run: {_BUILD}")
    theme = str(_HERE / "theme")
    if theme not in config.theme.dirs:
        config.theme.dirs.insert(0, theme)
    config.theme.static_templates -= _NEEDLESS
    styles = (*_STYLES, _SEARCH_STYLE)
    config.extra_css += [style for style in styles if style not in config.extra_css]
    if _SEARCH_SCRIPT not in config.extra_javascript:
        config.extra_javascript.append(_SEARCH_SCRIPT)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add our styles; in the live preview, put fresh pages in the place of those in `docs/`."""
    for file in list(files):
        if file.src_uri in _NEEDLESS or _UNUSED.match(file.src_uri):
            files.remove(file)
    for asset in (*_STYLES, _SEARCH_STYLE, _SEARCH_SCRIPT, _FRAME_SCRIPT, _NOTICE):
        files.append(File.generated(config, asset, abs_src_path=str(_HERE / asset)))
    if _live(config):
        _show_fresh(files, config)
    return files


def _show_fresh(files: Files, config: MkDocsConfig) -> None:
    """Put fresh files in the place of generated pages in `docs/`.

    They are written to a folder of the preview: in `docs/` they would start the next rebuild.
    """
    root = Path(config.config_file_path).parent
    try:
        _write(_fresh(root, config.site_url or ""))
    except Exception as error:  # an editor's slip must not end the preview
        if type(error).__name__ not in ("InputError", "InputsError"):
            raise
        log.error("%s\nThe last good pages stay.", error)
    if _shown:
        for file in list(files.documentation_pages()):
            if file.src_uri in _shown or file.content_string.startswith(_GENERATED):
                files.remove(file)
    for path in _shown:
        files.append(File.generated(config, path, abs_src_path=str(_preview / path)))
    site = root / "site"
    for built in (file for folder in _BUILT for file in (site / folder).rglob("*")):
        if built.is_file():
            path = built.relative_to(site).as_posix()
            files.append(File.generated(config, path, abs_src_path=str(built)))


def _write(fresh: dict[str, bytes]) -> None:
    """Write the files that changed; all pages, where what the navigation shows changed."""
    frame = [
        "\n".join((path, *_FRAME.findall(content.decode().partition("\n---\n")[0])))
        for path, content in fresh.items()
        if path.endswith(".md")
    ]
    for path, content in fresh.items():
        if content != _shown.get(path) or (path.endswith(".md") and frame != _frame):
            file = _preview / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    _frame[:] = frame
    _shown.clear()
    _shown.update(fresh)


def _fresh(root: Path, address: str) -> dict[str, bytes]:
    """Run the pipeline on the seeds as they are; return path → pages, search and feeds.

    They are those of the newest snapshot; older ones are shown as last built. The preview has an
    address where the site may have none: pages then name a description of the search.
    """
    global _runner  # noqa: PLW0603
    with _builder():
        from builder.disk.cache import Cache
        from builder.disk.locks import read_findings, read_locks
        from builder.disk.seeds import located, read
        from builder.pipeline import (
            editions,
            entry_faults,
            site_files,
            snapshot_menu,
            unlocked,
            untold,
        )
        from builder.runner import Runner
        from builder.site.settings import settings
        from builder.site.snapshots import SCRIPT, permanent, script, views

        _runner = _runner or Runner(Cache(root))
        findings = read_findings(root)
        made = editions(read(root), _runner, findings)
        _runner.save()
        corpora = [edition.corpus for edition in made]
        lost = located(root, entry_faults(corpora[-1]))
        for breach in (*unlocked(read_locks(root), corpora), *untold(findings, corpora), *lost):
            log.warning("%s", breach)  # a preview may show what no build would publish
        *earlier, newest = made
        _at_root[:] = views(newest, settings(root), newest=True)[-1:]
        older = [one for one in earlier if (root / "site" / permanent(one)).is_dir()]
        return {
            **{page.path: page.content.encode() for page in newest.pages},
            **{file.path: file.content for file in site_files(newest.corpus, ("",), address)[""]},
            SCRIPT: script(snapshot_menu([*older, newest])),
        }


@contextmanager
def _builder() -> Iterator[None]:
    """Make our modules importable, and load them again if one was edited."""
    global _runner  # noqa: PLW0603
    now = {file: file.stat().st_mtime_ns for file in Path(_ROOT, "builder").rglob("*.py")}
    if _code not in ({}, now):
        for name in [one for one in sys.modules if one == "builder" or one.startswith("builder.")]:
            del sys.modules[name]
        _runner = None
    _code.clear()
    _code.update(now)
    sys.path.insert(0, _ROOT)  # MkDocs removes it after loading this file
    try:
        yield
    finally:
        sys.path.remove(_ROOT)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Hand the navigation to the templates, which needs every page's front matter."""
    global _with_plus  # noqa: PLW0603
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    for page in pages:
        if page.markdown is None:  # the live preview reads only what was written
            page.read_source(config)
    home = next((page for page in pages if page.url == "index.html"), None)
    if home is not None and home.meta.get("title"):
        config.site_name = str(home.meta["title"])
    env.globals["navigation"] = _navigation(pages)
    with _builder():
        from builder.site.head import in_templates
        from builder.site.plus import with_plus

        env.globals |= in_templates()
        _with_plus = with_plus
    return env


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Mend the language of the theme, and its checkboxes, which come before our skip link.

    Mark each plus; in the preview, add the menu.
    """
    for view in _at_root:
        output = view.placed(output, page.url)
    output = output.replace('<html lang="zh"', '<html lang="zh-CN"', 1)
    return _with_plus(_CHECKBOXES.sub("", output, count=1))


def _navigation(pages: list[Page]) -> tuple[Group, ...]:
    """Return the actions, the pillars, and the lists, as far as they have a page."""
    by_url = {page.url: page for page in pages}
    groups: list[Group] = []
    for folder in ("actions", "pillars"):
        index = by_url.get(f"{folder}/index.html")
        inside = sorted(
            (page for page in pages if page.url.startswith(f"{folder}/") and page is not index),
            key=lambda page: (page.meta.get("order", 0), page.url),
        )
        if index is not None:
            entries = tuple(Entry(_name(page.meta), page.url, "") for page in inside)
            groups.append(Group(_name(index.meta), index.url, entries))
    lists = tuple(
        Entry(_name(by_url[url].meta), url, f"{folder}/")
        for folder in (
            "documents",
            "sources",
            "entities",
            "coverage",
            "glossary",
            "changes",
            "about",
        )
        if (url := f"{folder}/index.html") in by_url
    )
    return (*groups, Group("", "", lists)) if lists else tuple(groups)


def _name(meta: MutableMapping[str, Any]) -> str:
    return str(meta.get("name") or meta.get("title") or "")
