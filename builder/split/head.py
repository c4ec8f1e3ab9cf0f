"""The lines of an article that are not paragraphs: headline, writers, dateline, labels.

In: the lines of one piece. Out: what each of them is, and which lines are left as the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from builder.language import people
from builder.split import layout
from builder.split.carve import BODY, Piece, is_headline, is_names, is_policy_title
from builder.split.layout import Marked
from builder.split.line_breaks import Page
from builder.split.paragraphs import displaced, repeats

_MASTHEAD = 8
"""Characters up to which a first line is rather the name of a column than a headline."""

_BARS = ("|", "│", "｜", "丨", "·")
"""What parts a reprint's own word from the headline that it repeats: 重磅 | 某某意见."""

# 国发〔2025〕11号      工信厅信管﹝2025﹞76号
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔﹝\[（(]\d{4}[〕﹞\]）)]\s?\d{1,5}\s?号")

# （征求意见稿）      （试行）
_STAGE = re.compile(
    r"[（(](?:(?:征求意见|送审|报批|讨论|修订|建议|[一二三]次审议)?稿|草案|试行|暂行)[)）]"
)
"""What a line under a headline says of the state of a document; it is part of its name."""

_RUNS_ON = re.compile("关于|關於|[（(]")
"""How a line begins that goes on with the headline above: 某市人民政府 and 关于某事的意见."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over and under the paragraphs, and the body lines that are left."""

    title: tuple[Marked, ...] = ()
    subtitle: tuple[Marked, ...] = ()
    byline: tuple[Marked, ...] = ()
    dateline: tuple[Marked, ...] = ()
    label: tuple[Marked, ...] = ()
    repeat: tuple[Marked, ...] = ()
    body: tuple[Marked, ...] = ()


def head(piece: Piece, page: Page) -> Head:
    """Return what each line of an article is: over the body, in it, or under it."""
    lines = piece.lines
    pinned = piece.pin.title_line if piece.pin else None
    above = _above(lines)
    found = _over(lines[:above], lines[above:]) if pinned is None else _untitled(lines[:above])
    headless = piece.contribution or lines[0].shape in ("byline", "label")
    if headless and not found.title and pinned is None:
        below = displaced(lines[above:], page)
        pinned = below.number if below else None
    title = tuple(line for line in lines if line.number == pinned) or found.title
    if title:
        words = title[0].plain
        found = replace(found, label=tuple(line for line in found.label if line not in title))
    else:
        words = ""
    left = [
        *found.body,
        *(line for line in lines[above:] if line not in title),
    ]
    copies = repeats(left, page)
    sorted_out: dict[str, list[Marked]] = {
        "byline": list(found.byline),
        "dateline": list(found.dateline),
        "label": list(found.label),
        "repeat": list(found.repeat),
        "body": [],
    }
    for line, following in zip_longest(left, left[1:]):
        sorted_out[_place(line, following, words, copies)].append(line)
    return Head(
        title=title,
        subtitle=found.subtitle,
        **{name: tuple(held) for name, held in sorted_out.items()},
    )


def title_words(found: Head) -> str | None:
    """Return the headline without left-over markup; `None` where it is lost."""
    if len(found.title) == 2 and _broken_title(*found.title):
        return found.title[0].plain + found.title[1].plain
    words = ""
    for line in found.title:
        words += line.plain if not words or _RUNS_ON.match(line.plain) else f" {line.plain}"
    return words or None


def byline_words(found: Head) -> str | None:
    """Return the printed words that name the writers, lines joined by a blank."""
    return " ".join(line.plain for line in found.byline) or None


def authors(found: Head) -> tuple[people.PrintedPerson, ...]:
    """Return who the byline says wrote it."""
    words = byline_words(found)
    if words is None:
        return ()
    together = people.reporters(words)
    if together:
        return together
    called: list[people.PrintedPerson] = []
    for line in found.byline:
        signed = people.reporters(line.plain) or people.signature(line.plain)
        if not signed and people.is_institution(line.plain):
            signed = (people.PrintedPerson(institution=line.plain),)
        named = (people.PrintedPerson(name) for name in people.names(line.plain))
        called.extend(signed or named)
    offices = {one.name for one in called if one.title}
    return tuple(one for one in called if one.title or one.name not in offices)


def _above(lines: Sequence[Marked]) -> int:
    """Return how many lines stand over the first body line."""
    for place, line in enumerate(lines):
        if line.shape in BODY or line.shape == "numbered":
            return place
        if line.shape == "short" and not is_headline(line) and not is_names(line):
            return place
    return len(lines)


def _opens(line: Marked, body: Sequence[Marked]) -> bool:
    """Return whether a short line is the heading of the body that it stands directly over."""
    return bool(body) and body[0].number - body[0].line.gap - 1 == line.number


