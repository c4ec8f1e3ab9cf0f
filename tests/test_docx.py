"""A Word file goes in like any file: what a person sees in it, in order, and nothing invented."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import escape

import mammoth
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk.received import source
from builder.model import InputError, Outside, Source, SourceEntry
from builder.split.articles import split
from tests.docx_files import (
    STRICT,
    W,
    document,
    level,
    made,
    p,
    parts,
    pattern,
    r,
    table,
    tc,
    tr,
    zipped,
)

CHINESE = pattern(
    "1",
    level(0, "%1、", "chineseCounting"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3.", "decimal", "tab"),
    level(3, "%4", "decimalEnclosedCircle"),
)
"""The four levels of numbers that a Chinese policy has."""


def received(data: bytes, name: str = "notice.docx") -> Source:
    """Return a file as it is read."""
    return source(SourceEntry("notice", name, "0" * 64, "某市", "2025"), data)


def text(of: Source) -> list[str]:
    """Return the lines that are text."""
    return [line for line, mark in zip(of.lines, of.marks, strict=True) if not mark.outside]


def beside(of: Source) -> list[tuple[Outside, str]]:
    """Return the lines that are no text, with the reason."""
    return [
        (mark.outside, line) for line, mark in zip(of.lines, of.marks, strict=True) if mark.outside
    ]


def printed(*body: str, **others: str) -> list[str]:
    """Return the lines of text of a document with this body."""
    return text(received(document("".join(body), **others)))


# ---------------------------------------------------------------- numbers


def test_automatic_numbers_are_counted_and_marked_as_set() -> None:
    """They stand nowhere in the file; a deeper level begins anew below the next higher number."""
    of = received(
        document(
            p("总体要求", list_="1", level=0)
            + p("指导思想。坚持便民。", list_="1", level=1)
            + p("基本原则。", list_="1", level=1)
            + p("重点任务", list_="1", level=0)
            + p("建设驿站。", list_="1", level=1)
            + p("选址。", list_="1", level=2)
            + p("甲处。", list_="1", level=3)
            + p("乙处。", list_="1", level=3)
            + p("验收。", list_="1", level=2)
            + p("丙处。", list_="1", level=3),
            numbering=CHINESE,
        )
    )
    assert list(of.lines) == [
        "一、总体要求", "（一）指导思想。坚持便民。", "（二）基本原则。",
        "二、重点任务", "（一）建设驿站。",
        "1. 选址。", "①甲处。", "②乙处。", "2. 验收。", "①丙处。",
    ]  # fmt: skip
    assert [of.lines[at][start:end] for at in (0, 1, 5, 6) for start, end in of.marks[at].set] == [
        "一、", "（一）", "1. ", "①",
    ]  # fmt: skip
    # 一、 and （一） number the text itself, 1. and ① the items of a list.
    assert [(mark.kind, mark.level) for mark in of.marks[:6]] == [("text", 0)] * 5 + [("item", 3)]


@pytest.mark.parametrize(
    ("levels", "steps", "expected"),
    [
        # A level names the levels above it; a level that never came counts as its first number.
        ((level(0, "%1"), level(1, "%1.%2")), "0 1 1 0 1", "1 1.1 1.2 2 2.1"),
        ((level(0, "%1", start=3), level(1, "%1.%2")), "1 0 1", "3.1 3 3.1"),
        ((level(0, "第%1章", "chineseCounting"), level(1, "%1.%2")), "0 1", "第一章 一.1"),
        ((level(0, "第%1章", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>")),
         "0 1", "第一章 1.1"),
        # lvlRestart: 0 never, 1 only after the first level
        ((level(0, "%1"), level(1, "条%2", more='<w:lvlRestart w:val="0"/>')), "0 1 0 1",
         "1 条1 2 条2"),
        ((level(0, "%1"), level(1, "%2-"), level(2, "%3+", more='<w:lvlRestart w:val="1"/>')),
         "0 1 2 1 2 0 2", "1 1- 1+ 2- 2+ 2 1+"),
    ],
)  # fmt: skip
def test_levels_count_as_word_counts_them(
    levels: tuple[str, ...], steps: str, expected: str
) -> None:
    body = "".join(p("。", list_="1", level=int(at)) for at in steps.split())
    found = printed(body, numbering=pattern("1", *levels))
    assert [line.rstrip("。") for line in found] == expected.split()


def test_lists_of_one_pattern_go_on_and_an_override_begins_anew() -> None:
    numbering = (
        pattern("1", level(0, "%1."))
        + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = [p("甲", list_=each, level=0) for each in ("1", "1", "2", "3", "3", "0")]
    assert printed(*body, numbering=numbering) == ["1.甲", "2.甲", "3.甲", "5.甲", "6.甲", "甲"]


def test_a_style_can_number_its_paragraphs() -> None:
    """The level names the style, the style its list; a style based on it is numbered as well."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="章"/>'
        '<w:basedOn w:val="A"/></w:style>'
    )
    numbering = pattern(
        "1",
        level(0, "%1、", "japaneseCounting", more='<w:pStyle w:val="A"/>'),
        level(1, "（%2）", "japaneseCounting", more='<w:pStyle w:val="B"/>'),
    )
    of = received(
        document(
            p("总则", style="A") + p("目的", style="B") + p("附则", style="C"),
            numbering=numbering,
            styles=styles,
        )
    )
    assert list(of.lines) == ["一、总则", "（一）目的", "二、附则"]
    assert [(mark.kind, mark.level) for mark in of.marks] == [
        ("heading", 1), ("heading", 2), ("heading", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "text_", "expected"),
    [
        ("nothing", "%1.", "1.甲"),
        ("space", "%1、", "1、 甲"),
        ("tab", "%1、", "1、甲"),
        ("tab", "%1.", "1. 甲"),
        ("tab", "第%1条", "第1条 甲"),
        ("tab", "", "甲"),
    ],
)
def test_what_follows_a_number(gap: str, text_: str, expected: str) -> None:
    """A tab shows after a narrow sign; 、 has its own blank."""
    numbering = pattern("1", level(0, text_, gap=gap))
    assert printed(p("甲", list_="1", level=0), numbering=numbering) == [expected]


