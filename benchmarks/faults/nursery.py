"""Builds a project with programs that have a wrong line: `-m benchmarks.faults.nursery WORK`.

WORK holds `root/`, a project; `builder/`, the program; `jobs.json`, a list of modules with what
they are to hold. A process with all packages loaded, but nothing of ours, makes a child for each:
so a program costs only what it does. Of each, a line of JSON is printed.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import itertools
import json
import os
import pickle
import shutil
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

PACKAGES = (
    "jieba", "lxml.html", "material", "mkdocs.commands.build", "opencc", "pydantic", "pypdfium2",
    "pypinyin", "markdown_it", "trafilatura", "yaml",
)  # fmt: skip
"""What is loaded once."""

SECONDS = 300
"""After which a program is stopped: it does not end."""

AT_A_TIME = 2


def main(work: Path) -> None:
    """Build the project as it is, then with each module of the jobs in the place of ours."""
    for name in PACKAGES:
        importlib.import_module(name)
    jobs = json.loads((work / "jobs.json").read_text(encoding="utf-8"))
    running: dict[int, tuple[int, Path]] = {}
    left = list(enumerate(jobs))
    while left or running:
        while left and len(running) < AT_A_TIME:
            at, job = left.pop(0)
            folder = work / f"job-{at}"
            pid = os.fork()
            if not pid:
                _child(work, folder, job)
            running[pid] = at, folder
        pid, status = os.wait()
        at, folder = running.pop(pid)
        print(json.dumps({"at": at, **_result(folder, status)}), flush=True)
        shutil.rmtree(folder, ignore_errors=True)


def _result(folder: Path, status: int) -> dict[str, Any]:
    try:
        return dict(json.loads((folder / "result.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {"state": "crashed", "said": [f"ended with status {status}"]}


def _child(work: Path, folder: Path, job: dict[str, Any]) -> None:
    """Do a job in this process, and end it."""
    signal.alarm(SECONDS)
    try:
        folder.mkdir()
        shutil.copytree(work / "builder", folder / "builder")
        shutil.copytree(
            work / "root", folder / "root", ignore=shutil.ignore_patterns("site", "cache")
        )
        if job["module"]:
            (folder / job["module"]).write_text(job["source"], encoding="utf-8")
        sys.path[:0] = [str(folder)]
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[os.getpid() % 2 - 1]})
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            result = _done(work, folder, job)
    except BaseException:
        last = traceback.format_exc().strip().splitlines()[-1]
        result = {"state": "crashed", "said": [last]}
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")
    os._exit(0)


def _done(work: Path, folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    ran: dict[str, set[int]] = {}
    if job.get("trace"):
        sys.settrace(_tracer(str(folder), ran))
    program: Any = importlib.import_module("builder.__main__")
    root = folder / "root"
    cache = _cache(work / "cache", job.get("again"))
    program.Cache = lambda _: cache
    with program.runner(cache) as run:
        made = program.editions(program.read(root), run, program.read_findings(root))
    said = program._settings(root, made[-1])
    built = _made(made, program, said)
    sys.settrace(None)
    if not job["module"]:
        cache.keep()
        (work / "clean").write_bytes(pickle.dumps(built))
        return {"state": "clean", "ran": {key: sorted(ran[key]) for key in ran}}
    clean = pickle.loads((work / "clean").read_bytes())
    if built == clean:
        return {"state": "harmless", "said": []}
    program.editions = lambda *_: made
    code, told = _built(program, root)  # it runs what `verify` runs
    if code:
        return {"state": "refused", "said": told}
    return {"state": "missed", "said": list(_differences(clean, built))[:3]}


def _differences(clean: dict[str, bytes], built: dict[str, bytes]) -> Iterator[str]:
    """Yield path, line before and line after, of each file that is another."""
    for path in sorted(clean.keys() | built.keys()):
        before, after = (
            held.get(path, b"").decode(errors="replace").splitlines() for held in (clean, built)
        )
        if before != after:
            pairs = itertools.zip_longest(before, after, fillvalue="")
            one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
            at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
            part = slice(max(at - 30, 0), at + 50)
            yield f"{path}: {one[part]} → {other[part]}"


def _built(program: Any, root: Path) -> tuple[int, list[str]]:
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = program.main(["build", "--quiet", "--root", str(root)])
    said.seek(0)
    return code, said.read().splitlines()[:12]


def _made(made: Any, program: Any, said: Any) -> dict[str, bytes]:
    """Return all pages and files that are made of the editions, before they are set, by path."""
    files: dict[str, bytes] = {}
    for edition in made:
        below = f"at/{edition.snapshot.id}/"
        for page in edition.pages:
            content = page.content
            files[below + page.path] = content.encode() if isinstance(content, str) else content
        for file in program.site_files(edition.corpus, ("",), said.url)[""]:
            files[below + file.path] = file.content
    return files


def _tracer(folder: str, ran: dict[str, set[int]]) -> Any:
    """Return a tracer that notes the lines of our modules that run."""

    def called(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ARG001
        name = frame.f_code.co_filename
        if not name.startswith(folder):
            return None
        seen = ran.setdefault(name.removeprefix(f"{folder}/"), set())

        def line(frame: FrameType, event: str, argument: object) -> Any:  # noqa: ARG001
            seen.add(frame.f_lineno)
            return line

        seen.add(frame.f_lineno)
        return line

    return called


class _cache:  # noqa: N801
    """What steps made of their input, for those that a wrong line cannot have changed."""

    def __init__(self, folder: Path, again: list[str] | None) -> None:
        self._folder, self._again = folder, again
        self._made: dict[str, Any] = {}

    def load(self, step: str) -> dict[str, Any]:
        """Return what was made, unless the step has to be done again."""
        file = self._folder / step
        if self._again is None or any(step.startswith(f"{one}.") for one in self._again):
            return {}
        return dict(pickle.loads(file.read_bytes())) if "." in step and file.exists() else {}

    def save(self, step: str, results: dict[str, Any]) -> None:
        """Keep what was made, until it is written."""
        self._made[step] = results

    def keep(self) -> None:
        """Write what was made."""
        self._folder.mkdir()
        for step, results in self._made.items():
            (self._folder / step).write_bytes(pickle.dumps(results))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
