"""Pages of a built tree → the lines of received files and paragraphs of texts that they lack.

Each line that is not blank is shown once, in its order, on the page of its file, as part of a
paragraph of a text or with why it is left out; each paragraph of a text once, in its order, whole.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from lxml import etree

from builder.messages.names import KINDS
from builder.model import Source
from builder.proof.data import Row
from builder.proof.folders import Folder, Page
from builder.proof.markup import classes, said
from builder.proof.runs import words_of

_SOURCE = re.compile(r"sources/(?P<id>[^/]+?)\.html")
_LEFT_OUT = "未收"
_UNSEEN = re.compile(r"[\s\u200b\u2060\ufeff]+")


def page_faults(page: Page, folder: Folder, sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield what is wrong with the paragraphs of a text, or the lines of a file, on its page."""
    if (text := folder.texts.get(page.path)) is not None:
        yield from _text(page, text)
    elif (found := _SOURCE.fullmatch(page.page)) and (source := sources.get(found["id"])):
        yield from _source(page, folder, source)


def _text(page: Page, text: Row) -> Iterator[str]:
    """Yield where a page shows other paragraphs than its text has, or in another order."""
    there = [one for one in page.tree.iter(etree.Element) if one.get("data-paragraph")]
    wanted = {one["id"]: one for one in text["paragraphs"]}
    order = [one.get("data-paragraph") or "" for one in there]
    yield from _other_order(page.path, [*wanted], order)
    for one in there:
        row = wanted.get(one.get("data-paragraph") or "")
        if row is None:
            continue
        shown, words = _bare("".join(words_of(one))), _bare(row["text"])
        if shown != words:
            yield (
                f"{page.path}#{one.get('id')}: paragraph {row['id']} "
                f"(line {row['ranges'][0][0]}) shows “{_odd(shown, words)}” where it has "
                f"“{_odd(words, shown)}”"
            )


def _other_order(path: str, wanted: Sequence[str], order: Sequence[str]) -> Iterator[str]:
    """Yield what is missing, doubled, or in another order."""
    times = Counter(order)
    for one in wanted:
        if times[one] != 1:
            yield f"{path}: shows {one} {times[one]} times"
            return
    for one, other in zip(wanted, order, strict=False):
        if one != other:
            yield f"{path}: shows {other} where {one} follows"
            return
    for one in order[len(wanted) :]:
        yield f"{path}: shows {one}, which is not of its text"


