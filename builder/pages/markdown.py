"""All syntax of generated pages: plain text in, blocks of Markdown and whole pages out.

Words of sources are paragraphs of Markdown, one a line, in which every character is escaped that
Markdown would read as syntax. HTML is what Markdown has no form for: tables with spans, folds,
marks that are no links. Anchors and words of a page are read here too, so that no other module
knows the syntax.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from types import MappingProxyType
from typing import Literal, NamedTuple

from builder.messages.names import VOICES
from builder.model import Page, Span
from builder.model.addresses import built, relative

# Invisible or active characters: C0 and C1 controls, lone surrogates, directional formatting, and
# characters that YAML and HTML forbid.
_HIDDEN = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_UNSAFE = re.compile(f"[&<>\"'{_HIDDEN}]")

# “**重要** [一]” · “1. 养护” · “2) 绿化” · “+ 道路” · “--- ” · “# 题”: Markdown syntax, anywhere or
# only at the beginning of a line.
_SYNTAX = re.compile(r"[\\`*_{}\[\]<>&#|~]|^[-+=:]|(?P<number>^\d+)[.)]")
_EDGES = re.compile(r"^\s+|\s+$")

LONGEST_LINE = 10_000
"""Characters of the longest line of a source that is Markdown: the time that Python-Markdown takes
grows with the square of its marks."""

_LINKS = ("term", "cite")
"""Kinds of marks that are links, which must not nest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation of a span of a text."""

    span: Span
    """Empty for what is shown between two characters."""
    kind: Literal[
        "term", "cite", "heading", "ground", "mend", "doubt", "lost", "note", "variant", "extra",
        "strange", "folded", "gap", "set",
    ]  # fmt: skip
    """Class of its element."""
    value: str = ""
    """Target of a link; of an empty span, our words to show there; else our words about it."""
    address: str = ""
    """Target of a note."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata of a generated page."""

    title: str
    description: str
    """What the page shows, for search engines and previews."""
    kind: str
    """Class of the page, by which styles and templates recognise it."""
    search: bool = True
    """Whether the search finds it."""
    name: str = ""
    """What the navigation calls it, where not by its title."""
    order: int | None = None
    """Its place in the navigation, where the order is not alphabetical."""
    feed: str = ""
    """Address of the feed that announces changes of it."""
    facts: str = ""
    """What it shows, in the words of schema.org: a JSON object in one line."""

    def __str__(self) -> str:
        """Return it as YAML between rulers; a JSON string is a YAML string."""
        lines = [
            "---",
            "generated: true",
            f"title: {_yaml(self.title)}",
            f"description: {_yaml(self.description)}",
            f"kind: {self.kind}",
        ]
        if self.name:
            lines.append(f"name: {_yaml(self.name)}")
        if self.order is not None:
            lines.append(f"order: {self.order}")
        if self.feed:
            lines.append(f"feed: {_yaml(self.feed)}")
        if self.facts:
            lines.append(f"facts: {_UNSEEN.sub(_picture, self.facts)}")
        if not self.search:
            lines += ["search:", "  exclude: true"]
        return "\n".join([*lines, "---"])


def _yaml(text: str) -> str:
    return json.dumps(_UNSEEN.sub(_picture, text), ensure_ascii=False)


def _picture(match: re.Match[str]) -> str:
    """Return the visible symbol of an invisible character: ␀ for U+0000."""
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _shown(match: re.Match[str]) -> str:
    if match[0] == "\t":
        return "&#9;"  # Python-Markdown turns the character into blanks
    code = f"U+{ord(match[0]):04X}"
    return f'<span class="control" title="{code}">{_picture(match)}</span>'


def _safe(match: re.Match[str]) -> str:
    return escape(match[0]) if match[0] in "&<>\"'" else _shown(match)


def verbatim(text: str) -> str:
    """Return a source's words as HTML: '&lt;b&gt;' for '<b>', a symbol for a control character."""
    return _UNSAFE.sub(_safe, text)


def voice(authority: str) -> str:
    """Return the badge of an authority, as HTML."""
    return f'<span class="voice {authority}">{VOICES[authority].name}</span>'


