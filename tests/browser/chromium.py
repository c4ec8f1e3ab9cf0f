"""A real Chromium for the tests: found on the machine, else installed, else an error.

`driver()` starts what drives it, `chromium(playwright)` the first one that works. No test is
skipped for want of a browser: where none can be had, `NoBrowser` says what to install.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.browser.machine import NoBrowser, install, run

VARIABLE = "CHROMIUM"
"""Environment variable that names the browser to use, before any other."""

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever the browser itself would like to fetch does not leave the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

DEBIAN = ("chromium", "fonts-noto-cjk")
"""Packages that bring the browser and Chinese characters to Debian."""

DRIVER = "libatomic1"
"""The package without which Playwright's own program does not start; a bare Debian lacks it."""


@contextmanager
def driver() -> Iterator[Playwright]:
    """Start Playwright, with what its own program needs of the machine."""
    failures: list[str] = []
    if sys.platform == "linux" and not _has_atomic():
        if shutil.which("apt-get") and os.geteuid() == 0:
            install([DRIVER], failures)
        if not _has_atomic():
            raise NoBrowser(
                "Playwright needs libatomic.so.1\n"
                + "".join(f"    | {failure}\n" for failure in failures)
                + f"    → Debian, as root: apt-get install {DRIVER}"
            )
    with sync_playwright() as playwright:
        yield playwright


def _has_atomic() -> bool:
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def chromium(playwright: Playwright) -> Browser:
    """Return a running Chromium; the caller closes it."""
    failures: list[str] = []
    for candidates in (found, installed):
        for path in candidates(playwright, failures):
            try:
                return playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            except Error as error:
                failures.append(f"{path}: {error.message.strip().splitlines()[0]}")
    raise NoBrowser(
        "the tests need a Chromium and found none that starts\n"
        + "".join(f"    | {failure}\n" for failure in failures)
        + f"    → Debian, as root: apt-get install {' '.join(DEBIAN)}\n"
        + f"    → elsewhere: {sys.executable} -m playwright install chromium\n"
        + f"    → or name one that is there: {VARIABLE}=/path/to/chromium make test"
    )


def found(playwright: Playwright, failures: list[str]) -> Iterator[str]:
    """Yield the browsers on this machine, the one that the environment names first."""
    if asked := os.environ.get(VARIABLE):
        if path := shutil.which(asked):
            yield path
        else:
            failures.append(f"{VARIABLE}={asked}: no such program")
    yield from filter(None, map(shutil.which, NAMES))
    if Path(playwright.chromium.executable_path).exists():
        yield playwright.chromium.executable_path


def installed(playwright: Playwright, failures: list[str]) -> Iterator[str]:
    """Install a browser and yield it: Debian's package as root, else Playwright's own."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        install(DEBIAN, failures)
        yield from filter(None, [shutil.which(DEBIAN[0])])
    run([sys.executable, "-m", "playwright", "install", "chromium"], failures)
    if Path(playwright.chromium.executable_path).exists():
        yield playwright.chromium.executable_path
