"""What was printed is what shows: the reader alters no character, in no encoding, in no line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from builder.formats.damage import damage
from builder.formats.encodings import characters, lines_of
from builder.model import InputError

RECEIVED = sorted((Path(__file__).parents[1] / "seeds/sources").iterdir())

PRINTED = [
    line
    for path in RECEIVED
    for line in path.read_text("utf-8").split("\n")
    if len(re.findall("[\u4e00-\u9fff]", line)) > 3
]
"""Lines of Chinese as they were received."""

TRADITIONAL = [
    "國務院近日印發關於深入實施行動的意見，提出到2027年普及率超過七成。",
    "記者：這項政策對產業發展有甚麼影響？專家表示，關鍵在於數據與算力。",
    "臺灣與香港的讀者所見，是繁體字印成的報告。",
]

ANYTHING = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
"""All that a file can hold: markup of any kind, emoji, control characters, all line ends."""

ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def decode(data: bytes, file: str) -> tuple[tuple[str, ...], str]:
    """Return the lines of a file and the name of its encoding."""
    text, encoding = characters(data, file)
    return lines_of(text), encoding


def shown(text: str) -> tuple[str, ...]:
    """Return the lines of a text, found in another way than the reader's."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(lines[:-1] if lines[-1] == "" else lines)


@given(ANYTHING, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
@example('<script>alert(1)</script>\n{{ x }}\n# 标题\n- [ ] [链](x)\n---\na: &b *c\n"', "utf-8")
@example(
    "一行\u2028同一行\x0b同一行\x0c同一行\x1c同一行\x85同一行\u2029同一行\r\n\r另一行\n\r", "utf-8"
)
@example("👩‍🔬🇨🇳\u200b\u202e反\ufeff中", "utf-16")
def test_every_character_is_kept(text: str, encoding: str) -> None:
    """Whatever Unicode can say is shown as it was received."""
    assume(text.strip())
    assume(not text.startswith("\ufeff"))  # it would be the mark that is not part of the text
    assert decode(text.encode(encoding), "a.txt")[0] == shown(text)


@given(st.lists(st.tuples(st.sampled_from(PRINTED), ENDS), min_size=1, max_size=12), st.data())
@settings(deadline=None)
def test_printed_chinese_is_known_in_each_encoding(
    lines: list[tuple[str, str]], data: st.DataObject
) -> None:
    """The encodings of mainland China, without a mark, down to a single line."""
    encoding = data.draw(st.sampled_from(["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"]))
    text = "".join(line + end for line, end in lines)
    try:
        encoded = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)  # GBK has no sign for all that GB18030 has
    names = {"gbk": "gb18030", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
    assert decode(encoded, "a.txt") == (shown(text), names.get(encoding, encoding))


@pytest.mark.parametrize("line", TRADITIONAL)
def test_traditional_characters_are_known_in_big5(line: str) -> None:
    """Big5 and GB18030 share nearly all their bytes; the words show which it is."""
    assert decode(line.encode("big5"), "a.txt") == ((line,), "big5")
    assert decode(line.encode("gb18030"), "a.txt") == ((line,), "gb18030")


def test_a_guess_holds_where_eighty_five_in_a_hundred_characters_are_common() -> None:
    """Real Chinese is nearly all of common characters; bytes that are not are refused."""
    common, rare = "道路养护队检查大桥梁", "\u3400"
    assert decode((common * 10)[:85].encode("gb18030") + (rare * 15).encode("gb18030"), "a.txt")
    with pytest.raises(InputError, match="neither UTF-8 nor plausible"):
        decode((common * 10)[:84].encode("gb18030") + (rare * 16).encode("gb18030"), "a.txt")


def test_a_later_guess_must_be_more_plausible_by_five_in_a_hundred() -> None:
    """The Big5 bytes of 驛 are 沛 in GB18030, as common; those of 護 are a rare 臔."""
    assert decode(("驛" * 190 + "護" * 10).encode("big5"), "a.txt")[1] == "gb18030"
    assert decode(("驛" * 189 + "護" * 11).encode("big5"), "a.txt")[1] == "big5"


@settings(deadline=None)
@given(st.sampled_from(RECEIVED), st.data())
def test_a_damaged_byte_is_told_and_never_guessed_away(path: Path, data: st.DataObject) -> None:
    """A file that is not quite UTF-8 must not become other words in another encoding."""
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(min_size=1, max_size=2)) + whole[at + 1 :]
    try:
        lines, encoding = decode(damaged, "a.txt")
    except InputError as error:
        line = error.line
    else:
        assert (lines, encoding) == (shown(damaged.decode("utf-8").removeprefix("\ufeff")), "utf-8")
        return
    assert line
    around = {damaged[: at + step].decode("utf-8", "replace") for step in range(-3, 5)}
    assert line in {len(re.findall("\r\n|\r|\n", text)) + 1 for text in around}


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    """No file makes anything but lines or an `InputError`; what is decoded encodes back."""
    try:
        lines, encoding = decode(content, "a.txt")
    except InputError:
        return
    codec = {"big5": ["cp950", "big5hkscs"], "utf-16": ["utf-16", "utf-16-le", "utf-16-be"]}
    assert [line.replace("€", "\ufffd") for line in lines] in [
        [line.replace("€", "\ufffd") for line in shown(text.removeprefix("\ufeff"))]
        for name in codec.get(encoding, [encoding])
        for text in [content.decode(name, "replace")]
    ]


