"""A runner runs steps anywhere, or not at all; neither shows in what is built."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
import yaml

from builder.disk.cache import FOLDER, Cache
from builder.disk.seeds import read
from builder.model import Person
from builder.pipeline import corpus
from builder.runner import PARALLEL, Runner, runner
from builder.snapshots.as_of import as_of
from tests.conftest import CHECKOUT, builder, copy_of_checkout

OLDEST, NEWEST = "2025-08-26", "2026-03"

calls: list[str] = []
"""The arguments of `length`, in this process."""


def length(words: str, more: int = 0) -> int:
    """A step."""
    calls.append(words)
    return len(words) + more


def process(_: str) -> int:
    """A step that returns where it runs."""
    return os.getpid()


@dataclass
class Held:
    """A cache in memory."""

    held: dict[str, dict[str, object]]

    def load(self, step: str) -> dict[str, object]:
        return dict(self.held.get(step, {}))

    def save(self, step: str, results: dict[str, object]) -> None:
        self.held[step] = dict(results)


@pytest.fixture(autouse=True)
def _forget() -> None:
    calls.clear()


def test_results_come_in_the_order_of_the_items_each_made_once() -> None:
    run = Runner()
    assert run.map(length, ["养老", "路", "养老"], 1) == (3, 2, 3)
    assert calls == ["养老", "路"]
    assert run.map(length, ["路"], 1) == (2,)
    assert run.map(length, ["路"], 2) == (3,)
    assert calls == ["养老", "路", "路"]


def test_a_cache_keeps_what_the_last_run_asked_for() -> None:
    """An item that comes back later is computed again: the cache does not grow."""
    cache = Held({})
    for items, made in (("甲乙", "甲乙"), ("甲丙", "丙"), ("丙", ""), ("甲丙", "甲")):
        calls.clear()
        run = Runner(cache)
        assert run.map(length, items) == (1,) * len(items)
        assert calls == list(made)
        run.save()


def test_a_value_is_made_once_for_what_it_is_made_of() -> None:
    cache = Held({})
    for text, expected in (("甲", 1), ("甲", 1), ("乙", 2)):
        run = Runner(cache)
        assert run.once("value", text, partial(length, text)) == 1
        run.keep("other", text, expected)
        assert run.recall("other", text) == expected
        run.save()
    assert calls == ["甲", "乙"]
    assert Runner(cache).recall("other", "乙") == 2
    assert Runner(cache).recall("other", "甲") is None


def test_large_maps_run_in_other_processes_small_ones_here() -> None:
    large = [str(number) * PARALLEL for number in (1, 2)]
    with runner() as run:
        assert set(run.map(process, ["甲", "乙"])) == {os.getpid()}
        if len(os.sched_getaffinity(0)) > 1:
            assert os.getpid() not in run.map(process, large)
            assert os.getpid() not in run.each(process, ["甲", "乙"])
        assert set(run.each(process, ["甲"])) == {os.getpid()}
    alone = Runner(processes=1)
    assert set(alone.map(process, large)) == {os.getpid()}


# ------------------------------------------------------------------- the cache on disk


def files(root: Path) -> list[Path]:
    """Return the files of the cache of a root."""
    return sorted(file for file in (root / FOLDER).rglob("*") if file.is_file())


def test_a_cache_gives_what_was_saved(tmp_path: Path) -> None:
    value = {"甲\ud800": (Person("某人", institution="养老驿站"), None)}
    Cache(tmp_path).save("step", value)
    assert Cache(tmp_path).load("step") == value
    assert Cache(tmp_path).load("other") == {}


def test_what_is_damaged_is_as_if_it_had_never_been_kept(tmp_path: Path) -> None:
    """One changed bit anywhere, an end cut off, nothing at all, a folder in its place."""
    cache = Cache(tmp_path)
    cache.save("step", {"甲": list(range(40))})
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.load("step") == {}, place
    for size in (0, 1, 31, 32, len(whole) - 1):
        file.write_bytes(whole[:size])
        assert cache.load("step") == {}, size
    file.unlink()
    file.mkdir()
    assert cache.load("step") == {}
    cache.save("step", {"甲": 1})
    assert cache.load("step") == {}


def test_what_another_mkdocs_yml_made_is_not_known(tmp_path: Path) -> None:
    """And goes with the next save."""
    Cache(tmp_path).save("step", {"甲": 1})
    (tmp_path / "mkdocs.yml").write_text("site_name: a\n")
    assert Cache(tmp_path).load("step") == {}
    Cache(tmp_path).save("step", {"甲": 2})
    assert len(files(tmp_path)) == 1


def test_where_nothing_can_be_kept_nothing_is_lost(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / ".build").write_bytes(b"")
    Cache(tmp_path).save("step", {"甲": 1})
    assert Cache(tmp_path).load("step") == {}


# ------------------------------------------------------------------- the pipeline


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


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_corpus_is_the_same_whatever_the_cache_holds(tmp_path: Path) -> None:
    """After an edited sentence, other editors' files, an older update; and recalled whole."""
    copy = copy_of_checkout(tmp_path / "copy")
    seeds = read(copy)
    edit(copy)
    anew = corpus(seeds, Runner())
    for other in (
        read(copy),
        replace(seeds, framework=replace(seeds.framework, subject=seeds.framework.subject[:1])),
        replace(seeds, terms=seeds.terms[1:], corrections=seeds.corrections[1:]),
        as_of(seeds, OLDEST),
    ):
        cache = Held({})
        for values, expected in ((other, corpus(other, Runner())), (seeds, anew), (seeds, anew)):
            run = Runner(cache)
            assert corpus(values, run) == expected
            run.save()


def test_processes_that_load_everything_anew_think_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a system cannot copy a process; values and steps pass between them."""
    seeds = read(CHECKOUT)
    expected = corpus(seeds, Runner())
    monkeypatch.setattr("builder.runner.PARALLEL", 0)
    monkeypatch.setattr("builder.runner._LINUX", False)
    with runner() as run:
        assert corpus(seeds, run) == expected


def test_an_edited_sentence_makes_the_same_site_with_a_cache_and_without(
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


def test_a_damaged_cache_and_a_damaged_site_cost_time_alone(root: Path, tmp_path: Path) -> None:
    """A bit of each file kept, and a page of an older snapshot that would be taken over."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    page = copy / f"site/at/{OLDEST}/glossary/index.html"
    page.write_text(page.read_text().replace("术语", "术吾"))
    done = builder(copy, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(copy / "site") == tree(root / "site")
    for file in files(copy):
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    done = builder(copy, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(copy / "site") == tree(root / "site")
