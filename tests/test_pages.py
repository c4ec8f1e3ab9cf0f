"""What the pages must show, whatever the seeds hold; read from their Markdown."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement
from markdown import Markdown
from mkdocs.utils.meta import get_data

from builder.disk.seeds import read
from builder.export.data import TABLES
from builder.messages.names import DATA, VOICES
from builder.messages.phrases import circled, day, lines
from builder.model import Article, Corpus, Date, Label, Person, Source, Text, addresses
from builder.model.voices import person, voice
from builder.pages import pages
from builder.pages.blocks import signed
from builder.pages.page_index import PageIndex
from builder.pipeline import corpus
from builder.runner import Runner

CHECKOUT = Path(__file__).parents[1]

_LINK = re.compile(r'\]\((?P<markdown>[^)\s]+)\)|href="(?P<html>[^"]+)"')
ANCHOR = re.compile(r'id="([^"]+)"|\{(?:: [^{}\n]*)?#([\w-]+)[^{}\n]*\}')
_CONTROL = re.compile(r'<span class="control" title="U\+([0-9A-F]+)">.</span>')
_OURS = re.compile(
    r'<(span|sup|a) class="[a-z]+ ours"[^>]*>[^<]*</\1>|<span class="ours"[^>]*>[^<]*</span>'
)
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def values() -> Corpus:
    """The corpus of the checkout's seeds."""
    return corpus(read(CHECKOUT), Runner())


@pytest.fixture(scope="module")
def written(values: Corpus) -> dict[str, str]:
    """Every generated page by its path."""
    made = list(pages(values))
    assert [path for path, count in Counter(page.path for page in made).items() if count > 1] == []
    return {page.path: page.content for page in made}


def shown(markup: str) -> str:
    """Return the characters of a source that some markup of ours shows."""
    back = _CONTROL.sub(lambda found: chr(int(found[1], base=16)), _OURS.sub("", markup))
    return html.unescape(_TAG.sub("", back))


@pytest.fixture(scope="module")
def rendered(written: dict[str, str]) -> dict[str, HtmlElement]:
    """Every generated page as Python-Markdown renders it; its links lead to Markdown."""
    markdown = Markdown(extensions=["attr_list", "md_in_html", "toc"])
    return {
        path: lxml.html.fromstring(f"<div>{markdown.reset().convert(get_data(content)[0])}</div>")
        for path, content in written.items()
    }


def printed(element: HtmlElement) -> str:
    """Return the characters of a source that an element shows."""
    return shown(lxml.html.tostring(element, encoding="unicode", with_tail=False))


def paragraph(page: HtmlElement, identifier: str) -> HtmlElement:
    """Return the element of a paragraph on the page of its text."""
    (found,) = page.xpath("//*[@data-paragraph = $id]", id=identifier)
    return found


def test_each_paragraph_stands_on_its_text_s_page(
    values: Corpus, rendered: dict[str, HtmlElement]
) -> None:
    for text in values.texts:
        page = rendered[f"documents/{text.id}.md"]
        for one in text.paragraphs:
            element = paragraph(page, one.id)
            assert printed(element) == one.text
            assert element.get("id") == f"p{addresses.number(one.id)}"


def test_each_line_stands_on_its_source_s_page(
    values: Corpus, rendered: dict[str, HtmlElement]
) -> None:
    """Law 1, left-out lines too; the anchor is the line's number."""
    for source in values.seeds.sources:
        page = rendered[f"sources/{source.entry.id}.md"]
        for number, line in enumerate(source.lines, 1):
            found = page.xpath("//p[@id = $id]/span[@class = 'words']", id=f"L{number}")
            assert list(map(printed, found)) == ([line] if line.strip() else []), number


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("某市实施意见", "《某市实施意见》"),
        ("某部印发《某方案》", "某部印发《某方案》"),
        (None, "未具名的一页"),
    ],
)
def test_a_file_of_which_nothing_is_kept_is_called_by_its_headline(
    values: Corpus, title: str | None, name: str
) -> None:
    """Marks do not stand in marks, and where no headline is printed nothing is made up."""
    left = [
        replace(one, relevant=False, title=title if one.paragraphs else one.title)
        for one in values.articles
        if one.source == "sic-commentary"
    ]
    kept = [one for one in values.articles if one.source != "sic-commentary"]
    index = PageIndex(replace(values, articles=(*kept, *left)))
    assert index.name("sic-commentary") == name


