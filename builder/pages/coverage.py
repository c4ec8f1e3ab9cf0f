"""Who speaks of what, as pictures of numbers: each field opens its passages; and what is missing.

The sum of a row or column is what the pages of its action, pillar or text list beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.model import Cell, Doubt, Label, Page
from builder.pages import addresses
from builder.pages.areas import place
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
from builder.pages.references import Wanted, lines, references
from builder.pages.shelf import Shelf
from builder.pages.wording import VOICES

SHADES = 5
"""Shades of a field, besides none."""

_TOPIC: Wanted = (("beside", True), ("beside", False), ("belongs", False))

_AT_A_GLANCE = 60
"""Letters of a passage in a list."""


def coverage(shelf: Shelf) -> Page:
    """Return the page of both tables, the topics, and what needs an editor."""
    address = addresses.COVERAGE
    framework = shelf.framework
    labels = (*framework.actions, *framework.pillars)
    actions, pillars = plain(framework.actions_title), plain(framework.pillars_title)
    support = [cell for cell in shelf.corpus.coverage if cell.table == "support"]
    blocks = [
        front_matter("覆盖", "哪项支撑服务于哪项行动，哪份文献谈了什么，还缺什么", "coverage"),
        heading(1, "覆盖", "title"),
        heading(2, "哪项支撑服务于哪项行动", "support", "数字为同时论及的段落数"),
        support_table(shelf, address),
        classed(
            f"合计是各格之和，等于该页旁列出的段数之和；一段可以同时论及几项。{actions}在行，{pillars}在列。",
            "where",
        ),
        *_cells(shelf, support, address),
        heading(2, "哪份文献谈了什么", "texts", "数字为论及的段落数"),
        _text_table(shelf, labels, address),
        *_text_cells(shelf, address),
        heading(2, "还没有谁谈到", "missing"),
        *_missing(shelf, support, labels, address),
        heading(2, "其他话题", "topics", f"{len(framework.topics)} 项"),
        *(block for topic in framework.topics for block in _topic(shelf, topic, address)),
        *_doubtful(shelf, address),
    ]
    return Page(address, page(*blocks))


# ---------------------------------------------------------------- tables


def support_table(shelf: Shelf, address: str) -> str:
    """Return the table of actions by pillars as HTML; its fields lead to the page of coverage."""
    framework = shelf.framework
    counts = {
        (cell.row, cell.column): len(cell.paragraphs)
        for cell in shelf.corpus.coverage
        if cell.table == "support"
    }
    most = max(counts.values(), default=0)
    head = "".join(
        f'<th scope="col">{_name(shelf, one, address)}</th>' for one in framework.pillars
    )
    rows = [f'<tr><td></td>{head}<th scope="col">合计</th></tr>']
    for area in framework.actions:
        fields = "".join(
            _field("support", area.id, one.id, counts.get((area.id, one.id), 0), most, address)
            for one in framework.pillars
        )
        total = sum(counts.get((area.id, one.id), 0) for one in framework.pillars)
        rows.append(_row(_name(shelf, area, address), fields, total))
    totals = "".join(
        f"<td>{sum(counts.get((area.id, one.id), 0) for area in framework.actions)}</td>"
        for one in framework.pillars
    )
    rows.append(
        f'<tr class="sum"><th scope="row">合计</th>{totals}<td>{sum(counts.values())}</td></tr>'
    )
    return _table("matrix support", rows)


def _text_table(shelf: Shelf, labels: Sequence[Label], address: str) -> str:
    counts = {
        (cell.row, cell.column): len(cell.paragraphs)
        for cell in shelf.corpus.coverage
        if cell.table == "text"
    }
    most = max(counts.values(), default=0)
    head = "".join(f'<th scope="col">{_name(shelf, one, address)}</th>' for one in labels)
    rows = [f'<tr><td></td>{head}<th scope="col">合计</th></tr>']
    for text in shelf.corpus.texts:
        fields = "".join(
            _field("text", text.id, one.id, counts.get((text.id, one.id), 0), most, address)
            for one in labels
        )
        name = reference(verbatim(text.title), addresses.document(text.id), address)
        total = sum(counts.get((text.id, one.id), 0) for one in labels)
        rows.append(_row(f'<span class="words">{name}</span>', fields, total))
    totals = "".join(
        f"<td>{sum(counts.get((text.id, one.id), 0) for text in shelf.corpus.texts)}</td>"
        for one in labels
    )
    rows.append(
        f'<tr class="sum"><th scope="row">合计</th>{totals}<td>{sum(counts.values())}</td></tr>'
    )
    return _table("matrix texts", rows)


def _table(name: str, rows: Sequence[str]) -> str:
    inner = "\n".join(rows)
    return f'<div class="wide" tabindex="0"><table class="{name}">\n{inner}\n</table></div>'


def _row(name: str, fields: str, total: int) -> str:
    return f'<tr><th scope="row">{name}</th>{fields}<td class="sum">{total}</td></tr>'


def _name(shelf: Shelf, label: Label, address: str) -> str:
    return reference(verbatim(label.name), place(shelf, label), address)


def _field(table: str, row: str, column: str, count: int, most: int, address: str) -> str:
    if not count:
        return '<td class="shade-0">·</td>'
    shade = max(1, -(-SHADES * count // most))
    at = addresses.cell(table, row, column)
    return f'<td class="shade-{shade}">{reference(str(count), at, address)}</td>'


# ---------------------------------------------------------------- what stands in the fields


def _cells(shelf: Shelf, cells: Sequence[Cell], address: str) -> Iterator[str]:
    """Yield the passages of each field that has some, put away until they are asked for."""
    names = _label_names(shelf)
    for cell in cells:
        if cell.paragraphs:
            title = f"{names[cell.row]} × {names[cell.column]}"
            yield _opened(shelf, cell, title, address)


def _text_cells(shelf: Shelf, address: str) -> Iterator[str]:
    names = _label_names(shelf)
    for cell in shelf.corpus.coverage:
        if cell.table == "text" and cell.paragraphs:
            title = f"《{shelf.texts[cell.row].title}》 × {names[cell.column]}"
            yield _opened(shelf, cell, title, address)


def _opened(shelf: Shelf, cell: Cell, title: str, address: str) -> str:
    """Return a field's passages, a line each."""
    items = "".join(f"<li>{_passage(shelf, one, address)}</li>" for one in cell.paragraphs)
    return (
        f'<details class="cell">'
        f'<summary>{verbatim(title)} <span class="count">{len(cell.paragraphs)} 段</span></summary>'
        f'<ul id="{cell.table}-{cell.row}-{cell.column}">{items}</ul></details>'
    )


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


