"""`seeds/sources.yml` and the received files → what is wrong in what editors say of these.

What only the articles can tell, as that a line is in none of them, `builder.identify.faults` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.disk.field_checks import (
    ADDRESS,
    HASH,
    ReceivedFiles,
    ids_unfit,
    misdated,
    no_day,
    outside,
    range_fault,
    repeated,
    unknown,
)
from builder.disk.received import FOLDER
from builder.disk.schemas import Editors
from builder.disk.yamlfile import Path, YamlFile, did_you_mean
from builder.model import NONE, ArticleEntry, InputError, Lines, Person, Source, SourceEntry, days


def source_findings(
    written: Editors, received: ReceivedFiles, file: YamlFile
) -> Iterator[InputError]:
    """Yield what is wrong in `sources.yml`; `received` are the files that could be read."""
    entries = written.sources.sources
    snapshots = [snapshot.id for snapshot in written.snapshots.snapshots]
    if not entries:
        yield file.error(("sources",), "no source is listed", "list a received file")
    yield from ids_unfit([(e.id, ("sources", n, "id")) for n, e in enumerate(entries)], file)
    for place, entry in enumerate(entries):
        path: Path = ("sources", place)
        yield from unknown("snapshot", [entry.snapshot], snapshots, file, [(*path, "snapshot")])
        if entry.url is not None and not ADDRESS.fullmatch(entry.url):
            yield file.error(
                (*path, "url"),
                "`url` is not an address on the web",
                "write it whole, as https://example.org/page.html",
            )
        source = received.read.get(entry.id)
        if source is not None and source.entry is not entry:
            continue  # a second entry of the id, as reported above
        if entry.date is not None:
            yield from misdated(entry.date, [source] if source else [], file, (*path, "date"))
        if source is not None:
            yield from entry_findings(source, received, file, path)


def entry_findings(
    source: Source, received: ReceivedFiles, file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield what an editor says of a file that its lines do not bear; `path` is of its entry."""
    entry = source.entry
    paths: list[Path] = [
        (*path, field, place)
        for field in ("articles", "pins")
        for place in range(len(getattr(entry, field)))
    ]
    yield from _named_twice(entry.told, source, file, paths)
    for article, here in zip(entry.told, paths, strict=True):
        yield from _article(article, source, received, file, here)
    yield from _pairings(source, received, file, (*path, "pairings"))
    yield from _withheld(source, file, (*path, "withheld"))
    if entry.rights == "quote" and not (entry.url or source.url):
        yield file.error(
            (*path, "rights"),
            "`rights: quote` leads readers to the address of the file, and none is known",
            "add `url: https://…`, where all of it can be read",
        )
    if entry.rights == "quote" and entry.pairings:
        yield file.error(
            (*path, "pairings"),
            "a file that may only be quoted gives excerpts, and these are no copies",
            "take the pairings out",
        )
    yield from _confirmed(entry, file, (*path, "confirmed"))


# ---------------------------------------------------------------- articles


def _named_twice(
    entries: Sequence[ArticleEntry], source: Source, file: YamlFile, paths: Sequence[Path]
) -> Iterator[InputError]:
    """Yield articles that two entries name, and lines that they take or leave out twice."""
    named: dict[int, int] = {}
    left: dict[int, int] = {}
    for entry, here in zip(entries, paths, strict=True):
        for field, taken in (("ranges", named), ("left_out", left)):
            yield from _lines_twice(getattr(entry, field), source, file, (*here, field), taken)
    lines: dict[int, int] = {}
    for entry, here in zip(entries, paths, strict=True):
        there = (*here, "line")
        if entry.line is None or entry.ranges:
            continue
        if entry.line in lines:
            yield file.error(
                there,
                f"line {entry.line} names an article twice, first in line {lines[entry.line]}",
                ONE_ENTRY,
            )
        elif entry.line in named:
            yield file.error(
                there,
                f"line {entry.line} is in the `ranges` of line {named[entry.line]}",
                ONE_ENTRY,
            )
        lines.setdefault(entry.line, file.line(there))


ONE_ENTRY = "say all of an article in one entry"
"""What to do where two entries are about one article."""


