"""What the files of the editors say of each other and of the received files: is it so?

In: the seeds, and the YAML files from which they were read. Out: one `InputError` for everything
that a schema cannot know: ids, dates, addresses, lines, and words that must stand where it says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.disk.dates import Days, days
from builder.disk.fields import LABEL_ID, ids_unfit, words_missing
from builder.disk.pointers import misdated, misquoted, no_date, outside, unknown
from builder.disk.yamlfile import Path, YamlFile
from builder.model import (
    InputError,
    Label,
    Quotation,
    Seeds,
    SnapshotEntry,
    Source,
    SourceEntry,
)

ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
"""An address at which something was published."""


@dataclass(frozen=True, slots=True)
class Files:
    """The YAML files, for the lines in messages."""

    sources: YamlFile
    framework: YamlFile
    terms: YamlFile
    corrections: YamlFile
    snapshots: YamlFile
    filing: YamlFile
    judgements: YamlFile
    synonyms: YamlFile


def findings(
    seeds: Seeds,
    entries: Sequence[SourceEntry],
    snapshots: Sequence[SnapshotEntry],
    files: Files,
) -> Iterator[InputError]:
    """Yield what is wrong in the files of the editors.

    `entries` and `snapshots` are in the order of their files; `seeds.sources` holds those files
    that could be read.
    """
    sources = {source.entry.id: source for source in reversed(seeds.sources)}  # the first counts
    framework = seeds.framework
    for noun, file, top in (
        (framework, files.framework, ()),
        (entries, files.sources, ("sources",)),
        (seeds.terms, files.terms, ("terms",)),
        (seeds.corrections, files.corrections, ("corrections",)),
        (snapshots, files.snapshots, ("snapshots",)),
        (seeds.filing, files.filing, ("filing",)),
        (seeds.synonyms, files.synonyms, ("synonyms",)),
    ):
        yield from words_missing(noun, file, top)
    yield from _sources(entries, sources, {snapshot.id for snapshot in snapshots}, files.sources)
    yield from _snapshots(snapshots, seeds.sources, files.snapshots)
    yield from _framework(seeds, sources, {entry.id for entry in entries}, files.framework)
    yield from _terms(seeds, sources, {entry.id for entry in entries}, files.terms)
    yield from _corrections(seeds, sources, {entry.id for entry in entries}, files.corrections)
    yield from _filing(seeds, sources, {entry.id for entry in entries}, files.filing)
    yield from _judgements(seeds, {entry.id for entry in entries}, files.judgements)
    yield from _synonyms(seeds, files.synonyms)


def _sources(
    entries: Sequence[SourceEntry],
    sources: dict[str, Source],
    snapshots: set[str],
    file: YamlFile,
) -> Iterator[InputError]:
    if not entries:
        yield file.error(("sources",), "no source is listed", "list a received file")
    yield from ids_unfit(
        (entry.id for entry in entries),
        file,
        (("sources", place, "id") for place in range(len(entries))),
    )
    for place, entry in enumerate(entries):
        path: Path = ("sources", place)
        if entry.snapshot not in snapshots:
            yield unknown(file, (*path, "snapshot"), "snapshot", entry.snapshot, snapshots)
        if entry.url is not None and not ADDRESS.fullmatch(entry.url):
            yield file.error(
                (*path, "url"),
                "`url` is not an address on the web",
                "write it whole, as https://example.org/page.html",
            )
        source = sources.get(entry.id)
        if source is not None and source.entry is not entry:
            continue  # a second entry of the id, as told above
        if entry.date is not None:
            yield from misdated(entry.date, [source] if source else [], file, (*path, "date"))
        if source is not None:
            yield from _pins(source, file, (*path, "pins"))


def _pins(source: Source, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield pins that point beyond the file, or at a line that another pin has taken."""
    taken: dict[int, int] = {}
    for place, pin in enumerate(source.entry.pins):
        here: Path = (*path, place)
        if not pin.ranges:
            yield file.error(here, "a pin without lines", "write `ranges: [[first, last]]`")
        for number, (first, last) in enumerate(pin.ranges):
            there: Path = (*here, "ranges", number)
            beyond = outside(source, first, file, there) or outside(source, last, file, there)
            if beyond:
                yield beyond
            elif first > last:
                yield file.error(
                    there,
                    f"the range [{first}, {last}] ends before it begins",
                    f"write [{last}, {first}]",
                )
            else:
                for line in range(first, last + 1):
                    if line in taken:
                        yield file.error(
                            there,
                            f"line {line} is pinned twice, first in line {taken[line]}",
                            "let each line be in one pin",
                        )
                        break
                    taken[line] = file.line(there)
        if pin.title_line is not None and (
            beyond := outside(source, pin.title_line, file, (*here, "title_line"))
        ):
            yield beyond


