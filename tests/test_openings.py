"""What stands first on the page of an action or pillar: words of the policy, or nobody's."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.messages.names import LEVELS
from builder.model import Corpus, Seeds
from builder.pages import pages
from builder.pipeline import corpus
from builder.runner import Runner
from builder.search.library import library
from builder.snapshots.as_of import without
from tests.conftest import CHECKOUT
from tests.roads import add, write_seeds

HERE = "全文未收；以下是转述。"


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    """A small policy about roads: its text, an interview, a report."""
    root = tmp_path_factory.mktemp("roads")
    write_seeds(root)
    return read(root)


@pytest.fixture(scope="module")
def retold(roads: Seeds) -> Seeds:
    """The same without the policy's own text."""
    return without(roads, {"plan"})


@pytest.fixture(scope="module")
def real() -> Corpus:
    """What the real seeds give."""
    return corpus(read(CHECKOUT), Runner())


def written(values: Corpus, path: str) -> str:
    """Return the Markdown of a page."""
    return next(one.content for one in pages(values) if one.path == path)


def reported(seeds: Seeds, *sentences: str) -> Corpus:
    """Return the corpus with these paragraphs in the report, below one that names the policy."""

    def lines(before: tuple[str, ...]) -> tuple[str, ...]:
        return (before[0], *(f"　　{one}" for one in sentences))

    sources = tuple(
        replace(one, lines=lines(one.lines)) if one.entry.id == "report" else one
        for one in seeds.sources
    )
    return corpus(replace(seeds, sources=sources), Runner())


def given(values: Corpus) -> list[str]:
    """Return what the report gives as words of the policy, except for its first paragraph."""
    texts = {one.id: one.text for text in values.texts for one in text.paragraphs}
    return [
        texts[one.paragraph][slice(*one.span)]
        for one in values.policy.attributed
        if one.paragraph.startswith("report") and one.paragraph != "report-1-p1"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "意见提出，加快通村硬化路建设，优先打通断头路。",
        "《意见》还部署了断头路的打通，养护员的培训也在其中。",
        "此外，意见结合各地实际，提出优先打通断头路。",
        "国务院印发的《关于推进乡村道路提升的意见》对外发布，明确了断头路的打通时间。",
        "3月5日，国务院印发《意见》，要求优先打通断头路。",
        "《意见》针对村民提出的问题，明确养护员每条路一名。",
        "根据《意见》，到2027年断头路全部打通。",
        "按照《意见》要求，各地优先打通断头路。",
    ],
)
def test_a_sentence_gives_the_policy_s_words(retold: Seeds, sentence: str) -> None:
    """Its name is the subject of a verb of saying, or the sentence goes by it."""
    assert given(reported(retold, sentence)) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "《意见》的出台，明确了断头路由谁打通的问题。",
        "《意见》印发后，各地提出优先打通断头路的办法。",
        "《意见》印发以来，村民要求优先打通断头路的不少。",
        "落实《意见》，要求各地优先打通断头路和养护道路。",
        "有关负责同志就《意见》接受采访，提出优先打通断头路。",
        "《意见》针对村民提出的断头路问题形成一系列办法。",
        "《意见》公布当天，养护员老张指出，断头路要先打通，要求各地明确时间。",
        "断头路要优先打通，乡村道路要有养护员。",
        "《意见》提出，好。",
    ],
)
def test_a_sentence_that_only_names_the_policy_gives_no_words_of_it(
    retold: Seeds, sentence: str
) -> None:
    """Its issue, what others do by it, and what others say beside it are not its words."""
    assert given(reported(retold, sentence)) == []


def test_a_colon_hands_on_to_the_next_paragraph_alone(retold: Seeds) -> None:
    """The list that was announced is the policy's, what is said of it is not."""
    announced = "具体来看，意见部署了一系列务实举措："
    listed = "加快通村硬化路建设，打通断头路；扩大农村客运，开通客运班车，方便群众出行。"
    values = reported(retold, announced, listed, "断头路的打通要靠大家。")
    assert given(values) == [announced, listed]
    ride = written(values, "actions/ride.md").partition("## ")[0]
    assert "\n扩大农村客运，开通客运班车，方便群众出行。\n{: .words .opening }\n" in ride


def test_a_page_opens_with_the_policy_s_own_words_where_they_are_here(roads: Seeds) -> None:
    """And says which paragraphs of it they are; nothing says that its text is missing."""
    values = corpus(roads, Runner())
    assert values.policy.text == "plan-1"
    head = written(values, "actions/build.md").partition("## ")[0]
    title = "国务院关于推进乡村道路提升的意见"
    assert f"政策原文讲这一项的段落：[{title}](../documents/plan-1.md)" in head
    assert "[10](../documents/plan-1.md#p10)" in head
    assert "优先打通" in head
    assert "[文中此段](../documents/plan-1.md#p10)" in head
    assert "→" not in head
    assert all(HERE not in one.content for one in pages(values))


