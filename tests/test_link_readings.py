"""Links drawn by lot for a reader, and what becomes of the answers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from benchmarks import links
from builder.disk.seeds import read
from builder.measure.real import READINGS, link_readings
from builder.messages.names import LINK_KINDS
from builder.model import Link, LinkReading, Ref
from builder.pipeline import corpus
from builder.runner import Runner
from tests.conftest import CHECKOUT
from tests.roads import write_seeds

MADE = corpus(read(CHECKOUT), Runner())


def test_the_lot_is_the_same_each_time_and_takes_what_there_is() -> None:
    few = links.drawn(MADE, "beside", 9, 1)
    assert len(few) == 9
    assert few == links.drawn(MADE, "beside", 9, 1) != links.drawn(MADE, "beside", 9, 2)
    every = links.drawn(MADE, "beside", 999, 1)
    assert 9 < len(every) < 999
    assert {end.kind for one in every for end in (one.origin, one.target)} == {"document"}
    assert {one.kind for one in every} == {"beside"}


def test_a_reader_sees_the_passages_and_the_definition_alone() -> None:
    (link,) = links.drawn(MADE, "beside", 1, 1)
    printed = {one.id: one.text for text in MADE.texts for one in text.paragraphs}
    assert [*links.asked(MADE, "beside", [link])] == [
        links.DEFINITIONS["beside"],
        f"1.\nA: {printed[str(link.origin.paragraph)]}\nB: {printed[str(link.target.paragraph)]}",
    ]


def test_of_a_document_a_reader_sees_the_title() -> None:
    (report,) = links.drawn(MADE, "reports_on", 1, 1)
    (_, shown) = links.asked(MADE, "reports_on", [report])
    title = next(text.title for text in MADE.texts if text.id == report.origin.id)
    name = next(one.name for one in MADE.entities if one.id == report.target.id)
    assert shown.startswith(f"1.\nA: {title}\n")
    assert shown.endswith(f"\nB: 《{name}》")


def test_answers_are_kept_as_addresses() -> None:
    def link(number: int) -> Link:
        ends = (Ref("document", f"{name}-{number}", f"{name}-{number}-p7") for name in "ab")
        return Link(*ends, "beside", None, "某些字句")

    reading = links.judged([link(2), link(1), link(3)], "yyn", "some", 4, "abc1234", "2026-01-07")
    assert reading == LinkReading(
        "some", "beside", 4, "2026-01-07", "abc1234",
        (("documents/a-1#p7", "documents/b-1#p7"), ("documents/a-2#p7", "documents/b-2#p7")),
        (("documents/a-3#p7", "documents/b-3#p7"),),
    )  # fmt: skip
    again = replace(reading, seed=5, right=(), wrong=())
    explains = replace(again, kind="explains")
    kept = yaml.safe_load(links.written((reading, again, explains)))["readings"]
    assert [(one["kind"], one["seed"]) for one in kept] == [("explains", 5), ("beside", 5)]


def test_the_file_is_as_it_is_written() -> None:
    assert links.written(link_readings()) == READINGS.read_text("utf-8")
    assert re.search("[\u4e00-\u9fff]", READINGS.read_text("utf-8")) is None


@pytest.mark.parametrize("reading", link_readings(), ids=lambda one: f"{one.set}-{one.kind}")
def test_nine_in_ten_are_what_they_say(reading: LinkReading) -> None:
    assert len(reading.right) >= 9 * len(reading.wrong)


def test_the_page_about_the_site_prints_how_many_are_right() -> None:
    page = (CHECKOUT / "docs/about/index.md").read_text("utf-8")
    for one in link_readings():
        (item,) = (
            line for line in page.splitlines() if line.startswith(f"- 读者认可的，{one.set} 组")
        )
        assert f"{LINK_KINDS[one.kind]} {len(one.right)}/{len(one.right) + len(one.wrong)}" in item


@pytest.mark.parametrize("answers", ["", "x", "y" * 99])
def test_answers_are_one_for_each_link(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answers: str,
) -> None:
    write_seeds(tmp_path)
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(links, "CHECKOUT", tmp_path)  # its seeds; the answers come before git
    many = len(links.drawn(corpus(read(tmp_path), Runner()), "restates", 25, 1))
    given = [str(tmp_path), "--kind", "restates", "--answers", answers]
    assert links.main(given) == 2
    assert capsys.readouterr().err == f"--answers must be {many} times y or n\n"
    assert links.main([str(tmp_path / "nowhere"), "--kind", "restates"]) == 2
