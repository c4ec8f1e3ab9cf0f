"""What editors write, watched: a root goes in, a signal comes out for each time it is otherwise.

Files are asked for their times rather than the system for its events, as MkDocs does: that works on
every system and in every mounted folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep

EVERY = 0.03
"""Seconds between two looks."""


def edits(root: Path) -> Iterator[None]:
    """Yield at once, then each time that `seeds/` or `mkdocs.yml` is not as it was at the last.

    What is edited while the caller is busy counts as well. Files that are written one after another
    are told together.
    """
    seen = _state(root)
    while True:
        yield
        while (found := _state(root)) == seen:
            sleep(EVERY)
        while found != seen:
            sleep(EVERY)
            seen, found = found, _state(root)


def _state(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return path → inode, size and time of writing of each file."""
    state = {}
    files: tuple[Path | os.DirEntry[str], ...] = root / "mkdocs.yml", *_files(root / "seeds")
    for file in files:
        with suppress(OSError):  # gone since, or not there yet
            found = file.stat()
            state[os.fspath(file)] = found.st_ino, found.st_size, found.st_mtime_ns
    return state


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as several:
        for one in several:
            if one.is_dir(follow_symlinks=False):
                yield from _files(one.path)
            else:
                yield one
