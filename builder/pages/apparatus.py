"""Variants and corrections of a text as marks, numbered notes and a strip; all of it HTML.

A place that an editor mended and in which the copies differ is one place with one number.
Numbers run through the text, in the order of its places, on each page that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from builder.messages.names import LOST, SIDE_BY_SIDE
from builder.messages.phrases import circled, misprint
from builder.model import Correction, Span, Text, TextParagraph, Variant, Witness, addresses
from builder.pages.markdown import Mark, plain, reference, verbatim
from builder.pages.page_index import Shelf
from builder.pages.wording import agreeing

_SHORT = 28
"""Characters of a reading that a note shows whole, where the text shows it beside."""
_EDGE = 8
"""Characters at both ends of a longer one."""

Standing = Literal["agrees", "differs", "lacks", "lacks differs"]
"""How copies stand to a paragraph: class of a bar of the strip."""

STANDINGS: dict[Standing, str] = {
    "agrees": "一致", "differs": "有异", "lacks": "缺此段", "lacks differs": "有缺有异",
}  # fmt: skip
"""What a reader calls each."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A place in a paragraph that has a number: corrections, variants, or both."""

    sign: str
    """As ③."""
    anchor: str
    """What tells it from others on the page of its text."""
    span: Span
    """In the paragraph's reading text."""
    corrections: tuple[Correction, ...]
    variants: tuple[Variant, ...]


