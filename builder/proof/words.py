"""Runs shown as a source's words → those that stand nowhere in the received files as they are said.

Held against the readings of the received files alone, with the editors' corrections: nothing that
the rules made of the files is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.disk.files import content
from builder.model import FARTHEST, CorrectionEntry, Source, joined_lines, printable
from builder.proof.markup import bare
from builder.proof.runs import Place, Run, runs

SINGLE = "one/"
"""Folder of the single files."""

QUOTED = 40
"""Characters of words that a finding quotes."""


@dataclass(frozen=True)
class Received:
    """What pages are held against."""

    sources: Mapping[str, Source]
    """The received files, by id."""
    corrections: Sequence[CorrectionEntry]
    """What editors read otherwise than printed."""

    def proves(self, words: str, run: Run) -> bool:
        """Return whether words of a run stand on lines that it names, but for what it says."""
        is_end = run.is_end or words != run.pieces[0]
        return any(
            self.stands(words, place)
            or self.is_marked(words, place, run.printed)
            or (is_end and self._stands_below(words, place))
            for place in run.places
        )

    def _stands_below(self, words: str, place: Place) -> bool:
        """Return whether the end of words that are cut short stands where they may go on.

        Of words that run over many lines a page may name the first line alone.
        """
        (first, last), *more = place.lines
        lines = self.sources[place.source].lines if place.source in self.sources else ()
        below = joined_lines(lines[first - 1 : first - 1 + FARTHEST])
        return first == last and not more and words in below

    def stands(self, words: str, place: Place) -> bool:
        """Return whether words stand on some lines of a file, as printed or as editors read it."""
        source = self.sources.get(place.source)
        if source is None or not place.lines:
            return False
        for lines in (source.lines, source.received):
            printed = _joined(lines, place)
            if words in printed or words in self._read(printed, place.source):
                return True
            if bare(words) in bare(printed):  # a byline of several lines
                return True
        (first, last), *more = place.lines
        return first == last and not more and bool(source.lines_with(words, first))

    def _read(self, printed: str, source: str) -> str:
        """Return printed words as editors read them."""
        for one in self.corrections:
            if one.source == source and one.kind == "mend" and one.reading is not None:
                printed = printed.replace(one.printed, one.reading)
        return printed

    def is_marked(self, words: str, place: Place, said: Iterable[str]) -> bool:
        """Return whether words stand there but for one that the page says is printed otherwise.

        Printed 路网[养护](#)先行 and a note 原件印作“[养护](#)” allow 路网养护先行: what is read in
        its place is what is left of it, or stands in another file between the same words.
        """
        source = self.sources.get(place.source)
        if source is None or not place.lines:
            return False
        printed = _joined(source.lines, place)
        for other in said:
            before, found, after = printed.partition(other)
            if not found or not (words.startswith(before) and words.endswith(after)):
                continue
            read = words[len(before) : len(words) - len(after)]
            around = before[-4:] + read + after[:4]
            if _is_left_of(read, other) or any(
                around in joined_lines(one.lines) for one in self.sources.values()
            ):
                return True
        return False


def _joined(lines: Sequence[str], place: Place) -> str:
    """Return the words of the lines of a place as one run."""
    return joined_lines(
        line for first, last in place.lines for line in lines[max(first, 1) - 1 : last]
    )


def _told(source: Source) -> str:
    """Return what a file prints and says about itself, without blanks: a headline of two lines has
    one between them.
    """
    return bare("".join((*source.lines, *(fact.value for fact in source.facts))))


def _is_left_of(read: str, printed: str) -> bool:
    """Return whether nothing but letters was taken away."""
    rest = iter(printed)
    return all(letter in rest for letter in read)


def words_proof(
    site: Path, sources: Iterable[Source], corrections: Sequence[CorrectionEntry]
) -> Iterator[str]:
    """Yield what the pages of a built tree show as words of a source that it does not print.

    The single files under one/ repeat pages in another form; they are held against these.
    """
    pages: dict[str, Sequence[Run]] = {}
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        if not path.startswith(SINGLE) and (held := content(file)) is not None:
            pages[path] = tuple(runs(path, held))
    received = Received({source.entry.id: source for source in sources}, corrections)
    yield from unproven(pages, received)


def unproven(pages: Mapping[str, Sequence[Run]], received: Received) -> Iterator[str]:
    """Yield the runs of some pages, by path, whose words are not where they are said to stand.

    A run stands on the lines that it names; or in a paragraph of a text to which it leads; or it is
    a part of another run of its page that stands; or the headline of a text. Where a passage has
    gone, the page leads to an older snapshot.
    """
    shown = _shown(pages, received)
    for path, found in pages.items():
        for run in found:
            yield from (f"{path}{one}" for one in _faults(run, shown, received))


@dataclass(frozen=True)
class _Shown:
    """What pages show with a line beside it, or as headlines."""

    paragraphs: Mapping[tuple[str, str], Sequence[Run]]
    """Path and anchor of a paragraph of a text, → the runs there that stand on their lines."""
    standing: Mapping[str, Sequence[str]]
    """Path of a page → words on it that stand on the lines beside them."""
    titles: frozenset[str]
    """Headlines of texts that a file of their paragraphs prints."""


def _shown(pages: Mapping[str, Sequence[Run]], received: Received) -> _Shown:
    paragraphs: dict[tuple[str, str], list[Run]] = {}
    standing: dict[str, list[str]] = {}
    titles: set[str] = set()
    for path, found in pages.items():
        files = {place.source for run in found for place in run.places}
        read = [_told(received.sources[one]) for one in sorted(files & {*received.sources})]
        for run in found:
            if run.is_title and "/documents/" in f"/{path}":
                titles.update(one for one in run.pieces if any(bare(one) in all_ for all_ in read))
            proven = tuple(one for one in run.pieces if received.proves(one, run))
            standing.setdefault(path, []).extend(proven)
            paragraphs.setdefault((path, run.anchor), []).append(replace(run, pieces=proven))
    return _Shown(paragraphs, standing, frozenset(titles))


def _faults(run: Run, shown: _Shown, received: Received) -> Iterator[str]:
    for words in run.pieces:
        led = (one for at in run.paragraphs for one in shown.paragraphs.get(at, ()))
        if (
            received.proves(words, run)
            or any(words in "".join(one.pieces) for one in led if _agree(run, one))
            or words in shown.titles
            or (not run.places and _stands_on_a_page(words, run, shown))
        ):
            continue
        at = f"#{run.anchor}" if run.anchor else ""
        quoted = words if len(words) <= QUOTED else f"{words[:QUOTED]}…"
        yield f"{at}: shows “{printable(quoted)}”, which {_missing(run, received)}"


def _stands_on_a_page(words: str, run: Run, shown: _Shown) -> bool:
    """Return whether words are a part of a run that stands on the page of another, or on a page to
    which it leads where that tells paragraphs side by side."""
    led = (path for path, anchor in run.paragraphs if (path, anchor) not in shown.paragraphs)
    return any(words in one for path in (run.page, *led) for one in shown.standing.get(path, ()))


def _agree(run: Run, paragraph: Run) -> bool:
    """Return whether a run names no line, or one of the lines of a paragraph to which it leads."""
    return not run.places or not {*run.places}.isdisjoint(paragraph.places)


def _missing(run: Run, received: Received) -> str:
    for place in run.places:
        source = received.sources.get(place.source)
        file = f"seeds/sources/{source.entry.file}" if source else place.source
        lines = ", ".join(f"{a}–{b}" if a != b else f"{a}" for a, b in place.lines)
        return f"{file}:{lines} does not print"
    for path, anchor in run.paragraphs:
        return f"{path}#{anchor} does not show"
    return "leads to no line of a received file"
