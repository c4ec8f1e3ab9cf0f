"""A page for each text: its words, paragraph by paragraph, with notes beside them; and the list."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages import phrases
from builder.messages.names import ENUMERATED_ONLY, KINDS, PLACES, SIDE_BY_SIDE
from builder.model import Page, Text, TextParagraph, addresses
from builder.model.addresses import number
from builder.pages.apparatus import (
    Noted,
    apparatus,
    corrections,
    described,
    marks,
    noted,
    put_away,
    strip,
)
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
    reference,
    small,
    verbatim,
    voice,
    words,
)
from builder.pages.page_index import Filed, Shelf
from builder.pages.quoting import Quotations, not_found, quotation_notes, quotations
from builder.pages.references import about_text, margin
from builder.pages.wording import dated, published, speaker


def documents(shelf: Shelf) -> Iterator[Page]:
    """Yield the list of texts and a page for each."""
    yield _list(shelf)
    told = quotations(shelf)
    for text in shelf.corpus.texts:
        yield _text(shelf, text, told)


def entry(text: Text, address: str) -> str:
    """Return a text as one item of a list: its title, and who published it when."""
    name = link(plain(text.title), addresses.document(text.id), address)
    who = speaker(text)
    where = joined(dict.fromkeys([dated(text.date), plain(published(text)), plain(who)]))
    return f'- {voice(text.authority)} {name} <span class="where">{where}</span>'


def _list(shelf: Shelf) -> Page:
    address = addresses.DOCUMENTS
    blocks = [front_matter("文献", "所收文献，新的在前", "list"), heading(1, "文献", "title")]
    for snapshot in reversed(shelf.corpus.seeds.snapshots):
        texts = [text for text in shelf.corpus.texts if text.snapshot == snapshot.id]
        if texts:
            count = f"{len(texts)} 份"
            blocks.append(heading(2, plain(snapshot.title), f"s-{snapshot.id}", count))
            blocks.append("\n".join(entry(text, address) + _way(shelf, text) for text in texts))
    return Page(address, page(*blocks))


def _way(shelf: Shelf, text: Text) -> str:
    """Return the way to where the copies of a text stand side by side; '' for a single one."""
    if not shelf.collated(text):
        return ""
    way = link(
        f"{len(text.articles)} {SIDE_BY_SIDE}", addresses.compare(text.id), addresses.DOCUMENTS
    )
    return f' <span class="where">{way}</span>'


def _text(shelf: Shelf, text: Text, told: Quotations) -> Page:
    address = addresses.document(text.id)
    blocks = [
        front_matter(
            text.title, f"{KINDS[text.kind]}，{dated(text.date)}，{text.publisher}", "document"
        ),
        *_head(shelf, text, told, address),
    ]
    places = noted(shelf, text)
    for paragraph in text.paragraphs:
        notes = quotation_notes(shelf, told, paragraph.id, address)
        filed = shelf.filed[paragraph.id]
        blocks += _paragraph(shelf, filed, places[paragraph.id], notes, address)
    return Page(address, page(*blocks))


def _head(shelf: Shelf, text: Text, told: Quotations, address: str) -> Iterator[str]:
    base = shelf.articles.get(text.articles[0])
    yield heading(1, f'<span class="words">{plain(text.title)}</span>', "title")
    if base is not None and base.subtitle:
        yield words(verbatim(base.subtitle), name="words subtitle")
    who = speaker(text)
    where = [dated(text.date), plain(phrases.publisher(published(text))), plain(who)]
    yield small([f"{voice(text.authority)} {KINDS[text.kind]}", *dict.fromkeys(where)], "head")
    facts: list[str] = []
    if not text.title_printed:
        facts.append("原件无题，以上为正文首句。")
    if text.date is not None:
        facts.append(f"日期：{phrases.day(text.date.value)}，{plain(text.date.basis)}。")
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
    questions = [
        (0, one, one.text)
        for one in text.paragraphs
        if one.role == "question" and not one.text.endswith(("：", ":"))
    ]
    facts += _stops("各节", sections, text)
    facts += _stops("各问", questions, text)
    facts += not_found(shelf, told, text, address)
    facts += about_text(shelf, text, address)
    yield "\n".join(f"- {fact}" for fact in facts)
    if shelf.collated(text):
        yield _differing_heads(shelf, text, address)
        yield strip(shelf, text, address)


def _heading(paragraph: TextParagraph) -> str:
    """Return the heading of a paragraph as a table of contents names it; '' where it has none.

    An article is called by its number alone, and a point by a dash: neither says what it is about.
    """
    says = paragraph.role == "heading" or not paragraph.text.startswith(("—", "第"))
    if paragraph.heading is None or not says:
        return ""
    return paragraph.text[slice(*paragraph.heading)].rstrip("。：: ")


def _stops(name: str, stops: list[tuple[int, TextParagraph, str]], text: Text) -> Iterator[str]:
    """Yield the ways to the parts of a text, in a line; by depth, one a line, where they nest."""
    named = [(depth, one, words) for depth, one, words in stops if words]
    ways = [
        link(
            plain(words.removeprefix("问：")),
            addresses.paragraph(text.id, one.id),
            addresses.document(text.id),
        )
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


def _differing_heads(shelf: Shelf, text: Text, address: str) -> str:
    """Return how title, byline and dateline differ between the copies; '' where they do not."""
    variants = shelf.variants(text, None)
    items = "".join(
        f'<li id="{addresses.note(one.id)}">{PLACES[one.place]}：'
        f"{described(shelf, text, one, address, whole=True)}</li>"
        for one in variants
        if not one.folded
    )
    folded = put_away(shelf, text, [one for one in variants if one.folded], address, addresses.note)
    if not items and not folded:
        return ""
    rows = f'<ul class="variants">{items}</ul>' if items else ""
    return (
        '<details class="apparatus heads"><summary>各份的题、署名、电头不同</summary>'
        f"{rows}{folded}</details>"
    )


def _copies(shelf: Shelf, text: Text, address: str) -> str:
    """Return where the copies stand, the base first."""
    names = []
    for identifier, name in shelf.copies(text).items():
        article = shelf.articles[identifier]
        at = addresses.line(article.source, article.ranges[0][0])
        names.append(link(f"{plain(name)}，{phrases.original(*article.ranges)}", at, address))
    if len(names) == 1:
        return f"来源：{names[0]}。"
    why = f"（{plain(text.base_reason)}）" if text.base_reason else ""
    said = f"{len(names)} 份来源印有此文，以{names[0]}为底本{why}，另见{'、'.join(names[1:])}。"
    if not shelf.collated(text):
        return said
    several = [shelf.agreement(one.id) for one in text.paragraphs]
    voices = dict.fromkeys(one.note for one in several if one is not None and one.note)
    way = link(f"{len(names)} {SIDE_BY_SIDE}", addresses.compare(text.id), address)
    return f"{said}{plain(next(iter(voices), ''))}{way}"


def _paragraph(
    shelf: Shelf, filed: Filed, places: tuple[Noted, ...], notes: list[str], address: str
) -> Iterator[str]:
    paragraph = filed.paragraph
    at = addresses.anchor(filed.text.id, paragraph.id)
    yield classed(f"[{number(paragraph.id)}](#{at})", "number")
    is_heading = paragraph.role == "heading"
    shown = marks(places, shelf.terms(paragraph.id), (0, len(paragraph.text)), address)
    if paragraph.heading and not is_heading:
        shown.append(Mark(paragraph.heading, "heading"))
    yield words(
        reading(shelf, filed, address, *shown),
        tag=f"h{min(2 + len(paragraph.section), 6)}" if is_heading else "p",
        name=f"words {paragraph.role}",
        attributes=f' id="{at}" data-paragraph="{paragraph.id}"',
    )
    to = addresses.line(paragraph.source, paragraph.ranges[0][0])
    origin = reference(phrases.original(*paragraph.ranges), to, address)
    copies = "" if shelf.agreement(paragraph.id) else agreement(filed)
    under = _labels(shelf, filed, address)
    rows = [
        *corrections(shelf, filed.text, paragraph, places, address),
        *notes,
        f"<p>{joined([origin, copies])}</p>",
        f"<p>{under}</p>" if under else "",
        *(f"<p>{row}</p>" for row in margin(shelf, filed, address)),
        apparatus(shelf, filed.text, paragraph, places, address),
    ]
    yield "\n".join(['<div class="note">', *filter(None, rows), "</div>"])


def _labels(shelf: Shelf, filed: Filed, address: str) -> str:
    """Return what a paragraph is filed under, as links."""
    if filed.passage is None:
        return ""
    under = {*filed.passage.areas, *filed.passage.pillars}
    listed = {*filed.passage.enumerates} - under
    out, only = (
        [reference(plain(one.name), at, address) for one, at in shelf.places if one.id in some]
        for some in (under, listed)
    )
    return (
        "、".join(out)
        + ("；" if out and only else "")
        + (f"{ENUMERATED_ONLY}{'、'.join(only)}" if only else "")
        + _above(filed)
    )


def _above(filed: Filed) -> str:
    """Return which heading a paragraph has part of its filing from; '' where its own words say."""
    given = filed.passage.inherited if filed.passage else ()
    holders = dict.fromkeys(holder for _, holder in given)
    ways = "、".join(
        f'<a href="#{addresses.anchor(filed.text.id, one)}">段 {number(one)}</a>' for one in holders
    )
    return f"（承节题{ways}）" if ways else ""
