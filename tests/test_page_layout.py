"""Printed pages: vertical text, and pages of any make, in time that grows with them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.formats.page_layout import Char, PrintedPage, Rule, reading


def printed(text: str, x: float, y: float, size: float = 12.0) -> list[Char]:
    """Return full-width characters of a line."""
    return [
        Char(char, x + at * size, y, x + (at + 1) * size, y + size, size)
        for at, char in enumerate(text)
    ]


def page(*lines: str, number: int = 1, left: float = 72) -> PrintedPage:
    """Return a page of full lines."""
    chars = [char for at, line in enumerate(lines) for char in printed(line, left, 72 + 20 * at)]
    return PrintedPage(number, 595, 842, tuple(chars))


FULL = "各街道要在年底前建成一家以上社区食堂做到价格公道卫生达标方便"
"""A line as wide as its column."""


def test_a_paragraph_runs_on_where_its_line_is_full() -> None:
    """And ends with a line that leaves room for the next word: here for one character and more."""
    assert reading([page(FULL, FULL[:9] + "。")]).lines == (FULL + FULL[:9] + "。",)
    assert len(reading([page(FULL, FULL[:-1], FULL)]).lines) == 1
    assert len(reading([page(FULL, FULL[:-2], FULL)]).lines) == 2


def test_the_mark_names_the_page_on_which_a_paragraph_begins() -> None:
    last = FULL[::-1]
    got = reading([page(FULL), page(FULL[:9], number=2), page(last, number=3)])
    assert got.lines == (FULL + FULL[:9], last)
    assert [mark.page for mark in got.marks] == [1, 3]


def test_columns_are_parted_by_a_gutter_of_three_quarters_of_a_character() -> None:
    """A narrower gap is one within a line."""
    half = FULL[:15]

    def columns(gap: float) -> tuple[str, ...]:
        rows = [
            char
            for at in range(6)
            for x, words in ((72.0, half), (72.0 + 15 * 12 + gap, FULL[15:30]))
            for char in printed(words, x, 72.0 + 20 * at)
        ]
        return reading([PrintedPage(1, 595, 842, tuple(rows))]).lines

    assert columns(16) == (half * 6 + FULL[15:30] * 6,)
    assert columns(8) == (FULL[:30] * 6,)


ANYWHERE = st.floats(-50, 900)


@given(
    st.lists(
        st.tuples(
            st.text("养老食堂", min_size=1, max_size=3), ANYWHERE, ANYWHERE, st.floats(1, 80)
        ),
        max_size=40,
    ),
    st.lists(st.tuples(ANYWHERE, ANYWHERE, st.floats(0, 300), st.floats(0, 300)), max_size=12),
)
@settings(deadline=None)
def test_every_printed_character_is_read_once(
    chars: list[tuple[str, float, float, float]], rules: list[tuple[float, float, float, float]]
) -> None:
    """Wherever it stands; a cell over several rows is read in each of them."""
    held = tuple(Char(text, x, y, x + size, y + size, size) for text, x, y, size in chars)
    drawn = tuple(Rule(x, y, x + width, y + height) for x, y, width, height in rules)
    got = reading([PrintedPage(1, 595, 842, held, drawn)])
    printed_once = Counter("".join(char.text for char in held))
    read = Counter("".join("".join(got.lines).split()))
    assert len(got.lines) == len(got.marks)
    assert read >= printed_once if drawn else read == printed_once


def test_a_page_of_rules_is_no_table() -> None:
    """A drawing is no table."""
    rules = tuple(Rule(at % 500, at // 9, at % 500 + 60, at // 9) for at in range(6000))
    got = reading([PrintedPage(1, 595, 842, page(FULL, FULL).chars, rules)])
    assert got.lines == (FULL * 2,)
