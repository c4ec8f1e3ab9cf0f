"""Texts → the target years of the policy, each with the clause that promises something for it.

They stand in the policy's own text; where it is not here or names none, in words that another text
gives as the policy's. All are taken from one paragraph: the one with the most years that were in
the future when it was written; in a tie the one of the best authority.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from builder.model import Horizon, Policy, Span, Text, TextParagraph, authority_rank

_DIGITS = str.maketrans(
    "〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789"
)

# 到2031年，乡村公路养护率超70%    力争到二〇三五年底，……    2035年前建成养老驿站
_AHEAD = re.compile(
    r"""
    (?: (?<! [^，。；：！？,;:!?“”‘’\s] ) (?P<lead> [^，。；：！？,;:!?“”‘’\s]{1,6}? ) )?   # 力争
    (?:
        (?<! [截年] ) [到至] (?P<by> [12][0-9]{3} ) 年
      | (?P<before> [12][0-9]{3} ) 年 [底末]? [之以]? 前
    )
    """,
    re.VERBOSE,
)
_CLAUSE_END = re.compile(r"[。；！？;!?\n]")
_FORECAST = re.compile(r"预计|预测|预期|有望|估计|测算")
_TRAILING = "，、：,: "


def horizons(texts: Sequence[Text], policy: Policy) -> tuple[Horizon, ...]:
    """Return the target years, ascending, each once.

    “到2031年，……超70%；到2035年，……” gives two, each with its clause without the last mark.
    A forecast (预计到2035年……) is not a target; nor is what a city's plan, a company or an expert
    promises, whatever the authority of their text.
    """
    said: dict[str, list[Span]] = defaultdict(list)
    for one in policy.attributed:
        said[one.paragraph].append(one.span)
    best: tuple[Horizon, ...] = ()
    for text in sorted(
        texts, key=lambda text: (text.id != policy.text, authority_rank(text.authority))
    ):
        written = _written(text)
        for paragraph in text.paragraphs:
            whole = [(0, len(paragraph.text))] if text.id == policy.text else []
            within = whole or said.get(paragraph.id, [])
            found = _promises(paragraph, written, within) if within else ()
            if len(found) > len(best):
                best = found
        if best and text.id == policy.text:
            break
    return best


def _written(text: Text) -> int:
    """Return the latest year in which the text can have been written; 0 where it is unknown."""
    years = re.findall(r"\d{4}(?=-|$|/)", text.date.value) if text.date else []
    return int(years[-1]) if years else 0


def _promises(
    paragraph: TextParagraph, written: int, within: Sequence[Span]
) -> tuple[Horizon, ...]:
    """Return the target years of a paragraph, each with its first clause in one of some spans."""
    by_year: dict[int, Horizon] = {}
    for year, span, forecast in _clauses(paragraph.text):
        inside = any(start <= span[0] and span[1] <= end for start, end in within)
        if year > written and not forecast and inside:
            by_year.setdefault(year, Horizon(year, paragraph.id, span))
    return tuple(by_year[year] for year in sorted(by_year))


def _clauses(text: str) -> Iterator[tuple[int, Span, bool]]:
    """Yield (year, span, whether it is a forecast) for each clause that begins with a year.

    A clause extends to an end mark or to the next such year; 预计 in it, or between the last end
    mark and it, makes it a forecast. Linear: a line can be a million characters long.
    """
    years = list(_AHEAD.finditer(text.translate(_DIGITS))) if "年" in text else []
    read, forecast = 0, False
    for number, found in enumerate(years):
        begun = read
        for mark in _CLAUSE_END.finditer(text, read, found.start()):
            begun, forecast = mark.end(), False
        stop = years[number + 1].start() if number + 1 < len(years) else len(text)
        end = _CLAUSE_END.search(text, found.end(), stop)
        read = end.start() if end else stop
        forecast = forecast or _FORECAST.search(text, begun, read) is not None
        clause = text[found.start() : read].rstrip(_TRAILING)
        year = int(found["by"] or found["before"])
        yield year, (found.start(), found.start() + len(clause)), forecast
