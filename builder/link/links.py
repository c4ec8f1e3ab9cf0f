"""Filed passages, terms, texts → links between addresses, with the words that are their reason.

A link is stored once, in one direction; a page shows its outgoing links and its backlinks. Only
`supports` is symmetric and stored in both directions. This module has the links of paragraphs,
labels and terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, permutations
from types import MappingProxyType

from builder.language.folding import QUOTES, folded
from builder.link.document_links import document_links
from builder.link.relations import PassageRelation
from builder.model import (
    Article,
    Entity,
    Framework,
    Ground,
    Link,
    Passage,
    Quotation,
    Ref,
    Sentence,
    Span,
    Term,
    Text,
    TextParagraph,
    label_refs,
)

SHARE = 1 / 3
"""Least share of a term's sentences that must be filed under a label to assign the term to it, …"""
TWICE = 2
"""… and the least number of the term's sentences."""
EVERYWHERE = 0.2
"""A term in a greater share of all paragraphs is not assigned to labels by its use."""


@dataclass(frozen=True, slots=True)
class _Given:
    """The passages, paragraphs and labels to link."""

    passages: Sequence[Passage]
    paragraphs: Mapping[str, TextParagraph]
    """By id, in the order of the texts."""
    refs: Mapping[str, Ref]
    """Id of a paragraph → its address."""
    labels: Mapping[str, Ref]
    """Id of a label → its address, in the framework's order."""

    def words(self, paragraph: str, span: Span) -> str:
        """Return words of a paragraph's reading text."""
        return self.paragraphs[paragraph].text[slice(*span)]


def link(
    articles: Sequence[Article],
    texts: Sequence[Text],
    passages: Sequence[Passage],
    terms: Sequence[Term],
    framework: Framework,
    entities: Sequence[Entity] = (),
    quotations: Mapping[Quotation, str] = MappingProxyType({}),
    related: Sequence[PassageRelation] = (),
) -> tuple[Link, ...]:
    """Return every link once, sorted.

    `filed` leads from a paragraph to an action or a pillar, `about` to a topic, `names` to a label
    that it only names, `uses` to a term, `cites` to a document, `explains`, `restates` and `beside`
    to a paragraph of another text; `defines` from a term to the paragraph with its definition,
    `belongs` to a label, `narrower` and `beside` to another term; `supports` and `beside` lead
    between labels. For links of texts and documents see `document_links`. `quotations` maps the
    quotations of editors to the ids of the paragraphs that show them; `related` are `relations`.
    """
    given = _Given(
        passages,
        {p.id: p for text in texts for p in text.paragraphs},
        {p.id: Ref("document", text.id, p.id) for text in texts for p in text.paragraphs},
        label_refs(framework),
    )
    links = {
        *_filed(given),
        *_named(given, framework),
        *_supports(given),
        *_beside(given, framework),
        *_uses(given, terms),
        *_defines(given, terms, quotations),
        *_belongs(given, terms),
        *_narrower(given, terms),
        *(
            Link(given.refs[r.origin], given.refs[r.target], r.kind, r.origin,
                 given.words(r.origin, r.span))
            for r in related
        ),
        *document_links(articles, texts, passages, entities),
    }  # fmt: skip
    return tuple(
        sorted(
            links,
            key=lambda link: (
                str(link.origin), str(link.target), link.kind, link.paragraph or "", link.words,
            ),
        )
    )  # fmt: skip


# ---------------------------------------------------------------- paragraphs and labels


def _filed(given: _Given) -> Iterator[Link]:
    """Yield `filed` and `about`, from a paragraph to its labels."""
    for passage in given.passages:
        id_, origin = passage.paragraph, given.refs[passage.paragraph]
        above = dict(passage.inherited)
        for label in (*passage.areas, *passage.pillars):
            if holder := above.get(label):
                heading = given.paragraphs[holder]
                words = heading.text[slice(*(heading.heading or (0, None)))]
                yield Link(origin, given.labels[label], "filed", holder, words)
            else:
                words = _first_words(given, passage, label)
                yield Link(origin, given.labels[label], "filed", id_, words)
        for label in passage.topics:
            # An answer has the topic of its question, even without words for it.
            words = _first_words(given, passage, label) or _first_sentence(given, passage)
            yield Link(origin, given.labels[label], "about", id_, words)


