"""What no schema can know of the editors' files: do they agree with each other and with print?

In: what the files hold, the received files, and the YAML files with the lines of it all. Out: one
`InputError` for each fault: an empty word, an id unfit for an address, an unknown name, an invalid
date, words that are not in the place given. The error then says where they are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass

from builder.disk.received import FOLDER
from builder.disk.schemas import Editors
from builder.disk.yamlfile import Path, YamlFile, did_you_mean
from builder.model import (
    NONE,
    ArticleEntry,
    EditorDate,
    InputError,
    Label,
    Lines,
    Quotation,
    Source,
    SourceEntry,
    days,
)

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: part of addresses on every system, as 000, models, 2025-08-26."""

LABEL_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""The id of a label, which may have underscores: content_overview."""

LONGEST_ID = 64
"""Longest id, so that file names made of it stay short enough everywhere."""

RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]|index")
"""Names that Windows keeps for devices, and the one that folders of the site need."""

ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
"""An address at which something was published."""

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Characters without width, with which no word is found that lacks them."""

_IN_PRINT = frozenset(("words", "printed"))
"""Fields, beside `line`, that say what a source prints, invisible characters included."""


@dataclass(frozen=True)
class ReceivedFiles:
    """The received files at which editors can point."""

    listed: frozenset[str]
    """Ids of all entries of `sources.yml`."""
    read: Mapping[str, Source]
    """Id → source; of the files that could be read, and of an id given twice the first."""


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
        yield from _words_missing(getattr(written, name), file, ())
    yield from _sources(written, received, files["sources"])
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


# ---------------------------------------------------------------- file by file


