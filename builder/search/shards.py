"""A library too large for one file → an inverted index and the texts, in many small scripts.

An offset is in one posting list: that of the shortest n-gram which begins there and is rare enough,
or of one longer where that ends in a frequent n-gram. So every phrase is found and counted from few
lists. Of a frequent n-gram there is a list of the rows that contain it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, groupby, pairwise

from builder.language.folding import simplified_characters
from builder.model import SiteFile, Voice, voice_rank
from builder.search.columns import known, variants, written
from builder.search.folding import loose
from builder.search.library import Copy, Document, Library, Reading
from builder.search.packing import (
    Dictionary,
    best_golomb,
    best_rice,
    encoded,
    golomb,
    kind,
    learned,
    packed,
    rice,
)
from builder.text.diff import common_prefix


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes of lists and shards."""

    rare: int = 12_000
    """Most offsets in a list."""
    gathered: int = 30_000
    """Most offsets of a frequent n-gram whose rows the browser collects from longer n-grams."""
    some: int = 100
    """Fewest offsets for which an n-gram that ends in a frequent one has a list of its own."""
    shard: int = 9_000
    """Bytes of a shard of lists; a longer list is a shard of its own."""
    texts: int = 5_000
    """Bytes of a shard of texts."""


LIMITS = Limits()

FILED = 32_768
"""Rows whose labels are in one shard; shards.js knows it too."""

END = "\n"
"""Ends each row; no question contains it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or a name of a document: its title, who wrote it, who published it, its id."""

    number: str
    text: str
    id: str = ""
    """Where it does not follow from document and number."""
    labels: tuple[int, ...] = ()
    said: tuple[Voice, str] | None = None
    """Whose voice it is and who speaks, where that is not the document's."""
    asks: bool = False
    """Whether it is a question; the row before it is its answer."""
    copies: tuple[Copy, ...] = ()
    """Of a reading, the copies that print it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows in the order of hits, so that their order need not be sent."""

    documents: tuple[Document, ...]
    """The weightiest voices first; those that are left out at the end."""
    sections: tuple[tuple[tuple[Row, ...], ...], ...]
    """Names, headings, all else, readings of other copies, what is left out: the rows of each
    document."""
    bases: tuple[tuple[int, ...], ...]
    """Of each reading, the rows that show its passage."""

    def __iter__(self) -> Iterator[Row]:
        """Yield all rows in order."""
        return (row for section in self.sections for held in section for row in held)


@dataclass(frozen=True, slots=True)
class Node:
    """An n-gram with its posting list."""

    gram: str
    entries: int
    """Number of offsets, or of rows in a list of rows; 0 where they must be collected."""
    data: bytes
    """Size of the codes of gaps, and of offsets plus one (0 in a list of rows), in five bits each;
    then the gaps from row to row, each with the offset in the row."""


def shards(library: Library, limits: Limits = LIMITS) -> Iterator[SiteFile]:
    """Yield the shards: n-grams in the order of their characters, labels, texts; and the index."""
    rows = _rows(library)
    texts = [row.text for row in rows]
    folded = [loose(text) for text in texts]
    starts = array("L", [0])
    for one in folded:
        starts.append(starts[-1] + len(one) + 1)
    text = END.join(folded) + END
    bounds: list[str] = []
    for number, nodes in enumerate(_grouped(_families(text, starts, limits), limits)):
        bounds.append(nodes[0].gram)
        yield _file("r", number, _listing(nodes))
    for number, nodes in enumerate(_filed(library, rows)):
        yield _file("l", number, _listing(nodes))
    dictionary = learned(texts)
    blocks: list[int] = []
    for number, (first, content) in enumerate(_texts(rows, dictionary, limits)):
        blocks.append(first)
        yield _file("t", number, content)
    sizes = [len(held) for section in rows.sections for held in section]
    start = {
        "variants": variants(set(simplified_characters().values())),
        "words": [[*one, "".join(held)] for one, held in groupby(dictionary.grams, kind)],
        "bounds": bounds,
        "blocks": blocks,
        "sizes": [best_rice(sizes), len(sizes)],
        "voices": _repeated(one.voice for one in rows.documents),
        "years": _repeated(one.date[:4] for one in rows.documents),
        "sorts": _repeated(one.sort for one in rows.documents),
        "bases": rows.bases,
        **asdict(known(library, text, whole=False)),
    }
    body = written(start).encode("utf-8", "backslashreplace")
    lengths = packed("".join(rice(sizes, best_rice(sizes))))
    yield SiteFile("search/index.js", b'siteSearchShards.load(%s,"%s");\n' % (body, lengths))


def _repeated(column: Iterator[str]) -> list[tuple[str, int]]:
    """Return a column in run-length coding."""
    return [(value, len([*held])) for value, held in groupby(column)]


def _file(folder: str, number: int, content: bytes) -> SiteFile:
    # One character beyond Latin-1 and a browser holds the whole script with two bytes for each.
    name = f"{folder}{number}".encode()
    return SiteFile(
        f"search/{folder}/{number}.js", b'siteSearchShards.put("%s",%s);\n' % (name, content)
    )


