"""Whatever a text calls a document, it is one entity; what is no document is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.collate.texts import collate
from builder.language.folding import letters
from builder.language.titles import genre, identity, is_short, named_documents
from builder.model import Date, Identity, Text, TextParagraph
from builder.registers.cited_documents import citations
from tests.from_gold import articles, gold, seeds

SEEDS = seeds()
TEXTS = collate(articles(SEEDS), SEEDS)
ENTITIES = citations(TEXTS, SEEDS.framework)


def _documents() -> list[dict[str, Any]]:
    """Return the documents that careful readers found."""
    found: Any = gold("entities")
    rows: list[dict[str, Any]] = found["documents"]
    return rows


def text(*paragraphs: str, title: str = "某文", date: str | None = "2025-08-26") -> Text:
    """Return a text that says these paragraphs."""
    return Text(
        id="a", title=title, title_printed=True, kind="commentary", authority="expert",
        date=Date(date, "day", "") if date else None, publisher="", authors=(), speaker=None,
        url=None, snapshot="s", articles=("a",), base_reason="", part_of=None,
        paragraphs=tuple(
            TextParagraph(f"a-p{at}", "body", None, words, "a", "a", ((at, at),))
            for at, words in enumerate(paragraphs, 1)
        ),
    )  # fmt: skip


def cited(*paragraphs: str, **options: Any) -> dict[str, list[str]]:
    """Return name of a document → the words that mean it."""
    one = text(*paragraphs, **options)
    readings = {paragraph.id: paragraph.text for paragraph in one.paragraphs}
    return {
        entity.name: [readings[m.paragraph][slice(*m.span)] for m in entity.mentions]
        for entity in citations((one,), SEEDS.framework)
    }


def test_every_document_that_readers_found_is_there_once() -> None:
    """The readers' documents of texts that belong; those of other reports are not cited here."""
    wanted = [row for row in _documents() if row["relevant"]]
    found = {identity(entity.name): entity for entity in ENTITIES}
    names = {identity(row["canonical"]) for row in wanted}
    assert names == set(found)
    assert len(found) == len(ENTITIES)


def test_every_mention_that_readers_found_is_there() -> None:
    """On the lines that give the reading of a text; copies print other short forms."""
    shown = {
        (paragraph.source, line): entity.id
        for entity in ENTITIES
        for mention in entity.mentions
        for paragraph in (_paragraph(mention.paragraph),)
        for first, last in paragraph.ranges
        for line in range(first, last + 1)
    }
    files = {source.entry.file: source.entry.id for source in SEEDS.sources}
    bases = {
        (paragraph.source, line)
        for one in TEXTS
        for paragraph in one.paragraphs
        for first, last in paragraph.ranges
        for line in range(first, last + 1)
    }
    places = [
        (files[mention["seed"]], mention["line"])
        for row in _documents()
        if row["relevant"]
        for mention in row["mentions"]
    ]
    wanted = [place for place in places if place in bases]
    assert len(wanted) > 30
    assert [place for place in wanted if place not in shown] == []


def _paragraph(identifier: str) -> TextParagraph:
    return next(p for one in TEXTS for p in one.paragraphs if p.id == identifier)


def test_a_short_name_means_what_the_text_says() -> None:
    assert cited("某部印发《数据安全办法》（以下简称《办法》）。《办法》明确了责任。") == {
        "数据安全办法": ["《数据安全办法》", "《办法》", "《办法》"]
    }


def test_a_short_name_means_the_document_named_last() -> None:
    found = cited("先有《甲地管理办法》，后有《乙地管理办法》。《办法》提出三条。")
    assert found["乙地管理办法"] == ["《乙地管理办法》", "《办法》"]
    assert found["甲地管理办法"] == ["《甲地管理办法》"]


def test_a_bare_genre_opens_a_clause_and_says_something() -> None:
    found = cited(
        "国务院发布《关于数据流通的意见》。此外，意见提出四项任务。有人提出意见，征求意见。"
    )
    assert found == {"关于数据流通的意见": ["《关于数据流通的意见》", "意见"]}


def test_a_bare_genre_without_a_document_means_nothing() -> None:
    assert cited("意见提出的人很多。方案明确之后再说。") == {}


