"""What the program reaches on real files: `python -m benchmarks.real FOLDER`.

FOLDER holds `files/`, `truth/` (what readers found in them) and `score.py`, which compares that
with `data/articles.json`. Its table is printed; its sums go to `builder/measure/scores.yml`, but
only where the program that was measured is a commit.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from builder.disk.seeds import adding
from builder.export.data import data_files
from builder.measure.real import SCORES, reading_scores
from builder.model import InputError, ReadingScore
from builder.pipeline import corpus
from builder.runner import Runner

CHECKOUT = Path(__file__).parents[1]

MEASURED = ("builder", "seeds", "requirements", f":!{SCORES.relative_to(CHECKOUT).as_posix()}")
"""What decides how a file is read, as git names it."""

ARTICLES = "data/articles.json"
"""The file of the site that is compared."""

HEAD = """\
# What the program reaches on real files that are not of this site. `make scores FOLDER=…` writes an
# entry, named after the folder; the page about the site prints it; tests/test_scores.py has the
# floors. Every figure is a part, from 0 to 1; of each fact the second counts only what is stated.
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
    all:\ (?P<all>.+)\n
    stated:\ (?P<each_stated>.+)\n
    facts\ right\ (?P<right>[\d.]+),\ of\ those\ stated\ (?P<stated>[\d.]+)$
    """,
    re.VERBOSE | re.MULTILINE,
)
# kind 19/34
_FACT = re.compile(r"(?P<name>\w+) (?P<part>\d+/\d+)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a folder, print the table and write its sums; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds files/, truth/ and score.py")
    folder: Path = parser.parse_args(arguments).folder.resolve()
    missing = [name for name in ("files", "truth", "score.py") if not (folder / name).exists()]
    if missing:
        print(f"{folder} holds no {', '.join(missing)}", file=sys.stderr)
        return 2
    table = compared(folder)
    print(table, end="")
    if changed := _git("status", "--porcelain", "--", *MEASURED):
        print(f"not written, as these are in no commit:\n{changed}", file=sys.stderr)
        return 1
    commit, date = _git("log", "-1", "--format=%h %cs").split()
    documents = sum(1 for _ in _files(folder))
    score = summed(table, folder.name, documents, commit, date)
    SCORES.write_text(written((*reading_scores(), score)), "utf-8")
    return 0


def compared(folder: Path) -> str:
    """Return the table of a folder's `score.py` for the articles that we find in its files."""
    with TemporaryDirectory(prefix="scores-") as made:
        articles = Path(made) / "articles.json"
        articles.write_bytes(articles_of(CHECKOUT, list(_files(folder))))
        command = (sys.executable, str(folder / "score.py"), str(folder / "truth"), str(articles))
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def articles_of(root: Path, files: Sequence[Path]) -> bytes:
    """Return `data/articles.json` of the site under a root with files added, an entry alone each.

    Of a file that is refused no article is found; the refusal goes to standard error.
    """
    left = list(files)
    while True:
        try:
            seeds = adding(root, left).seeds
            break
        except InputError as refusal:
            refused = [file for file in left if file.name == Path(refusal.file).name]
            if not refused:
                raise
            print(refusal, file=sys.stderr)
            left = [file for file in left if file not in refused]
    made = data_files(corpus(seeds, Runner()))
    return next(file.content for file in made if file.path == ARTICLES)


def summed(table: str, name: str, documents: int, commit: str, date: str) -> ReadingScore:
    """Return the sums of a table that `score.py` printed.

    Raises `ValueError` where it ends with no sums.
    """
    found = _SUMS.search(table)
    if found is None:
        raise ValueError(f"score.py of {name} prints no sums as they are known")
    stated = dict(_parts(found["each_stated"]))
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
        facts=tuple((fact, part, stated[fact]) for fact, part in _parts(found["all"])),
    )


def written(scores: Sequence[ReadingScore]) -> str:
    """Return `scores.yml`, by name of the set; of a set that is there twice, the last."""
    newest: Mapping[str, ReadingScore] = {score.set: score for score in scores}
    sets = [
        {**asdict(newest[name]), "facts": {fact: parts for fact, *parts in newest[name].facts}}
        for name in sorted(newest)
    ]
    # Of lists and mappings, those that hold no other stand on one line.
    return HEAD + yaml.safe_dump({"sets": sets}, sort_keys=False, default_flow_style=None)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in sorted((folder / "files").iterdir()) if file.is_file())


def _parts(facts: str) -> Iterator[tuple[str, float]]:
    return ((fact["name"], _part(fact["part"])) for fact in _FACT.finditer(facts))


def _part(printed: str) -> float:
    """Return 19/34 as a number, to four digits; 1 where there was nothing to do."""
    some, whole = map(int, printed.split("/"))
    return round(some / whole, 4) if whole else 1.0


def _git(*arguments: str) -> str:
    command = ("git", "-C", str(CHECKOUT), *arguments)
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
