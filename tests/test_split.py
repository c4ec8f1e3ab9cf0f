"""What `split` makes of printed pages: one case a file in `cases/split/`, and laws for any text.

A case gives a file as received, with its `name` where it is no .txt, and expects every article with
all that was read in it.
"""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from builder.formats import read
from builder.formats.plain import front_matter
from builder.identify import identify
from builder.language.characters import is_han
from builder.model import (
    Article,
    ArticleEntry,
    CorrectionEntry,
    EditorDate,
    Evidence,
    Framework,
    Paragraph,
    Person,
    Source,
    SourceEntry,
)
from builder.split.articles import split
from builder.split.lines import printed_lines

NO_POLICY = Framework(
    title="", question="", policy="", subject=(), relevance=1.0, actions_title="",
    pillars_title="", actions=(), pillars=(), topics=(),
)  # fmt: skip
"""What an article is about is nothing to these tests."""

CASES = sorted((Path(__file__).parent / "cases" / "split").glob("*.yml"))


def source(lines: list[str], given: dict[str, Any] | None = None) -> Source:
    """Return a received file of these lines, with what the editor says of it."""
    entry = _entry(given or {})
    last, facts = front_matter(tuple(lines))
    return Source(entry, tuple(lines), "utf-8", facts=facts, front_matter=last)


def _entry(said: dict[str, Any]) -> SourceEntry:
    date = said.get("date")
    return SourceEntry(
        id="file",
        file=said.get("name", "file.txt"),
        sha256="",
        publisher="未具名",
        snapshot="",
        date=date
        and EditorDate(
            date["value"], tuple(Evidence(**one) for one in date["evidence"]), date.get("note", "")
        ),
        articles=tuple(_pin(pin) for pin in said.get("pins", ())),
    )


def articles(of: Source, lost: tuple[CorrectionEntry, ...] = ()) -> tuple[Article, ...]:
    """Return the articles of a received file."""
    return identify(of, split(of, lost), NO_POLICY)


def _pin(row: dict[str, Any]) -> ArticleEntry:
    people = row.get("authors")
    return ArticleEntry(
        ranges=tuple((first, last) for first, last in row["ranges"]),
        reason=row["reason"],
        kind=row.get("kind"),
        title_line=row.get("title_line"),
        authors=tuple(Person(**person) for person in people) if people else None,
    )


# ---------------------------------------------------------------- cases


UNSHOWN = ("id", "source", "ranges", "authority", "reason", "identity")
"""Fields that a case does not give, or gives in other words."""


def shown(article: Article) -> dict[str, Any]:
    """Return what a case says of an article: every field that is not empty, in few words."""
    names = [field.name for field in fields(article) if field.name not in UNSHOWN]
    names = ["dateline" if name == "datelines" else name for name in names]
    row = {name: getattr(article, name) for name in names if getattr(article, name)}
    row = {"lines": _lines(article.ranges), **row}
    if "authors" in row:
        row["authors"] = [_person(one) for one in article.authors]
    if article.speaker:
        row["speaker"] = _person(article.speaker)
    if article.date:
        row["date"] = f"{article.date.value} {article.date.precision} {article.date.basis}"
    if article.furniture:
        row["furniture"] = [f"{name} {_lines((lines,))}" for name, lines in article.furniture]
    if article.paragraphs:
        row["paragraphs"] = [_paragraph(one) for one in article.paragraphs]
    return row


