"""What data say of an article → the facts that the received file does not print so.

Who wrote or speaks, in what office, who published it and when stand in the lines of the article, in
what the file says about itself, or in an entry of an editor; what is printed nowhere follows from
the words of its basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.model import FARTHEST, FactCorrection, Seeds, Source
from builder.proof.allowed import allows
from builder.proof.data import Row, rows_of, without_terms
from builder.proof.dates import printed, prints, prints_year
from builder.proof.markup import bare

_JUDGED = ("kind", "authority", "level", "status", "part")
"""Facts that no file prints."""

ISSUED = ("policy", "notice")
"""Kinds of articles that are issued, not written."""

_SPOKEN = ("qa", "roundtable", "speech")
"""Kinds of articles in which somebody speaks."""

_TOGETHER = 80
"""Characters within which the name of a person and what is said of them stand."""

_PARTS = re.compile(r"[、；;，,/\s]+")

# 第5行「2025年印发的《某意见》」
_GROUND = re.compile(r"第(?P<line>[0-9]+)行「(?P<words>.*?)」(?=、第|，|推定|$)")

# 国发〔2025〕11号
_NUMBER = re.compile(
    r"\s*[\u4e00-\u9fff]{2,12}[〔\[（(]\s*20[0-9]{2}\s*[〕\]）)]\s*第?\s*[0-9]{1,4}\s*号\s*"
)

# 王某(某研究所副所长):      答：
_MARK = re.compile(r"(?P<name>[\u4e00-\u9fff·]{1,12})\s*(?:[（(][^（()）]*[)）])?\s*[:：]")

_BELOW = 12
"""Lines over which what a basis names may run."""


@dataclass(frozen=True)
class Facts:
    """What the facts of articles are held against."""

    files: Mapping[str, Source]
    """The received files, by name."""
    corrections: Sequence[FactCorrection]
    """What editors say of facts that were published wrongly."""

    def faults(self, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
        """Yield id of an article, and what is wrong with one of its facts."""
        by_id = {row["id"]: row for row in rows}
        for row in rows:
            if (source := self.files.get(row["source"])) is not None:
                held = _Held(row, source, self._near(row, by_id), self._said(row))
                yield from ((row["id"], one) for one in held.faults())

    def _near(self, row: Row, rows: Mapping[str, Row]) -> Sequence[Row]:
        """Return the articles of the same file that say facts of an article as well."""
        return [one for one in rows.values() if one["source"] == row["source"]]

    def _said(self, row: Row) -> Sequence[str]:
        return [one.after for one in self.corrections if one.text == row["id"]]


@dataclass(frozen=True)
class _Held:
    """An article beside its file."""

    row: Row
    source: Source
    beside: Sequence[Row]
    """All articles of the file."""
    corrected: Sequence[str]
    """What editors say instead of what was published."""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with its facts, each with its file and line."""
        yield from self._judged()
        yield from self._names()
        yield from self._people()
        yield from self._days()
        yield from self._paragraphs()
        yield from self._left_out()

    def _lines(self, ranges: Iterable[Sequence[int]]) -> str:
        """Return the words of some lines of the file, without blanks."""
        lines = (
            line
            for first, last in ranges
            for printed in (self.source.lines, self.source.received)
            for line in printed[first - 1 : last]
        )
        return bare("".join(lines))

    def _is_editors(self, fact: str) -> bool:
        """Return whether an editor says a fact of the article, in one of the files of the seeds."""
        if self.row["basis"].get(fact) == "editor":
            return True
        ranges = tuple((first, last) for first, last in self.row["ranges"])
        return any(getattr(one, fact, None) for one in self.source.entry.of(ranges))

    def _basis(self, fact: str) -> Row:
        basis = self.row["basis"].get(fact)
        return basis if isinstance(basis, dict) else {"line": None, "words": "", "sure": False}

    def _judged(self) -> Iterator[str]:
        for fact in _JUDGED:
            basis = self.row["basis"].get(fact)
            if not isinstance(basis, dict) or self.row[fact] is None:
                continue
            if not allows(fact, basis["words"], self.row[fact]):
                yield self._at(
                    basis["line"],
                    f"{fact} is {self.row[fact]}, which does not follow from “{basis['words']}”",
                )

    def _at(self, line: int | None, said: str) -> str:
        where = f"seeds/sources/{self.row['source']}" + (f":{line}" if line else "")
        return f"{said}: {where}"

    def _people(self) -> Iterator[str]:
        own = self._lines(self.row["ranges"])
        around = bare("".join(one.value for one in self.source.facts))
        speaker = [self.row["speaker"]] if self.row["speaker"] else []
        for fact, people in (("authors", self.row["authors"]), ("speaker", speaker)):
            if self._is_editors(fact):
                continue
            basis = self._basis("authors" if fact == "authors" else "authority")
            for person in people:
                if not _are_beside(own + around, person):
                    yield self._at(None, f"{fact}: {_said(person)} do not stand together")
                for part in _parts(person["institution"], person["title"], person["name"]):
                    if part not in own and part not in around and not self._near(basis, part):
                        first = self.row["ranges"][0][0]
                        yield self._at(first, f"{fact}: “{part}” is not printed in the article")
        yield from self._unnamed()

    def _unnamed(self) -> Iterator[str]:
        """Yield what the lines of an article say of who and when, and its facts do not."""
        row, first = self.row, self.row["ranges"][0][0]
        if row["kind"] in ISSUED or self._is_editors("authors"):
            return
        who = row["authors"] or row["speaker"]
        if row["byline"] and not who:
            yield self._at(first, f"has no writer beside “{row['byline']}”")
        voice = row["kind"] in _SPOKEN and row["authority"] in ("official", "expert")
        if voice and not who and self._basis("authority")["sure"]:
            yield self._at(first, f"is {row['authority']}, and nobody is said to speak")
        if (
            row["dateline"]
            and not (row["published"] or row["issued"])
            and any(one.year and one.day for one in printed(row["dateline"]))
        ):
            yield self._at(first, f"has no day beside “{row['dateline']}”")

    def _names(self) -> Iterator[str]:
        """Yield the names that do not stand where their basis is."""
        for fact in ("title", "publisher", "origin", "number", "issuers"):
            basis = self._basis(fact)
            values = self.row[fact] if fact == "issuers" else [self.row[fact]]
            if self._is_editors(fact) or basis["line"] is None:
                continue
            here = self._lines([(basis["line"], basis["line"] + _BELOW)])
            if fact == "issuers":  # one below the other, above an order or under the text
                first = max(basis["line"] - _BELOW, 1)
                here += self._lines([(first, basis["line"] + FARTHEST)])
            for value in filter(None, values):
                if bare(value) not in here and bare(value) not in without_terms(here):
                    yield self._at(basis["line"], f"{fact} is “{value}”, not printed there")
        if (name := self.row["publisher"]) and not self._is_editors("publisher"):
            told = bare("".join((*self._everything(), self.source.entry.publisher)))
            if bare(name) not in told:
                yield self._at(None, f"publisher is “{name}”, which it does not print")

    def _near(self, basis: Row, words: str) -> bool:
        """Return whether words stand where a basis is, outside the lines of the article."""
        line = basis["line"]
        return line is not None and words in self._lines([(line, line + _BELOW)])

    def _days(self) -> Iterator[str]:
        for fact in ("issued", "published"):
            if (day := self.row[fact]) is None or self._is_editors(fact):
                continue
            basis = self._basis(fact)
            if (fault := self._day(day["value"], day["line"], basis["words"])) is not None:
                yield self._at(day["line"], f"{fact} is {day['value']}, {fault}")
        if (date := self.row["date"]) is not None:
            yield from self._date(date)

    def _day(self, value: str, line: int | None, words: str) -> str | None:
        """Return what is wrong with a day; `None` for nothing."""
        if line is None:
            given = (one.value for one in self.source.facts)
            held = (words, self.source.url or "", *given)
            return (
                None if any(prints(value, one) for one in held) else "which the file does not say"
            )
        here = (self.source.received[line - 1 : line + 2], self.source.lines[line - 1 : line + 2])
        if not any(prints(value, "".join(lines)) for lines in here):
            return "which its line does not print"
        if not any(prints_year(value, one) for one in self._everything()):
            return "of which no line prints the year"
        return None

    def _everything(self) -> Iterator[str]:
        yield from self.source.lines
        yield from (one.value for one in self.source.facts)
        yield self.source.url or ""
        if self.source.entry.date:
            yield self.source.entry.date.value

    def _date(self, date: Row) -> Iterator[str]:
        value, entry = date["value"], self.source.entry.date
        grounds = list(_GROUND.finditer(date["basis"]))
        for one in grounds:
            number, words = int(one["line"]), bare(one["words"])
            if words not in self._lines([(number, number + _BELOW)]):
                yield self._at(number, f"its date rests on “{one['words']}”, not printed there")
        stated = [self.row[one]["value"] for one in ("issued", "published") if self.row[one]]
        if date["precision"] != "day" or (entry and value in (entry.value, *self.corrected)):
            if not (entry and value == entry.value) and value not in self.corrected:
                said = [one["words"] for one in grounds] or [date["basis"]]
                if not any(
                    prints(end, one) for one in said for end in value.split("/") if "." not in end
                ):
                    yield self._at(None, f"its date is {value}, which its basis does not say")
            return
        day = value.partition("T")[0]
        if day in stated or value in self.corrected:
            return
        said = [one["words"] for one in grounds] or [date["basis"]]
        if not any(prints(day, one) for one in said):
            yield self._at(None, f"its date is {value}, which its basis does not say")

    def _paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs that another speaks than the marks before them say."""
        last: str | None = None
        for one in self.row["paragraphs"]:
            mark = _MARK.match(one["text"])
            speaker = one["speaker"]
            if speaker is None:
                last = None
                continue
            if mark and mark["name"] == speaker:
                last = speaker
            elif speaker != last and bare(speaker) not in self._lines(self.row["ranges"]):
                yield self._at(
                    one["ranges"][0][0], f"{one['id']} is said by {speaker}, not printed"
                )
            else:
                last = speaker

    def _left_out(self) -> Iterator[str]:
        """Yield what an article prints plainly and its facts do not say."""
        row = self.row
        if (
            row["kind"] in ("policy", "notice")
            and not row["number"]
            and not self._is_editors("number")
        ):
            first = row["ranges"][0][0]
            for number in range(first, min(first + _BELOW, row["ranges"][0][1]) + 1):
                if _NUMBER.fullmatch(self.source.lines[number - 1]):
                    yield self._at(number, "has no number, and there one is printed")


def _are_beside(words: str, person: Row) -> bool:
    """Return whether name, office and institution of a person stand near one another."""
    first, *rest = _parts(person["name"], person["title"], person["institution"])
    starts = [at.start() for at in re.finditer(re.escape(first), words)]
    return not starts or all(
        any(one in words[max(0, at - _TOGETHER) : at + _TOGETHER] for at in starts) for one in rest
    )


def _said(person: Row) -> str:
    return "、".join(f"“{one}”" for one in _parts(*person.values()))


def _parts(*names: str | None) -> Iterator[str]:
    """Yield the names in what is said of a person, without blanks."""
    for name in names:
        yield from filter(None, map(bare, _PARTS.split(name or "")))


def facts_proof(site: Path, seeds: Seeds) -> Iterator[str]:
    """Yield what the data of a tree say of who and when that the received files do not."""
    files = {source.entry.file: source for source in seeds.sources}
    for folder in sorted({file.parent for file in site.rglob("data/articles.json")}):
        articles, documents = (rows_of(folder / f"{one}.json") for one in ("articles", "documents"))
        path = folder.relative_to(site).as_posix()
        if articles is None or documents is None:
            continue  # told by the proof of the data
        try:
            found = [*Facts(files, seeds.facts).faults(articles), *texts(documents, articles)]
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            yield f"{path}/articles.json: a row is not as its schema says: {error!r}"
            continue
        yield from (f"{path}/articles.json: {id_}: {said}" for id_, said in found)


def texts(documents: Sequence[Row], articles: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield id of a text, and what is wrong with what it says of who speaks and when.

    A text says what its base says. Of a paragraph an answerer, a writer or who issued the document
    speaks, in the voice of the text, or somebody asks.
    """
    by_id = {row["id"]: row for row in articles}
    for row in documents:
        base = by_id.get(row["articles"][0] if row["articles"] else "")
        if base is None:
            yield row["id"], "has no base in articles.json"
            continue
        for fact in _OF_BASE:
            if row[fact] != base[fact] and (base[fact] or fact not in ("title", "publisher")):
                yield row["id"], f"{fact} is {row[fact]}, in its base {base[fact]}"
        spoken = {one["id"]: one for one in base["paragraphs"]}
        for one in row["paragraphs"]:
            yield from ((row["id"], said) for said in _paragraph(one, base, spoken.get(one["id"])))


