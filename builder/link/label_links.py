"""Terms and labels → links among them, each with words of one paragraph that ground it.

A term inside another is its wider term or stands beside it; a term belongs where editors say so or
where the sentences that use it are filed. Labels of one kind stand beside each other in a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from sys import intern

from builder.language.folding import QUOTES, folded
from builder.model import (
    Entity,
    Framework,
    Ground,
    Link,
    Passage,
    Ref,
    Sentence,
    Term,
    label_refs,
)

_PART = 1 / 3
"""Least part of the sentences with a term that makes it a term of what they are filed under."""
_TWICE = 2
"""Sentences with a term that say where it is used."""
_EVERYWHERE = 0.2
"""Part of all paragraphs beyond which a term belongs to nothing in particular."""


def among_terms(terms: Sequence[Term]) -> Iterator[Link]:
    """Yield `narrower`, from a term to the one that names its kind, and `beside`.

    工业智能体 is a narrower 智能体; 智能体应用 only stands beside it. Of terms one inside the
    other, the nearest counts.
    """
    used = {term.entry.id: term for term in terms if term.occurrences}
    forms = {
        identifier: "".join(sign for sign in folded(term.entry.term) if sign not in QUOTES)
        for identifier, term in used.items()
    }
    for inner, outer in permutations(used, 2):
        if not (forms[inner] != forms[outer] and forms[inner] and forms[inner] in forms[outer]):
            continue
        between = any(
            forms[inner] in form
            and form in forms[outer]
            and form not in (forms[inner], forms[outer])
            for form in forms.values()
        )
        if not between:
            kind = "narrower" if forms[outer].endswith(forms[inner]) else "beside"
            first = used[outer].occurrences[0]
            yield Link(
                Ref("term", outer), Ref("term", inner), kind, first.paragraph,
                used[outer].entry.term,
            )  # fmt: skip


def of_labels(
    terms: Sequence[Term],
    passages: Sequence[Passage],
    readings: Mapping[str, str],
    framework: Framework,
) -> Iterator[Link]:
    """Yield `belongs`, from a term to a label: as editors say, or as the term is used.

    It belongs where its own words file a sentence, and where enough of the sentences that use it
    are filed in passages mostly about the label.
    """
    addresses = label_refs(framework)
    filed = {passage.paragraph: passage for passage in passages}
    for term in terms:
        if not term.occurrences:
            continue
        count, often = 0, Counter[str]()
        places: dict[str, tuple[str, str]] = {}
        speaks: set[str] = set()
        for use in term.occurrences:
            text, passage = readings[use.paragraph], filed.get(use.paragraph)
            printed = text[slice(*use.first)]
            for sentence in passage.sentences if passage else ():
                at = text.find(printed, *sentence.span)
                if at < 0 or passage is None:
                    continue
                count += 1
                for ground in sentence.grounds:
                    if ground.span[0] < at + len(printed) and at < ground.span[1]:
                        speaks.add(ground.label)
                        places.setdefault(ground.label, (use.paragraph, printed))
                if passage.primary in (*sentence.areas, *sentence.pillars):
                    often[str(passage.primary)] += 1
                    places.setdefault(str(passage.primary), (use.paragraph, printed))
        rare = len(term.occurrences) <= _EVERYWHERE * max(len(passages), 1)
        used = {one for one, times in often.items() if count >= _TWICE and times >= _PART * count}
        first = term.occurrences[0]
        for label in sorted({*term.entry.labels, *(speaks | used if rare else ())}):
            paragraph, words = places.get(
                label, (first.paragraph, readings[first.paragraph][slice(*first.first)])
            )
            yield Link(Ref("term", term.entry.id), addresses[label], "belongs", paragraph, words)


def among_labels(
    passages: Sequence[Passage], readings: Mapping[str, str], framework: Framework
) -> Iterator[Link]:
    """Yield `beside`, between labels of which one sentence speaks; the framework's order leads.

    An action and a pillar that a whole paragraph speaks of support each other and are not here; a
    pillar that a sentence about an action names is.
    """
    addresses = label_refs(framework)
    order = {label: place for place, label in enumerate(addresses)}
    supports = {
        (area, pillar)
        for passage in passages
        for area in passage.areas
        for pillar in passage.pillars
    }
    pillars = {label.id for label in framework.pillars}
    seen: dict[tuple[str, str], Link] = {}
    for passage in passages:
        text = readings[passage.paragraph]
        signs = [ground for ground in passage.names if ground.label in pillars]
        for sentence in passage.sentences:
            grounds = _grounds(sentence, signs, passage)
            for one, other in permutations(sorted(grounds, key=order.__getitem__), 2):
                pair = one, other
                topics = addresses[one].kind == addresses[other].kind == "topic"
                if order[one] > order[other] or topics or pair in supports or pair in seen:
                    continue
                spans = grounds[one], grounds[other]
                words = text[min(s for s, _ in spans) : max(e for _, e in spans)]
                seen[pair] = Link(
                    addresses[one], addresses[other], "beside", passage.paragraph, words
                )
    yield from seen.values()


def _grounds(
    sentence: Sentence, signs: Sequence[Ground], passage: Passage
) -> dict[str, tuple[int, int]]:
    """Return the labels of a sentence, and pillars that it names, with the first words for each."""
    if not (sentence.areas or sentence.pillars):
        return {}
    # A topic is spoken of beside a label only where the whole passage is filed under both.
    whole = {*passage.areas, *passage.pillars, *passage.topics}
    topical = {*sentence.topics} & whole if {*sentence.areas, *sentence.pillars} <= whole else set()
    filed = {*sentence.areas, *sentence.pillars}
    grounds: dict[str, tuple[int, int]] = {}
    inside = [
        sign
        for sign in signs
        if sentence.areas
        and sentence.span[0] <= sign.span[0] < sentence.span[1]
        and sign.label not in passage.enumerates
    ]
    for ground in (*sentence.grounds, *inside):
        if ground.label in sentence.topics and ground.label not in topical:
            continue
        if ground.label in filed or ground.label in topical or not topical:
            grounds.setdefault(ground.label, ground.span)
    return grounds


def names(
    passages: Sequence[Passage],
    places: Mapping[str, Ref],
    readings: Mapping[str, str],
    framework: Framework,
) -> Iterator[Link]:
    """Yield `names`, from a paragraph to what it lists or names without being filed under it."""
    addresses = label_refs(framework)
    labels = (*framework.actions, *framework.pillars)
    forms = {label.id: (label.name, *label.aliases) for label in labels}
    for passage in passages:
        text = readings[passage.paragraph]
        words = {one.label: intern(text[slice(*one.span)]) for one in passage.names}
        for label in sorted({*words, *passage.enumerates} & {*forms}):
            if label not in (*passage.areas, *passage.pillars):
                listed = next((form for form in forms[label] if form in text), "")
                yield Link(
                    places[passage.paragraph], addresses[label], "names", passage.paragraph,
                    words.get(label) or listed or text[slice(*passage.sentences[0].span)],
                )  # fmt: skip


def cited_about(
    entities: Sequence[Entity],
    passages: Sequence[Passage],
    readings: Mapping[str, str],
    framework: Framework,
) -> Iterator[Link]:
    """Yield `about`, from a document to a topic of which a sentence speaks that cites it."""
    addresses = label_refs(framework)
    sentences = {passage.paragraph: passage.sentences for passage in passages}
    for entity in entities:
        seen: set[str] = set()
        for mention in entity.mentions:
            for sentence in sentences[mention.paragraph]:
                if sentence.span[0] <= mention.span[0] < sentence.span[1]:
                    for topic in sentence.topics:
                        if topic not in seen:
                            seen.add(topic)
                            words = readings[mention.paragraph][slice(*sentence.span)].strip()
                            yield Link(
                                Ref("entity", entity.id), addresses[topic], "about",
                                mention.paragraph, words,
                            )  # fmt: skip
