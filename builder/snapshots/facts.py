"""Who spoke, in what office, and when, as published: what differs, and which entry says why.

In: locks, corpora, the entries `facts:` of `corrections.yml`. An entry leads from what was shown to
what is shown, in its own place; several lead on from each other, in the order of their days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.model import (
    Change,
    Changes,
    Corpus,
    EditorDate,
    FactCorrection,
    FactField,
    InputError,
    Lock,
    LockedText,
    Ref,
    Seeds,
    SnapshotEntry,
    Text,
    TextParagraph,
    days,
)
from builder.model.facts import FIELDS, begins, fact, is_about, worded

FILE = "seeds/corrections.yml"
"""The file in which editors say what was published wrongly."""

_NOUNS: Mapping[FactField, str] = {
    "speaker": "who says it", "office": "the office", "date": "the date",
    "words": "the words",
}  # fmt: skip
"""Fields as messages call them."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A field of a text, or of one of its paragraphs, as published and as it is now."""

    field: FactField
    text: Text
    paragraph: TextParagraph | None
    published: str | None
    """As editors write it; `None` where no lock tells."""
    now: str
    """As editors write it."""

    @property
    def line(self) -> int | None:
        """The line on which the paragraph begins; `None` for the text as a whole."""
        return self.paragraph.ranges[0][0] if self.paragraph else None

    def is_of(self, entry: FactCorrection) -> bool:
        """Return whether an entry is about this place."""
        return entry.field == self.field and is_about(entry, self.text, self.paragraph)

    def applied(self, entries: Iterable[FactCorrection]) -> tuple[FactCorrection, ...]:
        """Return the entries that lead from what was published to something else, in order."""
        out: list[FactCorrection] = []
        value = self.published
        for entry in entries:
            if entry.before == value and self.is_of(entry):
                out.append(entry)
                value = entry.after
        return tuple(out)


def _places(locked: LockedText, text: Text) -> Iterator[_Place]:
    """Yield what a lock can tell of a text, the text as a whole first."""
    held = {one.id: one for one in locked.paragraphs}
    for field in FIELDS:
        yield _place(field, text, None, getattr(locked, field))
        for one in text.paragraphs if field != "date" else ():
            yield _place(field, text, one, getattr(held.get(one.id), field, None))


def _place(
    field: FactField, text: Text, paragraph: TextParagraph | None, published: str | None
) -> _Place:
    said = None if published is None else worded(field, published)
    return _Place(field, text, paragraph, said, worded(field, fact(field, text, paragraph)))


# ---------------------------------------------------------------- what was published, and is not


def misstated(
    locked: LockedText, text: Text, entries: Sequence[FactCorrection], files: Mapping[str, str]
) -> Iterator[InputError]:
    """Yield where a text is of another speaker, office or date than its lock says.

    What is the same in several paragraphs is told once; `files` are the sources' by their ids.
    """
    found: defaultdict[tuple[FactField, str, str], list[_Place]] = defaultdict(list)
    untrue: defaultdict[tuple[FactCorrection, str], list[_Place]] = defaultdict(list)
    for place in _places(locked, text):
        applied = place.applied(entries)
        told = applied[-1].after if applied else place.published
        if told in (None, place.now):
            continue
        if applied:
            untrue[applied[-1], place.now].append(place)
        else:
            found[place.field, told or "", place.now].append(place)
    for (told_by, now), places in untrue.items():
        what = f"of {', '.join(map(_named, places))} `after` is not what is shown: {now}"
        yield _error(told_by, what, f"write `after: {now}`, or undo what changed it")
    for (field, before, after), places in found.items():
        place, lines = places[0], [one.line for one in places]
        is_whole = None in lines
        named = ", ".join(map(_named, places[:1] if is_whole else places))
        first = place.paragraph or next(iter(text.paragraphs), None)
        entry = {
            "text": text.id, "lines": lines, "field": field, "before": before, "after": after,
            "reason": "为什么", "on": "2026-05-31",
        }  # fmt: skip
        if is_whole:
            del entry["lines"]
        shown = ", ".join(f"{key}: {value}" for key, value in entry.items())
        yield InputError(
            files[first.source] if first else str(Ref("document", text.id)),
            f"{_NOUNS[field]} of {named} became another"
            f"\n    published | {before}\n    now       | {after}",
            remedy="undo what changed it (an edit of the file, a pin, an editor's date, a rule); "
            f"where it was published wrongly, say so under `facts:` in {FILE}: - {{{shown}}}",
            line=first.ranges[0][0] if first else None,
        )


def _named(place: _Place) -> str:
    return place.paragraph.id if place.paragraph else place.text.id


# ---------------------------------------------------------------- entries that say what is not so


