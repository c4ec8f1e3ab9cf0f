"""The constants of the links, each with a line on either side of it; all lines are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from builder.link.links import link
from builder.link.quotations import compare_quotations
from builder.link.relations import PassageRelation
from builder.link.repeated_passages import repeated_passages
from builder.model import (
    Article,
    Authority,
    Entity,
    Framework,
    Ground,
    Label,
    Link,
    Mention,
    Occurrence,
    Paragraph,
    Passage,
    Quoted,
    Sentence,
    Term,
    TermEntry,
    Text,
    TextParagraph,
)
from tests.seeds_folder import related as related_passages

CHECKOUT = Path(__file__).parents[1]

FRAMEWORK = Framework(
    "", "", "关于某事的意见", ("某事",), 0.0, "", "",
    (Label("road", "道路"),), (Label("money", "资金"),), (),
)  # fmt: skip

WORDS = "".join(chr(0x4E00 + 7 * number) for number in range(200))
"""Characters that are all different, so that strings have in common what they are given."""


def text(name: str, *paragraphs: str, authority: Authority = "media", title: str = "") -> Text:
    """Return a text of one copy; its paragraphs are called a-p1, a-p2 and so on."""
    return Text(
        id=name, title=title or name, title_printed=True, kind="other", authority=authority,
        date=None, publisher="", authors=(), speaker=None, url=None, snapshot="",
        articles=(name,), base_reason="", part_of=None,
        paragraphs=tuple(
            TextParagraph(f"{name}-p{n}", "body", None, words, name, name, ((n, n),))
            for n, words in enumerate(paragraphs, 1)
        ),
    )  # fmt: skip


def passage(of: Text, *grounds: str, label: str = "road") -> Passage:
    """Return the filing of a text's first paragraph, one sentence, by some of its words."""
    words = of.paragraphs[0].text
    spans = [(words.index(ground), words.index(ground) + len(ground)) for ground in grounds]
    areas = (label,) if grounds else ()
    sentence = Sentence((0, len(words)), areas, (), (), tuple(Ground(label, s) for s in spans))
    return Passage(of.paragraphs[0].id, of.id, areas, (), (), None, (), (sentence,))


# ---------------------------------------------------------------- passages with rare words


def related(words: Sequence[str], ground: str, others: int) -> tuple[PassageRelation, ...]:
    """Return the relations of texts of one paragraph each, beside others that share nothing."""
    texts = [text(f"t{number}", one) for number, one in enumerate(words)]
    passages = [passage(one, ground) for one in texts if ground in one.paragraphs[0].text]
    fillers = [text(f"f{number}", "天气晴朗。") for number in range(others)]
    return related_passages([*texts, *fillers], passages, (), (), FRAMEWORK)


@pytest.mark.parametrize(("paragraphs", "found"), [(7, 1), (6, 0)])
def test_two_words_must_be_rare_in_the_corpus(paragraphs: int, found: int) -> None:
    """A word of two paragraphs has the rarity .64 among seven, .61 among six."""
    words = ["要修缮涵洞。", "再修缮涵洞。"]
    assert len(related(words, "涵洞", paragraphs - 2)) == found


@pytest.mark.parametrize(("clauses", "found"), [(24, True), (25, False)])
def test_a_word_in_too_many_clauses_relates_nothing(clauses: int, found: bool) -> None:
    words = ["清扫路面疏通水沟加固桥墩检修路灯栽种行道树粉刷围墙。"] * clauses
    assert bool(related(words, "路面", 60)) is found


PHRASE, PART = "养老驿站", "驿站"


@pytest.mark.parametrize(
    ("words", "ground", "paragraphs", "found"),
    [
        ([PHRASE, PHRASE, PART, PART], "养老驿站", 9, True),
        ([PHRASE, PHRASE, PART, PART], "养老驿站", 8, False),  # its rarest word is less rare
        ([PHRASE, PHRASE, PART, PART], "老驿站", 9, False),  # of three letters
        ([PHRASE] * 3 + [PART] * 2, "养老驿站", 31, True),
        ([PHRASE] * 4 + [PART] * 4, "养老驿站", 77, False),  # in four passages
    ],
)
def test_a_long_phrase_of_few_passages_adds_to_its_rarest_word(
    words: list[str], ground: str, paragraphs: int, found: bool
) -> None:
    several = [f"{word}。" for word in words]
    assert bool(related(several, ground, paragraphs - len(words))) is found


