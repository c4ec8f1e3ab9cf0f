"""Keyboard, screen reader and small screens: what axe finds, and what it cannot see."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Open
from tests.test_looks import KINDS

PHONE = {"width": 375, "height": 800}

FOCUSED = "document.activeElement"


@pytest.fixture
def phone(opened: Open, site: Path) -> Page:
    """The home page on a phone."""
    return opened(f"{site.as_uri()}/index.html", viewport=PHONE)


def test_the_first_stop_skips_to_the_page(phone: Page) -> None:
    """Then follow the contents and what else stands in the header, in the order that is seen."""
    stops = []
    for _ in range(4):
        phone.keyboard.press("Tab")
        stops.append(phone.evaluate(f"{FOCUSED}.getAttribute('class') || {FOCUSED}.name"))
    assert stops == ["md-skip", "menu drawer", "site-name", "q"]
    phone.locator(".md-skip").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate(f"{FOCUSED}.closest('article') !== null")


def test_the_contents_open_under_the_focus_and_close_with_escape(phone: Page) -> None:
    """Nothing that they cover comes between; the focus goes back to where it was."""
    opener, contents = phone.get_by_role("button", name="目录"), phone.locator("#__menu")
    expect(contents).to_be_hidden()
    for key in ("Enter", "Space"):
        opener.focus()
        phone.keyboard.press(key)
        expect(opener).to_have_attribute("aria-expanded", "true")
        expect(phone.get_by_role("button", name="关闭")).to_be_focused()
        phone.keyboard.press("Tab")
        assert phone.evaluate(f"{FOCUSED}.matches('#__menu ul a, #__menu p a')")
        phone.keyboard.press("Escape")
        expect(contents).to_be_hidden()
        expect(opener).to_be_focused()
        expect(opener).to_have_attribute("aria-expanded", "false")


def test_the_contents_close_where_one_goes_on(phone: Page) -> None:
    """By their own button, by a press beside them, and behind their last link."""
    opener, contents = phone.get_by_role("button", name="目录"), phone.locator("#__menu")
    opener.click()
    expect(contents).to_be_in_viewport()
    phone.get_by_role("button", name="关闭").click()
    expect(contents).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    phone.mouse.click(360, 400)
    expect(contents).to_be_hidden()
    opener.click()
    contents.locator("a").last.focus()
    phone.keyboard.press("Tab")
    expect(contents).to_be_hidden()
    assert phone.evaluate(f"{FOCUSED}.closest('article') !== null")


def test_the_contents_open_without_scripts(opened: Open, site: Path) -> None:
    page = opened(f"{site.as_uri()}/index.html", viewport=PHONE, java_script_enabled=False)
    expect(page.locator("#__menu")).to_be_hidden()
    page.get_by_role("link", name="目录").click()
    expect(page.locator("#__menu")).to_be_in_viewport()
    page.get_by_role("link", name="关闭").click()
    expect(page.locator("#__menu")).to_be_hidden()


@pytest.mark.parametrize("width", [375, 1280])
def test_whatever_has_the_focus_shows_it(opened: Open, site: Path, width: int) -> None:
    """An outline of two pixels, on one of each kind of thing that a page has."""
    page = opened("about:blank", viewport={"width": width, "height": 800})
    stops = set()
    for path in KINDS:
        page.goto(f"{site.as_uri()}/{path}")
        page.keyboard.press("Tab")  # from here on a script's focus counts as the keyboard's
        found = page.evaluate(
            """() => {
                const seen = {}, stops = 'a[href], button, input, summary, [tabindex]';
                for (const one of document.querySelectorAll(stops)) {
                    const within = one.parentElement.localName;
                    const kind = `${one.localName}.${one.className} in ${within}`;
                    if (kind in seen || one.tabIndex < 0 || !one.getClientRects().length) continue;
                    one.focus();
                    if (document.activeElement !== one) continue;
                    const shown = one.matches('.choice input') ? one.nextElementSibling : one;
                    const {outlineStyle, outlineWidth} = getComputedStyle(shown);
                    seen[kind] = `${outlineStyle} ${outlineWidth}`;
                }
                return seen;
            }"""
        )
        stops |= found.keys()
        assert {kind: seen for kind, seen in found.items() if seen != "solid 2px"} == {}, path
    assert {"summary. in details", "a.snapshot in nav", "a.term in p"} <= stops


def test_nothing_moves_while_a_page_loads(opened: Open, site: Path) -> None:
    """On a phone, where the answers of a search come above what is below them."""
    page = opened("about:blank", viewport=PHONE)
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((one) => {
            window.moved += one.value;
        })).observe({type: 'layout-shift', buffered: true});"""
    )
    for path in KINDS:
        page.goto(f"{site.as_uri()}/{path}")
        if "?q=" in path:
            page.wait_for_selector(".hits .hit")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate("window.moved") < 0.05, path
