"""A Word 97–2003 document → its text, a line for each paragraph, cell and line break.

Such a file (.doc, WPS's .wps, or either under another name) is an OLE2 container. Its stream
`WordDocument` holds the characters in pieces; the table stream has the offset and the encoding of
each piece. Styles and revisions are not read: deletions that are tracked show as text.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

import olefile

from builder.formats.encodings import EXPORT
from builder.model import InputError, LineMark, Source, SourceEntry

MARK = olefile.MAGIC
"""How an OLE2 container begins."""

ENCODING = "Word 97–2003"
"""The value of `Source.encoding`, for want of an encoding."""

_WORD = 0xA5EC
_WORD_95 = 0xA5DC
_OLDEST = 0xC1
"""The format's version in Word 97; older versions have another layout."""
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_FLAGS, _COUNTS, _PIECES = 0x0A, 0x4C, 0x01A2
"""Offsets of the flags, of the lengths of the parts, and of the piece table's span."""

_OTHERS = (
    ("Workbook", "a spreadsheet (.xls)"),
    ("Book", "a spreadsheet (.xls)"),
    ("PowerPoint Document", "a presentation (.ppt)"),
    ("__properties_version1.0", "a mail (.msg)"),
)
"""Streams of containers of other programs, and what these are."""

_CODE = re.compile(r"\x13[^\x13\x14\x15]*\x14?|\x14|\x15")
"""The code of a field, up to its result, and the marks around both."""
_SIGNS = str.maketrans({"\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-"})
_UNPRINTED = re.compile("[\x00-\x06\x08\x0f-\x12\x16-\x1d\x1f]")
"""Anchors of pictures, notes and comments, and breaks that show only where a line ends."""


def read(entry: SourceEntry, data: bytes, file: str) -> Source:
    """Return a Word document as its text, then its notes and text boxes, headers and footers.

    `file` is its name in messages; headers and footers are lines outside the text.

    Raises `InputError` where the container is damaged, holds another document or no text, is
    older than Word 97 or encrypted.
    """
    stream, table = _streams(data, file)
    try:
        version, flags = struct.unpack_from("<H", stream, 2)[0], _flags(stream)
        if version < _OLDEST or flags & _ENCRYPTED:
            what = "encrypted" if flags & _ENCRYPTED else "older than Word 97"
            raise InputError(file, f"this Word document is {what}", remedy=EXPORT, line=1)
        text = "".join(_pieces(stream, table))
        # The text, footnotes, headers, macros, comments, endnotes, boxes, boxes of headers.
        lengths = struct.unpack_from("<8i", stream, _COUNTS)
    except (struct.error, ValueError) as problem:
        raise InputError(
            file, f"this Word document is damaged: {problem}", remedy=EXPORT, line=1
        ) from None
    parts, at = [], 0
    for length in lengths:
        parts.append(_lines(text[at : at + max(length, 0)]))
        at += max(length, 0)
    body, footnotes, headers, _, comments, endnotes, boxes, header_boxes = parts
    within = (*body, *footnotes, *endnotes, *boxes)
    around = (*headers, *header_boxes, *comments)
    if not within:
        raise InputError(file, "this Word document holds no text", remedy=EXPORT, line=1)
    marks = tuple(
        LineMark(block=at, outside=None if at <= len(within) else "running")
        for at in range(1, len(within) + len(around) + 1)
    )
    return Source(entry, (*within, *around), ENCODING, form="worddoc", marks=marks)


def _streams(data: bytes, file: str) -> tuple[bytes, bytes]:
    """Return the stream with the characters and the table stream."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            names = [name[0] for name in container.listdir() if len(name) == 1]
            stream = _read(container, "WordDocument") if "WordDocument" in names else b""
            told = struct.unpack_from("<H", stream)[0] if len(stream) >= _PIECES else 0
            if told == _WORD_95:
                what = "this Word document is older than Word 97"
                raise InputError(file, what, remedy=EXPORT, line=1)
            if told != _WORD:
                raise _other(names, file)
            return stream, _read(container, "1Table" if _flags(stream) & _TABLE_1 else "0Table")
    except InputError:
        raise
    except Exception as problem:  # the container's reader fails in many ways on damaged bytes
        raise InputError(
            file, f"this office document is damaged: {problem}", remedy=EXPORT, line=1
        ) from None


def _other(names: Sequence[str], file: str) -> InputError:
    """Return the error for a container that holds another document than one of Word."""
    if "EncryptedPackage" in names:
        what = "this document is protected by a password"
        return InputError(
            file, what, remedy="open it with its password and save it without one", line=1
        )
    known = next((what for name, what in _OTHERS if name in names), "")
    held = "、".join(name for name in names if name.isprintable())[:60] or "nothing"
    what = f"this is {known}" if known else f"an office document that is not of Word ({held})"
    return InputError(file, what, remedy=EXPORT, line=1)


def _read(container: olefile.OleFileIO, name: str) -> bytes:
    with container.openstream(name) as stream:
        return bytes(stream.read())


def _flags(stream: bytes) -> int:
    return int(struct.unpack_from("<H", stream, _FLAGS)[0])


def _pieces(stream: bytes, table: bytes) -> Iterator[str]:
    """Yield the characters of each piece, in the order of the text."""
    start, length = struct.unpack_from("<2i", stream, _PIECES)
    clx = table[start : start + length] if start >= 0 else b""
    at = 0
    while at < len(clx) and clx[at] == 1:  # properties of pieces, before the table itself
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("the table of its pieces is missing")
    count = (struct.unpack_from("<i", clx, at + 1)[0] - 4) // 12
    if not 0 < count <= len(clx) // 12:
        raise ValueError("the table of its pieces is cut short")
    ends = struct.unpack_from(f"<{count + 1}i", clx, at + 5)
    for place, (first, last) in enumerate(pairwise(ends)):
        offset = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * place + 2)[0]
        narrow, offset = bool(offset & 0x40000000), offset & 0x3FFFFFFF
        begin = offset // 2 if narrow else offset
        end = begin + (last - first) * (1 if narrow else 2)
        if last < first or end > len(stream):
            raise ValueError("a piece of its text is missing")
        yield stream[begin:end].decode("cp1252" if narrow else "utf-16-le", errors="replace")


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a part as displayed, without blank ones."""
    seen = _UNPRINTED.sub("", _CODE.sub("", text).translate(_SIGNS).replace("\r", "\n"))
    return tuple(line for line in seen.split("\n") if line.strip())
