"""Variants and corrections of a text → marks, numbered notes and a strip of its paragraphs; HTML.

A place with a correction and variants has one number. Numbers run through the text, in the order
of its places, the same on each page that shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from builder.messages import apparatus as say
from builder.messages import phrases, shared
from builder.messages.names import LACKS, LOST, SIDE_BY_SIDE
from builder.messages.phrases import circled, misprint
from builder.model import (
    Correction,
    Reading,
    Span,
    Text,
    TextParagraph,
    Variant,
    Witness,
    addresses,
)
from builder.pages.markdown import Mark, plain, reference, verbatim
from builder.pages.page_index import Groups, PageIndex

_SHORT = 28
"""Characters of a reading up to which a note beside the text shows it whole."""
_FEW = 6
"""Items of one kind that the sentence on what matters names."""
_EDGE = 8
"""Characters at both ends of a longer one that it shows."""

Standing = Literal["agrees", "differs", "lacks", "lacks differs"]
"""How witnesses agree in a paragraph: class of a bar of the strip."""

STANDINGS: dict[Standing, str] = {
    "agrees": say.AGREES, "differs": say.DIFFERS, "lacks": say.LACKS,
    "lacks differs": say.LACKS_AND_DIFFERS,
}  # fmt: skip
"""What the key of the strip calls each."""


@dataclass(frozen=True, slots=True)
class NotedPlace:
    """A place in a paragraph that has a number: corrections, variants, or both."""

    sign: str
    """As ③."""
    anchor: str
    """Anchor on the page of its text."""
    span: Span
    """In the paragraph's reading text."""
    corrections: tuple[Correction, ...]
    variants: tuple[Variant, ...]


def noted(index: PageIndex, text: Text) -> dict[str, tuple[NotedPlace, ...]]:
    """Return the numbered places of each paragraph of a text, by the paragraph's id."""
    out: dict[str, tuple[NotedPlace, ...]] = {}
    count = 0
    for paragraph in text.paragraphs:
        places = _places(paragraph, index.variants(text, paragraph.id))
        at = addresses.anchor(text.id, paragraph.id)
        out[paragraph.id] = tuple(
            NotedPlace(
                circled(count + number),
                variants[0].id if variants else f"{at}-{span[0]}-{corrections[0].kind}",
                span,
                corrections,
                variants,
            )
            for number, (span, corrections, variants) in enumerate(places, 1)
        )
        count += len(places)
    return out


_Place = tuple[Span, tuple[Correction, ...], tuple[Variant, ...]]


def _places(paragraph: TextParagraph, variants: Sequence[Variant]) -> list[_Place]:
    """Return corrections with the variants in their spans, and other variants, by span."""
    open_ = [variant for variant in variants if not variant.folded]
    places: list[_Place] = []
    for correction in paragraph.corrections:
        if correction.kind != "markup":
            first, last = correction.span
            here = tuple(one for one in open_ if first <= one.span[0] and one.span[1] <= last)
            open_ = [one for one in open_ if one not in here]
            places.append((correction.span, (correction,), here))
    places += [(one.span, (), (one,)) for one in open_]
    return sorted(places, key=lambda place: (place[0][1], place[0][0]))


def marks(
    places: Iterable[NotedPlace], terms: Sequence[Mark], whole: Span, page: str
) -> list[Mark]:
    """Return the marks of the numbered places of a paragraph on the page of its text.

    A number within a link would be a link in a link: it is put behind the term. A variant of the
    `whole` paragraph is not underlined: its note and the strip say that a witness lacks it.
    """
    out: list[Mark] = []
    for place in places:
        for correction in place.corrections:
            start, end = correction.span
            if correction.kind == "lost":
                out.append(Mark((start, start), "lost", LOST))
            elif correction.kind in ("mend", "doubt") and start < end:
                out.append(Mark(correction.span, correction.kind))
        if not place.corrections and place.span[0] < place.span[1] and place.span != whole:
            lacking = any(not one.text for one in place.variants[0].readings)
            out.append(Mark(place.span, "extra" if lacking else "variant"))
        end = place.span[1]
        at = max((one.span[1] for one in terms if one.span[0] < end < one.span[1]), default=end)
        out.append(Mark((at, at), "note", place.sign, f"{page}#{addresses.note(place.anchor)}"))
    return out


