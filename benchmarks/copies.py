"""Copies found in a large library: `python -m benchmarks.copies FOLDER [--planted 500]`.

FOLDER holds policies as Markdown, named by title, and by date where a title has several versions.
Prints how long and how much memory collating them takes, how many pairs the index makes likely,
whether all exact duplicates are found, whether versions stay apart, and how many planted
abridgements are found: a tenth of a text, as it stands and with one character in twenty misprinted.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import process_time

from benchmarks.measure import MEGABYTE
from builder.collate.copies import candidates, copies
from builder.collate.texts import collate
from builder.disk.seeds import read
from builder.language.folding import letters
from builder.model import Article, Paragraph, Source, SourceEntry

ROOT = Path(__file__).parents[1]
SHORTEST = 120
"""An abridgement has so many letters at least."""
MISPRINTED = 20
"""In a damaged abridgement one letter in so many is another."""

DATED = re.compile(r"\(\d{4}-\d{2}-\d{2}\)")
"""What tells the versions of a title apart: (2018-12-29)."""


def library(folder: Path) -> tuple[list[Article], list[Source]]:
    """Return each file of a folder as a policy of its own source; its lines are paragraphs."""
    articles, sources = [], []
    for number, path in enumerate(sorted(folder.rglob("*.md"))):
        name = f"file-{number}"
        lines = path.read_text("utf-8").splitlines()
        sources.append(Source(SourceEntry(name, path.name, "", "", ""), tuple(lines), "utf-8"))
        articles.append(
            Article(
                name, name, ((1, max(1, len(lines))),), "policy", title=path.stem,
                paragraphs=tuple(
                    Paragraph(f"{name}-p{line}", "body", None, words.strip(), ((line, line),))
                    for line, words in enumerate(lines, 1)
                    if words.strip()
                ),
                relevant=True,
            )
        )  # fmt: skip
    return articles, sources


def abridged(texts: Sequence[str], count: int, chance: random.Random) -> Iterator[tuple[int, str]]:
    """Yield the number of a text and a tenth of it, from anywhere in it."""
    long = [number for number, text in enumerate(texts) if len(text) >= 2 * SHORTEST]
    for number in chance.sample(long, min(count, len(long))):
        size = max(SHORTEST, len(texts[number]) // 10)
        start = chance.randrange(len(texts[number]) - size)
        yield number, texts[number][start : start + size]


def misprinted(text: str, chance: random.Random) -> str:
    """Return a text with one letter in twenty replaced by another of its letters."""
    printed = list(text)
    for place in chance.sample(range(len(text)), len(text) // MISPRINTED):
        printed[place] = chance.choice(text)
    return "".join(printed)


def found(texts: Sequence[str], planted: Iterable[tuple[int, str]]) -> tuple[int, int]:
    """Return how many planted abridgements are grouped with their text, and how many there are.

    Some are in several texts: then one of those is right as well.
    """
    plants = list(planted)
    groups = copies([*texts, *(words for _, words in plants)], lambda _, __: False)
    home = {index: number for number, group in enumerate(groups) for index in group}
    right = 0
    for index, (number, _) in enumerate(plants, len(texts)):
        group = groups[home[index]]
        right += home[index] == home[number] or any(other < len(texts) for other in group)
    return right, len(plants)


def main() -> None:
    """Collate the folder and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description=__doc__)
    parser.add_argument("folder", type=Path, help="policies as Markdown")
    parser.add_argument("--planted", type=int, default=500, help="abridgements of each kind")
    given = parser.parse_args()
    articles, sources = library(given.folder)
    texts = [letters("".join(p.text for p in article.paragraphs)) for article in articles]
    print(f"{len(texts)} texts, {sum(map(len, texts))} letters")

    start = process_time()
    made = collate(articles, replace(read(ROOT), sources=tuple(sources), corrections=()))
    seconds = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(f"collated into {len(made)} texts: {seconds:.1f} s CPU, {peak:.0f} MB at most")

    longest = sorted(texts, key=len, reverse=True)
    print(f"{sum(map(len, candidates(longest)))} pairs are likely enough to be compared")

    text_of = {name: text.id for text in made for name in text.articles}
    same: dict[str, list[str]] = defaultdict(list)
    for article, text in zip(articles, texts, strict=True):
        same[text].append(text_of[article.id])
    twice = [each for each in same.values() if len(each) > 1]
    print(
        f"{sum(len(each) - 1 for each in twice)} exact duplicates, "
        f"{sum(each.count(each[0]) - 1 for each in twice)} found"
    )

    versions: dict[str, dict[str, str]] = defaultdict(dict)
    for article in articles:
        if date := DATED.search(str(article.title)):
            versions[DATED.sub("", str(article.title))][date[0]] = text_of[article.id]
    dated = [list(each.values()) for each in versions.values() if len(each) > 1]
    print(
        f"{len(dated)} titles in {sum(map(len, dated))} dated versions, "
        f"{sum(len(each) - len(set(each)) for each in dated)} taken for another"
    )

    chance = random.Random(1)
    plants = list(abridged(texts, given.planted, chance))
    damaged = [(number, misprinted(words, chance)) for number, words in plants]
    for kind, planted in (("as they stand", plants), ("misprinted", damaged)):
        right, count = found(texts, planted)
        print(f"abridgements to a tenth, {kind}: {right} of {count} found")


if __name__ == "__main__":
    main()
