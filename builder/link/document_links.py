"""Cited documents, texts and their copies → links between them, with the words that are the reason.

A cited document has an address on the page of entities; a link `prints` connects it with its text,
if it is in the corpus. `concerns` links a document to one whose subject its sentence mentions,
unless that one is surely later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from builder.language.folding import letters
from builder.link.chronology import Chronology, chronology
from builder.link.document_relations import document_relations
from builder.model import Article, Entity, Link, Passage, Ref, Span, Text

MANY = 12
"""A phrase that the names of more documents than this quote is not resolved."""
SHORTER = 0.97
"""A copy with less than this share of the base's letters abridges it."""

# 作为继“某某+”之后……的又一战略    继《某某规划》之后
_AFTER = re.compile(r"继(?P<what>[^，。；！？,;!?\n]{2,40}?)(?:之后|以后)")
_QUOTED = re.compile(r"[“《](?P<core>[^“”《》]{2,20})[”》]")
# 关于开展“好路”工程的意见
_PHRASE = re.compile(r"“(?P<core>[^“”]{2,20})”(?P<rest>行动|计划|工程|战略|倡议|专项行动)")

_Mentions = Mapping[str, Sequence[tuple[Span, Entity]]]
"""Id of a paragraph → the documents that it names, by offset."""


def document_links(
    articles: Sequence[Article],
    texts: Sequence[Text],
    passages: Sequence[Passage],
    entities: Sequence[Entity],
) -> Iterator[Link]:
    """Yield the links of texts and cited documents.

    `cites` leads from a paragraph to a document, `about` from a document to a topic, `follows`,
    `concerns` and `beside` to another; `prints` from a text to a document, `part_of` to the text
    that introduces its page; `copies` and `abridges` from a received file to a text. For how texts
    stand to documents see `document_relations`. None leads to what is surely later, except where
    the words say that it is to come.
    """
    when = chronology(texts, entities)
    found: dict[str, list[tuple[Span, Entity]]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            found[mention.paragraph].append((mention.span, entity))
    mentions = {id_: sorted(named, key=lambda mention: mention[0]) for id_, named in found.items()}
    readings = {paragraph.id: paragraph.text for text in texts for paragraph in text.paragraphs}
    yield from _cites(entities, texts, readings, when)
    yield from _about(entities, passages, readings)
    yield from _between(passages, mentions, readings, entities, when)
    yield from document_relations(texts, articles, entities, when)
    yield from _parts(texts)
    yield from _copies(texts, articles)


def _cites(
    entities: Sequence[Entity],
    texts: Sequence[Text],
    readings: Mapping[str, str],
    when: Chronology,
) -> Iterator[Link]:
    """Yield `cites` from each paragraph to each document that it names, with the first mention."""
    homes = {paragraph.id: text.id for text in texts for paragraph in text.paragraphs}
    for entity in entities:
        target = Ref("entity", entity.id)
        if entity.text is not None:
            yield Link(Ref("document", entity.text), target, "prints", None, entity.name)
        seen: set[str] = set()
        for mention in entity.mentions:
            id_ = mention.paragraph
            origin, reading = Ref("document", homes[id_], id_), readings[id_]
            if id_ not in seen and when.may_name(origin, target, reading, mention.span):
                seen.add(id_)
                yield Link(origin, target, "cites", id_, reading[slice(*mention.span)])


def _about(
    entities: Sequence[Entity], passages: Sequence[Passage], readings: Mapping[str, str]
) -> Iterator[Link]:
    """Yield `about` from a document to each topic of a sentence that names it."""
    sentences = {passage.paragraph: passage.sentences for passage in passages}
    for entity in entities:
        seen: set[str] = set()
        for mention in entity.mentions:
            for sentence in sentences[mention.paragraph]:
                if sentence.span[0] <= mention.span[0] < sentence.span[1]:
                    words = readings[mention.paragraph][slice(*sentence.span)].strip()
                    for topic in sentence.topics:
                        if topic not in seen:
                            seen.add(topic)
                            ends = Ref("entity", entity.id), Ref("topic", topic)
                            yield Link(*ends, "about", mention.paragraph, words)


def _between(
    passages: Sequence[Passage],
    mentions: _Mentions,
    readings: Mapping[str, str],
    entities: Sequence[Entity],
    when: Chronology,
) -> Iterator[Link]:
    """Yield `follows` and `concerns` between documents named in the same sentence, each once.

    Words that say something of what a later document is about, and not of that document, are a
    reason to read both: then the later one has `beside`.
    """
    quoting = _Quoting(entities)
    seen: set[tuple[Ref, Ref, str]] = set()
    for passage in passages:
        here = mentions.get(passage.paragraph, ())
        for sentence in passage.sentences if here else ():
            start, end = sentence.span
            named = [(span, entity) for span, entity in here if start <= span[0] < end]
            words = readings[passage.paragraph]
            for origin, target, stated, at in _stated(words, sentence.span, named, quoting):
                ends, kind = (Ref("entity", origin.id), Ref("entity", target.id)), stated
                if not when.may_name(*ends, words, at.named):
                    ends, kind = ends[::-1], "beside"
                if (*ends, kind) not in seen:
                    seen.add((*ends, kind))
                    yield Link(*ends, kind, passage.paragraph, words[slice(*at.span)])


class _Words(NamedTuple):
    """The words that state a relation of two documents, as spans in a paragraph."""

    span: Span
    """All of them."""
    named: Span
    """Those that stand for the target."""


class _Quoting:
    """Finds documents by the phrases that their names quote."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._cores: dict[str, dict[str, Entity]] = defaultdict(dict)
        self._phrases: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in entities:
            for core in _QUOTED.findall(f"《{entity.name}》{entity.name}"):
                self._cores[letters(core)][entity.id] = entity
            for phrase in _phrases(entity.name):
                self._phrases[phrase][entity.id] = entity

    def core(self, words: str) -> Iterable[Entity]:
        """Return the documents whose name is, or quotes, exactly these words; none if too many."""
        return _few(self._cores.get(letters(words), {})).values()

    def inside(self, words: str) -> Iterable[Entity]:
        """Return the documents whose names share a quoted phrase with the words, if few."""
        found: dict[str, Entity] = {}
        for phrase in _phrases(words):
            found |= _few(self._phrases.get(phrase, {}))
        return found.values()


def _few(entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
    return entities if len(entities) <= MANY else {}


def _stated(
    words: str, sentence: Span, named: Sequence[tuple[Span, Entity]], quoting: _Quoting
) -> Iterator[tuple[Entity, Entity, str, _Words]]:
    """Yield the relations of documents that a sentence states: (origin, target, kind, words)."""
    if not named:
        return
    after = _AFTER.search(words, *sentence)
    if after is not None:
        subject = next((entity for span, entity in named if span[0] >= after.end()), None)
        for entity in quoting.core(after["what"]):
            if subject is not None and entity.id != subject.id:
                yield subject, entity, "follows", _Words(after.span(), after.span("what"))
    for number, (span, entity) in enumerate(named):
        until = named[number + 1][0][0] if number + 1 < len(named) else sentence[1]
        before = named[number - 1][0][1] if number else sentence[0]
        for other in quoting.inside(words[before:until]):
            if other.id == entity.id:
                continue
            for phrase in _phrases(other.name):
                at = words.find(phrase, span[1], until)
                at = at if at >= 0 else words.find(phrase, before, span[0])
                if at >= 0:
                    end = at + len(phrase)
                    run = min(span[0], at), max(span[1], end)
                    yield entity, other, "concerns", _Words(run, (at, end))
                    break


def _phrases(name: str) -> Iterator[str]:
    """Yield the quoted phrases of a name: “好路”工程 of 关于开展“好路”工程的意见."""
    return (quoted[0] for quoted in _PHRASE.finditer(name))


def _parts(texts: Sequence[Text]) -> Iterator[Link]:
    titles = {text.id: text.title for text in texts}
    for text in texts:
        if text.part_of is not None and text.part_of in titles:
            ends = Ref("document", text.id), Ref("document", text.part_of)
            yield Link(*ends, "part_of", None, titles[text.part_of])


def _copies(texts: Sequence[Text], articles: Sequence[Article]) -> Iterator[Link]:
    """Yield `copies` from a copy's source to its text, or `abridges` where it prints less."""
    by_id = {article.id: article for article in articles}
    for text in texts:
        printed = {
            copy: sum(len(letters(paragraph.text)) for paragraph in by_id[copy].taken)
            for copy in text.articles
            if copy in by_id and len(text.articles) > 1
        }
        for copy in text.articles[1:]:
            if copy in printed:
                article = by_id[copy]
                less = printed[copy] < SHORTER * printed.get(text.articles[0], 0)
                first = next((paragraph.text[:40] for paragraph in article.paragraphs), text.title)
                yield Link(
                    Ref("source", article.source, line=article.ranges[0][0]),
                    Ref("document", text.id),
                    "abridges" if less else "copies",
                    None,
                    article.title or first,
                )
