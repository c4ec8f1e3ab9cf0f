"""The search in a real browser, over http and from a folder: nothing printed is missed."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from builder.model import Corpus
from builder.model.voices import voice as voice_of
from builder.pipeline import corpus, index
from builder.runner import Runner
from tests.conftest import Open
from tests.from_gold import gold, seeds
from tests.searching import (
    CASES,
    WORDS,
    ask,
    check_left_out,
    check_questions,
    check_readings,
    check_word,
    holding,
    lines,
    narrow,
    paragraphs,
    score,
)


@pytest.fixture(scope="module")
def values() -> Corpus:
    """What the checkout's seeds say."""
    return corpus(seeds(), Runner())


@pytest.fixture(scope="module")
def printed(values: Corpus) -> dict[str, str]:
    """Each paragraph with its words."""
    return paragraphs(values)


def runs(printed: dict[str, str], number: int) -> list[str]:
    """Return runs of 1 to 12 characters of the texts, drawn as dice would, the same each time."""
    dice = random.Random(20250826)
    texts = list(printed.values())
    out: list[str] = []
    while len(out) < number:
        text, size = dice.choice(texts), dice.randint(1, 12)
        start = dice.randrange(max(1, len(text) - size + 1))
        if run := text[start : start + size].strip():
            out.append(run)
    return out


def faults(page: Page, printed: dict[str, str], queries: list[str]) -> list[str]:
    """Return where the search misses a paragraph, or counts wrongly."""
    out: list[str] = []
    for answer in ask(page, queries):
        right = holding(printed, answer.query)
        if answer.count != len(right):
            out.append(f"{answer.query!r}: {answer.count} told, {len(right)} printed")
        if set(answer.paragraphs[: answer.count]) != right:
            out.append(f"{answer.query!r}: other paragraphs than those that print it")
    return out


def test_every_run_of_characters_is_found_and_counted(home: Page, printed: dict[str, str]) -> None:
    assert faults(home, printed, runs(printed, 1000)) == []


def test_every_number_is_found_and_counted(home: Page, printed: dict[str, str]) -> None:
    numbers = sorted({
        number
        for text in printed.values()
        for number in re.findall(r"\d[\d.,]*\d?[%％]?[\u4e00-\u9fff]?", text)
    })  # fmt: skip
    assert len(numbers) > 60
    assert faults(home, printed, numbers) == []


def test_every_term_and_alias_is_found_and_counted(
    home: Page, values: Corpus, printed: dict[str, str]
) -> None:
    names = [
        name
        for term in values.terms
        for name in (term.entry.term, *term.entry.aliases)
        if holding(printed, name)
    ]
    assert len(names) > len(values.terms)
    assert faults(home, printed, names) == []


def test_titles_and_english_names_lead_to_paragraphs(home: Page, values: Corpus) -> None:
    for answer, text in zip(ask(home, [text.title for text in values.texts]), values.texts,
                            strict=True):  # fmt: skip
        assert {one.id for one in text.paragraphs} & set(answer.paragraphs), text.title
    english = [term.entry.english for term in values.terms]
    for answer, term in zip(ask(home, english), values.terms, strict=True):
        used = {one.paragraph for one in term.occurrences}
        assert used & set(answer.paragraphs[:20]), term.entry.english


def test_what_readers_asked_is_answered(home: Page, values: Corpus) -> None:
    where, asked = lines(values), gold("queries")
    right = [
        {
            id_
            for id_, there in where.items()
            for answer in one["answers"]
            if any(
                (answer["seed"], line) in there
                for line in range(answer["line_start"], answer["line_end"] + 1)
            )
        }
        for one in asked
    ]
    found = score(ask(home, [one["query"] for one in asked], 50), right)
    assert found.recall >= 0.98, found
    assert found.rank >= 0.95, found
    assert found.nothing == 0, found


