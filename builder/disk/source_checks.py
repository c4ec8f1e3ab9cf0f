"""`seeds/sources.yml` and the received files → what is wrong in what editors say of these.

What only the articles can tell, as that a line is in none of them, `builder.identify.faults` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.disk.field_checks import (
    ADDRESS,
    ReceivedFiles,
    ids_unfit,
    misdated,
    no_date,
    no_day,
    outside,
    range_fault,
    repeated,
    unknown,
)
from builder.disk.received import FOLDER
from builder.disk.schemas import Editors
from builder.disk.yamlfile import Path, YamlFile, did_you_mean
from builder.model import NONE, ArticleEntry, InputError, Lines, Source, SourceEntry


def source_findings(
    written: Editors, received: ReceivedFiles, file: YamlFile
) -> Iterator[InputError]:
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
            for field in ("articles", "pins"):
                said = getattr(entry, field)
                yield from _articles(said, source, received, file, (*path, field))
            yield from _withheld(source, file, (*path, "withheld"))
            yield from _confirmed(entry, file, (*path, "confirmed"))


def _articles(
    entries: Sequence[ArticleEntry],
    source: Source,
    received: ReceivedFiles,
    file: YamlFile,
    path: Path,
) -> Iterator[InputError]:
    """Yield what editors say of articles that are not there, or say twice or in no right form."""
    taken: dict[int, int] = {}
    meant: list[tuple[int, Path]] = []
    for place, entry in enumerate(entries):
        here: Path = (*path, place)
        if bool(entry.ranges) == (entry.line is not None):
            both = entry.line is not None
            yield file.error(
                here,
                "both `line` and `ranges` are given" if both else "no article is named",
                "write `line: 12`, a line of the article, or `ranges: [[first, last]]`, all of its "
                "lines" + (", not both" if both else ""),
            )
        if entry.line is not None:
            yield from outside(source, entry.line, file, (*here, "line"))
            meant.append((entry.line, (*here, "line")))
        for field in ("ranges", "left_out", "only"):
            ranges: Sequence[Lines] = getattr(entry, field)
            yield from _lines_twice(
                [(lines, (*here, field, n)) for n, lines in enumerate(ranges)],
                source,
                file,
                taken if field == "ranges" else {},
            )
        yield from _lines_twice(
            [(one.lines, (*here, "paragraphs", n)) for n, one in enumerate(entry.paragraphs)],
            source,
            file,
            {},
        )
        if entry.title_line is not None:
            yield from outside(source, entry.title_line, file, (*here, "title_line"))
        for field in ("issued", "published"):
            value = getattr(entry, field)
            if value not in (None, NONE) and not _DAY.fullmatch(value):
                yield file.error(
                    (*here, field),
                    f"“{value}” is not a day",
                    "write it as 2026-05-31, or 2026-05 where no more is known; `none` for none",
                )
            elif value not in (None, NONE):
                yield from no_date(value, file, (*here, field))
        for number, relation in enumerate(entry.relations or ()):
            there = (*here, "relations", number)
            yield from _no_target(relation.target, received, file, (*there, "target"))
            if relation.line is not None:
                yield from outside(source, relation.line, file, (*there, "line"))
    for line, there, first in repeated(meant, file):
        yield file.error(
            there,
            f"line {line} names an article twice, first in line {first}",
            "say all of an article in one entry",
        )


# 2026-05-31      2026-05
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


def _lines_twice(
    ranges: Iterable[tuple[Lines, Path]], source: Source, file: YamlFile, taken: dict[int, int]
) -> Iterator[InputError]:
    """Yield ranges of lines that are not in the file, or were named before.

    `taken`: line → the line of the editors' file that names it; it grows.
    """
    for (first, last), path in ranges:
        if wrong := range_fault(source, (first, last), file, path):
            yield wrong
            continue
        lines = range(first, last + 1)
        if twice := next((line for line in lines if line in taken), None):
            yield file.error(
                path,
                f"line {twice} is named twice, first in line {taken[twice]}",
                "let each line be named once",
            )
        here = file.line(path)
        for line in lines:
            taken.setdefault(line, here)


def _no_target(
    target: str, received: ReceivedFiles, file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield that a relation leads to nothing: to no name of a document, and to no article."""
    if target.startswith("《") and target.endswith("》") and len(target) > 2:
        return
    id_, _, line = target.rpartition("-")
    if id_ not in received.listed or not line.isascii() or not line.isdigit():
        yield file.error(
            path,
            f"there is no article `{target[:80]}`",
            "write the id of an article, as its source's page has it, or a name, as 《某某意见》. "
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
    if not _CARD.fullmatch(entry.confirmed.card):
        yield file.error(
            (*path, "card"),
            "`card` is not the hash of a card",
            f"copy it from what `python -m builder plan --card {FOLDER}/{entry.file}` prints",
        )


_CARD = re.compile(r"[0-9a-f]{64}")


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
