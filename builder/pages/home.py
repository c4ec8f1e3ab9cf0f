"""The home page: the question, the answer in the sources' words, and the ways into the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.messages import home as say
from builder.messages.names import (
    NEW_TEXTS,
    RECEIVED_AND_MISSING,
    SUPPORT,
    SUPPORT_COUNT,
    TO_PARAGRAPH,
)
from builder.messages.phrases import complete, original
from builder.model import Horizon, Label, Page, addresses
from builder.pages import facts
from builder.pages.areas import amount
from builder.pages.blocks import listed, quotation, title, whose
from builder.pages.changes import newest
from builder.pages.coverage import support_table
from builder.pages.documents import entry
from builder.pages.markdown import (
    FrontMatter,
    boxed,
    heading,
    itemised,
    link,
    page,
    plain,
    reference,
    small,
    verbatim,
    voice,
    words,
)
from builder.pages.openings import opening, retold
from builder.pages.page_index import PageIndex

# 路面完好率超90% · 占比达到12.5%
_SHARE = re.compile(r"(?:超过?|达到?|约)?\d+(?:\.\d+)?[%％]")

_NEWEST = 8
"""Texts that the home page names."""


def home(index: PageIndex) -> Page:
    """Return the home page."""
    address = addresses.HOME
    framework = index.framework
    feed = addresses.FEED if index.corpus.updates else ""
    head = FrontMatter(
        framework.title, framework.question, "home", feed=feed, facts=facts.site(framework.policy)
    )
    blocks = [heading(1, f"{plain(framework.question)} {voice('editor')}", "title")]
    blocks += retold(index, address, whole=True)
    if (policy := index.definition_of_policy()) is not None:
        blocks += quotation(index, policy, address)
    if horizons := _horizons(index):
        blocks += [heading(2, say.HORIZONS, "horizons"), horizons]
    for name, identifier, to, labels in (
        (framework.actions_title, "actions", addresses.ACTIONS, framework.actions),
        (framework.pillars_title, "pillars", addresses.PILLARS, framework.pillars),
    ):
        blocks.append(heading(2, link(plain(name), to, address), identifier))
        cards = (itemised(_card(index, label, address)) for label in labels)
        blocks.append(boxed(f"cards {identifier}", cards))
    if framework.actions and framework.pillars:
        to_coverage = link(SUPPORT, addresses.COVERAGE, address)
        blocks.append(heading(2, to_coverage, "support", SUPPORT_COUNT))
        blocks.append(support_table(index, address))
    blocks += newest(index, address)
    blocks.append(heading(2, link(NEW_TEXTS, addresses.DOCUMENTS, address), "documents"))
    blocks.append(listed(entry(text, address) for text in index.corpus.texts[:_NEWEST]))
    until = complete(index.corpus.seeds.snapshots[-1].complete_until)
    blocks.append(small([until, link(RECEIVED_AND_MISSING, addresses.SOURCES, address)]))
    return page(address, head, *blocks)


def _horizons(index: PageIndex) -> str:
    """Return each year with what the policy promises for it."""
    items = "\n".join(_horizon(index, one) for one in index.corpus.horizons)
    return f'<ol class="horizons">\n{items}\n</ol>' if items else ""


def _horizon(index: PageIndex, horizon: Horizon) -> str:
    filed = index.filed[horizon.paragraph]
    clause = filed.paragraph.text[slice(*horizon.span)]
    share, big = _SHARE.search(clause), ""
    if share is not None:
        to = addresses.built(filed.address, addresses.HOME)
        big = f'<a class="share words" href="{to}">{verbatim(share[0])}</a>'
    who, policy = verbatim(whose(filed.text, filed.paragraph)), index.corpus.policy
    where = [
        who if filed.text.id == policy.text else f"{verbatim(policy.name)} → {who}",
        reference(TO_PARAGRAPH, filed.address, addresses.HOME),
        reference(original(*filed.paragraph.ranges), filed.first_line, addresses.HOME),
    ]
    return (
        f'<li><span class="year">{horizon.year}</span>{big}'
        f'<p class="words">{verbatim(clause)}</p><p class="where">{" · ".join(where)}</p></li>'
    )


def _card(index: PageIndex, label: Label, address: str) -> Iterator[str]:
    name = link(title(label), index.refs[label.id].markdown, address)
    yield heading(3, name, f"card-{label.id}")
    where = [amount(index.under[label.id])]
    if (found := opening(index, label)) is not None:
        if not found.is_list:
            yield words(found.found.words, address)
        filed, policy = found.filed, index.corpus.policy
        who = link(plain(whose(filed.text, filed.paragraph)), filed.address, address)
        is_own = filed.text.id == policy.text
        where.insert(0, who if is_own else f"{plain(policy.name)} → {who}")
    yield small(where)
