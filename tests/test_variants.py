"""The copies of a text are compared wholly, truly, and to the point."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.collate.texts import collate
from builder.export.tables import apparatus
from builder.export.tables import variants as rows
from builder.identify import identify
from builder.model import (
    Apparatus,
    Article,
    Corpus,
    Date,
    Pairing,
    Paragraph,
    Reading,
    Seeds,
    Source,
    SourceEntry,
    Variant,
)
from builder.split.articles import split
from tests.from_gold import gold, seeds
from tests.seeds_folder import apparatus as apparatus_of
from tests.seeds_folder import compared as compared_texts

SEEDS = seeds()
ARTICLES = tuple(
    article
    for source in SEEDS.sources
    for article in identify(source, split(source, SEEDS.corrections), SEEDS.framework)
)
APPARATUS = apparatus_of(ARTICLES, SEEDS)
HEAD = ("title", "subtitle", "byline", "dateline")

GROUPS = {
    "ocr": {"damage", "substitution"},
    "abridged": {"omission", "addition"},
    "wording": {"substitution", "punctuation"},
    "omission": {"omission", "addition"},
}
"""The readers' kinds of difference, and the types that say the same."""


def body(article: Article) -> str:
    """Return the paragraphs of an article, parted by line feeds."""
    return "\n".join(paragraph.text for paragraph in article.paragraphs)


def places(article: Article) -> dict[str | None, int]:
    """Return where the paragraphs begin in the body."""
    found: dict[str | None, int] = {}
    at = 0
    for paragraph in article.paragraphs:
        found[paragraph.id] = at
        at += len(paragraph.text) + 1
    return found


def reading_of(variant: Variant, article: str) -> Reading | None:
    """Return what a copy prints in a place."""
    return next(
        (r for r in variant.readings if any(w.article == article for w in r.witnesses)), None
    )


def start_of(variant: Variant, article: Article) -> int:
    """Return where a variant begins in the body of a copy."""
    reading = reading_of(variant, article.id)
    assert reading is not None
    first = next(w for w in reading.witnesses if w.article == article.id)
    return places(article)[first.paragraph] + first.span[0]


def words_in(variant: Variant, article: Article, every: Sequence[Variant]) -> str:
    """Return what a copy prints in a place, from the variants and the other copies alone."""
    reading = reading_of(variant, article.id)
    assert reading is not None
    inner = [one for one in every if one.inside == variant.id]
    if not inner or not reading.text:
        return reading.text
    by_id = {one.id: one for one in ARTICLES_OF[variant.text]}
    model = by_id[reading.witnesses[0].article]
    start = start_of(variant, model)
    text, cursor = [], 0
    for one in inner:
        at = start_of(one, model) - start
        printed = reading_of(one, model.id)
        assert printed is not None
        text += [reading.text[cursor:at], words_in(one, article, every)]
        own = words_in(one, model, every)
        assert reading.text[at : at + len(own)] == own
        cursor = at + len(own)
    return "".join([*text, reading.text[cursor:]])


ARTICLES_OF: dict[str, list[Article]] = {}
"""The copies of the texts that are being compared."""


def applied(one: Article, other: Article, every: Sequence[Variant]) -> dict[str, str]:
    """Return the second copy, made of the first and the variants: head fields and body."""
    made = {place: str(getattr(one, place) or "") for place in HEAD} | {"paragraph": body(one)}
    for variant in reversed([v for v in every if v.inside is None]):
        mine = words_in(variant, one, every)
        at = start_of(variant, one) if variant.place == "paragraph" else head_start(variant, one)
        whole = made[variant.place]
        assert whole[at : at + len(mine)] == mine
        made[variant.place] = whole[:at] + words_in(variant, other, every) + whole[at + len(mine) :]
    return made


def head_start(variant: Variant, article: Article) -> int:
    """Return where a variant of the head begins in the field of a copy."""
    reading = reading_of(variant, article.id)
    assert reading is not None
    return next(w.span[0] for w in reading.witnesses if w.article == article.id)


