"""What passages of different texts are to each other: explained, restated, or beside.

The cases are `tests/cases/passages/*.yml`: `given` are texts, each with its paragraphs (one that
begins with a role and a bar has it); `ground` are words that file a paragraph; `expect` are
[origin, kind, target].
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.language.formulas import formulas
from builder.model import (
    Date,
    Ground,
    Identity,
    Passage,
    Relation,
    Sentence,
    Text,
    TextParagraph,
)
from tests.seeds_folder import related
from tests.test_link_thresholds import FRAMEWORK, WORDS, text

CASES = Path(__file__).parent / "cases"
FILES = sorted((CASES / "passages").glob("*.yml"))


def written(given: dict[str, Any]) -> Text:
    """Return a text of a case."""
    id_ = given["id"]
    paragraphs = []
    for number, line in enumerate(given["paragraphs"], 1):
        role, bar, words = line.partition("|")
        paragraphs.append(
            TextParagraph(
                f"{id_}-p{number}", role if bar else "body", None, words if bar else line, id_, id_,
                ((number, number),),
            )
        )  # fmt: skip
    relations = tuple(Relation(*one) for one in given.get("relations", ()))
    return replace(
        text(id_, authority=given.get("authority", "media"), title=given.get("title", "")),
        kind=given.get("kind", "report"),
        date=Date(str(given["day"]), "day", "") if "day" in given else None,
        paragraphs=tuple(paragraphs),
        identity=Identity(relations=relations),
    )


def filed(texts: list[Text], ground: str, label: str = "road") -> list[Passage]:
    """Return the paragraphs that hold the words, filed by them under a label."""
    passages = []
    for of in texts:
        for one in of.paragraphs:
            if ground and (at := one.text.find(ground)) >= 0:
                named = (Ground(label, (at, at + len(ground))),)
                sentence = Sentence((0, len(one.text)), (label,), (), (), named)
                passages.append(Passage(one.id, of.id, (label,), (), (), None, (), (sentence,)))
    return passages


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_passage_stands_to_another_as_their_texts_do(path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    texts = [written(one) for one in case["given"]]
    found = related(texts, filed(texts, case.get("ground", "")), (), (), FRAMEWORK)
    assert [[one.origin, one.kind, one.target] for one in found] == case["expect"]


@pytest.mark.parametrize(("characters", "found"), [(12, True), (11, False)])
def test_a_run_says_something_if_it_holds_a_whole_clause(characters: int, *, found: bool) -> None:
    """Of twelve characters; such a run is shorter than what always says something."""
    clause = WORDS[:characters]
    one = {"id": "a", "paragraphs": [f"甲说，{clause}{WORDS[20]}"]}
    other = {"id": "b", "paragraphs": [f"乙说，{clause}。"]}
    texts = [written(one), written(other)]
    assert bool(related(texts, (), (), (), FRAMEWORK)) is found


MORE = (
    "水沟 桥墩 路灯 围墙 凳子 雨伞 粮仓 渡船 茶馆 砖窑 竹篮 水车 木桶 铁锅 石磨 镰刀",
    "苹果 葡萄 樱桃 核桃 板栗 石榴 萝卜 白菜 茄子 黄瓜 辣椒 土豆 花生 芝麻 大豆 高粱",
)
"""Words that only the one or the other of two passages has."""


def unlike(words: str, others: int) -> list[Text]:
    """Return two texts with these words in a clause, and so many others each; and nine more."""
    lines = [f"{words}，{'，'.join(more.split()[:others])}" for more in MORE]
    texts = [written({"id": f"t{number}", "paragraphs": [one]}) for number, one in enumerate(lines)]
    return texts + [written({"id": f"f{n}", "paragraphs": ["天气晴朗。"]}) for n in range(9)]


@pytest.mark.parametrize(
    ("words", "ground", "others", "found"),
    [
        ("要修缮涵洞", "涵洞", 5, True),
        ("要修缮涵洞", "涵洞", 6, False),
        ("要办养老驿站", "养老驿站", 9, True),  # a phrase that few passages have
        ("要办养老驿站", "养老驿站", 10, False),
    ],
)
def test_passages_whose_clauses_share_words_are_alike(
    words: str, ground: str, others: int, *, found: bool
) -> None:
    """Two words in both of the passages, and so many more that only one of them has."""
    texts = unlike(words, others)
    assert bool(related(texts, filed(texts, ground), (), (), FRAMEWORK)) is found


@pytest.mark.parametrize(("others", "found"), [(18, True), (17, False)])
def test_a_phrase_of_a_label_that_few_passages_have_is_enough(others: int, *, found: bool) -> None:
    """Two passages of twenty are a tenth."""
    texts = unlike("要办养老驿站", 16)
    texts += [written({"id": f"m{n}", "paragraphs": [f"拨款{n}万。"]}) for n in range(others)]
    passages = filed(texts, "养老驿站") + filed(texts, "拨款", "money")
    assert bool(related(texts, passages, (), (), FRAMEWORK)) is found


@pytest.mark.parametrize(("items", "found"), [(2, True), (3, False)])
def test_who_lists_the_same_things_need_not_speak_of_them(items: int, *, found: bool) -> None:
    """Of an enumeration one item counts."""
    listed = "、".join(("涵洞", "桥墩", "路灯")[:items])
    lines = [f"要修缮{listed}等", f"会登记{listed}等"]
    texts = [written({"id": f"t{number}", "paragraphs": [one]}) for number, one in enumerate(lines)]
    texts += [written({"id": f"f{number}", "paragraphs": ["天气晴朗。"]}) for number in range(9)]
    assert bool(related(texts, filed(texts, "涵洞"), (), (), FRAMEWORK)) is found


@pytest.mark.parametrize("path", sorted((CASES / "formulas").glob("*.yml")), ids=lambda p: p.stem)
def test_set_phrases_are_told_by_their_shape(path: Path) -> None:
    """`expect` is a sentence → its set phrases."""
    case = yaml.safe_load(path.read_text("utf-8"))
    found = {one: [one[slice(*span)] for span in formulas(one)] for one in case["expect"]}
    assert found == case["expect"]


def test_they_are_found_in_linear_time() -> None:
    for part in ("现将", "为", "请", "各省、", "自", "根据", "以", "结合", "（责任", "近日，"):
        assert len(formulas(part * 20_000)) < 20_000
