"""Lines of one article → the role of those that are no running text: number, addressee, signature….

A document of an office opens with its number and whom it is for, and closes with its annexes, who
signs and the day. Where a format tells paragraphs, each of these lines is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from builder.language import people
from builder.language.dates import whole_dates
from builder.language.formulas import promulgates
from builder.language.offices import offices, signing_head
from builder.model import Role
from builder.split.furniture_words import is_contact
from builder.split.lines import PrintedLine, is_names

_LONGEST_SIGNATURE = 40
"""Characters of the longest line of a signature."""

_SIGNERS = 30
"""Most lines that sign one document."""

_LONGEST_ANNEX = 100
"""Characters of the longest line of a list of annexes."""

_LEAST_INDEX = 5
"""Items of the shortest list that makes a page of its own."""

_OPENING = 4
"""Lines below a headline within which the number of a document stands."""

# 某发〔2025〕11号      某部信函﹝2025﹞76号      某府令第 12 号      2025年第3号
NUMBER = re.compile(
    r"[(（]?(?:[\u4e00-\u9fff]{1,14}\s?[〔﹝\[（(【]\s?\d{4}\s?[〕﹞\]）)】]\s?第?\s?\d{1,5}\s?号"
    r"|[\u4e00-\u9fff]{0,20}(?:令|公告)?\s?(?:\d{4}年)?第\s?\d{1,5}\s?号)[)）]?"
)
# 各省、自治区、直辖市民政厅（局），有关中央企业：
_ADDRESSEE = re.compile(
    r"(?:各[^。；]*|有关[^。；]*|[^。；]{1,80}(?:政府|[委厅局办部院会校处署行司区县市]|单位|企业|公司|机构|部门)[)）]?)"
    r"[:：]"
)
# 附件：1.某某名单      附件1：某某名单      附：某某表
_ANNEXES = re.compile(
    r"附(?:件|表|录)?\s?[\d一二三四五六七八九十]{0,3}\s?[:：].*|附件[\d、—-]+.{2,60}"
)
# 1.某某名单      2. 某某表（略）
_COUNTED = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]\s*\S")
# （此件公开发布）      （联系人：某某，电话：…）      抄送：某某局
_NOTE = re.compile(
    r"[(（]?(?:此件.{2,14}|(?:信息公开选项|公开方式|公开属性|抄送|抄报|主送|分送)\s?[:：].*"
    r"|(?:此|本)(?:页|文)[^。]{0,10})[)）]?"
)
# 图1 总体架构      表 2：主要指标
_CAPTION = re.compile(r"[图圖表]\s?[\d一二三四五六七八九十.-]{0,6}[\s:：\u3000]\s?\S.{0,60}")
# 一、总体要求      （一）指导思想      第一条
_NUMERAL = re.compile(r"第?[(（]?[一二三四五六七八九十]{1,3}[)）、条章]")
# ——坚持惠民。      ● 某事
_DASHED = re.compile(r"(?:——|――|──|[●•·○■◆▪►▶]\s?)(?=\S)")


def is_number(line: PrintedLine) -> bool:
    """Return whether a line is the number of a document."""
    return NUMBER.fullmatch(line.plain) is not None


def is_note(line: PrintedLine) -> bool:
    """Return whether a line is a note on who may read the document, or in brackets whom to ask."""
    words = line.plain
    return _NOTE.fullmatch(words) is not None or (
        words.startswith(("（", "(")) and is_contact(words)
    )


def is_addressee(line: PrintedLine) -> bool:
    """Return whether a line says whom a document is for."""
    return _ADDRESSEE.fullmatch(line.plain) is not None and not line.strong


def is_annexes(line: PrintedLine, above: PrintedLine | None) -> bool:
    """Return whether a line lists annexes, or goes on with the list above it: 附件：1.某表."""
    if len(line.plain) > _LONGEST_ANNEX or line.strong or line.plain.endswith("。"):
        return False
    if _ANNEXES.fullmatch(line.plain):
        return True
    counted = _COUNTED.match(line.plain) is not None
    return (
        counted
        and above is not None
        and (is_annexes(above, None) or (_COUNTED.match(above.plain) is not None))
    )


def is_day(line: PrintedLine) -> bool:
    """Return whether a line is a day and nothing else: 2025年12月25日, （二〇二五年八月一日）."""
    words = line.plain.strip("()（） ")
    found = whole_dates(words) if len(words) <= _LONGEST_SIGNATURE else ()
    return len(found) == 1 and not (words[: found[0].span[0]] + words[found[0].span[1] :]).strip()


def signs(line: PrintedLine) -> bool:
    """Return whether a line is an office, offices, or the head of one over a name: 部长　某某."""
    return signing_head(line.plain) is not None or names_offices(line)


def signed_below(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """Return the places of the lines that sign a document, and of the days below them.

    Offices and their heads sign between the end of a sentence and a day; below the words that hand
    out a document, mere names do.
    """
    found: set[int] = set()
    for day in (n for n, line in enumerate(lines) if is_day(line)):
        first = day
        while first and day - first < _SIGNERS and _can_sign(lines[first - 1]):
            first -= 1
        above = lines[first - 1] if first else None
        if first == day or above is None or not above.finished:
            continue
        if any(map(signs, lines[first:day])) or promulgates(above.plain):
            found.update(range(first, day + 1))
    return frozenset(found)


def _can_sign(line: PrintedLine) -> bool:
    return not (line.level or line.strong or line.finished) and (signs(line) or is_names(line))


def names_offices(line: PrintedLine) -> bool:
    """Return whether a line is the name of an institution, or those of offices: 某部　某委."""
    return people.is_institution(line.plain) or bool(offices(line.plain))


def is_index(lines: Sequence[PrintedLine]) -> bool:
    """Return whether the lines of an article are a list of links or names, without a sentence."""
    items = sum(line.mark.kind == "item" or line.linked for line in lines)
    return (
        items >= _LEAST_INDEX
        and 2 * items > len(lines)
        and not any(line.finished or _NUMERAL.match(line.plain) for line in lines)
    )


def formal_roles(lines: Sequence[PrintedLine]) -> tuple[tuple[int, Role], ...]:
    """Return number and role of the formal lines of an article, ascending.

    `lines` are its lines below the headline. Signature and day are told where both stand under a
    text, or the name of an office ends it.
    """
    found: dict[int, Role] = {}
    first = next((n for n, line in enumerate(lines) if _is_text(line)), len(lines))
    for place, line in enumerate(lines):
        if is_number(line) and place < first + _OPENING:
            found[line.number] = "note"
        elif line.mark.kind == "row":
            found[line.number] = "table"
        elif line.mark.kind in ("note", "caption") or is_note(line) or _is_caption(line):
            found[line.number] = "note"
        elif line.mark.kind == "item" or _DASHED.match(line.plain):
            found[line.number] = "item"
    if first < len(lines) and is_addressee(lines[first]):
        found[lines[first].number] = "addressee"
    annexes = False
    for before, line in pairwise(lines):
        annexes = is_annexes(line, before if annexes else None)
        if annexes:
            found[line.number] = "annex_list"
    for place, line in enumerate(lines):
        signers = _signers(lines[:place], found) if is_day(line) and place > first else ()
        if is_day(line) and place > first and (signers or _closes(lines, place, found)):
            found.update((one.number, "signature") for one in signers)
            found[line.number] = "date"
    last = lines[-1] if len(lines) - 1 > first else None
    if last and last.number not in found and lines[-2].finished and not last.strong:
        found.update({last.number: "signature"} if names_offices(last) else {})
    return tuple(sorted(found.items()))


def _is_caption(line: PrintedLine) -> bool:
    return line.shape == "short" and _CAPTION.fullmatch(line.plain) is not None


def _is_text(line: PrintedLine) -> bool:
    return line.shape in ("text", "question", "answer", "opening", "lead") and line.finished


def _signers(above: Sequence[PrintedLine], found: dict[int, Role]) -> tuple[PrintedLine, ...]:
    """Return the lines directly above a day that sign: short, without a stop, no headings."""
    signers: list[PrintedLine] = []
    for line in reversed(above[-_SIGNERS:]):
        if (
            line.number in found
            or line.finished
            or line.strong
            or line.level
            or (signing_head(line.plain) is None and ("：" in line.plain or ":" in line.plain))
            or whole_dates(line.plain)
            or not (
                (
                    line.shape in ("short", "byline", "signature", "credit")
                    and len(line.plain) <= _LONGEST_SIGNATURE
                )
                or offices(line.plain)
            )
        ):
            break
        signers.append(line)
    named = any(map(signs, signers))
    return tuple(reversed(signers)) if named or len(signers) <= 2 else ()


def _closes(lines: Sequence[PrintedLine], place: int, found: dict[int, Role]) -> bool:
    """Return whether nothing but notes, and whom to ask, follows a day."""
    return all(
        found.get(line.number) in ("note", "annex_list") or is_contact(line.plain)
        for line in lines[place + 1 :]
    )
