"""Which lines of a page are its text; and that the same text in another structure reads the same.

The pages are small ones of the makes that offices, papers, portals and accounts use.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from builder.disk import received
from builder.formats.webpage_article import AROUND, ARTICLE
from builder.model import InputError, Source, SourceEntry

TITLE = "关于推进乡村道路提升的通知"
TEXT = (
    "各市人民政府，为推进乡村道路提升，现将有关事项通知如下，请认真抓好落实。",
    "一、加快通村硬化路建设",
    "优先打通断头路，乡村道路路基路面达到四级公路标准，到2027年全部打通。",
    "二、建立日常养护制度",
    "每条乡村道路都有养护员，路面病害及时修补，客运班车每日不少于两班。",
)
MENU = "<div class=top><ul><li><a href=/>首页</a><li><a href=/a>政务公开</a><li><a href=/b>互动</a></ul></div>"  # noqa: E501
FOOT = "<div class=foot><p>主办：某省某厅　某ICP备12345678号</p></div>"


def source(page: str) -> Source:
    """Return a received page."""
    return received.source(SourceEntry("page", "page.html", "", "未具名", ""), page.encode())


def kept(of: Source) -> list[str]:
    """Return the lines of the text of a page."""
    return [line.strip() for line, mark in zip(of.lines, of.marks, strict=True) if not mark.outside]


def page(inner: str, title: str = TITLE) -> str:
    """Return a page with menu and footer around its text."""
    return f"<title>{title}_某省某厅</title><body>{MENU}{inner}{FOOT}</body>"


def paragraphs(lines: tuple[str, ...] = TEXT, tag: str = "p") -> str:
    """Return lines as elements."""
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


# ---------------------------------------------------------------- where the text is


@pytest.mark.parametrize(
    "name", ["#UCAP-CONTENT", ".TRS_Editor", "#zoom", ".rm_txt_con", "article"]
)
def test_a_known_element_is_the_text_with_headline_origin_and_day(name: str) -> None:
    """What stands above it is of the text where the split needs it; the rest is around it."""
    attribute = {"#": f"id={name[1:]}", ".": f'class="view {name[1:]} clear"'}.get(name[0], "")
    tag = "div" if attribute else name
    inner = (
        f"<h1>{TITLE}</h1><div><span>2025-08-26 10:00</span> 来源：某省某厅</div>"
        f"<div>字号：<a href=#>大</a> <a href=#>小</a></div><p>某政发〔2025〕14号</p>"
        f"<{tag} {attribute}>{paragraphs()}<p>某省某厅</p><p>2025年8月25日</p></{tag}>"
        f"<div><p>上一条说明：本站所登文章均由各单位提供，如有疑问请与原单位联系。</p></div>"
    )
    assert kept(source(page(inner))) == [
        TITLE,
        "2025-08-26 10:00 来源：某省某厅",
        "某政发〔2025〕14号",
        *TEXT,
        "某省某厅",
        "2025年8月25日",
    ]


def test_the_table_of_elements_names_each_once_and_general_names_last() -> None:
    assert len(set(ARTICLE)) == len(ARTICLE)
    assert (
        ARTICLE.index("#UCAP-CONTENT") < ARTICLE.index("[articleBody]") < ARTICLE.index(".content")
    )
    assert all(name == name.lower() for name in AROUND)


def test_a_known_name_that_holds_little_is_not_believed() -> None:
    """A box in the footer may have the editor's name as well."""
    inner = (
        f"<h1>{TITLE}</h1><div class=x>{paragraphs()}</div><div class=TRS_Editor>本站说明。</div>"
    )
    assert kept(source(page(inner))) == [TITLE, *TEXT]


@pytest.mark.parametrize("tag", ["p", "div", "section", "li", "dd", "center"])
def test_the_text_is_found_without_a_known_name(tag: str) -> None:
    inner = f"<h1>{TITLE}</h1><div class=q1>{paragraphs(tag=tag)}</div>"
    assert kept(source(page(inner))) == [TITLE, *TEXT]


