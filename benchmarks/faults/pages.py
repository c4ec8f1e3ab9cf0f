"""The kinds of page of a site, as patterns of paths; at the root and in each snapshot."""

from __future__ import annotations

HOME = r"index\.html"
LABEL = r"(?:actions|pillars)/(?!index)[^/]+\.html"
LABELS = r"(?:actions|pillars)/index\.html"
TEXT = r"documents/(?!index)[^/]+\.html"
TEXTS = r"documents/index\.html"
SOURCE = r"sources/(?!index)[^/]+\.html"
SOURCES = r"sources/index\.html"
GLOSSARY = r"glossary/index\.html"
ENTITIES = r"entities/index\.html"
COVERAGE = r"coverage/index\.html"
COMPARE = r"compare/(?!index)[^/]+\.html"
CHANGE = r"changes/[^/]+--[^/]+\.html"
CHANGES = r"changes/index\.html"
ABOUT = r"about/index\.html"
ACCESS = r"accessibility\.html"
SEARCH = r"search/index\.html"
MISSING = r"404\.html"
SINGLE = r"one/(?!index)[^/]+\.html"
WHOLE = r"one/index\.html"

ANY = r"(?!one/|404|sources/.*\.pdf).*\.html"
"""Every page with the frame that all share."""

EVERY = {
    "the home page": HOME,
    "a page of a label": LABEL,
    "a list of labels": LABELS,
    "a text": TEXT,
    "the list of texts": TEXTS,
    "a source": SOURCE,
    "the list of sources": SOURCES,
    "the glossary": GLOSSARY,
    "the cited documents": ENTITIES,
    "the coverage": COVERAGE,
    "a comparison of copies": COMPARE,
    "a page of changes": CHANGE,
    "the list of changes": CHANGES,
    "the page about the site": ABOUT,
    "the page on accessibility": ACCESS,
    "the page of the search": SEARCH,
    "the page for what is missing": MISSING,
    "a single file": SINGLE,
    "the whole in one file": WHOLE,
}
"""What readers call a kind of page → its paths."""
