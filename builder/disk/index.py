"""The files of the search: written into a site, and compared with what a site holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.model import IndexFile

FOLDER = "search"
"""Where they stand under a site, beside the search page."""


def write_index(files: Iterable[IndexFile], site: Path) -> None:
    """Write the files of the search into a site."""
    for one in files:
        file = site / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.content)


def index_differences(files: Iterable[IndexFile], site: Path) -> Iterator[str]:
    """Yield where a site's search is not what the files say, byte for byte."""
    strange = {
        path.relative_to(site).as_posix()
        for path in (site / FOLDER).rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    for one in files:
        file = site / one.path
        strange.discard(one.path)
        if not file.is_file():
            yield f"{one.path}: is missing"
        elif (there := file.read_bytes()) != one.content:
            yield f"{one.path}: {_difference(one.content, there)}"
    yield from (f"{path}: is no file of the search" for path in sorted(strange))


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
