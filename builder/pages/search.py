"""The search page: a place that the script fills, and where to look without scripts."""

from __future__ import annotations

from builder.messages import search as say
from builder.messages import shared
from builder.model import Page, addresses
from builder.pages.markdown import FrontMatter, classed, heading, link, page


def search() -> Page:
    """Return the page of all hits, with its facets."""
    address = addresses.SEARCH
    indexes = "、".join(
        link(name, to, address)
        for name, to in (
            (say.TERMS_INDEX, addresses.GLOSSARY),
            (say.TEXTS_INDEX, addresses.DOCUMENTS),
        )
    )
    return page(
        address,
        FrontMatter(shared.SEARCH, say.DESCRIPTION, "search"),
        heading(1, shared.SEARCH, "title"),
        '<div id="search-page"></div>',
        classed(say.NO_SCRIPTS(indexes=indexes), "without-scripts"),
    )
