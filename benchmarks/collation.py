"""Our collation beside CollateX and difflib: `python -m benchmarks.collation [--each 1000]`.

Prints one table: how many planted differences are found, and with the right type, in three and
five copies; how many are found that nobody planted; seconds, and memory. CollateX is used where it
is installed (`pip install collatex levenshtein`); it and difflib get single characters.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from time import process_time

from benchmarks.planted import TYPES, Plant, Planted, planted, reset, vocabulary
from builder.collate.texts import collate
from builder.collate.variants import loci, variants
from builder.collate.witnesses import witnesses
from builder.disk.seeds import read
from builder.model import Article, Paragraph, Seeds, Source, SourceEntry, Variant
from builder.pipeline import corpus
from builder.runner import Runner

ROOT = Path(__file__).parents[1]
NEAR = 12
"""A difference is the planted one if it begins within so many characters of it in each copy."""
TOOLS = ("ours", "difflib", "collatex")
WEIGHED = 8
"""Memory is measured over so many texts, as that makes all else slower."""
COLLATEX = ("collatex", "Levenshtein")
"""What CollateX needs to be installed; it does not itself ask for the second."""
LEAST = {"ours": 1000, "difflib": 1000, "collatex": 100}
"""So many of each type are planted at most: CollateX needs minutes for a thousand."""


@dataclass(frozen=True)
class Found:
    """A difference as a tool gives it."""

    type: str
    paragraph: int
    starts: tuple[int, ...]
    """Where it begins in the paragraph of each copy."""
    parts: tuple[int, ...]
    """Of each copy, the number of its reading."""


Tool = Callable[[Sequence[Sequence[str]]], list[Found]]


def apparatus(copies: Sequence[Sequence[str]], seeds: Seeds) -> tuple[Variant, ...]:
    """Return our variants of copies, each a file of its own voice."""
    sources, articles = [], []
    for number, paragraphs in enumerate(copies):
        name = f"copy-{number}"
        entry = SourceEntry(name, f"{name}.txt", "", f"某{number}社", seeds.snapshots[0].id)
        sources.append(Source(entry, tuple(paragraphs), "utf-8"))
        articles.append(
            Article(
                id=f"{name}-1", source=name, ranges=((1, len(paragraphs)),), kind="report",
                paragraphs=tuple(
                    Paragraph(f"{name}-1-p{line}", "body", None, words, ((line, line),))
                    for line, words in enumerate(paragraphs, 1)
                ),
                relevant=True,
            )
        )  # fmt: skip
    own = replace(seeds, sources=tuple(sources), corrections=())
    texts = collate(articles, own)
    groups = witnesses(texts, articles, own.sources)
    return variants(texts, groups, tuple(map(loci, groups)), own, articles).variants


def ours(seeds: Seeds) -> Tool:
    """Return our tool: what it gives, without what is put away, but for width."""

    def find(copies: Sequence[Sequence[str]]) -> list[Found]:
        found = []
        for variant in apparatus(copies, seeds):
            starts, parts, paragraph = [0] * len(copies), [0] * len(copies), 0
            for part, reading in enumerate(variant.readings):
                for witness in reading.witnesses:
                    copy = int(witness.article.split("-")[1])
                    starts[copy], parts[copy] = witness.span[0], part
                    paragraph = int((witness.paragraph or "-p1").rpartition("-p")[2]) - 1
            found.append(Found(variant.type, paragraph, tuple(starts), tuple(parts)))
        return found

    return find


def by_difflib(copies: Sequence[Sequence[str]]) -> list[Found]:
    """Return the differences of each copy from the first, joined where they stand in one place."""
    found = []
    for number in range(len(copies[0])):
        first = copies[0][number]
        places: dict[tuple[int, int], dict[int, str]] = {}
        moved: dict[tuple[int, int], dict[int, int]] = {}
        for copy in range(1, len(copies)):
            other = copies[copy][number]
            for tag, a, a_end, b, b_end in SequenceMatcher(
                None, first, other, autojunk=False
            ).get_opcodes():
                if tag != "equal":
                    places.setdefault((a, a_end), {})[copy] = other[b:b_end]
                    moved.setdefault((a, a_end), {})[copy] = b
        for (a, a_end), said in places.items():
            texts = [said.get(copy, first[a:a_end]) for copy in range(len(copies))]
            starts = tuple(moved[a, a_end].get(copy, a) for copy in range(len(copies)))
            found.append(Found(_simple(texts), number, starts, _parts(texts)))
    return found


def by_collatex(copies: Sequence[Sequence[str]]) -> list[Found]:
    """Return the columns of CollateX's table that differ, neighbours joined."""
    from collatex import Collation, collate as table_of  # type: ignore[import-not-found]  # noqa: I001

    found = []
    for number in range(len(copies[0])):
        collation = Collation()
        witnesses = [
            {"id": str(k), "tokens": [{"t": character, "n": character} for character in c[number]]}
            for k, c in enumerate(copies)
        ]
        for witness in witnesses:
            collation.add_witness(witness)
        table = table_of(collation, output="table", segmentation=False)
        at, texts, starts = [0] * len(copies), [""] * len(copies), [0] * len(copies)
        for column in [*table.columns, None]:
            held = column.tokens_per_witness if column else {}
            cells = [
                "".join(token.token_data["t"] for token in held.get(str(k), ()))
                for k in range(len(copies))
            ]
            if len(set(cells)) > 1:
                if not any(texts):
                    starts = list(at)
                texts = [one + other for one, other in zip(texts, cells, strict=True)]
            elif any(texts):
                found.append(Found(_simple(texts), number, tuple(starts), _parts(texts)))
                texts = [""] * len(copies)
            at = [place + len(cell) for place, cell in zip(at, cells, strict=True)]
    return found