def test_bullets_are_no_words_and_empty_or_deleted_paragraphs_show_no_number() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    of = received(
        document(
            p("点", list_="2", level=0)
            + p("甲", list_="1", level=2)
            + p("", list_="1", level=2)
            + p(f"<w:del>{r('乙')}</w:del>", list_="1", level=2, more=deleted)
            + p("丙", list_="1", level=2),
            numbering=CHINESE + pattern("2", level(0, "\uf0b7", "bullet", "tab")),
        )
    )
    assert text(of) == ["点", "1. 甲", "3. 丙"]
    assert of.marks[0].kind == "item"
    assert beside(of) == [("struck", "乙")]


# ---------------------------------------------------------------- words


def test_revisions_are_told() -> None:
    """Inserted and moved-in words are text; what was deleted, struck or hidden stands beside it."""
    of = received(
        document(
            p(
                "到2027年，建成",
                f"<w:del>{r('3')}</w:del>",
                f"<w:ins>{r('5')}</w:ins>",
                "个驿站",
                r("（待定）", "<w:strike/>"),
                r("内部掌握", "<w:vanish/>"),
                f"<w:moveFrom>{r('甲')}</w:moveFrom><w:moveTo>{r('。')}</w:moveTo>",
            )
            + p(r("照常。", '<w:strike w:val="0"/>'))
        )
    )
    assert text(of) == ["到2027年，建成5个驿站。", "照常。"]
    assert beside(of) == [
        ("struck", "3"), ("struck", "（待定）"), ("hidden", "内部掌握"), ("struck", "甲"),
    ]  # fmt: skip


