"""Texts → one passage a paragraph: the labels it is filed under and the words that decided.

A sentence is filed by its own words, a paragraph under the labels that enough of its sentences or
words support. A question passes its topic to its answer; in a policy the heading of a clause
decides, and a paragraph without a heading inherits from its section. Editors override all this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from builder.classify.enumerations import coordinated, listed, scattered
from builder.classify.vocabulary import HEAD, Sign, Vocabulary, vocabulary
from builder.language import speakers
from builder.language.sentences import opens_point, sentences
from builder.model import (
    FilingEntry,
    Framework,
    Ground,
    Passage,
    Quotation,
    Role,
    Seeds,
    Sentence,
    Span,
    Text,
    TextParagraph,
)

_OPENS: Mapping[Role, tuple[Role, ...]] = {
    "question": ("answer",),
    "heading": ("body", "answer", "item", "table"),
}
"""Role of a paragraph that passes its labels on → roles of the paragraphs that get them."""
_UNFILED: frozenset[Role] = frozenset(("addressee", "annex_list", "signature", "date"))
"""Roles of paragraphs that name offices and documents and say nothing of them."""

_SEMICOLON = re.compile("[；;]")

SHORT_ANSWER = 5
"""Paragraphs of the longest answer that is as a whole about what was asked; of a longer one, and of
what a guest of a round table says, only the first and the points that follow it are."""

SHARE_OF_CLAUSE = 0.25
"""Least weight of a label in a clause, as a share of the greatest weight."""
SHARE_OF_WEAK = 0.7
"""The same for a label that only weak words support."""
SHARE_OF_SENTENCES = 0.3
"""Least share of a paragraph's sentences that files it under a label."""
EMPHASIS = 2.0
"""Weight of a label in a paragraph that files it, however few the sentences, …"""
SHARE_OF_PARAGRAPH = 0.25
"""… if it is this share of the greatest weight."""
MOSTLY = 0.6
"""Least share of a paragraph's sentences that makes it mostly about a label."""
TOPIC_FACTOR = 1.25
"""A topic of this multiple of the greatest weight of actions and pillars is ranked before them."""


@dataclass(frozen=True, slots=True)
class _Filed:
    """A sentence with its labels and their weights."""

    sentence: Sentence
    weights: tuple[tuple[int, float], ...]
    """(index of a label, number of different words for it, a weak word counting half)."""
    lists: tuple[int, ...]
    """Indices of the labels that it only lists."""


def classify(text: Text, framework: Framework) -> tuple[Passage, ...]:
    """Return one passage for each paragraph of a text, in their order.

    `areas`, `pillars` and `topics` are in the framework's order; spans are in the paragraph's
    reading text, and the sentences cover it without gaps. A paragraph without labels has empty
    tuples and the primary `None`.
    """
    return tuple(_passages(text, vocabulary(framework)))


def _passages(text: Text, words: Vocabulary) -> Iterator[Passage]:
    asked: tuple[int, ...] = ()
    opened: tuple[Role, ...] = ()
    sections: dict[str, tuple[int, ...]] = {}
    straight = _straight_answers(text)
    for paragraph in text.paragraphs:
        signs = () if paragraph.role in _UNFILED else words.signs(paragraph.text)
        filed = tuple(_sentences(paragraph.text, signs, words))
        weights = _rolled_up(filed, words)
        headed = _headed(paragraph, filed, words) if text.kind == "policy" else {}
        weights |= {label: weight for label, weight in headed.items() if label not in weights}
        sections[paragraph.id] = tuple(headed)
        section = None if headed else _section(paragraph, sections)
        inherited = dict.fromkeys(sections[section], section) if section else {}
        if paragraph.role in _OPENS:
            asked, opened = tuple(weights), _OPENS[paragraph.role]
        elif paragraph.role not in opened:
            asked = ()
        if paragraph.role == "answer" and paragraph.id not in straight:
            about = tuple(label for label in asked if label not in words.topics)
        else:
            about = asked
        labels = {*weights, *inherited, *(label for label in about if label in words.topics)}
        lists = {label for sentence in filed for label in sentence.lists} - labels
        primary = next(iter(headed or inherited), None)
        if primary is None:
            primary = _primary(filed, weights, about, words)
        yield Passage(
            paragraph=paragraph.id,
            text=text.id,
            areas=words.ids(sorted(labels), words.actions),
            pillars=words.ids(sorted(labels), words.pillars),
            topics=words.ids(sorted(labels), words.topics),
            primary=words.labels[primary].id if primary is not None else None,
            enumerates=words.ids(sorted(lists), range(len(words.labels))),
            sentences=tuple(sentence.sentence for sentence in filed),
            inherited=tuple(
                (words.labels[label].id, inherited[label])
                for label in sorted(inherited)
                if label not in weights
            ),
            names=tuple(_names(paragraph.text, signs, words)),
        )


