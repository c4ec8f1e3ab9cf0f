"""The shapes of the editors' files: values from YAML → the model's; JSON Schemas for completion.

The classes of `builder.model` are the schema. Pydantic finds what is wrong; the words of the
message, with the name that was nearly meant, are ours. `python -m builder.disk.schemas` writes the
schemas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from builder.disk.yamlfile import Path as YamlPath
from builder.disk.yamlfile import YamlFile, did_you_mean
from builder.model import (
    CorrectionEntry,
    FactEntry,
    FileEntry,
    FilingEntry,
    Framework,
    InputError,
    JudgedArticle,
    JudgedLink,
    JudgementEntry,
    RuleEntry,
    SnapshotEntry,
    SourceEntry,
    TermEntry,
    WantedEntry,
    raise_all,
)

FOLDER = Path(__file__).parent / "schemas"
"""Where the JSON Schemas are committed, one for each file of the editors."""

CONFIG = ConfigDict(extra="forbid")
"""No unknown field passes."""

DESCRIBED = ConfigDict(extra="forbid", use_attribute_docstrings=True)
"""Completion shows the docstrings under the fields; finding them is slow, so only here."""


@dataclass(frozen=True)
class SourcesFile:
    """`seeds/sources.yml`: what each received file is."""

    sources: tuple[SourceEntry, ...]
    """The received files, in the order in which the site lists them."""


@dataclass(frozen=True)
class TermsFile:
    """`seeds/terms.yml`: the glossary."""

    terms: tuple[TermEntry, ...] = ()
    """The terms, in any order."""


@dataclass(frozen=True)
class CorrectionsFile:
    """`seeds/corrections.yml`: what is damaged in print, and what was published wrongly."""

    corrections: tuple[CorrectionEntry, ...] = ()
    """The damaged places, in any order."""
    facts: tuple[FactEntry, ...] = ()
    """Speakers, offices, dates and words that were published wrongly, in any order."""
    files: tuple[FileEntry, ...] = ()
    """Received files that gave way to better copies, in any order."""


@dataclass(frozen=True)
class SnapshotsFile:
    """`seeds/snapshots.yml`: the updates of the policy."""

    snapshots: tuple[SnapshotEntry, ...]
    """The snapshots, oldest first."""
    rules: tuple[RuleEntry, ...] = ()
    """Changes of the program's rules that show in published snapshots, in any order."""


@dataclass(frozen=True)
class FilingFile:
    """`seeds/filing.yml`: passages that are filed differently than their words."""

    filing: tuple[FilingEntry, ...] = ()
    """The passages, in any order."""


@dataclass(frozen=True)
class JudgementsFile:
    """`seeds/judgements.yml`: what careful readers say, for measuring the rules."""

    judgements: tuple[JudgementEntry, ...] = ()
    """The paragraphs, in any order."""
    articles: tuple[JudgedArticle, ...] = ()
    """The articles, in any order."""
    links: tuple[JudgedLink, ...] = ()
    """The links, in any order."""


@dataclass(frozen=True)
class SynonymsFile:
    """`seeds/synonyms.yml`: everyday words and short names of offices for what texts print."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of two or more words with one meaning; a search for one finds the others, too."""
    offices: tuple[tuple[str, ...], ...] = ()
    """Groups of two or more names of one office, the full one first, as 交通运输部 and 交通部; a
    search for one finds the others."""


@dataclass(frozen=True)
class WantedFile:
    """`seeds/wanted.yml`: documents that are known and were not received."""

    wanted: tuple[WantedEntry, ...] = ()
    """The documents, in the order in which the site lists them."""


@dataclass(frozen=True)
class Editors:
    """What the editors' files hold, by their names without .yml."""

    sources: SourcesFile
    framework: Framework
    terms: TermsFile
    corrections: CorrectionsFile
    filing: FilingFile
    judgements: JudgementsFile
    synonyms: SynonymsFile
    snapshots: SnapshotsFile
    wanted: WantedFile


OPTIONAL = frozenset({"corrections", "filing", "judgements", "synonyms", "wanted"})
"""Files that may be missing."""

EXAMPLE = re.compile(r", as [“\u4e00-\u9fff][^;.]*")
"""A Chinese example in the docstring of a field."""

Noun = TypeVar("Noun")


