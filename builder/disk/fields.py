"""What holds of single fields of the editors' files: ids fit for addresses, no empty words.

In: values as read, with the YAML file and the path of each. Out: one `InputError` for each fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass

from builder.disk.yamlfile import Path, YamlFile
from builder.model import InputError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: part of addresses on every system, as 000, models, 2025-08-26."""

LABEL_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
"""The id of a label, which may have underscores: content_overview."""

LONGEST_ID = 64
"""Longest id, so that file names made of it stay short enough everywhere."""

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]|index")
"""Names that Windows keeps for devices, and the one that folders of the site need."""


def words_missing(value: object, file: YamlFile, path: Path) -> Iterator[InputError]:
    """Yield where a field that must say something is blank, or holds what cannot be shown."""
    if isinstance(value, tuple | list):
        for place, item in enumerate(value):
            yield from words_missing(item, file, (*path, place))
    elif isinstance(value, str):
        if not value.strip():
            yield file.error(path, "an empty string", "write words, or take it out")
        yield from _showable(value, file, path)
    elif is_dataclass(value):
        for field in fields(value):
            inner, here = getattr(value, field.name), (*path, field.name)
            if not isinstance(inner, str):
                yield from words_missing(inner, file, here)
            elif inner != field.default and not inner.strip():
                remedy = "write it" if field.default is MISSING else "write it, or take it out"
                yield file.error(here, f"`{field.name}` is empty", remedy)
            else:
                yield from _showable(inner, file, here)


def _showable(words: str, file: YamlFile, path: Path) -> Iterator[InputError]:
    if sign := _UNSHOWABLE.search(words):
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield file.error(
            path, f"`{name}` holds the character U+{ord(sign.group()):04X}", "take it out"
        )


def ids_unfit(
    ids: Iterable[str], file: YamlFile, paths: Iterable[Path], form: re.Pattern[str] = ID
) -> Iterator[InputError]:
    """Yield ids that cannot be part of an address, and repeated ones."""
    seen: dict[str, int] = {}
    for id_, path in zip(ids, paths, strict=True):
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
        if id_ in seen:
            yield file.error(
                path,
                f"the id `{id_}` is given twice, first in line {seen[id_]}",
                "give one of the two another id",
            )
        else:
            seen[id_] = file.line(path)
