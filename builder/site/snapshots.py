"""A rendered page → the same page at its places in the tree of snapshots.

MkDocs renders each snapshot once, with placeholders for banner, menu and single file. Its pages
are put under at/<id>/, those of the newest at the root as well; assets are at the root alone.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mkdocs.utils import markdown_extensions

from builder.disk.files import write_file
from builder.messages import snapshots as say
from builder.model import Edition
from builder.site.head import ADDRESS, FACTS
from builder.site.settings import Settings

BANNER, MENU, ONE = "<!-- as of -->", "<!-- snapshots -->", "<!-- one file -->"
OWNER, PAPER = "<!-- owner -->", "<!-- on paper -->"
"""The placeholders in the templates."""

TITLE = "</title>"
NAME = '" property="og:title">'
DESCRIPTIONS = ('<meta name="description" content="', '<meta property="og:description" content="')
"""Places in the head of a page that say of an older snapshot which it is."""

LIST = "about/index.html#snapshots"
"""Where the menu leads without scripts."""

SCRIPT = "snapshots.js"
"""The menu's script, at the root: it alone knows of later snapshots."""

WHOLE = "one/index.html"
"""The whole of the root in one file."""

_CODE = Path(__file__).with_name("assets") / SCRIPT

# href="../assets/reader.css" · src="assets/frame.js" · href="../at/2025-09/index.html"
_SHARED = re.compile(r'="(?:(?<=href=")|(?<=src="))(?=(?:\.\./)*+(?:assets|at)/)')
_SHARED_UP = re.compile(_SHARED.pattern.replace("(?=", r"\.\./\.\./(?="))


