"""Addresses on the site as values: what a link leads to; spelt and parsed in this module alone.

An address is spelt without a suffix (`documents/x#p3`, `glossary/#y`) in links and in editors'
files; as a Markdown file in `docs/`, and as an HTML file in `site/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from builder.model.written import Framework

RefKind = Literal["action", "pillar", "topic", "document", "source", "term", "entity"]
"""What an address leads to."""
KINDS: tuple[RefKind, ...] = get_args(RefKind)
"""All kinds."""

_PAGES: dict[RefKind, str] = {
    "action": "actions/",
    "pillar": "pillars/",
    "document": "documents/",
    "source": "sources/",
}
"""Folders of the kinds that have a page each."""

_SECTIONS: dict[RefKind, tuple[str, str]] = {
    "topic": ("coverage/index", "topic-"),
    "term": ("glossary/index", ""),
    "entity": ("entities/index", ""),
}
"""Pages of the kinds that are a section each, and how their anchors begin."""

# actions/roads    documents/gov-9#p17    sources/gov#L3
# coverage/#topic-aims    glossary/#yang-hu    entities/#gong-lu-fa
_ADDRESS = re.compile(
    r"""
      actions/   (?P<action>   [^/\#]+ )
    | pillars/   (?P<pillar>   [^/\#]+ )
    | documents/ (?P<document> [^/\#]+ ) (?: \# (?P<anchor> .+ ) )?
    | sources/   (?P<source>   [^/\#]+ ) (?: \#L (?P<line> [0-9]+ ) )?
    | coverage/\#topic- (?P<topic> .+ )
    | glossary/\#       (?P<term> .+ )
    | entities/\#       (?P<entity> .+ )
    """,
    re.VERBOSE,
)
# p17    p17-2 (the second paragraph of line 17)
_OWN_PARAGRAPH = re.compile(r"p\d+(?:-\d+)?")


@dataclass(frozen=True)
class Ref:
    """An address on the site."""

    kind: RefKind
    """What it leads to."""
    id: str
    """Id of the label, text, source, term or entity."""
    paragraph: str | None = None
    """Of a document, id of one of its paragraphs; `None` for the whole."""
    line: int | None = None
    """Of a source, one of its lines; `None` for the whole."""

    @property
    def page(self) -> str:
        """The page without a suffix: `documents/x`, `glossary/index`."""
        folder = _PAGES.get(self.kind)
        return folder + self.id if folder else _SECTIONS[self.kind][0]

    @property
    def anchor(self) -> str:
        """The anchor on the page; empty for a whole page.

        A paragraph's anchor is its first line in the base, `p17`. A paragraph taken from another
        copy has its whole id as anchor, because the base can have a paragraph with its line number.
        """
        if self.paragraph is not None:
            return self.paragraph.removeprefix(f"{self.id}-")
        if self.line is not None:
            return f"L{self.line}"
        return _SECTIONS[self.kind][1] + self.id if self.kind in _SECTIONS else ""

    @property
    def markdown(self) -> str:
        """The address in `docs/`: `glossary/index.md#y`."""
        return self._spelt(f"{self.page}.md")

    @property
    def html(self) -> str:
        """The address in `site/`: `glossary/index.html#y`."""
        return self._spelt(f"{self.page}.html")

    def __str__(self) -> str:
        """Return the address without a suffix: `documents/x#p3`, `glossary/#y`."""
        return self._spelt(self.page.removesuffix("index") if self.kind in _SECTIONS else self.page)

    def _spelt(self, page: str) -> str:
        anchor = self.anchor
        return f"{page}#{anchor}" if anchor else page


def read_ref(address: str) -> Ref | None:
    """Parse an address as `str` spells it; return `None` for one that is not of this site."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    kind = next(kind for kind in KINDS if found[kind])
    identifier, paragraph = found[kind], found["anchor"]
    if paragraph and _OWN_PARAGRAPH.fullmatch(paragraph):
        paragraph = f"{identifier}-{paragraph}"
    return Ref(kind, identifier, paragraph, int(found["line"]) if found["line"] else None)


def label_refs(framework: Framework) -> dict[str, Ref]:
    """Return label id → where the label is shown, in the framework's order."""
    return {
        **{label.id: Ref("action", label.id) for label in framework.actions},
        **{label.id: Ref("pillar", label.id) for label in framework.pillars},
        **{label.id: Ref("topic", label.id) for label in framework.topics},
    }


# ---------------------------------------------------------------- pages of `docs/`

HOME = "index.md"
ACTIONS = "actions/index.md"
PILLARS = "pillars/index.md"
DOCUMENTS = "documents/index.md"
SOURCES = "sources/index.md"
GLOSSARY = "glossary/index.md"
ABOUT = "about/index.md"
ENTITIES = "entities/index.md"
COVERAGE = "coverage/index.md"
SEARCH = "search/index.md"
CHANGES = "changes/index.md"
FEED = "changes/feed.xml"
DATA = "data/"
NOTICE = "assets/NOTICE.txt"


def document(text: str) -> str:
    """Return the page of a text."""
    return Ref("document", text).markdown


def number(paragraph: str) -> str:
    """Return the number of a paragraph in its text: '17' for 'gov-cn-9-p17'."""
    return paragraph.rpartition("-p")[2]


def anchor(text: str, identifier: str) -> str:
    """Return the anchor of a paragraph in its text: 'p17' for 'gov-cn-9-p17' in gov-cn-9.

    A paragraph taken from another copy keeps its whole id: the base can have its line number.
    """
    return Ref("document", text, identifier).anchor


def paragraph(text: str, identifier: str) -> str:
    """Return the place of a paragraph on the page of its text."""
    return Ref("document", text, identifier).markdown


def compare(text: str) -> str:
    """Return the page that shows the copies of a text side by side."""
    return f"compare/{text}.md"


def variant(text: str, identifier: str) -> str:
    """Return the place of a variant on that page."""
    return f"{compare(text)}#{identifier}"


def versions(before: str, after: str) -> str:
    """Return the page that shows two versions of a text, the earlier one first."""
    return f"compare/{before}--{after}.md"


def note(identifier: str) -> str:
    """Return the anchor of a note on the page of a text: that of a variant or a correction."""
    return f"n-{identifier}"


def source(identifier: str) -> str:
    """Return the page of a received file."""
    return Ref("source", identifier).markdown


def line(identifier: str, at: int) -> str:
    """Return the place of a line on the page of its file."""
    return Ref("source", identifier, line=at).markdown


def snapshot(identifier: str, address: str = HOME) -> str:
    """Return the permanent address of a place: on the site as of a snapshot."""
    return f"at/{identifier}/{address}"


def term(identifier: str) -> str:
    """Return the place of a term in the glossary."""
    return Ref("term", identifier).markdown


def entity(identifier: str) -> str:
    """Return the place of a cited document on the page of entities."""
    return Ref("entity", identifier).markdown


def coverage(part: str) -> str:
    """Return the page of some of the texts in the table of coverage; of all where there are few."""
    return f"coverage/{part}.md" if part else COVERAGE


def cell(table: str, row: str, column: str, page: str = COVERAGE) -> str:
    """Return the place of a field of a table of coverage."""
    return f"{page}#{table}-{row}-{column}"


def update(snapshot: str) -> str:
    """Return the place of an update on the page of changes."""
    return f"{CHANGES}#u-{snapshot}"


def changes(before: str, after: str) -> str:
    """Return the page of changes between two updates."""
    return f"changes/{before}--{after}.md"


def feed(page: str) -> str:
    """Return the feed of an action or a pillar: actions/x.xml for actions/x.md."""
    return f"{page.removesuffix('.md')}.xml"


def relative(address: str, page: str) -> str:
    """Return `address` relative to `page`: '../sources/x.md#L3', '#p17'."""
    path, mark, anchor = address.partition("#")
    if path == page and mark:
        return mark + anchor
    folder, up = _above(page)
    near = path.removeprefix(folder) if path.startswith(folder) else up + path
    return near + mark + anchor


@lru_cache(maxsize=16)  # the links of a page are resolved one after the other
def _above(page: str) -> tuple[str, str]:
    """Return the folder of a page, and the way from there to the root."""
    return page.rpartition("/")[0] + "/", "../" * page.count("/")


@lru_cache(maxsize=1 << 12)
def built(address: str, page: str) -> str:
    """Return the same for raw HTML, whose links MkDocs does not rewrite: '../sources/x.html#L3'."""
    path, mark, anchor = relative(address, page).partition("#")
    return (f"{path[:-3]}.html" if path.endswith(".md") else path) + mark + anchor
