"""An editor's YAML file → its values, and the line of each, so that a message can name it.

A narrow YAML: one document, no anchors, aliases or tags, no repeated key, at most 20 levels.
Every scalar is a string (or `None`): 2025-08-26, 2025, no and 1:30 stay what the editor wrote,
and the schema says which are numbers. Read from events, because nodes no longer show anchors.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import yaml

from builder.formats.encodings import LINE_END, lines_of
from builder.model import InputError, printable

DEEPEST = 20
"""How many levels a file may have; ours have six."""

Value = Any
"""A dict, a list, a string or `None`."""

Path = tuple[str | int, ...]
"""Keys and places in lists that lead to a value, as ("sources", 0, "id")."""

# <<<<<<< HEAD    =======    >>>>>>> other
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:\s.*)?")
# 　term: 养老驿站    \xa0- 养老驿站
_INDENTED = re.compile(r"\s*?(?P<sign>[^\S \t]|[\u200b-\u200f\u2060\ufeff])")
# －养老驿站    • 养老驿站    -　养老驿站    -养老驿站
_ITEM = re.compile(
    r"""
      [ ]* (?P<sign> [－—–‐‑‒―−﹣•·・] ) (?! [—–―─-] )
    | [ ]* -  (?: (?P<blank> [^\S\ ] ) | (?= [^\s\d-] ) )
    """,
    re.VERBOSE,
)
# term：养老驿站    - term： 养老驿站    term:养老驿站    term:　养老驿站
_FIELD = re.compile(
    r"""
    [ ]* (?: -[ ]+ )? [a-z_]+ [ ]*
    (?: (?P<sign> ： ) | : (?: (?P<blank> [^\S\ ] ) | (?= [^\s/] ) ) )
    """,
    re.VERBOSE,
)
# 　养老驿站    养老驿站\u200b
_EDGE = re.compile(
    r"\A [\s\u200b-\u200f\u2060\ufeff] | [\s\u200b-\u200f\u2060\ufeff] \Z", re.VERBOSE
)
# － 养老驿站    -　养老驿站
_BULLET = re.compile(r"[－–—•·・]\s|-[^\S ]")
# [养老驿站，村卫生室]
_COMMA = re.compile(r"[，；﹐]")
# [养老驿站、村卫生室]: if it is the only item
_ANY_COMMA = re.compile(r"[，、；﹐]")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlFile:
    """A file as read: its value, and the lines to quote."""

    name: str
    """Relative to the root, as seeds/sources.yml."""
    lines: tuple[str, ...]
    """The lines as written."""
    ends: tuple[int, ...]
    """Where the line ends stop, in characters of the file."""
    value: Value = None
    """The top of the file; `None` where it holds nothing."""
    places: dict[Path, int] = field(default_factory=dict)
    """Where each key and each item begins, in characters of the file; of (), the top."""

    def line(self, path: Path) -> int:
        """Return the line of a key or an item; of what holds it, where it is not there."""
        here: Path = ()
        for step in path:
            if (*here, step) in self.places:
                here = (*here, step)
        return self.line_at(self.places.get(here, 0))

    def error(self, path: Path, message: str, remedy: str) -> InputError:
        """Return an error at a value."""
        return self.error_on(self.line(path), message, remedy)

    def error_at(self, place: int, message: str, remedy: str) -> InputError:
        """Return an error at a place in characters of the file."""
        return self.error_on(self.line_at(place), message, remedy)

    def error_on(self, line: int, message: str, remedy: str) -> InputError:
        """Return an error on a line, counted from 1."""
        quote = self.lines[line - 1] if line <= len(self.lines) else ""
        return InputError(
            self.name, printable(message), remedy=printable(remedy), line=line, quote=quote
        )

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
    file = YamlFile(name, lines_of(text), tuple(end.end() for end in LINE_END.finditer(text)))
    for number, line in enumerate(file.lines, 1):
        if _CONFLICT.fullmatch(line):
            raise file.error_on(
                number,
                "a mark of a conflict that git could not resolve",
                "keep one of the two versions, and take out all such marks",
            )
    try:
        value = _document(yaml.parse(text, Loader=_LOADER), file)
    except yaml.reader.ReaderError as problem:
        raise file.error_at(
            problem.position,
            f"the character {_character(problem.character)} may not stand in YAML",
            "take it out",
        ) from None
    except yaml.MarkedYAMLError as problem:
        raise _syntax_error(file, problem) from None
    return replace(file, value=value)


def _document(events: Iterator[Any], file: YamlFile) -> Value:
    """Return the value of the one document."""
    value: Value = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            value = _value(event, events, file, ())
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise file.error_at(
                    _place(event),
                    "a second document begins here",
                    "take out the line `---`: one file, one list",
                )
    return value


def _value(event: Any, events: Iterator[Any], file: YamlFile, path: Path) -> Value:
    """Return the value that begins with an event, and note where its keys and items begin."""
    _check(event, file, len(path))
    if isinstance(event, yaml.ScalarEvent):
        _check_plain(event, file)
        return None if _is_null(event) else event.value
    file.places.setdefault(path, _place(event))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Value] = []
        begun, plain = event, list[Any]()
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            file.places[here] = _place(event)
            items.append(_value(event, events, file, here))
            if isinstance(event, yaml.ScalarEvent) and not event.style:
                plain.append(event)
        if begun.flow_style:
            _check_commas(plain, _COMMA if len(items) > 1 else _ANY_COMMA, file)
        return items
    fields: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _key(event, file, path)
        fields[key] = _value(next(events), events, file, (*path, key))
    return fields


def _check_plain(event: Any, file: YamlFile) -> None:
    """Raise where words without quotes are not what they look like.

    They may go on in the next line: so what was meant as an item or a field there, and is none
    because of one sign, would silently become part of them.
    """
    if event.style:
        return
    first, last = (file.line_at(mark.index) for mark in (event.start_mark, event.end_mark))
    for number in range(first + 1, min(last, len(file.lines)) + 1):
        if slip := _slip(file.lines[number - 1]):
            raise file.error_on(number, *slip)
    if found := _EDGE.search(event.value) or _BULLET.match(event.value):
        if slip := _slip(file.lines[first - 1]):
            raise file.error_on(first, *slip)
        raise file.error_at(
            _place(event),
            f"the words begin or end with {_named(found[0].strip() or found[0])}",
            "take it out, or put the words in double quotes",
        )


def _check_commas(items: Iterable[Any], commas: re.Pattern[str], file: YamlFile) -> None:
    """Raise where items of a list in brackets are not kept apart by half-width commas."""
    for event in items:
        if found := commas.search(event.value):
            raise file.error_at(
                _place(event),
                f"“{found[0]}” does not keep the items of a list apart",
                "write `, ` between them; if the sign belongs to the words, put them in double "
                "quotes",
            )


def _slip(line: str) -> tuple[str, str] | None:
    """Return what is wrong with a line because of one sign, and the remedy; None for nothing."""
    if (found := _INDENTED.match(line)) is not None:
        return f"the indentation holds {_named(found['sign'])}", "indent with ordinary blanks"
    if (found := _ITEM.match(line)) is not None:
        sign = found["sign"] or found["blank"]
        return (
            f"the item begins with {_named(sign)}" if sign else "no blank follows the hyphen",
            "begin an item with a half-width hyphen and an ordinary blank: `- …`",
        )
    if (found := _FIELD.match(line)) is not None:
        sign = found["sign"] or found["blank"]
        return (
            f"the name of the field is followed by {_named(sign)}"
            if sign
            else "no blank follows the colon",
            "after the name of a field put a half-width colon and an ordinary blank: `id: …`",
        )
    return None


def _named(sign: str) -> str:
    """Return a sign by its number and name: it may be one that cannot be seen.

    >>> _named("－")
    'U+FF0D (fullwidth hyphen-minus)'
    """
    return f"U+{ord(sign):04X} ({unicodedata.name(sign, 'no name').lower()})"


def _key(event: Any, file: YamlFile, path: Path) -> str:
    """Return a key; a repeated one is refused (YAML readers take the last)."""
    _check(event, file, len(path) + 1)
    at = _place(event)
    if not isinstance(event, yaml.ScalarEvent) or _is_null(event):
        raise file.error_at(
            at, "this key is not a word", "begin the line with the name of a field and a colon"
        )
    _check_plain(event, file)
    key: str = event.value
    if (*path, key) in file.places:
        first = file.line((*path, key))
        raise file.error_at(
            at,
            f"`{key}` stands twice, first in line {first}",
            "take one of them out; a new entry begins with `- `",
        )
    file.places[*path, key] = at
    return key


def _check(event: Any, file: YamlFile, depth: int) -> None:
    """Raise for too deep nesting, and for anchors, aliases and tags.

    An alias can grow without bound, a tag can make any object.
    """
    at = _place(event)
    if isinstance(event, yaml.AliasEvent):
        what, sign = f"aliases are not read (*{event.anchor})", "*"
    elif event.anchor is not None:
        what, sign = f"anchors are not read (&{event.anchor})", "&"
    elif event.tag is not None:
        what, sign = f"tags are not read ({event.tag})", "!"
    elif isinstance(event, yaml.CollectionStartEvent) and depth >= DEEPEST:
        raise file.error_at(
            at, f"more than {DEEPEST} levels, one in another", "check brackets and indentation"
        )
    else:
        return
    raise file.error_at(
        at, what, f"write the words out; if `{sign}` belongs to them, put them in double quotes"
    )


def _place(event: Any) -> int:
    """Return where an event begins, in characters of the file."""
    place: int = event.start_mark.index
    return place


def _is_null(event: Any) -> bool:
    """Return whether a plain scalar is null; in quotes the same letters are words."""
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


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return a question for the name that was nearly meant; '' where none is near."""
    near = get_close_matches(given, known, n=1)
    return f"did you mean `{near[0]}`? " if near else ""


