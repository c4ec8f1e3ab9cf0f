"""The search of a built tree → what it would tell readers that pages, data or files do not say.

Each row is held against the data beside it and the page to which it leads; what is left out is held
against the received files. What editors wrote for the search alone is held against their files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from builder.disk.files import content
from builder.model import Seeds, Source, printable
from builder.proof.data import rows_of
from builder.proof.markup import bare
from builder.proof.runs import Place, runs
from builder.proof.search_index import Head, Hit, Index, whole_index
from builder.proof.search_shards import Scripts, sharded_index
from builder.proof.words import QUOTED, Received

Row = dict[str, Any]

_READ = ("articles", "documents", "entities", "glossary", "passages")
"""The data that the search is held against."""

_APART = str.maketrans("", "", " 、；")
"""What stands between names and offices."""


def search_proof(site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what is wrong with the search of a tree, at its root and of each snapshot."""
    received = Received({one.entry.id: one for one in seeds.sources}, seeds.corrections)
    for file in sorted(site.rglob("search/index.js")):
        path = file.parent.relative_to(site).as_posix()
        scripts = {
            one.relative_to(file.parent).as_posix(): content(one) or b""
            for pattern in ("index.js", "left-out.js", "[rlt]/*.js")
            for one in file.parent.glob(pattern)
        }
        beside = Beside(file.parents[1], seeds, received)
        yield from (f"{path}/{one}" for one in beside.differences(scripts))