def _first_words(given: _Given, passage: Passage, label: str) -> str:
    """Return the first ground of a label as words; '' where it has none."""
    grounds = (ground for sentence in passage.sentences for ground in sentence.grounds)
    span = next((ground.span for ground in grounds if ground.label == label), (0, 0))
    return given.words(passage.paragraph, span)


def _first_sentence(given: _Given, passage: Passage) -> str:
    return given.words(passage.paragraph, passage.sentences[0].span)


def _named(given: _Given, framework: Framework) -> Iterator[Link]:
    """Yield `names`, from a paragraph to labels that it lists or names but is not filed under."""
    labels = (*framework.actions, *framework.pillars)
    forms = {label.id: (label.name, *label.aliases) for label in labels}
    for passage in given.passages:
        id_ = passage.paragraph
        words = {ground.label: given.words(id_, ground.span) for ground in passage.names}
        for label in sorted({*words, *passage.enumerates} & forms.keys()):
            if label not in (*passage.areas, *passage.pillars):
                text = given.paragraphs[id_].text
                listed = next((form for form in forms[label] if form in text), "")
                reason = words.get(label) or listed or _first_sentence(given, passage)
                yield Link(given.refs[id_], given.labels[label], "names", id_, reason)


def _supports(given: _Given) -> Iterator[Link]:
    """Yield `supports`, between an action and a pillar of the same paragraph.

    The paragraph speaks of both; whether one serves the other it may not say.
    """
    for passage in given.passages:
        for area, pillar in passage.together:
            span = _together(passage.sentences, {area, pillar})
            words = given.words(passage.paragraph, span)
            ends = given.labels[area], given.labels[pillar]
            for origin, target in (ends, ends[::-1]):
                yield Link(origin, target, "supports", passage.paragraph, words)


def _together(sentences: Sequence[Sentence], labels: set[str]) -> Span:
    """Return a span with grounds of all the labels; an empty span where a label has no ground.

    It is in the first sentence that has all of them, else in the first two adjacent sentences that
    have them, else anywhere in the passage.
    """
    grounds = [
        [ground for ground in sentence.grounds if ground.label in labels] for sentence in sentences
    ]
    for near in (*([sentence] for sentence in grounds), *pairwise(grounds), grounds):
        first: dict[str, Span] = {}
        for ground in chain.from_iterable(near):
            first.setdefault(ground.label, ground.span)
        if first.keys() == labels:
            return _hull(first.values())
    return 0, 0


def _hull(spans: Iterable[Span]) -> Span:
    """Return the span from the first start to the last end."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def _beside(given: _Given, framework: Framework) -> Iterator[Link]:
    """Yield `beside`, between labels of the same sentence, from the first in the framework's order.

    An action and a pillar of the same paragraph have `supports` instead; a pillar that is only
    named in a sentence about an action has `beside`.
    """
    order = {label: place for place, label in enumerate(given.labels)}
    seen = {
        (area, pillar)
        for passage in given.passages
        for area in passage.areas
        for pillar in passage.pillars
    }
    pillars = {label.id for label in framework.pillars}
    for passage in given.passages:
        named = [ground for ground in passage.names if ground.label in pillars]
        for sentence in passage.sentences:
            spans = _spans(sentence, named, passage)
            for one, other in permutations(sorted(spans, key=order.__getitem__), 2):
                ends = given.labels[one], given.labels[other]
                are_topics = all(end.kind == "topic" for end in ends)
                if order[one] < order[other] and not are_topics and (one, other) not in seen:
                    seen.add((one, other))
                    words = given.words(passage.paragraph, _hull((spans[one], spans[other])))
                    yield Link(*ends, "beside", passage.paragraph, words)


def _spans(sentence: Sentence, named: Sequence[Ground], passage: Passage) -> dict[str, Span]:
    """Return label → span of its first ground, for a sentence's labels and pillars it names."""
    filed = {*sentence.areas, *sentence.pillars}
    if not filed:
        return {}
    # A topic is beside a label only where the passage as a whole is filed under both.
    labels = {*passage.areas, *passage.pillars, *passage.topics}
    topics = labels.intersection(sentence.topics) if filed <= labels else set()
    inside = [
        ground
        for ground in named
        if sentence.areas
        and sentence.span[0] <= ground.span[0] < sentence.span[1]
        and ground.label not in passage.enumerates
    ]
    spans: dict[str, Span] = {}
    for ground in (*sentence.grounds, *inside):
        if ground.label in sentence.topics and ground.label not in topics:
            continue
        if ground.label in filed or ground.label in topics or not topics:
            spans.setdefault(ground.label, ground.span)
    return spans


