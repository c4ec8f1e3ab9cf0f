"""A site at a public address: what its pages say of themselves to browsers and search engines.

Without an address nothing in it names one: the same tree works from a folder.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from lxml import html

from builder.__main__ import FINDINGS, FINE, WRONG, main
from builder.disk.seeds import read
from builder.export.data import TABLES
from builder.model import Date, InputError, Text
from builder.pages import facts
from builder.pipeline import editions
from builder.runner import Runner
from builder.site.crawling import MOST, as_of, crawling
from builder.site.head import FACTS, head
from builder.site.links import resolve
from builder.site.settings import Settings, settings
from builder.site.snapshots import View
from tests.conftest import CHECKOUT
from tests.roads import write_seeds
from tests.test_markdown import ANYTHING

EDITOR = '<span class="voice editor">编者</span>'
"""The mark of what editors wrote."""
URL = "https://example.org/roads/"
OLDER, NEWEST = "2024-03", "2024-05"
FOOTER = """\
extra:
  footer:
    - {text: 某ICP备12345678号, url: "https://beian.example.cn/?a=1&b=2"}
    - text: 某村村委会 <主办>
    - text: 怎么联系
      url: 联系%20我们.html#who
"""
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small policy about village roads, built for a public address."""
    root = tmp_path_factory.mktemp("published")
    snapshots = (
        {"id": OLDER, "date": "2024-03-05", "title": "初稿", "why": "始建"},
        {"id": NEWEST, "date": {"value": "2024-05/..", "evidence": [
            {"line": 1, "words": "3月5日"}]}, "title": "再版", "why": "更新"},
    )  # fmt: skip
    write_seeds(root, snapshots)
    config = (CHECKOUT / "mkdocs.yml").read_text("utf-8").replace("extra:\n", FOOTER, 1)
    (root / "mkdocs.yml").write_text(f"{config}site_url: {URL}\n", "utf-8")
    (root / "docs").mkdir()
    (root / "docs/联系 我们.md").write_text(f"# 联系 {{#who}}\n\n村口。{EDITOR}\n", "utf-8")
    (root / "docs/access.md").write_text(
        "---\ntitle: 无障碍\nfooter: 无障碍\n---\n文。" + EDITOR, "utf-8"
    )
    assert main(["build", "--root", str(root), "--quiet"]) == FINE
    return root


@pytest.fixture(scope="module")
def pages(public: Path) -> dict[str, html.HtmlElement]:
    """Every page of that site by path, the single files too."""
    site = public / "site"
    return {
        file.relative_to(site).as_posix(): html.document_fromstring(file.read_bytes())
        for file in site.rglob("*.html")
    }


def said(page: html.HtmlElement) -> dict[str, Any]:
    """Return the facts of a page."""
    (script,) = page.xpath('//head/script[@type="application/ld+json"]/text()')
    found: dict[str, Any] = json.loads(script)
    return found


def one(page: html.HtmlElement, path: str) -> str:
    """Return what stands once in a page."""
    (found,) = page.xpath(path)
    return str(found)


