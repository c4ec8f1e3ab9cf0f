"""A saved web page → its visible text, one line per block, and its metadata.

A page can be one line of code, so line numbers count the visible text: every block element, cell
and line break ends a line. Menus and footers are lines beside the text; scripts, styles, comments,
attributes and the `title` element are not visible text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree, html

from builder.formats.encodings import FAMILIES, characters
from builder.formats.plain import ADDRESS
from builder.model import Fact, InputError, LineMark, Source, SourceEntry

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
"""How the names of saved web pages end."""

DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
"""Where a page names its encoding, in its first bytes."""

_UNSEEN = frozenset(("script", "style", "template", "title"))
_INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p"
        " q rp rt ruby s samp small span strike strong sub sup time tt u ucaps var wbr",
    )
)
"""Inline elements; every other element starts and ends a line."""

_CELL = 60
"""Characters of the longest cell whose row is one line."""
_CELL_BLOCKS = 2
"""Block elements of such a cell: itself and one paragraph."""
_SHORTEST_TITLE = 9
"""Characters of the shortest line that is the headline where the page's title begins with it."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line end of the code between two Chinese characters, which is no blank for a reader.
_JOIN = re.compile(
    r"(?<=[\u3400-\u9fff，。；：、！？”’）》])[ \t]*[\r\n][ \t\r\n]*(?=[\u3400-\u9fff“‘（《])"
)
# saved from url=(0045)https://www.example.cn/a.html
_SAVED = re.compile(r"saved from url=\(\d+\)(?P<url>https?://\S+)")

_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("articletitle", "og:title", "dc.title", "twitter:title")),
    (
        "date",
        ("pubdate", "article:published_time", "publishdate", "publish-date", "publish_date",
         "datepublished", "og:release_date", "dc.date", "firstpublishedtime"),
    ),
    ("publisher", ("contentsource", "source", "og:site_name", "sitename")),
    ("author", ("author", "article:author")),
    ("url", ("og:url", "url")),
)  # fmt: skip
"""Facts and the names of the `meta` elements that give them, in small letters, the best first."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A line of the visible text."""

    text: str
    """Its words, with blanks as a browser shows them."""
    level: int
    """Level of the heading that contains it; 0 outside of headings."""
    block: int
    """Number of the innermost block element that contains it."""
    around: int
    """Number of the parent of that block element."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a saved page as the lines of its visible text; `file` is its name in messages.

    Raises `InputError` where the page has no visible text.
    """
    declared = declared_encoding(data)
    text, encoding = characters(data, file, declared)
    root = _tree(text)
    blocks = tuple(_blocks(root)) if root is not None else ()
    if root is None or not blocks:
        raise InputError(
            file,
            "the web page holds no visible text: a script would write it",
            remedy="open the page in a browser and save it once it shows its text, or copy the "
            "text into a .txt file",
            line=1,
        )
    facts = tuple(_facts(root))
    inner = _inner(
        blocks, _extracted(text), tuple(fact.value for fact in facts if fact.name == "title")
    )
    return Source(
        entry,
        lines=tuple(block.text for block in blocks),
        encoding=encoding,
        declared=declared if FAMILIES.get(declared, declared) != encoding else "",
        form="webpage",
        marks=tuple(
            LineMark(
                kind="heading" if block.level else "text",
                level=block.level,
                block=at,
                outside=None if at in inner else "around",
            )
            for at, block in enumerate(blocks, 1)
        ),
        facts=facts,
    )


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page declares, in small letters; empty where it names none."""
    found = DECLARED.search(data[:4096])
    return found[1].decode("ascii").lower() if found else ""


def _tree(text: str) -> html.HtmlElement | None:
    # Already decoded: the parser must not apply the encoding that the page declares.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _blocks(root: html.HtmlElement) -> Iterator[_Block]:
    """Yield the lines of the visible text in the order of the page."""
    words: list[str] = []
    stack, level, count = [0], 0, 0

    def line() -> Iterator[_Block]:
        printed = "".join(words)
        words.clear()
        for part in printed.split("\n"):
            if part.strip():
                around = stack[-2] if len(stack) > 1 else 0
                yield _Block(part.strip(" "), level, stack[-1], around)

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            words.append(_blank(element.tail))
            continue
        tag = element.tag.lower()
        if event == "start":
            if tag == "tr" and (row := _row(element)):
                yield from line()
                count += 1
                yield _Block(row, 0, count, stack[-1])
                walk.skip_subtree()
                stack.append(count)
                continue
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if tag not in _INLINE:
                yield from line()
                count += 1
                stack.append(count)
                level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else level
            kept = tag in ("pre", "textarea") and element.text
            words.append(element.text.replace("\r", "") if kept else _blank(element.text))
        else:
            if tag not in _INLINE and tag not in _UNSEEN:
                yield from line()
                stack.pop()
                level = 0 if re.fullmatch("h[1-6]", tag) else level
            words.append(_blank(element.tail))
    yield from line()


def _row(element: html.HtmlElement) -> str:
    """Return the cells of a table's row as one line; '' where a cell holds more than a few words.

    Many pages are laid out as tables, with whole articles in their cells.
    """
    cells = [cell for cell in element if isinstance(cell.tag, str)]
    words = [_blank(cell.text_content()).strip() for cell in cells]
    small = all(
        cell.tag in ("td", "th")
        and len(held) <= _CELL
        and sum(1 for inner in cell.iter() if inner.tag not in _INLINE) <= _CELL_BLOCKS
        for cell, held in zip(cells, words, strict=True)
    )
    held = [cell for cell in words if cell]
    return "\u3000".join(held) if small and len(held) > 1 else ""


def _blank(text: str | None) -> str:
    """Return text with white space as a browser shows it, none between Chinese characters."""
    return _BLANKS.sub(" ", _JOIN.sub("", text)) if text else ""


def _extracted(text: str) -> frozenset[str]:
    """Return the lines that trafilatura extracts as the main text of a page, without blanks."""
    import trafilatura  # slow to import, and most folders of sources have no web page

    root = _tree(text)
    found = trafilatura.extract(root, include_comments=False, include_tables=True, fast=True)
    parts = (part for line in (found or "").splitlines() for part in line.split("|"))
    return frozenset(filter(None, map(_bare, parts)))


def _bare(text: str) -> str:
    return "".join(text.split()).removeprefix("-").replace("|", "")


def _inner(blocks: Sequence[_Block], text: frozenset[str], titles: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are the text of the page.

    They reach from the headline to the last line that was extracted. Between them, a line that was
    not extracted belongs to the text where it shares a block element with a line that was.
    """
    held = [
        at
        for at, block in enumerate(blocks)
        if all(_bare(part) in text for part in block.text.split("\u3000") if part)
    ]
    if not held:
        return frozenset(range(1, len(blocks) + 1))
    homes = {home for at in held for home in (blocks[at].block, blocks[at].around)}
    over = [at for at in range(held[0]) if _is_title(blocks[at], titles)]
    start = over[-1] if over else held[0]
    kept = set(held)
    for at in range(start, held[-1]):
        block = blocks[at]
        if at < held[0] or block.block in homes or block.around in homes:
            kept.add(at)
    return frozenset(at + 1 for at in kept)


