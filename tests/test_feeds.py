"""Feeds: valid Atom, an entry for each change, ids and dates that depend on the change alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from lxml import html

from builder.__main__ import FINDINGS, main
from builder.disk.seeds import read
from builder.export.feeds import atom, moment
from builder.model import Change, Changes, Corpus, EditorDate, SiteFile
from builder.pages.feeds import feeds as feed_values
from builder.site.links import resolve
from builder.site.settings import settings
from builder.snapshots.compare import compare
from builder.snapshots.history import history as history_of
from tests.conftest import CHECKOUT
from tests.edited import edited
from tests.seeds_folder import corpora
from tests.test_identity_page import ISSUERS, POLICY, known
from tests.test_policy_texts import PLAN, built

ATOM = "{http://www.w3.org/2005/Atom}"
OLDEST, MIDDLE, NEWEST = "2025-08-26", "2025-09", "2026-03"


@pytest.fixture(scope="module")
def history() -> tuple[Corpus, ...]:
    """The project's own site as of each update."""
    return corpora(read(CHECKOUT))


@pytest.fixture(scope="module")
def newest(history: tuple[Corpus, ...]) -> dict[str, ElementTree.Element]:
    """The feeds of the newest, by path."""
    return parsed(feeds(history[-1]))


def feeds(corpus: Corpus, site_url: str = "", folder: str = "") -> Iterator[SiteFile]:
    """Yield the feeds of a corpus as files in a folder."""
    framework = corpus.seeds.framework
    return (atom(feed, framework, folder, site_url) for feed in feed_values(corpus))


def parsed(files: Iterator[SiteFile]) -> dict[str, ElementTree.Element]:
    return {one.path: ElementTree.fromstring(one.content) for one in files}


def entries(feed: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Return the entries of a feed by id."""
    return {one.findtext(f"{ATOM}id", ""): one for one in feed.iter(f"{ATOM}entry")}


def test_an_entry_names_who_says_its_words(newest: dict[str, ElementTree.Element]) -> None:
    """Persons with their offices, an office, else who published it; of ours, the site's."""
    names = {
        name.text
        for entry in newest["changes/feed.xml"].iter(f"{ATOM}entry")
        for name in entry.iterfind(f"{ATOM}author/{ATOM}name")
    }
    assert "国家信息中心党委副书记、副主任 周民" in names
    assert "国家发展改革委有关负责同志" in names
    assert None not in names


def test_a_policy_in_a_feed_is_of_those_who_issued_it() -> None:
    """All of them, each an author; the title has the first and the number, never the printer."""
    of = known(built(PLAN, name="plan"), plan_1=POLICY)
    (update,) = history_of((of,))[-1].updates
    (feed, *_) = feed_values(replace(of, updates=(update,)))
    (entry,) = feed.entries
    assert entry.authors == ISSUERS
    assert entry.title == "新收：《关于加快发展要素市场的意见》 某省数据局等 某发〔2025〕11号"


# ---------------------------------------------------------------- RFC 4287

ONCE = {
    "feed": {"id", "title", "updated"},
    "entry": {"id", "title", "updated", "content"},
}
"""Elements that must stand there once (content: because of ours none is without words)."""

MAY = {
    "feed": {"author", "category", "contributor", "generator", "icon", "id", "link", "logo",
             "rights", "subtitle", "title", "updated", "entry"},
    "entry": {"author", "category", "content", "contributor", "id", "link", "published", "rights",
              "source", "summary", "title", "updated"},
    "author": {"name", "uri", "email"},
}  # fmt: skip
"""What may stand in an element."""

ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "title": {"type"},
    "content": {"type", "src"},
    "feed": {"{http://www.w3.org/XML/1998/namespace}lang",
             "{http://www.w3.org/XML/1998/namespace}base"},
}  # fmt: skip

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def faults(feed: ElementTree.Element) -> Iterator[str]:
    """Yield where a document is not a valid Atom feed, as sections 3 and 4 of RFC 4287 say."""
    if feed.tag != f"{ATOM}feed":
        yield f"root is {feed.tag}"
    for element in feed.iter():
        yield from misplaced(element)
        yield from unfit(element)
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    yield from (f"the id {one} stands twice" for one in set(ids) if ids.count(one) > 1)
    authors = [one.find(f"{ATOM}author") for one in (feed, *feed.iter(f"{ATOM}entry"))]
    if authors[0] is None and (len(authors) == 1 or None in authors[1:]):
        yield "no author (4.1.1)"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        rels = [one.get("rel", "alternate") for one in element.findall(f"{ATOM}link")]
        if rels.count("alternate") != 1:
            yield "not one alternate link (4.1.1)"


