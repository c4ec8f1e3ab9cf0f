"""Readings: what a format showed when it was published is what the site is made of."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, main
from builder.disk import readings as disk
from builder.disk.locks import read_locks, write_lock
from builder.disk.readings import breaches, differences, read_otherwise, readings, written
from builder.disk.seeds import read
from builder.formats import read as read_file
from builder.model import Damage, Fact, InputError, LineMark, Source, SourceEntry
from tests.roads import published_with

PAGE = """\
<!DOCTYPE html><html><head><meta charset="utf-8"><title>培训</title></head><body>
<nav>首页</nav><h1>乡村道路养护员培训开班</h1>
<p>6月2日，乡村道路养护员培训开班。学员说，有了保险，心里踏实。</p>
<p>断头路打通以后，农村客运班车要跟上。</p></body></html>
"""
TXT, MARKS = "docs/.readings/page.txt", "docs/.readings/page.json"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a web page, whose snapshot is locked; copy it, do not change it."""
    return published_with(tmp_path_factory.mktemp("readings") / "root", ("page", "page.html", PAGE))


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(published, tmp_path / "root"))


def page_of(root: Path) -> Source:
    return next(one for one in read(root).sources if one.entry.id == "page")


def told(root: Path) -> list[str]:
    """Return what is not as it was locked."""
    return [str(one) for one in breaches(root, read(root).sources, read_locks(root))]


# ---------------------------------------------------------------- the files


def test_the_lines_are_the_reading_and_nothing_else(published: Path) -> None:
    """A program takes lines first to last of it; text files have no other reading."""
    lines = (published / TXT).read_text("utf-8")
    assert lines == "".join(f"{line}\n" for line in page_of(published).lines)
    assert lines.splitlines()[1] == "乡村道路养护员培训开班"
    assert sorted(one.name for one in (published / "docs/.readings").iterdir()) == [
        "page.json",
        "page.txt",
    ]


