"""Who, when and in whose voice: what data say of it is held against the received files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.disk.seeds import read
from builder.model import Seeds
from builder.proof.allowed import allows
from builder.proof.data import without_terms
from builder.proof.dates import Printed, as_shown, printed, prints
from builder.proof.facts import Facts, facts_proof, texts

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def seeds(root: Path) -> Seeds:
    """What the site was built from."""
    return read(root)


@pytest.fixture
def articles(site: Path) -> Rows:
    """The articles of the newest snapshot, free to be damaged."""
    rows: Rows = json.loads((site / "data/articles.json").read_bytes())
    return rows


@pytest.fixture
def documents(site: Path) -> Rows:
    """Its texts, likewise."""
    rows: Rows = json.loads((site / "data/documents.json").read_bytes())
    return rows


def test_the_facts_of_every_snapshot_stand(site: Path, seeds: Seeds) -> None:
    assert list(facts_proof(site, seeds)) == []


def test_the_facts_of_a_small_policy_stand(village: Path) -> None:
    assert list(facts_proof(village / "site", read(village))) == []


def having(rows: Rows, *keys: str) -> dict[str, Any]:
    """Return the first row that is taken in and has something under each key."""
    return next(row for row in rows if row["relevant"] and all(row[key] for key in keys))


def of_voice(rows: Rows, voice: str) -> Iterator[dict[str, Any]]:
    """Yield the rows in a voice that rest on words."""
    return (row for row in rows if row["authority"] == voice and row["basis"]["authority"]["words"])


def exchanged(rows: Rows, one: str, other: str) -> None:
    """Exchange two voices in all rows."""
    for row in rows:
        row["authority"] = {one: other, other: one}.get(row["authority"], row["authority"])


FAULTS: dict[str, Callable[[Rows], Any]] = {
    "one name on every article": lambda rows: [
        one.update(name="王晓明") for row in rows for one in row["authors"]
    ],
    "one speaker everywhere": lambda rows: [
        row["speaker"].update(name="王晓明") for row in rows if row["speaker"]
    ],
    "an office of somebody else": lambda rows: having(rows, "authors")["authors"][0].update(
        title="市长"
    ),
    "an institution": lambda rows: having(rows, "speaker")["speaker"].update(institution="某公司"),
    "expert and official exchanged": lambda rows: exchanged(rows, "expert", "official"),
    "official and media exchanged": lambda rows: exchanged(rows, "official", "media"),
    "an expert taken for an official": lambda rows: [
        row.update(authority="official") for row in of_voice(rows, "expert")
    ],
    "interviews taken for reports": lambda rows: [
        row.update(kind="report") for row in rows if row["kind"] == "qa"
    ],
    "reports taken for policies": lambda rows: [
        row.update(kind="policy") for row in rows if row["kind"] == "report"
    ],
    "all dates one day": lambda rows: [
        row["published"].update(value="2025-09-01") for row in rows if row["published"]
    ],
    "a day that follows from nothing": lambda rows: having(rows, "published")["date"].update(
        value="2025-09-01"
    ),
    "another year": lambda rows: having(rows, "published")["published"].update(value="2019-08-26"),
    "words of a date that are not there": lambda rows: next(
        row for row in rows if row["date"] and "「" in row["date"]["basis"]
    )["date"].update(basis="据文中第3行「去年今日」推定"),
    "another outlet": lambda rows: having(rows, "publisher").update(publisher="某县融媒体中心"),
    "another origin": lambda rows: having(rows, "origin").update(origin="某县融媒体中心"),
    "a title of another line": lambda rows: having(rows, "title")["basis"]["title"].update(line=60),
    "a writer left out": lambda rows: having(rows, "byline", "authors").update(authors=[]),
    "a day left out": lambda rows: next(
        row for row in rows if row["dateline"] and "2025" in row["dateline"]
    ).update(published=None),
    "a speaker left out": lambda rows: having(rows, "speaker").update(speaker=None),
}
"""What is wrong → how it comes to be in the rows of articles."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_fact_of_an_article_is_found(name: str, articles: Rows, seeds: Seeds) -> None:
    """One kind of fact is wrong; nothing but the received files says so."""
    FAULTS[name](articles)
    found = list(Facts({one.entry.file: one for one in seeds.sources}, ()).faults(articles))
    assert found
    assert all("seeds/sources/" in said for _, said in found)


def test_a_voice_of_which_nobody_is_sure_needs_no_speaker(articles: Rows, seeds: Seeds) -> None:
    """A speech whose speaker is not printed is official, and says that this is unsure."""
    row = having(articles, "speaker")
    row.update(speaker=None, authors=[])
    row["basis"]["authority"]["sure"] = False
    found = Facts({one.entry.file: one for one in seeds.sources}, ()).faults([row])
    assert not [said for _, said in found if "nobody is said to speak" in said]


