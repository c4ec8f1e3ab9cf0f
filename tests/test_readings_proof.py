"""The reading of a web page is held against a plain dump of the page."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from builder.disk.received import source
from builder.model import UNNAMED, Source, SourceEntry
from builder.proof.readings import differences, dumped, readings_proof

PAGE = """<!DOCTYPE html><html><head><title>乡村公路养护办法_某县</title><style>p{color:red}</style>
</head><body><ul><li><a href="/">首页</a></li><li><a href="/z">政策</a></li></ul>
<h1>乡村公路养护办法</h1><div class="TRS_Editor">
<p>第一条&nbsp;乡村公路应当<b>常养护</b>，不得荒废。</p>
<p>第二条 养护面积按平方米<sup>2</sup>计。</p><p style="display:none">展开全文</p>
<ol><li>巡查；</li><li>修补。</li></ol></div><script>var 甲 = "乙";</script>
<p>版权所有</p></body></html>"""


def read(page: str) -> Source:
    data = page.encode()
    entry = SourceEntry("road", "road.html", sha256(data).hexdigest(), UNNAMED, "2025")
    return source(entry, data)


def test_what_a_page_holds_is_read_and_nothing_else() -> None:
    """Menus, hidden words and footers are on some line of the reading as well."""
    assert list(differences(read(PAGE), dumped(PAGE))) == []


def test_words_that_the_page_does_not_hold_are_named_with_their_line() -> None:
    page = read(PAGE)
    number = next(n for n, line in enumerate(page.lines, 1) if "常养护" in line)
    lines = [line.replace("常养护", "少养护") for line in page.lines]
    assert list(differences(replace(page, lines=tuple(lines)), dumped(PAGE))) == [
        f"seeds/sources/road.html:{number}: the page does not hold “{lines[number - 1]}”",
        "seeds/sources/road.html: its reading lacks “常养护”",
    ]


@pytest.mark.parametrize("words", ["版权所有", "展开全文", "修补。", "首页"])
def test_words_that_the_reading_lacks_are_named(words: str) -> None:
    page = read(PAGE)
    kept = [at for at, line in enumerate(page.lines) if words not in line]
    less = replace(
        page,
        lines=tuple(page.lines[at] for at in kept),
        marks=tuple(page.marks[at] for at in kept),
    )
    assert list(differences(less, dumped(PAGE))) == [
        f"seeds/sources/road.html: its reading lacks “{words}”"
    ]


def test_the_file_is_read_anew(tmp_path: Path) -> None:
    """The bytes in seeds/ are held against the reading that was made of them."""
    (tmp_path / "seeds/sources").mkdir(parents=True)
    (tmp_path / "seeds/sources/road.html").write_text(PAGE, "utf-8")
    assert list(readings_proof(tmp_path, [read(PAGE)])) == []
    (tmp_path / "seeds/sources/road.html").write_text(PAGE.replace("巡查", "巡视"), "utf-8")
    assert len(list(readings_proof(tmp_path, [read(PAGE)]))) == 2
