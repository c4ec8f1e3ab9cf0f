"""`docs/`: the generated pages, and beside them those written by hand, which are never touched.

A generated page says so in its front matter, `generated: true`; all else but the readings was
written by hand. In:
pages. Out: a staged folder, or the places where `docs/` differs from the pages.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from mkdocs.utils import markdown_extensions

from builder.disk.files import content, is_litter, write_file
from builder.disk.readings import FOLDER as READINGS
from builder.formats.encodings import lines_of
from builder.model import InputError, Page, SiteFile, printable, raise_all

GENERATED = re.compile(
    # ---⏎title: "某页"⏎generated: true⏎---
    rb"""
    \A (?:\xEF\xBB\xBF)? ---[ ]*\r?\n
    (?: (?!---[ ]*\r?$) [^\n]*\n )*?
    generated:[ ]*true[ ]*\r?\n
    """,
    re.VERBOSE | re.MULTILINE,
)
"""The beginning of a generated page."""

# .locks/2025-08.json    notes/.draft.md    templates/main.html
_HIDDEN = re.compile(r"(?:.*/)?\.|templates/")
"""What MkDocs passes over."""

HEAD = 4096
"""How many bytes of a file are looked at for the mark."""


def stage_docs(
    root: Path,
    pages: Iterable[Page],
    into: Path,
    readings: Iterable[SiteFile] = (),
    *,
    by_hand: bool = True,
) -> None:
    """Write all pages and readings to a new folder, and carry over what was written by hand.

    What is generated and no longer made is not carried over. Raises `InputError` where a page
    would replace a file written by hand. An older snapshot is staged without such files,
    `by_hand=False`, because they belong to the newest.
    """
    others = {path for path, generated in _files(root) if not generated} if by_hand else set()
    into.mkdir(parents=True, exist_ok=True)
    for page in pages:
        if collision := _collision(page.path, others):
            raise collision
        held = page.content.encode()
        if not GENERATED.match(held[:HEAD]):
            raise ValueError(f"{page.path} does not say that it is generated")
        write_file(into / page.path, held)
    for file in readings:
        write_file(into / file.path, file.content)
    for path in sorted(others):
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / "docs" / path, target, follow_symlinks=False)


def guard_by_hand(root: Path, staged: Path) -> None:
    """Raise `InputError` where `docs/` was edited since pages were staged: the edit would go."""
    docs = root / "docs"
    raise_all(
        [
            InputError(
                f"docs/{path}",
                "was written by hand while the build went on, which would undo that",
                remedy="build again",
            )
            for path in _paths(docs)
            if _state(docs / path) != _state(staged / path) and not _is_generated(docs, path)
        ]
    )


def files_by_hand(root: Path) -> list[str]:
    """Return the files in `docs/` that were written by hand, by path; a link to a folder is one."""
    return sorted(path for path, generated in _files(root) if not generated)


def pages_by_hand(root: Path) -> Iterator[Page]:
    """Yield the pages in `docs/` that were written by hand, by path.

    Raises `InputError` for one that is not UTF-8.
    """
    for path in files_by_hand(root):
        if path.endswith(markdown_extensions) and not _HIDDEN.match(path):
            held = content(root / "docs" / path) or b""
            try:
                yield Page(path, held.decode("utf-8-sig"))
            except UnicodeDecodeError as error:
                raise InputError(
                    f"docs/{path}",
                    f"byte 0x{held[error.start]:02X} is not UTF-8",
                    remedy="save the file as UTF-8",
                    line=held.count(b"\n", 0, error.start) + 1,
                ) from None


def differences(root: Path, pages: Iterable[Page]) -> list[str]:
    """Return where `docs/` is not what the pages say, one finding each, by path.

    A page is missing, differs (with the first line that does), or is there without being made.
    """
    present = dict(_files(root))
    by_hand = {path for path, generated in present.items() if not generated}
    found: dict[str, str] = {}
    made: set[str] = set()
    for page in pages:
        made.add(page.path)
        file = root / "docs" / page.path
        if page.path not in present:
            collision = _collision(page.path, by_hand)
            found[page.path] = str(collision or f"docs/{page.path}: is missing")
        elif (there := file.read_bytes()) != page.content.encode():
            found[page.path] = _difference(page, there)
    for path, generated in present.items():
        if generated and path not in made and not path.startswith(f"{READINGS}/"):
            found[path] = f"docs/{path}: is superfluous: the seeds make no such page"
    return [found[path] for path in sorted(found)]


def _files(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield the path of each file under `docs/`, with slashes, and whether it was generated."""
    docs = root / "docs"
    for path in _paths(docs):
        yield path, _is_generated(docs, path)


def _paths(docs: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(docs):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            if is_litter(name):
                continue
            yield (Path(folder) / name).relative_to(docs).as_posix()


def _state(file: Path) -> tuple[int, int, int] | None:
    """Return kind, size and time of a file, which its copy in a stage shares."""
    with suppress(OSError):
        found = file.lstat()
        return found.st_mode, found.st_size, found.st_mtime_ns
    return None


def _is_generated(docs: Path, path: str) -> bool:
    file = docs / path
    if path.startswith(f"{READINGS}/"):
        return True
    if file.suffix != ".md" or file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return GENERATED.match(stream.read(HEAD)) is not None


def _collision(path: str, by_hand: set[str]) -> InputError | None:
    """Return an error where a page, or a folder that it needs, was written by hand."""
    parts = path.split("/")
    taken = next(
        (
            there
            for length in range(len(parts), 0, -1)
            if (there := "/".join(parts[:length])) in by_hand
        ),
        None,
    )
    if taken is None:
        return None
    return InputError(
        f"docs/{taken}",
        f"written by hand, but the builder makes docs/{path}",
        remedy="give the file another name; if it was generated, take it out and build again",
    )


def _difference(page: Page, there: bytes) -> str:
    """Return the first line in which a file differs from its page."""
    ours, theirs = lines_of(page.content), lines_of(there.decode(errors="replace"))
    for number, (said, found) in enumerate(zip_longest(ours, theirs), 1):
        if said != found:
            return (
                f"docs/{page.path}:{number}: is not what the seeds say"
                f"\n    docs  | {_shown(found)}\n    seeds | {_shown(said)}"
            )
    return f"docs/{page.path}:{len(ours)}: differs in its line ends or its encoding"


def _shown(line: str | None) -> str:
    return "(no such line)" if line is None else printable(line[:200])
