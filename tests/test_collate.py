"""Copies of one text are found and become one text, whatever was left out or damaged."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.collate.copies import copies, distinguished
from builder.collate.texts import align_paragraphs, collate
from builder.identify.authority import authority
from builder.language.folding import letters
from builder.model import Article, Paragraph, Person, Text
from tests.from_gold import articles, seeds

SEEDS = seeds()
ARTICLES = articles(SEEDS)
TEXTS = collate(ARTICLES, SEEDS)
BY_ID = {text.id: text for text in TEXTS}
INTERVIEW = BY_ID["gov-cn-9"]


def _copies_of(text: Text, source: str) -> dict[str, list[str]]:
    """Return for each paragraph the lines of a source that print it."""
    return {
        paragraph.id.rpartition("-")[2]: [
            name.rpartition("-")[2] for name in paragraph.copies if name.startswith(source)
        ]
        for paragraph in text.paragraphs
    }


class TestTheReceivedFiles:
    def test_three_printings_of_the_interview_are_one_text_read_from_the_fullest(self) -> None:
        assert set(INTERVIEW.articles) == {"gov-cn-9", "xinhua-page-1-3", "xinhua-page-2-3"}
        assert INTERVIEW.articles[0] == "gov-cn-9"
        assert INTERVIEW.base_reason == "三份来源中最全"
        assert INTERVIEW.speaker == Person(None, "有关负责同志", "国家发展改革委")
        assert not INTERVIEW.authors

    def test_all_else_that_belongs_to_the_policy_is_a_text_of_its_own(self) -> None:
        relevant = {article.id for article in ARTICLES if article.relevant}
        others = {text.articles for text in TEXTS if text is not INTERVIEW}
        assert others == {(name,) for name in relevant - set(INTERVIEW.articles)}
        assert {text.base_reason for text in TEXTS if text is not INTERVIEW} == {""}

    def test_the_round_table_is_five_texts_of_which_one_introduces_the_others(self) -> None:
        parts = {text.id: text.part_of for text in TEXTS if text.id.startswith("roundtable")}
        introduction = "roundtable-3"
        assert parts.pop(introduction) is None
        assert len(parts) == 4
        assert set(parts.values()) == {introduction}

    def test_newest_first_then_by_weight_of_voice_then_by_place(self) -> None:
        assert [(text.snapshot, text.authority, text.id) for text in TEXTS] == [
            ("2026-03", "expert", "roundtable-9"),
            ("2026-03", "expert", "roundtable-31"),
            ("2026-03", "expert", "roundtable-57"),
            ("2026-03", "expert", "roundtable-76"),
            ("2026-03", "media", "roundtable-3"),
            ("2025-09", "expert", "sic-commentary-1"),
            ("2025-08-26", "official", "gov-cn-9"),
            ("2025-08-26", "media", "xinhua-page-1-95"),
        ]

    def test_one_paragraph_of_the_base_can_hold_three_of_a_copy(self) -> None:
        assert _copies_of(INTERVIEW, "xinhua-page-1")["p33"] == ["p37", "p39", "p51"]
        assert _copies_of(INTERVIEW, "xinhua-page-2")["p33"] == ["p27", "p29", "p31"]

    def test_every_paragraph_of_a_copy_is_found_in_the_base_in_order(self) -> None:
        for source in ("xinhua-page-1", "xinhua-page-2"):
            found = [line for lines in _copies_of(INTERVIEW, source).values() for line in lines]
            printed = next(a for a in ARTICLES if a.id == f"{source}-3").paragraphs
            assert found == [paragraph.id.rpartition("-")[2] for paragraph in printed]

    def test_what_only_the_fullest_copy_prints_has_no_copies(self) -> None:
        alone = [p.id for p in INTERVIEW.paragraphs if not p.copies]
        assert alone == [f"gov-cn-9-p{line}" for line in (51, 53, 55, 57)]

    def test_a_report_without_a_headline_is_called_by_its_first_words(self) -> None:
        report = BY_ID["xinhua-page-1-95"]
        assert (report.title, report.title_printed) == (
            "8月26日，“人工智能+”行动迎来重要进展……",
            False,
        )
        assert all(text.title_printed for text in TEXTS if text is not report)

    def test_readings_differ_from_print_only_where_a_correction_says_so(self) -> None:
        printed = {p.id: p.text for article in ARTICLES for p in article.paragraphs}
        changed = {
            paragraph.id
            for text in TEXTS
            for paragraph in text.paragraphs
            if paragraph.text != printed[paragraph.id]
        }
        assert changed == {"gov-cn-9-p13", "gov-cn-9-p63", "roundtable-31-p47"}

    def test_the_order_of_the_articles_does_not_matter(self) -> None:
        shuffled = list(ARTICLES)
        random.Random(7).shuffle(shuffled)
        assert collate(shuffled, SEEDS) == TEXTS

    def test_what_is_irrelevant_becomes_no_text(self) -> None:
        assert collate([replace(a, relevant=False) for a in ARTICLES], SEEDS) == ()


class TestWhatTheBaseLacks:
    """A paragraph that only a shorter copy prints is shown in its place, and says whence."""

    def test_it_is_put_in_from_the_copy(self) -> None:
        whole = next(a for a in ARTICLES if a.id == "gov-cn-9")
        cut = replace(
            whole, paragraphs=tuple(p for p in whole.paragraphs if p.id != "gov-cn-9-p45")
        )
        (text,) = [
            text
            for text in collate([cut if a is whole else a for a in ARTICLES], SEEDS)
            if text.id == "gov-cn-9"
        ]
        names = [p.id for p in text.paragraphs]
        place = names.index("gov-cn-9-p47") - 1
        lent = text.paragraphs[place]
        assert names[place - 1] == "gov-cn-9-p43"
        assert (lent.id, lent.base, lent.source, lent.ranges) == (
            "xinhua-page-2-3-p45",
            "xinhua-page-2-3",
            "xinhua-page-2",
            ((45, 45),),
        )
        assert lent.copies == ("xinhua-page-1-3-p73",)
        assert len(names) == len(whole.paragraphs)

    def test_a_mended_copy_lends_its_mended_reading(self) -> None:
        page = next(a for a in ARTICLES if a.id == "xinhua-page-1-3")
        entries = tuple(e for e in SEEDS.corrections if e.source == "xinhua-page-1")
        (text,) = collate([page], replace(SEEDS, corrections=entries))
        (paragraph,) = [p for p in text.paragraphs if p.id == "xinhua-page-1-3-p73"]
        assert "存在的重硬轻软、" in paragraph.text
        assert [c.printed for c in paragraph.corrections] == ["存在的硬伤、"]


class TestAlignment:
    A, B, C = (letters(p.text) for p in INTERVIEW.paragraphs if p.id[-3:] in ("p39", "p41", "p43"))

    @pytest.mark.parametrize(
        ("base", "copy", "pairs", "lacking"),
        [
            ((A, B, C), (A, B, C), ((0, 0), (1, 1), (2, 2)), ()),
            ((A + B + C,), (A, B, C), ((0, 0), (0, 1), (0, 2)), ()),
            ((A, B, C), (A + B + C,), ((0, 0), (1, 0), (2, 0)), ()),
            ((A, B, C), (C, A), ((0, 1), (2, 0)), ()),
            ((A, C), (A, B, C), ((0, 0), (1, 2)), ((1, 1),)),
            ((B, C), (A, B, C), ((0, 1), (1, 2)), ((0, 0),)),
            ((A, B), (A, B, C), ((0, 0), (1, 1)), ((2, 2),)),
            ((A,), (B, C), (), ((1, 0), (1, 1))),
            ((), (A,), (), ((0, 0),)),
            ((A,), (), (), ()),
            # A question that is asked twice belongs to the one that stands where it stands.
            ((A, "为什么", B, "为什么"), (A, "为什么", B, "为什么"),
             ((0, 0), (1, 1), (2, 2), (3, 3)), ()),
        ],
    )  # fmt: skip
    def test_paragraphs_that_print_the_same_are_paired(
        self,
        base: tuple[str, ...],
        copy: tuple[str, ...],
        pairs: tuple[tuple[int, int], ...],
        lacking: tuple[tuple[int, int], ...],
    ) -> None:
        alignment = align_paragraphs(base, copy)
        assert (alignment.pairs, alignment.lacking) == (pairs, lacking)

    @given(st.lists(st.text("甲乙丙丁", max_size=12)), st.lists(st.text("甲乙丙丁", max_size=12)))
    def test_each_paragraph_of_a_copy_is_either_paired_or_lacking(
        self, base: list[str], copy: list[str]
    ) -> None:
        alignment = align_paragraphs(base, copy)
        paired = {theirs for _, theirs in alignment.pairs}
        lacking = [theirs for _, theirs in alignment.lacking]
        assert sorted([*paired, *lacking]) == list(range(len(copy)))
        assert all(0 <= place <= len(base) for place, _ in alignment.lacking)


def _groups(*texts: str, names: tuple[str, ...] = ()) -> tuple[tuple[int, ...], ...]:
    kinds = [
        Article(f"a-{number}", "a", ((number, number),), "policy", title=name or None)
        for number, name in enumerate(names or [""] * len(texts), 1)
    ]
    return copies(texts, distinguished(kinds, texts, ()))


class TestCopies:
    INTERVIEW = letters("".join(p.text for p in INTERVIEW.paragraphs))
    OTHERS = tuple(
        letters("".join(p.text for p in text.paragraphs))
        for text in TEXTS
        if len(text.articles) == 1
    )

    @settings(deadline=None, max_examples=60)
    @given(st.integers(), st.integers(0, 2000), st.integers(120, 900), st.integers(0, 5))
    def test_any_abridgement_with_up_to_one_misprint_in_twenty_is_found(
        self, seed: int, start: int, length: int, misprints: int
    ) -> None:
        chance = random.Random(seed)
        abridged = list(self.INTERVIEW[start : start + length])
        for place in chance.sample(range(len(abridged)), len(abridged) * misprints // 100):
            abridged[place] = chance.choice("日月金木水火土")
        group = _groups(*self.OTHERS, "".join(abridged), self.INTERVIEW)
        assert [len(members) for members in group] == [1] * len(self.OTHERS) + [2]
        assert group[-1] == (len(self.OTHERS) + 1, len(self.OTHERS))

    @pytest.mark.parametrize("misprints", [0, 20, 50])
    def test_a_tenth_of_a_long_text_is_found_in_one_piece_or_in_sentences(
        self, misprints: int
    ) -> None:
        chance = random.Random(misprints)
        whole = "".join(self.OTHERS)
        size = len(whole) // 10
        pieces = [whole[place : place + 50] for place in range(0, len(whole) - 50, 500)]
        for abridged in (*(whole[size * k : size * (k + 1)] for k in range(10)), "".join(pieces)):
            printed = list(abridged)
            for place in chance.sample(range(len(printed)), len(printed) * misprints // 1000):
                printed[place] = chance.choice(whole)
            assert _groups(self.INTERVIEW, "".join(printed), whole) == ((0,), (2, 1))

    def test_a_text_that_quotes_another_is_not_its_copy(self) -> None:
        report, quoted = self.OTHERS[-1], self.INTERVIEW[300:600]
        assert _groups(self.INTERVIEW, report + quoted) == ((0,), (1,))

    def test_two_extracts_without_a_common_word_are_copies_of_the_text_that_holds_both(
        self,
    ) -> None:
        first, second = self.INTERVIEW[:500], self.INTERVIEW[1200:1800]
        assert _groups(first, self.INTERVIEW, second) == ((1, 2, 0),)
        assert _groups(first, second) == ((0,), (1,))

    def test_short_and_empty_texts_are_no_copies(self) -> None:
        assert _groups("", "建言", "建言", "") == ((0,), (1,), (2,), (3,))

    def test_many_copies_of_one_text_are_one_group(self) -> None:
        many = [self.INTERVIEW[: 2000 - shorter] for shorter in range(60)]
        assert _groups(*many) == (tuple(range(60)),)

    def test_of_two_policies_the_names_must_agree(self) -> None:
        text, adapted = self.INTERVIEW, self.INTERVIEW.replace("国家", "本市")
        names = "国务院关于甲的意见", "关于甲的意见", "某市关于甲的实施意见", ""
        assert _groups(text, adapted, names=names[:2]) == ((0, 1),)
        assert _groups(text, adapted, names=names[1:3]) == ((0,), (1,))
        assert _groups(text, adapted, names=names[2:]) == ((0, 1),)


class TestVoice:
    @pytest.mark.parametrize(
        ("article", "voice"),
        [
            (Article("a", "s", (), "policy"), "policy"),
            (Article("a", "s", (), "qa", speaker=Person(None, "有关负责人", "某委")), "official"),
            (Article("a", "s", (), "qa", speaker=Person("张三", "司长", "某部")), "official"),
            (Article("a", "s", (), "qa", speaker=Person("张三", "教授", "某大学")), "expert"),
            (Article("a", "s", (), "qa", speaker=Person("张三", "主任", "某研究院")), "expert"),
            (Article("a", "s", (), "qa"), "media"),
            (Article("a", "s", (), "roundtable", speaker=Person("李四", "研究员", None)), "expert"),
            (Article("a", "s", (), "roundtable"), "media"),
            (Article("a", "s", (), "commentary", authors=(Person(None, None, "某院"),)), "expert"),
            (
                Article("a", "s", (), "commentary", authors=(Person(None, None, "某市路局"),)),
                "media",
            ),
            (Article("a", "s", (), "commentary", authors=(Person("王五", "评论员"),)), "media"),
            (Article("a", "s", (), "commentary"), "media"),
            (Article("a", "s", (), "report", authors=(Person("王五", "记者", "某社"),)), "media"),
        ],
    )
    def test_it_is_known_by_kind_and_office(self, article: Article, voice: str) -> None:
        held = replace(article, paragraphs=(Paragraph("a-p1", "body", None, "养路。", ((1, 1),)),))
        assert authority(held).authority == voice


class TestTheBase:
    """Of copies that are equally full, the weightier voice gives the reading."""

    def _texts(self, first: Article, second: Article) -> tuple[Text, ...]:
        return collate([first, second], replace(SEEDS, corrections=()))

    def _article(self, line: int, text: str, **more: object) -> Article:
        paragraph = Paragraph(f"gov-cn-{line}-p{line}", "body", None, text, ((line, line),))
        article = Article(
            f"gov-cn-{line}", "gov-cn", ((line, line),), "report", paragraphs=(paragraph,),
            relevant=True,
        )  # fmt: skip
        return replace(article, **more)  # type: ignore[arg-type]

    def test_equally_full(self) -> None:
        words = INTERVIEW.paragraphs[2].text
        speaker = Person(None, "有关负责人", "某委")
        (text,) = self._texts(
            self._article(17, words + "完。"),
            self._article(19, words, kind="qa", speaker=speaker, authority="official"),
        )
        assert (text.id, text.authority) == ("gov-cn-19", "official")
        assert text.base_reason == "两份来源中篇幅相当者，此份出处更权威"

    def test_equal(self) -> None:
        words = INTERVIEW.paragraphs[2].text
        (text,) = self._texts(self._article(17, words), self._article(19, words))
        assert (text.id, text.base_reason) == ("gov-cn-17", "两份来源中篇幅相当，取列在前者")

    def test_a_title_that_only_a_copy_prints_is_printed(self) -> None:
        words = INTERVIEW.paragraphs[2].text
        (text,) = self._texts(
            self._article(17, words), self._article(19, words[:200], title="答记者问")
        )
        assert (text.id, text.title, text.title_printed) == ("gov-cn-17", "答记者问", True)