@pytest.mark.parametrize(
    ("name", "recall", "rank"),
    [("known", 0.98, 0.95), ("paraphrases", 0.88, 0.75), ("untuned", 0.80, 0.5)],
)
def test_questions_of_every_kind_are_answered(
    home: Page, printed: dict[str, str], name: str, recall: float, rank: float
) -> None:
    """What readers know is there, and what they ask in everyday words that share few with it."""
    asked = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    right = [set().union(*(holding(printed, words) for words in one["answers"])) for one in asked]
    assert all(right)
    found = score(ask(home, [one["query"] for one in asked], 50), right)
    assert found.recall >= recall, found
    assert found.rank >= rank, found
    assert found.nothing == 0, found


QUESTIONS: list[dict[str, Any]] = yaml.safe_load((CASES / "questions.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", QUESTIONS, ids=lambda case: case["why"])
def test_what_may_be_written(home: Page, printed: dict[str, str], case: dict[str, Any]) -> None:
    for answer in ask(home, case["queries"]):
        if "prints" in case:
            assert answer.count == len(holding(printed, case["prints"])), answer.query
            assert not answer.partial
        if "first" in case:
            wanted = case["first"] if isinstance(case["first"], list) else [case["first"]]
            first = [printed[id_] for id_ in answer.paragraphs[: case.get("within", 5)]]
            assert any(narrow(one) in narrow(text) for text in first for one in wanted), (
                answer.query, first,
            )  # fmt: skip
        if "partial" in case:
            assert answer.partial is case["partial"], answer.query
            assert answer.count == 0
        if "nothing" in case:
            assert (answer.count, answer.partial, answer.paragraphs) == (0, False, ())
        if "card" in case:
            assert case["card"] in answer.cards, answer.query


def test_the_policy_is_no_answer_where_its_text_is_not_asked_for(home: Page) -> None:
    """Words beside 全文 that are not in its name ask for something else."""
    queries = ["与原文一致", "全文检索", "互联网+行动全文检索", "2025年8月", "11号"]
    for answer in ask(home, queries):
        assert not any("深入实施" in card for card in answer.cards), answer.query


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case["why"])
def test_a_word_is_found_or_is_not(
    home: Page, printed: dict[str, str], case: dict[str, Any]
) -> None:
    for answer in ask(home, case["queries"]):
        check_word(answer, case, printed)


def test_other_queries_are_offered_where_nothing_is_found(opened: Open, base: str) -> None:
    """Apart from hits: none is chosen, so that Enter leads nowhere."""
    page = opened(f"{base}index.html")
    page.focus("#find input")
    page.keyboard.type("科技部")
    expect(page.locator("#find [role=status]")).to_contain_text("没有")
    offered = page.locator("#find-list .hit")
    expect(offered).to_have_text(["改查“科技”"])
    expect(offered).to_have_attribute("aria-selected", "false")
    offered.click()
    expect(page.locator("#search-page input[type=search]")).to_have_value("科技")
    expect(page.locator(".hits mark").first).to_have_text("科技")
    page.fill("#search-page input[type=search]", "科技部")
    expect(page.locator("#search-page .found-count")).to_have_text("没有找到。")
    expect(page.locator("#search-page .hits .hit")).to_have_count(0)
    expect(page.locator("#search-page .cards-found a")).to_have_text(["改查“科技”"])


def test_what_only_other_copies_print_is_found(home: Page, values: Corpus) -> None:
    check_readings(home, values)


def test_a_question_comes_with_its_answer(home: Page, values: Corpus) -> None:
    check_questions(home, values)


def test_what_is_left_out_is_found_where_asked_for(opened: Open, base: str, values: Corpus) -> None:
    check_left_out(opened(f"{base}search/index.html"), values)


