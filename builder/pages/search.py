"""The search page: a place that the script fills, and where to look without scripts."""

from __future__ import annotations

from builder.model import Page, addresses
from builder.pages.markdown import FrontMatter, classed, heading, link, page


def search() -> Page:
    """Return the page of all hits, with its facets."""
    address = addresses.SEARCH
    indexes = "、".join(
        link(name, to, address)
        for name, to in (("术语索引", addresses.GLOSSARY), ("文献目录", addresses.DOCUMENTS))
    )
    return page(
        address,
        FrontMatter("搜索", "在全部文献、题名与术语中查找", "search"),
        heading(1, "搜索", "title"),
        '<div id="search-page"></div>',
        classed(f"浏览器未启用脚本时，请查{indexes}。", "without-scripts"),
    )