def assert_each_copy_gives_each_other(apparatus: Apparatus, articles: Iterable[Article]) -> None:
    """Hold the law: the variants, applied to one copy, give another exactly, both ways."""
    by_id = {article.id: article for article in articles}
    for text in apparatus.texts:
        copies = [by_id[name] for name in text.articles]
        ARTICLES_OF[text.id] = copies
        every = [variant for variant in apparatus.variants if variant.text == text.id]
        for one in copies:
            for other in copies:
                if one is not other:
                    expected = {place: str(getattr(other, place) or "") for place in HEAD}
                    expected["paragraph"] = body(other)
                    assert applied(one, other, every) == expected


class TestTheReceivedFiles:
    def test_the_variants_turn_each_copy_into_each_other(self) -> None:
        assert any(len(text.articles) == 3 for text in APPARATUS.texts)
        assert_each_copy_gives_each_other(APPARATUS, ARTICLES)

    def test_every_difference_that_readers_found_is_found_with_its_type(self) -> None:
        rows = gold("variants")
        assert len(rows) == 33
        missed = [row["id"] for row in rows if not found(row)]
        assert missed == []

    def test_nothing_is_found_that_readers_did_not_find(self) -> None:
        rows = gold("variants")
        invented = [
            v.id
            for v in APPARATUS.variants
            if not v.folded and not any(touches(v, row) for row in rows)
        ]
        assert invented == []

    def test_a_variant_has_readings_that_differ_and_each_copy_once(self) -> None:
        for variant in APPARATUS.variants:
            texts = [reading.text for reading in variant.readings]
            assert len(set(texts)) == len(texts) > 1
            sets = [{w.article for w in reading.witnesses} for reading in variant.readings]
            assert sum(map(len, sets)) == len(set().union(*sets))

    def test_ids_are_anchors_and_no_two_are_equal(self) -> None:
        ids = [variant.id for variant in APPARATUS.variants]
        assert len(set(ids)) == len(ids)
        assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in ids)

    @pytest.mark.parametrize(
        "pair",
        ["推动/构建", "正在/正从", "趋势/路径", "硬伤/重硬轻软", "赛道。道/赛道", "意见/《意见》"],
    )
    def test_a_reader_sees_whole_words(self, pair: str) -> None:
        seen = {tuple(sorted(r.text for r in v.readings)) for v in APPARATUS.variants}
        assert tuple(sorted(pair.split("/"))) in seen

    def test_the_readings_stand_where_the_variants_say(self) -> None:
        paragraphs = {p.id: p for text in APPARATUS.texts for p in text.paragraphs}
        for variant in APPARATUS.variants:
            if variant.paragraph and variant.readings[0].text.strip("\n"):
                text = paragraphs[variant.paragraph].text[slice(*variant.span)]
                if not variant.folded:
                    assert text == variant.readings[0].text.strip("\n"), variant.id

    def test_what_changes_no_word_is_put_away(self) -> None:
        folded = [v for v in APPARATUS.variants if v.folded]
        assert Counter((v.type, *(r.text for r in v.readings)) for v in folded) == {
            ("width", "", "\n"): 2, ("damage", "", "["): 1, ("damage", "", "](#)"): 1,
            ("punctuation", "《意见》", "意见"): 7,
        }  # fmt: skip


def normal(text: str | None) -> str:
    """Return words without white space and left-over markup."""
    return "".join((text or "").replace("[", "").replace("](#)", "").split())


def touches(variant: Variant, row: dict[str, object]) -> bool:
    """Return whether a variant stands in a place that the readers noted."""
    files = {source.entry.file[:3]: source.entry.id for source in SEEDS.sources}
    readings: dict[str, str | None] = row["readings"]  # type: ignore[assignment]
    lines: dict[str, list[int] | None] = row["lines"]  # type: ignore[assignment]
    for seed, source in files.items():
        if seed not in readings or lines[seed] is None:
            continue
        first, last = lines[seed]  # type: ignore[misc]
        for reading in variant.readings:
            for witness in reading.witnesses:
                if not witness.article.startswith(source) or not first <= witness.line <= last:
                    continue
                ours, theirs = normal(reading.text), normal(readings[seed])
                if ours and theirs and (ours in theirs or theirs in ours):
                    return True
    return False