def _article(
    entry: ArticleEntry, source: Source, received: ReceivedFiles, file: YamlFile, here: Path
) -> Iterator[InputError]:
    """Yield what is wrong in an entry, whatever the articles are."""
    if bool(entry.ranges) == (entry.line is not None):
        both = entry.line is not None
        yield file.error(
            here,
            "both `line` and `ranges` are given" if both else "no article is named",
            "write `line: 12`, a line of the article, or `ranges: [[first, last]]`, all of its "
            "lines" + (", not both" if both else ""),
        )
    elif entry.line is not None and not entry.said:
        yield file.error(
            here,
            f"the entry says nothing of the article on line {entry.line}",
            "add what you know of it, as `kind: policy`, or take the entry out",
        )
    for field in ("line", "title_line"):
        if (line := getattr(entry, field)) is not None:
            yield from _no_words(source, (line, line), file, (*here, field))
    for field in ("ranges", "left_out", "only", "paragraphs"):
        if (*here, field) in file.places and not getattr(entry, field):
            yield file.error(
                (*here, field), f"`{field}` names no line", "write lines, or take it out"
            )
    spans = [one.lines for one in entry.paragraphs]
    yield from _lines_twice(entry.only, source, file, (*here, "only"), {})
    yield from _lines_twice(spans, source, file, (*here, "paragraphs"), {})
    yield from _elsewhere(entry, spans, source, file, here)
    if entry.title is not None and entry.title_line is not None:
        yield file.error(
            (*here, "title"),
            "both `title` and `title_line` are given",
            f"take `title` out: line {entry.title_line} prints it; a misprint there is mended in "
            "corrections.yml",
        )
    if entry.only and entry.relevant is False:
        yield file.error(
            (*here, "relevant"),
            "`relevant: false` leaves out what `only` takes in",
            "take one of the two out",
        )
    yield from _facts(entry, source, received, file, here)


def _facts(
    entry: ArticleEntry, source: Source, received: ReceivedFiles, file: YamlFile, here: Path
) -> Iterator[InputError]:
    """Yield what is wrong in the facts that an entry gives."""
    for field in ("issued", "published"):
        value = getattr(entry, field)
        if value not in (None, NONE) and not (_DAY.fullmatch(value) and days(value)):
            yield file.error(
                (*here, field),
                f"“{value}” is not a day",
                "write it as 2026-05-31, or 2026-05 where no more is known; `none` for none",
            )
    for person in range(len(entry.authors or ())):
        if entry.authors and entry.authors[person] == Person():
            yield file.error(
                (*here, "authors", person),
                "an author without name, title or institution",
                "write `{name: …}`; `authors: []` for none",
            )
    told = [(one, (*here, "issuers", n)) for n, one in enumerate(entry.issuers or ())]
    for office, there, _ in repeated(told, file):
        yield file.error(there, f"“{office}” is named twice", "take one of the two out")
    for number, relation in enumerate(entry.relations or ()):
        there = (*here, "relations", number)
        yield from _no_target(relation.target, received, file, (*there, "target"))
        if relation.line is not None:
            yield from _no_words(source, (relation.line, relation.line), file, (*there, "line"))


# 2026-05-31      2026-05
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def _elsewhere(
    entry: ArticleEntry, paragraphs: Sequence[Lines], source: Source, file: YamlFile, here: Path
) -> Iterator[InputError]:
    """Yield lines that are said to be in an article, and are outside its `ranges` or left out."""
    told: list[tuple[Lines, Path]] = [
        *((lines, (*here, "only", n)) for n, lines in enumerate(entry.only)),
        *((lines, (*here, "paragraphs", n)) for n, lines in enumerate(paragraphs)),
    ]
    if entry.title_line is not None:
        told.append(((entry.title_line, entry.title_line), (*here, "title_line")))
    for (first, last), there in told:
        lines = range(first, min(last, len(source.lines)) + 1)
        beyond = [line for line in lines if entry.ranges and not _within(line, entry.ranges)]
        out = [line for line in lines if _within(line, entry.left_out)]
        if beyond:
            yield file.error(
                there,
                f"line {beyond[0]} is outside the `ranges` of the article",
                "name lines within them, or let them hold this one",
            )
        elif out:
            yield file.error(
                there,
                f"line {out[0]} is left out by `left_out`",
                "take it out of one of the two",
            )


def _within(line: int, ranges: Iterable[Lines]) -> bool:
    return any(first <= line <= last for first, last in ranges)