@pytest.mark.parametrize(("end", "found"), [("。", True), ("：", False)])
def test_words_that_only_announce_the_next_relate_nothing(end: str, found: bool) -> None:
    assert bool(related([f"要修缮涵洞{end}", "再修缮涵洞。"], "涵洞", 5)) is found


def test_a_passage_leads_to_four_others() -> None:
    found = related(["要修缮涵洞。"] * 6, "涵洞", 150)
    ends = [end for one in found for end in (one.origin, one.target)]
    assert max(map(ends.count, ends)) == 4


# ---------------------------------------------------------------- repeated passages


def runs(one: str, other: str, *terms: str) -> list[str]:
    """Return what two paragraphs of different texts repeat."""
    homes = {"a": "A", "b": "B"}
    found = repeated_passages({"a": one, "b": other}, homes, terms, ["主题"], {})
    return [one[slice(*run.one_span)] for run in found]


@pytest.mark.parametrize(
    ("length", "terms", "repeated"),
    [
        (11, (), True),
        (10, (), False),
        (12, (4,), True),  # eight letters are no term
        (12, (5,), False),
        (15, (15,), False),
        (16, (16,), True),  # so long that it may be nothing but terms
    ],
)
def test_a_repetition_is_long_and_more_than_terms(
    length: int, terms: tuple[int, ...], repeated: bool
) -> None:
    run = WORDS[:length]
    found = runs(f"前{run}", f"后{run}", *(run[:size] for size in terms))
    assert found == ([run] if repeated else [])


@pytest.mark.parametrize(("paragraphs", "pairs"), [(12, 66), (13, 0)])
def test_what_many_print_is_a_set_phrase(paragraphs: int, pairs: int) -> None:
    said = {str(number): f"{WORDS[100 + number]}{WORDS[:11]}" for number in range(paragraphs)}
    found = list(repeated_passages(said, {one: one for one in said}, (), (), {}))
    assert len(found) == pairs


@pytest.mark.parametrize(("policies", "pairs"), [(("1", "2", "2"), 3), (("1", "2", "3"), 0)])
def test_what_several_policies_print_is_a_set_phrase(policies: Sequence[str], pairs: int) -> None:
    """A draft and its final text are one policy."""
    said = {str(number): f"{WORDS[100 + number]}{WORDS[:11]}" for number in range(3)}
    homes = {one: one for one in said}
    found = list(repeated_passages(said, homes, (), (), dict(zip(said, policies, strict=True))))
    assert len(found) == pairs


# ---------------------------------------------------------------- quotations


@pytest.mark.parametrize(
    ("frame", "size", "shared", "verdict"),
    [
        ("某人说：“{}”", 6, 6, "exact"),
        ("某人说：“{}”", 5, 5, None),  # a term
        ("“{}”", 10, 10, "exact"),
        ("“{}”", 9, 9, None),
        ("某人说：“{}”", 20, 14, "differing"),  # seven tenths
        ("某人说：“{}”", 20, 13, "shown"),
        ("某人说：“{}”", 12, 9, "differing"),
        ("某人说：“{}”", 11, 9, "shown"),  # another's formula
        ("某人说：“{}”", 20, 8, "shown"),  # two fifths
        ("某人说：“{}”", 20, 7, "absent"),
        ("某人说：“{}”", 40, 22, "shown"),  # .55 of so long a quotation
        ("某人说：“{}”", 40, 21, "absent"),
        ("某人说：“{}”", 23, 11, "shown"),
        ("某人说：“{}”", 24, 11, "absent"),
    ],
)
def test_how_like_a_quotation_the_words_of_a_text_must_be(
    frame: str, size: int, shared: int, verdict: str | None
) -> None:
    """Of a quotation of so many letters another text prints so many in a row."""
    quoting = text("a", frame.format(WORDS[:size]))
    printing = text("b", f"{WORDS[150:170]}{WORDS[:shared]}{WORDS[170:190]}")
    found = compare_quotations([quoting, printing], FRAMEWORK)
    assert len(found) == (verdict is not None)
    for one in found:
        shown = "shown" if one.verdict == "absent" and one.original else one.verdict
        assert shown == verdict


MANY = "".join(chr(0x4E00 + number) for number in range(1600))