def test_readers_see_which_copy_prints_it_and_the_answer(opened: Open, base: str) -> None:
    """On the page of hits; at the paragraph, the notes are open and have the words marked."""
    page = opened(f"{base}search/index.html?q=硬伤")
    hit = page.locator(".hits li")
    expect(hit).to_have_count(1)
    expect(hit.locator(".hit-where")).to_contain_text("据新华社第 73 行所印 · 与正文不同")
    hit.locator("a").last.click()
    page.wait_for_url(re.compile(r"sources/[\w-]+\.html#L73$"))
    expect(page.locator(":target")).to_contain_text("硬伤")
    page.go_back()
    page.locator(".hits a.hit").first.click()
    page.wait_for_url(re.compile(r"documents/[\w-]+\.html\?.*#p45$"))
    expect(page.locator(".note mark.found-here").first).to_have_text("硬伤")
    expect(page.locator(".note mark.found-here").last).to_be_visible()
    page = opened(f"{base}search/index.html?q=突出特点有哪些")
    expect(page.locator(".hits .hit-answer").first).to_contain_text("有加速度")


def test_what_is_left_out_stands_behind_a_facet(opened: Open, base: str) -> None:
    page = opened(f"{base}search/index.html?q=安宁疗护")
    expect(page.locator("#search-page .found-count")).to_have_text("没有找到。")
    expect(page.locator(".hits .hit")).to_have_count(0)
    page.get_by_label("未收").check()
    expect(page.locator("#search-page .found-count")).to_have_text("3 段")
    expect(page.locator(".hits .hit-where").first).to_contain_text("未收")
    assert opened(page.url).get_by_label("未收").is_checked()
    page.locator(".hits a.hit").first.click()
    page.wait_for_url(re.compile(r"sources/[\w-]+\.html\?.*#L\d+$"))
    expect(page.locator(":target mark").first).to_have_text("安宁疗护")


def test_an_older_index_from_a_cache_is_searched(browser: Browser, values: Corpus) -> None:
    """The engine is the newest, the index of a snapshot may be a week old."""
    engine, data = (file.content.decode() for file in index(values))
    older: dict[str, Any] = json.loads(data[data.index("(") + 1 : data.rindex(")")])
    for added in ("offices", "readings", "speakers"):
        del older[added]
    older["variants"] = ["數據", "数据"]
    page = browser.new_page()
    page.evaluate(engine)
    page.evaluate(f"siteSearchEngine.load({json.dumps(older)})")
    found = page.evaluate(
        "['數據要素', '硬伤'].map(one => siteSearchEngine.query(one, {facets: {}}).count)"
    )
    assert found == [len(holding(paragraphs(values), "数据要素")), 0]
    page.close()


BREAKS = {
    "widths and case are not folded": ('character.normalize("NFKC").toLowerCase()', "character"),
    "blanks and quotation marks are kept": (
        """if (character === " " || character === '"') continue;""",
        "",
    ),
    "the scan stops at the first paragraph": ("while (place >= 0) {", "if (place >= 0) {"),
}
"""Words of the engine, and what is put in their place."""


@pytest.mark.parametrize("broken", BREAKS)
def test_the_tests_see_a_broken_engine(
    browser: Browser, values: Corpus, printed: dict[str, str], broken: str
) -> None:
    """Each break makes some question above fail; the whole engine makes none."""
    engine, data = (file.content.decode() for file in index(values))
    old, new = BREAKS[broken]
    assert engine.count(old) == 1
    queries = [*runs(printed, 60), "Ｃ２Ｍ", "Ai", "70 %", "人工智能 +", "2030 年"]
    queries = [query for query in queries if holding(printed, query)]
    for source, faulty in ((engine, False), (engine.replace(old, new), True)):
        page = browser.new_page()
        page.evaluate(source)
        page.evaluate(data)
        page.evaluate(
            "window.siteSearch = {ready: async () => {},"
            " query: async (text, options) => window.siteSearchEngine.query(text, options)}"
        )
        assert bool(faults(page, printed, queries)) is faulty
        page.close()


# ------------------------------------------------------------------------ the box


