"""A build is published whole or not at all, whenever it is killed; files of others are theirs."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder.disk.docs import differences, pages_by_hand, stage_docs
from builder.disk.publish import exchanged, locked, publish, settle, staging
from builder.model import InputError, Page
from builder.site.by_hand import misplaced
from tests.conftest import CHECKOUT
from tests.killed_build import (
    Publish,
    build,
    failed_at,
    for_ever,
    killed_at,
    killed_between,
    killed_settling,
    pages,
    two_steps,
)

BY_HAND = "# 编者的话\n\n不是生成的。\n"

FORK = multiprocessing.get_context("forkserver")
"""A fresh process that has no threads of the tests in it."""

FORK.set_forkserver_preload(["tests.killed_build"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder in which the old version is published, beside a page written by hand."""
    (tmp_path / "docs/notes").mkdir(parents=True)
    (tmp_path / "docs/notes/hand.md").write_text(BY_HAND, "utf-8")
    build(tmp_path, "old")
    return tmp_path


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    """Return what stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def version(version: str) -> dict[str, bytes]:
    """Return all files of a published version."""
    made = {page.path: page.content.encode() for page in pages(version)}
    return {"notes/hand.md": BY_HAND.encode(), **made}


def published(root: Path) -> tuple[str, str]:
    """Return the versions of `docs/` and `site/`, each of which must be whole."""
    docs, site = tree(root / "docs"), tree(root / "site")
    (word,) = (one for one in ("old", "new") if docs == version(one))
    assert site.keys() == {"about/index.html"}
    return word, site["about/index.html"].decode()


def run(target: Callable[..., None], *arguments: object) -> int | None:
    """Run a function in a process of its own; return its exit code."""
    child = FORK.Process(target=target, args=arguments)
    child.start()
    child.join()
    return child.exitcode


def stopped_builds(stop: Callable[..., None], code: int, root: Path, put: Publish) -> Iterator[int]:
    """Stop one build after another, each a step later, until one comes to its end."""
    for step in range(1000):
        ended = run(stop, step, root, "new", put)
        if ended == 0:
            return
        assert ended == code
        yield step
    raise AssertionError("a build of a thousand steps")


def test_a_build_killed_at_any_step_leaves_the_old_or_the_new(root: Path) -> None:
    """Each folder is whole at any moment; once a command has begun they are of one build: law 7."""
    found = []
    for _ in stopped_builds(killed_at, -signal.SIGKILL, root, publish):
        left = published(root)
        settle(root)
        found.append((left, published(root)))
        build(root, "old")
        assert published(root) == ("old", "old")
        assert names(root / ".build") == ["lock"]
    assert len(found) > 20
    assert set(found) == {
        (("old", "old"), ("old", "old")),
        (("old", "new"), ("old", "old")),
        (("new", "new"), ("new", "new")),
    }
    assert published(root) == ("new", "new")


def test_where_names_cannot_be_exchanged_the_next_command_mends(root: Path) -> None:
    """Between the two steps there is no folder; the old one is put back before anything else."""
    gone = set()
    for _ in stopped_builds(killed_at, -signal.SIGKILL, root, two_steps):
        gone |= {folder for folder in ("docs", "site") if not (root / folder).exists()}
        settle(root)
        assert published(root) in (("old", "old"), ("new", "new"))
        build(root, "old", two_steps)
        assert names(root / ".build") == ["lock"]
    assert gone == {"docs", "site"}
    assert published(root) == ("new", "new")


@pytest.mark.parametrize("put", [publish, two_steps])
def test_a_build_that_fails_at_any_step_leaves_both_folders(root: Path, put: Publish) -> None:
    """Without a command that mends: what was put in place is taken back at once."""
    failed = 0
    for _ in stopped_builds(failed_at, 3, root, put):
        failed += 1
        assert published(root) in (("old", "old"), ("new", "new"))
        settle(root)
        build(root, "old", put)
        assert names(root / ".build") == ["lock"]
    assert failed > 20


def test_a_first_build_that_is_killed_leaves_nothing_or_all(tmp_path: Path) -> None:
    """There is nothing to exchange with."""
    seen = set()
    for _ in stopped_builds(killed_at, -signal.SIGKILL, tmp_path, publish):
        settle(tmp_path)
        there = names(tmp_path)
        seen.add(tuple(there))
        for name in there:
            shutil.rmtree(tmp_path / name)
    assert seen == {(), (".build",), (".build", "docs", "site")}


@pytest.mark.parametrize("put", [publish, two_steps])
def test_taking_back_can_be_killed_as_well(root: Path, put: Publish) -> None:
    """Each attempt begins where the last one was stopped."""
    for step in range(1000):
        assert run(killed_between, root, "new", put) == -signal.SIGKILL
        assert published(root) == ("old", "new")
        ended = run(killed_settling, step, root)
        settle(root)
        assert published(root) == ("old", "old")
        if ended == 0:
            break
    assert step > 3


def test_what_is_written_by_hand_after_a_kill_stays(root: Path) -> None:
    """Of the two folders `docs/` is the one that people edit: it is never taken back."""
    run(killed_between, root, "new", publish)
    (root / "docs/notes/hand.md").write_text("刚写的。")
    settle(root)
    assert (root / "docs/notes/hand.md").read_text() == "刚写的。"
    assert (root / "site/about/index.html").read_text() == "old"


def test_a_build_killed_at_random_leaves_the_old_or_the_new(root: Path) -> None:
    """Killed from outside, in the midst of a call, it is the same."""
    chance = random.Random(7)
    for _ in range(15):
        child = FORK.Process(target=for_ever, args=(root,))
        child.start()
        time.sleep(chance.uniform(0.02, 0.15))
        child.kill()
        child.join()
        settle(root)
        assert published(root) in (("old", "old"), ("new", "new"))
    with locked(root):
        assert names(root / ".build") == ["lock"]


def test_a_failed_build_leaves_the_old_and_no_litter(root: Path) -> None:
    """An error in the midst of a build is as harmless as a kill."""
    page_and_bug = [*pages("new"), Page("bug.md", "")]
    with pytest.raises(ValueError, match="bug"), locked(root), staging(root) as stage:
        stage_docs(root, page_and_bug, stage / "docs")
    assert tree(root / "docs") == version("old")
    assert names(root / ".build") == ["lock"]


def test_two_builds_do_not_tread_on_each_other(root: Path) -> None:
    """The second one says that there is a first, and does nothing."""
    with locked(root):
        with pytest.raises(InputError, match="another build is running") as caught, locked(root):
            pass
        assert caught.value.remedy == "wait until it is done, or stop it"
    with locked(root):
        pass


def test_this_system_exchanges_names(tmp_path: Path) -> None:
    """Linux and macOS do it in one step; the other way is for others."""
    one, other = tmp_path / "一", tmp_path / "二"
    one.mkdir()
    other.mkdir()
    (one / "a").touch()
    assert exchanged(one, other)
    assert names(other) == ["a"]
    with pytest.raises(FileNotFoundError):
        exchanged(one, tmp_path / "三")


def test_what_did_not_change_keeps_its_time(root: Path) -> None:
    """A copy of the site elsewhere need not be repeated for one changed page."""
    for file in (root / "docs").rglob("*.md"):
        os.utime(file, ns=(10**18, 10**18))
    build(root, "new")
    times = {path: (root / "docs" / path).stat().st_mtime_ns for path in tree(root / "docs")}
    assert times["notes/hand.md"] == 10**18
    assert times["index.md"] > 10**18
    for file in (root / "docs").rglob("*.md"):
        os.utime(file, ns=(10**18, 10**18))
    build(root, "new")
    assert {(root / "docs" / path).stat().st_mtime_ns for path in times} == {10**18}


def test_everybody_may_read_what_is_published(root: Path) -> None:
    """The mask of whoever builds has no part in it, and is theirs again afterwards."""
    mask = os.umask(0o077)
    try:
        build(root, "new")
    finally:
        kept = os.umask(mask)
    assert kept == 0o077
    for path in (root / "docs").rglob("*"):
        if path.name not in ("hand.md", "notes"):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o755 if path.is_dir() else 0o644), path
    assert stat.S_IMODE((root / "docs").stat().st_mode) == 0o755


def test_a_stage_that_is_not_published_takes_nothing_with_it(root: Path) -> None:
    """Not even what was written by hand, which the stage holds as well."""
    (root / "docs/notes.md").write_text("某市养老驿站")
    before = tree(root / "docs")
    with staging(root) as stage:
        stage_docs(root, pages("old"), stage / "docs")
        (stage / "docs/notes.md").write_text("道路养护")
    assert tree(root / "docs") == before


def test_a_link_in_place_of_the_target_is_left_alone(root: Path, tmp_path: Path) -> None:
    """Exchanging a link would take it away from where its owner put it."""
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(root / "site")
    (root / "site").symlink_to(tmp_path / "elsewhere")
    with staging(root) as stage, pytest.raises(InputError, match="a link or a file"):
        publish(stage, root, "site")
    assert (root / "site").is_symlink()


def test_what_a_kill_left_is_swept(root: Path) -> None:
    """Stages of killed builds are gone."""
    (root / ".build/stage-1/site").mkdir(parents=True)
    build(root, "new")
    assert names(root / ".build") == ["lock"]


# ---------------------------------------------------------------- files of others


def test_files_written_by_hand_are_carried_over_as_they_are(root: Path) -> None:
    """Whatever does not say that it was generated is somebody's."""
    docs = root / "docs"
    (docs / "a.png").write_bytes(b"\x89PNG\xff\x00")
    (docs / ".pages").write_bytes(b"nav:\r\n")
    (docs / "about.md").write_bytes("---\ntitle: generated: true\n---\n正文\n".encode("gb18030"))
    (docs / "body.md").write_bytes(b"# x\n\n---\ngenerated: true\n---\n")
    (docs / "to").symlink_to("notes")
    before = {
        path: content
        for path, content in tree(docs).items()
        if "old" not in content.decode("latin-1")
    }
    build(root, "new")
    assert {path: tree(docs)[path] for path in before} == before
    assert (docs / "to").readlink() == Path("notes")
    assert "old.md" not in tree(docs)