def _odd(one: str, other: str) -> str:
    """Return where some words differ from others."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    at = min(len(one), len(other)) if at is None else at
    return one[max(0, at - 8) : at + 12]


def _bare(words: str) -> str:
    return _UNSEEN.sub("", words)


def _source(page: Page, folder: Folder, source: Source) -> Iterator[str]:
    """Yield the lines and heads of articles that the page of a file shows otherwise."""
    numbers: list[int] = []
    withheld = {one.line for one in source.withheld}
    for one in page.having("line"):
        number = int((one.get("id") or "L0").removeprefix("L") or 0)
        numbers.append(number)
        words = next((said(run) for run in one if "words" in classes(run)), "")
        if number in withheld or (not words and _is_quoted(source, number, said(one))):
            continue
        if not 0 < number <= len(source.received) or _bare(words) != _bare(
            source.received[number - 1]
        ):
            yield f"{page.path}#L{number}: shows other words than {_file(source, number)}"
        yield from _role(page, folder, source, number, one)
    kept = [
        number
        for number, line in enumerate(source.received, 1)
        if _bare(line) or number in withheld
    ]
    for number, other in zip(kept, numbers, strict=False):
        if number != other:
            yield f"{page.path}: shows line {other} where {_file(source, number)} follows"
            return
    for number in kept[len(numbers) :]:
        yield f"{page.path}: does not show {_file(source, number)}"
    for number in numbers[len(kept) :]:
        yield f"{page.path}: shows line {number} twice, or of nothing"
    yield from _heads(page, folder, source)


def _is_quoted(source: Source, number: int, told: str) -> bool:
    """Return whether a page tells a line of a file that may only be quoted by length and hash."""
    if source.entry.rights != "quote" or not 0 < number <= len(source.lines):
        return False
    line = source.lines[number - 1].strip() or source.received[number - 1].strip()
    digest = sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
    return told.endswith(f"{len(line)} 字，sha256 {digest}")


def _file(source: Source, line: int) -> str:
    return f"seeds/sources/{source.entry.file}:{line}"


def _role(
    page: Page, folder: Folder, source: Source, number: int, line: etree._Element
) -> Iterator[str]:
    """Yield where a line is said to be in a paragraph that does not have it, or has no place."""
    role = next((one for one in line if "role" in classes(one)), None)
    links = [] if role is None else list(role.iter("a"))
    for link in links:
        target = page.target(link)
        row = folder.paragraphs.get(target) if target else None
        if row is None:
            if target is None or not target[0].startswith(f"{page.folder}documents/"):
                yield f"{page.path}#L{number}: leads to no paragraph"
            continue
        base = folder.articles.get(row["base"])
        if base is not None and base["source"] == source.entry.file and not _covers(row, number):
            line = _file(source, number)
            yield f"{page.path}#L{number}: leads to {row['id']}, which has not {line}"


def _covers(row: Row, number: int) -> bool:
    return any(first <= number <= last for first, last in row["ranges"])


def _heads(page: Page, folder: Folder, source: Source) -> Iterator[str]:
    """Yield the articles of a file whose head says otherwise than the data, or that have none."""
    told = defaultdict(list)
    for head in page.tree.iter("h3"):
        where = head.getnext()
        if where is not None and "where" in classes(where):
            told[(head.get("id") or "").rpartition("-")[0]].append(said(where))
    for row in folder.articles_of.get(source.entry.file, ()):
        if row["id"] in told:
            yield from _head(page, row, told[row["id"]])
        else:
            yield f"{page.path}: does not show {row['id']}"


def _head(page: Page, row: Row, told: Sequence[str]) -> Iterator[str]:
    where = (
        f"{page.path}: {row['id']} (line {row['ranges'][0][0]} of seeds/sources/{row['source']})"
    )
    first = told[0]
    out = first.startswith(_LEFT_OUT)
    if out == bool(row["relevant"]):
        yield f"{where} is {'not ' if out else ''}taken in, and the data say otherwise"
    if KINDS[row["kind"]] not in first:
        yield f"{where} is {row['kind']}, and “{first[:30]}” stands there"
    if row["reason"] and _bare(row["reason"]) not in _bare(first):
        yield f"{where} says another reason than “{row['reason']}”"
    if not row["reason"]:
        yield f"{where} says no reason"


def data_faults(folder: Folder, sources: Iterable[Source]) -> Iterator[str]:
    """Yield the articles and paragraphs that the texts of a folder lack, or have otherwise."""
    files = {source.entry.file: source for source in sources}
    base = {row["articles"][0]: row for row in folder.rows["documents"] if row["articles"]}
    name = f"{folder.path}data/documents.json"
    held = {one for row in folder.rows["documents"] for one in row["articles"]}
    for row in folder.rows["articles"]:
        where = f"{row['id']} (seeds/sources/{row['source']}:{row['ranges'][0][0]})"
        if row["relevant"] != (row["document"] is not None) or row["relevant"] != (
            row["id"] in held
        ):
            how = "is taken in" if row["relevant"] else "is left out"
            yield f"{name}: {where} {how}, and a text says otherwise"
        yield from (f"{name}: {where}: {one}" for one in _unplaced(row, files.get(row["source"])))
        if (text := base.get(row["id"])) is None:
            continue
        taken = [one["id"] for one in row["paragraphs"] if _is_taken(one, row)]
        own = [one["id"] for one in text["paragraphs"] if one["base"] == row["id"]]
        yield from _other_order(f"{name}: {where}", taken, own)


def _is_taken(paragraph: Row, row: Row) -> bool:
    ranges = row["relevant_ranges"]
    return not ranges or any(
        first <= paragraph["ranges"][0][0] and paragraph["ranges"][0][1] <= last
        for first, last in ranges
    )


_SHORT = 60
"""Characters of a line that may be a label of its page and no paragraph."""


def _unplaced(row: Row, source: Source | None) -> Iterator[str]:
    """Yield the lines of an article that are taken in, and in no paragraph though they are long."""
    if source is None or not row["relevant"] or not row["paragraphs"]:
        return
    within = {
        number
        for one in row["paragraphs"]
        for first, last in one["ranges"]
        for number in range(first, last + 1)
    }
    told = _bare(
        "".join(filter(None, (row["title"], row["subtitle"], row["byline"], row["dateline"])))
    )
    outside = {number for number, mark in enumerate(source.marks, 1) if mark.outside}
    for first, last in row["ranges"]:
        for number in range(first, last + 1):
            words = _bare(source.lines[number - 1])
            if number in within or number in outside or words in told or len(words) <= _SHORT:
                continue
            yield f"line {number} is in no paragraph: {words[:20]}"
