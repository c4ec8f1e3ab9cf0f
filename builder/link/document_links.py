"""Cited documents, texts and their copies → links between them, with the words that say so.

A document is addressed on the page of entities; where the corpus prints it, its own page is named
as well. `concerns` says that a sentence speaks, in one document's name, of what another is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern

from builder.language.folding import letters
from builder.language.titles import identity, named_documents
from builder.model import Article, Entity, Link, Passage, Ref, Span, Text

_OFTEN = 3
"""Mentions of a document in a text that comments on it without saying so in its title."""
_MANY = 12
"""Documents whose names quote the same words beyond which the words mean none of them."""
_SHORTER = 0.97
"""Part of the base's letters below which a copy abridges it."""

# 作为继“某某+”之后……的又一战略    继《某某规划》之后
_AFTER = re.compile(r"继(?P<what>[^，。；！？,;!?\n]{2,40}?)(?:之后|以后)")
_QUOTED = re.compile(r"[“《](?P<core>[^“”《》]{2,20})[”》]")
# 关于实施“某某+”行动的意见
_PHRASE = re.compile(r"“(?P<core>[^“”]{2,20})”(?P<rest>[\u4e00-\u9fff]{0,4})")
_COMMENTS = re.compile(r"就\s?《|解读\s?《|》\s?(?:答记者|解读|的解读|政策解读|系列解读)|读懂\s?《")


def cites(
    entities: Sequence[Entity], places: Mapping[str, Ref], readings: Mapping[str, str]
) -> Iterator[Link]:
    """Yield a link from each paragraph to each document that it names, with the first name."""
    for entity in entities:
        to = Ref("entity", entity.id)
        if entity.text is not None:
            yield Link(Ref("document", entity.text), to, "prints", None, entity.name)
        seen: set[str] = set()
        for mention in entity.mentions:
            if mention.paragraph not in seen:
                seen.add(mention.paragraph)
                words = intern(readings[mention.paragraph][slice(*mention.span)])
                yield Link(places[mention.paragraph], to, "cites", mention.paragraph, words)


def between_documents(
    entities: Sequence[Entity], texts: Sequence[Text], passages: Sequence[Passage]
) -> Iterator[Link]:
    """Yield `comments_on` from a text to a document, `follows` and `concerns` between documents."""
    by_key = {identity(entity.name): entity for entity in entities}
    by_paragraph: dict[str, list[tuple[Span, Entity]]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            by_paragraph[mention.paragraph].append((mention.span, entity))
    for text in texts:
        if text.kind != "policy":
            yield from _comments(text, by_key, by_paragraph)
    readings = {paragraph.id: paragraph.text for text in texts for paragraph in text.paragraphs}
    quoting = _Quoting(entities)
    seen: set[tuple[Ref, Ref, str]] = set()
    for passage in passages:
        here = sorted(by_paragraph.get(passage.paragraph, ()), key=lambda one: one[0])
        for sentence in passage.sentences if here else ():
            named = [
                (span, entity)
                for span, entity in here
                if sentence.span[0] <= span[0] < sentence.span[1]
            ]
            words = readings[passage.paragraph]
            for link in _said(passage.paragraph, words, sentence.span, named, quoting):
                if (link.origin, link.target, link.kind) not in seen:
                    seen.add((link.origin, link.target, link.kind))
                    yield link


def _comments(
    text: Text,
    by_key: Mapping[str, Entity],
    by_paragraph: Mapping[str, list[tuple[Span, Entity]]],
) -> Iterator[Link]:
    """Yield the document that a text is about: by its title, or named most and again and again."""
    if _COMMENTS.search(text.title):
        for named in named_documents(text.title):
            if (entity := by_key.get(identity(named.name))) is not None:
                yield Link(
                    Ref("document", text.id), Ref("entity", entity.id), "comments_on", None,
                    text.title[slice(*named.span)],
                )  # fmt: skip
                return
    counts = Counter(
        entity.id
        for paragraph in text.paragraphs
        for _, entity in by_paragraph.get(paragraph.id, ())
    )
    for identifier, count in counts.most_common(1):
        if count < _OFTEN:
            return
        for paragraph in text.paragraphs:
            for span, entity in sorted(by_paragraph.get(paragraph.id, ()), key=lambda one: one[0]):
                if entity.id == identifier:
                    yield Link(
                        Ref("document", text.id), Ref("entity", identifier), "comments_on",
                        paragraph.id, paragraph.text[slice(*span)],
                    )  # fmt: skip
                    return


class _Quoting:
    """Finds the documents whose names quote something, by what they quote."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._cores: dict[str, dict[str, Entity]] = defaultdict(dict)
        self._phrases: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in entities:
            for core in _QUOTED.findall(f"《{entity.name}》{entity.name}"):
                self._cores[letters(core)][entity.id] = entity
            for phrase in _phrases(entity.name):
                self._phrases[phrase][entity.id] = entity

    def core(self, words: str) -> Iterable[Entity]:
        """Return the few documents that quote just these words, or whose name they are."""
        return _few(self._cores.get(letters(words), {})).values()

    def inside(self, words: str) -> Iterable[Entity]:
        """Return the documents whose names quote something that only few do, and these words do."""
        found: dict[str, Entity] = {}
        for phrase in _phrases(words):
            found |= _few(self._phrases.get(phrase, {}))
        return found.values()


def _few(entities: Mapping[str, Entity]) -> Mapping[str, Entity]:
    return entities if len(entities) <= _MANY else {}


def _said(
    paragraph: str,
    words: str,
    sentence: Span,
    named: Sequence[tuple[Span, Entity]],
    quoting: _Quoting,
) -> Iterator[Link]:
    """Yield what a sentence that names documents says of how they stand to each other."""
    if not named:
        return
    after = _AFTER.search(words, *sentence)
    if after is not None:
        subject = next((entity for span, entity in named if span[0] >= after.end()), None)
        for entity in quoting.core(after["what"]):
            if subject is not None and entity.id != subject.id:
                yield _link(subject, entity, "follows", paragraph, after[0])
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
                    run = words[min(span[0], at) : max(span[1], at + len(phrase))]
                    yield _link(entity, other, "concerns", paragraph, run)
                    break


def _phrases(name: str) -> Iterator[str]:
    """Yield what a name quotes: “某某+”行动 of 关于实施“某某+”行动的意见."""
    for quoted in _PHRASE.finditer(name):
        rest = re.match(r"行动|计划|工程|战略|倡议|专项行动", quoted["rest"])
        if rest:
            yield name[quoted.start() : quoted.start("rest") + rest.end()]


def _link(one: Entity, other: Entity, kind: str, paragraph: str, words: str) -> Link:
    return Link(Ref("entity", one.id), Ref("entity", other.id), kind, paragraph, words)


def copies(texts: Sequence[Text], articles: Sequence[Article]) -> Iterator[Link]:
    """Yield a link from where a copy is printed to its text: `abridges` where it prints less."""
    by_id = {article.id: article for article in articles}
    for text in texts:
        if len(text.articles) == 1:
            continue
        printed = {
            copy: sum(len(letters(one.text)) for one in by_id[copy].paragraphs)
            for copy in text.articles
            if copy in by_id
        }
        for copy in text.articles[1:]:
            if copy in printed:
                article = by_id[copy]
                less = printed[copy] < _SHORTER * printed.get(text.articles[0], 0)
                yield Link(
                    Ref("source", article.source, line=article.ranges[0][0]),
                    Ref("document", text.id),
                    "abridges" if less else "copies",
                    None,
                    article.title
                    or next((one.text[:40] for one in article.paragraphs), text.title),
                )
