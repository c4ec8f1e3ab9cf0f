"""The cache, `.build/cache/`: a file for each step, with the results that the last run asked for.

Whatever is wrong with a file, it is as if it had never been there. What the program, its packages
or mkdocs.yml would make otherwise is found under another name.
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
    """The cache of a root, for the program and the mkdocs.yml as they are now."""

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
        """Save the results of a step in one file; where that cannot be, there is no harm."""
        content = pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self._begin()
            new = self._folder / f"{step}.new"
            new.write_bytes(sha256(content).digest() + content)
            new.replace(self._folder / step)

    def _begin(self) -> None:
        """Make the folder, and take away those of other programs."""
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
