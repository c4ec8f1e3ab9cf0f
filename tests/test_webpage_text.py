"""Web pages as a person sees them: what is printed is read, and what nobody sees is left out.

Each law in three to five shapes of code, as content management systems, editors and mail write it.
"""

from __future__ import annotations

import pytest

from builder.disk import received
from builder.model import LineMark, Source, SourceEntry

TITLE = "关于推进乡村道路提升的通知"
OPENING = "为推进乡村道路提升，现将有关事项通知如下，请结合实际认真抓好落实。"
CLOSING = "各市要把乡村道路提升列入年度计划，按季度公布进度，接受群众监督。"


def source(page: str) -> Source:
    """Return a received page."""
    return received.source(SourceEntry("page", "page.html", "", "未具名", ""), page.encode())


def body(inner: str, style: str = "") -> list[tuple[str, LineMark]]:
    """Return the lines of a page between two paragraphs, with what they are."""
    head = f"<meta charset=utf-8><title>{TITLE}</title><style>{style}</style>"
    of = source(f"<html><head>{head}</head><body><h1>{TITLE}</h1><div><p>{OPENING}</p>{inner}"
                f"<p>{CLOSING}</p></div></body></html>")  # fmt: skip
    assert [of.lines[0], of.lines[1], of.lines[-1]] == [TITLE, OPENING, CLOSING]
    return list(zip(of.lines, of.marks, strict=True))[2:-1]


def read(inner: str, style: str = "") -> list[str]:
    """Return the lines of the text between two paragraphs."""
    return [line for line, mark in body(inner, style) if not mark.outside]


def left(inner: str, style: str = "") -> list[tuple[str, str | None]]:
    """Return the lines between two paragraphs that are left out, with the reason."""
    return [(line, mark.outside) for line, mark in body(inner, style) if mark.outside]


# ---------------------------------------------------------------- signs above and below the line


@pytest.mark.parametrize(
    ("code", "printed", "spans"),
    [
        ("里程10<sup>4</sup>公里。", "里程10⁴公里。", ((4, 5),)),
        ("面积3m<sup>2</sup>，CO<sub>2</sub>减排。", "面积3m²，CO₂减排。", ((4, 5), (8, 9))),
        ("里程10<sup><b>-</b><i>4</i></sup>公里。", "里程10⁻⁴公里。", ((4, 6),)),
        ('里程10<span style="vertical-align: super">4</span>公里。', "里程10⁴公里。", ((4, 5),)),
        ("里程x<sup>甲</sup>公里。", "里程x^(甲)公里。", ((3, 7),)),
        ("里程x<sub>max</sub>公里。", "里程xₘₐₓ公里。", ((3, 6),)),
        ("里程x<sub>min</sub>公里。", "里程x_(min)公里。", ((3, 9),)),
        ("里程<sup>[1]</sup>公里。", "里程[1]公里。", ()),
        ("里程<sup>①</sup>公里。", "里程①公里。", ()),
        ("里程<sup></sup>公里。", "里程公里。", ()),
    ],
)
def test_raised_and_lowered_signs_stay_what_they_are(
    code: str, printed: str, spans: tuple[tuple[int, int], ...]
) -> None:
    """Never 104 for 10⁴; what the page set is marked as set, and a note's mark stays as it is."""
    ((line, mark),) = body(f"<p>{code}</p>")
    assert (line, mark.set) == (printed, spans)


def test_ruby_is_read_without_its_reading() -> None:
    """The reading is not lost: it is a line beside the text."""
    code = "<p>打通<ruby>硌<rp>(</rp><rt>gè</rt><rp>)</rp>碛<rt>qì</rt></ruby>两地。</p>"
    assert read(code) == ["打通硌碛两地。"]
    assert left(code) == [("gè qì", "around")]


