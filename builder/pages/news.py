"""What is new, and where: blocks for home, actions, pillars and the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from builder.messages.names import CHANGES, NEW_TEXTS, NEWLY_CITED, NO_LONGER_FILED
from builder.model import Change, Changes, Label, Text, Update, addresses
from builder.pages.markdown import (
    classed,
    heading,
    joined,
    link,
    plain,
    reference,
    small,
    verbatim,
    voice,
)
from builder.pages.page_index import Shelf
from builder.pages.wording import updated, whose

_LONGEST = 60
"""Letters of a passage in a list."""

_AT_ONCE = 6
"""Passages that a page of an action or a pillar names as new."""


def newest(shelf: Shelf, address: str) -> list[str]:
    """Return the blocks of what the last update brought, for the home page."""
    if not shelf.corpus.updates:
        return []
    update = shelf.corpus.updates[-1]
    found = since_last(shelf, update)
    to = link("最近有何变化", addresses.update(update.entry.id), address)
    return [
        heading(2, to, "new", plain(updated(update.entry))),
        classed(f"{plain(update.entry.title)}：{plain(update.entry.why)}", "where"),
        *([listed(facts(shelf, update, found, address))] if found else []),
    ]


def newest_of(shelf: Shelf, label: Label, address: str) -> list[str]:
    """Return the blocks of what is new on the page of an action or a pillar; [] for nothing."""
    changes_of = {one.after: one for one in _steps(shelf)}
    blocks: list[str] = []
    for update in reversed(shelf.corpus.updates):
        between = changes_of.get(update.entry.id)
        if between is None:
            continue
        rows = [passage(shelf, one, address) for one in _new(between, label.id)]
        rows += [brief(shelf, one, address) for one in _touched(shelf, between, label.id)]
        if not rows:
            continue
        place = f"filed-{label.id}" if _new(between, label.id) else "sentences"
        to = f"{addresses.changes(between.before, between.after)}#{place}"
        name = link(plain(update.entry.title), to, address)
        shown = rows[:_AT_ONCE] if not blocks else []
        part = f"{len(rows)} 处，列前 {len(shown)} 处" if 0 < len(shown) < len(rows) else ""
        head = joined([plain(updated(update.entry)), name, part or f"{len(rows)} 处"])
        blocks.append(classed(head, "where"))
        if shown:
            blocks.append(listed(shown))
    return [heading(2, "有何变化", "new"), *blocks] if blocks else []


def subscription(name: str, feed: str, address: str) -> str:
    """Return a line that leads to a feed."""
    return small([reference(f"{name}（Atom）", feed, address)], "subscribe")


def facts(shelf: Shelf, update: Update, found: Changes | None, address: str) -> Iterator[str]:
    """Yield what an update brought, a line for each sort; the first brought all there was."""
    texts = [text for one in update.documents if (text := shelf.text_of(one))]
    if texts:
        names = "、".join(title(text, address) for text in texts)
        yield f"{NEW_TEXTS} {len(texts)} 份：{names}"
    if found is None:
        counts = update.counts
        yield (
            f"自此有文献 {counts.documents} 份、归入行动与支撑的段落 {counts.passages} 段、"
            f"所用术语 {counts.terms} 个"
        )
        return
    to = addresses.changes(found.before, found.after)
    per = Counter(one.subject for one in found.filings if one.kind == "filed")
    if per:
        names = "、".join(
            f"{link(plain(label.name), f'{to}#filed-{label.id}', address)}\u00a0{count}\u00a0段"
            for label in labels(shelf)
            if (count := per[label.id])
        )
        yield f"各行动与支撑新增段落：{names}"
    for several, name, anchor in (
        (found.sentences, "原有文献的文字改动", "sentences"),
        (found.corrections, "订正", "corrections"),
        ([one for one in found.terms if one.kind == "term_added"], "新用术语", "terms"),
        ([one for one in found.cited if one.kind == "cited"], NEWLY_CITED, "cited"),
        ([one for one in found.links if one.kind == "link_added"], "新的互见", "links"),
    ):
        if several:
            yield f"{link(name, f'{to}#{anchor}', address)}\u00a0{len(several)}\u00a0处"


def passage(shelf: Shelf, one: Change, address: str) -> str:
    """Return a passage that came under a label or left it, as one line."""
    gone = f"{NO_LONGER_FILED}：" if one.kind == "unfiled" else ""
    short = _beginning(one.after or one.before)
    filed = shelf.shown(one.paragraph or "")
    if filed is None:
        return f"{gone}{short}"
    to = addresses.paragraph(filed.text.id, filed.paragraph.id)
    who = plain(whose(filed.text))
    name = f"{voice(filed.text.authority)} {gone}{link(short, to, address)}"
    return f'{name} <span class="where">{who}</span>'


def brief(shelf: Shelf, one: Change, address: str) -> str:
    """Return a change of words as one line."""
    short = _beginning(one.after or one.before)
    filed = shelf.filed[one.paragraph or ""]
    to = addresses.paragraph(filed.text.id, filed.paragraph.id)
    return f"{CHANGES[one.kind]}：{link(short, to, address)}"


def _beginning(words: str) -> str:
    """Return the first words of a passage, as a source's."""
    more = "……" if len(words) > _LONGEST else ""
    return f'<span class="words">{verbatim(words[:_LONGEST])}</span>{more}'


def _steps(shelf: Shelf) -> list[Changes]:
    """Return what changed from each update to the next."""
    ids = [one.entry.id for one in shelf.corpus.updates]
    pairs = set(pairwise(ids))
    return [one for one in shelf.corpus.changes if (one.before, one.after) in pairs]


def since_last(shelf: Shelf, update: Update) -> Changes | None:
    return next((one for one in _steps(shelf) if one.after == update.entry.id), None)


def _new(between: Changes, label: str) -> list[Change]:
    return [one for one in between.filings if one.subject == label]


def _touched(shelf: Shelf, between: Changes, label: str) -> list[Change]:
    """Return the sentences that changed in paragraphs that are filed under a label."""
    here = {filed.paragraph.id for filed in shelf.under(label)}
    return [one for one in between.sentences if one.paragraph in here]


def labels(shelf: Shelf) -> Sequence[Label]:
    return (*shelf.framework.actions, *shelf.framework.pillars)


def title(text: Text, address: str) -> str:
    return link(f"《{plain(text.title)}》", addresses.document(text.id), address)


def listed(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)
