"""A text with some of its characters folded or left out, and their offsets in the text.

Texts are compared in folded form; matches are shown as printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.language.folding import folded


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded form of a text, with offsets."""

    text: str
    """The folded characters; equal for two printings of the same words."""
    offsets: tuple[int, ...]
    """Offset of each of them in the text as printed, ascending."""
    length: int
    """Length of the text as printed."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the text as printed of the characters from `start` to `end`.

        An empty span is placed before the character that follows.
        """
        if start == end:
            at = self.offsets[start] if start < len(self.offsets) else self.length
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1


def folded_letters(text: str) -> Folded:
    """Return the letters and digits of a text, folded, with their offsets.

    Of “ＡＩ＋” 行动 the letters are ai行动, at the offsets 1, 2, 6 and 7.
    """
    shapes = folded(text)
    offsets = tuple(offset for offset, shape in enumerate(shapes) if shape.isalnum())
    return Folded("".join(map(shapes.__getitem__, offsets)), offsets, len(text))