@dataclass(frozen=True)
class Beside:
    """What the search of a folder is held against."""

    folder: Path
    """The root of the site, or of a snapshot."""
    seeds: Seeds
    received: Received

    def differences(self, scripts: Scripts) -> Iterator[str]:
        """Yield what is wrong with an index, and with what is left out."""
        try:
            if scripts["index.js"].startswith(b"siteSearchShards."):
                yield from self._faults(sharded_index(scripts))
            else:
                yield from self._faults(whole_index(scripts["index.js"], scripts["left-out.js"]))
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
            yield f"index.js: cannot be read as a browser reads it: {error}"

    @cached_property
    def data(self) -> Mapping[str, Sequence[Row]]:
        """The data of the folder, by name. Raises `ValueError` where some are missing."""
        read = {name: rows_of(self.folder / "data" / f"{name}.json") for name in _READ}
        if missing := [name for name, rows in read.items() if rows is None]:
            raise ValueError(f"data/{missing[0]}.json is missing")
        return {name: rows or () for name, rows in read.items()}

    @cached_property
    def shown(self) -> Mapping[str, Mapping[str, str]]:
        """Address of the page of a text → anchor → words of a source there."""
        urls = {row["url"] for row in self.texts.values()}
        return {url: _shown(self.folder, url) for url in urls}

    @cached_property
    def texts(self) -> dict[str, Row]:
        """Id of a text → its data."""
        return {row["id"]: row for row in self.data["documents"]}

    @cached_property
    def paragraphs(self) -> dict[str, Row]:
        """Id of a paragraph → its data."""
        return {one["id"]: one for row in self.texts.values() for one in row["paragraphs"]}

    @cached_property
    def articles(self) -> Sequence[Row]:
        """The printed articles."""
        return self.data["articles"]

    @cached_property
    def by_file(self) -> dict[str, Source]:
        """Name of a received file → it."""
        return {one.entry.file: one for one in self.seeds.sources}

    def _faults(self, index: Index) -> Iterator[str]:
        """Yield what is wrong with an index."""
        found = (
            *index.faults,
            *self._texts(index),
            *self._hits(index),
            *self._readings(index.readings),
            *self._labels(index.known["labels"]),
            *self._terms(index),
            *self._cited(index.known["cited"]),
            *self._groups(index),
        )
        yield from (f"index.js: {one}" for one in found)
        yield from (f"left-out.js: {one}" for one in self._left(index))

    # ------------------------------------------------------------------ texts

    def _texts(self, index: Index) -> Iterator[str]:
        yield from _other_ids("texts", (one.id for one in index.texts), self.texts)
        for head in index.texts:
            if row := self.texts.get(head.id):
                said = {one["speaker"] or "" for one in row["paragraphs"]}
                yield from _head_faults(head, row, row["url"], {row["publisher"]}, said)
                if head.reason:
                    yield f"{head.id} is left out: {head.reason}"

    def _hits(self, index: Index) -> Iterator[str]:
        yield from _other_ids("paragraphs", (one.id for one in index.hits), self.paragraphs)
        filed = {row["paragraph"]: row for row in self.data["passages"]}
        replies = self._replies() if index.is_brief else {}
        for hit in index.hits:
            if (row := self.paragraphs.get(hit.id)) is None:
                continue
            url = f"{hit.head.url}#{hit.id.removeprefix(f'{hit.head.id}-')}"
            shown = self.shown.get(hit.head.url, {}).get(url.partition("#")[2])
            if url != row["url"] or shown is None:
                yield f"{hit.id} leads to {url}, which does not show it"
            elif hit.text != row["text"]:
                yield f"{hit.id} says {_quoted(hit.text)}, its page {_quoted(row['text'])}"
            elif bare(hit.text) != bare(shown):
                yield f"{hit.id} says {_quoted(hit.text)}, {url} {_quoted(shown)}"
            if (hit.voice, hit.who) != (row["voice"], row["speaker"] or ""):
                yield f"{hit.id} is said by {hit.who or hit.voice}, on its page by {row['speaker']}"
            role = row["role"].rstrip("123")
            if hit.role != (role if role == "heading" or not index.is_brief else ""):
                yield f"{hit.id} is a {hit.role}, on its page a {row['role']}"
            if hit.reply != replies.get(hit.id, ""):
                yield f"{hit.id} is answered by {hit.reply or 'nothing'}"
            passage = filed.get(hit.id, {})
            labels = {*passage.get("areas", ()), *passage.get("pillars", ())}
            labels |= set() if index.is_brief else {*passage.get("topics", ())}
            if {*hit.labels} != labels:
                yield f"{hit.id} is filed under {', '.join(hit.labels)}, not {', '.join(labels)}"

    def _replies(self) -> dict[str, str]:
        """Return id of a question → id of the answer after it."""
        return {
            one["id"]: other["id"]
            for row in self.texts.values()
            for one, other in pairwise(row["paragraphs"])
            if (one["role"], other["role"]) == ("question", "answer")
        }

    def _readings(self, readings: Iterable[Hit]) -> Iterator[str]:
        """Yield the readings that no paragraph or head of an article says at the lines named."""
        printed, publishers = self._printed(), self._publishers()
        for one in readings:
            for name, url in one.copies:
                path, _, line = url.partition("#L")
                source = path.removeprefix("sources/").removesuffix(".html")
                if one.text not in printed[source, int(line)]:
                    yield f"{url} does not print {_quoted(one.text)}"
                if name not in publishers[source]:
                    yield f"{url} was not published by {name}"
            if not one.copies:
                yield f"no copy prints {_quoted(one.text)}"

    def _printed(self) -> defaultdict[tuple[str, int], set[str]]:
        """Return id of a source and line → what articles begin to say there, heads on any line."""
        out: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for row in self.articles:
            source = self.by_file[row["source"]].entry.id
            for one in row["paragraphs"]:
                out[source, one["ranges"][0][0]].add(one["text"])
            heads = {row[name] for name in ("title", "subtitle", "byline") if row[name]}
            for first, last in row["ranges"]:
                for line in range(first, last + 1):
                    out[source, line] |= heads
        return out

    def _publishers(self) -> defaultdict[str, set[str]]:
        """Return id of a source → who published it and its articles."""
        out: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.articles:
            entry = self.by_file[row["source"]].entry
            out[entry.id] |= {entry.publisher, row["publisher"] or entry.publisher}
        return out

    # --------------------------------------------------------------- left out

    def _left(self, index: Index) -> Iterator[str]:
        rows = {row["id"]: row for row in self.articles}
        left = {id_ for id_, row in rows.items() if not row["relevant"] or row["relevant_ranges"]}
        yield from _other_ids("articles", (one.id for one in index.left), left)
        held: defaultdict[str, list[Hit]] = defaultdict(list)
        for hit in index.left_hits:
            held[hit.head.id].append(hit)
        for head in index.left:
            if (row := rows.get(head.id)) is None:
                continue
            source = self.by_file[row["source"]]
            publisher = row["publisher"] or source.entry.publisher
            url = f"sources/{source.entry.id}.html"
            yield from _head_faults(head, row, url, {publisher}, {""})
            if head.reason != (row["reason"] or ""):
                yield f"{head.id} is left out because {head.reason}, not {row['reason']}"
            yield from self._left_lines(row, source, held[head.id])

    def _left_lines(self, row: Row, source: Source, hits: Sequence[Hit]) -> Iterator[str]:
        """Yield where the lines of an article are not found as they are printed."""
        file, known = source.entry.file, {one["id"]: one for one in row["paragraphs"]}
        for hit in hits:
            first = int(hit.number)
            lines = known[hit.id]["ranges"] if hit.id in known else [[first, first]]
            place = Place(source.entry.id, tuple((a, b) for a, b in lines))
            if lines[0][0] != first or not self.received.stands(hit.text, place):
                yield f"seeds/sources/{file}:{first} does not print {_quoted(hit.text)}"
        if row["relevant_ranges"]:
            left = (one["id"] for one in row["paragraphs"] if not _within(one, row))
            yield from _other_ids(f"paragraphs of {row['id']}", (one.id for one in hits), {*left})
            return
        if source.entry.rights == "quote":
            return  # its other lines are told by length and hash
        printed = bare("".join("".join(source.lines[a - 1 : b]) for a, b in row["ranges"]))
        if Counter(printed) != Counter(bare("".join(one.text for one in hits))):
            missing = Counter(printed) - Counter(bare("".join(one.text for one in hits)))
            yield f"seeds/sources/{file}: {row['id']} is not found whole; lacks {''.join(missing)}"

    # ------------------------------------------------------------------ known

    def _labels(self, labels: Sequence[list[Any]]) -> Iterator[str]:
        framework = self.seeds.framework
        kinds = {
            "action": framework.actions,
            "pillar": framework.pillars,
            "topic": framework.topics,
        }
        written = {(one.id, one.name, kind): one for kind, group in kinds.items() for one in group}
        yield from _other_ids("labels", (tuple(one[:3]) for one in labels), written)
        for id_, name, kind, words in labels:
            label = written.get((id_, name, kind))
            if label is not None and not {*words} <= {*label.words, *label.weak}:
                yield f"{', '.join({*words} - {*label.words, *label.weak})} is no word for {id_}"

    def _terms(self, index: Index) -> Iterator[str]:
        terms = {row["id"]: row for row in self.data["glossary"]}
        written = {one.id: one for one in self.seeds.terms}
        yield from _other_ids("terms", (row[0] for row in index.known["terms"]), terms)
        for id_, term, english, aliases, synonyms, sounds, _, note, url in index.known["terms"]:
            if (row := terms.get(id_)) is None or (entry := written.get(id_)) is None:
                continue
            said = (term, english, aliases, f"{url}{id_}" if url.endswith("#") else url)
            if said != (row["term"], row["english"], row["aliases"], row["url"]):
                yield f"the term {id_} is {said}, in the glossary {row['term']}"
            if synonyms != [*entry.synonyms] or note != entry.note:
                yield f"the term {id_} has not the synonyms and note of seeds/terms.yml"
            names = (term, *aliases)
            if any(not any(_may_sound(one, name) for name in names) for one in sounds):
                yield f"the term {id_} does not sound as {', '.join(sounds)}"
        found = Counter((term, words) for term, words, _ in index.defined)
        given = Counter(
            (id_, one["text"]) for id_, row in terms.items() for one in row["definitions"]
        )
        for term, words in (found - given) + (given - found):
            yield f"{_quoted(words)} defines {term} in one of search and glossary alone"

    def _cited(self, cited: Sequence[list[Any]]) -> Iterator[str]:
        known = {row["name"]: row for row in self.data["entities"] if row["type"] == "document"}
        yield from _other_ids("cited documents", (row[0] for row in cited), known)
        for name, url, forms, genre, times, text, *_ in cited:
            if (row := known.get(name)) is None:
                continue
            said = (row["url"], row["role"] or "", len(row["mentions"]))
            if (url, genre, times) != said:
                yield f"《{name}》 is cited {times} times at {url}, by its page {said}"
            printed = {one.strip("《》") for one in (name, *row["variants"])}
            if not {*forms} <= printed:
                yield f"《{name}》 is called {', '.join({*forms} - printed)} nowhere"
            if text and text not in {one["url"] for one in self.texts.values()}:
                yield f"《{name}》 leads to {text}, which is no text"

    def _groups(self, index: Index) -> Iterator[str]:
        """Yield the groups of words for the same that the editors' files have otherwise."""
        said = "\n".join(hit.text for hit in index.hits)
        for name, groups in (("rings", self.seeds.synonyms), ("offices", self.seeds.offices)):
            written, found = {*groups}, {tuple(one) for one in index.known[name]}
            for group in found - written:
                yield f"{'、'.join(group)} are not the same in seeds/synonyms.yml"
            for group in written - found:
                # Letters and digits are searched in other widths and cases.
                if any(
                    word in said and word.isalnum() and not any(map(str.isascii, word))
                    for word in group
                ):
                    yield f"{'、'.join(group)} of seeds/synonyms.yml are not the same here"


