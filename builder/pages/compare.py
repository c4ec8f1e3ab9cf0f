"""A page for each collated text: its witnesses side by side, passage by passage.

The words of each witness are as printed. Paragraphs that one witness joins and another cuts make
one passage, so that none is cut. Every variant has its anchor in the list below its passage, which
a narrow screen shows whichever witness is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from builder.messages import compare as say
from builder.messages.names import PLACES, VARIANT_TYPES
from builder.messages.phrases import lines, original
from builder.model import (
    Article,
    Lines,
    Page,
    Paragraph,
    Place,
    Reading,
    Text,
    TextParagraph,
    Variant,
    Witness,
    addresses,
)
from builder.pages.apparatus import (
    NotedPlace,
    Standing,
    agreement,
    cell,
    corrected,
    described,
    differences,
    fold,
    matters,
    noted,
    standard,
    strip_of,
    way_back,
)
from builder.pages.blocks import headline, listed
from builder.pages.markdown import (
    FrontMatter,
    Mark,
    heading,
    link,
    marked,
    page,
    plain,
    reference,
    verbatim,
)
from builder.pages.page_index import Groups, PageIndex, components

_BASE = say.BASE


@dataclass(frozen=True, slots=True)
class Seen:
    """A variant in one witness."""

    variant: Variant
    reading: Reading
    at: Witness


@dataclass(frozen=True, slots=True)
class Row:
    """A passage: paragraphs of the text, and of each witness those that print them."""

    paragraphs: tuple[TextParagraph, ...]
    """In the order of the text."""
    printed: tuple[tuple[Paragraph, ...], ...]
    """Of each witness, in the order of its source; empty where it lacks the passage."""


def compare(index: PageIndex) -> Iterator[Page]:
    """Yield a page for each collated text."""
    for text in index.corpus.texts:
        if index.is_collated(text):
            yield _Comparison(index, text).page()


class _Comparison:
    """One text while its page is made."""

    def __init__(self, index: PageIndex, text: Text) -> None:
        self.index, self.text = index, text
        self.address = addresses.compare(text.id)
        self.copies = [index.articles[one] for one in text.articles]
        self.names = [plain(name) for name in index.copies(text).values()]
        self.names[0] += _BASE
        self.signs: dict[str, NotedPlace] = {
            variant.id: place
            for places in noted(index, text).values()
            for place in places
            for variant in place.variants
        }
        self.rows = rows(text, self.copies)
        self.seen = self._seen()

    def _seen(self) -> Groups[tuple[str, str], Seen]:
        """Return the variants of each paragraph of each witness, and of each field of its head.

        A witness that lacks a whole passage has no mark for it: its empty cell says so.
        """
        out: Groups[tuple[str, str], Seen] = Groups()
        beside: dict[str | None, set[str]] = {
            one.id: {each.id for printed in row.printed for each in printed}
            for row in self.rows
            for one in row.paragraphs
        }
        for paragraph in (None, *(one.id for one in self.text.paragraphs)):
            for variant in self.index.variants(self.text, paragraph):
                for reading in variant.readings:
                    for at in reading.witnesses:
                        here = at.paragraph is None or at.paragraph in beside[paragraph]
                        if here or at.span[0] < at.span[1]:
                            key = at.article, at.paragraph or variant.place
                            out.setdefault(key, []).append(Seen(variant, reading, at))
        return out

    def page(self) -> Page:
        """Return the whole page."""
        text = self.text
        copies = f'<div class="copies of-{len(self.copies)}">'
        passages = "\n".join(map(self._passage, self.rows))
        return page(
            self.address,
            FrontMatter(
                say.TITLE(title=self.index.titles[text.id]),
                say.COPIES_BESIDE(title=self.index.titles[text.id], count=len(self.copies)),
                "compare",
                search=False,
            ),
            heading(1, say.HEADLINE(headline=headline(text)), "title"),
            listed(self._facts()),
            matters(self.index, text),
            self._strip(),
            f"{copies}\n{self._choice()}\n{self._head()}\n{passages}\n</div>",
        )

    def _facts(self) -> Iterator[str]:
        text = self.text
        yield say.BACK(link=link(say.THE_TEXT, addresses.document(text.id), self.address))
        for number, (name, article) in enumerate(zip(self.names, self.copies, strict=True)):
            at = addresses.line(article.source, article.ranges[0][0])
            where = link(original(*article.ranges), at, self.address)
            why = f"，{plain(text.base_reason)}" if number == 0 and text.base_reason else ""
            yield f"{name}：{where}{why}。"
        if text.same_voice:
            yield plain(text.same_voice)

    def _strip(self) -> str:
        cells = []
        for paragraph in self.text.paragraphs:
            at = addresses.number(paragraph.id)
            found = differences(self.index, self.text, paragraph)
            bars: list[Standing] = [
                "lacks" if one.lacks else "differs" if str(one) else "agrees" for _, one in found
            ]
            said = "；".join(
                f"{name}{_SAID[bar]}" for name, bar in zip(self.names, bars, strict=True)
            )
            cells.append(
                cell(
                    addresses.anchor(self.text.id, paragraph.id),
                    say.PARAGRAPH_SAID(at=at, said=said),
                    bars,
                )
            )
        return strip_of(cells, say.TOP_DOWN(copies="、".join(self.names)))

    def _choice(self) -> str:
        """Return the choice of a witness, which only a narrow screen shows."""
        out = [f'<fieldset class="choice"><legend>{say.CHOOSE}</legend>']
        for number, name in enumerate(self.names, 1):
            checked = " checked" if number == 1 else ""
            out.append(
                f'<input type="radio" name="copy" id="copy-{number}" value="{number}"{checked}>'
                f'<label for="copy-{number}">{name.removesuffix(_BASE)}</label>'
            )
        return "".join([*out, "</fieldset>"])

    def _head(self) -> str:
        cells = []
        for name, article in zip(self.names, self.copies, strict=True):
            values: dict[Place, str | None] = {
                "title": article.title, "subtitle": article.subtitle,
                "byline": article.byline, "dateline": article.dateline,
            }  # fmt: skip
            out = [f'<p class="where"><span class="copy">{name}</span></p>']
            for field, value in values.items():
                if value:
                    words = self._words(article.id, field, value)
                    where = ""
                    if at := _lines_of(article, field):
                        to = addresses.line(article.source, at[0][0])
                        where = f" {reference(lines(at), to, self.address)}"
                    out.append(
                        f'<p class="field"><span class="role">{PLACES[field]}{where}</span> '
                        f'<span class="words">{words}</span></p>'
                    )
            cells.append("".join(out))
        variants = self.index.variants(self.text, None)
        return self._section("head", say.HEAD, "", cells, variants)

    def _passage(self, row: Row) -> str:
        ids = [one.id for one in row.paragraphs]
        name = "、".join(
            f'<span id="{addresses.anchor(self.text.id, one)}">'
            + reference(addresses.number(one), addresses.paragraph(self.text.id, one), self.address)
            + "</span>"
            for one in ids
        )
        said = "；".join(
            dict.fromkeys(agreement(self.index, self.text, one) for one in row.paragraphs)
        )
        cells = [
            self._cell(called, article, printed)
            for called, article, printed in zip(self.names, self.copies, row.printed, strict=True)
        ]
        variants = [one for each in ids for one in self.index.variants(self.text, each)]
        return self._section("passage", say.PARAGRAPH(name=name), plain(said), cells, variants)

    def _section(
        self, kind: str, name: str, count: str, cells: Sequence[str], variants: Sequence[Variant]
    ) -> str:
        items = "".join(
            f'<li id="{one.id}">{self._sign(one)}'
            f'<span class="type">{VARIANT_TYPES[one.type]}</span> '
            f"{described(self.index, self.text, one, self.address, whole=kind == 'head')}</li>"
            for one in variants
            if not one.folded
        )
        parts = (
            f'<section class="{kind}">',
            f'<h2><span>{name}</span> <span class="count">{count}</span></h2>',
            '<div class="cells">',
            *(f'<div class="cell">{one}</div>' for one in cells),
            "</div>",
            f'<ul class="variants">{items}</ul>' if items else "",
            fold(self.index, self.text, variants, self.address, str),
            "</section>",
        )
        return "\n".join(filter(None, parts))

    def _sign(self, variant: Variant) -> str:
        place = self.signs.get(variant.id)
        if place is None or variant.paragraph is None:
            return ""
        return f"{way_back(place, addresses.anchor(self.text.id, variant.paragraph))} "

    def _cell(self, name: str, article: Article, printed: Sequence[Paragraph]) -> str:
        if not printed:
            return (
                f'<p class="where"><span class="copy">{name}</span></p>'
                f'<p class="absent">{say.ABSENT}</p>'
            )
        where = "、".join(
            reference(
                lines(one.ranges),
                addresses.line(article.source, one.ranges[0][0]),
                self.address,
            )
            for one in printed
        )
        said = say.ORIGINAL_LINES(lines=where)
        out = [f'<p class="where"><span class="copy">{name}</span> {said}</p>']
        for one in printed:
            out.append(f'<p class="words">{self._words(article.id, one.id, one.text)}</p>')
            out += [
                f'<p class="mended">{corrected(emendation.correction)}</p>'
                for emendation in self.index.emendations[one.id]
            ]
        return "".join(out)

    def _words(self, article: str, where: str, words: str) -> str:
        """Return what a witness prints in a paragraph or field of its head, variants marked."""
        marks: list[Mark] = []
        for seen in self.seen[article, where]:
            # A title that differs as a whole is not marked: the list below it says so.
            if seen.variant.paragraph is not None or seen.at.span != (0, len(words)):
                marks += self._marks(seen)
        return marked(words, marks, self.address) if marks else verbatim(words)

    def _marks(self, seen: Seen) -> Iterator[Mark]:
        variant, (start, end) = seen.variant, seen.at.span
        if variant.folded:
            if start < end:
                yield Mark((start, end), "folded")
            return
        if start == end:
            length = max(len(one.text) for one in variant.readings)
            yield Mark((start, end), "gap", say.LACKS(length=length))
        elif seen.reading is not standard(variant):
            yield Mark((start, end), "strange")
        else:
            lacking = any(not one.text for one in variant.readings)
            yield Mark((start, end), "extra" if lacking else "variant")
        if variant.id in self.signs:
            yield Mark((end, end), "note", self.signs[variant.id].sign,
                       addresses.variant(self.text.id, variant.id))  # fmt: skip


def _lines_of(article: Article, field: Place) -> tuple[Lines, ...]:
    """Return the lines of a field of the head; of a signature and its day, those in the text."""
    role = {"byline": "signature", "dateline": "date"}.get(field)
    signed = (one.ranges for one in article.paragraphs if one.role == role)
    above = (lines for name, lines in article.furniture if name == field)
    return (*above, *chain.from_iterable(signed))


_SAID: dict[Standing, str] = {"agrees": say.SAME, "differs": say.DIFFERENT, "lacks": say.MISSING}


# ---------------------------------------------------------------- passages


def rows(text: Text, copies: Sequence[Article]) -> list[Row]:
    """Return the passages of a text; each paragraph of each witness is in exactly one of them."""
    pairs: list[tuple[int | str, int | str]] = []
    for number, paragraph in enumerate(text.paragraphs):
        pairs += [(number, number), *((number, copy) for copy in paragraph.copies)]
    passage_of = components(pairs)
    together = Groups((passage_of[number], one) for number, one in enumerate(text.paragraphs))
    for passage, paragraphs in together.items():
        passage_of.update((one.id, passage) for one in paragraphs)
    return [
        Row(
            tuple(paragraphs),
            tuple(
                tuple(one for one in copy.paragraphs if passage_of.get(one.id) == passage)
                for copy in copies
            ),
        )
        for passage, paragraphs in together.items()
    ]
