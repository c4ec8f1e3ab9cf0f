"""A library in pieces: what the browser and the builder fold alike, packed and found again."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.model import Corpus
from builder.model.voices import voice as voice_of
from builder.pipeline import corpus
from builder.runner import Runner
from builder.search import ENGINE, files
from builder.search.folding import loose
from builder.search.library import library
from builder.search.shards import Limits
from tests.conftest import served
from tests.from_gold import seeds
from tests.searching import (
    WORDS,
    ask,
    check_left_out,
    check_questions,
    check_readings,
    check_word,
    paragraphs,
)


@pytest.fixture(scope="module")
def values() -> Corpus:
    """What the checkout's seeds say."""
    return corpus(seeds(), Runner())


@pytest.fixture(scope="module")
def pieces(values: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that searches the checkout's texts in pieces, cut as those of a large library are."""
    site = tmp_path_factory.mktemp("pieces")
    small = Limits(rare=12, gathered=40, some=2, shard=400)
    for file in files(library(values), whole=0, limits=small):
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (site / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><body><script src="search/engine.js"></script>'
        '<script src="search/index.js"></script><script src="page.js"></script>',
        encoding="utf-8",
    )
    (site / "page.js").write_text(
        "window.siteSearch = {ready: async () => {}, query: siteSearchEngine.query};"
    )
    return site


def test_a_piece_is_held_with_a_byte_for_each_character(pieces: Path) -> None:
    for file in pieces.glob("search/?/*.js"):
        file.read_text("utf-8").encode("latin-1")


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


ASK_FACETS = """async ([text, facets]) => {
  const found = await window.siteSearch.query(text, {facets, limit: 500});
  return [found.count, Object.fromEntries(found.facets.map(facet =>
    [facet.facet, Object.fromEntries(facet.values.map(one => [one.value, one.count]))]))];
}"""


def test_facets_count_truly_in_pieces(browser: Browser, values: Corpus, pieces: Path) -> None:
    """Also together, and of a run so frequent that its rows stand in a list of their own."""
    printed = {id_: loose(text) for id_, text in paragraphs(values).items()}
    text_of = {one.id: text for text in values.texts for one in text.paragraphs}
    spoken = {one.id: voice_of(text, one) for text in values.texts for one in text.paragraphs}
    filed = {one.paragraph: one for one in values.passages}
    page = browser.new_page()
    page.goto(f"{pieces.as_uri()}/index.html")
    for asked in ("的", "人工智能", "中试基地"):
        hits = [id_ for id_, text in printed.items() if asked in text]
        count, facets = page.evaluate(ASK_FACETS, [asked, {}])
        assert count == len(hits)
        for name, told in facets["voice"].items():
            assert told == sum(spoken[id_] == name for id_ in hits), (asked, name)
        for area, told in facets["action"].items():
            assert told == sum(area in filed[id_].areas for id_ in hits), (asked, area)
        for pillar, told in facets["pillar"].items():
            assert told == sum(pillar in filed[id_].pillars for id_ in hits), (asked, pillar)
        for text, told in facets["document"].items():
            assert told == sum(text_of[id_].id == text for id_ in hits), (asked, text)
        chosen = {"voice": ["expert"], "pillar": ["data"]}
        count, facets = page.evaluate(ASK_FACETS, [asked, chosen])
        both = [id_ for id_ in hits if spoken[id_] == "expert" and "data" in filed[id_].pillars]
        assert count == len(both)
        assert facets["voice"]["official"] == sum(
            spoken[id_] == "official" and "data" in filed[id_].pillars for id_ in hits
        )
        text = text_of[hits[0]].id
        count, _ = page.evaluate(ASK_FACETS, [asked, {"document": [text]}])
        assert count == sum(text_of[id_].id == text for id_ in hits)
    page.close()


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("suanli", "算力"), ("zhinengti", "智能体"), ("agent", "智能体"), ("中式基地", "中试基地"),
     ("监管沙合", "监管沙盒"), ("卓越级智工厂", "卓越级智能工厂"), ("監管沙盒", "监管沙盒")],
)  # fmt: skip
def test_sounds_english_and_slips_are_understood_in_pieces(
    browser: Browser, values: Corpus, pieces: Path, asked: str, meant: str
) -> None:
    """The number given is that of the paragraphs that print what is meant."""
    page = browser.new_page()
    page.goto(f"{pieces.as_uri()}/index.html")
    (answer,) = ask(page, [asked])
    forms = next(
        ((one.entry.term, *one.entry.aliases) for one in values.terms if one.entry.term == meant),
        (meant,),
    )
    printed = paragraphs(values)
    right = {
        id_ for id_, text in printed.items() if any(loose(form) in loose(text) for form in forms)
    }
    assert answer.count == len(right)
    assert set(answer.paragraphs[: answer.count]) == right
    page.close()


def test_words_are_found_or_are_not_in_pieces(
    browser: Browser, values: Corpus, pieces: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{pieces.as_uri()}/index.html")
    printed = paragraphs(values)
    for case in WORDS:
        for answer in ask(page, case["queries"]):
            check_word(answer, case, printed)
    page.close()


def test_copies_answers_and_what_is_left_out_are_found_in_pieces(
    browser: Browser, values: Corpus, pieces: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{pieces.as_uri()}/index.html")
    check_readings(page, values)
    check_questions(page, values)
    check_left_out(page, values)
    page.close()


def test_several_words_are_counted_together_in_pieces(
    browser: Browser, values: Corpus, pieces: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{pieces.as_uri()}/index.html")
    printed = {id_: loose(text) for id_, text in paragraphs(values).items()}
    for words in (("数据", "开放"), ("企业", "的"), ("芯片", "传感器")):
        (answer,) = ask(page, [" ".join(words)])
        right = {id_ for id_, text in printed.items() if all(word in text for word in words)}
        assert right
        assert (answer.count, answer.partial) == (len(right), False)
        assert set(answer.paragraphs[: answer.count]) == right
    (answer,) = ask(page, ["中试基地 郑南宁"])
    assert answer.partial
    assert answer.paragraphs
    page.close()


def test_the_builder_folds_as_the_browser_does(browser: Browser, values: Corpus) -> None:
    texts = [
        *paragraphs(values).values(),
        "Ａ１，０００、２０ — — ―“數據”\u00a0ＡＩ＋  1,000,000,00 1,0 12，345。·•",
        "路⾯病\u200b害，养\u00ad护 班⻋，出\ufe00行\U000e0100、⻓廊凉亭",
    ]
    page = browser.new_page()
    page.evaluate(ENGINE.read_text("utf-8"))
    index = next(one.content for one in files(library(values), whole=0) if "index.js" in one.path)
    pairs = re.search(r'"variants":(\[.*?\]),', index.decode())
    assert pairs
    page.evaluate(f"siteSearchEngine.setVariants({pairs[1]})")
    folded = page.evaluate(
        "texts => texts.map(one => siteSearchEngine.fold(one, true).text)", texts
    )
    assert folded == [loose(text) for text in texts]
    page.close()


def test_pieces_are_the_same_each_time(values: Corpus) -> None:
    assert list(files(library(values), whole=0)) == list(files(library(values), whole=0))
