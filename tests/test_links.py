"""What a page refers to is read as a browser reads it, whatever its tags are written like."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from builder.site.links import inside, rendered

PLAIN = '<p id="a">〇</p>\n<a class="x" href="b.html#c">一</a>\n'


def read(html: str) -> tuple[set[str], set[str], set[tuple[str, str]], set[str]]:
    """Return what is read of a page at actions/x.html."""
    page = rendered("actions/x.html", html.encode())
    return set(page.anchors), set(page.twice), set(page.references), set(page.foreign)


def test_every_page_is_read_as_lxml_reads_it(site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        content = file.read_bytes()
        tree = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
        page = rendered(path, content)
        assert page.anchors == set(tree.xpath("//@id")), path
        links = [target for target in map(inside, tree.xpath("//a/@href")) if target is not None]
        loaded = [*map(inside, tree.xpath("//link/@href | //script/@src | //form/@action"))]
        anchors = {anchor for _, anchor in (*links, *filter(None, loaded))}
        assert {anchor for _, anchor in page.references} == anchors, path
        assert not page.twice


def test_many_articles_are_read_as_one_page() -> None:
    """What each says counts, and an id of two of them, or of the frame, stands there twice."""
    one = '<article id="a"><p id="b"><a href="y.html#z">一</a></p></article>'
    other = '<article id="b"><p id="c"><a href="../x.html">二</a></p></article>'
    assert read(f'<body id="c">{one}\n{other}<p id="d"></p>') == (
        {"a", "b", "c", "d"},
        {"b", "c"},
        {("actions/y.html", "z"), ("x.html", "")},
        set(),
    )


@pytest.mark.parametrize(
    "unclosed", ["<article", "<article><p>", "</article><article>", "<script><article></script>"]
)
def test_what_is_no_whole_article_is_read_all_the_same(unclosed: str) -> None:
    assert read(f"<body>{PLAIN}{unclosed}")[:2] == ({"a"}, set())


@pytest.mark.parametrize(
    "more",
    [
        '<!-- <p id="no"><a href="no.html"> -->',
        '<script>write(\'<a href="no.html" id="no">\')</script>',
        '<script>\n"<p id="no">"\n</script>',
        '<style>/* <p id="no"> */</style>',
        '<textarea><p id="no"></p></textarea>',
        '<p title="<a href=no.html id=no>">〇</p>',
        '<p title=\'<a href="no.html" id="no">\'>〇</p>',
        '<p>id="no" href="no.html"</p>',
        '<a href="//b.example/x">外</a><a href="mailto:x">信</a>',
        '<p data-id="no">〇</p>',
    ],
)
def test_what_is_no_tag_within_the_site_refers_to_nothing(more: str) -> None:
    """In comments, scripts, other attributes, words."""
    expected = read(PLAIN)
    assert expected == ({"a"}, set(), {("actions/b.html", "c")}, set())
    assert read(PLAIN + more) == expected
    assert read(more + PLAIN) == expected
    assert read(f"<article>{more}</article>{PLAIN}") == expected


@pytest.mark.parametrize(
    "more",
    [
        '<p id="d"><a href="../e.html?q#f">〇</a>',
        "<P ID='d'><A HREF='../e.html#f'>〇</A>",
        "<p id=d><a href=../e.html#f>〇</a>",
        '<p title="a > b" id="d"></p><a\nhref="../e.html#f"\n>〇</a>',
        '<p id="d" id="no"><a href="../e.html#f" href="no.html">〇</a>',
        '<p id="&#100;"><a href="../e.html&#x23;f">〇</a>',
        '<p id="d"><a href="../%65.html#%66">〇</a>',
    ],
)
def test_a_tag_is_read_however_it_is_written(more: str) -> None:
    expected = ({"a", "d"}, set(), {("actions/b.html", "c"), ("e.html", "f")}, set())
    assert read(PLAIN + more) == expected
    assert read(f"<article>{more}</article>{PLAIN}") == expected


def test_an_id_that_occurs_twice_and_what_is_loaded_from_elsewhere_are_reported() -> None:
    for html in (
        f'<p id="d"></p><h2 id="d"></h2>{PLAIN}',
        f'<p id="d"></p><p id="d"></p>{PLAIN}',
        f'<p id="d"></p><article><h2 id="d"></h2></article>{PLAIN}',
        f"<p id='d'></p><h2 id=d></h2>{PLAIN}",
    ):
        assert read(html)[1] == {"d"}
    for html in (
        '<img src="https://b.example/x.png">',
        '<link rel="stylesheet" href="//b.example/x.css">',
        "<script src='https://b.example/x.js'></script>",
    ):
        assert len(read(PLAIN + html)[3]) == 1
    assert not read('<link rel="canonical" href="https://b.example/"><img src="data:,">')[3]
