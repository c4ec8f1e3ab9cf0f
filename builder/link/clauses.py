"""Paragraphs as strings → their clauses, each with its words of two letters and more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from sys import intern

from builder.language.words import cut
from builder.model import ANEW, Once, Span, each

_CLAUSE = re.compile(r"[^，。；！？：,;!?:…\n]+")

Worded = tuple[Span, tuple[str, ...]]
"""Where a clause stands, and its words, each once."""


def clauses(texts: Iterable[str], once: Once = ANEW) -> Iterator[tuple[Worded, ...]]:
    """Yield the clauses of each text, in order of place.

    `我们推动应用，再应用。` has ((0, 6), (我们, 推动, 应用)) and ((7, 10), (应用,)). `once` is
    asked for those of several texts.
    """
    return each(once, _of_several, texts)


def _of_several(texts: Sequence[str]) -> tuple[tuple[Worded, ...], ...]:
    return tuple(tuple(_clauses(text)) for text in texts)


def _clauses(text: str) -> Iterator[Worded]:
    for clause in _CLAUSE.finditer(text):
        words = (intern(word) for word in cut(clause[0]) if len(word) > 1)
        yield clause.span(), tuple(dict.fromkeys(words))
