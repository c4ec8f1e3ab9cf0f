"""Bytes of a zip archive, as .docx and .ofd are → its parts, unpacked within limits.

A few kilobytes can unpack to gigabytes, and a part can nest elements until a reader falls over:
both are refused in words, as is whatever is damaged, encrypted or another kind of archive.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Literal

from lxml import etree

from builder.formats.encodings import EXPORT
from builder.model import InputError

MARK = b"PK\x03\x04"
"""How a zip archive begins."""

FREE = 16_000_000
"""Bytes to which the parts that are read may unpack together, whatever their size in the file."""

RATIO = 100
"""How many times the size of the file they may unpack to where that is more."""

LARGEST = 256_000_000
"""Bytes to which they may unpack together in any case."""

DEEPEST = 200
"""Elements within one another in a part; tables within tables take four each."""

_AGAIN = "fetch the file again, or open it with the program that made it and save it anew"

Family = Literal["docx", "ofd"]


def family(data: bytes) -> Family | None:
    """Return which kind of document a file is; `None` for no archive, or one of another kind."""
    if not data.startswith(MARK):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [_folded(name) for name in archive.namelist()]
    except Exception:  # the reader fails in many ways on damaged bytes
        return None
    if "ofd.xml" in names:
        return "ofd"
    return "docx" if any(name.startswith("word/") for name in names) else None


class Archive:
    """A zip archive whose parts are read by name, capitals and backslashes ignored."""

    def __init__(self, data: bytes, file: str) -> None:
        """Open it; `file` is its name in messages. Raises `InputError` where it is damaged."""
        self._file = file
        self._left = min(LARGEST, max(FREE, RATIO * len(data)))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names: Mapping[str, str] = {
                _folded(name): name for name in reversed(self._zip.namelist())
            }
        except Exception as problem:  # the reader fails in many ways on damaged bytes
            raise self._damaged(f"its table of contents cannot be read ({problem})") from None

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, `None` where there is none of the name.

        Raises `InputError` where it is damaged or encrypted, or unpacks to too much.
        """
        found = self._names.get(_folded(name))
        if found is None:
            return None
        info = self._zip.getinfo(found)
        if info.flag_bits & 1:
            raise InputError(
                self._file,
                f"the document is protected by a password ({name} is encrypted)",
                remedy="open it with its password and save it without one",
                line=1,
            )
        self._left -= info.file_size
        if self._left < 0:
            raise InputError(
                self._file,
                f"the file unpacks to far more than a document holds ({name})",
                remedy=EXPORT,
                line=1,
            )
        try:
            with self._zip.open(info) as part:  # never more bytes than `file_size`
                return part.read()
        except Exception as problem:  # a wrong sum, a cut stream, an unknown compression
            raise self._damaged(f"{name} cannot be unpacked ({problem})") from None

    def xml(self, name: str) -> Any | None:
        """Return the root element of a part, `None` where there is none of the name.

        Entities and document types are refused: no office program writes any.
        """
        data = self.read(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise self._damaged(f"{name} is no sound XML ({problem})") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._damaged(f"{name} declares a document type")
        depth = 0
        for event, _ in etree.iterwalk(root, events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise self._damaged(f"{name} nests more than {DEEPEST} elements")
        return root

    def _damaged(self, how: str) -> InputError:
        return InputError(self._file, f"this document is damaged: {how}", remedy=_AGAIN, line=1)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
