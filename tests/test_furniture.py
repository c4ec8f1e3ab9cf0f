"""What stands around an article, in a file whose format tells paragraphs: a line on either side of
each constant of the rules."""

from __future__ import annotations

import pytest

from builder.formats import read
from builder.model import SourceEntry
from builder.split.articles import split

TEXT = "近日，某市印发《养老驿站办法》，明确到2027年建成一百个驿站，覆盖全部街道。"


def paragraphs(*lines: str) -> list[str]:
    """Return the paragraphs of the articles of a Markdown file, its lines parted by blank ones."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    of = read(entry, "\n\n".join(lines).encode(), "file.md")
    return [one.text for article in split(of, ()) for one in article.paragraphs]


@pytest.mark.parametrize(
    "line",
    [
        "（来源：某市民政局网站）", "原文来源：某报", "来源 | 某局", "责任编辑 | 某某", "（完）",
        "· end ·", "免责声明：本文不作依据", "如若转载请注明出处。", "欢迎扫码关注某某", "相关阅读",
        "**往期荐读**", "阅读 29", "点赞", "发表评论",
    ],
)  # fmt: skip
def test_an_article_is_over_above_a_line_of_a_page(line: str) -> None:
    """Below it nothing more is text, unless an article begins there."""
    assert paragraphs("# 养老驿站", TEXT, line, "某某号", "微信") == [TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "数据来源是某市统计局的公报。", "编辑部设在某区。", "说明：表中数字含新建。",
        "他声明放弃。",
        "扫码点餐，老人一开始不习惯。", "开设微信公众号，方便群众办事。",
        "打击商标侵权行为。", "**编制说明**",
    ],
)  # fmt: skip
def test_a_sentence_with_such_a_word_is_text(line: str) -> None:
    """Words of a page also occur in texts."""
    assert paragraphs("# 养老驿站", TEXT, line, TEXT + "街道协助。")[1] == line.strip("*")


def test_text_goes_on_below_a_line_of_a_page() -> None:
    """A remark in the middle of a text ends nothing."""
    more = "办法自三月起施行，由某市民政局解释。"
    assert paragraphs("# 养老驿站", TEXT, "相关阅读", more) == [TEXT, more]


@pytest.mark.parametrize(("links", "left"), [(2, 2), (3, 0)])
def test_three_links_in_a_row_are_a_list(links: int, left: int) -> None:
    """Two links between sentences are part of the text."""
    found = paragraphs("# 养老驿站", TEXT, *["- [某事](/a)"] * links, TEXT + "完。")
    assert found.count("某事") == left


@pytest.mark.parametrize(("names", "first"), [(2, "学院"), (3, TEXT)])
def test_three_short_lines_above_the_text_are_a_menu(names: int, first: str) -> None:
    """Of fewer the last one is a heading of the text."""
    assert paragraphs("# 养老驿站", *("资讯", "社区", "学院")[3 - names :], TEXT)[0] == first


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [("某区公园今天上午正式开门。", False), ("某区公园今天上午正式对外开门。", True)],
)
def test_an_article_below_the_end_of_another_has_a_sentence(sentence: str, kept: bool) -> None:
    """A headline over fifteen characters with a stop begins one."""
    found = paragraphs("# 养老驿站", TEXT, "（来源：某报）", "**某区公园开门**", sentence)
    assert (sentence in found) is kept


@pytest.mark.parametrize(("rest", "kept"), [(25, False), (26, True)])
def test_what_follows_an_editor_is_text_where_it_is_a_third(rest: int, kept: bool) -> None:
    """Less of it is what an account adds below its article of 78 characters."""
    more = "丙" * (rest - 1) + "。"
    assert len(2 * TEXT) == 78
    assert (more in paragraphs(2 * TEXT, "编辑：某某", more)) is kept


def test_the_card_of_an_account_is_no_text() -> None:
    """What stands under 关于某某 below the end, or under an introduction of the author."""
    card = "某某研究院是某市的民办机构，长期研究养老服务，欢迎来电来信反映情况。"
    assert paragraphs("# 养老驿站", TEXT, "来源：某报", "**关于某某研究院**", card) == [TEXT]
    assert paragraphs("# 养老驿站", TEXT, "来源：某报", "**作者简介**", card) == [TEXT]


NOTICE = "# 关于征集养老驿站案例的通知"


@pytest.mark.parametrize(
    "line",
    ["（联系人：社区科 王某；联系电话：010-00000000）", "联系电话：010-00000000", "邮编：000000"],
)
@pytest.mark.parametrize(
    "below",
    ["二、工作要求", "附件：1.申报表", "某市民政局", "2026年9月3日", TEXT + "完。"],
)
@pytest.mark.parametrize("title", [NOTICE, "# 养老驿站"])
def test_whom_to_ask_is_part_of_an_article_that_goes_on(title: str, below: str, line: str) -> None:
    """Neither it nor what stands below is left out."""
    assert paragraphs(title, TEXT, line, below) == [TEXT, line, below]


def test_whom_to_ask_ends_a_notice_and_stands_at_the_foot_of_a_page() -> None:
    """At the end of any other article it is the page's, and at its foot always."""
    line = "联系电话：010-00000000"
    assert paragraphs(NOTICE, TEXT, line) == [TEXT, line]
    assert paragraphs("# 养老驿站", TEXT, line) == [TEXT]
    assert paragraphs(NOTICE, TEXT, line, "版权所有 某市民政局") == [TEXT]
    assert paragraphs(NOTICE, TEXT, "责任编辑：某某", line) == [TEXT]


