"""Bytes of a received file → its encoding and its lines, as an editor numbers them.

UTF-8, UTF-16 and UTF-32 are recognised by a byte order mark or by being valid; GB18030, Big5 and
UTF-16 without a mark by the share of common characters in the decoded text. What is in another
encoding, cut off or wrongly read before it was saved is refused by its name. Lines end at CR, LF
and CRLF only: `str.splitlines` also splits at U+2028, form feeds and the like.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from builder.formats.mojibake import FREQUENT, PLAINLY, frequent, mojibake
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
    ("big5hkscs", "big5"),
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

FETCH_AGAIN = "fetch the file again, or take out what is cut off at its end"
"""The remedy for a file that is not whole."""

FOREIGN = (
    ("euc_jp", "EUC-JP", re.compile("[\u3041-\u30ff]")),
    ("shift_jis", "Shift_JIS", re.compile("[\u3041-\u30ff]")),
    (
        "euc_kr",
        "EUC-KR",
        re.compile("[이다는을의에하고가로은기사지한도리인어자과를니시대서정라아나해일그전있부]"),
    ),
)
"""Codecs of other countries, their names, and letters of which each text in them has many."""

MANY = 0.2
"""Least share of these among its letters."""

SEVEN_BITS = (
    (re.compile(rb"~\{(?:[!-w][!-~])+~\}"), "hz", "HZ-GB-2312"),
    (re.compile(rb"\+[A-Za-z0-9+/]{3,}-?"), "utf-7", "UTF-7"),
    (re.compile(rb"\x1b\$[@A-C)(][^\x1b]*"), "iso2022_jp_2", "ISO-2022"),
)
"""What each encoding of ASCII characters alone looks like, its codec and its name."""

DAMAGED = 0.02
"""Largest share of characters that cannot be decoded in a text whose encoding is told."""

_FEW = 4
"""The same in number, for short texts."""

LIKELY = 0.6
"""Least share of common characters in such a text: after a bad byte the next few are wrong."""

UNREADABLE = 0.2
"""Share of lost characters among those that are not ASCII from which a text is refused."""

_SAMPLE = 20_000
"""Characters of the lines by which it is judged whether a text was read in a wrong encoding."""

LOST = "\ufffd"
"""What programs put in the place of a character that they could not read."""

_LONGEST_CHARACTER = 4
"""Bytes of the longest character."""

_CUT = re.compile(r"unexpected end|incomplete|truncated")
"""How codecs say that bytes end within a character."""

_LETTER = re.compile(r"[^\W\d_a-zA-Z]")


def _euro(problem: UnicodeError) -> tuple[str, int]:
    """Return the sign that Windows adds to GBK; the web's encodings have it too."""
    if isinstance(problem, UnicodeDecodeError) and problem.object[problem.start] == 0x80:
        return "€", problem.start + 1
    raise problem


codecs.register_error("builder-euro", _euro)