def placed(pages: dict[str, html.HtmlElement]) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the pages that were rendered by MkDocs."""
    return ((path, page) for path, page in pages.items() if not re.match("404|one/", path))


# ---------------------------------------------------------------- addresses


def test_each_page_names_its_own_address(pages: dict[str, html.HtmlElement]) -> None:
    """A page under at/ names the permanent one; Chinese and blanks are spelt as addresses are."""
    for path, page in placed(pages):
        address = one(page, '//link[@rel="canonical"]/@href')
        assert address == one(page, '//meta[@property="og:url"]/@content') == said(page)["url"]
        written = path.replace("联系 我们", "%E8%81%94%E7%B3%BB%20%E6%88%91%E4%BB%AC")
        assert address == URL + written
    assert f"at/{OLDER}/index.html" in pages


def test_the_sitemap_has_each_page_once_as_new_as_its_snapshot(
    public: Path, pages: dict[str, html.HtmlElement]
) -> None:
    """All that name an address; no file that repeats pages; no date but those of the updates."""
    tree = ElementTree.parse(public / "site/sitemap.xml").getroot()
    rows = {row.findtext(f"{SITEMAP}loc", ""): row.findtext(f"{SITEMAP}lastmod") for row in tree}
    assert len(rows) == len(tree)
    assert set(rows) == {one(page, '//link[@rel="canonical"]/@href') for _, page in placed(pages)}
    for address, day in rows.items():
        assert day == ("2024-03-05" if f"at/{OLDER}/" in address else "2024-05"), address


def test_robots_txt_names_the_sitemap(public: Path) -> None:
    told = (public / "site/robots.txt").read_text("utf-8")
    assert told == f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n"


def test_a_sitemap_that_would_be_too_long_is_an_index(public: Path) -> None:
    """Of as many parts as are needed, with the same addresses in the same order."""
    made = editions(read(public), Runner())
    (whole, robots), parts = ([*crawling(made, (), Settings(URL), most)] for most in (MOST, 30))
    index, *some, again = parts
    assert robots == again
    names = re.findall(f"<loc>{URL}(.*?)</loc>", index.content.decode())
    assert names == [part.path for part in some]
    assert len(names) > 1
    rows = [re.findall("<url>.*", part.content.decode()) for part in some]
    assert max(map(len, rows)) == 30
    assert [*chain(*rows)] == re.findall("<url>.*", whole.content.decode())


def test_without_an_address_nothing_names_one(site: Path) -> None:
    assert not [*site.glob("sitemap*"), *site.glob("robots*")]
    for file in site.rglob("*.html"):
        page = html.document_fromstring(file.read_bytes())
        assert not page.xpath('//link[@rel="canonical"] | //meta[@property="og:url"]'), file
        assert not page.xpath("//link[starts-with(@href, 'http')]"), file


@pytest.mark.parametrize(
    ("written", "day"),
    [("2025-08-26", "2025-08-26"), ("2025-08/2025-09", "2025-09"), ("2026-03/..", "2026-03"),
     ("../2026-03", "2026-03"), ("2024", "2024")],
)  # fmt: skip
def test_no_day_is_made_up_for_a_sitemap(written: str, day: str) -> None:
    assert as_of(written) == day


# ---------------------------------------------------------------- titles


def test_no_two_pages_have_the_same_title_or_description(site: Path) -> None:
    """Titles begin with the page's own; under at/ both say which snapshot it is."""
    titles, descriptions = dict[str, Path](), dict[str, Path]()
    for file in site.rglob("*.html"):
        page = html.document_fromstring(file.read_bytes())
        if not page.xpath('//meta[@name="robots"]'):
            title, description = (
                page.findtext(".//title"),
                one(page, "//meta[@name='description']/@content"),
            )
            assert titles.setdefault(title, file) == file
            assert descriptions.setdefault(description, file) == file
            assert description == one(page, '//meta[@property="og:description"]/@content')
            assert title.startswith(one(page, '//meta[@property="og:title"]/@content'))
            path = file.relative_to(site).as_posix()
            snapshot = path.split("/")[1] if path.startswith("at/") else ""
            assert ("版）" in title) == bool(snapshot), path
            assert f"（{snapshot} 版）" in title or not snapshot
    assert len(titles) > 100


def test_every_page_is_in_chinese(site: Path) -> None:
    for file in site.rglob("*.html"):
        assert html.document_fromstring(file.read_bytes()).get("lang") == "zh-CN", file


def test_what_repeats_or_has_moved_is_not_indexed(
    site: Path, pages: dict[str, html.HtmlElement]
) -> None:
    """Single files repeat pages; a redirect only says where a page went."""
    indexed = '<meta name="robots" content="noindex">'
    for file in (*site.glob("one/*.html"), site / "404.html"):
        assert indexed in file.read_text("utf-8")
    moved = head("路：旧址", {"description": "已移往别处", "kind": "moved"}, "读本")
    view = View("", NEWEST, "2024年5月", "读本", Settings(URL))
    assert indexed in moved
    assert "canonical" not in view.placed(moved, "a.html")
    for _, page in placed(pages):
        assert not page.xpath('//meta[@name="robots"]')


# ---------------------------------------------------------------- facts


def test_each_page_says_what_it_is(pages: dict[str, html.HtmlElement]) -> None:
    """In the words of schema.org, as far as the sources print it."""
    plan = said(pages["documents/plan-1.html"])
    assert plan["@type"] == "Legislation"
    assert plan["name"] == plan["headline"] == "国务院关于推进乡村道路提升的意见"
    assert plan["datePublished"] == "2024-03-05"
    assert said(pages["documents/interview-1.html"])["@type"] == "Article"
    assert said(pages["index.html"])["@type"] == "WebSite"
    assert said(pages["index.html"])["about"] == {
        "@type": "Legislation", "name": "关于推进乡村道路提升的意见"
    }  # fmt: skip
    assert said(pages["actions/mend.html"])["@type"] == "CollectionPage"
    assert said(pages["access.html"])["@type"] == "WebPage"
    terms = said(pages["glossary/index.html"])
    assert terms["@type"] == "DefinedTermSet"
    assert {term["name"] for term in terms["hasDefinedTerm"]} == {"断头路", "养护员"}
    assert said(pages["about/index.html"])["@type"] == "Dataset"


