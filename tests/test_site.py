"""`docs/` → `site/`: strict, the same bytes anywhere, one frame, and a live preview."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from lxml import html

from builder.disk.seeds import read
from builder.model import Page, RenderError
from builder.pages import pages
from builder.pipeline import corpus
from builder.runner import Runner
from builder.site.render import render
from tests.conftest import builder, copy_of_checkout, until

OLDEST, NEWEST = "2025-08-26", "2026-03"
"""The first and the last snapshot."""


NOTES = """\
# 手记 <span class="voice editor">编者</span> {#title}

[文献](../documents/index.md)
"""
"""A page by hand."""


@pytest.fixture(scope="module")
def rooted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Page, ...]]:
    """A root of its own with fresh pages in `docs/`, one by hand among them; and the pages."""
    root = copy_of_checkout(tmp_path_factory.mktemp("rendered") / "root")
    shutil.rmtree(root / "docs", ignore_errors=True)
    made = tuple(pages(corpus(read(root), Runner())))
    for page in made:
        write(root / "docs", page.path, page.content)
    write(root / "docs", "notes/index.md", NOTES)
    render(root, root / "docs", root / "site")
    return root, made


def write(docs: Path, path: str, content: str) -> None:
    """Write one page."""
    file = docs / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder with its bytes."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_every_page_is_rendered_and_nothing_that_needs_a_server(
    rooted: tuple[Path, tuple[Page, ...]],
) -> None:
    """Strict: a warning would have been an error. A folder has no 404 and no address to map."""
    root, made = rooted
    built = tree(root / "site")
    expected = {page.path.removesuffix(".md") + ".html" for page in made} | {"notes/index.html"}
    assert {path for path in built if path.endswith(".html")} == expected
    assert not [path for path in built if path.startswith("sitemap")]


def test_no_page_asks_another_host(rooted: tuple[Path, tuple[Page, ...]]) -> None:
    """Nothing that a browser fetches by itself leaves the folder; addresses are relative."""
    root, _ = rooted
    for path, data in tree(root / "site").items():
        if path.endswith(".html"):
            page = data.decode()
            assert not re.findall(
                r'<(?:link|script|img|iframe)[^>]+(?:href|src)="(?:https?:)?/', page
            )
        if path == "assets/reader.css":
            assert b"url(" not in data
            assert b"@import" not in data


def test_no_page_carries_a_script_or_a_style_of_its_own(
    rooted: tuple[Path, tuple[Page, ...]],
) -> None:
    """A host may forbid them, and ought to; nothing of the theme's scripts is in the folder."""
    root, _ = rooted
    built = tree(root / "site")
    for path, data in built.items():
        if path.endswith(".html"):
            page = html.document_fromstring(data)
            facts = page.xpath('//script[@type="application/ld+json"]')
            assert len(facts) <= 1, "data for search engines, which no browser runs"
            inline = page.xpath("//script[not(@src) or text()] | //style | //*[@style]")
            assert [one for one in inline if one not in facts] == [], path
            assert page.xpath("//*/@*[starts-with(name(), 'on')]") == [], path
    scripts = {path for path in built if path.endswith(".js")}
    assert scripts == {"assets/frame.js", "assets/search.js"}


