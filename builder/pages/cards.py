"""A file and its articles → its card: what was understood, as the YAML that changes it.

Pasted into the file's entry of `seeds/sources.yml` unchanged, it says what the rules say. The basis
of a fact is a comment; `?` marks what is unsure. The hash of a card is over the facts alone: four
digits for each fact, so that it tells which one changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from builder.messages import cards as say
from builder.messages import phrases
from builder.messages.names import BY_RULE, MEASURED_FACTS, UNDECIDED
from builder.model import (
    FACT_NAMES,
    NONE,
    Article,
    ArticleEntry,
    Basis,
    FactName,
    Person,
    Source,
    StatedDay,
)

_SHOWN = 30
"""Characters of words that a card quotes."""

_LEFT = 6
"""Most runs of lines left out that a card lists."""

_NOTES = 6
"""Most facts of a file of which `check` says that somebody should look."""

_CODES = frozenset(("kind", "status", "part", "authority", "level"))
"""Facts whose values are codes, which need no quotes."""

_REASON = say.REASON
"""Reason of an entry that is pasted as it is."""

_DIGITS = 4
"""Digits of the hash that tell of one fact."""


# ---------------------------------------------------------------- the card


def cards(source: Source, articles: Sequence[Article], today: str) -> Iterator[str]:
    """Yield the card of a file as lines of YAML, then the entry that confirms it.

    `  - line: 3` · `    kind: policy  # 第 3 行“养老驿站办法”` ·
    `    issued: "2025-08-26"  # ? 第 9 行“8月26日”；或 2025-08-30（第 2 行）`
    """
    found = [one for one in articles if one.paragraphs]
    left = [one for one in articles if not one.paragraphs and words(source, one)]
    count = sum(len(one.paragraphs) for one in found)
    head = say.FILE_HOLDS(file=source.entry.file, articles=len(found), paragraphs=count)
    yield safe(f"# {say.FILE_LEAVES_OUT(head=head, count=len(left))}" if left else f"# {head}")
    if found:
        yield "  articles:"
    for one in found:
        yield from _article(one, source.entry.of(one.ranges))
    # The longest first: what was left out by mistake is rarely a word or two.
    longest = sorted(left, key=lambda one: -len(words(source, one)))
    for one in longest[:_LEFT]:
        said = phrases.shorten(words(source, one), _SHOWN)
        yield safe(
            f"  # {say.NOT_TAKEN(lines=phrases.lines(one.ranges), reason=one.reason, said=said)}"
        )
    if more := longest[_LEFT:]:
        yield f"  # {say.MORE_NOT_TAKEN(count=len(more))}"
    yield f"  {say.CONFIRMED(today=today, card=digest(articles))}"


def _article(article: Article, entries: Sequence[ArticleEntry]) -> Iterator[str]:
    ranges = [line for entry in entries for line in entry.ranges]
    if ranges:
        yield f"  - ranges: {_flow(ranges)}"
    else:
        yield f"  - line: {article.ranges[0][0]}  # {phrases.lines(article.ranges)}"
        yield f"    # {say.RANGES(ranges=_flow(article.ranges))}"
    yield safe(f"    reason: {_flow('；'.join(one.reason for one in entries) or _REASON)}")
    for entry in entries:
        yield from _cut(entry)
    for fact in FACT_NAMES:
        basis = article.identity.basis_of(fact)
        value = _value(article, fact)
        comment = f"  # {_ground(basis)}" if basis else ""
        if value in (None, [], ""):
            if basis and (basis.editor or not basis.sure):
                given = "[]" if fact in ("issuers", "authors", "relations") else NONE
                sign = "" if basis.editor else "# "
                yield safe(f"    {sign}{fact}: {given}{comment}")
        else:
            shown = str(value) if fact in _CODES else _flow(value)
            pointed = fact == "title" and any(one.title_line for one in entries)
            sign = "" if _writable(value) and not pointed else "# "
            yield safe(f"    {sign}{fact}: {shown}{comment}")
    said = "true" if article.relevant else "false"
    sign = "" if any(one.relevant is not None for one in entries) else "# "
    yield safe(f"    {sign}relevant: {said}  # {article.reason}")
    if article.relevant_ranges:
        sign = "" if any(one.only for one in entries) else "# "
        yield f"    {sign}only: {_flow(article.relevant_ranges)}"
    first = phrases.shorten(article.paragraphs[0].text, _SHOWN)
    last = phrases.shorten(article.paragraphs[-1].text, _SHOWN)
    yield safe(f"    # {say.ARTICLE(count=len(article.paragraphs), first=first, last=last)}")


def _cut(entry: ArticleEntry) -> Iterator[str]:
    """Yield what an editor says of the lines of an article, as he wrote it."""
    if entry.left_out:
        yield f"    left_out: {_flow(entry.left_out)}"
    if entry.paragraphs:
        rows = [{"lines": one.lines, "role": one.role} for one in entry.paragraphs]
        yield f"    paragraphs: {_flow(rows)}"
    if entry.title_line is not None:
        yield f"    title_line: {entry.title_line}"


def _value(article: Article, fact: FactName) -> Any:
    """Return the value of a fact as an editor writes it; `None` for none."""
    held: Any = article if hasattr(article, fact) else article.identity
    value = getattr(held, fact)
    if isinstance(value, StatedDay):
        return value.value
    if fact == "authors":
        return [_person(one) for one in value]
    if fact == "relations":
        return [
            {"kind": one.kind, "target": one.target} | ({"line": one.line} if one.line else {})
            for one in value
        ]
    return list(value) if isinstance(value, tuple) else value


def _person(person: Person) -> dict[str, str]:
    names = ("name", "title", "institution")
    return {name: said for name in names if (said := getattr(person, name))}


def _flow(value: Any) -> str:
    """Return a value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _writable(value: Any) -> bool:
    """Return whether an editor's file can hold a value: no sign of it is invisible."""
    return all(one.isprintable() or one == "\u3000" for one in _flow(value))


