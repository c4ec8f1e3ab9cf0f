"""The site as of each snapshot: all of it stays, every place leads on, and a menu joins them."""

from __future__ import annotations

import json
import multiprocessing
import pickle
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from builder.__main__ import FINDINGS, FINE, main
from builder.disk.docs import pages_by_hand
from builder.disk.files import write_manifest
from builder.disk.seeds import read
from builder.model import Edition, InputError
from builder.pages.snapshot_menu import runs
from builder.pipeline import editions
from builder.runner import Runner
from builder.site.settings import settings
from builder.site.snapshots import BANNER, MENU, html_path, views
from builder.snapshots.as_of import as_of
from tests.conftest import CHECKOUT, Open, builder, copy_of_checkout, served

OLDEST, MIDDLE, NEWEST = "2025-08-26", "2025-09", "2026-03"
"""The snapshots of the real seeds."""

DATES = {
    OLDEST: "2025年8月26日",
    MIDDLE: "2025年8月至9月（推定）",
    NEWEST: "2026年3月或其后（推定）",
}

# The interview is in two newspapers and, in full, on a government page.
PAPER, PAGE = "documents/xinhua-page-2-3.html", "documents/gov-cn-9.html"


@pytest.fixture(scope="module")
def made() -> tuple[Edition, ...]:
    """The editions of the real seeds."""
    return editions(read(CHECKOUT), Runner())


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root in which the fuller copy of the interview comes an update later than the others."""
    root = copy_of_checkout(tmp_path_factory.mktemp("later") / "root")
    file = root / "seeds/sources.yml"
    head, entry, rest = file.read_text("utf-8").partition("- id: gov-cn\n")
    file.write_text(head + entry + rest.replace(f"snapshot: {OLDEST}", f"snapshot: {MIDDLE}", 1))
    shutil.rmtree(root / "docs")
    (root / "docs").mkdir()
    done = builder(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(scope="module", params=["http", "file"])
def moved(request: pytest.FixtureRequest, later: Path) -> Iterator[str]:
    """The address of that site, over http and as a folder; ends with a slash."""
    if request.param == "file":
        yield f"{(later / 'site').as_uri()}/"
    else:
        with served(later / "site") as address:
            yield address


def html_pages(folder: Path) -> dict[str, str]:
    """Return the pages of one edition by path; at the root without those of the tree or by hand."""
    others = {"404.html", *(html_path(page.path) for page in pages_by_hand(CHECKOUT))}
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.html")}
    return {
        path: file.read_text("utf-8")
        for path, file in sorted(files.items())
        if not path.startswith(("at/", "one/")) and path not in others
    }


def ids(page: str) -> set[str]:
    """Return the ids within the article of a page, but those of its form controls."""
    return set(html.document_fromstring(page).xpath("//article//*[@id][not(self::input)]/@id"))


# ------------------------------------------------------------------------- the tree


def test_each_snapshot_is_there_whole_and_the_newest_twice(
    site: Path, made: tuple[Edition, ...]
) -> None:
    """Pages, data and search of their own under at/<id>/; themes and scripts once, at the root."""
    assert sorted(one.name for one in (site / "at").iterdir()) == [OLDEST, MIDDLE, NEWEST]
    for edition in made:
        folder = site / "at" / edition.snapshot.id
        expected = {page.path.removesuffix(".md") + ".html" for page in edition.pages}
        assert set(html_pages(folder)) == expected
        documents = json.loads((folder / "data/documents.json").read_bytes())
        assert {row["id"] for row in documents} == {text.id for text in edition.corpus.texts}
        assert (folder / "search/index.js").is_file()
        assert not (folder / "assets").exists()
    newest = site / "at" / NEWEST
    assert set(html_pages(newest)) == set(html_pages(site))
    for path in ("data/documents.json", "data/passages.json", "search/index.js"):
        assert (newest / path).read_bytes() == (site / path).read_bytes()


def test_every_page_says_of_when_it_is(site: Path) -> None:
    """Under at/ in words with a plain link to the same page at the root; the root quietly."""
    for identifier, date in DATES.items():
        for path, page in html_pages(site / "at" / identifier).items():
            banner = html.document_fromstring(page).xpath('//p[@class="as-of"]')
            assert len(banner) == 1, path
            assert banner[0].text_content().startswith(f"截至 {date} 的版本")
            to = banner[0].xpath("a/@href")[0]
            assert (site / "at" / identifier / path).parent.joinpath(to).resolve() == (site / path)
    for path, page in html_pages(site).items():
        tree = html.document_fromstring(page)
        assert not tree.xpath('//p[@class="as-of"]'), path
        assert tree.xpath('string(//header//a[contains(@class,"snapshot")])') == f"{NEWEST} 最新"


def test_a_page_is_rendered_once_and_placed_by_a_step_that_can_be_taken_back(
    site: Path, made: tuple[Edition, ...]
) -> None:
    """Root and at/<newest> come of one rendering; prefix, head, banner and menu differ."""
    root, permanent = views(made[-1], settings(CHECKOUT), newest=True)[::-1]
    for path, page in html_pages(site).items():
        neutral = root.rendered(page, path)
        assert neutral.count(MENU) == neutral.count(BANNER) == 1
        assert permanent.placed(neutral, path) == (site / "at" / NEWEST / path).read_text("utf-8")
        assert permanent.rendered(permanent.placed(neutral, path), path) == neutral


def test_a_later_update_does_not_touch_an_older_snapshot() -> None:
    """What was published as of an update is made of what it and earlier ones brought, and only."""
    # What was published wrongly is told by the newest, whichever that is.
    seeds = replace(read(CHECKOUT), facts=())
    before = editions(as_of(seeds, MIDDLE), Runner())
    assert [one.snapshot.id for one in before] == [OLDEST, MIDDLE]
    for then, now in zip(before, editions(seeds, Runner()), strict=False):
        assert then.pages == now.pages
        assert then.corpus == now.corpus


def test_known_anchors_are_those_of_the_rendered_pages(
    site: Path, later: Path, made: tuple[Edition, ...]
) -> None:
    """Anchors are read from Markdown; what a browser finds is the same."""
    for one in made:
        pages = html_pages(site / "at" / one.snapshot.id)
        for held in one.own_pages:
            found = ids(pages[held.path.removesuffix(".md") + ".html"])
            assert found == set(held.anchors), held.path
    assert ids((later / "site" / PAPER).read_text("utf-8")) >= {"title", "p11", "p63"}


# ----------------------------------------------------------- addresses live for ever


@pytest.mark.parametrize("which", ["site", "later"])
def test_every_place_of_an_older_snapshot_is_in_the_newest(
    which: str, request: pytest.FixtureRequest
) -> None:
    """The union of all paths and anchors: the same, moved, or a tombstone; at the root too."""
    root: Path = request.getfixturevalue(which)
    site = root / "site" if which == "later" else root
    newest = html_pages(site)
    count = 0
    for identifier in (OLDEST, MIDDLE):
        for path, page in html_pages(site / "at" / identifier).items():
            assert path in newest, f"{identifier}: {path}"
            assert ids(page) - ids(newest[path]) == set(), f"{identifier}: {path}"
            count += len(ids(page))
    assert count > 1000


def test_a_page_that_went_says_where_with_each_paragraph(later: Path) -> None:
    """The old path names its heir; a paragraph leads to the one that prints it now."""
    site = later / "site"
    page = html.document_fromstring((site / PAPER).read_text("utf-8"))
    assert page.xpath("//article//h1")[0].text_content().startswith("旧址：")
    assert page.xpath('//article/p[1]/a[@href="gov-cn-9.html"]')
    one = page.xpath('//p[@id="p9"]')[0]
    assert one.get("class") == "moved"
    assert "问：意见出台的背景是什么？" in one.text_content()
    assert one.xpath(".//a/@href") == [f"../at/{OLDEST}/{PAPER}#p9", "gov-cn-9.html#p15"]
    heir = html.document_fromstring((site / PAGE).read_text("utf-8"))
    assert "出台的背景是什么？" in heir.xpath('//*[@id="p15"]')[0].text_content()


def test_a_passage_that_went_keeps_its_last_words_and_when(later: Path) -> None:
    """A note on a copy that is the base no more is a tombstone, and leads near and back."""
    page = html.document_fromstring((later / "site" / PAPER).read_text("utf-8"))
    gone = page.xpath('//p[@class="gone"]')
    assert gone
    for one in gone:
        words, where = one.xpath("span")
        assert words.text_content().strip(), one.get("id")
        assert f"末见于 {OLDEST} 版（2025年8月26日）" in where.text_content()
        then, near = where.xpath("a/@href")
        assert then == f"../at/{OLDEST}/{PAPER}#{one.get('id')}"
        assert near.startswith("gov-cn-9.html")


def test_a_text_that_comes_back_needs_no_tombstone(later: Path) -> None:
    """Only what the newest lacks is listed; its own pages are as they would be without history."""
    seeds = read(later)
    newest = editions(seeds, Runner())[-1]
    fresh = {held.path for held in newest.own_pages}
    for page in newest.pages:
        assert ("旧址：" in page.content) == (page.path not in fresh)


# -------------------------------------------------------------------- the proof


DAMAGES = {
    "glossary/index.html": ("截至 2025年8月26日", "截至 2025年8月27日"),
    "actions/index.html": ("2025-08-26 <span>版", "2026-03 <span>版"),
    "coverage/index.html": ("../../assets/reader.css", "assets/reader.css"),
    "documents/index.html": ("<h1", "<h1 title=x"),
}
"""On pages of a snapshot: its banner, its menu, the way to what is shared, its words."""


def test_a_change_in_an_older_snapshot_is_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each, and no page but those."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    folder = copy / "site/at" / OLDEST
    for path, (old, new) in DAMAGES.items():
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")
    write_manifest(folder)
    write_manifest(copy / "site")
    assert main(["verify", "--root", str(copy)]) == FINDINGS
    *found, _ = capsys.readouterr().out.splitlines()
    named = {line.partition(": ")[0] for line in found if not line.startswith(" ")}
    assert named >= {f"at/{OLDEST}/{path}" for path in DAMAGES}
    assert all(line.startswith(f"at/{OLDEST}/") for line in found)


def test_a_change_in_a_file_of_a_snapshot_is_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    paths = (f"at/{MIDDLE}/data/passages.json", f"at/{MIDDLE}/search/index.js", "snapshots.js")
    for path in paths:
        file = copy / "site" / path
        before = file.read_bytes()
        file.write_bytes(before.replace("意见".encode(), "一件".encode(), 1))
        assert file.read_bytes() != before
    for folder in ("", f"at/{MIDDLE}"):
        write_manifest(copy / "site" / folder)
    assert main(["verify", "--root", str(copy)]) == FINDINGS
    said = capsys.readouterr().out
    for path in paths:
        assert re.search(f"^{re.escape(path)}: ", said, re.MULTILINE)


def test_a_snapshot_too_many_is_found(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    shutil.copytree(copy / "site/at" / OLDEST, copy / "site/at/2024-01")
    write_manifest(copy / "site")
    assert main(["verify", "--root", str(copy)]) == FINDINGS
    assert "at/2024-01/index.html: is no page of this site" in capsys.readouterr().out


# ------------------------------------------------------------------- processes


def test_an_input_error_passes_between_processes() -> None:
    """With all that it says."""
    error = InputError("seeds/x.yml", "wrong", remedy="mend it", line=3, quote="a: b")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line, again.quote) == (str(error), 3, "a: b")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        failed = pool.submit(as_of, read(CHECKOUT), "2000-01")
        with pytest.raises(InputError, match="there is no snapshot `2000-01`"):
            failed.result()


def test_numbers_are_told_as_runs() -> None:
    assert [runs(one) for one in ([0], [0, 1], [0, 2], [0, 1, 2, 4, 6, 7])] == [
        "0", "0-1", "0,2", "0-2,4,6-7",
    ]  # fmt: skip


# -------------------------------------------------------------------- the menu

# Path and anchor that all snapshots have, and such as are new in one.
DEEP = (
    *(f"{PAGE}#p{number}" for number in (13, 17, 25, 37, 41, 45, 55, 61)),
    *(f"sources/gov-cn.html#L{number}" for number in (9, 17, 39, 67)),
    *(f"documents/xinhua-page-1-95.html#p{number}" for number in (97, 101)),
    "actions/industry.html#official", "pillars/data.html#title", "about/index.html#snapshots",
    "actions/index.html#governance", "index.html#pillars", "sources/xinhua-page-1.html#L101",
)  # fmt: skip


def choose(page: object, snapshot: str) -> None:
    """Open the menu with the mouse and choose a snapshot."""
    page.click("a.snapshot")  # type: ignore[attr-defined]
    link = page.locator(f"#snapshot-menu a:has-text('{snapshot}')")  # type: ignore[attr-defined]
    link.click()
    page.wait_for_load_state()  # type: ignore[attr-defined]


def test_the_menu_leads_to_the_same_place_and_back(base: str, opened: Open) -> None:
    """From 20 deep anchors of the newest to the oldest, to the one between, and to the newest."""
    page = opened(base)
    for place in DEEP:
        page.goto(base + place)
        for snapshot, folder in (
            (OLDEST, f"at/{OLDEST}/"), (MIDDLE, f"at/{MIDDLE}/"), (NEWEST, ""),
        ):  # fmt: skip
            choose(page, snapshot)
            assert page.url == f"{base}{folder}{place}"
            assert page.locator(f"[id='{place.partition('#')[2]}']").count() == 1
            assert page.locator(".elsewhere").count() == 0
    assert len(DEEP) == 20


# Lines of a paragraph in the newspaper and on the government page.
PAIRS = ((7, 13), (9, 15), (11, 17), (25, 31), (27, 33), (33, 35), (39, 39), (63, 69))


def test_a_paragraph_whose_page_went_is_found_where_it_is(moved: str, opened: Open) -> None:
    """Old address to new and back, also from the page that says where it went."""
    page = opened(moved)
    for pair in PAIRS:
        paper, whole = (f"{path}#p{at}" for path, at in zip((PAPER, PAGE), pair, strict=True))
        page.goto(f"{moved}at/{OLDEST}/{paper}")
        choose(page, MIDDLE)
        assert page.url == f"{moved}at/{MIDDLE}/{whole}"
        choose(page, NEWEST)
        assert page.url == moved + whole
        choose(page, OLDEST)
        assert page.url == f"{moved}at/{OLDEST}/{paper}"
        page.click(".as-of a")
        assert page.url == moved + whole
        page.goto(moved + paper)
        choose(page, OLDEST)
        assert page.url == f"{moved}at/{OLDEST}/{paper}"


def test_what_a_snapshot_lacks_leads_to_its_parent_with_a_sentence(base: str, opened: Open) -> None:
    """A page to its list, a passage to its page; and from there back to it. Never a 404."""
    page = opened(f"{base}documents/roundtable-9.html#p11")
    choose(page, OLDEST)
    assert page.url.partition("?")[0] == f"{base}at/{OLDEST}/documents/index.html"
    told = page.inner_text(".elsewhere")
    assert f"所找的那一段此版还没有，{NEWEST} 版起才有；这里是它的上一级。" in told
    page.click(".elsewhere a")
    assert page.url == f"{base}documents/roundtable-9.html#p11"
    page = opened(f"{base}documents/roundtable-9.html")
    choose(page, MIDDLE)
    assert "所找的那一页此版还没有" in page.inner_text(".elsewhere")
    page = opened(f"{base}actions/industry.html#expert")
    choose(page, OLDEST)
    assert page.url.partition("?")[0] == f"{base}at/{OLDEST}/actions/industry.html"
    assert f"{MIDDLE} 版起才有；这里是它所在的一页。" in page.inner_text(".elsewhere")


def test_what_is_gone_is_told_with_when_it_was_last_seen(moved: str, opened: Open) -> None:
    """A note on the newspaper's text has no heir."""
    page = opened(f"{moved}at/{OLDEST}/{PAPER}")
    note = page.locator("article [id^='n-']").first.get_attribute("id")
    page = opened(f"{moved}at/{OLDEST}/{PAPER}#{note}")
    choose(page, NEWEST)
    assert page.url.partition("?")[0] == moved + PAGE
    assert f"此版已经没有，末见于 {OLDEST} 版；这里是它所在的一页。" in page.inner_text(
        ".elsewhere"
    )


