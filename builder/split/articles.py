"""A received file → its articles: title, writers, datelines, speakers, paragraphs.

`carve` says which lines are one article, `head` what is not a paragraph, `paragraphs` what
was broken in print; here the article is put together and its kind decided. Each line that is
not blank comes out in exactly one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.language import people
from builder.model import (
    UNNAMED,
    Article,
    CorrectionEntry,
    Fact,
    Kind,
    Line,
    Lines,
    Person,
    Source,
)
from builder.split import head as heads
from builder.split import layout
from builder.split.carve import Piece, carve, is_policy_title
from builder.split.clean import clean
from builder.split.head import Head
from builder.split.layout import Marked
from builder.split.line_breaks import Page, page, settled
from builder.split.paragraphs import Block, blocks
from builder.split.turns import EDITOR, answers, joined_words, paragraphs, runs

# <!DOCTYPE html>      <html lang="zh">
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|\?xml)\b", re.IGNORECASE)

# 关于某某研究院
_ABOUT = re.compile(r"关于|關於")

BESIDE = "正文之外的附属文字（导航、页眉、页脚、相关链接等），不作正文"
"""Why what a web page prints around its text is left out."""


@dataclass(frozen=True, slots=True)
class _File:
    """What the articles of one file share."""

    source: Source
    page: Page
    lost: frozenset[int]
    """Lines on which printed words begin beside which words are lost."""


def split(source: Source, corrections: tuple[CorrectionEntry, ...]) -> tuple[Article, ...]:
    """Return the articles of a file by first line; together they hold every line once.

    Blank lines belong to none. A file of raw web page code is one article of kind `other`.
    """
    lines = clean(source)
    if not lines:
        return ()
    if any(_HTML.match(line.text[:200]) for line in lines[:5]):
        every = (lines[0].number, lines[-1].number)
        return (Article(f"{source.entry.id}-{every[0]}", source.entry.id, (every,), "other"),)
    looks = tuple(
        layout.marked(_leveled(line, source.facts) if source.form != "text" else line)
        for line in lines
    )
    printed = page([line for line in looks if not _stands(line.number, source.beside)])
    if source.form != "text":
        printed = replace(printed, width=0.0, whole=True)
    marks = settled(looks, printed)
    lost = frozenset(
        entry.line
        for entry in corrections
        if entry.kind == "lost" and entry.source == source.entry.id
    )
    file = _File(source, printed, lost)
    pieces = carve(marks, source)
    ranges = _ranges(marks, pieces)
    introduction = _introduction(pieces)
    found = []
    for place, piece in enumerate(pieces):
        introduces = place == introduction
        part_of = None
        if introduction is not None and place > introduction and piece.sort == "article":
            part_of = f"{source.entry.id}-{pieces[introduction].lines[0].number}"
        found.append(_article(file, piece, ranges[place], part_of, introduces=introduces))
    return tuple(found)


def _leveled(line: Line, known: Sequence[Fact]) -> Line:
    """Return a line of a web page with its level: 1 for the page's title, for no other heading."""
    if layout.titled(line.text, known):
        return replace(line, level=1)
    return replace(line, level=max(2, line.level)) if line.level else line


def _stands(number: int, ranges: Sequence[Lines]) -> bool:
    return any(first <= number <= last for first, last in ranges)


def _ranges(marks: Sequence[Marked], pieces: Sequence[Piece]) -> list[tuple[Lines, ...]]:
    """Return the ranges of each piece: its runs of lines that no other piece interrupts."""
    owner = {line.number: place for place, piece in enumerate(pieces) for line in piece.lines}
    runs: list[list[Lines]] = [[] for _ in pieces]
    before = -1
    for line in marks:
        place = owner[line.number]
        if place == before:
            runs[place][-1] = (runs[place][-1][0], line.number)
        else:
            runs[place].append((line.number, line.number))
        before = place
    return [tuple(run) for run in runs]


def _introduction(pieces: Sequence[Piece]) -> int | None:
    """Return the place of the article that introduces a page of several contributions."""
    if sum(piece.contribution for piece in pieces) < 2:
        return None
    for place, piece in enumerate(pieces):
        if piece.sort == "article":
            return None if piece.contribution else place
    return None