@pytest.mark.parametrize(("run", "shown"), [(3, True), (2, False)])
def test_letters_are_alike_in_runs_of_three(run: int, shown: bool) -> None:
    """Runs of which other letters stand between: of nine, and of eight, in twenty."""
    quoted = WORDS[:20]
    runs = [quoted[at : at + run] for at in range(0, 12, run + 1)]
    printing = text("b", "".join(f"{one}{WORDS[100 + at]}" for at, one in enumerate(runs)))
    (found,) = compare_quotations([text("a", f"某人说：“{quoted}”"), printing], FRAMEWORK)
    assert (found.original is not None) is shown


@pytest.mark.parametrize(("letters", "verdict"), [(4096, "exact"), (4097, "differing")])
def test_an_ellipsis_leaves_out_so_many_letters(letters: int, verdict: str) -> None:
    """What follows the ellipsis ends so many letters after what goes before it."""
    first, second = WORDS[:30], WORDS[30:38]
    between = (WORDS[100:150] * 100)[: letters - len(second)]
    printing = text("b", f"{first}{between}{second}")
    quoting = text("a", f"某人说：“{first}……{second}”")
    (found,) = compare_quotations([quoting, printing], FRAMEWORK)
    assert found.verdict == verdict


@pytest.mark.parametrize(("letters", "verdict"), [(1500, "differing"), (1501, "absent")])
def test_words_of_such_a_length_are_not_aligned(letters: int, verdict: str) -> None:
    words = MANY[:letters]
    printing = text("b", f"{words[:700]}{MANY[1550]}{words[701:]}")
    (found,) = compare_quotations([text("a", f"某人说：“{words}”"), printing], FRAMEWORK)
    assert found.verdict == verdict


def quoted(words: str, *others: str) -> Quoted:
    """Return what is found of a quotation in other texts."""
    texts = [text("a", f"某人说：“{words}”"), *(text(f"b{n}", one) for n, one in enumerate(others))]
    (found,) = compare_quotations(texts, FRAMEWORK)
    return found


@pytest.mark.parametrize(("blocks", "verdict"), [(64, "differing"), (65, "absent")])
def test_what_too_many_texts_print_finds_none_of_them(blocks: int, verdict: str) -> None:
    """Of the blocks one is that of the quoting text."""
    changed = f"{WORDS[:19]}{WORDS[30]}"
    assert quoted(WORDS[:20], *[changed] * (blocks - 1)).verdict == verdict


@pytest.mark.parametrize(("rarer", "verdict"), [(11, "differing"), (12, "absent")])
def test_the_twelve_rarest_trigrams_choose(rarer: int, verdict: str) -> None:
    """So many of another text are rarer than those of the two that print the rest."""
    size = rarer + 2
    alike = WORDS[100:170]
    assert quoted(f"{WORDS[:size]}{alike}", WORDS[:size], alike, alike).verdict == verdict


@pytest.mark.parametrize(("better", "verdict"), [(3, "differing"), (4, "absent")])
def test_four_blocks_are_compared(better: int, verdict: str) -> None:
    """So many texts have a trigram for themselves; nine share what is most of the quotation."""
    runs = [WORDS[4 * number : 4 * number + 3] for number in range(better)]
    alike = WORDS[100:160]
    assert quoted("".join(runs) + alike, *runs, *[alike] * 9).verdict == verdict


@pytest.mark.parametrize(("before", "verdict"), [(400, "differing"), (401, "absent")])
def test_a_quotation_may_begin_so_long_before_the_block(before: int, verdict: str) -> None:
    """Its rarest trigrams follow the boundary at 4,096 letters; seven tenths are printed in all."""
    words = "".join(chr(0xAC00 + number) for number in range(999, -1, -1))  # equal in any script
    printed = f"{words[:before]}{MANY[1200:1500]}{words[300 + before :]}"
    assert quoted(words, (WORDS[150:160] * 500)[: 4096 - before] + printed).verdict == verdict


@pytest.mark.parametrize(("times", "found"), [(63, True), (64, False)])
def test_of_a_repeated_trigram_the_first_places_count(times: int, found: bool) -> None:
    """Each trigram stands so often before the words, which differ in their last letter."""
    words = WORDS[:9]
    grams = [words[at : at + 3] for at in range(6)]
    strewn = "".join(f"{one}{WORDS[100 + at % 90]}" for at, one in enumerate(grams * times))
    match = quoted(words, f"{strewn}{words[:8]}{WORDS[199]}")
    assert (match.original_span is not None and match.original_span[1] > len(strewn)) is found


