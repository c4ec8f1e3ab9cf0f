"""All editions → the data of the snapshot menu: pages, anchors, and addresses of the same place.

A script at the root of the site holds it as JSON, so that pages of an older snapshot know of newer
ones without being written again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from builder.model import Edition, addresses
from builder.pages.page_index import Groups, components


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
    dump = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    return "{" + ",\n".join(f"{dump(key)}:{dump(member)}" for key, member in value.items()) + "}"


def _pages(editions: Sequence[Edition]) -> dict[str, tuple[str, dict[str, str]]]:
    pages = Groups(
        (page.path, place) for place, one in enumerate(editions) for page in one.own_pages
    )
    anchors = Groups(
        ((page.path, anchor), place)
        for place, one in enumerate(editions)
        for page in one.own_pages
        for anchor in page.anchors
    )
    together = Groups(((path, runs(places)), one) for (path, one), places in anchors.items())
    anchors_of: dict[str, dict[str, str]] = defaultdict(dict)
    for (path, run), names in sorted(together.items()):
        anchors_of[path][run] = " ".join(names)
    return {_html(path): (runs(pages[path]), anchors_of[path]) for path in sorted(pages)}


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
    pairs = [
        *(
            (addresses.document(text.id), f"text {article}")
            for one in editions
            for text in one.corpus.texts
            for article in text.articles
        ),
        *(
            (addresses.paragraph(text.id, paragraph.id), f"paragraph {printed}")
            for one in editions
            for text in one.corpus.texts
            for paragraph in text.paragraphs
            for printed in (paragraph.id, *paragraph.copies)
        ),
    ]
    place_of = components(pairs)
    groups = Groups((place_of[one], _html(one)) for one in dict.fromkeys(one for one, _ in pairs))
    return sorted(group for group in groups.values() if len(group) > 1)


def _html(path: str) -> str:
    return path.replace(".md", ".html", 1)
