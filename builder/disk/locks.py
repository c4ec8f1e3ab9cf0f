"""`docs/.locks/`: a file for each published snapshot, with its words, speakers, dates, ids and the
hashes of its received files, written once; and one with what the rules find in all of them.

It is in `docs/`, because the builder writes it and it is committed, and is kept there like a page
written by hand: it records what the seeds said on the day of publication. MkDocs ignores it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from builder.disk.files import is_litter
from builder.model import InputError, Lock, LockedFile, LockedFindings, raise_all

FOLDER = "docs/.locks"
"""Where the locks lie, relative to the root."""

REMEDY = f"a lock is never edited: put it back (git checkout -- {FOLDER})"

FINDINGS = "_findings.json"
"""Name of the file with the findings; no id of a snapshot begins so."""

_LOCK = TypeAdapter(tuple[Lock], config=ConfigDict(extra="forbid"))
"""A tuple of one, because a bare dataclass takes no configuration."""

_FINDINGS = TypeAdapter(tuple[LockedFindings], config=ConfigDict(extra="forbid"))


def read_locks(root: Path) -> tuple[Lock, ...]:
    """Return the locks of a root, oldest first; none where nothing was published.

    Raises `InputError` (`InputsError` for more) where a file was altered.
    """
    locks: list[Lock] = []
    errors: list[InputError] = []
    for file in sorted((root / FOLDER).glob("*")):
        if file.name.startswith(".") or file.name == FINDINGS or is_litter(file.name):
            continue
        try:
            locks.append(_read(file))
        except InputError as error:
            errors.append(error)
    raise_all(errors)
    return tuple(locks)


def write_lock(root: Path, lock: Lock) -> Path:
    """Write the lock of a snapshot that has none, and return where it lies."""
    file = root / FOLDER / f"{lock.snapshot}.json"
    if file.exists():
        raise FileExistsError(file)  # a lock is written once
    return _write(file, _written(lock))


def complete_lock(root: Path, lock: Lock, files: tuple[LockedFile, ...]) -> Path:
    """Add the received files to a lock that does not tell of them, and return where it lies.

    The words, facts and ids that it holds stay, and so do their hashes.
    """
    if lock.files is not None:
        raise ValueError(f"{lock.snapshot} is locked with its files")
    return _write(root / FOLDER / f"{lock.snapshot}.json", _written(replace(lock, files=files)))


def redact_lock(root: Path, lock: Lock) -> Path:
    """Write a lock anew without words that are withheld, and return where it lies."""
    return _write(root / FOLDER / f"{lock.snapshot}.json", _written(lock))


def read_findings(root: Path) -> LockedFindings:
    """Return what the rules found in the published snapshots of a root.

    Raises `InputError` where the file was altered.
    """
    file = root / FOLDER / FINDINGS
    if not file.exists():
        return LockedFindings()
    with _reading(file):
        value = json.loads(file.read_bytes())
        found = value.pop("sha256")
        findings = _FINDINGS.validate_python((value,))[0]
    if _hash(value) != found:
        raise InputError(
            f"{FOLDER}/{file.name}",
            "this is not what was locked: the hash is another",
            remedy=REMEDY,
        )
    published = {one.stem for one in file.parent.glob("*.json")}
    snapshots = tuple(one for one in findings.snapshots if one.snapshot in published)
    return replace(findings, snapshots=snapshots)


def write_findings(root: Path, findings: LockedFindings) -> Path:
    """Write what the rules found in the published snapshots, and return where it lies.

    A paragraph a line, so that a diff shows in which something else is found.
    """
    value = _FINDINGS.dump_python((findings,), mode="json")[0]
    snapshots = ",\n".join(
        f'{{"snapshot": {_json(one["snapshot"])},\n"sources": {_json(one["sources"])},\n'
        f'"terms": {_json(one["terms"])},\n"paragraphs": [\n{_lines(one["paragraphs"])}\n]}}'
        for one in value["snapshots"]
    )
    content = (
        f'{{\n"sha256": "{_hash(value)}",\n"rules": [\n{_lines(value["rules"])}\n],\n'
        f'"snapshots": [\n{snapshots}\n]}}\n'
    )
    return _write(root / FOLDER / FINDINGS, content)


def _write(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}")  # a killed run leaves no half lock
    aside.write_bytes(content.encode())
    aside.replace(file)
    return file


def _written(lock: Lock) -> str:
    """Return the content of a lock's file: a field or a paragraph a line, a hash for each text."""
    top, texts = "", []
    plain = _plain(lock)
    for field in fields(lock):
        if field.name == "files" and "files" in plain:
            top += f'"files": [\n{_lines(plain["files"])}\n],\n'
        elif field.name not in ("texts", "files"):
            top += f'"{field.name}": {_json(getattr(lock, field.name))},\n'
    for text in plain["texts"]:
        head = {name: said for name, said in text.items() if name not in ("id", "paragraphs")}
        texts.append(
            f'{{"id": {_json(text["id"])}, "sha256": "{_hash(text)}", '
            f'{_json(head)[1:-1]}, "paragraphs": [\n{_lines(text["paragraphs"])}\n]}}'
        )
    return f'{{\n"sha256": "{_hash(plain)}",\n{top}"texts": [\n' + ",\n".join(texts) + "\n]}\n"


def _read(file: Path) -> Lock:
    shown = f"{FOLDER}/{file.name}"
    with _reading(file):
        value = json.loads(file.read_bytes())
        found = value.pop("sha256")
        hashes = [text.pop("sha256") for text in value["texts"]]
        lock = _LOCK.validate_python((value,))[0]
    for text, said in zip(_plain(lock)["texts"], hashes, strict=True):
        if _hash(text) != said:
            raise InputError(
                shown,
                f"what it says of {text['id']} is not what was locked: the hash is another",
                remedy=REMEDY,
                line=_line(file, text["id"]),
            )
    if _hash(_plain(lock)) != found:
        raise InputError(
            shown, "its ids are not those that were locked: the hash is another", remedy=REMEDY
        )
    if file.name != f"{lock.snapshot}.json":
        raise InputError(shown, f"this is the lock of {lock.snapshot}", remedy=REMEDY)
    return lock


@contextmanager
def _reading(file: Path) -> Iterator[None]:
    """Raise an `InputError` for whatever is wrong in a file that is read here."""
    shown = f"{FOLDER}/{file.name}"
    try:
        yield
    except json.JSONDecodeError as error:
        raise InputError(
            shown, f"not JSON: {error.msg}", remedy=REMEDY, line=error.lineno
        ) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "not a lock"
        raise InputError(shown, f"this is no lock: {what}", remedy=REMEDY) from None


def _lines(values: Iterable[Any]) -> str:
    return ",\n".join(map(_json, values))


def _plain(lock: Lock) -> Any:
    """Return a lock without what it does not tell, so that older ones keep their hashes."""
    return _LOCK.dump_python((lock,), mode="json", exclude_none=True)[0]


def _hash(value: Any) -> str:
    return sha256(_json(value).encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _line(file: Path, text: str) -> int | None:
    lines = file.read_text(encoding="utf-8").splitlines()
    starts = (at for at, line in enumerate(lines, 1) if line.startswith(f'{{"id": "{text}"'))
    return next(starts, None)
