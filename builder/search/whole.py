"""A library → one script for the browser: all texts, and what is known of them.

For as much text as is fetched in one piece; the engine scans it. Columns rather than records, and
places rather than names, because the script is read by every visitor who searches.
"""

from __future__ import annotations

import base64
from dataclasses import fields
from itertools import groupby

from builder.language.folding import folded, simplified_characters
from builder.language.words import cut
from builder.model import ANEW, Once
from builder.search.known import known, variants, written
from builder.search.library import Document, Library, Paragraph


def script(library: Library, once: Once = ANEW) -> bytes:
    """Return the script that hands a library to the engine; the same for the same library.

    `once` is asked for the words of each document.
    """
    text = "\n".join(folded(one.text) for one in library.paragraphs)
    beside = known(library, text, whole=True)
    data = {
        "documents": list(map(_document, library.documents)),
        "paragraphs": [_paragraph(one, library) for one in library.paragraphs],
        "texts": [one.text for one in library.paragraphs],
        "cuts": _cuts(library, once),
        **{field.name: getattr(beside, field.name) for field in fields(beside)},
        "variants": variants(_meant(library)),
    }
    # One column a line: a changed paragraph shows as a short difference.
    body = ",\n".join(f"{written(name)}:{written(value)}" for name, value in data.items())
    # Half a character in a text would be no UTF-8; the browser reads the escape as it is printed.
    return f"siteSearchEngine.load({{\n{body}\n}});\n".encode("utf-8", "backslashreplace")


def _document(one: Document) -> list[object]:
    return [
        one.id, one.title, one.voice, one.date, one.date[:4], one.publisher, one.who,
        int(one.inferred), one.url,
    ]  # fmt: skip


def _paragraph(one: Paragraph, library: Library) -> list[object]:
    usual = f"{library.documents[one.document].id}-p{one.number}"
    name = [] if one.id == usual else [one.id]
    return [one.document, one.number, one.role, list(one.labels), *name]


def _cuts(library: Library, once: Once) -> str:
    """Return where words begin: a bit for each UTF-16 unit of the texts, in base64."""
    together = groupby(library.paragraphs, key=lambda one: one.document)
    marks = "".join(once(_marks, *(one.text for one in held)) for _, held in together)
    bits = int(marks[::-1] or "0", 2).to_bytes((len(marks) + 7) // 8, "little")
    return base64.b64encode(bits).decode()


def _marks(*texts: str) -> str:
    """Return 1 for each UTF-16 unit at which a word begins, 0 for the others."""
    return "".join("1".ljust(_units(word), "0") for text in texts for word in cut(text))


def _units(word: str) -> int:
    return (
        len(word) + sum(letter > "\uffff" for letter in word) if max(word) > "\uffff" else len(word)
    )


def _meant(library: Library) -> set[str]:
    """Return the characters of all that is searched, simplified."""
    simple = simplified_characters()
    seen = {ord(letter) for letter in set().union(*(one.text for one in library.paragraphs))}
    for document in library.documents:
        seen |= {ord(letter) for letter in document.title + document.who + document.publisher}
    for term in library.terms:
        names = (term.term, *term.aliases, *term.synonyms)
        seen |= {ord(letter) for name in names for letter in name}
    for cited in library.cited:
        seen |= {ord(letter) for letter in cited.name}
    for label in library.labels:
        seen |= {ord(letter) for word in label.words for letter in word}
    seen |= {ord(letter) for ring in library.synonyms for word in ring for letter in word}
    return {simple.get(code, chr(code)) for code in seen}
