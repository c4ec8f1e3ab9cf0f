"""Of a digest, and of an article about something else, only what is about the policy is taken.

The cases are `tests/cases/excerpts/*.yml`: `file` is the text of a file, `expect` the beginnings of
the paragraphs that are taken of its article: `all`, `none`, or a list.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from builder.disk import received, seeds
from builder.identify.excerpts import belonging, is_spread
from builder.model import Article, Framework, Paragraph, SourceEntry
from builder.pages import pages
from builder.pipeline import read_articles
from builder.search.library import library
from tests.roads import add, write_seeds
from tests.seeds_folder import corpora

CASES = sorted((Path(__file__).parent / "cases" / "excerpts").glob("*.yml"))
SUBJECT = ("乡村道路", "断头路", "养护员")
FRAMEWORK = Framework("", "", "关于推进乡村道路提升的意见", SUBJECT, 3.0, "", "", (), (), ())


def _read(words: str) -> Article:
    entry = SourceEntry("a", "a.md", "", "某报", "2024-03")
    source = received.source(entry, words.encode())
    found = [one for one in read_articles(source, (), FRAMEWORK) if one.paragraphs]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_only_what_is_about_the_policy_is_taken(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    article = _read(case["file"])
    if isinstance(case["expect"], str):
        assert not article.relevant_ranges
        assert article.relevant is (case["expect"] == "all")
        return
    assert article.relevant
    assert [one.text.removeprefix("问：") for one in article.taken] == case["expect"]
    left = len(article.paragraphs) - len(article.taken)
    assert article.reason.endswith(f"只收专讲此事的{len(article.taken)}段，其余{left}段不收")


def _article(*texts: str, title: str | None = None) -> Article:
    return Article(
        "a-1", "a", ((1, len(texts)),), "report", title,
        paragraphs=tuple(
            Paragraph(f"a-1-p{at}", "body", None, text, ((at, at),))
            for at, text in enumerate(texts, 1)
        ),
    )  # fmt: skip


def _count(words: str) -> int:
    return words.count("路")


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("修路要修路好，养桥要养桥。", True),  # six letters of twelve
        ("修路要修路，养桥要养桥了。", False),
        ("修路要修好的，养桥要养桥。", False),  # named once
        ("修路要修路好，养桥要养桥", False),  # no sentence
    ],
)
def test_a_passage_is_about_it_in_half_of_its_letters(text: str, taken: bool) -> None:
    assert belonging(_article(text, "天气晴好。"), _count) == (((1, 1),) if taken else ())


def test_an_article_is_about_it_in_half_of_its_paragraphs_or_by_its_title() -> None:
    assert is_spread(_article("修路五字。", "养桥五字。"), _count)
    assert not is_spread(_article("修路五字。", "养桥有六字。"), _count)
    assert is_spread(_article("修路五字。", "养桥有六字。", title="说路"), _count)


def test_what_belongs_whole_has_no_part() -> None:
    assert belonging(_article("修路要修路好。", "路养路修。"), _count) == ()


def test_the_page_says_what_it_leaves_out_and_where_that_stands(tmp_path: Path) -> None:
    """The data keep every paragraph, the text has those that belong, the source's page the rest."""
    words = yaml.safe_load(CASES[-1].read_text("utf-8"))["file"]
    write_seeds(tmp_path)
    add(tmp_path, "extra", "extra.md", words)
    (corpus,) = corpora(seeds.read(tmp_path))
    (article,) = (one for one in corpus.articles if one.relevant_ranges)
    (text,) = (one for one in corpus.texts if one.articles == (article.id,))
    assert [one.text for one in text.paragraphs] == [one.text for one in article.taken]
    assert text.title == article.title
    made = {one.path: one.content for one in pages(corpus)}
    shown = made[f"documents/{text.id}.md"]
    all_, some = len(article.paragraphs), len(article.taken)
    assert f"节录：全文 {all_} 段，此处收 {some} 段" in shown
    left = [one for one in article.paragraphs if one not in article.taken]
    assert f"sources/extra.md#L{left[0].ranges[0][0]}" in shown
    page = made["sources/extra.md"]
    assert page.count("节录之外，未收") == len(left)
    for one in left:
        assert one.text[:12] in page
        assert one.text[:12] not in shown
    found = library(corpus)
    assert [one.text for one in found.left_lines if one.text in {p.text for p in left}] == [
        one.text for one in left
    ]
