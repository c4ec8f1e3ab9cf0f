"""Marked lines of one page → pieces: which lines belong to one printed article.

Site furniture and captions are lifted out first; what is left is cut where an article ends
(dateline, signature) or another begins (headline with its byline, column label, contribution).
An editor's pin takes its lines before any rule sees them. No line is lost or taken twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from builder.language import people
from builder.model import Pin, Source
from builder.split import layout
from builder.split.captions import captions
from builder.split.layout import Marked

Sort = Literal["article", "caption", "furniture", "beside"]
"""`beside` is what a web page prints around its text; the other furniture is known by its words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that make one article, caption or run of page furniture, in order."""

    lines: tuple[Marked, ...]
    sort: Sort
    contribution: bool = False
    """Whether it is one of several contributions, each opened by its speaker's name."""
    pin: Pin | None = None
    """The editor's pin that took these lines."""


BODY = frozenset(("text", "question", "answer", "opening", "lead"))
"""Shapes that make a run of lines an article."""

LONGEST_HEADLINE = 50
"""Characters of the longest headline that no left-over markup marks as one."""

# 某某行动方案      关于某事的意见      某某管理办法（试行）
_POLICY_TITLE = re.compile(
    r".{0,60}(?:意见|意見|方案|办法|規定|规定|规划|纲要|条例|通知|决定|计划|細則|细则|公告|指南|规范|宣言|倡议"
    r"|措施|要点|准则|指引|工作报告)"
    r"(?:[（(].{1,20}[）)])?"
)


def carve(lines: Sequence[Marked], source: Source) -> tuple[Piece, ...]:
    """Return the pieces of a file by first line; together they hold each of its lines once.

    Front matter and lines beside the text are page furniture, unless an editor's pin takes them.
    """
    pinned = _pinned(lines, source.entry.pins)
    taken = {line.number for piece in pinned for line in piece.lines}
    runs = (
        tuple(line for line in lines if first <= line.number <= last and line.number not in taken)
        for first, last in source.beside
    )
    around = [Piece(run, "beside") for run in runs if run]
    taken.update(line.number for piece in around for line in piece.lines)
    free = [line for line in lines if line.number not in taken]
    wide = _wide_gap(lines)
    lifted = captions(free, wide)
    in_caption = {line.number for caption in lifted for line in caption}
    furniture = {
        line.number
        for line in free
        if (line.number <= source.front_matter or line.shape == "furniture")
        and line.number not in in_caption
    }
    aside = furniture | in_caption
    rest = [line for line in free if line.number not in aside]
    places = {line.number: place for place, line in enumerate(lines)}
    openings = sum(1 for line in lines if line.shape == "opening")
    pieces = [*pinned, *around, *(Piece(caption, "caption") for caption in lifted)]
    for article in _articles(rest, places, wide, contributions=openings > 1):
        held = _length(article.lines, places)
        if held:
            pieces.append(replace(article, lines=article.lines[:held]))
        furniture.update(line.number for line in article.lines[held:])
    pieces.extend(_furniture([line for line in free if line.number in furniture], places))
    return tuple(sorted(pieces, key=lambda piece: piece.lines[0].number))


def is_headline(line: Marked) -> bool:
    """Return whether a line can be a headline or a heading: short, one phrase, no clause left."""
    return (
        line.shape == "short"
        and (len(line.plain) <= LONGEST_HEADLINE or line.level > 0)
        and not any(mark in line.plain for mark in "。；;")
        and line.plain[-1] not in "，、,"
    )


def is_policy_title(title: str) -> bool:
    """Return whether a headline names a policy document: 《某某行动方案》, 关于某事的意见."""
    bare = title[1:-1] if title.startswith("《") and title.endswith("》") else title
    return _POLICY_TITLE.fullmatch(bare) is not None and "解读" not in bare


def is_names(line: Marked) -> bool:
    """Return whether a line holds nothing but personal names."""
    return line.shape == "short" and len(line.plain) <= 24 and bool(people.names(line.plain))


def _pinned(lines: Sequence[Marked], pins: Sequence[Pin]) -> list[Piece]:
    pieces = []
    for pin in pins:
        held = tuple(
            line
            for line in lines
            if any(first <= line.number <= last for first, last in pin.ranges)
        )
        if not held:
            continue
        sort: Sort = "article"
        if pin.kind == "caption":
            sort = "caption"
        elif pin.kind in ("furniture", "notice"):
            sort = "furniture"
        opened = any(line.shape == "opening" for line in held)
        pieces.append(Piece(held, sort, opened, pin))
    return pieces


