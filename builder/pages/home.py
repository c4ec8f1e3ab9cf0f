"""The home page: the question, the answer in the sources' words, and the ways into the site."""

from __future__ import annotations

import re

from builder.messages.names import NEW_TEXTS, SUPPORT, SUPPORT_COUNT, TO_PARAGRAPH
from builder.messages.phrases import original
from builder.model import Horizon, Label, Page, addresses, authority_rank
from builder.pages.areas import counted, place
from builder.pages.blocks import quotation
from builder.pages.documents import entry
from builder.pages.markdown import front_matter, heading, joined, link, page, plain, verbatim, voice
from builder.pages.matrices import support_table
from builder.pages.news import newest
from builder.pages.page_index import Shelf
from builder.pages.wording import whose

# 应用普及率超70% · 占比达到85.5%
_SHARE = re.compile(r"(?:超过?|达到?|约)?\d+(?:\.\d+)?[%％]")

_NEWEST = 8
"""Number of texts that the home page names."""


def home(shelf: Shelf) -> Page:
    """Return the home page."""
    address = addresses.HOME
    framework = shelf.framework
    blocks = [
        front_matter(
            framework.title,
            framework.question,
            "home",
            feed=addresses.FEED if shelf.corpus.updates else "",
        ),
        heading(1, f"{plain(framework.question)} {voice('editor')}", "title"),
    ]
    policy = shelf.definition_of_policy()
    if policy is not None:
        blocks += quotation(shelf, policy, address)
    if years := _horizons(shelf):
        blocks += [heading(2, "到哪一年，做到什么", "horizons"), years]
    for name, identifier, to, labels in (
        (framework.actions_title, "actions", addresses.ACTIONS, framework.actions),
        (framework.pillars_title, "pillars", addresses.PILLARS, framework.pillars),
    ):
        blocks.append(heading(2, link(plain(name), to, address), identifier))
        blocks.append(_cards(shelf, labels, identifier, address))
    if framework.actions and framework.pillars:
        name = link(SUPPORT, addresses.COVERAGE, address)
        blocks.append(heading(2, name, "support", SUPPORT_COUNT))
        blocks.append(support_table(shelf, address))
    blocks += newest(shelf, address)
    blocks.append(heading(2, link(NEW_TEXTS, addresses.DOCUMENTS, address), "documents"))
    blocks.append("\n".join(entry(text, address) for text in shelf.corpus.texts[:_NEWEST]))
    return Page(address, page(*blocks))


def _horizons(shelf: Shelf) -> str:
    """Return the years and what is promised for them, one year once, from the weightiest voice."""
    best: dict[int, Horizon] = {}
    for horizon in shelf.corpus.horizons:
        old = best.get(horizon.year)
        if old is None or _rank(shelf, horizon) < _rank(shelf, old):
            best[horizon.year] = horizon
    items = "\n".join(_horizon(shelf, best[year]) for year in sorted(best))
    return f'<ol class="horizons">\n{items}\n</ol>' if items else ""


def _rank(shelf: Shelf, horizon: Horizon) -> int:
    return authority_rank(shelf.filed[horizon.paragraph].text.authority)


def _horizon(shelf: Shelf, horizon: Horizon) -> str:
    filed = shelf.filed[horizon.paragraph]
    clause = filed.paragraph.text[slice(*horizon.span)]
    to = addresses.built(addresses.paragraph(filed.text.id, horizon.paragraph), addresses.HOME)
    at = addresses.built(
        addresses.line(filed.paragraph.source, filed.paragraph.ranges[0][0]), addresses.HOME
    )
    share = _SHARE.search(clause)
    big = f'<a class="share words" href="{to}">{verbatim(share[0])}</a>' if share else ""
    return (
        f'<li><span class="year">{horizon.year}</span>{big}'
        f'<p class="words">{verbatim(clause)}</p>'
        f'<p class="where">{verbatim(whose(filed.text))} · <a href="{to}">{TO_PARAGRAPH}</a> · '
        f'<a href="{at}">{original(*filed.paragraph.ranges)}</a></p></li>'
    )


def _cards(shelf: Shelf, labels: tuple[Label, ...], name: str, address: str) -> str:
    items = "\n".join(_card(shelf, label, address) for label in labels)
    return f'<ul class="cards {name}">\n{items}\n</ul>'


def _card(shelf: Shelf, label: Label, address: str) -> str:
    to = addresses.built(place(shelf, label), address)
    name = f'<h3><a href="{to}">{verbatim(label.title or label.name)}</a></h3>'
    said, where = "", [counted(shelf.under(label.id))]
    if (opening := shelf.opening(label)) is not None:
        said = f'<p class="words">{verbatim(opening.words)}</p>'
        if (filed := opening.filed) is not None:
            at = addresses.built(addresses.paragraph(filed.text.id, filed.paragraph.id), address)
            where.insert(0, f'<a href="{at}">{verbatim(whose(filed.text))}</a>')
    return f'<li>{name}{said}<p class="where">{joined(where)}</p></li>'
