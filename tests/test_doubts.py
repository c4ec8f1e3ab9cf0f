"""Where an editor should look: what was left out unexplained, run together, or not found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.disk.seeds import read
from builder.formats import read as received
from builder.model import ArticleEntry, LineMark, Outside, Source, SourceEntry
from builder.pages.terminal import damaged, doubts
from builder.pipeline import corpus, doubtful
from builder.runner import Runner
from builder.split.articles import split
from builder.split.doubts import HIDDEN, LONGEST_PARAGRAPH, SENTENCE, split_doubts
from tests.conftest import CHECKOUT

ENTRY = SourceEntry("a", "a.html", "", "未具名", "2024-03")
TEXT = "　　近日，某市印发养老驿站建设办法，明确每个街道至少建一处养老驿站。"
LOST = "各街道要在年底以前建好养老驿站配齐人员。"


def page(*around: str, outside: Outside = "around", paragraph: str = TEXT) -> Source:
    """Return a web page with a headline, a paragraph, and lines that its format left out."""
    lines = ("养老驿站怎么建", paragraph, *around)
    marks = (
        LineMark("heading", 1, 1),
        LineMark(block=2),
        *(LineMark(block=number, outside=outside) for number, _ in enumerate(around, 3)),
    )
    return Source(ENTRY, lines, "utf-8", form="webpage", marks=marks)


def kinds(source: Source) -> list[tuple[str, tuple[int, int]]]:
    return [(one.kind, one.lines) for one in split_doubts(source, split(source, ()))]


def test_a_sentence_left_out_is_told_from_its_shortest_length_on() -> None:
    """With its run, the sentence, and why it was left out; one character less is a slogan."""
    assert len(LOST) == SENTENCE
    (doubt,) = split_doubts(*(lambda one: (one, split(one, ())))(page("首页", LOST, "返回顶部")))
    assert (doubt.kind, doubt.lines, doubt.words) == ("left_out", (3, 5), LOST)
    assert doubt.reason.startswith("正文之外")
    assert kinds(page("首页", LOST.replace("要", ""))) == []


@pytest.mark.parametrize(
    "line",
    [
        "某网版权所有，未经授权转载的，本网将依法追究其法律责任。",
        "主办单位：某市人民政府办公厅　运行维护：某市大数据中心。",
        "首页　新闻　政务　服务　互动　数据　专题　图片　视频　搜索",
        "各街道要在年底以前建好养老驿站并配齐人员…",
        "责任编辑：张明明，联系电话：00000000，欢迎来信来电提出意见。",
    ],
)
def test_what_a_form_of_furniture_explains_is_no_doubt(line: str) -> None:
    """A footer that is a sentence, a menu, a headline cut short."""
    assert kinds(page(line)) == []


@pytest.mark.parametrize("outside", ["hidden", "struck", "repeated", "metadata"])
def test_what_the_format_explains_is_no_doubt(outside: Outside) -> None:
    """Nobody sees it, or it stands in the text as well."""
    assert kinds(page(LOST, outside=outside)) == []


def test_long_running_text_that_is_hidden_is_told() -> None:
    """The words of a dialogue are fewer; lines without a stop do not count."""
    assert 10 * len(LOST) == HIDDEN
    assert kinds(page(*[LOST] * 9, f"{LOST}道", outside="hidden")) == []
    assert kinds(page(*[LOST] * 9, LOST.replace("要", ""), outside="hidden")) == []
    assert kinds(page(*[LOST] * 10, outside="hidden")) == [("left_out", (3, 12))]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("附件：1.养老驿站名单", "首页"), [("formal", (3, 3))]),
        (("首页", "某市人民政府", "2024年3月1日"), [("formal", (4, 4))]),
        (("首页", "某市人民政府", "返回顶部"), []),
    ],
)
def test_the_end_of_an_official_document_that_is_left_out_is_told(
    lines: tuple[str, ...], told: list[object]
) -> None:
    """Its annexes, or an office and the day; an office alone may be the site's."""
    source = page(*lines)
    made = [replace(one, kind="policy") if one.paragraphs else one for one in split(source, ())]
    found = split_doubts(source, made)
    assert [(one.kind, one.lines) for one in found] == told
    assert all("看来是上文的附件或落款" in line for line in doubts((source,), found))


def test_a_running_head_is_no_sentence() -> None:
    """Words that stand alike at the head of each page may be its text all the same."""
    assert kinds(page("某市公报　2025年第3期　第12页", outside="running")) == []
    assert kinds(page(LOST, outside="running")) == [("left_out", (3, 3))]


def test_what_an_editor_says_is_no_doubt() -> None:
    """A pin has its reason."""
    source = page(LOST)
    pinned = replace(ENTRY, articles=(ArticleEntry("广告。", ranges=((3, 3),), kind="furniture"),))
    assert kinds(replace(source, entry=pinned)) == []


