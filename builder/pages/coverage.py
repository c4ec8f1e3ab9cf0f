"""Who speaks of what, as pictures of numbers: each field opens its passages; and what is missing.

The sum of a row or column is what the pages of its action, pillar or text list beside it. Where
there are more texts than a page can show, it has pages of parts beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from builder.messages.names import NOT_DISCUSSED, SUPPORT, SUPPORT_COUNT, VOICES
from builder.model import Cell, Label, Page, Ref, addresses
from builder.pages.areas import place
from builder.pages.blocks import MANY, numbered
from builder.pages.markdown import (
    classed,
    front_matter,
    heading,
    link,
    page,
    plain,
    reference,
    verbatim,
)
from builder.pages.matrices import PartRow, part_table, support_table, text_table
from builder.pages.page_index import Shelf
from builder.pages.parts import Part, coverage_parts
from builder.pages.references import Wanted, lines, references

_TOPIC: Wanted = (("beside", True), ("beside", False), ("belongs", False))

_AT_A_GLANCE = 60
"""Letters of a passage in a list."""


def coverage(shelf: Shelf) -> Iterator[Page]:
    """Yield the page of both tables, the topics, and what needs an editor; and those of parts."""
    address = addresses.COVERAGE
    parts = coverage_parts(shelf)
    whole = [part for part in parts if part.address == address]
    actions, pillars = plain(shelf.framework.actions_title), plain(shelf.framework.pillars_title)
    blocks = [
        front_matter("覆盖", f"{SUPPORT}，哪份文献谈了什么，还缺什么", "coverage"),
        heading(1, "覆盖", "title"),
        heading(2, SUPPORT, "support", f"数字为{SUPPORT_COUNT}"),
        support_table(shelf, address),
        classed(
            f"合计是各格之和，等于该页旁列出的段数之和；一段可以同时论及几项。{actions}在行，{pillars}在列。",
            "where",
        ),
        *(_cells(shelf, whole[0]) if whole else _ways_to_cells(shelf, parts)),
        heading(2, "哪份文献谈了什么", "texts", "数字为论及的段落数"),
        *(_texts(shelf, whole[0]) if whole else [_table_of_parts(shelf, parts)]),
        heading(2, "还没有谁谈到", "missing"),
        *_missing(shelf, address),
        heading(2, "其他话题", "topics", f"{len(shelf.framework.topics)} 项"),
        *(block for topic in shelf.framework.topics for block in _topic(shelf, topic, address)),
        *(_doubtful(shelf, whole[0]) if whole else _ways_to_doubts(parts)),
        *_decided(shelf, address),
    ]
    yield Page(address, page(*blocks))
    if not whole:
        for part in parts:
            yield _part(shelf, part)


def _part(shelf: Shelf, part: Part) -> Page:
    return Page(
        part.address,
        page(
            front_matter(f"覆盖：{part.title}", "这些文献各谈了什么", "coverage"),
            heading(1, f"覆盖：{plain(part.title)}", "title"),
            classed(link("全部文献", addresses.COVERAGE, part.address), "where"),
            heading(2, "哪份文献谈了什么", "texts", "数字为论及的段落数"),
            *_texts(shelf, part),
            heading(2, SUPPORT, "support"),
            *_cells(shelf, part),
            *_doubtful(shelf, part),
        ),
    )


# ---------------------------------------------------------------- parts


def _ways_to_cells(shelf: Shelf, parts: Sequence[Part]) -> Iterator[str]:
    """Yield for each field of actions by pillars the parts that have passages in it."""
    names = _label_names(shelf)
    known = [{(cell.row, cell.column): len(cell.paragraphs) for cell in p.support} for p in parts]
    for cell in shelf.corpus.coverage:
        if cell.table == "support" and cell.paragraphs:
            anchor = addresses.cell("support", cell.row, cell.column).partition("#")[2]
            counts = [one.get((cell.row, cell.column), 0) for one in known]
            title = f"{names[cell.row]} × {names[cell.column]}"
            yield _put_away(title, len(cell.paragraphs), _ways(parts, counts, anchor), anchor)


def _ways(parts: Sequence[Part], counts: Iterable[int], anchor: str) -> list[str]:
    """Return the ways to a place of the parts, with how much there is, where there is some."""
    return [
        f"{reference(verbatim(part.title), f'{part.address}#{anchor}', addresses.COVERAGE)}"
        f' <span class="count">{count} 处</span>'
        for part, count in zip(parts, counts, strict=True)
        if count
    ]


def _table_of_parts(shelf: Shelf, parts: Sequence[Part]) -> str:
    rows = []
    for part in parts:
        counts: dict[str, int] = defaultdict(int)
        for cell in part.fields:
            counts[cell.column] += len(cell.paragraphs)
        rows.append(PartRow(part.title, part.address, counts))
    return part_table(shelf, rows, addresses.COVERAGE)


def _ways_to_doubts(parts: Sequence[Part]) -> Iterator[str]:
    for title, kind in _DOUBTS:
        counts = [sum(one.kind == kind for one in part.doubts) for part in parts]
        yield heading(2, title, kind, f"{sum(counts)} 处")
        if ways := _ways(parts, counts, kind):
            yield _list_put_away("供编者核对", ways)


# ---------------------------------------------------------------- what stands in the fields


def _cells(shelf: Shelf, part: Part) -> Iterator[str]:
    """Yield the passages of each field that has some, put away until they are asked for."""
    names = _label_names(shelf)
    for cell in part.support:
        yield _opened(shelf, cell, f"{names[cell.row]} × {names[cell.column]}", part.address)


def _texts(shelf: Shelf, part: Part) -> Iterator[str]:
    """Yield the table of texts, and the passages of each field that has some."""
    names = _label_names(shelf)
    yield text_table(shelf, part.texts, part.address)
    for cell in part.fields:
        if cell.paragraphs:
            title = f"《{shelf.texts[cell.row].title}》 × {names[cell.column]}"
            yield _opened(shelf, cell, title, part.address)


def _opened(shelf: Shelf, cell: Cell, title: str, address: str) -> str:
    """Return a field's passages, a line each."""
    anchor = addresses.cell(cell.table, cell.row, cell.column).partition("#")[2]
    items = _passages(shelf, cell.paragraphs, address)
    return _put_away(title, len(cell.paragraphs), items, anchor)


