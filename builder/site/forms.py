"""A generated page → the HTML of its Markdown, read by ourselves; None where that is not enough.

The proof holds a built page to this first: our pages use few forms of Markdown, and to read those
takes a fraction of the time that MkDocs needs. Whatever is not one of them, to the letter, is left
to MkDocs; where both read a page they agree, byte for byte.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.model import Page


@dataclass(frozen=True, slots=True)
class Html:
    """What a page says."""

    title: str
    """Of the page."""
    meta: dict[str, str]
    """The rest of its front matter, as far as it is words or numbers."""
    content: str
    """The HTML of its Markdown."""
    first_heading: str
    """Address of its first heading, as #title; empty if it has none."""


_HEAD = re.compile(r"---\n(?P<fields>(?:[^\n]+\n)+?)---\n\n")
# title: "某页" · kind: area · search: · (blank)(blank)exclude: true
_FIELD = re.compile(r'(?P<name>[ a-z]+):(?: (?P<value>"[^\n]*"|[a-z0-9]+))?')

# ## 六大行动 <span class="count">6 段</span> {#actions}
_HEADING = re.compile(r"(?P<marks>#{1,6}) (?P<words>\S[^\n]*) \{#(?P<id>[\w-]+)\}", re.ASCII)
# 新华社 · [文中此段](../documents/a-1.md#p97)⏎{: .where }
_LINE = r"(?P<words>(?!\d+\.\s)[^\s\-+:=#>|~{][^\n]*)"
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n\{{: \.(?P<name>[\w-]+) \}})?", re.ASCII)
# - [本文](../documents/a-1.md) · (four blanks)- [第一节](#p3)
_ITEM = re.compile(rf"(?P<indent>(?: {{4}})*)- {_LINE}", re.ASCII)
# <aside class="beside" markdown="1">
_BOX = re.compile(r'<(?P<tag>aside|div|section)(?P<attributes> class="[\w -]+") markdown="1">')
_RAW = re.compile(
    r"""
    < (?P<tag> aside | details | div | h[1-6] | nav | ol | p | section | table | ul )
    (?: \s [^<>]* )? >
    """,
    re.VERBOSE,
)

_WORD = r"[^\[\]<>&\\`*_!\n{}\x00-\x1f]"
_ENTITY = r"&(?:\#\d+|[a-z]+);"
_TAG = r'</?(?:a|b|span|sup)(?:\ [a-z-]+="[^"<>&\\`*_!\n{}\[\]]*")*>'
_INLINE = re.compile(
    rf"""
    (?P<as_it_is> {_WORD}+ | {_ENTITY} | {_TAG} )
    | ` (?P<code> [a-z0-9]+ ) ` (?!`)
    | \[ (?P<label> (?: {_WORD} | {_ENTITY} | {_TAG} )+ ) \]
      \( (?P<path> [a-z0-9_./-]*? ) (?P<page> \.md )? (?P<anchor> \# [A-Za-z0-9_-]+ )? \)
    """,
    re.VERBOSE | re.ASCII,
)


class _OtherFormError(ValueError):
    """A form that is not read here."""


def in_html(page: Page) -> Html | None:
    """Return what a generated page says, if all of it is of the few forms; else None."""
    head = _HEAD.match(page.content)
    if head is None:
        return None
    try:
        body = page.content[head.end() :]
        meta = _meta(head["fields"])
        blocks = body.removesuffix("\n").split("\n\n")
        content = _blocks(blocks)
    except _OtherFormError:
        return None
    headings = (f"#{heading['id']}" for block in blocks if (heading := _HEADING.fullmatch(block)))
    return Html(meta.pop("title"), meta, content, next(headings, ""))


def _meta(fields: str) -> dict[str, str]:
    """Return the words and numbers of a front matter, which `markdown.front_matter` wrote."""
    meta = {}
    for line in fields.splitlines():
        field = _FIELD.fullmatch(line)
        if field is None:
            raise _OtherFormError(line)
        value = field["value"] or ""
        meta[field["name"]] = json.loads(value) if value.startswith('"') else value
    if "title" not in meta or meta.get("generated") != "true":
        raise _OtherFormError(fields)
    return meta


def _blocks(blocks: list[str]) -> str:
    """Return blocks as HTML; a block is what stands between two empty lines."""
    out: list[str] = []
    box = ""
    before = ""
    for block in blocks:
        if opened := _BOX.fullmatch(block):
            if box:
                raise _OtherFormError(block)
            box = opened["tag"]
            html = f"<{box}{opened['attributes']}>"
        elif box and block == f"</{box}>":
            html, box = block, ""
        elif block.startswith("- "):
            if before.startswith("- "):
                raise _OtherFormError(block)  # one list with space between its items
            html = _list(block)
        elif heading := _HEADING.fullmatch(block):
            level = len(heading["marks"])
            html = f'<h{level} id="{heading["id"]}">{_inline(heading["words"])}</h{level}>'
        elif not box and (raw := _RAW.match(block)) and "markdown=" not in block:
            html = _closed(block, raw["tag"]) + "\n"
        elif (words := _PARAGRAPH.fullmatch(block)) and not _opens_block(block):
            name = f' class="{words["name"]}"' if words["name"] else ""
            html = f"<p{name}>{_inline(words['words'])}</p>"
        else:
            raise _OtherFormError(block)
        out.append(html)
        before = block
    if box:
        raise _OtherFormError(box)
    return "\n".join(out).strip()


def _opens_block(block: str) -> bool:
    """Return whether a paragraph begins with a tag that is not one of those within a line."""
    return block.startswith("<") and re.match(_TAG, block) is None


def _closed(block: str, tag: str) -> str:
    """Return a block of HTML as it stands, if its first tag is closed at its end and not before."""
    depth = 0
    for found in _tags(tag).finditer(block):
        depth += -1 if found[1] else 1
        if depth == 0 and found.end() != len(block):
            raise _OtherFormError(block)
    if depth:
        raise _OtherFormError(block)
    return block


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b[^<>]*>")


def _list(block: str) -> str:
    """Return a list, with the lists that stand in its items."""
    out = ["<ul>"]
    level = 0
    for number, line in enumerate(block.split("\n")):
        item = _ITEM.fullmatch(line)
        if item is None:
            raise _OtherFormError(line)
        deeper = len(item["indent"]) // 4
        if deeper == level + 1 and number:
            out[-1] += "<ul>"
        elif deeper <= level:
            if number:
                out[-1] += "</li>"
            out += ["</ul>", "</li>"] * (level - deeper)
        else:
            raise _OtherFormError(line)
        level = deeper
        out.append(f"<li>{_inline(item['words'])}")
    out[-1] += "</li>"
    return "\n".join([*out, *["</ul>", "</li>"] * level, "</ul>"])


@lru_cache(maxsize=1 << 14)  # what a passage says stands on several pages
def _inline(words: str) -> str:
    """Return a line with its links; `markdown.link` wrote them, and MkDocs turns .md into .html."""
    out: list[str] = []
    place = 0
    while place < len(words):
        found = _INLINE.match(words, place)
        if found is None:
            raise _OtherFormError(words)
        if found["as_it_is"]:
            out.append(found["as_it_is"])
        elif found["code"]:
            out.append(f"<code>{found['code']}</code>")
        else:
            path = found["path"] + (".html" if found["page"] else "")
            if not (path or found["anchor"]) or (path and not found["page"]):
                raise _OtherFormError(words)
            out.append(f'<a href="{path}{found["anchor"] or ""}">{found["label"]}</a>')
        place = found.end()
    if words != words.strip():
        raise _OtherFormError(words)
    return "".join(out)
