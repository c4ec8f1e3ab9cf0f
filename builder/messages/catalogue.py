"""The modules of this room → every sentence of ours that a page may say, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, is_dataclass
from importlib import import_module
from pkgutil import iter_modules

import builder.messages
from builder.messages.message import Message

_NOT_ON_PAGES = ("cards", "catalogue", "terminal")
"""What a terminal says, and this module."""


def catalogue() -> tuple[Message, ...]:
    """Return the sentences that any page may say; one without slots is a message as well."""
    names = {one.name for one in iter_modules(builder.messages.__path__)} - {*_NOT_ON_PAGES}
    modules = (import_module(f"builder.messages.{name}") for name in sorted(names))
    public = (
        value for one in modules for name, value in vars(one).items() if not name.startswith("_")
    )
    return tuple(dict.fromkeys(said for value in public for said in _sentences(value)))


def _sentences(value: object) -> Iterator[Message]:
    if isinstance(value, Message):
        yield value
    elif isinstance(value, str):
        yield Message(value.replace("{", "{{").replace("}", "}}"))
    elif isinstance(value, Mapping):
        yield from (said for one in value.values() for said in _sentences(one))
    elif isinstance(value, tuple):
        yield from (said for one in value for said in _sentences(one))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _sentences(astuple(value))
