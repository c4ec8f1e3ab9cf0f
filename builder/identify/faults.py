"""What editors say of articles, and the articles → what these do not bear, and what would be lost.

A line in no text, two entries for one article, a paragraph that did not come about. What the lines
of a file tell alone is checked before, as it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.model import NONE, Article, ArticleEntry, EntryFault, Lines, Pairing, Source

Path = tuple[str | int, ...]
"""Keys and places in lists that lead to a value in a source's entry."""

_OF_LEFT_OUT = frozenset(("kind", "authors", "left_out"))
"""What an entry can say of lines that are no text: that they are a caption, and whose."""


def faults(source: Source, articles: Sequence[Article]) -> Iterator[EntryFault]:
    """Yield what an editor says of a file that the file's articles do not bear."""
    named: dict[str, ArticleEntry] = {}
    for entry, path in _entries(source):
        article = _meant(entry, articles)
        if article is None:
            yield from _no_text(source, entry, path, articles)
        elif (first := named.setdefault(article.id, entry)) is not entry:
            yield _fault(
                source,
                (*path, "line" if entry.line else "ranges"),
                f"{_place(entry)} is in the article that {_place(first)} names",
                "say all of an article in one entry",
            )
        else:
            yield from _no_part(source, entry, path, article)


def faults_between(sources: Sequence[Source], articles: Sequence[Article]) -> Iterator[EntryFault]:
    """Yield relations and pairings of files that lead to no text, or back to the same one."""
    texts = {one.id: one for one in articles if one.paragraphs}
    known = {source.entry.id for source in sources}
    for source in sources:
        own = [one for one in texts.values() if one.source == source.entry.id]
        for entry, path in _entries(source):
            article = _meant(entry, own)
            if article is not None and entry.relations:
                yield from _unrelated(source, path, article, texts)
        for place, pairing in enumerate(source.entry.pairings):
            if source.whole is None and pairing.article.rpartition("-")[0] in known:
                yield from _unpaired(source, ("pairings", place), pairing, own, texts)


def _entries(source: Source) -> Iterator[tuple[ArticleEntry, Path]]:
    """Yield what an editor says of each article, with the path to it."""
    for field in ("articles", "pins"):
        for place, entry in enumerate(getattr(source.entry, field)):
            yield entry, (field, place)


def _meant(entry: ArticleEntry, articles: Sequence[Article]) -> Article | None:
    return next((one for one in articles if one.paragraphs and entry.means(one.ranges)), None)


def _fault(source: Source, path: Path, message: str, remedy: str) -> EntryFault:
    return EntryFault(source.entry.id, path, message, remedy)


def _place(entry: ArticleEntry) -> str:
    return f"line {entry.line}" if entry.line else f"`ranges` from line {entry.ranges[0][0]} on"


# ---------------------------------------------------------------- one article


def _no_text(
    source: Source, entry: ArticleEntry, path: Path, articles: Sequence[Article]
) -> Iterator[EntryFault]:
    """Yield what is said of an article where there is none."""
    lines = ((entry.line, entry.line),) if entry.line else entry.ranges
    held = [one for one in articles if any(_overlap(line, one.ranges) for line in lines)]
    borne = {"left_out"} | {
        field
        for field in ("kind", "authors")
        if held and getattr(held[0], field) == getattr(entry, field)
    }
    if lost := sorted(entry.said - borne):
        why = f", but left out ({held[0].reason})" if held else ""
        remedy = (
            f"name a line of an article: `python -m builder plan --card {_file(source)}` shows them"
        )
        if entry.line and not any(one.left_out for one in source.entry.told):
            remedy += f"; or make one of it: `ranges: [[{entry.line}, {entry.line}]]` and its kind"
        yield _fault(
            source,
            (*path, "line" if entry.line else "ranges"),
            f"{_place(entry)} is in no article{why}; lost would be {', '.join(lost)}",
            remedy,
        )


def _file(source: Source) -> str:
    return f"seeds/sources/{source.entry.file}"