@pytest.mark.parametrize(("moved", "differences"), [(5, 2), (6, 1)])
def test_of_a_long_moved_clause_the_whole_is_one_difference(moved: int, differences: int) -> None:
    clause, rest = WORDS[:moved], WORDS[50:80]
    found = quoted(f"{rest[:10]}{clause}{rest[10:]}", f"{rest[:20]}{clause}{rest[20:]}")
    assert (found.verdict, len(found.differences)) == ("differing", differences)


@pytest.mark.parametrize(("names", "named"), [(50, "b"), (51, None)])
def test_a_short_name_means_one_of_the_last_fifty(names: int, named: str | None) -> None:
    title = "某市道路养护指导意见"
    others = "".join(f"《某市第{number}号道路办法》" for number in range(1, names))
    quoting = text("a", f"《{title}》{others}。《意见》提出：“{WORDS[:12]}”")
    printing = text("b", WORDS[:12], title=title)
    (found,) = compare_quotations([quoting, printing], FRAMEWORK)
    assert found.named == named


# ---------------------------------------------------------------- terms and documents


def belonging(sentences: int, filed: int, others: int, uses: int = 1) -> list[Link]:
    """Return where a term belongs that some of the sentences of a passage use, not as a ground."""
    words = "驿站开门修路。" * sentences
    texts = [text(f"t{number}", words) for number in range(uses)]
    passages = [
        Passage(
            one.paragraphs[0].id, one.id, ("road",), (), (), "road", (),
            tuple(
                Sentence((7 * n, 7 * n + 7), ("road",) if n < filed else ())
                for n in range(sentences)
            ),
        )
        for one in texts
    ]  # fmt: skip
    fillers = [text(f"f{number}", "天气晴朗。") for number in range(others)]
    passages += [passage(one) for one in fillers]
    term = Term(
        TermEntry("yizhan", "驿站", "station"),
        ("yì zhàn",),
        tuple(Occurrence(one.paragraphs[0].id, (0, 2), sentences) for one in texts),
    )
    links = link((), [*texts, *fillers], passages, [term], FRAMEWORK)
    return [one for one in links if one.kind == "belongs"]


@pytest.mark.parametrize(
    ("sentences", "filed", "others", "uses", "found"),
    [
        (3, 1, 9, 1, True),  # a third of the sentences
        (10, 3, 9, 1, False),
        (2, 1, 9, 1, True),
        (1, 1, 9, 1, False),  # one sentence says nothing
        (2, 2, 8, 2, True),  # in a fifth of the paragraphs
        (2, 2, 11, 3, False),  # in more of them it is everywhere
    ],
)
def test_where_a_term_belongs(
    sentences: int, filed: int, others: int, uses: int, found: bool
) -> None:
    assert bool(belonging(sentences, filed, others, uses)) is found


@pytest.mark.parametrize(("letters", "kind"), [(97, "copies"), (96, "abridges")])
def test_a_copy_that_prints_less_abridges_the_text(letters: int, kind: str) -> None:
    def article(name: str, words: str) -> Article:
        paragraph = Paragraph(f"{name}-1-p1", "body", None, words, ((1, 1),))
        return Article(f"{name}-1", name, ((1, 1),), "report", name, paragraphs=(paragraph,))

    one = replace(text("a-1"), articles=("a-1", "b-1"))
    copies = article("a", WORDS[:100]), article("b", WORDS[:letters])
    assert [one.kind for one in link(copies, [one], (), (), FRAMEWORK)] == [kind]


@pytest.mark.parametrize(("documents", "found"), [(12, True), (13, False)])
def test_words_that_many_documents_quote_mean_none(documents: int, found: bool) -> None:
    one = text("t", "《养老条例》支持“驿站+”行动。")
    law = Entity("law", "document", "养老条例", (), "", (Mention("t-p1", (0, 6), "title"),))
    others = [
        Entity(f"d{n}", "document", f"关于{n}号“驿站+”行动的意见", (), "", ())
        for n in range(documents)
    ]
    passages = [Passage("t-p1", "t", (), (), (), None, (), (Sentence((0, 17)),))]
    links = link((), [one], passages, (), FRAMEWORK, [law, *others])
    assert any(one.kind == "concerns" for one in links) is found
