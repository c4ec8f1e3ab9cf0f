"""What earlier builds made, kept in `.build/memory/` by all that it was made of.

A key is a hash of what something is made of, the program and the versions of all it stands on
included: what is found under it is what would be made again. A file that is damaged, or gone, is
as if it had never been kept; forgetting costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.machinery
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast

from builder.model.once import Made

FOLDER = ".build/memory"
"""Where it is, under the root."""

MOST = 200_000_000
"""Bytes that are kept; what was not used for the longest time goes first."""

_SEAL = hashlib.sha256().digest_size
"""Bytes before a content: its hash."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of a root; a value that may go to another process."""

    root: Path
    """The folder with mkdocs.yml."""

    def key(self, *parts: str) -> str:
        """Return the name of what this program makes of these parts, under this mkdocs.yml."""
        settings = self.root / "mkdocs.yml"
        told = settings.read_bytes() if settings.is_file() else b""
        return _hash(_program(), told, *map(_bytes, parts))

    def recall(self, key: str) -> object | None:
        """Return what is kept under a key; None for nothing, or for what is damaged."""
        file = self._folder / key
        try:
            sealed = file.read_bytes()
            content = sealed[_SEAL:]
            if hashlib.sha256(content).digest() != sealed[:_SEAL]:
                return None
            os.utime(file)
            return pickle.loads(content)  # type: ignore[no-any-return]
        except OSError:
            return None

    def keep(self, key: str, value: object) -> None:
        """Keep a value; where that cannot be, there is no harm."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix="new-", delete=False) as file:
                file.write(hashlib.sha256(content).digest() + content)
            Path(file.name).replace(self._folder / key)

    def once(self) -> Recalling:
        """Return what calls pure functions, or recalls what they made."""
        return Recalling(self, self.key())

    def forget(self, most: int = MOST) -> None:
        """Take away what goes beyond so many bytes, and what a killed build left half written."""
        kept = sorted(self._files(), key=lambda one: -one[1].st_mtime_ns)
        size = 0
        for file, state in kept:
            size += state.st_size
            if size > most or file.name.startswith("new-"):
                with suppress(OSError):
                    Path(file).unlink()

    def _files(self) -> Iterator[tuple[os.DirEntry[str], os.stat_result]]:
        with suppress(OSError), os.scandir(self._folder) as several:
            for file in several:
                yield file, file.stat()

    @property
    def _folder(self) -> Path:
        return self.root / FOLDER


@dataclass(frozen=True, slots=True)
class Recalling:
    """`Once` by a memory."""

    memory: Memory
    told: str
    """Hash of what is shared, and of all that everything is made of."""
    shared: tuple[object, ...] = ()

    def __call__(self, make: Callable[..., Made], *given: object) -> Made:
        """Return `make(*shared, *given)`, and keep it under all that it is made of."""
        key = self._key(make.__module__, make.__qualname__, repr(given))
        kept = self.memory.recall(key)
        if isinstance(kept, _Result):
            return cast("Made", kept.made)
        made = make(*self.shared, *given)
        self.memory.keep(key, _Result(made))
        return made

    def beside(self, *shared: object) -> Recalling:
        """Return the same for functions that are given `shared` first."""
        return Recalling(self.memory, self._key(repr(shared)), (*self.shared, *shared))

    def _key(self, *parts: str) -> str:
        return _hash(*map(_bytes, (self.told, *parts)))


@dataclass(frozen=True, slots=True)
class _Result:
    made: object


def _hash(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()


def _bytes(part: str) -> bytes:
    return part.encode("utf-8", "surrogatepass")


@cache
def _program() -> bytes:
    """Return a hash of our own files, of Python, and of the versions of all that is installed."""
    whole = hashlib.sha256(repr((sys.version, sys.platform, sys.byteorder)).encode())
    here = Path(__file__).parents[1]
    for file in sorted(here.rglob("*")):
        if file.is_file() and file.suffix not in importlib.machinery.BYTECODE_SUFFIXES:
            whole.update(repr(file.relative_to(here).as_posix()).encode() + file.read_bytes())
    installed: set[str] = set()
    for folder in map(Path, sys.path):
        with suppress(OSError):
            installed |= {one.name for one in folder.iterdir() if one.suffix == ".dist-info"}
    whole.update(repr(sorted(installed)).encode())
    return whole.digest()
