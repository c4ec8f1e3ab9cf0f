"""What the search would tell readers is held against pages, data and the received files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.disk.seeds import read
from builder.model import Seeds
from builder.proof.search import Beside, search_proof
from builder.proof.words import Received

Data = dict[str, Any]


@pytest.fixture(scope="module")
def seeds(root: Path) -> Seeds:
    """What the checkout's editors wrote."""
    return read(root)


@pytest.fixture(scope="module")
def newest(seeds: Seeds, site: Path) -> Beside:
    """What the search at the root is held against."""
    return Beside(site, seeds, Received({one.entry.id: one for one in seeds.sources}, ()))


@pytest.fixture(scope="module")
def scripts(site: Path) -> tuple[bytes, bytes]:
    """The index at the root, and what is left out."""
    index, left = ((site / "search" / one).read_bytes() for one in ("index.js", "left-out.js"))
    return index, left


def test_the_search_of_the_site_stands(seeds: Seeds, site: Path) -> None:
    """That of every snapshot."""
    assert list(search_proof(site, seeds)) == []


def loaded(script: bytes) -> tuple[bytes, Data]:
    """Return how a script begins, and its data."""
    call, _, rest = script.partition(b"(")
    return call, json.loads(rest.removesuffix(b");\n"))


def scripted(call: bytes, data: Data) -> bytes:
    rows = (f"{json.dumps(name)}:{json.dumps(value)}" for name, value in data.items())
    return call + b"({\n" + ",\n".join(rows).encode() + b"\n});\n"


def pair(index: bytes, left: bytes) -> dict[str, bytes]:
    return {"index.js": index, "left-out.js": left}


def column(table: str, row: int, place: int, value: object) -> Callable[[Data, Data], None]:
    """Return a fault: another value in a column of a row."""

    def put(index: Data, _: Data) -> None:
        assert index[table][row][place] != value
        index[table][row][place] = value

    return put


def text(index: Data, _: Data) -> None:
    index["texts"][3] = index["texts"][3].replace("的", "得", 1)


def row_missing(index: Data, _: Data) -> None:
    del index["texts"][-1], index["paragraphs"][-1]


def row_invented(index: Data, _: Data) -> None:
    index["texts"].append("到2040年，全面建成。")
    index["paragraphs"].append([0, "999", "body", []])


def rows_exchanged(index: Data, _: Data) -> None:
    texts = index["texts"]
    texts[2], texts[3] = texts[3], texts[2]


def words_cut_elsewhere(index: Data, _: Data) -> None:
    index["cuts"] = "AA" + index["cuts"][2:]


def words_cut_short(index: Data, _: Data) -> None:
    index["cuts"] = index["cuts"][:-8]


def reading_of_nobody(index: Data, _: Data) -> None:
    index["readings"][0][1] = ["本刊记者 某某"]


def copy_elsewhere(index: Data, _: Data) -> None:
    index["readings"][0][2][0][1] = "sources/gov-cn.html#L9"


def another_publisher(index: Data, _: Data) -> None:
    index["readings"][0][2][0][0] = "某某网"


def definition(index: Data, _: Data) -> None:
    term = next(row for row in index["terms"] if row[6] and len(row[6][0]) == 3)
    term[6][0][2] -= 1


def synonyms(index: Data, _: Data) -> None:
    index["rings"][0].append("天气")


def office_missing(index: Data, _: Data) -> None:
    del index["offices"][0]


def left_line(_: Data, left: Data) -> None:
    left["texts"][0] = "参观者在体验一种智能眼镜。"


def left_line_missing(_: Data, left: Data) -> None:
    del left["texts"][0], left["paragraphs"][0]


def left_line_elsewhere(_: Data, left: Data) -> None:
    left["paragraphs"][0][1] = "30"


def left_reason(_: Data, left: Data) -> None:
    left["documents"][0][9] = "编者不喜欢"


