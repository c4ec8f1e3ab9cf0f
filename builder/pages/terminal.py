"""Changes → a report for a terminal: one a line, its sign first, control characters replaced."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from builder.model import (
    Article,
    Change,
    Changes,
    Corpus,
    Edition,
    Framework,
    LineMark,
    Source,
    printable,
)

_SIGNS = {
    "added": "+", "filed": "+", "cited": "+", "removed": "-", "unfiled": "-", "uncited": "-",
    "changed": "~", "retitled": "~", "moved": ">", "renamed": "=",
}  # fmt: skip
"""Last word of a kind of change → + new, - gone, ~ changed, > moved, = under another id."""

_REASONS = 3
"""Most articles of which it is said why they are left out."""


def report(changes: Changes, framework: Framework) -> Iterator[str]:
    """Yield a line for each change: `+ 文献 gov-cn-9 …`; nothing where nothing changed."""
    names = {label.id: label.name for label in (*framework.actions, *framework.pillars)}
    for name, ones in (
        ("文献", changes.documents),
        ("文字", changes.sentences),
        ("归类", changes.filings),
        ("术语", changes.terms),
        ("互见", changes.links),
        ("引用", changes.cited),
        ("订正", changes.corrections),
    ):
        for one in ones:
            yield _safe(f"{_SIGNS[one.kind.rpartition('_')[2]]} {name} {_words(one, names)}")


def untaken(corpus: Corpus, sources: Container[str]) -> Iterator[str]:
    """Yield a line for each of some sources of which nothing is taken in, with the reasons."""
    taken = {article.source for article in corpus.articles if article.relevant}
    for source in corpus.seeds.sources:
        if source.entry.id in sources and source.entry.id not in taken:
            printed = [one for one in corpus.articles if one.source == source.entry.id]
            why = [f"{_called(one)}{one.reason}" for one in printed if one.paragraphs]
            why = why or list(dict.fromkeys(one.reason for one in printed if one.reason))
            more = f"；另有 {len(why) - _REASONS} 篇" if len(why) > _REASONS else ""
            said = "；".join(why[:_REASONS]) + more
            yield _safe(f"! 来源 {source.entry.file} 没有一篇收入" + (f"：{said}" if said else ""))


def reading(source: Source) -> Iterator[str]:
    """Yield the lines of a reading: place, what the format says of the line, its words.

    `12  [heading 1] 某市印发养老驿站办法` · ` 3.57  [note; set “①”] ①见附件。` ·
    `58  [out: hidden] 展开全文`. The place of a page and a line is their numbers; the line's alone
    is what editors write.
    """
    marks = [*(source.marks or (LineMark(),) * len(source.lines))]
    for at in range(source.front_matter):
        marks[at] = replace(marks[at], outside="metadata")
    places = [
        f"{mark.page}.{number}" if mark.page else str(number)
        for number, mark in enumerate(marks, 1)
    ]
    width = max(map(len, places), default=0)
    rows = zip(places, marks, source.lines, source.received, strict=True)
    for place, mark, line, received in rows:
        said = _said(mark, line)
        told = f"[{said}] " if said else ""
        yield f"{place:>{width}}  {told}{printable(received)}".rstrip()


def _said(mark: LineMark, line: str) -> str:
    """Return what the format says of a line that is not plain text; '' of one that is."""
    parts = []
    if mark.kind != "text":
        parts.append(f"{mark.kind} {mark.level}" if mark.level else mark.kind)
    if mark.set:
        parts.append("set " + " ".join(f"“{printable(line[slice(*span)])}”" for span in mark.set))
    if mark.outside:
        parts.append(f"out: {mark.outside}")
    return "; ".join(parts)


def _called(article: Article) -> str:
    return f"《{article.title}》" if article.title else f"第 {article.ranges[0][0]} 行起的一篇，"


def plan(then: Sequence[Edition], now: Sequence[Edition], changes: Changes) -> Iterator[str]:
    """Yield what a build would change: pages, then `changes`, then addresses that move or go.

    `then` are the editions as they are, `now` as they would be; the last is the root of the site.
    """
    for before, after in zip(then, now, strict=True):
        folder = "" if after is now[-1] else f"at/{after.snapshot.id}/"
        old = {page.path: page.content for page in before.pages}
        new = {page.path: page.content for page in after.pages}
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) != new.get(path):
                sign = "~" if path in old and path in new else "+" if path in new else "-"
                yield f"{sign} 页面 {folder}{_html(path)}"
    yield from report(changes, now[-1].corpus.seeds.framework)
    moved = {old.html: new.html for old, new in changes.renames}
    here = {page.path: set(page.anchors) for page in now[-1].own_pages}
    for page in then[-1].own_pages:
        path = _html(page.path)
        if path in moved:
            yield f"= 地址 {path} → {moved[path]}"
        for anchor in page.anchors:
            if anchor not in here.get(page.path, ()):
                place = f"{path}#{anchor}"
                to = moved.get(place)
                yield _safe(f"= 地址 {place} → {to}" if to else f"- 地址 {place}")


def _html(path: str) -> str:
    return f"{path.removesuffix('.md')}.html"


def _words(one: Change, names: dict[str, str]) -> str:
    where = one.paragraph or one.document or ""
    reason = f"（{one.reason}）" if one.reason else ""
    match one.kind:
        case "filed" | "unfiled":
            return f"{names.get(one.subject, one.subject)} {where} {one.after or one.before}"
        case "link_added" | "link_removed":
            return f"{one.origin} → {one.target} {one.after or one.before}"
        case "sentence_moved":
            came = f"{one.earlier} → " if one.earlier else ""
            return f"{came}{where} {one.after}"
        case "term_added" | "term_removed" | "cited" | "uncited":
            return f"{one.subject} {one.after or one.before}"
        case "term_changed":
            return f"{one.subject} {one.before} → {one.after}"
    both = " → ".join(words for words in (one.before, one.after) if words)
    return f"{where} {both}{reason}"


def _safe(line: str) -> str:
    """Return a line without control characters and directional marks, which act on a terminal."""
    return "".join(one if one.isprintable() or one == "\u3000" else "␣" for one in line)