def test_nothing_is_asked_for_before_the_box_has_the_focus(opened: Open, base: str) -> None:
    page = opened(f"{base}index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(200)
    assert [url for url in asked if "/search/" in url] == []
    page.focus("#find input")
    page.wait_for_function("window.siteSearchEngine && window.siteSearch")
    page.evaluate("window.siteSearch.ready()")
    assert [url.rpartition("/")[2] for url in asked if "/search/" in url] == [
        "engine.js", "index.js",
    ]  # fmt: skip


def test_from_a_key_to_the_paragraph_and_back(opened: Open, base: str) -> None:
    """`/`, words, Enter: the paragraph, its words marked; Back: the box as it was left."""
    page = opened(f"{base}about/index.html")
    page.keyboard.press("/")
    page.keyboard.type("中试基地")
    expect(page.locator("#find .found-count")).to_contain_text("段")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator('#find [aria-selected="true"]')
    expect(chosen).to_have_count(1)
    where = str(chosen.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(where)
    assert re.search(r"documents/[\w-]+\.html\?find=.*#p\d+$", where)
    target = page.locator(":target")
    expect(target.locator("mark").first).to_have_text("中试基地")
    expect(target).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#find input")).to_have_value("中试基地")
    expect(page.locator("#find-list .hit").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".find-panel")).to_be_hidden()


def test_an_unfinished_input_is_not_searched_and_foreign_hands_are(opened: Open, base: str) -> None:
    """What an input method composes waits; what mouse, voice or paste bring does not."""
    page = opened(f"{base}index.html")
    page.focus("#find input")
    client = page.context.new_cdp_session(page)
    client.send(
        "Input.imeSetComposition", {"text": "suan'li", "selectionStart": 7, "selectionEnd": 7}
    )
    page.wait_for_timeout(150)
    expect(page.locator("#find-list .hit")).to_have_count(0)
    client.send("Input.insertText", {"text": "算力"})
    expect(page.locator("#find-list mark").first).to_have_text("算力")
    page.evaluate(
        """() => {
          const box = document.querySelector('#find input');
          box.value = '开源';
          box.dispatchEvent(new InputEvent('input', {inputType: 'insertFromPaste', bubbles: true}));
        }"""
    )
    expect(page.locator("#find-list mark").first).to_have_text("开源")


def test_markup_in_a_question_does_nothing(opened: Open, base: str) -> None:
    page = opened(f"{base}search/index.html")
    nasty = "<img src=x onerror=document.title='hit'><b>智能体</b>"
    page.fill("#search-page input[type=search]", nasty)
    expect(page.locator(".hits .hit").first).to_be_visible()
    page.fill("#find input", nasty)
    expect(page.locator("#find-list .hit").first).to_be_visible()
    assert page.locator("#find img, #find b, #search-page img, #search-page b").count() == 0
    assert page.title() != "hit"


# ----------------------------------------------------------------------- the page


def told(page: Page) -> int:
    """Return the number of paragraphs that the page gives."""
    found = re.search(r"(\d+) 段", page.inner_text("#search-page .found-count"))
    assert found, page.inner_text("#search-page .found-count")
    return int(found[1])


def test_facets_count_truly_and_stay_in_the_address(
    opened: Open, base: str, values: Corpus, printed: dict[str, str]
) -> None:
    page = opened(f"{base}search/index.html?q=人工智能")
    expect(page.locator(".hits .hit").first).to_be_visible()
    hits = holding(printed, "人工智能")
    assert told(page) == len(hits)
    spoken = {one.id: voice_of(text, one) for text in values.texts for one in text.paragraphs}
    voices = {
        voice: sum(spoken[id_] == voice for id_ in hits)
        for voice in ("policy", "official", "expert", "media", "question")
    }
    for voice, count in voices.items():
        box = page.locator(f"#facet-voice-{voice}")
        assert box.count() == (1 if count else 0)
        if count:
            assert box.locator("xpath=..").inner_text().split()[-1] == str(count)
    page.focus("#facet-voice-expert")
    page.keyboard.press("Space")
    expect(page.locator("#search-page .found-count")).to_contain_text(f"{voices['expert']} 段")
    expect(page.locator("#facet-voice-expert")).to_be_focused()
    filed = {one.paragraph: one.areas for one in values.passages}
    both = sum(
        spoken[id_] == "expert" and "industry" in filed[id_] for id_ in hits
    )  # fmt: skip
    page.check("#facet-action-industry")
    expect(page.locator("#search-page .found-count")).to_contain_text(f"{both} 段")
    again = opened(page.url)
    expect(again.locator("#facet-voice-expert")).to_be_checked()
    expect(again.locator("#facet-action-industry")).to_be_checked()
    assert told(again) == both


def test_a_card_says_what_is_named_and_leads_there(opened: Open, base: str) -> None:
    """A term to its entry and to the words that say what it is; a document not held says so."""
    page = opened(f"{base}search/index.html?q=中试基地")
    card = page.locator(".card-found")
    expect(card).to_have_count(1)
    entry, words = (str(one.get_attribute("href")) for one in card.locator("a").all())
    assert re.search(r"glossary/index\.html#[\w-]+$", entry)
    assert re.search(r"documents/[\w-]+\.html#p\d+$", words)
    page.goto(words)
    expect(page.locator(":target")).to_contain_text("共性能力平台")
    page = opened(f"{base}search/index.html?q=全球人工智能治理倡议")
    expect(page.locator(".card-found")).to_contain_text("全文未收")
    page.locator(".card-found a").click()
    page.wait_for_url(re.compile(r"entities/index\.html#[\w-]+$"))
    expect(page.locator(":target")).to_contain_text("全球人工智能治理倡议")


def test_back_from_a_hit_returns_to_the_list(opened: Open, base: str) -> None:
    page = opened(f"{base}search/index.html?q=算力")
    first = page.locator(".hits .hit").first
    expect(first).to_be_visible()
    page.focus("#search-page input[type=search]")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"documents/"))
    page.go_back()
    expect(page.locator(".hits .hit").first).to_be_visible()
    expect(page.locator("#search-page input[type=search]")).to_have_value("算力")


