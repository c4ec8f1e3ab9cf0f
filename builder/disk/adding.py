"""Files that are not in the seeds yet → the seeds as they would be with them; nothing is written.

A file that `sources.yml` already lists keeps its entry. Any other gets one to begin with, which can
be printed for an editor: an id from its name, the newest update, no publisher.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from builder.disk.fields import LONGEST_ID, RESERVED
from builder.disk.received import FOLDER, UNUSABLE, listing, source
from builder.disk.seeds import read
from builder.model import InputError, Seeds, Source, SourceEntry


@dataclass(frozen=True, slots=True)
class Added:
    """Seeds with some files more."""

    seeds: Seeds
    """The seeds with the files, after all others."""
    sources: tuple[str, ...]
    """Ids of the files."""
    entries: str
    """What to write into `sources.yml` so that they are there; empty where it is written."""


def adding(root: Path, files: Sequence[Path], snapshot: str | None = None) -> Added:
    """Return the seeds of a root with these files, as if brought by an update: the newest, or that.

    Raises `InputError` for a file that cannot be read or added, and for an unknown update.
    """
    seeds = read(root, beside={file.name for file in files})
    known = [entry.id for entry in seeds.snapshots]
    update = snapshot or known[-1]
    if update not in known:
        raise InputError(
            "--snapshot",
            f"there is no snapshot `{update}`",
            remedy=f"the snapshots are: {', '.join(known)}; a new one is entered in "
            "seeds/snapshots.yml first",
        )
    there = {one.entry.file: one for one in seeds.sources}
    new: dict[str, Source] = {}
    ids: list[str] = []
    for file in files:
        data = _bytes(file)
        found = sha256(data).hexdigest()
        listed = there.get(file.name)
        if listed is not None and listed.entry.sha256 == found:
            ids.append(listed.entry.id)
            continue
        if listed is not None or file.name in new:
            raise InputError(
                str(file),
                f"another file has the name {FOLDER}/{file.name}",
                remedy="give this one another name",
            )
        for other in (*seeds.sources, *new.values()):
            if other.entry.sha256 == found:
                raise InputError(
                    str(file),
                    f"the same bytes as {other.entry.file}, received twice",
                    remedy="leave it out",
                )
        taken = {one.entry.id for one in (*seeds.sources, *new.values())}
        entry = SourceEntry(_id(file, found, taken), file.name, found, "未具名", update)
        new[file.name] = source(entry, data)
        ids.append(entry.id)
    return Added(
        seeds=replace(seeds, sources=(*seeds.sources, *new.values())),
        sources=tuple(ids),
        entries="\n".join(listing(one.entry) for one in new.values()),
    )


def _bytes(file: Path) -> bytes:
    """Return what a file holds."""
    shown = str(file)
    if any(sign in UNUSABLE or not sign.isprintable() for sign in file.name):
        raise InputError(
            shown, "the name cannot stand on every system", remedy="give the file another name"
        )
    if not file.is_file():
        raise InputError(shown, "no such file", remedy="name the file as you received it")
    return file.read_bytes()


def _id(file: Path, found: str, taken: Collection[str]) -> str:
    """Return an id for a file: its name as far as an address can have it, else its hash."""
    words = "-".join(re.findall(r"[a-z0-9]+", file.stem.lower()))[: LONGEST_ID - 4].strip("-")
    stem = words or f"source-{found[:8]}"
    return next(one for one in _numbered(stem) if one not in taken and not RESERVED.fullmatch(one))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 1
    while True:
        number += 1
        yield f"{stem}-{number}"
