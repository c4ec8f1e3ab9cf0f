"""Where everything stands: ids in, addresses of Markdown files and their anchors out.

Addresses are those of `docs/`; MkDocs turns the `.md` of a Markdown link into `.html`, and
`built` does so where a link stands in HTML.
"""

from __future__ import annotations

from functools import lru_cache

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


def action(label: str) -> str:
    """Return the page of an action."""
    return f"actions/{label}.md"


def pillar(label: str) -> str:
    """Return the page of a pillar."""
    return f"pillars/{label}.md"


def document(text: str) -> str:
    """Return the page of a text."""
    return f"documents/{text}.md"


def number(paragraph: str) -> str:
    """Return the number of a paragraph in its text: '17' for 'gov-cn-9-p17'."""
    return paragraph.rpartition("-p")[2]


def anchor(text: str, identifier: str) -> str:
    """Return the anchor of a paragraph in its text: 'p17' for 'gov-cn-9-p17' in gov-cn-9.

    A paragraph that another copy lends keeps its whole id: its line can have a number of the base.
    """
    return identifier.removeprefix(f"{text}-")


def paragraph(text: str, identifier: str) -> str:
    """Return the place of a paragraph on the page of its text."""
    return f"{document(text)}#{anchor(text, identifier)}"


def compare(text: str) -> str:
    """Return the page that shows the copies of a text side by side."""
    return f"compare/{text}.md"


def variant(text: str, identifier: str) -> str:
    """Return the place of a variant on that page."""
    return f"{compare(text)}#{identifier}"


def note(identifier: str) -> str:
    """Return the anchor of a note on the page of a text: that of a variant or a correction."""
    return f"n-{identifier}"


def source(identifier: str) -> str:
    """Return the page of a received file."""
    return f"sources/{identifier}.md"


def line(identifier: str, at: int) -> str:
    """Return the place of a line on the page of its file."""
    return f"{source(identifier)}#L{at}"


def snapshot(identifier: str, address: str = HOME) -> str:
    """Return a place of the site as it stood after an update: its permanent address."""
    return f"at/{identifier}/{address}"


def term(identifier: str) -> str:
    """Return the place of a term in the glossary."""
    return f"{GLOSSARY}#{identifier}"


def entity(identifier: str) -> str:
    """Return the place of a cited document on the page of entities."""
    return f"{ENTITIES}#{identifier}"


def coverage(part: str) -> str:
    """Return the page of some of the texts in the table of coverage; of all where there are few."""
    return f"coverage/{part}.md" if part else COVERAGE


def cell(table: str, row: str, column: str, page: str = COVERAGE) -> str:
    """Return the place of a field of a table of coverage."""
    return f"{page}#{table}-{row}-{column}"


def topic(label: str) -> str:
    """Return the place of a topic."""
    return f"{COVERAGE}#topic-{label}"


def update(snapshot: str) -> str:
    """Return the place of an update on the page of changes."""
    return f"{CHANGES}#u-{snapshot}"


def changes(before: str, after: str) -> str:
    """Return the page that tells what changed between two updates."""
    return f"changes/{before}--{after}.md"


def feed(page: str) -> str:
    """Return the feed of an action or a pillar: actions/x.xml for actions/x.md."""
    return f"{page.removesuffix('.md')}.xml"


def relative(address: str, page: str) -> str:
    """Return `address` as a link on `page` must say it: '../sources/x.md#L3', '#p17'."""
    path, mark, anchor = address.partition("#")
    if path == page and mark:
        return mark + anchor
    folder, up = _above(page)
    near = path.removeprefix(folder) if path.startswith(folder) else up + path
    return near + mark + anchor


@lru_cache(maxsize=16)  # all links of a page are asked for one after the other
def _above(page: str) -> tuple[str, str]:
    """Return the folder of a page, and the way from there to the root."""
    return page.rpartition("/")[0] + "/", "../" * page.count("/")


@lru_cache(maxsize=1 << 12)
def built(address: str, page: str) -> str:
    """Return the same for HTML, into which MkDocs does not look: '../sources/x.html#L3'."""
    path, mark, anchor = relative(address, page).partition("#")
    return (f"{path[:-3]}.html" if path.endswith(".md") else path) + mark + anchor
