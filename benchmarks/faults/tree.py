"""A built site into which one fault at a time is put, and taken out again.

The manifests are made anew after each: whoever changes a site can change those as well.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from builder.disk.files import MANIFEST, write_manifest


class NowhereToActError(Exception):
    """A kind of fault that finds no place in a site."""


class Tree:
    """The folder of a site, with what it held before it was touched.

    What a kind of fault does to files is planned first, so that it is known which files it touches.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = sorted(
            file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
        )
        self.snapshots = [
            path.removesuffix(MANIFEST)
            for path in self.paths
            if path.startswith("at/") and path.endswith(f"/{MANIFEST}")
        ]
        self._texts: dict[str, str] = {}
        self._planned: dict[str, Callable[[Path], object]] = {}
        self._before: dict[str, bytes | None] = {}
        self._modes: dict[str, int] = {}

    @property
    def planned(self) -> tuple[str, ...]:
        """The paths of the files to which something is to be done."""
        return tuple(self._planned)

    def text(self, path: str) -> str:
        """Return what a file held before it was touched."""
        if path not in self._texts:
            held = self._before.get(path)  # another fault may be in it
            held = (self.folder / path).read_bytes() if held is None else held
            self._texts[path] = held.decode()
        return self._texts[path]

    def matching(self, pages: str) -> list[str]:
        """Return the paths that a pattern matches whole, at the root and in each snapshot.

        One that begins with the folder of a snapshot matches there alone.
        """
        pattern = self.named(pages)
        below = "" if pattern.startswith("at/") else "(?:at/[^/]+/)?"
        whole = re.compile(f"{below}(?:{pattern})")
        return [path for path in self.paths if whole.fullmatch(path)]

    def named(self, pattern: str) -> str:
        """Return a pattern in which OLDEST and NEWEST stand for the folders of snapshots."""
        for sign, folder in zip(
            ("OLDEST", "NEWEST"), self.snapshots[:1] + self.snapshots[-1:], strict=False
        ):
            pattern = pattern.replace(sign, folder)
        return pattern

    # ------------------------------------------------------------ planned by kinds of fault

    def write(self, path: str, content: str | bytes) -> None:
        """Let a file hold something else; the file may be new."""
        held = content.encode() if isinstance(content, str) else content
        self._planned[path] = lambda file: file.write_bytes(held)

    def remove(self, path: str) -> None:
        """Take a file away."""
        self._planned[path] = Path.unlink

    def link(self, path: str, target: str) -> None:
        """Put a symbolic link in the place of a file, or where there was none."""

        def link(file: Path) -> None:
            file.unlink(missing_ok=True)
            file.symlink_to(target)

        self._planned[path] = link

    def pipe(self, path: str) -> None:
        """Put a named pipe where no file was."""
        self._planned[path] = os.mkfifo

    def mode(self, path: str, mode: int) -> None:
        """Give a file other rights."""
        self._planned[path] = lambda file: file.chmod(mode)

    # ------------------------------------------------------------ done and undone

    def plan(self, kind: Kind, choose: Random) -> tuple[str, ...]:
        """Plan a fault, besides what is done already; return the files that it touches."""
        self._planned = {}
        kind.act(self, choose)
        return self.planned

    def do(self) -> None:
        """Do what is planned."""
        for path, action in self._planned.items():
            action(self._remembered(path))

    def seal(self) -> None:
        """Make the manifests anew."""
        for folder in (*self.snapshots, ""):
            self._remembered(folder + MANIFEST)
        write_manifest(self.folder, self.snapshots)

    def restore(self) -> None:
        """Put back what was there."""
        for path, content in self._before.items():
            file = self.folder / path
            if content is None or not file.is_file() or file.is_symlink():
                file.unlink(missing_ok=True)
            if content is not None:
                file.write_bytes(content)
                file.chmod(self._modes[path])
        for folder in {(self.folder / path).parent for path in self._before}:
            if not any(folder.iterdir()):
                shutil.rmtree(folder)
        self._before, self._modes, self._planned = {}, {}, {}

    def _remembered(self, path: str) -> Path:
        file = self.folder / path
        if path not in self._before:
            self._before[path] = file.read_bytes() if file.is_file() else None
            self._modes[path] = file.stat().st_mode if file.is_file() else 0
            file.parent.mkdir(parents=True, exist_ok=True)
        return file


