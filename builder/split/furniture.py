"""Lines of a file whose format tells paragraphs → those that stand around its articles.

What gives them away is form and place: runs of links, short lines in a row above the first
sentence, all that follows a line of origin or an editor's credit where no further article begins.
The words that remain are in `furniture.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, zip_longest

from builder.language import people
from builder.language.announcing import is_annex_label
from builder.language.outlets import is_feed
from builder.model import Fact
from builder.split.formalities import NUMBER, is_addressee, is_annexes, is_day, names_offices
from builder.split.furniture_words import (
    is_button,
    is_closing,
    is_contact,
    is_footer,
    is_list_head,
    is_remark,
)
from builder.split.lines import PrintedLine, is_policy_title

_PROSE = 15
"""Characters of the shortest line with a stop that is a sentence of an article."""

_MENU = 3
"""Lines of the shortest run of links, or of names in a menu."""

_LONGEST_ENTRY = 8
"""Characters of the longest name in a menu."""

_LEAST_ARTICLE = 15
"""Characters in the sentences of the shortest article that follows the end of another one, and of
the shortest text that goes on below what could be its end."""

_REST = 3
"""What follows a line of origin is a part of the text where it is over one in so many of it."""

_LONGEST_CARD = 24
"""Characters of the longest heading over what an account says about itself."""

# 关于某事的意见      印发某方案的通知      令      公告
_RUNS_ON = re.compile(r"(?:关于|關於|印发|转发|批转).|令\Z|公告\Z")
"""What stands below the offices that issue a document."""

# 关于公开征求《某规范》意见的通知      某市民政局关于某事的公告（第二号）
_NOTICE = re.compile(
    r".*(?:通知|公告|公示|通告|函|启事|征求.{0,40}意见.{0,12})(?:[（(].{1,20}[）)])?"
)
"""Headline of a document that says whom to ask."""


def with_contacts(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines, those that say within an article whom to ask as text.

    `联系人：某某；联系电话：…` is part of an article where its text goes on below: a sentence, a
    heading, annexes, the office that signs or the day; or where the article is a notice. Anywhere
    else it belongs to the foot of the page.
    """
    found = list(lines)
    running = notice = False
    for is_run, places in groupby(range(len(lines)), lambda at: _asks(lines[at])):
        run = list(places)
        if not is_run:
            for line in (lines[at] for at in run):
                if line.shape == "short" and _NOTICE.fullmatch(line.plain):
                    notice, running = True, False
                elif _is_headline(line) and line.level == 1:
                    notice, running = False, False
                if _is_prose(line) or (notice and is_addressee(line)):
                    running = True
                elif is_closing(line.plain) or is_list_head(line.plain):
                    running = notice = False
            continue
        after = lines[run[-1] + 1] if run[-1] + 1 < len(lines) else None
        foot = after is not None and is_footer(after.plain)
        if running and ((notice and not foot) or (after and _is_part(after))):
            for at in run:
                found[at] = replace(lines[at], shape="text")
    return found


def _asks(line: PrintedLine) -> bool:
    return not line.level and not line.mark.outside and is_contact(line.plain)


def _is_part(line: PrintedLine) -> bool:
    """Return whether an article that is running goes on with a line."""
    if line.mark.outside or line.linked or _closes(line):
        return False
    return (
        _is_prose(line)
        or line.shape == "numbered"
        or line.level > 0
        or is_annexes(line, None)
        or is_annex_label(line.plain)
        or is_day(line)
        or people.is_institution(line.plain)
    )


def furniture(lines: Sequence[PrintedLine], facts: Sequence[Fact]) -> frozenset[int]:
    """Return the numbers of the lines that stand around the articles.

    A page that has no sentence but links is a list of them, and keeps them.
    """
    prose = [_is_prose(line) for line in lines]
    if not any(prose):
        return frozenset()
    first = prose.index(True)
    names = accounts(lines, facts)
    found = set(_above(lines[:first], names))
    for run in _links(lines):
        found.update(line.number for line in run if not _is_prose(line))
    begins, cards = _headlines(lines, prose)
    said = [0, *accumulate(len(line.plain) * is_ for line, is_ in zip(lines, prose, strict=True))]
    loose = [
        0,
        *accumulate(
            len(line.plain) * (is_ and not card)
            for line, is_, card in zip(lines, prose, cards, strict=True)
        ),
    ]
    place = first + 1
    while place < len(lines):
        line = lines[place]
        if prose[place] or not _closes(line):
            place += 1
            continue
        end = begins[place]
        rest = loose[end] - loose[place]
        over = _REST * rest < said[place] if is_closing(line.plain) else rest < _LEAST_ARTICLE
        if not over:
            if is_remark(line.plain) or is_list_head(line.plain) or is_button(line.plain):
                found.add(line.number)
            place += 1
            continue
        while place > first + 1 and _is_counter(lines[place - 1]):
            place -= 1
        held = line.shape == "stamp"  # where an article says what its origin is
        found.update(one.number for one in lines[place + held : end])
        place = end
    last = len(prose) - 1 - prose[::-1].index(True)
    found.update(line.number for line in lines[last + 1 :] if line.plain in names)
    return frozenset(found)


