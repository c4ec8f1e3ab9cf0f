"""Body lines of one article → its paragraphs, each with its role and its speaker.

Paragraphs broken by hard wrapping, a narrow column, the end of a column or a caption are joined. A
line of HTML with more than one paragraph is split at the tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.language import speakers
from builder.language.characters import (
    CLOSERS,
    STOPS,
    finished,
    has_words,
    is_han,
    printed_width,
)
from builder.language.latin import (
    hangs,
    is_bracketed_item,
    is_clause_number,
    is_latin,
    opens_clause,
    opens_item,
)
from builder.language.sentences import opens_point
from builder.model import (
    FORMAL_ROLES,
    PARTED,
    Kind,
    Paragraph,
    Person,
    Role,
    Span,
    joined_lines,
    line_ranges,
)
from builder.split.formalities import is_addressee, is_annexes, is_day, is_note, is_number
from builder.split.furniture_words import is_contact
from builder.split.lines import (
    LONGEST_HEADING,
    PrintedLine,
    asker,
    is_headline,
    is_numbered,
    is_table_row,
)
from builder.split.wrapping import LEAST_LATIN, Wrapping

# 总策划：某某      新媒体编辑：某某
_CREDIT = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:策划|统筹|监制|编辑|编审|主编|设计|制作|校对|审核|撰稿|供稿|摄影|摄像|出品|顾问)人?"
    r"\s?[:：]\s?\S.*"
)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one paragraph or one heading."""

    lines: tuple[PrintedLine, ...]
    """At least one, in reading order."""
    heading: bool
    """Whether they are a heading."""


_NARROW = 30
"""Width, in full-width characters, of the widest narrow column."""

_HEADING_LINES = 3
"""Lines of the longest heading."""

_REMNANT = 8
"""Width, in full-width characters, of the longest finished line that is the end of a sentence and
not a paragraph."""

_RAGGED = 0.75
"""Part of the usual width that such a line has at least: what is missing is the next word."""

_ALIKE = 0.25
"""Largest difference in width of two lines of a column, as a fraction of the wider one."""

# 01      Part.2      其三
_ORDINAL = re.compile(
    r"(?:Part\s?\.?\s?|PART\s?\.?\s?|NO\.?\s?)?\d{1,2}\.?|其?[一二三四五六七八九十]{1,2}"
)

# 电话：010-00000000      电子邮箱：a@example.cn      联系人：王某
_KEYED = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：]\s?[^。；，！？：]{2,40}")
# …打通断头路。〔3〕      …打通断头路。[12]      …剪彩（某报记者 王某 摄）
_ENDED = re.compile(
    r"[。！？][”’]?(?:[〔\[［【]\d{1,3}[〕\]］】])+$|[（(][^（）()]{2,24}[摄攝][)）]$"
)

_LONGEST_END = 40
"""Characters at the end of a line that can be a note's number or a photographer's credit."""

# </p><p>      <p style="text-indent: 2em">
_PARAGRAPH_TAG = re.compile(r"</?p(?:\s[^<>]*)?>")
# &nbsp;
_ENTITY = re.compile(r"&\w+;")
# <strong>某地某会今日开幕</strong>
_STRONG = re.compile(r"<(?P<tag>strong|b)>[^<>。；]{2,60}</(?P=tag)>")


def join_lines(
    lines: Sequence[PrintedLine], wrapping: Wrapping, roles: Sequence[tuple[int, Role]] = ()
) -> tuple[Block, ...]:
    """Return the paragraphs and headings of body lines; each line is in exactly one.

    `roles` are those of lines that are no running text; only items can be headings.
    """
    formal = {number for number, role in roles if role != "item"}
    done: list[Block] = []
    current: list[PrintedLine] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if line.number not in formal and _is_heading(
            line, current[-1] if current else None, following, wrapping
        ):
            if current:
                done.append(Block(tuple(current), heading=False))
            done.append(Block((line,), heading=True))
            current = []
            continue
        heading = bool(current) and _broken_heading(current, line, wrapping)
        if current and (heading or not _joins(current, line, wrapping)):
            done.append(Block(tuple(current), heading))
            current = []
        current.append(line)
    if current:
        done.append(Block(tuple(current), heading=False))
    return tuple(_with_numbers(done))