def _over(lines: Sequence[Marked], body: Sequence[Marked]) -> Head:
    """Return what the lines over the body are; a heading that opens the body is left to it."""
    found = _untitled(lines)
    named = {line.number for line in (*found.byline, *found.dateline, *found.subtitle)}
    candidates = [line for line in lines if line.shape == "short" and line.number not in named]
    title = _title(lines, [one for one in candidates if not _DOCUMENT_NUMBER.fullmatch(one.plain)])
    if not title:
        return found
    title += tuple(
        after
        for line, after in pairwise(lines)
        if line.number == title[-1].number and _STAGE.fullmatch(after.plain)
    )
    firm = [place for place, line in enumerate(lines) if line.number in named]
    last = max(firm, default=-1)
    labels, bodies, copies = list[Marked](), list[Marked](), list[Marked]()
    places = {line.number: place for place, line in enumerate(lines)}
    for line in candidates:
        if line in title:
            continue
        if line.plain == title[0].plain:
            copies.append(line)
        elif _DOCUMENT_NUMBER.fullmatch(line.plain):
            labels.append(line)
        elif places[line.number] > max(last, places[title[-1].number]) and _opens(line, body):
            bodies.append(line)
        else:
            labels.append(line)
    return replace(
        found,
        title=title,
        label=(*found.label, *labels),
        repeat=tuple(copies),
        body=tuple(bodies),
    )


def _untitled(lines: Sequence[Marked]) -> Head:
    """Return the lines over the body by what they look like; headlines are not told apart."""
    kinds: dict[str, list[Marked]] = {"byline": [], "dateline": [], "subtitle": [], "label": []}
    headline = False
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        waiting = before is not None and before.shape == "byline" and line.line.gap == 0
        if line.shape in ("byline", "signature") or (is_names(line) and (headline or waiting)):
            kinds["byline"].append(line)
        elif line.shape in ("stamp", "ending"):
            kinds["dateline"].append(line)
        elif line.shape in ("subtitle", "label"):
            kinds[line.shape].append(line)
        elif line.shape == "short":
            headline = True
    return Head(**{name: tuple(held) for name, held in kinds.items()})


def _title(lines: Sequence[Marked], candidates: Sequence[Marked]) -> tuple[Marked, ...]:
    if not candidates:
        return ()
    places = {line.number: place for place, line in enumerate(lines)}
    for line in candidates:
        after = places[line.number] + 1
        if after < len(lines) and lines[after].shape == "subtitle":
            return (line,)
    for first, second in pairwise(candidates):
        if _repeated(first.plain + second.plain, candidates):
            return (first, second)
    for line in candidates:
        if line.level:
            return (line,)
    for first, second in pairwise(candidates):
        if _broken_title(first, second):
            return (first, second)
        if second.plain.startswith(("关于", "關於")):
            return (first, second)
    firm = [place for place, line in enumerate(lines) if line.shape in ("byline", "stamp")]
    over = [line for line in candidates if firm and places[line.number] < firm[0]]
    if over:
        return (over[-1],)
    longer = [line for line in candidates if len(line.plain) > _MASTHEAD]
    return ((longer or list(candidates))[0],)


def _repeated(words: str, candidates: Sequence[Marked]) -> bool:
    """Return whether a reprint's heading says the words of a title after a word of its own.

    `# 重磅 | 某部关于某事的意见` over the two lines 某部 and 关于某事的意见.
    """
    bare = "".join(words.split())
    own = ("".join(line.plain.split()) for line in candidates if line.level)
    return is_policy_title(words) and any(
        line.endswith(bare) and line[: -len(bare)].endswith(_BARS) for line in own
    )


def _broken_title(first: Marked, second: Marked) -> bool:
    """Return whether two lines are one policy title: 某部关于深入实施 and 某某行动的意见."""
    return (
        second.line.gap == 0
        and ("关于" in first.plain or "關於" in first.plain)
        and not is_policy_title(first.plain)
        and is_policy_title(second.plain)
    )


def _place(line: Marked, following: Marked | None, title: str, copies: frozenset[int]) -> str:
    if line.number in copies or (title and line.plain == title and is_headline(line)):
        return "repeat"
    signs = following is not None and following.shape == "stamp" and line.shape == "short"
    if line.shape in ("byline", "signature") or (signs and people.is_institution(line.plain)):
        return "byline"
    if line.shape in ("stamp", "ending"):
        return "dateline"
    if line.shape == "label":
        return "label"
    return "body"


def lead_line(body: Sequence[Marked]) -> Marked | None:
    """Return the first body line where it opens with a dateline."""
    return body[0] if body and layout.lead(body[0].plain) else None
