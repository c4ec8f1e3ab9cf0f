"""A corpus → look-ups by id, for what the pages show.

Built once for all pages of a corpus. `Groups` are one-to-many look-ups: of an unknown key, nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.messages import page_index as say
from builder.messages.names import LINK_ENDS
from builder.messages.phrases import distinct
from builder.model import (
    UNNAMED,
    Article,
    Corpus,
    Label,
    Passage,
    Quotation,
    Ref,
    Source,
    Span,
    Term,
    Text,
    TextParagraph,
    Variant,
    Voice,
    addresses,
    authority_rank,
    label_refs,
    voices,
)
from builder.pages.markdown import Mark

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Filed:
    """A paragraph with its text and the labels that it is filed under."""

    text: Text
    paragraph: TextParagraph
    passage: Passage | None

    @property
    def address(self) -> str:
        """Where it is shown."""
        return addresses.paragraph(self.text.id, self.paragraph.id)

    @property
    def first_line(self) -> str:
        """Address of its first line in the file that gives the reading."""
        return addresses.line(self.paragraph.source, self.paragraph.ranges[0][0])

    @property
    def voice(self) -> Voice:
        """Whose voice it is."""
        return voices.voice(self.text, self.paragraph)

    @property
    def labels(self) -> tuple[str, ...]:
        """Ids of the actions and pillars that it is filed under."""
        return (*self.passage.areas, *self.passage.pillars) if self.passage else ()

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence at an offset; the paragraph, where it is not cut into sentences."""
        for sentence in self.passage.sentences if self.passage else ():
            if sentence.span[0] <= offset < sentence.span[1]:
                return sentence.span
        return 0, len(self.paragraph.text)


@dataclass(frozen=True, slots=True)
class Found:
    """Words in a received file, and the paragraph that shows them, if a text does."""

    source: str
    line: int
    words: str
    filed: Filed | None
    span: Span | None
    """The words in the paragraph's reading text."""


class Groups(dict[_Key, list[_Value]]):
    """Values by key, in the order in which they came."""

    def __init__(self, pairs: Iterable[tuple[_Key, _Value]] = ()) -> None:
        """Group values by the keys before them."""
        super().__init__()
        for key, value in pairs:
            self.setdefault(key, []).append(value)

    def __missing__(self, key: _Key) -> list[_Value]:
        return []


def components(pairs: Iterable[tuple[_Key, _Key]]) -> dict[_Key, _Key]:
    """Return each value with the representative of its connected component: union-find."""
    parents: dict[_Key, _Key] = {}

    def root(one: _Key) -> _Key:
        while (parent := parents.setdefault(one, one)) != one:
            one = parent
        return one

    for one, other in pairs:
        parents[root(one)] = root(other)
    return {one: root(one) for one in parents}


