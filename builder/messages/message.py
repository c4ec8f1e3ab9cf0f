"""A sentence of ours with slots → the sentence.

The proof of the site reads the words between the slots: what a page says of its own is one of these
sentences, or a finding. Words and slots are plain text; what is marked up stays outside.
"""

from __future__ import annotations

from dataclasses import dataclass

NUMBERS = "numbers"
"""Name of a slot that holds several."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named slots.

    A slot with a format, as `{count:d}` or `{share:.1%}`, holds a number, `{numbers:s}` several,
    `{name:s}` names that stand in the data or in the editors' files. Any other holds what is proven on its own: a date, a
    source's words, another message.
    """

    template: str
    """As str.format takes it: '{count:d} 处'."""

    def __call__(self, **slots: object) -> str:
        """Return the sentence; a slot that is missing is a KeyError."""
        return self.template.format_map(slots)
