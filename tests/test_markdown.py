"""A source is data: whatever it prints shows as printed, and does nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data

from builder.pages import markdown
from builder.pages.markdown import Mark

HOSTILE = (
    "<script>alert(1)</script>",
    "<p id='p17'>重复</p></div></article>",
    "<中华人民共和国人工智能法>",
    "&lt;b&gt; &amp;amp; &#60; &copy",
    "{{ 7 * 7 }} {% raw %} {# 注 #}",
    "---\ntitle: 假题\n---",
    "# 假标题 {: #p17 .words }",
    "**重要**、_强调_、`代码`、~~删~~、[链接](javascript:alert(1))、![图](x.png)",
    "1. 一\n- 二\n> 三\n    四\n\n| 表 | 格 |",
    "[ref]: https://example.org 'x'",
    "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 wzxhzdk:0",
    "<!-- 注 --> <![CDATA[ x ]]> <?php x ?> <!DOCTYPE html>",
    "甲\u202e乙\u2066丙 \u200d👩‍👩‍👧 \ud83d 半个",
    "\x00\x01\t\x0b\x0c\r\x1b[31m\x7f\x85\u2028\u2029\ufeff\ufffe",
    "*[HTML]: 缩写 [^1] [^1]: 注",
    "Setext\n===\n***\n",
)
SYNTAX = st.text(alphabet="<>&\"'`*_{}[]()#+-.!|~^:=\\/%; \t1a人", max_size=60)
ANYTHING = st.one_of(
    st.sampled_from(HOSTILE),
    SYNTAX,
    st.text(alphabet=st.characters(exclude_categories=()), max_size=80),
)


def rendered(*blocks: str) -> str:
    """Return the HTML of a page of blocks, by the extensions that the site uses."""
    head = markdown.FrontMatter("题", "述", "document")
    body, _ = get_data(markdown.page("a.md", head, *blocks).content)
    return str(Markdown(extensions=["attr_list", "md_in_html", "toc"]).convert(body))


class Shown(HTMLParser):
    """What a reader of some HTML is shown within the element with the id that is looked for."""

    def __init__(self, html: str, identifier: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self._depth, self._skip = "", [], 0, 0  # type: ignore[var-annotated]
        self._identifier = identifier
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._depth:
            self._depth += 1
            self.tags.append(tag)
            name = given.get("class") or ""
            if name == "control":
                self.text += chr(int((given["title"] or "").removeprefix("U+"), base=16))
            if self._skip or name == "control" or name.endswith("ours"):
                self._skip += 1
        elif given.get("id") == self._identifier:
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._depth -= self._depth > 0
        self._skip -= self._skip > 0

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skip:
            self.text += data


BEFORE = "# 题 {#title}"
AFTER = "[后](#p1) 一句\n{: .note }"


@given(st.lists(ANYTHING, min_size=1, max_size=4))
def test_words_show_as_printed(texts: list[str]) -> None:
    """Every paragraph between our own blocks shows its characters and nothing else."""
    blocks = [BEFORE]
    for number, text in enumerate(texts):
        blocks += [markdown.words(text, "a.md", attributes={"id": f"p{number}"}), AFTER]
    html = rendered(*blocks)
    for number, text in enumerate(texts):
        shown = Shown(html, f"p{number}")
        assert shown.text == text
        assert set(shown.tags) <= {"span"}
    assert html.count('class="note"') == len(texts)


@given(ANYTHING)
def test_words_stay_on_one_line(text: str) -> None:
    """One paragraph is one line of the file, so that a diff shows paragraphs."""
    line, attributes = markdown.words(text, "a.md").splitlines()
    assert line or not text
    assert attributes == "{: .words }"


@pytest.mark.parametrize(
    "block",
    [
        lambda words: f"{words}\n{{: #it }}",
        lambda words: markdown.heading(2, words, "it", "3 段"),
        lambda words: f'- <span id="it">{words}</span>',
        lambda words: markdown.boxed("beside", [f"- [{words}](#x){{: #it }}"], "aside"),
        lambda words: f"[{words}](#x){{: #it }}",
    ],
    ids=["paragraph", "heading", "item", "boxed link", "link"],
)
@given(text=ANYTHING)
def test_words_in_a_line_of_ours_show_as_printed(block: Callable[[str], str], text: str) -> None:
    """A title or a name in our own lines shows as printed, white space around it aside."""
    if not text.strip():
        return
    shown = Shown(rendered(BEFORE, block(markdown.plain(text)), AFTER), "it")
    assert " ".join(shown.text.split()).removesuffix(" 3 段") == " ".join(text.split())
    assert set(shown.tags) <= {"span", "a"}


@given(ANYTHING, ANYTHING)
def test_front_matter_says_what_it_was_given(title: str, description: str) -> None:
    """Titles are YAML strings whatever is in them, and no line of them is a line of YAML."""
    head = markdown.FrontMatter(title, description, "document")
    page = markdown.page("a.md", head, "文")
    body, meta = get_data(page.content)
    assert page.title == title
    assert set(meta) == {"generated", "title", "description", "kind"}
    assert len(meta["title"]) == len(title)
    assert [
        a for a, b in zip(title, meta["title"], strict=True) if a != b and a.isprintable()
    ] == []
    assert body.strip() == "文"


@given(st.data())
def test_marks_cross_and_nest_without_changing_the_words(data: st.DataObject) -> None:
    """Whatever marks lie over a text, its words stay and its elements close in order."""
    text = data.draw(ANYTHING)
    edge = st.integers(0, len(text))
    marks = [
        Mark((min(a, b), max(a, b)), kind, "glossary/index.md#y")
        for kind, a, b in data.draw(
            st.lists(
                st.tuples(st.sampled_from(["ground", "mend", "doubt", "lost", "note"]), edge, edge),
                max_size=6,
            )
        )
    ]
    page = rendered(markdown.words(text, "index.md", marks, attributes={"id": "it"}))
    assert Shown(page, "it").text == text
    assert page.count("<span") + page.count("<sup") == page.count("</span>") + page.count("</sup>")


def test_marks_that_cross_nest() -> None:
    """A term that a correction cuts through is closed and opened again."""
    marks = [Mark((0, 4), "ground"), Mark((2, 6), "term", "glossary/index.md#zhinengti")]
    assert markdown.marked("数据智能体系统", marks, "documents/x.md") == (
        '<span class="ground">数据</span><a class="term" href="../glossary/index.html#zhinengti">'
        '<span class="ground">智能</span>体系</a>统'
    )


def test_a_loss_and_its_note_stand_between_the_words() -> None:
    """Our words in an empty place have a class that separates them from the source's."""
    marks = [Mark((0, 0), "lost", "此处原件缺文"), Mark((0, 0), "note", "①")]
    assert markdown.marked("31.7亿元", marks, "documents/x.md") == (
        '<span class="lost ours">此处原件缺文</span><sup class="note ours">①</sup>31.7亿元'
    )


