"""What pages show beside words, how much, and where it leads is held against data and files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from builder.disk.seeds import read
from builder.model import Seeds
from builder.proof.beside import _issued, beside_faults
from builder.proof.complete import data_faults, page_faults
from builder.proof.counts import count_faults
from builder.proof.folders import Folder, Page, folders, pages
from builder.proof.landing import Targets, landing_faults, links_of
from builder.proof.shown import shown_proof

AREA = "actions/industry.html"
HOME = "index.html"
LIST = "documents/index.html"
INTERVIEW = "documents/gov-cn-9.html"
TALK = "documents/roundtable-9.html"
FILE = "sources/roundtable.html"
TABLES = "coverage/index.html"
CITED = "entities/index.html"


@pytest.fixture(scope="module")
def seeds(root: Path) -> Seeds:
    """What the site was built from."""
    return read(root)


@pytest.fixture(scope="module")
def held(site: Path) -> Mapping[str, Folder]:
    """The data of the site, by folder."""
    return folders(site)


def faults(page: Page, held: Mapping[str, Folder], seeds: Seeds) -> Iterator[str]:
    """Yield what is wrong on one page."""
    yield from beside_faults(page, held)
    yield from page_faults(page, held[""], {one.entry.id: one for one in seeds.sources})
    yield from count_faults(page, held[""])


def test_every_page_of_every_snapshot_stands(site: Path, seeds: Seeds) -> None:
    assert list(shown_proof(site, seeds)) == []


def test_a_small_policy_stands(village: Path) -> None:
    assert list(shown_proof(village / "site", read(village))) == []


BLOCK = r'<p class="who">(?:(?!<p class="who">|<h2).)*'
"""A passage with the badge above it and the line below it."""
LINE = r'<p class="line[^"]*" id="L\d+">.*?</p>\n'
PARAGRAPH = (
    r'<p class="number">(?:(?!<p class="number">).)*?data-paragraph(?:(?!<p class="number">).)*'
)

FAULTS = {
    "one name on every attribution": (AREA, r'(<p class="where">)[^·<]*·', r"\1王晓明 ·"),
    "a name": (AREA, r"李勇坚 ·", "李勇强 ·"),
    "an office": (AREA, r"研究所副所长 ", "研究所所长 "),
    "an outlet": (AREA, "· 国家发展改革委网站 ·", "· 某县融媒体中心 ·"),
    "all dates one day": (AREA, r"· 2026年3月或其后（推定）", "· 2025年8月26日"),
    "a day": (AREA, "· 2025年8月26日 ·", "· 2025年8月27日 ·"),
    "an inferred day as if printed": (AREA, "· 2025年8月26日（推定） ·", "· 2025年8月26日 ·"),
    "nobody where somebody speaks": (AREA, r'(<p class="where">)国家发展[^·]*·', r"\1"),
    "no day": (AREA, r"· 2025年8月26日 ·", "·"),
    "expert and official exchanged": (
        AREA, '<span class="voice expert">专家', '<span class="voice official">官方',
    ),
    "a badge with another name": (AREA, '(voice expert">)专家', r"\1官方"),
    "a passage under another voice": (AREA, '(<h2 id=")official', r"\1media"),
    "a speaker in a list": (LIST, "教授 李勇坚</span>", "教授 王晓明</span>"),
    "a day in a list": (LIST, r"2025年8月26日 · 国家", "2025年8月25日 · 国家"),
    "a voice in a list": (LIST, "voice expert", "voice media"),
    "a year at the head of a text": (INTERVIEW, "网站，2025年", "网站，2024年"),
    "a speaker at the head of a text": (TALK, "(<dt>说话的人</dt><dd>)[^<]*", r"\1某局局长 甲某"),
    "a kind at the head of a text": (TALK, "圆桌</dd>", "报道</dd>"),
    "a name beside a citation": (CITED, r"· 新华社记者 魏玉坤 ·", "· 新华社记者 甲某 ·"),
    "a name on the home page": (HOME, r"教授 李勇坚</span>", "教授 王晓明</span>"),
    "a paragraph missing": (INTERVIEW, PARAGRAPH, ""),
    "two paragraphs exchanged": (INTERVIEW, f"({PARAGRAPH})({PARAGRAPH})", r"\2\1"),
    "a paragraph twice": (INTERVIEW, f"({PARAGRAPH})", r"\1\1"),
    "the end of a paragraph missing": (INTERVIEW, '(="gov-cn-9-p29".*?)[^<>]{9}</p>', r"\1</p>"),
    "a line of a file missing": (FILE, LINE, ""),
    "two lines of a file exchanged": (FILE, f"({LINE})({LINE})", r"\2\1"),
    "a line that leads to another paragraph": (FILE, r"(id=\"L17\">.*?html)#p17", r"\1#p15"),
    "an article taken for left out": (FILE, '(<p class="where">)圆桌 ·', r"\1未收 圆桌 ·"),
    "another reason": (FILE, "主题词每千字24.1次", "主题词每千字12.1次"),
    "a number of passages": (AREA, r"\d+ 段 · (\d+ 份文献)", r"77 段 · \1"),
    "a number of texts": (AREA, r"(\d+ 段) · \d+ 份文献", r"\1 · 77 份文献"),
    "a passage missing under its label": (AREA, BLOCK, ""),
    "a number beside another label": (AREA, r'(<span class="count">)7 段', r"\g<1>8 段"),
    "a field of a table": (TABLES, r'(<td class="shade-1"><a [^>]*>)1', r"\g<1>9"),
    "a field emptied": (TABLES, r'<td class="shade-1"><a [^>]*>1</a>', '<td class="shade-0">·'),
    "a sum": (TABLES, r'(<td class="sum">)\d+', r"\g<1>99"),
    "a sum of columns": (TABLES, r'(<tr class="sum"><th [^>]*>合计</th><td>)\d+', r"\g<1>99"),
    "a field of the table at home": (HOME, r'(<td class="shade-2"><a [^>]*>)2', r"\g<1>3"),
    "a number of passages of a cell": (TABLES, r'(<span class="count">)3 段', r"\g<1>4 段"),
    "a passage of a cell": (TABLES, r'<li><span class="words">.*?</li>', ""),
    "a number of mentions": (CITED, r'(<span class="count">)31 处', r"\g<1>32 处"),
    "a number of cited documents": (CITED, r"9 份文件", "8 份文件"),
    "a number of texts of an update": (LIST, r"5 份</span>", "6 份</span>"),
    "a number of terms": ("glossary/index.html", r"120 条", "121 条"),
    "a number on a card": (HOME, r"4 段 · 3 份文献", "4 段 · 4 份文献"),
    "a number in a list of labels": ("actions/index.html", r"28 段", "29 段"),
    "a number of articles of a file": ("sources/index.html", r"5 篇收入", "4 篇收入"),
    "a number of changes": ("changes/2025-09--2026-03.html", r"15 段</span>", "16 段</span>"),
    "a number of passages of a topic": (TABLES, r'(id="topic-(?:(?!</h3>).)*?)\d+ 段', r"\1 99 段"),
    "the number of a line": (FILE, r'(href="#L17">)17', r"\g<1>18"),
    "a line to which a link does not lead": (AREA, r"#L\d+(\">原件)", r"#L1\1"),
    "no line beside a quotation": (AREA, r'(文中此段</a>) · <a [^>]*>原件[^<]*</a>', r"\1"),
    "a term": ("glossary/index.html", r'(<h3 id="[^"]*">)[^<]', r"\1乙"),
    "the English of a term": ("glossary/index.html", r'(lang="en">)[^<]', r"\1X"),
    "the year of a target": (HOME, r'(<span class="year">)2030', r"\g<1>2040"),
}  # fmt: skip
"""What is wrong → page, pattern of what stands there, what stands there instead."""


def damaged(site: Path, name: str) -> Page:
    """Return a page with one fault."""
    path, pattern, replacement = FAULTS[name]
    html = (site / path).read_text("utf-8").replace("\xa0", " ")
    edited = re.sub(pattern, replacement, html, count=1, flags=re.DOTALL)
    assert edited != html
    return Page(path, etree.fromstring(edited.encode(), etree.HTMLParser(encoding="utf-8")))


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_on_its_page(
    name: str, site: Path, held: Mapping[str, Folder], seeds: Seeds
) -> None:
    """One page of a built site is wrong; nothing else knows of it."""
    page = damaged(site, name)
    found = list(faults(page, held, seeds))
    assert found
    assert all(one.startswith(page.path) for one in found)


Rows = list[dict[str, Any]]

ROWS: dict[str, tuple[str, Callable[[Rows], Any]]] = {
    "a paragraph missing": ("documents", lambda rows: rows[0]["paragraphs"].pop()),
    "paragraphs in another order": ("documents", lambda rows: rows[0]["paragraphs"].reverse()),
    "a text missing": ("documents", lambda rows: rows.pop()),
    "an article left out of its text": (
        "articles",
        lambda rows: next(one for one in rows if one["relevant"]).update(document=None),
    ),
    "a paragraph of an article missing": (
        "articles",
        lambda rows: next(one for one in rows if one["relevant"])["paragraphs"].pop(2),
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_a_text_lacks_is_found(name: str, seeds: Seeds, site: Path) -> None:
    """The rows of the data say it; the files have the lines."""
    fresh = folders(site)[""]
    file, damage = ROWS[name]
    damage(rows := list(fresh.rows[file]))
    assert list(data_faults(Folder("", {**fresh.rows, file: rows}), seeds.sources))


@pytest.fixture(scope="module")
def led(site: Path) -> tuple[dict[str, set[str]], dict[str, Targets]]:
    """Anchors and targets of each page."""
    both = {page.path: links_of(page) for page in pages(site)}
    return {path: one for path, (one, _) in both.items()}, {
        path: one for path, (_, one) in both.items()
    }


@pytest.mark.parametrize("end", ["documents/roundtable-9.html", "glossary/index.html"])
def test_a_link_that_one_end_does_not_show_is_found(
    end: str, site: Path, held: Mapping[str, Folder], led: tuple[Any, dict[str, Targets]]
) -> None:
    """What A says of B stands on B's page too."""
    anchors, targets = led
    assert list(landing_faults(site, anchors, targets, held)) == []
    found = list(landing_faults(site, anchors, {**targets, end: set()}, held))
    assert found
    assert all(one.startswith(f"{end}: does not lead to ") for one in found)


