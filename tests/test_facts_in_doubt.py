"""A fact that nothing of an article's own states is unsure, with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from builder.disk import received
from builder.identify import doubt, identify
from builder.identify.relations import ISSUES_NONE, related
from builder.model import Article, FactName, Source, SourceEntry
from builder.pages.cards import cards
from builder.split.articles import split
from tests.test_split import NO_POLICY

TEXT = "养老驿站建在社区门口，让老人就近用餐、量血压和参加活动，是一件大事。"
CLAUSES = f"第一条　{TEXT}\n\n第二条　{TEXT}\n\n第三条　{TEXT}"
SIGNED = "临水市民政局\n\n2025年3月1日"


def read(text: str) -> tuple[Source, Article]:
    """Return a file of these words, and the first article in it that has paragraphs."""
    source = received.source(SourceEntry("f", "f.md", "", "未具名", "2026-03"), text.encode())
    found = related(identify(source, split(source, ()), NO_POLICY), NO_POLICY)
    return source, next(one for one in found if one.paragraphs)


@pytest.mark.parametrize(
    ("text", "fact", "why"),
    [
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}", "issuers", doubt.NO_ISSUER),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}\n\n{SIGNED}", "issuers", None),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}", "issued", doubt.NO_DAY_OF_ISSUE),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}\n\n{SIGNED}", "issued", None),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}", "number", doubt.NO_NUMBER),
        (f"# 临水市养老驿站条例\n\n{CLAUSES}", "number", None),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}\n\n{SIGNED}", "number", None),
        (f"# 养老驿站管理办法\n\n{CLAUSES}", "level", doubt.NO_LEVEL),
        (f"# 临水市养老驿站管理办法\n\n现征求意见。\n\n{CLAUSES}", "status", doubt.OPINIONS_ASKED),
        (f"# 临水市养老驿站管理办法\n\n{CLAUSES}\n\n现征求意见。", "status", None),
        (f"# 驿站怎么管\n\n余明\n\n{CLAUSES}", "kind", doubt.LIKE_A_DOCUMENT),
        (f"# 驿站怎么管\n\n余明\n\n第一条　{TEXT}\n\n{TEXT}", "kind", None),
        (f"# 驿站管好了\n\n{TEXT}", "title", doubt.SHORT_TITLE),
        (f"# 驿站真管好了\n\n{TEXT}", "title", None),
        (f"# 在养老服务大会上的讲话\n\n同志们：\n\n{TEXT}", "issued", doubt.NO_DAY_OF_A_SPEECH),
        (f"# 在养老服务大会上的讲话\n\n同志们：\n\n{TEXT}", "authors", doubt.NO_WRITER),
        (f"# 驿站建设述评之一\n\n{TEXT}", "authors", doubt.NO_WRITER),
        (f"# 驿站建到家门口\n\n近日，记者来到临水。{TEXT}", "authors", doubt.REPORTER_SPOKEN_OF),
        (f"# 驿站建到家门口\n\n近日，驿站开门。{TEXT}", "authors", None),
        (f"# 驿站建到家门口\n\n近日，驿站开门。{TEXT}", "kind", doubt.BY_LEAD),
        (f"# 驿站建到家门口\n\n来源：临水日报\n\n近日，驿站开门。{TEXT}", "kind", None),
        (
            f"---\nsource: 临水在线\n---\n# 驿站建到家门口\n\n{TEXT}",
            "publisher",
            doubt.FRONT_MATTER,
        ),
        (
            f"---\ndate: 2025-03-01\n---\n# 驿站建到家门口\n\n2025年2月，临水。{TEXT}",
            "published",
            None,
        ),
        (
            f"---\ndate: 2025-03-01\n---\n# 驿站建到家门口\n\n临水2025年2月27日的事。\n\n{TEXT}",
            "published",
            doubt.ANOTHER_DAY,
        ),
        (f"# 驿站建到家门口\n\n{TEXT}\n\n2025年3月1日", "published", doubt.DAY_BELOW),
    ],
)
def test_what_nothing_of_its_own_states_is_unsure(
    text: str, fact: FactName, why: str | None
) -> None:
    """A fact is unsure for that reason, or, without one, for none of the reasons of this room."""
    basis = read(text)[1].identity.basis_of(fact)
    told = basis and (basis.doubt or (basis.words if not basis.sure and not basis.line else ""))
    assert (told or None) == why


@pytest.mark.parametrize(
    ("words", "why"),
    [("《驿站办法》已经会议通过，现予公布。", ISSUES_NONE), ("学习好《驿站办法》。", None)],
)
def test_a_notice_that_issues_nothing_that_was_found_says_so(words: str, why: str | None) -> None:
    """Only one that hands out a document does."""
    text = f"# 临水市民政局通告\n\n{words}\n\n{SIGNED}"
    basis = read(text)[1].identity.basis_of("relations")
    assert (basis and basis.words) == why


def test_a_card_prints_the_reason() -> None:
    """It stands behind the words on which the fact rests, and at what is not there."""
    source, article = read(f"---\nsource: 临水在线\n---\n# 临水市驿站办法\n\n{CLAUSES}")
    card = "\n".join(cards(source, [article], date(2026, 1, 1).isoformat()))
    assert f"第2行「临水在线」；{doubt.FRONT_MATTER}" in card
    assert f"# issuers: []  # ? {doubt.NO_ISSUER}" in card