def test_boxes_in_the_text_are_around_it() -> None:
    """Share buttons, related links and comments are known by the names of their elements."""
    inner = (
        f"<h1>{TITLE}</h1><div id=zoom>{paragraphs()}<div class=share-box>分享到微信</div>"
        "<ul class=relatedNews><li><a href=/1>某市召开现场会</a><li><a href=/2>某县通车</a></ul>"
        "<div class=comment-list><p>读者：写得很好，我们村的路什么时候修？</p></div></div>"
    )
    of = source(page(inner))
    assert kept(of) == [TITLE, *TEXT]
    assert "读者：写得很好，我们村的路什么时候修？" in of.lines


def test_a_page_with_linked_data_is_not_taken_for_an_older_encoding() -> None:
    """`+json` can be read as a character in UTF-7."""
    data = '<script type="application/ld+json">{}</script>' * 3
    assert kept(source(data + page(f"<div id=zoom>{paragraphs()}</div>"))) == list(TEXT)
    assert kept(source(data + "<p>Article 1. Roads are repaired.</p>")) == [
        "Article 1. Roads are repaired."
    ]


def test_links_under_a_line_that_announces_them_are_around_the_text() -> None:
    links = "<p>相关阅读：</p><p><a href=/1>某市召开现场会</a></p><p><a href=/2>某县通车</a></p>"
    annex = "<p><a href=1.docx>附件1　任务分工表.docx</a></p>"
    inner = f"<h1>{TITLE}</h1><div id=zoom>{paragraphs()}{annex}{links}</div>"
    assert kept(source(page(inner))) == [TITLE, *TEXT, "附件1　任务分工表.docx"]


def test_an_article_that_the_page_prints_again_is_repeated() -> None:
    """Whether the second copy stands in the same element or in another one."""
    copy = paragraphs()
    inside = source(page(f"<h1>{TITLE}</h1><div id=zoom>{copy}<div>{copy}</div></div>"))
    beside = source(page(f"<h1>{TITLE}</h1><div id=zoom>{copy}</div><div class=m>{copy}</div>"))
    for of in (inside, beside):
        assert kept(of) == [TITLE, *TEXT]
        again = [line for line, mark in zip(of.lines, of.marks, strict=True)
                 if mark.outside == "repeated"]  # fmt: skip
        assert set(again) >= {TEXT[0], TEXT[2], TEXT[4]}


def test_single_lines_may_be_printed_twice() -> None:
    """A clause that recurs is no repeated article."""
    lines = (*TEXT, "各市抓好落实。", *TEXT[:1], "各市抓好落实。")
    assert (
        kept(source(page(f"<h1>{TITLE}</h1><div id=zoom>{paragraphs(lines)}</div>"))).count(
            "各市抓好落实。"
        )
        == 2
    )


def test_a_list_of_links_is_read_as_it_stands() -> None:
    """Such a page has no other text; its groups belong together."""
    groups = "".join(
        f"<h2>第{group}批文件</h2><ul>"
        + "".join(f"<li><a href=/{n}>关于第{group}批第{n}项工作安排的通知</a>" for n in range(6))
        + "</ul>"
        for group in "一二"
    )
    found = kept(source(page(f"<div class=list>{groups}</div>", "文件汇编")))
    assert len(found) == 14
    assert "第一批文件" in found
    assert "首页" not in found


def test_a_table_of_records_above_the_text_is_around_it() -> None:
    records = (
        "<table><tr><td>索引号<td>000123<td>主题分类<td>交通<tr><td>发文机关<td>某省某厅<td>成文日期"
        "<td>2025年8月25日</table>"
    )
    inner = f"<h1>{TITLE}</h1><div id=zoom>{records}{paragraphs()}</div>"
    assert kept(source(page(inner))) == [TITLE, *TEXT]