def _put_away(title: str, count: int, items: Iterable[str], anchor: str) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return (
        f'<details class="cell">'
        f'<summary>{verbatim(title)} <span class="count">{count} 段</span></summary>'
        f'<ul id="{anchor}">{listed}</ul></details>'
    )


def _list_put_away(title: str, items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f'<details class="cell"><summary>{title}</summary><ul>{listed}</ul></details>'


def _passages(shelf: Shelf, paragraphs: Sequence[str], address: str) -> Iterator[str]:
    """Yield passages, a line each; of very many their numbers, a line for each text."""
    if len(paragraphs) > MANY:
        yield from numbered(shelf, paragraphs, address, reference)
        return
    yield from (_passage(shelf, one, address) for one in paragraphs)


def _passage(shelf: Shelf, paragraph: str, address: str) -> str:
    filed = shelf.filed[paragraph]
    words = filed.paragraph.text
    left = '<span class="ours">……</span>' if len(words) > _AT_A_GLANCE else ""
    to = addresses.paragraph(filed.text.id, paragraph)
    where = f"{filed.text.title} {addresses.number(paragraph)}"
    return (
        f'<span class="words">{verbatim(words[:_AT_A_GLANCE])}</span>{left}'
        f'<span class="where">{reference(verbatim(where), to, address)}</span>'
    )


def _label_names(shelf: Shelf) -> dict[str, str]:
    framework = shelf.framework
    return {one.id: one.name for one in (*framework.actions, *framework.pillars, *framework.topics)}


# ---------------------------------------------------------------- what is missing, what is doubtful


def _missing(shelf: Shelf, address: str) -> Iterator[str]:
    """Yield what nobody explains yet: labels without a voice, pairs without a passage."""
    rows = []
    support = [cell for cell in shelf.corpus.coverage if cell.table == "support"]
    for label in (*shelf.framework.actions, *shelf.framework.pillars):
        heard = {filed.text.authority for filed in shelf.under(label.id)}
        lacking = [
            voice.material
            for authority, voice in VOICES.items()
            if authority != "editor" and authority not in heard
        ]
        name = link(plain(label.name), place(shelf, label), address)
        if not heard:
            rows.append(f"- {name}：{NOT_DISCUSSED}")
        elif lacking:
            rows.append(f"- {name}：尚无{'、'.join(lacking)}")
    names = _label_names(shelf)
    for area in shelf.framework.actions:
        empty = [cell.column for cell in support if cell.row == area.id and not cell.paragraphs]
        if empty:
            listed = "、".join(plain(names[one]) for one in empty)
            rows.append(f"- {plain(area.name)}与以下支撑，尚无一段同时论及：{listed}")
    yield "\n".join(rows) if rows else classed("各项都有人谈到。", "missing")


def _topic(shelf: Shelf, topic: Label, address: str) -> Iterator[str]:
    """Yield what stands of a topic: its passages, documents, neighbours and terms."""
    ref = Ref("topic", topic.id)
    arriving = references(shelf, ref, "about", leaving=False)
    passages = [one for one in arriving if one.origin.kind == "document"]
    yield heading(3, plain(topic.name), ref.anchor, f"{len(passages)} 段")
    listed = [one.paragraph for one in passages if one.paragraph is not None]
    if listed:
        yield _list_put_away("各段", _passages(shelf, listed, address))
    here = {one.origin for one in passages}
    rows = [
        *lines(shelf, ref, address, (("about", False),), but=here),
        *lines(shelf, ref, address, _TOPIC),
    ]
    if rows:
        yield "\n".join(f"- {row}" for row in rows)
    elif not listed:
        yield classed(f"{NOT_DISCUSSED}。", "missing")


_DOUBTS = (("未归类的段落", "unfiled"), ("依据单薄的归类", "weak"))
"""Heading and kind of what an editor should look at."""


def _doubtful(shelf: Shelf, part: Part) -> Iterator[str]:
    """Yield the passages that are filed under nothing, or on few words."""
    names = _label_names(shelf)
    for title, kind in _DOUBTS:
        several = [one for one in part.doubts if one.kind == kind]
        yield heading(2, title, kind, f"{len(several)} 处")
        if several:
            items = []
            for one in several:
                why = f"{names[one.label]}，只据“{one.words}”：" if one.label else ""
                items.append(verbatim(why) + _passage(shelf, one.paragraph, part.address))
            yield _list_put_away("供编者核对", items)


def _decided(shelf: Shelf, address: str) -> Iterator[str]:
    """Yield the passages that an editor filed."""
    decided = [one for one in shelf.corpus.passages if one.reason]
    if decided:
        yield heading(2, "编者所归", "decided", f"{len(decided)} 段")
        rows = "".join(
            f"<li>{_passage(shelf, one.paragraph, address)} {verbatim(one.reason)}</li>"
            for one in decided
        )
        yield f'<ul class="decided">{rows}</ul>'