# ---------------------------------------------------------------- terms


def _uses(given: _Given, terms: Sequence[Term]) -> Iterator[Link]:
    for term in terms:
        target = Ref("term", term.entry.id)
        for use in term.occurrences:
            words = given.words(use.paragraph, use.first)
            yield Link(given.refs[use.paragraph], target, "uses", use.paragraph, words)


def _defines(
    given: _Given, terms: Sequence[Term], resolved: Mapping[Quotation, str]
) -> Iterator[Link]:
    for term in terms:
        for quotation in term.entry.definitions:
            if holder := resolved.get(quotation):
                origin, target = Ref("term", term.entry.id), given.refs[holder]
                yield Link(origin, target, "defines", holder, quotation.words)


def _narrower(given: _Given, terms: Sequence[Term]) -> Iterator[Link]:
    """Yield `narrower`, from a term to its broader term, and `beside`.

    乡村养老驿站 is narrower than 养老驿站; 养老驿站补贴 is only beside it. A term is linked only to
    the closest of the terms that it contains.
    """
    used = {term.entry.id: term for term in terms if term.occurrences}
    forms = {
        id_: "".join(sign for sign in folded(term.entry.term) if sign not in QUOTES)
        for id_, term in used.items()
    }
    for inner, outer in permutations(used, 2):
        part, whole = forms[inner], forms[outer]
        if not part or part == whole or part not in whole:
            continue
        if any(part in form and form in whole for form in {*forms.values()} - {part, whole}):
            continue
        kind = "narrower" if whole.endswith(part) else "beside"
        first = used[outer].occurrences[0]
        words = given.words(first.paragraph, first.first)
        yield Link(Ref("term", outer), Ref("term", inner), kind, first.paragraph, words)


def _belongs(given: _Given, terms: Sequence[Term]) -> Iterator[Link]:
    """Yield `belongs`, from a term to a label: by editors, or by the term's use.

    By use it belongs to a label whose words it contains, and to a label that is the primary one of
    enough of the passages that use it.
    """
    filed = {passage.paragraph: passage for passage in given.passages}
    for term in terms:
        if not term.occurrences:
            continue
        sentences, count = 0, Counter[str]()
        places: dict[str, tuple[str, str]] = {}
        labels: set[str] = set()
        for use in term.occurrences:
            text, passage = given.paragraphs[use.paragraph].text, filed.get(use.paragraph)
            printed = text[slice(*use.first)]
            for sentence in passage.sentences if passage else ():
                at = text.find(printed, *sentence.span)
                if at < 0 or passage is None:
                    continue
                sentences += 1
                for ground in sentence.grounds:
                    if ground.span[0] < at + len(printed) and at < ground.span[1]:
                        labels.add(ground.label)
                        places.setdefault(ground.label, (use.paragraph, printed))
                if passage.primary in (*sentence.areas, *sentence.pillars):
                    count[str(passage.primary)] += 1
                    places.setdefault(str(passage.primary), (use.paragraph, printed))
        if sentences >= TWICE:
            labels.update(label for label, times in count.items() if times >= SHARE * sentences)
        if len(term.occurrences) > EVERYWHERE * max(len(given.passages), 1):
            labels.clear()
        first = term.occurrences[0]
        anywhere = first.paragraph, given.words(first.paragraph, first.first)
        for label in sorted(labels.union(term.entry.labels)):
            where, words = places.get(label, anywhere)
            yield Link(Ref("term", term.entry.id), given.labels[label], "belongs", where, words)
