"""What the search knows beside the texts: labels, terms, cited documents, words of like meaning.

Rows and places rather than records and names, because the browser of every visitor reads them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import add

from builder.language.folding import folded, simplified_characters
from builder.search.library import Cited, Entry, Label, Library

Row = list[object]

_BREAK = re.compile(r"[\u2028\u2029]|</")
"""What a script must not hold as it stands."""

_SHORT = 3
"""Characters of a word of everyday speech; `_short_runs` have as many."""


@dataclass(frozen=True, slots=True)
class Known:
    """The rows, as the script names them."""

    labels: list[Row]
    terms: list[Row]
    cited: list[Row]
    rings: list[list[str]]


def known(library: Library, text: str, *, whole: bool) -> Known:
    """Return what is known of a library whose texts are `text`.

    `whole`: the texts are sent with it, so that what stands in them is named by its place.
    """
    printed = _printed(library.labels, text) if whole else frozenset[str]()
    return Known(
        labels=[
            [one.id, one.name, one.kind, _unprinted(one, printed) if whole else list(one.words)]
            for one in library.labels
        ],
        terms=[_term(one, library, whole=whole) for one in library.terms],
        cited=[_cited(one) for one in library.cited],
        rings=[list(ring) for ring in library.synonyms if any(word in text for word in ring)],
    )


def _term(one: Entry, library: Library, *, whole: bool) -> Row:
    definitions = [
        _definition(words, place, library) if whole and place >= 0 else [words]
        for words, place in one.definitions
    ]
    return [
        one.id, one.term, one.english, list(one.aliases), list(one.synonyms), list(one.sounds),
        definitions, one.note, one.url,
    ]  # fmt: skip


def _definition(words: str, place: int, library: Library) -> Row:
    """Return the paragraph and where in it a definition stands, in UTF-16."""
    before, _, _ = library.paragraphs[place].text.partition(words)
    start = len(before.encode("utf-16-le", "surrogatepass")) // 2
    return [place, start, start + len(words.encode("utf-16-le", "surrogatepass")) // 2]


def _cited(one: Cited) -> Row:
    return [one.name, one.url, list(one.forms), one.genre, one.times, one.text]


def _unprinted(label: Label, printed: Container[str]) -> list[str]:
    """Return the short words of a label that no text prints, without those that hold another.

    What is printed is found by itself; a question is cut into words, and few ask with long ones.
    """
    short = {word for word in label.words if 1 < len(word) <= _SHORT}
    return [
        word
        for word in label.words
        if len(word) <= _SHORT
        and folded(word) not in printed
        and short.isdisjoint({*_short_runs(word)} - {word})
    ]


def _printed(labels: Iterable[Label], text: str) -> frozenset[str]:
    """Return those of the short words of labels, folded, that stand in a text."""
    short = {folded(word) for one in labels for word in one.words if len(word) <= _SHORT}
    return frozenset(short.intersection(_short_runs(text)))


def _short_runs(text: str) -> Iterator[str]:
    """Return all that stands in a text and is no longer than a short word."""
    pairs = [*map(add, text, text[1:])]
    return chain(text, pairs, map(add, pairs, text[2:]))


def variants(meant: Container[str]) -> list[str]:
    """Return the traditional characters that mean one of those `meant`, and what they mean."""
    simple = simplified_characters()
    pairs = sorted((chr(code), other) for code, other in simple.items() if other in meant)
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]


def written(value: object, escaped: bool = False) -> str:
    """Return a value as a script may hold it; escaped: in ASCII."""
    body = json.dumps(value, ensure_ascii=escaped, separators=(",", ":"))
    return _BREAK.sub(lambda found: "<\\/" if found[0] == "</" else f"\\u{ord(found[0]):04x}", body)
