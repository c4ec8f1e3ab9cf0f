"""What changed is shown on pages, in data and on the terminal: all, once, at fixed addresses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from markdown import Markdown

from builder.__main__ import main
from builder.disk.seeds import read
from builder.export.schemas import columns_of
from builder.export.tables import changes as change_rows
from builder.export.tables import snapshots as snapshot_rows
from builder.model import Change, Changes, Corpus, Rewording
from builder.pages.terminal import report
from builder.pipeline import pages
from builder.snapshots.compare import compare
from tests.edited import edited
from tests.seeds_folder import corpora

ROOT = Path(__file__).parents[1]

BLOCK = re.compile(r'<div class="change (?P<kind>\w+)" id="(?P<id>c-[0-9a-f]+)">')
"""<div class="change changed" id="c-0123456789">"""


@pytest.fixture(scope="module")
def history() -> tuple[Corpus, ...]:
    """The project's own site as of each update, with its history."""
    return corpora(read(ROOT))


@pytest.fixture(scope="module")
def written(history: tuple[Corpus, ...]) -> dict[str, str]:
    """The pages of the newest."""
    return {page.path: page.content for page in pages(history[-1])}


def with_changes(corpus: Corpus, *between: Changes) -> Corpus:
    """Return a corpus with other changes than its own between its last two updates."""
    before, after = (one.entry.id for one in corpus.updates[-2:])
    told = tuple(replace(one, before=before, after=after) for one in between)
    return replace(corpus, changes=told)


# ---------------------------------------------------------------- pages


def test_each_update_and_every_two_have_their_place(
    history: tuple[Corpus, ...], written: dict[str, str]
) -> None:
    """The newest stands first; every pair has a page; an older site knows nothing newer."""
    summary = written["changes/index.md"]
    assert re.findall(r"\{#u-([\d-]+)\}", summary) == ["2026-03", "2025-09", "2025-08-26"]
    pairs = ["2025-08-26--2025-09", "2025-08-26--2026-03", "2025-09--2026-03"]
    assert sorted(path for path in written if path.startswith("changes/")) == [
        *(f"changes/{pair}.md" for pair in pairs),
        "changes/index.md",
    ]
    assert all(f"{pair}.html" in summary for pair in pairs)
    for corpus in history[:-1]:
        known = {entry.id for entry in corpus.seeds.snapshots}
        assert {one.after for one in corpus.changes} <= known
        assert [one.entry.id for one in corpus.updates] == sorted(known)


def test_each_area_shows_what_is_new_in_it(
    history: tuple[Corpus, ...], written: dict[str, str]
) -> None:
    """As many as there are, with links to the paragraphs; nothing where nothing is new."""
    newest = history[-1]
    step = next(one for one in newest.changes if (one.before, one.after) == ("2025-09", "2026-03"))
    framework = newest.seeds.framework
    for folder, labels in (("actions", framework.actions), ("pillars", framework.pillars)):
        for label in labels:
            new = [one for one in step.filings if one.subject == label.id]
            _, _, block = written[f"{folder}/{label.id}.md"].partition("{#new}")
            assert bool(new) == ("2025-09--2026-03.md#filed-" in block), label.id
            if new:
                assert f"{len(new)} 处" in block.splitlines()[2]
    assert "{#new}" in written["index.md"]


def test_the_summary_names_a_text_that_has_another_base_now(
    history: tuple[Corpus, ...],
) -> None:
    """What an update brought is still shown, under the name that the text has now."""
    newest = history[-1]
    text = next(one for one in newest.texts if len(one.articles) > 1)
    then = replace(newest.updates[0], documents=(text.articles[1],))
    corpus = replace(newest, updates=(then, *newest.updates[1:]))
    summary = next(one.content for one in pages(corpus) if one.path == "changes/index.md")
    _, _, first = summary.partition("{#u-2025-08-26}")
    assert f"新收文献 1 份：[《{text.title}》](../documents/{text.id}.md)" in first


def test_a_corpus_without_history_has_no_pages_of_changes(history: tuple[Corpus, ...]) -> None:
    """No empty page, and no empty heading."""
    bare = replace(history[0], updates=(), changes=())
    found = {page.path: page.content for page in pages(bare)}
    assert [path for path in found if path.startswith("changes/")] == []
    assert "{#new}" not in found["index.md"]


def test_every_changed_sentence_is_shown_once_at_a_lasting_place(
    history: tuple[Corpus, ...],
) -> None:
    """Anchors do not move when other sentences change as well."""
    newest = history[-1]
    plain, _ = edited(newest, 0, 0, 0)
    later, known = edited(newest, 5, 30, 100)
    whole = compare(plain, later)
    part = replace(whole, sentences=whole.sentences[::3])
    ids = []
    for changes in (whole, part):
        corpus = with_changes(newest, changes)
        page = next(one for one in pages(corpus) if one.path == "changes/2025-09--2026-03.md")
        ids.append([found["id"] for found in BLOCK.finditer(page.content)])
        kinds = Counter(found["kind"] for found in BLOCK.finditer(page.content))
        assert kinds == Counter(one.kind.partition("_")[2] for one in changes.sentences)
    assert len(set(ids[0])) == len(ids[0]) == len(known) == 30
    assert ids[1] == ids[0][::3]


