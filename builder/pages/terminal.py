"""Changes → a report for a terminal: one a line, its sign first, control characters replaced."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from builder.messages import phrases, shared
from builder.messages import terminal as say
from builder.messages.names import PERSONAL
from builder.model import (
    Article,
    Change,
    Changes,
    Corpus,
    Edition,
    Framework,
    LineMark,
    Missing,
    Source,
    SplitDoubt,
    Text,
    WantedEntry,
    line_ranges,
    printable,
)
from builder.model.errors import SHOWN
from builder.pages.cards import safe

_SIGNS = {
    "added": "+", "filed": "+", "cited": "+", "removed": "-", "unfiled": "-", "uncited": "-",
    "changed": "~", "retitled": "~", "moved": ">", "renamed": "=",
    "finalised": "~", "revised": "~",
}  # fmt: skip
"""Last word of a kind of change → + new, - gone, ~ changed, > moved, = under another id."""

_REASONS = 3
"""Most articles of which it is said why they are left out."""

_PLACES = 3
"""Most places that are named of a document that is cited."""

_SHOWN = 30
"""Characters of words that a card quotes."""


def report(changes: Changes, framework: Framework) -> Iterator[str]:
    """Yield a line for each change: `+ 文献 gov-cn-9 …`; nothing where nothing changed."""
    names = {label.id: label.name for label in (*framework.actions, *framework.pillars)}
    for name, ones in (
        (shared.DOCUMENTS, changes.documents),
        (shared.WORDS, changes.sentences),
        (say.FILING, changes.filings),
        (shared.TERMS, changes.terms),
        (shared.RELATIONS, changes.links),
        (say.CITED, changes.cited),
        (shared.CORRECTIONS, changes.corrections),
    ):
        for one in ones:
            yield safe(f"{_SIGNS[one.kind.rpartition('_')[2]]} {name} {_change(one, names)}")


def missing(sources: Iterable[Source], found: Iterable[Missing]) -> Iterator[str]:
    """Yield the entries for what texts cite and nobody has, as YAML to paste, each with its lines.

    `- title: 某市养老驿站办法` below a line of ours, then `  # a.txt:5 《养老驿站办法》`.
    """
    files = {source.entry.id: source.entry.file for source in sources}
    for number, one in enumerate(found):
        if not number:
            yield "→ cited and not received: add to seeds/wanted.yml what the site should wait for"
            yield "wanted:"
        yield safe(f"- title: {json.dumps(one.title, ensure_ascii=False)}")
        for place in one.cited[:_PLACES]:
            yield safe(f"  # {files[place.source]}:{place.line} {place.words}")
        if more := one.cited[_PLACES:]:
            yield f"  # and {len(more)} more"


def arrived(found: Iterable[tuple[WantedEntry, Text]]) -> Iterator[str]:
    """Yield a line for each entry of `wanted.yml` whose document has been received."""
    for entry, text in found:
        yield safe(
            f"seeds/wanted.yml: 《{entry.title.strip('《》')}》 has been received as {text.id}: "
            "take it out"
        )


def unvisited(found: Iterable[WantedEntry], days: int) -> Iterator[str]:
    """Yield a line for each wanted document for which nobody has looked for some days."""
    for entry in found:
        last = f"since {entry.looked_at}" if entry.looked_at else "yet"
        yield safe(
            f"seeds/wanted.yml: nobody has looked at {entry.address} {last}: after {days} days "
            "look again, and write the day as `looked_at`"
        )


def untaken(corpus: Corpus, sources: Container[str]) -> Iterator[str]:
    """Yield a line for each of some sources of which nothing is taken in, with the reasons."""
    taken = {article.source for article in corpus.articles if article.relevant}
    for source in corpus.seeds.sources:
        if source.entry.id in sources and source.entry.id not in taken:
            printed = [one for one in corpus.articles if one.source == source.entry.id]
            why = [f"{_called(one)}{one.reason}" for one in printed if one.paragraphs]
            why = why or list(dict.fromkeys(one.reason for one in printed if one.reason))
            more = say.MORE_ARTICLES(count=len(why) - _REASONS) if len(why) > _REASONS else ""
            said = "；".join(why[:_REASONS]) + more
            yield safe(
                f"! {say.NOTHING_TAKEN(file=source.entry.file)}" + (f"：{said}" if said else "")
            )


def personal(source: Source, found: Sequence[tuple[int, Sequence[str]]]) -> Iterator[str]:
    """Yield the entry that withholds lines with personal data, given their numbers and kinds."""
    if not found:
        return
    yield f"→ if these are a person's own, withhold them: add to {source.entry.id} in sources.yml"
    yield "  withheld:"
    for kinds, numbers in _by_kinds(found):
        ranges = ", ".join(f"[{first}, {last}]" for first, last in line_ranges(numbers))
        yield f"  - lines: [{ranges}]"
        yield f"    {say.PERSONAL(names='、'.join(PERSONAL[kind] for kind in kinds))}"


def _by_kinds(
    found: Sequence[tuple[int, Sequence[str]]],
) -> Iterator[tuple[Sequence[str], list[int]]]:
    """Yield the kinds of personal data, each with the lines that print just these."""
    grouped: dict[tuple[str, ...], list[int]] = {}
    for number, kinds in found:
        grouped.setdefault(tuple(kinds), []).append(number)
    yield from grouped.items()


def doubts(sources: Iterable[Source], found: Iterable[SplitDoubt]) -> Iterator[str]:
    """Yield a line for each doubt about a file: `? 来源 a.html 第 4 行…`."""
    files = {source.entry.id: source.entry.file for source in sources}
    for one in found:
        words, where = phrases.shorten(one.words, _SHOWN), phrases.lines((one.lines,))
        match one.kind:
            case "left_out":
                why = f"（{one.reason}）" if one.reason else ""
                said = say.LEFT_OUT_SENTENCES(where=where, words=words, why=why)
            case "long":
                said = say.LONG(where=where, length=one.length, words=words)
            case "formal":
                said = say.APPENDED(where=where, words=words)
            case "merged":
                said = say.WITHIN(where=where, words=words)
            case "untitled":
                said = say.UNTITLED(where=where, words=words)
            case "empty":
                said = say.NO_ARTICLE
        yield safe(f"? {say.SOURCE_SAID(file=files[one.source], said=said)}")


def damaged(sources: Iterable[Source]) -> Iterator[str]:
    """Yield a line for each damaged place of some sources: `? 来源 a.txt 第 4 行…`."""
    for source in sources:
        for one in source.damage[:SHOWN]:
            words = phrases.shorten(source.received[one.line - 1].strip(), _SHOWN)
            where = phrases.lines(((one.line, one.line),))
            doubt = say.SOURCE_DOUBT(
                file=source.entry.file, where=where, what=one.what, words=words
            )
            yield safe(f"? {doubt}")
        if more := source.damage[SHOWN:]:
            yield safe(f"? {say.MORE_DOUBTS(file=source.entry.file, count=len(more))}")
        if source.damage:
            yield f"  {say.RECEIVE_AGAIN}"


def reading(source: Source) -> Iterator[str]:
    """Yield the lines of a reading: place, what the format says of the line, its words.

    `12  [heading 1] 某市印发养老驿站办法` · ` 3.57  [note; set “①”] ①见附件。` ·
    `58  [out: hidden] 展开全文`. The place of a page and a line is their numbers; the line's alone
    is what editors write.
    """
    marks = [*(source.marks or (LineMark(),) * len(source.lines))]
    for at in range(source.front_matter):
        marks[at] = replace(marks[at], outside="metadata")
    for one in source.withheld:
        marks[one.line - 1] = LineMark(outside="withheld", page=marks[one.line - 1].page)
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
    return f"《{article.title}》" if article.title else say.ARTICLE_AT(line=article.ranges[0][0])


def unconfirmed(source: Source, facts: Sequence[str]) -> Iterator[str]:
    """Yield that a card is no longer as an editor confirmed it, with the facts that changed."""
    if source.entry.confirmed and facts:
        by, on = source.entry.confirmed.by, source.entry.confirmed.on
        yield safe(
            f"? {say.CARD_DIFFERS(file=source.entry.file, who=by, day=on, facts='、'.join(facts))}"
        )


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
                yield say.PAGE(sign=sign, folder=folder, path=_html(path))
    yield from report(changes, now[-1].corpus.seeds.framework)
    moved = {old.html: new.html for old, new in changes.renames}
    here = {page.path: set(page.anchors) for page in now[-1].own_pages}
    for page in then[-1].own_pages:
        path = _html(page.path)
        if path in moved:
            yield f"= {say.ADDRESS_MOVED(path=path, to=moved[path])}"
        for anchor in page.anchors:
            if anchor not in here.get(page.path, ()):
                place = f"{path}#{anchor}"
                to = moved.get(place)
                yield safe(
                    f"= {say.ADDRESS_NOW(place=place, to=to)}"
                    if to
                    else f"- {say.ADDRESS(place=place)}"
                )


def _html(path: str) -> str:
    return f"{path.removesuffix('.md')}.html"


def _change(one: Change, names: dict[str, str]) -> str:
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
        case "document_finalised" | "document_revised":
            return f"{one.subject} → {where} {one.before} → {one.after}{reason}"
    both = " → ".join(words for words in (one.before, one.after) if words)
    return f"{where} {both}{reason}"