def test_a_deleted_paragraph_mark_joins_what_is_left() -> None:
    of = received(
        document(
            p("各街道要", f"<w:del>{r('尽快')}</w:del>", more="<w:rPr><w:del/></w:rPr>")
            + p("建好驿站。")
        )
    )
    assert (text(of), beside(of)) == (["各街道要建好驿站。"], [("struck", "尽快")])


def test_a_text_box_does_not_take_what_its_paragraph_hands_down() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('框中。')}</w:txbxContent></w:pict></w:r>"
    gone = "<w:rPr><w:del/></w:rPr>"
    assert printed(p("各街道要", box, more=gone), p("建好驿站。")) == [
        "框中。", "各街道要建好驿站。",
    ]  # fmt: skip


def test_styles_hide_and_strike_and_runs_undo_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="隐"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="S"><w:name w:val="删"/>'
        "<w:rPr><w:strike/></w:rPr></w:style>"
    )
    of = received(
        document(
            p("看不见", r("看得见", '<w:vanish w:val="0"/>'), style="H")
            + p("在", r("不在", '<w:rStyle w:val="S"/>')),
            styles=styles,
        )
    )
    assert text(of) == ["看得见", "在"]
    assert beside(of) == [("hidden", "看不见"), ("struck", "不在")]


def test_raised_and_lowered_figures_stay_so() -> None:
    """10⁴ is no 104; a mark of a note in brackets is left as it is."""
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    of = received(
        document(p("绿道10", r("4", up), "公里，减CO", r("2", down), "，见", r("[3]", up), "。"))
    )
    assert list(of.lines) == ["绿道10⁴公里，减CO₂，见[3]。"]
    assert [of.lines[0][start:end] for start, end in of.marks[0].set] == ["⁴", "₂"]


def _field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result if result else "")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        (_field(" PAGEREF a ", r("见下文")), "见下文"),
        (_field(r" EQ \o\ac(○,3) ", ""), "③"),
        (_field(r" EQ \o\ac(○,印) ", ""), "印"),
        (_field(" XE 索引 ", ""), None),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
         None),
        (_field(" IF 1 ", _field(" PAGE ", r("2")) + r("页")), "2页"),
        (f'<w:fldSimple w:instr="DATE">{r("5月")}</w:fldSimple>', "5月"),
        (f'<w:hyperlink r:id="x">{r("《办法》")}</w:hyperlink>', "《办法》"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F022"/></w:r>', "〓"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/></w:r>", "甲\t乙-"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲乙"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>zhàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>站</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r>", "站"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>S=a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r>"
         "</m:sup></m:sSup></m:oMath>", "S=a²"),
        ("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den>"
         "</m:f></m:oMath>", "a/b"),
    ],
)  # fmt: skip
def test_what_a_person_sees_of_a_run(runs: str, line: str | None) -> None:
    assert printed(p("前"), p(runs), p("后")) == (["前", line, "后"] if line else ["前", "后"])


def test_a_line_break_ends_a_line_and_the_paragraph_where_a_sentence_can_end() -> None:
    break_ = "<w:r><w:br/></w:r>"
    full = "各街道要在本年底以前把辖区里所有老旧小区的养老"
    of = received(
        document(
            p("某市人民政府", break_, "关于建设驿站的通知")
            + p(full, break_, "驿站建设完毕。", break_, "（二）验收。")
        )
    )
    assert list(of.lines) == [
        "某市人民政府", "关于建设驿站的通知", full, "驿站建设完毕。", "（二）验收。",
    ]  # fmt: skip
    assert [mark.block for mark in of.marks] == [1, 2, 3, 3, 4]


@pytest.mark.parametrize(("length", "blocks"), [(19, [1, 2]), (20, [1, 1])])
def test_a_long_line_without_a_stop_goes_on_below_its_break(length: int, blocks: list[int]) -> None:
    of = received(document(p("建" * length, "<w:r><w:br/></w:r>", "站。")))
    assert [mark.block for mark in of.marks] == blocks


