"""Each damaged place that careful readers found is mended, joined, flagged or marked as lost."""

from __future__ import annotations

from typing import Any

import pytest

from builder.model import Article, ArticleEntry, Correction
from builder.pipeline import corpus
from builder.runner import Runner
from tests.from_gold import gold, seeds

SEEDS = seeds()
CORPUS = corpus(SEEDS, Runner())
SOURCES = {source.entry.file: source.entry for source in SEEDS.sources}
ROWS = [row for row in gold("defects") if row["relevant_article"]]


def squeezed(text: str | None) -> str:
    """Return words without white space."""
    return "".join((text or "").split())


def inside(line: int, article: Article) -> bool:
    """Say whether a line belongs to an article."""
    return any(first <= line <= last for first, last in article.ranges)


def article_of(row: dict[str, Any]) -> Article:
    """Return the article that holds a place."""
    source = SOURCES[row["seed"]].id
    return next(a for a in CORPUS.articles if a.source == source and inside(row["line"], a))


def paragraphs(row: dict[str, Any]) -> list[str]:
    """Return the paragraphs of an article as they are read: with the corrections of that copy."""
    read = []
    for paragraph in article_of(row).paragraphs:
        text = paragraph.text
        for one in reversed(
            [e.correction for e in CORPUS.emendations if e.paragraph == paragraph.id]
        ):
            if one.kind == "mend":
                assert one.printed in text
                text = text.replace(one.printed, one.reading, 1)
        read.append(squeezed(text))
    return read


def shown(row: dict[str, Any]) -> list[str]:
    """Return the paragraphs of the text that is read from this copy."""
    name = article_of(row).id
    text = next((text for text in CORPUS.texts if text.id == name), None)
    return [squeezed(p.text) for p in text.paragraphs] if text else []


def marks(row: dict[str, Any]) -> list[Correction]:
    """Return the corrections in the paragraph that holds a place."""
    here = {
        paragraph.id
        for paragraph in article_of(row).paragraphs
        if any(first <= row["line"] <= last for first, last in paragraph.ranges)
    }
    return [e.correction for e in CORPUS.emendations if e.paragraph in here]


def pin(row: dict[str, Any]) -> ArticleEntry:
    """Return what an editor says of an article."""
    first = article_of(row).ranges[0][0]
    return next(p for p in SOURCES[row["seed"]].told if p.ranges[0][0] == first)


HEAD = {
    "d01": lambda row: squeezed(article_of(row).byline) == "新华社记者魏玉坤魏弘毅",
    "d12": lambda row: (
        not next(t for t in CORPUS.texts if t.id == article_of(row).id).title_printed
    ),
    "d23": lambda row: (article_of(row).title or "").startswith(row["intended"]),
    "d24": lambda row: row["intended"] in shown(row)[0] and row["printed"] not in shown(row)[0],
    "d48": lambda row: [p.name for p in article_of(row).authors] == ["周民"],
    "d49": lambda row: "标点多印作半角" in SOURCES[row["seed"]].note,
    "d54": lambda row: (
        paragraphs(row)[0].count(squeezed(row["printed"])) == 0
        and "".join(paragraphs(row)).count(squeezed(row["printed"])) == 1
    ),
    "d55": lambda row: row["printed"] not in paragraphs(row),
    "d57": lambda row: (
        article_of(row).title == row["printed"] and row["printed"] not in paragraphs(row)
    ),
    "d58": lambda row: "标题残缺" in pin(row).reason,
    "d61": lambda row: (
        [p.name for p in article_of(row).authors] == [None] and "姓名缺" in pin(row).reason
    ),
    "d65": lambda row: (
        article_of(row).title == row["printed"] and row["printed"] not in paragraphs(row)
    ),
}
"""What the place asks for, where it is no paragraph's words: headlines, names, marks of a page."""


def mended(row: dict[str, Any]) -> bool:
    """Say whether the intended words are read in one paragraph, and the print is another."""
    intended, printed = squeezed(row["intended"]), squeezed(row["printed"])
    read = [text for text in paragraphs(row) if intended in text]
    if row["kind"] == "duplicated":
        # What is said once remains: of 新赛道。道，助力 the words 道，助力.
        return bool(read) and any(one.kind == "mend" for one in marks(row))
    return bool(read) and (intended == printed or not any(printed in text for text in read))


def joined(row: dict[str, Any]) -> bool:
    """Return whether what was broken is in one paragraph."""
    intended = squeezed(row["intended"])
    return any(intended in text for text in paragraphs(row))


def flagged(row: dict[str, Any], *kinds: str) -> bool:
    """Return whether the place is marked, and the words stay as they are printed."""
    words = squeezed("".join(row.get("printed_parts") or [row["printed"]]))
    body = "".join(squeezed(p.text) for p in article_of(row).paragraphs)
    return words in body and any(one.kind in kinds for one in marks(row))


def test_the_readers_found_fifty_nine_places() -> None:
    """None is left out by a slip of this file."""
    assert len(ROWS) == 59
    assert set(HEAD) < {row["id"] for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_damaged_place_is_dealt_with_as_the_readers_say(row: dict[str, Any]) -> None:
    """High confidence is mended, low is flagged and not changed, what is lost is marked."""
    if row["id"] in HEAD:
        assert HEAD[row["id"]](row)
    elif row["kind"] == "lost_text":
        assert flagged(row, "lost")
    elif row["intended"] is None:
        assert flagged(row, "doubt", "lost")
    elif row["kind"] == "broken_paragraph":
        assert joined(row)
    elif row["confidence"] == "low":
        assert flagged(row, "doubt")
        assert not mended(row)
    elif row["confidence"] == "medium":
        assert mended(row) or flagged(row, "doubt")
    else:
        assert mended(row)


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] in ("d02", "d09", "d10", "d26")])
def test_a_misreading_beside_a_sound_copy_is_a_variant_that_says_what_was_printed(
    row: dict[str, Any],
) -> None:
    """“原件作‘正在试验探索’，据中国政府网本改”."""
    found = [
        variant.note
        for variant in CORPUS.variants
        if article_of(row).id in variant.damaged
        and any(
            w.article == article_of(row).id and w.line == row["line"]
            for reading in variant.readings
            for w in reading.witnesses
        )
        and not variant.folded
    ]
    assert any(note.startswith("原件作“") and note.endswith("改。") for note in found)
