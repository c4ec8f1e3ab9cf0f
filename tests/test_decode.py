"""What was printed is what shows: the reader alters no character, in no encoding, in no line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

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
    codec = {"big5": ["cp950"], "utf-16": ["utf-16", "utf-16-le", "utf-16-be"]}
    assert lines in {
        shown(content.decode(name, "replace").removeprefix("\ufeff"))
        for name in codec.get(encoding, [encoding])
    }


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
        ("人工智能，café".encode() + b"\xe9t\xe9", 1, "neither UTF-8 nor plausible"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(content: bytes, line: int, words: str) -> None:
    """Nothing is shown that nobody can have printed."""
    with pytest.raises(InputError, match=words) as caught:
        decode(content, "a.txt")
    assert caught.value.line == line
