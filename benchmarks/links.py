"""Whether links between real texts are what they say: `python -m benchmarks.links FOLDER --kind K`.

FOLDER holds `files/`, which are added to those of the site. Links are drawn by lot and printed as
two passages and the definition of the kind, no more. A reader answers with a row of y and n, which
`--answers` takes: they go to `builder/measure/links.yml`, as addresses.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import yaml

from benchmarks.real import CHECKOUT, MEASURED, files_of, git, seeds_with
from builder.measure.real import READINGS, link_readings
from builder.model import Corpus, Link, LinkReading, Ref
from builder.pipeline import corpus
from builder.runner import Runner

DEFINITIONS: Mapping[str, str] = {
    "explains": "A comes from a text that comments on the very document of B and is not older than "
    "it, and A says something of the matter of B.",
    "restates": "A, the later passage, says again in the same words a statement of B. Set phrases, "
    "addresses and titles are no statements.",
    "beside": "A and B speak of the same particular matter, so that who reads one gains by the "
    "other. Words in common are not enough.",
    "reports_on": "A comes from news of the document B, or from a report about it.",
}
"""Kind of links → what a reader is asked whether it is true."""

HEAD = """\
# What readers said of links between real files that are not of this site, drawn by lot.
# `python -m benchmarks.links` writes an entry; the page about the site prints how many are right.
"""
BEGINNING = 400
"""Characters shown of a document that is an end of a link as a whole."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the links that are drawn, or take a reader's answers; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.links", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds files/")
    parser.add_argument("--kind", required=True, choices=DEFINITIONS)
    parser.add_argument("--count", type=int, default=25, help="all, where there are fewer")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--answers", help="y or n for each link, in the order in which they stand")
    given = parser.parse_args(arguments)
    folder: Path = given.folder.resolve()
    if not (folder / "files").is_dir():
        print(f"{folder} holds no files/", file=sys.stderr)
        return 2
    made = corpus(seeds_with(CHECKOUT, list(files_of(folder))), Runner())
    links = drawn(made, given.kind, given.count, given.seed)
    if given.answers is None:
        print("\n\n".join(asked(made, given.kind, links)))
        return 0
    if not re.fullmatch(rf"[yn]{{{len(links)}}}", given.answers):
        print(f"--answers must be {len(links)} times y or n", file=sys.stderr)
        return 2
    ours = f":!{READINGS.relative_to(CHECKOUT).as_posix()}"
    if changed := git("status", "--porcelain", "--", *MEASURED, ours):
        print(f"not written, as these are in no commit:\n{changed}", file=sys.stderr)
        return 1
    commit, date = git("log", "-1", "--format=%h %cs").split()
    reading = judged(links, given.answers, folder.name, given.seed, commit, date)
    READINGS.write_text(written((*link_readings(), reading)), "utf-8")
    return 0


def drawn(made: Corpus, kind: str, count: int, seed: int) -> list[Link]:
    """Return links of a kind between passages or texts, as many as asked for, drawn by lot."""
    of_kind = (link for link in made.links if link.kind == kind)
    pool = [
        link
        for link in of_kind
        if kind == "reports_on" or (link.origin.paragraph and link.target.paragraph)
    ]
    return random.Random(seed).sample(pool, min(count, len(pool)))


def asked(made: Corpus, kind: str, links: Sequence[Link]) -> Iterator[str]:
    """Yield what a reader is shown: the definition, then each link by its two ends."""
    yield DEFINITIONS[kind]
    for number, link in enumerate(links, 1):
        yield f"{number}.\nA: {_shown(made, link.origin, link)}\nB: {_shown(made, link.target)}"


def _shown(made: Corpus, end: Ref, link: Link | None = None) -> str:
    """Return the passage at an end of a link; of a text its title and the words that say so."""
    if end.kind == "entity":
        return next(f"《{one.name}》" for one in made.entities if one.id == end.id)
    text = next(one for one in made.texts if one.id == end.id)
    said = end.paragraph or (link.paragraph if link else None)
    words = [one.text for one in text.paragraphs if said in (None, one.id)]
    if end.paragraph:
        return words[0]
    return f"{text.title}\n{''.join(words)[:BEGINNING]}"


def judged(
    links: Sequence[Link], answers: str, name: str, seed: int, commit: str, date: str
) -> LinkReading:
    """Return links as a reader judged them: a y or an n for each."""
    ends = [(str(one.origin), str(one.target)) for one in links]
    right, wrong = (
        tuple(sorted(pair for pair, answer in zip(ends, answers, strict=True) if answer == said))
        for said in "yn"
    )
    return LinkReading(name, links[0].kind, seed, date, commit, right, wrong)


def written(readings: Sequence[LinkReading]) -> str:
    """Return `links.yml`, by set and kind; of those that are there twice, the last."""
    newest = {(one.set, list(DEFINITIONS).index(one.kind)): one for one in readings}
    rows = [asdict(newest[key]) for key in sorted(newest)]
    for row in rows:
        row.update((way, [*map(list, row[way])]) for way in ("right", "wrong"))
    # Of lists and mappings, those that hold no other stand on one line.
    return HEAD + yaml.safe_dump(
        {"readings": rows}, sort_keys=False, default_flow_style=None, width=200
    )


if __name__ == "__main__":
    raise SystemExit(main())
