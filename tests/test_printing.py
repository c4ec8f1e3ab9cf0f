"""What is printed: Chinese in its own fonts, bookmarks, page numbers, the sources' lines."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader
from pypdf.generic import Destination

from builder.model import InputError
from builder.site import printing
from builder.site.links import parsed
from builder.site.printing import FONTS, printed
from tests.conftest import CHECKOUT


def run(root: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m builder print` on the site in `root`."""
    return subprocess.run(
        [sys.executable, "-m", "builder", "print", *names, "--root", str(root)],
        cwd=CHECKOUT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def paper(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the printed page of an action, and with a whole that is cut to two pages."""
    root = tmp_path_factory.mktemp("paper")
    (root / "site/one").mkdir(parents=True)
    shutil.copy(site / "one/science.html", root / "site/one")
    whole = parsed(site / "one/index.html")
    kept = {"documents/sic-commentary-1", "actions/science"}
    for article in list(whole.iter("article")):
        if article.get("id") not in kept:
            article.drop_tree()
    for row in whole.find_class("list")[0].findall(".//li"):
        if row.find("a").get("href")[1:] not in kept:
            row.drop_tree()
    (root / "site/one/index.html").write_text(html.tostring(whole, encoding="unicode"), "utf-8")
    done = run(root, TZ="Asia/Shanghai", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{root}/dist/pdf/{name}.pdf" for name in ("index", "science")
    ]
    return root


@pytest.fixture(scope="module")
def area(paper: Path) -> PdfReader:
    return PdfReader(paper / "dist/pdf/science.pdf")


@pytest.fixture(scope="module")
def whole(paper: Path) -> PdfReader:
    return PdfReader(paper / "dist/pdf/index.pdf")


def close(text: str) -> str:
    """Return a text without white space, which a page sets as it likes."""
    return re.sub(r"\s", "", text)


def bookmarks(outline: list[object]) -> Iterator[str]:
    """Yield the names of bookmarks, in their order."""
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one)
        elif isinstance(one, Destination):
            yield str(one.title)


def test_every_font_is_embedded_and_is_the_chinese_one(area: PdfReader) -> None:
    names = set()
    for page in area.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in descriptor
            names.add(str(descriptor["/FontName"]).partition("+")[2])
    assert names == {*FONTS, f"{FONTS[0]}-Bold"} | {f"{FONTS[1]}-Bold"} & names


def passages(single: Path) -> list[str]:
    """Return the quotations of a single file, in its order."""
    words = parsed(single).find(".//article").find_class("words")
    return [close(one.text_content()) for one in words if one.tag == "p"]


def test_the_words_come_out_in_the_order_of_the_page(area: PdfReader, paper: Path) -> None:
    """Whoever copies from it, or reads it aloud, gets each passage whole, and one after another."""
    pages = [close(page.extract_text()) for page in area.pages]
    said = passages(paper / "site/one/science.html")
    assert len(said) > 3
    text = "".join(pages)
    places = [text.find(passage[:20]) for passage in said]
    assert -1 not in places
    assert places == sorted(places)
    for passage in said:
        first = next(number for number, page in enumerate(pages) if passage[:20] in page)
        # One that runs on to the next page has the notes of the first between its halves.
        assert passage in pages[first] or passage[-20:] in pages[first + 1]
    assert any(passage in page for passage in said for page in pages)


def test_headings_are_bookmarks(area: PdfReader, whole: PdfReader, paper: Path) -> None:
    """By their names alone: counts at their ends are not part of them."""
    article = parsed(paper / "site/one/science.html").find(".//article")
    for count in article.find_class("count"):
        count.drop_tree()
    names = [close(one.text_content()) for one in article.iter("h1", "h2", "h3")]
    assert names[:2] == ["“人工智能+”科学技术", "专家怎么看"]
    assert [close(name) for name in bookmarks(area.outline)] == names
    names = [*bookmarks(whole.outline)]
    assert names[0] == "“人工智能+”科学技术"
    assert "以“人工智能+”开启中国特色智能化发展新篇章" in names
    assert "三、做深做实“人工智能+”行动推动《意见》精准落地" in names


def test_every_page_has_its_number_and_the_contents_know_it(whole: PdfReader) -> None:
    number = len(whole.pages)
    texts = [close(page.extract_text()) for page in whole.pages]
    assert number > 5
    for page, text in enumerate(texts, 1):
        assert f"{page}/{number}" in text
    first = next(page for page, text in enumerate(texts[1:], 2) if "近日，国务院正式印发" in text)
    assert re.search(rf"开启中国特色智能化发展新篇章\.*{first}", texts[0])


def test_the_lines_of_the_sources_are_notes_at_the_foot(area: PdfReader, paper: Path) -> None:
    """Each passage calls its note, which stands on the page on which the passage ends."""
    pages = [close(page.extract_text()) for page in area.pages]
    article = parsed(paper / "site/one/science.html").find(".//article")
    lines = article.xpath(".//p[contains(@class, 'words')]/following-sibling::*[1]")
    told = [close(line.find_class("line-of")[0].text_content()) for line in lines]
    assert told[0] == "原件第42–46行：《以“人工智能+”开启中国特色智能化发展新篇章》"
    for number, (passage, line) in enumerate(
        zip(passages(paper / "site/one/science.html"), told, strict=True), 1
    ):
        page = next(page for page in pages if f"{passage[-10:]}{number}" in page)
        assert page.index(f"{passage[-10:]}{number}") < page.index(f"{number}{line}")


def test_the_same_page_is_the_same_file(paper: Path) -> None:
    """Law 5, as far as one machine has one set of fonts; and one name prints one page."""
    before = {path.name: path.read_bytes() for path in (paper / "dist/pdf").iterdir()}
    (paper / "dist/pdf/index.pdf").unlink()
    done = run(paper, "science", TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (paper / "dist/pdf").iterdir()] == ["science.pdf"]
    assert (paper / "dist/pdf/science.pdf").read_bytes() == before["science.pdf"]
    (paper / "dist/pdf/index.pdf").write_bytes(before["index.pdf"])


def test_what_is_missing_is_told_with_the_remedy(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package, a library of the system, a font: one cannot print, and knows what to do."""
    single = paper / "site/one/science.html"
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "weasyprint", None)
        with pytest.raises(InputError, match=r"not installed\n    → make print"):
            printed(single)
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "weasyprint", raising=False)
        (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load libpango\\nmore')")
        patch.syspath_prepend(tmp_path)
        with pytest.raises(InputError, match=r"load libpango\n    → Debian.* libpango-1\.0-0"):
            printed(single)
    with monkeypatch.context() as patch:
        patch.setattr(printing, "FONTS", ("No-Such-Font",))
        with pytest.raises(InputError, match=r"No-Such-Font is missing\n.*fonts-noto-cjk"):
            printed(single)


def test_a_name_that_is_not_there_is_answered(paper: Path, tmp_path: Path) -> None:
    done = run(paper, "sciense")
    assert done.returncode == 2
    assert "one of index, science" in done.stderr
    done = run(tmp_path)
    assert done.returncode == 2
    assert "make site" in done.stderr