def corrections(
    index: PageIndex, text: Text, paragraph: TextParagraph, places: Sequence[NotedPlace], page: str
) -> Iterator[str]:
    """Yield the notes that are always open: what was corrected in a paragraph."""
    at = addresses.anchor(text.id, paragraph.id)
    for place in places:
        for correction in place.corrections:
            own = "" if place.variants else _anchor(place.anchor)
            yield f'<p class="mended">{way_back(place, at, own)} {corrected(correction)}</p>'
        for variant in place.variants:
            if _is_explained(variant):
                witnesses = [at for one in variant.readings for at in one.witnesses]
                wrong = [at for at in witnesses if at.article in variant.damaged]
                yield (
                    f'<p class="mended"{_anchor(variant.id)}>{way_back(place, at)} '
                    f"{_witnesses(index, text, wrong, page)}：{plain(variant.note)}</p>"
                )
    for correction in paragraph.corrections:
        if correction.kind == "markup":
            yield f'<p class="mended">{corrected(correction)}</p>'
    if paragraph.base != text.articles[0]:
        name = index.copies(text)[paragraph.base]
        yield f'<p class="mended">{say.SUPPLIED(name=plain(name))}</p>'


def apparatus(
    index: PageIndex, text: Text, paragraph: TextParagraph, places: Sequence[NotedPlace], page: str
) -> str:
    """Return which witnesses read a paragraph so, with its variants, which open on a click.

    A style sheet opens them on paper and without scripts; '' where there is one witness.
    """
    if not index.is_collated(text):
        return ""
    summary = plain(agreement(index, text, paragraph))
    at = addresses.anchor(text.id, paragraph.id)
    items = [
        f"<li{'' if _is_explained(variant) else _anchor(variant.id)}>{way_back(place, at)} "
        f"{described(index, text, variant, page)}</li>"
        for place in places
        for variant in place.variants
    ]
    folded = fold(index, text, index.variants(text, paragraph.id), page, addresses.note)
    if not items and not folded:
        return f'<p class="agreement">{summary}</p>'
    way = f"{addresses.compare(text.id)}#{at}"
    return (
        f'<details class="apparatus"><summary>{summary}</summary>'
        + (f'<ul class="variants">{"".join(items)}</ul>' if items else "")
        + folded
        + f"<p>{reference(say.COLLATION, way, page)}</p></details>"
    )


def fold(
    index: PageIndex,
    text: Text,
    variants: Iterable[Variant],
    page: str,
    anchor: Callable[[str], str],
) -> str:
    """Return the variants that are only typography, as a line that opens; '' for none.

    `anchor` gives the anchor of a variant on the page.
    """
    folded = [one for one in variants if one.folded]
    if not folded:
        return ""
    items = "".join(
        f'<li id="{anchor(one.id)}">{described(index, text, one, page)}</li>' for one in folded
    )
    return (
        f'<details class="typography"><summary>{say.TYPOGRAPHY(count=len(folded))}</summary>'
        f'<ul class="variants">{items}</ul></details>'
    )


def _is_explained(variant: Variant) -> bool:
    """Return whether a variant is a misprint whose note says why; it is shown among corrections."""
    return bool(variant.damaged and variant.note)


def _anchor(identifier: str) -> str:
    return f' id="{addresses.note(identifier)}"'


def way_back(place: NotedPlace, paragraph: str, attributes: str = "") -> str:
    """Return the number of a note as a link back to its paragraph, an anchor on the same page."""
    return f'<a class="sign"{attributes} href="#{paragraph}" title="{say.BACK}">{place.sign}</a>'


