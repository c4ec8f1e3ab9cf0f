"""A library → columns of values for the engine, and the index in one file with all texts.

Columns rather than records, and indices rather than names, because every visitor who searches
reads them. `Known` is what an index in shards needs too: labels, terms, cited documents, synonyms.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from unicodedata import is_normalized

from builder.language.folding import folded, simplified_characters
from builder.language.words import cut
from builder.model import Voice
from builder.search.library import Document, Entry, Label, Library, Paragraph, Reading
from builder.text.diff import matching_blocks
from builder.text.ngrams import ngrams

Row = list[object]
Speaker = tuple[Voice, str]
"""Whose voice, and who speaks."""

_UNSAFE = re.compile(r"[\u2028\u2029]|</")
"""What a script must not contain unescaped."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_BASE = 32

_SHORT = 3
"""Characters of the longest words that a question is matched with word by word."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the engine knows besides the texts, under the names that it uses."""

    labels: list[Row]
    terms: list[Row]
    cited: list[Row]
    rings: list[list[str]]
    offices: list[list[str]]


def script(library: Library) -> bytes:
    """Return the script that hands a library to the engine; the same for the same library."""
    text = "\n".join(folded(one.text) for one in library.paragraphs)
    said = dict.fromkeys(library.said(one) for one in library.paragraphs if _differs(one))
    speakers = {speaker: number for number, speaker in enumerate(said)}
    data = {
        "documents": list(map(_document, library.documents)),
        "speakers": list(speakers),
        "paragraphs": [_paragraph(one, library, speakers) for one in library.paragraphs],
        "texts": [one.text for one in library.paragraphs],
        "cuts": _cuts(library),
        "readings": [_reading(one, library) for one in library.readings],
        **asdict(known(library, text, whole=True)),
        "variants": variants(_characters(library)),
    }
    # One column a line: a changed paragraph shows as a short diff.
    body = ",\n".join(f"{written(name)}:{written(value)}" for name, value in data.items())
    # Half a surrogate pair in a text would be no UTF-8; the browser reads the escape as the same.
    return f"siteSearchEngine.load({{\n{body}\n}});\n".encode("utf-8", "backslashreplace")


def left_script(library: Library) -> bytes:
    """Return the script that hands what is left out to the engine."""
    data = {
        "documents": list(map(_document, library.left_out)),
        "paragraphs": [
            [one.document, one.number, one.role, [], *filter(None, [library.own_left_id(one)])]
            for one in library.left_lines
        ],
        "texts": [one.text for one in library.left_lines],
    }
    body = ",\n".join(f"{written(name)}:{written(value)}" for name, value in data.items())
    return f"siteSearchEngine.loadLeft({{\n{body}\n}});\n".encode("utf-8", "backslashreplace")


def known(library: Library, text: str, *, whole: bool) -> Known:
    """Return what the engine knows of a library whose folded texts are `text`.

    `whole`: the texts are sent with it, so that words in them can be given by their offsets.
    """
    short = {folded(word) for one in library.labels for word in one.words if len(word) <= _SHORT}
    printed = short.intersection(_grams(text)) if whole else frozenset[str]()
    return Known(
        labels=[
            [one.id, one.name, one.kind, _unprinted(one, printed) if whole else list(one.words)]
            for one in library.labels
        ],
        terms=[_term(one, library, whole=whole) for one in library.terms],
        cited=[
            [
                one.name,
                one.url,
                list(one.forms),
                one.genre,
                one.times,
                one.text,
                *([1] if one.is_subject else []),
            ]
            for one in library.cited
        ],
        rings=[list(ring) for ring in library.synonyms if any(word in text for word in ring)],
        offices=[list(names) for names in library.offices if any(name in text for name in names)],
    )


def variants(simple: Container[str]) -> list[str]:
    """Return the traditional characters that `simple` has in simplified form, and those forms.

    Without those that the browser's own normal form folds. As digits of gaps between code points:
    rare characters would make all else compress worse.
    """
    table = simplified_characters()
    pairs = sorted(
        (code, ord(other))
        for code, other in table.items()
        if other in simple and is_normalized("NFKC", chr(code))
    )
    return [_gaps(column) for column in zip(*pairs, strict=True)]


def _gaps(numbers: Iterable[int]) -> str:
    """Return the gaps between numbers in digits to the base of 32, the lowest first.

    The lowest bit is the sign; of each gap, all digits but the last are 32 higher.
    """
    out = []
    last = 0
    for number in numbers:
        gap = 2 * (number - last) if number >= last else 2 * (last - number) - 1
        while gap >= _BASE:
            out.append(_DIGITS[_BASE + gap % _BASE])
            gap //= _BASE
        out.append(_DIGITS[gap])
        last = number
    return "".join(out)


