"""Places that tell a fact → the value that stands, and its basis.

Every rule of this room names the places that tell a fact, the best first; here they are weighed
once, so that a fact is sure or unsure by the same measure everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from builder.model import FACT_NAMES, Article, Basis, FactName, OtherValue, Source

Value = TypeVar("Value")

OWN_FIELDS: frozenset[FactName] = frozenset(("kind", "title", "authority", "publisher", "authors"))
"""Facts that are fields of an article; the others are fields of its identity."""


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Value]):
    """A value of a fact, and the place that tells it."""

    value: Value
    """The value."""
    line: int | None
    """Line that prints it; `None` for metadata or a rule."""
    words: str
    """The words there, or, in Chinese, the metadata or the rule."""
    weak: bool = False
    """Whether the place alone does not suffice: the fact is unsure unless another agrees."""


def choose(
    candidates: Sequence[Candidate[Value]],
    *,
    same: Callable[[Value, Value], bool] = lambda one, other: one == other,
    shown: Callable[[Value], str] = str,
) -> tuple[Value, Basis] | None:
    """Return the value of the first candidate and its basis; `None` where there is none.

    It is sure where no other candidate disagrees, and it is not weak or another one agrees.
    Candidates 2025-08-26 (front matter, weak) and 2025-08-26 (line 12) are sure together.
    """
    if not candidates:
        return None
    first, *rest = candidates
    others: list[OtherValue] = []
    for one in rest:
        if not same(first.value, one.value) and shown(one.value) not in {o.value for o in others}:
            others.append(OtherValue(shown(one.value), one.line))
    agreed = any(same(first.value, one.value) for one in rest)
    sure = not others and (agreed or not first.weak)
    return first.value, Basis(first.line, first.words, sure, tuple(others))


def stated(article: Article, fact: FactName, value: Any, basis: Basis | None) -> Article:
    """Return an article with a fact and its basis; a basis of `None` takes the old one away."""
    known = {name: one for name, one in article.identity.basis if name != fact}
    if basis is not None:
        known[fact] = basis
    ordered = tuple((name, known[name]) for name in FACT_NAMES if name in known)
    identity = replace(article.identity, basis=ordered)
    if fact in OWN_FIELDS:
        return replace(article, identity=identity, **{fact: value})
    return replace(article, identity=replace(identity, **{fact: value}))


def grounded(article: Article, source: Source) -> Article:
    """Return an article each of whose bases quotes what its line prints.

    A headline over two lines, or one with markup left in it, rests on the words of its first line.
    """
    found = []
    for name, basis in article.identity.basis:
        line = basis.line
        if line is None or basis.words in source.lines[line - 1]:
            found.append((name, basis))
        else:
            found.append((name, replace(basis, words=source.lines[line - 1].strip())))
    return replace(article, identity=replace(article.identity, basis=tuple(found)))
