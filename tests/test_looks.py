"""How the pages are set: as a printed reader is, on a desk and on a phone, by day and by night."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.site.plus import with_plus
from tests.conftest import Open

KINDS = (
    "index.html", "actions/index.html", "actions/industry.html", "documents/index.html",
    "documents/gov-cn-9.html", "compare/gov-cn-9.html", "sources/gov-cn.html",
    "glossary/index.html", "entities/index.html", "coverage/index.html", "changes/index.html",
    "changes/2025-08-26--2026-03.html", "about/index.html", "search/index.html?q=数据",
    "at/2025-09/documents/gov-cn-9.html", "404.html",
)  # fmt: skip
"""A page of each kind."""


@pytest.fixture
def turned(opened: Open, site: Path) -> Page:
    """A page on which to turn to others of the folder; 1280 pixels wide."""
    return opened(f"{site.as_uri()}/index.html", viewport={"width": 1280, "height": 900})


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_goes_beyond_the_window(turned: Page, site: Path, width: int) -> None:
    turned.set_viewport_size({"width": width, "height": 800})
    for path in KINDS:
        turned.goto(f"{site.as_uri()}/{path}")
        assert turned.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_header_is_one_line_on_a_phone(turned: Page, site: Path) -> None:
    """The site's name, too; the search is a word there, and takes the header when one asks."""
    turned.set_viewport_size({"width": 375, "height": 800})
    turned.goto(f"{site.as_uri()}/at/2025-09/index.html")
    height = "document.querySelector('.site-name').offsetHeight"
    assert turned.evaluate(height) < 2 * 14
    box = turned.locator("#find input").bounding_box()
    turned.click("#find input")
    wide = turned.locator("#find input").bounding_box()
    assert box is not None
    assert wide is not None
    assert box["width"] < 40 < 300 < wide["width"]


def test_a_count_is_one_line_on_a_phone(turned: Page, site: Path) -> None:
    """Beside a title of several lines, too; only what says more than a number is broken."""
    turned.set_viewport_size({"width": 320, "height": 800})
    turned.goto(f"{site.as_uri()}/entities/index.html")
    heights = turned.evaluate(
        """() => [...document.querySelectorAll('.count')]
            .filter(one => /^\\d+ .$/.test(one.textContent)).map(one => one.offsetHeight)"""
    )
    assert len(heights) > 5
    assert max(heights) < 2 * 13


def test_the_groups_of_the_contents_stand_alike(turned: Page) -> None:
    """Whether their names are links or not."""
    heights = turned.evaluate(
        "[...document.querySelectorAll('.contents p')].map(one => one.offsetHeight)"
    )
    assert len(heights) == 3
    assert len(set(heights)) == 1


@pytest.mark.parametrize(
    "path", ["documents/gov-cn-9.html", "actions/industry.html", "pillars/data.html",
             "glossary/index.html", "entities/index.html", "sources/gov-cn.html"],
)  # fmt: skip
def test_a_line_of_running_text_holds_30_to_36_characters(
    turned: Page, site: Path, path: str
) -> None:
    """Of those that are long enough to fill one."""
    turned.goto(f"{site.as_uri()}/{path}")
    widths = turned.evaluate(
        """() => [...document.querySelectorAll('article .words')]
            .filter(one => one.textContent.length > 80 && one.offsetParent)
            .map(one => Math.floor(one.clientWidth / parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert widths
    assert 30 <= min(widths) <= max(widths) <= 36


def test_the_lines_of_a_received_file_are_set_alike(turned: Page, site: Path) -> None:
    """With blank ones before them or not: what is printed has no mark of ours on it."""
    turned.goto(f"{site.as_uri()}/sources/gov-cn.html")
    looks = turned.evaluate(
        """() => [...document.querySelectorAll('.line')].map(one => {
            const style = getComputedStyle(one);
            return [style.fontSize, style.color, style.borderTopStyle].join(' ');
        })"""
    )
    assert len(looks) > 30
    assert len(set(looks)) == 1


def luminance(colour: str) -> float:
    """Return how bright a colour is, 0 to 1, as WCAG counts: '#ffffff' is 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_can_be_read_on_every_ground(opened: Open, site: Path, scheme: str) -> None:
    """WCAG AA: 4.5 for text."""
    page = opened(f"{site.as_uri()}/index.html", color_scheme=scheme)
    colours = {
        name: page.evaluate(f"getComputedStyle(document.body).getPropertyValue('--{name}').trim()")
        for name in ("ink", "grey", "go", "red", "paper", "wash", "marker")
    }
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours.values())
    for text, ground in product(("ink", "grey", "go", "red"), ("paper", "wash", "marker")):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def test_no_badge_is_parted_from_the_mark_that_follows_it(turned: Page, site: Path) -> None:
    """A box of its own could stand at the end of a line, and the full stop at the next one's."""
    turned.goto(f"{site.as_uri()}/about/index.html")
    displays = turned.evaluate(
        "[...document.querySelectorAll('p .voice')].map(one => getComputedStyle(one).display)"
    )
    assert set(displays) == {"inline"}


