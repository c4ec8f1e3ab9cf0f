"""A build that is killed at one of its steps: a step is whatever Python asks of the system.

Every file opened, made, linked, renamed or removed is reported to the audit hook before it is
done; at the step that was asked for, the process ends as by `kill -9`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from builder.disk.docs import stage_docs
from builder.disk.publish import in_two_steps, locked, publish, staging
from builder.model import Page

STEPS = ("open", "os.", "shutil.", "ctypes.", "tempfile.", "fcntl.")
"""How the names of the steps begin."""

Publish = Callable[[Path, Path, str], None]


def pages(version: str) -> list[Page]:
    """Return a few pages that all say the same word."""
    paths = ("index.md", f"{version}.md", "documents/index.md", "documents/a.md")
    return [Page(path, f"---\ngenerated: true\n---\n{version}\n") for path in paths]


def build(root: Path, version: str, put: Publish = publish) -> None:
    """Build a folder `docs/` as the builder does."""
    with locked(root), staging(root) as stage:
        stage_docs(root, pages(version), stage / "docs")
        put(stage, root, "docs")


def two_steps(stage: Path, root: Path, folder: str) -> None:
    """Publish as a system does that cannot exchange names."""
    in_two_steps(stage / folder, root / folder, root / ".build")


def killed_at(step: int, root: Path, version: str, put: Publish = publish) -> None:
    """Build, and end at a step; a build of fewer steps comes to its end."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event.startswith(STEPS):
            left -= 1
            if left == -1:  # the kill is reported as a step, too
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    build(root, version, put)


def for_ever(root: Path) -> None:
    """Build one version after another until killed."""
    while True:
        build(root, "old")
        build(root, "new")
