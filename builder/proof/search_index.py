"""The search files of a folder → the rows that a browser would make of them.

Read strictly: a file is one call with plain JSON in it, so that nothing else can run.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = list[Any]
"""A value as JSON has it: its columns are told where it is read."""

# siteSearchEngine.load({⏎"documents":[…],⏎"texts":["养老驿站由街道设立。"]⏎});⏎
_CALL = re.compile(
    rb"siteSearchEngine\.(?P<name>load|loadLeft)\((?P<data>\{\n.*\n\})\);\n", re.DOTALL
)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"


@dataclass(frozen=True, slots=True)
class Head:
    """What a hit says above its words."""

    id: str
    url: str
    title: str
    voice: str
    date: str
    publisher: str
    who: str
    inferred: bool
    reason: str
    number: str
    sort: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What can be found: a paragraph, a reading of other copies, or a line that is left out."""

    head: Head
    id: str
    """Id of the paragraph."""
    number: str
    """Where it stands: of a line that is left out, its number in its file."""
    text: str
    voice: str
    who: str
    role: str = ""
    labels: tuple[str, ...] = ()
    """Ids."""
    copies: tuple[tuple[str, str], ...] = ()
    """Name and address of each copy that prints a reading."""
    reply: str = ""
    """Id of the paragraph that is shown as its answer, where the index tells."""


@dataclass(frozen=True)
class Index:
    """The search of a folder."""

    texts: Sequence[Head]
    hits: Sequence[Hit]
    """The paragraphs of the texts."""
    readings: Sequence[Hit]
    left: Sequence[Head]
    left_hits: Sequence[Hit]
    known: Mapping[str, Sequence[Record]]
    """labels, terms, cited, rings and offices, as the engine gets them."""
    defined: Sequence[tuple[str, str, str]]
    """Id of a term, the words that define it, id of their paragraph; '' for none."""
    faults: Sequence[str] = ()
    """What would make a browser find less than there is."""
    is_brief: bool = False
    """Whether of roles it tells headings alone, and no topics, but which answer a question has."""


def whole_index(script: bytes, left: bytes) -> Index:
    """Return the index of two scripts. Raises `ValueError` and its like where it cannot be read."""
    data = _loaded(script, "load")
    heads = [_head(row) for row in data["documents"]]
    names = [row[0] for row in data["labels"]]
    hits = []
    for row, text in zip(data["paragraphs"], data["texts"], strict=True):
        head, (number, role, labels) = heads[row[0]], row[1:4]
        voice, who = data["speakers"][row[5]] if len(row) > 5 else (head.voice, head.who)
        id_ = (row[4] if len(row) > 4 else "") or f"{head.id}-p{number}"
        held = tuple(names[label] for label in labels)
        hits.append(Hit(head, id_, number, text, voice, who, role, held))
    other = _loaded(left, "loadLeft")
    left_heads = [_head(row) for row in other["documents"]]
    return Index(
        heads,
        hits,
        [_reading(row, hits) for row in data["readings"]],
        left_heads,
        [
            _left(left_heads[row[0]], row, text)
            for row, text in zip(other["paragraphs"], other["texts"], strict=True)
        ],
        {name: data[name] for name in ("labels", "terms", "cited", "rings", "offices")},
        [_defined(row[0], one, hits) for row in data["terms"] for one in row[6]],
        [*_cuts(data["cuts"], data["texts"]), *pair_faults(data["variants"])],
    )


def _loaded(script: bytes, name: str) -> dict[str, Any]:
    call = _CALL.fullmatch(script)
    if call is None or call["name"].decode() != name:
        raise ValueError(f"is no call of {name} with data alone")
    data = json.loads(call["data"])
    assert isinstance(data, dict)
    return data


def _head(row: Record) -> Head:
    id_, title, voice, date, year, publisher, who, inferred, url, reason, number, sort = row
    if date[:4] != year:
        raise ValueError(f"{id_} is of {date} and filed under {year}")
    return Head(
        id_, url, title, voice, date, publisher, who, inferred == 1, reason, number, sort
    )  # fmt: skip


def _left(head: Head, row: Record, text: str) -> Hit:
    id_ = row[4] if len(row) > 4 else f"{head.id}-p{row[1]}"
    return Hit(head, id_, row[1], text, head.voice, head.who)


def _reading(row: Record, hits: Sequence[Hit]) -> Hit:
    """Return a reading, whose words are given or are spans of the paragraphs that show it."""
    places, parts, copies = row
    shown = "".join(hits[place].text for place in places)
    text = "".join(part if isinstance(part, str) else _units(shown, *part) for part in parts)
    one = hits[places[0]]
    named = tuple((name, url) for name, url in copies)
    return Hit(one.head, one.id, one.number, text, one.voice, one.who, copies=named)


def _defined(term: str, one: Record, hits: Sequence[Hit]) -> tuple[str, str, str]:
    if len(one) == 1:
        return term, one[0], ""
    place, start, end = one
    return term, _units(hits[place].text, start, end), hits[place].id


def _units(text: str, start: int, end: int) -> str:
    """Return a part of a text between offsets as JavaScript counts them."""
    if text.isascii() or max(text) < "\U00010000":
        return text[start:end]
    held = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    return held.decode("utf-16-le", "surrogatepass")


def _cuts(written: str, texts: Sequence[str]) -> list[str]:
    """Return the texts in which no word begins where they begin: what is in them is not known."""
    marks = base64.b64decode(written, validate=True)
    at, faults = 0, []
    for text in texts:
        if text and not (at >> 3 < len(marks) and marks[at >> 3] >> (at & 7) & 1):
            faults.append(f"no word begins where “{text[:20]}” begins")
        at += len(text.encode("utf-16-le", "surrogatepass")) // 2
    return faults if (at + 7) // 8 == len(marks) else [*faults, "words are cut in other texts"]


def pair_faults(columns: Sequence[str]) -> list[str]:
    """Return what is wrong with the characters that are searched as others."""
    others, plain = (of_gaps(one) for one in columns)
    if len(others) != len(plain) or len({*others}) != len(others) or {*others} & {*plain}:
        return ["its pairs of traditional and simplified characters are none"]
    return []


def of_gaps(digits: str) -> list[int]:
    """Return the numbers whose gaps are written to the base of 32, the lowest digit first."""
    out, last, gap, size = [], 0, 0, 1
    for one in digits:
        digit = _DIGITS.index(one)
        gap += digit % 32 * size
        size *= 32
        if digit < 32:
            last += -(gap + 1) // 2 if gap % 2 else gap // 2
            out.append(last)
            gap, size = 0, 1
    return out