def corrected(correction: Correction) -> str:
    """Return what a correction says, as HTML."""
    reason = plain(correction.reason).rstrip("。")
    printed, reading = plain(correction.printed), plain(correction.reading)
    if correction.kind == "mend":
        return f"{misprint(printed, reading)}：{reason}。"
    if correction.kind == "lost":
        return f"{LOST}：{reason}。"
    if correction.kind == "doubt":
        return say.DOUBTED(printed=printed, reason=reason)
    return say.MISPRINTED(words=printed, reason=reason)


def described(
    index: PageIndex, text: Text, variant: Variant, page: str, *, whole: bool = False
) -> str:
    """Return the readings of a place, each with its witnesses and their lines.

    “养护”：底本第 17 行、某社甲第 11 行；“养户”：某社乙第 16 行（误）。
    A long reading of the base is shortened unless `whole`: the text beside it has it in full.
    """
    parts = []
    for number, reading in enumerate(variant.readings):
        copies = _witnesses(index, text, reading.witnesses, page, variant.damaged)
        words = _quoted(reading.text, whole=whole or number > 0) if reading.text else ""
        parts.append(f"{words}：{copies}" if words else say.PRINTED_BY_NONE(copies=copies))
    note = plain(variant.note).rstrip("。")
    return "；".join(parts) + "。" + (f"{note}。" if note else "")


def _quoted(words: str, *, whole: bool) -> str:
    if whole or len(words) <= _SHORT:
        return f"“{printed(words)}”"
    return f'“{printed(words[:_EDGE])}<span class="ours">……</span>' + say.CUT(
        end=printed(words[-_EDGE:]), count=len(words)
    )


def printed(words: str) -> str:
    """Return words of a reading, with a pilcrow where a paragraph ends."""
    new = f'<span class="ours" title="{say.NEW_PARAGRAPH}">¶</span>'
    parts = (verbatim(part) for part in words.split("\n"))
    return new.join(f'<span class="words">{part}</span>' if part else "" for part in parts)


def _witnesses(
    index: PageIndex,
    text: Text,
    witnesses: Sequence[Witness],
    page: str,
    damaged: Sequence[str] = (),
) -> str:
    """Return witnesses as links to their lines; the `damaged` are called wrong."""
    names = index.copies(text)
    out = []
    for article, group in groupby(witnesses, key=lambda witness: witness.article):
        first = next(group)
        is_base = article == text.articles[0]
        said = (
            say.LINE_OF_BASE(line=first.line)
            if is_base
            else say.LINE_OF(name=plain(names[article]), line=first.line)
        )
        at = addresses.line(index.articles[article].source, first.line)
        wrong = say.WRONG if article in damaged else ""
        out.append(reference(said, at, page) + wrong)
    return "、".join(out)


# ---------------------------------------------------------------- which witness reads what


@dataclass(frozen=True, slots=True)
class Difference:
    """How a witness differs from the reading of a paragraph; typography does not count."""

    lacks: bool
    """Whether it does not print the paragraph at all; then nothing else is counted."""
    fewer: int = 0
    """Characters that it leaves out."""
    more: int = 0
    """Characters that it adds."""
    words: int = 0
    """Places in which it has other words."""
    misprints: int = 0
    """Places that it misprints."""

    def __str__(self) -> str:
        """Return it as a phrase behind the name of the witness; '' for no difference."""
        if self.lacks:
            return LACKS
        return phrases.difference(self.fewer, self.more, self.words, self.misprints)


def standard(variant: Variant) -> Reading:
    """Return the reading that others differ from: the base's, unless it is a misprint."""
    sound = (
        one for one in variant.readings
        if not any(at.article in variant.damaged for at in one.witnesses)
    )  # fmt: skip
    return next(sound, variant.readings[0])