@lru_cache(maxsize=1 << 12)  # titles and names recur on many pages
def plain(text: str) -> str:
    """Return plain text escaped for a line of Markdown."""
    return _inert(text.strip())


def _inert(text: str) -> str:
    """Return text of a line of Markdown that shows as it is."""
    return _UNSEEN.sub(_shown, _SYNTAX.sub(_entity, text))


def _entity(match: re.Match[str]) -> str:
    number = match["number"] or ""
    return f"{number}&#{ord(match[0][len(number)])};"


def link(label: str, address: str, page: str, name: str = "") -> str:
    """Return a Markdown link on `page`; `label` is Markdown already, `name` its classes."""
    return label.join(_markdown_link(address, page, name))


def _markdown_link(address: str, page: str, name: str) -> tuple[str, str]:
    """Return what stands before and behind the label of a link."""
    attributes = f"{{: {_classes(name)} }}" if name else ""
    return "[", f"]({relative(address, page)}){attributes}"


def reference(label: str, address: str, page: str, name: str = "") -> str:
    """Return a link on `page` as HTML; `label` is HTML already, `name` its classes."""
    return label.join(_html_link(address, page, name))


def outward(url: str) -> str:
    """Return a link to another site, named by its address; the words where it is none."""
    if not url.startswith(("https://", "http://")):
        return plain(url)
    return f'<a href="{escape(url)}" rel="external noreferrer">{plain(url)}</a>'


def _html_link(address: str, page: str, name: str) -> tuple[str, str]:
    """Return what stands before and behind the label of a link."""
    attributes = f' class="{name}"' if name else ""
    return f'<a{attributes} href="{built(address, page)}">', "</a>"


def _classes(name: str) -> str:
    return " ".join(f".{one}" for one in name.split())


def heading(level: int, title: str, identifier: str, count: str = "") -> str:
    """Return a heading with an explicit anchor, and a count at the end of its line."""
    tail = f' <span class="count">{count}</span>' if count else ""
    return f"{'#' * level} {title}{tail} {{#{identifier}}}"


def classed(line: str, name: str) -> str:
    """Return a paragraph of Markdown with a class."""
    return f"{line}\n{{: .{name} }}"


def small(parts: Iterable[str], name: str = "where") -> str:
    """Return pieces of Markdown as one small line; empty pieces are left out."""
    return classed(joined(parts), name)


def joined(parts: Iterable[str]) -> str:
    """Return pieces in one line, separated by dots; the line may break behind a dot only."""
    return "\u00a0· ".join(part for part in parts if part)


def boxed(name: str, blocks: Iterable[str], tag: str = "div") -> str:
    """Return blocks of Markdown within an element; never a source's words, see `words`.

    Python-Markdown parses the content of such an element twice.
    """
    inner = "\n\n".join(blocks)
    return f'<{tag} class="{name}" markdown="1">\n\n{inner}\n\n</{tag}>'


def defined(rows: Iterable[tuple[str, str]], name: str, said: str) -> str:
    """Return names and values, HTML already, as a list of both; `said` is told, not shown."""
    items = "\n".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in rows)
    return f'<dl class="{name}" aria-label="{said}">\n{items}\n</dl>' if items else ""


def itemised(blocks: Iterable[str]) -> str:
    """Return blocks of Markdown as one item of a list."""
    lines = "\n\n".join(blocks).splitlines()
    return "- " + "\n".join(f"    {line}" if line else "" for line in lines).lstrip()


def words(
    text: str,
    address: str,
    marks: Sequence[Mark] = (),
    within: Span | None = None,
    *,
    name: str = "words",
    level: int = 0,
    attributes: Mapping[str, str] = MappingProxyType({}),
    elided: str = "",
) -> str:
    """Return a source's words, or a run of them, on a page as a block of one line.

    `level` makes them a heading; `name` are classes; `elided` is our sign for the words before and
    after the run that are left out. A line that Python-Markdown would take minutes for is HTML.
    """
    first, last = within or (0, len(text))
    is_long = last - first > LONGEST_LINE
    left = f'<span class="ours">{elided}</span>' if elided else ""
    before, after = text[:first].strip() and left, text[last:].strip() and left
    line = f"{before}{marked(text, marks, address, within, html=is_long)}{after}"
    if is_long:
        tag = f"h{level}" if level else "p"
        given = "".join(f' {key}="{value}"' for key, value in attributes.items())
        return f'<{tag} class="{name}"{given}>{line}</{tag}>'
    line = _EDGES.sub(lambda match: "".join(f"&#{ord(one)};" for one in match[0]), line)
    given = "".join(
        f" #{value}" if key == "id" else f' {key}="{value}"' for key, value in attributes.items()
    )
    given = f"{{: {_classes(name)}{given} }}"
    return f"{'#' * level} {line} {given}" if level else f"{line}\n{given}"


