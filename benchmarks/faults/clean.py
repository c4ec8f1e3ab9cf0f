"""Projects without any fault: whatever `build` finds in them is a false alarm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.project import said_by
from benchmarks.real import CHECKOUT, files_of, seeds_with
from builder.disk.seeds import adding
from tests.roads import write_seeds

PROJECT = ("mkdocs.yml", "seeds", "docs")
"""What a build needs of a project."""


def copied(project: Path, root: Path) -> Path:
    """Copy what a build needs of a project to a new folder `root`, and return it."""
    root.mkdir(parents=True)
    for name in PROJECT:
        if (origin := project / name).is_dir():
            shutil.copytree(origin, root / name)
        elif origin.exists():
            shutil.copy(origin, root)
    return root


def alarms(work: Path, real: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Yield name of each project, and what is found in it.

    They are our seeds, the small policy of the tests, and our seeds with the files of a folder of
    real ones, an entry alone each, see `benchmarks.real`; those that are refused are left out.
    """
    yield "seeds", _found(copied(CHECKOUT, work / "seeds"))
    roads = work / "roads"
    roads.mkdir()
    shutil.copy(CHECKOUT / "mkdocs.yml", roads)
    write_seeds(roads)
    yield "roads", _found(roads)
    if real is not None:
        yield real.name, _found(_with_files(copied(CHECKOUT, work / "real"), real))


def _found(root: Path) -> list[str]:
    return said_by(root, "build", refusals=True).splitlines()


def _with_files(root: Path, real: Path) -> Path:
    """Add real files to a project; nothing in it is published yet."""
    shutil.rmtree(root / "docs" / ".locks", ignore_errors=True)
    taken = {source.entry.file for source in seeds_with(root, list(files_of(real))).sources}
    files = [file for file in files_of(real) if file.name in taken]
    entries = adding(root, files).entries
    for file in files:
        shutil.copy(file, root / "seeds/sources")
    listed = root / "seeds/sources.yml"
    listed.write_text(f"{listed.read_text(encoding='utf-8').rstrip()}\n{entries}\n", "utf-8")
    return root
