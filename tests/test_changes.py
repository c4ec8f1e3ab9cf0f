"""What changed: every edit once, and nothing of typography."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.disk.seeds import read
from builder.model import Change, Changes, Corpus, Correction, Ref, Text, TextParagraph
from builder.pipeline import corpus
from builder.runner import Runner
from builder.snapshots.as_of import as_of
from builder.snapshots.compare import compare
from builder.snapshots.sentence_diff import diff_sentences, rewordings
from builder.text.canonical import canonical
from tests.edited import edited, with_texts

ROOT = Path(__file__).parents[1]
CASES = sorted((Path(__file__).parent / "cases/compare").glob("*.yml"))


@pytest.fixture(scope="module")
def history() -> tuple[Corpus, ...]:
    """The project's own site, as of each update."""
    seeds = read(ROOT)
    return tuple(corpus(as_of(seeds, entry.id), Runner()) for entry in seeds.snapshots)


@pytest.fixture(scope="module")
def plain(history: tuple[Corpus, ...]) -> Corpus:
    """The newest corpus with its texts alone."""
    return edited(history[-1], 0, 0, 0)[0]


def everything(changes: Changes) -> list[Change]:
    """Return all changes of whatever sort."""
    return [
        *changes.documents, *changes.sentences, *changes.filings, *changes.terms,
        *changes.links, *changes.cited, *changes.corrections,
    ]  # fmt: skip


# ---------------------------------------------------------------- sentences


