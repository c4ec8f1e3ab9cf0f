"""Sentences: where the readers cut, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.language.sentences import sentences

GOLD = Path(__file__).parent / "gold"
BROKEN_IN_PRINT = {"000-a1-p07"}
"""A column break prints half a sentence after the mark; the readers left it with the whole one."""


def cut(text: str) -> list[str]:
    """Return the sentences of a text as words."""
    return [text[slice(*span)] for span in sentences(text)]


def rows(name: str) -> list[dict[str, Any]]:
    """Return one of the readers' files."""
    found: list[dict[str, Any]] = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    return found


def test_sentences_end_where_the_readers_say() -> None:
    """Every paragraph that the readers cut is cut in the same places."""
    paragraphs = {row["id"]: row for row in rows("paragraphs")}
    wrong = [
        row["paragraph"]
        for row in rows("labels")
        if row["paragraph"] not in BROKEN_IN_PRINT
        and cut(
            (paragraph := paragraphs[row["paragraph"]])["text"].removesuffix(
                paragraph.get("suffix") or ""
            )
        )
        != [sentence["text"] for sentence in row["sentences"]]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "expected",
    [
        ["“紧抓新一轮科技革命机遇，以‘人工智能+’为牵引。”某某大学教授某某说。", "他还介绍了情况。"],
        ["“我们先走一步。”", "他走了。"],
        ["他问：“谁来管？", "怎么管？”", "“都有办法。”会上有人说。"],
        ["“谁来管？”成了问题。"],
        ["《谁来立规矩？》一书出版。", "反响热烈！"],
        ["意见印发。（某某社北京8月26日电）"],
        ["意见（首次出现。）已经印发。", "各地落实。"],
        ["真的吗？！", "真的。"],
        ["推动基础设施改造升级……", "系列部署聚焦重点领域。"],
        ["到2027年，普及率超70%；到2030年，普及率超90%。"],
        ["如何提振消费的?", "专家作答!"],
        ["一、深刻认识丰富内涵"],
        ["“等等……”，他说。"],
        ["甲。 ", "乙。"],
    ],
    ids=lambda expected: expected[0][:12],
)
def test_sentences_end_with_their_closing_marks(expected: list[str]) -> None:
    """Closing quotes and brackets belong to the sentence before; titles and remarks are whole."""
    assert cut("".join(expected)) == expected


@given(st.text("甲乙丙。！？……；：“”‘’《》（）() \n说，", max_size=80) | st.text(max_size=80))
def test_sentences_cover_any_text_without_gaps(text: str) -> None:
    """The spans follow each other from the beginning to the end, and none is empty."""
    spans = sentences(text)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert (spans[-1][1] if spans else 0) == len(text)
    assert all(start < end for start, end in spans)
