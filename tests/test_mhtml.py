"""Web archives: the page in them reads as if it had been saved as HTML, whatever its MIME parts."""

from __future__ import annotations

import base64
import quopri
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk import received
from builder.model import InputError, Source, SourceEntry

ADDRESS = "https://www.example.cn/zc/202509/t1.html"

PAGE = """<html><head><meta charset="{charset}"><title>关于办好社区食堂的通知_某市民政局</title>
{head}</head><body><div class="nav"><a href="/">首页</a></div><h1>关于办好社区食堂的通知</h1>
<div class="TRS_Editor"><p>　　各街道要在2026年底前建成一家以上社区食堂，做到价格公道、卫生达标。
</p><p>　　一、选址。优先使用闲置的公共用房，一楼为宜，出入口设坡道和扶手，方便老人进出。</p>{more}
<p>　　二、补助。每家食堂每年补助五万元，由区财政列支，按季度拨付，用途向居民公开。</p></div>
<div class="foot">主办：某市民政局</div></body></html>"""


def page(charset: str = "utf-8", head: str = "", more: str = "") -> str:
    return PAGE.format(charset=charset, head=head, more=more)


def part(data: bytes, kind: str, *headers: str, transfer: str = "quoted-printable") -> bytes:
    """Return a part of an archive."""
    encoded = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
        "8bit": bytes,
    }[transfer](data)
    head = "\n".join((f"Content-Type: {kind}", f"Content-Transfer-Encoding: {transfer}", *headers))
    return head.encode() + b"\n\n" + encoded


def archive(*parts: bytes, headers: str = "", start: str = "", end: bool = True) -> bytes:
    """Return an archive as a browser writes it."""
    within = f' type="text/html"; boundary="--=_b"{start}'
    head = (
        f"From: <Saved by a browser>\n{headers}Subject: =?utf-8?B?5p+Q?=\n"
        "Date: Wed, 4 Mar 2026 10:00:00 +0800\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/related;{within}\n\n\n"
    ).encode()
    body = b"".join(b"----=_b\n" + one + b"\n" for one in parts)
    return (head + body + (b"----=_b--\n" if end else b"")).replace(b"\n", b"\r\n")


def source(data: bytes, name: str = "a.mht") -> Source:
    """Return a received file."""
    return received.source(SourceEntry("a", name, "", "未具名", ""), data)


HTML = source(page().encode(), "a.html")
"""What the page reads as on its own."""


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("kind", ["text/html", 'text/html; charset="{charset}"'])
def test_a_page_reads_as_it_would_alone(transfer: str, charset: str, kind: str) -> None:
    """In any transfer encoding, in any charset, whether the part or the page names it."""
    words = page(charset).encode(charset)
    alone = source(words, "a.html")
    of = source(archive(part(words, kind.format(charset=charset), transfer=transfer)))
    assert of.form == "mhtml"
    assert replace(of, form="webpage", entry=alone.entry) == alone


def test_the_address_is_told_and_the_day_of_saving_is_not_the_pages() -> None:
    """The header's address goes before all others; its date is no fact."""
    main = part(page().encode(), "text/html", "Content-Location: https://www.example.cn/other.html")
    of = source(archive(main, headers=f"Snapshot-Content-Location: {ADDRESS}\n"))
    assert of.url == ADDRESS
    assert [one.name for one in of.facts] == ["url", "title"]
    assert source(archive(main)).url == "https://www.example.cn/other.html"
    assert not any("2026-03" in line or "2026年3月" in line for line in of.lines)


@pytest.mark.parametrize(
    ("headers", "start", "given"),
    [
        ("", '; start="<main@a>"', "Content-ID: <main@a>"),
        (f"Snapshot-Content-Location: {ADDRESS}\n", "", f"Content-Location: {ADDRESS}"),
    ],
)
def test_the_page_is_the_part_that_the_header_names(headers: str, start: str, given: str) -> None:
    """By the start of the message or the address; the first page only where neither is given."""
    other = part("<p>广告：养老用品满减。</p>".encode(), "text/html", "Content-ID: <ad@a>")
    main = part(page().encode(), "text/html", given)
    assert source(archive(other, main, headers=headers, start=start)).lines == HTML.lines
    assert source(archive(other, main)).lines == ("广告：养老用品满减。",)


def test_a_frame_is_read_in_its_place() -> None:
    """By its id or its address, absolute or not, frames within frames; each frame once."""
    more = (
        '<iframe src="cid:f1@a"></iframe><iframe src="annex/f2.html">没有框架</iframe>'
        '<iframe src="cid:lost@a"></iframe>'
    )
    main = part(page(more=more).encode(), "text/html", f"Content-Location: {ADDRESS}")
    inner = "<p>　　三、分工。民政部门牵头，市场监管部门每季度检查一次。</p><iframe src='cid:f1@a'>"
    first = part(inner.encode(), "text/html", "Content-ID: <f1@a>", transfer="base64")
    second = part(
        "<p>　　四、附则。本通知自印发之日起施行，有效期五年，由市民政局负责解释。</p>".encode(
            "gbk"
        ),
        "text/html; charset=gbk",
        "Content-Location: https://www.example.cn/zc/202509/annex/f2.html",
    )
    lines = source(archive(main, first, second)).lines
    at = lines.index(HTML.lines[3])
    assert [line.strip()[:2] for line in lines[at : at + 4]] == ["一、", "三、", "四、", "二、"]
    assert len(lines) == len(HTML.lines) + 2


