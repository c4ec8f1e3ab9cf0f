"""Pages of the actions and of the pillars: what is said of each, by whom, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from builder.messages import phrases
from builder.messages.names import ENUMERATED_ONLY, NOT_DISCUSSED, VOICES
from builder.model import Label, Page, addresses
from builder.pages.blocks import MANY, numbered, origin, passage, quotation, title
from builder.pages.markdown import (
    boxed,
    classed,
    front_matter,
    heading,
    link,
    page,
    plain,
    small,
    voice,
)
from builder.pages.news import newest_of, subscription
from builder.pages.page_index import Filed, Shelf
from builder.pages.references import around_label


def areas(shelf: Shelf) -> Iterator[Page]:
    """Yield the pages of the actions and of the pillars, each with its list first."""
    framework = shelf.framework
    yield _list(shelf, addresses.ACTIONS, framework.actions_title, framework.actions)
    for order, label in enumerate(framework.actions, 1):
        yield _area(shelf, label, order, framework.actions_title)
    yield _list(shelf, addresses.PILLARS, framework.pillars_title, framework.pillars)
    for order, label in enumerate(framework.pillars, 1):
        yield _area(shelf, label, order, framework.pillars_title)


def counted(filed: list[Filed]) -> str:
    """Return how much there is: '21 段 · 5 份文献'."""
    return phrases.amount(len(filed), len({one.text.id for one in filed}))


def place(shelf: Shelf, label: Label) -> str:
    """Return the page of a label of the framework."""
    actions = {one.id for one in shelf.framework.actions}
    return addresses.action(label.id) if label.id in actions else addresses.pillar(label.id)


def _list(shelf: Shelf, address: str, name: str, labels: tuple[Label, ...]) -> Page:
    blocks = [
        front_matter(name, f"{name}，各以来源的话说明", "list"),
        heading(1, plain(name), "title"),
    ]
    for label in labels:
        to = link(title(label), place(shelf, label), address)
        blocks.append(heading(2, to, label.id, counted(shelf.under(label.id))))
        opening = shelf.opening(label)
        if opening is None:
            blocks.append(classed(f"{NOT_DISCUSSED}。", "missing"))
        else:
            blocks += quotation(shelf, opening, address, "words")
    return Page(address, page(*blocks))


def _area(shelf: Shelf, label: Label, order: int, group: str) -> Page:
    address = place(shelf, label)
    filed = shelf.under(label.id)
    name = label.title or label.name
    opening = shelf.opening(label)
    main = [heading(1, title(label), "title")]
    if opening is not None:
        main += quotation(shelf, opening, address)
    lacking: list[str] = []
    for authority, names in VOICES.items():
        said = [one for one in filed if one.text.authority == authority]
        if said:
            main.append(heading(2, names.question, authority, counted(said)))
            for one in said[:MANY]:
                main.append(classed(voice(authority), "who"))
                main += passage(shelf, one, label.id, address)
            main += _others(shelf, said[MANY:], address)
        elif authority != "editor":
            lacking.append(names.material)
    if listed := shelf.listed(label.id):
        main.append(heading(2, "还有哪里提到", "listed", f"{ENUMERATED_ONLY} · {len(listed)} 段"))
        main += [small([plain(one.text.title), *origin(one, address)]) for one in listed[:MANY]]
        main += _others(shelf, listed[MANY:], address)
    main += newest_of(shelf, label, address)
    feed = addresses.feed(address) if shelf.corpus.updates else ""
    if feed:
        main.append(subscription("订阅这一页的变化", feed, address))
    if lacking:
        main.append(classed(f"尚无{'、'.join(lacking)}。", "missing"))
    return Page(
        address,
        page(
            front_matter(
                name,
                f"{group}：{name}。政策、官方、专家、媒体各怎么说",
                "area",
                name=label.name,
                order=order,
                feed=addresses.built(feed, address),
            ),
            *main,
            boxed("beside", _beside(shelf, label, filed, address), "aside"),
        ),
    )


def _others(shelf: Shelf, filed: list[Filed], address: str) -> Iterator[str]:
    """Yield where the passages are that are too many to be read on the page."""
    if filed:
        yield classed("其余各段，按文献列出段号：", "where")
        ids = (one.paragraph.id for one in filed)
        yield "\n".join(f"- {row}" for row in numbered(shelf, ids, address))


def _beside(shelf: Shelf, label: Label, filed: list[Filed], address: str) -> list[str]:
    framework = shelf.framework
    own = shelf.refs[label.id]
    together = shelf.supports(own)
    is_action = own.kind == "action"
    others = framework.pillars if is_action else framework.actions
    blocks: list[str] = []
    near = [(together[target], one) for one in others if (target := shelf.refs[one.id]) in together]
    if near:
        blocks.append(heading(2, "相关支撑" if is_action else "相关行动", "related"))
        near.sort(key=lambda pair: -pair[0])
        blocks.append(
            "\n".join(
                f"- {link(plain(one.name), place(shelf, one), address)}"
                f' <span class="count">{count} 段</span>'
                for count, one in near
            )
        )
    if terms := shelf.terms_of(label.id):
        blocks.append(heading(2, "相关术语", "terms"))
        blocks.append(
            "、".join(
                link(plain(term.entry.term), addresses.term(term.entry.id), address)
                for term in terms
            )
        )
    if rows := list(around_label(shelf, label, address)):
        blocks.append(heading(2, "一同谈到", "around"))
        blocks.append("\n".join(f"- {row}" for row in rows))
    if filed:
        blocks.append(heading(2, "文献", "documents"))
        texts = {one.text.id: one.text for one in filed}
        blocks.append(
            "\n".join(
                f"- {link(plain(text.title), addresses.document(text.id), address)}"
                for text in texts.values()
            )
        )
    return blocks
