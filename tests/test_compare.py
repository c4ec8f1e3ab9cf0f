"""Where copies differ: beside the text, and side by side; as values, and as a reader meets it.

Three copies are made by hand: 甲 is the base, 乙 misprints a word and cuts a paragraph in two, 丙
lacks a paragraph, adds a sentence and has a paragraph of its own, whose line has the number of
one of the base. 乙 and 丙 are of one agency.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from builder.disk.seeds import read
from builder.messages.names import LACKS
from builder.messages.phrases import agreement, distinct
from builder.model import (
    Article,
    Corpus,
    Correction,
    Emendation,
    Paragraph,
    Reading,
    Text,
    TextParagraph,
    Variant,
    Witness,
)
from builder.pages import pages
from builder.pages.apparatus import matters, noted, standing
from builder.pages.compare import compare, rows
from builder.pages.documents import documents
from builder.pages.page_index import PageIndex
from builder.pipeline import corpus
from builder.runner import Runner
from tests.conftest import Open
from tests.test_pages import ANCHOR, shown
from tests.test_reading import CONTRAST, IN_VIEW, LUMINANCES

CHECKOUT = Path(__file__).parents[1]

FIRST = "当前，人工智能技术加速迭代演进，正从试验探索迈向价值创造阶段。"
SECOND = "坚持问题导向，一方面夯实基础。另一方面加强统筹。"
OWN = "<b>避免</b>一哄而上、一哄而散、浮于表面等问题。"


@pytest.fixture(scope="module")
def values() -> Corpus:
    """The corpus of the checkout's seeds."""
    return corpus(read(CHECKOUT), Runner())


@pytest.fixture(scope="module")
def several(values: Corpus) -> list[Text]:
    """Its texts that several copies print."""
    found = [text for text in values.texts if len(text.articles) > 1]
    assert found
    return found


@pytest.fixture(scope="module")
def written(values: Corpus) -> dict[str, str]:
    """Every generated page by its path."""
    return {page.path: page.content for page in pages(values)}