def differences(
    index: PageIndex, text: Text, paragraph: TextParagraph
) -> list[tuple[str, Difference]]:
    """Return each witness of a text, base first, with its difference in a paragraph."""
    told = [one for one in index.variants(text, paragraph.id) if not one.folded]
    printing = {paragraph.id, *paragraph.copies}
    return [
        (article, _difference(told, article))
        if any(one.id in printing for one in index.articles[article].paragraphs)
        else (article, Difference(lacks=True))
        for article in text.articles
    ]


def _difference(variants: Iterable[Variant], article: str) -> Difference:
    counts: Counter[str] = Counter()
    for variant in variants:
        right = standard(variant)
        read = next((one for one in variant.readings if _has(one, article)), right)
        more = _length(read) - _length(right)
        if read is right:
            continue
        if article in variant.damaged:
            counts["misprints"] += 1
        elif variant.type in ("omission", "addition"):
            counts["more" if more > 0 else "fewer"] += abs(more)
        else:
            counts["words"] += 1
    return Difference(lacks=False, **counts)


def _has(reading: Reading, article: str) -> bool:
    return any(at.article == article for at in reading.witnesses)


def _length(reading: Reading) -> int:
    """Return how many characters a reading has, ends of paragraphs not counted."""
    return len(reading.text.replace("\n", ""))


def agreement(index: PageIndex, text: Text, paragraph: TextParagraph) -> str:
    """Return which witnesses read a paragraph so, and how the others differ; plain text."""
    names = index.copies(text)
    alike: list[str] = []
    others: Groups[str, str] = Groups()
    for article, difference in differences(index, text, paragraph):
        if how := str(difference):
            others.setdefault(how, []).append(names[article])
        else:
            alike.append(names[article])
    return phrases.agreement(alike, [(group, how) for how, group in others.items()])


# ---------------------------------------------------------------- what matters


def matters(index: PageIndex, text: Text) -> str:
    """Return one sentence on what differs between the witnesses of a text, by weight; HTML.

    First what only some of them print, then other words, then misprints; each with links to the
    paragraphs, which have the same anchors on the page of the text and on the comparison.
    """
    names = index.copies(text)
    whole: Groups[tuple[str, ...], TextParagraph] = Groups()
    parts: Groups[tuple[str, ...], tuple[TextParagraph, int]] = Groups()
    words: list[str] = []
    misprints: list[str] = []
    typography = 0
    for paragraph in text.paragraphs:
        at = say.IN_PARAGRAPHS(paragraphs=_way(text, paragraph))
        printing = tuple(
            one for one, difference in differences(index, text, paragraph) if not difference.lacks
        )
        if len(printing) < len(text.articles):
            whole.setdefault(printing, []).append(paragraph)
        for variant in index.variants(text, paragraph.id):
            if variant.folded:
                typography += 1
            elif variant.damaged:
                misprints.append(_misprint(variant) + at)
            elif variant.type in ("omission", "addition"):
                longest = max(variant.readings, key=_length)
                having = tuple(one for one in printing if _has(longest, one))
                if having != printing:
                    count = _length(longest) - min(map(_length, variant.readings))
                    parts.setdefault(having, []).append((paragraph, count))
            else:
                words.append(say.AND.join(map(_short, variant.readings)) + at)
    said: list[str] = []
    for having in sorted({**whole, **parts}, key=lambda some: some[:1] != text.articles[:1]):
        lacking = [names[one] for one in text.articles if one not in having]
        if len(having) <= len(lacking):
            which, copies = say.ONLY_SOME_HAVE, [names[one] for one in having]
        else:
            which, copies = say.SOME_LACK, lacking
        what = say.AND_ELSE.join(_extent(text, whole[having], parts[having]))
        said.append(which(copies=plain(phrases.several(copies)), what=what))
    if words:
        said.append(say.WORDS_DIFFER(count=len(words), examples=_some(words)))
    if misprints:
        said.append(say.MISPRINTS(count=len(misprints), examples=_some(misprints)))
    if typography:
        said.append(
            say.TYPOGRAPHY_ONLY(before=say.ELSE if said else say.ALIKE_BUT, typography=typography)
        )
    elif not said:
        said.append(shared.ALIKE)
    return f'<p class="matters">{"；".join(said)}。</p>'