def test_what_is_left_out_says_why(values: Corpus, written: dict[str, str]) -> None:
    for article in values.articles:
        if not article.relevant and article.reason:
            assert (
                html.escape(article.reason, quote=False) in written[f"sources/{article.source}.md"]
            )


def test_the_page_about_the_site_names_every_data_file() -> None:
    assert set(DATA) == {table.name for table in TABLES}


def test_every_link_lands(written: dict[str, str]) -> None:
    """Every link of every page leads to a page that exists and an anchor that is on it."""
    anchors = {
        path: {one or other for one, other in ANCHOR.findall(content)}
        for path, content in written.items()
    }
    data = {f"{addresses.DATA}{table.name}.json" for table in TABLES}
    lost = []
    for path, content in written.items():
        for found in _LINK.finditer(content):
            href = found["markdown"] or re.sub(r"\.html(?=#|$)", ".md", found["html"])
            to, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else path
            target = re.sub(r"^at/[\d-]+/", "", target)  # the same page in a snapshot
            if target == addresses.NOTICE or target in data:
                continue
            if target not in written or (anchor and anchor not in anchors[target]):
                lost.append(f"{path}: {href}")
    assert lost == []


def test_no_anchor_stands_twice_on_a_page(written: dict[str, str]) -> None:
    for path, content in written.items():
        names = [one or other for one, other in ANCHOR.findall(content)]
        assert [name for name, count in Counter(names).items() if count > 1] == [], path


def test_every_heading_has_an_id_of_its_own(written: dict[str, str]) -> None:
    """An id made from a heading changes with it, and is `_1` for a Chinese one."""
    for path, content in written.items():
        for heading in re.findall(r"^#{1,6} .*$", content, re.MULTILINE):
            assert re.search(r" \{(: [^{}]* )?#[\w-]+[^{}]*\}$", heading), f"{path}: {heading}"


def test_an_area_shows_each_passage_once_under_its_voice(
    values: Corpus, written: dict[str, str]
) -> None:
    """A passage that three copies print is shown once; a voice without any is named as missing."""
    index = PageIndex(values)
    for label in (*values.seeds.framework.actions, *values.seeds.framework.pillars):
        page = written[index.refs[label.id].markdown]
        groups = re.split(r"^## .*\{#([a-z]+)\}$", page, flags=re.MULTILINE)
        under = dict(zip(groups[1::2], groups[2::2], strict=True))
        said = index.under[label.id]
        for authority, names in VOICES.items():
            mine = [one for one in said if one.voice == authority]
            if mine:
                assert under[authority].count(f">{names.name}</span>") == len(mine)
                for one in mine:
                    place = f"documents/{one.text.id}.md#p{addresses.number(one.paragraph.id)})"
                    assert under[authority].count(place) == 1
            else:
                assert authority not in under
                missing = re.findall(r"^尚无.*。$", page, re.MULTILINE)
                assert not names.material or (missing and names.material in missing[0])


def test_quoted_runs_are_verbatim(values: Corpus, rendered: dict[str, HtmlElement]) -> None:
    """Law 2: each run of a source's words on any page is in a text or in a received file."""
    everything = "\n".join(
        [one.text for text in values.texts for one in text.paragraphs]
        + ["".join(line.strip() for line in source.lines) for source in values.seeds.sources]
        + [text.title for text in values.texts]
        + [one.byline for one in values.articles if one.byline]  # two lines, joined by a blank
        + [one.text for article in values.articles for one in article.paragraphs]
    )
    for path, page in rendered.items():
        if not path.startswith(("sources/", "documents/")):
            for element in page.xpath("//*[contains(@class, 'words') and not(parent::h2)]"):
                assert printed(element) in everything, path


