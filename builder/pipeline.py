"""The whole program on one page: seeds in, editions of the site out; it touches no file.

Maps are pure functions of one value, which the runner may run anywhere: `read_articles` of one
file, `classify_text` of one text. Everything else is a join of what belongs together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import chain

from builder.classify.passages import classify_text, filed_by_editors
from builder.collate.outline import outline
from builder.collate.quotations import editors_quotations, resolve_quotations
from builder.collate.texts import collate
from builder.collate.variants import variants
from builder.export.data import data_files
from builder.export.feeds import atom
from builder.identify import identify
from builder.link.coverage import coverage, doubts
from builder.link.links import link
from builder.link.quotations import compare_quotations
from builder.measure.scores import score_filing, score_links, score_split
from builder.model import (
    Article,
    Corpus,
    CorrectionEntry,
    Edition,
    Framework,
    InputError,
    Lock,
    Seeds,
    SiteFile,
    Source,
)
from builder.pages import pages, terminal
from builder.pages.feeds import feeds
from builder.pages.redirects import edition
from builder.pages.snapshot_menu import snapshot_menu
from builder.registers.cited_documents import citations
from builder.registers.horizons import horizons
from builder.registers.terms import terms
from builder.runner import Runner
from builder.search import described, index
from builder.snapshots.as_of import as_of, without
from builder.snapshots.compare import compare
from builder.snapshots.history import history
from builder.snapshots.locks import breaches, lock
from builder.split.articles import split

__all__ = [
    "as_of",
    "corpus",
    "diff",
    "editions",
    "lock",
    "plan",
    "site_files",
    "snapshot_menu",
    "unlocked",
]


def editions(seeds: Seeds, run: Runner) -> tuple[Edition, ...]:
    """Return the site as of each snapshot, oldest first; the last is the newest."""
    made: tuple[Edition, ...] = ()
    for snapshot in seeds.snapshots:
        then = as_of(seeds, snapshot.id)
        made += (run.once("edition", then, partial(_edition, then, made, run)),)
    return made


def _edition(seeds: Seeds, earlier: tuple[Edition, ...], run: Runner) -> Edition:
    now = history((*(one.corpus for one in earlier), corpus(seeds, run)))[-1]
    return edition(now, pages(now), earlier)


def corpus(seeds: Seeds, run: Runner) -> Corpus:
    """Return everything that the site shows, from what the editors wrote and the files received."""
    framework = seeds.framework
    articles = tuple(
        chain.from_iterable(run.map(read_articles, seeds.sources, seeds.corrections, framework))
    )
    apparatus = variants(collate(articles, seeds), articles, seeds)
    texts = outline(apparatus.texts)
    resolved = resolve_quotations(editors_quotations(seeds), articles, texts)
    filed = tuple(chain.from_iterable(run.map(classify_text, texts, framework)))
    passages = filed_by_editors(filed, texts, resolved, seeds)
    quotations = tuple(resolved.items())
    cited = citations(texts, framework)
    glossary = terms(texts, seeds)
    links = link(articles, texts, passages, glossary, framework, cited, quotations)
    return Corpus(
        seeds=seeds,
        articles=articles,
        texts=texts,
        passages=passages,
        terms=glossary,
        horizons=horizons(texts),
        links=links,
        quotations=quotations,
        quoted=compare_quotations(texts, framework),
        variants=apparatus.variants,
        agreements=apparatus.agreements,
        emendations=apparatus.emendations,
        entities=cited,
        coverage=coverage(texts, passages, framework),
        doubts=doubts(texts, passages),
        filing_score=score_filing(texts, passages, seeds.judgements),
        split_score=score_split(articles, seeds.judged_articles),
        link_score=score_links(links, texts, cited, seeds.judged_links),
    )


def read_articles(
    source: Source, corrections: tuple[CorrectionEntry, ...], framework: Framework
) -> tuple[Article, ...]:
    """Return the articles of a file, in or out, with what each is."""
    return identify(source, split(source, corrections), framework)


def site_files(corpus: Corpus, base: str) -> Iterator[SiteFile]:
    """Yield data, search and feeds of a corpus for a folder of the site.

    `base` is the public address of the folder; empty where it is not known.
    """
    yield from data_files(corpus)
    yield from index(corpus)
    yield from described(corpus, base)
    for feed in feeds(corpus):
        yield atom(feed, corpus.seeds.framework, base)


def unlocked(locks: Iterable[Lock], corpora: Iterable[Corpus]) -> Iterator[InputError]:
    """Yield where the corpora as of published snapshots are not what their locks hold.

    A breach that many snapshots share is reported once.
    """
    made = {one.seeds.snapshots[-1].id: one for one in corpora}
    found: dict[tuple[str, int | None, str, str], list[str]] = {}
    for one in locks:
        if one.snapshot not in made:
            yield InputError(
                "seeds/snapshots.yml",
                f"{one.snapshot} is published, and the snapshot is gone",
                remedy="put its entry back: an address once published lives for ever",
            )
            continue
        for breach in breaches(one, made[one.snapshot]):
            key = breach.file, breach.line, breach.message, breach.remedy
            found.setdefault(key, []).append(one.snapshot)
    for (file, line, message, remedy), snapshots in found.items():
        where = f"published as of {', '.join(snapshots)}"
        yield InputError(file, f"{where}: {message}", remedy=remedy, line=line)


def plan(
    seeds: Seeds, added: Collection[str], locks: Iterable[Lock], run: Runner
) -> tuple[tuple[str, ...], tuple[InputError, ...]]:
    """Return what the sources `added` change, as lines for a terminal, and the locks they break."""
    then, now = editions(without(seeds, added), run), editions(seeds, run)
    changes = compare(then[-1].corpus, now[-1].corpus)
    broken = unlocked(locks, (edition.corpus for edition in now))
    return tuple(terminal.plan(then, now, changes)), tuple(broken)


def diff(seeds: Seeds, before: str, after: str, run: Runner) -> Iterator[str]:
    """Yield what changed between two updates as lines for a terminal; none where nothing did."""
    then, now = (corpus(as_of(seeds, name), run) for name in (before, after))
    yield from terminal.report(compare(then, now), seeds.framework)
