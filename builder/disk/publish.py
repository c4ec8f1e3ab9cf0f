"""A build works in a stage under `.build/`; what it made is published whole, in one step, or not.

One build at a time in a folder: a file lock, which the system releases when a build is killed. What
such a build leaves in `.build/` is removed by the next one. Linux and macOS can exchange two names:
readers see the old folder or the new one. Elsewhere there are two renames, which `recover` mends.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from builder.disk.docs import guard_by_hand
from builder.model import InputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WORKSHOP = ".build"
"""Where builds take place, under the root: on the file system on which they are published."""

STAGE = "stage-"
"""How the name of a stage begins."""

ASIDE = "aside-"
"""How the name of a folder begins that was renamed to make room for its successor."""

AT_FDCWD = -100
"""Linux: relative paths start from the current folder."""

RENAME_EXCHANGE = 2
"""Linux (`renameat2`) and macOS (`renamex_np`) chose the same number."""

UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""Error numbers of a kernel or a file system that cannot exchange names."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other builds out of a root, and repair what a killed one left.

    Raises `InputError` at once where another build is running.
    """
    workshop = _workshop(root)
    with (workshop / "lock").open("ab") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(
                f"{WORKSHOP}/lock",
                f"another build is running in {root}",
                remedy="wait until it is done, or stop it",
            ) from None
        recover(root)
        yield


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Yield an empty folder on the root's file system; it is removed afterwards in any case.

    Files that are made meanwhile can be read by everybody (0644, folders 0755), as a site must be.
    """
    mask = os.umask(0o022)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=_workshop(root)))
    try:
        yield stage
    finally:
        os.umask(mask)
        shutil.rmtree(stage, ignore_errors=True)


def publish(stage: Path, root: Path, *folders: str) -> None:
    """Put folders of a stage where the root has them, each in one step, with nothing in between.

    `staging` gave the stage for this root; what was there is left in it. Files that did not change
    keep their time, so that copying the site elsewhere stays short. Raises `InputError`, before
    anything is published, where a target is not a folder, or where it would undo what somebody
    wrote in `docs/` meanwhile.
    """
    for folder in folders:
        target = root / folder
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise InputError(
                folder,
                "a link or a file, where the build puts a folder",
                remedy=f"take it away: {target}",
            )
        if target.exists():
            _keep_times(stage / folder, target)
    if "docs" in folders:
        guard_by_hand(root, stage / "docs")
    for folder in folders:
        _replace(stage / folder, root / folder, _workshop(root))


def recover(root: Path) -> None:
    """Repair what a killed build left; only while `locked`.

    A folder that was renamed gets its name back, unless its successor has it.
    """
    workshop = _workshop(root)
    for old in sorted(workshop.glob(f"{ASIDE}*")):
        target = root / old.name.removeprefix(ASIDE)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)
    for stage in workshop.glob(f"{STAGE}*"):
        shutil.rmtree(stage, ignore_errors=True)


def _workshop(root: Path) -> Path:
    workshop = root / WORKSHOP
    workshop.mkdir(exist_ok=True)
    return workshop


def _keep_times(staged: Path, published: Path) -> None:
    """Give files that did not change the time of the published ones."""
    for folder, _, names in os.walk(staged):
        there = published / Path(folder).relative_to(staged)
        for name in names:
            new, old = Path(folder, name), there / name
            with suppress(OSError):
                state, before = new.lstat(), old.lstat()
                if (
                    state.st_size == before.st_size
                    and S_ISREG(state.st_mode)
                    and S_ISREG(before.st_mode)
                    and not os.path.samestat(state, before)
                    and new.read_bytes() == old.read_bytes()
                ):
                    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))


# ---------------------------------------------------------------- two names, exchanged


def _replace(staged: Path, target: Path, aside: Path) -> None:
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