class PageIndex:
    """Look-ups over one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.framework = corpus.seeds.framework
        self.labels: tuple[Label, ...] = (*self.framework.actions, *self.framework.pillars)
        """The actions, then the pillars."""
        self.label_names = {one.id: one.name for one in (*self.labels, *self.framework.topics)}
        """Action, pillar or topic → its name."""
        self.refs = label_refs(self.framework)
        """Label → where it is shown."""
        self.sources: dict[str, Source] = {one.entry.id: one for one in corpus.seeds.sources}
        self.articles: dict[str, Article] = {one.id: one for one in corpus.articles}
        self._quotations = dict(corpus.quotations)
        self.articles_of = Groups((one.source, one) for one in corpus.articles)
        """Source → what it prints, in its order."""
        self.texts: dict[str, Text] = {one.id: one for one in corpus.texts}
        alike = Counter(one.title for one in corpus.texts)
        self.titles = {
            one.id: one.title
            if alike[one.title] == 1
            else f"{one.title}（{one.publisher}，{one.id}）"
            for one in corpus.texts
        }
        """Text → its title, with publisher and id where another text has the same."""
        self.versions = Groups(
            (text, one) for one in corpus.versions for text in (one.before, one.after)
        )
        """Text → with which other version it is compared."""
        self.text_of = {article: text for text in corpus.texts for article in text.articles}
        """Article → the text of which it is a witness."""
        passages = {one.paragraph: one for one in corpus.passages}
        self.filed: dict[str, Filed] = {
            paragraph.id: Filed(text, paragraph, passages.get(paragraph.id))
            for text in corpus.texts
            for paragraph in text.paragraphs
        }
        self.shown: dict[str, Filed] = {
            copy: filed for filed in self.filed.values() for copy in filed.paragraph.copies
        } | self.filed
        """Printed paragraph, also of other witnesses → the paragraph of a text that shows it."""
        self.under = Groups((label, one) for one in self.filed.values() for label in one.labels)
        """Label → the paragraphs filed under it, in the order of the texts."""
        self.enumerated = Groups(
            (label, one)
            for one in self.filed.values()
            for label in (one.passage.enumerates if one.passage else ())
        )
        """Label → the paragraphs that only name it among others."""
        self.links_in: Groups[str, Mark] = Groups()
        """Paragraph → the links of its terms and of the documents that it cites."""
        self.covered: Groups[str, Term] = Groups()
        """Paragraph → the terms that it has only in the names of documents."""
        self._link()
        self.terms_of = Groups((label, one) for one in corpus.terms for label in one.entry.labels)
        """Label → the terms that an editor gave to it."""
        kinds = {"supports", *(kind for kind, _ in LINK_ENDS)}
        self.links_at = Groups(
            (ref, one)
            for one in corpus.links
            if one.kind in kinds
            for ref in (one.origin, one.target)
        )
        """Place → the links of which it is an end, as far as pages show them."""
        self.names: dict[Ref, str] = {
            **{self.refs[label]: name for label, name in self.label_names.items()},
            **{Ref("term", one.entry.id): one.entry.term for one in corpus.terms},
            **{Ref("entity", one.id): f"《{one.name}》" for one in corpus.entities},
        }
        """Place that is in no text → its name."""
        self.related_refs = {
            (one.origin.id, one.cited): one.target for one in corpus.links if one.cited
        }
        """Text and target of its relation as it has it → what the link of that leads to."""
        named = Groups(
            (name, one.id)
            for one in corpus.entities
            for name in dict.fromkeys((*one.variants, f"《{one.name}》"))
        )
        self.entity_of = {name: ids[0] for name, ids in named.items() if len(ids) == 1}
        """Name of a cited document as printed, in its marks → its id, where it is of one alone."""
        self.related_to = Groups(
            (self._text_id(one.target), (one.kind, article))
            for article in corpus.articles
            for one in article.identity.relations
            if article.id not in self.text_of or article.id == self.text_of[article.id].articles[0]
        )
        """Text → the articles that stand to it in some way, with the way."""
        self._parts = Groups((one.part_of, one) for one in corpus.texts if one.part_of is not None)
        self._variants = Groups(((one.text, one.paragraph), one) for one in corpus.variants)
        self.emendations = Groups((one.paragraph, one) for one in corpus.emendations)
        """Printed paragraph of any witness → the corrections in it."""
        self.quotations = Groups((one.paragraph, one) for one in corpus.quoted)
        """Paragraph → its quotations of other texts, those found nowhere too."""
        self.quoted_in = Groups(
            (one.original, one)
            for one in corpus.quoted
            if one.original is not None and one.verdict != "absent"
        )
        """Paragraph → the quotations of it."""

    def _link(self) -> None:
        """Mark the documents that paragraphs cite, and terms outside their names."""
        marks = self.links_in
        for entity in self.corpus.entities:
            to = addresses.entity(entity.id)
            for mention in entity.mentions:
                marks.setdefault(mention.paragraph, []).append(Mark(mention.span, "cite", to))
        displaced: list[tuple[Term, str, Span]] = []
        for term in self.corpus.terms:
            to = addresses.term(term.entry.id)
            for occurrence in term.occurrences:
                at, span = occurrence.paragraph, occurrence.first
                if _is_free(span, marks[at], "cite"):
                    marks.setdefault(at, []).append(Mark(span, "term", to))
                else:
                    displaced.append((term, at, span))
        for term, at, first in displaced:
            later = _find_later(self.filed[at].paragraph.text, first, marks[at])
            if later is None:
                self.covered.setdefault(at, []).append(term)
            else:
                marks[at].append(Mark(later, "term", addresses.term(term.entry.id)))

    def _text_id(self, target: str) -> str:
        """Return the id of the text that has what a relation leads to, else the target."""
        text = self.text_of.get(target)
        return text.id if text else target

    def parts(self, text: Text) -> list[Text]:
        """Return the other texts of the page on which a text was printed, introduction first."""
        head = text.part_of or text.id
        whole = [*([self.texts[head]] if head in self.texts else []), *self._parts[head]]
        return [one for one in whole if one.id != text.id] if len(whole) > 1 else []

    def name(self, source: str) -> str:
        """Return what to call a received file: who published it, else what it prints first."""
        publisher = self.sources[source].entry.publisher
        if publisher != UNNAMED:
            return publisher
        kept = [one for one in self.articles_of[source] if one.relevant]
        printed = kept or [one for one in self.articles_of[source] if one.paragraphs]
        first = next((one.title for one in printed if one.title), "")
        if not first:
            return say.PAGE_OF_UNNAMED(name=UNNAMED)
        named = first if "《" in first else f"《{first}》"
        return say.AND_OTHERS(title=named, count=len(kept)) if len(kept) > 1 else named

    def copies(self, text: Text) -> dict[str, str]:
        """Return the witnesses of a text and their names, base first; of one agency, 甲 and 乙."""
        articles = [self.articles[one] for one in text.articles]
        names = distinct([one.publisher or self.name(one.source) for one in articles])
        return dict(zip(text.articles, names, strict=True))

    def is_collated(self, text: Text) -> bool:
        """Return whether a text has several witnesses, compared with each other."""
        return len(text.articles) > 1

    def variants(self, text: Text, paragraph: str | None) -> Sequence[Variant]:
        """Return where witnesses differ in a paragraph of a text, or in its head, by place."""
        return self._variants[text.id, paragraph]

    def found(self, quotation: Quotation) -> Found:
        """Return the place of a quotation, and the paragraph that shows it."""
        filed = self.filed.get(self._quotations.get(quotation, ""))
        at = filed.paragraph.text.find(quotation.words) if filed else -1
        span = (at, at + len(quotation.words)) if at >= 0 else None
        return Found(quotation.source, quotation.line, quotation.words, filed, span)

    def definition_of_policy(self) -> Found | None:
        """Return what the policy is: the editor's choice, or the first statement naming it."""
        if self.framework.opening is not None:
            return self.found(self.framework.opening)
        ranked: list[tuple[int, Found]] = []
        for filed in self.filed.values():
            at = filed.paragraph.text.find(self.framework.policy)
            if at >= 0 and filed.paragraph.role not in ("question", "heading"):
                found = quoted(filed, filed.sentence_at(at))
                ranked.append((authority_rank(filed.text.authority), found))
        return min(ranked, key=lambda pair: pair[0], default=(0, None))[1]


def _is_free(span: Span, taken: Iterable[Mark], *kinds: str) -> bool:
    """Return whether a run touches no mark of some kinds."""
    return not any(
        mark.span[0] < span[1] and span[0] < mark.span[1] for mark in taken if mark.kind in kinds
    )


def _find_later(text: str, span: Span, taken: Iterable[Mark]) -> Span | None:
    """Return where words occur again, outside other links."""
    words = text[slice(*span)]
    at = text.find(words, span[1])
    while at >= 0:
        again = at, at + len(words)
        if _is_free(again, taken, "cite", "term"):
            return again
        at = text.find(words, again[1])
    return None


def quoted(filed: Filed, span: Span) -> Found:
    """Return a run of a paragraph as something found."""
    first = filed.paragraph.ranges[0][0]
    words = filed.paragraph.text[slice(*span)]
    return Found(filed.paragraph.source, first, words, filed, span)
