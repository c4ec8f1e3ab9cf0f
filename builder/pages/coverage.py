"""Which text covers what: tables of counts whose fields lead to passages, and what is missing.

The sum of a row or column is what the pages of its action, pillar or text list beside it. More
texts than one table can hold are divided into parts, each with a page of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.messages import coverage as say
from builder.messages import shared
from builder.messages.names import NOT_DISCUSSED, SUPPORT, SUPPORT_COUNT, VOICES
from builder.model import Cell, Doubt, Label, Page, Ref, Text, addresses
from builder.pages.blocks import MANY, headline, listed, numbered
from builder.pages.markdown import (
    FrontMatter,
    classed,
    heading,
    link,
    page,
    plain,
    reference,
    table,
    verbatim,
)
from builder.pages.page_index import Groups, PageIndex
from builder.pages.references import Ends, find_links, lines

SHADES = 5
"""Shades of a field, besides none: the higher its count, the darker."""

_AT_A_GLANCE = 60
"""Characters of a passage in a list."""

_COVERED = say.TEXTS

_CAPTIONS = {"support": f"{SUPPORT}：{SUPPORT_COUNT}", "texts": say.TEXTS_COUNT(title=_COVERED)}
"""Name of a table → what is said of it."""

_DOUBTS = ((say.UNFILED, "unfiled"), (say.WEAK, "weak"))
"""Heading and kind of what an editor should check."""

_OF_TOPIC: Ends = (("beside", True), ("beside", False), ("belongs", False))


@dataclass(frozen=True, slots=True)
class Part:
    """As many texts as a page can show, with what they have in the tables."""

    address: str
    """Path of its page; that of the page of coverage where all texts are one part."""
    title: str
    """The update that brought its texts, and which of them these are; '' for all."""
    texts: tuple[Text, ...]
    """In the order of the corpus."""
    support: tuple[Cell, ...]
    """Actions by pillars, with the passages of these texts alone."""
    fields: tuple[Cell, ...]
    """These texts by actions and pillars."""
    doubts: tuple[Doubt, ...]
    """Passages of these texts that an editor should check."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table."""

    name: str
    """HTML."""
    counts: Sequence[int]
    """By column."""
    targets: Sequence[str]
    """Where each count leads."""


def coverage(index: PageIndex) -> Iterator[Page]:
    """Yield the page of both tables, the topics, and what needs an editor; then pages of parts."""
    address = addresses.COVERAGE
    parts = _parts(index)
    whole = next((part for part in parts if part.address == address), None)
    actions, pillars = plain(index.framework.actions_title), plain(index.framework.pillars_title)
    blocks = [
        heading(1, say.COVERAGE, "title"),
        heading(2, SUPPORT, "support", say.COUNTS(what=SUPPORT_COUNT)),
        support_table(index, address),
        classed(
            say.SUPPORT_MEANS(actions=actions, pillars=pillars),
            "where",
        ),
        *(_support_cells(index, whole) if whole else _links_to_cells(index, parts)),
        heading(2, _COVERED, "texts", say.COUNTS_PASSAGES),
        *(_texts(index, whole) if whole else [_part_table(index, parts)]),
        heading(2, say.NOBODY, "missing"),
        *_missing(index, address),
        heading(2, say.TOPICS, "topics", say.TOPIC_COUNT(count=len(index.framework.topics))),
        *(block for topic in index.framework.topics for block in _topic(index, topic, address)),
        *(_doubtful(index, whole) if whole else _links_to_doubts(parts)),
        *_decided(index, address),
    ]
    head = FrontMatter(say.COVERAGE, say.DESCRIPTION(support=SUPPORT, covered=_COVERED), "coverage")
    yield page(address, head, *blocks)
    if whole is None:
        for part in parts:
            yield _page_of_part(index, part)


def _page_of_part(index: PageIndex, part: Part) -> Page:
    return page(
        part.address,
        FrontMatter(say.PART(title=part.title), say.PART_DESCRIPTION(title=part.title), "coverage"),
        heading(1, say.PART_HEADLINE(title=plain(part.title)), "title"),
        classed(link(say.ALL_TEXTS, addresses.COVERAGE, part.address), "where"),
        heading(2, _COVERED, "texts", say.COUNTS_PASSAGES),
        *_texts(index, part),
        heading(2, SUPPORT, "support"),
        *_support_cells(index, part),
        *_doubtful(index, part),
    )