@pytest.mark.parametrize(("size", "why"), [(2, "hidden"), (3, None)])
def test_words_of_one_point_are_seen_by_nobody(size: int, why: Outside | None) -> None:
    of = received(document(p("正文。") + p(r("防抄", f'<w:sz w:val="{size}"/>'))))
    assert of.marks[1].outside == why


@pytest.mark.parametrize(
    ("maker", "told"),
    [("张小明", True), ("某市民政局", True), ("微软用户", False), ("Administrator", False)],
)
def test_who_made_the_file_is_told_where_it_is_a_name(maker: str, told: bool) -> None:
    core = (
        '<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> </dc:title>'
        f"<dc:creator>{maker}</dc:creator></a>"
    )
    of = received(zipped({**parts(p("甲")), "docProps/core.xml": core}))
    assert [fact.value for fact in of.facts] == [maker] * told


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中的话。')}</w:txbxContent>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}'
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    art = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></w:r>'
    assert printed(p("正文。", both), p(art), p("又一段。")) == [
        "正文。", "框中的话。", "某市人民政府文件", "又一段。",
    ]  # fmt: skip


def test_contents_are_not_printed_twice() -> None:
    """A table of contents stands beside the text, whether its style, field or frame says so."""
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\h</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    framed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    of = received(
        document(
            framed + p(begin, "一、总则", "<w:r><w:tab/></w:r>", "1") + p("二、附则")
            + p(end, "一、总则") + p("三、另记", style="T"),
            styles=styles,
        )
    )  # fmt: skip
    assert text(of) == ["一、总则"]
    assert beside(of) == [
        ("around", "目录"), ("around", "一、总则\t1"), ("around", "二、附则"),
        ("around", "三、另记"),
    ]  # fmt: skip


# ---------------------------------------------------------------- parts


def test_notes_follow_the_text_and_headers_and_comments_stand_beside_it() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    of = received(
        document(
            p("共120处", note, "，另有5处", end, "。")
            + p("又一段。")
            + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
            '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>',
            footnotes=f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote>'
            f'<w:footnote w:id="2">{p("截至年底。")}</w:footnote>'
            f'<w:footnote w:id="3">{p("无人引用。")}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{p("在建。")}</w:endnote>',
            header1=p("内部资料") + p("内部资料"),
            footer1=p("－", _field(" PAGE ", r("1")), "－"),
            comments=f'<w:comment w:id="0">{p("再核一次")}</w:comment>',
        )
    )
    assert text(of) == ["共120处，另有5处。", "又一段。", "截至年底。", "在建。"]
    assert [mark.kind for mark in of.marks[:4]] == ["text", "text", "note", "note"]
    assert beside(of) == [("running", "内部资料"), ("running", "－1－"), ("around", "再核一次")]


