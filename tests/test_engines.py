"""The site in Chromium, Firefox and WebKit, over http and from a folder: what a reader does works.

Pages of each kind by default; every page with `--all-pages`, as `make nightly` does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from itertools import cycle
from pathlib import Path
from threading import Thread

import pytest

from tests.browser.engines import Chromium, Window, firefox, webkit
from tests.conftest import CHECKOUT, elsewhere
from tests.test_hosting import Plain
from tests.test_looks import KINDS

PAGES = (*KINDS, "documents/roundtable-9.html", "one/science.html")

TEXT = "documents/gov-cn-9.html"
"""A text of which there are copies."""

MARKS = {
    "term": "underline", "ground": "underline", "doubt": "underline", "variant": "underline",
    "strange": "underline", "extra": "underline", "ins": "underline", "del": "line-through",
}  # fmt: skip
"""What is marked in words, by class or tag → the line that marks it."""


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """A window of each engine, one for all tests."""
    if request.param == "chromium":
        yield Chromium(request.getfixturevalue("browser"))
    else:
        start = {"firefox": firefox, "webkit": webkit}[request.param]
        with start(tmp_path_factory.mktemp(request.param)) as window:
            yield window


@pytest.fixture
def window(engine: Window) -> Iterator[Window]:
    """A window in which no page may report an error or ask another host for anything."""
    engine.errors.clear()
    engine.asked.clear()
    yield engine
    assert engine.errors == []
    assert [url for url in engine.asked if elsewhere(url)] == []


@pytest.fixture(scope="session")
def pages(request: pytest.FixtureRequest, site: Path) -> tuple[str, ...]:
    """The pages to look at."""
    if not request.config.getoption("--all-pages"):
        return PAGES
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))


LOOK = f"""
document.documentElement.classList.add('grounds');  // as if a reader had asked for them
const seen = [], pale = [], marks = {json.dumps(MARKS)};
for (const element of document.querySelectorAll('.words *')) {{
  const mark = [element.localName, ...element.classList].find(name => name in marks);
  if (!mark || !element.checkVisibility()) continue;
  const style = getComputedStyle(element);
  const own = style.textDecorationColor !== style.color;
  if (own && style.textDecorationLine === marks[mark]) seen.push(mark);
  else pale.push(mark + ' ' + element.textContent);
}}
const asked = performance.getEntriesByType('resource').map(entry => entry.name);
return {{ seen: [...new Set(seen)], pale, asked }};
"""


def test_pages_are_shown_with_their_marks(
    window: Window, base: str, pages: tuple[str, ...]
) -> None:
    """Nothing goes beyond the window, wide or narrow; each mark is drawn in its own colour."""
    seen: set[str] = set()
    for path, widths in zip(pages, cycle([(1280, 375), (375, 1280)]), strict=False):
        window.open(base + path)
        for width in widths:
            window.resize(width, 800)
            room = window.run("return [document.documentElement.scrollWidth, innerWidth]")
            assert room[0] <= room[1], path
        looked = window.run(LOOK)
        assert looked["pale"] == [], path
        assert [url for url in looked["asked"] if elsewhere(url)] == []
        seen.update(looked["seen"])
    window.resize(1280, 800)
    assert seen >= {"term", "variant", "strange", "extra", "doubt"}


@pytest.mark.parametrize("path", [TEXT, "one/science.html"])
def test_every_mark_is_drawn(window: Window, base: str, path: str) -> None:
    """Those of which this site happens to have none, too."""
    made = "".join(
        f"<{tag} class='{mark}'>字</{tag}>"
        for mark in MARKS
        for tag in [mark if mark in ("ins", "del") else "span"]
    )
    window.open(base + path)
    window.run(
        "document.querySelector('article').innerHTML = "
        f"`<div class='change'><p class='words'>{made}</p></div>`"
    )
    looked = window.run(LOOK)
    assert looked["pale"] == []
    assert set(looked["seen"]) == set(MARKS)


def test_underlines_are_spelt_in_longhands() -> None:
    """WebKit knows no shorthand of several values with a variable among them."""
    for path in sorted((CHECKOUT / "builder/site/assets").glob("*.*")):
        for value in re.findall(r"text-decoration: ([^;}]+)", path.read_text(encoding="utf-8")):
            assert value.split()[1:] in ([], ["!important"]), f"{path.name}: {value}"


def test_the_search_finds_and_enter_opens_a_hit(window: Window, base: str) -> None:
    window.open(f"{base}index.html")
    window.click("#find input")
    window.type("人工智能+")
    window.until("return document.querySelectorAll('#find .hit').length > 3")
    assert "人工智能+" in window.run("return document.querySelector('#find .hit mark').textContent")
    window.press("ArrowDown", "Enter")
    window.until("return location.pathname.includes('/documents/') && location.hash !== ''")
    window.until("return document.querySelector(':target mark') !== null")


def test_the_menu_of_snapshots_keeps_the_paragraph(window: Window, base: str) -> None:
    window.open(f"{base}{TEXT}#p29")
    window.click("a.snapshot")
    window.click("#snapshot-menu a[data-place='1']")
    window.until(f"return location.href.endsWith('/at/2025-09/{TEXT}#p29')")
    window.until("return document.querySelector(':target').id === 'p29'")


def test_variants_unfold(window: Window, base: str) -> None:
    window.open(f"{base}{TEXT}")
    shown = "return document.querySelector('.apparatus li').checkVisibility()"
    assert not window.run(shown)
    window.click(".apparatus summary")
    window.until(shown)


def test_dark_stays(window: Window, base: str) -> None:
    """On the next page, too, in any snapshot."""
    paper = "return getComputedStyle(document.body).backgroundColor"
    window.open(f"{base}index.html")
    light = window.run(paper)
    window.click(".shade")
    dark = window.run(paper)
    window.open(f"{base}at/2025-09/{TEXT}")
    assert window.run(paper) == dark != light
    window.click(".shade")
    assert window.run(paper) == light


def test_a_missing_page_leads_back(engine: Window, site: Path, tmp_path: Path) -> None:
    """On a host that shows 404.html at any address, the site being below its root."""
    (tmp_path / "below").symlink_to(site)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_address[1]}/below/"
    try:
        engine.open(f"{root}at/1999/a/b.html")
        engine.until(f"return document.querySelector('base').href === {json.dumps(root)}")
        engine.click("nav a[href='documents/index.html']")
        engine.until(f"return location.href === {json.dumps(f'{root}documents/index.html')}")
        engine.until("return document.readyState === 'complete'")
        engine.open(f"{site.as_uri()}/index.html")  # asks the server for nothing more
    finally:
        server.shutdown()
        server.server_close()


def test_who_uses_keys_sees_where_they_are(window: Window, base: str) -> None:
    """Links and what unfolds have an outline when the key comes to them."""
    window.open(f"{base}{TEXT}")
    window.run(
        "document.querySelector('.note .apparatus').closest('.note').querySelector('a').focus()"
    )
    seen = []
    while "summary" not in seen:
        window.press("Tab")
        outline = window.run(
            "const at = document.activeElement, style = getComputedStyle(at);"
            "return [at.localName, style.outlineStyle, parseFloat(style.outlineWidth)]"
        )
        assert outline[1] == "solid"
        assert outline[2] >= 2
        seen.append(outline[0])
        assert len(seen) < 20
    assert "a" in seen


COPY = """
const words = [...document.querySelectorAll('{words}')];
const shown = words.filter(one => one.checkVisibility()), last = shown[shown.length - 1];
const range = document.createRange(), selection = getSelection();
range.setStart(shown[0], 0);
range.setEnd(last, last.childNodes.length);
selection.removeAllRanges();
selection.addRange(range);
return shown.map(one => {{
  const copy = one.cloneNode(true);
  for (const ours of copy.querySelectorAll('.ours')) ours.remove();
  return copy.textContent.replace(/\\s/g, '');
}});
"""
"""Selects from the first to the last of what a selector finds, and returns their own characters."""


def copied(window: Window) -> str:
    """Copy what is selected as a reader does, and return what comes out where it is pasted."""
    window.press("Control+c")
    window.run(
        "document.body.insertAdjacentHTML('beforeend', '<textarea id=paste></textarea>');"
        "document.getElementById('paste').focus({preventScroll: true})"
    )
    window.press("Control+v")
    pasted = "document.getElementById('paste').value"
    window.until(f"return {pasted} !== ''")
    return "".join(str(window.run(f"return {pasted}")).split())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (TEXT, "article > .words"),
        ("documents/roundtable-9.html", "article > .words"),
        (f"at/2025-09/{TEXT}", "article > .words"),
        ("sources/gov-cn.html", "#L31 > .words, #L33 > .words, #L35 > .words"),
    ],
)
def test_of_a_text_only_its_own_characters_are_copied(
    window: Window, base: str, path: str, words: str
) -> None:
    """Over all its paragraphs; no numbers, marks and notes of ours, and nothing is missing."""
    window.open(base + path)
    own = window.run(COPY.format(words=words))
    assert len(own) > 2
    assert copied(window) == "".join(own)


def test_a_file_without_scripts_is_copied_clean(window: Window, site: Path) -> None:
    """Its styles alone say what is marked."""
    window.open((site / "one/index.html").as_uri())
    own = window.run(COPY.format(words='[id="documents/gov-cn-9"] > .words'))
    assert len(own) > 20
    assert copied(window) == "".join(own)


def test_a_browser_that_copies_what_it_does_not_mark_copies_clean(
    window: Window, base: str
) -> None:
    """As Safari did for long; and without the clipboard that plain http does not have."""
    window.open(base + TEXT)
    window.run(
        "const style = document.createElement('style');"
        "style.textContent = '* { -webkit-user-select: text !important; '"
        "+ 'user-select: text !important; }';"
        "document.head.append(style);"
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
    )
    own = window.run(COPY.format(words="article > .words"))
    assert copied(window) == "".join(own)


def test_who_marks_a_note_copies_the_note(window: Window, base: str) -> None:
    window.open(base + TEXT)
    window.run(
        "const note = document.querySelector('.page-document > .note');"
        "note.style.cssText = '-webkit-user-select: text; user-select: text';"
        "getSelection().selectAllChildren(note);"
    )
    assert "原件第13行" in copied(window)


@pytest.mark.parametrize(
    "path", ["actions/industry.html", "compare/gov-cn-9.html", "glossary/index.html",
             "search/index.html?q=数据", "one/science.html"],
)  # fmt: skip
def test_among_our_words_the_sources_are_copied_clean(window: Window, base: str, path: str) -> None:
    """Each run of a source's words is there as it stands, and so is who says it."""
    window.open(base + path)
    window.until("return document.querySelectorAll('article .words').length > 5")
    own = window.run(COPY.format(words="article .words"))
    pasted = copied(window)
    for words in own:
        assert words in pasted
    assert not set(pasted) & set("①②③④⑤⑥⑦⑧⑨⑩")
