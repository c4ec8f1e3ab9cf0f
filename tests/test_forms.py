"""Our own reading of a page's Markdown is MkDocs's to the letter, or there is none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk.seeds import read
from builder.model import Page
from builder.pages import markdown
from builder.pipeline import editions
from builder.site.expected import Renderer
from builder.site.forms import in_html
from tests.conftest import CHECKOUT
from tests.test_markdown import ANYTHING

HEAD = markdown.front_matter("题", "述", "list")

FORMS = (
    "\n\n", "\n", "- ", "    - ", "## ", " {#x}", "\n{: .where }", "1. ", "`a1`", "&#42;", "&amp;",
    "[文](../a/b-1.md#p3)", "[文](#p3)", "[文](b.md)", '<span class="x">', "</span>", "<b>", "</b>",
    '<p class="words">', "</p>", '<div class="wide">', "</div>", "<ul>", "</ul>", "<li>", "</li>",
    '<aside class="beside" markdown="1">\n\n', "\n\n</aside>", "语", "a.md", "https://a.example",
)  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(FORMS),
    st.text(alphabet="<>&\"'`*_{}[]()#+-.!|~:=\\/; \n1aé人\u3000\u00a0", max_size=12),
)

RENDERER = Renderer(CHECKOUT, "读本")
"""MkDocs, as our mkdocs.yml sets it up."""


def test_every_page_of_every_snapshot_is_read_as_mkdocs_reads_it() -> None:
    """None is left to MkDocs: a page that were would cost the proof its speed."""
    pages = {
        (page.path, page.content): page
        for edition in editions(read(CHECKOUT))
        for page in edition.pages
    }
    assert len(pages) > 60
    for page in pages.values():
        assert RENDERER.read(page) == RENDERER.expected(page), page.path


@given(ANYTHING, ANYTHING)
def test_what_a_source_prints_is_read_as_mkdocs_reads_it(one: str, other: str) -> None:
    """In each place of a page where words of others stand."""
    agree(
        markdown.heading(2, markdown.plain(one) or "题", "x", markdown.plain(other)),
        markdown.words(markdown.verbatim(one)),
        markdown.small([markdown.plain(other), markdown.link(markdown.plain(one), "b.md", "a.md")]),
        f"- {markdown.plain(one)}\n- {markdown.plain(other)}",
        markdown.boxed("beside", [markdown.heading(2, markdown.plain(other) or "题", "y")]),
    )


@settings(max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_whatever_stands_in_a_page_is_read_as_mkdocs_reads_it(pieces: list[str]) -> None:
    """A form that we do not know is left alone; one that we take for a known one would be a lie."""
    agree("".join(pieces))


def agree(*blocks: str) -> None:
    """Fail where a page of blocks is read by us, and otherwise than by MkDocs."""
    page = Page("documents/a.md", markdown.page(HEAD, *blocks))
    ours = RENDERER.read(page)
    assert ours is None or ours == RENDERER.expected(page)


def test_a_page_of_another_form_is_left_to_mkdocs() -> None:
    """And held to what it makes of it."""
    for block in (
        "**粗**",
        "> 引",
        "1. 一",
        "| 表 |",
        "![图](a.png)",
        "<p>一",
        "- 一\n\n- 二",
        "`代 码`",
    ):
        page = Page("documents/a.md", markdown.page(HEAD, block))
        assert in_html(page) is None, block
        assert RENDERER.expected(page).content


def test_a_page_written_by_hand_is_left_to_mkdocs() -> None:
    """Its front matter may be anything."""
    assert in_html(Page("notes/index.md", "# 手记 {#title}\n")) is None
    assert in_html(Page("notes/index.md", "---\ntitle: 手记\n---\n\n# 手记 {#title}\n")) is None
