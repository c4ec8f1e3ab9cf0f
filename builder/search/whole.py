"""A library → one script for the browser: all texts, and what is known of them.

For as much text as is fetched in one piece; the engine scans it. Columns rather than records, and
places rather than names, because the script is read by every visitor who searches.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable

from builder.language.everyday import RINGS
from builder.language.folding import folded
from builder.language.script import table
from builder.language.words import words
from builder.search.library import Document, Entry, Label, Library, Paragraph

_BREAK = re.compile(r"[\u2028\u2029]|</")
"""What a script must not hold as it stands."""


def script(library: Library) -> bytes:
    """Return the script that hands a library to the engine; the same for the same library."""
    text = "\n".join(folded(one.text) for one in library.paragraphs)
    data = {
        "labels": [[one.id, one.name, one.kind, _unprinted(one, text)] for one in library.labels],
        "documents": list(map(_document, library.documents)),
        "paragraphs": [_paragraph(one, library) for one in library.paragraphs],
        "texts": [one.text for one in library.paragraphs],
        "cuts": _cuts(one.text for one in library.paragraphs),
        "terms": [_term(one, library) for one in library.terms],
        "rings": [list(ring) for ring in RINGS if any(word in text for word in ring)],
        "variants": _variants(library),
    }
    # One column a line: a changed paragraph shows as a short difference.
    body = ",\n".join(
        f"{json.dumps(name)}:{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for name, value in data.items()
    )
    safe = _BREAK.sub(lambda found: "<\\/" if found[0] == "</" else f"\\u{ord(found[0]):04x}", body)
    # Half a character in a text would be no UTF-8; the browser reads the escape as it is printed.
    return f"siteSearchEngine.load({{\n{safe}\n}});\n".encode("utf-8", "backslashreplace")


def _document(one: Document) -> list[object]:
    return [
        one.id, one.title, one.voice, one.date, one.date[:4], one.publisher, one.who,
        int(one.inferred), one.url,
    ]  # fmt: skip


def _paragraph(one: Paragraph, library: Library) -> list[object]:
    usual = f"{library.documents[one.document].id}-p{one.number}"
    name = [] if one.id == usual else [one.id]
    return [one.document, one.number, one.role, list(one.labels), *name]


def _term(one: Entry, library: Library) -> list[object]:
    return [
        one.id, one.term, one.english, list(one.aliases), list(one.synonyms), list(one.sounds),
        [_definition(*definition, library) for definition in one.definitions], one.note, one.url,
    ]  # fmt: skip


def _definition(words: str, place: int, library: Library) -> list[object]:
    """Return the paragraph and where in it a definition stands, in UTF-16; else its words."""
    if place < 0:
        return [words]
    before, _, _ = library.paragraphs[place].text.partition(words)
    start = len(before.encode("utf-16-le", "surrogatepass")) // 2
    return [place, start, start + len(words.encode("utf-16-le", "surrogatepass")) // 2]


def _unprinted(label: Label, text: str) -> list[str]:
    """Return the words of a label that no text prints, without those that hold another of it.

    What is printed is found by itself, and a question is cut into the words that are known.
    """
    inner = {word for word in label.words if len(word) > 1}
    return [
        word
        for word in label.words
        if folded(word) not in text and not any(one in word for one in inner if one != word)
    ]


def _cuts(texts: Iterable[str]) -> str:
    """Return where words begin: a bit for each UTF-16 unit of the texts, in base64."""
    bits = bytearray()
    place = 0
    for text in texts:
        begins = {start for start, _ in words(text)}
        for at, character in enumerate(text):
            if place % 8 == 0:
                bits.append(0)
            if at in begins:
                bits[-1] |= 1 << (place % 8)
            place += 1
            if ord(character) > 0xFFFF:
                if place % 8 == 0:
                    bits.append(0)
                place += 1
    return base64.b64encode(bits).decode()


def _variants(library: Library) -> list[str]:
    """Return the traditional characters that mean one of the library's, and those they mean."""
    simple = table()
    seen = {ord(letter) for one in library.paragraphs for letter in one.text}
    for document in library.documents:
        seen |= {ord(letter) for letter in document.title + document.who + document.publisher}
    for term in library.terms:
        names = (term.term, *term.aliases, *term.synonyms)
        seen |= {ord(letter) for name in names for letter in name}
    for label in library.labels:
        seen |= {ord(letter) for word in label.words for letter in word}
    seen |= {ord(letter) for ring in RINGS for word in ring for letter in word}
    meant = {simple.get(code, chr(code)) for code in seen}
    pairs = sorted((chr(code), other) for code, other in simple.items() if other in meant)
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]
