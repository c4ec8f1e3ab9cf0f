"""The search of a large library, read as a browser reads it, is held against pages and data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.model import Corpus
from builder.pipeline import corpus
from builder.proof.search import Beside
from builder.proof.words import Received
from builder.runner import Runner
from builder.search import files
from builder.search.library import Library, library
from builder.search.shards import LIMITS, Limits
from tests.from_gold import seeds

Scripts = dict[str, bytes]


@pytest.fixture(scope="module")
def values() -> Corpus:
    """What the checkout's seeds say."""
    return corpus(seeds(), Runner())


@pytest.fixture(scope="module")
def newest(root: Path, site: Path) -> Beside:
    """What the search at the root is held against."""
    held = read(root)
    return Beside(site, held, Received({one.entry.id: one for one in held.sources}, ()))


@pytest.fixture(scope="module")
def right(values: Corpus) -> Scripts:
    """The scripts as they should be."""
    return scripts(library(values))


def scripts(held: Library, limits: Limits = LIMITS) -> Scripts:
    found = {one.path: one.content for one in files(held, whole=0, limits=limits)}
    return {
        path.removeprefix("search/"): script
        for path, script in found.items()
        if path != "search/engine.js"
    }


def test_a_right_search_stands(newest: Beside, values: Corpus, right: Scripts) -> None:
    """However it is cut."""
    small = Limits(rare=12, gathered=40, some=2, shard=4000)
    for one in (right, scripts(library(values), small)):
        assert [*newest.differences(one)] == []


def word(held: Library) -> Library:
    first, *rest = held.paragraphs
    return replace(held, paragraphs=(replace(first, text=f"不{first.text}"), *rest))


def title(held: Library) -> Library:
    first, *rest = held.documents
    return replace(held, documents=(replace(first, title="人工智能改变一切"), *rest))


def label(held: Library) -> Library:
    actions = {n for n, one in enumerate(held.labels) if one.kind == "action"}
    place = next(n for n, one in enumerate(held.paragraphs) if actions & {*one.labels})
    other = (*held.paragraphs[:place], replace(held.paragraphs[place], labels=()))
    return replace(held, paragraphs=(*other, *held.paragraphs[place + 1 :]))


def speaker(held: Library) -> Library:
    place = next(n for n, one in enumerate(held.paragraphs) if one.who)
    other = (*held.paragraphs[:place], replace(held.paragraphs[place], who="某记者"))
    return replace(held, paragraphs=(*other, *held.paragraphs[place + 1 :]))


def missing(held: Library) -> Library:
    return replace(held, left_lines=held.left_lines[1:])


def reading(held: Library) -> Library:
    first, *rest = held.readings
    return replace(held, readings=(replace(first, text="本刊记者 某某"), *rest))


MADE: dict[Callable[[Library], Library], str] = {
    word: "says “不",
    title: "has title 人工智能改变一切",
    label: "is filed under , not",
    speaker: "is said by 某记者",
    missing: "is not found whole",
    reading: "does not print “本刊记者 某某”",
}


@pytest.mark.parametrize("fault", MADE)
def test_a_wrong_value_is_found(
    fault: Callable[[Library], Library], newest: Beside, values: Corpus
) -> None:
    found = [*newest.differences(scripts(fault(library(values))))]
    assert any(MADE[fault] in one for one in found), found


def test_lists_spell_what_the_rows_say(newest: Beside, values: Corpus, right: Scripts) -> None:
    """Words that no list has would be found by nobody."""
    other = scripts(word(library(values)))
    found = [*newest.differences({**right, **{k: v for k, v in other.items() if k[0] == "r"}})]
    assert any("is found as “不" in one for one in found), found


def written(name: str, old: bytes, new: bytes) -> Callable[[Scripts], Scripts]:
    """Return a fault: other bytes in a script."""

    def put(held: Scripts) -> Scripts:
        assert old in held[name]
        return {**held, name: held[name].replace(old, new, 1)}

    return put


WRITTEN: dict[str, tuple[Callable[[Scripts], Scripts], str]] = {
    "code": (written("r/0.js", b");\n", b");alert(1);\n"), "is no call of put"),
    "another name": (written("t/0.js", b'"t0"', b'"t1"'), "hands over t1"),
    "a voice": (written("index.js", b'"voices":[["', b'"voices":[["x'), "under voice x"),
    "a bound": (written("index.js", b'"bounds":["', b'"bounds":["x'), "begins with"),
    "a block": (written("index.js", b'"blocks":[0,', b'"blocks":[0,1'), "begins with row"),
    "a script of no use": (lambda held: {**held, "r/999.js": b""}, "r/999.js is missing, or"),
    "a script missing": (lambda held: {k: v for k, v in held.items() if k != "t/1.js"}, "t/1.js"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_script_that_leads_elsewhere_is_found(name: str, newest: Beside, right: Scripts) -> None:
    put, told = WRITTEN[name]
    found = [*newest.differences(put(right))]
    assert any(told in one for one in found), found