def paragraphs(texts: list[str]) -> tuple[TextParagraph, ...]:
    """Return paragraphs of these words."""
    return tuple(
        TextParagraph(f"a-1-p{number}", "body", None, words, "a-1", "a", ((number, number),))
        for number, words in enumerate(texts, 1)
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case(path: Path) -> None:
    """Each case: the paragraphs then and now, and the edits that a reader would name."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    then, now = paragraphs(case["given"]["before"]), paragraphs(case["given"]["after"])
    found: list[dict[str, Any]] = []
    for edit in diff_sentences(then, now).edits:
        told: dict[str, Any] = {"kind": edit.kind}
        if edit.before is not None and edit.kind != "moved":
            told["before"] = edit.before.words
        if edit.after is not None:
            told["after"] = edit.after.words
        if edit.rewordings and edit.before and edit.after:
            told["words"] = [
                [edit.before.words[slice(*one.before)], edit.after.words[slice(*one.after)]]
                for one in edit.rewordings
            ]
        found.append(told)
    assert found == case["expect"], case["why"]


@pytest.mark.parametrize(("length", "runs"), [(2000, 2), (2001, 1)])
def test_of_a_very_long_passage_only_the_middle_is_given(length: int, runs: int) -> None:
    """From the first difference to the last: an alignment would take minutes."""
    same = "".join(chr(0x4E00 + number) for number in range(length - 2))
    assert len(rewordings(f"甲{same}乙", f"丙{same}丁")) == runs


@pytest.mark.parametrize("number", range(25))
def test_thirty_edits_among_three_hundred_of_typography_are_thirty(
    history: tuple[Corpus, ...], plain: Corpus, number: int
) -> None:
    """Width, quotes, spaces, signs, dashes, glyphs and line joins change no word."""
    later, known = edited(history[-1], number, 30, 300)
    assert len(known) == 30
    changes = compare(plain, later)
    assert changes.documents == ()
    assert len(changes.sentences) == 30, [(one.kind, one.before, one.after) for one in known]


@pytest.mark.parametrize("number", range(10))
def test_edits_alone_are_told_as_they_were_made(
    history: tuple[Corpus, ...], plain: Corpus, number: int
) -> None:
    """Kind and words; of a paragraph that moved past one other, either may be said to have."""
    later, known = edited(history[-1], number, 30, 0)
    told = Counter(
        (one.kind, canonical(one.before).text, canonical(one.after).text)
        for one in compare(plain, later).sentences
        if one.kind != "sentence_moved"
    )
    made = [one for one in known if one.kind != "sentence_moved"]
    assert told == Counter(
        (one.kind, canonical(one.before).text, canonical(one.after).text) for one in made
    )
    assert len(compare(plain, later).sentences) == len(known)


def test_typography_alone_is_silence(history: tuple[Corpus, ...], plain: Corpus) -> None:
    """Texts printed by another hand say the same."""
    for number in range(5):
        later, _ = edited(history[-1], number, 0, 300)
        assert compare(plain, later).sentences == ()


def test_words_of_a_change_stand_where_it_says(history: tuple[Corpus, ...], plain: Corpus) -> None:
    """A page can mark them in the text."""
    later, _ = edited(history[-1], 3, 30, 100)
    words = {one.id: one.text for text in later.texts for one in text.paragraphs}
    for change in compare(plain, later).sentences:
        if change.place is not None:
            assert change.paragraph is not None
            stretch = words[change.paragraph][slice(*change.place)].strip()
            assert change.after.startswith(stretch)


@given(st.lists(st.text("甲乙丙丁，。？！“”.: 1a\n", max_size=30), max_size=6), st.randoms())
def test_whatever_is_printed_it_is_diff_sentences(texts: list[str], random: Random) -> None:
    """A text equals itself; and the edits account for every letter that differs."""
    shuffled = texts[:]
    random.shuffle(shuffled)
    then, now = paragraphs(texts), paragraphs(shuffled)
    assert diff_sentences(then, then).edits == ()
    assert {edit.kind for edit in diff_sentences(then, ()).edits} <= {"removed"}
    there = Counter("".join(canonical(one.text).text for one in then))
    here = Counter("".join(canonical(one.text).text for one in now))
    for edit in diff_sentences(then, now).edits:
        if edit.kind != "moved":
            there.subtract(canonical(edit.before.words if edit.before else "").text)
            here.subtract(canonical(edit.after.words if edit.after else "").text)
    assert +(there - here) == +(here - there) == Counter()


def test_the_time_grows_with_the_text(plain: Corpus) -> None:
    """Ten times the text, twenty times the time at most, with an edit in every paragraph."""

    def took(times: int) -> float:
        then = [
            replace(one, id=f"{one.id}-{n}", text=f"第{n}册{one.text}")
            for n in range(times)
            for text in plain.texts
            for one in text.paragraphs
        ]
        now = [replace(one, text=one.text.replace("人工", "机器", 1)) for one in then]
        start = time.process_time()
        diff_sentences(then, now)
        return time.process_time() - start

    once = min(took(2) for _ in range(2))
    assert took(20) < 20 * once + 0.5


# ---------------------------------------------------------------- corpora


def test_nothing_changed_between_a_corpus_and_itself(history: tuple[Corpus, ...]) -> None:
    """Silence where nothing did."""
    for one in history:
        changes = compare(one, one)
        assert everything(changes) == []
        assert changes.renames == ()


def test_what_an_update_brought_is_listed(history: tuple[Corpus, ...]) -> None:
    """The texts of the update, what they file, use and link; no sentence of a text that stayed."""
    for before, after in combinations(history, 2):
        changes = compare(before, after)
        assert (changes.before, changes.after) == (
            before.seeds.snapshots[-1].id,
            after.seeds.snapshots[-1].id,
        )
        old = {text.id for text in before.texts}
        assert [one.document for one in changes.documents] == [
            text.id for text in after.texts if text.id not in old
        ]
        assert {one.kind for one in changes.documents} == {"document_added"}
        assert changes.sentences == ()
        filed = {
            (label, passage.paragraph)
            for passage in after.passages
            if passage.text not in old
            for label in (*passage.areas, *passage.pillars)
        }
        assert {(one.subject, one.paragraph) for one in changes.filings} == filed
        used = {term.entry.id for term in before.terms if term.occurrences}
        assert {one.subject for one in changes.terms if one.kind == "term_added"} == {
            term.entry.id for term in after.terms if term.occurrences
        } - used
        defined = {term.entry.id: len(term.entry.definitions) for term in before.terms}
        assert {one.subject for one in changes.terms if one.kind == "term_changed"} == {
            term.entry.id
            for term in after.terms
            if term.entry.id in used and len(term.entry.definitions) > defined[term.entry.id]
        }
        then, now = (
            {(one.origin, one.target, one.kind) for one in corpus.links}
            for corpus in (before, after)
        )
        assert {
            (one.origin, one.target, one.after or one.before, one.kind) for one in changes.links
        } == {(*one, "link_added") for one in now - then} | {
            (*one, "link_removed") for one in then - now
        }


def test_back_and_forth_tell_the_same(history: tuple[Corpus, ...]) -> None:
    """What is new one way is gone the other way."""
    turned = {
        "document_added": "document_removed", "filed": "unfiled", "term_added": "term_removed",
        "link_added": "link_removed", "cited": "uncited", "term_changed": "term_changed",
    }  # fmt: skip
    turned |= {gone: new for new, gone in turned.items()}
    forth = everything(compare(history[0], history[2]))
    back = everything(compare(history[2], history[0]))
    assert Counter(turned[one.kind] for one in forth) == Counter(one.kind for one in back)


def based_on(text: Text, article: str) -> Text:
    """Return a text with another of its copies as its base."""
    others = tuple(one for one in text.articles if one != article)
    return replace(
        text,
        id=article,
        articles=(article, *others),
        base_reason="此份较全。",
        paragraphs=tuple(
            replace(
                one,
                id=next((copy for copy in one.copies if copy.startswith(f"{article}-")), one.id),
                copies=(one.id, *(c for c in one.copies if not c.startswith(f"{article}-"))),
                base=article,
            )
            for one in text.paragraphs
        ),
    )


def test_a_text_under_another_base_is_the_same_text(plain: Corpus) -> None:
    """It is listed as renamed, and its anchors lead to the new ones; nothing is added or lost."""
    text = next(one for one in plain.texts if len(one.articles) > 1)
    other = based_on(text, text.articles[1])
    later = with_texts(plain, [other if one.id == text.id else one for one in plain.texts])
    changes = compare(plain, later)
    assert [(one.kind, one.document, one.before) for one in changes.documents] == [
        ("document_renamed", other.id, text.id)
    ]
    assert changes.documents[0].reason == "此份较全。"
    assert changes.sentences == changes.filings == ()
    moved = dict(changes.renames)
    assert moved[Ref("document", text.id)] == Ref("document", other.id)
    for old, new in zip(text.paragraphs, other.paragraphs, strict=True):
        assert moved[Ref("document", text.id, old.id)] == Ref("document", other.id, new.id)
    assert len(moved) == len(text.paragraphs) + 1
    shorter = replace(other, paragraphs=other.paragraphs[1:])
    later = with_texts(plain, [shorter if one.id == text.id else one for one in plain.texts])
    gone = compare(plain, later).sentences
    assert {(one.kind, one.document, one.paragraph) for one in gone} == {
        ("sentence_removed", other.id, text.paragraphs[0].id)
    }


def test_a_new_copy_of_a_text_is_listed(plain: Corpus) -> None:
    """And a copy that is gone."""
    text = next(one for one in plain.texts if len(one.articles) > 1)
    fewer = replace(text, articles=text.articles[:-1])
    earlier = with_texts(plain, [fewer if one.id == text.id else one for one in plain.texts])
    assert [(one.kind, one.subject) for one in compare(earlier, plain).documents] == [
        ("copy_added", text.articles[-1])
    ]
    assert [(one.kind, one.subject) for one in compare(plain, earlier).documents] == [
        ("copy_removed", text.articles[-1])
    ]


def test_a_correction_is_told_with_its_reason(history: tuple[Corpus, ...]) -> None:
    """The sentence that reads otherwise has the reason too."""
    after = history[-1]
    paragraph, correction = next(
        (one, correction)
        for text in after.texts
        for one in text.paragraphs
        for correction in one.corrections
        if correction.kind == "mend"
    )
    start, end = correction.span
    printed = replace(
        paragraph,
        text=paragraph.text[:start] + correction.printed + paragraph.text[end:],
        corrections=(),
    )

    def put(corpus: Corpus, new: TextParagraph) -> Corpus:
        texts = tuple(
            replace(
                text,
                paragraphs=tuple(new if one.id == new.id else one for one in text.paragraphs),
            )
            for text in corpus.texts
        )
        return with_texts(corpus, texts)

    changes = compare(put(after, printed), put(after, paragraph))
    assert [(one.kind, one.paragraph) for one in changes.sentences] == [
        ("sentence_changed", paragraph.id)
    ]
    assert changes.sentences[0].reason == correction.reason
    assert [(one.kind, one.before, one.after, one.reason) for one in changes.corrections] == [
        ("correction_added", correction.printed, correction.reading, correction.reason)
    ]
    told = replace(paragraph, corrections=(replace(correction, reason="另有所据。"),))
    changes = compare(put(after, paragraph), put(after, told))
    assert changes.sentences == ()
    assert "correction_changed" in {one.kind for one in changes.corrections}
    changes = compare(put(after, paragraph), put(after, printed))
    assert {one.kind for one in changes.corrections} == {"correction_removed"}


def test_left_over_code_is_no_correction_and_no_reason(plain: Corpus) -> None:
    """A sentence changed, in a copy that has left-over Markdown beside it: only the sentence."""
    text = next(one for one in plain.texts if one.id == "gov-cn-9")
    paragraph = text.paragraphs[0]
    code = Correction("markup", (0, 0), "**", "", "网页标记的残余。", "gov-cn", 1)
    anew = replace(paragraph, text=paragraph.text.replace("近日", "日前"), corrections=(code,))
    assert anew.text != paragraph.text
    later = with_texts(
        plain,
        [
            replace(one, paragraphs=(anew, *one.paragraphs[1:])) if one is text else one
            for one in plain.texts
        ],
    )
    changes = compare(plain, later)
    assert [(one.kind, one.reason) for one in changes.sentences] == [("sentence_changed", "")]
    assert changes.corrections == ()


def test_what_is_filed_differently_is_listed(history: tuple[Corpus, ...]) -> None:
    """A passage under another label, though no word of it changed."""
    after = history[-1]
    passage = next(one for one in after.passages if one.areas == ("consumption",))
    other = replace(
        passage,
        areas=("science",),
        sentences=tuple(
            replace(one, areas=tuple({"consumption": "science"}.get(a, a) for a in one.areas))
            for one in passage.sentences
        ),
    )
    later = replace(
        after, passages=tuple(other if one is passage else one for one in after.passages)
    )
    assert [(one.kind, one.subject, one.paragraph) for one in compare(after, later).filings] == [
        ("filed", "science", passage.paragraph),
        ("unfiled", "consumption", passage.paragraph),
    ]