def test_a_page_of_frames_alone_is_read() -> None:
    """Old offices put the menu into one frame and the text into another."""
    frames = "<html><frameset cols='20%,*'><frame src=m.htm><frame src=t.htm></frameset></html>"
    where = "Content-Location: http://a.example/"
    of = source(
        archive(
            part(frames.encode(), "text/html", f"{where}index.htm"),
            part("<body><a href=x>首页</a></body>".encode(), "text/html", f"{where}m.htm"),
            part(page().encode(), "text/html", f"{where}t.htm"),
        )
    )
    assert of.lines == ("首页", *HTML.lines)


def test_a_page_may_be_a_message_of_its_own_or_one_among_many_parts() -> None:
    """Images and scripts are no words; what is nested is found."""
    image = part(b"\x89PNG\r\n" * 40, "image/png", transfer="base64")
    main = part(page().encode(), "text/html")
    nested = b"Content-Type: multipart/alternative; boundary=in\n\n--in\n" + main + b"\n--in--\n"
    assert source(archive(image, nested, image)).lines == HTML.lines
    assert source(b"MIME-Version: 1.0\n" + main).lines == HTML.lines


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.htm", "a.MHTML"])
def test_an_archive_is_known_under_any_name(name: str) -> None:
    assert source(archive(part(page().encode(), "text/html")), name).lines == HTML.lines


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.mht"])
@pytest.mark.parametrize(
    "before",
    ["", "\n\n", "<!DOCTYPE html>\n", "\ufeff<!-- saved from url=(0009)http://a/ -->\n",
     '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>'],
)  # fmt: skip
def test_the_code_of_a_page_is_read_as_one_under_any_name(name: str, before: str) -> None:
    """Nobody writes code of a page as text."""
    of = source((before + page()).encode(), name)
    assert (of.form, of.lines) == ("webpage", HTML.lines)
    wide = (before.removeprefix("\ufeff") + page()).encode("utf-16")
    assert source(wide, name).lines == HTML.lines


@pytest.mark.parametrize(
    "words", ["MIME-Version: 1.0\n\n全文如下。", "<p>甲。</p>\n<html>", "From: 某市"]
)
def test_text_that_only_looks_like_one_stays_text(words: str) -> None:
    of = source(words.encode(), "a.txt")
    assert (of.form, of.lines) == ("text", tuple(words.split("\n")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (archive(part(b"\x89PNG", "image/png")), "holds no page .image/png"),
        (archive(part("全文".encode(), "text/plain")), "holds no page .text/plain"),
        ("全文如下。".encode(), "holds no page"),
        (archive(part(page().encode()[:-40], "text/html"), end=False), "cut short"),
        (archive(part(b"<html><body></body></html>", "text/html")), "no visible text"),
        (archive(part("数".encode("gbk") + b"\xff\xff\x80", "text/html")), "neither UTF-8 nor"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        source(data)
    assert "seeds/sources/a.mht" in str(caught.value)
    assert "→" in str(caught.value)


def test_an_archive_that_ends_behind_its_page_is_read() -> None:
    """A browser that was stopped loses images first."""
    assert source(archive(part(page().encode(), "text/html"), end=False)).lines == HTML.lines


def test_what_a_style_sheet_of_the_archive_hides_stays_hidden() -> None:
    """A browser keeps style sheets as parts; the page is put together with them."""
    sheet = part(b".gone { display: none }", "text/css", "Content-ID: <c@a>")
    more = '<p class="gone">这一段网页上并不显示，读者看不见它，所以不是正文。</p>'
    main = page(head='<link rel="stylesheet" href="cid:c@a">', more=more)
    of = source(archive(part(main.encode(), "text/html"), sheet))
    hidden = {line: mark.outside for line, mark in zip(of.lines, of.marks, strict=True)}
    assert [line[:3] for line, outside in hidden.items() if outside == "hidden"] == ["这一段"]
    assert len(of.lines) == len(HTML.lines) + 1


@given(st.data())
@settings(max_examples=100)
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """Whatever bytes are changed or lost, the reader returns lines or says what is wrong."""
    good = bytearray(archive(part(page().encode(), "text/html"), part(b"x", "image/png")))
    for _ in range(data.draw(st.integers(1, 12))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        of = source(bytes(good[: data.draw(st.integers(0, len(good)))]))
    except InputError:
        return
    assert any(line.strip() for line in of.lines)
