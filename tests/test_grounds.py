"""Why a passage is filed where it is: the words are marked where a reader asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import Open

MARKS = """() => Array.from(document.querySelectorAll(".ground"))
  .filter(one => getComputedStyle(one).textDecorationLine.includes("underline")
    && getComputedStyle(one).textDecorationStyle === "dotted").length"""
"""How many words are marked."""


def pressed(page: Page) -> str | None:
    return page.locator(".show-grounds").get_attribute("aria-pressed")


def test_words_are_marked_when_asked_for_by_keyboard_and_remembered(
    opened: Open, base: str
) -> None:
    """Over http and from a folder; on the next page too, until it is asked for no more."""
    page = opened(f"{base}actions/industry.html")
    words = page.locator(".ground").count()
    assert words > 20
    assert (page.evaluate(MARKS), pressed(page)) == (0, "false")
    page.focus(".show-grounds")
    page.keyboard.press("Space")
    assert (page.evaluate(MARKS), pressed(page)) == (words, "true")
    page.goto(f"{base}pillars/data.html")
    assert page.evaluate(MARKS) == page.locator(".ground").count() > 0
    assert pressed(page) == "true"
    page.focus(".show-grounds")
    page.keyboard.press("Enter")
    assert (page.evaluate(MARKS), pressed(page)) == (0, "false")
    page.goto(f"{base}actions/industry.html")
    assert page.evaluate(MARKS) == 0


@pytest.mark.parametrize("path", ["actions/industry.html", "one/industry.html"])
def test_nothing_is_marked_and_no_switch_is_shown_without_scripts(
    opened: Open, site: Path, path: str
) -> None:
    """A switch that does nothing is worse than none."""
    page = opened(f"{site.as_uri()}/{path}", java_script_enabled=False)
    assert page.locator(".ground").count() > 20
    assert not page.locator(".show-grounds").is_visible()
    assert page.evaluate(MARKS) == 0


def test_the_page_about_the_site_shows_the_mark(opened: Open, site: Path) -> None:
    """It explains it, whether or not a reader asked for it elsewhere."""
    page = opened(f"{site.as_uri()}/about/index.html")
    assert page.evaluate(MARKS) == 1
