"""Filing: texts in, one passage a paragraph out, with the words that decided.

Each sentence is filed by its own words; a paragraph is filed under what its sentences say often
or strongly enough. A question gives its topic to the answers that follow it; in a policy text the
heading of a clause decides, and what has no heading of its own inherits from its section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar, cast

from builder.classify.enumerations import coordinated, listed, scattered
from builder.classify.vocabulary import HEAD, Sign, Vocabulary, vocabulary
from builder.language import people
from builder.language.sentences import sentences
from builder.model import (
    ANEW,
    Framework,
    Ground,
    Once,
    Passage,
    Role,
    Sentence,
    Span,
    Text,
    TextParagraph,
)

Same = TypeVar("Same", bound=Hashable)

_OPENS: Mapping[Role, tuple[Role, ...]] = {"question": ("answer",), "heading": ("body", "answer")}
"""A paragraph that gives its topic to those that follow, and what they are."""
_SEMICOLON = re.compile("[；;]")
_DROWNED = 0.25
"""Least weight of a label in a sentence, as a part of the label of most weight."""
_WEAKLY = 0.7
"""… of a label for which only weak words speak."""
_OFTEN = 0.3
"""Least part of a paragraph's sentences that makes it speak of a label."""
_EMPHASIS = 2.0
"""Weight of a label in a whole paragraph that files it however few the sentences are."""
_BESIDE = 0.25
"""… as a part of the label of most weight."""
_MOSTLY = 0.6
"""Least part of a paragraph's sentences that makes it mostly about a label."""
_TOPICAL = 1.25
"""How often the weight of all else a topic must have to go before it."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A sentence with the weight of what it says of each label."""

    sentence: Sentence
    weights: tuple[tuple[int, float], ...]
    """Place of a label and the number of different words for it, a weak one counting half."""
    lists: tuple[int, ...]
    """Places of the labels that it only lists."""


def classify(
    texts: tuple[Text, ...], framework: Framework, once: Once = ANEW
) -> tuple[Passage, ...]:
    """Return one passage for each paragraph of each text, in their order.

    `areas`, `pillars` and `topics` are in the framework's order; spans lie in the paragraph's
    reading text, and the sentences cover it without gaps. A paragraph that is filed under
    nothing has empty tuples and the primary `None`. `once` is asked for those of each text.
    """
    asked = once.beside(framework)
    return tuple(passage for text in texts for passage in asked(_of_text, text))


def _of_text(framework: Framework, text: Text) -> tuple[Passage, ...]:
    return tuple(_passages(text, vocabulary(framework)))


def _passages(text: Text, words: Vocabulary) -> Iterator[Passage]:
    asked: tuple[int, ...] = ()
    opened: tuple[Role, ...] = ()
    sections: dict[str, tuple[int, ...]] = {}
    for paragraph in text.paragraphs:
        signs = words.signs(paragraph.text)
        filed = tuple(_sentences(paragraph.text, signs, words))
        weights = _rolled_up(filed, words)
        said = _headed(paragraph, filed, words) if text.kind == "policy" else {}
        weights |= {label: weight for label, weight in said.items() if label not in weights}
        sections[paragraph.id] = tuple(said)
        over = () if said else _over(paragraph, sections)
        given = {label: holder for holder in over for label in sections[holder]}
        if paragraph.role in _OPENS:
            asked, opened = tuple(weights), _OPENS[paragraph.role]
        elif paragraph.role not in opened:
            asked = ()
        speaks = {*weights, *given, *(label for label in asked if label in words.topics)}
        lists = {label for each in filed for label in each.lists} - speaks
        primary = next(iter(said or given), None)
        if primary is None:
            primary = _primary(filed, weights, asked, words)
        yield Passage(
            paragraph=paragraph.id,
            text=text.id,
            areas=_same(words.ids(sorted(speaks), words.actions)),
            pillars=_same(words.ids(sorted(speaks), words.pillars)),
            topics=_same(words.ids(sorted(speaks), words.topics)),
            primary=words.labels[primary].id if primary is not None else None,
            enumerates=_same(words.ids(sorted(lists), range(len(words.labels)))),
            sentences=tuple(each.sentence for each in filed),
            inherited=tuple(
                (words.labels[label].id, given[label])
                for label in sorted(given)
                if label not in weights
            ),
            names=tuple(_names(paragraph.text, signs, words)),
        )


def _headed(
    paragraph: TextParagraph, filed: tuple[Filed, ...], words: Vocabulary
) -> dict[int, float]:
    """Return the actions and pillars that a paragraph's heading names, of most weight first."""
    if paragraph.heading is None:
        return {}
    weights: dict[int, float] = {}
    for each in filed:
        if each.sentence.span[0] < paragraph.heading[1]:
            for label, weight in each.weights:
                weights[label] = weights.get(label, 0.0) + weight
    named = [label for label in weights if label not in words.topics]
    return {label: weights[label] for label in sorted(named, key=lambda at: (-weights[at], at))}


def _over(paragraph: TextParagraph, sections: Mapping[str, tuple[int, ...]]) -> tuple[str, ...]:
    """Return the id of the innermost heading over a paragraph that names any label."""
    named = (holder for holder in reversed(paragraph.section) if sections.get(holder))
    return tuple(islice(named, 1))


def _sentences(text: str, signs: tuple[Sign, ...], words: Vocabulary) -> Iterator[Filed]:
    spoken = people.opening(text)
    # The office of who speaks is no word of theirs.
    first = sum(sign.start < spoken.end for sign in signs) if spoken else 0
    for start, end in sentences(text):
        last = first
        while last < len(signs) and signs[last].start < end:
            last += 1
        yield _sentence(text, _same((start, end)), signs[first:last], words)
        first = last


