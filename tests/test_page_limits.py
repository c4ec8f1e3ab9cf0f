"""The limits of what a page shows: each has a value at it and one beyond it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builder.model import (
    Article,
    Cell,
    Change,
    Changes,
    Corpus,
    Counts,
    Difference,
    Framework,
    Ground,
    Label,
    Link,
    Passage,
    Policy,
    Quoted,
    Reading,
    Ref,
    Seeds,
    Sentence,
    SnapshotEntry,
    Text,
    TextParagraph,
    Update,
    Variant,
    Witness,
)
from builder.pages import pages
from builder.pages.apparatus import described
from builder.pages.markdown import FrontMatter, page, words
from builder.pages.openings import opening
from builder.pages.page_index import PageIndex
from builder.pages.redirects import edition

MEND = Label("mend", "养护")
FUND = Label("fund", "资金")
FRAMEWORK = Framework(
    "道路读本", "路怎么养？", "道路养护意见", ("养护",), 1.0, "任务", "保障", (MEND,), (FUND,), ()
)
EARLY = SnapshotEntry("2024-03", "2024-03-05", "公布", "意见公布")
LATE = SnapshotEntry("2024-06", "2024-06-01", "解读", "有了解读")


def world(*texts: tuple[str, ...], titles: tuple[str, ...] = ()) -> Corpus:
    """Return a corpus of texts, each of some paragraphs, all filed under 养护 and 资金."""
    made = []
    for number, paragraphs in enumerate(texts):
        name = f"road-{number}"
        made.append(
            Text(
                id=name, title=titles[number] if titles else f"第{number}篇", title_printed=True,
                kind="report", authority="media", date=None, publisher="某报", authors=(),
                speaker=None, url=None, snapshot=LATE.id, articles=(name,), base_reason="",
                part_of=None,
                paragraphs=tuple(
                    TextParagraph(f"{name}-p{at}", "body", None, said, name, "road", ((at, at),))
                    for at, said in enumerate(paragraphs, 1)
                ),
            )
        )  # fmt: skip
    filed = tuple(
        Passage(one.id, text.id, ("mend",), ("fund",), (), None, (), ())
        for text in made
        for one in text.paragraphs
    )
    seeds = Seeds(FRAMEWORK, (), (), (), (EARLY, LATE))
    cells = (
        Cell("support", "mend", "fund", tuple(one.paragraph for one in filed)),
        *(
            Cell("text", text.id, label, tuple(one.id for one in text.paragraphs))
            for text in made
            for label in ("mend", "fund")
        ),
    )
    articles = tuple(
        Article(one.id, "road", ((1, 9),), "report", publisher=one.publisher) for one in made
    )
    return Corpus(seeds, articles, tuple(made), filed, (), (), (), coverage=cells)


def written(values: Corpus, path: str) -> str:
    """Return the Markdown of a page."""
    return next(one.content for one in pages(values) if one.path == path)


def updated(values: Corpus, *, filings: tuple[Change, ...]) -> Corpus:
    """Return the corpus with two updates, between which passages were filed."""
    counts = Counts(0, 0, 0, 0, 0, 0, 0)
    return replace(
        values,
        updates=(Update(EARLY, (), counts), Update(LATE, (), counts)),
        changes=(Changes(EARLY.id, LATE.id, filings=filings),),
    )


def filing(of: str, said: str) -> Change:
    """Return that a paragraph came under 养护."""
    return Change("filed", of.rpartition("-p")[0], of, after=said, subject="mend")


@pytest.mark.parametrize(("count", "rest"), [(100, False), (101, True)])
def test_a_page_shows_a_hundred_passages_and_numbers_the_others(count: int, *, rest: bool) -> None:
    """Beyond that nobody reads on."""
    values = world(tuple(f"养护第{at}段。" for at in range(count)))
    area = written(values, "actions/mend.md")
    assert ("其余各段，按文献列出段号：" in area) == rest
    assert area.count("\n{: .words }") == min(count, 100)
    lists = written(values, "coverage/index.md")
    assert ('<span class="places">' in lists) == rest


@pytest.mark.parametrize(("length", "cut"), [(60, False), (61, True)])
def test_a_list_shows_sixty_characters_of_a_passage(length: int, *, cut: bool) -> None:
    """In the table of coverage, and in what is new."""
    said = "养" * length
    values = world((said,))
    assert (
        f'{"养" * 60}</span><span class="ours">……' in written(values, "coverage/index.md")
    ) == cut
    changed = updated(values, filings=(filing("road-0-p1", said),))
    page = written(changed, f"changes/{EARLY.id}--{LATE.id}.md")
    assert (f"{'养' * 60}</span>……" in page) == cut
    assert said[:60] in page


@pytest.mark.parametrize(("count", "said"), [(6, "6 处"), (7, "7 处，列前 6 处")])
def test_a_label_s_page_names_six_new_passages(count: int, said: str) -> None:
    """And says how many there are."""
    values = world(tuple(f"养护第{at}段。" for at in range(count)))
    new = tuple(filing(f"road-0-p{at}", f"养护第{at - 1}段。") for at in range(1, count + 1))
    area = written(updated(values, filings=new), "actions/mend.md").partition("有何变化")[2]
    assert f"· {said}\n" in area
    assert area.count('<span class="voice media">') == 6


@pytest.mark.parametrize("count", [8, 9])
def test_the_home_page_names_eight_texts(count: int) -> None:
    """The list of documents has all."""
    home = written(world(*[("养护。",)] * count), "index.md")
    assert home.partition("新收文献")[2].count("](documents/road-") == 8


@pytest.mark.parametrize(("length", "cut"), [(14, False), (15, True)])
def test_a_margin_shows_fourteen_characters_of_a_title(length: int, *, cut: bool) -> None:
    """Of the text that a paragraph restates."""
    values = world(("养护。",), ("养护。",), titles=("某篇", "路" * length))
    link = Link(
        Ref("document", "road-0", "road-0-p1"),
        Ref("document", "road-1", "road-1-p1"),
        "restates",
        None,
        "",
    )
    page = written(replace(values, links=(link,)), "documents/road-0.md")
    assert f"[{'路' * 14}{'……' if cut else ''} 1](" in page


@pytest.mark.parametrize(
    ("length", "called"), [(16, "路" * 16), (17, f"{'路' * 12}……")], ids=["whole", "cut"]
)
def test_a_note_calls_a_quotation_by_sixteen_characters(length: int, called: str) -> None:
    """A longer one by its first twelve."""
    values = world(("路" * length,), ("路" * length,))
    one = Quoted("road-0-p1", (0, length), "exact", original="road-1-p1", original_span=(0, length))
    page = written(replace(values, quoted=(one,)), "documents/road-0.md")
    assert f"所引“{called}”亦见" in page


@pytest.mark.parametrize(("count", "whole"), [(3, False), (4, True)])
def test_a_note_lists_three_differences_of_a_quotation(count: int, *, whole: bool) -> None:
    """Of more it shows the whole passage."""
    values = world(("甲乙丙丁戊",), ("子丑寅卯戊",))
    one = Quoted(
        "road-0-p1", (0, 5), "differing", original="road-1-p1", original_span=(0, 5),
        differences=tuple(Difference((at, at + 1), (at, at + 1)) for at in range(count)),
    )  # fmt: skip
    page = written(replace(values, quoted=(one,)), "documents/road-0.md")
    assert ("彼作“子丑寅卯戊”。" in page) == whole
    assert page.count("此作“") == (0 if whole else 3)


@pytest.mark.parametrize(
    ("length", "shown"),
    [(28, "路" * 28), (29, f'{"路" * 8}</span><span class="ours">……</span>')],
    ids=["whole", "cut"],
)
def test_a_note_shows_twenty_eight_characters_of_a_reading(length: int, shown: str) -> None:
    """Of a longer one eight at both ends, and its length."""
    values = world(("路" * length,))
    at = Witness("road-0", "road-0-p1", (0, length), 1)
    one = Variant(
        "road-0-v1", "road-0", "road-0-p1", "paragraph", (0, length), "substitution",
        (Reading("路" * length, (at,)),),
    )  # fmt: skip
    said = described(PageIndex(values), values.texts[0], one, "documents/road-0.md")
    assert f'<span class="words">{shown}' in said
    assert ("（29 字）" in said) == (length == 29)


@pytest.mark.parametrize(("length", "cut"), [(30, False), (31, True)])
def test_a_redirect_shows_thirty_characters_of_a_passage(length: int, *, cut: bool) -> None:
    """By which a reader recognises it; the whole is where it leads."""
    then, now = world(("路" * length,)), world((), ("路" * length,))
    (moved,) = now.texts[1:]
    paragraph = replace(moved.paragraphs[0], copies=("road-0-p1",))
    now = replace(now, texts=(now.texts[0], replace(moved, paragraphs=(paragraph,))))
    head = FrontMatter("题", "述", "document")
    then = replace(then, seeds=replace(then.seeds, snapshots=(EARLY,)))
    old = page("documents/road-0.md", head, words("路" * length, "", attributes={"id": "p1"}))
    home = page("index.md", head, "文")
    made = edition(now, [home], [edition(then, [home, old], ())])
    (redirect,) = [one for one in made.pages if one.is_redirect]
    left = '<span class="ours">……</span> <span' if cut else " <span"
    assert f'<span class="words">{"路" * 30}</span>{left}' in redirect.content


@pytest.mark.parametrize(("length", "first"), [(100, True), (101, False)])
def test_what_a_label_is_fits_in_a_hundred_characters(length: int, *, first: bool) -> None:
    """Else a shorter statement goes before one with more words that speak for the label."""
    long, short = "养护" + "路" * (length - 2), "养护。"
    values = world((long, short))
    passages = tuple(
        replace(
            one,
            sentences=(Sentence((0, len(said)), ("mend",), (), (), grounds),),
        )
        for one, said, grounds in zip(
            values.passages,
            (long, short),
            ((Ground("mend", (0, 1)), Ground("mend", (1, 2))), (Ground("mend", (0, 2)),)),
            strict=True,
        )
    )
    own = Policy("《意见》", None, values.texts[0].id)
    index = PageIndex(replace(values, passages=passages, policy=own))
    found = opening(index, MEND)
    assert found is not None
    assert found.found.words == (long if first else short)


@pytest.mark.parametrize(("count", "shade"), [(1, 1), (2, 1), (3, 2), (8, 4), (9, 5), (10, 5)])
def test_the_shade_of_a_field_is_its_share_in_fifths(count: int, shade: int) -> None:
    """Of the greatest count in its table."""
    values = world(("养护。",) * 10, ("养护。",) * count)
    row = next(
        line
        for line in written(values, "coverage/index.md").splitlines()
        if "documents/road-1" in line and line.startswith("<tr>")
    )
    assert f'<td class="shade-{shade}">' in row