def _rows(library: Library) -> Rows:
    """Return the rows of a library."""
    order = sorted(enumerate(library.documents), key=lambda numbered: voice_rank(numbered[1].voice))
    held: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
    for number, one in enumerate(library.paragraphs):
        held[one.document, one.role == "heading"].append(number)
    answers = {
        number + 1: number
        for number, (one, other) in enumerate(pairwise(library.paragraphs))
        if (one.role, other.role) == ("question", "answer") and one.document == other.document
    }
    for numbers in held.values():
        # No hit on a question is before one on its answer.
        numbers.sort(key=lambda number: (answers.get(number, number), number not in answers))
    readings: defaultdict[int, list[Reading]] = defaultdict(list)
    for reading in library.readings:
        readings[library.paragraphs[reading.paragraphs[0]].document].append(reading)

    left = tuple((-1 - number, one) for number, one in enumerate(library.left_out))
    lines: defaultdict[int, list[Row]] = defaultdict(list)
    for one in library.left_lines:
        lines[-1 - one.document].append(Row(one.number, one.text, library.own_left_id(one)))
    order += left
    names = tuple(
        _names(document) if number >= 0 else (Row("0", f"#{document.id}"),)
        for number, document in order
    )
    places: dict[int, int] = {}
    first = sum(map(len, names))
    asking = set(answers.values())
    sections = [names]
    for heading in (True, False):
        for document, _ in order:
            for number in held[document, heading]:
                places[number] = first + len(places)
        sections.append(
            tuple(
                tuple(_row(number, library, asks=number in asking) for number in held[one, heading])
                for one, _ in order
            )
        )
    sections.append(
        tuple(
            tuple(
                replace(_row(one.paragraphs[0], library), text=one.text, copies=one.copies)
                for one in readings[document]
            )
            for document, _ in order
        )
    )
    sections.append(tuple(tuple(lines[number]) for number, _ in order))
    bases = tuple(
        tuple(places[number] for number in one.paragraphs)
        for document, _ in order
        for one in readings[document]
    )
    return Rows(tuple(document for _, document in order), tuple(sections), bases)


def _row(number: int, library: Library, *, asks: bool = False) -> Row:
    one = library.paragraphs[number]
    document, said = library.documents[one.document], library.said(one)
    other = said if said != (document.voice, document.who) else None
    return Row(one.number, one.text, library.own_id(one), one.labels, other, asks)


def _names(one: Document) -> tuple[Row, ...]:
    names = enumerate((one.title, one.who, one.publisher, one.number), 1)
    return (Row("0", f"#{one.id}"), *(Row(str(n), name) for n, name in names if loose(name)))


# ------------------------------------------------------------------------- posting lists


def _families(text: str, starts: array[int], limits: Limits) -> Iterator[list[Node]]:
    """Yield the n-grams, each before those that begin with it; what belongs together as a list."""
    frequent = _frequent(text, limits)
    offsets: dict[str, array[int]] = {}
    for offset, character in enumerate(text):
        if character != END:
            offsets.setdefault(character, array("L")).append(offset)
    open_ = [(gram, offsets[gram]) for gram in sorted(offsets, reverse=True)]
    del offsets
    while open_:
        gram, found = open_.pop()
        if len(found) <= limits.rare or gram.endswith(END):
            lists = _split(gram, found, text, frequent, limits)
            yield [_node(one, held, starts) for one, held in lists]
        else:
            held = len(found) > limits.gathered
            numbers = dict.fromkeys(_row_at(offset, starts) for offset in found) if held else {}
            yield [_node_of_rows(gram, list(numbers))]
            longer = _extended(len(gram), found, text)
            open_ += [(gram + one, longer[one]) for one in sorted(longer, reverse=True)]


def _extended(size: int, found: array[int], text: str) -> dict[str, array[int]]:
    """Return the offsets of an n-gram of some size by the character that follows it."""
    out: dict[str, array[int]] = {}
    for offset in found:
        out.setdefault(text[offset + size], array("L")).append(offset)
    return out


def _split(
    gram: str, found: array[int], text: str, frequent: set[str], limits: Limits
) -> Iterator[tuple[str, array[int]]]:
    """Yield an n-gram, and those that begin with it and end in a frequent one, with their offsets.

    Where a frequent n-gram follows, no other list has the offset.
    """
    if gram.endswith(END):
        yield gram, found
        return
    longer = _extended(len(gram), found, text)
    own = [
        one
        for one in sorted(longer)
        if len(longer[one]) >= limits.some and gram[1:] + one in frequent
    ]
    rest = chain.from_iterable(held for one, held in longer.items() if one not in own)
    yield gram, array("L", sorted(rest))
    for one in own:
        yield from _split(gram + one, longer[one], text, frequent, limits)


def _frequent(text: str, limits: Limits) -> set[str]:
    """Return the n-grams of up to six characters that are too frequent for a list."""
    out: set[str] = set()
    counts = Counter(text)
    for size in range(2, 7):
        found = {gram for gram, times in counts.items() if times > limits.rare and END not in gram}
        out |= found
        counts = Counter(
            text[at : at + size]
            for at in range(len(text) - size + 1)
            if text[at : at + size - 1] in found
        )
    return out


