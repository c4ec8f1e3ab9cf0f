"""Received files and their readings → what a reading says that its file does not, or lacks.

A web page is dumped by the standard library alone, its tags taken off; Word files by `word.py`. No
reader of formats is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

from builder.disk.files import content
from builder.disk.received import FOLDER
from builder.model import LineMark, Source, printable
from builder.proof.word import word_differences
from builder.proof.words import QUOTED

_UNSHOWN = frozenset(("script", "style", "template", "head"))
"""Elements whose text no browser shows."""

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")


def readings_proof(root: Path, sources: Iterable[Source]) -> Iterator[str]:
    """Yield where the reading of a web page or Word document says other words than it holds."""
    for source in sources:
        if source.form == "webpage":
            page = content(root / FOLDER / source.entry.file) or b""
            yield from differences(source, dumped(page.decode(source.encoding, errors="replace")))
        elif source.form in ("docx", "worddoc"):
            file = content(root / FOLDER / source.entry.file) or b""
            yield from word_differences(source, file)


class _Dump(HTMLParser):
    """Collects the texts between the tags of a web page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _UNSHOWN:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            del self._within[self._within.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._within and data.strip():
            self.texts.append(data)


def dumped(page: str) -> tuple[str, ...]:
    """Return the texts of a web page in its order: `<p>甲<b>乙</b></p>` gives 甲 and 乙."""
    dump = _Dump()
    dump.feed(page)
    dump.close()
    return tuple(dump.texts)


def differences(source: Source, texts: Sequence[str]) -> Iterator[str]:
    """Yield the words of a reading that are not in the texts of its page, and the texts that are
    not in the reading.

    What the format sets or counts need not stand in the page; where an editor withholds lines, it
    is not asked what the reading lacks.
    """
    whole, read = _bare("".join(texts)), _bare("".join(source.lines))
    file = f"seeds/sources/{source.entry.file}"
    marks = source.marks or (LineMark(),) * len(source.lines)
    for number, (line, mark) in enumerate(zip(source.lines, marks, strict=True), 1):
        for piece in _unset(line, mark):
            if _bare(piece) not in whole:
                yield f"{file}:{number}: the page does not hold “{_quoted(piece)}”"
    plain = normalize("NFKC", read)  # a raised 2 is read as ²
    for text in texts if not source.withheld else ():
        if _bare(text) not in read and normalize("NFKC", _bare(text)) not in plain:
            yield f"{file}: its reading lacks “{_quoted(text.strip())}”"


def _unset(line: str, mark: LineMark) -> Iterator[str]:
    """Yield the runs of a line between what its format sets or counts."""
    at = 0
    for start, end in mark.set:
        yield line[at:start]
        at = end
    yield line[at:]


def _bare(words: str) -> str:
    return _UNSEEN.sub("", words)


def _quoted(words: str) -> str:
    return printable(words if len(words) <= QUOTED else f"{words[:QUOTED]}…")
