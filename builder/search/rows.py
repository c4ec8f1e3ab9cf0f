"""A library → its rows in the order in which hits are shown: names, headings, then all else.

Within each, those of weightier voices first. So the order of what was found is that of its places,
and nothing must be read to put it in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model import AUTHORITIES
from builder.search.folding import loose
from builder.search.library import Document, Library


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or a name of a document: its title, who wrote it, who published it, its id."""

    number: str
    text: str
    id: str = ""
    """Where it is not the document's with the number."""
    labels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, by section and document."""

    documents: tuple[Document, ...]
    """The weightiest voices first."""
    sections: tuple[tuple[tuple[Row, ...], ...], ...]
    """Names, headings, all else: of each document its rows."""

    def __iter__(self) -> Iterator[Row]:
        """Yield all rows in order."""
        return (row for section in self.sections for held in section for row in held)


def rows(library: Library) -> Rows:
    """Return the rows of a library."""
    order = sorted(
        range(len(library.documents)), key=lambda place: _weight(library.documents[place])
    )
    heads: list[list[Row]] = [[] for _ in library.documents]
    bodies: list[list[Row]] = [[] for _ in library.documents]
    for one in library.paragraphs:
        usual = f"{library.documents[one.document].id}-p{one.number}"
        row = Row(one.number, one.text, "" if one.id == usual else one.id, one.labels)
        (heads if one.role == "heading" else bodies)[one.document].append(row)
    documents = tuple(library.documents[place] for place in order)
    return Rows(
        documents,
        (
            tuple(map(_names, documents)),
            tuple(tuple(heads[place]) for place in order),
            tuple(tuple(bodies[place]) for place in order),
        ),
    )


def _weight(document: Document) -> int:
    return AUTHORITIES.index(document.voice) if document.voice in AUTHORITIES else len(AUTHORITIES)


def _names(one: Document) -> tuple[Row, ...]:
    names = (one.title, one.who, one.publisher)
    return (
        Row("0", f"#{one.id}"),
        *(Row(str(place), name) for place, name in enumerate(names, 1) if loose(name)),
    )
