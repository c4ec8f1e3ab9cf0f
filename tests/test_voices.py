"""Who speaks is said once: pages, search, data and feeds have the same names and voices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from builder.disk.seeds import read
from builder.export import tables
from builder.model import Corpus, Person, Role, Text, TextParagraph
from builder.model.voices import speaker, voice
from builder.pages.blocks import signed, whose
from builder.pages.feeds import feeds
from builder.pipeline import corpus
from builder.runner import Runner
from builder.search.columns import script
from builder.search.library import library
from builder.snapshots.history import history
from tests.from_gold import ROOT
from tests.test_link_thresholds import text


@cache
def values() -> Corpus:
    """Return the corpus of the checkout."""
    return corpus(read(ROOT), Runner())


def spoken(*several: tuple[Role, str | None], who: Person | None, author: str = "") -> Text:
    """Return an interview with paragraphs of some roles and printed speakers."""
    bare = text("a", *(role for role, _ in several), authority="official")
    return replace(
        bare,
        kind="qa",
        speaker=who,
        authors=(Person(author, "记者", "某报"),) if author else (),
        paragraphs=tuple(
            replace(one, role=role, speaker=said)
            for one, (role, said) in zip(bare.paragraphs, several, strict=True)
        ),
    )


def said(of: Text) -> list[tuple[str, str]]:
    """Return name and voice of each paragraph."""
    return [(speaker(of, one), voice(of, one)) for one in of.paragraphs]


OFFICE = Person(None, "有关负责人", "某委")
OFFICIAL = Person("黄如", "副主任", "某委")


@pytest.mark.parametrize(
    ("interview", "expected"),
    [
        (
            spoken(
                ("lead", None), ("question", "记者"), ("answer", "答"), who=OFFICE, author="王璐"
            ),
            [("某报记者 王璐", "official"), ("记者", "question"), ("某委有关负责人", "official")],
        ),
        (
            spoken(("question", None), ("answer", "黄如"), ("answer", "谢应"), who=OFFICIAL),
            [("", "question"), ("某委副主任 黄如", "official"), ("谢应", "official")],
        ),
        (
            spoken(("lead", None), ("answer", "答"), who=None),
            [("", "official"), ("", "official")],
        ),
    ],
)
def test_whoever_speaks_is_printed_or_nobody(
    interview: Text, expected: list[tuple[str, str]]
) -> None:
    """A question is of who asks, another answer of who gives it, a lead of who wrote it."""
    assert said(interview) == expected


def test_where_nobody_signs_readers_are_told() -> None:
    interview = spoken(("question", None), ("lead", None), who=OFFICE)
    question, lead = interview.paragraphs
    assert (signed(interview, question), whose(interview, question)) == ("未署名", "未署名")
    assert signed(interview, lead) == "未署名"
    assert signed(replace(interview, kind="policy", speaker=None)) == ""


# ---------------------------------------------------------------- the site


def paragraphs() -> Iterable[tuple[Text, TextParagraph]]:
    """Return every paragraph with its text."""
    return [(one, paragraph) for one in values().texts for paragraph in one.paragraphs]


def test_data_say_who_speaks_as_pages_do() -> None:
    rows: dict[str, Any] = {
        row["id"]: row for one in tables.documents(values()) for row in one["paragraphs"]
    }
    for one, paragraph in paragraphs():
        row = rows[paragraph.id]
        assert (row["speaker"] or "未署名", row["voice"]) == (
            signed(one, paragraph),
            voice(one, paragraph),
        )


def test_the_search_says_who_speaks_as_pages_do() -> None:
    """Two offices of one person stay joined each with its institution."""
    held = library(values())
    told = {one.id: held.said(one) for one in held.paragraphs}
    assert told == {p.id: (voice(one, p), speaker(one, p)) for one, p in paragraphs()}
    assert told["roundtable-31-p33"][1] == "清华大学公共管理学院教授；人工智能国际治理研究院副院长"
    body = script(held).decode().partition("load(")[2].rpartition(");")[0]
    index = json.loads(body)
    for row, one in zip(index["paragraphs"], held.paragraphs, strict=True):
        document = index["documents"][row[0]]
        other = index["speakers"][row[5]] if len(row) > 5 else [document[2], document[6]]
        assert tuple(other) == held.said(one)


def test_feeds_name_the_voices_of_texts_as_pages_do() -> None:
    (now,) = history((values(),))
    titles = [entry.title for entry in next(iter(feeds(now))).entries]
    brought = [one for one in now.texts if one.id in now.updates[-1].documents]
    assert titles == [f"新收：《{one.title}》 {whose(one)}" for one in brought]


def test_a_question_is_nobodys_answer() -> None:
    """No question counts for the voice of who answers it."""
    asked = [(one, p) for one, p in paragraphs() if p.role == "question"]
    assert {voice(one, p) for one, p in asked} == {"question"}
    assert {signed(one, p) for one, p in asked if one.kind == "qa"} == {"记者"}
    assert {signed(one, p) for one, p in asked if one.kind == "roundtable"} == {"未署名"}


def test_an_introduction_without_a_byline_is_unsigned() -> None:
    """编者 are the editors of this site, and nobody whom a source prints."""
    (one,) = (one for one in values().texts if one.id == "roundtable-3")
    assert (signed(one), one.speaker, one.authors) == ("未署名", None, ())
    assert "编者" not in {signed(text, p) for text, p in paragraphs()}
