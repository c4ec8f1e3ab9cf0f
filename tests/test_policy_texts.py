"""Policy texts as trees, filing that comes down from headings, and other shapes of received text.

The documents here are written after the usual skeletons; none of them exists.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.formats import read
from builder.language.folding import folded, letters, simplified
from builder.language.phrases import finder, plain
from builder.model import (
    Corpus,
    CorrectionEntry,
    Framework,
    Label,
    Passage,
    Quotation,
    Seeds,
    SnapshotEntry,
    SourceEntry,
    TermEntry,
)
from builder.pages.documents import documents
from builder.pages.page_index import PageIndex
from builder.pipeline import corpus, pages
from builder.runner import Runner

FRAMEWORK = Framework(
    title="读本", question="读什么？", policy="关于加快发展要素市场的意见",
    subject=("要素",), relevance=1.0, actions_title="三项行动", pillars_title="两项支撑",
    actions=(
        Label("supply", "供给", words=("供给", "采集")),
        Label("flow", "流通", words=("流通", "交易")),
        Label("use", "使用", words=("使用", "开发利用")),
    ),
    pillars=(Label("network", "网络", words=("网络",)), Label("rules", "规则", words=("规则",))),
    topics=(),
)  # fmt: skip

PLAN = """关于加快发展要素市场的意见

为加快发展要素市场，现提出如下意见。

一、总体要求

**（一）指导思想。**坚持要素市场化方向，稳步推进。

（二）工作原则

——统筹推进，分步实施。要素市场要先易后难。

二、扩大要素供给

（三）建设基础网络。支持企业改造要素网络。

本条所说的企业，包括各类要素企业。

（四）明确责任。各单位分工负责要素工作：

1.牵头单位负责统筹要素工作；

2.配合单位负责落实。

**三、促进流通

（五）完善规则。健全要素规则。

各地区要抓好要素工作的落实。
"""

LAW = """某市要素条例

第一章 总则

第一条 为了规范要素市场，制定本条例。

第二条 本条例所称要素，包括下列各项：

（一）土地要素；

（二）技术要素。

前款规定的要素由目录确定。

第二章 要素流通

第一节 一般规定

第三条 要素可以依法处分。

第十条之一 要素的登记，依照前条。

第三章 附则