def _extent(
    text: Text, whole: Sequence[TextParagraph], parts: Sequence[tuple[TextParagraph, int]]
) -> Iterator[str]:
    """Yield which paragraphs, and how many characters in which others."""
    if whole:
        yield say.WHOLE_PARAGRAPHS(paragraphs=_some([_way(text, one) for one in whole]))
    if parts:
        places = f" {say.IN_ALL(count=len(parts))}" if len(parts) > 1 else ""
        ways = list(dict.fromkeys(_way(text, one) for one, _ in parts))
        yield say.CHARACTERS(
            places=places, count=sum(count for _, count in parts), paragraphs=_some(ways)
        )


def _way(text: Text, paragraph: TextParagraph) -> str:
    at = addresses.anchor(text.id, paragraph.id)
    return f'<a href="#{at}">{addresses.number(paragraph.id)}</a>'


def _misprint(variant: Variant) -> str:
    """Return what is misprinted, and as what: “养护”误作“养户”."""
    right = standard(variant)
    wrong = [_short(one) for one in variant.readings if one is not right]
    return say.MISPRINTED_FOR(right=_short(right), wrong="、".join(wrong))


def _short(reading: Reading) -> str:
    return _quoted(reading.text, whole=False) if reading.text else say.NOTHING


def _some(items: Sequence[str]) -> str:
    """Return items in a row; of many the first."""
    return "、".join(items[:_FEW]) + (say.AND_MORE if len(items) > _FEW else "")


# ---------------------------------------------------------------- the strip


def standing(index: PageIndex, text: Text, paragraph: TextParagraph) -> Standing:
    """Return how the witnesses of a text agree in a paragraph."""
    found = [one for _, one in differences(index, text, paragraph)]
    lacks = any(one.lacks for one in found)
    differs = any(str(one) for one in found if not one.lacks)
    if lacks:
        return "lacks differs" if differs else "lacks"
    return "differs" if differs else "agrees"


def strip(index: PageIndex, text: Text, page: str) -> str:
    """Return the strip of a text: a cell for each paragraph that says how the witnesses agree."""
    cells = [
        cell(
            addresses.anchor(text.id, paragraph.id),
            say.PARAGRAPH_AGREES(
                numbers=addresses.number(paragraph.id),
                agreement=plain(agreement(index, text, paragraph)),
            ),
            [standing(index, text, paragraph)],
        )
        for paragraph in text.paragraphs
    ]
    name = f"{len(text.articles)}\u00a0{SIDE_BY_SIDE}"
    return strip_of(cells, reference(name, addresses.compare(text.id), page))


def cell(anchor: str, said: str, bars: Sequence[Standing]) -> str:
    """Return a cell of the strip: a link to an anchor, with bars and what they say, as HTML."""
    drawn = "".join(f'<span class="bar {bar}"></span>' for bar in bars)
    return f'<a class="cell" href="#{anchor}"><span class="said">{said}</span>{drawn}</a>'


def strip_of(cells: Sequence[str], more: str) -> str:
    """Return cells as one strip, with its key and `more` behind it."""
    key = "".join(
        f'<span class="key"><span class="bar {name}"></span>{STANDINGS[name]}</span>'
        for name in ("agrees", "differs", "lacks")
    )
    return "\n".join(
        [
            f'<div class="strip" role="group" aria-label="{say.STRIP}">',
            '<div class="line-of-cells">',
            *cells,
            "</div>",
            f'<p class="keys">{key}{more}</p>',
            "</div>",
        ]
    )
