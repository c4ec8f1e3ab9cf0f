"""Headings have a level, 1 to 3: from their numbers, else the format, else what is above."""

from __future__ import annotations

import pytest

from builder.export.tables import _role
from builder.model import LineMark, Paragraph
from builder.split.headings import levelled

LAID = (
    ("chapters", "第一章　总则|第一节　目标|一、灌溉|第二章　附则", "", "1 2 3 1"),
    ("clauses", "一、灌溉|（一）水源|1.水井|（1）旧井|二、排水|（一）沟渠", "", "1 2 3 3 1 2"),
    ("no chapter above", "（一）水源|（二）沟渠", "", "1 1"),
    ("a jump is one level", "一、灌溉|1.水井", "", "1 2"),
    ("no sign", "水源|沟渠", "", "1 1"),
    ("no sign below a number", "一、灌溉|水源|沟渠|二、排水|出路", "", "1 2 2 1 2"),
    ("parts of a magazine", "春天的水|01灌溉|某县的水渠|02排水|某乡的沟渠", "", "1 2 3 2 3"),
    ("format alone", "灌溉|水源|排水", "2 3 2", "1 2 1"),
    ("numbers go before the format", "一、灌溉|（一）水源|二、排水", "3 2 3", "1 2 1"),
    ("the format puts a plain one beside numbers", "一、灌溉|（一）水源|结语", "2 3 2", "1 2 1"),
    ("the format puts it below", "一、灌溉|水源|二、排水", "2 3 2", "1 2 1"),
    ("the format puts it above", "上篇|一、灌溉|下篇|一、排水", "2 3 2 3", "1 2 1 2"),
)
"""Why, headings, their levels in the format ('' where it tells none), their levels."""


@pytest.mark.parametrize(
    ("words", "told", "expect"), [one[1:] for one in LAID], ids=[o[0] for o in LAID]
)
def test_a_heading_has_its_level(words: str, told: str, expect: str) -> None:
    """It stands below as many headings as are open above it."""
    said = [int(one) for one in told.split()]
    marks = [LineMark("heading", level) for level in said]
    given = [
        Paragraph(f"a-1-p{line}", "heading", None, heading, ((line, line),))
        for line, heading in enumerate(words.split("|"), 1)
    ]
    found = levelled(given, marks)
    assert " ".join(str(one.level) for one in found) == expect
    assert [_role(one) for one in found] == [f"heading{one}" for one in expect.split()]


def test_other_paragraphs_have_none_and_what_an_editor_says_stays() -> None:
    """`role: heading2` is level 2, whatever stands above."""
    held = (
        Paragraph("a-1-p1", "heading", None, "水源", ((1, 1),), level=2),
        Paragraph("a-1-p2", "body", None, "一、开渠引水。", ((2, 2),)),
    )
    assert [one.level for one in levelled(held, ())] == [2, 0]
    assert [_role(one) for one in held] == ["heading2", "body"]