def test_the_search_knows_the_policy_and_its_text(roads: Seeds, retold: Seeds) -> None:
    """So that it answers 全文 with the text, or says that it is not here."""
    for seeds, text in ((roads, "documents/plan-1.html"), (retold, "")):
        cited = library(corpus(seeds, Runner())).cited
        assert [one.text for one in cited if one.is_subject] == [text]


def test_pages_say_above_the_first_quotation_that_the_policy_s_text_is_not_here(
    retold: Seeds,
) -> None:
    """Home, About, the lists and every action and pillar; the words for it are the seeds'."""
    values = corpus(retold, Runner())
    whole = "《关于推进乡村道路提升的意见》"
    for path, name in (
        ("index.md", whole),
        ("about/index.md", whole),
        *((f"{folder}/index.md", "《意见》") for folder in ("actions", "pillars")),
        *((f"actions/{one}.md", "《意见》") for one in ("build", "mend", "ride")),
        *((f"pillars/{one}.md", "《意见》") for one in ("money", "crew")),
    ):
        content = written(values, path)
        line = f"[{name}]("
        assert line in content, path
        first = content.find("{: .words")
        assert content.index(HERE) < (first if first >= 0 else len(content)), path
        assert content.count(HERE) == 1, path


def test_a_page_opens_with_what_is_given_as_the_policy_s_words_and_by_whom(
    retold: Seeds,
) -> None:
    """The chain: the policy, who gives its words, the place."""
    head = written(corpus(retold, Runner()), "pillars/money.md").partition("## ")[0]
    assert "{: .cite }提出统筹财政补助资金，专项资金优先用于" in head
    assert "《意见》 → 某省交通厅有关负责同志 → [文中此段](../documents/interview-1.md#p9)" in head
    ride = written(corpus(retold, Runner()), "actions/ride.md").partition("## ")[0]
    assert "{: .words" not in ride


def test_no_real_page_opens_with_anybody_else_s_words(real: Corpus) -> None:
    """Each opening and each card is given as the policy's; most actions have one of their own."""
    attributed = {one.paragraph for one in real.policy.attributed}
    framework = real.seeds.framework
    opened = 0
    for folder, labels in (("actions", framework.actions), ("pillars", framework.pillars)):
        for label in labels:
            head = written(real, f"{folder}/{label.id}.md").partition("## ")[0]
            assert HERE in head
            if "{: .words .opening }" in head:
                opened += 1
                (place,) = [
                    one for one in attributed
                    if f"documents/{one.rpartition('-p')[0]}.md#p{one.rpartition('-p')[2]})" in head
                ]  # fmt: skip
                assert f"{real.policy.name} → " in head, place
    assert opened == 14
    home = written(real, "index.md")
    cards = home.split("- ### ")[1:]
    assert len(cards) == 14
    who = re.compile(r"^    《意见》 → \[[^]]+\]\(documents/", re.MULTILINE)
    assert all(map(who.search, cards))


CITY = """\
临水市人民政府关于推进乡村道路提升的意见

各县（区）人民政府，市政府各部门：

为推进乡村道路提升，结合我市实际，提出如下意见。

一、总体要求

到2028年，全市乡村道路硬化路占比达到95%；到2032年，断头路全部打通；到2036年，养护员全覆盖。

二、修路

加快通村硬化路建设，优先打通断头路，乡村道路路基路面全部达标。

临水市人民政府

2025年5月8日
"""
EXPERT = """\
乡村道路还要怎么修

文 | 某大学教授 李四

乡村道路养护员不足。建议到2029年断头路全部打通，到2033年硬化路全部翻新，到2040年养护员翻番。
"""


@pytest.mark.parametrize("received", [True, False], ids=["received", "retold"])
def test_beside_a_city_s_plan_and_an_expert_the_policy_alone_promises(
    tmp_path: Path, received: bool
) -> None:
    """A city's plan of the same name is a policy as well, and of more years than the state's."""
    write_seeds(tmp_path)
    add(tmp_path, "city", "city.txt", CITY)
    add(tmp_path, "expert", "expert.txt", EXPERT)
    seeds = read(tmp_path)
    values = corpus(seeds if received else without(seeds, {"plan"}), Runner())
    city = next(one for one in values.texts if one.articles[0].startswith("city"))
    assert city.authority == "policy"
    assert values.policy.text == ("plan-1" if received else None)
    assert {one.year for one in values.horizons} == ({2027, 2030} if received else set())
    for label in ("build", "mend", "money"):
        page = written(values, f"actions/{label}.md" if label != "money" else "pillars/money.md")
        first = page.partition("## ")[0]
        assert "city" not in first
        assert "expert" not in first
    page = written(values, "actions/build.md")
    named = "意见](../documents/{}-1.md)\u00a0· "
    assert named.format("city") + LEVELS["municipal"] in page
    assert named.format("plan") not in page
    if received:
        assert page.index("documents/plan-1.") < page.index("documents/city-1.")