def _wide_gap(lines: Sequence[Marked]) -> int:
    """Return the least number of blank lines that parts regions of this page."""
    gaps = Counter(line.line.gap for line in lines[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 0
    return usual + 2


def _furniture(lines: Sequence[Marked], places: dict[int, int]) -> Iterator[Piece]:
    run: list[Marked] = []
    for line in lines:
        if run and places[line.number] != places[run[-1].number] + 1:
            yield Piece(tuple(run), "furniture")
            run = []
        run.append(line)
    if run:
        yield Piece(tuple(run), "furniture")


def _articles(
    lines: Sequence[Marked], places: dict[int, int], wide: int, *, contributions: bool
) -> Iterator[Piece]:
    starts = _contributions(lines) if contributions else {}
    policies = _policy_starts(lines)
    current: list[Marked] = []
    ended = body = contribution = False
    title: Marked | None = None
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        apart = bool(current) and (
            places[line.number] != places[current[-1].number] + 1 or line.line.gap >= wide
        )
        begins = (
            line.shape == "label"
            or place in starts
            or (ended and line.shape != "signature")
            or (is_headline(line) and _heads(lines, place) and (body or apart))
            or (is_headline(line) and body and _same_level(line, title))
            or (place in policies and body)
            or (_is_byline_start(line, following) and body and apart)
        )
        if begins and current:
            yield Piece(tuple(current), "article", contribution)
            current, title, ended, body = [], None, False, False
        if begins or not current:
            contribution = place in starts
        current.append(line)
        if title is None and is_headline(line):
            title = line
        body = body or line.shape in BODY
        if body and _ends(line):
            ended = True
    if current:
        yield Piece(tuple(current), "article", contribution)


def _length(lines: Sequence[Marked], places: dict[int, int]) -> int:
    """Return how many lines of a run make an article; 0 where nothing in it is running text.

    Short lines after site furniture at its end, as the site's name once more, are furniture too.
    """
    if not any(line.shape in BODY for line in lines):
        return 0
    held = len(lines)
    for place in range(len(lines) - 1, 0, -1):
        if lines[place].shape != "short":
            break
        if places[lines[place].number] != places[lines[place - 1].number] + 1:
            held = place
    return held


def _contributions(lines: Sequence[Marked]) -> dict[int, int]:
    """Return where contributions begin, each with the place of its opening.

    Over the opening stand the host's question, and over that the headline.
    """
    starts: dict[int, int] = {}
    for place, line in enumerate(lines):
        if line.shape != "opening":
            continue
        start = place
        above = lines[start - 1] if start else None
        if above and above.shape != "opening" and layout.question(above.plain):
            start -= 1
        if start and is_headline(lines[start - 1]):
            start -= 1
        starts[start] = place
    return starts


def _policy_starts(lines: Sequence[Marked]) -> set[int]:
    """Return the places of headlines that name a policy whose numbered headings follow."""
    starts = set()
    numbered = -1
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.shape == "numbered":
            numbered = place
        elif (
            is_headline(line)
            and numbered >= 0
            and numbered - place <= 8
            and is_policy_title(line.plain)
            and (place == 0 or lines[place - 1].finished)
        ):
            starts.add(place)
    return starts


def _heads(lines: Sequence[Marked], place: int) -> bool:
    """Return whether what follows a line makes it a headline: byline, dateline, stamp, dash."""
    if place + 1 >= len(lines):
        return False
    following = lines[place + 1]
    if following.shape in ("lead", "byline", "subtitle"):
        return True
    if following.shape == "stamp":
        # The office that signs a notice stands over its date as a headline stands over a stamp.
        signs = people.is_institution(lines[place].plain) and not lines[place].level
        return any(character.isdigit() for character in following.plain) and not signs
    after = lines[place + 2].shape if place + 2 < len(lines) else None
    return is_names(following) and after in ("stamp", "text")


def _same_level(line: Marked, title: Marked | None) -> bool:
    return title is not None and 0 < line.level <= title.level and line.plain != title.plain


def _is_byline_start(line: Marked, following: Marked | None) -> bool:
    return line.shape == "byline" and following is not None and following.shape in ("text", "lead")


def _ends(line: Marked) -> bool:
    return line.shape in ("stamp", "ending", "signature")
