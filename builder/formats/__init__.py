"""Bytes of a received file → `Source`: its lines, its form and its metadata.

The format is recognised by the first bytes, then by the file's name; each format is a module with
a function `read`. In any format the text may open with front matter. For a new format add a
module and a line here.
"""

from __future__ import annotations

from dataclasses import replace

from builder.formats import plain, webpage, word97
from builder.model import Source, SourceEntry


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a received file as its lines; `file` is its name in messages.

    Raises `InputError` where the bytes hold no text.
    """
    if data.startswith(word97.MARK):
        source = word97.read(entry, data, file)
    elif entry.file.lower().endswith(webpage.SUFFIXES):
        source = webpage.read(entry, data, file)
    else:
        source = plain.read(entry, data, file)
    last, facts = plain.front_matter(source.lines)
    facts = (*source.facts, *facts)
    urls = (fact.value for fact in facts if fact.name == "url")
    url = next(filter(plain.ADDRESS.fullmatch, urls), None)
    return replace(source, facts=facts, url=url, front_matter=last)
