"""Filed passages of different texts → which explains, repeats or stands beside which.

Two clauses belong together where both are filed under one label by words of their own and they
share words that are rare in the corpus; what one prints after the other, sign by sign, it repeats.
What all texts say (the subject, the names of cited documents) brings nothing together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from builder.language.folding import folded
from builder.link.repeated_passages import echoes, span_of
from builder.link.shared_words import FEW, Near, sharing
from builder.model import (
    ANEW,
    Each,
    Entity,
    Framework,
    Once,
    Passage,
    Span,
    Term,
    Text,
    TextParagraph,
    authority_rank,
)

_MOST = 50
"""Words for a label beyond any passage: what is only about one thing comes after all else."""
_PARTNERS = 4
"""Passages of other texts to which one leads at most, the nearest."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A passage that leads to one of another text."""

    origin: str
    """Id of the paragraph, the one of lighter voice or later date."""
    target: str
    """Id of the other paragraph."""
    kind: str
    """explains, repeats, beside."""
    span: Span
    """The words in the origin's reading text that ground it."""


def relations(
    texts: Sequence[Text],
    passages: Sequence[Passage],
    terms: Sequence[Term],
    entities: Sequence[Entity],
    framework: Framework,
    once: Once = ANEW,
    apart: Each = map,
) -> tuple[Relation, ...]:
    """Return what leads from a passage to one of another text, by origin and target.

    The lighter voice explains the weightier one; a report repeats; equals stand beside each other.
    `once` is asked for the words of clauses; `apart` may find repetitions in another process.
    """
    homes = {paragraph.id: text for text in texts for paragraph in text.paragraphs}
    spoken = [
        (text, paragraph)
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.role not in ("question", "heading")
    ]
    silent = _silent(entities, framework)
    said = {paragraph.id: silent.uncited(paragraph) for _, paragraph in spoken}
    home = {paragraph.id: text.id for text, paragraph in spoken}
    known = [form for term in terms for form in (term.entry.term, *term.entry.aliases)]
    repeated = apart(
        partial(_repeated, home=home, terms=known, subject=framework.subject, once=once), [said]
    )
    applied = (silent.applied(said[paragraph.id]) for _, paragraph in spoken)
    near = chain(
        sharing(spoken, passages, applied, once),
        _mostly(spoken, passages),
        chain.from_iterable(repeated),
    )
    kept = _nearest(near)
    return tuple(
        sorted((_directed(one, homes, said) for one in kept), key=lambda r: (r.origin, r.target))
    )


def _repeated(
    said: Mapping[str, str],
    home: Mapping[str, str],
    terms: Sequence[str],
    subject: Sequence[str],
    once: Once,
) -> tuple[Near, ...]:
    return tuple(
        Near(
            float(echo.one_span[1] - echo.one_span[0]),
            echo.one,
            echo.one_span,
            echo.other,
            echo.other_span,
            True,
        )
        for echo in echoes(said, home, terms, subject, once)
    )


def _nearest(near: Iterable[Near]) -> Iterator[Near]:
    """Yield those that are among the nearest of both of their passages, each two once."""
    count: dict[str, int] = defaultdict(int)
    kept: set[frozenset[str]] = set()
    for one in sorted(near, key=lambda one: (not one.repeated, -one.score, one.one, one.other)):
        pair = frozenset((one.one, one.other))
        if count[one.one] < _PARTNERS and count[one.other] < _PARTNERS and pair not in kept:
            kept.add(pair)
            count[one.one] += 1
            count[one.other] += 1
            yield one


def _directed(one: Near, homes: Mapping[str, Text], said: Mapping[str, str]) -> Relation:
    first, second = homes[one.one], homes[one.other]
    if _rank(first) < _rank(second):
        origin, target, span = one.other, one.one, one.other_span
    else:
        origin, target, span = one.one, one.other, one.one_span
    lighter, weightier = homes[origin], homes[target]
    if one.repeated and lighter.authority == "media":
        kind = "repeats"
    elif (
        authority_rank(weightier.authority) < authority_rank(lighter.authority)
        and lighter.authority != "media"
    ):
        kind = "explains"
    else:
        kind = "repeats" if one.repeated else "beside"
    return Relation(origin, target, kind, span_of(said[origin], span) if one.repeated else span)


def _rank(text: Text) -> tuple[int, str, str]:
    return authority_rank(text.authority), text.date.value if text.date else "9", text.id


def _silent(entities: Sequence[Entity], framework: Framework) -> _Silence:
    cited: dict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        for mention in entity.mentions:
            cited[mention.paragraph].append(mention.span)
    subject = sorted((folded(word) for word in framework.subject), key=len, reverse=True)
    pattern = "|".join(map(re.escape, subject)) or r"(?!)"
    return _Silence(cited, re.compile(pattern))


@dataclass(frozen=True, slots=True)
class _Silence:
    """What brings nothing together."""

    cited: Mapping[str, list[Span]]
    """Paragraph → names of documents."""
    subject: re.Pattern[str]

    def uncited(self, paragraph: TextParagraph) -> str:
        """Return the words, folded, without the names of documents, place for place."""
        out = folded(paragraph.text)
        for start, end in self.cited.get(paragraph.id, ()):
            out = out[:start] + "。" * (end - start) + out[end:]
        return out

    def applied(self, said: str) -> str:
        """Return such words with a mark for each letter of the subject, place for place."""
        return self.subject.sub(lambda found: "、" * len(found[0]), said)


def _mostly(
    spoken: Sequence[tuple[Text, TextParagraph]], passages: Sequence[Passage]
) -> Iterator[Near]:
    """Yield the weighty passages on what few of them speak of, with experts' passages about it."""
    filed = {passage.paragraph: passage for passage in passages}
    weighty: dict[str, list[str]] = defaultdict(list)
    expert: dict[str, list[str]] = defaultdict(list)
    for text, paragraph in spoken:
        if (passage := filed.get(paragraph.id)) is None:
            continue
        if text.authority in ("policy", "official"):
            for label in passage.pillars:
                weighty[label].append(paragraph.id)
        elif text.authority == "expert" and passage.primary in passage.pillars:
            expert[str(passage.primary)].append(paragraph.id)
    for label, above in sorted(weighty.items()):
        for one in above if len(above) <= FEW else ():
            for other in expert[label]:
                (span, _), (other_span, said) = (_about(filed[id_], label) for id_ in (one, other))
                yield Near(said / _MOST, one, span, other, other_span, False)


def _about(passage: Passage, label: str) -> tuple[Span, int]:
    """Return the sentence that says most of a label, and how often the passage speaks of it."""
    said = {one.span: sum(g.label == label for g in one.grounds) for one in passage.sentences}
    return max(said, key=lambda span: (said[span], -span[0])), sum(said.values())
