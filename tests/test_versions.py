"""A draft and its final text, clause by clause: nothing of either is lost, nothing told twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.disk.seeds import read
from builder.language.words import words
from builder.model import Clause, Corpus, Relation, Rewording, TextParagraph
from builder.model.identity import RelationKind
from builder.pages.terminal import report
from builder.pipeline import pages
from builder.snapshots.sentence_diff import rewordings
from builder.snapshots.versions import _clauses, versions
from builder.text.diff import word_differences
from tests import roads
from tests.seeds_folder import corpora

CASES = sorted((Path(__file__).parent / "cases/versions").glob("*.yml"))

PIECES = st.sampled_from([
    "加快修建通村公路", "公路", "养护", "由村民委员会负责", "，", "。", "、", "；", "“", "”",
    "（一）", "（十四）", "第七条　", "第八条　", "一、", "2.", "3.5%", "1,000", "GPT-4",
    " ", "\n", "的", "和", "应当", "每条公路都有养护员。",
])  # fmt: skip
WORDS = st.lists(PIECES, max_size=14).map("".join)


def sides(before: str, after: str, changed: tuple[Rewording, ...]) -> tuple[str, str]:
    """Return what is left of the words with their marks: without insertions, without deletions."""
    old = new = ""
    at = 0
    for one in changed:
        same = after[at : one.after[0]]
        old += same + before[slice(*one.before)]
        new += same + after[slice(*one.after)]
        at = one.after[1]
    return old + after[at:], new + after[at:]


@given(WORDS, WORDS)
@example("", "")
@example("", "养护。")
@example("修路，养路。", "")
@example("公路养护。公路养护。", "公路养护。")
@example("第七条　公路", "第八条 公路")
def test_what_is_between_changed_words_is_equal(before: str, after: str) -> None:
    """Without the insertions stands the old text, without the deletions the new, to the blank."""
    changed = rewordings(before, after)
    assert sides(before, after, changed) == (before, after)
    assert bool(changed) == (before != after)


@given(WORDS, WORDS)
def test_no_word_is_cut(before: str, after: str) -> None:
    """A difference begins and ends where a word does, or a number with its point, in both texts."""
    edges = [{0, *(end for _, end in words(text))} for text in (before, after)]
    for spans in word_differences(before, after):
        for side, text, ends in zip(spans, (before, after), edges, strict=True):
            for at in side:
                within = text[:at][-1:].isascii() and text[at:][:1].isascii()
                assert at in ends or within


@pytest.mark.parametrize(("times", "runs"), [(158, 2), (159, 1)])
def test_of_words_that_repeat_endlessly_only_the_middle_is_given(times: int, runs: int) -> None:
    """From the first difference to the last: an alignment would take minutes."""
    same = "公路，" * times  # 2 × 158 × 158 pairs of equal words are just not too many
    assert len(word_differences(f"桥梁{same}养护", f"边沟{same}巡查")) == runs


def paragraphs(name: str, texts: list[str]) -> tuple[TextParagraph, ...]:
    """Return the paragraphs of a text."""
    return tuple(
        TextParagraph(f"{name}-1-p{at}", "body", None, text, f"{name}-1", name, ((at, at),))
        for at, text in enumerate(texts, 1)
    )


def clauses(before: list[str], after: list[str]) -> list[Clause]:
    """Return the clauses of two texts."""
    return list(_clauses(paragraphs("a", before), paragraphs("b", after)))


def told(before: list[str], after: list[str]) -> list[str]:
    """Return the clauses in short: `changed 1>2`, `moved same 4>1`."""
    return [
        f"{'moved ' * one.moved}{one.kind} {_ids(one.earlier)}>{_ids(one.later)}"
        for one in clauses(before, after)
    ]


def _ids(ids: tuple[str, ...]) -> str:
    return ",".join(one.rpartition("-p")[2] for one in ids)


WHOLE = [
    "一、总体要求",
    "二、主要任务",
    "每条公路都有养护员。",
    "——",
    "第一条　为养护公路，制定本办法。",
]
PARAGRAPHS = st.lists(st.one_of(WORDS.filter(bool), st.sampled_from(WHOLE)), max_size=7)


@given(PARAGRAPHS, PARAGRAPHS)
def test_the_clauses_are_both_texts(before: list[str], after: list[str]) -> None:
    """Each paragraph of both is in one clause, and each clause gives back its words."""
    found = clauses(before, after)
    then, now = paragraphs("a", before), paragraphs("b", after)
    assert sorted(one for clause in found for one in clause.earlier) == sorted(p.id for p in then)
    assert [one for clause in found for one in clause.later] == [p.id for p in now]
    text = {one.id: one.text for one in (*then, *now)}
    for one in found:
        assert one.before == "\n".join(map(text.__getitem__, one.earlier))
        assert one.after == "\n".join(map(text.__getitem__, one.later))
        if one.earlier and one.later:
            assert sides(one.before, one.after, one.rewordings) == (one.before, one.after)
    if before == after:
        assert {one.kind for one in found} <= {"same"}
        assert not any(one.moved for one in found)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case(path: Path) -> None:
    """As a reader with both texts before him would tell what became of the clauses."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert told(case["given"]["before"], case["given"]["after"]) == case["expect"], case["why"]