def misplaced(element: ElementTree.Element) -> Iterator[str]:
    """Yield what may not stand in an element, or stands there too often or not at all."""
    name = element.tag.removeprefix(ATOM)
    inner = [one.tag.removeprefix(ATOM) for one in element]
    yield from (f"{name} holds {one}" for one in inner if one not in MAY.get(name, set()))
    for one in ONCE.get(name, set()):
        if inner.count(one) != 1:
            yield f"{name} has {inner.count(one)} {one}"
    for one in element.attrib:
        if one not in ATTRIBUTES.get(name, set()):
            yield f"{name} has the attribute {one}"
    if inner and (element.text or "").strip():
        yield f"{name} mixes words and elements"


def unfit(element: ElementTree.Element) -> Iterator[str]:
    """Yield what an element cannot say."""
    words = element.text or ""
    match element.tag.removeprefix(ATOM):
        case "id" if not urlsplit(words).scheme:
            yield f"{words} is no absolute IRI (4.2.6)"
        case "updated" | "published":
            if DATE.fullmatch(words):
                datetime.fromisoformat(words)
            else:
                yield f"{words} is no date (3.3)"
        case "name" if not words.strip():
            yield "an author without a name (3.2.1)"
        case "link" if not element.get("href"):
            yield "a link without href (4.2.7.1)"
        case "category" if not element.get("term"):
            yield "a category without term (4.2.2.1)"
        case "title" | "content" if element.get("type", "text") not in ("text", "html"):
            yield f"words of type {element.get('type')} (3.1.1)"


def test_every_feed_is_valid_atom(history: tuple[Corpus, ...]) -> None:
    """Of the site, of each action and of each pillar, as of each update."""
    for corpus in history:
        made = parsed(feeds(corpus))
        framework = corpus.seeds.framework
        assert list(made) == [
            "changes/feed.xml",
            *(f"actions/{label.id}.xml" for label in framework.actions),
            *(f"pillars/{label.id}.xml" for label in framework.pillars),
        ]
        for path, feed in made.items():
            assert list(faults(feed)) == [], path


def test_the_check_finds_what_is_wrong(newest: dict[str, ElementTree.Element]) -> None:
    """A check that cannot fail proves nothing."""
    whole = ElementTree.tostring(newest["changes/feed.xml"], "unicode")
    for old, new in (
        ("<ns0:updated>", "<ns0:published>"),
        ("T00:00:00Z", ""),
        ("urn:uuid:", ""),
        (' term="', ' name="'),
        (' href="feed.xml"', ""),
        ("<ns0:name>", "<ns0:called>"),
        ('rel="self"', 'rel="alternate"'),
    ):
        tag = re.escape(old.strip("<>"))
        broken = whole.replace(old, new, 1)
        if old.startswith("<"):
            broken = re.sub(rf"</{tag}>", f"</{new.strip('<>')}>", broken, count=1)
        assert broken != whole
        assert list(faults(ElementTree.fromstring(broken))), old


