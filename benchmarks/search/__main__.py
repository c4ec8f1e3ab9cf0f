"""Engines side by side: `python -m benchmarks.search FOLDER [--sizes 2000,10000] [--engines ...]`.

FOLDER holds Markdown. For each size and engine the same pages, the same questions, one row: ours
from a folder and over http, MkDocs's own search with jieba, and Pagefind where `npx` finds it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from benchmarks.search.engines import ENGINES, Engine
from benchmarks.search.measure import Row, measured
from benchmarks.search.pages import Cut, Question, cut, questions

HEADINGS = (
    "pages", "characters", "engine", "over", "recall@5", "MRR", "none", "count wrong",
    "KB/query median", "KB/query max", "key→paint p95 ms", "freeze ms", "first ms", "memory MB",
    "own memory MB", "bytes/char",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure and print; return the exit code."""
    options = _parser().parse_args(arguments)
    print("| " + " | ".join(HEADINGS) + " |\n|" + " --- |" * len(HEADINGS), flush=True)
    for size in options.sizes:
        pages = cut(options.folder, size)
        asked = questions(pages, options.questions)
        for name in options.engines:
            with TemporaryDirectory(prefix=f"search-{name}-") as folder:
                for row in _rows(ENGINES[name], Path(folder), pages, asked):
                    print(_line(pages, name, row), flush=True)
    return 0


def _rows(
    engine: Engine, folder: Path, pages: tuple[Cut, ...], asked: tuple[Question, ...]
) -> Iterator[Row]:
    try:
        site = engine.build(pages, folder)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"not measured: {error}", file=sys.stderr)
        return
    for over in engine.over:
        if over == "file":
            yield measured(engine, f"{site.as_uri()}/", site, pages, asked)
        else:
            with _served(site) as address:
                yield measured(engine, address, site, pages, asked)


def _line(pages: tuple[Cut, ...], name: str, row: Row) -> str:
    characters = sum(len(one) for page in pages for one in page.paragraphs)
    cells = (
        len(pages), characters, name, row.over, f"{row.recall:.3f}", f"{row.rank:.3f}",
        row.nothing, row.wrong if row.wrong is not None else "–", f"{row.median_bytes / 1000:.0f}",
        f"{row.most_bytes / 1000:.0f}", f"{row.paint:.0f}", f"{row.freeze:.0f}",
        f"{row.first:.0f}", f"{row.memory:.0f}", f"{row.own:.0f}",
        f"{row.disk / characters:.2f}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Silent(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="Markdown files to search")
    parser.add_argument(
        "--sizes", type=lambda text: [int(one) for one in text.split(",")], default=[2000, 10_000]
    )
    parser.add_argument(
        "--engines", type=lambda text: text.split(","), default=list(ENGINES),
        help=f"of {', '.join(ENGINES)}",
    )  # fmt: skip
    parser.add_argument("--questions", type=int, default=150, help="known-item questions")
    return parser


if __name__ == "__main__":
    sys.exit(main())
