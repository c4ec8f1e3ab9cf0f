"""Quotations that were compared → notes beside the paragraph that quotes and the one quoted; HTML.

Exact and differing quotations are noted on both sides. One that is found in no text is noted where
it names a document or another text is similar.
"""

from __future__ import annotations

from builder.messages import quoting as say
from builder.messages import shared
from builder.model import Quoted, Span, Text, addresses
from builder.pages.blocks import titled
from builder.pages.markdown import link, plain, reference, verbatim
from builder.pages.page_index import Groups, PageIndex

_SHORT = 16
"""Characters of a quotation by which a note refers to it."""
_MANY = 3
"""Differences up to which a note lists them; of more it shows the whole passage."""


def quotation_notes(index: PageIndex, paragraph: str, page: str) -> list[str]:
    """Return the notes of a paragraph: of what it quotes, then of who quotes it."""
    quoted = [one for one in index.quotations[paragraph] if one.is_shown]
    notes = [_note(index, one, page) for one in quoted if one.verdict != "absent"]
    absent = Groups(
        (_absence(index, one, page), _called(index, one))
        for one in quoted
        if one.verdict == "absent"
    )
    notes += [
        say.QUOTED(quotations="".join(called), absence=absence)
        for absence, called in absent.items()
    ]
    notes = [f'<p class="quoting">{note}</p>' for note in notes]
    places = [_place(index, one.paragraph, page) for one in index.quoted_in[paragraph]]
    if places:
        said = "；".join(dict.fromkeys(places))
        notes.append(f'<p class="quoting">{say.QUOTED_BY(paragraphs=said)}</p>')
    return notes


def not_found(index: PageIndex, text: Text, page: str) -> list[str]:
    """Return the quotations that name a document in which they are not found, as Markdown."""
    missing = Groups(
        (one.named, one)
        for paragraph in text.paragraphs
        for one in index.quotations[paragraph.id]
        if one.named is not None and not _as_named(index, one)
    )
    rows = []
    for named, quotations in sorted(missing.items(), key=lambda pair: pair[0]):
        document = titled(index.texts[named], page)
        ways = "、".join(
            link(
                shared.PARAGRAPH(numbers=addresses.number(at)),
                addresses.paragraph(text.id, at),
                page,
            )
            for at in dict.fromkeys(one.paragraph for one in quotations)
        )
        rows.append(say.ATTRIBUTED_NOT_FOUND(document=document, count=len(quotations), places=ways))
    return rows


def _as_named(index: PageIndex, one: Quoted) -> bool:
    """Return whether a quotation is found in the document that it names."""
    found = one.original is not None and one.verdict != "absent"
    return found and index.filed[str(one.original)].text.id == one.named


def _note(index: PageIndex, one: Quoted, page: str) -> str:
    """Return the note of a quotation that is found in another text, exactly or nearly."""
    assert one.original is not None
    theirs = index.filed[one.original]
    ours = index.filed[one.paragraph].paragraph.text
    called = say.QUOTATION(words=_called(index, one))
    place = _place(index, one.original, page)
    is_named = _as_named(index, one)
    if one.named is not None and not is_named:
        called += f"，{_not_there(index, one.named, page)}；"
    if one.verdict == "exact":
        return (
            say.AS_ORIGINAL(called=called, place=place)
            if is_named
            else say.AS_ELSEWHERE(called=called, place=place)
        )
    said = say.UNLIKE(called=called, other=say.ORIGINAL if is_named else say.ELSEWHERE, place=place)
    differences = one.differences
    if len(differences) > _MANY or not all(_is_shown(d.quoted, d.original) for d in differences):
        whole = theirs.paragraph.text[slice(*(one.original_span or (0, 0)))]
        return say.THERE(said=said, whole=verbatim(whole))
    return (
        said
        + "；".join(
            _difference(ours[slice(*d.quoted)], theirs.paragraph.text[slice(*d.original)])
            for d in differences
        )
        + "。"
    )


def _is_shown(ours: Span, theirs: Span) -> bool:
    """Return whether a difference has words on one side at least."""
    return ours[0] < ours[1] or theirs[0] < theirs[1]


def _difference(ours: str, theirs: str) -> str:
    """Return what differs, both readings: 此作“养护”，彼作“管护”."""
    if not ours:
        return say.THERE_MORE(words=verbatim(theirs))
    if not theirs:
        return say.THERE_LESS(words=verbatim(ours))
    return say.HERE_AND_THERE(ours=verbatim(ours), theirs=verbatim(theirs))


def _called(index: PageIndex, one: Quoted) -> str:
    """Return a quotation in quotation marks, a long one shortened."""
    words = index.filed[one.paragraph].paragraph.text[slice(*one.span)]
    short = words if len(words) <= _SHORT else f"{words[: _SHORT - 4].rstrip('，、；：')}……"
    return f"“{verbatim(short)}”"


def _absence(index: PageIndex, one: Quoted, page: str) -> str:
    """Return where a quotation is not found, and which paragraph is similar."""
    if one.named is not None:
        return _not_there(index, one.named, page)
    said = say.NOT_FOUND
    if one.document:
        said += say.NAMED_NOT_HELD
    return say.SIMILAR(said=said, place=_place(index, one.original, page)) if one.original else said


def _not_there(index: PageIndex, named: str, page: str) -> str:
    return say.NOT_IN(
        title=reference(plain(index.texts[named].title), addresses.document(named), page)
    )


def _place(index: PageIndex, paragraph: str, page: str) -> str:
    """Return a link to a paragraph of another text."""
    text = index.filed[paragraph].text
    label = say.PARAGRAPH_OF(title=plain(text.title), numbers=addresses.number(paragraph))
    return reference(label, addresses.paragraph(text.id, paragraph), page)
