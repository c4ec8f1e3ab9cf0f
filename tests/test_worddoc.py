"""A Word document goes in like any file, under whatever name: its text, and nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk.received import source
from builder.formats.word97 import MARK
from builder.model import InputError, Source, SourceEntry
from builder.split.articles import split
from tests.word_files import container, word

NOTICE = (
    "某市人民政府办公室\r关于印发《某市智能产业发展办法》的通知\r某政办发〔2025〕8号\r"
    "各区县人民政府：\r一、总体要求\r（一）指导思想。坚持应用导向，推动产业发展。\r"
    "二、重点任务\r（一）夯实算力。到2027年，建成2个智算中心。\r2025年9月1日\r"
)


def received(data: bytes, name: str = "notice.html") -> Source:
    """Return a file as it is read."""
    return source(SourceEntry("notice", name, "0" * 64, "某市", "2025"), data)


def test_a_document_under_another_name_is_read() -> None:
    """Its first bytes say what it is; its paragraphs are the lines."""
    of = received(word(NOTICE))
    assert of.lines == tuple(NOTICE.rstrip("\r").split("\r"))
    assert (of.form, of.encoding) == ("worddoc", "Word 97–2003")
    (article,) = split(of, ())
    assert article.kind == "policy"
    assert article.title == "某市人民政府办公室关于印发《某市智能产业发展办法》的通知"
    assert article.paragraphs[-2].text.startswith("（一）夯实算力。")
    assert (article.paragraphs[-1].role, article.paragraphs[-1].text) == ("date", "2025年9月1日")


def test_what_does_not_show_is_left_out_and_what_shows_is_kept() -> None:
    """Codes of fields, anchors and marks go; cells and line breaks end lines, notes follow."""
    of = received(
        word(
            '见\x13 HYPERLINK "http://a.cn/" \\o 1 \x14《办法》\x15。\x02\r'
            "项目\x07数量\x07\x07换\x0b行\re\x1ecommerce\x01\r",
            footnotes="\x02 注：以上为预计数。\r",
            headers="内部资料\r",
            flags=0x200,
        ),
    )
    assert of.lines == (
        "见《办法》。", "项目", "数量", "换", "行", "e-commerce", " 注：以上为预计数。", "内部资料",
    )  # fmt: skip
    assert [at for at, mark in enumerate(of.marks, 1) if mark.outside == "running"] == [8]


def test_headers_and_footers_stand_beside_the_text() -> None:
    """They are on the source's page as left out, with the reason."""
    of = received(word(NOTICE, headers="－1－\r"))
    left = [one for one in split(of, ()) if one.ranges == ((10, 10),)]
    assert [one.kind for one in left] == ["furniture"]
    assert "页眉" in left[0].reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (MARK, "damaged"),
        (MARK + b"\0" * 2000, "damaged"),
        (word(NOTICE)[:2048], "damaged"),
        (word(NOTICE, flags=0x100), "encrypted"),
        (word(NOTICE, version=0x65), "older than Word 97"),
        (word("\r \r"), "no text"),
        (container({"WordDocument": b"\xdc\xa5\x65"}), "older than Word 97"),
        (container({"Blatt": b"x"}), "not of Word .Blatt"),
        (container({"Workbook": b"x"}), "a spreadsheet .*xls"),
        (container({"PowerPoint Document": b"x"}), "a presentation"),
        (container({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "protected by a password"),
        (word(NOTICE).replace(b"0Table".decode().encode("utf-16-le"), "0Fable".encode("utf-16-le")),
         "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        received(data, "a.doc")
    assert "seeds/sources/a.doc" in str(caught.value)
    assert "→" in str(caught.value)


SHOWN = st.text(
    st.characters(categories=("L", "N", "P"), max_codepoint=0xFFFF).filter(
        lambda sign: sign != "\xad"
    ),
    min_size=1,
)


@given(st.lists(SHOWN, min_size=1, max_size=8))
@settings(deadline=None, max_examples=60)
def test_every_paragraph_is_kept(paragraphs: list[str]) -> None:
    """Whatever is written is read, in its order, in both widths of characters."""
    assert received(word("".join(f"{each}\r" for each in paragraphs))).lines == tuple(paragraphs)


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """Whatever bytes are changed or lost, the reader returns lines or says what is wrong."""
    good = bytearray(word(NOTICE, headers="页眉\r"))
    for _ in range(data.draw(st.integers(1, 12))):
        # Half of the damage strikes where the layout is told.
        where = data.draw(st.integers(0, len(good) - 1) | st.integers(0, 1023))
        good[where] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(8, len(good)) | st.just(len(good)))
    try:
        lines = received(bytes(good[:cut])).lines
    except InputError:
        return
    assert any(line.strip() for line in lines)
    assert not any(sign in line for line in lines for sign in "\r\n\0\x07\x13")
