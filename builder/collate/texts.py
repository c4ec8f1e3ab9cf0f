"""Articles → texts: copies of one text become one, read from the fullest copy.

Only relevant articles count. What the base lacks is put in its place from another copy and
says so; every paragraph knows the paragraphs of the other copies that print it. Wording
that differs inside a paragraph is left to the stage that types variants.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from builder.collate.align import align
from builder.collate.copies import Pair, copies, distinguished, editors_pairs
from builder.collate.corrections import Edits, correct, located
from builder.language.folding import letters
from builder.model import (
    ANEW,
    Article,
    Correction,
    Once,
    Paragraph,
    Seeds,
    Source,
    Text,
    TextParagraph,
    authority_rank,
)

EQUALLY_FULL = 0.98
"""Copies within this part of the longest are equally full: then the weightier voice is base."""
HEADLESS = 24
"""A text without a headline is called by so many of its first characters at most."""

_CLAUSE_END = re.compile(r"[，。：；！？,:;!?]")
_COUNTS = "零一两三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Copy:
    """An article with its paragraphs as they are read."""

    article: Article
    source: Source
    place: tuple[int, int]
    """Where it stands: number of its source, first line."""
    readings: tuple[tuple[str, tuple[Correction, ...]], ...]
    """Of each paragraph: the reading text and its corrections."""
    length: int
    """Number of letters printed."""


def collate(articles: Sequence[Article], seeds: Seeds, once: Once = ANEW) -> tuple[Text, ...]:
    """Return the texts that the relevant articles print, each once.

    The newest snapshot comes first, then the weightiest voice, then the place in the sources.
    An `InputError` names an entry of the corrections that finds no place. `once` is asked for what
    is alike.
    """
    sources = {source.entry.id: (number, source) for number, source in enumerate(seeds.sources)}
    edits = located(seeds.corrections, articles, seeds.sources)
    relevant = [article for article in articles if article.relevant and article.paragraphs]
    printed = [letters("".join(p.text for p in article.paragraphs)) for article in relevant]
    pairs = editors_pairs(relevant, seeds.sources)
    same = [pair.articles for pair in pairs if pair.same]
    groups = [
        _by_fullness([_copy(relevant[i], len(printed[i]), sources, edits) for i in group])
        for group in copies(printed, distinguished(relevant, printed, pairs), same)
    ]
    reasons = {frozenset(relevant[index].id for index in pair.articles): pair for pair in pairs}
    text_of = {copy.article.id: group[0].article.id for group in groups for copy in group}
    age = {snapshot.id: number for number, snapshot in enumerate(seeds.snapshots)}
    ordered = sorted(
        ((_text(group, age, text_of, reasons, once), group[0].place) for group in groups),
        key=lambda pair: (
            -age.get(pair[0].snapshot, -1),
            authority_rank(pair[0].authority),
            pair[1],
        ),
    )
    return tuple(text for text, _ in ordered)


def _copy(
    article: Article, length: int, sources: dict[str, tuple[int, Source]], edits: Edits
) -> _Copy:
    number, source = sources[article.source]
    readings = tuple(correct(paragraph, source, edits) for paragraph in article.paragraphs)
    return _Copy(article, source, (number, article.ranges[0][0]), readings, length)


def _by_fullness(group: list[_Copy]) -> list[_Copy]:
    """Return the copies, the one that gives the reading first, the others by length."""
    group = sorted(group, key=lambda copy: (-copy.length, copy.place))
    base = min(
        (copy for copy in group if copy.length >= EQUALLY_FULL * group[0].length),
        key=lambda copy: (authority_rank(copy.article.authority), -copy.length, copy.place),
    )
    return [base, *(copy for copy in group if copy is not base)]


def _base_reason(group: list[_Copy], reasons: Mapping[frozenset[str], Pair]) -> str:
    """Return why this copy is the base, and what an editor says of what is a copy of what."""
    names = {copy.article.id for copy in group}
    said = [
        f"编者定为{'一' if pair.same else '两'}文：{pair.reason}"
        for both, pair in reasons.items()
        if (both <= names if pair.same else both & names)
    ]
    return "；".join([part for part in (_fullness(group), *said) if part])


def _fullness(group: list[_Copy]) -> str:
    if len(group) == 1:
        return ""
    count = f"{_COUNTS[len(group)] if len(group) < len(_COUNTS) else len(group)}份来源"
    base, longest = group[0], max(copy.length for copy in group)
    rivals = [copy for copy in group[1:] if copy.length >= EQUALLY_FULL * longest]
    if any(
        authority_rank(c.article.authority) > authority_rank(base.article.authority) for c in rivals
    ):
        return f"{count}中篇幅相当者，此份出处更权威"
    if any(copy.length == base.length for copy in rivals):
        return f"{count}中篇幅相当，取列在前者"
    return f"{count}中最全"


def _text(
    group: list[_Copy],
    age: dict[str, int],
    text_of: dict[str, str],
    reasons: Mapping[frozenset[str], Pair],
    once: Once,
) -> Text:
    base, entry = group[0].article, group[0].source.entry
    every = [copy.article for copy in group]
    title = next((article.title for article in every if article.title), None)
    parent = text_of.get(base.part_of) if base.part_of else None
    return Text(
        id=base.id,
        title=title or _first_words(group[0].readings[0][0]),
        title_printed=title is not None,
        kind=base.kind,
        authority=base.authority,
        date=next((article.date for article in every if article.date), None),
        publisher=base.publisher or entry.publisher,
        authors=base.authors,
        speaker=next((article.speaker for article in every if article.speaker), None),
        url=entry.url or group[0].source.url,
        snapshot=min(
            (copy.source.entry.snapshot for copy in group), key=lambda name: age.get(name, -1)
        ),
        articles=tuple(article.id for article in every),
        base_reason=_base_reason(group, reasons),
        part_of=parent if parent != base.id else None,
        paragraphs=_paragraphs(group, once),
    )


def _paragraphs(group: list[_Copy], once: Once) -> tuple[TextParagraph, ...]:
    """Return the base's paragraphs, with those that it lacks put in from the other copies."""
    paragraphs = _own(group[0])
    if len(group) == 1:
        return tuple(paragraphs)
    words = [letters(paragraph.text) for paragraph in paragraphs]
    printed_in: dict[str, list[str]] = defaultdict(list)
    for copy in group[1:]:
        others = _own(copy)
        other_words = [letters(paragraph.text) for paragraph in others]
        alignment = once(align, tuple(words), tuple(other_words))
        for ours, theirs in alignment.pairs:
            printed_in[paragraphs[ours].id].append(others[theirs].id)
        for place, theirs in sorted(alignment.lacking, reverse=True):
            paragraphs.insert(place, others[theirs])
            words.insert(place, other_words[theirs])
    return tuple(
        replace(paragraph, copies=tuple(printed_in[paragraph.id])) for paragraph in paragraphs
    )


def _own(copy: _Copy) -> list[TextParagraph]:
    pairs: Iterable[tuple[Paragraph, tuple[str, tuple[Correction, ...]]]] = zip(
        copy.article.paragraphs, copy.readings, strict=True
    )
    return [
        TextParagraph(
            id=paragraph.id,
            role=paragraph.role,
            speaker=paragraph.speaker,
            text=text,
            base=copy.article.id,
            source=copy.article.source,
            ranges=paragraph.ranges,
            corrections=corrections,
            incomplete=paragraph.incomplete or any(c.kind == "lost" for c in corrections),
        )
        for paragraph, (text, corrections) in pairs
    ]


def _first_words(text: str) -> str:
    """Return what a headless text is called: its first clauses, cut at a sign, in ellipsis."""
    ends = [end.start() for end in _CLAUSE_END.finditer(text, 0, HEADLESS + 1)]
    cut = ends[-1] if ends else HEADLESS
    return text[:cut].strip() + "……"
