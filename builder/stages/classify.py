"""Filing: texts in, one passage a paragraph out, with the words that decided.

Each sentence is filed by its own words; a paragraph is filed under what its sentences say often
or strongly enough. A question gives its topic to the answers that follow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from builder.language.sentences import sentences
from builder.model import Framework, Ground, Passage, Role, Sentence, Span, Text
from builder.stages.enumerations import listed, scattered
from builder.stages.vocabulary import Sign, Vocabulary, vocabulary

Same = TypeVar("Same", bound=Hashable)

_OPENS: Mapping[Role, tuple[Role, ...]] = {"question": ("answer",), "heading": ("body", "answer")}
"""A paragraph that gives its topic to those that follow, and what they are."""
_SIDE_REMARK = 0.2
"""Least part of a paragraph's sentences that makes it speak of a label, if it says little."""
_EMPHASIS = 2.0
"""Weight of a label in a whole paragraph that files it however few the sentences are."""
_MOSTLY = 0.6
"""Least part of a paragraph's sentences that makes it mostly about a label."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A sentence with the weight of what it says of each label."""

    sentence: Sentence
    weights: tuple[tuple[int, float], ...]
    """Place of a label and the number of different words for it, a weak one counting half."""
    lists: tuple[int, ...]
    """Places of the labels that it only lists."""


def classify(texts: tuple[Text, ...], framework: Framework) -> tuple[Passage, ...]:
    """Return one passage for each paragraph of each text, in their order.

    `areas`, `pillars` and `topics` are in the framework's order; spans lie in the paragraph's
    reading text, and the sentences cover it without gaps. A paragraph that is filed under
    nothing has empty tuples and the primary `None`.
    """
    words = vocabulary(framework)
    shared = _Shared()
    return tuple(passage for text in texts for passage in _passages(text, words, shared))


def _passages(text: Text, words: Vocabulary, shared: _Shared) -> Iterator[Passage]:
    asked: tuple[int, ...] = ()
    opened: tuple[Role, ...] = ()
    for paragraph in text.paragraphs:
        filed = tuple(_sentences(paragraph.text, words, shared))
        weights = _rolled_up(filed)
        topics = tuple(label for label in weights if label in words.topics)
        if paragraph.role in _OPENS:
            asked, opened = topics, _OPENS[paragraph.role]
        elif paragraph.role not in opened:
            asked = ()
        spoken = tuple(label for label in sorted(weights) if label not in words.topics)
        topics = tuple(sorted({*topics, *asked}))
        primary = _primary(filed, weights, topics, asked, words)
        lists = sorted({label for each in filed for label in each.lists} - {*spoken})
        yield Passage(
            paragraph=paragraph.id,
            text=text.id,
            areas=shared(words.ids(spoken, words.actions)),
            pillars=shared(words.ids(spoken, words.pillars)),
            topics=shared(words.ids(topics, words.topics)),
            primary=words.labels[primary].id if primary is not None else None,
            enumerates=shared(tuple(words.labels[label].id for label in lists)),
            sentences=tuple(each.sentence for each in filed),
        )


def _sentences(text: str, words: Vocabulary, shared: _Shared) -> Iterator[Filed]:
    signs = words.signs(text)
    first = 0
    for start, end in sentences(text):
        last = first
        while last < len(signs) and signs[last].start < end:
            last += 1
        yield _sentence(text, shared((start, end)), signs[first:last], words, shared)
        first = last


def _sentence(
    text: str, span: Span, signs: tuple[Sign, ...], words: Vocabulary, shared: _Shared
) -> Filed:
    lists = {
        sign for family in (words.actions, words.pillars) for sign in listed(text, signs, family)
    }
    silent = {*lists, *scattered(text, signs, words.actions)}
    speaking = [sign for sign in signs if sign.force != "name" and sign not in silent]
    weights = _weights(speaking)
    spoken = tuple(sorted(weights))
    sentence = Sentence(
        span=span,
        areas=shared(words.ids(spoken, words.actions)),
        pillars=shared(words.ids(spoken, words.pillars)),
        topics=shared(words.ids(spoken, words.topics)),
        grounds=tuple(
            shared(Ground(label=words.labels[sign.label].id, span=shared((sign.start, sign.end))))
            for sign in speaking
            if sign.label in weights
        ),
    )
    return Filed(sentence, tuple(weights.items()), tuple(sorted({sign.label for sign in lists})))


def _weights(signs: list[Sign]) -> dict[int, float]:
    """Return the labels that the signs of a sentence file it under, with their weight.

    A word counts one, a weak word half, each once; a lone weak word files nothing.
    """
    forces: dict[int, dict[int, float]] = {}
    for sign in signs:
        forces.setdefault(sign.label, {})[sign.phrase] = 1.0 if sign.force == "word" else 0.5
    weights = {label: sum(phrases.values()) for label, phrases in forces.items()}
    return {label: weight for label, weight in weights.items() if weight >= 1.0}


def _rolled_up(filed: tuple[Filed, ...]) -> dict[int, float]:
    """Return the labels that a paragraph of these sentences speaks of, with their weight.

    A label must be said in enough of the sentences or with enough words: what one sentence out
    of many says in passing does not file the paragraph.
    """
    weights: dict[int, float] = {}
    said: dict[int, int] = {}
    for each in filed:
        for label, weight in each.weights:
            weights[label] = weights.get(label, 0.0) + weight
            said[label] = said.get(label, 0) + 1
    return {
        label: weight
        for label, weight in weights.items()
        if weight >= _EMPHASIS or said[label] > _SIDE_REMARK * len(filed)
    }


def _primary(
    filed: tuple[Filed, ...],
    weights: dict[int, float],
    topics: tuple[int, ...],
    asked: tuple[int, ...],
    words: Vocabulary,
) -> int | None:
    """Return the label that a paragraph is mostly about.

    That is the action or pillar of most weight where most sentences speak of it, else the topic
    that was asked about, else the topic or label that most sentences speak of.
    """
    said = Counter(label for each in filed for label, _ in each.weights)
    firm = [label for label in asked if words.labels[label].firm]
    if firm:
        return firm[0]

    def rank(label: int) -> tuple[float, float, int]:
        return (said[label], weights[label], -label)

    spoken = [label for label in weights if label not in words.topics]
    most = max(spoken, key=rank, default=None)
    if most is not None and said[most] >= _MOSTLY * len(filed):
        return most
    if asked:
        return asked[0]
    return max((label for label in (*spoken, *topics) if label in weights), key=rank, default=None)


class _Shared:
    """Gives equal values the one place in memory: most spans and label tuples recur."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Hashable] = {}

    def __call__(self, value: Same) -> Same:
        """Return the value that was given first of all that equal `value`."""
        return cast("Same", self._known.setdefault(value, value))
