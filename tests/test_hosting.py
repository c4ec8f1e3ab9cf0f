"""Handing the site over to a host: nginx as it is configured here, and the page for what is not."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from tests.conftest import Open
from tests.hosting import hosted

OLDER = "at/2025-09/"
TEXT = "documents/gov-cn-9.html"
KEPT, FOR_EVER, ASKED_AGAIN = (
    "public, max-age=604800, immutable", "public, max-age=31536000, immutable", "no-cache",
)  # fmt: skip


@pytest.fixture(scope="module")
def host(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site on nginx; ends with a slash."""
    with hosted(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@dataclass(frozen=True)
class Answer:
    """What came of a request."""

    status: int
    headers: Message
    size: int
    """Bytes of its body, as they were sent."""


def answer(address: str, header: str = "", value: str = "") -> Answer:
    """Ask for an address, with one header if it is named; follow nothing, unpack nothing."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", parts.path, headers={header: value} if header else {})
    came = connection.getresponse()
    size = len(came.read())
    connection.close()
    return Answer(came.status, came.headers, size)


# ------------------------------------------------------------------------ headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("", ASKED_AGAIN), (TEXT, ASKED_AGAIN), ("data/documents.json", ASKED_AGAIN),
        ("snapshots.js", ASKED_AGAIN), ("assets/reader.css", ASKED_AGAIN),
        ("assets/frame.js", ASKED_AGAIN), ("search/engine.js", ASKED_AGAIN),
        ("search/index.js", ASKED_AGAIN), (f"{OLDER}search/index.js", ASKED_AGAIN),
        (OLDER, KEPT), (OLDER + TEXT, KEPT), (f"{OLDER}data/documents.json", KEPT),
        (f"{OLDER}search/index.html", KEPT), (f"{OLDER}documents/nowhere.html", ASKED_AGAIN),
    ],
)  # fmt: skip
def test_what_may_be_kept_and_what_is_asked_for_again(host: str, path: str, kept: str) -> None:
    """A page that is not there yet must not be kept as missing."""
    assert answer(host + path).headers["Cache-Control"] == kept


def test_only_a_style_whose_name_has_its_hash_is_kept_for_ever(host: str, site: Path) -> None:
    styles = [path.name for path in (site / "assets/stylesheets").iterdir()]
    assert styles
    for name in styles:
        assert re.fullmatch(r"\w+\.[0-9a-f]{8}\.min\.css", name)
        came = answer(f"{host}assets/stylesheets/{name}")
        assert came.headers["Cache-Control"] == FOR_EVER


def test_what_is_asked_for_again_is_not_sent_again(host: str) -> None:
    mark = answer(host + TEXT).headers["ETag"]
    assert answer(host + TEXT, "If-None-Match", mark).status == 304


@pytest.mark.parametrize(
    "path", [TEXT, "assets/reader.css", "search/index.js", "data/links.json", "data/glossary.csv"]
)
@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_texts_are_sent_small(host: str, path: str, coding: str) -> None:
    came, whole = answer(host + path, "Accept-Encoding", coding), answer(host + path)
    assert came.headers["Content-Encoding"] == coding
    assert came.headers["Vary"] == "Accept-Encoding"
    assert came.size < whole.size / 2
    assert whole.headers["Content-Encoding"] is None
    assert whole.headers["Content-Type"].endswith("; charset=utf-8")


@pytest.mark.parametrize("path", [TEXT, "data/manifest.json", "nowhere"])
def test_every_answer_says_what_a_browser_must_not_do(host: str, path: str) -> None:
    headers = answer(host + path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    "path", ["changes/feed.xml", "actions/industry.xml", f"{OLDER}changes/feed.xml"]
)
def test_a_feed_is_sent_as_one(host: str, path: str) -> None:
    """As its links say; readers of feeds do not guess."""
    came = answer(host + path).headers
    assert came["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert came["Content-Security-Policy"]


def test_a_folder_without_its_slash_leads_to_its_page(host: str) -> None:
    """By a path alone: a proxy before this server may have another name and port."""
    assert answer(f"{host}glossary").headers["Location"] == "/glossary/"


# ------------------------------------------------------------------------ browser


@pytest.mark.parametrize(
    "path",
    ["index.html", "actions/industry.html", "coverage/index.html", TEXT, "compare/gov-cn-9.html",
     "sources/gov-cn.html", "glossary/index.html", "changes/index.html", "search/index.html?q=算力",
     OLDER + TEXT],
)  # fmt: skip
def test_a_page_needs_nothing_that_the_host_forbids(host: str, opened: Open, path: str) -> None:
    """Colours, search and menu work; what is forbidden would be an error on the console."""
    page = opened(host + path)
    before = page.get_attribute("body", "data-md-color-scheme")
    page.click(".shade")
    assert page.get_attribute("body", "data-md-color-scheme") != before
    page.fill("#find input", "智能体")
    expect(page.locator("#find-list .hit").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("a.snapshot")
    page.click("#snapshot-menu a:has-text('2026-03')")
    page.wait_for_load_state()
    assert "/at/" not in page.url


def test_the_page_of_all_hits_works_on_the_host(host: str, opened: Open) -> None:
    page = opened(f"{host}search/index.html?q=算力")
    expect(page.locator(".hits .hit").first).to_be_visible()


def test_a_file_that_is_made_to_be_sent_shows_its_styles_and_does_nothing(
    host: str, opened: Open
) -> None:
    """It is set for readers on the host too, where its styles are the only thing it may have."""
    page = opened(f"{host}one/industry.html")
    family = "getComputedStyle(document.querySelector('.words')).fontFamily"
    assert "Noto Serif CJK SC" in page.evaluate(family)


# ------------------------------------------------------------------------ no such page


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", ["nowhere", f"{OLDER}documents/nowhere/at/all.html", "a/b/c/d/"])
def test_a_missing_page_says_so_and_offers_the_search(
    host: str, browser: Browser, path: str, scripts: bool
) -> None:
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        came = page.goto(host + path)
        assert came is not None
        assert came.status == 404
        assert page.inner_text("h1") == "没有这一页"
        page.fill("input[name=q]", "算力")
        page.press("input[name=q]", "Enter")
        page.wait_for_url(f"{host}search/index.html?q=*")
        page.goto(host + path)
        page.click("nav a:has-text('文献')")
        page.wait_for_url(f"{host}documents/index.html")


class Plain(SimpleHTTPRequestHandler):
    """A host that is configured only to show 404.html, as many static hosts are."""

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the page of the site, which stands under a path."""
        body = Path(self.directory, "below/404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.mark.parametrize("path", ["nowhere", "documents/nowhere.html", "at/1999/a/b/c/d.html"])
def test_under_any_path_of_any_host_the_missing_page_finds_the_root(
    site: Path, browser: Browser, tmp_path: Path, path: str
) -> None:
    (tmp_path / "below").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/below/"
    try:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(root + path)
            link = page.locator("nav a", has_text="文献")
            page.wait_for_function("document.querySelector('base').href.endsWith('/below/')")
            link.click()
            page.wait_for_url(f"{root}documents/index.html")
    finally:
        server.shutdown()
        server.server_close()


def test_the_host_knows_the_missing_page_by_its_hashes(host: str, site: Path) -> None:
    """Its script and its style are the only ones within a page."""
    page = html.document_fromstring((site / "404.html").read_bytes())
    policy = answer(f"{host}nowhere").headers["Content-Security-Policy"]
    for tag in ("script", "style"):
        (inner,) = page.xpath(f"//{tag}")
        sign = base64.b64encode(hashlib.sha256(inner.text.encode()).digest()).decode()
        assert f"{tag}-src 'self' 'sha256-{sign}';" in policy, "to be written to .ci/nginx.conf"


def test_nothing_leads_to_the_missing_page(site: Path) -> None:
    """From a folder it is never seen, and the search does not know it."""
    for path in site.rglob("*"):
        if path.suffix in {".html", ".js"}:
            assert "404.html" not in path.read_text("utf-8"), path