def _ground(basis: Basis) -> str:
    """Return on what a fact rests, in one line."""
    others = [f"{one.value}{_place(one.line)}" for one in basis.others]
    alternatives = say.OR_ALSO(others=say.OR.join(others)) if others else ""
    if basis.editor:
        return say.BY_EDITOR(editor=basis.editor)
    said = phrases.shorten(basis.words, _SHOWN) or BY_RULE
    where = say.LINE_SAYS(line=basis.line, said=said) if basis.line else said
    doubt = f"；{basis.doubt}" if basis.doubt else ""
    return ("" if basis.sure else "? ") + where + alternatives + doubt


def _place(line: int | None) -> str:
    return say.AT_LINE(line=line) if line else ""


# ---------------------------------------------------------------- its hash


def digest(articles: Sequence[Article]) -> str:
    """Return the hash of the facts of the articles of a file: 64 digits."""
    return "".join(_hash(values) for _, values in _facts(articles))


def changed(card: str, articles: Sequence[Article]) -> tuple[str, ...]:
    """Return the facts, in Chinese, that are not as in the card with a hash; none if it is this."""
    return tuple(
        name
        for number, (name, values) in enumerate(_facts(articles))
        if card[number * _DIGITS : (number + 1) * _DIGITS] != _hash(values)
    )


def _facts(articles: Sequence[Article]) -> Iterator[tuple[str, Any]]:
    """Yield each fact with its values in the articles, in their order; two facts more: 16."""
    told = [one for one in articles if one.paragraphs]
    yield say.WHERE_IT_BEGINS, [one.ranges[0][0] for one in told]
    yield say.WHETHER_TAKEN, [[one.relevant, one.relevant_ranges] for one in told]
    for fact in FACT_NAMES:
        values = [_value(one, fact) for one in told]
        if fact == "relations":  # the line of a relation is its basis
            values = [[[one["kind"], one["target"]] for one in ones] for ones in values]
        yield MEASURED_FACTS[fact], values


def _hash(values: Any) -> str:
    stable = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(stable.encode()).hexdigest()[:_DIGITS]


# ---------------------------------------------------------------- what an editor should look at


def notes(source: Source, articles: Iterable[Article]) -> Iterator[str]:
    """Yield a line for each fact of a file that is unsure: `? 来源 a.html 第 4 行…`."""
    found = [line for article in articles if article.relevant for line in _doubts(source, article)]
    yield from found[:_NOTES]
    if more := found[_NOTES:]:
        yield safe(f"? {say.MORE_DOUBTS(file=source.entry.file, count=len(more))}")


def _doubts(source: Source, article: Article) -> Iterator[str]:
    for fact, basis in article.identity.basis:
        if basis.sure or basis.editor:
            continue
        value = _value(article, fact)
        shown = (value if isinstance(value, str) else _flow(value)) if value else NONE
        line = basis.line or article.ranges[0][0]
        ground = _ground(basis).removeprefix("? ")
        doubt = say.DOUBT(
            file=source.entry.file,
            line=line,
            fact=MEASURED_FACTS[fact],
            mark=UNDECIDED,
            value=phrases.shorten(shown, _SHOWN),
            ground=ground,
        )
        yield safe(f"? {doubt}")


# ---------------------------------------------------------------- lines of a terminal


def words(source: Source, article: Article) -> str:
    """Return the words of the lines of an article, a blank between lines."""
    held = (line for first, last in article.ranges for line in source.lines[first - 1 : last])
    return " ".join(line.strip() for line in held if line.strip())


def safe(line: str) -> str:
    """Return a line without control characters and directional marks, which act on a terminal."""
    return "".join(one if one.isprintable() or one == "\u3000" else "␣" for one in line)


def markdown(lines: Iterable[str]) -> Iterator[str]:
    """Yield a card as Markdown for a review: its first line as a heading, the rest as code.

    The fence is longer than any run of backticks in the words.
    """
    head, *rest = lines
    runs = [0, *(len(run) for line in rest for run in _ticks(line))]
    fence = "`" * max(3, max(runs) + 1)
    yield f"## {_escaped(head.removeprefix('# '))}"
    yield ""
    yield f"{fence}yaml"
    yield from rest
    yield fence
    yield ""


def _ticks(line: str) -> Iterator[str]:
    run = ""
    for one in line:
        if one == "`":
            run += one
        elif run:
            yield run
            run = ""
    if run:
        yield run


def _escaped(words_: str) -> str:
    return "".join(f"\\{one}" if one in "\\`*_{}[]<>()#+!|~&" else one for one in words_)
