"""For search engines: sitemap.xml and robots.txt of a site whose public address is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from builder.model import Edition, EditorDate, SiteFile
from builder.site.settings import Settings
from builder.site.snapshots import html_path, permanent

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
"""At the root; without a public address a site has neither."""

MOST = 50_000
"""Addresses that one sitemap may have; a longer one is an index of several."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def crawling(
    editions: Sequence[Edition], by_hand: Iterable[str], said: Settings, most: int = MOST
) -> Iterator[SiteFile]:
    """Yield the files; none where the address of the site is not known.

    `by_hand` are the pages that were written by hand, which are at the root alone. A page is as new
    as its snapshot: it was built from nothing later.
    """
    if not said.url:
        return
    rows = [_row("url", said.address(path), day) for path, day in _pages(editions, by_hand)]
    parts = [rows[start : start + most] for start in range(0, len(rows), most)]
    if len(parts) == 1:
        yield SiteFile(SITEMAP, _document("urlset", rows))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield SiteFile(
            SITEMAP,
            _document("sitemapindex", [_row("sitemap", said.address(name)) for name in names]),
        )
        for name, part in zip(names, parts, strict=True):
            yield SiteFile(name, _document("urlset", part))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {said.address(SITEMAP)}\n"
    yield SiteFile(ROBOTS, robots.encode())


def crawling_paths(said: Settings) -> tuple[str, ...]:
    """Return the paths that such files take in every site whose address is known."""
    return (SITEMAP, ROBOTS) if said.url else ()


def _pages(editions: Sequence[Edition], by_hand: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and day of each page but redirects, the root first, then the newest snapshot."""
    newest = editions[-1]
    for path in by_hand:
        yield html_path(path), as_of(newest.snapshot.date)
    for folder, edition in (("", newest), *((permanent(one), one) for one in reversed(editions))):
        for page in edition.own_pages:
            yield folder + html_path(page.path), as_of(edition.snapshot.date)


def as_of(date: EditorDate | str) -> str:
    """Return the latest day, month or year that the date of an update names: 2026-03 of 2026-03/..

    >>> as_of("2025-08/2025-09"), as_of("2026-03/.."), as_of("2025-08-26")
    ('2025-09', '2026-03', '2025-08-26')
    """
    first, _, last = (date if isinstance(date, str) else date.value).partition("/")
    return first if last in ("", "..") else last


def _row(tag: str, address: str, day: str = "") -> str:
    changed = day and f"<lastmod>{day}</lastmod>"
    return f"<{tag}><loc>{escape(address)}</loc>{changed}</{tag}>"


def _document(tag: str, rows: Iterable[str]) -> bytes:
    body = "\n".join(rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{_NAMESPACE}">\n{body}\n</{tag}>\n'
    ).encode()
