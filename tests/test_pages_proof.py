"""A memory spares the proof of pages that were proven as they stand there, and of no others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.disk.cache import Memory
from builder.disk.seeds import read
from builder.model import Edition
from builder.pipeline import editions
from builder.site import pages_proof
from builder.site.verify import proof_of_pages


@pytest.fixture(scope="module")
def newest(root: Path) -> Edition:
    """The newest edition, which stands at two places."""
    return editions(read(root))[-1]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A built folder whose memory is empty."""
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    shutil.rmtree(copy / ".build")
    return copy


def test_what_was_proven_is_not_proven_again(
    copy: Path, newest: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory(copy)
    first = proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory)
    assert not first.findings
    assert first == proof_of_pages(newest, copy, copy / "site", newest=True)

    read: list[str] = []
    really = pages_proof.rendered
    monkeypatch.setattr(
        pages_proof, "rendered", lambda path, html: read.append(path) or really(path, html)
    )
    assert proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory) == first
    assert read == []
    page = copy / "site/glossary/index.html"
    page.write_text(page.read_text() + " ")
    again = proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory)
    assert read == ["glossary/index.html", f"at/{newest.snapshot.id}/glossary/index.html"]
    assert len(again.findings) == 1


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("site/documents/index.html", "文献", "文猷"),  # in a title, and in words
        ("site/at/{newest}/glossary/index.html", "</article>", "<p>〇</p></article>"),
        ("site/actions/science.html", 'class="site-name"', 'class="site-nome"'),  # in the frame
        ("site/at/{newest}/actions/science.html", 'class="site-name"', 'class="site-nome"'),
        ("site/pillars/data.html", "最新", "最薪"),  # in the menu
        ("mkdocs.yml", "site_name: ", "site_name: 又一"),
    ],
)
def test_what_changed_is_found_with_a_memory_as_without(
    copy: Path, newest: Edition, path: str, old: str, new: str
) -> None:
    memory = Memory(copy)
    assert not proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory).findings
    file = copy / path.format(newest=newest.snapshot.id)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    without = proof_of_pages(newest, copy, copy / "site", newest=True)
    assert bool(without.findings) is (file.suffix == ".html")
    for _ in range(2):  # what is wrong is not kept
        assert proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory) == without
    file.write_text(text)
    assert not proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory).findings


def test_a_page_that_is_gone_is_missing_with_a_memory_too(copy: Path, newest: Edition) -> None:
    memory = Memory(copy)
    proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory)
    (copy / "site/actions/industry.html").unlink()
    found = proof_of_pages(newest, copy, copy / "site", newest=True, memory=memory).findings
    assert "actions/industry.html: is missing" in found