# ---------------------------------------------------------------- lists, tables, captions


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("<ol><li>甲项<li>乙项</ol>", ["1. 甲项", "2. 乙项"]),
        ("<ol start=9><li>甲项<li>乙项</ol>", ["9. 甲项", "10. 乙项"]),
        ("<ol start=x><li value=4>甲项<li>乙项</ol>", ["4. 甲项", "5. 乙项"]),
        ("<ol reversed><li>甲项<li>乙项</ol>", ["2. 甲项", "1. 乙项"]),
        ("<ol type=a start=26><li>甲项<li>乙项</ol>", ["z. 甲项", "aa. 乙项"]),
        ("<ol type=A><li>甲项<li type=i>乙项</ol>", ["A. 甲项", "ii. 乙项"]),
        ("<ol type=I start=4><li>甲项</ol>", ["IV. 甲项"]),
        ('<ol style="list-style:cjk-ideographic" start=11><li>甲项</ol>', ["十一、 甲项"]),
        ('<ol style="list-style-type:none"><li>甲项</ol>', ["甲项"]),
        ("<ol><li>1、甲项<li>2、乙项</ol>", ["1、甲项", "2、乙项"]),
        ("<ol><li>（一）甲项<li>（二）乙项</ol>", ["（一）甲项", "（二）乙项"]),
        ("<ol><li hidden>丙<li><p>甲项</p><p>又</p></ol>", ["1. 甲项", "又"]),
        ("<ul><li>甲项<ul><li>乙项</ul></ul>", ["甲项", "乙项"]),
        ("<dl><dt>甲<dd>乙项</dl>", ["甲", "乙项"]),
    ],
)
def test_lists_have_the_numbers_that_a_browser_prints(code: str, printed: list[str]) -> None:
    """And none where the items print their own, as the site's style sheet then hides the others."""
    assert read(code) == printed


def test_numbers_are_marked_as_set_and_items_with_their_depth() -> None:
    first, second = body("<ol><li>甲项<ul><li>乙项</ul></ol>")
    assert (first[1].kind, first[1].level, first[1].set) == ("item", 1, ((0, 2),))
    assert (second[1].kind, second[1].level, second[1].set) == ("item", 2, ())


def test_a_row_has_what_spans_it() -> None:
    """A cell that reaches over rows is in each, set where it is not printed; others once."""
    code = (
        "<table border=1><caption>分工表</caption><tr><th>类别<th>任务<th colspan=2>时限</tr>"
        "<tr><td rowspan=2>道路<td>打通断头路<td>年底<td>第一批</tr>"
        "<tr><td>养护<td>每月<td></tr></table>"
    )
    lines = body(code)
    assert [(line, mark.kind) for line, mark in lines] == [
        ("分工表", "caption"),
        ("类别　任务　时限", "row"),
        ("道路　打通断头路　年底　第一批", "row"),
        ("道路　养护　每月", "row"),
    ]
    assert [mark.set for _, mark in lines] == [(), (), (), ((0, 2),)]


def test_a_cell_of_several_paragraphs_stays_in_its_row() -> None:
    """Tasks are told in sentences; what tells a table is that no cell is an article."""
    long = "加快通村硬化路建设，优先打通断头路，达到四级公路标准，完善排水和防护设施，年底前完成。"
    code = (
        "<table><tr><td>序号</td><td>任务</td></tr>"
        f"<tr><td>1</td><td><p>{long}</p><p>{long}</p></td></tr>"
        f"<tr><td>2</td><td>{long}建<br>成投用。</td></tr></table>"
    )
    assert read(code) == ["序号　任务", f"1　{long} {long}", f"2　{long}建成投用。"]


def test_a_page_laid_out_as_a_table_is_read_paragraph_by_paragraph() -> None:
    page = (
        f"<title>通知</title><table><tr><td><a href=/>首页</a><td><a href=/x>新闻</a></table>"
        f"<table><tr><td width=200><ul><li><a href=/1>某局动态</a></ul></td><td><h1>{TITLE}</h1>"
        f"<p>2025-08-26 来源：某省某厅</p><p>{OPENING}</p><p>{CLOSING}</p></td></tr></table>"
    )
    of = source(page)
    kept = [line for line, mark in zip(of.lines, of.marks, strict=True) if not mark.outside]
    assert kept == [TITLE, "2025-08-26 来源：某省某厅", OPENING, CLOSING]