def _sources(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    entries = written.sources.sources
    snapshots = [snapshot.id for snapshot in written.snapshots.snapshots]
    if not entries:
        yield file.error(("sources",), "no source is listed", "list a received file")
    yield from _ids_unfit([(e.id, ("sources", n, "id")) for n, e in enumerate(entries)], file)
    for place, entry in enumerate(entries):
        path: Path = ("sources", place)
        yield from _unknown("snapshot", [entry.snapshot], snapshots, file, [(*path, "snapshot")])
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
            yield from _misdated(entry.date, [source] if source else [], file, (*path, "date"))
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
            yield from _outside(source, entry.line, file, (*here, "line"))
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
            yield from _outside(source, entry.title_line, file, (*here, "title_line"))
        for field in ("issued", "published"):
            value = getattr(entry, field)
            if value not in (None, NONE) and not _DAY.fullmatch(value):
                yield file.error(
                    (*here, field),
                    f"“{value}” is not a day",
                    "write it as 2026-05-31, or 2026-05 where no more is known; `none` for none",
                )
            elif value not in (None, NONE):
                yield from _no_date(value, file, (*here, field))
        for number, relation in enumerate(entry.relations or ()):
            there = (*here, "relations", number)
            yield from _no_target(relation.target, received, file, (*there, "target"))
            if relation.line is not None:
                yield from _outside(source, relation.line, file, (*there, "line"))
    for line, there, first in _repeated(meant, file):
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
        if wrong := _range(source, (first, last), file, path):
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
        yield from _outside(received.read[id_], int(line), file, path)


def _confirmed(entry: SourceEntry, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield what is wrong with an editor's word that he has looked at a card."""
    if entry.confirmed is None:
        return
    yield from _no_day(entry.confirmed.on, file, (*path, "on"))
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
            if wrong := _range(source, (first, last), file, there):
                yield wrong
            elif held.isdisjoint(range(first, last + 1)):
                yield file.error(
                    there,
                    f"there are no words on line {first}"
                    if first == last
                    else f"there are no words on the lines {first} to {last}",
                    f"`python -m builder read {FOLDER}/{source.entry.file}` shows the lines",
                )


def _snapshots(written: Editors, sources: Sequence[Source], file: YamlFile) -> Iterator[InputError]:
    snapshots = written.snapshots.snapshots
    if not snapshots:
        yield file.error(("snapshots",), "no snapshot is listed", "list the first update")
    yield from _ids_unfit([(s.id, ("snapshots", n, "id")) for n, s in enumerate(snapshots)], file)
    dated: list[tuple[str, int, str | None, str | None]] = []
    for place, snapshot in enumerate(snapshots):
        path: Path = ("snapshots", place, "date")
        date = snapshot.date
        if isinstance(date, str):
            yield from _no_date(date, file, path)
        else:
            brought = [source for source in sources if source.entry.snapshot == snapshot.id]
            yield from _misdated(date, brought, file, path)
        if snapshot.complete_until is not None:
            here: Path = ("snapshots", place, "complete_until")
            yield from _no_day(snapshot.complete_until, file, here)
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
    for _, path, first in _repeated(told, file):
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
    yield from _ids_unfit([(label.id, (*path, "id")) for label, path in labels], file, LABEL_ID)
    if not math.isfinite(framework.relevance) or framework.relevance < 0:
        yield file.error(("relevance",), "`relevance` is not a measure", "write a number, as 4.0")
    if not framework.subject:
        yield file.error(("subject",), "no subject words", "list the words of the policy's name")
    if framework.opening is not None:
        yield from _misquoted(framework.opening, received, file, ("opening",))


def _terms(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    terms = written.terms.terms
    yield from _ids_unfit([(term.id, ("terms", n, "id")) for n, term in enumerate(terms)], file)
    labels = [label.id for label in (*written.framework.actions, *written.framework.pillars)]
    forms: list[tuple[str, Path]] = []
    for place, term in enumerate(terms):
        path: Path = ("terms", place)
        yield from _unknown(
            "action or pillar", term.labels, labels, file, _items(term.labels, *path, "labels")
        )
        for number, definition in enumerate(term.definitions):
            yield from _misquoted(definition, received, file, (*path, "definitions", number))
        forms.append((term.term, (*path, "term")))
        forms += zip(term.aliases, _items(term.aliases, *path, "aliases"), strict=True)
    for form, path, first in _repeated(forms, file):
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
        yield from _misquoted(quotation, received, file, path, words="printed")
        if entry.snapshot is not None:
            here = (*path, "snapshot")
            yield from _unknown("snapshot", [entry.snapshot], snapshots, file, [here])
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
    for _, path, first in _repeated(places, file):
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
        if (source := received.read.get(id_)) is not None:
            for number, line in enumerate(entry.lines):
                yield from _outside(source, line, file, (*path, "lines", number))
    told = [
        ((entry.text, entry.field, entry.before, entry.on, line), ("facts", place))
        for place, entry in enumerate(entries)
        for line in (entry.lines or (None,))
    ]
    for _, path, first in _repeated(told, file):
        yield file.error(
            path,
            f"the same is corrected twice, first in line {first}",
            "take one of the two out",
        )


def _filing(written: Editors, received: ReceivedFiles, file: YamlFile) -> Iterator[InputError]:
    entries, labels = written.filing.filing, _labels(written)
    for place, entry in enumerate(entries):
        path: Path = ("filing", place)
        yield from _misquoted(
            Quotation(entry.source, entry.line, entry.words), received, file, path
        )
        here = _items(entry.labels, *path, "labels")
        yield from _unknown("action, pillar or topic", entry.labels, labels, file, here)
    places = [((e.source, e.line, e.words), ("filing", n)) for n, e in enumerate(entries)]
    for _, path, first in _repeated(places, file):
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
            yield from _unknown("source", [entry.source], received.listed, file, [here])
    for place, judgement in enumerate(judged.judgements):
        for field in ("must", "may"):
            given = getattr(judgement, field)
            paths = _items(given, "judgements", place, field)
            yield from _unknown("action or pillar", given, labels, file, paths)


def _synonyms(written: Editors, file: YamlFile) -> Iterator[InputError]:
    tables = (
        ("synonyms", written.synonyms.synonyms, "words", "add a word that means the same"),
        ("offices", written.synonyms.offices, "names", "add another name of the office"),
    )
    for table, groups, noun, remedy in tables:
        for place, group in enumerate(groups):
            if len(group) < 2:
                yield file.error((table, place), f"a group of fewer than two {noun}", remedy)
            words = zip(group, _items(group, table, place), strict=True)
            for word, path, _ in _repeated(words, file):
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
            yield from _no_day(entry.looked_at, file, (*path, "looked_at"))
    titles = [(entry.title.strip("《》"), ("wanted", n)) for n, entry in enumerate(entries)]
    for title, path, first in _repeated(titles, file):
        yield file.error(
            path,
            f"《{title}》 is wanted twice, first in line {first}",
            "take one of the two out",
        )


def _labels(written: Editors) -> list[str]:
    framework = written.framework
    return [one.id for one in (*framework.actions, *framework.pillars, *framework.topics)]


# ---------------------------------------------------------------- fields


def _words_missing(value: object, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield where a field that must say something is blank, or holds what cannot be shown."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _words_missing(item, file, (*path, place))
    elif isinstance(value, str):
        if not value.strip():
            yield file.error(path, "an empty string", "write words, or take it out")
        yield from _unshowable(value, file, path)
    elif is_dataclass(value):
        for field in fields(value):
            inner, here = getattr(value, field.name), (*path, field.name)
            if not isinstance(inner, str):
                yield from _words_missing(inner, file, here)
            elif inner != field.default and not inner.strip():
                remedy = "write it" if field.default is MISSING else "write it, or take it out"
                yield file.error(here, f"`{field.name}` is empty", remedy)
            else:
                printed = field.name in _IN_PRINT and hasattr(value, "line")
                yield from _unshowable(inner, file, here, printed=printed)


def _unshowable(
    words: str, file: YamlFile, path: Path, *, printed: bool = False
) -> Iterator[InputError]:
    if sign := _UNSHOWABLE.search(words) or (None if printed else _INVISIBLE.search(words)):
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield file.error(
            path, f"`{name}` holds the character U+{ord(sign.group()):04X}", "take it out"
        )


def _ids_unfit(
    ids: Sequence[tuple[str, Path]], file: YamlFile, form: re.Pattern[str] = ID
) -> Iterator[InputError]:
    """Yield ids that cannot be part of an address, and repeated ones; each comes with its path."""
    for id_, path in ids:
        if not form.fullmatch(id_) or len(id_) > LONGEST_ID:
            near = "-".join(re.findall(r"[a-z0-9]+", id_.lower()))[:LONGEST_ID].strip("-")
            yield file.error(
                path,
                f"the id “{id_[:80]}” cannot be part of an address",
                "write lower-case letters, digits and single hyphens between them"
                + (f", as `{near}`" if near else ", as `models`"),
            )
        elif RESERVED.fullmatch(id_):
            yield file.error(
                path,
                f"the id `{id_}` is reserved: no page can have that name on every system",
                f"write another, as `{id_}-1`",
            )
    for twice, path, first in _repeated(ids, file):
        yield file.error(
            path,
            f"the id `{twice}` is given twice, first in line {first}",
            "give one of the two another id",
        )


def _repeated(
    keys: Iterable[tuple[Hashable, Path]], file: YamlFile
) -> Iterator[tuple[Hashable, Path, int]]:
    """Yield each key that came before, with its path and the line of the first."""
    lines: dict[Hashable, int] = {}
    for key, path in keys:
        if key in lines:
            yield key, path, lines[key]
        lines.setdefault(key, file.line(path))


def _unknown(
    what: str, given: Iterable[str], known: Collection[str], file: YamlFile, paths: Iterable[Path]
) -> Iterator[InputError]:
    """Yield unknown names, each with the nearest known one and a list of all."""
    for name, path in zip(given, paths, strict=True):
        if name not in known:
            shown = ", ".join(sorted(set(known))[:20]) or "none yet"
            yield file.error(
                path,
                f"there is no {what} `{name[:80]}`",
                f"{did_you_mean(name, known)}There are: {shown}",
            )


def _items(values: Sequence[str], *path: str | int) -> Iterator[Path]:
    """Yield the paths of the items of a list."""
    return ((*path, place) for place in range(len(values)))


# ---------------------------------------------------------------- dates, and words in print


def _misquoted(
    quotation: Quotation,
    received: ReceivedFiles,
    file: YamlFile,
    path: Path,
    *,
    words: str = "words",
) -> Iterator[InputError]:
    """Yield what is wrong with words that an editor points at; `words` is the field of them."""
    here = (*path, "source")
    yield from _unknown("source", [quotation.source], received.listed, file, [here])
    if (source := received.read.get(quotation.source)) is not None:
        yield from _not_there(
            source, quotation.line, quotation.words, file, ((*path, "line"), (*path, words))
        )


def _misdated(
    date: EditorDate, sources: Sequence[Source], file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield what is wrong with an inferred date; its evidence must be in one of the sources."""
    yield from _no_date(date.value, file, (*path, "value"))
    if not date.evidence:
        yield file.error(
            path, "a date without evidence", "say in which line stand which words it follows from"
        )
    for place, evidence in enumerate(date.evidence):
        if sources and not any(one.lines_with(evidence.words, evidence.line) for one in sources):
            here = (*path, "evidence", place)
            paths = (*here, "line"), (*here, "words")
            yield from _not_there(sources[0], evidence.line, evidence.words, file, paths)


def _no_date(value: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if days(value) is None:
        yield file.error(
            path,
            f"“{value}” is not a date",
            "write 2025-08-26, 2025-08, 2025, or an interval: 2025-08/2025-09, 2026-03/..",
        )


def _no_day(value: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if days(value) != (value, value):
        yield file.error(path, f"“{value}” is not a day", "write a whole day, as 2026-05-31")


def _range(source: Source, lines: Lines, file: YamlFile, path: Path) -> InputError | None:
    """Return what is wrong with a range of lines: beyond the file, or backwards."""
    first, last = lines
    if beyond := [*_outside(source, first, file, path), *_outside(source, last, file, path)]:
        return beyond[0]
    if first > last:
        return file.error(
            path, f"the range [{first}, {last}] ends before it begins", f"write [{last}, {first}]"
        )
    return None


def _outside(source: Source, line: int, file: YamlFile, path: Path) -> Iterator[InputError]:
    if not 1 <= line <= len(source.lines):
        length = len(source.lines)
        yield file.error(
            path,
            f"line {line} is not in {FOLDER}/{source.entry.file}, which has {length} lines",
            "count the lines from 1, as an editor shows them",
        )


def _not_there(
    source: Source, line: int, words: str, file: YamlFile, paths: tuple[Path, Path]
) -> Iterator[InputError]:
    """Yield that words do not begin on a line, and where they do; `paths`: of line and words."""
    beyond = list(_outside(source, line, file, paths[0]))
    yield from beyond
    if beyond or source.lines_with(words, line):
        return
    lines = range(1, len(source.lines) + 1)
    elsewhere = next((number for number in lines if source.lines_with(words, number)), None)
    if elsewhere:
        remedy = f"they begin in line {elsewhere}: write `line: {elsewhere}`"
    else:
        printed = source.lines[line - 1].strip()[:80]
        remedy = f"copy them from that line, sign by sign; it reads: {printed}"
    place = f"{FOLDER}/{source.entry.file}:{line}"
    yield file.error(paths[1], f"the words “{words[:60]}” do not begin at {place}", remedy)
