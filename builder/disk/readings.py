"""`docs/.readings/`: the reading of each received file that is neither text nor Markdown.

`<source>.txt` has its lines; `<source>.json` what its format says of them, a row a line. Both are
made from the file until a snapshot that has it is locked; from then on the `Source` is made from
them, so that no newer library moves what is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter

from builder.disk.files import content, is_litter
from builder.disk.withheld import digest, withhold
from builder.formats import read
from builder.model import (
    Damage,
    Fact,
    FileEntry,
    InputError,
    LineMark,
    Lock,
    LockedFile,
    SiteFile,
    Source,
    SourceEntry,
    Withheld,
    printable,
    replaced,
)

FOLDER = ".readings"
"""Where the readings lie, relative to `docs/`."""

_RECEIVED = "seeds/sources"


@dataclass(frozen=True)
class _Blank:
    """A line that an editor withholds."""

    line: int
    """Its number."""
    length: int
    """Characters of its words."""
    sha256: str
    """Hash of its words."""


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
    damage: tuple[Damage, ...] = ()
    """Where the file is damaged."""
    withheld: tuple[_Blank, ...] = ()
    """The lines that are blank because an editor withholds them."""


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
        source.damage,
        _blanks(source),
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
        made = written(source)
        there = _there(root, source.entry.id) if made else None
        file = locked.get(source.entry.id)
        if (
            there
            and file is not None
            and file.sha256 == source.entry.sha256
            and there.is_locked(file)
            and there.blanks == _blanks(source)
        ):
            yield from there.files
        else:
            yield from made


def _blanks(source: Source) -> tuple[_Blank, ...]:
    return tuple(_Blank(one.line, one.length, one.sha256) for one in source.withheld)


# ---------------------------------------------------------------- locked


def locked_files(locks: Iterable[Lock]) -> dict[str, LockedFile]:
    """Return id of a source → it as the newest snapshot locked it: it may have been replaced."""
    return {file.id: file for lock in locks for file in lock.files or ()}


@dataclass(frozen=True)
class _Kept:
    """A reading as it lies in `docs/`."""

    files: tuple[SiteFile, SiteFile]
    lines: tuple[str, ...]
    told: _Told

    @property
    def blanks(self) -> tuple[_Blank, ...]:
        """The lines that are withheld in it."""
        return self.told.withheld

    @property
    def whole(self) -> str:
        """The hash of its lines and marks, in which a withheld line counts by its own hash."""
        hashes = {one.line: one.sha256 for one in self.told.withheld}
        rows = [hashes.get(at) or digest(line.strip()) for at, line in enumerate(self.lines, 1)]
        # What it says about itself goes with the lines that say the same.
        told = replace(self.told, withheld=(), facts=(), url=None, printed=(), damage=())
        value = _TOLD.dump_python((told,), mode="json", exclude_defaults=True)[0]
        return _hash(_json([rows, value]).encode())

    def is_locked(self, locked: LockedFile | None) -> bool:
        """Return whether it is what was locked, but for what was withheld before or since."""
        if locked is None or locked.reading is None or self.told.sha256 != locked.sha256:
            return False
        if tuple(_hash(file.content) for file in self.files) == (locked.reading, locked.marks):
            return True
        return bool(self.told.withheld) and self.whole == locked.whole


def _there(root: Path, id_: str) -> _Kept | None:
    """Return the reading of a source in `docs/`; `None` where it is missing, or is no reading."""
    files = [SiteFile(path, content(root / "docs" / path) or b"") for path in _paths(id_)]
    lines, marks = files
    with suppress(ValueError):  # what another version of the program kept, and this cannot read
        told = _TOLD.validate_json(b"[" + marks.content + b"]")[0]
        return _Kept((lines, marks), tuple(lines.content.decode().split("\n")[:-1]), told)
    return None


def to_lock(root: Path, sources: Iterable[Source], locks: Iterable[Lock]) -> tuple[LockedFile, ...]:
    """Return what is locked of received files, by id.

    Raises `InputError` where `docs/` does not hold the readings that would be locked.
    """
    locks = tuple(locks)
    known = locked_files(locks)
    locked: list[LockedFile] = []
    for source in sorted(sources, key=lambda source: source.entry.id):
        id_ = source.entry.id
        for file in readings(root, (source,), locks):
            if content(root / "docs" / file.path) != file.content:
                raise InputError(
                    f"docs/{file.path}",
                    "is not the reading of the file, and cannot be locked",
                    remedy="run `python -m builder pages` first, and commit docs/",
                )
        kept = _there(root, id_) if source.has_reading else None
        if id_ in known and known[id_].sha256 == source.entry.sha256:
            locked.append(known[id_])
        elif kept is None:
            locked.append(LockedFile(id_, source.entry.sha256))
        else:
            reading, marks = (_hash(file.content) for file in kept.files)
            locked.append(LockedFile(id_, source.entry.sha256, reading, marks, kept.whole))
    return tuple(locked)


def kept(root: Path, entry: SourceEntry, locked: LockedFile | None) -> Source | None:
    """Return a source as its reading was locked; `None` where none is, or where it was altered."""
    if locked is None or locked.sha256 != entry.sha256:
        return None
    there = _there(root, entry.id)
    if there is None or not there.is_locked(locked):
        return None
    told, lines = there.told, there.lines
    reasons = {
        line: one.reason
        for one in reversed(entry.withheld)
        for first, last in one.ranges
        for line in range(first, last + 1)
    }
    source = Source(
        entry,
        lines,
        told.encoding,
        told.declared,
        cast("Any", told.form),
        told.marks,
        told.printed,
        told.facts,
        told.url,
        told.front_matter,
        told.damage,
        tuple(
            Withheld(one.line, one.length, one.sha256, reasons.get(one.line, ""))
            for one in told.withheld
        ),
    )
    shown = [one for one in source.withheld if one.line not in reasons]
    return withhold(_restored(root, source, shown) if shown else source)


def _restored(root: Path, source: Source, shown: Sequence[Withheld]) -> Source:
    """Return a source with the words of lines that are no longer withheld, from the file."""
    name = f"{_RECEIVED}/{source.entry.file}"
    with suppress(OSError, InputError):
        anew = read(source.entry, (root / name).read_bytes(), name)
        words = {digest(line.strip()): line for line in anew.lines}
        found = {one.line: words[one.sha256] for one in shown if one.sha256 in words}
        return replace(
            source,
            lines=tuple(found.get(at, line) for at, line in enumerate(source.lines, 1)),
            facts=anew.facts,
            url=anew.url,
            withheld=tuple(one for one in source.withheld if one.line not in found),
        )
    return source


def breaches(
    root: Path, sources: Sequence[Source], locks: Iterable[Lock], entries: Sequence[FileEntry] = ()
) -> Iterator[InputError]:
    """Yield the received files and the readings that are not what was locked.

    `entries` say which files gave way to others.
    """
    present = {source.entry.id: source for source in sources}
    snapshots: dict[LockedFile, list[str]] = {}
    for lock in locks:
        for file in lock.files or ():
            snapshots.setdefault(file, []).append(lock.snapshot)
    for file, names in snapshots.items():
        if source := present.get(file.id):  # one that went is told with its id
            yield from _breaches(root, source, file, ", ".join(names), entries)
    for entry in entries:
        source = present.get(entry.source)
        if source and replaced(entries, entry.source, entry.after) != source.entry.sha256:
            yield InputError(
                "seeds/corrections.yml",
                f"files: `after` of {entry.source} is not the hash of {_RECEIVED}/"
                f"{source.entry.file}",
                remedy=f"write `after: {source.entry.sha256}`, or put that file back",
                quote=f"after: {entry.after}",
            )


def _breaches(
    root: Path,
    source: Source,
    locked: LockedFile,
    snapshots: str,
    entries: Sequence[FileEntry],
) -> Iterator[InputError]:
    name = f"{_RECEIVED}/{source.entry.file}"
    stands = replaced(entries, locked.id, locked.sha256)
    if source.entry.sha256 != stands:
        yield InputError(
            name,
            f"published as of {snapshots}: this is not the file that was locked, whose sha256 is "
            f"{locked.sha256}",
            remedy="put it back, and its hash in seeds/sources.yml (git checkout), and list what "
            "came later as a source of its own; or, where it takes the place of the other, say so "
            f"in seeds/corrections.yml under `files:`: - {{source: {locked.id}, before: {stands}, "
            f"after: {source.entry.sha256}, reason: 为什么, on: 2026-05-31}}",
        )
        return
    if stands != locked.sha256:
        return
    there = _there(root, locked.id)
    if locked.reading is None or (there is not None and there.is_locked(locked)):
        return
    for path, published in zip(_paths(locked.id), (locked.reading, locked.marks), strict=True):
        held = content(root / "docs" / path)
        if held is not None and _hash(held) == published:
            continue
        line, quote = _altered_line(root, source, path, held, published)
        what = "is missing" if held is None else "is not what was locked"
        yield InputError(
            f"docs/{path}",
            f"published as of {snapshots}: the reading of {name} {what}",
            remedy=f"put it back (git checkout -- docs/{path})",
            line=line,
            quote=quote,
        )


def _altered_line(
    root: Path, source: Source, path: str, held: bytes | None, published: str | None
) -> tuple[int | None, str]:
    """Return the first line of a kept reading that is not what was locked, as far as it is known.

    Only where the file still reads as it did.
    """
    with suppress(OSError, InputError):
        for file in written(_anew(root, source)):
            if held is not None and file.path == path and _hash(file.content) == published:
                line, _, quote = _first_difference(_rows(file.content), _rows(held))
                return line, quote
    return None, ""


# ---------------------------------------------------------------- compared


def differences(root: Path, expected: Iterable[SiteFile], locks: Iterable[Lock]) -> Iterator[str]:
    """Yield where `docs/` does not hold, to the byte, the readings that it must.

    Those that are not what was locked are told by `breaches`.
    """
    docs, files = root / "docs", {file.path: file.content for file in expected}
    broken = {
        path
        for id_, file in locked_files(locks).items()
        if file.reading and not ((there := _there(root, id_)) and there.is_locked(file))
        for path in _paths(id_)
    }
    for path, ours in sorted(files.items()):
        if path in broken:
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
        file = locked.get(source.entry.id)
        if file is None or file.reading is None or not source.has_reading:
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
    return withhold(read(source.entry, (root / name).read_bytes(), name))


def _first_difference(ours: Sequence[str], theirs: Sequence[str]) -> tuple[int, str, str]:
    """Return the first line in which two readings differ, from 1, and how each has it."""
    absent = "(no such line)"
    pairs = enumerate(zip_longest(ours, theirs, fillvalue=absent), 1)
    return next(((at, one, other) for at, (one, other) in pairs if one != other), (1, "", ""))


def _rows(held: bytes) -> list[str]:
    return held.decode(errors="replace").split("\n")


def _hash(held: bytes) -> str:
    return sha256(held).hexdigest()
