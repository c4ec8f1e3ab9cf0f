"""Filed passages → relations between passages of different texts: explains, repeats, beside.

Two clauses are related if both are filed under one label by their own words and share words that
are rare in the corpus; a long run of equal letters is a repetition. The subject and the names of
cited documents, which all texts have, do not relate passages.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from sys import intern
from typing import NamedTuple

from builder.language.folding import UNSEEN, folded
from builder.language.words import cut
from builder.link.chronology import Chronology, chronology
from builder.link.repeated_passages import letters_span, repeated_passages
from builder.model import (
    Entity,
    Framework,
    Passage,
    Ref,
    Span,
    Term,
    Text,
    TextParagraph,
    authority_rank,
)

LEAST_SHARED = 1.25
"""Least score of two clauses, the sum of the rarities of shared words; a unique word has 1."""
COMMON = 24
"""A word in more clauses than this is not compared."""
PHRASE = 4
"""Letters of the shortest phrase that adds to the score if few passages have it."""
FEW = 3
"""At most so many passages are few."""
PHRASE_WEIGHT = 0.6
"""What such a phrase adds to the score."""
PARTNERS = 4
"""Most related passages of a passage, by score."""

_CLAUSE = re.compile(r"[^，。；！？：,;!?:…\n]+")

_GENERAL = frozenset(
    """
    一是 二是 三是 四是 五是 一个 一批 一些 一系列 通过 推动 加快 实现 重要 问题 存在 突出 难题 破解
    加大 力度 支持 助力 有助于 具有 成为 进行 不断 持续 进一步 着力 积极 重点 方面 领域 利用 带来
    促进 提升 加强 强化 推进 完善 建立 形成 开展 提出 明确 发展 建设 能力 水平 工作 我国 全面 体系
    深入 实施 作为 以及 相关 有效 解决 处理 举措 降低 优势 要素 引领 培育 环节 具备 核心 发布 显示
    调研 公司 进程 在于
    """.split()  # noqa: SIM905
)
"""Stop words: common in every policy."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of two passages of different texts."""

    origin: str
    """Id of the later paragraph; of equally old ones, of the one of lower authority."""
    target: str
    """Id of the other paragraph."""
    kind: str
    """explains, repeats, beside."""
    span: Span
    """The words in the origin's reading text that are the reason."""


class _Pair(NamedTuple):
    """Two related passages; the spans of a repetition are in letters."""

    score: float
    one: str
    one_span: Span
    other: str
    other_span: Span
    repeated: bool


def relations(
    texts: Sequence[Text],
    passages: Sequence[Passage],
    terms: Sequence[Term],
    entities: Sequence[Entity],
    framework: Framework,
    clauses_of: Mapping[str, tuple[Clause, ...]],
) -> tuple[Relation, ...]:
    """Return the relations between passages of different texts, by origin and target.

    Lower authority `explains` higher; a report `repeats`; passages of equal rank are `beside`. None
    leads to a text that is surely later: what is older neither explains nor repeats it.
    `clauses_of` has the `clauses` of each of the `clause_texts`.
    """
    homes = {paragraph.id: text for text in texts for paragraph in text.paragraphs}
    spoken = _spoken(texts)
    filed = {passage.paragraph: passage for passage in passages if passage.paragraph in spoken}
    uncited = _without_citations(spoken.values(), entities)
    names = [form for term in terms for form in (term.entry.term, *term.entry.aliases)]
    pairs = chain(
        _sharing_rare_words(_filed_clauses(clauses_of, filed, spoken), homes, len(spoken)),
        _about_one_label(filed.values(), homes),
        (
            _Pair(float(run.one_span[1] - run.one_span[0]), *run, repeated=True)
            for run in repeated_passages(
                uncited, {id_: homes[id_].id for id_ in uncited}, names, framework.subject
            )
        ),
    )
    when = chronology(texts)
    found = (_directed(pair, homes, uncited, when) for pair in _best(pairs))
    return tuple(sorted(found, key=lambda relation: (relation.origin, relation.target)))


