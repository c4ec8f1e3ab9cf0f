"""Printed lines of a file → pieces: which lines belong to one article, caption or furniture.

Lines that an editor names come first; then the lines outside the text, captions and site furniture
are removed, and the rest is split where an article ends (dateline, signature) or begins (headline
with byline, column label). Each line is in exactly one piece.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from builder.language.announcing import gives_whole, handed_out, is_annex_label
from builder.language.titles import same_document
from builder.model import ArticleEntry, Lines, Outside, Source
from builder.split.formalities import (
    is_addressee,
    is_annexes,
    is_day,
    is_index,
    is_note,
    is_number,
    names_offices,
    signed_below,
)
from builder.split.furniture import furniture as furniture_around
from builder.split.furniture import with_contacts
from builder.split.furniture_words import is_contact
from builder.split.lines import (
    SHORTEST_TITLE,
    PrintedLine,
    is_headline,
    is_names,
    is_numbered,
    is_policy_title,
    is_question,
    runs,
)

Sort = Literal["article", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that make one article, caption or run of page furniture, in order."""

    lines: tuple[PrintedLine, ...]
    """Its lines, ascending."""
    sort: Sort
    """What they make."""
    contribution: bool = False
    """Whether it is a contribution to a round table, opened by its speaker's name."""
    entry: ArticleEntry | None = None
    """What an editor says of these lines."""
    left_out: bool = False
    """Whether an editor leaves them out."""
    outside: Outside | None = None
    """Why the format tells them from the text."""


BODY = frozenset(("text", "question", "answer", "opening", "lead"))
"""Shapes that make a run of lines an article."""

_WIDER = 2
"""A gap between regions of a page has this many blank lines more than its usual gap."""

_CAPTION_LINES = 4
"""Largest number of lines of a caption above the photographer's credit."""

_CAPTION_LENGTH = 400
"""Largest number of characters in these lines together."""

_SHORT_CAPTION = 120
"""Characters of the longest caption that is recognised by its first words alone."""

_OPENING_WITHIN = 3
"""Lines below a document's headline within which its number is, or whom it is for."""

_HEADING_WITHIN = 8
"""Lines below a policy's title within which its first numbered heading must be."""

# 图为施工现场。      这是8月25日拍摄的某地景色。
_CAPTION_OPENING = re.compile(r"图为|圖為|这是|這是|上图|下图|左图|右图|图[①②③④\d]|資料圖|资料图")


def within(line: int, ranges: Sequence[Lines]) -> bool:
    """Return whether a line is in one of the ranges."""
    return any(first <= line <= last for first, last in ranges)


def find_pieces(lines: Sequence[PrintedLine], source: Source) -> tuple[Piece, ...]:
    """Return the pieces of a file by first line; together they hold each of its lines once.

    Front matter and lines outside the text are page furniture, unless an editor takes them.
    What is withheld nobody takes.
    """
    given = [line for line in lines if line.mark.outside != "withheld"]
    pieces = _named(given, source.entry.told)
    free = _left(lines, pieces)
    for outside, run in groupby(free, lambda line: line.mark.outside):
        if outside:
            pieces.append(Piece(tuple(run), "furniture", outside=outside))
    free = _left(free, pieces)
    wide = _wide_gap(lines)
    pieces += (Piece(caption, "caption") for caption in _captions(free, wide))
    free = _left(free, pieces)
    free = with_contacts(free) if source.marks else free
    rest: list[PrintedLine] = []
    furniture: list[PrintedLine] = []
    around = furniture_around(free, source.facts) if source.marks else frozenset()
    for line in free:
        is_furniture = (
            line.number <= source.front_matter or line.shape == "furniture" or line.number in around
        )
        (furniture if is_furniture else rest).append(line)
    is_roundtable = sum(line.shape == "opening" for line in lines) > 1
    told = bool(source.marks)
    for article in _articles(rest, wide, is_roundtable=is_roundtable, told=told):
        held = article.lines[: _length(article.lines, told=told)]
        furniture += article.lines[len(held) :]
        if held:
            pieces.append(Piece(held, "article", article.contribution))
    furniture.sort(key=lambda line: line.place)
    pieces += (Piece(tuple(run), "furniture") for run in runs(furniture))
    said = (_told(piece, source.entry.told) for piece in pieces)
    return tuple(sorted(said, key=lambda piece: piece.lines[0].number))


_SORTS: dict[str | None, Sort] = {"caption": "caption", "furniture": "furniture"}
"""Kinds that an editor gives and that are no articles."""


def _told(piece: Piece, entries: Sequence[ArticleEntry]) -> Piece:
    """Return a piece with what an editor says who names one of its lines."""
    numbers = {line.number for line in piece.lines}
    entry = next((one for one in entries if one.line in numbers), None)
    if entry is None or piece.entry or piece.outside == "withheld":
        return piece
    if entry.kind is None:
        return replace(piece, entry=entry)
    return replace(piece, entry=entry, sort=_SORTS.get(entry.kind, "article"), outside=None)


