"""A build works in a stage under `.build/`; what it made is published whole, all folders or none.

One build at a time in a folder: a file lock, which the system releases when a build is killed.
Linux and macOS can exchange two names: of each folder readers see the old one or the new one.
Elsewhere there are two renames. A journal in the stage says which folders belong together: where
a build fails or is killed before the last of them is there, the others are taken back.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
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
"""How the name of a folder in a stage begins that was renamed to make room for its successor."""

JOURNAL = "journal.json"
"""In a stage, only while it is published: folder → inode of the new one, in their order."""

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
        except (BlockingIOError, PermissionError):
            raise InputError(
                f"{WORKSHOP}/lock",
                f"another build is running in {root}",
                remedy="wait until it is done, or stop it",
            ) from None
        _recover(root)
        yield


def settle(root: Path) -> None:
    """Take back what a killed build published by half, before a command reads any of it."""
    if any((root / WORKSHOP).glob(f"{STAGE}*/{JOURNAL}")):
        with suppress(InputError), locked(root):  # another build may be at it, or just publishing
            pass


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
        _remove(stage)


def publish(
    stage: Path, root: Path, *folders: str, exchange: Callable[[Path, Path], bool] | None = None
) -> None:
    """Put folders of a stage where the root has them: all of them, or none where one cannot be.

    The last folder is never taken back: let it be the one that people edit. `staging` gave the
    stage for this root; what was there is left in it. `exchange` is `exchanged` but in tests. Files
    that did not change keep their time, so that copying the site elsewhere stays short. Raises
    `InputError`, before anything is published, where a target is not a folder, or where it would
    undo what somebody wrote in `docs/` meanwhile.
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
    journal = stage / JOURNAL
    inodes = {folder: _inode(stage / folder) for folder in folders}
    journal.write_bytes(json.dumps(inodes).encode())
    try:
        for folder in folders:
            _replace(stage / folder, root / folder, exchange or exchanged)
    except BaseException:
        _take_back(stage, root)
        raise
    journal.unlink()


def _take_back(stage: Path, root: Path) -> None:
    """Put back what was there before a publication, unless its last folder is there: it is done.

    It may itself be killed at any step, and done again.
    """
    journal = stage / JOURNAL
    try:
        new: dict[str, int] = json.loads(journal.read_text())
    except (FileNotFoundError, ValueError):  # killed before it was written: nothing was exchanged
        new = {}
    *_, last = ("", *new)
    if last and _inode(root / last) != new[last]:
        for folder, inode in reversed([*new.items()]):
            _put_back(stage / folder, root / folder, inode)
    journal.unlink(missing_ok=True)


def _recover(root: Path) -> None:
    """Repair what killed builds left; only while `locked`."""
    for stage in _workshop(root).glob(f"{STAGE}*"):
        _take_back(stage, root)
        _remove(stage)


def _remove(stage: Path) -> None:
    """Remove a stage, unless it still holds what could not be put back."""
    if not (stage / JOURNAL).exists():
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


def _replace(staged: Path, target: Path, exchange: Callable[[Path, Path], bool]) -> None:
    """Put `staged` where `target` is, in one file system.

    What was there, if anything, then has the name `staged`, or the one that `_aside` gives.
    """
    if target.exists() and not exchange(staged, target):
        target.rename(_aside(staged))
    if not target.exists():
        staged.rename(target)


def _put_back(staged: Path, target: Path, inode: int) -> None:
    """Undo as much as was done of `_replace`; `inode` is that of the folder once staged."""
    old = _aside(staged)
    if not old.exists() and _inode(target) == inode:
        if not staged.exists():
            target.rename(staged)
        elif not exchanged(staged, target):
            staged.rename(old)
    if old.exists():
        if target.exists():
            target.rename(staged)
        old.rename(target)


def _aside(staged: Path) -> Path:
    return staged.with_name(f"{ASIDE}{staged.name}")


def _inode(folder: Path) -> int | None:
    """Return what tells a folder from another of the same name; None where there is none."""
    with suppress(FileNotFoundError):
        return folder.stat().st_ino
    return None


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
