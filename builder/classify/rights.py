"""Files that may only be quoted → what is shown of them: passages filed under actions and pillars.

With `rights: quote` pages lead to the address for the rest. A passage keeps the headings over it
and the question that it answers, and what editors quote is shown; all other words are withheld.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from builder.model import (
    Article,
    Identity,
    Passage,
    Quotation,
    Seeds,
    Source,
    Text,
    TextParagraph,
    Withheld,
)

MAY_QUOTE = "限于版权，只录归入各页的段落；全文见原址"
"""Why the other words of a file are not shown."""

_ON_WITHHELD = "限于版权，所据一行未录"
"""Basis of a fact that rests on words that are not shown."""


_LONG = 20
"""Characters in which what a file says about itself repeats its text."""


def only_quoted(seeds: Seeds) -> frozenset[str]:
    """Return the ids of the sources that may only be quoted."""
    return frozenset(one.entry.id for one in seeds.sources if one.entry.rights == "quote")


def as_text(article: Article) -> Text:
    """Return an article as a text of its own, to be filed as it was received."""
    return Text(
        id=article.id,
        title=article.title or "",
        title_printed=article.title is not None,
        kind=article.kind,
        authority=article.authority,
        date=article.date,
        publisher="",
        authors=article.authors,
        speaker=article.speaker,
        url=None,
        snapshot="",
        articles=(article.id,),
        base_reason="",
        part_of=None,
        paragraphs=tuple(
            TextParagraph(
                one.id, one.role, one.speaker, one.text, article.id, article.source, one.ranges
            )
            for one in article.taken
        ),
    )


def within_rights(
    seeds: Seeds,
    articles: Iterable[Article],
    texts: Sequence[Text],
    passages: Iterable[Passage],
    quotations: Iterable[Quotation],
) -> tuple[Seeds, tuple[Article, ...]]:
    """Return seeds and articles with what may be shown of the files that may only be quoted.

    `texts` are the articles of these files that belong, each `as_text` with its sections,
    `passages` how they are filed, `quotations` what editors quote. Articles keep their lines and
    facts; a source keeps what it was as `whole`.
    """
    limited = only_quoted(seeds)
    filed = {one.paragraph for one in passages if one.areas or one.pillars}
    quoted = {(one.source, one.line) for one in quotations}
    refiled = {(one.source, one.line): bool(one.labels) for one in seeds.filing}
    shown = {id_ for text in texts for id_ in _shown(text, filed, quoted, refiled)}
    held = tuple(_cut(one, shown) if one.source in limited else one for one in articles)
    sources = tuple(
        _withheld(source, [one for one in held if one.source == source.entry.id])
        if source.entry.id in limited
        else source
        for source in seeds.sources
    )
    unshown = {
        (source.entry.id, one.line) for source in sources if source.whole for one in source.withheld
    }
    corrections = tuple(one for one in seeds.corrections if (one.source, one.line) not in unshown)
    cleared = tuple(_cleared(one, unshown) if one.source in limited else one for one in held)
    return replace(seeds, sources=sources, corrections=corrections), cleared


def _shown(
    text: Text,
    filed: Collection[str],
    quoted: Collection[tuple[str, int]],
    refiled: dict[tuple[str, int], bool],
) -> Iterator[str]:
    """Yield the ids of the paragraphs of a text that are shown."""
    question: str | None = None
    for one in text.paragraphs:
        if one.role == "question":
            question = one.id
        lines = [(one.source, n) for first, last in one.ranges for n in range(first, last + 1)]
        said = next((refiled[line] for line in lines if line in refiled), one.id in filed)
        if said or any(line in quoted and line not in refiled for line in lines):
            yield from (one.id, *one.section)
            if one.role == "answer" and question:
                yield question


def _cut(article: Article, shown: Collection[str]) -> Article:
    """Return an article with the paragraphs that are shown; out, where there is none."""
    kept = tuple(one for one in article.taken if one.id in shown) if article.relevant else ()
    if not kept:
        reason = MAY_QUOTE if article.relevant else article.reason
        return replace(article, paragraphs=(), relevant=False, reason=reason, relevant_ranges=())
    ranges = tuple(sorted(line for one in kept for line in one.ranges))
    return replace(article, paragraphs=kept, relevant_ranges=ranges)


def _withheld(source: Source, articles: Sequence[Article]) -> Source:
    """Return a source without the words that are neither in a paragraph nor in a head."""
    told = [lines for article in articles for _, lines in article.furniture]
    told += (lines for article in articles for one in article.paragraphs for lines in one.ranges)
    kept = {line for first, last in told for line in range(first, last + 1)}
    taken = {
        number: words
        for number, line in enumerate(source.received, 1)
        if number not in kept and (words := source.lines[number - 1].strip() or line.strip())
    }
    beginnings = _runs("".join(taken.values()))
    rows = (
        Withheld(
            line, len(words), sha256(words.encode("utf-8", "surrogatepass")).hexdigest(), MAY_QUOTE
        )
        for line, words in taken.items()
    )
    return replace(
        source,
        lines=_blanked(source.lines, taken),
        printed=_blanked(source.printed, taken),
        facts=tuple(one for one in source.facts if one.value[:_LONG] not in beginnings),
        damage=tuple(one for one in source.damage if one.line not in taken),
        withheld=tuple(sorted((*source.withheld, *rows), key=lambda one: one.line)),
        whole=source,
    )


def _runs(words: str) -> frozenset[str]:
    """Return the runs of `_LONG` characters of words."""
    return frozenset(words[at : at + _LONG] for at in range(len(words) - _LONG + 1))


def _blanked(lines: tuple[str, ...], taken: Collection[int]) -> tuple[str, ...]:
    return tuple("" if number in taken else line for number, line in enumerate(lines, 1))


def _cleared(article: Article, unshown: Collection[tuple[str, int]]) -> Article:
    """Return an article none of whose facts quotes a line that is not shown."""
    identity: Identity = article.identity
    basis = tuple(
        (fact, replace(one, line=None, words=_ON_WITHHELD))
        if (article.source, one.line) in unshown
        else (fact, one)
        for fact, one in identity.basis
    )
    return replace(
        article,
        datelines=tuple(
            one for one in article.datelines if (article.source, one[0]) not in unshown
        ),
        identity=replace(identity, basis=basis),
    )
