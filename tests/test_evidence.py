"""Several places tell a fact: which value stands, and whether it is sure."""

from __future__ import annotations

import pytest

from builder.identify.evidence import Candidate, choose, stated
from builder.model import Article, Basis, OtherValue

DAY = Candidate("2025-08-26", 12, "2025年8月26日")
FEED = Candidate("2025-08-30", None, "网页元数据 date", weak=True)
SAME = Candidate("2025-08-26", None, "网页元数据 date", weak=True)
SQUARE = str.maketrans("〔〕", "[]")


@pytest.mark.parametrize(
    ("candidates", "sure", "others"),
    [
        ([DAY], True, ()),
        ([DAY, SAME], True, ()),
        ([SAME, DAY], True, ()),
        ([SAME], False, ()),
        ([SAME, SAME], True, ()),
        ([DAY, FEED], False, (OtherValue("2025-08-30"),)),
        ([DAY, FEED, FEED], False, (OtherValue("2025-08-30"),)),
        ([DAY, SAME, FEED], False, (OtherValue("2025-08-30"),)),
    ],
)
def test_a_fact_is_sure_where_no_place_disagrees(
    candidates: list[Candidate[str]], sure: bool, others: tuple[OtherValue, ...]
) -> None:
    """The first place is believed; a weak one alone, or two that disagree, are not sure."""
    first = candidates[0]
    expected = Basis(first.line, first.words, sure, others)
    assert choose(candidates) == (first.value, expected)


def test_no_place_tells_nothing() -> None:
    """A fact that nobody tells has no value."""
    assert choose([]) is None


def test_what_counts_as_the_same_is_the_caller_s() -> None:
    """Brackets of a number differ from copy to copy; the number does not."""
    printed = Candidate("某发〔2025〕11号", 3, "某发〔2025〕11号")
    metadata = Candidate("某发[2025]11号", None, "网页元数据 number")

    def same(one: str, other: str) -> bool:
        return one.translate(SQUARE) == other.translate(SQUARE)

    found = choose([printed, metadata], same=same)
    assert found == ("某发〔2025〕11号", Basis(3, "某发〔2025〕11号"))


def test_a_fact_is_stated_with_its_basis_in_the_order_of_the_contract() -> None:
    """Facts of the article and of its identity are set alike; a later basis replaces an earlier."""
    weak, firm = Basis(None, "规则", sure=False), Basis(3, "某发〔2025〕11号")
    article = stated(Article("a-1", "a", (), "other"), "number", "某发〔2025〕11号", firm)
    article = stated(stated(article, "kind", "policy", weak), "kind", "notice", firm)
    assert (article.kind, article.identity.number) == ("notice", "某发〔2025〕11号")
    assert article.identity.basis == (("kind", firm), ("number", firm))
    assert stated(article, "number", None, None).identity.basis == (("kind", firm),)
