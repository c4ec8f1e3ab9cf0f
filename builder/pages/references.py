"""What leads to a place of the site and what it leads to, as lines and lists with links.

A reference is shown at both of its ends: here are the words for each end of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from builder.messages.names import LINK_ENDS
from builder.model import Label, Link, Ref, Text, addresses
from builder.pages.markdown import link, plain, reference
from builder.pages.page_index import Filed, Shelf

_LONGEST = 14
"""Letters of a title that stand in a line of a margin."""

Wanted = tuple[tuple[str, bool], ...]
"""Kinds of references, and whether they leave or arrive, in the order in which they are shown."""


@lru_cache(maxsize=2)
def _index(shelf: Shelf) -> dict[Ref, list[Link]]:
    """Return place → the links of the kinds that are told of, those that leave and that arrive."""
    told = {kind for kind, _ in LINK_ENDS}
    found: dict[Ref, list[Link]] = defaultdict(list)
    for one in shelf.corpus.links:
        if one.kind in told:
            found[one.origin].append(one)
            found[one.target].append(one)
    return found


def references(shelf: Shelf, ref: Ref, kind: str, *, leaving: bool) -> Sequence[Link]:
    """Return the links of a kind that leave a place or arrive there."""
    return list(_among(_index(shelf).get(ref, ()), ref, kind, leaving=leaving))


def _among(several: Iterable[Link], ref: Ref, kind: str, *, leaving: bool) -> Iterator[Link]:
    return (
        one
        for one in several
        if one.kind == kind and (one.origin if leaving else one.target) == ref
    )


@lru_cache(maxsize=2)
def _names(shelf: Shelf) -> dict[Ref, str]:
    framework = shelf.framework
    return {
        **{Ref("action", one.id): one.name for one in framework.actions},
        **{Ref("pillar", one.id): one.name for one in framework.pillars},
        **{Ref("topic", one.id): one.name for one in framework.topics},
        **{Ref("term", one.entry.id): one.entry.term for one in shelf.corpus.terms},
        **{Ref("entity", one.id): f"《{one.name}》" for one in shelf.corpus.entities},
    }


def _name(shelf: Shelf, ref: Ref) -> str:
    """Return what to call a place; a paragraph by its text and its number."""
    if ref.kind != "document":
        return _names(shelf)[ref]
    title = _cut(shelf.texts[ref.id].title)
    return f"{title} {addresses.number(ref.paragraph)}" if ref.paragraph else title


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}……"


def named(shelf: Shelf, ref: Ref, page: str, link: Callable[[str, str, str], str] = link) -> str:
    """Return a link to a place, called by its name: a term, a paragraph with its number."""
    return link(plain(_name(shelf, ref)), ref.markdown, page)


def lines(
    shelf: Shelf,
    ref: Ref,
    page: str,
    wanted: Iterable[tuple[str, bool]],
    *,
    but: Collection[Ref] = (),
    link: Callable[[str, str, str], str] = link,
) -> Iterator[str]:
    """Yield a line for each kind of reference that a place has: '解读：甲 13、乙 17'.

    Kinds that say the same at both ends make one line; `but` are places told of elsewhere.
    """
    said: dict[str, dict[Ref, None]] = {}
    here = _index(shelf).get(ref, ())
    for kind, leaving in wanted if here else ():
        for one in _among(here, ref, kind, leaving=leaving):
            place = one.target if leaving else one.origin
            if place not in but:
                said.setdefault(LINK_ENDS[kind, leaving], {})[place] = None
    for word, places in said.items():
        yield f"{word}：{'、'.join(_together(shelf, places, page, link))}"


def _together(
    shelf: Shelf, places: Iterable[Ref], page: str, link: Callable[[str, str, str], str]
) -> Iterator[str]:
    """Yield links to places; of paragraphs of one text, those after the first by number only."""
    before: str | None = None
    for place in places:
        # A paragraph that another copy lends has no number of this text.
        own = place.paragraph is not None and place.anchor != place.paragraph
        number = place.anchor[1:] if own else ""
        if number and place.id == before:
            yield link(number, place.markdown, page)
        else:
            yield named(shelf, place, page, link)
        before = place.id if number else None


_MARGIN: Wanted = (
    ("about", True),
    ("names", True),
    ("explains", True),
    ("explains", False),
    ("repeats", True),
    ("repeats", False),
    ("beside", True),
    ("beside", False),
)
_BESIDE: Wanted = (("beside", True), ("beside", False), ("belongs", False), ("names", False))


def margin(shelf: Shelf, filed: Filed, page: str) -> Iterator[str]:
    """Yield what leads from and to a paragraph, a line a kind, for the note beside it."""
    ref = Ref("document", filed.text.id, filed.paragraph.id)
    listed: list[Ref] = []
    if filed.passage is not None:
        listed = [
            one
            for label in filed.passage.enumerates
            for one in (Ref("action", label), Ref("pillar", label))
        ]
        if filed.passage.reason:
            yield f'<span class="voice editor">编者</span> 归类：{plain(filed.passage.reason)}'
    yield from lines(shelf, ref, page, _MARGIN, but=listed, link=reference)
    if covered := shelf.covered(filed.paragraph.id):
        ways = (
            reference(plain(term.entry.term), addresses.term(term.entry.id), page)
            for term in covered
        )
        yield f"题名中的术语：{'、'.join(ways)}"


def about_text(shelf: Shelf, text: Text, page: str) -> Iterator[str]:
    """Yield what a text is about, or which cited document it is."""
    yield from lines(
        shelf,
        Ref("document", text.id),
        page,
        (("prints", True), ("comments_on", True)),
    )


def around_label(shelf: Shelf, label: Label, page: str) -> Iterator[str]:
    """Yield what stands beside an action or a pillar, but what the page lists anyway."""
    listed = {Ref("document", one.text.id, one.paragraph.id) for one in shelf.listed(label.id)}
    terms = {Ref("term", term.entry.id) for term in shelf.terms_of(label.id)}
    yield from lines(shelf, shelf.refs[label.id], page, _BESIDE, but=listed | terms)
