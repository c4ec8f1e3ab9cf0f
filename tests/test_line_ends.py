"""A checkout has the bytes that were committed, whatever git does to line ends on that system."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]

MIXED = "某市\r\n养老驿站\r道路养护\n".encode()
"""A received file with the line ends of three systems."""


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder as somebody, and return what it printed."""
    someone = ["-c", "user.name=某人", "-c", "user.email=somebody@example.org"]
    done = subprocess.run(
        ["git", *someone, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def files(root: Path) -> dict[str, bytes]:
    """Return path → bytes of what editors and the builder write, and of what rules this."""
    found = [*(root / "seeds").rglob("*"), *(root / "docs").rglob("*"), root / ".gitattributes"]
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds and pages as they lie here, and a file with all line ends, committed."""
    root = tmp_path_factory.mktemp("repository")
    for folder in ("seeds", "docs"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    shutil.copy(CHECKOUT / ".gitattributes", root)
    (root / "seeds/sources/mixed.txt").write_bytes(MIXED)
    git(root, "init", "-q")
    git(root, "-c", "core.safecrlf=false", "add", "-A")
    git(root, "commit", "-q", "-m", "All of it")
    return root


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
@pytest.mark.parametrize("eol", ["crlf", "lf"])
def test_a_clone_has_the_same_bytes(
    repository: Path, tmp_path: Path, autocrlf: str, eol: str
) -> None:
    """On Windows git turns line ends by default; then no hash of a received file would fit."""
    settings = ["-c", f"core.autocrlf={autocrlf}", "-c", f"core.eol={eol}"]
    git(tmp_path, "clone", "-q", *settings, str(repository), "clone")
    assert files(tmp_path / "clone") == files(repository)
    assert (tmp_path / "clone/seeds/sources/mixed.txt").read_bytes() == MIXED


def test_nothing_that_is_committed_would_be_turned(repository: Path) -> None:
    """Whoever adds all files again changes none."""
    git(repository, "add", "--renormalize", ".")
    assert git(repository, "status", "--porcelain") == ""