def test_a_long_paragraph_is_told_from_its_length_on() -> None:
    """It may be several; a character less may not."""
    long = TEXT.strip() + "街" * (LONGEST_PARAGRAPH - len(TEXT.strip()))
    assert kinds(page(paragraph=long)) == []
    assert kinds(page(paragraph=f"{long}道")) == [("long", (2, 2))]


@pytest.mark.parametrize("line", ["某政发〔2024〕24号", "2024年3月1日", "一、总体要求"])
def test_a_line_that_should_stand_alone_within_a_paragraph_is_told(line: str) -> None:
    """The number of a document, a day, a numbered heading; not where it opens the paragraph."""
    whole = page(line)
    marks = (*whole.marks[:2], LineMark(block=2))
    assert kinds(replace(whole, marks=marks)) == [("merged", (3, 3))]
    opens = replace(whole, lines=(whole.lines[0], line, TEXT), marks=marks)
    assert kinds(opens) == []
    (told,) = doubts(
        (whole,), split_doubts(*(lambda one: (one, split(one, ())))(replace(whole, marks=marks)))
    )
    assert told == f"? 来源 a.html 第 3 行夹在一段当中，看来应当自成一段：“{line}”"


@pytest.mark.parametrize(("ems", "told"), [(22, []), (21, [("merged", (3, 3))])])
def test_a_line_broken_at_a_number_is_no_heading(ems: int, told: list[object]) -> None:
    """From three quarters of the paragraph's width on it may just be broken there."""
    line = "一、" + "建" * ems
    source = page(line, paragraph=TEXT.strip()[:-1])
    assert len(source.lines[1]) == 31
    assert kinds(replace(source, marks=(*source.marks[:2], LineMark(block=2)))) == told


def test_an_article_of_five_paragraphs_without_a_title_is_told() -> None:
    """Of four it may be a note."""
    lines = tuple(f"{TEXT.strip()[:-1]}，这是第{n}处。" for n in "甲乙丙丁戊")
    source = Source(ENTRY, lines, "utf-8")
    made = split(source, ())
    assert kinds(source) == [("untitled", (1, 5))]
    (told,) = doubts((source,), split_doubts(source, made))
    assert told.startswith("? 来源 a.html 第 1–5 行是一篇，没有找到标题，起首是：“近日，某市")
    assert kinds(replace(source, lines=lines[:4])) == []


def test_a_file_without_an_article_is_told_and_left_out_runs_come_first() -> None:
    """Also where all that it holds was left out."""
    source = page("首页", LOST)
    marks = tuple(replace(mark, outside="around") for mark in source.marks)
    found = kinds(replace(source, marks=marks))
    assert found == [("left_out", (1, 4)), ("empty", (1, 4))]


def test_each_is_a_line_for_a_terminal() -> None:
    """The file, the lines, the words, the reason; signs that act on a terminal do not."""
    source = page(f"\x1b{LOST}", paragraph=TEXT + "街" * LONGEST_PARAGRAPH)
    found = split_doubts(source, split(source, ()))
    left, long = doubts((source,), found)
    assert left == (
        f"? 来源 a.html 第 3 行没有收，却有整句的话：“␣{LOST}”"
        "（正文之外的附属文字（导航、页眉、页脚、相关链接等），不作正文）"
    )
    assert long.startswith("? 来源 a.html 第 2 行是一段，长 1532 字，可能是几段并成的：“近日，")
    nothing = split_doubts(source, ())
    assert list(doubts((source,), nothing)) == ["? 来源 a.html 里没有找到成篇的文字"]


def test_nothing_is_told_of_the_received_documents() -> None:
    """Readers looked at every line of these; all is explained."""
    assert list(doubtful(corpus(read(CHECKOUT), Runner()))) == []


def test_what_is_told_is_of_the_sources_asked_for() -> None:
    """`plan` tells of the files that it adds, not of those that are there."""
    seeds = read(CHECKOUT)
    entry = replace(seeds.sources[0].entry, confirmed=None)
    first = replace(seeds.sources[0], entry=entry, lines=("甲",) * 3)
    made = corpus(replace(seeds, sources=(first, *seeds.sources[1:]), corrections=()), Runner())
    told = list(doubtful(made, {first.entry.id}))
    assert told[0].startswith(f"? 来源 {first.entry.file} 里没有找到")
    assert list(doubtful(made, {seeds.sources[1].entry.id})) == []


def test_damaged_places_are_told_with_their_words_and_what_to_do() -> None:
    """They stop nothing: the rest can be read."""
    text = "关于推进养老驿站建设的通知\n\n　　打通断头\ufffd路，老人刷卡就能享受补贴。\n"
    source = received(replace(ENTRY, file="a.txt"), text.encode(), "a.txt")
    assert list(damaged([source])) == [
        "? 来源 a.txt 第 3 行1个字符未能读出（U+FFFD），首见于第59字节 EF BF BD："
        "“打通断头\ufffd路，老人刷卡就能享受补贴。”",
        "  → 重新取得这份原件；取不到的，在 corrections.yml 里写明那里缺了什么",
    ]
    assert list(damaged([page()])) == []
