"""Two corpora → what changed from one to the other, each thing once, in a stable order.

Texts, their words, where they are filed, the terms, links and documents in them, corrections.
Typography is no change, and of a new text only its arrival is one. A text is known by its copies:
another copy can become the base and give the text another id, so that addresses move.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.language.sentences import sentences
from builder.model import (
    Change,
    ChangeKind,
    Changes,
    Corpus,
    Correction,
    Ref,
    Span,
    Term,
    Text,
    TextParagraph,
    VersionKind,
    Versions,
)
from builder.snapshots.sentence_diff import Edit, SentenceDiff, diff_sentences
from builder.text.canonical import canonical, standard

SHARED = 0.5
"""Texts without a common copy are the same if they share this part of the shorter one's words."""
TELLING = 6
"""Characters of a sentence that can be a text's own; shorter ones are in many texts."""

FINALISED = "征求意见稿 → 正式文本"
REVISED = "原文本 → 修订本"
"""Why words changed that another version changed."""

_KINDS: Mapping[str, ChangeKind] = {
    "added": "sentence_added",
    "removed": "sentence_removed",
    "changed": "sentence_changed",
    "moved": "sentence_moved",
}


def compare(before: Corpus, after: Corpus) -> Changes:
    """Return how `after` differs from `before`; nothing for a corpus and itself."""
    matched = _match(before.texts, after.texts, after.versions)
    homes = {one.id: text.id for text in after.texts for one in text.paragraphs}
    return Changes(
        before=_snapshot(before),
        after=_snapshot(after),
        documents=tuple(_documents(matched)),
        sentences=tuple(
            change for pair in (*matched.pairs, *matched.versions) for change in _sentences(pair)
        ),
        filings=tuple(_filings(before, after, matched, homes)),
        terms=tuple(_terms(before.terms, after.terms, homes)),
        links=tuple(_links(before, after, matched)),
        cited=tuple(_cited(before, after, homes)),
        corrections=tuple(
            change for pair in matched.pairs for change in _corrections(pair, matched)
        ),
        renames=matched.renames,
    )


def _snapshot(corpus: Corpus) -> str:
    return corpus.seeds.snapshots[-1].id if corpus.seeds.snapshots else ""


# ---------------------------------------------------------------- which text is which


@dataclass(frozen=True, slots=True)
class _Pair:
    """A text that is in both corpora."""

    before: Text
    after: Text
    diff: SentenceDiff
    kind: VersionKind | None = None
    """How the earlier text stands to the later one; `None` where they are the same text."""


@dataclass(frozen=True, slots=True)
class _Matched:
    """What of one corpus is in the other."""

    pairs: tuple[_Pair, ...]
    """In the order of the corpus after."""
    versions: tuple[_Pair, ...]
    """Texts that came with the corpus after, each with an earlier version that was there before."""
    removed: tuple[Text, ...]
    added: tuple[Text, ...]
    later: Mapping[str, tuple[str, ...]]
    """Paragraph id before → ids after that hold its sentences, the one with most first."""
    earlier: Mapping[str, tuple[str, ...]]
    """Paragraph id after → ids before whose sentences it holds, likewise."""
    renames: tuple[tuple[Ref, Ref], ...]
    """Addresses that moved, sorted as they are spelt."""


def _match(before: Sequence[Text], after: Sequence[Text], versions: Iterable[Versions]) -> _Matched:
    ids = _match_ids(before, after)
    by_id = {text.id: text for text in before}
    pairs = tuple(
        _Pair(then, now, diff_sentences(then.paragraphs, now.paragraphs))
        for now in after
        if (then := by_id.get(ids.get(now.id, ""))) is not None
    )
    standing = {pair.after.id: pair.after for pair in pairs}
    come = {text.id: text for text in after if text.id not in ids}
    newer = tuple(
        _Pair(then, now, diff_sentences(then.paragraphs, now.paragraphs), one.kind)
        for one in versions
        if (then := standing.get(one.before)) and (now := come.pop(one.after, None))
    )
    later, earlier = _match_paragraphs(pairs)
    for pair in newer:
        _, held = _match_paragraphs([pair])
        earlier |= held
    kept = set(ids.values())
    return _Matched(
        pairs=pairs,
        versions=newer,
        removed=tuple(text for text in before if text.id not in kept),
        added=tuple(come.values()),
        later=later,
        earlier=earlier,
        renames=_renames(pairs, later),
    )


