"""What the program reaches on real files: `python -m benchmarks.real FOLDER`.

FOLDER holds `files/`, `truth/` (what readers found in them) and `score.py`, which compares that
with `data/articles.json`. Its table is printed; its sums go to `builder/measure/scores.yml`, but
only where the program that was measured is a commit.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from builder.disk.seeds import adding
from builder.export.data import data_files
from builder.measure.real import SCORES, reading_scores
from builder.model import FACT_NAMES, FactName, FactScore, InputError, ReadingScore, Seeds
from builder.pipeline import corpus
from builder.runner import Runner

Row = dict[str, Any]
"""An article, as our data or a folder's truth has it."""

CHECKOUT = Path(__file__).parents[1]

MEASURED = ("builder", "seeds", "requirements", f":!{SCORES.relative_to(CHECKOUT).as_posix()}")
"""What decides how a file is read, as git names it."""

ARTICLES = "data/articles.json"
"""The file of the site that is compared."""

HEAD = """\
# What the program reaches on real files that are not of this site. `make scores FOLDER=…` writes an
# entry, named after the folder; the page about the site prints it; tests/test_scores.py has the
# floors. Every figure is a part, from 0 to 1; those of facts are numbers of articles.
"""

# paragraphs F1 0.912 (83 of 91, ours 91), mean of the files 0.900; words lost 0.0012, foreign 0.0
# order 1.000; headings 18/20
# all: kind 3/4; number 4/4
# stated: kind 3/4; number 0/0
# facts right 0.875, of those stated 0.750
_SUMS = re.compile(
    r"""
    ^paragraphs\ F1\ (?P<paragraphs>[\d.]+)\ \(\d+\ of\ (?P<items>\d+),\ ours\ \d+\),
    \ mean\ of\ the\ files\ (?P<files>[\d.]+);
    \ words\ lost\ (?P<lost>[\d.]+),\ foreign\ (?P<foreign>[\d.]+)\n
    order\ (?P<order>[\d.]+);\ headings\ (?P<headings>\d+/\d+)\n
    all:\ .+\n
    stated:\ .+\n
    facts\ right\ (?P<right>[\d.]+),\ of\ those\ stated\ (?P<stated>[\d.]+)$
    """,
    re.VERBOSE | re.MULTILINE,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a folder, print the table and write its sums; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds files/, truth/ and score.py")
    folder: Path = parser.parse_args(arguments).folder.resolve()
    missing = [name for name in ("files", "truth", "score.py") if not (folder / name).exists()]
    if missing:
        print(f"{folder} holds no {', '.join(missing)}", file=sys.stderr)
        return 2
    articles = articles_of(CHECKOUT, list(files_of(folder)))
    table = compared(folder, articles)
    facts = fact_scores(folder, json.loads(articles))
    print(table, *(f"{_line(one)}\n" for one in facts), sep="", end="")
    if changed := git("status", "--porcelain", "--", *MEASURED):
        print(f"not written, as these are in no commit:\n{changed}", file=sys.stderr)
        return 1
    commit, date = git("log", "-1", "--format=%h %cs").split()
    documents = sum(1 for _ in files_of(folder))
    score = summed(table, facts, folder.name, documents, commit, date)
    SCORES.write_text(written((*reading_scores(), score)), "utf-8")
    return 0


def compared(folder: Path, articles: bytes) -> str:
    """Return the table of a folder's `score.py` for the articles that we find in its files."""
    with TemporaryDirectory(prefix="scores-") as made:
        file = Path(made) / "articles.json"
        file.write_bytes(articles)
        command = (sys.executable, str(folder / "score.py"), str(folder / "truth"), str(file))
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def fact_scores(folder: Path, articles: Sequence[Row]) -> tuple[FactScore, ...]:
    """Return how each fact of our articles stands to what readers found in a folder's files.

    Which article of ours is which of theirs, and which values are right, `score.py` says; of the
    facts that it does not know the value is compared.
    """
    scorer = _scorer(folder / "score.py")
    counts = {name: Counter[str]() for name in FACT_NAMES}
    for file in sorted((folder / "truth").glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        ours = [row for row in articles if row["source"] == told["file"]]
        known = scorer.compare(told, ours)["known"]
        for theirs in told["articles"]:
            if theirs["paragraphs"] and not theirs.get("optional") and theirs["kind"] != "caption":
                for name in FACT_NAMES:
                    _count(counts[name], scorer, name, theirs, known.get(theirs["n"]))
    names = [field.name for field in fields(FactScore)][1:]
    return tuple(
        FactScore(name, **{one: counted[one] for one in names}) for name, counted in counts.items()
    )


def _count(
    counted: Counter[str], scorer: Any, name: FactName, theirs: Row, ours: Row | None
) -> None:
    value = theirs.get(name)
    if name == "relations":
        value = {one["kind"] for one in value or ()} - scorer.NOT_TOLD
    counted["told" if value else "silent"] += 1
    if ours is None:
        right, unsure = not value, False
    else:
        basis = ours["basis"].get(name)
        right, unsure = _is_right(scorer, name, theirs, ours), bool(basis) and basis != "editor"
        unsure = unsure and not basis["sure"]
    if right:
        counted["right"] += bool(value)
        counted["right_unsure"] += unsure
    else:
        counted["invented"] += not value
        counted["wrong"] += 1
        counted["wrong_unsure"] += unsure


def _is_right(scorer: Any, name: FactName, theirs: Row, ours: Row) -> bool:
    if name in scorer.FIELDS:
        return bool(scorer.right(name, scorer.hashed(theirs), ours))
    allowed = (theirs.get(name), *(theirs.get(f"{name}_may") or ()))
    return scorer.norm(ours[name]) in map(scorer.norm, allowed)


def _scorer(file: Path) -> Any:
    """Return a folder's `score.py` as a module."""
    spec = spec_from_file_location("score", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _line(score: FactScore) -> str:
    return (
        f"{score.name}: right {score.right}/{score.told}, invented {score.invented}/{score.silent};"
        f" unsure {score.wrong_unsure} of {score.wrong} wrong, {score.right_unsure} right"
    )


def articles_of(root: Path, files: Sequence[Path]) -> bytes:
    """Return `data/articles.json` of the site under a root with files added, an entry alone each.

    Of a file that is refused no article is found; the refusal goes to standard error.
    """
    made = data_files(corpus(seeds_with(root, files), Runner()))
    return next(file.content for file in made if file.path == ARTICLES)


def seeds_with(root: Path, files: Sequence[Path]) -> Seeds:
    """Return the seeds of a root with those of the files that are not refused."""
    left = list(files)
    while True:
        try:
            return adding(root, left).seeds
        except InputError as refusal:
            refused = [file for file in left if file.name == Path(refusal.file).name]
            if not refused:
                raise
            print(refusal, file=sys.stderr)
            left = [file for file in left if file not in refused]


def summed(
    table: str,
    facts: tuple[FactScore, ...],
    name: str,
    documents: int,
    commit: str,
    date: str,
) -> ReadingScore:
    """Return the sums of a table that `score.py` printed, with those of the facts.

    Raises `ValueError` where it ends with no sums.
    """
    found = _SUMS.search(table)
    if found is None:
        raise ValueError(f"score.py of {name} prints no sums as they are known")
    return ReadingScore(
        set=name,
        documents=documents,
        items=int(found["items"]),
        date=date,
        commit=commit,
        paragraphs=float(found["paragraphs"]),
        files=float(found["files"]),
        lost=float(found["lost"]),
        foreign=float(found["foreign"]),
        order=float(found["order"]),
        headings=_part(found["headings"]),
        right=float(found["right"]),
        stated=float(found["stated"]),
        facts=facts,
    )


def written(scores: Sequence[ReadingScore]) -> str:
    """Return `scores.yml`, by name of the set; of a set that is there twice, the last."""
    newest: Mapping[str, ReadingScore] = {score.set: score for score in scores}
    sets = [
        {**asdict(newest[name]), "facts": {one.name: _counts(one) for one in newest[name].facts}}
        for name in sorted(newest)
    ]
    # Of lists and mappings, those that hold no other stand on one line.
    return HEAD + yaml.safe_dump(
        {"sets": sets}, sort_keys=False, default_flow_style=None, width=200
    )


def files_of(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, by name."""
    return (file for file in sorted((folder / "files").iterdir()) if file.is_file())


def _counts(score: FactScore) -> dict[str, int]:
    return {name: count for name, count in asdict(score).items() if name != "name"}


def _part(printed: str) -> float:
    """Return 19/34 as a number, to four digits; 1 where there was nothing to do."""
    some, whole = map(int, printed.split("/"))
    return round(some / whole, 4) if whole else 1.0


def git(*arguments: str) -> str:
    """Return what git prints in the checkout."""
    command = ("git", "-C", str(CHECKOUT), *arguments)
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
