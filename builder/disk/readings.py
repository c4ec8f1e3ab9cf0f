"""`docs/.readings/`: the reading of each received file that is neither text nor Markdown.

`<source>.txt` has its lines; `<source>.json` what its format says of them, a row a line. Both are
made from the file until a snapshot that has it is locked; from then on the `Source` is made from
them, so that no newer library moves what is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter

from builder.disk.files import content, is_litter
from builder.formats import read
from builder.model import (
    Fact,
    InputError,
    LineMark,
    Lock,
    LockedFile,
    SiteFile,
    Source,
    SourceEntry,
    printable,
)

FOLDER = ".readings"
"""Where the readings lie, relative to `docs/`."""

_RECEIVED = "seeds/sources"


@dataclass(frozen=True)
class _Told:
    """What the lines of a reading cannot hold."""

    sha256: str
    """Hash of the received file."""
    form: str
    """What the file is."""
    encoding: str
    """Its encoding."""
    declared: str = ""
    """The encoding that a web page declares, where another was found."""
    url: str | None = None
    """The address at which it says that it was published."""
    front_matter: int = 0
    """Last line of its front matter."""
    facts: tuple[Fact, ...] = ()
    """What it says about itself."""
    printed: tuple[str, ...] = ()
    """The lines with the signs of the format, where these are no words."""
    marks: tuple[LineMark, ...] = ()
    """What the format says of each line, in their order."""


_TOLD = TypeAdapter(tuple[_Told], config=ConfigDict(extra="forbid"))
"""A tuple of one, because a bare dataclass takes no configuration."""


# ---------------------------------------------------------------- written


def written(source: Source) -> tuple[SiteFile, ...]:
    """Return the files of the reading of a source, by their paths under `docs/`.

    None for text and Markdown, whose lines are their reading.
    """
    if not source.has_reading:
        return ()
    told = _Told(
        source.entry.sha256,
        source.form,
        source.encoding,
        source.declared,
        source.url,
        source.front_matter,
        source.facts,
        source.printed,
        source.marks,
    )
    lines = "".join(f"{line}\n" for line in source.lines)
    # Without defaults, so that a field that is added changes no reading that was kept.
    value = _TOLD.dump_python((told,), mode="json", exclude_defaults=True)[0]
    fields = ",\n".join(f"{_json(name)}: {_field(said)}" for name, said in value.items())
    txt, marks = _paths(source.entry.id)
    return SiteFile(txt, lines.encode()), SiteFile(marks, f"{{\n{fields}\n}}\n".encode())


def _paths(id_: str) -> tuple[str, str]:
    return f"{FOLDER}/{id_}.txt", f"{FOLDER}/{id_}.json"


def _field(said: Any) -> str:
    """Return a value as JSON, a list with a row a line."""
    if not isinstance(said, list):
        return _json(said)
    return "[\n" + ",\n".join(map(_json, said)) + "\n]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def readings(root: Path, sources: Iterable[Source], locks: Iterable[Lock]) -> Iterator[SiteFile]:
    """Yield the files that `docs/` must hold for sources: what is locked as it is kept there."""
    locked = locked_files(locks)
    for source in sources:
        for file in written(source):
            kept = content(root / "docs" / file.path)
            is_locked = kept is not None and _hash(kept) in _hashes(locked.get(source.entry.id))
            yield SiteFile(file.path, kept) if kept is not None and is_locked else file


# ---------------------------------------------------------------- locked


def locked_files(locks: Iterable[Lock]) -> dict[str, LockedFile]:
    """Return id of a source → it as the oldest snapshot locked it that has it."""
    found: dict[str, LockedFile] = {}
    for lock in locks:
        for file in lock.files or ():
            found.setdefault(file.id, file)
    return found


def to_lock(root: Path, sources: Iterable[Source], locks: Iterable[Lock]) -> tuple[LockedFile, ...]:
    """Return what is locked of received files, by id.

    Raises `InputError` where `docs/` does not hold the readings that would be locked.
    """
    locks = tuple(locks)
    locked: list[LockedFile] = []
    for source in sorted(sources, key=lambda source: source.entry.id):
        hashes = []
        for file in readings(root, (source,), locks):
            if content(root / "docs" / file.path) != file.content:
                raise InputError(
                    f"docs/{file.path}",
                    "is not the reading of the file, and cannot be locked",
                    remedy="run `python -m builder pages` first, and commit docs/",
                )
            hashes.append(_hash(file.content))
        locked.append(LockedFile(source.entry.id, source.entry.sha256, *hashes))
    return tuple(locked)


def kept(root: Path, entry: SourceEntry, locked: LockedFile | None) -> Source | None:
    """Return a source as its reading was locked; `None` where none is, or where it was altered."""
    if locked is None or locked.reading is None or locked.sha256 != entry.sha256:
        return None
    files = [content(root / "docs" / path) for path in _paths(entry.id)]
    lines, marks = files
    if lines is None or marks is None or {_hash(lines), _hash(marks)} != _hashes(locked):
        return None
    with suppress(ValueError):  # what another version of the program kept, and this cannot read
        told = _TOLD.validate_json(b"[" + marks + b"]")[0]
        return Source(
            entry,
            tuple(lines.decode().split("\n")[:-1]),
            told.encoding,
            told.declared,
            cast("Any", told.form),
            told.marks,
            told.printed,
            told.facts,
            told.url,
            told.front_matter,
        )
    return None


def breaches(root: Path, sources: Sequence[Source], locks: Iterable[Lock]) -> Iterator[InputError]:
    """Yield the received files and the readings that are not what was locked."""
    present = {source.entry.id: source for source in sources}
    locks = tuple(locks)
    told: set[tuple[str, str]] = set()
    for lock in locks:
        for file in lock.files or ():
            source = present.get(file.id)
            if source is None:
                continue  # told with the ids that went
            for where, error in _breaches(root, source, file):
                if (file.id, where) not in told:
                    told.add((file.id, where))
                    names = ", ".join(one.snapshot for one in locks if file in (one.files or ()))
                    yield error(names)


def _breaches(root: Path, source: Source, locked: LockedFile) -> Iterator[tuple[str, Any]]:
    """Yield where a source is not what was locked, and what makes the error, given snapshots."""
    name = f"{_RECEIVED}/{source.entry.file}"
    if source.entry.sha256 != locked.sha256:
        yield (
            name,
            lambda snapshots: InputError(
                name,
                f"published as of {snapshots}: this is not the file that was locked, whose sha256 "
                f"is {locked.sha256}",
                remedy="put it back, and its hash in seeds/sources.yml (git checkout); list what "
                "came later as a source of its own",
            ),
        )
        return
    for path, digest in zip(_paths(locked.id), (locked.reading, locked.marks), strict=True):
        held = content(root / "docs" / path)
        if digest is None or (held is not None and _hash(held) == digest):
            continue
        yield path, _altered(root, source, path, held, digest)


def _altered(root: Path, source: Source, path: str, held: bytes | None, digest: str) -> Any:
    """Return what makes the error for a kept reading that is not what was locked."""
    line, quote = None, ""
    with suppress(OSError, InputError):
        anew = _anew(root, source)
        for file in written(anew):
            if held is not None and file.path == path and _hash(file.content) == digest:
                line, _, quote = _first_difference(_rows(file.content), _rows(held))
    what = "is missing" if held is None else "is not what was locked"
    return lambda snapshots: InputError(
        f"docs/{path}",
        f"published as of {snapshots}: the reading of {_RECEIVED}/{source.entry.file} {what}",
        remedy=f"put it back (git checkout -- docs/{path})",
        line=line,
        quote=quote,
    )


# ---------------------------------------------------------------- compared


def differences(docs: Path, expected: Iterable[SiteFile], locks: Iterable[Lock]) -> Iterator[str]:
    """Yield where `docs/.readings/` does not hold, to the byte, the files that it must.

    Those that are locked are told by `breaches`.
    """
    files = {file.path: file.content for file in expected}
    locked = {path for id_ in locked_files(locks) for path in _paths(id_)}
    for path, ours in sorted(files.items()):
        if path in locked:
            continue
        held = content(docs / path)
        if held is None:
            yield f"docs/{path}: is missing"
        elif held != ours:
            line, said, found = _first_difference(_rows(ours), _rows(held))
            yield (
                f"docs/{path}:{line}: is not the reading of the file"
                f"\n    docs | {printable(found[:200])}\n    file | {printable(said[:200])}"
            )
    for path in superfluous(docs, files):
        yield f"docs/{path}: is superfluous: the seeds have no such source"


def superfluous(docs: Path, files: Iterable[str]) -> list[str]:
    """Return the files among the readings that are none of `files`, by path."""
    there = {f"{FOLDER}/{file.name}" for file in (docs / FOLDER).glob("*")}
    return sorted(path for path in there - {*files} if not is_litter(path.rpartition("/")[2]))


def read_otherwise(root: Path, sources: Iterable[Source], locks: Iterable[Lock]) -> Iterator[str]:
    """Yield the locked readings that the file, read anew, does not give any more.

    That is no error: what was locked is what is shown.
    """
    locked = locked_files(locks)
    for source in sources:
        if not _hashes(locked.get(source.entry.id)) or not source.has_reading:
            continue
        path = _paths(source.entry.id)[0]
        place = f"{_RECEIVED}/{source.entry.file}"
        try:
            anew = _anew(root, source)
        except (InputError, OSError) as error:
            yield f"{place}: cannot be read any more, and is shown as docs/{path} has it: {error}"
            continue
        if anew.lines != source.lines:
            line, now, then = _first_difference(anew.lines, source.lines)
            yield (
                f"{place}: reads otherwise than docs/{path}:{line}, which stays"
                f"\n    kept | {printable(then[:200])}\n    anew | {printable(now[:200])}"
            )
        elif written(anew) != written(source):
            yield f"{place}: its format says otherwise of its lines than docs/{path}, which stays"


def _anew(root: Path, source: Source) -> Source:
    name = f"{_RECEIVED}/{source.entry.file}"
    return read(source.entry, (root / name).read_bytes(), name)


def _first_difference(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, str, str]:
    """Return the first line in which two readings differ, from 1, and how each has it."""
    absent = "(no such line)"
    pairs = enumerate(zip_longest(ours, theirs, fillvalue=absent), 1)
    return next(((at, one, other) for at, (one, other) in pairs if one != other), (1, "", ""))


def _rows(held: bytes) -> list[str]:
    return held.decode(errors="replace").split("\n")


def _hashes(locked: LockedFile | None) -> set[str]:
    """Return the hashes of a locked reading; none where the file is its own."""
    if locked is None:
        return set()
    return {digest for digest in (locked.reading, locked.marks) if digest is not None}


def _hash(held: bytes) -> str:
    return sha256(held).hexdigest()