def _sentence(text: str, span: Span, signs: tuple[Sign, ...], words: Vocabulary) -> Filed:
    if not signs:
        return Filed(Sentence(span), (), ())
    families = (words.actions, words.pillars)
    lists = {sign for family in families for sign in listed(text, signs, family)}
    silent = {*lists, *scattered(text, signs, *families)}
    named = {sign for family in families for sign in coordinated(text, signs, family, words.labels)}
    speaking = [
        sign._replace(force="word") if sign in named else sign
        for sign in signs
        if sign not in silent
        and (sign.force != "name" or sign in named)
        and not HEAD.match(text, sign.end)
    ]
    weights = _weights(text, speaking, words)
    spoken = tuple(sorted(weights))
    sentence = Sentence(
        span=span,
        areas=_same(words.ids(spoken, words.actions)),
        pillars=_same(words.ids(spoken, words.pillars)),
        topics=_same(words.ids(spoken, words.topics)),
        grounds=tuple(
            _same(Ground(label=words.labels[sign.label].id, span=_same((sign.start, sign.end))))
            for sign in speaking
            if sign.label in weights
        ),
    )
    return Filed(sentence, tuple(weights.items()), tuple(sorted({sign.label for sign in lists})))


def _weights(text: str, signs: list[Sign], words: Vocabulary) -> dict[int, float]:
    """Return the labels that the signs of a sentence file it under, with their weight.

    A word counts one, a weak word half, each once a clause; a lone weak word files nothing, nor
    does what is lost among the words of another label. A semicolon parts clauses.
    """
    weights: dict[int, float] = {}
    for clause in _clauses(text, signs):
        forces: dict[int, dict[int, float]] = {}
        for sign in clause:
            forces.setdefault(sign.label, {})[sign.phrase] = 1.0 if sign.force == "word" else 0.5
        said = {label: sum(phrases.values()) for label, phrases in forces.items()}
        most = max((said[label] for label in said if label not in words.topics), default=0.0)
        for label, weight in said.items():
            firm = label in words.topics or 1.0 in forces[label].values()
            part = 0.0 if label in words.topics else _DROWNED if firm else _WEAKLY
            if weight >= max(1.0, part * most):
                weights[label] = weights.get(label, 0.0) + weight
    return weights


def _clauses(text: str, signs: list[Sign]) -> Iterator[list[Sign]]:
    """Yield the signs of a sentence in groups without a semicolon between them."""
    clause: list[Sign] = []
    for sign in signs:
        if clause and _SEMICOLON.search(text, clause[-1].end, sign.start):
            yield clause
            clause = []
        clause.append(sign)
    yield clause


def _rolled_up(filed: tuple[Filed, ...], words: Vocabulary) -> dict[int, float]:
    """Return the labels that a paragraph of these sentences speaks of, with their weight.

    A label must be said in enough of the sentences or with enough words: what one sentence out
    of many says in passing does not file the paragraph.
    """
    weights: dict[int, float] = {}
    said = _said(filed)
    for each in filed:
        for label, weight in each.weights:
            weights[label] = weights.get(label, 0.0) + weight
    most = max((weights[label] for label in weights if label not in words.topics), default=0.0)
    return {
        label: weight
        for label, weight in weights.items()
        if said[label] >= _OFTEN * len(filed) or weight >= max(_EMPHASIS, _BESIDE * most)
    }


def _names(text: str, signs: tuple[Sign, ...], words: Vocabulary) -> Iterator[Ground]:
    """Yield the actions and pillars that a paragraph names, each where it does so first.

    A name within a longer word of another label is none, nor is one in the name of an office: 道路
    in 道路安全 and in 道路部门.
    """
    for place, label in enumerate(words.labels[: words.pillars.stop]):
        if len(label.name) < 2 or label.name not in text:
            continue
        for found in re.finditer(re.escape(label.name), text):
            start, end = found.span()
            within = any(
                sign.start <= start
                and end <= sign.end
                and end - start < sign.end - sign.start
                and sign.label != place
                for sign in signs
                if sign.force != "name"
            )
            if not within and not HEAD.match(text, end):
                yield Ground(label.id, (start, end))
                break


def _said(filed: tuple[Filed, ...]) -> Counter[int]:
    """Return how many sentences speak of each label."""
    return Counter(label for each in filed for label, _ in each.weights)


def _primary(
    filed: tuple[Filed, ...], weights: dict[int, float], asked: tuple[int, ...], words: Vocabulary
) -> int | None:
    """Return the label that a paragraph is mostly about.

    In falling order: a firm topic that was asked about; an action or pillar that was asked about
    and is spoken of; one that most sentences speak of; a topic that most sentences speak of; the
    topic that was asked about; whatever is spoken of most.
    """
    said = _said(filed)

    def rank(label: int) -> tuple[float, float, int]:
        return (said[label], weights[label], -label)

    ranked = sorted(weights, key=rank, reverse=True)
    spoken = [label for label in ranked if label not in words.topics]
    topics = [label for label in ranked if label in words.topics]
    mostly = _MOSTLY * len(filed)
    topical = topics and spoken and weights[topics[0]] >= _TOPICAL * weights[spoken[0]]
    first, second = (topics, spoken) if topical else (spoken, topics)
    choices = (
        *(label for label in asked if words.labels[label].firm),
        *(label for label in asked if label in spoken),
        *(label for label in (*first, *second) if said[label] >= mostly),
        *(label for label in asked if label in words.topics),
        *ranked,
    )
    return choices[0] if choices else None


_KNOWN: dict[Hashable, Hashable] = {}


def _same(value: Same) -> Same:
    """Return the value that was given first of all that equal `value`.

    Most spans and label tuples recur; so each has one place in memory.
    """
    return cast("Same", _KNOWN.setdefault(value, value))
