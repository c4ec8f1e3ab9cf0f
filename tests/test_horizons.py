"""The years of which the policy promises something, each with its own clause, verbatim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.collate.texts import collate
from builder.model import Attributed, Authority, Date, Policy, Text, TextParagraph
from builder.registers.horizons import horizons
from tests.from_gold import articles, seeds

SEEDS = seeds()
TEXTS = collate(articles(SEEDS), SEEDS)


def _text(*paragraphs: str, name: str = "a", voice: Authority = "media", date: str = "") -> Text:
    return Text(
        name, "题", True, "report", voice, Date(date, "day", "") if date else None, "某报", (),
        None, None, "2025", (name,), "", None,
        tuple(
            TextParagraph(f"{name}-p{n}", "body", None, words, name, name, ((n, n),))
            for n, words in enumerate(paragraphs, 1)
        ),
    )  # fmt: skip


def _policy(*texts: Text, own: str | None = None) -> Policy:
    """Return a policy of whose words all that the texts say are told."""
    return Policy(
        "《意见》", None, own,
        tuple(
            Attributed(one.id, (0, len(one.text)), one.id, (0, 0))
            for text in texts if text.id != own for one in text.paragraphs
        ),
    )  # fmt: skip


def _said(*texts: Text, policy: Policy | None = None) -> list[tuple[int, str, str]]:
    words = {p.id: p.text for text in texts for p in text.paragraphs}
    found = horizons(texts, policy or _policy(*texts))
    return [(h.year, h.paragraph, words[h.paragraph][slice(*h.span)]) for h in found]


def test_the_report_names_the_three_of_the_policy() -> None:
    terminals = "新一代智能终端、智能体等应用普及率"
    assert {paragraph for _, paragraph, _ in _said(*TEXTS)} == {"xinhua-page-1-95-p105"}
    assert [(year, words) for year, _, words in _said(*TEXTS)] == [
        (2027, f"到2027年，{terminals}超70%，智能经济核心产业规模快速增长"),
        (2030, f"到2030年，{terminals}超90%，智能经济成为我国经济发展的重要增长极"),
        (2035, "到2035年，我国全面步入智能经济和社会发展新阶段"),
    ]


def test_without_the_report_nothing_is_promised() -> None:
    """The round table's 预计到2035年 and 2030年预计 are what somebody expects."""
    assert _said(*(text for text in TEXTS if text.id != "xinhua-page-1-95")) == []


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        ("到2027年，普及率超70%；到2030年，超90%。", ["到2027年，普及率超70%", "到2030年，超90%"]),
        ("到2027年，普及率超70%，到2030年，超90%。", ["到2027年，普及率超70%", "到2030年，超90%"]),
        ("其中，力争到2028年底，规模翻番。另外……", ["力争到2028年底，规模翻番"]),
        ("到二〇三〇年，初步建成。", ["到二〇三〇年，初步建成"]),
        ("到２０３０年，初步建成", ["到２０３０年，初步建成"]),
        ("确保2030年前实现碳达峰。", ["确保2030年前实现碳达峰"]),
        # Years that are past, expected, or only said to be counted up to.
        ("自2015年到2024年，规模增长9倍。", []),
        ("预计到2035年，将突破200万台。", []),
        ("业内人士预测，市场规模到2035年将突破200万台。", []),
        ("截至2027年底，全国共有。", []),
        ("预计规模到2027年翻番，到2030年再翻番。", []),
        ("预计规模翻番。到2030年，再翻番。", ["到2030年，再翻番"]),
        ("2017年，国务院印发规划。", []),
        ("", []),
    ],
)
def test_a_promise_is_a_clause_that_says_by_when(words: str, clauses: list[str]) -> None:
    found = _said(_text(words, date="2025-08-26"))
    assert [clause for _, _, clause in found] == clauses


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("2026-08-26", [2027, 2030]),
        ("2027", [2030]),
        ("2026-12/2027-01", [2030]),
        ("2027-03/..", [2030]),
        ("", [2025, 2027, 2030]),
    ],
)
def test_only_years_after_the_text_was_written_lie_ahead(date: str, years: list[int]) -> None:
    text = _text("到2025年，甲；到2027年，乙；到2030年，丙。", date=date)
    assert [year for year, _, _ in _said(text)] == years


def test_the_paragraph_with_most_years_counts_then_the_weightier_voice() -> None:
    one, two = "到2027年，甲。", "到2027年，甲；到2030年，乙。"
    media, expert = _text(one, two, name="m"), _text(two, name="e", voice="expert")
    assert {place for _, place, _ in _said(media, expert)} == {"e-p1"}
    assert {place for _, place, _ in _said(media, replace(expert, paragraphs=()))} == {"m-p2"}
    other = _text(one, name="p", voice="policy")
    assert {place for _, place, _ in _said(media, other)} == {"m-p2"}


def test_only_the_policy_s_words_promise_anything() -> None:
    """Neither a city's own plan nor an expert who hopes stands for the policy, nor words beside
    those that a report gives as the policy's."""
    plan = _text(
        "到2027年，全市建成；到2030年，全面普及；到2035年，领先。", name="c", voice="policy"
    )
    expert = _text("建议到2030年全面普及。", name="e", voice="expert")
    report = _text("意见提出，到2027年，普及率超70%。记者了解到，到2028年，还将翻番。", name="m")
    nobody = Policy("《意见》", None, None, ())
    assert _said(plan, expert, report, policy=nobody) == []
    told = Policy("《意见》", None, None, (Attributed("m-p1", (0, 19), "m-p1", (0, 2)),))
    expected = [(2027, "m-p1", "到2027年，普及率超70%")]
    assert _said(plan, expert, report, policy=told) == expected
    own = _text("到2027年，普及率超70%。", name="p", voice="policy")
    both = _policy(report, own="p")
    assert {place for _, place, _ in _said(plan, report, own, policy=both)} == {"p-p1"}
    silent = replace(own, paragraphs=())
    assert {place for _, place, _ in _said(plan, report, silent, policy=both)} == {"m-p1"}


def test_a_line_of_a_million_characters_is_read_once() -> None:
    """A search that starts again at each year would take minutes here."""
    words = "到2027年、" * 140_000
    text = _text(words)
    (horizon,) = horizons([text], _policy(text))
    assert horizon.span == (0, 6)
