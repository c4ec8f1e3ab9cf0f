"""Locks: what is published stays, to the letter; a correction explains its own place alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, WRONG, main
from builder.disk.locks import read_locks, write_lock
from builder.disk.seeds import read
from builder.model import (
    Corpus,
    Correction,
    CorrectionEntry,
    InputError,
    Lock,
    Seeds,
    Source,
    Text,
)
from builder.pipeline import corpus, lock, unlocked
from builder.runner import Runner
from builder.snapshots.as_of import as_of
from tests.conftest import CHECKOUT, copy_of_checkout
from tests.seeds_folder import corpora

OLDEST, MIDDLE, NEWEST = "2025-08-26", "2025-09", "2026-03"

# Two sentences of one paragraph of gov-cn, in one line: “当前，人工智能技术加速迭代演进，……
# 引发经济社会各领域各行业深刻变革。一方面，……应用需求空前强劲，处于应用落地的关键窗口期。”
PRINTED, EDITED = "应用需求空前强劲，", "应用需求空前旺盛，"
MENDED, READING = "加速迭代演进", "加快迭代演进"


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The real seeds, as if nothing had been published wrongly."""
    return replace(read(CHECKOUT), facts=())


@pytest.fixture(scope="module")
def published(seeds: Seeds) -> tuple[Corpus, ...]:
    """What they say as of each snapshot."""
    return corpora(seeds)


@pytest.fixture(scope="module")
def locks(published: tuple[Corpus, ...]) -> tuple[Lock, ...]:
    """The locks of all three."""
    return tuple(map(lock, published))


def broken(locks: tuple[Lock, ...], seeds: Seeds, snapshot: str = OLDEST) -> list[str]:
    """Return how seeds as of a snapshot break its lock."""
    here = [one for one in locks if one.snapshot == snapshot]
    return [str(one) for one in unlocked(here, [corpus(as_of(seeds, snapshot), Runner())])]


def with_source(seeds: Seeds, identifier: str, change: Callable[[Source], Source]) -> Seeds:
    """Return the seeds with one received file otherwise."""
    sources = tuple(change(one) if one.entry.id == identifier else one for one in seeds.sources)
    return replace(seeds, sources=sources)


def reprinted(seeds: Seeds, identifier: str, old: str, new: str) -> Seeds:
    """Return the seeds with words of a received file replaced, where they stand once."""

    def change(source: Source) -> Source:
        assert sum(line.count(old) for line in source.lines) == 1, old
        return replace(source, lines=tuple(line.replace(old, new) for line in source.lines))

    return with_source(seeds, identifier, change)


def correcting(seeds: Seeds, *entries: CorrectionEntry) -> Seeds:
    return replace(seeds, corrections=(*seeds.corrections, *entries))


def mend(printed: str, reading: str, line: int, source: str = "gov-cn") -> CorrectionEntry:
    return CorrectionEntry(source, line, printed, "mend", "据另一份。", reading=reading)


# ---------------------------------------------------------------- what breaks a lock


def test_what_was_published_and_is_still_said_breaks_nothing(
    locks: tuple[Lock, ...], published: tuple[Corpus, ...]
) -> None:
    """All three, and no other snapshot's words are asked of one."""
    assert list(unlocked(locks, published)) == []
    assert [len(one.texts) for one in locks] == [len(one.texts) for one in published]


