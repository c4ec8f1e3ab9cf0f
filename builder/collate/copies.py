"""Articles → groups of copies of one text, however their titles, lengths and misprints differ.

The measure is containment: an abridgement is contained in the full text, not the reverse. Policies
resemble each other, so they are distinguished by name, and their versions by date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from builder.language.folding import letters
from builder.language.places import first_place
from builder.language.titles import split_draft
from builder.model import Article, Source
from builder.text.ngrams import ngrams

SIZE = 6
"""Characters in an n-gram: long enough to be rare, short enough to survive misprints."""
CONTAINED = 0.65
"""Least share of a copy's n-grams that a longer copy contains. So many survive one misprint in
fifteen characters; a text that quotes another, or is modelled on it, has far fewer."""

SAMPLED = 4
"""One n-gram in so many is looked up to find candidates."""
HOLDERS = 32
"""Most texts that the index has for one n-gram, the longest first. An n-gram with more is a
formula, and counting all its texts would take quadratic time."""
CANDIDATES = 4
"""Most candidates with which a text is compared."""
WORTH_COMPARING = 0.25
"""Least share of the sampled n-grams that a candidate contains."""

REPORTED = 0.5
"""A report that prints less than this share of a policy document is not a copy of it."""

# 某市养老驿站条例（2018年修订）     某办法（试行）     某细则(2024-12-31)
_VERSION = re.compile(
    r"[（(\[〔][^（()）\]〕]*(?:[0-9]{4}|修订|修正|修改|试行|草案|稿|版)[^（()）\]〕]*[）)\]〕]"
)
# 国务院     最高人民法院、最高人民检察院     中华人民共和国
_ISSUER = re.compile(r".*(?:院|部|委|会|局|厅|办|署|国|政府|室|银行)")
# 重磅 | 某部关于某事的意见      动态│某行动方案
_KICKER = re.compile(r"\A[^|│｜丨《》]{1,8}[|│｜丨]\s*")
# 第5行「date: 2026-01-07」
_ON_LINE = re.compile(r"第(?P<line>\d+)行")

Distinct = Callable[[int, int], bool]
"""Whether two texts, by their indices, cannot be copies of one text, whatever they share."""


def copies(
    texts: Sequence[str], distinct: Distinct, together: Iterable[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return the groups of copies, as indices into `texts`; longest first.

    `texts` are folded letters. A group never contains two `distinct` texts; pairs in `together`
    are always in the same group. A text without copies is a group of its own, and so is any text
    shorter than an n-gram. Groups are in order of their first indices.
    """
    order = sorted(range(len(texts)), key=lambda index: (-len(texts[index]), index))
    ranks = {index: rank for rank, index in enumerate(order)}
    forced: dict[int, list[int]] = {}  # rank → longer texts that it is to be grouped with
    for pair in together:
        low, high = sorted(ranks[index] for index in pair)
        forced.setdefault(high, []).append(low)
    longest_first = [texts[index] for index in order]
    groups: dict[int, list[int]] = {}
    leaders: list[int] = []  # rank → rank of the longest text in its group

    def is_copy(rank: int, other: int) -> bool:
        if any(distinct(order[rank], member) for member in groups[leaders[other]]):
            return False
        grams, others = (set(ngrams(longest_first[place], SIZE)) for place in (rank, other))
        return len(grams & others) >= CONTAINED * len(grams)

    for rank, found in enumerate(candidates(longest_first)):
        if rank in forced:
            joined = {leaders[other] for other in forced[rank]}
        else:
            first = next((other for other in found if is_copy(rank, other)), None)
            joined = set() if first is None else {leaders[first]}
        leaders.append(min(joined, default=rank))
        groups.setdefault(leaders[rank], []).append(order[rank])
        for other in joined - {leaders[rank]}:
            groups[leaders[rank]] += groups.pop(other)
            leaders = [leaders[rank] if leader == other else leader for leader in leaders]
    inside = (tuple(sorted(group, key=ranks.__getitem__)) for group in groups.values())
    return tuple(sorted(inside, key=min))


def candidates(texts: Iterable[str]) -> Iterator[list[int]]:
    """Yield for each text the indices of earlier texts that it may copy, the best first.

    `texts` are folded letters, the longest first. The n-grams are sampled by their first
    character, so that the same ones are sampled in every text.
    """
    holders: dict[str, tuple[int, ...]] = {}
    for number, text in enumerate(texts):
        sampled = {
            text[start : start + SIZE]
            for start, letter in enumerate(text[: 1 - SIZE])
            if ord(letter) % SAMPLED == 0
        }
        shared = Counter(chain.from_iterable(map(holders.get, sampled, repeat(()))))
        least = WORTH_COMPARING * len(sampled)
        found = sorted((-count, other) for other, count in shared.items() if count >= least)
        yield [other for _, other in found[:CANDIDATES]]
        for gram in sampled:
            held = holders.get(gram, ())
            if len(held) < HOLDERS:
                holders[gram] = (*held, number)


