"""Headings of an article → the level of each, 1 to 3: by its number, else by what the format says.

Numbers go before formats: pages set 一、 and （一） in one size, or a chapter below its clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from builder.language.numbering import numbering
from builder.model import LineMark, Paragraph

DEEPEST = 3
"""Greatest level of a heading; what is deeper has it too."""


def levelled(paragraphs: Iterable[Paragraph], marks: Sequence[LineMark]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article, each heading with its level; one that has it keeps it.

    `marks` are what the format says of the lines of the file. 第一节 目标 below 第一章 总则 is of
    level 2, as is （一）水源 below 一、灌溉; 一、 in an article without chapters is of level 1.
    """
    held = tuple(paragraphs)
    headings = [one for one in held if one.role == "heading"]
    levels = dict(
        zip((one.id for one in headings), _levels([*_ranks(headings, marks)]), strict=True)
    )
    return tuple(
        replace(one, level=levels[one.id]) if one.id in levels and not one.level else one
        for one in held
    )


def _ranks(headings: Sequence[Paragraph], marks: Sequence[LineMark]) -> Iterator[float | None]:
    """Yield the rank of each heading, a smaller one above a greater one; `None` for no sign."""
    told = [(_number(one.text), _format(one, marks)) for one in headings]
    for number, level in told:
        beside = [n for n, other in told if n and other == level]
        above = [n for n, other in told if n and 0 < other < level]
        if number:
            yield number
        elif level and beside:
            yield min(beside)
        elif level:
            yield max(above, default=0) + level / 10
        else:
            yield None


# 01优先养护县道      02 打通断头路
_COUNTED = re.compile(r"0\d(?!\d)")

_RANK_COUNTED = 55
"""Rank of 01, 02, with which magazines and accounts count parts: above 一、, below 第一条."""


def _number(words: str) -> int:
    return _RANK_COUNTED if _COUNTED.match(words) else numbering(words)[0]


def _format(heading: Paragraph, marks: Sequence[LineMark]) -> int:
    """Return the level of a heading in the format; 0 where the format tells none."""
    mark = marks[heading.ranges[0][0] - 1] if marks else LineMark()
    return mark.level if mark.kind == "heading" else 0


def _levels(ranks: Iterable[float | None]) -> Iterator[int]:
    """Yield the level of each heading: how many headings it stands below.

    One without a sign stands below those with one around it.
    """
    above: list[tuple[float, bool]] = []  # rank; whether it stands below a heading of that rank
    for rank in ranks:
        signed = [one for one, is_below in above if not is_below]
        here = (max(signed, default=0.0), True) if rank is None else (rank, False)
        while above and above[-1] >= here:
            above.pop()
        above.append(here)
        yield min(len(above), DEEPEST)
