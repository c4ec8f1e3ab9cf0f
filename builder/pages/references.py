"""Links of the corpus → lines for a page: what a place leads to and what leads to it.

A link is shown at both of its ends: `messages` has the words for each end of each kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from builder.messages import references as say
from builder.messages.names import LINK_ENDS, RELATIONS
from builder.messages.phrases import shorten
from builder.model import Label, Link, Ref, Text, addresses
from builder.pages.markdown import link, plain, voice
from builder.pages.page_index import Filed, PageIndex

_LONGEST = 14
"""Characters of a title in a line of a margin."""

Ends = tuple[tuple[str, bool], ...]
"""Kinds of links, and whether they leave or arrive, in the order in which they are shown."""

_MARGIN: Ends = (
    ("about", True),
    ("names", True),
    ("explains", True),
    ("explains", False),
    ("restates", True),
    ("restates", False),
    ("beside", True),
    ("beside", False),
)
OF_DOCUMENT: Ends = tuple((kind, False) for kind, leaving in RELATIONS if not leaving)
"""How others stand to a document."""
_OF_TEXT: Ends = (("prints", True), *((kind, True) for kind, leaving in RELATIONS if leaving))
_OF_LABEL: Ends = (("beside", True), ("beside", False), ("belongs", False), ("names", False))


def find_links(index: PageIndex, ref: Ref, kind: str, *, leaving: bool) -> list[Link]:
    """Return the links of a kind that leave a place or arrive there."""
    return [
        one
        for one in index.links_at[ref]
        if one.kind == kind and (one.origin if leaving else one.target) == ref
    ]


def lines(
    index: PageIndex,
    ref: Ref,
    page: str,
    wanted: Ends,
    *,
    but: Collection[Ref] = (),
) -> Iterator[str]:
    """Yield a line for each kind of link that a place has: '解读：甲 13、乙 17'.

    Kinds that say the same at both ends make one line; `but` are places shown elsewhere.
    """
    said: dict[str, dict[Ref, None]] = {}
    for kind, leaving in wanted if ref in index.links_at else ():
        for one in find_links(index, ref, kind, leaving=leaving):
            other = one.target if leaving else one.origin
            if other not in but:
                said.setdefault(LINK_ENDS[kind, leaving], {})[other] = None
    for word, others in said.items():
        yield f"{word}：{'、'.join(_links(index, others, page))}"


def _links(index: PageIndex, refs: Iterable[Ref], page: str) -> Iterator[str]:
    """Yield links to places; of paragraphs of one text, those after the first by number only."""
    before: str | None = None
    for ref in refs:
        # A paragraph taken from another copy has no number in this text.
        own = ref.paragraph is not None and ref.anchor != ref.paragraph
        number = ref.anchor[1:] if own else ""
        if number and ref.id == before:
            yield link(number, ref.markdown, page)
        else:
            yield link(plain(_name(index, ref)), ref.markdown, page)
        before = ref.id if number else None


def _name(index: PageIndex, ref: Ref) -> str:
    """Return what to call a place; a paragraph by its text and its number."""
    if ref.kind != "document":
        return index.names[ref]
    title = shorten(index.texts[ref.id].title, _LONGEST)
    return f"{title} {addresses.number(ref.paragraph)}" if ref.paragraph else title


def margin(index: PageIndex, filed: Filed, page: str) -> Iterator[str]:
    """Yield what leads from and to a paragraph, a line a kind, for the note beside it."""
    ref = Ref("document", filed.text.id, filed.paragraph.id)
    enumerated: list[Ref] = []
    if filed.passage is not None:
        enumerated = [index.refs[label] for label in filed.passage.enumerates]
        if filed.passage.reason:
            yield say.FILED_BY_EDITOR(badge=voice("editor"), reason=plain(filed.passage.reason))
    yield from lines(index, ref, page, _MARGIN, but=enumerated)
    if covered := index.covered[filed.paragraph.id]:
        terms = (
            link(plain(term.entry.term), addresses.term(term.entry.id), page) for term in covered
        )
        yield say.TERMS_IN_TITLE(terms="、".join(terms))


def about_text(
    index: PageIndex, text: Text, page: str, *, but: Collection[Ref] = ()
) -> Iterator[str]:
    """Yield which cited document a text is, and how it stands to others; `but` is told above."""
    return lines(index, Ref("document", text.id), page, _OF_TEXT, but=but)


def around_label(index: PageIndex, label: Label, page: str) -> Iterator[str]:
    """Yield the links of an action or a pillar, except those that its page lists anyway."""
    listed = {Ref("document", one.text.id, one.paragraph.id) for one in index.enumerated[label.id]}
    terms = {Ref("term", term.entry.id) for term in index.terms_of[label.id]}
    return lines(index, index.refs[label.id], page, _OF_LABEL, but=listed | terms)