def test_what_facts_refer_to_is_there(public: Path, pages: dict[str, html.HtmlElement]) -> None:
    """Terms by their anchors, data by their files; relative, so that it is so under at/ too."""
    for folder in ("", f"at/{OLDER}/", f"at/{NEWEST}/"):
        glossary = pages[f"{folder}glossary/index.html"]
        for term in said(glossary)["hasDefinedTerm"]:
            assert term["url"].removeprefix("#") in glossary.xpath("//@id")
        data = said(pages[f"{folder}about/index.html"])["distribution"]
        assert len(data) == len(TABLES)
        for file in data:
            path = resolve(f"{folder}about/index.html", file["contentUrl"])
            assert (public / "site" / path).is_file()


@pytest.mark.parametrize(
    ("value", "inferred", "told"),
    [("2024-03-05", False, "2024-03-05"), ("2024-03-05T10:00", False, "2024-03-05"),
     ("2024-03-05", True, None), ("2024-03", False, None), ("2024-03/2024-04", False, None)],
)  # fmt: skip
def test_a_date_that_is_not_printed_is_no_fact(
    value: str, inferred: bool, told: str | None
) -> None:
    text = Text(
        id="a-1", title="路", title_printed=True, kind="report", authority="media",
        date=Date(value, "day", "", inferred=inferred), publisher="未具名", authors=(),
        speaker=None, url=None, snapshot=OLDER, articles=("a-1",), base_reason="", part_of=None,
        paragraphs=(),
    )  # fmt: skip
    made = json.loads(facts.text(text))
    assert made.get("datePublished") == told
    assert "publisher" not in made


@given(ANYTHING, ANYTHING)
def test_no_words_of_a_source_leave_the_head(title: str, words: str) -> None:
    """Whatever a title or a description holds, it is text, and the facts are one script."""
    title, words = title.replace("\0", ""), words.replace("\0", "")
    evil = f"</script><script>alert(1)</script><!--<script>{words}"
    made = head(title + evil, {"description": evil, "facts": {"headline": evil}}, "读本")
    assert made.count("<script") == made.count("</script>") == made.count(FACTS) == 1
    assert "<!--" not in made.replace("<!-- address -->", "")
    (script,) = re.findall(r'<script type="application/ld\+json">(.*)</script>', made, re.DOTALL)
    assert json.loads(script)["headline"] == evil
    assert json.loads(script)["name"] == title + evil
    (shown,) = re.findall(r'<meta content="([^"<>]*)" property="og:title">', made)
    assert unescape(shown) == title + evil


@given(ANYTHING)
def test_a_head_can_be_placed_and_taken_back_whatever_is_in_it(words: str) -> None:
    evil = f'</title>" property="og:title"> - 读本</title><!-- address -->{words}'
    page = f"{head(evil, {'description': evil}, '读本')}<!-- snapshots --><!-- as of -->"
    view = View(f"at/{OLDER}/", OLDER, "2024年3月5日", "读本", Settings(URL))
    made = view.placed(page, "a/b.html")
    assert view.rendered(made, "a/b.html") == page
    assert made.count(f"（{OLDER} 版）") == 2 + words.count(f"（{OLDER} 版）") * 5


# ---------------------------------------------------------------- the foot of every page


def test_the_foot_of_every_page_says_whose_it_is(
    public: Path, pages: dict[str, html.HtmlElement]
) -> None:
    """With links that land: in snapshots, in single files, and on the page for what is missing."""
    for path, page in pages.items():
        (owner,) = page.xpath('//p[@class="owner"]')
        assert owner.text_content() == "某ICP备12345678号 · 某村村委会 <主办> · 怎么联系 · 无障碍"
        number, contact, access = owner.xpath("a/@href")
        assert number == "https://beian.example.cn/?a=1&b=2"
        if path.startswith("one/"):
            assert contact == f"{URL}联系%20我们.html#who"
        else:
            assert resolve(path, contact.partition("#")[0]) == "联系%20我们.html"
            assert (public / "site" / resolve(path, access)).is_file()


