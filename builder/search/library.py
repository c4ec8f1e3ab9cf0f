"""What is searched, as values that know nothing of a site: documents, paragraphs, terms, labels.

`library` arranges a corpus so. Whoever has other texts makes a `Library` by himself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder.model import Corpus, Entity, Person, Ref, Term, Text


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph can be filed under."""

    id: str
    name: str
    kind: Literal["action", "pillar", "topic"]
    """Actions and pillars are facets; topics only help to understand a question."""
    words: tuple[str, ...] = ()
    """Words that speak for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text, as the heads of its hits show it."""

    id: str
    url: str
    """From the root of the site: documents/x.html."""
    title: str
    voice: str = "media"
    """policy, official, expert, media, editor."""
    date: str = ""
    """ISO 8601, an interval too; '' where the text does not say."""
    inferred: bool = False
    """Whether the date is not printed but follows from the words."""
    publisher: str = ""
    who: str = ""
    """Who wrote it or speaks in it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is found: a hit is a paragraph."""

    id: str
    document: int
    """Place among the documents."""
    number: str
    """Its anchor is `p` and this."""
    text: str
    """As printed."""
    role: str = "body"
    """lead, question, answer, body, heading."""
    labels: tuple[int, ...] = ()
    """Places among the labels."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, by all the names under which it may be asked for."""

    id: str
    url: str
    term: str
    english: str = ""
    aliases: tuple[str, ...] = ()
    """What means the same."""
    synonyms: tuple[str, ...] = ()
    """What a reader may say instead."""
    sounds: tuple[str, ...] = ()
    """Pinyin of the term and its aliases without tones, syllables joined by blanks."""
    definitions: tuple[tuple[str, int], ...] = ()
    """What the sources say it is, and the place of the paragraph that says so; -1 for none."""
    note: str = ""
    """What the editors say."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that texts name, whether or not it is among those searched."""

    name: str
    url: str
    """Where all that cite it stand."""
    forms: tuple[str, ...]
    """What it is called, without book-title marks; no general words, as 意见."""
    genre: str
    """意见, 规划纲要; '' where the name does not say."""
    times: int
    """Places that name it."""
    text: str
    """Address of the text, where it is held; else ''."""


@dataclass(frozen=True, slots=True)
class Library:
    """All that is searched."""

    labels: tuple[Label, ...]
    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]
    """Those of a document beside each other, in reading order."""
    terms: tuple[Entry, ...]
    cited: tuple[Cited, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Rings of everyday words that ask for the same, as 看病 and 医疗."""


_LONGEST_SPELT = 8
"""Characters of a name that somebody may spell by its sounds."""

_NAMING = 4
"""Characters of a name that is no general word."""

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


def library(corpus: Corpus) -> Library:
    """Return what is searched of a corpus; what was left out of it never is."""
    labels = tuple(_labels(corpus))
    place_of = {label.id: place for place, label in enumerate(labels)}
    filed = {one.paragraph: (*one.areas, *one.pillars, *one.topics) for one in corpus.passages}
    paragraphs = tuple(
        Paragraph(
            id=paragraph.id,
            document=document,
            number=paragraph.id.rpartition("-p")[2],
            text=paragraph.text,
            role=paragraph.role,
            labels=tuple(place_of[label] for label in filed.get(paragraph.id, ())),
        )
        for document, text in enumerate(corpus.texts)
        for paragraph in text.paragraphs
    )
    return Library(
        labels=labels,
        documents=tuple(map(_document, corpus.texts)),
        paragraphs=paragraphs,
        terms=tuple(_entry(term, paragraphs) for term in corpus.terms),
        cited=tuple(_cited(one) for one in corpus.entities if one.type == "document"),
        synonyms=corpus.seeds.synonyms,
    )


def _labels(corpus: Corpus) -> Iterator[Label]:
    framework = corpus.seeds.framework
    kinds: tuple[Literal["action", "pillar", "topic"], ...] = ("action", "pillar", "topic")
    for kind, group in zip(
        kinds, (framework.actions, framework.pillars, framework.topics), strict=True
    ):
        for one in group:
            yield Label(one.id, one.name, kind, tuple(dict.fromkeys((*one.words, *one.weak))))


def _document(text: Text) -> Document:
    return Document(
        id=text.id,
        url=Ref("document", text.id).html,
        title=text.title,
        voice=text.authority,
        date=text.date.value.partition("T")[0] if text.date else "",
        inferred=text.date is not None and text.date.inferred,
        publisher=text.publisher,
        who=_person(text.speaker) if text.speaker else "、".join(map(_person, text.authors)),
    )


def _person(one: Person) -> str:
    office = "".join(part for part in (one.institution, one.title) if part)
    return " ".join(part for part in (office, one.name) if part)


def _entry(term: Term, paragraphs: tuple[Paragraph, ...]) -> Entry:
    entry = term.entry
    names = zip((entry.term, *entry.aliases), term.said, strict=True)
    sounds = (_plain(said) for name, said in names if len(name) <= _LONGEST_SPELT)
    return Entry(
        id=entry.id,
        url=Ref("term", entry.id).html,
        term=entry.term,
        english=entry.english,
        aliases=entry.aliases,
        synonyms=entry.synonyms,
        sounds=tuple(dict.fromkeys(sounds)),
        definitions=tuple(
            (one.words, _holding(one.words, paragraphs)) for one in entry.definitions
        ),
        note=entry.note,
    )


def _cited(one: Entity) -> Cited:
    names = (name.strip("《》") for name in (one.name, *one.variants))
    return Cited(
        name=one.name,
        url=Ref("entity", one.id).html,
        forms=tuple(dict.fromkeys(name for name in names if len(name) >= _NAMING)),
        genre=one.role,
        times=len(one.mentions),
        text=Ref("document", one.text).html if one.text else "",
    )


def _plain(said: str) -> str:
    return said.lower().translate(_TONES)


def _holding(words: str, paragraphs: tuple[Paragraph, ...]) -> int:
    return next((place for place, one in enumerate(paragraphs) if words in one.text), -1)
