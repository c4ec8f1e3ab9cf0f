"""The thresholds of collation, each with what lies on either side of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.collate.alignment import Unit, variation_units
from builder.collate.copies import Pair, candidates, copies, distinguished
from builder.collate.damage import Bigrams, Contrast, is_misprint
from builder.collate.texts import align_paragraphs, collate
from builder.collate.variants import loci
from builder.collate.witnesses import Copy
from builder.model import Apparatus, Article, Identity, Paragraph, Role, Seeds, Source, SourceEntry
from builder.text.diff import matching_blocks
from tests.from_gold import seeds
from tests.seeds_folder import apparatus as apparatus_of

CASES = sorted((Path(__file__).parent / "cases/collate").glob("*.yml"))
SEEDS = seeds()


def letters(count: int, first: int = 0) -> str:
    """Return so many different characters; those of two distant numbers share none."""
    return "".join(chr(0x4E00 + first + number) for number in range(count))


def world(*bodies: str, **more: Sequence[Any]) -> tuple[tuple[Article, ...], Seeds]:
    """Return copies of one paragraph each, and seeds; `more` are their fields."""
    made, sources = [], []
    for number, body in enumerate(bodies):
        name = f"copy-{number}"
        entry = SourceEntry(name, f"{name}.txt", "", f"某{number}社", SEEDS.snapshots[0].id)
        sources.append(Source(entry, (body,), "utf-8"))
        article = Article(
            f"{name}-1", name, ((1, 1),), "report",
            paragraphs=(Paragraph(f"{name}-1-p1", "body", None, body, ((1, 1),)),),
            relevant=True,
        )  # fmt: skip
        fields: dict[str, Any] = {field: values[number] for field, values in more.items()}
        made.append(replace(article, **fields))
    return tuple(made), replace(SEEDS, sources=tuple(sources), corrections=())


def apparatus(*bodies: str) -> Apparatus:
    """Return the apparatus of copies of one paragraph each."""
    made, of = world(*bodies)
    return apparatus_of(made, of)


# ---------------------------------------------------------------- copies


def are_copies(*texts: str) -> bool:
    """Return whether the texts are one group."""
    return len(copies(texts, lambda _, __: False)) == 1


def test_a_copy_has_nearly_two_thirds_of_its_ngrams_in_the_longer_one() -> None:
    whole = letters(1000)
    assert are_copies(whole, whole[:135] + letters(70, 5000))
    assert not are_copies(whole, whole[:134] + letters(71, 5000))


def test_the_shortest_copy_is_one_ngram_that_is_sampled() -> None:
    whole = letters(1000)
    assert are_copies(whole, whole[4:10])
    assert not are_copies(whole, whole[5:11])
    assert not are_copies(whole, whole[4:9])


def test_a_candidate_holds_a_quarter_of_the_sampled_ngrams() -> None:
    whole, other = letters(1000), letters(1000, 5000)
    assert list(candidates([whole, whole[:42] + other[:120]])) == [[], [0]]
    assert list(candidates([whole, whole[:41] + other[:120]])) == [[], []]


def test_the_first_texts_that_hold_an_ngram_are_known_and_four_are_candidates() -> None:
    formula, own = letters(100), letters(60, 5000)

    def last_of(special: int) -> list[int]:
        texts = [formula + letters(200, 6000 + 300 * number) for number in range(40)]
        texts[special] += own
        return list(candidates([*texts, formula + own]))[-1]

    assert last_of(31) == [31, 0, 1, 2]
    assert last_of(32) == [0, 1, 2, 3]


def test_what_prints_half_of_a_policy_may_be_its_copy_and_less_is_a_report() -> None:
    policy = Article("a-1", "a", ((1, 1),), "policy", title="关于道路养护的意见")
    report = Article("b-1", "b", ((1, 1),), "report")
    whole = letters(100)
    assert not distinguished([policy, report], [whole, whole[:50]], ())(0, 1)
    assert distinguished([policy, report], [whole, whole[:49]], ())(0, 1)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (Identity(status="draft"), Identity(status="final"), True),
        (Identity(status="draft"), Identity(status="draft"), False),
        (Identity(status="draft"), Identity(), False),
        (Identity(part="annex"), Identity(part="text"), True),
        (Identity(issuers=("临水市人民政府",)), Identity(issuers=("石桥县人民政府",)), True),
        (Identity(issuers=("临水市人民政府",)), Identity(level="national"), True),
        (Identity(issuers=("临水市人民政府",)), Identity(issuers=("临水市交通局",)), False),
        (Identity(issuers=("某部",)), Identity(issuers=("某部", "某局")), False),
        (Identity(number="某政发〔2024〕3号"), Identity(number="某政发〔2024〕4号"), True),
        (Identity(number="某政发〔2024〕3号"), Identity(number="某政发[2024]3号"), False),
    ],
)
def test_a_policy_is_one_text_in_one_state_of_one_place(
    one: Identity, other: Identity, apart: bool
) -> None:
    """What is printed under one name in nearly the same words may still be two documents."""
    policies = [
        Article(f"{name}-1", name, ((1, 1),), "policy", title="道路养护实施意见", identity=identity)
        for name, identity in (("a", one), ("b", other))
    ]
    assert distinguished(policies, [letters(100), letters(99)], ())(0, 1) is apart


def test_a_draft_in_its_title_alone_is_no_final_text() -> None:
    titles = ("道路养护办法（征求意见稿）", "道路养护办法")
    policies = [
        Article(f"{name}-1", name, ((1, 1),), "policy", title=title,
                identity=Identity(status=status))
        for name, title, status in zip("ab", titles, (None, "final"), strict=True)
    ]  # fmt: skip
    assert distinguished(policies, [letters(100)] * 2, ())(0, 1)
    kept = Pair((0, 1), same=True, reason="编者定为一文")
    assert not distinguished(policies, [letters(100)] * 2, [kept])(0, 1)


def test_two_printings_of_a_draft_are_one_text_and_its_final_text_another() -> None:
    words = letters(400)
    final = words[:380] + letters(20, 5000)
    facts: dict[str, Sequence[Any]] = {
        "kind": ["policy"] * 4,
        "title": ["养路办法"] * 4,
        "identity": [Identity(status=one) for one in ("draft", "draft", "final", "final")],
    }
    made, of = world(words, words[:390], final, final, **facts)
    texts = collate(made, of)
    assert sorted(text.articles for text in texts) == [
        ("copy-0-1", "copy-1-1"),
        ("copy-2-1", "copy-3-1"),
    ]
    assert len(collate(made[:2], replace(of, sources=of.sources[:2]))) == 1


# ---------------------------------------------------------------- paragraphs and the base


def pairs(base: Sequence[str], copy: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return which paragraphs print the same passage."""
    return align_paragraphs(base, copy).pairs


