"""The tables of coverage count what the pages show, and each field leads there."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from builder.classify.passages import classify
from builder.disk.seeds import read
from builder.export.data import data_files
from builder.export.tables import coverage as coverage_rows
from builder.link.coverage import doubts
from builder.model import Corpus, Doubt, Framework, Label
from builder.pages import pages
from builder.pipeline import corpus
from builder.runner import Runner
from tests.test_link_thresholds import text

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def values() -> Corpus:
    """The corpus of the checkout's seeds."""
    return corpus(read(CHECKOUT), Runner())


@pytest.fixture(scope="module")
def written(values: Corpus) -> dict[str, str]:
    """Every generated page by its path."""
    return {page.path: page.content for page in pages(values)}


def table(page: str, name: str) -> list[list[str]]:
    """Return the fields of a table as words, a point being zero."""
    (block,) = re.findall(rf'<table class="matrix {name}">.*?</table>', page, re.DOTALL)
    return [
        ["0" if field.text_content() == "·" else field.text_content() for field in row]
        for row in html.fromstring(block).iter("tr")
    ]


def test_the_sums_are_those_of_the_fields(written: dict[str, str]) -> None:
    for page, name in (
        ("coverage/index.md", "support"), ("coverage/index.md", "texts"), ("index.md", "support"),
    ):  # fmt: skip
        _, *rows = table(written[page], name)
        numbers = [[int(field) for field in row[1:]] for row in rows]
        for row in numbers:
            assert row[-1] == sum(row[:-1])
        assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
        assert numbers[-1][-1] > 10


def test_the_rows_are_what_the_pages_of_the_actions_list(
    values: Corpus, written: dict[str, str]
) -> None:
    """Beside an action stand the pillars with their counts: those of its row."""
    head, *rows = table(written["coverage/index.md"], "support")
    for label, row in zip(values.seeds.framework.actions, rows, strict=False):
        beside = re.findall(
            r'^- \[(.+?)\]\(\.\./pillars/[^)]*\) <span class="count">(\d+) 段</span>$',
            written[f"actions/{label.id}.md"],
            re.MULTILINE,
        )
        told = dict(zip(head[1:-1], row[1:-1], strict=True))
        assert dict(beside) == {name: count for name, count in told.items() if count != "0"}


def test_the_columns_are_what_the_pages_of_the_labels_show(
    values: Corpus, written: dict[str, str]
) -> None:
    """Each passage is in one text: a column of texts has as many as the label's page."""
    _, *_, sums = table(written["coverage/index.md"], "texts")
    framework = values.seeds.framework
    labels = [
        *((f"actions/{one.id}.md", one) for one in framework.actions),
        *((f"pillars/{one.id}.md", one) for one in framework.pillars),
    ]
    for (path, _), count in zip(labels, sums[1:-1], strict=True):
        assert written[path].count("{: .who }") == int(count), path


def test_each_field_opens_its_passages(values: Corpus, written: dict[str, str]) -> None:
    page = written["coverage/index.md"]
    for cell in values.coverage:
        block = re.search(
            rf'<ul id="{cell.table}-{cell.row}-{cell.column}">(.*?)</ul>', page, re.DOTALL
        )
        assert (block is None) == (not cell.paragraphs)
        if block is not None:
            for paragraph in cell.paragraphs:
                assert f'#p{paragraph.rpartition("-p")[2]}"' in block[1]


