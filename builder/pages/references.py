"""What leads to a place of the site and what it leads to, as lines and lists with links.

A reference is shown at both of its ends: here are the words for each end of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from builder.messages.names import LINK_ENDS
from builder.model import Label, Link, Text, addresses
from builder.pages.markdown import link, plain, reference
from builder.pages.page_index import Filed, Shelf

_LONGEST = 14
"""Letters of a title that stand in a line of a margin."""

Wanted = tuple[tuple[str, bool], ...]
"""Kinds of references, and whether they leave or arrive, in the order in which they are shown."""


@lru_cache(maxsize=2)
def _index(shelf: Shelf) -> dict[str, list[Link]]:
    """Return place → the links of the kinds that are told of, those that leave and that arrive."""
    told = {kind for kind, _ in LINK_ENDS}
    found: dict[str, list[Link]] = defaultdict(list)
    for one in shelf.corpus.links:
        if one.kind in told:
            found[one.origin].append(one)
            found[one.target].append(one)
    return found


def references(shelf: Shelf, short: str, kind: str, *, leaving: bool) -> Sequence[Link]:
    """Return the links of a kind that leave a place or arrive there."""
    return list(_among(_index(shelf).get(short, ()), short, kind, leaving=leaving))


def _among(several: Iterable[Link], short: str, kind: str, *, leaving: bool) -> Iterator[Link]:
    return (
        one
        for one in several
        if one.kind == kind and (one.origin if leaving else one.target) == short
    )


def short_of(address: str) -> str:
    """Return an address of `docs/` as the links write it: glossary/index.md#y → glossary/#y."""
    path, mark, anchor = address.partition("#")
    return path.removesuffix(".md").removesuffix("index") + mark + anchor


def address_of(short: str) -> str:
    """Return the address in `docs/`: glossary/#y → glossary/index.md#y."""
    path, mark, anchor = short.partition("#")
    return (f"{path}index.md" if path.endswith("/") or not path else f"{path}.md") + mark + anchor


@lru_cache(maxsize=2)
def _names(shelf: Shelf) -> dict[str, str]:
    framework = shelf.framework
    return {
        **{f"actions/{one.id}": one.name for one in framework.actions},
        **{f"pillars/{one.id}": one.name for one in framework.pillars},
        **{f"coverage/#topic-{one.id}": one.name for one in framework.topics},
        **{f"glossary/#{one.entry.id}": one.entry.term for one in shelf.corpus.terms},
        **{f"entities/#{one.id}": f"《{one.name}》" for one in shelf.corpus.entities},
    }


def _name(shelf: Shelf, short: str) -> str:
    """Return what to call a place; a paragraph by its text and its number."""
    path, _, anchor = short.partition("#")
    folder, _, identifier = path.partition("/")
    if folder != "documents":
        return _names(shelf)[short]
    title = _cut(shelf.texts[identifier].title)
    return f"{title} {addresses.number(f'{identifier}-{anchor}')}" if anchor else title


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST]}……"


def named(shelf: Shelf, short: str, page: str, link: Callable[[str, str, str], str] = link) -> str:
    """Return a link to a place, called by its name: a term, a paragraph with its number."""
    return link(plain(_name(shelf, short)), address_of(short), page)


def lines(
    shelf: Shelf,
    short: str,
    page: str,
    wanted: Iterable[tuple[str, bool]],
    *,
    but: Iterable[str] = (),
    link: Callable[[str, str, str], str] = link,
) -> Iterator[str]:
    """Yield a line for each kind of reference that a place has: '解读：甲 13、乙 17'.

    Kinds that say the same at both ends make one line; `but` are places told of elsewhere.
    """
    said: dict[str, dict[str, None]] = {}
    here = _index(shelf).get(short, ())
    for kind, leaving in wanted if here else ():
        for one in _among(here, short, kind, leaving=leaving):
            place = one.target if leaving else one.origin
            if place not in but:
                said.setdefault(LINK_ENDS[kind, leaving], {})[place] = None
    for word, places in said.items():
        yield f"{word}：{'、'.join(_together(shelf, places, page, link))}"


def _together(
    shelf: Shelf, places: Iterable[str], page: str, link: Callable[[str, str, str], str]
) -> Iterator[str]:
    """Yield links to places; of paragraphs of one text, those after the first by number only."""
    before = ""
    for place in places:
        path, _, anchor = place.partition("#p")
        if not path.startswith("documents/"):
            anchor = ""  # a term can begin with the same letter
        if anchor and path == before:
            yield link(anchor, address_of(place), page)
        else:
            yield named(shelf, place, page, link)
        before = path if anchor else ""


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
    short = short_of(addresses.paragraph(filed.text.id, filed.paragraph.id))
    listed: list[str] = []
    if filed.passage is not None:
        listed = [
            one
            for label in filed.passage.enumerates
            for one in (f"actions/{label}", f"pillars/{label}")
        ]
        if filed.passage.reason:
            yield f'<span class="voice editor">编者</span> 归类：{plain(filed.passage.reason)}'
    yield from lines(shelf, short, page, _MARGIN, but=listed, link=reference)
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
        short_of(addresses.document(text.id)),
        page,
        (("prints", True), ("comments_on", True)),
    )


def around_label(shelf: Shelf, label: Label, page: str) -> Iterator[str]:
    """Yield what stands beside an action or a pillar, but what the page lists anyway."""
    listed = {
        short_of(addresses.paragraph(one.text.id, one.paragraph.id))
        for one in shelf.listed(label.id)
    }
    terms = {f"glossary/#{term.entry.id}" for term in shelf.terms_of(label.id)}
    yield from lines(shelf, short_of(page), page, _BESIDE, but=listed | terms)
