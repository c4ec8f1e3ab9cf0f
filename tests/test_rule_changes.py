"""What the rules find in published snapshots may get better, and readers are told of it once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builder.__main__ import FINDINGS, FINE, main
from builder.disk.locks import read_findings, write_findings
from builder.disk.seeds import read
from builder.model import (
    Corpus,
    CorrectionEntry,
    InputError,
    LockedFindings,
    Person,
    Role,
    RuleEntry,
    Seeds,
    TermEntry,
    TextParagraph,
)
from builder.pages import pages
from builder.pipeline import lock, lock_findings, untold
from builder.snapshots.findings import rule_changes
from tests.conftest import CHECKOUT
from tests.seeds_folder import corpora, good, make

RULE = RuleEntry("2026-05-31", "提问归记者所说", "从前误作答者的话")
OTHER = RuleEntry("2026-06-30", "书名号不算异文", "从前把标点当作异文")


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The real seeds."""
    return replace(read(CHECKOUT), rules=())


@pytest.fixture(scope="module")
def published(seeds: Seeds) -> tuple[Corpus, ...]:
    """What they say as of each snapshot."""
    return corpora(seeds)


@pytest.fixture(scope="module")
def locked(published: tuple[Corpus, ...]) -> LockedFindings:
    """What was found when all three were published."""
    return lock_findings(LockedFindings(), map(lock, published), published)


def told(made: tuple[Corpus, ...], *rules: RuleEntry) -> tuple[Corpus, ...]:
    """Return the corpora, of which the newest tells of changes of rules."""
    newest = made[-1]
    return (*made[:-1], replace(newest, seeds=replace(newest.seeds, rules=rules)))


def asked_as(role: Role) -> Callable[[TextParagraph], TextParagraph]:
    """Return a change of rule: questions are something else."""
    return lambda one: replace(one, role=role) if one.role == "question" else one


def read_otherwise(
    made: tuple[Corpus, ...], change: Callable[[TextParagraph], TextParagraph]
) -> tuple[Corpus, ...]:
    """Return the corpora as a changed rule would make them."""
    return tuple(
        replace(
            one,
            texts=tuple(
                replace(text, paragraphs=tuple(map(change, text.paragraphs))) for text in one.texts
            ),
        )
        for one in made
    )


def questions(made: tuple[Corpus, ...]) -> set[str]:
    return {
        one.id
        for each in made
        for text in each.texts
        for one in text.paragraphs
        if one.role == "question"
    }


