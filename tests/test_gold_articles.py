"""The five received files, read: against the articles and paragraphs that careful readers typed.

With the editors' pins and corrections everything is exact; without any, the rules are scored
against floors that only rise.
"""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from builder.identify import identify
from builder.measure.scores import score_split
from builder.model import Article, JudgedArticle, Paragraph, Seeds
from builder.split.articles import split
from tests.from_gold import gold, named, seeds

FLOOR_F1 = 1.0
"""Paragraph boundaries without pins and corrections, over the relevant articles."""

FLOOR_EXACT = 18
"""Articles with the right lines, kind and headline without pins and corrections, of 18."""

MOST_PINS = 12
"""Places in which an editor may have to say what no rule can know, for the five files."""


@pytest.fixture(scope="module")
def editors() -> Seeds:
    """What the editors wrote."""
    return seeds()


@pytest.fixture(scope="module")
def found(editors: Seeds) -> dict[str, Article]:
    """The articles, by file and first line."""
    return {
        f"{source.entry.file}:{article.ranges[0][0]}": article
        for source in editors.sources
        for article in identify(source, split(source, editors.corrections), editors.framework)
    }


def test_articles_are_those_that_were_printed(found: dict[str, Article]) -> None:
    """Lines, kind, relevance, headline, byline, dateline, people: all eighteen, and no other."""
    wanted = {
        f"{row['seed']}:{row['ranges'][0][0]}": {
            "ranges": tuple(map(tuple, row["ranges"])),
            "kind": row["kind"],
            "relevant": row["relevant"],
            "title": row["title"],
            "subtitle": row["subtitle"],
            "byline": row["byline"],
            "dateline": row["dateline"],
            "publisher": row["agency"],
            "authors": tuple(row["author"] or ()),
            "speaker": named(row["speaker"]),
        }
        for row in gold("articles")
    }
    ours = {
        key: {
            "ranges": one.ranges,
            "kind": one.kind,
            "relevant": one.relevant,
            "title": one.title,
            "subtitle": one.subtitle,
            "byline": one.byline,
            "dateline": one.dateline,
            "publisher": one.publisher,
            "authors": tuple(asdict(person) for person in one.authors),
            "speaker": asdict(one.speaker) if one.speaker else None,
        }
        for key, one in found.items()
    }
    assert len(wanted) == 18
    assert ours == wanted


def test_paragraphs_are_those_that_a_reader_reads(found: dict[str, Article]) -> None:
    """Text, lines, role, speaker and damage of all 145, in reading order."""
    keys = {row["id"]: f"{row['seed']}:{row['ranges'][0][0]}" for row in gold("articles")}
    wanted = [
        (
            keys[row["article"]],
            row["text"],
            tuple(map(tuple, row["ranges"])),
            row["role"],
            named(row["speaker"]),
            row["incomplete"],
        )
        for row in gold("paragraphs")
    ]
    ours = [
        (key, one.text, one.ranges, one.role, one.speaker, one.incomplete)
        for key, article in found.items()
        if article.relevant
        for one in article.paragraphs
    ]
    assert len(wanted) == 145
    assert ours == wanted


def test_dates_are_printed_or_inferred_and_say_so(found: dict[str, Article]) -> None:
    """A printed date is the readers' date; where none is printed the basis names its evidence."""
    for row in gold("articles"):
        article = found[f"{row['seed']}:{row['ranges'][0][0]}"]
        if article.kind in ("caption", "furniture"):
            assert article.date is None
        elif row["date"]:
            assert article.date is not None
            assert article.date.value[:10] == row["date"]
            assert article.date.precision == "day"
        else:
            assert article.date is not None
            assert article.date.precision == "interval"
            assert article.date.inferred
            assert article.date.basis.startswith("据文中第")
            assert "推定" in article.date.basis


def test_parts_of_a_page_belong_to_its_introduction(found: dict[str, Article]) -> None:
    """The contributions and the box of the round table name the article that introduces them."""
    names = {row["id"]: f"{row['seed']}:{row['ranges'][0][0]}" for row in gold("articles")}
    wanted = {
        names[row["id"]]: found[names[row["part_of"]]].id if row.get("part_of") else None
        for row in gold("articles")
    }
    assert {key: one.part_of for key, one in found.items()} == wanted
    assert len(set(wanted.values())) == 2


def test_what_is_left_out_says_why(found: dict[str, Article]) -> None:
    """Every article has its reason, and the score that decided where one did."""
    for article in found.values():
        assert article.reason
        assert (article.score is None) == (article.kind in ("caption", "furniture"))


def test_pins_are_few(editors: Seeds) -> None:
    """Pins and lost places together stay under what the rules may leave to an editor."""
    pins = [pin for source in editors.sources for pin in source.entry.told]
    lost = [entry for entry in editors.corrections if entry.kind == "lost"]
    assert all(pin.reason for pin in pins)
    assert len(pins) + len(lost) <= MOST_PINS


def test_the_rules_alone_hold_their_floor(editors: Seeds) -> None:
    """Without any pin and any correction the rules find this much of what is there."""
    names = {source.entry.file: source.entry.id for source in editors.sources}
    paragraphs: dict[str, list[tuple[tuple[int, int], ...]]] = {}
    for row in gold("paragraphs"):
        paragraphs.setdefault(row["article"], []).append(
            tuple((first, last) for first, last in row["ranges"])
        )
    expected = [
        JudgedArticle(
            source=names[row["seed"]],
            ranges=tuple((first, last) for first, last in row["ranges"]),
            kind=row["kind"],
            title=row["title"],
            paragraphs=tuple(paragraphs.get(row["id"], ())),
        )
        for row in gold("articles")
    ]
    bare = [
        replace(one, entry=replace(one.entry, articles=(), date=None)) for one in editors.sources
    ]
    alone = [article for one in bare for article in split(one, ())]
    assert list(editors.judged_articles) == expected, "what the site is measured on"
    result = score_split(alone, expected)
    assert result is not None
    assert (result.articles, result.paragraphs) == (18, 145)
    assert result.f1 >= FLOOR_F1
    assert result.exact >= FLOOR_EXACT


def test_a_score_falls_with_what_is_wrong() -> None:
    """The measure itself: one paragraph missed and one invented of two is one half."""
    there = JudgedArticle("s", ((1, 3),), "report", "甲", (((2, 2),), ((3, 3),)))
    assert score_split((), ()) is None
    nothing = score_split((), (there,))
    assert nothing is not None
    assert (nothing.exact, nothing.found, nothing.f1) == (0, 0, 0.0)
    paragraphs = tuple(
        Paragraph(f"s-1-p{n}", "body", None, "字", (lines,))
        for n, lines in enumerate(((2, 2), (2, 3)))
    )
    half = score_split(
        (Article("s-1", "s", ((1, 3),), "report", title="甲", paragraphs=paragraphs),), (there,)
    )
    assert half is not None
    assert (half.exact, half.found, half.invented, half.f1) == (1, 1, 1, 0.5)
