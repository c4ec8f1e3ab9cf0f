"""The whole program on one page: seeds in, editions of the site out; it touches no file.

A map is a pure function of one file, text or paragraph, which the runner may run anywhere or
recall; a join takes all values and returns what belongs together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from builder.cards import understood
from builder.classify.passages import classify, filed_by_editors
from builder.classify.rights import as_text, only_quoted, within_rights
from builder.collate.outline import outline
from builder.collate.quotations import editors_quotations, resolve_quotations
from builder.collate.texts import collate
from builder.collate.variants import loci, variants
from builder.collate.witnesses import witnesses
from builder.export.data import data_files
from builder.export.feeds import atom
from builder.identify import identify
from builder.identify.faults import faults, faults_between
from builder.identify.relations import related
from builder.link.coverage import coverage, doubts
from builder.link.links import link
from builder.link.quotations import compare_quotations
from builder.link.relations import clause_texts, clauses, relations
from builder.link.wanted import LOOKED_AT, arrived, missing, unvisited
from builder.measure.real import link_readings, reading_scores
from builder.measure.scores import score_filing, score_links, score_split
from builder.model import (
    Article,
    Corpus,
    CorrectionEntry,
    Edition,
    EntryFault,
    Framework,
    InputError,
    Lock,
    LockedFindings,
    Seeds,
    SiteFile,
    Source,
)
from builder.pages import pages, terminal
from builder.pages.cards import cards, changed, notes
from builder.pages.feeds import feeds
from builder.pages.redirects import edition
from builder.pages.snapshot_menu import snapshot_menu
from builder.registers.attributions import find_policy
from builder.registers.cited_documents import citations
from builder.registers.horizons import horizons
from builder.registers.terms import find_terms, terms
from builder.runner import Runner
from builder.search import described, index, left_out
from builder.snapshots.as_of import as_of, without
from builder.snapshots.compare import compare
from builder.snapshots.facts import corrected
from builder.snapshots.findings import lock_findings, rule_changes, untold
from builder.snapshots.history import history
from builder.snapshots.locks import lock, redacted, unlocked
from builder.snapshots.versions import versions
from builder.split.articles import split
from builder.split.doubts import split_doubts
from builder.split.personal_data import personal_data

Value = TypeVar("Value")
SiteFiles = dict[str, tuple[SiteFile, ...]]

UNLOCKED = LockedFindings()
"""What was found where nothing is published."""

__all__ = [
    "as_of",
    "corpus",
    "diff",
    "doubtful",
    "editions",
    "entry_faults",
    "lock",
    "lock_findings",
    "plan",
    "reading",
    "redacted",
    "site_files",
    "snapshot_menu",
    "unlocked",
    "unsure",
    "untold",
    "wanted",
]


def editions(seeds: Seeds, run: Runner, locked: LockedFindings = UNLOCKED) -> tuple[Edition, ...]:
    """Return the site as of each snapshot, oldest first; the last is the newest.

    `locked` is what the rules found when snapshots were published; the newest tells of changes.
    """
    *older, newest = [as_of(seeds, snapshot.id) for snapshot in seeds.snapshots]
    made: tuple[Edition, ...] = ()
    for then in older:
        made += (run.once("edition", then, partial(_edition, then, made, run)),)
    return (*made, _edition(newest, made, run, locked, is_newest=True))


def _edition(
    seeds: Seeds,
    earlier: tuple[Edition, ...],
    run: Runner,
    locked: LockedFindings = UNLOCKED,
    *,
    is_newest: bool = False,
) -> Edition:
    *then, now = history((*(one.corpus for one in earlier), corpus(seeds, run)))
    if is_newest:
        told = tuple(corrected(one, seeds, now.texts) for one in now.changes)
        now = replace(now, rules=tuple(rule_changes(locked, (*then, now))), changes=told)
    return edition(now, pages(now), earlier)


def corpus(seeds: Seeds, run: Runner) -> Corpus:
    """Return everything that the site shows, from what the editors wrote and the files received."""
    framework = seeds.framework
    # per file
    read = _all(run.map(read_articles, seeds.sources, seeds.corrections, framework))
    # all
    seeds, articles = _within_rights(seeds, related(read, framework))
    collated = collate(articles, seeds)
    copies = witnesses(collated, articles, seeds.sources)
    # per text
    differing = run.map(loci, copies)
    # all
    apparatus = variants(collated, copies, differing, seeds, articles)
    # per text
    texts = run.map(outline, apparatus.texts)
    labelled = _all(run.map(classify, texts, framework))
    found = run.map(find_terms, texts, seeds.terms)
    # all
    quotations = resolve_quotations(editors_quotations(seeds), articles, texts)
    passages = filed_by_editors(labelled, texts, quotations, seeds)
    cited = citations(texts, framework)
    glossary = terms(seeds.terms, found)
    # per paragraph
    words = clause_texts(texts, cited, framework)
    clauses_of = dict(zip(words, run.map(clauses, words.values()), strict=True))
    # all
    between = relations(texts, passages, glossary, cited, framework, clauses_of)
    links = link(articles, texts, passages, glossary, framework, cited, quotations, between)
    policy = find_policy(texts, passages, cited, framework)
    return Corpus(
        seeds=seeds,
        articles=articles,
        texts=texts,
        passages=passages,
        terms=glossary,
        horizons=horizons(texts, policy),
        links=links,
        quotations=tuple(quotations.items()),
        quoted=compare_quotations(texts, framework),
        variants=apparatus.variants,
        emendations=apparatus.emendations,
        entities=cited,
        policy=policy,
        coverage=coverage(texts, passages, framework),
        doubts=doubts(texts, passages),
        filing_score=score_filing(texts, passages, seeds.judgements),
        split_score=score_split(articles, seeds.judged_articles),
        link_score=score_links(links, texts, cited, seeds.judged_links),
        link_readings=link_readings(),
        reading_scores=reading_scores(),
        versions=versions(texts, articles),
    )


def _within_rights(
    seeds: Seeds, articles: tuple[Article, ...]
) -> tuple[Seeds, tuple[Article, ...]]:
    """Return seeds and articles with what may be shown of files that may only be quoted."""
    limited = only_quoted(seeds)
    if not limited:
        return seeds, articles
    texts = [outline(as_text(one)) for one in articles if one.relevant and one.source in limited]
    filed = [passage for text in texts for passage in classify(text, seeds.framework)]
    return within_rights(seeds, articles, texts, filed, editors_quotations(seeds))


def _all(several: Iterable[tuple[Value, ...]]) -> tuple[Value, ...]:
    return tuple(chain.from_iterable(several))


def read_articles(
    source: Source, corrections: tuple[CorrectionEntry, ...], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file, in or out, with what each is."""
    return identify(source, split(source, corrections), framework)


