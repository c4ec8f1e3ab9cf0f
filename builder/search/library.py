"""What is searched, as values that know nothing of a site: documents, paragraphs, terms, labels.

`library` makes them of a corpus; other texts can be searched by a `Library` of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from builder import model
from builder.model import (
    Article,
    Corpus,
    Entity,
    Ref,
    Role,
    Source,
    Term,
    Text,
    Voice,
    voices,
)
from builder.search.folding import loose

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
    reason: str = ""
    """Why it is left out; '' where it is not."""
    number: str = ""
    """Number under which it was issued, as printed: it is found by it like by its title."""
    sort: model.Kind | Literal["draft", ""] = ""
    """What sort it is, a facet: draft for the draft of a policy; '' where that is not told."""


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
class Copy:
    """Where another copy of a text prints a reading."""

    name: str
    """Who published it."""
    url: str
    """The line of its source."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What copies of a text print otherwise than it is shown: a paragraph, a title, a byline."""

    text: str
    """As these copies print it."""
    paragraphs: tuple[int, ...]
    """Indices of the paragraphs that show the passage; the first of its document for a title."""
    copies: tuple[Copy, ...]


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
    is_subject: bool = False
    """Whether the site is about it: 全文 asks for its text."""


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
    readings: tuple[Reading, ...] = ()
    """Document by document."""
    left_out: tuple[Document, ...] = ()
    """Articles that become no text; searched where that is asked for."""
    left_lines: tuple[Paragraph, ...] = ()
    """Their paragraphs and other lines: `document` is an index of `left_out`, `number` the line in
    their source."""
    offices: tuple[tuple[str, ...], ...] = ()
    """Groups of names of one office, as 交通运输部 and 交通部."""

    def said(self, one: Paragraph) -> tuple[Voice, str]:
        """Return the voice of a paragraph, and who speaks."""
        document = self.documents[one.document]
        return one.voice or document.voice, document.who if one.who is None else one.who

    def own_id(self, one: Paragraph) -> str:
        """Return the id of a paragraph; '' where it follows from its document and number."""
        return _own(one, self.documents)

    def own_left_id(self, one: Paragraph) -> str:
        """Return the same of a paragraph that is left out."""
        return _own(one, self.left_out)


def _own(one: Paragraph, documents: tuple[Document, ...]) -> str:
    return "" if one.id == f"{documents[one.document].id}-p{one.number}" else one.id


_LONGEST_SPELT = 8
"""Characters of the longest name that somebody may type in pinyin."""

_SHORTEST_NAME = 4
"""Characters of the shortest name of a document that is no general word."""

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")


def library(corpus: Corpus) -> Library:
    """Return what is searched of a corpus."""
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
    sources = {source.entry.id: source for source in corpus.seeds.sources}
    left = [one for one in corpus.articles if not one.relevant or one.relevant_ranges]
    return Library(
        labels=labels,
        documents=tuple(map(_document, corpus.texts)),
        paragraphs=paragraphs,
        readings=tuple(_readings(corpus, paragraphs)),
        left_out=tuple(_left_out(article, sources) for article in left),
        left_lines=tuple(
            line
            for number, article in enumerate(left)
            for line in _left_lines(article, number, sources[article.source])
        ),
        terms=tuple(_entry(term, paragraphs) for term in corpus.terms),
        cited=tuple(
            _cited(one, is_subject=one.id == corpus.policy.entity)
            for one in corpus.entities
            if one.type == "document"
        ),
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
        number=text.identity.number or "",
        sort=_sort(text),
    )


def _sort(one: Text | Article) -> model.Kind | Literal["draft"]:
    is_draft = one.kind == "policy" and one.identity.status == "draft"
    return "draft" if is_draft else one.kind