def test_paragraphs_that_share_half_their_ngrams_print_the_same_passage() -> None:
    whole, other = letters(83), letters(83, 5000)
    assert pairs([whole], [whole, whole[:43] + other[:40]]) == ((0, 0), (0, 1))
    assert pairs([whole], [whole, whole[:42] + other[:41]]) == ((0, 0),)
    assert pairs([whole], [whole, whole[:4]]) == ((0, 0), (0, 1))
    assert pairs([whole], [whole, whole[:3]]) == ((0, 0),)


def test_in_a_gap_of_both_copies_fifteen_in_a_hundred_are_enough() -> None:
    first, last, held = letters(50, 4000), letters(50, 4100), letters(103)
    reworded = held[:18] + letters(85, 5000)
    assert (1, 1) in pairs([first, held, last], [first, reworded, last])
    reworded = held[:17] + letters(86, 5000)
    assert (1, 1) not in pairs([first, held, last], [first, reworded, last])


def test_forty_shared_ngrams_pair_a_paragraph_a_second_time() -> None:
    for length, paired in ((43, True), (42, False)):
        shared = letters(length)
        twice = [shared + letters(20, 5000), shared + letters(20, 6000)]
        assert ((0, 1) in pairs(twice, twice)) is paired


def test_of_a_repeated_paragraph_sixteen_are_compared() -> None:
    assert len(pairs(["特此通知"] * 20, ["特此通知"])) == 16