def test_headings_are_told_by_style_or_outline_and_hold_no_stop() -> None:
    """A heading that runs on into its text is one paragraph of text."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>'
        for id_, name in (("T", "Title"), ("1", "heading 1"), ("2", "标题 2"), ("N", "Normal"))
    )
    of = received(
        document(
            p("关于建设驿站的意见", style="T")
            + p("总体要求", style="1")
            + p("指导思想", style="2")
            + p("指导思想。坚持便民。", style="2")
            + p("保障措施", style="N", more='<w:outlineLvl w:val="2"/>')
            + p("正文", style="1", more='<w:outlineLvl w:val="9"/>')
            + p("正文", style="N"),
            styles=styles,
        )
    )
    assert [mark.level for mark in of.marks] == [1, 1, 2, 0, 3, 0, 0]
    assert [mark.kind for mark in of.marks].count("heading") == 4


def test_a_row_is_a_line_and_a_cell_that_spans_rows_is_said_in_each() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    of = received(
        document(
            table(
                tr("序号", "任务", "牵头单位"),
                tr(tc(p("1")), tc(p("建站")), tc(p("民政局"), restart)),
                tr(tc(p("2")), tc(p("验收")), tc(p(""), go_on)),
                tr(tc(p("合计"), '<w:gridSpan w:val="2"/>'), tc(p("两项"))),
            )
        )
    )
    assert list(of.lines) == [
        "序号\u3000任务\u3000牵头单位", "1\u3000建站\u3000民政局", "2\u3000验收\u3000民政局",
        "合计\u3000两项",
    ]  # fmt: skip
    assert {mark.kind for mark in of.marks} == {"row"}
    assert [of.lines[2][start:end] for start, end in of.marks[2].set] == ["民政局"]


def test_numbers_in_cells_are_counted_even_where_they_stand_alone() -> None:
    rows = [tr(p("", list_="1", level=2), each) for each in ("甲", "乙")]
    assert printed(table(*rows), numbering=CHINESE) == [
        "1. \u3000甲".replace(". ", "."),
        "2.\u3000乙",
    ]


def test_a_page_laid_out_as_a_table_keeps_its_paragraphs() -> None:
    """A frame of one cell, tables within tables, and cells that hold whole paragraphs."""
    long = "各街道要把养老驿站建好。" * 10
    inner = table(tr("甲", "乙"))
    assert printed(
        table(tr(p("一段。") + p("又一段。"))),
        table(tr("左", inner + p("右下"))),
        table(
            tr(tc(p(long) + p(long)), tc(p("右"), '<w:vMerge w:val="restart"/>')),
            tr(tc(p(long) + p(long)), tc(p(""), "<w:vMerge/>")),
        ),
    ) == ["一段。", "又一段。", "左", "甲\u3000乙", "右下", long, long, "右", long, long]


def test_a_cell_of_many_words_is_a_row_and_one_of_more_is_laid_out() -> None:
    """A cell of two paragraphs with 200 characters is a part of its row; with 201 it is not."""
    half = "建" * 100
    assert printed(table(tr(p(half) + p(half), "右"))) == [f"{half} {half}\u3000右"]
    assert printed(table(tr(p(half) + p(f"{half}站"), "右"))) == [half, f"{half}站", "右"]


def test_a_title_that_spans_a_table_is_a_row() -> None:
    of = received(document(table(tr(tc(p("表一"), '<w:gridSpan w:val="2"/>')), tr("甲", "乙"))))
    assert [(line, mark.kind) for line, mark in zip(of.lines, of.marks, strict=True)] == [
        ("表一", "row"), ("甲\u3000乙", "row"),
    ]  # fmt: skip


def test_a_deleted_row_is_struck() -> None:
    of = received(document(p("在。") + table(tr("甲", "乙", more="<w:del/>"), tr("丙", "丁"))))
    assert (text(of), beside(of)) == (["在。", "丙\u3000丁"], [("struck", "甲\u3000乙")])


def test_the_strict_form_of_the_standard_is_the_same_to_us() -> None:
    held = parts(p("总体要求", list_="1", level=0), numbering=CHINESE)
    strict = {
        name: part.replace(W, STRICT) if isinstance(part, str) else part
        for name, part in held.items()
    }
    assert received(zipped(strict), "a.wps").lines == ("一、总体要求",)


def test_a_notice_becomes_an_article_and_its_properties_are_facts() -> None:
    """Who made the file is told where it is a Chinese name; when is no date of the document."""
    of_word = Document()
    of_word.core_properties.title = "关于印发《某市驿站建设办法》的通知"
    of_word.core_properties.author = "张小明"
    for words in ("某市人民政府办公室", "关于印发《某市驿站建设办法》的通知", "某政办发〔2025〕8号",
                  "各区县人民政府：", "一、总体要求", "（一）指导思想。坚持便民，建好驿站。",
                  "二、重点任务", "（一）选址。到2027年，建成2个驿站。"):  # fmt: skip
        of_word.add_paragraph(words)
    of = received(made(of_word), "收到的文件")
    assert (of.form, of.encoding) == ("docx", "Office Open XML")
    assert [(fact.name, fact.value, fact.basis) for fact in of.facts] == [
        ("title", "关于印发《某市驿站建设办法》的通知", "文件属性“标题”"),
        ("author", "张小明", "文件属性“作者”"),
    ]
    (article,) = split(of, ())
    assert article.kind == "policy"
    assert article.title is not None
    assert article.title.endswith("关于印发《某市驿站建设办法》的通知")


# ---------------------------------------------------------------- the oracle

SHOWN = st.text(
    st.characters(categories=("L", "N", "P"), max_codepoint=0xFFFF), min_size=1, max_size=20
)


KINDS = st.sampled_from(["plain", "heading", "list", "table", "revised"])


@given(st.lists(st.tuples(KINDS, SHOWN), min_size=1, max_size=8))
@settings(deadline=None, max_examples=15)
def test_every_word_that_mammoth_reads_is_read(blocks: list[tuple[str, str]]) -> None:
    body = ""
    for what, words in blocks:
        shown = escape(words)
        match what:
            case "table":
                body += table(tr(shown, "格"), tr("格", shown))
            case "heading":
                body += p(shown, more='<w:outlineLvl w:val="0"/>')
            case "list":
                body += p(shown, list_="1", level=0)
            case "revised":
                body += p(shown, f"<w:ins>{r(shown)}</w:ins><w:del>{r('删')}</w:del>")
            case "plain":
                body += p(shown)
    data = document(body, numbering=CHINESE)
    ours = "".join("".join(text(received(data))).split())
    theirs = mammoth.extract_raw_text(io.BytesIO(data)).value
    at = 0
    for line in filter(None, ("".join(line.split()) for line in theirs.split("\n"))):
        at = ours.find(line, at)
        assert at >= 0, f"{line!r} is missing, or out of order"
        at += len(line)


# ---------------------------------------------------------------- what cannot be read


def _without(name: str) -> bytes:
    held = parts(p("甲"))
    del held[name]
    return zipped(held)


def _locked() -> bytes:
    """Return an archive that says of its parts that they are encrypted."""
    data = bytearray(document(p("甲")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (document(p("甲"))[:-40], "damaged"),
        (document(p("甲"))[:60], "damaged"),
        (_without("word/document.xml"), "text is missing"),
        (zipped({"word/document.xml": "<w:document"}), "no sound XML"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
         "document type"),
        (zipped({"word/document.xml": "<a>" * 100_000 + "</a>" * 100_000}), "damaged"),
        (zipped({"word/document.xml": b" " * 30_000_000}), "unpacks to far more"),
        (_locked(), "protected by a password"),
        (document(p("")), "no text"),
        (document(p("<w:r><w:drawing><pic:pic xmlns:pic="
                    '"http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing></w:r>')),
         "text recognition"),
        (document(p("甲") + '<w:altChunk r:id="x"/>'), "embedded file"),
        (document(p(r("甲", "<w:vanish/>"))), "no text"),
        (zipped({"xl/workbook.xml": ""}), "a spreadsheet"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        received(data, "a.docx")
    assert "seeds/sources/a.docx" in str(caught.value)
    assert "→" in str(caught.value)


@given(st.data())
@settings(deadline=None, max_examples=80)
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """Whatever bytes are changed or lost, the reader returns lines or says what is wrong."""
    body = p("总体要求", list_="1", level=0) + table(tr("甲", "乙"))
    good = bytearray(document(body, numbering=CHINESE))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(4, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(good)) | st.just(len(good)))
    try:
        lines = received(bytes(good[:cut])).lines
    except InputError:
        return
    assert any(line.strip() for line in lines)
