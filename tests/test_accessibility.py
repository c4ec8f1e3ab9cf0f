"""Keyboard, screen reader and small screens: what axe finds, and what it cannot see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.npm import script
from tests.conftest import Open
from tests.test_looks import KINDS, turned

__all__ = ["turned"]

SINGLE = ("one/science.html", "one/index.html")

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""All of axe's rules but its experiments."""

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


AXE = """async ({colours, rules}) => {
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  const looks = new Map(), kinds = new Map([[document.documentElement, '']]);
  for (const one of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(one);
    const look = [one.localName, one.className, style.color, style.backgroundColor,
      style.backgroundImage, style.opacity, style.fontSize, style.fontWeight, style.textShadow,
      style.textDecorationLine, style.display, style.position, kinds.get(one.parentElement)];
    const kind = look.join();
    if (!kinds.has(kind)) kinds.set(kind, String(kinds.size));
    kinds.set(one, kinds.get(kind));
    if (!looks.has(kind) && one.checkVisibility()) looks.set(kind, one);
  }
  const own = [...looks.values()].filter((one) => [...one.childNodes].some((child) =>
    child.nodeType === Node.TEXT_NODE && child.data.trim()));
  const told = {preload: false, resultTypes: ['violations'], selectors: false};
  const found = await axe.run({include: own}, {...told, runOnly: colours});
  const rest = rules.length
    ? await axe.run(document, {...told, runOnly: rules,
        rules: Object.fromEntries(colours.map((rule) => [rule, {enabled: false}]))})
    : {violations: []};
  return [...found.violations, ...rest.violations].flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.html}: ${node.failureSummary}`));
}"""
"""What axe finds on a page with all its folds open: of colours one element of each look there is.

Elements look alike where they and all around them have the same name, classes and colours.
"""

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that ask for nothing but colours."""


def faults(page: Page, *, of_colour: bool = False) -> list[str]:
    """Return what axe finds wrong with a page as it stands, with all its folds open."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(script("axe-core/axe.min.js").read_text("utf-8"))
    return page.evaluate(AXE, {"colours": COLOURS, "rules": () if of_colour else RULES})


FADED = """async () => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""
"""Waits until the theme has faded the colours that were asked for."""


@pytest.mark.parametrize("path", [*KINDS, *SINGLE])
def test_axe_finds_nothing(opened: Open, site: Path, path: str) -> None:
    """By day at a desk, by night on a phone; the other two differ from them in colours alone."""
    for width, scheme, other in ((1280, "light", "dark"), (375, "dark", "light")):
        page = opened(
            f"{site.as_uri()}/{path}",
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
        )
        if "?q=" in path:
            page.wait_for_selector(".hits .hit")
        assert faults(page) == []
        page.emulate_media(color_scheme=other)
        page.evaluate(FADED)
        assert faults(page, of_colour=True) == []
        page.context.close()


def test_axe_sees_what_is_wrong_anywhere(turned: Page, site: Path) -> None:
    """Two pale words among many that look as they should, and a button that has no name."""
    turned.goto(f"{site.as_uri()}/documents/gov-cn-9.html")
    turned.locator("article .words").last.evaluate(
        """one => one.insertAdjacentHTML('beforeend',
            '<span>浓墨</span><span style="color: #bbb">淡墨</span><button></button>')"""
    )
    pale, nameless = faults(turned)
    assert pale.startswith('color-contrast: <span style="color: #bbb">淡墨</span>: ')
    assert nameless.startswith("button-name: <button></button>: ")
    assert faults(turned, of_colour=True) == [pale]


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_where_something_is_open(opened: Open, site: Path, width: int) -> None:
    """The contents, the menu of snapshots, the answers in the box, no answer on its page."""
    page = opened(f"{site.as_uri()}/index.html", viewport={"width": width, "height": 800})
    if width < 400:
        page.get_by_role("button", name="目录").click()
        assert faults(page) == []
        page.keyboard.press("Escape")
    page.locator("a.snapshot").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.fill("#find input", "数据")
    page.wait_for_selector("#find-list .hit")
    assert faults(page) == []
    page.goto(f"{site.as_uri()}/search/index.html?q=齉")
    expect(page.locator("#search-page .found-count")).not_to_be_empty()
    assert faults(page) == []


def spoken(page: Page) -> list[str]:
    """Return what a screen reader is given of a page, piece by piece in its order."""
    client = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in client.send("Accessibility.getFullAXTree")["nodes"]}

    def within(node: dict[str, Any]) -> Iterator[str]:
        if node.get("role", {}).get("value") == "StaticText":
            yield node["name"]["value"].strip()
        else:
            for child in node.get("childIds", ()):
                yield from within(nodes[child])

    return [*within(next(iter(nodes.values())))]


def after(pieces: list[str], word: str) -> list[str]:
    """Return what follows each place where a word is said by itself."""
    return [next_ for one, next_ in pairwise(pieces) if one == word]


def test_marks_are_told_aloud_and_not_copied(turned: Page, site: Path) -> None:
    """What was added and removed, other readings, doubts, and the numbers of notes."""
    turned.goto(f"{site.as_uri()}/changes/2025-08-26--2026-03.html")
    turned.locator("article").evaluate(
        """one => { one.innerHTML = `<div class="change"><p class="told run">一年<del>内</del>
            完成<ins>试点</ins>。</p></div>`; }"""
    )
    said = ("一年", "删", "内", "删完", "完成", "增", "试点", "增完", "。")
    assert "|".join(said) in "|".join(spoken(turned))
    turned.goto(f"{site.as_uri()}/documents/gov-cn-9.html")
    pieces = spoken(turned)
    signs = turned.locator(".words .note.ours").all_text_contents()
    assert after(pieces, "注") == signs != []
    differing = turned.locator(":is(.variant, .extra)")
    assert pieces.count("异文") == differing.count() > 0
    paragraph = turned.locator(".words:has(.variant)").first
    paragraph.select_text()
    copied = turned.evaluate("getSelection().toString()")
    assert "异文" not in copied
    assert "注" not in copied


def test_questions_are_headings(turned: Page, site: Path) -> None:
    """A reader who goes from heading to heading gets from question to question."""
    turned.goto(f"{site.as_uri()}/documents/gov-cn-9.html")
    asked = turned.locator(".words.question")
    assert asked.count() > 3
    headings = turned.get_by_role("heading", level=2).all_text_contents()
    assert headings == asked.all_text_contents()
    assert turned.locator(".words.question[id^=p][data-paragraph]").count() == asked.count()
    looks = "one => { const {font, margin} = getComputedStyle(one); return [font, margin]; }"
    question, answer = (
        turned.locator(f".words.{role}").first.evaluate(looks) for role in ("question", "answer")
    )
    assert [one.replace("700 ", "") for one in question] == answer


def test_every_table_says_what_it_is_of(turned: Page, site: Path) -> None:
    said = []
    for path in ("index.html", "coverage/index.html", "changes/index.html"):
        turned.goto(f"{site.as_uri()}/{path}")
        tables = turned.locator("table")
        said += turned.locator("table > caption").all_text_contents()
        assert tables.count() == turned.locator("table > caption").count() > 0
        assert turned.locator("thead th:not([scope=col]), tbody th:not([scope=row])").count() == 0
    assert len(set(said)) == 3
    assert all(said)
