"""Links of a built tree → those that lead nowhere, are not answered, or lead to what is later.

What the data say of two places stands on both of their pages; a document leads to one that is
surely later only where its own words say that it is to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.model import days
from builder.proof.data import Row
from builder.proof.folders import Folder, Page

_NEVER = ("explains", "restates", "reports_on")
"""Kinds of links that never lead to what is later."""

_DIRECTED = ("cites", "comments_on", "implements", "prints", *_NEVER)
"""Kinds of links in which one document speaks of another."""

_TO_COME = re.compile(r"将|拟|正在|征求意见|起草|即将|计划|下一步|推动出台|制定")


Targets = set[tuple[str, str]]
"""Path and anchor of everything to which a page leads."""


def links_of(page: Page) -> tuple[set[str], Targets]:
    """Return the anchors of a page, and where its links lead."""
    anchors: set[str] = set()
    targets: Targets = set()
    for one in page.tree.iter("*"):
        if (anchor := one.get("id")) is not None:
            anchors.add(anchor)
        if one.tag == "a" and one.get("href") and (target := page.target(one)) is not None:
            targets.add(target)
    return anchors, targets


def landing_faults(
    site: Path,
    anchors: Mapping[str, set[str]],
    targets: Mapping[str, Targets],
    folders: Mapping[str, Folder],
) -> Iterator[str]:
    """Yield the links of pages that do not land, and those of the data that pages do not show."""
    for path, led in targets.items():
        for page, anchor in sorted(led):
            if page in anchors:
                if anchor and anchor not in anchors[page]:
                    yield f"{path}: leads to {page}#{anchor}, which is not there"
            elif not _exists(site, page):
                yield f"{path}: leads to {page}, which does not exist"
    for folder in folders.values():
        yield from _answered(folder, targets)
        yield from _late(folder)
        yield from _places(folder, anchors)


def _exists(site: Path, path: str) -> bool:
    """Return whether a path that a link names, however odd, is a file of the tree."""
    try:
        return (site / path).is_file() or (site / path / "index.html").is_file()
    except (OSError, ValueError):  # a name too long, a null byte
        return False


def _answered(folder: Folder, targets: Mapping[str, Targets]) -> Iterator[str]:
    """Yield the links of the data that one of their two ends does not show."""
    for row in folder.rows["links"]:
        ends = [_place(folder, row[one]) for one in ("from", "to")]
        for one, other in (ends, ends[::-1]):
            if other not in targets.get(one[0], ()):
                place = one[0] if one[0] in targets else f"{folder.path}data/links.json: {one[0]}"
                yield (
                    f"{place}: does not lead to {other[0]}#{other[1]} ({row['kind']}: "
                    f"{row['words'][:30]})"
                )


def _place(folder: Folder, address: str) -> tuple[str, str]:
    """Return path and anchor of an address of the data: documents/a-1#p3, glossary/#y."""
    page, _, anchor = address.partition("#")
    page += "index" if page.endswith("/") else ""
    return f"{folder.path}{page}.html", anchor


def _late(folder: Folder) -> Iterator[str]:
    """Yield the links of documents to what is surely later than they."""
    for row in folder.rows["links"]:
        if row["kind"] not in _DIRECTED:
            continue
        one, other = (folder.texts.get(_place(folder, row[end])[0]) for end in ("from", "to"))
        if one is None or other is None or not _is_later(other, one):
            continue
        if row["kind"] in _NEVER or not _TO_COME.search(row["words"]):
            yield (
                f"{folder.path}data/links.json: {row['from']} {row['kind']} {row['to']}, "
                "which is later"
            )


def _is_later(one: Row, other: Row) -> bool:
    """Return whether a text is surely later than another."""
    spans = [days(text["date"]["value"].partition("T")[0]) for text in (one, other) if text["date"]]
    if len(spans) < 2 or not all(spans):
        return False
    (first, _), (_, last) = spans  # type: ignore[misc]
    return first is not None and last is not None and first > last


_ROWS = ("glossary", "entities", "coverage", "variants", "changes", "documents")
"""Data whose rows have an address."""


def _places(folder: Folder, anchors: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the rows of the data whose address is no place of a page; empty fields have none."""
    for name in _ROWS:
        for row in folder.rows[name]:
            page, _, anchor = row["url"].partition("#")
            there = anchors.get(folder.path + page)
            if row.get("count") != 0 and (there is None or (anchor and anchor not in there)):
                yield f"{folder.path}data/{name}.json: a row is not at {row['url']}"