class Shape(Generic[Noun]):
    """The shape of one file of the editors."""

    def __init__(self, noun: type[Noun]) -> None:
        self.noun = noun
        # A tuple of one, because a bare dataclass of the standard library takes no configuration.
        self._only = cast("type[tuple[Noun]]", tuple.__class_getitem__(noun))
        self._adapter = TypeAdapter(self._only, config=CONFIG)

    def read(self, file: YamlFile) -> Noun:
        """Return the noun that a file holds; raise `InputError` for all that is wrong in it."""
        top = file.value if file.value is not None else {}
        if not isinstance(top, dict):
            first = fields(self.noun)[0].name  # type: ignore[arg-type]
            raise file.error((), "the file has no fields", f"let it begin with `{first}:`")
        given = {key: value for key, value in top.items() if value is not None}
        try:
            return self._adapter.validate_python((given,))[0]
        except ValidationError as problem:
            raise_all([self._error(file, found) for found in _relevant(problem)])
            raise AssertionError("a validation error without errors") from problem

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the file."""
        whole = _without_examples(TypeAdapter(self._only, config=DESCRIBED).json_schema())
        definitions = whole["$defs"]
        (item,) = whole["prefixItems"]
        top = definitions.pop(item["$ref"].rpartition("/")[2])
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **top,
            "$defs": dict(sorted(definitions.items())),
        }

    def _error(self, file: YamlFile, found: Mapping[str, Any]) -> InputError:
        """Return one finding of pydantic's in our words."""
        path: YamlPath = tuple(step for step in found["loc"][1:] if "[" not in str(step))
        last = path[-1] if path else ""
        noun = _noun_at(self.noun, path[:-1])
        names = [field.name for field in fields(noun)]
        what = found["type"]
        if what == "missing":
            return file.error(path, f"the field `{last}` is missing", f"add `{last}: …` here")
        if what == "unexpected_keyword_argument":
            ask = did_you_mean(str(last), names)
            return file.error(
                path, f"there is no field `{last}` here", f"{ask}The fields are: {', '.join(names)}"
            )
        if what == "literal_error":
            allowed = found["ctx"]["expected"].replace("'", "")
            words = allowed.replace(" or ", ", ").split(", ")
            ask = did_you_mean(str(found["input"]), words)
            return file.error(
                path, f"`{last}` cannot be `{found['input']}`", f"{ask}It is one of: {allowed}"
            )
        field = next((step for step in reversed(path) if isinstance(step, str)), "the file")
        wanted = WANTED.get(what, f"another value ({found['msg']})")
        if what == "tuple_type" and field in RANGES:
            wanted = "ranges of lines, as `[[3, 17], [20, 20]]`"
        given = _kind(found["input"])
        return file.error(path, f"`{field}` holds {given}", f"write {wanted}")


def _without_examples(value: Any) -> Any:
    """Return a schema without the Chinese examples in descriptions, as in “, as 养老驿站”."""
    if isinstance(value, dict):
        return {
            key: EXAMPLE.sub("", inner)
            if key == "description" and isinstance(inner, str)
            else _without_examples(inner)
            for key, inner in value.items()
        }
    return [_without_examples(item) for item in value] if isinstance(value, list) else value


RANGES = frozenset(("ranges", "left_out", "only"))
"""Fields that hold ranges of lines."""

WANTED = {
    "string_type": "words; in quotes where they begin with a sign or hold `: `",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number, as 4.5",
    "float_type": "a number, as 4.5",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "tuple_type": "a list: each item on its own line after `- `, or `[one, another]`",
    "too_long": "two numbers, the first and the last line: `[3, 17]`",
    "dataclass_type": "fields, each on its own line: `name: …`",
}
"""Pydantic's error type → what the editor should write."""


def _kind(value: object) -> str:
    """Return what an editor gave, for a message."""
    match value:
        case None:
            return "nothing"
        case str():
            return f"the words “{value[:40]}”"
        case dict():
            return "fields"
        case _:
            return "a list"


def _relevant(problem: ValidationError) -> list[Mapping[str, Any]]:
    """Return the findings that an editor needs.

    Where a field may have several forms (a date, lines that are withheld), pydantic says why it is
    none of them; only the finding about the form that the editor meant is useful.
    """
    return [
        found
        for found in problem.errors(include_url=False)
        if not (found["loc"][-1] == "str" and isinstance(found["input"], dict))
        and not (found["type"] == "dataclass_type" and "EditorDate" in found["loc"])
        and not {"int", "tuple[int, ...]"}.intersection(found["loc"])
    ]


def _noun_at(noun: Any, path: YamlPath) -> Any:
    """Return the dataclass whose fields are expected at a path."""
    for step in path:
        if isinstance(step, str) and step in (hints := get_type_hints(noun)):
            noun = next(_nouns(hints[step]), noun)
    return noun


def _nouns(hint: Any) -> Any:
    """Yield the dataclasses that a type mentions."""
    if is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from _nouns(argument)


SHAPES: dict[str, Shape[Any]] = {
    name: Shape(noun) for name, noun in get_type_hints(Editors).items()
}
"""The shape of each file, by its name without .yml."""


def schemas() -> dict[str, str]:
    """Return the JSON Schemas as they are committed: name of the file under `FOLDER` → text."""
    return {
        f"{name}.schema.json": json.dumps(shape.schema(), ensure_ascii=False, indent=2) + "\n"
        for name, shape in SHAPES.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_bytes(text.encode())
