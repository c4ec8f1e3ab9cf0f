"""How the lines of a whole file were broken: hard-wrapped at a width, indented, set apart.

In: the marked lines of a file. Out: its `Page`, and the lines with their shapes set right:
in a hard-wrapped file a line that only goes on is no headline, whatever it looks like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from operator import add

from builder.language.characters import printed_width
from builder.split.layout import Marked


@dataclass(frozen=True)
class Company:
    """Runs of two and three characters inside some lines; gathered when first asked for."""

    lines: tuple[str, ...]

    def __contains__(self, run: str) -> bool:
        """Return whether two or three characters stand next to each other in a line."""
        return run in (self._pairs if len(run) == 2 else self._threes)

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(map(add, one, one[1:]) for one in self.lines))

    @cached_property
    def _threes(self) -> frozenset[str]:
        pairs = ((one, map(add, one, one[1:])) for one in self.lines)
        return frozenset(chain.from_iterable(map(add, two, one[2:]) for one, two in pairs))


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole file tells about how its lines were broken."""

    indents: bool
    """Whether an indented line begins a paragraph here."""
    width: float
    """Width of a full line where the file is hard-wrapped; 0 where it is not."""
    inner: int
    """Number of blank lines between the lines of a paragraph, where it is hard-wrapped."""
    parted: bool
    """Whether a hard-wrapped file sets its paragraphs apart by more blank lines than that."""
    company: Company
    """What stands next to what in the lines."""
    whole: bool = False
    """Whether each line is whole, as the blocks of a web page are: none goes on below."""


_LEAST = 5
"""Lines broken in mid-sentence that make a file hard-wrapped, if most of its lines are."""

_LEAST_INDENTED = 3
"""The same where indentation tells where paragraphs begin."""

_INDENT = 2.0
"""Width of the blanks that begin a paragraph, which `clean` takes off."""

_SET = frozenset(("text", "short", "numbered", "question", "answer", "opening", "lead"))
"""Shapes of running text; the others stand by themselves in every file."""


def page(lines: Sequence[Marked]) -> Page:
    """Return what the lines of a file together tell about its line breaks."""
    running = [line for line in lines if line.shape in _SET]
    indented = sum(line.line.indented for line in running)
    indents = 0 < indented < 0.8 * len(running)
    # Where indentation begins a paragraph, only what follows without it can go on.
    pairs = [two for two in pairwise(running) if not (indents and two[1].line.indented)]
    broken = [pair for pair in pairs if not pair[0].finished]
    widths = sorted(_width(first) for first, _ in broken)
    width = widths[len(widths) // 2] if widths else 0.0
    alike = sum(1 for one in widths if abs(one - width) <= _slack(width))
    least = _LEAST_INDENTED if indents else _LEAST
    wrapped = len(broken) >= least and 2 * len(broken) >= len(pairs) and 2 * alike >= len(broken)
    gaps = Counter(second.line.gap for _, second in broken)
    found = Page(
        indents=indents,
        width=width if wrapped else 0.0,
        inner=min(gaps, key=lambda gap: (-gaps[gap], gap)) if wrapped else 0,
        parted=False,
        company=Company(tuple(line.plain for line in lines)),
    )
    ends = [two for one, two in pairwise(running) if one.finished and not full(one, found)]
    parted = sum(1 for line in ends if line.line.gap > found.inner)
    return replace(found, parted=wrapped and 5 * parted >= 4 * len(ends))


def settled(lines: Sequence[Marked], page: Page) -> tuple[Marked, ...]:
    """Return the lines, those that only continue a hard-wrapped paragraph shaped as text."""
    if not page.width:
        return tuple(lines)
    found = list(lines)
    for place, (line, following) in enumerate(pairwise(lines)):
        if not flows(line, following, page) or fresh(following, page) or not full(line, page):
            continue
        if line.shape in ("short", "numbered") and following.shape in _SET:
            found[place] = replace(found[place], shape="text")
        if (
            not line.finished
            and line.shape in _SET
            and following.shape not in ("question", "answer")
        ):
            found[place + 1] = replace(following, shape="text")
    return tuple(found)


def full(line: Marked, page: Page) -> bool:
    """Return whether a line of a hard-wrapped file reaches the edge."""
    return _width(line) >= page.width - _slack(page.width)


def flows(before: Marked, line: Marked, page: Page) -> bool:
    """Return whether nothing parts two lines but what parts the lines of every paragraph."""
    return line.line.gap <= page.inner and line.number == before.number + line.line.gap + 1


def fresh(line: Marked, page: Page) -> bool:
    """Return whether a line's indentation begins a paragraph."""
    return page.indents and line.line.indented


def _slack(width: float) -> float:
    """Return by how much a full line may fall short: a mark that may not begin or end a line."""
    return max(2.5, 0.06 * width)


def _width(line: Marked) -> float:
    return printed_width(line.plain) + (_INDENT if line.line.indented else 0.0)
