"""The page of cited documents: what each is called, and who cites it where, in which sentence."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages.names import VOICES
from builder.model import Entity, Mention, Page, Ref, Span, addresses
from builder.pages.blocks import origin, reading
from builder.pages.markdown import (
    Mark,
    classed,
    front_matter,
    heading,
    link,
    page,
    plain,
    small,
    voice,
    words,
)
from builder.pages.page_index import Filed, Shelf
from builder.pages.references import Wanted, lines

_WANTED: Wanted = (
    ("follows", True),
    ("follows", False),
    ("concerns", True),
    ("concerns", False),
    ("comments_on", False),
    ("about", True),
)


def entities(shelf: Shelf) -> Page:
    """Return the page of all cited documents, the most cited first."""
    address = addresses.ENTITIES
    several = sorted(shelf.corpus.entities, key=lambda entity: (-len(entity.mentions), entity.id))
    blocks = [
        front_matter("文献所引", "各篇引用的文件：在哪里引，原句怎么说", "entities"),
        heading(1, "文献所引", "title", f"{len(several)} 份文件"),
    ]
    if not several:
        blocks.append(classed("所收文献未引文件。", "missing"))
    for entity in several:
        blocks += _entity(shelf, entity, address)
    return Page(address, page(*blocks))


def _entity(shelf: Shelf, entity: Entity, address: str) -> Iterator[str]:
    count = f"{len(entity.mentions)} 处"
    name = f'<span class="words">《{plain(entity.name)}》</span>'
    yield heading(2, name, entity.id, count)
    others = [one for one in entity.variants if one.strip("《》") != entity.name]
    if others:
        yield classed(f"文中称 {'、'.join(map(plain, others))}", "where")
    if entity.text is not None and entity.text in shelf.texts:
        text = shelf.texts[entity.text]
        at = addresses.document(text.id)
        yield classed(f"全文已收：{link(plain(text.title), at, address)}", "where")
    else:
        yield classed("全文未收。", "where")
    rows = list(lines(shelf, Ref("entity", entity.id), address, _WANTED))
    if rows:
        yield "\n".join(f"- {row}" for row in rows)
    for authority in VOICES:
        cited = [
            mention
            for mention in entity.mentions
            if shelf.filed[mention.paragraph].text.authority == authority
        ]
        if cited:
            yield classed(f"{voice(authority)} {len(cited)} 处", "who")
            yield from _cited(shelf, cited, address)


def _cited(shelf: Shelf, several: list[Mention], address: str) -> Iterator[str]:
    """Yield each sentence that cites, with where it stands; a sentence that does so twice, once."""
    sentences: dict[tuple[str, Span], list[Span]] = {}
    for mention in several:
        filed = shelf.filed[mention.paragraph]
        sentences.setdefault((mention.paragraph, _sentence(filed, mention)), []).append(
            mention.span
        )
    for (paragraph, span), places in sentences.items():
        filed = shelf.filed[paragraph]
        marks = [Mark(place, "ground") for place in places]
        yield words(reading(shelf, filed, address, *marks, within=span))
        yield small([f"《{plain(filed.text.title)}》", *origin(filed, address)])


def _sentence(filed: Filed, mention: Mention) -> Span:
    """Return the sentence that cites; the whole paragraph, where it is not cut into sentences."""
    if filed.passage is not None:
        for sentence in filed.passage.sentences:
            if sentence.span[0] <= mention.span[0] < sentence.span[1]:
                return sentence.span
    return 0, len(filed.paragraph.text)