def test_measures_below_a_notice_with_whom_to_ask_are_a_document_of_their_own() -> None:
    """The notice ends with its day."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    notice = (NOTICE, "各区民政局：", TEXT, "（联系人：王某）", "某市民政局", "2026年9月3日")
    measures = ("某市养老驿站管理办法", f"第一条 {TEXT}", f"第二条 {TEXT}")
    file = "\n\n".join((*notice, *measures)).encode()
    articles = split(read(entry, file, "file.md"), ())
    assert [one.title for one in articles] == [NOTICE[2:], measures[0]]
    assert [one.role for one in articles[0].paragraphs] == [
        "addressee", "body", "note", "signature", "date",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["意见反馈截止日期为：2026年10月8日", "截止2026年10月8日"])
def test_a_line_with_a_day_or_a_colon_signs_nothing(line: str) -> None:
    """Only the office below it signs."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    file = "\n\n".join((NOTICE, TEXT, line, "某市民政局", "2026年9月3日")).encode()
    (article,) = split(read(entry, file, "file.md"), ())
    assert article.byline == "某市民政局"
    assert [one.role for one in article.paragraphs][-2:] == ["signature", "date"]
    assert article.paragraphs[1].text == line


def test_names_with_a_value_are_no_headings() -> None:
    """A name of a person over what he says is one."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    lines = ("# 养老驿站", TEXT, "总策划：某某", "邮编：000000", "王某：加快建设驿站", TEXT)
    (article,) = split(read(entry, "\n\n".join(lines).encode(), "file.md"), ())
    assert [one.text for one in article.paragraphs if one.role == "heading"] == [lines[4]]


@pytest.mark.parametrize(
    "line", ["公示时间：2025年12月17日—2025年12月24日", "2025年12月17日至12月24日"]
)
def test_a_period_is_no_day_of_publication(line: str) -> None:
    """It stays in the text, which goes on below."""
    entry = SourceEntry("file", "file.md", "", "未具名", "")
    file = "\n\n".join((NOTICE, TEXT, line, TEXT + "完。")).encode()
    (article,) = split(read(entry, file, "file.md"), ())
    assert [one.text for one in article.paragraphs] == [TEXT, line, TEXT + "完。"]
    assert article.datelines == ()


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_headline_about_something_runs_over_three_lines(form: str) -> None:
    """It is whole where it names its document."""
    entry = SourceEntry("file", f"file.{form}", "", "未具名", "")
    title = ("某局办公室关于组织开展2021年", "养老驿站创新任务揭榜挂帅", "申报推荐工作的通知")
    lines = (*title, "各市民政局：", TEXT)
    page = "<!DOCTYPE html>" + "".join(f"<p>{line}</p>" for line in lines)
    file = page if form == "html" else "\n\n".join(lines)
    (article,) = split(read(entry, file.encode(), f"file.{form}"), ())
    assert article.title == "".join(title)
    assert [one.text for one in article.paragraphs][-1].endswith(TEXT)