def _left(lines: Sequence[PrintedLine], pieces: Sequence[Piece]) -> list[PrintedLine]:
    """Return the lines that are in none of the pieces."""
    taken = {line.number for piece in pieces for line in piece.lines}
    return [line for line in lines if line.number not in taken]


def _named(lines: Sequence[PrintedLine], entries: Sequence[ArticleEntry]) -> list[Piece]:
    """Return the pieces that editors cut: what they leave out, and the articles that they range."""
    pieces: list[Piece] = []
    for entry in entries:
        out = [line for line in lines if within(line.number, entry.left_out)]
        pieces += (Piece(tuple(run), "furniture", entry=entry, left_out=True) for run in runs(out))
    free = _left(lines, pieces)
    for entry in entries:
        held = tuple(line for line in free if within(line.number, entry.ranges))
        if held:
            opened = any(line.shape == "opening" for line in held)
            pieces.append(Piece(held, _SORTS.get(entry.kind, "article"), opened, entry))
    return pieces


def _wide_gap(lines: Sequence[PrintedLine]) -> int:
    """Return the least number of blank lines that separates regions of this page."""
    gaps = Counter(line.gap for line in lines[1:])
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap)) if gaps else 0
    return usual + _WIDER


# ---------------------------------------------------------------- captions


def _captions(lines: Sequence[PrintedLine], wide: int) -> Iterator[tuple[PrintedLine, ...]]:
    """Yield the lines of each caption: a photographer's credit, and the lines above it.

    A caption may interrupt a sentence of an article.
    """
    free = 0
    for place, line in enumerate(lines):
        if line.shape == "credit":
            yield tuple(lines[_caption_start(lines, free, place, wide) : place + 1])
            free = place + 1


def _caption_start(lines: Sequence[PrintedLine], first: int, credit: int, wide: int) -> int:
    """Return the index at which a credit's caption begins: after a wide gap, if one is near."""
    start, length = credit, 0
    while lines[start].gap < wide and start > first and credit - start < _CAPTION_LINES:
        above = lines[start - 1]
        length += len(above.text)
        if above.shape not in ("text", "short") or above.level or length > _CAPTION_LENGTH:
            break
        start -= 1
    if lines[start].gap >= wide:
        return start
    start = credit
    while start > first and lines[start].gap == 0 and lines[start - 1].shape == "text":
        start -= 1
        if lines[start].gap > 0:
            break
    over = lines[start - 1] if start > first else None
    if start == credit and over and over.shape == "text" and len(over.plain) <= _SHORT_CAPTION:
        start -= 1 if _CAPTION_OPENING.match(over.plain) else 0
    return start


# ---------------------------------------------------------------- articles


def _articles(
    lines: Sequence[PrintedLine], wide: int, *, is_roundtable: bool, told: bool
) -> Iterator[Piece]:
    """Yield the articles; a round table has a contribution of each of its speakers.

    `told`: the format tells paragraphs and headings.
    """
    contributions = _contributions(lines) if is_roundtable else frozenset()
    policies = _policy_starts(lines)
    signed = signed_below(lines)
    handed: set[str] = set()
    current: list[PrintedLine] = []
    ended = body = contribution = False
    title: PrintedLine | None = None
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        distant = bool(current) and (line.place != current[-1].place + 1 or line.gap >= wide)
        ended = ended and not (told and _goes_on(line, current))
        labelled = len(current) == 1 and is_annex_label(current[0].plain)
        begins = (
            place not in signed
            and not labelled
            and (
                line.shape == "label"
                or place in contributions
                or (ended and line.shape != "signature" and not (told and _trails(line, current)))
                or (is_headline(line) and _heads(lines, place) and (body or distant))
                or (is_headline(line) and body and _same_level(line, title))
                or (place in policies and body)
                or (told and body and _opens_document(lines, place))
                or (body and _is_handed_out(line, following, handed))
                or (bool(current) and gives_whole(current[-1].plain) and line.shape != "stamp")
                or (_is_byline_start(line, following) and body and distant)
            )
        )
        if begins and current:
            yield Piece(tuple(current), "article", contribution)
            current, title, ended, body = [], None, False, False
        if begins or not current:
            contribution = place in contributions
        current.append(line)
        handed.update(map(same_document, handed_out(line.plain)))
        if title is None and is_headline(line):
            title = line
        body = body or (line.shape in BODY and not is_annex_label(line.plain))
        if place in signed:
            ended = place + 1 not in signed
        ended = ended or (body and line.shape in ("stamp", "ending", "signature"))
    if current:
        yield Piece(tuple(current), "article", contribution)


