"""Phrases of a vocabulary in running text: many phrases, one pass, the longest at each place.

In: a vocabulary, once; then texts. Out: where a phrase stands and which it is. Width and case of
letters, the shape of quotes and of blanks and the script (traditional, simplified) make no
difference; `#` in a phrase stands for a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from builder.language.characters import exchanger
from builder.language.script import simplified

Found = tuple[int, int, int]
"""Start and end of a phrase in the text, and the phrase's place in the vocabulary."""

Finder = Callable[[str], tuple[Found, ...]]
"""Finds phrases in a text, in order of place."""

_even = exchanger(
    {
        **{code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)},
        **{code: code + 0x20 for code in range(0x41, 0x5B)},
        **{ord(mark): '"' for mark in "“”„‘’「」『』＂＇'"},
        **{ord(blank): " " for blank in "\u3000\xa0\t"},
    }
)

_DIGIT = re.compile("[0-9]")
_NUMBER = "(?<![0-9.,])[0-9](?:[0-9.,]{0,20}[0-9])?"


def plain(text: str) -> str:
    """Return `text` with width, case, quotes, blanks, script made alike, character for character.

    `“ＡＩ”數據` gives `"ai"数据`; a span in the one is a span in the other.
    """
    return _even(simplified(text))


def finder(vocabulary: Iterable[str]) -> Finder:
    """Return what finds the phrases of a vocabulary; a phrase given twice has its first place.

    With `("数据", "数据安全")`, `守住数据安全` gives `((2, 6, 1),)`: the longest phrase at a place
    takes it, and what begins inside it is not found. Phrases with a number sign are looked for
    apart and take nothing from the others. The time grows with the text, not the vocabulary.
    """
    phrases = tuple(vocabulary)
    places: dict[str, int] = {}
    even, end = plain("".join(phrases)), 0  # all at once: phrases are many and short
    for place, phrase in enumerate(phrases):
        start, end = end, end + len(phrase)
        if phrase:
            places.setdefault(even[start:end], place)
    words = _Words(phrase for phrase in places if "#" not in phrase)
    counted = sorted((phrase for phrase in places if "#" in phrase), key=len, reverse=True)
    begins = "".join(re.escape(phrase[0]).replace("\\#", "0-9") for phrase in counted)
    alternatives = "|".join(map(_counted, counted))
    of_numbers = re.compile(f"(?=[{begins}])(?:{alternatives})") if counted else None

    def find(text: str) -> tuple[Found, ...]:
        even = plain(text)
        found = [(start, end, places[even[start:end]]) for start, end in words.longest(even)]
        if of_numbers is not None and _DIGIT.search(even):
            found += (
                (*match.span(), places[counted[match.lastindex - 1]])
                for match in of_numbers.finditer(even)
                if match.lastindex
            )
            found.sort()
        return tuple(found)

    return find


class _Words:
    """Phrases by how they begin.

    A pattern of some thousand alternatives tries each at every letter; here only those are tried
    that begin with the two letters there.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        sizes: dict[str, set[int]] = {}
        for phrase in self._phrases:
            sizes.setdefault(phrase[:2], set()).add(len(phrase))
        for beginning in sizes:
            if len(beginning) > 1 and beginning[0] in sizes:
                sizes[beginning].add(1)
        self._sizes = {one: sorted(several, reverse=True) for one, several in sizes.items()}
        first, second = _any(one[0] for one in sizes), _any(one[1] for one in sizes if one[1:])
        alone = _any(one for one in sizes if not one[1:])
        self._beginning = re.compile(f"{first}(?:(?={second})|(?<={alone}))")

    def longest(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the longest phrases, each word of Latin letters whole."""
        free = 0
        for first in self._beginning.finditer(text):
            start = first.start()
            if start < free:
                continue
            two = text[start : start + 2]
            for size in self._sizes.get(two) or self._sizes.get(first[0]) or ():
                if text[start : start + size] in self._phrases and start + size <= len(text):
                    free = start + size
                    if _whole(text, start, free):
                        yield start, free
                    break


def _any(letters: Iterable[str]) -> str:
    """Return a pattern of any of some letters; it finds nothing where there are none."""
    several = "".join(sorted(set(letters)))
    return f"[{re.escape(several)}]" if several else "(?!)"


def _counted(phrase: str) -> str:
    """Return a pattern of a phrase with number signs, as one group: `超#%` is 超70%, 超0.5%."""
    return "(" + _NUMBER.join(map(re.escape, phrase.split("#"))) + ")"


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether a phrase that begins or ends with a Latin letter is no part of a word."""
    before, first = text[start - 1 : start], text[start]
    last, after = text[end - 1], text[end : end + 1]
    return not (_latin(before) and _latin(first)) and not (_latin(last) and _latin(after))


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