def _spoken(texts: Iterable[Text]) -> dict[str, TextParagraph]:
    """Return the paragraphs that can relate, by id: no questions and no headings."""
    return {
        paragraph.id: paragraph
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.role not in ("question", "heading")
    }


def _best(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Yield the pairs that are among the best of both their passages, each once."""
    count: Counter[str] = Counter()
    kept: set[frozenset[str]] = set()
    for pair in sorted(pairs, key=lambda p: (not p.repeated, -p.score, p.one, p.other)):
        both = frozenset((pair.one, pair.other))
        if count[pair.one] < PARTNERS and count[pair.other] < PARTNERS and both not in kept:
            kept.add(both)
            count.update(both)
            yield pair


def _directed(
    pair: _Pair, homes: Mapping[str, Text], uncited: Mapping[str, str], when: Chronology
) -> Relation:
    origin, target, span = pair.one, pair.other, pair.one_span
    one, other = (Ref("document", homes[id_].id) for id_ in (origin, target))
    is_lighter = _rank(homes[origin]) > _rank(homes[target])
    if when.is_later(other, one) or not (is_lighter or when.is_later(one, other)):
        origin, target, span = target, origin, pair.other_span
    ours, theirs = homes[origin].authority, homes[target].authority
    if pair.repeated and "media" in (ours, theirs):
        kind = "repeats"
    elif authority_rank(theirs) < authority_rank(ours) and ours != "media":
        kind = "explains"
    else:
        kind = "repeats" if pair.repeated else "beside"
    return Relation(
        origin, target, kind, letters_span(uncited[origin], span) if pair.repeated else span
    )


def _rank(text: Text) -> tuple[int, str, str]:
    return authority_rank(text.authority), text.date.value if text.date else "9", text.id


def _without_citations(
    paragraphs: Iterable[TextParagraph], entities: Sequence[Entity]
) -> dict[str, str]:
    """Return id → folded words of paragraphs, the names of documents replaced by stops."""
    cited: dict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            cited[mention.paragraph].append(mention.span)
    uncited = {}
    for paragraph in paragraphs:
        words = folded(paragraph.text)
        for start, end in cited.get(paragraph.id, ()):
            words = words[:start] + "。" * (end - start) + words[end:]
        uncited[paragraph.id] = words
    return uncited


# ---------------------------------------------------------------- clauses that share rare words


Clause = tuple[Span, tuple[str, ...]]
"""Span of a clause, and its words of two letters or more, each once."""


def clause_texts(
    texts: Sequence[Text], entities: Sequence[Entity], framework: Framework
) -> dict[str, str]:
    """Return paragraph → what is read for `clauses`: its words without those of the subject."""
    subject = sorted((folded(word) for word in framework.subject), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, subject)) or r"(?!)")
    uncited = _without_citations(_spoken(texts).values(), entities)
    return {
        id_: pattern.sub(lambda found: "、" * len(found[0]), words)
        for id_, words in uncited.items()
    }


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text, in order.

    `我们养护道路，再养护。` has ((0, 6), (我们, 养护, 道路)) and ((7, 10), (养护,)).
    """
    return tuple(
        (
            clause.span(),
            tuple(dict.fromkeys(word for word in cut(UNSEEN.sub("", clause[0])) if len(word) > 1)),
        )
        for clause in _CLAUSE.finditer(text)
    )


@dataclass(frozen=True, slots=True)
class _FiledClause:
    """A clause that is filed by its own words."""

    paragraph: str
    span: Span
    labels: frozenset[str]
    words: tuple[str, ...]
    """Words of two letters or more, without stop words, sorted."""
    phrases: frozenset[str]
    """The phrases of `PHRASE` letters or more that file it."""


class _Clauses(NamedTuple):
    filed: list[_FiledClause]
    paragraphs: Counter[str]
    """Word → number of paragraphs with it, filed or not."""


def _filed_clauses(
    clauses_of: Mapping[str, tuple[Clause, ...]],
    filed: Mapping[str, Passage],
    paragraphs: Mapping[str, TextParagraph],
) -> _Clauses:
    """Return the filed clauses of all paragraphs."""
    found: list[_FiledClause] = []
    holders: Counter[str] = Counter()
    for id_, here in clauses_of.items():
        holders.update({word for _, words in here for word in words})
        sentences = filed[id_].sentences if id_ in filed else ()
        grounds = [ground for sentence in sentences for ground in sentence.grounds]
        for (start, end), words in here if grounds else ():
            inside = [g for g in grounds if start <= g.span[0] and g.span[1] <= end]
            if inside:
                phrases = {paragraphs[id_].text[slice(*ground.span)] for ground in inside}
                found.append(
                    _FiledClause(
                        id_,
                        (start, end),
                        frozenset(ground.label for ground in inside),
                        tuple(
                            sorted(intern(w) for w in words if w.isalpha() and w not in _GENERAL)
                        ),
                        frozenset(phrase for phrase in phrases if len(phrase) >= PHRASE),
                    )
                )
    return _Clauses(found, holders)


def _sharing_rare_words(
    clauses: _Clauses, homes: Mapping[str, Text], paragraphs: int
) -> Iterator[_Pair]:
    """Yield the pairs of paragraphs of different texts with related clauses."""
    filed = clauses.filed
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, clause in enumerate(filed):
        for word in clause.words:
            holders[word].append(place)
    rare_phrases = _rare_phrases(filed)
    total = log(max(paragraphs, 2))
    rarity = {word: 1 - log(clauses.paragraphs[word]) / total for word in holders}
    later = {word: [*reversed(at)] for word, at in holders.items() if 1 < len(at) <= COMMON}
    for one in filed:
        shared: dict[int, list[str]] = defaultdict(list)
        for word in one.words:
            if others := later.get(word):
                others.pop()  # this clause: the list is descending and has only later ones left
                for place in reversed(others):
                    shared[place].append(word)
        for place, words in shared.items():
            other = filed[place]
            if (
                len(words) < 2
                or one.labels.isdisjoint(other.labels)
                or homes[one.paragraph].id == homes[other.paragraph].id
            ):
                continue
            score = sum(rarity[word] for word in words)
            score += PHRASE_WEIGHT * len(one.phrases & other.phrases & rare_phrases)
            if score >= LEAST_SHARED:
                yield _Pair(score, one.paragraph, one.span, other.paragraph, other.span, False)


def _rare_phrases(clauses: Iterable[_FiledClause]) -> set[str]:
    """Return the phrases in 2 to `FEW` passages."""
    holders: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for phrase in clause.phrases:
            if len(holders[phrase]) <= FEW:
                holders[phrase].add(clause.paragraph)
    return {phrase for phrase, at in holders.items() if 1 < len(at) <= FEW}


# ---------------------------------------------------------------- passages about one label


def _about_one_label(passages: Iterable[Passage], homes: Mapping[str, Text]) -> Iterator[_Pair]:
    """Yield official passages on a pillar that few of them have, with experts' passages on it."""
    official: dict[str, list[Passage]] = defaultdict(list)
    expert: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        authority = homes[passage.paragraph].authority
        if authority in ("policy", "official"):
            for label in passage.pillars:
                official[label].append(passage)
        elif authority == "expert" and passage.primary in passage.pillars:
            expert[str(passage.primary)].append(passage)
    for label, few in sorted(official.items()):
        for one in few if len(few) <= FEW else ():
            for other in expert[label]:
                (span, _), (other_span, grounds) = _about(one, label), _about(other, label)
                score = 1 - 1 / (1 + grounds)  # below the score of any pair with rare words
                yield _Pair(score, one.paragraph, span, other.paragraph, other_span, False)


def _about(passage: Passage, label: str) -> tuple[Span, int]:
    """Return the span of the sentence with most grounds of a label, and the passage's total."""
    count = {s.span: sum(g.label == label for g in s.grounds) for s in passage.sentences}
    return max(count, key=lambda span: (count[span], -span[0])), sum(count.values())
