"""Texts and cited documents → which of two is surely later, so that no link leads to what was not.

A link to a document that is surely later is drawn only where the words say that it is to come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.language.issuing import is_to_come
from builder.model import Days, Entity, Ref, Span, Text, surely_later


@dataclass(frozen=True, slots=True)
class Chronology:
    """When the texts and the documents that they cite were written, as far as that is known."""

    days: Mapping[tuple[str, str], Days]
    """Kind and id of an address → its first and last possible day."""

    def is_later(self, target: Ref, origin: Ref) -> bool:
        """Return whether a target is surely later than what leads there; dates must be known."""
        unknown: Days = (None, None)
        of_target, of_origin = (
            self.days.get((ref.kind, ref.id), unknown) for ref in (target, origin)
        )
        return surely_later(of_target, of_origin)

    def may_name(self, origin: Ref, target: Ref, text: str, name: Span) -> bool:
        """Return whether words that name a document at `name` can lead from `origin` to it."""
        return not self.is_later(target, origin) or is_to_come(text, name)


def chronology(texts: Sequence[Text], entities: Sequence[Entity] = ()) -> Chronology:
    """Return when the texts were published and the cited documents issued."""
    return Chronology(
        {
            **{("document", text.id): text.days for text in texts},
            **{("entity", entity.id): entity.issued for entity in entities},
        }
    )
