"""What one hands over: a lean tree, one zip of it, names for every system, the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml.html import HtmlElement
from playwright.sync_api import Browser, Page, expect

from builder.disk.bundle import safe_name, unfit
from builder.disk.docs import pages_by_hand
from builder.model import addresses
from builder.site.links import Rendered, parsed, rendered_files
from tests.conftest import command


def paths(folder: Path) -> list[str]:
    """Return the files of a folder, sorted."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def test_no_file_of_the_theme_is_there_that_no_page_asks_for(site: Path) -> None:
    """The theme brings a search of its own and files for debuggers; ours needs neither."""
    pages = rendered_files(site, [path for path in paths(site) if path.endswith(".html")])
    asked = {path for page in pages.values() for path, _ in page.references}
    assert [path for path in paths(site / "assets") if f"assets/{path}" not in asked] == []


def test_snapshots_share_scripts_and_styles(site: Path) -> None:
    """Only data of the search stands in several places, where it is the same."""
    code = [path for path in paths(site) if path.endswith((".js", ".css"))]
    contents = Counter((site / path).read_bytes() for path in code)
    twice = [path for path in code if contents[(site / path).read_bytes()] > 1]
    assert {"at/2026-03/search/index.js", "search/index.js"} <= set(twice)
    data = ("search/index.js", "search/left-out.js")
    assert [path for path in twice if not path.endswith(data)] == []


# ------------------------------------------------------------------- single files


@pytest.fixture(scope="session")
def single(site: Path) -> dict[str, Rendered]:
    """The single files, as a browser would read them, by path."""
    return rendered_files(site, [f"one/{path}" for path in paths(site / "one")])


def words_of(page: Path) -> HtmlElement:
    """Return what a page says; a file that is sent leaves out where one can ask for more."""
    article = parsed(page).find(".//article")
    for feed in article.find_class("subscribe"):
        feed.drop_tree()
    return article


def test_each_action_and_pillar_and_the_whole_is_one_file(
    site: Path, single: dict[str, Rendered]
) -> None:
    """Styles inside, no script, nothing to fetch; a link leads within the file or far away."""
    areas = {
        path.rpartition("/")[2]
        for folder in ("actions", "pillars")
        for path in paths(site / folder)
        if path != "index.html" and path.endswith(".html")
    }
    assert len(areas) == 14
    assert set(single) == {f"one/{name}" for name in (*areas, "index.html")}
    for path, file in single.items():
        assert "<script" not in (site / path).read_text("utf-8")
        assert not file.foreign
        assert {(to, anchor) for to, anchor in file.references if to != path} == set()
        assert {anchor for _, anchor in file.references} <= file.anchors, path


def test_a_single_file_has_every_word_of_its_page_and_names_the_lines(site: Path) -> None:
    """A link becomes words; a line of a received file is given with the title of its page."""
    page = words_of(site / "actions/science.html")
    one = parsed(site / "one/science.html").find(".//article")
    told = [place.text_content() for place in one.find_class("line-of")]
    assert told[0] == "原件第 42–46 行：《以“人工智能+”开启中国特色智能化发展新篇章》"
    assert len(told) == sum(
        "sources/" in link.get("href") for link in page.iter("a") if "#L" in link.get("href")
    )
    for added in one.find_class("of"):
        added.drop_tree()
    assert one.text_content() == page.text_content()


def test_the_whole_holds_every_page_of_the_newest_snapshot(root: Path, site: Path) -> None:
    """Each with all its words; but for the search, what only moved and pages by hand."""
    whole = parsed(site / "one/index.html")
    held = {one.get("id"): one for one in whole.iter("article")}
    for added in whole.find_class("of"):
        added.drop_tree()
    elsewhere = ("404", "at/", "one/", "search/")
    by_hand = {addresses.built(page.path, addresses.HOME) for page in pages_by_hand(root)}
    own = [path for path in paths(site) if path.endswith(".html") and path not in by_hand]
    own = [path for path in own if not path.startswith(elsewhere)]
    assert {f"{key}.html" for key in held} == set(own)
    for path in own:
        page = words_of(site / path)
        assert held[path.removesuffix(".html")].text_content() == page.text_content(), path


