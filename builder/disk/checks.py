"""What no schema can know of the editors' files: do they agree with each other and with print?

In: what the files hold, the received files, and the YAML files with the lines of it all. Out: one
`InputError` for each fault: an empty word, an id unfit for an address, an unknown name, an invalid
date, words that are not in the place given. The error then says where they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from builder.disk.field_checks import (
    ADDRESS,
    HASH,
    LABEL_ID,
    ReceivedFiles,
    ids_unfit,
    items,
    misdated,
    misquoted,
    no_date,
    no_day,
    outside,
    repeated,
    unknown,
    words_missing,
)
from builder.disk.schemas import Editors
from builder.disk.source_checks import source_findings
from builder.disk.yamlfile import Path, YamlFile, did_you_mean
from builder.model import FileEntry, InputError, Label, Quotation, Source, days


def findings(
    written: Editors, sources: Sequence[Source], files: Mapping[str, YamlFile]
) -> Iterator[InputError]:
    """Yield what is wrong in the files of the editors, which `files` has by their names.

    `sources` are the received files that could be read.
    """
    received = ReceivedFiles(
        listed=frozenset(entry.id for entry in written.sources.sources),
        read={source.entry.id: source for source in reversed(sources)},
    )
    for name, file in files.items():
        yield from words_missing(getattr(written, name), file, ())
    yield from source_findings(written, received, files["sources"])
    yield from _snapshots(written, sources, files["snapshots"])
    yield from _rules(written, files["snapshots"])
    yield from _framework(written, received, files["framework"])
    yield from _terms(written, received, files["terms"])
    yield from _corrections(written, received, files["corrections"])
    yield from _facts(written, received, files["corrections"])
    yield from _filing(written, received, files["filing"])
    yield from _judgements(written, received, files["judgements"])
    yield from _synonyms(written, files["synonyms"])
    yield from _wanted(written, files["wanted"])


def _snapshots(written: Editors, sources: Sequence[Source], file: YamlFile) -> Iterator[InputError]:
    snapshots = written.snapshots.snapshots
    if not snapshots:
        yield file.error(("snapshots",), "no snapshot is listed", "list the first update")
    yield from ids_unfit([(s.id, ("snapshots", n, "id")) for n, s in enumerate(snapshots)], file)
    dated: list[tuple[str, int, str | None, str | None]] = []
    for place, snapshot in enumerate(snapshots):
        path: Path = ("snapshots", place, "date")
        date = snapshot.date
        if isinstance(date, str):
            yield from no_date(date, file, path)
        else:
            brought = [source for source in sources if source.entry.snapshot == snapshot.id]
            yield from misdated(date, brought, file, path)
        if snapshot.complete_until is not None:
            here: Path = ("snapshots", place, "complete_until")
            yield from no_day(snapshot.complete_until, file, here)
        if span := days(date if isinstance(date, str) else date.value):
            dated.append((snapshot.id, place, *span))
    begun = ""
    for id_, place, first, last in sorted(dated, key=lambda one: one[:2]):
        if last is not None and last < begun:
            yield file.error(
                ("snapshots", place, "id"),
                f"the id `{id_}` sorts after that of a later snapshot",
                "begin each id with its date, as 2025-08-26 or 2026-03",
            )
        begun = max(begun, first or "")


def _rules(written: Editors, file: YamlFile) -> Iterator[InputError]:
    rules = written.snapshots.rules
    for place, rule in enumerate(rules):
        if days(rule.on) != (rule.on, rule.on):
            yield file.error(
                ("rules", place, "on"),
                f"“{rule.on}” is not a day",
                "write the day on which the rule changed, as 2026-05-31",
            )
    told = [(rule.what, ("rules", place, "what")) for place, rule in enumerate(rules)]
    for _, path, first in repeated(told, file):
        yield file.error(
            path,
            f"the same change of a rule is told twice, first in line {first}",
            "take one of the two out",
        )


def _framework(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    framework = written.framework
    labels: list[tuple[Label, Path]] = [
        (label, (group, place))
        for group in ("actions", "pillars", "topics")
        for place, label in enumerate(getattr(framework, group))
    ]
    yield from ids_unfit([(label.id, (*path, "id")) for label, path in labels], file, LABEL_ID)
    if not math.isfinite(framework.relevance) or framework.relevance < 0:
        yield file.error(("relevance",), "`relevance` is not a measure", "write a number, as 4.0")
    if not framework.subject:
        yield file.error(("subject",), "no subject words", "list the words of the policy's name")
    if framework.opening is not None:
        yield from misquoted(framework.opening, received, file, ("opening",))


def _terms(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    terms = written.terms.terms
    yield from ids_unfit([(term.id, ("terms", n, "id")) for n, term in enumerate(terms)], file)
    labels = [label.id for label in (*written.framework.actions, *written.framework.pillars)]
    forms: list[tuple[str, Path]] = []
    for place, term in enumerate(terms):
        path: Path = ("terms", place)
        yield from unknown(
            "action or pillar", term.labels, labels, file, items(term.labels, *path, "labels")
        )
        for number, definition in enumerate(term.definitions):
            yield from misquoted(definition, received, file, (*path, "definitions", number))
        forms.append((term.term, (*path, "term")))
        forms += zip(term.aliases, items(term.aliases, *path, "aliases"), strict=True)
    for form, path, first in repeated(forms, file):
        yield file.error(
            path,
            f"“{form}” is given twice, first in line {first}",
            "let each form belong to one term",
        )


def _corrections(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    entries = written.corrections.corrections
    snapshots = [snapshot.id for snapshot in written.snapshots.snapshots]
    for place, entry in enumerate(entries):
        path: Path = ("corrections", place)
        quotation = Quotation(entry.source, entry.line, entry.printed)
        yield from misquoted(quotation, received, file, path, words="printed")
        if entry.snapshot is not None:
            here = (*path, "snapshot")
            yield from unknown("snapshot", [entry.snapshot], snapshots, file, [here])
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
    places = [((e.source, e.line, e.printed), ("corrections", n)) for n, e in enumerate(entries)]
    for _, path, first in repeated(places, file):
        yield file.error(
            path,
            f"the same words are corrected twice, first in line {first}",
            "take one of the two out",
        )


def _facts(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    entries = written.corrections.facts
    for place, entry in enumerate(entries):
        path: Path = ("facts", place)
        id_, _, _ = entry.text.rpartition("-")
        if id_ not in received.listed:
            yield file.error(
                (*path, "text"),
                f"there is no text `{entry.text[:80]}`",
                "write its id as the address of its page has it: the id of the source, a hyphen, "
                f"a line. {did_you_mean(id_, received.listed)}"
                f"The sources are: {', '.join(sorted(received.listed)[:20])}",
            )
        if days(entry.on) != (entry.on, entry.on):
            yield file.error(
                (*path, "on"),
                f"“{entry.on}” is not a day",
                "write the day on which it was corrected, as 2026-05-31",
            )
        if entry.before == entry.after:
            yield file.error(
                (*path, "after"),
                "`after` says what `before` says",
                "write what is shown instead, or take the entry out",
            )
        if entry.lines and entry.field == "date":
            yield file.error(
                (*path, "lines"),
                "`lines` has no meaning with `field: date`: a text has one date",
                "take it out",
            )
        if entry.field == "words" and not entry.lines:
            yield file.error(
                path,
                "the field `lines` is missing; `field: words` needs it",
                "add the line on which the paragraph begins: `lines: [12]`",
            )
        if (source := received.read.get(id_)) is not None:
            for number, line in enumerate(entry.lines):
                yield from outside(source, line, file, (*path, "lines", number))
    for place, one in enumerate(written.corrections.files):
        yield from _replaced(one, received, file, ("files", place))
    told = [
        ((entry.text, entry.field, entry.before, entry.on, line), ("facts", place))
        for place, entry in enumerate(entries)
        for line in (entry.lines or (None,))
    ]
    for _, path, first in repeated(told, file):
        yield file.error(
            path,
            f"the same is corrected twice, first in line {first}",
            "take one of the two out",
        )


def _replaced(
    entry: FileEntry, received: ReceivedFiles, file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield what is wrong with an entry of a file that gave way to another."""
    yield from unknown("source", [entry.source], received.listed, file, [(*path, "source")])
    yield from no_day(entry.on, file, (*path, "on"))
    for field in ("before", "after"):
        if not HASH.fullmatch(getattr(entry, field)):
            yield file.error(
                (*path, field),
                f"`{field}` is not the sha256 of a file",
                "write its 64 digits, as they stand in sources.yml",
            )
    if entry.before == entry.after:
        yield file.error(
            (*path, "after"),
            "`after` says what `before` says",
            "write the hash of the file that took its place",
        )


