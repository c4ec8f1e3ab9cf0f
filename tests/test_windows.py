"""What Windows needs, as far as it can be seen elsewhere: steps, names, line ends, no fork.

The workflow runs the rest there, at each push.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from builder.disk.bundle import unfit
from tests.conftest import CHECKOUT
from tests.roads import SNAPSHOTS, write_seeds

LONGEST = 259
"""Characters of a path in Windows, its drive and folders included."""

RUNNER = r"D:\a\repository\repository"
"""Where GitHub puts a checkout, with a name of ten letters."""

STAGES = r"\.build\stage-abcdefgh\made\{snapshot}" + "\\"
"""Where a build works, below that."""


def tracked() -> list[str]:
    """Return the paths that git has."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    return done.stdout.split("\0")[:-1]


def test_the_workflow_runs_the_steps_of_the_makefile(tmp_path: Path) -> None:
    """The same commands in the same order, with the Python of the virtual environment there."""
    shutil.copy(CHECKOUT / "Makefile", tmp_path)
    shutil.copytree(CHECKOUT / "requirements", tmp_path / "requirements")
    dry = subprocess.run(
        ["make", "--dry-run", f"PYTHON={sys.executable}", "site", "check", "verify"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    steps = [
        line.replace(sys.executable, "python").replace(".venv/bin/", ".venv\\Scripts\\")
        for line in dry.stdout.splitlines()
        if re.match(rf"(?:{re.escape(sys.executable)}|\.venv/bin/python) -m ", line)
    ]
    workflow = yaml.safe_load((CHECKOUT / ".github/workflows/pages.yml").read_text("utf-8"))
    windows = workflow["jobs"]["windows"]
    assert windows["runs-on"].startswith("windows-")
    assert [step["run"] for step in windows["steps"] if "run" in step] == steps
    assert len(steps) == 6
    prepared = [step for step in workflow["jobs"]["build"]["steps"] if "run" not in step][:2]
    assert [step for step in windows["steps"] if "run" not in step] == prepared


def test_no_path_is_one_that_windows_does_not_take(site: Path) -> None:
    """Of what is committed, and of what is built: devices, signs, capitals, dots at the end."""
    built = [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]
    assert len(built) > 200
    assert [*unfit(tracked())] == []
    assert [*unfit(built)] == []


def test_no_path_is_too_long_where_a_checkout_usually_lies(site: Path) -> None:
    """In the checkout, and in the stage of a build, whose folders come before those of the site."""
    snapshots = [folder.name for folder in (site / "at").iterdir()]
    stage = len(RUNNER + STAGES.format(snapshot=max(snapshots, key=len)))
    built = max(len(str(file.relative_to(site))) for file in site.rglob("*"))
    assert stage + built <= LONGEST
    assert len(RUNNER) + 1 + max(map(len, tracked())) <= LONGEST


TEXT_MODES = {"w", "a", "x", "wt", "at", "xt", "r+", "w+", "a+"}


@pytest.mark.parametrize(
    "module", sorted((CHECKOUT / "builder").rglob("*.py")), ids=lambda path: path.stem
)
def test_nothing_is_written_as_text(module: Path) -> None:
    """A text file gets other line ends there, and other bytes: bytes are written."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        modes = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
        nowhere = "os.devnull" in ast.unparse(node)
        assert name != "write_text", node.lineno
        assert nowhere or name != "open" or not modes & TEXT_MODES, node.lineno


ELSEWHERE = """\
import sys
from builder import __main__, runner
from builder.disk import publish

runner._LINUX = False
runner.PARALLEL = 1
runner.os.cpu_count = lambda: 2
publish.exchanged = lambda one, other: False
if __name__ == "__main__":
    began = []
    context = runner.multiprocessing.get_context
    runner.multiprocessing.get_context = lambda name: (began.append(name), context(name))[1]
    code = __main__.main(sys.argv[1:])
    assert set(began) == {"spawn"}, began
    sys.exit(code)
"""
"""The program as on a system that has no fork and cannot exchange two names."""


def test_without_fork_and_without_exchange_the_bytes_are_the_same(tmp_path: Path) -> None:
    """Twice: the second build puts a new site in the place of one."""
    write_seeds(tmp_path, (*SNAPSHOTS, {**SNAPSHOTS[0], "id": "2024-04", "date": "2024-04-01"}))
    shutil.copy(CHECKOUT / "mkdocs.yml", tmp_path)
    (tmp_path / "elsewhere.py").write_text(ELSEWHERE, "utf-8")
    trees = []
    for program in ("elsewhere.py", "elsewhere.py", "-m builder"):
        done = subprocess.run(
            [sys.executable, *program.split(), "build", "--root", str(tmp_path), "--quiet"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
            env={"PYTHONPATH": str(CHECKOUT), "PATH": ""},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        shutil.rmtree(tmp_path / ".build/cache")
        trees.append(
            {file: file.read_bytes() for file in (tmp_path / "site").rglob("*") if file.is_file()}
        )
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) > 100