# ---------------------------------------------------------------- parts


def _parts(index: PageIndex) -> list[Part]:
    """Return the parts in the order of the texts; a single one is the page of coverage itself."""
    corpus = index.corpus
    part_of = {text.id: "" for text in corpus.texts}
    part_of |= {cell.row: cell.part for cell in corpus.coverage if cell.table == "text"}
    texts = Groups((part_of[text.id], text) for text in corpus.texts)
    doubts = Groups((part_of[index.filed[one.paragraph].text.id], one) for one in corpus.doubts)
    fields = Groups((cell.part, cell) for cell in corpus.coverage if cell.table == "text")
    support = Groups(
        (name, replace(cell, paragraphs=tuple(paragraphs)))
        for cell in corpus.coverage
        if cell.table == "support"
        for name, paragraphs in Groups(
            (part_of[index.filed[one].text.id], one) for one in cell.paragraphs
        ).items()
    )
    updates = {one.id: one.title for one in corpus.seeds.snapshots}
    counted: Counter[str] = Counter()
    parts = []
    for name in texts or [""]:
        title = ""
        if name:
            update = texts[name][0].snapshot
            first, last = counted[update] + 1, counted[update] + len(texts[name])
            counted[update] = last
            title = say.PART_TITLE(update=updates.get(update, update), first=first, last=last)
        parts.append(
            Part(
                addresses.coverage(name),
                title,
                tuple(texts[name]),
                tuple(support[name]),
                tuple(fields[name]),
                tuple(doubts[name]),
            )
        )
    return parts


def _links_to_cells(index: PageIndex, parts: Sequence[Part]) -> Iterator[str]:
    """Yield for each field of actions by pillars the parts that have passages in it."""
    names = index.label_names
    counts = [{(one.row, one.column): len(one.paragraphs) for one in p.support} for p in parts]
    for cell in index.corpus.coverage:
        if cell.table == "support" and cell.paragraphs:
            anchor = addresses.cell("support", cell.row, cell.column).partition("#")[2]
            here = [one.get((cell.row, cell.column), 0) for one in counts]
            title = f"{names[cell.row]} × {names[cell.column]}"
            items = _links_to_parts(parts, here, anchor)
            yield _foldable(title, items, len(cell.paragraphs), anchor)


def _links_to_parts(parts: Sequence[Part], counts: Iterable[int], anchor: str) -> list[str]:
    """Return links to a place of the parts that have something there, with how much."""
    return [
        reference(verbatim(part.title), f"{part.address}#{anchor}", addresses.COVERAGE)
        + f' <span class="count">{shared.PLACES(count=count)}</span>'
        for part, count in zip(parts, counts, strict=True)
        if count
    ]


def _links_to_doubts(parts: Sequence[Part]) -> Iterator[str]:
    for title, kind in _DOUBTS:
        counts = [sum(one.kind == kind for one in part.doubts) for part in parts]
        yield heading(2, title, kind, shared.PLACES(count=sum(counts)))
        if links := _links_to_parts(parts, counts, kind):
            yield _foldable(say.FOR_EDITORS, links)


# ---------------------------------------------------------------- tables


def support_table(index: PageIndex, address: str) -> str:
    """Return the table of actions by pillars; its fields lead to the page of coverage."""
    counts = _counts(index, "support")
    pillars = index.framework.pillars
    rows = [
        _Row(
            _label(index, action, address),
            [counts[action.id, one.id] for one in pillars],
            [addresses.cell("support", action.id, one.id) for one in pillars],
        )
        for action in index.framework.actions
    ]
    return _table(index, "support", pillars, rows, address)


def _text_table(index: PageIndex, texts: Sequence[Text], address: str) -> str:
    """Return the table of texts by labels; its fields lead to lists on the page."""
    counts = _counts(index, "text")
    rows = [
        _Row(
            reference(headline(text, verbatim), addresses.document(text.id), address),
            [counts[text.id, one.id] for one in index.labels],
            [addresses.cell("text", text.id, one.id, address) for one in index.labels],
        )
        for text in texts
    ]
    return _table(index, "texts", index.labels, rows, address)