@dataclass(frozen=True)
class View:
    """A folder of the tree that holds a whole edition."""

    folder: str
    """Under the site, with a slash: at/2025-09/; empty for the root."""
    snapshot: str
    """Id of the snapshot."""
    date: str
    """When that was, in Chinese."""
    site_name: str
    """The name of the site, with which titles end."""
    said: Settings
    """What `mkdocs.yml` says of the site."""

    def placed(self, html: str, path: str) -> str:
        """Return a rendered page as it is in this folder; `path` is documents/x.html."""
        if self.folder:
            html = _SHARED.sub('="../../', html)
        for placeholder, content in self._filled(path):
            html = html.replace(placeholder, content, 1)
        return html

    def rendered(self, html: str, path: str) -> str:
        """Return what `placed` was given, if it returned this."""
        for placeholder, content in self._filled(path):
            html = html.replace(content, placeholder, 1)
        if self.folder:
            html = _SHARED_UP.sub('="', html)
        return html

    def _filled(self, path: str) -> tuple[tuple[str, str], ...]:
        """Return the placeholders of a page, with their values in this folder."""
        return (
            (MENU, self._menu(path)),
            (BANNER, self._banner(path)),
            (ONE, self._one(path)),
            (OWNER, self._owner(path)),
            (PAPER, self._paper(path)),
            *self._named(path),
            *self._addressed(path),
        )

    def _menu(self, path: str) -> str:
        up = "../" * path.count("/")
        root = up + "../../" if self.folder else up
        word = say.SNAPSHOT if self.folder else say.NEWEST
        return (
            f'<a class="snapshot" href="{up}{LIST}" data-snapshot="{escape(self.snapshot)}" '
            f'data-page="{escape(path)}">{escape(self.snapshot)} <span>{word}</span></a>'
            f'<script defer src="{root}{SCRIPT}"></script>'
        )

    def _banner(self, path: str) -> str:
        if not self.folder:
            return BANNER
        to = "../" * path.count("/") + "../../" + path
        return (
            f'<p class="as-of">{say.AS_OF(date=escape(self.date))}'
            f'<a href="{escape(to)}">{say.SEE_NEWEST}</a></p>'
        )

    def _owner(self, path: str) -> str:
        up = "../" * (path.count("/") + self.folder.count("/"))
        return self.said.owner(up) or OWNER

    def _named(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield what tells a page under at/ from the same page in other snapshots."""
        if not self.folder:
            return
        version = say.IN_SNAPSHOT(snapshot=escape(self.snapshot))
        title = TITLE if path == "index.html" else f" - {escape(self.site_name)}{TITLE}"
        yield title, version + title
        yield NAME, version + NAME
        for begin in DESCRIPTIONS:
            yield begin, begin + say.AS_OF(date=escape(self.date))

    def _addressed(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield the address of a page, where it is known: under at/ the permanent one."""
        if not self.said.url:
            return
        address = self.said.address(self.folder + path)
        said = escape(address)
        yield (
            ADDRESS,
            f'<link rel="canonical" href="{said}"><meta property="og:url" content="{said}">',
        )
        yield FACTS, f'{FACTS}"url":"{address}",'

    def _paper(self, path: str) -> str:
        """Return what a printed page says of itself: its address, or its path, and its snapshot."""
        at = self.folder + path
        version = say.VERSION(snapshot=self.snapshot, date=self.date)
        return f"{escape(self.said.address(at) or at)} · {escape(version)}"

    def _one(self, path: str) -> str:
        """Lead to the single file that holds a page; there are such files at the root alone."""
        if self.folder or (file := single(path)) is None:
            return ONE
        what = say.WHOLE_AS_ONE_FILE if file == WHOLE else say.PAGE_AS_ONE_FILE
        to = "../" * path.count("/") + file
        return f'<p class="as-one"><a href="{to}">{what}</a>{say.ITS_USES}</p>'


def single(path: str) -> str | None:
    """Return the single file that a page leads to: one/x.html for actions/x.html."""
    folder, _, name = path.rpartition("/")
    if folder in ("actions", "pillars") and name != "index.html":
        return f"one/{name}"
    return WHOLE if path in ("index.html", "about/index.html") else None


def permanent(edition: Edition) -> str:
    """Return the permanent folder of an edition: at/2025-09/."""
    return f"at/{edition.snapshot.id}/"


def views(edition: Edition, said: Settings, *, newest: bool) -> tuple[View, ...]:
    """Return an edition at each of its places: the permanent one, and the root if it is newest."""
    folders = (permanent(edition), "") if newest else (permanent(edition),)
    name = edition.corpus.seeds.framework.title
    return tuple(View(folder, edition.snapshot.id, edition.date, name, said) for folder in folders)


def place(made: Path, paths: Iterable[str], targets: Sequence[View], site: Path) -> None:
    """Move what MkDocs made of an edition into the tree.

    The root takes all that was rendered, what was written by hand included; a permanent place takes
    the edition's own pages, whose Markdown is at `paths`.
    """
    own = set(map(html_path, paths))
    for file in sorted(made.rglob("*")):
        if file.is_dir():
            continue
        path = file.relative_to(made).as_posix()
        if file.suffix == ".html":
            html = file.read_text(encoding="utf-8")
            for view in targets:
                if not view.folder or path in own:
                    content = view.placed(html, path).encode()
                    write_file(site / view.folder / path, content)
        elif any(not view.folder for view in targets):
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, target)


def html_path(path: str) -> str:
    """Return the path under a site of a file of `docs/`, as MkDocs gives it.

    >>> html_path("notes/README.md"), html_path("notes/a.markdown"), html_path("notes/a.png")
    ('notes/index.html', 'notes/a.html', 'notes/a.png')
    """
    stem, ending = posixpath.splitext(path)
    if ending not in markdown_extensions:
        return path
    folder, name = posixpath.split(stem)
    return posixpath.join(folder, f"{'index' if name == 'README' else name}.html")


def script(menu: str) -> bytes:
    """Return the menu's script; `menu` is what it knows of the snapshots, as JSON."""
    return b"var siteSnapshots = " + menu.encode() + b";\n" + _CODE.read_bytes()
