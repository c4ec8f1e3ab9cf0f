"""A page for each text: its words, paragraph by paragraph, with notes beside them; and the list."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Correction, Page, Text, TextParagraph
from builder.pages import addresses
from builder.pages.addresses import number
from builder.pages.blocks import agreement, reading
from builder.pages.markdown import (
    Mark,
    classed,
    front_matter,
    heading,
    joined,
    link,
    page,
    plain,
    small,
    verbatim,
    words,
)
from builder.pages.shelf import Filed, Shelf
from builder.pages.wording import (
    KINDS,
    circled,
    dated,
    day,
    lines,
    published,
    speaker,
    voice,
)

_LOST = "此处原件缺文"


def documents(shelf: Shelf) -> Iterator[Page]:
    """Yield the list of texts and a page for each."""
    yield _list(shelf)
    for text in shelf.corpus.texts:
        yield _text(shelf, text)


def entry(text: Text, address: str) -> str:
    """Return a text as one item of a list: its title, and who published it when."""
    name = link(plain(text.title), addresses.document(text.id), address)
    who = speaker(text)
    where = joined([dated(text.date), plain(published(text)), plain(who)])
    return f'- {voice(text.authority)} {name} <span class="where">{where}</span>'


def _list(shelf: Shelf) -> Page:
    address = addresses.DOCUMENTS
    blocks = [front_matter("文献", "所收文献，新的在前", "list"), heading(1, "文献", "title")]
    for snapshot in reversed(shelf.corpus.seeds.snapshots):
        texts = [text for text in shelf.corpus.texts if text.snapshot == snapshot.id]
        if texts:
            count = f"{len(texts)} 份"
            blocks.append(heading(2, plain(snapshot.title), f"s-{snapshot.id}", count))
            blocks.append("\n".join(entry(text, address) for text in texts))
    return Page(address, page(*blocks))


def _text(shelf: Shelf, text: Text) -> Page:
    address = addresses.document(text.id)
    blocks = [
        front_matter(
            text.title, f"{KINDS[text.kind]}，{dated(text.date)}，{text.publisher}", "document"
        ),
        *_head(shelf, text, address),
    ]
    noted = 0
    for paragraph in text.paragraphs:
        filed = shelf.filed[paragraph.id]
        marks, notes = _corrections(paragraph, noted)
        noted += sum(mark.kind == "note" for mark in marks)
        blocks += _paragraph(shelf, filed, marks, notes, address)
    return Page(address, page(*blocks))


def _head(shelf: Shelf, text: Text, address: str) -> Iterator[str]:
    base = shelf.articles.get(text.articles[0])
    yield heading(1, f'<span class="words">{plain(text.title)}</span>', "title")
    if base is not None and base.subtitle:
        yield words(verbatim(base.subtitle), name="words subtitle")
    who = speaker(text)
    yield small(
        [
            f"{voice(text.authority)} {KINDS[text.kind]}",
            dated(text.date),
            plain(published(text)) or "刊载处未印",
            plain(who),
        ],
        "head",
    )
    facts: list[str] = []
    if not text.title_printed:
        facts.append("原件无题，以上为正文首句。")
    if text.date is not None:
        facts.append(f"日期：{day(text.date.value)}，{plain(text.date.basis)}。")
    else:
        facts.append("日期：文中未载，不推定。")
    if text.url:
        facts.append(f"原载：{plain(text.url)}")
    facts.append(_copies(shelf, text, address))
    parts = shelf.parts(text)
    if parts:
        names = "、".join(
            link(plain(one.title), addresses.document(one.id), address) for one in parts
        )
        facts.append(f"同版各篇：{names}。")
    sections = [(len(one.section), one, _heading(one)) for one in text.paragraphs]
    questions = [(0, one, one.text) for one in text.paragraphs if one.role == "question"]
    facts += _stops("各节", sections, address)
    facts += _stops("各问", questions, address)
    yield "\n".join(f"- {fact}" for fact in facts)


def _heading(paragraph: TextParagraph) -> str:
    """Return the heading of a paragraph as a table of contents names it; '' where it has none.

    An article is called by its number alone, and a point by a dash: neither says what it is about.
    """
    says = paragraph.role == "heading" or not paragraph.text.startswith(("—", "第"))
    if paragraph.heading is None or not says:
        return ""
    return paragraph.text[slice(*paragraph.heading)].rstrip("。：: ")


def _stops(
    name: str, stops: list[tuple[int, TextParagraph, str]], address: str
) -> Iterator[str]:
    """Yield the ways to the parts of a text, in a line; by depth, one a line, where they nest."""
    named = [(depth, one, words) for depth, one, words in stops if words]
    ways = [
        link(plain(words.removeprefix("问：")), f"{address}#p{number(one.id)}", address)
        for _, one, words in named
    ]
    if len(named) < 2:
        return
    if not any(depth for depth, _, _ in named):
        yield f"{name}：" + "　".join(ways)
        return
    rows, level = [f"{name}："], -1
    for (depth, _, _), way in zip(named, ways, strict=True):
        level = min(depth, level + 1)
        rows.append("    " * (level + 1) + f"- {way}")
    yield "\n".join(rows)


def _copies(shelf: Shelf, text: Text, address: str) -> str:
    """Return where the copies stand, the base first."""
    names = []
    for identifier in text.articles:
        article = shelf.articles[identifier]
        name = article.publisher or shelf.name(article.source)
        at = addresses.line(article.source, article.ranges[0][0])
        names.append(link(f"{plain(name)}，原件{lines(article.ranges)}", at, address))
    if len(names) == 1:
        return f"来源：{names[0]}。"
    why = f"（{plain(text.base_reason)}）" if text.base_reason else ""
    return f"{len(names)} 份来源印有此文，以{names[0]}为底本{why}，另见{'、'.join(names[1:])}。"


def _paragraph(
    shelf: Shelf, filed: Filed, marks: list[Mark], notes: list[str], address: str
) -> Iterator[str]:
    paragraph = filed.paragraph
    at = number(paragraph.id)
    yield classed(f"[{at}](#p{at})", "number")
    is_heading = paragraph.role == "heading"
    yield words(
        reading(shelf, filed, address, *marks),
        tag=f"h{min(2 + len(paragraph.section), 6)}" if is_heading else "p",
        name=f"words {paragraph.role}",
        attributes=f' id="p{at}" data-paragraph="{paragraph.id}"',
    )
    to = addresses.line(paragraph.source, paragraph.ranges[0][0])
    where = [link(f"原件{lines(paragraph.ranges)}", to, address), agreement(filed)]
    rows = [*notes, joined(where), _labels(shelf, filed, address)]
    yield classed("<br>\n".join(row for row in rows if row), "note")


def _labels(shelf: Shelf, filed: Filed, address: str) -> str:
    """Return what a paragraph is filed under, as links."""
    if filed.passage is None:
        return ""
    framework = shelf.framework
    places = [
        *((one, addresses.action(one.id)) for one in framework.actions),
        *((one, addresses.pillar(one.id)) for one in framework.pillars),
    ]
    under = {*filed.passage.areas, *filed.passage.pillars}
    listed = {*filed.passage.enumerates} - under
    out = [link(plain(one.name), at, address) for one, at in places if one.id in under]
    only = [link(plain(one.name), at, address) for one, at in places if one.id in listed]
    return (
        "、".join(out)
        + ("；" if out and only else "")
        + (f"仅列举{'、'.join(only)}" if only else "")
    )


def _corrections(paragraph: TextParagraph, noted: int) -> tuple[list[Mark], list[str]]:
    """Return the marks of a paragraph's corrections and the notes that explain them."""
    marks: list[Mark] = []
    notes: list[str] = []
    for correction in paragraph.corrections:
        sign = circled(noted + len(notes) + 1)
        start, end = correction.span
        if correction.kind == "lost":
            marks.append(Mark((start, start), "lost", _LOST))
        elif correction.kind in ("mend", "doubt") and start < end:
            marks.append(Mark(correction.span, correction.kind))
        if correction.kind != "markup":
            marks.append(Mark((end, end), "note", sign))
            notes.append(f'<span class="sign">{sign}</span> {_note(correction)}')
    notes += [_note(one) for one in paragraph.corrections if one.kind == "markup"]
    return marks, notes


def _note(correction: Correction) -> str:
    reason = plain(correction.reason).rstrip("。")
    if correction.kind == "mend":
        return f"原件作“{plain(correction.printed)}”，改读“{plain(correction.reading)}”：{reason}。"
    if correction.kind == "lost":
        return f"{_LOST}：{reason}。"
    if correction.kind == "doubt":
        return f"“{plain(correction.printed)}”存疑，未改：{reason}。"
    return f"原件印作“{plain(correction.printed)}”：{reason}。"
