"""A library too large to fetch in one piece → many small scripts, of which a question needs few.

Each place of the text stands in one list: that of the shortest run of characters which begins
there and is rare enough, or of one more where that ends in a frequent run. So every phrase is found
and counted from a few lists; of a frequent run the rows that hold it stand in a list as well.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import groupby, pairwise

from builder.language.folding import simplified_characters
from builder.model import SiteFile
from builder.search.folding import loose
from builder.search.known import known, variants, written
from builder.search.library import Document, Library
from builder.search.packing import (
    Words,
    best,
    best_stride,
    bits,
    coded,
    kind,
    learnt,
    sevens,
    strides,
)
from builder.search.rows import Row, Rows, rows

RARE = 12_000
"""Most places in a list."""

GATHERED = 30_000
"""Most places of a frequent run whose rows are gathered from the lists of what begins with it."""

SOME = 100
"""Fewest places for which a run that ends in a frequent one has a list of its own."""

PIECE = 9_000
"""Bytes of a piece; a list longer than that is a piece alone."""

TEXTS = 5_000
"""Bytes of a piece of text."""

FILED = 32_768
"""Rows of which one piece tells the labels."""

END = "\n"
"""Stands after each row; no question holds it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A run of characters, and where it stands."""

    run: str
    entries: int
    """Number of places, or of rows where only they are told; 0 where they must be gathered."""
    data: bytes
    """The size of the rests of steps from row to row and of places in it, 0 where none are told,
    in five bits each; then steps and places."""


def shards(library: Library) -> Iterator[SiteFile]:
    """Yield the pieces: runs in the order of their characters, labels, and the texts."""
    ordered = rows(library)
    texts = [row.text for row in ordered]
    text, starts = _joined(texts)
    bounds: list[str] = []
    for number, nodes in enumerate(_pieces(_families(text, starts))):
        bounds.append(nodes[0].run)
        yield _file(f"r{number}", _listing(nodes))
    for number, nodes in enumerate(_filed(library, ordered)):
        yield _file(f"l{number}", _listing(nodes))
    words = learnt(texts)
    blocks: list[int] = []
    for number, (first, content) in enumerate(_texts(ordered, words)):
        blocks.append(first)
        yield _file(f"t{number}", content)
    sizes = [len(held) for section in ordered.sections for held in section]
    lengths = sevens("".join(bits(sizes, best(sizes))))
    voices = (one.voice for one in ordered.documents)
    years = (one.date[:4] for one in ordered.documents)
    beside = known(library, text, whole=False)
    start = {
        "variants": variants(set(simplified_characters().values())),
        "words": [[*one, "".join(held)] for one, held in groupby(words.rows, kind)],
        "bounds": bounds,
        "blocks": blocks,
        "sizes": [best(sizes), len(sizes)],
        "voices": [[one, len([*held])] for one, held in groupby(voices)],
        "years": [[one, len([*held])] for one, held in groupby(years)],
        **{field.name: getattr(beside, field.name) for field in fields(beside)},
    }
    body = written(start).encode("utf-8", "backslashreplace")
    yield SiteFile("search/index.js", b'siteSearchShards.load(%s,"%s");\n' % (body, lengths))


def _joined(texts: Sequence[str]) -> tuple[str, array[int]]:
    """Return all texts as they are compared, and where each begins; and last, where all end."""
    folded = [loose(text) for text in texts]
    starts = array("L", [0])
    for text in folded:
        starts.append(starts[-1] + len(text) + 1)
    return END.join(folded) + END, starts


def _file(name: str, content: bytes) -> SiteFile:
    # One character beyond Latin-1 and a browser holds the whole script with two bytes for each.
    return SiteFile(
        f"search/{name[0]}/{name[1:]}.js",
        b'siteSearchShards.put("%s",%s);\n' % (name.encode(), content),
    )


# ------------------------------------------------------------------------- lists


def _families(text: str, starts: array[int]) -> Iterator[list[Node]]:
    """Yield the runs, each before those that begin with it; those that need each other together."""
    frequent = _frequent(text)
    places: dict[str, array[int]] = {}
    for place, character in enumerate(text):
        if character != END:
            places.setdefault(character, array("L")).append(place)
    open_ = [(run, places[run]) for run in sorted(places, reverse=True)]
    del places
    while open_:
        run, found = open_.pop()
        if len(found) <= RARE or run.endswith(END):
            lists = _with_parts(run, found, text, frequent)
            yield [_listed(one, held, starts) for one, held in lists]
        else:
            held = len(found) > GATHERED
            rows_ = dict.fromkeys(_row(place, starts) for place in found) if held else {}
            yield [_held(run, list(rows_))]
            further = _further(len(run), found, text)
            open_ += [(run + one, further[one]) for one in sorted(further, reverse=True)]


def _further(size: int, found: array[int], text: str) -> dict[str, array[int]]:
    """Return the places of a run of some size by the character that follows it."""
    out: dict[str, array[int]] = {}
    for place in found:
        out.setdefault(text[place + size], array("L")).append(place)
    return out


def _with_parts(
    run: str, found: array[int], text: str, frequent: set[str]
) -> Iterator[tuple[str, array[int]]]:
    """Yield a run, and those that begin with it and end in a frequent run, each with its places.

    What follows in so frequent a way could be told from no other list.
    """
    if run.endswith(END):
        yield run, found
        return
    further = _further(len(run), found, text)
    own = [
        one for one in sorted(further) if len(further[one]) >= SOME and run[1:] + one in frequent
    ]
    rest = [place for one, held in further.items() if one not in own for place in held]
    yield run, array("L", sorted(rest))
    for one in own:
        yield from _with_parts(run + one, further[one], text, frequent)


def _frequent(text: str) -> set[str]:
    """Return the runs that are too frequent for a list, up to five characters long."""
    out: set[str] = set()
    counts = Counter(text)
    for size in range(2, 7):
        found = {run for run, times in counts.items() if times > RARE and END not in run}
        out |= found
        counts = Counter(
            text[place : place + size]
            for place in range(len(text) - size + 1)
            if text[place : place + size - 1] in found
        )
    return out


def _row(place: int, starts: array[int]) -> int:
    return bisect_right(starts, place) - 1


def _listed(run: str, found: array[int], starts: array[int]) -> Node:
    """Return a run with all its places: rows from the one before, places in the row likewise."""
    steps: list[int] = []
    places: list[int] = []
    last, before = -1, 0
    for place in found:
        row = _row(place, starts)
        if row != last:
            before = starts[row]
        steps.append(row - last)
        places.append(place - before)
        last, before = row, place
    sizes = best_stride(steps), best(places) + 1
    both = [""] * (2 * len(found))
    both[::2] = strides(steps, sizes[0])
    both[1::2] = bits(places, sizes[1] - 1)
    return Node(run, len(found), sevens(f"{sizes[0]:05b}{sizes[1]:05b}" + "".join(both)))


def _held(run: str, found: Sequence[int]) -> Node:
    """Return a run with the rows that hold it."""
    steps = [row - last for last, row in pairwise([-1, *found])]
    size = best_stride(steps)
    return Node(run, len(found), sevens(f"{size:05b}{0:05b}" + "".join(strides(steps, size))))


def _pieces(families: Iterator[list[Node]]) -> Iterator[list[Node]]:
    held: list[Node] = []
    size = 0
    for family in families:
        more = sum(len(node.data) + 12 for node in family)
        if held and size + more > PIECE:
            yield held
            held, size = [], 0
        held += family
        size += more
    if held:
        yield held


def _listing(nodes: Sequence[Node]) -> bytes:
    """Return a piece of nodes: of each how much of the run before it keeps, and what follows; of
    each how many entries and how many characters of the list; all lists."""
    runs, before = [], ""
    for one in nodes:
        kept = _shared(before, one.run[:9])
        runs.append(f"{kept}{one.run[kept:]}")
        before = one.run
    numbers = [number for one in nodes for number in (one.entries, len(one.data.decode()))]
    heads = f"{written(' '.join(runs), escaped=True)},{written(numbers)}".encode()
    return b'%s,"%s"' % (heads, b"".join(one.data for one in nodes))


def _shared(one: str, other: str) -> int:
    """Return how many characters two runs begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _filed(library: Library, ordered: Rows) -> Iterator[list[Node]]:
    """Yield for each range of rows the labels, and of each the rows of the range filed under it."""
    several = [row.labels for row in ordered]
    for first in range(0, len(several), FILED):
        held: dict[int, list[int]] = {}
        for place, labels in enumerate(several[first : first + FILED]):
            for label in labels:
                if library.labels[label].kind != "topic":
                    held.setdefault(label, []).append(place)
        yield [_held(library.labels[label].id, held[label]) for label in sorted(held)]