@pytest.mark.parametrize(
    "unit", ["<a href='x'>智能体</a> ", "**[{{ 数 }}](", "&#", "<", "人工智能"]
)
def test_a_line_of_a_megabyte_renders_in_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        html = rendered(markdown.words(text, "a.md", attributes={"id": "it"}))
        taken = time.process_time() - begun
        assert Shown(html, "it").text == text
        return taken

    seconds(10_000)
    small, large = seconds(250_000), seconds(1_000_000)
    assert large < 9 * small + 0.5
    assert large < 20


@given(st.data())
def test_a_term_is_one_link_whatever_crosses_it(data: st.DataObject) -> None:
    """Corrections and evidence may cross a term; it stays one link that leads to one place."""
    text = "加快智能体规模化应用，数据要素"
    edge = st.integers(0, len(text))
    others = [
        Mark((min(a, b), max(a, b)), kind)
        for kind, a, b in data.draw(
            st.lists(
                st.tuples(st.sampled_from(["ground", "mend", "doubt"]), edge, edge), max_size=5
            )
        )
    ]
    terms = [
        Mark((2, 5), "term", "glossary/index.md#a"),
        Mark((11, 15), "term", "glossary/index.md#b"),
    ]
    html = rendered(markdown.words(text, "index.md", [*others, *terms], attributes={"id": "it"}))
    assert html.count("<a ") == html.count("</a>") == 2
    assert Shown(html, "it").text == text


@pytest.mark.parametrize(
    ("block", "anchors", "words"),
    [
        ('## 各节 <span class="count">3 节</span> {#sections}', ["sections"], "各节 3 节"),
        ('<p class="words body" id="p17" data-paragraph="road-9-p17">养护</p>', ["p17"], "养护"),
        ('<p id="p1">养护<sup class="note ours">②</sup>道路</p>', ["p1"], "养护道路"),
        ('<ul id="cell"><li>甲</li></ul>', ["cell"], "甲"),
        ('<p>见 <a href="b.html" id="x">某市</a></p>', ["x"], "某市"),
        ("### [养护](../glossary/index.md#y) {#term}", ["term"], "养护"),
        ('甲[养护](a.md#y){: .term }乙\n{: .words #p9 data-paragraph="r-9" }', ["p9"], "甲养护乙"),
        ('## 一、养护 {: .words .heading #p5 data-paragraph="r-5" }', ["p5"], "一、养护"),
        ('<p>&lt;p id="p1"&gt; 与 {#x} 之类</p>', [], ""),
        ('<input type="radio" name="copy" id="copy-1">', [], ""),
    ],
)
def test_a_page_knows_its_anchors_and_the_words_at_each(
    block: str, anchors: list[str], words: str
) -> None:
    """What a tombstone will say is read where the page's syntax is written."""
    page = markdown.page("a.md", markdown.FrontMatter("题", "述", "document"), block)
    assert list(page.anchors) == anchors
    for anchor in anchors:
        assert markdown.words_at(page, anchor) == words


def test_appended_blocks_are_no_anchors_of_a_page() -> None:
    """A tombstone is not what it stands for."""
    page = markdown.page("a.md", markdown.FrontMatter("题", "述", "document"), '<p id="p1">一</p>')
    longer = markdown.appended(page, ['<p class="gone" id="p2">二</p>'])
    assert longer.anchors == ("p1",)
    assert longer.content == f'{page.content}\n<p class="gone" id="p2">二</p>\n'
