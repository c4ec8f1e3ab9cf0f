"""`verify` believes nothing: one changed character anywhere is found and its place is named."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, main
from builder.disk.files import write_manifest
from tests.conftest import copy_of_checkout


@pytest.fixture
def built(root: Path, tmp_path: Path) -> Path:
    """A copy of a folder with seeds, docs and the site built from them, free to be damaged."""
    return Path(shutil.copytree(root, tmp_path / "copy"))


def verdict(root: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run `verify` and return its exit code and all that it printed."""
    capsys.readouterr()
    code = main(["verify", "--root", str(root)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def damage(file: Path, old: str, new: str) -> None:
    """Replace the first `old` of a file, which must be there."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def test_a_built_site_is_proven(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict(built, capsys)[0] == FINE


def test_a_changed_source_is_named_with_its_line(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sorted((built / "seeds/sources").iterdir())[1]
    damage(file, "关键窗口期", "关键窗口朝")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    assert f"{file.name}:17" in said
    assert "documents/" in said


def test_a_changed_word_that_an_editor_quotes_is_named(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = re.search(r"source: (\S+)\n +line: (\d+)\n +words: (\S+)", _terms(built))
    assert definition is not None
    file = next(
        file
        for file in (built / "seeds/sources").iterdir()
        if definition[3][:12] in file.read_text()
    )
    damage(file, definition[3][:12], definition[3][:11] + "〇")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    assert file.name in said


def _terms(root: Path) -> str:
    return (root / "seeds/terms.yml").read_text()


def test_a_changed_page_is_named_with_paragraph_source_and_line(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = next(
        file for file in (built / "site/documents").iterdir() if "关键窗口期" in file.read_text()
    )
    damage(page, "窗口期", "窗口朝")
    write_manifest(built / "site")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    assert f"documents/{page.name}" in said
    assert re.search(r"paragraph \S+ \(seeds/sources/\S+:17\)", said)


def test_a_changed_row_is_named(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("articles", "documents", "passages", "glossary", "links")
    for name in names:
        file = built / f"site/data/{name}.json"
        rows = json.loads(file.read_text())
        row = rows[len(rows) // 2]
        word = next(value for value in row.values() if isinstance(value, str) and len(value) > 1)
        old, new = (json.dumps(one, ensure_ascii=False) for one in (word, word[:-1] + "〇"))
        damage(file, old, new)
    write_manifest(built / "site")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    for name in names:
        assert re.search(rf"^data/{name}\.json: ", said, re.MULTILINE)


def test_no_character_of_a_page_can_change_unseen(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Header, navigation, attributes, white space: a sample of all places of all kinds of page."""
    choose = random.Random(20250826)
    changed = {}
    for page in choose.sample(sorted((built / "site").rglob("*.html")), 30):
        text = page.read_text()
        place = choose.randrange(len(text))
        page.write_text(text[:place] + ("〇" if text[place] != "〇" else "一") + text[place + 1 :])
        changed[page.relative_to(built / "site").as_posix()] = text[place - 30 : place + 30]
    write_manifest(built / "site")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    for path, where in changed.items():
        assert re.search(rf"^{re.escape(path)}: ", said, re.MULTILINE), (path, where)


def test_a_forged_addition_is_found(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = small / "site/index.html"
    damage(page, "</h1>", "</h1><p>国务院决定取消本意见。</p>")
    write_manifest(small / "site")
    code, said = verdict(small, capsys)
    assert code == FINDINGS
    assert "index.html" in said


def test_a_page_by_hand_is_held_to_what_mkdocs_makes_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may use forms of Markdown that the generated pages do not."""
    copy = copy_of_checkout(tmp_path / "copy")
    hand = copy / "docs/notes/index.md"
    hand.parent.mkdir()
    hand.write_text(
        "# 手记\n\n> 引用，**要紧**\n\n1. 一\n2. 二\n\n" + '<span class="voice editor">编者</span>'
    )
    assert main(["build", "--root", str(copy), "--quiet"]) == FINE
    assert verdict(copy, capsys)[0] == FINE
    damage(copy / "site/notes/index.html", "要紧", "不要紧")
    write_manifest(copy / "site")
    code, said = verdict(copy, capsys)
    assert code == FINDINGS
    assert "notes/index.html: " in said


def test_a_file_too_many_or_too_few_is_found(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "site/actions/extra.html").write_text("<p>x</p>")
    (small / "site/actions/build.html").unlink()
    write_manifest(small / "site")
    code, said = verdict(small, capsys)
    assert code == FINDINGS
    assert "actions/extra.html" in said
    assert "actions/build.html" in said


def test_what_is_no_file_of_the_site_is_found_and_named(
    built: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Of any ending, in any folder; links, devices and what readers cannot read; dead ends."""
    site, elsewhere = built / "site", tmp_path / "elsewhere"
    shutil.copytree(site / "pillars", elsewhere)
    for path in ("evil.js", "assets/own.css", "at/2025-09/x.bin", "data/x", "__MACOSX/page.html"):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text("")
    for path, target in (
        ("actions/industry.html", elsewhere / "data.html"),
        ("pillars", elsewhere),
        ("nowhere.txt", Path("nowhere")),
        ("round.html", Path("round.html")),
    ):
        if (site / path).is_dir():
            shutil.rmtree(site / path)
        (site / path).unlink(missing_ok=True)
        (site / path).symlink_to(target)
    os.mkfifo(site / "pipe.html")
    (site / "glossary/index.html").chmod(0o600)
    (site / "coverage").chmod(0o750)
    style = site / "assets/reader.css"
    style.write_text(style.read_text() + " ")
    page = site / "actions/science.html"
    damage(page, "</h1>", f'</h1><a href="{"a" * 5000}">甲</a><a href="%00">乙</a>')
    write_manifest(site)
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    for finding in (
        "evil.js: is no file of this site",
        "assets/own.css: is no file of this site",
        "at/2025-09/x.bin: is no file of this site",
        "data/x: is no file of this site",
        "__MACOSX/page.html: is no page of this site",
        f"actions/industry.html: is a link, to {elsewhere}/data.html",
        f"pillars: is a link, to {elsewhere}",
        "nowhere.txt: is a link, to nowhere",
        "round.html: is a link, to round.html",
        "pipe.html: is no plain file",
        "glossary/index.html: others cannot read it (mode 0600)",
        "coverage: others cannot read it (mode 0750)",
        "assets/reader.css: the seeds say",
        f"actions/science.html: refers to actions/{'a' * 5000}, which does not exist",
    ):
        assert finding in said


def test_what_systems_leave_in_a_folder_is_passed_over(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after somebody looked at it; and a site that is its owner's alone is nobody else's."""
    site = small / "site"
    for path in (".DS_Store", "data/Thumbs.db", "at/DESKTOP.INI", "__MACOSX/._index.html"):
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_text("")
    (site / "index.html").chmod(0o600)
    site.chmod(0o700)
    assert verdict(small, capsys) == (
        FINE,
        f"{site}: every page and every row is what the seeds say\n",
    )


def test_a_page_that_single_files_need_is_named_where_it_is_gone_or_broken(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its title stands behind links of other pages, and its words in the whole."""
    documents = sorted((built / "site/documents").glob("*-*.html"))
    gone, broken = documents[0], documents[-1]
    gone.unlink()
    damage(broken, "<article", "<div")
    write_manifest(built / "site")
    code, said = verdict(built, capsys)
    assert code == FINDINGS
    assert f"documents/{gone.name}: is missing" in said
    assert f"documents/{broken.name}: " in said
    assert "one/index.html: " in said


def test_the_manifest_answers_for_scripts_and_styles(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    style = next((small / "site/assets").rglob("*.css"))
    style.write_text(style.read_text() + " ")
    code, said = verdict(small, capsys)
    assert code == FINDINGS
    assert style.name in said


@pytest.mark.parametrize("content", [b"", b"<!-- x -->", b'<a href="http://[">x</a>'])
def test_a_page_that_is_hardly_html_is_named(
    small: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """As a copy that was cut short leaves it."""
    document = next((small / "site/documents").glob("*-*.html")).relative_to(small / "site")
    for path in ("404.html", f"{document}", "one/mend.html"):
        (small / "site" / path).write_bytes(content)
    code, said = verdict(small, capsys)
    assert code == FINDINGS
    for path in ("404.html", document, "one/mend.html"):
        assert f"{path}: " in said


@pytest.mark.parametrize("content", ["[]", "null", "[" * 100_000])
def test_a_manifest_that_is_no_table_is_named(
    small: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    (small / "site/data/manifest.json").write_text(content)
    code, said = verdict(small, capsys)
    assert code == FINDINGS
    assert "data/manifest.json: is missing or is no JSON object" in said
