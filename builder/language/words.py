"""Where words begin and end in running Chinese, and whether a run of characters is a word.

Strings in, spans out. The dictionary is that of jieba, without its guesses at unknown words:
the same cut on every machine. It is read when it is first asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache

import jieba

_KNOWN = 1
"""A word of the dictionary has at least this frequency; beginnings of words have none."""


@cache
def _dictionary() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)  # it tells of its cache on standard error
    dictionary = jieba.Tokenizer()
    dictionary.initialize()
    return dictionary


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words of `text`, without gaps: 正在试验 has (0, 2) and (2, 4)."""
    place = 0
    for word in _dictionary().cut(text, HMM=False):
        yield place, place + len(word)
        place += len(word)


def is_word(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    return int(_dictionary().FREQ.get(text) or 0) >= _KNOWN