def test_a_caption_under_a_picture_is_told() -> None:
    ((line, mark),) = body("<figure><img src=a><figcaption>图为施工现场。</figcaption></figure>")
    assert (line, mark.kind) == ("图为施工现场。", "caption")


# ---------------------------------------------------------------- line breaks


def paragraphs(code: str) -> list[str]:
    """Return the paragraphs between two others: the lines of one block together."""
    found: dict[int, str] = {}
    for line, mark in body(code):
        if not mark.outside:
            found[mark.block] = found.get(mark.block, "") + line.strip()
    return list(found.values())


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("<p>打通断头路。<br>　　建好客运站。</p>", ["打通断头路。", "建好客运站。"]),
        ("<p>打通断头路<br>&nbsp;&nbsp;建好客运站</p>", ["打通断头路", "建好客运站"]),
        ("<p>某某办公室<br>2025年3月1日</p>", ["某某办公室", "2025年3月1日"]),
        ("<p>优先打通断头路，<br>建好客运站。</p>", ["优先打通断头路，建好客运站。"]),
        ("<p>优先打通断头路，<br>　　建好客运站。</p>", ["优先打通断头路，", "建好客运站。"]),
        ("<p>优先打通断头路，<br><br>建好客运站。</p>", ["优先打通断头路，", "建好客运站。"]),
        ("<pre>打通断头路。\n建好客运站。</pre>", ["打通断头路。", "建好客运站。"]),
    ],
)
def test_a_break_ends_a_paragraph_but_not_in_mid_sentence(code: str, printed: list[str]) -> None:
    assert paragraphs(code) == printed


def test_a_page_that_was_broken_at_a_width_is_joined() -> None:
    """A full line goes on below, a short one does not, and neither does one before a number."""
    full = (
        "　　各县要把乡村道路提升工作列入重要议事日<br>"
        "程并按季度公布各项工作的进度与存在的问题接<br>"
        "受群众监督确保如期完成。<br>　　对进展缓慢的县由省里派人驻点督促查明原因限<br>期整改。<br>"
    )
    assert paragraphs(f"<div>{full}</div>") == [
        "各县要把乡村道路提升工作列入重要议事日程并按季度公布各项工作的进度与存在的问题接受群众监督确保如期完成。",
        "对进展缓慢的县由省里派人驻点督促查明原因限期整改。",
    ]


# ---------------------------------------------------------------- what nobody sees


@pytest.mark.parametrize(
    ("hide", "style"),
    [
        ("<span hidden>{}</span>", ""),
        ('<span style="display:none">{}</span>', ""),
        ('<span style="DISPLAY : None !important ; color:red">{}</span>', ""),
        ('<i style="visibility:hidden">{}</i>', ""),
        ('<i style="font-size:0">{}</i>', ""),
        ('<i style="font: 0/0 a">{}</i>', ""),
        ('<i style="opacity:.0">{}</i>', ""),
        ('<i style="display:inline-block;width:1px;height:1px;overflow:hidden">{}</i>', ""),
        ('<i style="position:absolute;left:-9999px">{}</i>', ""),
        ('<i style="display:inline-block;text-indent:-999em">{}</i>', ""),
        ('<i style="position:absolute;clip:rect(0,0,0,0)">{}</i>', ""),
        ("<noscript>{}</noscript>", ""),
        ("<template>{}</template>", ""),
        ('<b class="x no">{}</b>', ".no{display:none}"),
        ("<b id=no>{}</b>", "/* a */ p b#no , q { display : none }"),
        ("<b class=a><u>{}</u></b>", "p .b, p > .a u {visibility:hidden}"),
        (
            "<b class=a>{}</b>",
            "@media screen and (max-width:600px){.z{color:red}} .a{display:none}",
        ),
        ("<b class=a>{}</b>", "@media (min-width:900px){.a{display:none}}"),
        ("<b class=a>{}</b>", ".a{display:none} b{display:inline}"),
        ('<b class=a style="display:inline">{}</b>', ".a{display:none!important}"),
    ],
)
def test_words_that_nobody_sees_are_left_out_and_told(hide: str, style: str) -> None:
    """Where they stood in a sentence, the sentence is read without them."""
    code = f"<p>各地要{hide.format('（草稿）')}打通断头路。</p>"
    if hide.startswith("<template"):
        code = f"<p>各地要打通断头路。</p>{hide.format('（草稿）')}"
    assert read(code, style) in (["各地要打通断头路。"], ["各地要", "打通断头路。"])
    assert left(code, style) == [("（草稿）", "hidden")]


