"""A changed sentence as HTML: in one run, with what went and what came, and side by side.

Which of the two shows is the style's affair. Anchors are made of ids and words, not of counts.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from builder.messages.names import CHANGES, LOST, TO_PARAGRAPH
from builder.messages.phrases import misprint
from builder.model import Change, Rewording, addresses
from builder.pages.markdown import joined, reference, verbatim
from builder.pages.page_index import Shelf

CHOICE = '<p class="views"><label><input type="checkbox" class="side-by-side"> 并排对照</label></p>'
"""Where the reader chooses between the two."""


def changed_words(shelf: Shelf, one: Change, address: str) -> str:
    """Return a change of words: in one run and side by side, with where and why."""
    sides = (
        f'<div class="sides"><p class="told">{_marked(one.before, one, "del")}</p>'
        f'<p class="told">{_marked(one.after, one, "ins")}</p></div>'
    )
    where = joined([CHANGES[one.kind], place(shelf, one, address), verbatim(one.reason)])
    return (
        f'<div class="change {one.kind.partition("_")[2]}" id="{_anchor(one)}">'
        f'<p class="told run">{run(one)}</p>{sides}<p class="where">{where}</p></div>'
    )


def _anchor(one: Change) -> str:
    """Return an anchor that stays: it is made of the words, not of what else changed."""
    words = "\0".join((one.kind, one.document or "", one.before, one.after))
    return f"c-{sha256(words.encode('utf-8', 'replace')).hexdigest()[:10]}"


def corrected(one: Change, spelt: Callable[[str], str]) -> str:
    """Return what is printed and what is read instead, in words; `spelt` spells those of others."""
    if not one.before:
        return LOST
    return misprint(spelt(one.before), spelt(one.after) if one.subject == "mend" else None)


def run(one: Change) -> str:
    """Return the words of a change in one run, with what went and what came marked."""
    if one.kind == "sentence_added":
        return f"<ins>{_lines(one.after)}</ins>"
    if one.kind == "sentence_removed":
        return f"<del>{_lines(one.before)}</del>"
    if one.kind == "sentence_moved":
        return _lines(one.after)
    out, at = "", 0
    for word in one.rewordings:
        gone, come = one.before[slice(*word.before)], one.after[slice(*word.after)]
        out += _lines(one.after[at : word.after[0]])
        out += f"<del>{_lines(gone)}</del>" if gone else ""
        out += f"<ins>{_lines(come)}</ins>" if come else ""
        at = word.after[1]
    return out + _lines(one.after[at:])


def _marked(words: str, one: Change, tag: str) -> str:
    """Return one side: the words with what is only here marked."""
    whole = (Rewording((0, len(words)), (0, len(words))),)
    alone = one.kind in ("sentence_added", "sentence_removed") and words
    out, at = "", 0
    for word in whole if alone else one.rewordings:
        start, end = word.before if tag == "del" else word.after
        out += _lines(words[at:start])
        out += f"<{tag}>{_lines(words[start:end])}</{tag}>" if start < end else ""
        at = end
    return out + _lines(words[at:])


def _lines(words: str) -> str:
    return "<br>".join(map(verbatim, words.split("\n")))


def place(shelf: Shelf, one: Change, address: str) -> str:
    """Return a link to the paragraph, as HTML; '' where it is not shown any more."""
    filed = shelf.shown(one.paragraph or "")
    if filed is None:
        return ""
    return reference(TO_PARAGRAPH, addresses.paragraph(filed.text.id, filed.paragraph.id), address)
