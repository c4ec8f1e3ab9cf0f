"""Filed passages of different texts → which explains, repeats or stands beside which.

Two clauses belong together where both are filed under one label by words of their own and share
words that are rare in the corpus; what one prints after the other, letter by letter, it repeats.
What all texts say (the subject, the names of cited documents) brings nothing together.
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

from builder.language.folding import folded
from builder.language.words import cut
from builder.link.repeated_passages import letters_span, repeated_passages
from builder.model import (
    Entity,
    Framework,
    Passage,
    Span,
    Term,
    Text,
    TextParagraph,
    authority_rank,
)

LEAST_SHARED = 1.25
"""Least sum of the rarities of the words that two clauses share; a word found once has 1."""
COMMON = 24
"""A word in more clauses than this brings nothing together."""
PHRASE = 4
"""Letters of a phrase that, where few passages have it, adds to the rarity of its words."""
FEW = 3
"""Passages that are few."""
PHRASE_WEIGHT = 0.6
"""What such a phrase adds."""
MOST_GROUNDS = 50
"""More grounds of one label than any passage has: a pair by label alone ranks after all others."""
PARTNERS = 4
"""Passages of other texts to which one leads at most, those of highest score."""

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
"""Words in which every policy is written."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A passage that leads to one of another text."""

    origin: str
    """Id of the paragraph, the one of lighter voice or later date."""
    target: str
    """Id of the other paragraph."""
    kind: str
    """explains, repeats, beside."""
    span: Span
    """The words in the origin's reading text that ground it."""


class _Pair(NamedTuple):
    """Two passages with what brings them together; spans of a repetition are of letters."""

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
) -> tuple[Relation, ...]:
    """Return what leads from a passage to one of another text, by origin and target.

    The lighter voice explains the weightier one; a report repeats; equals stand beside each other.
    """
    homes = {paragraph.id: text for text in texts for paragraph in text.paragraphs}
    spoken = {
        paragraph.id: paragraph
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.role not in ("question", "heading")
    }
    filed = {one.paragraph: one for one in passages if one.paragraph in spoken}
    said = _without_citations(spoken.values(), entities)
    names = [form for term in terms for form in (term.entry.term, *term.entry.aliases)]
    pairs = chain(
        _sharing_rare_words(_filed_clauses(said, filed, spoken, framework), homes, len(spoken)),
        _about_one_label(filed.values(), homes),
        (
            _Pair(float(one.one_span[1] - one.one_span[0]), *one, repeated=True)
            for one in repeated_passages(
                said, {id_: homes[id_].id for id_ in said}, names, framework.subject
            )
        ),
    )
    found = (_directed(pair, homes, said) for pair in _best(pairs))
    return tuple(sorted(found, key=lambda one: (one.origin, one.target)))


def _best(pairs: Iterable[_Pair]) -> Iterator[_Pair]:
    """Yield the pairs that are among the best of both of their passages, each once."""
    count: Counter[str] = Counter()
    kept: set[frozenset[str]] = set()
    for pair in sorted(pairs, key=lambda one: (not one.repeated, -one.score, one.one, one.other)):
        both = frozenset((pair.one, pair.other))
        if count[pair.one] < PARTNERS and count[pair.other] < PARTNERS and both not in kept:
            kept.add(both)
            count.update(both)
            yield pair


def _directed(pair: _Pair, homes: Mapping[str, Text], said: Mapping[str, str]) -> Relation:
    origin, target, span = pair.one, pair.other, pair.one_span
    if _rank(homes[origin]) < _rank(homes[target]):
        origin, target, span = target, origin, pair.other_span
    lighter, weightier = homes[origin].authority, homes[target].authority
    if pair.repeated and lighter == "media":
        kind = "repeats"
    elif authority_rank(weightier) < authority_rank(lighter) and lighter != "media":
        kind = "explains"
    else:
        kind = "repeats" if pair.repeated else "beside"
    return Relation(
        origin, target, kind, letters_span(said[origin], span) if pair.repeated else span
    )


def _rank(text: Text) -> tuple[int, str, str]:
    return authority_rank(text.authority), text.date.value if text.date else "9", text.id


def _without_citations(
    paragraphs: Iterable[TextParagraph], entities: Sequence[Entity]
) -> dict[str, str]:
    """Return the folded words of paragraphs, stops in the place of the names of documents."""
    cited: dict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            cited[mention.paragraph].append(mention.span)
    said = {}
    for paragraph in paragraphs:
        words = folded(paragraph.text)
        for start, end in cited.get(paragraph.id, ()):
            words = words[:start] + "。" * (end - start) + words[end:]
        said[paragraph.id] = words
    return said


