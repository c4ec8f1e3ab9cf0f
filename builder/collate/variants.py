"""Texts and their copies → the apparatus: typed variants, emendations, copies of one voice.

The reading text, given by the base and the editors, changes only where it has a misprint and an
independent copy has the word; the change is recorded. All other differences become variants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from zlib import crc32

from builder.collate.alignment import Unit, variation_units
from builder.collate.corrections import (
    Edit,
    Edits,
    changed_spans,
    correct,
    located,
    read_set,
    read_span,
)
from builder.collate.damage import DOUBLED, Bigrams, Contrast, is_misprint
from builder.collate.variant_type import markup, variant_type
from builder.collate.witnesses import HEAD, Copy, same_voice
from builder.model import (
    Apparatus,
    Article,
    Emendation,
    Place,
    Reading,
    Seeds,
    Source,
    Span,
    Text,
    TextParagraph,
    Variant,
    VariantType,
)

ALIKE = 0.5
"""Two headlines are compared word by word if they have this share of each in common."""
UNDECIDED = 12
"""Most characters of readings for which a note says that nothing decides between them."""


def variants(
    texts: Sequence[Text],
    copies: Sequence[Sequence[Copy]],
    differing: Sequence[tuple[Locus, ...]],
    seeds: Seeds,
    articles: Sequence[Article],
) -> Apparatus:
    """Return the apparatus of the texts, each with its copies and the loci in which they differ.

    Copies that print 道路待修缮 and 道路已修缮 give one variant, a substitution, with the readings
    待 and 已. Applied to a copy, the variants reproduce any other copy exactly. Corrections of
    articles that belong to no text are emendations as well.
    """
    edits = located(seeds.corrections, articles, seeds.sources)
    printed = [copy.article.paragraphs for group in copies for copy in group]
    bigrams = Bigrams([paragraph.text for paragraphs in printed for paragraph in paragraphs])
    read: list[Text] = []
    found: list[Variant] = []
    mended: dict[str, tuple[Edit, ...]] = {}
    for text, group, places in zip(texts, copies, differing, strict=True):
        if len(group) == 1:
            read.append(text)
            continue
        collation = _Collation(text, group, places, edits, bigrams)
        read.append(replace(collation.text, same_voice=same_voice(group)))
        found += collation.variants
        mended |= collation.mended
    sources = {source.entry.id: source for source in seeds.sources}
    return Apparatus(
        texts=tuple(read),
        variants=tuple(found),
        emendations=tuple(_emendations(articles, sources, edits, mended)),
    )


# ---------------------------------------------------------------- where copies differ


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in which copies differ."""

    place: Place
    """The part of the article."""
    spans: tuple[tuple[int, Span], ...]
    """(index of a copy, span in its body or head field)."""
    whole: bool
    """Whether it contains other loci: then copies either print the passage or omit it."""
    inside: int | None
    """Index of the locus that contains this one, in the same list."""


def loci(copies: Sequence[Copy]) -> tuple[Locus, ...]:
    """Return the places in which the copies differ: head fields first, then the body, in order."""
    found: list[Locus] = []

    def add(place: Place, unit: Unit, inside: int | None) -> None:
        number = len(found)
        found.append(Locus(place, unit.spans, bool(unit.inside), inside))
        for inner in unit.inside:
            add(place, inner, number)

    for place in HEAD:
        fields = [copy.words(place) for copy in copies]
        if len(set(fields)) > 1:
            for unit in _field_units(fields):
                add(place, unit, None)
    for unit in variation_units([copy.body for copy in copies]):
        add("paragraph", unit, None)
    return tuple(found)


def _field_units(fields: Sequence[str]) -> tuple[Unit, ...]:
    """Return the units of a head field; the whole field where the copies have little in common."""
    found = variation_units(fields)
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


# ---------------------------------------------------------------- what is misprinted


@dataclass(frozen=True, slots=True)
class Misprint:
    """A reading that is a misprint."""

    copy: int
    """Index of the copy."""
    paragraph: str
    """Id of its paragraph."""
    edit: Edit | None
    """The correction; `None` where no independent copy supports one."""
    note: str
    """What a reader should know, in Chinese."""


