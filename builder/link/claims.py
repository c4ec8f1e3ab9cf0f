"""Texts → what they quote of others: the runs between marks that are somebody's words.

Words count as another's if an attribution introduces them or if they are long; a coined term
between marks does not. Whose words they are said to be leads to a text where the corpus holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.language.folding import letters
from builder.language.quoting import Marked, marked, names
from builder.model import Framework, Text, TextParagraph

SHORTEST = 6
"""Letters of an attributed quotation; fewer are a term (提出“三步走”)."""
TELLING = 10
"""Letters from which words in marks are somebody's sentence, attributed or not."""
REMEMBERED = 50
"""So many names back a short name can point."""

_ELLIPSIS = re.compile(r"…+|⋯+|\.{3,}|。{3,}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quotation of a text, before it is compared."""

    text: int
    paragraph: TextParagraph
    marked: Marked
    pieces: tuple[str, ...]
    """Its letters, parted at ellipses."""
    named: int | None
    """The text that is the document it names."""

    @property
    def size(self) -> int:
        """Number of letters."""
        return sum(map(len, self.pieces))


def claims(texts: Sequence[Text], framework: Framework) -> tuple[Claim, ...]:
    """Return the quotations of others' words, in the order of the texts, then by place.

    `提出“培育产品消费新业态”` is one, `“最后一公里”` none.
    """
    documents = _documents(texts)
    return tuple(
        claim
        for number, text in enumerate(texts)
        for claim in _claims(number, text, documents, framework)
    )


def _documents(texts: Sequence[Text]) -> dict[str, int]:
    """Return the texts that a name can mean: a policy is named with or without its issuer."""
    found: dict[str, int] = {}
    for number, text in enumerate(texts):
        if text.title_printed:
            found.setdefault(letters(text.title), number)
        if text.kind == "policy" and "关于" in text.title:
            found.setdefault(letters(text.title[text.title.index("关于") :]), number)
    return found


def _claims(
    number: int, text: Text, documents: dict[str, int], framework: Framework
) -> Iterator[Claim]:
    full: list[str] = []
    for paragraph in text.paragraphs:
        full += [name for name in names(paragraph.text) if len(name) > SHORTEST]
        for one in marked(paragraph.text):
            pieces = tuple(filter(None, map(letters, _ELLIPSIS.split(_inside(paragraph, one)))))
            size = sum(map(len, pieces))
            if size < (SHORTEST if one.attributed else TELLING):
                continue
            name = letters(_full_name(one.document, full, framework)) if one.document else ""
            named = documents.get(name)
            if named is None and "关于" in name:
                named = documents.get(name[name.index("关于") :])
            if named != number:
                yield Claim(number, paragraph, one, pieces, named)


def _inside(paragraph: TextParagraph, one: Marked) -> str:
    return paragraph.text[slice(*one.span)]


def _full_name(name: str, full: Sequence[str], framework: Framework) -> str:
    """Return what a short name stands for: the last name of the text that ends with it."""
    if len(name) > SHORTEST:
        return name
    known = (*reversed(full[-REMEMBERED:]), framework.policy)
    return next((one for one in known if one.endswith(name)), name)