# ---------------------------------------------------------------- clauses that share rare words


Clause = tuple[Span, tuple[str, ...]]
"""Where a clause stands, and its words of two letters and more, each once."""


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text, in order.

    `我们养护道路，再养护。` has ((0, 6), (我们, 养护, 道路)) and ((7, 10), (养护,)).
    """
    return tuple(
        (clause.span(), tuple(dict.fromkeys(word for word in cut(clause[0]) if len(word) > 1)))
        for clause in _CLAUSE.finditer(text)
    )


@dataclass(frozen=True, slots=True)
class _FiledClause:
    """A clause of a paragraph that is filed by words of its own."""

    paragraph: str
    span: Span
    labels: frozenset[str]
    words: tuple[str, ...]
    """Words of two letters and more that are not general, sorted."""
    phrases: frozenset[str]
    """The longer phrases that file it."""


class _Clauses(NamedTuple):
    filed: list[_FiledClause]
    paragraphs: Counter[str]
    """Word → number of paragraphs that have it, filed or not."""


def _filed_clauses(
    said: Mapping[str, str],
    filed: Mapping[str, Passage],
    paragraphs: Mapping[str, TextParagraph],
    framework: Framework,
) -> _Clauses:
    """Return the filed clauses of all paragraphs; words of the subject are in none."""
    subject = sorted((folded(word) for word in framework.subject), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, subject)) or r"(?!)")
    found: list[_FiledClause] = []
    having: Counter[str] = Counter()
    for id_, words_said in said.items():
        here = clauses(pattern.sub(lambda found: "、" * len(found[0]), words_said))
        having.update({word for _, words in here for word in words})
        sentences = filed[id_].sentences if id_ in filed else ()
        grounds = [ground for sentence in sentences for ground in sentence.grounds]
        for (start, end), words in here if grounds else ():
            inside = [one for one in grounds if start <= one.span[0] and one.span[1] <= end]
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
    return _Clauses(found, having)


def _sharing_rare_words(
    clauses: _Clauses, homes: Mapping[str, Text], paragraphs: int
) -> Iterator[_Pair]:
    """Yield the pairs of paragraphs of different texts with clauses that belong together."""
    filed = clauses.filed
    holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, clause in enumerate(filed):
        for word in clause.words:
            holders[word].append(place)
    rare_phrases = _rare_phrases(filed)
    whole = log(max(paragraphs, 2))
    rarity = {word: 1 - log(clauses.paragraphs[word]) / whole for word in holders}
    later = {word: [*reversed(at)] for word, at in holders.items() if 1 < len(at) <= COMMON}
    for one in filed:
        shared: dict[int, list[str]] = defaultdict(list)
        for word in one.words:
            if others := later.get(word):
                others.pop()  # this clause, the first of those that are left
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
    """Return the phrases that few passages have, though more than one."""
    having: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for phrase in clause.phrases:
            if len(having[phrase]) <= FEW:
                having[phrase].add(clause.paragraph)
    return {phrase for phrase, at in having.items() if 1 < len(at) <= FEW}


# ---------------------------------------------------------------- passages about one label


def _about_one_label(passages: Iterable[Passage], homes: Mapping[str, Text]) -> Iterator[_Pair]:
    """Yield official passages on a pillar of which few speak, with experts' passages about it."""
    official: dict[str, list[Passage]] = defaultdict(list)
    expert: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        authority = homes[passage.paragraph].authority
        if authority in ("policy", "official"):
            for label in passage.pillars:
                official[label].append(passage)
        elif authority == "expert" and passage.primary in passage.pillars:
            expert[str(passage.primary)].append(passage)
    for label, above in sorted(official.items()):
        for one in above if len(above) <= FEW else ():
            for other in expert[label]:
                (span, _), (other_span, grounds) = _about(one, label), _about(other, label)
                score = grounds / MOST_GROUNDS
                yield _Pair(score, one.paragraph, span, other.paragraph, other_span, False)


def _about(passage: Passage, label: str) -> tuple[Span, int]:
    """Return the sentence with most grounds of a label, and those of the whole passage."""
    count = {one.span: sum(g.label == label for g in one.grounds) for one in passage.sentences}
    return max(count, key=lambda span: (count[span], -span[0])), sum(count.values())
