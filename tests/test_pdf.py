"""PDF documents: columns in order, paragraphs whole over lines and pages, furniture told apart.

Documents are set by WeasyPrint from the paragraphs that must come out.
"""

from __future__ import annotations

from functools import cache

import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk import received
from builder.model import InputError, Source, SourceEntry
from builder.split.articles import split

PARAGRAPHS = (
    "各街道要在2026年底前建成一家以上社区食堂，做到价格公道、卫生达标，方便老人就近用餐，并向社会公布服务方案。"
    "已有食堂的街道，要在年内完成一次卫生检查，检查结果张贴在食堂入口处。",
    "（一）选址。优先使用闲置的公共用房，一楼为宜，出入口设坡道和扶手。",
    "（二）补助。每家食堂每年补助五万元，由区财政列支，按季度拨付，用途向居民公开；连续两年评为优秀的，"
    "增加补助10%，用于改善厨房设备、培训人员和购买食品安全责任保险。不合格的，停发下一季度的补助，限期整改。",
    "（三）菜单。一周不重样，两荤两素一汤，少油少盐，照顾患有慢性病的老人，AI配餐系统给出建议时，"
    "须由营养师复核，不得由系统直接下单。",
    "街道办事处每月召开一次座谈会，听取老人对饭菜口味、价格和服务的意见，能当场答复的当场答复，"
    "不能当场答复的在十个工作日内书面答复，并在公告栏公布。",
    "社区食堂可以委托餐饮企业经营，也可以由居民委员会自办。委托经营的，应当通过公开招标选择企业，"
    "合同期限不超过三年，期满重新招标，不得转包，不得以租代管，不得改变用途。",
    "市民政局会同市场监督管理部门制定评分办法，从卫生、价格、口味、服务四个方面评分，每半年公布一次结果，"
    "排在末位的三家由市民政局约谈。",
    "鼓励志愿者参与送餐。对行动不便的老人，食堂应当送餐上门，送餐费由街道承担，不得向老人另行收费。",
)
"""Paragraphs of two to four lines and of one line."""

TWELVE = (*PARAGRAPHS, *(f"第{n}条措施：{words}" for n, words in enumerate(PARAGRAPHS[:4], 1)))

STYLE = """
@page { size: A4; margin: 30mm 25mm; PAGE }
body { font: 12pt/1.8 'Noto Serif CJK SC'; margin: 0; text-align: justify }
p { text-indent: 2em; margin: 0 } h1 { font-size: 18pt; text-align: center; margin: 0 0 1em }
h2 { font-size: 12pt; margin: 1em 0; font-family: 'Noto Sans CJK SC' }
td, th { border: 0.5pt solid black; padding: 3pt } table { border-collapse: collapse; width: 100% }
"""

HEADS = """
@top-center { content: '某市社区服务公报 2026年第3期' }
@bottom-center { content: '— ' counter(page) ' —' }
"""


@cache
def pdf(body: str, css: str = "", page: str = "") -> bytes:
    """Return a document as WeasyPrint sets it."""
    code = f"<html lang=zh><style>{STYLE.replace('PAGE', page)}{css}</style><body>{body}"
    return bytes(weasyprint.HTML(string=code).write_pdf())


def paragraphs(of: tuple[str, ...]) -> str:
    return "".join(f"<p>{words}</p>" for words in of)


def source(data: bytes, name: str = "a.pdf") -> Source:
    """Return a received file."""
    return received.source(SourceEntry("a", name, "", "未具名", ""), data)


def inner(of: Source) -> tuple[str, ...]:
    """Return the lines of the text, without what stands around it."""
    return tuple(
        line for line, mark in zip(of.lines, of.marks, strict=True) if mark.outside is None
    )


def outer(of: Source) -> list[tuple[int, str]]:
    """Return page and words of the running heads, running feet and page numbers."""
    return [
        (mark.page, line)
        for line, mark in zip(of.lines, of.marks, strict=True)
        if mark.outside == "running"
    ]


LAYOUTS = {
    "indented": "",
    "ragged": "body { text-align: left }",
    "spaced": "p { text-indent: 0; margin: 0 0 1em }",
    "indented and spaced": "p { margin: 0 0 0.6em }",
    "wide": "body { line-height: 2.4 }",
    "narrow": "body { line-height: 1.3 }",
    "small": "body { font-size: 9pt }",
    "large": "body { font-size: 16pt; line-height: 28pt }",
    "sans": "body { font-family: 'Noto Sans CJK SC' }",
    "two columns": "body { columns: 2; column-gap: 8mm }",
    "two columns, ragged": "body { columns: 2; column-gap: 12pt; text-align: left }",
    "three columns": "@page { size: A4 landscape } body { columns: 3; column-gap: 10mm }",
    "two columns, spaced": "body { columns: 2 } p { text-indent: 0; margin: 0 0 1em }",
    "hanging": "p { text-indent: -2em; margin: 0 0 0.8em 2em }",
}