def _part_table(index: PageIndex, parts: Sequence[Part]) -> str:
    """Return the table of parts by labels; its fields lead to the parts' pages."""
    rows = []
    for part in parts:
        counts: Counter[str] = Counter()
        for cell in part.fields:
            counts[cell.column] += len(cell.paragraphs)
        name = reference(verbatim(part.title), part.address, addresses.COVERAGE)
        here = [counts[one.id] for one in index.labels]
        rows.append(_Row(name, here, [part.address] * len(here)))
    return _table(index, "texts", index.labels, rows, addresses.COVERAGE)


def _counts(index: PageIndex, table: str) -> Mapping[tuple[str, str], int]:
    """Return row and column of a table of the corpus → how many passages are there."""
    return Counter(
        {
            (cell.row, cell.column): len(cell.paragraphs)
            for cell in index.corpus.coverage
            if cell.table == table
        }
    )


def _table(
    index: PageIndex, name: str, columns: Sequence[Label], rows: Sequence[_Row], address: str
) -> str:
    """Return a table of counts as HTML, with the sums of its rows and columns."""
    most = max((count for row in rows for count in row.counts), default=0)
    head = [*(_label(index, one, address) for one in columns), say.SUM]
    lines = []
    for row in rows:
        fields = "".join(
            _field(count, most, to, address)
            for count, to in zip(row.counts, row.targets, strict=True)
        )
        total = sum(row.counts)
        lines.append(
            f'<tr><th scope="row">{row.name}</th>{fields}<td class="sum">{total}</td></tr>'
        )
    sums = [sum(row.counts[place] for row in rows) for place in range(len(columns))]
    fields = "".join(f"<td>{one}</td>" for one in sums)
    lines.append(f'<tr class="sum"><th scope="row">{say.SUM}</th>{fields}<td>{sum(sums)}</td></tr>')
    caption = _CAPTIONS[name]
    inner = table(caption, head, lines, f"matrix {name}")
    return f'<div class="wide" role="group" aria-label="{caption}" tabindex="0">{inner}</div>'


def _label(index: PageIndex, label: Label, address: str) -> str:
    return reference(verbatim(label.name), index.refs[label.id].markdown, address)


