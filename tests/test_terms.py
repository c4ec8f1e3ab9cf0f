"""Every use of a term is found under all its names, and none inside a longer name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.collate.quotations import resolve_quotations
from builder.collate.texts import collate
from builder.disk import received
from builder.language.folding import QUOTES, folded
from builder.language.pinyin import pinyin, sorting
from builder.model import Quotation, SourceEntry, TermEntry, Text, TextParagraph
from builder.pipeline import read_articles
from builder.registers.terms import find_terms, terms
from tests.from_gold import articles, gold, seeds

SEEDS = seeds()
ARTICLES = articles(SEEDS)
TEXTS = collate(ARTICLES, SEEDS)
GLOSSARY = terms(SEEDS.terms, [find_terms(text, SEEDS.terms) for text in TEXTS])
READINGS = {p.id: p.text for text in TEXTS for p in text.paragraphs}
USES = {term.entry.term: {use.paragraph: use for use in term.occurrences} for term in GLOSSARY}


def _bare(words: str) -> str:
    return "".join(c for c in folded(words) if c not in QUOTES)


def _found(text: str, *entries: tuple[str, ...]) -> dict[str, tuple[int, str]]:
    """Return for each term, given as its names, how often and in which words it is used."""
    paragraph = TextParagraph("a-1-p1", "body", None, text, "a-1", "a", ((1, 1),))
    page = Text(
        "a-1", "题", True, "report", "media", None, "某报", (), None, None, "2025", ("a-1",),
        "", None, (paragraph,),
    )  # fmt: skip
    named = tuple(TermEntry(names[0], names[0], "", names[1:]) for names in entries)
    return {
        term.entry.term: (use.count, text[slice(*use.first)])
        for term in terms(named, [find_terms(page, named)])
        for use in term.occurrences
    }


class TestTheReceivedFiles:
    def test_the_readers_terms_are_all_in_the_glossary_with_their_english(self) -> None:
        given_terms = {(row["term"], row["english"]) for row in gold("terms")}
        assert {(term.entry.term, term.entry.english) for term in GLOSSARY} == given_terms

    def test_each_is_found_where_the_readers_first_met_it(self) -> None:
        sources = {source.entry.file: source.entry.id for source in SEEDS.sources}
        met = {
            row["term"]: Quotation(
                sources[row["first_mention"]["seed"]],
                row["first_mention"]["line"],
                row["first_mention"]["form"],
            )
            for row in gold("terms")
        }
        places = resolve_quotations(met.values(), ARTICLES, TEXTS)
        missed = [
            (term, quotation)
            for term, quotation in met.items()
            if quotation in places and places[quotation] not in USES[term]
        ]
        assert missed == []
        in_headlines = {term for term, quotation in met.items() if quotation not in places}
        assert in_headlines == {
            "人工智能",
            "“人工智能+”行动",
            "新质生产力",
            "高质量发展",
        }

    def test_every_term_is_used_somewhere(self) -> None:
        assert [term.entry.term for term in GLOSSARY if not term.occurrences] == []

    def test_the_words_of_a_use_are_a_name_of_the_term(self) -> None:
        for term in GLOSSARY:
            names = {_bare(name) for name in (term.entry.term, *term.entry.aliases)}
            for use in term.occurrences:
                words = READINGS[use.paragraph][slice(*use.first)]
                assert _bare(words) in names
                assert len(re.findall("[“”]", words)) % 2 == 0

    def test_an_agent_in_industry_is_not_the_agent(self) -> None:
        paragraph = "roundtable-76-p82"
        assert "工业智能体" in READINGS[paragraph]
        assert paragraph in USES["工业智能体"]
        assert paragraph not in USES["智能体"]

    def test_uses_of_one_term_do_not_exceed_those_of_its_names(self) -> None:
        for term in GLOSSARY:
            for use in term.occurrences:
                text = _bare(READINGS[use.paragraph])
                names = {_bare(name) for name in (term.entry.term, *term.entry.aliases)}
                assert 0 < use.count <= sum(text.count(name) for name in names)

    def test_ids_can_be_read_and_stand_in_an_address(self) -> None:
        names = [term.entry.id for term in GLOSSARY]
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
        assert "zhineng-ti" in names
        assert len(set(names)) == len(names)

    def test_the_glossary_is_in_the_order_of_a_dictionary(self) -> None:
        order = [term.entry.term for term in GLOSSARY]
        assert order == sorted(order, key=sorting)
        assert [t for t in order if t in {"算力", "人工智能", "“软法”", "C2M"}] == [
            "C2M",
            "人工智能",
            "“软法”",
            "算力",
        ]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "entries", "expected"),
        [
            # The longest name is meant, whichever term it belongs to.
            ("工业智能体与智能体", [("智能体",), ("工业智能体",)],
             {"智能体": (1, "智能体"), "工业智能体": (1, "工业智能体")}),
            # Of names that overlap, the longest counts, though another begins before it.
            ("应用中试基地建设", [("应用中试",), ("中试基地建设",)],
             {"中试基地建设": (1, "中试基地建设")}),
            # Names of one term count together.
            ("大模型、AI大模型和人工智能大模型", [("大模型", "AI大模型", "人工智能大模型")],
             {"大模型": (3, "大模型")}),
            # Quotation marks may stand or not, in any shape, and belong to the name.
            ("提高“智能素养”", [("“智能素养”",)], {"“智能素养”": (1, "“智能素养”")}),
            ('提高"智能素养"', [("“智能素养”",)], {"“智能素养”": (1, '"智能素养"')}),
            ("提高「智能素养」", [("“智能素养”",)], {"“智能素养”": (1, "「智能素养」")}),
            ("提高智能素养", [("“智能素养”",)], {"“智能素养”": (1, "智能素养")}),
            ("说到“智能体”", [("智能体",)], {"智能体": (1, "智能体")}),
            ("“互联网+”行动", [("互联网+行动",)], {"互联网+行动": (1, "“互联网+”行动")}),
            ("技术“失控”概率", [("技术失控",)], {"技术失控": (1, "技术“失控”")}),
            # Widths and capitals are no difference.
            ("Ｃ２Ｍ模式，c2m", [("C2M",)], {"C2M": (2, "Ｃ２Ｍ")}),
            ("“互联网＋”", [("“互联网+”",)], {"“互联网+”": (1, "“互联网＋”")}),
            # A name in Latin letters stands by itself.
            ("AIGC与OpenAI，用AI做，AI4S", [("AI",)], {"AI": (1, "AI")}),
            ("5G网络，5GHz", [("5G",)], {"5G": (1, "5G")}),
            # Nor are radicals in the place of characters, and signs that nobody sees.
            ("客运班⻋，⼈⼯", [("班车",), ("人工",)], {"班车": (1, "班⻋"), "人工": (1, "⼈⼯")}),
            ("断头\u200b路，养\u00ad护“员”", [("断头路",), ("养护员",)],
             {"断头路": (1, "断头\u200b路"), "养护员": (1, "养\u00ad护“员”")}),
            ("", [("智能体",)], {}),
            ("与此无关。", [("智能体",)], {}),
        ],
    )  # fmt: skip
    def test_it_is_found(
        self,
        text: str,
        entries: list[tuple[str, ...]],
        expected: dict[str, tuple[int, str]],
    ) -> None:
        assert _found(text, *entries) == expected

    @given(st.text("智能体AI+“”", max_size=30))
    def test_what_is_found_reads_as_the_term(self, text: str) -> None:
        for term, (count, words) in _found(text, ("智能",), ("智能体",), ("“AI+”",)).items():
            assert count >= 1
            assert _bare(words) == _bare(term)

    @given(st.lists(st.sampled_from(["智能体", "智能", "工业智能体", "，"]), max_size=12))
    def test_each_use_is_counted_for_one_term_only(self, words: list[str]) -> None:
        found = _found("，".join(words), ("智能",), ("智能体",), ("工业智能体",))
        for term in ("智能", "智能体", "工业智能体"):
            assert found.get(term, (0, ""))[0] == words.count(term)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("智能体", "zhì néng tǐ"),
        ("重硬轻软", "zhòng yìng qīng ruǎn"),
        ("行业大模型", "háng yè dà mó xíng"),
        ("新一代", "xīn yī dài"),
        ("普及率", "pǔ jí lǜ"),
        ("“5G+工业互联网”", "5G gōng yè hù lián wǎng"),
        ("AI for Science", "AI for Science"),
    ],
)
def test_a_term_is_said_as_it_is_spelt(term: str, said: str) -> None:
    assert pinyin(term) == said


@given(st.text())
def test_any_term_can_be_said_and_sorted(term: str) -> None:
    assert pinyin(term) == " ".join(pinyin(term).split())
    assert sorting(term)[2] == term


def test_one_and_not_keep_the_tone_with_which_they_are_spelt() -> None:
    """In phrases pypinyin gives the tone that is heard: yí yàng, bú dàn."""
    assert pinyin("一样不但") == "yī yàng bù dàn"


def test_characters_that_nobody_can_say_stay_apart() -> None:
    """Each is a syllable of its own, so that the others keep theirs."""
    assert pinyin("甲\U0003ffff\U0003fffe乙") == "jiǎ \U0003ffff \U0003fffe yǐ"


def test_an_annex_defines_terms_as_any_text_does() -> None:
    """An annex of terms is a text of its own, found in and quoted from with its own lines."""
    path = Path(__file__).parent / "cases" / "papers" / "an-annex-of-terms.yml"
    words: str = yaml.safe_load(path.read_text("utf-8"))["file"]
    snapshot = SEEDS.snapshots[0].id
    source = received.source(SourceEntry("f", "a.md", "", "未具名", snapshot), words.encode())
    framework = replace(SEEDS.framework, subject=("养护",), relevance=3.0)
    found = read_articles(source, (), framework)
    texts = collate(found, replace(SEEDS, sources=(source,), corrections=()))
    (annex,) = (text for text in texts if text.identity.part == "annex")
    line = next(n for n, one in enumerate(source.lines, 1) if "断头路是指" in one)
    said = Quotation("f", line, "断头路是指没有修通的道路")
    entries = (TermEntry("road", "断头路", "", (), (said,)),)
    (term,) = terms(entries, [find_terms(text, entries) for text in texts])
    home = resolve_quotations([said], found, texts)[said]
    assert home in {paragraph.id for paragraph in annex.paragraphs}
    assert home in {use.paragraph for use in term.occurrences}
