"""A folder of Markdown → pages of equal length, as values: what every engine is given to search."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from builder.search.folding import loose
from builder.search.library import Document, Library, Paragraph

FEW = 3
"""Most pages that may answer a known-item question."""


@dataclass(frozen=True)
class Cut:
    """A page of a longer text."""

    name: str
    """Part of its address: p0001."""
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What somebody types who has seen the page."""

    kind: str
    """phrase, words, typed: the last with other widths, marks and blanks than printed."""
    text: str
    answers: frozenset[str]
    """Names of the pages that hold it."""


def cut(folder: Path, number: int) -> tuple[Cut, ...]:
    """Return `number` pages of the texts under a folder, in an order as dice would give it.

    The length of a page is such that all texts make 10,000 pages; fewer texts make shorter ones.
    """
    texts = [text for file in sorted(folder.rglob("*.md")) if (text := _paragraphs(file))]
    random.Random(1).shuffle(texts)
    length = max(400, sum(len(one) for text in texts for one in text) // 10_000)
    pages: list[Cut] = []
    for text in texts:
        title, held, size = text[0][:60], [], 0
        for place, paragraph in enumerate(text):
            held.append(paragraph)
            size += len(paragraph)
            if size >= length or place == len(text) - 1:
                pages.append(Cut(f"p{len(pages):05}", title, tuple(held)))
                if len(pages) == number:
                    return tuple(pages)
                held, size = [], 0
    return tuple(pages)


def _paragraphs(file: Path) -> list[str]:
    text = re.sub(r"\A---\n.*?\n---\n?", "", file.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    lines = (re.sub(r"^[#>*\s]+|\*\*", "", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def library(pages: tuple[Cut, ...]) -> Library:
    """Return the pages as our index takes them."""
    return Library(
        labels=(),
        documents=tuple(Document(one.name, f"{one.name}.html", one.title) for one in pages),
        paragraphs=tuple(
            Paragraph(f"{page.name}-p{number}", place, str(number), text)
            for place, page in enumerate(pages)
            for number, text in enumerate(page.paragraphs, 1)
        ),
        terms=(),
    )


def questions(pages: tuple[Cut, ...], number: int) -> tuple[Question, ...]:
    """Return known-item questions, drawn as dice would, the same each time."""
    dice = random.Random(2)
    folded = {page.name: [loose(one) for one in page.paragraphs] for page in pages}
    out: list[Question] = []
    while len(out) < number:
        page = dice.choice(pages)
        text = dice.choice(page.paragraphs)
        runs = re.findall(r"[\u4e00-\u9fff0-9A-Za-z]{4,}", text)
        if len(text) < 24 or len(runs) < 2:
            continue
        kind = ("phrase", "words", "typed")[len(out) % 3]
        if kind == "words":
            asked = [_piece(dice, run, 3, 6) for run in dice.sample(runs, 2)]
        else:
            asked = [_piece(dice, text, 8, 16).strip("，。、；：（）《》“” ")]
        written = " ".join(asked)
        if kind == "typed":
            written = written.replace("，", ", ").replace("“", '"').replace("”", '"')
            written = re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), written)
        wanted = [loose(one) for one in asked]
        if min(map(len, wanted)) < 3:
            continue
        answers = frozenset(
            name
            for name, texts in folded.items()
            if any(all(one in text for one in wanted) for text in texts)
        )
        if 0 < len(answers) <= FEW:
            out.append(Question(kind, written, answers))
    return tuple(out)


def _piece(dice: random.Random, text: str, least: int, most: int) -> str:
    size = min(len(text), dice.randint(least, most))
    start = dice.randrange(len(text) - size + 1)
    return text[start : start + size]
