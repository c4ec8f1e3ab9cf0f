"""What changed: a summary by update, and a page between every two updates.

A changed sentence is shown in one run, with what went and what came, and side by side; the reader
chooses without a script, and paper shows the run. Anchors come from ids and words, not from counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.messages.names import CHANGES, LINK_KINDS
from builder.model import Change, Changes, Page, addresses
from builder.pages.changed_words import CHOICE, changed_words, corrected, place
from builder.pages.markdown import (
    classed,
    front_matter,
    heading,
    joined,
    link,
    page,
    plain,
    reference,
    small,
    verbatim,
)
from builder.pages.news import (
    facts,
    labels,
    listed,
    passage,
    since_last,
    subscription,
    title,
)
from builder.pages.page_index import Shelf
from builder.pages.wording import updated


def changes(shelf: Shelf) -> Iterator[Page]:
    """Yield the summary and the pages between updates; none where no history was told."""
    if shelf.corpus.updates:
        yield _summary(shelf)
        for between in shelf.corpus.changes:
            yield _between(shelf, between)


# ---------------------------------------------------------------- the summary


def _summary(shelf: Shelf) -> Page:
    address = addresses.CHANGES
    blocks = [
        front_matter(
            "变化", "每次更新新增、改动了什么；任意两次更新之间逐句可比", "changes", feed="feed.xml"
        ),
        heading(1, "变化", "title"),
        subscription("订阅全站的变化", addresses.FEED, address),
    ]
    for update in reversed(shelf.corpus.updates):
        found = since_last(shelf, update)
        name = plain(update.entry.title)
        blocks.append(heading(2, name, f"u-{update.entry.id}", plain(updated(update.entry))))
        blocks.append(classed(plain(update.entry.why), "where"))
        blocks.append(listed(facts(shelf, update, found, address)))
        if found is not None:
            to = addresses.changes(found.before, found.after)
            blocks.append(small([link("与上一次逐句相比", to, address)]))
    if shelf.corpus.changes:
        blocks += [heading(2, "任意两次更新之间", "between"), _table(shelf, address)]
    return Page(address, page(*blocks))


def _table(shelf: Shelf, address: str) -> str:
    """Return every two updates as a table: the earlier in the row, the later in the column."""
    updates = shelf.corpus.updates
    known = {(one.before, one.after) for one in shelf.corpus.changes}
    head = "".join(f'<th scope="col">{verbatim(updated(one.entry))}</th>' for one in updates[1:])
    rows = [f"<tr><td></td>{head}</tr>"]
    for earlier in updates[:-1]:
        cells = ""
        for later in updates[1:]:
            pair = earlier.entry.id, later.entry.id
            cells += (
                f"<td>{reference('比较', addresses.changes(*pair), address)}</td>"
                if pair in known
                else "<td></td>"
            )
        rows.append(f'<tr><th scope="row">{verbatim(updated(earlier.entry))}</th>{cells}</tr>')
    return '<table class="between">' + "".join(rows) + "</table>"


# ---------------------------------------------------------------- between two updates


def _between(shelf: Shelf, between: Changes) -> Page:
    address = addresses.changes(between.before, between.after)
    names = {one.entry.id: updated(one.entry) for one in shelf.corpus.updates}
    then, now = names[between.before], names[between.after]
    blocks = [
        front_matter(
            f"从{then}到{now}", "两次更新之间，逐句的变化", "changes", search=False, feed="feed.xml"
        ),
        heading(1, f"从{plain(then)}到{plain(now)}", "title"),
        small([link("各次更新", addresses.CHANGES, address)]),
    ]
    for name, anchor, several, rows in (
        ("文献", "documents", between.documents, _documents(shelf, between, address)),
        ("文字", "sentences", between.sentences, _sentences(shelf, between, address)),
        ("行动与支撑", "filed", between.filings, _filings(shelf, between, address)),
        ("订正", "corrections", between.corrections, _corrected(shelf, between, address)),
        ("术语", "terms", between.terms, _terms(shelf, between, address)),
        ("引用的文件", "cited", between.cited, _cited(shelf, between, address)),
        ("互见", "links", between.links, _links(between)),
    ):
        if several:
            blocks += [heading(2, name, anchor, f"{len(several)} 处"), *rows]
    if len(blocks) == 3:
        blocks.append(classed("两次更新之间没有变化。", "missing"))
    return Page(address, page(*blocks))


def _documents(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    rows = []
    for one in between.documents:
        text = shelf.text_of(one.document or "")
        name = title(text, address) if text else f"《{plain(one.after or one.before)}》"
        told = ""
        if one.kind == "document_retitled":
            told = f"原题《{plain(one.before)}》"
        elif one.subject in shelf.articles:
            article = shelf.articles[one.subject]
            to = addresses.line(article.source, article.ranges[0][0])
            told = link(plain(shelf.name(article.source)), to, address)
            if one.kind == "document_renamed":
                told = f"原据{told}"
        why = plain(one.reason) if one.reason else ""
        rows.append(joined([f"{CHANGES[one.kind]}：{name}", told, why]))
    yield listed(rows)


def _sentences(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    yield CHOICE
    by_document: dict[str, list[Change]] = {}
    for one in between.sentences:
        by_document.setdefault(one.document or "", []).append(one)
    for document, changed in by_document.items():
        text = shelf.text_of(document)
        yield heading(3, title(text, address) if text else plain(document), f"in-{document}")
        for one in changed:
            yield changed_words(shelf, one, address)


def _filings(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    for label in labels(shelf):
        here = [one for one in between.filings if one.subject == label.id]
        if here:
            folder = "actions" if label in shelf.framework.actions else "pillars"
            name = link(plain(label.title or label.name), f"{folder}/{label.id}.md", address)
            yield heading(3, name, f"filed-{label.id}", f"{len(here)} 段")
            yield listed(passage(shelf, one, address) for one in here)


def _corrected(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    rows = []
    for one in between.corrections:
        parts = [f"{CHANGES[one.kind]}：{corrected(one, plain)}", plain(one.reason)]
        rows.append(joined([*parts, place(shelf, one, address)]))
    yield listed(rows)


def _terms(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    names = {term.entry.id: term.entry.term for term in shelf.corpus.terms}
    for kind in ("term_added", "term_removed", "term_changed"):
        here = [one for one in between.terms if one.kind == kind]
        if here:
            yield small([f"{CHANGES[kind]}：" + "、".join(
                link(plain(names[one.subject]), addresses.term(one.subject), address)
                if one.subject in names
                else plain(one.before)
                for one in here
            )])  # fmt: skip


def _cited(shelf: Shelf, between: Changes, address: str) -> Iterator[str]:
    known = {one.id for one in shelf.corpus.entities}
    rows = []
    for one in between.cited:
        name = f"《{plain(one.after or one.before)}》"
        if one.kind == "cited" and one.subject in known:
            name = link(name, addresses.entity(one.subject), address)
        rows.append(name if one.kind == "cited" else f"不再提到：{name}")
    yield listed(rows)


def _links(between: Changes) -> Iterator[str]:
    for kind, name in (("link_added", "新增"), ("link_removed", "减少")):
        counts = Counter(one.after or one.before for one in between.links if one.kind == kind)
        if counts:
            told = "、".join(
                f"{LINK_KINDS.get(one, one)}\u00a0{counts[one]}\u00a0处" for one in sorted(counts)
            )
            yield small([f"{name}：{told}"])