def by_hand(values: Corpus) -> Corpus:
    """Return a corpus of the one text that is described above."""
    sources = [source.entry.id for source in values.seeds.sources[:3]]
    printed = (
        ((3, FIRST), (5, SECOND)),
        ((4, FIRST.replace("正从", "正在")), (6, "一方面夯实基础。"), (7, "另一方面加强统筹。")),
        ((4, SECOND.replace("基础。", "基础.") + "并请核对。"), (5, OWN)),
    )
    articles = tuple(
        Article(
            id=f"{source}-1",
            source=source,
            ranges=((1, 12),),
            kind="report",
            title="就意见答记者问",
            publisher="某网" if number == 0 else "某社",
            paragraphs=tuple(
                Paragraph(f"{source}-1-p{line}", "body", None, words, ((line, line),))
                for line, words in printed[number]
            ),
            relevant=True,
        )
        for number, source in enumerate(sources)
    )
    base, second, third = articles
    one, two = (f"{base.id}-p{line}" for line in (3, 5))

    def paragraph(of: Article, at: int, copies: tuple[str, ...]) -> TextParagraph:
        here = of.paragraphs[at]
        return TextParagraph(
            here.id, "body", None, here.text, of.id, of.source, here.ranges, copies=copies
        )

    text = Text(
        id=base.id, title="就意见答记者问", title_printed=True, kind="report",
        authority="official", date=None, publisher="某网", authors=(), speaker=None, url=None,
        snapshot=values.texts[0].snapshot, articles=tuple(article.id for article in articles),
        base_reason="三份来源中最全", part_of=None,
        paragraphs=(
            paragraph(base, 0, (second.paragraphs[0].id,)),
            paragraph(base, 1, (*(each.id for each in second.paragraphs[1:]),
                                third.paragraphs[0].id)),
            paragraph(third, 1, ()),
        ),
        same_voice="其中两份同为某社稿，只算一家。",
    )  # fmt: skip

    def at(article: Article, number: int, words: str, place: int | None = None) -> Witness:
        here = article.paragraphs[number]
        start = here.text.index(words) if place is None else place
        return Witness(article.id, here.id, (start, start + len(words)), here.ranges[0][0])

    def variant(
        name: str, paragraph: str, words: str, kind: str, *readings: Reading, **more: object
    ) -> Variant:
        reading = FIRST if paragraph == one else SECOND
        start = reading.index(words) if words else len(reading)
        return Variant(
            f"{text.id}-{name}", text.id, paragraph, "paragraph", (start, start + len(words)),
            kind, readings, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    variants = (
        variant(
            "v3-a", one, "正从", "damage",
            Reading("正从", (at(base, 0, "正从"),)), Reading("正在", (at(second, 0, "正在"),)),
            damaged=(second.id,), note="原件作“正在试验探索”，据某网本改。",
        ),
        variant(
            "v5-a", two, "坚持问题导向，", "omission",
            Reading("坚持问题导向，", tuple(at(*each, "坚持问题导向，")
                                          for each in ((base, 1), (third, 0)))),
            Reading("", (at(second, 1, "", 0),)),
        ),
        variant(
            "v5-b", two, "。", "width",
            Reading("。", (at(base, 1, "。"), at(second, 1, "。"))),
            Reading(".", (at(third, 0, "."),)), folded=True,
        ),
        variant(
            "v5-c", two, "", "width",
            Reading("", (at(base, 1, "", 15), at(third, 0, "", 15))),
            Reading("\n", (at(second, 1, "", 8),)), folded=True,
        ),
        variant(
            "v5-d", two, "", "addition",
            Reading("", (at(base, 1, "", len(SECOND)), at(second, 2, "", 9))),
            Reading("并请核对。", (at(third, 0, "并请核对。"),)),
        ),
    )  # fmt: skip
    mended = Correction("mend", (16, 18), "正在", "正从", "据某网本。", second.source, 4)
    return Corpus(
        values.seeds, articles, (text,), passages=(), terms=(), horizons=(), links=(),
        variants=variants,
        emendations=(Emendation(second.id, second.paragraphs[0].id, "editor", mended),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(values: Corpus) -> Corpus:
    """The corpus made by hand."""
    return by_hand(values)


@pytest.fixture(scope="module")
def document(made: Corpus) -> str:
    """The page of its text."""
    path = f"documents/{made.texts[0].id}.md"
    return next(page.content for page in documents(PageIndex(made)) if page.path == path)


@pytest.fixture(scope="module")
def comparison(made: Corpus) -> str:
    """Its copies side by side."""
    (page,) = compare(PageIndex(made))
    return page.content


def cells(page: str) -> list[list[str]]:
    """Return the paragraphs of each cell of a comparison page, as the copies print them."""
    return [
        [shown(words) for words in re.findall(r'<p class="words">(.*?)</p>', cell)]
        for cell in re.findall(r'^<div class="cell">(.*)</div>$', page, re.MULTILINE)
    ]


def beside(page: str, paragraph: str) -> str:
    """Return what stands beside a paragraph on the page of its text."""
    found = re.search(
        rf'data-paragraph="{paragraph}" .*?<div class="note"[^>]*>(.*?)\n</div>', page, re.DOTALL
    )
    assert found is not None
    return found[1]


# ---------------------------------------------------------------- values → pages


def test_each_copy_s_words_stand_once_as_printed(
    several: list[Text], values: Corpus, written: dict[str, str]
) -> None:
    """Laws 1 and 2: no paragraph of any copy is lost, doubled, cut or mended on the page."""
    index = PageIndex(values)
    for text in several:
        found = sorted(words for cell in cells(written[f"compare/{text.id}.md"]) for words in cell)
        copies = [index.articles[one] for one in text.articles]
        assert found == sorted(one.text for copy in copies for one in copy.paragraphs)


def test_each_variant_has_its_anchor_and_leads_to_every_line(
    several: list[Text], values: Corpus, written: dict[str, str]
) -> None:
    """Law 3: whoever bears witness to a reading is named with the line, on both pages."""
    index = PageIndex(values)
    seen = 0
    for text in several:
        for one in (one for one in values.variants if one.text == text.id):
            seen += 1
            page = written[f"compare/{text.id}.md"]
            row = re.findall(rf'<li id="{re.escape(one.id)}">(.*?)</li>', page)
            note = re.findall(rf'<li[^>]*id="n-{re.escape(one.id)}">(.*?)</li>',
                              written[f"documents/{text.id}.md"])  # fmt: skip
            assert len(row) == 1, one.id
            for said in row + note:
                for reading in one.readings:
                    for copy in {at.article: at for at in reversed(reading.witnesses)}.values():
                        line = f"sources/{index.articles[copy.article].source}.html#L{copy.line}"
                        assert line in said, one.id
    assert seen


def test_only_what_is_collated_has_a_strip_and_a_comparison(
    several: list[Text], values: Corpus, written: dict[str, str]
) -> None:
    """A single copy agrees with nobody."""
    for text in values.texts:
        page = written[f"documents/{text.id}.md"]
        alone = text not in several
        assert (f"compare/{text.id}.md" in written) != alone
        assert page.count('class="cell"') == (0 if alone else len(text.paragraphs))
        assert ('class="matters"' in page) != alone
    assert all(f"compare/{text.id}.md" in written["documents/index.md"].replace("../", "")
               for text in several)  # fmt: skip


def test_copies_that_cut_a_paragraph_stand_beside_the_whole(made: Corpus) -> None:
    """One paragraph of the base, two of another copy: one passage; a lack is an empty place."""
    copies = [PageIndex(made).articles[one] for one in made.texts[0].articles]
    counts = [[len(printed) for printed in row.printed] for row in rows(made.texts[0], copies)]
    assert counts == [[1, 1, 0], [1, 2, 1], [0, 0, 1]]


def test_the_comparison_shows_who_has_what(comparison: str) -> None:
    """What differs is marked in each copy by an element of its kind, and what lacks says so."""
    head, *passages = re.split(r"^<section", comparison, flags=re.MULTILINE)[1:]
    assert head.count("就意见答记者问") == 3
    assert passages[0].count("此份无此段") == 1
    assert '<span class="variant">正从</span>' in passages[0]
    assert '<span class="strange">正在</span>' in passages[0]
    assert "原件作“正在”，改读“正从”：据某网本。" in passages[0]
    assert passages[1].count('<span class="extra">坚持问题导向，</span>') == 2
    assert '<span class="gap ours">缺 7 字</span>' in passages[1]
    assert passages[1].count('<span class="gap ours">缺 5 字</span>') == 2
    assert "另有标点、全半角差异 2 处" in passages[1]
    assert passages[2].count("此份无此段") == 2
    assert [shown(one) for one in re.findall(r'<p class="words">(.*?)</p>', passages[2])] == [OWN]


def test_the_strip_says_how_each_copy_stands(made: Corpus, comparison: str) -> None:
    index = PageIndex(made)
    text = made.texts[0]
    found = [standing(index, text, paragraph) for paragraph in text.paragraphs]
    assert found == ["lacks differs", "differs", "lacks"]
    bars = [
        re.findall(r'class="bar ([a-z ]+)"', cell)
        for cell in re.findall(r'<a class="cell" .*</a>', comparison)
    ]
    assert bars == [
        ["agrees", "differs", "lacks"], ["agrees", "differs", "differs"],
        ["lacks", "lacks", "agrees"],
    ]  # fmt: skip
    assert "段 3：某网（底本）同；某社甲异；某社乙缺" in comparison


def test_variants_stand_beside_their_paragraph(made: Corpus, document: str) -> None:
    """Numbered through the text; typography is counted and put away; one agency is one voice."""
    one, two, own = (paragraph.id for paragraph in made.texts[0].paragraphs)
    assert "<summary>只有某网如此；某社甲误印 1 处；某社乙无此段</summary>" in beside(document, one)
    note = beside(document, two)
    assert "<summary>只有某网如此；某社甲少 7 字；某社乙多 5 字</summary>" in note
    assert "其中两份同为某社稿，只算一家。" in document
    assert "<summary>另有标点、全半角差异 2 处</summary>" in note
    told = [shown(each) for each in re.findall(r"<li[^>]*>(.*?)</li>", note)]
    assert told == [
        "② “坚持问题导向，”：底本第\u00a05\u00a0行、某社乙第\u00a04\u00a0行；"
        "某社甲第\u00a06\u00a0行无。",
        "③ 底本第\u00a05\u00a0行、某社甲第\u00a07\u00a0行无；"
        "“并请核对。”：某社乙第\u00a04\u00a0行。",
        "“。”：底本第\u00a05\u00a0行、某社甲第\u00a06\u00a0行；“.”：某社乙第\u00a04\u00a0行。",
        "底本第\u00a05\u00a0行、某社乙第\u00a04\u00a0行无；“”：某社甲第\u00a06\u00a0行。",
    ]
    assert "此段底本无，据某社乙补入。" in beside(document, own)
    assert '<p class="agreement">只有某社乙有此段</p>' in beside(document, own)


def test_no_paragraph_takes_the_anchor_of_another(document: str, comparison: str) -> None:
    """A paragraph that another copy lends can have the line number of one of the base."""
    for page in (document, comparison):
        anchors = [one or other for one, other in ANCHOR.findall(page)]
        assert len(set(anchors)) == len(anchors)
        wanted = re.findall(r'(?:href="|\]\()#([^")]+)', page)
        assert set(wanted) - {"title"} <= set(anchors)
        assert len(set(re.findall(r'class="cell" href="#([^"]+)"', page))) == 3


def test_what_was_mended_is_told_without_opening_anything(made: Corpus, document: str) -> None:
    note = beside(document, made.texts[0].paragraphs[0].id)
    told, _, _ = note.partition("<details")
    assert "某社甲第\u00a04\u00a0行：原件作“正在试验探索”，据某网本改。" in shown(told)


def test_a_reading_is_words_whatever_it_says(made: Corpus) -> None:
    """Law 8: a copy that prints an element, a link or a template shows its characters."""
    nasty = "<script>alert(1)</script>[读](x){{ config }}\x07"
    first, *others = made.variants
    shown_by = replace(first.readings[1], text=nasty)
    hostile = replace(
        made, variants=(replace(first, readings=(first.readings[0], shown_by)), *others)
    )
    index = PageIndex(hostile)
    (side_by_side,) = compare(index)
    _, beside_the_text = documents(index)
    for page in (side_by_side, beside_the_text):
        assert "<script" not in page.content
        assert nasty in shown(page.content)


def test_a_mended_place_and_its_variant_are_one(made: Corpus) -> None:
    """The base misprints: its correction and the variant there have one number and one mark."""
    text = made.texts[0]
    first, *others = text.paragraphs
    start = first.text.index("正从")
    correction = Correction(
        "mend", (start, start + 6), "在在试验探索", "正从试验探索", "据别份。", first.source, 3
    )
    mended = replace(text, paragraphs=(replace(first, corrections=(correction,)), *others))
    places = noted(PageIndex(replace(made, texts=(mended,))), mended)[first.id]
    assert [(place.sign, len(place.corrections), len(place.variants)) for place in places] == [
        ("①", 1, 1)
    ]


@pytest.mark.parametrize(
    ("alike", "others", "said"),
    [
        ("甲乙丙", [], "各份文字相同"),
        ("甲乙", [("丙", "少 3 字")], "丙少 3 字；其余如此"),
        ("甲乙", [("丙丁", "少 3 字")], "甲、乙如此；丙、丁少 3 字"),
        ("甲", [("乙", "少 3 字"), ("丙", LACKS)], "只有甲如此；乙少 3 字；丙无此段"),
        ("甲", [("乙丙", LACKS)], "只有甲有此段"),
        ("甲乙", [("丙", LACKS)], "丙无此段"),
        ("", [("甲", "误印 1 处"), ("乙", "少 3 字")], "甲误印 1 处；乙少 3 字"),
        ("甲", [("乙丙丁戊己", "少 3 字")], "只有甲如此；乙等 5 份少 3 字"),
    ],
)
def test_who_has_it_so_is_said_in_words(
    alike: str, others: list[tuple[str, str]], said: str
) -> None:
    assert agreement(alike, others) == said


def test_what_matters_is_said_on_top(document: str, comparison: str) -> None:
    """What some copies lack, then other words, then misprints; typography is only counted."""
    told = (
        "某社乙没有段\u00a03；某社甲没有 7 字（段\u00a05）；"
        "只有某社乙有段\u00a05，另有 5 字（段\u00a05）；"
        "误印 1 处：“正从”误作“正在”（段\u00a03）；另有 2 处只差标点、全半角。"
    )
    for page in (document, comparison):
        (row,) = re.findall(r'<p class="matters">(.*?)</p>', page)
        assert shown(row) == told


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ({"addition"}, "只有某社乙有 5 字（段\u00a05）；另有 2 处只差标点、全半角。"),
        (set(), "各份文字相同；只有 2 处只差标点、全半角。"),
    ],
)
def test_typography_is_counted_beside_what_else_differs(
    made: Corpus, kinds: set[str], told: str
) -> None:
    """“另有” behind a single other difference too, “只有” where there is none."""
    text = replace(made.texts[0], paragraphs=made.texts[0].paragraphs[1:2])
    kept = tuple(one for one in made.variants if one.folded or one.type in kinds)
    index = PageIndex(replace(made, texts=(text,), variants=kept))
    assert shown(matters(index, text)) == told


def test_book_title_marks_are_no_difference_of_words(
    several: list[Text], values: Corpus, written: dict[str, str]
) -> None:
    """No paragraph is red, and no word marked, for 《意见》 printed as 意见."""
    index = PageIndex(values)
    seen = 0
    for text in several:
        for paragraph in text.paragraphs:
            found = index.variants(text, paragraph.id)
            if found and {one.type for one in found} <= {"punctuation", "width"}:
                seen += 1
                assert standing(index, text, paragraph) == "agrees"
                assert "<summary>各份文字相同</summary>" in beside(
                    written[f"documents/{text.id}.md"], paragraph.id
                )
    assert seen == 6


def test_copies_of_one_agency_are_distinct() -> None:
    assert distinct(["某网", "某社", "某社"]) == ("某网", "某社甲", "某社乙")
    assert distinct(["某社", "某社甲", "某社"]) == ("某社乙", "某社甲", "某社丙")
    assert distinct(["某社"] * 12)[9:] == ("某社癸", "某社11", "某社12")


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def name(several: list[Text]) -> str:
    """The id of a text of which the built site has several copies."""
    return several[0].id


def variants_in_sight(tab: Tab) -> tuple[int, int]:
    """Return how many notes of variants are seen on a page, and how many there are."""
    notes = tab.locator(".note .variants li")
    count = int(notes.count())
    seen = notes.evaluate_all(
        "all => all.filter(e => e.checkVisibility({contentVisibilityAuto: true})).length"
    )
    return int(seen), count


def test_variants_open_by_key(opened: Open, site: Path, name: str) -> None:
    """The count is a stop of the Tab key; Enter opens its variants and closes them again."""
    tab = opened((site / f"documents/{name}.html").as_uri())
    first = tab.locator(".note details.apparatus:has(> .variants)").first
    note = first.locator("> .variants li").first
    expect(note).to_be_hidden()
    first.locator("> summary").focus()
    tab.keyboard.press("Enter")
    expect(note).to_be_visible()
    assert "如此" in first.locator("> summary").inner_text()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('details.apparatus') !== null")
    first.locator("> summary").focus()
    tab.keyboard.press("Enter")
    expect(note).to_be_hidden()


def test_a_number_in_the_text_leads_to_its_note(opened: Open, site: Path, name: str) -> None:
    """Also where the note is put away: it opens."""
    tab = opened((site / f"documents/{name}.html").as_uri())
    number = tab.locator(".words a.note").first
    note = tab.locator(f'[id="{(number.get_attribute("href") or "").removeprefix("#")}"]')
    expect(note).to_be_hidden()
    number.focus()
    tab.keyboard.press("Enter")
    expect(note).to_be_visible()
    assert number.inner_text() in note.inner_text()


@pytest.mark.parametrize("folder", ["documents", "compare"])
def test_a_cell_of_the_strip_leads_to_its_paragraph(
    opened: Open, site: Path, name: str, folder: str
) -> None:
    """Each cell has a name of its own, is large enough to hit, and differs in form by standing."""
    tab = opened((site / f"{folder}/{name}.html").as_uri(), viewport={"width": 375, "height": 812})
    cells = tab.get_by_role("group", name="各段异同").get_by_role("link").filter(
        has=tab.locator(".bar")
    )  # fmt: skip
    names = cells.evaluate_all("all => all.map(e => e.textContent)")
    assert len(set(names)) == len(names) > 1
    for box in cells.evaluate_all(
        "all => all.map(e => [e.getBoundingClientRect().width, e.getBoundingClientRect().height])"
    ):
        assert min(box) >= 24
    last = cells.last
    place = (last.get_attribute("href") or "").removeprefix("#")
    last.focus()
    tab.keyboard.press("Enter")
    target = tab.locator(f'[id="{place}"]')
    tab.wait_for_function(f"element => ({IN_VIEW})(element)", arg=target.element_handle())
    forms = tab.evaluate("""() => Object.fromEntries(['agrees', 'differs', 'lacks'].map(kind => {
        const style = getComputedStyle(document.querySelector('.keys .bar.' + kind));
        return [kind, [style.borderStyle, style.backgroundSize].join()];
    }))""")
    assert len(set(forms.values())) == 3


def test_one_copy_at_a_time_on_a_telephone(opened: Open, site: Path, name: str) -> None:
    """Without scripts: a choice, by key as by touch; nothing runs off the side."""
    tab = opened(
        (site / f"compare/{name}.html").as_uri(),
        viewport={"width": 375, "height": 812}, java_script_enabled=False,
    )  # fmt: skip
    choice = tab.get_by_role("group", name="看哪一份").get_by_role("radio")
    count = choice.count()
    assert count > 1
    row = tab.locator(".cells").nth(1)
    for number in range(count):
        if number:
            choice.nth(number - 1).focus()
            tab.keyboard.press("ArrowRight")
        expect(choice.nth(number)).to_be_checked()
        for other in range(count):
            expect(row.locator("> .cell").nth(other)).to_be_visible(visible=other == number)
    assert tab.locator("html").evaluate("e => e.scrollWidth") == 375


def test_the_copies_stand_side_by_side_on_a_desk(opened: Open, site: Path, name: str) -> None:
    tab = opened((site / f"compare/{name}.html").as_uri(), viewport={"width": 1280, "height": 900})
    row = tab.locator(".cells").nth(1).locator("> .cell")
    tops = row.evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().top))")
    assert len(tops) > 1
    assert len(set(tops[:3])) == 1
    expect(tab.locator(".choice")).to_be_hidden()