def misprints(
    copies: Sequence[Copy], locus: Locus, edits: Edits, bigrams: Bigrams
) -> Iterator[Misprint]:
    """Yield the misprints of a locus that editors have not corrected.

    A misprint is corrected only where all voices without misprints agree on one reading.
    """
    if locus.whole or locus.place != "paragraph":
        return
    texts = _printed(copies, locus)
    wrong: dict[int, str] = {}  # index of a copy → the reading that shows its misprint
    for number, (start, end) in locus.spans:
        body, printed = copies[number].body, list(texts.values())
        for other in sorted(set(printed) - {texts[number]}):
            contrast = Contrast(
                reading=texts[number],
                other=other,
                before=body[max(0, start - DOUBLED) : start],
                after=body[end : end + DOUBLED],
                copies=printed.count(texts[number]),
                others=printed.count(other),
                voices=len({copies[k].voice for k, text in texts.items() if text == other}),
            )
            if is_misprint(contrast, bigrams):
                wrong[number] = other
    for number, span in locus.spans:
        if number not in wrong:
            continue
        reading, copy = texts[number], copies[number]
        ((index, inner), *more) = copy.pieces(span)
        paragraph = copy.article.paragraphs[index]
        corrected = any(
            edit.start <= inner[1] and inner[0] <= edit.end for edit in edits.get(paragraph.id, ())
        )
        if more or "\n" in reading or corrected:
            continue
        own = {copies[k].voice for k, text in texts.items() if text == reading}
        sound = {
            k: text for k, text in texts.items() if k not in wrong and copies[k].voice not in own
        }
        if len(set(sound.values())) == 1 and "\n" not in next(iter(sound.values())):
            witness, better = next(iter(sound.items()))
            reason = f"原件作“{reading}”，据{copies[witness].name}改。"
            line, _ = copy.offset_in_line(index, inner[0])
            edit = Edit(*inner, "mend", better, reason, line)
            yield Misprint(number, paragraph.id, edit, reason)
        else:
            note = f"“{reading}”疑为误印，另一份作“{wrong[number]}”；无独立来源可据，未改。"
            yield Misprint(number, paragraph.id, None, note)


def _printed(copies: Sequence[Copy], locus: Locus) -> dict[int, str]:
    """Return index of a copy → what it prints in a locus.

    In a passage with inner loci, all copies that print it count as printing what the first does.
    """
    texts = {
        number: copies[number].words(locus.place)[slice(*span)] for number, span in locus.spans
    }
    if locus.whole:
        first = next(text for text in texts.values() if text)
        return {number: first if text else "" for number, text in texts.items()}
    return texts


# ---------------------------------------------------------------- one text


