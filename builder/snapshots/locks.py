"""The lock of a published snapshot, and its breaches: where a later build differs from it.

A changed reading, speaker, office or date is no breach where `corrections.yml` says so; an entry
accounts for its own place and no other. What a published snapshot gains besides its texts is no
breach.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from builder.language.sentences import sentences
from builder.model import (
    Corpus,
    Correction,
    FactCorrection,
    InputError,
    Lock,
    LockedBlank,
    LockedMend,
    LockedParagraph,
    LockedText,
    Ref,
    Source,
    Text,
    TextParagraph,
)
from builder.model.facts import fact
from builder.snapshots.facts import misstated, reworded, unfounded
from builder.text.diff import differences

UNDO = (
    "undo what changed it: an edit of the file, a pin, a rule; where the words were wrong, say so "
    "in seeds/corrections.yml, with the reason"
)
NEW_UPDATE = (
    "put back what changed it; if a new file did, give the file an update of its own in "
    "seeds/snapshots.yml, so that what is published stays as it was"
)
LASTING = "an id once published lives for ever: write it again as it was"

_Corrected = frozenset[tuple[str, int, str]]
"""Source, line and printed words of each correction of the editors."""


def lock(corpus: Corpus) -> Lock:
    """Return what is locked of a corpus, its words and ids, on the day it is published."""
    framework = corpus.seeds.framework
    labels = (*framework.actions, *framework.pillars, *framework.topics)
    return Lock(
        snapshot=corpus.seeds.snapshots[-1].id,
        sources=tuple(sorted(source.entry.id for source in corpus.seeds.sources)),
        labels=tuple(sorted(label.id for label in labels)),
        terms=tuple(sorted(term.entry.id for term in corpus.terms)),
        entities=tuple(sorted(entity.id for entity in corpus.entities)),
        texts=tuple(
            LockedText(
                text.id,
                text.title,
                tuple(_locked(text, one) for one in text.paragraphs),
                speaker=fact("speaker", text),
                office=fact("office", text),
                date=fact("date", text),
            )
            for text in sorted(corpus.texts, key=lambda text: text.id)
        ),
    )


def _locked(text: Text, paragraph: TextParagraph) -> LockedParagraph:
    mends = (
        LockedMend(correction.line, correction.printed, correction.reading)
        for correction in paragraph.corrections
        if correction.printed != correction.reading
    )
    return LockedParagraph(
        paragraph.id,
        paragraph.text,
        tuple(mends),
        speaker=fact("speaker", text, paragraph),
        office=fact("office", text, paragraph),
    )


def breaches(locked: Lock, corpus: Corpus) -> Iterator[InputError]:
    """Yield where a corpus does not say what its lock holds; each names file, line and sentence.

    None names the snapshot: the same breach can be in several.
    """
    yield from _ids(locked, lock(corpus))
    seeds = corpus.seeds
    files = {one.entry.id: f"seeds/sources/{one.entry.file}" for one in seeds.sources}
    corrected = frozenset((one.source, one.line, one.printed) for one in seeds.corrections)
    texts = {text.id: text for text in corpus.texts}
    copies = {article: text.id for text in corpus.texts for article in text.articles}
    for before in locked.texts:
        if text := texts.get(before.id):
            locked_text = _redacted(before, seeds.sources)
            yield from _text(locked_text, text, files, corrected, seeds.facts)
            yield from misstated(before, text, seeds.facts, files)
            continue
        where = ""
        if now := copies.get(before.id):
            where = f": it is {Ref('document', now)} now, of which another copy is the base"
        what = f"the text 《{before.title}》 is gone{where}"
        yield InputError(str(Ref("document", before.id)), what, remedy=NEW_UPDATE)


def redacted(locked: Lock, sources: Sequence[Source]) -> Lock:
    """Return a lock without the words that editors withhold since, which it tells by their hash."""
    return replace(locked, texts=tuple(_redacted(text, sources) for text in locked.texts))


def _redacted(locked: LockedText, sources: Iterable[Source]) -> LockedText:
    """Return a locked text without the words that are withheld since.

    A lock has the words, a source the length and the hash of each line that is withheld.
    """
    printed = {one.id.rpartition("-p")[0].rpartition("-")[0] for one in locked.paragraphs}
    withheld = {
        (one.length, one.sha256)
        for source in sources
        if source.entry.id in printed
        for one in source.withheld
    }
    if not withheld:
        return locked
    hashes = {sha256 for _, sha256 in withheld}
    head = {
        name: ""
        for name in ("title", "speaker", "office")
        if (words := getattr(locked, name)) and _digest(words) in hashes
    }
    rest = tuple(_without(one, withheld) for one in locked.paragraphs)
    return replace(locked, paragraphs=rest, **head)


_GONE = "\0"
"""Stands for a character that is withheld."""


def _without(locked: LockedParagraph, withheld: Iterable[tuple[int, str]]) -> LockedParagraph:
    text = locked.text
    blanks = [*(locked.withheld or ())]
    for blank in blanks:
        text = text[: blank.at] + _GONE * blank.length + text[blank.at :]
    for length, sha256 in sorted(withheld, reverse=True):
        for at in range(len(text) - length + 1):
            if _digest(text[at : at + length]) == sha256:
                blanks.append(LockedBlank(at, length, sha256))
                text = text[:at] + _GONE * length + text[at + length :]
                break
    if len(blanks) == len(locked.withheld or ()):
        return locked
    kept = text.replace(_GONE, "")
    return replace(
        locked,
        text=kept,
        mends=tuple(one for one in locked.mends if one.reading in kept),
        withheld=tuple(sorted(blanks, key=lambda one: one.at)),
    )


def _restored(locked: LockedParagraph, now: TextParagraph) -> str:
    """Return the words of a locked paragraph with those that are no longer withheld."""
    text = locked.text
    for blank in locked.withheld or ():
        words = now.text[blank.at : blank.at + blank.length]
        if _digest(words) == blank.sha256:
            text = text[: blank.at] + words + text[blank.at :]
    return text


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def _ids(then: Lock, now: Lock) -> Iterator[InputError]:
    for file, noun, before, after, remedy in (
        ("seeds/sources.yml", "source", then.sources, now.sources, LASTING),
        ("seeds/framework.yml", "label", then.labels, now.labels, LASTING),
        ("seeds/terms.yml", "term", then.terms, now.terms, LASTING),
        ("entities/", "entity", then.entities, now.entities, NEW_UPDATE),
    ):
        for id_ in sorted(set(before) - set(after)):
            yield InputError(file, f"the {noun} `{id_}` is gone", remedy=remedy)


def _text(
    locked: LockedText,
    text: Text,
    files: Mapping[str, str],
    corrected: _Corrected,
    entries: Sequence[FactCorrection],
) -> Iterator[InputError]:
    file = files[text.paragraphs[0].source] if text.paragraphs else str(Ref("document", text.id))
    if locked.title and text.title != locked.title:
        what = f"the title of {text.id} became another{_both(locked.title, text.title)}"
        yield InputError(file, what, remedy=UNDO)
    then = {one.id: one for one in locked.paragraphs}
    now = {one.id: one for one in text.paragraphs}
    for id_, before in then.items():
        if id_ not in now and (before.text or not before.withheld):
            what = f"paragraph {id_} is gone{_both(before.text, '')}"
            yield InputError(file, what, remedy=NEW_UPDATE)
    for id_, after in now.items():
        place, line = files[after.source], after.ranges[0][0]
        if id_ not in then:
            what = f"paragraph {id_} is new in a published text{_both('', after.text)}"
            yield InputError(place, what, remedy=NEW_UPDATE, line=line)
            continue
        words = _restored(then[id_], after)
        before = replace(then[id_], text=reworded(words, text, after, entries))
        for old, new in _differing(before, after, corrected):
            what = f"paragraph {id_} reads otherwise{_both(old, new)}"
            said = f"text: {after.base}, lines: [{line}], field: words, before: {old}, after: {new}"
            remedy = f"{UNDO}: - {{{said}, reason: 为什么, on: 2026-05-31}} under `facts:`"
            yield InputError(place, what, remedy=remedy, line=line)
    if then.keys() == now.keys() and list(then) != list(now):
        yield InputError(file, f"the paragraphs of {text.id} stand in another order", remedy=UNDO)


def _differing(
    then: LockedParagraph, now: TextParagraph, corrected: _Corrected
) -> Iterator[tuple[str, str]]:
    """Yield the sentences, as published and as read now, that differ beyond the corrections."""
    before, after = _sentences(then.text), _sentences(_uncorrected(now, then.mends, corrected))
    for here, there in differences(before, after):
        yield "".join(before[slice(*here)]), "".join(after[slice(*there)])


def _uncorrected(now: TextParagraph, mends: Sequence[LockedMend], corrected: _Corrected) -> str:
    """Return a paragraph with the editors' corrections as they were when it was published."""
    text = now.text
    for one in reversed(now.corrections):
        if (one.source, one.line, one.printed) in corrected:
            text = text[: one.span[0]] + _published(one, mends) + text[one.span[1] :]
    return text