def test_variants_are_a_plain_list_without_scripts(opened: Open, site: Path, name: str) -> None:
    tab = opened((site / f"documents/{name}.html").as_uri(), java_script_enabled=False)
    seen, count = variants_in_sight(tab)
    assert seen == count > 0


@pytest.mark.parametrize("width", [375, 794])
def test_all_notes_are_printed(opened: Open, site: Path, name: str, width: int) -> None:
    """On paper nothing can be opened; of the copies side by side each is there, however narrow."""
    tab = opened(
        (site / f"documents/{name}.html").as_uri(), viewport={"width": width, "height": 900}
    )
    closed, count = variants_in_sight(tab)
    assert closed < count
    tab.emulate_media(media="print")
    # What is folded comes into sight with the next frame, which a busy machine delays.
    tab.wait_for_function(
        """() => [...document.querySelectorAll('.note .variants li')].every(
            note => note.checkVisibility({contentVisibilityAuto: true}))"""
    )
    tab.goto((site / f"compare/{name}.html").as_uri())
    hidden = tab.locator(".cells > .cell:not(:visible)")
    expect(hidden).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", ["documents", "compare"])
def test_marks_and_notes_can_be_read(
    opened: Open, site: Path, name: str, folder: str, scheme: str
) -> None:
    """AA contrast of every kind of mark and note, in both schemes."""
    tab = opened(
        (site / f"{folder}/{name}.html").as_uri(), color_scheme=scheme, reduced_motion="reduce"
    )
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    kinds = (".variant", ".strange", ".extra", ".gap", "a.note", ".sign", ".type", ".absent",
             ".mended", "summary", ".variants li", ".variants a", ".keys", ".copy")  # fmt: skip
    seen = 0
    for kind in kinds:
        for mark in tab.locator(f"article {kind}:visible").all()[:2]:
            seen += 1
            low, high = sorted(mark.evaluate(LUMINANCES))
            assert (high + 0.05) / (low + 0.05) >= CONTRAST, kind
    assert seen > 8