def _field(count: int, most: int, to: str, address: str) -> str:
    if not count:
        return '<td class="shade-0">·</td>'
    shade = max(1, -(-SHADES * count // most))
    return f'<td class="shade-{shade}">{reference(str(count), to, address)}</td>'


# ---------------------------------------------------------------- the passages of the fields


def _support_cells(index: PageIndex, part: Part) -> Iterator[str]:
    """Yield the passages of each field of actions by pillars that has some, folded."""
    names = index.label_names
    for cell in part.support:
        yield _cell(index, cell, f"{names[cell.row]} × {names[cell.column]}", part.address)


def _texts(index: PageIndex, part: Part) -> Iterator[str]:
    """Yield the table of texts, and the passages of each field that has some, folded."""
    names = index.label_names
    yield _text_table(index, part.texts, part.address)
    for cell in part.fields:
        if cell.paragraphs:
            title = f"《{index.texts[cell.row].title}》 × {names[cell.column]}"
            yield _cell(index, cell, title, part.address)


def _cell(index: PageIndex, cell: Cell, title: str, address: str) -> str:
    anchor = addresses.cell(cell.table, cell.row, cell.column).partition("#")[2]
    items = _passages(index, cell.paragraphs, address)
    return _foldable(title, items, len(cell.paragraphs), anchor)


def _foldable(title: str, items: Iterable[str], count: int | None = None, anchor: str = "") -> str:
    """Return a list that opens on a click; `title` is plain text, items are HTML."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    tail = "" if count is None else f' <span class="count">{shared.PASSAGES(count=count)}</span>'
    own = f' id="{anchor}"' if anchor else ""
    return (
        f'<details class="cell"><summary>{verbatim(title)}{tail}</summary>'
        f"<ul{own}>{rows}</ul></details>"
    )


def _passages(index: PageIndex, paragraphs: Sequence[str], address: str) -> Iterator[str]:
    """Yield passages, a line each; of very many their numbers, a line for each text."""
    if len(paragraphs) > MANY:
        yield from numbered(index, paragraphs, address, reference)
        return
    yield from (_passage(index, one, address) for one in paragraphs)


def _passage(index: PageIndex, paragraph: str, address: str) -> str:
    filed = index.filed[paragraph]
    words = filed.paragraph.text
    left = '<span class="ours">……</span>' if len(words) > _AT_A_GLANCE else ""
    where = f"{filed.text.title} {addresses.number(paragraph)}"
    return (
        f'<span class="words">{verbatim(words[:_AT_A_GLANCE])}</span>{left}'
        f'<span class="where">{reference(verbatim(where), filed.address, address)}</span>'
    )


# ---------------------------------------------------------------- what is missing, what is doubtful


def _missing(index: PageIndex, address: str) -> Iterator[str]:
    """Yield the gaps: labels that an authority does not mention, pairs without a passage."""
    rows = []
    support = [cell for cell in index.corpus.coverage if cell.table == "support"]
    for label in index.labels:
        heard = {filed.voice for filed in index.under[label.id]}
        lacking = [
            voice.material
            for authority, voice in VOICES.items()
            if voice.material and authority not in heard
        ]
        name = link(plain(label.name), index.refs[label.id].markdown, address)
        if not heard:
            rows.append(f"{name}：{NOT_DISCUSSED}")
        elif lacking:
            rows.append(say.NOBODY_ON(name=name, voices="、".join(lacking)))
    names = index.label_names
    for area in index.framework.actions:
        empty = [cell.column for cell in support if cell.row == area.id and not cell.paragraphs]
        if empty:
            said = "、".join(plain(names[one]) for one in empty)
            rows.append(say.NEVER_WITH(name=plain(area.name), labels=said))
    yield listed(rows) if rows else classed(say.ALL_COVERED, "missing")


def _topic(index: PageIndex, topic: Label, address: str) -> Iterator[str]:
    """Yield the passages, documents, related labels and terms of a topic."""
    ref = Ref("topic", topic.id)
    arriving = find_links(index, ref, "about", leaving=False)
    passages = [one for one in arriving if one.origin.kind == "document"]
    yield heading(3, plain(topic.name), ref.anchor, shared.PASSAGES(count=len(passages)))
    paragraphs = [one.paragraph for one in passages if one.paragraph is not None]
    if paragraphs:
        yield _foldable(say.EACH_PARAGRAPH, _passages(index, paragraphs, address))
    here = {one.origin for one in passages}
    rows = [
        *lines(index, ref, address, (("about", False),), but=here),
        *lines(index, ref, address, _OF_TOPIC),
    ]
    if rows:
        yield listed(rows)
    elif not paragraphs:
        yield classed(f"{NOT_DISCUSSED}。", "missing")


def _doubtful(index: PageIndex, part: Part) -> Iterator[str]:
    """Yield the passages without labels, and those filed on weak evidence."""
    names = index.label_names
    for title, kind in _DOUBTS:
        doubts = [one for one in part.doubts if one.kind == kind]
        yield heading(2, title, kind, shared.PLACES(count=len(doubts)))
        if doubts:
            items = []
            for one in doubts:
                ground = say.SECTION_HEADING if one.heading else ""
                why = (
                    say.ONLY_BY(label=names[one.label], ground=ground, words=one.words)
                    if one.label
                    else ""
                )
                items.append(verbatim(why) + _passage(index, one.paragraph, part.address))
            yield _foldable(say.FOR_EDITORS, items)


def _decided(index: PageIndex, address: str) -> Iterator[str]:
    """Yield the passages that an editor filed."""
    decided = [one for one in index.corpus.passages if one.reason]
    if decided:
        yield heading(2, say.BY_EDITOR, "decided", shared.PASSAGES(count=len(decided)))
        rows = "".join(
            f"<li>{_passage(index, one.paragraph, address)} {verbatim(one.reason)}</li>"
            for one in decided
        )
        yield f'<ul class="decided">{rows}</ul>'
