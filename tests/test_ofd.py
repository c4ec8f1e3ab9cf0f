"""An OFD document goes in like any file: its characters by place, and nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.disk.received import source
from builder.model import InputError, Source, SourceEntry
from tests.ofd_files import SIZE, Text, lines, objects, ofd

FIRST = (
    "为加快养老驿站建设，方便老年人就近用餐、助浴、就医，结合本市实际，制定本办法，请各区认真执行。"
)
SECOND = (
    "各街道应当在每个社区至少建成一处驿站，并向社会公布服务项目、收费标准和监督电话，接受居民监督。"
)


def received(data: bytes, name: str = "notice.ofd") -> Source:
    """Return a file as it is read."""
    return source(SourceEntry("notice", name, "0" * 64, "某市", "2025"), data)


def text(of: Source) -> list[str]:
    """Return the lines that are text."""
    return [line for line, mark in zip(of.lines, of.marks, strict=True) if not mark.outside]


def test_paragraphs_are_joined_over_lines_and_pages() -> None:
    """What a page breaks is one paragraph; its place is the page where it begins."""
    of = received(
        ofd(
            lines(*[FIRST, SECOND] * 2, FIRST[:26], top=40),
            [*lines(FIRST[26:], top=40, indent=0), *lines(SECOND, top=60)],
            title="某市养老驿站办法",
        ),
        "收到的文件",
    )
    assert text(of) == [FIRST, SECOND] * 3
    assert [mark.page for mark in of.marks] == [1, 1, 1, 1, 1, 2]
    assert (of.form, of.encoding) == ("ofd", "OFD")
    assert [(fact.name, fact.value) for fact in of.facts] == [
        ("pages", "共 2 页"), ("title", "某市养老驿站办法"),
    ]  # fmt: skip


def test_page_numbers_and_running_heads_stand_beside_the_text() -> None:
    """A template is printed on each page."""
    head = Text("某市人民政府公报", 75, 15, 4).xml(5)
    pages = [
        [*lines(FIRST, SECOND, top=40), Text(f"— {at} —", 98, 280, 4, delta="2 2 2 2")]
        for at in (1, 2, 3)
    ]
    of = received(ofd(*pages, template=head))
    assert text(of) == [FIRST, SECOND] * 3
    assert {mark.outside for mark in of.marks} == {None, "running"}
    assert of.lines.count("某市人民政府公报") == 3


def test_objects_are_put_where_their_matrices_and_boundaries_say() -> None:
    """Drawings in drawings, blocks, the page's own corner, and one character an object."""
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="100" Height="9">'
        f"<ofd:Content>{Text('乙', 0, 3).xml(71)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits>"
    )
    drawn = f'<ofd:CompositeObject ID="72" ResourceID="70" Boundary="{40 + SIZE} 57 100 9"/>'
    halved = Text("丁", 40 + 3 * SIZE, 60 + SIZE, 2 * SIZE, 'CTM="0.5 0 0 0.5 0 0"').xml(73)
    of = received(
        ofd(
            f"<ofd:PageBlock>{Text('甲', 40, 60).xml(3)}</ofd:PageBlock>{halved}"
            + drawn
            + Text("丙", 40 + 2 * SIZE, 60).xml(9)
            + Text("看不见", 40, 80, more='Visible="false"').xml(11),
            resources=unit,
        )
    )
    assert text(of) == ["甲乙丙丁"]


def test_a_boundary_tells_how_wide_its_last_character_is() -> None:
    """A word of which each letter is an object: letters of different widths, no blank between."""
    widths = (5, 2.8, 1.4, 4.7)
    at = [40 + sum(widths[:place]) for place in range(4)]
    letters = "".join(
        f'<ofd:TextObject ID="{place + 4}" Font="1" Size="5.6" Boundary="{x} 55 {width} 6">'
        f'<ofd:TextCode X="0" Y="5">{letter}</ofd:TextCode></ofd:TextObject>'
        for place, (letter, x, width) in enumerate(zip("Will", at, widths, strict=True))
    )
    assert text(received(ofd(letters))) == ["Will"]


def test_words_without_a_place_stand_at_that_of_the_words_before() -> None:
    two = (
        '<ofd:TextObject ID="4" Font="1" Size="5.6" Boundary="40 50 99 20">'
        '<ofd:TextCode X="0" Y="5">甲</ofd:TextCode><ofd:TextCode X="5.6">乙</ofd:TextCode>'
        "</ofd:TextObject>"
    )
    assert text(received(ofd(two))) == ["甲乙"]


@pytest.mark.parametrize(
    ("delta", "words", "expected"),
    [
        ("g 3 5.6", "养老驿站", "养老驿站"),
        ("5.6 5.6 5.6", "养老驿站", "养老驿站"),
        ("5.6", "养老驿站", "养老驿站"),
        ("", "养老驿站", "养老驿站"),
        ("g 99999999999 5.6", "养老驿站", "养老驿站"),
        ("5.6 x nan inf", "养老驿站", "养老驿站"),
        ("g 2 3 4 g 7 3", "we are here", "we are here"),
    ],
)
def test_distances_between_characters(delta: str, words: str, expected: str) -> None:
    assert text(received(ofd([Text(words, 40, 60, delta=delta)]))) == [expected]


