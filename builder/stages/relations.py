"""Filed passages of different texts → which explains, repeats or stands beside which.

Two clauses belong together where both are filed under one label by words of their own and they
share words that are rare in the corpus; what one prints after the other, sign by sign, it repeats.
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

from builder.language.folding import folded
from builder.model import (
    ANEW,
    Entity,
    Framework,
    Ground,
    Once,
    Passage,
    Span,
    Term,
    Text,
    TextParagraph,
)
from builder.stages.clauses import clauses
from builder.stages.echoes import echoes, span_of
from builder.stages.voice import WEIGHT

_SHARED = 1.25
"""Least sum of the rarities of the words that two clauses share; a word found once has one."""
_COMMON = 24
"""Clauses with one word beyond which the word brings nothing together."""
_PHRASE = 4
"""Letters of a phrase that brings clauses together alone, where few passages have it."""
_FEW = 3
"""How many passages are few."""
_TELLING = 0.6
"""What such a phrase adds to the rarity of its words."""
_MOST = 50
"""Words for a label beyond any passage: what is only about one thing comes after all else."""
_PARTNERS = 4
"""Passages of other texts to which one leads at most, the nearest."""

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


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a paragraph that is filed by words of its own."""

    paragraph: str
    span: Span
    labels: frozenset[str]
    words: tuple[str, ...]
    """Words of two letters and more that say something, sorted."""
    phrases: tuple[str, ...]
    """The words of four letters and more that file it."""


@dataclass(frozen=True, slots=True)
class _Near:
    """Two passages with what brings them together; the spans of what is repeated are of letters."""

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
    once: Once = ANEW,
) -> tuple[Relation, ...]:
    """Return what leads from a passage to one of another text, by origin and target.

    The lighter voice explains the weightier one; a report repeats; equals stand beside each other.
    `once` is asked for the words of clauses.
    """
    homes = {paragraph.id: text for text in texts for paragraph in text.paragraphs}
    spoken = [
        (text, paragraph)
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.role not in ("question", "heading")
    ]
    silent = _silent(entities, framework)
    said = {paragraph.id: silent.uncited(paragraph) for _, paragraph in spoken}
    near = chain(
        _alike(
            spoken, passages, (silent.applied(said[paragraph.id]) for _, paragraph in spoken), once
        ),
        _mostly(spoken, passages),
        (
            _Near(float(echo.length), echo.one, echo.one_span, echo.other, echo.other_span, True)
            for echo in echoes(
                said,
                {paragraph.id: text.id for text, paragraph in spoken},
                [form for term in terms for form in (term.entry.term, *term.entry.aliases)],
                framework.subject,
                once,
            )
        ),
    )
    kept = _nearest(near)
    return tuple(
        sorted((_directed(one, homes, said) for one in kept), key=lambda r: (r.origin, r.target))
    )


def _nearest(near: Iterable[_Near]) -> Iterator[_Near]:
    """Yield those that are among the nearest of both of their passages, each two once."""
    count: dict[str, int] = defaultdict(int)
    kept: set[frozenset[str]] = set()
    for one in sorted(near, key=lambda one: (not one.repeated, -one.score, one.one, one.other)):
        pair = frozenset((one.one, one.other))
        if count[one.one] < _PARTNERS and count[one.other] < _PARTNERS and pair not in kept:
            kept.add(pair)
            count[one.one] += 1
            count[one.other] += 1
            yield one


def _directed(one: _Near, homes: Mapping[str, Text], said: Mapping[str, str]) -> Relation:
    first, second = homes[one.one], homes[one.other]
    if _rank(first) < _rank(second):
        origin, target, span = one.other, one.one, one.other_span
    else:
        origin, target, span = one.one, one.other, one.one_span
    lighter, weightier = homes[origin], homes[target]
    if one.repeated and lighter.authority == "media":
        kind = "repeats"
    elif WEIGHT[weightier.authority] < WEIGHT[lighter.authority] and lighter.authority != "media":
        kind = "explains"
    else:
        kind = "repeats" if one.repeated else "beside"
    return Relation(origin, target, kind, span_of(said[origin], span) if one.repeated else span)


def _rank(text: Text) -> tuple[int, str, str]:
    return WEIGHT[text.authority], text.date.value if text.date else "9", text.id


def _silent(entities: Sequence[Entity], framework: Framework) -> _Silence:
    cited: dict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            cited[mention.paragraph].append(mention.span)
    subject = sorted((folded(word) for word in framework.subject), key=len, reverse=True)
    pattern = "|".join(map(re.escape, subject)) or r"(?!)"
    return _Silence(cited, re.compile(pattern))


@dataclass(frozen=True, slots=True)
class _Silence:
    """What brings nothing together."""

    cited: Mapping[str, list[Span]]
    """Paragraph → names of documents."""
    subject: re.Pattern[str]

    def uncited(self, paragraph: TextParagraph) -> str:
        """Return the words, folded, without the names of documents, place for place."""
        out = folded(paragraph.text)
        for start, end in self.cited.get(paragraph.id, ()):
            out = out[:start] + "。" * (end - start) + out[end:]
        return out

    def applied(self, said: str) -> str:
        """Return such words with a mark for each letter of the subject, place for place."""
        return self.subject.sub(lambda found: "、" * len(found[0]), said)