def _match_ids(before: Sequence[Text], after: Sequence[Text]) -> dict[str, str]:
    """Return id of a text after → id of the same text before.

    Texts with the same base first, then those with any common copy, then by their words.
    """
    ids: dict[str, str] = {}
    home = {article: text.id for text in before for article in reversed(text.articles)}
    taken: set[str] = set()
    same_base = [(text, text.articles[:1]) for text in after]
    any_copy = [(text, text.articles) for text in after]
    for text, articles in (*same_base, *any_copy):
        known = [home[one] for one in articles if one in home and home[one] not in taken]
        if known and text.id not in ids:
            ids[text.id] = known[0]
            taken.add(known[0])
    left = [text for text in before if text.id not in taken]
    if not left:
        return ids
    return ids | _match_by_words(left, [text for text in after if text.id not in ids])


def _match_by_words(before: Sequence[Text], after: Sequence[Text]) -> dict[str, str]:
    """Return the same for texts without a common copy; those that share most come first."""
    holders: dict[str, list[str]] = defaultdict(list)
    length: Counter[str] = Counter()
    for text in before:
        for key in _keys(text):
            holders[key].append(text.id)
            length[text.id] += len(key)
    candidates: list[tuple[int, str, str]] = []
    for text in after:
        keys = _keys(text)
        shared = Counter[str]()
        for key in keys:
            for one in holders.get(key, ()):
                shared[one] += len(key)
        whole = sum(map(len, keys))
        candidates += [
            (-count, text.id, one)
            for one, count in shared.items()
            if count >= SHARED * min(whole, length[one])
        ]
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for _, id_, one in sorted(candidates):
        if id_ not in ids and one not in taken:
            ids[id_] = one
            taken.add(one)
    return ids


def _keys(text: Text) -> set[str]:
    """Return the canonical forms of the sentences that are long enough to be the text's own."""
    return {
        key
        for paragraph in text.paragraphs
        for start, end in sentences(standard(paragraph.text))
        if len(key := canonical(paragraph.text[start:end]).text) >= TELLING
    }


_Others = dict[str, tuple[str, ...]]


def _match_paragraphs(pairs: Iterable[_Pair]) -> tuple[_Others, _Others]:
    """Return which paragraphs hold the sentences of which: by those before, and by those after.

    A paragraph after that names one before among its copies counts with its whole length.
    """
    later: dict[str, Counter[str]] = defaultdict(Counter)
    earlier: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        then = {paragraph.id for paragraph in pair.before.paragraphs}
        copies = [
            (copy, paragraph.id, len(paragraph.text))
            for paragraph in pair.after.paragraphs
            for copy in (paragraph.id, *paragraph.copies)
            if copy in then
        ]
        for old, new, count in (*pair.diff.shared, *copies):
            later[old][new] += count
            earlier[new][old] += count
    return _by_count(later), _by_count(earlier)


def _by_count(counts: Mapping[str, Counter[str]]) -> _Others:
    return {
        one: tuple(sorted(others, key=lambda other: (-others[other], other)))
        for one, others in counts.items()
    }


def _renames(
    pairs: Iterable[_Pair], later: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Ref, Ref], ...]:
    """Return the addresses of texts and paragraphs that moved: documents/a#p7 → documents/b#p5."""
    moved: list[tuple[Ref, Ref]] = []
    for pair in pairs:
        then, now = pair.before.id, pair.after.id
        if then != now:
            moved.append((Ref("document", then), Ref("document", now)))
        standing = {paragraph.id for paragraph in pair.after.paragraphs}
        for paragraph in pair.before.paragraphs:
            one = paragraph.id
            target = one if one in standing else next(iter(later.get(one, ())), None)
            if target is not None and (then, one) != (now, target):
                moved.append((Ref("document", then, one), Ref("document", now, target)))
    return tuple(sorted(moved, key=lambda refs: (str(refs[0]), str(refs[1]))))


# ---------------------------------------------------------------- texts and their words