def test_words_stay_words(history: tuple[Corpus, ...]) -> None:
    """Markup and controls in a source are shown, and an XML parser reads the feed."""
    corpus = history[-1]
    name = corpus.updates[-1].documents[0]
    evil = "<script>alert(1)</script>&]]>\x00\x0b\ud800\u2028"
    texts = tuple(
        replace(one, title=evil, paragraphs=(replace(one.paragraphs[0], text=evil),))
        if one.id == name
        else one
        for one in corpus.texts
    )
    made = parsed(feeds(replace(corpus, texts=texts, passages=(), terms=(), entities=())))
    shown = [
        fragment
        for entry in entries(made["changes/feed.xml"]).values()
        for fragment in (entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}content", ""))
        if "alert" in fragment
    ]
    assert shown
    for fragment in shown:
        tree = html.fragment_fromstring(fragment, create_parent="div")
        assert not tree.xpath("//script")
        assert "<script>alert(1)</script>&]]>␀" in tree.text_content()


# ---------------------------------------------------------------- what is told


def test_each_change_is_an_entry_with_its_words(
    history: tuple[Corpus, ...], newest: dict[str, ElementTree.Element]
) -> None:
    """Texts, passages (each once, whatever it is filed under), terms and cited documents."""
    corpus = history[-1]
    told = entries(newest["changes/feed.xml"])
    steps = [one for one in corpus.changes if (one.before, one.after) in
             {(OLDEST, MIDDLE), (MIDDLE, NEWEST)}]  # fmt: skip
    expected = len(corpus.updates[0].documents) + sum(
        len(one.documents)
        + len(one.sentences)
        + len({(each.kind, each.paragraph) for each in one.filings})
        + len(one.terms)
        + len([each for each in one.cited if each.kind == "cited"])
        + len(one.corrections)
        for one in steps
    )
    assert len(told) == expected > 100
    said = "".join(one.findtext(f"{ATOM}content", "") for one in told.values())
    for step in steps:
        for one in step.filings:
            assert escape(one.after) in said


def test_an_area_is_told_what_concerns_it(
    history: tuple[Corpus, ...], newest: dict[str, ElementTree.Element]
) -> None:
    """The entries of the site's feed that have its category, the same ids and words."""
    whole = entries(newest["changes/feed.xml"])
    framework = history[-1].seeds.framework
    for label in (*framework.actions, *framework.pillars):
        folder = "actions" if label in framework.actions else "pillars"
        here = entries(newest[f"{folder}/{label.id}.xml"])
        expected = {
            id_
            for id_, one in whole.items()
            if label.id in [each.get("term") for each in one.iter(f"{ATOM}category")]
        }
        assert set(here) == expected
        assert here, label.id
        for id_, one in here.items():
            assert one.findtext(f"{ATOM}content") == whole[id_].findtext(f"{ATOM}content")


def test_thirty_edits_are_thirty_entries(history: tuple[Corpus, ...]) -> None:
    """And three hundred changes of typography are none."""
    newest = history[-1]
    plain, _ = edited(newest, 0, 0, 0)
    later, known = edited(newest, 5, 30, 300)
    only = replace(compare(plain, later), filings=(), before=MIDDLE, after=NEWEST)
    told = entries(parsed(feeds(replace(newest, changes=(only,))))["changes/feed.xml"])
    marks = ("增：", "删：", "改：", "移位：")
    titles = [one.findtext(f"{ATOM}title", "") for one in told.values()]
    assert len([one for one in titles if one.startswith(marks)]) == len(known) == 30


def test_a_text_keeps_its_entry_when_another_copy_becomes_its_base(
    history: tuple[Corpus, ...],
) -> None:
    """Its id is of what it was called then; it leads to where the text is now."""
    newest = history[-1]
    text = next(one for one in newest.texts if len(one.articles) > 1)
    then = replace(newest.updates[0], documents=(text.articles[1],))
    corpus = replace(newest, updates=(then, *newest.updates[1:]))
    told = parsed(feeds(corpus))["changes/feed.xml"]
    links = [one.find(f"{ATOM}link") for one in entries(told).values()]
    assert links[-1] is not None
    assert links[-1].get("href") == f"../documents/{text.id}.html"
    gone = Changes(MIDDLE, NEWEST, documents=(Change("document_removed", "x-1", before="旧文"),))
    titles = [
        one.findtext(f"{ATOM}title", "")
        for one in entries(
            parsed(feeds(replace(newest, changes=(gone,))))["changes/feed.xml"]
        ).values()
    ]
    assert "不再收录：《旧文》" in titles


