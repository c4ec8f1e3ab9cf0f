"""A build that is killed, or fails, at one of its steps: whatever Python asks of the system.

Every file opened, made, linked, renamed or removed is reported to the audit hook before it is
done; at the step that was asked for, the process ends as by `kill -9`, or the system refuses.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from builder.disk.docs import stage_docs
from builder.disk.publish import exchanged, locked, publish, settle, staging
from builder.model import InputError, Page

STEPS = ("open", "os.", "shutil.", "ctypes.", "tempfile.", "fcntl.")
"""How the names of the steps begin."""

Publish = Callable[..., None]
"""`publish`, or a form of it: stage, root, and the folders."""


def pages(version: str) -> list[Page]:
    """Return a few pages that all say the same word."""
    paths = ("index.md", f"{version}.md", "documents/index.md", "documents/a.md")
    return [Page(path, f"---\ngenerated: true\n---\n{version}\n") for path in paths]


def build(root: Path, version: str, put: Publish = publish) -> None:
    """Build folders `docs/` and `site/` that belong together, as the builder does."""
    with locked(root), staging(root) as stage:
        stage_docs(root, pages(version), stage / "docs")
        (stage / "site/about").mkdir(parents=True)
        (stage / "site/about/index.html").write_text(version)
        put(stage, root, "site", "docs")


def two_steps(stage: Path, root: Path, *folders: str) -> None:
    """Publish as a system does that cannot exchange names."""
    publish(stage, root, *folders, exchange=lambda one, other: False)


def killed_at(step: int, root: Path, version: str, put: Publish = publish) -> None:
    """Build, and end at a step; a build of fewer steps comes to its end."""
    _interrupted_at(step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    build(root, version, put)


def failed_at(step: int, root: Path, version: str, put: Publish = publish) -> None:
    """Build while the system refuses a step, as where a disk is full; it then exits with 3."""
    refused = 0

    def refuse() -> None:
        nonlocal refused
        refused = 3
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    _interrupted_at(step, refuse)
    with suppress(OSError, InputError):
        build(root, version, put)
    sys.exit(refused)


def killed_between(root: Path, version: str, put: Publish) -> None:
    """Build, and end where `site/` is published and `docs/` is not."""

    def exchange(one: Path, other: Path) -> bool:
        if other.name == "docs":
            os.kill(os.getpid(), signal.SIGKILL)
        return put is publish and exchanged(one, other)

    build(root, version, partial(publish, exchange=exchange))


def killed_settling(step: int, root: Path) -> None:
    """Mend what a killed build left, and end at a step."""
    _interrupted_at(step, lambda: os.kill(os.getpid(), signal.SIGKILL))
    settle(root)


def _interrupted_at(step: int, interrupt: Callable[[], None]) -> None:
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event.startswith(STEPS):
            left -= 1
            if left == -1:  # a kill is reported as a step, too
                interrupt()

    sys.addaudithook(count)


def for_ever(root: Path) -> None:
    """Build one version after another until killed."""
    while True:
        build(root, "old")
        build(root, "new")