def written(value: object, *, escaped: bool = False) -> str:
    """Return a value as JSON that a script may contain; escaped: in ASCII."""
    body = json.dumps(value, ensure_ascii=escaped, separators=(",", ":"))
    return _UNSAFE.sub(
        lambda found: "<\\/" if found[0] == "</" else f"\\u{ord(found[0]):04x}", body
    )


def _document(one: Document) -> Row:
    return [
        one.id, one.title, one.voice, one.date, one.date[:4], one.publisher, one.who,
        int(one.inferred), one.url, one.reason, one.number, one.sort,
    ]  # fmt: skip


def _paragraph(one: Paragraph, library: Library, speakers: Mapping[Speaker, int]) -> Row:
    row: Row = [one.document, one.number, one.role, list(one.labels)]
    own = library.own_id(one)
    if _differs(one):
        return [*row, own, speakers[library.said(one)]]
    return [*row, own] if own else row


def _differs(one: Paragraph) -> bool:
    """Return whether somebody else speaks than in its document as a whole."""
    return one.voice is not None or one.who is not None


def _reading(one: Reading, library: Library) -> Row:
    """Return a reading: strings, and spans of its paragraphs' texts, in UTF-16 units."""
    shown = "".join(library.paragraphs[place].text for place in one.paragraphs)
    parts: list[object] = []
    at = 0
    for start, own, size in (*matching_blocks(shown, one.text), (0, len(one.text), 0)):
        if own > at:
            parts.append(one.text[at:own])
        if size:
            parts.append([_units(shown[:start]), _units(shown[: start + size])])
        at = own + size
    copies = [[copy.name, copy.url] for copy in one.copies]
    return [list(one.paragraphs), parts, copies]


def _term(one: Entry, library: Library, *, whole: bool) -> Row:
    definitions = [
        _definition(words, paragraph, library) if whole and paragraph >= 0 else [words]
        for words, paragraph in one.definitions
    ]
    # The engine adds the id.
    url = one.url.removesuffix(one.id) if one.url.endswith(f"#{one.id}") else one.url
    return [
        one.id, one.term, one.english, list(one.aliases), list(one.synonyms), list(one.sounds),
        definitions, one.note, url,
    ]  # fmt: skip


def _definition(words: str, paragraph: int, library: Library) -> Row:
    """Return the paragraph and the span of a definition in it, in UTF-16 units."""
    before, _, _ = library.paragraphs[paragraph].text.partition(words)
    return [paragraph, _units(before), _units(before) + _units(words)]


def _unprinted(label: Label, printed: Container[str]) -> list[str]:
    """Return the short words of a label that no text prints, without those that contain another.

    What is printed is found anyway; a question is cut into words, and few of them are long.
    """
    short = {word for word in label.words if 1 < len(word) <= _SHORT}
    return [
        word
        for word in label.words
        if len(word) <= _SHORT
        and folded(word) not in printed
        and short.isdisjoint({*_grams(word)} - {word})
    ]


def _grams(text: str) -> Iterator[str]:
    """Yield the n-grams of a text that are no longer than a short word."""
    return chain.from_iterable(ngrams(text, size) for size in range(1, _SHORT + 1))


def _cuts(library: Library) -> str:
    """Return where words begin: a bit for each UTF-16 unit of the texts, in base64."""
    marks = "".join(
        "1".ljust(_units(word), "0") for one in library.paragraphs for word in cut(one.text)
    )
    bits = int(marks[::-1] or "0", 2).to_bytes((len(marks) + 7) // 8, "little")
    return base64.b64encode(bits).decode()


def _units(text: str) -> int:
    """Return the length in UTF-16 units, in which JavaScript counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(library: Library) -> set[str]:
    """Return the characters of all that is searched, simplified."""
    table = simplified_characters()
    strings = chain(
        (one.text for one in library.paragraphs),
        (one.text for one in library.readings),
        *((one.title, one.who, one.publisher, one.number) for one in library.documents),
        *((one.term, *one.aliases, *one.synonyms) for one in library.terms),
        (one.name for one in library.cited),
        *(one.words for one in library.labels),
        *library.synonyms,
        *library.offices,
    )
    return {table.get(ord(letter), letter) for letter in set().union(*strings)}
