"""The cache, `.build/cache/`: a file for each step, with the results that the last run used.

A damaged file counts as absent. The folder is named after a hash of the program, its packages and
mkdocs.yml: after a change of these the cache is empty.
"""

from __future__ import annotations

import importlib.machinery
import pickle
import shutil
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

FOLDER = ".build/cache"
"""Where it is, under the root."""

_SEAL = sha256().digest_size
"""Bytes before the content of a file: its hash."""


class Cache:
    """The cache of a root, for the current program and mkdocs.yml."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER / _fingerprint(root)

    def load(self, step: str) -> dict[str, Any]:
        """Return what was saved for a step, by key; nothing where the file is damaged or gone."""
        with suppress(OSError):
            content = (self._folder / step).read_bytes()
            seal, results = content[:_SEAL], content[_SEAL:]
            if sha256(results).digest() == seal:
                return dict(pickle.loads(results))
        return {}

    def save(self, step: str, results: dict[str, Any]) -> None:
        """Save the results of a step in one file; a failure to write is ignored."""
        content = pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self._begin()
            new = self._folder / f"{step}.new"
            new.write_bytes(sha256(content).digest() + content)
            new.replace(self._folder / step)

    def _begin(self) -> None:
        """Make the folder, and remove those of other versions of the program."""
        if not self._folder.is_dir():
            shutil.rmtree(self._folder.parent, ignore_errors=True)
            self._folder.mkdir(parents=True)


def _fingerprint(root: Path) -> str:
    """Return a hash of our own files, of Python, all that is installed, and mkdocs.yml."""
    settings = root / "mkdocs.yml"
    parts: list[object] = [sys.version, settings.read_bytes() if settings.is_file() else b""]
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*")):
        if file.is_file() and file.suffix not in importlib.machinery.BYTECODE_SUFFIXES:
            parts += [file.relative_to(package).as_posix(), file.read_bytes()]
    for folder in map(Path, sys.path):
        parts += sorted(one.name for one in folder.glob("*.dist-info"))
    return sha256(repr(parts).encode()).hexdigest()[:32]
