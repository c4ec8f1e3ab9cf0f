"""Bytes of a received file → `Source`: its lines, its form and its metadata.

The format is recognised by the first bytes, then by the file's name; each format is a module with
a function `read`. In any format the text may open with front matter. For a new format add a
module and a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from builder.formats import (
    archive,
    docx,
    markdown,
    mhtml,
    ofd,
    pdf,
    plain,
    refused,
    webpage,
    word97,
)
from builder.formats.damage import damage
from builder.model import Source, SourceEntry

# <!DOCTYPE html>      <!-- saved from url=(0016)https://a.example/ --><html>
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_WITHIN = 2048
"""Bytes within which the code of a web page begins, under whatever name."""

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What some programs take for the end of a line; within a line of a reading it is a blank."""

_LONE = re.compile(r"[\ud800-\udfff]")
"""Half of a character, which no file can hold."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a received file as its lines; `file` is its name in messages.

    Raises `InputError` where the bytes hold no text.
    """
    source = _reader(entry, data, file)(entry, data, file)
    if source.has_reading:
        source = replace(source, lines=tuple(map(_line, source.lines)))
    last, facts = plain.front_matter(source.received)
    facts = (*source.facts, *facts)
    urls = (fact.value for fact in facts if fact.name == "url")
    url = next(filter(plain.ADDRESS.fullmatch, urls), None)
    found = damage(
        source.received,
        data,
        whole=not source.has_reading and source.encoding == "utf-8",
        page=source.form == "webpage",
    )
    told = sorted((*source.damage, *found), key=lambda one: one.line)
    return replace(source, facts=facts, url=url, front_matter=last, damage=tuple(told))


def _line(words: str) -> str:
    """Return a line of a reading as every program counts it."""
    return _LONE.sub("\ufffd", _BREAK.sub(" ", words))


def _reader(
    entry: SourceEntry, data: bytes, file: str
) -> Callable[[SourceEntry, bytes, str], Source]:
    """Return what reads the format of a file. Raises `InputError` where it is none that we read."""
    name = entry.file.lower()
    if data.startswith(word97.MARK):
        return word97.read
    if family := archive.family(data):
        return docx.read if family == "docx" else ofd.read
    if pdf.is_pdf(data):
        return pdf.read
    if mhtml.is_archive(data):
        return mhtml.read
    if _PAGE.match(data[:_PAGE_WITHIN].replace(b"\0", b"")):
        return webpage.read
    refused.refuse(data, entry.file, file)
    if name.endswith(webpage.SUFFIXES):
        return webpage.read
    if name.endswith(mhtml.SUFFIXES):
        return mhtml.read
    if name.endswith(markdown.SUFFIXES):
        return markdown.read
    return plain.read
