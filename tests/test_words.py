"""Where words begin and end: by jieba's dictionary, read word by word, as jieba itself cuts."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import jieba
from hypothesis import given
from hypothesis import strategies as st

from builder.language.words import TOTAL, cut, is_word, words

SOURCES = Path(__file__).parents[1] / "seeds" / "sources"


@cache
def dictionary() -> jieba.Tokenizer:
    """Return jieba with its whole dictionary."""
    jieba.setLogLevel(logging.WARNING)
    whole = jieba.Tokenizer()
    whole.initialize()
    return whole


def test_every_line_of_the_sources_is_cut_as_jieba_cuts_it() -> None:
    """Han characters, Latin words, figures, marks and blanks."""
    for file in sorted(SOURCES.iterdir()):
        for line in file.read_text("utf-8", errors="replace").splitlines():
            assert cut(line) == list(dictionary().cut(line, HMM=False))


@given(st.text("人工智能+江南StyleT恤衫台4S店的一是 \r\n\t#%._-，。（Ａ１\ud7ff𠀀0a", max_size=30))
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    """Words of the dictionary that stand out of its order (江南Style, T恤衫) are found too."""
    assert cut(text) == list(dictionary().cut(text, HMM=False))


def test_the_words_are_those_of_the_dictionary() -> None:
    """All of them, and no beginning of one; the sum weighs them all."""
    known = dictionary().FREQ
    assert [word for word in known if is_word(word) != (known[word] > 0)] == []
    assert not is_word("")
    assert dictionary().total == TOTAL


def test_spans_leave_no_gap() -> None:
    """A span is a run of the text."""
    assert list(words("正在试验")) == [(0, 2), (2, 4)]
    assert list(words("如GPT-4，")) == [(0, 1), (1, 4), (4, 5), (5, 6), (6, 7)]