def test_the_term_of_a_body_is_no_part_of_its_name() -> None:
    """A law is issued by the congress, whatever its term; other words are left alone."""
    assert without_terms("临水省第十四届人民代表大会") == "临水省人民代表大会"
    assert without_terms("第十四次会议") == "第十四次会议"


def spoken(rows: Rows) -> dict[str, Any]:
    """Return a paragraph that a named person says."""
    return next(
        one for row in rows for one in row["paragraphs"] if row["kind"] == "roundtable"
        and one["role"] == "answer"
    )  # fmt: skip


TEXTS: dict[str, Callable[[Rows], Any]] = {
    "one name on every attribution": lambda rows: [
        one.update(speaker="王晓明") for row in rows for one in row["paragraphs"]
    ],
    "nobody on every attribution": lambda rows: [
        one.update(speaker=None) for row in rows for one in row["paragraphs"]
    ],
    "another office": lambda rows: spoken(rows).update(speaker="某市市长 王晓明"),
    "another voice": lambda rows: spoken(rows).update(voice="official"),
    "an answer taken for a question": lambda rows: spoken(rows).update(voice="question"),
    "another asker": lambda rows: [
        one.update(speaker="某省长")
        for row in rows
        for one in row["paragraphs"]
        if one["role"] == "question" and one["speaker"]
    ],
    "all dates one day": lambda rows: [
        row.update(date={**row["date"], "value": "2025-09-01"}) for row in rows if row["date"]
    ],
    "another title": lambda rows: rows[0].update(title="某县印发"),
    "another outlet": lambda rows: rows[0].update(publisher="某县融媒体中心"),
}
"""What is wrong → how it comes to be in the rows of texts."""


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_of_who_and_when_what_its_base_says(
    name: str, documents: Rows, articles: Rows
) -> None:
    """The facts of the articles are right; one of a text is not."""
    assert list(texts(documents, articles)) == []
    TEXTS[name](documents)
    assert list(texts(documents, articles))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("（某社北京8月26日电）", Printed(None, 8, 26)),
        ("二〇二五年八月二十六日", Printed(2025, 8, 26)),
        ("2025 年 10 月 3 日", Printed(2025, 10, 3)),
        ("发布时间：2025-08-26 21:34", Printed(2025, 8, 26)),
        ("2025/8/6", Printed(2025, 8, 6)),
        ("/202508/t20250826_12.html", Printed(2025, 8, 26)),
        ("08-26 21:34", Printed(None, 8, 26)),
        ("有关负责人26日解读", Printed(None, None, 26)),
        ("三十一日", Printed(None, None, 31)),
    ],
)
def test_the_days_that_words_print(words: str, read: Printed) -> None:
    assert read in list(printed(words))


@pytest.mark.parametrize(
    ("value", "words", "stands"),
    [
        ("2025-08-26", "新华社北京8月26日电", True),
        ("2025-08-27", "新华社北京8月26日电", False),
        ("2024-08-26", "2025年8月26日", False),
        ("2025-08-26T21:34", "2025-08-26 21:34", True),
        ("2025-08", "2025年8月", True),
        ("2025-09", "2025年8月", False),
        ("2025-08-26", "没有日期", False),
    ],
)
def test_a_day_stands_where_its_month_and_day_are_printed(
    value: str, words: str, *, stands: bool
) -> None:
    assert prints(value, words) is stands


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-08-26", "2025年8月26日"),
        ("2025-08/2025-09", "2025年8月至9月"),
        ("2025-12/2026-01", "2025年12月至2026年1月"),
        ("2026-03/..", "2026年3月或其后"),
        ("../2026-03", "2026年3月以前"),
    ],
)
def test_a_date_as_pages_show_it(value: str, shown: str) -> None:
    assert as_shown(value) == shown


@pytest.mark.parametrize(
    ("fact", "words", "value", "may"),
    [
        ("kind", "关于印发《某市养老驿站办法》的通知", "notice", True),
        ("kind", "关于印发《某市养老驿站办法》的通知", "commentary", False),
        ("authority", "说话的是某市民政局有关负责同志", "official", True),
        ("authority", "说话的是某市民政局有关负责同志", "expert", False),
        ("authority", "说话的是某大学教授甲某", "official", False),
        ("authority", "本报记者 甲某", "expert", False),
        ("level", "某省人民政府办公厅", "provincial", True),
        ("level", "某省人民政府办公厅", "national", False),
        ("status", "养老驿站办法（征求意见稿）", "final", False),
        ("authority", "没有见过的话", "expert", True),
    ],
)
def test_what_the_words_of_a_basis_allow(fact: str, words: str, value: str, *, may: bool) -> None:
    assert allows(fact, words, value) is may
