"""Texts → the same texts, each paragraph with its section: 第一章 第一条, 一、（一）1.

Each style of numbering has a fixed level; the section of a paragraph is the last heading of each
higher level. A heading can be a line of its own or run on into the paragraph that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.language.numbering import numbering
from builder.model import Span, Text, TextParagraph

LONGEST = 50
"""Characters of the longest run-on heading, without its number."""

_PLAIN = 50
"""Level of a heading without a number that is in no numbered section."""

# 加快乡村道路分段养护改造。      指导思想：
_RUN_ON = re.compile(rf"[^。；;！？!?：:]{{2,{LONGEST}}}[。：:]")
# ——坚持分段养护，落实专人负责。各乡镇…
_DASHED = re.compile(rf"(?:——|—)\s?(?P<heading>[^。；;！？!?]{{2,{LONGEST}}}。)(?=.)")


def outline(text: Text) -> Text:
    """Return a text, each paragraph with `section` and `heading` set where there is one.

    Below `二、道路养护`, with the id `…-p43`, the paragraph `（一）加快桥梁检修。面向…` has the
    section `(…-p43,)` and the heading `（一）加快桥梁检修。`; the section of the unnumbered
    paragraphs after it, up to the next number, has both.
    """
    return replace(text, paragraphs=tuple(_outlined(text)))


def _outlined(text: Text) -> Iterator[TextParagraph]:
    section: list[tuple[int, str]] = []  # (level, id) of the headings that are open
    for paragraph in text.paragraphs:
        level, heading = _heading(paragraph, section)
        if level:
            while section and section[-1][0] >= level:
                section.pop()
        yield replace(
            paragraph, section=tuple(identifier for _, identifier in section), heading=heading
        )
        if level and heading:
            section.append((level, paragraph.id))


def _heading(paragraph: TextParagraph, section: list[tuple[int, str]]) -> tuple[int, Span | None]:
    """Return the level of a paragraph's number, 0 without one, and the span of its heading."""
    words = paragraph.text
    level, number = numbering(words)
    if paragraph.role == "heading":
        return level or _unnumbered(section), (0, len(words))
    if not level:
        dashed = _DASHED.match(words) if paragraph.role == "body" else None
        return 0, (0, dashed.end()) if dashed else None
    if level == 40:
        return level, (0, len(words[:number].rstrip()))
    run_on = _RUN_ON.match(words, number)
    if run_on and run_on.end() < len(words):
        return level, (0, run_on.end())
    return level, None


def _unnumbered(section: list[tuple[int, str]]) -> int:
    """Return the level of a heading without a number: just below the numbered ones around it."""
    numbered = [level for level, _ in section if level % 10 != 9]
    return max(numbered, default=_PLAIN) // 10 * 10 + 9
