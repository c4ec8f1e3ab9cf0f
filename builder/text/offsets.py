"""A text with some of its characters folded or left out, and the way back into the text.

Texts are compared without their typography; what is found is shown as it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from builder.language.folding import folded


@dataclass(frozen=True, slots=True)
class Folded:
    """What is compared of a text."""

    text: str
    """The characters that are compared; equal for two printings of the same words."""
    offsets: tuple[int, ...]
    """For each of them its offset in the text as printed, ascending."""
    length: int
    """Length of the text as printed."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` to `end` stand in the text as printed.

        An empty span stands before the character that follows.
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
