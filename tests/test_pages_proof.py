"""The pages of a built site are proven one by one; what changed by a character is found."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given

from builder.disk.seeds import read
from builder.model import Edition
from builder.pages import markdown
from builder.pipeline import editions
from builder.runner import Runner
from builder.site.pages_proof import pages_proof
from builder.site.render import PageRenderer
from builder.site.settings import settings
from builder.site.snapshots import views
from tests.conftest import CHECKOUT
from tests.test_markdown import ANYTHING

HEAD = markdown.FrontMatter("题", "述", "list")

RENDERER = PageRenderer(CHECKOUT)


@pytest.fixture(scope="module")
def newest(root: Path) -> Edition:
    """The newest edition, which stands at two places."""
    return editions(read(root), Runner())[-1]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("documents/index.html", "文献", "文猷"),  # in a title, and in words
        ("at/{newest}/glossary/index.html", "</article>", "<p>〇</p></article>"),
        ("actions/science.html", 'class="site-name"', 'class="site-nome"'),  # in the frame
        ("at/{newest}/actions/science.html", 'class="site-name"', 'class="site-nome"'),
        ("pillars/data.html", "最新", "最薪"),  # in the menu
    ],
)
def test_what_changed_is_found(
    root: Path, tmp_path: Path, newest: Edition, path: str, old: str, new: str
) -> None:
    site = Path(shutil.copytree(root / "site", tmp_path / "site"))
    prove = partial(pages_proof, newest, root, site, views(newest, settings(root), newest=True))
    path = path.format(newest=newest.snapshot.id)
    text = (site / path).read_text()
    assert old in text
    (site / path).write_text(text.replace(old, new, 1))
    (finding,) = prove().findings
    assert finding.startswith(f"{path}: ")
    (site / path).write_text(text)
    assert not prove().findings
    (site / path).unlink()
    assert f"{path}: is missing" in prove().findings


def test_every_page_of_every_snapshot_is_rendered_as_mkdocs_renders_it() -> None:
    pages = {
        (page.path, page.content): page
        for edition in editions(read(CHECKOUT), Runner())
        for page in edition.pages
    }
    assert len(pages) > 60
    for page in pages.values():
        assert RENDERER.generated(page) == RENDERER.by_hand(page), page.path


@given(ANYTHING, ANYTHING)
def test_what_a_source_prints_is_rendered_as_mkdocs_renders_it(one: str, other: str) -> None:
    """In each place of a page where words of others stand."""
    blocks = (
        markdown.heading(2, markdown.plain(one) or "题", "x", markdown.plain(other)),
        markdown.words(one, "a.md"),
        markdown.small([markdown.plain(other), markdown.link(markdown.plain(one), "b.md", "a.md")]),
        f"- {markdown.plain(one)}\n- {markdown.plain(other)}",
        markdown.boxed("beside", [markdown.heading(2, markdown.plain(other) or "题", "y")]),
    )
    page = markdown.page("documents/a.md", HEAD, *blocks)
    assert RENDERER.generated(page) == RENDERER.by_hand(page)
