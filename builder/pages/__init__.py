"""A corpus → the generated pages of `docs/`, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from builder.model import Corpus, Page
from builder.pages.about import about
from builder.pages.areas import areas
from builder.pages.changes import changes
from builder.pages.compare import compare
from builder.pages.coverage import coverage
from builder.pages.documents import documents
from builder.pages.entities import entities
from builder.pages.glossary import glossary
from builder.pages.home import home
from builder.pages.page_index import PageIndex
from builder.pages.search import search
from builder.pages.sources import sources
from builder.pages.versions import versions


def pages(corpus: Corpus) -> Iterator[Page]:
    """Yield every generated page: home, areas, texts, copies, versions, files, glossary, about."""
    index = PageIndex(corpus)
    yield home(index)
    yield from areas(index)
    yield from documents(index)
    yield from compare(index)
    yield from versions(index)
    yield from sources(index)
    yield glossary(index)
    yield from coverage(index)
    yield entities(index)
    yield from changes(index)
    yield about(index)
    yield search()
