"""`seeds/` → `Seeds`: what the editors wrote and the files received, read and validated.

Files of the editors first; where their form is right, the received files; then what one says of
another. Each of the three steps reports all that it finds at once. Nothing is written: `adding`
returns the seeds as they would be with some more files.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from builder.disk.checks import findings
from builder.disk.field_checks import LONGEST_ID, RESERVED, ReceivedFiles
from builder.disk.files import is_litter
from builder.disk.locks import read_locks
from builder.disk.readings import kept, locked_files
from builder.disk.received import FOLDER, UNUSABLE, listing, received, source
from builder.disk.schemas import OPTIONAL, SHAPES, Editors, SourcesFile
from builder.disk.source_checks import entry_findings
from builder.disk.yamlfile import YamlFile, parse
from builder.model import (
    UNNAMED,
    CorrectionEntry,
    EntryFault,
    FactCorrection,
    FactEntry,
    Framework,
    InputError,
    InputsError,
    Seeds,
    Source,
    SourceEntry,
    raise_all,
)

KNOWN = tuple(f"{name}.yml" for name in SHAPES)
"""What editors write."""


def read(root: Path, *, hashes: bool = True, beside: Collection[str] = ()) -> Seeds:
    """Return everything in `seeds/` under a root.

    Without `hashes` a file may differ from the one that was listed, so that a site that was built
    from the listed one can be compared. Received files with a name in `beside` need not be listed.

    Raises `InputError` (`InputsError` for more) naming file and line, with the remedy.
    """
    errors: list[InputError] = []
    files: dict[str, YamlFile] = {}
    values: dict[str, Any] = {}
    for name, shape in SHAPES.items():
        try:
            files[name] = _yaml(root, name)
            values[name] = shape.read(files[name])
        except InputsError as wrong:
            errors.extend(wrong.errors)
        except InputError as error:
            errors.append(error)
    raise_all([*errors, *_unknown(root)])

    # Some programs print hashes in capitals.
    listed = values["sources"].sources
    entries = tuple(replace(entry, sha256=entry.sha256.lower()) for entry in listed)
    written = Editors(**{**values, "sources": SourcesFile(entries)})
    found = received(
        root, entries, files["sources"], hashes=hashes, beside=beside, locks=read_locks(root)
    )
    raise_all([*found.errors, *findings(written, found.sources, files)])
    return Seeds(
        framework=written.framework,
        sources=found.sources,
        terms=written.terms.terms,
        corrections=written.corrections.corrections,
        facts=_facts(written.corrections.facts, files["corrections"]),
        files=tuple(sorted(written.corrections.files, key=lambda one: one.on)),
        snapshots=tuple(sorted(written.snapshots.snapshots, key=lambda snapshot: snapshot.id)),
        rules=tuple(sorted(written.snapshots.rules, key=lambda rule: rule.on)),
        filing=written.filing.filing,
        judgements=written.judgements.judgements,
        judged_articles=written.judgements.articles,
        judged_links=written.judgements.links,
        wanted=written.wanted.wanted,
        synonyms=written.synonyms.synonyms,
        offices=written.synonyms.offices,
    )


def _facts(entries: Sequence[FactEntry], file: YamlFile) -> tuple[FactCorrection, ...]:
    """Return what was published wrongly, each with the line of its entry, by day."""
    placed = (
        FactCorrection(**vars(entry), at=file.line(("facts", place)))
        for place, entry in enumerate(entries)
    )
    return tuple(sorted(placed, key=lambda one: (one.on, not one.lines)))


def _unknown(root: Path) -> Iterator[InputError]:
    """Yield the YAML files that nobody reads: a slip in a name would silently leave one out."""
    for path in sorted((root / "seeds").glob("*.y*ml")):
        if path.name not in KNOWN and not is_litter(path.name):
            near = get_close_matches(path.name, KNOWN, n=1)
            ask = f"did you mean seeds/{near[0]}? " if near else ""
            yield InputError(
                f"seeds/{path.name}",
                "there is no such file of the editors",
                remedy=f"{ask}The files are: {', '.join(KNOWN)}",
            )


def _yaml(root: Path, name: str) -> YamlFile:
    """Return one file of the editors; an optional one that is absent counts as empty."""
    path, shown = root / "seeds" / f"{name}.yml", f"seeds/{name}.yml"
    try:
        if path.resolve() != (root / "seeds").resolve() / path.name:
            raise InputError(
                shown,
                "the file is a link, which may lead out of seeds/",
                remedy="put the file itself there",
            )
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(shown, "this is not a plain file", remedy="put a YAML file there")
        data = path.read_bytes()
    except FileNotFoundError:
        if name in OPTIONAL:
            return parse(b"", shown)
        raise InputError(
            shown,
            "the file is missing",
            remedy="write it, or name the folder that holds seeds/ with --root",
        ) from None
    except (OSError, RuntimeError) as problem:  # RuntimeError: a link that leads to itself
        raise InputError(
            shown, f"the file cannot be read: {problem}", remedy="let the file be readable"
        ) from None
    if name not in OPTIONAL and not data.strip():
        raise InputError(
            shown,
            "the file is empty",
            remedy=f"its fields are in builder/disk/schemas/{name}.schema.json",
            line=1,
        )
    return parse(data, shown)


# ---------------------------------------------------------------- some more files


@dataclass(frozen=True)
class Added:
    """Seeds with some more files."""

    seeds: Seeds
    """The seeds with the files, after all others."""
    sources: tuple[str, ...]
    """Ids of the files."""
    entries: str
    """What to write into `sources.yml` so that they are there; empty where it is written."""


def adding(root: Path, files: Sequence[Path], snapshot: str | None = None) -> Added:
    """Return the seeds of a root with these files, as brought by `snapshot`, or by the newest.

    Raises `InputError` for a file that cannot be read or added, and for an unknown update.
    """
    seeds = read(root, beside={file.name for file in files})
    known = [entry.id for entry in seeds.snapshots]
    update = snapshot or known[-1]
    if update not in known:
        raise InputError(
            "--snapshot",
            f"there is no snapshot `{update}`",
            remedy=f"the snapshots are: {', '.join(known)}; a new one is entered in "
            "seeds/snapshots.yml first",
        )
    listed = {source.entry.file: source.entry for source in seeds.sources}
    new: dict[str, Source] = {}
    ids: list[str] = []
    for file in files:
        data = _bytes(file)
        digest = sha256(data).hexdigest()
        entry = listed.get(file.name)
        if entry is not None and entry.sha256 == digest:
            ids.append(entry.id)
            continue
        if entry is not None or file.name in new:
            raise InputError(
                str(file),
                f"another file has the name {FOLDER}/{file.name}",
                remedy="give this one another name",
            )
        others = [*listed.values(), *(source.entry for source in new.values())]
        if same := next((other for other in others if other.sha256 == digest), None):
            raise InputError(
                str(file), f"the same bytes as {same.file}, received twice", remedy="leave it out"
            )
        id_ = _id(file, digest, {other.id for other in others})
        new[file.name] = source(SourceEntry(id_, file.name, digest, UNNAMED, update), data)
        ids.append(id_)
    return Added(
        seeds=replace(seeds, sources=(*seeds.sources, *new.values())),
        sources=tuple(ids),
        entries="\n".join(listing(source.entry) for source in new.values()),
    )


def read_one(root: Path, name: str) -> Source:
    """Return one received file: a path, or the name or the id of a listed source.

    A listed file is read as it is shown. Faults elsewhere in the editors' files are no hindrance.
    Raises `InputError` where there is no such file, or no text in it.
    """
    try:
        entries = SHAPES["sources"].read(_yaml(root, "sources")).sources
    except InputError:
        entries = ()
    named = next((entry.file for entry in entries if entry.id == name), name)
    file = next(filter(Path.is_file, (Path(name), root / FOLDER / named)), Path(name))
    data = _bytes(file)
    digest = sha256(data).hexdigest()
    for entry in entries:
        if entry.file == file.name and entry.sha256.lower() == digest:
            listed = replace(entry, sha256=digest)
            locked = locked_files(read_locks(root)).get(entry.id)
            return kept(root, listed, locked) or source(listed, data)
    return source(SourceEntry("", file.name, digest, UNNAMED, ""), data)


@dataclass(frozen=True)
class Alone:
    """Files, and what is needed to tell what they are without any other."""

    sources: tuple[Source, ...]
    """The files."""
    corrections: tuple[CorrectionEntry, ...]
    """What is damaged in print."""
    framework: Framework
    """What the policy is about."""


def alone(root: Path, files: Sequence[Path]) -> Alone:
    """Return some files as they would be read, listed or not; no other received file is read.

    Raises `InputError` where a file cannot be read, or an editor's file is in error.
    """
    written = {name: _yaml(root, name) for name in ("sources", "framework", "corrections")}
    listed, framework, corrections = (SHAPES[name].read(file) for name, file in written.items())
    found: list[Source] = []
    taken = {entry.id for entry in listed.sources}
    for file in files:
        one = read_one(root, str(file))
        if not one.entry.id:
            id_ = _id(file, one.entry.sha256, taken)
            taken.add(id_)
            one = replace(one, entry=replace(one.entry, id=id_))
        found.append(one)
    received = ReceivedFiles(frozenset(taken), {one.entry.id: one for one in found})
    places = {entry.id: place for place, entry in enumerate(listed.sources)}
    raise_all(
        [
            wrong
            for one in found
            if one.entry.id in places
            for wrong in entry_findings(
                one, received, written["sources"], ("sources", places[one.entry.id])
            )
        ]
    )
    return Alone(tuple(found), corrections.corrections, framework)


def located(root: Path, faults: Iterable[EntryFault]) -> list[InputError]:
    """Return faults of what editors say of articles as errors, each on its line."""
    file = _yaml(root, "sources")
    entries = SHAPES["sources"].read(file).sources
    places = {entry.id: place for place, entry in reversed([*enumerate(entries)])}
    return [
        file.error(("sources", places[one.source], *one.path), one.message, one.remedy)
        for one in faults
    ]


def renamed(root: Path) -> Iterator[str]:
    """Yield a line for each source that has `pins:`, the old name of `articles:`."""
    file = _yaml(root, "sources")
    for place, entry in enumerate(SHAPES["sources"].read(file).sources):
        if entry.pins:
            line = file.line(("sources", place, "pins"))
            yield f"{file.name}:{line}: `pins:` is the old name: write `articles:`"


def _bytes(file: Path) -> bytes:
    """Return what a file holds."""
    shown = str(file)
    if any(sign in UNUSABLE or not sign.isprintable() for sign in file.name):
        raise InputError(
            shown, "the name cannot stand on every system", remedy="give the file another name"
        )
    if not file.is_file():
        raise InputError(shown, "no such file", remedy="name the file as you received it")
    return file.read_bytes()


def _id(file: Path, digest: str, taken: Collection[str]) -> str:
    """Return an id for a file: the letters and digits of its name, else its hash."""
    words = "-".join(re.findall(r"[a-z0-9]+", file.stem.lower()))[: LONGEST_ID - 4].strip("-")
    stem = words or f"source-{digest[:8]}"
    ids = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(id_ for id_ in ids if id_ not in taken and not RESERVED.fullmatch(id_))
