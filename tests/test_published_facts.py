"""Who spoke, in what office, and when stays as published; a correction accounts for its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, main
from builder.disk.locks import read_locks, write_lock
from builder.disk.seeds import read
from builder.export.tables import corrections
from builder.model import (
    Corpus,
    FactCorrection,
    Lock,
    LockedText,
    Person,
    SnapshotEntry,
    Text,
    TextParagraph,
)
from builder.model.facts import fact, is_about
from builder.pages import pages
from builder.pipeline import lock, unlocked
from builder.snapshots.as_of import as_of
from builder.snapshots.compare import compare
from builder.snapshots.facts import corrected
from tests.conftest import CHECKOUT
from tests.seeds_folder import corpora, good, make
from tests.test_link_thresholds import text

OFFICIAL = Person("黄如", "副主任", "某委")
ASKED = FactCorrection("a-1", "speaker", "提问", "未署名", "没有印是谁提问。", "2026-05-31", (1,))
WHOLE = FactCorrection("a-1", "speaker", "编者", "未署名", "没有印署名。", "2026-05-31")
DATED = FactCorrection("a-1", "date", "2025-08", "未载", "原件没有日期。", "2026-05-31")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """An interview that nobody signs, with a question in line 1, answers in lines 2 and 5."""
    (one,) = corpora(read(make(tmp_path_factory.mktemp("facts"), good())))
    return one


def published(made: Corpus, *speakers: str, office: str = "", date: str = "") -> Lock:
    """Return a lock in which the text as a whole, and each paragraph, is of another speaker."""
    locked = lock(made)
    (one,) = locked.texts
    head, *others = speakers or ("", "", "", "")
    paragraphs = tuple(
        replace(paragraph, speaker=who)
        for paragraph, who in zip(one.paragraphs, others, strict=True)
    )
    changed = replace(one, speaker=head, office=office, date=date, paragraphs=paragraphs)
    return replace(locked, texts=(changed,))


def told(locks: tuple[Lock, ...], made: Corpus, *entries: FactCorrection) -> list[str]:
    """Return what is found where editors wrote these entries."""
    return [str(one) for one in unlocked(locks, [correcting(made, *entries)])]


def correcting(made: Corpus, *entries: FactCorrection) -> Corpus:
    return replace(made, seeds=replace(made.seeds, facts=entries))


# ---------------------------------------------------------------- what is locked


def test_a_speaker_is_a_name_and_the_office_is_apart() -> None:
    """Without a name the office speaks; of several each office stands before its name."""
    bare = replace(text("a", "问题"), speaker=None)
    for authors, speaker, office in (
        ((OFFICIAL,), "黄如", "某委副主任"),
        ((Person(None, "有关负责人", "某委"),), "某委有关负责人", ""),
        ((OFFICIAL, Person("谢应")), "黄如、谢应", "某委副主任 黄如"),
        ((Person("黄如"), replace(OFFICIAL, name="谢应")), "黄如、谢应", "某委副主任 谢应"),
        ((), "", ""),
    ):
        signed = replace(bare, authors=authors)
        assert (fact("speaker", signed), fact("office", signed)) == (speaker, office)


def test_a_lock_has_who_says_each_paragraph_and_the_date(made: Corpus) -> None:
    """Of a text as a whole too; and what it holds is read as it was written."""
    (one,) = lock(made).texts
    (said,) = made.texts
    assert (one.speaker, one.office, one.date) == ("", "", "")
    signed = replace(said, authors=(OFFICIAL,), paragraphs=said.paragraphs[:2])
    (one,) = lock(replace(made, texts=(signed,))).texts
    assert (one.speaker, one.office) == ("黄如", "某委副主任")
    assert [(each.speaker, each.office) for each in one.paragraphs] == [
        ("", ""),
        ("黄如", "某委副主任"),
    ]


def test_an_older_lock_without_them_is_read_and_holds_the_words(
    made: Corpus, tmp_path: Path
) -> None:
    """Its hashes stay right; of what it does not tell nothing is found."""
    (one,) = lock(made).texts
    paragraphs = tuple(replace(each, speaker=None, office=None) for each in one.paragraphs)
    old = replace(lock(made), texts=(LockedText(one.id, one.title, paragraphs),))
    content = write_lock(tmp_path, old).read_text("utf-8")
    assert not any(key in content for key in ("speaker", "office", '"date"', "null"))
    assert read_locks(tmp_path) == (old,)
    signed = replace(made.texts[0], authors=(OFFICIAL,))
    assert told((old,), replace(made, texts=(signed,))) == []


def test_the_project_s_locks_have_what_was_published() -> None:
    """Corrections since then have not touched them."""
    newest = read_locks(CHECKOUT)[-1]
    texts = {one.id: one for one in newest.texts}
    assert (texts["gov-cn-9"].date, texts["roundtable-9"].date) == (
        "2025-08-26T21:34",
        "2026-03/..",
    )
    assert texts["roundtable-3"].speaker == "编者"
    assert (texts["sic-commentary-1"].speaker, texts["sic-commentary-1"].office) == (
        "周民",
        "国家信息中心党委副书记、副主任",
    )
    asked = [
        one.speaker
        for text in newest.texts
        for one in text.paragraphs
        if one.text.startswith("问：")
    ]
    assert asked == ["提问"] * len(asked)
    assert asked


# ---------------------------------------------------------------- what breaks a lock


def test_another_speaker_is_told_once_with_its_lines(made: Corpus) -> None:
    """The first line in front, what was published, what is now, and the entry to write."""
    (one,) = told((published(made, "", "提问", "黄如", "黄如"),), made)[1:]
    assert one == (
        "seeds/sources/a.txt:2: published as of 2025-08: who says it of a-1-p2, a-1-p5 became "
        "another\n    published | 黄如\n    now       | 未署名\n"
        "    → undo what changed it (an edit of the file, a pin, an editor's date, a rule); where "
        "it was published wrongly, say so under `facts:` in seeds/corrections.yml: - {text: a-1, "
        "lines: [2, 5], field: speaker, before: 黄如, after: 未署名, reason: 为什么, "
        "on: 2026-05-31}"
    )


@pytest.mark.parametrize(
    ("locked", "noun", "before"),
    [
        (lambda made: published(made, date="2025-08"), "the date", "2025-08"),
        (lambda made: published(made, office="某委副主任"), "the office", "某委副主任"),
        (lambda made: published(made, "黄如", "", "黄如", "黄如"), "who says it", "黄如"),
    ],
)
def test_what_a_text_is_as_a_whole_needs_no_lines(
    made: Corpus, locked: Callable[[Corpus], Lock], noun: str, before: str
) -> None:
    """Paragraphs that differ as it does are in the same message."""
    (one,) = told((locked(made),), made)
    assert f"{noun} of a-1 became another\n    published | {before}\n" in one
    assert "- {text: a-1, field: " in one


# ---------------------------------------------------------------- what accounts for it


def test_an_entry_accounts_for_its_place_and_no_other(made: Corpus) -> None:
    """A line for its paragraph; a whole text for the paragraphs that were as it was."""
    asked = published(made, "", "提问", "", "")
    assert told((asked,), made, ASKED) == []
    answered = published(made, "", "提问", "提问", "")
    (one,) = told((answered,), made, ASKED)
    assert "who says it of a-1-p2 became another" in one
    assert told((answered,), made, replace(ASKED, lines=(1, 2))) == []
    assert told((published(made, "编者", "编者", "编者", ""),), made, WHOLE) == []
    (one,) = told((published(made, "编者", "提问", "编者", ""),), made, WHOLE)
    assert "a-1-p1" in one
    assert told((published(made, date="2025-08"),), made, DATED) == []
    (one,) = told((published(made, "提问", "提问", "", ""),), made, ASKED)
    assert "who says it of a-1 became another" in one


def test_entries_lead_on_from_each_other(made: Corpus) -> None:
    """What was corrected twice has two entries, by their days; the lock stays as published."""
    locked = (published(made, "", "提问", "", ""),)
    first, second = replace(ASKED, after="记者"), replace(ASKED, before="记者", on="2026-06-30")
    assert told(locked, made, first, second) == []
    (one,) = told(locked, made, first)
    assert one.startswith("seeds/corrections.yml: ")
    assert "of a-1-p1 `after` is not what is shown: 未署名" in one
    assert "before: 提问, after: 记者" in one


@pytest.mark.parametrize(
    ("entry", "message", "remedy"),
    [
        (replace(ASKED, before="题问", lines=(2,)), "of line 2 of a-1 this was never", "未署名"),
        (replace(ASKED, lines=(1, 3)), "no paragraph begins on line 3 of a-1", "number beside it"),
        (replace(WHOLE, text="a-9"), "there is no text `a-9`", "address of its page"),
        (replace(DATED, before="2024"), "of a-1 this was never published", "2025-08"),
        (replace(DATED, field="office"), "of a-1 this was never published", "未载"),
    ],
)
def test_an_entry_of_what_was_not_published_is_an_error(
    made: Corpus, entry: FactCorrection, message: str, remedy: str
) -> None:
    """It would tell readers what is not so."""
    locked = published(made, "", "提问", "", "", date="2025-08")
    one = next(
        one for one in told((locked,), made, ASKED, DATED, replace(entry, at=7)) if message in one
    )
    assert one.startswith("seeds/corrections.yml:7: ")
    assert remedy in one.partition("→")[2]


def test_where_nothing_is_locked_an_entry_still_says_what_is_shown(made: Corpus) -> None:
    assert told((), made, ASKED, WHOLE, DATED) == []
    (one,) = told((), made, replace(ASKED, after="记者"))
    assert "`after` is not what is shown" in one


def test_an_entry_is_left_out_before_its_source_came(made: Corpus) -> None:
    """So are other corrections."""
    earlier = SnapshotEntry("2025-07", "2025-07-01", "前", "前")
    seeds = replace(correcting(made, ASKED).seeds, snapshots=(earlier, *made.seeds.snapshots))
    assert as_of(seeds, "2025-07").facts == ()
    assert as_of(seeds, "2025-08").facts == (ASKED,)


def test_a_copy_is_corrected_as_well() -> None:
    """An entry stays right where another copy becomes the base."""
    (one,) = text("b-3", "提问").paragraphs
    moved = replace(one, copies=("a-1-p1",))
    whole = replace(text("b-3", "提问"), articles=("b-3", "a-1"), paragraphs=(moved,))
    assert places(whole, ASKED) == [moved.id]
    assert places(whole, WHOLE) == [None, moved.id]
    assert places(whole, replace(ASKED, lines=(2,))) == []
    assert places(replace(whole, articles=("b-3",)), WHOLE) == []


def places(whole: Text, entry: FactCorrection) -> list[str | None]:
    """Return the places of a text that an entry is about."""
    every: tuple[TextParagraph | None, ...] = (None, *whole.paragraphs)
    return [one and one.id for one in every if is_about(entry, whole, one)]


# ---------------------------------------------------------------- what readers are told


def test_the_page_of_the_text_says_what_was_shown_at_the_place(made: Corpus) -> None:
    """Beside the paragraph; of the text as a whole in its head."""
    shown = next(
        one.content
        for one in pages(correcting(made, ASKED, DATED))
        if one.path == "documents/a-1.md"
    )
    head, first, second, _ = shown.split('data-paragraph="')
    dated = "- 日期原作“2025年8月”，2026年5月31日订正为“未载”：原件没有日期。"
    asked = '<p class="mended">署名原作“提问”，2026年5月31日订正为“未署名”：没有印是谁提问。</p>'
    assert dated in head.splitlines()
    assert asked in first.splitlines()
    assert "订正为" not in second
    assert shown.count("订正为") == 2


def test_data_has_a_row_for_each_place(made: Corpus) -> None:
    """With the keys of the other corrections, and its own."""
    rows = list(corrections(correcting(made, replace(ASKED, lines=(1, 2)), DATED)))
    assert [(row["id"], row["line"], row["field"], row["before"]) for row in rows] == [
        ("a-1-date-2026-05-31", 1, "date", "2025-08"),
        ("a-1-p1-speaker-2026-05-31", 1, "speaker", "提问"),
        ("a-1-p2-speaker-2026-05-31", 2, "speaker", "提问"),
    ]
    assert {(row["kind"], row["by"], row["printed"]) for row in rows} == {("fact", "editor", "")}


def test_what_was_corrected_between_two_updates_is_told_as_a_correction(made: Corpus) -> None:
    """After the earlier and not after the later; after the newest nothing is too late."""
    first = made.seeds.snapshots[0]
    second, third = (replace(first, id=id_, date=f"{id_}-30") for id_ in ("2026-04", "2026-06"))
    seeds = replace(correcting(made, ASKED).seeds, snapshots=(first, second, third))
    bare = compare(made, made)

    def days(before: str, after: str, day: str) -> list[str]:
        entries = (replace(ASKED, on=day),)
        between = replace(bare, before=before, after=after)
        said = corrected(between, replace(seeds, facts=entries), made.texts).corrections
        return [f"{one.kind} {one.paragraph} {one.subject} {one.on}" for one in said]

    one = ["correction_added a-1-p1 speaker 2026-04-30"]
    assert days("2025-08", "2026-04", "2026-04-30") == one
    assert days("2026-04", "2026-06", "2026-04-30") == []
    assert days("2025-08", "2026-04", "2026-05-01") == []
    assert len(days("2026-04", "2026-06", "2030-01-01")) == 1


def test_build_and_check_refuse_until_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another date of a published text; then its entry, which page and data tell."""
    files = good()
    files["seeds/sources.yml"] = files["seeds/sources.yml"].replace(
        "  snapshot: 2025-08\n- id: b",
        "  snapshot: 2025-08\n"
        "  date: {value: 2025-08, evidence: [{line: 2, words: 近日公开发布}]}\n"
        "- id: b",
    )
    root = make(tmp_path, files | {"mkdocs.yml": "site_name: 政策读本\n"})
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    sources = root / "seeds/sources.yml"
    sources.write_text(
        sources.read_text("utf-8").replace("date: {value: 2025-08,", "date: {value: 2025-09,"),
        "utf-8",
    )
    for command in ("build", "pages", "check", "lock"):
        assert main([command, "--root", str(root)]) == FINDINGS
        said = capsys.readouterr().out
        assert "seeds/sources/a.txt:1: published as of 2025-08: the date of a-1 became" in said
        assert "published | 2025-08\n    now       | 2025-09\n" in said
    entry = said.partition("under `facts:` in seeds/corrections.yml: ")[2].splitlines()[0]
    (root / "seeds/corrections.yml").write_text(f"facts:\n{entry}\n", "utf-8")
    for command in ("pages", "check", "lock"):
        assert main([command, "--root", str(root)]) == FINE
    assert "订正为“2025年9月”：为什么。" in (root / "docs/documents/a-1.md").read_text("utf-8")


def test_the_site_tells_those_of_the_project(site: Path) -> None:
    """In the data, and on the page of the text in every snapshot that has it."""
    rows = json.loads((site / "data/corrections.json").read_bytes())
    facts = [row for row in rows if row["kind"] == "fact"]
    assert facts
    for row in facts:
        for folder in ("", "at/2026-03/"):
            page = (site / folder / f"documents/{row['document']}.html").read_text("utf-8")
            assert f"原作“{row['before']}”" in page
