"""A page for each received file: every line as printed, with its role or why it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages import shared
from builder.messages import sources as say
from builder.messages.names import FURNITURE, KINDS, NOT_IN_EXCERPT
from builder.messages.phrases import complete, day, lines, publisher, withheld
from builder.model import (
    UNNAMED,
    Article,
    ArticleEntry,
    Lines,
    Page,
    Source,
    WantedEntry,
    addresses,
)
from builder.pages import identity
from builder.pages.blocks import listed, titled
from builder.pages.markdown import (
    FrontMatter,
    classed,
    heading,
    joined,
    link,
    outward,
    own_line,
    page,
    plain,
    small,
    source_line,
    voice,
)
from builder.pages.page_index import PageIndex


def sources(index: PageIndex) -> Iterator[Page]:
    """Yield the list of received files and a page for each."""
    yield _list(index)
    for source in index.corpus.seeds.sources:
        yield _source(index, source)


def _list(index: PageIndex) -> Page:
    address = addresses.SOURCES
    head = FrontMatter(shared.SOURCES, say.DESCRIPTION, "list", search=False)
    blocks = [
        heading(1, shared.SOURCES, "title"),
        say.PURPOSE,
        f"{complete(index.corpus.seeds.snapshots[-1].complete_until)}。",
    ]
    for source in index.corpus.seeds.sources:
        entry = source.entry
        articles = index.articles_of[entry.id]
        kept = sum(article.relevant for article in articles)
        name = link(plain(index.name(entry.id)), addresses.source(entry.id), address)
        blocks.append(
            heading(
                2, name, entry.id, say.KEPT_AND_LEFT_OUT(kept=kept, left_out=len(articles) - kept)
            )
        )
        facts = [
            _publisher(entry.publisher),
            plain(entry.file),
            shared.LINES(count=len(source.lines)),
        ]
        blocks.append(small(facts))
    return page(address, head, *blocks, *_missing(index, address))


def _missing(index: PageIndex, address: str) -> Iterator[str]:
    """Yield what is known and was not received, each with where it can be read."""
    wanted = index.corpus.seeds.wanted
    if not wanted:
        return
    yield heading(2, say.STILL_MISSING, "wanted", shared.COPIES(count=len(wanted)))
    cited = link(shared.CITED, addresses.ENTITIES, address)
    yield say.KNOWN_MISSING(cited=cited, editor=voice("editor"))
    yield listed(_wanted(index, one, address) for one in wanted)


def _wanted(index: PageIndex, entry: WantedEntry, address: str) -> str:
    title = f"《{entry.title.strip('《》')}》"
    entity = index.entity_of.get(title)
    name = link(plain(title), addresses.entity(entity), address) if entity else plain(title)
    looked = say.LOOKED_AT(date=day(entry.looked_at)) if entry.looked_at else ""
    address_said = "，".join(filter(None, (entry.address, looked)))
    facts = joined(map(plain, filter(None, (entry.issuer, entry.number, address_said, entry.note))))
    return f'{name} <span class="where">{facts}</span>' if facts else name


_COUNTED = {
    "webpage": say.WEBPAGE,
    "mhtml": say.MHTML,
    "pdf": say.PDF,
    "ofd": say.OFD,
    "worddoc": say.WORD97,
    "docx": say.DOCX,
}
"""How lines are counted in formats that have no lines."""


_RIGHTS = {"official": say.OFFICIAL, "permitted": say.PERMITTED}
"""Why all of a file may be shown."""


def _publisher(name: str) -> str:
    return plain(publisher("" if name == UNNAMED else name))


def _source(index: PageIndex, source: Source) -> Page:
    entry = source.entry
    address = addresses.source(entry.id)
    name = index.name(entry.id)
    encoding = plain(source.encoding)
    if source.declared:
        encoding += say.SAYS_OF_ITSELF(encoding=plain(source.declared))
    facts = [
        say.PRINTED_IN(publisher=_publisher(entry.publisher)),
        say.NAMED(file=plain(entry.file), count=len(source.lines), encoding=encoding),
        say.SHA256(hash=f"`{entry.sha256}`"),
    ]
    facts += (
        say.REPLACED(
            day=day(one.on), reason=plain(one.reason.rstrip("。")), before=f"`{one.before}`"
        )
        for one in index.corpus.seeds.files
        if one.source == entry.id
    )
    if source.form != "text":
        facts.append(_COUNTED[source.form])
    if source.form != "text" and source.facts:
        said = "；".join(f"{plain(one.basis)}“{plain(one.value)}”" for one in source.facts)
        whose = shared.WEB_PAGE if source.form in ("webpage", "mhtml") else shared.FILE
        facts.append(say.SAID_BY(whose=whose, said=said))
    if entry.url and entry.rights != "quote":
        facts.append(say.FIRST_PRINTED(url=plain(entry.url)))
    if entry.rights is not None:
        facts.append(
            _RIGHTS.get(entry.rights) or say.QUOTED(where=outward(entry.url or source.url or ""))
        )
    if entry.date is not None:
        said = "、".join(
            link(
                say.AT_LINE(words=plain(one.words), line=one.line),
                f"{address}#L{one.line}",
                address,
            )
            for one in entry.date.evidence
        )
        note = f"：{plain(entry.date.note)}" if entry.date.note else ""
        facts.append(say.DATED(date=day(entry.date.value), words=said, note=note))
    if entry.note:
        facts.append(f"{voice('editor')} {plain(entry.note)}")
    head = FrontMatter(
        say.HEADLINE(name=name, id=entry.id),
        say.CONTENTS_OF(name=name, file=entry.file, count=len(source.lines)),
        "source",
        search=False,
    )
    blocks = [heading(1, plain(name), "title"), listed(facts)]
    if entry.told:
        blocks.append(heading(2, say.PINS, "pins", shared.PLACES(count=len(entry.told))))
        blocks.append(
            listed(
                f"{link(lines(meant), f'{address}#L{meant[0][0]}', address)}：{plain(one.reason)}"
                for one in entry.told
                if (meant := _meant(index, source, one))
            )
        )
    blocks.append(heading(2, say.LINE_BY_LINE, "lines", shared.LINES(count=len(source.lines))))
    blocks += _pieces(index, source, address)
    return page(address, head, *blocks)


def _meant(index: PageIndex, source: Source, entry: ArticleEntry) -> tuple[Lines, ...]:
    """Return the lines of the article that an editor means."""
    if entry.ranges:
        return entry.ranges
    articles = index.articles_of[source.entry.id]
    return next((one.ranges for one in articles if entry.means(one.ranges)), ())


def _pieces(index: PageIndex, source: Source, address: str) -> Iterator[str]:
    """Yield the lines of a file, article by article, with the text that each is part of."""
    articles = index.articles_of[source.entry.id]
    starts = {first: (article, last) for article in articles for first, last in article.ranges}
    roles = {article.id: dict(_roles(index, article, address)) for article in articles}
    at = 1
    while at <= len(source.lines):
        if at in starts:
            article, last = starts[at]
            yield heading(3, _name(article, at), f"{article.id}-{at}", lines(((at, last),)))
            yield classed(_fate(index, article, address), "where")
            if article.id not in index.text_of and at == article.ranges[0][0]:
                yield identity.summary(index, article, address)
            yield _lines(source, at, min(last, len(source.lines)), roles[article.id])
            at = last + 1
        else:
            last = min([first for first in starts if first > at], default=len(source.lines) + 1) - 1
            yield _lines(source, at, last, {})
            at = last + 1


def _name(article: Article, at: int) -> str:
    """Return the heading of a range of lines; of a later range of an article, with 续."""
    name = plain(article.title) if article.title else f"（{KINDS[article.kind]}）"
    return name if at == article.ranges[0][0] else say.CONTINUED(name=name)


def _fate(index: PageIndex, article: Article, address: str) -> str:
    text = index.text_of.get(article.id)
    kind = KINDS[article.kind]
    if text is None:
        why = plain(article.reason)
        return f'<span class="left-out">{say.LEFT_OUT}</span> {kind} · {why}'
    base = shared.BASE if text.articles[0] == article.id else say.ANOTHER
    return say.TAKEN_IN(
        kind=kind, text=titled(text, address), base=base, reason=plain(article.reason)
    )


def _roles(index: PageIndex, article: Article, address: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the role of each line of an article."""
    for name, (first, last) in article.furniture:
        for number in range(first, last + 1):
            yield number, FURNITURE.get(name, "")
    taken = {one.id for one in article.taken}
    for paragraph in article.paragraphs:
        shown = index.shown.get(paragraph.id)
        role = shared.BODY if paragraph.id in taken else NOT_IN_EXCERPT
        if shown is not None:
            name = shared.PARAGRAPH(numbers=addresses.number(shown.paragraph.id))
            role = link(name, shown.address, address)
        for first, last in paragraph.ranges:
            for number in range(first, last + 1):
                yield number, role


def _lines(source: Source, first: int, last: int, roles: dict[int, str]) -> str:
    """Return lines, a block each, with a gap for blank ones; '' where all are blank."""
    out: list[str] = []
    gap = ""
    taken = {one.line: one for one in source.withheld}
    for number in range(first, last + 1):
        if one := taken.get(number):
            said = withheld(one.length, one.sha256, one.reason)
            out.append(own_line(number, said, f"line{gap}"))
            gap = ""
            continue
        line = source.received[number - 1]
        if not line.strip():
            gap = " gap"
            continue
        out.append(source_line(number, line, roles.get(number, ""), f"line{gap}"))
        gap = ""
    return "\n\n".join(out)
