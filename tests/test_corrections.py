"""What editors mend is mended, what is lost is marked, and the printed words can be had back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.collate.corrections import correct, located, verbatim
from builder.model import (
    Article,
    CorrectionEntry,
    InputError,
    Paragraph,
    Source,
    SourceEntry,
)
from tests.from_gold import articles, gold, seeds

SEEDS = seeds()
ARTICLES = articles(SEEDS)
EDITS = located(SEEDS.corrections, ARTICLES, SEEDS.sources)
SOURCES = {source.entry.id: source for source in SEEDS.sources}
BY_FILE = {source.entry.file: source.entry.id for source in SEEDS.sources}
READINGS = {
    paragraph.id: (article, paragraph, *correct(paragraph, SOURCES[article.source], EDITS))
    for article in ARTICLES
    for paragraph in article.paragraphs
}


def _source(*lines: str) -> Source:
    entry = SourceEntry("page", "page.txt", "", "某报", "2025")
    return Source(entry, lines, "utf-8")


def _paragraph(source: Source) -> Paragraph:
    """Return one paragraph of all the lines that are not blank."""
    numbers = [n for n, line in enumerate(source.lines, 1) if line.strip()]
    text = "".join(line.strip() for line in source.lines)
    return Paragraph("page-1-p1", "body", None, text, tuple((n, n) for n in numbers))


def _read(source: Source, *entries: CorrectionEntry) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the reading, and of each correction: kind, printed words, words at its span."""
    paragraph = _paragraph(source)
    article = Article("page-1", "page", paragraph.ranges, "report", paragraphs=(paragraph,))
    text, corrections = correct(paragraph, source, located(entries, [article], [source]))
    assert verbatim(text, corrections) == paragraph.text
    return text, [(c.kind, c.printed, text[slice(*c.span)]) for c in corrections]


def _entry(line: int, printed: str, kind: str, **more: str) -> CorrectionEntry:
    return CorrectionEntry("page", line, printed, kind, "另一份如此。", **more)  # type: ignore[arg-type]


class TestTheReceivedFiles:
    def test_every_printed_paragraph_can_be_had_back(self) -> None:
        for _, paragraph, text, corrections in READINGS.values():
            assert verbatim(text, corrections) == paragraph.text

    def test_each_correction_is_applied_once_and_its_reading_stands_at_its_span(self) -> None:
        applied = [
            (article.source, c.line, c.reason)
            for article, _, text, corrections in READINGS.values()
            for c in corrections
            if c.kind != "markup" and text[slice(*c.span)] == c.reading
        ]
        assert sorted(applied) == sorted((e.source, e.line, e.reason) for e in SEEDS.corrections)

    def test_places_that_careful_readers_found_lost_are_the_ones_marked_lost(self) -> None:
        lost = {
            name
            for name, (_, _, _, corrections) in READINGS.items()
            if any(c.kind == "lost" for c in corrections)
        }
        assert lost == {name for name, (_, p, _, _) in READINGS.items() if p.incomplete}
        assert len(lost) == 4

    def test_misprints_of_which_there_is_no_doubt_are_read_as_intended(self) -> None:
        checked = 0
        for defect in gold("defects"):
            certain = defect["relevant_article"] and defect["confidence"] == "high"
            if not (certain and defect["intended"] and defect["kind"] in ("ocr", "duplicated")):
                continue
            readings = [
                text
                for article, paragraph, text, _ in READINGS.values()
                if article.source == BY_FILE[defect["seed"]]
                and any(first <= defect["line"] <= last for first, last in paragraph.ranges)
            ]
            assert [defect["intended"] in text for text in readings] == [True], defect["id"]
            checked += 1
        assert checked == 5

    def test_where_the_readers_only_doubt_nothing_is_changed(self) -> None:
        doubted = [
            defect
            for defect in gold("defects")
            if defect["relevant_article"] and defect["confidence"] == "low"
        ]
        flagged = {(e.source, e.line): e.kind for e in SEEDS.corrections if e.kind == "doubt"}
        assert {(BY_FILE[d["seed"]], d["line"]) for d in doubted} <= set(flagged)
        for defect in doubted:
            assert any(defect["printed"] in text for _, _, text, _ in READINGS.values())

    def test_no_left_over_link_is_in_a_reading(self) -> None:
        markup = [
            (name, c.printed, c.reading)
            for name, (_, _, _, corrections) in READINGS.items()
            for c in corrections
            if c.kind == "markup"
        ]
        title = "《关于深入实施“人工智能+”行动的意见》"
        assert markup == [("gov-cn-9-p13", f"[{title}](#)", title)]


