"""What an editor says of where an article and its paragraphs begin → pieces and blocks cut so.

Lines that an editor names are taken before any rule sees them; the rest of a block that is cut
stays a block of its own, so that no line is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import groupby

from builder.model import ArticleEntry, Paragraph
from builder.split.head import Head
from builder.split.lines import PrintedLine
from builder.split.paragraphs import Block
from builder.split.pieces import within


def claimed(head: Head, entry: ArticleEntry | None) -> Head:
    """Return the parts of an article, the lines of paragraphs that an editor names in its body."""
    spans = [one.lines for one in entry.paragraphs] if entry else []
    if not spans:
        return head
    parts = [field.name for field in fields(head) if field.name not in ("body", "roles")]
    body = list(head.body)
    rest: dict[str, tuple[PrintedLine, ...]] = {}
    for part in parts:
        lines: tuple[PrintedLine, ...] = getattr(head, part)
        kept = tuple(line for line in lines if not within(line.number, spans))
        held = {line.number for line in body}
        body += (line for line in lines if line not in kept and line.number not in held)
        rest[part] = kept
    ordered = tuple(sorted(body, key=lambda line: line.number))
    return replace(head, body=ordered, **rest)  # type: ignore[arg-type]


def cut(blocks: Sequence[Block], entry: ArticleEntry | None) -> tuple[Block, ...]:
    """Return the blocks of an article, cut where an editor says that paragraphs begin and end."""
    spans = [one.lines for one in entry.paragraphs] if entry else []
    if not spans:
        return tuple(blocks)

    def span(line: PrintedLine) -> int:
        held = (n for n, one in enumerate(spans) if within(line.number, (one,)))
        return next(held, -1)

    named: dict[int, list[PrintedLine]] = {}
    found: list[Block] = []
    for block in blocks:
        for number, run in groupby(block.lines, span):
            lines = tuple(run)
            if number < 0:
                found.append(replace(block, lines=lines))
            else:
                named.setdefault(number, []).extend(lines)
    found += (Block(tuple(lines), heading=False) for lines in named.values())
    return tuple(sorted(found, key=lambda block: block.lines[0].number))


def with_roles(paragraphs: Sequence[Paragraph], entry: ArticleEntry | None) -> Iterator[Paragraph]:
    """Yield the paragraphs, each that an editor names with the role that he gives."""
    roles = [(one.lines, one.role) for one in entry.paragraphs] if entry else []
    for paragraph in paragraphs:
        first = paragraph.ranges[0][0]
        role = next((role for lines, role in roles if within(first, (lines,))), None)
        if role is None:
            yield paragraph
        elif role == "heading1" or role == "heading2" or role == "heading3":
            yield replace(paragraph, role="heading", speaker=None, level=int(role[-1]))
        else:
            speaker = paragraph.speaker if role in ("question", "answer", "body") else None
            yield replace(paragraph, role=role, speaker=speaker)
