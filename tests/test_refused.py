"""A file that is no text is refused: what it is, and what to save instead; no text is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk import received
from builder.formats.refused import refuse
from builder.model import InputError, SourceEntry

CHECKOUT = Path(__file__).parents[1]


def packed(*names: str, **held: str) -> bytes:
    """Return an archive with files of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, words in held.items():
            archive.writestr(zipfile.ZipInfo(name), words)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


def refusal(data: bytes, name: str = "a.txt") -> str:
    """Return what is said of a file that is refused."""
    with pytest.raises(InputError) as caught:
        received.source(SourceEntry("a", name, "", "未具名", ""), data)
    assert caught.value.file == f"seeds/sources/{name}"
    assert caught.value.remedy
    return caught.value.message


BYTES = [
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image"),
    (b"GIF89a\x10\0\x10\0", "an image"),
    (b"BM\x36\0\0\0\0\0\0\0\x36\0", "an image"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "an image"),
    (b"RIFF\x24\0\0\0WAVEfmt ", "a sound or video"),
    (b"\0\0\0\x20ftypisom\0\0", "a sound or video"),
    (b"ID3\x04\0\0\0\0", "a sound or video"),
    (b"Rar!\x1a\x07\x01\0", "an archive .*rar"),
    (b"7z\xbc\xaf\x27\x1c\0\x04", "an archive .*7z"),
    (gzip.compress(b"a", mtime=0), "a compressed file"),
    (bz2.compress(b"a") + b"\0", "a compressed file"),
    (lzma.compress(b"a"), "a compressed file"),
    (tarred(), "an archive .*tar"),
    (packed("a.txt"), "an archive .*zip"),
    (packed("a.txt")[:30], "damaged"),
    (packed("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet"),
    (packed("[Content_Types].xml", "ppt/presentation.xml"), "a presentation"),
    (packed("META-INF/container.xml", mimetype="application/epub+zip"), "an electronic book"),
    (packed("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
    (packed("a", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a spreadsheet"),
    (packed("META-INF/MANIFEST.MF"), "a program"),
    (b"{\\rtf1\\ansi", "Rich Text"),
    (b"%!PS-Adobe-3.0", "PostScript"),
    (b"wOF2\0\1\0\0", "a font"),
    (b"\0\1\0\0\0\x0c\0\x80", "a font"),
    (b"\x7fELF\x02\x01\x01\0", "a program"),
    (b"MZ\x90\0\x03\0\0\0", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"bplist00\xd1", "Safari"),
    (b"CAJ\0\x02", "CNKI"),
]  # fmt: skip
"""First bytes, and what they are the first bytes of."""

RECORDS = [{"标题": "关于办好食堂的通知", "n": n, "正文": "各街道要建成食堂。"} for n in range(9)]

SHAPES = [
    (json.dumps({"total": 2, "list": RECORDS}, ensure_ascii=False), "data in JSON"),
    (json.dumps(RECORDS, ensure_ascii=False, indent=1), "data in JSON"),
    ("\ufeff" + json.dumps(RECORDS[0]), "data in JSON"),
    ("\n".join(map(json.dumps, RECORDS)), "data in JSON"),
    (json.dumps(RECORDS)[:90], "data in JSON"),
    ('["养老", "食堂"]', "data in JSON"),
    ("{}", "data in JSON"),
    (yaml.safe_dump({"queries": RECORDS}, allow_unicode=True).replace("标题", "title"), "YAML"),
    ("# 词表\nqueries:\n  - 养老\n  - 食堂\ngloss: 食堂\ntaxonomy_id: 7\n", "data in YAML"),
    ("---\n- id: 甲\n  words: [养老]\n- id: 乙\n  words:\n  - 食堂\n", "data in YAML"),
    ('<?xml version="1.0"?>\n<rss version="2.0"><channel>', "a feed"),
    ('<feed xmlns="http://www.w3.org/2005/Atom"><title>某网</title>', "a feed"),
    ("<!-- made by x -->\n<rss><channel>", "a feed"),
    ('<svg xmlns="http://www.w3.org/2000/svg">', "an image"),
    ('<?xml version="1.0"?><!-- x --><records><record/></records>', "data in XML"),
    ("#!/bin/sh\nset -e\necho 完成\nfor a in *; do\n  cat $a\ndone\n", "program code"),
    ('import os\nfrom a import b\n\n\ndef f(x):\n    return os.sep\n', "program code"),
    ("# 取数\nimport os\n\nX = 1\n\nif X:\n    print('养老食堂')\n", "program code"),
    ("(function(){var a='养老';window.b=function(c){return a+c};})();", "program code"),
    ("/* 某网 */\nconst a = 1;\nfunction b(c) {\n  return a + c;\n}\n", "program code"),
    ("/*\n  某网所有。\n*/\n/* 二 */ let a = {\n  b: 1,\n  c: 2,\n};\n", "program code"),
    ('"""What it does.\n\nAt length."""\n\nimport os\n\nX = 1\nY = 2\nZ = 3\n', "program code"),
    ("body, .nav > a {\n  color: red;\n  margin: 0;\n}\n.foot {\n  display: none;\n}\n", "program"),
    ("// 甲\n#include <stdio.h>\nstatic int main() {\n  return 0;\n}\n", "program code"),
    ("INSERT INTO a VALUES (1, '养老');\nINSERT INTO a VALUES (2, '食堂');\n", "program code"),
]  # fmt: skip
"""Characters that are no text, and what they are."""

NAMES = [
    ("a.csv", "a spreadsheet"), ("a.JSON", "data in JSON"), ("a.yaml", "data in YAML"),
    ("a.py", "program code"), ("a.css", "program code"), ("a.sh", "program code"),
    ("a.xml", "data in XML"), ("a.js", "program code"),
]  # fmt: skip

TEXTS = [
    "一、目标：到2027年建成。\n二、任务：建设食堂。\n三、保障：加强领导。\n",
    "title: 关于办好食堂的通知\ndate: 2026-01-07\nsource: 某网\nurl: https://a.example/\n",
    "---\ntitle: 通知\ndate: 2026-01-07\nsource: 某网\n---\n- 建成食堂\n- 办好驿站\n",
    "---\ntitle: 通知\ntags:\n  - 养老\ndate: 2026-01-07\n---\n\n各街道要建成食堂。\n",
    "note: the annex follows.\nfrom: the ministry\nto: all districts\n\nEach district shall act.\n",
    "[图片]\n各街道要建成食堂。\n",
    "[1] 某市民政局：《关于办好食堂的通知》。\n[2] 同上。\n",
    "{养老}是{食堂}的本意。\n",
    "# 通知\n\n```js\nvar a = 1;\nvar b = 2;\n```\n",
    "import duties on medical goods are set out in the annex;\nthey apply from 1 May;\n"
    "exemptions are listed in Article 3;\nall districts follow;\n",
    "Import of goods:\n(a) food;\n(b) medicines;\n(c) books;\n",
    "from the first day of the month,\nall districts shall;\n(a) act;\n(b) report;\n",
    "class of goods (a):\nif imported,\nfor use in schools,\nset out below;\n",
    "Public consultation on the draft, (a), (b);\n",
    "<p>甲。</p><p>乙。</p>\n",
    "BM公司发布养老报告。\n",
    "MZ世代的养老观。\n",
    "ID3 标签说明。\n",
    "2026年，养老，食堂\n2027年，养老，驿站\n",
    "- 建成食堂：十家\n- 办好驿站：两家\n  - 其中：新建一家\n",
    "Contents:\n- food: ten\n  - new\n- homes: two\n",
    "使用方法：import os 即可。\n",
    "%养老%\n",
]
"""Texts in shapes near those of data and code."""


@pytest.mark.parametrize(("data", "what"), BYTES)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a"])
def test_first_bytes_say_what_a_file_is(data: bytes, what: str, name: str) -> None:
    """Under whatever name it was saved."""
    with pytest.raises(InputError, match=f"this is .*{what}"):
        received.source(SourceEntry("a", name, "", "未具名", ""), data)


@pytest.mark.parametrize(("words", "what"), SHAPES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_shape_says_what_characters_are(words: str, what: str, encoding: str) -> None:
    """Data and code under .txt are no text, in any encoding."""
    assert what in refusal(words.lstrip("\ufeff").encode(encoding))
    assert what in refusal(words.encode(), "a.html")


@pytest.mark.parametrize(("name", "what"), NAMES)
def test_a_name_says_it_where_nothing_else_does(name: str, what: str) -> None:
    assert what in refusal("甲，乙\n丙，丁\n".encode(), name)


@pytest.mark.parametrize("words", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_text_is_not_refused(words: str, encoding: str) -> None:
    """Colons, brackets, lists and quoted code are what texts have, too."""
    refuse(words.encode(encoding), "a.txt", "a.txt")
    refuse(words.encode(encoding), "a.md", "a.md")


def test_the_received_files_are_not_refused() -> None:
    for path in sorted((CHECKOUT / "seeds/sources").iterdir()):
        refuse(path.read_bytes(), path.name, path.name)
    for path in sorted((CHECKOUT / "docs").rglob("*.md")):
        refuse(path.read_bytes(), path.name, path.name)


def test_data_is_yaml_from_three_keys_and_a_list() -> None:
    refuse(b"queries:\n  - a\n  - b\ngloss: c\n", "a.txt", "a.txt")
    refuse(b"queries: a\ngloss: c\nterms: d\n", "a.txt", "a.txt")
    assert "YAML" in refusal(b"queries:\n  - a\ngloss: c\nterms: d\n")


def test_code_is_code_from_seven_lines_in_ten() -> None:
    """Fewer are a text that begins with an example."""
    code, prose = "var a = 1;\n", "The annex follows\n"
    assert "code" in refusal((code * 7 + prose * 3).encode())
    refuse((code * 6 + prose * 4).encode(), "a.txt", "a.txt")


def test_code_has_at_most_four_chinese_characters_in_ten() -> None:
    assert "code" in refusal(("var a = 1234567;\n" * 5 + f"var b = '{'养' * 50}';\n").encode())
    refuse(("var a = 1234567;\n" * 5 + f"var b = '{'养' * 90}';\n").encode(), "a.txt", "a.txt")


def test_an_empty_file_is_told() -> None:
    assert refusal(b"") == "the file is empty"
    assert refusal("　\n".encode()) == "the file holds nothing but white space"


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No file makes anything but lines or an `InputError`."""
    for name in ("a.txt", "a.md"):
        with suppress(InputError):
            received.source(SourceEntry("a", name, "", "未具名", ""), data)


@pytest.mark.parametrize(
    "data",
    [b" " * 10**6 + b"x", b"<!---->" * 10**5, b"[" * 10**6, b"function " + b" " * 10**6,
     b"a: " * 10**5, (b" " * 1000 + b"a\n") * 900, b"<!" * 10**5, b"{\n" * 10**5,
     b"\n" * 10**6, b"/*" * 10**5, b"/**/" * 10**5, b'"""' * 10**5, b"'" * 10**6],
)  # fmt: skip
def test_no_bytes_take_for_ever(data: bytes) -> None:
    """A megabyte of any shape is looked at to its end: what is not linear would not return."""
    with suppress(InputError):
        refuse(data, "a.txt", "a.txt")
