"""What an editor points at in a received file: is the line there, do the words stand on it?

In: what the editor wrote, the sources, and the YAML file with the path of what is checked.
Out: errors that say where the words do stand, or which name was nearly meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from builder.disk.dates import days
from builder.disk.received import FOLDER
from builder.disk.yamlfile import Path, YamlFile
from builder.model import EditorDate, InputError, Quotation, Source


def misquoted(
    quotation: Quotation,
    sources: dict[str, Source],
    known: set[str],
    file: YamlFile,
    path: Path,
    *,
    words: str = "words",
) -> Iterator[InputError]:
    """Yield what is wrong with words that an editor points at."""
    if quotation.source not in known:
        yield unknown(file, (*path, "source"), "source", quotation.source, known)
    elif quotation.source in sources:
        source = sources[quotation.source]
        if beyond := outside(source, quotation.line, file, (*path, "line")):
            yield beyond
        elif not source.lines_with(quotation.words, quotation.line):
            yield _not_there(source, quotation.line, quotation.words, file, (*path, words))


def misdated(
    date: EditorDate, sources: Sequence[Source], file: YamlFile, path: Path
) -> Iterator[InputError]:
    """Yield what is wrong with an inferred date; the evidence stands in one of the sources."""
    yield from no_date(date.value, file, (*path, "value"))
    if not date.evidence:
        yield file.error(
            path, "a date without evidence", "say in which line stand which words it follows from"
        )
    for place, evidence in enumerate(date.evidence):
        here: Path = (*path, "evidence", place)
        if not sources or any(s.lines_with(evidence.words, evidence.line) for s in sources):
            continue
        if beyond := outside(sources[0], evidence.line, file, (*here, "line")):
            yield beyond
        else:
            yield _not_there(sources[0], evidence.line, evidence.words, file, (*here, "words"))


def no_date(value: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if days(value) is None:
        yield file.error(
            path,
            f"“{value}” is not a date",
            "write 2025-08-26, 2025-08, 2025, or an interval: 2025-08/2025-09, 2026-03/..",
        )


def outside(source: Source, line: int, file: YamlFile, path: Path) -> InputError | None:
    if 1 <= line <= len(source.lines):
        return None
    return file.error(
        path,
        f"line {line} is not in {FOLDER}/{source.entry.file}, which has {len(source.lines)} lines",
        "count the lines from 1, as an editor shows them",
    )


def _not_there(source: Source, line: int, words: str, file: YamlFile, path: Path) -> InputError:
    """Return an error for words that do not stand where they should, with where they do."""
    place = f"{FOLDER}/{source.entry.file}:{line}"
    elsewhere = next(
        (n for n in range(1, len(source.lines) + 1) if source.lines_with(words, n)), None
    )
    if elsewhere:
        remedy = f"they begin in line {elsewhere}: write `line: {elsewhere}`"
    else:
        printed = source.lines[line - 1].strip()[:80]
        remedy = f"copy them from that line, sign by sign; it reads: {printed}"
    return file.error(path, f"the words “{words[:60]}” do not begin at {place}", remedy)


def unknown(file: YamlFile, path: Path, what: str, given: str, known: set[str]) -> InputError:
    near = get_close_matches(given, sorted(known), n=1)
    ask = f"did you mean `{near[0]}`? " if near else ""
    shown = ", ".join(sorted(known)[:20]) or "none yet"
    return file.error(path, f"there is no {what} `{given[:80]}`", f"{ask}There are: {shown}")