@dataclass(frozen=True, slots=True)
class Pair:
    """An editor's decision on two articles."""

    articles: tuple[int, int]
    """Their indices."""
    same: bool
    """Whether they are copies of one text."""
    reason: str
    """Why, in Chinese."""


def editors_pairs(articles: Sequence[Article], sources: Iterable[Source]) -> tuple[Pair, ...]:
    """Return the editors' decisions on pairs of the articles.

    A pairing of what is not among them (an article of a later snapshot), and of excerpts, is
    ignored.
    """
    indices = {article.id: index for index, article in enumerate(articles)}
    pairs = []
    for source in sources:
        for pairing in source.entry.pairings:
            index = next(
                (
                    index
                    for index, article in enumerate(articles)
                    if article.source == source.entry.id
                    and any(first <= pairing.line <= last for first, last in article.ranges)
                ),
                None,
            )
            other = indices.get(pairing.article)
            if index is None or other is None or index == other:
                continue
            if not (articles[index].relevant_ranges or articles[other].relevant_ranges):
                pairs.append(Pair((index, other), pairing.same, pairing.reason))
    return tuple(pairs)


def distinguished(
    articles: Sequence[Article], printed: Sequence[str], pairs: Iterable[Pair]
) -> Distinct:
    """Return a predicate: whether two articles, by index, cannot be copies of one text.

    Copies of a policy have the same name, except for the issuer: 国务院关于甲的意见 is a copy of
    关于甲的意见, but not of 某市关于甲的实施意见. The same name with two dates is two versions,
    unless their texts are equal. A draft is never a copy of a final text, an annex none of the text
    that it belongs to, and what one place issues none of what another does, nor are two numbers one
    document. An article that repeats little of a policy is a report on it. An excerpt lacks what
    it leaves out by choice, so it is a copy of nothing.
    Editors' decisions (`pairs`) come first. `printed` are the articles' folded letters.
    """
    policies = [_policy(article, text) for article, text in zip(articles, printed, strict=True)]
    decided = {frozenset(pair.articles): not pair.same for pair in pairs}
    excerpts = [bool(article.relevant_ranges) for article in articles]

    def distinct(a: int, b: int) -> bool:
        if excerpts[a] or excerpts[b]:
            return True
        known = decided.get(frozenset((a, b)))
        return _differ(policies[a], policies[b]) if known is None else known

    return distinct


@dataclass(frozen=True, slots=True)
class _Policy:
    """The features that distinguish policies."""

    name: str
    """Its name without the version, letters only; empty where the article is no policy."""
    version: str
    """The version in its name, as 2018年修订."""
    day: str
    """The day of the version, in ISO 8601; empty where none is printed."""
    text: str
    """The whole text, letters only."""
    facts: tuple[str, ...] = ()
    """State, part, place and number: no two known ones differ in copies; '' for not known."""


def _policy(article: Article, text: str) -> _Policy:
    title = _KICKER.sub("", article.title or "")
    if article.kind != "policy" or not title:
        return _Policy("", "", "", text)
    exact = article.date is not None and article.date.precision == "day"
    return _Policy(
        letters(_VERSION.sub("", title)),
        letters("".join(_VERSION.findall(title))),
        article.date.value[:10] if article.date and exact and not _of_page(article) else "",
        text,
        _facts(article),
    )


def _facts(article: Article) -> tuple[str, ...]:
    told, title = article.identity, article.title or ""
    return (
        told.status or ("draft" if split_draft(title)[1] else ""),
        told.part or "",
        first_place((*told.issuers, title)) or ("国" if told.level == "national" else ""),
        letters(told.number or ""),
    )


def _of_page(article: Article) -> bool:
    """Return whether the date of an article comes from the front matter or metadata of its page.

    That is the day on which a reprint appeared, not the date of a version.
    """
    basis = article.date.basis if article.date else ""
    if on := _ON_LINE.match(basis):
        line = int(on["line"])
        return not any(first <= line <= last for first, last in article.ranges)
    return basis.startswith("网页元数据")


def _differ(a: _Policy, b: _Policy) -> bool:
    if not a.name or not b.name:
        policy, report = sorted((a, b), key=lambda article: article.name == "")
        return bool(policy.name) and len(report.text) < REPORTED * len(policy.text)
    if any(one and other and one != other for one, other in zip(a.facts, b.facts, strict=True)):
        return True
    long, short = sorted((a.name, b.name), key=len, reverse=True)
    issuer = long.removesuffix(short)
    if not long.endswith(short) or (issuer and not _ISSUER.fullmatch(issuer)):
        return True
    if a.text == b.text:
        return False
    versions = a.version and b.version and a.version != b.version
    days = a.day and b.day and a.day != b.day
    return bool(versions or days)