@pytest.mark.parametrize(
    ("footer", "line", "message"),
    [
        ("  footer: 某村", 2, "`extra.footer` is no list"),
        ("  footer:\n    - 某村", 3, "this is no entry"),
        ("  footer:\n    - {text: 某村}\n    - {url: a.html}", 4, "`text` is missing"),
        ("  footer:\n    - {text: 2025}", 3, "`text` is missing, or no words"),
        ("  footer:\n    - {text: 某村, href: a}", 3, "`href` is not known"),
        ("  footer:\n    - {text: 某, url: 'javascript:alert(1)'}", 3, "begins with `javascript:`"),
        ("  footer:\n    - {text: 某, url: //example.org}", 3, "neither a whole address"),
        ("  footer:\n    - {text: 某, url: /a.html}", 3, "neither a whole address"),
        ("  footer:\n    - {text: 某, url: ../a.html}", 3, "neither a whole address"),
        ("  footer:\n    - {text: 某, url: 'https://'}", 3, "names no host"),
        ("  footer:\n    - {text: 某, url: 7}", 3, "`url` is no address"),
        ("  footer:\n    - {text: 某, url: 'a.html?b'}", 3, "neither a whole address"),
        ('  footer:\n    - {text: "某\\u0007"}', 3, "`text` holds an invisible character"),
    ],
)
def test_a_wrong_footer_is_told_with_its_line(
    tmp_path: Path, footer: str, line: int, message: str
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"extra:\n{footer}\nsite_name: 读本\n", "utf-8")
    with pytest.raises(InputError) as found:
        settings(tmp_path)
    assert str(found.value).startswith(f"mkdocs.yml:{line}: ")
    assert message in str(found.value)
    assert found.value.quote.strip() == footer.splitlines()[line - 2].strip()


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_footer_that_leads_nowhere_is_told_before_anything_is_built(
    public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    other = tmp_path / "other"
    shutil.copytree(public, other, ignore=shutil.ignore_patterns("site", ".build"))
    config = (other / "mkdocs.yml").read_text("utf-8")
    (other / "mkdocs.yml").write_text(config.replace("联系%20我们.html", "contact.html"), "utf-8")
    assert main([command, "--root", str(other), "--quiet"]) == WRONG
    told = capsys.readouterr().err
    assert told.startswith("mkdocs.yml:")
    assert "the site has no page `contact.html`" in told
    assert "联系 我们.html" in told


def test_a_file_by_hand_cannot_stand_where_one_for_search_engines_does(
    public: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    shutil.copytree(public, other, ignore=shutil.ignore_patterns("site", ".build"))
    (other / "docs/robots.txt").write_text("User-agent: *\n", "utf-8")
    assert main(["build", "--root", str(other), "--quiet"]) == WRONG
    assert "docs/robots.txt: written by hand" in capsys.readouterr().err


def test_a_page_by_hand_that_leaves_the_foot_leaves_that_of_older_snapshots(
    public: Path, tmp_path: Path
) -> None:
    """They are copied from the last site only where they show the same."""
    other = tmp_path / "other"
    shutil.copytree(public, other)
    (other / "docs/access.md").unlink()
    assert main(["build", "--root", str(other), "--quiet"]) == FINE
    assert main(["verify", "--root", str(other), "--quiet"]) == FINE
    assert "无障碍" not in (other / f"site/at/{OLDER}/index.html").read_text("utf-8")


# ---------------------------------------------------------------- proof and notice


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("sitemap.xml", "2024-05", "2026-01-01"),
        ("robots.txt", "Allow", "Disallow"),
        ("index.html", f'href="{URL}index.html"', f'href="{URL}other.html"'),
        (f"at/{OLDER}/index.html", f"（{OLDER} 版）", ""),
        ("documents/plan-1.html", '"datePublished":"2024-03-05"', '"datePublished":"2024-03-06"'),
        ("actions/mend.html", "某村村委会", "某镇"),
        ("one/mend.html", "某村村委会", "某镇"),
        ("404.html", "某村村委会", "某镇"),
    ],
)
def test_what_a_page_says_of_itself_is_proven(
    public: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str
) -> None:
    file = public / "site" / path
    right = file.read_text("utf-8")
    assert old in right
    try:
        file.write_text(right.replace(old, new), "utf-8")
        assert main(["verify", "--root", str(public), "--quiet"]) == FINDINGS
    finally:
        file.write_text(right, "utf-8")
    told = capsys.readouterr().out
    assert re.search(rf"(?m)^{re.escape(path)}: (?!is not what the manifest)", told)


def test_the_notice_names_what_the_site_carries_along(site: Path) -> None:
    """Every file that is not ours, by the licence that its package has."""
    notice = (site / "assets/NOTICE.txt").read_text("utf-8")
    ours = {file.name for file in (CHECKOUT / "builder/site/assets").iterdir()}
    others = {
        file.relative_to(site).as_posix()
        for file in (site / "assets").rglob("*")
        if file.is_file() and file.name not in ours
    }
    assert others
    for path in others:
        assert re.sub(r"\.[0-9a-f]{8}\.", ".*.", path) in notice
    (licence,) = (CHECKOUT / ".venv").glob("lib/*/site-packages/mkdocs_material-*/licenses/LICENSE")
    copyright_, *permission = licence.read_text("utf-8").strip().split("\n\n")
    assert copyright_ in notice
    assert "\n\n".join(permission) in notice
    for page in ("about/index.html", f"at/{'2025-09'}/about/index.html"):
        (to,) = html.document_fromstring((site / page).read_bytes()).xpath(
            '//a[contains(@href, "NOTICE")]/@href'
        )
        assert resolve(page, to) == "assets/NOTICE.txt"
