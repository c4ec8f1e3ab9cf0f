"""Numbers that a format counts, and words that it raises or lowers, as they are printed."""

from __future__ import annotations

import pytest

from builder.formats.ordinals import ordinal
from builder.formats.typography import lowered, raised


@pytest.mark.parametrize(
    ("numbering", "printed"),
    [
        ("decimal", "1 2 10 11 21 99 101"),
        ("decimalZero", "01 02 10 11 21 99 101"),
        ("decimalFullWidth", "１ ２ １０ １１ ２１ ９９ １０１"),
        ("chineseCounting", "一 二 十 十一 二十一 九十九 一〇一"),
        ("chineseCountingThousand", "一 二 十 十一 二十一 九十九 一百零一"),
        ("japaneseCounting", "一 二 十 十一 二十一 九十九 百一"),
        ("ideographDigital", "一 二 一〇 一一 二一 九九 一〇一"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾壹 玖拾玖 壹佰零壹"),
        ("ideographTraditional", "甲 乙 癸 11 21 99 101"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ 21 99 101"),
        ("decimalEnclosedCircleChinese", "① ② ⑩ 11 21 99 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ 21 99 101"),
        ("lowerLetter", "a b j k u uuuu wwww"),
        ("upperRoman", "I II X XI XXI XCIX CI"),
        ("ordinal", "1st 2nd 10th 11th 21st 99th 101st"),
        ("unheardOf", "1 2 10 11 21 99 101"),
    ],
)
def test_a_number_is_printed_as_its_numbering_says(numbering: str, printed: str) -> None:
    numbers = (1, 2, 10, 11, 21, 99, 101)
    assert " ".join(ordinal(each, numbering) for each in numbers) == printed


def test_a_circle_holds_twenty_numbers() -> None:
    assert (ordinal(20, "decimalEnclosedCircle"), ordinal(21, "decimalEnclosedCircle")) == (
        "⑳",
        "21",
    )


def test_what_is_raised_or_lowered_is_so_as_a_whole_or_not_at_all() -> None:
    """10⁴公里 is no 104公里; a mark such as [1] stays as it is."""
    assert (raised("4"), raised("-2"), raised("[1]"), raised("th")) == ("⁴", "⁻²", "[1]", "th")
    assert (lowered("2"), lowered("max")) == ("₂", "max")
