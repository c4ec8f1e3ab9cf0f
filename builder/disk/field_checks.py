"""One field of an editors' file → what is wrong with it: checks that all of these files share.

Each yields one `InputError` for each fault, with the line, its words, and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass

from builder.disk.received import FOLDER
from builder.disk.yamlfile import Path, YamlFile, did_you_mean
from builder.model import EditorDate, InputError, Lines, Quotation, Source, days

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: part of addresses on every system, as 000, models, 2025-08-26."""

LABEL_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""The id of a label, which may have underscores: content_overview."""

LONGEST_ID = 64
"""Longest id, so that file names made of it stay short enough everywhere."""

RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]|index")
"""Names that Windows keeps for devices, and the one that folders of the site need."""

HASH = re.compile(r"[0-9a-f]{64}")
"""A sha256, or the hash of a card."""

ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+")
"""An address at which something was published."""

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Characters without width, with which no word is found that lacks them."""

_IN_PRINT = frozenset(("words", "printed"))
"""Fields, beside `line`, that say what a source prints, invisible characters included."""

_REASONS = frozenset(("reason", "why"))
"""Fields that tell readers why; a sign alone tells them nothing."""


@dataclass(frozen=True)
class ReceivedFiles:
    """The received files at which editors can point."""

    listed: frozenset[str]
    """Ids of all entries of `sources.yml`."""
    read: Mapping[str, Source]
    """Id → source; of the files that could be read, and of an id given twice the first."""


def words_missing(value: object, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield where a field that must say something is blank, or holds what cannot be shown."""
    if isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from words_missing(item, file, (*path, place))
    elif isinstance(value, str):
        if not value.strip():
            yield file.error(path, "an empty string", "write words, or take it out")
        yield from _unshowable(value, file, path)
    elif is_dataclass(value):
        for field in fields(value):
            inner, here = getattr(value, field.name), (*path, field.name)
            if not isinstance(inner, str):
                yield from words_missing(inner, file, here)
            elif inner != field.default and not inner.strip():
                remedy = "write it" if field.default is MISSING else "write it, or take it out"
                yield file.error(here, f"`{field.name}` is empty", remedy)
            elif field.name in _REASONS and inner and not any(map(str.isalnum, inner)):
                what = f"`{field.name}` says nothing: {inner.strip()}"
                yield file.error(here, what, "write the reason in words, for readers")
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


def ids_unfit(
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
    for twice, path, first in repeated(ids, file):
        yield file.error(
            path,
            f"the id `{twice}` is given twice, first in line {first}",
            "give one of the two another id",
        )


def repeated(
    keys: Iterable[tuple[Hashable, Path]], file: YamlFile
) -> Iterator[tuple[Hashable, Path, int]]:
    """Yield each key that came before, with its path and the line of the first."""
    lines: dict[Hashable, int] = {}
    for key, path in keys:
        if key in lines:
            yield key, path, lines[key]
        lines.setdefault(key, file.line(path))


def unknown(
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


def items(values: Sequence[str], *path: str | int) -> Iterator[Path]:
    """Yield the paths of the items of a list."""
    return ((*path, place) for place in range(len(values)))


# ---------------------------------------------------------------- dates, and words in print


def misquoted(
    quotation: Quotation,
    received: ReceivedFiles,
    file: YamlFile,
    path: Path,
    *,
    words: str = "words",
) -> Iterator[InputError]:
    """Yield what is wrong with words that an editor points at; `words` is the field of them."""
    here = (*path, "source")
    yield from unknown("source", [quotation.source], received.listed, file, [here])
    if (source := received.read.get(quotation.source)) is not None:
        yield from not_there(
            source, quotation.line, quotation.words, file, ((*path, "line"), (*path, words))
        )


def misdated(
    date: EditorDate, sources: Sequence[Source], file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield what is wrong with an inferred date; its evidence must be in one of the sources."""
    yield from no_date(date.value, file, (*path, "value"))
    if not date.evidence:
        yield file.error(
            path, "a date without evidence", "say in which line stand which words it follows from"
        )
    for place, evidence in enumerate(date.evidence):
        if sources and not any(one.lines_with(evidence.words, evidence.line) for one in sources):
            here = (*path, "evidence", place)
            paths = (*here, "line"), (*here, "words")
            yield from not_there(sources[0], evidence.line, evidence.words, file, paths)


def no_date(value: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if days(value) is None:
        yield file.error(
            path,
            f"“{value}” is not a date",
            "write 2025-08-26, 2025-08, 2025, or an interval: 2025-08/2025-09, 2026-03/..",
        )


def no_day(value: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if days(value) != (value, value):
        yield file.error(path, f"“{value}” is not a day", "write a whole day, as 2026-05-31")


def range_fault(source: Source, lines: Lines, file: YamlFile, path: Path) -> InputError | None:
    """Return what is wrong with a range of lines: beyond the file, or backwards."""
    first, last = lines
    if beyond := [*outside(source, first, file, path), *outside(source, last, file, path)]:
        return beyond[0]
    if first > last:
        return file.error(
            path, f"the range [{first}, {last}] ends before it begins", f"write [{last}, {first}]"
        )
    return None


def outside(source: Source, line: int, file: YamlFile, path: Path) -> Iterator[InputError]:
    if not 1 <= line <= len(source.lines):
        length = len(source.lines)
        yield file.error(
            path,
            f"line {line} is not in {FOLDER}/{source.entry.file}, which has {length} lines",
            "count the lines from 1, as an editor shows them",
        )


def not_there(
    source: Source, line: int, words: str, file: YamlFile, paths: tuple[Path, Path]
) -> Iterator[InputError]:
    """Yield that words do not begin on a line, and where they do; `paths`: of line and words."""
    beyond = list(outside(source, line, file, paths[0]))
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