def _lines(ranges: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


def _person(person: Person) -> str:
    return " | ".join((person.name or "–", person.title or "–", person.institution or "–"))


def _paragraph(paragraph: Paragraph) -> str:
    voice = f" {paragraph.speaker}" if paragraph.speaker else ""
    lost = " (incomplete)" if paragraph.incomplete else ""
    return f"{paragraph.role}{voice} [{_lines(paragraph.ranges)}]{lost} {paragraph.text}"


def outcome(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what comes out of a case."""
    given = case["given"]
    lost = tuple(
        CorrectionEntry("file", row["line"], row["printed"], "lost", "脱文", lost=row["lost"])
        for row in given.get("lost", ())
    )
    of = read(_entry(given), given["file"].encode(), "file")
    return [shown(one) for one in articles(of, lost)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """A case comes out as its file says; `python -m tests.test_split` accepts what comes out."""
    case = yaml.safe_load(path.read_text("utf-8"))
    assert outcome(case) == case["expect"]


def accept() -> None:
    """Write into every case what comes out of it now, for a reader of the diff to judge."""
    for path in CASES:
        text = path.read_text("utf-8")
        rows = {"expect": outcome(yaml.safe_load(text))}
        written = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10**6)
        path.write_text(text.partition("\nexpect:")[0].rstrip("\n") + "\n" + written, "utf-8")


def test_there_are_cases() -> None:
    """An empty folder proves nothing."""
    assert len(CASES) >= 15


# ---------------------------------------------------------------- laws for any text

PRINTED = [
    "新华社记者 魏玉坤",
    "（新华社北京8月26日电）",
    "新华社北京8月26日电（记者李恒）根据通知，",
    "新华社发 曹一 作",
    "问：意见出台的背景是什么？",
    "答：一方面，以行业应用需求为牵引，统筹",
    "王晓明(中国科学院研究员):人工智能是引擎。",
    "李勇坚(中国社会科学院大学教授):消费是引擎。",
    "——解读《意见》",
    "## 国家发展改革委答记者问",
    "2025-08-26 21:34 来源： 国家发展改革委网站",
    "主办单位：国务院办公厅",
    "www.gov.cn",
    "一、总体要求",
    "**（一）指导思想。**坚持",
    "建言",
    "(作者系清华大学公共管理学院教授)",
    "---",
    "![](x)",
    "<!DOCTYPE html>",
    "祉、治理能力、全球合作6大重点领域，深入",
    "工业互联网行动方案",
    "<p><strong>某网消息</strong>：会议今日开幕。</p><p>会议强调，要加快推进。</p>",
    "<p>与会者表示赞成。&nbsp;</p>",
]
"""Lines to which some rule answers."""

any_line = st.one_of(
    st.sampled_from(PRINTED),
    st.sampled_from(["", " ", "　　", "\u00a0"]),
    st.text(
        st.one_of(
            st.characters(exclude_characters="\r\n", exclude_categories=("Cs",)),
            st.sampled_from("，。：“”（）《》#*[]()<>!-— \u00a0\u3000\x00\ufeff\u200b8月日周人"),
        ),
        max_size=80,
    ),
)
any_file = st.lists(any_line, max_size=40)
pins = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 5)), max_size=2)

thorough = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(any_file)
@example(["", "　", "\u00a0"])
@example(["新华社发"])
def test_every_line_is_in_exactly_one_article(lines: list[str]) -> None:
    """Nothing is lost and nothing taken twice; the blank lines between are nobody's or one's."""
    held = [
        number
        for article in articles(source(lines))
        for first, last in article.ranges
        for number in range(first, last + 1)
    ]
    assert len(held) == len(set(held))
    printed = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert printed <= set(held)


@thorough
@given(any_file, pins)
def test_a_pin_takes_its_lines_and_leaves_the_others(
    lines: list[str], places: list[tuple[int, int]]
) -> None:
    """With pins, too, each line is in one article, and a pinned one in that of its pin."""
    ranges = [(first, first + more) for first, more in places]
    if len(ranges) == 2 and ranges[0][0] <= ranges[1][1] and ranges[1][0] <= ranges[0][1]:
        ranges.pop()
    said = {"pins": [{"ranges": [one], "reason": "有据", "kind": "notice"} for one in ranges]}
    of = source(lines, said)
    owners: dict[int, Article] = {}
    for article in articles(of):
        for first, last in article.ranges:
            for number in range(first, last + 1):
                assert number not in owners
                owners[number] = article
    printed = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert printed <= set(owners)
    html = len(set(owners.values())) == 1 and next(iter(owners.values())).kind == "other"
    for first, last in ranges:
        for number in printed & set(range(first, last + 1)):
            assert html or owners[number].kind == "notice"


@thorough
@given(any_file)
def test_a_paragraph_is_its_lines_and_nothing_else(lines: list[str]) -> None:
    """The text is verbatim: the lines without white space around them, one after the other.

    Only between Latin words a line end is a blank.

    Paragraphs of one line of code stand in it in their order, without the tags around them.
    """
    for article in articles(source(lines)):
        seen: list[int] = []
        for _, group in groupby(article.paragraphs, lambda one: one.ranges):
            parts = list(group)
            numbers = [n for first, last in parts[0].ranges for n in range(first, last + 1)]
            held = [line for number in numbers if (line := lines[number - 1].strip())]
            printed = "".join(held)
            if printed.startswith("<p") and len(numbers) == 1:
                places = [printed.find(part.text) for part in parts]
                assert -1 not in places
                assert places == sorted(places)
            else:
                (part,) = parts
                rest = part.text
                for before, line in pairwise(["", *held]):
                    blank = rest.startswith(" ") and bool(before)
                    assert not (blank and (is_han(before[-1]) or is_han(line[0])))
                    rest = rest[blank:]
                    assert rest.startswith(line)
                    rest = rest[len(line) :]
                assert not rest
            assert all(part.text for part in parts)
            name = f"{article.id}-p{numbers[0]}"
            assert [part.id for part in parts] == [
                f"{name}-{place}" if place > 1 else name for place in range(1, len(parts) + 1)
            ]
            seen.extend(numbers)
        aside = [n for _, (first, last) in article.furniture for n in range(first, last + 1)]
        assert len(seen) == len(set(seen))
        assert set(seen).isdisjoint(aside)
        if article.paragraphs:
            own = {n for a, b in article.ranges for n in range(a, b + 1) if lines[n - 1].strip()}
            assert own == set(seen) | set(aside)


@thorough
@given(any_file)
def test_ids_are_of_places_and_never_twice(lines: list[str]) -> None:
    """An address is the source and the first line; articles come in the order of the page."""
    found = articles(source(lines))
    assert [article.id for article in found] == [f"file-{one.ranges[0][0]}" for one in found]
    assert sorted({one.ranges[0][0] for one in found}) == [one.ranges[0][0] for one in found]


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(18, 48),
    parted=st.booleans(),
    inner=st.booleans(),
    sentences=st.lists(
        st.lists(st.integers(20, 60), min_size=2, max_size=5), min_size=6, max_size=12
    ),
)
def test_hard_wrapping_an_indented_text_changes_no_paragraph(
    width: int, parted: bool, inner: bool, sentences: list[list[int]]
) -> None:
    """Whatever the width, whatever is between the lines: the indentation decides."""
    alphabet = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"
    wanted = [
        "".join(
            "".join(alphabet[(place * 7 + n * 3 + at) % len(alphabet)] for at in range(size)) + "。"
            for n, size in enumerate(paragraph)
        )
        for place, paragraph in enumerate(sentences)
    ]
    lines = ["开启智能化发展新篇章", ""]
    cuts = []
    for text in wanted:
        printed = "　　" + text
        while printed:
            # A stop does not begin a line: it hangs over the edge.
            cut = width + (printed[width : width + 1] == "。")
            lines.append(printed[:cut])
            printed = printed[cut:]
            if printed:
                cuts.append(lines[-1].endswith("。"))
            if inner:
                lines.append("")
        if parted:
            lines.append("")
    # Where most lines happen to end with a stop, nobody can tell lines from paragraphs.
    assume(len(cuts) >= 3 and 2 * sum(cuts) < len(cuts))
    found = [p.text for article in articles(source(lines)) for p in article.paragraphs]
    assert found == wanted


@pytest.mark.parametrize(("size", "read"), [(4000, 4000), (4001, 601)])
def test_of_a_very_long_line_only_head_and_tail_are_read(size: int, read: int) -> None:
    """Up to 4000 characters a line is read whole; its words are kept in any case."""
    (line,) = printed_lines(source(["养" * size]))
    assert (len(line.text), len(line.plain)) == (size, read)


@pytest.mark.parametrize("character", [*"人。[（#，“)\x00<", "一、", "![", "**", "周 ", "——"])
@pytest.mark.parametrize("shape", ["one line of a million", "twenty thousand lines"])
def test_any_size_is_read(character: str, shape: str) -> None:
    """No text is too long a line or too many lines; see the benchmarks for how long it takes."""
    one = shape.startswith("one")
    lines = [character * 1_000_000] if one else [character] * 20_000
    held = sum(
        last - first + 1 for article in articles(source(lines)) for first, last in article.ranges
    )
    assert held == len(lines)


if __name__ == "__main__":
    accept()
