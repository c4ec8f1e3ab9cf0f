"""A corpus, its pages and the earlier editions → the edition, with redirects and tombstones.

An address once published leads somewhere for ever. Where a page is gone, a redirect stands at its
path; where a passage is gone, a tombstone with its last words stands at the end of its page. Both
lead to the snapshot that had them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from builder.messages import redirects as say
from builder.messages.names import ELLIPSIS
from builder.model import Corpus, Edition, Page, TextParagraph, addresses
from builder.pages.blocks import updated
from builder.pages.markdown import (
    FrontMatter,
    appended,
    classed,
    heading,
    link,
    page,
    plain,
    reference,
    verbatim,
    words_at,
)

_BEGINNING = 30
"""Characters by which a reader recognises a passage that moved; the whole is one click away."""


def edition(corpus: Corpus, made: Iterable[Page], earlier: Sequence[Edition]) -> Edition:
    """Return the edition of a corpus, of which `made` are the pages.

    `earlier` are the editions of all snapshots before it, oldest first.
    """
    snapshot = corpus.seeds.snapshots[-1]
    pages = _with_redirects(tuple(made), corpus, earlier)
    return Edition(snapshot=snapshot, date=updated(snapshot), corpus=corpus, pages=pages)


def _with_redirects(
    pages: tuple[Page, ...], corpus: Corpus, earlier: Sequence[Edition]
) -> tuple[Page, ...]:
    """Return the pages with redirects and tombstones for what they lack of earlier editions."""
    now = _Places({one.path: one for one in pages}, corpus)
    gone: dict[str, Edition] = {}
    lost: dict[str, dict[str, Edition]] = defaultdict(dict)
    for before in earlier:
        for old in before.own_pages:
            if old.path not in now.pages:
                gone[old.path] = before
            for anchor in old.anchors:
                if not now.has(old.path, anchor):
                    lost[old.path][anchor] = before
    kept = [
        appended(one, _tombstones_below(now, one.path, lost[one.path])) if one.path in lost else one
        for one in pages
    ]
    return (*kept, *(_redirect(now, path, gone[path], lost[path]) for path in sorted(gone)))


@dataclass(frozen=True)
class _Places:
    """Where pages and passages are in the newest edition."""

    pages: Mapping[str, Page]
    """By path."""
    corpus: Corpus

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Article → the text of which it is a witness."""
        return {article: text.id for text in self.corpus.texts for article in text.articles}

    @cached_property
    def _paragraphs(self) -> dict[str, str]:
        """Printed paragraph → the address that shows it."""
        return {
            printed: addresses.paragraph(text.id, one.id)
            for text in self.corpus.texts
            for one in text.paragraphs
            for printed in (*one.copies, one.id)
        }

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {path: frozenset(one.anchors) for path, one in self.pages.items()}

    def has(self, path: str, anchor: str) -> bool:
        """Return whether a page has an anchor."""
        return anchor in self._anchors.get(path, ())

    def page(self, path: str) -> str:
        """Return the page to which a redirect leads: that of the same text, else the parent."""
        if path in self.pages:
            return path
        folder, _, name = path.rpartition("/")
        if text := self._texts.get(name.removesuffix(".md")):
            for there in (f"{folder}/{text}.md", addresses.document(text)):
                if there in self.pages:
                    return there
        above = f"{folder}/index.md"
        return above if above in self.pages else addresses.HOME

    def paragraph(self, edition: Edition, path: str, anchor: str) -> str | None:
        """Return where a paragraph of an earlier edition is now; `None` for anything else."""
        one = _paragraph(edition, path, anchor)
        for printed in (one.id, *one.copies) if one else ():
            if (place := self._paragraphs.get(printed)) is not None:
                there, _, at = place.partition("#")
                beside = f"{path.partition('/')[0]}/{there.rpartition('/')[2]}"
                return f"{beside}#{at}" if self.has(beside, at) else place
        return None

    def nearest(self, edition: Edition, old: Page, anchor: str) -> str:
        """Return the last place above an anchor of an earlier page that still exists."""
        near = self.page(old.path)
        for one in old.anchors[: old.anchors.index(anchor)]:
            if self.has(old.path, one):
                near = f"{old.path}#{one}"
            elif place := self.paragraph(edition, old.path, one):
                near = place
        return near


def _paragraph(edition: Edition, path: str, anchor: str) -> TextParagraph | None:
    """Return the paragraph that a place of an edition shows, on any page of its text."""
    name = path.rpartition("/")[2].removesuffix(".md")
    for text in edition.corpus.texts:
        if text.id == name:
            for one in text.paragraphs:
                if f"p{addresses.number(one.id)}" == anchor:
                    return one
    return None


def _page(edition: Edition, path: str) -> Page:
    return next(one for one in edition.pages if one.path == path)


def _tombstones_below(now: _Places, path: str, lost: Mapping[str, Edition]) -> Iterator[str]:
    """Yield blocks for what a page no longer has."""
    yield classed(say.FORMER, "former")
    yield from _tombstones(now, path, lost)


def _redirect(now: _Places, path: str, edition: Edition, lost: Mapping[str, Edition]) -> Page:
    """Return the page at the path of one that is gone; `edition` had it last."""
    to = now.page(path)
    old = _page(edition, path).title
    identifier = edition.snapshot.id
    then = reference(
        verbatim(say.SNAPSHOT(identifier=identifier)), addresses.snapshot(identifier, path), path
    )
    others = {anchor: one for anchor, one in lost.items() if anchor != "title"}
    made = page(
        path,
        FrontMatter(say.MOVED_FROM(old=old), say.MOVED(old=old), "moved", search=False),
        heading(1, say.OLD_ADDRESS(old=plain(old)), "title"),
        say.ENDED(then=then, link=link(plain(now.pages[to].title) or say.HOME, to, path)),
        *_tombstones(now, path, others),
    )
    return replace(made, anchors=(), is_redirect=True)


def _tombstones(now: _Places, path: str, lost: Mapping[str, Edition]) -> Iterator[str]:
    """Yield a line for each lost anchor: its last words, where it is now, where it was."""
    for anchor, edition in lost.items():
        identifier = edition.snapshot.id
        place = addresses.snapshot(identifier, f"{path}#{anchor}")
        then = reference(
            verbatim(say.SNAPSHOT_DATED(identifier=identifier, date=edition.date)), place, path
        )
        old = _page(edition, path)
        new = now.paragraph(edition, path, anchor)
        name = say.NOW_HERE if new else say.NOW_THERE
        there = reference(name, new or now.nearest(edition, old, anchor), path)
        said = _paragraph(edition, path, anchor)
        words = words_at(old, anchor) if said is None else said.text
        left = new and len(words) > _BEGINNING
        more = f'<span class="ours">{ELLIPSIS}</span>' if left else ""
        words = words[:_BEGINNING] if left else words
        yield (
            f'<p class="{"moved" if new else "gone"}" id="{anchor}">'
            f'<span class="{"ours" if said is None else "words"}">{verbatim(words)}</span>{more} '
            f'<span class="where">{say.LAST_SEEN(then=then, there=there)}</span></p>'
        )
