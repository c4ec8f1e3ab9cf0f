"""The whole program on one page: seeds in, corpus out; no disk in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Never

from builder.classify.filing import filed_by_editors
from builder.classify.passages import classify
from builder.collate.outline import outline
from builder.collate.quotations import editors_quotations, resolve_quotations
from builder.collate.texts import collate
from builder.collate.variants import variants
from builder.export.data import data_files
from builder.export.feeds import feeds
from builder.identify import identify
from builder.link.coverage import coverage, doubts
from builder.link.links import link
from builder.link.quoted import quoted
from builder.measure.filing import linked, measured
from builder.measure.split import score
from builder.model import (
    ANEW,
    Article,
    Corpus,
    CorrectionEntry,
    Each,
    Edition,
    Framework,
    InputError,
    Lock,
    Once,
    Seeds,
    Source,
)
from builder.pages import pages
from builder.pages.editions import edition
from builder.pages.snapshot_menu import atlas
from builder.pages.terminal import planned, telling
from builder.registers.cited_documents import citations
from builder.registers.horizons import horizons
from builder.registers.terms import terms
from builder.search import described, index
from builder.snapshots.as_of import as_of
from builder.snapshots.breaches import breaches
from builder.snapshots.compare import compare
from builder.snapshots.history import history
from builder.snapshots.lock import lock
from builder.snapshots.without import without
from builder.split.articles import split

__all__ = [
    "as_of",
    "atlas",
    "corpora",
    "corpus",
    "data_files",
    "described",
    "diff",
    "editions",
    "feeds",
    "index",
    "lock",
    "paged",
    "pages",
    "plan",
    "unlocked",
]

NOTHING: Mapping[str, Never] = {}
"""What is known of any snapshot, where nothing is."""


def editions(seeds: Seeds, each: Each = map) -> tuple[Edition, ...]:
    """Return the site as of each snapshot, oldest first; the last is the newest."""
    return paged(corpora(seeds, each))


def paged(corpora: Iterable[Corpus], known: Mapping[str, Edition] = NOTHING) -> tuple[Edition, ...]:
    """Return the editions of the corpora as of each snapshot; known ones are not made again."""
    made: tuple[Edition, ...] = ()
    for values in corpora:
        again = known.get(values.seeds.snapshots[-1].id)
        made += (again or edition(values, pages(values), made),)
    return made


def corpus(seeds: Seeds, once: Once = ANEW, apart: Each = map) -> Corpus:
    """Return everything that the site shows, from what the editors wrote and the files received.

    `once` is asked for parts that may be remembered; `apart` may make some in other processes.
    """
    framework = seeds.framework
    articles_of = partial(once.beside(framework, seeds.corrections), _articles)
    articles = tuple(chain.from_iterable(map(articles_of, seeds.sources)))
    apparatus = variants(collate(articles, seeds, once), articles, seeds, once)
    texts = outline(apparatus.texts)
    others_words = apart(partial(quoted, framework=framework), [texts])
    resolved = resolve_quotations(editors_quotations(seeds), articles, texts)
    passages = filed_by_editors(classify(texts, framework, once), texts, resolved, seeds)
    quotations = tuple(resolved.items())
    cited = citations(texts, framework, once)
    glossary = terms(texts, seeds, once)
    links = link(articles, texts, passages, glossary, framework, cited, quotations, once, apart)
    return Corpus(
        seeds=seeds,
        articles=articles,
        texts=texts,
        passages=passages,
        terms=glossary,
        horizons=horizons(texts),
        links=links,
        quotations=quotations,
        quoted=next(iter(others_words)),
        variants=apparatus.variants,
        agreements=apparatus.agreements,
        emendations=apparatus.emendations,
        entities=cited,
        coverage=coverage(texts, passages, framework),
        doubts=doubts(texts, passages),
        filing_score=measured(texts, passages, seeds.judgements),
        split_score=score(articles, seeds.judged_articles),
        link_score=linked(links, texts, cited, seeds.judged_links),
    )


def _articles(
    framework: Framework, corrections: tuple[CorrectionEntry, ...], source: Source
) -> tuple[Article, ...]:
    return identify(source, split(source, corrections), framework)


def corpora(
    seeds: Seeds,
    each: Each = map,
    known: Mapping[str, Edition] = NOTHING,
    once: Once = ANEW,
    apart: Each = map,
) -> tuple[Corpus, ...]:
    """Return the corpus as of each update, oldest first, with what changed between them.

    Those whose editions are known, by their snapshots, because they were made of the same seeds,
    are not made again; `once` is asked for parts of the others. Of a single one, `apart` may make
    some in other processes.
    """
    names = [entry.id for entry in seeds.snapshots]
    new = [as_of(seeds, name) for name in names if name not in known]
    if len(new) == 1:
        made = iter([corpus(new[0], once, apart)])
    else:
        made = iter(each(partial(corpus, once=once), new))
    return history(tuple(known[name].corpus if name in known else next(made) for name in names))


def unlocked(locks: Iterable[Lock], corpora: Iterable[Corpus]) -> Iterator[InputError]:
    """Yield where the corpora as of published snapshots are not what their locks hold.

    What is so in several snapshots is told once.
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
        told = f"published as of {', '.join(snapshots)}: {message}"
        yield InputError(file, told, remedy=remedy, line=line)


def plan(
    seeds: Seeds, added: Collection[str], locks: Iterable[Lock], each: Each = map
) -> tuple[tuple[str, ...], tuple[InputError, ...]]:
    """Return what the sources `added` change, as lines for a terminal, and the locks they break."""
    then, now = editions(without(seeds, added), each), editions(seeds, each)
    changes = compare(then[-1].corpus, now[-1].corpus)
    breaches = unlocked(locks, (one.corpus for one in now))
    return tuple(planned(then, now, changes)), tuple(breaches)


def diff(seeds: Seeds, before: str, after: str) -> Iterator[str]:
    """Yield what changed between two updates as lines for a terminal; none where nothing did."""
    then, now = corpus(as_of(seeds, before)), corpus(as_of(seeds, after))
    yield from telling(compare(then, now), seeds.framework)
