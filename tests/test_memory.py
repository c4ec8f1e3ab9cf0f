"""A memory spares time and changes nothing: it gives what would be made again, or nothing."""

from __future__ import annotations

import copyreg
import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import is_dataclass, replace
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from builder import model
from builder.disk.cache import FOLDER, Memory
from builder.disk.seeds import read
from builder.model import ANEW, Line, Page, each
from builder.pipeline import corpus
from builder.site.render import render
from builder.snapshots.as_of import as_of
from tests.conftest import builder, copy_of_checkout

OLDEST, NEWEST = "2025-08-26", "2026-03"


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    """A memory of a folder of its own."""
    return Memory(tmp_path)


def kept(memory: Memory) -> list[Path]:
    """Return the files of a memory."""
    return sorted((memory.root / FOLDER).iterdir())


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_what_is_kept_is_recalled(memory: Memory) -> None:
    key = memory.key("段", "人工智能+\ud800")
    assert memory.recall(key) is None
    memory.keep(key, ("智能体", 1))
    assert memory.recall(key) == ("智能体", 1)
    assert [file.name for file in kept(memory)] == [key]


def test_nouns_are_recalled_as_their_values(memory: Memory) -> None:
    """Each of them in one call: by itself, it would ask for its fields in Python."""
    page, line = Page("a.md", "# 智能体"), Line(3, "智能体", indented=True, gap=1)
    memory.keep("a", (page, line))
    assert memory.recall("a") == (page, line)
    nouns = [one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)]
    assert all(noun in copyreg.dispatch_table for noun in nouns)