def accounts(lines: Sequence[PrintedLine], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the names of the account or site that are printed above the text, in order.

    Such a name is a short line that front matter names too, or that is printed again below the
    text.
    """
    prose = [_is_prose(line) for line in lines]
    if not any(prose):
        return ()
    first, last = prose.index(True), len(prose) - 1 - prose[::-1].index(True)
    named = [fact.value for fact in facts if fact.name == "publisher" and not is_feed(fact.value)]
    below = {line.plain for line in lines[last + 1 :]}
    above = lines[:first]
    short = (
        line.plain
        for line, following in zip_longest(above, above[1:])
        if _is_short(line) and not _issues(line, following)
    )
    return tuple(
        name
        for name in dict.fromkeys(short)
        if (name in below and not people.names(name)) or any(_alike(name, one) for one in named)
    )


def _issues(line: PrintedLine, following: PrintedLine | None) -> bool:
    """Return whether a line is an office above the headline of what it issues: 关于…的通知."""
    return following is not None and names_offices(line) and (
        _RUNS_ON.match(following.plain) is not None or names_offices(following)
    )  # fmt: skip


def _alike(name: str, other: str) -> bool:
    """Return whether two names of an account are one: 某中心 and 某中心-权威的某中心."""
    return name == other or (len(name) > _MENU and (other.startswith(name) or name in other))


def _is_short(line: PrintedLine) -> bool:
    return (
        line.shape in ("short", "byline", "label")
        and len(line.plain) <= _LONGEST_CARD
        and not line.level
        and not line.linked
    )


def _is_prose(line: PrintedLine) -> bool:
    """Return whether a line is a sentence of an article."""
    if line.mark.outside or is_closing(line.plain) or is_remark(line.plain):
        return False
    if line.shape in ("question", "answer", "opening", "lead"):
        return True
    return line.shape == "text" and len(line.plain) >= _PROSE and not line.linked


def _above(lines: Sequence[PrintedLine], names: Sequence[str]) -> Iterator[int]:
    """Yield the lines of menus, remarks and names of accounts above the first sentence."""
    for line in lines:
        around = line.linked or line.plain in names or _closes(line)
        if around and line.level != 1 and line.shape != "stamp":
            yield line.number
    end = 0
    for is_entry, run in groupby(lines, _is_entry):
        entries = list(run)
        end += len(entries)
        heads = end < len(lines) and _RUNS_ON.match(lines[end].plain) is not None
        if is_entry and len(entries) >= _MENU:
            yield from (line.number for line in entries if not (heads and names_offices(line)))


def _is_entry(line: PrintedLine) -> bool:
    """Return whether a line can be a name in a menu."""
    return (
        (line.shape in ("short", "byline", "furniture", "label") or line.linked)
        and (len(line.plain) <= _LONGEST_ENTRY or line.linked)
        and not line.strong
        and not line.level
        and not (NUMBER.fullmatch(line.plain) or is_addressee(line) or is_day(line))
        and _RUNS_ON.match(line.plain) is None
    )


def _is_counter(line: PrintedLine) -> bool:
    """Return whether a line is what an account counts, or the count: the items 文章 and 545."""
    short = line.mark.kind == "item" and len(line.plain) <= _LONGEST_ENTRY and not line.finished
    return line.plain.isdigit() or (short and line.shape == "short")


def _links(lines: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    """Yield the runs of links, with what stands over them and single lines between them."""
    places = [place for place, line in enumerate(lines) if line.linked]
    start, near = 0, 2
    for at in range(len(places)):
        if at + 1 < len(places) and places[at + 1] - places[at] <= near:
            continue
        run, start = places[start : at + 1], at + 1
        headed = run[0] > 0 and is_list_head(lines[run[0] - 1].plain)
        if len(run) >= _MENU or headed:
            yield lines[run[0] - headed : run[-1] + 1]


def _closes(line: PrintedLine) -> bool:
    """Return whether a line can be the first one after an article."""
    return (
        is_closing(line.plain)
        or is_remark(line.plain)
        or is_list_head(line.plain)
        or is_button(line.plain)
        or (line.linked and not line.finished)
        or (line.shape == "furniture" and not line.mark.outside)
    )


def _headlines(
    lines: Sequence[PrintedLine], prose: Sequence[bool]
) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Return where the next article begins at or below each line, and which lines are on a card.

    An article begins at a headline over sentences; a card is what an account says about itself.
    """
    begins, following, below = [len(lines)] * len(lines), len(lines), 0
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if below >= _LEAST_ARTICLE and _is_headline(line):
            following = place
        begins[place] = following
        below = 0 if _closes(line) and not prose[place] else below + len(line.plain) * prose[place]
    cards, card = [], False
    for line in lines:
        card = _is_card(line) or (card and not _is_headline(line))
        cards.append(card)
    return tuple(begins), tuple(cards)


def _is_headline(line: PrintedLine) -> bool:
    """Return whether a line can be the headline of an article, and not that of a list or a card."""
    if line.linked or line.mark.outside or line.shape != "short" or _closes(line) or _is_card(line):
        return False
    return (
        is_annex_label(line.plain) or line.level > 0 or line.strong or is_policy_title(line.plain)
    )


def _is_card(line: PrintedLine) -> bool:
    """Return whether a line stands over what an account says about itself: 关于某某研究院."""
    words = line.plain.strip("【】[] ")
    if line.shape != "short" or len(words) > _LONGEST_CARD or is_policy_title(words):
        return False
    return words.startswith("关于") or words.endswith("简介")