def test_without_scripts_the_box_leads_to_the_terms(opened: Open, base: str) -> None:
    page = opened(f"{base}index.html", java_script_enabled=False)
    page.fill("#find input", "算力")
    page.press("#find input", "Enter")
    page.wait_for_url(re.compile(r"search/index\.html\?q="))
    page.get_by_role("link", name="术语索引").click()
    page.wait_for_url(re.compile(r"glossary/index\.html"))


def test_the_page_shows_nothing_before_something_is_asked(opened: Open, base: str) -> None:
    page = opened(f"{base}search/index.html")
    expect(page.get_by_role("searchbox", name="搜索").last).to_be_visible()
    expect(page.locator("#search-page details, #search-page button")).to_have_count(2)
    for part in page.locator("#search-page details, #search-page button").all():
        expect(part).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_box_and_page_fit_a_phone(opened: Open, base: str, scheme: str) -> None:
    page = opened(
        f"{base}search/index.html?q=数据", viewport={"width": 375, "height": 700},
        color_scheme=scheme,
    )  # fmt: skip
    expect(page.locator(".hits .hit").first).to_be_visible()
    page.locator("#find input").click()
    page.keyboard.type("人工智能")
    expect(page.locator("#find-list .hit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_the_answer_is_as_the_contract_has_it(opened: Open, base: str) -> None:
    page = opened(f"{base}index.html")
    found = json.loads(
        page.evaluate("""async () => {
          await window.siteSearch.ready();
          return JSON.stringify(await window.siteSearch.query('智能体', {limit: 2}));
        }""")
    )
    assert found["count"] > 2
    assert found["partial"] is False
    assert len(found["results"]) == 2
    for hit in found["results"]:
        assert re.fullmatch(r"documents/[\w-]+\.html#p\d+", hit["url"])
        assert "智能体" in hit["text"]
        assert {"url", "document", "paragraph", "title", "text"} <= hit.keys()
