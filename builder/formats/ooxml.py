"""Elements and attributes of Office Open XML by short names: `w:p`, whichever namespace they use.

Each namespace has two addresses, of the transitional and of the strict form of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

Element = Any
"""An element of lxml, which publishes no types."""

_OLD = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_PREFIXES = (
    ("w", f"{_OLD}wordprocessingml/2006/main"),
    ("w", f"{_STRICT}wordprocessingml/main"),
    ("m", f"{_OLD}officeDocument/2006/math"),
    ("m", f"{_STRICT}officeDocument/math"),
    ("r", f"{_OLD}officeDocument/2006/relationships"),
    ("r", f"{_STRICT}officeDocument/relationships"),
    ("a", f"{_OLD}drawingml/2006/main"),
    ("a", f"{_STRICT}drawingml/main"),
    ("dgm", f"{_OLD}drawingml/2006/diagram"),
    ("dgm", f"{_STRICT}drawingml/diagram"),
    ("pic", f"{_OLD}drawingml/2006/picture"),
    ("pic", f"{_STRICT}drawingml/picture"),
    ("mc", f"{_OLD}markup-compatibility/2006"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
)
"""Prefixes and the addresses that they stand for."""

_OFF = ("0", "false", "off", "none")


@lru_cache(maxsize=2000)
def _short(tag: str) -> str:
    name = etree.QName(tag)
    prefix = next((prefix for prefix, uri in _PREFIXES if uri == name.namespace), "")
    return f"{prefix}:{name.localname}" if prefix else str(name.localname)


@lru_cache(maxsize=2000)
def _spellings(name: str) -> tuple[str, ...]:
    prefix, _, local = name.rpartition(":")
    return tuple(f"{{{uri}}}{local}" for known, uri in _PREFIXES if known == prefix) or (local,)


def kind(element: Element) -> str:
    """Return the short name of an element: `w:p`; without a prefix where we know none for it."""
    return _short(element.tag)


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its short name, `w:val`; `None` where the element has it not."""
    for spelling in _spellings(name):
        if (found := element.get(spelling)) is not None:
            return str(found)
    return None


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children with a short name."""
    return (child for child in element if kind(child) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child with a short name, or what lies at a path of such; else `None`."""
    for name in path:
        if element is None:
            return None
        found = (element.find(spelling) for spelling in _spellings(name))
        element = next((one for one in found if one is not None), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """Return the `w:val` of what lies at a path; `None` where nothing does."""
    found = child(element, *path)
    return None if found is None else attribute(found, "w:val")


def number(element: Element | None, *path: str) -> int | None:
    """Return the `w:val` of what lies at a path as a number; `None` where it is none."""
    said = value(element, *path) or ""
    # No number of a document is as long as ten digits.
    return int(said) if said.removeprefix("-").isdecimal() and len(said) < 10 else None


def switch(element: Element | None, *path: str) -> bool | None:
    """Return whether a property is on: present without a value is on; `None` where it is absent."""
    found = child(element, *path)
    return None if found is None else attribute(found, "w:val") not in _OFF


def chosen(element: Element) -> Element | None:
    """Return the branch of `mc:AlternateContent` that is shown: its first choice."""
    choice = child(element, "mc:Choice")
    return choice if choice is not None else child(element, "mc:Fallback")