def found(row: dict[str, object]) -> bool:
    """Return whether a difference that the readers noted is among the variants, rightly typed."""
    groups = GROUPS[str(row["kind"])]
    return any(
        v.type in groups and (not v.folded or v.type == "punctuation") and touches(v, row)
        for v in APPARATUS.variants
    )


class TestVoices:
    def test_two_pages_of_one_agency_are_one_voice(self) -> None:
        text = next(t for t in APPARATUS.texts if t.id == "gov-cn-9")
        assert text.same_voice == "其中两份同为新华社稿，只算一家，不以份数多为准。"

    def test_copies_of_several_publishers_are_several_voices(self) -> None:
        assert {text.same_voice for text in compared(LONG, LONG, LONG).texts} == {""}


class TestMending:
    def variant(self, *readings: str) -> Variant:
        return next(v for v in APPARATUS.variants if {r.text for r in v.readings} == set(readings))

    def test_what_was_mended_says_what_was_printed_and_on_whose_word(self) -> None:
        one = self.variant("正从", "正在")
        assert one.type == "damage"
        assert one.damaged == ("xinhua-page-1-3",)
        assert one.note == "原件作“正在试验探索”，据中国政府网本改。"

    def test_the_base_itself_is_mended_from_the_others(self) -> None:
        one = self.variant("变量", "量")
        assert one.damaged == ("gov-cn-9",)
        assert one.readings[0].text == "量"
        text = next(t for t in APPARATUS.texts if t.id == "gov-cn-9")
        assert "价值量大的" in next(p.text for p in text.paragraphs if p.id == "gov-cn-9-p63")

    def test_where_nothing_decides_nothing_is_changed_and_the_reader_is_told(self) -> None:
        one = self.variant("构建", "推动")
        assert (one.type, one.damaged) == ("substitution", ())
        assert "无从取舍" in one.note
        assert one.readings[0].text == "构建"

    def test_a_hole_in_one_copy_is_marked_there(self) -> None:
        one = self.variant("赛道", "赛道。道")
        assert (one.type, one.damaged) == ("damage", ("xinhua-page-1-3",))

    def test_corrections_of_copies_that_are_not_the_base_are_kept(self) -> None:
        mended = [e for e in APPARATUS.emendations if e.article == "xinhua-page-1-3"]
        assert [e.correction.reading for e in mended] == [
            "正从试验探索",
            "未来产业发展新赛道，助力实现",
            "智能化转型发展路径",
            "存在的重硬轻软、",
        ]
        assert {e.by for e in mended} == {"editor"}


# ---------------------------------------------------------------- copies made for the purpose


def world(*bodies: Sequence[str], voices: Sequence[str] = ()) -> tuple[Seeds, tuple[Article, ...]]:
    """Return seeds and articles: copies with these paragraphs, each a file of its own voice."""
    sources, made = [], []
    for number, paragraphs in enumerate(bodies):
        name = f"copy-{number}"
        agency = voices[number] if voices else f"某{number}社"
        entry = SourceEntry(name, f"{name}.txt", "0" * 64, agency, SEEDS.snapshots[0].id)
        sources.append(Source(entry, tuple(paragraphs), "utf-8"))
        made.append(
            Article(
                id=f"{name}-1",
                source=name,
                ranges=((1, len(paragraphs)),),
                kind="report",
                paragraphs=tuple(
                    Paragraph(f"{name}-1-p{line}", "body", None, words, ((line, line),))
                    for line, words in enumerate(paragraphs, 1)
                ),
                relevant=True,
            )
        )
    return replace(SEEDS, sources=tuple(sources), corrections=()), tuple(made)


