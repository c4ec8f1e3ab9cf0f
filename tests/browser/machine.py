"""Programs that the tests need: found on the machine, else installed as root, else an error."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence


class NoBrowser(Exception):
    """A browser that the tests need is missing and could not be installed; says what to do."""


def program(names: Sequence[str], package: str) -> str:
    """Return the path of the first of `names` on this machine, which Debian's `package` brings."""
    failures: list[str] = []
    if not (path := _found(names)) and shutil.which("apt-get") and os.geteuid() == 0:
        install([package], failures)
        path = _found(names)
    if not path:
        raise NoBrowser(
            f"the tests need {names[0]} and did not find it\n"
            + "".join(f"    | {failure}\n" for failure in failures)
            + f"    → Debian, as root: apt-get install {package}"
        )
    return path


def _found(names: Sequence[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def install(packages: Sequence[str], failures: list[str]) -> None:
    """Install Debian's packages, as root; where that fails, note why."""
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        run(["apt-get", "--quiet=2", *arguments], failures)


def run(command: list[str], failures: list[str]) -> None:
    """Run a command without input; where it fails, note its last words."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        telling = [line.strip() for line in words if "rror" in line or line.startswith("E:")]
        failures.append(f"{' '.join(command)}: {(telling or words[-1:])[0]}")