def test_a_link_that_does_not_land_is_found(
    site: Path, held: Mapping[str, Folder], led: tuple[dict[str, set[str]], dict[str, Targets]]
) -> None:
    anchors, targets = led
    wrong = {("documents/none.html", ""), (TALK, "p99999")}
    found = list(landing_faults(site, anchors, {**targets, HOME: targets[HOME] | wrong}, held))
    assert found == [
        f"{HOME}: leads to documents/none.html, which does not exist",
        f"{HOME}: leads to {TALK}#p99999, which is not there",
    ]


@pytest.mark.parametrize(
    ("kind", "words", "stands"),
    [
        ("cites", "《某市养老驿站办法》", False),
        ("cites", "将出台《某市养老驿站办法》", True),
        ("explains", "将出台《某市养老驿站办法》", False),
        ("beside", "养老驿站", True),
    ],
)
def test_a_link_to_what_is_later_is_found(
    kind: str, words: str, site: Path, held: Mapping[str, Folder], *, stands: bool
) -> None:
    """Both dates are known, and the words do not say that it is to come."""
    row = {
        "from": "documents/gov-cn-9#p17", "to": "documents/roundtable-9", "kind": kind,
        "paragraph": "gov-cn-9-p17", "words": words,
    }  # fmt: skip
    folder = replace(held[""], rows={**held[""].rows, "links": [row]})
    found = [one for one in landing_faults(site, {}, {}, {"": folder}) if "later" in one]
    assert (found == []) is stands


@pytest.mark.parametrize(
    ("kind", "issuers", "piece", "stands"),
    [
        ("notice", [], "柳溪网刊载", True),
        ("policy", [], "柳溪网刊载", True),
        ("notice", [], "石桥网刊载", False),
        ("notice", ["柳溪市水务局"], "柳溪网刊载", False),
        ("article", [], "柳溪网刊载", False),
    ],
)
def test_who_printed_what_names_no_issuer_stands_in_its_place(
    kind: str, issuers: list[str], piece: str, stands: bool
) -> None:
    text = {"kind": kind, "issuers": issuers, "number": None, "publisher": "柳溪网"}
    assert (piece in _issued(text)) == stands