def _documents(matched: _Matched) -> Iterator[Change]:
    for text in matched.added:
        yield Change("document_added", text.id, after=text.title)
    for pair in (*matched.versions, *(one for one in matched.pairs if _finalised(one))):
        yield Change(
            "document_finalised" if _finalised(pair) else "document_revised",
            pair.after.id,
            before=pair.before.title,
            after=pair.after.title,
            subject=pair.before.id,
        )
    for pair in matched.pairs:
        then, now = pair.before, pair.after
        if then.id != now.id and not _finalised(pair):
            yield Change(
                "document_renamed",
                now.id,
                before=then.id,
                after=now.id,
                subject=then.id,
                reason=now.base_reason,
            )
        if canonical(then.title).text != canonical(now.title).text and not _finalised(pair):
            yield Change("document_retitled", now.id, before=then.title, after=now.title)
        for copy in now.articles:
            if copy not in then.articles:
                yield Change("copy_added", now.id, after=copy, subject=copy)
        for copy in then.articles:
            if copy not in now.articles:
                yield Change("copy_removed", now.id, before=copy, subject=copy)
    for text in matched.removed:
        yield Change("document_removed", text.id, before=text.title)


def _finalised(pair: _Pair) -> bool:
    """Return whether a draft became the final text, beside it or in its place."""
    states = pair.before.identity.status, pair.after.identity.status
    return pair.kind == "draft_of" or states == ("draft", "final")


def _sentences(pair: _Pair) -> Iterator[Change]:
    cause = pair.after.base_reason if pair.before.articles[0] != pair.after.articles[0] else ""
    if _finalised(pair):
        cause = FINALISED
    elif pair.kind is not None:
        cause = REVISED
    then = {key for key, _, _ in _all_corrections(pair.before)}
    new = [one for one in _all_corrections(pair.after) if one[0] not in then]
    for edit in pair.diff.edits:
        here, there = edit.before, edit.after
        excerpt = there or here
        assert excerpt is not None
        yield Change(
            kind=_KINDS[edit.kind],
            document=pair.after.id,
            paragraph=excerpt.paragraph,
            before=here.words if here else "",
            after=there.words if there else "",
            reason=_reason(edit, new) or cause,
            earlier=here.paragraph if here and here.paragraph != excerpt.paragraph else None,
            place=there.span if there else None,
            rewordings=edit.rewordings,
            minor=edit.minor,
        )


_Placed = tuple[tuple[str, int, str, str], TextParagraph, Correction]
"""The identity of a correction without its reason, its paragraph, the correction."""


def _all_corrections(text: Text) -> Iterator[_Placed]:
    """Yield the corrections, without removals of left-over Markdown, which are typography."""
    for paragraph in text.paragraphs:
        for one in paragraph.corrections:
            if one.kind != "markup":
                yield (one.source, one.line, one.kind, one.printed), paragraph, one


def _reason(edit: Edit, new: Iterable[_Placed]) -> str:
    """Return the reasons of the new corrections in a changed sentence."""
    if edit.kind != "changed" or edit.after is None:
        return ""
    start, end = edit.after.span
    reasons = (
        correction.reason
        for _, paragraph, correction in new
        if paragraph.id == edit.after.paragraph and start <= correction.span[0] < end
    )
    return "".join(dict.fromkeys(reasons))


def _corrections(pair: _Pair, matched: _Matched) -> Iterator[Change]:
    then = {key: (paragraph, one) for key, paragraph, one in _all_corrections(pair.before)}
    now = {key: (paragraph, one) for key, paragraph, one in _all_corrections(pair.after)}
    for key, (paragraph, correction) in now.items():
        kind: ChangeKind = "correction_added"
        if key in then:
            _, old = then[key]
            if (old.reason, old.reading) == (correction.reason, correction.reading):
                continue
            kind = "correction_changed"
        yield Change(
            kind,
            pair.after.id,
            paragraph.id,
            before=correction.printed,
            after=correction.reading,
            subject=correction.kind,
            reason=correction.reason,
            place=correction.span,
        )
    for key, (paragraph, correction) in then.items():
        if key not in now:
            yield Change(
                "correction_removed",
                pair.after.id,
                next(iter(matched.later.get(paragraph.id, ())), None),
                before=correction.printed,
                after=correction.reading,
                subject=correction.kind,
                reason=correction.reason,
                earlier=paragraph.id,
            )


# ---------------------------------------------------------------- filing