def test_more_texts_than_a_page_can_show_are_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every field is listed where the data say, the sums stay, and all ways lead somewhere."""
    monkeypatch.setattr("builder.link.coverage.TEXTS_PER_PAGE", 5)
    values = corpus(read(CHECKOUT), Runner())
    written = {page.path: page.content for page in pages(values)}
    parts = [path for path in written if re.fullmatch(r"coverage/(?!index).*\.md", path)]
    assert len(parts) > 2
    for row in coverage_rows(values):
        path, _, anchor = row["url"].replace(".html", ".md").partition("#")
        block = re.search(rf'<ul id="{anchor}">(.*?)</ul>', written[path], re.DOTALL)
        assert (block is None) == (not row["paragraphs"])
        if block is not None and row["table"] == "text":
            assert block[1].count("<li>") == row["count"]
    _, *whole, sums = table(written["coverage/index.md"], "texts")
    each = [table(written[path], "texts")[-1] for path in parts]
    assert sums[1:] == [str(sum(map(int, column))) for column in list(zip(*each, strict=True))[1:]]
    assert len(whole) == len(parts)
    for path in ("coverage/index.md", *parts):
        for to, anchor in re.findall(r'href="([^"#]*)\.html#([^"]*)"', written[path]):
            there = posixpath.normpath(posixpath.join("coverage", f"{to}.md"))
            assert re.search(rf'id="{anchor}"|\{{[^{{}}]*#{anchor}[ }}]', written[there])


def test_of_very_many_passages_a_page_tells_the_numbers(
    values: Corpus, written: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action's page leads to the same passages, however many of them it shows in words."""
    monkeypatch.setattr(sys.modules["builder.pages.areas"], "MANY", 2)
    fewer = {page.path: page.content for page in pages(values)}
    for label in values.seeds.framework.actions:
        path = f"actions/{label.id}.md"
        whole, short = (
            set(re.findall(r"\]\((\.\./documents/[^)#]*#[^)]*)\)", page))
            for page in (written[path], fewer[path])
        )
        assert whole == short
        for voice in ("official", "expert", "media"):
            assert fewer[path].count(f'<span class="voice {voice}">') <= 2


def test_the_fields_are_all_there_once(values: Corpus) -> None:
    framework = values.seeds.framework
    labels = len(framework.actions) + len(framework.pillars)
    wanted = len(framework.actions) * len(framework.pillars) + len(values.texts) * labels
    assert len({(cell.table, cell.row, cell.column) for cell in values.coverage}) == wanted


def test_the_spreadsheet_has_the_same_numbers(values: Corpus) -> None:
    content = {file.path: file.content for file in data_files(values)}["data/coverage.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == ["id", "table", "row", "column", "count", "paragraphs", "url"]
    told = {(row[1], row[2], row[3]): int(row[4]) for row in rows}
    assert told == {
        (cell.table, cell.row, cell.column): len(cell.paragraphs) for cell in values.coverage
    }


def test_what_nobody_explains_is_listed(values: Corpus, written: dict[str, str]) -> None:
    """No policy text is among the seeds: each label lacks one, and the page says so."""
    framework = values.seeds.framework
    (missing,) = re.findall(
        r"\{#missing\}(.*?)^## ", written["coverage/index.md"], re.DOTALL | re.MULTILINE
    )
    for label in (*framework.actions, *framework.pillars):
        assert re.search(rf"^- \[{label.name}\].*政策原文", missing, re.MULTILINE)
    assert "尚无一段同时论及" in missing


def test_what_rests_on_little_is_listed(values: Corpus, written: dict[str, str]) -> None:
    page = written["coverage/index.md"]
    assert {doubt.kind for doubt in values.doubts} == {"unfiled", "weak"}
    for kind in ("unfiled", "weak"):
        several = [doubt for doubt in values.doubts if doubt.kind == kind]
        assert re.search(rf">{len(several)} 处</span> {{#{kind}}}", page)
    filed = {passage.paragraph: passage for passage in values.passages}
    for doubt in values.doubts:
        passage = filed[doubt.paragraph]
        if doubt.label is None:
            assert (*passage.areas, *passage.pillars, *passage.topics) == ()
        else:
            assert doubt.label in (*passage.areas, *passage.pillars)
            assert doubt.words


def test_a_label_from_a_heading_rests_on_its_words() -> None:
    """Of a label without words of the paragraph's own, the words of the heading are told."""
    heading, clause = "一、修路和筹集资金", "养护公路。清扫公路。修补公路。"
    framework = Framework(
        "", "", "", (), 0.0, "", "",
        (Label("road", "道路", words=("公路", "修路", "养护")),),
        (Label("money", "资金", words=("筹集资金",)),), (),
    )  # fmt: skip
    made = text("a", heading, clause)
    above, below = made.paragraphs
    of = replace(
        made,
        kind="policy",
        paragraphs=(
            replace(above, role="heading", heading=(0, len(heading))),
            replace(below, section=(above.id,)),
        ),
    )
    (doubt,) = doubts((of,), classify(of, framework))
    assert doubt == Doubt(below.id, "weak", "money", heading, above.id)