def test_a_yearly_report_is_one_a_year() -> None:
    found = cited(
        "2024年，行动首次写入《政府工作报告》。今年政府工作报告提出新要求。",
        "去年的《政府工作报告》也提到。",
    )
    assert found == {
        "政府工作报告（2024年）": ["《政府工作报告》", "《政府工作报告》"],
        "政府工作报告（2025年）": ["政府工作报告"],
    }


def test_a_report_of_a_place_is_not_that_of_the_country() -> None:
    found = cited(
        "2025年河东省人民政府工作报告",
        "《2025年河西省政府工作报告》提出养路，《河东省政府工作报告（2025年）》也提出养路。",
        "31省政府工作报告相继出炉。我省《政府工作报告》提出养路。2025年政府工作报告提出养路。",
    )
    assert found == {
        "河东省人民政府工作报告（2025年）": [
            "河东省人民政府工作报告",
            "《河东省政府工作报告（2025年）》",
        ],
        "2025年河西省政府工作报告": ["《2025年河西省政府工作报告》"],
        "政府工作报告（2025年）": ["政府工作报告"],
    }


def test_a_name_that_two_places_use_is_two_documents() -> None:
    found = citations(
        (
            text(
                "国务院印发《关于养路的意见》。临水市印发《关于养路的意见》。",
                "《关于养路的意见》自下月起施行。按照国务院《关于养路的意见》，养路要人。",
            ),
        ),
        SEEDS.framework,
    )
    assert [[m.span[0] for m in entity.mentions] for entity in found] == [[5, 21], [20, 0]]


def test_the_issuer_in_a_name_tells_two_documents_apart() -> None:
    found = cited(
        "《河东省人民政府关于养路的意见》与《河西省人民政府关于养路的意见》不同。",
        "河东省高级人民法院工作报告不是最高人民法院工作报告，也不是今年市政府工作报告。",
    )
    assert found == {
        "河东省人民政府关于养路的意见": ["《河东省人民政府关于养路的意见》"],
        "河西省人民政府关于养路的意见": ["《河西省人民政府关于养路的意见》"],
        "河东省高级人民法院工作报告": ["河东省高级人民法院工作报告"],
        "法院工作报告": ["法院工作报告"],
    }


def test_a_short_name_behind_a_place_is_of_that_place() -> None:
    found = cited(
        "国务院印发《关于养路的意见》。临水市《意见》提出养路。",
        "石桥县印发《关于养路的实施意见》（以下简称《实施意见》）。石桥县《实施意见》提出养路。",
        "临水市《实施意见》提出养路。",
    )
    assert found == {
        "关于养路的意见": ["《关于养路的意见》"],
        "关于养路的实施意见": ["《关于养路的实施意见》", "《实施意见》", "《实施意见》"],
    }


def test_a_draft_is_another_document_than_the_final_text() -> None:
    found = cited(
        "某部就《养路办法》（征求意见稿）（2024年）征求意见，《养路办法（征求意见稿）》共三条。《养路办法》"
    )
    assert found == {
        "养路办法（征求意见稿）": ["《养路办法》", "《养路办法（征求意见稿）》"],
        "养路办法": ["《养路办法》"],
    }


@pytest.mark.parametrize(
    ("title", "status"), [("养路办法（征求意见稿）", None), ("养路办法", "draft")]
)
def test_a_draft_does_not_print_the_final_text(title: str, status: Any) -> None:
    draft = replace(text(title=title), id="d", kind="policy", identity=Identity(status=status))
    (found,) = citations((draft, text("《养路办法》提出养路。")), SEEDS.framework)
    assert found.text is None


def test_the_policy_prints_a_document_and_not_the_notice_that_issues_it() -> None:
    notice = replace(text(title="关于印发《养路办法》的通知"), id="n", kind="notice")
    policy = replace(text(title="养路办法"), id="p", kind="policy")
    for texts in ((notice, policy), (policy, notice)):
        (found,) = citations((*texts, text("《养路办法》提出养路。")), SEEDS.framework)
        assert found.text == "p"


