"""A page for a draft and its final text, or a policy and its revision: both, clause by clause.

What was inserted and deleted is marked in one run or side by side, below the headings over it;
what did not change is folded, and numbers that changed are told once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from builder.messages import shared
from builder.messages import versions as say
from builder.messages.names import VERSIONS
from builder.model import Change, Clause, Page, Text, TextParagraph, Versions, addresses
from builder.pages.blocks import dated
from builder.pages.markdown import (
    FrontMatter,
    classed,
    defined,
    heading,
    joined,
    link,
    page,
    plain,
    reference,
    small,
    verbatim,
)
from builder.pages.page_index import PageIndex
from builder.pages.reworded import VIEWS, both_views, inline

_KINDS = {"changed": say.CHANGED, "added": say.ADDED, "removed": say.REMOVED}
"""What became of a clause, as its line and the summary say it."""

_MANY = 12
"""Changed numbers that are told outright; of more the first, and how many there are."""


def versions(index: PageIndex) -> Iterator[Page]:
    """Yield a page for every two versions of a text."""
    for pair in index.corpus.versions:
        yield _Comparison(index, pair).page()


def compared(index: PageIndex, text: Text, address: str) -> Iterator[str]:
    """Yield a link to the comparison of a text with each other version of it."""
    for pair in index.versions[text.id]:
        name = VERSIONS[pair.kind][0 if text.id == pair.after else 1]
        yield link(
            say.COMPARED_WITH(name=name), addresses.versions(pair.before, pair.after), address
        )


def beside(index: PageIndex, text: Text, address: str) -> Iterator[str]:
    """Yield a link to the comparison with each other version of a text, as lines of a list."""
    links = compared(index, text, address)
    for pair, to in zip(index.versions[text.id], links, strict=True):
        is_later = text.id == pair.after
        other = index.texts[pair.before if is_later else pair.after]
        name = VERSIONS[pair.kind][0 if is_later else 1]
        title = link(f"《{plain(other.title)}》", addresses.document(other.id), address)
        yield f"{name}：{title}，{dated(other.date)}。{to}：{_counted(pair)}。"


def became(index: PageIndex, text: Text, address: str) -> Iterator[str]:
    """Yield what a later version is, with a link to the comparison."""
    for pair in index.versions[text.id]:
        if pair.after == text.id:
            name = " → ".join(VERSIONS[pair.kind])
            yield f"{name}，{_link(pair, address)}"


def comparison(index: PageIndex, change: Change, address: str) -> str:
    """Return a link to the page that a change of a document is told on; '' for none."""
    for pair in index.versions[change.document or ""]:
        if (pair.before, pair.after) == (change.subject, change.document):
            return f"{_link(pair, address)}：{_counted(pair)}"
    return ""


def _link(pair: Versions, address: str) -> str:
    return link(say.CLAUSES, addresses.versions(pair.before, pair.after), address)


def _counted(pair: Versions) -> str:
    """Return how many clauses changed and how: 改 3 段、增 1 段，移位 2 段，未变 9 段."""
    counts = Counter[str](one.kind for one in pair.clauses)
    changed = "、".join(
        say.KIND_PASSAGES(kind=name, count=counts[one])
        for one, name in _KINDS.items()
        if counts[one]
    )
    moved = sum(one.moved for one in pair.clauses)
    return "，".join(
        filter(
            None,
            (
                changed or say.WORDS_UNCHANGED,
                say.MOVED_PASSAGES(count=moved) if moved else "",
                say.RENUMBERED(count=counts["renumbered"]) if counts["renumbered"] else "",
                say.UNCHANGED(count=counts["same"]) if counts["same"] else "",
            ),
        )
    )


class _Comparison:
    """Two versions while their page is made."""

    def __init__(self, index: PageIndex, pair: Versions) -> None:
        self.index, self.pair = index, pair
        self.before, self.after = index.texts[pair.before], index.texts[pair.after]
        self.names = VERSIONS[pair.kind]
        self.address = addresses.versions(pair.before, pair.after)
        self.above: tuple[str, ...] = ()
        """The headings that were told last."""

    def page(self) -> Page:
        """Return the whole page."""
        was, now = self.names
        title = say.COMPARED(was=was, now=now)
        return page(
            self.address,
            FrontMatter(
                f"{self.index.titles[self.after.id]}：{title}",
                say.DESCRIPTION(title=self.index.titles[self.after.id], was=was, now=now),
                "changes",
                search=False,
            ),
            heading(1, f'{title}：<span class="words">{plain(self.after.title)}</span>', "title"),
            small(
                [
                    f"{was}{link(shared.WHOLE, addresses.document(self.before.id), self.address)}",
                    f"{now}{link(shared.WHOLE, addresses.document(self.after.id), self.address)}",
                ]
            ),
            classed(f"{_counted(self.pair)}。", "counted"),
            self._facts(),
            *self._numbers(),
            heading(2, say.EACH_CLAUSE, "clauses"),
            VIEWS,
            *self._clauses(),
        )

    def _facts(self) -> str:
        """Return what the texts are, where it differs: state, title, issuers, number, day."""
        was, now = self.names
        rows = [(say.STATUS, f"<del>{was}</del> → <ins>{now}</ins>")]
        if self.before.title != self.after.title:
            titles = Change(
                "sentence_changed",
                before=self.before.title,
                after=self.after.title,
                rewordings=self.pair.title,
            )
            rows.append((shared.TITLE, f'<span class="words">{inline(titles)}</span>'))
        for name, here, there in (
            (
                shared.ISSUERS,
                *("、".join(one.identity.issuers) for one in (self.before, self.after)),
            ),
            (shared.NUMBER, *(one.identity.number or "" for one in (self.before, self.after))),
            (shared.DATE, *(dated(one.date) for one in (self.before, self.after))),
        ):
            if here != there:
                gone = f"<del>{verbatim(here)}</del>" if here else say.NOT_SAID
                come = f"<ins>{verbatim(there)}</ins>" if there else say.NOT_SAID
                rows.append((name, f"{gone} → {come}"))
        return f'<div class="change">{defined(rows, "what", say.DIFFERENCES)}</div>'

    def _numbers(self) -> Iterator[str]:
        """Yield once which numbers became which."""
        changed = [one.numbers for one in self.pair.clauses if one.numbers]
        if changed:
            said = "、".join(
                f"{verbatim(here.strip()) or say.NONE}→{verbatim(there.strip()) or say.NONE}"
                for here, there in changed[:_MANY]
            )
            more = say.AND_MORE(count=len(changed)) if len(changed) > _MANY else ""
            yield classed(say.NUMBERS_CHANGED(said=said, more=more), "where")

    # ------------------------------------------------------------ the clauses

    def _clauses(self) -> Iterator[str]:
        runs = [(folded, list(run)) for folded, run in groupby(self.pair.clauses, key=_is_folded)]
        for number, (folded, run) in enumerate(runs):
            following = runs[number + 1][1] if folded and runs[number + 1 :] else []
            over = self._section(following[0]) if following else ()
            if not folded:
                yield from self._told(run)
            elif any(one not in over for clause in run for one in clause.later):
                yield self._folded(run)

    def _section(self, one: Clause) -> tuple[str, ...]:
        """Return the paragraphs with the headings over a clause."""
        return self.index.filed[(one.later or one.earlier)[0]].paragraph.section

    def _told(self, clauses: Iterable[Clause]) -> Iterator[str]:
        for one in clauses:
            yield from self._headings(one)
            yield (
                f'<div class="change {"moved" if one.kind == "same" else one.kind}"'
                f' id="{self._anchor(one)}">{both_views(one)}'
                f'<p class="where">{joined(self._where(one))}</p></div>'
            )

    def _where(self, one: Clause) -> Iterator[str]:
        was, now = self.names
        yield "，".join(filter(None, (_KINDS.get(one.kind, ""), shared.MOVED if one.moved else "")))
        if len(one.earlier) != len(one.later) and one.earlier and one.later:
            yield say.MERGED(earlier=len(one.earlier), later=len(one.later))
        for name, ids in ((was, one.earlier), (now, one.later)):
            if ids:
                yield f"{name}{self._places(ids)}"

    def _places(self, ids: Sequence[str]) -> str:
        """Return links to paragraphs in their texts: 第 12、13 段."""
        links = "、".join(
            reference(addresses.number(one), self.index.filed[one].address, self.address)
            for one in ids
        )
        return say.PARAGRAPHS(numbers=links)

    def _anchor(self, one: Clause) -> str:
        if one.later:
            return addresses.anchor(self.after.id, one.later[0])
        return f"x-{addresses.anchor(self.before.id, one.earlier[0])}"

    def _headings(self, one: Clause) -> Iterator[str]:
        """Yield the headings over a clause, where they are not those over the one before."""
        over = [self.index.filed[above] for above in self._section(one)]
        named = tuple(_name(held.paragraph) for held in over)
        if named and named != self.above:
            self.above = named
            links = (
                reference(
                    f'<span class="words">{verbatim(name)}</span>', held.address, self.address
                )
                for name, held in zip(named, over, strict=True)
            )
            yield f'<h3 class="over">{" › ".join(links)}</h3>'

    def _folded(self, clauses: Sequence[Clause]) -> str:
        """Return clauses that did not change as a fold that says which they are."""
        same = sum(one.kind == "same" for one in clauses)
        parts = [
            say.UNCHANGED(count=same) if same else "",
            say.RENUMBERED(count=len(clauses) - same) if same < len(clauses) else "",
        ]
        rows = "".join(
            f'<p class="told" id="{self._anchor(one)}">{inline(one)}</p>' for one in clauses
        )
        return (
            f'<details class="apparatus same"><summary>{"，".join(filter(None, parts))}'
            f'</summary><div class="change">{rows}</div></details>'
        )


def _name(paragraph: TextParagraph) -> str:
    """Return the words of a paragraph that are its heading."""
    start, end = paragraph.heading or (0, len(paragraph.text))
    return paragraph.text[start:end].rstrip("。：: ")


def _is_folded(one: Clause) -> bool:
    return one.kind in ("same", "renumbered") and not one.moved