def test_the_site_is_the_last_to_be_the_publisher() -> None:
    """A portal passes texts on; who wrote and printed them is said elsewhere in the page."""
    data = (
        '<meta property="og:site_name" content="某门户">'
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"某事",'
        '"datePublished":"2025-08-26T16:30:00Z","publisher":{"name":"某日报"},'
        '"author":[{"name":"张小明"},"李四"]}]}</script>'
        '<script type="application/ld+json">{broken</script>'
    )
    of = source(data + page(paragraphs()))
    assert [(fact.name, fact.value) for fact in of.facts if fact.name != "title"] == [
        ("date", "2025-08-26T16:30:00Z"),
        ("publisher", "某日报"),
        ("author", "张小明"),
        ("author", "李四"),
        ("publisher", "某门户"),
    ]
    assert [fact.value for fact in of.facts if fact.name == "title"] == [
        "某事",
        f"{TITLE}_某省某厅",
    ]


# ---------------------------------------------------------------- any structure, the same text

sentences = st.lists(
    st.text(alphabet="乡村道路提升养护客运县市年月到的和<&A1", min_size=2, max_size=24).map(
        lambda words: f"路{words}建设。"
    ),
    min_size=1,
    max_size=6,
)


def _spans(words: str) -> str:
    half = len(words) // 2
    parts = (escape(words[:half]), escape(words[half:]))
    return f'<span style="font-size:16pt">{parts[0]}<o:p></o:p></span><font>{parts[1]}</font>'


def _nested(words: str) -> str:
    return (
        f"<section><section style='margin:0'><div><b>{escape(words)}</b></div></section></section>"
    )


STRUCTURES = {
    "div": lambda lines: "".join(f"<div>{escape(line)}</div>" for line in lines),
    "spans": lambda lines: "".join(f"<p>{_spans(line)}</p>" for line in lines),
    "nested": lambda lines: "".join(map(_nested, lines)),
    "list": lambda lines: f"<ul>{''.join(f'<li>{escape(line)}' for line in lines)}</ul>",
    "numbers hidden": lambda lines: "<ol style='list-style:none'>"
    + "".join(f"<li><p>{escape(line)}</p></li>" for line in lines) + "</ol>",
    "table": lambda lines: f"<table>{''.join(f'<tr><td>{escape(line)}' for line in lines)}</table>",
    "nested table": lambda lines: "<table><tr><td><table><tr><td>"
    + "".join(f"<p>{escape(line)}" for line in lines) + "</table></table>",
    "breaks": lambda lines: f"<div>{'<br>　　'.join(map(escape, lines))}</div>",
    "empty lines": lambda lines: f"<p>{'<br><br>'.join(map(escape, lines))}</p>",
    "blocks of spans": lambda lines: "".join(
        f"<span style='display:block'>{escape(line)}</span>" for line in lines),
    "Word": lambda lines: "".join(
        f"<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p><p class=MsoNormal><span "
        f"style='mso-spacerun:yes'>{escape(line)}</span></p>" for line in lines),
    "unclosed": lambda lines: "".join(f"<p><font><b>{escape(line)}" for line in lines),
    "code in lines": lambda lines: "".join(
        f"<p>\n{escape(line[:2])}\n{escape(line[2:])}\n</p>" if "<" not in line else
        f"<p>{escape(line)}</p>" for line in lines),
}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sentences)
@example(["路甲建设。", "路甲建设。", "路<b>建设。"])
def test_the_same_text_in_another_structure_reads_the_same(lines: list[str]) -> None:
    """Words and paragraphs are what a person sees, whatever elements show them."""
    shown = {}
    for name, make in STRUCTURES.items():
        of = source(f"<meta charset=utf-8><body><div id=zoom>{make(lines)}</div></body>")
        blocks: dict[int, str] = {}
        for line, mark in zip(of.lines, of.marks, strict=True):
            if mark.outside not in (None, "repeated"):
                continue
            blocks[mark.block] = blocks.get(mark.block, "") + "".join(line.split())
        shown[name] = [words for words in blocks.values() if words]
    wanted = ["".join(line.split()) for line in lines]
    assert {name: found for name, found in shown.items() if found != wanted} == {}


