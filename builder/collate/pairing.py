"""Articles → which of them cannot be copies of one text, and which an editor says are.

Policies are written after one pattern: they are told apart by name, and versions of one policy by
their dates. A newspaper gives every copy a headline of its own, so no other headline is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.collate.copies import Apart
from builder.language.folding import letters
from builder.model import Article, InputError, Pairing, Source

FILE = "seeds/sources.yml"

REPORTED = 0.5
"""What prints less than this part of a policy document, and is none itself, reports of it."""

# 某条例（2018年修订）     某办法（试行）     某细则(2024-12-31)
_VERSION = re.compile(
    r"[（(\[〔][^（()）\]〕]*(?:[0-9]{4}|修订|修正|修改|试行|草案|稿|版)[^（()）\]〕]*[）)\]〕]"
)
# 国务院     最高人民法院、最高人民检察院     中华人民共和国
_ISSUER = re.compile(r".*(?:院|部|委|会|局|厅|办|署|国|政府|室|银行)")

# 重磅 | 某部关于某事的意见      动态│某行动方案
_OWN_WORD = re.compile(r"\A[^|│｜丨《》]{1,8}[|│｜丨]\s*")
# 第5行「date: 2026-01-07」
_ON_LINE = re.compile(r"第(?P<line>\d+)行")


@dataclass(frozen=True, slots=True)
class _Policy:
    """What tells a policy from others."""

    name: str
    """Its name without the version, letters only; empty where the article is no policy."""
    version: str
    """The version that its name gives, as 2018年修订."""
    day: str
    """The day of the version, where one is printed."""
    text: str
    """All that it prints, letters only."""


def apart(articles: Sequence[Article], printed: Sequence[str], told: Sequence[Pair]) -> Apart:
    """Return what says that two articles, by their indices, cannot be copies of one text.

    Of two policies the names must be one, but for who issued them: 国务院关于甲的意见 is 关于甲的
    意见, and neither is 某市关于甲的实施意见. Two days of one name are two versions, unless they
    print the same. What repeats a little of a policy is a report of it, however little it adds.
    What an editor says (`told`) comes first.
    """
    policies = [_policy(article, text) for article, text in zip(articles, printed, strict=True)]
    forbidden = {frozenset(pair.articles) for pair in told if not pair.same}
    wanted = {frozenset(pair.articles) for pair in told if pair.same}

    def are_apart(one: int, other: int) -> bool:
        pair = frozenset((one, other))
        if pair in forbidden:
            return True
        if pair in wanted:
            return False
        return _differ(policies[one], policies[other])

    return are_apart


@dataclass(frozen=True, slots=True)
class Pair:
    """What an editor says of two articles."""

    articles: tuple[int, int]
    """Their indices."""
    same: bool
    """Whether they are copies."""
    reason: str
    """Why."""


def told(articles: Sequence[Article], sources: Iterable[Source]) -> tuple[Pair, ...]:
    """Return what the editors say of pairs among the articles.

    An `InputError` names a pairing whose line is in no article that is shown, or whose other
    article does not exist. A pairing with a source that is not given, one of a later snapshot,
    is passed over.
    """
    sources = tuple(sources)
    by_id = {article.id: index for index, article in enumerate(articles)}
    pairs = []
    for source in sources:
        for pairing in source.entry.pairings:
            if not any(pairing.article.startswith(f"{one.entry.id}-") for one in sources):
                continue
            ours = next(
                (
                    index
                    for index, article in enumerate(articles)
                    if article.source == source.entry.id
                    and any(first <= pairing.line <= last for first, last in article.ranges)
                ),
                None,
            )
            if ours is None:
                raise _error(source, pairing, f"line {pairing.line} is in no article of the site")
            if pairing.article not in by_id or by_id[pairing.article] == ours:
                raise _error(source, pairing, f"there is no other article {pairing.article}")
            pairs.append(Pair((ours, by_id[pairing.article]), pairing.same, pairing.reason))
    return tuple(pairs)


def _error(source: Source, pairing: Pairing, message: str) -> InputError:
    return InputError(
        FILE,
        f"{source.entry.id}, pairings: {message}",
        remedy="`line` is a line of the one article, `article` the id of the other: the id of its "
        "source and its first line, as gov-9",
        quote=f"line: {pairing.line}, article: {pairing.article}",
    )


def _policy(article: Article, text: str) -> _Policy:
    title = _OWN_WORD.sub("", article.title or "")
    if article.kind != "policy" or not title:
        return _Policy("", "", "", text)
    exact = article.date is not None and article.date.precision == "day"
    return _Policy(
        letters(_VERSION.sub("", title)),
        letters("".join(_VERSION.findall(title))),
        article.date.value[:10] if article.date and exact and not _of_page(article) else "",
        text,
    )


def _of_page(article: Article) -> bool:
    """Return whether only the page around an article dates it: its front matter or metadata.

    That is the day on which a reprint appeared; it dates no version.
    """
    basis = article.date.basis if article.date else ""
    if on := _ON_LINE.match(basis):
        line = int(on["line"])
        return not any(first <= line <= last for first, last in article.ranges)
    return basis.startswith("网页元数据")


def _differ(one: _Policy, other: _Policy) -> bool:
    if not one.name or not other.name:
        policy, report = sorted((one, other), key=lambda each: each.name == "")
        return bool(policy.name) and len(report.text) < REPORTED * len(policy.text)
    long, short = sorted((one.name, other.name), key=len, reverse=True)
    issuer = long.removesuffix(short)
    if not long.endswith(short) or (issuer and not _ISSUER.fullmatch(issuer)):
        return True
    if one.text == other.text:
        return False
    versions = one.version and other.version and one.version != other.version
    days = one.day and other.day and one.day != other.day
    return bool(versions or days)
