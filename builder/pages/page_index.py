"""The corpus, arranged so that a page finds at once what it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.messages.phrases import distinct
from builder.model import (
    UNNAMED,
    Agreement,
    Article,
    Corpus,
    Emendation,
    Label,
    Passage,
    Quotation,
    Ref,
    Sentence,
    Source,
    Span,
    Term,
    Text,
    TextParagraph,
    Variant,
    addresses,
    authority_rank,
    label_refs,
)
from builder.pages.markdown import Mark

_AT_A_GLANCE = 100
"""Characters that a reader takes in at a glance."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A paragraph with the text that it is in and what it is filed under."""

    text: Text
    paragraph: TextParagraph
    passage: Passage | None

    @property
    def labels(self) -> tuple[str, ...]:
        """Ids of the actions and pillars that it is filed under."""
        return (*self.passage.areas, *self.passage.pillars) if self.passage else ()


@dataclass(frozen=True, slots=True)
class Found:
    """Words in a received file, and the paragraph that shows them, if a text does."""

    source: str
    line: int
    words: str
    filed: Filed | None
    span: Span | None
    """Where the words stand in the paragraph's reading text."""


class Shelf:
    """Look-ups over one corpus; made once, never changed."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.framework = corpus.seeds.framework
        self.refs = label_refs(self.framework)
        self.places: tuple[tuple[Label, str], ...] = (
            *((one, addresses.action(one.id)) for one in self.framework.actions),
            *((one, addresses.pillar(one.id)) for one in self.framework.pillars),
        )
        """The actions and pillars, each with its page."""
        self.sources: dict[str, Source] = {one.entry.id: one for one in corpus.seeds.sources}
        self.articles: dict[str, Article] = {one.id: one for one in corpus.articles}
        self.texts: dict[str, Text] = {one.id: one for one in corpus.texts}
        self._text_of = {article: text for text in corpus.texts for article in text.articles}
        self._copies: dict[str, dict[str, str]] = {}
        self._quotations = dict(corpus.quotations)
        self._passages = {one.paragraph: one for one in corpus.passages}
        self.filed: dict[str, Filed] = {
            paragraph.id: Filed(text, paragraph, self._passages.get(paragraph.id))
            for text in corpus.texts
            for paragraph in text.paragraphs
        }
        self._shown = {
            copy: filed for filed in self.filed.values() for copy in filed.paragraph.copies
        } | self.filed
        self._under: dict[str, list[Filed]] = defaultdict(list)
        self._listed: dict[str, list[Filed]] = defaultdict(list)
        for filed in self.filed.values():
            for label in filed.labels:
                self._under[label].append(filed)
            if filed.passage is not None:
                for label in filed.passage.enumerates:
                    self._listed[label].append(filed)
        self._terms: dict[str, list[Mark]] = defaultdict(list)
        self._uses: dict[str, list[Term]] = defaultdict(list)
        self._covered: dict[str, list[Term]] = defaultdict(list)
        self._link()
        for term in corpus.terms:
            for label in term.entry.labels:
                self._uses[label].append(term)
        self._beside: dict[Ref, dict[Ref, int]] = defaultdict(lambda: defaultdict(int))
        for one in corpus.links:
            if one.kind == "supports":
                self._beside[one.origin][one.target] += 1  # it is written in both directions
        self._by_source: dict[str, list[Article]] = defaultdict(list)
        for article in corpus.articles:
            self._by_source[article.source].append(article)
        self._parts: dict[str, list[Text]] = defaultdict(list)
        for text in corpus.texts:
            if text.part_of is not None:
                self._parts[text.part_of].append(text)
        self._variants: dict[tuple[str, str | None], list[Variant]] = defaultdict(list)
        for variant in corpus.variants:
            self._variants[variant.text, variant.paragraph].append(variant)
        self._agreements = {one.paragraph: one for one in corpus.agreements}
        self._emendations: dict[str, list[Emendation]] = defaultdict(list)
        for emendation in corpus.emendations:
            self._emendations[emendation.paragraph].append(emendation)

    def _link(self) -> None:
        """Mark the documents that paragraphs cite, and terms outside their names."""
        for entity in self.corpus.entities:
            to = addresses.entity(entity.id)
            for mention in entity.mentions:
                self._terms[mention.paragraph].append(Mark(mention.span, "cite", to))
        displaced: list[tuple[Term, str, Span]] = []
        for term in self.corpus.terms:
            to = addresses.term(term.entry.id)
            for occurrence in term.occurrences:
                at, span = occurrence.paragraph, occurrence.first
                if _free(span, self._terms[at], "cite"):
                    self._terms[at].append(Mark(span, "term", to))
                else:
                    displaced.append((term, at, span))
        for term, at, first in displaced:
            later = _later(self.filed[at].paragraph.text, first, self._terms[at])
            if later is None:
                self._covered[at].append(term)
            else:
                self._terms[at].append(Mark(later, "term", addresses.term(term.entry.id)))

    def under(self, label: str) -> list[Filed]:
        """Return the paragraphs filed under a label, in the order of the texts."""
        return self._under[label]

    def listed(self, label: str) -> list[Filed]:
        """Return the paragraphs that only name a label among others."""
        return self._listed[label]

    def terms(self, paragraph: str) -> list[Mark]:
        """Return the links of a paragraph: its terms, and the documents that it cites."""
        return self._terms[paragraph]

    def covered(self, paragraph: str) -> list[Term]:
        """Return the terms that a paragraph has only in the names of documents."""
        return self._covered[paragraph]

    def terms_of(self, label: str) -> list[Term]:
        """Return the terms that an editor gave to a label."""
        return self._uses[label]

    def articles_of(self, source: str) -> list[Article]:
        """Return what a received file prints, in its order."""
        return self._by_source[source]

    def parts(self, text: Text) -> list[Text]:
        """Return the other texts of the page on which a text was printed, introduction first."""
        head = text.part_of or text.id
        whole = [*([self.texts[head]] if head in self.texts else []), *self._parts[head]]
        return [one for one in whole if one.id != text.id] if len(whole) > 1 else []

    def supports(self, label: Ref) -> dict[Ref, int]:
        """Return how often other labels are spoken of together with one."""
        return dict(self._beside[label])

    def name(self, source: str) -> str:
        """Return what to call a received file: who published it, else what it prints first."""
        publisher = self.sources[source].entry.publisher
        if publisher != UNNAMED:
            return publisher
        kept = [one for one in self._by_source[source] if one.relevant]
        printed = kept or [one for one in self._by_source[source] if one.paragraphs]
        first = next((one.title for one in printed if one.title), "")
        if not first:
            return f"{UNNAMED}的一页"
        named = first if "《" in first else f"《{first}》"
        return f"{named}等 {len(kept)} 篇" if len(kept) > 1 else named

    def copies(self, text: Text) -> dict[str, str]:
        """Return what to call each copy of a text, base first: two of one agency are 甲 and 乙."""
        if text.id not in self._copies:
            several = [self.articles[one] for one in text.articles]
            names = distinct([one.publisher or self.name(one.source) for one in several])
            self._copies[text.id] = dict(zip(text.articles, names, strict=True))
        return self._copies[text.id]

    def collated(self, text: Text) -> bool:
        """Whether a text has several copies, compared with each other."""
        return len(text.articles) > 1 and any(one.id in self._agreements for one in text.paragraphs)

    def agreement(self, paragraph: str) -> Agreement | None:
        """Return how the copies stand to a paragraph; `None` where there is one copy."""
        return self._agreements.get(paragraph)

    def variants(self, text: Text, paragraph: str | None) -> list[Variant]:
        """Return where copies differ in a paragraph of a text, or in its head, by place."""
        return self._variants[text.id, paragraph]

    def emendations(self, paragraph: str) -> list[Emendation]:
        """Return what is read otherwise in a printed paragraph of any copy."""
        return self._emendations[paragraph]

    def text_of(self, article: str) -> Text | None:
        """Return the text of which an article is a copy."""
        return self._text_of.get(article)

    def shown(self, paragraph: str) -> Filed | None:
        """Return the paragraph of a text that shows a printed paragraph."""
        return self._shown.get(paragraph)

    def found(self, quotation: Quotation) -> Found:
        """Return where a quotation stands, and the paragraph that shows it."""
        filed = self.filed.get(self._quotations.get(quotation, ""))
        at = filed.paragraph.text.find(quotation.words) if filed else -1
        span = (at, at + len(quotation.words)) if at >= 0 else None
        return Found(quotation.source, quotation.line, quotation.words, filed, span)

    def opening(self, label: Label) -> Found | None:
        """Return what the sources say a label is: the editor's choice, or the best sentence.

        Best is a statement mostly about the label, from the voice of greatest weight that has
        one, short enough, with the most different words that speak for it, the earlier of equals.
        """
        if label.opening is not None:
            return self.found(label.opening)
        best: tuple[tuple[bool, int, bool, int], Filed, Sentence] | None = None
        for filed, sentence in self._statements(label.id):
            assert filed.passage is not None
            spoken = {
                filed.paragraph.text[slice(*ground.span)]
                for ground in sentence.grounds
                if ground.label == label.id
            }
            rank = (
                filed.passage.primary == label.id,
                -authority_rank(filed.text.authority),
                sentence.span[1] - sentence.span[0] <= _AT_A_GLANCE,
                len(spoken),
            )
            if best is None or rank > best[0]:
                best = rank, filed, sentence
        return None if best is None else said(best[1], best[2].span)

    def _statements(self, label: str) -> Iterator[tuple[Filed, Sentence]]:
        for filed in self._under[label]:
            if filed.passage is None or filed.paragraph.role in ("question", "heading"):
                continue
            for sentence in filed.passage.sentences:
                if label in sentence.areas or label in sentence.pillars:
                    yield filed, sentence

    def definition_of_policy(self) -> Found | None:
        """Return what the policy is: the editor's choice, or the first statement naming it."""
        if self.framework.opening is not None:
            return self.found(self.framework.opening)
        named: list[Found] = []
        for filed in self.filed.values():
            text = filed.paragraph.text
            at = text.find(self.framework.policy)
            if at < 0 or filed.paragraph.role in ("question", "heading"):
                continue
            spans: Iterable[Span] = [(0, len(text))]
            if filed.passage is not None and filed.passage.sentences:
                spans = [one.span for one in filed.passage.sentences]
            span = next((one for one in spans if one[0] <= at < one[1]), (0, len(text)))
            named.append(said(filed, span))
        return min(named, key=_weight, default=None)


def _free(span: Span, taken: Iterable[Mark], *kinds: str) -> bool:
    """Return whether a run touches no mark of some kinds."""
    return not any(
        mark.span[0] < span[1] and span[0] < mark.span[1] for mark in taken if mark.kind in kinds
    )


def _later(text: str, span: Span, taken: Iterable[Mark]) -> Span | None:
    """Return where words stand again, outside other links."""
    words = text[slice(*span)]
    at = text.find(words, span[1])
    while at >= 0:
        again = at, at + len(words)
        if _free(again, taken, "cite", "term"):
            return again
        at = text.find(words, again[1])
    return None


def _weight(found: Found) -> int:
    assert found.filed is not None
    return authority_rank(found.filed.text.authority)


def said(filed: Filed, span: Span) -> Found:
    """Return a run of a paragraph as something found."""
    first = filed.paragraph.ranges[0][0]
    words = filed.paragraph.text[slice(*span)]
    return Found(filed.paragraph.source, first, words, filed, span)
