"""What pages show as a source's words is held against the received files, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.model import UNNAMED, Fact, Source, SourceEntry
from builder.proof.runs import Run, runs
from builder.proof.words import Received, unproven, words_proof

AREA = "actions/industry.html"
TEXT = "documents/sic-commentary-1.html"
COLLATED = "documents/gov-cn-9.html"


@pytest.fixture(scope="module")
def received(root: Path) -> Received:
    """The received files and the editors' corrections."""
    seeds = read(root)
    return Received({source.entry.id: source for source in seeds.sources}, seeds.corrections)


@pytest.fixture(scope="module")
def shown(site: Path) -> Mapping[str, Sequence[Run]]:
    """The runs of each page at the root."""
    files = (file for file in site.rglob("*.html") if file.relative_to(site).parts[0] != "at")
    paths = {file.relative_to(site).as_posix(): file for file in files}
    return {
        path: tuple(runs(path, file.read_bytes()))
        for path, file in paths.items()
        if not path.startswith("one/")
    }


def test_the_site_stands(root: Path, site: Path) -> None:
    """Every run of every page of every snapshot."""
    seeds = read(root)
    assert list(words_proof(site, seeds.sources, seeds.corrections)) == []


def test_every_kind_of_page_shows_words_with_their_lines(
    shown: Mapping[str, Sequence[Run]],
) -> None:
    """The proof does not pass because it sees nothing."""
    folders = {path.partition("/")[0] for path, found in shown.items() if found}
    assert folders >= {
        "index.html", "actions", "pillars", "documents", "sources", "glossary", "entities",
        "coverage", "compare", "changes",
    }  # fmt: skip
    lines = {place for run in shown[TEXT] for place in run.places}
    assert len(lines) > 15


BLOCK = r'<p class="words">(?:(?!</p>).)*</p>'
"""A quotation."""

FAULTS = {
    "a letter exchanged": (TEXT, "牛鼻子", "牛尾巴"),
    "a letter exchanged in a title": (TEXT, r'(<h1[^>]*><span class="words">).', r"\1乙"),
    "a clause put in": (AREA, r'(<p class="words">(?:(?!</p>).)*?)。', r"\1，必须做到。"),
    "a quotation invented": (AREA, "(<h2)", r'<p class="words">到2040年，全面建成。</p>\n\1'),
    "a quotation invented with the lines of another": (
        AREA,
        BLOCK + r'(\s*<p class="where">)',
        r'<p class="words">到2040年，全面建成。</p>\1',
    ),
    "a number exchanged": ("index.html", "超70%", "超80%"),
    "two people's words exchanged": (AREA, f"({BLOCK})(.*?)({BLOCK})", r"\3\2\1"),
    "lines of another passage": (AREA, r"原件第 \d+(?:–\d+)?", "原件第 1"),
    "another file": (AREA, r"sources/[a-z0-9-]+(\.html#L)", r"sources/xinhua-page-2\1"),
    "a definition exchanged": ("glossary/index.html", '(<p class="words">).', r"\1乙"),
    "a cited document": ("entities/index.html", '(《<span class="words">).', r"\1乙"),
    "a reading of another copy": (COLLATED, "国务院日前</span>", "国务院昨日</span>"),
    "what a correction stands for": (COLLATED, '(<p class="mended">原件印作“)..', r"\1公告"),
    "a line of a file": ("sources/roundtable.html", '(id="L17">.*?"words">)..', r"\1前言"),
    "a cell of a comparison": ("compare/gov-cn-9.html", '(<p class="words">[^<]*)，', r"\1、"),
    "a passage of the coverage": ("coverage/index.html", '(<li><span class="words">)[^<]', r"\1甲"),
    "a sentence of the changes": (
        "changes/2025-09--2026-03.html", '(<span class="words">)[^<]', r"\1甲",
    ),
}  # fmt: skip
"""What is wrong → page, pattern of what stands there, what stands there instead."""


def damaged(site: Path, name: str) -> tuple[Run, ...]:
    """Return the runs of a page with a fault in the first place where it can be."""
    path, pattern, replacement = FAULTS[name]
    html = (site / path).read_text("utf-8")
    edited = re.sub(pattern, replacement, html, count=1, flags=re.DOTALL)
    assert edited != html
    return tuple(runs(path, edited.encode()))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_on_its_page(
    name: str, site: Path, shown: Mapping[str, Sequence[Run]], received: Received
) -> None:
    """One wrong run on one page of a built site, which says nothing else about itself."""
    path, *_ = FAULTS[name]
    found = list(unproven({**shown, path: damaged(site, name)}, received))
    assert any(one.startswith(path) for one in found)


def test_a_finding_names_page_paragraph_file_and_line(site: Path, received: Received) -> None:
    (found,) = unproven({TEXT: damaged(site, "a letter exchanged")}, received)
    assert re.fullmatch(
        r"documents/sic-commentary-1\.html#p42: shows “.{40}…”, "
        r"which seeds/sources/003_30204c4ac9d01081\.txt:42–46 does not print",
        found,
    )


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("某市人民政府 印发《养老驿站办法》的通知", True),
        ("某市人民政府印发《养老驿站办法》的通知", True),
        ("养老驿站有了新办法", True),
        ("某市人民政府 印发《养老驿站规定》的通知", False),
    ],
)
def test_a_headline_may_run_over_two_lines_or_be_what_the_file_says(
    title: str, stands: bool
) -> None:
    """The blank between two lines is ours; the file's own metadata are part of the file."""
    entry = SourceEntry("gov", "gov.html", "", "未具名", "one")
    lines = ("某市人民政府", "印发《养老驿站办法》的通知", "养老驿站由街道设立。")
    source = Source(entry, lines, "utf-8", facts=(Fact("title", "养老驿站有了新办法", ""),))
    page = (
        f'<h1 id="title"><span class="words">{title}</span></h1>'
        '<p class="words" id="p3">养老驿站由街道设立。</p>'
        '<div class="note"><a href="../sources/gov.html#L3">原件第 3 行</a></div>'
    )
    path = "documents/gov-1.html"
    found = {path: tuple(runs(path, page.encode()))}
    assert (list(unproven(found, Received({"gov": source}, ()))) == []) is stands


@pytest.mark.parametrize(
    ("tail", "gap", "stands"),
    [("庚辛。", True, True), ("庚壬。", True, False), ("庚辛。", False, False)],
)
def test_the_end_of_a_passage_may_stand_below_the_line_that_it_names(
    tail: str, *, gap: bool, stands: bool
) -> None:
    """Of a passage over several lines a page shows both ends and names where it begins."""
    left = '<span class="ours">……</span>' if gap else "、"
    html = (
        f'<p id="n1">“<span class="words">甲乙丙</span>{left}<span class="words">{tail}</span>”：'
        '<a href="../sources/s.html#L1">底本第 1 行</a></p>'
    )
    entry = SourceEntry("s", "s.txt", "", UNNAMED, "2025")
    source = Source(entry, ("甲乙丙丁", "戊己庚辛。"), "utf-8")
    pages = {"documents/a.html": tuple(runs("documents/a.html", html.encode()))}
    assert (list(unproven(pages, Received({"s": source}, ()))) == []) is stands
