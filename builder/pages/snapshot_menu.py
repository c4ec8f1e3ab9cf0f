"""All editions → the data of the snapshot menu: pages, anchors, and which addresses are one place.

A script at the root of the site holds it as JSON, so that pages of an older snapshot know of newer
ones without being written again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.model import Edition, addresses


def snapshot_menu(editions: Sequence[Edition]) -> str:
    """Return the data of the menu for editions, oldest first, as JSON.

    `snapshots` is a list of [id, date in Chinese, title]. `pages` gives for each address the
    snapshots that have it and {snapshots: anchors}; snapshots are places in the list, in runs:
    '0-1,3'. `same` lists addresses that show one passage, or one text, in different snapshots.
    """
    value = {
        "snapshots": [[one.snapshot.id, one.date, one.snapshot.title] for one in editions],
        "pages": _pages(editions),
        "same": _same(editions),
    }
    # One key a line keeps the diff of a new snapshot short.
    lines = (f"{json.dumps(key)}:{_json(member)}" for key, member in value.items())
    return "{" + ",\n".join(lines) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pages(editions: Sequence[Edition]) -> dict[str, tuple[str, dict[str, str]]]:
    having: dict[str, list[int]] = defaultdict(list)
    holding: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, edition in enumerate(editions):
        for page in edition.own_pages:
            having[page.path].append(place)
            for anchor in page.anchors:
                holding[page.path][anchor].append(place)
    out = {}
    for path in sorted(having):
        together: dict[str, list[str]] = defaultdict(list)
        for anchor, places in holding[path].items():
            together[runs(places)].append(anchor)
        named = {run: " ".join(several) for run, several in sorted(together.items())}
        out[_address(path)] = (runs(having[path]), named)
    return out


def runs(places: Iterable[int]) -> str:
    """Return ascending numbers as runs.

    >>> runs([0, 1, 2, 5])
    '0-2,5'
    """
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1][1] = place
        else:
            found.append([place, place])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def _same(editions: Sequence[Edition]) -> list[list[str]]:
    """Return the groups of addresses that show one passage or text, each in the order of its text.

    Where one copy has a passage in two paragraphs, the first of them comes first.
    """
    groups = _SameAddresses()
    for edition in editions:
        for text in edition.corpus.texts:
            for article in text.articles:
                groups.put(addresses.document(text.id), f"text {article}")
            for one in text.paragraphs:
                for printed in (one.id, *one.copies):
                    groups.put(addresses.paragraph(text.id, one.id), f"paragraph {printed}")
    return sorted(list(map(_address, group)) for group in groups.groups())


class _SameAddresses:
    """Addresses joined by what they show: disjoint sets."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._addresses: dict[str, None] = {}

    def put(self, address: str, shown: str) -> None:
        """Join an address with the others that show the same."""
        self._addresses[address] = None
        self._parent[self._root(address)] = self._root(shown)

    def _root(self, name: str) -> str:
        while (parent := self._parent.get(name, name)) != name:
            name = parent
        return name

    def groups(self) -> list[list[str]]:
        """Return the groups of more than one address."""
        groups: dict[str, list[str]] = defaultdict(list)
        for address in self._addresses:
            groups[self._root(address)].append(address)
        return [group for group in groups.values() if len(group) > 1]


def _address(path: str) -> str:
    return path.replace(".md", ".html", 1)
