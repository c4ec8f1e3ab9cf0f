"""What the search must find, worked out independently: folding, counting, scoring."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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


HITS = """async queries => {
  await window.siteSearch.ready();
  return Promise.all(queries.map(async ([text, facets]) => {
    const found = await window.siteSearch.query(text, {facets, limit: 500});
    return [found.count, found.results.map(hit => [
      hit.paragraph, hit.kind, hit.url, hit.text, hit.answer && hit.answer.paragraph,
      (hit.copies || []).map(copy => copy.url),
    ])];
  }));
}"""
"""Asks a page many questions, with facets, for all that is told of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What is told of a hit."""

    paragraph: str
    kind: str
    url: str
    text: str
    answer: str | None
    """Id of the answer that is shown with a question."""
    copies: list[str]
    """Addresses of the lines of other copies that print it."""


def hits(page: Any, queries: Iterable[str], **facets: str) -> list[tuple[int, list[Hit]]]:
    """Ask a page's search; return the number that each answer tells, and its hits."""
    found = page.evaluate(HITS, [[query, facets or None] for query in queries])
    return [(count, [Hit(*row) for row in rows]) for count, rows in found]


def check_readings(page: Any, values: Corpus) -> None:
    """Fail where words of a copy are not found at the paragraph that shows them otherwise."""
    dice = random.Random(45)
    printed = {one.id: one for article in values.articles for one in article.paragraphs}
    source = {one.id: article.source for article in values.articles for one in article.paragraphs}
    shown: dict[str, set[str]] = {}
    for text in values.texts:
        for one in text.paragraphs:
            for copy in one.copies:
                shown.setdefault(copy, set()).add(one.id)
    asked: list[tuple[str, str]] = []
    for copy in sorted(shown):
        words, size = printed[copy].text, dice.randint(4, 14)
        starts = [dice.randrange(max(1, len(words) - size + 1)) for _ in range(4)]
        asked += [(copy, words[start : start + size].strip()) for start in starts]
    asked = [(copy, query) for copy, query in asked if len(wide(query)) > 3]
    base = paragraphs(values)
    elsewhere = 0
    for (copy, query), (count, found) in zip(asked, hits(page, [q for _, q in asked]), strict=True):
        matching = holding(base, query)
        assert count == (len(matching) or sum(hit.kind == "reading" for hit in found)), query
        if shown[copy] & matching:
            continue
        elsewhere += 1
        (hit,) = (one for one in found if one.kind == "reading" and one.paragraph in shown[copy]
                  and one.text == printed[copy].text)  # fmt: skip
        line = printed[copy].ranges[0][0]
        assert f"sources/{source[copy]}.html#L{line}" in hit.copies, query
    assert elsewhere > 10


def check_questions(page: Any, values: Corpus) -> None:
    """Fail where a question is without its answer, or before a hit on it."""
    answers = {
        one.id: after.id
        for text in values.texts
        for one, after in pairwise(text.paragraphs)
        if (one.role, after.role) == ("question", "answer")
    }
    printed = paragraphs(values)
    assert answers
    queries = [*(printed[one] for one in answers), "意见", "问", "的", "发展", "基地 作用"]
    both = 0
    for _, found in hits(page, queries):
        order = [hit.paragraph for hit in found]
        for place, hit in enumerate(found):
            assert hit.answer == answers.get(hit.paragraph) or hit.kind == "reading", hit
            if hit.answer in order and hit.kind == found[order.index(hit.answer)].kind:
                both += 1
                assert order.index(hit.answer) < place
    assert both > 3


def check_left_out(page: Any, values: Corpus) -> None:
    """Fail where what is left out is not found when asked for, or is found when not."""
    sources = {source.entry.id: source for source in values.seeds.sources}
    left = {
        f"sources/{article.source}.html#L{line}": sources[article.source].lines[line - 1]
        for article in values.articles
        if not article.relevant
        for first, last in article.ranges
        for line in range(first, last + 1)
        if sources[article.source].lines[line - 1].strip()
    }
    covered = {
        f"sources/{article.source}.html#L{line}"
        for article in values.articles
        for paragraph in article.paragraphs
        for line in [line for first, last in paragraph.ranges for line in range(first, last + 1)][
            1:
        ]
    }
    starts = left.keys() - covered
    dice = random.Random(46)
    queries = [words.strip()[: dice.randint(2, 9)] for words in left.values()]
    queries = [query for query in queries if re.search(r"\w\w", query)]
    asked = hits(page, queries, held="out")
    for query, (count, found) in zip(queries, asked, strict=True):
        assert count == len(found) > 0, query
        assert {hit.kind for hit in found} == {"out"}, query
        assert all(wide(query) in wide(hit.text) for hit in found), query
        assert {hit.url for hit in found} <= left.keys(), query
        lines = {url for url, words in left.items() if wide(query) in wide(words)}
        assert lines & {hit.url for hit in found} == lines & starts, query
    for _, found in hits(page, queries):
        assert "out" not in {hit.kind for hit in found}


@cache
def narrow(text: str) -> str:
    """Return a text as it is compared, sign for sign."""
    signs = text.translate(_SIGNS)
    return simplified(unicodedata.normalize("NFKC", signs)).lower().replace("\u3000", " ")


@cache
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
