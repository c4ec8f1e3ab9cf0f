"""The search: a corpus in, the files out that a browser needs to search it.

Pure and repeatable, so that what was published can be proven. The files stand under the site's
root; `search/engine.js` first, `search/index.js` hands it the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.model import Corpus, IndexFile
from builder.search.library import library
from builder.search.whole import script

ENGINE = Path(__file__).with_name("engine.js")
"""The browser's half: plain JavaScript without dependencies."""


def index(corpus: Corpus) -> Iterator[IndexFile]:
    """Yield the engine and the index of a corpus."""
    yield IndexFile("search/engine.js", ENGINE.read_bytes())
    yield IndexFile("search/index.js", script(library(corpus)))
