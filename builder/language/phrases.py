"""Phrases of a vocabulary in running text: many phrases, one pass, the longest at each offset.

A vocabulary in, then texts; out come the spans of its phrases. Width and case of letters, shapes of
quotes and blanks, the script, and signs that nobody sees make no difference; `#` in a phrase
matches a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from builder.language.folding import folded, seen

Found = tuple[int, int, int]
"""Start and end of a phrase in the text, and the phrase's index in the vocabulary."""

Finder = Callable[[str], tuple[Found, ...]]
"""Finds phrases in a text, in order of their offsets."""

_MARKS = str.maketrans("“”„‘’「」『』'\t", '"""""""""" ')
"""Quotes and blanks that folding leaves as they are."""

_DIGIT = re.compile("[0-9]")
_NUMBER = "(?<![0-9.,])[0-9](?:[0-9.,]{0,20}[0-9])?"
"""A number in figures: 70, 0.5, 1,000."""


def plain(text: str) -> str:
    """Return `text` folded, with quotes and blanks in one shape too, character for character.

    `“ＡＩ”數據` gives `"ai"数据`; spans are valid in both.
    """
    return folded(text).translate(_MARKS)


def finder(vocabulary: Iterable[str]) -> Finder:
    """Return what finds the phrases of a vocabulary; a phrase given twice has its first index.

    With `("道路", "道路养护")`, `加强道路养护` gives `((2, 6, 1),)`: the longest phrase at an
    offset wins, and what begins inside it is not found. Phrases with a number sign are searched
    for separately and hide none of the others. The time grows with the text, not the vocabulary.
    """
    phrases = tuple(vocabulary)
    index: dict[str, int] = {}
    for number, phrase in enumerate(phrases):
        if phrase:
            index.setdefault(plain(phrase), number)
    words = _Words(phrase for phrase in index if "#" not in phrase)
    counted = sorted((phrase for phrase in index if "#" in phrase), key=len, reverse=True)
    numbers = re.compile("|".join(map(_with_number, counted))) if counted else None

    def find(text: str) -> tuple[Found, ...]:
        words_seen, places = seen(text)
        even = plain(words_seen)
        found = [(start, end, index[even[start:end]]) for start, end in words.longest(even)]
        if numbers is not None and _DIGIT.search(even):
            found += (
                (*match.span(), index[counted[match.lastindex - 1]])
                for match in numbers.finditer(even)
                if match.lastindex
            )
            found.sort()
        if len(even) == len(text):
            return tuple(found)
        return tuple((places[start], places[end - 1] + 1, at) for start, end, at in found)

    return find


class _Words:
    """Phrases indexed by their first two characters.

    A regular expression would try each of a thousand phrases at every offset; here only the
    phrases that begin with the two characters there are tried.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        sizes: dict[str, set[int]] = {}
        for phrase in self._phrases:
            sizes.setdefault(phrase[:2], set()).add(len(phrase))
        for beginning in sizes:
            if len(beginning) > 1 and beginning[0] in sizes:
                sizes[beginning].add(1)
        self._sizes = {pair: sorted(found, reverse=True) for pair, found in sizes.items()}
        self._first = frozenset(beginning[0] for beginning in sizes)

    def longest(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the longest phrases, except those that cut a word of Latin letters."""
        free = 0
        for start, first in enumerate(text):
            if start < free or first not in self._first:
                continue
            for size in self._sizes.get(text[start : start + 2]) or self._sizes.get(first) or ():
                end = start + size
                if end <= len(text) and text[start:end] in self._phrases:
                    free = end
                    if _whole(text, start, end):
                        yield start, end
                    break


def _with_number(phrase: str) -> str:
    """Return a pattern of a phrase with number signs, as one group: `超#%` is 超70%, 超0.5%."""
    return "(" + _NUMBER.join(map(re.escape, phrase.split("#"))) + ")"


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether a phrase that begins or ends with a Latin letter is no part of a word."""
    before, first = text[start - 1 : start], text[start]
    last, after = text[end - 1], text[end : end + 1]
    return not (_latin(before) and _latin(first)) and not (_latin(last) and _latin(after))


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
