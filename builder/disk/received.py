"""The received files under `seeds/sources/`: listed, whole, each one once, decoded.

In: the entries of `sources.yml`. Out: `Source`s, or the findings. No file is opened that is not a
plain file in that folder: links, devices and pipes are refused by what they are, not by their name.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.disk.files import is_litter
from builder.disk.readings import kept, locked_files
from builder.disk.withheld import withhold
from builder.disk.yamlfile import YamlFile, did_you_mean
from builder.formats import read
from builder.model import UNNAMED, InputError, Lock, Source, SourceEntry, printable

FOLDER = "seeds/sources"
"""Where the received files lie, relative to the root."""

UNUSABLE = frozenset('/\\:*?"<>|')
"""Characters that a file name cannot have on every system."""


@dataclass(frozen=True)
class Received:
    """What was read."""

    sources: tuple[Source, ...]
    """The files that could be used, in the order of their entries."""
    errors: tuple[InputError, ...]
    """What was wrong with the others."""


def received(
    root: Path,
    entries: Sequence[SourceEntry],
    listed: YamlFile,
    *,
    hashes: bool = True,
    beside: Collection[str] = (),
    locks: Sequence[Lock] = (),
) -> Received:
    """Return the received files that `sources.yml` lists, and all that is wrong with them.

    With `hashes` a file must be the one that was listed. Files with a name in `beside` need not be
    listed. A file whose reading is locked is read from that.
    """
    locked = locked_files(locks)
    sources: list[Source] = []
    errors: list[InputError] = []
    present = _present(root)
    by_name: dict[str, int] = {}
    by_hash: dict[str, SourceEntry] = {}
    for place, entry in enumerate(entries):
        here = ("sources", place, "file")
        if entry.file in by_name:
            errors.append(
                listed.error(
                    here,
                    f"the file is listed twice, first in line {by_name[entry.file]}",
                    "take one of the two entries out",
                )
            )
            continue
        by_name[entry.file] = listed.line(here)
        try:
            data = _bytes(root, entry, present, listed, here)
            found = hashlib.sha256(data).hexdigest()
            if found in by_hash:
                raise listed.error(
                    here,
                    f"the same bytes as {by_hash[found].file}, received twice",
                    "take this entry and its file out",
                )
            by_hash[found] = entry
            if hashes and found != entry.sha256:
                raise listed.error(
                    ("sources", place, "sha256"),
                    f"{FOLDER}/{entry.file} is not the file that was listed: its sha256 is {found}",
                    f"was the file meant to change? If so, write `sha256: {found}`; if not, put "
                    f"the old file back (git checkout -- {FOLDER}/{entry.file})",
                )
            sources.append(kept(root, entry, locked.get(entry.id)) or source(entry, data))
        except InputError as error:
            errors.append(error)
    errors.extend(
        InputError(
            f"{FOLDER}/{name}",
            "the file is not listed in seeds/sources.yml",
            remedy=_entry(root, name),
        )
        for name in sorted(present - by_name.keys() - set(beside))
    )
    return Received(tuple(sources), tuple(errors))


def source(entry: SourceEntry, data: bytes) -> Source:
    """Return a received file as its lines, without what is withheld.

    Raises `InputError` where the bytes hold no text.
    """
    return withhold(read(entry, data, f"{FOLDER}/{entry.file}"))


def _entry(root: Path, name: str) -> str:
    """Return how to list a file: an entry to fill in."""
    file = root / FOLDER / name
    found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "…"
    lines = listing(SourceEntry("", name, found, UNNAMED, "")).replace("\n", "\n      ")
    return (
        "take it out of the folder, or list it there, with an id and the update that brought it:\n"
        f"      {lines}"
    )


def listing(entry: SourceEntry) -> str:
    """Return an entry as `sources.yml` has it, with the fields that each must have."""
    return (
        f"- id: {entry.id}\n  file: {printable(entry.file)}\n  sha256: {entry.sha256}\n"
        f"  publisher: {entry.publisher}\n  snapshot: {entry.snapshot}"
    )


def _present(root: Path) -> frozenset[str]:
    """Return the names in the folder of the received files."""
    folder = root / FOLDER
    if not folder.is_dir():
        raise InputError(
            FOLDER, "the folder is missing", remedy="make it and put the received files there"
        )
    if folder.resolve() != (root / "seeds").resolve() / "sources":
        raise InputError(
            FOLDER,
            "the folder is a link, which may lead out of seeds/",
            remedy="put a folder there that holds the files",
        )
    names = (path.name for path in folder.iterdir())
    return frozenset(name for name in names if not name.startswith(".") and not is_litter(name))


def _bytes(
    root: Path,
    entry: SourceEntry,
    present: frozenset[str],
    listed: YamlFile,
    here: tuple[str | int, ...],
) -> bytes:
    """Return the bytes of a listed file."""
    name = entry.file
    if name in (".", "..") or any(sign in UNUSABLE or not sign.isprintable() for sign in name):
        raise listed.error(
            here,
            f"“{name}” is not the name of a file in {FOLDER}/",
            "write the name alone, without a folder and without any of "
            + " ".join(sorted(UNUSABLE)),
        )
    path = root / FOLDER / name
    if name not in present:
        raise listed.error(
            here,
            f"{FOLDER}/{name} is missing",
            f"{did_you_mean(name, present)}Put the file there, or take the entry out",
        )
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise listed.error(
                here,
                f"{FOLDER}/{name} is not a plain file (a link, a folder or a device)",
                "put a copy of the received file there",
            )
        return path.read_bytes()
    except OSError as problem:
        raise listed.error(
            here,
            f"{FOLDER}/{name} cannot be read: {problem.strerror}",
            "let the file be readable, then build again",
        ) from None