DRAFT = """\
某省乡村道路养护办法
（征求意见稿）

第一章　总则

第一条　为了加强乡村道路养护，方便群众出行，制定本办法。

第二条　本办法适用于本省的乡村道路、硬化路、断头路。

第二章　养护

第三条　每条乡村道路都有养护员，养护员每周巡查一次路面。

第四条　鼓励村民捐资修路，专项资金优先用于断头路。

某省交通厅
2024年4月2日
"""
FINAL = """\
某省乡村道路养护办法

某交发〔2024〕8号

第一章　总则

第一条　为了加强乡村道路养护管理，方便群众出行，制定本办法。

第二条　本办法适用于本省的乡村道路、硬化路、断头路。

第二章　养护

第三条　养护员给乡村道路买保险，费用从专项资金列支。

第四条　每条乡村道路都有养护员，养护员每周巡查两次路面。

第五条　鼓励村民捐资修路，专项资金优先用于断头路。

某省交通厅
2024年6月3日
"""
LATER = {"id": "2024-06", "date": "2024-06-10", "title": "印发", "why": "办法印发"}
PAGE = "compare/draft-1--final-1.md"


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A site whose second update brought the final text of a draft that the first one has."""
    root = tmp_path_factory.mktemp("versions")
    roads.write_seeds(root, [*roads.SNAPSHOTS, LATER])
    roads.add(root, "draft", "draft.txt", DRAFT)
    roads.add(root, "final", "final.txt", FINAL, "2024-06")
    return corpora(read(root))[-1]


def test_a_final_text_is_no_new_text(newest: Corpus) -> None:
    """Its arrival is told as what it is, its sentences against the draft's, each with the cause."""
    (changes,) = newest.changes
    (told,) = changes.documents
    assert (told.kind, told.subject, told.document) == ("document_finalised", "draft-1", "final-1")
    assert "（征求意见稿）" in told.before
    assert "征求意见稿" not in told.after
    assert {one.reason for one in changes.sentences} == {"征求意见稿 → 正式文本"}
    words = [(one.kind, one.after[:3]) for one in changes.sentences if not one.minor]
    assert words == [
        ("sentence_changed", "第一条"),
        ("sentence_added", "第三条"),
        ("sentence_changed", "第四条"),
    ]
    numbers = [one.after[:3] for one in changes.sentences if one.renumbered]
    assert numbers == ["第五条"]
    # What the draft said already is not new under a label.
    filed = {one.paragraph for one in changes.filings if one.kind == "filed"}
    assert filed == {"final-1-p13"}
    assert any("draft-1 → final-1" in line for line in report(changes, newest.seeds.framework))


def test_both_texts_lead_to_their_comparison(newest: Corpus) -> None:
    """And the page of changes does; the comparison tells state, title and numbers once."""
    written = {page.path: page.content for page in pages(newest)}
    assert "[与正式文本对照](../compare/draft-1--final-1.md)" in written["documents/draft-1.md"]
    assert "[与征求意见稿对照](../compare/draft-1--final-1.md)" in written["documents/final-1.md"]
    assert "[与征求意见稿对照](../compare/draft-1--final-1.md)" in written["documents/index.md"]
    assert "compare/draft-1--final-1.md" in written["changes/2024-03--2024-06.md"]
    assert "另有编号有改 1 处" in written["changes/2024-03--2024-06.md"]
    page = written[PAGE]
    assert "<del>征求意见稿</del> → <ins>正式文本</ins>" in page
    assert "养护办法<del>（征求意见稿）</del>" in page
    assert page.count("第四条→第五条") == 1
    assert "乡村道路养护<ins>管理</ins>，方便" in page
    assert "每周巡查<del>一次</del><ins>两次</ins>路面" in page
    assert page.count("第二条　本办法适用于") == 1


@pytest.mark.parametrize(
    ("origin", "kind", "target", "expect"),
    [
        ("draft-1", "draft_of", "final-1", [("draft_of", "draft-1", "final-1")]),
        ("final-1", "revises", "draft-1", [("revises", "draft-1", "final-1")]),
        ("final-1", "implements", "draft-1", []),
        ("draft-1", "draft_of", "《某市桥梁养护办法》", []),
        ("draft-1", "draft_of", "draft-1", []),
    ],
)
def test_versions_are_what_articles_say(
    newest: Corpus,
    origin: str,
    kind: RelationKind,
    target: str,
    expect: list[tuple[str, str, str]],
) -> None:
    """The earlier text first, whichever of both says so; none of what was not received."""
    articles = [
        replace(
            one,
            identity=replace(
                one.identity,
                relations=(Relation(kind, target),) if one.id == origin else (),
            ),
        )
        for one in newest.articles
    ]
    found = versions(newest.texts, articles)
    assert [(one.kind, one.before, one.after) for one in found] == expect
