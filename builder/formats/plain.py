"""Plain text and Markdown → its lines, and what front matter at its head says of the file.

Left-over Markdown stays in the lines: who shows or compares words takes it off.
"""

from __future__ import annotations

import re
from typing import Literal

from builder.formats.encodings import characters, lines_of
from builder.model import Fact, Source, SourceEntry

ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
"""A whole address: https://www.example.cn/a.html."""

_LINES = 40
"""Lines of the longest front matter, with the blank lines and the two rules."""

_RULE = "---"

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
"""Keys of front matter, in small letters, and what they give."""

# title: 某部印发《某某行动方案》      日期：2026-01-07
_ROW = re.compile(r"(?P<key>[\w\u4e00-\u9fff]+)\s?[:：]\s*(?P<value>\S.*)")


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a text file as its lines; `file` is its name in messages.

    Raises `InputError` where the bytes are no text.
    """
    text, encoding = characters(data, file)
    return Source(entry, lines_of(text), encoding)


def front_matter(lines: tuple[str, ...]) -> tuple[int, tuple[Fact, ...]]:
    """Return the last line of the front matter, 0 where there is none, and what it says.

    Front matter stands between two rules `---`, of which the first is the first line that is not
    blank. A line 3 `date: 2026-01-07` is `Fact("date", "2026-01-07", "第3行")`.
    """
    head = [(at, line.strip()) for at, line in enumerate(lines[:_LINES], 1) if line.strip()]
    rules = [place for place, (_, line) in enumerate(head) if line == _RULE]
    if len(rules) < 2 or rules[0] != 0:
        return 0, ()
    facts = []
    for at, line in head[1 : rules[1]]:
        row = _ROW.fullmatch(line)
        if row and (name := _KEYS.get(row["key"].lower())):
            facts.append(Fact(name, row["value"].strip("\"' "), f"第{at}行"))
    return head[rules[1]][0], tuple(facts)