def test_a_term_s_first_place_in_a_paragraph_leads_to_it(
    values: Corpus, written: dict[str, str], rendered: dict[str, HtmlElement]
) -> None:
    index = PageIndex(values)
    for term in values.terms:
        for occurrence in term.occurrences:
            filed = index.filed[occurrence.paragraph]
            element = paragraph(rendered[f"documents/{filed.text.id}.md"], occurrence.paragraph)
            to = f"../glossary/index.md#{term.entry.id}"
            links = element.xpath(".//a[@class = 'term' and @href = $to]", to=to)
            words = filed.paragraph.text[slice(*occurrence.first)]
            if term in index.covered[occurrence.paragraph]:
                # It stands only in the name of a document, which is a link itself.
                note = element.getnext()
                assert note.get("class") == "note"
                assert note.xpath(".//a[@href = $to]", to=to)
                assert links == []
            else:
                assert list(map(printed, links)) == [words]
            number = addresses.number(occurrence.paragraph)
            assert f"../documents/{filed.text.id}.md#p{number})" in written[addresses.GLOSSARY]


def test_a_correction_names_what_was_printed(values: Corpus, written: dict[str, str]) -> None:
    seen = 0
    for text in values.texts:
        page = written[f"documents/{text.id}.md"]
        for one in text.paragraphs:
            for correction in one.corrections:
                seen += 1
                assert html.escape(correction.reason.rstrip("。"), quote=False) in shown(page)
                assert correction.kind == "lost" or correction.printed in shown(page)
    assert seen
    assert any("此处原件缺文" in content for content in written.values())


def test_an_inferred_date_says_so(values: Corpus, written: dict[str, str]) -> None:
    guessed = [text for text in values.texts if text.date and text.date.basis.startswith("据文中")]
    assert guessed
    for text in guessed:
        assert text.date is not None
        page = written[f"documents/{text.id}.md"]
        assert "（推定）" in page
        assert re.search(r"据文中.*推定", page)


def test_the_horizons_are_in_the_sources_words(values: Corpus, written: dict[str, str]) -> None:
    home = written[addresses.HOME]
    years = sorted({horizon.year for horizon in values.horizons})
    assert re.findall(r'<span class="year">(\d{4})</span>', home) == [str(year) for year in years]
    for share in re.findall(r'class="share words"[^>]*>([^<]+)<', home):
        assert share in "".join(one.text for text in values.texts for one in text.paragraphs)


def test_the_same_corpus_makes_the_same_pages(values: Corpus, written: dict[str, str]) -> None:
    assert {page.path: page.content for page in pages(values)} == written


def test_pages_are_marked_as_generated(written: dict[str, str]) -> None:
    for path, content in written.items():
        assert content.startswith("---\ngenerated: true\n"), path
        assert content.endswith("\n")
        assert ("\nsearch:\n  exclude: true\n" in content) == path.startswith(
            ("sources/", "compare/")
        ), path


def test_a_label_without_passages_has_a_short_page_that_says_so(values: Corpus) -> None:
    """An editor adds a ninth support of which no source speaks: a page, not padded."""
    framework = values.seeds.framework
    ninth = Label("ninth", "计量", "夯实计量基础")
    seeds = replace(values.seeds, framework=replace(framework, pillars=(*framework.pillars, ninth)))
    made = {page.path: page.content for page in pages(replace(values, seeds=seeds))}
    page = made["pillars/ninth.md"]
    assert "尚无政策原文、官方解读、专家观点、媒体报道。" in page
    assert "\n## " not in page
    assert "所收文献尚无论述。" in made[addresses.PILLARS]


