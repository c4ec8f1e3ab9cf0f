"""An editor's YAML file → its values, each with its place, so that a message can name the line.

A narrow YAML: one document, no anchors, aliases or tags, no repeated key, at most 20 levels.
Every scalar is a string (or `None`): 2025-08-26, 2025, no and 1:30 stay what the editor wrote,
and the schema says which are numbers. Read from events, which neither recurse nor expand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from builder.formats.encodings import LINE_END, lines_of
from builder.model import InputError, printable

DEEPEST = 20
"""How many levels a file may have; ours have six."""

Value = Any
"""A `Mapping`, a `Sequence`, a string or `None`."""

Path = tuple[str | int, ...]
"""Keys and places in lists that lead to a value, as ("sources", 0, "id")."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Value]):
    """A mapping that knows where it and its keys stand (in characters of the file)."""

    __slots__ = ("at", "places")

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at
        self.places: dict[str, int] = {}


class Sequence(list[Value]):
    """A list that knows where it and its items stand (in characters of the file)."""

    __slots__ = ("at", "places")

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at
        self.places: list[int] = []


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file as read: its value, and the lines to quote."""

    name: str
    """Relative to the root, as seeds/sources.yml."""
    value: Value
    """The top of the file; `None` where it holds nothing."""
    lines: tuple[str, ...]
    """The lines as written."""
    ends: tuple[int, ...]
    """Where the line ends stop, in characters of the file."""

    def line(self, path: Path) -> int:
        """Return the line of a key or an item; of what holds it, where it is not there."""
        value, at = self.value, getattr(self.value, "at", 0)
        for step in path:
            if isinstance(value, Mapping) and step in value.places:
                at, value = value.places[str(step)], value[str(step)]
            elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
                at, value = value.places[step], value[step]
        return self.line_at(at)

    def error(self, path: Path, message: str, remedy: str) -> InputError:
        """Return an error at a value."""
        return self.error_at_line(self.line(path), message, remedy)

    def error_at_line(self, line: int, message: str, remedy: str) -> InputError:
        """Return an error at a line, which it quotes."""
        quote = self.lines[line - 1] if line <= len(self.lines) else ""
        return InputError(
            self.name,
            printable(message),
            remedy=printable(remedy),
            line=line,
            quote=printable(quote),
        )

    def error_at(self, place: int, message: str, remedy: str) -> InputError:
        """Return an error at a place in characters of the file."""
        return self.error_at_line(self.line_at(place), message, remedy)

    def line_at(self, place: int) -> int:
        """Return the line of a place in characters of the file."""
        # libyaml's own line numbers count U+2028 and U+0085 as line ends; no editor does.
        return min(bisect_right(self.ends, place) + 1, max(len(self.lines), 1))


@lru_cache(maxsize=16)
def parse(data: bytes, name: str) -> YamlFile:
    """Return the values of a YAML file; `name` is its name in messages.

    A file that an edit left alone is not read again. Raises `InputError` for what is not UTF-8, not
    YAML, or not of our narrow kind.
    """
    text = _utf8(data, name)
    ends = tuple(match.end() for match in LINE_END.finditer(text))
    file = YamlFile(name, None, lines_of(text), ends)
    try:
        value = _value(_events(text), file)
    except yaml.reader.ReaderError as problem:
        raise file.error_at(
            problem.position,
            f"the character {_character(problem.character)} may not stand in YAML",
            "take it out",
        ) from None
    except yaml.MarkedYAMLError as problem:
        raise _syntax_error(file, problem) from None
    return YamlFile(name, value, file.lines, ends)


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while (event := loader.get_event()) is not None:  # `yaml.parse` asks twice for each
            yield event
    finally:
        loader.dispose()


class _Growing:
    """The value of a file while its events come in."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.top: Value = None
        self.open: list[Mapping | Sequence] = []
        """The collections that have begun and not ended, the outermost first."""
        self.keys: list[tuple[str, int] | None] = []
        """Of each of them the key, with its place, that waits for its value."""

    def begin(self, event: Any) -> None:
        """Take a scalar, or the beginning of a collection."""
        at = _place_of(event)
        value: Value
        if isinstance(event, yaml.ScalarEvent):
            value = None if _is_null(event) else event.value
        elif len(self.open) >= DEEPEST:
            raise self.file.error_at(
                at, f"more than {DEEPEST} levels, one in another", "check brackets and indentation"
            )
        else:
            value = Mapping(at) if isinstance(event, yaml.MappingStartEvent) else Sequence(at)
        self._place(value, at)
        if isinstance(value, (Mapping, Sequence)):
            self.open.append(value)
            self.keys.append(None)

    def end(self) -> None:
        """Take the end of a collection."""
        self.open.pop()
        self.keys.pop()

    def _place(self, value: Value, at: int) -> None:
        """Put a value where it belongs, or keep it as the key of the next."""
        if not self.open:
            self.top = value
            return
        holder, key = self.open[-1], self.keys[-1]
        if isinstance(holder, Sequence):
            holder.append(value)
            holder.places.append(at)
        elif key is None:
            self.keys[-1] = self._key(value, at, holder)
        else:
            holder[key[0]], holder.places[key[0]] = value, key[1]
            self.keys[-1] = None

    def _key(self, value: Value, at: int, holder: Mapping) -> tuple[str, int]:
        """Return a key with its place; a repeated one is refused (YAML readers take the last)."""
        if not isinstance(value, str):
            raise self.file.error_at(
                at, "this key is not a word", "begin the line with the name of a field and a colon"
            )
        if value in holder:
            first = self.file.line_at(holder.places[value])
            raise self.file.error_at(
                at,
                f"`{value}` stands twice, first in line {first}",
                "take one of them out; a new entry begins with `- `",
            )
        return value, at


