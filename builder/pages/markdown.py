"""All syntax of generated pages: plain text in, blocks of Markdown and HTML and whole pages out.

Words of sources stand in HTML blocks, one paragraph a line, because Markdown cannot mark text as
verbatim; there they need escaping only. Our words and links are Markdown. Anchors and words of a
page are read here too, so that no other module knows the syntax.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from typing import Literal, NamedTuple

from builder.messages.names import VOICES
from builder.model import Page, Span
from builder.model.addresses import built, relative

# Invisible or active characters: C0 and C1 controls, lone surrogates, directional formatting, and
# characters that YAML and HTML forbid.
_HIDDEN = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_UNSAFE = re.compile(f"[&<>\"'{_HIDDEN}]")

# “**重要** [一]” · “1. 养护” · “+ 道路” · “--- ” · “# 题”: Markdown syntax, anywhere or only at the
# beginning of a line.
_SYNTAX = re.compile(r"[\\`*_{}\[\]<>&#|~]|^[-+=:]|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.")


_LINKS = ("term", "cite")
"""Kinds of marks that are links, which must not nest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation of a span of a text."""

    span: Span
    """Empty for what is shown between two characters."""
    kind: Literal[
        "term", "cite", "heading", "ground", "mend", "doubt", "lost", "note", "variant", "extra",
        "strange", "folded", "gap",
    ]  # fmt: skip
    """Class of its element."""
    value: str = ""
    """Target of a link; of an empty span, our words to show there."""
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
    safe = _SYNTAX.sub(lambda match: f"&#{ord(match[0])};", text.strip())
    return _UNSEEN.sub(_shown, safe)


def link(label: str, address: str, page: str) -> str:
    """Return a Markdown link on `page`; `label` is Markdown already."""
    return f"[{label}]({relative(address, page)})"


def reference(label: str, address: str, page: str) -> str:
    """Return a link on `page` as HTML; `label` is HTML already."""
    return f'<a href="{built(address, page)}">{label}</a>'


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


def words(html: str, *, tag: str = "p", name: str = "words", attributes: str = "") -> str:
    """Return a source's words, marked up by `verbatim` or `marked`, as a block of one line."""
    return f'<{tag} class="{name}"{attributes}>{html}</{tag}>'


def page(path: str, head: FrontMatter, *blocks: str) -> Page:
    """Return the page of some blocks; empty ones are left out."""
    content = _joined(str(head), *blocks)
    return Page(path, content, head.title, tuple(one.id for one in _anchors(content)))


def appended(one: Page, blocks: Iterable[str]) -> Page:
    """Return a page with blocks appended, whose anchors are not added to its own."""
    return replace(one, content=f"{one.content}\n{_joined(*blocks)}")


def _joined(*blocks: str) -> str:
    return "\n\n".join(filter(None, blocks)) + "\n"


def marked(text: str, marks: Sequence[Mark], address: str, within: Span | None = None) -> str:
    """Return the span `within` of a text as HTML, with its marks; they may cross or nest.

    Where two cross, one is closed and reopened, so that elements nest; never a link, which would
    become two links: 'abc' with i (0, 2) and a (1, 3) is '<i>a</i><a><i>b</i>c</a>'.
    """
    first, last = within or (0, len(text))
    here = [mark for mark in marks if first <= mark.span[0] and mark.span[1] <= last]
    if not here:
        return verbatim(text[first:last])
    runs, points = defaultdict[int, list[Mark]](list), defaultdict[int, list[Mark]](list)
    ends = Counter[int]()
    for mark in sorted(here, key=lambda mark: (mark.span[0], -mark.span[1])):
        start, end = mark.span
        (runs if start < end else points)[start].append(mark)
        ends[end] += start < end
    cuts = sorted({first, last, *(edge for mark in here for edge in mark.span)})
    is_safe = _UNSAFE.search(text, first, last) is None
    out: list[str] = []
    open_: list[Mark] = []
    for cut, until in zip(cuts, [*cuts[1:], last], strict=True):
        again: list[Mark] = []
        for _ in range(ends.get(cut, 0)):
            while (top := open_.pop()).span[1] != cut:
                out.append(_close(top))
                again.insert(0, top)
            out.append(_close(top))
        out += [_point(mark, address) for mark in points.get(cut, ())]
        again += runs.get(cut, ())
        if again and open_:
            whole = max((mark.span[1] for mark in again if mark.kind in _LINKS), default=cut)
            while any(mark.span[1] < whole for mark in open_):
                top = open_.pop()
                out.append(_close(top))
                again.append(top)
        if again:
            for mark in sorted(again, key=lambda mark: -mark.span[1]):
                out.append(_open(mark, address))
                open_.append(mark)
        out.append(text[cut:until] if is_safe else verbatim(text[cut:until]))
    return "".join(out)


def _open(mark: Mark, page_address: str) -> str:
    if mark.kind in _LINKS:
        return f'<a class="{mark.kind}" href="{built(mark.value, page_address)}">'
    return f'<span class="{mark.kind}">'


def _close(mark: Mark) -> str:
    return "</a>" if mark.kind in _LINKS else "</span>"


def _point(mark: Mark, page_address: str) -> str:
    if mark.address:
        to = built(mark.address, page_address)
        return f'<a class="{mark.kind} ours" href="{to}">{mark.value}</a>'
    tag = "sup" if mark.kind == "note" else "span"
    return f'<{tag} class="{mark.kind} ours">{mark.value}</{tag}>'


# ---------------------------------------------------------------- reading a page again

# ## 各节 <span class="count">3 节</span> {#sections}
# <p class="words body" id="p17" data-paragraph="road-9-p17">
_ANCHOR = re.compile(
    r"""
      \ \{\#(?P<heading>[^\s{}]+)\} $
    | \ id="(?P<element>[^"]+)"
    """,
    re.VERBOSE | re.MULTILINE,
)
_BEFORE = re.compile(r"\#{1,6}\ [^\n]* | <(?!input\b)(?P<tag>[a-z]\w*)\b[^<>]*", re.VERBOSE)
"""The text before an anchor: of a heading from the start of its line, of an element its tag."""
_TAG = re.compile(r"<[^<>]*>|\{[#:][^{}]*\}|^#{1,6} ")
# <sup class="note ours">②</sup> · <span class="lost ours">此处原件缺文</span>
_OURS = re.compile(r'<(?P<tag>\w+) class="[^"]*\bours\b[^"]*"[^<>]*>.*?</(?P=tag)>')
# [名称](../glossary/index.md#y)
_LINK = re.compile(r"\[(?P<label>[^\[\]]*)\]\([^()\s]*\)")


class _Anchor(NamedTuple):
    id: str
    tag: str
    """Of an element; '' of a heading."""
    start: int
    """Offset of the element or the heading."""


def _anchors(content: str) -> Iterator[_Anchor]:
    """Yield what can be pointed at in a generated page, in its order."""
    for found in _ANCHOR.finditer(content):
        sign, place = ("\n", 1) if found["heading"] else ("<", 0)
        start = max(content.rfind(sign, 0, found.start()) + place, 0)
        if before := _BEFORE.fullmatch(content, start, found.start()):
            yield _Anchor(found["heading"] or found["element"], before["tag"] or "", start)


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
