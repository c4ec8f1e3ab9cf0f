"""A page for each received file: every line as printed, with its role or why it is left out."""

from __future__ import annotations

from collections.abc import Iterator

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
    head = FrontMatter("来源", "收到的原件，逐行照录", "list", search=False)
    blocks = [
        heading(1, "来源", "title"),
        "收到的每一份原件都逐行照录，未收入文献的行也在其中，并说明为什么没有收。",
        f"{complete(index.corpus.seeds.snapshots[-1].complete_until)}。",
    ]
    for source in index.corpus.seeds.sources:
        entry = source.entry
        articles = index.articles_of[entry.id]
        kept = sum(article.relevant for article in articles)
        name = link(plain(index.name(entry.id)), addresses.source(entry.id), address)
        blocks.append(heading(2, name, entry.id, f"{kept} 篇收入 · {len(articles) - kept} 处未收"))
        facts = [_publisher(entry.publisher), plain(entry.file), f"{len(source.lines)} 行"]
        blocks.append(small(facts))
    return page(address, head, *blocks, *_missing(index, address))


def _missing(index: PageIndex, address: str) -> Iterator[str]:
    """Yield what is known and was not received, each with where it can be read."""
    wanted = index.corpus.seeds.wanted
    if not wanted:
        return
    yield heading(2, "还缺什么", "wanted", f"{len(wanted)} 份")
    cited = link("文献所引", addresses.ENTITIES, address)
    yield f"编者知道有、还没有收到的文件；文中所引的每一份，见{cited}。{voice('editor')}"
    yield listed(_wanted(index, one, address) for one in wanted)


def _wanted(index: PageIndex, entry: WantedEntry, address: str) -> str:
    title = f"《{entry.title.strip('《》')}》"
    entity = index.entity_of.get(title)
    name = link(plain(title), addresses.entity(entity), address) if entity else plain(title)
    looked = f"{day(entry.looked_at)}看过" if entry.looked_at else ""
    address_said = "，".join(filter(None, (entry.address, looked)))
    facts = joined(map(plain, filter(None, (entry.issuer, entry.number, address_said, entry.note))))
    return f'{name} <span class="where">{facts}</span>' if facts else name


_COUNTED = {
    "webpage": "行号按网页的可见文字计，每块文字一行；"
    "网页代码、脚本、样式、注释与图片的替代文字不在其中",
    "mhtml": "原件是网页归档（MHTML）；行号按其中网页的可见文字计，每块文字一行，"
    "框架中的文字在其位置上；样式、脚本、图片与存档的时间不在其中",
    "pdf": "原件是 PDF 文档；行号按段落、标题、表格的行与脚注计，每段一行，前面是它起始的页；"
    "页眉、页脚与页码排在该页末尾；图片中的文字不在其中",
    "ofd": "原件是 OFD 版式文档；行号按段落、标题、表格的行与脚注计，每段一行，前面是它起始的页；"
    "页眉、页脚与页码排在该页末尾；图片与印章中的文字不在其中",
    "worddoc": "原件是 Word 97–2003 格式的文档；行号按其段落与表格单元计，"
    "页眉、页脚和批注排在末尾；字体、图片与修订痕迹不在其中",
    "docx": "原件是 Word 文档；行号按其段落与表格的行计，自动编号依文件的编号规则算出；"
    "脚注排在正文之后，页眉、页脚和批注排在末尾；已删除、划去、隐藏的文字另列；字体与图片不在其中",
}
"""How lines are counted in formats that have no lines."""


def _publisher(name: str) -> str:
    return plain(publisher("" if name == UNNAMED else name))


def _source(index: PageIndex, source: Source) -> Page:
    entry = source.entry
    address = addresses.source(entry.id)
    name = index.name(entry.id)
    encoding = plain(source.encoding)
    if source.declared:
        encoding += f"（网页自称 {plain(source.declared)}）"
    facts = [
        f"刊载：{_publisher(entry.publisher)}",
        f"文件：{plain(entry.file)}，{len(source.lines)} 行，编码 {encoding}",
        f"sha256：`{entry.sha256}`",
    ]
    if source.form != "text":
        facts.append(_COUNTED[source.form])
    if source.form != "text" and source.facts:
        said = "；".join(f"{plain(one.basis)}“{plain(one.value)}”" for one in source.facts)
        whose = "网页" if source.form in ("webpage", "mhtml") else "文件"
        facts.append(f"{whose}自述：{said}")
    if entry.url:
        facts.append(f"原载：{plain(entry.url)}")
    if entry.date is not None:
        said = "、".join(
            link(f"“{plain(one.words)}”（第 {one.line} 行）", f"{address}#L{one.line}", address)
            for one in entry.date.evidence
        )
        note = f"：{plain(entry.date.note)}" if entry.date.note else ""
        facts.append(f"日期：{day(entry.date.value)}，据文中{said}推定{note}")
    if entry.note:
        facts.append(f"{voice('editor')} {plain(entry.note)}")
    head = FrontMatter(
        f"{name}：原件 {entry.id}",
        f"{name}：收到的文件 {entry.file}，{len(source.lines)} 行，逐行照录",
        "source",
        search=False,
    )
    blocks = [heading(1, plain(name), "title"), listed(facts)]
    if entry.told:
        blocks.append(heading(2, "编者指定", "pins", f"{len(entry.told)} 处"))
        blocks.append(
            listed(
                f"{link(lines(meant), f'{address}#L{meant[0][0]}', address)}：{plain(one.reason)}"
                for one in entry.told
                if (meant := _meant(index, source, one))
            )
        )
    blocks.append(heading(2, "逐行照录", "lines", f"{len(source.lines)} 行"))
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
    return name if at == article.ranges[0][0] else f"{name}（续）"


def _fate(index: PageIndex, article: Article, address: str) -> str:
    text = index.text_of.get(article.id)
    kind = KINDS[article.kind]
    if text is None:
        why = plain(article.reason)
        return f'<span class="left-out">未收</span> {kind} · {why}'
    base = "底本" if text.articles[0] == article.id else "又一份"
    return f"{kind} · 收入 {titled(text, address)}（{base}） · {plain(article.reason)}"


def _roles(index: PageIndex, article: Article, address: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the role of each line of an article."""
    for name, (first, last) in article.furniture:
        for number in range(first, last + 1):
            yield number, FURNITURE.get(name, "")
    taken = {one.id for one in article.taken}
    for paragraph in article.paragraphs:
        shown = index.shown.get(paragraph.id)
        role = "正文" if paragraph.id in taken else NOT_IN_EXCERPT
        if shown is not None:
            name = f"段 {addresses.number(shown.paragraph.id)}"
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
