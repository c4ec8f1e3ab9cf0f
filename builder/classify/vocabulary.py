"""The framework's words, ready for filing: a framework in, what speaks for which label out.

The longest phrase at a place decides, whichever label it belongs to: 数据安全 is a word of safety
and takes the place of 数据. A phrase that only stands `against` labels hides their words alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from builder.language.phrases import finder
from builder.model import Framework, Label, Span

Force = Literal["word", "weak", "name"]
"""A `word` decides alone, a `weak` one beside another; a `name` only makes an enumeration."""


# 交通运输|主管部门  教育|报记者  农业|大学  数据|公司  法治|人才
HEAD = re.compile(
    r"""
      (?:行政)? (?:主管)? 部门 | (?:总)? 局 (?![部面势限]) | 厅 (?![堂室])
    | 部 (?=[、，。）)等门发印副司])
    | 研究[院所] | 大学 | 协会 | 委员会 | 报 记者 | 日报 | 出版社 | 公司 | 人才
    """,
    re.VERBOSE,
)
"""What stands after a name and makes an office, or those who know it, of what it names."""


class Sign(NamedTuple):
    """A phrase in a text that speaks for a label."""

    start: int
    end: int
    label: int
    """Place of the label in `Vocabulary.labels`."""
    force: Force
    phrase: int
    """Number of the phrase: the same words have the same number."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of a framework and what finds their words."""

    labels: tuple[Label, ...]
    """Actions, pillars and topics, in this order."""
    actions: range
    """Places of the actions in `labels`."""
    pillars: range
    """Places of the pillars."""
    topics: range
    """Places of the topics."""
    signs: Callable[[str], tuple[Sign, ...]]
    """Finds the signs in a text, in order of place."""

    def ids(self, places: Iterable[int], family: range) -> tuple[str, ...]:
        """Return the ids of those labels that belong to a family, in their order."""
        return tuple(self.labels[place].id for place in places if place in family)


@lru_cache(maxsize=2)
def vocabulary(framework: Framework) -> Vocabulary:
    """Return the words of a framework, ready for filing.

    A label's title, where it is not its name, is one of its words; its name and aliases speak
    for it only in enumerations, unless they stand among its words.
    """
    actions, pillars, topics = framework.actions, framework.pillars, framework.topics
    labels = (*actions, *pillars, *topics)
    return Vocabulary(
        labels=labels,
        actions=range(len(actions)),
        pillars=range(len(actions), len(actions) + len(pillars)),
        topics=range(len(actions) + len(pillars), len(labels)),
        signs=_signs(labels),
    )


def _signs(labels: tuple[Label, ...]) -> Callable[[str], tuple[Sign, ...]]:
    speaks = _speaks(labels)
    against: dict[str, set[int]] = {}
    for place, label in enumerate(labels):
        for phrase in label.against:
            against.setdefault(phrase, set()).add(place)
    phrases = tuple(dict.fromkeys([*speaks, *against]))
    numbers = {phrase: number for number, phrase in enumerate(phrases)}
    find = finder(phrases)
    find_words = cache(lambda: finder(speaks))  # few texts print words against a label
    words = tuple(speaks)

    @cache
    def meanings(number: int) -> tuple[tuple[Span, int, Force, int], ...]:
        phrase = phrases[number]
        if phrase in speaks:
            whole = (0, len(phrase))
            return tuple((whole, label, force, number) for label, force in speaks[phrase].items())
        return tuple(
            ((start, end), label, force, numbers[words[word]])
            for start, end, word in find_words()(phrase)
            for label, force in speaks[words[word]].items()
            if label not in against[phrase]
        )

    def signs(text: str) -> tuple[Sign, ...]:
        found = []
        for start, end, number in find(text):
            for (first, last), label, force, phrase in meanings(number):
                # A phrase with a number sign is longer in the text than in the vocabulary.
                stop = start + last if last < len(phrases[number]) else end
                found.append(Sign(start + first, stop, label, force, phrase))
        return tuple(found)

    return signs


def _speaks(labels: tuple[Label, ...]) -> dict[str, dict[int, Force]]:
    """Return each phrase with the labels that it speaks for, the strongest force of each."""
    speaks: dict[str, dict[int, Force]] = {}
    for place, label in enumerate(labels):
        titles = (label.title,) if label.title not in ("", label.name) else ()
        forces: tuple[tuple[Force, tuple[str, ...]], ...] = (
            ("word", (*label.words, *titles)),
            ("weak", label.weak),
            ("name", (label.name, *label.aliases)),
        )
        for force, phrases in forces:
            for phrase in phrases:
                speaks.setdefault(phrase, {}).setdefault(place, force)
    return speaks