def _straight_answers(text: Text) -> frozenset[str]:
    """Return the ids of the paragraphs that answer the question before them.

    The guest of a round table, and who answers at length, goes on to other things.
    """
    straight: set[str] = set()
    for is_answer, group in groupby(text.paragraphs, key=lambda one: one.role == "answer"):
        if is_answer:
            first, *others = group
            points = takewhile(lambda one: opens_point(one.text), others)
            is_short = text.kind != "roundtable" and len(others) < SHORT_ANSWER
            straight.update(one.id for one in (first, *(others if is_short else points)))
    return frozenset(straight)


def _headed(
    paragraph: TextParagraph, filed: tuple[_Filed, ...], words: Vocabulary
) -> dict[int, float]:
    """Return the actions and pillars that a paragraph's heading names, by weight, descending."""
    if paragraph.heading is None:
        return {}
    end = paragraph.heading[1]
    weights = _total(sentence for sentence in filed if sentence.sentence.span[0] < end)
    named = [label for label in weights if label not in words.topics]
    return {label: weights[label] for label in sorted(named, key=lambda at: (-weights[at], at))}


def _section(paragraph: TextParagraph, sections: Mapping[str, tuple[int, ...]]) -> str | None:
    """Return the id of the innermost heading around a paragraph that has labels."""
    return next((id_ for id_ in reversed(paragraph.section) if sections.get(id_)), None)


def _sentences(text: str, signs: tuple[Sign, ...], words: Vocabulary) -> Iterator[_Filed]:
    spoken = speakers.opening(text)
    # The speaker's office is not part of what is said.
    first = sum(sign.start < spoken.end for sign in signs) if spoken else 0
    for start, end in sentences(text):
        last = first
        while last < len(signs) and signs[last].start < end:
            last += 1
        yield _sentence(text, (start, end), signs[first:last], words)
        first = last


def _sentence(text: str, span: Span, signs: tuple[Sign, ...], words: Vocabulary) -> _Filed:
    if not signs:
        return _Filed(Sentence(span), (), ())
    families = (words.actions, words.pillars)
    lists = {sign for family in families for sign in listed(text, signs, family)}
    silent = {*lists, *scattered(text, signs, *families)}
    named = {sign for family in families for sign in coordinated(text, signs, family, words.labels)}
    grounds = [
        sign._replace(force="word") if sign in named else sign
        for sign in signs
        if sign not in silent
        and (sign.force != "name" or sign in named)
        and not HEAD.match(text, sign.end)
    ]
    weights = _weights(text, grounds, words)
    spoken = tuple(sorted(weights))
    sentence = Sentence(
        span=span,
        areas=words.ids(spoken, words.actions),
        pillars=words.ids(spoken, words.pillars),
        topics=words.ids(spoken, words.topics),
        grounds=tuple(
            Ground(words.labels[sign.label].id, (sign.start, sign.end))
            for sign in grounds
            if sign.label in weights
        ),
    )
    return _Filed(sentence, tuple(weights.items()), tuple(sorted({sign.label for sign in lists})))


def _weights(text: str, signs: list[Sign], words: Vocabulary) -> dict[int, float]:
    """Return the labels that the signs of a sentence file it under, with their weights.

    A word counts one, a weak word half, each once per clause; a single weak word files nothing, nor
    do few words among many of another label. Clauses end at semicolons.
    """
    weights: dict[int, float] = {}
    for clause in _clauses(text, signs):
        forces: dict[int, dict[int, float]] = {}
        for sign in clause:
            forces.setdefault(sign.label, {})[sign.phrase] = 1.0 if sign.force == "word" else 0.5
        sums = {label: sum(phrases.values()) for label, phrases in forces.items()}
        most = max((sums[label] for label in sums if label not in words.topics), default=0.0)
        for label, weight in sums.items():
            firm = label in words.topics or 1.0 in forces[label].values()
            part = 0.0 if label in words.topics else SHARE_OF_CLAUSE if firm else SHARE_OF_WEAK
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


def _rolled_up(filed: tuple[_Filed, ...], words: Vocabulary) -> dict[int, float]:
    """Return the labels of a paragraph with these sentences, with their weights.

    A label needs enough of the sentences or enough words: a mention in passing, in one sentence
    of many, does not file the paragraph.
    """
    weights, count = _total(filed), _count(filed)
    most = max((weights[label] for label in weights if label not in words.topics), default=0.0)
    return {
        label: weight
        for label, weight in weights.items()
        if count[label] >= SHARE_OF_SENTENCES * len(filed)
        or weight >= max(EMPHASIS, SHARE_OF_PARAGRAPH * most)
    }