def test_copies_within_two_in_a_hundred_are_equally_full() -> None:
    official: dict[str, Sequence[Any]] = {"authority": ("media", "official")}
    for length, base in ((98, "copy-1-1"), (97, "copy-0-1")):
        made, of = world(letters(100), letters(length), **official)
        (text,) = collate(made, of)
        assert text.id == base


def test_a_headless_text_is_called_by_clauses_of_at_most_24_characters() -> None:
    for end, title in ((24, 24), (25, 10)):
        words = f"{letters(10)}，{letters(end - 11, 500)}，{letters(30, 900)}。"
        (text,) = collate(*world(words))
        assert text.title == words[:title] + "……"


# ---------------------------------------------------------------- where copies differ


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_copies_differ_in_these_units(case: Path) -> None:
    """A case gives copies and expects the readings of each unit, and of those inside."""
    written = yaml.safe_load(case.read_text("utf-8"))
    given = written["given"]

    def readings(units: Sequence[Unit]) -> list[dict[str, Any]]:
        return [
            {"readings": [given[number][slice(*span)] for number, span in unit.spans]}
            | ({"inside": readings(unit.inside)} if unit.inside else {})
            for unit in units
        ]

    assert readings(variation_units(given)) == written["expect"], written["why"]


def test_headlines_that_have_half_in_common_are_compared_word_by_word() -> None:
    for shared, whole in ((10, False), (9, True)):
        titles = [letters(20), letters(shared) + letters(20 - shared, 5000)]
        made, of = world("养护。", "养护。", title=titles)
        found = loci([Copy(*pair) for pair in zip(made, of.sources, strict=True)])
        assert (found[0].spans[0][1] == (0, 20)) is whole


def test_of_readings_of_twelve_characters_it_is_said_that_nothing_decides() -> None:
    for length, said in ((12, True), (13, False)):
        frame = f"某市修缮道路，{{}}。{letters(60)}。"
        one, other = letters(length, 5000), letters(length, 6000)
        found = apparatus(frame.format(one), frame.format(other))
        (variant,) = (v for v in found.variants if not v.folded)
        assert [reading.text for reading in variant.readings] == [one, other]
        assert ("无从取舍" in variant.note) is said


def test_at_most_twelve_characters_are_printed_twice_by_misprint() -> None:
    for length, misprint in ((12, True), (13, False)):
        once = letters(length)
        contrast = Contrast(once * 2, once, "道路", "养护", 1, 1, 1)
        assert is_misprint(contrast, Bigrams([])) is misprint


# ---------------------------------------------------------------- diffs of copies


def test_three_characters_between_differences_as_long_are_in_common_by_chance() -> None:
    def common(count: int, around: int) -> bool:
        one, other = letters(around, 1000), letters(around, 2000)
        shared = letters(count)
        found = matching_blocks(one + shared + one[::-1], other + shared + other[::-1])
        return bool(found)

    assert not common(3, 3)
    assert common(3, 2)
    assert common(4, 5)


def test_a_clause_four_times_as_long_as_what_stands_there_is_lacking() -> None:
    for clause, paired in (("同时清理边沟路", True), ("同时清理边沟", False)):
        found = matching_blocks(f"修路面，{clause}，再养护", "修路面甲乙，再养护")
        assert (3 in [a + n - 1 for a, _, n in found]) is paired


def test_long_strings_with_too_many_equal_characters_are_not_compared() -> None:
    one, other = "乙" + "甲" * 500 + "丁", "丙" + "甲" * 600 + "戊"
    assert matching_blocks(one, other)
    assert not matching_blocks("己" + one, other[:-1] + "己" + "戊")


