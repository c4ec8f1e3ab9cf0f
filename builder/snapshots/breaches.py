"""A lock and the corpus as of its snapshot now → where the one is not the other.

A reading that became otherwise is no breach where `corrections.yml` says so: a correction explains
its own place and no other. What came to a published snapshot beside its texts breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from builder.language.sentences import sentences
from builder.model import (
    Corpus,
    Correction,
    InputError,
    Lock,
    LockedMend,
    LockedParagraph,
    LockedText,
    Ref,
    Text,
    TextParagraph,
)

UNDO = (
    "undo what changed it: an edit of the file, a pin, a rule; where the words were wrong, say so "
    "in seeds/corrections.yml, with the reason"
)
NEW_UPDATE = (
    "put back what changed it; if a new file did, give the file an update of its own in "
    "seeds/snapshots.yml, so that what is published stays as it was"
)
LASTING = "an id once published lives for ever: write it again as it was"

_Correctors = frozenset[tuple[str, int, str]]
"""Source, line and printed words of each correction of the editors."""


def breaches(lock: Lock, corpus: Corpus) -> Iterator[InputError]:
    """Yield where a corpus does not say what its lock holds; each names file, line and sentence.

    None says which snapshot: the same can be so in several.
    """
    yield from _ids(lock, corpus)
    seeds = corpus.seeds
    files = {one.entry.id: f"seeds/sources/{one.entry.file}" for one in seeds.sources}
    correctors = frozenset((one.source, one.line, one.printed) for one in seeds.corrections)
    texts = {text.id: text for text in corpus.texts}
    copies = {article: text.id for text in corpus.texts for article in text.articles}
    for locked in lock.texts:
        text = texts.get(locked.id)
        if text is None:
            where = ""
            if now := copies.get(locked.id):
                where = f": it is {Ref('document', now)} now, of which another copy is the base"
            what = f"the text 《{locked.title}》 is gone{where}"
            yield InputError(str(Ref("document", locked.id)), what, remedy=NEW_UPDATE)
        else:
            yield from _text(locked, text, files, correctors)


def _ids(lock: Lock, corpus: Corpus) -> Iterator[InputError]:
    framework = corpus.seeds.framework
    labels = (*framework.actions, *framework.pillars, *framework.topics)
    for file, noun, locked, there, remedy in (
        ("seeds/sources.yml", "source", lock.sources,
         {one.entry.id for one in corpus.seeds.sources}, LASTING),
        ("seeds/framework.yml", "label", lock.labels, {one.id for one in labels}, LASTING),
        ("seeds/terms.yml", "term", lock.terms, {one.entry.id for one in corpus.terms}, LASTING),
        ("entities/", "entity", lock.entities, {one.id for one in corpus.entities}, NEW_UPDATE),
    ):  # fmt: skip
        for id_ in locked:
            if id_ not in there:
                yield InputError(file, f"the {noun} `{id_}` is gone", remedy=remedy)


def _text(
    locked: LockedText, text: Text, files: dict[str, str], correctors: _Correctors
) -> Iterator[InputError]:
    file = files[text.paragraphs[0].source] if text.paragraphs else str(Ref("document", text.id))
    if text.title != locked.title:
        what = f"the title of {text.id} became another{_both(locked.title, text.title)}"
        yield InputError(file, what, remedy=UNDO)
    then = {one.id: one for one in locked.paragraphs}
    now = {one.id: one for one in text.paragraphs}
    for id_, before in then.items():
        if id_ not in now:
            what = f"paragraph {id_} is gone{_both(before.text, '')}"
            yield InputError(file, what, remedy=NEW_UPDATE)
    for id_, after in now.items():
        place, line = files[after.source], after.ranges[0][0]
        if id_ not in then:
            what = f"paragraph {id_} is new in a published text{_both('', after.text)}"
            yield InputError(place, what, remedy=NEW_UPDATE, line=line)
            continue
        for old, new in _differing(then[id_], after, correctors):
            what = f"paragraph {id_} reads otherwise{_both(old, new)}"
            yield InputError(place, what, remedy=UNDO, line=line)
    if then.keys() == now.keys() and list(then) != list(now):
        yield InputError(file, f"the paragraphs of {text.id} stand in another order", remedy=UNDO)


def _differing(
    then: LockedParagraph, now: TextParagraph, correctors: _Correctors
) -> Iterator[tuple[str, str]]:
    """Yield the sentences, as published and as read now, in which nothing explains a difference."""
    if now.text == then.text or (again := _taken_back(now, then.mends, correctors)) == then.text:
        return
    before, after = _sentences(then.text), _sentences(again)
    for kind, a, a_end, b, b_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield "".join(before[a:a_end]), "".join(after[b:b_end])


def _taken_back(now: TextParagraph, mends: Sequence[LockedMend], correctors: _Correctors) -> str:
    """Return a paragraph with the editors' corrections as they were when it was published."""
    text = now.text
    for one in reversed(now.corrections):
        if (one.source, one.line, one.printed) in correctors:
            text = text[: one.span[0]] + _published(one, mends) + text[one.span[1] :]
    return text


def _published(one: Correction, mends: Sequence[LockedMend]) -> str:
    """Return what was read in the place of a correction: what is printed, or its mend of then."""
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