def test_verify_names_a_single_file_that_was_changed(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site", tmp_path / "site")
    file = tmp_path / "site/one/models.html"
    file.write_text(file.read_text("utf-8").replace("模型", "模形", 1), "utf-8")
    (tmp_path / "site/one/other.html").write_text("<p>")
    done = command(root, "verify", str(tmp_path / "site"))
    assert done.returncode == 1
    found = [line for line in done.stdout.splitlines() if line.startswith("one/")]
    assert any(one.startswith("one/models.html: the seeds say …") for one in found)
    assert any(one.startswith("one/models.html: is not titled ") for one in found)
    assert set(found) >= {
        "one/models.html: is not what the manifest says",
        "one/other.html: is no page of this site",
        "one/other.html: is not in the manifest",
    }


# -------------------------------------------------------------------- the bundle


@pytest.fixture(scope="session")
def bundle(root: Path) -> Path:
    """The zip."""
    (zipped,) = (root / "dist").iterdir()
    return zipped


@pytest.fixture(scope="session")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as a reader unpacks it, to a folder with Chinese and blanks in its path."""
    folder = tmp_path_factory.mktemp("我的 文档") / "收到 的"
    shutil.unpack_archive(bundle, folder)
    return folder


def test_a_bundle_is_the_site_with_a_page_to_start_and_a_manifest(bundle: Path, site: Path) -> None:
    assert bundle.name == "人工智能+行动·政策读本-2026-03.zip"
    assert bundle.stat().st_size < 16_000_000
    with zipfile.ZipFile(bundle) as zipped:
        names = zipped.namelist()
        assert names == sorted({*paths(site), "manifest.json", "sbom.cdx.json", "开始阅读.html"})
        told = json.loads(zipped.read("manifest.json"))
        assert sorted(told) == [name for name in names if name != "manifest.json"]
        for name in told:
            content = zipped.read(name)
            assert hashlib.sha256(content).hexdigest() == told[name]
            assert (
                name in ("开始阅读.html", "sbom.cdx.json") or content == (site / name).read_bytes()
            )
        for entry in zipped.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.external_attr >> 16 == 0o100644
            assert entry.filename.isascii() or entry.flag_bits & 0x800
        assert list(unfit(names)) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("documents/con.html", "device"),
        ("at/NUL/index.html", "device"),
        ("a/lpt1", "device"),
        ("a/com².txt", "device"),
        ("a/b:c.html", "':'"),
        ("a/问？?.html", "'?'"),
        ("a./index.html", "dot or a blank"),
        ("a/b ", "dot or a blank"),
        ("a/" + "b" * 179, "181 characters"),
        ("A/other.html", "a/good.html is the same name"),
        ("a/GOOD.html", "is the same name"),
        ("a/con-text.html", None),
        ("a/console.html", None),
        ("a/" + "b" * 178, None),
        ("甲/“乙”+丙.html", None),
    ],
)
def test_a_name_that_is_invalid_on_windows_is_reported(path: str, words: str | None) -> None:
    """Devices, signs, ends, length, and names that differ in capitals alone."""
    found = list(unfit(["a/good.html", path]))
    if words is None:
        assert found == []
    else:
        assert [words for line in found if words in line or "same name" in line] == [words]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("“人工智能+”行动：读本/甲", "人工智能+行动读本甲"),
        ("Con", "Con_"),
        ("…?", "site"),
        ("a" * 100, "a" * 80),
    ],
)
def test_a_title_becomes_a_name_for_every_system(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_a_bundle_that_cannot_be_leaves_the_last_one(root: Path, tmp_path: Path) -> None:
    """A page written by hand may have a name that the site takes, and Windows does not."""
    copy = Path(shutil.copytree(root, tmp_path / "root"))
    (last,) = (copy / "dist").iterdir()
    before = last.read_bytes()
    (copy / "docs/aux.md").write_text('# 甲\n\n乙 <span class="voice editor">编者</span>\n')
    done = command(copy, "bundle")
    assert done.returncode == 1
    assert "aux.html: “aux.html” is a device on Windows" in done.stdout
    assert not (copy / "site/aux.html").exists()
    assert [path.read_bytes() for path in (copy / "dist").iterdir()] == [before]


def test_verify_proves_an_unpacked_bundle(root: Path, unpacked: Path, tmp_path: Path) -> None:
    """As it is a site; and its manifest and the page to start with belong to it."""
    done = command(root, "verify", str(unpacked))
    assert done.returncode == 0, done.stdout
    folder = Path(shutil.copytree(unpacked, tmp_path / "changed"))
    (folder / "开始阅读.html").write_text("<p>别处")
    (folder / "data/links.csv").write_text("")
    (folder / "data/terms.txt").write_text("")
    done = command(root, "verify", str(folder))
    assert done.returncode == 1
    for finding in (
        "开始阅读.html: is not what the manifest says",
        "开始阅读.html: is not what the seeds say of the site",
        "data/terms.txt: is not in the manifest",
    ):
        assert finding in done.stdout.splitlines()


# ------------------------------------------------------------- as its reader has it


def local(browser: Browser, address: str) -> Page:
    """Open an address in a page that reaches files and nothing else."""
    page = browser.new_page()
    page.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page.goto(address)
    return page


def test_all_works_from_the_folder_with_the_network_denied(
    browser: Browser, unpacked: Path
) -> None:
    """From the first page on: reading, searching, another snapshot, what changed, one file."""
    page = local(browser, (unpacked / "开始阅读.html").as_uri())
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.get_by_role("link", name="开始阅读", exact=True).click()
    page.wait_for_url("**/index.html")
    page.keyboard.press("/")
    page.keyboard.type("中试基地")
    expect(page.locator("#find .found-count")).to_contain_text("段")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*.html?*#*")
    page.goto((unpacked / "actions/industry.html").as_uri())
    page.locator("a.snapshot").click()
    page.locator("#snapshot-menu a:has-text('2025-09')").click()
    page.wait_for_url("**/at/2025-09/actions/industry.html*")
    page.goto((unpacked / "changes/index.html").as_uri())
    page.locator("article a[href$='#filed-science']").first.click()
    expect(page.locator("#filed-science")).to_be_visible()
    page.goto((unpacked / "actions/industry.html").as_uri())
    page.locator(".as-one a").click()
    expect(page.locator("article.page-area h1")).to_be_visible()
    assert errors == []
    page.close()


def test_the_first_page_holds_the_folder_against_its_manifest(
    browser: Browser, unpacked: Path, tmp_path: Path
) -> None:
    """A changed, a missing and an added file are named; nothing is, where all is well."""
    number = len(paths(unpacked)) - 1
    folder = Path(shutil.copytree(unpacked, tmp_path / "改 过"))
    (folder / "actions/industry.html").write_text("<p>")
    (folder / "search/engine.js").unlink()
    (folder / "多出.txt").write_text("")
    for where, said in (
        (unpacked, [f"全部 {number} 个文件与清单一致。"]),
        (
            folder,
            [
                "3 处不符：",
                "与清单不符：actions/industry.html",
                "缺少：search/engine.js",
                "清单里没有：多出.txt",
            ],
        ),
        (unpacked / "at", ["所选文件夹里没有 manifest.json：请选解压后的整个文件夹。"]),
    ):
        page = local(browser, (where / "开始阅读.html").as_uri().replace("/at/", "/"))
        expect(page.locator("#cannot")).to_be_hidden()
        page.set_input_files("#folder", where)
        expect(page.locator("#found p").first).to_have_text(said[0])
        assert page.locator("#found p").all_text_contents()[: len(said)] == said
        page.close()


def test_where_a_browser_cannot_check_the_page_says_so(browser: Browser, unpacked: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((unpacked / "开始阅读.html").as_uri())
    expect(page.locator("#cannot")).to_be_visible()
    expect(page.locator("#check")).to_be_hidden()
    context.close()
