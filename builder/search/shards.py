"""A library too large to fetch in one piece → many small scripts, of which a question needs few.

Each place of the text stands in one list: that of the shortest run of characters which begins
there and is rare enough. So every phrase is found and counted from a few lists; a run that is too
frequent for a list has its number of paragraphs and the first of them instead.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from builder.language.script import table
from builder.model import SiteFile
from builder.search.folding import loose
from builder.search.library import Library

RARE = 10_000
"""Most places in a list."""

SHOWN = 40
"""Paragraphs that stand for a run that is too frequent."""

PIECE = 9_000
"""Bytes of a piece before it is packed; a list longer than that is a piece alone."""

END = "\n"
"""Stands after each paragraph; no question holds it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A run of characters, and where it stands."""

    run: str
    count: int
    """Number of paragraphs."""
    whole: bool
    """Whether all its places follow, or only the first paragraphs."""
    data: bytes
    """Paragraphs and places in them, as differences."""


def shards(library: Library) -> Iterator[SiteFile]:
    """Yield the pieces: texts in reading order, runs in the order of their characters."""
    folded = [loose(one.text) for one in library.paragraphs]
    starts = array("L", [0])
    for text in folded:
        starts.append(starts[-1] + len(text) + 1)
    text = END.join(folded) + END
    del folded
    blocks: list[int] = []
    for number, (first, content) in enumerate(_texts(library)):
        blocks.append(first)
        yield SiteFile(f"search/t/{number}.js", _script(f"t{number}", content))
    bounds: list[str] = []
    for number, (run, content) in enumerate(_pieces(_nodes(text, starts))):
        bounds.append(run)
        yield SiteFile(f"search/r/{number}.js", _script(f"r{number}", content))
    pairs = sorted((chr(code), other) for code, other in table().items())
    start = {
        "variants": ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)],
        "paragraphs": len(library.paragraphs),
        "blocks": blocks,
        "bounds": bounds,
    }
    body = json.dumps(start, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    yield SiteFile(
        "search/index.js",
        f"siteSearchShards.load({body});\n".encode("utf-8", "backslashreplace"),
    )


def _script(name: str, content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return b'siteSearchShards.put("%s",%d,"%s");\n' % (name.encode(), len(packed), _sevens(packed))


_ESCAPED = {code: chr(128 + code).encode() for code in (0, 10, 13, 34, 92)}


def _sevens(data: bytes) -> bytes:
    """Return bytes as characters of a script's string: seven bits each, the low ones first.

    A sixth less than base64. What a string cannot hold stands 128 characters further on.
    """
    sevens = bytearray()
    for start in range(0, len(data), 7):
        number = int.from_bytes(data[start : start + 7], "little")
        for _ in range(8):
            sevens.append(number & 127)
            number >>= 7
    out = bytes(sevens)
    for code, written in _ESCAPED.items():
        if code:
            out = out.replace(bytes((code,)), written)
    return out.replace(b"\0", _ESCAPED[0])


def _texts(library: Library) -> Iterator[tuple[int, bytes]]:
    """Yield the first paragraph of each piece of text, and the piece."""
    first, size = 0, 0
    rows: list[list[object]] = []
    documents: dict[int, int] = {}
    for place, one in enumerate(library.paragraphs):
        if size > 2 * PIECE:
            yield first, _block(library, documents, rows)
            first, size, rows, documents = place, 0, [], {}
        at = documents.setdefault(one.document, len(documents))
        rows.append([at, one.number, one.role, one.text, one.id])
        size += 3 * len(one.text) + 20
    if rows:
        yield first, _block(library, documents, rows)


def _block(library: Library, documents: dict[int, int], rows: list[list[object]]) -> bytes:
    heads = [
        [one.id, one.url, one.title, one.voice, one.date, one.publisher, one.who, one.inferred]
        for one in (library.documents[place] for place in documents)
    ]
    written = json.dumps([heads, rows], ensure_ascii=False, separators=(",", ":"))
    return written.encode("utf-8", "backslashreplace")


def _nodes(text: str, starts: array[int]) -> Iterator[Node]:
    """Yield the runs, each before those that begin with it."""
    places: dict[str, array[int]] = {}
    for place, character in enumerate(text):
        if character != END:
            places.setdefault(character, array("L")).append(place)
    open_ = [(run, places[run]) for run in sorted(places, reverse=True)]
    del places
    while open_:
        run, found = open_.pop()
        if len(found) <= RARE or run.endswith(END):
            yield _listed(run, found, starts)
            continue
        yield _summed(run, found, starts)
        further: dict[str, array[int]] = {}
        size = len(run)
        for place in found:
            further.setdefault(text[place + size], array("L")).append(place)
        open_ += [(run + one, further[one]) for one in sorted(further, reverse=True)]


def _listed(run: str, found: array[int], starts: array[int]) -> Node:
    data = bytearray()
    before, last, end, count, place_before = 0, -1, -1, 0, 0
    for place in found:
        if place >= end:
            last = bisect_right(starts, place) - 1
            end = starts[last + 1]
            place_before = starts[last]
            _number(data, last - before + 1 if count else last + 1)
            before = last
            count += 1
        else:
            data.append(0)
        _number(data, place - place_before)
        place_before = place
    return Node(run, count, True, bytes(data))


def _summed(run: str, found: array[int], starts: array[int]) -> Node:
    data = bytearray()
    before, end, count = 0, -1, 0
    for place in found:
        if place >= end:
            last = bisect_right(starts, place) - 1
            end = starts[last + 1]
            if count < SHOWN:
                _number(data, last - before + 1 if count else last + 1)
                _number(data, place - starts[last])
                before = last
            count += 1
    return Node(run, count, False, bytes(data))


def _number(data: bytearray, number: int) -> None:
    """Append a number in sevens of bits, the low ones first."""
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    data.append(number)


def _pieces(nodes: Iterator[Node]) -> Iterator[tuple[str, bytes]]:
    """Yield the first run of each piece, and the piece: its runs, then what they hold."""
    held: list[Node] = []
    size = 0
    for node in nodes:
        if held and size + len(node.data) > PIECE:
            yield held[0].run, _piece(held)
            held, size = [], 0
        held.append(node)
        size += len(node.data) + 12
    if held:
        yield held[0].run, _piece(held)


def _piece(nodes: list[Node]) -> bytes:
    """Return the nodes: of each what its run shares with the one before, the rest of it, and more.

    First all runs with what is said of them, then all lists: like beside like is packed tighter.
    """
    heads, lists = bytearray(), bytearray()
    before = ""
    for node in nodes:
        shared = _shared(before, node.run)
        rest = node.run[shared:].encode("utf-8", "surrogatepass")
        _number(heads, shared)
        _number(heads, len(rest))
        heads += rest
        _number(heads, 0 if node.whole else node.count)
        _number(heads, len(node.data))
        lists += node.data
        before = node.run
    return len(heads).to_bytes(4, "little") + bytes(heads) + bytes(lists)


def _shared(one: str, other: str) -> int:
    """Return how many characters two runs begin with alike."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))
