"""The search page: a place that the script fills, and what leads on where there is none."""

from __future__ import annotations

from builder.model import Page, addresses
from builder.pages.markdown import classed, front_matter, heading, link, page


def search() -> Page:
    """Return the page of all hits, with its facets."""
    address = addresses.SEARCH
    ways = "、".join(
        link(name, to, address)
        for name, to in (("术语索引", addresses.GLOSSARY), ("文献目录", addresses.DOCUMENTS))
    )
    return Page(
        address,
        page(
            front_matter("搜索", "在全部文献、题名与术语中查找", "search"),
            heading(1, "搜索", "title"),
            '<div id="search-page"></div>',
            classed(f"浏览器未启用脚本时，请查{ways}。", "without-scripts"),
        ),
    )