def test_what_is_damaged_is_as_if_it_had_never_been_kept(memory: Memory) -> None:
    """One changed bit anywhere, an end cut off, nothing at all, a folder in its place."""
    memory.keep("a", list(range(40)))
    (file,) = kept(memory)
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert memory.recall("a") is None, place
    for length in (0, 1, 31, 32, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert memory.recall("a") is None, length
    file.unlink()
    file.mkdir()
    assert memory.recall("a") is None
    memory.keep("a", 1)
    assert memory.recall("a") is None


def test_a_key_tells_apart_all_that_something_is_made_of(memory: Memory) -> None:
    """Parts, where one ends and the next begins, and what mkdocs.yml says."""
    keys = [memory.key(*parts) for parts in ((), ("",), ("a", "bc"), ("ab", "c"), ("abc",))]
    (memory.root / "mkdocs.yml").write_text("site_name: a\n")
    keys.append(memory.key("abc"))
    (memory.root / "mkdocs.yml").write_text("site_name: b\n")
    keys.append(memory.key("abc"))
    assert len(set(keys)) == len(keys)
    assert memory.key("abc") == Memory(memory.root).key("abc")


def test_a_memory_has_a_size_and_forgets_what_was_not_used_for_longest(memory: Memory) -> None:
    """And what a killed build left half written."""
    for number in range(4):
        memory.keep(str(number), b"x" * 1000)
        os.utime(memory.root / FOLDER / str(number), ns=(number, number))
    (memory.root / FOLDER / "new-1").write_bytes(b"x")
    assert memory.recall("0") is not None
    memory.forget(3000)
    assert [file.name for file in kept(memory)] == ["0", "3"]


def test_where_nothing_can_be_kept_nothing_is_lost(memory: Memory) -> None:
    """A file where the folder should be."""
    (memory.root / ".build").write_bytes(b"")
    memory.keep("a", 1)
    memory.forget()
    assert memory.recall("a") is None


def test_markdown_that_was_rendered_is_not_rendered_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One changed page of all: one is rendered, and a page by hand; the site is as without."""
    docs, converted = tmp_path / "docs", []
    shutil.copytree(root / "docs", docs)
    shutil.copy(root / "mkdocs.yml", tmp_path)
    (docs / "notes.md").write_text("# 手记\n\n[文献](documents/index.md)\n")
    memory = Memory(tmp_path)
    render(tmp_path, docs, tmp_path / "first", memory=memory)
    page = docs / "glossary/index.md"
    page.write_text(page.read_text() + "\n又一段。\n")
    real = Markdown.convert

    def convert(self: Markdown, source: str) -> str:
        converted.append(source)
        return real(self, source)

    monkeypatch.setattr(Markdown, "convert", convert)
    render(tmp_path, docs, tmp_path / "second", memory=memory)
    assert len(converted) == 2
    assert sum("又一段。" in source for source in converted) == 1
    render(tmp_path, docs, tmp_path / "without")
    assert len(converted) > 30
    assert tree(tmp_path / "second") == tree(tmp_path / "without")
    assert tree(tmp_path / "first") != tree(tmp_path / "second")


def edit(root: Path) -> None:
    """Change a sentence that the newest update brought."""
    sources = root / "seeds/sources.yml"
    entries = yaml.safe_load(sources.read_text())["sources"]
    entry = next(one for one in entries if one["snapshot"] == NEWEST)
    file = root / "seeds/sources" / entry["file"]
    text = file.read_text()
    assert text.count("抓住新一轮科技革命浪潮") == 1
    file.write_text(text.replace("抓住新一轮科技革命浪潮", "把握新一轮科技革命浪潮"))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    sources.write_text(sources.read_text().replace(entry["sha256"], digest))


def test_a_corpus_is_the_same_whatever_a_memory_holds(tmp_path: Path, memory: Memory) -> None:
    """Of an edited sentence, of other editors' files, of an older update; and recalled whole."""
    copy = copy_of_checkout(tmp_path / "copy")
    seeds = read(copy)
    edit(copy)
    edited = read(copy)
    subject = replace(seeds.framework, subject=seeds.framework.subject[:1])
    anew = corpus(seeds)
    for other in (
        edited,
        replace(seeds, framework=subject),
        replace(seeds, terms=seeds.terms[1:], corrections=seeds.corrections[1:]),
        as_of(seeds, OLDEST),
    ):
        shutil.rmtree(memory.root / FOLDER, ignore_errors=True)
        assert corpus(other, memory.once()) == corpus(other)
        before = len(kept(memory))
        assert corpus(seeds, memory.once()) == anew
        assert len(kept(memory)) > before
    before = len(kept(memory))
    assert repr(corpus(seeds, memory.once())) == repr(anew)
    assert len(kept(memory)) == before


def lengths(works: Sequence[str]) -> tuple[int, ...]:
    """Return the length of each work; stands in a module, as what a memory is asked for does."""
    return tuple(map(len, works))


def test_an_edit_among_many_works_makes_few_of_them_anew(memory: Memory) -> None:
    """One is changed, one comes, one goes: a batch each, or two."""
    works = [f"第{number}段，" * 30 for number in range(400)]
    assert list(each(memory.once(), lengths, works)) == list(map(len, works))
    batches = len(kept(memory))
    assert 16 < batches < 60
    for other in (
        [*works[:200], "又一段", *works[201:]],
        [*works[:200], "另一段", *works[200:]],
        [*works[:200], *works[201:]],
    ):
        before = len(kept(memory))
        assert list(each(memory.once(), lengths, other)) == list(map(len, other))
        assert len(kept(memory)) - before <= 2
    assert list(each(ANEW, lengths, ["", "\ud800", *works])) == [0, 1, *map(len, works)]
    assert list(each(ANEW, lengths, [])) == []


def test_an_edited_sentence_makes_the_same_site_with_a_memory_and_without(
    root: Path, tmp_path: Path
) -> None:
    """Byte for byte, docs and all; without one, nothing can be taken over."""
    sites = []
    for name in ("with", "without"):
        copy = Path(shutil.copytree(root, tmp_path / name))
        if name == "without":
            shutil.rmtree(copy / FOLDER)
        edit(copy)
        done = builder(copy, "build")
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append((tree(copy / "docs"), tree(copy / "site")))
    assert sites[0] == sites[1]
    assert sites[0][1] != tree(root / "site")


def test_a_damaged_memory_and_a_damaged_site_cost_time_alone(root: Path, tmp_path: Path) -> None:
    """A bit of each thing kept, and a page of an older snapshot that would be taken over."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    page = copy / f"site/at/{OLDEST}/glossary/index.html"
    page.write_text(page.read_text().replace("术语", "术吾"))
    done = builder(copy, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(copy / "site") == tree(root / "site")
    for file in kept(Memory(copy)):
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    done = builder(copy, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(copy / "site") == tree(root / "site")
