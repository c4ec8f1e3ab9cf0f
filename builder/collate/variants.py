"""Texts and their copies → the apparatus: typed variants, agreement by paragraph, what is mended.

The reading changes only where it is a slip of the print and an independent copy has the word; it
says so. All else that differs stands beside the reading, which the base and the editors give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from zlib import crc32

from builder.collate.agreements import agreements
from builder.collate.corrections import Edit, Edits, correct, located
from builder.collate.damage import Company
from builder.collate.places import Differing, differing, printed, slips, witnesses
from builder.collate.reread import cores, read_span
from builder.collate.variant_type import markup, variant_type
from builder.collate.voices import name, voice
from builder.collate.witnesses import Copy
from builder.model import (
    ANEW,
    Agreement,
    Apparatus,
    Article,
    Emendation,
    Once,
    Reading,
    Seeds,
    Source,
    Span,
    Text,
    TextParagraph,
    Variant,
    VariantType,
)

UNDECIDED = 12
"""Of readings no longer than this it is said that nothing decides between them."""


def variants(
    texts: Sequence[Text], articles: Sequence[Article], seeds: Seeds, once: Once = ANEW
) -> Apparatus:
    """Return the apparatus of the texts, whose copies are among the articles.

    Of one text whose copies print 正从试验 and 正在试验 there is one variant, a substitution,
    with the readings 正从 and 正在. Applied to one copy, the variants give another exactly.
    `once` is asked for the places in which copies differ.
    """
    sources = {source.entry.id: source for source in seeds.sources}
    by_id = {article.id: article for article in articles}
    edits = located(seeds.corrections, articles, seeds.sources)
    company = Company(
        [
            paragraph.text
            for text in texts
            for name in text.articles
            for paragraph in by_id[name].paragraphs
        ]
    )
    read: list[Text] = []
    found: list[Variant] = []
    told: list[Agreement] = []
    mended: dict[str, tuple[Edit, ...]] = {}
    for text in texts:
        if len(text.articles) > 1:
            copies = [Copy(by_id[name], sources[by_id[name].source]) for name in text.articles]
            one = _Collated(text, copies, edits, company, once)
            mended |= one.mended
            found += one.variants
            told += agreements(one.text, one.copies, one.variants)
            read.append(one.text)
        else:
            read.append(text)
    return Apparatus(
        texts=tuple(read),
        variants=tuple(found),
        agreements=tuple(told),
        emendations=tuple(_emendations(articles, sources, edits, mended)),
    )


class _Collated:
    """One text with its apparatus."""

    def __init__(
        self, text: Text, copies: Sequence[Copy], edits: Edits, company: Company, once: Once
    ) -> None:
        self.copies = copies
        self.edits = edits
        self.places = differing(copies, once)
        self.slips = {
            number: tuple(slips(copies, one, edits, company))
            for number, one in enumerate(self.places)
        }
        self.mended: dict[str, tuple[Edit, ...]] = {}
        for slip in chain.from_iterable(self.slips.values()):
            if slip.edit:
                found = (*self.mended.get(slip.paragraph, ()), slip.edit)
                self.mended[slip.paragraph] = tuple(sorted(found, key=lambda edit: edit.start))
        self.text = replace(text, paragraphs=tuple(map(self._reread, text.paragraphs)))
        self.paragraphs = {paragraph.id: paragraph for paragraph in self.text.paragraphs}
        self.variants = tuple(self._variants())

    def _reread(self, paragraph: TextParagraph) -> TextParagraph:
        """Return a paragraph of the text with what the copies mend in it."""
        if paragraph.id not in self.mended:
            return paragraph
        copy = next(copy for copy in self.copies if copy.article.id == paragraph.base)
        original = next(one for one in copy.article.paragraphs if one.id == paragraph.id)
        text, corrections = correct(original, copy.source, _both(self.edits, self.mended))
        return replace(paragraph, text=text, corrections=corrections)

    def _variants(self) -> Iterator[Variant]:
        names: dict[int, str] = {}
        for number, one in enumerate(self.places):
            variant = self._variant(number, one, names)
            names[number] = variant.id
            yield variant

    def _variant(self, number: int, one: Differing, names: Mapping[int, str]) -> Variant:
        texts, where = printed(self.copies, one), witnesses(self.copies, one)
        reference, paragraph, inner = self._home(one, texts)
        span = inner
        first = texts.get(reference, "")
        if paragraph:
            span = read_span(self.paragraphs[paragraph], inner)
            site = self.paragraphs[paragraph].text[slice(*span)]
            first = site if site in texts.values() else first
        order = sorted(
            dict.fromkeys(texts.values()),
            key=lambda text: (text != first, -list(texts.values()).count(text)),
        )
        kind, folded = variant_type(order)
        if kind in ("omission", "addition"):
            kind = self._direction(order, texts, kind)
        damaged = tuple(self._damaged(number, one, where))
        if damaged:
            kind, folded = "damage", False
        elif kind == "damage":
            damaged = tuple(self.copies[k].article.id for k, text in texts.items() if markup(text))
        return Variant(
            id=self._id(one, reference, texts, set(names.values())),
            text=self.text.id,
            paragraph=paragraph,
            place=one.place,
            span=span,
            type=kind,
            readings=tuple(
                Reading(text, tuple(w for k, ws in where.items() if texts[k] == text for w in ws))
                for text in order
            ),
            folded=folded,
            inside=names[one.inside] if one.inside is not None else None,
            damaged=damaged,
            note=self._note(number, one, order, texts, folded or kind != "substitution"),
        )

    def _home(self, one: Differing, texts: Mapping[int, str]) -> tuple[int, str | None, Span]:
        """Return the copy that gives the reading here, the text's paragraph, and the span there."""
        spans = dict(one.spans)
        if one.place != "paragraph":
            return 0, None, spans[0]
        first, *others = spans
        for number in (first, *(k for k in others if not texts[first])):
            pieces = list(self.copies[number].pieces(spans[number]))
            index, inner = next((p for p in pieces if p[1][0] < p[1][1]), pieces[0])
            name = self.copies[number].article.paragraphs[index].id
            lends = number and texts[number]
            if name in self.paragraphs and (lends or (not number and texts[number])):
                return number, name, inner
        index, inner = next(self.copies[first].pieces(spans[first]))
        name = self.copies[first].article.paragraphs[index].id
        if name in self.paragraphs:
            return first, name, inner
        shown = {copy: p.id for p in self.text.paragraphs for copy in p.copies}
        home = shown.get(name)
        return (first, home, (0, 0)) if home else (first, self.text.paragraphs[0].id, (0, 0))

    def _id(self, one: Differing, reference: int, texts: Mapping[int, str], taken: set[str]) -> str:
        """Return an id made of where the place stands in the base."""
        start, end = dict(one.spans)[reference]
        copy = self.copies[reference]
        if one.place == "paragraph":
            index, (inner, _) = next(copy.pieces((start, end)))
            line, offset = copy.offset_in_line(index, inner)
            lender = f"{copy.article.id}-" if reference else ""
            found = f"{self.text.id}-v{lender}{line}-{offset}-{end - start}"
        else:
            found = f"{self.text.id}-{one.place}-{start}-{end - start}"
        if end == start or found in taken:
            k, words = next((k, text) for k, text in texts.items() if text and k != reference)
            said = f"{self.copies[k].article.id} {dict(one.spans)[k][0]} {words}"
            found += f"-{crc32(said.encode()):08x}"
        return found

    def _damaged(
        self, number: int, one: Differing, where: Mapping[int, Sequence[object]]
    ) -> Iterator[str]:
        """Yield the copies of whose reading here an editor, or another copy, says it is a slip."""
        if one.whole or one.place != "paragraph":
            return
        slipped = {slip.copy for slip in self.slips[number]}
        for k, span in one.spans:
            if k in slipped or (k in where and any(self._emended(k, span))):
                yield self.copies[k].article.id

    def _emended(self, number: int, span: Span) -> Iterator[Edit]:
        """Yield the editors' corrections that change the words of a copy in a span of its body."""
        copy = self.copies[number]
        for index, (start, end) in copy.pieces(span):
            for edit in self.edits.get(copy.article.paragraphs[index].id, ()):
                words = copy.article.paragraphs[index].text[edit.start : edit.end]
                changes = cores(words, edit.reading) if edit.kind == "mend" else ()
                if any(
                    (edit.start + first < end and start < edit.start + last)
                    or (first == last and start <= edit.start + first <= end)
                    for (first, last), _ in changes
                ):
                    yield edit

    def _note(
        self,
        number: int,
        one: Differing,
        order: Sequence[str],
        texts: Mapping[int, str],
        decided: bool,
    ) -> str:
        notes = [slip.note for slip in self.slips[number]]
        if not one.whole and one.place == "paragraph":
            notes += [note for k, span in one.spans for note in self._because(k, span, texts)]
        if not notes and not decided and all(0 < len(text) <= UNDECIDED for text in order):
            homes = [self._voices(k for k in texts if texts[k] == text) for text in order]
            if one.place == "paragraph" and all(len(homes[0]) <= len(rest) for rest in homes[1:]):
                notes.append("各读法的独立来源数目相当，无从取舍，正文从底本。")
        return "".join(dict.fromkeys(notes))

    def _because(self, number: int, span: Span, texts: Mapping[int, str]) -> Iterator[str]:
        """Yield what an editor's correction of a copy rests on: the copies that print the word."""
        own = voice(self.copies[number].article, self.copies[number].source)
        others = [k for k in texts if texts[k] != texts[number]]
        independent = [
            k for k in others if voice(self.copies[k].article, self.copies[k].source) != own
        ]
        names = dict.fromkeys(
            name(self.copies[k].article, self.copies[k].source) for k in independent or others
        )
        for edit in self._emended(number, span):
            index, _ = next(self.copies[number].pieces(span))
            words = self.copies[number].article.paragraphs[index].text[edit.start : edit.end]
            yield f"原件作“{words}”，据{'、'.join(names)}改。" if names else edit.reason

    def _direction(
        self, order: Sequence[str], texts: Mapping[int, str], kind: VariantType
    ) -> VariantType:
        """Return whether words are lacking in some voices or added by some: what most do is right.

        Where they are as many, the reading of the site is.
        """
        longest = max(order, key=len)
        having = self._voices(k for k in texts if texts[k] == longest)
        lacking = self._voices(k for k in texts if texts[k] != longest)
        if len(having) == len(lacking):
            return kind
        return "omission" if len(having) > len(lacking) else "addition"

    def _voices(self, numbers: Iterable[int]) -> set[str]:
        return {voice(self.copies[k].article, self.copies[k].source) for k in numbers}


def _both(edits: Edits, mended: Edits) -> Edits:
    """Return the corrections of editors and copies together, by paragraph, in order of place."""
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
            for one in correct(paragraph, sources[article.source], both)[1]:
                if one.kind != "markup":
                    said = (one.line, one.reading, one.reason) in by_copy
                    yield Emendation(article.id, paragraph.id, "copy" if said else "editor", one)
