"""What changed: a summary by update, a page for every two updates, and blocks for other pages.

A changed sentence is shown inline, with deletions and insertions marked, and side by side; the
reader switches without a script; print is inline. Anchors come from ids and words, not from counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from builder.messages import changes as say
from builder.messages import phrases, shared
from builder.messages.names import (
    CHANGES,
    FACTS,
    LINK_KINDS,
    LOST,
    NEW_TEXTS,
    NEWLY_CITED,
    NO_LONGER_FILED,
    RULES,
    RULES_WHY,
    TO_PARAGRAPH,
)
from builder.model import Change, Changes, Label, Page, Text, Update, addresses
from builder.pages.blocks import listed, title, updated, whose
from builder.pages.markdown import (
    FrontMatter,
    classed,
    heading,
    joined,
    link,
    page,
    plain,
    reference,
    small,
    table,
    verbatim,
    voice,
)
from builder.pages.page_index import PageIndex
from builder.pages.reworded import VIEWS, both_views
from builder.pages.versions import became, comparison

_LONGEST = 60
"""Characters of a passage in a list."""

_AT_ONCE = 6
"""Passages that a page of an action or a pillar names as new."""

_FEED = "feed.xml"
"""Address of the feed from the pages of changes."""


def changes(index: PageIndex) -> Iterator[Page]:
    """Yield the summary and a page for every two updates; none for a corpus without history."""
    if index.corpus.updates:
        yield _summary(index)
        for between in index.corpus.changes:
            yield _between(index, between)


def since_last(index: PageIndex, update: Update) -> Changes | None:
    """Return what changed from the update before to this one; `None` of the first."""
    steps = pairwise(one.entry.id for one in index.corpus.updates)
    step = next((pair for pair in steps if pair[1] == update.entry.id), None)
    return next((one for one in index.corpus.changes if (one.before, one.after) == step), None)


# ---------------------------------------------------------------- for other pages


def newest(index: PageIndex, address: str) -> list[str]:
    """Return the blocks of what the last update brought, for the home page."""
    if not index.corpus.updates:
        return []
    update = index.corpus.updates[-1]
    found = since_last(index, update)
    to = link(say.LATEST, addresses.update(update.entry.id), address)
    return [
        heading(2, to, "new", plain(updated(update.entry))),
        classed(f"{plain(update.entry.title)}：{plain(update.entry.why)}", "where"),
        *([listed(_facts(index, update, found, address))] if found else []),
    ]


def newest_of(index: PageIndex, label: Label, address: str) -> list[str]:
    """Return the blocks of what is new on the page of a label; [] for nothing."""
    here = {filed.paragraph.id for filed in index.under[label.id]}
    blocks: list[str] = []
    for update in reversed(index.corpus.updates):
        if (between := since_last(index, update)) is None:
            continue
        filings = [one for one in between.filings if one.subject == label.id]
        sentences = [one for one in between.sentences if one.paragraph in here]
        rows = [_filing(index, one, address) for one in filings]
        rows += [_sentence(index, one, address) for one in sentences]
        if not rows:
            continue
        place = f"filed-{label.id}" if filings else "sentences"
        to = f"{addresses.changes(between.before, between.after)}#{place}"
        name = link(plain(update.entry.title), to, address)
        shown = rows[:_AT_ONCE] if not blocks else []
        count = shared.PLACES(count=len(rows))
        if 0 < len(shown) < len(rows):
            count += say.FIRST_SHOWN(count=len(shown))
        blocks.append(classed(joined([plain(updated(update.entry)), name, count]), "where"))
        if shown:
            blocks.append(listed(shown))
    return [heading(2, say.CHANGED, "new"), *blocks] if blocks else []


def subscription(name: str, feed: str, address: str) -> str:
    """Return a line with a link to a feed."""
    return small([reference(say.FEED(name=name), feed, address)], "subscribe")


def _facts(index: PageIndex, update: Update, found: Changes | None, address: str) -> Iterator[str]:
    """Yield what an update brought, a line for each kind; of the first, all there was."""
    texts = [text for one in update.documents if (text := index.text_of.get(one))]
    if texts:
        names = "、".join(
            _title(text, address) + "".join(f"（{one}）" for one in became(index, text, address))
            for text in texts
        )
        yield say.NEW_TEXTS(name=NEW_TEXTS, count=len(texts), titles=names)
    if found is None:
        counts = update.counts
        yield (say.SINCE(documents=counts.documents, passages=counts.passages, terms=counts.terms))
        return
    to = addresses.changes(found.before, found.after)
    per = Counter(one.subject for one in found.filings if one.kind == "filed")
    if per:
        names = "、".join(
            say.LABEL_PASSAGES(
                label=link(plain(label.name), f"{to}#filed-{label.id}", address), count=count
            )
            for label in index.labels
            if (count := per[label.id])
        )
        yield say.NEW_PASSAGES(labels=names)
    for ones, name, anchor in (
        (found.sentences, say.WORDS_CHANGED, "sentences"),
        (found.corrections, shared.CORRECTIONS, "corrections"),
        ([one for one in found.terms if one.kind == "term_added"], say.TERMS_NEW, "terms"),
        ([one for one in found.cited if one.kind == "cited"], NEWLY_CITED, "cited"),
        ([one for one in found.links if one.kind == "link_added"], say.RELATIONS_NEW, "links"),
    ):
        if ones:
            yield say.SECTION_PLACES(section=link(name, f"{to}#{anchor}", address), count=len(ones))


def _filing(index: PageIndex, one: Change, address: str) -> str:
    """Return a passage that came under a label or left it, as one line."""
    gone = f"{NO_LONGER_FILED}：" if one.kind == "unfiled" else ""
    short = _beginning(one.after or one.before)
    filed = index.shown.get(one.paragraph or "")
    if filed is None:
        return f"{gone}{short}"
    name = f"{voice(filed.voice)} {gone}{link(short, filed.address, address)}"
    return f'{name} <span class="where">{plain(whose(filed.text, filed.paragraph))}</span>'


def _sentence(index: PageIndex, one: Change, address: str) -> str:
    """Return a change of words as one line."""
    to = index.filed[one.paragraph or ""].address
    return f"{CHANGES[one.kind]}：{link(_beginning(one.after or one.before), to, address)}"


def _beginning(words: str) -> str:
    more = "……" if len(words) > _LONGEST else ""
    return f'<span class="words">{plain(words[:_LONGEST])}</span>{more}'


def _title(text: Text, address: str) -> str:
    return link(f"《{plain(text.title)}》", addresses.document(text.id), address)


# ---------------------------------------------------------------- the summary


def _summary(index: PageIndex) -> Page:
    address = addresses.CHANGES
    description = say.DESCRIPTION
    blocks = [
        heading(1, shared.CHANGES, "title"),
        subscription(say.SUBSCRIBE, addresses.FEED, address),
    ]
    for update in reversed(index.corpus.updates):
        found = since_last(index, update)
        name = plain(update.entry.title)
        blocks.append(heading(2, name, f"u-{update.entry.id}", plain(updated(update.entry))))
        blocks.append(classed(plain(update.entry.why), "where"))
        blocks.append(listed(_facts(index, update, found, address)))
        if found is not None:
            to = addresses.changes(found.before, found.after)
            blocks.append(small([link(say.COMPARE_WITH_LAST, to, address)]))
    if index.corpus.changes:
        blocks += [heading(2, say.BETWEEN, "between"), _table(index, address)]
    blocks += _rules(index)
    return page(address, FrontMatter(shared.CHANGES, description, "changes", feed=_FEED), *blocks)


def _rules(index: PageIndex) -> Iterator[str]:
    """Yield the changes of rules, the newest first, apart from what the policy changed."""
    if not index.corpus.rules:
        return
    yield heading(2, RULES, "rules")
    yield classed(RULES_WHY, "where")
    rows = []
    for change in reversed(index.corpus.rules):
        number = phrases.touched(len(change.passages), len(change.rules))
        for rule in reversed(change.rules):
            where = joined([phrases.day(rule.on), plain(rule.why), number])
            rows.append(f'{plain(rule.what)} <span class="where">{where}</span>')
    yield listed(rows)


def _table(index: PageIndex, address: str) -> str:
    """Return every two updates as a table: the earlier in the row, the later in the column."""
    updates = index.corpus.updates
    compared = {(one.before, one.after) for one in index.corpus.changes}
    rows = []
    for earlier in updates[:-1]:
        cells = ""
        for later in updates[1:]:
            pair = earlier.entry.id, later.entry.id
            to = (
                reference(say.COMPARE, addresses.changes(*pair), address)
                if pair in compared
                else ""
            )
            cells += f"<td>{to}</td>"
        rows.append(f'<tr><th scope="row">{verbatim(updated(earlier.entry))}</th>{cells}</tr>')
    head = [verbatim(updated(one.entry)) for one in updates[1:]]
    return table(say.BETWEEN_CAPTION, head, rows, "between")


# ---------------------------------------------------------------- between two updates


def _between(index: PageIndex, between: Changes) -> Page:
    address = addresses.changes(between.before, between.after)
    names = {one.entry.id: updated(one.entry) for one in index.corpus.updates}
    name = say.FROM_TO(first=names[between.before], last=names[between.after])
    blocks = []
    for section, anchor, ones, rows in (
        (shared.DOCUMENTS, "documents", between.documents, _documents(index, between, address)),
        (shared.WORDS, "sentences", between.sentences, _sentences(index, between, address)),
        (say.ACTIONS_AND_PILLARS, "filed", between.filings, _filings(index, between, address)),
        (
            shared.CORRECTIONS,
            "corrections",
            between.corrections,
            _corrections(index, between, address),
        ),
        (shared.TERMS, "terms", between.terms, _terms(index, between, address)),
        (say.CITED_DOCUMENTS, "cited", between.cited, _cited(index, between, address)),
        (shared.RELATIONS, "links", between.links, _links(between)),
    ):
        if ones:
            blocks += [heading(2, section, anchor, shared.PLACES(count=len(ones))), *rows]
    return page(
        address,
        FrontMatter(
            say.CHANGES_OF(name=name),
            say.CHANGES_OF_ALL(period=name),
            "changes",
            search=False,
            feed=_FEED,
        ),
        heading(1, plain(name), "title"),
        small([link(say.EACH_UPDATE, addresses.CHANGES, address)]),
        *(blocks or [classed(say.NO_CHANGE, "missing")]),
    )


def _documents(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    rows = []
    for one in between.documents:
        text = index.text_of.get(one.document or "")
        name = _title(text, address) if text else f"《{plain(one.after or one.before)}》"
        before = ""
        if one.kind == "document_retitled":
            before = say.OLD_TITLE(before=plain(one.before))
        elif one.kind in ("document_finalised", "document_revised"):
            before = joined(
                [say.OLD_TITLE(before=plain(one.before)), comparison(index, one, address)]
            )
        elif one.subject in index.articles:
            article = index.articles[one.subject]
            to = addresses.line(article.source, article.ranges[0][0])
            before = link(plain(index.name(article.source)), to, address)
            if one.kind == "document_renamed":
                before = say.OLD_BASE(before=before)
        rows.append(joined([f"{CHANGES[one.kind]}：{name}", before, plain(one.reason)]))
    yield listed(rows)


def _sentences(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    yield VIEWS
    by_document: dict[str, list[Change]] = {}
    for one in between.sentences:
        by_document.setdefault(one.document or "", []).append(one)
    for document, changed in by_document.items():
        text = index.text_of.get(document)
        yield heading(3, _title(text, address) if text else plain(document), f"in-{document}")
        for one in changed:
            if not one.minor:
                yield _changed_words(index, one, address)
        if minor := [one for one in changed if one.minor]:
            yield _minor(index, minor, address)


def _minor(index: PageIndex, changed: Sequence[Change], address: str) -> str:
    """Return headings, formal lines and numbers that changed, folded: they say less."""
    numbers = sum(one.renumbered for one in changed)
    parts = [
        say.NUMBERS_CHANGED(numbers=numbers) if numbers else "",
        say.HEADINGS_CHANGED(count=len(changed) - numbers) if numbers < len(changed) else "",
    ]
    rows = "".join(_changed_words(index, one, address) for one in changed)
    besides = say.BESIDES(counts="，".join(filter(None, parts)))
    return f'<details class="apparatus"><summary>{besides}</summary>{rows}</details>'


def _filings(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    for label in index.labels:
        here = [one for one in between.filings if one.subject == label.id]
        if here:
            name = link(title(label), index.refs[label.id].markdown, address)
            yield heading(3, name, f"filed-{label.id}", shared.PASSAGES(count=len(here)))
            yield listed(_filing(index, one, address) for one in here)


def _corrections(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    rows = []
    for one in between.corrections:
        said = f"{CHANGES[one.kind]}：{corrected(one, plain)}"
        text = index.text_of.get(one.document or "")
        whole = _title(text, address) if text and not one.paragraph else ""
        rows.append(joined([said, plain(one.reason), _link(index, one, address) or whole]))
    yield listed(rows)


def _terms(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    names = {term.entry.id: term.entry.term for term in index.corpus.terms}
    for kind in ("term_added", "term_removed", "term_changed"):
        terms = [
            link(plain(names[one.subject]), addresses.term(one.subject), address)
            if one.subject in names
            else plain(one.before)
            for one in between.terms
            if one.kind == kind
        ]
        if terms:
            yield small([f"{CHANGES[kind]}：{'、'.join(terms)}"])


def _cited(index: PageIndex, between: Changes, address: str) -> Iterator[str]:
    known = {one.id for one in index.corpus.entities}
    rows = []
    for one in between.cited:
        name = f"《{plain(one.after or one.before)}》"
        if one.kind == "cited" and one.subject in known:
            name = link(name, addresses.entity(one.subject), address)
        rows.append(name if one.kind == "cited" else say.NO_LONGER_NAMED(name=name))
    yield listed(rows)


def _links(between: Changes) -> Iterator[str]:
    for kind, name in (("link_added", say.MORE), ("link_removed", say.FEWER)):
        counts = Counter(one.after or one.before for one in between.links if one.kind == kind)
        if counts:
            said = "、".join(
                say.KIND_PLACES(kind=LINK_KINDS.get(one, one), count=counts[one])
                for one in sorted(counts)
            )
            yield small([f"{name}：{said}"])


# ---------------------------------------------------------------- changed words, as HTML


def _changed_words(index: PageIndex, one: Change, address: str) -> str:
    """Return a change of words: inline and side by side, with where and why."""
    where = joined([CHANGES[one.kind], _link(index, one, address), verbatim(one.reason)])
    words = "\0".join((one.kind, one.document or "", one.before, one.after, one.on))
    anchor = f"c-{sha256(words.encode('utf-8', 'replace')).hexdigest()[:10]}"
    return (
        f'<div class="change {one.kind.partition("_")[2]}" id="{anchor}">'
        f'{both_views(one)}<p class="where">{where}</p></div>'
    )


def corrected(one: Change, escape: Callable[[str], str]) -> str:
    """Return what is printed and what is read instead; `escape` marks up the words of others."""
    if not one.before:
        return LOST
    if one.subject in FACTS:
        return escape(phrases.restated(one.subject, one.before, one.after, one.on))
    return phrases.misprint(
        escape(one.before), escape(one.after) if one.subject == "mend" else None
    )


def _link(index: PageIndex, one: Change, address: str) -> str:
    """Return a link to the paragraph of a change, as HTML; '' where it is not shown any more."""
    filed = index.shown.get(one.paragraph or "")
    return reference(TO_PARAGRAPH, filed.address, address) if filed else ""