def test_an_edited_file_is_named_with_line_and_both_sentences(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """One changed character of one sentence: that sentence, and no other."""
    edited = reprinted(seeds, "gov-cn", PRINTED, EDITED)
    (told,) = broken(locks, edited)
    assert told.startswith("seeds/sources/001_265dfa88d0b883cb.txt:")
    assert f": published as of {OLDEST}: " in told
    assert re.search(r"paragraph gov-cn-9-p\d+ reads otherwise", told)
    before = re.search(r"published \| (.*)", told)
    after = re.search(r"now       \| (.*)", told)
    assert before
    assert after
    assert before[1].startswith("一方面，经过市场初步检验")
    assert before[1].endswith("关键窗口期。")
    assert after[1] == before[1].replace(PRINTED, EDITED)
    assert "seeds/corrections.yml" in told


def test_typography_counts_as_well(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """A lock is to the letter: a comma of another width is another reading."""
    edited = reprinted(seeds, "gov-cn", PRINTED, "应用需求空前强劲,")
    assert len(broken(locks, edited)) == 1


def test_each_later_snapshot_is_held_by_its_own_lock(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """A text of the first update stands in all three."""
    edited = reprinted(seeds, "gov-cn", PRINTED, EDITED)
    for snapshot in (OLDEST, MIDDLE, NEWEST):
        assert len(broken(locks, edited, snapshot)) == 1


def test_a_correction_taken_back_breaks_the_lock(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """The reading that was published goes, and no reason is given."""
    kept = tuple(one for one in seeds.corrections if one.printed != "价值变量大的应用场景")
    (told,) = broken(locks, replace(seeds, corrections=kept))
    assert "价值量大的应用场景" in told
    assert "价值变量大的应用场景" in told


def test_a_paragraph_or_a_text_that_goes_or_comes_is_reported(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """Words that a published text did not have are a change of it too."""
    first = next(one for one in locks if one.snapshot == OLDEST)
    text = first.texts[0]
    fewer = replace(text, paragraphs=text.paragraphs[1:])
    (told,) = broken((replace(first, texts=(fewer, *first.texts[1:])),), seeds)
    assert f"paragraph {text.paragraphs[0].id} is new in a published text" in told
    more = replace(text.paragraphs[0], id=f"{text.id}-p999")
    longer = replace(text, paragraphs=(*text.paragraphs, more))
    (told,) = broken((replace(first, texts=(longer, *first.texts[1:])),), seeds)
    assert f"paragraph {text.id}-p999 is gone" in told
    assert more.text in told
    turned = replace(text, paragraphs=text.paragraphs[::-1])
    (told,) = broken((replace(first, texts=(turned, *first.texts[1:])),), seeds)
    assert "stand in another order" in told


def test_a_copy_that_became_the_base_is_reported(seeds: Seeds) -> None:
    """The published text has another address: the new file wants an update of its own."""

    def later(source: Source) -> Source:
        return replace(source, entry=replace(source.entry, snapshot=MIDDLE))

    without = with_source(seeds, "gov-cn", later)
    early = lock(corpus(as_of(without, OLDEST), Runner()))
    told = broken((early,), seeds)
    assert any(
        "is documents/gov-cn-9 now, of which another copy is the base" in one for one in told
    )
    assert all("an update of its own" in one for one in told if " is gone" in one)


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("seeds/terms.yml", lambda seeds: replace(seeds, terms=seeds.terms[1:])),
        (
            "seeds/framework.yml",
            lambda seeds: replace(
                seeds, framework=replace(seeds.framework, topics=seeds.framework.topics[1:])
            ),
        ),
    ],
)
def test_an_id_that_went_is_told_with_its_file(
    locks: tuple[Lock, ...], seeds: Seeds, file: str, change: Callable[[Seeds], Seeds]
) -> None:
    """A renamed id is one that went: bookmarks do not know the new one."""
    (told,) = broken(locks, change(seeds))
    assert told.startswith(f"{file}: ")
    assert "an id once published lives for ever" in told


def test_a_snapshot_that_went_is_reported(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """So is a whole site as of a day."""
    told = [str(one) for one in unlocked(locks, corpora(as_of(seeds, MIDDLE)))]
    assert len(told) == 1
    assert f"{NEWEST} is published, and the snapshot is gone" in told[0]


def test_what_comes_beside_published_texts_breaks_nothing(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """A file found late may be added; a text of its own changes no other."""

    def earlier(source: Source) -> Source:
        return replace(source, entry=replace(source.entry, snapshot=OLDEST))

    assert broken(locks, with_source(seeds, "sic-commentary", earlier)) == []


# ---------------------------------------------------------------- what explains a change


def place(seeds: Seeds, words: str) -> int:
    """Return the line of gov-cn on which words stand."""
    source = next(one for one in seeds.sources if one.entry.id == "gov-cn")
    return next(at for at, line in enumerate(source.lines, 1) if words in line)


def test_a_correction_explains_its_place(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """Published as printed, corrected since: the reason is shown, and the lock accepts it."""
    at = place(seeds, MENDED)
    assert broken(locks, correcting(seeds, mend(MENDED, READING, at))) == []


def test_it_explains_no_other_place(locks: tuple[Lock, ...], seeds: Seeds) -> None:
    """Neither the next sentence of its paragraph, nor the next word of its sentence."""
    at = place(seeds, MENDED)
    reading = mend(MENDED, READING, at)
    for old, new in ((PRINTED, EDITED), ("引发经济社会各领域", "引起经济社会各领域")):
        (told,) = broken(locks, correcting(reprinted(seeds, "gov-cn", old, new), reading))
        assert new in told
        assert READING not in told


def test_a_correction_cannot_hide_an_edit_of_the_file(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """A correction of words that were never printed so explains nothing."""
    edited = reprinted(seeds, "gov-cn", MENDED, READING)
    (told,) = broken(
        locks, correcting(edited, mend(READING, "加紧迭代演进", place(edited, READING)))
    )
    assert MENDED in told


def test_only_an_editor_explains(locks: tuple[Lock, ...], published: tuple[Corpus, ...]) -> None:
    """What the rules begin to read otherwise, after another copy, is a change without a word."""
    values = published[0]
    text = next(one for one in values.texts if one.id == "gov-cn-9")
    paragraph = next(one for one in text.paragraphs if PRINTED in one.text)
    at, line = paragraph.text.index(PRINTED), paragraph.ranges[0][0]
    mended = Correction(
        "mend", (at, at + len(EDITED)), PRINTED, EDITED, "另一份如此。", "gov-cn", line
    )
    read_anew = replace(
        paragraph,
        text=paragraph.text.replace(PRINTED, EDITED),
        corrections=(*paragraph.corrections, mended),
    )

    def with_it(one: Text) -> Text:
        changed = (read_anew if each is paragraph else each for each in one.paragraphs)
        return replace(one, paragraphs=tuple(changed))

    anew = replace(values, texts=tuple(map(with_it, values.texts)))
    (told,) = unlocked(locks[:1], [anew])
    assert EDITED in str(told)
    entry = mend(PRINTED, EDITED, line)
    explained = replace(anew, seeds=correcting(anew.seeds, entry))
    assert list(unlocked(locks[:1], [explained])) == []


def test_a_better_reading_takes_the_place_of_a_published_one(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """What was mended may be mended better, or taken for doubtful; the entry says why."""
    old = next(one for one in seeds.corrections if one.printed == "价值变量大的应用场景")
    others = tuple(one for one in seeds.corrections if one is not old)
    for better in (
        replace(old, reading="价值量较大的应用场景"),
        replace(old, kind="doubt", reading=None),
        replace(old, printed=f"选择{old.printed}，", reading="选取价值量大的应用场景，"),
    ):
        assert broken(locks, replace(seeds, corrections=(*others, better))) == []


def test_a_correction_of_a_later_update_leaves_earlier_snapshots_as_they_were(
    locks: tuple[Lock, ...], seeds: Seeds
) -> None:
    """Then the page of changes lists it, with the reason; the later lock explains it."""
    at = place(seeds, MENDED)
    entry = replace(mend(MENDED, READING, at), snapshot=NEWEST)
    then, _, now = corpora(correcting(seeds, entry))
    assert lock(then) == locks[0]
    assert list(unlocked(locks[2:], [now])) == []
    step = next(one for one in now.changes if (one.before, one.after) == (MIDDLE, NEWEST))
    assert [(one.kind, one.before, one.after, one.reason) for one in step.corrections] == [
        ("correction_added", MENDED, READING, "据另一份。")
    ]
    assert [(one.kind, one.reason) for one in step.sentences] == [
        ("sentence_changed", "据另一份。")
    ]


# ---------------------------------------------------------------- the files


def test_a_lock_is_read_as_it_was_written(locks: tuple[Lock, ...], tmp_path: Path) -> None:
    """In the order of the snapshots, and never twice."""
    for one in locks[::-1]:
        write_lock(tmp_path, one)
    assert read_locks(tmp_path) == locks
    with pytest.raises(FileExistsError):
        write_lock(tmp_path, locks[0])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PRINTED, EDITED, r"what it says of gov-cn-9 is not what was locked"),
        ('"gov-cn", ', "", r"its ids are not those that were locked"),
        ("{", "[", r"not JSON"),
        ('"terms"', '"term"', r"this is no lock"),
        ('"title": "', '"name": "', r"this is no lock"),
        (f'"snapshot": "{OLDEST}"', f'"snapshot": "{MIDDLE}"', r"its ids are not"),
    ],
)
def test_a_lock_that_was_touched_is_refused(
    locks: tuple[Lock, ...], tmp_path: Path, old: str, new: str, said: str
) -> None:
    """It says which file, what is wrong, and how it comes back."""
    file = write_lock(tmp_path, locks[0])
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=said) as caught:
        read_locks(tmp_path)
    assert f"docs/.locks/{OLDEST}.json" in str(caught.value)
    assert "git checkout -- docs/.locks" in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b"null", b'{"sha256": 1, "texts": 2}', b"[" * 100_000]
)
def test_no_file_among_the_locks_makes_a_traceback(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "docs/.locks").mkdir(parents=True)
    (tmp_path / "docs/.locks/2025.json").write_bytes(content)
    with pytest.raises(InputError, match=r"docs/\.locks/2025\.json"):
        read_locks(tmp_path)


def test_a_lock_under_another_name_is_refused(locks: tuple[Lock, ...], tmp_path: Path) -> None:
    """It would hold another snapshot than it says."""
    write_lock(tmp_path, locks[0]).rename(tmp_path / "docs/.locks/2026-03.json")
    with pytest.raises(InputError, match=f"this is the lock of {OLDEST}"):
        read_locks(tmp_path)


# ---------------------------------------------------------------- the commands


@pytest.fixture(scope="module")
def locked_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built root whose snapshots are locked, none of which was published otherwise."""
    copy = copy_of_checkout(tmp_path_factory.mktemp("locked") / "root")
    entries = copy / "seeds/corrections.yml"
    entries.write_text(entries.read_text("utf-8").partition("\nfacts:")[0] + "\n", "utf-8")
    assert main(["lock", "--quiet", "--root", str(copy)]) == FINE
    return copy


def edit_file(root: Path, old: str, new: str) -> None:
    """Edit a received file and its hash, as an editor would who means it."""
    entries = root / "seeds/sources.yml"
    file = root / "seeds/sources/001_265dfa88d0b883cb.txt"
    before = file.read_bytes()
    after = before.replace(old.encode(), new.encode())
    assert before != after
    file.write_bytes(after)
    was, now = (hashlib.sha256(data).hexdigest() for data in (before, after))
    entries.write_text(entries.read_text("utf-8").replace(was, now), "utf-8")


def test_the_project_s_snapshots_hold(published: tuple[Corpus, ...]) -> None:
    """The committed locks are those of all three snapshots, and nothing breaks them."""
    held = read_locks(CHECKOUT)
    assert [one.snapshot for one in held] == [OLDEST, MIDDLE, NEWEST]
    seeds = read(CHECKOUT)
    made = [
        replace(one, seeds=replace(one.seeds, facts=as_of(seeds, lock.snapshot).facts))
        for one, lock in zip(published, held, strict=True)
    ]
    assert [str(one) for one in unlocked(held, made)] == []
    told = [str(one) for one in unlocked(held, published)]
    assert len(told) == len(seeds.facts)


def test_an_id_once_published_is_in_every_later_lock_or_moved(locks: tuple[Lock, ...]) -> None:
    """The union is kept: sources, labels, terms and paragraphs of a snapshot are in the next."""
    for then, now in pairwise(locks):
        for kind in ("sources", "labels", "terms"):
            assert set(getattr(then, kind)) <= set(getattr(now, kind))
        paragraphs = {one.id for text in now.texts for one in text.paragraphs}
        assert {one.id for text in then.texts for one in text.paragraphs} <= paragraphs


def test_locking_again_writes_nothing(
    locked_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lock is written once; `check` names a snapshot that has none."""
    files = {file: file.read_bytes() for file in (locked_root / "docs/.locks").iterdir()}
    assert main(["lock", "--root", str(locked_root)]) == FINE
    assert capsys.readouterr().out == ""
    assert {file: file.read_bytes() for file in (locked_root / "docs/.locks").iterdir()} == files
    (locked_root / f"docs/.locks/{NEWEST}.json").unlink()
    main(["check", "--root", str(locked_root)])
    assert f"{NEWEST} is not locked" in capsys.readouterr().out
    assert main(["lock", "--root", str(locked_root)]) == FINE
    assert "8 texts as of 2026-03 are locked" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in (locked_root / "docs/.locks").iterdir()} == files


@pytest.mark.parametrize("command", ["build", "pages", "check", "verify", "lock"])
def test_each_command_names_the_sentence_and_publishes_nothing(
    locked_root: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; docs/ and site/ stay as they were."""
    root = copy_of_checkout(tmp_path / "root")
    for one in read_locks(locked_root):
        write_lock(root, one)
    (root / "site").mkdir()
    edit_file(root, PRINTED, EDITED)
    docs = {file: file.read_bytes() for file in (root / "docs").rglob("*.md")}
    assert main([command, "--quiet", "--root", str(root)]) == FINDINGS
    told = capsys.readouterr().out
    assert f"published as of {OLDEST}, {MIDDLE}, {NEWEST}: paragraph gov-cn-9-p17" in told
    assert EDITED in told
    assert "001_265dfa88d0b883cb.txt" in told
    assert {file: file.read_bytes() for file in (root / "docs").rglob("*.md")} == docs
    assert list((root / "site").iterdir()) == []


def test_a_touched_lock_is_wrong_input(
    locked_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, with the remedy."""
    root = copy_of_checkout(tmp_path / "root")
    file = write_lock(root, read_locks(locked_root)[0])
    file.write_bytes(file.read_bytes().replace(PRINTED.encode(), EDITED.encode()))
    assert main(["check", "--root", str(root)]) == WRONG
    assert "git checkout -- docs/.locks" in capsys.readouterr().err
