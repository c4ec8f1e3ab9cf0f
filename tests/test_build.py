"""A build gives a whole site or leaves the last one: killed, interrupted, or refused its input."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from builder.disk.edits import edits
from builder.disk.publish import settle
from tests.conftest import builder, command, until

LATER = """\
import datetime, time

now = time.time
time.time = lambda: now() + 4e9

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

datetime.datetime = Later
"""
"""What Python runs as it starts: from then on its clocks show another century."""


@pytest.fixture
def built(root: Path, tmp_path: Path) -> Path:
    """A copy of a folder with seeds, docs and the site built from them, free to be changed."""
    return Path(shutil.copytree(root, tmp_path / "另一 处"))


def state(root: Path) -> tuple[str, str]:
    """Return one hash of all that is published in docs/, and one of site/."""
    return tuple(  # type: ignore[return-value]
        hashlib.sha256(
            b"".join(
                file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes()
                for file in sorted((root / folder).rglob("*"))
                if file.is_file()
            )
        ).hexdigest()
        for folder in ("docs", "site")
    )


def unmake(root: Path) -> None:
    """Remove all that a build makes, and nothing that is written by hand."""
    for made in ("site", "dist", ".build"):
        shutil.rmtree(root / made, ignore_errors=True)
    for file in [*(root / "docs").rglob("*")]:
        is_page = file.suffix == ".md" and not file.read_bytes().startswith(b"---\ngenerated: true")
        if file.is_file() and not is_page:
            file.unlink()


def edit(root: Path) -> None:
    """Change a word of the editors that stands on every page."""
    framework = root / "seeds/framework.yml"
    text = framework.read_text()
    changed = re.sub("政策读本|乡村道路读本", "读本甲", text)
    assert changed != text
    framework.write_text(changed)


def test_a_second_build_changes_nothing(built: Path) -> None:
    before = state(built)
    assert builder(built, "build").returncode == 0
    assert state(built) == before


def test_place_language_clock_and_processes_do_not_show(built: Path, root: Path) -> None:
    """Law 5: a clean build elsewhere, of which everything around is different, is the same zip."""
    unmake(built)
    (built / "clock").mkdir()
    (built / "clock/sitecustomize.py").write_text(LATER)
    environment = os.environ | {
        "LANG": "C",
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": str(built / "clock"),
        "SOURCE_DATE_EPOCH": "86400",
    }

    def alone() -> None:
        os.umask(0o077)
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=built, env=environment, preexec_fn=alone, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    assert int(run("-c", "import datetime; print(datetime.datetime.now().year)")) > 2100
    run("-m", "builder", "bundle", "--root", str(built))
    assert state(built) == state(root)
    (one,), (other,) = ([*(place / "dist").iterdir()] for place in (root, built))
    assert one.name == other.name
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest()


def test_a_first_build_needs_no_docs(small: Path) -> None:
    before = state(small)
    unmake(small)
    done = builder(small, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert state(small) == before


@pytest.mark.parametrize(
    ("folder", "attempt"),
    [("built", 0), ("built", 1), *(("small", attempt) for attempt in range(2, 8))],
)
def test_a_killed_build_leaves_the_old_or_gives_the_new(
    request: pytest.FixtureRequest, folder: str, attempt: int
) -> None:
    built: Path = request.getfixturevalue(folder)
    old = state(built)
    edit(built)
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "build", "--root", str(built)],
        cwd=built,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.Random(attempt).uniform(0.1, 5 if folder == "built" else 2.5))
    process.send_signal(signal.SIGKILL if attempt % 2 else signal.SIGINT)
    process.wait()
    settle(built)
    left = state(built)
    done = command(built, "build")
    assert done.returncode == 0, done.stderr
    new = state(built)
    assert left in (old, new)
    assert not list((built / ".build").glob("stage*")), "a killed build's leavings are cleared"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("seeds/terms.yml", "terms:", "terms: ["),
        ("seeds/framework.yml", "question:", "qestion:"),
        ("mkdocs.yml", "theme:", "theem:"),
    ],
)
def test_wrong_input_is_named_and_the_last_good_site_stays(
    small: Path, file: str, old: str, new: str
) -> None:
    before = state(small)
    path = small / file
    path.write_text(path.read_text().replace(old, new, 1))
    done = command(small, "build")
    assert done.returncode == 2
    assert Path(file).name in done.stderr or new.strip(":[ ") in done.stderr
    assert "Traceback" not in done.stderr
    assert state(small) == before


BY_HAND = '# 怎样帮忙 <span class="voice editor">编者</span>\n\n来信即可。\n'


def test_what_was_written_by_hand_is_carried_and_shown(small: Path) -> None:
    page = small / "docs/help/index.md"
    page.parent.mkdir()
    page.write_text(BY_HAND)
    done = command(small, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert page.read_text() == BY_HAND
    assert "来信即可。" in (small / "site/help/index.html").read_text()
    assert command(small, "check").returncode == 0
    assert command(small, "verify").returncode == 0


@pytest.mark.parametrize("path", ["data/passages.json", "at/2024-03/data/notes.md"])
def test_what_was_written_by_hand_at_an_address_of_the_builder_is_refused(
    small: Path, path: str
) -> None:
    """Before anything is published, by `build`, `pages` and `check` alike."""
    file = small / "docs" / path
    file.parent.mkdir(parents=True)
    file.write_text("[]\n")
    before = state(small)
    for name, code in (("build", 2), ("pages", 2), ("check", 1)):
        done = command(small, name)
        assert done.returncode == code, done.stdout + done.stderr
        assert f"docs/{path}: written by hand, and lies in a folder of the builder" in (
            done.stdout + done.stderr
        )
    assert state(small) == before


def test_check_names_a_page_that_was_changed(small: Path) -> None:
    page = small / "docs/actions/build.md"
    page.write_text(page.read_text() + "\n一句多出来的话。\n")
    done = command(small, "check")
    assert done.returncode == 1
    assert "docs/actions/build.md" in done.stdout


def test_a_watching_build_publishes_each_edit_and_outlives_a_slip(
    small: Path, tmp_path: Path
) -> None:
    """What it publishes is what a build of its own would; an interrupt ends it, with code 0."""
    before, framework, log = state(small), small / "seeds/framework.yml", tmp_path / "said"
    good = framework.read_text()
    home = small / "site/index.html"
    command = [sys.executable, "-m", "builder", "build", "--watch", "--root", str(small)]
    with log.open("w") as out:
        watching = subprocess.Popen(command, cwd=small, stdout=out, stderr=out)

    def said(words: str) -> int:
        return log.read_text().count(words)

    try:
        until(lambda: said("Waiting for the next edit") == 1, log)
        edit(small)
        until(lambda: "读本甲" in home.read_text(), log)
        until(lambda: said("Waiting for the next edit") == 2, log)
        edited = state(small)
        framework.write_text(good.replace("question:", "qestion:"))
        until(lambda: said("Waiting for the next edit") == 3, log)
        assert said("did you mean `question`?") == 1
        assert state(small) == edited
        framework.write_text(good)
        until(lambda: said("Waiting for the next edit") == 4, log)
        assert state(small) == before
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 0
    finally:
        watching.kill()
        watching.wait()
    assert said("Traceback") == 0
    assert not list((small / ".build").glob("stage*"))
    assert builder(small, "build").returncode == 0, "the folder is free again"


@pytest.mark.parametrize(
    "files",
    [
        {"mkdocs.yml": "site_name: 乙\n"},
        {"seeds/terms.yml": "terms: [甲]\n"},
        {"seeds/sources/新.txt": "新的一句。\n"},
        {"seeds/sources/旧.txt": None},
        {"seeds/sources/旧.txt": "旧的一句改。\n", "seeds/sources.yml": "sources: [旧]\n"},
    ],
)
def test_an_edit_is_told_once(tmp_path: Path, files: dict[str, str | None]) -> None:
    """Whatever is done to a file, and to however many; what is done meanwhile as well."""
    for path in ("mkdocs.yml", "seeds/terms.yml", "seeds/sources.yml", "seeds/sources/旧.txt"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("甲\n")
    told = edits(tmp_path)
    next(told)
    for path, content in files.items():
        if content is None:
            (tmp_path / path).unlink()
        else:
            (tmp_path / path).write_text(content)
    next(told)
    Timer(0.3, (tmp_path / "mkdocs.yml").write_text, ["site_name: 丙\n"]).start()
    next(told)
    assert "丙" in (tmp_path / "mkdocs.yml").read_text(), "it waited for the next edit"
