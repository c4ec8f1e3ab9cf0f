"""Word boundaries in running Chinese: a text in, its words or their spans out.

Dictionary and segmentation are jieba's, without its HMM for unknown words.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import jieba


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words of `text`, without gaps: 正在试验 has (0, 2) and (2, 4)."""
    offset = 0
    for word in cut(text):
        yield offset, offset + len(word)
        offset += len(word)


@lru_cache(maxsize=8192)
def cut(text: str) -> tuple[str, ...]:
    """Return the words of `text`, without gaps: 正在试验 is 正在 and 试验.

    The snapshots, the relations and the search cut the same paragraphs, the live preview again.
    """
    return tuple(_tokenizer().cut(text, HMM=False))


def is_word(text: str) -> bool:
    """Return whether `text` is a word of the dictionary."""
    # A frequency of 0 marks a mere prefix of words.
    return bool(_tokenizer().FREQ.get(text))


@cache
def _tokenizer() -> jieba.Tokenizer:
    """Return jieba's tokenizer with its dictionary loaded: half a second, 80 MB."""
    # jieba logs to the terminal, also that it could not write its cache.
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    # By default jieba unmarshals its cache from the folder for temporary files, where any user
    # may have put it. Only who can change jieba itself can write to jieba's own folder.
    tokenizer.tmp_dir = str(Path(jieba.__file__).parent)
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    tokenizer.initialize()
    return tokenizer
