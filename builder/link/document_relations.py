"""How articles stand to other documents → links of their texts, with the words that say so.

A link leads to the text of a document where it was received, else to the cited document; none
leads to what is surely later, except from a draft to its final text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from builder.language.titles import named_documents, same_document, split_draft
from builder.link.chronology import Chronology
from builder.model import Article, Entity, Link, Ref, Relation, Text, TextParagraph


def document_relations(
    texts: Sequence[Text],
    articles: Sequence[Article],
    entities: Sequence[Entity],
    when: Chronology,
) -> Iterator[Link]:
    """Yield a link for each relation of each text, of kind `comments_on`, `reports_on`, `issues`,
    `annex_of`, `draft_of`, `revises`, `implements` or `reprints`.

    A text has the relations of its base, one to a document.
    """
    by_id = {article.id: article for article in articles}
    homes = {article: text for text in texts for article in text.articles}
    cited = _Cited(texts, entities)
    for text in texts:
        origin = Ref("document", text.id)
        seen: set[Ref] = {origin}
        for one in text.identity.relations:
            name = _name(one.target, by_id)
            home = homes.get(one.target)
            target = Ref("document", home.id) if home else cited.find(text, name)
            if target is None or target in seen:
                continue
            if one.kind == "draft_of" or not when.is_later(target, origin):
                seen.add(target)
                yield Link(origin, target, one.kind, *_grounds(text, one, name), one.target)


def _name(target: str, articles: Mapping[str, Article]) -> str:
    """Return the name of a target: the title of an article, or the name as cited."""
    return (articles[target].title or "") if target in articles else target.strip("《》")


class _Cited:
    """The cited documents, by name and by the texts that cite them."""

    def __init__(self, texts: Sequence[Text], entities: Sequence[Entity]) -> None:
        homes = {paragraph.id: text.id for text in texts for paragraph in text.paragraphs}
        self._named: dict[tuple[str, bool], list[Entity]] = defaultdict(list)
        self._in = {(homes[m.paragraph], entity.id) for entity in entities for m in entity.mentions}
        for entity in entities:
            self._named[_state(entity.name)].append(entity)

    def find(self, text: Text, name: str) -> Ref | None:
        """Return the cited document of a name, of several the one that the text cites."""
        named = self._named.get(_state(name), []) if name else []
        found = [entity for entity in named if entity.text != text.id]
        here = [entity for entity in found if (text.id, entity.id) in self._in]
        chosen = here or (found if len(found) == 1 else [])
        return Ref("entity", chosen[0].id) if chosen else None


def _state(name: str) -> tuple[str, bool]:
    """Return the key of a document in one state: a draft is another one than the final text."""
    return same_document(name), bool(split_draft(name)[1])


def _grounds(text: Text, relation: Relation, name: str) -> tuple[str | None, str]:
    """Return the paragraph of a text that says a relation, and its words; else the title."""
    paragraph = _paragraph(text, relation.line)
    if paragraph is None:
        return None, text.title
    key = same_document(name)
    spans = (one.span for one in named_documents(paragraph.text) if same_document(one.name) == key)
    return paragraph.id, paragraph.text[slice(*next(spans, (0, len(paragraph.text))))]


def _paragraph(text: Text, line: int | None) -> TextParagraph | None:
    """Return the paragraph that a text has from a line of its base."""
    own = (p for p in text.paragraphs if p.base == text.articles[0])
    on = (p for p in own if line and any(first <= line <= last for first, last in p.ranges))
    return next(on, None)
