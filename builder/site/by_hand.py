"""Files written by hand in `docs/` → those at an address of the builder, which are refused.

MkDocs would show one of the two, and which one can differ from run to run.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.disk.files import content
from builder.model import InputError, Page
from builder.model.addresses import FEED, feed
from builder.site.missing import MISSING
from builder.site.render import assets, by_hand
from builder.site.snapshots import SCRIPT, html_path

FOLDERS = ("at", "data", "one", "search")
"""Folders of the site that are the builder's alone."""


def misplaced(root: Path, pages: Iterable[Page], files: Iterable[str] = ()) -> Iterator[InputError]:
    """Yield an error for each file written by hand in the place of a file of the site.

    Such files are the `pages`, their feeds, styles and scripts, and `files`, by their paths under
    the site. Names are the same where they differ in capitals alone, as many systems have it. A
    link to a folder is refused as well, because its files would be there twice.
    """
    fixed = (FEED, SCRIPT, MISSING, *assets(root), *files)
    paged = (made for page in pages for made in (html_path(page.path), feed(page.path)))
    taken = {_alike(path): path for path in (*fixed, *paged)}
    within = {_alike(str(folder)) for path in taken.values() for folder in Path(path).parents}
    for file in by_hand(root):
        path, address = file.src_uri, file.dest_uri
        parts = _alike(address).split("/")
        ways = ["/".join(parts[:length]) for length in range(1, len(parts) + 1)]
        if parts[0] in FOLDERS:
            yield _error(path, f"lies in a folder of the builder, {parts[0]}/")
        elif made := next((taken[way] for way in ways if way in taken), None):
            yield _error(path, f"lies at an address of the builder, {made}")
        elif ways[-1] in within:
            yield _error(path, f"has the name of a folder of the site, {address}/")
        elif content(root / "docs" / path) is None:
            remedy = "put the files themselves there, for all to read"
            yield _error(path, "is no plain file", remedy)


def _error(
    path: str, what: str, remedy: str = "give the file another name or another folder"
) -> InputError:
    return InputError(f"docs/{path}", f"written by hand, and {what}", remedy=remedy)


def _alike(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
