"""The files of a site that are not pages: written, compared with what they should be, hashed.

Files go in as values, `SiteFile`; findings come out as lines for a terminal. The manifest, path →
sha256, is made of what lies on the disk, not of what was meant to be there.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from stat import S_IMODE, S_IROTH, S_ISDIR, S_ISLNK, S_ISREG, S_IXOTH

from builder.model import SiteFile

MANIFEST = "data/manifest.json"
"""The manifest, under the root of a site and under that of each snapshot."""

ENGINE = "search/engine.js"
"""Only at the root: the newest snapshot has the largest index, and its engine reads all others."""

# .DS_Store    ._index.html    __MACOSX    Thumbs.db    desktop.ini    .directory
_LITTER = re.compile(
    r"\.DS_Store | \._.+ | __MACOSX | (?:eh)?thumbs\.db | desktop\.ini | \.directory",
    re.VERBOSE | re.IGNORECASE,
)


def is_litter(name: str) -> bool:
    """Return whether a file is what operating systems leave in folders that somebody looked at."""
    return _LITTER.fullmatch(name) is not None


def content(file: Path) -> bytes | None:
    """Return what a plain file holds; None where there is none, or where it cannot be read."""
    with suppress(OSError, ValueError):  # as of a name that is too long, or a link to itself
        if S_ISREG(file.stat().st_mode):  # a pipe would be waited for
            return file.read_bytes()
    return None


# ---------------------------------------------------------------- written


def write_file(file: Path, content: bytes) -> None:
    """Write a new file. Raises `FileExistsError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        stream.write(content)


def write_files(files: Iterable[SiteFile], site: Path, folder: str = "") -> None:
    """Write files into a folder of a new site, see `file_differences`."""
    for file in _in_folder(files, folder):
        write_file(site / folder / file.path, file.content)


def _in_folder(files: Iterable[SiteFile], folder: str) -> Iterator[SiteFile]:
    return (file for file in files if not folder or file.path != ENGINE)


# ---------------------------------------------------------------- compared


def file_differences(files: Iterable[SiteFile], site: Path, folder: str = "") -> Iterator[str]:
    """Yield where files in a folder of a site are not, to the byte, what they should be.

    `folder` ends with a slash, at/2025-09/, or is empty for the root.
    """
    for file in _in_folder(files, folder):
        path = folder + file.path
        found = content(site / path)
        if found is None:
            yield f"{path}: is missing"
        elif found != file.content:
            yield f"{path}: {_difference(file.content, found)}"


def _difference(expected: bytes, found: bytes) -> str:
    """Return id and key in which two lists of rows differ; of other files, the first difference."""
    with suppress(ValueError, TypeError):
        for ours, theirs in zip_longest(json.loads(expected), json.loads(found)):
            if ours != theirs:
                return _row_difference(ours, theirs)
    ours, theirs = expected.decode(errors="replace"), found.decode(errors="replace")
    return (
        first_difference(ours, theirs) if ours != theirs else "differs in bytes that are no UTF-8"
    )


def _row_difference(expected: object, found: object) -> str:
    if not (isinstance(expected, dict) and isinstance(found, dict)):
        row = expected or found
        name = _row_name(row) if isinstance(row, dict) else str(row)[:40]
        return f"row {name} is missing or too many"
    for key, value in expected.items():
        if value != found.get(key):
            ours, theirs = (
                json.dumps(one, ensure_ascii=False, sort_keys=True)
                for one in (value, found.get(key))
            )
            return f"{_row_name(expected)}, {key}: {first_difference(ours, theirs)}"
    return f"{_row_name(expected)} has more fields than it should"


def _row_name(row: Mapping[str, object]) -> str:
    return str(row.get("id") or row.get("paragraph") or row.get("from"))


def first_difference(expected: str, found: str) -> str:
    """Return the surroundings of the first characters in which two strings differ."""
    pairs = enumerate(zip(expected, found, strict=False))
    shorter = min(len(expected), len(found))
    at = next((place for place, (ours, theirs) in pairs if ours != theirs), shorter)
    around = slice(max(at - 20, 0), at + 30)
    return f"the seeds say …{expected[around]!r}, there stands …{found[around]!r}"


def irregular(site: Path) -> Iterator[str]:
    """Yield links, devices and the like in a site, and what readers could not read.

    In a site whose own folder only its owner can read, nothing is meant for others.
    """
    public = sys.platform != "win32" and site.stat().st_mode & S_IROTH
    for folder, folders, names in os.walk(site):
        for name in sorted((*folders, *names)):
            entry = Path(folder, name)
            path, mode = entry.relative_to(site).as_posix(), entry.lstat().st_mode
            needed = S_IROTH | S_IXOTH if S_ISDIR(mode) else S_IROTH
            if is_litter(name):
                continue
            if S_ISLNK(mode):
                yield f"{path}: is a link, to {entry.readlink()}"
            elif not (S_ISREG(mode) or S_ISDIR(mode)):
                yield f"{path}: is no plain file"
            elif public and mode & needed != needed:
                yield f"{path}: others cannot read it (mode {S_IMODE(mode):04o})"


# ---------------------------------------------------------------- hashed


def manifest(site: Path, without: Container[str] = (MANIFEST,)) -> dict[str, str]:
    """Return path → sha256 of each plain file of a folder except `without`, sorted by path.

    What operating systems leave there is passed over.
    """
    found: dict[str, str] = {}
    for folder, _, names in os.walk(site):
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(site).as_posix()
            if path in without or is_litter(name):
                continue
            if (held := content(file)) is not None:
                found[path] = sha256(held).hexdigest()
    return dict(sorted(found.items()))


def write_manifest(site: Path, folders: Iterable[str] = ()) -> None:
    """Write the manifest of a finished site, and first those of folders of it, at/2025-09/."""
    hashes = manifest(site, ())
    for folder in (*folders, ""):
        written = manifest_json(beneath(folder, hashes, (MANIFEST,)))
        file = site / folder / MANIFEST
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written)
        hashes[folder + MANIFEST] = sha256(written).hexdigest()


def beneath(folder: str, hashes: Mapping[str, str], without: Container[str]) -> dict[str, str]:
    """Return the hashes of a folder's files except `without`, sorted by their paths in it."""
    return {
        path.removeprefix(folder): digest
        for path, digest in sorted(hashes.items())
        if path.startswith(folder) and path.removeprefix(folder) not in without
    }


def manifest_json(hashes: Mapping[str, str]) -> bytes:
    """Return a manifest as the content of its file, a path a line."""
    return json.dumps(hashes, ensure_ascii=False, indent=0).encode() + b"\n"