def _snapshots(
    snapshots: Sequence[SnapshotEntry], sources: Sequence[Source], file: YamlFile
) -> Iterator[InputError]:
    if not snapshots:
        yield file.error(("snapshots",), "no snapshot is listed", "list the first update")
    yield from ids_unfit(
        (snapshot.id for snapshot in snapshots),
        file,
        (("snapshots", place, "id") for place in range(len(snapshots))),
    )
    spans: list[tuple[str, Days, int]] = []
    for place, snapshot in enumerate(snapshots):
        path: Path = ("snapshots", place, "date")
        date = snapshot.date
        if isinstance(date, str):
            yield from no_date(date, file, path)
        else:
            brought = [source for source in sources if source.entry.snapshot == snapshot.id]
            yield from misdated(date, brought, file, path)
        if span := days(date if isinstance(date, str) else date.value):
            spans.append((snapshot.id, span, place))
    begun = ""
    for id_, (first, last), place in sorted(spans):
        if last is not None and last < begun:
            yield file.error(
                ("snapshots", place, "id"),
                f"the id `{id_}` sorts after that of a later snapshot",
                "begin each id with its date, as 2025-08-26 or 2026-03",
            )
        begun = max(begun, first or "")


def _framework(
    seeds: Seeds, sources: dict[str, Source], known: set[str], file: YamlFile
) -> Iterator[InputError]:
    framework = seeds.framework
    groups: tuple[tuple[str, tuple[Label, ...]], ...] = (
        ("actions", framework.actions),
        ("pillars", framework.pillars),
        ("topics", framework.topics),
    )
    labels = [(label, (name, place)) for name, group in groups for place, label in enumerate(group)]
    paths = ((*path, "id") for _, path in labels)
    yield from ids_unfit((label.id for label, _ in labels), file, paths, LABEL_ID)
    if not math.isfinite(framework.relevance) or framework.relevance < 0:
        yield file.error(("relevance",), "`relevance` is not a measure", "write a number, as 4.0")
    if not framework.subject:
        yield file.error(("subject",), "no subject words", "list the words of the policy's name")
    if framework.opening is not None:
        yield from misquoted(framework.opening, sources, known, file, ("opening",))
    for label, path in labels:
        if label.opening is not None:
            yield from misquoted(label.opening, sources, known, file, (*path, "opening"))


def _terms(
    seeds: Seeds, sources: dict[str, Source], known: set[str], file: YamlFile
) -> Iterator[InputError]:
    yield from ids_unfit(
        (term.id for term in seeds.terms),
        file,
        (("terms", place, "id") for place in range(len(seeds.terms))),
    )
    framework = seeds.framework
    labels = {label.id for label in (*framework.actions, *framework.pillars)}
    forms: dict[str, int] = {}
    for place, term in enumerate(seeds.terms):
        path: Path = ("terms", place)
        for number, label in enumerate(term.labels):
            if label not in labels:
                here = (*path, "labels", number)
                yield unknown(file, here, "action or pillar", label, labels)
        for number, definition in enumerate(term.definitions):
            yield from misquoted(definition, sources, known, file, (*path, "definitions", number))
        named: list[tuple[str, Path]] = [(term.term, (*path, "term"))]
        named += [(alias, (*path, "aliases", n)) for n, alias in enumerate(term.aliases)]
        for form, here in named:
            if form in forms:
                yield file.error(
                    here,
                    f"“{form}” is given twice, first in line {forms[form]}",
                    "let each form belong to one term",
                )
            forms.setdefault(form, file.line(here))