def _is_title(block: _Block, titles: Sequence[str]) -> bool:
    bare = _bare(block.text)
    return block.level == 1 or any(
        bare == _bare(title) or (len(bare) >= _SHORTEST_TITLE and _bare(title).startswith(bare))
        for title in titles
    )


def _facts(root: html.HtmlElement) -> Iterator[Fact]:
    """Yield the facts in the metadata, the best of each name first."""
    metas: dict[str, tuple[str, str]] = {}
    for meta in root.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        words = " ".join((meta.get("content") or "").split())
        if key and words:
            metas.setdefault(key.lower(), (key, words))
    for name, keys in _NAMES:
        for key in keys:
            if key in metas and _fits(name, metas[key][1]):
                yield Fact(name, metas[key][1], f"网页元数据 {metas[key][0]}")  # type: ignore[arg-type]
    for title in root.iter("title"):
        if words := " ".join((title.text or "").split()):
            yield Fact("title", words, "网页元数据 title")
            break
    for link in root.iter("link"):
        address = link.get("href") or ""
        if link.get("rel") == "canonical" and _fits("url", address):
            yield Fact("url", address, "网页元数据 canonical")
    for comment in root.getroottree().xpath("//comment()"):
        if saved := _SAVED.search(comment.text or ""):
            yield Fact("url", saved["url"], "网页注记 saved from url")


def _fits(name: str, words: str) -> bool:
    """Return whether a value is plausible: a `url` must be absolute, an `author` not a number."""
    if name == "url":
        return ADDRESS.fullmatch(words) is not None
    if name == "author":
        return not words.isdigit()
    return True