def _with_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a number on a line of its own, as 01, and its heading are one heading."""
    number: Block | None = None
    for block in blocks:
        held, number = number, None
        if held is not None and block.heading:
            yield Block((*held.lines, *block.lines), heading=True)
            continue
        if held is not None:
            yield held
        first = block.lines[0]
        alone = block.heading and len(block.lines) == 1 and first.mark.block > 0
        if alone and _ORDINAL.fullmatch(first.plain):
            number = block
        else:
            yield block
    if number is not None:
        yield number


def _is_heading(
    line: PrintedLine, before: PrintedLine | None, following: PrintedLine | None, wrapping: Wrapping
) -> bool:
    if line.shape not in ("short", "numbered"):
        return False
    if wrapping.whole and before is not None and before.mark.block == line.mark.block:
        return False
    if line.mark.kind == "caption":
        return False
    if line.level or line.strong:
        return True
    if line.mark.block and ("。" in line.plain or _names_value(line.plain)):
        return False
    if line.mark.kind == "item":
        return (
            line.shape == "numbered"
            and following is not None
            and following.mark.kind == "text"
            and following.shape == "text"
        )
    if is_table_row(line.text):
        return False
    if is_bracketed_item(line.plain):
        return False
    row = before is not None and is_table_row(before.text)
    apart = is_latin(line.plain) and line.gap > wrapping.inner_gap
    if before is not None and not (
        before.finished
        or row
        or apart
        or wrapping.begins_paragraph(line)
        or wrapping.whole
        or _parted(before, line, wrapping)
    ):
        return False
    if line.shape == "short" and not is_headline(line):
        return False
    return following is None or not is_continued(line, following, wrapping)


def _names_value(words: str) -> bool:
    """Return whether a line gives the value of a name: 总策划：某某, 邮编：000000."""
    return _CREDIT.fullmatch(words) is not None or is_contact(words)


def _broken_heading(current: Sequence[PrintedLine], line: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether the lines are a numbered heading that a hard-wrapped file broke in two."""
    return (
        wrapping.width > 0
        and 1 < len(current) <= _HEADING_LINES
        and not current[-1].finished
        and not wrapping.is_full(current[-1])
        and (wrapping.begins_paragraph(line) or not wrapping.is_adjacent(current[-1], line))
        and is_numbered(current[0].plain)
        and not any(mark in part.plain for part in current for mark in "。；")
    )


