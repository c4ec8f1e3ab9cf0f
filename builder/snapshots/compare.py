"""Two corpora → what changed from the one to the other; each thing once, in a lasting order.

Texts, their words, where they are filed, what they use, lead to and cite, and what was corrected.
Nothing is told of typography, and nothing of a text that is new but that it is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from builder.model import (
    Change,
    ChangeKind,
    Changes,
    Corpus,
    Correction,
    Ref,
    Span,
    Text,
    TextParagraph,
)
from builder.snapshots.counterparts import Counterpart, Counterparts, counterparts
from builder.snapshots.sentences_diff import Edit
from builder.text.canonical import canonical

_WORDS: Mapping[str, ChangeKind] = {
    "added": "sentence_added",
    "removed": "sentence_removed",
    "changed": "sentence_changed",
    "moved": "sentence_moved",
}


def compare(before: Corpus, after: Corpus) -> Changes:
    """Return what is otherwise in `after` than in `before`; nothing of a corpus and itself."""
    both = counterparts(before, after)
    return Changes(
        before=_snapshot(before),
        after=_snapshot(after),
        documents=tuple(_documents(both)),
        sentences=tuple(change for one in both.texts for change in _sentences(one)),
        filings=tuple(_filings(before, after, both)),
        terms=tuple(_terms(before, after)),
        links=tuple(_links(before, after, both)),
        cited=tuple(_cited(before, after)),
        corrections=tuple(change for one in both.texts for change in _corrections(one, both)),
        renames=both.renames,
    )


def _snapshot(corpus: Corpus) -> str:
    return corpus.seeds.snapshots[-1].id if corpus.seeds.snapshots else ""


# ---------------------------------------------------------------- texts and their words


def _documents(both: Counterparts) -> Iterator[Change]:
    for text in both.added:
        yield Change("document_added", text.id, after=text.title)
    for one in both.texts:
        then, now = one.before, one.after
        if then.id != now.id:
            yield Change(
                "document_renamed",
                now.id,
                before=then.id,
                after=now.id,
                subject=then.id,
                reason=now.base_reason,
            )
        if canonical(then.title).text != canonical(now.title).text:
            yield Change("document_retitled", now.id, before=then.title, after=now.title)
        for copy in now.articles:
            if copy not in then.articles:
                yield Change("copy_added", now.id, after=copy, subject=copy)
        for copy in then.articles:
            if copy not in now.articles:
                yield Change("copy_removed", now.id, before=copy, subject=copy)
    for text in both.removed:
        yield Change("document_removed", text.id, before=text.title)


def _sentences(one: Counterpart) -> Iterator[Change]:
    rebased = one.after.base_reason if one.before.articles[0] != one.after.articles[0] else ""
    then = {_identity(correction) for _, correction in _all_corrections(one.before)}
    for edit in one.comparison.edits:
        here, there = edit.before, edit.after
        stretch = there or here
        assert stretch is not None
        yield Change(
            kind=_WORDS[edit.kind],
            document=one.after.id,
            paragraph=stretch.paragraph,
            before=here.words if here else "",
            after=there.words if there else "",
            reason=_reason(edit, one.after, then) or rebased,
            earlier=here.paragraph if here and here.paragraph != stretch.paragraph else None,
            place=there.span if there else None,
            rewordings=edit.rewordings,
        )


_Identity = tuple[str, int, str, str]


def _identity(correction: Correction) -> _Identity:
    """Return what makes a correction the same one, whatever its reason now says."""
    return correction.source, correction.line, correction.kind, correction.printed


def _reason(edit: Edit, text: Text, then: set[_Identity]) -> str:
    """Return the reason of the new corrections that stand in a changed sentence."""
    if edit.kind != "changed" or edit.after is None:
        return ""
    start, end = edit.after.span
    reasons = [
        correction.reason
        for paragraph, correction in _all_corrections(text)
        if paragraph.id == edit.after.paragraph
        and start <= correction.span[0] < end
        and _identity(correction) not in then
    ]
    return "".join(dict.fromkeys(reasons))


def _all_corrections(text: Text) -> Iterator[tuple[TextParagraph, Correction]]:
    """Yield what is read otherwise or marked; left-over Markdown is as little as typography."""
    for paragraph in text.paragraphs:
        for correction in paragraph.corrections:
            if correction.kind != "markup":
                yield paragraph, correction


def _corrections(one: Counterpart, both: Counterparts) -> Iterator[Change]:
    then = {_identity(c): (p, c) for p, c in _all_corrections(one.before)}
    now = {_identity(c): (p, c) for p, c in _all_corrections(one.after)}
    for identity, (paragraph, correction) in now.items():
        old = then.get(identity)
        if old is None:
            kind: ChangeKind = "correction_added"
        elif (old[1].reason, old[1].reading) != (correction.reason, correction.reading):
            kind = "correction_changed"
        else:
            continue
        yield Change(
            kind,
            one.after.id,
            paragraph.id,
            before=correction.printed,
            after=correction.reading,
            subject=correction.kind,
            reason=correction.reason,
            place=correction.span,
        )
    for identity, (paragraph, correction) in then.items():
        if identity not in now:
            yield Change(
                "correction_removed",
                one.after.id,
                next(iter(both.later.get(paragraph.id, ())), None),
                before=correction.printed,
                after=correction.reading,
                subject=correction.kind,
                reason=correction.reason,
                earlier=paragraph.id,
            )


# ---------------------------------------------------------------- filing


def _filings(before: Corpus, after: Corpus, both: Counterparts) -> Iterator[Change]:
    """Yield what was filed under each label, and what no longer is, in the framework's order."""
    then, now, homes = _filed(before), _filed(after), _homes(after)
    labels = {
        label.id: None
        for corpus in (after, before)
        for label in (*corpus.seeds.framework.actions, *corpus.seeds.framework.pillars)
    }
    for label in labels:
        held, holding = then.get(label, {}), now.get(label, {})
        for paragraph, (text, words) in holding.items():
            if not any(one in held for one in both.earlier.get(paragraph, ())):
                yield Change("filed", text, paragraph, after=words, subject=label)
        for paragraph, (text, words) in held.items():
            later = both.later.get(paragraph, ())
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
    filed: _Filed = {}
    for passage in corpus.passages:
        for label in (*passage.areas, *passage.pillars):
            spans = [
                one.span for one in passage.sentences if label in one.areas or label in one.pillars
            ]
            words = _between(paragraphs[passage.paragraph].text, spans)
            filed.setdefault(label, {})[passage.paragraph] = passage.text, words
    return filed