def compared(*bodies: Sequence[str], voices: Sequence[str] = ()) -> Apparatus:
    """Return the apparatus of copies; the copies are given back by it."""
    of, made = world(*bodies, voices=voices)
    found = apparatus_of(made, of)
    assert_each_copy_gives_each_other(found, made)
    return found


LONG = [
    "为加快新型工业化进程，各地区各部门紧密结合实际，因地制宜细化落实举措，抓好贯彻落实。",
    "会同有关部门，综合考虑各行业应用潜力、成熟度、带动作用等因素，选择价值量大的应用场景。",
    "持续完善相关法律法规、制度政策、应用规范、伦理规则，加大金融和财政支持力度。",
    "建立健全技术监测、风险预警、应急响应体系，防范化解相关安全风险挑战，共享发展成果。",
]


def changed(number: int, old: str, new: str) -> list[str]:
    """Return the passage with one change in one paragraph."""
    assert old in LONG[number]
    return [p.replace(old, new, 1) if k == number else p for k, p in enumerate(LONG)]


def summary(apparatus: Apparatus) -> list[tuple[str, tuple[str, ...]]]:
    """Return type and readings of the variants that are shown."""
    return [(v.type, tuple(r.text for r in v.readings)) for v in apparatus.variants if not v.folded]


class TestTypes:
    @pytest.mark.parametrize(
        ("old", "new", "kind"),
        [
            ("各行业", "8个行业", "substitution"),
            ("应用潜力", "发展潜力", "substitution"),
            ("、带动作用", "", "omission"),
            ("会同有关部门", "会同各地区有关部门", "addition"),
            ("应用场景", "应□场景", "damage"),
        ],
    )
    def test_one_change_is_one_variant_of_its_type(self, old: str, new: str, kind: str) -> None:
        assert [one for one, _ in summary(compared(LONG, changed(1, old, new), LONG))] == [kind]

    @pytest.mark.parametrize(("old", "new"), [("10—20", "10、20"), ("10、20", "1020")])
    def test_a_mark_between_figures_makes_other_numbers(self, old: str, new: str) -> None:
        one, other = ([*LONG, f"共建设公路养护驿站{figures}个。"] for figures in (old, new))
        assert [kind for kind, _ in summary(compared(one, other))] == ["numeral"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("，综合", "、综合"),
            ("应用场景", "《应用场景》"),
            ("应用场景", "“应用场景”"),
            ("应用潜力、成熟度", "应用潜力成熟度"),
            ("场景。", "场景"),
        ],
    )
    def test_punctuation_changes_no_word(self, old: str, new: str) -> None:
        found = compared(LONG, changed(1, old, new), LONG)
        assert {(v.type, v.folded) for v in found.variants} == {("punctuation", True)}

    def test_width_and_line_ends_are_put_away(self) -> None:
        narrow = [p.replace("，", ",").replace("。", "。") for p in LONG]
        joined = [LONG[0] + LONG[1], *LONG[2:]]
        assert summary(compared(LONG, narrow, joined)) == []

    def test_a_difference_inside_a_passage_that_a_copy_lacks_is_told_apart(self) -> None:
        other = changed(1, "应用潜力", "发展潜力")
        lacking = [LONG[0], *LONG[2:]]
        found = compared(LONG, other, lacking)
        assert [v.type for v in found.variants] == ["omission", "substitution"]
        assert found.variants[1].inside == found.variants[0].id


class TestData:
    def test_rows_that_stand_in_no_other_row_give_each_copy_from_each(self) -> None:
        """What the file says is enough: also of a passage that one copy lacks and others vary."""
        bodies = [LONG, changed(1, "应用潜力", "发展潜力"), [LONG[0], *LONG[2:]]]
        of, made = world(*bodies)
        found = apparatus_of(made, of)
        corpus = Corpus(of, made, found.texts, (), (), (), (), variants=found.variants)
        top = {row["id"] for row in apparatus(corpus) if row["inside"] is None}
        (row,) = (row for row in rows(corpus) if row["id"] in top)
        texts = {
            name: reading["text"] for reading in row["readings"] for name in reading["articles"]
        }
        assert {a.id: texts[a.id] in body(a) for a in made} == dict.fromkeys(texts, True)
        one, other, lacking = (body(article) for article in made)
        assert one.replace(texts[made[0].id], texts[made[1].id]) == other
        assert other.replace(texts[made[1].id], texts[made[2].id]) == lacking