@pytest.mark.parametrize(
    "query",
    ["?from=2026-03&was=documents/gov-cn-9.html%23p17", "?from=1999&was=documents/roundtable-9",
     "?from=2026-03&was=%3Cimg%20src=x%3E", "?from=2026-03", "?was=constructor%23x&from=2026-03"],
)  # fmt: skip
def test_an_address_cannot_make_the_page_say_what_is_not_so(
    base: str, opened: Open, query: str
) -> None:
    """Only a place that one snapshot has and this one lacks is listed."""
    page = opened(f"{base}at/{OLDEST}/documents/index.html{query}")
    assert page.locator(".elsewhere").count() == 0


def test_the_menu_by_keyboard(base: str, opened: Open) -> None:
    """Enter opens on the first; arrows go round; Escape gives the focus back; Enter follows."""
    page = opened(f"{base}{PAGE}#p17")
    page.focus("a.snapshot")
    page.keyboard.press("Enter")
    said = "document.activeElement.textContent"
    assert page.evaluate(said).startswith(NEWEST)
    page.keyboard.press("ArrowUp")
    assert page.evaluate(said).startswith(OLDEST)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(said).startswith(NEWEST)
    page.keyboard.press("Escape")
    assert not page.is_visible("#snapshot-menu")
    assert page.evaluate("document.activeElement.matches('a.snapshot')")
    page.keyboard.press(" ")
    assert page.get_attribute("a.snapshot", "aria-expanded") == "true"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/at/{OLDEST}/{PAGE}#p17")


