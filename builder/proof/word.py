"""Word documents received and their readings → words of a reading that its file does not hold, or
that the reading lacks.

The archive is read by the standard library alone: its XML, the words in it, and nothing of what
styles and numbering say. What the format sets or counts need not stand there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from unicodedata import normalize
from xml.etree import ElementTree

import olefile

from builder.model import LineMark, Source, printable
from builder.proof.words import QUOTED

_PART = re.compile(r"(?!.*\.rels$).*\.xml")
_UNSHOWN = frozenset(("rt", "Fallback", "instrText", "delInstrText", "ffData", "fldData"))
"""Elements whose words are no words of the text: readings above signs, what stands for others."""

_SIGNS = {"noBreakHyphen": "-", "br": "\n", "cr": "\n", "tab": "\t"}
_LARGEST = 100_000_000
"""Bytes of the largest part that is read."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What a damaged part raises; the reading says itself that its file is damaged."""

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_CODE = re.compile(r"\x13[^\x13\x14\x15]*\x14?")
_MARKS = re.compile(r"[\x00-\x1d\x1f]")
"""The code of a field in the old format, and what is no character of words."""

_SPAN = 400
"""Runs over which the words of a line may stand that are not beside each other."""
_HASTY, _FLAGS, _COMPLEX = "\0hasty\0", 0x0A, 0x04
"""Of an old document that was saved in haste; where the file says so, and the bit that does."""
_LEAST = 4
"""Characters of the shortest piece of words in the old format, where it cuts them."""


@dataclass
class _Dump:
    """What an archive holds."""

    runs: list[str] = field(default_factory=list)
    """Words of each run, without blanks, in the order of the archive."""
    shown: list[str] = field(default_factory=list)
    """Those that a reading must have: no alternatives, nothing that nobody refers to."""


def word_differences(source: Source, data: bytes) -> Iterator[str]:
    """Yield where the reading of a Word document says other words than the file holds."""
    file = f"seeds/sources/{source.entry.file}"
    if source.form == "worddoc":
        whole, dump = _old(data), None
    else:
        dump = _dumped(data)
        whole = "".join(dump.runs)
        if not whole:  # damaged, so that only the reader of formats finds its parts
            return
    marks = source.marks or (LineMark(),) * len(source.lines)
    kept = {one.line for one in source.withheld}
    for number, (line, mark) in enumerate(zip(source.lines, marks, strict=True), 1):
        for piece in _unset(line, mark) if number not in kept else ():
            words = _bare(piece)
            if words not in whole and not (
                _in_runs(words, dump.runs) if dump else _in_pieces(words, whole)
            ):
                yield f"{file}:{number}: the document does not hold “{_quoted(piece)}”"
    if dump and not source.withheld and not source.damage:
        read = _bare("".join(source.lines))
        for words in dump.shown:
            if words not in read:
                yield f"{file}: its reading lacks “{_quoted(words)}”"


def _dumped(data: bytes) -> _Dump:
    """Return the words of an archive."""
    dump = _Dump()
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if _PART.fullmatch(part.filename) and part.file_size < _LARGEST:
                with suppress(*_BROKEN):
                    # Only its words are asked; the reader of formats has refused what is hostile.
                    tree = ElementTree.fromstring(archive.read(part))
                    _walk(tree, dump, is_shown=_kind(tree) in ("document", "comments"))
    return dump


def _walk(element: ElementTree.Element, dump: _Dump, *, is_shown: bool) -> None:
    """Add the words in an element, without going deeper than a list can."""
    stack = [(element, is_shown)]
    while stack:
        one, shown = stack.pop()
        name = _kind(one)
        if name in _UNSHOWN:
            shown = False
        if name in _SIGNS or name in ("t", "delText", "textpath"):
            words = _bare(_SIGNS.get(name) or one.get("string") or one.text or "")
            dump.runs += [words] if words else []
            dump.shown += [words] if words and shown and name == "t" else []
        stack += [(inner, shown) for inner in reversed(one)]


def _kind(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _old(data: bytes) -> str:
    """Return the characters of the stream with the words of an old document, in both widths."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        stream = container.openstream("WordDocument").read()
    texts = (
        stream.decode("utf-16-le", errors="replace"),
        stream[1:].decode("utf-16-le", errors="replace"),
        stream.decode("cp1252", errors="replace"),
    )
    hasty = _HASTY if len(stream) > _FLAGS and stream[_FLAGS] & _COMPLEX else ""
    plain = [form for one in texts for form in (one, _CODE.sub("", one))]
    return hasty + "\0".join(_bare(_MARKS.sub("", one).replace("\x1e", "-")) for one in plain)


def _in_runs(words: str, runs: Sequence[str]) -> bool:
    """Return whether words are runs one after another, between which others may stand.

    What is struck or hidden stands between the runs of a line, and not in it.
    """
    for start, run in enumerate(runs):
        if not words.startswith(run):
            continue
        at = 0
        for other in runs[start : start + _SPAN]:
            if words.startswith(other, at):
                at += len(other)
                if at == len(words):
                    return True
    return False


def _in_pieces(words: str, whole: str) -> bool:
    """Return whether words are pieces that stand in a text.

    Letters of one byte and of two lie apart; a file that was saved in haste is cut anywhere.
    """
    is_hasty, at = whole.startswith(_HASTY), 0
    while at < len(words):
        size = bisect_left(range(1, len(words) - at + 1), True, key=_absent(words, at, whole))
        cut = at + size
        is_apart = cut == len(words) or words[cut].isascii() or words[cut - 1].isascii()
        if not size or not (is_apart or (is_hasty and size >= _LEAST)):
            return False
        at = cut
    return True


def _absent(words: str, at: int, whole: str) -> Callable[[int], bool]:
    """Return whether so many characters of words are in no place of a text."""
    return lambda size: words[at : at + size] not in whole


def _unset(line: str, mark: LineMark) -> Iterator[str]:
    at = 0
    for start, end in mark.set:
        yield line[at:start]
        at = end
    yield line[at:]


def _bare(words: str) -> str:
    return normalize("NFKC", _UNSEEN.sub("", words))


def _quoted(words: str) -> str:
    return printable(words if len(words) <= QUOTED else f"{words[:QUOTED]}…")