# ------------------------------------------------------------------------- texts


def _texts(ordered: Rows, words: Words) -> Iterator[tuple[int, bytes]]:
    """Yield the first row of each piece of text, and the piece."""
    first, place, size = 0, 0, 0
    heads: list[object] = []
    signs: list[str] = []
    for section in ordered.sections:
        for document, held in zip(ordered.documents, section, strict=True):
            numbers: list[object] = []
            for row in held:
                if size > TEXTS:
                    yield first, _block(heads, signs)
                    first, size, heads, signs, numbers = place, 0, [], [], []
                if not numbers:
                    heads.append([*_head(document), numbers])
                _count(numbers, row)
                signs.append(coded(row.text, words))
                size += len(signs[-1]) + 4
                place += 1
    if signs:
        yield first, _block(heads, signs)


def _block(heads: list[object], signs: list[str]) -> bytes:
    return b'%s,"%s"' % (written(heads, escaped=True).encode(), "".join(signs).encode())


def _count(numbers: list[object], row: Row) -> None:
    """Add a paragraph to the numbers of a text: 1, 3 are three from 1 on; others are lists."""
    number = int(row.number) if row.number.isdecimal() and not row.id else -1
    match numbers:
        case [*_, int(first), int(count)] if number == first + count:
            numbers[-1] = count + 1
        case _ if number >= 0:
            numbers += [number, 1]
        case _:
            numbers.append([row.number, row.id])


def _head(one: Document) -> list[object]:
    return [
        one.id, one.url, one.title, one.voice, one.date, one.publisher, one.who, one.inferred,
    ]  # fmt: skip