def is_continued(line: PrintedLine, following: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether a short line that could be a heading continues on the line below.

    `各街道都要建好养老驿` continues with `站，方便老人…` where the file has the n-grams over the
    join elsewhere: 驿站, 老驿站, 驿站，.
    """
    if wrapping.whole or following.shape not in ("text", "short"):
        return False
    if is_latin(line.plain) and is_latin(following.plain):
        return _latin_continues(line, following, wrapping)
    if wrapping.width and wrapping.is_adjacent(line, following):
        return wrapping.is_full(line) and not wrapping.begins_paragraph(following)
    a, b = line.plain, following.plain
    if following.finished and printed_width(b) <= _REMNANT:
        return True
    alike = _alike(line, following) and printed_width(a) <= _NARROW
    if not (is_han(a[-1]) and is_han(b[0])):
        return alike and not following.finished
    if "，" in a or "," in a:
        return alike or a[-1] + b[0] in wrapping.ngrams
    if line.shape == "numbered":
        return False
    near = a[-2:] + b[0] in wrapping.ngrams and a[-1] + b[:2] in wrapping.ngrams
    return near or (alike and not following.finished and not is_headline(following))


def _joins(current: Sequence[PrintedLine], line: PrintedLine, wrapping: Wrapping) -> bool:
    last = current[-1]
    if wrapping.whole:
        return line.mark.block == last.mark.block and PARTED not in last.text + line.text
    if line.shape in ("question", "answer", "opening", "lead") or wrapping.begins_paragraph(line):
        return False
    if is_latin(last.plain) and is_latin(line.plain):
        return _latin_joins(current, line, wrapping)
    if is_table_row(last.text) or is_table_row(line.text):
        return False
    if _parted(last, line, wrapping):
        return False
    if not last.finished:
        return True
    if wrapping.width and wrapping.is_adjacent(last, line):
        return (
            wrapping.indents
            or wrapping.spaced
            or (wrapping.is_full(last) and not opens_point(line.plain))
        )
    if wrapping.width or line.gap > 1 or line.number > last.number + 2:
        return _doubled(last.plain, line.plain)
    # In a narrow column, a stop at the end of a full line does not end the paragraph.
    return (
        line.gap == 1
        and len(current) > 1
        and not current[-2].finished
        and not line.finished
        and _alike(current[-2], last)
        and _alike(last, line)
        and printed_width(last.plain) <= _NARROW
        and not opens_point(line.plain)
    )


def _parted(last: PrintedLine, line: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether the form of one of two lines of a file that is not hard-wrapped parts them.

    The number of a document, whom it is for, a day, `电话：…` stand alone; a line with the number
    of a heading continues none.
    """
    if wrapping.width:
        return False
    return (
        is_numbered(line.plain)
        or _stands_alone(line)
        or _stands_alone(last)
        or _ENDED.search(last.plain[-_LONGEST_END:]) is not None
    )


def _stands_alone(line: PrintedLine) -> bool:
    if line.shape == "text":
        return is_addressee(line)
    return (
        is_number(line)
        or is_addressee(line)
        or is_day(line)
        or is_note(line)
        or is_annexes(line, None)
        or _KEYED.fullmatch(line.plain) is not None
    )


def _latin_joins(current: Sequence[PrintedLine], line: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether a line of Latin letters continues a paragraph of such lines.

    There a blank line ends a paragraph, except where a word in small letters goes on after it.
    """
    last = current[-1]
    apart = line.gap > wrapping.inner_gap
    if opens_item(line.plain):
        return not (apart or last.finished or last.plain[-1] in ",:;")
    if opens_clause(line.plain):
        return not (apart or last.finished)
    if apart:
        return not last.finished and line.plain[0].islower()
    if not last.finished:
        return True
    wrapped = wrapping.width > 0 or len(current) > 1
    return wrapped and _is_wide(last, wrapping)


def _latin_continues(line: PrintedLine, following: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether a short line of Latin letters is no heading: it goes on below."""
    if following.gap > wrapping.inner_gap or opens_item(following.plain):
        return False
    return (
        following.plain[0].islower()
        or hangs(line.plain)
        or (_is_wide(line, wrapping) and not is_clause_number(line.plain))
    )


def _is_wide(line: PrintedLine, wrapping: Wrapping) -> bool:
    """Return whether a line of Latin letters can be broken by its width; words leave it ragged."""
    width = printed_width(line.plain)
    return width >= max(LEAST_LATIN, _RAGGED * wrapping.width)


def _alike(a: PrintedLine, b: PrintedLine) -> bool:
    widths = printed_width(a.plain), printed_width(b.plain)
    return max(widths) - min(widths) <= _ALIKE * max(widths)


def _doubled(before: str, after: str) -> bool:
    """Return whether the word at a break is printed twice: `…养老驿站。` and `站，方便…`.

    A stop was added where a caption interrupts the paragraph, which continues with the end of its
    last word: no paragraph opens with those characters and a comma.
    """
    end = before.rstrip(CLOSERS).rstrip("".join(STOPS))
    return any(
        after[size : size + 1] in ("，", ",", "、") and end.endswith(after[:size])
        for size in (1, 2, 3)
    )


# ---------------------------------------------------------------- roles and speakers


def paragraphs(
    article: str,
    kind: Kind,
    joined: Sequence[Block],
    speaker: Person | None,
    lost: frozenset[int],
    *,
    introduces: bool,
    formal: Sequence[tuple[int, Role]] = (),
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an article in reading order.

    `formal` are the roles of lines that are no running text; `lost` are the lines where words are
    missing in print; `introduces` means that the article introduces a page of contributions.
    """
    found = []
    roles = _formal(_roles(kind, joined, speaker, introduces=introduces), joined, dict(formal))
    for block, (role, voice) in zip(joined, roles, strict=True):
        numbers = [line.number for line in block.lines]
        words = joined_words(block.lines)
        parts = _parts(words) if len(numbers) == 1 else [words]
        spans, at = _set(block.lines, words), 0
        for place, part in enumerate(parts, start=1):
            at = words.index(part, at)
            heading = part != words and (
                _STRONG.fullmatch(part) is not None
                or (PARTED in words and place < len(parts) and _heads(part, parts[place]))
            )
            found.append(
                Paragraph(
                    id=f"{article}-p{numbers[0]}" + (f"-{place}" if place > 1 else ""),
                    role="heading" if heading else role,
                    speaker=None if heading else voice,
                    text=part,
                    ranges=line_ranges(numbers),
                    incomplete=not lost.isdisjoint(numbers),
                    set=tuple(
                        (first - at, last - at)
                        for first, last in spans
                        if at <= first and last <= at + len(part)
                    ),
                )
            )
    return tuple(found)


def _set(lines: Sequence[PrintedLine], words: str) -> tuple[Span, ...]:
    """Return the spans of the joined words of lines that the format sets or counts."""
    found: list[Span] = []
    at = 0
    for line in lines:
        at = words.index(line.text, at)
        found += ((at + first, at + last) for first, last in line.mark.set)
        at += len(line.text)
    return tuple(found)


def _heads(part: str, following: str) -> bool:
    """Return whether a paragraph is a heading of the one that follows on the same line."""
    return len(part) <= LONGEST_HEADING and not finished(part) and finished(following)


def _parts(text: str) -> list[str]:
    """Return the paragraphs of a line that holds several.

    `<p>甲。</p><p>乙。</p>` has two; any other line is one paragraph, unchanged.
    """
    if PARTED in text:
        return [part.strip() for part in text.split(PARTED) if has_words(part)] or [text]
    if not (text.startswith("<p") and text.endswith("</p>")):
        return [text]
    parts = (part.strip() for part in _PARAGRAPH_TAG.split(text))
    return [part for part in parts if has_words(_ENTITY.sub("", part))] or [text]


def _roles(
    kind: Kind, joined: Sequence[Block], speaker: Person | None, *, introduces: bool
) -> Iterator[tuple[Role, str | None]]:
    """Yield role and speaker of each block; a speaker holds until the next one."""
    role: Role = "body"
    voice: str | None = None
    asked = {
        id(above)
        for above, block in pairwise(joined)
        if block.lines[0].shape == "answer" and above.lines[0].mark.block
    }
    if introduces or kind == "qa":
        role = "lead"
    elif kind == "roundtable":
        role, voice = "question", "问"
    for block in joined:
        shape = block.lines[0].shape
        if kind == "qa" and id(block) in asked and shape not in ("question", "answer"):
            yield "question", "问"
            role, voice = "answer", "答"
            continue
        if kind == "qa" and shape == "question":
            role, voice = "question", asker(block.lines[0]) or "问"
        elif kind == "qa" and shape == "answer":
            role, voice = "answer", "答"
        elif kind == "qa" and (named := speakers.voice(block.lines[0].plain)):
            role, voice = "answer", named.name
        elif kind == "roundtable" and shape == "opening":
            role, voice = "answer", speaker.name if speaker else None
        yield ("heading", None) if block.heading else (role, voice)


def _formal(
    told: Iterator[tuple[Role, str | None]], joined: Sequence[Block], formal: Mapping[int, Role]
) -> Iterator[tuple[Role, str | None]]:
    """Yield role and speaker of each block, with the roles of lines that are no running text."""
    for block, (role, voice) in zip(joined, told, strict=True):
        own = formal.get(block.lines[0].number)
        if own in FORMAL_ROLES:
            yield own, None
        elif own is not None and role == "body":
            yield own, voice
        else:
            yield role, voice


def names_speaker(block: Block) -> bool:
    """Return whether a paragraph opens with the name of the person who answers."""
    return block.lines[0].shape == "text" and speakers.voice(block.lines[0].plain) is not None


def joined_words(lines: Sequence[PrintedLine]) -> str:
    """Return the words of lines, verbatim, joined as `joined_lines` does."""
    return joined_lines(line.text for line in lines)