def _no_part(
    source: Source, entry: ArticleEntry, path: Path, article: Article
) -> Iterator[EntryFault]:
    """Yield what is said of lines that are not in an article, or of facts that it cannot have."""
    shows = f"`python -m builder plan --card {_file(source)}` shows the lines of the article"
    title = article.identity.basis_of("title")
    if entry.title_line is not None and (title is None or title.line != entry.title_line):
        line = (entry.title_line, entry.title_line)
        inside = _overlap(line, article.ranges)
        yield _fault(
            source,
            (*path, "title_line"),
            f"line {entry.title_line} is not in the article"
            if not inside
            else f"line {entry.title_line} cannot be read as a headline",
            f"{shows}; a headline elsewhere is taken in by `ranges`" if not inside else shows,
        )
    for place, one in enumerate(entry.paragraphs):
        held = [p.ranges for p in article.paragraphs if _overlap(one.lines, p.ranges)]
        wanted = _words(source, (one.lines,))
        if not held or _words(source, [line for ranges in held for line in ranges]) != wanted:
            yield _fault(
                source,
                (*path, "paragraphs", place),
                f"not all of the lines {list(one.lines)} are text of the article, which has the "
                f"lines {_shown(article.ranges)}",
                shows,
            )
    yield from _not_whole(source, entry, path, article)
    for fact in ("status", "part"):
        if getattr(entry, fact) not in (None, NONE) and article.kind != "policy":
            yield _fault(
                source,
                (*path, fact),
                f"`{fact}` is of a policy, and this is `kind: {article.kind}`",
                "add `kind: policy`, or take it out",
            )


def _not_whole(
    source: Source, entry: ArticleEntry, path: Path, article: Article
) -> Iterator[EntryFault]:
    """Yield lines of `only` that take no paragraph, or a part of one."""
    taken = _words(source, entry.only)
    for place, lines in enumerate(entry.only):
        here = (*path, "only", place)
        touched = [one for one in article.paragraphs if _overlap(lines, one.ranges)]
        if not touched:
            yield _fault(
                source,
                here,
                f"no paragraph of the article is on the lines {list(lines)}",
                f"its paragraphs are on the lines "
                f"{_shown([line for one in article.paragraphs for line in one.ranges])}",
            )
        for one in touched:
            if not _words(source, one.ranges) <= taken:
                yield _fault(
                    source,
                    here,
                    f"the lines {list(lines)} cut a paragraph in two",
                    f"take in all of it, the lines {_shown(one.ranges)}, or nothing",
                )


def _overlap(lines: Lines, ranges: Sequence[Lines]) -> bool:
    return any(first <= lines[1] and lines[0] <= last for first, last in ranges)


def _words(source: Source, ranges: Sequence[Lines]) -> set[int]:
    """Return the lines of some ranges that are not blank."""
    every = {line for first, last in ranges for line in range(first, last + 1)}
    return {line for line in every if source.lines[line - 1].strip()}


def _shown(ranges: Sequence[Lines]) -> str:
    return ", ".join(f"[{first}, {last}]" for first, last in ranges)


# ---------------------------------------------------------------- articles of several files


def _unrelated(
    source: Source, path: Path, article: Article, texts: Mapping[str, Article]
) -> Iterator[EntryFault]:
    """Yield relations to an article itself, to no article, and to one article twice."""
    before: set[tuple[str, str]] = set()
    for place, one in enumerate(article.identity.relations):
        here = (*path, "relations", place, "target")
        if one.target == article.id:
            yield _fault(
                source, here, "the article would stand so to itself", "name the other document"
            )
        elif not one.target.startswith("《") and one.target not in texts:
            yield _fault(
                source,
                here,
                f"`{one.target}` is a line of no article",
                "write a line of an article, or a name, as 《某某意见》",
            )
        elif (one.kind, one.target) in before:
            yield _fault(
                source,
                here,
                f"`{one.kind}` leads to `{one.target}` twice",
                "take one of the two out",
            )
        before.add((one.kind, one.target))


def _unpaired(
    source: Source,
    path: Path,
    pairing: Pairing,
    own: Sequence[Article],
    texts: Mapping[str, Article],
) -> Iterator[EntryFault]:
    """Yield pairings of an article with itself, and of what is no article that is taken in."""
    line = (pairing.line, pairing.line)
    here = next((one for one in own if one.relevant and _overlap(line, one.ranges)), None)
    if here is None:
        yield _fault(
            source,
            (*path, "line"),
            f"line {pairing.line} is in no article that is taken in",
            f"`python -m builder plan --card {_file(source)}` shows the articles",
        )
    other = texts.get(pairing.article)
    excerpt = next((one for one in (here, other) if one and one.relevant_ranges), None)
    if pairing.same and excerpt is not None:
        yield _fault(
            source,
            (*path, "same"),
            f"`{excerpt.id}` is an excerpt, and no copy of a whole text",
            "take the pairing out, or take the article in as a whole: `relevant: true`",
        )
    if other is None or not other.relevant or other is here:
        yield _fault(
            source,
            (*path, "article"),
            f"there is no other article `{pairing.article}` that is taken in",
            "write the id of the other article: the id of its source and its first line, as gov-9",
        )