def test_the_same_pages_make_the_same_bytes_anywhere(
    rooted: tuple[Path, tuple[Page, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another folder, another current one, another time zone, another day."""
    root, _ = rooted
    for name in ("mkdocs.yml", "docs", "builder"):
        origin = root / name
        (shutil.copytree if origin.is_dir() else shutil.copy)(origin, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    time.tzset()
    render(tmp_path, tmp_path / "docs", tmp_path / "elsewhere/site")
    monkeypatch.undo()
    time.tzset()
    assert tree(tmp_path / "elsewhere/site") == tree(root / "site")


@pytest.mark.parametrize("command", ["build", "gh-deploy", "serve"])
def test_mkdocs_by_itself_makes_no_half_site(
    rooted: tuple[Path, tuple[Page, ...]], command: str
) -> None:
    """It would lack the search and what links lead to; `serve` needs earlier snapshots as built."""
    root, _ = rooted
    before = tree(root / "site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", command, "--quiet"],
        cwd=root, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip
    assert done.returncode == 1
    (line,) = (done.stdout + done.stderr).strip().splitlines()
    assert line.endswith("run: python -m builder build")
    assert tree(root / "site") == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[去](../documents/nowhere.md)", "documents/nowhere.md"),
        ("[去](../documents/index.md#nowhere)", "#nowhere"),
    ],
)
def test_a_link_by_hand_that_leads_nowhere_is_an_error(
    rooted: tuple[Path, tuple[Page, ...]], tmp_path: Path, line: str, said: str
) -> None:
    """In MkDocs's own words, with the page that holds it."""
    root, _ = rooted
    docs = tmp_path / "docs"
    shutil.copytree(root / "docs", docs)
    write(docs, "notes/index.md", f"# 手记 {{#title}}\n\n{line}\n")
    with pytest.raises(RenderError) as error:
        render(root, docs, tmp_path / "site")
    assert "notes/index.md" in str(error.value)
    assert said in str(error.value)


def test_a_configuration_that_cannot_be_read_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n")
    (tmp_path / "docs").mkdir()
    with pytest.raises(RenderError, match=r"mkdocs|YAML|pars"):
        render(tmp_path, tmp_path / "docs", tmp_path / "site")


def test_the_navigation_marks_where_one_is(rooted: tuple[Path, tuple[Page, ...]]) -> None:
    root, _ = rooted
    for path, name in (
        ("actions/science.html", "科学技术"),
        ("pillars/index.html", "八项基础支撑"),
        ("glossary/index.html", "术语"),
        (next((root / "site/documents").glob("*-*.html")).relative_to(root / "site"), "文献"),
    ):
        page = (root / "site" / path).read_text(encoding="utf-8")
        assert re.findall(r'<a [^>]*aria-current="\w+">([^<]+)</a>', page) == [name], path


def test_a_hostile_title_does_nothing_in_the_frame(
    rooted: tuple[Path, tuple[Page, ...]], tmp_path: Path
) -> None:
    """Titles and descriptions reach templates, which escape nothing by themselves."""
    root, _ = rooted
    docs = tmp_path / "docs"
    shutil.copytree(root / "docs", docs)
    nasty = "</title><script>x</script>“{{ 7*7 }}"
    head = f'---\ntitle: "{nasty}"\ndescription: "{nasty}"\n---\n\n# 题 {{#title}}\n'
    write(docs, "documents/nasty.md", head)
    write(docs, "actions/nasty.md", head)
    render(root, docs, tmp_path / "site")
    for path in ("documents/nasty.html", "actions/nasty.html", "index.html"):
        page = (tmp_path / "site" / path).read_text(encoding="utf-8")
        assert "<script>x" not in page
        assert "{{ 7*7 }}" in page


# ------------------------------------------------------------------ live preview


@contextmanager
def preview(root: Path, *command: str) -> Iterator[tuple[str, Path]]:
    """Run a command that serves; yield its address and the file that holds what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log, temporary = root / "serve.log", root / ".temporary"
    temporary.mkdir()
    with log.open("w") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", *command, f"127.0.0.1:{port}"],
            cwd=root, stdout=out, stderr=out,
            env={"PATH": "/usr/bin:/bin", "TMPDIR": str(temporary)},
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}/"
            until(lambda: "Serving on" in log.read_text(encoding="utf-8"), log)
            yield address, log
        finally:
            running.terminate()
            running.wait(20)
    assert [*temporary.iterdir()] == [], "it removes its folders"


def test_an_edit_in_the_seeds_shows_after_one_rebuild(
    rooted: tuple[Path, tuple[Page, ...]], tmp_path: Path
) -> None:
    """Not in a loop; nothing is written to `docs/`; an error is reported and the last page stays.

    The menu leads to the older snapshots that were built. An edit in the builder shows as well; and
    what the preview remembers is not taken for what a build makes, which proves its pages.
    """
    root = tmp_path / "root"
    copy_of_checkout(root)
    shutil.rmtree(root / "docs", ignore_errors=True)
    shutil.copytree(rooted[0] / "docs", root / "docs")
    write(root / f"site/at/{OLDEST}", "index.html", "as it was built")
    docs = tree(root / "docs")
    framework = root / "seeds/framework.yml"
    original = framework.read_text(encoding="utf-8")
    question = re.search(r"^question: (.+)$", original, re.MULTILINE)
    assert question
    with preview(root, "mkdocs", "serve", "-a") as (address, log):

        def text(path: str) -> str:
            return str(urlopen(address + path).read().decode())

        def home() -> str:
            return text("index.html")

        def builds() -> int:
            return log.read_text(encoding="utf-8").count("Documentation built")

        assert f'data-snapshot="{NEWEST}"' in home()
        assert re.findall(r'\["([\d-]+)"', text("snapshots.js").partition('"pages"')[0]) == [
            OLDEST, NEWEST,
        ]  # fmt: skip
        assert text(f"at/{OLDEST}/index.html").startswith("as it was built")
        description = re.search(r'href="(search/opensearch[^"]+)"', home())
        assert description
        assert f"{address}search/index.html" in text(description[1])
        time.sleep(1)
        framework.write_text(original.replace(question[1], "改过的问题？"), encoding="utf-8")
        until(lambda: "改过的问题？" in home(), log)
        time.sleep(3)
        assert builds() == 2
        framework.write_text(original.replace("question:", "qestion:"), encoding="utf-8")
        until(lambda: builds() == 3, log)
        assert "改过的问题？" in home()
        assert "seeds/framework.yml:" in log.read_text(encoding="utf-8")
        framework.write_text(original, encoding="utf-8")
        until(lambda: question[1] in home(), log)
        code = root / "builder/messages/home.py"
        said = code.read_text(encoding="utf-8")
        assert "做到什么" in said
        code.write_text(said.replace("做到什么", "做成什么"), encoding="utf-8")
        until(lambda: "做成什么" in home(), log)
    assert tree(root / "docs") == docs
    built = builder(root, "build")
    assert built.returncode == 0, built.stdout
    assert "做成什么" in (root / "site/index.html").read_text(encoding="utf-8")


def test_the_builder_s_own_command_shows_one_edit_after_the_other(
    rooted: tuple[Path, tuple[Page, ...]], tmp_path: Path
) -> None:
    """It renders single pages itself meanwhile, and is a preview still."""
    root = copy_of_checkout(tmp_path / "root")
    shutil.rmtree(root / "docs")
    shutil.copytree(rooted[0] / "docs", root / "docs")
    write(root / f"site/at/{OLDEST}", "index.html", "as it was built")
    framework = root / "seeds/framework.yml"
    original = framework.read_text(encoding="utf-8")
    with preview(root, "builder", "serve", "--address") as (address, log):

        def shows(name: str) -> bool:
            return name in str(urlopen(f"{address}index.html").read().decode())

        for name in ("读本甲", "读本乙"):
            time.sleep(1)
            framework.write_text(original.replace("政策读本", name), encoding="utf-8")
            until(partial(shows, name), log)