def test_a_folded_part_opens_where_an_address_leads_and_for_the_printer(
    turned: Page, site: Path
) -> None:
    """At the first arrival, and at a step within the page.

    Before they are printed notes open, but not the lists that repeat what the pages of texts say.
    """
    closed = "[...document.querySelectorAll('details:not([open]) > ul[id]')]"
    turned.goto(f"{site.as_uri()}/coverage/index.html")
    first, second, *rest = turned.evaluate(f"{closed}.map(one => one.id)")
    assert rest
    turned.goto("about:blank")
    turned.goto(f"{site.as_uri()}/coverage/index.html#{first}")
    assert turned.is_visible(f"[id='{first}']")
    assert turned.evaluate(f"{closed}.length") == 1 + len(rest)
    turned.evaluate(f"location.hash = '{second}'")
    turned.wait_for_selector(f"[id='{second}']")
    turned.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert turned.evaluate(f"{closed}.length") == len(rest)
    turned.goto(f"{site.as_uri()}/documents/gov-cn-9.html")
    assert turned.locator("details:not([open])").count() > 0
    turned.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert turned.locator("details:not([open])").count() == 0


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>人工智能+行动", "人工智能<+>行动"),
        ("<p><a>人工智能</a>+", "<a>人工智能</a><+>"),
        ("<p>人工智能++与5G＋", "人工智能<++>与5G<＋>"),
        ("<p>1 + 2", "1 + 2"),
        ('<p><a title="5G+" href="a+b">', '<a title="5G+" href="a+b">'),
        ("<p><title>人工智能+</title>", "<title>人工智能+</title>"),
        ("<p><style>\na + b, a+b {}\n</style>", "<style>\na + b, a+b {}\n</style>"),
        ("<p><!-- a+b -->", "<!-- a+b -->"),
    ],
)
def test_a_plus_behind_words_is_marked_and_no_other(html: str, marked: str) -> None:
    """In words alone, once, and whatever element ends before it."""
    out = with_plus(f"{html}</p>")
    bare = re.sub(r'<span class="plus">(.+?)</span>', r"<\1>", out)
    assert bare == f"<p>{marked}</p>"
    assert with_plus(out) == out


LINES_THAT_BEGIN_WITH_A_PLUS = """() => {
    document.querySelectorAll('details').forEach(one => one.open = true);
    const all = [...document.querySelectorAll('.plus')].filter(one => one.offsetParent);
    const bad = all.filter(one => {
        const range = document.createRange();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        walker.currentNode = one;
        let node = walker.previousNode();
        while (!node.data.trim()) node = walker.previousNode();
        range.setStart(node, node.data.trimEnd().length - 1);
        range.setEnd(node, node.data.trimEnd().length);
        return one.getBoundingClientRect().top >= range.getBoundingClientRect().bottom - 2;
    });
    return [all.length, bad.map(one => one.parentElement.textContent)];
}"""


@pytest.mark.parametrize("width", [375, 1280])
def test_no_line_begins_with_a_plus(turned: Page, site: Path, width: int) -> None:
    turned.set_viewport_size({"width": width, "height": 800})
    for path in ("glossary/index.html", "coverage/index.html", "sources/sic-commentary.html",
                 "search/index.html?q=人工智能%2B", "one/industry.html"):  # fmt: skip
        turned.goto(f"{site.as_uri()}/{path}")
        if "?q=" in path:
            turned.locator(".hit .plus").first.wait_for()
        count, lines = turned.evaluate(LINES_THAT_BEGIN_WITH_A_PLUS)
        assert count > 3, path
        assert lines == [], path


def test_a_plus_is_copied_as_printed(turned: Page, site: Path) -> None:
    """What keeps it in its line is not in what is copied, not even as an invisible character."""
    turned.goto(f"{site.as_uri()}/sources/sic-commentary.html")
    copied, printed = turned.locator(".line .words:has(.plus)").first.evaluate(
        """words => {
            getSelection().selectAllChildren(words);
            return [getSelection().toString(), words.textContent];
        }"""
    )
    assert copied == printed
    assert "智能+" in copied
    assert "\u2060" not in copied


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_target_variant_hit_and_banner_differ_in_more_than_colour(
    opened: Open, site: Path, scheme: str
) -> None:
    """Each has a ground and lines of its own: no two share either."""
    page = opened(
        f"{site.as_uri()}/at/2025-09/documents/gov-cn-9.html?find=技术#p17",
        color_scheme=scheme, viewport={"width": 1280, "height": 900},
    )  # fmt: skip
    looks = {
        kind: page.locator(kind).first.evaluate(
            """one => {
                const style = getComputedStyle(one);
                return [style.backgroundColor,
                        [style.boxShadow, style.borderTopStyle, style.textDecorationLine].join()];
            }"""
        )
        for kind in (":target", ".variant", "mark.found-here", ".as-of")
    }
    lines = [line for _, line in looks.values()]
    assert len(set(lines)) == 4
    none = "rgba(0, 0, 0, 0)"
    grounds = {kind: ground for kind, (ground, _) in looks.items() if ground != none}
    assert set(grounds) == {".variant", "mark.found-here"}
    assert len(set(grounds.values())) == 2


def test_a_broken_address_stops_no_script(turned: Page, site: Path) -> None:
    """Bytes that are no UTF-8 behind the #: the page and its search work; no error is reported."""
    turned.goto(f"{site.as_uri()}/documents/gov-cn-9.html?find=技术#%E4%")
    assert turned.evaluate("typeof window.siteSearch.query") == "function"
    turned.goto("about:blank")
