"""Single files, feeds, heads and the sitemap say what the pages beside them say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.model import Seeds
from builder.proof.feeds import feeds_proof
from builder.proof.heads import head_faults, heads_proof
from builder.proof.plain import Pages
from builder.proof.single import single_faults, single_proof

ONE, WHOLE = "one/industry.html", "one/index.html"
FEED, OF_LABEL = "changes/feed.xml", "actions/industry.xml"
TEXT, TERMS = "documents/sic-commentary-1.html", "glossary/index.html"
OLDER = "at/2025-09/documents/sic-commentary-1.html"


@pytest.fixture(scope="module")
def seeds(root: Path) -> Seeds:
    """What the checkout's editors wrote."""
    return read(root)


@pytest.fixture(scope="module")
def whole(site: Path) -> Pages:
    """The pages of the site, read once."""
    return Pages(site)


def found(root: Path, site: Path, seeds: Seeds, pages: Pages, path: str) -> list[str]:
    """Return what is wrong with a file, and with feeds that say what it does."""
    if path.startswith("one/"):
        return list(single_faults(path, root, site, seeds, pages))
    if path.endswith(".xml"):
        return list(feeds_proof(site, seeds, pages))
    return list(head_faults(path, pages, seeds))


def test_what_stands_beside_the_pages_says_what_they_say(
    root: Path, site: Path, seeds: Seeds, whole: Pages
) -> None:
    assert list(single_proof(root, site, seeds, whole)) == []
    assert list(feeds_proof(site, seeds, whole)) == []
    assert list(heads_proof(root, site, seeds, whole)) == []


FAULTS = {
    "a word of a single file": (ONE, '(<p class="words">)[^<]', r"\1乙", "says “"),
    "a remark taken for words": (ONE, 'class="ours', 'class="words', "says “"),
    "a sentence put in": (ONE, '(<p class="words">)', r"<p>必须做到。</p>\1", "says “"),
    "a passage taken out": (ONE, '<p class="words">.*?</p>', "", "says “"),
    "a link exchanged": (WHOLE, 'href="#documents/[^":]*:p[^"]*"', 'href="#index"', "leads to"),
    "the title of a file": (ONE, "<title>.", "<title>乙", "is not titled"),
    "a dead link": (WHOLE, 'href="#documents/[^"]*"', 'href="#documents/none"', "is not there"),
    "the title of a place": (
        ONE, '(-of">(?:(?!-of">).)*<span class="of">：)..', r"\1某某", "says that",
    ),
    "the snapshot of a file": (ONE, "2026-03）</h", "2025-09）</h", "of which snapshot"),
    "a page twice": (ONE, 'id="actions/industry"', 'id="actions/science"', "is another page"),
    "a page left out": (WHOLE, '<article[^>]* id="coverage/index">', "<div>", "has not the page"),
    "a page listed as another": (WHOLE, '(<li class="deep"><a[^>]*>)..', r"\1某某", "lists "),
    "a word of a feed": (FEED, '(<content type="html">&lt;p&gt;)..', r"\1某某", "does not show"),
    "a day of an entry": (
        FEED, "(<entry>.*?<updated>)2026-03-31", r"\g<1>2026-03-30", "is of 2026",
    ),
    "a day of a feed": (FEED, "<updated>2026-03-31", "<updated>2026-04-01", "its last entry of"),
    "an update of an entry": (FEED, "从深入实施到全面实施 · ", "专家解读 · ", "and says"),
    "the id of a feed": (FEED, "<id>urn:uuid:.", "<id>urn:uuid:x", "has another id"),
    "the id of an entry": (OF_LABEL, "(<entry>.*?<id>urn:uuid:).", r"\1x", "is not as in"),
    "an id twice": (FEED, "(<entry>.*?</entry>)", r"\1\1", "has an id twice"),
    "a link of an entry": (FEED, "documents/roundtable-9.html", "documents/none.html", "not there"),
    "an anchor of an entry": (FEED, "(roundtable-9.html#p)19", r"\g<1>18", "is not there"),
    "another paragraph": (FEED, "(roundtable-9.html#p)19", r"\g<1>23", "does not show"),
    "a name in a feed": (FEED, "研究员 王晓明", "研究员 王某", "does not name"),
    "a title in a feed": (FEED, "新收：《人工智能深刻", "新收：《人工智能浅浅", "is about"),
    "a label of an entry": (FEED, 'label="民生福祉"', 'label="治理能力"', "is filed under"),
    "a label too few": (FEED, '<category term="industry"[^>]*>', "", "is filed under industry"),
    "an entry too few": (OF_LABEL, "<entry>.*?</entry>", "", "in one place alone"),
    "the name of a feed": (OF_LABEL, "<title>[^<]*", "<title>某某", "is called 某某"),
    "the page of a feed": (OF_LABEL, 'href="industry.html"', 'href="x.html"', "is of actions/x"),
    "where a feed says it is": (OF_LABEL, 'href="industry.xml"', 'href="x.xml"', "says that it is"),
    "something else in a feed": (FEED, "<entry>", "<rights>某某</rights><entry>", "has an element"),
    "no feed": (FEED, "</feed>", "", "is no feed"),
    "a title": (TEXT, "<title>.", "<title>乙", "is titled"),
    "a title for others": (TEXT, '<meta content=".', '<meta content="乙', "is "),
    "a heading": (TEXT, '(<h1[^>]*><span class="words">).', r"\1乙", "is called"),
    "two descriptions": (TEXT, '(og:description" content=").', r"\1乙", "says two things"),
    "another site": (TEXT, '(og:site_name" content=").', r"\1乙", "is of the site"),
    "an older page that does not say so": (OLDER, "（2025-09 版）", "", "is"),
    "a name in the facts": (TEXT, '("author":.*?"name":").', r"\1乙", "does not show"),
    "a headline in the facts": (TEXT, '("headline":").', r"\1乙", "does not show"),
    "a day in the facts": (
        "documents/gov-cn-9.html", '("datePublished":")2025-08-26', r"\g<1>2025-08-27",
        "has the day",
    ),
    "a term in the facts": (TERMS, '("DefinedTerm","name":".).', r"\1乙", "does not show"),
    "the place of a term": (TERMS, '("url":"#)5', r"\g<1>6", "which is not there"),
    "no facts": (TEXT, '(ld\\+json">)', r"\1{", "has no facts"),
    "an address of nobody": (
        TEXT, "(</head>)", r'<link rel="canonical" href="https://a.example/">\1',
        "says that it is at",
    ),
}  # fmt: skip
"""What is wrong → file, pattern of what stands there, what stands there instead, the finding."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, root: Path, site: Path, seeds: Seeds, whole: Pages) -> None:
    path, pattern, instead, told = FAULTS[name]
    html = whole.html(path)
    edited = re.sub(pattern, instead, html, count=1, flags=re.DOTALL)
    assert edited != html
    messages = found(root, site, seeds, Pages(site, {**whole.held, path: edited}), path)
    assert any(told in one for one in messages), messages[:5]
