"""Two corpora → which text is which, which paragraph became which, and so which address moved.

A text is known by its copies: another copy can become the base and give the text its id. Where no
copy is in both, texts are the same that share most of their sentences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.language.sentences import sentences
from builder.model import Corpus, Ref, Text
from builder.snapshots.sentences_diff import Comparison, compared
from builder.text.canonical import canonical, standard

SHARED = 0.5
"""Two texts without a common copy are one if they share this part of the shorter one's words."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A text that is in both corpora."""

    before: Text
    after: Text
    comparison: Comparison
    """What became of its paragraphs."""


@dataclass(frozen=True, slots=True)
class Counterparts:
    """What of one corpus is in the other."""

    texts: tuple[Counterpart, ...]
    """In the later order."""
    removed: tuple[Text, ...]
    """Texts that are in the earlier corpus alone."""
    added: tuple[Text, ...]
    """Texts that are in the later corpus alone."""
    later: Mapping[str, tuple[str, ...]]
    """Id of an earlier paragraph → the later ones that hold its sentences, the fullest first."""
    earlier: Mapping[str, tuple[str, ...]]
    """Id of a later paragraph → the earlier ones whose sentences it holds."""
    renames: tuple[tuple[Ref, Ref], ...]
    """Addresses that moved: (earlier, later), sorted as they are spelt."""


def renames(before: Corpus, after: Corpus) -> tuple[tuple[Ref, Ref], ...]:
    """Return the addresses of texts and paragraphs that moved: (earlier, later), sorted.

    documents/a-9#p17 → documents/b-3#p5: the base of the text is another copy now. What is gone,
    and not elsewhere, is not told; nor is what stayed.
    """
    return counterparts(before, after).renames


def counterparts(before: Corpus, after: Corpus) -> Counterparts:
    """Return what of the earlier corpus became what of the later one."""
    pairs = _texts(before.texts, after.texts)
    earlier = {text.id: text for text in before.texts}
    found = tuple(
        Counterpart(then, now, compared(then.paragraphs, now.paragraphs))
        for now in after.texts
        if (then := earlier.get(pairs.get(now.id, ""))) is not None
    )
    gone = {one.before.id for one in found}
    came = {one.after.id for one in found}
    later, back = _kin(found)
    return Counterparts(
        texts=found,
        removed=tuple(text for text in before.texts if text.id not in gone),
        added=tuple(text for text in after.texts if text.id not in came),
        later=later,
        earlier=back,
        renames=_renames(found, later),
    )


def _texts(before: Sequence[Text], after: Sequence[Text]) -> dict[str, str]:
    """Return id of a later text → id of the earlier one that it is."""
    pairs: dict[str, str] = {}
    home = {article: text.id for text in before for article in reversed(text.articles)}
    taken: set[str] = set()
    same_base = [(text, text.articles[:1]) for text in after]
    any_copy = [(text, text.articles) for text in after]
    for text, articles in (*same_base, *any_copy):
        known = [home[one] for one in articles if one in home and home[one] not in taken]
        if known and text.id not in pairs:
            pairs[text.id] = known[0]
            taken.add(known[0])
    left = [text for text in before if text.id not in taken]
    if not left:
        return pairs
    return pairs | _by_words(left, [text for text in after if text.id not in pairs])


def _by_words(before: Sequence[Text], after: Sequence[Text]) -> dict[str, str]:
    """Return the same for texts without a common copy, those that share most first."""
    holders: dict[str, list[str]] = defaultdict(list)
    length: Counter[str] = Counter()
    for text in before:
        for key in _keys(text):
            holders[key].append(text.id)
            length[text.id] += len(key)
    shared: list[tuple[int, str, str]] = []
    for text in after:
        keys = _keys(text)
        common = Counter[str]()
        for key in keys:
            for one in holders.get(key, ()):
                common[one] += len(key)
        whole = sum(map(len, keys))
        shared += [
            (-count, text.id, one)
            for one, count in common.items()
            if count >= SHARED * min(whole, length[one])
        ]
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, text_id, one in sorted(shared):
        if text_id not in pairs and one not in taken:
            pairs[text_id] = one
            taken.add(one)
    return pairs


def _keys(text: Text) -> set[str]:
    """Return the sentences of a text without typography, those apart that say hardly anything."""
    return {
        key
        for paragraph in text.paragraphs
        for start, end in sentences(standard(paragraph.text))
        if len(key := canonical(paragraph.text[start:end]).text) >= 6
    }


_Kin = dict[str, tuple[str, ...]]


def _kin(found: Iterable[Counterpart]) -> tuple[_Kin, _Kin]:
    """Return which paragraph became which, and came of which, the one with most of it first.

    A paragraph of the later text that says of which copies it is made is believed.
    """
    later: dict[str, Counter[str]] = defaultdict(Counter)
    earlier: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        then = {paragraph.id for paragraph in one.before.paragraphs}
        kin = [
            *one.comparison.kin,
            *(
                (copy, paragraph.id, len(paragraph.text))
                for paragraph in one.after.paragraphs
                for copy in (paragraph.id, *paragraph.copies)
                if copy in then
            ),
        ]
        for old, new, count in kin:
            later[old][new] += count
            earlier[new][old] += count
    return _fullest(later), _fullest(earlier)


def _fullest(kin: Mapping[str, Counter[str]]) -> _Kin:
    return {
        one: tuple(sorted(others, key=lambda other: (-others[other], other)))
        for one, others in kin.items()
    }


def _renames(
    found: Iterable[Counterpart], later: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Ref, Ref], ...]:
    moved: list[tuple[Ref, Ref]] = []
    for one in found:
        then, now = one.before.id, one.after.id
        if then != now:
            moved.append((Ref("document", then), Ref("document", now)))
        standing = {paragraph.id for paragraph in one.after.paragraphs}
        for paragraph in one.before.paragraphs:
            targets = later.get(paragraph.id, ())
            target = paragraph.id if paragraph.id in standing else next(iter(targets), None)
            if target is None:
                continue
            old, new = Ref("document", then, paragraph.id), Ref("document", now, target)
            if old != new:
                moved.append((old, new))
    return tuple(sorted(moved, key=lambda pair: (str(pair[0]), str(pair[1]))))