@pytest.mark.parametrize("path", ["notes/hand.md", "notes/new.md", "anew/photo.jpg"])
def test_what_is_written_by_hand_while_a_build_goes_on_stays(root: Path, path: str) -> None:
    """An editor saves by putting a new file in the place of the old one: no link leads to that."""
    saved = root / "saved"
    saved.write_bytes("刚写的。".encode())
    (root / "docs" / path).parent.mkdir(exist_ok=True)
    with staging(root) as stage:
        stage_docs(root, pages("new"), stage / "docs")
        saved.replace(root / "docs" / path)
        before = tree(root / "docs")
        with pytest.raises(InputError, match="written by hand while the build went on") as error:
            publish(stage, root, "docs")
    assert error.value.file == f"docs/{path}"
    assert tree(root / "docs") == before
    build(root, "new")
    assert (root / "docs" / path).read_bytes() == "刚写的。".encode()


@pytest.mark.parametrize("path", ["documents/a.md", "documents"])
def test_a_page_never_takes_the_place_of_a_file_written_by_hand(tmp_path: Path, path: str) -> None:
    """Words written by hand are not overwritten; the page is named."""
    file = tmp_path / "docs" / path
    file.parent.mkdir(parents=True)
    file.write_text(BY_HAND, "utf-8")
    with pytest.raises(InputError, match="written by hand, but the builder makes") as caught:
        build(tmp_path, "new")
    assert caught.value.file == f"docs/{path}"
    assert tree(tmp_path / "docs") == {path: BY_HAND.encode()}
    assert differences(tmp_path, pages("new"))


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("documents/a.html", "an address of the builder, documents/a.html"),
        ("documents/a.markdown", "an address of the builder, documents/a.html"),
        ("documents/A.md", "an address of the builder, documents/a.html"),
        ("documents/README.md", "an address of the builder, documents/index.html"),
        ("documents/a.xml", "an address of the builder, documents/a.xml"),
        ("documents/a.html/b.png", "an address of the builder, documents/a.html"),
        ("documents", "the name of a folder of the site, documents/"),
        ("changes/feed.xml", "an address of the builder, changes/feed.xml"),
        ("feeds/all.xml", "an address of the builder, feeds/all.xml"),
        ("snapshots.js", "an address of the builder, snapshots.js"),
        ("404.md", "an address of the builder, 404.html"),
        ("assets/reader.css", "an address of the builder, assets/reader.css"),
        ("assets/images/favicon.png", "an address of the builder, assets/images/favicon.png"),
        ("data/passages.json", "a folder of the builder, data/"),
        ("Data/own.json", "a folder of the builder, data/"),
        ("search/index.js", "a folder of the builder, search/"),
        ("one/index.md", "a folder of the builder, one/"),
        ("at/2025-09/index.md", "a folder of the builder, at/"),
        ("at", "a folder of the builder, at/"),
        ("documents/b.md", None),
        ("documents/a.png", None),
        ("documents/a/b.md", None),
        ("database/a.json", None),
        ("assets/photo.png", None),
        ("CNAME", None),
        (".locks/2025.json", None),
    ],
)
def test_a_file_by_hand_at_an_address_of_the_builder_is_named(
    tmp_path: Path, path: str, what: str | None
) -> None:
    """The site would hold one of the two, now this one, now that."""
    shutil.copy(CHECKOUT / "mkdocs.yml", tmp_path)
    file = tmp_path / "docs" / path
    file.parent.mkdir(parents=True)
    file.write_text(BY_HAND, "utf-8")
    found = [*misplaced(tmp_path, pages("old"), ["feeds/all.xml"])]
    assert [error.file for error in found] == ([] if what is None else [f"docs/{path}"])
    assert [error.message.endswith(str(what)) for error in found] == [True] * len(found)


