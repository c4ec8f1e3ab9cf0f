"""A published file gives way to a better copy where an editor says so, with reason and day."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.__main__ import FINE, main
from builder.disk.locks import read_locks
from builder.disk.readings import breaches, to_lock
from builder.disk.seeds import read
from builder.export.tables import corrections
from builder.pages import pages
from builder.pipeline import corpus, unlocked
from builder.runner import Runner
from tests.roads import published_with

PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>培训</title></head><body>'
    "<h1>乡村道路养护员培训开班</h1><p>5月6日，某省交通厅说，通村硬化路今年修完三百公里，"
    "路基路面都要检查。</p><p>补助资金按月拨付，村里先修断头路。</p></body></html>"
)
BETTER = PAGE.replace("三百公里", "五百公里")
OLD, NEW = (hashlib.sha256(one.encode()).hexdigest() for one in (PAGE, BETTER))
DAY = "2026-05-31"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose snapshot is locked, the page in it replaced; copy it, do not change it."""
    root = published_with(tmp_path_factory.mktemp("replaced") / "root", ("page", "page.html", PAGE))
    (root / "seeds/sources/page.html").write_text(BETTER, "utf-8")
    listed = root / "seeds/sources.yml"
    listed.write_text(listed.read_text("utf-8").replace(OLD, NEW), "utf-8")
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(published, tmp_path / "root"))


def correct(root: Path, **entries: Any) -> None:
    """Write the corrections of a root."""
    (root / "seeds/corrections.yml").write_text(
        yaml.safe_dump(entries, allow_unicode=True), "utf-8"
    )


def told(root: Path) -> list[str]:
    """Return how seeds and readings break the locks."""
    locks, now = read_locks(root), corpus(read(root), Runner())
    files = breaches(root, now.seeds.received, locks, now.seeds.files)
    return [str(one) for one in (*files, *unlocked(locks, (now,)))]


FILE = {"source": "page", "before": OLD, "after": NEW, "reason": "原网站更正后重存。", "on": DAY}
LINE = {
    "text": "page-1", "lines": [2], "field": "words", "before": "三百公里", "after": "五百公里",
    "reason": "原网站更正。", "on": DAY,
}  # fmt: skip


def test_without_a_word_of_the_editor_the_locks_are_broken(root: Path) -> None:
    """Each message gives the entry that is lacking, with file, hashes, line and words."""
    file, words = told(root)
    assert f"{{source: page, before: {OLD}, after: {NEW}," in file
    assert "text: page-1, lines: [2], field: words, before:" in words


def test_with_it_the_new_file_is_read_and_told(root: Path) -> None:
    """On the pages of file and text, in the data, and in the lock of a later snapshot."""
    correct(root, files=[FILE], facts=[LINE])
    assert told(root) == []
    now = corpus(read(root), Runner())
    made = {one.path: one.content for one in pages(now)}
    assert "原件在2026年5月31日换用更好的一份：原网站更正后重存。" in made["sources/page.md"]
    assert "此处文字原作“三百公里”，2026年5月31日订正为“五百公里”" in made["documents/page-1.md"]
    (row,) = (one for one in corrections(now) if one["field"] == "words")
    assert (row["before"], row["after"], row["on"]) == ("三百公里", "五百公里", DAY)
    assert main(["pages", "--quiet", "--root", str(root)]) == FINE
    assert "五百公里" in (root / "docs/.readings/page.txt").read_text("utf-8")
    (locked,) = (
        one for one in to_lock(root, now.seeds.received, read_locks(root)) if one.id == "page"
    )
    assert locked.sha256 == NEW


@pytest.mark.parametrize(
    ("files", "facts", "message"),
    [
        ([], [LINE], "this is not the file that was locked"),
        ([FILE], [], "reads otherwise"),
        ([FILE | {"after": "0" * 64}], [LINE], "is not the hash of seeds/sources/page.html"),
        ([FILE | {"before": "0" * 64}], [LINE], "this is not the file that was locked"),
        ([FILE], [LINE | {"before": "四百公里"}], "reads otherwise"),
        ([FILE], [LINE | {"after": "六百公里"}], "`after` does not stand in the paragraph"),
        ([FILE], [LINE | {"lines": [3]}], "`after` does not stand in the paragraph"),
    ],
)
def test_an_entry_that_is_not_so_explains_nothing(
    root: Path, files: list[Any], facts: list[Any], message: str
) -> None:
    correct(root, files=files, facts=facts)
    assert any(message in one for one in told(root))


def test_several_replacements_lead_on(root: Path) -> None:
    """In the order of their days."""
    between = "1" * 64
    correct(
        root,
        facts=[LINE],
        files=[
            FILE | {"before": between, "on": "2026-06-01"},
            FILE | {"after": between},
        ],
    )
    assert told(root) == []
