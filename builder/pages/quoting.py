"""Quotations that were compared → notes beside the paragraph that quotes and the one quoted.

All of it HTML. What is exact or differs is noted on both sides. Of what stands in no text it is
told so, where a document is named or another text is near; what is merely spoken is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.model import Quoted, Span, Text, addresses
from builder.pages.markdown import link, plain, reference, verbatim
from builder.pages.page_index import Shelf

_SHORT = 16
"""Letters of a quotation by which a note calls it."""
_MANY = 3
"""From more differences than this, a note shows the whole passage instead."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """What is known of quotations, by paragraph."""

    quoting: Mapping[str, Sequence[Quoted]]
    """What a paragraph quotes of others."""
    cited: Mapping[str, Sequence[Quoted]]
    """What others quote of a paragraph."""


def quotations(shelf: Shelf) -> Quotations:
    """Return the quotations that a page tells of; those that stand in no text are among them."""
    quoting: dict[str, list[Quoted]] = defaultdict(list)
    cited: dict[str, list[Quoted]] = defaultdict(list)
    for one in shelf.corpus.quoted:
        quoting[one.paragraph].append(one)
        if one.original is not None and one.verdict != "absent":
            cited[one.original].append(one)
    return Quotations(quoting, cited)


def quotation_notes(shelf: Shelf, told: Quotations, paragraph: str, page: str) -> list[str]:
    """Return the notes of a paragraph: of what it quotes, then of who quotes it."""
    quoted = [one for one in told.quoting.get(paragraph, ()) if one.told]
    notes = [_note(shelf, one, page) for one in quoted if one.verdict != "absent"]
    absent: dict[str, list[str]] = defaultdict(list)
    for one in quoted:
        if one.verdict == "absent":
            absent[_absence(shelf, one, page)].append(_called(shelf, one))
    notes += [f"所引{''.join(called)}，{absence}。" for absence, called in absent.items()]
    notes = [f'<p class="quoting">{note}</p>' for note in notes]
    places = [_place(shelf, one.paragraph, page) for one in told.cited.get(paragraph, ())]
    if places:
        said = "；".join(dict.fromkeys(places))
        notes.append(f'<p class="quoting">引有此段之语：{said}。</p>')
    return notes


def not_found(shelf: Shelf, told: Quotations, text: Text, page: str) -> list[str]:
    """Return as Markdown what a text quotes of documents that are here and do not say so."""
    missing = [
        one
        for paragraph in text.paragraphs
        for one in told.quoting.get(paragraph.id, ())
        if one.named is not None and not _as_named(shelf, one)
    ]
    rows = []
    for named, group in groupby(sorted(missing, key=_named), key=_named):
        several = list(group)
        document = link(plain(shelf.texts[named].title), addresses.document(named), page)
        ways = "、".join(
            link(f"段 {addresses.number(at)}", addresses.paragraph(text.id, at), page)
            for at in dict.fromkeys(one.paragraph for one in several)
        )
        rows.append(f"引号中称出自《{document}》而其中未见者 {len(several)} 处：{ways}。")
    return rows


def _named(one: Quoted) -> str:
    return one.named or ""


def _as_named(shelf: Shelf, one: Quoted) -> bool:
    """Return whether words were compared with the document that is said to say them."""
    found = one.original is not None and one.verdict != "absent"
    return found and shelf.filed[str(one.original)].text.id == one.named


def _note(shelf: Shelf, one: Quoted, page: str) -> str:
    """Return what is said of words that stand in another text, so or otherwise."""
    assert one.original is not None
    theirs = shelf.filed[one.original]
    ours = shelf.filed[one.paragraph].paragraph.text
    called = f"所引{_called(shelf, one)}"
    place = _place(shelf, one.original, page)
    is_named = _as_named(shelf, one)
    if one.named is not None and not is_named:
        called += f"，{_not_there(shelf, one.named, page)}；"
    if one.verdict == "exact":
        return f"{called}与原文一致：{place}。" if is_named else f"{called}亦见{place}，文字一致。"
    said = f"{called}与{'原文' if is_named else '所见他文'}不同（{place}）："
    differences = one.differences
    if len(differences) > _MANY or not all(_both(d.quoted, d.original) for d in differences):
        whole = theirs.paragraph.text[slice(*(one.original_span or (0, 0)))]
        return f"{said}彼作“{verbatim(whole)}”。"
    return (
        said
        + "；".join(
            _difference(ours[slice(*d.quoted)], theirs.paragraph.text[slice(*d.original)])
            for d in differences
        )
        + "。"
    )


def _both(ours: Span, theirs: Span) -> bool:
    """Return whether there is anything to show on one side at least."""
    return ours[0] < ours[1] or theirs[0] < theirs[1]


def _difference(ours: str, theirs: str) -> str:
    """Return what differs, both readings: 此作“产品”，彼作“智能”."""
    if not ours:
        return f"彼多“{verbatim(theirs)}”"
    if not theirs:
        return f"彼无“{verbatim(ours)}”"
    return f"此作“{verbatim(ours)}”，彼作“{verbatim(theirs)}”"


def _called(shelf: Shelf, one: Quoted) -> str:
    """Return a quotation in its marks, or its beginning in ellipsis, without marks at its edge."""
    words = shelf.filed[one.paragraph].paragraph.text[slice(*one.span)]
    short = words if len(words) <= _SHORT else f"{words[: _SHORT - 4].rstrip('，、；：')}……"
    return f"“{verbatim(short)}”"


def _absence(shelf: Shelf, one: Quoted, page: str) -> str:
    """Return where words do not stand that are quoted, and what is near them."""
    if one.named is not None:
        return _not_there(shelf, one.named, page)
    said = "所收各文未见此语"
    if one.document:
        said += "，所称出处亦未收入"
    return f"{said}；相近者见{_place(shelf, one.original, page)}" if one.original else said


def _not_there(shelf: Shelf, named: str, page: str) -> str:
    return (
        f"《{reference(plain(shelf.texts[named].title), addresses.document(named), page)}》中未见"
    )


def _place(shelf: Shelf, paragraph: str, page: str) -> str:
    """Return the way to a paragraph of another text."""
    text = shelf.filed[paragraph].text
    label = f"《{plain(text.title)}》段 {addresses.number(paragraph)}"
    return reference(label, addresses.paragraph(text.id, paragraph), page)
