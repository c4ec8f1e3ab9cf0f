"""Lines as received → lines ready for reading: blank ones gone, white space around them known.

Nothing else is taken away here: every line that is not blank comes out, with its number.
"""

from __future__ import annotations

from builder.model import Line, Source

BEGINNING = 9
"""The gap before the first line: as many blank lines as part two articles, and more."""


def clean(source: Source) -> tuple[Line, ...]:
    """Return the lines of a source that are not blank, in order.

    `　　近日，…` on line 3 is `Line(3, "近日，…", indented=True, gap=1)`.
    """
    levels = dict(source.headings)
    lines: list[Line] = []
    last = 0
    for number, printed in enumerate(source.lines, start=1):
        text = printed.strip()
        if not text:
            continue
        gap = number - last - 1 if last else max(BEGINNING, number - 1)
        lines.append(Line(number, text, _indented(printed), gap, levels.get(number, 0)))
        last = number
    return tuple(lines)


def _indented(printed: str) -> bool:
    blank = printed[: len(printed) - len(printed.lstrip())]
    return "\u3000" in blank or "\t" in blank or len(blank) >= 2
