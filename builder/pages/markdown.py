"""All syntax: words in, Markdown and HTML out, with nothing of theirs taken for ours.

The sources' words stand in HTML blocks, a paragraph a line, because Markdown has no way to say
“verbatim”; escaping is all that they need there. Our words and links are Markdown.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

from builder.messages.names import VOICES
from builder.model import Span
from builder.model.addresses import built, relative

# What would act or vanish instead of being seen: C0 and C1 controls, halves of surrogate pairs,
# marks that turn the direction of writing, and characters that YAML and HTML forbid.
_HIDDEN = "\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_UNSAFE = re.compile(f"[&<>\"'{_HIDDEN}]")

# “**重要** [一]” · “1. 模型” · “+ 数据” · “--- ” · “# 题” : what Markdown reads as its own,
# anywhere or only at the beginning of a line.
_SYNTAX = re.compile(r"[\\`*_{}\[\]<>&#|~]|^[-+=:]|(?<=^\d)\.|(?<=^\d\d)\.|(?<=^\d\d\d)\.")


_LINKS = ("term", "cite")
"""Marks that are links: none may stand in another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to show about a run of a text."""

    span: Span
    """The run; empty for something that stands between two characters."""
    kind: Literal[
        "term", "cite", "heading", "ground", "mend", "doubt", "lost", "note", "variant", "extra",
        "strange", "folded", "gap",
    ]  # fmt: skip
    """What it says; the class of its element."""
    value: str = ""
    """Address of a term or a cited document, or our words to show in an empty run."""
    address: str = ""
    """Where our words lead, with a note."""


def front_matter(
    title: str,
    description: str,
    kind: str,
    *,
    search: bool = True,
    name: str = "",
    order: int | None = None,
    feed: str = "",
) -> str:
    """Return the head of a generated page; a JSON string is a YAML string.

    `name` and `order` say how and where the navigation shows it, `feed` which feed tells of it.
    """
    lines = [
        "---",
        "generated: true",
        f"title: {_yaml(title)}",
        f"description: {_yaml(description)}",
        f"kind: {kind}",
    ]
    if name:
        lines.append(f"name: {_yaml(name)}")
    if order is not None:
        lines.append(f"order: {order}")
    if feed:
        lines.append(f"feed: {_yaml(feed)}")
    if not search:
        lines += ["search:", "  exclude: true"]
    return "\n".join([*lines, "---"])


def _yaml(text: str) -> str:
    return json.dumps(_UNSEEN.sub(_picture, text), ensure_ascii=False)


def _picture(match: re.Match[str]) -> str:
    """Return a character that shows one which cannot be seen: ␀ for U+0000."""
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
    """Return a source's words as HTML: '&lt;b&gt;' for '<b>', a picture for a control."""
    return _UNSAFE.sub(_safe, text)


def voice(authority: str) -> str:
    """Return the badge of an authority, as HTML."""
    return f'<span class="voice {authority}">{VOICES[authority].name}</span>'


@lru_cache(maxsize=1 << 12)  # the same titles and names stand all over the site
def plain(text: str) -> str:
    """Return words, whosever they are, for a place in a line of Markdown."""
    safe = _SYNTAX.sub(lambda match: f"&#{ord(match[0])};", text.strip())
    return _UNSEEN.sub(_shown, safe)


def link(label: str, address: str, page: str) -> str:
    """Return a Markdown link on `page`; `label` is Markdown already."""
    return f"[{label}]({relative(address, page)})"


def reference(label: str, address: str, page: str) -> str:
    """Return the same as HTML; `label` is HTML already."""
    return f'<a href="{built(address, page)}">{label}</a>'


def heading(level: int, title: str, identifier: str, count: str = "") -> str:
    """Return a heading with a lasting id, and a count at the end of its line."""
    tail = f' <span class="count">{count}</span>' if count else ""
    return f"{'#' * level} {title}{tail} {{#{identifier}}}"


def classed(line: str, name: str) -> str:
    """Return a paragraph of Markdown with a class."""
    return f"{line}\n{{: .{name} }}"


def small(parts: Iterable[str], name: str = "where") -> str:
    """Return one small line of several pieces of Markdown; empty pieces are left out."""
    return classed(joined(parts), name)


def joined(parts: Iterable[str]) -> str:
    """Return pieces in one line, with a dot after each at which the line may break."""
    return "\u00a0· ".join(part for part in parts if part)


def boxed(name: str, blocks: Iterable[str], tag: str = "div") -> str:
    """Return blocks of Markdown within an element; never a source's words, see `words`.

    Python-Markdown reads what stands in such an element a second time.
    """
    inner = "\n\n".join(blocks)
    return f'<{tag} class="{name}" markdown="1">\n\n{inner}\n\n</{tag}>'


def words(html: str, *, tag: str = "p", name: str = "words", attributes: str = "") -> str:
    """Return a source's words, marked up by `verbatim` or `marked`, as a block of one line."""
    return f'<{tag} class="{name}"{attributes}>{html}</{tag}>'


def page(*blocks: str) -> str:
    """Return a whole file of blocks."""
    *kept, last = (block for block in blocks if block)
    return "\n\n".join([*kept, last + "\n"])  # a page can be too large to be copied once more


def marked(text: str, marks: Sequence[Mark], address: str, within: Span | None = None) -> str:
    """Return the run `within` of a text as HTML, with its marks; they may cross or nest.

    Where two cross, one is closed and opened again, so that elements nest; never a link, which
    would become two: 'abc' with i (0, 2) and a (1, 3) is '<i>a</i><a><i>b</i>c</a>'.
    """
    first, last = within or (0, len(text))
    here = [mark for mark in marks if first <= mark.span[0] and mark.span[1] <= last]
    if not here:
        return verbatim(text[first:last])
    runs, points = defaultdict[int, list[Mark]](list), defaultdict[int, list[Mark]](list)
    ends = Counter[int]()
    for mark in sorted(here, key=_longest_first):
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
            for mark in sorted(again, key=_last_to_end):
                out.append(_open(mark, address))
                open_.append(mark)
        out.append(text[cut:until] if is_safe else verbatim(text[cut:until]))
    return "".join(out)


def _longest_first(mark: Mark) -> tuple[int, int]:
    return mark.span[0], -mark.span[1]


def _last_to_end(mark: Mark) -> int:
    return -mark.span[1]


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