_OF_BASE = (
    "title", "kind", "authority", "date", "publisher", "authors", "status", "part", "issuers",
    "number", "issued", "published", "origin", "level",
)  # fmt: skip


def _paragraph(row: Row, base: Row, printed_: Row | None) -> Iterator[str]:
    where = f"{row['id']} ({base['source']}:{row['ranges'][0][0]})"
    voice = "question" if row["role"] == "question" else base["authority"]
    if row["voice"] != voice:
        yield f"{where} is in the voice {row['voice']}, not {voice}"
    people = [*base["authors"], *([base["speaker"]] if base["speaker"] else [])]
    mark = printed_["speaker"] if printed_ else None
    given = (value for one in people for value in one.values())
    known = [*_parts(*given, *base["issuers"], mark), *_ASKING]
    if rest := _rest(row["speaker"] or "", known):
        yield f"{where} is said by “{rest}”, whom its article does not name"
    names = {bare(one["name"]) for one in people if one["name"]}
    if mark in names and mark not in bare(row["speaker"] or ""):
        yield f"{where} is said by “{row['speaker']}”, and marked {mark}"
    if row["speaker"] is None and (names or base["speaker"]) and row["role"] in _SAID:
        yield f"{where} is said by nobody"


_ASKING = ("记者", "主持人")
"""Who asks where the headline or the lead says so: 答记者问."""

_SAID = ("body", "item", "answer")
"""Roles of paragraphs that somebody says or writes where an article names one."""


def _rest(words: str, known: Sequence[str]) -> str:
    """Return what of the words for a speaker no fact of the article says."""
    rest = bare("".join(_PARTS.split(words)))
    for one in sorted(known, key=len, reverse=True):
        rest = rest.replace(one, "")
    return rest