def test_a_link_to_a_folder_is_named(root: Path) -> None:
    """MkDocs follows it, and what lies there would be on the site twice."""
    shutil.copy(CHECKOUT / "mkdocs.yml", root)
    (root / "docs/to").symlink_to("notes")
    (error,) = misplaced(root, pages("old"))
    assert error.file == "docs/to"
    assert error.message == "written by hand, and is no plain file"


def test_a_page_by_hand_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """With the line; MkDocs would stop at it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/hand.md").write_bytes("# a\n\n编者\n".encode("gb18030"))
    with pytest.raises(InputError, match="byte 0xB1 is not UTF-8") as caught:
        [*pages_by_hand(tmp_path)]
    assert (caught.value.file, caught.value.line) == ("docs/hand.md", 3)


def test_what_systems_leave_in_docs_is_not_written_by_hand(root: Path) -> None:
    """It may come and go while a build goes on, and belongs on no site."""
    with staging(root) as stage:
        stage_docs(root, pages("new"), stage / "docs")
        (root / "docs/notes/.DS_Store").write_bytes(b"x")
        (root / "docs/Thumbs.db").write_bytes(b"x")
        publish(stage, root, "docs")
    assert tree(root / "docs") == version("new")


@pytest.mark.parametrize(("length", "generated"), [(4096, True), (4097, False)])
def test_only_the_beginning_of_a_file_can_say_that_it_is_generated(
    tmp_path: Path, length: int, generated: bool
) -> None:
    """What is said below is somebody's words; a page that nothing makes any more is superfluous."""
    front_matter = "---\ntitle: {}\ngenerated: true\n"
    title = "a" * (length - len(front_matter.format("")))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(front_matter.format(title) + "---\n", "utf-8")
    assert bool(differences(tmp_path, [])) == generated