def _row_at(offset: int, starts: array[int]) -> int:
    return bisect_right(starts, offset) - 1


def _node(gram: str, found: array[int], starts: array[int]) -> Node:
    """Return an n-gram with its offsets: rows and offsets in a row as gaps from the one before."""
    gaps: list[int] = []
    inner: list[int] = []
    last, before = -1, 0
    for offset in found:
        row = _row_at(offset, starts)
        if row != last:
            before = starts[row]
        gaps.append(row - last)
        inner.append(offset - before)
        last, before = row, offset
    order, size = best_golomb(gaps), best_rice(inner)
    pairs = zip(golomb(gaps, order), rice(inner, size), strict=True)
    bits = "".join(chain.from_iterable(pairs))
    return Node(gram, len(found), packed(f"{order:05b}{size + 1:05b}{bits}"))


def _node_of_rows(gram: str, found: Sequence[int]) -> Node:
    """Return an n-gram with the rows that contain it."""
    gaps = [row - last for last, row in pairwise([-1, *found])]
    order = best_golomb(gaps)
    return Node(gram, len(found), packed(f"{order:05b}{0:05b}" + "".join(golomb(gaps, order))))


def _grouped(families: Iterator[list[Node]], limits: Limits) -> Iterator[list[Node]]:
    """Yield the nodes of each shard; a family is in one."""
    held: list[Node] = []
    size = 0
    for family in families:
        more = sum(len(node.data) + 12 for node in family)
        if held and size + more > limits.shard:
            yield held
            held, size = [], 0
        held += family
        size += more
    if held:
        yield held


def _listing(nodes: Sequence[Node]) -> bytes:
    """Return a shard of lists.

    For each n-gram the length of the prefix shared with the one before, and the rest; for each the
    number of entries, and of characters in its list; then all lists.
    """
    grams, before = [], ""
    for one in nodes:
        kept = common_prefix(before, one.gram[:9])
        grams.append(f"{kept}{one.gram[kept:]}")
        before = one.gram
    numbers = [number for one in nodes for number in (one.entries, len(one.data.decode()))]
    heads = f"{written(' '.join(grams), escaped=True)},{written(numbers)}".encode()
    return b'%s,"%s"' % (heads, b"".join(one.data for one in nodes))


def _filed(library: Library, rows: Rows) -> Iterator[list[Node]]:
    """Yield for each range of rows its facets, each with the rows of the range filed under it.

    A voice that is not the document's is a facet, too: @ and its name.
    """
    every = list(rows)
    for first in range(0, len(every), FILED):
        held: dict[int, list[int]] = {}
        heard: dict[str, list[int]] = {}
        for number, row in enumerate(every[first : first + FILED]):
            for label in row.labels:
                if library.labels[label].kind != "topic":
                    held.setdefault(label, []).append(number)
            if row.said:
                heard.setdefault(f"@{row.said[0]}", []).append(number)
        yield [
            *(_node_of_rows(voice, heard[voice]) for voice in sorted(heard)),
            *(_node_of_rows(library.labels[label].id, held[label]) for label in sorted(held)),
        ]


# ------------------------------------------------------------------------- texts


def _texts(rows: Rows, dictionary: Dictionary, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Yield the number of the first row of each shard of texts, and the shard."""
    first, number, size = 0, 0, 0
    heads: list[object] = []
    signs: list[str] = []
    for section in rows.sections:
        for document, held in zip(rows.documents, section, strict=True):
            numbers: list[object] = []
            said: tuple[Voice, str] | None = None
            for row in held:
                if row.said != said:
                    said, numbers = row.said, []
                if size > limits.texts:
                    yield first, _block(heads, signs)
                    first, size, heads, signs, numbers = number, 0, [], [], []
                if not numbers:
                    heads.append([*_head(document, said), numbers])
                _count(numbers, row)
                signs.append(encoded(row.text, dictionary))
                size += len(signs[-1]) + 4
                number += 1
    if signs:
        yield first, _block(heads, signs)


def _block(heads: list[object], signs: list[str]) -> bytes:
    return b'%s,"%s"' % (written(heads, escaped=True).encode(), "".join(signs).encode())


def _count(numbers: list[object], row: Row) -> None:
    """Add a paragraph to the numbers of a text: 1, 3 are three from 1 on; others are lists."""
    plain = row.number.isdecimal() and not (row.id or row.asks or row.copies)
    number = int(row.number) if plain else -1
    match numbers:
        case [*_, int(first), int(count)] if number == first + count:
            numbers[-1] = count + 1
        case _ if number >= 0:
            numbers += [number, 1]
        case _:
            copies = [[one.name, one.url] for one in row.copies]
            numbers.append([row.number, row.id, int(row.asks), copies])


def _head(one: Document, said: tuple[Voice, str] | None) -> list[object]:
    voice, who = said or (one.voice, one.who)
    return [
        one.id, one.url, one.title, voice, one.date, one.publisher, who, one.inferred, one.reason,
        one.number, one.sort,
    ]  # fmt: skip
