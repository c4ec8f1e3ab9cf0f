"""An article and the subject words → the lines that are wholly about the policy.

An item of a digest, and an answer, belong where the headline or the question names the subject, a
section of anything else where most of it is about the subject as well. Elsewhere each paragraph is
judged by itself: a mention in a subordinate clause of a report says nothing about the subject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from builder.language.numbering import numbering
from builder.model import Article, Lines, Paragraph

ABOUT = 0.5
"""A passage is about the subject if this part of its letters stands in clauses that name it, …"""
MENTIONS = 2
"""… and it names it this often."""
SPREAD = 0.5
"""An article is taken whole if this part of its characters stands in paragraphs that name it."""

_UNNUMBERED = 97
_QUESTION = 98
"""Levels of headings without a number, and of questions, below all numbers."""

_CLAUSE = re.compile(r"[^，。；！？：,;!?:\n]+")
_SENTENCE_END = re.compile(r"[。！？!?…]")
_RUNNING = frozenset({"body", "item", "answer", "lead"})

Count = Callable[[str], int]
"""Words → how often they name the subject."""


def is_spread(article: Article, count: Count) -> bool:
    """Return whether an article as a whole is about the subject: by its title, or in many of its
    paragraphs, and not in a few passages only.
    """
    if article.title and count(article.title):
        return True
    running = [one.text for one in article.paragraphs if one.role in _RUNNING]
    named = sum(len(text) for text in running if count(text))
    return named >= SPREAD * sum(map(len, running))


def belonging(article: Article, count: Count) -> tuple[Lines, ...]:
    """Return the lines of the passages that are about the subject, with the headings above them.

    None for an article of which nothing or everything belongs.
    """
    taken: dict[str, Paragraph] = {}
    for above, passages in _sections(article.paragraphs):
        heading = above[-1].text if above else ""
        together = "\n".join((heading, *(one.text for one in passages)))
        is_item = article.kind == "digest" or bool(above and above[-1].role == "question")
        if count(heading) and (is_item or _is_about(together, count)):
            found = passages
        else:
            found = [one for one in passages if _is_about(one.text, count)]
        for one in (*above, *found) if found else ():
            taken[one.id] = one
    kept = [one for one in article.paragraphs if one.id in taken]
    running = [one for one in article.paragraphs if one.role in _RUNNING]
    if all(one.id in taken for one in running):
        return ()
    return tuple(sorted({lines for one in kept for lines in one.ranges}))


def _sections(
    paragraphs: Sequence[Paragraph],
) -> Iterator[tuple[tuple[Paragraph, ...], list[Paragraph]]]:
    """Yield the passages below each heading or question, with all headings above them."""
    above: list[tuple[int, Paragraph]] = []
    passages: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.role in _RUNNING:
            passages.append(paragraph)
            continue
        level = _level(paragraph)
        if not level:
            continue
        if passages:
            yield tuple(one for _, one in above), passages
            passages = []
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, paragraph))
    if passages:
        yield tuple(one for _, one in above), passages


def _level(paragraph: Paragraph) -> int:
    """Return the level of a heading or a question; 0 for any other paragraph."""
    if paragraph.role.startswith("heading"):
        return numbering(paragraph.text)[0] or _UNNUMBERED
    return _QUESTION if paragraph.role == "question" else 0


def _is_about(text: str, count: Count) -> bool:
    """Return whether most of some running words is about the subject."""
    if not _SENTENCE_END.search(text) or count(text) < MENTIONS:
        return False
    clauses = _CLAUSE.findall(text)
    named = sum(len(clause) for clause in clauses if count(clause))
    return named >= ABOUT * sum(map(len, clauses))
