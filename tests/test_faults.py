"""What an editor says of an article and what the articles do not bear is told, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.disk.received import source as read
from builder.disk.schemas import SHAPES
from builder.disk.seeds import located
from builder.disk.yamlfile import parse
from builder.identify.faults import faults, faults_between
from builder.identify.relations import related
from builder.model import EntryFault, raise_all
from builder.model.errors import InputError
from builder.pipeline import read_articles
from tests.test_entries import FRAMEWORK, PAGE

HEAD = "sources:\n- id: a\n  file: a.txt\n  sha256: x\n  publisher: 未具名\n  snapshot: s\n"
OTHER = "- id: b\n  file: b.txt\n  sha256: y\n  publisher: 未具名\n  snapshot: s\n"

CAPTIONED = f"{PAGE}\n图为养老驿站。本报记者 李平摄\n"
"""Lines 1 to 13 are a notice, 9 furniture, 15 a caption."""


def told(said: str) -> list[EntryFault]:
    """Return the faults of two files with the same words, `said` being said of the first."""
    file = parse((HEAD + said + OTHER).encode(), "seeds/sources.yml")
    sources = [read(one, CAPTIONED.encode()) for one in SHAPES["sources"].read(file).sources]
    every = [read_articles(source, (), FRAMEWORK) for source in sources]
    between = faults_between(sources, related([one for some in every for one in some], FRAMEWORK))
    return [*faults(sources[0], every[0]), *between]


TAKEN = (
    "  - {reason: 有据, line: 7, number: none, paragraphs: [{lines: [5, 7]}]}",
    "  - {reason: 有据, line: 1, only: [[6, 8]], title_line: 1, kind: policy, status: draft}",
    "  - {reason: 有据, line: 9, left_out: [[9, 9]]}",
    "  - {reason: 有据, line: 15, kind: caption, authors: [{name: 李平}]}",
    "  - {reason: 有据, line: 1, kind: furniture}",
    "  - {reason: 有据, line: 1, relations: [{kind: reprints, target: b-5}]}",
    "  pairings:\n  - {reason: 有据, line: 1, article: b-1, same: true}",
)


@pytest.mark.parametrize("said", TAKEN)
def test_what_the_articles_bear_is_taken(said: str) -> None:
    """Lines of an article, a part of it, a caption's author, another file's article."""
    name = "" if "pairings" in said else "  articles:\n"
    assert told(f"{name}{said}\n") == []


LOST = (
    ("line: 15, number: 某发〔2025〕1号", "line", "line 15 is in no article"),
    ("line: 9, left_out: [[9, 9]], level: county", "line", "编者不收：有据); lost would be level"),
    ("line: 1, kind: furniture, title: 甲", "line", "lost would be title"),
    ("ranges: [[15, 15]], kind: caption, issued: none", "ranges", "lost would be issued"),
    ("line: 1, only: [[9, 9]]", "only", "no paragraph of the article is on the lines [9, 9]"),
    ("line: 1, paragraphs: [{lines: [5, 7]}], only: [[6, 7]]", "only", "cut a paragraph in two"),
    ("line: 1, title_line: 15", "title_line", "line 15 is not in the article"),
    ("line: 1, paragraphs: [{lines: [7, 9]}]", "paragraphs", "not all of the lines [7, 9]"),
    ("line: 1, kind: notice, status: draft", "status", "this is `kind: notice`"),
    ("line: 1, relations: [{kind: reprints, target: a-7}]", "relations", "to itself"),
    ("line: 1, relations: [{kind: reprints, target: b-15}]", "relations", "a line of no article"),
    (
        "line: 1, relations: [{kind: issues, target: b-1}, {kind: issues, target: b-3}]",
        "relations",
        "leads to `b-1` twice",
    ),
)
"""What an entry says, and the field and the words of the only fault."""


@pytest.mark.parametrize(("said", "field", "message"), LOST)
def test_what_would_be_lost_is_a_fault(said: str, field: str, message: str) -> None:
    """Under the name of `articles:` and under the old one."""
    for name in ("articles", "pins"):
        (fault,) = told(f"  {name}:\n  - {{reason: 有据, {said}}}\n")
        assert (fault.source, fault.path[:3]) == ("a", (name, 0, field))
        assert message in fault.message
        assert fault.remedy


def test_an_article_is_named_once() -> None:
    """Of two entries with lines of one article the second is a fault."""
    first = "  - {reason: 有据, line: 1, level: county}\n"
    (fault,) = told(f"  articles:\n{first}  - {{reason: 有据, line: 7, level: national}}\n")
    assert fault.path == ("articles", 1, "line")
    assert fault.message == "line 7 is in the article that line 1 names"


@pytest.mark.parametrize(("line", "article"), [(15, "b-1"), (1, "b-7"), (1, "a-1"), (1, "b-15")])
def test_a_pairing_is_of_two_articles_that_are_taken_in(line: int, article: str) -> None:
    """Not of a caption, of a line that begins none, or of an article with itself."""
    said = f"  pairings:\n  - {{reason: 有据, line: {line}, article: {article}, same: true}}\n"
    (fault,) = told(said)
    assert fault.path == ("pairings", 0, "line" if line == 15 else "article")


def test_an_excerpt_is_paired_with_nothing() -> None:
    """It lacks what it leaves out by choice, which would be shown as what the copy lacks."""
    part = "  articles:\n  - {reason: 有据, line: 1, only: [[7, 7]]}\n"
    pair = "  pairings:\n  - {reason: 有据, line: 1, article: b-1, same: true}\n"
    (fault,) = told(part + pair)
    assert fault.path == ("pairings", 0, "same")
    assert told(part + pair.replace("true", "false")) == []


def test_a_fault_is_told_on_its_line(tmp_path: Path) -> None:
    """With the words of the line, as any other error of an editor's file."""
    (tmp_path / "seeds").mkdir()
    said = "  articles:\n  - reason: 有据\n    line: 1\n    title_line: 15\n"
    (tmp_path / "seeds/sources.yml").write_text(HEAD + said + OTHER, "utf-8")
    with pytest.raises(InputError) as error:
        raise_all(located(tmp_path, told(said)))
    assert (error.value.file, error.value.line) == ("seeds/sources.yml", 10)
    assert error.value.quote.strip() == "title_line: 15"