def source_line(number: int, text: str, role: str, name: str) -> str:
    """Return a line of a source between its number and its role, as a block of one line.

    `role` is Markdown already; `name` are classes.
    """
    at = f"L{number}"
    if len(text) > LONGEST_LINE:
        shown = f'<a class="number" href="#{at}">{number}</a><span class="words">{verbatim(text)}'
        return f'<p class="{name}" id="{at}">{shown}</span></p>\n\n{classed(role, "role")}'
    shown = f'[{number}](#{at}){{: .number }}<span class="words">{_inert(text)}</span>'
    return f'{shown}<span class="role">{role}</span>\n{{: {_classes(name)} #{at} }}'


def own_line(number: int, said: str, name: str) -> str:
    """Return what we say in the place of a line of a source, after its number; plain text."""
    at = f"L{number}"
    shown = f'[{number}](#{at}){{: .number }}<span class="ours">{plain(said)}</span>'
    return f"{shown}\n{{: {_classes(name)} #{at} }}"


def table(caption: str, head: Sequence[str], rows: Iterable[str], name: str) -> str:
    """Return a table as HTML, of the cells of its head beside the corner, and its rows.

    The caption is said, not shown: a heading stands above. The head repeats on each sheet of paper.
    """
    cells = "".join(f'<th scope="col">{one}</th>' for one in head)
    return "\n".join(
        [
            f'<table class="{name}"><caption class="said">{caption}</caption>',
            f"<thead><tr><td></td>{cells}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table>",
        ]
    )


def page(path: str, head: FrontMatter, *blocks: str) -> Page:
    """Return the page of some blocks; empty ones are left out."""
    content = _joined(str(head), *blocks)
    return Page(path, content, head.title, tuple(one.id for one in _anchors(content)))


def appended(one: Page, blocks: Iterable[str]) -> Page:
    """Return a page with blocks appended, whose anchors are not added to its own."""
    return replace(one, content=f"{one.content}\n{_joined(*blocks)}")


def _joined(*blocks: str) -> str:
    return "\n\n".join(filter(None, blocks)) + "\n"


def marked(
    text: str,
    marks: Sequence[Mark],
    address: str,
    within: Span | None = None,
    *,
    html: bool = True,
) -> str:
    """Return the span `within` of a text with its marks, as HTML or for a line of Markdown.

    Marks may cross or nest. Where two cross, one is closed and reopened, so that elements nest;
    never a link, which would become two links: 'abc' with i (0, 2) and a (1, 3) is
    '<i>a</i><a><i>b</i>c</a>'.
    """
    form = _HTML if html else _MARKDOWN
    first, last = within or (0, len(text))
    here = [mark for mark in marks if first <= mark.span[0] and mark.span[1] <= last]
    runs, points = defaultdict[int, list[Mark]](list), defaultdict[int, list[Mark]](list)
    ends = Counter[int]()
    for mark in sorted(here, key=lambda mark: (mark.span[0], -mark.span[1])):
        start, end = mark.span
        (runs if start < end else points)[start].append(mark)
        ends[end] += start < end
    cuts = sorted({first, last, *(edge for mark in here for edge in mark.span)})
    out: list[str] = []
    open_: list[Mark] = []
    for cut, until in zip(cuts, [*cuts[1:], last], strict=True):
        again: list[Mark] = []
        for _ in range(ends.get(cut, 0)):
            while (top := open_.pop()).span[1] != cut:
                out.append(form.around(top, address)[1])
                again.insert(0, top)
            out.append(form.around(top, address)[1])
        out += [_point(mark, address, form) for mark in points.get(cut, ())]
        again += runs.get(cut, ())
        if again and open_:
            whole = max((mark.span[1] for mark in again if mark.kind in _LINKS), default=cut)
            while any(mark.span[1] < whole for mark in open_):
                top = open_.pop()
                out.append(form.around(top, address)[1])
                again.append(top)
        if again:
            for mark in sorted(again, key=lambda mark: -mark.span[1]):
                out.append(form.around(mark, address)[0])
                open_.append(mark)
        out.append(form.text(text[cut:until]))
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Form:
    """How words with marks are written."""

    text: Callable[[str], str]
    """Words that have no mark."""
    link: Callable[[str, str, str], tuple[str, str]]
    """Address, page and classes of a link → what stands before and behind its label."""

    def around(self, mark: Mark, page: str) -> tuple[str, str]:
        """Return what stands before and behind marked words on a page."""
        if mark.kind in _LINKS:
            return self.link(mark.value, page, mark.kind)
        title = f' title="{mark.value}"' if mark.value else ""
        return f'<span class="{mark.kind}"{title}>', "</span>"