# ---------------------------------------------------------------- what is too much


def test_elements_nested_without_end_are_refused_in_words() -> None:
    """The parser would stop there and lose the rest without a word."""
    with pytest.raises(InputError, match="nests thousands of elements") as caught:
        source("<div>" * 100_000 + TEXT[0])
    assert "→" in str(caught.value)
    assert kept(source("<b>" * 1500 + TEXT[0])) == [TEXT[0]]
    assert len(source(f"<ul><li>{TEXT[0]}" * 700).lines) == 700
    assert kept(source("<table><tr><td>" * 600 + TEXT[0] + TEXT[2])) == [TEXT[0] + TEXT[2]]


def test_a_line_of_megabytes_is_read_whole() -> None:
    words = TEXT[0] * 30_000
    assert source(f"<p>{words}</p>").lines == (words,)


def test_cells_that_span_everything_do_not_multiply_the_text() -> None:
    """A cell reaches over as many rows as there are, and is repeated in a few dozen columns."""
    row = "<td rowspan=65000 colspan=1000>甲</td>" * 300
    of = source(f"<table border=1><tr>{row}</tr>{'<tr><td>乙</td></tr>' * 100}</table>")
    assert len(of.lines) == 101
    assert sum(map(len, of.lines)) < 20_000


# ---------------------------------------------------------------- nothing lost

words = st.text(alphabet="乡村道路1A，。 \n\u3000", max_size=12)
tags = st.sampled_from(
    ["p", "div", "span", "li", "ol", "table", "tr", "td", "s", "del", "noscript", "ruby", "rt",
     "h2", "nav", "button", "caption", "pre", "br", "i hidden", "b style=display:none",
     "p class=no", "dd", "div style='visibility:hidden'", "div style='visibility:visible'", "q",
     "a href=x", "dl"]
)  # fmt: skip
pages = st.recursive(
    words,
    lambda inner: st.tuples(tags, st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages)
@example("<table><tr><td rowspan=2>道<b style=display:none>路</b><td>乡<tr><td>村</table>")
@example("<ruby>道<rt>A<s>村</s></rt></ruby><s>路<i hidden>乡</i></s>")
def test_every_word_of_a_page_is_on_a_line(code: str) -> None:
    """Seen or not: as often as the page has it, what it sets or counts left aside."""
    wanted = Counter(filter(str.isalnum, re.sub(r"<[^<>]*>", "", code)))
    try:
        of = source(f"<style>.no{{display:none}}</style><body>{code}")
    except InputError:
        assert not wanted
        return
    found: Counter[str] = Counter()
    for line, mark in zip(of.lines, of.marks, strict=True):
        counted = {at for first, last in mark.set for at in range(first, last)}
        found.update(sign for at, sign in enumerate(line) if at not in counted and sign.isalnum())
        assert "\n" not in line
    assert found == wanted


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("<p>甲</br>乙</p>", ["甲", "乙"]),
        ("<p>他说<q>修路</q>。</p>", ["他说“修路”。"]),
        (
            "<p><span>2025-08-26</span><span>来源：某日报</span><i class=x>阅读9次</i></p>",
            ["2025-08-26 来源：某日报 阅读9次"],
        ),
        ("<p>修<span class=x>路</span></p>", ["修路"]),
    ],
)
def test_what_a_browser_parts_is_parted(code: str, printed: list[str]) -> None:
    """Origin and day are parted by distance alone; words in a sentence are not."""
    assert list(source(f"<body>{code}").lines) == printed


