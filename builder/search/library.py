"""What is searched, as values that know nothing of a site: documents, paragraphs, terms, labels.

`library` makes them of a corpus; other texts can be searched by a `Library` of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from builder import model
from builder.model import Corpus, Entity, Ref, Role, Term, Text, Voice, voices

Kind = Literal["action", "pillar", "topic"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph can be classified under."""

    id: str
    name: str
    kind: Kind
    """Actions and pillars are facets; topics only help to understand a question."""
    words: tuple[str, ...] = ()
    """Words that are evidence for it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text, as it is shown above its hits."""

    id: str
    url: str
    """From the root of the site: documents/x.html."""
    title: str
    voice: Voice = "media"
    """Whose voice it is: a facet; hits are in the order of its weight."""
    date: str = ""
    """ISO 8601, an interval too; '' where the text does not say."""
    inferred: bool = False
    """Whether the date is not printed but inferred from the words."""
    publisher: str = ""
    who: str = ""
    """Authors or speaker, with their offices; '' for nobody who is named."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The unit of search: a hit is a paragraph."""

    id: str
    document: int
    """Index of its document."""
    number: str
    """Its anchor is `p` and this."""
    text: str
    """As printed."""
    role: Role = "body"
    labels: tuple[int, ...] = ()
    """Indices of its labels."""
    voice: Voice | None = None
    """Whose voice it is; `None` for that of its document."""
    who: str | None = None
    """Who speaks; '' for nobody who is named, `None` for whom its document names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary term, with all names under which a reader may search for it."""

    id: str
    url: str
    term: str
    english: str = ""
    aliases: tuple[str, ...] = ()
    """Other names for the same."""
    synonyms: tuple[str, ...] = ()
    """Words that a reader may use instead and no text prints."""
    sounds: tuple[str, ...] = ()
    """Pinyin of the term and its aliases without tones, syllables joined by spaces."""
    definitions: tuple[tuple[str, int], ...] = ()
    """Words of the sources that define it, and the index of their paragraph; -1 for none."""
    note: str = ""
    """The editors' own words on it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that texts cite, whether or not it is among those searched."""

    name: str
    url: str
    """Address of the list of its citations."""
    forms: tuple[str, ...]
    """Its names without book-title marks; no general words, as 意见."""
    genre: str
    """意见, 规划纲要; '' where the name does not say."""
    times: int
    """Number of citations."""
    text: str
    """Address of its text; '' where the site has none."""


@dataclass(frozen=True, slots=True)
class Library:
    """All that is searched."""

    labels: tuple[Label, ...]
    documents: tuple[Document, ...]
    paragraphs: tuple[Paragraph, ...]
    """Document by document, in reading order."""
    terms: tuple[Entry, ...]
    cited: tuple[Cited, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of everyday words with the same meaning, as 看病 and 医疗."""
    offices: tuple[tuple[str, ...], ...] = ()
    """Groups of names of one office, as 交通运输部 and 交通部."""

    def said(self, one: Paragraph) -> tuple[Voice, str]:
        """Return the voice of a paragraph, and who speaks."""
        document = self.documents[one.document]
        return one.voice or document.voice, document.who if one.who is None else one.who

    def own_id(self, one: Paragraph) -> str:
        """Return the id of a paragraph; '' where it follows from its document and number."""
        return "" if one.id == f"{self.documents[one.document].id}-p{one.number}" else one.id


_LONGEST_SPELT = 8
"""Characters of the longest name that somebody may type in pinyin."""

_SHORTEST_NAME = 4
"""Characters of the shortest name of a document that is no general word."""

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


def library(corpus: Corpus) -> Library:
    """Return what is searched of a corpus; what was left out of it never is."""
    labels = tuple(_labels(corpus.seeds.framework))
    index = {label.id: number for number, label in enumerate(labels)}
    filed = {one.paragraph: (*one.areas, *one.pillars, *one.topics) for one in corpus.passages}
    paragraphs = tuple(
        Paragraph(
            id=paragraph.id,
            document=document,
            number=paragraph.id.rpartition("-p")[2],
            text=paragraph.text,
            role=paragraph.role,
            labels=tuple(index[label] for label in filed.get(paragraph.id, ())),
            voice=voice if (voice := voices.voice(text, paragraph)) != text.authority else None,
            who=who if (who := voices.speaker(text, paragraph)) != voices.speaker(text) else None,
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
        offices=corpus.seeds.offices,
    )


def _labels(framework: model.Framework) -> Iterator[Label]:
    groups: tuple[tuple[Kind, tuple[model.Label, ...]], ...] = (
        ("action", framework.actions),
        ("pillar", framework.pillars),
        ("topic", framework.topics),
    )
    for kind, group in groups:
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
        who=voices.speaker(text),
    )


def _entry(term: Term, paragraphs: tuple[Paragraph, ...]) -> Entry:
    entry = term.entry
    names = zip((entry.term, *entry.aliases), term.said, strict=True)
    spelt = (said.lower() for name, said in names if len(name) <= _LONGEST_SPELT)
    return Entry(
        id=entry.id,
        url=Ref("term", entry.id).html,
        term=entry.term,
        english=entry.english,
        aliases=entry.aliases,
        synonyms=entry.synonyms,
        sounds=tuple(dict.fromkeys(said.translate(_TONES) for said in spelt)),
        definitions=tuple((one.words, _index(one.words, paragraphs)) for one in entry.definitions),
        note=entry.note,
    )


def _index(words: str, paragraphs: tuple[Paragraph, ...]) -> int:
    """Return the index of the first paragraph that contains some words; -1 for none."""
    return next((number for number, one in enumerate(paragraphs) if words in one.text), -1)


def _cited(one: Entity) -> Cited:
    names = (name.strip("《》") for name in (one.name, *one.variants))
    return Cited(
        name=one.name,
        url=Ref("entity", one.id).html,
        forms=tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST_NAME)),
        genre=one.role,
        times=len(one.mentions),
        text=Ref("document", one.text).html if one.text else "",
    )