def test_what_is_found_as_it_was_needs_no_entry(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """Nor does an entry for something that no page showed do harm: it touched nothing."""
    assert list(untold(locked, published)) == []
    assert [len(one.paragraphs) for one in locked.snapshots] == [
        sum(len(text.paragraphs) for text in one.texts) for one in published
    ]
    assert [len(one.passages) for one in rule_changes(locked, told(published, RULE))] == [0]


def test_a_change_that_no_entry_tells_is_an_error(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """It names the passages, what is found otherwise in them, and the entry to write."""
    made = read_otherwise(published, asked_as("lead"))
    (error,) = untold(locked, made)
    assert error.file == "seeds/snapshots.yml"
    asked = sorted(questions(published))
    assert f"show {len(asked)} passages otherwise" in error.message
    assert [line.strip() for line in error.message.splitlines()[1:]] == [
        f"{one}: voice" for one in asked
    ]
    assert "rules" in error.remedy
    assert "{on: 2026-05-31, what: " in error.remedy


def test_one_new_entry_accounts_for_all_that_is_found_otherwise(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """A passage that several snapshots show counts once; the next change needs an entry again."""
    made = told(read_otherwise(published, asked_as("lead")), RULE)
    assert list(untold(locked, made)) == []
    (change,) = rule_changes(locked, made)
    assert (change.rules, set(change.passages)) == ((RULE,), questions(published))
    again = lock_findings(locked, map(lock, published), made)
    assert again.rules == (change,)
    assert list(untold(again, made)) == []
    later = told(read_otherwise(published, asked_as("body")), RULE)
    assert len(list(untold(again, later))) == 1
    assert list(untold(again, told(later, RULE, OTHER))) == []


def test_each_entry_has_the_number_of_what_changed_since_the_last_was_locked(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """Two that were locked at once share theirs: nobody knows which changed what."""
    made = read_otherwise(published, asked_as("lead"))
    (both,) = rule_changes(locked, told(made, RULE, OTHER))
    assert both.rules == (RULE, OTHER)
    first = lock_findings(locked, map(lock, published), told(made, RULE))
    one, other = rule_changes(first, told(made, RULE, OTHER))
    assert (one.rules, len(one.passages)) == ((RULE,), len(questions(published)))
    assert (other.rules, other.passages) == ((OTHER,), ())


def test_what_readers_were_told_stays(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """An entry that was locked is neither taken back nor worded anew."""
    again = lock_findings(locked, map(lock, published), told(published, RULE))
    for rules in ((), (replace(RULE, why="无"),)):
        (error,) = untold(again, told(published, *rules))
        assert error.remedy.endswith(f"{{on: {RULE.on}, what: {RULE.what}, why: {RULE.why}}}")


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("labels", lambda one: replace(one, passages=one.passages[1:])),
        ("links", lambda one: replace(one, links=())),
        ("terms", lambda one: replace(one, terms=())),
        ("documents", lambda one: replace(one, entities=())),
        ("quotations", lambda one: replace(one, quoted=())),
        ("years", lambda one: replace(one, horizons=())),
        ("variants", lambda one: replace(one, variants=())),
    ],
)
def test_every_kind_of_finding_is_locked(
    locked: LockedFindings,
    published: tuple[Corpus, ...],
    kind: str,
    change: Callable[[Corpus], Corpus],
) -> None:
    (error,) = untold(locked, tuple(map(change, published)))
    assert {line.partition(": ")[2] for line in error.message.splitlines()[1:]} - {""} == {kind}


def test_a_new_voice_is_found_in_every_paragraph(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """A question has its own. Who speaks is no judgement: `facts` of the corrections tell it."""

    def resigned(made: Corpus) -> Corpus:
        texts = tuple(replace(one, authors=(Person("某人"),), speaker=None) for one in made.texts)
        return replace(made, texts=texts)

    def revoiced(made: Corpus) -> Corpus:
        return replace(made, texts=tuple(replace(one, authority="editor") for one in made.texts))

    assert list(untold(locked, tuple(map(resigned, published)))) == []
    made = tuple(map(revoiced, published))
    (change,) = rule_changes(locked, told(made, RULE))
    paragraphs = {one.id for text in published[-1].texts for one in text.paragraphs}
    assert set(change.passages) == paragraphs - questions(published)


def test_what_editors_add_is_no_change_of_a_rule(tmp_path: Path) -> None:
    """A term of the glossary, a corrected word; words for a label are a rule."""
    seeds = read(make(tmp_path, good()))
    made = corpora(seeds)
    was = lock_findings(LockedFindings(), map(lock, made), made)
    term = TermEntry("pujilv", "普及率", "adoption rate")
    assert list(untold(was, corpora(replace(seeds, terms=(*seeds.terms, term))))) == []
    mend = CorrectionEntry("a", 5, "应用广泛", "mend", "据他本。", reading="用途广泛")
    assert list(untold(was, corpora(replace(seeds, corrections=(mend,))))) == []
    science = replace(seeds.framework.actions[0], words=("普及率",))
    framework = replace(seeds.framework, actions=(science,))
    assert len(list(untold(was, corpora(replace(seeds, framework=framework))))) == 1


def test_a_snapshot_with_a_new_file_is_compared_once_it_is_locked_again(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """The new text is told as such; its links are no change of a rule."""
    first, *others = locked.snapshots
    fewer = replace(first, sources=first.sources[1:])
    made = read_otherwise(published[:1], asked_as("lead"))
    assert list(untold(replace(locked, snapshots=(fewer, *others)), made)) == []
    assert len(list(untold(locked, made))) == 1


def test_the_page_of_changes_tells_each_once(
    locked: LockedFindings, published: tuple[Corpus, ...]
) -> None:
    """With its day, what, why and how many, apart from what the policy changed."""
    made = told(read_otherwise(published, asked_as("lead")), RULE, OTHER)
    newest = replace(made[-1], rules=tuple(rule_changes(locked, made)))
    page = next(one for one in pages(newest) if one.path == "changes/index.md").content
    policy, rules = page.split("## 本站规则的改动 {#rules}")
    number = f"同时改的 2 条合计，已公布的各版中有 {len(questions(published))} 段因此不同"
    assert [
        line.replace("\u00a0", " ") for line in rules.splitlines() if line.startswith("- ")
    ] == [
        f'- {rule.what} <span class="where">{" · ".join((day, rule.why, number))}</span>'
        for rule, day in ((OTHER, "2026年6月30日"), (RULE, "2026年5月31日"))
    ]
    assert RULE.what not in policy
    older = next(one for one in pages(published[-1]) if one.path == "changes/index.md").content
    assert "{#rules}" not in older


# ---------------------------------------------------------------- the file and the commands


def test_findings_are_read_as_they_were_written(locked: LockedFindings, tmp_path: Path) -> None:
    """Those of a snapshot whose lock was taken away are not: it is not published."""
    file = write_findings(tmp_path, replace(locked, rules=()))
    for one in locked.snapshots[1:]:
        (file.parent / f"{one.snapshot}.json").touch()
    assert read_findings(tmp_path) == replace(locked, snapshots=locked.snapshots[1:])
    assert read_findings(tmp_path / "elsewhere") == LockedFindings()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b"{}", b'{"sha256": 1, "rules": [], "snapshots": []}']
)
def test_findings_that_were_touched_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "docs/.locks").mkdir(parents=True)
    (tmp_path / "docs/.locks/_findings.json").write_bytes(content)
    with pytest.raises(InputError, match=r"docs/\.locks/_findings\.json"):
        read_findings(tmp_path)


def test_build_and_check_refuse_what_no_entry_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then the entry is written, `check` asks for the lock, and `lock` records the number."""
    root = make(tmp_path, good() | {"mkdocs.yml": "site_name: 政策读本\n"})
    assert main(["lock", "--quiet", "--root", str(root)]) == FINE
    framework = root / "seeds/framework.yml"
    framework.write_text(framework.read_text("utf-8").replace("科研", "科研, 普及率"), "utf-8")
    for command in ("build", "pages", "check", "lock"):
        assert main([command, "--root", str(root)]) == FINDINGS
        assert "a-1-p2: labels, links" in capsys.readouterr().out
    with (root / "seeds/snapshots.yml").open("a", encoding="utf-8") as file:
        file.write("rules: [{on: 2026-05-31, what: 普及率归入科学技术, why: 从前漏了}]\n")
    assert main(["pages", "--root", str(root)]) == FINE
    assert main(["check", "--root", str(root)]) == FINE
    assert "the rule of 2026-05-31 is not locked" in capsys.readouterr().out
    assert main(["lock", "--root", str(root)]) == FINE
    assert "the change of 2026-05-31 is locked: 普及率归入科学技术" in capsys.readouterr().out
    assert main(["check", "--root", str(root)]) == FINE
    assert "not locked" not in capsys.readouterr().out
