"""Corrections → what exactly they change, and where words as printed stand in the reading."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Correction, Span, TextParagraph
from builder.text.diff import changed_middle


def cores(printed: str, reading: str) -> tuple[tuple[Span, Span], ...]:
    """Return what a correction changes: spans in the printed words, each with that in the reading.

    正在试验 read as 正从试验 changes one character, `(((1, 2), (1, 2)),)`; [《条例》](#) read as
    《条例》 loses what stands before and behind.
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
    """Return where words of a paragraph as printed stand in its reading text."""
    start = _moved(paragraph.corrections, span[0], is_end=span[0] == span[1])
    return start, max(start, _moved(paragraph.corrections, span[1], is_end=True))


def _moved(corrections: Sequence[Correction], offset: int, *, is_end: bool) -> int:
    shift = 0
    for one in corrections:
        base = one.span[0] - shift
        for (first, last), (read_first, read_last) in cores(one.printed, one.reading):
            at = offset - base
            if at < first or (at == first and (is_end or first < last)):
                return offset + shift
            if at < last:
                return one.span[0] + (read_last if is_end else read_first)
            shift += (read_last - read_first) - (last - first)
    return offset + shift