# ---------------------------------------------------------------- clauses that share rare words


def _alike(
    spoken: Sequence[tuple[Text, TextParagraph]],
    passages: Sequence[Passage],
    said: Iterable[str],
    once: Once,
) -> Iterator[_Near]:
    filed = {passage.paragraph: passage for passage in passages}
    home = {paragraph.id: text.id for text, paragraph in spoken}
    filing: list[_Clause] = []
    holding: Counter[str] = Counter()
    places: dict[str, array[int]] = defaultdict(lambda: array("I"))
    known: dict[frozenset[str], frozenset[str]] = {}  # thousands of clauses have equal labels
    for (_, paragraph), worded in zip(spoken, clauses(said, once), strict=True):
        grounds = _grounds(filed.get(paragraph.id))
        here_said: set[str] = set()
        for (start, end), words in worded:
            here_said.update(words)
            here = [g for g in grounds if start <= g.span[0] and g.span[1] <= end]
            if here:
                labels = frozenset(ground.label for ground in here)
                labels = known.setdefault(labels, labels)
                clause = _clause(paragraph, (start, end), here, labels, words)
                for word in clause.words:
                    places[word].append(len(filing))
                filing.append(clause)
        holding.update(here_said)
    telling = _telling(filing)
    whole = log(max(len(spoken), 2))
    rarity = {word: 1 - log(holding[word]) / whole for word in places}
    later = {word: [*reversed(at)] for word, at in places.items() if 1 < len(at) <= _COMMON}
    for one in filing:
        shared: dict[int, list[str]] = defaultdict(list)
        for word in one.words:
            if others := later.get(word):
                others.pop()  # this clause, the first of those that are left
                for other in reversed(others):
                    shared[other].append(word)
        for place, common in shared.items():
            two = filing[place]
            if (
                len(common) < 2
                or one.labels.isdisjoint(two.labels)
                or home[one.paragraph] == home[two.paragraph]
            ):
                continue
            score = sum(rarity[word] for word in common)
            score += _TELLING * len({*one.phrases} & {*two.phrases} & telling)
            if score >= _SHARED:
                yield _Near(score, one.paragraph, one.span, two.paragraph, two.span, False)


def _telling(clauses: Iterable[_Clause]) -> set[str]:
    """Return the phrases that few passages have, though more than one."""
    having: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for phrase in clause.phrases:
            if len(having[phrase]) <= _FEW:
                having[phrase].add(clause.paragraph)
    return {phrase for phrase, at in having.items() if 1 < len(at) <= _FEW}


def _grounds(passage: Passage | None) -> list[Ground]:
    return [ground for one in passage.sentences for ground in one.grounds] if passage else []


def _clause(
    paragraph: TextParagraph,
    span: Span,
    grounds: Sequence[Ground],
    labels: frozenset[str],
    words: Iterable[str],
) -> _Clause:
    """Return a clause with the labels that its own words file it under."""
    phrases = {paragraph.text[slice(*ground.span)] for ground in grounds}
    return _Clause(
        paragraph.id,
        span,
        labels,
        tuple(sorted(intern(w) for w in words if w.isalpha() and w not in _GENERAL)),
        tuple(intern(phrase) for phrase in phrases if len(phrase) >= _PHRASE),
    )


# ---------------------------------------------------------------- what is mostly about one thing


def _mostly(
    spoken: Sequence[tuple[Text, TextParagraph]], passages: Sequence[Passage]
) -> Iterator[_Near]:
    """Yield the weighty passages on what few of them speak of, with experts' passages about it."""
    filed = {passage.paragraph: passage for passage in passages}
    weighty: dict[str, list[str]] = defaultdict(list)
    expert: dict[str, list[str]] = defaultdict(list)
    for text, paragraph in spoken:
        if (passage := filed.get(paragraph.id)) is None:
            continue
        if text.authority in ("policy", "official"):
            for label in passage.pillars:
                weighty[label].append(paragraph.id)
        elif text.authority == "expert" and passage.primary in passage.pillars:
            expert[str(passage.primary)].append(paragraph.id)
    for label, above in sorted(weighty.items()):
        for one in above if len(above) <= _FEW else ():
            for other in expert[label]:
                (span, _), (other_span, said) = (_about(filed[id_], label) for id_ in (one, other))
                yield _Near(said / _MOST, one, span, other, other_span, False)


def _about(passage: Passage, label: str) -> tuple[Span, int]:
    """Return the sentence that says most of a label, and how often the passage speaks of it."""
    said = {one.span: sum(g.label == label for g in one.grounds) for one in passage.sentences}
    return max(said, key=lambda span: (said[span], -span[0])), sum(said.values())
