"""What the search must find, worked out independently: folding, counting, scoring."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from builder.language.folding import simplified
from builder.model import Corpus

QUOTES = dict.fromkeys("“”‘’\"'`´「」『』﹁﹂﹃﹄〝〞〟„‟‚‛", '"')
DASHES = dict.fromkeys("-‐‑‒–—―−－﹣─━", "-")
_SIGNS = str.maketrans({**QUOTES, **DASHES, "、": ",", "•": "·", "・": "·", "‧": "·"})

ASK = """async queries => {
  await window.siteSearch.ready();
  const out = [];
  for (const [text, limit] of queries) {
    const found = await window.siteSearch.query(text, {limit});
    out.push([found.count, found.partial, found.results.map(hit => hit.paragraph),
              (found.cards || []).map(card => card.title), found.near]);
  }
  return out;
}"""
"""Asks a page many questions at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search answered."""

    query: str
    count: int
    partial: bool
    paragraphs: tuple[str, ...]
    cards: tuple[str, ...]
    near: tuple[str, ...]
    """Other queries, offered where nothing is found."""


def ask(page: Any, queries: Iterable[str], limit: int = 1000) -> list[Answer]:
    """Ask a page's search."""
    asked = list(queries)
    found = page.evaluate(ASK, [[query, limit] for query in asked])
    return [
        Answer(query, count, partial, tuple(paragraphs), tuple(cards), tuple(near))
        for query, (count, partial, paragraphs, cards, near) in zip(asked, found, strict=True)
    ]


CASES = Path(__file__).parent / "cases" / "search"
WORDS: list[dict[str, Any]] = yaml.safe_load((CASES / "words.yml").read_text("utf-8"))
"""Queries of one word, with what comes of them."""


def check_word(answer: Answer, case: dict[str, Any], printed: dict[str, str]) -> None:
    """Fail where a query of one word is not answered as its case says."""
    if "prints" in case:
        right = holding(printed, case["prints"])
        assert right
        assert (answer.count, answer.partial) == (len(right), False), answer.query
        assert set(answer.paragraphs[: answer.count]) == right, answer.query
    elif "near" in case:
        assert (answer.count, answer.partial, answer.paragraphs) == (0, False, ()), answer.query
        assert len(answer.near) <= 3, answer.query
        assert set(answer.near) <= set(case["near"]), answer.query
    else:
        assert (answer.count, answer.partial) == (0, case["partial"]), answer.query
        assert answer.paragraphs, answer.query


def narrow(text: str) -> str:
    """Return a text as it is compared, sign for sign."""
    signs = text.translate(_SIGNS)
    return simplified(unicodedata.normalize("NFKC", signs)).lower().replace("\u3000", " ")


def wide(text: str) -> str:
    """Return a text as it is compared without marks: quotation marks, blanks, separators."""
    bare = re.sub(r"(?<=\d)[,，](?=\d{3}(?!\d))", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"-+", "-", re.sub(r"[\s\"]", "", narrow(bare)))


def holding(printed: dict[str, str], query: str) -> set[str]:
    """Return the ids of the paragraphs that print what was asked."""
    asked, bare = narrow(query.strip()), wide(query)
    words = re.search(r"\w", bare)
    return {
        id_
        for id_, text in printed.items()
        if asked in narrow(text) or (words and bare in wide(text))
    }


def paragraphs(values: Corpus) -> dict[str, str]:
    """Return each paragraph of each text with its words."""
    return {one.id: one.text for text in values.texts for one in text.paragraphs}


def lines(values: Corpus) -> dict[str, set[tuple[str, int]]]:
    """Return for each paragraph the received lines that print it, in any copy."""
    files = {source.entry.id: source.entry.file for source in values.seeds.sources}
    printed = {
        paragraph.id: {
            (files[article.source], line)
            for first, last in paragraph.ranges
            for line in range(first, last + 1)
        }
        for article in values.articles
        for paragraph in article.paragraphs
    }
    return {
        one.id: set().union(*(printed.get(copy, set()) for copy in (one.id, *one.copies)))
        for text in values.texts
        for one in text.paragraphs
    }


@dataclass(frozen=True, slots=True)
class Score:
    """How well questions were answered."""

    recall: float
    """Share of the questions with an answer among the first five."""
    rank: float
    """Mean of one through the place of the first answer."""
    nothing: int
    """Questions without any result."""
    missed: tuple[str, ...]
    """Questions without an answer among the first five."""


def score(answers: list[Answer], right: list[set[str]]) -> Score:
    """Score answers by the paragraphs that are right."""
    ranks = [
        next((place for place, one in enumerate(answer.paragraphs, 1) if one in good), 0)
        for answer, good in zip(answers, right, strict=True)
    ]
    return Score(
        recall=sum(0 < rank <= 5 for rank in ranks) / len(ranks),
        rank=sum(1 / rank for rank in ranks if rank) / len(ranks),
        nothing=sum(not answer.paragraphs for answer in answers),
        missed=tuple(
            answer.query
            for answer, rank in zip(answers, ranks, strict=True)
            if not 0 < rank <= 5
        ),
    )  # fmt: skip
