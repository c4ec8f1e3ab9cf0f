"""What many tests share: the built site, a browser, and pages that record their requests.

The site is built once a session, in a copy of the checkout: no test touches the checkout. A page
fails its test where it asks another host for anything or reports an error on the console.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page

from builder.__main__ import main
from tests.browser.chromium import chromium, driver
from tests.roads import write_seeds

CHECKOUT = Path(__file__).parents[1]
BUILD = ("mkdocs.yml", "seeds", "docs", "builder", "requirements")
"""What a build needs of the checkout."""

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")  # the first example may have to load a dictionary


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `make nightly` asks for."""
    parser.addoption("--all-pages", action="store_true", help="look at every page in every engine")


LONG = (
    "accessibility", "engines", "build", "snapshots", "search_browser", "compare", "runner",
    "verify", "bundle", "published", "site", "locks", "publish", "hosting", "looks", "split",
)  # fmt: skip
"""The files of tests that take longest, the longest first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: a worker that began it last would end alone."""
    order = {f"test_{name}": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


Open = Callable[..., Page]
"""Opens an address in a new page; keywords are those of a browser context."""


def copy_of_checkout(root: Path, names: Sequence[str] = BUILD) -> Path:
    """Copy what a build needs to a new folder `root` and return it.

    The locks stay behind: a test may edit what is published.
    """
    left_out = shutil.ignore_patterns("__pycache__", ".locks")
    root.mkdir(parents=True)
    for name in names:
        origin = CHECKOUT / name
        if origin.is_dir():
            shutil.copytree(origin, root / name, ignore=left_out)
        elif origin.exists():
            shutil.copy(origin, root / name)
    return root


def builder(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m builder` of the copy at `root` on that copy, and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "builder", *arguments, "--root", str(root)],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run what `builder` runs, in this process and with the code of the checkout.

    For what is told and written: a new Python would take seconds to come to the same.
    """
    streams = [TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = main([*arguments, "--root", str(root)])
    for stream in streams:
        stream.seek(0)
    return subprocess.CompletedProcess(arguments, code, *(stream.read() for stream in streams))


def until(so: Callable[[], bool], log: Path, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder over http on this machine; yield its address, which ends with a slash."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def once(
    factory: pytest.TempPathFactory, name: str, lay: Callable[[Path], object], command: str
) -> Path:
    """Return a root that `lay` writes and a command builds, once for all workers of pytest-xdist.

    The first to ask makes it, the others wait.
    """
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place = shared / f"shared-{name}"
    root, log, built = place / "root", place / "log", place / "built"
    try:
        place.mkdir()
    except FileExistsError:
        until(built.exists, log, seconds=600)
    else:
        log.touch()
        lay(root)
        done = builder(root, command)
        log.write_text(f"the build failed\n{done.stdout}{done.stderr}", encoding="utf-8")
        built.write_text(str(done.returncode), encoding="ascii")
    assert built.read_text(encoding="ascii") == "0", log.read_text(encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which site and bundle are built; read it, do not change it."""
    return once(tmp_path_factory, "checkout", copy_of_checkout, "bundle")


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The builder and the small policy about village roads, built; read it, do not change it."""

    def lay(root: Path) -> None:
        copy_of_checkout(root, ("mkdocs.yml", "builder"))
        write_seeds(root)

    return once(tmp_path_factory, "village", lay, "build")


@pytest.fixture
def small(village: Path, tmp_path: Path) -> Path:
    """A copy of that, free to be changed; it is built and proven in a fraction of the time."""
    return Path(shutil.copytree(village, tmp_path / "一 村"))


@pytest.fixture(scope="session")
def site(root: Path) -> Path:
    """The folder of the built site; read it, copy it, do not change it."""
    return root / "site"


@pytest.fixture(scope="session", params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site, over http and as a folder; ends with a slash."""
    if request.param == "file":
        yield f"{site.as_uri()}/"
    else:
        with served(site) as address:
            yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests."""
    with driver() as playwright:
        running = chromium(playwright)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """A function that opens an address; at the end no page may have asked another host or erred."""
    with watched(browser) as open_:
        yield open_


@pytest.fixture(scope="module")
def home(browser: Browser, base: str) -> Iterator[Page]:
    """The home page, opened once for tests that only ask it; it may not ask another host or err."""
    with watched(browser) as open_:
        yield open_(f"{base}index.html")


@contextmanager
def watched(browser: Browser) -> Iterator[Open]:
    """Yield a function that opens addresses, and fail where a page asked another host or erred."""
    asked: list[str] = []
    errors: list[str] = []

    def watch(context: BrowserContext) -> None:
        context.on("request", lambda request: asked.append(request.url))
        context.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        context.on("weberror", lambda error: errors.append(str(error.error)))

    with ExitStack() as contexts:

        def open_(address: str, **options: object) -> Page:
            context = browser.new_context(**options)  # type: ignore[arg-type]
            contexts.callback(context.close)
            watch(context)
            page = context.new_page()
            page.goto(address)
            return page

        yield open_
    assert [url for url in asked if elsewhere(url)] == []
    assert errors == []


def elsewhere(url: str) -> bool:
    """Return whether a request for `url` leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme not in {"file", "data", "blob", "about"} and parts.hostname != "127.0.0.1"