def test_strings_from_four_hundred_characters_are_anchored_where_they_are_unique() -> None:
    for unique, anchored in ((30, True), (29, False)):
        own, repeated = letters(unique), letters(37, 5000) * 10
        found = matching_blocks(own + repeated, repeated + own)
        assert (found == [(0, 370, unique)]) is anchored


# ---------------------------------------------------------------- what stands around a text


BODY = "各乡镇要建立养护员制度，（一）每条道路都有人管，（二）病害及时修补，经费由县财政出。" * 2


def around(*copies: Sequence[tuple[Role, str]], **more: Sequence[Any]) -> Apparatus:
    """Return the apparatus of copies of several paragraphs each."""
    made, of = world(*("\n".join(words for _, words in copy) for copy in copies), **more)
    lines = [tuple(words for _, words in copy) for copy in copies]
    sources = [replace(one, lines=held) for one, held in zip(of.sources, lines, strict=True)]
    articles = [
        replace(
            one, ranges=((1, len(copy)),),
            paragraphs=tuple(
                Paragraph(f"{one.id}-p{at}", role, None, words, ((at, at),))
                for at, (role, words) in enumerate(copy, 1)
            ),
        )
        for one, copy in zip(made, copies, strict=True)
    ]  # fmt: skip
    return apparatus_of(articles, replace(of, sources=tuple(sources)))


def test_formal_paragraphs_make_no_copy_fuller_and_no_variant() -> None:
    plain: list[tuple[Role, str]] = [("body", BODY + "特此通知。")]
    formal: list[tuple[Role, str]] = [
        ("note", "临政发〔2024〕3号"), ("addressee", "各乡镇人民政府："), ("body", BODY),
        ("signature", "临水县人民政府"), ("date", "2024年3月6日"), ("note", "（此件公开发布）"),
    ]  # fmt: skip
    found = around(plain, formal)
    (text,) = found.texts
    assert text.articles[0] == "copy-0-1"
    assert [(one.type, [r.text for r in one.readings]) for one in found.variants] == [
        ("omission", ["特此通知。", ""])
    ]
    assert "临水县人民政府" in [one.text for one in text.paragraphs]


def test_a_signature_in_two_copies_is_compared() -> None:
    signed = [[("body", BODY), ("signature", words)] for words in ("临水县政府办", "临水县政府")]
    found = around(*signed)  # type: ignore[arg-type]
    assert [one.type for one in found.variants] == ["omission"]


@pytest.mark.parametrize(("odd", "base"), [("(一）", 1), ("（一)", 1), ("(一)", 0), ("（一）", 0)])
def test_a_worse_printing_is_no_base_for_its_authority(odd: str, base: int) -> None:
    bodies = BODY.replace("（一）", odd), BODY
    found = around(*([("body", one)] for one in bodies), authority=("policy", "media"))  # type: ignore[arg-type]
    assert found.texts[0].articles[0] == f"copy-{base}-1"
    assert ("此份印得更完好" in found.texts[0].base_reason) is bool(base)


def test_an_excerpt_is_a_copy_of_nothing() -> None:
    """What it leaves out by choice would be shown as what a copy lacks; of no other excerpt too."""
    whole = Article("a-1", "a", ((1, 9),), "report")
    excerpt = replace(whole, id="b-1", source="b", relevant_ranges=((2, 9),))
    assert not distinguished([whole, replace(excerpt, relevant_ranges=())], [letters(100)] * 2, ())(
        0, 1
    )
    assert distinguished([whole, excerpt], [letters(100)] * 2, ())(0, 1)
    assert distinguished([excerpt, excerpt], [letters(100)] * 2, ())(0, 1)
    told = [Pair((0, 1), same=True, reason="编者定为一文")]
    assert distinguished([whole, excerpt], [letters(100)] * 2, told)(0, 1)
