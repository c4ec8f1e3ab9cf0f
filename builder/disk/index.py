"""The files of the search: written into a site, and compared with what a site holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.model import IndexFile

FOLDER = "search"
"""Where they stand under a site, beside the search page."""

ENGINE = f"{FOLDER}/engine.js"
"""Stands at the root alone: the newest snapshot has the largest index, and its engine reads all."""


def write_index(files: Iterable[IndexFile], site: Path, folder: str = "") -> None:
    """Write the files of the search into a folder of a site, see `index_differences`."""
    for one in _own(files, folder):
        file = site / folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.content)


def index_differences(files: Iterable[IndexFile], site: Path, folder: str = "") -> Iterator[str]:
    """Yield where the search in a folder of a site is not what the files say, byte for byte.

    `folder` ends with a slash, at/2025-09/, or is empty for the root.
    """
    strange = {
        path.relative_to(site).as_posix()
        for path in (site / folder / FOLDER).rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    for one in _own(files, folder):
        path = folder + one.path
        strange.discard(path)
        if not (site / path).is_file():
            yield f"{path}: is missing"
        elif (there := (site / path).read_bytes()) != one.content:
            yield f"{path}: {_difference(one.content, there)}"
    yield from (f"{path}: is no file of the search" for path in sorted(strange))


def _own(files: Iterable[IndexFile], folder: str) -> Iterator[IndexFile]:
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
