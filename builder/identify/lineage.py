"""A policy, or its notice → the documents that it says it replaces or carries out.

Pure, article by article: `《修路办法》同时废止`, `为贯彻落实《修路规划》，制定本方案`. Which text a
name denotes is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.language.titles import Named, end_of_name, full_name, is_short, rows_of_names
from builder.model import Article, Paragraph

GROUNDS = 4
"""Paragraphs of running text at the beginning of a policy that can say what it carries out."""

BESIDE = 80
"""Characters of a sentence on either side of a row of names that say what is done with them."""
LONGEST_PURPOSE = 300
"""Characters behind such a row within which the sentence says that it is why this is made."""

_FORMAL = frozenset(("heading", "note", "addressee", "annex_list", "signature", "date"))

# 》（某政发〔2010〕3号）同时废止    》、《乙》自即日起停止执行
_REPEALED = re.compile(
    r"(?P<between> [^。；《》]{0,60}? ) (?: 废止|失效|停止执行|停止施行|不再执行 ) (?! 的 )",
    re.VERBOSE,
)
_NOT_REPEALED = re.compile(
    r"(?: 未 | 不得 | 尚未 | 应当 | 可以 ) [^，。；《》]{0,6} \Z", re.VERBOSE
)
# 关于废止《    关于修改《    决定对《    修订了《    代替《
_REPEALS = re.compile(
    r"(?: 废止 | 修改 | 修订了? | 修正 | 取代 | 代替 | 替代 | 原 ) (?: 部分 | 原 )? \Z", re.VERBOSE
)
# 》作如下修改    》进行了修订
_AMENDED = re.compile(
    r"(?: 作 | 进行 | 予以 | 作出 | 部分 ) [^，。；《》]{0,8}? (?: 修改 | 修订 | 修正 )", re.VERBOSE
)
_FOR = re.compile(r"对 (?: 原 )? \Z", re.VERBOSE)

# 为贯彻落实国务院《    根据《    依据《
_CARRIES_OUT = re.compile(
    r"(?: 落实|贯彻|执行|根据|依据|按照|遵照|依照 ) (?! 到 ) [^，。；！？《》]{0,30}? \Z",
    re.VERBOSE,
)
# 制定本办法    提出如下意见    特制定
_MADE = re.compile(
    r"""
    制定|制订|提出|编制|出台|起草|现就|现将|特作|特印|结合
    | 本 (?: 办法|意见|方案|规定|计划|措施|细则|通知 )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Ancestor:
    """An earlier document that a policy names as its own."""

    kind: Literal["revises", "implements"]
    """Whether the policy replaces or amends it, or carries it out."""
    name: str
    """Its name as cited, without its outer marks."""
    line: int
    """Line that says so."""
    words: str
    """The words there."""


def ancestors(article: Article) -> Iterator[Ancestor]:
    """Yield what a policy or a notice replaces, then what it carries out, in order of its words.

    `本办法自3月1日起施行，《修路暂行办法》同时废止。` replaces 修路暂行办法.
    """
    line = article.ranges[0][0]
    yield from _revised(article.title or "", line)
    for paragraph in article.paragraphs:
        yield from _revised(paragraph.text, paragraph.ranges[0][0])
    running = [p for p in article.paragraphs if p.role not in _FORMAL]
    for paragraph in running[:GROUNDS]:
        yield from _carried_out(paragraph)


def _revised(text: str, line: int) -> Iterator[Ancestor]:
    if not re.search("废止|失效|停止|不再|修[改订正]|代替?", text):
        return
    for sentence, row in rows_of_names(text):
        start, last = row[0].span[0], end_of_name(text, row[-1].span[1])
        before = text[max(sentence[0], start - BESIDE) : start]
        rest = text[last : min(sentence[1], last + BESIDE)]
        repealed = _REPEALED.match(rest)
        amended = _AMENDED.match(rest) and _FOR.search(before)
        if (
            (repealed and not _NOT_REPEALED.search(repealed["between"]))
            or amended
            or (_REPEALS.search(before) and not rest.startswith("实施"))
        ):
            for named in _full(row):
                yield _ancestor("revises", named, text, line)


def _carried_out(paragraph: Paragraph) -> Iterator[Ancestor]:
    text = paragraph.text
    for sentence, row in rows_of_names(text):
        before = text[max(sentence[0], row[0].span[0] - BESIDE) : row[0].span[0]]
        rest = text[row[-1].span[1] : min(sentence[1], row[-1].span[1] + LONGEST_PURPOSE)]
        if _CARRIES_OUT.search(before) and _MADE.search(rest):
            for named in _full(row):
                yield _ancestor("implements", named, text, paragraph.ranges[0][0])


def _full(row: Sequence[Named]) -> Iterator[Named]:
    return (one for one in row if one.by == "title" and not is_short(one.name))


def _ancestor(
    kind: Literal["revises", "implements"], named: Named, text: str, line: int
) -> Ancestor:
    start, end = named.span
    return Ancestor(kind, full_name(text, named), line, text[max(0, start - 8) : end + 4])