class _Collation:
    """The collation of a text: its new reading text, its variants and its misprints."""

    def __init__(
        self,
        text: Text,
        copies: Sequence[Copy],
        places: tuple[Locus, ...],
        edits: Edits,
        bigrams: Bigrams,
    ) -> None:
        self.copies = copies
        self.edits = edits
        self.loci = places
        self.misprints = [tuple(misprints(copies, locus, edits, bigrams)) for locus in self.loci]
        self.mended: dict[str, tuple[Edit, ...]] = {}
        for misprint in chain.from_iterable(self.misprints):
            if misprint.edit:
                found = (*self.mended.get(misprint.paragraph, ()), misprint.edit)
                self.mended[misprint.paragraph] = tuple(sorted(found, key=lambda edit: edit.start))
        self.text = replace(text, paragraphs=tuple(map(self._emended, text.paragraphs)))
        self.paragraphs = {paragraph.id: paragraph for paragraph in self.text.paragraphs}
        ids: list[str] = []
        self.variants: list[Variant] = []
        for number in range(len(self.loci)):
            variant = self._variant(number, ids)
            ids.append(variant.id)
            self.variants.append(variant)

    def _emended(self, paragraph: TextParagraph) -> TextParagraph:
        """Return a paragraph of the text with its misprints corrected from the copies."""
        if paragraph.id not in self.mended:
            return paragraph
        copy = next(copy for copy in self.copies if copy.article.id == paragraph.base)
        printed = next(p for p in copy.article.paragraphs if p.id == paragraph.id)
        text, corrections = correct(printed, copy.source, _both(self.edits, self.mended))
        return read_set(replace(paragraph, text=text, corrections=corrections), printed)

    def _variant(self, number: int, ids: Sequence[str]) -> Variant:
        """Return the variant of a locus; `ids` are the ids of the variants before it."""
        locus = self.loci[number]
        texts = _printed(self.copies, locus)
        home, paragraph, span = self._home(locus, texts)
        first = texts.get(home, "")
        if paragraph:
            span = read_span(self.paragraphs[paragraph], span)
            shown = self.paragraphs[paragraph].text[slice(*span)]
            first = shown if shown in texts.values() else first
        readings = sorted(
            dict.fromkeys(texts.values()),
            key=lambda text: (text != first, -list(texts.values()).count(text)),
        )
        kind, folded = variant_type(readings)
        if kind == "punctuation" and any(
            self._within_figures(self.copies[k].words(locus.place), span) for k, span in locus.spans
        ):
            kind, folded = "numeral", False
        if kind in ("omission", "addition"):
            kind = self._direction(readings, texts, kind)
        damaged = tuple(self._damaged(number))
        if damaged:
            kind, folded = "damage", False
        elif kind == "damage":
            damaged = tuple(self.copies[k].article.id for k, text in texts.items() if markup(text))
        return Variant(
            id=self._id(locus, home, texts, ids),
            text=self.text.id,
            paragraph=paragraph,
            place=locus.place,
            span=span,
            type=kind,
            readings=tuple(
                Reading(
                    reading,
                    tuple(
                        witness
                        for k, printed in locus.spans
                        if texts[k] == reading
                        for witness in self.copies[k].witnesses(locus.place, printed)
                    ),
                )
                for reading in readings
            ),
            folded=folded,
            inside=ids[locus.inside] if locus.inside is not None else None,
            damaged=damaged,
            note=self._note(number, readings, texts, decided=folded or kind != "substitution"),
        )

    @staticmethod
    def _within_figures(words: str, span: Span) -> bool:
        """Return whether words have figures on both sides of a span: 10、20."""
        start, end = span
        return words[start - 1 : start].isdecimal() and words[end : end + 1].isdecimal()

    def _home(self, locus: Locus, texts: Mapping[int, str]) -> tuple[int, str | None, Span]:
        """Return the copy whose reading the text has, the text's paragraph, and the span in it."""
        spans = dict(locus.spans)
        if locus.place != "paragraph":
            return 0, None, spans[0]
        first, *others = spans
        for number in (first, *(k for k in others if not texts[first])):
            pieces = list(self.copies[number].pieces(spans[number]))
            index, inner = next((p for p in pieces if p[1][0] < p[1][1]), pieces[0])
            name = self.copies[number].article.paragraphs[index].id
            if name in self.paragraphs and texts[number]:
                return number, name, inner
        index, inner = next(self.copies[first].pieces(spans[first]))
        name = self.copies[first].article.paragraphs[index].id
        if name in self.paragraphs:
            return first, name, inner
        shown = {copy: p.id for p in self.text.paragraphs for copy in p.copies}
        return first, shown.get(name, self.text.paragraphs[0].id), (0, 0)

    def _id(self, locus: Locus, home: int, texts: Mapping[int, str], taken: Sequence[str]) -> str:
        """Return an id made from the line and offset of the locus in the base."""
        start, end = dict(locus.spans)[home]
        copy = self.copies[home]
        if locus.place == "paragraph":
            index, (inner, _) = next(copy.pieces((start, end)))
            line, offset = copy.offset_in_line(index, inner)
            lender = f"{copy.article.id}-" if home else ""
            found = f"{self.text.id}-v{lender}{line}-{offset}-{end - start}"
        else:
            found = f"{self.text.id}-{locus.place}-{start}-{end - start}"
        if end == start or found in taken:
            k, words = next((k, text) for k, text in texts.items() if text and k != home)
            key = f"{self.copies[k].article.id} {dict(locus.spans)[k][0]} {words}"
            found += f"-{crc32(key.encode()):08x}"
        return found

    def _damaged(self, number: int) -> Iterator[str]:
        """Yield the ids of the copies whose reading is a misprint, by an editor or another copy."""
        locus = self.loci[number]
        if locus.whole or locus.place != "paragraph":
            return
        misprinted = {misprint.copy for misprint in self.misprints[number]}
        for k, span in locus.spans:
            if k in misprinted or any(self._mends(k, span)):
                yield self.copies[k].article.id

    def _mends(self, number: int, span: Span) -> Iterator[Edit]:
        """Yield the editors' corrections that change the words of a copy in a span of its body."""
        copy = self.copies[number]
        for index, (start, end) in copy.pieces(span):
            paragraph = copy.article.paragraphs[index]
            for edit in self.edits.get(paragraph.id, ()):
                words = paragraph.text[edit.start : edit.end]
                changes = changed_spans(words, edit.reading) if edit.kind == "mend" else ()
                if any(
                    (edit.start + first < end and start < edit.start + last)
                    or (first == last and start <= edit.start + first <= end)
                    for (first, last), _ in changes
                ):
                    yield edit

    def _note(
        self, number: int, readings: Sequence[str], texts: Mapping[int, str], *, decided: bool
    ) -> str:
        locus = self.loci[number]
        notes = [misprint.note for misprint in self.misprints[number]]
        if not locus.whole and locus.place == "paragraph":
            notes += [note for k, span in locus.spans for note in self._reasons(k, span, texts)]
        if not notes and not decided and all(0 < len(text) <= UNDECIDED for text in readings):
            homes = [self._voices(k for k in texts if texts[k] == text) for text in readings]
            if locus.place == "paragraph" and all(
                len(homes[0]) <= len(others) for others in homes[1:]
            ):
                notes.append("各读法的独立来源数目相当，无从取舍，正文从底本。")
        return "".join(dict.fromkeys(notes))

    def _reasons(self, number: int, span: Span, texts: Mapping[int, str]) -> Iterator[str]:
        """Yield the evidence for an editor's correction: the copies that print the word."""
        copy = self.copies[number]
        others = [self.copies[k] for k in texts if texts[k] != texts[number]]
        independent = [other for other in others if other.voice != copy.voice]
        names = dict.fromkeys(other.name for other in independent or others)
        for edit in self._mends(number, span):
            index, _ = next(copy.pieces(span))
            words = copy.article.paragraphs[index].text[edit.start : edit.end]
            yield f"原件作“{words}”，据{'、'.join(names)}改。" if names else edit.reason

    def _direction(
        self, readings: Sequence[str], texts: Mapping[int, str], kind: VariantType
    ) -> VariantType:
        """Return `omission` if most voices print the words, `addition` if most do not.

        In a tie the reading text decides, as given by `kind`.
        """
        longest = max(readings, key=len)
        having = self._voices(k for k in texts if texts[k] == longest)
        lacking = self._voices(k for k in texts if texts[k] != longest)
        if len(having) == len(lacking):
            return kind
        return "omission" if len(having) > len(lacking) else "addition"

    def _voices(self, numbers: Iterable[int]) -> set[str]:
        return {self.copies[k].voice for k in numbers}


def _both(edits: Edits, mended: Edits) -> Edits:
    """Return the corrections of editors and copies together, by paragraph and offset."""
    return {
        name: tuple(
            sorted(
                (*edits.get(name, ()), *mended.get(name, ())),
                key=lambda edit: (edit.start, edit.end),
            )
        )
        for name in {*edits, *mended}
    }


def _emendations(
    articles: Sequence[Article], sources: Mapping[str, Source], edits: Edits, mended: Edits
) -> Iterator[Emendation]:
    both = _both(edits, mended)
    for article in articles:
        for paragraph in article.paragraphs:
            if paragraph.id not in both:
                continue
            by_copy = {(e.line, e.reading, e.reason) for e in mended.get(paragraph.id, ())}
            for correction in correct(paragraph, sources[article.source], both)[1]:
                if correction.kind != "markup":
                    key = correction.line, correction.reading, correction.reason
                    yield Emendation(
                        article=article.id,
                        paragraph=paragraph.id,
                        by="copy" if key in by_copy else "editor",
                        correction=correction,
                    )
