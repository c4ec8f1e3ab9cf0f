"""The reading of a Word document is held against a plain dump of its archive."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from builder.disk.received import source
from builder.model import UNNAMED, Source, SourceEntry
from builder.proof.word import word_differences
from tests.docx_files import document, level, p, pattern, r, table, tr
from tests.word_files import word

NEW = document(
    p("某市乡村公路养护办法")
    + p(
        "第一条　公路应当",
        "<w:del>" + r("每周").replace("w:t", "w:delText") + "</w:del>",
        r("常养护。"),
    )
    + p(
        r("养护面积"),
        r("此句不印", "<w:vanish/>"),
        r("按平方米"),
        r("2", '<w:vertAlign w:val="superscript"/>'),
    )
    + p("巡查；", list_="1")
    + p("修补。", list_="1")
    + table(tr("项目", "公里"), tr("硬化路", "300")),
    numbering=pattern("1", level(0, "%1.")),
    comments=f'<w:comment w:id="0">{p("此处待核")}</w:comment>',
)
OLD = word(
    "某市乡村公路养护办法\r公路应当常养护，不得荒废。\r巡查 \x13PAGE\x14甲段\x15 与修补 abc\r"
)


def read(data: bytes, name: str) -> Source:
    entry = SourceEntry("road", name, sha256(data).hexdigest(), UNNAMED, "2025")
    return source(entry, data)


@pytest.mark.parametrize(("data", "name"), [(NEW, "road.docx"), (OLD, "road.doc")])
def test_what_a_document_holds_is_read_and_nothing_else(data: bytes, name: str) -> None:
    """Deleted and hidden words, comments and what is counted are on some line, and explained."""
    assert list(word_differences(read(data, name), data)) == []


@pytest.mark.parametrize(("data", "name"), [(NEW, "road.docx"), (OLD, "road.doc")])
@pytest.mark.parametrize(
    ("words", "others"),
    [("养护办法", "管养办法"), ("常养护", "常常养护"), ("常养护", "养护"), ("修补", "修复")],
)
def test_words_that_a_document_does_not_hold_are_named(
    data: bytes, name: str, words: str, others: str
) -> None:
    """With their line."""
    made = read(data, name)
    number = next(n for n, line in enumerate(made.lines, 1) if words in line)
    lines = tuple(line.replace(words, others) for line in made.lines)
    marks = tuple(replace(mark, set=()) if words in line else mark
                  for line, mark in zip(made.lines, made.marks, strict=True))  # fmt: skip
    found = list(word_differences(replace(made, lines=lines, marks=marks), data))
    assert any(f"/{name}:{number}: the document does not hold" in one for one in found), found


@pytest.mark.parametrize("words", ["此句不印", "此处待核", "修补。", "硬化路", "每周"])
def test_words_that_a_reading_lacks_are_named(words: str) -> None:
    """Deleted words alone need not be read."""
    made = read(NEW, "road.docx")
    kept = [at for at, line in enumerate(made.lines) if words not in line]
    assert len(kept) < len(made.lines)
    less = replace(
        made,
        lines=tuple(made.lines[at] for at in kept),
        marks=tuple(made.marks[at] for at in kept),
    )
    found = list(word_differences(less, NEW))
    assert any(f"lacks “{words}”" in one for one in found) is (words != "每周")
