"""Bytes of a received file → its encoding and its lines, as an editor numbers them.

UTF-8, UTF-16 and UTF-32 are recognised by a byte order mark or by being valid; GB18030, Big5 and
UTF-16 without a mark by the share of common characters in the decoded text. Lines end at CR, LF
and CRLF only: `str.splitlines` also splits at U+2028, form feeds and the like.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from builder.model import InputError

PLAUSIBLE = 0.85
"""Least share of common characters in a text whose encoding is guessed."""

CLEARLY = 0.05
"""By how much the share of a later guess must exceed that of an earlier one."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, of whose mark it is a continuation
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and their encodings."""

GUESSES = (
    ("gb18030", "gb18030"),
    ("cp950", "big5"),
    ("utf-16-le", "utf-16"),
    ("utf-16-be", "utf-16"),
)
"""Codecs that are tried where there is no mark, and the names of their encodings, in order."""

LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line for an editor."""

EXPORT = "open it with the program that made it and save its text as .txt in UTF-8"
"""The remedy for a file of another program."""

FAMILIES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
"""Encodings as web pages declare them, and the names of the encodings that include them."""

SAVE_AS = "open the file with its right encoding and save it as UTF-8, or fetch it again"
"""The remedy where no encoding fits."""


def characters(data: bytes, file: str, declared: str = "") -> tuple[str, str]:
    """Return the characters of a file and the name of its encoding.

    Of the guesses, the encoding that a web page declares is tried first.
    `file` is its name in messages.

    >>> characters("问：为何？".encode("gb18030"), "a.txt")
    ('问：为何？', 'gb18030')

    Raises `InputError` where the file is empty, binary, or in no encoding that fits.
    """
    text, encoding = _text(data, file, FAMILIES.get(declared, ""))
    if not text.strip():
        message = "the file holds nothing but white space" if data.strip() else "the file is empty"
        remedy = "put the received text there, or take the file out"
        raise InputError(file, message, remedy=remedy, line=1)
    if "\0" in text:
        raise _at(
            file,
            text[: text.index("\0")],
            f"character 0 in line {{line}}: a binary file, or a damaged one ({encoding})",
            text,
        )
    return text, encoding


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines as an editor numbers them; a last line without an end counts.

    >>> lines_of("甲\\r乙\\u2028乙\\n\\n丙")
    ('甲', '乙\\u2028乙', '', '丙')
    """
    lines = LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return tuple(lines)


def _text(data: bytes, file: str, declared: str) -> tuple[str, str]:
    """Return the characters and the name of the encoding."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _announced(data, encoding, len(mark), file), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        guess = _guess(data, declared)
        if guess is not None:
            return guess
        raise _undecodable(data, problem, file) from None
    if "\0" in text:
        guess = _guess(data)  # ASCII in UTF-16 without a mark is valid UTF-8, with NULs
        if guess is not None:
            return guess
    return text, "utf-8"


def _announced(data: bytes, encoding: str, mark: int, file: str) -> str:
    """Return the characters of a file that begins with a byte order mark."""
    try:
        return data[mark:].decode("utf-8") if encoding == "utf-8" else data.decode(encoding)
    except UnicodeDecodeError as problem:
        good = data[: problem.start].decode(encoding, errors="ignore")
        raise _at(
            file,
            good,
            f"the file says that it is {encoding}, but its bytes in line {{line}} are not",
            data.decode(encoding, errors="replace"),
        ) from None


def _guess(data: bytes, declared: str = "") -> tuple[str, str] | None:
    """Return the most plausible reading and its encoding, or `None` where none is plausible.

    The encoding that the file declares is tried first.
    """
    best: tuple[float, str, str] | None = None
    for codec, encoding in sorted(GUESSES, key=lambda guess: guess[1] != declared):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        share = _plausibility(text)
        if share >= PLAUSIBLE and (best is None or share > best[0] + CLEARLY):
            best = share, text, encoding
    return (best[1], best[2]) if best else None


def _plausibility(text: str) -> float:
    """Return the share of common characters among those that are not ASCII; 0 with a NUL."""
    if "\0" in text:
        return 0.0
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 1.0
    common = _common()
    return sum(character in common for character in foreign) / len(foreign)


@cache
def _common() -> frozenset[str]:
    """Return the characters of which printed Chinese mostly consists, of both scripts.

    They are the first levels of GB 2312 (rows 0xB0 to 0xD7) and of Big5 (0xA4 to 0xC6), which
    were chosen by frequency, and the punctuation of both.
    """
    simplified = _rows(range(0xB0, 0xD8), "gb2312") | _rows(range(0xA1, 0xA4), "gb2312")
    traditional = _rows(range(0xA4, 0xC7), "cp950") | _rows((0xA1,), "cp950")
    return frozenset(simplified | traditional | set("\u00a0\ufeff—…“”‘’·"))


def _rows(leads: range | tuple[int, ...], codec: str) -> set[str]:
    """Return the characters of some rows of a double-byte character set."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    cells = (
        bytes((lead, trail)).decode(codec, errors="ignore") for lead in leads for trail in trails
    )
    return {cell for cell in cells if len(cell) == 1 and cell > "\x7f"}


def _undecodable(data: bytes, problem: UnicodeDecodeError, file: str) -> InputError:
    """Return the error for bytes that are no text in any encoding that we know."""
    good = data[: problem.start].decode("utf-8")
    binary = b"\0" in data
    what = "a binary file" if binary else "neither UTF-8 nor plausible as UTF-16, GB18030 or Big5"
    return _at(
        file,
        good,
        f"{what}: byte 0x{data[problem.start]:02X} in line {{line}}",
        data.decode("utf-8", errors="replace"),
    )


def _at(file: str, good: str, message: str, text: str) -> InputError:
    """Return an error at the line that follows the good beginning of a text."""
    line = len(LINE_END.findall(good)) + 1
    quote = (*lines_of(text), *[""] * line)[line - 1]
    return InputError(
        file, message.format(line=line), remedy=SAVE_AS, line=line, quote=quote.strip()[:80]
    )
