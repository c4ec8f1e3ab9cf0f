"""What the rules find in published snapshots: locked, compared, and told where a rule changed it.

In: corpora as of each update, what was found when they were published, the changes of rules that
the editors tell. Words, speakers and dates are locked for good (`locks`); findings may get better,
but not silently.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from builder.model import (
    Corpus,
    FoundParagraph,
    FoundSnapshot,
    InputError,
    Lock,
    LockedFindings,
    RuleChange,
    RuleEntry,
)
from builder.model.voices import voice

FILE = "seeds/snapshots.yml"
"""The file in which editors tell changes of rules."""

_SHOWN = 10
"""Passages that a message lists."""

Touched = dict[str, frozenset[str]]
"""Id of a paragraph in which something else is found than was published → the kinds."""


def lock_findings(
    locked: LockedFindings, locks: Iterable[Lock], corpora: Iterable[Corpus]
) -> LockedFindings:
    """Return what is found now in the published snapshots, with the changes of rules until now.

    `locks` are those of all published snapshots. The same value where nothing is new.
    """
    published = {lock.snapshot for lock in locks}
    made = [one for one in corpora if _id(one) in published]
    now = tuple(_found(one, _terms(one)) for one in made)
    rules = tuple(rule_changes(locked, made))
    return LockedFindings(tuple(sorted(now, key=lambda one: one.snapshot)), rules)


def rule_changes(locked: LockedFindings, corpora: Sequence[Corpus]) -> Iterator[RuleChange]:
    """Yield the changes of rules with what each changed, oldest first; those not locked last.

    Of those that are not locked only the sum is known: what is found otherwise today.
    """
    yield from locked.rules
    if new := _new(locked, _rules(corpora)):
        yield RuleChange(new, tuple(sorted(_touched(locked, corpora))))


def untold(locked: LockedFindings, corpora: Sequence[Corpus]) -> Iterator[InputError]:
    """Yield where published snapshots show what no change of a rule tells; and what was untold."""
    rules = _rules(corpora)
    for change in locked.rules:
        for rule in change.rules:
            if rule not in rules:
                yield InputError(
                    FILE,
                    f"readers were told of a change of a rule on {rule.on}, and its entry is gone "
                    "or another",
                    remedy=f"write it again under `rules:` as it was: {_entry(rule)}",
                )
    touched = _touched(locked, corpora)
    if touched and not _new(locked, rules):
        lines = [f"{place}: {', '.join(sorted(touched[place]))}" for place in sorted(touched)]
        more = [f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
        listed = "".join(f"\n    {line}" for line in (*lines[:_SHOWN], *more))
        yield InputError(
            FILE,
            f"published snapshots show {len(touched)} passages otherwise than they did, and no "
            f"entry of `rules:` says why{listed}",
            remedy="undo what changed it (a rule, or words of the framework), or tell readers "
            "under `rules:`: - {on: 2026-05-31, what: 读者看到什么不同, why: 为什么}",
        )


def _rules(corpora: Sequence[Corpus]) -> tuple[RuleEntry, ...]:
    """Return the changes of rules, which the newest alone has."""
    return corpora[-1].seeds.rules if corpora else ()


def _new(locked: LockedFindings, rules: Iterable[RuleEntry]) -> tuple[RuleEntry, ...]:
    told = {rule for change in locked.rules for rule in change.rules}
    return tuple(rule for rule in rules if rule not in told)


def _entry(rule: RuleEntry) -> str:
    """Return an entry as an editor writes it."""
    return f"{{on: {rule.on}, what: {rule.what}, why: {rule.why}}}"


def _touched(locked: LockedFindings, corpora: Iterable[Corpus]) -> Touched:
    """Return in which paragraphs something else is found than was locked.

    A paragraph whose words were corrected since is told as a correction.
    """
    made = {_id(one): one for one in corpora}
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for then in locked.snapshots:
        if then.snapshot not in made or then.sources != _sources(made[then.snapshot]):
            continue
        before = {one.id: one for one in then.paragraphs}
        for after in _found(made[then.snapshot], then.terms).paragraphs:
            if after.id in before and after.words == before[after.id].words:
                touched[after.id] |= set(_differing(before[after.id], after))
    return {id_: frozenset(kinds) for id_, kinds in touched.items() if kinds}


def _differing(before: FoundParagraph, after: FoundParagraph) -> Iterator[str]:
    for field in fields(FoundParagraph):
        if getattr(before, field.name) != getattr(after, field.name):
            yield field.name


# ---------------------------------------------------------------- what is found


def _id(corpus: Corpus) -> str:
    return corpus.seeds.snapshots[-1].id


def _sources(corpus: Corpus) -> tuple[str, ...]:
    return tuple(sorted(source.entry.id for source in corpus.seeds.sources))


def _terms(corpus: Corpus) -> tuple[str, ...]:
    return tuple(sorted(term.id for term in corpus.seeds.terms))


def _found(corpus: Corpus, terms: Collection[str]) -> FoundSnapshot:
    """Return what the rules find in each paragraph of a corpus; of the glossary only `terms`."""
    known = frozenset(terms)
    kinds = {
        "labels": _labels(corpus),
        "terms": _occurrences(corpus, known),
        "documents": _documents(corpus),
        "links": _links(corpus, known),
        "quotations": _quotations(corpus),
        "variants": _variants(corpus),
        "years": _years(corpus),
    }
    found = [
        FoundParagraph(
            id=paragraph.id,
            words=_hash(paragraph.text),
            voice=_hash([paragraph.role, voice(text, paragraph)]),
            **{kind: _hash(values.get(paragraph.id, [])) for kind, values in kinds.items()},
        )
        for text in corpus.texts
        for paragraph in text.paragraphs
    ]
    found.sort(key=lambda one: one.id)
    return FoundSnapshot(_id(corpus), _sources(corpus), tuple(sorted(known)), tuple(found))


def _hash(value: object) -> str:
    """Return the first 48 bits of a hash of strings, numbers and lists of them."""
    return sha256(json.dumps(value).encode()).hexdigest()[:12]


_Values = Mapping[str, list[Any]]
"""Id of a paragraph → what is found in it, as lists of strings and numbers; spans are enough for
words, because only paragraphs with the same words are compared."""


def _labels(corpus: Corpus) -> _Values:
    return {
        one.paragraph: [
            [one.areas, one.pillars, one.topics, one.primary, one.enumerates, one.inherited],
            [
                [
                    (sentence.span, sentence.areas, sentence.pillars, sentence.topics),
                    [(ground.label, ground.span) for ground in sentence.grounds],
                ]
                for sentence in one.sentences
            ],
        ]
        for one in corpus.passages
    }


def _occurrences(corpus: Corpus, known: Collection[str]) -> _Values:
    found: _Values = defaultdict(list)
    for term in corpus.terms:
        if term.entry.id in known:
            for one in term.occurrences:
                found[one.paragraph].append((term.entry.id, one.first, one.count))
    return found


def _documents(corpus: Corpus) -> _Values:
    found: _Values = defaultdict(list)
    for entity in corpus.entities:
        for mention in entity.mentions:
            found[mention.paragraph].append((entity.id, mention.span))
    return found


def _links(corpus: Corpus, known: Collection[str]) -> _Values:
    found: _Values = defaultdict(list)
    for link in corpus.links:
        ends = link.origin, link.target
        if link.paragraph and all(end.kind != "term" or end.id in known for end in ends):
            found[link.paragraph].append((link.kind, *map(str, ends), link.words))
    return found


def _quotations(corpus: Corpus) -> _Values:
    found: _Values = defaultdict(list)
    for one in corpus.quoted:
        compared = one.original, one.original_span
        found[one.paragraph].append((one.span, one.verdict, one.document, one.named, *compared))
    return found


def _variants(corpus: Corpus) -> _Values:
    found: _Values = defaultdict(list)
    for one in corpus.variants:
        if one.paragraph is not None:
            readings = [
                (reading.text, [witness.article for witness in reading.witnesses])
                for reading in one.readings
            ]
            found[one.paragraph].append((one.span, one.type, one.folded, one.damaged, readings))
    return found


def _years(corpus: Corpus) -> _Values:
    found: _Values = defaultdict(list)
    for one in corpus.horizons:
        found[one.paragraph].append((one.year, one.span))
    return found
