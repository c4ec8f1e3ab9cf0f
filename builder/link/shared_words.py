"""Filed passages → which pairs of different texts have clauses that say rare words about one thing.

Words that are rare in the corpus tell; so does a long phrase that files few passages.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from sys import intern
from typing import NamedTuple

from builder.link.clauses import clauses
from builder.model import Ground, Once, Passage, Span, Text, TextParagraph

_SHARED = 1.25
"""Least sum of the rarities of the words that two clauses share; a word found once has one."""
_COMMON = 24
"""Clauses with one word beyond which the word brings nothing together."""
_PHRASE = 4
"""Letters of a phrase that brings clauses together alone, where few passages have it."""
FEW = 3
"""How many passages are few."""
_TELLING = 0.6
"""What such a phrase adds to the rarity of its words."""

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


class Near(NamedTuple):
    """Two passages with what brings them together; the spans of what is repeated are of letters."""

    score: float
    one: str
    one_span: Span
    other: str
    other_span: Span
    repeated: bool


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


def sharing(
    spoken: Sequence[tuple[Text, TextParagraph]],
    passages: Sequence[Passage],
    said: Iterable[str],
    once: Once,
) -> Iterator[Near]:
    """Yield the pairs of paragraphs of different texts with clauses that belong together.

    `said` are the words of the paragraphs, place for place, without those that tell nothing. `once`
    is asked for the words of clauses.
    """
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
                yield Near(score, one.paragraph, one.span, two.paragraph, two.span, False)


def _telling(clauses: Iterable[_Clause]) -> set[str]:
    """Return the phrases that few passages have, though more than one."""
    having: dict[str, set[str]] = defaultdict(set)
    for clause in clauses:
        for phrase in clause.phrases:
            if len(having[phrase]) <= FEW:
                having[phrase].add(clause.paragraph)
    return {phrase for phrase, at in having.items() if 1 < len(at) <= FEW}


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
