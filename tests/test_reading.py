"""What a reader meets, in a real Chromium: over http and from a folder, dark, narrow, no scripts.

The fixture `opened` fails a test whose pages ask another host for anything or report an error.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import Open

KINDS = ("home", "action", "pillar", "text", "source", "glossary", "about")

CONTRAST = 4.5
"""Least contrast of running text, by WCAG 2."""

IN_VIEW = """element => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < window.innerHeight;
}"""

LUMINANCES = """element => {
    const parse = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
    const luminance = ([r, g, b]) => [r, g, b]
        .map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const over = ([r, g, b, a = 1], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
        layers.push(parse(getComputedStyle(at).backgroundColor));
    }
    const ground = layers.reduceRight((under, layer) => over(layer, under), [255, 255, 255]);
    const ink = over(parse(getComputedStyle(element).color), ground);
    return [luminance(ink), luminance(ground)];
}"""


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    """Return a data file of the site."""
    values: list[dict[str, Any]] = json.loads((site / "data" / f"{name}.json").read_text("utf-8"))
    return values


@pytest.fixture(scope="session")
def addresses(site: Path) -> dict[str, str]:
    """One address of each kind of page; the text is the one with most paragraphs."""
    text = max(rows(site, "documents"), key=lambda document: len(document["paragraphs"]))
    return {
        "home": "index.html",
        "action": "actions/science.html",
        "pillar": "pillars/models.html",
        "text": f"documents/{text['id']}.html",
        "source": min(
            path.relative_to(site).as_posix()
            for path in site.glob("sources/*.html")
            if path.name != "index.html"
        ),
        "glossary": "glossary/index.html",
        "about": "about/index.html",
    }


def follow(page: Page, link: Locator) -> Locator:
    """Click a link and return the element that it leads to, which the reader then sees."""
    target = str(link.evaluate("link => link.href"))
    link.click()
    page.wait_for_url(target)
    place = urlsplit(target)
    if not place.fragment:
        expect(page.locator("h1").first).to_be_visible()
        return page.locator("h1").first
    landed = page.locator(f'[id="{unquote(place.fragment)}"]')
    expect(landed).to_have_count(1)
    page.wait_for_function(f"element => ({IN_VIEW})(element)", arg=landed.element_handle())
    return landed


def links(page: Page, pattern: str) -> Locator:
    """Return the links of the page's own part whose whole address matches."""
    hrefs = page.locator("article a[href]").evaluate_all("all => all.map(a => a.href)")
    found = [href for href in hrefs if re.search(pattern, href)]
    assert found, f"{page.url} has no link like {pattern}"
    return page.locator("article a[href]").nth(hrefs.index(found[0]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens(opened: Open, base: str, addresses: dict[str, str], kind: str) -> None:
    """Over http and from a folder: a heading in sight, in Chinese, nothing asked of others."""
    page = opened(base + addresses[kind])
    page.wait_for_load_state("networkidle")
    assert page.locator("h1:visible").count() == 1
    assert (page.get_attribute("html", "lang") or "").startswith("zh")
    assert re.search(r"[\u4e00-\u9fff]", page.title())


def test_from_home_to_the_line_in_clicks(opened: Open, base: str) -> None:
    """Home → an action → a paragraph of a text → its lines in the received file."""
    page = opened(f"{base}index.html")
    follow(page, links(page, r"/actions/\w+\.html$"))
    assert page.url.startswith(f"{base}actions/")
    paragraph = follow(page, links(page, r"/documents/[\w-]+\.html#p\d+$"))
    assert re.search(r"[\u4e00-\u9fff]{5}", paragraph.inner_text())
    line = follow(page, links(page, r"/sources/[\w-]+\.html#.+$"))
    assert page.url.startswith(f"{base}sources/")
    assert re.search(r"[\u4e00-\u9fff]", line.inner_text())


def test_from_a_term_to_its_entry_and_back(
    opened: Open, base: str, addresses: dict[str, str]
) -> None:
    """A term in running text leads to its entry, the entry to places where the term stands."""
    page = opened(base + addresses["text"])
    term = links(page, r"/glossary/index\.html#.+$")
    words = term.inner_text().strip()
    entry = follow(page, term)
    # The anchor may be on the entry's heading: the reader sees what follows it as well.
    seen = str(entry.evaluate("e => e.textContent + (e.parentElement || e).textContent"))
    assert words in seen
    back = follow(page, links(page, r"/documents/[\w-]+\.html#p\d+$"))
    assert re.search(r"[\u4e00-\u9fff]{5}", back.inner_text())


@pytest.mark.parametrize("kind", KINDS)
def test_light_and_dark_follow_the_reader(
    opened: Open, base: str, addresses: dict[str, str], kind: str
) -> None:
    """The page takes the reader's scheme, and running text can be read in both."""
    grounds = {}
    for scheme in ("light", "dark"):
        page = opened(base + addresses[kind], color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_load_state("networkidle")
        ink, grounds[scheme] = page.locator("article p:visible").first.evaluate(LUMINANCES)
        low, high = sorted((ink, grounds[scheme]))
        assert (high + 0.05) / (low + 0.05) >= CONTRAST, scheme
    assert grounds["dark"] < 0.2 < 0.8 < grounds["light"]


def test_no_page_scrolls_sideways_on_a_telephone(opened: Open, site: Path) -> None:
    """At 375 pixels every page of the site fits, wide tables scroll within themselves."""
    pages = sorted(site.glob("**/*.html"))
    page = opened(pages[0].as_uri(), viewport={"width": 375, "height": 812})
    wide = []
    for path in pages:
        page.goto(path.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 375:
            wide.append(f"{path.relative_to(site)}: {width}")
    assert wide == []


def test_a_text_reads_without_scripts(opened: Open, base: str, site: Path) -> None:
    """With JavaScript off every paragraph of a text is there to read, and its links lead on."""
    for document in rows(site, "documents"):
        page = opened(f"{base}documents/{document['id']}.html", java_script_enabled=False)
        text = page.locator("article").inner_text()
        shown = re.sub(r"\s|[①-⓿㉑-㊿]", "", text)  # the numbers of the notes are ours
        for paragraph in document["paragraphs"]:
            start = "".join(paragraph["text"].split())[:12]
            assert start in shown, paragraph["id"]
        page.context.close()


def test_home_leads_everywhere_without_scripts(opened: Open, base: str) -> None:
    """The six, the eight and the newest texts are links in the page, not made by a script."""
    page = opened(f"{base}index.html", java_script_enabled=False)
    hrefs = page.locator("article a[href]").evaluate_all("all => all.map(a => a.href)")
    for room, least in (("actions", 6), ("pillars", 8), ("documents", 1)):
        found = {href.partition("#")[0] for href in hrefs if f"/{room}/" in href}
        assert len({href for href in found if not href.endswith("index.html")}) >= least, room
