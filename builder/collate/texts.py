"""Articles → texts: copies of one text become one, with the fullest copy as the base.

Only relevant articles are used, and of one that belongs in part the part. Paragraphs that are
missing in the base come from another copy and name it; every paragraph has the ids of the
corresponding paragraphs of the other copies.
Differences within a paragraph are found by `variants`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from builder.collate.copies import Pair, copies, distinguished, editors_pairs
from builder.collate.corrections import Edits, correct, located, read_set
from builder.collate.witnesses import count_word
from builder.language import speakers
from builder.language.folding import letters
from builder.model import (
    FORMAL_ROLES,
    Article,
    Correction,
    Seeds,
    Source,
    Text,
    TextParagraph,
    authority_rank,
)
from builder.text.ngrams import count_shared, ngram_set

EQUALLY_FULL = 0.98
"""Copies of at least this share of the longest are equally full: the best authority is base."""
HEADLESS = 24
"""Most characters of the title that a text without a headline gets from its first words."""

SIZE = 4
"""Characters in an n-gram; paragraphs are compared within one text, where few share any."""
SAME = 0.5
"""Two paragraphs print the same passage if they share this part of the shorter one's n-grams, …"""
SAME_IN_GAP = 0.15
"""… or this part, if they are in the same gap between paired neighbours."""
LONG = 40
"""Least shared n-grams for a second pairing of a paragraph."""
NEARBY = 16
"""Most paragraphs with the same n-gram that are compared, those closest in position."""

# (一）      （2024)
_ODD_BRACKETS = re.compile(r"\([^()（）]{1,20}）|（[^()（）]{1,20}\)")
_CLAUSE_END = re.compile(r"[，。：；！？,:;!?]")


@dataclass(frozen=True, slots=True)
class _Copy:
    """An article with the reading texts of its paragraphs."""

    article: Article
    source: Source
    place: tuple[int, int]
    """Index of its source, first line."""
    readings: tuple[tuple[str, tuple[Correction, ...]], ...]
    """Reading text and corrections of each paragraph."""
    length: int
    """Number of letters printed, without those of numbers, addressees, signatures and notes: what
    stands around a text makes no copy of it fuller."""
    faults: int
    """Number of paragraphs that lost words, and of brackets that close in another width."""


def collate(articles: Sequence[Article], seeds: Seeds) -> tuple[Text, ...]:
    """Return the texts that the relevant articles print, each once.

    They are sorted by snapshot, the newest first, then by authority, then by place in the sources.
    Raises `InputError` for a correction whose printed words are not found.
    """
    sources = {source.entry.id: (number, source) for number, source in enumerate(seeds.sources)}
    edits = located(seeds.corrections, articles, seeds.sources)
    relevant = [one.excerpt for one in articles if one.relevant and one.taken]
    printed = [letters("".join(p.text for p in article.paragraphs)) for article in relevant]
    pairs = editors_pairs(relevant, seeds.sources)
    same = [pair.articles for pair in pairs if pair.same]
    groups = [
        _by_fullness([_copy(relevant[i], sources, edits) for i in group])
        for group in copies(printed, distinguished(relevant, printed, pairs), same)
    ]
    reasons = {frozenset(relevant[index].id for index in pair.articles): pair for pair in pairs}
    text_of = {copy.article.id: group[0].article.id for group in groups for copy in group}
    age = {snapshot.id: number for number, snapshot in enumerate(seeds.snapshots)}
    ordered = sorted(
        ((_text(group, age, text_of, reasons), group[0].place) for group in groups),
        key=lambda pair: (
            -age.get(pair[0].snapshot, -1),
            authority_rank(pair[0].authority),
            pair[1],
        ),
    )
    return tuple(text for text, _ in ordered)


