"""A paragraph shows what its quotations agree with, at both ends."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from builder.disk.seeds import read
from builder.link.quotations import compare_quotations
from builder.model import Corpus
from builder.pages import pages
from builder.pipeline import corpus
from builder.runner import Runner

QUOTING, CITED = "roundtable-57", "xinhua-page-1-95"


@pytest.fixture(scope="module")
def values() -> Corpus:
    """The corpus of the checkout's seeds."""
    return corpus(read(Path(__file__).parents[1]), Runner())


def _changed(values: Corpus, words: str, others: str, *, title: str = "") -> Corpus:
    """Return the corpus with other words in the text that quotes, compared again.

    With `title`, the text that it quotes is the document of that name.
    """
    texts = tuple(
        replace(
            text,
            title=title if text.id == CITED and title else text.title,
            title_printed=text.title_printed or bool(text.id == CITED and title),
            paragraphs=tuple(
                replace(p, text=p.text.replace(words, others)) if text.id == QUOTING else p
                for p in text.paragraphs
            ),
        )
        for text in values.texts
    )
    return replace(values, texts=texts, quoted=compare_quotations(texts, values.seeds.framework))


def _notes(values: Corpus, text: str) -> list[str]:
    """Return the notes on quotations of a text's page, as a reader sees them."""
    page = next(page for page in pages(values) if page.path == f"documents/{text}.md")
    found = re.findall(r'<p class="quoting">(.*?)</p>', page.content)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


def test_a_true_quotation_leads_to_its_passage_and_back(values: Corpus) -> None:
    """The received files hold one that stands in another text word for word."""
    note, _ = _notes(values, QUOTING)
    assert note == (
        "所引“大力发展智能网联汽车、人……”"
        "亦见《8月26日，“人工智能+”行动迎来重要进展……》段 113，文字一致。"
    )
    (back,) = _notes(values, CITED)
    assert back == "引有此段之语：《“人工智能+消费”激活新动能》段 72。"


@pytest.mark.parametrize(
    ("words", "others", "told"),
    [
        ("智能穿戴等", "智能衣帽等", "此作“衣帽”，彼作“穿戴”。"),
        ("、智能穿戴等", "等", "彼多“智能穿戴”。"),
        ("智能家居、", "智能家居、智能厨卫、", "彼无“智能厨卫”。"),
    ],
)
def test_a_misquotation_shows_both_readings(
    values: Corpus, words: str, others: str, told: str
) -> None:
    """Words that are swapped, dropped or put in are named as they stand on either side."""
    note, _ = _notes(_changed(values, words, others), QUOTING)
    assert "所见他文不同" in note
    assert note.endswith(told)


def test_the_named_document_is_called_the_original(values: Corpus) -> None:
    """Where the corpus has the document, the page says so, and counts what is not in it."""
    policy = values.seeds.framework.policy
    here = _changed(values, "拓展服务消费新场景", "另起炉灶不相干之言", title=policy)
    note, absent = _notes(here, QUOTING)
    assert f"与原文一致：《{policy}》段 113" in note
    assert absent == f"所引“另起炉灶不相干之言”“培育产品消费新业态”，《{policy}》中未见。"
    page = next(page for page in pages(here) if page.path == f"documents/{QUOTING}.md")
    (head,) = re.findall(r"^- 引号中称出自.*$", page.content, re.MULTILINE)
    assert "其中未见者 2 处" in head
    assert head.endswith("[段 72](#p72)。")


def test_what_no_text_prints_is_told_once_for_all_that_a_paragraph_quotes(values: Corpus) -> None:
    """The document is named, but nobody has received it."""
    _, note = _notes(values, QUOTING)
    assert note == (
        "所引“拓展服务消费新场景”“培育产品消费新业态”，所收各文未见此语，所称出处亦未收入。"
    )


def test_a_short_quotation_that_differs_leads_to_what_is_near(values: Corpus) -> None:
    """A formula that is so similar may be somebody's own: it is not called a mistake."""
    near = _changed(values, "提出“拓展服务消费新场景”", "有人说“新一代智终能端”")
    note = _notes(near, QUOTING)[1]
    assert note.startswith("所引“新一代智终能端”，所收各文未见此语；相近者见《国家发展改革委")


def test_words_of_another_text_than_the_one_named_are_noted(values: Corpus) -> None:
    """The corpus has the named document without the words; the page says where they are."""
    title = next(text.title for text in values.texts if text.id == "roundtable-76")
    note = _notes(_changed(values, "强调“大力", f"《{title}》强调“大力"), QUOTING)[0]
    assert f"，《{title}》中未见；亦见《8月26日" in note