def _head_faults(
    head: Head, row: Row, url: str, publishers: set[str], said: set[str]
) -> Iterator[str]:
    """Yield where what stands above a hit differs from the data of its text or article."""
    date = row["date"] or {"value": "", "basis": ""}
    kind = "draft" if (row["kind"], row["status"]) == ("policy", "draft") else row["kind"]
    expected = {
        "url": url,
        "title": row["title"] or "",
        "voice": row["authority"],
        "date": date["value"].partition("T")[0],
        "inferred": "推定" in date["basis"],
        "number": row["number"] or "",
        "sort": kind,
    }
    for name, value in expected.items():
        if (given := getattr(head, name)) != value:
            yield f"{head.id} has {name} {given}, its data {value}"
    if head.publisher not in publishers:
        yield f"{head.id} was published by {head.publisher}, its data say {', '.join(publishers)}"
    is_named = row["authors"] or row.get("speaker")
    if head.who not in said or (is_named and not head.who):
        parts = sorted((one for one in _named(row) if one), key=len, reverse=True)
        rest = head.who
        for part in parts:
            rest = rest.replace(part, "")
        if rest.translate(_APART) or not head.who:
            yield f"{head.id} is by {head.who or 'nobody'}, its data say {', '.join(parts)}"


def _named(row: Row) -> Iterator[str]:
    """Yield the names, offices and institutions of those who say a text."""
    yield from row["issuers"]
    for one in (*row["authors"], *([row["speaker"]] if row.get("speaker") else [])):
        for value in one.values():
            yield from (value or "").split("；")