def _copy(article: Article, sources: dict[str, tuple[int, Source]], edits: Edits) -> _Copy:
    number, source = sources[article.source]
    readings = tuple(correct(paragraph, source, edits) for paragraph in article.paragraphs)
    said = [one for one in article.paragraphs if one.role not in FORMAL_ROLES]
    length = len(letters("".join(one.text for one in said)))
    faults = sum(one.incomplete + len(_ODD_BRACKETS.findall(one.text)) for one in said)
    return _Copy(article, source, (number, article.ranges[0][0]), readings, length, faults)


def _by_fullness(group: list[_Copy]) -> list[_Copy]:
    """Return the copies, the base first, the others by length.

    Of equally full ones the best printed is the base, then the one of the greatest authority.
    """
    group = sorted(group, key=lambda copy: (-copy.length, copy.place))
    base = min(
        (copy for copy in group if copy.length >= EQUALLY_FULL * group[0].length),
        key=lambda copy: (
            copy.faults,
            authority_rank(copy.article.authority),
            -copy.length,
            copy.place,
        ),
    )
    return [base, *(copy for copy in group if copy is not base)]


def _base_reason(group: list[_Copy], reasons: Mapping[frozenset[str], Pair]) -> str:
    """Return why this copy is the base, and the editors' decisions on the copies, in Chinese."""
    names = {copy.article.id for copy in group}
    decisions = [
        f"编者定为{'一' if pair.same else '两'}文：{pair.reason}"
        for both, pair in reasons.items()
        if (both <= names if pair.same else both & names)
    ]
    return "；".join([part for part in (_fullness(group), *decisions) if part])


def _fullness(group: list[_Copy]) -> str:
    if len(group) == 1:
        return ""
    count = f"{count_word(len(group))}份来源"
    base, longest = group[0], max(copy.length for copy in group)
    rivals = [copy for copy in group[1:] if copy.length >= EQUALLY_FULL * longest]
    if any(copy.faults > base.faults for copy in rivals):
        return f"{count}中篇幅相当者，此份印得更完好"
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
) -> Text:
    base, entry = group[0].article, group[0].source.entry
    every = [copy.article for copy in group]
    title = next((article.title for article in every if article.title), None)
    parent = text_of.get(base.part_of) if base.part_of else None
    asked = next(filter(None, map(_by_reporter, every)), "")
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
        paragraphs=_with_askers(_paragraphs(group), asked),
        asked=asked,
        identity=base.identity,
    )


def _with_askers(paragraphs: tuple[TextParagraph, ...], asked: str) -> tuple[TextParagraph, ...]:
    """Return the paragraphs, questions marked 问 signed by a 记者 where words say so."""
    who = "记者" if asked else None
    return tuple(
        replace(one, speaker=who) if one.role == "question" and one.speaker == "问" else one
        for one in paragraphs
    )


def _by_reporter(article: Article) -> str:
    """Return the words of an interview's headline, byline or lead that say that the press asks."""
    leads = (one.text for one in article.paragraphs if one.role == "lead")
    words = (article.title or "", article.byline or "", *leads)
    return next(filter(None, map(speakers.reporter, words)), "") if article.kind == "qa" else ""


def _paragraphs(group: list[_Copy]) -> tuple[TextParagraph, ...]:
    """Return the base's paragraphs, with missing ones inserted from the other copies."""
    base, *others = group
    paragraphs = list(_as_read(base))
    words = [letters(paragraph.text) for paragraph in paragraphs]
    printed_in: dict[str, list[str]] = defaultdict(list)
    for copy in others:
        theirs = tuple(_as_read(copy))
        their_words = [letters(paragraph.text) for paragraph in theirs]
        alignment = align_paragraphs(words, their_words)
        for b, c in alignment.pairs:
            printed_in[paragraphs[b].id].append(theirs[c].id)
        for position, c in sorted(alignment.lacking, reverse=True):
            paragraphs.insert(position, theirs[c])
            words.insert(position, their_words[c])
    return tuple(
        replace(paragraph, copies=tuple(printed_in[paragraph.id])) for paragraph in paragraphs
    )


