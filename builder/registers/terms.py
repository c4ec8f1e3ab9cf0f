"""Texts and the editors' glossary → the occurrences of each term.

A term is found by all its names, in any width and with or without quotation marks; of overlapping
names only the longest counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from builder.language.folding import QUOTES, UNSEEN, folded
from builder.language.pinyin import pinyin, sorting
from builder.model import Occurrence, Span, Term, TermEntry, Text

_OPENING, _CLOSING = "“‘『「〝„＂＇\"'", "”’』」〞‟＂＇\"'"
_QUOTED = re.compile(f"[{re.escape(QUOTES)}]")
_LEFT_OUT = re.compile(f"{_QUOTED.pattern}|{UNSEEN.pattern}")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a term, prepared for the search."""

    folded: str
    """Without quotation marks, widths and capitals folded."""
    quoted: bool
    """Whether the whole name is in quotation marks, which are then part of its spans."""
    term: int
    """Index of the term."""


@dataclass(frozen=True, slots=True)
class _Bare:
    """A folded text without its quotation marks, and without signs that nobody sees."""

    text: str
    marks: Sequence[int]
    """Offset in `text` before which each mark was removed, ascending."""

    def offset(self, at: int) -> int:
        """Return the offset in the original text of an offset in `text`."""
        return at + bisect_right(self.marks, at)


def terms(
    entries: Sequence[TermEntry], found: Iterable[Sequence[tuple[int, Occurrence]]]
) -> tuple[Term, ...]:
    """Return the glossary in the order of a dictionary, with the occurrences of each term.

    `found` is what `find_terms` found in each text. An entry that no text uses has no occurrences.
    """
    occurrences: dict[int, list[Occurrence]] = defaultdict(list)
    for term, occurrence in chain.from_iterable(found):
        occurrences[term].append(occurrence)
    ordered = sorted(enumerate(entries), key=lambda pair: sorting(pair[1].term))
    return tuple(
        Term(entry, tuple(map(pinyin, (entry.term, *entry.aliases))), tuple(occurrences[number]))
        for number, entry in ordered
    )


def find_terms(text: Text, entries: tuple[TermEntry, ...]) -> tuple[tuple[int, Occurrence], ...]:
    """Return (index of an entry, occurrence) for each term in each paragraph of a text."""
    names = _names(tuple((entry.term, *entry.aliases) for entry in entries))
    found = []
    for paragraph in text.paragraphs:
        spans: dict[int, list[Span]] = defaultdict(list)
        for term, span in _uses(paragraph.text, names):
            spans[term].append(span)
        found += [(term, Occurrence(paragraph.id, at[0], len(at))) for term, at in spans.items()]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the terms, indexed for the search."""

    first: re.Pattern[str]
    """Finds the first characters of names."""
    by_beginning: Mapping[str, tuple[_Name, ...]]
    """First two characters, or the only one → the names with that beginning."""


@lru_cache(maxsize=2)
def _names(forms: tuple[tuple[str, ...], ...]) -> _Names:
    names: dict[str, dict[str, _Name]] = defaultdict(dict)
    for number, names_of_term in enumerate(forms):
        for form in names_of_term:
            bare = _bare(form).text.strip()
            if bare:
                quoted = form[0] in _OPENING and form[-1] in _CLOSING and len(form) > 2
                names[bare[:2]].setdefault(bare, _Name(bare, quoted, number))
    first = "".join(sorted({beginning[0] for beginning in names}))
    return _Names(
        re.compile(f"[{re.escape(first)}]" if first else "(?!)"),
        {beginning: tuple(found.values()) for beginning, found in names.items()},
    )


def _uses(text: str, names: _Names) -> Iterator[tuple[int, Span]]:
    """Yield (index of a term, span) of each use in `text`, in order of offset."""
    bare = _bare(text)
    matches = [
        (place, place + len(name.folded), name)
        for place in (first.start() for first in names.first.finditer(bare.text))
        for beginning in (bare.text[place], bare.text[place : place + 2])
        for name in names.by_beginning.get(beginning, ())
        if bare.text.startswith(name.folded, place) and _whole(bare.text, place, name.folded)
    ]
    taken: list[tuple[int, int, _Name]] = []
    covered = bytearray(len(bare.text))
    for start, end, name in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
            taken.append((start, end, name))
    for start, end, name in sorted(taken, key=lambda match: match[0]):
        span = bare.offset(start), bare.offset(end - 1) + 1
        yield name.term, _with_quotes(text, *span, name) if bare.marks else span


def _bare(text: str) -> _Bare:
    marks = [mark.start() - before for before, mark in enumerate(_LEFT_OUT.finditer(text))]
    return _Bare(folded(_LEFT_OUT.sub("", text) if marks else text), marks)


def _whole(text: str, start: int, name: str) -> bool:
    """Return whether a match of a name does not cut a word of Latin letters: AI in AIGC does."""
    end = start + len(name)
    return not (
        (_latin(name[0]) and _latin(text[max(start - 1, 0) : start]))
        or (_latin(name[-1]) and _latin(text[end : end + 1]))
    )


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _with_quotes(text: str, start: int, end: int, name: _Name) -> Span:
    """Return the span extended to its quotation marks: “养老驿站”, 道路“体检”."""
    inside = _QUOTED.findall(text[start:end])
    opened = sum(mark in _OPENING for mark in inside) - sum(mark in _CLOSING for mark in inside)
    before = start > 0 and text[start - 1] in _OPENING
    after = end < len(text) and text[end] in _CLOSING
    if opened < 0 and before:
        start -= 1
    elif opened > 0 and after:
        end += 1
    elif name.quoted and before and after:
        start, end = start - 1, end + 1
    return start, end