def _corrections(
    seeds: Seeds, sources: dict[str, Source], known: set[str], file: YamlFile
) -> Iterator[InputError]:
    seen: dict[tuple[str, int, str], int] = {}
    snapshots = {snapshot.id for snapshot in seeds.snapshots}
    for place, entry in enumerate(seeds.corrections):
        path: Path = ("corrections", place)
        quotation = Quotation(entry.source, entry.line, entry.printed)
        yield from misquoted(quotation, sources, known, file, path, words="printed")
        if entry.snapshot is not None and entry.snapshot not in snapshots:
            yield unknown(file, (*path, "snapshot"), "snapshot", entry.snapshot, snapshots)
        for field, kind in (("reading", "mend"), ("lost", "lost")):
            given = getattr(entry, field) is not None
            if given and entry.kind != kind:
                yield file.error(
                    (*path, field),
                    f"`{field}` has no meaning with `kind: {entry.kind}`",
                    f"take it out, or write `kind: {kind}`",
                )
            if not given and entry.kind == kind:
                yield file.error(
                    path,
                    f"the field `{field}` is missing; `kind: {kind}` needs it",
                    f"add `{field}: …` here",
                )
        key = entry.source, entry.line, entry.printed
        if key in seen:
            yield file.error(
                path,
                f"the same words are corrected twice, first in line {seen[key]}",
                "take one of the two out",
            )
        seen.setdefault(key, file.line(path))


def _filing(
    seeds: Seeds, sources: dict[str, Source], known: set[str], file: YamlFile
) -> Iterator[InputError]:
    labels = _labels(seeds)
    seen: dict[tuple[str, int, str], int] = {}
    for place, entry in enumerate(seeds.filing):
        path: Path = ("filing", place)
        quotation = Quotation(entry.source, entry.line, entry.words)
        yield from misquoted(quotation, sources, known, file, path)
        for number, label in enumerate(entry.labels):
            if label not in labels:
                here = (*path, "labels", number)
                yield unknown(file, here, "action, pillar or topic", label, labels)
        key = entry.source, entry.line, entry.words
        if key in seen:
            yield file.error(
                path,
                f"the same words are filed twice, first in line {seen[key]}",
                "take one of the two out",
            )
        seen.setdefault(key, file.line(path))


def _judgements(seeds: Seeds, known: set[str], file: YamlFile) -> Iterator[InputError]:
    labels = _labels(seeds)
    for place, article in enumerate(seeds.judged_articles):
        if article.source not in known:
            yield unknown(file, ("articles", place, "source"), "source", article.source, known)
    for place, entry in enumerate(seeds.judgements):
        path: Path = ("judgements", place)
        if entry.source not in known:
            yield unknown(file, (*path, "source"), "source", entry.source, known)
        for field in ("must", "may"):
            for number, label in enumerate(getattr(entry, field)):
                if label not in labels:
                    yield unknown(file, (*path, field, number), "action or pillar", label, labels)


def _synonyms(seeds: Seeds, file: YamlFile) -> Iterator[InputError]:
    for place, ring in enumerate(seeds.synonyms):
        path: Path = ("synonyms", place)
        if len(ring) < 2:
            yield file.error(
                path, "a ring of fewer than two words", "add a word that asks for the same"
            )
        for number, word in enumerate(ring):
            if word in ring[:number]:
                yield file.error(
                    (*path, number), f"“{word}” stands twice in the ring", "take one of the two out"
                )


def _labels(seeds: Seeds) -> set[str]:
    framework = seeds.framework
    return {one.id for one in (*framework.actions, *framework.pillars, *framework.topics)}