第十一条 本条例自公布之日起施行。
"""


def built(*files: str, name: str = "plan") -> Corpus:
    """Return the corpus of received files; several are `plan-a`, `plan-b`…"""
    names = [name] if len(files) == 1 else [f"{name}{letter}" for letter in "abc"[: len(files)]]
    sources = tuple(
        read(SourceEntry(id_, f"{id_}.txt", "", "未具名", "one"), text.encode(), id_)
        for id_, text in zip(names, files, strict=True)
    )
    terms = (TermEntry("shuju", "数据开放", "open data"),)
    return corpus(
        Seeds(FRAMEWORK, sources, terms, (), (SnapshotEntry("one", "2025-01-01", "甲", "乙"),)),
        Runner(),
    )


def tree(of: Corpus) -> list[tuple[str, str, str]]:
    """Return for each paragraph its number, the numbers of the headings over it, its heading."""
    (text,) = of.texts
    return [
        (
            one.id.rpartition("-p")[2],
            " ".join(over.rpartition("-p")[2] for over in one.section),
            one.text[slice(*one.heading)] if one.heading else "",
        )
        for one in text.paragraphs
    ]


def filed(of: Corpus) -> dict[str, Passage]:
    return {one.paragraph.rpartition("-p")[2]: one for one in of.passages}


# ---------------------------------------------------------------- the tree


def test_a_plan_is_a_tree_of_headings_clauses_and_points() -> None:
    """一、 over （一） over 1.; headings run on or stand alone; emphasis does not matter."""
    assert tree(built(PLAN)) == [
        ("3", "", ""),
        ("5", "", "一、总体要求"),
        ("7", "5", "（一）指导思想。"),
        ("9", "5", "（二）工作原则"),
        ("11", "5 9", "——统筹推进，分步实施。"),
        ("13", "", "二、扩大要素供给"),
        ("15", "13", "（三）建设基础网络。"),
        ("17", "13 15", ""),
        ("19", "13", "（四）明确责任。"),
        ("21", "13 19", ""),
        ("23", "13 19", ""),
        ("25", "", "三、促进流通"),
        ("27", "25", "（五）完善规则。"),
        ("29", "25 27", ""),
    ]


def test_a_law_is_a_tree_of_chapters_articles_and_items() -> None:
    """第一章 over 第一节 over 第一条 over （一）; an article goes on until the next."""
    assert tree(built(LAW, name="law")) == [
        ("3", "", "第一章 总则"),
        ("5", "3", "第一条"),
        ("7", "3", "第二条"),
        ("9", "3 7", ""),
        ("11", "3 7", ""),
        ("13", "3 7", ""),
        ("15", "", "第二章 要素流通"),
        ("17", "15", "第一节 一般规定"),
        ("19", "15 17", "第三条"),
        ("21", "15 17", "第十条之一"),
        ("23", "", "第三章 附则"),
        ("25", "23", "第十一条"),
    ]


def test_each_clause_has_an_address_and_stands_in_the_contents() -> None:
    """The page of a text lists its sections as they nest, each with the anchor of its clause."""
    of = built(PLAN)
    page = next(page for page in pages(of) if page.path == "documents/plan-1.md")
    rows = [row for row in page.content.split("\n") if row.lstrip().startswith("- [")]
    assert rows[:5] == [
        "    - [一、总体要求](#p5)",
        "        - [（一）指导思想](#p7)",
        "        - [（二）工作原则](#p9)",
        "    - [二、扩大要素供给](#p13)",
        "        - [（三）建设基础网络](#p15)",
    ]
    for paragraph in of.texts[0].paragraphs:
        assert page.anchors.count(f"p{paragraph.id.rpartition('-p')[2]}") == 1


PROSE = st.text(st.sampled_from("一二第章条（）、。1.要素：——"), min_size=1, max_size=20)


@given(st.lists(PROSE.filter(str.strip), min_size=1, max_size=12))
def test_a_section_is_a_path_of_headings_above(lines: list[str]) -> None:
    """Whatever is numbered how: over a paragraph stand earlier headings, each under the last."""
    of = built(
        "\n\n".join(["关于要素的意见", "一、要素", *(f"要素{one}" for one in lines), "要素。"])
    )
    for text in of.texts:
        seen: dict[str, tuple[str, ...]] = {}
        for one in text.paragraphs:
            for place, over in enumerate(one.section):
                assert seen[over] == one.section[:place]
            if one.heading:
                assert 0 == one.heading[0] < one.heading[1] <= len(one.text)
                seen[one.id] = one.section


# ---------------------------------------------------------------- filing


def test_the_heading_of_a_clause_decides_and_other_clauses_inherit() -> None:
    """（三） is about networks, as its heading says; （四） names nothing and is of its section."""
    by_place = filed(built(PLAN))
    assert by_place["15"].primary == "network"
    assert by_place["15"].areas == ()
    assert (by_place["17"].primary, by_place["17"].pillars) == ("network", ("network",))
    assert by_place["17"].inherited == (("network", "plan-1-p15"),)
    assert (by_place["19"].primary, by_place["19"].areas) == ("supply", ("supply",))
    assert by_place["19"].inherited == (("supply", "plan-1-p13"),)
    assert by_place["27"].primary == "rules"
    assert by_place["7"].primary is None


def test_what_is_inherited_is_grounded_in_the_heading() -> None:
    """The link says the words of the heading and the paragraph in which they stand."""
    links = [link for link in built(PLAN).links if str(link.origin) == "documents/plan-1#p19"]
    (link,) = [link for link in links if link.kind == "filed"]
    assert (str(link.target), link.paragraph) == ("actions/supply", "plan-1-p13")
    assert link.words == "二、扩大要素供给"


def test_no_report_inherits() -> None:
    """Headings of a newspaper decide nothing for the paragraphs under them."""
    report = (
        "某网北京8月26日电（记者张三）要素市场发展。\n\n一、扩大要素供给\n\n各地抓好要素工作。\n"
    )
    of = built(report, name="report")
    assert of.texts[0].kind == "report"
    assert all(not one.inherited for one in of.passages)


# ---------------------------------------------------------------- several paragraphs in a line

CODE = (
    "要素市场开会\n\n"
    "<p><strong>某网消息</strong>：要素会议今日开幕。</p><p>会议强调要素供给。&nbsp;</p>"
    "<p><strong>要素流通加快</strong></p><p>要素交易活跃。</p>\n"
)


def test_paragraphs_of_one_line_have_their_own_addresses() -> None:
    """The first is called by its line, the others by line and place; all lead to the line."""
    (text,) = built(CODE, name="news").texts
    assert [(one.id, one.role, one.text) for one in text.paragraphs] == [
        ("news-1-p3", "body", "某网消息：要素会议今日开幕。"),
        ("news-1-p3-2", "body", "会议强调要素供给。"),
        ("news-1-p3-3", "heading", "要素流通加快"),
        ("news-1-p3-4", "body", "要素交易活跃。"),
    ]
    assert {one.ranges for one in text.paragraphs} == {((3, 3),)}


def test_addresses_of_parts_are_one_rule_in_links_and_pages() -> None:
    of = built(CODE, name="news")
    origins = {str(link.origin) for link in of.links if link.kind == "filed"}
    assert "documents/news-1#p3-2" in origins
    page = next(page for page in pages(of) if page.path == "documents/news-1.md")
    assert "p3-2" in page.anchors


def test_an_editor_mends_and_quotes_a_part_by_its_line() -> None:
    """Line and words find the one paragraph of the line in which the words stand."""
    source = read(SourceEntry("news", "news.txt", "", "未具名", "one"), CODE.encode(), "news")
    entry = CorrectionEntry("news", 3, "活跃", "mend", "原作活泼", reading="活泼")
    quoted = Quotation("news", 3, "要素供给")
    term = TermEntry("gongji", "供给", "supply", definitions=(quoted,))
    of = corpus(
        Seeds(FRAMEWORK, (source,), (term,), (entry,), (SnapshotEntry("one", "2025", "甲", "乙"),)),
        Runner(),
    )
    assert of.texts[0].paragraphs[3].text == "要素交易活泼。"
    (link,) = [link for link in of.links if link.kind == "defines"]
    assert link.paragraph == "news-1-p3-2"


def test_other_lines_keep_their_tags() -> None:
    """What is no line of paragraphs shows as it was printed."""
    (text,) = built("要素说明\n\n要素写作<p>时，浏览器另起一段要素。\n", name="note").texts
    assert text.paragraphs[0].text == "要素写作<p>时，浏览器另起一段要素。"


# ---------------------------------------------------------------- front matter

MATTER = (
    "---\ntitle: 要素市场的新进展\nurl: https://example.cn/a.html\nsource: 某某研究院\n"
    "date: 2026-01-07\n---\n\n# 要素市场的新进展\n\n![cover](https://example.cn/a.png)\n\n"
    "要素市场有**新的进展**，![](https://example.cn/b.png)详见[全文](https://example.cn/b.html)。\n"
)


def test_front_matter_is_what_the_file_says_of_itself() -> None:
    """Title, day, publisher and address come from it, with the line as their basis."""
    of = built(MATTER, name="post")
    (text,) = of.texts
    assert (text.title, text.publisher) == ("要素市场的新进展", "某某研究院")
    assert text.url == "https://example.cn/a.html"
    assert text.date is not None
    assert (text.date.value, text.date.basis) == ("2026-01-07", "第5行「date: 2026-01-07」")
    assert [one.text for one in text.paragraphs] == ["要素市场有新的进展，详见全文。"]


def test_an_address_is_whole_or_none() -> None:
    bad = MATTER.replace("https://example.cn/a.html", "./a.html")
    entry = SourceEntry("x", "x.md", "", "未具名", "")
    assert read(entry, MATTER.encode(), "x.md").url == "https://example.cn/a.html"
    assert read(entry, bad.encode(), "x.md").url is None


# ---------------------------------------------------------------- copies and reports


def test_a_report_that_repeats_a_policy_is_no_copy_of_it() -> None:
    """Its few sentences all stand in the policy; it is a text of its own all the same."""
    report = (
        "某部印发要素文件\n\n为加快发展要素市场，现提出如下意见。坚持要素市场化方向，稳步推进。\n"
    )
    assert len(built(PLAN, report).texts) == 2
    assert len(built(PLAN, PLAN.replace("各地区要", "各地区、各部门要")).texts) == 1


def test_the_day_of_a_reprint_is_no_version() -> None:
    """Two reprints on two days, known from their front matter only, are copies of one text."""
    one, other = (f"---\ndate: 2026-01-0{day}\n---\n\n{PLAN}" for day in (7, 9))
    assert [len(text.articles) for text in built(one, other).texts] == [2]


# ---------------------------------------------------------------- traditional characters


def test_traditional_characters_are_compared_as_simplified_ones() -> None:
    """Relevance, filing and terms find the words; what is shown is what was printed."""
    printed = "某報北京8月26日電（記者張三）加快數據開放，擴大要素的採集與交易，完善規則。\n"
    of = built(printed, name="bao")
    (text,) = of.texts
    assert text.paragraphs[0].text == printed.strip()
    assert (of.passages[0].areas, of.passages[0].pillars) == (("supply", "flow"), ("rules",))
    (use,) = of.terms[0].occurrences
    assert text.paragraphs[0].text[slice(*use.first)] == "數據開放"


def test_a_copy_in_the_other_script_is_a_copy() -> None:
    other = PLAN.replace("发", "發").replace("业", "業").replace("场", "場").replace("为", "為")
    (text,) = built(PLAN, other).texts
    assert len(text.articles) == 2


@given(st.text())
def test_every_character_stays_in_its_place(text: str) -> None:
    """A span in the folded text is the same span in the printed one."""
    assert len(simplified(text)) == len(folded(text)) == len(plain(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


@pytest.mark.parametrize(
    ("traditional", "other"), [("後裡著麵", "后里著面"), ("數據處理", "数据处理"), ("開源", "开源")]
)
def test_simplified(traditional: str, other: str) -> None:
    assert simplified(traditional) == other
    assert letters(f"“{traditional}”") == other
    assert finder([other])(traditional) == ((0, len(other), 0),)


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ("二〇二五年八月二十六日", "<dt>成文日期</dt><dd>2025年8月26日</dd>"),
        ("二〇二五年八月", "<dt>成文日期</dt><dd>2025年8月</dd>"),
        ("令和7年8月26日", "<dd>第{}行「令和7年8月26日」，不能据以确定是哪一天，不推定</dd>"),
        ("", "<dd>日期文中未载，不推定</dd>"),
    ],
)
def test_a_page_says_of_a_date_what_is_printed(signed: str, said: str) -> None:
    """That none is printed is said only where nothing of the kind is."""
    text = f"{PLAN.rstrip()}\n\n某市数据局\n{signed}\n"
    _, page = documents(PageIndex(built(text)))
    assert said.format(text.count("\n")) in page.content