def _trails(line: PrintedLine, current: Sequence[PrintedLine]) -> bool:
    """Return whether a line below signature and day still belongs to them: （此件公开发布）."""
    return is_note(line) or is_contact(line.plain) or is_annexes(line, current[-1])


def _goes_on(line: PrintedLine, current: Sequence[PrintedLine]) -> bool:
    """Return whether an article goes on with a sentence below a line that says its origin."""
    return (
        bool(current)
        and current[-1].shape == "stamp"
        and not is_day(current[-1])
        and line.shape == "text"
    )


def _opens_document(lines: Sequence[PrintedLine], place: int) -> bool:
    """Return whether a document of an office begins at a line within a page.

    That is a label 附件1, or a headline that names a document, over its number or whom it is for.
    """
    line, below = lines[place], lines[place + 1 : place + 1 + _OPENING_WITHIN]
    if is_annex_label(line.plain):
        return bool(below) and not is_annexes(below[0], None) and not is_numbered(below[0].plain)
    return (
        line.shape == "short"
        and not line.linked
        and is_policy_title(line.plain)
        and not is_annexes(line, None)
        and any(map(_is_opening, below))
    )


def _is_handed_out(
    line: PrintedLine, following: PrintedLine | None, names: Collection[str]
) -> bool:
    """Return whether a line is the headline of a document that the text above hands out.

    What stands in brackets on the next line can belong to it: （2031—2033年）.
    """
    if not is_headline(line) or line.linked or is_annexes(line, None):
        return False
    stage = following.plain if following and following.plain.startswith(("（", "(")) else ""
    return bool({same_document(line.plain), same_document(line.plain + stage)} & set(names))


def _is_listed(line: PrintedLine) -> bool:
    return line.mark.kind in ("item", "row") and not line.linked


def _is_opening(line: PrintedLine) -> bool:
    return is_number(line) or is_addressee(line)


def _length(lines: Sequence[PrintedLine], *, told: bool) -> int:
    """Return how many lines of a run make an article; 0 for a run without running text.

    Short lines at its end after site furniture, such as the site's name, are furniture too, unless
    the format tells what is.
    """
    if told and (is_index(lines) or any(map(_is_listed, lines))):
        return len(lines)
    if not any(line.shape in BODY for line in lines):
        return 0
    if told:
        return len(lines)
    held = len(lines)
    for place in range(len(lines) - 1, 0, -1):
        if lines[place].shape != "short":
            break
        if lines[place].place != lines[place - 1].place + 1:
            held = place
    return held


def _contributions(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """Return the indices at which contributions begin.

    Above a contribution's opening may be the host's question, and above that a headline.
    """
    starts = set()
    for place, line in enumerate(lines):
        if line.shape != "opening":
            continue
        start = place
        above = lines[start - 1] if start else None
        if above and above.shape != "opening" and is_question(above.plain):
            start -= 1
        if start and is_headline(lines[start - 1]):
            start -= 1
        starts.add(start)
    return frozenset(starts)


def _policy_starts(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """Return the indices of headlines that name a policy whose numbered headings follow."""
    starts = set()
    numbered = -1
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.shape == "numbered":
            numbered = place
        elif (
            is_headline(line)
            and numbered >= 0
            and numbered - place <= _HEADING_WITHIN
            and is_policy_title(line.plain)
            and not is_annexes(line, None)
            and (place == 0 or lines[place - 1].finished or _points_down(lines[place - 1]))
        ):
            starts.add(place)
    return frozenset(starts)


def _points_down(line: PrintedLine) -> bool:
    """Return whether a line leads over to what stands below it: 一起来看——."""
    return line.plain.endswith(("—", "↓", "▼"))


def _heads(lines: Sequence[PrintedLine], place: int) -> bool:
    """Return whether a line is a headline by what follows: a byline, dateline, stamp or dash."""
    if place + 1 >= len(lines):
        return False
    following = lines[place + 1]
    above = lines[place - 1] if place else None
    if len(lines[place].plain) < SHORTEST_TITLE and above and not above.finished:
        return False  # a column or a writer's nick between headline and day
    if following.shape in ("lead", "byline", "subtitle"):
        return True
    if following.shape == "stamp":
        # The office that signs a notice is printed above its date like a headline above a stamp.
        signs = names_offices(lines[place]) and not lines[place].level
        return any(character.isdigit() for character in following.plain) and not signs
    after = lines[place + 2].shape if place + 2 < len(lines) else None
    return is_names(following) and after in ("stamp", "text")


def _same_level(line: PrintedLine, title: PrintedLine | None) -> bool:
    return title is not None and 0 < line.level <= title.level and line.plain != title.plain


def _is_byline_start(line: PrintedLine, following: PrintedLine | None) -> bool:
    return line.shape == "byline" and following is not None and following.shape in ("text", "lead")
