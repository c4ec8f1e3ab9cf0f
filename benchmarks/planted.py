"""Copies of a text with differences planted in them: each of a known type, at a known place.

What is planted stands in some of the copies, never in most, so that the others bear witness. Two
plants are never near each other. Everything follows from the number that seeds the chance.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from builder.language import words as language
from builder.model import VariantType

TYPES: tuple[VariantType, ...] = (
    "punctuation", "width", "numeral", "omission", "addition", "substitution", "damage",
)  # fmt: skip

APART = 24
"""Between two plants stand at least so many characters that all copies print."""

_MARKS = {"，": "、；", "、": "，", "。": "；", "；": "。，"}
_WIDTHS = {"，": ",", "。": "｡", "；": ";", "：": ":", "+": "＋", "、": "､"}
_QUOTES = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_NUMERALS = dict(zip("0123456789", "五三七九八六一二四〇", strict=True)) | dict(
    zip("一二三四五六七八九十", "二三四五六七八九十一", strict=True)
)


@dataclass(frozen=True)
class Plant:
    """A planted difference."""

    type: VariantType
    paragraph: int
    """Number of the paragraph, from 0."""
    starts: tuple[int, ...]
    """Where it stands in the paragraph of each copy."""
    texts: tuple[str, ...]
    """What each copy prints there; the readings are two."""


@dataclass(frozen=True)
class Planted:
    """Copies with what was planted in them."""

    copies: tuple[tuple[str, ...], ...]
    """The paragraphs of each copy."""
    plants: tuple[Plant, ...]
    """In order of place."""


def planted(
    paragraphs: Sequence[str], copies: int, chance: random.Random, words: Sequence[str]
) -> Planted:
    """Return copies of a text with as many differences as find a place, types in turn.

    `words` are put in for others, or beside them.
    """
    made: list[list[str]] = [[] for _ in range(copies)]
    plants: list[Plant] = []
    turn = chance.randrange(len(TYPES))
    for number, paragraph in enumerate(paragraphs):
        spans = list(language.words(paragraph))
        parts: list[list[str]] = [[] for _ in range(copies)]
        lengths = [0] * copies
        cursor, free = 0, APART // 2
        for span in spans:
            if span[0] < free or span[1] > len(paragraph) - APART // 2:
                continue
            change = _change(TYPES[turn % len(TYPES)], paragraph, span, chance, words)
            if change is None:
                continue
            start, end, new = change
            those = set(chance.sample(range(copies), chance.randint(1, (copies - 1) // 2)))
            texts = tuple(new if k in those else paragraph[start:end] for k in range(copies))
            kept = paragraph[cursor:start]
            starts = tuple(length + len(kept) for length in lengths)
            plants.append(Plant(TYPES[turn % len(TYPES)], number, starts, texts))
            for k in range(copies):
                parts[k] += [kept, texts[k]]
                lengths[k] = starts[k] + len(texts[k])
            cursor, free, turn = end, end + APART, turn + 1
        for k in range(copies):
            made[k].append("".join([*parts[k], paragraph[cursor:]]))
    return Planted(tuple(tuple(copy) for copy in made), tuple(plants))


def reset(paragraphs: Sequence[str], copies: int, chance: random.Random) -> list[list[str]]:
    """Return copies that differ in typography alone: width, quotation marks, line ends."""
    made = []
    for _ in range(copies):
        text = "\n".join(paragraphs)
        others = _WIDTHS | _QUOTES
        changed = [
            others[c] if c in others and chance.random() < 0.3 else c
            for c in text
            if c != "\n" or chance.random() < 0.7
        ]
        made.append("".join(changed).split("\n"))
    return made


def vocabulary(texts: Sequence[str]) -> list[str]:
    """Return the words of two and more Chinese characters in some texts, sorted."""
    found = {text[a:b] for text in texts for a, b in language.words(text)}
    return sorted(word for word in found if len(word) > 1 and all("一" <= c <= "鿿" for c in word))


def _change(
    kind: VariantType,
    text: str,
    span: tuple[int, int],
    chance: random.Random,
    words: Sequence[str],
) -> tuple[int, int, str] | None:
    """Return a change of this type at a word: span in the text, and what is printed instead."""
    start, end = span
    word = text[start:end]
    is_word = len(word) > 1 and all("一" <= c <= "鿿" for c in word)
    if kind == "punctuation":
        return (start, end, chance.choice(_MARKS[word])) if word in _MARKS else None
    if kind == "width":
        return (start, end, _WIDTHS[word]) if word in _WIDTHS else None
    if kind == "numeral":
        found = next((p for p in range(start, end) if text[p] in _NUMERALS), None)
        lone = word.isdigit() or (len(word) == 1 and word in _NUMERALS)
        return (found, found + 1, _NUMERALS[text[found]]) if found is not None and lone else None
    if not is_word:
        return None
    if kind == "omission":
        return start, end, ""
    if kind == "addition":
        new = _other(word, chance, words)
        return None if text[:start].endswith(new) else (start, start, new)
    if kind == "substitution":
        return start, end, _other(word, chance, words)
    spoilt = chance.randrange(len(word))
    unreadable = word[:spoilt] + "□" + word[spoilt + 1 :]
    return start, end, chance.choice((unreadable, f"{word}。{word}"))


def _other(word: str, chance: random.Random, words: Sequence[str]) -> str:
    """Return a word that has no character in common with `word`."""
    while set(other := chance.choice(words)) & set(word):
        pass
    return other
