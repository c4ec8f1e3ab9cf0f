"""The page of cited documents: what each is called, and who cites it where, in which sentence."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages import entities as say
from builder.messages import shared
from builder.messages.names import VOICES
from builder.model import Entity, Mention, Page, Ref, addresses
from builder.pages import facts
from builder.pages.blocks import listed, origin, reading, titled
from builder.pages.markdown import (
    FrontMatter,
    Mark,
    classed,
    heading,
    page,
    plain,
    small,
    voice,
)
from builder.pages.page_index import Groups, PageIndex
from builder.pages.references import OF_DOCUMENT, Ends, lines

_ENDS: Ends = (
    ("follows", True),
    ("follows", False),
    ("concerns", True),
    ("concerns", False),
    ("beside", True),
    ("beside", False),
    *OF_DOCUMENT,
    ("about", True),
)


def entities(index: PageIndex) -> Page:
    """Return the page of all cited documents, the most cited first."""
    address = addresses.ENTITIES
    cited = sorted(index.corpus.entities, key=lambda entity: (-len(entity.mentions), entity.id))
    description = say.DESCRIPTION
    head = FrontMatter(shared.CITED, description, "entities", facts=facts.cited(cited))
    blocks = [heading(1, shared.CITED, "title", say.COUNT(count=len(cited)))]
    if not cited:
        blocks.append(classed(say.NONE, "missing"))
    for entity in cited:
        blocks += _entity(index, entity, address)
    return page(address, head, *blocks)


def _entity(index: PageIndex, entity: Entity, address: str) -> Iterator[str]:
    count = shared.PLACES(count=len(entity.mentions))
    name = plain(entity.name)
    if any(entity.name in one for one in entity.variants):
        name = f'<span class="words">{name}</span>'
    yield heading(2, f"《{name}》", entity.id, count)
    others = [one for one in entity.variants if one.strip("《》") != entity.name]
    if others:
        yield classed(say.CALLED(names="、".join(map(plain, others))), "where")
    if entity.text is not None and entity.text in index.texts:
        yield classed(say.HELD(text=titled(index.texts[entity.text], address)), "where")
    else:
        yield classed(say.NOT_HELD, "where")
    rows = [*lines(index, Ref("entity", entity.id), address, _ENDS)]
    if entity.text is not None:
        rows += lines(index, Ref("document", entity.text), address, OF_DOCUMENT)
    if rows:
        yield listed(rows)
    for authority in VOICES:
        cited = [
            mention
            for mention in entity.mentions
            if index.filed[mention.paragraph].voice == authority
        ]
        if cited:
            yield classed(say.VOICE_PLACES(badge=voice(authority), count=len(cited)), "who")
            yield from _cited(index, cited, address)


def _cited(index: PageIndex, mentions: list[Mention], address: str) -> Iterator[str]:
    """Yield each sentence that cites, all its citations marked, with its origin."""
    sentences = Groups(
        ((one.paragraph, index.filed[one.paragraph].sentence_at(one.span[0])), one.span)
        for one in mentions
    )
    for (paragraph, span), places in sentences.items():
        filed = index.filed[paragraph]
        marks = [Mark(place, "ground") for place in places]
        yield reading(index, filed, address, *marks, within=span)
        yield small([f"《{plain(filed.text.title)}》", *origin(filed, address)])