@pytest.mark.parametrize(
    ("show", "style"),
    [
        ("<b>{}</b>", "@media print{b{display:none}}"),
        ("<b>{}</b>", "@media (max-width:700px){b{display:none}}"),
        ("<b>{}</b>", "b:hover, .z b, i > b, b.c {display:none}"),
        ("<b class=a>{}</b>", ".a{display:none} p .a{display:inline}"),
        ('<b style="display:inline">{}</b>', "b{display:none}"),
        ('<i style="visibility:hidden"><b style="visibility:visible">{}</b></i>', ""),
        ('<i style="font-size:0"><b style="font-size:16px">{}</b></i>', ""),
        ('<i aria-hidden=true style="height:0;opacity:0.5">{}</i>', ""),
        ("<b>{}</b>", "b{display:none"),
        ("<ins>{}</ins>", ""),
        ("<u>{}</u>", ""),
    ],
)
def test_words_that_a_person_sees_are_read(show: str, style: str) -> None:
    """Styles for paper, small screens and other elements hide nothing here."""
    code = f"<p>各地要{show.format('加快')}打通断头路。</p>"
    assert read(code, style) == ["各地要加快打通断头路。"]
    assert left(code, style) == []


@pytest.mark.parametrize(
    "strike",
    [
        "<s>{}</s>",
        "<del>{}</del>",
        "<strike><b>{}</b></strike>",
        '<span style="text-decoration:line-through red">{}</span>',
        '<span class="x">{}</span>',
    ],
)
def test_struck_words_do_not_live(strike: str) -> None:
    """The sentence is read without them; they are told as struck."""
    code = f"<p>补助为每公里{strike.format('三万')}<ins>五万</ins>元。</p>"
    assert read(code, ".x{text-decoration-line:line-through}") == ["补助为每公里五万元。"]
    assert left(code, ".x{text-decoration-line:line-through}") == [("三万", "struck")]


def test_an_account_page_is_read_though_a_script_shows_it() -> None:
    """The page hides the text until its script has run; what an editor hid in it stays hidden."""
    inner = f"<section><p>{OPENING}</p><p>{CLOSING}</p></section><p style='display:none'>样式块</p>"
    of = source(
        "<body style='opacity:0'><div id=img-content><h1 id=activity-name> 关于道路 </h1>"
        "<div id=meta_content><a id=js_name>某省发布</a><em id=publish_time></em></div>"
        f"<div id=js_content class=rich_media_content style='visibility:hidden;opacity:0'>{inner}"
        "</div></div><script>var ct = \"1756173600\"; var nickname = htmlDecode(\"某省发布\");"
        "</script></body>"
    )  # fmt: skip
    lines = {line.strip(): mark.outside for line, mark in zip(of.lines, of.marks, strict=True)}
    assert lines == {
        "关于道路": None,
        "某省发布": "around",
        OPENING: None,
        CLOSING: None,
        "样式块": "hidden",
    }
    assert [(fact.name, fact.value) for fact in of.facts] == [
        ("title", "关于道路"),
        ("publisher", "某省发布"),
        ("publisher", "某省发布"),
        ("date", "2025-08-26 10:00"),
    ]