def _between(text: str, spans: list[Span]) -> str:
    return (text[spans[0][0] : spans[-1][1]] if spans else text).strip()


# ---------------------------------------------------------------- what the texts use and cite


def _terms(before: Corpus, after: Corpus) -> Iterator[Change]:
    then = {term.entry.id: term for term in before.terms}
    now = {term.entry.id: term for term in after.terms}
    homes = _homes(after)
    for id_, term in now.items():
        old = then.get(id_)
        where = term.occurrences[0].paragraph if term.occurrences else None
        words = "\n".join(quotation.words for quotation in term.entry.definitions)
        if old is None or bool(term.occurrences) > bool(old.occurrences):
            if term.occurrences:
                home = homes.get(where or "")
                yield Change("term_added", home, where, after=term.entry.term, subject=id_)
            continue
        if bool(old.occurrences) > bool(term.occurrences):
            yield Change("term_removed", before=term.entry.term, subject=id_)
            continue
        told = "\n".join(quotation.words for quotation in old.entry.definitions)
        if canonical(told).text != canonical(words).text:
            yield Change("term_changed", before=told, after=words, subject=id_)
    for id_, term in then.items():
        if id_ not in now and term.occurrences:
            yield Change("term_removed", before=term.entry.term, subject=id_)


def _homes(corpus: Corpus) -> dict[str, str]:
    """Return id of a paragraph → id of its text."""
    return {one.id: text.id for text in corpus.texts for one in text.paragraphs}


def _links(before: Corpus, after: Corpus, both: Counterparts) -> Iterator[Change]:
    """Yield the references that came and went; one that moved with its ends is the same."""
    moved = dict(both.renames)

    def today(ref: Ref) -> Ref:
        return moved.get(ref, ref)

    then = {(today(one.origin), today(one.target), one.kind): one for one in before.links}
    now = {(one.origin, one.target, one.kind): one for one in after.links}
    for key in sorted(now.keys() - then.keys(), key=_spelt):
        one = now[key]
        yield Change(
            "link_added",
            _text(one.origin),
            one.paragraph,
            after=one.kind,
            origin=one.origin,
            target=one.target,
        )
    for key in sorted(then.keys() - now.keys(), key=_spelt):
        one = then[key]
        yield Change(
            "link_removed",
            _text(key[0]),
            next(iter(both.later.get(one.paragraph or "", ())), None),
            before=one.kind,
            origin=key[0],
            target=key[1],
            earlier=one.paragraph,
        )


def _spelt(link: tuple[Ref, Ref, str]) -> tuple[str, str, str]:
    return str(link[0]), str(link[1]), link[2]


def _text(ref: Ref) -> str | None:
    """Return the text on whose page an address is: x for documents/x#p3."""
    return ref.id if ref.kind == "document" else None


def _cited(before: Corpus, after: Corpus) -> Iterator[Change]:
    then = {one.id: one for one in before.entities if one.type == "document"}
    now = {one.id: one for one in after.entities if one.type == "document"}
    homes = _homes(after)
    for id_ in _only(now, then):
        where = now[id_].mentions[0].paragraph if now[id_].mentions else None
        yield Change("cited", homes.get(where or ""), where, after=now[id_].name, subject=id_)
    for id_ in _only(then, now):
        yield Change("uncited", before=then[id_].name, subject=id_)


def _only(these: Iterable[str], others: Mapping[str, object]) -> list[str]:
    return sorted(id_ for id_ in these if id_ not in others)
