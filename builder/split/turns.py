"""The blocks of one article → its paragraphs, each with its role and with who speaks.

Who has begun to speak goes on until another does. A line of web page code that holds several
paragraphs is taken apart at their tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from builder.language import people
from builder.language.characters import has_words
from builder.model import Kind, Lines, Paragraph, Person, Role
from builder.split.layout import Marked
from builder.split.paragraphs import Block

# </p><p>      <p style="text-indent: 2em">
_PARAGRAPH_TAG = re.compile(r"</?p(?:\s[^<>]*)?>")
# &nbsp;
_ENTITY = re.compile(r"&\w+;")
# <strong>某地某会今日开幕</strong>
_STRONG = re.compile(r"<(?P<tag>strong|b)>[^<>。；]{2,60}</(?P=tag)>")

EDITOR = "编者"
"""Who speaks in the introduction to a page of contributions."""


def paragraphs(
    article: str,
    kind: Kind,
    joined: Sequence[Block],
    speaker: Person | None,
    lost: frozenset[int],
    *,
    introduces: bool,
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article in reading order.

    `lost` are lines beside which words are lost; `introduces` says that the article introduces a
    page of contributions.
    """
    found = []
    roles = _roles(kind, joined, speaker, introduces=introduces)
    for block, (role, voice) in zip(joined, roles, strict=True):
        numbers = [line.number for line in block.lines]
        words = joined_words(block.lines)
        parts = _parts(words) if len(numbers) == 1 else [words]
        for place, part in enumerate(parts, start=1):
            heading = part != words and _STRONG.fullmatch(part) is not None
            found.append(
                Paragraph(
                    id=f"{article}-p{numbers[0]}" + (f"-{place}" if place > 1 else ""),
                    role="heading" if heading else role,
                    speaker=None if heading else voice,
                    text=part,
                    ranges=_equal(runs(numbers)),
                    incomplete=not lost.isdisjoint(numbers),
                )
            )
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Return the paragraphs of a line of web page code, without the tags around them.

    `<p>甲。</p><p>乙。</p>` has two; every other line is one paragraph as it is.
    """
    if not (text.startswith("<p") and text.endswith("</p>")):
        return [text]
    parts = (part.strip() for part in _PARAGRAPH_TAG.split(text))
    return [part for part in parts if has_words(_ENTITY.sub("", part))] or [text]


def _roles(
    kind: Kind, joined: Sequence[Block], speaker: Person | None, *, introduces: bool
) -> Iterator[tuple[Role, str | None]]:
    """Yield role and speaker of each block: who has begun to speak goes on until another does."""
    role: Role = "body"
    voice: str | None = None
    if introduces:
        role, voice = "lead", EDITOR
    elif kind == "qa":
        role = "lead"
    elif kind == "roundtable":
        role, voice = "question", "问"
    for block in joined:
        shape = block.lines[0].shape
        if kind == "qa" and shape == "question":
            role, voice = "question", "问"
        elif kind == "qa" and shape == "answer":
            role, voice = "answer", "答"
        elif kind == "qa" and (named := people.voice(block.lines[0].plain)):
            role, voice = "answer", named.name
        elif kind == "roundtable" and shape == "opening":
            role, voice = "answer", speaker.name if speaker else None
        yield ("heading", None) if block.heading else (role, voice)


def answers(block: Block) -> bool:
    """Return whether a paragraph opens with the name of who answers."""
    return block.lines[0].shape == "text" and people.voice(block.lines[0].plain) is not None


def joined_words(lines: Sequence[Marked]) -> str:
    return "".join(line.line.text for line in lines)


@lru_cache(maxsize=1 << 14)
def _equal(ranges: tuple[Lines, ...]) -> tuple[Lines, ...]:
    """Return the one value for equal ranges: all files have paragraphs on the same few lines."""
    return ranges


def runs(numbers: Sequence[int]) -> tuple[Lines, ...]:
    """Return the ranges of lines that follow each other without a blank line between."""
    runs: list[Lines] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)
