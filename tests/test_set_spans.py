"""What a format sets or counts is told as such: in the paragraph, the data and on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.disk.seeds import read
from builder.export.tables import articles as article_rows
from builder.export.tables import documents as document_rows
from builder.model import Corpus, CorrectionEntry, LineMark, Source, SourceEntry
from builder.pages import pages
from builder.pipeline import editions
from builder.runner import Runner
from builder.split.articles import split
from tests.roads import write_seeds

HEAD = (
    "某市乡村道路公报",
    "　　乡村道路硬化路修到每一个村口，断头路一条不留，养护员按月巡查路面。",
)
BODY = LineMark(block=9)


def source(*lines: tuple[str, LineMark]) -> Source:
    """Return a web page with a headline, a paragraph, and these lines."""
    return Source(
        SourceEntry("a", "a.html", "", "未具名", "2024-03"),
        (*HEAD, *(words for words, _ in lines)),
        "utf-8",
        form="webpage",
        marks=(LineMark("heading", 1, 1), LineMark(block=2), *(mark for _, mark in lines)),
    )


def found(page: Source) -> list[list[str]]:
    """Return the words that are set, by paragraph, below the first."""
    (article,) = split(page, ())
    return [
        [one.text[slice(*span)] for span in one.set]
        for one in article.paragraphs
        if one.ranges[0][0] > 2
    ]


def test_spans_are_those_of_the_paragraph() -> None:
    """White space around the line is no part of it; a whole blank span goes."""
    line = "　　一、　硬化路长10⁴公里，都有养护员。　"
    raised = line.index("⁴")
    mark = LineMark(block=3, set=((0, 2), (2, 4), (raised, raised + 1)))
    assert found(source((line, mark))) == [["一、", "⁴"]]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("硬化路今年修好，", "长10⁴公里，都有养护员。", "硬化路今年修好，长10⁴公里，都有养护员。"),
        ("The road,", "10⁴ km long, has a keeper.", "The road, 10⁴ km long, has a keeper."),
    ],
)
def test_they_move_with_the_lines_that_are_joined(first: str, second: str, text: str) -> None:
    """With the blank between Latin words, too; the same words before them do not mislead."""
    at = second.index("⁴")
    page = source((first, BODY), (second, replace(BODY, set=((at, at + 1),))))
    (article,) = split(page, ())
    paragraph = article.paragraphs[-1]
    assert paragraph.text == text
    assert [paragraph.text[slice(*span)] for span in paragraph.set] == ["⁴"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A text with a counted number, a raised figure, a correction between, and pages."""
    line = "（一）某县铺上硬化路，全长10⁴公里，养护员巡查路面。"
    at = line.index("⁴")
    read_as = source((line, LineMark("item", 1, 3, ((0, 3), (at, at + 1)), page=4)))
    root = tmp_path_factory.mktemp("set")
    write_seeds(root)
    mend = CorrectionEntry("a", 3, "铺上硬化路", "mend", "缺字。", reading="铺上了硬化路")
    seeds = replace(read(root), sources=(read_as,), terms=(), corrections=(mend,))
    (edition,) = editions(seeds, Runner())
    return edition.corpus


def test_they_move_with_corrections(corpus: Corpus) -> None:
    """A correction before them, none in their place."""
    (row,) = [one for one in article_rows(corpus) if one["paragraphs"]]
    *_, printed = row["paragraphs"]
    assert printed["text"][slice(*printed["set"][-1])] == "⁴"
    (text,) = document_rows(corpus)
    *_, shown = text["paragraphs"]
    assert "铺上了硬化路" in shown["text"]
    assert [shown["text"][slice(*span)] for span in shown["set"]] == ["（一）", "⁴"]
    assert shown["set"] != printed["set"]


def test_the_page_of_the_text_tells_them(corpus: Corpus) -> None:
    """At the place, and in the note beside it; the words themselves stay as they are."""
    (page,) = [one for one in pages(corpus) if one.path == "documents/a-1.md"]
    assert '<span class="set" title="格式所编">（一）</span>' in page.content
    assert '10<span class="set" title="格式所编">⁴</span>公里' in page.content
    assert "格式所编：“（一）”、“⁴”" in page.content


def test_pages_stand_beside_ranges(corpus: Corpus) -> None:
    """A pair for each range; the file of the rows says that it has pages."""
    (row,) = [one for one in article_rows(corpus) if one["paragraphs"]]
    assert row["ranges"] == ((1, 3),)
    assert row["pages"] == ((0, 4),)
    assert row["paragraphs"][-1]["pages"] == ((4, 4),)
    (text,) = document_rows(corpus)
    assert text["paragraphs"][-1]["pages"] == ((4, 4),)


def test_a_file_without_pages_has_none(corpus: Corpus) -> None:
    """As text and web pages have none: the list is there, and empty."""
    (read_as,) = corpus.seeds.sources
    flat = replace(read_as, marks=tuple(replace(mark, page=0) for mark in read_as.marks))
    rows = article_rows(replace(corpus, seeds=replace(corpus.seeds, sources=(flat,))))
    assert [row["pages"] for row in rows] == [()]