def test_a_page_that_does_not_say_that_it_is_generated_is_a_bug(tmp_path: Path) -> None:
    """It could never be pruned."""
    with pytest.raises(ValueError, match="does not say"):
        stage_docs(tmp_path, [Page("a.md", "# 标题\n")], tmp_path / "staged")


def test_differences_are_told_with_their_first_line(root: Path) -> None:
    """What `check` says: missing, superfluous, and both lines of what differs."""
    assert differences(root, pages("old")) == []
    docs = root / "docs"
    (docs / "index.md").write_bytes("---\ngenerated: true\n---\n旧\n".encode())
    (docs / "documents/a.md").unlink()
    (docs / "documents/index.md").write_bytes(b"---\ngenerated: true\n---\r\nold\n")
    (docs / "gone.md").write_bytes(b'---\ntitle: "x"\ngenerated: true\n---\n')
    assert differences(root, pages("old")) == [
        "docs/documents/a.md: is missing",
        "docs/documents/index.md:4: differs in its line ends or its encoding",
        "docs/gone.md: is superfluous: the seeds make no such page",
        "docs/index.md:4: is not what the seeds say\n    docs  | 旧\n    seeds | old",
    ]
    (docs / "index.md").write_bytes(b"---\ngenerated: true\n---\nold\nmore\n")
    assert differences(root, pages("old"))[-1] == (
        "docs/index.md:5: is not what the seeds say\n    docs  | more\n    seeds | (no such line)"
    )
