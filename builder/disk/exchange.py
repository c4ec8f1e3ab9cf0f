"""Two folders of one file system change their names in one step, or as nearly as a system can.

Linux and macOS can exchange two names: whoever looks sees the old folder or the new one. Elsewhere
there are two renames, and `finish` mends what a kill between them leaves.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

AT_FDCWD = -100
"""Linux: paths that are not absolute are meant from the current folder."""

RENAME_EXCHANGE = 2
"""Linux (`renameat2`) and macOS (`renamex_np`) chose the same number."""

UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a kernel or a file system says that cannot exchange names."""

ASIDE = "aside-"
"""How the name of a folder begins that was put aside to make room for its successor."""


def replace(staged: Path, target: Path, aside: Path) -> None:
    """Put `staged` where `target` is; what was there, if anything, is left under another name.

    That name is `staged`, or one in the folder `aside`. All lie in one file system.
    """
    if not target.exists():
        staged.rename(target)
    elif not exchanged(staged, target):
        in_two_steps(staged, target, aside)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step; return `False` where that is not possible."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux"):
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        arguments = (AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        arguments = (first, second, RENAME_EXCHANGE)
    else:
        return False
    if rename is None:
        return False
    failed = rename(*arguments)
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def in_two_steps(staged: Path, target: Path, aside: Path) -> None:
    """Put the target aside, then the staged folder in its place."""
    old = aside / f"{ASIDE}{target.name}"
    target.rename(old)
    staged.rename(target)


def finish(root: Path, aside: Path) -> None:
    """Mend what a kill between the two steps left: the last good folder gets its name back."""
    for old in sorted(aside.glob(f"{ASIDE}*")):
        target = root / old.name.removeprefix(ASIDE)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
