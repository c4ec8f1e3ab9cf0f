"""Saved web pages: every visible word comes out once, in order, and the text is found among them.

Pages here are small ones of the kinds that offices, papers and browsers make.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from html import escape
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from lxml import html

from builder.disk import received
from builder.formats.webpage import declared_encoding
from builder.identify import identify
from builder.model import Article, Basis, InputError, Source, SourceEntry, StatedDay
from builder.split.articles import split
from tests.conftest import command
from tests.test_split import NO_POLICY

OFFICE = """<!doctype html>
<html><head><meta charset="utf-8">
<meta name="ArticleTitle" content="某市关于加快工业互联网发展的实施方案">
<meta name="PubDate" content="2024-05-30 15:00">
<meta name="ContentSource" content="某市人民政府">
<link rel="canonical" href="https://www.example.cn/zc/t20240530_1.html">
<title>某市关于加快工业互联网发展的实施方案_政策文件_某市人民政府门户网站</title>
<style>.a{color:red}</style><script>var title = "不可见";</script></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li>
<li><a href="/zw">政务公开</a></li></ul></div>
<div class="header"><!-- 不可见的注释 --><h1>某市关于加快工业互联网发展的实施方案</h1></div>
<div id="mainText"><p align="center">某政发〔2024〕14号</p>
<p>　　为贯彻落实国家关于发展工业互联网的决策部署，加快本市产业转型升级，特制定本方案，请各单位结合
实际认真抓好落实。</p>
<p><strong>　　一、总体要求</strong></p>
<p>　　坚持问题导向、统筹布局、开放创新，充分发挥本市在制造业领域的优势，到2027年&nbsp;
建成3个园区。</p>
<p>　　二、主要任务</p>
<p>　　（一）夯实网络基础。支持企业改造内网，推动5G与工业互联网融合应用，打造一批标杆。</p>
<p>　　（二）强化数据供给。推进数据汇聚共享，A&amp;B两类平台互联互通，鼓励开展数据评估工作。</p>
</div>
<div class="footer"><p>主办：某市人民政府办公厅</p><p>某ICP备05060933号</p></div>
</body></html>"""
"""A page of an office: menu, headline, text, footer."""


def source(page: bytes, name: str = "page.html") -> Source:
    """Return a received file."""
    return received.source(SourceEntry("page", name, "", "未具名", ""), page)


def articles(page: bytes) -> tuple[Article, ...]:
    """Return the articles of a saved page."""
    of = source(page)
    return split(of, ())


def kept(lines: tuple[str, ...]) -> str:
    return "".join("".join(lines).split())


# ---------------------------------------------------------------- what comes out


def test_an_office_page_reads_as_the_office_meant_it() -> None:
    """Headline, number, text and headings are the article; menu and footer stand beside it."""
    beside, article, footer = articles(OFFICE.encode())
    assert article.title == "某市关于加快工业互联网发展的实施方案"
    assert [(one.role, one.text[:9]) for one in article.paragraphs] == [
        ("note", "某政发〔2024〕"),
        ("body", "为贯彻落实国家关于"),
        ("heading", "一、总体要求"),
        ("body", "坚持问题导向、统筹"),
        ("heading", "二、主要任务"),
        ("body", "（一）夯实网络基础"),
        ("body", "（二）强化数据供给"),
    ]
    assert article.paragraphs[1].text.endswith("请各单位结合实际认真抓好落实。")
    assert "A&B两类" in article.paragraphs[-1].text
    assert (beside.kind, footer.kind) == ("furniture", "furniture")
    assert beside.reason.startswith("正文之外")


def test_what_the_page_says_of_itself_is_used_and_named() -> None:
    """Day, origin and address come from the metadata, and the basis says which."""
    of = source(OFFICE.encode())
    article = identify(of, split(of, ()), NO_POLICY)[1]
    known = article.identity
    assert known.published == StatedDay("2024-05-30")
    assert known.basis_of("published") == Basis(None, "网页元数据 PubDate「2024-05-30 15:00」")
    assert (article.publisher, known.origin) == ("某市人民政府门户网站", "某市人民政府")
    assert of.url == "https://www.example.cn/zc/t20240530_1.html"


def test_lines_count_in_the_visible_text() -> None:
    """A page in one line of code has as many lines as blocks, and says so."""
    one_line = OFFICE.replace("\n", "")
    of = source(one_line.encode())
    assert of.form == "webpage"
    assert len(of.lines) == 12
    assert len(one_line.splitlines()) == 1


def test_a_title_before_the_name_of_the_site_is_the_headline() -> None:
    """`某事_栏目_某网` names the line `某事`, also where no heading element does."""
    page = OFFICE.replace("h1>", "div>").replace('<meta name="ArticleTitle"', "<meta name=''")
    assert articles(page.encode())[1].title == "某市关于加快工业互联网发展的实施方案"


def test_cells_and_breaks_end_lines() -> None:
    page = "<table><tr><td>甲<p>乙<p>丙</td><td>丁</td></tr></table><div>戊<br>己<b>庚</b></div>"
    assert source(page.encode()).lines == ("甲", "乙", "丙", "丁", "戊", "己庚")


def test_a_row_of_a_table_is_one_line() -> None:
    """Also with a cell of many words; an empty cell is no word."""
    long = "各单位要抓好落实，" * 8
    rows = "<tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td><p>建 中心</p></td></tr>"
    page = f"<table>{rows}<tr><td></td><td>合计</td></tr><tr><td>2</td><td>{long}</td></tr></table>"
    assert source(page.encode()).lines == ("序号　任务", "1　建 中心", "合计", f"2　{long}")


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("says", "codec", "found", "shown"),
    [
        ("utf-8", "utf-8", "utf-8", ""),
        ("utf-8", "utf-8-sig", "utf-8", ""),
        ("gb2312", "gb18030", "gb18030", ""),
        ("utf-8", "gb18030", "gb18030", "utf-8"),
        ("gbk", "utf-8", "utf-8", "gbk"),
        ("utf-8", "utf-16", "utf-16", ""),
    ],
)
def test_the_real_encoding_is_found(says: str, codec: str, found: str, shown: str) -> None:
    """Bytes decide; what the page declares is reported where it is wrong."""
    page = OFFICE.replace('charset="utf-8"', f'charset="{says}"')
    of = source(page.encode(codec))
    assert (of.encoding, of.lines) == (found, source(OFFICE.encode()).lines)
    assert of.declared == shown


def test_a_declared_encoding_is_asked_before_a_guess() -> None:
    """Bytes that are plausible in both are what the page says that they are."""
    page = "<html><head><meta http-equiv=x content='text/html; charset=big5'></head><p>數據</p>"
    assert declared_encoding(page.encode("big5")) == "big5"
    assert source(page.encode("big5")).lines == ("數據",)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "office document is damaged"),
        (b"PK\x03\x04word/document.xml", "archive or a document"),
        (b"%PDF-1.7 ", "PDF"),
        (b"<html><body><script>load()</script></body></html>", "no visible text"),
        (b"<!-- nothing -->", "no visible text"),
        (b"<html><body><img alt='a'></body></html>", "no visible text"),
    ],
)
def test_what_is_no_page_is_refused_with_a_remedy(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        source(content)
    assert "→" in str(caught.value)
    assert "page.html" in str(caught.value)


# ---------------------------------------------------------------- laws

tags = st.sampled_from(["p", "div", "span", "b", "td", "h2", "li", "pre", "center", "x-y"])
words = st.text(
    st.one_of(
        st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")),
        st.sampled_from("<>&\"'一，。 \n\t\u3000\u00a0《》"),
    ),
    max_size=30,
)
pages = st.recursive(
    words.map(escape),
    lambda inner: st.one_of(
        st.tuples(tags, st.lists(inner, max_size=4)).map(
            lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
        ),
        inner.map(lambda body: f"{body}<br>{body}"),
        words.map(lambda text: f"<!--{text.replace('-', '')}-->"),
        words.map(lambda text: f"<script>{text.replace('<', '')}</script>"),
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages)
@example("<p>甲<p>乙</p>丙")
@example("甲<div>乙</div>丙<div><div>丁</div>戊</div>")
def test_every_visible_character_is_on_a_line_once_and_in_order(body: str) -> None:
    """The lines hold what the page's own text content holds, but for white space."""
    page = f"<html><body>{body}</body></html>"
    tree = html.document_fromstring(page)
    for unseen in tree.xpath("//script | //style | //comment()"):
        unseen.drop_tree()
    seen = "".join(tree.text_content().split())
    try:
        found = source(page.encode()).lines
    except InputError as refused:
        assume("no visible text" in str(refused))  # letters of mojibake are refused before
        found = ()
    assert kept(found) == seen
    assert all(line.strip() and not re.search("[\r\n]", line) for line in found)