def hostile(values: Corpus, words: str) -> Corpus:
    """Return the corpus with hostile words as the title, publisher and words of its first text."""

    def text(one: Text) -> Text:
        first = replace(one.paragraphs[0], text=words, corrections=())
        return replace(
            one, title=words, publisher=words, speaker=Person(words, words, words), url=words,
            date=Date("2025", "year", words), paragraphs=(first, *one.paragraphs[1:]),
        )  # fmt: skip

    def article(one: Article) -> Article:
        return replace(one, title=words, publisher=words, reason=words)

    def source(one: Source) -> Source:
        entry = replace(one.entry, publisher=words, note=words, url=words)
        return replace(one, entry=entry, lines=(words, *one.lines[1:]))

    first, *rest = values.texts
    gone = first.paragraphs[0].id
    return replace(
        values,
        seeds=replace(values.seeds, sources=tuple(map(source, values.seeds.sources))),
        articles=tuple(map(article, values.articles)),
        texts=(text(first), *rest),
        passages=tuple(one for one in values.passages if one.paragraph != gone),
        terms=tuple(
            replace(
                term,
                occurrences=tuple(one for one in term.occurrences if one.paragraph != gone),
            )
            for term in values.terms
        ),
        horizons=tuple(one for one in values.horizons if one.paragraph != gone),
        variants=tuple(one for one in values.variants if one.paragraph not in (None, gone)),
    )


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert('读本')</script>",
        "---",
        "\x02wzxhzdk:0\x03",
        "# 题 {#title} [读](javascript:alert(1))",
        "{% include 'x' %}{{ config }}",
    ],
)
def test_a_hostile_title_is_a_title(values: Corpus, words: str) -> None:
    """Law 8 on whole pages: no element, anchor or link comes from a source's words."""
    plain = [page.content for page in pages(hostile(values, "平常的话"))]
    nasty = [page.content for page in pages(hostile(values, words))]
    assert len(plain) == len(nasty)
    for one, other in zip(plain, nasty, strict=True):
        assert Elements(one).found == Elements(other).found


class Elements(HTMLParser):
    """The elements of some HTML with what makes them act, those that show a control aside."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        body, _ = get_data(content)
        self.feed(Markdown(extensions=["attr_list", "md_in_html", "toc"]).convert(body))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "control") not in attrs:
            self.found[tag, *(f"{name}={value}" for name, value in attrs)] += 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2025-08-26", "2025年8月26日"),
        ("2025-08-26T21:34", "2025年8月26日 21:34"),
        ("2025-08", "2025年8月"),
        ("2025", "2025年"),
        ("2025-08/2025-09", "2025年8月至9月"),
        ("2025-12/2026-01", "2025年12月至2026年1月"),
        ("2026-03/..", "2026年3月或其后"),
        ("../2026-03", "2026年3月以前"),
    ],
)
def test_dates_read_as_chinese(value: str, said: str) -> None:
    assert day(value) == said


def test_people_lines_and_notes_read_as_chinese() -> None:
    assert person(Person("周民", "副主任", "国家信息中心")) == "国家信息中心副主任 周民"
    assert person(Person(None, "有关负责人", "国家发展改革委")) == "国家发展改革委有关负责人"
    two = Person(None, "教授；副院长", "公共管理学院；治理研究院")
    assert person(two) == "公共管理学院教授；治理研究院副院长"
    assert lines(((24, 24), (31, 39))) == "第 24、31–39 行"
    assert "".join(map(circled, (1, 20, 21, 35, 36, 50, 51))) == "①⑳㉑㉟㊱㊿(51)"


def test_a_lead_is_not_the_words_of_the_one_who_answers(values: Corpus) -> None:
    """An interview opens with the writer's words; a question is the asker's."""
    text = next(text for text in values.texts if text.kind == "qa" and text.speaker)
    assert text.speaker is not None
    said = {one.role: (signed(text, one), voice(text, one)) for one in text.paragraphs}
    assert said["lead"] == ("未署名", "official")
    assert said["question"] == ("记者", "question")
    assert said["answer"] == (person(text.speaker), "official") == (signed(text), voice(text))


def test_links_are_relative_to_the_page_they_stand_on() -> None:
    line = addresses.line("gov-cn", 17)
    assert addresses.relative(line, "index.md") == "sources/gov-cn.md#L17"
    assert addresses.relative(line, "documents/gov-cn-9.md") == "../sources/gov-cn.md#L17"
    assert addresses.relative(line, "sources/gov-cn.md") == "#L17"
    assert addresses.built(line, "documents/gov-cn-9.md") == "../sources/gov-cn.html#L17"
