"""No link leads to what is surely later, unless the words say that it is to come.

All lines are made up, except in the test on the site's own links.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.disk.seeds import read
from builder.link.chronology import chronology
from builder.link.document_links import document_links
from builder.link.quotations import compare_quotations
from builder.model import Date, Days, Entity, Text
from builder.pipeline import corpus
from builder.registers.cited_documents import citations
from builder.runner import Runner
from tests.seeds_folder import passages_of
from tests.test_link_thresholds import CHECKOUT, FRAMEWORK, text


def dated(one: Text, value: str) -> Text:
    """Return a text that was published on some day."""
    return replace(one, date=Date(value, "day", ""))


def cited(*texts: Text) -> dict[str, Entity]:
    """Return the documents that texts cite, by name."""
    return {entity.name: entity for entity in citations(texts, FRAMEWORK)}


def drawn(*texts: Text) -> set[tuple[str, str, str]]:
    """Return kind and ends of the links between texts and documents, by their names."""
    entities = citations(texts, FRAMEWORK)
    names = {entity.id: entity.name for entity in entities}
    links = document_links((), texts, passages_of(texts, FRAMEWORK), entities)
    return {
        (one.kind, names.get(one.origin.id, one.origin.id), names.get(one.target.id, ""))
        for one in links
    }


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("2017年，某市印发《乡道养护规划》。", ("2017-01-01", "2017-12-31")),
        ("近日，某市印发《乡道养护规划》。", ("2025-07-12", "2025-08-26")),
        ("8月20日，某市印发的《乡道养护规划》对外发布。", ("2025-07-20", "2025-08-20")),
        ("《乡道养护规划》提出修路。", (None, "2025-08-26")),
        ("《乡道养护规划》将于年内出台。", (None, None)),
        ("自2015年《乡道养护规划》实施以来，路好了。", (None, "2015-12-31")),
        ("2017年印发《乡道养护规划》。2019年印发《乡道养护规划》。", ("2017-01-01", "2019-12-31")),
    ],
)
def test_a_document_is_as_old_as_its_citations_say(words: str, known: Days) -> None:
    (entity,) = citations([dated(text("a", words), "2025-08-26")], FRAMEWORK)
    assert entity.issued == known


def test_a_report_to_a_congress_is_of_the_first_half_of_its_year() -> None:
    words = "2024年，修路写入政府工作报告。今年的政府工作报告也提出修路。"
    found = cited(dated(text("a", words), "2025-08-26"))
    assert [found[f"政府工作报告（{year}年）"].issued for year in (2024, 2025)] == [
        ("2024-01-01", "2024-06-30"),
        ("2025-01-01", "2025-06-30"),
    ]


LATER = "8月20日，某市印发的《关于开展“好路”行动的意见》对外发布。"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2024年，“好路”行动写入政府工作报告。", False),
        ("今年的政府工作报告提出“好路”行动。", False),
        ("2024年政府工作报告提出，拟出台关于“好路”行动的意见。", True),
        ("2023年印发的《乡道养护规划》提出“好路”行动。", False),
        ("2025年印发的《乡道养护规划》提出“好路”行动。", True),  # could be of December
        ("《乡道养护规划》提出“好路”行动。", True),  # nobody says when it was issued
    ],
)
def test_a_document_concerns_none_that_is_surely_later(words: str, found: bool) -> None:
    links = drawn(dated(text("a", words, LATER), "2025-08-26"))
    assert any(kind == "concerns" for kind, _, _ in links) is found
    name = "关于开展“好路”行动的意见"
    assert any(kind == "beside" and origin == name for kind, origin, _ in links) is not found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("《乡道养护规划》提出修路。", False),
        ("某部正在制定《乡道养护规划》。", True),
        ("《乡道养护规划》公开征求意见。", True),
    ],
)
def test_a_text_cites_what_is_later_only_as_to_come(words: str, found: bool) -> None:
    old = dated(text("old", words), "2023-05-01")
    new = dated(text("new", "2025年印发的《乡道养护规划》提出修路。"), "2025-08-26")
    assert (("cites", "old", "乡道养护规划") in drawn(old, new)) is found
    assert ("cites", "new", "乡道养护规划") in drawn(old, new)


RUN = "养护驿站要建在村口方便老人歇脚和乘车"


@pytest.mark.parametrize(("later", "verdict"), [("2026-03", "absent"), ("2025-08", "exact")])
def test_words_are_not_quoted_from_what_is_later(later: str, verdict: str) -> None:
    texts = [
        dated(text("a", f"文件提出“{RUN}”。"), "2025-08-26"),
        dated(text("b", f"{RUN}。", authority="policy"), later),
    ]
    assert [one.verdict for one in compare_quotations(texts, FRAMEWORK)] == [verdict]


def test_no_link_of_the_site_leads_to_what_is_later() -> None:
    """Of every kind; what the sources say of the action is no link to the document."""
    of = corpus(read(CHECKOUT), Runner())
    when = chronology(of.texts, of.entities)
    assert [str(one) for one in of.links if when.is_later(one.target, one.origin)] == []
    assert [str(one.origin) for one in of.links if one.kind == "concerns"] == [
        "entities/#shi-wu-wu-gui-hua-gang-yao"
    ]
