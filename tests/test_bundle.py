"""What one hands over: a lean tree, one zip of it, names for every system, the same bytes."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from builder.site.links import Rendered, parsed, rendered
from tests.conftest import builder


def paths(folder: Path) -> list[str]:
    """Return the files of a folder, sorted."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )


def test_no_file_of_the_theme_is_there_that_no_page_asks_for(site: Path) -> None:
    """The theme brings a search of its own and files for debuggers; ours needs neither."""
    pages = rendered(site, [path for path in paths(site) if path.endswith(".html")])
    asked = {path for page in pages.values() for path, _ in page.references}
    assert [path for path in paths(site / "assets") if f"assets/{path}" not in asked] == []


def test_snapshots_share_scripts_and_styles(site: Path) -> None:
    """Only the index, which is data, stands under the newest snapshot and at the root as well."""
    code = [path for path in paths(site) if path.endswith((".js", ".css"))]
    contents = Counter((site / path).read_bytes() for path in code)
    twice = [path for path in code if contents[(site / path).read_bytes()] > 1]
    assert twice == ["at/2026-03/search/index.js", "search/index.js"]


# ------------------------------------------------------------------- single files


@pytest.fixture(scope="session")
def single(site: Path) -> dict[str, Rendered]:
    """The single files, as a browser would read them, by path."""
    return rendered(site, [f"one/{path}" for path in paths(site / "one")])


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
    """What was a link is words; a line of a received file is told with the page that shows it."""
    page = parsed(site / "actions/science.html").find(".//article")
    one = parsed(site / "one/science.html").find(".//article")
    told = [place.text_content() for place in one.find_class("line-of")]
    assert told[0] == "原件第 42–46 行：《以“人工智能+”开启中国特色智能化发展新篇章》"
    assert len(told) == sum(
        "sources/" in link.get("href") for link in page.iter("a") if "#L" in link.get("href")
    )
    for added in one.find_class("of"):
        added.drop_tree()
    assert one.text_content() == page.text_content()


def test_the_whole_holds_every_page_of_the_newest_snapshot(site: Path) -> None:
    """Each with all its words; but for the search, which a browser has, and what only moved."""
    whole = parsed(site / "one/index.html")
    held = {one.get("id"): one for one in whole.iter("article")}
    for added in whole.find_class("of"):
        added.drop_tree()
    elsewhere = ("at/", "one/", "search/")
    own = [path for path in paths(site) if path.endswith(".html")]
    own = [path for path in own if not path.startswith(elsewhere)]
    assert {f"{key}.html" for key in held} == set(own)
    for path in own:
        page = parsed(site / path).find(".//article")
        assert held[path.removesuffix(".html")].text_content() == page.text_content(), path


def test_verify_names_a_single_file_that_was_changed(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site", tmp_path / "site")
    file = tmp_path / "site/one/models.html"
    file.write_text(file.read_text("utf-8").replace("模型", "模形", 1), "utf-8")
    (tmp_path / "site/one/other.html").write_text("<p>")
    done = builder(root, "verify", str(tmp_path / "site"))
    assert done.returncode == 1
    said = {line for line in done.stdout.splitlines() if line.startswith("one/")}
    assert said == {
        "one/models.html: is not what the pages say that it holds",
        "one/models.html: is not what the manifest says",
        "one/other.html: is no page of this site",
        "one/other.html: is not in the manifest",
    }
