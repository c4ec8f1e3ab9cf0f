"""Phrases of a vocabulary in running text: many phrases, one pass, the longest at each place.

In: a vocabulary, once; then texts. Out: where a phrase stands and which it is. Width and case of
letters, the shape of quotes and of blanks and the script (traditional, simplified) make no
difference; `#` in a phrase stands for a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from builder.language.script import table

Found = tuple[int, int, int]
"""Start and end of a phrase in the text, and the phrase's place in the vocabulary."""

Finder = Callable[[str], tuple[Found, ...]]
"""Finds phrases in a text, in order of place."""

_PLAIN = dict(table()) | str.maketrans(
    {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    | {letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    | dict.fromkeys("“”„‘’「」『』＂＇'", '"')
    | dict.fromkeys("\u3000\xa0\t", " ")
)

_NUMBER = "(?<![0-9.,])[0-9](?:[0-9.,]{0,20}[0-9])?"


def plain(text: str) -> str:
    """Return `text` with width, case, quotes, blanks, script made alike, character for character.

    `“ＡＩ”數據` gives `"ai"数据`; a span in the one is a span in the other.
    """
    return text.translate(_PLAIN)


def finder(vocabulary: Iterable[str]) -> Finder:
    """Return what finds the phrases of a vocabulary; a phrase given twice has its first place.

    With `("数据", "数据安全")`, `守住数据安全` gives `((2, 6, 1),)`: the longest phrase at a place
    takes it, and what begins inside it is not found. Phrases with a number sign are looked for
    apart and take nothing from the others. The time grows with the text, not the vocabulary.
    """
    places: dict[str, int] = {}
    for place, phrase in enumerate(vocabulary):
        if phrase:
            places.setdefault(plain(phrase), place)
    words = [phrase for phrase in places if "#" not in phrase]
    counted = sorted((phrase for phrase in places if "#" in phrase), key=len, reverse=True)
    of_words = re.compile(_alternation(sorted(words))) if words else None
    of_numbers = re.compile("|".join(map(_counted, counted))) if counted else None

    def find(text: str) -> tuple[Found, ...]:
        even = plain(text)
        found: list[Found] = []
        if of_words is not None:
            found += (
                (*match.span(), places[match[0]])
                for match in of_words.finditer(even)
                if _whole(even, *match.span())
            )
        if of_numbers is not None:
            found += (
                (*match.span(), places[counted[match.lastindex - 1]])
                for match in of_numbers.finditer(even)
                if match.lastindex
            )
            found.sort()
        return tuple(found)

    return find


def _alternation(phrases: Sequence[str]) -> str:
    """Return a pattern of sorted phrases that takes the longest and tries each letter once."""
    branches = []
    for _, same in groupby(phrases, key=lambda phrase: phrase[:1]):
        group = list(same)
        head = _shared_beginning(group[0], group[-1])
        tails = [phrase[len(head) :] for phrase in group if phrase != head]
        tail = f"(?:{_alternation(tails)})" if tails else ""
        branches.append(re.escape(head) + tail + ("?" if tails and head in group else ""))
    return "|".join(branches)


def _shared_beginning(first: str, last: str) -> str:
    """Return what two phrases begin with alike, and so all that are sorted between them."""
    length = 0
    for one, other in zip(first, last, strict=False):
        if one != other:
            break
        length += 1
    return first[:length]


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