def _filing(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    entries, labels = written.filing.filing, _labels(written)
    for place, entry in enumerate(entries):
        path: Path = ("filing", place)
        yield from misquoted(Quotation(entry.source, entry.line, entry.words), received, file, path)
        here = items(entry.labels, *path, "labels")
        yield from unknown("action, pillar or topic", entry.labels, labels, file, here)
    places = [((e.source, e.line, e.words), ("filing", n)) for n, e in enumerate(entries)]
    for _, path, first in repeated(places, file):
        yield file.error(
            path,
            f"the same words are filed twice, first in line {first}",
            "take one of the two out",
        )


def _judgements(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    labels, judged = _labels(written), written.judgements
    for group in ("articles", "judgements"):
        for place, entry in enumerate(getattr(judged, group)):
            here: Path = (group, place, "source")
            yield from unknown("source", [entry.source], received.listed, file, [here])
    for place, judgement in enumerate(judged.judgements):
        for field in ("must", "may"):
            given = getattr(judgement, field)
            paths = items(given, "judgements", place, field)
            yield from unknown("action or pillar", given, labels, file, paths)


def _synonyms(written: Editors, file: YamlFile) -> Iterator[InputError]:
    tables = (
        ("synonyms", written.synonyms.synonyms, "words", "add a word that means the same"),
        ("offices", written.synonyms.offices, "names", "add another name of the office"),
    )
    for table, groups, noun, remedy in tables:
        for place, group in enumerate(groups):
            if len(group) < 2:
                yield file.error((table, place), f"a group of fewer than two {noun}", remedy)
            words = zip(group, items(group, table, place), strict=True)
            for word, path, _ in repeated(words, file):
                yield file.error(
                    path, f"“{word}” stands twice in the group", "take one of the two out"
                )


def _wanted(written: Editors, file: YamlFile) -> Iterator[InputError]:
    entries = written.wanted.wanted
    for place, entry in enumerate(entries):
        path: Path = ("wanted", place)
        if entry.address and not ADDRESS.fullmatch(entry.address):
            yield file.error(
                (*path, "address"),
                "`address` is not an address on the web",
                "write it whole, as https://example.org/page.html",
            )
        if entry.looked_at:
            yield from no_day(entry.looked_at, file, (*path, "looked_at"))
    titles = [(entry.title.strip("《》"), ("wanted", n)) for n, entry in enumerate(entries)]
    for title, path, first in repeated(titles, file):
        yield file.error(
            path,
            f"《{title}》 is wanted twice, first in line {first}",
            "take one of the two out",
        )


def _labels(written: Editors) -> list[str]:
    framework = written.framework
    return [one.id for one in (*framework.actions, *framework.pillars, *framework.topics)]