def characters(data: bytes, file: str, declared: str = "") -> tuple[str, str]:
    """Return the characters of a file and the name of its encoding.

    Of the guesses, the encoding that a web page declares is tried first.
    `file` is its name in messages.

    >>> characters("问：为何？".encode("gb18030"), "a.txt")
    ('问：为何？', 'gb18030')

    Raises `InputError` where the file is empty, binary, in no encoding that fits, or holds only
    characters that were wrongly read.
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
    _refuse_unreadable(text, file)
    return text, encoding


def _refuse_unreadable(text: str, file: str) -> None:
    """Raise an `InputError` where the characters of a text are not those that were written."""
    foreign = "\n".join(line for line in lines_of(text) if not line.isascii())
    if (found := mojibake(foreign[:_SAMPLE])) is not None:
        line = next(at for at, words in enumerate(lines_of(text), 1) if not words.isascii())
        words = found.words.strip().split("\n")[0][:30]
        raise InputError(
            file,
            f"mojibake, {found.how}: these words are {words}",
            remedy="fetch the file again and save it as UTF-8 from a program that shows it rightly",
            line=line,
            quote=lines_of(text)[line - 1].strip()[:80],
        )
    lost = text.count(LOST)
    if lost > UNREADABLE * sum(sign > "\x7f" for sign in text):
        raise _at(
            file,
            text[: text.index(LOST)],
            f"{lost} characters are lost (U+FFFD), the first in line {{line}}: the file was saved "
            "by a program that read it in a wrong encoding",
            text,
        )


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
        if (name := _foreign(data, guess)) is not None:
            raise _named(data, problem.start, name, file) from None
        if guess is not None:
            return guess
        raise _undecodable(data, problem, file) from None
    if "\0" in text:
        guess = _guess(data)  # ASCII in UTF-16 without a mark is valid UTF-8, with NULs
        if guess is not None:
            return guess
    if text.isascii():
        _refuse_seven_bits(data, file)
    return text, "utf-8"


def _announced(data: bytes, encoding: str, mark: int, file: str) -> str:
    """Return the characters of a file that begins with a byte order mark."""
    try:
        return data[mark:].decode("utf-8") if encoding == "utf-8" else data.decode(encoding)
    except UnicodeDecodeError as problem:
        what = f"the file says that it is {encoding}, and is not"
        raise _bad_byte(data, problem, encoding, what, file) from None


def _decoded(data: bytes, codec: str) -> str:
    return data.decode(codec, "builder-euro" if codec == "gb18030" else "strict")


def _guess(data: bytes, declared: str = "") -> tuple[str, str] | None:
    """Return the most plausible reading and its encoding, or `None` where none is plausible.

    The encoding that the file declares is tried first.
    """
    best: tuple[float, str, str] | None = None
    for codec, encoding in sorted(GUESSES, key=lambda guess: guess[1] != declared):
        try:
            text = _decoded(data, codec)
        except UnicodeDecodeError:
            continue
        share = _plausibility(text)
        if share >= PLAUSIBLE and (best is None or share > best[0] + CLEARLY):
            best = share, text, encoding
            if share >= 1 - CLEARLY:
                break
    return (best[1], best[2]) if best else None


def _foreign(data: bytes, guess: tuple[str, str] | None) -> str | None:
    """Return the name of an encoding of another country, if the bytes are rather in that.

    The bytes of Korean are common Chinese characters in GBK, too, but make no Chinese words.
    """
    if guess is not None and frequent(guess[0]) >= PLAINLY:
        return None
    for codec, name, script in FOREIGN:
        try:
            letters = _LETTER.findall(data.decode(codec))
        except UnicodeDecodeError:
            continue
        if letters and len(list(filter(script.match, letters))) >= MANY * len(letters):
            return name
    return None


def _refuse_seven_bits(data: bytes, file: str) -> None:
    """Raise an `InputError` where ASCII characters write Chinese ones in an older way.

    What a page repeats, as `ld+json`, is no text, even if it can be read as a character.
    """
    for pattern, codec, name in SEVEN_BITS:
        found = list(pattern.finditer(data))
        words = b"\n".join(run[0] for run in found).decode(codec, "ignore") if found else ""
        known = sum(letter in FREQUENT for letter in words)
        if len(FREQUENT.intersection(words)) >= 2 and known >= PLAINLY * len(
            _LETTER.findall(words)
        ):
            raise _named(data, found[0].start(), name, file)


def _named(data: bytes, at: int, name: str, file: str) -> InputError:
    """Return the error for a file in an encoding that we know and do not read."""
    return _at(
        file,
        data[:at].decode("ascii", "replace"),
        f"the file is in {name}, as from byte 0x{data[at]:02X} at offset {at} in line {{line}}",
        data.decode("ascii", "replace"),
        remedy=f"save it as UTF-8: open it as {name}, or fetch it again",
    )


def _plausibility(text: str) -> float:
    """Return the share of common characters among those that are not ASCII; 0 with a NUL."""
    if "\0" in text:
        return 0.0
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(_common().__contains__, text)) / foreign if foreign else 1.0


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
    """Return the error for bytes that are no text in any encoding that we know.

    Where all but a few bytes are in one, it is for the first of these few.
    """
    if b"\0" in data:
        if len(data) % 2 and (cut := _guess(data[:-1])) is not None:
            codec = next(codec for codec, name in GUESSES if name == cut[1])
            cut_off = UnicodeDecodeError(codec, data, len(data) - 1, len(data), "truncated data")
            return _bad_byte(data, cut_off, codec, f"the file is {cut[1]}", file)
        return _bad_byte(data, problem, "utf-8", "a binary file", file)
    held = {"utf-8": data.decode("utf-8", "replace")}
    held |= {codec: data.decode(codec, "replace") for codec, _ in GUESSES if codec[:3] != "utf"}
    few = {
        codec: text.count(LOST)
        for codec, text in held.items()
        if _plausibility(text.replace(LOST, "")) >= LIKELY
        and 0 < 2 * text.count(LOST) <= sum(sign > "\x7f" for sign in text)
        and text.count(LOST) <= max(_FEW, DAMAGED * len(text))
    }
    if not few:
        what = "neither UTF-8 nor plausible as UTF-16, GB18030 or Big5"
        return _bad_byte(data, problem, "utf-8", what, file)
    codec = min(few, key=lambda codec: few[codec])
    try:
        _decoded(data, codec)
    except UnicodeDecodeError as other:
        problem = other
    name = dict(GUESSES).get(codec, codec)
    return _bad_byte(data, problem, codec, f"the file is {name} but for a few bytes", file)


def _bad_byte(
    data: bytes, problem: UnicodeDecodeError, codec: str, what: str, file: str
) -> InputError:
    """Return the error for the first byte that a codec cannot decode."""
    good, rest = problem.object[: problem.start], problem.object[problem.start :]
    at = len(data) - len(rest)
    cut = len(rest) < _LONGEST_CHARACTER and _CUT.search(problem.reason) is not None
    where = f"byte 0x{rest[0]:02X} at offset {at} in line {{line}}"
    message = f"{what}: {where}" + (", where the file ends within a character" if cut else "")
    text = problem.object.decode(codec, "replace")
    remedy = FETCH_AGAIN if cut else SAVE_AS
    return _at(file, good.decode(codec, "ignore"), message, text, remedy)


def _at(file: str, good: str, message: str, text: str, remedy: str = SAVE_AS) -> InputError:
    """Return an error at the line that follows the good beginning of a text."""
    line = len(LINE_END.findall(good)) + 1
    quote = (*lines_of(text), *[""] * line)[line - 1]
    return InputError(
        file, message.format(line=line), remedy=remedy, line=line, quote=quote.strip()[:80]
    )
