"""A received file → its articles: title, authors, datelines, speakers, paragraphs.

`pieces` finds the lines of each article, `head` separates its head from the body, `paragraphs`
joins broken lines; here the article is assembled and its kind decided. Each line that is not blank
is in exactly one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from builder.language import bylines, people, speakers
from builder.language.announcing import is_annex_label
from builder.language.folding import simplified
from builder.language.stamps import agency, read_account, read_broken_account, read_lead
from builder.model import (
    UNNAMED,
    Article,
    CorrectionEntry,
    Kind,
    Lines,
    Outside,
    Person,
    Source,
    line_ranges,
)
from builder.split.entries import claimed, cut, with_roles
from builder.split.formalities import is_index
from builder.split.furniture import accounts
from builder.split.head import Head, authors, byline_words, read_head, title_words
from builder.split.headings import levelled
from builder.split.lines import is_policy_title, printed_lines, runs
from builder.split.paragraphs import (
    Block,
    join_lines,
    joined_words,
    names_speaker,
    paragraphs,
)
from builder.split.pieces import Piece, find_pieces
from builder.split.wrapping import Wrapping, find_wrapping, reshape

# <!DOCTYPE html>      <html lang="zh">
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|\?xml)\b", re.IGNORECASE)

_HTML_WITHIN = 5
"""Lines at the head of a file within which raw HTML begins."""

# 某某管理办法（试行）      某某促进条例      某某法（征求意见稿）
_STATUTE = re.compile(
    r"[^:：？?！!]{2,60}(?:条例|规定|办法|细则|规则|指引|法)(?:[（(][^（）()]{1,20}[）)])*"
)

# 第一条 为了……
_FIRST_ARTICLE = re.compile(r"第一[条條]")

# 关于某某研究院
_ABOUT = re.compile(r"关于|關於")

OUTSIDE: dict[Outside, str] = {
    "around": "正文之外的附属文字（导航、页眉、页脚、相关链接等），不作正文",
    "hidden": "页面上不显示的文字，不作正文",
    "struck": "原件已划去的文字，不作正文",
    "running": "页眉、页脚、页码，不作正文",
    "repeated": "同页重复刊载的文字，不作正文",
    "metadata": "文件自述的信息，不作正文",
    "syntax": "排版标记，不是文字",
    "withheld": "编者不予公开",
}
"""Why lines that the format tells from the text are left out."""


LEFT_OUT = "编者不收："
"""Before the reason of an editor who leaves lines out."""


@dataclass(frozen=True, slots=True)
class _File:
    """What the articles of one file share."""

    source: Source
    """The file."""
    wrapping: Wrapping
    """How its lines were broken."""
    lost: frozenset[int]
    """Lines where words are missing in print, according to an editor's corrections."""
    introduction: Piece | None
    """The article that introduces a round table."""
    account: str | None = None
    """The account whose name the page prints above the text; `None` for plain text."""


def split(source: Source, corrections: tuple[CorrectionEntry, ...]) -> tuple[Article, ...]:
    """Return the articles of a file by first line; together they hold every line once.

    Blank lines are in none. A file of raw HTML is one article of kind `other`.
    """
    lines = printed_lines(source)
    id_ = source.entry.id
    if any(_HTML.match(line.text[:200]) for line in lines[:_HTML_WITHIN]):
        every = (lines[0].number, lines[-1].number)
        return (Article(f"{id_}-{every[0]}", id_, (every,), "other"),)
    inner = [line for line in lines if not line.mark.outside]
    wrapping = find_wrapping(inner, whole=bool(source.marks))
    pieces = find_pieces(reshape(lines, wrapping), source)
    lost = frozenset(
        entry.line for entry in corrections if entry.kind == "lost" and entry.source == id_
    )
    names = accounts(inner, source.facts) if source.marks else ()
    account = names[-1] if names and source.entry.publisher == UNNAMED else None
    file = _File(source, wrapping, lost, _introduction(pieces), account)
    return tuple(_article(file, piece) for piece in pieces)


