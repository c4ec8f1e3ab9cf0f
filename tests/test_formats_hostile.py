"""Files that were made to stop a reader: refused in words, or read in a time that grows with them.

Each would take minutes in a reader whose time grows with the square, and takes a moment in ours.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from builder.formats import read
from builder.model import InputError, SourceEntry
from tests.docx_files import p as paragraph
from tests.docx_files import parts, zipped
from tests.format_files import archive
from tests.ofd_files import ofd

WORDS = "坚持节水优先，新开水渠两条，灌溉面积十万亩。"
MANY = 40_000
LIMIT = 10.0
"""CPU seconds, on a slow machine."""


def web(body: str) -> bytes:
    """Return a web page."""
    return f'<!doctype html><meta charset="utf-8"><body><p>{WORDS}</p>{body}'.encode()


def bomb(suffix: str) -> bytes:
    """Return an archive of some kilobytes, one part of which unpacks to half a gigabyte."""
    whole = dict(parts(paragraph(WORDS))) if suffix == "docx" else {"OFD.xml": ""}
    name = "word/document.xml" if suffix == "docx" else "OFD.xml"
    return zipped({**whole, name: b"<w>" + b" " * 120_000_000})


def laughs() -> bytes:
    """Return a Word document whose entities stand for ten to the tenth words."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    code = f'<!DOCTYPE w [<!ENTITY a0 "甲">{entities}]><w>&a10;</w>'
    return zipped({**parts(paragraph(WORDS)), "word/document.xml": code})


RUNS = (
    "　",
    " ",
    "[",
    "](",
    "*",
    "**甲",
    "_",
    "`",
    "<",
    "<!--",
    "&",
    "《",
    "“",
    "（",
    "1",
    "~~",
    "\\",
    "![",
)
"""What expressions with two ways to match the same run take forever over."""

LINES = ("> ", "- ", "> - ", "| a ", "[^1]: 甲\n", "```\n", "# \n", "---\n")

READ: dict[str, Callable[[], tuple[str, bytes]]] = {
    **{
        f"{run!r} {name}": lambda run=run, name=name: (name, f"甲。\n{run * 20_000}\n乙。".encode())
        for run in RUNS
        for name in ("a.txt", "a.md")
    },
    **{
        f"{line!r} a.md": lambda line=line: (
            "a.md",
            ("甲。\n\n" + line * 2_000 + "\n乙。").encode(),
        )
        for line in LINES
    },
    "a line of 20 MB": lambda: ("a.txt", (WORDS * 300_000).encode()),
    "comments": lambda: ("a.html", web("<!-- -->" * MANY)),
    "list items": lambda: ("a.html", web("<li>甲" * 20_000)),
    "a wide row": lambda: ("a.html", web("<table><tr>" + "<td>甲" * 20_000)),
    "styles": lambda: ("a.html", web("<style>" + ".a{" * MANY + "</style>")),
    "bold": lambda: ("a.html", web("<p><b>" * 5_000)),
}
"""What is read, in a moment."""

REFUSED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "nested elements": lambda: ("a.html", web("<div>" * MANY + WORDS + "</div>" * MANY + WORDS)),
    "nested parts": lambda: (
        "a.mht", b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000,
    ),
    "a long header": lambda: (
        "a.mht", archive().replace(b" type=", b";a=b" * 100_000 + b"; type=", 1),
    ),
    "a bomb in Word's form": lambda: ("a.docx", bomb("docx")),
    "a bomb in OFD's form": lambda: ("a.ofd", bomb("ofd")),
    "entities": lambda: ("a.docx", laughs()),
    "nested tables": lambda: (
        "a.docx",
        zipped({**parts(""), "word/document.xml": "<w>" * MANY + "</w>" * MANY}),
    ),
    "half an archive": lambda: ("a.docx", zipped(parts(paragraph(WORDS)))[:400]),
    "an OFD document without pages": lambda: ("a.ofd", ofd()),
    "a PDF document cut off": lambda: ("a.pdf", b"%PDF-1.7\n1 0 obj\n<</Type /Catalog"),
}  # fmt: skip
"""What is refused, in words and in a moment."""


@pytest.mark.parametrize("name", READ)
def test_it_is_read_in_a_moment(name: str) -> None:
    file, data = READ[name]()
    began = process_time()
    of = read(SourceEntry("a", file, "", "未具名", ""), data, file)
    assert process_time() - began < LIMIT
    assert any(line.strip() for line in of.lines)


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words(name: str) -> None:
    file, data = REFUSED[name]()
    began = process_time()
    with pytest.raises(InputError) as refused:
        read(SourceEntry("a", file, "", "未具名", ""), data, file)
    assert process_time() - began < LIMIT
    assert refused.value.remedy
