"""One engine on one site in a real Chromium: what it found, what it fetched, how long it took."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, sync_playwright

from benchmarks.search.engines import Engine
from benchmarks.search.pages import Cut, Question
from builder.search.folding import loose
from tests.browser.chromium import chromium


@dataclass(frozen=True)
class Row:
    """What was measured."""

    over: str
    recall: float
    """Share of the questions with a right page among the first five."""
    rank: float
    """Mean of one through the place of the first right page."""
    nothing: int
    """Questions without a result."""
    wrong: int | None
    """Phrases of which another number of paragraphs was told than hold them; None: tells none."""
    median_bytes: float
    most_bytes: float
    """Fetched for a question, on a page that has asked nothing else yet but the index's start."""
    paint: float
    """Milliseconds from the key to the painted results, 95 of 100."""
    freeze: float
    """Longest time for which the page did nothing else, in milliseconds."""
    first: float
    """Milliseconds from the page's load to the first results."""
    memory: float
    """Resident memory of the page's process after all questions, in MB."""
    own: float
    """What of it no other process shares: without the browser's program and fonts."""
    disk: int
    """Bytes of the search's files."""


COLD = 25
"""Questions that are asked on a page of their own, for what they fetch."""

WATCH = """() => {
  window.longest = 0;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
    setTimeout(() => { last = performance.now(); channel.port2.postMessage(0); }, 4);
  };
  channel.port2.postMessage(0);
  new PerformanceObserver(list => list.getEntries().forEach(one => {
    window.longest = Math.max(window.longest, one.duration);
  })).observe({type: 'longtask', buffered: true});
}"""
TIMED = """async ([ask, text]) => {
  const start = performance.now();
  const found = await eval(ask)(text);
  return {...found, ms: found.took || performance.now() - start};
}"""


def measured(
    engine: Engine, address: str, site: Path, pages: tuple[Cut, ...], asked: tuple[Question, ...]
) -> Row:
    """Return what a site's search does with questions."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        fetched = [_fetched(browser, engine, address, site, one) for one in asked[:COLD]]
        page = browser.new_page()
        page.goto(address + engine.page)
        page.evaluate(WATCH)
        page.evaluate(f"({engine.ready})()")
        answers = [page.evaluate(TIMED, [f"({engine.ask})", asked[0].text])]
        first = page.evaluate("performance.now()")
        answers += [page.evaluate(TIMED, [f"({engine.ask})", one.text]) for one in asked[1:]]
        freeze = page.evaluate("window.longest")
        memory, own = _memory(page)
        browser.close()
    ranks = [
        next((place for place, name in enumerate(answer["pages"], 1) if name in one.answers), 0)
        for answer, one in zip(answers, asked, strict=True)
    ]
    times = sorted(answer["ms"] for answer in answers)
    return Row(
        over=urlsplit(address).scheme,
        recall=sum(0 < rank <= 5 for rank in ranks) / len(ranks),
        rank=sum(1 / rank for rank in ranks if rank) / len(ranks),
        nothing=sum(not answer["pages"] for answer in answers),
        wrong=_wrong(answers, asked, pages),
        median_bytes=median(fetched),
        most_bytes=max(fetched),
        paint=times[math.ceil(0.95 * len(times)) - 1],
        freeze=freeze,
        first=first,
        memory=memory,
        own=own,
        disk=sum(file.stat().st_size for file in site.glob(engine.parts) if file.is_file()),
    )


def _fetched(browser: Any, engine: Engine, address: str, site: Path, one: Question) -> int:
    """Return the bytes that a question fetches once the search is ready."""
    page = browser.new_page()
    page.goto(address + engine.page)
    page.evaluate(f"({engine.ready})()")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(TIMED, [f"({engine.ask})", one.text])
    page.close()
    root = urlsplit(address).path
    paths = (unquote(urlsplit(url).path).removeprefix(root) for url in asked)
    return sum((site / path).stat().st_size for path in paths if (site / path).is_file())


def _memory(page: Page) -> tuple[float, float]:
    """Return the megabytes of the largest process that renders: resident, and its own of them."""
    client = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    processes = client.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = [(0.0, 0.0)]
    for one in processes:
        told = Path(f"/proc/{one['id']}/smaps_rollup")
        if one["type"] == "renderer" and told.exists():
            rows = dict(row.split(":", 1) for row in told.read_text().splitlines()[1:])
            held = {name: int(value.split()[0]) / 1000 for name, value in rows.items()}
            sizes.append((held["Rss"], held["Private_Clean"] + held["Private_Dirty"]))
    return max(sizes)


def _wrong(
    answers: list[dict[str, Any]], asked: tuple[Question, ...], pages: tuple[Cut, ...]
) -> int | None:
    told: list[tuple[int, str]] = [
        (answer["count"], loose(one.text))
        for answer, one in zip(answers, asked, strict=True)
        if one.kind != "words" and answer["count"] is not None
    ]
    if not told:
        return None
    texts = [loose(one) for page in pages for one in page.paragraphs]
    return sum(count != sum(wanted in text for text in texts) for count, wanted in told)
