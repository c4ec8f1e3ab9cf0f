"""What the program reaches on real files: the figures, their floors, and how they are made."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from benchmarks.real import articles_of, fact_scores, summed, written
from builder.measure.real import SCORES, reading_scores
from builder.model import FACT_NAMES, FactScore, ReadingScore
from tests.conftest import CHECKOUT
from tests.roads import write_seeds

FLOORS: dict[str, dict[str, dict[str, float]]] = yaml.safe_load(
    Path(__file__).with_name("floors.yml").read_text("utf-8")
)
"""Set of files → `at_least` and `at_most` → figure → value."""

# As `score.py` prints it: a line a file, then the sums.
TABLE = """\
a.md: paragraphs 3/4 (ours 3, F1 0.86), words lost 7/90, foreign 0; wrong: #1.title
b.html: paragraphs 9/9 (ours 9, F1 1.00), words lost 0/310, foreign 0; wrong: nothing
paragraphs F1 0.960 (12 of 13, ours 12), mean of the files 0.930; words lost 0.0175, foreign 0.0031
order 0.917; headings 2/3
all: kind 2/2; title 1/2; number 2/2
stated: kind 2/2; title 1/2; number 0/0
facts right 0.833, of those stated 0.750
"""

FACTS = (FactScore("title", 4, 3, 1, 1, 2, 1, 0), FactScore("number", 2, 2, 3, 0, 0, 0, 1))


def figures(score: ReadingScore) -> dict[str, float]:
    """Return every figure; of each fact the part that is right, of all together what is invented,
    and how many of the wrong and of the right are unsure.
    """
    found = {name: value for name, value in asdict(score).items() if isinstance(value, float)}
    for one in score.facts:
        found[one.name] = one.right / one.told
    told, silent, invented, wrong, doubted, hesitant = (
        sum(getattr(one, name) for one in score.facts)
        for name in ("told", "silent", "invented", "wrong", "wrong_unsure", "right_unsure")
    )
    return found | {
        "invented": invented / silent,
        "wrong_unsure": doubted / wrong if wrong else 1.0,
        "right_unsure": hesitant / (told + silent - wrong),
    }


@pytest.mark.parametrize("score", reading_scores(), ids=lambda score: score.set)
def test_no_figure_is_below_its_floor(score: ReadingScore) -> None:
    """What was reached once is held: every figure of every set of files."""
    reached, floors = figures(score), FLOORS[score.set]
    least, most = floors["at_least"], floors["at_most"]
    assert reached.keys() == {*least, *most}
    assert {name: reached[name] for name in least if reached[name] < least[name]} == {}
    assert {name: reached[name] for name in most if reached[name] > most[name]} == {}


def test_the_file_is_as_it_is_written() -> None:
    """Nobody puts a figure in by hand: in another form it would not be kept."""
    assert written(reading_scores()) == SCORES.read_text("utf-8")


def test_the_page_about_the_site_prints_the_figures() -> None:
    page = (CHECKOUT / "docs/about/index.md").read_text("utf-8")
    for score in reading_scores():
        (item,) = (line for line in page.splitlines() if line.startswith(f"- {score.set} 组，"))
        assert f"{score.documents} 份文件、{score.items} 段" in item
        assert score.commit in item
        assert f"段落 {score.paragraphs:.1%}" in item
        assert f"漏掉的 {score.lost:.2%}" in item
        assert f"说对了 {sum(one.right for one in score.facts)} 项" in item


def test_the_sums_are_those_of_the_table() -> None:
    score = summed(TABLE, FACTS, "some", 2, "0a1b2c3", "2026-01-07")
    assert score == ReadingScore(
        set="some", documents=2, items=13, date="2026-01-07", commit="0a1b2c3",
        paragraphs=0.96, files=0.93, lost=0.0175, foreign=0.0031, order=0.917, headings=0.6667,
        right=0.833, stated=0.75, facts=FACTS,
    )  # fmt: skip


SCORER = """\
FIELDS, NOT_TOLD = ["title", "relations"], {"reprints"}
norm = lambda text: "".join((text or "").split())
hashed = dict
def compare(told, ours):
    return {"known": {row["n"]: row for row in ours}}
def right(name, theirs, ours):
    return (theirs.get(name) or None) == (ours[name] or None)
"""


def test_facts_are_counted_apart_where_readers_found_a_value_and_where_none(tmp_path: Path) -> None:
    """A caption is no article; an article that is not found is wrong in all that it states."""
    told = [
        {"n": 1, "kind": "policy", "title": "开渠办法", "origin": "某 网", "paragraphs": [{}]},
        {"n": 2, "kind": "policy", "title": "养路办法", "origin_may": ["路报"], "paragraphs": [{}]},
        {"n": 3, "kind": "caption", "title": "图", "paragraphs": [{}]},
        {"n": 4, "kind": "report", "title": "无处可寻", "paragraphs": [{}]},
    ]
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth/a.json").write_text(json.dumps({"file": "a.md", "articles": told}), "utf-8")
    (tmp_path / "score.py").write_text(SCORER, "utf-8")
    nothing = {**dict.fromkeys(FACT_NAMES), "relations": [], "source": "a.md"}
    sure, unsure = ({"sure": one, "line": 1, "words": "", "others": []} for one in (True, False))
    ours = [
        {**nothing, "n": 1, "kind": "policy", "title": "开渠办法", "origin": "某网",
         "basis": {"title": unsure, "origin": sure, "kind": "editor"}},
        {**nothing, "n": 2, "kind": "notice", "title": None, "origin": "水报", "number": "〔1〕号",
         "basis": {"origin": unsure, "number": sure}},
    ]  # fmt: skip
    found = {one.name: one for one in fact_scores(tmp_path, ours)}
    assert tuple(found) == FACT_NAMES
    assert found["kind"] == FactScore("kind", 3, 1, 0, 0, 2, 0, 0)
    assert found["title"] == FactScore("title", 3, 1, 0, 0, 2, 0, 1)
    assert found["origin"] == FactScore("origin", 1, 1, 2, 1, 1, 1, 0)
    assert found["number"] == FactScore("number", 0, 0, 3, 1, 1, 0, 0)


def test_a_table_that_is_not_understood_gives_no_figures() -> None:
    with pytest.raises(ValueError, match="no sums"):
        summed(TABLE.replace("order", "sequence"), FACTS, "some", 2, "0a1b2c3", "2026-01-07")


def test_a_set_that_is_measured_again_has_one_entry() -> None:
    """The newest; other sets stay."""
    before = summed(TABLE, FACTS, "some", 2, "0a1b2c3", "2026-01-07")
    after = summed(TABLE.replace("0.960", "0.970"), FACTS, "some", 2, "0a1b2c4", "2026-01-08")
    other = summed(TABLE, FACTS, "other", 2, "0a1b2c3", "2026-01-07")
    assert written([before, other, after]) == written([other, after])


def test_files_are_read_with_an_entry_alone_and_what_is_refused_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The articles are those of the site's own data file; nothing is written."""
    root, files = tmp_path / "root", tmp_path / "files"
    write_seeds(root)
    files.mkdir()
    (files / "notice.md").write_text(
        "# 关于开渠的通知\n\n各乡镇：\n\n现将开渠事项通知如下。\n", "utf-8"
    )
    (files / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    before = sorted(root.rglob("*"))
    made = json.loads(articles_of(root, sorted(files.iterdir())))
    assert {row["source"] for row in made} >= {"notice.md"}
    assert "scan.jpg" not in {row["source"] for row in made}
    assert "scan.jpg" in capsys.readouterr().err
    assert sorted(root.rglob("*")) == before