def _missing(
    shelf: Shelf, support: Sequence[Cell], labels: Sequence[Label], address: str
) -> Iterator[str]:
    """Yield what nobody explains yet: labels without a voice, pairs without a passage."""
    rows = []
    for label in labels:
        heard = {filed.text.authority for filed in shelf.under(label.id)}
        lacking = [
            material
            for authority, _, _, material in VOICES
            if authority != "editor" and authority not in heard
        ]
        name = link(plain(label.name), place(shelf, label), address)
        if not heard:
            rows.append(f"- {name}：所收文献尚无论述")
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
    short = f"coverage/#topic-{topic.id}"
    arriving = references(shelf, short, "about", leaving=False)
    passages = [one for one in arriving if one.origin.startswith("documents/")]
    yield heading(3, plain(topic.name), f"topic-{topic.id}", f"{len(passages)} 段")
    items = [
        f"<li>{_passage(shelf, one.paragraph, address)}</li>"
        for one in passages
        if one.paragraph is not None
    ]
    if items:
        yield (f'<details class="cell"><summary>各段</summary><ul>{"".join(items)}</ul></details>')
    here = {one.origin for one in passages}
    rows = [
        *lines(shelf, short, address, (("about", False),), but=here),
        *lines(shelf, short, address, _TOPIC),
    ]
    if rows:
        yield "\n".join(f"- {row}" for row in rows)
    elif not items:
        yield classed("所收文献尚无论述。", "missing")


def _doubtful(shelf: Shelf, address: str) -> Iterator[str]:
    """Yield the passages that are filed under nothing, on few words, or by an editor."""
    unfiled = [one for one in shelf.corpus.doubts if one.kind == "unfiled"]
    weak = [one for one in shelf.corpus.doubts if one.kind == "weak"]
    names = _label_names(shelf)
    groups: tuple[tuple[str, str, list[Doubt]], ...] = (
        ("未归类的段落", "unfiled", unfiled),
        ("依据单薄的归类", "weak", weak),
    )
    for title, identifier, several in groups:
        yield heading(2, title, identifier, f"{len(several)} 处")
        items = []
        for one in several:
            why = f"{names[one.label]}，只据“{one.words}”：" if one.label else ""
            items.append(f"<li>{verbatim(why)}{_passage(shelf, one.paragraph, address)}</li>")
        if items:
            yield (
                f'<details class="cell"><summary>供编者核对</summary>'
                f"<ul>{''.join(items)}</ul></details>"
            )
    decided = [one for one in shelf.corpus.passages if one.reason]
    if decided:
        yield heading(2, "编者所归", "decided", f"{len(decided)} 段")
        rows = "".join(
            f"<li>{_passage(shelf, one.paragraph, address)} {verbatim(one.reason)}</li>"
            for one in decided
        )
        yield f'<ul class="decided">{rows}</ul>'