@pytest.mark.parametrize("css", LAYOUTS.values(), ids=LAYOUTS)
def test_twelve_of_twelve_paragraphs_are_exact(css: str) -> None:
    """However they are set: one line each, on several pages, in columns, between running heads."""
    of = source(pdf(paragraphs(TWELVE * 2), css, HEADS))
    assert inner(of) == TWELVE * 2


def test_running_heads_and_page_numbers_stand_aside() -> None:
    """Known by repetition and by form; the text runs on over them."""
    of = source(pdf(paragraphs(TWELVE * 3), "", HEADS))
    pages = max(mark.page for mark in of.marks)
    assert pages >= 3
    assert outer(of) == [
        line
        for page in range(1, pages + 1)
        for line in ((page, "某市社区服务公报 2026年第3期"), (page, f"— {page} —"))
    ]
    assert [mark.page for mark in of.marks] == sorted(mark.page for mark in of.marks)


@pytest.mark.parametrize(
    ("place", "form"),
    [
        ("bottom-center", "counter(page)"),
        ("bottom-right", "'- ' counter(page) ' -'"),
        ("top-right", "'第' counter(page) '页 共' counter(pages) '页'"),
        ("bottom-left", "counter(page) ' / ' counter(pages)"),
        ("top-left", "'Page ' counter(page) ' of ' counter(pages)"),
        ("bottom-center", "counter(page, lower-roman)"),
    ],
)
def test_a_page_number_is_known_by_its_form(place: str, form: str) -> None:
    """Also on the only page."""
    of = source(pdf(paragraphs(PARAGRAPHS[:3]), "", f"@{place} {{ content: {form} }}"))
    assert inner(of) == PARAGRAPHS[:3]
    assert len(outer(of)) == 1


NOTICE = f"""
<h1>某市人民政府办公室<br>关于办好社区食堂的通知</h1>
<p style="text-align:center;text-indent:0">某政办发〔2026〕8号</p>
<p style="text-indent:0">各区人民政府：</p><p>{PARAGRAPHS[0]}</p>
<h2>一、总体要求</h2><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p><h2>二、主要任务</h2><p>{PARAGRAPHS[3]}</p>
<p style="text-align:right">某市人民政府办公室</p><p style="text-align:right">2026年3月4日</p>
<p style="text-indent:0">（此件公开发布）</p>"""
"""A notice of an office."""


def test_a_notice_reads_as_its_office_meant_it() -> None:
    """Headline over two lines, number, addressee, headings, signature: each is one line."""
    of = source(pdf(NOTICE))
    assert of.lines == (
        "某市人民政府办公室关于办好社区食堂的通知",
        "某政办发〔2026〕8号",
        "各区人民政府：",
        PARAGRAPHS[0],
        "一、总体要求",
        *PARAGRAPHS[1:3],
        "二、主要任务",
        PARAGRAPHS[3],
        "某市人民政府办公室",
        "2026年3月4日",
        "（此件公开发布）",
    )
    told = {line: mark.level for line, mark in zip(of.lines, of.marks, strict=True) if mark.level}
    assert told == {of.lines[0]: 1, "一、总体要求": 2, "二、主要任务": 2}
    article = split(of, ())[0]
    assert article.title == of.lines[0]
    assert [one.role for one in article.paragraphs].count("heading") == 2


def test_a_headline_over_two_lines_is_one() -> None:
    """Whether its first line is full or not, at the left or in the middle; as a number begins."""
    long = "某市人民政府办公室关于在全市各街道和行政村办好社区食堂方便老年居民就近用餐的实施意见"
    for style in ("", "h1 { text-align: left }"):
        of = source(pdf(f"<h1>{long}</h1>{paragraphs(PARAGRAPHS[:3])}", style))
        assert (of.lines[0], of.marks[0].level) == (long, 1)


TABLE = """<table><tr><th>序号<th>任务<th>牵头单位</tr>
<tr><td rowspan=2>1<td>建成社区食堂一百家，覆盖所有街道和有条件的行政村，价格公道<td>市民政局</tr>
<tr><td>办好送餐<td>各街道</tr>
<tr><td>2<td colspan=2>每季度检查一次</table>"""


