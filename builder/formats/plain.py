"""Plain text or Markdown → its lines, and the facts in its front matter.

Left-over Markdown stays in the lines; later steps remove it where words are shown or compared.
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

_KEYS: dict[Literal["title", "date", "publisher", "author", "url"], tuple[str, ...]] = {
    "title": ("title", "标题"),
    "date": ("date", "日期"),
    "publisher": ("source", "publisher", "来源"),
    "author": ("author", "作者"),
    "url": ("url", "link", "链接"),
}
"""Facts and the keys of front matter that give them, in small letters."""

# title: 某市印发《养老驿站办法》      日期：2026-01-07
_ROW = re.compile(r"(?P<key>[\w\u4e00-\u9fff]+)\s?[:：]\s*(?P<value>\S.*)")


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a text file as its lines; `file` is its name in messages.

    Raises `InputError` where the bytes are no text.
    """
    text, encoding = characters(data, file)
    return Source(entry, lines_of(text), encoding)


def front_matter(lines: tuple[str, ...]) -> tuple[int, tuple[Fact, ...]]:
    """Return the last line of the front matter, 0 where there is none, and its facts.

    Front matter is enclosed by two rules `---`, the first of which is the first line that is not
    blank. A line 3 `date: 2026-01-07` is `Fact("date", "2026-01-07", "第3行")`.
    """
    head = [(at, line.strip()) for at, line in enumerate(lines[:_LINES], 1) if line.strip()]
    rules = [place for place, (_, line) in enumerate(head) if line == _RULE]
    if len(rules) < 2 or rules[0] != 0:
        return 0, ()
    facts: list[Fact] = []
    for at, line in head[1 : rules[1]]:
        row = _ROW.fullmatch(line)
        facts += (
            Fact(name, row["value"].strip("\"' "), f"第{at}行")
            for name, keys in _KEYS.items()
            if row and row["key"].lower() in keys
        )
    return head[rules[1]][0], tuple(facts)