def test_the_same_words_put_in_twice_are_one_entry(history: tuple[Corpus, ...]) -> None:
    """An id stands once in a feed."""
    newest = history[-1]
    text = newest.texts[0]
    one = Change("sentence_added", text.id, text.paragraphs[0].id, after="又一句。")
    other = replace(one, paragraph=text.paragraphs[1].id)
    both = Changes(MIDDLE, NEWEST, sentences=(one, other))
    feed = parsed(feeds(replace(newest, changes=(both,))))["changes/feed.xml"]
    assert list(faults(feed)) == []
    assert sum("又一句。" in each.findtext(f"{ATOM}content", "") for each in feed) == 1


def test_ids_and_dates_depend_on_the_change_alone(history: tuple[Corpus, ...]) -> None:
    """A later update adds entries and touches none; another policy shares none."""
    then, now = (
        entries(parsed(feeds(corpus))["changes/feed.xml"]) for corpus in (history[1], history[2])
    )
    assert set(then) < set(now)
    for id_, one in then.items():
        assert one.findtext(f"{ATOM}updated") == now[id_].findtext(f"{ATOM}updated")
    other = replace(
        history[2],
        seeds=replace(
            history[2].seeds, framework=replace(history[2].seeds.framework, policy="另一意见")
        ),
    )
    assert not set(now) & set(entries(parsed(feeds(other))["changes/feed.xml"]))


def test_an_entry_is_dated_by_its_update_and_says_where_that_is_inferred(
    newest: dict[str, ElementTree.Element],
) -> None:
    """The newest stand first; the feed is as new as its newest entry."""
    dates = []
    for one in entries(newest["changes/feed.xml"]).values():
        date, said = one.findtext(f"{ATOM}updated", ""), one.findtext(f"{ATOM}content", "")
        dates.append(date)
        assert ("（推定）" in said) == (date != "2025-08-26T00:00:00Z")
    assert dates == sorted(dates, reverse=True)
    assert set(dates) == {f"{day}T00:00:00Z" for day in ("2025-08-26", "2025-09-30", "2026-03-31")}
    assert newest["changes/feed.xml"].findtext(f"{ATOM}updated") == dates[0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2025-08-26", "2025-08-26"),
        ("2025-02", "2025-02-28"),
        ("2024", "2024-12-31"),
        ("2025-08/2025-09", "2025-09-30"),
        ("2026-03/..", "2026-03-31"),
        ("../2026-03", "2026-03-31"),
        ("2026-03-05/..", "2026-03-05"),
    ],
)
def test_an_update_is_dated_by_the_last_day_that_its_words_allow(written: str, told: str) -> None:
    """Of what has no end, by the last day of its beginning."""
    for date in (written, EditorDate(written, ())):
        assert moment(date) == f"{told}T00:00:00Z"


def test_links_are_relative_to_the_site_where_its_address_is_known(
    history: tuple[Corpus, ...], tmp_path: Path
) -> None:
    """`site_url` of mkdocs.yml, where somebody wrote one; no id hangs on it."""
    config = (CHECKOUT / "mkdocs.yml").read_text("utf-8")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "docs").mkdir()
    assert settings(tmp_path).url == ""
    (tmp_path / "mkdocs.yml").write_text(f"{config}site_url: https://example.org/a\n", "utf-8")
    assert settings(tmp_path).url == "https://example.org/a/"
    bare = parsed(feeds(history[0]))
    for folder in ("", f"at/{OLDEST}/"):
        made = feeds(history[0], "https://example.org/a/", folder)
        for path, feed in parsed(made).items():
            base = feed.get("{http://www.w3.org/XML/1998/namespace}base")
            assert base == f"https://example.org/a/{folder}{path}"
            assert list(entries(feed)) == list(entries(bare[path]))


