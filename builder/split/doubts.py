"""A file and its articles → where an editor should look whether it was cut right.

No error and no rule: what a form of furniture explains is no doubt, and what an editor says
neither. The run of lines that was left out comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from builder.language import people
from builder.language.characters import CLOSERS, printed_width
from builder.language.sentences import sentences
from builder.model import Article, Source, SplitDoubt, joined_lines
from builder.split.formalities import is_annexes, is_day, is_number
from builder.split.lines import PrintedLine, is_furniture, printed_lines
from builder.split.pieces import within

SENTENCE = 20
"""Characters of the shortest sentence that should not be left out unexplained."""

LONGEST_PARAGRAPH = 1500
"""Characters from which a paragraph may be several that were run together."""

HIDDEN = 200
"""Characters of hidden sentences from which they may be part of the text."""

UNTITLED = 5
"""Paragraphs from which an article should have a title, where no other of the file has one."""

_NARROWER = 0.75
"""Part of the width of a paragraph from which a line in it that opens with a number is just broken
there."""

_NO_TITLE = frozenset(("furniture", "caption", "index", "roundtable"))
"""Kinds of articles that need no title."""

_GUESSED = ("around", "running")
"""Reasons of a format that rest on place and likeness; no menu or running head is a sentence."""

_ENDS = "。！？!?｡；;."
"""Marks at the end of a sentence, or of an item of a list; a headline is cut short with …."""


def split_doubts(source: Source, articles: Sequence[Article]) -> tuple[SplitDoubt, ...]:
    """Return the doubts about a file: lines left out or run together, no title, no article."""
    id_ = source.entry.id
    found = [doubt for article in articles for doubt in _left_out(source, article)]
    found += (
        SplitDoubt(id_, "long", (one.ranges[0][0], one.ranges[-1][1]), one.text, len(one.text))
        for article in articles
        for one in article.paragraphs
        if len(one.text) > LONGEST_PARAGRAPH
    )
    lines = {line.number: line for line in printed_lines(source)}
    found += (doubt for pair in pairwise(articles) for doubt in _formal(id_, lines, *pair))
    found += _merged(id_, lines, articles)
    titled = any(article.title for article in articles)
    found += (
        SplitDoubt(id_, "untitled", one.ranges[0], one.paragraphs[0].text, len(one.paragraphs))
        for one in articles
        if len(one.paragraphs) >= UNTITLED and not titled and one.kind not in _NO_TITLE
    )
    if not any(article.paragraphs for article in articles):
        found.append(SplitDoubt(id_, "empty", (1, max(len(source.lines), 1)), "", 0))
    return tuple(found)


def _formal(
    id_: str, lines: Mapping[int, PrintedLine], before: Article, article: Article
) -> Iterator[SplitDoubt]:
    """Yield a doubt for the annexes or signature that are left out below an official document."""
    if before.kind not in ("policy", "notice") or article.kind != "furniture" or article.paragraphs:
        return
    held = [
        line
        for first, last in article.ranges
        for number in range(first, last + 1)
        if (line := lines.get(number)) and line.mark.outside in (None, *_GUESSED)
    ]
    for line, below in pairwise([*held, None]):
        if line is None:
            continue
        signed = below is not None and is_day(below) and people.is_institution(line.plain)
        if is_annexes(line, None) or signed:
            at = (line.number, line.number)
            yield SplitDoubt(id_, "formal", at, line.plain, len(line.plain))
            return


def _merged(
    id_: str, lines: Mapping[int, PrintedLine], articles: Sequence[Article]
) -> Iterator[SplitDoubt]:
    """Yield a doubt for each paragraph below whose first line is one that should stand alone."""
    of_several = [
        numbers
        for article in articles
        for one in article.paragraphs
        if len(numbers := [n for first, last in one.ranges for n in range(first, last + 1)]) > 1
    ]
    for numbers in of_several:
        held = [lines[number] for number in numbers if number in lines]
        widest = max(printed_width(line.plain) for line in held)
        for line in held[1:]:
            # A line as wide as the others may begin with a number where it happens to be broken.
            narrow = printed_width(line.plain) < _NARROWER * widest
            heading = line.shape == "numbered" and narrow
            if is_number(line) or is_day(line) or heading:
                at = (line.number, line.number)
                yield SplitDoubt(id_, "merged", at, line.plain, len(line.plain))
                break


def _left_out(source: Source, article: Article) -> Iterator[SplitDoubt]:
    """Yield a doubt for each run of a piece of furniture that holds a sentence."""
    if article.kind != "furniture" or article.paragraphs:
        return
    for first, last in article.ranges:
        words = next(_unexplained(source, first, last), "") or _hidden(source, first, last)
        if words:
            yield SplitDoubt(
                source.entry.id, "left_out", (first, last), words, len(words), article.reason
            )


def _hidden(source: Source, first: int, last: int) -> str:
    """Return the longest of the hidden lines that together are long running text; '' for none.

    A dialogue that nobody sees until a link is clicked is short.
    """
    held = [
        words
        for words, mark in zip(
            source.lines[first - 1 : last], source.marks[first - 1 : last], strict=False
        )
        if mark.outside == "hidden" and words.rstrip(CLOSERS)[-1:] in tuple(_ENDS)
    ]
    return max(held, key=len) if sum(map(len, held)) >= HIDDEN else ""


def _unexplained(source: Source, first: int, last: int) -> Iterator[str]:
    """Yield the sentences of lines that no form of furniture, format or editor explains."""
    numbers = [number for number in range(first, last + 1) if not _explained(source, number)]
    # Lines of a block are one run; text without blocks runs on from line to line.
    at = groupby(
        enumerate(numbers),
        lambda item: (
            item[1] - item[0],
            source.marks[item[1] - 1].block if source.marks else 0,
        ),
    )
    for _, run in at:
        words = joined_lines(source.lines[number - 1] for _, number in run)
        for start, end in sentences(words):
            sentence = words[start:end].strip()
            if len(sentence) >= SENTENCE and sentence.rstrip(CLOSERS)[-1:] in _ENDS:
                yield sentence


def _explained(source: Source, number: int) -> bool:
    """Return whether it is clear why a line is left out."""
    if number <= source.front_matter:
        return True
    if source.marks and source.marks[number - 1].outside not in (None, *_GUESSED):
        return True
    told = source.entry.told
    if any(within(number, (*entry.ranges, *entry.left_out)) for entry in told):
        return True
    return is_furniture(source.lines[number - 1].strip())
