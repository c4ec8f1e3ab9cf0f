"""What the tests take from npm: the packages of `package.json`, which `make test` installs."""

from __future__ import annotations

from pathlib import Path

PACKAGES = Path(__file__).with_name("node_modules")
"""Never committed; the versions are those of `package-lock.json`."""


def script(path: str) -> Path:
    """Return a file of a package: `axe-core/axe.min.js`; where it is missing, say what to do."""
    if (file := PACKAGES / path).is_file():
        return file
    raise FileNotFoundError(
        f"the tests need {path} of npm\n    → npm ci --prefix {PACKAGES.parent}, or: make test"
    )
