"""All snapshots → what the menu of snapshots knows: pages, anchors, and which places are one.

It is one line of JSON for a script at the root of the site, so that the pages of an older snapshot
learn of newer ones without being written again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from builder.model import Edition, addresses


def atlas(editions: Sequence[Edition]) -> str:
    """Return the atlas of the snapshots, oldest first, as JSON.

    `snapshots` is a list of [id, date in Chinese, title]. `pages` gives for each address the
    snapshots that have it and {snapshots: anchors}; snapshots are places in the list, in runs:
    '0-1,3'. `same` lists addresses that show one passage, or one text, in different snapshots.
    """
    value = {
        "snapshots": [[one.snapshot.id, one.date, one.snapshot.title] for one in editions],
        "pages": _pages(editions),
        "same": _same(editions),
    }
    # A key a line: what a new snapshot brings shows as a short difference.
    lines = (f"{json.dumps(key)}:{_json(member)}" for key, member in value.items())
    return "{" + ",\n".join(lines) + "}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pages(editions: Sequence[Edition]) -> dict[str, tuple[str, dict[str, str]]]:
    having: dict[str, list[int]] = defaultdict(list)
    holding: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, edition in enumerate(editions):
        for held in edition.held:
            having[held.path].append(place)
            for anchor in held.anchors:
                holding[held.path][anchor].append(place)
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
    """Return groups of addresses that are one place, each in the order of its text.

    Only those of several addresses: where one copy has a passage in two paragraphs, the first of
    them comes first.
    """
    groups = _Groups()
    for edition in editions:
        for text in edition.corpus.texts:
            for article in text.articles:
                groups.put(addresses.document(text.id), f"text {article}")
            for one in text.paragraphs:
                for printed in (one.id, *one.copies):
                    groups.put(addresses.paragraph(text.id, one.id), f"paragraph {printed}")
    return sorted(list(map(_address, group)) for group in groups.several())


class _Groups:
    """Addresses joined by what they show."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._addresses: dict[str, None] = {}

    def put(self, address: str, shown: str) -> None:
        """Say that an address shows something."""
        self._addresses[address] = None
        self._above[self._top(address)] = self._top(shown)

    def _top(self, name: str) -> str:
        while (above := self._above.get(name, name)) != name:
            name = above
        return name

    def several(self) -> list[list[str]]:
        """Return the groups of more than one address."""
        groups: dict[str, list[str]] = defaultdict(list)
        for address in self._addresses:
            groups[self._top(address)].append(address)
        return [group for group in groups.values() if len(group) > 1]


def _address(path: str) -> str:
    return path.replace(".md", ".html", 1)