class TestMendingByAnotherCopy:
    def test_an_unreadable_sign_of_the_base_is_read_from_an_independent_copy(self) -> None:
        found = compared([*changed(1, "应用场景", "应□场景"), "编者按语一句。"], LONG)
        text = "".join(p.text for p in found.texts[0].paragraphs)
        assert "应用场景" in text
        (correction,) = (c for p in found.texts[0].paragraphs for c in p.corrections)
        assert correction.kind == "mend"
        assert correction.reason.startswith("原件作“")
        assert correction.reason.endswith("”，据某1社本改。")
        assert [e.by for e in found.emendations] == ["copy"]

    def test_copies_of_one_voice_mend_nothing(self) -> None:
        damaged = [*changed(1, "应用场景", "应□场景"), "编者按语一句。"]
        found = compared(damaged, LONG, LONG, voices=("某社", "某社", "某社"))
        assert not any(p.corrections for p in found.texts[0].paragraphs)
        assert [v.type for v in found.variants if not v.folded] == ["damage", "omission"]
        assert "未改" in found.variants[0].note

    def test_words_printed_twice_at_a_break_are_read_once(self) -> None:
        found = compared([*changed(3, "应急响应体系", "应急响应响应体系"), "编者按语一句。"], LONG)
        assert "应急响应体系" in "".join(p.text for p in found.texts[0].paragraphs)

    def test_a_word_that_stands_twice_in_a_list_is_not_touched(self) -> None:
        whole = [*changed(3, "技术监测、", "以监测促预警、预警促应急、"), "编者按语一句。"]
        other = changed(3, "技术监测、", "以监测促预警、促应急、")
        assert "促预警、预警促" in "".join(
            p.text for p in compared(whole, other).texts[0].paragraphs
        )

    def test_a_character_that_makes_no_word_is_read_as_two_other_voices_have_it(self) -> None:
        damaged = [*changed(3, "风险预警", "风险预誉"), "编者按语一句。"]
        assert "风险预警" in "".join(
            p.text for p in compared(damaged, LONG, LONG).texts[0].paragraphs
        )
        one_voice = compared(damaged, LONG, LONG, voices=("甲社", "乙社", "乙社"))
        assert "风险预誉" in "".join(p.text for p in one_voice.texts[0].paragraphs)

    def test_a_word_that_could_stand_is_not_touched(self) -> None:
        found = compared([*changed(1, "选择价值量", "筛选价值量"), "编者按语一句。"], LONG, LONG)
        assert "筛选价值量" in "".join(p.text for p in found.texts[0].paragraphs)


def paired(apparatus_of: Sequence[Sequence[str]], *pairings: Pairing) -> list[tuple[str, ...]]:
    """Return which of some copies are one text, if the second source has these pairings."""
    of, made = world(*apparatus_of)
    entry = replace(of.sources[1].entry, pairings=pairings)
    sources = (of.sources[0], replace(of.sources[1], entry=entry), *of.sources[2:])
    return [text.articles for text in collate(made, replace(of, sources=sources))]