# ---------------------------------------------------------------- in the site


def test_every_link_of_every_feed_lands(site: Path) -> None:
    """On a page and an anchor of its own snapshot."""
    anchors: dict[Path, set[str]] = {}
    count = 0
    for folder in (site, *(site / "at" / one for one in (OLDEST, MIDDLE, NEWEST))):
        for file in sorted((*folder.glob("*/*.xml"),)):
            path = file.relative_to(folder).as_posix()
            for link in ElementTree.parse(file).iter(f"{ATOM}link"):
                to, _, anchor = link.get("href", "").partition("#")
                page = folder / resolve(path, to)
                assert page.is_file(), f"{file}: {to}"
                if anchor:
                    if page not in anchors:
                        tree = html.document_fromstring(page.read_bytes())
                        anchors[page] = set(tree.xpath("//@id"))
                    assert anchor in anchors[page], f"{file}: {to}#{anchor}"
                    count += 1
    assert count > 300


def test_pages_lead_to_their_feed(site: Path) -> None:
    """In the head, for readers of feeds; and in words, on changes/ and on each area's page."""
    pages = {
        "index.html": "changes/feed.xml",
        "changes/index.html": "feed.xml",
        f"changes/{MIDDLE}--{NEWEST}.html": "feed.xml",
    }
    for file in sorted((*site.glob("actions/*.html"), *site.glob("pillars/*.html"))):
        if file.name != "index.html":
            pages[file.relative_to(site).as_posix()] = f"{file.stem}.xml"
    assert len(pages) == 3 + 14
    for path, feed in pages.items():
        tree = html.document_fromstring((site / path).read_bytes())
        head = tree.xpath('//head/link[@rel="alternate"][@type="application/atom+xml"]/@href')
        assert head == [feed], path
        if path != "index.html" and "--" not in path:
            assert tree.xpath(f'//article//a[@href="{feed}"]'), path
    about = html.document_fromstring((site / "about/index.html").read_bytes())
    assert not about.xpath('//link[@type="application/atom+xml"]')


def test_a_snapshot_has_feeds_of_its_own_with_the_entries_of_the_root(site: Path) -> None:
    """No two feeds share an id: that of a snapshot ends, that of the root goes on."""
    found = set[str]()
    files = [*site.glob("*/*.xml"), *site.glob("at/*/*/*.xml")]
    for file in files:
        text = file.read_text("utf-8")
        found.add(ElementTree.fromstring(text).findtext(f"{ATOM}id", ""))
        path = file.relative_to(site).as_posix()
        if (other := site / "at" / NEWEST / path).is_file():
            root, newest = (re.sub("<id>.*</id>", "", one, count=1)
                            for one in (text, other.read_text("utf-8")))  # fmt: skip
            assert root == newest
    assert len(found) == len(files) > 50


def test_a_feed_that_was_touched_is_found(capsys: pytest.CaptureFixture[str], copied: Path) -> None:
    """Changed, missing, or one too many."""
    changed = copied / "changes/feed.xml"
    changed.write_bytes(changed.read_bytes().replace("增".encode(), "减".encode(), 1)
                        .replace(b"2026-03-31", b"2026-04-01", 1))  # fmt: skip
    (copied / f"at/{OLDEST}/actions/industry.xml").unlink()
    (copied / "pillars/other.xml").write_bytes(b"<feed/>")
    assert main(["verify", str(copied), "--quiet", "--root", str(CHECKOUT)]) == FINDINGS
    told = capsys.readouterr().out
    assert re.search(r"(?m)^changes/feed.xml: the seeds say …'.*2026-03-31", told)
    assert f"at/{OLDEST}/actions/industry.xml: is missing" in told
    assert "pillars/other.xml: is no file of this site" in told


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    """A copy of the built site, free to be changed."""
    return Path(shutil.copytree(site, tmp_path / "site"))
