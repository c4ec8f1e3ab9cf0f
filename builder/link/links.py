"""Filed passages, glossary and texts → references between addresses, with their words.

A reference is written once, in the direction in which it is grounded; a page shows both those
that leave it and those that arrive. Only `supports` is written in both directions: neither side
is the origin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from sys import intern

from builder.link.document_links import between_documents, cites, copies
from builder.link.label_links import (
    among_labels,
    among_terms,
    cited_about,
    names,
    of_labels,
)
from builder.link.relations import relations
from builder.model import (
    Article,
    Entity,
    Framework,
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A paragraph of a text."""

    address: Ref
    paragraph: TextParagraph


def link(
    articles: Sequence[Article],
    texts: Sequence[Text],
    passages: Sequence[Passage],
    terms: Sequence[Term],
    framework: Framework,
    entities: Sequence[Entity] = (),
    quotations: Sequence[tuple[Quotation, str]] = (),
) -> tuple[Link, ...]:
    """Return every reference once, sorted.

    `filed` leads from a paragraph to an action or a pillar, `about` to a topic, `uses` to a term,
    `cites` to a document, `explains`, `repeats` and `beside` to a paragraph of another text;
    `defines` from a term to the paragraph that says what it means, `supports` between an action
    and a pillar of which one paragraph speaks, `part_of` from a text to the one that introduces
    its page. Of labels, terms and documents among each other: see where they are made.
    `quotations` are those of editors, each with the paragraph that shows it.
    """
    places = {
        paragraph.id: _Place(Ref("document", text.id, paragraph.id), paragraph)
        for text in texts
        for paragraph in text.paragraphs
    }
    pages = label_refs(framework)
    readings = {identifier: place.paragraph.text for identifier, place in places.items()}
    addresses = {identifier: place.address for identifier, place in places.items()}
    # First, and not beside the other links: of all stages this one holds most while it works.
    related = relations(texts, passages, terms, entities, framework)
    links = {
        *(one for passage in passages for one in _filed(passage, places, pages)),
        *(one for passage in passages for one in _supports(passage, places, pages)),
        *_uses(terms, places),
        *_defines(terms, dict(quotations), places),
        *_parts(texts),
        *(
            Link(addresses[one.origin], addresses[one.target], one.kind, one.origin,
                 readings[one.origin][slice(*one.span)])
            for one in related
        ),
        *among_terms(terms),
        *of_labels(terms, passages, readings, framework),
        *among_labels(passages, readings, framework),
        *names(passages, addresses, readings, framework),
        *cited_about(entities, passages, readings, framework),
        *cites(entities, addresses, readings),
        *between_documents(entities, texts, passages),
        *copies(texts, articles),
    }  # fmt: skip
    return tuple(
        sorted(
            links,
            key=lambda one: (
                str(one.origin), str(one.target), one.kind, one.paragraph or "", one.words,
            ),
        )
    )  # fmt: skip


def _filed(
    passage: Passage, places: Mapping[str, _Place], pages: Mapping[str, Ref]
) -> Iterator[Link]:
    place = places[passage.paragraph]
    above = dict(passage.inherited)
    for label in (*passage.areas, *passage.pillars):
        if holder := above.get(label):
            heading = places[holder].paragraph
            words = heading.text[slice(*(heading.heading or (0, None)))]
            yield Link(place.address, pages[label], "filed", holder, words)
            continue
        words = _words(passage.sentences, label, place.paragraph.text)
        yield Link(place.address, pages[label], "filed", passage.paragraph, words)
    for label in passage.topics:
        text = place.paragraph.text
        # What a question asks for is about its topic without a word of its own.
        words = _words(passage.sentences, label, text) or text[slice(*passage.sentences[0].span)]
        yield Link(place.address, pages[label], "about", passage.paragraph, words)


def _supports(
    passage: Passage, places: Mapping[str, _Place], pages: Mapping[str, Ref]
) -> Iterator[Link]:
    text = places[passage.paragraph].paragraph.text
    above = {label for label, _ in passage.inherited}
    for area in (label for label in passage.areas if label not in above):
        for pillar in (label for label in passage.pillars if label not in above):
            words = _together(passage.sentences, {area, pillar}, text)
            yield Link(pages[area], pages[pillar], "supports", passage.paragraph, words)
            yield Link(pages[pillar], pages[area], "supports", passage.paragraph, words)


def _words(sentences: Sequence[Sentence], label: str, text: str) -> str:
    """Return the first words that ground a label; '' where none do."""
    grounds = (ground for sentence in sentences for ground in sentence.grounds)
    span = next((ground.span for ground in grounds if ground.label == label), (0, 0))
    return intern(text[slice(*span)])


def _together(sentences: Sequence[Sentence], labels: set[str], text: str) -> str:
    """Return the run of words that grounds all the labels; '' where some have no ground.

    It lies in one sentence, or where none speaks of all, in two that follow each other; else it
    reaches as far as it must.
    """
    grounds = [
        [ground for ground in sentence.grounds if ground.label in labels] for sentence in sentences
    ]
    for near in (*([one] for one in grounds), *pairwise(grounds), grounds):
        first: dict[str, Span] = {}
        for ground in chain.from_iterable(near):
            first.setdefault(ground.label, ground.span)
        if first.keys() == labels:
            run = text[min(s for s, _ in first.values()) : max(e for _, e in first.values())]
            return intern(run)
    return ""


def _uses(terms: Sequence[Term], places: Mapping[str, _Place]) -> Iterator[Link]:
    for term in terms:
        address = Ref("term", term.entry.id)
        for use in term.occurrences:
            place = places[use.paragraph]
            words = intern(place.paragraph.text[slice(*use.first)])
            yield Link(place.address, address, "uses", use.paragraph, words)


def _defines(
    terms: Sequence[Term], resolved: Mapping[Quotation, str], places: Mapping[str, _Place]
) -> Iterator[Link]:
    for term in terms:
        for quotation in term.entry.definitions:
            if holder := resolved.get(quotation):
                yield Link(
                    Ref("term", term.entry.id), places[holder].address, "defines", holder,
                    quotation.words,
                )  # fmt: skip


def _parts(texts: Sequence[Text]) -> Iterator[Link]:
    titles = {text.id: text.title for text in texts}
    for text in texts:
        if text.part_of is not None and text.part_of in titles:
            yield Link(
                Ref("document", text.id),
                Ref("document", text.part_of),
                "part_of",
                None,
                titles[text.part_of],
            )
