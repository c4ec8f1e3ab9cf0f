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

_RULES = ("---", "+++")
"""What encloses front matter, in YAML and in TOML."""

FactName = Literal["title", "date", "publisher", "origin", "author", "url"]
"""What front matter can say that we use."""

_KEYS: tuple[tuple[FactName, tuple[str, ...]], ...] = (
    ("title", ("title", "标题")),
    ("date", ("date", "日期", "发布日期", "发布时间", "发表时间", "时间")),
    ("publisher", ("source", "publisher", "发布机构")),
    ("origin", ("来源", "稿源", "出处", "文章来源", "信息来源")),
    ("author", ("author", "作者")),
    ("url", ("url", "link", "链接", "原文链接", "原文地址", "原文")),
)
"""Facts and the keys of front matter that give them, in small letters."""

# title: 某市印发《养老驿站办法》      日期：2026-01-07      title = "某事"
_ROW = re.compile(r"(?P<key>[\w\u4e00-\u9fff-]+)\s?[:：=]\s*(?P<value>\S.*)")
# "引号里的键": 值      - 某词
_OTHER_ROW = re.compile(
    r"""[\w\u4e00-\u9fff"'. -]{1,60}\s?[:：=].*|-(?:\s.*)?|#.*|[\[\]{}].*|[|>].*|\s+\S.*"""
)


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a text file as its lines; `file` is its name in messages.

    Raises `InputError` where the bytes are no text.
    """
    text, encoding = characters(data, file)
    return Source(entry, lines_of(text), encoding)


def front_matter(lines: tuple[str, ...]) -> tuple[int, tuple[Fact, ...]]:
    """Return the last line of the front matter, 0 where there is none, and its facts.

    Front matter is enclosed by two rules, the first of which is the first line that is not blank;
    between them are keys with values, and no text. A line 3 `date: 2026-01-07` is
    `Fact("date", "2026-01-07", "第3行")`.
    """
    head = [(at, line) for at, line in enumerate(lines[:_LINES], 1) if line.strip()]
    rule = head[0][1].strip() if head else ""
    end = next((n for n, (_, line) in enumerate(head) if n and line.strip() == rule), 0)
    inner = head[1:end]
    if rule not in _RULES or not end or not all(_OTHER_ROW.fullmatch(line) for _, line in inner):
        return 0, ()
    facts: list[Fact] = []
    for at, line in inner:
        row = _ROW.fullmatch(line.strip())
        if row and (name := fact_name(row["key"])):
            facts.append(Fact(name, row["value"].strip("\"' "), f"第{at}行"))
    return head[end][0], tuple(facts)


def fact_name(key: str) -> FactName | None:
    """Return the fact that a key gives: 日期 and Date give `date`, 标签 gives none."""
    return next((name for name, keys in _KEYS if key.lower() in keys), None)
