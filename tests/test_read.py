"""`read` prints what editors point at: the number of each line, what it is, its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.__main__ import FINE, WRONG, main
from builder.disk.readings import written
from builder.disk.seeds import read_one
from builder.model import LineMark, Source, SourceEntry
from builder.pages.terminal import reading
from tests.roads import add, write_seeds
from tests.test_readings import PAGE

ENTRY = SourceEntry("a", "a.pdf", "", "未具名", "2024-03")


def test_each_line_has_its_number_and_what_it_is() -> None:
    """Plain text has a number alone; with pages the page stands before the line."""
    source = Source(
        ENTRY,
        ("某市养老驿站办法", "一、总则", "10⁴公里", "— 1 —", "", "①见附件。"),
        "utf-8",
        marks=(
            LineMark("heading", 1, 1, page=1),
            LineMark("item", 2, 2, ((0, 2),), page=1),
            LineMark(block=3, set=((2, 3),), page=1),
            LineMark(outside="running", page=1),
            LineMark(page=2),
            LineMark("note", 0, 5, ((0, 1),), 12, "struck"),
        ),
    )
    assert list(reading(source)) == [
        " 1.1  [heading 1] 某市养老驿站办法",
        " 1.2  [item 2; set “一、”] 一、总则",
        " 1.3  [set “⁴”] 10⁴公里",
        " 1.4  [out: running] — 1 —",
        " 2.5",
        "12.6  [note; set “①”; out: struck] ①见附件。",
    ]


def test_text_and_markdown_are_printed_as_they_stand_in_the_file() -> None:
    """Their lines are the file's own, signs of the format and front matter included."""
    source = Source(
        ENTRY,
        ("---", "title: 甲", "---", "乙"),
        "utf-8",
        printed=("---", "title: 甲", "---", "**乙**"),
        front_matter=3,
    )
    assert list(reading(source)) == [
        "1  [out: metadata] ---",
        "2  [out: metadata] title: 甲",
        "3  [out: metadata] ---",
        "4  **乙**",
    ]


def test_what_acts_on_a_terminal_is_printed_as_a_code() -> None:
    """Blanks of every width stay: an editor copies the words."""
    source = Source(ENTRY, ("甲\x1b[2J乙\u3000丙\u00a0丁\u200b",), "utf-8")
    assert list(reading(source)) == ["1  甲\\x1b[2J乙\u3000丙\u00a0丁\\x200b"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_seeds(tmp_path)
    add(tmp_path, "page", "page.html", PAGE)
    return tmp_path


@pytest.mark.parametrize("name", ["page", "page.html", "{root}/seeds/sources/page.html"])
def test_a_listed_source_goes_by_path_name_or_id(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines are those of the kept reading, in its order."""
    assert main(["read", name.format(root=root), "--root", str(root)]) == FINE
    said = capsys.readouterr().out.splitlines()
    kept = written(read_one(root, "page"))[0].content.decode().splitlines()
    assert len(said) == len(kept)
    assert all(line.endswith(words) for line, words in zip(said, kept, strict=True))
    assert said[1] == "2  [heading 1] 乡村道路养护员培训开班"


def test_any_other_file_can_be_read_without_seeds_and_beside_faulty_ones(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An editor reads a file to mend the entry that points at it."""
    other = tmp_path / "other.html"
    other.write_text(PAGE, "utf-8")
    (root / "seeds/sources.yml").write_text("sources: [", "utf-8")
    for folder in (root, tmp_path):
        assert main(["read", str(other), "--root", str(folder), "--quiet"]) == FINE
        assert "2  [heading 1] 乡村道路养护员培训开班" in capsys.readouterr().out
    assert main(["read", "none.txt", "--root", str(root)]) == WRONG
    assert capsys.readouterr().err.startswith("none.txt: no such file")
