"""A received file → what it says of itself: front matter between two rules, or a page's metadata.

These words stand outside the text: they help to find its headline and give what the text does
not print, and whatever rests on them says where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from builder.model import Fact, Source
from builder.split import layout

_LINES = 40
"""Lines of the longest front matter."""

_SHORTEST = 6
"""Characters of the shortest line that is a headline where a longer title begins with it."""

_KEYS: dict[str, Literal["title", "date", "publisher", "author", "url"]] = {
    "title": "title",
    "标题": "title",
    "date": "date",
    "日期": "date",
    "source": "publisher",
    "publisher": "publisher",
    "来源": "publisher",
    "author": "author",
    "作者": "author",
    "url": "url",
    "link": "url",
    "链接": "url",
}
# title: 某部印发《某某行动方案》      日期：2026-01-07
_ROW = re.compile(r"(?P<key>[\w\u4e00-\u9fff]+)\s?[:：]\s*(?P<value>\S.*)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
# 某事的通知_政策文件_某网      某人：某事--专题报道-某网
_PARTED = re.compile(r"\s*[-_—–|·丨]")


def facts(source: Source) -> tuple[Fact, ...]:
    """Return what a file says of itself, the best of each name first.

    A line 3 of front matter `date: 2026-01-07` is `Fact("date", "2026-01-07", "第3行")`.
    """
    return (*source.facts, *_front_matter(source))


def address(source: Source) -> str | None:
    """Return the address at which the file says that it was published."""
    named = (fact.value for fact in facts(source) if fact.name == "url")
    return next((one for one in named if _ADDRESS.fullmatch(one)), None)


def publisher(source: Source) -> str | None:
    """Return who published the page, as the file says outside its text: `来源：某报` gives 某报."""
    for fact in facts(source):
        if fact.name == "publisher":
            return layout.publisher(fact.value) or fact.value
    return None


def titled(words: str, known: Sequence[Fact]) -> bool:
    """Return whether words are the title of a page, which may have the site's name after it."""
    return any(
        fact.value == words
        or (
            len(words) >= _SHORTEST
            and fact.value.startswith(words)
            and _PARTED.match(fact.value, len(words)) is not None
        )
        for fact in known
        if fact.name == "title"
    )


def _front_matter(source: Source) -> Iterator[Fact]:
    """Yield the rows between the two rules at the head of a file, if they stand there."""
    head = [(at, line.strip()) for at, line in enumerate(source.lines[:_LINES], 1) if line.strip()]
    rules = [place for place, (_, line) in enumerate(head) if line == "---"]
    if len(rules) < 2 or rules[0] != 0:
        return
    for at, line in head[1 : rules[1]]:
        row = _ROW.fullmatch(line)
        if row and (name := _KEYS.get(row["key"].lower())):
            yield Fact(name, row["value"].strip("\"' "), f"第{at}行")
