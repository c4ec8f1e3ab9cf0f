"""What is read in Markdown files: the words of each line, its kind, and where paragraphs begin."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.formats import read
from builder.model import Fact, InputError, Source, SourceEntry


def markdown(text: str) -> Source:
    """Return a Markdown file as it is read."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    return read(entry, text.encode(), "file.md")


def told(text: str) -> list[str]:
    """Return each line that is not blank: its kind, level, why it is outside, and its words."""
    of = markdown(text)
    return [
        f"{mark.outside or mark.kind}{mark.level or ''} {words}".strip()
        for words, printed, mark in zip(of.lines, of.printed, of.marks, strict=True)
        if printed.strip()
    ]


def blocks(text: str) -> list[str]:
    """Return the paragraphs, headings, items and rows, their lines joined without blanks."""
    of = markdown(text)
    held = [(mark, words) for words, mark in zip(of.lines, of.marks, strict=True) if words]
    held = [pair for pair in held if not pair[0].outside]
    return [
        "".join(words for _, words in run) for _, run in groupby(held, lambda pair: pair[0].block)
    ]


LINES = {
    "headings of both sorts, and one without a blank": (
        "# 养老驿站\n甲。\n\n建设\n---\n##服务##\n　　### 监督\n#某某话题#\n#3",
        [
            "heading1 养老驿站",
            "text 甲。",
            "heading2 建设",
            "syntax",
            "heading2 服务",
            "heading3 监督",
            "text #某某话题#",
            "text #3",
        ],
    ),
    "a rule below a paragraph makes no heading of it": (
        "全市建成一百个养老驿站。\n---\n",
        ["text 全市建成一百个养老驿站。", "syntax"],
    ),
    "emphasis beside the marks of Chinese sentences": (
        "**“甲”**乙，**甲。**5G，**甲：**乙。****丙，**丁*“戊”*己__庚。__辛",
        ["text “甲”乙，甲。5G，甲：乙。丙，丁“戊”己庚。辛"],
    ),
    "emphasis over two paragraphs": ("**甲。\n\n乙。**", ["text 甲。", "text 乙。"]),
    "signs that are words": (
        r"\*甲\* 3 * 4，A* 与 B*，5**3，____年，x_1",
        ["text *甲* 3 * 4，A* 与 B*，5**3，____年，x_1"],
    ),
    "items keep their numbers and lose their dots": (
        "- 甲\n* 乙\n  - 丙\n3. 丁\n4) 戊\n\n   己",
        ["item1 甲", "item1 乙", "item2 丙", "item1 3. 丁", "item1 4) 戊", "text 己"],
    ),
    "a table, with a cell too many, and without its rule": (
        "| 指标 | 值 |\n|---|:-:|\n| 驿站<br>数 | **9** | 个 |\n\n| 甲 | 乙 |",
        ["row 指标\u3000值", "syntax", "row 驿站数\u30009\u3000个", "row 甲\u3000乙"],
    ),
    "links and images": (
        "![图](a b.png)\n\n[甲](/a b.html)[![](c)](d)<https://a.cn/>\n\n[《乙》][1]，见[丙](修订版)\n\n"
        "[1]: https://b.cn/ '题'\n[注]:数据来自某局",
        [
            "syntax",
            "text 甲https://a.cn/",
            "text 《乙》，见[丙](修订版)",
            "syntax",
            "text [注]:数据来自某局",
        ],
    ),
    "tags, entities, and names that are no tags": (
        "10<sup>4</sup>公里&nbsp;CO<sub>2</sub>，<u>甲</u><!---->《<某法>》<AI>\n\n<p>\n丙&lt;</p>",
        ["text 10⁴公里\xa0CO₂，甲《<某法>》<AI>", "syntax", "text 丙<"],
    ),
    "several paragraphs on a line": (
        "<p><b>甲</b>。</p><p>乙。</p>\n\n丙。<br/>丁。",
        ["text 甲。\u2029乙。", "text 丙。\u2029丁。"],
    ),
    "struck words": ("~~甲~~\n\n乙~~丙。~~丁", ["struck 甲", "text 乙丁"]),
    "a footnote": ("甲[^1]，乙[^2]。\n\n[^1]: 某局", ["text 甲[1]，乙[^2]。", "note [1] 某局"]),
    "code is printed as it stands": ("```py\n**甲**\n```", ["syntax", "text **甲**", "syntax"]),
    "indentation is no code": (
        "    甲。\n\n\t乙。\n\n　　丙。",
        ["text 甲。", "text 乙。", "text 丙。"],
    ),
    "a quotation": ("> 甲\n>\n> - 乙", ["text 甲", "syntax", "item1 乙"]),
    "front matter, in YAML or TOML": (
        "---\ntitle: 甲\ntags:\n  - 乙\n---\n丙。",
        [
            "metadata ---",
            "metadata title: 甲",
            "metadata tags:",
            "metadata   - 乙",
            "metadata ---",
            "text 丙。",
        ],
    ),
    "no front matter but a paragraph between two rules": (
        "---\n某市今天开会。\n***\n",
        ["syntax", "text 某市今天开会。", "syntax"],
    ),
    "rows about the file below the title, and none later": (
        "# 甲\n\n**日期**：2026-01-07\n- **标签：** 丙\n\n**作者**：丁\n**来源**：戊",
        [
            "heading1 甲",
            "metadata 日期：2026-01-07",
            "metadata1 标签： 丙",
            "text 作者：丁",
            "text 来源：戊",
        ],
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_lines(name: str) -> None:
    """Each line has its words, and what the marks say of it."""
    text, expected = LINES[name]
    assert told(text) == expected


PARAGRAPHS = {
    "a blank line ends a paragraph": ("甲\n\n乙", ["甲", "乙"]),
    "a text that is broken at a width is one paragraph": (
        "某市印发养老驿站管理办法，提出到明年年底\n全市建成一百个驿站。办法要求各部门协同，把\n服务送到家门口。",
        [
            "某市印发养老驿站管理办法，提出到明年年底全市建成一百个驿站。办法要求各部门协同，把服务送到家门口。"
        ],
    ),
    "lines that end a sentence each are paragraphs": (
        "某市印发养老驿站管理办法。\n办法提出建成一百个驿站，覆盖全部街道，服务送到家门口。\n老人都说好。",
        [
            "某市印发养老驿站管理办法。",
            "办法提出建成一百个驿站，覆盖全部街道，服务送到家门口。",
            "老人都说好。",
        ],
    ),
    "short lines are paragraphs, unless they go on": (
        "某市民政局\n2026年1月7日\n\n甲，\n乙",
        ["某市民政局", "2026年1月7日", "甲，乙"],
    ),
    "a hard break ends a paragraph": (
        "甲甲甲甲甲甲甲甲甲甲甲甲甲甲  \n乙\\\n丙",
        ["甲" * 14, "乙", "丙"],
    ),
    "an item is one paragraph": ("- 甲\n  乙\n- 丙\n丁", ["甲乙", "丙丁"]),
    "a code span over a line end": ("`甲\n乙`丙", ["`甲", "乙`丙"]),
}


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs(name: str) -> None:
    """Lines of one block are one paragraph."""
    text, expected = PARAGRAPHS[name]
    assert blocks(text) == expected


def test_what_the_format_sets_is_told() -> None:
    """Raised and lowered figures are set, the words around them are printed."""
    of = markdown("1. 约10<sup>4</sup>公里<sup>注</sup>")
    assert of.lines == ("1. 约10⁴公里注",)
    assert [of.lines[0][start:end] for start, end in of.marks[0].set] == ["⁴", "注"]


def test_rows_under_the_title_are_facts() -> None:
    """They go before front matter, which is often that of a feed."""
    of = markdown("---\ndate: 2026-01-09\n---\n# 甲\n**日期**：2026-01-07\n")
    assert of.facts == (
        Fact("date", "2026-01-07", "第5行"),
        Fact("date", "2026-01-09", "第2行"),
    )


def test_what_the_parser_leaves_is_read() -> None:
    """It stops at lists within many lists; their lines are text, and blocks stay in order."""
    of = markdown("\n".join("  " * depth + "- 甲" for depth in range(40)) + "\n\n乙")
    assert all(words.endswith("甲") for words in of.lines[:40])
    numbers = [mark.block for mark in of.marks]
    assert numbers == sorted(numbers)


def test_marks_alone_are_refused() -> None:
    """A file without a word is none that can be read."""
    with pytest.raises(InputError, match="no words"):
        markdown("---\n\n![](a.png)\n\n***")


def test_text_files_are_no_markdown() -> None:
    """Left-over marks of a .txt file stay in its lines."""
    entry = SourceEntry("file", "file.txt", "", "未具名", "")
    assert read(entry, "**甲**\n# 乙".encode(), "file.txt").lines == ("**甲**", "# 乙")


# ---------------------------------------------------------------- laws

WORD = st.text("某市印发养老驿站管理办法提出建成一百个2027年AI，、", min_size=1, max_size=8)
MARKS = st.sampled_from(
    ("{}", "**{}**", "__{}__", "*{}*", "<b>{}</b>", "[{}](https://a.cn/b)", "[{}][一]")
)
SENTENCE = st.lists(st.tuples(WORD, MARKS), min_size=1, max_size=4)
SHAPES = st.sampled_from(("{}", "# {}", "{}\n===", "- {}", "* {}", "+ {}", "> {}", "### {} ###"))
PAGE = st.lists(st.tuples(SENTENCE, SHAPES, st.booleans()), min_size=1, max_size=5)


def _bare(words: str) -> str:
    return "".join(words.split())


@given(PAGE)
def test_any_marks_give_the_same_words(page: list[tuple[list[tuple[str, str]], str, bool]]) -> None:
    """Emphasis, links, headings, dots of lists and line ends are no words, whatever their sort.

    Words are in quotes, where CommonMark would often leave their marks as printed.
    """
    text, expected = "", ""
    for sentence, shape, wrapped in page:
        end = "、\n" if wrapped and "===" not in shape and "#" not in shape else "、"
        words = end.join(mark.format(f"“{word}”") for word, mark in sentence)
        text += shape.format(words) + "\n\n"
        expected += "、".join(f"“{word}”" for word, _ in sentence)
    of = markdown(text + "[一]: https://a.cn/一\n")
    read_words = (words for words, mark in zip(of.lines, of.marks, strict=True) if not mark.outside)
    assert _bare("".join(read_words)) == _bare(expected)


@given(st.text('甲乙。*_~`#|<>[]()!\\&;:-+= \n1.p/s"', max_size=60))
def test_no_line_is_lost(text: str) -> None:
    """Of any text each line that is not blank has its words or says why it has none; the words of a
    line are characters of the line, in their order."""
    try:
        of = markdown(text)
    except InputError:
        return
    assert len(of.lines) == len(of.marks) == len(of.printed)
    for words, printed, mark in zip(of.lines, of.printed, of.marks, strict=True):
        assert bool(words) or bool(mark.outside) or not printed.strip()
        if "&" not in printed and mark.kind != "row":
            signs = iter(printed)
            assert all(sign in signs for sign in _bare(words))