def _value(events: Iterator[Any], file: YamlFile) -> Value:
    """Return the value of the one document."""
    growing = _Growing(file)
    documents = 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            growing.end()
        elif isinstance(event, yaml.NodeEvent):
            _refuse_references(event, file)
            growing.begin(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise file.error_at(
                    _place_of(event),
                    "a second document begins here",
                    "take out the line `---`: one file, one list",
                )
    return growing.top


def _place_of(event: Any) -> int:
    """Return where an event begins, in characters of the file."""
    place: int = event.start_mark.index
    return place


def _refuse_references(event: Any, file: YamlFile) -> None:
    """Raise for what refers to elsewhere: it can grow without bound, or make foreign objects."""
    at = _place_of(event)
    if isinstance(event, yaml.AliasEvent):
        what, sign = f"aliases are not read (*{event.anchor})", "*"
    elif event.anchor is not None:
        what, sign = f"anchors are not read (&{event.anchor})", "&"
    elif event.tag is not None:
        what, sign = f"tags are not read ({event.tag})", "!"
    else:
        return
    raise file.error_at(
        at, what, f"write the words out; if `{sign}` belongs to them, put them in double quotes"
    )


def _is_null(event: Any) -> bool:
    """Say whether a plain scalar means nothing; in quotes the same letters are words."""
    return event.implicit[0] and event.value in ("", "~", "null", "Null", "NULL")


def _utf8(data: bytes, name: str) -> str:
    """Return the characters of an editor's file, without a byte order mark."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        line = len(LINE_END.findall(data[: problem.start].decode("utf-8"))) + 1
        lines = lines_of(data.decode("utf-8", errors="replace"))
        raise InputError(
            name,
            f"byte 0x{data[problem.start]:02X} is not UTF-8",
            remedy="save the file as UTF-8",
            line=line,
            quote=lines[line - 1] if line <= len(lines) else "",
        ) from None


def _character(character: object) -> str:
    """Return a character by its number: it may be one that cannot be shown."""
    number = character if isinstance(character, int) else ord(str(character)[0])
    return f"U+{number:04X}"


UNFINISHED = ("end of stream", "could not find expected ':'", "did not find expected '")
"""Problems that are told where something ends and lie where it began."""


def _syntax_error(file: YamlFile, problem: Any) -> InputError:
    """Return a YAML syntax error with the remedy that most often mends it."""
    told = problem.problem or problem.context or "unreadable"
    mark = problem.problem_mark or problem.context_mark
    unfinished = problem.context_mark and any(words in told for words in UNFINISHED)
    if unfinished:
        mark = problem.context_mark
    error = file.error_at(mark.index if mark else 0, f"not YAML: {told}", "")
    quote = error.quote
    if "\t" in quote[: len(quote) - len(quote.lstrip())]:
        remedy = "indent with blanks, not with tabs"
    elif "：" in quote and ": " not in quote:
        remedy = "after the name of a field put a half-width colon and a blank: `id: …`"
    elif unfinished:
        remedy = "what begins here does not end: close the quote or the bracket"
    elif quote.count(": ") > 1:
        remedy = "words that hold a colon and a blank go in quotes"
    else:
        remedy = "check here and on the line before: indentation, `- `, `: `, closing quotes"
    return InputError(file.name, error.message, remedy=remedy, line=error.line, quote=quote)
