"""What a page says of its own is a sentence of the catalogue, a name or a number, or a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.identify import doubt
from builder.measure.real import link_readings, reading_scores
from builder.messages.about import SETS
from builder.messages.grounds import DOUBTS
from builder.messages.message import Message
from builder.proof.own_words import OwnWords, names_of_paragraph, own_words_proof
from builder.proof.tiles import Tiles
from builder.proof.words import words_proof

AREA = "actions/build.html"
TEXT = "documents/interview-1.html"
BUILDER = Path(__file__).parents[1] / "builder"


@pytest.fixture(scope="module")
def own(village: Path) -> OwnWords:
    """What the pages of the small policy may say."""
    return OwnWords(village, village / "site", read(village))


def test_the_site_says_nothing_else(root: Path) -> None:
    """Every page of every snapshot, the single files and the page that a host shows."""
    assert list(own_words_proof(root, root / "site", read(root))) == []


FAULTS = {
    "a sentence in the footer": (AREA, "(<footer[^>]*>)", r"\1<p>本站由某单位监制。</p>"),
    "a sentence in the frame": (AREA, "(<header[^>]*>)", r"\1本站由某单位监制"),
    "a sentence between paragraphs": (TEXT, "(</p>)", r"\1<p>另有安排。</p>"),
    "a sentence behind a comment": (TEXT, "(</h1>)", r"\1<!-- x -->另有安排"),
    "Latin words": (AREA, "(<footer[^>]*>)", r"\1 Sponsored content"),
    "words in a title": (AREA, "<title>", "<title>官方认定 "),
    "a tooltip": (TEXT, "<article", '<article title="官方认定"'),
    "an alternative text": (AREA, "(<article[^>]*>)", r'\1<img alt="官方认定">'),
    "words that are read out": (AREA, "<article", '<article aria-label="官方认定"'),
    "a placeholder": (AREA, 'placeholder="搜索"', 'placeholder="搜索违法内容"'),
    "a description": (TEXT, '(<meta name="description" content=")', r"\1官方认定："),
    "a style": (AREA, "</head>", '<style>p::after { content: "（官方认定）" }</style></head>'),
    "structured data": (AREA, '"name":"', '"name":"官方认定'),
    "a cell": ("coverage/index.html", "<td>", "<td>官方认定"),
    "an option": (AREA, "<main", "<select><option>官方认定</option></select><main"),
    "a drawing": (AREA, "<main", "<svg><text>官方认定</text></svg><main"),
    "a word of ours changed": (AREA, "原件第", "原文第"),
    "a word of ours in a title": (AREA, "原件第", "原件之第"),
    "a number in words": (AREA, r"原件第 \d+", "原件第 某"),
    "a sentence of ours cut": (AREA, "本站的话用黑体", "本站的话用"),
    "words of a source without their mark": (TEXT, '<p class="words', '<p class="'),
    "a link named by the middle of a paragraph": (
        AREA,
        "(<article[^>]*>)",
        r'\1<a href="../index.html">优先打通断头路，乡村道路路基路面达到四级公路标准</a>',
    ),
    "a letter in a name": (AREA, '(<a [^>]*href="[^"]*">)三项任务', r"\1三项任多"),
    "words of a source within ours within them": (
        TEXT,
        '(class="words[^>]*>)',
        r'\1<span class="ours"><span class="words">官方认定</span></span>',
    ),
}
"""What is wrong → the page, what is replaced, by what."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(own: OwnWords, village: Path, name: str) -> None:
    path, before, after = FAULTS[name]
    held = (village / "site" / path).read_text("utf-8")
    faulty = re.sub(before, after, held, count=1)
    assert faulty != held
    assert list(own.faults(path, held.encode())) == []
    assert [one for one in own.faults(path, faulty.encode()) if one.startswith(path)]


