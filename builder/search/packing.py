"""Compression: numbers and texts → characters of a JavaScript string, seven bits in each.

Numbers by Rice and exponential Golomb codes, texts by a dictionary of frequent n-grams. No general
compressor: its bytes differ between versions, and a browser decompresses only asynchronously.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from builder.language.words import is_word
from builder.text.ngrams import ngrams

_UNSAFE = (0, 10, 13, 34, 92)
"""ASCII codes that a string literal cannot hold as they are; they are written 128 higher."""

_SEVENS = {
    f"{code:07b}": (chr(code + 128) if code in _UNSAFE else chr(code)).encode()
    for code in range(128)
}

ALPHABET = "".join(chr(code) for code in range(128) if code not in _UNSAFE)
"""The signs that codes of n-grams are made of."""

_OTHER, _END, _SHORT = 0, 1, 60
"""Codes: a character of no n-gram follows; a text ends; from this one on codes have two signs."""

_LONGEST = 6
"""Characters of the longest n-gram in the dictionary."""

_SAMPLE = 2_000_000
"""Characters from which the dictionary is learned."""

_SELDOM = 20
"""Fewest occurrences of an n-gram that may enter the dictionary."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """N-grams of which texts are composed."""

    grams: tuple[str, ...]
    """In the order of their codes: the most frequent, then all others; each part by `kind`."""
    codes: dict[str, str]
    """N-gram → its one or two signs."""


def rice(numbers: Sequence[int], size: int) -> list[str]:
    """Return numbers in Rice codes, as bits: the quotient by 2 ** size in unary, then the rest."""
    if not size:
        return ["1" * number + "0" for number in numbers]
    rest, form = (1 << size) - 1, f"0{size}b"
    return ["1" * (one >> size) + "0" + format(one & rest, form) for one in numbers]


def best_rice(numbers: Sequence[int]) -> int:
    """Return the size with which Rice codes take the fewest bits, or nearly."""
    size = (int(0.69 * sum(numbers) / len(numbers)) if numbers else 0).bit_length()
    tried = (size, max(0, size - 1))
    return min(tried, key=lambda one: sum([n >> one for n in numbers]) + one * len(numbers))


def golomb(numbers: Sequence[int], size: int) -> list[str]:
    """Return numbers in exponential Golomb codes of order `size`, as bits.

    For gaps between rows: what occurs in one text occurs there often, and then far away.
    """
    rest = [bin(number + (1 << size))[3:] for number in numbers]
    return ["1" * (len(one) - size) + "0" + one for one in rest]


def best_golomb(numbers: Sequence[int]) -> int:
    """Return the order with which exponential Golomb codes take the fewest bits, or nearly."""
    middle = sorted(numbers)[len(numbers) // 2].bit_length() if numbers else 0
    tried = sorted({max(0, middle - less) for less in range(4)})
    return min(
        tried,
        key=lambda one: (
            sum([2 * (n + (1 << one)).bit_length() for n in numbers]) - one * len(numbers)
        ),
    )


def packed(bits: str) -> bytes:
    """Return bits as characters, the first bit the highest; the last character is padded."""
    bits += "0" * (-len(bits) % 7)
    return b"".join([_SEVENS[bits[at : at + 7]] for at in range(0, len(bits), 7)])


def learned(texts: Sequence[str]) -> Dictionary:
    """Return the dictionary that makes texts short, learned from a sample of them."""
    sample = texts[:: 1 + sum(map(len, texts)) // _SAMPLE]
    singles = Counter(character for text in sample for character in text)
    most = _SHORT - 2 + (len(ALPHABET) - _SHORT) * len(ALPHABET)
    found: Counter[str] = Counter()
    for size in range(2, _LONGEST + 1):
        grams = Counter(chain.from_iterable(ngrams(text, size) for text in sample))
        found.update({gram: times for gram, times in grams.items() if times >= _SELDOM})
    kept = [one for one, times in singles.most_common() if times > 1][: most // 2]
    # A part of longer n-grams is needed less often than it is printed: cut, count, cut again.
    for number in (4 * most, 2 * most, most - len(kept)):
        held = sorted(found, key=lambda gram: (-found[gram] * (len(gram) - 1), gram))[:number]
        codes = dict.fromkeys(held, "")
        uses = Counter(gram for text in sample for gram in _cut(text, codes))
        found = Counter({gram: times for gram, times in uses.items() if len(gram) > 1})
    order = sorted({*held, *kept}, key=lambda gram: (-uses[gram], gram))
    frequent, others = order[: _SHORT - 2], order[_SHORT - 2 :]
    grams_ = tuple(
        gram
        for part in (frequent, others)
        for gram in sorted(part, key=lambda gram: (kind(gram), gram))
    )
    return Dictionary(grams_, {gram: _code(number) for number, gram in enumerate(grams_, 2)})


def kind(gram: str) -> tuple[int, int]:
    """Return the length of an n-gram, and whether it is a word of the language: 1 or 0."""
    return len(gram), int(len(gram) > 1 and is_word(gram))


def encoded(text: str, dictionary: Dictionary) -> str:
    """Return a text in signs, with its end."""
    codes = dictionary.codes
    return "".join(codes.get(gram) or _spelt(gram) for gram in _cut(text, codes)) + _code(_END)


def _cut(text: str, grams: dict[str, str]) -> Iterator[str]:
    """Yield the longest known n-grams from the left; else single characters."""
    at = 0
    while at < len(text):
        for size in range(_LONGEST, 1, -1):
            if (gram := text[at : at + size]) in grams:
                break
        else:
            gram = text[at]
        yield gram
        at += len(gram)


def _code(number: int) -> str:
    if number < _SHORT:
        return ALPHABET[number]
    high, low = divmod(number - _SHORT, len(ALPHABET))
    return ALPHABET[_SHORT + high] + ALPHABET[low]


def _spelt(character: str) -> str:
    """Return a character of no n-gram by its code point."""
    high, low = divmod(ord(character), len(ALPHABET))
    return _code(_OTHER) + "".join(ALPHABET[one] for one in (*divmod(high, len(ALPHABET)), low))