def _shown(folder: Path, url: str) -> Mapping[str, str]:
    """Return anchor → words of a source there, of a page of texts."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs(url, content(folder / url) or b"<p>"):
        out[run.anchor] += run.pieces
    return {anchor: "".join(pieces) for anchor, pieces in out.items()}


def _other_ids(what: str, found: Iterable[Any], expected: Iterable[Any]) -> Iterator[str]:
    """Yield what is in one of two collections alone, or twice in the first."""
    counts, known = Counter(found), {*expected}
    for one, times in counts.items():
        if one not in known:
            yield f"among its {what} is {one}, which the data do not have"
        elif times > 1:
            yield f"among its {what} {one} is {times} times"
    yield from (f"among its {what} {one} is missing" for one in known if one not in counts)


def _within(paragraph: Row, row: Row) -> bool:
    """Return whether a paragraph of an article that is taken in part is taken."""
    return any(
        a <= first and last <= b
        for first, last in paragraph["ranges"]
        for a, b in row["relevant_ranges"]
    )


def _may_sound(sound: str, name: str) -> bool:
    """Return whether a name may be spelt so: a syllable for a character, Latin as it stands."""
    letters = [one for one in name if one.isalnum()]
    plain = [one for one in letters if not one.isascii()]
    return sound.isascii() and len(plain) <= len(sound.split()) <= len(letters)


def _quoted(words: str) -> str:
    return f"“{printable(words if len(words) <= QUOTED else words[:QUOTED] + '…')}”"