def unfounded(locks: Iterable[Lock], corpora: Sequence[Corpus]) -> Iterator[InputError]:
    """Yield the entries that are about nothing, or about what was not published or is not shown.

    Where no lock tells of a place, only what is shown is known.
    """
    every = corpora[-1].seeds.facts if corpora else ()
    if not every:
        return
    entries = [one for one in every if one.field != "words"]
    yield from _unread((one for one in every if one.field == "words"), corpora)
    held = {(lock.snapshot, text.id): text for lock in locks for text in lock.texts}
    places = [
        place
        for corpus in corpora
        for text in corpus.texts
        for place in _places(
            held.get((corpus.seeds.snapshots[-1].id, text.id), LockedText(text.id, "", ())), text
        )
    ]
    for entry in entries:
        about = [one for one in places if one.is_of(entry)]
        if not about and not entry.lines:
            what = f"there is no text `{entry.text}`"
            yield _error(entry, what, "write its id as the address of its page has it")
            continue
        for line in entry.lines or (None,):
            here = [
                one
                for one in about
                if line is None or (one.paragraph and begins(entry, line, one.paragraph))
            ]
            yield from _unfounded(entry, line, here, entries)


def _unread(entries: Iterable[FactCorrection], corpora: Sequence[Corpus]) -> Iterator[InputError]:
    """Yield entries of words that stand in none of the paragraphs that they name."""
    for entry in entries:
        for line in entry.lines:
            here = [
                one.text
                for corpus in corpora
                for text in corpus.texts
                if entry.text in text.articles
                for one in text.paragraphs
                if begins(entry, line, one)
            ]
            if not any(entry.after in words for words in here):
                what = f"`after` does not stand in the paragraph that begins on line {line}"
                yield _error(entry, what, "write the words as that paragraph has them now")


def reworded(
    words: str, text: Text, paragraph: TextParagraph, entries: Iterable[FactCorrection]
) -> str:
    """Return the words of a published paragraph with what editors say that they became."""
    for entry in entries:
        is_here = entry.field == "words" and is_about(entry, text, paragraph)
        if is_here and words != paragraph.text:  # a later lock has what they became
            words = words.replace(entry.before, entry.after, 1)
    return words


def _unfounded(
    entry: FactCorrection,
    line: int | None,
    places: Sequence[_Place],
    entries: Sequence[FactCorrection],
) -> Iterator[InputError]:
    """Yield what is wrong with an entry in its places: those of one line, or of a whole text."""
    where = f"line {line} of {entry.text}" if line else entry.text
    if not places:
        remedy = "give the line on which the paragraph begins: the number beside it on its page"
        yield _error(entry, f"no paragraph begins on {where}", remedy)
        return
    if any(entry in place.applied(entries) for place in places):
        return
    published = sorted({place.published for place in places if place.published is not None})
    if published:
        remedy = f"published was {'; '.join(published)}: write that, or take the entry out"
        yield _error(entry, f"of {where} this was never published", remedy)
    elif not any(entry.after == place.now or _led_on(entry, place, entries) for place in places):
        now = "; ".join(sorted({place.now for place in places}))
        yield _error(entry, f"of {where} `after` is not what is shown", f"shown is {now}")


def _led_on(entry: FactCorrection, place: _Place, entries: Sequence[FactCorrection]) -> bool:
    """Return whether a later entry leads on from what an entry says of a place."""
    later = entries[entries.index(entry) + 1 :]
    return any(one.before == entry.after and place.is_of(one) for one in later)


def _error(entry: FactCorrection, message: str, remedy: str) -> InputError:
    place = f"{entry.text}, {entry.field}"
    said = f"before: {entry.before}, after: {entry.after}"
    return InputError(FILE, f"{place}: {message}", remedy=remedy, line=entry.at or None, quote=said)


# ---------------------------------------------------------------- told among what changed


def corrected(changes: Changes, seeds: Seeds, texts: Iterable[Text]) -> Changes:
    """Return the changes between two updates with what was corrected in between.

    An entry comes after the earlier update and not after the later one; after the newest, of which
    `texts` are, nothing is too late.
    """
    ids = [snapshot.id for snapshot in seeds.snapshots]
    by_id = dict(zip(ids, seeds.snapshots, strict=True))
    since = _day(by_id[changes.before])
    until = "9999" if changes.after == ids[-1] else _day(by_id[changes.after])
    told = [
        Change(
            "correction_added",
            text.id,
            one.id if one else None,
            before=entry.before,
            after=entry.after,
            subject=entry.field,
            reason=entry.reason,
            on=entry.on,
        )
        for entry in seeds.facts
        if since < entry.on <= until
        for text in texts
        if text.snapshot <= changes.after
        for one in (text.paragraphs if entry.lines else (None,))
        if is_about(entry, text, one)
    ]
    return replace(changes, corrections=(*changes.corrections, *told))


def _day(snapshot: SnapshotEntry) -> str:
    """Return the last day of an update, or the first where the last is not known."""
    date = snapshot.date.value if isinstance(snapshot.date, EditorDate) else snapshot.date
    first, last = days(date) or (None, None)
    return last or first or ""