def test_a_last_line_counts_and_a_last_end_makes_none() -> None:
    """Line numbers are those of an editor."""
    assert lines_of("") == ()
    assert lines_of("甲") == ("甲",)
    assert lines_of("甲\n") == ("甲",)
    assert lines_of("甲\n\n") == ("甲", "")
    assert lines_of("甲\r\r\n乙") == ("甲", "", "乙")


def test_a_line_of_a_megabyte_is_a_line() -> None:
    """A page without line ends is read like any other."""
    line = "智能体<b>&amp;{{x}}" * 60_000
    assert decode(line.encode(), "a.txt")[0] == (line,)
    assert decode(line.encode("gb18030"), "a.txt")[0] == (line,)


@pytest.mark.parametrize("path", RECEIVED, ids=lambda path: path.name)
def test_the_received_files_are_read_as_they_are(path: Path) -> None:
    """The project's own sources are UTF-8."""
    assert decode(path.read_bytes(), path.name) == (shown(path.read_bytes().decode()), "utf-8")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 1, "empty"),
        (b" \r\n\t\n", 1, "empty"),
        ("　\n".encode(), 1, "nothing but white space"),
        (b"\xef\xbb\xbf", 1, "nothing but white space"),
        (b"a\n\xe2\xe3\xcf\xd3\n\x00\x01", 2, "a binary file"),
        (b"a\nb\x00c", 2, "character 0 in line 2"),
        (b"GIF89a\x01\x80\xff\xff\xff", 1, "neither UTF-8 nor plausible"),
        (
            "人工智能，café".encode() + b"\xe9t\xe9",
            1,
            "the file is utf-8 but for a few bytes: byte 0xE9 at offset 20",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    """Nothing is shown that nobody can have printed."""
    with pytest.raises(InputError, match=words) as caught:
        decode(content, "a.txt")
    assert caught.value.line == line


# ---------------------------------------------------------------- what is damaged

MAINLAND = (
    "某市关于推进乡村道路提升的意见\n2025-08-26\n\n　　各地要优先打通断头路，每条乡村道路都有"
    "养护员，路面病害及时修补。\n　　加快通村硬化路建设，客运班车到村。\n"
)
ISLAND = "某市關於推進鄉村道路提升的意見\n各地要優先打通斷頭路，每條鄉村道路都有養護員。\n"
JAPANESE = (
    "この規則は、農村道路の管理に関する事項を定める。\n各道路には管理人を置き、橋梁を点検する。\n"
)
KOREAN = "이 규칙은 농촌 도로의 관리에 관한 사항을 정한다.\n각 도로에는 관리인을 둔다.\n"


def refusal(data: bytes) -> tuple[int | None, str]:
    """Return the line and the message with which a file is refused."""
    with pytest.raises(InputError) as caught:
        characters(data, "a.txt")
    assert caught.value.remedy
    return caught.value.line, caught.value.message


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (
            MAINLAND.encode()[:-3],
            5,
            "the file is utf-8 but for a few bytes: byte 0xE3 at offset 215 in line 5, "
            "where the file ends within a character",
        ),
        (
            MAINLAND.encode("gbk")[:-2],
            5,
            "the file is gb18030 but for a few bytes: byte 0xA1 at offset 148 in line 5, "
            "where the file ends within a character",
        ),
        (
            MAINLAND.encode("utf-16-le")[:-1],
            5,
            "the file is utf-16: byte 0x0A at offset 164 in line 5, "
            "where the file ends within a character",
        ),
        (
            MAINLAND.encode("gbk").replace("路面".encode("gbk"), b"\xff\xff", 1),
            4,
            "the file is gb18030 but for a few bytes: byte 0xFF at offset 93 in line 4",
        ),
        (
            "路\n".encode() + MAINLAND.encode("gbk") + "\n国务院文件".encode(),
            1,
            "the file is gb18030 but for a few bytes: byte 0xAF at offset 2 in line 1",
        ),
    ],
    ids=["cut UTF-8", "cut GBK", "cut UTF-16", "a bad pair", "two encodings"],
)
def test_the_byte_that_is_no_text_is_named(data: bytes, line: int, message: str) -> None:
    """The place of the damage is told, not the first byte that is not UTF-8."""
    assert refusal(data) == (line, message)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (JAPANESE.encode("euc_jp"), "EUC-JP"),
        (JAPANESE.encode("shift_jis"), "Shift_JIS"),
        (JAPANESE.encode("iso2022_jp"), "ISO-2022"),
        (KOREAN.encode("euc_kr"), "EUC-KR"),
        (MAINLAND.encode("hz"), "HZ-GB-2312"),
        (MAINLAND.encode("utf-7"), "UTF-7"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_encodings_are_refused_by_name(data: bytes, name: str) -> None:
    """Their bytes are valid in GBK or ASCII, too, and would be shown as other words."""
    line, message = refusal(data)
    assert (line, message.split(",")[0]) == (1, f"the file is in {name}")


@pytest.mark.parametrize(
    ("written", "read", "how"),
    [
        ("utf-8", "gb18030", "UTF-8 read as GBK"),
        ("utf-8", "latin-1", "UTF-8 read as Latin-1"),
        ("utf-8", "cp1252", "UTF-8 read as Latin-1"),
        ("gb18030", "latin-1", "GBK read as Latin-1"),
        ("gb18030", "big5hkscs", "GBK read as Big5"),
        ("gb18030", "cp949", "GBK read as EUC-KR"),
        ("utf-8", "cp932", "UTF-8 read as Shift_JIS"),
        ("utf-8", "mac_roman", "UTF-8 read as Mac Roman"),
    ],
)
def test_mojibake_is_refused_with_what_it_was(written: str, read: str, how: str) -> None:
    """Words that were read in a wrong encoding and saved are not those that were printed."""
    line, message = refusal(MAINLAND.encode(written).decode(read, "replace").encode())
    assert line == 1
    assert message.startswith(f"mojibake, {how}: these words are ")


def test_words_read_wrongly_twice_are_mojibake() -> None:
    """One wrong reading upon another is told with both."""
    twice = MAINLAND.encode().decode("latin-1").encode().decode("latin-1").encode()
    assert refusal(twice)[1] == (
        "mojibake, UTF-8 read as Latin-1, and that UTF-8 read as Latin-1: these words are "
        "某市关于推进乡村道路提升的意见"
    )


@pytest.mark.parametrize(
    "text",
    [
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章",
        "砥砺 赓续 踔厉 擘画 韬略 矍铄 鸿鹄 翱翔 跬步 蓊郁",
        "École nationale supérieure à côté, né en été, déjà vu, où l’élève naît",
        "Настоящие правила устанавливают порядок содержания сельских дорог. Каждая дорога имеет",
        "程序把这两个字节读作“锟斤拷”，未初始化的内存读作“烫烫烫”。",
        JAPANESE,
        KOREAN,
    ],
)
def test_true_words_are_never_mojibake(text: str) -> None:
    """Names, rare words and other languages are what they are."""
    assert characters(text.encode(), "a.txt") == (text, "utf-8")
    assert characters(text.encode("utf-16"), "a.txt") == (text, "utf-16")


def test_the_rare_names_of_a_list_are_no_korean() -> None:
    """In EUC-KR the same bytes are syllables, but not those of Korean."""
    text = "安化 巴东 保康 丹凤 凤县 甘谷 哈密 海晏 佳县 康乐 兰考 洛南 麻江 南丹 攀枝花 平果 荣县"
    assert characters(text.encode("gbk"), "a.txt") == (text, "gb18030")


def test_a_lone_80_in_gbk_is_the_sign_of_the_euro() -> None:
    """Windows and the web's encodings say so."""
    data = MAINLAND.encode("gbk") + "投资 ".encode("gbk") + b"\x80" + "五亿\n".encode("gbk")
    assert characters(data, "a.txt") == (f"{MAINLAND}投资 €五亿\n", "gb18030")


def test_signs_of_hong_kong_are_read_in_big5() -> None:
    """HKSCS adds characters to Big5, from the lead byte 0x87 on."""
    text = f"{ISLAND}深水埗、着重、峯會，啲嘢喺度\n"
    assert characters(text.encode("big5hkscs"), "a.txt") == (text, "big5")


@pytest.mark.parametrize(("lost", "refused"), [(19, False), (21, True)])
def test_a_text_of_which_a_fifth_is_lost_is_refused(lost: int, *, refused: bool) -> None:
    """Below that it can be read, and the places are told."""
    data = ("道路养护" * 20 + "\ufffd" * lost).encode()
    if refused:
        assert refusal(data)[1].startswith(
            f"{lost} characters are lost (U+FFFD), the first in line 1"
        )
    else:
        assert characters(data, "a.txt")[0].count("\ufffd") == lost


def damaged(text: str, *, page: bool = False) -> list[tuple[int, str]]:
    """Return the lines of the damaged places of a text, and what is said of them."""
    found = damage(lines_of(text), text.encode(), whole=not page, page=page)
    return [(one.line, one.what) for one in found]


def test_damaged_places_of_a_text_are_told_with_their_lines() -> None:
    """One that can be read all the same is not refused."""
    assert damaged(MAINLAND) == []
    assert damaged("道路\r\n打通断头\ufffd\ufffd路。\r\n修\ufffd路\n") == [
        (2, "2个字符未能读出（U+FFFD），首见于第20字节 EF BF BD"),
        (3, "1个字符未能读出（U+FFFD），首见于第37字节 EF BF BD"),
    ]
    wrong = "各地要优先打通断头路".encode().decode("gb18030", "replace")
    assert damaged(f"道路养护\n{wrong}\n") == [
        (2, "乱码（UTF-8 read as GBK），原文似为“各地要优先打通断头路”")
    ]
    assert damaged("道路\n锟斤拷锟斤拷\n") == [(2, "“锟斤拷”是转换编码时留下的乱码")]
    assert damaged("道路\n某市????????意见") == [(2, "“????????”是转换编码时留下的乱码")]
    assert damaged("道路\n某市???????意见") == []


def test_a_page_that_breaks_off_in_a_tag_is_told() -> None:
    """What followed is missing; text with a sign for less is whole."""
    assert damaged('<p>修路。</p><div class="te', page=True) == [
        (1, '文件在标签“<div class="te”中断（第16字节起），其后缺失')
    ]
    assert damaged("<p>修路。</p>\n", page=True) == []
    assert damaged("<p>宽度 < 3", page=True) == []
