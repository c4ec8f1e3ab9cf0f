"""A library in pieces: what the browser and the builder fold alike, packed and found again."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.model import Corpus
from builder.pipeline import corpus
from builder.search import ENGINE, files, shards
from builder.search.folding import loose
from builder.search.library import library
from tests.conftest import served
from tests.from_gold import seeds
from tests.searching import ask, paragraphs


@pytest.fixture(scope="module")
def values() -> Corpus:
    """What the checkout's seeds say."""
    return corpus(seeds())


@pytest.fixture(scope="module")
def pieces(values: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that searches the checkout's texts in pieces, cut as those of a large library are."""
    site = tmp_path_factory.mktemp("pieces")
    rare, piece = shards.__globals__["RARE"], shards.__globals__["PIECE"]
    shards.__globals__.update(RARE=12, PIECE=400)
    try:
        for file in files(library(values), most=0):
            path = site / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    finally:
        shards.__globals__.update(RARE=rare, PIECE=piece)
    (site / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><body><script src="search/engine.js"></script>'
        '<script src="search/index.js"></script><script src="page.js"></script>',
        encoding="utf-8",
    )
    (site / "page.js").write_text(
        "window.siteSearch = {ready: async () => {}, query: siteSearchEngine.query};"
    )
    return site


@pytest.mark.parametrize("over", ["http", "file"])
def test_every_run_is_counted_whatever_its_length(
    browser: Browser, values: Corpus, pieces: Path, over: str
) -> None:
    dice = random.Random(7)
    printed = {id_: loose(text) for id_, text in paragraphs(values).items()}
    queries: list[str] = []
    while len(queries) < 300:
        text, size = dice.choice(list(printed.values())), dice.randint(1, 14)
        start = dice.randrange(max(1, len(text) - size + 1))
        if re.search(r"\w", run := text[start : start + size]):
            queries.append(run)
    page = browser.new_page()
    with served(pieces) as address:
        page.goto(f"{address if over == 'http' else pieces.as_uri() + '/'}index.html")
        for answer in ask(page, queries, limit=50):
            right = {id_ for id_, text in printed.items() if loose(answer.query) in text}
            assert answer.count == len(right), answer.query
            assert set(answer.paragraphs[: answer.count]) <= right, answer.query
    page.close()


def test_the_builder_folds_as_the_browser_does(browser: Browser, values: Corpus) -> None:
    texts = [
        *paragraphs(values).values(),
        "Ａ１，０００、２０ — — ―“數據”\u00a0ＡＩ＋  1,000,000,00 1,0 12，345。·•",
    ]
    page = browser.new_page()
    page.evaluate(ENGINE.read_text("utf-8"))
    index = next(one.content for one in files(library(values), most=0) if "index.js" in one.path)
    pairs = re.search(r'"variants":(\[.*?\]),', index.decode())
    assert pairs
    page.evaluate(f"siteSearchEngine.setVariants({pairs[1]})")
    folded = page.evaluate(
        "texts => texts.map(one => siteSearchEngine.fold(one, true).text)", texts
    )
    assert folded == [loose(text) for text in texts]
    page.close()


def test_pieces_are_the_same_each_time(values: Corpus) -> None:
    assert list(files(library(values), most=0)) == list(files(library(values), most=0))