@dataclass(frozen=True)
class Kind:
    """A kind of fault."""

    area: str
    """What it is put into, as `words`."""
    name: str
    """What is done, and where."""
    act: Callable[[Tree, Random], None]
    """Does it at one place, drawn; raises `NowhereToActError`."""


_TRIED = 40
"""Places of a page that are tried before another page is."""

Change = Callable[[str, Random], str]
"""Words, or a piece of HTML → the same with a fault; the same again where it finds none."""


def another(old: str, choose: Random) -> str:  # noqa: ARG001
    """Stand for what another match of the pattern on the page holds."""
    raise AssertionError


def changed(area: str, name: str, pages: str, pattern: str, change: Change | str) -> Kind:
    """Return a kind that changes one match of a pattern on one page: its group `it`, or the whole.

    A string stands in its place; where it refers to groups, as \\g<0>, in the place of the whole.
    """
    found = re.compile(pattern, re.DOTALL)

    def act(tree: Tree, choose: Random) -> None:
        paths = tree.matching(pages)
        for path in choose.sample(paths, len(paths)):
            text = tree.text(path)
            matches = list(found.finditer(_plain(text)))
            others = {match["it"] for match in matches if change is another}
            for match in choose.sample(matches, min(len(matches), _TRIED)):
                how = change
                if change is another:
                    values = sorted(value for value in others if value != match["it"])
                    how = choose.choice(values) if values else match["it"]
                elif isinstance(change, str):
                    how = tree.named(change)
                start, end, new = _put(text, match, how, choose)
                if new != text[start:end]:
                    return tree.write(path, text[:start] + new + text[end:])
        raise NowhereToActError(f"{area}: {name}")

    return Kind(area, name, act)


Rows = tuple[tuple[str, str, str, Change | str], ...]
"""Of kinds of fault: what is changed, on which pages, the pattern there, the change."""


def each(area: str, done: str, rows: Rows) -> tuple[Kind, ...]:
    """Return a kind for each row, see `changed`; `done` is what is done to all of them."""
    return tuple(
        changed(area, f"{done}: {what}", pages, pattern, change)
        for what, pages, pattern, change in rows
    )


def everywhere(area: str, name: str, pages: str, pattern: str, change: Change | str) -> Kind:
    """Return a kind that changes each match of a pattern on each page, in the same way."""
    found = re.compile(pattern, re.DOTALL)

    def act(tree: Tree, choose: Random) -> None:
        seed = choose.random()
        for path in tree.matching(pages):
            text = new = tree.text(path)
            for match in reversed(list(found.finditer(_plain(text)))):
                start, end, piece = _put(text, match, change, Random(seed))
                new = new[:start] + piece + new[end:]
            if new != text:
                tree.write(path, new)
        if not tree.planned:
            raise NowhereToActError(f"{area}: {name}")

    return Kind(area, name, act)


def _plain(text: str) -> str:
    """Return a text whose blanks are all alike, of the same length: patterns write them as such."""
    return text.replace("\u00a0", " ")


def _put(
    text: str, match: re.Match[str], change: Change | str, choose: Random
) -> tuple[int, int, str]:
    """Return where something of a match is changed, and what stands there then."""
    whole = isinstance(change, str) and "\\g<" in change
    group: int | str = "it" if "it" in match.re.groupindex and not whole else 0
    start, end = match.span(group)
    if isinstance(change, str):
        return start, end, _expanded(text, match, change)
    return start, end, change(text[start:end], choose)


# \g<0>    \g<where>    \n
_ESCAPE = re.compile(r"\\g<(?P<group>\w+)>|\\n")


def _expanded(text: str, match: re.Match[str], template: str) -> str:
    """Return a template with the groups of a match as they stand in the text."""

    def put(escape: re.Match[str]) -> str:
        if escape["group"] is None:
            return "\n"
        group = escape["group"]
        return text[slice(*match.span(int(group) if group.isdecimal() else group))]

    return _ESCAPE.sub(put, template)