def test_where_no_date_is_known_this_year_stays_open() -> None:
    assert cited("今年政府工作报告提出新要求。", date=None) == {"政府工作报告": ["政府工作报告"]}


def test_the_issuer_and_the_notice_make_no_other_document() -> None:
    found = cited(
        "《国务院关于数据流通的意见》与《关于数据流通的意见》；《关于印发〈出行方案〉的通知》"
    )
    assert set(found) == {"国务院关于数据流通的意见", "关于印发〈出行方案〉的通知"}
    assert identity("某部关于印发《出行方案》的通知") == identity("出行方案")


def test_a_name_in_traditional_characters_is_the_same_document() -> None:
    """It is called by its simplified name, however much longer the other is."""
    assert cited(
        "近日印发《关于促进数据开放的意见》。", "國務院發布《國務院關於促進數據開放的意見》。"
    ) == {
        "关于促进数据开放的意见": ["《关于促进数据开放的意见》", "《國務院關於促進數據開放的意見》"]
    }


def test_a_periodical_or_a_game_is_no_document() -> None:
    assert cited("《中国信息安全》杂志刊文。游戏《某某：某某》热销，《某某的假日》好看。") == {}


def test_a_draft_and_the_final_text_are_two() -> None:
    assert len(cited("《算法规定（征求意见稿）》之后有《算法规定》。")) == 2


def test_a_text_of_the_corpus_is_known_as_what_is_cited() -> None:
    one = text("近日印发《关于数据流通的意见》。", title="国务院关于数据流通的意见")
    (entity,) = citations((one,), SEEDS.framework)
    assert entity.text == "a"


def test_ids_are_made_of_the_name_alone() -> None:
    """They stay when other texts come, and are fit for an address."""
    alone = {entity.name: entity.id for entity in citations(TEXTS[:3], SEEDS.framework)}
    known = {entity.name: entity.id for entity in ENTITIES}
    assert {name: known.get(name) for name in alone} == alone
    for entity in ENTITIES:
        assert entity.id == entity.id.strip("-").lower()
        assert len(entity.id) <= 64
    assert len({entity.id for entity in ENTITIES}) == len(ENTITIES)


@pytest.mark.parametrize(("name", "places"), [("某市养老条例", 2), ("某市路条例", 1)])
def test_a_name_of_six_characters_is_known_without_its_marks(name: str, places: int) -> None:
    (found,) = cited(f"《{name}》今天施行。大家按{name}办。").values()
    assert len(found) == places


@pytest.mark.parametrize(("letters_of_id", "whole"), [(64, True), (65, False)])
def test_a_long_id_is_cut_and_closed_with_a_hash(letters_of_id: int, whole: bool) -> None:
    """养 is said yang and 衣 yi: five and three letters of an id each, with their hyphens."""
    name = "养" * 10 + "衣" * 4 + "法" if whole else "养" * 12 + "衣" + "法"
    (entity,) = citations((text(f"《{name}》今天施行。"),), SEEDS.framework)
    spelt = "-".join(["yang"] * name.count("养") + ["yi"] * name.count("衣") + ["fa"])
    assert len(spelt) == letters_of_id
    assert (entity.id == spelt) is whole
    assert len(entity.id) <= 64


def test_every_mention_stands_in_its_paragraph() -> None:
    for entity in ENTITIES:
        for mention in entity.mentions:
            words = _paragraph(mention.paragraph).text[slice(*mention.span)]
            assert words in entity.variants
            assert mention.by == "title" or "《" not in words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("网络安全法", "法"),
        ("关于数据的意见", "意见"),
        ("安宁疗护实践指南（试行）", "指南"),
        ("某某的假日", ""),
    ],
)
def test_a_name_says_its_genre(name: str, kind: str) -> None:
    assert genre(name) == kind
    assert not is_short(name)


@given(st.text(alphabet="《》〈〉“”（）以下简称意见提出办法政府工作报告，。\n甲乙", max_size=80))
def test_any_text_can_be_read(words: str) -> None:
    """Places are in order, do not overlap, and contain the names."""
    end = 0
    for named in named_documents(words):
        assert named.span[0] >= end
        end = named.span[1]
        assert letters(named.name) in letters(words[slice(*named.span)])
