"""The lines of one article → the part of each: headline, byline, dateline, label, or body.

Lines above the first paragraph are classified by their shapes and their neighbours; in the body,
signatures, datelines and lines that are printed twice are separated from the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Literal, get_args

from builder.language import bylines, people
from builder.language.announcing import is_annex_label
from builder.language.characters import printed_width
from builder.language.formulas import promulgates
from builder.language.people import PrintedPerson
from builder.language.stamps import read_broken_account
from builder.model import FORMAL_ROLES, Role
from builder.split.formalities import formal_roles, is_index, is_number, names_offices
from builder.split.furniture_words import is_record
from builder.split.lines import SHORTEST_TITLE, PrintedLine, is_headline, is_names, is_policy_title
from builder.split.paragraphs import is_continued
from builder.split.pieces import BODY, Piece
from builder.split.wrapping import Wrapping

Part = Literal["title", "subtitle", "byline", "dateline", "label", "repeat", "body"]
"""The part of an article that a line belongs to; a `repeat` is a stray copy of another line."""

_MASTHEAD = 8
"""Characters of the longest first line that is the name of a column rather than a headline."""

_REPEATED = 10
"""Characters of the shortest broken line whose second printing is a stray copy."""

_BARS = ("|", "│", "｜", "丨", "·")
"""What separates a reprint's kicker from the headline: 重磅 | 某某意见."""

# 某发〔2025〕11号      某部信函﹝2025﹞76号
_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔﹝\[（(]\d{4}[〕﹞\]）)]\s?\d{1,5}\s?号")

# 某市人民政府文件      某 某 县 人 民 政 府 文 件
_RED_HEAD = re.compile(
    r"[\u4e00-\u9fff\s]{2,40}(?:政\s*府|委\s*员\s*会|办\s*公\s*[厅室]|[部委厅局])\s*文\s*件"
)
"""The line in red over a document of an office, which is no headline."""

# （征求意见稿）      （试行）
_STAGE = re.compile(
    r"[（(](?:\d{4}年?[—–-]+\d{4}年|\d{4}年版|(?:征求意见|送审|报批|讨论|修订|建议|[一二三]次审议)?稿|草案|试行|暂行)[)）]"
)
"""A line under a headline that gives the state of a document, as part of its name."""

_TITLE_LINES = 3
"""Lines of the longest headline that is broken."""

_RUNS_ON = re.compile(r"关于|關於|[（(]|(?:令|公告)\Z")
"""Beginning of a line that continues the headline above: 某市人民政府 and 关于某事的意见."""


# 临水市加快推进      关于深入开展
_UNENDED = re.compile(
    r"(?:加快|推进|促进|深化|加强|支持|推动|规范|完善|实施|开展|做好|加快推进|进一步|全面|深入|提升)\Z"
)
"""End of a first line of a headline whose verb wants what stands on the next one."""

# 某部办公厅转发某局      某市人民政府关于印发
_LEADS_ON = re.compile(r"(?:印发|转发|批转|发布|公布|关于)[\u4e00-\u9fff]{0,16}\Z")
"""End of a first line of a headline that the name of the document follows."""

