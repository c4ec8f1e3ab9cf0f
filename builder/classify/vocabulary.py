"""A framework → its vocabulary, which finds the words in a text that support a label.

The longest phrase at an offset wins, whatever its label: 养老保险 is a word of insurance and hides
养老. A phrase `against` a label hides only that label's words.
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
"""A `word` alone files a sentence, a `weak` one only with another; a `name` only in a list."""
# 公路|主管部门  养老|报记者  桥梁|大学  驿站|公司  护理|人才
HEAD = re.compile(
    r"""
      (?:行政)? (?:主管)? 部门 | (?:总)? 局 (?![部面势限]) | 厅 (?![堂室])
    | 部 (?=[、，。）)等门发印副司])
    | 研究[院所] | 大学 | 协会 | 委员会 | 报 记者 | 日报 | 出版社 | 公司 | 人才
    """,
    re.VERBOSE,
)
"""What turns the name before it into the name of an office, a body or a profession."""


class Sign(NamedTuple):
    """A phrase in a text that supports a label."""

    start: int
    end: int
    label: int
    """Index of the label in `Vocabulary.labels`."""
    force: Force
    phrase: int
    """Index of the phrase in the vocabulary."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of a framework and the function that finds their words."""

    labels: tuple[Label, ...]
    """Actions, pillars and topics, in this order."""
    actions: range
    """Indices of the actions in `labels`."""
    pillars: range
    """Indices of the pillars."""
    topics: range
    """Indices of the topics."""
    signs: Callable[[str], tuple[Sign, ...]]
    """Finds the signs in a text, by offset."""

    def ids(self, indices: Iterable[int], family: range) -> tuple[str, ...]:
        """Return the ids of the labels in a family, in the order of `indices`."""
        return tuple(self.labels[index].id for index in indices if index in family)


@lru_cache(maxsize=2)
def vocabulary(framework: Framework) -> Vocabulary:
    """Return the vocabulary of a framework.

    A label's title, unless equal to its name, is one of its words; its name and aliases support it
    only in lists, unless they are also among its words.
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
    forces = _forces(labels)
    against: dict[str, set[int]] = {}
    for place, label in enumerate(labels):
        for phrase in label.against:
            against.setdefault(phrase, set()).add(place)
    phrases = tuple(dict.fromkeys([*forces, *against]))
    numbers = {phrase: number for number, phrase in enumerate(phrases)}
    find = finder(phrases)
    find_words = cache(lambda: finder(forces))  # lazily: few texts have phrases against a label
    words = tuple(forces)

    @cache
    def meanings(number: int) -> tuple[tuple[Span, int, Force, int], ...]:
        phrase = phrases[number]
        if phrase in forces:
            whole = (0, len(phrase))
            return tuple((whole, label, force, number) for label, force in forces[phrase].items())
        return tuple(
            ((start, end), label, force, numbers[words[word]])
            for start, end, word in find_words()(phrase)
            for label, force in forces[words[word]].items()
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


def _forces(labels: tuple[Label, ...]) -> dict[str, dict[int, Force]]:
    """Return phrase → index of a label that it supports → its strongest force for that label."""
    found: dict[str, dict[int, Force]] = {}
    for place, label in enumerate(labels):
        titles = (label.title,) if label.title not in ("", label.name) else ()
        phrases_by_force: tuple[tuple[Force, tuple[str, ...]], ...] = (
            ("word", (*label.words, *titles)),
            ("weak", label.weak),
            ("name", (label.name, *label.aliases)),
        )
        for force, phrases in phrases_by_force:
            for phrase in phrases:
                found.setdefault(phrase, {}).setdefault(place, force)
    return found
