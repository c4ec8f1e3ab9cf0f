"""The search: a corpus in, the files out that a browser needs to search it.

Pure and repeatable, so that what was published can be verified. Pages load `search/engine.js`, then
`search/index.js`, which hands it the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from builder.model import Corpus, SiteFile
from builder.search.columns import left_script, script
from builder.search.library import Library, library
from builder.search.shards import LIMITS, Limits, shards

ENGINE = Path(__file__).with_name("engine.js")
"""The browser's half: plain JavaScript without dependencies."""

SHARDS = Path(__file__).with_name("shards.js")
"""What the engine needs in addition for an index in shards."""

WHOLE = 1_000_000
"""Characters of the largest library whose index is one file."""

#   /* Fold one character:
#      width, case. */
#   // 数据 开放 are two words.
_COMMENT = re.compile(r"^ *(?:/\* (?:[^*]|\*(?!/))*\*/|// .*)$", re.MULTILINE)

LONGEST_NAME = 16
"""Characters that OpenSearch allows a name."""


def index(corpus: Corpus) -> Iterator[SiteFile]:
    """Yield the engine and the index of a corpus."""
    yield from files(library(corpus))


def left_out(corpus: Corpus) -> Iterator[SiteFile]:
    """Yield what is left out, which is loaded where somebody asks for it; in shards it is there."""
    values = library(corpus)
    if _is_whole(values, WHOLE):
        yield SiteFile("search/left-out.js", left_script(values))


def _is_whole(values: Library, whole: int) -> bool:
    """Return whether the index is one file."""
    return sum(len(one.text) for one in values.paragraphs) <= whole


def files(values: Library, *, whole: int = WHOLE, limits: Limits = LIMITS) -> Iterator[SiteFile]:
    """Yield the engine and the index of a library: in shards from more than `whole` characters."""
    engine = _bare(ENGINE)
    if _is_whole(values, whole):
        yield SiteFile("search/engine.js", engine)
        yield SiteFile("search/index.js", script(values))
    else:
        yield SiteFile("search/engine.js", engine + _bare(SHARDS))
        yield from shards(values, limits)


def _bare(script: Path) -> bytes:
    """Return a script without indentation and the comments that are lines of their own."""
    lines = _COMMENT.sub("", script.read_text("utf-8")).splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip()).encode()


def described(corpus: Corpus, base: str) -> Iterator[SiteFile]:
    """Yield the OpenSearch description, by which a browser adds the site's search to its own.

    `base` is the address of the site's folder, which ends with a slash. The format wants whole
    addresses: where the site does not know its own, as '', there is no description.
    """
    if not base:
        return
    name = corpus.seeds.framework.title
    hits = escape(f"{base}search/index.html?q={{searchTerms}}")
    content = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(name[:LONGEST_NAME])}</ShortName>
<Description>{escape(name)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="{hits}"/>
</OpenSearchDescription>
"""
    yield SiteFile("search/opensearch.xml", content.encode())