def _simple(texts: Sequence[str]) -> str:
    """Return the type as far as a comparison of strings gives one: most copies are right."""
    if "" not in texts:
        return "substitution"
    return "addition" if texts.count("") > len(texts) / 2 else "omission"


def _parts(texts: Sequence[str]) -> tuple[int, ...]:
    order = list(dict.fromkeys(texts))
    return tuple(order.index(text) for text in texts)


def matched(made: Planted, found: Sequence[Found]) -> Iterator[tuple[Plant, Found]]:
    """Yield the planted differences that were found: the place, and who reads what."""
    for plant in made.plants:
        parts = _parts(plant.texts)
        for one in found:
            pairs = len(set(zip(parts, one.parts, strict=True)))
            if (
                one.paragraph == plant.paragraph
                and all(abs(a - b) <= NEAR for a, b in zip(one.starts, plant.starts, strict=True))
                and pairs == len(set(parts)) == len(set(one.parts))
            ):
                yield plant, one
                break


def rounds(seeds: Seeds, copies: int, each: int) -> Iterator[Planted]:
    """Yield texts of the site with differences planted in them, until there are enough of each."""
    texts = [[p.text for p in text.paragraphs] for text in corpus(seeds, Runner()).texts]
    words = vocabulary([paragraph for text in texts for paragraph in text])
    count: Counter[str] = Counter()
    number = 0
    while min(count[kind] for kind in TYPES) < each:
        chance = random.Random(f"{copies} {number}")
        made = planted(texts[number % len(texts)], copies, chance, words)
        count.update(plant.type for plant in made.plants)
        yield made
        number += 1


def measured(name: str, copies: int, each: int) -> dict[str, object]:
    """Return what one tool finds in so many copies."""
    seeds = read(ROOT)
    tools: dict[str, Tool] = {"ours": ours(seeds), "difflib": by_difflib, "collatex": by_collatex}
    tool = tools[name]
    sown, seen, typed = Counter[str](), Counter[str](), Counter[str]()
    characters = false = 0
    seconds = 0.0
    plans = list(rounds(seeds, copies, each))
    for made in plans:
        start = process_time()
        found = tool(made.copies)
        seconds += process_time() - start
        characters += sum(len(paragraph) for copy in made.copies for paragraph in copy)
        hits = list(matched(made, found))
        sown.update(plant.type for plant in made.plants)
        seen.update(plant.type for plant, _ in hits)
        typed.update(plant.type for plant, one in hits if plant.type == one.type)
        false += len(found) - len({id(one) for _, one in hits})
    return {
        "found": {kind: f"{seen[kind]}/{typed[kind]}/{sown[kind]}" for kind in TYPES},
        "false": false,
        "typography": typography(seeds, copies) if name == "ours" else None,
        "seconds": round(seconds * 1e6 / characters, 2),
        "memory": round(memory(tool, plans[:WEIGHED]), 1),
    }


def memory(tool: Tool, plans: Sequence[Planted]) -> float:
    """Return the most megabytes that a tool holds while it compares the copies of one text."""
    tracemalloc.start()
    for made in plans:
        tool(made.copies)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def typography(seeds: Seeds, copies: int) -> int:
    """Return how many variants a reader is told of between copies that differ in typography."""
    chance = random.Random(copies)
    return sum(
        not variant.folded
        for text in corpus(seeds, Runner()).texts
        for variant in apparatus(
            reset([p.text for p in text.paragraphs], copies, chance), seeds
        )
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each tool in a process of its own and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collation", description=__doc__)
    parser.add_argument("--each", type=int, default=1000, help="differences of each type")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "COPIES"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(measured(given.one[0], int(given.one[1]), given.each)))
        return
    print("found / with the right type / planted; s and MB are CPU seconds and memory at most")
    heads = ("tool", "copies", *TYPES, "false", "typography", "s/10⁶", "MB")
    print(" | ".join(heads))
    for copies in (3, 5):
        for name in TOOLS:
            if name == "collatex" and not all(map(importlib.util.find_spec, COLLATEX)):
                print(f"collatex | {copies} | not installed")
                continue
            each = str(min(given.each, LEAST[name]))
            command = [sys.executable, "-m", "benchmarks.collation", "--each", each]
            done = subprocess.run(
                [*command, "--one", name, str(copies)],
                cwd=ROOT, capture_output=True, text=True, check=True,
            )  # fmt: skip
            row = json.loads(done.stdout)
            cells = [row["found"][kind] for kind in TYPES]
            rest = [row[key] if row[key] is not None else "" for key in
                    ("false", "typography", "seconds", "memory")]  # fmt: skip
            print(" | ".join(map(str, (name, copies, *cells, *rest))), flush=True)


if __name__ == "__main__":
    main()