def _published(one: Correction, mends: Sequence[LockedMend]) -> str:
    """Return what was read in the place of a correction: what is printed, or the mend published."""
    words = one.printed
    for mend in mends:
        if mend.line == one.line and mend.printed == one.printed:
            return mend.reading
        # What another copy mended then may be said by an editor now, in more words around it.
        if mend.printed:
            words = words.replace(mend.printed, mend.reading, 1)
    return words


def _sentences(text: str) -> list[str]:
    return [text[slice(*span)] for span in sentences(text)]


def _both(before: str, after: str) -> str:
    return f"\n    published | {before or '(nothing)'}\n    now       | {after or '(nothing)'}"


def unlocked(locks: Iterable[Lock], corpora: Iterable[Corpus]) -> Iterator[InputError]:
    """Yield where the corpora as of published snapshots are not what their locks hold.

    A breach in several snapshots is reported once.
    """
    locks, corpora = tuple(locks), tuple(corpora)
    made = {corpus.seeds.snapshots[-1].id: corpus for corpus in corpora}
    found: dict[tuple[str, int | None, str, str, str], list[str]] = {}
    for lock in locks:
        if lock.snapshot not in made:
            yield InputError(
                "seeds/snapshots.yml",
                f"{lock.snapshot} is published, and the snapshot is gone",
                remedy="put its entry back: an address once published lives for ever",
            )
            continue
        for breach in breaches(lock, made[lock.snapshot]):
            key = breach.file, breach.line, breach.message, breach.remedy, breach.quote
            found.setdefault(key, []).append(lock.snapshot)
    for (file, line, message, remedy, quote), snapshots in found.items():
        where = f"published as of {', '.join(snapshots)}"
        yield InputError(file, f"{where}: {message}", remedy=remedy, line=line, quote=quote)
    yield from unfounded(locks, corpora)