SEEN = """element => {
    const box = element.getBoundingClientRect(), header = document.querySelector('header');
    return box.top >= header.getBoundingClientRect().bottom && box.bottom <= window.innerHeight;
}"""
"""Whether a whole element is in sight, below the header."""


@pytest.mark.parametrize("folder", ["documents", "compare"])
@pytest.mark.parametrize("size", [(1280, 900), (375, 812)])
def test_a_number_s_word_stays_in_sight_and_the_note_leads_back(
    opened: Open, site: Path, name: str, folder: str, size: tuple[int, int]
) -> None:
    """The note is seen, the word beside it where both have room; its number leads to the word."""
    tab = opened(
        (site / f"{folder}/{name}.html").as_uri(),
        viewport={"width": size[0], "height": size[1]},
    )
    both = 0
    numbers = tab.locator(".words a.note:visible")
    for at in range(0, numbers.count(), 5):
        number = numbers.nth(at)
        note = tab.locator(f"[id='{(number.get_attribute('href') or '').rpartition('#')[2]}']")
        number.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_function(f"one => ({SEEN})(one)", arg=note.locator(".sign").element_handle())
        both += number.evaluate(SEEN)
        note.locator(".sign").focus()
        tab.keyboard.press("Enter")
        tab.wait_for_function(f"one => ({SEEN})(one)", arg=number.element_handle())
        assert number.evaluate("one => one === document.activeElement")
    assert both > 2


def test_a_note_leads_back_to_its_paragraph_without_scripts(document: str, comparison: str) -> None:
    for page in (document, comparison):
        signs = re.findall(r'<a class="sign"[^>]* href="#([^"]+)"', page)
        assert len(signs) > 2
        assert set(signs) <= set(re.findall(r'(?: id="| #)([^" ]+)', page))


@pytest.mark.parametrize(("width", "columns"), [(768, 3), (960, 3), (1280, 3), (700, 1)])
def test_no_copy_stands_in_a_row_by_itself(
    opened: Open, site: Path, name: str, several: list[Text], width: int, columns: int
) -> None:
    assert len(several[0].articles) == 3
    tab = opened((site / f"compare/{name}.html").as_uri(), viewport={"width": width, "height": 900})
    lefts = tab.locator(".cells").nth(1).locator("> .cell:visible").evaluate_all(
        "all => all.map(one => Math.round(one.getBoundingClientRect().left))"
    )  # fmt: skip
    assert len(lefts) == len(set(lefts)) == columns
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
