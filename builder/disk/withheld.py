"""What an editor withholds is taken out of a source as it is read: nothing later can show it.

In: a source as its file has it. Out: the source with these lines blank, and of each its number,
length, hash and reason; what the file says about itself in the same words goes too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from builder.formats import read
from builder.model import Fact, InputError, Source, Withheld

SHORTEST = 2
"""Characters of the shortest name that is found again in what the file says about itself."""

LEAST = 6
"""Characters from which words are so much their own that they may stand nowhere on a site."""


SENTENCE = 20
"""Characters of the shortest line that is somebody's sentence, which not all may print."""


def withhold(source: Source) -> Source:
    """Return a source without the words of the lines that its entry withholds.

    Blank lines, and lines that were withheld when it was read, stay as they are.
    """
    reasons = {
        line: one.reason
        for one in reversed(source.entry.withheld)
        for first, last in one.ranges
        for line in range(max(first, 1), min(last, len(source.lines)) + 1)
    }
    taken: dict[int, str] = {}
    for line in reasons:
        if words := (source.lines[line - 1].strip() or source.received[line - 1].strip()):
            taken[line] = words
    if not taken:
        return source
    told = (
        *source.withheld,
        *(
            Withheld(line, len(words), digest(words), reasons[line])
            for line, words in taken.items()
        ),
    )
    facts = tuple(fact for fact in source.facts if not _tells(fact, taken.values()))
    told_url = any(words in (source.url or "") for words in taken.values())
    return replace(
        source,
        lines=_blanked(source.lines, taken),
        printed=_blanked(source.printed, taken),
        facts=facts,
        url=None if told_url else source.url,
        damage=tuple(one for one in source.damage if one.line not in taken),
        withheld=tuple(sorted(told, key=lambda one: one.line)),
    )


def _blanked(lines: tuple[str, ...], taken: Iterable[int]) -> tuple[str, ...]:
    held = frozenset(taken)
    return tuple("" if at in held else line for at, line in enumerate(lines, 1))


def _tells(fact: Fact, taken: Collection[str]) -> bool:
    """Return whether a fact says what is withheld: all words of a line, or a name in them."""
    value = fact.value.strip()
    if fact.name == "author" and len(value) >= SHORTEST and any(value in words for words in taken):
        return True
    return any(words in value for words in taken)


def digest(words: str) -> str:
    """Return the hash of words."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def withheld_words(root: Path, sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Yield place and words of what is withheld, as the received files under a root have it.

    A place is `seeds/sources/a.html:5`. Words of fewer than `LEAST` characters are left out.
    """
    for source in sources:
        name = f"seeds/sources/{source.entry.file}"
        wanted = {one.sha256: one.line for one in source.withheld if one.length >= LEAST}
        if not wanted:
            continue
        with suppress(OSError, InputError):
            anew = read(source.entry, (root / name).read_bytes(), name)
            for line in (*anew.lines, *anew.printed):
                words = line.strip()
                if (number := wanted.get(digest(words))) is not None:
                    yield f"{name}:{number}", words


def unquoted_words(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Yield place and words of sentences that the rights of their file withhold.

    Words of fewer than `SENTENCE` characters, and those that another line prints, are left out.
    """
    sources = tuple(sources)
    shown = "\n".join("".join(line.strip() for line in one.lines) for one in sources)
    for source in sources:
        if source.whole is None:
            continue
        before = {one.line for one in source.whole.withheld}
        for one in source.withheld:
            words = source.whole.lines[one.line - 1].strip()
            if one.line not in before and len(words) >= SENTENCE and words not in shown:
                yield f"seeds/sources/{source.entry.file}:{one.line}", words
