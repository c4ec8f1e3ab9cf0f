"""The search: a corpus in, the files out that a browser needs to search it.

Pure and repeatable, so that what was published can be proven. The files stand under the site's
root; `search/engine.js` is loaded first, `search/index.js` hands it the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.model import ANEW, Corpus, Once, SiteFile
from builder.search.library import Library, library
from builder.search.opensearch import opensearch
from builder.search.shards import shards
from builder.search.whole import script

ENGINE = Path(__file__).with_name("engine.js")
"""The browser's half: plain JavaScript without dependencies."""

SHARDS = Path(__file__).with_name("shards.js")
"""What it needs beside that for a library in pieces."""

WHOLE = 1_000_000
"""Most characters that are sent in one piece."""


def index(corpus: Corpus, once: Once = ANEW) -> Iterator[SiteFile]:
    """Yield the engine and the index of a corpus; `once` is asked for the words of each text."""
    yield from files(library(corpus), once)


def described(corpus: Corpus, base: str) -> Iterator[SiteFile]:
    """Yield what tells a browser of the search in the folder at `base`; nothing for none."""
    yield from opensearch(corpus.seeds.framework.title, base)


def files(values: Library, once: Once = ANEW, *, most: int = WHOLE) -> Iterator[SiteFile]:
    """Yield the engine and the index of a library: in one piece, or in many."""
    engine = ENGINE.read_bytes()
    if sum(len(one.text) for one in values.paragraphs) <= most:
        yield SiteFile("search/engine.js", engine)
        yield SiteFile("search/index.js", script(values, once))
    else:
        yield SiteFile("search/engine.js", engine + SHARDS.read_bytes())
        yield from shards(values)