def test_the_menu_follows_the_paragraph_that_one_goes_to(base: str, opened: Open) -> None:
    """The address changes within the page; the links and the banner's follow."""
    page = opened(f"{base}at/{MIDDLE}/{PAGE}")
    page.click("a[href='#p25']")
    page.wait_for_selector(f".as-of a[href='{base}{PAGE}#p25']")  # the page is told after the click
    choose(page, OLDEST)
    assert page.url == f"{base}at/{OLDEST}/{PAGE}#p25"


def test_without_scripts_the_name_leads_to_the_list(base: str, opened: Open) -> None:
    """And each entry of the list to that snapshot."""
    page = opened(f"{base}at/{MIDDLE}/{PAGE}", java_script_enabled=False)
    page.click("a.snapshot")
    assert page.url == f"{base}at/{MIDDLE}/about/index.html#snapshots"
    assert page.locator("ul.snapshots li").count() == 2
    page.click(f"ul.snapshots a:has-text('{OLDEST}')")
    assert page.url == f"{base}at/{OLDEST}/index.html"
    page.click(".as-of a")
    assert page.url == f"{base}index.html"


def test_each_snapshot_searches_itself(base: str, opened: Open) -> None:
    """The script is shared, the index is not: a round table of 2026 is unknown in 2025."""
    counts = {}
    for folder in ("", f"at/{OLDEST}/", f"at/{NEWEST}/"):
        page = opened(f"{base}{folder}{PAGE}")
        counts[folder] = page.evaluate(
            "window.siteSearch.query('十五五', {}).then(answer => answer.count)"
        )
        page.fill("#find input", "智能体")
        page.wait_for_selector("#find-list a")
        assert page.locator("#find-list a").first.get_attribute("href").startswith(base + folder)
    assert counts[""] == counts[f"at/{NEWEST}/"] > 0 == counts[f"at/{OLDEST}/"]