FAULTS: dict[str, tuple[Callable[[Data, Data], None], str]] = {
    "a word": (text, "says “"),
    "a row missing": (row_missing, "is missing"),
    "a row invented": (row_invented, "which the data do not have"),
    "two rows exchanged": (rows_exchanged, "says “"),
    "a title": (column("documents", 0, 1, "人工智能改变一切"), "has title"),
    "a voice": (column("documents", 0, 2, "official"), "has voice official"),
    "a day": (column("documents", 6, 3, "2025-08-27"), "has date 2025-08-27"),
    "a year": (column("documents", 6, 4, "2024"), "filed under 2024"),
    "an outlet": (column("documents", 6, 5, "某某网"), "published by 某某网"),
    "a name": (column("documents", 0, 6, "李某"), "is by 李某"),
    "nobody": (column("documents", 0, 6, ""), "is said by expert"),
    "an inferred day": (column("documents", 0, 7, 0), "has inferred False"),
    "an address": (column("documents", 0, 8, "documents/gov-cn-9.html"), "leads to"),
    "a reason": (column("documents", 0, 9, "不收"), "is left out"),
    "a number": (column("documents", 0, 10, "国发〔2025〕1号"), "has number"),
    "a sort": (column("documents", 0, 11, "policy"), "has sort policy"),
    "an anchor": (column("paragraphs", 2, 1, "18"), "p18"),
    "a role": (column("paragraphs", 2, 2, "heading1"), "is a heading1"),
    "the labels of a passage": (column("paragraphs", 2, 3, [0]), "is filed under science"),
    "who speaks": (column("speakers", 2, 1, "某记者"), "is said by 某记者"),
    "whose voice": (column("speakers", 1, 0, "expert"), "is said by expert"),
    "words begin elsewhere": (words_cut_elsewhere, "no word begins"),
    "words of fewer texts": (words_cut_short, "words are cut in other texts"),
    "a reading of nobody": (reading_of_nobody, "does not print “本刊记者 某某”"),
    "a copy elsewhere": (copy_elsewhere, "gov-cn.html#L9 does not print"),
    "the outlet of a copy": (another_publisher, "was not published by 某某网"),
    "the name of a label": (column("labels", 0, 1, "技术"), "among its labels"),
    "a word for a label": (column("labels", 0, 3, ["天气"]), "天气 is no word for"),
    "a term": (column("terms", 0, 1, "互联网"), "in the glossary"),
    "an alias": (column("terms", 0, 3, ["天气"]), "in the glossary"),
    "a synonym of a term": (column("terms", 0, 4, ["天气"]), "has not the synonyms"),
    "how a term sounds": (column("terms", 1, 5, ["liu"]), "does not sound as liu"),
    "the note of a term": (column("terms", 0, 7, "编者按"), "has not the synonyms and note"),
    "a definition": (definition, "in one of search and glossary alone"),
    "how often a document is cited": (column("cited", 0, 4, 7), "is cited 7 times"),
    "where citations are": (column("cited", 0, 1, "entities/index.html#a"), "is cited 1 times at"),
    "a document's name": (column("cited", 0, 2, ["某某办法"]), "is called 某某办法 nowhere"),
    "the text of a document": (column("cited", 0, 5, "documents/x.html"), "which is no text"),
    "a group of words": (synonyms, "are not the same in"),
    "a group of offices": (office_missing, "are not the same here"),
    "a line that is left out": (left_line, "does not print"),
    "a line that is not found": (left_line_missing, "is not found whole"),
    "a line elsewhere": (left_line_elsewhere, ":30 does not print"),
    "why it is left out": (left_reason, "is left out because 编者不喜欢"),
}  # fmt: skip
"""What is wrong → how it is made, and what the finding says."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, newest: Beside, scripts: tuple[bytes, bytes]) -> None:
    """One wrong value in the search of the newest snapshot."""
    put, told = FAULTS[name]
    (load, index), (load_left, left) = map(loaded, scripts)
    put(index, left)
    found = [*newest.differences(pair(scripted(load, index), scripted(load_left, left)))]
    assert any(told in one for one in found), found


@pytest.mark.parametrize("more", [b"alert(1);\n", b"// \n", b"\n"])
def test_a_script_holds_data_alone(
    more: bytes, newest: Beside, scripts: tuple[bytes, bytes]
) -> None:
    """What else stands in it would run."""
    index, left = scripts
    for both in ((index + more, left), (index, more + left)):
        (found,) = newest.differences(pair(*both))
        assert found.startswith("index.js: cannot be read")


def test_characters_are_pairs(newest: Beside, scripts: tuple[bytes, bytes]) -> None:
    """Traditional characters, each with its simplified form."""
    load, data = loaded(scripts[0])
    data["variants"][0] = data["variants"][0][:-1]
    assert [*newest.differences(pair(scripted(load, data), scripts[1]))]
