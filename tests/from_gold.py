"""The articles as careful readers typed them, as values: what `split` must give, without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builder.disk.seeds import read
from builder.identify.authority import authority
from builder.model import Article, Date, Paragraph, Person, Seeds

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"

UNSIGNED = "编者"
"""What readers call the writers of a page who do not sign it: nobody is named in print."""


def gold(name: str) -> list[dict[str, Any]]:
    """Return one of the readers' files."""
    rows: list[dict[str, Any]] = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    return rows


def seeds() -> Seeds:
    """Return what the editors wrote, as it stands in the checkout."""
    return read(ROOT)


def named(speaker: Any) -> Any:
    """Return a speaker as readers noted it, a name or a person; `None` where nobody signs."""
    title = speaker["title"] if isinstance(speaker, dict) else speaker
    return None if title == UNSIGNED else speaker


def articles(of: Seeds) -> tuple[Article, ...]:
    """Return the eighteen printed articles with their paragraphs."""
    sources = {source.entry.file: source.entry.id for source in of.sources}
    names = {row["id"]: f"{sources[row['seed']]}-{row['ranges'][0][0]}" for row in gold("articles")}
    return tuple(_article(row, names, sources[row["seed"]]) for row in gold("articles"))


def _article(row: dict[str, Any], names: dict[str, str], source: str) -> Article:
    name = names[row["id"]]
    article = Article(
        id=name,
        source=source,
        ranges=tuple((first, last) for first, last in row["ranges"]),
        kind=row["kind"],
        title=row["title"],
        publisher=row["agency"],
        authors=tuple(Person(**person) for person in row["author"] or ()),
        speaker=Person(**spoken) if (spoken := named(row["speaker"])) else None,
        date=_date(row),
        part_of=names.get(row.get("part_of")),
        paragraphs=tuple(
            Paragraph(
                id=f"{name}-p{paragraph['ranges'][0][0]}",
                role=paragraph["role"],
                speaker=named(paragraph["speaker"]),
                text=paragraph["text"],
                ranges=tuple((first, last) for first, last in paragraph["ranges"]),
                incomplete=paragraph["incomplete"],
            )
            for paragraph in gold("paragraphs")
            if paragraph["article"] == row["id"]
        ),
        relevant=row["relevant"],
    )
    return authority(article)


def _date(row: dict[str, Any]) -> Date | None:
    if row.get("date"):
        return Date(row["date"], "day", row["date_basis"])
    if row["relevant"] and row["seed"].startswith("003"):
        return Date("2025-08/2025-09", "interval", row["date_basis"])
    return Date("2026-03/..", "interval", row["date_basis"]) if row["relevant"] else None