def _left_out(article: Article, sources: Mapping[str, Source]) -> Document:
    publisher = article.publisher or sources[article.source].entry.publisher
    spoken = (article.speaker,) if article.speaker else article.authors
    issuers = article.identity.issuers if article.kind in voices.ISSUED else ()
    return Document(
        id=article.id,
        url=Ref("source", article.source).html,
        title=article.title or "",
        voice=article.authority,
        date=article.date.value.partition("T")[0] if article.date else "",
        inferred=article.date is not None and article.date.inferred,
        publisher=publisher,
        who="、".join(filter(None, map(voices.person, spoken))) or "、".join(issuers),
        reason=article.reason,
        number=article.identity.number or "",
        sort=_sort(article),
    )


def _left_lines(article: Article, number: int, source: Source) -> Iterator[Paragraph]:
    """Yield the paragraphs of an article, and each of its lines that is in none; in their order.

    Of an article that is taken in part they are the paragraphs that are not.
    """
    taken = article.taken if article.relevant_ranges else ()
    covered = {
        line
        for paragraph in article.paragraphs
        for first, last in paragraph.ranges
        for line in range(first, last + 1)
    }
    rows = [
        (one.ranges[0][0], Paragraph(one.id, number, str(one.ranges[0][0]), one.text))
        for one in article.paragraphs
        if one not in taken
    ]
    for first, last in article.ranges:
        for line in range(first, last + 1):
            words = source.lines[line - 1].strip()
            if words and line not in covered and not taken:
                rows.append((line, Paragraph(article.id, number, str(line), words)))
    # A web page may print several paragraphs on a line: those stay in their order.
    yield from (row for _, row in sorted(rows, key=itemgetter(0)))


def _readings(corpus: Corpus, paragraphs: tuple[Paragraph, ...]) -> Iterator[Reading]:
    """Yield what the copies of the texts print otherwise; equal readings as one."""
    index = {one.id: number for number, one in enumerate(paragraphs)}
    articles = {article.id: article for article in corpus.articles}
    printed = {
        paragraph.id: (article, paragraph)
        for article in corpus.articles
        for paragraph in article.paragraphs
    }
    publishers = {source.entry.id: source.entry.publisher for source in corpus.seeds.sources}

    def copy(article: Article, line: int) -> Copy:
        url = Ref("source", article.source, line=line).html
        return Copy(article.publisher or publishers[article.source], url)

    for text in corpus.texts:
        held: defaultdict[tuple[str, tuple[int, ...]], list[Copy]] = defaultdict(list)
        document = _document(text)
        for article in (articles[one] for one in text.articles):
            for words, line in _heads(article):
                if _is_other(words, document.title + document.who):
                    held[words, (index[text.paragraphs[0].id],)].append(copy(article, line))
        places: defaultdict[str, list[int]] = defaultdict(list)
        for shown in text.paragraphs:
            for one in (shown.id, *shown.copies):
                places[one].append(index[shown.id])
        for one, there in places.items():
            article, paragraph = printed[one]
            if _is_other(paragraph.text, "".join(paragraphs[place].text for place in there)):
                line = paragraph.ranges[0][0]
                held[paragraph.text, tuple(there)].append(copy(article, line))
        yield from (Reading(words, there, tuple(who)) for (words, there), who in held.items())


def _heads(article: Article) -> Iterator[tuple[str, int]]:
    """Yield the title, subtitle and byline of an article, each with its line."""
    lines = {role: first for role, (first, _) in reversed(article.furniture)}
    fields = {"title": article.title, "subtitle": article.subtitle, "byline": article.byline}
    for role, words in fields.items():
        if words:
            yield words, lines.get(role, article.ranges[0][0])


def _is_other(words: str, shown: str) -> bool:
    """Return whether a search of what is shown would not find some words."""
    return words not in shown and loose(words) not in loose(shown)


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


def _cited(one: Entity, *, is_subject: bool) -> Cited:
    names = (name.strip("《》") for name in (one.name, *one.variants))
    return Cited(
        name=one.name,
        url=Ref("entity", one.id).html,
        forms=tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST_NAME)),
        genre=one.role,
        times=len(one.mentions),
        text=Ref("document", one.text).html if one.text else "",
        is_subject=is_subject,
    )