def _lines_twice(
    ranges: Iterable[Lines], source: Source, file: YamlFile, path: Path, taken: dict[int, int]
) -> Iterator[InputError]:
    """Yield ranges of lines that are not in the file, hold no word, or were named before.

    `taken`: line → the line of the editors' file that names it; it grows.
    """
    for place, (first, last) in enumerate(ranges):
        there = (*path, place)
        wrong = [*_no_words(source, (first, last), file, there)]
        yield from wrong
        lines = range(first, last + 1) if not wrong else range(0)
        if twice := next((line for line in lines if line in taken), None):
            yield file.error(
                there,
                f"line {twice} is named twice, first in line {taken[twice]}",
                "let each line be named once",
            )
            continue
        here = file.line(there)
        for line in lines:
            taken.setdefault(line, here)


def _no_words(source: Source, lines: Lines, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield that a range of lines is not in the file, or that no word stands there."""
    if wrong := range_fault(source, lines, file, path):
        yield wrong
        return
    first, last = lines
    if any(line.strip() for line in source.lines[first - 1 : last]):
        return
    where = f"line {first}" if first == last else f"the lines {first} to {last}"
    held = any(first <= one.line <= last for one in source.withheld)
    yield file.error(
        path,
        f"{where} {'is' if first == last else 'are'} withheld"
        if held
        else f"there are no words on {where}",
        f"`python -m builder read {FOLDER}/{source.entry.file}` shows the lines",
    )


# ---------------------------------------------------------------- what else is said of a file


def _pairings(
    source: Source, received: ReceivedFiles, file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield pairings with nothing, and pairs that are decided twice."""
    pairings = source.entry.pairings
    for place, one in enumerate(pairings):
        here = (*path, place)
        yield from _no_words(source, (one.line, one.line), file, (*here, "line"))
        yield from _no_article(one.article, received, file, (*here, "article"))
    pairs = [((one.line, one.article), (*path, place)) for place, one in enumerate(pairings)]
    for _, there, first in repeated(pairs, file):
        yield file.error(
            there,
            f"the same pair is decided twice, first in line {first}",
            "take one of the two out",
        )


def _no_target(
    target: str, received: ReceivedFiles, file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield that a relation leads to nothing: to no name of a document, and to no article."""
    if not (target.startswith("《") and target.endswith("》") and target[1:-1].strip()):
        yield from _no_article(target, received, file, path, ", or a name, as 《某某意见》")


def _no_article(
    named: str, received: ReceivedFiles, file: YamlFile, path: Path, otherwise: str = ""
) -> Iterator[InputError]:
    """Yield that words are no id of an article; `otherwise` is what else they can be."""
    id_, _, line = named.rpartition("-")
    if id_ not in received.listed or not line.isascii() or not line.isdigit():
        yield file.error(
            path,
            f"there is no article `{named[:80]}`",
            f"write the id of an article, as its source's page has it{otherwise}. "
            f"{did_you_mean(id_, received.listed)}"
            f"The sources are: {', '.join(sorted(received.listed)[:20])}",
        )
    elif id_ in received.read:
        yield from outside(received.read[id_], int(line), file, path)


def _confirmed(entry: SourceEntry, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield what is wrong with an editor's word that he has looked at a card."""
    if entry.confirmed is None:
        return
    yield from no_day(entry.confirmed.on, file, (*path, "on"))
    if not HASH.fullmatch(entry.confirmed.card):
        yield file.error(
            (*path, "card"),
            "`card` is not the hash of a card",
            f"copy it from what `python -m builder plan --card {FOLDER}/{entry.file}` prints",
        )


def _withheld(source: Source, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield entries that withhold nothing: beyond the file, backwards, or blank lines alone."""
    held = {one.line for one in source.withheld}
    for place, entry in enumerate(source.entry.withheld):
        there: Path = (*path, place, "lines")
        if not entry.ranges:
            yield file.error(there, "no line is named", "write `lines: [[first, last]]`")
        for first, last in entry.ranges:
            if wrong := range_fault(source, (first, last), file, there):
                yield wrong
            elif held.isdisjoint(range(first, last + 1)):
                yield file.error(
                    there,
                    f"there are no words on line {first}"
                    if first == last
                    else f"there are no words on the lines {first} to {last}",
                    f"`python -m builder read {FOLDER}/{source.entry.file}` shows the lines",
                )