def _article(
    file: _File, piece: Piece, ranges: tuple[Lines, ...], part_of: str | None, *, introduces: bool
) -> Article:
    source = file.source.entry.id
    id_ = f"{source}-{piece.lines[0].number}"
    pinned = piece.pin.authors if piece.pin else None
    if piece.sort == "beside":
        return Article(id_, source, ranges, "furniture", reason=BESIDE)
    if piece.sort != "article":
        credit = piece.lines[-1].plain if piece.sort == "caption" else ""
        kind: Kind = (piece.pin.kind if piece.pin else None) or piece.sort
        publisher = layout.publisher(credit)
        return Article(id_, source, ranges, kind, publisher=publisher, authors=pinned or ())
    found = heads.head(piece, file.page)
    found = _without_tail(found, file.page)
    joined = blocks(found.body, file.page)
    title = heads.title_words(found)
    kind = (piece.pin.kind if piece.pin else None) or _kind(
        piece, found, joined, introduces=introduces
    )
    byline, authors, dated = _origin(found, joined)
    publisher = next(filter(None, (layout.publisher(words) for _, words in dated)), None)
    publisher = publisher or people.agency(byline or "")
    if publisher is None and file.source.entry.publisher == UNNAMED:
        publisher = _named_publisher(file.source.facts)
    speaker = _speaker(kind, title, found, introduces=introduces)
    return Article(
        id=id_,
        source=source,
        ranges=ranges,
        kind=kind,
        title=title,
        subtitle=" ".join(line.plain for line in found.subtitle) or None,
        byline=byline,
        datelines=tuple(dated),
        publisher=publisher,
        authors=pinned if pinned is not None else tuple(map(_person, authors)),
        speaker=speaker,
        part_of=part_of,
        furniture=_furniture(found),
        paragraphs=paragraphs(id_, kind, joined, speaker, file.lost, introduces=introduces),
    )


def _named_publisher(facts: Sequence[Fact]) -> str | None:
    """Return who published the file, as it says outside its text: `来源：某报` gives 某报."""
    for fact in facts:
        if fact.name == "publisher":
            return layout.publisher(fact.value) or fact.value
    return None


def _without_tail(found: Head, page: Page) -> Head:
    """Return the head of a web page's article without the short lines after its last sentence.

    No heading stands over nothing: these are names of lists and boxes that follow the text.
    """
    body = list(found.body)
    while page.whole and len(body) > 1 and body[-1].shape in ("short", "numbered"):
        body.pop()
    return replace(found, body=tuple(body), label=(*found.label, *found.body[len(body) :]))


def _kind(piece: Piece, found: Head, joined: Sequence[Block], *, introduces: bool) -> Kind:
    if piece.contribution or introduces:
        return "roundtable"
    shapes = {line.shape for line in found.body}
    if "question" in shapes and ("answer" in shapes or any(map(answers, joined))):
        return "qa"
    title = heads.title_words(found) or ""
    written = heads.authors(found)
    reported = any("记者" in (one.title or "") or "記者" in (one.title or "") for one in written)
    issued = bool(written) and all(one.institution and not one.title for one in written)
    if is_policy_title(title) and (
        issued or (not written and any(block.heading for block in joined))
    ):
        return "policy"
    dated = any(one.shape == "ending" for one in found.dateline)
    if reported or dated or heads.lead_line(found.body):
        return "report"
    if written or (joined and people.closing_signature(joined_words(joined[-1].lines))):
        return "commentary"
    if found.label and found.label[0].shape == "label":
        return "commentary"
    if _ABOUT.match(title) and people.is_institution(title[2:]):
        return "notice"
    return "report" if title or found.dateline else "other"


def _origin(
    found: Head, joined: Sequence[Block]
) -> tuple[str | None, tuple[people.PrintedPerson, ...], list[tuple[int, str]]]:
    """Return byline and authors, and the datelines with their lines, as printed."""
    byline, authors = heads.byline_words(found), heads.authors(found)
    dated = [(line.number, line.plain) for line in found.dateline]
    if not dated and (first := heads.lead_line(found.body)):
        opened = layout.lead(first.plain)
        assert opened is not None
        dateline, who = opened
        dated = [(first.number, dateline)]
        reporters = people.reporters(who or "")
        if byline is None and reporters:
            agency = layout.publisher(dateline)
            byline = who
            authors = tuple(
                replace(one, institution=one.institution or agency) for one in reporters
            )
    if byline is None and joined:
        text = joined_words(joined[-1].lines)
        if signed := people.closing_signature(text):
            byline, authors = signed
    if byline is not None:
        byline = re.sub(r"\s", " ", byline)
    return byline, authors, dated


def _speaker(kind: Kind, title: str | None, found: Head, *, introduces: bool) -> Person | None:
    if introduces:
        return Person(title=EDITOR)
    if kind == "roundtable":
        for line in found.body:
            if line.shape == "opening" and (opened := people.opening(line.plain)):
                return _person(opened.speaker)
    if kind == "qa":
        for line in found.body:
            if line.shape == "text" and (named := people.voice(line.plain)):
                return _person(named)
        for words in (title or "", *(line.plain for line in found.body[:3])):
            if spoken := people.spokesperson(words):
                return _person(spoken)
    return None


def _person(one: people.PrintedPerson) -> Person:
    return Person(one.name, one.title, one.institution)


def _furniture(found: Head) -> tuple[tuple[str, Lines], ...]:
    """Return the lines that are not paragraphs, by line, those of a run together."""
    named = (
        ("title", found.title),
        ("subtitle", found.subtitle),
        ("byline", found.byline),
        ("dateline", found.dateline),
        ("label", found.label),
        ("repeat", found.repeat),
    )
    rows = [
        (name, run) for name, lines in named for run in runs(sorted(line.number for line in lines))
    ]
    return tuple(sorted(rows, key=lambda row: row[1]))