def test_a_table_is_read_row_by_row() -> None:
    """Cells of several lines are whole, a cell over two rows stands in both, columns stay."""
    of = source(pdf(paragraphs(PARAGRAPHS[:2]) + TABLE + paragraphs(PARAGRAPHS[2:4])))
    assert of.lines == (
        *PARAGRAPHS[:2],
        "序号　任务　牵头单位",
        "1　建成社区食堂一百家，覆盖所有街道和有条件的行政村，价格公道　市民政局",
        "1　办好送餐　各街道",
        "2　每季度检查一次",
        *PARAGRAPHS[2:4],
    )
    assert [mark.kind for mark in of.marks].count("row") == 4


def test_a_table_without_rules_is_read_row_by_row() -> None:
    """Cells that are aligned tell it."""
    rows = "".join(f"<tr><td>{n}月<td>食堂{n}家<td>受益{n}00人" for n in range(1, 6))
    of = source(pdf(f"{paragraphs(PARAGRAPHS[:2])}<table>{rows}</table>", "td { border: none }"))
    assert of.lines[2:] == tuple(f"{n}月　食堂{n}家　受益{n}00人" for n in range(1, 6))
    assert {mark.kind for mark in of.marks[2:]} == {"row"}


def test_a_box_around_text_is_no_table() -> None:
    of = source(
        pdf(f"<div>{paragraphs(PARAGRAPHS)}</div>", "div { border: 1pt solid; padding: 6pt }")
    )
    assert of.lines == PARAGRAPHS
    assert {mark.kind for mark in of.marks} == {"text"}


NOTE = "指由街道举办、面向老年居民、非营利的食堂，不包括学校食堂和机关食堂，也不包括企业内部食堂。"


@pytest.mark.parametrize("css", ["", "body { columns: 2 }"])
def test_a_footnote_is_a_note_and_the_paragraph_runs_on_over_it(css: str) -> None:
    """It stands at the foot of its page; its number in the text is set."""
    body = [f"{words[:20]}<span class=n>{NOTE}</span>{words[20:]}" for words in PARAGRAPHS]
    css += "@page { size: A5 } .n { float: footnote; font-size: 9pt; text-indent: 0 }"
    of = source(pdf(paragraphs(tuple(body)), css))
    held = list(zip(of.lines, of.marks, strict=True))
    assert [line for line, mark in held if mark.kind == "text"] == [
        f"{words[:20]}{''.join('⁰¹²³⁴⁵⁶⁷⁸⁹'[int(digit)] for digit in str(n))}{words[20:]}"
        for n, words in enumerate(PARAGRAPHS, 1)
    ]
    notes = [line for line, mark in held if mark.kind == "note"]
    assert [line.lstrip("0123456789. ") for line in notes] == [NOTE] * len(PARAGRAPHS)
    line, mark = held[0]
    assert [line[first:last] for first, last in mark.set] == ["¹"]


ENGLISH = (
    "Each subdistrict shall establish at least one community canteen before the end of 2026, at "
    "fair prices and in accordance with the requirements of hygiene, so that elderly residents may "
    "eat near their homes without unreasonable inconvenience or discrimination.",
    "The well-known standards of the authority apply. A well-known standard is in the annex.",
    "Article 3. Responsibilities for the administration of subsidies rest with the department.",
)


def test_latin_words_are_joined_with_blanks_and_hyphens_of_line_ends_go() -> None:
    """A hyphen that belongs to its word stays."""
    css = "body { hyphens: auto; columns: 3 } p { text-indent: 0; margin-bottom: 1em }"
    of = source(pdf(f"<div lang=en>{paragraphs(ENGLISH * 4)}</div>", css))
    assert of.lines == ENGLISH * 4


def test_raised_and_lowered_characters_are_set() -> None:
    """10⁴ is not 104; what has no raised form stays as printed."""
    words = "<p>建成绿道10<sup>4</sup>公里，减排CO<sub>2</sub>三成，惠及全体<sup>[2]</sup>居民。"
    of = source(pdf(words))
    assert of.lines == ("建成绿道10⁴公里，减排CO₂三成，惠及全体[2]居民。",)
    assert [of.lines[0][first:last] for first, last in of.marks[0].set] == ["⁴", "₂"]


# ---------------------------------------------------------------- what is refused, and what is told