class TestWhatAnEditorPairs:
    OTHER = ("发布会上，有关负责人介绍了上半年工业运行的总体情况，并回答了记者的提问。",)

    def test_copies_can_be_parted(self) -> None:
        assert paired([LONG, LONG]) == [("copy-0-1", "copy-1-1")]
        parted = paired([LONG, LONG], Pairing(2, "copy-0-1", False, "两次发布。"))
        assert parted == [("copy-0-1",), ("copy-1-1",)]

    def test_a_third_copy_does_not_bring_parted_ones_together(self) -> None:
        parted = paired([LONG, LONG, LONG], Pairing(1, "copy-0-1", False, "两次发布。"))
        assert sorted(map(len, parted)) == [1, 2]
        assert ("copy-0-1", "copy-1-1") not in parted

    def test_what_has_nothing_in_common_can_be_paired(self) -> None:
        assert len(paired([LONG, self.OTHER])) == 2
        assert paired([LONG, self.OTHER], Pairing(1, "copy-0-1", True, "节录改写。")) == [
            ("copy-0-1", "copy-1-1")
        ]

    def test_the_reader_is_told_why(self) -> None:
        of, made = world(LONG, self.OTHER)
        entry = replace(of.sources[1].entry, pairings=(Pairing(1, "copy-0-1", True, "节录改写。"),))
        sources = (of.sources[0], replace(of.sources[1], entry=entry))
        (text,) = collate(made, replace(of, sources=sources))
        assert text.base_reason.endswith("编者定为一文：节录改写。")

    def test_a_source_of_a_later_snapshot_is_passed_over(self) -> None:
        assert len(paired([LONG, self.OTHER], Pairing(1, "later-1", True, "节录改写。"))) == 2


class TestVersions:
    def groups(self, *versions: tuple[str, str | None, Sequence[str]]) -> int:
        of, made = world(*(body for _, _, body in versions))
        policies = [
            replace(
                article,
                kind="policy",
                title=title,
                date=Date(day, "day", "印于文首") if day else None,
            )
            for article, (title, day, _) in zip(made, versions, strict=True)
        ]
        return len(collate(policies, of))

    def test_two_days_of_one_law_are_two_texts(self) -> None:
        amended = changed(1, "价值量大", "价值量较大")
        name = "某市优化营商环境条例"
        assert self.groups((name, "2020-04-10", LONG), (name, "2024-09-27", amended)) == 2
        assert self.groups((name, "2020-04-10", LONG), (name, "2020-04-10", amended)) == 1
        assert self.groups((name, "2020-04-10", LONG), (name, None, amended)) == 1

    def test_the_same_words_on_another_day_are_a_copy(self) -> None:
        name = "某市优化营商环境条例"
        assert self.groups((name, "2020-04-10", LONG), (name, "2024-09-27", LONG)) == 1

    def test_a_version_in_brackets_is_no_other_name_but_another_version(self) -> None:
        assert self.groups(("某办法", None, LONG), ("某办法（2018年修订）", None, LONG)) == 1
        amended = changed(1, "价值量大", "价值量较大")
        both = (("某办法（2024年修订）", None, LONG), ("某办法（2018年修订）", None, amended))
        assert self.groups(*both) == 2

    def test_rules_for_carrying_out_a_law_are_not_the_law(self) -> None:
        amended = changed(1, "价值量大", "价值量较大")
        assert self.groups(("某法", None, LONG), ("某省实施《某法》办法", None, amended)) == 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_copies_print_the_variants_give_each_from_each(data: st.DataObject) -> None:
    """Damage, cuts, joined paragraphs and foreign signs in four copies, at any place."""
    bodies = [list(LONG)]
    for _ in range(3):
        words = "\n".join(LONG)
        for _ in range(data.draw(st.integers(0, 6))):
            start = data.draw(st.integers(0, len(words)))
            end = min(len(words), start + data.draw(st.integers(0, 30)))
            new = data.draw(st.text(alphabet="的在，。、“《》AＡ1\n[](#)，应用响", max_size=6))
            words = words[:start] + new + words[end:]
        bodies.append([line for line in words.split("\n") if line] or ["空"])
    of, made = world(*bodies)
    texts = collate(made[:1], of)
    whole = replace(texts[0], articles=tuple(article.id for article in made))
    found = compared_texts((whole,), made, of)
    assert_each_copy_gives_each_other(found, made)
    assert len({v.id for v in found.variants}) == len(found.variants)
    shown = {p.id: p.text for p in found.texts[0].paragraphs}
    for variant in found.variants:
        start, end = variant.span
        assert 0 <= start <= end <= len(shown[variant.paragraph or ""])
