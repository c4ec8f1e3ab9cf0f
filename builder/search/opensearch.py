"""A site's name and address → the description by which a browser adds its search to its own.

The format wants whole addresses: of a site that does not know its own, there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from builder.model import SiteFile

_LONGEST = 16
"""Letters that a name may have in a browser's list."""


def opensearch(name: str, base: str) -> Iterator[SiteFile]:
    """Yield the description of the search at `base`, which ends with a slash; none for ''."""
    if not base:
        return
    hits = escape(f"{base}search/index.html?q={{searchTerms}}")
    content = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(name[:_LONGEST])}</ShortName>
<Description>{escape(name)}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" method="get" template="{hits}"/>
</OpenSearchDescription>
"""
    yield SiteFile("search/opensearch.xml", content.encode())