def test_what_the_lines_cannot_hold_is_beside_them_a_row_a_line(published: Path) -> None:
    """The hash of the file, and a mark for each line."""
    held = (published / MARKS).read_text("utf-8")
    value = json.loads(held)
    assert value["sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert value["form"] == "webpage"
    assert value["marks"][1] == {"kind": "heading", "level": 1, "block": 2}
    assert '\n{"kind": "heading", "level": 1, "block": 2},\n' in held


def test_every_fact_of_a_source_comes_back(published: Path, tmp_path: Path) -> None:
    """Also those that a web page does not have: spans, pages, signs of the format."""
    entry = page_of(published).entry
    source = Source(
        entry,
        ("⁴甲", "", "乙"),
        "utf-8",
        "gb18030",
        "webpage",
        (
            LineMark("item", 2, 1, ((0, 1),), 1),
            LineMark(outside="syntax", page=1),
            LineMark("note", 0, 3, ((0, 1), (0, 0)), 2, "struck"),
        ),
        ("**⁴甲**", "", "乙"),
        (Fact("url", "https://example.org/a", "第2行"),),
        "https://example.org/a",
        2,
        (Damage(3, "乱码"),),
    )
    hashes = []
    for file in written(source):
        (tmp_path / "docs" / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / file.path).write_bytes(file.content)
        hashes.append(hashlib.sha256(file.content).hexdigest())
    locked = disk.LockedFile(entry.id, entry.sha256, *hashes)
    assert disk.kept(tmp_path, entry, locked) == source


def test_a_line_of_a_reading_is_one_line_for_every_program() -> None:
    """Some cut at U+2028 or a form feed; half a character cannot be written."""
    data = "<p>甲\u2028乙\u000b丙</p><p>丁</p>".encode()
    source = read_file(SourceEntry("a", "a.html", "", "", ""), data, "a.html")
    (lines, _) = written(source)
    assert lines.content.decode().splitlines() == list(source.lines)
    assert [line for line in source.lines if "丁" in line] == ["丁"]


def test_readings_go_with_their_sources(root: Path) -> None:
    """The stage holds what the seeds have, and no more; by-hand files are untouched."""
    shutil.rmtree(root / "docs/.locks")
    (root / "docs/.readings/gone.txt").write_text("甲\n", "utf-8")
    seeds = read(root)
    (found,) = differences(root, readings(root, seeds.sources, ()), ())
    assert found == "docs/.readings/gone.txt: is superfluous: the seeds have no such source"
    (root / "docs/by-hand.md").write_text("# 甲\n", "utf-8")
    assert main(["pages", "--quiet", "--root", str(root)]) == FINE
    assert not (root / "docs/.readings/gone.txt").exists()
    assert (root / TXT).exists()
    assert (root / "docs/by-hand.md").exists()


def test_a_reading_that_is_not_that_of_the_file_is_a_difference(root: Path) -> None:
    """Before the lock `docs/` says what the seeds say, as with pages."""
    shutil.rmtree(root / "docs/.locks")
    (root / TXT).write_text((root / TXT).read_text("utf-8").replace("踏实", "塌实"), "utf-8")
    (root / MARKS).unlink()
    missing, other = differences(root, readings(root, read(root).sources, ()), ())
    assert missing == f"{MARKS}: is missing"
    assert other.startswith(f"{TXT}:3: is not the reading of the file\n")
    assert "塌实" in other


# ---------------------------------------------------------------- what is locked


def test_a_locked_source_is_made_from_its_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that reads otherwise moves nothing; `check` tells the first line."""
    before = page_of(root)
    real = disk.read

    def newer(entry: SourceEntry, data: bytes, file: str) -> Source:
        source = real(entry, data, file)
        if source.form == "text":
            return source
        return replace(source, lines=("首页", "培训开班", *source.lines[2:]))

    monkeypatch.setattr("builder.disk.received.read", newer)
    monkeypatch.setattr("builder.disk.readings.read", newer)
    assert page_of(root) == before
    assert told(root) == []
    (said,) = read_otherwise(root, read(root).sources, read_locks(root))
    assert said == (
        "seeds/sources/page.html: reads otherwise than docs/.readings/page.txt:2, which stays"
        "\n    kept | 乡村道路养护员培训开班\n    anew | 培训开班"
    )
    shutil.rmtree(root / "docs/.locks")
    assert page_of(root).lines[1] == "培训开班"


@pytest.mark.parametrize("path", [TXT, MARKS])
def test_a_touched_or_missing_reading_is_told_with_its_remedy(root: Path, path: str) -> None:
    """With the line, where the file still gives what was locked."""
    held = (root / path).read_text("utf-8")
    (root / path).write_text(held.replace("踏实", "塌实").replace("heading", "item"), "utf-8")
    (said,) = told(root)
    assert f"{path}:" in said
    assert "published as of 2024-03: the reading of seeds/sources/page.html is not what" in said
    assert f"git checkout -- {path}" in said
    assert ("心里塌实" if path == TXT else '"kind": "item"') in said
    (root / path).unlink()
    (said,) = told(root)
    assert "page.html is missing" in said


def test_another_file_under_a_published_id_is_told(root: Path) -> None:
    """Also where its hash was entered, and its words are the same."""
    other = PAGE.replace("</body>", "<!-- --></body>")
    (root / "seeds/sources/page.html").write_bytes(other.encode())
    listed = root / "seeds/sources.yml"
    was, now = (hashlib.sha256(one.encode()).hexdigest() for one in (PAGE, other))
    listed.write_text(listed.read_text("utf-8").replace(was, now), "utf-8")
    (said,) = told(root)
    assert said.startswith("seeds/sources/page.html: published as of 2024-03: this is not the file")
    assert was in said


def test_check_reports_it_as_a_finding(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not a second time as a difference that `pages` would mend."""
    (root / TXT).write_text("甲\n", "utf-8")
    assert main(["check", "--quiet", "--root", str(root)]) == FINDINGS
    said = capsys.readouterr().out
    assert f"{TXT}:1: published as of 2024-03" in said
    assert "builder pages" not in said


# ---------------------------------------------------------------- locks of old and new


def test_lock_adds_the_files_to_a_lock_that_does_not_tell(root: Path) -> None:
    """Its words keep their hashes; a second time there is nothing to add."""
    file = root / "docs/.locks/2024-03.json"
    whole = file.read_bytes()
    (held,) = read_locks(root)
    assert [one.id for one in held.files or ()] == ["interview", "page", "plan", "report"]
    assert [one.id for one in held.files or () if one.reading] == ["page"]
    file.unlink()
    write_lock(root, replace(held, files=None))
    assert b'"files"' not in file.read_bytes()
    assert told(root) == []
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    assert file.read_bytes() == whole


def test_nothing_is_locked_that_docs_does_not_hold(root: Path) -> None:
    """Else the locked reading would be nowhere."""
    shutil.rmtree(root / "docs/.locks")
    (root / TXT).unlink()
    with pytest.raises(InputError, match=r"docs/\.readings/page\.txt: is not the reading") as error:
        disk.to_lock(root, read(root).sources, ())
    assert "builder pages" in str(error.value)
