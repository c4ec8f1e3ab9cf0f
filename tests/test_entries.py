"""What an editor says of an article goes before any rule: its facts, its lines, its paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builder.disk.received import source as read
from builder.identify.relations import related
from builder.model import Article, ArticleEntry, ParagraphEntry, Person, Relation, StatedDay
from builder.model.written import SourceEntry
from builder.pipeline import read_articles
from tests.test_split import NO_POLICY

PAGE = """\
某县人民政府办公室关于印发养老驿站建设方案的通知

临政办发〔2025〕7号

各镇人民政府：

养老驿站建设方案已经县政府同意，现印发给你们，请认真贯彻执行。

点击下载客户端

临水县人民政府办公室

2025年3月2日
"""

FRAMEWORK = replace(NO_POLICY, subject=("养老驿站",), relevance=1.0)


def found(*entries: ArticleEntry, words: str = PAGE) -> dict[int, Article]:
    """Return first line → article of a file of which an editor says something."""
    entry = SourceEntry("a", "a.txt", "", "未具名", "2025", articles=entries)
    articles = related(read_articles(read(entry, words.encode()), (), FRAMEWORK), FRAMEWORK)
    return {one.ranges[0][0]: one for one in articles}


GIVEN: tuple[tuple[str, Any, Any], ...] = (
    ("kind", "report", "report"),
    ("title", "另一个题名", "另一个题名"),
    ("authority", "expert", "expert"),
    ("publisher", "某县日报", "某县日报"),
    ("authors", (Person("周民", "研究员"),), (Person("周民", "研究员"),)),
    ("status", "draft", "draft"),
    ("status", "none", None),
    ("part", "annex", "annex"),
    ("issuers", ("某局", "某委"), ("某局", "某委")),
    ("issuers", (), ()),
    ("number", "某发〔2025〕9号", "某发〔2025〕9号"),
    ("number", "none", None),
    ("issued", "2025-01-09", StatedDay("2025-01-09")),
    ("issued", "none", None),
    ("published", "2025-02", StatedDay("2025-02")),
    ("origin", "某网", "某网"),
    ("level", "municipal", "municipal"),
    ("relations", (), ()),
    (
        "relations",
        (Relation("implements", "《某某意见》"),),
        (Relation("implements", "《某某意见》"),),
    ),
)
"""A fact, what an editor writes, and what the article then says."""


@pytest.mark.parametrize(("fact", "written", "value"), GIVEN)
def test_what_an_editor_says_is_what_it_is(fact: Any, written: Any, value: Any) -> None:
    """Its basis is his reason, and the rules do not give it back."""
    article = found(ArticleEntry("据原件照片", line=7, **{fact: written}))[1]
    held = article if hasattr(article, fact) else article.identity
    basis = article.identity.basis_of(fact)
    assert getattr(held, fact) == value
    assert basis is not None
    assert (basis.editor, basis.sure) == ("据原件照片", True)


def test_the_day_of_issue_that_an_editor_gives_is_the_date() -> None:
    """What is made of a fact follows it."""
    date = found(ArticleEntry("据原件照片", line=1, issued="2025-03-05"))[1].date
    assert date is not None
    assert date.value == "2025-03-05"


def test_lines_that_are_left_out_are_in_no_paragraph() -> None:
    """They stand on the page of the source with the reason."""
    articles = found(ArticleEntry("页面按钮", line=1, left_out=((9, 9),)))
    assert "客户端" not in "".join(one.text for one in articles[1].paragraphs)
    assert (articles[9].kind, articles[9].reason) == ("furniture", "编者不收：页面按钮")
    assert articles[1].ranges == ((1, 8), (10, 13)) or 9 not in {
        line for first, last in articles[1].ranges for line in range(first, last + 1)
    }


def test_paragraphs_begin_where_an_editor_says() -> None:
    """The lines around them keep the paragraphs of the rules; none is lost."""
    words = (
        "养老驿站怎么建\n\n养老驿站要建好。\n\n还要管好，\n\n用好养老驿站。\n\n驿站要常年开放。\n"
    )
    before = found(words=words)[1]
    entry = ArticleEntry(
        "原页换行有误",
        line=1,
        paragraphs=(ParagraphEntry((3, 5)), ParagraphEntry((9, 9), "item")),
    )
    after = found(entry, words=words)[1]
    joined = "".join(one.text for one in after.paragraphs)
    assert joined == "".join(one.text for one in before.paragraphs)
    shown = [(one.role, one.ranges[0][0], one.text) for one in after.paragraphs]
    assert shown == [
        ("body", 3, "养老驿站要建好。还要管好，"),
        ("body", 7, "用好养老驿站。"),
        ("item", 9, "驿站要常年开放。"),
    ]


def test_an_editor_says_the_level_of_a_heading() -> None:
    """In one word with the role, as the data tell it."""
    words = "养老驿站怎么建\n\n养老驿站选址\n\n养老驿站要建在村口，方便老人。\n"
    entry = ArticleEntry("有据", line=1, paragraphs=(ParagraphEntry((3, 3), "heading3"),))
    (heading, body) = found(entry, words=words)[1].paragraphs
    assert (heading.role, heading.level) == ("heading", 3)
    assert (body.role, body.level) == ("body", 0)


def test_an_article_is_in_or_out_as_an_editor_says() -> None:
    """Whatever its words are about; or just the lines that he names."""
    assert found()[1].relevant
    assert not found(ArticleEntry("与本题无关", line=1, relevant=False))[1].relevant
    part = found(ArticleEntry("只收正文", line=1, only=((7, 7),)))[1]
    assert (part.relevant, part.relevant_ranges) == (True, ((7, 7),))
    assert part.reason == "编者指定：只收正文"


def test_ranges_are_the_article() -> None:
    """What the rules would cut elsewhere is one article, the rest another or none."""
    articles = found(ArticleEntry("另成一篇", ranges=((9, 13),), kind="commentary"))
    assert articles[9].kind == "commentary"
    assert articles[9].ranges == ((9, 13),)
    assert articles[1].ranges[-1][1] < 9


def test_a_relation_leads_to_the_article_that_has_the_line() -> None:
    """An editor need not know on which line an article begins."""
    relation = Relation("reprints", "a-13")
    articles = found(
        ArticleEntry("另成一篇", ranges=((9, 13),), kind="commentary"),
        ArticleEntry("据页面说明", line=1, relations=(relation,)),
    )
    assert articles[1].identity.relations == (Relation("reprints", "a-9"),)


def test_the_old_name_is_still_read() -> None:
    """Files with `pins:` mean what they meant."""
    old = SourceEntry("a", "a.txt", "", "未具名", "2025", pins=(ArticleEntry("有据", line=1),))
    assert old.told == old.pins
    assert old.of(((1, 4),)) == old.pins
    assert old.of(((2, 4),)) == ()


def test_the_formal_lines_of_plain_text_have_their_roles() -> None:
    """As those of a web page or a Word file; number and headline are its head."""
    roles = [(one.role, one.ranges[0][0]) for one in found()[1].paragraphs]
    assert roles == [("addressee", 5), ("body", 7), ("signature", 11), ("date", 13)]
    assert found()[1].identity.issuers == ("临水县人民政府办公室",)
