"""What a browser prints: whole tables, few sheets, and where the page is from."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

from builder.site.settings import Settings
from builder.site.snapshots import PAPER, View
from tests.conftest import Open
from tests.test_printing import close

WIDTH = 174
"""Millimetres of an A4 sheet between its margins."""


def sheets(page: Page) -> list[str]:
    """Return what each sheet prints, without white space."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [plain(sheet.extract_text()) for sheet in printed.pages]


def plain(text: str) -> str:
    """Return a text as it is compared: a font names some characters by their radicals."""
    return close(unicodedata.normalize("NFKC", text))


def test_coverage_is_printed_whole_on_a_few_sheets(opened: Open, site: Path) -> None:
    """Every column of every table; of the folded lists those that a reader opened."""
    page = opened(f"{site.as_uri()}/coverage/index.html")
    assert len(sheets(page)) < 7
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(WIDTH / 25.4 * 96), "height": 900})
    beyond = """() => [...document.querySelectorAll('table *')].filter(
        one => one.getBoundingClientRect().right > innerWidth + 1).length"""
    assert page.evaluate(beyond) == 0
    assert page.locator("details.cell:visible").count() == 0
    page.locator("details.cell").first.evaluate("one => { one.open = true; }")
    assert page.locator("details.cell:visible").count() == 1


def test_the_head_of_a_table_is_on_each_sheet(opened: Open, site: Path) -> None:
    """Of a table that five sheets hold."""
    page = opened(f"{site.as_uri()}/coverage/index.html")
    first, *_, last = page.locator("table.texts thead th").all_text_contents()
    head = re.compile(rf"{first}.{{40,60}}{last}")
    row = plain(page.locator("table.texts tbody th").first.inner_text())
    page.locator("table.texts tbody").evaluate(
        "one => { one.innerHTML = Array(16).fill(one.innerHTML).join(''); }"
    )
    cut = [one for one in sheets(page) if row in one]
    assert len(cut) > 2
    assert [one for one in cut if not head.search(one)] == []


def test_a_printed_page_says_which_it_is(opened: Open, site: Path) -> None:
    """Its snapshot, the date of that, its path: of an older one as well, and not on the screen."""
    for path, version in (
        ("about/index.html", "2026-03版，截至2026年3月或其后（推定）"),
        ("at/2025-09/about/index.html", "2025-09版，截至2025年8月至9月（推定）"),
    ):
        page = opened(f"{site.as_uri()}/{path}")
        assert page.locator(".on-paper").is_hidden()
        assert sheets(page)[0].startswith(plain(f"{path}·{version}"))


def test_where_the_address_of_the_site_is_known_it_is_printed_whole() -> None:
    view = View("at/2025-09/", "2025-09", "2025年9月", "读本", Settings("https://example.org/a/"))
    said = "2025-09 版，截至 2025年9月"
    html = view.placed(PAPER, "documents/x.html")
    assert html == f"https://example.org/a/at/2025-09/documents/x.html · {said}"
    assert view.rendered(html, "documents/x.html") == PAPER
    nowhere = replace(view, said=Settings())
    assert nowhere.placed(PAPER, "index.html") == f"at/2025-09/index.html · {said}"
