"""Printed paragraphs → reading texts: editors' corrections applied, left-over Markdown removed.

No change is silent: each correction has the span of its reading and the words that were printed
there, so that `verbatim` restores the printed paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Literal

from builder.model import (
    Article,
    Correction,
    CorrectionEntry,
    InputError,
    Paragraph,
    Source,
    Span,
    TextParagraph,
)
from builder.text.diff import changed_middle

FILE = "seeds/corrections.yml"

_MARKUP = re.compile(
    r"""
      (?<!!) (?P<link> \[ ) (?P<linked> [^][\n]+ )
             \]\( (?: [#./] [^()\s]* | https?: [^()\s]+ )? \)
                                          # [《条例》](#)  [全文](https://example.cn/a.html)
    | (?<! [0-9A-Za-z*] ) (?P<stars> \*\* ) (?P<strong> [^*\s] (?: [^*\n]* [^*\s] )? )
             \*\* (?! [0-9A-Za-z*] )
                                          # **第一条**
    | \A (?P<mark> (?: \#{1,6} | > ) [ ]+ )  # ## 第一章      > 引文
    | (?<= \S ) !\[ [^][\n]* \]\( https?: [^()\s]* \)
    | !\[ [^][\n]* \]\( https?: [^()\s]* \) (?= \S )
                                         # 甲![图](https://example.cn/a.png)乙
    | \*{4}                              # **甲****乙**: one emphasis right after another
    | \A \*\* (?= [^*\s] ) | (?<= [^*\s] ) \*\* \Z | (?<= [。：；] ) \*\* (?= [\u4e00-\u9fff] )
                                         # **三、保障措施: unpaired
    """,
    re.VERBOSE,
)
_MARK = re.compile(r"[][*#>]")
"""Left-over Markdown has at least one of these characters: a quick check."""
_CODE = re.compile(
    r"""
      (?P<open> <(?P<tag> strong | b | em | i | u | span | font )(?:\s[^<>]*)?> )
      (?P<inner> [^<>]+ ) </(?P=tag)>     # <strong>某网消息</strong>
    | <br\s*/?> | </?(?:strong|b|em|i|u|span|font|a)(?:\s[^<>]*)?>
    | &(?:nbsp|ensp|emsp|\#160);
    """,
    re.VERBOSE,
)
"""Left-over tags in a line of HTML, from `<p>` to `</p>`."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction with its span in the printed paragraph."""

    start: int
    """Offset of the printed words in the printed paragraph."""
    end: int
    """End of the printed words; equal to `start` where words are missing in print."""
    kind: Literal["mend", "lost", "doubt", "markup"]
    """As in `Correction`."""
    reading: str
    """The words that replace them."""
    reason: str
    """The evidence, in Chinese."""
    line: int
    """Line of the source on which the printed words begin."""


Edits = Mapping[str, tuple[Edit, ...]]
"""Id of a paragraph → the editors' corrections, in order of their offsets."""


def correct(
    paragraph: Paragraph, source: Source, edits: Edits
) -> tuple[str, tuple[Correction, ...]]:
    """Return the reading text of a paragraph of `source`, and the corrections in it.

    The reading text of “见[《条例》](#)第二条” is “见《条例》第二条”, with one `markup` correction
    whose span is that of 《条例》.
    """
    by_editors = edits.get(paragraph.id, ())
    every = (*by_editors, *_markup(paragraph, source, by_editors))
    text, corrections, cursor, length = [], [], 0, 0
    for edit in sorted(every, key=lambda edit: (edit.start, edit.end)):
        kept = paragraph.text[cursor : edit.start]
        text += [kept, edit.reading]
        start = length + len(kept)
        length = start + len(edit.reading)
        corrections.append(
            Correction(
                kind=edit.kind,
                span=(start, length),
                printed=paragraph.text[edit.start : edit.end],
                reading=edit.reading,
                reason=edit.reason,
                source=source.entry.id,
                line=edit.line,
            )
        )
        cursor = edit.end
    return "".join([*text, paragraph.text[cursor:]]), tuple(corrections)


def verbatim(text: str, corrections: Iterable[Correction]) -> str:
    """Return the words as printed, from a reading text and its corrections, by offset."""
    parts, cursor = [], 0
    for correction in corrections:
        start, end = correction.span
        parts += [text[cursor:start], correction.printed]
        cursor = end
    return "".join([*parts, text[cursor:]])


def located(
    entries: Iterable[CorrectionEntry], articles: Iterable[Article], sources: Iterable[Source]
) -> Edits:
    """Return the editors' corrections with their spans, by paragraph.

    Raises `InputError` where the printed words of an entry do not begin on its line, or do so
    twice, or overlap another entry. Entries for sources that are not given (sources of a later
    snapshot) are ignored.
    """
    by_id = {source.entry.id: source for source in sources}
    entries = tuple(entry for entry in entries if entry.source in by_id)
    wanted = {(entry.source, entry.line) for entry in entries}
    holders: dict[tuple[str, int], list[Paragraph]] = defaultdict(list)
    for article in articles:
        for paragraph in article.paragraphs:
            for first, last in paragraph.ranges:
                for line in range(first, last + 1):
                    if (article.source, line) in wanted:
                        holders[article.source, line].append(paragraph)
    found: dict[str, list[tuple[Edit, CorrectionEntry]]] = defaultdict(list)
    for entry in entries:
        paragraph, edit = _place(entry, by_id[entry.source], holders[entry.source, entry.line])
        found[paragraph.id].append((edit, entry))
    return {name: _in_order(placed) for name, placed in found.items()}


def line_starts(paragraph: Paragraph, lines: tuple[str, ...]) -> dict[int, int]:
    """Return line number → offset in a paragraph's text at which the line begins.

    `lines` are the lines of the received file; a line that is not found in the text is left out.
    """
    starts, cursor = {}, 0
    for first, last in paragraph.ranges:
        for number in range(first, last + 1):
            words = lines[number - 1].strip() if number <= len(lines) else ""
            start = paragraph.text.find(words, cursor) if words else -1
            if start < 0 and len(paragraph.text) < len(words) and paragraph.text in words:
                starts[number] = 0  # the line has more than one paragraph
            if start >= 0:
                starts[number] = start
                cursor = start + len(words)
    return starts


def _place(
    entry: CorrectionEntry, source: Source, holders: list[Paragraph]
) -> tuple[Paragraph, Edit]:
    places = [
        (paragraph, start)
        for paragraph in holders
        for start in _beginnings(entry.printed, entry.line, paragraph, source.lines)
    ]
    if not places:
        raise _error(entry, *_absence(entry, source, holders))
    if len(places) > 1:
        raise _error(
            entry,
            f"these words stand {len(places)} times on line {entry.line} of {source.entry.file}",
            "quote more of the words around them, so that they stand there once",
        )
    paragraph, start = places[0]
    end = start + len(entry.printed)
    if entry.kind == "lost":
        start = end = _gap(entry, paragraph, start, source)
    printed = paragraph.text[start:end]
    reading = (entry.reading or "") if entry.kind == "mend" else printed
    return paragraph, Edit(start, end, entry.kind, reading, entry.reason, entry.line)


def _beginnings(
    words: str, line: int, paragraph: Paragraph, lines: tuple[str, ...]
) -> Iterator[int]:
    starts = line_starts(paragraph, lines)
    if not words or line not in starts:
        return
    end = starts[line] + len(lines[line - 1].strip())
    start = paragraph.text.find(words, starts[line])
    while 0 <= start < end:
        yield start
        start = paragraph.text.find(words, start + 1)


def _gap(entry: CorrectionEntry, paragraph: Paragraph, start: int, source: Source) -> int:
    end = start + len(entry.printed)
    if entry.lost == "before":
        return start
    if entry.lost == "after":
        return end
    joins = [
        place for place in line_starts(paragraph, source.lines).values() if start < place < end
    ]
    if len(joins) != 1:
        raise _error(
            entry,
            f"words are lost within these words, but they hold {len(joins)} line joins",
            "quote words that reach over the one line join at the gap, or quote the words "
            "in front of the gap and say `lost: after`",
        )
    return joins[0]


def _absence(entry: CorrectionEntry, source: Source, holders: list[Paragraph]) -> tuple[str, str]:
    file = source.entry.file
    if entry.line > len(source.lines):
        return f"{file} has no line {entry.line}", f"its last line is {len(source.lines)}"
    if not holders:
        words = source.lines[entry.line - 1].strip()[:40]
        return (
            f"line {entry.line} of {file} belongs to no paragraph: {words}",
            "give the line on which the printed words begin",
        )
    near = [number for number, words in enumerate(source.lines, 1) if entry.printed in words]
    remedy = (
        f"they begin on line {', '.join(map(str, near[:5]))}: give that line"
        if near
        else "quote the words as they are printed there: "
        + source.lines[entry.line - 1].strip()[:60]
    )
    return f"these words do not begin on line {entry.line} of {file}", remedy


def _in_order(placed: list[tuple[Edit, CorrectionEntry]]) -> tuple[Edit, ...]:
    placed.sort(key=lambda pair: (pair[0].start, pair[0].end))
    for (before, _), (after, entry) in pairwise(placed):
        if after.start < before.end or (before.start, before.end) == (after.start, after.end):
            raise _error(
                entry,
                f"these words overlap those of another correction on line {before.line}",
                "make the two one entry",
            )
    return tuple(edit for edit, _ in placed)


def _error(entry: CorrectionEntry, message: str, remedy: str) -> InputError:
    return InputError(
        FILE,
        f"{entry.source}, line {entry.line}: {message}",
        remedy=remedy,
        quote=f"printed: {entry.printed}",
    )


def _markup(paragraph: Paragraph, source: Source, by_editors: tuple[Edit, ...]) -> Iterator[Edit]:
    """Yield edits that remove left-over Markdown, except where an editor's edit overlaps it."""
    matches = list(_MARKUP.finditer(paragraph.text)) if _MARK.search(paragraph.text) else []
    first = paragraph.ranges[0][0]
    printed = source.lines[first - 1].strip() if first <= len(source.lines) else ""
    if printed.startswith("<p") and printed.endswith("</p>"):
        matches = list(_CODE.finditer(paragraph.text))
    starts = line_starts(paragraph, source.lines) if matches else {}
    lines, places = list(starts), list(starts.values())
    for match in matches:
        start, end = match.span()
        group = match.groupdict()
        words = group.get("linked") or group.get("strong") or group.get("inner") or ""
        mark = next(filter(None, map(group.get, ("link", "stars", "mark", "open"))), match[0])
        inner = start + len(mark)
        at = bisect_right(places, start) - 1
        line = lines[at] if at >= 0 else first
        remove = partial(Edit, kind="markup", reason="网页标记的残余，非正文。", line=line)
        overlapping = [e for e in by_editors if e.end > start and e.start < end]
        if not overlapping:
            yield remove(start, end, reading=words)
        elif all(e.start >= inner and e.end <= inner + len(words) for e in overlapping):
            yield remove(start, inner, reading="")
            if words:
                yield remove(inner + len(words), end, reading="")


# ---------------------------------------------------------------- spans in print and reading text


def changed_spans(printed: str, reading: str) -> tuple[tuple[Span, Span], ...]:
    """Return the changes of a correction: (span in the printed words, span in the reading).

    道路待修缮 corrected to 道路已修缮 changes one character, `(((2, 3), (2, 3)),)`; [《条例》](#)
    corrected to 《条例》 has two deletions.
    """
    if printed == reading:
        return ()
    (start, last), (_, read_last) = changed_middle(printed, reading)
    inside = printed.find(reading) if reading and not start and last == len(printed) else -1
    if inside > 0:
        end = inside + len(reading)
        return ((0, inside), (0, 0)), ((end, len(printed)), (len(reading), len(reading)))
    return (((start, last), (start, read_last)),)


def read_span(paragraph: TextParagraph, span: Span) -> Span:
    """Return the span in the reading text of a span in the printed paragraph."""
    start = _shifted(paragraph.corrections, span[0], is_end=span[0] == span[1])
    return start, max(start, _shifted(paragraph.corrections, span[1], is_end=True))


def read_set(paragraph: TextParagraph, printed: Paragraph) -> TextParagraph:
    """Return a paragraph of a text with what the format sets in its printed paragraph, as read."""
    spans = (read_span(paragraph, span) for span in printed.set)
    return replace(paragraph, set=tuple((start, end) for start, end in spans if start < end))


def _shifted(corrections: Sequence[Correction], offset: int, *, is_end: bool) -> int:
    shift = 0
    for correction in corrections:
        start = correction.span[0]
        at = offset - (start - shift)  # in the printed words of the correction
        for (first, last), (read_first, read_last) in changed_spans(
            correction.printed, correction.reading
        ):
            if at < first or (at == first and (is_end or first < last)):
                return offset + shift
            if at < last:
                return start + (read_last if is_end else read_first)
            shift += (read_last - read_first) - (last - first)
    return offset + shift