def noted(shelf: Shelf, text: Text) -> dict[str, tuple[Noted, ...]]:
    """Return the numbered places of each paragraph of a text, by the paragraph's id."""
    out: dict[str, tuple[Noted, ...]] = {}
    count = 0
    for paragraph in text.paragraphs:
        places = _places(paragraph, shelf.variants(text, paragraph.id))
        at = addresses.anchor(text.id, paragraph.id)
        out[paragraph.id] = tuple(
            Noted(
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
    """Return corrections with the variants that they settle, and the other variants, by place."""
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


def marks(places: Iterable[Noted], terms: Sequence[Mark], whole: Span, page: str) -> list[Mark]:
    """Return the marks of the numbered places of a paragraph on the page of its text.

    A number never stands inside a link: it is put behind the term. What a copy lacks wholly is
    told by its note and the strip, so a passage that is the `whole` paragraph is not underlined.
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
        at = _outside(place.span[1], terms)
        out.append(Mark((at, at), "note", place.sign, f"{page}#{addresses.note(place.anchor)}"))
    return out


def _outside(at: int, terms: Sequence[Mark]) -> int:
    ends = [term.span[1] for term in terms if term.span[0] < at < term.span[1]]
    return max(ends, default=at)


def corrections(
    shelf: Shelf, text: Text, paragraph: TextParagraph, places: Sequence[Noted], page: str
) -> Iterator[str]:
    """Yield what a reader of a paragraph must know without opening anything: what was mended."""
    for place in places:
        for correction in place.corrections:
            number = _sign(place, anchor=not place.variants)
            yield f'<p class="mended">{number} {corrected(correction)}</p>'
        for variant in place.variants:
            if _told(variant):
                wrong = _damaged(shelf, text, variant, page)
                yield (
                    f'<p class="mended"{_anchor(variant.id)}>{_sign(place)} {wrong}'
                    f"{plain(variant.note)}</p>"
                )
    for correction in paragraph.corrections:
        if correction.kind == "markup":
            yield f'<p class="mended">{corrected(correction)}</p>'
    if paragraph.base != text.articles[0]:
        name = shelf.copies(text)[paragraph.base]
        yield f'<p class="mended">此段底本无，据{plain(name)}补入。</p>'


def apparatus(
    shelf: Shelf, text: Text, paragraph: TextParagraph, places: Sequence[Noted], page: str
) -> str:
    """Return how many copies agree in a paragraph, with its variants, which open on a click.

    A style sheet opens them on paper and without scripts; '' where there is one copy.
    """
    agreement = shelf.agreement(paragraph.id)
    if agreement is None:
        return ""
    summary = agreeing(agreement, len(text.articles))
    items = [
        f"<li{'' if _told(variant) else _anchor(variant.id)}>{_sign(place)} "
        f"{described(shelf, text, variant, page)}</li>"
        for place in places
        for variant in place.variants
    ]
    folded = [one for one in shelf.variants(text, paragraph.id) if one.folded]
    if not items and not folded:
        return f'<p class="agreement">{summary}</p>'
    voice = ""
    if agreement.voices < agreement.copies:
        told = f"出自 {agreement.voices} 家，{agreement.agreeing_voices} 家一致。"
        voice = f"{told}{plain(agreement.note)} "
    way = f"{addresses.compare(text.id)}#{addresses.anchor(text.id, paragraph.id)}"
    return (
        f'<details class="apparatus"><summary>{summary}</summary>'
        + (f'<ul class="variants">{"".join(items)}</ul>' if items else "")
        + put_away(shelf, text, folded, page, addresses.note)
        + f"<p>{voice}{reference('此段对读', way, page)}</p></details>"
    )


def put_away(shelf: Shelf, text: Text, folded: Sequence[Variant], page: str,
             anchor: Callable[[str], str]) -> str:  # fmt: skip
    """Return the differences that are only typography, as a line that opens; '' for none.

    `anchor` gives the anchor of a variant on the page.
    """
    if not folded:
        return ""
    items = "".join(
        f'<li id="{anchor(one.id)}">{described(shelf, text, one, page)}</li>' for one in folded
    )
    return (
        f'<details class="typography"><summary>另有标点、全半角差异 {len(folded)} 处</summary>'
        f'<ul class="variants">{items}</ul></details>'
    )


def _told(variant: Variant) -> bool:
    """Whether a reader is told without opening anything: what was mended, and on what."""
    return bool(variant.damaged and variant.note)


def _anchor(identifier: str) -> str:
    return f' id="{addresses.note(identifier)}"'


def _damaged(shelf: Shelf, text: Text, variant: Variant, page: str) -> str:
    """Return which copies print it wrongly, as links to their lines."""
    wrong = tuple(
        at for one in variant.readings for at in one.witnesses if at.article in variant.damaged
    )
    return f"{_witnesses(shelf, text, wrong, page)}："


def _sign(place: Noted, *, anchor: bool = False) -> str:
    own = _anchor(place.anchor) if anchor else ""
    return f'<span class="sign"{own}>{place.sign}</span>'


def corrected(correction: Correction) -> str:
    """Return what a correction says, as HTML."""
    reason = plain(correction.reason).rstrip("。")
    printed, reading = plain(correction.printed), plain(correction.reading)
    if correction.kind == "mend":
        return f"{misprint(printed, reading)}：{reason}。"
    if correction.kind == "lost":
        return f"{LOST}：{reason}。"
    if correction.kind == "doubt":
        return f"“{printed}”存疑，未改：{reason}。"
    return f"原件印作“{printed}”：{reason}。"


def described(shelf: Shelf, text: Text, variant: Variant, page: str, *, whole: bool = False) -> str:
    """Return which copies read what in a place, each with its line, as HTML.

    “正从”：底本第 17 行、某社甲第 11 行；“正在”：某社乙第 16 行（误）。
    A long reading of the base is shortened unless `whole`: it stands in the text beside.
    """
    parts = []
    for number, reading in enumerate(variant.readings):
        copies = _witnesses(shelf, text, reading.witnesses, page, variant.damaged)
        words = _quoted(reading.text, whole=whole or number > 0) if reading.text else ""
        parts.append(f"{words}：{copies}" if words else f"{copies}无")
    note = plain(variant.note).rstrip("。")
    return "；".join(parts) + "。" + (f"{note}。" if note else "")


def _quoted(words: str, *, whole: bool) -> str:
    if whole or len(words) <= _SHORT:
        return f"“{printed(words)}”"
    return (
        f'“{printed(words[:_EDGE])}<span class="ours">……</span>'
        f"{printed(words[-_EDGE:])}”（{len(words)} 字）"
    )


def printed(words: str) -> str:
    """Return words of a reading, with a sign of ours where a paragraph ends."""
    new = '<span class="ours" title="另起一段">¶</span>'
    parts = (verbatim(part) for part in words.split("\n"))
    return new.join(f'<span class="words">{part}</span>' if part else "" for part in parts)


def _witnesses(
    shelf: Shelf, text: Text, witnesses: Sequence[Witness], page: str, damaged: Sequence[str] = ()
) -> str:
    """Return copies with their lines as links; those among the `damaged` are called wrong."""
    names = shelf.copies(text)
    out = []
    for article, several in groupby(witnesses, key=_article):
        first = next(several)
        name = "底本" if article == text.articles[0] else plain(names[article])
        at = addresses.line(shelf.articles[article].source, first.line)
        wrong = "（误）" if article in damaged else ""
        out.append(reference(f"{name}第\u00a0{first.line}\u00a0行", at, page) + wrong)
    return "、".join(out)


def _article(witness: Witness) -> str:
    return witness.article


# ---------------------------------------------------------------- the strip


def standing(shelf: Shelf, text: Text, paragraph: TextParagraph) -> Standing:
    """Return how the copies of a text stand to a paragraph."""
    agreement = shelf.agreement(paragraph.id)
    if agreement is None:
        return "agrees"
    differs = agreement.agreeing < agreement.copies
    if agreement.copies < len(text.articles):
        return "lacks differs" if differs else "lacks"
    return "differs" if differs else "agrees"


def strip(shelf: Shelf, text: Text, page: str) -> str:
    """Return a cell for each paragraph of a text: a link to it that says how the copies agree."""
    cells = []
    for paragraph in text.paragraphs:
        agreement = shelf.agreement(paragraph.id)
        at = addresses.number(paragraph.id)
        said = f"段 {at}：{agreeing(agreement, len(text.articles)) if agreement else ''}"
        cells.append(
            cell(addresses.anchor(text.id, paragraph.id), said, [standing(shelf, text, paragraph)])
        )
    way = f"{len(text.articles)}\u00a0{SIDE_BY_SIDE}"
    return strip_of(cells, reference(way, addresses.compare(text.id), page))


def cell(anchor: str, said: str, bars: Sequence[Standing]) -> str:
    """Return a cell that leads to a paragraph's anchor and says, in HTML, what its bars show."""
    drawn = "".join(f'<span class="bar {bar}"></span>' for bar in bars)
    return f'<a class="cell" href="#{anchor}"><span class="said">{said}</span>{drawn}</a>'


def strip_of(cells: Sequence[str], more: str) -> str:
    """Return cells as one strip, with how they are to be read, and `more` of it, as HTML."""
    key = "".join(
        f'<span class="key"><span class="bar {name}"></span>{STANDINGS[name]}</span>'
        for name in ("agrees", "differs", "lacks")
    )
    return "\n".join(
        [
            '<nav class="strip" aria-label="各段异同">',
            '<div class="line-of-cells">',
            *cells,
            "</div>",
            f'<p class="keys">{key}{more}</p>',
            "</nav>",
        ]
    )
