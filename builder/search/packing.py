"""Numbers and texts → characters of a script's string, seven bits each, and the codes for both.

No general packer: the bytes of those differ from one build to the next, and a browser unpacks
them only beside its own work. Small numbers take few bits, frequent words two characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.language.words import is_word

_UNHELD = (0, 10, 13, 34, 92)
"""What a string of a script cannot hold as it stands; it stands 128 characters further on."""

_SEVENS = {
    f"{code:07b}": (chr(code + 128) if code in _UNHELD else chr(code)).encode()
    for code in range(128)
}

ALPHABET = "".join(chr(code) for code in range(128) if code not in _UNHELD)
"""The signs of which the codes of words are made."""

_OTHER, _END, _SHORT = 0, 1, 60
"""Codes: a character that is no word follows; a text ends; from here on a code has two signs."""

_LONGEST = 6
"""Characters of a word."""

_SAMPLE = 2_000_000
"""Characters of which the words are learnt."""

_SELDOM = 20
"""Times that a word is found at least."""


@dataclass(frozen=True, slots=True)
class Words:
    """The runs of characters of which texts are made up."""

    rows: tuple[str, ...]
    """In the order of their codes: the most frequent, then all others; each by `kind`."""
    codes: dict[str, str]
    """Word → its one or two signs."""


def bits(numbers: Sequence[int], size: int) -> list[str]:
    """Return numbers in the code of Rice: of each the multiples of 2 ** size, then the rest."""
    if not size:
        return ["1" * number + "0" for number in numbers]
    rest, form = (1 << size) - 1, f"0{size}b"
    return ["1" * (one >> size) + "0" + format(one & rest, form) for one in numbers]


def best(numbers: Sequence[int]) -> int:
    """Return the size of the rest with which numbers take the fewest bits, or nearly."""
    size = (int(0.69 * sum(numbers) / len(numbers)) if numbers else 0).bit_length()
    tried = (size, max(0, size - 1))
    return min(tried, key=lambda one: sum([n >> one for n in numbers]) + one * len(numbers))


def strides(numbers: Sequence[int], size: int) -> list[str]:
    """Return numbers in the code of Golomb by powers: how many bits more than `size`, then they.

    For steps from row to row: what stands in one text stands there often, and then far off.
    """
    rest = [bin(number + (1 << size))[3:] for number in numbers]
    return ["1" * (len(one) - size) + "0" + one for one in rest]


def best_stride(numbers: Sequence[int]) -> int:
    """Return the size with which strides take the fewest bits, or nearly."""
    middle = sorted(numbers)[len(numbers) // 2].bit_length() if numbers else 0
    tried = sorted({max(0, middle - less) for less in range(4)})
    return min(
        tried,
        key=lambda one: (
            sum([2 * (n + (1 << one)).bit_length() for n in numbers]) - one * len(numbers)
        ),
    )


def sevens(row: str) -> bytes:
    """Return a row of bits as characters, the first bit the highest; the last is filled up."""
    row += "0" * (-len(row) % 7)
    return b"".join([_SEVENS[row[at : at + 7]] for at in range(0, len(row), 7)])


def learnt(texts: Sequence[str]) -> Words:
    """Return the words with which texts are short, learnt from a part of them."""
    sample = texts[:: 1 + sum(map(len, texts)) // _SAMPLE]
    singles = Counter(character for text in sample for character in text)
    most = _SHORT - 2 + (len(ALPHABET) - _SHORT) * len(ALPHABET)
    found: Counter[str] = Counter()
    for size in range(2, _LONGEST + 1):
        runs = Counter(
            text[at : at + size] for text in sample for at in range(len(text) - size + 1)
        )
        found.update({run: times for run, times in runs.items() if times >= _SELDOM})
    kept = [one for one, times in singles.most_common() if times > 1][: most // 2]
    # What is cut by longer words is found less often than it is printed: cut, count, cut again.
    for number in (4 * most, 2 * most, most - len(kept)):
        held = sorted(found, key=lambda run: (-found[run] * (len(run) - 1), run))[:number]
        codes = dict.fromkeys(held, "")
        found = Counter(word for text in sample for word in _cut(text, codes))
        uses = found.copy()
        for word in [word for word in found if len(word) < 2]:
            del found[word]
    several = sorted({*held, *kept}, key=lambda word: (-uses[word], word))
    frequent, others = several[: _SHORT - 2], several[_SHORT - 2 :]
    rows = [
        word
        for part in (frequent, others)
        for word in sorted(part, key=lambda word: (kind(word), word))
    ]
    return Words(tuple(rows), {word: _code(place + 2) for place, word in enumerate(rows)})


def kind(word: str) -> tuple[int, int]:
    """Return how many characters a run has, and whether it is a word of the language: 1 or 0."""
    return len(word), int(len(word) > 1 and is_word(word))


def _cut(text: str, words: dict[str, str]) -> Iterable[str]:
    """Yield the longest words that are known, from the left; else single characters."""
    place = 0
    while place < len(text):
        for size in range(_LONGEST, 1, -1):
            if (word := text[place : place + size]) in words:
                break
        else:
            word = text[place]
        yield word
        place += len(word)


def coded(text: str, words: Words) -> str:
    """Return a text in signs, with its end."""
    out = [words.codes.get(word) or _spelt(word) for word in _cut(text, words.codes)]
    return "".join(out) + _code(_END)


def _code(number: int) -> str:
    if number < _SHORT:
        return ALPHABET[number]
    high, low = divmod(number - _SHORT, len(ALPHABET))
    return ALPHABET[_SHORT + high] + ALPHABET[low]


def _spelt(character: str) -> str:
    high, low = divmod(ord(character), len(ALPHABET))
    return _code(_OTHER) + "".join(ALPHABET[one] for one in (*divmod(high, len(ALPHABET)), low))
