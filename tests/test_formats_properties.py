"""Laws of every format: any bytes are read or refused in words; what is read is sound.

A format that is added is held to them by a line in `tests/format_files.py`.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk.received import source
from builder.disk.seeds import read as read_seeds
from builder.model import InputError, Source, SourceEntry
from builder.pipeline import read_articles
from tests.conftest import CHECKOUT
from tests.format_files import LINES, NAMES, made

SUFFIXES = (
    ".txt", ".md", ".markdown", ".html", ".HTM", ".shtml", ".xhtml", ".mht", ".mhtml", ".doc",
    ".wps", ".docx", ".pdf", ".ofd", ".json", ".yml", ".csv", ".xlsx", ".zip", ".png", ".py", "",
)  # fmt: skip

BEGINNINGS = (
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<!doctype html>", b"<html><body>", b"---\n",
    b"\x1f\x8b", b"\x89PNG\r\n\x1a\n", b'{"a":', b"<?xml version='1.0'?>",
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
)  # fmt: skip
"""First bytes by which formats are told."""

PIECES = (
    *LINES, "　　", "\n", "\r\n", "\n\n", "\t", "甲", "。", "<p>", "</p>", "<div", ">", "</table>",
    "<table><tr><td>", "<sup>", "<li>", "<!--", "-->", "<![CDATA[", "<script>", "</", "&#x4e00;",
    "&#xd800;", "&#0;", "# ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "**", "`", "```\n",
    "![", "](", "[^1]: ", "~~", "\\", "    ", "---\n", "===\n", "&lt", "\0", "\u200b", "\u2028",
    "\x0c", "\x1f", "\ufffd", "\ufeff", "👩‍🔬", "é", "Article 1. ", "http://a.example/", ": ", '"',
)  # fmt: skip
"""What the signs of formats are made of, and what breaks readers."""

ANY_TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join)

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5hkscs", "utf-7", "hz")


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """Return any text in any encoding."""
    return draw(ANY_TEXT).encode(draw(st.sampled_from(ENCODINGS)), "ignore")


class Damaged(bytes):
    """A sound file with some runs of its bytes cut out, overwritten or doubled."""

    how: str
    """The file and the runs: where each begins, how long it is, what is put there."""

    def __repr__(self) -> str:
        """Return what a failed test should print in the place of thousands of bytes."""
        return self.how


@st.composite
def damaged(draw: st.DrawFn) -> Damaged:
    """Return a sound file that was damaged."""
    name = draw(st.sampled_from(NAMES))
    data, runs = made(name), []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from((1, 2, 4, 64, 4096)))
        put = draw(st.sampled_from((b"", b"\0", b"\xff" * 4, b"twice")))
        runs.append((start, length, put))
        if put == b"twice":
            put = data[start : start + length] * 2
        data = data[:start] + put + data[start + length :]
    found = Damaged(data)
    found.how = f"{name} {runs}"
    return found


ANY_BYTES = (
    st.builds(bytes.__add__, st.sampled_from(BEGINNINGS), st.binary(max_size=200))
    | st.builds(bytes.__add__, st.sampled_from(BEGINNINGS), written())
    | damaged()
)
FRAMEWORK = read_seeds(CHECKOUT).framework

ANY_NAME = st.sampled_from(SUFFIXES).map("a".__add__)


def received(name: str, data: bytes) -> Source:
    """Return a file as it is read."""
    return source(SourceEntry("a", name, "0" * 64, "未具名", "2025-01"), data)


def attempt(name: str, data: bytes) -> Source | None:
    """Return a file as it is read, `None` where it is refused with why and what to do."""
    refusal = None
    try:
        return received(name, data)
    except InputError as error:
        refusal = error
    assert refusal.file == f"seeds/sources/{name}"
    assert refusal.message.strip()
    assert refusal.remedy.strip()
    return None


def check(of: Source) -> None:
    """Check what is true of every reading."""
    assert any(line.strip() for line in of.lines)
    assert not any(end in line for line in of.lines for end in "\r\n")
    assert "\0" not in "".join(of.lines)
    "".join(of.lines).encode()  # no half of a pair of UTF-16
    assert len(of.marks) in (0, len(of.lines))
    assert len(of.printed) in (0, len(of.lines))
    if of.has_reading:
        assert len(of.marks) == len(of.lines)
        assert all(line.strip() for line in of.lines)
    for line, mark in zip(of.lines, of.marks, strict=False):
        ends = [0, *(place for span in mark.set for place in span), len(line)]
        assert ends == sorted(ends), (line, mark.set)
        assert all(start < end for start, end in mark.set)
        assert mark.level >= 0
        assert mark.page >= 0
    blocks = [mark.block for mark in of.marks]
    assert blocks == sorted(blocks), "the lines of a block stand together"
    assert 0 <= of.front_matter <= len(of.lines)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_file_of_each_format_is_read(name: str) -> None:
    """All its words."""
    of = received(name, made(name))
    check(of)
    words = "".join("".join(of.lines).split())
    assert [line for line in LINES if line not in words] == []


@given(ANY_NAME, ANY_BYTES)
@settings(max_examples=200)
def test_any_bytes_under_any_name_are_read_or_refused_in_words(name: str, data: bytes) -> None:
    """Nothing else is raised, and what is read once is read so again."""
    of = attempt(name, data)
    if of is not None:
        check(of)
        assert received(name, data) == of


@given(ANY_NAME, ANY_BYTES)
@settings(max_examples=100)
def test_of_any_reading_articles_are_made_and_no_line_is_lost(name: str, data: bytes) -> None:
    """Each line with a word is in exactly one article."""
    of = attempt(name, data)
    if of is None:
        return
    articles = read_articles(of, (), FRAMEWORK)
    lines = [
        line for one in articles for first, last in one.ranges for line in range(first, last + 1)
    ]
    assert len(lines) == len(set(lines))
    assert {at for at, line in enumerate(of.lines, 1) if line.strip()} <= set(lines)