class TestApplying:
    def test_a_reading_replaces_printed_words_across_a_line_join(self) -> None:
        source = _source("发展新赛", "", "道。道，助力发展。")
        assert _read(source, _entry(1, "新赛道。道，", "mend", reading="新赛道，")) == (
            "发展新赛道，助力发展。",
            [("mend", "新赛道。道，", "新赛道，")],
        )

    def test_a_loss_marks_a_place_and_leaves_the_text(self) -> None:
        source = _source("治理手段是具体方法，", "牢牢掌握", "治理原则影响。")
        paragraph = replace(_paragraph(source), ranges=((1, 1), (3, 3)))
        paragraph = replace(paragraph, text="治理手段是具体方法，治理原则影响。")
        article = Article("page-1", "page", ((1, 3),), "report", paragraphs=(paragraph,))
        for where, printed, place in (
            ("before", "治理手段", 0),
            ("after", "治理手段", 4),
            ("within", "方法，治理", 10),
        ):
            edits = located([_entry(1, printed, "lost", lost=where)], [article], [source])
            text, (mark,) = correct(paragraph, source, edits)
            assert (text, mark.span) == (paragraph.text, (place, place))
            assert (mark.printed, mark.reading) == ("", "")

    def test_the_line_decides_between_equal_words(self) -> None:
        source = _source("难以继，", "难以继。")
        text, _ = _read(source, _entry(2, "难以继", "mend", reading="难以为继"))
        assert text == "难以继，难以为继。"

    @pytest.mark.parametrize(
        ("printed", "reading"),
        [
            ("见[《条例》](#)第二条", "见《条例》第二条"),
            ("见[《条例》]()第二条", "见《条例》第二条"),
            ("见[全文](https://example.cn/a.html)。", "见全文。"),
            ("## 第一章 总则", "第一章 总则"),
            ("**第一条** 为了", "第一条 为了"),
            # What is not left-over Markdown is what was printed.
            ("[1](见附件)", "[1](见附件)"),
            ("![图](#)", "![图](#)"),
            ("2**3**4 ** 5", "2**3**4 ** 5"),
            ("#话题# 第一", "#话题# 第一"),
            ("a * b ** c", "a * b ** c"),
            ("<b>[x]</b> {{ y }}", "<b>[x]</b> {{ y }}"),
        ],
    )
    def test_left_over_markdown_is_taken_off(self, printed: str, reading: str) -> None:
        assert _read(_source(printed))[0] == reading

    def test_an_editor_can_mend_inside_a_left_over_link(self) -> None:
        source = _source("见[《条列》](#)第二条")
        text, corrections = _read(source, _entry(1, "条列", "mend", reading="条例"))
        assert text == "见《条例》第二条"
        assert [kind for kind, _, _ in corrections] == ["markup", "mend", "markup"]

    def test_a_markup_correction_names_its_line(self) -> None:
        source = _source("根据", "[《条例》](#)", "第二条")
        (mark,) = correct(_paragraph(source), source, {})[1]
        assert (mark.line, mark.source) == (2, "page")


class TestErrors:
    """Each names the file of the editors, the place, and what to write instead."""

    source = _source("难以继，难以继。", "资金不足，难以继。", "", "另一段。")

    @pytest.mark.parametrize(
        ("entries", "says", "remedy"),
        [
            ([_entry(1, "难以继", "doubt")], "stand 2 times on line 1", "more of the words"),
            ([_entry(1, "资金", "doubt")], "do not begin on line 1", "they begin on line 2"),
            ([_entry(2, "资本", "doubt")], "do not begin on line 2", "资金不足，难以继。"),
            ([_entry(9, "资金", "doubt")], "has no line 9", "last line is 4"),
            ([_entry(3, "资金", "doubt")], "belongs to no paragraph", "give the line"),
            (
                [_entry(2, "资金不足", "doubt"), _entry(2, "不足，", "mend", reading="短缺，")],
                "overlap",
                "one entry",
            ),
            ([_entry(2, "资金不足", "lost", lost="within")], "0 line joins", "lost: after"),
        ],
    )
    def test_it_says_how_to_mend_it(
        self, entries: list[CorrectionEntry], says: str, remedy: str
    ) -> None:
        with pytest.raises(InputError) as error:
            _read(self.source, *entries)
        assert error.value.file == "seeds/corrections.yml"
        assert says in error.value.message
        assert remedy in error.value.remedy
        assert entries[-1].printed in error.value.quote


def test_corrections_of_files_that_are_not_yet_there_are_passed_over() -> None:
    entry = replace(_entry(1, "难以继", "doubt"), source="of-a-later-snapshot")
    assert located([entry], [], [_source("资金不足")]) == {}


@given(
    st.lists(
        st.text(st.sampled_from("[](#)*_ #《条例》甲乙，。\u00a0<b>😀{}\\x"), max_size=30),
        min_size=1,
        max_size=4,
    ),
    st.data(),
)
def test_whatever_is_printed_and_mended_can_be_had_back(
    lines: list[str], data: st.DataObject
) -> None:
    source = _source(*lines)
    paragraph = _paragraph(source)
    if not paragraph.text:
        return
    number = data.draw(st.sampled_from([n for n, line in enumerate(lines, 1) if line.strip()]))
    line = lines[number - 1].strip()
    start = data.draw(st.integers(0, len(line) - 1))
    words = line[start : data.draw(st.integers(start + 1, len(line)))]
    reading = data.draw(st.text(max_size=5))
    article = Article("page-1", "page", paragraph.ranges, "report", paragraphs=(paragraph,))
    entry = _entry(number, words, "mend", reading=reading)
    begins = sum(len(before.strip()) for before in lines[: number - 1])
    rest = [paragraph.text[place:] for place in range(begins, begins + len(line))]
    if sum(text.startswith(words) for text in rest) > 1:
        with pytest.raises(InputError, match="times on line"):
            located([entry], [article], [source])
        return
    edits = located([entry], [article], [source])
    text, corrections = correct(paragraph, source, edits)
    assert verbatim(text, corrections) == paragraph.text
    assert [(c.printed, c.reading) for c in corrections if c.kind == "mend"] == [(words, reading)]
    assert all(text[slice(*c.span)] == c.reading for c in corrections)