_HTML = _Form(verbatim, _html_link)
_MARKDOWN = _Form(_inert, _markdown_link)


def _point(mark: Mark, page: str, form: _Form) -> str:
    if mark.address:
        return mark.value.join(form.link(mark.address, page, f"{mark.kind} ours"))
    tag = "sup" if mark.kind == "note" else "span"
    return f'<{tag} class="{mark.kind} ours">{mark.value}</{tag}>'


# ---------------------------------------------------------------- reading a page again

# ## 各节 <span class="count">3 节</span> {#sections}
# {: .words .body #p17 data-paragraph="road-9-p17" }
# <li class="variant" id="n3">
_ANCHOR = re.compile(
    r"""
      \{ (?: : [^{}\n]* \ )? \# (?P<line>[^\s{}]+) [^{}\n]* \} $
    | <(?!input\b)(?P<tag>[a-z]\w*)\b [^<>]* \ id="(?P<element>[^"]+)"
    """,
    re.VERBOSE | re.MULTILINE,
)
_TAG = re.compile(r"<[^<>]*>|\{[#:][^{}]*\}|^#{1,6} ")
# <sup class="note ours">②</sup> · <span class="lost ours">此处原件缺文</span>
_OURS = re.compile(r'<(?P<tag>\w+) class="[^"]*\bours\b[^"]*"[^<>]*>.*?</(?P=tag)>')
# [名称](../glossary/index.md#y)
_LINK = re.compile(r"\[(?P<label>[^\[\]]*)\]\([^()\s]*\)")


class _Anchor(NamedTuple):
    id: str
    tag: str
    """Of an element; '' of a heading or paragraph of Markdown."""
    start: int
    """Offset of the element or the line."""


def _anchors(content: str) -> Iterator[_Anchor]:
    """Yield what can be pointed at in a generated page, in its order."""
    for found in _ANCHOR.finditer(content):
        if found["element"]:
            yield _Anchor(found["element"], found["tag"], found.start())
        else:
            line = content.rfind("\n", 0, found.start()) + 1
            if line == found.start():  # the attributes of the line before
                line = content.rfind("\n", 0, line - 1) + 1
            yield _Anchor(found["line"], "", line)


def words_at(one: Page, anchor: str) -> str:
    """Return the words of the heading or element with an anchor, without the site's own marks."""
    found = next(each for each in _anchors(one.content) if each.id == anchor)
    bare = _TAG.sub("", _OURS.sub("", _element(one.content, found)))
    return " ".join(unescape(_LINK.sub(r"\g<label>", bare)).split())


def _element(content: str, found: _Anchor) -> str:
    if not found.tag:
        return content[found.start :].partition("\n")[0]
    depth = 0
    for tag in re.compile(rf"<(?P<end>/?){found.tag}\b[^<>]*>").finditer(content, found.start):
        depth += -1 if tag["end"] else 1
        if depth == 0:
            return content[found.start : tag.end()]
    return content[found.start :].partition(">")[0] + ">"  # an element that holds nothing
