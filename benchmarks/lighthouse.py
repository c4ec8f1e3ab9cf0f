"""Lighthouse on a page of each kind, as on a phone: `python -m benchmarks.lighthouse`.

Prints a table of its four scores for the site as built last; of a single file three, because it is
kept out of search engines on purpose. Exit code 1 where one is under 95.
Pages are served compressed, as hosts do; a busy machine spoils the score of performance.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any
from urllib.parse import quote

from benchmarks.builder import CHECKOUT, printed
from tests.browser.chromium import FLAGS, driver, found
from tests.browser.npm import script
from tests.test_looks import KINDS

LEAST = 95
"""Least score, of 100."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

PAGES = (*(path for path in KINDS if path != "404.html"), "one/science.html")
"""A page of each kind; the one for missing addresses has no address, and is not to be found."""


class _Compressed(SimpleHTTPRequestHandler):
    """Sends texts as gzip."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".css", ".js", ".json", ".xml", ".svg"):
            super().do_GET()
        elif not path.is_file():
            self.send_error(404)
        else:
            content = gzip.compress(path.read_bytes())
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path) + "; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each page, print the table and what lowers a score, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lighthouse", description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES, help="paths under site/")
    pages = parser.parse_args(arguments).pages
    with driver() as playwright:
        browser = next(found(playwright, []))
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Compressed, directory=str(CHECKOUT / "site"))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    rows: list[tuple[str, ...]] = [("page", *CATEGORIES)]
    low: list[str] = []
    for page in pages:
        address = f"http://127.0.0.1:{server.server_address[1]}/{quote(page, safe='/?=')}"
        report = audited(address, browser)
        scores = {one: round(100 * report["categories"][one]["score"]) for one in CATEGORIES}
        if page.startswith("one/"):
            del scores["seo"]
        rows.append((page, *(str(scores.get(one, "–")) for one in CATEGORIES)))
        low += [
            f"{page}: {name} {score}: {', '.join(lowering(report, name))}"
            for name, score in scores.items()
            if score < LEAST
        ]
    server.shutdown()
    print(printed(rows), *low, sep="\n")
    return int(bool(low))


def audited(address: str, browser: str) -> dict[str, Any]:
    """Return the report of Lighthouse on an address."""
    with TemporaryDirectory(prefix="lighthouse-") as folder:
        report = Path(folder) / "report.json"
        command = [
            "node", str(script("lighthouse/cli/index.js")), address, "--quiet", "--output=json",
            f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(('--headless=new', *map(_quoted, FLAGS)))}",
        ]  # fmt: skip
        subprocess.run(command, env={**os.environ, "CHROME_PATH": browser}, check=True)
        read: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return read


def _quoted(flag: str) -> str:
    return f'"{flag}"' if " " in flag else flag


def lowering(report: dict[str, Any], category: str) -> list[str]:
    """Return the names of the audits that lower the score of a category."""
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    return [one for one in counted if (report["audits"][one]["score"] or 0) < 0.9]


if __name__ == "__main__":
    sys.exit(main())