def _introduction(pieces: Sequence[Piece]) -> Piece | None:
    """Return the article that introduces a round table."""
    first = next((piece for piece in pieces if piece.sort == "article"), None)
    is_roundtable = sum(piece.contribution for piece in pieces) > 1
    return first if is_roundtable and first and not first.contribution else None


def _article(file: _File, piece: Piece) -> Article:
    entry, introduction = file.source.entry, file.introduction
    article = Article(
        id=f"{entry.id}-{piece.lines[0].number}",
        source=entry.id,
        ranges=tuple((run[0].number, run[-1].number) for run in runs(piece.lines)),
        kind="furniture",
        authors=(piece.entry.authors if piece.entry else None) or (),
    )
    if piece.outside:
        reasons = {one.line: f"：{one.reason}" for one in file.source.withheld if one.reason}
        why = reasons.get(piece.lines[0].number, "")
        return replace(article, reason=OUTSIDE[piece.outside] + why)
    if piece.left_out and piece.entry:
        return replace(article, authors=(), reason=LEFT_OUT + piece.entry.reason)
    if piece.sort != "article":
        kind = (piece.entry.kind if piece.entry else None) or piece.sort
        credit = piece.lines[-1].plain if piece.sort == "caption" else ""
        return replace(article, kind=kind, publisher=agency(credit))
    introduces = piece is introduction
    head = claimed(read_head(piece, file.wrapping), piece.entry)
    blocks = cut(join_lines(head.body, file.wrapping, head.roles), piece.entry)
    title = title_words(head)
    kind = _kind(piece, head, blocks, introduces=introduces)
    byline, writers, datelines = _origin(head, blocks)
    if piece.entry and piece.entry.authors is not None:
        writers = piece.entry.authors
    speaker = None if introduces else _speaker(kind, title, head)
    part_of = None
    if introduction and piece.lines[0].number > introduction.lines[0].number:
        part_of = f"{entry.id}-{introduction.lines[0].number}"
    return replace(
        article,
        kind=kind,
        title=title,
        subtitle=" ".join(line.plain for line in head.subtitle) or None,
        byline=byline,
        datelines=datelines,
        publisher=file.account,
        authors=writers,
        speaker=speaker,
        part_of=part_of,
        furniture=_furniture(head),
        paragraphs=levelled(
            with_roles(
                paragraphs(
                    article.id,
                    kind,
                    blocks,
                    speaker,
                    file.lost,
                    introduces=introduces,
                    formal=head.roles,
                ),
                piece.entry,
            ),
            file.source.marks,
        ),
    )


def _kind(piece: Piece, head: Head, blocks: Sequence[Block], *, introduces: bool) -> Kind:
    if piece.entry and piece.entry.kind:
        return piece.entry.kind
    if piece.contribution or introduces:
        return "roundtable"
    if head.roles and is_index(piece.lines):
        return "index"
    if piece.lines[0].mark.block and is_annex_label(piece.lines[0].plain):
        return "policy"
    shapes = {line.shape for line in head.body}
    if "question" in shapes and ("answer" in shapes or any(map(names_speaker, blocks))):
        return "qa"
    answers = [block.lines[0] for block in blocks if block.lines[0].shape == "answer"]
    if len(answers) > 1 and all(line.mark.block for line in answers):
        return "qa"
    title = title_words(head) or ""
    written = authors(head)
    named = any(author.name for author in written)
    opens = any(_FIRST_ARTICLE.match(line.plain) for line in head.body)
    if not named and ((opens and _STATUTE.fullmatch(simplified(title))) or _is_issued(head)):
        return "policy"
    reported = any(
        "记者" in (author.title or "") or "記者" in (author.title or "") for author in written
    )
    issued = bool(written) and all(author.institution and not author.title for author in written)
    if is_policy_title(title) and (
        issued or (not written and any(block.heading for block in blocks))
    ):
        return "policy"
    dated = any(line.shape == "ending" for line in head.dateline)
    if reported or dated or _lead(head):
        return "report"
    if written or (blocks and bylines.closing_signature(joined_words(blocks[-1].lines))):
        return "commentary"
    if any(line.shape == "label" for line in head.label):
        return "commentary"
    if _ABOUT.match(title) and people.is_institution(title[2:]):
        return "notice"
    return "report" if title or head.dateline else "other"


