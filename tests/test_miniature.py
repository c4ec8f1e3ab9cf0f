"""Another policy is another `seeds/`: a small site about village roads, built by every command.

Nothing of the project's own policy may show on it: what the builder knows of a policy, it has read.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.conftest import CHECKOUT, command


@pytest.fixture
def root(village: Path) -> Path:
    """A folder with the builder and the small policy, built; read it, do not change it."""
    return village


def test_every_command_works(small: Path) -> None:
    for name in ("pages", "check", "verify", "build"):
        done = command(small, name)
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_pages_are_those_of_this_policy(root: Path) -> None:
    site = root / "site"
    for folder, ids in (("actions", ["build", "mend", "ride"]), ("pillars", ["crew", "money"])):
        assert sorted(path.stem for path in (site / folder).glob("*.html")) == sorted(
            [*ids, "index"]
        )
    home = (site / "index.html").read_text("utf-8")
    assert "乡村的路怎么修，谁来管？" in home
    assert "三项任务" in home
    assert "两项保障" in home
    assert home.count('class="shade-') == 6


def test_no_word_of_the_other_policy_shows(root: Path) -> None:
    """Neither on a page nor in the data, not even in a schema."""
    ours = yaml.safe_load((CHECKOUT / "seeds/framework.yml").read_text("utf-8"))
    words = {
        ours["title"], ours["policy"], ours["actions_title"], ours["pillars_title"],
        *(word for word in ours["subject"] if re.fullmatch(r"[\u4e00-\u9fff]{3,}", word)),
        *(label["name"] for group in ("actions", "pillars") for label in ours[group]
          if len(label["name"]) > 2),
    }  # fmt: skip
    assert "人工智能" in words
    pages = [
        path
        for path in (root / "site").rglob("*")
        if path.suffix in (".html", ".json", ".csv") and "assets" not in path.parts
    ]
    assert len(pages) > 20
    found = [
        f"{path.relative_to(root)}: {word}"
        for path in pages
        for word in words
        if word in path.read_text("utf-8")
    ]
    assert found == []


def _rows(root: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads((root / f"site/data/{name}.json").read_bytes())
    return rows


def test_passages_are_filed_under_its_labels(root: Path) -> None:
    labels = {label for row in _rows(root, "passages") for label in row["areas"] + row["pillars"]}  # type: ignore[operator]
    assert labels == {"build", "mend", "ride", "money", "crew"}


def test_its_document_is_one_whatever_it_is_called(root: Path) -> None:
    rows = {str(row["name"]): row for row in _rows(root, "entities")}
    assert set(rows) == {"国务院关于推进乡村道路提升的意见", "政府工作报告（2024年）"}
    variants = rows["国务院关于推进乡村道路提升的意见"]["variants"]
    assert {"《意见》", "意见"} <= set(variants)  # type: ignore[call-overload]


def test_a_report_restates_and_a_document_is_in_the_corpus(root: Path) -> None:
    links = {(str(row["kind"]), str(row["from"]), str(row["to"])) for row in _rows(root, "links")}
    texts = {str(row["id"]).partition("-")[0]: str(row["id"]) for row in _rows(root, "documents")}
    assert set(texts) == {"plan", "interview", "report"}
    restated = [pair for kind, *pair in links if kind == "restates"]
    assert any(
        origin.startswith(f"documents/{texts['report']}#") and texts["plan"] in target
        for origin, target in restated
    ), restated
    assert [one for kind, one, _ in links if kind == "prints"] == [f"documents/{texts['plan']}"]