def _names(text: str, signs: tuple[Sign, ...], words: Vocabulary) -> Iterator[Ground]:
    """Yield the actions and pillars that a paragraph names, each with its first mention.

    A name inside a longer word of another label does not count, nor does one in the name of an
    office: 道路 in 道路安全 and in 道路部门.
    """
    for index, label in enumerate(words.labels[: words.pillars.stop]):
        if len(label.name) < 2 or label.name not in text:
            continue
        for found in re.finditer(re.escape(label.name), text):
            start, end = found.span()
            is_part = any(
                sign.start <= start
                and end <= sign.end
                and end - start < sign.end - sign.start
                and sign.label != index
                for sign in signs
                if sign.force != "name"
            )
            if not is_part and not HEAD.match(text, end):
                yield Ground(label.id, (start, end))
                break


def _total(filed: Iterable[_Filed]) -> dict[int, float]:
    """Return the labels of some sentences with the sums of their weights."""
    weights: dict[int, float] = {}
    for sentence in filed:
        for label, weight in sentence.weights:
            weights[label] = weights.get(label, 0.0) + weight
    return weights


def _count(filed: tuple[_Filed, ...]) -> Counter[int]:
    """Return the number of sentences that are filed under each label."""
    return Counter(label for sentence in filed for label, _ in sentence.weights)


def _primary(
    filed: tuple[_Filed, ...], weights: dict[int, float], asked: tuple[int, ...], words: Vocabulary
) -> int | None:
    """Return the label that a paragraph is mostly about.

    In descending order: a firm topic of the question; an action or pillar of the question that the
    paragraph has too; an action or pillar of most sentences; a topic of most sentences; a topic of
    the question; the label with most sentences.
    """
    count = _count(filed)

    def rank(label: int) -> tuple[float, float, int]:
        return (count[label], weights[label], -label)

    ranked = sorted(weights, key=rank, reverse=True)
    spoken = [label for label in ranked if label not in words.topics]
    topics = [label for label in ranked if label in words.topics]
    mostly = MOSTLY * len(filed)
    topical = topics and spoken and weights[topics[0]] >= TOPIC_FACTOR * weights[spoken[0]]
    first, second = (topics, spoken) if topical else (spoken, topics)
    choices = (
        *(label for label in asked if words.labels[label].firm),
        *(label for label in asked if label in spoken),
        *(label for label in (*first, *second) if count[label] >= mostly),
        *(label for label in asked if label in words.topics),
        *ranked,
    )
    return choices[0] if choices else None


# ---------------------------------------------------------------- filed by editors


def filed_by_editors(
    passages: Sequence[Passage],
    texts: Sequence[Text],
    resolved: Mapping[Quotation, str],
    seeds: Seeds,
) -> tuple[Passage, ...]:
    """Return the passages in their order, with the labels that editors gave instead of the rules'.

    The first of an editor's labels is the primary one. Grounds of these labels are kept, and the
    words that the editor quotes ground the others. `resolved` is quotation → id of the paragraph
    that shows it.
    """
    entries = {
        resolved[entry.quotation]: entry for entry in seeds.filing if entry.quotation in resolved
    }
    readings = {paragraph.id: paragraph.text for text in texts for paragraph in text.paragraphs}
    return tuple(
        _refile(passage, entries[passage.paragraph], readings[passage.paragraph], seeds.framework)
        if passage.paragraph in entries
        else passage
        for passage in passages
    )


def _refile(passage: Passage, entry: FilingEntry, text: str, framework: Framework) -> Passage:
    def of(labels: Sequence[str], family: Sequence[str]) -> tuple[str, ...]:
        return tuple(label for label in family if label in labels)

    actions = [label.id for label in framework.actions]
    pillars = [label.id for label in framework.pillars]
    topics = [label.id for label in framework.topics]
    at = max(text.find(entry.words), 0)
    span = at, min(at + len(entry.words), len(text))
    grounded = {ground.label for sentence in passage.sentences for ground in sentence.grounds}
    new = [label for label in entry.labels if label not in grounded]
    sentences = []
    for sentence in passage.sentences:
        grounds = [ground for ground in sentence.grounds if ground.label in entry.labels]
        if sentence.span[0] <= span[0] < sentence.span[1]:
            run: Span = span[0], min(span[1], sentence.span[1])
            grounds += [Ground(label, run) for label in new]
        labels = [ground.label for ground in grounds]
        sentences.append(
            Sentence(
                sentence.span, of(labels, actions), of(labels, pillars), of(labels, topics),
                tuple(sorted(grounds, key=lambda ground: ground.span)),
            )
        )  # fmt: skip
    return replace(
        passage,
        areas=of(entry.labels, actions),
        pillars=of(entry.labels, pillars),
        topics=of(entry.labels, topics),
        primary=entry.labels[0] if entry.labels else None,
        enumerates=tuple(label for label in passage.enumerates if label not in entry.labels),
        sentences=tuple(sentences),
        reason=entry.reason,
    )