def _filings(
    before: Corpus, after: Corpus, matched: _Matched, homes: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what was filed under each label, and what no longer is, in the framework's order."""
    then, now = _filed(before), _filed(after)
    labels = {
        label.id: None
        for corpus in (after, before)
        for label in (*corpus.seeds.framework.actions, *corpus.seeds.framework.pillars)
    }
    for label in labels:
        held, holding = then.get(label, {}), now.get(label, {})
        for paragraph, (text, words) in holding.items():
            if not any(one in held for one in matched.earlier.get(paragraph, ())):
                yield Change("filed", text, paragraph, after=words, subject=label)
        for paragraph, (text, words) in held.items():
            later = matched.later.get(paragraph, ())
            if not any(one in holding for one in later):
                home = next(iter(later), paragraph)
                yield Change(
                    "unfiled",
                    homes.get(home, text),
                    home,
                    before=words,
                    subject=label,
                    earlier=paragraph if paragraph != home else None,
                )


_Filed = dict[str, dict[str, tuple[str, str]]]
"""Label → paragraph → its text, and its words from the first sentence filed to the last."""


def _filed(corpus: Corpus) -> _Filed:
    paragraphs = {one.id: one for text in corpus.texts for one in text.paragraphs}
    filed: _Filed = defaultdict(dict)
    for passage in corpus.passages:
        words = paragraphs[passage.paragraph].text
        for label in (*passage.areas, *passage.pillars):
            spans: list[Span] = [
                one.span for one in passage.sentences if label in (*one.areas, *one.pillars)
            ]
            run = words[spans[0][0] : spans[-1][1]] if spans else words
            filed[label][passage.paragraph] = passage.text, run.strip()
    return filed


# ---------------------------------------------------------------- terms, links, cited documents


def _terms(
    before: Iterable[Term], after: Iterable[Term], homes: Mapping[str, str]
) -> Iterator[Change]:
    then = {term.entry.id: term for term in before}
    now = {term.entry.id: term for term in after}
    for id_, term in now.items():
        name, old = term.entry.term, then.get(id_)
        was_used, is_used = bool(old and old.occurrences), bool(term.occurrences)
        if is_used and not was_used:
            where = term.occurrences[0].paragraph
            yield Change("term_added", homes.get(where), where, after=name, subject=id_)
        elif was_used and not is_used:
            yield Change("term_removed", before=name, subject=id_)
        elif old:
            said, says = _definitions(old), _definitions(term)
            if canonical(said).text != canonical(says).text:
                yield Change("term_changed", before=said, after=says, subject=id_)
    for id_, term in then.items():
        if id_ not in now and term.occurrences:
            yield Change("term_removed", before=term.entry.term, subject=id_)


def _definitions(term: Term) -> str:
    return "\n".join(quotation.words for quotation in term.entry.definitions)


def _links(before: Corpus, after: Corpus, matched: _Matched) -> Iterator[Change]:
    """Yield the references that were added and removed; one that moved with its ends is neither."""
    moved = dict(matched.renames)
    then = {
        (moved.get(one.origin, one.origin), moved.get(one.target, one.target), one.kind): one
        for one in before.links
    }
    now = {(one.origin, one.target, one.kind): one for one in after.links}
    for key in sorted(now.keys() - then.keys(), key=_spelt):
        origin, target, kind = key
        where = now[key].paragraph
        yield Change("link_added", _text(origin), where, after=kind, origin=origin, target=target)
    for key in sorted(then.keys() - now.keys(), key=_spelt):
        origin, target, kind = key
        where = then[key].paragraph
        yield Change(
            "link_removed",
            _text(origin),
            next(iter(matched.later.get(where or "", ())), None),
            before=kind,
            origin=origin,
            target=target,
            earlier=where,
        )


def _spelt(link: tuple[Ref, Ref, str]) -> tuple[str, str, str]:
    return str(link[0]), str(link[1]), link[2]


def _text(ref: Ref) -> str | None:
    """Return the text on whose page an address is: x for documents/x#p3."""
    return ref.id if ref.kind == "document" else None


def _cited(before: Corpus, after: Corpus, homes: Mapping[str, str]) -> Iterator[Change]:
    then = {one.id: one for one in before.entities if one.type == "document"}
    now = {one.id: one for one in after.entities if one.type == "document"}
    for id_ in sorted(now.keys() - then.keys()):
        where = now[id_].mentions[0].paragraph if now[id_].mentions else None
        yield Change("cited", homes.get(where or ""), where, after=now[id_].name, subject=id_)
    for id_ in sorted(then.keys() - now.keys()):
        yield Change("uncited", before=then[id_].name, subject=id_)