def site_files(corpus: Corpus, folders: Iterable[str], site_url: str) -> SiteFiles:
    """Return data, search and feeds of a corpus for folders of the site: folder → files.

    A folder is at/2025-09/, or empty for the root. `site_url` is the public address of the root;
    empty where it is not known.
    """
    shared = (*data_files(corpus), *index(corpus), *left_out(corpus))
    announced, framework = tuple(feeds(corpus)), corpus.seeds.framework
    return {
        folder: (
            *shared,
            *described(corpus, site_url and site_url + folder),
            *(atom(feed, framework, folder, site_url) for feed in announced),
        )
        for folder in folders
    }


@dataclass(frozen=True)
class Plan:
    """What adding files would do, as lines for a terminal."""

    cards: tuple[str, ...]
    """What was found in each file, and left out."""
    changes: tuple[str, ...]
    """What it changes on the site."""
    personal: tuple[str, ...]
    """What may be somebody's own data, as YAML to paste, with a line of ours above."""
    missing: tuple[str, ...]
    """What they cite and nobody has, as YAML to paste, with a line of ours above."""
    doubts: tuple[str, ...]
    """Files of which nothing is taken in, and where an editor should look."""
    faults: tuple[EntryFault, ...]
    """What editors say in `sources.yml` and no article bears."""
    broken: tuple[InputError, ...]
    """The locks that it breaks."""


