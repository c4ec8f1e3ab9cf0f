"""Texts → texts whose paragraphs know the headings over them: 第一章 第一条, 一、（一）1.

The signs of numbering are of a fixed order; a paragraph stands under the last heading of each
higher order. A heading can be a line of its own or run on into the paragraph that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from builder.model import Span, Text, TextParagraph

LONGEST = 50
"""Characters of the longest heading that runs on into its paragraph, without its number."""

_PLAIN = 50
"""Order of a heading without a number where no numbered one stands over it."""

_HAN = "[一二三四五六七八九十百零〇]"
# 附件1  第一编  第二章 总则  第三节  第十条 为…  一、要求  二 内涵  （一）思想。  1.突破…  （1）…
_NUMBER = re.compile(
    rf"""
      (?P<o05>附[件表錄录]) (?:\s?\d{{1,2}}|{_HAN}{{1,2}})? (?: [：:]\s* | \s+ | $)
    | 第(?:{_HAN}{{1,5}}|\d{{1,3}})(?: (?P<o10>[编編]|部分) | (?P<o20>章) | (?P<o30>[节節]) )
      [\s\u3000、：:]*
    | (?P<o40>第(?:{_HAN}{{1,7}}|\d{{1,4}})[条條](?:之{_HAN}{{1,2}})?) [\s\u3000]+
    | (?P<o60>{_HAN}{{1,3}}[、．.\s\u3000]) \s*
    | (?P<o70>[（(]{_HAN}{{1,3}}[)）]) \s*
    | (?P<o80>\d{{1,2}}[、．.](?!\d)) \s*
    | (?P<o90>[（(]\d{{1,2}}[)）]) \s*
    | (?P<o95>[①-⑳]) \s*
    """,
    re.VERBOSE,
)
# 加快工业网络开放智能升级。      指导思想：
_RUN_ON = re.compile(rf"[^。；;！？!?：:]{{2,{LONGEST}}}[。：:]")
# ——遵循发展规律，创新制度安排。充分认识…
_DASHED = re.compile(rf"(?:——|—)\s?(?P<heading>[^。；;！？!?]{{2,{LONGEST}}}。)(?=.)")


def outline(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return the texts, each paragraph with `section` and `heading` set where there is one.

    Under `二、基础底座升级行动` the paragraph `（一）加快工业网络升级。面向…` has the section
    `(…-p43,)` and the heading `（一）加快工业网络升级。`; what follows it without a number, up
    to the next number, has both over it.
    """
    return tuple(replace(text, paragraphs=tuple(_outlined(text))) for text in texts)


def _outlined(text: Text) -> Iterator[TextParagraph]:
    over: list[tuple[int, str]] = []
    for paragraph in text.paragraphs:
        order, heading = _heading(paragraph, over)
        if order:
            while over and over[-1][0] >= order:
                over.pop()
        yield replace(
            paragraph, section=tuple(identifier for _, identifier in over), heading=heading
        )
        if order and heading:
            over.append((order, paragraph.id))


def _heading(paragraph: TextParagraph, over: list[tuple[int, str]]) -> tuple[int, Span | None]:
    """Return the order of a paragraph's number, 0 without one, and the heading that it has."""
    words = paragraph.text
    number = _NUMBER.match(words)
    order = int(str(number.lastgroup)[1:]) if number else 0
    if paragraph.role == "heading":
        return order or _unnumbered(over), (0, len(words))
    if number is None:
        dashed = _DASHED.match(words) if paragraph.role == "body" else None
        return 0, (0, dashed.end()) if dashed else None
    if order == 40:
        return order, (0, len(number[0].rstrip()))
    run_on = _RUN_ON.match(words, number.end())
    if run_on and run_on.end() < len(words):
        return order, (0, run_on.end())
    return order, None


def _unnumbered(over: list[tuple[int, str]]) -> int:
    """Return the order of a heading without a number: just under the numbered ones over it."""
    numbered = [order for order, _ in over if order % 10 != 9]
    return max(numbered, default=_PLAIN) // 10 * 10 + 9