def test_every_line_is_in_exactly_one_article() -> None:
    of = source(OFFICE.encode())
    held = [
        number
        for article in split(of, ())
        for first, last in article.ranges
        for number in range(first, last + 1)
    ]
    assert sorted(held) == list(range(1, len(of.lines) + 1))


def test_a_page_reads_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(OFFICE)
    assert source(file.read_bytes()) == source(file.read_bytes())


# ---------------------------------------------------------------- on the site


def test_a_page_goes_in_with_nothing_but_an_entry(root: Path, tmp_path: Path) -> None:
    """A file and five lines: the site is built, proven, and shows text, lines and what is said."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    framework = (copy / "seeds/framework.yml").read_text("utf-8")
    (subject,) = yaml.safe_load(framework)["subject"][:1]
    title = f"""某市{subject}"开放"合作'24'方案"""
    page = OFFICE.replace("某市关于加快工业互联网发展的实施方案", escape(title))
    data = page.replace("工业互联网", subject).encode("gb18030")
    (copy / "seeds/sources/office.html").write_bytes(data)
    listing = copy / "seeds/sources.yml"
    entry = {
        "id": "office",
        "file": "office.html",
        "sha256": hashlib.sha256(data).hexdigest(),
        "publisher": "未具名",
        "snapshot": yaml.safe_load(listing.read_text("utf-8"))["sources"][0]["snapshot"],
    }
    listing.write_text(
        listing.read_text("utf-8") + yaml.safe_dump([entry], allow_unicode=True), "utf-8"
    )
    done = command(copy, "build")
    assert done.returncode == 0, done.stderr
    assert command(copy, "verify").returncode == 0
    text = (copy / "site/documents/office-3.html").read_text("utf-8")
    assert "（一）夯实网络基础。" in text
    assert "主办：某市人民政府办公厅" not in text
    lines = (copy / "site/sources/office.html").read_text("utf-8")
    for words in ("主办：某市人民政府办公厅", "网页自称 utf-8", "行号按网页的可见文字计"):
        assert words in lines