def test_a_table_with_rules_is_read_row_by_row() -> None:
    path = (
        '<ofd:PathObject ID="6" Boundary="27 50 150 30" LineWidth="0.3"><ofd:AbbreviatedData>'
        "M 0 0 L 150 0 L 150 30 L 0 30 C M 0 10 L 150 10 M 0 20 L 150 20 M 75 0 L 75 30"
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    cells = [("任务", "牵头单位"), ("建设驿站", "民政局"), ("开展验收", "财政局")]
    words = [
        Text(cell, 30 + 75 * column, 57 + 10 * row)
        for row, pair in enumerate(cells)
        for column, cell in enumerate(pair)
    ]
    of = received(ofd(objects([*lines(FIRST, top=20, pitch=8), *words]) + path))
    assert text(of) == [FIRST, *("\u3000".join(pair) for pair in cells)]
    assert [mark.kind for mark in of.marks] == ["text", "row", "row", "row"]


def test_places_that_are_written_otherwise_are_found() -> None:
    """Some programs write all paths from the root, the place of a page as an element, `size`."""
    small = objects(lines(*[FIRST, SECOND] * 3, pitch=SIZE * 1.2)).replace(" Size=", " size=")
    assert text(received(ofd(small))) == [FIRST, SECOND] * 3
    of = received(
        ofd(
            lines(FIRST),
            replaced={
                "Doc_0/Document.xml": '<Document xmlns="urn:other"><CommonData/><Pages>'
                "<Page><BaseLoc>Doc_0/Pages/Page_0/Content.xml</BaseLoc></Page></Pages></Document>"
            },
        )
    )
    assert text(of) == [FIRST]


def test_turned_words_stand_beside_the_text() -> None:
    """As a watermark does, whether a matrix turns them or the direction of reading."""
    turned = (
        Text("内部资料", 60, 150, more='CTM="0.7 -0.7 0.7 0.7 0 0"').xml(5),
        Text("侧边", 200, 100, more='ReadDirection="90"').xml(6),
    )
    of = received(ofd(objects(lines(FIRST)) + "".join(turned)))
    assert text(of) == [FIRST]
    assert [(line, mark.outside) for line, mark in zip(of.lines, of.marks, strict=True)][1:] == [
        ("内部资料侧边", "around")
    ]


def test_the_older_namespace_and_absolute_paths_are_read() -> None:
    data = ofd(
        lines(FIRST),
        space="http://www.ofdspec.org",
        replaced={
            "OFD.xml": '<OFD xmlns="http://www.ofdspec.org"><DocBody>'
            "<DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>"
        },
    )
    assert text(received(data)) == [FIRST]


SHAPES = (
    '<ofd:CGTransform CodePosition="0" CodeCount="4" GlyphCount="4">'
    "<ofd:Glyphs>9 8 7 6</ofd:Glyphs></ofd:CGTransform>"
)
IMAGE = '<ofd:ImageObject ID="8" Boundary="0 0 210 297" ResourceID="3"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ofd([Text("¤¤¤¤", 40, 60, shapes=SHAPES)]), "shapes alone"),
        (ofd([Text("    ", 40, 60, shapes=SHAPES)]), "shapes alone"),
        (ofd([Text("甲乙丙", 40, 60), Text("\ue001", 40, 80)]), "shapes alone"),
        (ofd(IMAGE), "images of its pages"),
        (ofd([]), "no text"),
        (ofd(), "no text"),
        (ofd(lines(FIRST), replaced={"Doc_0/Document.xml": None}), "Doc_0/Document.xml is missing"),
        (ofd(lines(FIRST), replaced={"Doc_0/Pages/Page_0/Content.xml": None}), "page 1 .* missing"),
        (ofd(lines(FIRST), replaced={"OFD.xml": "<a"}), "no sound XML"),
        (ofd(lines(FIRST), replaced={"Encryptions.xml": "<a/>"}), "encrypted"),
        (ofd(lines(FIRST))[:-30], "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        received(data, "a.ofd")
    assert "seeds/sources/a.ofd" in str(caught.value)
    assert "→" in str(caught.value)


def test_a_page_that_is_an_image_is_told() -> None:
    """Between pages with text: the line after which its words are missing."""
    of = received(ofd(lines(FIRST), IMAGE, lines(SECOND)))
    assert text(of) == [FIRST, SECOND]
    assert [(one.line, one.what) for one in of.damage] == [(1, "其后第2页是图片，没有文字")]


def test_a_few_unknown_characters_are_told_and_not_refused() -> None:
    """Up to a fifth: 4 of 20."""
    words = "养老驿站方便老人就近用餐助浴就医" + "\ue001" * 4
    assert text(received(ofd([Text(words, 40, 60)]))) == [words.replace("\ue001", "\ufffd")]
    with pytest.raises(InputError, match="shapes alone"):
        received(ofd([Text(words[1:], 40, 60)]))


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=90)


@given(st.lists(HAN, min_size=1, max_size=6))
@settings(deadline=None, max_examples=25)
def test_every_character_is_read_once_in_order(paragraphs: list[str]) -> None:
    of = received(ofd(lines(*(f"{each}。" for each in paragraphs))))
    assert "".join(text(of)) == "".join(f"{each}。" for each in paragraphs)


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_damage_is_told_or_harmless(data: st.DataObject) -> None:
    good = bytearray(ofd(lines(FIRST)))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(4, len(good) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = received(bytes(good)).lines
    except InputError:
        return
    assert any(line.strip() for line in read)