NEAR = 4
"""Lines, from that of a syntax error upwards, on which its cause is looked for."""

UNFINISHED = ("end of stream", "could not find expected ':'", "did not find expected '")
"""Problems that libyaml reports where something ends, and whose cause is where it began."""


def _syntax_error(file: YamlFile, problem: Any) -> InputError:
    """Return a YAML syntax error with the remedy that most often mends it."""
    told = problem.problem or problem.context or "unreadable"
    mark = problem.problem_mark or problem.context_mark
    unfinished = problem.context_mark and any(words in told for words in UNFINISHED)
    if unfinished:
        mark = problem.context_mark
    error = file.error_at(mark.index if mark else 0, f"not YAML: {told}", "")
    for number in range(error.line or 1, max((error.line or 1) - NEAR, 0), -1):
        line = file.lines[number - 1] if number <= len(file.lines) else ""
        if slip := _slip(line):
            return file.error_on(number, f"not YAML: {slip[0]}", slip[1])
    quote = error.quote
    if "\t" in quote[: len(quote) - len(quote.lstrip())]:
        remedy = "indent with blanks, not with tabs"
    elif unfinished:
        remedy = "what begins here does not end: close the quote or the bracket"
    elif quote.count(": ") > 1:
        remedy = "words that hold a colon and a blank go in quotes"
    else:
        remedy = "check here and on the line before: indentation, `- `, `: `, closing quotes"
    return InputError(file.name, error.message, remedy=remedy, line=error.line, quote=quote)