_ABOUT = re.compile("关于|關於")
"""What a headline says of its document: where no ending follows, it runs on."""


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of an article by part, each ascending."""

    title: tuple[PrintedLine, ...] = ()
    """The headline, which may run over two lines."""
    subtitle: tuple[PrintedLine, ...] = ()
    """Its second line, with a dash."""
    byline: tuple[PrintedLine, ...] = ()
    """Who wrote it."""
    dateline: tuple[PrintedLine, ...] = ()
    """Place and day, or time and origin."""
    label: tuple[PrintedLine, ...] = ()
    """Names of columns, numbers of documents, and the like."""
    repeat: tuple[PrintedLine, ...] = ()
    """Stray copies."""
    body: tuple[PrintedLine, ...] = ()
    """What is left: paragraphs and headings; where the format tells paragraphs, signature and day
    too."""
    roles: tuple[tuple[int, Role], ...] = ()
    """Number and role of lines of the body that are no running text, where the format tells."""


def read_head(piece: Piece, wrapping: Wrapping) -> Head:
    """Return the lines of an article by part."""
    lines = piece.lines
    if wrapping.whole:
        return _told_head(piece)
    annex = _annex_label(lines)
    above = annex + _above(lines[annex:])
    over, body = lines[annex:above], lines[above:]
    parts: dict[int, Part] = {**_by_shape(over), **{line.number: "body" for line in body}}
    parts.update((line.number, "label") for line in lines[:annex])
    pinned = piece.entry.title_line if piece.entry else None
    if pinned is None:
        _add_title(parts, over, body)
    headless = piece.contribution or lines[0].shape in ("byline", "label")
    if headless and pinned is None and "title" not in parts.values():
        pinned = _displaced_title(body, wrapping)
    title = ""
    for line in lines:
        if line.number == pinned:
            parts[line.number] = "title"
        if parts.get(line.number) == "title":
            title = title or line.plain
    left = [line for line in lines if parts.get(line.number) == "body"]
    copies = _stray_copies(left, wrapping)
    for line, following in zip_longest(left, left[1:]):
        parts[line.number] = _part(line, following, title, copies)
    formal = [one for one in formal_roles(lines) if one[1] in FORMAL_ROLES]
    parts.update((number, "body") for number, role in formal if role in ("signature", "date"))
    roles = tuple(one for one in formal if parts.get(one[0]) == "body")
    return _held(lines, parts, roles)


def _told_head(piece: Piece) -> Head:
    """Return the lines of an article by part, where its format tells paragraphs and headings."""
    lines = piece.lines
    parts: dict[int, Part]
    roles = formal_roles(lines)
    formal = {number: role for number, role in roles if role in FORMAL_ROLES}
    if is_index(lines):
        parts = {line.number: "body" for line in lines}
        parts.update((line.number, "title") for line in lines if line.level == 1)
        return _held(lines, parts, roles)
    first = (n for n, line in enumerate(lines) if formal.get(line.number, "note") != "note")
    listed = (n for n, line in enumerate(lines) if _is_listed(line))
    annex = _annex_label(lines)
    own_above = annex + _above(lines[annex:])
    above = max(annex, min(next(first, len(lines)), next(listed, len(lines)), own_above))
    over = tuple(line for line in lines[annex:above] if line.number not in formal)
    body = lines[above:]
    pinned = piece.entry.title_line if piece.entry else None
    parts = {line.number: "body" for line in lines if line not in over}
    parts.update((line.number, "label") for line in lines[:annex])
    parts.update(_by_shape(over))
    own = () if pinned else _own_title(over)
    if own:
        parts.update((line.number, "label") for line in over if line.number not in parts)
        parts.update((line.number, "title") for line in own)
    elif pinned is None:
        _add_title(parts, over, body)
    title = ""
    for line in lines:
        if line.number == pinned:
            parts[line.number] = "title"
        if parts.get(line.number) == "title":
            title = title or line.plain
    for line, following in zip_longest(lines, lines[1:]):
        if parts.get(line.number) == "body" and line.number not in formal:
            parts[line.number] = _part(line, following, title, frozenset())
    return _held(lines, parts, roles)


def _annex_label(lines: Sequence[PrintedLine]) -> int:
    """Return 1 where the first of several lines only says that an annex begins: 附件1."""
    return int(len(lines) > 1 and is_annex_label(lines[0].plain))


def _is_listed(line: PrintedLine) -> bool:
    """Return whether a line is an item or a row of a table, and not of what a page is filed by."""
    return line.mark.kind in ("item", "row") and not line.linked and not is_record(line.plain)


def _held(
    lines: Sequence[PrintedLine], parts: Mapping[int, Part], roles: tuple[tuple[int, Role], ...]
) -> Head:
    """Return the lines by part; a signature in the body is a byline too, its day a dateline."""
    told = dict(roles)
    held: dict[Part, list[PrintedLine]] = {part: [] for part in get_args(Part)}
    for line in lines:
        part = parts.get(line.number)
        if part is not None:
            held[part].append(line)
        if part == "body" and told.get(line.number) == "signature":
            held["byline"].append(line)
        if part == "body" and told.get(line.number) == "date":
            held["dateline"].append(line)
    title, subtitle, byline, dateline, label, repeat, body = (
        tuple(held[part]) for part in get_args(Part)
    )
    return Head(title, subtitle, byline, dateline, label, repeat, body, roles)


def _own_title(over: Sequence[PrintedLine]) -> tuple[PrintedLine, ...]:
    """Return the headline that a document has of its own below that of the page which prints it.

    It is the last of the short lines above the text, or some that run on into each other, and names
    a document: 某部关于加快发展 and 养老驿站的意见 below 重磅 | 某部发文（附全文）.
    """
    ends = [line for line in over if line.shape == "short" and not line.linked]
    alone = len(ends) == 1
    stages: list[PrintedLine] = []
    while ends and _STAGE.fullmatch(ends[-1].plain):
        stages.insert(0, ends.pop())
    page = "".join("".join(line.plain.split()) for line in over if line.level == 1)
    if any(line.strong for line in ends if is_policy_title(line.plain)):
        while not ends[-1].strong:  # a stray headline of another document stands below
            ends.pop()
    best: tuple[PrintedLine, ...] = ()
    for size in range(1, min(_TITLE_LINES, len(ends)) + 1):
        run = ends[-size:]
        if run[0].level == 1 or (best and is_policy_title(run[0].plain)):
            break
        if any(b.place - a.place > 1 for a, b in pairwise(run)):
            break
        words = "".join("".join(line.plain.split()) for line in run)
        named = words in page or "关于" in words or all(line.strong for line in run)
        said = "".join(one.plain for one in best)
        over_it = names_offices(run[0]) or _LEADS_ON.search(run[0].plain) is not None
        office = said.startswith(("关于", "關於", "印发", "《")) and over_it
        longer = not best or words in page or office or ("关于" in words and "关于" not in said)
        if is_policy_title(words) and named and longer and (size > 1 or not alone):
            best = tuple(run)
    return (*_with_offices(best, over), *stages) if best else ()


def title_words(head: Head) -> str | None:
    """Return the headline without left-over markup; `None` where it is lost."""
    if len(head.title) == 2 and _is_broken_title(*head.title):
        return head.title[0].plain + head.title[1].plain
    whole = "".join(line.plain for line in head.title)
    named = any(is_policy_title(line.plain) for line in head.title[:-1])
    if is_policy_title(whole) and not named and _ABOUT.search(head.title[0].plain):
        return whole
    words = ""
    for line in head.title:
        together = words + line.plain
        runs_on = _RUNS_ON.match(line.plain) or (
            is_policy_title(together) and not is_policy_title(words)
        )
        words = together if not words or runs_on else f"{words} {line.plain}"
    return words or None


def byline_words(head: Head) -> str | None:
    """Return the printed words that name the writers, lines joined by a blank."""
    return " ".join(line.plain for line in head.byline) or None


def authors(head: Head) -> tuple[PrintedPerson, ...]:
    """Return the authors in the byline; who signs below a number, or an order, writes none."""
    together = bylines.reporters(byline_words(head) or "")
    if together:
        return together
    called: list[PrintedPerson] = []
    numbered = next(
        (line.number for line in head.body if is_number(line) or promulgates(line.plain)), None
    )
    for line in head.byline:
        signed = bylines.reporters(line.plain) or bylines.signature(line.plain)
        if not signed and people.is_institution(line.plain):
            signed = (PrintedPerson(institution=line.plain),)
        elif numbered is not None and line.number > numbered:
            continue
        called.extend(signed or (PrintedPerson(name) for name in people.names(line.plain)))
    offices = {person.name for person in called if person.title}
    return bylines.completed(p for p in called if p.title or p.name not in offices)


# ---------------------------------------------------------------- above the body


def _above(lines: Sequence[PrintedLine]) -> int:
    """Return the number of lines above the first body line."""
    for place, line in enumerate(lines):
        if line.shape in BODY or line.shape == "numbered":
            return place
        if line.shape == "short" and not is_headline(line) and not is_names(line):
            return place
    return len(lines)


def _by_shape(lines: Sequence[PrintedLine]) -> dict[int, Part]:
    """Return number → part of the lines above the body whose shapes decide it."""
    parts: dict[int, Part] = {}
    headline = under_byline = False
    for line, following in zip_longest(lines, lines[1:]):
        waiting = under_byline and line.gap == 0
        if line.shape in ("byline", "signature") or (is_names(line) and (headline or waiting)):
            parts[line.number] = "byline"
        elif line.shape in ("stamp", "ending") or _is_account(line, following):
            parts[line.number] = "dateline"
        elif line.shape == "subtitle" or line.shape == "label":
            parts[line.number] = line.shape
        else:
            headline = headline or line.shape == "short"
        under_byline = line.shape == "byline"
    return parts


def _is_account(line: PrintedLine, following: PrintedLine | None) -> bool:
    """Return whether a line names writers and account, and the next one gives their day."""
    if line.shape != "short" or line.level or following is None or following.shape != "stamp":
        return False
    return read_broken_account(line.plain, following.plain) is not None


def _add_title(
    parts: dict[int, Part], lines: Sequence[PrintedLine], body: Sequence[PrintedLine]
) -> None:
    """Add to `parts` the headline among the short lines above the body, and the rest of them.

    A short line directly above the body and below all else is a heading of the body.
    """
    firm = [number for number, part in parts.items() if part not in ("label", "body")]
    candidates = [line for line in lines if line.shape == "short" and line.number not in firm]
    title = _title(
        lines,
        [
            line
            for line in candidates
            if not any(sign.fullmatch(line.plain) for sign in (_DOCUMENT_NUMBER, _RED_HEAD, _STAGE))
        ],
    )
    if not title:
        return
    title += tuple(
        after
        for line, after in pairwise(lines)
        if line.number == title[-1].number and _STAGE.fullmatch(after.plain)
    )
    last = max(title[-1].number, *firm, 0)
    for line in candidates:
        if line.plain == title[0].plain:
            parts[line.number] = "repeat"
        elif (
            line.number > last
            and body
            and body[0].place == line.place + 1
            and not _DOCUMENT_NUMBER.fullmatch(line.plain)
        ):
            parts[line.number] = "body"
        else:
            parts[line.number] = "label"
    parts.update((line.number, "title") for line in title)


def _title(
    lines: Sequence[PrintedLine], candidates: Sequence[PrintedLine]
) -> tuple[PrintedLine, ...]:
    """Return the headline among the candidates, which are some of the lines above the body."""
    if not candidates:
        return ()
    over_dash = {line.number for line, after in pairwise(lines) if after.shape == "subtitle"}
    for line in candidates:
        if line.number in over_dash:
            return (line,)
    ordered = next((n for n, line in enumerate(candidates) if line.plain in ("令", "公告")), 0)
    if ordered and all(map(names_offices, candidates[:ordered])):
        return tuple(candidates[: ordered + 1])
    for first, second in pairwise(candidates):
        if _is_repeated(first.plain + second.plain, candidates):
            return (first, second)
    for line in candidates:
        if line.level:
            return (line,)
    for run in zip(candidates, candidates[1:], candidates[2:], strict=False):
        if _runs_on(run):
            return run
    for first, second in pairwise(candidates):
        if _is_broken_title(first, second) or second.plain.startswith(("关于", "關於")):
            return _with_offices((first, second), lines)
    firm = [line.number for line in lines if line.shape in ("byline", "stamp")]
    over = [line for line in candidates if firm and line.number < firm[0]]
    if over:
        while len(over) > 1 and names_offices(over[-1]) and is_policy_title(over[-2].plain):
            over.pop()
        longer = [line for line in over if len(line.plain) > _MASTHEAD]
        return (longer[-1] if longer and len(over[-1].plain) < SHORTEST_TITLE else over[-1],)
    longer = [line for line in candidates if len(line.plain) > _MASTHEAD]
    return ((longer or candidates)[0],)


def _with_offices(
    title: tuple[PrintedLine, ...], lines: Sequence[PrintedLine]
) -> tuple[PrintedLine, ...]:
    """Return a headline with the offices that stand above the one that opens it, line by line."""
    if not names_offices(title[0]):
        return title
    above = [line for line in lines if line.number < title[0].number]
    while above and above[-1].place == title[0].place - 1 and names_offices(above[-1]):
        if above[-1].level:
            break
        title = (above.pop(), *title)
    return title


def _is_repeated(words: str, candidates: Sequence[PrintedLine]) -> bool:
    """Return whether a reprint's heading repeats a title after a kicker.

    `# 重磅 | 某部关于某事的意见` above the two lines 某部 and 关于某事的意见.
    """
    bare = "".join(words.split())
    own = ("".join(line.plain.split()) for line in candidates if line.level)
    return is_policy_title(words) and any(
        line.endswith(bare) and line[: -len(bare)].endswith(_BARS) for line in own
    )


def _is_broken_title(first: PrintedLine, second: PrintedLine) -> bool:
    """Return whether two lines are one policy title: 某部关于加快发展 and 养老驿站的意见."""
    return (
        second.gap == 0
        and bool(_ABOUT.search(first.plain) or _UNENDED.search(first.plain))
        and not is_policy_title(first.plain)
        and is_policy_title(second.plain)
    )


def _runs_on(run: Sequence[PrintedLine]) -> bool:
    """Return whether lines with equal gaps are one policy title that only the last one ends."""
    words = "".join(line.plain for line in run)
    return (
        _ABOUT.search(run[0].plain) is not None
        and all(b.place == a.place + 1 and b.gap == run[1].gap for a, b in pairwise(run))
        and not any(is_policy_title(line.plain) for line in run[:-1])
        and not is_policy_title(run[0].plain + run[1].plain)
        and is_policy_title(words)
    )


# ---------------------------------------------------------------- in the body


def _part(
    line: PrintedLine, following: PrintedLine | None, title: str, copies: frozenset[int]
) -> Part:
    if line.number in copies or (title and line.plain == title and is_headline(line)):
        return "repeat"
    signs = following is not None and following.shape == "stamp" and line.shape == "short"
    if line.shape in ("byline", "signature") or (signs and names_offices(line)):
        return "byline"
    if line.shape in ("stamp", "ending"):
        return "dateline"
    return "label" if line.shape == "label" else "body"


def _stray_copies(lines: Sequence[PrintedLine], wrapping: Wrapping) -> frozenset[int]:
    """Return the numbers of lines that are stray copies of a broken line of the article.

    In a hard-wrapped file every line is broken, and equal lines are a coincidence.
    """
    seen: set[str] = set()
    stray = set()
    for line in () if wrapping.width or wrapping.whole else lines:
        if line.finished or len(line.plain) < _REPEATED:
            continue
        if line.text in seen:
            stray.add(line.number)
        seen.add(line.text)
    return frozenset(stray)


def _displaced_title(lines: Sequence[PrintedLine], wrapping: Wrapping) -> int | None:
    """Return the number of the body line that is the displaced headline of a headless article.

    That is the first headline followed by another one; else the only candidate, which is a
    headline between paragraphs, or in mid-sentence a line too short for a broken line of a column.
    `None` where there is no candidate or more than one.
    """
    found = []
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not is_headline(line) or line.level:
            continue
        heading = before.finished and not is_continued(line, after, wrapping)
        if heading and is_headline(after):
            return line.number
        stray = not before.finished and 2 * printed_width(line.plain) < printed_width(before.plain)
        if stray or heading:
            found.append(line.number)
    return found[0] if len(found) == 1 else None