def test_a_provision_ends_with_its_items() -> None:
    """Items after the last sentence are of the text also where no element is known."""
    inner = f"<h1>{TITLE}</h1><div class=q1>{paragraphs()}<ol><li>甲事项<li>乙事项</ol></div>"
    assert kept(source(page(inner))) == [TITLE, *TEXT, "1. 甲事项", "2. 乙事项"]


def test_a_general_name_does_not_take_in_what_stands_around() -> None:
    """`content` is often the whole middle of a page."""
    inner = (
        "<div class=content><div><a href=/>首页</a> &gt; <a href=/x>要闻</a></div>"
        f"<h1>{TITLE}</h1><h2>——推动全域提升</h2><p>2025年8月26日 来源：某日报</p>"
        f"<div>{paragraphs()}</div><div><h3>推荐</h3><ul><li><a href=/1>某地推进道路建设</a>"
        "<li><a href=/2>某县通车</a></ul></div></div>"
    )
    assert kept(source(page(inner))) == [
        TITLE,
        "——推动全域提升",
        "2025年8月26日 来源：某日报",
        *TEXT,
    ]


def test_a_hidden_copy_is_not_shown_while_the_page_shows_its_text() -> None:
    hidden = f"<div id=zoom style='display:none'>{paragraphs()}{paragraphs()}</div>"
    of = source(page(f"<h1>{TITLE}</h1><div class=q1>{paragraphs()}</div>{hidden}"))
    assert kept(of) == [TITLE, *TEXT]


def test_a_signature_in_an_element_of_its_own_is_of_the_text() -> None:
    signed = "<div class=r><p>某省某厅</p><p>二〇二五年八月二十五日</p></div><p>电子政务中心</p>"
    inner = f"<h1>{TITLE}</h1><div class=q1><div>{paragraphs()}</div>{signed}</div>"
    assert kept(source(page(inner))) == [TITLE, *TEXT, "某省某厅", "二〇二五年八月二十五日"]


def test_the_name_of_the_site_is_no_headline() -> None:
    """Many sites write their name as the first heading."""
    inner = f"<h1>某省某厅</h1><div id=zoom>{paragraphs()}</div>"
    assert kept(source(page(inner))) == list(TEXT)
    assert kept(source(page(inner.replace("某省某厅", "答记者问")))) == ["答记者问", *TEXT]


def test_a_second_element_of_the_name_is_of_the_text_if_it_holds_a_part_of_it() -> None:
    """A box of the same make in the footer holds a line."""
    parts = (paragraphs(TEXT[:3]), paragraphs(TEXT[3:]))
    two = f"<div class=zoom>{parts[0]}</div><hr><div class=zoom>{parts[1]}</div>"
    assert kept(source(page(f"<h1>{TITLE}</h1>{two}<div class=zoom>声明。</div>"))) == [
        TITLE,
        *TEXT,
    ]


def test_an_old_page_without_headings_has_its_headline_and_day() -> None:
    """All is cells and breaks; the headline is what stands over the text, the footer is none."""
    inner = (
        "<table width=960><tr><td><a href=/1>政策法规</a><tr><td><a href=/2>规范性文件</a></table>"
        "<table><tr><td align=center><font size=5><b>关于印发某县道路养护办法的通知</b></font>"
        "<tr><td align=center>发布日期：2019-03-05　　点击：123</td></tr><tr><td class=nr>"
        f"　　{'<br>　　'.join(TEXT)}<br>　　　　某县人民政府<br>　　　　2019年3月1日</td></tr>"
        "<tr><td>【<a href=#>打印</a>】</td></tr></table><table><tr><td>主办：某县人民政府办公室　"
        "地址：某县某路1号　电话：0000-0000000　邮编：000000</td></tr></table>"
    )
    assert kept(source(f"<title>某县政府网</title><body>{inner}")) == [
        "关于印发某县道路养护办法的通知",
        "发布日期：2019-03-05　　点击：123",
        *TEXT,
        "某县人民政府",
        "2019年3月1日",
    ]
