"""The search of a large library, in many scripts → the rows that a browser would make of them.

Lists tell where each run of characters begins in the folded texts; together they spell all of them.
So they are held against the texts without a folding of their own, and against each other.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from builder.proof.search_index import Head, Hit, Index, Record, of_gaps, pair_faults

Scripts = Mapping[str, bytes]
"""Name in the folder of the search, as r/0.js → script."""

# siteSearchShards.put("t0",[["gov-cn",…,[1,3]]],"<~}");⏎
_CALL = re.compile(
    rb'siteSearchShards\.(?P<name>load|put)\((?P<data>.*),"(?P<packed>[^\0\n\r"\\]*)"\);\n',
    re.DOTALL,
)

_SIGNS = {chr(code): sign for sign, code in enumerate(sorted({*range(128)} - {0, 10, 13, 34, 92}))}
_OTHER, _END, _SHORT = 0, 1, 60
_FILED = 32_768
_ROW_END = "\n"
_FILLERS = "\u115f\u1160"
"""Letters that nobody sees."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A run of characters with its list."""

    run: str
    rows: Sequence[int]
    """Ascending; several times where it stands there several times, if it is placed."""
    offsets: Sequence[int] | None
    """Of each its offset; `None` in a list of rows alone."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as a hit would show it."""

    head: Record
    number: str
    id: str
    text: str
    asks: bool
    copies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Library:
    """All rows, and where the documents and sections of them begin."""

    rows: Sequence[_Row]
    firsts: Sequence[int]
    """For each document in each section its first row; the number of rows."""
    documents: int

    def of(self, section: int, document: int) -> range:
        """Return the numbers of the rows of a document in a section."""
        place = section * self.documents + document
        return range(self.firsts[place], self.firsts[place + 1])


def sharded_index(scripts: Scripts) -> Index:
    """Return the index of some scripts. Raises `ValueError` and its like where it is unreadable."""
    (start,), lengths = _parts(scripts["index.js"], "load")
    voices, years, sorts = (_repeated(start[one]) for one in ("voices", "years", "sorts"))
    bits = _Bits(lengths)
    size, count = start["sizes"]
    firsts = [0, *accumulate(bits.rice(size) for _ in range(count))]
    if count != 5 * len(voices):
        raise ValueError(f"it has {count} sections for {len(voices)} documents")
    _known_files(scripts, start, firsts[-1])
    codes = ["", "", *_words(start["words"])]
    rows = [row for one in range(len(start["blocks"])) for row in _block(scripts, one, codes)]
    if len(rows) != firsts[-1]:
        raise ValueError(f"it has {len(rows)} rows, not {firsts[-1]}")
    library = _Library(rows, firsts, len(voices))
    heads = [_head(rows[library.of(0, one)[0]].head) for one in range(len(voices))]
    texts = {one for one in range(len(voices)) if library.of(1, one) or library.of(2, one)}
    filed = _filed(scripts, len(rows))
    hits = {
        number: _hit(number, heads[one], library, filed, heading=section == 1)
        for one in range(len(voices))
        for section in (1, 2)
        for number in library.of(section, one)
    }
    readings = range(firsts[3 * len(voices)], firsts[4 * len(voices)])
    columns = (("voice", voices), ("year", years), ("sort", sorts))
    faults = (
        *_block_faults(start["blocks"], scripts, codes),
        *_column_faults(heads, columns),
        *_name_faults(library, heads),
        *_voice_faults(library, voices, filed),
        *_base_faults(library, readings, start["bases"]),
        *_list_faults(scripts, start, rows),
        *pair_faults(start["variants"]),
    )
    return Index(
        [head for one, head in enumerate(heads) if one in texts],
        [*hits.values()],
        [_plain(rows[number]) for number in readings],
        [head for one, head in enumerate(heads) if one not in texts],
        [_plain(row) for row in rows[firsts[4 * len(voices)] :]],
        {name: start[name] for name in ("labels", "terms", "cited", "rings", "offices")},
        [(row[0], words, "") for row in start["terms"] for (words,) in row[6]],
        faults,
        is_brief=True,
    )


# ------------------------------------------------------------------ unpacking


def _parts(script: bytes, name: str) -> tuple[list[Any], str]:
    """Return the arguments of a call: values, and what is packed."""
    call = _CALL.fullmatch(script)
    if call is None or call["name"].decode() != name:
        raise ValueError(f"is no call of {name} with data alone")
    packed = call["packed"].decode()
    if not packed.isascii() and max(packed) > "\xff":
        raise ValueError("what is packed has characters of more than a byte")
    return json.loads(b"[%s]" % call["data"]), packed


