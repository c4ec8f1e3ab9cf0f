"""The updates and what changed between them as rows of `site/data/`, with their makers.

A corpus that was not told its history has its own update alone, and no changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from builder.model import Change, ChangeKind, Changes, Corpus, EditorDate


@dataclass(frozen=True, slots=True)
class CountsRow:
    """How much the site held after an update."""

    sources: int
    """Received files."""
    documents: int
    """Texts."""
    paragraphs: int
    """Paragraphs of texts."""
    passages: int
    """Paragraphs that are filed under an action or a pillar."""
    terms: int
    """Terms that the texts use."""
    links: int
    """References."""
    corrections: int
    """Places that are read otherwise than printed, or marked."""


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """An update of the policy; the rows are in the order of time, the oldest first."""

    id: str
    """Part of the address of the site as of it: at/<id>/."""
    date: str
    """ISO 8601: a day, a month, a year, or an interval."""
    title: str
    """What happened."""
    why: str
    """Why it makes a snapshot."""
    documents: tuple[str, ...]
    """Ids of the texts that it brought, as they were called then."""
    counts: CountsRow
    """How much there was after it."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One thing that is otherwise in a later update than in an earlier one."""

    earlier: Annotated[str, Field(serialization_alias="from")]
    """Id of the earlier snapshot."""
    later: Annotated[str, Field(serialization_alias="to")]
    """Id of the later snapshot."""
    kind: ChangeKind
    """What changed."""
    document: str | None
    """Id of the text, as it is called later; the earlier one where it is gone."""
    paragraph: str | None
    """Id of the paragraph, likewise."""
    before: str
    """How it was: words, a name, an id, or an address; what is printed, of a correction."""
    after: str
    """How it is; of a correction what is read, with the reason in brackets."""
    url: str
    """Where it is shown; of what is gone, the page that tells so."""


def snapshots(corpus: Corpus) -> Iterator[SnapshotRow]:
    """Yield the updates, the oldest first."""
    for update in corpus.updates:
        date, counts = update.entry.date, update.counts
        yield SnapshotRow(
            id=update.entry.id,
            date=date.value if isinstance(date, EditorDate) else date,
            title=update.entry.title,
            why=update.entry.why,
            documents=update.documents,
            counts=CountsRow(
                sources=counts.sources,
                documents=counts.documents,
                paragraphs=counts.paragraphs,
                passages=counts.passages,
                terms=counts.terms,
                links=counts.links,
                corrections=counts.corrections,
            ),
        )


def changes(corpus: Corpus) -> Iterator[ChangeRow]:
    """Yield what changed between every two updates, sorted by their ids, kind and place."""
    places = _places(corpus)
    for between in sorted(corpus.changes, key=lambda one: (one.before, one.after)):
        rows = {_row(between, change, places) for change in _all(between)}
        yield from sorted(
            rows,
            key=lambda row: (
                row.kind, row.document or "", row.paragraph or "", row.url, row.before, row.after,
            ),
        )  # fmt: skip


def _all(changes: Changes) -> Iterator[Change]:
    yield from changes.documents
    yield from changes.sentences
    yield from changes.filings
    yield from changes.terms
    yield from changes.links
    yield from changes.cited
    yield from changes.corrections


def _row(between: Changes, change: Change, places: dict[str, str]) -> ChangeRow:
    before, after = change.before, change.after
    if change.kind == "filed":
        after = change.subject
    elif change.kind == "unfiled":
        before = change.subject
    elif change.kind == "link_added":
        after = change.subject
    elif change.kind == "link_removed":
        before = change.subject
    elif change.kind.startswith("correction"):
        after = f"{after}（{change.reason}）"
    return ChangeRow(
        earlier=between.before,
        later=between.after,
        kind=change.kind,
        document=change.document,
        paragraph=change.paragraph,
        before=before,
        after=after,
        url=_url(between, change, places),
    )


def _url(between: Changes, change: Change, places: dict[str, str]) -> str:
    """Return where a change is shown: its paragraph, its entry, its text; else the changes."""
    if change.kind in ("term_added", "term_changed"):
        known = places.get(f"term {change.subject}")
    elif change.kind == "link_added" and not change.origin.startswith("documents/"):
        folder, _, anchor = change.origin.partition("/#")
        known = f"{folder}/index.html#{anchor}" if anchor else f"{folder}.html"
    elif change.kind == "cited":
        known = places.get(f"entity {change.subject}")
    else:
        known = places.get(change.paragraph or "") or places.get(change.document or "")
    return known or f"changes/{between.before}--{between.after}.html"


def _places(corpus: Corpus) -> dict[str, str]:
    """Return id → address of what the corpus shows; ids of terms and entities with their sort."""
    places = {text.id: f"documents/{text.id}.html" for text in corpus.texts}
    for text in corpus.texts:
        for one in text.paragraphs:
            anchor = one.id.removeprefix(f"{text.id}-")
            places[one.id] = f"documents/{text.id}.html#{anchor}"
    places |= {f"term {t.entry.id}": f"glossary/index.html#{t.entry.id}" for t in corpus.terms}
    places |= {f"entity {one.id}": f"entities/index.html#{one.id}" for one in corpus.entities}
    return places