def _is_issued(head: Head) -> bool:
    """Return whether a public office signs below the text, and a day stands below that."""
    if not (head.body and head.byline and head.dateline):
        return False
    first, day = head.body[0].number, head.dateline[-1].number
    return any(
        first < line.number < day and people.is_government(line.plain) for line in head.byline
    )


def _lead(head: Head) -> tuple[str, str | None] | None:
    """Return the dateline that opens the first body line, and the words in brackets after it."""
    return read_lead(head.body[0].plain) if head.body else None


def _origin(
    head: Head, blocks: Sequence[Block]
) -> tuple[str | None, tuple[Person, ...], tuple[tuple[int, str], ...]]:
    """Return byline and authors, and the datelines with their lines, as printed."""
    byline, writers = byline_words(head), authors(head)
    datelines = tuple((line.number, line.plain) for line in head.dateline)
    if lead := _lead(head):
        dateline, who = lead
        if not any(line.shape == "ending" for line in head.dateline):
            datelines = (*datelines, (head.body[0].number, dateline))
        bare = tuple(map(people.PrintedPerson, people.names(who or "")))
        reporters = bylines.reporters(who or "") or bare
        if byline is None and reporters:
            named = agency(dateline)
            byline = who
            writers = tuple(
                replace(person, institution=person.institution or named) for person in reporters
            )
    for line, below in zip_longest(head.dateline, head.dateline[1:]) if byline is None else ():
        account = read_account(line.plain) or (
            read_broken_account(line.plain, below.plain) if below else None
        )
        called = people.names(account[1]) if account else ()
        told = (
            (account[1], tuple(map(people.PrintedPerson, called))) if account and called else None
        )
        if told := told or bylines.credited(line.plain):
            byline, writers = told
            break
    signed = bylines.closing_signature(joined_words(blocks[-1].lines)) if blocks else None
    if signed and (byline is None or not any(one.name for one in signed[1])):
        byline = f"{byline} {signed[0]}" if byline else signed[0]
        writers = bylines.completed((*writers, *signed[1]))
    byline = bylines.without_key(re.sub(r"\s", " ", byline)) if byline else byline
    return byline, tuple(map(_person, writers)), datelines


def _speaker(kind: Kind, title: str | None, head: Head) -> Person | None:
    if kind == "roundtable":
        for line in head.body:
            if line.shape == "opening" and (opened := speakers.opening(line.plain)):
                return _person(opened.speaker)
    if kind == "qa":
        for line in head.body:
            if line.shape == "text" and (named := speakers.voice(line.plain)):
                opening = (title or "", *(line.plain for line in head.body[:3]))
                told = (speakers.introduced(named.name or "", words) for words in opening)
                return _person(named if named.title else next(filter(None, told), named))
        for words in (title or "", *(line.plain for line in head.body[:3])):
            if spoken := speakers.spokesperson(words):
                return _person(spoken)
        if title and (leading := speakers.leading(title)):
            return _person(leading)
    return None


def _person(printed: people.PrintedPerson) -> Person:
    return Person(printed.name, printed.title, printed.institution)


def _furniture(head: Head) -> tuple[tuple[str, Lines], ...]:
    """Return (part, lines) of the lines that are not paragraphs, adjacent lines as one range."""
    body = {line.number for line in head.body}
    names = ("title", "subtitle", "byline", "dateline", "label", "repeat")
    rows = [
        (name, lines)
        for name in names
        for lines in line_ranges(
            sorted(line.number for line in getattr(head, name) if line.number not in body)
        )
    ]
    return tuple(sorted(rows, key=lambda row: row[1]))
