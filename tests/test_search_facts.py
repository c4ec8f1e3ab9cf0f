"""A search finds a document by what it is: its issuers, its number, what sort it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from builder.model import Corpus
from builder.search import WHOLE, files
from builder.search.library import library
from builder.search.shards import Limits
from tests.test_identity_page import ISSUERS, POLICY, known
from tests.test_policy_texts import PLAN, built

ASK = """async ([asked, facets]) => {
  const found = await siteSearchEngine.query(asked, {facets, limit: 50});
  const values = found.facets.find(one => one.facet === "sort").values;
  return [found.results.map(hit => [hit.document, hit.number, hit.who]),
          found.cards.map(card => card.text),
          Object.fromEntries(values.map(one => [one.value, one.count]))];
}"""

NEWS = """某省印发要素市场的新意见

某省日前公布要素市场的意见，文号是某发〔2025〕11号，要素的采集与交易都有安排。

要素市场的主管部门表示，今后还要完善要素流通的规则，方便要素企业。
"""


@pytest.fixture(scope="module")
def of() -> Corpus:
    """A draft whose number and issuers no line prints, and news that names the number."""
    return known(built(NEWS, PLAN), planb_1=replace(POLICY, status="draft", basis=()))


@pytest.fixture(params=["one file", "pieces"])
def asked(request: pytest.FixtureRequest, of: Corpus, browser: Browser, tmp_path: Path) -> Any:
    """A function that asks a page with the index, in either form."""
    small = Limits(rare=12, gathered=40, some=2, shard=400)
    whole = WHOLE if request.param == "one file" else 0
    for file in files(library(of), whole=whole, limits=small):
        path = tmp_path / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><script src="search/engine.js"></script>'
        '<script src="search/index.js"></script>',
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(f"{tmp_path.as_uri()}/index.html")
    yield lambda query, **facets: page.evaluate(ASK, [query, facets])
    page.close()


@pytest.mark.parametrize("query", ["某发〔2025〕11号", "某发[2025]11号", "某发（2025）11 号"])
def test_a_number_finds_first_what_was_issued_under_it(asked: Any, query: str) -> None:
    """Then the news that names it; no card says that no text prints it."""
    hits, cards, _ = asked(query)
    assert hits[0] == ["planb-1", "某发〔2025〕11号", "、".join(ISSUERS)]
    assert [document for document, _, _ in hits[1:]] == ["plana-1"] * len(hits[1:])
    assert len(hits) > 1
    assert cards == []


def test_an_issuer_finds_what_it_issued(asked: Any) -> None:
    hits, _, _ = asked("某省财政厅")
    assert {document for document, _, _ in hits} == {"planb-1"}


def test_the_sort_is_a_facet(asked: Any) -> None:
    """A draft is told from what is in force."""
    _, _, sorts = asked("要素")
    (other,) = set(sorts) - {"draft"}
    assert other in ("report", "commentary")
    assert sorts[other] > 0
    hits, _, _ = asked("要素", sort=["draft"])
    assert {document for document, _, _ in hits} == {"planb-1"}
    assert len(hits) == sorts["draft"]