def test_what_went_and_what_came_is_marked_in_the_run_and_on_both_sides(
    history: tuple[Corpus, ...],
) -> None:
    """And markup in a source's words is shown, not obeyed."""
    change = Change(
        "sentence_changed", "gov-cn-9", "gov-cn-9-p17",
        before="超<b>70</b>%。", after="超<b>75</b>%。", reason="另份作“75”。",
        rewordings=(Rewording((4, 6), (4, 6)),),
    )  # fmt: skip
    corpus = with_changes(history[-1], Changes("", "", sentences=(change,)))
    page = next(one for one in pages(corpus) if one.path == "changes/2025-09--2026-03.md")
    lead, rest = "超&lt;b&gt;", "&lt;/b&gt;%。"
    assert f'<p class="told run">{lead}<del>70</del><ins>75</ins>{rest}</p>' in page.content
    assert f'<p class="told">{lead}<del>70</del>{rest}</p>' in page.content
    assert f'<p class="told">{lead}<ins>75</ins>{rest}</p>' in page.content
    assert "另份作“75”。" in page.content
    assert "../documents/gov-cn-9.html#p17" in page.content


def test_a_link_is_named_by_words_that_look_like_one(history: tuple[Corpus, ...]) -> None:
    """A passage that came under a label, as one line of Markdown."""
    label = history[-1].seeds.framework.actions[0].id
    change = Change(
        "filed", "gov-cn-9", "gov-cn-9-p17", after="养护](x.md) *甲*_乙_`丙`", subject=label
    )
    corpus = with_changes(history[-1], Changes("", "", filings=(change,)))
    page = next(one for one in pages(corpus) if one.path == "changes/2025-09--2026-03.md")
    html = Markdown(extensions=["attr_list"]).convert(page.content)
    assert re.search(
        r'<a href="../documents/gov-cn-9\.md#p17"><span class="words">'
        r"养护\]\(x\.md\) \*甲\*_乙_`丙`</span></a>",
        unescape(html),
    )


# ---------------------------------------------------------------- data


def test_rows_keep_the_contract(history: tuple[Corpus, ...]) -> None:
    """Keys in their order; the oldest update first; every change of every pair, sorted."""
    newest = history[-1]
    assert columns_of("changes") == (
        "from", "to", "kind", "document", "paragraph", "before", "after", "url",
    )  # fmt: skip
    assert columns_of("snapshots") == (
        "id", "date", "title", "why", "documents", "counts", "complete_until",
    )  # fmt: skip
    updates = list(snapshot_rows(newest))
    assert [one["id"] for one in updates] == ["2025-08-26", "2025-09", "2026-03"]
    assert sum(len(one["documents"]) for one in updates) == updates[-1]["counts"]["documents"]
    rows = list(change_rows(newest))
    pairs = [(one["from"], one["to"]) for one in rows]
    assert pairs == sorted(pairs)
    added = {(one["to"], one["document"]) for one in rows if one["kind"] == "document_added"}
    assert added == {
        (one["id"], document)
        for place, one in enumerate(updates)
        for earlier in updates[1 : place + 1]
        for document in earlier["documents"]
    }


def test_each_row_leads_to_its_place(history: tuple[Corpus, ...], written: dict[str, str]) -> None:
    """The page is there, and the anchor on it."""
    anchors = {
        path: set(re.findall(r'(?:\{#| id="|\{: [^}]*?#)([^"}\s]+)', content))
        for path, content in written.items()
    }
    rows = list(change_rows(history[-1]))
    assert len(rows) > 500
    for row in rows:
        page, _, anchor = row["url"].partition("#")
        assert page.replace(".html", ".md") in anchors, row
        assert not anchor or anchor in anchors[page.replace(".html", ".md")], row


# ---------------------------------------------------------------- the terminal


def test_the_command_is_silent_where_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """And says all that changed elsewhere, one a line."""
    assert main(["diff", "2025-09", "2025-09", "--root", str(ROOT)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["diff", "2025-08-26", "2025-09", "--root", str(ROOT)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("+ 文献 sic-commentary-1 ")
    assert main(["diff", "2025-09", "2025-08-26", "--root", str(ROOT)]) == 0
    back = capsys.readouterr().out.splitlines()
    assert back[0].startswith("- 文献 sic-commentary-1 ")
    assert len(back) == len(lines)


def test_the_command_names_the_snapshots_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A slip is exit code 2 and the way out of it."""
    assert main(["diff", "2025-08-26", "2025-10", "--root", str(ROOT)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "2025-10" in said.err
    assert "2025-08-26, 2025-09, 2026-03" in said.err


def test_a_source_does_nothing_to_the_terminal(history: tuple[Corpus, ...]) -> None:
    """Controls are shown as blanks; every change stays on its line."""
    change = Change("sentence_changed", "a-1", "a-1-p1", before="甲\x1b[2J\n乙", after="\u202e丙")
    told = list(report(Changes("", "", sentences=(change,)), history[0].seeds.framework))
    assert told == ["~ 文字 a-1-p1 甲␣[2J␣乙 → ␣丙"]