def _shard(scripts: Scripts, kind: str, number: int) -> tuple[list[Any], str]:
    (name, *values), packed = _parts(scripts[f"{kind}/{number}.js"], "put")
    if name != f"{kind}{number}":
        raise ValueError(f"{kind}/{number}.js hands over {name}")
    return values, packed


def _known_files(scripts: Scripts, start: Mapping[str, Any], rows: int) -> None:
    """Raise where there are other shards than the index knows."""
    counts = {"r": len(start["bounds"]), "t": len(start["blocks"]), "l": -(-rows // _FILED)}
    known = {f"{kind}/{one}.js" for kind, count in counts.items() for one in range(count)}
    if other := known ^ (scripts.keys() - {"index.js"}):
        raise ValueError(f"{min(other)} is missing, or nothing reads it")


class _Bits:
    """Reads numbers of packed characters, seven bits in each."""

    def __init__(self, packed: str) -> None:
        self._bits = "".join([f"{ord(one) & 127:07b}" for one in packed])
        self._at = 0

    def take(self, size: int) -> int:
        """Return a number of a size."""
        self._at += size
        if self._at > len(self._bits):
            raise ValueError("a list ends early")
        return int(self._bits[self._at - size : self._at] or "0", 2)

    def _times(self) -> int:
        before, self._at = self._at, self._bits.index("0", self._at) + 1
        return self._at - before - 1

    def rice(self, size: int) -> int:
        """Return a number in Rice code."""
        return (self._times() << size) + self.take(size)

    def stride(self, size: int) -> int:
        """Return a number in exponential Golomb code."""
        more = size + self._times()
        return (1 << more) + self.take(more) - (1 << size)


def _nodes(scripts: Scripts, kind: str, number: int) -> Iterator[_Node]:
    """Yield the runs of a shard of lists."""
    (runs, numbers), lists = _shard(scripts, kind, number)
    before, at = "", 0
    written = runs.split(" ") if runs else []
    for place, one in enumerate(written):
        before = before[: int(one[0])] + one[1:]
        entries, length = numbers[2 * place : 2 * place + 2]
        bits = _Bits(lists[at : at + length])
        at += length
        step, inner = bits.take(5), bits.take(5)
        rows, offsets = array("L"), array("L")
        row, offset = -1, 0
        for _ in range(entries):
            gap = bits.stride(step)
            row += gap
            rows.append(row)
            if inner:
                more = bits.rice(inner - 1)
                offset = more if gap else offset + more
                offsets.append(offset)
        yield _Node(before, rows, offsets if inner else None)
    if at != len(lists) or 2 * len(written) != len(numbers):
        raise ValueError(f"{kind}/{number}.js has lists of no run")


def _repeated(column: Sequence[Record]) -> list[str]:
    return [value for value, times in column for _ in range(times)]


def _words(groups: Sequence[Record]) -> Iterator[str]:
    for size, _, joined in groups:
        yield from (joined[at : at + size] for at in range(0, len(joined), size))


def _block(scripts: Scripts, number: int, codes: Sequence[str]) -> Iterator[_Row]:
    """Yield the rows of a shard of texts."""
    (heads,), signs = _shard(scripts, "t", number)
    texts = _texts(signs, codes)
    for head in heads:
        numbers = iter(head[-1])
        for first in numbers:
            if isinstance(first, list):
                written, id_, asks, copies = first
                named = tuple((name, url) for name, url in copies)
                own = id_ or f"{head[0]}-p{written}"
                yield _Row(head, written, own, next(texts), asks == 1, named)
                continue
            for one in range(first, first + next(numbers)):
                yield _Row(head, str(one), f"{head[0]}-p{one}", next(texts), False, ())
    if next(texts, None) is not None:
        raise ValueError(f"t/{number}.js has a text of no row")


def _texts(signs: str, codes: Sequence[str]) -> Iterator[str]:
    """Yield texts that are composed of words by their codes."""
    numbers = map(_SIGNS.__getitem__, signs)
    out: list[str] = []
    for code in numbers:
        if code == _END:
            yield "".join(out)
            out = []
        elif code == _OTHER:
            high, middle, low = next(numbers), next(numbers), next(numbers)
            out.append(chr((high * len(_SIGNS) + middle) * len(_SIGNS) + low))
        elif code < _SHORT:
            out.append(codes[code])
        else:
            out.append(codes[_SHORT + (code - _SHORT) * len(_SIGNS) + next(numbers)])
    if out:
        raise ValueError("a text has no end")


def _head(row: Record) -> Head:
    id_, url, title, voice, date, publisher, who, inferred, reason, number, sort, _ = row
    return Head(id_, url, title, voice, date, publisher, who, inferred, reason, number, sort)


def _plain(row: _Row) -> Hit:
    """Return a reading, or a line that is left out."""
    head = _head(row.head)
    return Hit(head, row.id, row.number, row.text, head.voice, head.who, copies=row.copies)


def _hit(
    number: int, head: Head, library: _Library, filed: Mapping[int, Sequence[str]], *, heading: bool
) -> Hit:
    """Return a paragraph; what stands above it must be its document's, but for who speaks."""
    row = library.rows[number]
    reply = library.rows[number - 1].id if row.asks else ""
    labels = tuple(one for one in filed.get(number, ()) if not one.startswith("@"))
    role = "heading" if heading else ""
    voice, who = row.head[3], row.head[6]
    return Hit(head, row.id, row.number, row.text, voice, who, role, labels, reply=reply)


def _filed(scripts: Scripts, rows: int) -> dict[int, list[str]]:
    """Return number of a row → what it is filed under: ids of labels, @ and a voice."""
    out: dict[int, list[str]] = {}
    for number in range(-(-rows // _FILED)):
        for node in _nodes(scripts, "l", number):
            for row in node.rows:
                out.setdefault(number * _FILED + row, []).append(node.run)
    return out


# --------------------------------------------------------------------- faults


def _block_faults(blocks: Sequence[int], scripts: Scripts, codes: Sequence[str]) -> Iterator[str]:
    """Yield the shards of texts that do not begin with the row that they should."""
    first = 0
    for number, one in enumerate(blocks):
        if one != first:
            yield f"t/{number}.js begins with row {first}, not {one}"
        first += sum(1 for _ in _block(scripts, number, codes))


def _column_faults(
    heads: Sequence[Head], columns: Sequence[tuple[str, Sequence[str]]]
) -> Iterator[str]:
    """Yield the documents that are counted under another voice, year or sort than is shown."""
    for name, column in columns:
        if len(column) != len(heads):
            yield f"it has the {name} of {len(column)} documents, not {len(heads)}"
        for head, value in zip(heads, column, strict=False):
            shown = head.date[:4] if name == "year" else getattr(head, name)
            if shown != value:
                yield f"{head.id} is counted under {name} {value or '(none)'}"


def _name_faults(library: _Library, heads: Sequence[Head]) -> Iterator[str]:
    """Yield names of documents that are found by other words, and rows under another head."""
    for document, head in enumerate(heads):
        rows = [library.rows[one] for one in library.of(0, document)]
        names = [f"#{head.id}", head.title, head.who, head.publisher, head.number]
        for row in rows:
            if not row.number.isdecimal() or names[int(row.number)] != row.text:
                yield f"{head.id} is found as {row.text}, which is none of its names"
        given = {row.number for row in rows}
        # What is left out is found by its id and its lines.
        is_text = library.of(1, document) or library.of(2, document)
        for number, name in enumerate(names if is_text else names[:1]):
            if str(number) not in given and any(map(str.isalnum, name)):
                yield f"{head.id} is not found as {name}"
        for section in range(5):
            for number in library.of(section, document):
                other = _head(library.rows[number].head)
                is_said = section in {1, 2, 3}
                for name in Head.__dataclass_fields__:
                    if is_said and name in {"voice", "who"}:
                        continue
                    if getattr(other, name) != getattr(head, name):
                        yield f"{library.rows[number].id} has {name} {getattr(other, name)}"


def _voice_faults(
    library: _Library, voices: Sequence[str], filed: Mapping[int, Sequence[str]]
) -> Iterator[str]:
    """Yield the rows that are counted under another voice than they show."""
    for document, voice in enumerate(voices):
        for section in range(5):
            for number in library.of(section, document):
                own = [one[1:] for one in filed.get(number, ()) if one.startswith("@")]
                row = library.rows[number]
                if (own or [voice]) != [row.head[3]]:
                    yield f"{row.id} is counted under voice {'、'.join(own) or voice}"


def _base_faults(
    library: _Library, readings: range, bases: Sequence[Sequence[int]]
) -> Iterator[str]:
    """Yield the readings that are said to be of another text."""
    if len(bases) != len(readings):
        yield f"it has the places of {len(bases)} readings, not {len(readings)}"
    for number, places in zip(readings, bases, strict=False):
        row = library.rows[number]
        own = {library.rows[one].head[0] for one in places}
        first, end = (library.firsts[one * library.documents] for one in (1, 3))
        if own != {row.head[0]} or not all(first <= one < end for one in places):
            yield f"the reading “{row.text[:20]}” is of {'、'.join(sorted(own)) or 'no text'}"
        elif library.rows[places[0]].id != row.id:
            yield f"the reading “{row.text[:20]}” is shown at {row.id}, another paragraph"


def _list_faults(scripts: Scripts, start: Mapping[str, Any], rows: Sequence[_Row]) -> Iterator[str]:
    """Yield where the lists do not find what the rows say."""
    nodes: list[_Node] = []
    shard_of: dict[str, tuple[int, bool]] = {}
    for number, bound in enumerate(start["bounds"]):
        for place, node in enumerate(_nodes(scripts, "r", number)):
            if not place and node.run != bound:
                yield f"r/{number}.js begins with {node.run!r}, not {bound!r}"
            if node.run[:-1]:
                shard, is_placed = shard_of.get(node.run[:-1], (-1, True))
                if is_placed and shard != number:
                    yield f"r/{number}.js has {node.run!r}, and not what it begins with"
            shard_of[node.run] = number, node.offsets is not None
            nodes.append(node)
    for one, other in pairwise(nodes):
        if one.run >= other.run:
            yield f"{other.run!r} is listed after {one.run!r}"
    yield from _spelt_faults(nodes, rows, _folds(start["variants"]))


def _spelt_faults(
    nodes: Sequence[_Node], rows: Sequence[_Row], folds: Mapping[str, str]
) -> Iterator[str]:
    """Yield the rows that the lists spell otherwise than they are shown."""
    placed = {one.run for one in nodes if one.offsets is not None}
    counted = {one.run: array("L") for one in nodes if one.offsets is None}
    above = [
        [one.run[:n] for n in range(1, len(one.run)) if one.run[:n] in counted] for one in nodes
    ]
    sizes = array("L", bytes(8 * len(rows)))
    for node in nodes:
        for row, offset in zip(node.rows, node.offsets or (), strict=False):
            sizes[row] = max(sizes[row], offset + 1)
    starts = [0, *accumulate(sizes)]
    held = array("l", [-1]) * starts[-1]
    for number, node in enumerate(nodes):
        for row, offset in zip(node.rows, node.offsets or (), strict=False):
            if held[starts[row] + offset] >= 0:
                yield f"{rows[row].id}: {node.run!r} is listed twice"
            held[starts[row] + offset] = number
    for number, shown in enumerate(rows):
        own = held[starts[number] : starts[number + 1]]
        spelt = "".join([nodes[one].run[0] if one >= 0 else "\0" for one in own]) + _ROW_END
        said = "".join(map(_folded, shown.text))
        if _letters("".join([folds.get(one, one) for one in said])) != _letters(spelt):
            yield f"{shown.id} is found as “{spelt[:20].strip()}”, and says “{shown.text[:20]}”"
            continue
        for offset, one in enumerate(own):
            run = nodes[one].run if one >= 0 else "\0"
            more = spelt[offset : offset + len(run) + 1]
            if not spelt.startswith(run, offset) or (more != run and more in placed):
                yield f"{shown.id}: “{more}” is listed as “{run}”"
            for shorter in above[one] if one >= 0 else ():
                if not counted[shorter] or counted[shorter][-1] != number:
                    counted[shorter].append(number)
    for node in nodes:
        if node.offsets is None and node.rows and [*node.rows] != [*counted[node.run]]:
            yield f"“{node.run}” is said to stand in {len(node.rows)} rows, not as they are"


def _folds(columns: Sequence[str]) -> dict[str, str]:
    """Return traditional characters → simplified ones."""
    others, plain = (map(chr, of_gaps(one)) for one in columns)
    return dict(zip(others, plain, strict=False))


def _folded(character: str) -> str:
    return unicodedata.normalize("NFKC", character).lower()


def _letters(words: str) -> str:
    """Return letters and digits: other signs are folded in ways that matter to no reader."""
    return "".join([one for one in words if one.isalnum() and one not in _FILLERS])