def test_a_sentence_of_ours_set_as_words_is_found(small: Path) -> None:
    """By the proof of words: no file prints it."""
    page = small / "site" / AREA
    held = page.read_text("utf-8")
    page.write_text(
        held.replace("<footer", '<p class="words">三项任务已完成。</p><footer', 1), "utf-8"
    )
    seeds = read(small)
    assert [one for one in words_proof(small / "site", seeds.sources, ()) if "已完成" in one]


@pytest.mark.parametrize(
    ("article", "is_fine"),
    [
        ('<h1>来信 <span class="voice editor">编者</span></h1><p>写给我们。</p>', True),
        ("<h1>来信</h1><p>写给我们。</p>", False),
        ('<h1>来信</h1><p><span class="voice policy">政策</span>写给我们。</p>', False),
    ],
)
def test_a_page_by_hand_carries_the_mark_of_the_editor(
    small: Path, article: str, *, is_fine: bool
) -> None:
    (small / "docs/help.md").write_text("# 来信\n\n写给我们。\n", "utf-8")
    page = f"<title>来信</title><article>{article}</article>"
    found = list(OwnWords(small, small / "site", read(small)).faults("help.html", page.encode()))
    assert is_fine == (not found)
    assert is_fine or "help.html: is written by hand" in found[0]
    elsewhere = page.replace("</article>", "</article><p>写给我们。</p>")
    assert len(
        list(OwnWords(small, small / "site", read(small)).faults("help.html", elsewhere.encode()))
    ) > len(found)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("原件第 39–61 行", ""),
        ("原件第 39 行（底本）", ""),
        ("原件第 39 行甚好", "甚好"),
        ("养老驿站 · 3 处", ""),
        ("养老驿站 · 处", "处"),
        ("养老驿…… · 3 处", ""),
        ("养老院…… · 3 处", "养老院……·3处"),
        ("“养老驿站先行”", ""),
        ("“养老驿站后行”", "后行”"),
        ("原文第 39 行", "第39行"),
        ("2026年3月或其后（推定）", ""),
    ],
)
def test_a_text_is_laid_as_far_as_it_can_be(text: str, rest: str) -> None:
    """Our sentences, names that the data know, numbers, and quotations that are printed."""
    tiles = Tiles(["养老驿站"], "养老驿站先行。")
    assert tiles.rest(text) == rest


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("（一）先试：分批推开。各街道另定。", "item", "（一）先试"),
        ("2．办法:“先易”到“后难”。各街道另定。", "item", "2．办法"),
        ("（二）先易后难。各街道另定：甲、乙。", "item", "（二）先易后难"),
        ("一、先易。后难：", "heading1", "一、先易。后难"),
        ("问：先易。还是先难？", "question", "先易。还是先难？"),
    ],
)
def test_a_paragraph_is_named_by_its_heading(text: str, role: str, name: str) -> None:
    """As tables of contents name it; by nothing that stands behind."""
    named = set(names_of_paragraph(text, role))
    assert name in named
    assert not any("各街道另定：" in one or one.endswith("乙") for one in named)


def test_a_long_text_is_laid_in_linear_time() -> None:
    """Each place of it is looked at once."""
    tiles = Tiles([f"第{one}条" for one in range(3000)], "")
    assert not tiles.rest("原件第39行、" * 5_000 + "“" * 1_000)


def test_a_message_says_what_stands_in_its_slots() -> None:
    assert Message("共 {count:d} 处，见{place}")(count=3, place="《某文》") == "共 3 处，见《某文》"
    with pytest.raises(KeyError):
        Message("共 {count:d} 处")(number=3)
    with pytest.raises(ValueError, match="d"):
        Message("共 {count:d} 处")(count="三")


def test_the_sets_of_measured_files_are_known_by_name() -> None:
    """They are shown on the page about the site."""
    assert {one.set for one in (*reading_scores(), *link_readings())} <= set(SETS)


def test_every_doubt_of_the_rules_is_in_the_catalogue() -> None:
    """Rules that know no messages spell them; pages say no others."""
    said = {value for name, value in vars(doubt).items() if name.isupper() and name[0] != "_"}
    assert said == {*DOUBTS}
