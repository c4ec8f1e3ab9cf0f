"""Every command and option is documented, and the README documents nothing that is not there."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import redirect_stdout
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from builder.__main__ import _told, main
from builder.site import hooks

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text("utf-8")


@cache
def help_of(*command: str) -> str:
    """Return what a command says of itself."""
    said = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(said), pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    assert ended.value.code == 0
    said.seek(0)
    return said.read()


def commands() -> list[str]:
    """Return the commands that the door offers, in its order."""
    return re.findall(r"(?m)^ {4}([a-z]+) ", help_of())


def row(command: str) -> str:
    """Return the README's table row for a command."""
    rows = re.findall(rf"(?m)^\| `python -m builder {command}\b.*$", README)
    assert len(rows) == 1, f"{command} has {len(rows)} rows in the README's table"
    return str(rows[0])


def test_the_readme_has_a_row_for_each_command_and_no_other() -> None:
    """A command that nobody can read about is not there for anybody."""
    assert len(commands()) >= 5
    assert re.findall(r"(?m)^\| `python -m builder ([a-z]+)", README) == commands()


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_each_option_and_argument(command: str) -> None:
    """Options that all commands take stand below the table, the others in the command's row."""
    documented = row(command) + README.partition("All commands take")[2].partition("\n\n")[0]
    offered = re.findall(r"(?m)^  (--[a-z-]+|[A-Z]+)\b", help_of(command))
    assert {"--root", "--quiet"} <= set(offered)
    assert [option for option in offered if option not in documented] == []


def test_the_readme_has_a_row_for_each_target_of_make() -> None:
    """As for commands."""
    phony = re.findall(r"(?m)^\.PHONY: (.*)$", MAKEFILE)[0].split()
    assert set(re.findall(r"`make ([a-z]+)(?: [A-Z]+=…)?`", README)) == set(phony)


def test_wrong_usage_is_exit_code_2_and_no_traceback(tmp_path: Path) -> None:
    """What a user mistypes is answered in a line or two."""
    for arguments in (
        ["biuld"],
        ["build", "--rot", "x"],
        ["build", "--root", str(tmp_path / "no")],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "builder", *arguments],
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 2, arguments
        assert done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_an_answer_that_cannot_be_written_is_exit_code_2_and_no_traceback() -> None:
    """Whoever reads a file of it must know that the end is missing."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "builder", "diff", "2025-09", "2026-03"],
            cwd=CHECKOUT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == (
        "standard output: No space left on device\n"
        "    → make room on that disk, then run the command again; what is published stays\n"
    )


def test_an_answer_that_nobody_reads_to_its_end_is_no_error() -> None:
    """As with `… | head -1`: the rest goes nowhere, and nothing is said of it."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as unread:
        done = subprocess.run(
            [sys.executable, "-m", "builder", "diff", "2025-09", "2026-03"],
            cwd=CHECKOUT,
            stdout=unread,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.6, 1.2])
def test_an_interrupt_at_any_moment_prints_no_traceback(seconds: float) -> None:
    """While modules load as well; Python itself has begun."""
    running = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "builder", "check"],
        cwd=CHECKOUT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert running.stderr is not None
    begun = next(line for line in running.stderr if line.endswith("| builder\n"))
    assert begun
    time.sleep(seconds)
    running.send_signal(signal.SIGINT)
    said = [line for line in running.stderr if not line.startswith("import time:")]
    assert said in ([], ["stopped; what is published is whole\n"])
    assert running.wait() in (-signal.SIGINT, 2)


@pytest.mark.parametrize(
    ("number", "path", "said"),
    [
        (errno.ENOSPC, None, "{root}: No space left on device\n    → make room on that disk"),
        (errno.EROFS, "x/.build", "x/.build: Read-only file system\n    → let it be writable"),
        (errno.EACCES, "x/docs", "x/docs: Permission denied\n    → let it be writable for you"),
        (errno.EADDRINUSE, None, "--address: Address already in use\n    → give another port"),
        (errno.EIO, "x/a", "x/a: Input/output error\n    → mend this, then run the command again"),
    ],
)
def test_what_the_system_refuses_is_told_with_place_and_remedy(
    tmp_path: Path, number: int, path: str | None, said: str
) -> None:
    """A disk that is full, a folder that may not be written to."""
    refused = OSError(number, os.strerror(number), path)
    assert str(_told(refused, tmp_path)).startswith(said.format(root=tmp_path))


def test_closed_streams_stop_no_command() -> None:
    """Python then has None in the place of `sys.stdout` and `sys.stderr`."""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", sys.executable, "-m", "builder", "check"],
        cwd=CHECKOUT,
        check=False,
    )
    assert done.returncode == 0


def test_the_preview_writes_all_pages_where_a_name_in_the_navigation_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The navigation shows the short name of an action, which its title need not hold."""
    monkeypatch.setattr(hooks, "_preview", tmp_path)
    page = '---\ngenerated: true\ntitle: "甲"\ndescription: "%s"\nname: "%s"\n---\n# 甲\n'

    def written(description: str, name: str) -> bool:
        """Return whether another page is written as well."""
        (tmp_path / "b.md").unlink(missing_ok=True)
        hooks._write({"a.md": (page % (description, name)).encode(), "b.md": b"---\n---\n"})
        return (tmp_path / "b.md").exists()

    try:
        assert written("一", "乙")
        assert not written("二", "乙")
        assert written("二", "丙")
    finally:
        hooks._shown.clear()
        hooks._frame.clear()


def test_the_settings_name_no_folder_that_another_policy_lacks() -> None:
    """MkDocs refuses to serve where a watched folder is missing; `serve` names those it needs."""
    assert "\nwatch:" not in (CHECKOUT / "mkdocs.yml").read_text("utf-8")
