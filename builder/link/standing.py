"""Texts → which of them speak of which, by the relations that they state of themselves.

What was not received has no text, and nothing here. Who comments on a notice or reports it does so
on what the notice issues.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.model import RelationKind, Text

Pairs = frozenset[tuple[str, str]]
"""Ids of texts: of the one that states a relation, and of the other."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How texts stand to each other, by their ids."""

    _comments: Pairs
    _reports: Pairs
    _documents: Mapping[str, str]
    _works: Mapping[str, str]

    def comments_on(self, text: str, other: str) -> bool:
        """Return whether a text comments on the document of another."""
        return (text, self._document(other)) in self._comments

    def speaks_of(self, text: str, other: str) -> bool:
        """Return whether a text comments on another or reports it, so that it came after it."""
        return self.comments_on(text, other) or (text, self._document(other)) in self._reports

    def work(self, text: str) -> str:
        """Return the same id for all states of a document: a draft, the final text, its notice."""
        return self._works.get(text, text)

    def _document(self, text: str) -> str:
        return self._documents.get(text, text)


def standing(texts: Sequence[Text]) -> Standing:
    """Return how the texts stand to each other."""
    homes = {article: text.id for text in texts for article in text.articles}
    found: dict[RelationKind, set[tuple[str, str]]] = defaultdict(set)
    for text in texts:
        for relation in text.identity.relations:
            if relation.target in homes and homes[relation.target] != text.id:
                found[relation.kind].add((text.id, homes[relation.target]))
    printed = found["issues"] | found["reprints"]
    documents = _ends(printed)

    def of_documents(kind: RelationKind) -> Pairs:
        return frozenset((text, documents.get(other, other)) for text, other in found[kind])

    works = _ends(printed | found["draft_of"])
    return Standing(of_documents("comments_on"), of_documents("reports_on"), documents, works)


def _ends(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return text → where one comes to from it by the pairs."""
    leads = dict(sorted(pairs))
    ends = {}
    for text in leads:
        end, passed = leads[text], {text}
        while end in leads and end not in passed:
            passed.add(end)
            end = leads[end]
        ends[text] = end
    return ends
