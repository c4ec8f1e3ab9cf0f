"""Passages lead to each other for a reason that a reader can see in both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.link.repeated_passages import letters_span, repeated_passages
from builder.model import Corpus, FilingEntry
from builder.pipeline import corpus
from builder.runner import Runner
from tests.seeds_folder import related

CHECKOUT = Path(__file__).parents[1]
VALUES = corpus(read(CHECKOUT), Runner())
READINGS = {p.id: p.text for text in VALUES.texts for p in text.paragraphs}
HOMES = {p.id: text for text in VALUES.texts for p in text.paragraphs}
FOUND = related(
    VALUES.texts, VALUES.passages, VALUES.terms, VALUES.entities, VALUES.seeds.framework
)


def test_each_pair_is_drawn_once_and_in_order() -> None:
    pairs = [frozenset((one.origin, one.target)) for one in FOUND]
    assert len(set(pairs)) == len(pairs)
    assert [(one.origin, one.target) for one in FOUND] == sorted(
        (one.origin, one.target) for one in FOUND
    )


def test_the_two_stand_in_different_texts() -> None:
    assert FOUND
    for one in FOUND:
        assert HOMES[one.origin].id != HOMES[one.target].id


def test_what_no_text_comments_on_is_explained_by_none() -> None:
    """The opinions that the five texts are about were not received."""
    assert "explains" not in {one.kind for one in FOUND}


def test_what_a_report_prints_again_is_found_word_for_word() -> None:
    """Both are of one day: which of them had the words first is not known."""
    repeated = {(one.origin, one.target): READINGS[one.origin][slice(*one.span)] for one in FOUND}
    assert repeated["xinhua-page-1-95-p119", "gov-cn-9-p23"] == (
        "以人工智能应用发展的确定性，应对技术和外部环境急剧变化的不确定性"
    )
    assert ("xinhua-page-1-95-p115", "gov-cn-9-p37") in repeated


def test_no_passage_leads_everywhere() -> None:
    for identifier in READINGS:
        assert sum(identifier in (one.origin, one.target) for one in FOUND) <= 4


@pytest.mark.parametrize(
    ("one", "other", "run"),
    [
        (
            "以应用的确定性，应对外部的不确定性。",
            "他说以应用的确定性应对外部的不确定性",
            "以应用的确定性，应对外部的不确定性",
        ),
        ("以应用的确定性，应对外部的不确定性。", "以应用的确定性对付变化", None),
        ("全面推进数据要素市场化配置改革", "持续推进数据要素市场化配置改革", None),
    ],
)
def test_a_repetition_is_long_and_no_mere_term(one: str, other: str, run: str | None) -> None:
    found = list(
        repeated_passages(
            {"a": one, "b": other},
            {"a": "甲", "b": "乙"},
            ["数据要素市场化配置改革"],
            ["数据"],
            {},
        )
    )
    assert [one[slice(*letters_span(one, run.one_span))] for run in found] == ([run] if run else [])


# ---------------------------------------------------------------- what editors file


def _filed(*labels: str) -> Corpus:
    entry = FilingEntry(
        "gov-cn", 43, "聚焦科研工作者、企业、消费者", labels, "逐一点名，各有举措。"
    )
    return corpus(replace(VALUES.seeds, filing=(entry,)), Runner())


def test_an_editor_files_a_passage_and_says_why() -> None:
    before = {passage.paragraph: passage for passage in VALUES.passages}
    after = {passage.paragraph: passage for passage in _filed("consumption", "talent").passages}
    changed = [identifier for identifier in before if before[identifier] != after[identifier]]
    assert changed == ["gov-cn-9-p43"]
    (passage,) = [after[identifier] for identifier in changed]
    assert (passage.areas, passage.pillars, passage.topics) == (("consumption",), ("talent",), ())
    assert passage.primary == "consumption"
    assert passage.reason == "逐一点名，各有举措。"
    grounds = {
        READINGS[passage.paragraph][slice(*ground.span)]
        for sentence in passage.sentences
        for ground in sentence.grounds
        if ground.label in ("consumption", "talent")
    }
    assert "聚焦科研工作者、企业、消费者" in grounds


def test_the_links_follow_the_editor() -> None:
    links = {(str(one.origin), str(one.target), one.kind) for one in _filed("talent").links}
    assert ("documents/gov-cn-9#p43", "pillars/talent", "filed") in links


def test_an_editor_can_file_under_nothing_and_is_not_asked_again() -> None:
    values = _filed()
    (passage,) = [one for one in values.passages if one.paragraph == "gov-cn-9-p43"]
    assert (*passage.areas, *passage.pillars, *passage.topics) == ()
    assert passage.primary is None
    assert all(doubt.paragraph != "gov-cn-9-p43" for doubt in values.doubts)
