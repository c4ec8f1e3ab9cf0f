"""The engines: how each is built for the same pages, and how each is asked in the browser."""

# ruff: noqa: E501 — what runs in the browser is not wrapped
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.search.pages import Cut, library
from builder.search import files

CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Engine:
    """One engine."""

    build: Callable[[tuple[Cut, ...], Path], Path]
    """Builds pages and index in a folder; returns the folder of the site."""
    over: tuple[str, ...]
    """http, file: ways by which it works."""
    page: str
    """The page on which it is asked."""
    ready: str
    """JavaScript: resolves when a question may be asked."""
    ask: str
    """JavaScript: a function (text) → {pages: [name, …], count}, once results are painted."""
    parts: str
    """Glob of the files that the search needs, under the site."""


def _ours(pages: tuple[Cut, ...], folder: Path) -> Path:
    site = folder / "site"
    for file in files(library(pages), whole=0):
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (site / "assets").mkdir()
    for name in ("search.js", "search.css"):
        shutil.copy(CHECKOUT / "builder/site/assets" / name, site / "assets")
    box = (CHECKOUT / "builder/site/theme/partials/search.html").read_text("utf-8")
    box = box.partition("#}")[2].replace("{{ 'search/index.html' | url }}", "search/index.html")
    _write(site / "index.html", f'<link rel="stylesheet" href="assets/search.css">{box}'
                                '<script src="assets/search.js"></script>')  # fmt: skip
    for page in pages:
        _write(site / f"{page.name}.html", _html(page))
    return site


def _stock(pages: tuple[Cut, ...], folder: Path) -> Path:
    docs = folder / "docs"
    docs.mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: 法规\nuse_directory_urls: false\n"
        "theme:\n  name: material\n  language: zh\n  font: false\n"
        "  features: [navigation.prune]\nplugins:\n  - search:\n      lang: zh\n",
        encoding="utf-8",
    )
    (docs / "index.md").write_text("# 首页\n", encoding="utf-8")
    for page in pages:
        body = "\n\n".join(one.replace("<", "&lt;").replace("#", "\\#") for one in page.paragraphs)
        (docs / f"{page.name}.md").write_text(f"# {page.title}\n\n{body}\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True,
    )  # fmt: skip
    return folder / "site"


def _pagefind(pages: tuple[Cut, ...], folder: Path) -> Path:
    site = folder / "site"
    site.mkdir()
    _write(site / "index.html", "<p>首页</p>")
    for page in pages:
        _write(site / f"{page.name}.html", _html(page))
    program = os.environ.get("PAGEFIND", "npx --yes pagefind").split()
    subprocess.run([*program, "--site", str(site), "--force-language", "zh"], check=True,
                   capture_output=True)  # fmt: skip
    return site


def _html(page: Cut) -> str:
    rows = "\n".join(
        f'<p id="p{number}">{escape(text)}</p>' for number, text in enumerate(page.paragraphs, 1)
    )
    return f"<h1>{escape(page.title)}</h1>\n{rows}"


def _write(file: Path, body: str) -> None:
    file.write_text(
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{file.stem}</title>'
        f"</head><body>{body}</body></html>\n",
        encoding="utf-8",
    )


_PAINTED = "await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));"

ENGINES = {
    "ours": Engine(
        build=_ours,
        over=("http", "file"),
        page="index.html",
        ready="async () => { document.querySelector('#find input').focus(); await siteSearch.ready(); }",
        ask="""async text => {
          const box = document.querySelector('#find input'), list = document.querySelector('#find-list');
          const before = list.firstChild;
          let seen;
          const shown = new Promise(done => { seen = new MutationObserver(done); seen.observe(list, {childList: true}); });
          box.value = text;
          box.dispatchEvent(new InputEvent('input', {bubbles: true}));
          await Promise.race([shown, new Promise(done => setTimeout(done, 10000))]);
          seen.disconnect();
          PAINTED
          const pages = [...list.querySelectorAll('a.hit:not(.all)')].map(a => a.href.match(/(p\\d+)\\.html/)[1]);
          const told = document.querySelector('.find-panel .found-count').textContent.match(/(\\d+) 段/);
          return {pages: [...new Set(pages)], count: told ? Number(told[1]) : 0};
        }""".replace("PAINTED", _PAINTED),
        parts="search/**/*.js",
    ),
    "material": Engine(
        build=_stock,
        over=("http",),
        page="index.html",
        ready="""async () => {
          document.querySelector('[data-md-toggle=search]').click();
          const box = document.querySelector('.md-search__input');
          box.focus();
          const meta = document.querySelector('.md-search-result__meta');
          for (let turn = 0; turn < 3000; turn++) {
            if (!meta.textContent.includes('正在初始化') && !meta.textContent.includes('Initializing')) break;
            await new Promise(done => setTimeout(done, 20));
          }
        }""",
        ask="""async text => {
          const box = document.querySelector('.md-search__input');
          const list = document.querySelector('.md-search-result__list');
          box.value = '';
          box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
          await new Promise(done => setTimeout(done, 300));
          const start = performance.now();
          let seen;
          const shown = new Promise(done => { seen = new MutationObserver(done); seen.observe(document.querySelector('.md-search-result'), {childList: true, subtree: true, characterData: true}); });
          box.value = text;
          box.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
          await Promise.race([shown, new Promise(done => setTimeout(done, 10000))]);
          seen.disconnect();
          PAINTED
          const pages = [...list.querySelectorAll('a.md-search-result__link')].map(a => (a.href.match(/(p\\d+)\\.html/) || [])[1]).filter(Boolean);
          return {pages: [...new Set(pages)], count: null, took: performance.now() - start};
        }""".replace("PAINTED", _PAINTED),
        parts="search/search_index.json",
    ),
    "pagefind": Engine(
        build=_pagefind,
        over=("http",),
        page="index.html",
        ready="async () => { window.finder = await import('/pagefind/pagefind.js'); await finder.init(); }",
        ask="""async text => {
          const found = await finder.search(text);
          const first = await Promise.all(found.results.slice(0, 6).map(one => one.data()));
          PAINTED
          return {pages: first.map(one => one.url.match(/(p\\d+)/)?.[1]).filter(Boolean), count: null};
        }""".replace("PAINTED", _PAINTED),
        parts="pagefind/**/*",
    ),
}
"""All engines, ours first."""
