"""Pages of the actions and of the pillars: what is said of each, by whom, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from builder.messages import areas as say
from builder.messages import phrases, shared
from builder.messages.names import ENUMERATED_ONLY, LEVELS, NOT_DISCUSSED, SHOW_GROUNDS, VOICES
from builder.model import Label, Page, addresses, voices
from builder.pages import facts
from builder.pages.blocks import (
    MANY,
    listed,
    numbered,
    origin,
    passage,
    title,
    titled,
)
from builder.pages.changes import newest_of, subscription
from builder.pages.markdown import (
    FrontMatter,
    boxed,
    classed,
    heading,
    joined,
    link,
    page,
    plain,
    small,
    voice,
)
from builder.pages.openings import clauses, opened, opening, retold
from builder.pages.page_index import Filed, PageIndex
from builder.pages.references import around_label

_SWITCH = (
    '<p class="views marking"><button class="show-grounds" type="button" aria-pressed="false">'
    f"{SHOW_GROUNDS}</button></p>"
)
"""Marks the words by which passages are filed, which are not marked until a reader asks for it."""


def areas(index: PageIndex) -> Iterator[Page]:
    """Yield the pages of the actions and of the pillars, each with its list first."""
    framework = index.framework
    for address, group, labels in (
        (addresses.ACTIONS, framework.actions_title, framework.actions),
        (addresses.PILLARS, framework.pillars_title, framework.pillars),
    ):
        yield _list(index, address, group, labels)
        for order, label in enumerate(labels, 1):
            yield _area(index, label, order, group)


def amount(filed: Sequence[Filed]) -> str:
    """Return how much there is: '21 段 · 5 份文献'."""
    return phrases.amount(len(filed), len({one.text.id for one in filed}))


def _list(index: PageIndex, address: str, name: str, labels: tuple[Label, ...]) -> Page:
    blocks = [heading(1, plain(name), "title"), *retold(index, address)]
    for label in labels:
        to = link(title(label), index.refs[label.id].markdown, address)
        blocks.append(heading(2, to, label.id, amount(index.under[label.id])))
        found = opening(index, label)
        if found is not None and not found.is_list:
            blocks += opened(index, found, address, "words")
        elif not index.under[label.id]:
            blocks.append(classed(f"{NOT_DISCUSSED}。", "missing"))
    return page(address, FrontMatter(name, say.EACH_IN_WORDS(name=name), "list"), *blocks)


def _area(index: PageIndex, label: Label, order: int, group: str) -> Page:
    address = index.refs[label.id].markdown
    filed = index.under[label.id]
    name = label.title or label.name
    feed = addresses.feed(address) if index.corpus.updates else ""
    head = FrontMatter(
        name,
        say.VOICES_ON(group=group, name=name),
        "area",
        name=label.name,
        order=order,
        feed=addresses.built(feed, address),
        facts=facts.area(index.framework.policy),
    )
    blocks = [heading(1, title(label), "title"), *retold(index, address)]
    blocks += clauses(index, label, address)
    if (found := opening(index, label)) is not None:
        blocks += opened(index, found, address)
    if filed:
        blocks.append(_SWITCH)
    lacking: list[str] = []
    for authority, names in VOICES.items():
        said = [one for one in filed if one.voice == authority]
        said.sort(key=lambda one: one.text.id != index.corpus.policy.text)
        if said:
            blocks.append(heading(2, names.question, authority, amount(said)))
            for one in said[:MANY]:
                blocks.append(classed(voice(authority) + _other_policy(index, one, address), "who"))
                blocks += passage(index, one, label.id, address)
            blocks += _others(index, said[MANY:], address)
        elif names.material:
            lacking.append(names.material)
    if enumerated := index.enumerated[label.id]:
        count = say.ENUMERATED(before=ENUMERATED_ONLY, count=len(enumerated))
        blocks.append(heading(2, say.ALSO, "listed", count))
        for one in enumerated[:MANY]:
            blocks.append(small([plain(one.text.title), *origin(one, address)]))
        blocks += _others(index, enumerated[MANY:], address)
    blocks += newest_of(index, label, address)
    if feed:
        blocks.append(subscription(say.SUBSCRIBE, feed, address))
    if lacking:
        blocks.append(classed(say.NOBODY_YET(voices="、".join(lacking)), "missing"))
    return page(address, head, *blocks, boxed("beside", _beside(index, label, address), "aside"))


def _other_policy(index: PageIndex, filed: Filed, address: str) -> str:
    """Return the name and the level of a document that is not the policy; '' for the policy."""
    text = filed.text
    if text.kind not in voices.ISSUED or text.id == index.corpus.policy.text:
        return ""
    level = LEVELS.get(text.identity.level or "", "")
    return " " + joined([titled(text, address), level])


def _others(index: PageIndex, filed: Sequence[Filed], address: str) -> Iterator[str]:
    """Yield where the passages are that are too many for the page."""
    if filed:
        yield classed(say.OTHER_PARAGRAPHS, "where")
        yield listed(numbered(index, (one.paragraph.id for one in filed), address))


def _beside(index: PageIndex, label: Label, address: str) -> Iterator[str]:
    """Yield what goes with a label: labels of the other kind, terms, links, texts."""
    own = index.refs[label.id]
    is_action = own.kind == "action"
    together = Counter(
        one.target for one in index.links_at[own] if one.kind == "supports" and one.origin == own
    )
    others = index.framework.pillars if is_action else index.framework.actions
    related = [(count, one) for one in others if (count := together[index.refs[one.id]])]
    if related:
        related.sort(key=lambda pair: -pair[0])
        yield heading(2, say.PILLARS_BESIDE if is_action else say.ACTIONS_BESIDE, "related")
        yield listed(
            f"{link(plain(one.name), index.refs[one.id].markdown, address)}"
            f' <span class="count">{shared.PASSAGES(count=count)}</span>'
            for count, one in related
        )
    if terms := index.terms_of[label.id]:
        yield heading(2, say.RELATED_TERMS, "terms")
        yield "、".join(
            link(plain(term.entry.term), addresses.term(term.entry.id), address) for term in terms
        )
    if rows := list(around_label(index, label, address)):
        yield heading(2, say.SPOKEN_OF_TOGETHER, "around")
        yield listed(rows)
    if filed := index.under[label.id]:
        yield heading(2, shared.DOCUMENTS, "documents")
        texts = {one.text.id: one.text for one in filed}
        yield listed(titled(text, address) for text in texts.values())
