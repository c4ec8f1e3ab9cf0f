"""Filed passages → relations between passages of different texts: explains, restates, beside.

Two clauses are related if both are filed under one label by their own words and share words that
are rare in the corpus; a long run of equal letters is a repetition. The subject, the names of
cited documents and set phrases, which all texts have, do not relate passages.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, log, sqrt
from sys import intern
from typing import Literal, NamedTuple

from builder.language.folding import UNSEEN, bare, folded, letters
from builder.language.formulas import formulas
from builder.language.words import cut
from builder.link.chronology import Chronology, chronology
from builder.link.repeated_passages import LONG, letters_span, repeated_passages
from builder.link.standing import Standing, standing
from builder.model import (
    FORMAL_ROLES,
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

LEAST_SHARED = 1.28
"""Least score of two clauses, the sum of the rarities of shared words; a unique word has 1."""
COMMON = 24
"""A word in more clauses than this is not compared."""
PHRASE = 4
"""Letters of the shortest phrase that adds to the score if few passages have it."""
FEW = 3
"""At most so many passages are few."""
PHRASE_WEIGHT = 0.6
"""What such a phrase adds to the score."""
LIKE, LIKE_WITH_PHRASE = 0.15, 0.1
"""Least likeness of passages whose clauses share no such phrase, and of those that do: the cosine
of the rarities of their words."""
BROAD = 0.1
"""A label of a greater share of the filed passages is broad; such a phrase of another is enough."""
LISTED = 3
"""Items of the shortest enumeration; clauses that list the same things need not be about them."""
PARTNERS = 4
"""Most related passages of a passage, by score."""

WHOLE = 12
"""Characters of the shortest whole clause in a run that restates."""

_SAID = re.compile(r"[^，。；！？：“”,;!?:…\n]+")
_FIRST, _SEVERAL = 0x20000, 40_000
"""The first of the letters that stand for what is replaced, rare ones, and how many there are."""
_REPLACED = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _SEVERAL - 1)}]")
_ITEM = re.compile("、|以及|和|及")
_TITLE = re.compile(r"《[^《》\n]{1,100}》")
_CLAUSE = re.compile(r"[^，。；！？：,;!?:…\n]+")

_GENERAL = frozenset(
    """
    一是 二是 三是 四是 五是 一个 一批 一些 一系列 通过 推动 加快 实现 重要 问题 存在 突出 难题 破解
    加大 力度 支持 助力 有助于 具有 成为 进行 不断 持续 进一步 着力 积极 重点 方面 领域 利用 带来
    促进 提升 加强 强化 推进 完善 建立 形成 开展 提出 明确 发展 建设 能力 水平 工作 我国 全面 体系
    深入 实施 作为 以及 相关 有效 解决 处理 举措 降低 优势 要素 引领 培育 环节 具备 核心 发布 显示
    调研 公司 进程 在于 必然 路径 规模 突破 万亿元 亿元 超过 以上 研究 优化 深度 融合 高端
    典型 案例 示范 推广 复制 揭榜 挂帅 产业链 价值链 上下游
    """.split()  # noqa: SIM905
)
"""Stop words: common in every policy."""


PassageRelationKind = Literal[
    "explains",  # a text that comments on this very document, on the same matter
    "restates",  # a later text, with the words of an earlier one
    "beside",  # the same matter
]


@dataclass(frozen=True, slots=True)
class PassageRelation:
    """A relation of two passages of different texts."""

    origin: str
    """Id of the later paragraph; of equally old ones, of the one of lower authority."""
    target: str
    """Id of the other paragraph."""
    kind: PassageRelationKind
    """What the origin does with the target."""
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
) -> tuple[PassageRelation, ...]:
    """Return the relations between passages of different texts, by origin and target.

    A text that comments on another `explains` it; a later text `restates` an earlier one with its
    words; else the two are `beside` each other. None leads to a text that is surely later. A draft,
    its final text and the notice that issues it are one work, in which nothing relates here.
    `clauses_of` has the `clauses` of each of the `clause_texts`.
    """
    homes = {paragraph.id: text for text in texts for paragraph in text.paragraphs}
    spoken = _spoken(texts)
    filed = {passage.paragraph: passage for passage in passages if passage.paragraph in spoken}
    uncited = _without_citations(spoken.values(), entities)
    names = [form for term in terms for form in (term.entry.term, *term.entry.aliases)]
    stand = standing(texts)
    works = {id_: stand.work(homes[id_].id) for id_ in uncited}
    policies = {id_: work for id_, work in works.items() if homes[id_].kind == "policy"}
    pairs = chain(
        _sharing_rare_words(_filed_clauses(clauses_of, filed, spoken), homes, len(spoken)),
        _about_one_label(filed.values(), homes),
        (
            _Pair(float(run.one_span[1] - run.one_span[0]), *run, repeated=True)
            for run in repeated_passages(uncited, works, names, framework.subject, policies)
        ),
    )
    when = chronology(texts)
    titles = " ".join(letters(text.title) for text in texts)
    apart = (
        pair
        for pair in pairs
        if works[pair.one] != works[pair.other]
        and (not pair.repeated or _says_again(pair, uncited, titles))
    )
    found = (_directed(pair, homes, uncited, when, stand) for pair in _best(apart))
    return tuple(sorted(found, key=lambda relation: (relation.origin, relation.target)))


def _spoken(texts: Iterable[Text]) -> dict[str, TextParagraph]:
    """Return the paragraphs that can relate, by id.

    No questions, headings, formal parts, and none that only announces the next (…目标：).
    """
    return {
        paragraph.id: paragraph
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.role not in ("question", "heading", *FORMAL_ROLES)
        and not paragraph.text.endswith(("：", ":"))
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
    pair: _Pair,
    homes: Mapping[str, Text],
    uncited: Mapping[str, str],
    when: Chronology,
    stand: Standing,
) -> PassageRelation:
    one, other = homes[pair.one].id, homes[pair.other].id

    def follows(later: str, earlier: str) -> bool:
        """Whether a text is surely later than another: by its date, or as it speaks of it."""
        ends = Ref("document", later), Ref("document", earlier)
        return when.is_later(*ends) or (
            stand.speaks_of(later, earlier) and not when.is_later(*ends[::-1])
        )

    origin, target, span = pair.one, pair.other, pair.one_span
    is_lighter = _rank(homes[origin]) > _rank(homes[target])
    if follows(other, one) or not (is_lighter or follows(one, other)):
        origin, target, span = target, origin, pair.other_span
        one, other = other, one
    kind: PassageRelationKind = "beside"
    if follows(one, other):
        if stand.comments_on(one, other) and pair.score >= LEAST_SHARED:
            kind = "explains"
        elif pair.repeated:
            kind = "restates"
    words = letters_span(uncited[origin], span) if pair.repeated else span
    return PassageRelation(origin, target, kind, words)


def _says_again(pair: _Pair, uncited: Mapping[str, str], titles: str) -> bool:
    """Return whether a run says something: it is no title, and long or a whole clause."""
    run = bare(uncited[pair.one])[slice(*pair.one_span)]
    return run not in titles and (
        len(run) >= LONG
        or _has_clause(uncited[pair.one], pair.one_span)
        or _has_clause(uncited[pair.other], pair.other_span)
    )


def _has_clause(words: str, run: Span) -> bool:
    """Return whether a run of letters holds a whole clause of some length."""
    start, end = letters_span(words, run)
    clauses = (clause.span() for clause in _SAID.finditer(words, max(0, start - 1), end + 1))
    return any(start <= one and other <= end and other - one >= WHOLE for one, other in clauses)


def _rank(text: Text) -> tuple[int, str, str]:
    return authority_rank(text.authority), text.date.value if text.date else "9", text.id


def _without_citations(
    paragraphs: Iterable[TextParagraph], entities: Sequence[Entity]
) -> dict[str, str]:
    """Return id → folded words of paragraphs, set phrases and names of documents replaced.

    In their place stand letters that no other of the next paragraphs has, so that no run of equal
    letters goes over them.
    """
    cited: dict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            cited[mention.paragraph].append(mention.span)
    uncited = {}
    for number, paragraph in enumerate(paragraphs):
        words = folded(paragraph.text)
        spans = (
            *cited.get(paragraph.id, ()),
            *(found.span() for found in _TITLE.finditer(words)),
            *formulas(words),
        )
        own = chr(_FIRST + number % _SEVERAL)
        for start, end in spans:
            words = f"{words[:start]}{own * (end - start)}{words[end:]}"
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
        id_: _REPLACED.sub("。", pattern.sub(lambda found: "、" * len(found[0]), words))
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
    items: Mapping[str, int]
    """Word in an enumeration → which of its items has it."""


class _Clauses(NamedTuple):
    filed: list[_FiledClause]
    paragraphs: Counter[str]
    """Word → number of paragraphs with it, filed or not."""
    words: Mapping[str, frozenset[str]]
    """Filed paragraph → its words, without stop words."""


def _filed_clauses(
    clauses_of: Mapping[str, tuple[Clause, ...]],
    filed: Mapping[str, Passage],
    paragraphs: Mapping[str, TextParagraph],
) -> _Clauses:
    """Return the filed clauses of all paragraphs."""
    found: list[_FiledClause] = []
    holders: Counter[str] = Counter()
    words_of: dict[str, frozenset[str]] = {}
    for id_, here in clauses_of.items():
        inside_of = {word for _, words in here for word in words}
        holders.update(inside_of)
        sentences = filed[id_].sentences if id_ in filed else ()
        grounds = [ground for sentence in sentences for ground in sentence.grounds]
        if grounds:
            words_of[id_] = frozenset(filter(_says_something, inside_of))
        for (start, end), words in here if grounds else ():
            inside = [g for g in grounds if start <= g.span[0] and g.span[1] <= end]
            if inside:
                phrases = {paragraphs[id_].text[slice(*ground.span)] for ground in inside}
                found.append(
                    _FiledClause(
                        id_,
                        (start, end),
                        frozenset(ground.label for ground in inside),
                        tuple(sorted(map(intern, filter(_says_something, words)))),
                        frozenset(phrase for phrase in phrases if len(phrase) >= PHRASE),
                        _items(paragraphs[id_].text[start:end], words),
                    )
                )
    return _Clauses(found, holders, words_of)


def _items(clause: str, words: Iterable[str]) -> Mapping[str, int]:
    """Return the words in an enumeration, each with the number of its item.

    `采购砂石、木桩、路灯等材料` has 砂石 in item 0, 木桩 in 1, 路灯 in 2.
    """
    if "、" not in clause:
        return {}
    listed = _ITEM.split(folded(clause).rpartition("等")[0] or folded(clause))
    if len(listed) < LISTED:
        return {}
    return {word: n for n, item in enumerate(listed) for word in words if word in item}


def _says_something(word: str) -> bool:
    return word.isalpha() and word not in _GENERAL


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
    rarity = {word: 1 - log(count) / total for word, count in clauses.paragraphs.items()}
    likeness = _Likeness(clauses.words, rarity)
    broad = _broad_labels(filed)
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
            phrases = one.phrases & other.phrases & rare_phrases
            score = _score(words, rarity, one, other, phrases) + PHRASE_WEIGHT * len(phrases)
            if score < LEAST_SHARED:
                continue
            like = LIKE_WITH_PHRASE if phrases else LIKE
            if (phrases and not one.labels & other.labels <= broad) or likeness.of(
                one.paragraph, other.paragraph
            ) >= like:
                yield _Pair(score, one.paragraph, one.span, other.paragraph, other.span, False)


def _score(
    words: Iterable[str],
    rarity: Mapping[str, float],
    one: _FiledClause,
    other: _FiledClause,
    phrases: Iterable[str],
) -> float:
    """Return the sum of the rarities of shared words.

    Of an enumeration in both one item counts, of the words of a shared phrase the rarest.
    """
    score = 0.0
    listed: dict[int, float] = defaultdict(float)
    in_phrase = 0.0
    for word in words:
        if any(word in phrase for phrase in phrases):
            in_phrase = max(in_phrase, rarity[word])
        elif word in one.items and word in other.items:
            listed[one.items[word]] += rarity[word]
        else:
            score += rarity[word]
    return score + in_phrase + max(listed.values(), default=0.0)


class _Likeness:
    """How like passages are, by their words."""

    def __init__(self, words: Mapping[str, frozenset[str]], rarity: Mapping[str, float]) -> None:
        self._words = words
        self._rarity = rarity
        self._lengths: dict[str, float] = {}

    def of(self, one: str, other: str) -> float:
        """Return the cosine of the rarities of the words of two paragraphs."""
        shared = self._squared(self._words[one] & self._words[other])
        return shared / (self._length(one) * self._length(other) or 1)

    def _length(self, paragraph: str) -> float:
        if paragraph not in self._lengths:
            self._lengths[paragraph] = sqrt(self._squared(self._words[paragraph]))
        return self._lengths[paragraph]

    def _squared(self, words: Iterable[str]) -> float:
        return fsum(self._rarity[word] ** 2 for word in words)


def _broad_labels(clauses: Sequence[_FiledClause]) -> set[str]:
    """Return the labels of more than `BROAD` of the passages with filed clauses."""
    held = {(clause.paragraph, label) for clause in clauses for label in clause.labels}
    passages = len({paragraph for paragraph, _ in held})
    return {
        label
        for label, times in Counter(label for _, label in held).items()
        if times > BROAD * passages
    }


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
