"""What a site holds beside pages, search and feeds: written, and compared with what is there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_IFREG

from builder.model import SiteFile

FOLDER = "search"
"""Where the files of the search stand under a site, beside the search page."""

ENGINE = f"{FOLDER}/engine.js"
"""Stands at the root alone: the newest snapshot has the largest index, and its engine reads all."""

_MODE = S_IFREG | 0o644
"""A file that everybody can read, as `staging` makes them."""

FEEDS = ("changes/*.xml", "actions/*.xml", "pillars/*.xml")
"""Where the feeds stand."""


def linked(origin: Path, target: Path) -> bool:
    """Let a file be in a second place, not as a copy; return whether the system can."""
    try:
        os.link(origin, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def write_file(file: Path, content: bytes, like: Path | None = None) -> None:
    """Write a new file. Where `like` holds the same, the two are one file from then on.

    That takes a tenth of the time; nobody may write into either. Raises `FileExistsError`.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if like is not None and _holds(like, content) and linked(like, file):
        return
    with file.open("xb") as stream:
        stream.write(content)


def _holds(file: Path, content: bytes) -> bool:
    """Return whether this is a file like those that a build writes, and holds just this."""
    with suppress(OSError):
        state = file.lstat()
        return (
            state.st_mode == _MODE
            and state.st_size == len(content)
            and file.read_bytes() == content
        )
    return False


def write_files(
    files: Iterable[SiteFile], site: Path, folder: str = "", like: Path | None = None
) -> None:
    """Write files into a folder of a new site, see `file_differences`; `like` is another site."""
    for one in _own(files, folder):
        path = folder + one.path
        write_file(site / path, one.content, like and like / path)


def file_differences(files: Iterable[SiteFile], site: Path, folder: str = "") -> Iterator[str]:
    """Yield where search and feeds in a folder of a site are not what they should be, to the byte.

    `folder` ends with a slash, at/2025-09/, or is empty for the root.
    """
    under = site / folder
    strange = {
        path.relative_to(site).as_posix()
        for found in ((under / FOLDER).rglob("*"), *map(under.glob, FEEDS))
        for path in found
        if path.is_file() and path.suffix != ".html"
    }
    for one in _own(files, folder):
        path = folder + one.path
        strange.discard(path)
        if not (site / path).is_file():
            yield f"{path}: is missing"
        elif (there := (site / path).read_bytes()) != one.content:
            yield f"{path}: {_difference(one.content, there)}"
    yield from (f"{path}: is no file of this site" for path in sorted(strange))


def _own(files: Iterable[SiteFile], folder: str) -> Iterator[SiteFile]:
    return (one for one in files if not folder or one.path != ENGINE)


def _difference(expected: bytes, found: bytes) -> str:
    ours, theirs = (data.decode(errors="replace") for data in (expected, found))
    pairs = enumerate(zip(ours, theirs, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    start = max(at - 20, 0)
    return (
        f"the seeds say …{ours[start : at + 30]!r}, there stands …{theirs[start : at + 30]!r}"
        if ours != theirs
        else "differs in bytes that are no UTF-8"
    )
