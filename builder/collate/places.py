"""The copies of a text → the places in which they differ, with who prints what and what is damaged.

Between the comparison of strings and the apparatus of a text: spans of strings become witnesses,
readings are gathered, and a slip that an independent copy shows becomes a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.collate.alignment import Unit, units
from builder.collate.corrections import Edit
from builder.collate.damage import Beside, Company, is_damaged
from builder.collate.voices import name, voice
from builder.collate.witnesses import HEAD, Copy
from builder.model import ANEW, Once, Place, Span, Witness

ALIKE = 0.5
"""Two headlines are compared word by word if they have this part of the shorter in common."""
CONTEXT = 12
"""So many characters around a reading are looked at."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A place in which copies differ."""

    place: Place
    spans: tuple[tuple[int, Span], ...]
    """Number of a copy, and its words in its body or head field."""
    whole: bool
    """Whether other places stand inside: then copies either print the passage or lack it."""
    inside: int | None
    """Number of the place in which this one stands, in the same list."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A reading that is a slip of the print."""

    copy: int
    """Number of the copy."""
    paragraph: str
    """Id of its paragraph."""
    edit: Edit | None
    """What is read instead; `None` where no independent copy says so."""
    note: str
    """What a reader should know."""


def differing(copies: Sequence[Copy], once: Once = ANEW) -> tuple[Differing, ...]:
    """Return the places in which the copies differ: head fields first, then in order of place.

    `once` is asked for those of strings.
    """
    found: list[Differing] = []
    for place in HEAD:
        fields = tuple(copy.field(place) for copy in copies)
        if len(set(fields)) > 1:
            for unit in _field_units(fields, once):
                _add(found, place, unit, None)
    for unit in once(units, tuple(copy.body for copy in copies)):
        _add(found, "paragraph", unit, None)
    return tuple(found)


def _field_units(fields: tuple[str, ...], once: Once) -> tuple[Unit, ...]:
    """Return the places in a head field; the whole field where the copies have little in common."""
    found = once(units, fields)
    whole = Unit(tuple((number, (0, len(field))) for number, field in enumerate(fields)))
    if any(unit.inside for unit in found):
        return (whole,)
    printed = [number for number, field in enumerate(fields) if field]
    for number in printed:
        differ = sum(
            end - start for unit in found for copy, (start, end) in unit.spans if copy == number
        )
        if len(printed) > 1 and len(fields[number]) - differ < ALIKE * len(fields[number]):
            return (whole,)
    return found


def _add(found: list[Differing], place: Place, unit: Unit, inside: int | None) -> None:
    number = len(found)
    found.append(Differing(place, unit.spans, bool(unit.inside), inside))
    for inner in unit.inside:
        _add(found, place, inner, number)


def printed(copies: Sequence[Copy], one: Differing) -> dict[int, str]:
    """Return what each copy prints in a place; where it is a passage, the same for all that have
    it: what the first of them prints."""
    texts = {
        number: (
            copies[number].body if one.place == "paragraph" else copies[number].field(one.place)
        )[slice(*span)]
        for number, span in one.spans
    }
    if one.whole:
        first = next(text for text in texts.values() if text)
        return {number: first if text else "" for number, text in texts.items()}
    return texts


def witnesses(copies: Sequence[Copy], one: Differing) -> dict[int, tuple[Witness, ...]]:
    """Return where each copy prints its reading."""
    return {
        number: copies[number].witnesses(span)
        if one.place == "paragraph"
        else (copies[number].head_witness(one.place, span),)
        for number, span in one.spans
    }


def slips(
    copies: Sequence[Copy],
    one: Differing,
    edits: Mapping[str, tuple[Edit, ...]],
    company: Company,
) -> Iterator[Slip]:
    """Yield what is a slip of the print in a place, where editors have not spoken of it.

    It is mended only where all voices that do not print it print one other reading.
    """
    if one.whole or one.place != "paragraph":
        return
    texts = printed(copies, one)
    voices = {number: voice(copies[number].article, copies[number].source) for number in texts}
    slipped = {
        number: other
        for number, reading in texts.items()
        for other in sorted(set(texts.values()) - {reading})
        if is_damaged(_beside(copies, one, number, other, texts, voices), company)
    }
    for number, span in one.spans:
        if number not in slipped:
            continue
        reading = texts[number]
        ((index, inner), *more) = copies[number].pieces(span)
        paragraph = copies[number].article.paragraphs[index]
        if more or "\n" in reading or _spoken(edits.get(paragraph.id, ()), inner):
            continue
        own = {voices[k] for k, text in texts.items() if text == reading}
        sound = {k: text for k, text in texts.items() if k not in slipped and voices[k] not in own}
        if len(set(sound.values())) == 1 and "\n" not in next(iter(sound.values())):
            witness, better = next(iter(sound.items()))
            other = copies[witness]
            reason = f"原件作“{reading}”，据{name(other.article, other.source)}改。"
            line, _ = copies[number].offset_in_line(index, inner[0])
            yield Slip(
                number, paragraph.id, Edit(*inner, "mend", better, reason, line), reason
            )  # fmt: skip
        else:
            note = f"“{reading}”疑为误印，另一份作“{slipped[number]}”；无独立来源可据，未改。"
            yield Slip(number, paragraph.id, None, note)


def _beside(
    copies: Sequence[Copy],
    one: Differing,
    number: int,
    other: str,
    texts: Mapping[int, str],
    voices: Mapping[int, str],
) -> Beside:
    """Return the reading of a copy beside another reading."""
    start, end = dict(one.spans)[number]
    body = copies[number].body
    said = list(texts.values())
    return Beside(
        reading=texts[number],
        other=other,
        before=body[max(0, start - CONTEXT) : start],
        after=body[end : end + CONTEXT],
        copies=said.count(texts[number]),
        others=said.count(other),
        voices=len({voices[k] for k, text in texts.items() if text == other}),
    )


def _spoken(edits: Sequence[Edit], span: Span) -> bool:
    """Return whether an editor has spoken of words that a span touches."""
    return any(edit.start <= span[1] and span[0] <= edit.end for edit in edits)