def test_the_colours_that_a_reader_chose_hold_in_every_snapshot(base: str, opened: Open) -> None:
    page = opened(base + PAGE)
    page.click(".shade:visible")
    chosen = page.get_attribute("body", "data-md-color-scheme")
    choose(page, OLDEST)
    assert page.get_attribute("body", "data-md-color-scheme") == chosen == "slate"


@pytest.mark.parametrize("width", [375, 1280])
def test_menu_and_banner_fit(base: str, opened: Open, width: int) -> None:
    """Nothing goes beyond the window, and the menu stands within it."""
    page = opened(f"{base}at/{MIDDLE}/{PAGE}", viewport={"width": width, "height": 700})
    page.click("a.snapshot")
    for place in ("#snapshot-menu", ".as-of", "a.snapshot"):
        box = page.locator(place).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_printed_page_says_of_when_it_is(base: str, opened: Open) -> None:
    page = opened(f"{base}at/{OLDEST}/{PAGE}")
    page.emulate_media(media="print")
    assert page.is_visible(".as-of")
    assert not page.is_visible("a.snapshot")


def test_a_built_tree_is_proven(later: Path) -> None:
    """The one in which pages moved, too."""
    assert main(["verify", "--root", str(later), "--quiet"]) == FINE
    assert re.search("kind: moved", (later / "docs/documents/xinhua-page-2-3.md").read_text())
