"""How the lines of a file were broken: hard-wrapped at a width, indented, spaced.

In: the printed lines of a file. Out: its `Wrapping`, and the lines with corrected shapes: in a
hard-wrapped file a line that continues a paragraph is not a headline, whatever it looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from builder.language.characters import printed_width
from builder.language.latin import is_latin
from builder.split.lines import PrintedLine
from builder.text.ngrams import ngrams

_LEAST = 5
"""Lines broken in mid-sentence that make a file hard-wrapped, if most of its lines are."""

_LEAST_INDENTED = 3
"""The same where paragraphs begin with an indentation."""

_MOSTLY_INDENTED = 0.8
"""Share of indented lines from which indentation does not mark the beginning of paragraphs."""

_INDENT = 2.0
"""Width of the blanks that begin a paragraph, in full-width characters."""

_SLACK = 2.5
"""A full line may be shorter by this width, as some marks must not begin or end a line."""

_SLACK_PART = 0.06
"""The same as a part of the width, where that is more."""

_MOST_LONGER = 0.1
"""Share of lines that may be longer than a full line; where more are, lines were not broken."""

LEAST_LATIN = 22.5
"""Width of the shortest line of Latin letters that may be broken by its width: 45 letters."""

_RUNNING = frozenset(("text", "short", "numbered", "question", "answer", "opening", "lead"))
"""Shapes of running text; lines of other shapes are never broken."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a file were broken."""

    indents: bool
    """Whether an indented line begins a paragraph here."""
    width: float
    """Width of a full line where the file is hard-wrapped; 0 where it is not."""
    inner_gap: int
    """Number of blank lines between the lines of a paragraph, where it is hard-wrapped."""
    spaced: bool
    """Whether a hard-wrapped file has more blank lines than that between paragraphs."""
    ngrams: frozenset[str]
    """Bigrams and trigrams of its lines."""
    whole: bool = False
    """Whether the format tells paragraphs, so that no line break has to be judged."""

    def is_full(self, line: PrintedLine) -> bool:
        """Return whether a line of a hard-wrapped file reaches the edge."""
        return _width(line) >= self.width - _slack(self.width)

    def is_adjacent(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Return whether two lines are as close as lines of the same paragraph."""
        return line.gap <= self.inner_gap and line.place == before.place + 1

    def begins_paragraph(self, line: PrintedLine) -> bool:
        """Return whether a line's indentation begins a paragraph."""
        return self.indents and line.indented


def find_wrapping(lines: Sequence[PrintedLine], *, whole: bool) -> Wrapping:
    """Return how the lines of a file were broken; `whole`: its format tells paragraphs."""
    running = [line for line in lines if line.shape in _RUNNING]
    indented = sum(line.indented for line in running)
    indents = 0 < indented < _MOSTLY_INDENTED * len(running)
    # Where indentation begins a paragraph, only a line without it can continue one; a short line
    # of Latin letters is a heading.
    pairs = [
        pair
        for pair in pairwise(running)
        if not (indents and pair[1].indented)
        and not (_width(pair[0]) < LEAST_LATIN and is_latin(pair[0].plain))
    ]
    broken = [pair for pair in pairs if not pair[0].finished]
    widths = sorted(_width(first) for first, _ in broken)
    width = widths[len(widths) // 2] if widths else 0.0
    alike = sum(1 for other in widths if abs(other - width) <= _slack(width))
    least = _LEAST_INDENTED if indents else _LEAST
    wrapped = len(broken) >= least and 2 * len(broken) >= len(pairs) and 2 * alike >= len(broken)
    longer = sum(_width(line) > width + _slack(width) for line in running)
    wrapped = wrapped and longer <= _MOST_LONGER * len(running)
    gaps = Counter(second.gap for _, second in broken)
    found = Wrapping(
        indents=indents,
        width=width if wrapped else 0.0,
        inner_gap=min(gaps, key=lambda gap: (-gaps[gap], gap)) if wrapped else 0,
        spaced=False,
        ngrams=frozenset(
            gram for line in lines for size in (2, 3) for gram in ngrams(line.plain, size)
        ),
        whole=whole,
    )
    after = [line for last, line in pairwise(running) if last.finished and not found.is_full(last)]
    spaced = sum(1 for line in after if line.gap > found.inner_gap)
    # Four out of five are enough: short sentences also end in the middle of a paragraph.
    found = replace(found, spaced=wrapped and 5 * spaced >= 4 * len(after))
    return replace(found, width=0.0) if whole else found


def reshape(lines: Sequence[PrintedLine], wrapping: Wrapping) -> tuple[PrintedLine, ...]:
    """Return the lines; those of a paragraph of several lines get the shape `text`.

    Of a hard-wrapped file these are lines that continue one, else lines that the format joins.
    """
    found = list(lines)
    for place, (line, following) in enumerate(pairwise(lines) if wrapping.whole else ()):
        if line.mark.block == following.mark.block and line.mark.kind != "heading":
            for at in (place, place + 1):
                if found[at].shape in ("short", "numbered"):
                    found[at] = replace(found[at], shape="text")
    for place, (line, following) in enumerate(pairwise(lines) if wrapping.width else ()):
        if (
            not wrapping.is_adjacent(line, following)
            or wrapping.begins_paragraph(following)
            or not wrapping.is_full(line)
        ):
            continue
        if line.shape in ("short", "numbered") and following.shape in _RUNNING:
            found[place] = replace(found[place], shape="text")
        if (
            not line.finished
            and line.shape in _RUNNING
            and following.shape not in ("question", "answer")
        ):
            found[place + 1] = replace(following, shape="text")
    return tuple(found)


def _slack(width: float) -> float:
    return max(_SLACK, _SLACK_PART * width)


def _width(line: PrintedLine) -> float:
    return printed_width(line.plain) + (_INDENT if line.indented else 0.0)