def drawn(*pages: str, resources: bytes = b"<< >>", extra: bytes = b"") -> bytes:
    """Return a document whose pages have these contents."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    ]
    for at, content in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources %s %s >>" % (4 + 2 * at, resources, extra),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content.encode()),
        ]
    out, places = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(out))
    )


HELVETICA = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
IMAGE = "400 0 0 600 72 72 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"
"""The code that shows an image."""


def words(text: str, x: int = 72, y: int = 700, turn: str = "1 0 0 1") -> str:
    """Return the code that prints words."""
    return f"BT /F 12 Tf {turn} {x} {y} Tm ({text}) Tj ET"


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="no text on any page: a scan") as caught:
        source(drawn(IMAGE, IMAGE))
    assert "OCR" in caught.value.remedy


def test_pages_without_text_are_told() -> None:
    """A document with some scanned pages is read; it says which. A blank page is none."""
    text = words("What the annex says of canteens") + words("follows.", y=684)
    of = source(drawn(text, IMAGE, "", IMAGE, text, resources=HELVETICA))
    assert of.lines == ("What the annex says of canteens follows.",) * 2
    assert [one.value for one in of.facts] == ["共 5 页"]
    assert [(one.line, one.what[:4]) for one in of.damage] == [(1, "其后第2"), (1, "其后第4")]


def encrypted() -> bytes:
    """Return a document that is closed to all who lack its password."""
    whole = drawn(words("a"), resources=HELVETICA)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (encrypted(), "needs a password"),
        (b"%PDF-1.7\n", "is damaged"),
        (b"%PDF-1.7\n" + b"\0" * 5000, "is damaged"),
        (drawn(words("a"), resources=HELVETICA)[:150], "is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        source(data)
    assert caught.value.file == "seeds/sources/a.pdf"
    assert caught.value.remedy


def mapped(text: str) -> bytes:
    """Return a document whose characters mean what `text` says, one after the other."""
    table = "".join(f"<{at:02X}> <{ord(char):04X}>\n" for at, char in enumerate(text, 33))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        "1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(text)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    printed = "".join(f"\\{at:03o}" for at, _ in enumerate(text, 33))
    font = HELVETICA.replace(b"/Helvetica", b"/Helvetica /ToUnicode 6 0 R")
    return drawn(words(printed), cmap, resources=font)


def test_characters_without_a_meaning_are_refused() -> None:
    """Letters of private use are not words; one in five is too many."""
    assert source(mapped("community" + "canteen\ue001")).lines == ("communitycanteen\ue001",)
    with pytest.raises(InputError, match="does not say what its characters mean: 3 of 9") as caught:
        source(mapped("canteen\ue001\ue002"[:6] + "\ue003\ue001\ue002"))
    assert "OCR" in caught.value.remedy


def test_ligatures_are_their_letters() -> None:
    assert source(mapped("o\ufb03ce \ufb01nd")).lines[0].startswith("office")


def test_the_dates_of_a_file_are_not_those_of_its_text() -> None:
    """When a file was made says nothing of when its words were published."""
    head = "<title>Canteens</title><meta name=dcterms.created content=2020-01-01>"
    of = source(pdf("<p>The annex follows.", f"</style>{head}<style>"))
    assert [(one.name, one.value) for one in of.facts] == [
        ("pages", "共 1 页"),
        ("title", "Canteens"),
    ]


@pytest.mark.parametrize(
    ("turn", "rotated"),
    [("1 0 0 1", 0), ("0 1 -1 0", 90), ("-1 0 0 -1", 180), ("0 -1 1 0", 270), ("0 1 -1 0", 0)],
)
def test_turned_pages_are_read_upright(turn: str, rotated: int) -> None:
    """Whether the page is turned, or its text alone, as wide tables are."""
    _, _, c, d = map(int, turn.split())
    lines = [
        words(
            f"Line {at} of the annex that follows here.",
            300 + 20 * at * -c,
            400 - 20 * at * d,
            turn,
        )
        for at in range(4)
    ]
    of = source(drawn("\n".join(lines), resources=HELVETICA, extra=b"/Rotate %d" % rotated))
    assert "".join(of.lines).count("Line") == 4
    assert [int(word) for word in "".join(of.lines).split() if word.isdigit()] == [0, 1, 2, 3]


def test_words_across_a_page_stand_aside() -> None:
    """A watermark interrupts nothing."""
    mark = words("DRAFT", 200, 300, "0.7 0.7 -0.7 0.7")
    of = source(drawn(words("The annex follows here.") + mark, resources=HELVETICA))
    assert of.lines == ("The annex follows here.", "DRAFT")
    assert [mark.outside for mark in of.marks] == [None, "around"]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """Whatever bytes are changed or lost, the reader returns lines or says what is wrong."""
    good = bytearray(drawn(words("The annex."), words("It follows."), resources=HELVETICA))
    for _ in range(data.draw(st.integers(1, 12))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        of = source(bytes(good[: data.draw(st.integers(8, len(good)))]))
    except InputError:
        return
    assert len(of.lines) == len(of.marks)