def _as_read(copy: _Copy) -> Iterator[TextParagraph]:
    for paragraph, (text, corrections) in zip(copy.article.paragraphs, copy.readings, strict=True):
        read = TextParagraph(
            id=paragraph.id,
            role=paragraph.role,
            speaker=paragraph.speaker,
            text=text,
            base=copy.article.id,
            source=copy.article.source,
            ranges=paragraph.ranges,
            corrections=corrections,
            incomplete=paragraph.incomplete or any(c.kind == "lost" for c in corrections),
            level=paragraph.level,
        )
        yield read_set(read, paragraph) if paragraph.set else read


def _first_words(text: str) -> str:
    """Return the title of a text without a headline: its first clauses and an ellipsis."""
    ends = [end.start() for end in _CLAUSE_END.finditer(text, 0, HEADLESS + 1)]
    cut = ends[-1] if ends else HEADLESS
    return text[:cut].strip() + "……"


# ---------------------------------------------------------------- paragraphs of two copies


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which paragraphs of a copy and of the base correspond; all are indices."""

    pairs: tuple[tuple[int, int], ...]
    """(base paragraph, copy's paragraph) that print the same passage, ascending."""
    lacking: tuple[tuple[int, int], ...]
    """(position, copy's paragraph) missing in the base, to insert before base paragraph
    `position`, or at the end where `position` is the number of paragraphs."""


def align_paragraphs(base: Sequence[str], copy: Sequence[str]) -> Alignment:
    """Return the correspondence of the paragraphs of `base` and `copy`, both folded letters.

    Copies are divided differently: one paragraph can contain three of another copy. So paragraphs
    are paired by the n-grams that they share, whatever their order; with too few shared n-grams
    only if they are in the same gap between paired neighbours. Of two that share equally many (a
    question that is asked twice) the closer is taken.
    """
    ours, theirs = ([ngram_set(text, SIZE) for text in texts] for texts in (base, copy))
    shared = count_shared(
        dict(enumerate(ours)),
        dict(enumerate(theirs)),
        lengths=(len(base), len(copy)),
        nearby=NEARBY,
    )

    def part(b: int, c: int) -> float:
        return shared[b, c] / min(len(ours[b]), len(theirs[c]))

    def distance(b: int, c: int) -> float:
        return abs(b / len(base) - c / len(copy))

    alike = [pair for pair in shared if part(*pair) >= SAME]
    alike.sort(key=lambda pair: (-shared[pair], distance(*pair), pair))
    best_of_base = {b: (b, c) for b, c in reversed(alike)}
    best_of_copy = {c: (b, c) for b, c in reversed(alike)}
    certain = (pair for pair in alike if shared[pair] >= LONG)
    pairs = {*best_of_base.values(), *best_of_copy.values(), *certain}
    paired = {b for b, _ in pairs}
    for position, c in _lacking(pairs, len(base), len(copy)):
        before, after = range(position - 1, -1, -1), range(position, len(base))
        gap = [b for side in (before, after) for b in takewhile(lambda b: b not in paired, side)]
        best, minus_b = max(((part(b, c), -b) for b in gap), default=(0.0, 0))
        if best >= SAME_IN_GAP:
            pairs.add((-minus_b, c))
    return Alignment(tuple(sorted(pairs)), _lacking(pairs, len(base), len(copy)))


def _lacking(pairs: set[tuple[int, int]], base: int, copy: int) -> tuple[tuple[int, int], ...]:
    """Return the copy's unpaired paragraphs, each after the passage that it follows in the copy."""
    last: dict[int, int] = {}
    first: dict[int, int] = {}
    for b, c in sorted(pairs):
        first.setdefault(c, b)
        last[c] = b
    lacking, position = [], first[min(first)] if first else base
    for c in range(copy):
        if c in last:
            position = last[c] + 1
        else:
            lacking.append((position, c))
    return tuple(lacking)