def plan(
    seeds: Seeds, added: Collection[str], locks: Collection[Lock], run: Runner, today: str
) -> Plan:
    """Return what the sources `added` are and change; `today` is the day on which it is asked."""
    then, now = editions(without(seeds, added), run), editions(seeds, run)
    changes = compare(then[-1].corpus, now[-1].corpus)
    broken = unlocked(locks, (edition.corpus for edition in now))
    newest = now[-1].corpus
    return Plan(
        tuple(
            line
            for source in newest.seeds.sources
            if source.entry.id in added
            for line in cards(source.whole or source, _alone(source, newest), today)
        ),
        tuple(terminal.plan(then, now, changes)),
        tuple(
            line
            for one in _printed(newest, added)
            for line in terminal.personal(one[0], personal_data(one[0]))
        ),
        tuple(terminal.missing(newest.seeds.sources, missing(newest, added))),
        tuple(doubtful(newest, added)),
        tuple(entry_faults(newest)),
        tuple(broken),
    )


def entry_faults(corpus: Corpus) -> Iterator[EntryFault]:
    """Yield what editors say in `sources.yml` and no article bears: it would be lost."""
    sources = corpus.seeds.sources
    for source, articles in _printed(corpus, {one.entry.id for one in sources}):
        whole = _alone(source, corpus) if source.whole else articles
        yield from faults(source.whole or source, whole)
    yield from faults_between(sources, corpus.articles)


def doubtful(corpus: Corpus, sources: Collection[str] | None = None) -> Iterator[str]:
    """Yield the files, of all or of some sources, at which an editor should look, as lines for a
    terminal: where they are damaged or may be cut wrongly, and those of which nothing is taken in.
    """
    asked = {one.entry.id for one in corpus.seeds.sources} if sources is None else sources
    yield from terminal.damaged(source for source, _ in _printed(corpus, asked))
    for source, articles in _printed(corpus, asked):
        differing = _unconfirmed(source, corpus)
        yield from terminal.unconfirmed(source, differing or ())
        if differing != ():
            yield from terminal.doubts((source,), split_doubts(source, articles))
    yield from terminal.untaken(corpus, asked)


def unsure(corpus: Corpus) -> Iterator[str]:
    """Yield the unsure facts of the files whose cards nobody confirmed, as lines for a terminal."""
    for source, articles in _printed(corpus, {one.entry.id for one in corpus.seeds.sources}):
        if _unconfirmed(source, corpus) != ():
            yield from notes(source, articles)


def _unconfirmed(source: Source, corpus: Corpus) -> tuple[str, ...] | None:
    """Return the facts of a file that changed since its card was confirmed; `None` if nobody did.

    In Chinese; none where the card is as it was.
    """
    confirmed = source.entry.confirmed
    return changed(confirmed.card, _alone(source, corpus)) if confirmed else None


def _alone(source: Source, corpus: Corpus) -> tuple[Article, ...]:
    """Return the articles of a file as its card has them: other files say nothing of them."""
    return understood(source.whole or source, corpus.seeds.corrections, corpus.seeds.framework)


def wanted(corpus: Corpus, today: date) -> Iterator[str]:
    """Yield what texts cite and nobody has, what was wanted and came, and where somebody should
    look again, as lines for a terminal.
    """
    yield from terminal.missing(corpus.seeds.sources, missing(corpus))
    yield from terminal.arrived(arrived(corpus))
    yield from terminal.unvisited(unvisited(corpus, today), LOOKED_AT)


def _printed(
    corpus: Corpus, sources: Collection[str]
) -> Iterator[tuple[Source, tuple[Article, ...]]]:
    """Yield some of the sources, each with its articles, in the order in which they were added."""
    articles: dict[str, list[Article]] = {}
    for article in corpus.articles:
        articles.setdefault(article.source, []).append(article)
    for source in corpus.seeds.sources:
        if source.entry.id in sources:
            yield source, tuple(articles.get(source.entry.id, ()))


def reading(source: Source) -> Iterator[str]:
    """Yield the lines of a reading, numbered, as lines for a terminal."""
    return terminal.reading(source)


def diff(seeds: Seeds, before: str, after: str, run: Runner) -> Iterator[str]:
    """Yield what changed between two updates as lines for a terminal; none where nothing did."""
    then, now = (corpus(as_of(seeds, name), run) for name in (before, after))
    changes = corrected(compare(then, now), seeds, now.texts)
    yield from terminal.report(changes, seeds.framework)
